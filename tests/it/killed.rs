//! Killed without a warning at every moment of what a clerk waits for: making a meeting, restoring
//! one, backing one up, giving out, closing, leaving. What was promised is there, no half file
//! stands under its name, and the same once more does it.
//!
//! Each round is killed after a random time, or at a call that changes a file. An ordinary run
//! plays a few of each, `WORTLAUT_LABOR=gate` all calls; `WORTLAUT_SAAT=7` throws other dice.

use crate::kill::Dice;
use crate::pty::{Home, Pty};
use crate::pty_faults::copy;
use crate::pty_screen::Screen;
use crate::shim::{Fault, Shim, say};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use wortlaut::domain::MeetingState;
use wortlaut::journal::backup::Backup;
use wortlaut::journal::{Archive, MeetingId, replay};

/// Rounds of each work in an ordinary run, and at least so many in the gate.
const FEW: u64 = 6;
const MANY: u64 = 60;
/// Rounds at a time.
const AT_ONCE: usize = 3;
/// What is written before and while it happens.
const BEFORE: &str = "Der Vorsitzende begrüßt die Gäste.";
const LAST: &str = "Zuletzt gesagt";
/// Where files are given out to, below the home.
const OUT: &str = "wortlaut-ausgabe";

/// What is under way when it is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    /// `wortlaut neu`
    Make,
    /// `wortlaut wiederherstellen`
    Restore,
    /// `wortlaut sichern`
    BackUp,
    /// `wortlaut export`, into a folder.
    Export,
    /// Giving out on F9.
    GiveOut,
    /// Closing the meeting.
    Close,
    /// Leaving the program behind a sentence.
    Quit,
}

/// How it is killed.
#[derive(Debug, Clone, Copy)]
enum Kill {
    After(Duration),
    At(Fault),
}

/// What came of it.
struct Told {
    /// It came to its end before it could be killed.
    done: bool,
    /// What it printed.
    printed: String,
    /// What its screen showed.
    film: Vec<Screen>,
}

/// An Ablage to be copied for each round, and what the work makes of it when nobody kills it.
struct Template {
    home: Home,
    id: String,
    work: Work,
    takes: Duration,
    calls: u64,
    files: BTreeMap<String, Vec<u8>>,
}

#[test]
fn a_meeting_is_made_whole_or_not_at_all() {
    killed_at(Work::Make);
}

#[test]
fn a_backup_is_restored_whole_or_not_at_all() {
    killed_at(Work::Restore);
}

#[test]
fn a_backup_is_written_whole_or_not_at_all() {
    killed_at(Work::BackUp);
}

#[test]
fn the_minutes_are_exported_file_by_file_each_of_them_whole() {
    killed_at(Work::Export);
}

#[test]
fn the_minutes_are_given_out_file_by_file_each_of_them_whole() {
    killed_at(Work::GiveOut);
}

#[test]
fn a_meeting_is_closed_when_it_is_shown_as_closed_and_saved() {
    killed_at(Work::Close);
}

#[test]
fn what_was_typed_last_is_there_when_leaving_is_done() {
    killed_at(Work::Quit);
}

fn killed_at(work: Work) {
    let Some(template) = Template::new(work) else { return };
    let seed = std::env::var("WORTLAUT_SAAT").map_or(1, |seed| seed.parse().unwrap());
    let gates = crate::gate::times();
    let gate = gates > 0;
    let mut dice = Dice(seed);
    let calls = template.calls;
    let rounds = if gate { gates * MANY.max(calls) } else { FEW };
    let kills = (0..rounds).map(|round| {
        // In the gate each call is met; threads do not call in the same order each time.
        let at = 1 + if gate { round % calls } else { dice.below(calls) };
        let kill = match dice.below(3) {
            0 if !gate || round >= calls => {
                let most = u64::try_from(template.takes.as_micros()).unwrap();
                Kill::After(Duration::from_micros(dice.below(most + most / 8)))
            }
            half => Kill::At(Fault::Kill { at, half: half == 1 }),
        };
        (round, kill)
    });
    let (waiting, done) = (Mutex::new(kills.collect::<Vec<_>>()), AtomicU64::new(0));
    let play = || {
        loop {
            let Some((round, kill)) = waiting.lock().unwrap().pop() else { return };
            let told = std::panic::catch_unwind(|| template.round(kill, round % 2 == 1));
            let told = told.unwrap_or_else(|_| {
                panic!("{work:?}, round {round} of WORTLAUT_SAAT={seed}, {kill:?} of {calls} calls")
            });
            done.fetch_add(told.done.into(), Ordering::Relaxed);
        }
    };
    // Most of a round is waiting.
    std::thread::scope(|scope| (0..AT_ONCE).for_each(|_| drop(scope.spawn(play))));
    let done = done.into_inner();
    assert!(done < rounds, "none of {rounds} rounds was killed");
    let takes = template.takes;
    say(&format!("{work:?}: {rounds} rounds, {done} of them done; {calls} calls, {takes:?}"));
}

impl Template {
    fn new(work: Work) -> Option<Self> {
        let home = Home::new();
        Shim::of(&home)?;
        let mut id = String::new();
        if work != Work::Make {
            id = home.meeting();
            let mut pty = home.start(&[&id]);
            pty.begin_meeting();
            pty.type_text(BEFORE);
            pty.catch_up();
            leave(pty);
        }
        if work == Work::Restore {
            let file = home.path().join("kopie");
            home.told(&["sichern", &id, "--nach", file.to_str().unwrap()]);
        }
        fs::create_dir(home.path().join("anderswo")).unwrap();
        let empty = BTreeMap::new();
        let mut made =
            Self { home, id, work, takes: Duration::ZERO, calls: 0, files: empty.clone() };
        // What it makes when nobody kills it, how long that takes, and in how many calls.
        let home = made.copy();
        let shim = Shim::of(&home)?;
        let begun = Instant::now();
        let told = made.play(&home, &shim, Kill::At(Fault::None));
        made.takes = begun.elapsed();
        assert!(told.done);
        made.calls = shim.calls();
        assert!(made.calls > 0, "the shim sees what the program does");
        made.files = made.given_out(&home);
        let gives = !matches!(work, Work::Make | Work::Restore | Work::Close | Work::Quit);
        assert_eq!(made.files != empty, gives, "{work:?}");
        Some(made)
    }

    fn copy(&self) -> Home {
        let home = Home::new();
        copy(&self.home.path(), &home.path());
        home
    }

    /// Kills it once, looks at what is left, and does the same again. Tells what came of it.
    fn round(&self, kill: Kill, later: bool) -> Told {
        let home = self.copy();
        let shim = Shim::of(&home).unwrap();
        let told = self.play(&home, &shim, kill);
        self.promised(&home, &told);
        for (name, bytes) in self.given_out(&home) {
            // The moment stands in a backup.
            let same = self.work == Work::BackUp || self.files.get(&name) == Some(&bytes);
            assert!(same && self.is_whole(&bytes), "{name} stands there in half");
        }
        if later {
            home.set_clock("17:05");
        }
        self.again(&home, later);
        for id in meetings(&home) {
            let proof = home.run(&["pruefen", &id]);
            let told = String::from_utf8(proof.stdout).unwrap();
            assert!(proof.status.success(), "{told}");
        }
        litter(&home);
        told
    }

    /// What was promised is there, and what is there is whole.
    fn promised(&self, home: &Home, told: &Told) {
        let ids = meetings(home);
        for id in &ids {
            let proof = home.run(&["pruefen", id]);
            assert!(proof.status.success(), "{}", String::from_utf8(proof.stdout).unwrap());
            let text = self.text(home, id);
            assert!(text.contains("Rettungswache"), "{text}");
            assert!(self.work == Work::Make || text.contains(BEFORE), "{text}");
        }
        let before = usize::from(self.work != Work::Make);
        match self.work {
            Work::Make | Work::Restore => {
                let made = told.printed.strip_suffix('\n');
                assert!(ids.len() <= before + 1, "{ids:?}");
                assert!(!told.done || made.is_some(), "{}", told.printed);
                assert!(made.is_none_or(|made| ids.iter().any(|id| id == made)), "{made:?}");
            }
            Work::BackUp | Work::Export => {
                let there = self.given_out(home);
                let all = if told.done { self.files.len() } else { 0 };
                let named = told.printed.lines().count().max(all);
                assert!(there.len() >= named, "{named} were told, {} are there", there.len());
            }
            Work::GiveOut => {
                let all =
                    told.done || told.film.iter().any(|screen| screen.has("Dateien geschrieben"));
                assert!(!all || self.given_out(home) == self.files, "told as given out");
            }
            Work::Close => {
                let shown =
                    |screen: &Screen| screen.saved() && screen.status().contains("geschlossen");
                if told.done || told.film.iter().any(shown) {
                    assert_eq!(state(home, &self.id), MeetingState::Closed);
                }
            }
            Work::Quit => {
                let shown = |screen: &Screen| screen.saved() && screen.has(LAST);
                if told.done || told.film.iter().any(shown) {
                    let text = self.text(home, &self.id);
                    assert!(text.contains(LAST), "{text}");
                }
            }
        }
    }

    /// The same once more, a little later or not: it is done, or it is told what stands there.
    fn again(&self, home: &Home, later: bool) {
        let before = meetings(home).len();
        match self.work {
            Work::Make | Work::Restore => {
                let id = home.told(&strs(&self.arguments(home)));
                assert_eq!(meetings(home).len(), before + 1);
                leave(self.opens(home, id.trim()));
            }
            Work::BackUp | Work::Export => {
                let output = home.run(&strs(&self.arguments(home)));
                let errors = String::from_utf8(output.stderr).unwrap();
                // The moment stands in a backup.
                let differs = "gibt es schon, mit anderem Inhalt.";
                let differs = self.work == Work::BackUp && errors.contains(differs);
                assert!(output.status.success() || differs, "{errors}");
                let there = self.given_out(home);
                assert!(there.keys().eq(self.files.keys()), "{:?}", there.keys());
                assert!(later || self.work == Work::BackUp || there == self.files);
                there.values().for_each(|bytes| assert!(self.is_whole(bytes)));
            }
            Work::GiveOut => {
                let mut pty = self.opens(home, &self.id);
                pty.keys("f9 pos1 eingabe");
                let told = ["Dateien geschrieben", "mit anderem Inhalt"];
                let fits = |screen: &Screen| told.iter().any(|told| screen.has(told));
                if pty.wait_for("an answer", fits).has(told[1]) {
                    pty.keys("eingabe");
                    pty.wait_for_text(told[0]);
                }
                let there = self.given_out(home);
                assert!(there.keys().eq(self.files.keys()), "{:?}", there.keys());
                there.values().for_each(|bytes| assert!(self.is_whole(bytes)));
                leave(pty);
            }
            Work::Close | Work::Quit => {
                let mut pty = self.opens(home, &self.id);
                if self.work == Work::Close && state(home, &self.id) != MeetingState::Closed {
                    begin(Work::Close, &mut pty);
                    pty.wait_for("closed", |screen| is_over(Work::Close, screen));
                }
                leave(pty);
            }
        }
    }

    fn is_whole(&self, bytes: &[u8]) -> bool {
        if self.work == Work::BackUp {
            return Backup::parse(bytes).is_ok();
        }
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let last = text.lines().next_back().unwrap_or_default();
        text.ends_with('\n') && last.len() == 64 && last.bytes().all(|it| it.is_ascii_hexdigit())
    }

    /// Opens a meeting, and finds what was written there before.
    fn opens(&self, home: &Home, id: &str) -> Pty {
        let mut pty = home.start(&[id]);
        pty.wait_for("the meeting", |screen| screen.full && screen.saved());
        pty.keys("f3");
        if self.work != Work::Make {
            pty.wait_for_text(BEFORE);
        }
        pty
    }

    /// All that was ever written as the disk has it.
    fn text(&self, home: &Home, id: &str) -> String {
        let archive = Archive::at(&home.archive()).unwrap();
        let loaded = archive.read(&MeetingId::parse(id).unwrap()).unwrap();
        serde_json::to_string(&(&loaded.entries, &loaded.draft)).unwrap()
    }

    fn arguments(&self, home: &Home) -> Vec<String> {
        let inside = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
        let words: &[&str] = match self.work {
            Work::Make => &["neu", "examples/hauptausschuss.toml"],
            Work::Restore => &["wiederherstellen", &inside("kopie")],
            Work::BackUp => &["sichern", &self.id, "--nach", &inside("anderswo")],
            Work::Export => &["export", &self.id, "--teil", "alles", "--nach", &inside("anderswo")],
            Work::GiveOut | Work::Close | Work::Quit => &[&self.id],
        };
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    /// Begins the work, and kills it.
    fn play(&self, home: &Home, shim: &Shim<'_>, kill: Kill) -> Told {
        let fault = if let Kill::At(fault) = kill { fault } else { Fault::None };
        let variables = shim.variables(fault);
        if matches!(self.work, Work::GiveOut | Work::Close | Work::Quit) {
            return self.play_in_terminal(home, shim, kill);
        }
        shim.turn(true);
        let mut command = Command::new(env!("CARGO_BIN_EXE_wortlaut"));
        command.env_clear().envs(home.variables()).envs(variables).args(self.arguments(home));
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        if let Kill::After(time) = kill {
            std::thread::sleep(time);
            child.kill().unwrap();
        }
        let output = child.wait_with_output().unwrap();
        shim.turn(false);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_none_or(|code| code == 0), "{errors}");
        let printed = String::from_utf8(output.stdout).unwrap();
        Told { done: output.status.success(), printed, film: Vec::new() }
    }

    fn play_in_terminal(&self, home: &Home, shim: &Shim<'_>, kill: Kill) -> Told {
        let fault = if let Kill::At(fault) = kill { fault } else { Fault::None };
        let mut pty = home.start_with(&[&self.id], (80, 24), |command| {
            shim.variables(fault).into_iter().for_each(|(name, value)| command.env(name, value));
        });
        pty.wait_for("the meeting", |screen| screen.has(BEFORE) && screen.saved());
        shim.turn(true);
        pty.film();
        begin(self.work, &mut pty);
        let mut done = false;
        match kill {
            Kill::After(time) => std::thread::sleep(time),
            Kill::At(_) => {
                let over = |screen: &Screen| is_over(self.work, screen);
                done = pty.wait_or_end(over) && self.work != Work::Quit;
            }
        }
        if self.work == Work::Quit && matches!(kill, Kill::At(_)) {
            done = pty.exit_code() == 0;
        } else {
            pty.kill9();
        }
        shim.turn(false);
        let film = pty.take_film().into_iter().map(|(_, screen)| screen).collect();
        Told { done, printed: String::new(), film }
    }

    /// Files that are given out: by their places, without those that have no name yet.
    fn given_out(&self, home: &Home) -> BTreeMap<String, Vec<u8>> {
        let mut out = BTreeMap::new();
        for folder in [OUT, "anderswo"] {
            for path in below(&home.path().join(folder)) {
                if !is_hidden(&path) {
                    let name = path.strip_prefix(home.path()).unwrap();
                    out.insert(name.to_str().unwrap().to_owned(), fs::read(&path).unwrap());
                }
            }
        }
        out
    }
}

/// Presses the keys of a work.
fn begin(work: Work, pty: &mut Pty) {
    match work {
        Work::GiveOut => pty.keys("f9 pos1 eingabe"),
        Work::Close => pty.keys("f8 s ab eingabe"),
        Work::Quit => {
            pty.type_text(LAST);
            pty.keys("strg+q");
        }
        Work::Make | Work::Restore | Work::BackUp | Work::Export => {}
    }
}

fn leave(mut pty: Pty) {
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0, "{}", pty.screen());
}

/// Whether the screen says that it is done.
fn is_over(work: Work, screen: &Screen) -> bool {
    match work {
        Work::GiveOut => screen.has("Dateien geschrieben"),
        Work::Close => screen.saved() && screen.status().contains("geschlossen"),
        _ => false,
    }
}

fn state(home: &Home, id: &str) -> MeetingState {
    let archive = Archive::at(&home.archive()).unwrap();
    let loaded = archive.read(&MeetingId::parse(id).unwrap()).unwrap();
    replay(&loaded.entries, wortlaut::profile::default()).state
}

fn strs(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// The meetings that are listed.
fn meetings(home: &Home) -> Vec<String> {
    let told = home.told(&["liste", "--json"]);
    let listed: Vec<serde_json::Value> = serde_json::from_str(&told).unwrap();
    let id = |it: &serde_json::Value| it.get("id").unwrap().as_str().unwrap().to_owned();
    listed.iter().map(id).collect()
}

/// Nothing is left that nobody needs.
fn litter(home: &Home) {
    let mut left = below(&home.archive());
    left.extend(below(&home.path().join("anderswo")));
    left.extend(below(&home.path().join(OUT)));
    left.retain(|path| {
        let unfinished = path.extension().is_some_and(|end| end == "neu");
        path.iter().any(|part| part.to_str().unwrap().starts_with(".neu-"))
            || is_hidden(path)
            || unfinished
    });
    assert!(left.is_empty(), "{left:?}");
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().unwrap().to_str().unwrap().starts_with(".wortlaut")
}

/// All files below a folder, which may not be there.
fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(children) = fs::read_dir(folder) else { return Vec::new() };
    let mut out = Vec::new();
    for child in children.map(Result::unwrap) {
        if child.file_type().unwrap().is_dir() {
            out.extend(below(&child.path()));
        } else {
            out.push(child.path());
        }
    }
    out
}

#[test]
fn a_head_that_a_kill_left_behind_is_written_anew() {
    let home = Home::new();
    let id = home.meeting();
    let mut pty = home.start(&[&id]);
    pty.begin_meeting();
    leave(pty);
    let folder = home.archive().join(&id);
    let head = fs::read(folder.join("kopf.json")).unwrap();
    let mut pty = home.start(&[&id]);
    pty.wait_for("the meeting", |screen| screen.full && screen.saved());
    begin(Work::Close, &mut pty);
    pty.wait_for("closed", |screen| is_over(Work::Close, screen));
    leave(pty);
    // As a kill leaves it between the entry that closes and the head.
    fs::write(folder.join("kopf.json"), head).unwrap();
    fs::write(folder.join("sperre"), "jemand\n1\n2027-03-09T17:00:00+01:00\n").unwrap();
    let pty = home.start(&[&id]);
    pty.wait_for_text("geschlossen");
    leave(pty);
    home.told(&["pruefen", &id]);
    let listed = home.told(&["liste"]);
    assert!(listed.contains("geschlossen"), "{listed}");
}
