//! The council: what a meeting is, what can happen in it, and what follows.
//!
//! Pure: no file, no clock, no terminal. State changes only by [`Event`]s, which
//! [`Meeting::decide`] makes from [`Command`]s and [`Meeting::apply`] folds in. The program
//! records, it does not rule: `decide` refuses what has no meaning, and what is odd but happened
//! is listed by [`findings()`].
#![deny(clippy::wildcard_enum_match_arm)]

mod agenda;
mod apply;
mod approval;
mod attendance;
mod checksum;
mod command;
mod decide;
mod election;
mod event;
mod findings;
mod id;
mod majority;
mod meeting;
mod motion;
mod paper;
mod people;
mod points;
mod presence;
mod procedure;
mod profile;
mod public;
mod quorum;
mod record;
mod recusals;
mod refusal;
mod result;
mod seats;
mod speakers;
mod speaking;
mod substitution;
mod summer_time;
mod vote;
mod vote_form;

pub use agenda::{AgendaItem, Handover, ItemCall, ItemPart, ItemResult, Shift};
pub use approval::{Addendum, Approval};
pub use attendance::{Absence, Attendance, Initial, Movement, MovementKind, Recusal};
pub use checksum::Checksum;
pub use command::{
    Command, ElectionCommand, ItemText, NewFaction, NewMotion, PassageChange, Preparation,
    RecordCommand,
};
pub use election::{
    Candidate, DrawnLot, Election, ElectionFigure, ElectionForm, ElectionRow, ElectionRule,
    Follows, ListOwner, LotAbout, Nominee, PendingLot, Proposal, Round, RoundState, Won,
};
pub use event::{ElectionEvent, Event, RecordEvent};
pub use findings::{Claim, Finding, FindingKind, GAP, Place, findings, findings_at_close, gaps};
pub use id::{
    CandidateId, ClosingId, ConsultationId, ElectionId, ItemId, MotionId, MovementId,
    OrganizationId, PaperId, PassageId, PersonId, QuorumId, RecessId, RequestId, SpeechId, VoteId,
};
pub use majority::{Base, Majority, Needed, Share, Strength, outcome};
pub use meeting::{Meeting, MeetingHead, MeetingKind, MeetingState, Recess};
pub use motion::{Motion, MotionFate, MotionKind, Mover};
pub use paper::{Consultation, Paper, PaperRelation};
pub use people::{Membership, Organization, OrganizationKind, Person, Role};
pub use points::{Point, points};
pub use presence::Stay;
pub use procedure::Procedure;
pub use profile::{
    AddressForm, Block, Columns, ElectionRules, KindRanks, OutcomeWord, Profile, QuorumRule,
    ResultKind, Rules, SpeakerListRules, SpeakingTimes, SubstitutionRule, VoteWords,
};
pub use public::PublicMeeting;
pub use quorum::{Quorum, QuorumCheck, QuorumCount};
pub use record::{Happening, Passage, PassageKind, RecordPlace};
pub use refusal::Refusal;
pub use result::{Suggestion, suggest};
pub use seats::{MOST_SEATS, SeatMethod, Seats, seats};
pub use speakers::{
    Asked, Away, Closing, ClosingKind, Request, RequestKind, Speaker, SpeakerList, Speech,
};
pub use speaking::{Excess, SpeakingLimit, Spoken, Voice};
pub use substitution::Misfit;
pub use summer_time::{DoubleHour, offset_of};
pub use vote::{
    Ballot, Choice, FactionCount, Method, Minority, Outcome, SecretCount, Tally, Verdict, Vote,
    VoteState,
};
pub use vote_form::{VoteForm, VoteStyle};

/// A moment as the clerk's clock told it, with its offset, so that the hour that comes twice in
/// October stays two hours.
pub type Timestamp = chrono::DateTime<chrono::FixedOffset>;
