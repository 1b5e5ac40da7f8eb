//! What the clerk asks for after the meeting.

use super::Command;
use crate::domain::{Approval, ItemId};

/// What the clerk asks for that concerns the record itself.
#[derive(Debug, Clone, PartialEq)]
pub enum RecordCommand {
    /// Do this although the meeting is closed, for a reason: a Berichtigung.
    Correct { reason: String, change: Box<Command> },
    /// The Niederschrift is approved.
    Approve(Approval),
    /// Add a Nachtrag to the approved Niederschrift: to an item, or to the whole.
    Append { item: Option<ItemId>, text: String, clerk: String },
}

impl Command {
    /// The same as a Berichtigung.
    #[must_use]
    pub fn because(&self, reason: &str) -> Self {
        let change = Box::new(self.clone());
        Self::Record(RecordCommand::Correct { reason: reason.to_owned(), change })
    }
}
