//! `kopf.json`: what a list of meetings shows without opening any.

use super::codec::{Chain, FORMAT};
use super::files::{Modes, gone_is_fine, trouble};
use super::{Change, Entry, Heading, JournalError, OpenError, Seq, replay};
use crate::domain::{Event, MeetingState, Profile, Timestamp};
use crate::place;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

pub(crate) const NAME: &str = "kopf.json";
/// Bytes at most: it holds some names.
const LARGEST: u64 = 1 << 20;

/// The file. It may lag behind the journal, but for the state of the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Card {
    wortlaut: u32,
    #[serde(flatten)]
    pub(crate) heading: Heading,
    /// Head of the chain of history when it was written.
    #[serde(default)]
    pub(crate) chain: String,
    /// Entries up to here were safe in the second store; if they are not there, it is damaged.
    #[serde(default)]
    pub(crate) stored: u64,
}

#[derive(Deserialize)]
struct Version {
    wortlaut: u32,
}

impl Card {
    pub(crate) fn new(heading: Heading, chain: Chain, stored: u64) -> Self {
        Self { wortlaut: FORMAT, heading, chain: chain.to_string(), stored }
    }

    /// Reads it.
    pub(crate) fn read(folder: &Path) -> Result<Self, OpenError> {
        let bytes = place::read_unlinked(&folder.join(NAME), LARGEST).map_err(|error| {
            let message = format!("Der Kopf der Sitzung fehlt: {}", error.why());
            OpenError::Failed(JournalError { message })
        })?;
        if let Ok(Version { wortlaut }) = serde_json::from_slice(&bytes)
            && wortlaut > FORMAT
        {
            return Err(OpenError::newer(wortlaut));
        }
        serde_json::from_slice(&bytes).map_err(|_| {
            let message = "Der Kopf der Sitzung ist nicht lesbar. Die Sitzung öffnen, dann wird \
                           er neu geschrieben.";
            OpenError::Failed(JournalError { message: message.to_owned() })
        })
    }

    /// Writes it in place of the old one.
    pub(crate) fn write(&self, folder: &Path, modes: Modes) -> Result<(), JournalError> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a heading always has a JSON form");
        bytes.push(b'\n');
        modes
            .replace(&folder.join(NAME), &bytes)
            .map_err(|error| trouble("Der Kopf der Sitzung ist nicht auf dem Stand", &error))
    }

    /// Takes away what a killed [`Card::write`] left.
    pub(crate) fn tidy(folder: &Path) {
        let _ = gone_is_fine(fs::remove_file(folder.join(format!("{NAME}.neu"))));
    }
}

/// Makes the heading anew from history, where the file is lost.
pub(crate) fn heading_of(entries: &[Entry], id: &str, made: Option<Timestamp>) -> Heading {
    let last = entries.last();
    let changed = last.map(|entry| entry.at).or(made).unwrap_or_default();
    let seq = last.map_or(Seq::default(), |entry| entry.seq);
    match profile_of(entries) {
        Some(profile) => Heading::of(&replay(entries, profile), seq, changed),
        None => Heading {
            name: id.to_owned(),
            committee: String::new(),
            body: String::new(),
            date: String::new(),
            state: MeetingState::default(),
            items: 0,
            seq,
            changed,
        },
    }
}

fn profile_of(entries: &[Entry]) -> Option<Profile> {
    entries.iter().find_map(|entry| match &entry.change {
        Change::Events(events) => events.iter().find_map(|event| match event {
            Event::ProfileAdopted { profile } => Some(Profile::clone(profile)),
            _ => None,
        }),
        Change::Retract(_) | Change::Restore(_) | Change::Repaired(_) => None,
    })
}
