//! How a vote is entered: per Fraktion, by sums, by the minority, or as before.

use super::Decision;
use super::rollcall::sum;
use crate::domain::{
    Choice, Command, Event, FactionCount, ItemId, Majority, Meeting, Method, MotionId,
    OrganizationId, Refusal, Tally, Timestamp, Vote, VoteId, VoteState,
};

impl Meeting {
    /// Opens the vote if need be, and enters what the command tells.
    #[expect(clippy::wildcard_enum_match_arm, reason = "`decide` has matched everything")]
    pub(super) fn count(
        &self,
        command: &Command,
        item: ItemId,
        motion: Option<MotionId>,
        now: Timestamp,
    ) -> Decision {
        if let Command::NameVoter { person, choice, .. } = command
            && let Some(vote) = self.closed_on(item, motion)
        {
            return self.name_afterwards(vote, *person, *choice);
        }
        let (vote, mut events) = self.open_if_need_be(item, motion, now)?;
        events.extend(match command {
            Command::CountFaction { faction, tally, .. } => {
                self.count_faction(vote, item, *faction, *tally)?
            }
            Command::CountAll { choice, .. } => self.count_all(vote, item, *choice)?,
            Command::CountTotals { tally, .. } => {
                self.must_allow(tally.unwrap_or_default())?;
                vec![Event::TotalsCounted { vote, tally: *tally }]
            }
            Command::CountMinority { no, abstain, .. } => {
                self.must_allow(Tally { yes: 0, no: *no, abstain: *abstain })?;
                vec![Event::MinorityCounted { vote, no: *no, abstain: *abstain }]
            }
            Command::CountDeviation { faction, tally, rest, .. } => {
                self.count_deviation(vote, item, (*faction, *tally), *rest)?
            }
            Command::CountSecret { count, .. } => {
                self.must_allow(count.tally)?;
                vec![Event::SecretCounted { vote, tally: count.tally, invalid: count.invalid }]
            }
            Command::TellVerdict { verdict, .. } => {
                vec![Event::VerdictTold { vote, verdict: *verdict }]
            }
            Command::CastBallot { person, choice, .. } => {
                self.cast_ballot(vote, item, *person, *choice)?
            }
            Command::NameVoter { person, choice, .. } => {
                self.name_voter(vote, item, *person, *choice)?
            }
            Command::FormBloc { items, .. } => {
                let main = self.main_motion(item).map(|main| main.id);
                if motion.is_some() && motion != main {
                    return Err(Refusal::OnlyMainEnBloc);
                }
                self.form_bloc(vote, item, items)?
            }
            Command::CallRoll { by_name, .. } => self.call_roll(vote, item, *by_name)?,
            Command::CountAsBefore { .. } => self.count_as_before(vote, item)?,
            Command::SetMajority { motion, majority, .. } => {
                self.set_majority(vote, *motion, *majority)?
            }
            _ => Vec::new(),
        });
        Ok(events)
    }

    fn count_faction(
        &self,
        vote: VoteId,
        item: ItemId,
        faction: Option<OrganizationId>,
        tally: Tally,
    ) -> Decision {
        self.must_allow(tally)?;
        let row = self.base_of(vote, item).into_iter().find(|row| row.faction == faction);
        if row.is_none_or(|row| row.present == 0) {
            return Err(Refusal::NobodyPresent(faction));
        }
        let mut events: Vec<_> = self.chosen(vote, Method::PerFaction).into_iter().collect();
        events.push(Event::FactionVoted { vote, faction, tally });
        Ok(events)
    }

    /// The rows that are entered stay, unless sums counted until now.
    fn count_deviation(
        &self,
        vote: VoteId,
        item: ItemId,
        (faction, tally): (Option<OrganizationId>, Tally),
        rest: Choice,
    ) -> Decision {
        let mut events = self.count_faction(vote, item, faction, tally)?;
        self.must_allow(Tally::all(rest, 1))?;
        let known = self.vote(vote);
        let rows = known.filter(|vote| vote.method.is_by_rows()).map(|vote| self.rows_of(vote));
        let entered = |row: &FactionCount| {
            let mut rows = rows.iter().flatten();
            rows.find(|other| other.faction == row.faction).and_then(|row| row.tally)
        };
        let counts = known.is_some_and(|vote| vote.method == Method::PerFaction);
        let others = self.base_of(vote, item).into_iter();
        let others = others.filter(|row| row.present > 0 && row.faction != faction);
        events.extend(others.filter_map(|row| match entered(&row) {
            Some(_) if counts => None,
            entered => Some(Event::FactionVoted {
                vote,
                faction: row.faction,
                tally: entered.unwrap_or_else(|| Tally::all(rest, row.present)),
            }),
        }));
        Ok(events)
    }

    fn count_all(&self, vote: VoteId, item: ItemId, choice: Choice) -> Decision {
        self.must_allow(Tally::all(choice, 1))?;
        if self.vote(vote).is_some_and(|vote| vote.method == Method::Rollcall) {
            return Ok(self.ballots_for_all(vote, item, choice));
        }
        let base = self.base_of(vote, item);
        let entered = |row: &FactionCount| {
            self.vote(vote)
                .and_then(|vote| vote.row(row.faction))
                .is_some_and(|row| row.tally.is_some())
        };
        let missing: Vec<_> =
            base.iter().filter(|row| row.present > 0 && !entered(row)).copied().collect();
        // Nothing is missing: pressed again it means everyone.
        let rows = if missing.is_empty() { base } else { missing };
        let mut events: Vec<_> = self.chosen(vote, Method::PerFaction).into_iter().collect();
        events.extend(rows.into_iter().filter(|row| row.present > 0).map(|row| {
            let tally = Tally::all(choice, row.present);
            Event::FactionVoted { vote, faction: row.faction, tally }
        }));
        Ok(events)
    }

    fn set_majority(
        &self,
        vote: VoteId,
        motion: Option<MotionId>,
        majority: Option<Majority>,
    ) -> Decision {
        let usual = self.usual_majority(motion.and_then(|motion| self.motion(motion)));
        let own = majority.filter(|majority| *majority != usual);
        let known = self.vote(vote).and_then(|vote| vote.majority);
        if known == own {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::MajoritySet { vote, majority: own }])
    }

    /// The same pattern for who is here now: a Fraktion of one mind stays so, deviators stay as
    /// many as they were. A Fraktion of which that cannot be said is left to be entered.
    fn count_as_before(&self, vote: VoteId, item: ItemId) -> Decision {
        let before = self.vote_before(vote).ok_or(Refusal::NoVoteBefore)?;
        let tally = self.tally_of(before);
        let counted: Vec<_> = match before.method {
            Method::PerFaction => self.rows_as_before(item, before, vote).collect(),
            Method::Totals => {
                let tally = tally.adapted(self.present_in(vote, item));
                tally
                    .map(|tally| Event::TotalsCounted { vote, tally: Some(tally) })
                    .into_iter()
                    .collect()
            }
            Method::Minority => {
                vec![Event::MinorityCounted { vote, no: tally.no, abstain: tally.abstain }]
            }
            Method::Rollcall => self.ballots_as_before(item, before, vote),
            Method::Words => {
                let told = |verdict| Event::VerdictTold { vote, verdict };
                before.verdict.map(told).into_iter().collect()
            }
            // What is in the box is not known before it is counted.
            Method::Secret => Vec::new(),
        };
        if counted.is_empty() {
            return Err(Refusal::NoVoteBefore);
        }
        // The sums say themselves that they count.
        let says = matches!(before.method, Method::Totals | Method::Minority | Method::Words);
        let method = self.chosen(vote, before.method).filter(|_| !says);
        Ok(method.into_iter().chain(counted).collect())
    }

    fn rows_as_before(
        &self,
        item: ItemId,
        before: &Vote,
        vote: VoteId,
    ) -> impl Iterator<Item = Event> {
        let all = self.tally_of(before).unanimous();
        let rows = self.base_of(vote, item).into_iter().filter(|row| row.present > 0);
        rows.filter_map(move |FactionCount { faction, present, .. }| {
            let old = before.row(faction).filter(|row| row.present > 0).and_then(|row| row.tally);
            let tally = match (all, old) {
                (Some(choice), _) => Some(Tally::all(choice, present)),
                (None, old) => old.and_then(|old| old.adapted(present)),
            }?;
            Some(Event::FactionVoted { vote, faction, tally })
        })
    }

    /// The vote that was closed last, but for `vote` itself.
    #[must_use]
    pub fn vote_before(&self, vote: VoteId) -> Option<&Vote> {
        let closed = self.votes.iter().filter(|other| other.id != vote).filter_map(|other| {
            match other.state {
                VoteState::Closed { at, .. } => Some((at, other)),
                VoteState::Open | VoteState::Annulled { .. } => None,
            }
        });
        closed.max_by_key(|(at, _)| *at).map(|(_, vote)| vote)
    }

    /// Lets another way of entry count, if it does not already.
    pub(super) fn chosen(&self, vote: VoteId, method: Method) -> Option<Event> {
        // One that is opened just now is entered per Fraktion.
        let known = self.vote(vote).map_or(Method::PerFaction, |vote| vote.method);
        let other = known != method;
        other.then_some(Event::MethodChosen { vote, method })
    }

    pub(super) fn must_allow(&self, tally: Tally) -> Result<(), Refusal> {
        let allowed = self.profile.rules.abstention || tally.abstain == 0;
        if allowed { Ok(()) } else { Err(Refusal::NoAbstention) }
    }

    /// Refuses a vote of which something is still to be entered.
    pub(super) fn must_be_complete(&self, vote: &Vote) -> Result<(), Refusal> {
        let counted = match vote.method {
            Method::PerFaction => {
                let rows = self.rows_of(vote).into_iter();
                let missing = rows.filter(|row| row.present > 0 && row.tally.is_none());
                let missing: Vec<_> = missing.map(|row| row.faction).collect();
                return if missing.is_empty() {
                    Ok(())
                } else {
                    Err(Refusal::RowsMissing(missing))
                };
            }
            Method::Totals => vote.totals.is_some(),
            Method::Minority => vote.minority.is_some(),
            Method::Secret => vote.secret.is_some(),
            Method::Words => vote.verdict.is_some(),
            Method::Rollcall => return self.must_have_all(vote),
        };
        if counted { Ok(()) } else { Err(Refusal::NothingCounted) }
    }

    /// The rows of an open vote with the base as it is now. Of a Fraktion that has left since
    /// then, nobody votes.
    #[must_use]
    pub fn rows_of(&self, vote: &Vote) -> Vec<FactionCount> {
        if !vote.is_open() {
            return vote.rows.clone();
        }
        let mut rows = self.base_of(vote.id, vote.item);
        if vote.method == Method::Rollcall {
            let ballots = self.ballots_of(vote);
            for row in &mut rows {
                row.tally = self.tally_by_name(&ballots, row);
            }
            return rows;
        }
        for row in &mut rows {
            let entered = vote.row(row.faction).and_then(|entered| entered.tally);
            row.tally = entered.filter(|_| row.present > 0);
        }
        rows
    }

    /// The sums of a vote: as it was closed, or as far as it is entered, for who is here now.
    #[must_use]
    pub fn tally_of(&self, vote: &Vote) -> Tally {
        match (&vote.state, vote.method) {
            (VoteState::Closed { tally, .. } | VoteState::Annulled { tally, .. }, _) => *tally,
            (VoteState::Open, Method::PerFaction) => {
                let rows = self.rows_of(vote).into_iter();
                rows.filter_map(|row| row.tally).fold(Tally::default(), Tally::plus)
            }
            (VoteState::Open, Method::Rollcall) => sum(&self.ballots_of(vote)),
            (VoteState::Open, Method::Secret) => vote.secret.unwrap_or_default().tally,
            (VoteState::Open, Method::Words) => Tally::default(),
            (VoteState::Open, Method::Totals) => vote.totals.unwrap_or_default(),
            (VoteState::Open, Method::Minority) => {
                let present = self.present_in(vote.id, vote.item);
                vote.minority.map_or_else(Tally::default, |minority| minority.among(present))
            }
        }
    }
}
