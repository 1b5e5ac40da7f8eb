//! Competing Wahlvorschläge that are voted on one after the other.

use crate::domain::{Event, Meeting, Motion, MotionFate, MotionKind};

impl Meeting {
    /// What becomes of the other Wahlvorschläge of an item when the fate of one is set: the first
    /// that is carried settles the rest, and they stand again when it is carried no longer
    /// (§ 62 (3) with § 39 (1) GO SH).
    pub(super) fn rivals(&self, nomination: &Motion, fate: MotionFate) -> Vec<Event> {
        let (was, becomes) = match (nomination.fate, fate) {
            _ if nomination.kind != MotionKind::Nomination => return Vec::new(),
            (_, MotionFate::Carried) => (MotionFate::Open, MotionFate::Settled),
            (MotionFate::Carried, _) => (MotionFate::Settled, MotionFate::Open),
            _ => return Vec::new(),
        };
        let rivals = self.motions_of(nomination.item).filter(|other| {
            other.kind == MotionKind::Nomination && other.id != nomination.id && other.fate == was
        });
        rivals.map(|other| Event::MotionFateSet { motion: other.id, fate: becomes }).collect()
    }
}
