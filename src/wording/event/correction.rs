//! Facts about the record itself.

use super::{snippet, top};
use crate::domain::{Meeting, RecordEvent};
use crate::wording::date_short;

pub(super) fn told(event: &RecordEvent, meeting: &Meeting) -> String {
    match event {
        RecordEvent::ChecksumSalted { .. } => "Zufallszahl für die Prüfsumme".to_owned(),
        RecordEvent::Corrected { reason, .. } => format!("Berichtigung: {reason}"),
        RecordEvent::MinutesApproved { approval } => {
            let by = snippet(&approval.by);
            let by = if by.is_empty() { by } else { format!(": {by}") };
            format!("Niederschrift genehmigt am {}{by}", date_short(&approval.on))
        }
        RecordEvent::AddendumWritten { addendum } => {
            let to = addendum.item.map(|item| format!(" zu {}", top(meeting, item)));
            format!("Nachtrag{}: „{}“", to.unwrap_or_default(), snippet(&addendum.text))
        }
    }
}

/// How much it is what the clerk meant.
pub(super) fn weight(event: &RecordEvent) -> u8 {
    match event {
        RecordEvent::ChecksumSalted { .. } | RecordEvent::Corrected { .. } => 0,
        RecordEvent::MinutesApproved { .. } | RecordEvent::AddendumWritten { .. } => 4,
    }
}
