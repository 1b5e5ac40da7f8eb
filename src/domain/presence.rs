//! Who was there from when to when. It follows from how somebody stood at the opening and from what
//! was noted since: so a time can be corrected and a wrong movement taken out, and nobody need
//! remember what it had led to.

use super::{Initial, Meeting, Movement, MovementKind, OrganizationId, PersonId, Timestamp};

/// A time that somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// `None`: from the opening.
    pub from: Option<Timestamp>,
    /// `None`: to the end.
    pub to: Option<Timestamp>,
    /// Whose seat it was, for a substitute.
    pub seat: Option<PersonId>,
}

impl Stay {
    /// Tells whether it holds a moment. Who leaves at that moment has left.
    #[must_use]
    pub fn covers(&self, at: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| to > at)
    }
}

impl Meeting {
    /// The times that somebody was there. What happened before the opening counts from the
    /// opening.
    #[must_use]
    pub fn stays(&self, person: PersonId) -> Vec<Stay> {
        self.course(person).0
    }

    /// Tells whether somebody came, left or took a seat; who only changed the Fraktion did not.
    #[must_use]
    pub fn has_moved(&self, person: PersonId) -> bool {
        self.movements.iter().any(|movement| {
            let moves = match movement.kind {
                MovementKind::Arrived | MovementKind::Left | MovementKind::Substituting(_) => true,
                MovementKind::Changed { .. } => false,
            };
            moves && movement.person == person
        })
    }

    /// Tells whether somebody is said to come who is here, or to leave who is not.
    #[must_use]
    pub fn moves_twice(&self, person: PersonId) -> bool {
        self.course(person).1
    }

    /// The times that somebody was there, and whether a movement led nowhere.
    fn course(&self, person: PersonId) -> (Vec<Stay>, bool) {
        let mut idle = false;
        let mut stays: Vec<Stay> = Vec::new();
        let begin = |at: Timestamp| self.start.filter(|start| at > *start).map(|_| at);
        let initial = self.attendance_of(person).map(|attendance| attendance.initial);
        if initial == Some(Initial::Present) {
            stays.push(Stay { from: None, to: None, seat: None });
        }
        for movement in &self.movements {
            let at = movement.at;
            let own = movement.person == person;
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
                // The member is back, or somebody else has the seat: it is given back.
                (MovementKind::Arrived, Some(open)) if open.seat == Some(movement.person) => {
                    open.to = Some(at);
                }
                (MovementKind::Substituting(member), Some(open)) if open.seat == Some(member) => {
                    open.to = Some(at);
                }
                (MovementKind::Arrived | MovementKind::Left, _) => idle |= own,
                (MovementKind::Substituting(_) | MovementKind::Changed { .. }, _) => {}
            }
        }
        // What was over before the opening was no part of the meeting.
        stays.retain(|stay| stay.to.zip(self.start).is_none_or(|(to, start)| to >= start));
        (stays, idle)
    }

    /// What was noted of somebody, and of the seat, in order.
    pub fn movements_of(&self, person: PersonId) -> impl Iterator<Item = &Movement> {
        self.movements.iter().filter(move |movement| {
            movement.person == person || movement.kind == MovementKind::Substituting(person)
        })
    }

    /// The Fraktion that somebody belonged to at a moment.
    #[must_use]
    pub fn faction_at(&self, person: PersonId, at: Timestamp) -> Option<OrganizationId> {
        self.faction_until(person, |change| change.at > at)
    }

    /// The Fraktion that somebody belonged to until a change that `later` tells.
    pub(super) fn faction_until(
        &self,
        person: PersonId,
        later: impl Fn(&Movement) -> bool,
    ) -> Option<OrganizationId> {
        let own = self.movements.iter().filter(|movement| movement.person == person);
        let until =
            own.filter(|movement| later(movement)).find_map(|movement| match movement.kind {
                MovementKind::Changed { from, .. } => Some(from),
                MovementKind::Arrived | MovementKind::Left | MovementKind::Substituting(_) => None,
            });
        until.unwrap_or_else(|| self.membership(person).and_then(|own| own.on_behalf_of))
    }

    /// Puts everyone where the movements leave them.
    pub(super) fn place_everyone(&mut self) {
        let stands: Vec<_> = self
            .attendance
            .iter()
            .map(|attendance| {
                self.stays(attendance.person).last().filter(|stay| stay.to.is_none()).copied()
            })
            .collect();
        for (attendance, stay) in self.attendance.iter_mut().zip(stands) {
            attendance.here = stay.is_some();
            attendance.represents = stay.and_then(|stay| stay.seat);
        }
    }

    /// Takes a movement out, with what it did to Fraktionen.
    pub(super) fn take_out(&mut self, movement: &Movement) {
        self.movements.retain(|other| other.id != movement.id);
        let MovementKind::Changed { from, .. } = movement.kind else { return };
        // Who changed again later came from where this one came from.
        let mut later = self.movements.iter_mut().filter(|other| other.person == movement.person);
        let next = later.find_map(|other| match &mut other.kind {
            MovementKind::Changed { from, .. } if other.id > movement.id => Some(from),
            MovementKind::Changed { .. }
            | MovementKind::Arrived
            | MovementKind::Left
            | MovementKind::Substituting(_) => None,
        });
        match next {
            Some(next) => *next = from,
            None => self.put_in_faction(movement.person, from),
        }
    }

    /// Makes somebody a member of a Fraktion, or of none.
    pub(super) fn put_in_faction(&mut self, person: PersonId, faction: Option<OrganizationId>) {
        let own = self.memberships.iter_mut().find(|membership| membership.person == person);
        if let Some(membership) = own {
            membership.on_behalf_of = faction;
        }
    }
}
