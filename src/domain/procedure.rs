//! Anträge zur Geschäftsordnung: what each is for, and which majority it needs.
//!
//! A fifth of all votes is about the order of business. What follows when one is adopted is decided
//! in `decide/procedure.rs`.

use super::{Majority, Meeting, Motion, MotionKind};
use serde::{Deserialize, Serialize};

/// What a motion of order is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// Schluss der Debatte: nobody speaks any more, requests that wait lapse.
    EndDebate,
    /// Schluss der Rednerliste: nobody else asks for the floor, those who wait still speak.
    CloseList,
    /// Vertagung.
    Postpone,
    /// Verweisung.
    Refer {
        /// Wohin, with its article behind "in": "den Bauausschuss".
        to: String,
    },
    /// Absetzung von der Tagesordnung.
    Remove,
    /// Ausschluss der Öffentlichkeit: the item goes on behind closed doors.
    NonPublic,
    /// Wiederherstellung der Öffentlichkeit.
    Public,
    /// Unterbrechung der Sitzung.
    Recess,
    /// Dringlichkeit of an item that was added during the meeting.
    Urgency,
    /// Another one, in the clerk's own words.
    Other,
}

impl Motion {
    /// Tells how early a motion is put to the vote among others of an item: motions of order go
    /// first and Schluss der Debatte before Vertagung, the item's own question is the last
    /// (a usual rule of Geschäftsordnungen; the chair may see it otherwise).
    pub(super) fn rank(&self) -> u8 {
        match (self.kind, &self.procedure) {
            (MotionKind::Procedural, Some(Procedure::Postpone)) => 1,
            (MotionKind::Procedural, _) => 0,
            (
                MotionKind::Amendment
                | MotionKind::Addition
                | MotionKind::Lock
                | MotionKind::Nomination
                | MotionKind::Other,
                _,
            ) => 2,
            // Amendments change what is then voted on point by point, and as a whole.
            (MotionKind::Point, _) => 3,
            (MotionKind::Main, _) => 4,
        }
    }
}

impl Meeting {
    /// The majority that a motion needs where nothing else was said of its vote: that of a
    /// Dringlichkeit is its own (§ 34 (4) GO SH: two thirds of the statutory number), and that of
    /// excluding the public too (§ 35 (2) GO SH: two thirds of those present).
    #[must_use]
    pub fn usual_majority(&self, motion: Option<&Motion>) -> Majority {
        match motion.and_then(|motion| motion.procedure.as_ref()) {
            Some(Procedure::Urgency) => self.profile.rules.urgency_majority,
            Some(Procedure::NonPublic) => self.profile.rules.exclusion_majority,
            Some(
                Procedure::EndDebate
                | Procedure::CloseList
                | Procedure::Postpone
                | Procedure::Refer { .. }
                | Procedure::Remove
                | Procedure::Public
                | Procedure::Recess
                | Procedure::Other,
            )
            | None => self.profile.rules.majority,
        }
    }
}
