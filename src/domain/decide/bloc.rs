//! En bloc: one vote on the main motions of several items.

use super::Decision;
use crate::domain::{
    Event, FactionCount, ItemId, Meeting, Method, Motion, MotionFate, MotionId, PersonId, Refusal,
    Timestamp, Vote, VoteId,
};

impl Meeting {
    pub(super) fn form_bloc(&self, vote: VoteId, own: ItemId, items: &[ItemId]) -> Decision {
        let mut bloc: Vec<ItemId> = Vec::new();
        for item in items.iter().copied().filter(|item| *item != own) {
            if self.must_have(item)?.withdrawn.is_some() {
                return Err(Refusal::ItemWithdrawn);
            }
            let main = self.main_motion(item);
            if main.is_some_and(|main| main.fate != MotionFate::Open) {
                return Err(Refusal::DecidedAlready(item));
            }
            if !bloc.contains(&item) {
                bloc.push(item);
            }
        }
        if self.vote(vote).map_or(bloc.is_empty(), |open| open.bloc == bloc) {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::BlocFormed { vote, items: bloc }])
    }

    /// Tells whether somebody may vote in this vote now. Who is befangen in one item of its bloc
    /// raises no hand for any.
    #[must_use]
    pub fn votes_in(&self, vote: VoteId, item: ItemId, person: PersonId) -> bool {
        let bloc = self.vote(vote).map_or(&[][..], |vote| vote.bloc.as_slice());
        self.votes_now(person, Some(item))
            && !bloc
                .iter()
                .any(|other| self.is_recused(person, *other) || self.is_away(person, *other))
    }

    /// The rows of this vote with the base as it is now.
    pub(super) fn base_of(&self, vote: VoteId, item: ItemId) -> Vec<FactionCount> {
        self.rows_among(|person| self.votes_in(vote, item, person))
    }

    /// How many may vote in this vote now.
    #[must_use]
    pub fn present_in(&self, vote: VoteId, item: ItemId) -> u32 {
        u32::try_from(self.voters(vote, item).count()).unwrap_or(u32::MAX)
    }

    /// Who would vote in an item now, and does not because befangen in it. En bloc each item names
    /// its own: who is befangen in a non-public one stands in no public one.
    pub(super) fn recused_in(&self, item: ItemId) -> Vec<PersonId> {
        let out = |person: &PersonId| {
            self.votes_now(*person, None) && self.is_told_recused(*person, item)
        };
        self.people.iter().map(|person| person.id).filter(out).collect()
    }

    /// Refuses a bloc of which something was voted on apart since it was formed.
    pub(super) fn must_be_undecided(&self, open: &Vote) -> Result<(), Refusal> {
        for item in &open.bloc {
            if self.must_have(*item)?.withdrawn.is_some() {
                return Err(Refusal::ItemWithdrawn);
            }
        }
        let decided = open.bloc.iter().find(|item| {
            self.main_motion(**item).is_some_and(|main| main.fate != MotionFate::Open)
        });
        decided.map_or(Ok(()), |item| Err(Refusal::DecidedAlready(*item)))
    }

    /// The same vote on the main motion of each other item of its bloc, as `closed` says: as if
    /// they had been voted on one by one. What it makes is numbered from `next` on.
    pub(super) fn for_the_bloc(
        &self,
        open: &Vote,
        closed: &Event,
        mut next: u32,
        now: Timestamp,
    ) -> Vec<Event> {
        let mut events = Vec::new();
        for item in open.bloc.iter().copied() {
            let motion = self.main_motion(item).cloned().unwrap_or_else(|| {
                let motion = Motion::without_wording(MotionId(next), item, now);
                next += 1;
                events.push(motion.moved_in_meeting());
                motion
            });
            let vote = VoteId(next);
            next += 1;
            events.push(Event::VoteOpened { vote, item, motion: motion.id, at: now });
            let others = [open.item].into_iter().chain(open.bloc.iter().copied());
            let items = others.filter(|other| *other != item).collect();
            events.push(Event::BlocFormed { vote, items });
            events.extend(same_way(open, vote));
            let majority = open.majority.map(Some);
            events.extend(majority.map(|majority| Event::MajoritySet { vote, majority }));
            let words = self.what_follows(open, motion.kind).1;
            events.extend(self.closed_so(closed, vote, &motion, words));
        }
        events
    }

    /// The close of another vote with the same figures.
    fn closed_so(&self, closed: &Event, id: VoteId, motion: &Motion, words: String) -> Vec<Event> {
        let mut closed = closed.clone();
        let Event::VoteClosed { vote, outcome, wording, recused, .. } = &mut closed else {
            return Vec::new();
        };
        (*vote, *wording) = (id, words);
        *recused = Some(self.recused_in(motion.item));
        let outcome = *outcome;
        let fate = MotionFate::after(outcome);
        let mut events = vec![closed, Event::MotionFateSet { motion: motion.id, fate }];
        events.extend(self.headline(motion, outcome, None));
        events
    }
}

/// Lets another vote be entered in the same way, with what its sums do not tell.
fn same_way(open: &Vote, vote: VoteId) -> Option<Event> {
    match open.method {
        Method::PerFaction => None,
        Method::Totals | Method::Rollcall => {
            Some(Event::MethodChosen { vote, method: open.method })
        }
        Method::Minority => open.minority.map(|minority| Event::MinorityCounted {
            vote,
            no: minority.no,
            abstain: minority.abstain,
        }),
        Method::Secret => open.secret.map(|secret| Event::SecretCounted {
            vote,
            tally: secret.tally,
            invalid: secret.invalid,
        }),
        Method::Words => open.verdict.map(|verdict| Event::VerdictTold { vote, verdict }),
    }
}
