//! What follows from the figures of a round.

use super::{ElectionForm, ElectionRule, Follows, LotAbout, Won};
use crate::domain::{CandidateId, seats};

/// What was counted in a round, as far as it decides.
pub(in crate::domain) struct RoundCount {
    /// Votes for each who stands.
    pub(in crate::domain) votes: Vec<(CandidateId, u32)>,
    /// Nein, where only one stands.
    pub(in crate::domain) no: u32,
    /// Gesetzliche Mitgliederzahl.
    pub(in crate::domain) statutory: u32,
    /// Rounds before it since the election began.
    pub(in crate::domain) before: usize,
    /// Wahlstellen.
    pub(in crate::domain) seats: u32,
}

/// Decides what follows from a round.
pub(in crate::domain) fn after_round(form: ElectionForm, count: &RoundCount) -> Follows {
    match (form, count.votes.as_slice()) {
        // One list: Ja or Nein to all of it.
        (ElectionForm::Lists(_), [(one, yes)]) => match *yes > count.no {
            true => elected(vec![Won { candidate: *one, seats: count.seats }]),
            false => Follows::Nobody,
        },
        (ElectionForm::Lists(method), lists) => {
            let votes: Vec<_> = lists.iter().map(|(_, votes)| *votes).collect();
            by_lists(lists, &seats(method, &votes, count.seats))
        }
        (ElectionForm::Single(rule), [(one, yes)]) => alone(rule, *one, *yes, count),
        (ElectionForm::Single(rule), _) => among_many(rule, count),
    }
}

fn by_lists(lists: &[(CandidateId, u32)], seats: &seats::Seats) -> Follows {
    let won: Vec<_> = lists
        .iter()
        .zip(&seats.sure)
        .map(|((list, _), seats)| Won { candidate: *list, seats: *seats })
        .collect();
    let among: Vec<_> =
        seats.tied.iter().filter_map(|at| lists.get(*at)).map(|(list, _)| *list).collect();
    if !among.is_empty() {
        return Follows::Lot { about: LotAbout::Seat, sure: won, among, places: seats.left };
    }
    match won.iter().all(|won| won.seats == 0) {
        true => Follows::Nobody,
        false => elected(won),
    }
}

/// Only one stands: more Ja than Nein, or what the rule asks for (§ 45 (1) KrO SH: another round,
/// then the election is repeated in a later meeting).
fn alone(rule: ElectionRule, one: CandidateId, yes: u32, count: &RoundCount) -> Follows {
    let rounds = rule.absolute_rounds();
    let enough = match rounds {
        0 => yes > count.no,
        _ => is_absolute(rule, yes, yes.saturating_add(count.no), count.statutory),
    };
    match enough {
        true => elected(vec![Won { candidate: one, seats: 1 }]),
        false if count.before + 1 < rounds => Follows::Round { among: vec![one] },
        false => Follows::Nobody,
    }
}

fn among_many(rule: ElectionRule, count: &RoundCount) -> Follows {
    let most = count.votes.iter().map(|(_, votes)| *votes).max().unwrap_or(0);
    if most == 0 {
        return Follows::Nobody;
    }
    let first: Vec<_> =
        count.votes.iter().filter(|(_, votes)| *votes == most).map(|(id, _)| *id).collect();
    let valid = count.votes.iter().fold(0_u32, |sum, (_, votes)| sum.saturating_add(*votes));
    let rounds = rule.absolute_rounds();
    let absolute = count.before < rounds;
    if let [winner] = first.as_slice()
        && (!absolute || is_absolute(rule, most, valid, count.statutory))
    {
        return elected(vec![Won { candidate: *winner, seats: 1 }]);
    }
    if absolute && count.before + 1 < rounds {
        return Follows::Round { among: count.votes.iter().map(|(id, _)| *id).collect() };
    }
    if absolute {
        return runoff(&count.votes);
    }
    // § 40 (3) GO SH: another round; again as many: the lot.
    match count.before {
        0 => Follows::Round { among: first },
        _ => Follows::Lot { about: LotAbout::Seat, sure: Vec::new(), among: first, places: 1 },
    }
}

/// The two with the most votes; who has as many as the second is chosen by lot
/// (§ 45 (1) KrO SH).
fn runoff(votes: &[(CandidateId, u32)]) -> Follows {
    let mut order = votes.to_vec();
    order.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
    let Some((_, last)) = order.get(1).copied() else { return Follows::Nobody };
    let above: Vec<_> = order.iter().filter(|(_, votes)| *votes > last).map(|it| it.0).collect();
    let alike: Vec<_> = order.iter().filter(|(_, votes)| *votes == last).map(|it| it.0).collect();
    if above.len() + alike.len() == 2 {
        return Follows::Round { among: [above, alike].concat() };
    }
    let places = if above.is_empty() { 2 } else { 1 };
    let sure = above.into_iter().map(|candidate| Won { candidate, seats: 1 }).collect();
    Follows::Lot { about: LotAbout::Runoff, sure, among: alike, places }
}

fn is_absolute(rule: ElectionRule, votes: u32, valid: u32, statutory: u32) -> bool {
    let whole = match rule {
        ElectionRule::MostVotes | ElectionRule::ValidThenRunoff => valid,
        ElectionRule::StatutoryThenRunoff | ElectionRule::StatutoryTwiceThenRunoff => statutory,
    };
    u64::from(votes) * 2 > u64::from(whole)
}

fn elected(won: Vec<Won>) -> Follows {
    Follows::Elected { won }
}
