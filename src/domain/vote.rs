//! Votes: how many for, how many against, and what follows from it.

use super::{ItemId, Majority, MotionId, OrganizationId, PersonId, Timestamp, VoteId};
use serde::{Deserialize, Serialize};

/// What one voter does (Popolo options).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Ja, Zustimmung.
    Yes,
    /// Nein, Ablehnung.
    No,
    /// Enthaltung.
    Abstain,
}

/// Votes counted (Popolo `Count`, all three at once).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Ja.
    pub yes: u32,
    /// Nein.
    pub no: u32,
    /// Enthaltungen.
    pub abstain: u32,
}

impl Tally {
    /// Makes a tally of `voters` who all do the same.
    #[must_use]
    pub fn all(choice: Choice, voters: u32) -> Self {
        let mut tally = Self::default();
        tally.add(choice, voters);
        tally
    }

    /// Counts `voters` more for `choice`.
    pub fn add(&mut self, choice: Choice, voters: u32) {
        let place = self.place(choice);
        *place = place.saturating_add(voters);
    }

    /// Counts `voters` fewer for `choice`.
    pub fn take(&mut self, choice: Choice, voters: u32) {
        let place = self.place(choice);
        *place = place.saturating_sub(voters);
    }

    fn place(&mut self, choice: Choice) -> &mut u32 {
        match choice {
            Choice::Yes => &mut self.yes,
            Choice::No => &mut self.no,
            Choice::Abstain => &mut self.abstain,
        }
    }

    /// Gives the votes for `choice`.
    #[must_use]
    pub fn of(&self, choice: Choice) -> u32 {
        match choice {
            Choice::Yes => self.yes,
            Choice::No => self.no,
            Choice::Abstain => self.abstain,
        }
    }

    /// Gives all votes, abstentions included.
    #[must_use]
    pub fn sum(&self) -> u32 {
        self.yes.saturating_add(self.no).saturating_add(self.abstain)
    }

    /// Gives what the same voters would do if `present` of them were here: whoever came or went
    /// is of the most. `None` where no choice has the most, or where the others are more than
    /// there are.
    #[must_use]
    pub fn adapted(self, present: u32) -> Option<Self> {
        if self.sum() == present {
            return Some(self);
        }
        let all = [Choice::Yes, Choice::No, Choice::Abstain];
        let most = all.into_iter().max_by_key(|choice| self.of(*choice))?;
        let votes = self.of(most);
        if all.into_iter().filter(|choice| self.of(*choice) == votes).count() > 1 {
            return None;
        }
        let others = self.sum().saturating_sub(votes);
        let mut adapted = self;
        match most {
            Choice::Yes => adapted.yes = present.checked_sub(others)?,
            Choice::No => adapted.no = present.checked_sub(others)?,
            Choice::Abstain => adapted.abstain = present.checked_sub(others)?,
        }
        Some(adapted)
    }

    /// Gives the one choice of all who voted.
    #[must_use]
    pub fn unanimous(self) -> Option<Choice> {
        let all = [Choice::Yes, Choice::No, Choice::Abstain];
        all.into_iter().find(|choice| self.sum() > 0 && self.of(*choice) == self.sum())
    }

    /// Adds two tallies.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            yes: self.yes.saturating_add(other.yes),
            no: self.no.saturating_add(other.no),
            abstain: self.abstain.saturating_add(other.abstain),
        }
    }
}

/// A row of the vote table: a Fraktion, or those without one (`faction: None`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactionCount {
    /// The Fraktion; `None`: members without a Fraktion.
    pub faction: Option<OrganizationId>,
    /// Anwesende who may vote, at the moment of the vote.
    pub present: u32,
    /// What they voted; `None` while it has not been entered.
    pub tally: Option<Tally>,
}

/// How the vote was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// One row for each Fraktion.
    PerFaction,
    /// Only the sums.
    Totals,
    /// Only Nein and Enthaltungen; everyone else says Ja.
    Minority,
    /// Namentlich: each voter by name.
    Rollcall,
    /// Geheim: Stimmzettel are counted, and nobody is named (in § 40 (2) GO SH for elections; other
    /// Länder and bodies vote on motions so too).
    Secret,
    /// Without figures: only what the chair states.
    Words,
}

impl Method {
    /// Whether each Fraktion is told, and not sums.
    #[must_use]
    pub fn is_by_rows(self) -> bool {
        matches!(self, Self::PerFaction | Self::Rollcall)
    }
}

/// What one voter did, by name (Popolo `Vote`; the whole is a [`Vote`] here).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ballot {
    /// Who.
    pub person: PersonId,
    /// What.
    pub choice: Choice,
}

/// Those who did not say Ja, where everyone else did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Minority {
    /// Gegenstimmen.
    pub no: u32,
    /// Enthaltungen.
    pub abstain: u32,
}

impl Minority {
    /// Gives the sums among `present`: who is not of the minority says Ja.
    #[must_use]
    pub fn among(self, present: u32) -> Tally {
        let yes = present.saturating_sub(self.no.saturating_add(self.abstain));
        Tally { yes, no: self.no, abstain: self.abstain }
    }
}

/// What was in the ballot box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct SecretCount {
    /// Valid votes.
    pub tally: Tally,
    /// Ungültige Stimmzettel.
    pub invalid: u32,
}

/// What the chair states where nobody counts ("mit Stimmenmehrheit angenommen").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// einstimmig angenommen
    Unanimous,
    /// mehrheitlich angenommen
    Majority,
    /// mehrheitlich abgelehnt
    Rejected,
    /// einstimmig abgelehnt
    RejectedUnanimous,
    /// bei Stimmengleichheit abgelehnt
    Tied,
}

impl Verdict {
    /// All, in the order in which a list offers them.
    pub const ALL: [Self; 5] =
        [Self::Unanimous, Self::Majority, Self::Rejected, Self::RejectedUnanimous, Self::Tied];

    /// Gives what follows from it.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Unanimous | Self::Majority => Outcome::Carried,
            Self::Rejected | Self::RejectedUnanimous => Outcome::Rejected,
            Self::Tied => Outcome::Tied,
        }
    }
}

/// Whether the motion was carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// angenommen
    Carried,
    /// abgelehnt
    Rejected,
    /// abgelehnt, because Ja and Nein were equal
    Tied,
}

/// A vote on a motion (Popolo `VoteEvent`). An item may hold none, one or many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// The name inside this meeting.
    pub id: VoteId,
    /// The item in which it was taken.
    pub item: ItemId,
    /// What was voted on.
    pub motion: MotionId,
    /// The other items of which the main motions are voted on with this one: en bloc.
    pub bloc: Vec<ItemId>,
    /// How it is entered.
    pub method: Method,
    /// Rows entered so far, by Fraktion. `present` is filled when the vote is closed; until then
    /// the base follows the attendance.
    pub rows: Vec<FactionCount>,
    /// The sums, as they were told; they count if that is the method.
    pub totals: Option<Tally>,
    /// The minority, as it was told; it counts if that is the method.
    pub minority: Option<Minority>,
    /// What was in the ballot box; it counts if that is the method.
    pub secret: Option<SecretCount>,
    /// What the chair stated; it counts if that is the method.
    pub verdict: Option<Verdict>,
    /// What was called out by name; it counts if that is the method. Closed: of those who voted.
    pub ballots: Vec<Ballot>,
    /// Those who are named although the vote is not by name: who deviates from the Fraktion, or
    /// demands that the own vote is recorded (§ 42 BbgKVerf; Saarland § 47 KSVG).
    pub named: Vec<Ballot>,
    /// The majority it needs, where that is not the profile's.
    pub majority: Option<Majority>,
    /// When it was opened.
    pub opened: Timestamp,
    /// Whether it is open, closed or void.
    pub state: VoteState,
}

/// Open, closed or annulled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoteState {
    /// Being entered.
    Open,
    /// Done. Nothing that happens to the attendance later changes it.
    Closed {
        /// The sums.
        tally: Tally,
        /// Anwesende with a vote at that moment.
        present: u32,
        /// The majority that it needed.
        majority: Majority,
        /// Members with a vote who were befangen at that moment; `None`: it was not kept then.
        recused: Option<Vec<PersonId>>,
        /// What follows.
        outcome: Outcome,
        /// The words of the house: "einstimmig".
        wording: String,
        /// When.
        at: Timestamp,
    },
    /// Void, with the reason. It stays in the record.
    Annulled {
        /// Why.
        reason: String,
        /// The sums that it had.
        tally: Tally,
    },
}

impl Vote {
    /// Gives the row of `faction`.
    #[must_use]
    pub fn row(&self, faction: Option<OrganizationId>) -> Option<&FactionCount> {
        self.rows.iter().find(|row| row.faction == faction)
    }

    /// Gives what was noted for somebody by name.
    #[must_use]
    pub fn ballot(&self, person: PersonId) -> Option<Choice> {
        self.ballots.iter().find(|ballot| ballot.person == person).map(|ballot| ballot.choice)
    }

    /// Gives how many votes or Stimmzettel are in `tally`, invalid ones included; `None` where
    /// nobody counted.
    #[must_use]
    pub fn counted(&self, tally: Tally) -> Option<u32> {
        match self.method {
            Method::Words => None,
            Method::Secret => {
                let invalid = self.secret.map_or(0, |secret| secret.invalid);
                Some(tally.sum().saturating_add(invalid))
            }
            Method::PerFaction | Method::Totals | Method::Minority | Method::Rollcall => {
                Some(tally.sum())
            }
        }
    }

    /// Gives how somebody is named beside the figures.
    #[must_use]
    pub fn named(&self, person: PersonId) -> Option<Choice> {
        self.named.iter().find(|ballot| ballot.person == person).map(|ballot| ballot.choice)
    }

    /// Tells whether the vote is being entered.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, VoteState::Open)
    }

    /// Tells whether it is open and nothing was entered in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let sums = self.totals.is_some() || self.minority.is_some() || self.secret.is_some();
        let told = sums || self.verdict.is_some() || self.majority.is_some();
        let by_name = !self.ballots.is_empty() || !self.named.is_empty();
        self.is_open() && !told && !by_name && self.rows.is_empty() && self.bloc.is_empty()
    }

    /// Gives the outcome of a closed vote.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        match self.state {
            VoteState::Closed { outcome, .. } => Some(outcome),
            VoteState::Open | VoteState::Annulled { .. } => None,
        }
    }
}
