//! Folding in facts about the record itself.

use crate::domain::{Meeting, MeetingState, RecordEvent};

impl Meeting {
    pub(super) fn apply_record(&mut self, event: &RecordEvent) {
        match event {
            // The one is there for the Prüfsumme, the other for whoever reads the journal.
            RecordEvent::ChecksumSalted { .. } | RecordEvent::Corrected { .. } => {}
            RecordEvent::MinutesApproved { approval } => {
                self.approval = Some(approval.clone());
                self.state = MeetingState::Approved;
            }
            RecordEvent::AddendumWritten { addendum } => self.addenda.push(addendum.clone()),
        }
    }
}
