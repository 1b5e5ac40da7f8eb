//! Hours as they are typed.

use crate::domain::Timestamp;
use chrono::{NaiveDateTime, NaiveTime, TimeZone as _};

/// Gives "17:05".
#[must_use]
pub fn shown(at: Timestamp) -> String {
    at.format("%H:%M").to_string()
}

/// Reads "17:05", on the day of `day`, or with a day of its own: "09.03.2027 17:05".
///
/// # Errors
/// Says in German what is expected.
pub fn read(day: Timestamp, typed: &str) -> Result<Timestamp, String> {
    let whole = NaiveDateTime::parse_from_str(typed, "%d.%m.%Y %H:%M").ok();
    let time = NaiveTime::parse_from_str(typed, "%H:%M").ok();
    let moment = whole.or_else(|| time.map(|time| day.date_naive().and_time(time)));
    let moment = moment.ok_or("Erwartet: eine Uhrzeit wie 17:02, auch mit Tag davor.")?;
    let there = day.timezone().from_local_datetime(&moment).single();
    there.ok_or_else(|| "Diese Uhrzeit gab es an dem Tag nicht.".to_owned())
}
