//! What looks wrong in a vote.

use super::claim::{contradiction, direction};
use super::{Claim, Finding, FindingKind, Place};
use crate::domain::{
    AgendaItem, Ballot, Choice, ItemId, Meeting, Method, MotionFate, MotionKind, Outcome, PersonId,
    Recusal, ResultKind, Tally, Timestamp, Verdict, Vote, VoteState,
};

pub(super) fn in_vote(meeting: &Meeting, item: &AgendaItem, vote: &Vote, found: &mut Vec<Finding>) {
    let mut add = |kind| found.push(Finding { kind, place: Place::Vote(item.id, vote.id) });
    match &vote.state {
        VoteState::Open => add(FindingKind::VoteOpen),
        VoteState::Annulled { .. } => return,
        VoteState::Closed { tally, present, outcome, wording, at, recused, .. } => {
            in_sums(vote, *tally, *present, &mut add);
            if let Some(claim) = contradiction(&meeting.profile, wording, *tally, *outcome) {
                add(FindingKind::WordingDiffers { claim, tally: *tally });
            }
            in_quorum(meeting, item, *present, *at).into_iter().for_each(&mut add);
            for (part, recusal) in meeting.recusals(item.id) {
                let twice = part.id != item.id
                    && item.recusals.iter().any(|it| it.person == recusal.person);
                if !twice && counts_recused(meeting, item, vote, *at, recusal, recused.as_deref()) {
                    add(FindingKind::RecusedCounted(recusal.person));
                }
            }
            in_room(meeting, item, vote, *at, &mut add);
        }
    }
    // What is wrong with a motion is told once, however often it was voted on.
    let counts = |other: &&Vote| !matches!(other.state, VoteState::Annulled { .. });
    let mut all = meeting.votes.iter().filter(|other| other.motion == vote.motion);
    if all.find(counts).is_some_and(|first| first.id == vote.id) {
        in_motion(meeting, item, vote, found);
    }
}

/// What looks wrong in a motion that was voted on.
fn in_motion(meeting: &Meeting, item: &AgendaItem, vote: &Vote, found: &mut Vec<Finding>) {
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
    for choice in vote.named_not_counted(&vote.named, tally) {
        add(FindingKind::NamedNotCounted(choice));
    }
    for row in &vote.rows {
        let Some(tally) = row.tally else { continue };
        if vote.rows.len() > 1 && tally.sum() != row.present {
            add(FindingKind::SumDiffers { counted: tally.sum(), present: row.present });
        }
    }
}

impl Vote {
    /// Gives the votes of which more are `named` than were counted.
    pub fn named_not_counted(
        &self,
        named: &[Ballot],
        tally: Tally,
    ) -> impl Iterator<Item = Choice> {
        [Choice::Yes, Choice::No, Choice::Abstain].into_iter().filter(move |choice| {
            let named = named.iter().filter(|ballot| ballot.choice == *choice).count();
            let counted = usize::try_from(tally.of(*choice)).unwrap_or(usize::MAX);
            match self.method {
                // Nobody counted: only "einstimmig" says that nobody was against it.
                Method::Words => {
                    let all = matches!(self.verdict, Some(Verdict::Unanimous));
                    named > 0 && all && *choice == Choice::No
                }
                Method::PerFaction
                | Method::Totals
                | Method::Minority
                | Method::Rollcall
                | Method::Secret => named > counted,
            }
        })
    }
}

/// Whether a vote counts somebody who is befangen and does not vote (§ 22 GO SH).
fn counts_recused(
    meeting: &Meeting,
    item: &AgendaItem,
    vote: &Vote,
    at: Timestamp,
    recusal: &Recusal,
    known: Option<&[PersonId]>,
) -> bool {
    let person = recusal.person;
    match vote.method {
        Method::Rollcall => vote.ballot(person).is_some(),
        // Told when the vote was over, and in the base until then: whatever hour is set later.
        Method::PerFaction | Method::Totals | Method::Minority | Method::Secret | Method::Words => {
            let out = match known {
                Some(known) => known.contains(&person) || untold(meeting, item, person, at),
                None => recusal.at <= at,
            };
            !out && meeting.sat_at(person, item.id, at)
        }
    }
}

/// Whether somebody was befangen by a moment as it was said behind closed doors: a public vote
/// leaves them out and does not say so.
fn untold(meeting: &Meeting, item: &AgendaItem, person: PersonId, at: Timestamp) -> bool {
    meeting.recusals(item.id).any(|(part, recusal)| {
        part.id != item.id && !part.public && recusal.person == person && recusal.at <= at
    })
}

/// Holds the vote against who was in the room when it was closed: a Fraktion that is there votes.
fn in_room(
    meeting: &Meeting,
    item: &AgendaItem,
    vote: &Vote,
    at: Timestamp,
    add: &mut impl FnMut(FindingKind),
) {
    if vote.rows.is_empty() {
        return;
    }
    let here = meeting.people.iter();
    let here = here.filter_map(|person| {
        let mut bloc = vote.bloc.iter();
        let in_all = bloc.all(|other| meeting.voted_for_at(person.id, *other, at).is_some());
        meeting.voted_for_at(person.id, item.id, at).filter(|_| in_all)
    });
    let has_row = |faction| vote.row(faction).is_some_and(|row| row.present > 0);
    let mut forgotten: Vec<_> = here.filter(|faction| !has_row(*faction)).collect();
    let empty = vote.rows.iter().filter(|row| row.present > 0 && row.tally.is_none());
    forgotten.extend(empty.map(|row| row.faction));
    forgotten.sort_unstable_by_key(|faction| faction.map(|id| id.0));
    forgotten.dedup();
    forgotten.into_iter().for_each(|faction| add(FindingKind::FactionForgotten(faction)));
}

/// Whether too few were here when it was closed: unless the body counted as able to decide
/// (§ 38 (1) GO SH).
pub(super) fn in_quorum(
    meeting: &Meeting,
    item: &AgendaItem,
    present: u32,
    at: Timestamp,
) -> Option<FindingKind> {
    let count = meeting.counted(present, meeting.quorum_base_at(Some(item.id), Some(at)));
    let statutory = count.statutory;
    if count.enough {
        None
    } else if !meeting.quorum_presumed(Some(at)) {
        Some(FindingKind::NoQuorum { present, statutory })
    } else {
        meeting.below_floor(count).then_some(FindingKind::BelowFloor { present, statutory })
    }
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
