//! Journals that are no files: for tests and for trying things out.

use super::{Draft, Entry, Heading, Journal, JournalError, Loaded, Record, Resume};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A journal in memory. Clones share what it holds, so that a test can "end" the program by
/// dropping one clone and look at the other; hence the lock, which the program itself has no use
/// for.
#[derive(Debug, Clone, Default)]
pub struct MemoryJournal {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    entries: Vec<Entry>,
    draft: Option<Draft>,
    resume: Option<Resume>,
    heading: Option<Heading>,
    appends: u64,
    settles: u64,
}

impl MemoryJournal {
    /// Makes an empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the newest heading.
    #[must_use]
    pub fn heading(&self) -> Option<Heading> {
        self.kept().heading.clone()
    }

    /// Gives the number of calls of `append`.
    #[must_use]
    pub fn appends(&self) -> u64 {
        self.kept().appends
    }

    /// Gives the number of calls of `settle`.
    #[must_use]
    pub fn settles(&self) -> u64 {
        self.kept().settles
    }
}

impl Journal for MemoryJournal {
    fn load(&mut self) -> Result<Loaded, JournalError> {
        let kept = self.kept();
        let last = kept.entries.last().map_or(0, |entry| entry.seq.0);
        Ok(Loaded {
            entries: kept.entries.clone(),
            draft: kept.draft.clone().filter(|draft| draft.after.0 >= last),
            resume: kept.resume.clone(),
            repairs: Vec::new(),
            unnoted: Vec::new(),
            heads: None,
        })
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        let mut kept = self.kept();
        kept.appends += 1;
        let mut fresh: Vec<Entry> = Vec::new();
        for record in records {
            if let Record::Entry(entry) = record {
                let last = fresh.last().or(kept.entries.last()).map_or(0, |entry| entry.seq.0);
                let mut known = kept.entries.iter().rev().chain(&fresh);
                if entry.seq.0 == last + 1 {
                    fresh.push(entry.clone());
                } else if !known.any(|there| there == entry) {
                    let seq = entry.seq.0;
                    let message =
                        format!("Nicht gesichert: Eintrag {seq} folgt nicht auf Eintrag {last}.");
                    return Err(JournalError { message });
                }
            }
        }
        for record in records {
            match record {
                Record::Entry(_) => {}
                Record::Draft(draft) => kept.draft.clone_from(draft),
                Record::Resume(resume) => kept.resume = Some(resume.clone()),
                Record::Heading(heading) => kept.heading = Some(heading.clone()),
            }
        }
        kept.entries.extend(fresh);
        Ok(())
    }

    fn settle(&mut self) -> Result<(), JournalError> {
        self.kept().settles += 1;
        Ok(())
    }
}

/// What goes wrong in one append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written.
    Refused,
    /// Only the first few records are written.
    Torn,
    /// All is written, but that is not known.
    Unsure,
    /// The program is killed after the first few records: every later call fails too, and only a
    /// clone of the journal below tells what is left.
    Crash,
}

/// A journal that fails now and then: by plan, or by a seed that tells the same story each time.
#[derive(Debug)]
pub struct FaultyJournal {
    below: MemoryJournal,
    plan: Vec<(u64, Fault)>,
    dice: Option<u64>,
    calls: u64,
    crashed: bool,
}

impl FaultyJournal {
    /// Fails in the given calls of `append`, counted from 1, and in no other.
    #[must_use]
    pub fn planned(below: MemoryJournal, plan: &[(u64, Fault)]) -> Self {
        Self { below, plan: plan.to_vec(), dice: None, calls: 0, crashed: false }
    }

    /// Fails in about one of eight calls; never crashes.
    #[must_use]
    pub fn seeded(below: MemoryJournal, seed: u64) -> Self {
        Self { below, plan: Vec::new(), dice: Some(seed), calls: 0, crashed: false }
    }

    /// Tells whether it has crashed.
    #[must_use]
    pub fn crashed(&self) -> bool {
        self.crashed
    }

    fn fault(&mut self) -> Option<Fault> {
        self.calls += 1;
        if let Some((_, fault)) = self.plan.iter().find(|(call, _)| *call == self.calls) {
            return Some(*fault);
        }
        match self.roll(24)? {
            0 => Some(Fault::Refused),
            1 => Some(Fault::Torn),
            2 => Some(Fault::Unsure),
            _ => None,
        }
    }

    /// Throws a die with so many sides (splitmix64); `None` without a seed.
    fn roll(&mut self, sides: u64) -> Option<u64> {
        let state = self.dice?.wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.dice = Some(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)).checked_rem(sides)
    }
}

impl Journal for FaultyJournal {
    fn load(&mut self) -> Result<Loaded, JournalError> {
        if self.crashed { Err(failed()) } else { self.below.load() }
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        if self.crashed {
            return Err(failed());
        }
        let Some(fault) = self.fault() else { return self.below.append(records) };
        let some = records.get(..records.len().div_ceil(2)).unwrap_or_default();
        match fault {
            Fault::Refused => {}
            Fault::Torn => self.below.append(some)?,
            Fault::Unsure => self.below.append(records)?,
            Fault::Crash => {
                self.crashed = true;
                self.below.append(some)?;
            }
        }
        Err(failed())
    }

    fn settle(&mut self) -> Result<(), JournalError> {
        if self.crashed { Err(failed()) } else { self.below.settle() }
    }
}

fn failed() -> JournalError {
    let message = "Nicht gesichert: Der Datenträger meldet einen Fehler. Die Systembetreuung \
                   verständigen.";
    JournalError { message: message.to_owned() }
}
