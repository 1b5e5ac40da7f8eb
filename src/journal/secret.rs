//! Votes that are secret in the end. A journal keeps what was entered before that, as it keeps all;
//! what is given out of it names nobody.

use super::{Change, Entry, replay};
use crate::domain::{Event, Method, Profile, VoteId};

/// The secret votes of a journal: of them nothing is told but sums.
#[derive(Debug, Clone)]
pub struct SecretVotes(Vec<VoteId>);

impl SecretVotes {
    /// Those that are secret as the journal ends, and those that were before they were taken back
    /// as a whole.
    #[must_use]
    pub fn of(entries: &[Entry], profile: Profile) -> Self {
        let meeting = replay(entries, profile);
        let kept = meeting.votes.iter().filter(|vote| vote.method == Method::Secret);
        let mut secret: Vec<_> = kept.map(|vote| vote.id).collect();
        for entry in entries {
            let Change::Events(events) = &entry.change else { continue };
            secret.extend(events.iter().filter_map(|event| match event {
                Event::SecretCounted { vote, .. } if meeting.vote(*vote).is_none() => Some(*vote),
                _ => None,
            }));
        }
        Self(secret)
    }

    /// Tells whether a fact says how somebody, or a Fraktion, which may be one member, voted in
    /// one of them.
    #[must_use]
    pub fn hide(&self, event: &Event) -> bool {
        match event {
            Event::BallotCast { vote, .. }
            | Event::VoterNamed { vote, .. }
            | Event::FactionVoted { vote, .. } => self.0.contains(vote),
            _ => false,
        }
    }

    /// An entry without such facts.
    #[must_use]
    pub fn leave_out(&self, entry: &Entry) -> Entry {
        let mut entry = entry.clone();
        if let Change::Events(events) = &mut entry.change {
            events.retain(|event| !self.hide(event));
            for event in events {
                if let Event::VoteClosed { vote, rows, ballots, .. } = event
                    && self.0.contains(vote)
                {
                    rows.clear();
                    ballots.clear();
                }
            }
        }
        entry
    }
}
