//! Asking who comes, goes, is away or represented, and what follows from the answer.

use super::asking::people;
use super::{App, Desk};
use crate::action::Action;
use crate::domain::{
    Absence, AgendaItem, Command, ItemId, Meeting, Misfit, MovementId, NewFaction, PersonId,
    Recusal, Role, Timestamp,
};
use crate::ui::attendance::comes;
use crate::ui::overlay::Overlay;
use crate::ui::pick::{Choice, Pick, Value};
use crate::ui::prompt::Prompt;
use crate::ui::{Ask, Presence, Reply, clock};
use crate::wording;

/// What is asked when a key notes who comes, goes or is away, from any screen.
pub(super) fn asked_by(action: Action, desk: &Desk) -> Option<Reply> {
    Some(match action {
        Action::StateQuorum => Reply::Ask(Ask::Quorum),
        Action::NoteArrival => Reply::Ask(Ask::Who(Presence::Comes)),
        Action::NoteDeparture => Reply::Ask(Ask::Who(Presence::Goes)),
        Action::NoteRecusal => in_item(desk, Presence::Recused),
        Action::NoteAbsence => in_item(desk, Presence::Away),
        _ => return None,
    })
}

/// Asks who takes no part in the item that is on.
fn in_item(desk: &Desk, presence: impl FnOnce(ItemId) -> Presence) -> Reply {
    match desk.session.meeting().current.or(desk.item) {
        Some(item) => Reply::Ask(Ask::Who(presence(item))),
        None => Reply::Say("Noch ist kein Tagesordnungspunkt da.".to_owned()),
    }
}

/// Asks for somebody: only for those to whom it can apply.
pub(super) fn ask(meeting: &Meeting, ask: Ask, now: Timestamp) -> Result<Overlay, String> {
    let (title, choices, nobody) = match ask {
        Ask::Substitute(member) => (
            format!("Wer vertritt {}", wording::address_mid(meeting, member)),
            by_rule(meeting, people(meeting, |id| is_free_substitute(meeting, id)), |substitute| {
                meeting.misfit(member, substitute, now)
            }),
            "Die Mitgliederliste hat keine freie Stellvertretung.",
        ),
        Ask::Represents(substitute) => {
            let seats = people(meeting, |id| meeting.free_seats().any(|seat| seat == id));
            let mut seats =
                by_rule(meeting, seats, |member| meeting.misfit(member, substitute, now));
            seats.push(Choice {
                label: "(niemanden)".to_owned(),
                detail: "nur dabei, ohne Stimme".to_owned(),
                value: Value::Nobody,
            });
            let name = wording::address_mid(meeting, substitute);
            (format!("Wen vertritt {name}"), seats, "")
        }
        Ask::Who(presence) => who(meeting, presence),
        Ask::Noted(person) => {
            let name = wording::address(meeting, person);
            (format!("{name}: was festgehalten ist"), noted(meeting, person), NOTHING_NOTED)
        }
        Ask::Faction(person) => {
            let name = wording::address(meeting, person);
            let title = format!("{name}: in welche Fraktion");
            let pick = Pick::new(ask, title, factions(meeting, person));
            return Ok(Overlay::Pick(pick.or_typed()));
        }
        Ask::Quorum => {
            let title = "Beschlussfähigkeit: wer zweifelt sie an".to_owned();
            (title, challengers(meeting), "")
        }
        Ask::Movement(movement) => return time_of(meeting, ask, movement),
        Ask::Recusal(person, item) => return time_of_recusal(meeting, ask, person, item),
        Ask::Absence(person, item, number) => {
            return times_of_absence(meeting, ask, person, item, number);
        }
        _ => return Err(String::new()),
    };
    if choices.is_empty() {
        return Err(nobody.to_owned());
    }
    Ok(Overlay::Pick(Pick::new(ask, title, choices)))
}

const NOTHING_NOTED: &str = "Hier ist nichts festgehalten, was eine Uhrzeit hat.";

/// What was noted of somebody, and of the seat: with the hour, and where.
fn noted(meeting: &Meeting, person: PersonId) -> Vec<Choice> {
    let top = |item: &AgendaItem| format!("TOP {}", item.number.trim());
    let moved = meeting.movements_of(person).map(|movement| {
        let item = movement.item.and_then(|item| meeting.item(item));
        Choice {
            label: wording::movement(meeting, movement),
            detail: item.map_or_else(String::new, top),
            value: Value::Movement(movement.id),
        }
    });
    let missing = meeting.agenda.iter().flat_map(|item| {
        let choice = move |label, value| Choice { label, detail: top(item), value };
        let recusal = item.recusals.iter().find(|recusal| recusal.person == person);
        let recusal = recusal.map(|known| choice(recused(known), Value::Recusal(item.id)));
        let away = (0..)
            .zip(item.absences_of(person))
            .map(move |(number, known)| choice(missing(known), Value::Absence(item.id, number)));
        recusal.into_iter().chain(away)
    });
    moved.chain(missing).collect()
}

/// "befangen ab 17:20 Uhr"
fn recused(recusal: &Recusal) -> String {
    format!("befangen {}", wording::hours(recusal.at, None))
}

/// "fehlt in diesem TOP von 17:20 bis 17:40 Uhr"
fn missing(absence: &Absence) -> String {
    format!("fehlt in diesem TOP {}", wording::hours(absence.at, absence.until))
}

/// Nobody, or who has a vote and is here.
fn challengers(meeting: &Meeting) -> Vec<Choice> {
    let count = meeting.quorum_count(meeting.current);
    let mut choices = vec![Choice {
        label: "(niemand: der Vorsitz stellt sie fest)".to_owned(),
        detail: format!("{} von {}", count.present, count.statutory),
        value: Value::Nobody,
    }];
    let here = |id| meeting.attendance_of(id).is_some_and(|attendance| attendance.here);
    let votes = |id| meeting.membership(id).is_some_and(|own| own.voting_right);
    choices.extend(people(meeting, |id| here(id) && votes(id)));
    choices
}

/// The Fraktionen that somebody is not in.
fn factions(meeting: &Meeting, person: PersonId) -> Vec<Choice> {
    let own = meeting.membership(person).and_then(|own| own.on_behalf_of);
    let choice =
        |label: &str, value| Choice { label: label.to_owned(), detail: String::new(), value };
    let others = meeting.factions().into_iter().filter(|faction| Some(faction.id) != own);
    let mut choices: Vec<_> =
        others.map(|faction| choice(&faction.name, Value::Faction(faction.id))).collect();
    choices.extend(own.map(|_| choice("(ohne Fraktion)", Value::Nobody)));
    choices
}

/// Asks when somebody came, left …
fn time_of(meeting: &Meeting, ask: Ask, movement: MovementId) -> Result<Overlay, String> {
    let known = meeting.movements.iter().find(|known| known.id == movement).ok_or(GONE)?;
    Ok(one_hour(ask, &wording::movement(meeting, known), known.at))
}

/// Asks since when somebody is befangen.
fn time_of_recusal(
    meeting: &Meeting,
    ask: Ask,
    person: PersonId,
    item: ItemId,
) -> Result<Overlay, String> {
    let known = recusal(meeting, person, item)?;
    let title = format!("{}: {}", wording::address(meeting, person), recused(known));
    Ok(one_hour(ask, &title, known.at))
}

fn one_hour(ask: Ask, title: &str, at: Timestamp) -> Overlay {
    let hint = "Leer gelassen wird der Eintrag gestrichen.";
    Overlay::Prompt(Prompt::new(ask, title, hint, &[("Uhrzeit", &clock::shown(at))]))
}

/// Asks from when until when somebody is away for an item.
fn times_of_absence(
    meeting: &Meeting,
    ask: Ask,
    person: PersonId,
    item: ItemId,
    number: usize,
) -> Result<Overlay, String> {
    let known = absence(meeting, person, item, number)?;
    let hint = "Ohne Beginn wird der Eintrag gestrichen, ohne Ende gilt er weiter.";
    let (from, until) = (clock::shown(known.at), known.until.map(clock::shown));
    let fields = [("Beginn", from.as_str()), ("Ende", until.as_deref().unwrap_or_default())];
    let title = format!("{}: {}", wording::address(meeting, person), missing(known));
    Ok(Overlay::Prompt(Prompt::new(ask, &title, hint, &fields)))
}

const GONE: &str = "Das ist inzwischen nicht mehr festgehalten.";

fn recusal(meeting: &Meeting, person: PersonId, item: ItemId) -> Result<&Recusal, String> {
    let item = meeting.item(item).ok_or(GONE)?;
    Ok(item.recusals.iter().find(|known| known.person == person).ok_or(GONE)?)
}

fn absence(
    meeting: &Meeting,
    person: PersonId,
    item: ItemId,
    number: usize,
) -> Result<&Absence, String> {
    let item = meeting.item(item).ok_or(GONE)?;
    Ok(item.absences_of(person).nth(number).ok_or(GONE)?)
}

/// The command that corrects the hours, or takes out what was noted.
pub(super) fn corrected(
    meeting: &Meeting,
    ask: &Ask,
    from: &str,
    until: &str,
) -> Result<Command, String> {
    Ok(match *ask {
        Ask::Movement(movement) if from.is_empty() => Command::RemoveMovement(movement),
        Ask::Movement(movement) => {
            let known = meeting.movements.iter().find(|known| known.id == movement);
            Command::CorrectMovement { movement, at: hour(known.ok_or(GONE)?.at, from)? }
        }
        Ask::Recusal(person, item) if from.is_empty() => {
            Command::Recuse { item, person, recused: false }
        }
        Ask::Recusal(person, item) => {
            let known = recusal(meeting, person, item)?;
            Command::CorrectRecusal { item, person, at: hour(known.at, from)? }
        }
        Ask::Absence(person, item, number) if from.is_empty() => {
            Command::RemoveAbsence { item, person, number }
        }
        Ask::Absence(person, item, number) => {
            let known = absence(meeting, person, item, number)?;
            let at = hour(known.at, from)?;
            let until = match until {
                "" => None,
                until => Some(hour(known.until.unwrap_or(known.at), until)?),
            };
            Command::CorrectAbsence { item, person, number, at, until }
        }
        _ => return Err(GONE.to_owned()),
    })
}

/// Reads an hour. Who only looks leaves the seconds as they are.
fn hour(known: Timestamp, typed: &str) -> Result<Timestamp, String> {
    let at = clock::read(known, typed)?;
    Ok(if clock::shown(known) == typed { known } else { at })
}

fn who(meeting: &Meeting, presence: Presence) -> (String, Vec<Choice>, &'static str) {
    let here = |id| meeting.attendance_of(id).is_some_and(|attendance| attendance.here);
    let sits = |id| meeting.membership(id).is_some_and(|it| has_seat(it.role));
    let number = |item| {
        let item = meeting.item(item);
        item.map_or_else(String::new, |item| format!("TOP {}", item.number.trim()))
    };
    match presence {
        Presence::Comes => {
            let back = |id| meeting.current.is_some_and(|item| meeting.is_away(id, item));
            let away = |id| !here(id) || back(id);
            ("Wer kommt".to_owned(), people(meeting, away), "Alle von der Liste sind da.")
        }
        Presence::Goes => ("Wer geht".to_owned(), people(meeting, here), "Niemand ist da."),
        Presence::Recused(item) => (
            format!("Wer ist befangen in {}", number(item)),
            people(meeting, |id| here(id) && sits(id) && !meeting.is_told_recused(id, item)),
            "Niemand ist da, der befangen sein könnte.",
        ),
        Presence::Away(item) => (
            format!("Wer fehlt in {}", number(item)),
            people(meeting, |id| here(id) && sits(id) && !meeting.is_away(id, item)),
            "Niemand ist da, der fehlen könnte.",
        ),
    }
}

impl App {
    /// What follows from the answer.
    pub(super) fn noted(&self, ask: &Ask, value: Value) -> Reply {
        let Some(desk) = &self.desk else { return Reply::Done };
        answer(desk.session.meeting(), ask, value)
    }
}

fn answer(meeting: &Meeting, ask: &Ask, value: Value) -> Reply {
    Reply::Commit(match (ask, value) {
        (Ask::Substitute(member), Value::Person(substitute)) => {
            Command::Substitute { member: *member, substitute }
        }
        (Ask::Represents(substitute), Value::Person(member)) => {
            Command::Substitute { member, substitute: *substitute }
        }
        (Ask::Represents(substitute), Value::Nobody) => Command::Arrive(*substitute),
        (Ask::Who(Presence::Comes), Value::Person(person)) => return comes(meeting, person),
        (Ask::Who(Presence::Goes), Value::Person(person)) => Command::Leave(person),
        (Ask::Who(Presence::Recused(item)), Value::Person(person)) => {
            Command::Recuse { item: *item, person, recused: true }
        }
        (Ask::Who(Presence::Away(item)), Value::Person(person)) => {
            Command::StayAway { item: *item, person, away: true }
        }
        (Ask::Noted(_), Value::Movement(movement)) => return Reply::Ask(Ask::Movement(movement)),
        (Ask::Noted(person), Value::Recusal(item)) => {
            return Reply::Ask(Ask::Recusal(*person, item));
        }
        (Ask::Noted(person), Value::Absence(item, number)) => {
            return Reply::Ask(Ask::Absence(*person, item, number));
        }
        (Ask::Quorum, Value::Nobody) => Command::StateQuorum { challenger: None },
        (Ask::Quorum, Value::Person(person)) => Command::StateQuorum { challenger: Some(person) },
        (Ask::Faction(person), value) => {
            let faction = match value {
                Value::Faction(id) => NewFaction::Known(id),
                Value::Text(name) => NewFaction::Named(name),
                _ => NewFaction::None,
            };
            Command::ChangeFaction { person: *person, faction }
        }
        _ => return Reply::Done,
    })
}

/// Those who fit the rules of the committee come first; of the others it is said why they do not.
fn by_rule(
    meeting: &Meeting,
    mut choices: Vec<Choice>,
    misfit: impl Fn(PersonId) -> Option<Misfit>,
) -> Vec<Choice> {
    let place = |choice: &Choice| {
        let Value::Person(person) = choice.value else { return (true, 0) };
        let at = meeting.memberships.iter().position(|own| own.person == person).unwrap_or(0);
        // Where the rule has an order, who is first in it has no misfit.
        (misfit(person).is_some(), at)
    };
    choices.sort_by_key(place);
    for choice in &mut choices {
        let Value::Person(person) = choice.value else { continue };
        let why = match misfit(person) {
            None => continue,
            Some(Misfit::OtherFaction) => "andere Fraktion",
            Some(Misfit::OutOfOrder(_)) => "nicht an der Reihe",
        };
        choice.detail = format!("{why}: {}", choice.detail);
    }
    choices
}

fn is_free_substitute(meeting: &Meeting, id: PersonId) -> bool {
    let free = meeting.attendance_of(id).is_some_and(|it| it.represents.is_none());
    free && meeting.membership(id).is_some_and(|it| it.role == Role::Substitute)
}

/// Whether somebody in this role belongs to the committee.
fn has_seat(role: Role) -> bool {
    !matches!(role, Role::Administration | Role::Guest)
}
