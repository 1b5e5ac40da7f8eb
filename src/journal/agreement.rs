//! Whether what lies beside a journal file agrees with it: its second store, its head in
//! `kopf.json`, and who may get at it all.
//!
//! Nothing in the Ablage is touched. sled cannot be looked at without being changed, so a copy of
//! it is, in a folder of the clerk's own.

use super::card::{Card, differing};
use super::files::Modes;
use super::folder::{JOURNAL, STORE};
use super::mend::{decode, ranges};
use super::proof::is_clean;
use super::scan::Scan;
use super::store::{Held, Store, move_half_snapshots};
use super::{Archive, Heading, MeetingId, OpenError, lock};
use crate::place;
use crate::trouble::why;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How the folder of a copy begins; the number of the process follows.
const COPY: &str = "pruefung-";

/// What lies beside a journal file, held against it. Told in German.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Where the head of the meeting says something else than its journal.
    pub card: Vec<String>,
    /// Who may get at it who should not, or may not who should.
    pub modes: Vec<String>,
    /// What became of the second store.
    pub store: Second,
}

/// The second store, held against the journal file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Second {
    /// It holds the same lines, so many.
    Same(u64),
    /// It holds the same lines up to the first number; the file ends with the second. It is
    /// filled when the meeting is opened.
    Behind(u64, u64),
    /// It does not fit.
    Other(Vec<String>),
    /// It was not looked at, and why.
    Unread(String),
}

impl Archive {
    /// Holds everything that lies in the folder of a meeting against its journal. `beside`: a
    /// folder of the clerk's own, outside of the Ablage, where a copy may lie for a moment.
    ///
    /// # Errors
    /// When the journal cannot be read, or a later version wrote it.
    pub fn agree(&self, id: &MeetingId, beside: Option<&Path>) -> Result<Agreement, OpenError> {
        let folder = self.folder(id);
        let clean = is_clean(&folder);
        let card = Card::read(&folder).ok();
        let bytes = self.journal_of(id)?;
        let scan = Scan::of(&bytes).map_err(|newer| OpenError::newer(newer.0))?;
        let in_order = clean && is_clean(&folder);
        let heading = card.as_ref().filter(|_| in_order).map(|card| &card.heading);
        let settled = card.as_ref().map_or(0, |card| card.stored);
        Ok(Agreement {
            card: heading.map_or_else(Vec::new, |heading| odd(heading, &scan)),
            modes: self.modes().astray(&folder),
            store: self.second(&folder, beside, &scan, settled),
        })
    }

    fn second(&self, folder: &Path, beside: Option<&Path>, scan: &Scan, settled: u64) -> Second {
        let path = folder.join(STORE);
        if fs::symlink_metadata(&path).is_err() {
            return Second::Other(vec!["Er fehlt.".to_owned()]);
        }
        let Some(beside) = beside else {
            return Second::Unread("Kein Heimatverzeichnis für eine Kopie.".to_owned());
        };
        let open = || (!lock::is_open(folder)).then_some(());
        let busy = || Second::Unread("Die Sitzung ist gerade geöffnet.".to_owned());
        if open().is_none() {
            return busy();
        }
        let vetted = self.modes().vet_tree(&path);
        let copied = vetted.and_then(|()| Copy::of(&path, beside));
        // What somebody began to write meanwhile is no copy of anything.
        if open().is_none() {
            return busy();
        }
        match copied {
            Err(error) => Second::Unread(why(&error)),
            Ok(copy) => match copy.read() {
                Err(_) => Second::Other(vec!["Er ist beschädigt und nicht lesbar.".to_owned()]),
                Ok(held) => compared(&held, scan, settled),
            },
        }
    }
}

/// A copy of a store, that is gone when it is let go.
struct Copy(PathBuf);

impl Copy {
    fn of(store: &Path, beside: &Path) -> io::Result<Self> {
        place::make_dirs(beside, |_| place::ALONE)?;
        clear(beside);
        let copy = Self(beside.join(format!("{COPY}{}", std::process::id())));
        Modes::PRIVATE.make_dir(&copy.0)?;
        Modes::PRIVATE.copy_tree(store, &copy.store())?;
        Ok(copy)
    }

    fn store(&self) -> PathBuf {
        self.0.join(STORE)
    }

    fn read(&self) -> Result<Held, String> {
        let rest = self.0.join("rest");
        move_half_snapshots(&self.store(), &rest, Modes::PRIVATE).map_err(|it| it.to_string())?;
        let store = Store::open(&self.store(), Modes::PRIVATE)?;
        let held = store.read()?;
        let _ = store.close();
        Ok(held)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Takes away the copies that killed checks left.
fn clear(beside: &Path) {
    let Ok(children) = fs::read_dir(beside) else { return };
    for child in children.flatten() {
        let name = child.file_name();
        let left = name.to_str().and_then(|name| name.strip_prefix(COPY));
        let gone = |pid: &str| !Path::new("/proc").join(pid).exists();
        let own = |pid: &str| pid == std::process::id().to_string();
        if left.is_some_and(|pid| gone(pid) || own(pid)) {
            let _ = fs::remove_dir_all(child.path());
        }
    }
}

/// Holds the lines of the store against those of the file. Everything is written into the file
/// first, so only the file may have more.
fn compared(held: &Held, scan: &Scan, settled: u64) -> Second {
    let (last, have) = (scan.last(), held.entries.last_key_value().map_or(0, |(seq, _)| *seq));
    let other = |(seq, raw): (&u64, &Vec<u8>)| {
        scan.entries.get(seq).filter(|kept| kept.raw != *raw).map(|_| *seq)
    };
    let other: Vec<u64> = held.entries.iter().filter_map(other).collect();
    let keys = held.entries.keys().copied();
    let only_there: Vec<u64> = keys.filter(|seq| !scan.entries.contains_key(seq)).collect();
    let due = have.max(settled).min(last);
    let keys = scan.entries.keys().copied();
    let missing: Vec<u64> =
        keys.filter(|seq| *seq <= due && !held.entries.contains_key(seq)).collect();
    let mut flaws = Vec::new();
    for (seqs, what) in [
        (other, format!("steht dort anders als in {JOURNAL}")),
        (only_there, format!("steht nur dort, nicht in {JOURNAL}")),
        (missing, format!("fehlt dort, steht aber in {JOURNAL}")),
    ] {
        if !seqs.is_empty() {
            flaws.push(format!("Eintrag {} {what}.", ranges(seqs.into_iter())));
        }
    }
    let first =
        held.header.as_ref().is_some_and(|line| scan.header.is_some() && *line != scan.header_raw);
    if first {
        flaws.push(format!("Die erste Zeile ist dort anders als in {JOURNAL}."));
    }
    if flaws.is_empty() && decode(held).1 {
        flaws.push("Was er von sich selbst weiß, passt nicht zu seinen Einträgen.".to_owned());
    }
    match flaws.is_empty() {
        false => Second::Other(flaws),
        true if have < last => Second::Behind(have, last),
        true => Second::Same(have),
    }
}

/// What the head says otherwise than the journal.
fn odd(noted: &Heading, scan: &Scan) -> Vec<String> {
    let entries: Vec<_> = scan.entries.values().map(|kept| kept.entry.clone()).collect();
    let other = differing(noted, &entries).into_iter();
    other.map(|what| format!("kopf.json nennt {what} anders als das Journal.")).collect()
}
