//! Why something has no meaning now. The words for it are in `wording`.

use super::{ElectionId, ElectionRow, ItemId, OrganizationId, PersonId};

/// Why a command was refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such item, motion, person …: it went away meanwhile.
    Unknown,
    /// The meeting has an agenda already.
    AlreadyPrepared,
    /// The meeting is open already.
    AlreadyOpen,
    /// The meeting is not open.
    NotOpen,
    /// The meeting is closed; it must be opened again before anything happens in it.
    Closed,
    /// The Niederschrift is approved: it is only added to.
    Approved,
    /// The meeting is not closed: nothing is corrected or approved yet.
    NotClosed,
    /// The Niederschrift is not approved: it is corrected, not added to.
    NotApproved,
    /// A Nachtrag needs words.
    NothingToAppend,
    /// The meeting is interrupted already.
    AlreadyInterrupted,
    /// The meeting is not interrupted.
    NotInterrupted,
    /// The item is on already.
    AlreadyOn,
    /// Only the item that is on can go on elsewhere.
    NotOn,
    /// No item is on: a speech would have no place in the minutes.
    NoItemOn,
    /// The item is struck from the agenda.
    ItemWithdrawn,
    /// It cannot be moved any further.
    AtTheEdge,
    /// An item needs a number or a title.
    NothingToInsert,
    /// The list is empty.
    NobodyWaits,
    /// The list is closed; only points of order are taken.
    ListClosed,
    /// This speaker waits with such a request already.
    WaitsAlready,
    /// Nobody has the floor.
    NobodySpeaks,
    /// The item has no main motion whose wording could be replaced.
    NoMainMotion,
    /// The motion has been voted on.
    MotionDecided,
    /// The item's own question is not adopted without a vote.
    NeedsVote,
    /// No motion was adopted that could settle others.
    NothingSettled,
    /// The motion is withdrawn.
    MotionWithdrawn,
    /// The vote is closed.
    VoteClosed,
    /// The vote is open: nothing to reopen.
    VoteOpen,
    /// The vote is void.
    VoteAnnulled,
    /// Rows are missing.
    RowsMissing(Vec<Option<OrganizationId>>),
    /// Voters are missing in a vote by name.
    BallotsMissing(Vec<PersonId>),
    /// Somebody has no vote here now.
    NoVoter,
    /// There was no vote before this one, or nothing of it fits who is here now.
    NoVoteBefore,
    /// The vote is secret: nobody is named in it.
    SecretVote,
    /// Only main motions are voted on en bloc.
    OnlyMainEnBloc,
    /// The main motion of an item has been voted on, so it cannot go en bloc.
    DecidedAlready(ItemId),
    /// The wording has no two numbered points.
    NoPoints,
    /// No point that was rejected stands in the wording.
    NoRejectedPoint,
    /// Nothing was entered.
    NothingCounted,
    /// Nobody of this Fraktion is here.
    NobodyPresent(Option<OrganizationId>),
    /// No round of the election is open.
    RoundClosed,
    /// A round of the election is open, or its lot is still to be drawn.
    ElectionOpen,
    /// The election is void.
    ElectionAnnulled,
    /// Nobody stands in the election.
    NoCandidate,
    /// This one stands already.
    ProposedAlready,
    /// Figures of the round are missing.
    FiguresMissing(ElectionId, Vec<ElectionRow>),
    /// No lot is to be drawn, or not for this one.
    NoLot,
    /// There are more or fewer seats than an election fills.
    SeatsOutOfRange,
    /// There is no abstention in this Land.
    NoAbstention,
    /// A reason is needed.
    ReasonMissing,
    /// The person is here already.
    HereAlready,
    /// The person is not here.
    NotHere,
    /// Nothing changes.
    NothingChanges,
    /// A substitute must be a substitute, and the member a member with a vote.
    NoSubstitution,
}
