//! The paragraphs of the Wortprotokoll.

use super::Decision;
use crate::domain::{Event, ItemText, Meeting, PassageChange, Refusal};

impl Meeting {
    /// Several items are written whole or not at all.
    pub(super) fn write_all(&self, texts: &[ItemText]) -> Decision {
        let mut events = Vec::new();
        for text in texts {
            match self.write(text) {
                Ok(written) => events.extend(written),
                Err(Refusal::NothingChanges) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        if events.is_empty() { Err(Refusal::NothingChanges) } else { Ok(events) }
    }

    pub(super) fn write(&self, text: &ItemText) -> Decision {
        let item = text.item;
        let old = self.must_have(item)?;
        let mut events = Vec::with_capacity(text.changes.len());
        for change in &text.changes {
            events.push(match change.clone() {
                PassageChange::Insert { passage, place, kind, text } => {
                    Event::PassageInserted { item, passage, place, kind, text }
                }
                PassageChange::Write { passage, text } => {
                    if old.passage(passage).is_some_and(|old| old.text == text) {
                        continue;
                    }
                    Event::PassageWritten { item, passage, text }
                }
                PassageChange::Attribute { passage, kind } => {
                    if old.passage(passage).is_some_and(|old| old.kind == kind) {
                        continue;
                    }
                    Event::PassageAttributed { item, passage, kind }
                }
                PassageChange::Move { passage, place } => {
                    Event::PassageMoved { item, passage, place }
                }
                PassageChange::Remove { passage } => Event::PassageRemoved { item, passage },
            });
        }
        if events.is_empty() { Err(Refusal::NothingChanges) } else { Ok(events) }
    }
}
