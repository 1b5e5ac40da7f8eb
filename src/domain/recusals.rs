//! Befangenheit in a matter that is treated partly in public and partly not: it holds in both
//! parts, and what was said of it behind closed doors is told only there.

use super::{AgendaItem, ItemId, Meeting, PersonId, Recusal};

impl Meeting {
    /// All that was said of Befangenheit in the matter of an item, with the part it was said in.
    pub(super) fn recusals(&self, item: ItemId) -> impl Iterator<Item = (&AgendaItem, &Recusal)> {
        // Why: hardly an item has any, and this is asked for each member.
        let said = self.agenda.iter().filter(|part| !part.recusals.is_empty());
        let of_matter = move |part: &&AgendaItem| {
            part.id == item || self.item(item).is_some_and(|own| own.is_of_one_matter(part))
        };
        said.filter(of_matter)
            .flat_map(|part| part.recusals.iter().map(move |recusal| (part, recusal)))
    }

    /// Who is befangen in an item as far as it may be told there: what was said in it, or in a part
    /// of the matter that was public.
    #[must_use]
    pub fn recusals_told(&self, item: ItemId) -> Vec<&Recusal> {
        let mut told: Vec<&Recusal> = Vec::new();
        let (own, others): (Vec<_>, Vec<_>) =
            self.recusals(item).partition(|(part, _)| part.id == item);
        let others = others.into_iter().filter(|(part, _)| part.public);
        for (_, recusal) in own.into_iter().chain(others) {
            if !told.iter().any(|known| known.person == recusal.person) {
                told.push(recusal);
            }
        }
        told
    }

    /// Tells whether it may be told in an item that somebody is befangen there.
    #[must_use]
    pub fn is_told_recused(&self, person: PersonId, item: ItemId) -> bool {
        self.recusals_told(item).iter().any(|recusal| recusal.person == person)
    }

    /// Since when somebody is befangen in an item, and whether that may be told there.
    #[must_use]
    pub fn recusal(&self, person: PersonId, item: ItemId) -> Option<(&Recusal, bool)> {
        let told = self.recusals_told(item).into_iter().find(|it| it.person == person);
        let any = || self.recusals(item).find(|(_, recusal)| recusal.person == person);
        told.map(|told| (told, true)).or_else(|| any().map(|(_, recusal)| (recusal, false)))
    }
}
