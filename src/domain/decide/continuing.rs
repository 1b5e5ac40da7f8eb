//! An item that is partly public and partly not: it goes on in a part of its own.
//!
//! What may be read in public is told item by item, so the two parts are two items: nothing of what
//! is said behind closed doors can get into the public one.

use super::Decision;
use crate::domain::{
    AgendaItem, Event, ItemId, ItemPart, Meeting, MotionFate, MotionId, Refusal, Request, Timestamp,
};

impl Meeting {
    /// Lets the item that is on go on in the other publicity. Its other part is made once; later it
    /// goes to and fro between the two. Who waits for the floor goes on waiting.
    pub(super) fn continue_item(&self, item: ItemId, now: Timestamp) -> Decision {
        self.must_go_on()?;
        let here = self.must_have(item)?;
        if self.current != Some(item) {
            return Err(Refusal::NotOn);
        }
        let (other, mut events) = match self.other_part(here) {
            Some(other) => (other.id, Vec::new()),
            None => self.new_part(here, now),
        };
        if !here.public {
            // Who asked for the floor behind closed doors is not named outside them.
            let waiting = self.speakers.waiting.iter();
            let lapse = |request: &Request| Event::RequestWithdrawn { request: request.id };
            events.extend(waiting.map(lapse));
        }
        events.extend(self.falling_silent(now));
        events.push(Event::ItemContinued { item, other, at: now });
        events.extend(self.turning(other, now));
        Ok(events)
    }

    fn other_part(&self, item: &AgendaItem) -> Option<&AgendaItem> {
        self.agenda.iter().find(|other| {
            let belongs = other.continues == Some(item.id) || item.continues == Some(other.id);
            belongs && other.public != item.public && other.withdrawn.is_none()
        })
    }

    /// The part stands right behind, with the same number. Who is befangen in one part is so in
    /// the other (see [`Meeting::is_recused`]); the question goes along behind closed doors, and
    /// nothing comes out from there by itself: neither wording nor paper, and the title only where
    /// the house shows such titles.
    fn new_part(&self, here: &AgendaItem, now: Timestamp) -> (ItemId, Vec<Event>) {
        let item = ItemId(self.next_id());
        let open = here.public || self.profile.show_non_public_titles;
        let part = ItemPart {
            number: here.number.clone(),
            name: if open { here.name.clone() } else { String::new() },
            public: !here.public,
            paper: here.paper.filter(|_| here.public),
            attachments: Vec::new(),
        };
        let (after, continues) = (Some(here.id), Some(here.id));
        let mut events = vec![Event::ItemInserted { item, part, after, added: None, continues }];
        if here.public {
            events.extend(self.question_along(here.id, item, now));
        }
        (item, events)
    }

    /// The question of an item as it stands, while it is not decided.
    fn question_along(&self, from: ItemId, item: ItemId, now: Timestamp) -> Vec<Event> {
        let main = self.main_motion(from).filter(|main| main.fate == MotionFate::Open);
        let Some(main) = main.filter(|main| !main.text.trim().is_empty()) else {
            return Vec::new();
        };
        let motion = MotionId(self.next_id() + 1);
        let paper = main.paper_text.as_ref();
        let mut events = vec![Event::MotionMoved {
            item,
            motion,
            kind: main.kind,
            mover: main.mover.clone(),
            text: paper.unwrap_or(&main.text).clone(),
            from_paper: paper.is_some(),
            at: now,
            procedure: None,
        }];
        if paper.is_some_and(|paper| *paper != main.text) {
            events.push(Event::MotionReworded { motion, text: main.text.clone() });
        }
        events
    }
}
