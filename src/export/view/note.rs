//! What is special about an item, in a few words of the program's own.

use super::Admitted;
use crate::domain::{AgendaItem, Meeting, MeetingState, MotionFate, Procedure};
use crate::wording;

/// Says above an item what is special about it.
pub(super) fn note(meeting: &Meeting, admitted: Admitted<'_>) -> Option<String> {
    let item = admitted.item;
    let mut notes = Vec::new();
    if let Some(at) = item.added {
        notes.push(format!("Nachträglich aufgenommen um {}.", wording::time(&at)));
    }
    notes.extend(urgency(meeting, item).map(str::to_owned));
    if let Some(shift) = item.shift {
        let how = if shift.by < 0 { "Vorgezogen" } else { "Zurückgestellt" };
        notes.push(format!("{how} um {}.", wording::time(&shift.at)));
    }
    notes.extend(joint(meeting, admitted));
    let over = matches!(meeting.state, MeetingState::Closed | MeetingState::Approved);
    // A line without a number heads others too.
    let heads = item.number.trim().is_empty() || meeting.is_headline(item.id);
    let untouched = !meeting.was_called(item)
        && item.record.is_empty()
        && item.result.is_none()
        && item.withdrawn.is_none();
    if notes.is_empty() && over && untouched && !heads {
        notes.push("Nicht aufgerufen.".to_owned());
    }
    (!notes.is_empty()).then(|| notes.join(" "))
}

/// Says beside the title in the agenda what is special about an item.
pub(super) fn brief(item: &AgendaItem) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(item.added.map(|at| format!("nachträglich aufgenommen, {}", wording::time(&at))));
    notes.extend(item.shift.map(|shift| {
        let how = if shift.by < 0 { "vorgezogen" } else { "zurückgestellt" };
        format!("{how}, {}", wording::time(&shift.at))
    }));
    notes.extend(item.withdrawn.map(|_| "abgesetzt".to_owned()));
    if !item.handovers.is_empty() {
        let part = if item.public { "nichtöffentlich" } else { "öffentlich" };
        notes.push(format!("teilweise {part}"));
    }
    notes
}

/// Whether it was recognised as urgent: the vote on it decides, the last one if there were several.
fn urgency(meeting: &Meeting, item: &AgendaItem) -> Option<&'static str> {
    let asked = meeting.motions_of(item.id).filter(|it| it.procedure == Some(Procedure::Urgency));
    match asked.last()?.fate {
        MotionFate::Carried => Some("Die Dringlichkeit ist anerkannt."),
        MotionFate::Rejected => Some("Die Dringlichkeit ist nicht anerkannt."),
        MotionFate::Open | MotionFate::Withdrawn | MotionFate::Settled => None,
    }
}

/// With which items it is debated jointly, as far as they may be read here.
fn joint(meeting: &Meeting, admitted: Admitted<'_>) -> Option<String> {
    let item = admitted.item;
    let lead = item.joined.unwrap_or(item.id);
    let with: Vec<_> = meeting
        .agenda
        .iter()
        .filter(|other| other.id != item.id)
        .filter(|other| other.id == lead || (other.joined == Some(lead) && item.id == lead))
        .filter_map(|other| Admitted::new(other, admitted.part))
        .map(|other| other.item.label())
        .collect();
    (!with.is_empty()).then(|| format!("Gemeinsame Beratung mit {}.", wording::listed(&with)))
}
