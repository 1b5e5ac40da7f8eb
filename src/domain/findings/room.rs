//! Who had a vote at a moment, by the times that were recorded: to be held against the base of a
//! vote, which was taken from the room as it then was.

use crate::domain::{ItemId, Meeting, OrganizationId, PersonId, Role, Timestamp};

impl Meeting {
    /// The Fraktion for which somebody had a vote in `item` at the moment `at`; `None`: no vote.
    #[must_use]
    pub fn voted_for_at(
        &self,
        person: PersonId,
        item: ItemId,
        at: Timestamp,
    ) -> Option<Option<OrganizationId>> {
        let recused = self.recusals(item).any(|(_, it)| it.person == person && it.at <= at);
        let seat = self.seat_at(person, at).filter(|_| !recused)?;
        self.sat_at(person, item, at).then(|| self.faction_at(seat, at))
    }

    /// Tells whether somebody had a vote in `item` at the moment `at`, unless befangen there.
    pub(super) fn sat_at(&self, person: PersonId, item: ItemId, at: Timestamp) -> bool {
        let votes = self.membership(person).is_some_and(|own| own.voting_right);
        let away = self.item(item).is_some_and(|item| {
            item.absences_of(person)
                .any(|it| it.at <= at && it.until.is_none_or(|until| until > at))
        });
        votes && !away && self.seat_at(person, at).is_some()
    }

    /// Whose seat somebody had at the moment `at`: the own one, or that of a member.
    fn seat_at(&self, person: PersonId, at: Timestamp) -> Option<PersonId> {
        let stays = self.stays(person);
        let stay = stays.iter().rev().find(|stay| stay.covers(at))?;
        let substitute = self.membership(person)?.role == Role::Substitute;
        stay.seat.or((!substitute).then_some(person))
    }
}
