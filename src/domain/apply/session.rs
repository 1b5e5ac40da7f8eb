//! Folding in facts about opening, interrupting and closing.

use crate::domain::{Event, Happening, Meeting, MeetingState, QuorumCheck, Recess};

impl Meeting {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_session(&mut self, event: &Event) {
        match event {
            Event::MeetingOpened { at } => {
                self.start.get_or_insert(*at);
                self.state = MeetingState::Running;
            }
            Event::MeetingClosed { at, .. } => {
                self.end = Some(*at);
                self.state = MeetingState::Closed;
            }
            Event::MeetingReopened { .. } => {
                self.end = None;
                self.state = MeetingState::Running;
            }
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_recess(&mut self, event: &Event) {
        match event {
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
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_times(&mut self, event: &Event) {
        match event {
            Event::TimesCorrected { start, end } => {
                self.start = Some(*start);
                self.end = *end;
            }
            Event::RecessCorrected { recess, start, end } => {
                if let Some(recess) = self.recesses.iter_mut().find(|other| other.id == *recess) {
                    recess.start = *start;
                    recess.end = *end;
                }
            }
            _ => {}
        }
    }
    pub(super) fn apply_quorum(&mut self, event: &Event) {
        let Event::QuorumStated { check, challenger, count, at, item } = event else { return };
        let (id, challenger, count, at, item) = (*check, *challenger, *count, *at, *item);
        self.quorum_checks.push(QuorumCheck { id, challenger, count, at, item });
        if let Some(item) = item {
            self.happened(item, Happening::Quorum(id));
        }
    }
}
