//! Motions and votes.

use super::Decision;
use crate::domain::{
    Event, ItemId, ItemResult, Meeting, Method, Motion, MotionFate, MotionId, MotionKind,
    NewMotion, Outcome, Refusal, Timestamp, Vote, VoteId, VoteState, outcome,
    result::suggest_after,
};

impl Meeting {
    pub(super) fn move_motion(&self, new: &NewMotion, now: Timestamp) -> Decision {
        self.must_have(new.item)?;
        Ok(vec![Event::MotionMoved {
            item: new.item,
            motion: MotionId(self.next_id()),
            kind: new.kind,
            mover: new.mover.clone(),
            text: new.text.clone(),
            from_paper: false,
            at: now,
            procedure: new.procedure.clone(),
        }])
    }

    pub(super) fn reword_motion(&self, motion: MotionId, text: &str) -> Decision {
        let old = self.motion(motion).ok_or(Refusal::Unknown)?;
        if old.text == text {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::MotionReworded { motion, text: text.to_owned() }])
    }

    pub(super) fn adopt_wording(&self, motion: MotionId) -> Decision {
        let adopted = self.motion(motion).ok_or(Refusal::Unknown)?;
        if adopted.kind == MotionKind::Main {
            return Err(Refusal::NothingChanges);
        }
        let main = self
            .main_motion(adopted.item)
            .filter(|main| main.id != motion)
            .ok_or(Refusal::NoMainMotion)?;
        if main.text == adopted.text {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::MotionReworded { motion: main.id, text: adopted.text.clone() }])
    }

    pub(super) fn withdraw_motion(&self, motion: MotionId, withdrawn: bool) -> Decision {
        let old = self.motion(motion).ok_or(Refusal::Unknown)?;
        match (old.fate, withdrawn) {
            (MotionFate::Open, true) => {
                Ok(vec![Event::MotionFateSet { motion, fate: MotionFate::Withdrawn }])
            }
            (MotionFate::Withdrawn, false) => {
                Ok(vec![Event::MotionFateSet { motion, fate: MotionFate::Open }])
            }
            (MotionFate::Withdrawn, true) => Err(Refusal::MotionWithdrawn),
            (MotionFate::Carried | MotionFate::Rejected | MotionFate::Settled, _) => {
                Err(Refusal::MotionDecided)
            }
            (MotionFate::Open, false) => Err(Refusal::NothingChanges),
        }
    }

    pub(super) fn open_vote(
        &self,
        item: ItemId,
        motion: Option<MotionId>,
        now: Timestamp,
    ) -> Decision {
        let (vote, events) = self.open_again(item, motion, now)?;
        if events.is_empty() && self.vote(vote).is_some_and(Vote::is_open) {
            return Err(Refusal::VoteOpen);
        }
        Ok(events)
    }

    pub(super) fn close_vote(
        &self,
        vote: VoteId,
        wording: Option<&str>,
        result: Option<&str>,
        now: Timestamp,
    ) -> Decision {
        let open = self.vote(vote).ok_or(Refusal::Unknown)?;
        match open.state {
            VoteState::Open => {}
            VoteState::Closed { .. } => return Err(Refusal::VoteClosed),
            VoteState::Annulled { .. } => return Err(Refusal::VoteAnnulled),
        }
        let motion = self.motion(open.motion).ok_or(Refusal::Unknown)?;
        match motion.fate {
            MotionFate::Withdrawn => return Err(Refusal::MotionWithdrawn),
            MotionFate::Settled => return Err(Refusal::MotionDecided),
            // Opened before another vote decided it: a repetition is opened behind that.
            MotionFate::Carried | MotionFate::Rejected if self.was_decided_since(open) => {
                return Err(Refusal::MotionDecided);
            }
            MotionFate::Open | MotionFate::Carried | MotionFate::Rejected => {}
        }
        self.must_be_complete(open)?;
        self.must_be_undecided(open)?;
        let rows = self.rows_of(open);
        let tally = self.tally_of(open);
        let majority = self.majority_for(Some(open));
        let (outcome, words) = self.what_follows(open, motion.kind);
        let wording = wording.map_or(words, str::to_owned);
        let closed = Event::VoteClosed {
            vote,
            present: rows.iter().map(|row| row.present).sum(),
            recused: Some(self.recused_in(open.item)),
            rows: match open.method {
                Method::PerFaction | Method::Rollcall => rows,
                Method::Totals | Method::Minority | Method::Secret | Method::Words => Vec::new(),
            },
            ballots: match open.method {
                Method::Rollcall => self.ballots_of(open),
                Method::PerFaction | Method::Totals | Method::Minority | Method::Words => {
                    self.named_in(open)
                }
                Method::Secret => Vec::new(),
            },
            tally,
            majority,
            outcome,
            wording,
            at: now,
        };
        let follows = self.decided(motion, MotionFate::after(outcome), now);
        // What a motion of order makes has numbers of its own.
        let taken = follows.iter().filter_map(Event::number).max();
        let next = taken.map_or(self.next_id(), |number| number.saturating_add(1));
        let others = self.for_the_bloc(open, &closed, next, now);
        let mut events = vec![closed];
        events.extend(follows);
        events.extend(self.headline(motion, outcome, result));
        events.extend(others);
        Ok(events)
    }

    /// Whether another vote on the same motion was closed after this one was opened.
    fn was_decided_since(&self, open: &Vote) -> bool {
        self.votes_on(open.motion).any(|other| match other.state {
            VoteState::Closed { at, .. } => at >= open.opened && other.id > open.id,
            VoteState::Open | VoteState::Annulled { .. } => false,
        })
    }

    /// What follows from what is entered, and the words of the house for it.
    #[must_use]
    pub fn what_follows(&self, vote: &Vote, kind: MotionKind) -> (Outcome, String) {
        if let (Method::Words, Some(verdict)) = (vote.method, vote.verdict) {
            return (verdict.outcome(), self.profile.verdict_wording(verdict, kind));
        }
        let (tally, rules) = (self.tally_of(vote), &self.profile.rules);
        let present = self.rows_of(vote).iter().map(|row| row.present).sum();
        let majority = self.majority_for(Some(vote));
        let outcome = outcome(tally, rules, majority, self.strength(present));
        (outcome, self.profile.vote_wording(tally, outcome, kind))
    }

    pub(super) fn headline(
        &self,
        motion: &Motion,
        outcome: Outcome,
        result: Option<&str>,
    ) -> Option<Event> {
        let text = match result {
            Some(text) => text.to_owned(),
            None => suggest_after(self, motion, outcome)?,
        };
        let item = motion.item;
        if self.item(item)?.result.as_ref().is_some_and(|old| old.text == text) {
            return None;
        }
        Some(Event::ResultSet { item, result: Some(ItemResult { text }), ordered: false })
    }

    pub(super) fn reopen_vote(&self, vote: VoteId, now: Timestamp) -> Decision {
        let closed = self.vote(vote).ok_or(Refusal::Unknown)?;
        match closed.state {
            VoteState::Open => return Err(Refusal::VoteOpen),
            VoteState::Closed { .. } => {}
            VoteState::Annulled { .. } if self.decided_without_vote(closed.motion) => {
                return Ok(vec![Event::VoteReopened { vote }]);
            }
            VoteState::Annulled { .. } => {}
        }
        let mut events = vec![Event::VoteReopened { vote }];
        events.extend(self.fate_of(closed.motion, MotionFate::Open, now));
        Ok(events)
    }

    /// Whether a motion has a fate that no vote on it gave: withdrawn, settled by another one, or
    /// adopted without a count.
    fn decided_without_vote(&self, motion: MotionId) -> bool {
        self.motion(motion).is_some_and(|motion| match motion.fate {
            MotionFate::Withdrawn | MotionFate::Settled => true,
            MotionFate::Carried => motion.adopted.is_some(),
            MotionFate::Open | MotionFate::Rejected => false,
        })
    }

    pub(super) fn annul_vote(&self, vote: VoteId, reason: &str, now: Timestamp) -> Decision {
        let old = self.vote(vote).ok_or(Refusal::Unknown)?;
        if matches!(old.state, VoteState::Annulled { .. }) {
            return Err(Refusal::VoteAnnulled);
        }
        if reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        // What an earlier vote decided holds again.
        let before = self.votes_on(old.motion).filter(|other| other.id != vote);
        let before = before.filter_map(Vote::outcome).next();
        let fate = before.map_or(MotionFate::Open, MotionFate::after);
        let mut events = vec![Event::VoteAnnulled { vote, reason: reason.trim().to_owned() }];
        if self.decided_without_vote(old.motion) {
            return Ok(events);
        }
        events.extend(self.fate_of(old.motion, fate, now));
        events.extend(self.headline_without(old, before));
        Ok(events)
    }

    /// Takes the result of an item back that an annulled vote gave it: what the vote `before` it
    /// gave holds again. A result in the clerk's own words stays.
    fn headline_without(&self, annulled: &Vote, before: Option<Outcome>) -> Option<Event> {
        let motion = self.motion(annulled.motion)?;
        let gave = suggest_after(self, motion, annulled.outcome()?)?;
        let stands = self.item(motion.item)?.result.as_ref()?;
        let text = before.and_then(|outcome| suggest_after(self, motion, outcome));
        if stands.text != gave || text.as_ref() == Some(&gave) {
            return None;
        }
        let result = text.map(|text| ItemResult { text });
        Some(Event::ResultSet { item: motion.item, result, ordered: false })
    }

    /// As [`Self::open_again`], but a motion that was voted on is not voted on again by a slip of
    /// the hand: a repetition is opened by name.
    pub(super) fn open_if_need_be(
        &self,
        item: ItemId,
        motion: Option<MotionId>,
        now: Timestamp,
    ) -> Result<(VoteId, Vec<Event>), Refusal> {
        let on = motion.or_else(|| self.main_motion(item).map(|main| main.id));
        let last = on.and_then(|on| self.votes_on(on).next());
        if last.is_some_and(|vote| matches!(vote.state, VoteState::Closed { .. })) {
            return Err(Refusal::VoteClosed);
        }
        self.open_again(item, motion, now)
    }

    /// The open vote on `motion`, with the facts that open it (and make the main motion) if there
    /// is none.
    fn open_again(
        &self,
        item: ItemId,
        motion: Option<MotionId>,
        now: Timestamp,
    ) -> Result<(VoteId, Vec<Event>), Refusal> {
        self.must_have(item)?;
        let mut events = Vec::new();
        let mut next = self.next_id();
        let on = match motion.or_else(|| self.main_motion(item).map(|main| main.id)) {
            Some(id) => {
                let motion = self.motion(id).ok_or(Refusal::Unknown)?;
                if motion.fate == MotionFate::Withdrawn {
                    return Err(Refusal::MotionWithdrawn);
                }
                id
            }
            None => {
                let motion = Motion::without_wording(MotionId(next), item, now);
                next += 1;
                events.push(motion.moved_in_meeting());
                motion.id
            }
        };
        if let Some(open) = self.votes_on(on).find(|vote| vote.is_open()) {
            return Ok((open.id, events));
        }
        let vote = VoteId(next);
        events.push(Event::VoteOpened { vote, item, motion: on, at: now });
        Ok((vote, events))
    }
}
