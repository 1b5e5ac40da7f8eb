//! What happened in an election, as the journal keeps it for good.

use crate::domain::{
    CandidateId, ElectionFigure, ElectionForm, ElectionId, ElectionRow, Follows, ItemId, Mover,
    Nominee, PersonId, Proposal, Timestamp,
};
use serde::{Deserialize, Serialize};

/// A fact about an election. In the journal it stands under its own name among all others; it is
/// an enum of its own so that what tells or folds in facts can hand all of these on in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectionEvent {
    /// An election was opened, and with it the first round.
    ElectionOpened {
        election: ElectionId,
        item: ItemId,
        title: String,
        form: ElectionForm,
        secret: bool,
        seats: u32,
        at: Timestamp,
    },
    /// What is elected, how and for how many seats was set, all of it.
    ElectionRevised { election: ElectionId, title: String, secret: bool, seats: u32 },
    /// Somebody, or a list, was proposed.
    CandidateProposed {
        election: ElectionId,
        candidate: CandidateId,
        who: Proposal,
        by: Option<Mover>,
        at: Timestamp,
    },
    /// Somebody stands no more, or does again.
    CandidateWithdrawn { election: ElectionId, candidate: CandidateId, withdrawn: bool },
    /// The names of a list were set, all of them.
    ListNamed { election: ElectionId, candidate: CandidateId, names: Vec<Nominee> },
    /// So many votes were counted for a row of the round that is open; `None`: taken back.
    VotesCounted { election: ElectionId, row: ElectionRow, votes: Option<u32> },
    /// The round was closed, with everything that follows from it.
    RoundClosed {
        election: ElectionId,
        secret: bool,
        figures: Vec<ElectionFigure>,
        present: u32,
        follows: Follows,
        at: Timestamp,
    },
    /// Another round began; with nobody named it begins anew, with everybody who is proposed.
    RoundOpened { election: ElectionId, among: Vec<CandidateId>, at: Timestamp },
    /// A closed round was opened again; what came after it is void.
    RoundReopened { election: ElectionId, round: u32 },
    /// The lot was drawn: on whom it fell, and who drew it.
    LotDrawn { election: ElectionId, candidate: CandidateId, by: Option<PersonId>, at: Timestamp },
    /// The election was made void.
    ElectionAnnulled { election: ElectionId, reason: String },
}

impl ElectionEvent {
    /// The number that the fact gave to something new.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        match self {
            Self::ElectionOpened { election, .. } => Some(election.0),
            Self::CandidateProposed { candidate, .. } => Some(candidate.0),
            Self::ElectionRevised { .. }
            | Self::CandidateWithdrawn { .. }
            | Self::ListNamed { .. }
            | Self::VotesCounted { .. }
            | Self::RoundClosed { .. }
            | Self::RoundOpened { .. }
            | Self::RoundReopened { .. }
            | Self::LotDrawn { .. }
            | Self::ElectionAnnulled { .. } => None,
        }
    }

    /// The election that it is about.
    #[must_use]
    pub fn election(&self) -> ElectionId {
        match self {
            Self::ElectionOpened { election, .. }
            | Self::ElectionRevised { election, .. }
            | Self::CandidateProposed { election, .. }
            | Self::CandidateWithdrawn { election, .. }
            | Self::ListNamed { election, .. }
            | Self::VotesCounted { election, .. }
            | Self::RoundClosed { election, .. }
            | Self::RoundOpened { election, .. }
            | Self::RoundReopened { election, .. }
            | Self::LotDrawn { election, .. }
            | Self::ElectionAnnulled { election, .. } => *election,
        }
    }
}
