//! Who is here: arrivals, departures, substitutes, Befangenheit.

use super::Decision;
use crate::domain::{
    Absence, Command, Event, Initial, ItemId, Meeting, MovementId, MovementKind, NewFaction,
    Organization, OrganizationId, OrganizationKind, PersonId, Refusal, Role, Timestamp,
};

impl Meeting {
    /// What follows from somebody being here or not.
    #[expect(clippy::wildcard_enum_match_arm, reason = "`decide` has matched everything")]
    pub(super) fn move_people(&self, command: &Command, now: Timestamp) -> Decision {
        match command {
            Command::SetAttendance { person, initial } => self.set_attendance(*person, *initial),
            Command::SetVideo { person, video } => self.set_video(*person, *video, now),
            Command::Arrive(person) => self.arrive(*person, now),
            Command::Leave(person) => self.leave(*person, now),
            Command::Substitute { member, substitute } => {
                self.substitute(*member, *substitute, now)
            }
            Command::Recuse { item, person, recused } => self.recuse(*item, *person, *recused, now),
            Command::StayAway { item, person, away } => self.stay_away(*item, *person, *away, now),
            Command::ChangeFaction { person, faction } => {
                self.change_faction(*person, faction, now)
            }
            Command::CorrectMovement { movement, at } => self.correct_movement(*movement, *at),
            Command::RemoveMovement(movement) => self.remove_movement(*movement),
            Command::CorrectRecusal { item, person, at } => {
                self.correct_recusal(*item, *person, *at)
            }
            Command::CorrectAbsence { item, person, number, at, until } => {
                let (item, person, number) = (*item, *person, *number);
                let known = self.absence(item, person, number)?;
                if (known.at, known.until) == (*at, *until) {
                    return Err(Refusal::NothingChanges);
                }
                let (at, until) = (*at, *until);
                Ok(vec![Event::AbsenceCorrected { item, person, number, at, until }])
            }
            Command::RemoveAbsence { item, person, number } => {
                let (item, person, number) = (*item, *person, *number);
                self.absence(item, person, number)?;
                Ok(vec![Event::AbsenceRemoved { item, person, number }])
            }
            _ => Err(Refusal::Unknown),
        }
    }

    fn set_attendance(&self, person: PersonId, initial: Initial) -> Decision {
        let old = self.attendance_of(person).ok_or(Refusal::Unknown)?;
        if old.initial == initial {
            return Err(Refusal::NothingChanges);
        }
        let mut events = Vec::new();
        // Who has come or gone since is where that left them.
        let moved = self.has_moved(person);
        if initial == Initial::Present && !moved {
            events.extend(self.seat_back(person));
        }
        events.push(Event::AttendanceSet { person, initial });
        Ok(events)
    }

    /// The member is back: whoever had the seat gives it back.
    fn seat_back(&self, member: PersonId) -> impl Iterator<Item = Event> {
        self.attendance
            .iter()
            .filter(move |other| other.represents == Some(member))
            .map(|other| Event::SubstitutionEnded { substitute: other.person })
    }

    fn set_video(&self, person: PersonId, video: bool, now: Timestamp) -> Decision {
        let old = self.attendance_of(person).ok_or(Refusal::Unknown)?;
        if old.video == video {
            return Err(Refusal::NothingChanges);
        }
        // Who joins on the line is here: § 34a GO SH counts them as present.
        let joins = video && !old.here;
        let mut events = if joins { self.arrive(person, now)? } else { Vec::new() };
        events.push(Event::VideoSet { person, video });
        Ok(events)
    }

    fn arrive(&self, person: PersonId, now: Timestamp) -> Decision {
        let attendance = self.attendance_of(person).ok_or(Refusal::Unknown)?;
        let back = self.back_in_item(person, now);
        if attendance.here {
            return back.map(|back| vec![back]).ok_or(Refusal::HereAlready);
        }
        let mut events: Vec<_> = self.seat_back(person).collect();
        events.extend(back);
        if self.start.is_none() {
            events.push(Event::AttendanceSet { person, initial: Initial::Present });
            return Ok(events);
        }
        let movement = MovementId(self.next_id());
        events.push(Event::Arrived { movement, person, at: now, item: self.current });
        Ok(events)
    }

    /// Who was away for the item that is on is there for the rest of it.
    fn back_in_item(&self, person: PersonId, now: Timestamp) -> Option<Event> {
        let item = self.current.filter(|item| self.is_away(person, *item))?;
        Some(Event::BackInItem { item, person, at: Some(now) })
    }

    fn leave(&self, person: PersonId, now: Timestamp) -> Decision {
        let attendance = self.attendance_of(person).ok_or(Refusal::Unknown)?;
        if !attendance.here {
            return Err(Refusal::NotHere);
        }
        if self.start.is_none() {
            let initial = Initial::Absent;
            return Ok(match attendance.represents {
                Some(member) => self.never_taken(member),
                None => vec![Event::AttendanceSet { person, initial }],
            });
        }
        let movement = MovementId(self.next_id());
        Ok(vec![Event::Left { movement, person, at: now, item: self.current }])
    }

    /// Takes out everybody who took that seat before the opening: nobody is in it, also not who
    /// had it before the last one.
    fn never_taken(&self, member: PersonId) -> Vec<Event> {
        let of = MovementKind::Substituting(member);
        let taken = self.movements.iter().filter(|movement| movement.kind == of);
        taken.map(|movement| Event::MovementRemoved { movement: movement.id }).collect()
    }

    fn substitute(&self, member: PersonId, substitute: PersonId, now: Timestamp) -> Decision {
        let seat = self.membership(member).ok_or(Refusal::Unknown)?;
        let deputy = self.membership(substitute).ok_or(Refusal::Unknown)?;
        let taken = self
            .attendance_of(substitute)
            .is_some_and(|attendance| attendance.represents.is_some());
        // A substitute has no seat that another one could take.
        let seated = seat.voting_right && seat.role != Role::Substitute;
        if deputy.role != Role::Substitute || !seated || taken {
            return Err(Refusal::NoSubstitution);
        }
        let mut events: Vec<_> = self.seat_back(member).collect();
        let mut next = self.next_id();
        if self.attendance_of(member).is_some_and(|attendance| attendance.here) {
            if self.start.is_none() {
                events.push(Event::AttendanceSet { person: member, initial: Initial::Excused });
            } else {
                let movement = MovementId(next);
                next += 1;
                events.push(Event::Left { movement, person: member, at: now, item: self.current });
            }
        }
        events.push(Event::Substituted {
            movement: MovementId(next),
            member,
            substitute,
            at: now,
            item: self.current,
        });
        Ok(events)
    }

    fn correct_movement(&self, movement: MovementId, at: Timestamp) -> Decision {
        let known = self.movements.iter().find(|known| known.id == movement);
        if known.ok_or(Refusal::Unknown)?.at == at {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::MovementCorrected { movement, at }])
    }

    fn remove_movement(&self, movement: MovementId) -> Decision {
        if self.movements.iter().any(|known| known.id == movement) {
            Ok(vec![Event::MovementRemoved { movement }])
        } else {
            Err(Refusal::Unknown)
        }
    }

    fn change_faction(&self, person: PersonId, faction: &NewFaction, now: Timestamp) -> Decision {
        let old = self.membership(person).ok_or(Refusal::Unknown)?.on_behalf_of;
        let mut next = self.next_id();
        let mut events = Vec::new();
        let faction = match faction {
            NewFaction::None => None,
            NewFaction::Known(id) => Some(self.organization(*id).ok_or(Refusal::Unknown)?.id),
            NewFaction::Named(name) => {
                let name = name.trim().to_owned();
                if name.is_empty() {
                    return Err(Refusal::NothingChanges);
                }
                let kind = OrganizationKind::Faction;
                let known = self.organizations.iter().find(|it| it.kind == kind && it.name == name);
                let id = known.map_or(OrganizationId(next), |known| known.id);
                if known.is_none() {
                    next += 1;
                    let organization = Organization { id, name, kind };
                    events.push(Event::OrganizationAdded { organization });
                }
                Some(id)
            }
        };
        if old == faction {
            return Err(Refusal::NothingChanges);
        }
        let (movement, item) = (MovementId(next), self.current);
        events.push(Event::FactionChanged { movement, person, faction, at: now, item });
        Ok(events)
    }

    fn recuse(&self, item: ItemId, person: PersonId, recused: bool, now: Timestamp) -> Decision {
        self.must_have(item)?;
        self.person(person).ok_or(Refusal::Unknown)?;
        if recused {
            // What was said behind closed doors may be said in public, too: then it is told there.
            let told = self.is_told_recused(person, item);
            let said = vec![Event::Recused { item, person, at: now }];
            return if told { Err(Refusal::NothingChanges) } else { Ok(said) };
        }
        let parts = self.recusals(item).filter(|(_, recusal)| recusal.person == person);
        let parts: Vec<_> = parts.map(|(part, _)| part.id).collect();
        // What was said in the other part is struck where nothing was said in this one.
        let struck = if parts.contains(&item) { vec![item] } else { parts };
        let struck = struck.into_iter().map(|item| Event::RecusalLifted { item, person });
        let struck: Vec<_> = struck.collect();
        if struck.is_empty() { Err(Refusal::NothingChanges) } else { Ok(struck) }
    }

    fn correct_recusal(&self, item: ItemId, person: PersonId, at: Timestamp) -> Decision {
        let known = self.must_have(item)?.recusals.iter().find(|it| it.person == person);
        if known.ok_or(Refusal::Unknown)?.at == at {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::RecusalCorrected { item, person, at }])
    }

    fn absence(&self, item: ItemId, person: PersonId, number: usize) -> Result<&Absence, Refusal> {
        self.must_have(item)?.absences_of(person).nth(number).ok_or(Refusal::Unknown)
    }

    fn stay_away(&self, item: ItemId, person: PersonId, away: bool, now: Timestamp) -> Decision {
        let noted = &self.must_have(item)?.absences;
        let noted = noted.iter().any(|absence| absence.person == person);
        let attendance = self.attendance_of(person).ok_or(Refusal::Unknown)?;
        match (self.is_away(person, item), away) {
            (false, false) if noted => Ok(vec![Event::BackInItem { item, person, at: None }]),
            (true, true) | (false, false) => Err(Refusal::NothingChanges),
            (false, true) if !attendance.here => Err(Refusal::NotHere),
            (false, true) => Ok(vec![Event::AwayInItem { item, person, at: now }]),
            (true, false) => Ok(vec![Event::BackInItem { item, person, at: None }]),
        }
    }
}
