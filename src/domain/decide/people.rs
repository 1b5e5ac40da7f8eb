//! Who is here: arrivals, departures, substitutes, Befangenheit.

use super::Decision;
use crate::domain::{
    Event, Initial, ItemId, Meeting, MovementId, PersonId, Refusal, Role, Timestamp,
};

impl Meeting {
    pub(super) fn set_attendance(&self, person: PersonId, initial: Initial) -> Decision {
        let old = self.attendance_of(person).ok_or(Refusal::Unknown)?;
        if old.initial == initial {
            return Err(Refusal::NothingChanges);
        }
        let mut events = Vec::new();
        if initial == Initial::Present {
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

    pub(super) fn set_video(&self, person: PersonId, video: bool) -> Decision {
        let old = self.attendance_of(person).ok_or(Refusal::Unknown)?;
        if old.video == video {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::VideoSet { person, video }])
    }

    pub(super) fn arrive(&self, person: PersonId, now: Timestamp) -> Decision {
        let attendance = self.attendance_of(person).ok_or(Refusal::Unknown)?;
        if attendance.here {
            return Err(Refusal::HereAlready);
        }
        let mut events: Vec<_> = self.seat_back(person).collect();
        if self.start.is_none() {
            events.push(Event::AttendanceSet { person, initial: Initial::Present });
            return Ok(events);
        }
        let movement = MovementId(self.next_id());
        events.push(Event::Arrived { movement, person, at: now, item: self.current });
        Ok(events)
    }

    pub(super) fn leave(&self, person: PersonId, now: Timestamp) -> Decision {
        let attendance = self.attendance_of(person).ok_or(Refusal::Unknown)?;
        if !attendance.here {
            return Err(Refusal::NotHere);
        }
        if self.start.is_none() {
            return Ok(vec![Event::AttendanceSet { person, initial: Initial::Absent }]);
        }
        let movement = MovementId(self.next_id());
        Ok(vec![Event::Left { movement, person, at: now, item: self.current }])
    }

    pub(super) fn substitute(
        &self,
        member: PersonId,
        substitute: PersonId,
        now: Timestamp,
    ) -> Decision {
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

    pub(super) fn recuse(
        &self,
        item: ItemId,
        person: PersonId,
        recused: bool,
        now: Timestamp,
    ) -> Decision {
        self.must_have(item)?;
        self.person(person).ok_or(Refusal::Unknown)?;
        match (self.is_recused(person, item), recused) {
            (true, true) | (false, false) => Err(Refusal::NothingChanges),
            (false, true) => Ok(vec![Event::Recused { item, person, at: now }]),
            (true, false) => Ok(vec![Event::RecusalLifted { item, person }]),
        }
    }
}
