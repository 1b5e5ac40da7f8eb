//! Writing what is given out into files: private, whole or not at all, never through a link.

use crate::export::Document;
use crate::trouble::why;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Why something could not be written.
#[derive(Debug)]
pub struct OutboxError {
    path: PathBuf,
    error: io::Error,
}

impl std::fmt::Display for OutboxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} lässt sich nicht schreiben: {}", self.path.display(), why(&self.error))
    }
}

impl std::error::Error for OutboxError {}

/// Writes `documents` into `folder`, which is made, for its owner alone, if it is not there.
/// Returns how many were written anew; those that stand there already, to the byte, are left.
///
/// # Errors
/// Names the file that could not be written; those before it are written, each of them whole.
pub fn write_all(folder: &Path, documents: &[Document]) -> Result<usize, OutboxError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        |error| OutboxError { path, error }
    };
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed(folder))?;
    let mut written = 0;
    for document in documents {
        let path = folder.join(&document.name);
        let there = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
        if there && fs::read(&path).is_ok_and(|old| old == document.text.as_bytes()) {
            continue;
        }
        write(&path, document.text.as_bytes()).map_err(failed(&path))?;
        written += 1;
    }
    Ok(written)
}

/// Writes one file beside its place and moves it there when it is safe.
///
/// # Errors
/// When it cannot be written; then what stood there still does.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|meta| !meta.is_file()) {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("ausgabe");
    let beside = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let write = || {
        // `create_new` follows no link, whoever laid one there.
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    let done = write();
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_private_and_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("neu/tief");
        let document =
            |text: &str| Document { name: "auszug.txt".to_owned(), text: text.to_owned() };
        assert_eq!(write_all(&inside, &[document("eins")]).unwrap(), 1);
        assert_eq!(write_all(&inside, &[document("eins")]).unwrap(), 0);
        assert_eq!(write_all(&inside, &[document("zwei")]).unwrap(), 1);
        let path = inside.join("auszug.txt");
        assert_eq!(fs::read_to_string(&path).unwrap(), "zwei");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&inside).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(fs::read_dir(&inside).unwrap().count(), 1);
    }

    #[test]
    fn a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let victim = folder.path().join("fremd");
        fs::write(&victim, "bleibt").unwrap();
        let path = folder.path().join("auszug.txt");
        std::os::unix::fs::symlink(&victim, &path).unwrap();
        assert!(write(&path, b"neu").is_err());
        assert_eq!(fs::read_to_string(&victim).unwrap(), "bleibt");
    }
}
