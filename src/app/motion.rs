//! Moving a motion: which kind, what a motion of order is for, and who moves it.

use super::App;
use super::asking::people;
use crate::domain::{Command, Event, ItemId, Meeting, MotionKind, Mover, NewMotion, Procedure};
use crate::ui::pick::{Choice, Pick, Value};
use crate::ui::{Ask, Reply, Screen};
use crate::wording;

impl App {
    /// Takes what was chosen for a new motion.
    pub(super) fn about_motion(&mut self, ask: Ask, value: Value) -> Reply {
        match (ask, value) {
            (Ask::MotionKind, Value::Motion(MotionKind::Main)) => {
                self.move_motion(MotionKind::Main, None, None)
            }
            (Ask::MotionKind, Value::Motion(MotionKind::Procedural)) => Reply::Ask(Ask::Procedure),
            (Ask::MotionKind, Value::Motion(kind)) => Reply::Ask(Ask::Mover(kind, None)),
            (Ask::Procedure, Value::Procedure(Procedure::Refer { .. })) => {
                Reply::Ask(Ask::Referral)
            }
            (Ask::Procedure, Value::Procedure(procedure)) => of_order(procedure),
            (Ask::Referral, Value::Text(name)) => {
                of_order(Procedure::Refer { to: wording::procedure::referral(&name) })
            }
            (Ask::Mover(kind, procedure), value) => self.move_motion(kind, mover(value), procedure),
            _ => Reply::Done,
        }
    }

    /// Moves a motion and begins to write its wording. That of most motions of order is known: they
    /// are put to the vote at once.
    fn move_motion(
        &mut self,
        kind: MotionKind,
        mover: Option<Mover>,
        procedure: Option<Procedure>,
    ) -> Reply {
        let now = self.now;
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        let Some(item) = desk.item else { return Reply::Ignored };
        let text = procedure.as_ref().map_or_else(String::new, wording::procedure::wording);
        let worded = !text.is_empty();
        let new = NewMotion { item, kind, procedure, mover, text };
        match desk.commit(&Command::MoveMotion(new), now) {
            Ok(events) => {
                let moved = events.iter().find_map(|event| match event {
                    Event::MotionMoved { motion, .. } => Some(*motion),
                    _ => None,
                });
                if let Some(motion) = moved {
                    desk.motion = Some(motion);
                    desk.show(Screen::Motions, now);
                    if !worded {
                        desk.edit_motion(motion, now);
                    }
                }
                Reply::Done
            }
            Err(refused) => Reply::Say(refused),
        }
    }
}

/// Who moves a motion.
fn mover(value: Value) -> Option<Mover> {
    match value {
        Value::Person(person) => Some(Mover::Person(person)),
        Value::Faction(faction) => Some(Mover::Faction(faction)),
        Value::Text(name) => Some(Mover::Named(name)),
        _ => None,
    }
}

/// Asks who moves a motion of order.
fn of_order(procedure: Procedure) -> Reply {
    Reply::Ask(Ask::Mover(MotionKind::Procedural, Some(procedure)))
}

/// Asks for the next thing that a new motion needs.
pub(super) fn question(meeting: &Meeting, ask: Ask, on: Option<ItemId>) -> Pick {
    let pick = |ask, title: &str, choices| Pick::new(ask, title.to_owned(), choices);
    match ask {
        Ask::Procedure => pick(ask, "Antrag zur Geschäftsordnung", procedures(meeting, on)),
        Ask::Referral => pick(ask, "Verweisung: wohin", committees(meeting)).or_typed(),
        Ask::Mover(kind, ref procedure) => {
            let of_order = procedure.as_ref().filter(|it| **it != Procedure::Other);
            let what = of_order
                .map_or_else(|| wording::motion_kind(kind).to_owned(), wording::procedure::label);
            pick(ask, &format!("{what}: wer stellt ihn"), movers(meeting)).or_typed()
        }
        _ => {
            let has_main = on.is_some_and(|item| meeting.main_motion(item).is_some());
            pick(ask, "Welche Art Antrag", motion_kinds(has_main))
        }
    }
}

/// The main motion first where there is none yet, else amendments: that is what is then moved.
fn motion_kinds(has_main: bool) -> Vec<Choice> {
    let mut kinds = MotionKind::ALL.to_vec();
    if has_main {
        kinds.rotate_left(1);
    }
    kinds
        .into_iter()
        .map(|kind| Choice {
            label: wording::motion_kind(kind).to_owned(),
            detail: String::new(),
            value: Value::Motion(kind),
        })
        .collect()
}

/// What motions of order are for, as far as it fits here: Dringlichkeit first where the item was
/// added during the meeting, and only there.
fn procedures(meeting: &Meeting, item: Option<ItemId>) -> Vec<Choice> {
    let item = item.and_then(|item| meeting.item(item));
    let added = item.is_some_and(|item| item.added.is_some());
    let public = item.is_none_or(|item| item.public);
    let urgency = added.then_some(Procedure::Urgency);
    let usual = [
        Procedure::EndDebate,
        Procedure::CloseList,
        Procedure::Postpone,
        Procedure::Refer { to: String::new() },
        Procedure::Remove,
        if public { Procedure::NonPublic } else { Procedure::Public },
        Procedure::Recess,
        Procedure::Other,
    ];
    urgency
        .into_iter()
        .chain(usual)
        .map(|procedure| Choice {
            label: wording::procedure::label(&procedure),
            detail: String::new(),
            value: Value::Procedure(procedure),
        })
        .collect()
}

/// The committees that the papers of this meeting name in their Beratungsfolge.
fn committees(meeting: &Meeting) -> Vec<Choice> {
    let lines = meeting.papers.iter().flat_map(|paper| &paper.consultations);
    let mut names: Vec<_> = lines.map(|line| line.organization.trim().to_owned()).collect();
    names.retain(|name| !name.is_empty() && *name != meeting.head.committee);
    names.sort();
    names.dedup();
    let choice = |name: String| Choice {
        label: name.clone(),
        detail: String::new(),
        value: Value::Text(name),
    };
    names.into_iter().map(choice).collect()
}

pub(super) fn movers(meeting: &Meeting) -> Vec<Choice> {
    let mut choices: Vec<_> = meeting
        .factions()
        .into_iter()
        .map(|faction| Choice {
            label: faction.name.clone(),
            detail: "Fraktion".to_owned(),
            value: Value::Faction(faction.id),
        })
        .collect();
    choices.extend(people(meeting, |_| true));
    choices.push(Choice {
        label: "(ohne Angabe)".to_owned(),
        detail: String::new(),
        value: Value::Nobody,
    });
    choices
}
