//! Motions: wordings that are, or were to be, put to the vote.

use super::{
    Event, ItemId, Meeting, MotionId, OrganizationId, Outcome, PersonId, Procedure, Timestamp,
};
use serde::{Deserialize, Serialize};

/// A Beschlussvorschlag or Antrag (Popolo `Motion`): the text put to the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motion {
    /// The name inside this meeting.
    pub id: MotionId,
    /// The item it was moved in.
    pub item: ItemId,
    /// What kind of motion.
    pub kind: MotionKind,
    /// What a motion of order is for; `None` for every other motion.
    pub procedure: Option<Procedure>,
    /// Antragsteller/in; `None` for the paper's own proposal.
    pub mover: Option<Mover>,
    /// The wording as it stands. Paragraphs are parted by line breaks.
    pub text: String,
    /// The wording as the paper brought it; `None` for a motion made in the meeting.
    pub paper_text: Option<String>,
    /// What became of it.
    pub fate: MotionFate,
    /// When it was adopted without a count because nobody objected.
    pub adopted: Option<Timestamp>,
    /// When it was moved.
    pub moved: Timestamp,
}

/// What kind of motion it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotionKind {
    /// Beschlussvorschlag: the item's own question.
    Main,
    /// Änderungsantrag.
    Amendment,
    /// Ergänzungsantrag.
    Addition,
    /// Geschäftsordnungsantrag.
    Procedural,
    /// Antrag auf einen Sperrvermerk.
    Lock,
    /// Wahlvorschlag that is voted on like a motion, one after the other; the first that is
    /// carried voids the rest (§ 62 (3) with § 39 (1) GO SH).
    Nomination,
    /// Another motion.
    Other,
    /// Ziffer: a point of the Beschlussvorschlag that is voted on apart, before the whole.
    Point,
}

impl MotionKind {
    /// All kinds that somebody may move, in the order in which a list offers them.
    pub const ALL: [Self; 7] = [
        Self::Main,
        Self::Amendment,
        Self::Addition,
        Self::Procedural,
        Self::Lock,
        Self::Nomination,
        Self::Other,
    ];
}

/// Who moved a motion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mover {
    /// A member.
    Person(PersonId),
    /// A Fraktion.
    Faction(OrganizationId),
    /// Somebody the meeting has no list entry for.
    Named(String),
}

/// What became of a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotionFate {
    /// Not decided yet.
    Open,
    /// angenommen
    Carried,
    /// abgelehnt
    Rejected,
    /// zurückgezogen
    Withdrawn,
    /// erledigt: void because another motion was adopted, or otherwise settled.
    Settled,
}

impl MotionFate {
    /// Gives what becomes of a motion with this outcome.
    #[must_use]
    pub fn after(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Carried => Self::Carried,
            Outcome::Rejected | Outcome::Tied => Self::Rejected,
        }
    }
}

impl Motion {
    /// Makes the question of an item that nobody has worded.
    #[must_use]
    pub(super) fn without_wording(id: MotionId, item: ItemId, moved: Timestamp) -> Self {
        Self {
            id,
            item,
            kind: MotionKind::Main,
            procedure: None,
            mover: None,
            text: String::new(),
            paper_text: None,
            fate: MotionFate::Open,
            adopted: None,
            moved,
        }
    }

    /// The fact that it was moved in the meeting.
    #[must_use]
    pub(super) fn moved_in_meeting(&self) -> Event {
        Event::MotionMoved {
            item: self.item,
            motion: self.id,
            kind: self.kind,
            mover: self.mover.clone(),
            text: self.text.clone(),
            from_paper: false,
            at: self.moved,
            procedure: self.procedure.clone(),
        }
    }

    /// Tells whether the wording differs from what the paper proposed. Line ends and repeated
    /// blanks do not count: they are no change of the resolution.
    #[must_use]
    pub fn differs_from_paper(&self) -> bool {
        self.paper_text
            .as_ref()
            .is_some_and(|paper| !paper.split_whitespace().eq(self.text.split_whitespace()))
    }
}

impl Meeting {
    /// The motions of an item in the order in which they are put to the vote: as the chair said;
    /// else motions of order first, then amendments, then the item's own question. What was moved
    /// since the chair said so goes before the first that it outranks.
    #[must_use]
    pub fn in_voting_order(&self, item: ItemId) -> Vec<&Motion> {
        let said = self.item(item).map_or(&[][..], |item| &item.motions_order);
        let mut order: Vec<&Motion> = said
            .iter()
            .filter_map(|id| self.motion(*id))
            .filter(|motion| motion.item == item)
            .collect();
        for motion in self.motions_of(item).filter(|motion| !said.contains(&motion.id)) {
            let behind = order.iter().position(|other| other.rank() > motion.rank());
            order.insert(behind.unwrap_or(order.len()), motion);
        }
        order
    }
}
