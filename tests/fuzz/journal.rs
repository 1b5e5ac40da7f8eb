//! A journal file: whatever a stranger wrote into it, with check sums that are right.

use super::settings::KEYS;
use super::{HOUSE, all_seen, given_out, now, seen};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use wortlaut::app::{App, Desk};
use wortlaut::domain::{Event, Meeting};
use wortlaut::journal::codec::{self, Chain, Line};
use wortlaut::journal::proof::{Known, Proof};
use wortlaut::journal::scan::Scan;
use wortlaut::journal::secret::SecretVotes;
use wortlaut::journal::writer::Inline;
use wortlaut::journal::{Change, Draft, Entry, Heads, Loaded, MemoryJournal, Resume};
use wortlaut::journal::{replay, retracted};
use wortlaut::keymap::{Code, Key};
use wortlaut::session::Session;
use wortlaut::terminal::Input;
use wortlaut::ui::theme::Theme;
use wortlaut::wording;

const CRC: &[u8] = br#","crc":""#;
const CHAIN: &[u8] = br#","chain":""#;
const ENTRY: &[u8] = br#""k":"entry""#;

/// Gives each line that begins as one of a journal does the check sums that it would have, as no
/// fuzzer guesses one. A line that begins with `{ ` breaks the chain, any other one is damage.
pub(super) fn sealed(bytes: &[u8]) -> Vec<u8> {
    let mut before = Chain::default();
    let mut out = Vec::new();
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if number > 0 {
            out.push(b'\n');
        }
        let broken = line.starts_with(b"{ ");
        if !broken && !line.starts_with(b"{\"") {
            out.extend_from_slice(line);
            continue;
        }
        let place = |field: &[u8]| line.windows(field.len()).rposition(|it| it == field);
        let end = place(CHAIN).or_else(|| place(CRC)).unwrap_or(line.len().saturating_sub(1));
        let mut body = line.get(..end).unwrap_or_default().to_vec();
        if place(ENTRY).is_some() {
            body.push(b'}');
            let from = if broken { Chain::default() } else { before };
            before = from.then(&body);
            body.pop();
            body.extend_from_slice(format!(r#","chain":"{before}""#).as_bytes());
        }
        body.push(b'}');
        let crc = crc32fast::hash(&body);
        body.pop();
        body.extend_from_slice(format!(r#","crc":"{crc:08x}"}}"#).as_bytes());
        out.extend_from_slice(&body);
    }
    out
}

/// What `journal`, `pruefen` and `export` make of a journal file, and the lines of it.
pub(crate) fn journal(bytes: &[u8]) {
    let sealed = sealed(bytes);
    for bytes in [bytes, &sealed] {
        if let Ok(proof) = Proof::of(bytes, &Known::default()) {
            proof.flaws.iter().for_each(|flaw| seen("a flaw", &flaw.to_string()));
        }
    }
    let Ok(scan) = Scan::of(&sealed) else { return };
    lines(&scan);
    let entries: Vec<Entry> = scan.entries.into_values().map(|kept| kept.entry).collect();
    all_seen("an entry", &entries);
    tell(&entries);
    given_out(&replay(&entries, HOUSE.clone()));
}

/// The screens of a meeting that is opened with a journal, which nobody closes again.
pub(crate) fn desk(bytes: &[u8]) {
    let Ok(Scan { entries, draft, resume, .. }) = Scan::of(&sealed(bytes)) else { return };
    let entries = entries.into_values().map(|kept| kept.entry).collect();
    let loaded = Loaded { entries, ..Loaded::default() };
    let recorder = Box::new(Inline::new(Box::new(MemoryJournal::new())));
    let session = Session::new(loaded, recorder, HOUSE.clone(), "weber".to_owned());
    let mut app = App::new(KEYS.clone(), Theme::plain(), now());
    app.sit_down(Desk::new(session, resume.value, draft.value, now()), false);
    let area = Rect::new(0, 0, 80, 24);
    app.take(Input::Resize(area.width, area.height), now());
    for screen in 1..=10 {
        app.take(Input::Key(Key::plain(Code::F(screen))), now());
        let mut picture = Buffer::empty(area);
        app.paint(area, &mut picture);
        picture.content().iter().for_each(|cell| seen("the screen", cell.symbol()));
    }
}

/// What was read, written again, is read as the same.
fn lines(scan: &Scan) {
    let mut before = Chain::default();
    for kept in scan.entries.values() {
        assert_eq!(codec::line(&kept.raw), Ok(Line::Entry(kept.clone())));
        let again = codec::entry(&kept.entry, before);
        let read = codec::line(&again.raw);
        // What is not understood is kept as it is, and never written anew: with a field that stood
        // there twice it would be.
        assert!(
            read == Ok(Line::Entry(again.clone())) || has_unknown(&kept.entry),
            "{:?} changes as it is written: {read:?}",
            kept.entry
        );
        assert!(again.follows(Some(before)));
        before = again.chain.unwrap();
    }
    let entries: Vec<_> = scan.entries.values().map(|kept| kept.entry.clone()).collect();
    assert_eq!(Heads::of(&entries).last, before);
    let draft: Option<&Draft> = scan.draft.value.as_ref();
    assert_eq!(codec::line(&codec::draft(draft)), Ok(Line::Draft(draft.cloned())));
    if let Some(draft) = draft {
        all_seen("what was typed", draft);
        for committed in ["", "Der Rat berät über die Straße.", &draft.put] {
            drop(draft.text(committed));
        }
    }
    let resume: Option<&Resume> = scan.resume.value.as_ref();
    if let Some(resume) = resume {
        all_seen("the place", resume);
        assert_eq!(codec::line(&codec::resume(resume)), Ok(Line::Resume(resume.clone())));
    }
}

fn has_unknown(entry: &Entry) -> bool {
    let Change::Events(events) = &entry.change else { return false };
    events.iter().any(|event| matches!(event, Event::Unknown(_)))
}

/// Tells each entry, as `wortlaut journal` does; undone ones are passed over in the end.
fn tell(entries: &[Entry]) {
    let retracted = retracted(entries);
    let secret = SecretVotes::of(entries, HOUSE.clone());
    let mut meeting = Meeting::new(HOUSE.clone());
    let happened = |events: &[Event], meeting: &mut Meeting| {
        for event in events {
            meeting.apply(event);
            if !secret.hide(event) {
                seen("what is told", &wording::event(event, meeting));
            }
        }
    };
    for entry in entries {
        match &entry.change {
            Change::Events(events) if retracted.contains(&entry.seq) => {
                happened(events, &mut meeting.clone());
                events.iter().for_each(|event| meeting.pass_over(event));
            }
            Change::Events(events) => happened(events, &mut meeting),
            change => seen("what is told", &wording::change(change, &meeting)),
        }
        seen("a moment", &wording::clock_seconds(&entry.at));
        drop(secret.leave_out(entry));
    }
    assert_eq!(meeting, replay(entries, HOUSE.clone()), "what is told is not what is shown");
}
