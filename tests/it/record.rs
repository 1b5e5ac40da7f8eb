//! A record that can be trusted, on the command line: what was changed, or is missing, is told.
#![expect(clippy::unwrap_used, reason = "a failed setup should end the test")]

use super::pty::Home;
use super::stage::{Council, Stage};
use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use wortlaut::app::office;
use wortlaut::domain::{Event, RecordEvent};
use wortlaut::journal::{Archive, Change, Entry, Heads, Loaded};

fn journal_of(home: &Home, id: &str) -> PathBuf {
    home.archive().join(id).join("journal.jsonl")
}

fn told(home: &Home, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = home.run(arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The line of the report with what stands behind its label.
fn line<'a>(report: &'a str, label: &str) -> &'a str {
    let found = report.lines().find_map(|line| line.trim_start().strip_prefix(label));
    found.unwrap_or_else(|| panic!("{label} is not in\n{report}")).trim()
}

#[test]
fn the_checksum_of_a_meeting_is_told_and_taken_back() {
    let home = Home::new();
    let id = home.meeting();
    let (code, out, _) = told(&home, &["pruefen", &id]);
    assert_eq!(code, Some(0), "{out}");
    let journal = line(&out, "gut    Journal");
    let (entries, head) = journal.split_once(", Prüfsumme ").unwrap();
    assert_eq!(entries, "1 Eintrag");
    let (code, out, _) = told(&home, &["pruefen", &id, "--pruefsumme", head]);
    assert_eq!(code, Some(0), "{out}");
    assert!(line(&out, "gut    Prüfsumme").starts_with("die nach Eintrag 1 ("), "{out}");
    let other = "0123 4567 89ab cdef";
    let (code, out, _) = told(&home, &["pruefen", &id, "--pruefsumme", other]);
    assert_eq!(code, Some(1));
    assert!(line(&out, "FEHLER Journal").starts_with("Die Prüfsumme 0123 4567 89ab cdef"), "{out}");
}

#[test]
fn a_checksum_that_is_none_is_a_wrong_usage() {
    let home = Home::new();
    let id = home.meeting();
    for (arguments, expected) in [
        (vec!["pruefen", id.as_str(), "--pruefsumme", "4f2a"], "Erwartet: eine Prüfsumme"),
        (vec!["pruefen", "--pruefsumme", "0123 4567 89ab cdef"], "gehört eine Sitzung"),
    ] {
        let (code, _, error) = told(&home, &arguments);
        assert_eq!(code, Some(2));
        assert!(error.contains(expected), "{error}");
    }
}

/// What is given out of a journal that lacks something says so, and does not pass for whole.
#[test]
fn an_export_of_a_damaged_journal_says_what_is_wrong_and_fails() {
    let home = Home::new();
    let id = home.meeting();
    assert_eq!(told(&home, &["export", &id]).0, Some(0));
    let path = journal_of(&home, &id);
    let whole = std::fs::read_to_string(&path).unwrap();
    for damaged in [
        whole.replacen("Eröffnung", "Eröffnunk", 1),
        whole.lines().next().unwrap().to_owned() + "\n",
        whole.clone() + whole.lines().nth(1).unwrap() + "\n",
    ] {
        assert_ne!(damaged, whole);
        std::fs::write(&path, &damaged).unwrap();
        let (code, _, error) = told(&home, &["export", &id]);
        assert_eq!(code, Some(1), "{error}");
        assert!(error.contains("journal.jsonl, "), "{error}");
        assert!(error.contains("wortlaut pruefen"), "{error}");
        // And nothing was touched.
        assert_eq!(std::fs::read_to_string(&path).unwrap(), damaged);
    }
}

/// The Prüfsumme stands in public files and covers what is not public. Whoever knows all but a
/// sentence must not be able to try sentences until one fits (reliability.md, T18).
#[test]
fn no_two_meetings_have_the_same_checksum_whatever_they_hold() {
    let home = Home::new();
    let archive = Archive::at(&home.archive()).unwrap();
    let profile = wortlaut::profile::default();
    let now = "2027-03-09T17:00:00+01:00".parse().unwrap();
    let made = || {
        let evening = wortlaut::import::practice(profile.clone());
        let id = office::make(&archive, evening, &profile, "weber", now).unwrap();
        archive.read(&id).unwrap()
    };
    let (one, other) = (made(), made());
    assert_ne!(one.checksum(), other.checksum());
    let salt = |loaded: &Loaded| {
        let Change::Events(events) = &loaded.entries.first().unwrap().change else { panic!() };
        events.iter().find_map(|event| match event {
            Event::Record(RecordEvent::ChecksumSalted { salt }) => Some(salt.clone()),
            _ => None,
        })
    };
    assert_eq!(salt(&one).unwrap().len(), 32);
    assert_ne!(salt(&one), salt(&other));
}

/// What stands in the journal of an evening, as somebody can guess it who knows all that is
/// public; with what he guesses was said behind closed doors, and which salt he takes.
fn guessed(entries: &[Entry], said: &str, salt: Option<&str>) -> Vec<Entry> {
    let mut all = entries.to_vec();
    let Change::Events(events) = &mut all.first_mut().unwrap().change else { panic!() };
    for event in events.iter_mut() {
        if let (Event::Record(RecordEvent::ChecksumSalted { salt: true_one }), Some(other)) =
            (event, salt)
        {
            *true_one = other.to_owned();
        }
    }
    let is_salt =
        |event: &Event| matches!(event, Event::Record(RecordEvent::ChecksumSalted { .. }));
    events.retain(|event| salt.is_some() || !is_salt(event));
    let last = all.last().unwrap().clone();
    let change = Change::Events(vec![Event::Unknown(said.into())]);
    all.push(Entry { seq: last.seq.next(), change, ..last });
    all
}

/// The same from the other side: a dictionary of what may have been said hits nothing, not even
/// with the true sentence in it, unless the salt is known; and that is given out nowhere.
#[test]
fn a_dictionary_of_what_may_have_been_said_hits_no_checksum() {
    let home = Home::new();
    let archive = Archive::at(&home.archive()).unwrap();
    let profile = wortlaut::profile::default();
    let now = "2027-03-09T17:00:00+01:00".parse().unwrap();
    let evening = wortlaut::import::practice(profile.clone());
    let id = office::make(&archive, evening, &profile, "weber", now).unwrap();
    let known = archive.read(&id).unwrap().entries;
    let Change::Events(events) = &known.first().unwrap().change else { panic!() };
    let salt = events.iter().find_map(|event| match event {
        Event::Record(RecordEvent::ChecksumSalted { salt }) => Some(salt.clone()),
        _ => None,
    });
    let salt = salt.unwrap();
    let said = |amount: u32| format!("Der Kaufpreis beträgt {amount}000 Euro.");
    let head = |entries: &[Entry]| Heads::of(entries).checksum().unwrap();
    let given = head(&guessed(&known, &said(480), Some(&salt)));
    // The dictionary is a good one: with the salt it hits, once.
    let phrases = if super::gate::is_on() { 20_000 } else { 500 };
    let hits = |salt: Option<&str>, phrases: u32| {
        (1..=phrases).filter(|at| head(&guessed(&known, &said(*at), salt)) == given).count()
    };
    assert_eq!(hits(Some(&salt), 500), 1);
    for other in [None, Some(""), Some("00000000000000000000000000000000")] {
        assert_eq!(hits(other, phrases), 0, "{other:?}");
    }
    for arguments in [
        &["export", id.as_str()][..],
        &["export", id.as_str(), "--teil", "alles"],
        &["liste", "--json"],
        &["pruefen", id.as_str()],
        &["journal", id.as_str()],
    ] {
        let (_, out, error) = told(&home, arguments);
        assert!(!out.contains(&salt) && !error.contains(&salt), "{arguments:?}");
    }
    let card = fs::read_to_string(home.archive().join(id.as_str()).join("kopf.json")).unwrap();
    assert!(!card.contains(&salt), "{card}");
}

#[test]
fn the_entry_that_closes_the_meeting_holds_the_checksum_of_what_was_before_it() {
    let mut stage = Stage::new(Council::Small, (80, 24));
    stage.keys("eingabe f8");
    let before = stage.session().checksum().cloned();
    stage.keys("s ab eingabe");
    let entries = stage.session().entries();
    let Change::Events(events) = &entries.last().unwrap().change else { panic!() };
    let sealed = events.iter().find_map(|event| match event {
        Event::MeetingClosed { head, .. } => Some(head.clone()),
        _ => None,
    });
    assert_eq!(sealed, Some(before.clone()));
    assert!(before.is_some() && stage.session().checksum() != before.as_ref());
    // It is the same after a restart, and a repair that is noted changes nothing given out.
    let closed = stage.session().checksum().cloned();
    drop(stage.crash(|kept| Box::new(kept)));
    assert_eq!(stage.session().checksum().cloned(), closed);
    let mut entries = stage.session().entries().to_vec();
    let last = entries.last().unwrap().clone();
    let change = Change::Repaired("Der zweite Speicher fehlte.".to_owned());
    entries.push(Entry { seq: last.seq.next(), change, ..last });
    assert_eq!(Heads::of(&entries).checksum(), closed);
    assert_ne!(Heads::of(&entries).last.checksum(), closed.unwrap());
}

/// Everything below a folder: modes, moments of the last change, bytes.
fn picture(folder: &Path) -> BTreeMap<PathBuf, (u32, SystemTime, Vec<u8>)> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let meta = fs::metadata(&path).unwrap();
        let bytes = if meta.is_dir() { Vec::new() } else { fs::read(&path).unwrap() };
        all.insert(path.clone(), (meta.permissions().mode(), meta.modified().unwrap(), bytes));
        if meta.is_dir() {
            all.extend(picture(&path));
        }
    }
    all
}

/// Looks at a meeting; nothing in the Ablage is other than before, and no copy stays behind.
fn looked_at(home: &Home, id: &str) -> (Option<i32>, String) {
    let before = picture(&home.archive());
    let (code, out, error) = told(home, &["pruefen", id]);
    assert!(picture(&home.archive()) == before, "something was changed");
    let copies = home.path().join(".cache/wortlaut");
    assert_eq!(fs::read_dir(copies).map_or(0, |left| left.count()), 0);
    assert!(code == Some(0) || error.contains("siehe FEHLER"), "{error}");
    (code, out)
}

/// A home with a meeting in which something was written, and the same as it was before that.
struct Written {
    home: Home,
    id: String,
    before: PathBuf,
}

impl Written {
    fn new() -> Self {
        let home = Home::new();
        let id = home.meeting();
        let before = home.path().join("vorher");
        copy(&home.archive().join(&id), &before);
        let mut pty = home.start(&[&id]);
        pty.wait_for_text("Tagesordnung");
        pty.keys("f8 e f3");
        pty.type_text("Der Ausschuss berät.");
        pty.catch_up();
        pty.keys("strg+q");
        assert_eq!(pty.exit_code(), 0);
        Self { home, id, before }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.home.archive().join(&self.id).join(name)
    }

    /// Puts the store there that was there before anything was written.
    fn old_store(&self) {
        fs::remove_dir_all(self.file("sled")).unwrap();
        copy(&self.before.join("sled"), &self.file("sled"));
    }
}

/// Copies a folder, for the owner alone.
fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    fs::set_permissions(to, Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

#[test]
fn what_agrees_is_told_so_also_while_somebody_works() {
    let it = Written::new();
    let (code, out) = looked_at(&it.home, &it.id);
    assert_eq!(code, Some(0), "{out}");
    let (entries, _) = line(&out, "gut    Journal").split_once(" Einträge").unwrap();
    assert!(entries.parse::<u64>().unwrap() >= 3, "{out}");
    let same = format!("bis Eintrag {entries} wie das Journal");
    assert_eq!(line(&out, "gut    2. Speicher"), same);
    assert_eq!(line(&out, "gut    Rechte"), "niemand sonst kommt an die Sitzung");
    let pty = it.home.start(&[&it.id]);
    pty.wait_for_text("Der Ausschuss berät.");
    let (code, out, _) = told(&it.home, &["pruefen", &it.id]);
    assert_eq!(code, Some(0), "{out}");
    let busy = "nicht angesehen: Die Sitzung ist gerade geöffnet.";
    assert_eq!(line(&out, "2. Speicher"), busy);
    assert!(line(&out, "gut    Rechte").contains("niemand"));
}

#[test]
fn a_store_that_is_behind_is_told_and_is_no_fault() {
    let it = Written::new();
    it.old_store();
    // As a kill leaves it: the head is as old, and the lock says who was there.
    fs::copy(it.before.join("kopf.json"), it.file("kopf.json")).unwrap();
    fs::write(it.file("sperre"), "weber\n1\n2027-03-09T17:00:00+01:00\n").unwrap();
    let (code, out) = looked_at(&it.home, &it.id);
    assert_eq!(code, Some(0), "{out}");
    assert!(line(&out, "2. Speicher").starts_with("bis Eintrag 1 von "), "{out}");
}

/// A kill may come between what happened and its heading.
#[test]
fn a_head_that_lags_is_on_the_stand_of_the_journal_when_the_meeting_was_open() {
    let it = Written::new();
    let listed = it.home.told(&["liste"]);
    fs::copy(it.before.join("kopf.json"), it.file("kopf.json")).unwrap();
    fs::write(it.file("sperre"), "weber\n1\n2027-03-09T17:00:00+01:00\n").unwrap();
    assert_ne!(it.home.told(&["liste"]), listed);
    let mut pty = it.home.start(&[&it.id]);
    pty.wait_for_text("Der Ausschuss berät.");
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0);
    assert_eq!(it.home.told(&["liste"]), listed);
    let (code, out) = looked_at(&it.home, &it.id);
    assert_eq!(code, Some(0), "{out}");
}

/// What somebody does to the files, and what is then told.
type Edit = (&'static str, fn(&Written), [&'static str; 2]);

const EDITS: &[Edit] = &[
    ("the store lost what it had", Written::old_store, ["2. Speicher", "fehlt dort, steht aber"]),
    (
        "the store is another meeting's",
        |it| {
            let other = it.home.archive().join(it.home.meeting());
            fs::remove_dir_all(it.file("sled")).unwrap();
            fs::rename(other.join("sled"), it.file("sled")).unwrap();
            fs::remove_dir_all(other).unwrap();
        },
        ["2. Speicher", "Eintrag 1 steht dort anders als in journal.jsonl."],
    ),
    (
        "the store is gone",
        |it| fs::remove_dir_all(it.file("sled")).unwrap(),
        ["2. Speicher", "Er fehlt."],
    ),
    (
        "the store is rubbish",
        |it| {
            let db = it.file("sled/db");
            let bytes = fs::read(&db).unwrap().len();
            fs::write(db, vec![0x55; bytes]).unwrap();
        },
        ["2. Speicher", ""],
    ),
    (
        "the journal was cut off",
        |it| {
            let text = fs::read_to_string(it.file("journal.jsonl")).unwrap();
            let kept: Vec<_> = text.lines().take(2).collect();
            fs::write(it.file("journal.jsonl"), kept.join("\n") + "\n").unwrap();
        },
        ["2. Speicher", "steht nur dort, nicht in journal.jsonl."],
    ),
    (
        "the head names another committee",
        |it| {
            let path = it.file("kopf.json");
            let mut card: serde_json::Value =
                serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            // Without its sum it is one of an earlier version, and counts.
            card.as_object_mut().unwrap().remove("crc");
            *card.get_mut("committee").unwrap() = "Rat".into();
            fs::write(path, serde_json::to_vec(&card).unwrap()).unwrap();
        },
        ["Kopf", "kopf.json nennt das Gremium anders als das Journal."],
    ),
    (
        "all may read the journal",
        |it| opened(&it.file("journal.jsonl"), 0o644),
        ["Rechte", "/journal.jsonl hat die Rechte 0644. chmod 0600 hilft."],
    ),
    (
        "all may look into the store",
        |it| opened(&it.file("sled"), 0o755),
        ["Rechte", "/sled hat die Rechte 0755. chmod 0700 hilft."],
    ),
    (
        "the group may write the store",
        |it| opened(&it.file("sled/db"), 0o660),
        ["Rechte", "/sled/db hat die Rechte 0660. chmod 0600 hilft."],
    ),
    (
        "a link lies among the files",
        |it| std::os::unix::fs::symlink("/etc/passwd", it.file("mehr")).unwrap(),
        ["Rechte", "/mehr: Das ist eine Verknüpfung."],
    ),
];

fn opened(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_does_not_agree_with_the_journal_is_told() {
    let whole = Written::new();
    let kept = whole.home.path().join("ganz");
    copy(&whole.home.archive(), &kept);
    for (what, change, [label, words]) in EDITS {
        fs::remove_dir_all(whole.home.archive()).unwrap();
        copy(&kept, &whole.home.archive());
        change(&whole);
        let (code, out) = looked_at(&whole.home, &whole.id);
        assert_eq!(code, Some(1), "{what}: {out}");
        let faults: Vec<_> = out.lines().filter(|line| line.starts_with("FEHLER ")).collect();
        let told = |line: &&str| line.contains(&format!("FEHLER {label}")) && line.contains(words);
        assert!(faults.iter().any(told), "{what}: {out}");
    }
}
