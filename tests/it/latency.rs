//! How long it takes from a key to the word that it is saved, on a real disk: little more than a
//! bare write with its sync takes there and then.
//!
//! `WORTLAUT_LABOR=gate` types 5,000 keys. Times are printed; only what they have to do with each
//! other is held, as every disk is another one.

use crate::mended::{keys, now, sit_down};
use crate::shim::say;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wortlaut::app::office::{make, practice};
use wortlaut::app::{App, Desk};
use wortlaut::import;
use wortlaut::journal::writer::Inline;
use wortlaut::journal::{Archive, Holder, Journal as _, MemoryJournal, Record};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::session::{Saved, Session};
use wortlaut::terminal::Input;
use wortlaut::ui::theme::Theme;

const FEW: usize = 150;
const MANY: usize = 5_000;
/// So many times as long as a bare write and what the program needs without a disk, at most: for
/// one key in two, and for one in a hundred.
const MIDDLE: u32 = 3;
const RARE: u32 = 6;
const LONG: Duration = Duration::from_secs(60);
/// Bytes of the draft of a sentence in the journal.
const LINE: usize = 220;

/// Durations of one kind, from the shortest to the longest.
struct Times(Vec<Duration>);

impl Times {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        Self(times)
    }

    /// The one that so many of a hundred do not exceed.
    fn percentile(&self, hundredth: usize) -> Duration {
        *self.0.get((self.0.len() - 1) * hundredth / 100).unwrap()
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (p50, p90, p99) = (self.percentile(50), self.percentile(90), self.percentile(99));
        write!(f, "p50 {p50:.1?}, p90 {p90:.1?}, p99 {p99:.1?}")
    }
}

#[test]
fn a_key_is_saved_in_little_more_than_a_write_and_a_sync() {
    let gate = crate::gate::is_on();
    let number = if gate { MANY } else { FEW };
    let root = TempDir::new().unwrap();
    let archive = Archive::at(&root.path().join("ablage")).unwrap();
    let profile = wortlaut::profile::default();
    let prepared = import::practice(profile.clone());
    let id = make(&archive, prepared, &profile, "clausdotter", now()).unwrap();
    let holder = Holder { clerk: "clausdotter".to_owned(), since: now() };
    let mut journal = archive.open(&id, &holder).unwrap();
    let loaded = journal.load().unwrap();
    let (mut app, woken) = sit_down(loaded, Box::new(journal));
    let mut light = without_a_disk();
    let mut bare = OpenOptions::new();
    let mut bare = bare.append(true).create(true).open(root.path().join("ablage/bar")).unwrap();

    let (mut saved, mut alone, mut written) = (Vec::new(), Vec::new(), Vec::new());
    keys(&mut app, "f3");
    keys(&mut light, "f3");
    let text = "Der Vorsitzende begrüßt die Gäste und stellt die Beschlussfähigkeit fest. ";
    for letter in text.chars().cycle().take(number) {
        let begun = Instant::now();
        app.take(Input::Key(Key::char(letter)), now());
        while !is_saved(&app) {
            woken.recv_timeout(LONG).unwrap();
            app.take(Input::Woken, now());
        }
        saved.push(begun.elapsed());
        let begun = Instant::now();
        light.take(Input::Key(Key::char(letter)), now());
        light.take(Input::Woken, now());
        assert!(is_saved(&light));
        alone.push(begun.elapsed());
        let begun = Instant::now();
        bare.write_all(&[b'x'; LINE]).and_then(|()| bare.sync_data()).unwrap();
        written.push(begun.elapsed());
    }
    let (saved, alone, written) = (Times::of(saved), Times::of(alone), Times::of(written));
    say(&format!("{number} keys, saved: {saved}\n  without a disk: {alone}"));
    say(&format!("  a bare write and its sync: {written}"));
    for (hundredth, most) in [(50, MIDDLE), (99, RARE)] {
        let least = written.percentile(hundredth) + alone.percentile(hundredth);
        let took = saved.percentile(hundredth);
        // One of a few keys is chance: on a machine under load it may be any.
        if hundredth == 50 || gate {
            assert!(took < least * most, "p{hundredth} {took:?}, and not {most} times {least:?}");
        }
    }
}

fn is_saved(app: &App) -> bool {
    matches!(app.desk().unwrap().session.saved(), Saved::All { .. })
}

/// The same meeting in memory, written in the thread of the keys: what the program itself needs.
fn without_a_disk() -> App {
    let profile = wortlaut::profile::default();
    let loaded = practice(&profile, "clausdotter", now());
    let mut memory = MemoryJournal::new();
    let first: Vec<_> = loaded.entries.iter().cloned().map(Record::Entry).collect();
    memory.append(&first).unwrap();
    let recorder = Box::new(Inline::new(Box::new(memory)));
    let session = Session::new(loaded, recorder, profile, "clausdotter".to_owned());
    let mut app = App::new(Keymap::default(), Theme::plain(), now());
    app.take(Input::Resize(80, 24), now());
    app.sit_down(Desk::new(session, None, None, now()), false);
    app
}
