//! What happened, as the journal keeps it for good.
#![expect(missing_docs, reason = "the line above a fact says what its fields are")]

mod election;
mod record;

pub use election::ElectionEvent;
pub use record::RecordEvent;

use super::{
    Ballot, Checksum, Choice, ClosingId, FactionCount, Initial, ItemId, ItemPart, ItemResult,
    Majority, MeetingHead, Membership, Method, MotionFate, MotionId, MotionKind, MovementId, Mover,
    Organization, OrganizationId, Outcome, Paper, PassageId, PassageKind, Person, PersonId,
    Procedure, Profile, QuorumCount, QuorumId, RecessId, RecordPlace, Request, RequestId,
    RequestKind, Speaker, SpeechId, Tally, Timestamp, Verdict, VoteId,
};
use serde::{Deserialize, Serialize};

/// A fact about the meeting. Past tense, absolute values, never changed once written.
///
/// The names are the format of the journal: a variant or a field may be added, none renamed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The head data were set, all of them.
    MeetingDescribed { head: Box<MeetingHead> },
    /// Rules and house style were set.
    ProfileAdopted { profile: Box<Profile> },
    /// A Fraktion was entered.
    OrganizationAdded { organization: Organization },
    /// Somebody was entered as a participant.
    MemberAdded { person: Person, membership: Membership },
    /// A Vorlage was entered.
    PaperAdded { paper: Box<Paper> },
    /// An item was put on the agenda, behind another or at the front.
    ItemInserted {
        item: ItemId,
        part: ItemPart,
        after: Option<ItemId>,
        /// The moment, if it came by Dringlichkeit during the meeting.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        added: Option<Timestamp>,
        /// The item of which it is the part in the other publicity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        continues: Option<ItemId>,
    },
    /// Number, title, publicity or paper of an item were set.
    ItemRevised { item: ItemId, part: ItemPart },
    /// An item was moved behind another or to the front.
    ItemMoved {
        item: ItemId,
        after: Option<ItemId>,
        /// The moment, if it was during the meeting.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Timestamp>,
    },
    /// An item is debated jointly with another, or by itself again.
    ItemJoined { item: ItemId, lead: Option<ItemId>, at: Timestamp },
    /// The item that is on goes on in its part of the other publicity.
    ItemContinued { item: ItemId, other: ItemId, at: Timestamp },
    /// An item was struck from the agenda.
    ItemWithdrawn { item: ItemId, at: Timestamp },
    /// A struck item was put back.
    ItemReinstated { item: ItemId },
    /// An item was called.
    ItemCalled { item: ItemId, at: Timestamp },
    /// An item was left.
    ItemLeft { item: ItemId, at: Timestamp },
    /// The Beschlussart was set or taken away.
    ResultSet {
        item: ItemId,
        result: Option<ItemResult>,
        /// Whether a motion of order gave it, for as long as that holds.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        ordered: bool,
    },
    /// The meeting was opened.
    MeetingOpened { at: Timestamp },
    /// The meeting was closed.
    MeetingClosed {
        at: Timestamp,
        /// What the journal was up to here; the session writes it in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        head: Option<Checksum>,
    },
    /// A closed meeting was opened again.
    MeetingReopened { at: Timestamp },
    /// The real begin and end were corrected, both of them.
    TimesCorrected { start: Timestamp, end: Option<Timestamp> },
    /// An interruption began.
    RecessBegan { recess: RecessId, at: Timestamp, item: Option<ItemId> },
    /// An interruption ended.
    RecessEnded { recess: RecessId, at: Timestamp },
    /// A paragraph was begun.
    PassageInserted {
        item: ItemId,
        passage: PassageId,
        place: RecordPlace,
        kind: PassageKind,
        text: String,
    },
    /// A paragraph was written, whole.
    PassageWritten { item: ItemId, passage: PassageId, text: String },
    /// A paragraph was given to another speaker or made a remark.
    PassageAttributed { item: ItemId, passage: PassageId, kind: PassageKind },
    /// A paragraph was put in another place of its item.
    PassageMoved { item: ItemId, passage: PassageId, place: RecordPlace },
    /// A paragraph was taken out.
    PassageRemoved { item: ItemId, passage: PassageId },
    /// Somebody asked for the floor.
    SpeechRequested { request: RequestId, speaker: Speaker, kind: RequestKind, at: Timestamp },
    /// A request was withdrawn or lapsed.
    RequestWithdrawn { request: RequestId },
    /// A request was put behind another or to the front: the chair departed from the order.
    RequestMoved { request: RequestId, after: Option<RequestId> },
    /// Somebody got the floor.
    SpeechBegan {
        speech: SpeechId,
        request: Option<RequestId>,
        speaker: Speaker,
        kind: RequestKind,
        item: Option<ItemId>,
        at: Timestamp,
    },
    /// The speaker ended.
    SpeechEnded { speech: SpeechId, at: Timestamp },
    /// Somebody had got the floor by mistake: that was no speech, and the one before went on.
    FloorTakenBack { speech: SpeechId, speaker: Speaker, resumed: Option<SpeechId> },
    /// The speaker list was closed or opened.
    ListClosed {
        closed: bool,
        at: Timestamp,
        /// The item whose list it was, if it was opened again there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemId>,
    },
    /// Schluss der Redeliste: who waited still speaks.
    ListFrozen { closing: ClosingId, item: ItemId, waiting: Vec<Speaker>, at: Timestamp },
    /// Schluss der Debatte: these requests lapsed.
    DebateEnded { closing: ClosingId, item: ItemId, lapsed: Vec<Request>, at: Timestamp },
    /// The decision to end the debate does not hold: the list is what it was before.
    DebateResumed { closing: ClosingId, at: Timestamp },
    /// A motion was moved.
    MotionMoved {
        item: ItemId,
        motion: MotionId,
        kind: MotionKind,
        mover: Option<Mover>,
        text: String,
        /// Whether the wording is the paper's.
        from_paper: bool,
        at: Timestamp,
        /// What a motion of order is for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        procedure: Option<Procedure>,
    },
    /// The wording of a motion was set, whole.
    MotionReworded { motion: MotionId, text: String },
    /// What became of a motion.
    MotionFateSet { motion: MotionId, fate: MotionFate },
    /// A motion was adopted without a count: nobody objected.
    MotionAdopted { motion: MotionId, at: Timestamp },
    /// The motions of an item are put to the vote in this order.
    MotionsOrdered { item: ItemId, order: Vec<MotionId> },
    /// A vote was opened.
    VoteOpened { vote: VoteId, item: ItemId, motion: MotionId, at: Timestamp },
    /// A Fraktion voted so.
    FactionVoted { vote: VoteId, faction: Option<OrganizationId>, tally: Tally },
    /// Only the sums were told; `None`: the rows count again.
    TotalsCounted { vote: VoteId, tally: Option<Tally> },
    /// Only the minority was told; everyone else says Ja.
    MinorityCounted { vote: VoteId, no: u32, abstain: u32 },
    /// The Stimmzettel of a secret vote were counted.
    SecretCounted { vote: VoteId, tally: Tally, invalid: u32 },
    /// Nobody counted: the chair stated what follows.
    VerdictTold { vote: VoteId, verdict: Verdict },
    /// Somebody voted so, by name; `None`: that was taken back.
    BallotCast { vote: VoteId, person: PersonId, choice: Option<Choice> },
    /// The vote holds for the main motions of these items too (en bloc), or for none.
    BlocFormed { vote: VoteId, items: Vec<ItemId> },
    /// Somebody is named beside the figures; `None`: no longer.
    VoterNamed { vote: VoteId, person: PersonId, choice: Option<Choice> },
    /// What was entered in this way counts from now on; what was entered otherwise is kept.
    MethodChosen { vote: VoteId, method: Method },
    /// The vote needs this majority; `None`: that of the profile.
    MajoritySet { vote: VoteId, majority: Option<Majority> },
    /// The vote was closed, with everything that follows from it.
    VoteClosed {
        vote: VoteId,
        rows: Vec<FactionCount>,
        tally: Tally,
        present: u32,
        majority: Majority,
        outcome: Outcome,
        wording: String,
        at: Timestamp,
        /// Those who voted by name, or are named beside the figures.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ballots: Vec<Ballot>,
        /// Members with a vote who were befangen; `None`: a time before that was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recused: Option<Vec<PersonId>>,
    },
    /// A closed vote was opened again.
    VoteReopened { vote: VoteId },
    /// A vote was made void.
    VoteAnnulled { vote: VoteId, reason: String },
    /// An open vote in which nothing was entered was none: it is gone, and with it the motion
    /// without wording that was made for it.
    VoteDropped { vote: VoteId },
    /// How somebody stood at the opening.
    AttendanceSet { person: PersonId, initial: Initial },
    /// Somebody takes part by video, or no longer.
    VideoSet { person: PersonId, video: bool },
    /// Somebody came.
    Arrived { movement: MovementId, person: PersonId, at: Timestamp, item: Option<ItemId> },
    /// Somebody left.
    Left { movement: MovementId, person: PersonId, at: Timestamp, item: Option<ItemId> },
    /// Somebody took the seat of a member who is away.
    Substituted {
        movement: MovementId,
        member: PersonId,
        substitute: PersonId,
        at: Timestamp,
        item: Option<ItemId>,
    },
    /// A substitute gave the seat back.
    SubstitutionEnded { substitute: PersonId },
    /// Somebody is befangen in an item.
    Recused { item: ItemId, person: PersonId, at: Timestamp },
    /// Somebody is not befangen after all.
    RecusalLifted { item: ItemId, person: PersonId },
    /// Somebody is away for this item only.
    AwayInItem { item: ItemId, person: PersonId, at: Timestamp },
    /// Somebody is back before the item is over; without a moment: was not away after all.
    BackInItem {
        item: ItemId,
        person: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Timestamp>,
    },
    /// The hour from which somebody was befangen was corrected.
    RecusalCorrected { item: ItemId, person: PersonId, at: Timestamp },
    /// The hours of somebody's absence for an item were corrected, both of them.
    AbsenceCorrected {
        item: ItemId,
        person: PersonId,
        /// The so manieth of this person in this item, from 0.
        number: usize,
        at: Timestamp,
        until: Option<Timestamp>,
    },
    /// An absence for an item was noted by mistake.
    AbsenceRemoved { item: ItemId, person: PersonId, number: usize },
    /// Somebody joined a Fraktion, or left one for none.
    FactionChanged {
        movement: MovementId,
        person: PersonId,
        faction: Option<OrganizationId>,
        at: Timestamp,
        item: Option<ItemId>,
    },
    /// The time of an arrival, a departure, a substitution … was corrected.
    MovementCorrected { movement: MovementId, at: Timestamp },
    /// An arrival, a departure, a substitution … was noted by mistake.
    MovementRemoved { movement: MovementId },
    /// The times of an interruption were corrected, both of them.
    RecessCorrected { recess: RecessId, start: Timestamp, end: Option<Timestamp> },
    /// The chair stated the Beschlussfähigkeit, because somebody challenged it or without that.
    QuorumStated {
        check: QuorumId,
        challenger: Option<PersonId>,
        count: QuorumCount,
        at: Timestamp,
        item: Option<ItemId>,
    },
    /// Something happened in an election; it stands in the journal under its own name.
    #[serde(untagged)]
    Election(ElectionEvent),
    /// Something happened to the record itself; it stands in the journal under its own name.
    #[serde(untagged)]
    Record(RecordEvent),
    /// Written by a later version: kept as it is, shown by name, not read.
    #[serde(untagged)]
    Unknown(serde_json::Value),
}

impl Event {
    /// Writes into a fact that ends a meeting what the journal was before it.
    pub fn seal(&mut self, before: impl FnOnce() -> Checksum) {
        if let Self::MeetingClosed { head, .. } = self {
            *head = Some(before());
        }
    }

    /// Tells whether nothing before this fact is taken back: it closes, approves, or opens anew
    /// (reliability.md 4, I5).
    #[must_use]
    pub fn is_wall(&self) -> bool {
        self.ends_meeting()
            || matches!(
                self,
                Self::MeetingReopened { .. } | Self::Record(RecordEvent::MinutesApproved { .. })
            )
    }

    /// Tells whether the fact closes the meeting. It is not taken back either: a closed meeting is
    /// opened with a reason or not at all.
    #[must_use]
    pub fn ends_meeting(&self) -> bool {
        matches!(self, Self::MeetingClosed { .. })
    }

    /// The number that the fact gave to something new. It is never given again, not even when the
    /// fact is taken back: another clerk may have seen it, and the fact may count again.
    #[must_use]
    #[expect(clippy::wildcard_enum_match_arm, reason = "motions and votes are matched below")]
    pub fn number(&self) -> Option<u32> {
        match self {
            Self::OrganizationAdded { organization } => Some(organization.id.0),
            Self::MemberAdded { person, .. } => Some(person.id.0),
            Self::PaperAdded { paper } => Some(paper.id.0),
            Self::ItemInserted { item, .. } => Some(item.0),
            Self::RecessBegan { recess, .. } => Some(recess.0),
            Self::PassageInserted { passage, .. } => Some(passage.0),
            Self::SpeechRequested { request, .. } => Some(request.0),
            Self::SpeechBegan { speech, .. } => Some(speech.0),
            Self::QuorumStated { check, .. } => Some(check.0),
            Self::ListFrozen { closing, .. } | Self::DebateEnded { closing, .. } => Some(closing.0),
            Self::Election(event) => event.number(),
            Self::Record(event) => event.number(),
            Self::Arrived { movement, .. } | Self::Left { movement, .. } => Some(movement.0),
            Self::Substituted { movement, .. } => Some(movement.0),
            Self::FactionChanged { movement, .. } => Some(movement.0),
            Self::AttendanceSet { .. } | Self::VideoSet { .. } => None,
            Self::Recused { .. } | Self::RecusalLifted { .. } => None,
            Self::RecusalCorrected { .. } => None,
            Self::AwayInItem { .. } | Self::BackInItem { .. } => None,
            Self::AbsenceCorrected { .. } | Self::AbsenceRemoved { .. } => None,
            Self::MovementCorrected { .. } | Self::MovementRemoved { .. } => None,
            Self::TimesCorrected { .. } | Self::RecessCorrected { .. } => None,
            Self::MeetingDescribed { .. }
            | Self::ProfileAdopted { .. }
            | Self::ItemRevised { .. }
            | Self::ItemMoved { .. }
            | Self::ItemJoined { .. }
            | Self::ItemContinued { .. }
            | Self::ItemWithdrawn { .. }
            | Self::ItemReinstated { .. }
            | Self::ItemCalled { .. }
            | Self::ItemLeft { .. }
            | Self::ResultSet { .. }
            | Self::MeetingOpened { .. }
            | Self::MeetingClosed { .. }
            | Self::MeetingReopened { .. }
            | Self::RecessEnded { .. }
            | Self::PassageWritten { .. }
            | Self::PassageAttributed { .. }
            | Self::PassageMoved { .. }
            | Self::PassageRemoved { .. }
            | Self::RequestWithdrawn { .. }
            | Self::RequestMoved { .. }
            | Self::SpeechEnded { .. }
            | Self::FloorTakenBack { .. }
            | Self::ListClosed { .. }
            | Self::DebateResumed { .. }
            | Self::SubstitutionEnded { .. }
            | Self::Unknown(_) => None,
            _ => self.number_of_decision(),
        }
    }

    /// The same for what is moved and voted on.
    #[expect(clippy::wildcard_enum_match_arm, reason = "`number` has matched everything else")]
    fn number_of_decision(&self) -> Option<u32> {
        match self {
            Self::MotionMoved { motion, .. } => Some(motion.0),
            Self::VoteOpened { vote, .. } => Some(vote.0),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Event {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_fact_with_more_fields_than_we_know_is_still_that_fact() {
        let profile = serde_json::to_value(crate::profile::default()).unwrap();
        let mut later = profile.clone();
        later["neues-feld"] = serde_json::json!({ "wert": 1 });
        later["regeln"]["neue-regel"] = serde_json::json!(true);
        let event =
            read(&serde_json::json!({ "profile_adopted": { "profile": later } }).to_string());
        let Event::ProfileAdopted { profile: read } = event else { panic!("{event:?}") };
        assert_eq!(serde_json::to_value(read).unwrap(), profile);
    }

    #[test]
    fn a_fact_of_a_later_version_is_kept_as_it_is() {
        let json = r#"{"coffee_poured":{"cups":13}}"#;
        let event = read(json);
        assert!(matches!(event, Event::Unknown(_)));
        assert_eq!(serde_json::to_string(&event).unwrap(), json);
    }
}
