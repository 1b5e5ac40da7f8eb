//! Facts about paragraphs, motions and votes.

use super::{motion_named, snippet, top};
use crate::domain::{
    Choice, ItemId, Meeting, MotionFate, MotionId, MotionKind, Mover, OrganizationId, PassageKind,
    PersonId, Tally, VoteId,
};
use crate::wording::{faction, label, name};

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

pub(super) fn moved(
    meeting: &Meeting,
    item: ItemId,
    kind: MotionKind,
    mover: &Option<Mover>,
) -> String {
    let by = mover.as_ref().map(|mover| format!(" ({})", name::mover_brief(meeting, mover)));
    let by = by.unwrap_or_default();
    format!("{}: {}{by}", top(meeting, item), label::motion_kind(kind))
}

pub(super) fn reworded(meeting: &Meeting, motion: MotionId, text: &str) -> String {
    format!("{} formuliert{}", motion_named(meeting, motion), quoted(text))
}

pub(super) fn fate_set(meeting: &Meeting, motion: MotionId, fate: MotionFate) -> String {
    format!("{}: {}", motion_named(meeting, motion), label::motion_fate(fate))
}

pub(super) fn vote_opened(meeting: &Meeting, motion: MotionId) -> String {
    format!("{} eröffnet", on(meeting, Some(motion)))
}

pub(super) fn vote(meeting: &Meeting, vote: VoteId) -> String {
    on(meeting, meeting.vote(vote).map(|vote| vote.motion))
}

pub(super) fn counted(meeting: &Meeting, row: Option<OrganizationId>, tally: Tally) -> String {
    format!("{}: {}", faction(meeting, row), figures(tally))
}

pub(super) fn totals(tally: Option<Tally>) -> String {
    match tally {
        Some(tally) => format!("Nur Summen: {}", figures(tally)),
        None => "Summen gestrichen".to_owned(),
    }
}

pub(super) fn minority(no: u32, abstain: u32) -> String {
    format!("{}, Rest Ja", figures(Tally { yes: 0, no, abstain }))
}

pub(super) fn ballot(meeting: &Meeting, person: PersonId, choice: Option<Choice>) -> String {
    let choice = choice.map_or("Stimme gestrichen", label::choice);
    format!("{}: {choice}", name::address(meeting, person))
}

pub(super) fn vote_closed(meeting: &Meeting, id: VoteId, wording: &str, tally: Tally) -> String {
    let figures = label::tally(tally);
    let figures = if figures.is_empty() { figures } else { format!(" ({figures})") };
    format!("{}: {wording}{figures}", vote(meeting, id))
}

pub(super) fn annulled(meeting: &Meeting, id: VoteId, reason: &str) -> String {
    format!("{} für ungültig erklärt: {reason}", vote(meeting, id))
}

fn on(meeting: &Meeting, motion: Option<MotionId>) -> String {
    let motion = motion.and_then(|motion| meeting.motion(motion));
    motion.map_or_else(
        || "Abstimmung".to_owned(),
        |motion| crate::wording::vote_title(meeting, motion),
    )
}

fn figures(tally: Tally) -> String {
    let figures = label::tally(tally);
    if figures.is_empty() { "keine Stimmen".to_owned() } else { figures }
}

fn quoted(text: &str) -> String {
    let text = snippet(text);
    if text.is_empty() { text } else { format!(": „{text}“") }
}
