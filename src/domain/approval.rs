//! What becomes of the record after the meeting: it is approved, and from then on only added to.

use super::{ItemId, Timestamp};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Genehmigung der Niederschrift, in the next meeting as a rule (Art. 54 GO Bayern: by the Rat).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The day.
    pub on: NaiveDate,
    /// In which meeting, or by whom, as text: "5. Sitzung des Bauausschusses".
    pub by: String,
}

/// A Nachtrag: what is added to an approved record, whose own text stays as it was approved
/// (product.md 2.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addendum {
    /// To which item; `None`: to the Niederschrift as a whole, and then it is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// What is added.
    pub text: String,
    /// Who added it: the Unix user.
    pub clerk: String,
    /// When.
    pub at: Timestamp,
}
