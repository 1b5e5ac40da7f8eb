//! Folding in facts about the agenda and its paragraphs.

use crate::domain::{
    AgendaItem, Event, Handover, Happening, ItemCall, ItemId, Meeting, Passage, PassageId,
    RecordPlace, Shift, Timestamp,
};

impl Meeting {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_agenda(&mut self, event: &Event) {
        match event {
            Event::PaperAdded { paper } => {
                self.papers.push((**paper).clone());
            }
            Event::ItemInserted { item, part, after, added, continues } => {
                let mut new = AgendaItem::new(*item, part.clone());
                new.added = *added;
                new.continues = *continues;
                self.place_item(new, *after);
            }
            Event::ItemMoved { item, after, at } => self.move_to(*item, *after, *at),
            Event::ItemJoined { item, lead, .. } => {
                if let Some(item) = self.item_mut(*item) {
                    item.joined = *lead;
                }
            }
            Event::ItemContinued { item, other, at } => {
                for (of, other, away) in [(*item, *other, true), (*other, *item, false)] {
                    if let Some(item) = self.item_mut(of) {
                        item.hand_over(Handover { other, at: *at, away });
                    }
                }
            }
            Event::ItemCalled { item, at } => {
                self.current = Some(*item);
                if let Some(item) = self.item_mut(*item) {
                    item.calls.push(ItemCall { start: *at, end: None });
                }
            }
            Event::ItemLeft { item, at } => {
                if self.current == Some(*item) {
                    self.current = None;
                }
                if let Some(call) = self.item_mut(*item).and_then(|item| item.calls.last_mut()) {
                    call.end = Some(*at);
                }
            }
            Event::ItemRevised { item, .. }
            | Event::ItemWithdrawn { item, .. }
            | Event::ItemReinstated { item }
            | Event::ResultSet { item, .. }
            | Event::PassageInserted { item, .. }
            | Event::PassageWritten { item, .. }
            | Event::PassageAttributed { item, .. }
            | Event::PassageMoved { item, .. }
            | Event::PassageRemoved { item, .. } => {
                if let Some(item) = self.item_mut(*item) {
                    item.apply(event);
                }
            }
            _ => {}
        }
    }

    fn move_to(&mut self, item: ItemId, after: Option<ItemId>, at: Option<Timestamp>) {
        let place = |meeting: &Self| meeting.agenda.iter().position(|other| other.id == item);
        let Some(from) = place(self) else { return };
        let moved = self.agenda.remove(from);
        self.place_item(moved, after);
        let to = place(self).unwrap_or(from);
        let by = |place: usize| i32::try_from(place).unwrap_or(i32::MAX);
        if let (Some(at), Some(item)) = (at, self.item_mut(item)) {
            let before = item.shift.map_or(0, |shift| shift.by);
            let by = before.saturating_add(by(to).saturating_sub(by(from)));
            // Back where it stood, it was taken neither earlier nor later.
            item.shift = (by != 0).then_some(Shift { at, by });
        }
    }

    fn place_item(&mut self, item: AgendaItem, after: Option<ItemId>) {
        let place = match after {
            None => 0,
            Some(after) => self
                .agenda
                .iter()
                .position(|other| other.id == after)
                .map_or(self.agenda.len(), |place| place + 1),
        };
        self.agenda.insert(place, item);
    }
}

impl AgendaItem {
    #[expect(clippy::wildcard_enum_match_arm, reason = "called for its own facts only")]
    fn apply(&mut self, event: &Event) {
        match event {
            Event::ItemRevised { part, .. } => {
                self.number.clone_from(&part.number);
                self.name.clone_from(&part.name);
                self.public = part.public;
                self.paper = part.paper;
                self.attachments.clone_from(&part.attachments);
            }
            Event::ItemWithdrawn { at, .. } => self.withdrawn = Some(*at),
            Event::ItemReinstated { .. } => self.withdrawn = None,
            Event::ResultSet { result, ordered, .. } => {
                self.result.clone_from(result);
                if !ordered {
                    self.own_result.clone_from(result);
                }
            }
            Event::PassageInserted { passage, place, kind, text, .. } => {
                let passage = Passage { id: *passage, kind: kind.clone(), text: text.clone() };
                self.insert_passage(passage, *place);
            }
            Event::PassageWritten { passage, text, .. } => {
                if let Some(passage) = self.passage_mut(*passage) {
                    passage.text.clone_from(text);
                }
            }
            Event::PassageAttributed { passage, kind, .. } => {
                if let Some(passage) = self.passage_mut(*passage) {
                    passage.kind = kind.clone();
                }
            }
            Event::PassageMoved { passage, place, .. } => {
                let moved = Happening::Passage(*passage);
                let known = self.record.contains(&moved);
                // Why: a place behind itself is where it stands.
                if known && *place != RecordPlace::After(moved) {
                    self.record.retain(|other| *other != moved);
                    self.put_in_record(moved, *place);
                }
            }
            Event::PassageRemoved { passage, .. } => {
                let id = *passage;
                if let Ok(at) = self.passages.binary_search_by_key(&id, |other| other.id) {
                    self.passages.remove(at);
                }
                if let Some(at) = self.in_record(Happening::Passage(id)) {
                    self.record.remove(at);
                }
            }
            _ => {}
        }
    }

    fn hand_over(&mut self, handover: Handover) {
        let number = u32::try_from(self.handovers.len()).unwrap_or(u32::MAX);
        self.record.push(Happening::Handover(number));
        self.handovers.push(handover);
    }

    /// Passages are found through the record; their own order does not matter.
    fn insert_passage(&mut self, passage: Passage, place: RecordPlace) {
        let Err(at) = self.passages.binary_search_by_key(&passage.id, |other| other.id) else {
            return;
        };
        self.put_in_record(Happening::Passage(passage.id), place);
        self.passages.insert(at, passage);
    }

    fn put_in_record(&mut self, happening: Happening, place: RecordPlace) {
        let index = match place {
            RecordPlace::Start => 0,
            RecordPlace::End => self.record.len(),
            RecordPlace::After(other) => {
                self.in_record(other).map_or(self.record.len(), |index| index + 1)
            }
        };
        self.record.insert(index, happening);
    }

    /// Where something stands in the record. It is looked for from the end, where things are
    /// written: a paste may bring thousands of paragraphs.
    fn in_record(&self, happening: Happening) -> Option<usize> {
        self.record.iter().rposition(|other| *other == happening)
    }

    fn passage_mut(&mut self, id: PassageId) -> Option<&mut Passage> {
        let at = self.passages.binary_search_by_key(&id, |passage| passage.id).ok()?;
        self.passages.get_mut(at)
    }
}
