//! Writing what is given out into files: whole or not at all, in the place that was named and in no
//! other, over nothing that was there unless that is asked for, and for nobody else to read.
//!
//! An exported file is its owner's alone, wherever it lies. Only in a folder that a group shares
//! (setgid, open to the group) the group may read it: that is what such a folder is for.

use crate::account;
use crate::export::Document;
use crate::place::{self, folder_of, is_shared};
use crate::text::Clean;
use crate::trouble::why;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Before the number of the program, in the name of a file that is not whole yet.
const BESIDE: &str = ".wortlaut.";

/// What becomes of a file that is there with other content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Keep,
    /// It is replaced as a whole.
    Replace,
}

/// Why something could not be written.
#[derive(Debug)]
pub enum OutboxError {
    /// Files are there already, with other content; nothing is written.
    Differs {
        /// The first of them.
        path: PathBuf,
        /// How many there are besides.
        others: usize,
    },
    /// Something stands in the place of a file or a folder that is none of ours; what it is.
    Taken(PathBuf, String),
    /// The operating system refuses.
    Io(PathBuf, io::Error),
}

impl std::fmt::Display for OutboxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Differs { path, others } => {
                let path = path.display();
                match others {
                    0 => write!(f, "{path} gibt es schon, mit anderem Inhalt."),
                    1 => write!(f, "{path} und eine weitere gibt es schon, mit anderem Inhalt."),
                    _ => {
                        write!(f, "{path} und {others} weitere gibt es schon, mit anderem Inhalt.")
                    }
                }
            }
            Self::Taken(path, what) => {
                write!(f, "{} lässt sich nicht schreiben: {what}", path.display())
            }
            Self::Io(path, error) => {
                write!(f, "{} lässt sich nicht schreiben: {}", path.display(), why(error))
            }
        }
    }
}

impl std::error::Error for OutboxError {}

/// Writes `documents` into `folder`, which is made, for its owner alone, if it is not there.
/// Returns how many were written anew; those that stand there already, to the byte, are left.
///
/// # Errors
/// Names the file that could not be written; those before it are written, each of them whole.
/// Nothing is written where some are there with other content and are to be kept.
pub fn write_all(
    folder: &Path,
    documents: &[Document],
    existing: Existing,
) -> Result<usize, OutboxError> {
    let failed = |error| OutboxError::Io(folder.to_owned(), error);
    refuse_strange_link(folder)?;
    place::make_dirs(folder, for_folder).map_err(failed)?;
    let paths: Vec<_> = documents.iter().map(|document| folder.join(&document.name)).collect();
    let mut differ = Vec::new();
    for (path, document) in paths.iter().zip(documents) {
        if look(path, document.text.as_bytes())? == Found::Other {
            differ.push(path);
        }
    }
    if let (Existing::Keep, [first, rest @ ..]) = (existing, differ.as_slice()) {
        return Err(OutboxError::Differs { path: first.to_path_buf(), others: rest.len() });
    }
    let mut written = 0;
    for (path, document) in paths.iter().zip(documents) {
        written += usize::from(write(path, &document.text, existing)?);
    }
    Ok(written)
}

/// Writes one file beside its place and moves it there when it is safe. Tells whether it was
/// written: one that is there to the byte stays.
///
/// # Errors
/// When it cannot be written, or is there with other content and is to be kept; then what stood
/// there still does.
pub fn write(path: &Path, text: &Clean, existing: Existing) -> Result<bool, OutboxError> {
    write_exactly(path, text.as_bytes(), existing)
}

/// The same for what only this program reads again, to the byte: a backup.
///
/// # Errors
/// As [`write()`].
pub fn write_exactly(path: &Path, bytes: &[u8], existing: Existing) -> Result<bool, OutboxError> {
    let folder = folder_of(path);
    refuse_strange_link(folder)?;
    clear_leftovers(folder);
    match (look(path, bytes)?, existing) {
        (Found::Same, _) => {
            // The one who wrote it may not have come so far.
            place::sync(folder).map_err(|error| OutboxError::Io(path.to_owned(), error))?;
            return Ok(false);
        }
        (Found::Other, Existing::Keep) => {
            return Err(OutboxError::Differs { path: path.to_owned(), others: 0 });
        }
        (Found::Nothing, _) | (Found::Other, Existing::Replace) => {}
    }
    let failed = |error| OutboxError::Io(path.to_owned(), error);
    let beside = written_beside(folder, bytes).map_err(failed)?;
    let moved = match existing {
        Existing::Replace => fs::rename(&beside, path),
        Existing::Keep => publish(&beside, path, bytes),
    };
    let _ = fs::remove_file(&beside);
    match moved.and_then(|()| place::sync(folder)) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(OutboxError::Differs { path: path.to_owned(), others: 0 })
        }
        done => done.map(|()| true).map_err(failed),
    }
}

/// What stands in the place of a file.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Same,
    Other,
}

fn look(path: &Path, bytes: &[u8]) -> Result<Found, OutboxError> {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(OutboxError::Io(path.to_owned(), error)),
    };
    if let Some(kind) = place::what_else(meta.file_type()) {
        return Err(OutboxError::Taken(path.to_owned(), kind.to_owned()));
    }
    let same = place::read_unlinked(path, bytes.len() as u64).is_ok_and(|old| old == bytes);
    Ok(if same { Found::Same } else { Found::Other })
}

/// Why: in a folder where others may write, such a link leads where they want.
fn refuse_strange_link(folder: &Path) -> Result<(), OutboxError> {
    match fs::symlink_metadata(folder) {
        Ok(meta) if meta.is_symlink() && !place::is_own(&meta) => {
            let owner = account::shown(meta.uid());
            let what = format!("Der Ordner ist eine Verknüpfung des Kontos {owner}.");
            Err(OutboxError::Taken(folder.to_owned(), what))
        }
        _ => Ok(()),
    }
}

/// Writes a new file into the folder, under a name that nobody looks for.
fn written_beside(folder: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let (path, mut file) = new_beside(folder)?;
    let mut write = || {
        if is_shared(&fs::metadata(folder)?) {
            file.set_permissions(Permissions::from_mode(0o640))?;
        }
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().inspect_err(|_| drop(fs::remove_file(&path)))?;
    Ok(path)
}

/// Takes away what killed programs of this clerk left beside its place: nobody was promised it, and
/// the non-public part may stand in it.
fn clear_leftovers(folder: &Path) {
    let Ok(children) = fs::read_dir(folder) else { return };
    for child in children.flatten() {
        let name = child.file_name();
        let rest = name.to_str().and_then(|name| name.strip_prefix(BESIDE));
        let Some(pid) = rest.and_then(|rest| rest.split('.').next()?.parse::<u32>().ok()) else {
            continue;
        };
        let running = Path::new("/proc").join(pid.to_string()).exists();
        let ours = child.metadata().is_ok_and(|meta| meta.is_file() && place::is_own(&meta));
        if ours && !running {
            let _ = fs::remove_file(child.path());
        }
    }
}

fn new_beside(folder: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0;
    loop {
        let path = folder.join(format!("{BESIDE}{}.{number}", std::process::id()));
        match new(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 100 => number += 1,
            made => return made.map(|file| (path, file)),
        }
    }
}

/// Makes a file where none is. This follows no link, whoever laid one there.
fn new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Gives a new file its name, if nobody else has taken that by now.
fn publish(beside: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::hard_link(beside, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            // Why: a stick for a Windows machine knows no second names.
            match place::rename_alone(beside, path) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                    // Nor does every file system know this. Whole or not at all is then a matter
                    // of taking back what failed.
                    let mut file = new(path)?;
                    let written = file.write_all(bytes).and_then(|()| file.sync_all());
                    written.inspect_err(|_| drop(fs::remove_file(path)))
                }
                done => done,
            }
        }
        done => done,
    }
}

/// A new folder inside of one that a group shares is the group's too.
fn for_folder(above: &Metadata) -> u32 {
    if is_shared(above) { place::SHARED } else { place::ALONE }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Existing::{Keep, Replace};
    use std::os::unix::fs::symlink;

    fn document(text: &str) -> Document {
        Document { name: "auszug.txt".to_owned(), text: text.into() }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    #[test]
    fn a_file_is_private_and_replaced_only_when_that_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("neu/tief");
        assert_eq!(write_all(&inside, &[document("eins")], Keep).unwrap(), 1);
        assert_eq!(write_all(&inside, &[document("eins")], Keep).unwrap(), 0);
        let other = Document { name: "anderer.txt".to_owned(), text: "neu".into() };
        let error = write_all(&inside, &[other, document("zwei")], Keep).unwrap_err();
        assert!(error.to_string().ends_with("auszug.txt gibt es schon, mit anderem Inhalt."));
        let path = inside.join("auszug.txt");
        assert_eq!(fs::read_to_string(&path).unwrap(), "eins");
        assert_eq!(fs::read_dir(&inside).unwrap().count(), 1, "all of them, or none");
        assert_eq!(write_all(&inside, &[document("zwei")], Replace).unwrap(), 1);
        assert_eq!(fs::read_to_string(&path).unwrap(), "zwei");
        assert_eq!((mode(&path), mode(&inside)), (0o600, 0o700));
        assert_eq!(fs::read_dir(&inside).unwrap().count(), 1);
    }

    #[test]
    fn in_a_folder_of_a_group_the_group_may_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o2770)).unwrap();
        let inside = folder.path().join("neu");
        write_all(&inside, &[document("eins")], Keep).unwrap();
        assert_eq!((mode(&inside.join("auszug.txt")), mode(&inside)), (0o640, 0o2770));
    }

    #[test]
    fn what_is_no_file_is_neither_followed_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let victim = folder.path().join("fremd");
        let path = folder.path().join("auszug.txt");
        fs::write(&victim, "bleibt").unwrap();
        symlink(&victim, &path).unwrap();
        assert!(write(&path, &"neu".into(), Keep).is_err());
        let told = write(&path, &"neu".into(), Replace).unwrap_err().to_string();
        assert!(told.contains("Das ist eine Verknüpfung."), "{told}");
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        let told = write(&path, &"neu".into(), Replace).unwrap_err().to_string();
        assert!(told.contains("Das ist ein Ordner."), "{told}");
        fs::remove_dir(&path).unwrap();
        // A second name of a file: the name is taken, the file stays as it is.
        fs::hard_link(&victim, &path).unwrap();
        assert!(write(&path, &"neu".into(), Replace).unwrap());
        assert_eq!(fs::read_to_string(&victim).unwrap(), "bleibt");
        assert_eq!(fs::read_to_string(&path).unwrap(), "neu");
    }

    #[test]
    fn a_name_that_is_taken_meanwhile_is_left_to_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let (path, beside) = (folder.path().join("auszug.txt"), folder.path().join("neben"));
        fs::write(&path, "anderer").unwrap();
        fs::write(&beside, "neu").unwrap();
        let error = publish(&beside, &path, b"neu").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        // No second names: it gets a new one, and just as careful.
        let error = place::rename_alone(&beside, &path).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        place::rename_alone(&beside, &folder.path().join("anders")).unwrap();
        assert!(!beside.exists());
        // Nor that: written in its place.
        let error = publish(&folder.path().join("weg"), &path, b"neu").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        publish(&folder.path().join("weg"), &folder.path().join("frei"), b"neu").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "anderer");
    }
}
