//! Whether a journal file is as it was written: line by line, in the order of the file.
//!
//! `mend` makes the best of what is there; this makes nothing of it. It takes no line in
//! another place, heals nothing from the second store, and believes no line that says of itself
//! that something was lost. So it names the first entry that does not fit.
//!
//! The chain of the file alone proves little, as who changes an entry can write the chain behind
//! it anew. What the file says is therefore held against heads that stand elsewhere: in
//! `kopf.json`, in the entry that closes the meeting, and on the sheet or the screen of whoever
//! asks.

use super::card::Card;
use super::codec::{self, Chain, Flaw as Unread, Kept, Line};
use super::folder::JOURNAL;
use super::{Archive, Change, MeetingId, OpenError, lock};
use crate::domain::{Checksum, Event, Timestamp};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What a journal file proved to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof {
    /// Number of the last entry.
    pub last: u64,
    /// Prüfsumme behind the last entry; `None` without any.
    pub head: Option<Checksum>,
    /// What does not fit, in the order of the file.
    pub flaws: Vec<Flaw>,
    /// The entry behind which the Prüfsumme that was asked for stands, and its moment.
    pub found: Option<(u64, Timestamp)>,
    /// Whether the last line is half, as the program was killed while it wrote. Nobody was told
    /// that it is saved, and opening the meeting cuts it off: so it is no flaw.
    pub torn: bool,
}

/// A place of the file that does not fit. Told in German.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The line, counted from 1; `None`: it is behind the end of the file.
    pub line: Option<usize>,
    /// The entry.
    pub entry: Option<u64>,
    /// What is wrong.
    pub what: String,
}

impl std::fmt::Display for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = self.line.map(|line| format!("Zeile {line}"));
        let entry = self.entry.map(|entry| format!("Eintrag {entry}"));
        let place: Vec<String> = line.into_iter().chain(entry).collect();
        if !place.is_empty() {
            write!(f, "{JOURNAL}, {}: ", place.join(", "))?;
        }
        f.write_str(&self.what)
    }
}

/// What is known of a journal from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The head of the chain that `kopf.json` noted, in hex; empty: none.
    pub chain: String,
    /// The last entry that `kopf.json` knows.
    pub last: u64,
    /// Whether the meeting was closed in order since: nothing may stand behind that head.
    pub in_order: bool,
    /// Whether somebody is writing, so that the last line may not be whole yet.
    pub growing: bool,
    /// The Prüfsumme that somebody has.
    pub asked: Option<Checksum>,
}

impl Archive {
    /// Looks whether the journal of a meeting is as it was written; also while somebody works in
    /// it, touching nothing.
    ///
    /// # Errors
    /// When it cannot be read, or a later version wrote it.
    pub fn prove(&self, id: &MeetingId, asked: Option<Checksum>) -> Result<Proof, OpenError> {
        let folder = self.folder(id);
        // Why: the head first, then the journal: so the journal is never older than the head.
        let clean = is_clean(&folder);
        let card = match Card::read(&folder) {
            Err(newer @ OpenError::Newer { .. }) => return Err(newer),
            card => card,
        };
        let bytes = self.journal_of(id)?;
        let known = Known {
            chain: card.as_ref().map_or_else(|_| String::new(), |card| card.chain.clone()),
            last: card.as_ref().map_or(0, |card| card.stored.max(card.heading.seq.0)),
            in_order: clean && is_clean(&folder),
            growing: !lock::is_free(&folder),
            asked,
        };
        let mut proof = Proof::of(&bytes, &known)?;
        if let Err(unread) = card {
            // Why: without it, a journal that lacks its end looks whole.
            proof.flaws.push(Flaw { line: None, entry: None, what: unread.to_string() });
        }
        Ok(proof)
    }
}

/// Tells whether the last one who worked here closed in order, and nobody works here.
pub(super) fn is_clean(folder: &Path) -> bool {
    fs::metadata(folder.join("sperre")).is_ok_and(|lock| lock.len() == 0) && !lock::is_open(folder)
}

impl Proof {
    /// Goes through a journal file and holds it against what is known of it.
    ///
    /// # Errors
    /// When a later version wrote it.
    pub fn of(bytes: &[u8], known: &Known) -> Result<Self, OpenError> {
        let mut reading = Reading { before: Some(Chain::default()), ..Reading::default() };
        for (number, (line, ended)) in (1..).zip(codec::lines(bytes)) {
            match codec::line(line) {
                Err(Unread::Newer(found)) => return Err(OpenError::newer(found)),
                Err(Unread::Damaged) if !ended && !known.in_order => {
                    reading.proof.torn = !known.growing;
                }
                read => reading.take(number, read, ended),
            }
        }
        if bytes.is_empty() {
            reading.misfit(None, None, "Die Datei ist leer.");
        }
        reading.hold_against(known);
        Ok(reading.proof)
    }
}

/// A file that is being gone through.
#[derive(Default)]
struct Reading {
    proof: Proof,
    /// The chain behind the entry before; `None`: behind a stand-in nobody knows it.
    before: Option<Chain>,
    /// Lines of history by number, as they were first met.
    met: BTreeMap<u64, Vec<u8>>,
    /// The chain behind each entry, with the line and the moment of the entry.
    heads: Vec<(Chain, usize, u64, Timestamp)>,
}

impl Reading {
    fn misfit(&mut self, line: Option<usize>, entry: Option<u64>, what: impl Into<String>) {
        self.proof.flaws.push(Flaw { line, entry, what: what.into() });
    }

    fn take(&mut self, number: usize, read: Result<Line, Unread>, whole: bool) {
        match read {
            Ok(Line::Header(_)) if number == 1 => {}
            Ok(Line::Header(_)) => {
                self.misfit(Some(number), None, "Hier steht eine zweite erste Zeile.");
            }
            Ok(Line::Entry(kept)) => self.entry(number, kept),
            Ok(Line::Draft(_) | Line::Resume(_) | Line::Other) if number == 1 => {
                self.misfit(Some(1), None, "Die erste Zeile fehlt.");
            }
            Ok(Line::Draft(_) | Line::Resume(_) | Line::Other) => {}
            Err(_) if !whole => {
                self.misfit(Some(number), None, "Die letzte Zeile ist nicht zu Ende geschrieben.");
            }
            Err(_) => {
                let last = self.proof.last;
                let what = format!("Die Zeile hinter Eintrag {last} ist beschädigt.");
                self.misfit(Some(number), None, what);
            }
        }
    }

    fn entry(&mut self, number: usize, kept: Kept) {
        let seq = kept.entry.seq.0;
        if number == 1 {
            self.misfit(Some(1), None, "Die erste Zeile fehlt.");
        }
        if let Some(what) = self.out_of_place(&kept) {
            self.misfit(Some(number), Some(seq), what);
        } else if kept.chain.is_none() {
            let what = "Ein Platzhalter: Dieser Eintrag ist verloren, und der nächste lässt sich \
                        nicht prüfen.";
            self.misfit(Some(number), Some(seq), what);
        } else if !kept.follows(self.before) {
            let what = "Die Prüfkette passt nicht: hier oder davor verändert.";
            self.misfit(Some(number), Some(seq), what);
        } else if let Some(what) = self.closes_otherwise(&kept) {
            self.misfit(Some(number), Some(seq), what);
        }
        self.before = kept.chain;
        if let Some(chain) = kept.chain {
            self.heads.push((chain, number, seq, kept.entry.at));
            self.proof.head = Some(chain.checksum());
        }
        self.proof.last = self.proof.last.max(seq);
        self.met.entry(seq).or_insert(kept.raw);
    }

    /// Says what is wrong with the place of an entry.
    fn out_of_place(&self, kept: &Kept) -> Option<String> {
        let (seq, expected) = (kept.entry.seq.0, self.proof.last.saturating_add(1));
        match self.met.get(&seq) {
            _ if seq == expected => None,
            Some(raw) if *raw == kept.raw => Some("Er steht ein zweites Mal da.".to_owned()),
            Some(_) => Some("Er steht ein zweites Mal da, und anders.".to_owned()),
            None if seq > expected => Some(format!(
                "Hier müsste Eintrag {expected} stehen: Er fehlt oder steht an anderer Stelle."
            )),
            None => Some(format!("Er steht hinter Eintrag {}.", self.proof.last)),
        }
    }

    /// Says what is wrong with an entry that closes the meeting behind another head.
    fn closes_otherwise(&self, kept: &Kept) -> Option<String> {
        let Change::Events(events) = &kept.entry.change else { return None };
        let noted = events.iter().find_map(|event| match event {
            Event::MeetingClosed { head, .. } => head.as_ref(),
            _ => None,
        })?;
        let before = self.before?.checksum();
        (*noted != before).then(|| {
            format!(
                "Der Schluss der Sitzung nennt die Prüfsumme {}, davor steht {}: davor verändert.",
                noted.short(),
                before.short()
            )
        })
    }

    /// Looks whether the heads that are known from elsewhere are those of this file.
    fn hold_against(&mut self, known: &Known) {
        let last = self.proof.last;
        let place = self.heads.iter().position(|(head, ..)| head.to_string() == known.chain);
        let behind = place.and_then(|at| self.heads.get(at + 1)).copied();
        if known.last > last {
            let what = format!(
                "Das Journal endet mit Eintrag {last}, kopf.json kennt es bis Eintrag {}: \
                 abgeschnitten.",
                known.last
            );
            self.misfit(None, Some(last.saturating_add(1)), what);
        } else if !known.chain.is_empty() && place.is_none() && known.chain != nothing() {
            let what = format!(
                "kopf.json nennt die Prüfsumme {}, die im Journal nicht vorkommt: abgeschnitten \
                 oder neu geschrieben.",
                Checksum::parse(&known.chain).map_or_else(|| "?".to_owned(), |head| head.short())
            );
            self.misfit(None, None, what);
        } else if let Some((_, line, seq, _)) = behind.filter(|_| known.in_order) {
            let what = "Er kam erst dazu, als die Sitzung schon in Ordnung verlassen war.";
            self.misfit(Some(line), Some(seq), what);
        }
        let Some(asked) = &known.asked else { return };
        let found = self.heads.iter().find(|(head, ..)| asked.begins(&head.checksum()));
        self.proof.found = found.map(|(_, _, seq, at)| (*seq, *at));
        if self.proof.found.is_none() {
            let what = format!(
                "Die Prüfsumme {} kommt darin nicht vor: Was sie bezeugt, ist verändert oder \
                 abgeschnitten, oder sie gehört zu einer anderen Sitzung.",
                asked.short()
            );
            self.misfit(None, None, what);
        }
    }
}

/// What `kopf.json` notes of a meeting without an entry.
fn nothing() -> String {
    Chain::default().to_string()
}
