//! En bloc: one vote on the main motions of several items.

use super::Decision;
use crate::domain::{
    Event, ItemId, Meeting, Method, Motion, MotionFate, MotionId, Refusal, Timestamp, Vote, VoteId,
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

    /// The items of which the main motions are voted on now together with `item`. Who is befangen
    /// in one of them raises no hand for any.
    pub(in crate::domain) fn bloc_of(&self, item: ItemId) -> &[ItemId] {
        let open = self.votes.iter().rev().find(|vote| vote.item == item && vote.is_open());
        open.map_or(&[], |vote| vote.bloc.as_slice())
    }

    /// The same vote on the main motion of each other item of its bloc, as `closed` says: as if
    /// they had been voted on one by one.
    pub(super) fn for_the_bloc(&self, open: &Vote, closed: &Event, now: Timestamp) -> Vec<Event> {
        let mut next = self.next_id();
        let mut events = Vec::new();
        for item in open.bloc.iter().copied() {
            let main = self.main_motion(item);
            if main.is_some_and(|main| main.fate != MotionFate::Open) {
                continue;
            }
            let motion = main.cloned().unwrap_or_else(|| {
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
        let Event::VoteClosed { vote, outcome, wording, .. } = &mut closed else {
            return Vec::new();
        };
        (*vote, *wording) = (id, words);
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
