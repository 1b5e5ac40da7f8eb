//! Who had a vote at a moment, by the times that were recorded: to be held against the base of a
//! vote, which was taken from the room as it then was.

use crate::domain::{
    Initial, ItemId, Meeting, MovementKind, OrganizationId, PersonId, Role, Timestamp,
};

impl Meeting {
    /// The Fraktion for which somebody had a vote in `item` at the moment `at`; `None`: no vote.
    pub(super) fn voted_for_at(
        &self,
        person: PersonId,
        item: ItemId,
        at: Timestamp,
    ) -> Option<Option<OrganizationId>> {
        let seat = self.membership(self.seat_at(person, at)?)?;
        let own = self.membership(person)?;
        let recused = self.item(item).is_some_and(|item| {
            item.recusals.iter().any(|recusal| recusal.person == person && recusal.at <= at)
        });
        (own.voting_right && !recused).then_some(seat.on_behalf_of)
    }

    /// Whose seat somebody had at the moment `at`: the own one, or that of a member.
    fn seat_at(&self, person: PersonId, at: Timestamp) -> Option<PersonId> {
        let mut moved = self.movements.iter().enumerate();
        let last = moved.rfind(|(_, it)| it.person == person && it.at <= at);
        let substitute = self.membership(person)?.role == Role::Substitute;
        match last.map(|(place, movement)| (place, movement.kind)) {
            None => {
                let there = self.attendance_of(person)?.initial == Initial::Present;
                (there && !substitute).then_some(person)
            }
            Some((_, MovementKind::Arrived)) => (!substitute).then_some(person),
            Some((_, MovementKind::Left)) => None,
            // A member who comes has the seat again.
            Some((place, MovementKind::Substituting(member))) => {
                let later = self.movements.iter().skip(place + 1);
                let back = later.into_iter().any(|it| {
                    it.person == member && it.at <= at && it.kind == MovementKind::Arrived
                });
                (!back).then_some(member)
            }
        }
    }
}
