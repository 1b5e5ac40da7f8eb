//! Days and hours as they are written in minutes.

use crate::domain::{DoubleHour, Timestamp};
use crate::text::MONTHS;
use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike, Weekday};

/// Gives "Dienstag, 9. März 2027".
#[must_use]
pub fn date_long(date: &impl Datelike) -> String {
    let day = match date.weekday() {
        Weekday::Mon => "Montag",
        Weekday::Tue => "Dienstag",
        Weekday::Wed => "Mittwoch",
        Weekday::Thu => "Donnerstag",
        Weekday::Fri => "Freitag",
        Weekday::Sat => "Samstag",
        Weekday::Sun => "Sonntag",
    };
    let month = usize::try_from(date.month0()).ok().and_then(|month| MONTHS.get(month));
    format!("{day}, {}. {} {}", date.day(), month.unwrap_or(&""), date.year())
}

/// Gives "09.03.2027".
#[must_use]
pub fn date_short(date: &impl Datelike) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

/// An hour of some day.
pub trait Hour: Timelike {
    /// " (2A)" or " (2B)" in the hours that there are twice (§ 2 (2) `SoZV`), else nothing.
    fn which(&self) -> &'static str {
        ""
    }
}

impl Hour for NaiveTime {}
impl Hour for NaiveDateTime {}

impl Hour for Timestamp {
    fn which(&self) -> &'static str {
        match DoubleHour::of(*self) {
            Some(DoubleHour::A) => " (2A)",
            Some(DoubleHour::B) => " (2B)",
            None => "",
        }
    }
}

/// Gives "17:20", in the offset that the moment itself bears; "02:20 (2A)" where that hour comes
/// twice.
#[must_use]
pub fn clock(at: &impl Hour) -> String {
    format!("{:02}:{:02}{}", at.hour(), at.minute(), at.which())
}

/// Gives "17:20:05".
#[must_use]
pub fn clock_seconds(at: &impl Hour) -> String {
    format!("{:02}:{:02}:{:02}{}", at.hour(), at.minute(), at.second(), at.which())
}

/// Gives "2:05" for 125 seconds.
#[must_use]
pub fn minutes(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Gives "17:20 Uhr".
#[must_use]
pub fn time(at: &impl Hour) -> String {
    format!("{:02}:{:02} Uhr{}", at.hour(), at.minute(), at.which())
}

/// Gives "Die Uhr des Rechners sprang um 1:00:00 zurück."
#[must_use]
pub fn clock_set(by_s: i64) -> String {
    let seconds = by_s.unsigned_abs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let whither = if by_s < 0 { "zurück" } else { "vor" };
    format!("Die Uhr des Rechners sprang um {hours}:{minutes:02}:{seconds:02} {whither}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_that_comes_twice_says_which_it_is() {
        let told = |text: &str| {
            let at = Timestamp::parse_from_rfc3339(text).unwrap();
            (clock(&at), time(&at), clock_seconds(&at))
        };
        let words = |texts: [&str; 3]| {
            let [clock, time, seconds] = texts.map(str::to_owned);
            (clock, time, seconds)
        };
        // § 2 (2) SoZV.
        assert_eq!(
            told("2026-10-25T02:15:07+02:00"),
            words(["02:15 (2A)", "02:15 Uhr (2A)", "02:15:07 (2A)"])
        );
        assert_eq!(
            told("2026-10-25T02:15:07+01:00"),
            words(["02:15 (2B)", "02:15 Uhr (2B)", "02:15:07 (2B)"])
        );
        assert_eq!(told("2026-10-25T03:15:07+01:00"), words(["03:15", "03:15 Uhr", "03:15:07"]));
    }
}
