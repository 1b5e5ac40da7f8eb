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
        let Some(item) = self.item else { return };
        let here = Jumped { screen: self.screen, item, place: self.minutes.place() };
        self.jumped.push(here);
        let over = self.jumped.len().saturating_sub(KEPT);
        self.jumped.drain(..over);
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
