//! The desk: an open meeting with its screens, and what the clerk is doing in it.

use super::mode::Waiting;
use crate::action::Action;
use crate::domain::{
    Command, ElectionId, Event, ItemId, MeetingState, MotionId, PassageId, Place, Timestamp,
};
use crate::journal::{Change, Draft, MeetingId, Resume, Seq};
use crate::session::Session;
use crate::ui::agenda::AgendaScreen;
use crate::ui::attendance::AttendanceScreen;
use crate::ui::decision::DecisionScreen;
use crate::ui::export::ExportScreen;
use crate::ui::meeting::MeetingScreen;
use crate::ui::minutes::MinutesScreen;
use crate::ui::motions::MotionsScreen;
use crate::ui::speakers::SpeakersScreen;
use crate::ui::{Reply, Screen, Seen};
use crate::wording;
use ratatui::layout::Rect;

/// An open meeting with its screens.
pub struct Desk {
    /// The meeting and its journal.
    pub session: Session,
    /// The name of the meeting in the Ablage; `None`: it is in none.
    pub id: Option<MeetingId>,
    /// The screen that is shown.
    pub screen: Screen,
    /// The item that is looked at.
    pub item: Option<ItemId>,
    /// The motion that was chosen last.
    pub motion: Option<MotionId>,
    /// The election that was chosen last.
    pub election: Option<ElectionId>,
    pub(super) agenda: AgendaScreen,
    pub(super) minutes: MinutesScreen,
    pub(super) speakers: SpeakersScreen,
    pub(super) motions: MotionsScreen,
    pub(super) vote: DecisionScreen,
    pub(super) attendance: AttendanceScreen,
    pub(super) meeting: MeetingScreen,
    pub(super) export: ExportScreen,
    /// When the text that is being typed becomes history.
    pub(super) rests_at: Option<Timestamp>,
    /// Whether something was edited that no draft holds yet.
    pub(super) unkept: bool,
    /// When a letter was typed last.
    pub(super) typed_at: Option<Timestamp>,
    /// Whether letters are commands where they would be text.
    pub(super) commanding: bool,
    /// The command that waits for a motion.
    pub(super) waiting: Option<Waiting>,
    /// From where the clerk jumped, the last place last.
    pub(super) jumped: Vec<Jumped>,
    /// The gaps in what is history, and up to which entry they were counted.
    pub(super) counted: (Seq, usize),
    /// The place that the journal knows.
    pub(super) known: Resume,
}

/// A place that was left with a jump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Jumped {
    pub(super) screen: Screen,
    pub(super) item: ItemId,
    pub(super) place: Option<(PassageId, usize)>,
}

/// What the screens may know, without borrowing the desk as a whole.
macro_rules! seen {
    ($desk:expr, $now:expr) => {
        Seen {
            meeting: $desk.session.meeting(),
            item: $desk.item,
            motion: $desk.motion,
            election: $desk.election,
            checksum: $desk.session.checksum(),
            now: $now,
            gaps: $desk.gaps(),
        }
    };
}
pub(super) use seen;

impl Desk {
    /// Sits down at a meeting: at the place where the clerk left it, with what was being typed.
    #[must_use]
    pub fn new(
        session: Session,
        resume: Option<Resume>,
        draft: Option<Draft>,
        now: Timestamp,
    ) -> Self {
        let known = resume.unwrap_or_default();
        let screen = Screen::ALL
            .into_iter()
            .find(|screen| screen.action().name() == known.screen)
            .unwrap_or(Screen::Agenda);
        let meeting = session.meeting();
        let item = known
            .item
            .filter(|item| meeting.item(*item).is_some())
            .or(meeting.current)
            .or_else(|| meeting.agenda.first().map(|item| item.id));
        let mut desk = Self {
            session,
            id: None,
            screen,
            item,
            motion: None,
            election: None,
            agenda: AgendaScreen::default(),
            minutes: MinutesScreen::default(),
            speakers: SpeakersScreen::default(),
            motions: MotionsScreen::default(),
            vote: DecisionScreen::default(),
            attendance: AttendanceScreen::default(),
            meeting: MeetingScreen::default(),
            export: ExportScreen::default(),
            rests_at: None,
            unkept: false,
            typed_at: None,
            commanding: false,
            waiting: None,
            jumped: Vec::new(),
            counted: (Seq::default(), 0),
            known,
        };
        desk.go_back(now);
        if let Some(draft) = draft.filter(|draft| draft.after == desk.session.last()) {
            desk.restore(&draft, now);
        }
        desk
    }

    /// Fits the screens into the body of the window.
    pub fn resize(&mut self, body: Rect) {
        self.minutes.resize(body);
        self.motions.resize(body);
    }

    /// Tells whether letters typed now are running text.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        match self.screen {
            Screen::Minutes => self.item.is_some(),
            Screen::Motions => self.motions.takes_text(),
            _ => false,
        }
    }

    /// Shows a screen.
    pub fn show(&mut self, screen: Screen, now: Timestamp) {
        self.settle(now);
        if screen != Screen::Motions {
            self.motions.stop();
        }
        self.screen = screen;
        let seen = seen!(self, now);
        match screen {
            Screen::Agenda => {
                if let Some(item) = self.item {
                    self.agenda.choose(seen.meeting, item);
                }
            }
            Screen::Export => match self.item.filter(|_| !over(seen.meeting.state)) {
                Some(item) => self.export.choose(seen.meeting, item),
                None => self.export.show(seen.meeting),
            },
            Screen::Vote => {
                self.vote.reset();
                self.vote.to_missing(&seen);
            }
            Screen::Motions => {
                if let Some(motion) = self.motion {
                    self.motions.choose(&seen, motion);
                }
            }
            Screen::Minutes | Screen::Speakers | Screen::Attendance | Screen::Meeting => {}
        }
    }

    /// Goes to a screen as the clerk says: from the agenda to that of the item chosen there.
    pub fn go(&mut self, screen: Screen, now: Timestamp) {
        let about_item = matches!(screen, Screen::Minutes | Screen::Motions | Screen::Vote);
        if self.screen == Screen::Agenda && about_item {
            let chosen = self.agenda.item(self.session.meeting()).map(|item| item.id);
            if let Some(item) = chosen.filter(|item| self.item != Some(*item)) {
                self.look(item, now);
            }
        }
        self.show(screen, now);
    }

    /// Looks at an item.
    pub fn look(&mut self, item: ItemId, now: Timestamp) {
        self.settle(now);
        self.turn_to(item);
        self.minutes.show(self.session.meeting(), self.item);
    }

    pub(super) fn turn_to(&mut self, item: ItemId) {
        if self.item != Some(item) {
            self.item = Some(item);
            (self.motion, self.election) = (None, None);
            self.motions.reset();
            self.vote.reset();
        }
    }

    /// Shows a place.
    pub fn jump(&mut self, place: Place, now: Timestamp) {
        match place {
            Place::Meeting => self.show(Screen::Meeting, now),
            Place::Item(item) => {
                self.look(item, now);
                self.show(Screen::Agenda, now);
            }
            Place::Passage(item, passage, byte) => {
                self.look(item, now);
                self.show(Screen::Minutes, now);
                self.minutes.go(passage, byte);
            }
            Place::Motion(item, motion) => {
                self.look(item, now);
                self.motion = Some(motion);
                self.show(Screen::Motions, now);
            }
            Place::Person(person) => {
                self.show(Screen::Attendance, now);
                self.attendance.choose(&seen!(self, now), person);
            }
            Place::Vote(item, vote) => {
                self.look(item, now);
                self.motion = self.session.meeting().vote(vote).map(|vote| vote.motion);
                self.show(Screen::Vote, now);
            }
            Place::Election(item, election) => self.jump_to_election(item, election, now),
        }
    }

    /// Lets something become true.
    ///
    /// # Errors
    /// Says in German why it has no meaning now.
    pub fn commit(&mut self, command: &Command, now: Timestamp) -> Result<Vec<Event>, String> {
        // What this command writes itself is not written before it.
        if let Command::Write(text) = command
            && self.minutes.unwritten().is_some_and(|typed| text.writes(typed.passage))
        {
            self.minutes.written();
        }
        self.settle(now);
        let at_end = self.minutes.at_end();
        // Why: what the screen shows already need not be laid out again, however long the item is.
        let shown = match command {
            Command::Write(text) if self.minutes.shows(text) => Some(text),
            _ => None,
        };
        let events = match self.session.commit(command, now) {
            Ok(events) => events.to_vec(),
            Err(refusal) => {
                let text = wording::refusal(&refusal, self.session.meeting());
                self.refresh(now);
                return Err(text);
            }
        };
        match shown {
            Some(text) => self.minutes.settled(text),
            None => self.follow(&events, at_end, now),
        }
        self.vote.committed(command);
        Ok(events)
    }

    /// Lets the screens take over the truth.
    pub fn refresh(&mut self, now: Timestamp) {
        self.minutes.show(self.session.meeting(), self.item);
        let seen = seen!(self, now);
        self.motions.show(&seen);
        if self.screen == Screen::Export {
            self.export.show(seen.meeting);
        }
    }

    /// Takes back the last action, or makes it count again. Says which.
    pub fn turn_back(&mut self, redo: bool, now: Timestamp) -> String {
        self.settle(now);
        let before = self.session.meeting().clone();
        let events = if redo { self.session.redo(now) } else { self.session.undo(now) };
        let Some(events) = events else {
            let what = if redo { "wiederherstellen" } else { "rückgängig machen" };
            return format!("Es gibt nichts, was sich {what} ließe.");
        };
        self.go_to(&events, &before, now);
        let what = if redo { "Wiederhergestellt" } else { "Rückgängig" };
        let known = if redo { self.session.meeting() } else { &before };
        let told = wording::change(&Change::Events(events), known);
        format!("{what}: {told}")
    }

    /// Takes typed text into the running text.
    pub fn insert(&mut self, text: &str, now: Timestamp) -> Reply {
        if self.screen == Screen::Motions {
            self.motions.insert(text);
            return Reply::Done;
        }
        if self.minutes.unwritten().is_some() && self.begins_step() {
            self.settle(now);
        }
        let seen = seen!(self, now);
        self.minutes.insert(text, &seen)
    }

    /// Takes pasted text into the running text.
    pub fn paste(&mut self, text: &str, now: Timestamp) -> Reply {
        if self.screen == Screen::Motions {
            self.motions.insert(text);
            return Reply::Done;
        }
        self.settle(now);
        let seen = seen!(self, now);
        self.minutes.paste(text, &seen)
    }

    /// Asks the screen what it makes of an action.
    pub fn perform(&mut self, action: Action, typed: Option<char>, now: Timestamp) -> Reply {
        if self.ends_typing(action) {
            self.settle(now);
        }
        let Some(action) = self.change_mode(action, now) else { return Reply::Done };
        let seen = seen!(self, now);
        match self.screen {
            Screen::Agenda => self.agenda.perform(action, &seen),
            Screen::Minutes => self.minutes.perform(action, &seen),
            Screen::Speakers => self.speakers.perform(action, &seen),
            Screen::Motions => self.motions.perform(action, &seen),
            Screen::Vote => self.vote.perform(action, typed, &seen),
            Screen::Attendance => self.attendance.perform(action, &seen),
            Screen::Meeting => self.meeting.perform(action, &seen),
            Screen::Export => self.export.perform(action, &seen),
        }
    }

    /// Marks what a motion passes over in the running text.
    pub fn extend(&mut self, action: Action) -> Reply {
        if self.screen == Screen::Motions {
            self.motions.extend(action);
            return Reply::Done;
        }
        self.minutes.extend(action)
    }

    /// The text that is marked in the running text.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        match self.screen {
            Screen::Minutes => self.minutes.selected_text(),
            Screen::Motions => self.motions.selected_text(),
            _ => None,
        }
    }

    /// The same without the lines that tell facts.
    #[must_use]
    pub fn selected_prose(&self) -> Option<String> {
        match self.screen {
            Screen::Minutes => self.minutes.selected_prose(),
            _ => self.selected_text(),
        }
    }

    /// Begins to change a wording.
    pub fn edit_motion(&mut self, motion: MotionId, now: Timestamp) {
        self.commanding = false;
        let seen = seen!(self, now);
        self.motions.edit(&seen, motion);
    }

    /// Takes a character that no key binds.
    pub fn letter(&mut self, typed: char, now: Timestamp) -> Reply {
        let seen = seen!(self, now);
        match self.screen {
            Screen::Vote => self.vote.insert(typed, &seen),
            Screen::Attendance => self.attendance.insert(typed, &seen),
            Screen::Minutes => Reply::Say(
                "Noch kein Tagesordnungspunkt. Erst einen in die Tagesordnung einfügen.".to_owned(),
            ),
            _ => Reply::Ignored,
        }
    }
}

fn over(state: MeetingState) -> bool {
    matches!(state, MeetingState::Closed | MeetingState::Approved)
}
