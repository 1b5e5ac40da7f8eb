//! What follows from a command: the facts it adds, or why it has no meaning now.

mod agenda;
mod bloc;
mod continuing;
mod count;
mod elections;
mod motions;
mod naming;
mod nominations;
mod people;
mod procedure;
mod record;
mod rollcall;
mod session;
mod speakers;
mod text;
mod votes;

use super::{Command, Event, ItemId, Meeting, MeetingState, Refusal, Timestamp};

/// Facts, or a refusal.
type Decision = Result<Vec<Event>, Refusal>;

impl Meeting {
    /// Decides what follows from `command` at the moment `now`, changing nothing.
    ///
    /// # Errors
    /// Refuses what has no meaning. What is merely odd is accepted and listed by
    /// [`super::findings()`].
    pub fn decide(&self, command: &Command, now: Timestamp) -> Decision {
        self.decide_in_state(command, now)
    }

    /// The same without a look at whether the meeting is closed.
    #[expect(clippy::wildcard_enum_match_arm, reason = "motions and votes are matched below")]
    fn decide_freely(&self, command: &Command, now: Timestamp) -> Decision {
        match command {
            Command::Prepare(preparation) => self.prepare(preparation, now),
            Command::Describe(head) => self.describe(head),
            Command::OpenMeeting => self.open(now),
            Command::CloseMeeting => self.close(now),
            Command::ReopenMeeting => self.reopen(now),
            Command::CorrectTimes { start, end } => self.correct_times(*start, *end),
            Command::BeginRecess => self.begin_recess(now),
            Command::EndRecess => self.end_recess(now),
            Command::CallItem(item) => self.call_item(*item, now),
            Command::InsertItem { part, after } => self.insert_item(part, *after, now),
            Command::ReviseItem { item, part } => self.revise_item(*item, part),
            Command::MoveItem { item, up } => self.move_item(*item, *up, now),
            Command::PlaceItem { item, after } => self.put_item(*item, *after, now),
            Command::JoinItem { item, joined } => self.join_item(*item, *joined, now),
            Command::ContinueItem(item) => self.continue_item(*item, now),
            Command::WithdrawItem { item, withdrawn } => self.withdraw_item(*item, *withdrawn, now),
            Command::SetResult { item, result } => self.set_result(*item, result.as_deref()),
            Command::Write(text) => self.write(text),
            Command::WriteAll(texts) => self.write_all(texts),
            Command::RequestSpeech { speaker, kind } => self.request_speech(speaker, *kind, now),
            Command::WithdrawRequest(request) => self.withdraw_request(*request),
            Command::MoveRequest { request, up } => self.move_request(*request, *up),
            Command::NextSpeaker { opening } => self.next_speaker(opening, now),
            Command::GiveFloor { speaker, kind, request, opening } => {
                self.give_floor(speaker, *kind, *request, opening, now)
            }
            Command::TakeFloorBack { openings } => self.take_floor_back(openings),
            Command::EndSpeech => self.end_speech(now),
            Command::CloseList(closed) => self.close_list(*closed, now),
            Command::EndDebate => self.end_debate(now),
            Command::SetAttendance { .. }
            | Command::SetVideo { .. }
            | Command::Arrive(_)
            | Command::Leave(_)
            | Command::Substitute { .. }
            | Command::Recuse { .. }
            | Command::StayAway { .. }
            | Command::CorrectRecusal { .. }
            | Command::CorrectAbsence { .. }
            | Command::RemoveAbsence { .. }
            | Command::ChangeFaction { .. }
            | Command::CorrectMovement { .. }
            | Command::RemoveMovement(_) => self.move_people(command, now),
            Command::StateQuorum { challenger } => self.state_quorum(*challenger, now),
            Command::CorrectRecesses(times) => self.correct_recesses(times),
            _ => self.decide_on_motions(command, now),
        }
    }

    /// What is moved, and voted on.
    #[expect(clippy::wildcard_enum_match_arm, reason = "`decide` has matched everything else")]
    fn decide_on_motions(&self, command: &Command, now: Timestamp) -> Decision {
        match command {
            Command::MoveMotion(_)
            | Command::RewordMotion { .. }
            | Command::SplitMotion(_)
            | Command::StrikePoints(_)
            | Command::AdoptWording(_)
            | Command::WithdrawMotion { .. }
            | Command::AdoptMotion { .. }
            | Command::SettleMotions(_)
            | Command::OrderMotion { .. } => self.about_motion(command, now),
            Command::OpenVote { item, motion } => self.open_vote(*item, *motion, now),
            Command::CountFaction { item, motion, .. }
            | Command::CountAll { item, motion, .. }
            | Command::CountTotals { item, motion, .. }
            | Command::CountMinority { item, motion, .. }
            | Command::CountDeviation { item, motion, .. }
            | Command::CountSecret { item, motion, .. }
            | Command::TellVerdict { item, motion, .. }
            | Command::CastBallot { item, motion, .. }
            | Command::NameVoter { item, motion, .. }
            | Command::FormBloc { item, motion, .. }
            | Command::CallRoll { item, motion, .. }
            | Command::SetMajority { item, motion, .. }
            | Command::CountAsBefore { item, motion } => self.count(command, *item, *motion, now),
            Command::CloseVote { vote, wording, result } => {
                self.close_vote(*vote, wording.as_deref(), result.as_deref(), now)
            }
            Command::ReopenVote(vote) => self.reopen_vote(*vote, now),
            Command::AnnulVote { vote, reason } => self.annul_vote(*vote, reason, now),
            Command::Elect(wish) => self.elect(wish, now),
            _ => Err(Refusal::Unknown),
        }
    }

    /// Tells whether the meeting is over, so that nothing new can happen in it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.state, MeetingState::Closed | MeetingState::Approved)
    }

    pub(super) fn must_go_on(&self) -> Result<(), Refusal> {
        if self.is_over() { Err(Refusal::Closed) } else { Ok(()) }
    }

    fn must_have(&self, item: ItemId) -> Result<&super::AgendaItem, Refusal> {
        self.item(item).ok_or(Refusal::Unknown)
    }

    /// What must have happened before something goes on: the meeting is open, the recess over.
    fn resuming(&self, now: Timestamp) -> Vec<Event> {
        let mut events = Vec::new();
        if self.state == MeetingState::Prepared {
            events.push(Event::MeetingOpened { at: now });
        }
        if let Some(recess) = self.recess() {
            events.push(Event::RecessEnded { recess: recess.id, at: now });
        }
        events
    }
}
