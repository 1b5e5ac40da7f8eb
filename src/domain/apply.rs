//! Folding facts in. Total: a fact that does not fit is left out, never a panic.

mod agenda;
mod people;
mod votes;

use super::{Event, Meeting, MeetingState, Recess, Speech};

impl Meeting {
    /// Folds one fact in.
    pub fn apply(&mut self, event: &Event) {
        self.pass_over(event);
        match event {
            Event::MeetingDescribed { head } => self.head = (**head).clone(),
            Event::ProfileAdopted { profile } => self.profile = (**profile).clone(),
            Event::MeetingOpened { at } => {
                self.start.get_or_insert(*at);
                self.state = MeetingState::Running;
            }
            Event::MeetingClosed { at } => {
                self.end = Some(*at);
                self.state = MeetingState::Closed;
            }
            Event::MeetingReopened { .. } => {
                self.end = None;
                self.state = MeetingState::Running;
            }
            Event::RecessBegan { recess, at, item } => {
                self.recesses.push(Recess { id: *recess, start: *at, end: None, item: *item });
                self.state = MeetingState::Interrupted;
                if let Some(item) = item {
                    self.happened(*item, super::Happening::Recess(*recess));
                }
            }
            Event::RecessEnded { recess, at } => {
                if let Some(recess) = self.recesses.iter_mut().find(|other| other.id == *recess) {
                    recess.end = Some(*at);
                }
                if self.state == MeetingState::Interrupted {
                    self.state = MeetingState::Running;
                }
            }
            Event::SpeechRequested { request, speaker, kind, at } => {
                self.speakers.enqueue(super::Request {
                    id: *request,
                    speaker: speaker.clone(),
                    kind: *kind,
                    at: *at,
                });
            }
            Event::RequestWithdrawn { request } => {
                self.speakers.waiting.retain(|other| other.id != *request);
            }
            Event::SpeechBegan { speech, request, speaker, kind, item, at } => {
                self.speakers.waiting.retain(|other| Some(other.id) != *request);
                self.speakers.speeches.push(Speech {
                    id: *speech,
                    speaker: speaker.clone(),
                    kind: *kind,
                    item: *item,
                    start: *at,
                    end: None,
                });
            }
            Event::SpeechEnded { speech, at } => {
                let ended = self.speakers.speeches.iter_mut().find(|other| other.id == *speech);
                if let Some(ended) = ended {
                    ended.end = Some(*at);
                }
            }
            Event::ListClosed { closed, .. } => self.speakers.closed = *closed,
            Event::Unknown(value) => {
                let name = value.as_object().and_then(|object| object.keys().next());
                self.unknown.push(name.map_or_else(|| "?".to_owned(), Clone::clone));
            }
            Event::OrganizationAdded { .. }
            | Event::MemberAdded { .. }
            | Event::AttendanceSet { .. }
            | Event::VideoSet { .. }
            | Event::Arrived { .. }
            | Event::Left { .. }
            | Event::Substituted { .. }
            | Event::SubstitutionEnded { .. }
            | Event::Recused { .. }
            | Event::RecusalLifted { .. } => self.apply_people(event),
            Event::PaperAdded { .. }
            | Event::ItemInserted { .. }
            | Event::ItemRevised { .. }
            | Event::ItemMoved { .. }
            | Event::ItemWithdrawn { .. }
            | Event::ItemReinstated { .. }
            | Event::ItemCalled { .. }
            | Event::ItemLeft { .. }
            | Event::ResultSet { .. }
            | Event::PassageInserted { .. }
            | Event::PassageWritten { .. }
            | Event::PassageAttributed { .. }
            | Event::PassageRemoved { .. } => self.apply_agenda(event),
            Event::MotionMoved { .. }
            | Event::MotionReworded { .. }
            | Event::MotionFateSet { .. }
            | Event::VoteOpened { .. }
            | Event::FactionVoted { .. }
            | Event::TotalsCounted { .. }
            | Event::VoteClosed { .. }
            | Event::VoteReopened { .. }
            | Event::VoteAnnulled { .. } => self.apply_votes(event),
        }
    }

    /// Remembers the number that a fact gave, without folding the fact in.
    pub fn pass_over(&mut self, event: &Event) {
        if let Some(number) = event.number() {
            self.next_id = self.next_id.max(number.saturating_add(1));
        }
    }

    fn item_mut(&mut self, id: super::ItemId) -> Option<&mut super::AgendaItem> {
        self.agenda.iter_mut().find(|item| item.id == id)
    }

    /// Puts something at the end of what happened in an item.
    fn happened(&mut self, item: super::ItemId, what: super::Happening) {
        if let Some(item) = self.item_mut(item) {
            item.record.push(what);
        }
    }
}
