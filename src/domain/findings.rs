//! What looks wrong. Told, never in the way: the program records, it does not rule.

mod speeches;

use super::{
    AgendaItem, Command, Excess, ItemId, Meeting, MeetingState, MotionId, Outcome, PassageId,
    ResultKind, SpeechId, Tally, Timestamp, Voice, Vote, VoteId, VoteState,
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
    /// The words say "einstimmig", and there was a Nein (or a Ja on a rejection).
    NotUnanimous(Tally),
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
    /// The end is before the beginning.
    TimeBackwards,
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
    if !meeting.unknown.is_empty() {
        add(FindingKind::UnknownEntries(meeting.unknown.len()), Place::Meeting);
    }
    for item in &meeting.agenda {
        in_text(item, &mut found);
        for vote in meeting.votes_of(item.id) {
            in_vote(meeting, item, vote, &mut found);
        }
        in_result(meeting, item, &mut found);
    }
    speeches::found(meeting, &mut found);
    found
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

fn in_vote(meeting: &Meeting, item: &AgendaItem, vote: &Vote, found: &mut Vec<Finding>) {
    let place = Place::Vote(item.id, vote.id);
    let mut add = |kind| found.push(Finding { kind, place });
    let motion = meeting.motion(vote.motion);
    match &vote.state {
        VoteState::Open => add(FindingKind::VoteOpen),
        VoteState::Annulled { .. } => return,
        VoteState::Closed { tally, present, outcome, wording, .. } => {
            if tally.sum() != *present {
                add(FindingKind::SumDiffers { counted: tally.sum(), present: *present });
            }
            for row in &vote.rows {
                let Some(tally) = row.tally else { continue };
                if vote.rows.len() > 1 && tally.sum() != row.present {
                    add(FindingKind::SumDiffers { counted: tally.sum(), present: row.present });
                }
            }
            let split = match outcome {
                Outcome::Carried => tally.no > 0,
                Outcome::Rejected => tally.yes > 0,
                Outcome::Tied => true,
            };
            if split && wording.to_lowercase().contains("einstimmig") {
                add(FindingKind::NotUnanimous(*tally));
            }
            let statutory = meeting.statutory_members();
            let percent = meeting.profile.rules.quorum_percent;
            if u64::from(*present) * 100 <= u64::from(statutory) * u64::from(percent) {
                add(FindingKind::NoQuorum { present: *present, statutory });
            }
        }
    }
    if let Some(motion) = motion.filter(|motion| motion.text.trim().is_empty()) {
        found.push(Finding {
            kind: FindingKind::NoWording,
            place: Place::Motion(item.id, motion.id),
        });
    }
}

fn in_result(meeting: &Meeting, item: &AgendaItem, found: &mut Vec<Finding>) {
    let mut add = |kind| found.push(Finding { kind, place: Place::Item(item.id) });
    let over = matches!(meeting.state, MeetingState::Closed | MeetingState::Approved);
    match &item.result {
        None if item.withdrawn.is_some() => {}
        None if !item.calls.is_empty() && !item.is_on() && has_question(meeting, item) => {
            add(FindingKind::NoResult);
        }
        None if item.calls.is_empty()
            && !meeting.is_headline(item.id)
            && (over || later_called(meeting, item.id)) =>
        {
            add(FindingKind::NotCalled);
        }
        None => {}
        Some(result) => {
            let Some(kind) = meeting.profile.result_kind(&result.text) else { return };
            let outcome = meeting
                .main_motion(item.id)
                .and_then(|main| meeting.votes_on(main.id).find_map(Vote::outcome));
            let contradicts = match kind {
                ResultKind::Adopted | ResultKind::AdoptedChanged => {
                    matches!(outcome, Some(Outcome::Rejected | Outcome::Tied))
                }
                ResultKind::Rejected | ResultKind::RejectedTied => {
                    outcome == Some(Outcome::Carried)
                }
                ResultKind::Noted
                | ResultKind::Postponed
                | ResultKind::Referred
                | ResultKind::Off
                | ResultKind::Withdrawn
                | ResultKind::Done => false,
            };
            if contradicts {
                add(FindingKind::ResultAgainstVote);
            }
            let decided = matches!(
                kind,
                ResultKind::Adopted
                    | ResultKind::AdoptedChanged
                    | ResultKind::Rejected
                    | ResultKind::RejectedTied
            );
            let voted = meeting.main_motion(item.id).map(|main| meeting.votes_on(main.id).count());
            if decided && outcome.is_none() && voted.is_some_and(|votes| votes > 0) {
                add(FindingKind::NoValidVote);
            }
        }
    }
}

/// Whether something was to be decided: there is a paper or a motion. Formalities and questions
/// have no result, and a list that named them would not be read.
fn has_question(meeting: &Meeting, item: &AgendaItem) -> bool {
    item.paper.is_some() || meeting.motions_of(item.id).next().is_some()
}

/// An item that was passed over: a later one has been called.
fn later_called(meeting: &Meeting, item: ItemId) -> bool {
    let behind = meeting.agenda.iter().skip_while(|other| other.id != item).skip(1);
    behind.into_iter().any(|other| !other.calls.is_empty())
}
