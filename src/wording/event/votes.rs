//! Facts about motions and the votes on them.

use super::record::quoted;
use super::{motion_named, top};
use crate::domain::{
    Choice, Event, ItemId, Meeting, MotionFate, MotionId, MotionKind, Mover, OrganizationId,
    PersonId, Tally, VoteId, points,
};
use crate::wording::{faction, label, name, tops};

#[expect(clippy::wildcard_enum_match_arm, reason = "`event` has matched everything")]
pub(super) fn event(event: &Event, m: &Meeting) -> String {
    match event {
        Event::MotionMoved { kind: MotionKind::Point, text, .. } => {
            let label = points(text).into_iter().next().map(|point| point.label);
            format!("Einzeln: Ziffer {}", label.unwrap_or_default())
        }
        Event::MotionMoved { item, kind, mover, .. } => moved(m, *item, *kind, mover),
        Event::MotionReworded { motion, text } => reworded(m, *motion, text),
        Event::MotionFateSet { motion, fate } => fate_set(m, *motion, *fate),
        Event::MotionAdopted { motion, .. } => adopted(m, *motion),
        Event::MotionsOrdered { item, .. } => ordered(m, *item),
        Event::VoteOpened { motion, .. } => vote_opened(m, *motion),
        Event::FactionVoted { faction, tally, .. } => counted(m, *faction, *tally),
        Event::TotalsCounted { tally, .. } => totals(*tally),
        Event::MinorityCounted { no, abstain, .. } => minority(*no, *abstain),
        Event::SecretCounted { tally, invalid, .. } => secret(*tally, *invalid),
        Event::VerdictTold { verdict, .. } => {
            format!("Ohne Zahlen: {}", label::verdict(*verdict))
        }
        Event::BallotCast { person, choice, .. } | Event::VoterNamed { person, choice, .. } => {
            ballot(m, *person, *choice)
        }
        Event::BlocFormed { items, .. } if items.is_empty() => "Nicht mehr en bloc".to_owned(),
        Event::BlocFormed { items, .. } => format!("En bloc mit {}", tops(m, items)),
        Event::MethodChosen { method, .. } => format!("Eingabe {}", label::method(*method)),
        Event::VoteClosed { vote, wording, tally, .. } => vote_closed(m, *vote, wording, *tally),
        Event::MajoritySet { vote: vote_id, majority } => {
            let motion = m.vote(*vote_id).and_then(|vote| m.motion(vote.motion));
            let needed = majority.unwrap_or_else(|| m.usual_majority(motion));
            format!("Nötig: {}", crate::wording::majority(needed))
        }
        Event::VoteReopened { vote: id } => format!("{} wieder geöffnet", vote(m, *id)),
        Event::VoteAnnulled { vote, reason } => annulled(m, *vote, reason),
        Event::VoteDropped { .. } => "Abstimmung ohne eine Stimme gestrichen".to_owned(),
        _ => String::new(),
    }
}

/// How much a fact is what the clerk meant, as for all facts.
#[expect(clippy::wildcard_enum_match_arm, reason = "`weight` has matched everything")]
pub(super) fn weight(event: &Event) -> u8 {
    match event {
        Event::VoteClosed { .. }
        | Event::VoteReopened { .. }
        | Event::VoteAnnulled { .. }
        | Event::VoteDropped { .. }
        | Event::MotionAdopted { .. } => 3,
        Event::MotionReworded { .. }
        | Event::MotionsOrdered { .. }
        | Event::FactionVoted { .. }
        | Event::MinorityCounted { .. }
        | Event::SecretCounted { .. }
        | Event::VerdictTold { .. }
        | Event::BallotCast { .. }
        | Event::VoterNamed { .. }
        | Event::TotalsCounted { tally: Some(_), .. } => 2,
        Event::MotionMoved { .. }
        | Event::VoteOpened { .. }
        | Event::MethodChosen { .. }
        | Event::BlocFormed { .. }
        | Event::MajoritySet { .. }
        | Event::TotalsCounted { tally: None, .. } => 1,
        _ => 0,
    }
}

fn moved(meeting: &Meeting, item: ItemId, kind: MotionKind, mover: &Option<Mover>) -> String {
    let by = mover.as_ref().map(|mover| format!(" ({})", name::mover_brief(meeting, mover)));
    let by = by.unwrap_or_default();
    format!("{}: {}{by}", top(meeting, item), label::motion_kind(kind))
}

fn reworded(meeting: &Meeting, motion: MotionId, text: &str) -> String {
    format!("{} formuliert{}", motion_named(meeting, motion), quoted(text))
}

fn fate_set(meeting: &Meeting, motion: MotionId, fate: MotionFate) -> String {
    format!("{}: {}", motion_named(meeting, motion), label::motion_fate(fate))
}

fn adopted(meeting: &Meeting, motion: MotionId) -> String {
    format!("{} ohne Widerspruch angenommen", motion_named(meeting, motion))
}

fn ordered(meeting: &Meeting, item: ItemId) -> String {
    format!("Reihenfolge der Anträge geändert in {}", top(meeting, item))
}

fn vote_opened(meeting: &Meeting, motion: MotionId) -> String {
    format!("{} eröffnet", on(meeting, Some(motion)))
}

fn vote(meeting: &Meeting, vote: VoteId) -> String {
    on(meeting, meeting.vote(vote).map(|vote| vote.motion))
}

fn counted(meeting: &Meeting, row: Option<OrganizationId>, tally: Tally) -> String {
    format!("{}: {}", faction(meeting, row), figures(tally))
}

fn totals(tally: Option<Tally>) -> String {
    match tally {
        Some(tally) => format!("Nur Summen: {}", figures(tally)),
        None => "Summen gestrichen".to_owned(),
    }
}

fn minority(no: u32, abstain: u32) -> String {
    format!("{}, Rest Ja", figures(Tally { yes: 0, no, abstain }))
}

fn secret(tally: Tally, invalid: u32) -> String {
    let invalid = if invalid == 0 { String::new() } else { format!(", {invalid} ungültig") };
    format!("Geheim: {}{invalid}", figures(tally))
}

fn ballot(meeting: &Meeting, person: PersonId, choice: Option<Choice>) -> String {
    let choice = choice.map_or("Stimme gestrichen", label::choice);
    format!("{}: {choice}", name::address(meeting, person))
}

fn vote_closed(meeting: &Meeting, id: VoteId, wording: &str, tally: Tally) -> String {
    let figures = label::tally(tally);
    let figures = if figures.is_empty() { figures } else { format!(" ({figures})") };
    let words = meeting.vote(id).map(|vote| crate::wording::vote_words(meeting, vote, wording));
    let words = words.as_deref().unwrap_or(wording);
    format!("{}: {words}{figures}", vote(meeting, id))
}

fn annulled(meeting: &Meeting, id: VoteId, reason: &str) -> String {
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
