//! Facts about items of the agenda.

use super::{part_label, top};
use crate::domain::{ItemId, ItemPart, ItemResult, Meeting};

pub(super) fn inserted(part: &ItemPart, later: bool) -> String {
    let how = if later { "nachträglich aufgenommen" } else { "eingetragen" };
    format!("{} {how}", part_label(part))
}

pub(super) fn result_set(meeting: &Meeting, item: ItemId, result: Option<&ItemResult>) -> String {
    match result {
        Some(result) => format!("{}: {}", top(meeting, item), result.text),
        None => format!("{}: Ergebnis gestrichen", top(meeting, item)),
    }
}

/// Before the meeting an item is only put elsewhere; during it, it is taken earlier or later.
pub(super) fn moved(meeting: &Meeting, item: ItemId, during: bool) -> String {
    let shift = meeting.item(item).and_then(|item| item.shift).filter(|_| during);
    let how = match shift {
        Some(shift) if shift.by < 0 => "vorgezogen",
        Some(_) => "zurückgestellt",
        None => "verschoben",
    };
    format!("{} {how}", top(meeting, item))
}

pub(super) fn joined(meeting: &Meeting, item: ItemId, lead: Option<ItemId>) -> String {
    match lead {
        Some(lead) => {
            format!("{} wird gemeinsam mit {} beraten", top(meeting, item), top(meeting, lead))
        }
        None => format!("{} wird für sich beraten", top(meeting, item)),
    }
}

pub(super) fn continued(meeting: &Meeting, item: ItemId) -> String {
    let public = meeting.item(item).is_some_and(|item| item.public);
    let how = if public { "nichtöffentlich" } else { "öffentlich" };
    format!("{} wird {how} fortgesetzt", top(meeting, item))
}
