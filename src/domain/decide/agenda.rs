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
        let mut events = self.falling_silent(now);
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
        events.extend(self.turning(item, now));
        Ok(events)
    }

    /// The meeting goes on, and whoever speaks ends.
    pub(super) fn falling_silent(&self, now: Timestamp) -> Vec<Event> {
        let mut events = self.resuming(now);
        let floor = self.speakers.floor();
        events.extend(floor.map(|speech| Event::SpeechEnded { speech: speech.id, at: now }));
        events
    }

    /// The item that is on is left for another.
    pub(super) fn turning(&self, item: ItemId, now: Timestamp) -> Vec<Event> {
        let left = self.current.map(|left| Event::ItemLeft { item: left, at: now });
        left.into_iter().chain([Event::ItemCalled { item, at: now }]).collect()
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
        let part = part.clone();
        Ok(vec![Event::ItemInserted { item, part, after, added, continues: None }])
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

    pub(super) fn move_item(&self, item: ItemId, up: bool, now: Timestamp) -> Decision {
        let place =
            self.agenda.iter().position(|other| other.id == item).ok_or(Refusal::Unknown)?;
        let after = if up {
            let above = place.checked_sub(1).ok_or(Refusal::AtTheEdge)?;
            above.checked_sub(1).and_then(|index| self.agenda.get(index))
        } else {
            Some(self.agenda.get(place + 1).ok_or(Refusal::AtTheEdge)?)
        };
        Ok(vec![self.item_moved(item, after.map(|other| other.id), now)])
    }

    pub(super) fn put_item(&self, item: ItemId, after: Option<ItemId>, now: Timestamp) -> Decision {
        let place = |id| self.agenda.iter().position(|other| other.id == id);
        let at = place(item).ok_or(Refusal::Unknown)?;
        let to = match after {
            Some(after) if after == item => return Err(Refusal::NothingChanges),
            Some(after) => place(after).ok_or(Refusal::Unknown)? + 1,
            None => 0,
        };
        if to == at {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![self.item_moved(item, after, now)])
    }

    /// While the meeting goes on, a moved item was taken earlier or later, and the minutes say so;
    /// before, an agenda is still being written.
    fn item_moved(&self, item: ItemId, after: Option<ItemId>, now: Timestamp) -> Event {
        let goes_on = self.start.is_some() && !self.is_over();
        Event::ItemMoved { item, after, at: goes_on.then_some(now) }
    }

    /// Items that belong together are debated together: the one that is on leads. What is joined to
    /// an item that is itself joined goes with it, so that all have one lead.
    pub(super) fn join_item(&self, item: ItemId, joined: bool, now: Timestamp) -> Decision {
        let old = self.must_have(item)?;
        if !joined {
            old.joined.ok_or(Refusal::NothingChanges)?;
            return Ok(vec![Event::ItemJoined { item, lead: None, at: now }]);
        }
        if old.withdrawn.is_some() {
            return Err(Refusal::ItemWithdrawn);
        }
        let on = self.must_have(self.current.ok_or(Refusal::NoItemOn)?)?;
        let lead = on.joined.unwrap_or(on.id);
        if lead == item || on.id == item {
            return Err(Refusal::AlreadyOn);
        }
        if old.joined == Some(lead) {
            return Err(Refusal::NothingChanges);
        }
        let along = self.agenda.iter().filter(|other| other.joined == Some(item));
        let items = std::iter::once(item).chain(along.map(|other| other.id));
        let joined = |item| Event::ItemJoined { item, lead: Some(lead), at: now };
        Ok(items.map(joined).collect())
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
        Ok(vec![Event::ResultSet { item, result, ordered: false }])
    }
}
