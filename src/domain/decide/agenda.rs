//! The agenda: calling, inserting, striking and moving items, and their result.

use super::Decision;
use crate::domain::{Event, ItemId, ItemPart, ItemResult, Meeting, Refusal, Timestamp};

impl Meeting {
    pub(super) fn call_item(&self, item: ItemId, now: Timestamp) -> Decision {
        self.must_go_on()?;
        let called = self.must_have(item)?;
        if called.withdrawn.is_some() {
            return Err(Refusal::ItemWithdrawn);
        }
        if self.current == Some(item) {
            return Err(Refusal::AlreadyOn);
        }
        let mut events = self.resuming(now);
        if let Some(speech) = self.speakers.floor() {
            events.push(Event::SpeechEnded { speech: speech.id, at: now });
        }
        // Requests belong to the item they were made in; they lapse with it.
        events.extend(
            self.speakers
                .waiting
                .iter()
                .map(|request| Event::RequestWithdrawn { request: request.id }),
        );
        if self.speakers.closed {
            events.push(Event::ListClosed { closed: false, at: now, item: None });
        }
        if let Some(left) = self.current {
            events.push(Event::ItemLeft { item: left, at: now });
        }
        events.push(Event::ItemCalled { item, at: now });
        Ok(events)
    }

    pub(super) fn insert_item(
        &self,
        part: &ItemPart,
        after: Option<ItemId>,
        now: Timestamp,
    ) -> Decision {
        if part.number.trim().is_empty() && part.name.trim().is_empty() {
            return Err(Refusal::NothingToInsert);
        }
        if let Some(after) = after {
            self.must_have(after)?;
        }
        let item = ItemId(self.next_id());
        // Before the opening an agenda is still being written; later, it is Dringlichkeit.
        let added = self.start.map(|_| now);
        Ok(vec![Event::ItemInserted { item, part: part.clone(), after, added }])
    }

    pub(super) fn revise_item(&self, item: ItemId, part: &ItemPart) -> Decision {
        let old = self.must_have(item)?;
        if part.number.trim().is_empty() && part.name.trim().is_empty() {
            return Err(Refusal::NothingToInsert);
        }
        let same = old.number == part.number
            && old.name == part.name
            && old.public == part.public
            && old.paper == part.paper
            && old.attachments == part.attachments;
        if same {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::ItemRevised { item, part: part.clone() }])
    }

    pub(super) fn move_item(&self, item: ItemId, up: bool) -> Decision {
        let place =
            self.agenda.iter().position(|other| other.id == item).ok_or(Refusal::Unknown)?;
        let after = if up {
            let above = place.checked_sub(1).ok_or(Refusal::AtTheEdge)?;
            above.checked_sub(1).and_then(|index| self.agenda.get(index))
        } else {
            Some(self.agenda.get(place + 1).ok_or(Refusal::AtTheEdge)?)
        };
        Ok(vec![Event::ItemMoved { item, after: after.map(|other| other.id) }])
    }

    pub(super) fn withdraw_item(&self, item: ItemId, withdrawn: bool, now: Timestamp) -> Decision {
        let old = self.must_have(item)?;
        match (old.withdrawn, withdrawn) {
            (Some(_), true) | (None, false) => Err(Refusal::NothingChanges),
            (Some(_), false) => Ok(vec![Event::ItemReinstated { item }]),
            (None, true) => Ok(vec![Event::ItemWithdrawn { item, at: now }]),
        }
    }

    pub(super) fn set_result(&self, item: ItemId, result: Option<&str>) -> Decision {
        let old = self.must_have(item)?;
        let result = result.map(str::trim).filter(|text| !text.is_empty());
        if old.result.as_ref().map(|result| result.text.as_str()) == result {
            return Err(Refusal::NothingChanges);
        }
        let result = result.map(|text| ItemResult { text: text.to_owned() });
        Ok(vec![Event::ResultSet { item, result }])
    }
}
