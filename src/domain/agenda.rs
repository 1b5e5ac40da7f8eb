//! The agenda: items in order, each with its number, its result and its times.

use super::{Absence, Happening, ItemId, MotionId, PaperId, Passage, PersonId, Recusal, Timestamp};
use serde::{Deserialize, Serialize};

/// A Tagesordnungspunkt (OParl `AgendaItem`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// The name inside this meeting.
    pub id: ItemId,
    /// Number as text: "4.1", "Ö 9", "N 2"; may be empty (a headline).
    pub number: String,
    /// Betreff.
    pub name: String,
    /// Whether it is treated in public.
    pub public: bool,
    /// The Vorlage under deliberation.
    pub paper: Option<PaperId>,
    /// Anlagen of the item itself, by name: what was shown or handed out (OParl `auxiliaryFile`).
    pub attachments: Vec<String>,
    /// Beschlussart: the headline result that the clerk set; empty is legal.
    pub result: Option<ItemResult>,
    /// The same, but for what a motion of order gave it: that holds as long as the motion does.
    pub own_result: Option<ItemResult>,
    /// When it was called and when it was left, each time.
    pub calls: Vec<ItemCall>,
    /// Struck from the agenda, with the moment.
    pub withdrawn: Option<Timestamp>,
    /// Added during the meeting (Dringlichkeit), with the moment.
    pub added: Option<Timestamp>,
    /// Taken earlier or later than the agenda had it, during the meeting.
    pub shift: Option<Shift>,
    /// The item with which it is debated jointly.
    pub joined: Option<ItemId>,
    /// The item of which it is the part in the other publicity.
    pub continues: Option<ItemId>,
    /// When it went on in its other part, or came back from there.
    pub handovers: Vec<Handover>,
    /// What happened in it, in order.
    pub record: Vec<Happening>,
    /// The paragraphs of its Wortprotokoll, by number; their order is that of `record`.
    pub passages: Vec<Passage>,
    /// In which order its motions are put to the vote, where the chair said so.
    pub motions_order: Vec<MotionId>,
    /// Who was befangen here.
    pub recusals: Vec<Recusal>,
    /// Who was away for this item only.
    pub absences: Vec<Absence>,
}

/// What an item is before anything happens in it: what an agenda file says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemPart {
    /// Number as text.
    pub number: String,
    /// Betreff.
    pub name: String,
    /// Whether it is treated in public.
    pub public: bool,
    /// The Vorlage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperId>,
    /// Anlagen of the item itself, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
}

/// That an item was taken earlier or later during the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// When that was decided, the last time.
    pub at: Timestamp,
    /// By how many places it stands further down than it did; negative: further up.
    pub by: i32,
}

/// That an item went on behind closed doors, or in public again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The other part.
    pub other: ItemId,
    /// When.
    pub at: Timestamp,
    /// Whether it went on there, or came back from there.
    pub away: bool,
}

/// One time that an item was on: it may be called again after a jump.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemCall {
    /// Aufgerufen.
    pub start: Timestamp,
    /// Verlassen; `None` while it is on.
    pub end: Option<Timestamp>,
}

/// A Beschlussart: open vocabulary, mapped to one of a few outcomes for statistics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemResult {
    /// As it is printed: "geändert beschlossen".
    pub text: String,
}

impl AgendaItem {
    /// Makes an item in which nothing has happened.
    #[must_use]
    pub fn new(id: ItemId, part: ItemPart) -> Self {
        Self {
            id,
            number: part.number,
            name: part.name,
            public: part.public,
            paper: part.paper,
            attachments: part.attachments,
            result: None,
            own_result: None,
            calls: Vec::new(),
            withdrawn: None,
            added: None,
            shift: None,
            joined: None,
            continues: None,
            handovers: Vec::new(),
            record: Vec::new(),
            passages: Vec::new(),
            motions_order: Vec::new(),
            recusals: Vec::new(),
            absences: Vec::new(),
        }
    }

    /// Tells whether the item is on now.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.calls.last().is_some_and(|call| call.end.is_none())
    }

    /// Tells whether it went on in its other part and has not come back.
    #[must_use]
    pub fn goes_on_elsewhere(&self) -> bool {
        self.handovers.last().is_some_and(|handover| handover.away)
    }

    /// Tells whether it is the same matter: the item itself, or its part in the other publicity.
    #[must_use]
    pub fn is_of_one_matter(&self, other: &Self) -> bool {
        self.id == other.id
            || self.continues == Some(other.id)
            || other.continues == Some(self.id)
            || (self.continues.is_some() && self.continues == other.continues)
    }

    /// The times that somebody was away for this item only, in the order in which they were noted.
    pub fn absences_of(&self, person: PersonId) -> impl Iterator<Item = &Absence> {
        self.absences.iter().filter(move |absence| absence.person == person)
    }

    /// Depth in a nested numbering: "4" and "Ö 9" are 0, "4.1" is 1.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.number.trim_end_matches('.').matches('.').count()
    }

    /// Gives "TOP 4.1" or, without a number, the title.
    #[must_use]
    pub fn label(&self) -> String {
        let number = self.number.trim_end_matches('.');
        if number.is_empty() { self.name.clone() } else { format!("TOP {number}") }
    }

    /// Finds the paragraph `id`.
    #[must_use]
    pub fn passage(&self, id: super::PassageId) -> Option<&Passage> {
        let at = self.passages.binary_search_by_key(&id, |passage| passage.id).ok()?;
        self.passages.get(at)
    }
}
