//! Folding in facts about opening, interrupting and closing.

use crate::domain::{Event, Happening, Meeting, MeetingState, Recess};

impl Meeting {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_session(&mut self, event: &Event) {
        match event {
            Event::MeetingOpened { at } => {
                self.start.get_or_insert(*at);
                self.state = MeetingState::Running;
            }
            Event::MeetingClosed { at } => {
                self.end = Some(*at);
                self.state = MeetingState::Closed;
            }
            Event::MeetingReopened { .. } => {
                self.end = None;
                self.state = MeetingState::Running;
            }
            Event::TimesCorrected { start, end } => {
                self.start = Some(*start);
                self.end = *end;
            }
            Event::RecessBegan { recess, at, item } => {
                self.recesses.push(Recess { id: *recess, start: *at, end: None, item: *item });
                self.state = MeetingState::Interrupted;
                if let Some(item) = item {
                    self.happened(*item, Happening::Recess(*recess));
                }
            }
            Event::RecessEnded { recess, at } => {
                if let Some(recess) = self.recesses.iter_mut().find(|other| other.id == *recess) {
                    recess.end = Some(*at);
                }
                if self.state == MeetingState::Interrupted {
                    self.state = MeetingState::Running;
                }
            }
            _ => {}
        }
    }
}
