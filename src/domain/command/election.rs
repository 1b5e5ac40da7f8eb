//! What the clerk asks for in an election.

use crate::domain::{
    CandidateId, ElectionForm, ElectionId, ElectionRow, ItemId, Mover, Nominee, Proposal,
};

/// What the clerk asks for in an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ElectionCommand {
    /// Open an election, and its first round.
    Open { item: ItemId, title: String, form: ElectionForm, secret: bool, seats: u32 },
    /// Set what is elected, how and for how many seats; and the names of one list.
    Revise {
        election: ElectionId,
        title: String,
        secret: bool,
        seats: u32,
        names: Option<(CandidateId, Vec<Nominee>)>,
    },
    /// Propose somebody, or a list.
    Propose { election: ElectionId, who: Proposal, by: Option<Mover> },
    /// Propose a list of every Fraktion that has none yet.
    ProposeFactions(ElectionId),
    /// Somebody stands no more, or does again.
    Withdraw { election: ElectionId, candidate: CandidateId, withdrawn: bool },
    /// Set the names of a list.
    NameList { election: ElectionId, candidate: CandidateId, names: Vec<Nominee> },
    /// So many votes are counted for a row; `None`: take that back.
    Count { election: ElectionId, row: ElectionRow, votes: Option<u32> },
    /// Close the round and accept what follows.
    CloseRound(ElectionId),
    /// Begin anew, with everybody who is proposed: nobody was elected, or it is repeated.
    OpenRound(ElectionId),
    /// Open the last closed round again.
    Reopen(ElectionId),
    /// The chair has drawn this lot.
    DrawLot { election: ElectionId, candidate: CandidateId },
    /// Make the election void.
    Annul { election: ElectionId, reason: String },
}
