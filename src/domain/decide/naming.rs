//! Naming somebody beside the figures of a vote.

use super::Decision;
use super::rollcall::sum;
use crate::domain::{
    Ballot, Choice, Event, FactionCount, ItemId, Meeting, Method, MotionId, PersonId, Refusal,
    Tally, Vote, VoteId, VoteState,
};

impl Meeting {
    /// Who is named in a vote: in a closed one as it was, in an open one of those who are here.
    #[must_use]
    pub fn named_in(&self, vote: &Vote) -> Vec<Ballot> {
        let counts =
            |ballot: &&Ballot| !vote.is_open() || self.votes_in(vote.id, vote.item, ballot.person);
        vote.named.iter().filter(counts).copied().collect()
    }

    /// The last vote on a motion, if it is closed.
    pub(super) fn closed_on(&self, item: ItemId, motion: Option<MotionId>) -> Option<&Vote> {
        let motion = motion.or_else(|| self.main_motion(item).map(|main| main.id))?;
        let last = self.votes_on(motion).next()?;
        matches!(last.state, VoteState::Closed { .. }).then_some(last)
    }

    /// Names somebody in a closed vote. Who voted may have left since; the figures stay.
    pub(super) fn name_afterwards(
        &self,
        vote: &Vote,
        person: PersonId,
        choice: Option<Choice>,
    ) -> Decision {
        self.must_not_be_secret(vote)?;
        self.must_allow(choice.map_or_else(Tally::default, |choice| Tally::all(choice, 1)))?;
        let by_name = vote.method == Method::Rollcall;
        let votes = self.membership(person).is_some_and(|membership| membership.voting_right);
        if by_name || !votes || self.is_recused(person, vote.item) {
            return Err(Refusal::NoVoter);
        }
        if vote.named(person) == choice {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::VoterNamed { vote: vote.id, person, choice }])
    }

    pub(super) fn name_voter(
        &self,
        vote: VoteId,
        item: ItemId,
        person: PersonId,
        choice: Option<Choice>,
    ) -> Decision {
        let open = self.vote(vote);
        if let Some(open) = open {
            self.must_not_be_secret(open)?;
            if open.method == Method::Rollcall {
                if open.ballot(person) == choice {
                    return Err(Refusal::NothingChanges);
                }
                return self.cast_ballot(vote, item, person, choice);
            }
        }
        if !self.votes_in(vote, item, person) {
            return Err(Refusal::NoVoter);
        }
        let mut events = Vec::new();
        if open.and_then(|open| open.named(person)) != choice {
            events.push(Event::VoterNamed { vote, person, choice });
        }
        if let Some(choice) = choice {
            self.must_allow(Tally::all(choice, 1))?;
            // Named as before, the figures may have been entered otherwise since.
            events.extend(self.counted_with(vote, item, Ballot { person, choice }));
        }
        if events.is_empty() { Err(Refusal::NothingChanges) } else { Ok(events) }
    }

    fn must_not_be_secret(&self, vote: &Vote) -> Result<(), Refusal> {
        if vote.method == Method::Secret { Err(Refusal::SecretVote) } else { Ok(()) }
    }

    /// The figures, where they have fewer votes of this kind than are named with the new one.
    fn counted_with(&self, vote: VoteId, item: ItemId, new: Ballot) -> Option<Event> {
        let open = self.vote(vote);
        let was = open.and_then(|open| open.named(new.person));
        let mut named = open.map_or_else(Vec::new, |open| self.named_in(open));
        named.retain(|ballot| ballot.person != new.person);
        named.push(new);
        match open.map_or(Method::PerFaction, |open| open.method) {
            Method::PerFaction => {
                let faction = self.votes_for(new.person);
                named.retain(|ballot| self.votes_for(ballot.person) == faction);
                let mut row =
                    self.base_of(vote, item).into_iter().find(|row| row.faction == faction)?;
                row.tally = open.and_then(|open| open.row(faction)).and_then(|row| row.tally);
                let tally = with_named(&row, new.choice, was, sum(&named));
                let changed = row.tally != Some(tally);
                changed.then_some(Event::FactionVoted { vote, faction, tally })
            }
            Method::Minority => {
                let old = open?.minority.unwrap_or_default();
                let named = sum(&named);
                let (no, abstain) = (old.no.max(named.no), old.abstain.max(named.abstain));
                let changed = (no, abstain) != (old.no, old.abstain);
                changed.then_some(Event::MinorityCounted { vote, no, abstain })
            }
            Method::Totals | Method::Rollcall | Method::Secret | Method::Words => None,
        }
    }
}

/// The figures of a Fraktion with as many votes of `choice` as are `named` with it. One that is
/// not entered yet says Ja, but for the named (or Nein, where somebody is named with Ja).
fn with_named(row: &FactionCount, choice: Choice, was: Option<Choice>, named: Tally) -> Tally {
    let rest = if choice == Choice::Yes { Choice::No } else { Choice::Yes };
    let mut tally = row.tally.unwrap_or_else(|| Tally::all(rest, row.present));
    let missing = named.of(choice).saturating_sub(tally.of(choice));
    let others = [Choice::Yes, Choice::No, Choice::Abstain].into_iter();
    // Whoever is named otherwise now is taken from where they were; others from the most.
    let most = others.filter(|other| *other != choice).max_by_key(|other| tally.of(*other));
    let from = was.filter(|was| *was != choice && tally.of(*was) > 0).or(most);
    if let Some(from) = from {
        let moved = missing.min(tally.of(from));
        tally.add(choice, moved);
        tally.take(from, moved);
    }
    tally
}
