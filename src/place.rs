//! Places that others can get at. Reading a file that somebody else may have made: never waiting
//! for it, never more of it than fits, and where it is obeyed only from those who may give orders.
//! Making folders and own files that nobody else gets at.
//!
//! A pipe or a device in the place of a file would hold the clerk up for ever, or fill the memory;
//! a keymap or a profile that anybody on the machine can write would be a way into the minutes.

use crate::trouble::why;
use rustix::fs::{CWD, OFlags, RenameFlags, renameat_with};
use rustix::process::geteuid;
use std::fmt::{self, Display, Formatter};
use std::fs::{self, DirBuilder, File, FileType, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, MetadataExt as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Bytes of a file of settings at most: a keymap, a profile, text blocks, words.
pub const SETTINGS: u64 = 1 << 20;
/// Bytes of an agenda or of a list of members at most.
pub const IMPORT: u64 = 16 << 20;

/// Why a file is not read. In German, with its name.
#[derive(Debug)]
pub struct PlaceError {
    path: PathBuf,
    wrong: Wrong,
}

#[derive(Debug)]
enum Wrong {
    Io(io::Error),
    Kind(&'static str),
    Larger(u64),
    Foreign,
    Open,
}

impl PlaceError {
    /// What is, and what to do, without the name of the file.
    #[must_use]
    pub fn why(&self) -> String {
        match &self.wrong {
            Wrong::Io(error) => why(error),
            Wrong::Kind(kind) => (*kind).to_owned(),
            Wrong::Larger(most) => format!(
                "Die Datei ist zu groß, höchstens {} MiB. Prüfen, ob es die richtige ist.",
                most >> 20
            ),
            Wrong::Foreign => "Die Datei gehört einem anderen Konto. \
                               Durch eine eigene ersetzen."
                .to_owned(),
            Wrong::Open => "Alle auf diesem Rechner dürfen die Datei ändern. \
                            Den Inhalt prüfen, dann hilft chmod o-w."
                .to_owned(),
        }
    }

    /// Tells whether there is nothing by this name.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(&self.wrong, Wrong::Io(error) if error.kind() == ErrorKind::NotFound)
    }

    /// Tells whether the disk did not give what stands there.
    pub(crate) fn is_refused(&self) -> bool {
        matches!(&self.wrong, Wrong::Io(_)) && !self.is_missing()
    }
}

impl Display for PlaceError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} lässt sich nicht lesen: {}", self.path.display(), self.why())
    }
}

impl std::error::Error for PlaceError {}

/// Reads a file that the clerk names; links are followed.
///
/// # Errors
/// When it is no file, has more than `most` bytes, or cannot be read.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, PlaceError> {
    let told = |wrong| PlaceError { path: path.to_owned(), wrong };
    open(path, true).and_then(|found| bytes(found, most)).map_err(told)
}

/// Reads a file that is obeyed, the clerk's own settings: it belongs to the clerk or to root, and
/// not everybody may write it. Links are followed, and what they lead to is judged.
///
/// # Errors
/// As [`read`], and when somebody else owns it or everybody may write it.
pub fn read_own(path: &Path, most: u64) -> Result<Vec<u8>, PlaceError> {
    let told = |wrong| PlaceError { path: path.to_owned(), wrong };
    let found = open(path, true).map_err(told)?;
    own(&found.1).map_err(told)?;
    bytes(found, most).map_err(told)
}

/// Adds a line to a file of the clerk's own, for the clerk alone, making it and its folder.
///
/// # Errors
/// As [`read_own`], or when it cannot be written.
pub fn append_own(path: &Path, line: &str, most: u64) -> Result<(), PlaceError> {
    let told = |wrong| PlaceError { path: path.to_owned(), wrong };
    let write = || {
        if let Some(folder) = path.parent() {
            make_dirs(folder, |_| ALONE).map_err(Wrong::Io)?;
        }
        if let Ok(meta) = fs::metadata(path) {
            file_only(meta.file_type())?;
        }
        let options = &mut OpenOptions::new();
        let options = options.create(true).append(true).mode(0o600).custom_flags(unwaiting());
        let mut file = options.open(path).map_err(Wrong::Io)?;
        let meta = file.metadata().map_err(Wrong::Io)?;
        file_only(meta.file_type())?;
        own(&meta)?;
        if meta.len().saturating_add(line.len() as u64) >= most {
            return Err(Wrong::Larger(most));
        }
        // An earlier version left it open to be read. A group that was let in stays.
        let mode = if meta.mode() & 0o020 == 0 { 0o600 } else { 0o660 };
        if meta.mode() & 0o777 != mode {
            file.set_permissions(Permissions::from_mode(mode)).map_err(Wrong::Io)?;
        }
        file.write_all(format!("{line}\n").as_bytes()).map_err(Wrong::Io)?;
        file.sync_all().map_err(Wrong::Io)
    };
    write().map_err(told)
}

/// Refuses what somebody else owns, or everybody may write.
fn own(meta: &Metadata) -> Result<(), Wrong> {
    if !is_own(meta) {
        return Err(Wrong::Foreign);
    }
    if meta.mode() & 0o002 != 0 { Err(Wrong::Open) } else { Ok(()) }
}

/// Reads a file in a place that is ours alone, where no link has any business.
///
/// # Errors
/// As [`read`], and when a link stands there.
pub fn read_unlinked(path: &Path, most: u64) -> Result<Vec<u8>, PlaceError> {
    let told = |wrong| PlaceError { path: path.to_owned(), wrong };
    open(path, false).and_then(|found| bytes(found, most)).map_err(told)
}

/// Opens what is a file. It is asked twice: before, because opening alone may wake a device; and
/// after, because another may stand there by then.
fn open(path: &Path, follow: bool) -> Result<(File, Metadata), Wrong> {
    let before = if follow { fs::metadata(path) } else { fs::symlink_metadata(path) };
    file_only(before.map_err(Wrong::Io)?.file_type())?;
    let flags = unwaiting() | if follow { 0 } else { unlinked() };
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(Wrong::Io)?;
    let meta = file.metadata().map_err(Wrong::Io)?;
    file_only(meta.file_type())?;
    Ok((file, meta))
}

fn file_only(kind: FileType) -> Result<(), Wrong> {
    what_else(kind).map_or(Ok(()), |kind| Err(Wrong::Kind(kind)))
}

/// Says what something is that is no file, and what to do.
pub(crate) fn what_else(kind: FileType) -> Option<&'static str> {
    Some(match kind {
        kind if kind.is_file() => return None,
        kind if kind.is_dir() => "Das ist ein Ordner. Eine Datei nennen.",
        kind if kind.is_symlink() => "Das ist eine Verknüpfung. Die Datei selbst hinlegen.",
        kind if kind.is_fifo() => "Das ist eine Pipe (FIFO). Eine Datei nennen.",
        kind if kind.is_socket() => "Das ist ein Socket. Eine Datei nennen.",
        _ => "Das ist ein Gerät. Eine Datei nennen.",
    })
}

fn bytes((file, meta): (File, Metadata), most: u64) -> Result<Vec<u8>, Wrong> {
    if meta.len() > most {
        return Err(Wrong::Larger(most));
    }
    // It may grow while it is read.
    let mut bytes = Vec::new();
    let read = file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(Wrong::Io)?;
    if u64::try_from(read).is_ok_and(|read| read <= most) {
        Ok(bytes)
    } else {
        Err(Wrong::Larger(most))
    }
}

/// Tells whether something belongs to the clerk or to root.
pub(crate) fn is_own(meta: &Metadata) -> bool {
    [0, geteuid().as_raw()].contains(&meta.uid())
}

/// The mode of a folder for its owner alone, and of one that a group shares.
pub(crate) const ALONE: u32 = 0o700;
pub(crate) const SHARED: u32 = 0o2770;

/// Tells whether a group shares a folder: it has the setgid bit and is open to its group.
pub(crate) fn is_shared(folder: &Metadata) -> bool {
    folder.mode() & 0o2070 == 0o2070
}

/// Makes a folder with those above it that are missing, each with the mode that `mode` gives for
/// the folder above, and sees to it that they survive a power cut.
pub(crate) fn make_dirs(path: &Path, mode: fn(&Metadata) -> u32) -> io::Result<()> {
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    let above = folder_of(path);
    make_dirs(above, mode)?;
    let mode = mode(&fs::metadata(above)?);
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => return Ok(()),
        made => made?,
    }
    fs::set_permissions(path, Permissions::from_mode(mode))?;
    sync(path)?;
    sync(above)
}

/// The folder in which something lies.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes what a folder lists survive a power cut, where its file system can do that.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}

/// Makes the way to a folder survive a power cut: one that was killed may have made a part of it,
/// and not have come so far. What does not let itself be opened has been there for long.
pub(crate) fn sync_way(folder: &Path) {
    for above in folder.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()) {
        let _ = sync(above);
    }
}

/// The flags with which opening waits for nobody and takes no terminal.
pub(crate) fn unwaiting() -> i32 {
    OFlags::NONBLOCK.union(OFlags::NOCTTY).bits().cast_signed()
}

/// The flag with which opening follows no link in the last place.
pub(crate) fn unlinked() -> i32 {
    OFlags::NOFOLLOW.bits().cast_signed()
}

/// Gives a file another name, if nobody has that.
pub(crate) fn rename_alone(from: &Path, to: &Path) -> io::Result<()> {
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_clerks_alone_also_those_of_an_earlier_version() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("neu/woerter.txt");
        let mode = || fs::metadata(&path).unwrap().mode() & 0o777;
        append_own(&path, "Süderbrück", SETTINGS).unwrap();
        assert_eq!((mode(), read_own(&path, SETTINGS).unwrap()), (0o600, "Süderbrück\n".into()));
        for (before, after) in [(0o644, 0o600), (0o664, 0o660), (0o600, 0o600), (0o400, 0o600)] {
            fs::set_permissions(&path, Permissions::from_mode(before)).unwrap();
            append_own(&path, "Grote", SETTINGS).unwrap();
            assert_eq!(mode(), after, "{before:o}");
        }
        let error = append_own(&path, "Thiel", 20).unwrap_err().to_string();
        assert!(error.contains("zu groß"), "{error}");
        fs::set_permissions(&path, Permissions::from_mode(0o606)).unwrap();
        assert!(append_own(&path, "Thiel", SETTINGS).is_err());
        assert!(read_own(&path, SETTINGS).is_err());
        assert!(append_own(folder.path(), "Thiel", SETTINGS).is_err());
    }

    #[test]
    fn a_file_that_is_just_large_enough_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("datei");
        fs::write(&path, "1234").unwrap();
        assert_eq!(read(&path, 4).unwrap(), b"1234");
        assert!(read(&path, 3).unwrap_err().to_string().contains("zu groß"));
        assert!(read(&folder.path().join("weg"), 3).unwrap_err().is_missing());
    }
}
