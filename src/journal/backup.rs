//! A meeting in one file: what `wortlaut sichern` writes and `wortlaut wiederherstellen` reads.
//!
//! Line 1 says what it is: which meeting, how many entries, the head of the chain of history, how
//! many bytes follow, and the SHA-256 of all of it. Behind it stands the journal as it is, byte by
//! byte: so it can be read with any pager, and one that was cut short or changed on the way is
//! seen before anything is made of it. Copied while a clerk types, it ends with the last whole
//! line.

use super::card::{Card, heading_of};
use super::codec::{self, FORMAT};
use super::folder::{Archive, MeetingId};
use super::lock::Lock;
use super::mend::{Mended, mend};
use super::patience::Calls;
use super::scan::Scan;
use super::stage::Tail;
use super::{Change, Draft, Entry, Heading, Holder, JournalError, OpenError, Record, Seq};
use crate::domain::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// Whoever works in a meeting does not wait for a disk that hangs.
static ABLAGE: Calls = Calls::to("ablage");
const PATIENCE: Duration = Duration::from_secs(3);

/// Bytes of a backup at most: many times the longest meeting.
pub const LARGEST: u64 = 1 << 30;

/// A meeting, ready to be kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    cover: Cover,
    /// The journal, up to its last whole line.
    journal: Vec<u8>,
    /// What is wrong with the journal that it was made of, in German.
    pub damage: Vec<String>,
}

/// Line 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Cover {
    /// Version of the format, and that it is a backup.
    wortlaut_backup: u32,
    meeting: String,
    name: String,
    committee: String,
    date: String,
    entries: u64,
    /// Head of the chain of history.
    head: String,
    made: Timestamp,
    bytes: u64,
    sha256: String,
}

/// Where a backup went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The meeting that was made of it.
    pub id: MeetingId,
    /// Whether there was a meeting of that name already, so that it has another one.
    pub renamed: bool,
    /// What was wrong with the journal in it, in German.
    pub damage: Vec<String>,
}

impl Backup {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is no backup, is cut short or was changed, or a later version made it.
    pub fn parse(file: &[u8]) -> Result<Self, OpenError> {
        let strange = || told("Das ist keine Sicherung von wortlaut");
        let end = file.iter().position(|byte| *byte == b'\n').ok_or_else(strange)?;
        let (first, rest) = file.split_at_checked(end + 1).ok_or_else(strange)?;
        let version: Version = serde_json::from_slice(first).map_err(|_| strange())?;
        if version.wortlaut_backup > FORMAT {
            return Err(OpenError::newer(version.wortlaut_backup));
        }
        let cover: Cover = serde_json::from_slice(first).map_err(|_| strange())?;
        let here = rest.len() as u64;
        if here != cover.bytes {
            let whole = cover.bytes;
            return Err(told(&format!(
                "Die Sicherung ist nicht ganz: {here} von {whole} Byte. Eine andere nehmen"
            )));
        }
        if cover.sealed(rest) != cover || cover.line() != first {
            let wrong = "Die Sicherung ist verändert: ihre Prüfsumme stimmt nicht. Eine andere \
                         nehmen";
            return Err(told(wrong));
        }
        Ok(Self { cover, journal: rest.to_vec(), damage: Vec::new() })
    }

    /// The whole file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = self.cover.line();
        out.extend_from_slice(&self.journal);
        out
    }

    /// A name for the file: the meeting's, and the entry that it reaches to.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}-{}.sicherung", self.cover.meeting, self.cover.entries)
    }

    /// Number of entries, and the head of the chain behind them.
    #[must_use]
    pub fn head(&self) -> (u64, &str) {
        (self.cover.entries, &self.cover.head)
    }

    /// Makes one of the bytes of a journal.
    fn of(mut journal: Vec<u8>, id: &MeetingId, now: Timestamp) -> Result<Self, OpenError> {
        let mut scan = Scan::of(&journal).map_err(|newer| OpenError::newer(newer.0))?;
        // A last line without its end is being written right now.
        journal.truncate(usize::try_from(scan.whole).unwrap_or(usize::MAX));
        if scan.open_end {
            journal.push(b'\n');
        }
        scan.torn = 0;
        let mended = mend(&scan, None, 0);
        let heading = heading(&mended, id.as_str(), &scan);
        let cover = Cover {
            wortlaut_backup: FORMAT,
            meeting: id.to_string(),
            name: heading.name,
            committee: heading.committee,
            date: heading.date,
            entries: mended.last(),
            head: mended.chain().to_string(),
            made: now,
            bytes: journal.len() as u64,
            sha256: String::new(),
        };
        Ok(Self { cover: cover.sealed(&journal), journal, damage: mended.repairs })
    }

    /// With records behind it; those that are in it already are left out.
    fn with(
        mut self,
        records: &[Record],
        id: &MeetingId,
        now: Timestamp,
    ) -> Result<Self, OpenError> {
        let staged = Tail::of(&mend(&self.scan()?, None, 0)).stage(records)?;
        for line in staged.lines {
            self.journal.extend_from_slice(&line);
            self.journal.push(b'\n');
        }
        Self::of(self.journal, id, now)
    }

    fn scan(&self) -> Result<Scan, OpenError> {
        Scan::of(&self.journal).map_err(|newer| OpenError::newer(newer.0))
    }
}

impl Cover {
    fn line(&self) -> Vec<u8> {
        let mut out = serde_json::to_vec(self).expect("a cover always has a JSON form");
        out.push(b'\n');
        out
    }

    /// With the sum of itself and of what follows.
    fn sealed(&self, journal: &[u8]) -> Self {
        let open = Self { sha256: String::new(), ..self.clone() };
        let digest = Sha256::new().chain_update(open.line()).chain_update(journal).finalize();
        Self { sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(), ..open }
    }
}

#[derive(Deserialize)]
struct Version {
    wortlaut_backup: u32,
}

impl Archive {
    /// Copies a meeting, also while somebody works in it, touching nothing.
    ///
    /// # Errors
    /// When it cannot be read, or a later version wrote it.
    pub fn back_up(&self, id: &MeetingId, now: Timestamp) -> Result<Backup, OpenError> {
        Backup::of(self.journal_of(id)?, id, now)
    }

    /// Copies a meeting as whoever works in it has it in memory: what stands in the Ablage, if that
    /// can still be read within a moment, and behind it what the Ablage never took.
    ///
    /// # Errors
    /// When the entries do not follow each other.
    pub fn back_up_held(
        &self,
        id: &MeetingId,
        entries: &[Entry],
        draft: Option<Draft>,
        now: Timestamp,
    ) -> Result<Backup, OpenError> {
        let mut records: Vec<_> = entries.iter().cloned().map(Record::Entry).collect();
        records.push(Record::Draft(draft));
        let (archive, own) = (self.clone(), id.clone());
        let there = ABLAGE.within(PATIENCE, move || archive.journal_of(&own).ok());
        let there = there.ok().flatten().ok_or_else(|| told("Die Ablage antwortet nicht"));
        let there = there.and_then(|journal| Backup::of(journal, id, now));
        // Lines of an earlier version stay as they are, if they are what memory has.
        let goes_on = there.and_then(|there| there.with(&records, id, now));
        goes_on.or_else(|_| {
            let mut journal = codec::header(id.as_str(), None);
            journal.push(b'\n');
            Backup::of(journal, id, now)?.with(&records, id, now)
        })
    }

    /// Makes a meeting of a backup, with an entry that tells so. One of the same name stays: then
    /// it gets another.
    ///
    /// # Errors
    /// When it cannot be written; then nothing of it is there.
    pub fn restore(&self, backup: &Backup, holder: &Holder) -> Result<Restored, OpenError> {
        let scan = backup.scan()?;
        let mended = mend(&scan, None, 0);
        if mended.history.is_empty() {
            return Err(told("In der Sicherung steht kein Eintrag. Eine andere nehmen"));
        }
        let heading = heading(&mended, &backup.cover.meeting, &scan);
        let own = MeetingId::parse(&backup.cover.meeting);
        let (id, lock) = self.place_new(own.as_ref(), &heading, holder, |folder, id| {
            // Why: nobody takes what is being made for what a killed program left.
            let lock = Lock::take(folder, self.modes(), holder)?;
            let header = codec::header(id.as_str(), Some(holder.since));
            let mut file = mended.file(&scan, &header);
            let tail = Tail::of(&mended);
            let told = told_of(backup, &tail, holder);
            // What was being typed goes on behind that entry, which changes no text.
            let draft = mended.draft.clone().map(|draft| Draft { after: told.seq, ..draft });
            let staged = tail.stage(&[Record::Entry(told), Record::Draft(draft)])?;
            for line in &staged.lines {
                file.extend_from_slice(line);
                file.push(b'\n');
            }
            let mut held = mended.lag.clone();
            held.entries.extend(staged.held.entries);
            (held.head, held.header) = (staged.held.head, Some(header));
            held.draft = staged.held.draft;
            let card = Card::new(heading.clone(), staged.tail.chain, staged.tail.last);
            self.furnish(folder, &file, &held, &card)?;
            Ok(lock)
        })?;
        lock.clean()?;
        let renamed = own.is_none_or(|own| own != id);
        Ok(Restored { id, renamed, damage: mended.repairs })
    }
}

/// What the journal tells of it.
fn told_of(backup: &Backup, tail: &Tail, holder: &Holder) -> Entry {
    let Cover { meeting, made, entries, head, .. } = &backup.cover;
    let (day, hour) = (made.format("%d.%m.%Y"), made.format("%H:%M:%S"));
    let head = head.get(..16).unwrap_or_default();
    Entry {
        seq: Seq(tail.last + 1),
        at: holder.since,
        clerk: holder.clerk.clone(),
        change: Change::Repaired(format!(
            "Wiederhergestellt aus der Sicherung der Sitzung {meeting} vom {day}, {hour} Uhr (bis \
             Eintrag {entries}, Prüfsumme {head} …)."
        )),
    }
}

fn heading(mended: &Mended, id: &str, scan: &Scan) -> Heading {
    let entries: Vec<_> = mended.history.iter().map(|kept| kept.entry.clone()).collect();
    heading_of(&entries, id, scan.header.as_ref().and_then(|header| header.created))
}

fn told(what: &str) -> OpenError {
    OpenError::Failed(JournalError { message: format!("{what}.") })
}
