//! What happened inside an item, in the order in which it happened.

use super::{
    ClosingId, ElectionId, MotionId, MovementId, PassageId, QuorumId, RecessId, Speaker, SpeechId,
    VoteId,
};
use serde::{Deserialize, Serialize};

/// One paragraph of the Wortprotokoll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The name inside this meeting.
    pub id: PassageId,
    /// Whose words it holds, or that it is the clerk's own remark.
    pub kind: PassageKind,
    /// The prose. One paragraph, no line break.
    pub text: String,
}

/// What a passage is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// What somebody said, in indirect speech as a rule.
    Speech {
        /// Who.
        speaker: Speaker,
        /// The Redebeitrag of the speaker list that it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        speech: Option<SpeechId>,
    },
    /// A remark of the clerk's own.
    Remark,
    /// A Zwischenruf or applause.
    Interjection,
}

/// One thing that happened in an item. The thing itself is kept where it belongs; lines that
/// tell it are made from it, so they cannot drift from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// A paragraph.
    Passage(PassageId),
    /// A motion was moved.
    Motion(MotionId),
    /// The item went on in its other part or came back: which of its handovers.
    Handover(u32),
    /// A motion was adopted without a count.
    Adopted(MotionId),
    /// A vote was taken.
    Vote(VoteId),
    /// An election was held.
    Election(ElectionId),
    /// The meeting was interrupted.
    Recess(RecessId),
    /// Somebody came, left or was represented.
    Movement(MovementId),
    /// The Beschlussfähigkeit was stated.
    Quorum(QuorumId),
    /// The speaker list or the debate was closed.
    Closing(ClosingId),
}

/// Where something new goes in the record of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordPlace {
    /// Before everything.
    Start,
    /// Behind this; at the end if it is not there.
    After(Happening),
    /// Behind everything.
    End,
}
