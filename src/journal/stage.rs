//! Making records ready to be written behind those that are there.

use super::codec::{self, Chain};
use super::mend::{Mended, head};
use super::store::Held;
use super::{Entry, Heading, JournalError, Record};
use std::collections::HashMap;

/// Where history ends.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tail {
    pub(crate) last: u64,
    pub(crate) chain: Chain,
    /// Check sums of the entries, to tell a repeat from another entry of the same number.
    sums: HashMap<u64, u32>,
}

/// Records made ready to be written: nothing is believed yet.
#[derive(Debug)]
pub(crate) struct Staged {
    pub(crate) lines: Vec<Vec<u8>>,
    pub(crate) held: Held,
    pub(crate) heading: Option<Heading>,
    pub(crate) tail: Tail,
}

impl Tail {
    pub(crate) fn of(mended: &Mended) -> Self {
        let history = &mended.history;
        Self {
            last: mended.last(),
            chain: mended.chain(),
            sums: history.iter().map(|kept| (kept.entry.seq.0, sum(&kept.entry))).collect(),
        }
    }

    /// Goes on behind records that were written.
    pub(crate) fn advance(&mut self, written: Self) {
        self.last = written.last;
        self.chain = written.chain;
        self.sums.extend(written.sums);
    }

    /// Makes records ready behind this end; what is there already is left out.
    pub(crate) fn stage(&self, records: &[Record]) -> Result<Staged, JournalError> {
        let mut out = Staged {
            lines: Vec::new(),
            held: Held::default(),
            heading: None,
            tail: Self { last: self.last, chain: self.chain, sums: HashMap::new() },
        };
        for record in records {
            match record {
                Record::Entry(entry) => self.stage_entry(&mut out, entry)?,
                Record::Draft(draft) => {
                    let line = codec::draft(draft.as_ref());
                    out.held.draft = Some(line.clone());
                    out.lines.push(line);
                }
                Record::Resume(resume) => {
                    let line = codec::resume(resume);
                    out.held.resume = Some(line.clone());
                    out.lines.push(line);
                }
                Record::Heading(heading) => out.heading = Some(heading.clone()),
            }
        }
        out.held.head = Some(head(out.tail.last, out.tail.chain));
        Ok(out)
    }

    fn stage_entry(&self, out: &mut Staged, entry: &Entry) -> Result<(), JournalError> {
        let seq = entry.seq.0;
        let sum = sum(entry);
        if seq >= 1 && seq <= out.tail.last {
            return match out.tail.sums.get(&seq).or_else(|| self.sums.get(&seq)) {
                Some(there) if *there == sum => Ok(()),
                _ => Err(JournalError {
                    message: format!("Nicht gesichert: Eintrag {seq} steht schon anders da."),
                }),
            };
        }
        if seq != out.tail.last + 1 {
            let last = out.tail.last;
            return Err(JournalError {
                message: format!("Nicht gesichert: Eintrag {seq} folgt nicht auf Eintrag {last}."),
            });
        }
        let kept = codec::entry(entry, out.tail.chain);
        out.tail.last = seq;
        out.tail.chain = kept.chain.unwrap_or_default();
        out.tail.sums.insert(seq, sum);
        out.lines.push(kept.raw.clone());
        out.held.entries.insert(seq, kept.raw);
        Ok(())
    }
}

fn sum(entry: &Entry) -> u32 {
    crc32fast::hash(&serde_json::to_vec(entry).expect("an entry always has a JSON form"))
}
