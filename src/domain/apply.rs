//! Folding facts in. Total: a fact that does not fit is left out, never a panic.

mod agenda;
mod elections;
mod people;
mod record;
mod session;
mod speakers;
mod votes;

use super::{Event, Meeting};

impl Meeting {
    /// Folds one fact in.
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is decided is folded in below")]
    pub fn apply(&mut self, event: &Event) {
        self.pass_over(event);
        match event {
            Event::MeetingDescribed { head } => self.head = (**head).clone(),
            Event::ProfileAdopted { profile } => self.profile = (**profile).clone(),
            Event::Unknown(value) => self.keep_unknown(value),
            Event::Record(event) => self.apply_record(event),
            Event::MeetingOpened { .. }
            | Event::MeetingClosed { .. }
            | Event::MeetingReopened { .. } => self.apply_session(event),
            Event::RecessBegan { .. } | Event::RecessEnded { .. } => self.apply_recess(event),
            Event::QuorumStated { .. } => self.apply_quorum(event),
            Event::TimesCorrected { .. } | Event::RecessCorrected { .. } => self.apply_times(event),
            Event::SpeechRequested { .. }
            | Event::RequestWithdrawn { .. }
            | Event::RequestMoved { .. }
            | Event::SpeechBegan { .. }
            | Event::SpeechEnded { .. }
            | Event::FloorTakenBack { .. }
            | Event::ListClosed { .. }
            | Event::ListFrozen { .. } => self.apply_speakers(event),
            Event::DebateEnded { .. } | Event::DebateResumed { .. } => self.apply_speakers(event),
            Event::OrganizationAdded { .. } | Event::FactionChanged { .. } => {
                self.apply_factions(event);
            }
            Event::MovementCorrected { .. } | Event::MovementRemoved { .. } => {
                self.apply_corrections(event);
            }
            Event::MemberAdded { .. }
            | Event::AttendanceSet { .. }
            | Event::VideoSet { .. }
            | Event::Arrived { .. }
            | Event::Left { .. }
            | Event::Substituted { .. }
            | Event::SubstitutionEnded { .. } => self.apply_people(event),
            Event::Election(event) => self.apply_election(event),
            Event::Recused { .. } | Event::RecusalLifted { .. } => self.apply_recusals(event),
            Event::RecusalCorrected { .. } => self.apply_recusals(event),
            Event::AwayInItem { .. } | Event::BackInItem { .. } => self.apply_absences(event),
            Event::AbsenceCorrected { .. } | Event::AbsenceRemoved { .. } => {
                self.apply_absences(event);
            }
            Event::PaperAdded { .. }
            | Event::ItemInserted { .. }
            | Event::ItemRevised { .. }
            | Event::ItemMoved { .. }
            | Event::ItemJoined { .. }
            | Event::ItemContinued { .. }
            | Event::ItemWithdrawn { .. }
            | Event::ItemReinstated { .. }
            | Event::ItemCalled { .. }
            | Event::ItemLeft { .. }
            | Event::ResultSet { .. }
            | Event::PassageInserted { .. }
            | Event::PassageWritten { .. }
            | Event::PassageAttributed { .. }
            | Event::PassageMoved { .. }
            | Event::PassageRemoved { .. } => self.apply_agenda(event),
            _ => self.apply_decisions(event),
        }
    }

    /// Folds in what was moved and voted on. A fact of which neither knows what to do changes
    /// nothing: the simulation finds it, as replaying must give what the screen shows.
    #[expect(clippy::wildcard_enum_match_arm, reason = "everything else is matched in `apply`")]
    fn apply_decisions(&mut self, event: &Event) {
        match event {
            Event::MotionMoved { .. }
            | Event::MotionReworded { .. }
            | Event::MotionFateSet { .. }
            | Event::MotionAdopted { .. }
            | Event::MotionsOrdered { .. } => self.apply_motions(event),
            _ => self.apply_votes(event),
        }
    }

    /// Keeps the name of a fact that this version cannot read.
    fn keep_unknown(&mut self, fact: &serde_json::Value) {
        let name = fact.as_object().and_then(|object| object.keys().next());
        self.unknown.push(name.map_or_else(|| "?".to_owned(), Clone::clone));
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
