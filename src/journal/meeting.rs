//! The journal of one meeting on disk: the file that is added to, and the store behind it.

use super::card::{Card, heading_of};
use super::codec::{self, Chain};
use super::files::{self, Modes, trouble};
use super::folder::{JOURNAL, MeetingId, STORE};
use super::lock::Lock;
use super::mend::{Mended, head, mend};
use super::scan::Scan;
use super::store::{Held, Store, move_half_snapshots};
use super::witness::Witness;
use super::{Entry, Heading, Journal, JournalError, Loaded, OpenError, Record};
use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

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
    sums: HashMap<u64, u32>,
}

impl Tail {
    fn of(mended: &Mended) -> Self {
        let history = &mended.history;
        Self {
            last: history.last().map_or(0, |kept| kept.entry.seq.0),
            chain: mended.chain(),
            sums: history.iter().map(|kept| (kept.entry.seq.0, sum(&kept.entry))).collect(),
        }
    }

    /// Makes records ready behind this end; what is there already is left out.
    pub(crate) fn stage(&self, records: &[Record]) -> Result<Staged, JournalError> {
        let mut out = Staged {
            lines: Vec::new(),
            held: Held::default(),
            heading: None,
            tail: Self { last: self.last, chain: self.chain, sums: HashMap::new() },
            sums: HashMap::new(),
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
            return match out.sums.get(&seq).or_else(|| self.sums.get(&seq)) {
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
        out.sums.insert(seq, sum);
        out.lines.push(kept.raw.clone());
        out.held.entries.insert(seq, kept.raw);
        Ok(())
    }
}

fn sum(entry: &Entry) -> u32 {
    crc32fast::hash(&serde_json::to_vec(entry).expect("an entry always has a JSON form"))
}

/// The journal of a meeting that this program has open, and nobody else.
pub struct MeetingJournal {
    folder: PathBuf,
    modes: Modes,
    lock: Lock,
    pub(crate) witness: Witness,
    store: Option<Store>,
    tail: Tail,
    /// What the store has not safely got yet.
    lag: Held,
    card: Card,
    heading: Option<Heading>,
    /// What opening found, until something is added to it.
    loaded: Option<Loaded>,
    /// Repairs that nobody has been told of yet.
    repairs: Vec<String>,
}

impl std::fmt::Debug for MeetingJournal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MeetingJournal").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl MeetingJournal {
    /// Looks at the versions, before the lock is taken and anything is touched.
    pub(crate) fn check_version(folder: &Path) -> Result<(), OpenError> {
        if let Err(newer @ OpenError::Newer { .. }) = Card::read(folder) {
            return Err(newer);
        }
        Scan::of(&read_journal(folder)?).map_err(|newer| OpenError::newer(newer.0))?;
        Ok(())
    }

    /// Opens a meeting whose lock is taken.
    pub(crate) fn open(
        folder: &Path,
        id: &MeetingId,
        modes: Modes,
        lock: Lock,
    ) -> Result<Self, OpenError> {
        let mut notes = Vec::new();
        let bytes = read_journal(folder)?;
        let scan = Scan::of(&bytes).map_err(|newer| OpenError::newer(newer.0))?;
        let (card, card_lost) = match Card::read(folder) {
            Ok(card) => (Some(card), false),
            Err(newer @ OpenError::Newer { .. }) => return Err(newer),
            Err(_) => (None, true),
        };
        let opened = open_store(folder, modes, lock.unclean, &mut notes);
        let (store, held) = opened.map_or((None, None), |(store, held)| (Some(store), Some(held)));
        if scan.is_empty() && held.as_ref().is_none_or(|held| held.entries.is_empty()) {
            return Err(OpenError::Failed(JournalError {
                message: "In diesem Ordner ist keine lesbare Sitzung. Eine Sicherung einspielen."
                    .to_owned(),
            }));
        }
        let settled = card.as_ref().map_or(0, |card| card.stored);
        let mut mended = mend(&scan, held.as_ref(), settled);
        mended.repairs.splice(0..0, notes);
        let tail = Tail::of(&mended);
        if settled > tail.last {
            let (from, to) = (tail.last + 1, settled);
            mended.repairs.push(format!(
                "Es fehlt, was zuletzt da war: Eintrag {from} bis {to}. Mit einer Sicherung \
                 abgleichen."
            ));
        }
        let witness = mend_witness(folder, id, modes, &bytes, &scan, held.as_ref(), &mut mended)?;
        let mut store = store;
        if mended.rebuild {
            store = rebuild(folder, modes, store, &mut mended);
        }
        let entries: Vec<Entry> = mended.history.iter().map(|kept| kept.entry.clone()).collect();
        let made = scan.header.as_ref().and_then(|header| header.created);
        let heading = match card {
            Some(card) => card.heading,
            None => heading_of(&entries, id.as_str(), made),
        };
        let card = Card::new(heading.clone(), tail.chain, if card_lost { 0 } else { settled });
        let mut journal = Self {
            folder: folder.to_owned(),
            modes,
            lock,
            witness,
            store,
            tail,
            lag: mended.lag.clone(),
            card,
            heading: card_lost.then_some(heading),
            loaded: None,
            repairs: Vec::new(),
        };
        if card_lost {
            mended.repairs.push("Der Kopf der Sitzung fehlte und ist neu geschrieben.".to_owned());
        }
        if !mended.repairs.is_empty() {
            // Why: a full disk must not keep anybody from reading; the next pause tries again.
            let _ = journal.settle();
        }
        journal.loaded = Some(mended.loaded());
        Ok(journal)
    }

    /// Gives how often the journal file was synced: once for each append.
    #[must_use]
    pub fn syncs(&self) -> u64 {
        self.witness.syncs()
    }

    /// Reads the journal file as far as it is acknowledged.
    fn acknowledged(&self) -> Result<Scan, JournalError> {
        let mut bytes = read_journal(&self.folder)?;
        bytes.truncate(usize::try_from(self.witness.good()).unwrap_or(usize::MAX));
        Scan::of(&bytes).map_err(|newer| OpenError::newer(newer.0).into())
    }

    fn write_card(&mut self, stored: u64) -> Result<(), JournalError> {
        let heading = self.heading.clone().unwrap_or_else(|| self.card.heading.clone());
        let card = Card::new(heading, self.tail.chain, stored);
        if card != self.card || self.heading.is_some() {
            card.write(&self.folder, self.modes)?;
            self.card = card;
            self.heading = None;
        }
        Ok(())
    }

    fn fill_store(&mut self) -> Result<(), String> {
        if let Some(mut store) = self.store.take() {
            if self.lag == Held::default() {
                self.store = Some(store);
                return Ok(());
            }
            if store.put(&self.lag).and_then(|()| store.flush()).is_ok() {
                self.lag = Held::default();
                self.store = Some(store);
                return Ok(());
            }
            // Why: a failed flush is never asked again. The store is leaked with its lock, and
            // a new one is made from the journal.
            drop(store);
        }
        let scan = self.acknowledged().map_err(|error| error.to_string())?;
        let path = self.folder.join(STORE);
        Store::build(&path, self.modes, &mend(&scan, None, 0).lag)?;
        self.store = Some(Store::open(&path, self.modes)?);
        self.lag = Held::default();
        Ok(())
    }
}

impl Journal for MeetingJournal {
    fn load(&mut self) -> Result<Loaded, JournalError> {
        if let Some(loaded) = self.loaded.take() {
            return Ok(loaded);
        }
        let mut loaded = mend(&self.acknowledged()?, None, 0).loaded();
        loaded.repairs = std::mem::take(&mut self.repairs);
        Ok(loaded)
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        let staged = self.tail.stage(records)?;
        if !staged.lines.is_empty() {
            self.witness.append(staged.lines.iter().map(Vec::as_slice))?;
            if let Some(stale) = self.loaded.take() {
                self.repairs = stale.repairs;
            }
            self.tail.last = staged.tail.last;
            self.tail.chain = staged.tail.chain;
            self.tail.sums.extend(staged.sums);
            self.lag.entries.extend(staged.held.entries);
            self.lag.draft = staged.held.draft.or(self.lag.draft.take());
            self.lag.resume = staged.held.resume.or(self.lag.resume.take());
            self.lag.head = staged.held.head;
        }
        if let Some(heading) = staged.heading {
            let urgent = heading.state != self.card.heading.state;
            self.heading = Some(heading);
            if urgent {
                // Why: the list may lag behind; nothing that is saved hangs on it.
                let _ = self.write_card(self.card.stored);
            }
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<(), JournalError> {
        let filled = self.fill_store().map_err(|error| JournalError {
            message: format!(
                "Gesichert ist alles, aber der zweite Speicher ist nicht auf dem Stand: {error}"
            ),
        });
        let stored = if filled.is_ok() { self.tail.last } else { self.card.stored };
        self.write_card(stored).and(filled)
    }
}

impl Drop for MeetingJournal {
    fn drop(&mut self) {
        let settled = self.settle().is_ok();
        if settled
            && let Some(store) = self.store.take()
            && store.close().is_ok()
        {
            let _ = self.lock.clean();
        }
    }
}

fn read_journal(folder: &Path) -> Result<Vec<u8>, JournalError> {
    match fs::read(folder.join(JOURNAL)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        read => read.map_err(|error| trouble("Das Journal ist nicht lesbar", &error)),
    }
}

/// Opens and reads the store, if that can be done.
fn open_store(
    folder: &Path,
    modes: Modes,
    unclean: bool,
    notes: &mut Vec<String>,
) -> Option<(Store, Held)> {
    let path = folder.join(STORE);
    let _ = fs::remove_dir_all(path.with_extension("neu"));
    Card::tidy(folder);
    if !path.is_dir() {
        return None;
    }
    match move_half_snapshots(&path, &path.with_extension("rest"), modes) {
        Ok(0) => {}
        Ok(_) => notes.push(
            "Ein halber Schnappschuss des zweiten Speichers liegt jetzt in sled.rest.".to_owned(),
        ),
        Err(_) => return None,
    }
    let copy = path.with_extension("vorher");
    let _ = fs::remove_dir_all(&copy);
    if unclean && modes.copy_tree(&path, &copy).is_err() {
        let _ = fs::remove_dir_all(&copy);
    }
    let store = Store::open(&path, modes).ok()?;
    let held = store.read().ok()?;
    Some((store, held))
}

/// Brings the journal file up to date.
fn mend_witness(
    folder: &Path,
    id: &MeetingId,
    modes: Modes,
    bytes: &[u8],
    scan: &Scan,
    held: Option<&Held>,
    mended: &mut Mended,
) -> Result<Witness, OpenError> {
    let failed = |error| OpenError::Failed(trouble("Das Journal lässt sich nicht heilen", &error));
    let path = folder.join(JOURNAL);
    if !mended.rewrite {
        let mut witness = Witness::at(&path, modes, scan.whole, scan.open_end);
        if !mended.behind.is_empty() {
            witness.append(mended.behind.iter().map(Vec::as_slice))?;
        }
        return Ok(witness);
    }
    let header = match (&scan.header, held.and_then(|held| held.header.as_ref())) {
        (Some(_), _) => scan.header_raw.clone(),
        (None, Some(raw)) if matches!(codec::line(raw), Ok(codec::Line::Header(_))) => raw.clone(),
        (None, _) => codec::header(id.as_str(), None),
    };
    let file = mended.file(scan, &header);
    if !bytes.is_empty() {
        let aside = files::aside(&path);
        let options = &mut OpenOptions::new();
        let mut copy = modes.open(&aside, options.write(true).create_new(true)).map_err(failed)?;
        copy.write_all(bytes).and_then(|()| copy.sync_all()).map_err(failed)?;
        let name = aside.file_name().unwrap_or_default().to_string_lossy().into_owned();
        mended.repairs.push(format!("Das Journal ist neu geschrieben; das alte liegt in {name}."));
    }
    modes.replace(&path, &file).map_err(failed)?;
    mended.lag.header = Some(header);
    Ok(Witness::at(&path, modes, u64::try_from(file.len()).unwrap_or(u64::MAX), false))
}

/// Sets the store aside and makes it anew.
fn rebuild(folder: &Path, modes: Modes, old: Option<Store>, mended: &mut Mended) -> Option<Store> {
    let path = folder.join(STORE);
    let was_there = path.is_dir();
    if let Some(old) = old {
        let _ = old.close();
    }
    let built = Store::build(&path, modes, &mended.lag).and_then(|()| Store::open(&path, modes));
    mended.repairs.push(match (&built, was_there) {
        (Ok(_), true) => "Der zweite Speicher war beschädigt und ist aus dem Journal neu \
                          aufgebaut; der alte liegt daneben (sled.defekt)."
            .to_owned(),
        (Ok(_), false) => {
            "Der zweite Speicher fehlte und ist aus dem Journal neu aufgebaut.".to_owned()
        }
        (Err(error), _) => {
            format!("Der zweite Speicher lässt sich nicht aufbauen und fehlt vorerst: {error}")
        }
    });
    if built.is_ok() {
        mended.lag = Held::default();
    }
    built.ok()
}
