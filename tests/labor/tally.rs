//! What a row of the table has come to.

use crate::shim::Wrong;
use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

/// Examples that are shown of what is wrong.
const SHOWN: usize = 40;

pub(crate) struct Tally {
    name: &'static str,
    begun: Instant,
    took: Duration,
    pub(crate) rounds: usize,
    lost: usize,
    false_acks: usize,
    unopenable: usize,
    rough: usize,
    untold: usize,
    /// Rounds by their kind.
    kinds: BTreeMap<String, usize>,
    wrong: Vec<String>,
    notes: Vec<String>,
}

impl Tally {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            begun: Instant::now(),
            took: Duration::ZERO,
            rounds: 0,
            lost: 0,
            false_acks: 0,
            unopenable: 0,
            rough: 0,
            untold: 0,
            kinds: BTreeMap::new(),
            wrong: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Takes in a round; `how` tells how to play it again.
    pub(crate) fn round(&mut self, kind: &str, how: &str, wrong: &[Wrong]) {
        self.rounds += 1;
        *self.kinds.entry(kind.to_owned()).or_default() += 1;
        self.wrong_in(&format!("{kind}, {how}"), wrong);
    }

    /// Takes in what is wrong, and where.
    pub(crate) fn wrong_in(&mut self, place: &str, wrong: &[Wrong]) {
        for wrong in wrong {
            match wrong {
                Wrong::Lost(_) => self.lost += 1,
                Wrong::FalseAck(_) => self.false_acks += 1,
                Wrong::Unopenable(_) => self.unopenable += 1,
                Wrong::Rough(_) => self.rough += 1,
                Wrong::Untold(_) => self.untold += 1,
            }
            self.wrong.push(format!("{place}: {wrong:?}"));
        }
    }

    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub(crate) fn failed(&self) -> bool {
        !self.wrong.is_empty()
    }

    pub(crate) fn end(&mut self) {
        self.took = self.begun.elapsed();
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, rounds, lost, false_acks, unopenable, rough, untold, .. } = self;
        write!(
            to,
            "{name}: {rounds} rounds, {lost} lost, {false_acks} false acks, {unopenable} \
             unopenable, {rough} rough, {untold} untold, {:.0} s",
            self.took.as_secs_f64()
        )?;
        let kinds: Vec<_> = self.kinds.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        if !kinds.is_empty() {
            write!(to, "\n  {}", kinds.join(", "))?;
        }
        for note in &self.notes {
            write!(to, "\n  {note}")?;
        }
        for wrong in self.wrong.iter().take(SHOWN) {
            write!(to, "\n  WRONG {wrong}")?;
        }
        if self.wrong.len() > SHOWN {
            write!(to, "\n  and {} more", self.wrong.len() - SHOWN)?;
        }
        Ok(())
    }
}
