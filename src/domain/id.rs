//! Names of things inside one meeting. Small numbers, given once, never used again.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);
    )*};
}

ids! {
    /// A person who has to do with the meeting.
    PersonId;
    /// A committee or a Fraktion.
    OrganizationId;
    /// A Vorlage (Drucksache, Antrag, Bericht …).
    PaperId;
    /// One line of a Beratungsfolge.
    ConsultationId;
    /// A Tagesordnungspunkt.
    ItemId;
    /// One paragraph of the Wortprotokoll.
    PassageId;
    /// A wording that can be put to the vote.
    MotionId;
    /// An Abstimmung.
    VoteId;
    /// A Wahl.
    ElectionId;
    /// A Wahlvorschlag in an election: a person or a list.
    CandidateId;
    /// A Wortmeldung.
    RequestId;
    /// A Redebeitrag.
    SpeechId;
    /// A Schluss der Redeliste or der Debatte.
    ClosingId;
    /// A Sitzungsunterbrechung.
    RecessId;
    /// An arrival, a departure, a substitution, a change of Fraktion.
    MovementId;
    /// A statement of the Beschlussfähigkeit.
    QuorumId;
}
