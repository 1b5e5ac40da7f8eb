//! Days and hours as they are written in minutes.

use crate::text::MONTHS;
use chrono::{Datelike, Timelike, Weekday};

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

/// Gives "17:20", in the offset that the moment itself bears.
#[must_use]
pub fn clock(at: &impl Timelike) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Gives "2:05" for 125 seconds.
#[must_use]
pub fn minutes(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Gives "17:20 Uhr".
#[must_use]
pub fn time(at: &impl Timelike) -> String {
    format!("{} Uhr", clock(at))
}
