//! What follows when a motion of order is adopted, and what of it goes back when it was not.

use super::Decision;
use crate::domain::{
    AgendaItem, Event, ItemId, ItemResult, Meeting, Motion, MotionFate, MotionId, MotionKind,
    Outcome, Procedure, Refusal, ResultKind, Timestamp, Vote,
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
                let set = Event::ResultSet { item: item.id, result };
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

    /// What goes back when a vote that decided a motion of order is opened again or void. Requests
    /// that lapsed and interruptions that were do not come back.
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
                self.close_list(false, now).unwrap_or_default()
            }
            Procedure::Postpone | Procedure::Refer { .. } if carried => {
                let stands = item.result.as_ref().map(|result| result.text.clone());
                let gave = stands.is_some() && stands == self.result_of(procedure);
                let none = Event::ResultSet { item: item.id, result: None };
                Vec::from_iter(gave.then_some(none))
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
