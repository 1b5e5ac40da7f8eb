//! The second store: the same lines as in the journal file, kept by sled. The only file that
//! names sled.
//!
//! sled 0.34.7 needs care: its flush does not sync the file, a value above 4 KiB ends in a file
//! that nobody syncs, a snapshot that a kill cut short is taken for a whole one, and damage makes
//! it panic or, worse, forget in silence what stood behind it. Each has its answer here; whether
//! something is missing is for the caller to find out, who has the other witness.

use super::files::{self, Modes};
use super::patience::Calls;
use sled::{Batch, Db, Tree};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::mem::{self, ManuallyDrop};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Longest value: what is longer goes into blob files that sled never syncs.
pub(crate) const CHUNK: usize = 4096;

const CACHE: u64 = 16 * 1024 * 1024;

const LOCK_TRIES: u32 = 40;
const LOCK_PAUSE: Duration = Duration::from_millis(50);
/// Every call to sled, as after an error it may hang.
static SLED: Calls = Calls::to("sled-call");
/// Longest wait for it. Nothing is saved while the writer waits, so the wait is short, but for that
/// at the opening.
const PATIENCE: Duration = Duration::from_secs(10);
const PATIENCE_OPENING: Duration = Duration::from_secs(30);
/// How often a thread of sled looks whether there is something to flush or to clear away. What
/// must be safe is flushed by name; every half second, as by default, is computing for nothing.
const TIDY_EVERY_MS: u64 = 10_000;

const DRAFT: &[u8] = b"draft";
const RESUME: &[u8] = b"resume";
const HEADER: &[u8] = b"line-1";
const HEAD: &[u8] = b"head";

/// Lines, without their ends: what the store holds, or what it is asked to take in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Held {
    /// History by number.
    pub(crate) entries: BTreeMap<u64, Vec<u8>>,
    /// What was being typed.
    pub(crate) draft: Option<Vec<u8>>,
    /// Where the clerk was.
    pub(crate) resume: Option<Vec<u8>>,
    /// Line 1 of the journal.
    pub(crate) header: Option<Vec<u8>>,
    /// Number of entries, last number and head of the chain, as last noted.
    pub(crate) head: Option<Vec<u8>>,
}

/// An open store. [`Store::close`] closes it; merely let go, it is leaked on purpose: after an
/// error, sled could panic twice while it is dropped, and that would end the program.
pub(crate) struct Store {
    path: PathBuf,
    modes: Modes,
    inner: Option<Inner>,
}

#[derive(Clone)]
struct Inner {
    entries: Tree,
    drafts: Tree,
    resume: Tree,
    meta: Tree,
    db: Db,
}

impl Drop for Store {
    fn drop(&mut self) {
        mem::forget(self.inner.take());
    }
}

impl Store {
    /// Fails while a store of this program hangs, and with it all of them: what this one holds is
    /// not to be had, and that says nothing of it.
    pub(crate) fn answers() -> Result<(), String> {
        SLED.answer()
    }

    /// Opens the store, or makes it. The error says what is broken in it.
    pub(crate) fn open(path: &Path, modes: Modes) -> Result<Self, String> {
        let place = path.to_owned();
        let open = move || -> sled::Result<Inner> {
            let config = sled::Config::new().path(place).cache_capacity(CACHE);
            // Why: half open, it is leaked after an error too.
            let db = ManuallyDrop::new(config.flush_every_ms(Some(TIDY_EVERY_MS)).open()?);
            Ok(Inner {
                entries: db.open_tree("entries")?,
                drafts: db.open_tree("drafts")?,
                resume: db.open_tree("resume")?,
                meta: db.open_tree("meta")?,
                db: ManuallyDrop::into_inner(db),
            })
        };
        let mut opened = SLED.within(PATIENCE_OPENING, open.clone())?;
        for _ in 0..LOCK_TRIES {
            // Why: threads of a store that this program has just closed may hold sled's own lock
            // for a moment. Another program cannot: the meeting's lock is ours.
            match &opened {
                Err(sled::Error::Io(error)) if error.to_string().contains("acquire lock") => {
                    thread::sleep(LOCK_PAUSE);
                    opened = SLED.within(PATIENCE_OPENING, open.clone())?;
                }
                _ => break,
            }
        }
        let inner = Some(opened.map_err(told)?);
        let store = Self { path: path.to_owned(), modes, inner };
        modes.fit_tree(path).map_err(told)?;
        Ok(store)
    }

    /// Makes a store beside its place and moves it there once it would survive a power cut.
    /// What stands in its place is set aside.
    pub(crate) fn build(path: &Path, modes: Modes, lag: &Held) -> Result<(), String> {
        let beside = path.with_extension("neu");
        let built = (|| {
            files::gone_is_fine(fs::remove_dir_all(&beside)).map_err(told)?;
            modes.make_dir(&beside).map_err(told)?;
            let mut store = Self::open(&beside, modes)?;
            store.put(lag)?;
            store.flush()?;
            store.close()?;
            publish(&beside, path).map_err(told)
        })();
        if built.is_err() {
            let _ = fs::remove_dir_all(&beside);
        }
        built
    }

    fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> sled::Result<T> + Send + 'static,
    ) -> Result<T, String> {
        let inner = self.inner.clone().ok_or("closed")?;
        SLED.within(PATIENCE, move || work(&inner))?.map_err(told)
    }

    /// Reads everything.
    pub(crate) fn read(&self) -> Result<Held, String> {
        self.with(|inner| {
            let mut entries = BTreeMap::<u64, Vec<u8>>::new();
            for pair in &inner.entries {
                let (key, value) = pair?;
                if let Some((seq, _)) = key.split_first_chunk::<8>() {
                    let line = entries.entry(u64::from_be_bytes(*seq)).or_default();
                    line.extend_from_slice(&value);
                }
            }
            Ok(Held {
                entries,
                draft: get(&inner.drafts, DRAFT)?,
                resume: get(&inner.resume, RESUME)?,
                header: get(&inner.meta, HEADER)?,
                head: get(&inner.meta, HEAD)?,
            })
        })
    }

    /// Takes lines in. They are safe once [`Store::flush`] has returned.
    pub(crate) fn put(&mut self, lag: &Held) -> Result<(), String> {
        let lag = lag.clone();
        self.with(move |inner| {
            let mut batch = Batch::default();
            for (seq, line) in &lag.entries {
                replace(&inner.entries, &mut batch, &seq.to_be_bytes(), line)?;
            }
            inner.entries.apply_batch(batch)?;
            for (tree, key, line) in [
                (&inner.drafts, DRAFT, &lag.draft),
                (&inner.resume, RESUME, &lag.resume),
                (&inner.meta, HEADER, &lag.header),
                (&inner.meta, HEAD, &lag.head),
            ] {
                if let Some(line) = line {
                    let mut batch = Batch::default();
                    replace(tree, &mut batch, key, line)?;
                    tree.apply_batch(batch)?;
                }
            }
            Ok(())
        })
    }

    /// Makes everything survive a power cut.
    pub(crate) fn flush(&mut self) -> Result<(), String> {
        self.with(|inner| inner.db.flush().map(drop))?;
        // Why: sled's flush calls sync_file_range, which writes no metadata and no drive cache.
        let db = File::open(self.path.join("db")).map_err(told)?;
        db.sync_data().map_err(told)?;
        self.modes.fit_tree(&self.path).map_err(told)
    }

    /// Closes it; only for a store that has had no error.
    pub(crate) fn close(mut self) -> Result<(), String> {
        let inner = self.inner.take();
        SLED.within(PATIENCE, move || drop(inner))
    }
}

/// Moves the snapshots that a kill cut short out of the way: sled would take them for whole.
/// Gives how many there were.
pub(crate) fn move_half_snapshots(store: &Path, to: &Path, modes: Modes) -> io::Result<usize> {
    let mut moved = 0;
    let Ok(children) = fs::read_dir(store) else { return Ok(0) };
    for child in children {
        let name = child?.file_name();
        if !name.to_string_lossy().ends_with(".generating") {
            continue;
        }
        if !to.is_dir() {
            modes.make_dir(to)?;
        }
        fs::rename(store.join(&name), to.join(&name))?;
        moved += 1;
    }
    Ok(moved)
}

fn publish(beside: &Path, path: &Path) -> io::Result<()> {
    let parent = path.parent().unwrap_or(path);
    files::sync_tree(beside)?;
    files::sync_dir(parent)?;
    if fs::symlink_metadata(path).is_ok() {
        fs::rename(path, free_place(path)?)?;
    }
    fs::rename(beside, path)?;
    files::sync_dir(parent)
}

/// Finds a name for a broken store. At most three are kept: all that counts is in the journal.
fn free_place(path: &Path) -> io::Result<PathBuf> {
    let free = files::aside(path);
    let last = path.with_extension("defekt-3");
    if last.exists() {
        fs::remove_dir_all(&last)?;
        return Ok(last);
    }
    Ok(free)
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Writes a line as chunks under `key`, and takes away what an older, longer one left.
fn replace(tree: &Tree, batch: &mut Batch, key: &[u8], line: &[u8]) -> sled::Result<()> {
    let mut written = 0_u32;
    for chunk in line.chunks(CHUNK) {
        batch.insert(chunk_key(key, written), chunk);
        written = written.saturating_add(1);
    }
    let old = chunk_key(key, written);
    for stale in tree.scan_prefix(key).keys() {
        let stale = stale?;
        if *stale >= *old {
            batch.remove(stale);
        }
    }
    Ok(())
}

fn chunk_key(key: &[u8], number: u32) -> Vec<u8> {
    [key, &number.to_be_bytes()].concat()
}

fn get(tree: &Tree, key: &[u8]) -> sled::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    for pair in tree.scan_prefix(key) {
        line.extend_from_slice(&pair?.1);
    }
    Ok((!line.is_empty()).then_some(line))
}
