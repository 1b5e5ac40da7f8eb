//! The journal: what happened, in order, for good.
//!
//! [`Entry`]s are history: never changed, never removed; undo and redo are entries too. A
//! [`Draft`] is the sentence that is being typed, a [`Resume`] the place where the clerk is, a
//! [`Heading`] what a list of meetings shows: each of these replaces its predecessor.

pub mod agreement;
pub mod backup;
mod card;
pub mod codec;
mod files;
pub mod folder;
mod inline;
mod lock;
mod meeting;
pub mod memory;
mod mend;
mod opening;
mod patience;
pub mod proof;
mod queue;
mod reporting;
mod salt;
pub mod scan;
pub mod secret;
mod stage;
mod store;
mod witness;
pub mod writer;

pub use codec::Heads;
pub use folder::{Archive, Headed, MeetingId};
pub use lock::Holder;
pub use meeting::MeetingJournal;
pub use memory::{FaultyJournal, MemoryJournal};
pub use salt::salt;

use crate::domain::{
    Checksum, Event, ItemId, Meeting, MeetingState, MotionId, PassageId, PassageKind, Profile,
    RecordPlace, Timestamp,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The place of an entry in the journal; the first is 1, and none is left out.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The place behind this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// Everything one action of one clerk changed: written whole or not at all, undone whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place.
    pub seq: Seq,
    /// When, by the clerk's clock.
    pub at: Timestamp,
    /// Who: the Unix user.
    pub clerk: String,
    /// What.
    pub change: Change,
}

impl Entry {
    /// Tells whether it only notes that the store was mended.
    #[must_use]
    pub fn is_repair(&self) -> bool {
        matches!(self.change, Change::Repaired(_))
    }
}

/// What an entry changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Facts.
    Events(Vec<Event>),
    /// Undo: the entry does not count.
    Retract(Seq),
    /// Redo: it counts again.
    Restore(Seq),
    /// The store was mended when it was opened, and how (in German, for `wortlaut journal`).
    Repaired(String),
    /// The clock of the machine was set by so many seconds while the meeting was open, or the
    /// machine slept so long. The times of the entries jump here; their order stays.
    ClockSet(i64),
}

/// The text that is being typed and is not history yet, as a difference to the last committed
/// text of the same paragraph or motion. It counts only while `after` is the last entry: every
/// action commits the text first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The last entry when it was typed.
    pub after: Seq,
    /// What is being typed.
    pub target: DraftTarget,
    /// Bytes at the beginning that are as committed.
    pub from: usize,
    /// Bytes behind them that are replaced.
    pub cut: usize,
    /// What stands there instead.
    pub put: String,
    /// Byte offset of the cursor in the new text.
    pub cursor: usize,
}

/// How many bytes at the beginning and, behind those, at the end two texts have alike.
fn alike(old: &str, new: &str) -> (usize, usize) {
    let same = |a: &mut dyn Iterator<Item = (char, char)>| -> usize {
        a.take_while(|(old, new)| old == new).map(|(old, _)| old.len_utf8()).sum()
    };
    let from = same(&mut old.chars().zip(new.chars()));
    let old = old.get(from..).unwrap_or_default();
    let new = new.get(from..).unwrap_or_default();
    (from, same(&mut old.chars().rev().zip(new.chars().rev())))
}

/// What a draft belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the line above a variant says what its fields are")]
pub enum DraftTarget {
    /// A paragraph that is history already.
    Passage { item: ItemId, passage: PassageId },
    /// A paragraph that is being begun.
    NewPassage { item: ItemId, passage: PassageId, place: RecordPlace, kind: PassageKind },
    /// The wording of a motion.
    Motion { item: ItemId, motion: MotionId },
}

impl Draft {
    /// Makes the draft that turns `committed` into `text`.
    #[must_use]
    pub fn between(
        after: Seq,
        target: DraftTarget,
        committed: &str,
        text: &str,
        cursor: usize,
    ) -> Self {
        let (from, tail) = alike(committed, text);
        let cut = committed.len() - from - tail;
        let put = text.get(from..text.len() - tail).unwrap_or_default().to_owned();
        Self { after, target, from, cut, put, cursor }
    }

    /// Gives the byte in `new` behind what is not as in `old`.
    #[must_use]
    pub fn end_of_change(old: &str, new: &str) -> usize {
        new.len() - alike(old, new).1
    }

    /// Gives the text that was being typed. `None` if the draft does not fit `committed`.
    #[must_use]
    pub fn text(&self, committed: &str) -> Option<String> {
        let head = committed.get(..self.from)?;
        let tail = committed.get(self.from.checked_add(self.cut)?..)?;
        Some(format!("{head}{}{tail}", self.put))
    }
}

/// The place where the clerk is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Resume {
    /// The screen, by its action name ("show-minutes").
    pub screen: String,
    /// The item that is looked at.
    pub item: Option<ItemId>,
    /// The paragraph the cursor is in.
    pub passage: Option<PassageId>,
    /// Byte offset of the cursor in it.
    pub byte: usize,
    /// The row the list of that screen stands at.
    pub row: usize,
    /// The motion that was chosen last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motion: Option<MotionId>,
    /// Byte offset of the cursor in its wording, while that is being changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<usize>,
}

/// What a list of meetings shows without opening any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Bezeichnung.
    pub name: String,
    /// Gremium.
    pub committee: String,
    /// Körperschaft.
    #[serde(default)]
    pub body: String,
    /// Tag, "2027-03-09"; empty: not fixed.
    pub date: String,
    /// Where it stands.
    pub state: MeetingState,
    /// Number of items.
    pub items: usize,
    /// Last entry.
    pub seq: Seq,
    /// Moment of the last entry.
    pub changed: Timestamp,
}

impl Heading {
    /// Makes the heading of a meeting as it stands.
    #[must_use]
    pub fn of(meeting: &Meeting, seq: Seq, changed: Timestamp) -> Self {
        Self {
            name: meeting.name(),
            committee: meeting.head.committee.clone(),
            body: meeting.head.body.clone(),
            date: meeting
                .head
                .planned_start
                .map_or_else(String::new, |start| start.date().format("%Y-%m-%d").to_string()),
            state: meeting.state,
            items: meeting.agenda.len(),
            seq,
            changed,
        }
    }
}

/// One thing for the journal to keep.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// History.
    Entry(Entry),
    /// What is being typed; `None`: nothing is.
    Draft(Option<Draft>),
    /// Where the clerk is.
    Resume(Resume),
    /// What the list shows.
    Heading(Heading),
}

/// Everything a journal holds, as it is found when it is opened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Loaded {
    /// History, oldest first, without a gap.
    pub entries: Vec<Entry>,
    /// What was being typed.
    pub draft: Option<Draft>,
    /// Where the clerk was.
    pub resume: Option<Resume>,
    /// What had to be mended, in German; each is told once.
    pub repairs: Vec<String>,
    /// Those of them that no entry tells yet, because the disk took none: each has to become one.
    pub unnoted: Vec<String>,
    /// The heads of the chain of history; `None` where the lines themselves are not known, as in
    /// memory: then they are those that the entries give.
    pub heads: Option<Heads>,
}

impl Loaded {
    /// Prüfsumme of what was recorded.
    #[must_use]
    pub fn checksum(&self) -> Option<Checksum> {
        self.heads.unwrap_or_else(|| Heads::of(&self.entries)).checksum()
    }
}

/// Why something could not be written or read. In German: the clerk reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalError {
    /// What is, and what to do.
    pub message: String,
}

impl std::fmt::Display for JournalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for JournalError {}

/// Why a meeting could not be opened. Shown in German.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenError {
    /// Somebody has it open: who, since when.
    InUse(String),
    /// A later version of the program wrote it; nothing was touched.
    Newer {
        /// Version of the format that was found.
        found: u32,
        /// The newest that this program reads.
        known: u32,
    },
    /// There is no such meeting.
    Missing(String),
    /// It could not be read or written.
    Failed(JournalError),
}

impl OpenError {
    fn newer(found: u32) -> Self {
        Self::Newer { found, known: codec::FORMAT }
    }
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::InUse(message) => f.write_str(message),
            Self::Newer { found, known } => write!(
                f,
                "Diese Sitzung hat das Format {found}, dieses Programm kennt es bis {known}. \
                 Eine neuere Fassung von wortlaut verwenden; verändert wurde nichts."
            ),
            Self::Missing(id) => write!(f, "Die Sitzung {id} gibt es in dieser Ablage nicht."),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<JournalError> for OpenError {
    fn from(error: JournalError) -> Self {
        Self::Failed(error)
    }
}

impl From<OpenError> for JournalError {
    fn from(error: OpenError) -> Self {
        Self { message: error.to_string() }
    }
}

/// An append-only log. The only way anything becomes true.
pub trait Journal: Send {
    /// Reads everything, mending what is damaged.
    ///
    /// # Errors
    /// When the journal cannot be read at all.
    fn load(&mut self) -> Result<Loaded, JournalError>;

    /// Writes `records` in order and returns once they would survive a power cut. An entry whose
    /// `seq` is there already is not written twice, so a repeat after a failure is harmless.
    ///
    /// # Errors
    /// When it is not certain that all of them are kept. The next call starts afresh from
    /// reopened files; a failed sync is never trusted again.
    fn append(&mut self, records: &[Record]) -> Result<(), JournalError>;

    /// Brings everything that may lag behind up to date: called on a pause and at the end.
    ///
    /// # Errors
    /// When that failed; nothing that `append` promised is touched by it.
    fn settle(&mut self) -> Result<(), JournalError>;

    /// Gives what was mended since it was opened and nobody was told of yet, in German; each is
    /// told once and becomes an entry.
    fn mended(&mut self) -> Vec<String> {
        Vec::new()
    }
}

/// Folds entries into the meeting they tell of, leaving out what was retracted and not restored.
#[must_use]
pub fn replay(entries: &[Entry], profile: Profile) -> Meeting {
    let retracted = retracted(entries);
    let mut meeting = Meeting::new(profile);
    for entry in entries {
        let Change::Events(events) = &entry.change else { continue };
        let counts = !retracted.contains(&entry.seq);
        for event in events {
            if counts {
                meeting.apply(event);
            } else {
                meeting.pass_over(event);
            }
        }
    }
    meeting
}

/// The entries that do not count.
#[must_use]
pub fn retracted(entries: &[Entry]) -> BTreeSet<Seq> {
    let mut out = BTreeSet::new();
    for entry in entries {
        match &entry.change {
            Change::Retract(seq) => {
                out.insert(*seq);
            }
            Change::Restore(seq) => {
                out.remove(seq);
            }
            Change::Events(_) | Change::Repaired(_) | Change::ClockSet(_) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(committed: &str, text: &str, put: &str) {
        let target = DraftTarget::Passage { item: ItemId(1), passage: PassageId(2) };
        let draft = Draft::between(Seq(1), target, committed, text, 0);
        assert_eq!(draft.put, put);
        assert_eq!(draft.text(committed).as_deref(), Some(text));
    }

    #[test]
    fn a_draft_holds_only_what_differs() {
        check("", "Herr", "Herr");
        check("Herr Dieck", "Herr Dieck fragt", " fragt");
        check("Herr Dieck fragt.", "Frau Dieck fragt.", "Frau");
        check("aaa", "aa", "");
        check("ä", "ö", "ö");
        check("Straße", "Strasse", "ss");
    }

    #[test]
    fn a_draft_that_does_not_fit_gives_nothing() {
        let target = DraftTarget::Motion { item: ItemId(1), motion: MotionId(2) };
        let draft = Draft::between(Seq(1), target, "äöü lang", "äöü länger", 0);
        assert_eq!(draft.text("ä"), None);
    }
}
