//! What looks wrong. Told, never in the way: the program records, it does not rule.

mod claim;
mod elections;
mod room;
mod speeches;
mod times;
mod votes;

pub use claim::Claim;

use super::{
    AgendaItem, CandidateId, Choice, Command, ElectionId, Excess, ItemId, Meeting, MeetingKind,
    MeetingState, Misfit, MotionId, OrganizationId, PassageId, PersonId, SpeechId, Tally,
    Timestamp, Voice, VoteId,
};

/// Something that looks wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// Where to jump to.
    pub place: Place,
}

/// Where a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the meeting's data.
    Meeting,
    /// In an item.
    Item(ItemId),
    /// At a byte of a paragraph.
    Passage(ItemId, PassageId, usize),
    /// In a motion's wording.
    Motion(ItemId, MotionId),
    /// In a vote.
    Vote(ItemId, VoteId),
    /// In an election.
    Election(ItemId, ElectionId),
    /// In somebody's attendance.
    Person(PersonId),
}

/// What looks wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// A gap "@@" is still to be filled.
    Gap,
    /// The item was treated and has no result.
    NoResult,
    /// The item was never called.
    NotCalled,
    /// A vote is still open.
    VoteOpen,
    /// The sum is not the number of those present.
    SumDiffers {
        /// Votes counted.
        counted: u32,
        /// Anwesende.
        present: u32,
    },
    /// A point was rejected, and stands in the wording that was adopted as a whole.
    RejectedPoint,
    /// More are named with a choice than votes were counted for it.
    NamedNotCounted(Choice),
    /// The words say something else than the votes: "einstimmig" with a Nein, "angenommen" where
    /// it was rejected.
    WordingDiffers {
        /// What they say.
        claim: Claim,
        /// What was counted.
        tally: Tally,
    },
    /// Somebody who is befangen was counted, by name or in the base: § 22 GO SH.
    RecusedCounted(PersonId),
    /// A Fraktion was in the room and is not in the vote.
    FactionForgotten(Option<OrganizationId>),
    /// The headline result does not follow from the vote.
    ResultAgainstVote,
    /// The headline result stands on votes of which none is valid.
    NoValidVote,
    /// There was a vote on nothing: § 39 (3) GO SH wants the wording in writing beforehand.
    NoWording,
    /// Too few were here for a decision.
    NoQuorum {
        /// Anwesende.
        present: u32,
        /// Gesetzliche Mitgliederzahl.
        statutory: u32,
    },
    /// A round of an election is still open, or its lot is to be drawn.
    ElectionOpen,
    /// Somebody is befangen in an item in which there is an election, where that does not count.
    RecusedInElection(PersonId),
    /// A list has won more seats than it has names.
    ListTooShort {
        /// Which list.
        list: CandidateId,
        /// Its names.
        names: u32,
        /// Its seats.
        seats: u32,
    },
    /// So few were here that the chair states it unasked (§ 38 (1) GO SH).
    BelowFloor {
        /// Anwesende.
        present: u32,
        /// Gesetzliche Mitgliederzahl.
        statutory: u32,
    },
    /// Somebody sat for a member against the rules of the committee.
    SubstituteMisfits(PersonId, Misfit),
    /// The end is before the beginning.
    TimeBackwards,
    /// Somebody is said to come who is here, or to leave who is not.
    MovesTwice,
    /// Somebody took part by video, and the meeting is called one in person (§ 34a GO SH; its kind
    /// is to be recorded by § 42 BbgKVerf).
    VideoInPerson,
    /// Something happened before what it follows: the clock went back.
    TimesCross {
        /// What it follows.
        before: Timestamp,
        /// When it happened.
        at: Timestamp,
    },
    /// Something happened before the beginning of the meeting or behind its end.
    TimeOutside(Timestamp),
    /// It was opened on another day than it was planned for.
    OtherDay,
    /// Speeches took longer than they may.
    OverTime {
        /// How many.
        speeches: usize,
        /// The one that took longest.
        longest: SpeechId,
    },
    /// Somebody, or a Fraktion, had the floor more often than the house allows.
    SpokeTooOften(Excess),
    /// A Fraktion, or a member without one, spoke longer than the time that is theirs.
    TimeUsedUp {
        /// Who.
        of: Voice,
        /// What they spoke, in seconds.
        spoken_s: u64,
        /// What they have, in seconds.
        allowed_s: u64,
    },
    /// Nobody is entered as chair.
    NoChair,
    /// Nobody is entered as clerk.
    NoClerk,
    /// Entries of a later version were kept, and cannot be read.
    UnknownEntries(usize),
}

/// Mark of a gap in the text, to be filled later.
pub const GAP: &str = "@@";

/// Byte offsets of the gaps in a text.
pub fn gaps(text: &str) -> impl Iterator<Item = usize> {
    // Why: most text has none, and one letter is looked for much faster than two.
    let from = text.find('@').unwrap_or(text.len());
    let rest = text.get(from..).unwrap_or_default();
    rest.match_indices(GAP).map(move |(at, _)| from + at)
}

/// Lists what would look wrong if the meeting were closed now.
#[must_use]
pub fn findings_at_close(meeting: &Meeting, now: Timestamp) -> Vec<Finding> {
    let mut closed = meeting.clone();
    for event in meeting.decide(&Command::CloseMeeting, now).unwrap_or_default() {
        closed.apply(&event);
    }
    findings(&closed)
}

/// Lists what looks wrong, in the order of the agenda; what speeches had too much of at the end.
#[must_use]
pub fn findings(meeting: &Meeting) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add = |kind, place| found.push(Finding { kind, place });
    if meeting.head.chair.is_none() {
        add(FindingKind::NoChair, Place::Meeting);
    }
    if meeting.head.clerks.is_empty() {
        add(FindingKind::NoClerk, Place::Meeting);
    }
    let backwards = meeting.start.zip(meeting.end).is_some_and(|(start, end)| end < start)
        || meeting.recesses.iter().any(|recess| recess.end.is_some_and(|end| end < recess.start));
    if backwards {
        add(FindingKind::TimeBackwards, Place::Meeting);
    }
    let planned = meeting.head.planned_start.map(|start| start.date());
    let real = meeting.start.map(|start| start.date_naive());
    if planned.zip(real).is_some_and(|(planned, real)| planned != real) {
        add(FindingKind::OtherDay, Place::Meeting);
    }
    in_attendance(meeting, &mut found);
    let mut add = |kind, place| found.push(Finding { kind, place });
    if !meeting.unknown.is_empty() {
        add(FindingKind::UnknownEntries(meeting.unknown.len()), Place::Meeting);
    }
    times::in_times(meeting, &mut found);
    for item in &meeting.agenda {
        in_text(item, &mut found);
        for vote in meeting.votes_of(item.id) {
            votes::in_vote(meeting, item, vote, &mut found);
        }
        elections::in_elections(meeting, item, &mut found);
        in_result(meeting, item, &mut found);
    }
    speeches::found(meeting, &mut found);
    found
}

fn in_attendance(meeting: &Meeting, found: &mut Vec<Finding>) {
    for attendance in &meeting.attendance {
        let place = Place::Person(attendance.person);
        if meeting.moves_twice(attendance.person) {
            found.push(Finding { kind: FindingKind::MovesTwice, place });
        }
        let own = meeting.movements.iter().filter(|it| it.person == attendance.person);
        for (member, misfit) in own.filter_map(|movement| meeting.misfit_of(movement)) {
            found.push(Finding { kind: FindingKind::SubstituteMisfits(member, misfit), place });
        }
        let there = || !meeting.stays(attendance.person).is_empty();
        if attendance.video && meeting.head.kind == MeetingKind::InPerson && there() {
            found.push(Finding { kind: FindingKind::VideoInPerson, place });
        }
    }
}

fn in_text(item: &AgendaItem, found: &mut Vec<Finding>) {
    for happening in &item.record {
        let super::Happening::Passage(id) = happening else { continue };
        let Some(passage) = item.passage(*id) else { continue };
        found.extend(gaps(&passage.text).map(|at| Finding {
            kind: FindingKind::Gap,
            place: Place::Passage(item.id, passage.id, at),
        }));
    }
}

fn in_result(meeting: &Meeting, item: &AgendaItem, found: &mut Vec<Finding>) {
    let mut add = |kind| found.push(Finding { kind, place: Place::Item(item.id) });
    let over = matches!(meeting.state, MeetingState::Closed | MeetingState::Approved);
    let called = meeting.was_called(item);
    match &item.result {
        None if item.withdrawn.is_some() => {}
        // What goes on elsewhere gets its result there.
        None if item.goes_on_elsewhere() => {}
        None if called && !meeting.is_debated(item) && has_question(meeting, item) => {
            add(FindingKind::NoResult);
        }
        None if !called
            && !meeting.is_headline(item.id)
            && meeting.votes_of(item.id).next().is_none()
            && (over || later_called(meeting, item.id)) =>
        {
            add(FindingKind::NotCalled);
        }
        None => {}
        Some(result) => {
            let kind = meeting.profile.result_kind(&result.text);
            if let Some(kind) = votes::against_result(meeting, item.id, kind, &result.text) {
                add(kind);
            }
        }
    }
}

/// Whether something was to be decided: there is a paper or a motion. Formalities and questions
/// have no result, and a list that named them would not be read.
fn has_question(meeting: &Meeting, item: &AgendaItem) -> bool {
    item.paper.is_some()
        || meeting.motions_of(item.id).next().is_some()
        || meeting.elections_of(item.id).next().is_some()
}

/// An item that was passed over: a later one has been called.
fn later_called(meeting: &Meeting, item: ItemId) -> bool {
    let behind = meeting.agenda.iter().skip_while(|other| other.id != item).skip(1);
    behind.into_iter().any(|other| !other.calls.is_empty())
}
