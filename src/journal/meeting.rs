//! The journal of one meeting on disk: the file that is added to, and the store behind it.

use super::card::{Card, heading_of, told};
use super::codec::{self, Chain, Flaw, Kept};
use super::files::{self, Modes, trouble};
use super::folder::{JOURNAL, MeetingId, STORE};
use super::lock::{Holder, Lock};
use super::mend::{Mended, mend};
use super::opening;
use super::scan::Scan;
use super::stage::Tail;
use super::store::{Held, Store};
use super::witness::Witness;
use super::{Entry, Heading, Journal, JournalError, Loaded, OpenError, Record};
use crate::place;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::mem;
use std::path::{Path, PathBuf};

const RESTORED: &str =
    "Das Journal war von außen gelöscht und ist neu geschrieben. Die Ablage prüfen.";

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
        Card::find(folder)?;
        Scan::of(&found(folder)?).map_err(|newer| OpenError::newer(newer.0))?;
        Ok(())
    }

    /// Opens a meeting whose lock is taken.
    pub(crate) fn open(
        folder: &Path,
        id: &MeetingId,
        modes: Modes,
        lock: Lock,
        holder: &Holder,
    ) -> Result<Self, OpenError> {
        let mut notes = Vec::new();
        let bytes = found(folder)?;
        let scan = Scan::of(&bytes).map_err(|newer| OpenError::newer(newer.0))?;
        let card = Card::find(folder)?;
        let settled = card.as_ref().map_or(0, |card| card.stored);
        // Why: what only the store has is in the journal before anything is done to the store.
        let needed = scan.lacks(settled);
        let (mut store, held) = if needed {
            (None, opening::copied(folder, modes, settled)?)
        } else {
            opening::opened(folder, modes, lock.unclean, &mut notes).unzip()
        };
        let mut mended = mend(&scan, held.as_ref(), settled);
        check_found(&scan, held.as_ref(), &mended)?;
        mended.repairs.splice(0..0, notes.drain(..));
        mended.repairs.extend(missing(mended.last(), card.as_ref()));
        mended.repairs.extend(unknown_head(&mended, card.as_ref()));
        mended.repairs.extend(mended.rebuild.then(|| opening::to_rebuild(folder)));
        let damaged = Damaged { folder, id, modes, bytes: &bytes, scan: &scan };
        let witness = damaged.mend(held.as_ref(), &mut mended, holder)?;
        if needed && !mended.rebuild {
            let (opened, again) = opening::opened(folder, modes, lock.unclean, &mut notes).unzip();
            store = opened;
            mended.repairs.append(&mut notes);
            if again != held {
                mended.give_up_store(&scan);
                mended.repairs.push(opening::to_rebuild(folder));
            }
        }
        let tail = Tail::of(&mended);
        if mended.rebuild {
            store = opening::rebuilt(folder, modes, store, &mut mended);
        }
        let (heading, stale) = heading_now(card, lock.unclean, &mended, &scan, id);
        let card = Card::new(heading.clone(), tail.chain, settled);
        let mut journal = Self {
            folder: folder.to_owned(),
            modes,
            lock,
            witness,
            store,
            tail,
            lag: mended.lag.clone(),
            card,
            heading: stale.then_some(heading),
            loaded: None,
            repairs: Vec::new(),
        };
        // Why the entries first: what the card says of the store tells what is missing.
        if !mended.repairs.is_empty() && mended.noted == mended.repairs.len() {
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

    /// Writes the meeting anew where its folder was deleted; the next try finds it.
    fn come_back(&mut self) -> Result<(), OpenError> {
        if !self.witness.is_gone() {
            return Ok(());
        }
        let failed = |error| OpenError::Failed(trouble("Der Ordner fehlt", &error));
        let folder = self.folder.clone();
        place::make_dirs(place::folder_of(&folder), |_| place::ALONE).map_err(failed)?;
        if !folder.is_dir() {
            self.modes.make_dir(&folder).map_err(failed)?;
            files::sync_dir(place::folder_of(&folder)).map_err(failed)?;
        }
        if fs::symlink_metadata(folder.join("sperre")).is_err() {
            self.lock.renew(&folder, self.modes)?;
        }
        self.witness.restore().map_err(failed)?;
        self.heading.get_or_insert_with(|| self.card.heading.clone());
        self.repairs.push(RESTORED.to_owned());
        Ok(())
    }

    /// Refuses to touch a folder that was deleted and is another meeting's by now.
    fn is_ours(&self) -> Result<(), JournalError> {
        if !self.lock.is_replaced(&self.folder) {
            return Ok(());
        }
        let message = "Der Ordner der Sitzung wurde von außen ersetzt. Die Ablage prüfen.";
        Err(JournalError { message: message.to_owned() })
    }

    /// Gives up the copy of the store that was there before it was opened: on a full disk it takes
    /// the room of what is being typed.
    fn make_room(&self) {
        if self.is_ours().is_err() {
            return;
        }
        let _ = fs::remove_dir_all(self.folder.join(STORE).with_extension("vorher"));
    }

    fn write_card(&mut self, stored: u64) -> Result<(), JournalError> {
        let heading = self.heading.clone().unwrap_or_else(|| self.card.heading.clone());
        let card = Card::new(heading, self.tail.chain, stored);
        if card != self.card || self.heading.is_some() {
            self.is_ours()?;
            card.write(&self.folder, self.modes)?;
            self.card = card;
            self.heading = None;
        }
        Ok(())
    }

    fn fill_store(&mut self) -> Result<(), String> {
        let path = self.folder.join(STORE);
        let mut told = "Der zweite Speicher ist jetzt aus dem Journal aufgebaut.";
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
            if path.is_dir() {
                told = "Der zweite Speicher war ausgefallen und ist aus dem Journal neu aufgebaut; \
                        der alte liegt daneben (sled.defekt).";
            }
        }
        Store::answers()?;
        let scan = self.acknowledged().map_err(|error| error.to_string())?;
        Store::build(&path, self.modes, &mend(&scan, None, 0).lag)?;
        self.store = Some(Store::open(&path, self.modes)?);
        self.lag = Held::default();
        self.repairs.push(told.to_owned());
        Ok(())
    }
}

impl Journal for MeetingJournal {
    fn load(&mut self) -> Result<Loaded, JournalError> {
        if let Some(loaded) = self.loaded.take() {
            return Ok(loaded);
        }
        let mut loaded = mend(&self.acknowledged()?, None, 0).loaded();
        loaded.repairs = mem::take(&mut self.repairs);
        Ok(loaded)
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        let staged = self.tail.stage(records)?;
        if !staged.lines.is_empty() {
            let lines = staged.lines.iter().map(Vec::as_slice);
            if self.witness.is_closed() {
                self.is_ours()?;
            }
            if let Err(error) = self.witness.append(lines) {
                self.make_room();
                self.come_back().map_err(|_| error.clone())?;
                return Err(error);
            }
            if let Some(stale) = self.loaded.take() {
                self.repairs = stale.repairs;
            }
            self.tail.advance(staged.tail);
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
        self.is_ours()?;
        let filled = self.fill_store().map_err(|error| JournalError {
            message: format!(
                "Gesichert ist alles, aber der zweite Speicher ist nicht auf dem Stand: {error}"
            ),
        });
        let stored = if filled.is_ok() { self.tail.last } else { self.card.stored };
        self.write_card(stored).and(filled)
    }

    fn mended(&mut self) -> Vec<String> {
        if self.loaded.is_some() { Vec::new() } else { mem::take(&mut self.repairs) }
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

/// Tells which entries are gone that were there, and whether the card is.
fn missing(last: u64, card: Option<&Card>) -> Option<String> {
    let Some(card) = card else {
        return Some("Der Kopf der Sitzung fehlte und ist neu geschrieben.".to_owned());
    };
    let (from, to) = (last + 1, card.stored);
    (to > last).then(|| {
        format!(
            "Es fehlt, was zuletzt da war: Eintrag {from} bis {to}. Mit einer Sicherung abgleichen."
        )
    })
}

/// Tells whether the card noted a head of the chain that is in no entry.
fn unknown_head(mended: &Mended, card: Option<&Card>) -> Option<String> {
    let card = card.filter(|card| card.stored <= mended.last())?;
    // Where an entry is lost, that may have been it.
    let is_it = |kept: &Kept| kept.chain.is_none_or(|chain| chain.to_string() == card.chain);
    let none = card.chain.is_empty() || card.chain == Chain::default().to_string();
    (!none && !mended.history.iter().rev().any(is_it)).then(|| {
        format!(
            "Die Prüfsumme {} …, die im Kopf der Sitzung steht, hat kein Eintrag: außerhalb von \
             wortlaut verändert. Mit einer Sicherung abgleichen.",
            card.chain.get(..16).unwrap_or_default()
        )
    })
}

/// Refuses what a later version wrote into the store, and what holds no meeting at all.
fn check_found(scan: &Scan, held: Option<&Held>, mended: &Mended) -> Result<(), OpenError> {
    let header = held.and_then(|held| held.header.as_deref()).map(codec::line);
    if let Some(Err(Flaw::Newer(version))) = header {
        return Err(OpenError::newer(version));
    }
    if scan.is_empty() && mended.history.is_empty() {
        let message = "In diesem Ordner ist keine lesbare Sitzung. Eine Sicherung einspielen.";
        return Err(OpenError::Failed(JournalError { message: message.to_owned() }));
    }
    Ok(())
}

/// The heading, and whether it has to be written: after a kill the card may say less than the
/// journal, and the list of meetings would go on saying so.
fn heading_now(
    card: Option<Card>,
    unclean: bool,
    mended: &Mended,
    scan: &Scan,
    id: &MeetingId,
) -> (Heading, bool) {
    let entries = || mended.history.iter().map(|kept| kept.entry.clone()).collect::<Vec<Entry>>();
    match card.map(|card| card.heading) {
        Some(noted) if !unclean || told(&noted, &entries()).is_none_or(|told| told == noted) => {
            (noted, false)
        }
        _ => {
            let made = scan.header.as_ref().and_then(|header| header.created);
            (heading_of(&entries(), id.as_str(), made), true)
        }
    }
}

fn read_journal(folder: &Path) -> Result<Vec<u8>, JournalError> {
    let path = folder.join(JOURNAL);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        _ => files::read(&path, "Das Journal ist nicht lesbar"),
    }
}

/// Reads the journal of a meeting that is to be opened, and says what helps if the disk does not
/// give it.
fn found(folder: &Path) -> Result<Vec<u8>, JournalError> {
    read_journal(folder).map_err(|error| JournalError {
        message: format!(
            "{} Bleibt es dabei, journal.jsonl aus dem Ordner der Sitzung wegbewegen; dann gilt, \
             was der zweite Speicher hat.",
            error.message
        ),
    })
}

/// The journal file of a meeting as it was found.
struct Damaged<'a> {
    folder: &'a Path,
    id: &'a MeetingId,
    modes: Modes,
    bytes: &'a [u8],
    scan: &'a Scan,
}

impl Damaged<'_> {
    /// Brings it up to date, and adds what was mended in the same writing.
    fn mend(
        &self,
        held: Option<&Held>,
        mended: &mut Mended,
        holder: &Holder,
    ) -> Result<Witness, OpenError> {
        let Self { folder, modes, scan, .. } = *self;
        let path = folder.join(JOURNAL);
        if mended.rewrite {
            return self.rewrite(&path, held, mended, holder).map_err(|error| {
                OpenError::Failed(trouble("Das Journal lässt sich nicht heilen", &error))
            });
        }
        let mut witness = Witness::at(&path, modes, scan.whole, scan.open_end);
        let unnoted = (!mended.repairs.is_empty()).then(|| mended.clone());
        mended.note(holder);
        if !mended.behind.is_empty() {
            match (witness.append(mended.behind.iter().map(Vec::as_slice)), unnoted) {
                (Ok(()), _) => {}
                // Why: a full disk must not keep anybody from reading what needs no mending.
                (Err(_), Some(unnoted)) if unnoted.behind.is_empty() => *mended = unnoted,
                (Err(error), _) => return Err(error.into()),
            }
        }
        Ok(witness)
    }

    fn rewrite(
        &self,
        path: &Path,
        held: Option<&Held>,
        mended: &mut Mended,
        holder: &Holder,
    ) -> io::Result<Witness> {
        let Self { id, modes, bytes, scan, .. } = *self;
        let header = match (&scan.header, held.and_then(|held| held.header.as_ref())) {
            (Some(_), _) => scan.header_raw.clone(),
            (None, Some(raw)) if matches!(codec::line(raw), Ok(codec::Line::Header(_))) => {
                raw.clone()
            }
            (None, _) => codec::header(id.as_str(), None),
        };
        if !bytes.is_empty() {
            let aside = files::aside(path);
            let options = &mut OpenOptions::new();
            let mut copy = modes.open(&aside, options.write(true).create_new(true))?;
            copy.write_all(bytes).and_then(|()| copy.sync_all())?;
            let name = aside.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let told = format!("Das Journal ist neu geschrieben; das alte liegt in {name}.");
            mended.repairs.push(told);
        }
        mended.note(holder);
        let file = mended.file(scan, &header);
        modes.replace(path, &file)?;
        mended.lag.header = Some(header);
        Ok(Witness::at(path, modes, u64::try_from(file.len()).unwrap_or(u64::MAX), false))
    }
}
