//! Who took part, and from when to when.

use super::Group;
use crate::domain::{
    Attendance, Initial, Meeting, Membership, MovementKind, OrganizationId, Person, PersonId, Role,
    Timestamp,
};
use crate::export::Part;
use crate::wording;

/// A time that somebody was there. `None`: from the opening, to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stay {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    /// Whose seat it was.
    seat: Option<PersonId>,
}

/// Everyone in groups: Fraktionen by size, those without one, Verwaltung, guests, then who was
/// excused or missing.
pub(super) fn groups(meeting: &Meeting, part: Part) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut add = |name: &str, people: Vec<String>| {
        if !people.is_empty() {
            groups.push(Group { name: name.to_owned(), people });
        }
    };
    let stays: Vec<_> = everyone(meeting, part)
        .map(|(person, membership, attendance)| {
            (person, membership, attendance, stays(meeting, attendance))
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
    add(&capital(&meeting.profile.columns.no_faction), present(&none));
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
    meeting.start?;
    let present = meeting
        .memberships
        .iter()
        .filter(|membership| membership.voting_right)
        .filter(|membership| {
            let attendance = meeting.attendance_of(membership.person);
            let first = attendance.and_then(|known| stays(meeting, known).first().copied());
            first.is_some_and(|stay| {
                stay.from.is_none() && (membership.role != Role::Substitute || stay.seat.is_some())
            })
        })
        .count();
    let statutory = u64::from(meeting.statutory_members());
    let percent = u64::from(meeting.profile.rules.quorum_percent);
    let enough = u64::try_from(present).unwrap_or(u64::MAX) * 100 > statutory * percent;
    let verb = if present == 1 { "ist" } else { "sind" };
    let whether = if enough { "beschlussfähig" } else { "nicht beschlussfähig" };
    let of =
        if statutory == 1 { "stimmberechtigten Mitglied" } else { "stimmberechtigten Mitgliedern" };
    Some(format!(
        "Zu Beginn {verb} {present} von {statutory} {of} anwesend. Das Gremium ist {whether}."
    ))
}

fn everyone(
    meeting: &Meeting,
    part: Part,
) -> impl Iterator<Item = (&Person, &Membership, &Attendance)> {
    meeting.people.iter().filter_map(move |person| {
        let membership = meeting.membership(person.id)?;
        let attendance = meeting.attendance_of(person.id)?;
        let hidden = part == Part::Public && came_in_private(meeting, membership);
        (!hidden).then_some((person, membership, attendance))
    })
}

/// A guest who came for non-public items only: that alone may tell what they were about.
fn came_in_private(meeting: &Meeting, membership: &Membership) -> bool {
    let mut arrivals = meeting
        .movements
        .iter()
        .filter(|movement| movement.person == membership.person)
        .filter(|movement| movement.kind != MovementKind::Left)
        .peekable();
    let waited = meeting
        .attendance_of(membership.person)
        .is_some_and(|attendance| attendance.initial != Initial::Present);
    membership.role == Role::Guest
        && waited
        && arrivals.peek().is_some()
        && arrivals.all(|movement| {
            let item = movement.item.and_then(|item| meeting.item(item));
            item.is_some_and(|item| !item.public)
        })
}

/// The times that somebody was there. What happened before the opening counts from the opening.
fn stays(meeting: &Meeting, attendance: &Attendance) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    let begin = |at: Timestamp| meeting.start.filter(|start| at > *start).map(|_| at);
    if attendance.initial == Initial::Present {
        stays.push(Stay { from: None, to: None, seat: None });
    }
    for movement in &meeting.movements {
        let at = movement.at;
        let own = movement.person == attendance.person;
        let open = stays.last_mut().filter(|stay| stay.to.is_none());
        match (movement.kind, open) {
            (MovementKind::Arrived, None) if own => {
                stays.push(Stay { from: begin(at), to: None, seat: None });
            }
            (MovementKind::Left, Some(open)) if own => open.to = Some(at),
            (MovementKind::Substituting(member), open) if own => {
                if let Some(open) = open {
                    open.to = Some(at);
                }
                stays.push(Stay { from: begin(at), to: None, seat: Some(member) });
            }
            // The member is back: the seat is given back.
            (MovementKind::Arrived, Some(open)) if open.seat == Some(movement.person) => {
                open.to = Some(at);
            }
            (MovementKind::Arrived | MovementKind::Left | MovementKind::Substituting(_), _) => {}
        }
    }
    stays
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
        notes.push("per Video".to_owned());
    }
    let mut told = None;
    for stay in stays {
        let seat = stay.seat.filter(|_| stay.seat != told).and_then(|seat| meeting.person(seat));
        notes.extend(seat.map(|member| format!("für {}", member.full_name())));
        notes.extend(hours(stay));
        told = stay.seat;
    }
    if notes.is_empty() { name } else { format!("{name} ({})", notes.join(", ")) }
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

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}
