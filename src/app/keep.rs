//! Keeping what is being typed: as a draft at once, as history on a pause, and back again.

use super::App;
use super::desk::{Desk, seen};
use crate::action::Action;
use crate::domain::{GAP, Timestamp, gaps};
use crate::journal::{Draft, DraftTarget, JournalError, Resume};
use crate::session::News;
use crate::ui::list::Chosen;
use crate::ui::minutes::Fresh;
use crate::ui::{Screen, Seen};
use crate::wording;
use chrono::TimeDelta;
use std::time::Duration;

/// Text that rests for so long becomes history.
const PAUSE_S: i64 = 2;
/// Typing that rests for so long makes room for the word that all is saved.
const CALM_MS: i64 = 300;

impl App {
    /// Hears that the clock of the machine was set by so much: the journal keeps it, as the times
    /// in it jump there, and the clerk may have times to correct.
    pub fn clock_was_set(&mut self, by: TimeDelta, now: Timestamp) {
        if let Some(desk) = &mut self.desk {
            desk.clock_was_set(by, now);
            self.say(format!("{} Die Zeiten prüfen.", wording::clock_set(by.num_seconds())));
        }
    }
}

impl Desk {
    /// Hears from the writer, and gives what became of the store: the clerk is told. A repair is
    /// noted; as a draft counts only behind the last entry, the text becomes history first.
    pub(super) fn hear_news(&mut self, now: Timestamp) -> Option<String> {
        self.session.poll(now);
        let news = self.session.take_news();
        for news in &news {
            if let News::Mended(told) = news {
                self.settle(now);
                self.session.note_repair(told.clone(), now);
                // What could not become history yet is a draft behind the new entry.
                self.unkept = true;
            }
        }
        news.into_iter().next_back().map(|(News::Lagging(told) | News::Mended(told))| told)
    }

    /// Waits until everything is written and settled, each time at most for `longest`. If the
    /// store had to be mended for that, the journal says so too: nobody sees the screen any more.
    /// Tells whether it is settled.
    ///
    /// # Errors
    /// When the disk refuses or takes longer, and something is not saved.
    pub fn write_out(&mut self, now: Timestamp, longest: Duration) -> Result<bool, JournalError> {
        let settled = self.session.flush(longest)?;
        if self.hear_news(now).is_none() {
            return Ok(settled);
        }
        self.keep(false, now);
        self.session.flush(longest)
    }

    /// After each input: keeps what is being typed, and the place.
    pub fn keep(&mut self, edited: bool, now: Timestamp) {
        self.typed(edited, now);
        self.keep_typed(now);
    }

    /// Notes that text was edited: it is not kept yet, and is not called so.
    pub(super) fn typed(&mut self, edited: bool, now: Timestamp) {
        let unwritten = self.motions.unwritten().is_some() || self.minutes.unwritten().is_some();
        if edited && unwritten {
            self.unkept = true;
            self.typed_at = Some(now);
        }
    }

    /// Keeps what was edited, and the place.
    pub(super) fn keep_typed(&mut self, now: Timestamp) {
        if std::mem::take(&mut self.unkept)
            && let Some(draft) = self.draft()
        {
            self.session.draft(Some(draft), now);
            self.rests_at = Some(now + TimeDelta::seconds(PAUSE_S));
        }
        if self.rests_at.is_some_and(|at| at <= now) {
            self.settle(now);
        }
        self.count_gaps();
        let place = self.place();
        // While text is being typed, the draft knows the cursor.
        if place != self.known && self.rests_at.is_none() {
            self.session.resume_at(place.clone());
            self.known = place;
        }
    }

    /// Makes the text that is being typed history. In a closed meeting it stays a draft until
    /// somebody says why.
    pub fn settle(&mut self, now: Timestamp) {
        self.rests_at = None;
        if self.session.wants_reason() {
            return;
        }
        // A refusal here means that nothing changed, or that the paragraph went away.
        if let Some(command) = self.minutes.pending() {
            let counted = self.counted.0 == self.session.last();
            let gaps = self.gaps();
            let _ = self.session.commit(&command, now);
            self.minutes.written();
            // Why: a sentence must not cost more because the meeting is longer.
            if counted {
                self.counted = (self.session.last(), gaps);
            }
        }
        if let Some(command) = self.motions.pending() {
            let _ = self.session.commit(&command, now);
            self.motions.written();
        }
    }

    /// Tells whether text is being typed that is not history.
    pub(super) fn has_unwritten(&self) -> bool {
        self.minutes.pending().is_some() || self.motions.pending().is_some()
    }

    /// Forgets what is being typed and is not history.
    pub(super) fn forget_typed(&mut self, now: Timestamp) {
        self.refresh(now);
        self.motions.stop();
        self.session.draft(None, now);
    }

    /// Tells whether what was typed has to be history before an action: it begins, moves or strikes
    /// a paragraph without writing the one that is being typed, or takes out so much of it that
    /// undo has to bring it back.
    pub(super) fn ends_typing(&self, action: Action) -> bool {
        match action {
            Action::Cancel => self.screen == Screen::Motions,
            Action::DeleteBack | Action::DeleteForward => self.selected_text().is_some(),
            Action::InsertRemark
            | Action::RemovePassage
            | Action::MovePassageUp
            | Action::MovePassageDown
            | Action::DeleteWordBack
            | Action::DeleteWordForward
            | Action::DeleteSentence
            | Action::DeleteLine
            | Action::DeleteToLineEnd => true,
            _ => false,
        }
    }

    /// Tells whether the next letter begins another step of undo: each sentence is one, and what is
    /// overwritten can be brought back, unless it is but a gap.
    pub(super) fn begins_step(&self) -> bool {
        self.minutes.at_sentence_end() || self.selected_text().is_some_and(|text| text != GAP)
    }

    /// Counts the gaps anew if something became true meanwhile.
    fn count_gaps(&mut self) {
        let last = self.session.last();
        if self.counted.0 != last {
            let items = &self.session.meeting().agenda;
            let passages = items.iter().flat_map(|item| &item.passages);
            self.counted = (last, passages.map(|passage| gaps(&passage.text).count()).sum());
        }
    }

    /// How many open places (`@@`) the minutes have, with what is being typed.
    #[must_use]
    pub fn gaps(&self) -> usize {
        let Some(typed) = self.minutes.unwritten() else { return self.counted.1 };
        let item = self.session.meeting().item(typed.item);
        let written = item.and_then(|item| item.passage(typed.passage));
        let before = written.map_or(0, |passage| gaps(&passage.text).count());
        (self.counted.1 + gaps(typed.text).count()).saturating_sub(before)
    }

    /// When typing counts as having come to a pause.
    #[must_use]
    pub fn calm_at(&self) -> Option<Timestamp> {
        self.typed_at.map(|at| at + TimeDelta::milliseconds(CALM_MS))
    }

    /// Hears that the clock shows less than it did: what waits does not wait for the hour that
    /// comes once more.
    pub(super) fn clock_set_back(&mut self, now: Timestamp) {
        self.typed_at = self.typed_at.map(|at| at.min(now));
        self.rests_at = self.rests_at.map(|at| at.min(now + TimeDelta::seconds(PAUSE_S)));
        self.session.clock_set_back(now);
    }

    /// Hears that the clock of the machine was set.
    pub(super) fn clock_was_set(&mut self, by: TimeDelta, now: Timestamp) {
        // A draft counts only behind the last entry.
        self.settle(now);
        self.session.note_clock_set(by.num_seconds(), now);
        // What could not become history yet is a draft behind the new entry.
        self.unkept = true;
    }

    /// When something will have to be done although nothing comes in.
    #[must_use]
    pub fn rests_at(&self) -> Option<Timestamp> {
        self.rests_at
    }

    fn place(&mut self) -> Resume {
        let (passage, byte) = match self.minutes.place() {
            Some((passage, byte)) => (Some(passage), byte),
            None => (None, 0),
        };
        let wording = self.motions.place().filter(|_| self.screen == Screen::Motions);
        Resume {
            screen: self.screen.action().name().to_owned(),
            item: self.item,
            passage,
            byte,
            row: self.list().map_or(0, |chosen| chosen.0),
            motion: wording.map(|(motion, _)| motion).or(self.motion),
            wording: wording.map(|(_, byte)| byte),
        }
    }

    /// The row that is chosen on the screen that is shown, where it has a list.
    fn list(&mut self) -> Option<&mut Chosen> {
        Some(match self.screen {
            Screen::Minutes => return None,
            Screen::Agenda => self.agenda.chosen(),
            Screen::Speakers => self.speakers.chosen(),
            Screen::Motions => self.motions.chosen(),
            Screen::Vote => self.vote.chosen(),
            Screen::Attendance => self.attendance.chosen(),
            Screen::Meeting => self.meeting.chosen(),
            Screen::Export => self.export.chosen(),
        })
    }

    /// Goes to the place where the clerk was.
    pub(super) fn go_back(&mut self, now: Timestamp) {
        let known = self.known.clone();
        self.minutes.show(self.session.meeting(), self.item);
        if let Some(passage) = known.passage {
            self.minutes.go(passage, known.byte);
        }
        if let Some(chosen) = self.list() {
            chosen.0 = known.row;
        }
        let meeting = self.session.meeting();
        let of_item = |id| meeting.motion(id).is_some_and(|motion| Some(motion.item) == self.item);
        self.motion = known.motion.filter(|id| of_item(*id));
        if let Some((motion, byte)) = self.motion.zip(known.wording) {
            let seen = seen!(self, now);
            self.motions.go(&seen, motion, byte);
        }
        self.export.show(self.session.meeting());
    }

    /// What is being typed and is not history.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        let meeting = self.session.meeting();
        let after = self.session.last();
        if let Some(typed) = self.motions.unwritten() {
            let committed = &meeting.motion(typed.motion)?.text;
            let target = DraftTarget::Motion { item: typed.item, motion: typed.motion };
            return Some(Draft::between(after, target, committed, &typed.text, typed.cursor));
        }
        let typed = self.minutes.unwritten()?;
        let (item, passage) = (typed.item, typed.passage);
        Some(match typed.fresh {
            Some(Fresh { place, kind, .. }) => {
                let target = DraftTarget::NewPassage { item, passage, place, kind };
                Draft::between(after, target, "", typed.text, typed.cursor)
            }
            None => {
                let committed = &meeting.item(item)?.passage(passage)?.text;
                let target = DraftTarget::Passage { item, passage };
                Draft::between(after, target, committed, typed.text, typed.cursor)
            }
        })
    }

    /// Puts back what was being typed.
    pub(super) fn restore(&mut self, draft: &Draft, now: Timestamp) {
        let meeting = self.session.meeting();
        match &draft.target {
            DraftTarget::Passage { item, passage } => {
                let committed = meeting.item(*item).and_then(|item| item.passage(*passage));
                let Some(text) = committed.and_then(|passage| draft.text(&passage.text)) else {
                    return;
                };
                self.item = Some(*item);
                self.minutes.show(meeting, self.item);
                self.minutes.restore(*passage, &text, draft.cursor);
            }
            DraftTarget::NewPassage { item, passage, place, kind } => {
                let Some(text) = draft.text("") else { return };
                self.item = Some(*item);
                self.minutes.show(meeting, self.item);
                let fresh = Fresh { passage: *passage, place: *place, kind: kind.clone() };
                self.minutes.restore_new(fresh, &text, draft.cursor);
            }
            DraftTarget::Motion { item, motion } => {
                let committed = meeting.motion(*motion).map(|motion| motion.text.as_str());
                let Some(text) = committed.and_then(|committed| draft.text(committed)) else {
                    return;
                };
                self.item = Some(*item);
                self.motion = Some(*motion);
                let seen = seen!(self, now);
                self.motions.restore(&seen, *motion, &text, draft.cursor);
            }
        }
        self.rests_at = Some(now);
    }
}
