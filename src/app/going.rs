//! Jumping to another item and back to the same place, the sentence unfinished on both sides.

use super::Desk;
use super::desk::Jumped;
use crate::domain::{ItemId, Timestamp};
use crate::ui::{Reply, Screen};

/// So many places are kept to go back to.
const KEPT: usize = 50;

impl Desk {
    /// Keeps the place where the clerk is, to come back to it.
    pub(super) fn remember_place(&mut self) {
        let Some(here) = self.here() else { return };
        self.jumped.push(here);
        let over = self.jumped.len().saturating_sub(KEPT);
        self.jumped.drain(..over);
    }

    /// The place where the clerk is.
    pub(super) fn here(&self) -> Option<Jumped> {
        let place = self.minutes.place();
        self.item.map(|item| Jumped { screen: self.screen, item, place })
    }

    /// Goes to a place without keeping where the clerk is.
    pub(super) fn return_to(&mut self, place: Option<Jumped>, now: Timestamp) {
        let Some(Jumped { item, place, .. }) = place else { return };
        if self.item != Some(item) {
            self.look(item, now);
        }
        if let Some((passage, byte)) = place {
            self.minutes.go(passage, byte);
        }
    }

    /// Jumps to an item, at the place where the clerk left it.
    pub(super) fn leap(&mut self, item: ItemId, now: Timestamp) {
        self.remember_place();
        self.look(item, now);
        self.show(Screen::Minutes, now);
    }

    /// Goes back to where the last jump began; without one, to the item that is on.
    pub(super) fn leap_back(&mut self, now: Timestamp) -> Reply {
        let meeting = self.session.meeting();
        let known = |jumped: &Jumped| meeting.item(jumped.item).is_some();
        while let Some(back) = self.jumped.pop() {
            if known(&back) {
                self.look(back.item, now);
                self.show(back.screen, now);
                if let Some((passage, byte)) = back.place {
                    self.minutes.go(passage, byte);
                }
                return Reply::Done;
            }
        }
        match meeting.current.filter(|on| self.item != Some(*on)) {
            Some(on) => Reply::Look(on, Screen::Minutes),
            None => Reply::Say("Von hier ist man nirgendwoher gesprungen.".to_owned()),
        }
    }
}
