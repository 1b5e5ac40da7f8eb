//! A whole evening, from the agenda to the Niederschrift, with nothing but keys.
//!
//! What the clerk does stands in `examples/abend.txt`.

use crate::pty::{Home, Pty};
use crate::pty_screen::Screen;
use std::path::{Path, PathBuf};
use wortlaut::domain::{
    AgendaItem, Meeting, MeetingState, MotionFate, MotionKind, MovementKind, Outcome, Passage,
};
use wortlaut::export::{self, Part};
use wortlaut::journal::{Archive, Change, Entry, Heading, Holder, MeetingId, Record, replay};

/// One line of the script.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// "uhr 17:02": so late is it.
    Clock(String),
    /// "sieht 13 von 13": this stands on the screen.
    Sees(String),
    /// "sieht nicht Text": and this does not.
    Misses(String),
    /// "strom weg": kill -9, and the meeting is opened again as it was.
    Kill,
    /// Keys as a keymap writes them, and text in quotes.
    Acts(Vec<Act>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Act {
    Key(String),
    Text(String),
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Reads a script: a line that begins with a blank goes on with the line above.
fn script(text: &str) -> Vec<(usize, Step)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        match lines.last_mut().filter(|_| line.starts_with(' ')) {
            Some((_, last)) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            None if line.is_empty() || line.starts_with('#') => {}
            None => lines.push((number, line.trim().to_owned())),
        }
    }
    lines.into_iter().map(|(number, line)| (number, step(&line))).collect()
}

fn step(line: &str) -> Step {
    if let Some(time) = line.strip_prefix("uhr ") {
        return Step::Clock(time.to_owned());
    }
    if let Some(text) = line.strip_prefix("sieht nicht ") {
        return Step::Misses(text.to_owned());
    }
    if let Some(text) = line.strip_prefix("sieht ") {
        return Step::Sees(text.to_owned());
    }
    if line == "strom weg" {
        return Step::Kill;
    }
    let mut acts = Vec::new();
    for (part, index) in line.split('"').zip(0..) {
        if index % 2 == 1 {
            acts.push(Act::Text(part.to_owned()));
        } else {
            acts.extend(part.split_whitespace().map(|key| Act::Key(key.to_owned())));
        }
    }
    Step::Acts(acts)
}

/// Plays the script; gives the program as it is at the end.
fn play(home: &Home, id: &str, steps: &[(usize, Step)]) -> Pty {
    let mut pty = home.start(&[id]);
    pty.wait_for_text("Tagesordnung");
    for (line, step) in steps {
        let at = |text: &str| format!("{text} (abend.txt, line {line})");
        match step {
            Step::Clock(time) => {
                pty.catch_up();
                home.set_clock(time);
            }
            Step::Sees(text) => drop(pty.wait_for(&at(text), |screen| flat(screen).contains(text))),
            Step::Misses(text) => {
                pty.wait_for(&at(&format!("no {text}")), |screen| !flat(screen).contains(text));
            }
            Step::Acts(acts) => {
                for act in acts {
                    match act {
                        Act::Key(key) => pty.keys(key),
                        Act::Text(text) => pty.type_text(text),
                    }
                }
            }
            Step::Kill => {
                let before = pty.catch_up();
                pty.kill9();
                pty = home.start(&[]);
                let after = pty.wait_for(&at("the same"), |screen| screen.header() != "");
                assert_eq!(after.header(), before.header(), "{}{before:?}{after:?}", at(""));
                assert_eq!(after.title(), before.title(), "{}{before:?}{after:?}", at(""));
                assert_eq!(after.body(), before.body(), "{}", at(""));
                assert_eq!(after.cursor, before.cursor, "{}{before:?}{after:?}", at(""));
            }
        }
    }
    pty
}

/// The text of a screen without its line ends: what is looked for may be wrapped.
fn flat(screen: &Screen) -> String {
    let words: Vec<_> = screen.rows.iter().flat_map(|row| row.split_whitespace()).collect();
    words.join(" ")
}

/// Compares with a file; `UPDATE=1` writes it.
fn golden(path: &str, text: &str) {
    let path = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{} differs; it would be:\n{text}", path.display());
}

#[test]
fn a_whole_evening() {
    let home = Home::new();
    home.set_clock("16:40");
    let id = home.meeting();
    let steps = script(&std::fs::read_to_string(root().join("examples/abend.txt")).unwrap());
    let mut pty = play(&home, &id, &steps);
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0);
    let loaded = read(&home.archive(), &id);
    let meeting = replay(&loaded, wortlaut::profile::default());
    holds_all_that_an_evening_can_bring(&meeting, &loaded);
    assert!(steps.iter().any(|(_, step)| *step == Step::Kill));

    // What the clerk has written from F9, what the command line gives, what was expected.
    let written = texts(&home.path().join("wortlaut-ausgabe"));
    let folder = home.path().join("export");
    std::fs::create_dir(&folder).unwrap();
    home.told(&["export", &id, "--teil", "alles", "--nach", folder.to_str().unwrap()]);
    assert_eq!(written, texts(&folder));
    let minutes = home.told(&["export", &id]);
    golden("examples/abend-niederschrift.txt", &minutes);
    let closed = home.told(&["export", &id, "--teil", "nichtoeffentlich"]);
    golden("tests/minutes/abend-nichtoeffentlich.txt", &closed);
    golden("tests/minutes/abend-dateien.txt", &bundle(&written));
    assert!(written.iter().any(|(_, text)| *text == minutes));
    if std::env::var_os("UPDATE").is_some() {
        record(&loaded);
    }
}

/// The texts below a folder, by name.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for child in std::fs::read_dir(folder).unwrap() {
        let path = child.unwrap().path();
        if path.is_dir() {
            out.extend(texts(&path));
        } else {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            out.push((name, std::fs::read_to_string(path).unwrap()));
        }
    }
    out.sort();
    out
}

/// Everything but the Niederschrift, one below the other.
fn bundle(texts: &[(String, String)]) -> String {
    let rest = texts.iter().filter(|(name, _)| !name.contains("niederschrift"));
    rest.map(|(name, text)| format!(">>>>> {name}\n{text}\n")).collect()
}

fn holds_all_that_an_evening_can_bring(meeting: &Meeting, entries: &[Entry]) {
    let called = |item: &&AgendaItem| !item.calls.is_empty();
    assert!(meeting.agenda.iter().filter(called).count() >= 12);
    let written = |passage: &&Passage| !passage.text.trim().is_empty();
    let passages = meeting.agenda.iter().flat_map(|item| &item.passages);
    assert!(passages.filter(written).count() >= 30);
    let closed: Vec<_> = meeting.votes.iter().filter_map(|vote| vote.outcome()).collect();
    assert!(closed.len() >= 8, "{closed:?}");
    assert!(closed.contains(&Outcome::Tied));
    let twice = |item: &AgendaItem| {
        let changed = item.result.as_ref().is_some_and(|it| it.text == "geändert beschlossen");
        let amended = meeting.motions_of(item.id).any(|motion| {
            motion.kind == MotionKind::Amendment && motion.fate == MotionFate::Carried
        });
        changed && amended && meeting.votes_of(item.id).count() == 2
    };
    assert!(meeting.agenda.iter().any(twice));
    assert!(meeting.motions.iter().any(|motion| motion.fate == MotionFate::Withdrawn));
    assert!(meeting.recesses.iter().any(|recess| recess.end.is_some()));
    let moved = |kind: fn(MovementKind) -> bool| {
        meeting.movements.iter().any(|movement| kind(movement.kind))
    };
    assert!(moved(|kind| kind == MovementKind::Arrived));
    assert!(moved(|kind| kind == MovementKind::Left));
    assert!(meeting.attendance.iter().any(|somebody| somebody.represents.is_some()));
    assert!(meeting.agenda.iter().any(|item| !item.recusals.is_empty()));
    assert!(meeting.agenda.iter().any(|item| !item.public && !item.calls.is_empty()));
    assert!(entries.iter().any(|entry| matches!(entry.change, Change::Retract(_))));
    assert!(entries.iter().any(|entry| matches!(entry.change, Change::Restore(_))));
    assert_eq!(meeting.state, MeetingState::Closed);
}

fn read(archive: &Path, id: &str) -> Vec<Entry> {
    let archive = Archive::at(archive).unwrap();
    archive.read(&MeetingId::parse(id).unwrap()).unwrap().entries
}

/// Keeps the journal of the evening as an example: under the name of an invented clerk, and
/// without what no two evenings have in common.
fn record(entries: &[Entry]) {
    let folder = tempfile::tempdir().unwrap();
    let tidy = |entry: &Entry| {
        let json = whole_minutes(&serde_json::to_string(entry).unwrap());
        Entry { clerk: "clausdotter".to_owned(), ..serde_json::from_str(&json).unwrap() }
    };
    let entries: Vec<_> = entries.iter().map(tidy).collect();
    let meeting = replay(&entries, wortlaut::profile::default());
    let (first, last) = (entries.first().unwrap(), entries.last().unwrap());
    let heading = Heading::of(&meeting, last.seq, last.at);
    let holder = Holder { clerk: first.clerk.clone(), since: first.at };
    let records: Vec<_> = entries.iter().cloned().map(Record::Entry).collect();
    let archive = Archive::at(folder.path()).unwrap();
    let (id, _journal) = archive.create(&heading, &records, &holder).unwrap();
    let journal = archive.folder(&id).join("journal.jsonl");
    std::fs::copy(journal, root().join("examples/abend.jsonl")).unwrap();
}

/// Takes the seconds from every moment in a JSON text: they are those of the machine.
fn whole_minutes(json: &str) -> String {
    let mut parts = json.split("\"2027-03-09T");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (moment, rest) = part.split_once('"').unwrap();
        let zone = moment.find('+').map_or("", |at| moment.get(at..).unwrap());
        out.push_str(&format!("\"2027-03-09T{}:00{zone}\"{rest}", moment.get(..5).unwrap()));
    }
    out
}

#[test]
fn the_recorded_evening_gives_its_niederschrift() {
    let archive = tempfile::tempdir().unwrap();
    let folder = archive.path().join("abend");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(root().join("examples/abend.jsonl"), folder.join("journal.jsonl")).unwrap();
    let entries = read(archive.path(), "abend");
    let meeting = replay(&entries, wortlaut::profile::default());
    holds_all_that_an_evening_can_bring(&meeting, &entries);
    let expected = std::fs::read_to_string(root().join("examples/abend-niederschrift.txt"));
    assert!(export::minutes(&meeting, Part::Public) == expected.unwrap());
}
