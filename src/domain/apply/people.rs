//! Folding in facts about people.

use crate::domain::{
    Attendance, Event, Happening, Initial, ItemId, Meeting, Membership, Movement, MovementId,
    MovementKind, Person, PersonId, Recusal, Role, Timestamp,
};

impl Meeting {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_people(&mut self, event: &Event) {
        match event {
            Event::OrganizationAdded { organization } => {
                self.organizations.push(organization.clone());
            }
            Event::MemberAdded { person, membership } => self.add_member(person, membership),
            Event::AttendanceSet { person, initial } => {
                let moved = self.movements.iter().any(|movement| movement.person == *person);
                if let Some(attendance) = self.attendance_mut(*person) {
                    attendance.initial = *initial;
                    // Who has come or gone since is where that left them.
                    if !moved {
                        attendance.here = *initial == Initial::Present;
                    }
                }
            }
            Event::VideoSet { person, video } => {
                if let Some(attendance) = self.attendance_mut(*person) {
                    attendance.video = *video;
                }
            }
            Event::Arrived { movement, person, at, item } => {
                if let Some(attendance) = self.attendance_mut(*person) {
                    attendance.here = true;
                }
                self.moved(*movement, *person, MovementKind::Arrived, *at, *item);
            }
            Event::Left { movement, person, at, item } => {
                if let Some(attendance) = self.attendance_mut(*person) {
                    attendance.here = false;
                    attendance.represents = None;
                }
                self.moved(*movement, *person, MovementKind::Left, *at, *item);
            }
            Event::Substituted { movement, member, substitute, at, item } => {
                if let Some(attendance) = self.attendance_mut(*substitute) {
                    attendance.here = true;
                    attendance.represents = Some(*member);
                }
                self.moved(*movement, *substitute, MovementKind::Substituting(*member), *at, *item);
            }
            Event::SubstitutionEnded { substitute } => {
                if let Some(attendance) = self.attendance_mut(*substitute) {
                    attendance.here = false;
                    attendance.represents = None;
                }
            }
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_recusals(&mut self, event: &Event) {
        match event {
            Event::Recused { item, person, at } => {
                let recusal = Recusal { person: *person, at: *at };
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
            _ => {}
        }
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
