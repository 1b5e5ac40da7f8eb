//! Elections: who is proposed, how the rounds went, who is elected. An election is no vote on a
//! motion: it has candidates, ballots that may be invalid, rounds and, in the end, the lot.

mod follows;

use super::{
    CandidateId, ElectionId, ItemId, Mover, OrganizationId, PersonId, SeatMethod, Timestamp,
};
pub(super) use follows::{RoundCount, after_round};
use serde::{Deserialize, Serialize};

/// An election in an item, with all its rounds. An item may hold none, one or many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// The name inside this meeting.
    pub id: ElectionId,
    /// The item in which it is held.
    pub item: ItemId,
    /// What is elected: "Wahl der Ausschussvorsitzenden".
    pub title: String,
    /// One person, or lists; and the rule that decides.
    pub form: ElectionForm,
    /// By ballots; else by show of hands (§ 40 (2) GO SH: if nobody objects).
    pub secret: bool,
    /// Wahlstellen; one unless lists are elected.
    pub seats: u32,
    /// Who was proposed, in that order.
    pub candidates: Vec<Candidate>,
    /// Wahlgänge, the last one open or closed. Never empty.
    pub rounds: Vec<Round>,
    /// When it was opened.
    pub opened: Timestamp,
    /// Void, with the reason. It stays in the record.
    pub annulled: Option<String>,
}

/// Whether persons or lists are elected, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectionForm {
    /// Einzelwahl: one of several persons, in rounds.
    Single(ElectionRule),
    /// Verhältniswahl: lists get seats.
    Lists(SeatMethod),
}

/// What it takes to be elected in an Einzelwahl.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ElectionRule {
    /// The most votes; as many: a second round among those; again as many: the lot
    /// (§ 40 (3) GO SH).
    #[serde(rename = "meiststimmen")]
    MostVotes,
    /// More than half of the valid votes, else a Stichwahl (Art. 51 (3) GO Bayern).
    #[serde(rename = "absolut-dann-stichwahl")]
    ValidThenRunoff,
    /// More than half of the statutory number, else a Stichwahl.
    #[serde(rename = "gesetzlich-dann-stichwahl")]
    StatutoryThenRunoff,
    /// The same, tried twice before the Stichwahl: Landräte in SH (§ 45 (1) KrO SH).
    #[serde(rename = "zweimal-gesetzlich-dann-stichwahl")]
    StatutoryTwiceThenRunoff,
}

impl ElectionRule {
    /// All rules in the order in which a list offers them.
    pub const ALL: [Self; 4] = [
        Self::MostVotes,
        Self::ValidThenRunoff,
        Self::StatutoryThenRunoff,
        Self::StatutoryTwiceThenRunoff,
    ];

    /// In how many rounds more is needed than the most votes.
    fn absolute_rounds(self) -> usize {
        match self {
            Self::MostVotes => 0,
            Self::ValidThenRunoff | Self::StatutoryThenRunoff => 1,
            Self::StatutoryTwiceThenRunoff => 2,
        }
    }
}

/// Who is proposed, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The name inside this meeting.
    pub id: CandidateId,
    /// Who.
    pub who: Proposal,
    /// Who proposed it; a list says so itself.
    pub proposed_by: Option<Mover>,
    /// Stands no more.
    pub withdrawn: bool,
}

/// A Wahlvorschlag: a person, or a list with its names in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposal {
    /// A person.
    One(Nominee),
    /// A list.
    List {
        /// Whose it is.
        of: ListOwner,
        /// Who stands on it, the first one first.
        names: Vec<Nominee>,
    },
}

/// Whose a list is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListOwner {
    /// A Fraktion.
    Faction(OrganizationId),
    /// Several together, or somebody whom the member list does not have.
    Named(String),
}

/// Somebody who may be elected: a participant or anybody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nominee {
    /// A participant of the meeting.
    Person(PersonId),
    /// Somebody else, by name.
    Named(String),
}

/// A row of the figures of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectionRow {
    /// Votes for somebody, or for a list.
    Candidate(CandidateId),
    /// Nein: only where nobody else stands.
    No,
    /// Enthaltungen.
    Abstain,
    /// Ungültige Stimmzettel.
    Invalid,
}

/// How many votes a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElectionFigure {
    /// Which row.
    pub row: ElectionRow,
    /// How many.
    pub votes: u32,
}

/// A Wahlgang.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Who stands again; empty: the election begins anew, with everybody who is proposed.
    pub among: Vec<CandidateId>,
    /// What was counted; never by person, only sums.
    pub figures: Vec<ElectionFigure>,
    /// Whether it is open or closed.
    pub state: RoundState,
    /// Lots that were drawn after it.
    pub lots: Vec<DrawnLot>,
}

/// Open or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoundState {
    /// Being counted. The base follows the attendance.
    Open,
    /// Done. Nothing that happens to the attendance later changes it.
    Closed {
        /// By ballots.
        secret: bool,
        /// Anwesende with a vote at that moment.
        present: u32,
        /// What follows.
        follows: Follows,
        /// When.
        at: Timestamp,
    },
}

/// What follows from a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Follows {
    /// Elected: somebody, or lists with their seats.
    Elected {
        /// Who has how many seats.
        won: Vec<Won>,
    },
    /// Another round.
    Round {
        /// Who stands in it.
        among: Vec<CandidateId>,
    },
    /// The lot.
    Lot {
        /// What it is about.
        about: LotAbout,
        /// Who has a seat, or a place in the Stichwahl, without it.
        sure: Vec<Won>,
        /// Among whom it is drawn.
        among: Vec<CandidateId>,
        /// How often.
        places: u32,
    },
    /// Nobody is elected.
    Nobody,
}

/// What a lot is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotAbout {
    /// Who is elected, or which list has the seat.
    Seat,
    /// Who takes part in the Stichwahl (§ 45 (1) KrO SH).
    Runoff,
}

/// So many seats for somebody or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Won {
    /// Who.
    pub candidate: CandidateId,
    /// How many.
    pub seats: u32,
}

/// A lot that was drawn. The program never draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawnLot {
    /// On whom it fell.
    pub candidate: CandidateId,
    /// Who drew it: the chair.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// A lot that is still to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingLot {
    /// What it is about.
    pub about: LotAbout,
    /// Among whom.
    pub among: Vec<CandidateId>,
    /// How many are still to be drawn.
    pub places: u32,
}

impl Round {
    /// Makes a round that is still to be counted.
    pub(super) fn new(among: Vec<CandidateId>) -> Self {
        Self { among, figures: Vec::new(), state: RoundState::Open, lots: Vec::new() }
    }

    /// What was counted for a row, or entered so far.
    #[must_use]
    pub fn figure(&self, row: ElectionRow) -> Option<u32> {
        self.figures.iter().find(|figure| figure.row == row).map(|figure| figure.votes)
    }

    /// All that was counted.
    #[must_use]
    pub fn sum(&self) -> u32 {
        self.figures.iter().fold(0, |sum, figure| sum.saturating_add(figure.votes))
    }

    /// What followed from it.
    #[must_use]
    pub fn follows(&self) -> Option<&Follows> {
        match &self.state {
            RoundState::Open => None,
            RoundState::Closed { follows, .. } => Some(follows),
        }
    }
}

impl Election {
    /// Finds a candidate or a list.
    #[must_use]
    pub fn candidate(&self, id: CandidateId) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.id == id)
    }

    /// The round that is being counted.
    #[must_use]
    pub fn open_round(&self) -> Option<&Round> {
        let last = self.rounds.last().filter(|_| self.annulled.is_none());
        last.filter(|round| round.state == RoundState::Open)
    }

    /// Who stands in a round that is being counted.
    pub fn standing(&self, round: &Round) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|candidate| {
            let again = round.among.is_empty() || round.among.contains(&candidate.id);
            again && !candidate.withdrawn
        })
    }

    /// The rows of a round: who stands, Nein where nobody else does, Enthaltung where there is
    /// one in this Land, and ungültig where there are ballots. A closed round keeps its rows.
    #[must_use]
    pub fn rows(&self, round: &Round, abstention: bool) -> Vec<ElectionRow> {
        if round.state != RoundState::Open {
            return round.figures.iter().map(|figure| figure.row).collect();
        }
        let standing = self.standing(round).map(|it| ElectionRow::Candidate(it.id));
        let mut rows: Vec<_> = standing.collect();
        if rows.len() == 1 {
            rows.push(ElectionRow::No);
        }
        rows.extend(abstention.then_some(ElectionRow::Abstain));
        rows.extend(self.secret.then_some(ElectionRow::Invalid));
        rows
    }

    /// The lot that is to be drawn now.
    #[must_use]
    pub fn lot(&self) -> Option<PendingLot> {
        let round = self.rounds.last().filter(|_| self.annulled.is_none())?;
        let Some(Follows::Lot { about, among, places, .. }) = round.follows() else { return None };
        let drawn = |id: &CandidateId| round.lots.iter().any(|lot| lot.candidate == *id);
        let stands = |id: &CandidateId| self.candidate(*id).is_none_or(|it| !it.withdrawn);
        let places = places.saturating_sub(u32::try_from(round.lots.len()).unwrap_or(u32::MAX));
        let among: Vec<_> = among.iter().copied().filter(|id| stands(id) && !drawn(id)).collect();
        (places > 0 && !among.is_empty()).then_some(PendingLot { about: *about, among, places })
    }

    /// Who is elected, with the seats; empty as long as nobody is.
    #[must_use]
    pub fn won(&self) -> Vec<Won> {
        let Some(round) = self.rounds.last().filter(|_| self.annulled.is_none()) else {
            return Vec::new();
        };
        match round.follows() {
            Some(Follows::Elected { won }) => won.clone(),
            Some(Follows::Lot { about: LotAbout::Seat, sure, .. }) if self.lot().is_none() => {
                let mut won = sure.clone();
                for lot in &round.lots {
                    match won.iter_mut().find(|won| won.candidate == lot.candidate) {
                        Some(won) => won.seats += 1,
                        None => won.push(Won { candidate: lot.candidate, seats: 1 }),
                    }
                }
                won
            }
            Some(Follows::Lot { .. } | Follows::Round { .. } | Follows::Nobody) | None => {
                Vec::new()
            }
        }
    }

    /// Tells whether something is still to be counted or drawn.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open_round().is_some() || self.lot().is_some()
    }

    /// How many rounds there were before `round` since the election began, or began anew.
    pub(super) fn rounds_before(&self, round: usize) -> usize {
        let up_to = self.rounds.iter().take(round + 1).rev();
        up_to.take_while(|round| !round.among.is_empty()).count()
    }
}
