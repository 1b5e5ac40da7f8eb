//! Killed without a warning, again and again, while one types and votes: what was shown as saved
//! is there, and the meeting opens where it was.
//!
//! `WORTLAUT_RUNDEN=200` plays 200 rounds; a failure tells the round and its seed.

use crate::gate;
use crate::pty::{Home, Pty};
use crate::pty_screen::Screen;
use std::ops::Range;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use wortlaut::journal::{Archive, Loaded, MeetingId, replay};

/// Rounds of an ordinary test run, and in the gate.
const FEW: u64 = 20;
const GATE: u64 = 500;
/// Rounds of one meeting; more are played in others beside it, so many at a time.
const EVENING: u64 = 125;
const AT_ONCE: usize = 4;
/// Where the clerk is, is kept within this time once nothing more comes in.
const PLACE_KEPT: Duration = Duration::from_millis(100);

/// Throws dice that fall the same way for the same seed (splitmix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn moment(&mut self, most: u64) -> Duration {
        Duration::from_millis(self.below(most))
    }
}

/// What a round has done, for the figures at the end.
#[derive(Debug, Default)]
struct Sums {
    rounds: u64,
    at_rest: u64,
    in_full_swing: u64,
    while_opening: u64,
    words: usize,
    entries: usize,
    unsaved_but_there: u64,
    votes: usize,
}

#[test]
fn nothing_that_was_shown_as_saved_is_missing() {
    let rounds = gate::rounds("WORTLAUT_RUNDEN", FEW, GATE);
    let evenings = Mutex::new((0..rounds).step_by(EVENING.try_into().unwrap()));
    let play = || {
        loop {
            let next = evenings.lock().unwrap().next();
            let Some(first) = next else { return };
            println!("{:?}", evening(first..rounds.min(first + EVENING)));
        }
    };
    std::thread::scope(|scope| (0..AT_ONCE).for_each(|_| drop(scope.spawn(play))));
}

/// A meeting whose clerk is killed once in each of the rounds.
fn evening(rounds: Range<u64>) -> Sums {
    let home = Home::new();
    let id = home.meeting();
    let mut pty = home.start(&[&id]);
    pty.begin_meeting();
    let mut known =
        Known { id, words: Vec::new(), entries: 0, sums: Sums::default(), next: 0, kept: 0 };
    for round in rounds {
        let dice = &mut Dice(round);
        pty = match dice.below(3) {
            0 => known.at_rest(pty, &home, dice),
            _ => known.in_full_swing(pty, &home, dice),
        };
        known.sums.rounds += 1;
        known.check(&home, round);
    }
    known.sums.words = known.words.len();
    known.sums
}

/// The place is one that was shown since it was last kept for certain, or one that came behind it.
fn same_place(begin: &Screen, film: &[(Instant, Screen)], after: &Screen) {
    let place = |screen: &Screen| (screen.header().to_owned(), screen.title().to_owned());
    let film: Vec<_> = std::iter::once(begin).chain(film.iter().map(|(_, it)| it)).collect();
    let since = last_kept(&film).unwrap_or(0);
    let there = place(after);
    // What was taken last may not have been painted any more.
    let unpainted = !film.iter().any(|screen| place(screen) == there);
    assert!(
        film.iter().skip(since).any(|screen| place(screen) == there) || unpainted,
        "opens at {there:?}{after:?} and was at {:?}",
        film.last()
    );
}

/// The last picture whose place is kept. Where the clerk is, is not shown as saved or not; but what
/// was typed behind it is, and is written behind it.
fn last_kept(film: &[&Screen]) -> Option<usize> {
    let before = |end: usize, fits: fn(&Screen) -> bool| {
        film.iter().take(end).rposition(|screen| fits(screen))
    };
    before(before(before(film.len(), Screen::saved)?, Screen::is_saving)?, Screen::saved)
}

/// What must be there.
struct Known {
    id: String,
    /// Words that were shown as saved, in order.
    words: Vec<String>,
    /// Entries that were told to be saved.
    entries: usize,
    next: u64,
    /// Entries that were there in the round before.
    kept: usize,
    sums: Sums,
}

impl Known {
    /// A word that there is only once.
    fn word(&mut self, dice: &mut Dice) -> String {
        let words = ["Änderung", "führe", "maß", "„Straße“", "Bürger", "der", "Haushalt", "öffne"];
        self.next += 1;
        let at = usize::try_from(dice.below(words.len() as u64)).unwrap();
        format!("{}x{}y ", words.get(at).unwrap(), self.next)
    }

    /// Something a clerk does.
    fn act(&mut self, pty: &mut Pty, dice: &mut Dice) {
        match dice.below(12) {
            0 => pty.keys("f6 o j j n strg+s"),
            1 => pty.keys("f6 o a eingabe strg+s"),
            2 => pty.keys("strg+r p eingabe strg+n"),
            3 => pty.keys("f3 alt+e eingabe"),
            4 => pty.keys("strg+z strg+y strg+s"),
            5 => pty.keys("f7 ab ab ab"),
            6 if dice.below(4) == 0 => pty.keys("strg+t"),
            _ => {
                pty.keys("f3 alt+e");
                for _ in 0..=dice.below(4) {
                    let word = self.word(dice);
                    pty.type_text(&word);
                }
            }
        }
    }

    /// Kills when all that was done is shown as saved: then nothing at all has changed.
    fn at_rest(&mut self, mut pty: Pty, home: &Home, dice: &mut Dice) -> Pty {
        self.sums.at_rest += 1;
        for _ in 0..=dice.below(3) {
            self.act(&mut pty, dice);
        }
        let before = pty.catch_up();
        std::thread::sleep(PLACE_KEPT);
        self.remember(&before);
        pty.kill9();
        let pty = self.open(home, dice);
        let after = opened(&pty);
        same_picture(&before, &after);
        pty
    }

    /// Kills at any moment while keys come in.
    fn in_full_swing(&mut self, mut pty: Pty, home: &Home, dice: &mut Dice) -> Pty {
        self.sums.in_full_swing += 1;
        let begin = pty.catch_up();
        std::thread::sleep(PLACE_KEPT);
        pty.film();
        let end = Instant::now() + dice.moment(400);
        while Instant::now() < end {
            self.act(&mut pty, dice);
            std::thread::sleep(dice.moment(60));
        }
        pty.kill9();
        let film = pty.take_film();
        let shown = film.iter().map(|(_, screen)| screen);
        shown.clone().filter(|screen| screen.saved()).for_each(|screen| self.remember(screen));
        let saved = shown.rev().find(|screen| screen.saved()).unwrap_or(&begin);
        let told = film.iter().filter_map(|(_, screen)| screen.entries()).max();
        self.entries = self.entries.max(told.unwrap_or(0));
        let unsaved = film.last().map_or(&begin, |(_, screen)| screen);
        let (told, seen) = (words(saved), words(unsaved));
        let pty = self.open(home, dice);
        let after = opened(&pty);
        let text = self.text(home);
        let more = seen.iter().filter(|word| !told.contains(word) && text.contains(*word));
        self.sums.unsaved_but_there += u64::from(more.count() > 0);
        same_place(&begin, &film, &after);
        pty
    }

    /// Opens the meeting; now and then it is killed while it opens.
    fn open(&mut self, home: &Home, dice: &mut Dice) -> Pty {
        while dice.below(4) == 0 {
            self.sums.while_opening += 1;
            let mut pty = home.start(&[]);
            std::thread::sleep(dice.moment(120));
            pty.kill9();
        }
        home.start(&[])
    }

    /// Notes what a screen shows as saved.
    fn remember(&mut self, screen: &Screen) {
        assert!(screen.saved());
        for word in words(screen) {
            if !self.words.contains(&word) {
                self.words.push(word);
            }
        }
    }

    fn loaded(&self, home: &Home) -> Loaded {
        let archive = Archive::at(&home.archive()).unwrap();
        archive.read(&MeetingId::parse(&self.id).unwrap()).unwrap()
    }

    /// All that was ever written as the disk has it: what was undone, what is being typed.
    fn text(&self, home: &Home) -> String {
        let loaded = self.loaded(home);
        serde_json::to_string(&(&loaded.entries, &loaded.draft)).unwrap()
    }

    fn check(&mut self, home: &Home, round: u64) {
        let text = self.text(home);
        let missing: Vec<_> = self.words.iter().filter(|word| !text.contains(*word)).collect();
        assert!(missing.is_empty(), "round {round}: {missing:?} missing in\n{text}");
        let entries = self.loaded(home).entries;
        let expected = self.entries.max(self.kept);
        assert!(entries.len() >= expected, "round {round}: {} of {expected}", entries.len());
        self.kept = entries.len();
        let meeting = replay(&entries, wortlaut::profile::default());
        let closed = meeting.votes.iter().filter(|vote| vote.outcome().is_some());
        self.sums.votes = closed.count();
        self.sums.entries = entries.len();
    }
}

/// The same screen, item and text, and the cursor at the same place in it. A text that is longer
/// than the window may be scrolled to another row.
fn same_picture(before: &Screen, after: &Screen) {
    let place =
        |screen: &Screen| (screen.header().to_owned(), screen.title().to_owned(), screen.cursor.1);
    assert_eq!(place(after), place(before), "{before:?}{after:?}");
    let (old, new) = (usize::from(before.cursor.0), usize::from(after.cursor.0));
    let above = (old - 2).min(new - 2);
    let below = before.body().len() - (old - 2).max(new - 2);
    let around = |screen: &Screen, at: usize| {
        let body = screen.body();
        body.get(at - 2 - above..(at - 2 + below).min(body.len())).unwrap().to_vec()
    };
    assert_eq!(around(after, new), around(before, old), "{before:?}{after:?}");
}

/// The screen of a meeting that has just been opened.
fn opened(pty: &Pty) -> Screen {
    pty.wait_for("the meeting", |screen| screen.header().contains("TOP") && screen.saved())
}

/// The numbered words that a screen shows in the prose, and shows whole.
fn words(screen: &Screen) -> Vec<String> {
    if screen.title() != "Wortprotokoll" {
        return Vec::new();
    }
    let words = screen.body().iter().flat_map(|row| row.split_whitespace());
    // A window over the text may hide the beginning of a word behind any part of its frame.
    let framed = |word: &str| word.contains(|letter| matches!(letter, '\u{2500}'..='\u{257f}'));
    let whole = |word: &&str| !framed(word) && word.contains('x') && word.ends_with('y');
    // A message that quotes them may cover the lowest row: its quotation mark is no letter of them.
    let bare = |word: &str| match word.strip_prefix('„') {
        Some(quoted) if !quoted.starts_with("Straße") => quoted.to_owned(),
        Some(_) | None => word.to_owned(),
    };
    words.filter(whole).map(bare).collect()
}

#[test]
fn a_wording_that_is_being_changed_is_there_again() {
    for rests in [false, true] {
        let home = Home::new();
        let id = home.meeting();
        let mut pty = home.start(&[&id]);
        pty.wait_for_text("Tagesordnung");
        pty.keys("ab eingabe f5 eingabe");
        pty.wait_for_text("Wortlaut ändern");
        pty.type_text(" Zusätzlich gilt dies für alle Übungen");
        pty.keys("links links links");
        let before = pty.catch_up();
        if rests {
            // The text becomes history when it rests.
            while !home.told(&["journal", &id, "--json"]).contains("motion_reworded") {
                std::thread::sleep(PLACE_KEPT);
            }
            pty.catch_up();
            std::thread::sleep(PLACE_KEPT);
        }
        pty.kill9();
        let pty = home.start(&[&id]);
        same_picture(&before, &opened(&pty));
    }
}
