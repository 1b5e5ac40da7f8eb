//! Where the clerk is after something became true, or was taken back.

use super::desk::{Desk, seen};
use crate::domain::{Event, Meeting, Timestamp};
use crate::journal::Draft;
use crate::ui::{Screen, Seen};

impl Desk {
    /// Lets the screens follow what happened.
    pub(super) fn follow(&mut self, events: &[Event], at_end: bool, now: Timestamp) {
        // Who writes at the end goes on writing behind the line that a fact made.
        let mut to_end = at_end;
        for event in events {
            match event {
                Event::ItemCalled { item, .. } => self.turn_to(*item),
                Event::SpeechBegan { item: Some(item), .. } => {
                    self.turn_to(*item);
                    // Who got the floor is written down at once.
                    self.commanding = false;
                    to_end = true;
                }
                Event::ItemInserted { item, .. } => {
                    // The first one is what there is to look at.
                    if self.item.is_none() {
                        self.turn_to(*item);
                    }
                    self.agenda.choose(self.session.meeting(), *item);
                }
                // Who speaks on is written down at the end, as before.
                Event::FloorTakenBack { .. } => to_end = true,
                Event::ItemMoved { item, .. } => {
                    self.agenda.choose(self.session.meeting(), *item);
                }
                Event::Election(event) => to_end |= self.follow_election(event),
                Event::VoteClosed { .. } => {
                    self.motion = None;
                    to_end = true;
                }
                Event::MotionAdopted { .. } => {
                    self.motion = None;
                    to_end = true;
                }
                // Who changed the Fraktion stands in another row.
                Event::FactionChanged { person, .. } => {
                    let seen = seen!(self, now);
                    self.attendance.choose(&seen, *person);
                }
                // What is said after an interruption stands behind its line.
                Event::RecessBegan { item, .. } => to_end |= *item == self.item,
                _ => {}
            }
        }
        self.refresh(now);
        match events {
            // Who got the floor: the paragraph has begun with the name.
            [.., Event::SpeechBegan { .. }, Event::PassageInserted { passage, text, .. }] => {
                self.minutes.go(*passage, text.len());
            }
            _ if to_end => self.minutes.to_end(),
            _ => {}
        }
    }

    /// Goes to where events took effect.
    pub(super) fn go_to(&mut self, events: &[Event], before: &Meeting, now: Timestamp) {
        let meeting = self.session.meeting();
        if self.item.is_none_or(|item| meeting.item(item).is_none()) {
            self.item = meeting.current.or_else(|| meeting.agenda.first().map(|item| item.id));
        }
        let passage = events.iter().find_map(|event| match event {
            Event::PassageWritten { item, passage, .. }
            | Event::PassageInserted { item, passage, .. } => Some((*item, *passage)),
            _ => None,
        });
        let called = events
            .iter()
            .any(|event| matches!(event, Event::ItemCalled { .. } | Event::ItemLeft { .. }));
        if let Some(item) = self.session.meeting().current.filter(|_| called) {
            self.turn_to(item);
        }
        if let Some((item, passage)) = passage.filter(|_| self.screen == Screen::Minutes) {
            self.turn_to(item);
            self.refresh(now);
            // The cursor stands behind what changed.
            let text = |meeting: &Meeting| {
                let passage = meeting.item(item).and_then(|item| item.passage(passage));
                passage.map_or_else(String::new, |passage| passage.text.clone())
            };
            let (old, new) = (text(before), text(self.session.meeting()));
            self.minutes.go(passage, Draft::end_of_change(&old, &new));
        } else {
            self.refresh(now);
        }
    }
}
