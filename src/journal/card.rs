//! `kopf.json`: what a list of meetings shows without opening any.

use super::codec::{Chain, FORMAT, read_clean};
use super::files::{Modes, gone_is_fine, trouble};
use super::{Change, Entry, Heading, JournalError, OpenError, Seq, replay};
use crate::domain::{Event, MeetingState, Profile, Timestamp};
use crate::place;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

pub(crate) const NAME: &str = "kopf.json";
/// Bytes at most: it holds some names.
const LARGEST: u64 = 1 << 20;
/// How the check sum begins, and how every object ends.
const CRC: &str = ",\n  \"crc\": \"";
const END: &str = "\n}";

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
        let bytes = place::read_unlinked(&folder.join(NAME), LARGEST);
        let missing = |error: place::PlaceError| {
            let message = format!("Der Kopf der Sitzung fehlt: {}", error.why());
            OpenError::Failed(JournalError { message })
        };
        Self::parse(&bytes.map_err(missing)?)
    }

    fn parse(bytes: &[u8]) -> Result<Self, OpenError> {
        let sealed = sealed(bytes);
        if sealed != Some(false)
            && let Ok(Version { wortlaut }) = serde_json::from_slice(bytes)
            && wortlaut > FORMAT
        {
            return Err(OpenError::newer(wortlaut));
        }
        let read = read_clean::<Self>(bytes).ok();
        read.filter(|card| sealed.unwrap_or_else(|| card.is_all_of(bytes))).ok_or_else(|| {
            let message = "Der Kopf der Sitzung ist nicht lesbar. Die Sitzung öffnen, dann wird \
                           er neu geschrieben.";
            OpenError::Failed(JournalError { message: message.to_owned() })
        })
    }

    /// Reads it where it is whole; `None`: it is missing or damaged.
    ///
    /// # Errors
    /// When a newer version wrote it, or the disk does not give it: then it is not to be written
    /// anew, as what it says of the second store would be forgotten.
    pub(crate) fn find(folder: &Path) -> Result<Option<Self>, OpenError> {
        let read = match place::read_unlinked(&folder.join(NAME), LARGEST) {
            Err(error) if error.is_refused() => {
                let message = format!(
                    "Der Kopf der Sitzung ist nicht lesbar: {} Bleibt es dabei, kopf.json aus dem \
                     Ordner der Sitzung wegbewegen; er wird dann neu geschrieben.",
                    error.why()
                );
                return Err(OpenError::Failed(JournalError { message }));
            }
            read => read.ok().map(|bytes| Self::parse(&bytes)),
        };
        match read {
            Some(Err(newer @ OpenError::Newer { .. })) => Err(newer),
            read => Ok(read.and_then(Result::ok)),
        }
    }

    /// Tells whether this is all that a card without a check sum says: else the name of the check
    /// sum is what is damaged.
    fn is_all_of(&self, bytes: &[u8]) -> bool {
        let there = serde_json::from_slice::<Map<String, Value>>(bytes).unwrap_or_default();
        let known = serde_json::to_value(self).unwrap_or_default();
        there.keys().all(|name| known.get(name).is_some())
    }

    /// Writes it in place of the old one.
    pub(crate) fn write(&self, folder: &Path, modes: Modes) -> Result<(), JournalError> {
        let bytes = serde_json::to_vec_pretty(self).expect("a heading always has a JSON form");
        modes
            .replace(&folder.join(NAME), &seal(bytes))
            .map_err(|error| trouble("Der Kopf der Sitzung ist nicht auf dem Stand", &error))
    }

    /// Takes away what a killed [`Card::write`] left.
    pub(crate) fn tidy(folder: &Path) {
        let _ = gone_is_fine(fs::remove_file(folder.join(format!("{NAME}.neu"))));
    }
}

/// Puts the check sum of all that stands before it behind the last field.
fn seal(mut object: Vec<u8>) -> Vec<u8> {
    object.truncate(object.len().saturating_sub(END.len()));
    let crc = crc32fast::hash(&object);
    object.extend_from_slice(format!("{CRC}{crc:08x}\"{END}\n").as_bytes());
    object
}

/// Tells whether the check sum is right; `None`: there is none, as older versions wrote none.
fn sealed(bytes: &[u8]) -> Option<bool> {
    let at = bytes.windows(CRC.len()).rposition(|window| window == CRC.as_bytes())?;
    let (object, tail) = bytes.split_at_checked(at)?;
    let crc = crc32fast::hash(object);
    Some(tail == format!("{CRC}{crc:08x}\"{END}\n").as_bytes())
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

/// Makes a heading of the same moment from history. `None`: the profile of the meeting is lost.
pub(crate) fn told(noted: &Heading, entries: &[Entry]) -> Option<Heading> {
    let profile = profile_of(entries)?;
    Some(Heading::of(&replay(entries, profile), noted.seq, noted.changed))
}

/// Tells what a heading says otherwise than history. Why not the name too: how it is put together
/// may change with the version.
pub(crate) fn differing(noted: &Heading, entries: &[Entry]) -> Vec<&'static str> {
    let Some(told) = told(noted, entries) else { return Vec::new() };
    let same = [
        ("das Gremium", noted.committee == told.committee),
        ("die Körperschaft", noted.body == told.body),
        ("den Tag", noted.date == told.date),
        ("den Stand der Sitzung", noted.state == told.state),
        ("die Zahl der TOP", noted.items == told.items),
    ];
    same.iter().filter(|(_, same)| !same).map(|(what, _)| *what).collect()
}

fn profile_of(entries: &[Entry]) -> Option<Profile> {
    entries.iter().find_map(|entry| match &entry.change {
        Change::Events(events) => events.iter().find_map(|event| match event {
            Event::ProfileAdopted { profile } => Some(Profile::clone(profile)),
            _ => None,
        }),
        Change::Retract(_) | Change::Restore(_) | Change::Repaired(_) | Change::ClockSet(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn written() -> (TempDir, Card, Vec<u8>) {
        let folder = TempDir::new().unwrap();
        let made = Timestamp::parse_from_rfc3339("2027-03-09T17:00:00+01:00").unwrap();
        let card = Card::new(heading_of(&[], "sitzung-über-crc", Some(made)), Chain::default(), 12);
        card.write(folder.path(), Modes::PRIVATE).unwrap();
        let bytes = fs::read(folder.path().join(NAME)).unwrap();
        (folder, card, bytes)
    }

    #[test]
    fn a_flipped_bit_anywhere_in_the_heading_is_seen() {
        let (folder, card, bytes) = written();
        assert_eq!(Card::read(folder.path()), Ok(card));
        for at in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[at / 8] ^= 1 << (at % 8);
            fs::write(folder.path().join(NAME), &flipped).unwrap();
            let read = Card::read(folder.path());
            assert!(matches!(read, Err(OpenError::Failed(_))), "bit {at}: {read:?}");
        }
    }

    #[test]
    fn a_heading_without_a_check_sum_is_an_older_one_and_counts() {
        let (folder, card, _) = written();
        let old = serde_json::to_vec_pretty(&card).unwrap();
        fs::write(folder.path().join(NAME), &old).unwrap();
        assert_eq!(Card::read(folder.path()), Ok(card));
        let newer = String::from_utf8(old).unwrap().replace("ut\": 1", "ut\": 2");
        fs::write(folder.path().join(NAME), newer).unwrap();
        assert_eq!(Card::read(folder.path()), Err(OpenError::Newer { found: 2, known: 1 }));
    }
}
