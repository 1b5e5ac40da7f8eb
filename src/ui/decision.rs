//! What is decided in an item: the vote on a motion, or an election. F6 shows one of them.

use super::election::{self, ElectionScreen};
use super::list::Chosen;
use super::theme::Theme;
use super::vote::{VoteScreen, motion_to_vote_on};
use super::{Reply, Seen};
use crate::action::Action;
use crate::domain::Command;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The entry of a vote or of an election, whichever is shown.
#[derive(Debug, Default)]
pub struct DecisionScreen {
    vote: VoteScreen,
    election: ElectionScreen,
}

impl DecisionScreen {
    /// Whether only the minority of a vote is entered now.
    #[must_use]
    pub fn enters_minority(&self) -> bool {
        self.vote.enters_minority()
    }

    /// The row of the vote that is chosen, for the place to resume at.
    pub fn chosen(&mut self) -> &mut Chosen {
        self.vote.chosen()
    }

    /// Begins anew: another motion, election or item is looked at.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Goes to the first row that is still to be entered.
    pub fn to_missing(&mut self, seen: &Seen<'_>) {
        match election::shown(seen) {
            Some(election) => self.election.to_missing(election, seen),
            None => self.vote.to_missing(seen),
        }
    }

    /// Hears that something became true.
    pub fn committed(&mut self, command: &Command) {
        match command {
            Command::Elect(wish) => self.election.committed(wish),
            other => self.vote.committed(other),
        }
    }

    /// Takes a character that no key binds.
    pub fn insert(&mut self, typed: char, seen: &Seen<'_>) -> Reply {
        match election::shown(seen) {
            Some(election) => self.election.insert(typed, election, seen),
            None => self.vote.insert(typed, seen),
        }
    }

    /// Takes an action; `typed` is the character of the key, if it was one.
    pub fn perform(&mut self, action: Action, typed: Option<char>, seen: &Seen<'_>) -> Reply {
        let turns = matches!(action, Action::NextMotion | Action::PreviousMotion);
        let motion = seen.item.filter(|_| turns).and_then(|item| motion_to_vote_on(seen, item));
        if let Some(other) = election::turn(action, motion.map(|motion| motion.id), seen) {
            self.reset();
            return other;
        }
        match election::shown(seen) {
            Some(election) => self.election.perform(action, typed, election, seen),
            None => self.vote.perform(action, typed, seen),
        }
    }

    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        match election::shown(seen) {
            Some(election) => self.election.draw(election, seen, area, buf, theme),
            None => self.vote.draw(seen, area, buf, theme),
        }
    }
}
