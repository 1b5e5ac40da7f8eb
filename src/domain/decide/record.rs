//! After the meeting: corrections with a reason, approval, addenda (product.md 2.6).

use super::Decision;
use crate::domain::{
    Addendum, Approval, Command, Event, Meeting, MeetingState, RecordCommand, RecordEvent, Refusal,
    Timestamp,
};

impl Meeting {
    /// The one gate before everything else: a closed meeting is changed for a reason only, an
    /// approved one is only added to.
    pub(super) fn decide_in_state(&self, command: &Command, now: Timestamp) -> Decision {
        if let Command::Record(command) = command {
            return self.about_record(command, now);
        }
        match self.state {
            MeetingState::Prepared | MeetingState::Running | MeetingState::Interrupted => {
                self.decide_freely(command, now)
            }
            // What has no meaning for a reason either is not asked for one.
            MeetingState::Closed => {
                self.decide_freely(command, now).and(Err(Refusal::ReasonMissing))
            }
            MeetingState::Approved => Err(Refusal::Approved),
        }
    }

    fn about_record(&self, command: &RecordCommand, now: Timestamp) -> Decision {
        match command {
            RecordCommand::Correct { reason, change } => self.correct(reason, change, now),
            RecordCommand::Approve(approval) => self.approve(approval),
            RecordCommand::Append { item, text, clerk } => {
                let text = text.trim().to_owned();
                let (item, clerk) = (*item, clerk.clone());
                self.append(Addendum { item, text, clerk, at: now })
            }
        }
    }

    fn correct(&self, reason: &str, change: &Command, now: Timestamp) -> Decision {
        self.must_be_closed()?;
        if self.state == MeetingState::Approved {
            return Err(Refusal::Approved);
        }
        // A correction of a correction, or of the approval, has no meaning.
        if matches!(change, Command::Record(_)) {
            return Err(Refusal::Unknown);
        }
        let follows = self.decide_freely(change, now)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let corrected = RecordEvent::Corrected { reason: reason.to_owned(), at: now };
        Ok(std::iter::once(Event::Record(corrected)).chain(follows).collect())
    }

    fn approve(&self, approval: &Approval) -> Decision {
        self.must_be_closed()?;
        if self.approval.as_ref() == Some(approval) {
            return Err(Refusal::NothingChanges);
        }
        let approval = approval.clone();
        Ok(vec![Event::Record(RecordEvent::MinutesApproved { approval })])
    }

    fn append(&self, addendum: Addendum) -> Decision {
        if self.state != MeetingState::Approved {
            return Err(Refusal::NotApproved);
        }
        if let Some(item) = addendum.item {
            self.must_have(item)?;
        }
        if addendum.text.is_empty() {
            return Err(Refusal::NothingToAppend);
        }
        Ok(vec![Event::Record(RecordEvent::AddendumWritten { addendum })])
    }

    fn must_be_closed(&self) -> Result<(), Refusal> {
        if self.is_over() { Ok(()) } else { Err(Refusal::NotClosed) }
    }
}
