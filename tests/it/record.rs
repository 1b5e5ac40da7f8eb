//! A record that can be trusted, on the command line: what was changed, or is missing, is told.
#![expect(clippy::unwrap_used, reason = "a failed setup should end the test")]

use super::pty::Home;
use super::stage::{Council, Stage};
use std::path::PathBuf;
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
