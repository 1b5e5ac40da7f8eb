//! Notices that the clock of the machine was set: it went on by more or less than time did.

use super::set_clock_file;
use chrono::{DateTime, FixedOffset, TimeDelta};
use std::time::Instant;

/// Less than this is how machines keep their clocks right.
const LEAP: TimeDelta = TimeDelta::seconds(2);

/// The clock and time itself, when both were looked at last.
#[derive(Debug, Default)]
pub struct Steady {
    last: Option<(Instant, DateTime<FixedOffset>)>,
}

impl Steady {
    /// By how much the clock was set since this was asked last, if it was; a machine that slept
    /// counts as one whose clock was put forward. A clock that a test sets is let be.
    pub fn leap(&mut self) -> Option<TimeDelta> {
        if set_clock_file().is_some() {
            return None;
        }
        self.look(Instant::now(), super::now())
    }

    fn look(&mut self, time: Instant, clock: DateTime<FixedOffset>) -> Option<TimeDelta> {
        let (since, before) = self.last.replace((time, clock))?;
        let gone = TimeDelta::from_std(time.saturating_duration_since(since)).ok()?;
        let by = (clock - before) - gone;
        (by.abs() > LEAP).then_some(by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_clock_that_goes_with_time_has_not_been_set() {
        let (mut steady, begin) = (Steady::default(), Instant::now());
        let mut look = |seconds, clock: &str| {
            let clock = DateTime::parse_from_rfc3339(clock).unwrap();
            let by = steady.look(begin + Duration::from_secs(seconds), clock);
            by.map(|by| by.num_seconds())
        };
        assert_eq!(look(0, "2026-10-25T02:30:00+02:00"), None);
        // An hour later the wall clock shows the same: it was not set.
        assert_eq!(look(3600, "2026-10-25T02:30:00+01:00"), None);
        assert_eq!(look(3610, "2026-10-25T02:30:11+01:00"), None);
        assert_eq!(look(3620, "2026-10-25T01:30:21+01:00"), Some(-3600));
        assert_eq!(look(3630, "2026-10-25T01:30:31+01:00"), None);
        assert_eq!(look(3630, "2026-10-25T01:30:35+01:00"), Some(4));
    }
}
