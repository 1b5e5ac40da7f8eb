//! A whole evening, from the agenda to the Niederschrift, with nothing but keys.
//!
//! What the clerk does stands in `examples/abend.txt`. Its keys are those of the standard keymap;
//! who uses vim's does the same and presses what does it there.

use crate::pty::{Home, Pty};
use crate::pty_screen::Screen;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use wortlaut::action::{Action, Context};
use wortlaut::domain::{
    AgendaItem, Event, Meeting, MeetingState, MotionFate, MotionKind, MovementKind, Outcome,
    Passage, RecordEvent,
};
use wortlaut::export::{self, Part};
use wortlaut::journal::{Archive, Change, Entry, Heading, Holder, MeetingId, Record, replay};
use wortlaut::keymap::{Keymap, Resolution};
use wortlaut::ui;
use wortlaut::wording;

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
    /// "vim: esc G o": what is pressed instead of the line above by who uses vim's keymap.
    Vim(Vec<Act>),
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
    match line.strip_prefix("vim: ") {
        Some(line) => Step::Vim(acts(line)),
        None => Step::Acts(acts(line)),
    }
}

fn acts(line: &str) -> Vec<Act> {
    let mut acts = Vec::new();
    for (part, index) in line.split('"').zip(0..) {
        if index % 2 == 1 {
            acts.push(Act::Text(part.to_owned()));
        } else {
            acts.extend(part.split_whitespace().map(|key| Act::Key(key.to_owned())));
        }
    }
    acts
}

/// Who presses the keys, and with which keymap.
struct Hand {
    name: &'static str,
    standard: Keymap,
    own: Keymap,
    /// Whether a key means something else somewhere: only then one has to look where one is.
    moved: HashMap<String, bool>,
}

impl Hand {
    fn new(name: &'static str) -> Self {
        let own = Keymap::shipped(name).unwrap();
        Self { name, standard: Keymap::default(), own, moved: HashMap::new() }
    }

    fn updates(&self) -> bool {
        self.name == "standard" && std::env::var_os("UPDATE").is_some()
    }

    /// Whether a line of vim's keys takes the place of this one, or is none of ours.
    fn skips(&self, step: &Step, next: Option<&Step>) -> bool {
        match self.name {
            "vim" => matches!(next, Some(Step::Vim(_))),
            _ => matches!(step, Step::Vim(_)),
        }
    }

    /// Presses what does here what a key of the standard keymap does.
    fn press(&mut self, pty: &mut Pty, key: &str) {
        let (standard, own) = (&self.standard, &self.own);
        let moved = |stack: Vec<_>| meaning(standard, &stack, key) != meaning(own, &stack, key);
        let places = Context::all().filter(|context| *context != Context::Command);
        let stacks = places.map(|context| vec![context, Context::Global]);
        let mut stacks = stacks.chain([Context::Minutes, Context::Motions].map(writing));
        if !*self.moved.entry(key.to_owned()).or_insert_with(|| stacks.any(moved)) {
            pty.keys(key);
            return;
        }
        let screen = pty.look();
        let stack = contexts(&screen);
        let Some(wanted) = meaning(&self.standard, &stack, key) else {
            pty.keys(key);
            return;
        };
        let mut commands = stack.clone();
        commands.insert(0, Context::Command);
        let in_text = stack.first() == Some(&Context::Text);
        let way = if in_text && screen.row(1).contains("BEFEHLE") {
            self.way(wanted, &commands)
        } else {
            self.way(wanted, &stack).or_else(|| {
                // What has no key while text is written has one among the commands.
                let mode = self.way(Action::CommandMode, &stack)?;
                Some(format!("{mode} {}", self.way(wanted, &commands)?))
            })
        };
        pty.keys(&way.unwrap_or_else(|| panic!("{wanted:?} has no key here:\n{screen}")));
    }

    /// The keys of an action.
    fn way(&self, action: Action, contexts: &[Context]) -> Option<String> {
        let entries = self.own.entries().into_iter().filter(|entry| entry.action == action);
        entries.flat_map(|entry| entry.keys).find(|keys| {
            let (before, last) = keys.rsplit_once(' ').unwrap_or(("", keys));
            let before: Vec<_> = before.split_whitespace().map(|it| it.parse().unwrap()).collect();
            let last = last.parse().unwrap();
            self.own.resolve(contexts, &before, last) == Resolution::Action(action)
        })
    }
}

fn writing(screen: Context) -> Vec<Context> {
    vec![Context::Text, screen, Context::Global]
}

fn meaning(keymap: &Keymap, contexts: &[Context], key: &str) -> Option<Action> {
    match keymap.resolve(contexts, &[], key.parse().unwrap()) {
        Resolution::Action(action) => Some(action),
        _ => None,
    }
}

/// Where a key goes that is pressed now, letters being text where there is text.
fn contexts(screen: &Screen) -> Vec<Context> {
    let footer = screen.row(-1);
    if footer.contains("Eingabe Weiter") || footer.contains("Alle ersetzen") {
        return vec![Context::Dialog, Context::Global];
    }
    let shown = ui::Screen::ALL.into_iter().find(|it| it.title() == screen.title());
    let shown = shown.unwrap_or_else(|| panic!("which screen is this?\n{screen}")).context();
    match shown {
        Context::Minutes => writing(shown),
        Context::Motions if screen.has("Wortlaut ändern ─") => writing(shown),
        _ => vec![shown, Context::Global],
    }
}

/// Plays the script; gives the program as it is at the end.
fn play(home: &Home, id: &str, hand: &mut Hand, steps: &[(usize, Step)]) -> Pty {
    let mut pty = home.start(&["--keymap", hand.name, id]);
    pty.wait_for_text("Tagesordnung");
    for (at, (line, step)) in steps.iter().enumerate() {
        if hand.skips(step, steps.get(at + 1).map(|(_, next)| next)) {
            continue;
        }
        let at = |text: &str| format!("{text} (abend.txt, line {line})");
        match step {
            Step::Clock(time) => {
                pty.look();
                home.set_clock(time);
            }
            Step::Sees(text) => drop(pty.wait_for(&at(text), |screen| flat(screen).contains(text))),
            Step::Misses(text) => {
                pty.wait_for(&at(&format!("no {text}")), |screen| !flat(screen).contains(text));
            }
            Step::Acts(acts) => {
                for act in acts {
                    match act {
                        Act::Key(key) => hand.press(&mut pty, key),
                        Act::Text(text) => pty.type_text(text),
                    }
                }
            }
            Step::Vim(acts) => {
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
                pty = home.start(&["--keymap", hand.name]);
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

/// Compares with a file; `UPDATE=1` writes it as it is with the standard keymap.
fn golden(hand: &Hand, path: &str, text: &str) {
    let path = root().join(path);
    if hand.updates() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(expected.as_str(), text);
    let diff = diff.unified_diff().to_string();
    assert!(text == expected, "{} differs:\n{diff}", path.display());
}

#[test]
fn a_whole_evening() {
    evening(&mut Hand::new("standard"));
}

#[test]
fn the_same_evening_with_the_keys_of_vim() {
    let told = facts(&evening(&mut Hand::new("vim")));
    let recorded = tempfile::tempdir().unwrap();
    let expected = facts(&read_recorded(recorded.path()));
    assert!(expected.len() > 100, "{expected:#?}");
    assert_eq!(told, expected);
}

/// What became true, told without its text: whoever corrects a text writes it more than once.
fn facts(entries: &[Entry]) -> Vec<String> {
    let meeting = replay(entries, wortlaut::profile::default());
    // Nor is what no two meetings have in common a fact of the evening.
    let is_text = |event: &Event| {
        matches!(
            event,
            Event::Record(RecordEvent::ChecksumSalted { .. })
                | Event::PassageInserted { .. }
                | Event::PassageWritten { .. }
                | Event::PassageRemoved { .. }
                | Event::MotionReworded { .. }
        )
    };
    let told = |change: &Change| match change {
        Change::Events(events) => {
            let facts = events.iter().filter(|event| !is_text(event));
            facts.map(|event| wording::event(event, &meeting)).collect::<Vec<_>>()
        }
        other => vec![wording::change(other, &meeting)],
    };
    let mut out = Vec::new();
    for entry in entries {
        let back = match &entry.change {
            Change::Retract(seq) => Some(("zurück: ", seq)),
            Change::Restore(seq) => Some(("wieder: ", seq)),
            _ => None,
        };
        let meant = back.map_or(Some(entry), |(_, seq)| entries.iter().find(|it| it.seq == *seq));
        let sign = back.map_or("", |(sign, _)| sign);
        let facts = meant.map(|entry| told(&entry.change)).unwrap_or_default();
        out.extend(facts.into_iter().map(|fact| format!("{sign}{fact}")));
    }
    out
}

/// Plays the evening and looks at what is left of it. Gives the journal.
fn evening(hand: &mut Hand) -> Vec<Entry> {
    let home = Home::new();
    home.set_clock("16:40");
    let id = home.meeting();
    let steps = script(&std::fs::read_to_string(root().join("examples/abend.txt")).unwrap());
    let mut pty = play(&home, &id, hand, &steps);
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0);
    let loaded = read(&home.archive(), &id);
    let meeting = replay(&loaded, wortlaut::profile::default());
    holds_all_that_an_evening_can_bring(&meeting, &loaded);
    assert!(steps.iter().any(|(_, step)| *step == Step::Kill));
    let corrected = steps.iter().filter(|(_, step)| matches!(step, Step::Vim(_)));
    assert!(corrected.count() >= 12);

    // What the clerk has written from F9, what the command line gives, what was expected.
    let written = texts(&home.path().join("wortlaut-ausgabe"));
    let folder = home.path().join("export");
    std::fs::create_dir(&folder).unwrap();
    home.told(&["export", &id, "--teil", "alles", "--nach", folder.to_str().unwrap()]);
    assert_eq!(written, texts(&folder));
    // Each ends in the Prüfsumme of the journal, and ends in the same an hour later.
    let archive = Archive::at(&home.archive()).unwrap();
    let checksum = archive.read(&MeetingId::parse(&id).unwrap()).unwrap().checksum().unwrap();
    let seal = export::sealed(String::new(), Some(&checksum));
    let unsealed = |text: &str| text.strip_suffix(&seal).expect("a checksum").to_owned();
    let written: Vec<_> = written.into_iter().map(|(name, text)| (name, unsealed(&text))).collect();
    let minutes = unsealed(&home.told(&["export", &id]));
    golden(hand, "examples/abend-niederschrift.txt", &minutes);
    let closed = unsealed(&home.told(&["export", &id, "--teil", "nichtoeffentlich"]));
    golden(hand, "tests/minutes/abend-nichtoeffentlich.txt", &closed);
    golden(hand, "tests/minutes/abend-dateien.txt", &bundle(&written));
    assert!(written.iter().any(|(_, text)| *text == minutes));
    home.told(&["pruefen", &id, "--pruefsumme", &checksum.short()]);
    if hand.updates() {
        record(&loaded);
    }
    loaded
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
        let mut entry: Entry = serde_json::from_str(&json).unwrap();
        if let Change::Events(events) = &mut entry.change {
            let salt = |it: &Event| matches!(it, Event::Record(RecordEvent::ChecksumSalted { .. }));
            events.retain(|event| !salt(event));
        }
        Entry { clerk: "clausdotter".to_owned(), ..entry }
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

/// Reads the example, by way of a new archive.
fn read_recorded(archive: &Path) -> Vec<Entry> {
    let folder = archive.join("abend");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(root().join("examples/abend.jsonl"), folder.join("journal.jsonl")).unwrap();
    read(archive, "abend")
}

#[test]
fn the_recorded_evening_gives_its_niederschrift() {
    let archive = tempfile::tempdir().unwrap();
    let entries = read_recorded(archive.path());
    let meeting = replay(&entries, wortlaut::profile::default());
    holds_all_that_an_evening_can_bring(&meeting, &entries);
    let expected = std::fs::read_to_string(root().join("examples/abend-niederschrift.txt"));
    assert!(export::minutes(&meeting, Part::Public) == expected.unwrap());
}
