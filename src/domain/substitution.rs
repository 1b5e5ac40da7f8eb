//! Who may sit for whom, by the rules of the committee. Against them it is recorded all the same.

use super::{
    Initial, Meeting, Membership, Movement, MovementId, MovementKind, OrganizationId, PersonId,
    Role, SubstitutionRule, Timestamp,
};

/// Why somebody should not sit for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// Of another Fraktion.
    OtherFaction,
    /// Somebody stands before on the list.
    OutOfOrder(PersonId),
}

impl Meeting {
    /// Tells why somebody should not sit for a member from `at` on; `None`: it fits.
    #[must_use]
    pub fn misfit(&self, member: PersonId, substitute: PersonId, at: Timestamp) -> Option<Misfit> {
        self.misfit_before(member, substitute, at, None)
    }

    /// Tells why a substitution that was noted is against the rules of the committee.
    #[must_use]
    pub fn misfit_of(&self, movement: &Movement) -> Option<(PersonId, Misfit)> {
        let MovementKind::Substituting(member) = movement.kind else { return None };
        let (substitute, at) = (movement.person, movement.at);
        let misfit = self.misfit_before(member, substitute, at, Some(movement.id))?;
        Some((member, misfit))
    }

    /// Fraktionen as they were when `noted` was.
    fn misfit_before(
        &self,
        member: PersonId,
        substitute: PersonId,
        at: Timestamp,
        noted: Option<MovementId>,
    ) -> Option<Misfit> {
        let rule = self.profile.rules.substitution;
        let faction = self.faction_before(member, noted);
        let same = |person| self.faction_before(person, noted) == faction;
        let within = matches!(rule, SubstitutionRule::Faction | SubstitutionRule::FactionInOrder);
        if within && !same(substitute) {
            return Some(Misfit::OtherFaction);
        }
        if !matches!(rule, SubstitutionRule::InOrder | SubstitutionRule::FactionInOrder) {
            return None;
        }
        let before = self.memberships.iter().take_while(|own| own.person != substitute);
        let mut free = before.filter(|own| !within || same(own.person));
        free.find(|own| self.could_sit(own, at)).map(|own| Misfit::OutOfOrder(own.person))
    }

    /// Whether somebody could have had a seat: a substitute who is not excused and sits for nobody.
    fn could_sit(&self, own: &Membership, at: Timestamp) -> bool {
        let known = self.attendance_of(own.person).map(|attendance| attendance.initial);
        let expected = matches!(known, Some(Initial::Waiting | Initial::Present));
        let stays = self.stays(own.person);
        let sits = stays.iter().any(|stay| stay.seat.is_some() && stay.covers(at));
        own.role == Role::Substitute && expected && !sits
    }

    /// The Fraktion that somebody belonged to before a movement; without one, now.
    fn faction_before(
        &self,
        person: PersonId,
        before: Option<MovementId>,
    ) -> Option<OrganizationId> {
        self.faction_until(person, |change| before.is_some_and(|before| change.id > before))
    }
}
