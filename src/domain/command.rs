//! What the clerk asks for. It may be refused.
#![expect(missing_docs, reason = "the line above a command says what its fields are")]

mod election;
mod record;

pub use election::ElectionCommand;
pub use record::RecordCommand;

use super::{
    Choice, Initial, ItemId, ItemPart, Majority, MeetingHead, Membership, MotionId, MotionKind,
    MovementId, Mover, Organization, OrganizationId, Paper, PassageId, PassageKind, Person,
    PersonId, Procedure, Profile, RecordPlace, RequestId, RequestKind, SecretCount, Speaker, Tally,
    Timestamp, Verdict, VoteId,
};

/// What the clerk asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Set up a meeting from an agenda and a member list, in one go.
    Prepare(Box<Preparation>),
    /// Set the head data.
    Describe(Box<MeetingHead>),
    /// Open the meeting.
    OpenMeeting,
    /// Close it.
    CloseMeeting,
    /// Open a closed meeting again.
    ReopenMeeting,
    /// Correct when it really began and ended.
    CorrectTimes { start: Timestamp, end: Option<Timestamp> },
    /// Interrupt it.
    BeginRecess,
    /// Go on.
    EndRecess,
    /// Call an item. Leaves the one that is on, and opens the meeting if nobody did.
    CallItem(ItemId),
    /// Put an item on the agenda.
    InsertItem { part: ItemPart, after: Option<ItemId> },
    /// Change number, title, publicity or paper.
    ReviseItem { item: ItemId, part: ItemPart },
    /// Move it one place up or down.
    MoveItem { item: ItemId, up: bool },
    /// Put it behind another item or at the front, in one move.
    PlaceItem { item: ItemId, after: Option<ItemId> },
    /// Debate it jointly with the item that is on, or by itself again.
    JoinItem { item: ItemId, joined: bool },
    /// Let the item that is on go on behind closed doors, or in public again.
    ContinueItem(ItemId),
    /// Strike it, or put it back.
    WithdrawItem { item: ItemId, withdrawn: bool },
    /// Set the Beschlussart; `None` takes it away.
    SetResult { item: ItemId, result: Option<String> },
    /// Write paragraphs: all of it is one step.
    Write(ItemText),
    /// Write paragraphs of several items: all of it is one step.
    WriteAll(Vec<ItemText>),
    /// Ask for the floor.
    RequestSpeech { speaker: Speaker, kind: RequestKind },
    /// Withdraw a request.
    WithdrawRequest(RequestId),
    /// Move a request one place up or down.
    MoveRequest { request: RequestId, up: bool },
    /// Give the floor to the next on the list, who is in the room, and begin a paragraph with
    /// `opening`.
    NextSpeaker { opening: String },
    /// Give the floor to somebody out of turn, and begin a paragraph with `opening`.
    GiveFloor { speaker: Speaker, kind: RequestKind, request: Option<RequestId>, opening: String },
    /// Take the floor back from who has got it by mistake. A paragraph that holds nothing but one
    /// of the `openings` goes too; what was written stays.
    TakeFloorBack { openings: Vec<String> },
    /// The speaker has ended.
    EndSpeech,
    /// Close the speaker list, so that only those speak who wait, or open it again.
    CloseList(bool),
    /// End the debate: those who wait speak no more, and nobody may ask any more.
    EndDebate,
    /// Move a motion.
    MoveMotion(NewMotion),
    /// Change its wording.
    RewordMotion { motion: MotionId, text: String },
    /// Take an amendment's wording as that of the item's main motion.
    AdoptWording(MotionId),
    /// The mover withdraws it, or takes that back.
    WithdrawMotion { motion: MotionId, withdrawn: bool },
    /// It is adopted without a count as nobody objects, or that is taken back.
    AdoptMotion { motion: MotionId, adopted: bool },
    /// What is still open of an item's motions is settled by what was adopted.
    SettleMotions(ItemId),
    /// Put it to the vote one place earlier or later.
    OrderMotion { motion: MotionId, up: bool },
    /// Put the points of a motion to the vote one by one, before the whole.
    SplitMotion(MotionId),
    /// Strike the points that were rejected from the wording of the main motion of an item.
    StrikePoints(ItemId),
    /// Open a vote. Without a motion, on the item's main motion, which is made if need be.
    OpenVote { item: ItemId, motion: Option<MotionId> },
    /// A Fraktion votes so. Opens the vote if need be.
    CountFaction {
        item: ItemId,
        motion: Option<MotionId>,
        faction: Option<OrganizationId>,
        tally: Tally,
    },
    /// All rows that are still missing, or else all, vote alike. Opens the vote if need be.
    CountAll { item: ItemId, motion: Option<MotionId>, choice: Choice },
    /// Only the sums are told. Opens the vote if need be.
    CountTotals { item: ItemId, motion: Option<MotionId>, tally: Option<Tally> },
    /// Only the minority is told; everyone else says Ja. Opens the vote if need be.
    CountMinority { item: ItemId, motion: Option<MotionId>, no: u32, abstain: u32 },
    /// A Fraktion votes so, and every one of which nothing is entered votes `rest`: a minority
    /// whose Fraktionen are known. Sums that were entered no longer count. Opens the vote if need
    /// be.
    CountDeviation {
        item: ItemId,
        motion: Option<MotionId>,
        faction: Option<OrganizationId>,
        tally: Tally,
        rest: Choice,
    },
    /// The Stimmzettel are counted: the vote is secret. Opens the vote if need be.
    CountSecret { item: ItemId, motion: Option<MotionId>, count: SecretCount },
    /// Nobody counts; the chair states what follows. Opens the vote if need be.
    TellVerdict { item: ItemId, motion: Option<MotionId>, verdict: Verdict },
    /// Somebody votes so, by name; `None`: takes that back. Opens the vote if need be.
    CastBallot { item: ItemId, motion: Option<MotionId>, person: PersonId, choice: Option<Choice> },
    /// Somebody is named beside the figures: who deviates, or demands that the own vote is
    /// recorded; `None`: no longer. An open vote counts so many at least. Opens the vote if need
    /// be; after the close only the name is added.
    NameVoter { item: ItemId, motion: Option<MotionId>, person: PersonId, choice: Option<Choice> },
    /// Let the vote hold for the main motions of these items too: en bloc. Opens the vote if need
    /// be.
    FormBloc { item: ItemId, motion: Option<MotionId>, items: Vec<ItemId> },
    /// Enter the vote by name, or per Fraktion again; what was entered goes along. Opens the vote
    /// if need be.
    CallRoll { item: ItemId, motion: Option<MotionId>, by_name: bool },
    /// As in the vote before this one, for who is here now. Opens the vote if need be.
    CountAsBefore { item: ItemId, motion: Option<MotionId> },
    /// Say which majority the vote needs; `None`: that of the profile. Opens the vote if need be.
    SetMajority { item: ItemId, motion: Option<MotionId>, majority: Option<Majority> },
    /// Close the vote and accept what follows; `wording` and `result` replace the suggestions.
    CloseVote { vote: VoteId, wording: Option<String>, result: Option<String> },
    /// Open a closed vote again.
    ReopenVote(VoteId),
    /// Make a vote void.
    AnnulVote { vote: VoteId, reason: String },
    /// Hold an election.
    Elect(ElectionCommand),
    /// Correct, approve or add to the record of a closed meeting.
    Record(RecordCommand),
    /// How somebody stands at the opening.
    SetAttendance { person: PersonId, initial: Initial },
    /// Takes part by video, or no longer.
    SetVideo { person: PersonId, video: bool },
    /// Somebody comes.
    Arrive(PersonId),
    /// Somebody leaves.
    Leave(PersonId),
    /// Somebody takes the seat of a member who is away.
    Substitute { member: PersonId, substitute: PersonId },
    /// Somebody is befangen in an item, or is not after all.
    Recuse { item: ItemId, person: PersonId, recused: bool },
    /// Correct since when somebody is befangen in an item.
    CorrectRecusal { item: ItemId, person: PersonId, at: Timestamp },
    /// Correct from when until when somebody was away for an item: the so manieth time, from 0.
    CorrectAbsence {
        item: ItemId,
        person: PersonId,
        number: usize,
        at: Timestamp,
        until: Option<Timestamp>,
    },
    /// Take out an absence that was noted by mistake: the so manieth of somebody in an item.
    RemoveAbsence { item: ItemId, person: PersonId, number: usize },
    /// State the Beschlussfähigkeit, because somebody challenges it or without that.
    StateQuorum { challenger: Option<PersonId> },
    /// Correct when somebody came, left …
    CorrectMovement { movement: MovementId, at: Timestamp },
    /// Take out what was noted of somebody by mistake.
    RemoveMovement(MovementId),
    /// Correct the times of all interruptions, in order.
    CorrectRecesses(Vec<(Timestamp, Option<Timestamp>)>),
    /// Somebody joins a Fraktion, or leaves one.
    ChangeFaction { person: PersonId, faction: NewFaction },
    /// Somebody is away for one item only, or was not after all.
    StayAway { item: ItemId, person: PersonId, away: bool },
}

/// Everything an imported file says, checked and whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Preparation {
    /// Rules and house style.
    pub profile: Profile,
    /// Head data.
    pub head: MeetingHead,
    /// Fraktionen.
    pub organizations: Vec<Organization>,
    /// Participants. Their ids and those of `papers` are the importer's, 1 and up.
    pub members: Vec<(Person, Membership)>,
    /// Vorlagen.
    pub papers: Vec<Paper>,
    /// Tagesordnung. A Beschlussvorschlag may come with the item, before that of its paper.
    pub items: Vec<(ItemPart, Option<String>)>,
}

impl Preparation {
    /// The Beschlussvorschlag that an item begins with: its own, else that of its paper. `None`:
    /// it has none, or it is [withheld](Self::withheld).
    #[must_use]
    pub fn resolution_text_of<'a>(
        &'a self,
        (part, own): &'a (ItemPart, Option<String>),
    ) -> Option<&'a str> {
        let of_paper = || self.paper_of(part).filter(|paper| paper.public || !part.public);
        let text = own.as_deref().or_else(|| of_paper().map(|paper| &*paper.resolution_text));
        text.filter(|text| !text.is_empty())
    }

    /// Public items whose paper is not public, and has a Beschlussvorschlag that they are not
    /// given: nothing of such a paper becomes public by itself (§ 35 GO SH).
    pub fn withheld(&self) -> impl Iterator<Item = (&ItemPart, &Paper)> {
        let without = self.items.iter().filter(|item| self.resolution_text_of(item).is_none());
        without
            .filter(|(_, own)| own.is_none())
            .filter_map(|(part, _)| Some((part, self.paper_of(part)?)))
            .filter(|(_, paper)| !paper.resolution_text.is_empty())
    }

    fn paper_of(&self, part: &ItemPart) -> Option<&Paper> {
        self.papers.iter().find(|paper| Some(paper.id) == part.paper)
    }
}

/// Where somebody goes who leaves a Fraktion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewFaction {
    /// Into none.
    None,
    /// Into one that there is.
    Known(OrganizationId),
    /// Into one that is founded.
    Named(String),
}

/// Changes to the paragraphs of one item that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemText {
    /// In which item.
    pub item: ItemId,
    /// What to change, in order.
    pub changes: Vec<PassageChange>,
}

impl ItemText {
    /// Tells whether the whole text of a paragraph is in it.
    #[must_use]
    pub fn writes(&self, paragraph: PassageId) -> bool {
        self.changes.iter().any(|change| match change {
            PassageChange::Insert { passage, .. } | PassageChange::Write { passage, .. } => {
                *passage == paragraph
            }
            PassageChange::Remove { passage } => *passage == paragraph,
            PassageChange::Attribute { .. } | PassageChange::Move { .. } => false,
        })
    }
}

/// One change to the paragraphs of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassageChange {
    /// Begin a paragraph. The number was reserved with [`super::Meeting::next_id`].
    Insert { passage: PassageId, place: RecordPlace, kind: PassageKind, text: String },
    /// Write it, whole.
    Write { passage: PassageId, text: String },
    /// Give it to another speaker.
    Attribute { passage: PassageId, kind: PassageKind },
    /// Put it in another place.
    Move { passage: PassageId, place: RecordPlace },
    /// Take it out.
    Remove { passage: PassageId },
}

/// A motion as the clerk enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMotion {
    /// In which item.
    pub item: ItemId,
    /// What kind.
    pub kind: MotionKind,
    /// What a motion of order is for.
    pub procedure: Option<Procedure>,
    /// Who moves it.
    pub mover: Option<Mover>,
    /// The wording.
    pub text: String,
}
