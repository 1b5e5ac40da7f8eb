//! Anwesenheit: who is here, for whom, and since when.

use super::list::{Chosen, Letter, inset, mark, put, put_right, top};
use super::theme::Theme;
use super::{Ask, Reply, Seen, clock};
use crate::action::Action;
use crate::domain::{
    Attendance, Command, Initial, ItemId, Meeting, OrganizationId, PersonId, Role, Stay,
};
use crate::text;
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Who is here.
#[derive(Debug, Default)]
pub struct AttendanceScreen {
    chosen: Chosen,
    letter: Letter,
}

/// A row of the list.
enum Line {
    /// The name of a group, with those present and its seats.
    Group(String),
    /// Somebody.
    Person(PersonId),
}

impl AttendanceScreen {
    /// The row that is chosen, for the place to resume at.
    pub fn chosen(&mut self) -> &mut Chosen {
        &mut self.chosen
    }

    /// Chooses somebody.
    pub fn choose(&mut self, seen: &Seen<'_>, person: PersonId) {
        if let Some(at) = people(seen).iter().position(|id| *id == person) {
            self.chosen = Chosen(at);
        }
    }

    /// Takes a letter: goes to the next person whose name begins with it.
    pub fn insert(&mut self, typed: char, seen: &Seen<'_>) -> Reply {
        let people = people(seen);
        let begins = |at: usize| {
            let person = people.get(at).and_then(|id| seen.meeting.person(*id));
            person.is_some_and(|it| text::matches_start(&it.family_name, &typed.to_string()))
        };
        if self.letter.go(typed, &mut self.chosen, people.len(), begins) {
            Reply::Done
        } else {
            Reply::Ignored
        }
    }

    /// Takes an action.
    pub fn perform(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
        let meeting = seen.meeting;
        let people = people(seen);
        self.letter.forget();
        if self.chosen.step(action, people.len()) {
            return Reply::Done;
        }
        let chosen = self.chosen.within(people.len()).and_then(|at| people.get(at)).copied();
        let Some(person) = chosen else { return Reply::Ignored };
        let Some(attendance) = meeting.attendance_of(person) else { return Reply::Ignored };
        match action {
            Action::MarkArrived => comes(meeting, person),
            Action::MarkLeft => Reply::Commit(Command::Leave(person)),
            Action::MarkExcused => {
                let initial = match attendance.initial {
                    Initial::Present | Initial::Waiting => Initial::Excused,
                    Initial::Excused => Initial::Absent,
                    Initial::Absent => Initial::Present,
                };
                Reply::Commit(Command::SetAttendance { person, initial })
            }
            Action::MarkRecused => match on(seen) {
                Some(item) => {
                    let recused = !meeting.is_told_recused(person, item);
                    Reply::Commit(Command::Recuse { item, person, recused })
                }
                None => Reply::Say("Befangen ist man in einem Tagesordnungspunkt.".to_owned()),
            },
            Action::MarkAway => match on(seen) {
                Some(item) => {
                    let away = !meeting.is_away(person, item);
                    Reply::Commit(Command::StayAway { item, person, away })
                }
                None => Reply::Say("Noch ist kein Tagesordnungspunkt da.".to_owned()),
            },
            Action::MarkSubstituted => Reply::Ask(Ask::Substitute(person)),
            Action::CorrectTimes => Reply::Ask(Ask::Noted(person)),
            Action::ChangeFaction => Reply::Ask(Ask::Faction(person)),
            Action::MarkVideo => {
                Reply::Commit(Command::SetVideo { person, video: !attendance.video })
            }
            _ => Reply::Ignored,
        }
    }

    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let lines = lines(seen);
        let people = people(seen);
        let Some(chosen) = self.chosen.within(people.len()).and_then(|at| people.get(at)) else {
            let hint = "Keine Mitglieder. Sie kommen mit der Mitgliederliste beim Einlesen.";
            put(buf, area.x + 2, area.y + 1, area.width.saturating_sub(4), hint, theme.quiet());
            return None;
        };
        let at = lines.iter().position(|line| matches!(line, Line::Person(id) if id == chosen));
        let first = top(at.unwrap_or(0), lines.len(), usize::from(area.height));
        let mut cursor = None;
        for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(first)) {
            match line {
                Line::Group(name) => {
                    let row = inset(area, 1);
                    put(buf, row.x, y, row.width, name, theme.strong());
                }
                Line::Person(person) => {
                    draw_person(seen, *person, Rect { y, ..inset(area, 1) }, buf, theme);
                    mark(buf, area, y, person == chosen, theme);
                    if person == chosen {
                        cursor = Some(Position::new(area.x, y));
                    }
                }
            }
        }
        cursor
    }
}

fn draw_person(seen: &Seen<'_>, id: PersonId, row: Rect, buf: &mut Buffer, theme: Theme) {
    let meeting = seen.meeting;
    let (Some(person), Some(membership), Some(attendance)) =
        (meeting.person(id), meeting.membership(id), meeting.attendance_of(id))
    else {
        return;
    };
    let away = on(seen).is_some_and(|item| meeting.is_away(id, item));
    let here = attendance.here && !away;
    let style = if here { theme.text() } else { theme.quiet() };
    let sign = if here { "●" } else { "○" };
    put(buf, row.x + 2, row.y, 1, sign, style);
    let name = person.sorted_name();
    let used = put(buf, row.x + 4, row.y, 30, &name, style);
    let role = match membership.role {
        Role::Member | Role::Substitute => String::new(),
        Role::Administration if !membership.office.is_empty() => membership.office.clone(),
        other => wording::role(other).to_owned(),
    };
    let vote = if membership.voting_right { "" } else { "ohne Stimme" };
    let remarks: Vec<_> =
        [role.as_str(), vote].into_iter().filter(|text| !text.is_empty()).collect();
    let x = row.x + 4 + used.max(28) + 2;
    let state = state_of(seen, id, attendance);
    let taken = u16::try_from(text::width(&state)).unwrap_or(0).min(row.width / 2);
    let room = row.right().saturating_sub(x + taken + 1);
    put(buf, x, row.y, room, &remarks.join(", "), theme.quiet());
    put_right(buf, row.right(), row.y, taken, &state, style);
}

/// Since when somebody is here or not, for whom, and whether befangen.
fn state_of(seen: &Seen<'_>, id: PersonId, attendance: &Attendance) -> String {
    let meeting = seen.meeting;
    let mut parts = Vec::new();
    let item = on(seen);
    let item = item.and_then(|item| meeting.item(item));
    if let Some((recusal, told)) = item.and_then(|item| meeting.recusal(id, item.id)) {
        let closed = if told { "" } else { "nichtöff. " };
        parts.push(format!("{closed}befangen ab {}", clock::shown(recusal.at)));
    }
    if attendance.video {
        parts.push("zugeschaltet".to_owned());
    }
    if let Some(member) = attendance.represents.and_then(|member| meeting.person(member)) {
        parts.push(format!("für {}", member.family_name));
    }
    let absence = item.and_then(|item| item.absences_of(id).find(|it| it.until.is_none()));
    if let Some(absence) = absence {
        parts.push(format!("fehlt in diesem TOP ab {}", clock::shown(absence.at)));
        return parts.join(", ");
    }
    let last = meeting.stays(id).last().copied();
    parts.push(match (last, attendance.initial) {
        (Some(Stay { to: Some(to), .. }), _) => format!("gegangen {}", clock::shown(to)),
        (Some(Stay { from: Some(from), .. }), _) => format!("seit {}", clock::shown(from)),
        (Some(_), _) => "anwesend".to_owned(),
        (None, Initial::Excused) => "entschuldigt".to_owned(),
        (None, Initial::Absent) => "fehlt".to_owned(),
        (None, Initial::Present | Initial::Waiting) => "nicht da".to_owned(),
    });
    parts.join(", ")
}

/// Somebody comes. Of a substitute it is asked for whom, as long as a seat is free.
#[must_use]
pub fn comes(meeting: &Meeting, person: PersonId) -> Reply {
    let away = meeting.attendance_of(person).is_some_and(|attendance| !attendance.here);
    let substitute = meeting.membership(person).is_some_and(|it| it.role == Role::Substitute);
    if away && substitute && meeting.free_seats().next().is_some() {
        return Reply::Ask(Ask::Represents(person));
    }
    Reply::Commit(Command::Arrive(person))
}

/// The item for which somebody is befangen or away: the one that is on.
fn on(seen: &Seen<'_>) -> Option<ItemId> {
    seen.meeting.current.or(seen.item)
}

/// Everyone, in the order of the list.
fn people(seen: &Seen<'_>) -> Vec<PersonId> {
    let person = |line: &Line| match line {
        Line::Person(id) => Some(*id),
        Line::Group(_) => None,
    };
    lines(seen).iter().filter_map(person).collect()
}

/// Fraktionen by size, then those without one, then who has no seat.
fn lines(seen: &Seen<'_>) -> Vec<Line> {
    let meeting = seen.meeting;
    let mut lines = Vec::new();
    let seated = |faction: Option<OrganizationId>| {
        meeting.memberships.iter().filter(move |membership| {
            let counts = faction.is_some() || membership.voting_right;
            membership.on_behalf_of == faction && counts
        })
    };
    let factions: Vec<_> =
        meeting.factions().iter().map(|faction| Some(faction.id)).chain([None]).collect();
    for faction in factions {
        let members: Vec<_> = seated(faction).map(|membership| membership.person).collect();
        if members.is_empty() {
            continue;
        }
        let here = meeting
            .people
            .iter()
            .filter(|person| {
                meeting.votes_now(person.id, on(seen)) && meeting.votes_for(person.id) == faction
            })
            .count();
        let name = wording::faction(meeting, faction);
        lines.push(Line::Group(format!("{name}   {here} von {}", meeting.seats(faction))));
        lines.extend(members.into_iter().map(Line::Person));
    }
    let others: Vec<_> = meeting
        .memberships
        .iter()
        .filter(|membership| membership.on_behalf_of.is_none() && !membership.voting_right)
        .map(|membership| membership.person)
        .collect();
    if !others.is_empty() {
        lines.push(Line::Group("Verwaltung und Gäste".to_owned()));
        lines.extend(others.into_iter().map(Line::Person));
    }
    lines
}
