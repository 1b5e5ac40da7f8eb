//! What looks wrong in an election.

use super::votes::in_quorum;
use super::{Finding, FindingKind, Place};
use crate::domain::{AgendaItem, Election, Meeting, Proposal, RoundState};

/// Lists what looks wrong in the elections of an item.
pub(super) fn in_elections(meeting: &Meeting, item: &AgendaItem, found: &mut Vec<Finding>) {
    let mut held = false;
    for election in meeting.elections_of(item.id).filter(|it| it.annulled.is_none()) {
        held = true;
        in_election(meeting, item, election, found);
    }
    // § 22 (3) GO SH: who is elected may vote on it, and nobody else is kept out either.
    if held && !meeting.profile.elections.recusal {
        let mut people: Vec<_> = meeting.recusals(item.id).map(|(_, it)| it.person).collect();
        people.sort_unstable_by_key(|person| person.0);
        people.dedup();
        found.extend(people.into_iter().map(|person| Finding {
            kind: FindingKind::RecusedInElection(person),
            place: Place::Item(item.id),
        }));
    }
}

fn in_election(
    meeting: &Meeting,
    item: &AgendaItem,
    election: &Election,
    found: &mut Vec<Finding>,
) {
    let place = Place::Election(election.item, election.id);
    let mut add = |kind| found.push(Finding { kind, place });
    if election.is_open() {
        add(FindingKind::ElectionOpen);
    }
    for round in &election.rounds {
        let RoundState::Closed { present, at, .. } = round.state else { continue };
        if round.sum() != present {
            add(FindingKind::SumDiffers { counted: round.sum(), present });
        }
        in_quorum(meeting, item, present, at).into_iter().for_each(&mut add);
    }
    for won in election.won() {
        let candidate = election.candidate(won.candidate);
        let Some(Proposal::List { names, .. }) = candidate.map(|it| &it.who) else { continue };
        let names = u32::try_from(names.len()).unwrap_or(u32::MAX);
        // A list without any name is one of which only the seats matter here.
        if names > 0 && names < won.seats {
            add(FindingKind::ListTooShort { list: won.candidate, names, seats: won.seats });
        }
    }
}
