//! Who took part, and from when to when.

use super::Group;
use crate::domain::{
    Attendance, Initial, Meeting, Membership, MovementKind, OrganizationId, Person, PersonId, Role,
    Stay,
};
use crate::wording;

/// Everyone in groups: Fraktionen by size, those without one, Verwaltung, guests, then who was
/// excused or missing.
pub(super) fn groups(meeting: &Meeting) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut add = |name: &str, people: Vec<String>| {
        if !people.is_empty() {
            groups.push(Group { name: name.to_owned(), people });
        }
    };
    let stays: Vec<_> = everyone(meeting)
        .map(|(person, membership, attendance)| {
            (person, membership, attendance, meeting.stays(person.id))
        })
        .collect();
    let present = |wanted: &dyn Fn(&Membership) -> bool| -> Vec<String> {
        stays
            .iter()
            .filter(|(_, membership, _, stays)| !stays.is_empty() && wanted(membership))
            .map(|(person, membership, attendance, stays)| {
                entry(meeting, person, membership, attendance, stays)
            })
            .collect()
    };
    let seats = |role: Role| !matches!(role, Role::Administration | Role::Guest);
    for faction in meeting.factions() {
        let own = |who: &Membership| who.on_behalf_of == Some(faction.id) && seats(who.role);
        add(&faction.name, present(&own));
    }
    let none = |who: &Membership| who.on_behalf_of.is_none() && seats(who.role);
    add(&wording::capital(&meeting.profile.columns.no_faction), present(&none));
    add("Verwaltung", present(&|who| who.role == Role::Administration));
    add("Gäste", present(&|who| who.role == Role::Guest));
    let away = |initial: Initial| -> Vec<String> {
        stays
            .iter()
            .filter(|(_, _, attendance, stays)| stays.is_empty() && attendance.initial == initial)
            .map(|(person, membership, ..)| absent(meeting, person, membership.on_behalf_of))
            .collect()
    };
    add("Entschuldigt", away(Initial::Excused));
    add("Nicht anwesend", away(Initial::Absent));
    groups
}

/// Says whether enough members were there at the opening.
pub(super) fn quorum(meeting: &Meeting) -> Option<String> {
    let count = meeting.quorum_at_opening()?;
    let whether = if count.enough { "beschlussfähig" } else { "nicht beschlussfähig" };
    let verb = if count.present == 1 { "ist" } else { "sind" };
    let counted = wording::members_counted(count);
    let opening = format!("Zu Beginn {verb} {counted} anwesend. Das Gremium ist {whether}.");
    // What is stated inside an item stands there.
    let later = meeting.quorum_checks.iter().filter(|check| check.item.is_none());
    let later = later.map(|check| wording::quorum(meeting, check));
    Some(std::iter::once(opening).chain(later).collect::<Vec<_>>().join(" "))
}

fn everyone(meeting: &Meeting) -> impl Iterator<Item = (&Person, &Membership, &Attendance)> {
    meeting.people.iter().filter_map(move |person| {
        let membership = meeting.membership(person.id)?;
        let attendance = meeting.attendance_of(person.id)?;
        Some((person, membership, attendance))
    })
}

/// "Anna Weiß (für Hans Abel, ab 18:05 Uhr)".
fn entry(
    meeting: &Meeting,
    person: &Person,
    membership: &Membership,
    attendance: &Attendance,
    stays: &[Stay],
) -> String {
    let mut name = person.full_name();
    let office = membership.office.trim();
    if !office.is_empty() {
        name = format!("{name}, {office}");
    }
    let mut notes: Vec<String> = Vec::new();
    notes.extend(note(membership.role).map(str::to_owned));
    if attendance.video {
        notes.push("per Video zugeschaltet".to_owned());
    }
    notes.extend(changes(meeting, person.id));
    let mut told = None;
    for stay in stays {
        let seat = stay.seat.filter(|_| stay.seat != told).and_then(|seat| meeting.person(seat));
        notes.extend(seat.map(|member| format!("für {}", member.full_name())));
        notes.extend(hours(stay));
        told = stay.seat;
    }
    if notes.is_empty() { name } else { format!("{name} ({})", notes.join(", ")) }
}

/// "bis 18:30 Uhr in der SPD-Fraktion", for who changed it during the meeting.
fn changes(meeting: &Meeting, person: PersonId) -> impl Iterator<Item = String> {
    let own = meeting.movements_of(person).filter(move |movement| movement.person == person);
    let during = own.filter(|movement| meeting.start.is_some_and(|start| movement.at > start));
    during.filter_map(|movement| {
        let MovementKind::Changed { from, .. } = movement.kind else { return None };
        let until = wording::time(&movement.at);
        Some(match from {
            Some(from) => format!("bis {until} in der {}", wording::faction_named(meeting, from)),
            None => format!("bis {until} ohne Fraktion"),
        })
    })
}

/// What is told of a role in the list; the chair stands in the head, a seat tells a substitute.
fn note(role: Role) -> Option<&'static str> {
    match role {
        Role::DeputyChair | Role::CitizenMember | Role::Advisory => Some(wording::role(role)),
        Role::Chair | Role::Member | Role::Substitute | Role::Administration | Role::Guest => None,
    }
}

fn hours(stay: &Stay) -> Option<String> {
    match (stay.from, stay.to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("ab {}", wording::time(&from))),
        (None, Some(to)) => Some(format!("bis {}", wording::time(&to))),
        (Some(from), Some(to)) => {
            Some(format!("{} – {}", wording::clock(&from), wording::time(&to)))
        }
    }
}

fn absent(meeting: &Meeting, person: &Person, faction: Option<OrganizationId>) -> String {
    match faction {
        Some(_) => format!("{} ({})", person.full_name(), wording::faction(meeting, faction)),
        None => person.full_name(),
    }
}
