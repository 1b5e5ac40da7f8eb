//! Who was for it and who against: the Fraktionen in a vote, and names where they are known.

use super::{Case, counted, listed, name};
use crate::domain::{Choice, Meeting, Method, OrganizationId, PersonId, Tally, Vote, VoteState};

/// What those of one Fraktion have in common who did the same.
pub(super) struct Share {
    /// The Fraktion; `None`: members without one.
    faction: Option<OrganizationId>,
    votes: u32,
    /// Nobody of the Fraktion did otherwise.
    whole: bool,
    /// Most of the Fraktion did otherwise.
    deviating: bool,
    /// Who they are, where all of them are known.
    people: Vec<PersonId>,
}

/// Parts those who did `choice` by Fraktion, in the order of the table. `None`: it was not
/// counted so.
pub(super) fn shares(meeting: &Meeting, vote: &Vote, choice: Choice) -> Option<Vec<Share>> {
    if vote.rows.is_empty() {
        return None;
    }
    let rows = vote.rows.iter().map(|row| (row.faction, row.tally.unwrap_or_default()));
    let rows = rows.filter(|(_, tally)| tally.of(choice) > 0);
    let shares = rows.map(|(faction, tally)| Share {
        faction,
        votes: tally.of(choice),
        whole: tally.of(choice) == tally.sum(),
        deviating: tally.of(choice) < most(tally),
        people: people(meeting, vote, faction, choice, tally),
    });
    Some(shares.collect())
}

fn most(tally: Tally) -> u32 {
    tally.yes.max(tally.no).max(tally.abstain)
}

/// The names, if they are those that were counted.
fn people(
    meeting: &Meeting,
    vote: &Vote,
    faction: Option<OrganizationId>,
    choice: Choice,
    tally: Tally,
) -> Vec<PersonId> {
    let known = if vote.method == Method::Rollcall { &vote.ballots } else { &vote.named };
    let own = known.iter().filter(|ballot| ballot.choice == choice);
    let own = own.map(|ballot| ballot.person);
    // The Fraktion that somebody sat for then; today it may be another one.
    let VoteState::Closed { at, .. } = vote.state else { return Vec::new() };
    let then = |person: &PersonId| meeting.voted_for_at(*person, vote.item, at) == Some(faction);
    let mut own: Vec<_> = own.filter(then).collect();
    if u32::try_from(own.len()) != Ok(tally.of(choice)) {
        return Vec::new();
    }
    name::alphabetical(meeting, &mut own);
    own
}

impl Share {
    /// Those of a Fraktion are named if they are not of its mind, and who has none anyway.
    fn named(&self) -> bool {
        !self.people.is_empty() && (self.faction.is_none() || self.deviating)
    }

    /// Who of it is named.
    pub(super) fn names(&self) -> &[PersonId] {
        if self.named() { &self.people } else { &[] }
    }

    /// "5 CDU".
    pub(super) fn counted(&self, meeting: &Meeting) -> String {
        format!("{} {}", self.votes, name::faction(meeting, self.faction))
    }

    /// "5 CDU", or the names where they are known: "Herr Lind", "Frau Claasen [CDU]".
    pub(super) fn counted_or_named(&self, meeting: &Meeting) -> String {
        if !self.named() {
            return self.counted(meeting);
        }
        let person = |id: &PersonId| match self.faction {
            Some(_) => {
                let faction = name::faction(meeting, self.faction);
                format!("{} [{faction}]", name::address_mid(meeting, *id))
            }
            None => name::address_mid(meeting, *id),
        };
        self.people.iter().map(person).collect::<Vec<_>>().join(", ")
    }

    /// "die CDU-Fraktion", "2 Stimmen der CDU-Fraktion", "Herrn Lind": as it follows "gegen".
    fn against(&self, meeting: &Meeting) -> Vec<String> {
        let votes = || count(self.votes, "Stimme", "Stimmen");
        match self.faction {
            _ if self.named() => self.declined(meeting, Case::Accusative),
            Some(id) if self.whole => vec![format!("die {}", name::faction_named(meeting, id))],
            Some(id) => vec![format!("{} der {}", votes(), name::faction_named(meeting, id))],
            None => vec![format!("{} ohne Fraktion", votes())],
        }
    }

    /// "der CDU-Fraktion", "von 2 Mitgliedern der CDU-Fraktion", "von Herrn Lind": as it follows
    /// "bei Enthaltung".
    fn of_whom(&self, meeting: &Meeting) -> Vec<String> {
        let members = || count(self.votes, "Mitglied", "Mitgliedern");
        match self.faction {
            _ if self.named() => self.declined(meeting, Case::Genitive),
            Some(id) if self.whole => vec![format!("der {}", name::faction_named(meeting, id))],
            Some(id) => vec![format!("von {} der {}", members(), name::faction_named(meeting, id))],
            None => vec![format!("von {} ohne Fraktion", members())],
        }
    }

    fn declined(&self, meeting: &Meeting, case: Case) -> Vec<String> {
        let behind = match self.faction {
            Some(_) => format!(" ({})", name::faction(meeting, self.faction)),
            None => String::new(),
        };
        let named = |id: &PersonId| format!("{}{behind}", name::declined(meeting, *id, case));
        self.people.iter().map(named).collect()
    }
}

/// "die CDU-Fraktion und Herrn Lind"; empty: nobody.
pub(super) fn against(meeting: &Meeting, vote: &Vote, choice: Choice) -> Option<String> {
    let shares = whole_first(shares(meeting, vote, choice)?);
    Some(listed(&shares.iter().flat_map(|share| share.against(meeting)).collect::<Vec<_>>()))
}

/// "der FDP-Fraktion und von Herrn Lind"; empty: nobody abstained.
pub(super) fn abstaining(meeting: &Meeting, vote: &Vote) -> Option<String> {
    let shares = whole_first(shares(meeting, vote, Choice::Abstain)?);
    Some(listed(&shares.iter().flat_map(|share| share.of_whom(meeting)).collect::<Vec<_>>()))
}

/// "2 Stimmen der CDU-Fraktion und der FDP-Fraktion" would be two in all: so a whole Fraktion
/// stands before a part of one.
fn whole_first(mut shares: Vec<Share>) -> Vec<Share> {
    shares.sort_by_key(|share| share.faction.is_none() || !share.whole);
    shares
}

/// "1 Stimme", "2 Stimmen".
pub(super) fn count(number: u32, one: &str, many: &str) -> String {
    counted(usize::try_from(number).unwrap_or(usize::MAX), one, many)
}
