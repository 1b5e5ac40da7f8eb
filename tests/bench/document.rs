//! A meeting with much text, and the program open at a place in it.

use wortlaut::app::{App, Desk, office};
use wortlaut::domain::{
    Command, ItemId, ItemText, Meeting, PassageChange, PassageId, PassageKind, RecordPlace,
    Timestamp,
};
use wortlaut::journal::writer::Inline;
use wortlaut::journal::{
    Change, Entry, Journal as _, Loaded, MemoryJournal, Record, Resume, replay,
};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::profile;
use wortlaut::session::Session;
use wortlaut::terminal::Input;
use wortlaut::ui::theme::Theme;

/// Passages of about 1,100 bytes: one page of the window, a hundred, and the most text that was
/// ever seen in an item.
pub(crate) const SIZES: [u32; 3] = [3, 220, 750];

/// Sentences of a passage as they come, and of a long one (20 KiB).
pub(crate) const SHORT: usize = 8;
pub(crate) const LONG: usize = 145;

const SENTENCE: &str = "Frau Öztürk erklärt auf Nachfrage, dass die Straßensanierung „im Plan“ \
                        liege und der Ausschuss im Herbst einen weiteren Bericht erhalte. ";

pub(crate) fn now() -> Timestamp {
    "2027-03-09T18:00:00+01:00".parse().unwrap()
}

/// A meeting whose first item is on.
pub(crate) struct Document {
    pub(crate) loaded: Loaded,
    item: ItemId,
    passages: Vec<(PassageId, usize)>,
}

impl Document {
    /// Makes the practice meeting with so many passages; the one in the middle has `sentences`.
    pub(crate) fn new(passages: u32, sentences: usize) -> Self {
        let loaded = office::practice(&profile::default(), "probe", now());
        let mut meeting = replay(&loaded.entries, profile::default());
        let item = meeting.agenda.first().unwrap().id;
        let mut document = Self { loaded, item, passages: Vec::new() };
        document.push(&mut meeting, &Command::CallItem(item));
        for number in 0..passages {
            let passage = PassageId(meeting.next_id());
            let text = SENTENCE.repeat(if number == passages / 2 { sentences } else { SHORT });
            document.passages.push((passage, text.len()));
            let (kind, place) = (PassageKind::Remark, RecordPlace::End);
            let change = PassageChange::Insert { passage, place, kind, text };
            let text = ItemText { item, changes: vec![change] };
            document.push(&mut meeting, &Command::Write(text));
        }
        document
    }

    fn push(&mut self, meeting: &mut Meeting, command: &Command) {
        let events = meeting.decide(command, now()).unwrap();
        for event in &events {
            meeting.apply(event);
        }
        let seq = self.loaded.entries.last().unwrap().seq.next();
        let change = Change::Events(events);
        self.loaded.entries.push(Entry { seq, at: now(), clerk: "probe".to_owned(), change });
    }

    /// Sits down at it. `passage` and `byte` go from 0 to 1: from the first to the last one, and
    /// from the beginning of its text to the end.
    pub(crate) fn open(&self, passage: f64, byte: f64, size: (u16, u16)) -> App {
        let at = |part: f64, all: usize| (part * all as f64) as usize;
        let last = self.passages.len() - 1;
        let (passage, length) = self.passages[at(passage, self.passages.len()).min(last)];
        // Behind a blank, so that it can be parted there and joined again.
        let sentence = at(byte, length / SENTENCE.len());
        let inside = if (0.01..0.99).contains(&byte) { "Frau Öztürk ".len() } else { 0 };
        let resume = Resume {
            screen: "show-minutes".to_owned(),
            item: Some(self.item),
            passage: Some(passage),
            byte: sentence * SENTENCE.len() + inside,
            ..Resume::default()
        };
        let mut journal = MemoryJournal::default();
        let records: Vec<_> = self.loaded.entries.iter().cloned().map(Record::Entry).collect();
        journal.append(&records).unwrap();
        let recorder = Box::new(Inline::new(Box::new(journal)));
        let loaded = Loaded { entries: self.loaded.entries.clone(), ..Loaded::default() };
        let session = Session::new(loaded, recorder, profile::default(), "probe".to_owned());
        let mut app = App::new(Keymap::default(), Theme::coloured(), now());
        app.sit_down(Desk::new(session, Some(resume), None, now()), true);
        app.take(Input::Resize(size.0, size.1), now());
        app
    }
}

pub(crate) fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        let key: Key = key.parse().unwrap();
        app.take(Input::Key(key), now());
    }
}
