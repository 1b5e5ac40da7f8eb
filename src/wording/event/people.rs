//! Facts about people.

use super::top;
use crate::domain::{
    Event, Initial, ItemId, Meeting, OrganizationId, PersonId, QuorumCount, RequestId, RequestKind,
    Speaker, SpeechId, Timestamp,
};
use crate::wording::case::Case;
use crate::wording::{self, label, name};

pub(super) fn requested(meeting: &Meeting, speaker: &Speaker, kind: RequestKind) -> String {
    format!("{}: {}", label::request_kind(kind), name::speaker(meeting, speaker))
}

pub(super) fn request_moved(meeting: &Meeting, request: RequestId) -> String {
    match meeting.speakers.waiting.iter().find(|known| known.id == request) {
        Some(known) => format!("{} verschoben", requested(meeting, &known.speaker, known.kind)),
        None => "Wortmeldung verschoben".to_owned(),
    }
}

pub(super) fn began(meeting: &Meeting, speaker: &Speaker, kind: RequestKind) -> String {
    let name = name::speaker(meeting, speaker);
    match kind {
        RequestKind::Contribution => format!("{name} hat das Wort"),
        RequestKind::PointOfOrder
        | RequestKind::Question
        | RequestKind::Intervention
        | RequestKind::PersonalStatement
        | RequestKind::Report => {
            format!("{name} hat das Wort ({})", label::request_kind(kind))
        }
    }
}

pub(super) fn taken_back(meeting: &Meeting, from: &Speaker, to: Option<SpeechId>) -> String {
    let before = to.and_then(|speech| meeting.speech(speech));
    let goes_on = before.map_or_else(String::new, |before| {
        format!(", {} spricht weiter", name::speaker_mid(meeting, &before.speaker))
    });
    format!("{} hat das Wort noch nicht{goes_on}", name::speaker(meeting, from))
}

pub(super) fn ended(meeting: &Meeting, speech: SpeechId) -> String {
    match meeting.speakers.speeches.iter().find(|known| known.id == speech) {
        Some(known) => format!("{} hat geendet", name::speaker(meeting, &known.speaker)),
        None => "Redebeitrag beendet".to_owned(),
    }
}

/// Tells how many were counted.
pub(super) fn counted(count: &QuorumCount) -> String {
    let whether = if count.enough { "beschlussfähig" } else { "nicht beschlussfähig" };
    let QuorumCount { present, statutory, .. } = count;
    format!("Beschlussfähigkeit: {present} von {statutory} anwesend, {whether}")
}

/// Tells how somebody stood at the opening, or takes part.
#[expect(clippy::wildcard_enum_match_arm, reason = "`event` has matched everything")]
pub(super) fn stood(m: &Meeting, event: &Event) -> String {
    match event {
        Event::AttendanceSet { person, initial } => stands(m, *person, *initial),
        Event::VideoSet { person, video } => by_video(m, *person, *video),
        _ => String::new(),
    }
}

/// Tells who came or left.
#[expect(clippy::wildcard_enum_match_arm, reason = "`event` has matched everything")]
pub(super) fn moved(m: &Meeting, event: &Event) -> String {
    match event {
        Event::Arrived { person, at, .. } => arrived(m, *person, *at),
        Event::Left { person, at, .. } => left(m, *person, *at),
        _ => String::new(),
    }
}

/// Tells who sits for whom.
#[expect(clippy::wildcard_enum_match_arm, reason = "`event` has matched everything")]
pub(super) fn seated(m: &Meeting, event: &Event) -> String {
    match event {
        Event::Substituted { member, substitute, .. } => seat(m, *member, *substitute),
        Event::SubstitutionEnded { substitute } => seat_back(m, *substitute),
        _ => String::new(),
    }
}

/// Tells who is befangen, or is not after all.
#[expect(clippy::wildcard_enum_match_arm, reason = "`event` has matched everything")]
pub(super) fn excluded(m: &Meeting, event: &Event) -> String {
    match event {
        Event::Recused { item, person, .. } => recused(m, *item, *person, true),
        Event::RecusalLifted { item, person } => recused(m, *item, *person, false),
        Event::RecusalCorrected { item, person, at } => {
            let name = name::address_mid(m, *person);
            format!("{}: {name} ist ab {} befangen", top(m, *item), wording::time(at))
        }
        _ => String::new(),
    }
}

/// Tells who is away for an item.
#[expect(clippy::wildcard_enum_match_arm, reason = "`event` has matched everything")]
pub(super) fn missing(m: &Meeting, event: &Event) -> String {
    match event {
        Event::AwayInItem { item, person, .. } => away(m, *item, *person),
        Event::BackInItem { item, person, at } => back(m, *item, *person, *at),
        Event::AbsenceCorrected { item, person, at, until, .. } => {
            let hours = wording::hours(*at, *until);
            format!("{}: {} fehlt {hours}", top(m, *item), name::address_mid(m, *person))
        }
        Event::AbsenceRemoved { item, person, .. } => back(m, *item, *person, None),
        _ => String::new(),
    }
}

/// Tells what was corrected, by whom it was about, or struck: then it is gone already.
#[expect(clippy::wildcard_enum_match_arm, reason = "`event` has matched everything")]
pub(super) fn mended(meeting: &Meeting, event: &Event) -> String {
    match event {
        Event::MovementCorrected { movement, at } => {
            let known = meeting.movements.iter().find(|known| known.id == *movement);
            let about = known.map(|known| full(meeting, known.person));
            let about = about.unwrap_or_else(|| "Anwesenheit".to_owned());
            format!("{about}: berichtigt auf {}", wording::time(at))
        }
        Event::MovementRemoved { .. } => "Eintrag der Anwesenheit gestrichen".to_owned(),
        _ => String::new(),
    }
}

/// Tells which Fraktion somebody belongs to now.
pub(super) fn joined(
    meeting: &Meeting,
    person: PersonId,
    faction: Option<OrganizationId>,
) -> String {
    let name = full(meeting, person);
    match faction {
        Some(id) => format!("{name} gehört jetzt der {} an", name::faction_named(meeting, id)),
        None => format!("{name} gehört keiner Fraktion mehr an"),
    }
}

/// Tells that the speaker list was closed, or opened again.
#[expect(clippy::wildcard_enum_match_arm, reason = "`event` has matched everything")]
pub(super) fn list(event: &Event) -> String {
    match event {
        Event::ListClosed { closed, .. } => list_closed(*closed),
        Event::ListFrozen { waiting, .. } => list_frozen(waiting.len()),
        _ => String::new(),
    }
}

fn list_closed(closed: bool) -> String {
    let how = if closed { "geschlossen" } else { "wieder geöffnet" };
    format!("Redeliste {how}")
}

fn list_frozen(waiting: usize) -> String {
    match waiting {
        0 => "Redeliste geschlossen, es wartet niemand mehr".to_owned(),
        1 => "Redeliste geschlossen, 1 Wortmeldung wartet noch".to_owned(),
        many => format!("Redeliste geschlossen, {many} Wortmeldungen warten noch"),
    }
}

pub(super) fn debate_ended(lapsed: usize) -> String {
    match lapsed {
        0 => "Schluss der Debatte".to_owned(),
        1 => "Schluss der Debatte, 1 Wortmeldung verfällt".to_owned(),
        many => format!("Schluss der Debatte, {many} Wortmeldungen verfallen"),
    }
}

fn stands(meeting: &Meeting, person: PersonId, initial: Initial) -> String {
    format!("{}: {}", full(meeting, person), label::initial(initial))
}

fn by_video(meeting: &Meeting, person: PersonId, video: bool) -> String {
    let how = if video { "nimmt per Video teil" } else { "nimmt nicht mehr per Video teil" };
    format!("{} {how}", full(meeting, person))
}

fn arrived(meeting: &Meeting, person: PersonId, at: Timestamp) -> String {
    format!("{} kommt um {}", full(meeting, person), wording::time(&at))
}

fn left(meeting: &Meeting, person: PersonId, at: Timestamp) -> String {
    format!("{} geht um {}", full(meeting, person), wording::time(&at))
}

fn seat(meeting: &Meeting, member: PersonId, substitute: PersonId) -> String {
    let member = name::declined(meeting, member, Case::Accusative);
    format!("{} vertritt {member}", full(meeting, substitute))
}

fn seat_back(meeting: &Meeting, substitute: PersonId) -> String {
    format!("{}: Vertretung beendet", full(meeting, substitute))
}

fn recused(meeting: &Meeting, item: ItemId, person: PersonId, recused: bool) -> String {
    let how = if recused { "ist befangen" } else { "ist nicht mehr befangen" };
    format!("{}: {} {how}", top(meeting, item), name::address_mid(meeting, person))
}

fn away(meeting: &Meeting, item: ItemId, person: PersonId) -> String {
    format!("{}: {} fehlt in diesem TOP", top(meeting, item), name::address_mid(meeting, person))
}

fn back(meeting: &Meeting, item: ItemId, person: PersonId, at: Option<Timestamp>) -> String {
    let name = name::address_mid(meeting, person);
    match at {
        Some(at) => {
            format!("{}: {name} ist um {} wieder da", top(meeting, item), wording::time(&at))
        }
        None => format!("{}: {name} fehlt doch nicht", top(meeting, item)),
    }
}

fn full(meeting: &Meeting, person: PersonId) -> String {
    name::address(meeting, person)
}
