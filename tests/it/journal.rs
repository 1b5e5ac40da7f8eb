//! What any journal promises, asked of the one in memory and of the one on disk.
#![expect(clippy::unwrap_used, reason = "a failed setup should end the test")]
#![expect(clippy::indexing_slicing, reason = "a missing thing should end the test")]

mod damage;
mod disk;
mod tamper;
mod writer;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use wortlaut::domain::{
    Event, FactionCount, ItemId, Majority, MeetingState, MotionId, Outcome, PassageId, PassageKind,
    RecordPlace, Tally, Timestamp, VoteId,
};
use wortlaut::journal::codec;
use wortlaut::journal::{
    Archive, Change, Draft, DraftTarget, Entry, Heading, Holder, Journal, Loaded, MeetingId,
    MeetingJournal, MemoryJournal, OpenError, Record, Resume, Seq,
};

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse_from_rfc3339(text).unwrap()
}

pub(crate) fn weber() -> Holder {
    Holder { clerk: "weber".to_owned(), since: at("2027-03-09T18:02:11+01:00") }
}

pub(crate) fn heading() -> Heading {
    Heading {
        name: "12. Sitzung".to_owned(),
        committee: "Ausschuss für Grünflächen".to_owned(),
        body: "Kreis Auental".to_owned(),
        date: "2027-03-09".to_owned(),
        state: MeetingState::Prepared,
        items: 3,
        seq: Seq(0),
        changed: at("2027-03-09T17:00:00+01:00"),
    }
}

pub(crate) fn entry(seq: u64) -> Entry {
    text(seq, &format!("Herr Dieck fragt zum {seq}. Mal, ob die Straße „fertig“ sei."))
}

pub(crate) fn text(seq: u64, text: &str) -> Entry {
    let (item, passage) = (ItemId(1), PassageId(2));
    let event = Event::PassageWritten { item, passage, text: text.to_owned() };
    events(seq, vec![event])
}

pub(crate) fn events(seq: u64, events: Vec<Event>) -> Entry {
    let at = at("2027-03-09T18:10:00+01:00");
    Entry { seq: Seq(seq), at, clerk: "weber".to_owned(), change: Change::Events(events) }
}

pub(crate) fn entries(seqs: std::ops::RangeInclusive<u64>) -> Vec<Record> {
    seqs.map(|seq| Record::Entry(entry(seq))).collect()
}

pub(crate) fn draft(after: u64, put: &str) -> Draft {
    let target = DraftTarget::NewPassage {
        item: ItemId(1),
        passage: PassageId(9),
        place: RecordPlace::End,
        kind: PassageKind::Remark,
    };
    Draft::between(Seq(after), target, "", put, put.len())
}

fn resume(row: usize) -> Resume {
    Resume { screen: "show-minutes".to_owned(), item: Some(ItemId(1)), row, ..Resume::default() }
}

pub(crate) fn seqs(loaded: &Loaded) -> Vec<u64> {
    loaded.entries.iter().map(|entry| entry.seq.0).collect()
}

/// A meeting in a folder that goes away with it.
pub(crate) struct Disk {
    pub(crate) root: TempDir,
    pub(crate) archive: Archive,
    pub(crate) id: MeetingId,
}

impl Disk {
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    pub(crate) fn with(first: &[Record]) -> Self {
        let root = TempDir::new().unwrap();
        let archive = Archive::at(&root.path().join("ablage")).unwrap();
        let (id, journal) = archive.create(&heading(), first, &weber()).unwrap();
        drop(journal);
        Self { root, archive, id }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.archive.folder(&self.id).join(name)
    }

    /// A child that another test is just starting holds the lock until it is itself: between the
    /// fork and the exec it has every file of this process.
    pub(crate) fn open(&self) -> MeetingJournal {
        for _ in 0..200 {
            match self.archive.open(&self.id, &weber()) {
                Err(OpenError::InUse(_)) => std::thread::sleep(Duration::from_millis(10)),
                opened => return opened.unwrap(),
            }
        }
        self.archive.open(&self.id, &weber()).unwrap()
    }

    pub(crate) fn load(&self) -> Loaded {
        self.open().load().unwrap()
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("journal.jsonl")).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

/// Where a journal lies and is opened again.
trait Place {
    fn open(&self) -> Box<dyn Journal>;
}

impl Place for MemoryJournal {
    fn open(&self) -> Box<dyn Journal> {
        Box::new(self.clone())
    }
}

impl Place for Disk {
    fn open(&self) -> Box<dyn Journal> {
        Box::new(Self::open(self))
    }
}

fn everywhere(check: impl Fn(&dyn Place)) {
    check(&MemoryJournal::new());
    check(&Disk::new());
}

#[test]
fn what_is_appended_is_loaded() {
    everywhere(|place| {
        let mut journal = place.open();
        assert_eq!(journal.load().unwrap(), Loaded::default());
        journal.append(&entries(1..=2)).unwrap();
        journal.append(&entries(3..=3)).unwrap();
        let expected: Vec<Entry> = (1..=3).map(entry).collect();
        assert_eq!(journal.load().unwrap().entries, expected);
        drop(journal);
        let loaded = place.open().load().unwrap();
        assert_eq!(loaded.entries, expected);
        assert_eq!(loaded.repairs, [""; 0]);
    });
}

#[test]
fn ten_thousand_entries_are_kept() {
    everywhere(|place| {
        let mut journal = place.open();
        for from in (1..=10_000).step_by(500) {
            journal.append(&entries(from..=from + 499)).unwrap();
        }
        journal.settle().unwrap();
        drop(journal);
        let loaded = place.open().load().unwrap();
        assert_eq!(loaded.entries.len(), 10_000);
        assert_eq!(loaded.entries[9_999], entry(10_000));
    });
}

#[test]
fn of_drafts_and_resumes_only_the_newest_is_loaded() {
    everywhere(|place| {
        let mut journal = place.open();
        journal.append(&entries(1..=1)).unwrap();
        let long = draft(1, &"Wort ".repeat(3000));
        journal.append(&[Record::Draft(Some(long)), Record::Resume(resume(1))]).unwrap();
        journal.settle().unwrap();
        journal.append(&[Record::Draft(Some(draft(1, "Frau")))]).unwrap();
        journal.append(&[Record::Resume(resume(2))]).unwrap();
        drop(journal);
        let mut journal = place.open();
        let loaded = journal.load().unwrap();
        assert_eq!(loaded.draft, Some(draft(1, "Frau")));
        assert_eq!(loaded.resume, Some(resume(2)));
        journal.append(&[Record::Draft(None)]).unwrap();
        drop(journal);
        assert_eq!(place.open().load().unwrap().draft, None);
    });
}

#[test]
fn an_entry_ends_the_draft_before_it() {
    everywhere(|place| {
        let mut journal = place.open();
        journal.append(&[Record::Draft(Some(draft(0, "Frau")))]).unwrap();
        journal.append(&entries(1..=1)).unwrap();
        drop(journal);
        assert_eq!(place.open().load().unwrap().draft, None);
    });
}

#[test]
fn a_repeat_is_harmless() {
    everywhere(|place| {
        let mut journal = place.open();
        journal.append(&entries(1..=3)).unwrap();
        journal.append(&entries(2..=4)).unwrap();
        drop(journal);
        let mut journal = place.open();
        journal.append(&entries(4..=4)).unwrap();
        journal.append(&entries(1..=1)).unwrap();
        assert_eq!(seqs(&journal.load().unwrap()), [1, 2, 3, 4]);
    });
}

#[test]
fn another_entry_of_the_same_number_is_refused_and_so_is_a_gap() {
    everywhere(|place| {
        let mut journal = place.open();
        journal.append(&entries(1..=3)).unwrap();
        assert!(journal.append(&[Record::Entry(text(2, "anders"))]).is_err());
        assert!(journal.append(&entries(5..=5)).is_err());
        journal.append(&entries(4..=4)).unwrap();
        assert_eq!(seqs(&journal.load().unwrap()), [1, 2, 3, 4]);
    });
}

#[test]
fn an_unknown_event_is_kept() {
    let value = serde_json::json!({"drone_landed": {"runway": 18_446_744_073_709_551_615_u64,
        "b": 1.50, "a": ["ü", null]}});
    let entry = events(1, vec![Event::Unknown(value)]);
    everywhere(|place| {
        let mut journal = place.open();
        journal.append(&[Record::Entry(entry.clone())]).unwrap();
        drop(journal);
        assert_eq!(place.open().load().unwrap().entries, std::slice::from_ref(&entry));
    });
}

#[test]
fn hostile_text_comes_back_clean() {
    let hostile = "\0\u{1b}[2J\"\\\n\r\u{2028}\u{202e}🧑‍🤝‍🧑\u{7f}\",\"crc\":\"00000000\"}";
    let place = Disk::new();
    let mut journal = place.open();
    journal.append(&[Record::Entry(text(1, hostile))]).unwrap();
    drop(journal);
    let read = place.open().load().unwrap().entries;
    assert_eq!(read, [text(1, &wortlaut::text::clean(hostile))]);
    assert!(!format!("{read:?}").contains("\\u{1b}"), "{read:?}");
}

#[test]
fn an_entry_of_a_mebibyte_is_kept() {
    let long = text(1, &"ß".repeat(512 * 1024));
    everywhere(|place| {
        let mut journal = place.open();
        journal.append(&[Record::Entry(long.clone())]).unwrap();
        journal.settle().unwrap();
        drop(journal);
        assert_eq!(place.open().load().unwrap().entries, std::slice::from_ref(&long));
    });
}

/// A journal that version 1 wrote must load for ever. `UPDATE=1` writes it if it is missing.
#[test]
fn the_golden_journal_of_version_1_loads() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/journals/v1.jsonl");
    let tally = Tally { yes: 31, no: 12, abstain: 2 };
    let count = FactionCount { faction: None, present: 45, tally: Some(tally) };
    let closed = Event::VoteClosed {
        vote: VoteId(7),
        rows: vec![count],
        tally,
        present: 45,
        majority: Majority::SIMPLE,
        outcome: Outcome::Carried,
        wording: "mit Stimmenmehrheit beschlossen".to_owned(),
        at: at("2027-03-09T19:42:07+01:00"),
        ballots: Vec::new(),
        recused: None,
    };
    let reworded = Event::MotionReworded { motion: MotionId(3), text: "Die Verwaltung …".into() };
    let history = vec![entry(1), events(2, vec![reworded]), events(3, vec![closed]), retract(4, 2)];
    if std::env::var_os("UPDATE").is_some() && !golden.exists() {
        write_golden(&golden, &history);
    }
    let disk = Disk::new();
    for name in ["journal.jsonl", "kopf.json"] {
        fs::remove_file(disk.path(name)).unwrap();
    }
    fs::remove_dir_all(disk.path("sled")).unwrap();
    fs::copy(&golden, disk.path("journal.jsonl")).unwrap();
    let before = fs::read(&golden).unwrap();
    let loaded = disk.load();
    assert_eq!(loaded.entries[..4], history);
    assert!(matches!(&loaded.entries[4].change, Change::Events(events)
        if matches!(&events[..], [Event::Unknown(_)])));
    assert_eq!(loaded.resume, Some(resume(4)));
    // It has no head and no second store here, and what was typed goes on behind the two notes.
    assert_eq!((loaded.entries.len(), loaded.repairs.len()), (7, 2));
    assert_eq!(loaded.draft, Some(draft(7, "Frau Öz ")));
    assert!(fs::read(disk.path("journal.jsonl")).unwrap().starts_with(&before));
}

fn retract(seq: u64, of: u64) -> Entry {
    Entry { change: Change::Retract(Seq(of)), ..entry(seq) }
}

fn write_golden(path: &std::path::Path, history: &[Entry]) {
    let mut lines = vec![codec::header("2027-03-09-hauptausschuss-7f3a", Some(weber().since))];
    let mut chain = codec::Chain::default();
    for entry in history {
        let kept = codec::entry(entry, chain);
        chain = kept.chain.unwrap();
        lines.push(kept.raw);
    }
    let later = serde_json::json!({"drone_landed": {"runway": 18}});
    lines.push(codec::entry(&events(5, vec![Event::Unknown(later)]), chain).raw);
    lines.push(codec::resume(&resume(4)));
    lines.push(codec::draft(Some(&draft(5, "Frau Öz "))));
    let text: Vec<u8> =
        lines.into_iter().flat_map(|line| [line, b"\n".to_vec()].concat()).collect();
    fs::write(path, text).unwrap();
}
