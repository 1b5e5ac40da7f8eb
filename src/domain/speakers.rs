//! The speaker list: who wants the floor, who has it, who had it and for how long.

use super::{ItemId, PersonId, RequestId, SpeechId, Timestamp};
use serde::{Deserialize, Serialize};

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// Somebody on the list of participants.
    Person(PersonId),
    /// Somebody else, as the clerk typed the name.
    Named(String),
}

/// What kind of Wortmeldung it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// Wortmeldung.
    Contribution,
    /// Zur Geschäftsordnung: goes before contributions.
    PointOfOrder,
    /// Zwischenfrage: goes before everything.
    Question,
    /// Kurzintervention.
    Intervention,
    /// Persönliche Erklärung: after the debate.
    PersonalStatement,
}

impl RequestKind {
    /// All kinds in the order in which a list offers them.
    pub const ALL: [Self; 5] = [
        Self::Contribution,
        Self::PointOfOrder,
        Self::Question,
        Self::Intervention,
        Self::PersonalStatement,
    ];

    /// The rank in the queue: smaller speaks earlier; equal ranks by time of the request.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Question => 0,
            Self::PointOfOrder => 1,
            Self::Intervention => 2,
            Self::Contribution => 3,
            Self::PersonalStatement => 4,
        }
    }
}

/// A Wortmeldung that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The name inside this meeting.
    pub id: RequestId,
    /// Who.
    pub speaker: Speaker,
    /// What kind.
    pub kind: RequestKind,
    /// Since when.
    pub at: Timestamp,
}

/// A Redebeitrag (Popolo `Speech`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    /// The name inside this meeting.
    pub id: SpeechId,
    /// Who.
    pub speaker: Speaker,
    /// What kind.
    pub kind: RequestKind,
    /// In which item.
    pub item: Option<ItemId>,
    /// Beginn.
    pub start: Timestamp,
    /// Ende; `None` while it goes on.
    pub end: Option<Timestamp>,
}

impl Speech {
    /// Seconds spoken, until `now` if it goes on.
    #[must_use]
    pub fn duration_s(&self, now: Timestamp) -> u64 {
        let seconds = (self.end.unwrap_or(now) - self.start).num_seconds();
        u64::try_from(seconds).unwrap_or(0)
    }
}

/// The speaker list of the item that is on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SpeakerList {
    /// Who waits, in the order of speaking.
    pub waiting: Vec<Request>,
    /// All speeches of the meeting, in order; the last may go on.
    pub speeches: Vec<Speech>,
    /// Closed: no new contributions (points of order still are).
    pub closed: bool,
}

impl SpeakerList {
    /// Who has the floor.
    #[must_use]
    pub fn floor(&self) -> Option<&Speech> {
        self.speeches.last().filter(|speech| speech.end.is_none())
    }

    /// Puts a request where its kind and time belong.
    pub(super) fn enqueue(&mut self, request: Request) {
        let behind = self
            .waiting
            .iter()
            .position(|other| other.kind.rank() > request.kind.rank())
            .unwrap_or(self.waiting.len());
        self.waiting.insert(behind, request);
    }
}

impl super::Meeting {
    /// The speaking time that a speech has, in seconds; 0: no limit. The first speaker of a
    /// Fraktion in an item has more than the further ones, and a point of order less.
    #[must_use]
    pub fn speaking_limit_s(&self, speech: &Speech) -> u64 {
        let times = self.profile.speaking_times;
        match speech.kind {
            RequestKind::PointOfOrder | RequestKind::Question | RequestKind::Intervention => {
                return times.procedural_s;
            }
            RequestKind::Contribution | RequestKind::PersonalStatement => {}
        }
        let Some((person, faction)) = self.member_of(&speech.speaker) else {
            return 0;
        };
        let first =
            !self.speakers.speeches.iter().take_while(|other| other.id != speech.id).any(|other| {
                other.item == speech.item
                    && other.kind == RequestKind::Contribution
                    && self.member_of(&other.speaker).is_some_and(|(other, of)| {
                        if faction.is_some() { of == faction } else { other == person }
                    })
            });
        if first { times.first_s } else { times.further_s }
    }

    /// The member behind a speaker, with the Fraktion. The administration and guests have no
    /// limit.
    fn member_of(&self, speaker: &Speaker) -> Option<(PersonId, Option<super::OrganizationId>)> {
        let Speaker::Person(person) = speaker else { return None };
        let membership = self.membership(*person)?;
        match membership.role {
            super::Role::Administration | super::Role::Guest | super::Role::Advisory => None,
            super::Role::Chair
            | super::Role::DeputyChair
            | super::Role::Member
            | super::Role::CitizenMember
            | super::Role::Substitute => Some((*person, membership.on_behalf_of)),
        }
    }
}
