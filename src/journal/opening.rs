//! Opening the store behind a journal, or making it anew.
//!
//! sled takes what the disk does not give for the end of what it wrote, and cuts off the rest. So
//! where the journal lacks something that the store may have, the store itself is not touched: a
//! copy is read, and the disk refusing anything is a reason not to go on.

use super::OpenError;
use super::card::Card;
use super::files::{Modes, trouble};
use super::folder::STORE;
use super::mend::{Mended, is_whole};
use super::store::{Held, Store, move_half_snapshots};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

const UNKNOWN: &str = "Dem Journal fehlen Einträge, und der zweite Speicher, der sie haben kann, \
    ist nicht lesbar. Nichts ist verändert; noch einmal öffnen, sobald der Datenträger antwortet. \
    Bleibt es dabei, den Ordner sled aus dem der Sitzung wegbewegen. Grund";
const HALF_SNAPSHOT: &str =
    "Ein halber Schnappschuss des zweiten Speichers liegt jetzt in sled.rest.";
/// How often a copy is read that is not whole.
const TRIES: usize = 2;

/// Opens and reads the store, if that can be done. After a kill, a copy of it as it was stays.
pub(super) fn opened(
    folder: &Path,
    modes: Modes,
    unclean: bool,
    notes: &mut Vec<String>,
) -> Option<(Store, Held)> {
    let path = folder.join(STORE);
    let _ = fs::remove_dir_all(path.with_extension("neu"));
    Card::tidy(folder);
    // Once more, behind the lock: with a group, it may be another folder by now.
    if !path.is_dir() || modes.vet_tree(&path).is_err() {
        return None;
    }
    let copy = path.with_extension("vorher");
    let _ = fs::remove_dir_all(&copy);
    if unclean && modes.copy_tree(&path, &copy).is_err() {
        let _ = fs::remove_dir_all(&copy);
    }
    match move_half_snapshots(&path, &path.with_extension("rest"), modes).ok()? {
        0 => {}
        _ => notes.push(HALF_SNAPSHOT.to_owned()),
    }
    let store = Store::open(&path, modes).ok()?;
    let held = store.read().ok()?;
    Some((store, held))
}

/// Reads what the store holds from a copy; `None`: there is no store, or it is damaged. It had
/// taken in everything up to `settled`.
///
/// # Errors
/// When the disk does not give all of it, or takes no copy: what is missing may be in it, and
/// would be given up for lost.
pub(super) fn copied(folder: &Path, modes: Modes, settled: u64) -> Result<Option<Held>, OpenError> {
    let path = folder.join(STORE);
    let copy = path.with_extension("vorher");
    let failed = |error: io::Error| OpenError::Failed(trouble(UNKNOWN, &error));
    match fs::symlink_metadata(&path) {
        Ok(meta) if meta.is_dir() => {}
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
        _ => return Ok(None),
    }
    let mut held = None;
    for _ in 0..TRIES {
        let _ = fs::remove_dir_all(&copy);
        let read = modes.copy_tree(&path, &copy).map(|()| read(&copy, modes));
        let _ = fs::remove_dir_all(&copy);
        held = read.map_err(failed)?;
        // Why: a disk that refused for a moment has left no trace in what sled says.
        if held.as_ref().is_some_and(|held| is_whole(held, settled)) {
            break;
        }
    }
    if held.is_none() && Store::answers().is_err() {
        return Err(failed(ErrorKind::TimedOut.into()));
    }
    Ok(held)
}

fn read(path: &Path, modes: Modes) -> Option<Held> {
    let halves = path.with_extension("halb");
    move_half_snapshots(path, &halves, modes).ok()?;
    let _ = fs::remove_dir_all(&halves);
    let store = Store::open(path, modes).ok()?;
    let held = store.read().ok()?;
    store.close().ok().map(|()| held)
}

/// Says that the store is to be made anew.
pub(super) fn to_rebuild(folder: &Path) -> String {
    let told = if folder.join(STORE).is_dir() {
        "Der zweite Speicher war beschädigt oder passt nicht zum Journal und wird daraus neu \
         aufgebaut; der alte liegt daneben (sled.defekt)."
    } else {
        "Der zweite Speicher fehlte und wird aus dem Journal neu aufgebaut."
    };
    told.to_owned()
}

/// Sets the store aside and makes it anew; a failure is told.
pub(super) fn rebuilt(
    folder: &Path,
    modes: Modes,
    old: Option<Store>,
    mended: &mut Mended,
) -> Option<Store> {
    let path = folder.join(STORE);
    if let Some(old) = old {
        let _ = old.close();
    }
    let built = Store::build(&path, modes, &mended.lag).and_then(|()| Store::open(&path, modes));
    if let Err(error) = &built {
        mended.repairs.push(format!(
            "Der zweite Speicher lässt sich nicht aufbauen und fehlt vorerst: {error}"
        ));
    }
    if built.is_ok() {
        mended.lag = Held::default();
    }
    built.ok()
}
