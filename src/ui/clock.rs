//! Hours as they are typed.

use crate::domain::{DoubleHour, Timestamp, offset_of};
use crate::wording;
use chrono::{NaiveDateTime, NaiveTime};

/// Gives "17:05", "02:05 (2B)".
pub fn shown(at: Timestamp) -> String {
    wording::clock(&at)
}

/// Reads "17:05", on the day of `day`, or with a day of its own: "09.03.2027 17:05". Of an hour
/// that there is twice it may be said which is meant: "02:05 2B". If it is not, it is that of
/// `day`.
///
/// # Errors
/// Says in German what is expected.
pub fn read(day: Timestamp, typed: &str) -> Result<Timestamp, String> {
    let (typed, hour) = which(typed);
    let whole = NaiveDateTime::parse_from_str(typed, "%d.%m.%Y %H:%M").ok();
    let time = NaiveTime::parse_from_str(typed, "%H:%M").ok();
    let moment = whole.or_else(|| time.map(|time| day.date_naive().and_time(time)));
    let moment = moment.ok_or("Erwartet: eine Uhrzeit wie 17:02, auch mit Tag davor.")?;
    let offset = offset_of(moment, hour, day.timezone());
    let there = offset.and_then(|offset| moment.and_local_timezone(offset).single());
    there.ok_or_else(|| "Diese Uhrzeit gab es an dem Tag nicht.".to_owned())
}

/// Takes "2A" or "2B" off the end, in brackets or not.
fn which(typed: &str) -> (&str, Option<DoubleHour>) {
    let typed = typed.trim();
    let ends = [
        ("2A", DoubleHour::A),
        ("(2A)", DoubleHour::A),
        ("2B", DoubleHour::B),
        ("(2B)", DoubleHour::B),
    ];
    let found = ends.into_iter().find_map(|(end, hour)| {
        let rest = typed.strip_suffix(end).filter(|rest| rest.ends_with(' '))?;
        Some((rest.trim_end(), Some(hour)))
    });
    found.unwrap_or((typed, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_as_the_same_moment() {
        for text in [
            "2027-03-09T17:05:00+01:00",
            "2026-10-25T01:05:00+02:00",
            "2026-10-25T02:05:00+02:00",
            "2026-10-25T02:05:00+01:00",
            "2026-10-25T03:05:00+01:00",
        ] {
            let at = Timestamp::parse_from_rfc3339(text).unwrap();
            for day in ["2026-10-25T01:00:00+02:00", "2026-10-25T23:00:00+01:00"] {
                let day = Timestamp::parse_from_rfc3339(day).unwrap();
                let day = if at.date_naive() == day.date_naive() { day } else { at };
                assert_eq!(read(day, &shown(at)), Ok(at), "{text}");
            }
        }
    }

    #[test]
    fn an_hour_that_there_is_not_twice_is_refused() {
        let day = Timestamp::parse_from_rfc3339("2027-03-09T17:00:00+01:00").unwrap();
        assert!(read(day, "17:05 2A").is_err());
        assert!(read(day, "02:05 2B").is_err());
        assert!(read(day, "17:05").is_ok());
    }
}
