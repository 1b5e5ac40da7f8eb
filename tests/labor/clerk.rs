//! The child: a clerk who writes numbered words as the program does, with its session, its
//! writer thread and its store, and says "gesichert" only when the status line would.
//!
//! A line on stdout is a promise: `neu` there is a meeting, `offen` it is open, `4` four words are
//! saved, `ruhe 4` and both halves of the store have them, `raus 4` they stand in the exported
//! files, `zu 4` the program has ended in order.

use chrono::TimeDelta;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use wortlaut::app::office;
use wortlaut::domain::{
    Command, ItemId, ItemText, Meeting, PassageChange, PassageId, PassageKind, RecordPlace,
    Timestamp,
};
use wortlaut::export::{Format, Part, documents};
use wortlaut::import::{self, Source};
use wortlaut::journal::writer::{Recorder, Reporting, Writer};
use wortlaut::journal::{
    Archive, Draft, DraftTarget, Holder, Journal as _, JournalError, Loaded, Record, replay,
};
use wortlaut::outbox::{self, Existing};
use wortlaut::profile;
use wortlaut::session::{News, Saved, Session};

const AGENDA: &str = r#"
[sitzung]
gremium = "Bauausschuss"
datum = 2027-03-09
beginn = "17:00"
[[mitglied]]
vorname = "Rieke"
nachname = "Ahrens"
[[top]]
nummer = "1"
titel = "Fenster der Schule"
[[top]]
nummer = "2"
titel = "Verschiedenes"
"#;

const CLERK: &str = "weber";
/// Words in a paragraph, and words after which what is typed becomes history.
const PARAGRAPH: usize = 40;
const STEP: usize = 5;
/// Longest wait for a disk that does answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often a clerk who wants to go tries to save.
const TRIES: usize = 6;

/// How the child ended.
pub(crate) const DONE: u8 = 0;
pub(crate) const NOT_OPENED: u8 = 3;
pub(crate) const NOT_SAVED: u8 = 4;

/// What happens after the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evening {
    /// The files are written, the meeting and the program are closed.
    Ends,
    /// The same, but the meeting stays open.
    Pauses,
    /// It goes on: there is no last word.
    GoesOn,
}

fn at(step: usize) -> Timestamp {
    let start = Timestamp::parse_from_rfc3339("2027-03-09T17:00:00+01:00").unwrap();
    start + TimeDelta::seconds(i64::try_from(step).unwrap())
}

fn holder() -> Holder {
    Holder { clerk: CLERK.to_owned(), since: at(0) }
}

fn refused(error: impl std::fmt::Display) -> u8 {
    println!("refused {error}");
    NOT_OPENED
}

/// Works at the one meeting of the Ablage `folder/ablage`, which is made if there is none.
pub(crate) fn run(folder: &Path, words: usize, evening: Evening) -> u8 {
    let archive = match Archive::at(&folder.join("ablage")) {
        Ok(archive) => archive,
        Err(error) => return refused(error),
    };
    let id = match archive.list().map(|list| list.into_iter().next()) {
        Err(error) => return refused(error),
        Ok(Some((id, _))) => id,
        Ok(None) => match create(&archive) {
            Ok(id) => id,
            Err(error) => return refused(error),
        },
    };
    println!("neu");
    let opened = archive.open(&id, &holder());
    let (journal, loaded) = match opened.map(|mut journal| (journal.load(), journal)) {
        Ok((Ok(loaded), journal)) => (journal, loaded),
        Ok((Err(error), _)) => return refused(error),
        Err(error) => return refused(error),
    };
    let (told, reports) = mpsc::channel();
    let (ring, bell) = mpsc::channel();
    let report = move |report| {
        let _ = told.send(report);
        let _ = ring.send(());
    };
    let writer = match Writer::start(Box::new(journal), report) {
        Ok(writer) => writer,
        Err(error) => return refused(error),
    };
    let mut clerk = Clerk::sit_down(loaded, Box::new(Reporting::new(writer, reports)), bell);
    println!("offen");
    let last = clerk.words + words;
    while evening == Evening::GoesOn || clerk.words < last {
        clerk.word();
    }
    clerk.go_home(folder, evening)
}

fn create(archive: &Archive) -> Result<wortlaut::journal::MeetingId, String> {
    let profile = profile::default();
    let agenda = Source::new("agenda.toml", AGENDA);
    let read = import::read(&agenda, None, &import::Options::default(), profile.clone());
    let preparation = read.map_err(|problems| format!("{problems:?}"))?;
    office::make(archive, preparation, &profile, CLERK, at(0))
}

struct Clerk {
    session: Session,
    bell: Receiver<()>,
    /// Words typed, and words told to be saved.
    words: usize,
    told: usize,
    /// Words that are history.
    written: usize,
    /// The paragraph that is being written, whether it is history, and what of it is.
    paragraph: Option<(PassageId, bool, String)>,
}

impl Clerk {
    fn sit_down(loaded: Loaded, recorder: Box<dyn Recorder>, bell: Receiver<()>) -> Self {
        let (draft, repairs) = (loaded.draft.clone(), loaded.unnoted.clone());
        let session = Session::new(loaded, recorder, profile::default(), CLERK.to_owned());
        let words = count(session.meeting(), draft.as_ref()).unwrap_or(0);
        let mut clerk = Self { session, bell, words, told: 0, written: words, paragraph: None };
        // The one before was killed after closing it.
        if clerk.session.wants_reason() {
            clerk.commit(&Command::ReopenMeeting.because("Es geht weiter."));
        }
        if let Some(draft) = draft.filter(|draft| draft.after == clerk.session.last()) {
            clerk.resume(&draft);
        }
        for repair in repairs {
            clerk.session.note_repair(repair, at(words));
        }
        clerk
    }

    /// What was being typed becomes history.
    fn resume(&mut self, draft: &Draft) {
        let Some((passage, new, committed)) = target(self.session.meeting(), draft) else { return };
        let text = draft.text(&committed).unwrap_or_default();
        self.paragraph = Some((passage, !new, committed));
        self.write(text);
        self.paragraph = None;
    }

    fn now(&self) -> Timestamp {
        at(self.words)
    }

    /// Types one more word, and does what a clerk does between two of them.
    fn word(&mut self) {
        self.words += 1;
        let words = self.words;
        let item = self.item();
        let (passage, known, committed) = self
            .paragraph
            .take()
            .unwrap_or_else(|| (PassageId(self.session.meeting().next_id()), false, String::new()));
        let text = self.typed(&committed);
        let (place, kind) = (RecordPlace::End, PassageKind::Remark);
        let target = if known {
            DraftTarget::Passage { item, passage }
        } else {
            DraftTarget::NewPassage { item, passage, place, kind }
        };
        let cursor = text.len();
        let draft = Draft::between(self.session.last(), target, &committed, &text, cursor);
        let now = self.now();
        self.session.draft(Some(draft), now);
        self.paragraph = Some((passage, known, committed));
        if words.is_multiple_of(STEP) {
            self.write(text);
            self.between();
        }
        if words.is_multiple_of(PARAGRAPH) {
            self.paragraph = None;
        }
        // Now and then the next word comes before the last one is saved.
        if !words.is_multiple_of(3) {
            self.wait();
        }
        self.tell();
        if words.is_multiple_of(6) {
            self.rest();
        }
    }

    /// The paragraph with what is being typed.
    fn typed(&self, committed: &str) -> String {
        let mut text = committed.to_owned();
        for word in self.written + 1..=self.words {
            add_word(&mut text, word);
        }
        text
    }

    /// Makes the text of the paragraph history.
    fn write(&mut self, text: String) {
        let item = self.item();
        let Some((passage, known, _)) = self.paragraph.take() else { return };
        let (place, kind) = (RecordPlace::End, PassageKind::Remark);
        let change = if known {
            PassageChange::Write { passage, text: text.clone() }
        } else {
            PassageChange::Insert { passage, place, kind, text: text.clone() }
        };
        let write = Command::Write(ItemText { item, changes: vec![change] });
        let now = self.now();
        self.session.commit(&write, now).map(drop).unwrap();
        self.written = self.words;
        self.paragraph = Some((passage, true, text));
    }

    /// What is being typed becomes history.
    fn rest_from_typing(&mut self) {
        if self.written < self.words
            && let Some((_, _, committed)) = &self.paragraph
        {
            self.write(self.typed(committed));
        }
    }

    /// Opens the meeting, begins and ends recesses: what the list of meetings shows changes.
    fn between(&mut self) {
        if self.words == STEP {
            self.commit(&Command::OpenMeeting);
            self.commit(&Command::CallItem(self.item()));
        } else if self.words.is_multiple_of(20) {
            self.commit(&Command::BeginRecess);
        } else if self.words % 20 == STEP {
            self.commit(&Command::EndRecess);
        }
    }

    fn commit(&mut self, command: &Command) {
        let now = self.now();
        let _ = self.session.commit(command, now);
    }

    fn item(&self) -> ItemId {
        self.session.meeting().agenda.first().map_or(ItemId(0), |item| item.id)
    }

    /// Says what the status line would say.
    fn tell(&mut self) {
        let now = self.now();
        self.session.poll(now);
        for news in self.session.take_news() {
            if let News::Mended(told) = news {
                self.rest_from_typing();
                self.session.note_repair(told, now);
            }
        }
        if self.words > self.told && matches!(self.session.saved(), Saved::All { .. }) {
            self.told = self.words;
            println!("{}", self.told);
        }
    }

    /// Waits until all is saved. While the disk refuses, typing goes on.
    fn wait(&mut self) {
        let end = Instant::now() + PATIENCE;
        loop {
            let now = self.now();
            self.session.poll(now);
            let pending = matches!(self.session.saved(), Saved::Pending { .. });
            let left = end.saturating_duration_since(Instant::now());
            if !pending || self.bell.recv_timeout(left).is_err() {
                return;
            }
        }
    }

    /// A pause: the store is brought up to date.
    fn rest(&mut self) {
        let settled = self.session.flush(PATIENCE).is_ok_and(|settled| settled);
        self.tell();
        if settled && self.told == self.words {
            println!("ruhe {}", self.told);
        }
    }

    /// Writes the files, closes the meeting and ends the program.
    fn go_home(mut self, folder: &Path, evening: Evening) -> u8 {
        self.rest_from_typing();
        self.rest();
        let files = documents(self.session.meeting(), &[Part::Public], Format::Text);
        let out = folder.join("ausgabe");
        let existing = if out.exists() { Existing::Replace } else { Existing::Keep };
        match outbox::write_all(&out, &files, existing) {
            Ok(_) => println!("raus {}", self.words),
            Err(error) => println!("not exported: {error}"),
        }
        if evening == Evening::Ends {
            self.commit(&Command::CloseMeeting);
        }
        for _ in 0..TRIES {
            let flushed = self.session.flush(PATIENCE).is_ok();
            // What was mended just now is one more entry to be saved.
            self.tell();
            if flushed && self.told == self.words {
                break;
            }
        }
        let (words, told) = (self.words, self.told);
        drop(self);
        if told < words {
            return NOT_SAVED;
        }
        println!("zu {told}");
        DONE
    }
}

/// Opens the meeting again, counts its words, writes one more and opens it once more: `none`
/// there is no meeting, `unlisted` the list cannot show it, `words N`, then `told …` for each
/// repair and `noted N` for those that history tells, then `stable`; or what is wrong.
pub(crate) fn check(folder: &Path) -> u8 {
    let archive = match Archive::at(&folder.join("ablage")) {
        Ok(archive) => archive,
        Err(error) => return refused(error),
    };
    let Some((id, heading)) = archive.list().unwrap().into_iter().next() else {
        println!("none");
        return DONE;
    };
    if heading.is_err() {
        println!("unlisted");
    }
    let mut found = None;
    for again in [false, true] {
        let opened = archive.open(&id, &holder()).map_err(JournalError::from);
        let (mut journal, loaded) =
            match opened.and_then(|mut journal| journal.load().map(|loaded| (journal, loaded))) {
                Ok(opened) => opened,
                Err(error) => return refused(error),
            };
        let meeting = replay(&loaded.entries, profile::default());
        let draft = loaded.draft.as_ref().filter(|draft| Some(draft.after) == last(&loaded));
        let words = match count(&meeting, draft) {
            Ok(words) => words,
            Err(wrong) => return refused(wrong),
        };
        for repair in &loaded.repairs {
            println!("told {repair}");
        }
        let noted = loaded.entries.iter().filter(|entry| entry.is_repair()).count();
        println!("noted {}", noted + loaded.unnoted.len());
        if again {
            let stable = loaded.repairs.is_empty() && found.is_some_and(|found| words == found + 1);
            println!("{}", if stable { "stable" } else { "not stable" });
            return DONE;
        }
        println!("words {words}");
        found = Some(words);
        if let Err(error) = journal.append(&[one_more(&loaded, &meeting, draft, words + 1)]) {
            return refused(error);
        }
        if let Err(error) = journal.settle() {
            return refused(error);
        }
    }
    DONE
}

fn add_word(text: &mut String, word: usize) {
    let gap = if text.is_empty() { "" } else { " " };
    text.push_str(&format!("{gap}Wort{word}"));
}

fn last(loaded: &Loaded) -> Option<wortlaut::journal::Seq> {
    loaded.entries.last().map(|entry| entry.seq)
}

/// A draft that holds one word more.
fn one_more(loaded: &Loaded, meeting: &Meeting, draft: Option<&Draft>, word: usize) -> Record {
    let item = meeting.agenda.first().map_or(ItemId(0), |item| item.id);
    let (place, kind) = (RecordPlace::End, PassageKind::Remark);
    let begun = draft.and_then(|draft| Some((draft, target(meeting, draft)?.2)));
    let (target, committed) = match begun {
        Some((draft, committed)) => (draft.target.clone(), committed),
        None => {
            let passage = PassageId(meeting.next_id());
            (DraftTarget::NewPassage { item, passage, place, kind }, String::new())
        }
    };
    let before = draft.and_then(|draft| draft.text(&committed));
    let mut text = before.unwrap_or_default();
    add_word(&mut text, word);
    let after = last(loaded).unwrap_or_default();
    Record::Draft(Some(Draft::between(after, target, &committed, &text, text.len())))
}

/// What a draft goes on with: the paragraph, whether it is new, and what of it is history.
fn target(meeting: &Meeting, draft: &Draft) -> Option<(PassageId, bool, String)> {
    match &draft.target {
        DraftTarget::NewPassage { passage, .. } => Some((*passage, true, String::new())),
        DraftTarget::Passage { item, passage } => {
            let written = meeting.item(*item)?.passage(*passage)?;
            Some((*passage, false, written.text.clone()))
        }
        DraftTarget::Motion { .. } => None,
    }
}

/// Counts the words: they are numbered, and none is missing before the last.
fn count(meeting: &Meeting, draft: Option<&Draft>) -> Result<usize, String> {
    let mut text = String::new();
    let begun = draft.and_then(|draft| Some((target(meeting, draft)?, draft)));
    for passage in meeting.agenda.iter().flat_map(|item| &item.passages) {
        match &begun {
            Some(((id, _, committed), draft)) if *id == passage.id => {
                text.push_str(&draft.text(committed).ok_or("the draft does not fit")?);
            }
            _ => text.push_str(&passage.text),
        }
        text.push(' ');
    }
    if let Some(((_, true, _), draft)) = &begun {
        text.push_str(&draft.text("").ok_or("the draft does not fit")?);
    }
    let words: Vec<_> = text.split_whitespace().collect();
    for (number, word) in (1..).zip(&words) {
        if *word != format!("Wort{number}") {
            return Err(format!("word {number} of {} is {word}", words.len()));
        }
    }
    Ok(words.len())
}
