//! The store: whoever wrote into it, what is read back is clean, and the bytes stay as they were.

use super::{STRIDE, clean_or_panic, inputs, play, shown, texts};
use crate::gate::is_on;
use crate::journal::{events, heading, text, weber};
use std::fs;
use std::path::PathBuf;
use wortlaut::domain::Event;
use wortlaut::journal::{
    Archive, Change, Entry, Heading, Journal as _, MeetingId, OpenError, Record, Seq,
};

/// An Ablage with one meeting.
struct Store {
    archive: Archive,
    id: MeetingId,
    dir: tempfile::TempDir,
}

impl Store {
    fn of(heading: &Heading, first: &[Record]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::at(&dir.path().join("ablage")).unwrap();
        let (id, _) = archive.create(heading, first, &weber()).unwrap();
        Self { archive, id, dir }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join("ablage").join(self.id.as_str()).join(name)
    }

    /// What is listed of it.
    fn listed(&self) -> String {
        let (id, found) = self.archive.list().unwrap().into_iter().next().unwrap();
        let found = match found {
            Ok(heading) => texts(&serde_json::to_value(&heading).unwrap()),
            Err(error) => error.to_string(),
        };
        format!("{id}\n{found}")
    }
}

#[test]
fn what_a_journal_holds_is_clean_when_it_is_read() {
    let stride = if is_on() { 1 } else { STRIDE };
    let inputs: Vec<String> = inputs()
        .iter()
        .skip(8 % stride)
        .step_by(stride)
        .map(|input| String::from_utf8_lossy(input).into_owned())
        .collect();
    for batch in inputs.chunks(100) {
        let first = batch.first().unwrap();
        let head = Heading { committee: first.clone(), name: first.clone(), ..heading() };
        let entries: Vec<Entry> = (1..)
            .zip(batch)
            .map(|(seq, hostile)| match seq % 4 {
                0 => Entry { clerk: hostile.clone(), ..text(seq, hostile) },
                1 => events(seq, vec![Event::Unknown(serde_json::json!({ hostile: [hostile] }))]),
                2 => Entry { change: Change::Repaired(hostile.clone()), ..text(seq, "") },
                _ => text(seq, hostile),
            })
            .collect();
        let records: Vec<Record> = entries.into_iter().map(Record::Entry).collect();
        let store = Store::of(&head, &records);
        let before = fs::read(store.file("journal.jsonl")).unwrap();
        let read = store.archive.read(&store.id).unwrap();
        assert_eq!((read.entries.len(), read.repairs.len()), (batch.len(), 0));
        let mut opened = store.archive.open(&store.id, &weber()).unwrap();
        let loaded = opened.load().unwrap();
        assert_eq!(loaded.entries, read.entries);
        assert_eq!(loaded.repairs, [""; 0]);
        drop(opened);
        for (entry, hostile) in read.entries.iter().zip(batch) {
            let told = texts(&serde_json::to_value(entry).unwrap());
            clean_or_panic("an entry", &told, hostile.as_bytes());
        }
        clean_or_panic("the list", &store.listed(), first.as_bytes());
        let after = fs::read(store.file("journal.jsonl")).unwrap();
        assert_eq!(after.get(..before.len()), Some(&before[..]), "{}", shown(first.as_bytes()));
    }
}

#[test]
fn a_heading_is_clean_or_refused() {
    let store = Store::of(&heading(), &[Record::Entry(text(1, "Rat"))]);
    let path = store.file("kopf.json");
    let mut card: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    // As an older version wrote it: with a check sum it would be refused.
    card.as_object_mut().unwrap().remove("crc");
    play(9, "kopf.json", |input| {
        let hostile = String::from_utf8_lossy(input);
        let mut told = Vec::new();
        let mut card = card.clone();
        for field in ["name", "committee", "body", "date"] {
            card[field] = hostile.clone().into();
        }
        for bytes in [serde_json::to_vec(&card).unwrap(), input.to_vec()] {
            fs::write(&path, bytes).unwrap();
            told.push(("list", store.listed()));
        }
        told
    });
}

#[test]
fn a_line_that_is_none_is_told_cleanly() {
    let store = Store::of(&heading(), &[Record::Entry(text(1, "Rat"))]);
    let path = store.file("journal.jsonl");
    let whole = fs::read(&path).unwrap();
    play(10, "Journalzeile", |input| {
        fs::write(&path, [&whole[..], input, b"\n", &whole[..]].concat()).unwrap();
        match store.archive.read(&store.id) {
            Ok(loaded) => {
                assert_eq!(loaded.entries.first().map(|entry| entry.seq), Some(Seq(1)));
                vec![("repairs", loaded.repairs.join("\n"))]
            }
            Err(error) => vec![("error", error.to_string())],
        }
    });
}

/// Who has a meeting open writes that into a file, for whoever wants to open it too.
#[test]
fn who_has_the_meeting_open_is_told_cleanly() {
    let store = Store::of(&heading(), &[Record::Entry(text(1, "Rat"))]);
    let path = store.file("sperre");
    play(11, "sperre", |input| {
        let line = String::from_utf8_lossy(input).replace(['\n', '\r'], " ");
        fs::write(&path, format!("{line}\n12\n2027-03-09T17:00:00+01:00\n")).unwrap();
        let held = fs::File::open(&path).unwrap();
        held.try_lock().unwrap();
        let told = match store.archive.open(&store.id, &weber()) {
            Err(OpenError::InUse(told)) => told,
            other => panic!("{other:?}"),
        };
        vec![("message", told)]
    });
}
