//! What happens to the record itself, not in the meeting.

use crate::domain::{Addendum, Approval, Timestamp};
use serde::{Deserialize, Serialize};

/// A fact about the record, as the journal keeps it for good. As [`super::ElectionEvent`], it
/// stands in the journal under its own name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordEvent {
    /// Random letters were drawn when the meeting was made. The Prüfsumme stands in public files
    /// and covers what is not public: without these, who knows the rest of the journal could try
    /// sentence after sentence until one gives the same Prüfsumme.
    ChecksumSalted {
        /// The letters.
        salt: String,
    },
    /// A Berichtigung: the other facts of this entry came after the meeting was closed.
    Corrected {
        /// Why.
        reason: String,
        /// When.
        at: Timestamp,
    },
    /// The Niederschrift was approved; a later one corrects when or by whom.
    MinutesApproved {
        /// The day, and by whom.
        approval: Approval,
    },
    /// A Nachtrag was added to the approved Niederschrift.
    AddendumWritten {
        /// It.
        addendum: Addendum,
    },
}

impl RecordEvent {
    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::ChecksumSalted { .. }
            | Self::Corrected { .. }
            | Self::MinutesApproved { .. }
            | Self::AddendumWritten { .. } => None,
        }
    }
}
