//! Facts about paragraphs.

use super::{snippet, top};
use crate::domain::{ItemId, Meeting, PassageKind};
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

pub(super) fn list_closed(closed: bool) -> String {
    let how = if closed { "geschlossen" } else { "wieder geöffnet" };
    format!("Redeliste {how}")
}

pub(super) fn quoted(text: &str) -> String {
    let text = snippet(text);
    if text.is_empty() { text } else { format!(": „{text}“") }
}
