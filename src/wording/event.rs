//! One line for each fact: for the journal, and for what an undo took back.

mod agenda;
mod correction;
mod election;
mod people;
mod record;
mod votes;

use super::{counted, fact, listed, time, time::clock};
use crate::domain::{AgendaItem, Event, ItemId, ItemPart, Meeting, Timestamp};
use crate::journal::Change;
use unicode_segmentation::UnicodeSegmentation as _;

/// Tells a fact.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "motions and votes have their own")]
pub fn event(event: &Event, meeting: &Meeting) -> String {
    let m = meeting;
    match event {
        Event::MeetingDescribed { head } => described(&head.name, &head.committee),
        Event::ProfileAdopted { profile } => format!("Profil: {}", profile.name),
        Event::OrganizationAdded { organization: new } => format!("Fraktion: {}", new.name),
        Event::MemberAdded { person, .. } => format!("Teilnehmende: {}", person.full_name()),
        Event::PaperAdded { paper } => format!("Vorlage: {}", paper.reference),
        Event::ItemInserted { part, added, .. } => agenda::inserted(part, added.is_some()),
        Event::ItemRevised { part, .. } => format!("{} geändert", part_label(part)),
        Event::ItemMoved { item, at, .. } => agenda::moved(m, *item, at.is_some()),
        Event::ItemJoined { item, lead, .. } => agenda::joined(m, *item, *lead),
        Event::ItemContinued { item, .. } => agenda::continued(m, *item),
        Event::ItemWithdrawn { item, .. } => format!("{} abgesetzt", top(m, *item)),
        Event::ItemReinstated { item } => format!("{} wieder aufgenommen", top(m, *item)),
        Event::ItemCalled { item, .. } => format!("{} aufgerufen", top(m, *item)),
        Event::ItemLeft { item, .. } => format!("{} verlassen", top(m, *item)),
        Event::ResultSet { item, result, .. } => agenda::result_set(m, *item, result.as_ref()),
        Event::MeetingOpened { at } => format!("Sitzung um {} eröffnet", time(at)),
        Event::MeetingClosed { at, .. } => format!("Sitzung um {} geschlossen", time(at)),
        Event::MeetingReopened { .. } => "Sitzung wieder geöffnet".to_owned(),
        Event::TimesCorrected { start, end } => times(start, end.as_ref()),
        Event::RecessBegan { .. } | Event::RecessEnded { .. } => recess(event),
        Event::PassageInserted { item, text, .. } => record::begun(m, *item, text),
        Event::PassageWritten { item, text, .. } => record::written(m, *item, text),
        Event::PassageAttributed { item, kind, .. } => record::attributed(m, *item, kind),
        Event::PassageMoved { item, .. } => format!("Absatz verschoben in {}", top(m, *item)),
        Event::PassageRemoved { item, .. } => format!("Absatz entfernt in {}", top(m, *item)),
        Event::SpeechRequested { speaker, kind, .. } => people::requested(m, speaker, *kind),
        Event::RequestWithdrawn { .. } => "Wortmeldung zurückgenommen".to_owned(),
        Event::RequestMoved { request, .. } => people::request_moved(m, *request),
        Event::SpeechBegan { speaker, kind, .. } => people::began(m, speaker, *kind),
        Event::SpeechEnded { speech, .. } => people::ended(m, *speech),
        Event::FloorTakenBack { speaker, resumed, .. } => people::taken_back(m, speaker, *resumed),
        Event::ListClosed { .. } | Event::ListFrozen { .. } => people::list(event),
        Event::DebateEnded { lapsed, .. } => people::debate_ended(lapsed.len()),
        Event::DebateResumed { .. } => "Die Debatte geht weiter".to_owned(),
        Event::AttendanceSet { .. } | Event::VideoSet { .. } => people::stood(m, event),
        Event::Arrived { .. } | Event::Left { .. } => people::moved(m, event),
        Event::Substituted { .. } | Event::SubstitutionEnded { .. } => people::seated(m, event),
        Event::Recused { .. } | Event::RecusalLifted { .. } | Event::RecusalCorrected { .. } => {
            people::excluded(m, event)
        }
        Event::AwayInItem { .. }
        | Event::BackInItem { .. }
        | Event::AbsenceCorrected { .. }
        | Event::AbsenceRemoved { .. } => people::missing(m, event),
        Event::FactionChanged { person, faction, .. } => people::joined(m, *person, *faction),
        Event::MovementCorrected { .. } | Event::MovementRemoved { .. } => people::mended(m, event),
        Event::Election(event) => election::told(event, m),
        Event::Record(event) => correction::told(event, m),
        Event::QuorumStated { count, .. } => people::counted(count),
        Event::RecessCorrected { start, end, .. } => recess_times(start, end.as_ref()),
        Event::Unknown(_) => "Eintrag einer neueren Fassung des Programms".to_owned(),
        _ => votes::event(event, m),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "`event` has matched everything")]
fn recess(event: &Event) -> String {
    match event {
        Event::RecessBegan { at, .. } => format!("Sitzung um {} unterbrochen", time(at)),
        Event::RecessEnded { at, .. } => format!("Sitzung um {} fortgesetzt", time(at)),
        _ => String::new(),
    }
}

fn recess_times(start: &Timestamp, end: Option<&Timestamp>) -> String {
    match end {
        Some(end) => format!("Pause: {} – {}", clock(start), time(end)),
        None => format!("Pause: seit {}", time(start)),
    }
}

fn times(start: &Timestamp, end: Option<&Timestamp>) -> String {
    let end = end.map_or_else(String::new, |end| format!(", Ende: {}", time(end)));
    format!("Beginn der Sitzung: {}{end}", time(start))
}

/// Tells what an entry changed, in one line: what the clerk meant, without what merely followed.
#[must_use]
pub fn change(change: &Change, meeting: &Meeting) -> String {
    match change {
        Change::Events(events) => action(events, meeting),
        Change::Retract(seq) => format!("Rückgängig: Eintrag {}", seq.0),
        Change::Restore(seq) => format!("Wiederhergestellt: Eintrag {}", seq.0),
        Change::Repaired(how) => how.clone(),
        Change::ClockSet(by_s) => super::clock_set(*by_s),
    }
}

/// More lines than this are summed up.
const TOLD: usize = 3;

fn action(events: &[Event], meeting: &Meeting) -> String {
    let top = events.iter().map(weight).max().unwrap_or(0);
    let ordered = events.iter().any(|event| record::orders(meeting, event));
    let follows = |event: &Event| ordered && record::follows(event);
    let meant: Vec<_> =
        events.iter().filter(|event| weight(event) == top || follows(event)).collect();
    let told: Vec<_> = meant.iter().take(TOLD).map(|fact| event(fact, meeting)).collect();
    match meant.len().saturating_sub(TOLD) {
        0 => told.join(", "),
        more => listed(&[told.join(", "), counted(more, "weiterer", "weitere")]),
    }
}

/// How much a fact is what the clerk meant: 0 merely followed from another one.
#[expect(clippy::wildcard_enum_match_arm, reason = "motions and votes have their own")]
fn weight(event: &Event) -> u8 {
    match event {
        Event::MeetingDescribed { .. } | Event::ItemContinued { .. } => 4,
        Event::Election(event) => election::weight(event),
        Event::Record(event) => correction::weight(event),
        Event::MeetingOpened { .. }
        | Event::RecessBegan { .. }
        | Event::MeetingClosed { .. }
        | Event::ItemCalled { .. }
        | Event::SpeechBegan { .. }
        | Event::FloorTakenBack { .. }
        | Event::DebateEnded { .. }
        | Event::Substituted { .. }
        | Event::FactionChanged { .. }
        | Event::VideoSet { .. }
        | Event::Arrived { .. } => 3,
        Event::ItemInserted { .. }
        | Event::ItemRevised { .. }
        | Event::ItemMoved { .. }
        | Event::ItemJoined { .. }
        | Event::ItemWithdrawn { .. }
        | Event::ItemReinstated { .. }
        | Event::MeetingReopened { .. }
        | Event::TimesCorrected { .. }
        | Event::PassageInserted { .. }
        | Event::PassageWritten { .. }
        | Event::PassageAttributed { .. }
        | Event::PassageMoved { .. }
        | Event::PassageRemoved { .. }
        | Event::SpeechRequested { .. }
        | Event::RequestMoved { .. }
        | Event::ListFrozen { .. }
        | Event::AttendanceSet { .. } => 2,
        Event::Recused { .. } | Event::RecusalLifted { .. } => 2,
        Event::AwayInItem { .. } | Event::BackInItem { .. } | Event::RecusalCorrected { .. } => 2,
        Event::AbsenceCorrected { .. } | Event::AbsenceRemoved { .. } => 2,
        Event::MovementCorrected { .. } | Event::MovementRemoved { .. } => 2,
        Event::QuorumStated { .. } | Event::RecessCorrected { .. } => 2,
        Event::ProfileAdopted { .. }
        | Event::OrganizationAdded { .. }
        | Event::MemberAdded { .. }
        | Event::PaperAdded { .. }
        | Event::ResultSet { .. }
        | Event::RecessEnded { .. }
        | Event::ListClosed { .. }
        | Event::DebateResumed { .. }
        | Event::Left { .. }
        | Event::Unknown(_) => 1,
        Event::ItemLeft { .. }
        | Event::RequestWithdrawn { .. }
        | Event::SpeechEnded { .. }
        | Event::SubstitutionEnded { .. } => 0,
        _ => votes::weight(event),
    }
}

/// The beginning of a text, short enough for a line.
pub(super) fn snippet(text: &str) -> String {
    const LETTERS: usize = 40;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.graphemes(true);
    let head: String = letters.by_ref().take(LETTERS).collect();
    if letters.next().is_some() { format!("{} …", head.trim_end()) } else { head }
}

fn top(meeting: &Meeting, item: ItemId) -> String {
    meeting
        .item(item)
        .map_or_else(|| "Tagesordnungspunkt".to_owned(), |item| snippet(&AgendaItem::label(item)))
}

fn part_label(part: &ItemPart) -> String {
    let number = part.number.trim_end_matches('.');
    if number.is_empty() { snippet(&part.name) } else { format!("TOP {number}") }
}

fn described(name: &str, committee: &str) -> String {
    let name = if name.is_empty() { committee } else { name };
    format!("Sitzungsdaten: {}", snippet(name))
}

/// Names a motion that may be gone again.
fn motion_named(meeting: &Meeting, motion: crate::domain::MotionId) -> String {
    meeting
        .motion(motion)
        .map_or_else(|| "Antrag".to_owned(), |motion| fact::motion_title(meeting, motion))
}
