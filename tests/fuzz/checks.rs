//! What holds for any bytes at a border of the program: one check for each parser. The fuzzer
//! looks for bytes for which it does not; the tests play those that were found once.

mod disk;
mod journal;
mod settings;

use super::is_hostile;
use serde::Serialize;
use serde_json::Value;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use wortlaut::domain::{Command, Event, Meeting, Profile, Timestamp, findings};
use wortlaut::export::{self, Format, Part};
use wortlaut::import::{self, Options, Source};
use wortlaut::keymap::Key;
use wortlaut::terminal::{Decoder, Input};
use wortlaut::text::{self as letters, Clean, Pattern, clean};
use wortlaut::wording;

/// A target: its name, and what holds for any bytes.
type Target = (&'static str, fn(&[u8]));

/// All of them.
pub(crate) const ALL: [Target; 12] = [
    ("agenda", agenda),
    ("backup", disk::backup),
    ("desk", journal::desk),
    ("gate", gate),
    ("journal", journal::journal),
    ("keymap", settings::keymap),
    ("members", members),
    ("profile", settings::profile),
    ("snippets", settings::snippets),
    ("store", disk::store),
    ("terminal", terminal),
    ("text", text),
];

/// Bytes of a paste at most.
const PASTE: usize = 1 << 20;

static HOUSE: LazyLock<Profile> = LazyLock::new(wortlaut::profile::default);

fn now() -> Timestamp {
    "2027-03-09T17:00:00+01:00".parse().unwrap()
}

/// Nothing in a text acts without being seen.
fn seen(what: &str, text: &str) {
    // Why first: nearly all is ASCII, and the fuzzer is to lose no time.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return;
    }
    if let Some(at) = text.chars().position(is_hostile) {
        let around: String = text.chars().skip(at.saturating_sub(30)).take(60).collect();
        panic!("{what} holds {around:?}");
    }
}

/// No text of a value does, nor the name of a field.
fn all_seen(what: &str, value: &impl Serialize) {
    fn look(what: &str, value: &Value) {
        match value {
            Value::String(text) => seen(what, text),
            Value::Array(values) => values.iter().for_each(|value| look(what, value)),
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                seen(what, name);
                look(what, value);
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    look(what, &serde_json::to_value(value).unwrap());
}

/// All that is given out of a meeting is clean, whatever stands in it.
fn given_out(meeting: &Meeting) {
    for document in export::documents(meeting, &[Part::Public, Part::All], Format::Text) {
        seen("the name of a file", &document.name);
        assert!(!document.name.contains('/') && document.name.len() < 250, "{}", document.name);
        seen("a file", &document.text);
    }
    for finding in findings(meeting) {
        seen("a finding", &wording::finding(&finding, meeting));
    }
}

/// `text::clean`, and what reads the text behind it.
fn gate(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let once = clean(&text);
    seen("what is clean", &once);
    assert_eq!(clean(&once), once, "a second cleaning changes {text:?}");
    assert_eq!(&*Clean::from(&*text), once);
    assert_eq!(&*Clean::from(text.clone().into_owned()), once);
    assert!(once.len() <= 3 * text.len(), "it grows");
    if letters::passes_at_once(&text) {
        assert_eq!(text, once);
    }
    for (_, letter) in letters::graphemes(&once) {
        seen("a letter of the screen", &letters::shown(letter));
    }
    for width in [1, 40] {
        let rows = letters::wrap(&once, width);
        let ends: Vec<_> = rows.iter().map(|row| row.end).collect();
        let starts: Vec<_> = rows.iter().skip(1).map(|row| row.start).collect();
        assert!(ends.starts_with(&starts) && ends.last() == Some(&once.len()), "{once:?}");
        for line in letters::printed_lines(&once, width) {
            assert!(once.get(line.clone()).is_some(), "{line:?} of {once:?}");
        }
    }
    let Some(pattern) = once.lines().next().and_then(Pattern::new) else { return };
    for place in pattern.places(&once) {
        assert!(once.get(place.clone()).is_some(), "{place:?} of {once:?}");
    }
}

/// An agenda and a list of members as `wortlaut neu` reads them: a meeting, or what is wrong.
fn prepare(agenda: &Source, members: Option<&Source>, options: &Options) {
    match import::read(agenda, members, options, HOUSE.clone()) {
        Ok(preparation) => {
            let mut meeting = Meeting::new(HOUSE.clone());
            let events = meeting.decide(&Command::Prepare(Box::new(preparation)), now());
            let events = events.expect("what is read without fault can be prepared");
            all_seen("the journal", &events);
            let line = serde_json::to_string(&events).unwrap();
            let again: Vec<Event> = serde_json::from_str(&line).unwrap();
            assert_eq!(again, events, "the journal reads something else");
            events.iter().for_each(|event| meeting.apply(event));
            given_out(&meeting);
        }
        Err(problems) => {
            assert!((1..=201).contains(&problems.len()), "{} problems", problems.len());
            problems.iter().for_each(|problem| seen("a problem", &problem.to_string()));
        }
    }
}

fn told() -> Options {
    let date = import::parse_date("2027-03-09");
    Options { committee: Some("Rat".to_owned()), date, ..Options::default() }
}

/// An agenda in TOML, with Fraktionen, members and papers in it.
fn agenda(bytes: &[u8]) {
    prepare(&Source::new("sitzung.toml", bytes), None, &Options::default());
}

/// An agenda in numbered text; a file that begins as TOML does is read as that.
fn text(bytes: &[u8]) {
    prepare(&Source::new("sitzung.txt", bytes), None, &told());
}

/// A list of members in CSV.
fn members(bytes: &[u8]) {
    let agenda = Source::new("sitzung.txt", "Ö 1 Haushalt");
    prepare(&agenda, Some(&Source::new("mitglieder.csv", bytes)), &told());
}

/// What a terminal sends. The bytes F8 to FF, which no text has, are pauses here.
fn terminal(bytes: &[u8]) {
    let begun = Instant::now();
    let (mut whole, mut parted) = (Decoder::default(), Decoder::default());
    let (mut of_whole, mut of_parted) = (Vec::new(), Vec::new());
    whole.feed(bytes, begun, &mut of_whole);
    bytes.iter().for_each(|byte| parted.feed(&[*byte], begun, &mut of_parted));
    assert_eq!(of_whole, of_parted, "a slow line says something else");

    let (mut decoder, mut now, mut seen) = (Decoder::default(), begun, Vec::new());
    for part in bytes.split_inclusive(|byte| *byte >= 0xf8) {
        let (pause, sent) = part.split_last().filter(|(last, _)| **last >= 0xf8).unzip();
        decoder.feed(sent.unwrap_or(part), now, &mut seen);
        let millis = pause.map_or(0, |pause| u64::from(pause - 0xf7) * 40);
        now = wait(&mut decoder, now, millis, &mut seen);
    }
    decoder.feed(b"\x1b[201~", now, &mut seen);
    now = wait(&mut decoder, now, 2000, &mut seen);
    assert!(seen.len() <= 2 * bytes.len() + 6, "{} inputs", seen.len());
    for input in seen.drain(..).chain(of_whole) {
        match input {
            Input::Key(key) => assert!(key.text().is_none_or(|letter| !letter.is_control())),
            Input::Paste(text) => assert!(!text.is_empty() && text.len() <= 3 * PASTE + 3),
            Input::Garbled => {}
            Input::Resize(..) | Input::Woken | Input::Quit(_) => panic!("{input:?} from bytes"),
        }
    }
    decoder.feed(b"z", now, &mut seen);
    assert_eq!(seen, [Input::Key(Key::char('z'))], "something is held for ever");
}

/// Lets time pass; gives the moment behind it.
fn wait(decoder: &mut Decoder, now: Instant, millis: u64, seen: &mut Vec<Input>) -> Instant {
    let until = now + Duration::from_millis(millis);
    while let Some(deadline) = decoder.deadline().filter(|at| *at <= until) {
        assert!(decoder.expire(deadline, seen), "what has waited long enough is let go of");
    }
    until
}
