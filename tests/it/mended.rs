//! The second store breaks in the middle of an evening: it is made anew, the clerk is told, the
//! journal says so, and the sentence that is being typed stays.

use crate::pty::Home;
use chrono::TimeDelta;
use ratatui::backend::TestBackend;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;
use tempfile::TempDir;
use wortlaut::app::office::{make, practice};
use wortlaut::app::{App, Desk};
use wortlaut::domain::Timestamp;
use wortlaut::import;
use wortlaut::journal::writer::{Reporting, Writer};
use wortlaut::journal::{
    Archive, Change, Entry, Holder, Journal, JournalError, Loaded, MeetingId, MemoryJournal, Record,
};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::session::Session;
use wortlaut::terminal::Input;
use wortlaut::ui::theme::Theme;

const CLERK: &str = "clausdotter";
const LONG: Duration = Duration::from_secs(60);
const REBUILT: &str = "Der zweite Speicher war ausgefallen und ist aus dem Journal neu aufgebaut; \
    der alte liegt daneben (sled.defekt).";

pub(crate) fn now() -> Timestamp {
    Timestamp::parse_from_rfc3339("2027-03-09T17:00:00+01:00").unwrap()
}

/// The program at a meeting whose journal is this one.
pub(crate) fn sit_down(loaded: Loaded, journal: Box<dyn Journal>) -> (App, Receiver<()>) {
    let (told, reports) = mpsc::channel();
    let (wake, woken) = mpsc::channel();
    let report = move |report| {
        let _ = told.send(report);
        let _ = wake.send(());
    };
    let recorder = Box::new(Reporting::new(Writer::start(journal, report).unwrap(), reports));
    let session = Session::new(loaded, recorder, wortlaut::profile::default(), CLERK.to_owned());
    let mut app = App::new(Keymap::default(), Theme::plain(), now());
    app.take(Input::Resize(80, 24), now());
    app.sit_down(Desk::new(session, None, None, now()), false);
    (app, woken)
}

/// An Ablage with one meeting.
fn evening() -> (TempDir, Archive, MeetingId) {
    let root = TempDir::new().unwrap();
    let archive = Archive::at(&root.path().join("ablage")).unwrap();
    let profile = wortlaut::profile::default();
    let id = make(&archive, import::practice(profile.clone()), &profile, CLERK, now()).unwrap();
    (root, archive, id)
}

/// The program at that meeting.
fn open(archive: &Archive, id: &MeetingId) -> (App, Receiver<()>) {
    let mut journal = archive.open(id, &Holder { clerk: CLERK.to_owned(), since: now() }).unwrap();
    let loaded = journal.load().unwrap();
    sit_down(loaded, Box::new(journal))
}

pub(crate) fn keys(app: &mut App, keys: &str) {
    for key in keys.split(' ') {
        app.take(Input::Key(key.parse::<Key>().unwrap()), now());
    }
}

fn picture(app: &App) -> String {
    let mut terminal = ratatui::Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| app.draw(frame)).unwrap();
    terminal.backend().to_string()
}

/// Waits until the screen says so.
fn wait(app: &mut App, woken: &Receiver<()>, says: &str) {
    // Typing has come to a rest meanwhile.
    let later = now() + TimeDelta::seconds(1);
    app.take(Input::Woken, later);
    while !picture(app).contains(says) {
        woken.recv_timeout(LONG).unwrap_or_else(|_| panic!("never {says:?}: {}", picture(app)));
        app.take(Input::Woken, later);
    }
}

fn repairs(entries: &[Entry]) -> Vec<&str> {
    let told = entries.iter().filter_map(|entry| match &entry.change {
        Change::Repaired(told) => Some(told.as_str()),
        _ => None,
    });
    told.collect()
}

#[test]
fn a_store_that_breaks_is_told_and_noted_and_the_sentence_stays() {
    let (_root, archive, id) = evening();
    let (mut app, woken) = open(&archive, &id);
    keys(&mut app, "f3 D e r space G a s t".replace("space", "leertaste").as_str());
    std::fs::remove_file(archive.folder(&id).join("sled/db")).unwrap();
    wait(&mut app, &woken, "Der zweite Speicher war ausgefallen");
    keys(&mut app, "s");
    let screen = picture(&app);
    assert!(screen.contains("Der Gasts"), "{screen}");
    wait(&mut app, &woken, "● gesichert");
    let read = archive.read(&id).unwrap();
    assert_eq!(repairs(&read.entries), [REBUILT]);
    let text = serde_json::to_string(&(&read.entries, &read.draft)).unwrap();
    assert!(text.contains("Der Gast"), "{text}");
    app.flush(LONG).unwrap();
}

#[test]
fn a_store_that_is_mended_while_the_clerk_leaves_is_noted_too() {
    let (_root, archive, id) = evening();
    let (mut app, _woken) = open(&archive, &id);
    std::fs::remove_file(archive.folder(&id).join("sled/db")).unwrap();
    keys(&mut app, "f3 D e r");
    let mut desk = app.get_up(now()).unwrap();
    desk.write_out(now(), LONG).unwrap();
    drop(desk);
    assert_eq!(repairs(&archive.read(&id).unwrap().entries), [REBUILT]);
}

/// A journal whose second half lags behind.
struct Lagging(MemoryJournal);

impl Journal for Lagging {
    fn load(&mut self) -> Result<Loaded, JournalError> {
        self.0.load()
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.0.append(records)
    }

    fn settle(&mut self) -> Result<(), JournalError> {
        let message = "Gesichert ist alles, aber der zweite Speicher ist nicht auf dem Stand.";
        Err(JournalError { message: message.to_owned() })
    }
}

#[test]
fn a_store_that_lags_behind_is_told() {
    let loaded = practice(&wortlaut::profile::default(), CLERK, now());
    let mut memory = MemoryJournal::new();
    let first: Vec<_> = loaded.entries.iter().cloned().map(Record::Entry).collect();
    memory.append(&first).unwrap();
    let (mut app, woken) = sit_down(loaded, Box::new(Lagging(memory)));
    keys(&mut app, "f3 D");
    wait(&mut app, &woken, "der zweite Speicher ist nicht auf dem Stand");
}

/// What was damaged, and that it is healed.
#[test]
fn what_was_mended_is_told_when_the_meeting_opens() {
    let home = Home::new();
    let id = home.meeting();
    let journal = home.archive().join(&id).join("journal.jsonl");
    let damaged = std::fs::read_to_string(&journal).unwrap().replacen("Petersen", "Pedersen", 1);
    std::fs::write(&journal, damaged).unwrap();
    let pty = home.start(&[&id]);
    let screen = pty.wait_for_text("Im Journal beschädigt: Zeile 2.");
    assert!(screen.has("Aus dem zweiten Speicher wiederhergestellt:"), "{screen}");
    assert!(screen.has("journal.jsonl.defekt-1."), "{screen}");
}
