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
        use Event as E;
        self.pass_over(event);
        match event {
            E::MeetingDescribed { head } => self.head = (**head).clone(),
            E::ProfileAdopted { profile } => self.profile = (**profile).clone(),
            E::Unknown(value) => self.keep_unknown(value),
            E::Record(event) => self.apply_record(event),
            E::MeetingOpened { .. } | E::MeetingClosed { .. } | E::MeetingReopened { .. } => {
                self.apply_session(event);
            }
            E::RecessBegan { .. } | E::RecessEnded { .. } => self.apply_recess(event),
            E::QuorumStated { .. } => self.apply_quorum(event),
            E::TimesCorrected { .. } | E::RecessCorrected { .. } => self.apply_times(event),
            E::SpeechRequested { .. }
            | E::RequestWithdrawn { .. }
            | E::RequestMoved { .. }
            | E::SpeechBegan { .. }
            | E::SpeechEnded { .. }
            | E::FloorTakenBack { .. }
            | E::ListClosed { .. }
            | E::ListFrozen { .. } => self.apply_speakers(event),
            E::DebateEnded { .. } | E::DebateResumed { .. } => self.apply_speakers(event),
            E::OrganizationAdded { .. } | E::FactionChanged { .. } => self.apply_factions(event),
            E::MovementCorrected { .. } | E::MovementRemoved { .. } => {
                self.apply_corrections(event);
            }
            E::MemberAdded { .. }
            | E::AttendanceSet { .. }
            | E::VideoSet { .. }
            | E::Arrived { .. }
            | E::Left { .. }
            | E::Substituted { .. }
            | E::SubstitutionEnded { .. } => self.apply_people(event),
            E::Election(event) => self.apply_election(event),
            E::Recused { .. } | E::RecusalLifted { .. } => self.apply_recusals(event),
            E::RecusalCorrected { .. } => self.apply_recusals(event),
            E::AwayInItem { .. } | E::BackInItem { .. } => self.apply_absences(event),
            E::AbsenceCorrected { .. } | E::AbsenceRemoved { .. } => self.apply_absences(event),
            E::PaperAdded { .. }
            | E::ItemInserted { .. }
            | E::ItemRevised { .. }
            | E::ItemMoved { .. }
            | E::ItemJoined { .. }
            | E::ItemContinued { .. }
            | E::ItemWithdrawn { .. }
            | E::ItemReinstated { .. }
            | E::ItemCalled { .. }
            | E::ItemLeft { .. }
            | E::ResultSet { .. }
            | E::PassageInserted { .. }
            | E::PassageWritten { .. }
            | E::PassageAttributed { .. }
            | E::PassageMoved { .. }
            | E::PassageRemoved { .. } => self.apply_agenda(event),
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
