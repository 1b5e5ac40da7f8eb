//! A thousand hostile inputs through every entry: an error that can be read, or clean text; no
//! panic; and what the program did not take leaves the Ablage as it was.
//!
//! An ordinary run plays a part of them, the gate all. Each entry tells which input took longest;
//! where the program is built to compute fast, that is at most 1 s of computing:
//! `WORTLAUT_LABOR=gate cargo test --profile gate --test it hostile -- --nocapture`.

#![expect(clippy::indexing_slicing, reason = "a missing thing should end the test")]

mod borders;
pub(crate) mod corpus;
mod program;

use crate::gate::{self, is_on};
use crate::stage::{Council, Stage};
use corpus::is_hostile;
use serde_json::Value;
use std::io::Write as _;
use std::time::{Duration, Instant};
use wortlaut::domain::{Command, Meeting, Preparation, Profile, Timestamp};
use wortlaut::export::{self, Format, Part};
use wortlaut::import::{self, Options, Source};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::profile;
use wortlaut::snippets::Snippets;
use wortlaut::terminal::Input;

/// Inputs that the gate plays at each entry, at least.
const GATE: usize = 1_000;
/// Of so many inputs an ordinary run plays one, at each entry others.
const STRIDE: usize = 16;
/// Nothing may take as long, in a debug build on a machine that does other things too.
const HANGS: Duration = Duration::from_secs(60);
/// So much computing may an input cost a program that is built to compute fast.
const DEAR: Duration = Duration::from_secs(1);

/// All inputs of this run; an ordinary one picks among those of the gate.
fn inputs() -> Vec<Vec<u8>> {
    corpus::inputs(GATE * usize::try_from(gate::times().max(1)).unwrap())
}

/// The input that cost an entry most.
#[derive(Default)]
struct Worst {
    played: usize,
    cost: Duration,
    input: String,
}

impl Worst {
    /// Notes what an input has cost: computing, whatever else the machine did meanwhile.
    fn note(&mut self, name: &str, input: &str, cost: Duration) {
        self.played += 1;
        let fast = !env!("CARGO_BIN_EXE_wortlaut").contains("/debug/");
        assert!(!fast || !is_on() || cost <= DEAR, "{name}: {cost:?} for {input}");
        if cost >= self.cost {
            (self.cost, self.input) = (cost, input.chars().take(70).collect());
        }
    }

    /// Says it, so that a run shows it.
    fn tell(&self, name: &str) {
        let Self { played, cost, input } = self;
        let told = format!("{name}: {played} Eingaben, die teuerste {cost:?}: {input}\n");
        std::io::stderr().write_all(told.as_bytes()).unwrap();
    }
}

/// How long this thread has computed: what others do on the machine does not count.
pub(crate) fn computed() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(told.split(' ').next().unwrap().parse().unwrap())
}

/// Gives inputs to one entry; `take` gives all that comes out of it, each with its name.
fn play(entry: usize, name: &str, mut take: impl FnMut(&[u8]) -> Vec<(&'static str, String)>) {
    let stride = if is_on() { 1 } else { STRIDE };
    let inputs = inputs();
    let mut worst = Worst::default();
    for input in inputs.iter().skip(entry % stride).step_by(stride) {
        let (begun, before) = (Instant::now(), computed());
        let told = take(input);
        let (took, cost) = (begun.elapsed(), computed().saturating_sub(before));
        assert!(took < HANGS, "{name}: {took:?} for {}", shown(input));
        worst.note(name, &shown(input), cost);
        for (what, text) in told {
            clean_or_panic(&format!("{name}, {what}"), &text, input);
        }
    }
    worst.tell(name);
}

/// An input as a message may hold it.
pub(crate) fn shown(input: &[u8]) -> String {
    input.escape_ascii().to_string().chars().take(200).collect()
}

pub(crate) fn clean_or_panic(what: &str, text: &str, input: &[u8]) {
    if let Some(at) = text.chars().position(is_hostile) {
        let around: String = text.chars().skip(at.saturating_sub(30)).take(60).collect();
        panic!("{what} holds {around:?} after {}", shown(input));
    }
}

/// All texts of a JSON value, names of fields too.
pub(crate) fn texts(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(texts).collect::<Vec<_>>().join("\n"),
        Value::Object(fields) => {
            let each = fields.iter().map(|(name, value)| format!("{name}\n{}", texts(value)));
            each.collect::<Vec<_>>().join("\n")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => String::new(),
    }
}

fn now() -> Timestamp {
    Timestamp::parse_from_rfc3339("2027-03-09T17:00:00+01:00").unwrap()
}

/// Whatever can be seen of a meeting that was let in: what the journal keeps, the files.
fn seen_of(preparation: Preparation, profile: Profile) -> Vec<(&'static str, String)> {
    let mut meeting = Meeting::new(profile);
    let events = meeting.decide(&Command::Prepare(Box::new(preparation)), now()).unwrap();
    events.iter().for_each(|event| meeting.apply(event));
    let mut told = vec![("journal", texts(&serde_json::to_value(&events).unwrap()))];
    let parts = [Part::Public, Part::NonPublic, Part::All];
    for document in export::documents(&meeting, &parts, Format::Text) {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let name = document.name.strip_suffix(".txt").unwrap();
        assert!(name.bytes().all(fits) && name.len() < 200, "{name:?}");
        told.push(("file", document.text.into_string()));
    }
    told
}

fn read(name: &str, bytes: &[u8], members: Option<&[u8]>) -> Vec<(&'static str, String)> {
    let options = Options {
        committee: Some("Rat".to_owned()),
        date: import::parse_date("2027-03-09"),
        start: import::parse_time("17:00"),
        ..Options::default()
    };
    let members = members.map(|bytes| Source::new("m.csv", bytes));
    let source = Source::new(name, bytes);
    match import::read(&source, members.as_ref(), &options, profile::default()) {
        Ok(preparation) => seen_of(preparation, profile::default()),
        Err(problems) => {
            assert!(!problems.is_empty() && problems.len() <= 201, "{}", problems.len());
            problems.iter().map(|problem| ("problem", problem.to_string())).collect()
        }
    }
}

/// The input as a TOML text that holds just it.
fn quoted(input: &[u8]) -> String {
    toml::Value::String(String::from_utf8_lossy(input).into_owned()).to_string()
}

#[test]
fn an_agenda_in_toml_is_clean_or_refused() {
    play(0, "neu TOML", |input| {
        let text = quoted(input);
        let file = format!(
            "[sitzung]\ngremium = {text}\ndatum = 2027-03-09\nort = {text}\n\
             [[fraktion]]\nname = {text}\n\
             [[mitglied]]\nvorname = {text}\nnachname = {text}\nfraktion = {text}\n\
             [[vorlage]]\nnummer = {text}\nbetreff = {text}\nbeschlussvorschlag = {text}\n\
             [[top]]\nnummer = \"1\"\ntitel = {text}\nvorlage = {text}\n"
        );
        let raw = [b"[sitzung]\ngremium = \"", input, b"\"\n", input, b"\n[[top]]\ntitel=\"A\"\n"];
        let name = String::from_utf8_lossy(input);
        let mut told = read("a.toml", file.as_bytes(), None);
        told.extend(read("a.toml", &raw.concat(), None));
        told.extend(read(&format!("{name}.toml"), input, None));
        told
    });
}

#[test]
fn an_agenda_in_text_is_clean_or_refused() {
    play(1, "neu Text", |input| {
        let mut told = read("a.txt", input, None);
        told.extend(read("a.txt", &[b"1. ", input, b"\n2. Haushalt ", input].concat(), None));
        told
    });
}

#[test]
fn a_list_of_members_is_clean_or_refused() {
    play(2, "Mitglieder", |input| {
        let row = [b"nachname;vorname;fraktion\n", input, b";A;", input, b"\nB;C;D\n"].concat();
        let mut told = read("a.txt", b"1. A", Some(&row));
        told.extend(read("a.txt", b"1. A", Some(input)));
        told
    });
}

/// What is kept of a stage, its picture and its minutes.
fn seen(stage: &Stage) -> Vec<(&'static str, String)> {
    let kept = serde_json::to_value(&stage.loaded().entries).unwrap();
    let minutes = export::minutes(stage.meeting(), Part::All);
    vec![("screen", stage.picture().0.join("\n")), ("journal", texts(&kept)), ("minutes", minutes)]
}

/// A meeting to write into; a new one now and then, so that texts do not pile up.
struct Written(Option<Stage>, usize);

impl Written {
    fn stage(&mut self) -> &mut Stage {
        self.1 += 1;
        if self.1.is_multiple_of(10) {
            self.0 = None;
        }
        self.0.get_or_insert_with(|| Stage::new(Council::Small, (80, 24)))
    }
}

#[test]
fn a_paste_is_clean_wherever_it_goes() {
    let mut written = Written(None, 0);
    play(3, "Einfügen", |input| {
        let stage = written.stage();
        let text = String::from_utf8_lossy(input).into_owned();
        let mut told = Vec::new();
        // Into the minutes, into a list to choose from, into a search.
        for keys in ["eingabe", "strg+r", "strg+f"] {
            stage.keys(keys);
            stage.input(Input::Paste(text.clone()));
            told.push(("screen", stage.picture().0.join("\n")));
            stage.keys("esc esc esc");
        }
        stage.wait(5);
        told.extend(seen(stage));
        told
    });
}

#[test]
fn keys_are_clean_wherever_they_go() {
    let mut written = Written(None, 0);
    play(4, "Tasten", |input| {
        let stage = written.stage();
        let text: String = String::from_utf8_lossy(input).chars().take(40).collect();
        stage.keys("eingabe");
        for letter in text.chars() {
            stage.input(Input::Key(Key::char(letter)));
        }
        stage.wait(5);
        let told = seen(stage);
        stage.keys("strg+f");
        for letter in text.chars().take(8) {
            stage.input(Input::Key(Key::char(letter)));
        }
        let screen = stage.picture().0.join("\n");
        stage.keys("esc esc esc");
        [told, vec![("screen", screen)]].concat()
    });
}

/// Letters may compose (NFC) where a replacement meets what stood there before.
#[test]
fn what_is_replaced_is_composed_with_its_neighbours() {
    let mut stage = Stage::new(Council::Small, (80, 24));
    stage.keys("eingabe");
    stage.text("Traxger");
    stage.keys("strg+f");
    stage.text("x");
    stage.keys("tab");
    stage.input(Input::Paste("\u{308}".to_owned()));
    stage.keys("eingabe alt+a esc");
    stage.wait(5);
    let kept = texts(&serde_json::to_value(&stage.loaded().entries).unwrap());
    assert!(kept.contains("Träger") && !kept.contains("a\u{308}"), "{kept}");
}

#[test]
fn a_keymap_is_clean_or_refused() {
    play(5, "Belegung", |input| {
        let (name, text) = (String::from_utf8_lossy(input), quoted(input));
        let files = [
            name.to_string(),
            format!("basis = {text}\n"),
            format!("[global]\n{text} = \"undo\"\n\"strg+p\" = {text}\n"),
            format!("[{text}]\n{text} = {text}\n"),
        ];
        let read = |file: &String| Keymap::parse_patch(&Keymap::default(), &name, file);
        let wrong = files.iter().filter_map(|file| read(file).err());
        wrong.map(|wrong| ("problem", wrong.to_string())).collect()
    });
}

#[test]
fn a_profile_is_clean_or_refused() {
    play(6, "Profil", |input| {
        let (name, text) = (String::from_utf8_lossy(input), quoted(input));
        let files = [
            name.to_string(),
            format!("basis = {text}\n"),
            format!("[abstimmungsergebnis]\neinstimmig = {text}\nform = [{text}]\n"),
            format!("[abstimmungsergebnis]\neinstimmig = {text}\n"),
            format!("{text} = {text}\n[{text}]\n{text} = {text}\n"),
        ];
        let told = files.iter().flat_map(|file| match profile::parse(&name, file) {
            Ok(profile) => vec![("profile", texts(&serde_json::to_value(&profile).unwrap()))],
            Err(wrong) => wrong.iter().map(|wrong| ("problem", wrong.to_string())).collect(),
        });
        told.collect()
    });
}

#[test]
fn text_blocks_are_clean_or_refused() {
    play(7, "Bausteine", |input| {
        let (name, text) = (String::from_utf8_lossy(input), quoted(input));
        let files = [
            name.to_string(),
            format!("[bausteine]\nzz = {text}\n"),
            format!("[bausteine]\n{text} = \"Text\"\n"),
            format!("[{text}]\nzz = {text}\n"),
        ];
        let told = files.iter().flat_map(|file| {
            match Snippets::parse_patch(&Snippets::default(), &name, file) {
                Ok(snippets) => snippets
                    .iter()
                    .map(|it| ("block", format!("{} {}", it.name, it.fill("", |_| None).text)))
                    .collect(),
                Err(wrong) => vec![("problem", wrong.to_string())],
            }
        });
        told.collect()
    });
}
