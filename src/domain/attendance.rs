//! Who is in the room, since when, and for whom.

use super::{ItemId, MovementId, OrganizationId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

/// How somebody stood at the opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Initial {
    /// There from the opening on. The default of everyone who is no substitute.
    Present,
    /// entschuldigt
    Excused,
    /// fehlt unentschuldigt
    Absent,
    /// Not expected: a substitute, a guest who has not come.
    Waiting,
}

/// The attendance of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Who.
    pub person: PersonId,
    /// At the opening.
    pub initial: Initial,
    /// Taking part by video (§ 34a GO SH).
    pub video: bool,
    /// The person whose seat this one takes.
    pub represents: Option<PersonId>,
    /// In the room (or on the line) now.
    pub here: bool,
}

/// An arrival or a departure, the beginning of a substitution, a change of Fraktion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// The name inside this meeting.
    pub id: MovementId,
    /// Who.
    pub person: PersonId,
    /// What.
    pub kind: MovementKind,
    /// When.
    pub at: Timestamp,
    /// During which item; `None` before the first one.
    pub item: Option<ItemId>,
}

/// What happened to somebody's presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// kommt
    Arrived,
    /// geht
    Left,
    /// kommt as the substitute of somebody
    Substituting(PersonId),
    /// joins or leaves a Fraktion; `None`: without one
    Changed {
        /// Until then.
        from: Option<OrganizationId>,
        /// From then on.
        to: Option<OrganizationId>,
    },
}

/// Befangenheit for one item: out of the room, out of the base (§ 22 GO SH; not in elections,
/// § 22 (3) No. 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub at: Timestamp,
    /// Whether the clerk set the hour, and not the clock.
    pub corrected: bool,
}

/// Absence for one item: out of the base there, back by itself with the next one (domain.md 1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub at: Timestamp,
    /// When the person came back while the item was still on.
    pub until: Option<Timestamp>,
    /// Whether the clerk set the hours, and not the clock.
    pub corrected: bool,
}
