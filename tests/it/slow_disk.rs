//! Typing is never blocked by the disk, and nothing is called saved before it is.

use ratatui::backend::TestBackend;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;
use wortlaut::app::office::practice;
use wortlaut::app::{App, Desk};
use wortlaut::domain::Timestamp;
use wortlaut::journal::writer::{Report, Reporting, Writer};
use wortlaut::journal::{Journal, JournalError, Loaded, MemoryJournal, Record};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::session::Session;
use wortlaut::terminal::Input;
use wortlaut::ui::theme::Theme;

/// What happened, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// A letter was taken and painted.
    Painted(char),
    /// The disk has begun to write.
    Begun,
    /// Something has come to the disk.
    Durable,
}

/// A journal on a disk that takes two seconds for each sync.
struct SlowJournal {
    below: MemoryJournal,
    story: Sender<Step>,
}

impl Journal for SlowJournal {
    fn load(&mut self) -> Result<Loaded, JournalError> {
        self.below.load()
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.story.send(Step::Begun).unwrap();
        std::thread::sleep(Duration::from_secs(2));
        self.below.append(records)
    }

    fn settle(&mut self) -> Result<(), JournalError> {
        self.below.settle()
    }
}

/// The program at its practice meeting, on a slow disk.
struct Slow {
    app: App,
    woken: Receiver<()>,
    now: Timestamp,
    kept: MemoryJournal,
}

impl Slow {
    fn new(story: &Sender<Step>) -> Self {
        let now = Timestamp::parse_from_rfc3339("2027-03-09T17:00:00+01:00").unwrap();
        let profile = wortlaut::profile::default();
        let loaded = practice(&profile, "clausdotter", now);
        let mut kept = MemoryJournal::new();
        let first: Vec<_> = loaded.entries.iter().cloned().map(Record::Entry).collect();
        kept.append(&first).unwrap();
        let journal = SlowJournal { below: kept.clone(), story: story.clone() };
        let (told, reports) = mpsc::channel();
        let (wake, woken) = mpsc::channel();
        let story = story.clone();
        let report = move |report| {
            if matches!(report, Report::Durable(_)) {
                story.send(Step::Durable).unwrap();
            }
            told.send(report).unwrap();
            wake.send(()).unwrap();
        };
        let writer = Writer::start(Box::new(journal), report).unwrap();
        let recorder = Box::new(Reporting::new(writer, reports));
        let session = Session::new(loaded, recorder, profile, "clausdotter".to_owned());
        let mut app = App::new(Keymap::default(), Theme::plain(), now);
        app.take(Input::Resize(80, 24), now);
        app.sit_down(Desk::new(session, None, None, now), false);
        Self { app, woken, now, kept }
    }

    fn key(&mut self, key: &str) {
        let key: Key = key.parse().unwrap();
        self.app.take(Input::Key(key), self.now);
    }

    /// The picture, and in it the line that tells whether it is saved.
    fn picture(&self) -> (String, String) {
        let mut terminal = ratatui::Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| self.app.draw(frame)).unwrap();
        let picture = terminal.backend().to_string();
        let status = picture.lines().nth(22).unwrap().trim_matches(['"', ' ']).to_owned();
        (picture, status)
    }
}

#[test]
fn typing_is_never_blocked_by_the_disk() {
    let (story, told) = mpsc::channel();
    let mut slow = Slow::new(&story);
    slow.key("f3");
    let text = "DerVorsitzendebegrüßtdieGäste";
    let mut typed = String::new();
    for letter in text.chars() {
        slow.key(&letter.to_string());
        typed.push(letter);
        let (picture, status) = slow.picture();
        assert!(picture.contains(&typed), "{picture}");
        assert!(status.starts_with("○ sichert"), "it is not saved yet: {status}");
        story.send(Step::Painted(letter)).unwrap();
    }
    // All of it was painted while the disk was still busy with the first letter.
    let story: Vec<_> = told.try_iter().collect();
    assert!(story.contains(&Step::Begun), "{story:?}");
    assert!(!story.contains(&Step::Durable), "{story:?}");
    let painted = story.iter().filter(|step| matches!(step, Step::Painted(_))).count();
    assert_eq!(painted, text.chars().count());

    // The clerk is told when it takes long, and when it is done.
    slow.now += chrono::TimeDelta::seconds(1);
    slow.app.take(Input::Woken, slow.now);
    assert!(slow.picture().1.starts_with("○ NOCH NICHT GESICHERT seit 17:00:00"));
    let mut reports = 0;
    while !slow.picture().1.starts_with("● gesichert") {
        assert!(slow.kept.appends() <= reports + 2, "never saved before it is");
        slow.woken.recv().unwrap();
        slow.app.take(Input::Woken, slow.now);
        reports += 1;
    }
    assert!(reports >= 2, "the first letter, and what came while it was written");
    let draft = slow.kept.load().unwrap().draft.unwrap();
    assert_eq!(draft.put, text, "what is shown as saved is there");
}

#[test]
fn votes_are_taken_while_the_disk_is_busy() {
    let (story, told) = mpsc::channel();
    let mut slow = Slow::new(&story);
    for key in ["strg+t", "f6", "a", "eingabe", "f6", "z", "j", "n", "eingabe"] {
        slow.key(key);
        slow.picture();
    }
    assert!(!told.try_iter().any(|step| step == Step::Durable));
    assert!(slow.picture().1.starts_with("○"));
}
