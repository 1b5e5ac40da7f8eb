//! Facts about people.

use super::top;
use crate::domain::{
    Initial, ItemId, Meeting, PersonId, RequestId, RequestKind, Speaker, SpeechId, Timestamp,
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

pub(super) fn list_closed(closed: bool) -> String {
    let how = if closed { "geschlossen" } else { "wieder geöffnet" };
    format!("Redeliste {how}")
}

pub(super) fn list_frozen(waiting: usize) -> String {
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

pub(super) fn stands(meeting: &Meeting, person: PersonId, initial: Initial) -> String {
    format!("{}: {}", full(meeting, person), label::initial(initial))
}

pub(super) fn by_video(meeting: &Meeting, person: PersonId, video: bool) -> String {
    let how = if video { "nimmt per Video teil" } else { "nimmt nicht mehr per Video teil" };
    format!("{} {how}", full(meeting, person))
}

pub(super) fn arrived(meeting: &Meeting, person: PersonId, at: Timestamp) -> String {
    format!("{} kommt um {}", full(meeting, person), wording::time(&at))
}

pub(super) fn left(meeting: &Meeting, person: PersonId, at: Timestamp) -> String {
    format!("{} geht um {}", full(meeting, person), wording::time(&at))
}

pub(super) fn seat(meeting: &Meeting, member: PersonId, substitute: PersonId) -> String {
    let member = name::declined(meeting, member, Case::Accusative);
    format!("{} vertritt {member}", full(meeting, substitute))
}

pub(super) fn seat_back(meeting: &Meeting, substitute: PersonId) -> String {
    format!("{}: Vertretung beendet", full(meeting, substitute))
}

pub(super) fn recused(meeting: &Meeting, item: ItemId, person: PersonId, recused: bool) -> String {
    let how = if recused { "ist befangen" } else { "ist nicht mehr befangen" };
    format!("{}: {} {how}", top(meeting, item), name::address_mid(meeting, person))
}

fn full(meeting: &Meeting, person: PersonId) -> String {
    name::address(meeting, person)
}
