//! The headline result that follows from what happened in an item. A suggestion: the clerk sets it.

use super::{AgendaItem, ItemId, Meeting, Motion, MotionFate, MotionKind, Outcome, ResultKind};

/// A Beschlussart that the program suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// As it would be printed.
    pub text: String,
    /// What it means.
    pub kind: ResultKind,
}

/// Suggests the headline result of `item` from its motions, its paper and whether it was struck.
/// `None`: nothing follows; an empty result is legal.
#[must_use]
pub fn suggest(meeting: &Meeting, item: ItemId) -> Option<Suggestion> {
    let item = meeting.item(item)?;
    if let Some((text, kind)) = meeting.ordered_result(item.id) {
        return Some(Suggestion { text, kind });
    }
    let Some(kind) = kind_of(meeting, item) else {
        let mut elections = meeting.elections_of(item.id);
        let nominated = meeting.motions_of(item.id).any(|motion| {
            motion.kind == MotionKind::Nomination && motion.fate == MotionFate::Carried
        });
        let elected = nominated || elections.any(|election| !election.won().is_empty());
        let text = meeting.profile.elections.result.clone();
        return elected.then_some(Suggestion { text, kind: ResultKind::Adopted });
    };
    let text = meeting.profile.result_text(kind)?.to_owned();
    Some(Suggestion { text, kind })
}

/// The headline result after a vote on `motion`; only the item's main motion sets it, or a
/// Wahlvorschlag that is carried.
pub(super) fn suggest_after(
    meeting: &Meeting,
    motion: &Motion,
    outcome: Outcome,
) -> Option<String> {
    if motion.kind == MotionKind::Nomination && outcome == Outcome::Carried {
        return Some(meeting.profile.elections.result.clone());
    }
    if motion.kind != MotionKind::Main {
        return None;
    }
    let kind = after_vote(meeting, motion, outcome);
    meeting.profile.result_text(kind).map(str::to_owned)
}

fn kind_of(meeting: &Meeting, item: &AgendaItem) -> Option<ResultKind> {
    if item.withdrawn.is_some() {
        return Some(ResultKind::Off);
    }
    let main = meeting.main_motion(item.id);
    if let Some(main) = main {
        if main.fate == MotionFate::Withdrawn {
            return Some(ResultKind::Withdrawn);
        }
        let last = meeting.votes_on(main.id).find_map(super::Vote::outcome);
        if let Some(outcome) = last {
            return Some(after_vote(meeting, main, outcome));
        }
    }
    // A report that nobody votes on is taken note of.
    let report = meeting.paper_of(item.id).is_some_and(|paper| {
        let kind = paper.paper_type.to_lowercase();
        ["bericht", "mitteilung", "kenntnis", "information"].iter().any(|word| kind.contains(word))
    });
    (report && meeting.was_called(item)).then_some(ResultKind::Noted)
}

fn after_vote(meeting: &Meeting, motion: &Motion, outcome: Outcome) -> ResultKind {
    match outcome {
        Outcome::Rejected => ResultKind::Rejected,
        Outcome::Tied => ResultKind::RejectedTied,
        Outcome::Carried => {
            let amended = meeting.motions_of(motion.item).any(|other| {
                match other.kind {
                    MotionKind::Amendment | MotionKind::Addition => {
                        other.fate == MotionFate::Carried
                    }
                    // A point that was rejected is not of what was adopted.
                    MotionKind::Point => other.fate == MotionFate::Rejected,
                    MotionKind::Main
                    | MotionKind::Procedural
                    | MotionKind::Lock
                    | MotionKind::Nomination
                    | MotionKind::Other => false,
                }
            });
            let changed = motion.differs_from_paper() || amended;
            if changed { ResultKind::AdoptedChanged } else { ResultKind::Adopted }
        }
    }
}
