//! Folding in facts about people.

use crate::domain::{
    Absence, Attendance, Event, Happening, Initial, ItemId, Meeting, Membership, Movement,
    MovementId, MovementKind, Person, PersonId, Recusal, Role, Timestamp,
};

impl Meeting {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_people(&mut self, event: &Event) {
        match event {
            Event::MemberAdded { person, membership } => self.add_member(person, membership),
            Event::AttendanceSet { person, initial } => {
                let moved = self.has_moved(*person);
                if *initial == Initial::Present && !moved {
                    // Who was there from the beginning was represented by nobody.
                    self.movements.retain(|it| it.kind != MovementKind::Substituting(*person));
                }
                if let Some(attendance) = self.attendance_mut(*person) {
                    attendance.initial = *initial;
                }
            }
            Event::VideoSet { person, video } => {
                if let Some(attendance) = self.attendance_mut(*person) {
                    attendance.video = *video;
                }
            }
            Event::Arrived { movement, person, at, item } => {
                self.moved(*movement, *person, MovementKind::Arrived, *at, *item);
            }
            Event::Left { movement, person, at, item } => {
                self.moved(*movement, *person, MovementKind::Left, *at, *item);
            }
            Event::Substituted { movement, member, substitute, at, item } => {
                self.moved(*movement, *substitute, MovementKind::Substituting(*member), *at, *item);
            }
            // That the seat is given back follows from who comes, or takes it next.
            Event::SubstitutionEnded { .. } => {}
            _ => {}
        }
        self.place_everyone();
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_recusals(&mut self, event: &Event) {
        match event {
            Event::Recused { item, person, at } => {
                let recusal = Recusal { person: *person, at: *at, corrected: false };
                if let Some(item) = self.item_mut(*item) {
                    item.recusals.retain(|other| other.person != recusal.person);
                    item.recusals.push(recusal);
                }
            }
            Event::RecusalLifted { item, person } => {
                if let Some(item) = self.item_mut(*item) {
                    item.recusals.retain(|other| other.person != *person);
                }
            }
            Event::RecusalCorrected { item, person, at } => {
                let item = self.item_mut(*item);
                let known = item.map(|item| item.recusals.iter_mut());
                for known in known.into_iter().flatten().filter(|it| it.person == *person) {
                    known.at = *at;
                    known.corrected = true;
                }
            }
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_absences(&mut self, event: &Event) {
        match event {
            Event::AwayInItem { item, person, at } => {
                let absence = Absence { person: *person, at: *at, until: None, corrected: false };
                if let Some(item) = self.item_mut(*item) {
                    item.absences.push(absence);
                }
            }
            Event::BackInItem { item, person, at } => {
                let Some(item) = self.item_mut(*item) else { return };
                let open = |absence: &Absence| absence.person == *person && absence.until.is_none();
                match at {
                    Some(_) => item
                        .absences
                        .iter_mut()
                        .filter(|absence| open(absence))
                        .for_each(|absence| absence.until = *at),
                    None => {
                        let own = |absence: &Absence| absence.person == *person;
                        if let Some(last) = item.absences.iter().rposition(own) {
                            item.absences.remove(last);
                        }
                    }
                }
            }
            Event::AbsenceCorrected { item, person, number, at, until } => {
                let Some(item) = self.item_mut(*item) else { return };
                let mut own = item.absences.iter_mut().filter(|known| known.person == *person);
                if let Some(known) = own.nth(*number) {
                    (known.at, known.until, known.corrected) = (*at, *until, true);
                }
            }
            Event::AbsenceRemoved { item, person, number } => {
                let Some(item) = self.item_mut(*item) else { return };
                let mut own = (0..).zip(&item.absences).filter(|(_, it)| it.person == *person);
                if let Some((place, _)) = own.nth(*number) {
                    item.absences.remove(place);
                }
            }
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_factions(&mut self, event: &Event) {
        match event {
            Event::OrganizationAdded { organization } => {
                self.organizations.push(organization.clone());
            }
            Event::FactionChanged { movement, person, faction, at, item } => {
                let from = self.membership(*person).and_then(|own| own.on_behalf_of);
                let kind = MovementKind::Changed { from, to: *faction };
                self.put_in_faction(*person, *faction);
                self.moved(*movement, *person, kind, *at, *item);
            }
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_corrections(&mut self, event: &Event) {
        match event {
            Event::MovementCorrected { movement, at } => {
                if let Some(known) = self.movements.iter_mut().find(|it| it.id == *movement) {
                    known.at = *at;
                }
            }
            Event::MovementRemoved { movement } => {
                let known = self.movements.iter().find(|it| it.id == *movement).cloned();
                if let Some(known) = known {
                    self.take_out(&known);
                }
            }
            _ => {}
        }
        self.place_everyone();
    }

    fn add_member(&mut self, person: &Person, membership: &Membership) {
        if self.person(person.id).is_some() {
            return;
        }
        self.people.push(person.clone());
        self.memberships.push(membership.clone());
        let initial = match membership.role {
            Role::Substitute | Role::Guest => Initial::Waiting,
            Role::Chair
            | Role::DeputyChair
            | Role::Member
            | Role::CitizenMember
            | Role::Advisory
            | Role::Administration => Initial::Present,
        };
        self.attendance.push(Attendance {
            person: person.id,
            initial,
            video: false,
            represents: None,
            here: initial == Initial::Present,
        });
    }

    fn moved(
        &mut self,
        id: MovementId,
        person: PersonId,
        kind: MovementKind,
        at: Timestamp,
        item: Option<ItemId>,
    ) {
        self.movements.push(Movement { id, person, kind, at, item });
        if let Some(item) = item {
            self.happened(item, Happening::Movement(id));
        }
    }

    fn attendance_mut(&mut self, person: PersonId) -> Option<&mut Attendance> {
        self.attendance.iter_mut().find(|attendance| attendance.person == person)
    }
}
