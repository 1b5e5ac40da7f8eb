//! What looks wrong in a vote.

use super::claim::{contradiction, direction};
use super::{Claim, Finding, FindingKind, Place};
use crate::domain::{
    AgendaItem, Choice, ItemId, Meeting, Method, MotionFate, MotionKind, Outcome, PersonId,
    ResultKind, Role, Tally, Timestamp, Vote, VoteState,
};

pub(super) fn in_vote(meeting: &Meeting, item: &AgendaItem, vote: &Vote, found: &mut Vec<Finding>) {
    let mut add = |kind| found.push(Finding { kind, place: Place::Vote(item.id, vote.id) });
    match &vote.state {
        VoteState::Open => add(FindingKind::VoteOpen),
        VoteState::Annulled { .. } => return,
        VoteState::Closed { tally, present, outcome, wording, at, .. } => {
            in_sums(vote, *tally, *present, &mut add);
            if let Some(claim) = contradiction(&meeting.profile, wording, *tally, *outcome) {
                add(FindingKind::WordingDiffers { claim, tally: *tally });
            }
            let statutory = must_be_here(meeting, item, *at);
            let percent = meeting.profile.rules.quorum_percent;
            if u64::from(*present) * 100 <= u64::from(statutory) * u64::from(percent) {
                add(FindingKind::NoQuorum { present: *present, statutory });
            }
            in_room(meeting, item, vote, *at, &mut add);
        }
    }
    if let Some(motion) = meeting.motion(vote.motion)
        && motion.kind == MotionKind::Main
        && motion.fate == MotionFate::Carried
    {
        let rejected = meeting.motions_of(item.id).any(|point| {
            point.kind == MotionKind::Point
                && point.fate == MotionFate::Rejected
                && motion.text.contains(point.text.as_str())
        });
        let place = Place::Motion(item.id, motion.id);
        found.extend(rejected.then_some(Finding { kind: FindingKind::RejectedPoint, place }));
    }
    let motion = meeting.motion(vote.motion).filter(|motion| motion.text.trim().is_empty());
    if let Some(motion) = motion {
        let place = Place::Motion(item.id, motion.id);
        found.push(Finding { kind: FindingKind::NoWording, place });
    }
}

fn in_sums(vote: &Vote, tally: Tally, present: u32, add: &mut impl FnMut(FindingKind)) {
    if let Some(counted) = vote.counted(tally).filter(|counted| *counted != present) {
        add(FindingKind::SumDiffers { counted, present });
    }
    for choice in [Choice::Yes, Choice::No, Choice::Abstain] {
        let named = vote.named.iter().filter(|ballot| ballot.choice == choice).count();
        let counted = usize::try_from(tally.of(choice)).unwrap_or(usize::MAX);
        if named > counted && vote.method != Method::Words {
            add(FindingKind::NamedNotCounted(choice));
        }
    }
    for row in &vote.rows {
        let Some(tally) = row.tally else { continue };
        if vote.rows.len() > 1 && tally.sum() != row.present {
            add(FindingKind::SumDiffers { counted: tally.sum(), present: row.present });
        }
    }
}

/// Holds the vote against who was in the room when it was closed: who is befangen does not vote
/// (§ 22 GO SH), and a Fraktion that is there does.
fn in_room(
    meeting: &Meeting,
    item: &AgendaItem,
    vote: &Vote,
    at: Timestamp,
    add: &mut impl FnMut(FindingKind),
) {
    for recusal in &item.recusals {
        let counted = match vote.method {
            Method::Rollcall => vote.ballot(recusal.person).is_some(),
            // Told when the vote was over, and in the base until then.
            Method::PerFaction
            | Method::Totals
            | Method::Minority
            | Method::Secret
            | Method::Words => {
                recusal.at > at && meeting.voted_for_at(recusal.person, item.id, at).is_some()
            }
        };
        if counted {
            add(FindingKind::RecusedCounted(recusal.person));
        }
    }
    if vote.rows.is_empty() {
        return;
    }
    let here = meeting.people.iter();
    let here = here.filter_map(|person| meeting.voted_for_at(person.id, item.id, at));
    let has_row = |faction| vote.row(faction).is_some_and(|row| row.present > 0);
    let mut forgotten: Vec<_> = here.filter(|faction| !has_row(*faction)).collect();
    let empty = vote.rows.iter().filter(|row| row.present > 0 && row.tally.is_none());
    forgotten.extend(empty.map(|row| row.faction));
    forgotten.sort_unstable_by_key(|faction| faction.map(|id| id.0));
    forgotten.dedup();
    forgotten.into_iter().for_each(|faction| add(FindingKind::FactionForgotten(faction)));
}

/// The number of which more than so many percent must be here. In SH it is smaller by those who
/// are befangen (domain.md 1.2).
fn must_be_here(meeting: &Meeting, item: &AgendaItem, at: Timestamp) -> u32 {
    let statutory = meeting.statutory_members();
    if !meeting.profile.rules.quorum_without_recused {
        return statutory;
    }
    let has_seat = |person: PersonId| {
        let membership = meeting.membership(person);
        membership.is_some_and(|it| it.voting_right && it.role != Role::Substitute)
    };
    let recused = item.recusals.iter().filter(|it| it.at <= at && has_seat(it.person)).count();
    statutory.saturating_sub(u32::try_from(recused).unwrap_or(u32::MAX))
}

/// What the headline result of an item says against the last valid vote on its main motion.
pub(super) fn against_result(
    meeting: &Meeting,
    item: ItemId,
    kind: Option<ResultKind>,
    text: &str,
) -> Option<FindingKind> {
    let says = match kind {
        Some(ResultKind::Adopted | ResultKind::AdoptedChanged) => Some(Claim::Carried),
        Some(ResultKind::Rejected | ResultKind::RejectedTied) => Some(Claim::Rejected),
        Some(
            ResultKind::Noted
            | ResultKind::Postponed
            | ResultKind::Referred
            | ResultKind::Off
            | ResultKind::Withdrawn
            | ResultKind::Done,
        ) => None,
        // In the clerk's own words.
        None => direction(text),
    }?;
    let main = meeting.main_motion(item)?;
    match meeting.votes_on(main.id).find_map(Vote::outcome) {
        Some(outcome) => {
            let carried = outcome == Outcome::Carried;
            (carried != (says == Claim::Carried)).then_some(FindingKind::ResultAgainstVote)
        }
        None => {
            let voted = meeting.votes_on(main.id).next().is_some();
            voted.then_some(FindingKind::NoValidVote)
        }
    }
}
