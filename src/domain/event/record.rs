//! What happens to the record itself, not in the meeting.

use serde::{Deserialize, Serialize};

/// A fact about the record, as the journal keeps it for good.
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
}

impl RecordEvent {
    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::ChecksumSalted { .. } => None,
        }
    }
}
