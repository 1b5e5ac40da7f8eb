//! Comparing the two witnesses: what counts, what either lacks, and what the clerk is told.
//!
//! Pure: it reads and writes nothing, it only says what is to be done.

use super::codec::{self, Chain, Heads, Kept, Line};
use super::scan::{Latest, Scan};
use super::store::Held;
use super::{Change, Draft, Entry, Holder, Loaded, Resume, Seq};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// More missing entries than that, in all, are no gaps: the number behind them is wrong. A long day
/// has some thousand; ten times as many stand-ins would take seconds and most of a gigabyte.
const MOST_LOST: usize = 10_000;

/// What the store last noted about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) count: u64,
    pub(crate) last: u64,
    pub(crate) chain: String,
}

/// What is to be done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mended {
    /// All of history, without a gap.
    pub(crate) history: Vec<Kept>,
    pub(crate) draft: Option<Draft>,
    pub(crate) resume: Option<Resume>,
    /// Whether the journal file has to be written anew.
    pub(crate) rewrite: bool,
    /// Whether the store has to be built anew.
    pub(crate) rebuild: bool,
    /// What the journal file lacks at its end.
    pub(crate) behind: Vec<Vec<u8>>,
    /// What the store lacks at its end.
    pub(crate) lag: Held,
    /// What the clerk is told.
    pub(crate) repairs: Vec<String>,
    /// So many of them are entries already.
    pub(crate) noted: usize,
}

/// Compares the journal file with the store, which had taken in everything up to `settled`.
/// Without a store, `held` is `None`; then whatever only the store could heal is lost.
pub(crate) fn mend(scan: &Scan, held: Option<&Held>, settled: u64) -> Mended {
    let mut out = Mended::default();
    let mut entries = scan.entries.clone();
    let (store, mut broken) = held.map(decode).unwrap_or_default();
    let (healed, differing) = compare(&mut entries, &store);
    broken |= !differing.is_empty();
    let (lost, wild) = fill(&mut entries);
    let last = entries.last_key_value().map_or(0, |(seq, _)| *seq);
    let old_last = scan.last();
    out.rewrite = !scan.damaged.is_empty()
        || !scan.doubled.is_empty()
        || scan.header.is_none()
        || wild.is_some()
        || lost.iter().chain(&healed).any(|seq| *seq <= old_last);
    let have = store.last_key_value().map_or(0, |(seq, _)| *seq);
    let in_order = store.keys().copied().eq(1..=have);
    out.rebuild = held.is_none() || broken || !in_order || have < settled.min(last);
    // Why: a file that has lost its end, or lines near it, may have lost the newest of these too.
    let cut = scan.is_empty() || healed.iter().any(|seq| *seq > old_last);
    let stored = held.and_then(stored_draft);
    let typed = cut || scan.lost_what_was_typed(stored.as_ref());
    out.draft =
        newest(&scan.draft, typed, stored, |old, new| old.is_none_or(|old| new.after >= old.after))
            .filter(|draft| draft.after.0 >= last);
    out.resume = newest(&scan.resume, cut, held.and_then(stored_resume), |_, _| true);
    if !out.rewrite {
        out.behind = behind(&out, scan, healed.iter().filter_map(|seq| entries.get(seq)));
    }
    let missing = if out.rebuild { 0 } else { have };
    out.history = entries.into_values().collect();
    out.lag = lag(scan, &out, held.filter(|_| !out.rebuild), missing);
    out.repairs = tell(&Found { scan, healed, differing, lost, wild });
    out.repairs.extend(breaks(&out.history));
    out
}

/// Fills from the store what the file lacks, and takes its line where the chain says that it is the
/// true one. Gives the entries that were taken from it, and those on which the two differ.
fn compare(
    entries: &mut BTreeMap<u64, Kept>,
    store: &BTreeMap<u64, Kept>,
) -> (BTreeSet<u64>, BTreeSet<u64>) {
    let (mut healed, mut differing) = (BTreeSet::new(), BTreeSet::new());
    let mut chain = Some(Chain::default());
    let numbers: BTreeSet<u64> = entries.keys().chain(store.keys()).copied().collect();
    for seq in numbers {
        match (entries.get(&seq), store.get(&seq)) {
            (None, Some(kept)) => {
                entries.insert(seq, kept.clone());
                healed.insert(seq);
            }
            (Some(ours), Some(kept)) if ours.raw != kept.raw => {
                differing.insert(seq);
                if !ours.follows(chain) && kept.follows(chain) {
                    entries.insert(seq, kept.clone());
                    healed.insert(seq);
                }
            }
            _ => {}
        }
        chain = entries.get(&seq).and_then(|kept| kept.chain);
    }
    (healed, differing)
}

/// Tells whether a store has all that it noted, and all up to `settled`.
pub(crate) fn is_whole(held: &Held, settled: u64) -> bool {
    let (entries, broken) = decode(held);
    let have = entries.last_key_value().map_or(0, |(seq, _)| *seq);
    let noted = held.header.is_some() && held.head.is_some();
    !broken && noted && have >= settled && entries.keys().copied().eq(1..=have)
}

impl Mended {
    /// Adds an entry for each repair, to be written with it: a program that is killed right behind
    /// that would have mended without a word. What was being typed goes on behind them.
    pub(crate) fn note(&mut self, holder: &Holder) {
        if self.noted == self.repairs.len() {
            return;
        }
        let mut lines = Vec::new();
        for told in self.repairs.iter().skip(self.noted) {
            let seq = Seq(self.last() + 1);
            let change = Change::Repaired(told.clone());
            let entry = Entry { seq, at: holder.since, clerk: holder.clerk.clone(), change };
            let kept = codec::entry(&entry, self.chain());
            self.lag.entries.insert(seq.0, kept.raw.clone());
            lines.push(kept.raw.clone());
            self.history.push(kept);
            if let Some(draft) = &mut self.draft {
                draft.after = seq;
            }
        }
        self.noted = self.repairs.len();
        if let Some(draft) = &self.draft {
            lines.push(codec::draft(Some(draft)));
            self.lag.draft = lines.last().cloned();
        }
        if !self.rewrite {
            self.behind.append(&mut lines);
        }
        self.lag.head = Some(head(self.last(), self.chain()));
    }

    /// Gives what the session is told.
    pub(crate) fn loaded(&self) -> Loaded {
        Loaded {
            entries: self.history.iter().map(|kept| kept.entry.clone()).collect(),
            draft: self.draft.clone(),
            resume: self.resume.clone(),
            repairs: self.repairs.clone(),
            unnoted: self.repairs.iter().skip(self.noted).cloned().collect(),
            heads: (!self.history.is_empty()).then(|| self.heads()),
        }
    }

    /// Hears that the store is not what it was taken for: it is built anew, of everything.
    pub(crate) fn give_up_store(&mut self, scan: &Scan) {
        self.rebuild = true;
        let header = self.lag.header.take();
        self.lag = lag(scan, self, None, 0);
        self.lag.header = self.lag.header.take().or(header);
    }

    fn heads(&self) -> Heads {
        let facts = self.history.iter().rev();
        let fact = facts.filter(|kept| !kept.entry.is_repair()).find_map(|kept| kept.chain);
        Heads { last: self.chain(), fact: fact.unwrap_or_default() }
    }

    /// Gives the number of the last entry.
    pub(crate) fn last(&self) -> u64 {
        self.history.last().map_or(0, |kept| kept.entry.seq.0)
    }

    /// Gives the head of the chain.
    pub(crate) fn chain(&self) -> Chain {
        self.history.last().and_then(|kept| kept.chain).unwrap_or_default()
    }

    /// Gives the whole journal file, without damage.
    pub(crate) fn file(&self, scan: &Scan, header: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut add = |line: &[u8]| {
            out.extend_from_slice(line);
            out.push(b'\n');
        };
        add(header);
        let mut others = scan.others.iter().peekable();
        for kept in &self.history {
            while let Some((_, raw)) = others.next_if(|(seq, _)| *seq < kept.entry.seq.0) {
                add(raw);
            }
            add(&kept.raw);
        }
        others.for_each(|(_, raw)| add(raw));
        if self.draft.is_some() {
            add(&codec::draft(self.draft.as_ref()));
        }
        if let Some(resume) = &self.resume {
            add(&codec::resume(resume));
        }
        out
    }
}

/// Gives the lines that the journal file lacks at its end.
fn behind<'a>(
    mended: &Mended,
    scan: &Scan,
    entries: impl Iterator<Item = &'a Kept>,
) -> Vec<Vec<u8>> {
    let mut out: Vec<_> = entries.map(|kept| kept.raw.clone()).collect();
    if mended.draft.is_some() && mended.draft != scan.draft.value {
        out.push(codec::draft(mended.draft.as_ref()));
    }
    if let Some(resume) = mended.resume.as_ref().filter(|_| mended.resume != scan.resume.value) {
        out.push(codec::resume(resume));
    }
    out
}

/// Gives what the store notes about itself.
pub(crate) fn head(last: u64, chain: Chain) -> Vec<u8> {
    let head = Head { count: last, last, chain: chain.to_string() };
    serde_json::to_vec(&head).expect("three plain fields always have a JSON form")
}

/// Understands the lines of the store; tells whether it is broken.
pub(super) fn decode(held: &Held) -> (BTreeMap<u64, Kept>, bool) {
    let mut out = BTreeMap::new();
    let mut broken = false;
    for (seq, raw) in &held.entries {
        match codec::line(raw) {
            Ok(Line::Entry(kept)) if kept.entry.seq == Seq(*seq) => {
                out.insert(*seq, kept);
            }
            _ => broken = true,
        }
    }
    let last = out.last_key_value();
    let noted = held.head.as_deref().map(serde_json::from_slice::<Head>);
    broken |= match noted {
        Some(Ok(head)) => {
            let there = last.map_or(0, |(seq, _)| *seq);
            let same =
                head.chain == last.and_then(|(_, kept)| kept.chain).unwrap_or_default().to_string();
            head.last > there
                || head.count > held.entries.len() as u64
                || (head.last == there && !same)
        }
        Some(Err(_)) => true,
        None => false,
    };
    (out, broken)
}

fn stored_draft(held: &Held) -> Option<Draft> {
    match codec::line(held.draft.as_deref()?) {
        Ok(Line::Draft(draft)) => draft,
        _ => None,
    }
}

fn stored_resume(held: &Held) -> Option<Resume> {
    match codec::line(held.resume.as_deref()?) {
        Ok(Line::Resume(resume)) => Some(resume),
        _ => None,
    }
}

/// Takes the store's where a damaged line of the file may have been a newer one.
fn newest<T: Clone>(
    file: &Latest<T>,
    cut: bool,
    stored: Option<T>,
    newer: impl FnOnce(Option<&T>, &T) -> bool,
) -> Option<T> {
    match stored {
        Some(stored) if (file.unsure || cut) && newer(file.value.as_ref(), &stored) => Some(stored),
        _ => file.value.clone(),
    }
}

/// Puts stand-ins in the place of what is lost; gives their numbers, and the first number that
/// is too far off to be true: it and all behind it are left out.
fn fill(entries: &mut BTreeMap<u64, Kept>) -> (BTreeSet<u64>, Option<u64>) {
    let mut lost = BTreeSet::new();
    let mut wild = None;
    let mut stand_ins = Vec::new();
    let mut next = 1;
    for (seq, kept) in entries.iter() {
        let gap = usize::try_from(seq.saturating_sub(next)).unwrap_or(usize::MAX);
        if gap > MOST_LOST.saturating_sub(lost.len()) {
            wild = Some(*seq);
            break;
        }
        for gap in next..*seq {
            lost.insert(gap);
            let message = format!("Eintrag {gap} war beschädigt und fehlt.");
            stand_ins.push(codec::lost(Seq(gap), kept.entry.at, message));
        }
        next = seq.saturating_add(1);
    }
    if let Some(wild) = wild {
        entries.split_off(&wild);
    }
    entries.extend(stand_ins.into_iter().map(|kept| (kept.entry.seq.0, kept)));
    (lost, wild)
}

/// Gives what the store lacks if it has the entries up to `have`.
fn lag(scan: &Scan, mended: &Mended, held: Option<&Held>, have: u64) -> Held {
    let differs = |new: Vec<u8>, old: Option<&Vec<u8>>| (old != Some(&new)).then_some(new);
    let draft = codec::draft(mended.draft.as_ref());
    let resume = mended.resume.as_ref().map(codec::resume);
    let entries: BTreeMap<_, _> = mended
        .history
        .iter()
        .filter(|kept| kept.entry.seq.0 > have)
        .map(|kept| (kept.entry.seq.0, kept.raw.clone()))
        .collect();
    let last = mended.last();
    Held {
        entries,
        draft: differs(draft, held.and_then(|held| held.draft.as_ref())),
        resume: resume.and_then(|new| differs(new, held.and_then(|held| held.resume.as_ref()))),
        header: scan
            .header
            .is_some()
            .then(|| scan.header_raw.clone())
            .and_then(|new| differs(new, held.and_then(|held| held.header.as_ref()))),
        head: differs(head(last, mended.chain()), held.and_then(|held| held.head.as_ref())),
    }
}

/// What was found to be wrong.
struct Found<'a> {
    scan: &'a Scan,
    healed: BTreeSet<u64>,
    differing: BTreeSet<u64>,
    lost: BTreeSet<u64>,
    wild: Option<u64>,
}

fn tell(found: &Found<'_>) -> Vec<String> {
    let Found { scan, healed, differing, lost, wild } = found;
    let mut told = Vec::new();
    if scan.torn > 0 {
        told.push(format!(
            "Die letzte Zeile des Journals war nicht zu Ende geschrieben und wird abgeschnitten \
             ({} Byte, die noch nicht als gesichert gemeldet waren).",
            scan.torn
        ));
    }
    if !scan.damaged.is_empty() {
        let lines = ranges(scan.damaged.iter().map(|line| *line as u64));
        told.push(format!("Im Journal beschädigt: Zeile {lines}."));
    }
    if scan.header.is_none() && scan.damaged.first() != Some(&1) {
        told.push("Im Journal fehlt die erste Zeile; sie wird neu geschrieben.".to_owned());
    }
    if !scan.doubled.is_empty() {
        let seqs = ranges(scan.doubled.iter().copied());
        told.push(format!("Im Journal doppelt und verschieden: Eintrag {seqs}. Der erste gilt."));
    }
    if !healed.is_empty() {
        let seqs = ranges(healed.iter().copied());
        told.push(format!("Aus dem zweiten Speicher wiederhergestellt: Eintrag {seqs}."));
    }
    if !lost.is_empty() {
        let seqs = ranges(lost.iter().copied());
        told.push(format!(
            "Beschädigt und verloren: Eintrag {seqs}. Mit einer Sicherung abgleichen."
        ));
    }
    if let Some(wild) = wild {
        told.push(format!("Ab Eintrag {wild} passt die Zählung nicht; das Übrige gilt nicht."));
    }
    let true_here = differing.difference(healed).copied().collect::<Vec<_>>();
    if !true_here.is_empty() {
        let seqs = ranges(true_here.into_iter());
        told.push(format!(
            "Journal und zweiter Speicher sagen Verschiedenes bei Eintrag {seqs}: außerhalb von \
             wortlaut verändert. Es gilt das Journal; was der zweite Speicher sagt, liegt in \
             sled.defekt. Mit einer Sicherung abgleichen."
        ));
    }
    told
}

/// Tells where the chain does not hold, but for what an entry tells already.
fn breaks(history: &[Kept]) -> Vec<String> {
    let mut before = Some(Chain::default());
    let mut broken = Vec::new();
    for kept in history {
        if !kept.follows(before) {
            broken.push(kept.entry.seq.0);
        }
        before = kept.chain;
    }
    if broken.is_empty() {
        return Vec::new();
    }
    let message = format!(
        "Die Prüfkette passt nicht bei Eintrag {}: außerhalb von wortlaut verändert. Mit einer \
         Sicherung abgleichen.",
        ranges(broken.into_iter())
    );
    let known = |entry: &Entry| entry.change == Change::Repaired(message.clone());
    if history.iter().any(|kept| known(&kept.entry)) { Vec::new() } else { vec![message] }
}

/// Writes numbers in rising order as "4, 7 bis 9".
pub(super) fn ranges(numbers: impl Iterator<Item = u64>) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == number => *end = number,
            _ => runs.push((number, number)),
        }
    }
    let more = if runs.len() > 8 { " und weitere" } else { "" };
    let shown: Vec<String> = runs
        .iter()
        .take(8)
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from} bis {to}") })
        .collect();
    shown.join(", ") + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_numbers_are_told_in_short() {
        assert_eq!(ranges([4, 7, 8, 9].into_iter()), "4, 7 bis 9");
        assert_eq!(ranges((0..40).step_by(2)), "0, 2, 4, 6, 8, 10, 12, 14 und weitere");
    }
}
