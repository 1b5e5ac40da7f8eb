//! The office: carries out what shall be done outside of the meeting, in files and on the
//! clipboard.

use super::{App, Desk};
use crate::action::Action;
use crate::clipboard::{self, Ways};
use crate::domain::{
    Checksum, Command, Event, Meeting, MeetingHead, MeetingState, Preparation, Profile,
    RecordEvent, Timestamp,
};
use crate::export::{self, Document, Format, Part, Piece};
use crate::import::{self, Source};
use crate::journal::writer::{Inline, Recorder, Reporting, Writer, WriterHandle};
use crate::journal::{
    Archive, Change, Entry, Heading, Holder, Journal as _, Loaded, MeetingId, MemoryJournal,
    Record, Seq, replay, salt,
};
use crate::outbox::{self, Existing, OutboxError};
use crate::place;
use crate::session::Session;
use crate::terminal::{self, Doorbell, Input, Terminal};
use crate::ui::Effect;
use crate::ui::export::Choice;
use crate::ui::meetings::Listed;
use std::path::PathBuf;
use std::sync::mpsc::{self};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The longest wait for the last sync at the end.
const FAREWELL: Duration = Duration::from_secs(5);

/// A disk that takes longer is called slow.
const AT_ONCE: Duration = Duration::from_millis(500);

/// The way to the writer of the open meeting, for the thread that waits for signals. Shared,
/// because the end of the program must not wait for a screen that may be blocked in its terminal.
pub type LastResort = Arc<Mutex<Option<WriterHandle>>>;

/// Where files lie, who works here, and how the screen is woken.
pub struct Office {
    /// The Ablage.
    pub archive: Archive,
    /// The Unix user.
    pub clerk: String,
    /// Rules and house style for new meetings.
    pub profile: Profile,
    /// Where texts are written.
    pub outbox: PathBuf,
    /// The ways to a clipboard.
    pub ways: Ways,
    /// Whether the Ablage is the one for practising: what lies in it is thrown away at the end.
    pub practice: bool,
    /// Wakes the main loop.
    pub bell: Doorbell,
    /// The way to the writer, for signals.
    pub last_resort: LastResort,
    /// The file of the clerk's own words, where there is a place for one.
    pub words: Option<PathBuf>,
}

impl Office {
    /// Carries out an effect. Tells whether the program goes on.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn carry_out(
        &mut self,
        effect: Effect,
        app: &mut App,
        terminal: &mut Terminal,
    ) -> std::io::Result<bool> {
        let done = match effect {
            Effect::Quit { anyway } => {
                if !anyway && !is_safe(app, terminal, Effect::Quit { anyway: true })? {
                    return Ok(true);
                }
                self.put_away(app);
                return Ok(false);
            }
            Effect::Redraw => {
                terminal.redraw()?;
                Ok(())
            }
            Effect::Leave { anyway } => {
                if !anyway && !is_safe(app, terminal, Effect::Leave { anyway: true })? {
                    return Ok(true);
                }
                self.put_away(app);
                self.show_list(app)
            }
            Effect::Open(id) => self.open(&id, app),
            Effect::Export { choice, anyway } => self.export(choice, anyway, app),
            Effect::SaveElsewhere { to } => self.save_elsewhere(to, app),
            Effect::Learn(word) => self.learn(&word, app),
            Effect::Copy { text, what } => {
                app.say(clipboard::copy(&text.into(), &what, self.ways));
                Ok(())
            }
            Effect::New { committee, date, start, place } => {
                self.new_meeting(committee, &date, &start, place, app)
            }
            Effect::Import { agenda, members } => self.import(&agenda, members.as_deref(), app),
        };
        if let Err(message) = done {
            app.say(message);
        }
        Ok(true)
    }

    /// Adds a word to the clerk's own.
    fn learn(&self, word: &str, app: &mut App) -> Result<(), String> {
        let Some(path) = &self.words else {
            app.say(format!("„{word}“ gilt bis zum Beenden als richtig."));
            return Ok(());
        };
        place::append_own(path, word, place::SETTINGS)
            .map_err(|error| format!("{}: {}", path.display(), error.why()))?;
        app.say(format!("„{word}“ gelernt."));
        Ok(())
    }

    /// Ends the work at a meeting: everything is written and settled.
    fn put_away(&self, app: &mut App) {
        let now = terminal::now();
        if let Some(mut desk) = app.get_up(now) {
            // What could not be written now is told no more: the program is leaving the meeting.
            // The writer ends with the desk, and waits for a slow disk on its own.
            let _ = desk.write_out(now, AT_ONCE);
        }
        *self.last_resort.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Shows the list of meetings.
    ///
    /// # Errors
    /// Says in German why they are not known; then it shows none.
    pub fn show_list(&self, app: &mut App) -> Result<(), String> {
        let listed = self.list();
        app.show_meetings(listed.as_ref().cloned().unwrap_or_default());
        listed.map(drop)
    }

    /// The list of meetings, the newest first.
    fn list(&self) -> Result<Vec<Listed>, String> {
        let mut meetings: Vec<_> = self
            .archive
            .list()
            .map_err(|error| error.to_string())?
            .into_iter()
            .map(|(id, heading)| match heading {
                Ok(heading) => Listed {
                    id: id.to_string(),
                    name: named(&heading),
                    date: german_date(&heading.date),
                    state: Some(heading.state),
                    items: heading.items,
                },
                Err(error) => Listed {
                    name: format!("{id}: {error}"),
                    id: id.to_string(),
                    date: String::new(),
                    state: None,
                    items: 0,
                },
            })
            .collect();
        meetings.sort_by(|a, b| b.id.cmp(&a.id));
        Ok(meetings)
    }

    /// The meeting that is running, to begin with.
    #[must_use]
    pub fn running(&self) -> Option<String> {
        let running = |state| matches!(state, MeetingState::Running | MeetingState::Interrupted);
        self.list()
            .ok()?
            .into_iter()
            .find(|meeting| meeting.state.is_some_and(running))
            .map(|meeting| meeting.id)
    }

    /// Opens a meeting and sits down at it.
    ///
    /// # Errors
    /// Says in German why it cannot be opened.
    pub fn open(&self, id: &str, app: &mut App) -> Result<(), String> {
        let now = terminal::now();
        let id = self.archive.resolve(id).map_err(|error| error.to_string())?;
        self.put_away(app);
        let holder = Holder { clerk: self.clerk.clone(), since: now };
        let mut journal = self.archive.open(&id, &holder).map_err(|error| error.to_string())?;
        let loaded = journal.load().map_err(|error| error.to_string())?;
        let (told, reports) = mpsc::channel();
        let bell = self.bell.clone();
        let report = move |report| {
            let _ = told.send(report);
            bell.ring(Input::Woken);
        };
        let writer = Writer::start(Box::new(journal), report).map_err(|error| error.to_string())?;
        *self.last_resort.lock().unwrap_or_else(PoisonError::into_inner) = Some(writer.handle());
        let recorder = Box::new(Reporting::new(writer, reports));
        let repairs = loaded.repairs.clone();
        let mut desk = self.desk(loaded, recorder);
        desk.id = Some(id);
        app.sit_down(desk, self.practice);
        if !repairs.is_empty() {
            // All of them: what was damaged alone would not say that it is healed.
            app.say(repairs.join(" "));
        }
        Ok(())
    }

    fn desk(&self, loaded: Loaded, recorder: Box<dyn Recorder>) -> Desk {
        let now = terminal::now();
        let (resume, draft) = (loaded.resume.clone(), loaded.draft.clone());
        let repairs = loaded.unnoted.clone();
        let session = Session::new(loaded, recorder, self.profile.clone(), self.clerk.clone());
        let mut desk = Desk::new(session, resume, draft, now);
        if !repairs.is_empty() {
            // The disk takes none yet. A draft counts only behind the last entry: before a repair
            // is noted, it becomes history, so that it is there whenever the power goes.
            desk.settle(now);
        }
        for repair in repairs {
            desk.session.note_repair(repair, now);
        }
        desk.keep(true, now);
        desk
    }

    /// Sits down at the practice meeting: at one that was killed, so that one can see that nothing
    /// is lost, or else at a new one.
    ///
    /// # Errors
    /// Says in German why it cannot be made.
    pub fn practise(&self, app: &mut App) -> Result<(), String> {
        for (id, _) in self.archive.list().map_err(|error| error.to_string())? {
            if self.open(id.as_str(), app).is_ok() {
                app.say("Die Übung geht weiter, wo sie abgebrochen wurde.");
                return Ok(());
            }
        }
        let mut evening = import::practice(self.profile.clone());
        // It is practised today, whenever the evening was invented for.
        let today = terminal::now().date_naive();
        let start = &mut evening.head.planned_start;
        *start = start.map(|start| today.and_time(start.time()));
        let id = self.create(evening)?;
        self.open(id.as_str(), app)?;
        // Ready to type: the meeting is open, and its first item is on.
        app.perform(Action::NextItem, None);
        app.say("Übung mit einem erfundenen Ausschuss. Beim Beenden wird sie weggeworfen.");
        Ok(())
    }

    /// Throws the practice meetings away that nobody works at.
    pub fn clear_practice(&self) {
        if !self.practice {
            return;
        }
        let holder = Holder { clerk: self.clerk.clone(), since: terminal::now() };
        for (id, _) in self.archive.list().unwrap_or_default() {
            let free = self.archive.open(&id, &holder).map(drop).is_ok();
            if free {
                let _ = std::fs::remove_dir_all(self.archive.folder(&id));
            }
        }
    }

    /// Sits down at the practice meeting without an Ablage: for a picture.
    pub fn practise_in_memory(&self, app: &mut App) {
        let loaded = practice(&self.profile, &self.clerk, terminal::now());
        let mut journal = MemoryJournal::default();
        let first: Vec<_> = loaded.entries.iter().cloned().map(Record::Entry).collect();
        // Memory refuses nothing.
        let _ = journal.append(&first);
        let recorder = Box::new(Inline::new(Box::new(journal)));
        app.sit_down(self.desk(loaded, recorder), true);
        app.perform(Action::NextItem, None);
    }

    fn export(&self, choice: Choice, anyway: bool, app: &mut App) -> Result<(), String> {
        let Some(desk) = app.desk() else { return Ok(()) };
        let meeting = desk.session.meeting();
        let documents = documents(meeting, choice, desk.session.checksum());
        let folder = self.outbox.join(export::folder_name(meeting));
        let existing = if anyway { Existing::Replace } else { Existing::Keep };
        match outbox::write_all(&folder, &documents, existing) {
            Err(OutboxError::Differs { .. }) => {
                app.ask_overwrite(Effect::Export { choice, anyway: true });
                return Ok(());
            }
            done => done.map_err(|error| error.to_string())?,
        };
        let files = match documents.len() {
            1 => documents.iter().map(|document| document.name.clone()).collect(),
            many => format!("{many} Dateien"),
        };
        app.say(format!("{files} geschrieben nach {}.", folder.display()));
        Ok(())
    }

    fn new_meeting(
        &self,
        committee: String,
        date: &str,
        start: &str,
        place: String,
        app: &mut App,
    ) -> Result<(), String> {
        let planned =
            chrono::NaiveDateTime::parse_from_str(&format!("{date} {start}"), "%d.%m.%Y %H:%M");
        let planned = planned.map_err(|_| "Erwartet: Tag wie 09.03.2027, Uhrzeit wie 17:00.")?;
        let last = self.last_of(&committee);
        let head = MeetingHead {
            committee,
            place,
            planned_start: Some(planned),
            clerks: vec![self.clerk.clone()],
            ..last.as_ref().map_or_else(MeetingHead::default, |last| MeetingHead {
                body: last.head.body.clone(),
                chair: last.head.chair,
                legislative_term: last.head.legislative_term.clone(),
                statutory_members: last.head.statutory_members,
                ..MeetingHead::default()
            })
        };
        let profile = last.as_ref().map_or(&self.profile, |last| &last.profile).clone();
        let (organizations, members) = last.map_or_else(Default::default, |last| {
            (last.organizations, last.people.into_iter().zip(last.memberships).collect())
        });
        let preparation =
            Preparation { profile, head, organizations, members, papers: vec![], items: vec![] };
        let id = self.create(preparation)?;
        self.open(id.as_str(), app)
    }

    /// The last meeting of a committee: its members are those of the next one.
    fn last_of(&self, committee: &str) -> Option<Meeting> {
        let of_committee = |(id, heading): (MeetingId, Result<Heading, _>)| {
            (heading.ok()?.committee == committee).then_some(id)
        };
        let id = self.archive.list().ok()?.into_iter().filter_map(of_committee).max()?;
        let loaded = self.archive.read(&id).ok()?;
        Some(replay(&loaded.entries, self.profile.clone()))
    }

    fn import(&self, agenda: &str, members: Option<&str>, app: &mut App) -> Result<(), String> {
        let agenda = source(agenda)?;
        let members = members.map(source).transpose()?;
        let options = import::Options::default();
        let read = import::read(&agenda, members.as_ref(), &options, self.profile.clone());
        let unread = || "Die Datei lässt sich nicht lesen.".to_owned();
        let preparation = read.map_err(|problems| first_of(&problems).unwrap_or_else(unread))?;
        let hints = import::hints(&preparation);
        let id = self.create(preparation)?;
        self.open(id.as_str(), app)?;
        if let Some(hint) = first_of(&hints) {
            app.say(hint);
        }
        Ok(())
    }

    /// Makes a meeting in the Ablage.
    ///
    /// # Errors
    /// Says in German why it cannot be made; then nothing of it is there.
    pub fn create(&self, preparation: Preparation) -> Result<MeetingId, String> {
        make(&self.archive, preparation, &self.profile, &self.clerk, terminal::now())
    }
}

/// Tells the first of them, and how many more there are.
fn first_of(all: &[impl std::fmt::Display]) -> Option<String> {
    match all {
        [] => None,
        [only] => Some(only.to_string()),
        [first, rest @ ..] => Some(format!("{first} (und {} weitere)", rest.len())),
    }
}

/// Waits until everything is saved, and says so where that takes long. If it fails, the clerk is
/// asked whether to go `anyway`.
fn is_safe(app: &mut App, terminal: &mut Terminal, anyway: Effect) -> std::io::Result<bool> {
    let mut saved = app.flush(AT_ONCE);
    if !matches!(saved, Ok(true)) {
        app.say("Der Datenträger ist langsam. Was geschrieben ist, wird noch gesichert …");
        terminal.draw(None, |area, buf| app.paint(area, buf))?;
    }
    if saved.is_err() {
        saved = app.flush(FAREWELL);
    }
    if let Err(error) = &saved {
        app.ask_unsaved(anyway);
        app.say(error.to_string());
    }
    Ok(saved.is_ok())
}

/// Makes a meeting in an Ablage.
///
/// # Errors
/// Says in German why it cannot be made; then nothing of it is there.
pub fn make(
    archive: &Archive,
    preparation: Preparation,
    profile: &Profile,
    clerk: &str,
    now: Timestamp,
) -> Result<MeetingId, String> {
    let mut loaded = prepared(preparation, profile, clerk, now);
    if let Some(Entry { change: Change::Events(events), .. }) = loaded.entries.first_mut() {
        let salted = |salt| Event::Record(RecordEvent::ChecksumSalted { salt });
        events.extend(salt().map(salted));
    }
    let meeting = replay(&loaded.entries, profile.clone());
    let heading = Heading::of(&meeting, Seq(1), now);
    let first: Vec<_> = loaded.entries.into_iter().map(Record::Entry).collect();
    let holder = Holder { clerk: clerk.to_owned(), since: now };
    let (id, _) = archive.create(&heading, &first, &holder).map_err(|error| error.to_string())?;
    Ok(id)
}

/// The journal of the practice meeting as it begins.
#[must_use]
pub fn practice(profile: &Profile, clerk: &str, now: Timestamp) -> Loaded {
    prepared(import::practice(profile.clone()), profile, clerk, now)
}

fn prepared(preparation: Preparation, profile: &Profile, clerk: &str, now: Timestamp) -> Loaded {
    let meeting = Meeting::new(profile.clone());
    let prepare = Command::Prepare(Box::new(preparation));
    // An empty meeting can always be prepared.
    let events = meeting.decide(&prepare, now).unwrap_or_default();
    let change = Change::Events(events);
    let entry = Entry { seq: Seq(1), at: now, clerk: clerk.to_owned(), change };
    Loaded { entries: vec![entry], ..Loaded::default() }
}

/// The texts that a choice stands for, each with the Prüfsumme at its end.
#[must_use]
pub fn documents(meeting: &Meeting, choice: Choice, checksum: Option<&Checksum>) -> Vec<Document> {
    let documents = match choice {
        Choice::Everything => {
            export::documents(meeting, &[Part::Public, Part::NonPublic], Format::Text)
        }
        Choice::Minutes(part) => vec![Document {
            name: export::file_name(meeting, Piece::Minutes(part), Format::Text),
            text: export::minutes(meeting, part).into(),
        }],
        Choice::Extract(item) => export::extract(meeting, item, Part::All)
            .map(|text| Document {
                name: export::file_name(meeting, Piece::Extract(item), Format::Text),
                text: text.into(),
            })
            .into_iter()
            .collect(),
    };
    documents.into_iter().map(|document| document.sealed(checksum)).collect()
}

fn named(heading: &Heading) -> String {
    if heading.name.contains(&heading.committee) {
        heading.name.clone()
    } else {
        format!("{}: {}", heading.committee, heading.name)
    }
}

/// "2027-03-09" as "09.03.2027".
fn german_date(date: &str) -> String {
    chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .map_or_else(|_| date.to_owned(), |date| date.format("%d.%m.%Y").to_string())
}

fn source(path: &str) -> Result<Source, String> {
    let path = at_home(path);
    let bytes = place::read(&path, place::IMPORT).map_err(|error| error.to_string())?;
    Ok(Source::new(path.to_string_lossy(), bytes))
}

/// A path as it is typed: what begins with "~/" is in the clerk's home.
pub(super) fn at_home(path: &str) -> PathBuf {
    let home = std::env::var("HOME").unwrap_or_default();
    path.strip_prefix("~/").map_or_else(|| path.into(), |rest| format!("{home}/{rest}").into())
}
