//! Reading the journal file: everything that is whole, and a list of what is not.
//!
//! Total: any bytes give a [`Scan`]. Damage in the middle never hides what follows.

use super::codec::{self, Flaw, Header, Kept, Line};
use super::{Draft, Resume};
use std::collections::BTreeMap;

/// What a journal file holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scan {
    /// Line 1; `None` if it is damaged or missing.
    pub header: Option<Header>,
    /// Line 1 as it stands.
    pub header_raw: Vec<u8>,
    /// History by number.
    pub entries: BTreeMap<u64, Kept>,
    /// The newest that was being typed and no entry ended.
    pub draft: Latest<Draft>,
    /// What was being typed before that, since the last entry.
    pub(crate) earlier: Vec<Draft>,
    /// The newest place.
    pub resume: Latest<Resume>,
    /// Lines of an unknown kind, each with the number of the entry before it.
    pub others: Vec<(u64, Vec<u8>)>,
    /// Damaged lines, counted from 1.
    pub damaged: Vec<usize>,
    /// Entries that came twice, and differ.
    pub doubled: Vec<u64>,
    /// Bytes behind the last whole line.
    pub torn: usize,
    /// Bytes up to there.
    pub whole: u64,
    /// Whether the last whole line lacks its end.
    pub open_end: bool,
}

/// The newest of something of which only the newest counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Latest<T> {
    /// It.
    pub value: Option<T>,
    /// Whether a damaged line behind it may have been a newer one.
    pub unsure: bool,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { value: None, unsure: false }
    }
}

impl<T> Latest<T> {
    fn set(&mut self, value: Option<T>) {
        *self = Self { value, unsure: false };
    }
}

/// The file is from a later version of the program, whose number it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newer(pub u32);

impl Scan {
    /// Reads a journal file.
    ///
    /// # Errors
    /// When a later version wrote it.
    pub fn of(bytes: &[u8]) -> Result<Self, Newer> {
        let mut scan = Self::default();
        let mut claimed = None;
        for (number, (line, ended)) in (1..).zip(codec::lines(bytes)) {
            let read = codec::line(line);
            if number == 1 && read.is_err() {
                claimed = codec::claimed_version(line).filter(|version| *version > codec::FORMAT);
            }
            if !ended && read == Err(Flaw::Damaged) {
                scan.torn = line.len();
                break;
            }
            scan.open_end = !ended;
            scan.take(number, line, read)?;
        }
        scan.whole = u64::try_from(bytes.len().saturating_sub(scan.torn)).unwrap_or(u64::MAX);
        match claimed {
            // Why: a version that cannot be right, in a damaged line above lines of this version,
            // is damage; without any such line it is a later version with other check sums.
            Some(version) if scan.is_empty() => Err(Newer(version)),
            _ => Ok(scan),
        }
    }

    fn take(&mut self, number: usize, raw: &[u8], read: Result<Line, Flaw>) -> Result<(), Newer> {
        match read {
            Ok(Line::Header(header)) if number == 1 => {
                self.header = Some(header);
                self.header_raw = raw.to_vec();
            }
            Ok(Line::Header(_) | Line::Other) => self.others.push((self.last(), raw.to_vec())),
            Ok(Line::Entry(kept)) => {
                self.draft.set(None);
                self.earlier.clear();
                let seq = kept.entry.seq.0;
                match self.entries.get(&seq) {
                    Some(first) if first.raw != kept.raw => self.doubled.push(seq),
                    Some(_) => {}
                    None => {
                        self.entries.insert(seq, kept);
                    }
                }
            }
            Ok(Line::Draft(draft)) => {
                self.earlier.extend(self.draft.value.take());
                self.draft.set(draft);
            }
            Ok(Line::Resume(resume)) => self.resume.set(Some(resume)),
            Err(Flaw::Newer(version)) => return Err(Newer(version)),
            Err(Flaw::Damaged) => {
                self.damaged.push(number);
                self.draft.unsure = true;
                self.resume.unsure = true;
            }
        }
        Ok(())
    }

    /// Gives the number of the last entry, 0 without any.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.entries.last_key_value().map_or(0, |(seq, _)| *seq)
    }

    /// Tells whether something is damaged or missing that was there up to entry `settled`.
    #[must_use]
    pub(crate) fn lacks(&self, settled: u64) -> bool {
        let last = self.last();
        self.header.is_none()
            || !self.damaged.is_empty()
            || last < settled
            || u64::try_from(self.entries.len()).is_ok_and(|count| count < last)
    }

    /// Tells whether the end of the file is missing, and with it something newer that was typed
    /// than the file has: the store has what no line of it says. A file that a kill left in the
    /// middle of a line has had all that the store has.
    pub(crate) fn lost_what_was_typed(&self, stored: Option<&Draft>) -> bool {
        let cut = self.torn > 0 || self.open_end;
        let known =
            |stored| self.draft.value.as_ref() == Some(stored) || self.earlier.contains(stored);
        cut && stored.is_some_and(|stored| !known(stored))
    }

    /// Tells whether nothing could be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.header.is_none()
            && self.entries.is_empty()
            && self.others.is_empty()
            && self.draft.value.is_none()
            && self.resume.value.is_none()
    }
}
