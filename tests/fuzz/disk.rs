//! The folder of a meeting, and its backup: files that are opened for real.

use super::journal::sealed;
use super::{all_seen, now, seen};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use tempfile::TempDir;
use wortlaut::journal::backup::Backup;
use wortlaut::journal::{Archive, Change, Entry, Holder, Journal as _, Loaded, MeetingId};
use wortlaut::journal::{Record, Seq};

fn holder() -> Holder {
    Holder { clerk: "weber".to_owned(), since: now() }
}

/// An Ablage with one meeting, of which nothing is left but these files.
struct Left {
    folder: TempDir,
    archive: Archive,
    id: MeetingId,
}

impl Left {
    fn new(journal: &[u8], card: Option<&[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::at(folder.path()).unwrap();
        let id = MeetingId::parse("2027-03-09-rat-7f3a").unwrap();
        let meeting = archive.folder(&id);
        fs::create_dir(&meeting).unwrap();
        fs::set_permissions(&meeting, fs::Permissions::from_mode(0o700)).unwrap();
        let write = |name: &str, bytes: &[u8]| {
            let path = meeting.join(name);
            fs::write(&path, bytes).unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
        };
        write("journal.jsonl", journal);
        if let Some(card) = card {
            write("kopf.json", card);
        }
        Self { folder, archive, id }
    }

    /// Opens it, and lets what was mended become entries, as the program does.
    fn open(&self) -> Option<Loaded> {
        let mut journal = match self.archive.open(&self.id, &holder()) {
            Ok(journal) => journal,
            Err(error) => {
                seen("an error", &error.to_string());
                return None;
            }
        };
        let loaded = journal.load().unwrap();
        let mut seq = loaded.entries.last().map_or(Seq(0), |entry| entry.seq);
        for (entry, number) in loaded.entries.iter().zip(1..) {
            assert_eq!(entry.seq, Seq(number), "there is a gap");
        }
        loaded.repairs.iter().for_each(|message| seen("a repair", message));
        for message in &loaded.unnoted {
            seq = seq.next();
            let change = Change::Repaired(message.clone());
            let entry = Entry { seq, at: now(), clerk: "weber".to_owned(), change };
            journal.append(&[Record::Entry(entry)]).unwrap();
        }
        Some(loaded)
    }

    fn there(&self) -> &Path {
        self.folder.path()
    }
}

/// `kopf.json`, a form feed, the journal; without one it is all journal. What was mended once
/// stays mended.
pub(crate) fn store(bytes: &[u8]) {
    let feed = bytes.iter().position(|byte| *byte == 0xc);
    let (card, journal) = feed.map_or((None, bytes), |at| {
        let (card, journal) = bytes.split_at(at);
        (Some(card), journal.get(1..).unwrap_or_default())
    });
    let left = Left::new(&sealed(journal), card);
    for (_, heading) in left.archive.list().expect("its folder is there") {
        match heading {
            Ok(heading) => all_seen("a heading", &heading),
            Err(error) => seen("an error", &error.to_string()),
        }
    }
    if let Ok(proof) = left.archive.prove(&left.id, None) {
        proof.flaws.iter().for_each(|flaw| seen("a flaw", &flaw.to_string()));
    }
    let read = left.archive.read(&left.id);
    let Some(opened) = left.open() else { return };
    let read = read.expect("what opens can be read");
    let (found, noted) = opened.entries.split_at(read.entries.len());
    assert_eq!(read.entries, found, "reading and opening differ");
    assert_eq!(noted.len(), opened.repairs.len() - opened.unnoted.len(), "not all is noted");
    let again = left.open().expect("what opens once opens twice");
    assert!(again.repairs.is_empty(), "mended twice: {:?}", again.repairs);
    assert!(again.entries.starts_with(&opened.entries), "history was changed");
    assert_eq!(again.entries.len(), opened.entries.len() + opened.unnoted.len());
    assert_eq!(again.resume, opened.resume);
    if opened.repairs.is_empty() {
        assert_eq!(again.draft, opened.draft);
    }
    let proof = left.archive.prove(&left.id, None).unwrap();
    let last = again.entries.last().map_or(0, |entry| entry.seq.0);
    assert_eq!(proof.last, last);
}

/// A backup as it is read; and one of a journal, which gives all of it back.
pub(crate) fn backup(bytes: &[u8]) {
    match Backup::parse(bytes) {
        Ok(backup) => assert_eq!(backup.bytes(), bytes),
        Err(error) => seen("an error", &error.to_string()),
    }
    let left = Left::new(&sealed(bytes), None);
    let Ok(backup) = left.archive.back_up(&left.id, now()) else { return };
    backup.damage.iter().for_each(|damage| seen("damage", damage));
    let file = backup.bytes();
    let parsed = Backup::parse(&file).expect("what was written is read");
    assert_eq!((parsed.bytes(), parsed.head()), (file, backup.head()));
    let read = left.archive.read(&left.id).unwrap();
    let other = Archive::at(&left.there().join("anderswo")).unwrap();
    let restored = match other.restore(&parsed, &holder()) {
        Ok(restored) => restored,
        Err(error) => {
            assert!(read.entries.is_empty(), "{error}");
            return seen("an error", &error.to_string());
        }
    };
    let mut back = other.read(&restored.id).unwrap();
    assert!(back.entries.pop().is_some_and(|told| told.is_repair()));
    assert_eq!(back.entries, read.entries, "something else came back");
    let typed = |loaded: &Loaded| loaded.draft.clone().map(|draft| (draft.target, draft.put));
    assert_eq!((typed(&back), &back.resume), (typed(&read), &read.resume));
}
