//! Votes by name.

use super::Decision;
use crate::domain::{
    Ballot, Choice, Event, FactionCount, ItemId, Meeting, Method, Person, PersonId, Refusal, Tally,
    Vote, VoteId,
};

impl Meeting {
    /// Everyone who may vote in this vote in `item` now; one that is still to be opened has no
    /// bloc.
    pub fn voters(&self, vote: VoteId, item: ItemId) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| self.votes_in(vote, item, person.id))
    }

    /// What was noted by name: of a closed vote as it was, of an open one for who is here now.
    #[must_use]
    pub fn ballots_of(&self, vote: &Vote) -> Vec<Ballot> {
        let counts =
            |ballot: &&Ballot| !vote.is_open() || self.votes_in(vote.id, vote.item, ballot.person);
        vote.ballots.iter().filter(counts).copied().collect()
    }

    /// Who is still to be called.
    #[must_use]
    pub fn ballots_missing(&self, vote: &Vote) -> Vec<PersonId> {
        let voters = self.voters(vote.id, vote.item).map(|person| person.id);
        voters.filter(|id| vote.ballot(*id).is_none()).collect()
    }

    pub(super) fn must_have_all(&self, vote: &Vote) -> Result<(), Refusal> {
        let missing = self.ballots_missing(vote);
        if missing.is_empty() { Ok(()) } else { Err(Refusal::BallotsMissing(missing)) }
    }

    pub(super) fn cast_ballot(
        &self,
        vote: VoteId,
        item: ItemId,
        person: PersonId,
        choice: Option<Choice>,
    ) -> Decision {
        if !self.votes_in(vote, item, person) {
            return Err(Refusal::NoVoter);
        }
        if let Some(choice) = choice {
            self.must_allow(Tally::all(choice, 1))?;
        }
        let mut events: Vec<_> = self.chosen(vote, Method::Rollcall).into_iter().collect();
        events.push(Event::BallotCast { vote, person, choice });
        Ok(events)
    }

    /// All who are still missing vote alike, or else all.
    pub(super) fn ballots_for_all(&self, vote: VoteId, item: ItemId, choice: Choice) -> Vec<Event> {
        let noted = |person: PersonId| self.vote(vote).and_then(|vote| vote.ballot(person));
        let all: Vec<_> = self.voters(vote, item).map(|person| person.id).collect();
        let missing: Vec<_> = all.iter().copied().filter(|id| noted(*id).is_none()).collect();
        let who = if missing.is_empty() { all } else { missing };
        let cast = |person| Event::BallotCast { vote, person, choice: Some(choice) };
        who.into_iter().map(cast).collect()
    }

    /// Each votes as then; who did not is left to be called.
    pub(super) fn ballots_as_before(
        &self,
        item: ItemId,
        before: &Vote,
        vote: VoteId,
    ) -> Vec<Event> {
        let voters = self.voters(vote, item).map(|person| person.id);
        let cast = |person| {
            let choice = Some(before.ballot(person)?);
            Some(Event::BallotCast { vote, person, choice })
        };
        voters.filter_map(cast).collect()
    }

    /// Goes over to names, or back. A Fraktion of one mind brings the votes of its members, so
    /// that only the exceptions have to be called; and the members bring those of the Fraktion.
    /// Back again with nothing entered, names were a slip of the hand: nothing is left of it,
    /// unless the vote repeats one, which was opened on purpose.
    pub(super) fn call_roll(&self, vote: VoteId, item: ItemId, by_name: bool) -> Decision {
        let slip = |known: &&Vote| {
            let repeats = self.votes_on(known.motion).any(|other| other.outcome().is_some());
            known.method == Method::Rollcall && known.is_blank() && !repeats
        };
        if !by_name && self.vote(vote).filter(slip).is_some() {
            return Ok(vec![Event::VoteDropped { vote }]);
        }
        let method = if by_name { Method::Rollcall } else { Method::PerFaction };
        let mut events: Vec<_> = self.chosen(vote, method).into_iter().collect();
        let Some(old) = self.vote(vote).filter(|_| !events.is_empty()) else { return Ok(events) };
        if by_name {
            let minds = old.rows.iter();
            let minds = minds.filter_map(|row| Some((row.faction, row.tally?.unanimous()?)));
            for (faction, choice) in minds {
                let members = self.voters(vote, item).map(|person| person.id);
                let members = members.filter(|id| self.votes_for(*id) == faction);
                let others = members.filter(|id| old.ballot(*id) != Some(choice));
                let cast = |person| Event::BallotCast { vote, person, choice: Some(choice) };
                events.extend(others.map(cast));
            }
        } else {
            let ballots = self.ballots_of(old);
            events.extend(self.base_of(vote, item).iter().filter_map(|row| {
                let tally = self.tally_by_name(&ballots, row)?;
                let known = old.row(row.faction).and_then(|row| row.tally) == Some(tally);
                let voted = Event::FactionVoted { vote, faction: row.faction, tally };
                (!known).then_some(voted)
            }));
        }
        Ok(events)
    }

    /// The sums of a Fraktion, once all of it who are here are noted.
    pub(super) fn tally_by_name(&self, ballots: &[Ballot], row: &FactionCount) -> Option<Tally> {
        let own = ballots.iter().filter(|ballot| self.votes_for(ballot.person) == row.faction);
        let tally = sum(own);
        (row.present > 0 && tally.sum() == row.present).then_some(tally)
    }
}

/// Counts ballots.
pub(super) fn sum<'a>(ballots: impl IntoIterator<Item = &'a Ballot>) -> Tally {
    ballots.into_iter().fold(Tally::default(), |mut tally, ballot| {
        tally.add(ballot.choice, 1);
        tally
    })
}
