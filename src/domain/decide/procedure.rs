//! What follows when a motion of order is adopted, and what of it goes back when it was not.

use super::Decision;
use crate::domain::{
    AgendaItem, Closing, ClosingKind, Event, ItemId, ItemResult, Meeting, Motion, MotionFate,
    MotionId, MotionKind, Outcome, Procedure, Refusal, ResultKind, Timestamp, Vote, VoteState,
};

impl Meeting {
    /// Nobody objects: a motion is adopted without a count, with all that follows.
    pub(super) fn adopt_motion(&self, id: MotionId, adopted: bool, now: Timestamp) -> Decision {
        let motion = self.motion(id).ok_or(Refusal::Unknown)?;
        if !adopted {
            motion.adopted.ok_or(Refusal::NothingChanges)?;
            return Ok(self.decided(motion, MotionFate::Open, now));
        }
        if motion.kind == MotionKind::Main {
            return Err(Refusal::NeedsVote);
        }
        if self.votes_on(id).any(Vote::is_open) {
            return Err(Refusal::VoteOpen);
        }
        match motion.fate {
            MotionFate::Open => {}
            MotionFate::Withdrawn => return Err(Refusal::MotionWithdrawn),
            MotionFate::Carried | MotionFate::Rejected | MotionFate::Settled => {
                return Err(Refusal::MotionDecided);
            }
        }
        let mut events = vec![Event::MotionAdopted { motion: id, at: now }];
        events.extend(self.rivals(motion, MotionFate::Carried));
        events.extend(self.consequences(motion, MotionFate::Carried, now));
        events.extend(self.headline(motion, Outcome::Carried, None));
        Ok(events)
    }

    /// A motion has got its fate: that, what no longer follows, and what follows now.
    pub(super) fn decided(&self, motion: &Motion, fate: MotionFate, now: Timestamp) -> Vec<Event> {
        let mut events = vec![Event::MotionFateSet { motion: motion.id, fate }];
        if motion.fate != fate {
            events.extend(self.rivals(motion, fate));
            events.extend(self.no_longer(motion, now));
            events.extend(self.consequences(motion, fate, now));
        }
        events
    }

    /// The same for a motion by its name.
    pub(super) fn fate_of(&self, id: MotionId, fate: MotionFate, now: Timestamp) -> Vec<Event> {
        self.motion(id).map_or_else(Vec::new, |motion| self.decided(motion, fate, now))
    }

    /// What follows from the fate of a motion of order, as far as it is not so already.
    fn consequences(&self, motion: &Motion, fate: MotionFate, now: Timestamp) -> Vec<Event> {
        let (Some(procedure), Some(item)) = (&motion.procedure, self.item(motion.item)) else {
            return Vec::new();
        };
        let on = self.current == Some(item.id);
        let (carried, rejected) = (fate == MotionFate::Carried, fate == MotionFate::Rejected);
        match procedure {
            // What is not urgent does not come onto the agenda.
            Procedure::Urgency if rejected => strike(item, now),
            Procedure::Urgency => Vec::new(),
            _ if !carried => Vec::new(),
            Procedure::EndDebate if on => self.end_debate(now).unwrap_or_default(),
            Procedure::CloseList if on => self.close_list(true, now).unwrap_or_default(),
            Procedure::Recess if on => self.begin_recess(now).unwrap_or_default(),
            Procedure::NonPublic | Procedure::Public if on => {
                let elsewhere = item.public == (*procedure == Procedure::NonPublic);
                let go_on = elsewhere.then(|| self.continue_item(item.id, now));
                go_on.and_then(Result::ok).unwrap_or_default()
            }
            Procedure::Remove => strike(item, now),
            Procedure::Postpone | Procedure::Refer { .. } => {
                let text = self.result_of(procedure);
                let result = text.map(|text| ItemResult { text });
                let same = item.result == result;
                let set = Event::ResultSet { item: item.id, result, ordered: true };
                if same { Vec::new() } else { vec![set] }
            }
            Procedure::EndDebate
            | Procedure::CloseList
            | Procedure::NonPublic
            | Procedure::Public
            | Procedure::Recess
            | Procedure::Other => Vec::new(),
        }
    }

    /// What goes back when a vote that decided a motion of order is opened again or void. The
    /// speaker list is what it was before, unless somebody has opened it since; an interruption
    /// that was stays.
    fn no_longer(&self, motion: &Motion, now: Timestamp) -> Vec<Event> {
        let (Some(procedure), Some(item)) = (&motion.procedure, self.item(motion.item)) else {
            return Vec::new();
        };
        let reinstated = || {
            let struck = item.withdrawn.map(|_| Event::ItemReinstated { item: item.id });
            Vec::from_iter(struck)
        };
        let carried = motion.fate == MotionFate::Carried;
        match procedure {
            Procedure::Urgency if motion.fate == MotionFate::Rejected => reinstated(),
            Procedure::Remove if carried => reinstated(),
            Procedure::EndDebate | Procedure::CloseList
                if carried && self.current == Some(item.id) =>
            {
                let closing = self.closed_by(motion);
                Vec::from_iter(closing.map(|closing| match closing.kind {
                    ClosingKind::List => {
                        Event::ListClosed { closed: false, at: now, item: Some(item.id) }
                    }
                    ClosingKind::Debate => Event::DebateResumed { closing: closing.id, at: now },
                }))
            }
            Procedure::Postpone | Procedure::Refer { .. } if carried => {
                let stands = item.result.as_ref().map(|result| result.text.clone());
                let gave = stands.is_some() && stands == self.result_of(procedure);
                Vec::from_iter(gave.then(|| self.headline_before(motion, item)))
            }
            Procedure::Urgency
            | Procedure::Remove
            | Procedure::EndDebate
            | Procedure::CloseList
            | Procedure::Postpone
            | Procedure::Refer { .. }
            | Procedure::NonPublic
            | Procedure::Public
            | Procedure::Recess
            | Procedure::Other => Vec::new(),
        }
    }

    /// The closing that holds now, if a motion brought it about.
    fn closed_by(&self, motion: &Motion) -> Option<&Closing> {
        let closing = self.speakers.closing().filter(|it| it.item == motion.item)?;
        let voted = |vote: &Vote| match vote.state {
            VoteState::Closed { at, .. } => at == closing.at,
            VoteState::Open | VoteState::Annulled { .. } => false,
        };
        let adopted = motion.adopted == Some(closing.at);
        (adopted || self.votes_on(motion.id).any(voted)).then_some(closing)
    }

    /// The headline without that of a motion of order: of another one that was adopted, or what
    /// the clerk, or a vote, had set before.
    fn headline_before(&self, motion: &Motion, item: &AgendaItem) -> Event {
        let others = self
            .motions_of(item.id)
            .filter(|other| other.fate == MotionFate::Carried && other.id != motion.id);
        let other = others.filter_map(|other| self.result_of(other.procedure.as_ref()?)).last();
        let ordered = other.is_some();
        let own = item.own_result.clone().filter(|own| item.result.as_ref() != Some(own));
        let result = other.map(|text| ItemResult { text }).or(own);
        Event::ResultSet { item: item.id, result, ordered }
    }

    /// The headline result that motions of order gave an item, unless its own question was voted on
    /// all the same.
    pub(in crate::domain) fn ordered_result(&self, item: ItemId) -> Option<(String, ResultKind)> {
        let voted = |main: &Motion| self.votes_on(main.id).any(|vote| vote.outcome().is_some());
        if self.main_motion(item).is_some_and(voted) {
            return None;
        }
        let adopted = self.motions_of(item).filter(|motion| motion.fate == MotionFate::Carried);
        let text =
            adopted.filter_map(|motion| self.result_of(motion.procedure.as_ref()?)).last()?;
        let kind = self.profile.result_kind(&text)?;
        Some((text, kind))
    }

    /// The headline result that a motion of order gives its item, in the words of the house.
    fn result_of(&self, procedure: &Procedure) -> Option<String> {
        match procedure {
            Procedure::Postpone => {
                let word = self.profile.result_text(ResultKind::Postponed);
                Some(word.unwrap_or("vertagt").to_owned())
            }
            Procedure::Refer { to } => Some(self.profile.referred(to)),
            Procedure::EndDebate
            | Procedure::CloseList
            | Procedure::Remove
            | Procedure::NonPublic
            | Procedure::Public
            | Procedure::Recess
            | Procedure::Urgency
            | Procedure::Other => None,
        }
    }
}

fn strike(item: &AgendaItem, now: Timestamp) -> Vec<Event> {
    let struck = Event::ItemWithdrawn { item: item.id, at: now };
    Vec::from_iter(item.withdrawn.is_none().then_some(struck))
}
