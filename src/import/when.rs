//! Days and times as an invitation writes them.

use crate::text::MONTHS;
use chrono::{Datelike as _, NaiveDate, NaiveTime};

/// With the days since Monday.
const WEEKDAYS: [(&str, u32); 8] = [
    ("Montag", 0),
    ("Dienstag", 1),
    ("Mittwoch", 2),
    ("Donnerstag", 3),
    ("Freitag", 4),
    ("Samstag", 5),
    ("Sonnabend", 5),
    ("Sonntag", 6),
];

/// Reads "2027-03-09", "09.03.2027" or "Dienstag, den 9. März 2027".
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = without_weekday(text.trim());
    let iso: Vec<&str> = text.split('-').collect();
    let (year, month, day) = match iso.as_slice() {
        [year, month, day] => (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?),
        _ => {
            let (day, rest) = text.split_once('.')?;
            let (month, year) = match rest.split_once('.') {
                Some((month, year)) => (digits(month.trim(), 2)?, year),
                None => {
                    let (month, year) = rest.trim().split_once(' ')?;
                    let month = month.to_lowercase();
                    let index = MONTHS.iter().position(|name| name.to_lowercase() == month)?;
                    (u32::try_from(index).ok()? + 1, year)
                }
            };
            (digits(year.trim(), 4)?, month, digits(day.trim(), 2)?)
        }
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    (1900..2200).contains(&date.year()).then_some(date)
}

/// Says what is wrong, and what was expected, where a date bears the name of another weekday.
#[must_use]
pub(crate) fn wrong_weekday(text: &str) -> Option<(String, String)> {
    let date = parse_date(text)?;
    let told = parted(text.trim())?.0;
    let right = date.weekday().num_days_from_monday();
    if told.iter().any(|(_, day)| *day == right) {
        return None;
    }
    let (wrong, _) = told.first()?;
    let (name, _) = WEEKDAYS.iter().find(|(_, day)| *day == right)?;
    let date = date.format("%d.%m.%Y");
    let expected = format!("„{name}, {date}“ oder ein anderer Tag");
    Some((format!("Der {date} ist ein {name}, kein {wrong}"), expected))
}

/// Reads "17:00", "17.00 Uhr" or "17 Uhr".
#[must_use]
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let bare = text.strip_suffix("Uhr").or_else(|| text.strip_suffix("uhr"));
    let parts: Vec<&str> = bare.unwrap_or(text).trim().split([':', '.']).collect();
    let (hour, minute) = match parts.as_slice() {
        [hour, minute] | [hour, minute, "00"] => (digits(hour, 2)?, digits(minute, 2)?),
        [hour] if bare.is_some() => (digits(hour, 2)?, 0),
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// Cuts "Dienstag, den " or "Di., " off.
fn without_weekday(text: &str) -> &str {
    let Some((_, rest)) = parted(text) else { return text };
    let rest = rest.trim_start_matches([',', ' ']);
    ["den ", "dem "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim()
}

/// Parts a weekday from what stands behind it; "So" may be two.
fn parted(text: &str) -> Option<(Vec<(&'static str, u32)>, &str)> {
    let (first, rest) = text.split_once([',', ' '])?;
    let first = first.trim_end_matches('.').to_lowercase();
    let is_meant = |(name, _): &&(&str, u32)| {
        let name = name.to_lowercase();
        name == first || first.chars().count() == 2 && name.starts_with(&first)
    };
    let days: Vec<_> = WEEKDAYS.iter().filter(is_meant).copied().collect();
    (!days.is_empty()).then_some((days, rest))
}

/// Reads at most `most` digits and nothing else.
fn digits(text: &str, most: usize) -> Option<u32> {
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{parse_date, parse_time, wrong_weekday};

    #[test]
    fn days_are_read_as_invitations_write_them() {
        for text in [
            "2027-03-09",
            "09.03.2027",
            "9.3.2027",
            "9. März 2027",
            "Dienstag, den 9. März 2027",
            "Dienstag, 09.03.2027",
            "Di., 09.03.2027",
            "Di 09.03.2027",
        ] {
            let date = parse_date(text).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some("2027-03-09"), "{text}");
        }
        for text in
            ["", "morgen", "31.02.2027", "9.3.27", "2027-13-01", "9. Lenz 2027", "+9.3.2027"]
        {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_weekday_is_that_of_its_date() {
        for text in ["Dienstag, 09.03.2027", "Di 9.3.2027", "So., 14.03.2027", "Sa 13.3.2027"] {
            assert_eq!(wrong_weekday(text), None, "{text}");
        }
        for text in ["09.03.2027", "Sonnabend, 13.3.2027", "Montag, 31.02.2027", "Montag"] {
            assert_eq!(wrong_weekday(text), None, "{text}");
        }
        for text in ["Montag, den 9. März 2027", "Mo., 09.03.2027", "montag 2027-03-09"] {
            let (wrong, expected) = wrong_weekday(text).expect(text);
            assert_eq!(wrong, "Der 09.03.2027 ist ein Dienstag, kein Montag");
            assert_eq!(expected, "„Dienstag, 09.03.2027“ oder ein anderer Tag");
        }
    }

    #[test]
    fn times_are_read_as_invitations_write_them() {
        for text in ["17:00", "17.00 Uhr", "17 Uhr", "17:00 Uhr", "17:00:00"] {
            let time = parse_time(text).map(|time| time.to_string());
            assert_eq!(time.as_deref(), Some("17:00:00"), "{text}");
        }
        for text in ["", "17", "25:00", "fünf Uhr", "17:00:30", "-1:00", "1:2:3:4"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }
}
