//! Facts about the record itself.

use crate::domain::RecordEvent;

pub(super) fn told(event: &RecordEvent) -> String {
    match event {
        RecordEvent::ChecksumSalted { .. } => "Zufallszahl für die Prüfsumme".to_owned(),
    }
}

/// How much it is what the clerk meant.
pub(super) fn weight(event: &RecordEvent) -> u8 {
    match event {
        RecordEvent::ChecksumSalted { .. } => 0,
    }
}
