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
        let seat = self.seat_at(person, at)?;
        let own = self.membership(person)?;
        let missing = self.item(item).is_some_and(|item| {
            let recused = item.recusals.iter().any(|it| it.person == person && it.at <= at);
            recused
                || item.absences.iter().any(|it| {
                    it.person == person && it.at <= at && it.until.is_none_or(|until| until > at)
                })
        });
        (own.voting_right && !missing).then(|| self.faction_at(seat, at))
    }

    /// Whose seat somebody had at the moment `at`: the own one, or that of a member.
    fn seat_at(&self, person: PersonId, at: Timestamp) -> Option<PersonId> {
        let stays = self.stays(person);
        let stay = stays.iter().rev().find(|stay| stay.covers(at))?;
        let substitute = self.membership(person)?.role == Role::Substitute;
        stay.seat.or((!substitute).then_some(person))
    }
}
