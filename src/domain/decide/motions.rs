//! The motions of an item among each other: in which order they are voted on, and what is settled
//! by another.

use super::Decision;
use crate::domain::points::without;
use crate::domain::{
    Command, Event, ItemId, Meeting, Motion, MotionFate, MotionId, MotionKind, Refusal, Timestamp,
    points,
};

impl Meeting {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`decide` has matched everything")]
    pub(super) fn about_motion(&self, command: &Command, now: Timestamp) -> Decision {
        match command {
            Command::MoveMotion(motion) => self.move_motion(motion, now),
            Command::RewordMotion { motion, text } => self.reword_motion(*motion, text),
            Command::SplitMotion(motion) => self.split_motion(*motion, now),
            Command::StrikePoints(item) => self.strike_points(*item),
            Command::AdoptWording(motion) => self.adopt_wording(*motion),
            Command::WithdrawMotion { motion, withdrawn } => {
                self.withdraw_motion(*motion, *withdrawn)
            }
            Command::AdoptMotion { motion, adopted } => self.adopt_motion(*motion, *adopted, now),
            Command::SettleMotions(item) => self.settle_motions(*item),
            Command::OrderMotion { motion, up } => self.order_motion(*motion, *up),
            _ => Err(Refusal::Unknown),
        }
    }

    /// Puts a motion to the vote one place earlier or later among those of its item.
    fn order_motion(&self, motion: MotionId, up: bool) -> Decision {
        let item = self.motion(motion).ok_or(Refusal::Unknown)?.item;
        let motions = self.in_voting_order(item);
        let mut order: Vec<_> = motions.into_iter().map(|motion| motion.id).collect();
        let at = order.iter().position(|id| *id == motion).ok_or(Refusal::Unknown)?;
        let other = if up { at.checked_sub(1) } else { Some(at + 1) };
        let other = other.filter(|other| *other < order.len()).ok_or(Refusal::AtTheEdge)?;
        order.swap(at, other);
        Ok(vec![Event::MotionsOrdered { item, order }])
    }

    /// Settles what is still open of an item: a motion that goes further was adopted.
    fn settle_motions(&self, item: ItemId) -> Decision {
        self.must_have(item)?;
        let question = |motion: &&Motion| motion.kind != MotionKind::Procedural;
        let adopted = |motion: &&Motion| motion.fate == MotionFate::Carried;
        let over = self.main_motion(item).is_some_and(|main| main.fate != MotionFate::Open);
        if !over && !self.motions_of(item).filter(question).any(|motion| adopted(&motion)) {
            return Err(Refusal::NothingSettled);
        }
        let rest = self.motions_of(item).filter(|motion| {
            let open = motion.fate == MotionFate::Open;
            open && (over || (question(motion) && motion.kind != MotionKind::Main))
        });
        let fate = MotionFate::Settled;
        let events: Vec<_> =
            rest.map(|motion| Event::MotionFateSet { motion: motion.id, fate }).collect();
        if events.is_empty() { Err(Refusal::NothingChanges) } else { Ok(events) }
    }
}

impl Meeting {
    /// What was rejected on its own is no part of what was adopted. The others keep their numbers,
    /// by which they were voted on.
    fn strike_points(&self, item: ItemId) -> Decision {
        let main = self.main_motion(item).ok_or(Refusal::NoRejectedPoint)?;
        let struck = self.rejected_points(main);
        let text = struck.iter().fold(main.text.clone(), |text, point| without(&text, &point.text));
        if text == main.text {
            return Err(Refusal::NoRejectedPoint);
        }
        Ok(vec![Event::MotionReworded { motion: main.id, text }])
    }

    fn split_motion(&self, motion: MotionId, now: Timestamp) -> Decision {
        let whole = self.motion(motion).ok_or(Refusal::Unknown)?;
        match whole.fate {
            MotionFate::Open => {}
            MotionFate::Withdrawn => return Err(Refusal::MotionWithdrawn),
            MotionFate::Carried | MotionFate::Rejected | MotionFate::Settled => {
                return Err(Refusal::MotionDecided);
            }
        }
        let points = points(&whole.text);
        if whole.kind != MotionKind::Main || points.len() < 2 {
            return Err(Refusal::NoPoints);
        }
        let known = |text: &str| {
            let mut own = self.motions_of(whole.item);
            own.any(|it| it.kind == MotionKind::Point && it.text == text)
        };
        let new = points.into_iter().filter(|point| !known(&point.text));
        let moved = (self.next_id()..).zip(new).map(|(id, point)| {
            let none = Motion::without_wording(MotionId(id), whole.item, now);
            Motion { kind: MotionKind::Point, text: point.text, ..none }.moved_in_meeting()
        });
        let moved: Vec<_> = moved.collect();
        if moved.is_empty() { Err(Refusal::NothingChanges) } else { Ok(moved) }
    }
}
