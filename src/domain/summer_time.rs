//! Summer time: which hour there is twice, and which offset a time has that is typed.
//!
//! Source: § 2 SoZV. It begins on the last Sunday in March at 2 o'clock and ends on the last
//! Sunday in October at 3 o'clock. The hour from 2 to 3 that there is twice then is called 2A the
//! first time and 2B the second.

use super::Timestamp;
use chrono::{Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Timelike as _};

/// Winter time and summer time, in seconds from UTC.
const WINTER: i32 = 3600;
const SUMMER: i32 = 7200;

/// One of the two hours from 2 to 3 when summer time ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoubleHour {
    /// 2A, still in summer time.
    A,
    /// 2B, in winter time.
    B,
}

impl DoubleHour {
    /// The hour in which this moment lies, if there is that hour twice.
    #[must_use]
    pub fn of(at: Timestamp) -> Option<Self> {
        if !is_double(at.naive_local()) {
            return None;
        }
        match at.offset().local_minus_utc() {
            SUMMER => Some(Self::A),
            WINTER => Some(Self::B),
            // Another country.
            _ => None,
        }
    }
}

/// The offset of a time that is typed; `known`: that of a moment near it, which decides in the
/// hour that there is twice where `hour` does not say which. `None`: there is no such time.
#[must_use]
pub fn offset_of(
    typed: NaiveDateTime,
    hour: Option<DoubleHour>,
    known: FixedOffset,
) -> Option<FixedOffset> {
    let double = is_double(typed);
    if (hour.is_some() && !double) || is_missing(typed) && central_european(known) {
        return None;
    }
    match hour {
        Some(DoubleHour::A) => FixedOffset::east_opt(SUMMER),
        Some(DoubleHour::B) => FixedOffset::east_opt(WINTER),
        None if double || !changes_on(typed) || !central_european(known) => Some(known),
        None => {
            let (march, early) = (typed.month() == 3, typed.hour() < 2);
            FixedOffset::east_opt(if march == early { WINTER } else { SUMMER })
        }
    }
}

fn central_european(offset: FixedOffset) -> bool {
    matches!(offset.local_minus_utc(), WINTER | SUMMER)
}

/// Whether the clock is set on this day.
fn changes_on(at: NaiveDateTime) -> bool {
    matches!(at.month(), 3 | 10) && Some(at.date()) == last_sunday(at.year(), at.month())
}

fn is_double(at: NaiveDateTime) -> bool {
    at.month() == 10 && changes_on(at) && in_third_hour(at)
}

fn is_missing(at: NaiveDateTime) -> bool {
    at.month() == 3 && changes_on(at) && in_third_hour(at)
}

fn in_third_hour(at: NaiveDateTime) -> bool {
    at.hour() == 2
}

/// The last Sunday of a month of 31 days.
fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let behind = i64::from(last.weekday().num_days_from_sunday());
    last.checked_sub_signed(TimeDelta::days(behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn the_hour_from_two_to_three_is_there_twice_when_summer_time_ends() {
        for (moment, hour) in [
            // § 2 (2) SoZV; 25.10.2026 and 31.10.2027 are the last Sundays in October.
            ("2026-10-25T01:59:59+02:00", None),
            ("2026-10-25T02:00:00+02:00", Some(DoubleHour::A)),
            ("2026-10-25T02:59:59+02:00", Some(DoubleHour::A)),
            ("2026-10-25T02:00:00+01:00", Some(DoubleHour::B)),
            ("2026-10-25T02:59:59+01:00", Some(DoubleHour::B)),
            ("2026-10-25T03:00:00+01:00", None),
            ("2027-10-31T02:30:00+01:00", Some(DoubleHour::B)),
            ("2026-10-18T02:30:00+02:00", None),
            ("2026-10-26T02:30:00+01:00", None),
            ("2026-10-25T02:30:00+00:00", None),
            ("2026-03-29T02:30:00+01:00", None),
        ] {
            assert_eq!(DoubleHour::of(at(moment)), hour, "{moment}");
        }
    }

    #[test]
    fn a_typed_time_has_the_offset_of_its_hour() {
        let (winter, summer) = (Some(WINTER), Some(SUMMER));
        let (a, b) = (Some(DoubleHour::A), Some(DoubleHour::B));
        for (typed, hour, known, offset) in [
            ("2026-10-25T01:30:00", None, WINTER, summer),
            ("2026-10-25T02:30:00", None, WINTER, winter),
            ("2026-10-25T02:30:00", None, SUMMER, summer),
            ("2026-10-25T02:30:00", a, WINTER, summer),
            ("2026-10-25T02:30:00", b, SUMMER, winter),
            ("2026-10-25T03:30:00", None, SUMMER, winter),
            ("2026-10-25T03:30:00", b, SUMMER, None),
            ("2026-03-29T01:30:00", None, SUMMER, winter),
            ("2026-03-29T02:30:00", None, SUMMER, None),
            ("2026-03-29T03:30:00", None, WINTER, summer),
            ("2027-03-09T17:00:00", None, WINTER, winter),
            ("2026-03-29T02:30:00", None, 0, Some(0)),
            ("2026-10-25T01:30:00", None, 0, Some(0)),
        ] {
            let found =
                offset_of(typed.parse().unwrap(), hour, FixedOffset::east_opt(known).unwrap());
            assert_eq!(found.map(|offset| offset.local_minus_utc()), offset, "{typed} {hour:?}");
        }
    }
}
