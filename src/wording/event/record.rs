//! Facts about paragraphs.

use super::{snippet, top};
use crate::domain::{Event, ItemId, Meeting, PassageKind};
use crate::wording::name;

pub(super) fn begun(meeting: &Meeting, item: ItemId, text: &str) -> String {
    format!("Absatz begonnen in {}{}", top(meeting, item), quoted(text))
}

pub(super) fn written(meeting: &Meeting, item: ItemId, text: &str) -> String {
    format!("Absatz geschrieben in {}{}", top(meeting, item), quoted(text))
}

pub(super) fn attributed(meeting: &Meeting, item: ItemId, kind: &PassageKind) -> String {
    let to = match kind {
        PassageKind::Speech { speaker, .. } => name::speaker(meeting, speaker),
        PassageKind::Remark => "Anmerkung".to_owned(),
        PassageKind::Interjection => "Zwischenruf".to_owned(),
    };
    format!("Absatz zugeordnet in {}: {to}", top(meeting, item))
}

/// Tells whether an event decided about a motion of order: then what follows from it is told too.
pub(super) fn orders(meeting: &Meeting, event: &Event) -> bool {
    let motion = if let Event::MotionAdopted { motion, .. } = event {
        Some(*motion)
    } else if let Event::VoteClosed { vote, .. }
    | Event::VoteReopened { vote }
    | Event::VoteAnnulled { vote, .. } = event
    {
        meeting.vote(*vote).map(|vote| vote.motion)
    } else {
        None
    };
    let motion = motion.and_then(|motion| meeting.motion(motion));
    motion.is_some_and(|motion| motion.procedure.is_some())
}

/// Tells whether a fact may follow from a motion of order.
pub(super) fn follows(event: &Event) -> bool {
    matches!(
        event,
        Event::VoteClosed { .. }
            | Event::MotionAdopted { .. }
            | Event::ListClosed { .. }
            | Event::ListFrozen { .. }
            | Event::DebateEnded { .. }
            | Event::DebateResumed { .. }
            | Event::ResultSet { .. }
            | Event::ItemWithdrawn { .. }
            | Event::ItemReinstated { .. }
    )
}

pub(super) fn quoted(text: &str) -> String {
    let text = snippet(text);
    if text.is_empty() { text } else { format!(": „{text}“") }
}
