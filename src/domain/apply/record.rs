//! Folding in facts about the record itself.

use crate::domain::{Meeting, RecordEvent};

impl Meeting {
    pub(super) fn apply_record(&mut self, event: &RecordEvent) {
        match event {
            // It is there for the Prüfsumme only.
            RecordEvent::ChecksumSalted { .. } => {}
        }
    }
}
