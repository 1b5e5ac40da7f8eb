//! A monkey at the keyboard: whatever keys, text, windows, crashes and disks come, the program
//! goes on, history stays as it is, and the screen shows what the journal tells.
//!
//! `SEEDS=3000 cargo test --test it simulation` plays so many evenings; `SEED=17` plays one. A
//! failure tells the seed and the line for `wortlaut ueben --print --keys "…"`.

use crate::stage::{Council, Disk, Stage};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use wortlaut::app::Desk;
use wortlaut::domain::{ElectionEvent, Event, Meeting, RecordEvent};
use wortlaut::journal::{Change, DraftTarget, FaultyJournal, Journal, MemoryJournal};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::terminal::Input;

/// Evenings in a normal run.
const SEEDS: u64 = 30;
/// Inputs in an evening, at least.
const INPUTS: usize = 60;

/// Letters of every kind: of several bytes, wide, combining, joined, without width, hostile.
const LETTERS: &[&str] = &[
    "a",
    "e",
    "n",
    " ",
    " ",
    ". ",
    ".",
    "@@",
    "ä",
    "ß",
    "Đ",
    "ı",
    "e\u{301}",
    "日",
    "한",
    "👍🏽",
    "👩‍👩‍👧‍👦",
    "🇩🇪",
    "\u{200b}",
    "\u{200d}",
    "\u{301}",
    "\u{a0}",
    "\u{ad}",
    "„",
    "“",
    "ﬁ",
    "ع",
    "\u{202e}",
    "\u{1b}",
    "\u{7}",
    "\u{0}",
    "\u{feff}",
    "\u{fffd}",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯",
    "क्षि",
    "\t",
    "Donaudampfschifffahrt",
    "12/3",
    ";",
];

/// What a clerk does in a row, so that the monkey comes to where it is interesting.
const HABITS: &[&str] = &[
    "f6 a eingabe",
    "f6 j j n j e j j eingabe",
    "f6 g 9 / 3 / 1 eingabe eingabe",
    "f6 1 n a eingabe",
    "f6 a g g eingabe",
    "f6 m 4 n 1 e eingabe",
    "f6 m 2 / 1 eingabe j eingabe",
    "umschalt+f6 c 2 s F e b ä esc umschalt+f6 j j B n ö eingabe",
    "f6 h 7 / 4 / 1 / 1 eingabe eingabe",
    "f6 k 2 eingabe",
    "f6 b 2 eingabe a eingabe",
    "f6 tab b 1 - 3 eingabe eingabe",
    "f6 d t h eingabe d ö z tab eingabe eingabe",
    "f6 tab w eingabe",
    "f6 j n l e rück S c n a eingabe",
    "f6 l j e l eingabe",
    "strg+t f6 l esc l l",
    "f6 q 6 a eingabe",
    "f6 tab q ab eingabe a q 1 eingabe",
    "f6 z",
    "f6 entf x eingabe",
    "f6 tab c eingabe",
    "f6 9 9 9 9 9 9 9 9 9 / 4 2 9 4 9 6 7 2 9 5 eingabe",
    "f6 r eingabe",
    "f6 ü",
    "strg+r t h eingabe strg+n",
    "strg+r x eingabe strg+n strg+e",
    "strg+r ö z tab eingabe",
    "strg+r x x x eingabe strg+n",
    "strg+e",
    "strg+t strg+r ö z eingabe strg+n strg+e",
    "f4 ab entf",
    "f4 s",
    "f4 r x x eingabe d",
    "f4 s s",
    "f4 t ab ende entf",
    "f4 r b r eingabe r x x eingabe ende + -",
    "f4 eingabe",
    "f5 n eingabe eingabe x y z esc",
    "f5 eingabe x eingabe y esc",
    "f5 ü",
    "f5 n g e s c h eingabe eingabe eingabe a a",
    "f5 n g e s c h eingabe v e r w eingabe x eingabe eingabe f6 a eingabe",
    "f5 n g e s c h eingabe u n t e r eingabe eingabe a",
    "f5 n eingabe eingabe x esc alt++ alt+- umschalt+auf a e",
    "f5 entf",
    "f7 ab g",
    "f7 ab k",
    "f7 ab b",
    "f7 ab e",
    "f7 ab v eingabe",
    "f7 ab eingabe",
    "f2 ab eingabe",
    "f2 i 9 tab x eingabe eingabe",
    "f2 ab entf",
    "f2 ab entf entf",
    "f2 ab ö",
    "f2 ab +",
    "f2 ab p ab eingabe",
    "f2 ab m",
    "f2 ab m m",
    "f2 f",
    "f3 alt+h alt+h",
    "f5 n g e s c h eingabe ö f f e n t l eingabe eingabe a",
    "f2 ab -",
    "f2 r eingabe",
    "f2 v ab esc",
    "f2 a",
    "strg+t",
    "strg+t",
    "strg+r x x x eingabe strg+n strg+e",
    "strg+r x x x eingabe strg+n alt+q",
    "alt+t",
    "strg+u",
    "strg+w",
    "f8 e",
    "f8 e x eingabe",
    "f8 pos1 ab ab ab ab ab ab ab eingabe rück rück rück rück rück 1 7 : 0 1 eingabe",
    "f8 s ab eingabe f8 e x eingabe",
    "f8 s",
    "f8 ab eingabe x eingabe",
    "f9 ab bild-ab rechts ab links k",
    "f1 bild-ab esc",
    "strg+p",
    "f3 strg+d eingabe",
    "f3 strg+k x",
    "f3 alt+x",
    "f3 alt++",
    "f3 alt+-",
    "f3 alt+r t h eingabe",
    "f3 alt+r z w eingabe x",
    "f3 umschalt+auf umschalt+links strg+x",
    "f3 alt+m alt+p alt+b x",
    "f3 alt+i strg+c entf strg+v",
    "f3 umschalt+pos1 strg+c ende strg+v eingabe",
    "f3 alt+l alt+s alt+j",
    "alt+g 5 eingabe alt+z",
    "esc d d v k x p i",
    "f3 alt+a eingabe",
    "f3 auf auf ab",
    "strg+o",
    "strg+g",
    "strg+z",
    "strg+z strg+z strg+y",
    "strg+y",
    "f3 rück rück entf",
    "f3 alt+p rück",
    "f3 alt+n alt+rück",
    "f10",
    "f3 x f10",
    "f3 x strg+q",
    "esc",
    "esc esc",
    "f8 s ab eingabe f8 b x eingabe pos1 eingabe x eingabe f8 e x eingabe",
    "f8 s ab eingabe f8 a eingabe eingabe n eingabe x eingabe strg+z strg+z f8 e x eingabe",
    "f8 s ab eingabe f3 x y eingabe x f8 e x eingabe",
    "f7 ab b b",
    "f7 ab g k",
    "f7 ab g v eingabe k",
    "strg+t f6 b 3 eingabe a eingabe",
    "f7 ab ab w eingabe",
    "f7 ab w N e u eingabe",
    "f7 ab g k eingabe eingabe rück rück 5 9 eingabe",
    "f7 ab ab g eingabe pos1 ende eingabe rück rück rück rück rück eingabe",
    "f7 ab g eingabe rück rück 5 8 eingabe",
    "f7 ab g eingabe rück rück rück rück rück eingabe",
    "f7 ab ab ab t b eingabe eingabe",
    "strg+u strg+w",
    "f7 ab ab b eingabe ende eingabe rück rück 0 7 eingabe",
    "f7 ab ab ab ab t eingabe ende eingabe rück rück 0 8 eingabe eingabe",
    "f7 ab ab ab ab ab t eingabe ende eingabe rück rück rück rück rück eingabe eingabe",
    "f7 q eingabe",
    "f8 q w e eingabe",
    "f8 pos1 ab ab ab ab ab ab ab ab ab eingabe rück 9 eingabe",
    "f7 ab t",
    "f7 ab t t",
    "f7 ab t k",
    "f7 ab z",
    "alt+umschalt+g t h eingabe esc",
    "alt+umschalt+k t h eingabe esc",
    "alt+umschalt+m l ü eingabe esc",
    "alt+umschalt+t n ø eingabe esc",
    "alt+umschalt+g w e eingabe alt+umschalt+k p e t eingabe eingabe esc",
    "strg+t f6 a entf x eingabe",
    "strg+t f6 g 9 / 3 / 1 eingabe eingabe",
    "strg+t f6 k 2 eingabe",
    "strg+t f6 b 4 eingabe a eingabe",
    "f6 p 1 eingabe ö eingabe eingabe i f eingabe eingabe 3 eingabe 3 eingabe 0 eingabe eingabe \
     z eingabe 3 eingabe 3 eingabe 0 eingabe eingabe eingabe ab eingabe",
    "f6 p 2 x eingabe f eingabe eingabe t x eingabe eingabe h a n eingabe eingabe",
    "f6 p 3 tab 4 eingabe eingabe 3 eingabe 3 eingabe 0 eingabe eingabe ab eingabe tab",
    "f6 p 4 tab 9 eingabe ab eingabe f eingabe esc 2 eingabe t eingabe eingabe eingabe eingabe a",
    "f6 p 5 eingabe ö eingabe eingabe i f eingabe eingabe pos1 s i f eingabe eingabe pos1 6 \
     eingabe 6 eingabe 1 eingabe 0 eingabe eingabe z o",
    "f6 entf x eingabe",
];

/// The keymaps; what a clerk does in a row is told in keys of the first.
const KEYMAPS: &[&str] = &["standard", "standard", "standard", "vim", "ziffernblock"];

/// Keys after which there may be fewer letters than before.
const TAKING: &[&str] = &[
    "rück",
    "entf",
    "alt+rück",
    "alt+s",
    "alt+l",
    "alt+u",
    "alt+j",
    "strg+rück",
    "alt+d",
    "strg+entf",
    "alt+x",
    "alt+q",
    "z",
    "strg+z",
    "strg+y",
    "u",
    "ü",
    "w",
    "eingabe",
    "f10",
    "alt+0",
];

/// Throws dice (splitmix64): the same story for the same seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        from.get(self.roll(from.len())).unwrap()
    }

    fn size(&mut self, most: usize) -> u16 {
        u16::try_from(self.roll(most + 1)).unwrap()
    }
}

/// An evening that goes on.
struct Evening {
    stage: Stage,
    dice: Dice,
    keys: Vec<String>,
    /// Whether its journal fails now and then.
    faulty: bool,
    /// Whether it begins with all that a clerk does.
    diligent: bool,
    /// Whether its keys are those of the standard keymap.
    standard: bool,
    /// All inputs, as they would be told.
    log: String,
}

#[test]
fn whatever_happens_the_screen_shows_what_the_journal_tells() {
    let number = |name| std::env::var(name).ok().and_then(|value: String| value.parse().ok());
    let one: Option<u64> = number("SEED");
    let seeds = one.map_or(0..number("SEEDS").unwrap_or(SEEDS), |seed| seed..seed + 1);
    let reached = Mutex::new(BTreeSet::new());
    let next = AtomicU64::new(seeds.start);
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return;
            }
            let kinds = evening(seed);
            reached.lock().unwrap().extend(kinds);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            thread.join().unwrap();
        }
    });
    let reached = reached.into_inner().unwrap();
    if one.is_none() {
        let missed: Vec<_> = KINDS.iter().filter(|kind| !reached.contains(*kind)).collect();
        assert!(missed.is_empty(), "{} evenings without {missed:?}", seeds.count());
    }
}

/// Plays an evening. Gives the kinds of fact that happened.
fn evening(seed: u64) -> BTreeSet<&'static str> {
    let mut evening = Evening::new(seed);
    let played = catch_unwind(AssertUnwindSafe(|| evening.play(INPUTS)));
    assert!(played.is_ok(), "SEED={seed} fails after\n{}", evening.log);
    let mut kinds = BTreeSet::new();
    for entry in evening.stage.loaded().entries {
        let told = serde_json::to_string(&entry).unwrap();
        let hostile = told.contains("\\u00") || told.contains(is_hostile);
        assert!(!hostile, "SEED={seed} keeps what must not be printed: {told}");
        if let Change::Events(events) = &entry.change {
            kinds.extend(events.iter().map(kind));
        }
    }
    kinds
}

impl Evening {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let councils =
            [Council::Main, Council::Main, Council::Small, Council::Small, Council::Bare];
        let council = *dice.pick(&councils);
        let faulty = dice.roll(4) == 0;
        let diligent = seed.is_multiple_of(10);
        let name = if diligent { "standard" } else { *dice.pick(KEYMAPS) };
        let keymap = Keymap::shipped(name).unwrap();
        let stage =
            Stage::with(council, (80, 24), keymap.clone(), |kept| journal(kept, faulty, seed));
        let keys = keymap.entries().into_iter().flat_map(|entry| entry.keys);
        let keys = keys.filter(|keys| !keys.contains(' ')).collect();
        Self {
            stage,
            dice,
            keys,
            faulty,
            diligent,
            standard: name == "standard",
            log: format!("{council:?}, {name}\n"),
        }
    }

    fn play(&mut self, inputs: usize) {
        if self.diligent {
            HABITS.iter().for_each(|habit| self.habit(habit));
        }
        for _ in 0..inputs {
            match self.dice.roll(40) {
                0..=15 => {
                    let habit = *self.dice.pick(HABITS);
                    self.habit(habit);
                }
                16..=25 => {
                    let key = self.dice.pick(&self.keys).clone();
                    self.key(&key);
                }
                26..=31 => self.text(),
                32 => self.paste(),
                33 => self.resize(),
                34 => self.wait(),
                35 => self.crash(),
                36 => self.disk(),
                37 | 38 => self.undo_and_redo(),
                _ => {
                    let letter = *self.dice.pick(&["j", "n", "e", "/", "7", "S", "ö", "x", "q"]);
                    self.key(letter);
                }
            }
            self.look();
        }
        self.stage.disk(Disk::Works);
        for _ in 0..50 {
            self.stage.retry();
        }
        assert!(self.stage.is_written(), "the disk works, and something still waits");
        self.look();
    }

    fn habit(&mut self, habit: &str) {
        habit.split_whitespace().for_each(|key| self.key(key));
    }

    fn key(&mut self, name: &str) {
        let _ = write!(self.log, "{name} ");
        let before = letters(&self.stage);
        // What is marked gives way to what is typed.
        let marked = self.stage.app.desk().and_then(Desk::selected_text).is_some();
        // In a closed meeting what is typed stays only if somebody says why.
        let unsaid = self.stage.app.desk().is_some_and(|desk| desk.session.wants_reason());
        let key: Key = name.parse().unwrap();
        self.input(Input::Key(key));
        if self.stage.app.desk().is_none() {
            // At the list of meetings: back to work.
            self.stage.keys("esc esc esc pos1 eingabe");
        }
        let after = letters(&self.stage);
        if let (Some(before), Some(after)) = (before, after) {
            let taking = !self.standard || marked || unsaid || TAKING.contains(&name);
            assert!(taking || after >= before, "{name} has lost {} letters", before - after);
        }
    }

    fn text(&mut self) {
        for _ in 0..=self.dice.roll(12) {
            let letters = *self.dice.pick(LETTERS);
            let _ = write!(self.log, "{letters:?} ");
            for letter in letters.chars() {
                self.input(Input::Key(Key::char(letter)));
            }
        }
    }

    fn paste(&mut self) {
        let mut text = String::new();
        for _ in 0..=self.dice.roll(20) {
            let letters = *self.dice.pick(LETTERS);
            text.push_str(letters);
            if self.dice.roll(6) == 0 {
                text.push('\n');
            }
        }
        let _ = write!(self.log, "\n# paste {text:?}\n");
        self.input(Input::Paste(text));
    }

    fn resize(&mut self) {
        let (columns, rows) = match self.dice.roll(4) {
            0 => (self.dice.size(200), self.dice.size(60)),
            1 => (self.dice.size(70), self.dice.size(20)),
            2 => (120, 40),
            _ => (80, 24),
        };
        let _ = write!(self.log, "\n# size {columns}x{rows}\n");
        self.input(Input::Resize(columns, rows));
    }

    fn wait(&mut self) {
        let seconds = *self.dice.pick(&[0, 1, 2, 3, 60]);
        let _ = write!(self.log, "\n# {seconds} seconds\n");
        self.stage.wait(seconds);
        self.look();
    }

    fn disk(&mut self) {
        let disk = *self.dice.pick(&[Disk::Works, Disk::Works, Disk::Refuses, Disk::Hangs]);
        let _ = write!(self.log, "\n# disk {disk:?}\n");
        self.stage.disk(disk);
        self.stage.retry();
        self.look();
    }

    /// Kills the program. What was saved is there again, with the sentence that was being typed.
    fn crash(&mut self) {
        let written = self.stage.is_written();
        let _ = write!(self.log, "\n# crash, written: {written}\n");
        let Some(place) = self.stage.app.desk().map(|desk| (desk.screen, desk.item)) else {
            return;
        };
        let (faulty, seed) = (self.faulty, self.dice.0);
        let killed = self.stage.crash(|kept| journal(kept, faulty, seed)).unwrap();
        self.look();
        if written {
            let desk = self.stage.app.desk().unwrap();
            assert_eq!(place, (desk.screen, desk.item), "another place after the crash");
            self.stage.wait(5);
            let (was, is) = (killed.session.meeting(), self.stage.meeting());
            assert!(was == is, "lost:\n{}\nleft:\n{}", prose(was), prose(is));
        }
        self.look();
    }

    /// What is taken back and made to count again is as it was.
    fn undo_and_redo(&mut self) {
        self.log.push_str("\n# rest\n");
        self.stage.wait(3);
        let meeting = self.stage.meeting().clone();
        let entries = self.stage.session().entries().len();
        self.key("strg+z");
        let undone = self.stage.session().entries().len() > entries;
        self.key("strg+y");
        if undone {
            assert!(*self.stage.meeting() == meeting, "undo and redo make a difference");
        }
    }

    fn input(&mut self, input: Input) {
        self.stage.input(input);
        self.stage.check();
        // Most of the time goes into painting.
        if self.dice.roll(6) == 0 {
            self.look();
        }
    }

    /// Holds what must hold after every input.
    fn look(&mut self) {
        self.stage.check();
        self.stage.check_damage();
        let (rows, cursor) = self.stage.picture();
        if let Some((x, y)) = cursor {
            let (columns, lines) = self.stage.size;
            assert!(x < columns && y < lines, "the cursor is outside: {x}:{y}");
        }
        for row in &rows {
            assert!(!row.contains(is_hostile), "reached the terminal: {row:?}");
        }
        if self.dice.roll(8) == 0 {
            assert!((rows, cursor) == self.stage.picture(), "painting has changed something");
        }
    }
}

/// What makes a terminal or a reader see something else than what stands there.
fn is_hostile(letter: char) -> bool {
    letter.is_control() || ('\u{202a}'..='\u{202e}').contains(&letter)
}

fn journal(kept: MemoryJournal, faulty: bool, seed: u64) -> Box<dyn Journal> {
    if faulty { Box::new(FaultyJournal::seeded(kept, seed)) } else { Box::new(kept) }
}

/// How many letters all paragraphs and motions have, with those that are being typed.
fn letters(stage: &Stage) -> Option<usize> {
    let meeting = stage.app.desk()?.session.meeting();
    let count = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let passages = meeting.agenda.iter().flat_map(|item| &item.passages);
    let passages: usize = passages.map(|passage| count(&passage.text)).sum();
    let motions: usize = meeting.motions.iter().map(|motion| count(&motion.text)).sum();
    let mut all = passages + motions;
    if let Some(draft) = stage.draft() {
        let committed = match &draft.target {
            DraftTarget::Passage { item, passage } => {
                let passage = meeting.item(*item).and_then(|item| item.passage(*passage));
                passage.map(|passage| passage.text.clone())
            }
            DraftTarget::NewPassage { .. } => Some(String::new()),
            DraftTarget::Motion { motion, .. } => {
                meeting.motion(*motion).map(|motion| motion.text.clone())
            }
        };
        let committed = committed.expect("a draft belongs to something");
        let text = draft.text(&committed).expect("a draft fits what it belongs to");
        all = all + count(&text) - count(&committed);
    }
    Some(all)
}

fn prose(meeting: &Meeting) -> String {
    let mut out = String::new();
    for passage in meeting.agenda.iter().flat_map(|item| &item.passages) {
        let _ = writeln!(out, "{:?} {:?}", passage.id, passage.text);
    }
    for motion in &meeting.motions {
        let _ = writeln!(out, "{:?} {:?}", motion.id, motion.text);
    }
    out
}

/// Every kind of fact that keys can make. An `Unknown` comes from a later version only.
const KINDS: &[&str] = &[
    "MeetingDescribed",
    "ProfileAdopted",
    "OrganizationAdded",
    "MemberAdded",
    "PaperAdded",
    "ItemInserted",
    "ItemRevised",
    "ItemMoved",
    "ItemJoined",
    "ItemContinued",
    "ItemWithdrawn",
    "ItemReinstated",
    "ItemCalled",
    "ItemLeft",
    "ResultSet",
    "MeetingOpened",
    "MeetingClosed",
    "MeetingReopened",
    "TimesCorrected",
    "RecessBegan",
    "RecessEnded",
    "PassageInserted",
    "PassageWritten",
    "PassageAttributed",
    "PassageMoved",
    "PassageRemoved",
    "SpeechRequested",
    "RequestWithdrawn",
    "RequestMoved",
    "SpeechBegan",
    "SpeechEnded",
    "FloorTakenBack",
    "ListClosed",
    "ListFrozen",
    "DebateEnded",
    "DebateResumed",
    "MotionMoved",
    "MotionReworded",
    "MotionFateSet",
    "MotionAdopted",
    "MotionsOrdered",
    "VoteOpened",
    "FactionVoted",
    "TotalsCounted",
    "MinorityCounted",
    "SecretCounted",
    "VerdictTold",
    "BallotCast",
    "VoterNamed",
    "BlocFormed",
    "MethodChosen",
    "MajoritySet",
    "VoteClosed",
    "VoteReopened",
    "VoteAnnulled",
    "VoteDropped",
    "ElectionOpened",
    "ElectionRevised",
    "CandidateProposed",
    "CandidateWithdrawn",
    "ListNamed",
    "VotesCounted",
    "RoundClosed",
    "RoundOpened",
    "RoundReopened",
    "LotDrawn",
    "ElectionAnnulled",
    "AttendanceSet",
    "Arrived",
    "Left",
    "Substituted",
    "SubstitutionEnded",
    "Recused",
    "RecusalLifted",
    "AwayInItem",
    "BackInItem",
    "RecusalCorrected",
    "AbsenceCorrected",
    "AbsenceRemoved",
    "FactionChanged",
    "MovementCorrected",
    "MovementRemoved",
    "RecessCorrected",
    "QuorumStated",
    "VideoSet",
    "Corrected",
    "MinutesApproved",
    "AddendumWritten",
];

/// The name of a fact's kind. A new one breaks this, so that someone thinks of how to reach it.
fn kind(event: &Event) -> &'static str {
    macro_rules! names {
        ($($name:ident)+) => {
            match event {
                $(Event::$name { .. } => stringify!($name),)+
                Event::Election(event) => election_kind(event),
                Event::Record(event) => record_kind(event),
                Event::Unknown(_) => "Unknown",
            }
        };
    }
    names! {
        MeetingDescribed ProfileAdopted OrganizationAdded MemberAdded PaperAdded ItemInserted
        ItemRevised ItemMoved ItemJoined ItemContinued ItemWithdrawn ItemReinstated ItemCalled
        ItemLeft ResultSet
        MeetingOpened MeetingClosed MeetingReopened TimesCorrected RecessBegan RecessEnded
        PassageInserted PassageWritten PassageAttributed PassageMoved PassageRemoved
        SpeechRequested RequestWithdrawn RequestMoved SpeechBegan SpeechEnded FloorTakenBack
        ListClosed ListFrozen DebateEnded DebateResumed MotionMoved
        MotionReworded MotionFateSet MotionAdopted MotionsOrdered VoteOpened FactionVoted
        TotalsCounted MinorityCounted SecretCounted VerdictTold BallotCast VoterNamed BlocFormed
        MethodChosen MajoritySet VoteClosed VoteReopened VoteAnnulled AttendanceSet VideoSet
        Arrived Left Substituted SubstitutionEnded Recused RecusalLifted AwayInItem BackInItem
        RecusalCorrected AbsenceCorrected AbsenceRemoved FactionChanged MovementCorrected
        MovementRemoved RecessCorrected QuorumStated VoteDropped
    }
}

fn record_kind(event: &RecordEvent) -> &'static str {
    macro_rules! names {
        ($($name:ident)+) => {
            match event {
                $(RecordEvent::$name { .. } => stringify!($name),)+
            }
        };
    }
    // The salt is drawn when a meeting is made in the Ablage, not by a key.
    names! { ChecksumSalted Corrected MinutesApproved AddendumWritten }
}

fn election_kind(event: &ElectionEvent) -> &'static str {
    macro_rules! names {
        ($($name:ident)+) => {
            match event {
                $(ElectionEvent::$name { .. } => stringify!($name),)+
            }
        };
    }
    names! {
        ElectionOpened ElectionRevised CandidateProposed CandidateWithdrawn ListNamed VotesCounted
        RoundClosed RoundOpened RoundReopened LotDrawn ElectionAnnulled
    }
}
