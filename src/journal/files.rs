//! Files that nobody else may read and that are there after a power cut.

use super::JournalError;
use crate::trouble::why;
use rustix::fs::statfs;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::os::unix::fs::{PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};

/// Who may read and write: set on every file and folder, whatever the umask says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Modes {
    pub(crate) dir: u32,
    pub(crate) file: u32,
}

impl Modes {
    /// The owner alone.
    pub(crate) const PRIVATE: Self = Self { dir: 0o700, file: 0o600 };
    /// The owner and the folder's group.
    pub(crate) const GROUP: Self = Self { dir: 0o2770, file: 0o660 };

    /// Reads them off the root: its setgid bit, open to the group, means that a group shares it.
    pub(crate) fn of(root: &Path) -> io::Result<Self> {
        let mode = fs::metadata(root)?.mode();
        Ok(if mode & 0o2070 == 0o2070 { Self::GROUP } else { Self::PRIVATE })
    }

    /// Makes a folder.
    pub(crate) fn make_dir(self, path: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(path)?;
        if self == Self::GROUP
            && let Some(parent) = path.parent()
        {
            // Why: the group is the parent's by its setgid bit; said again for file systems that
            // do not hand it down.
            let _ = fchown(File::open(path)?, None, Some(fs::metadata(parent)?.gid()));
        }
        fs::set_permissions(path, Permissions::from_mode(self.dir))
    }

    /// Opens a file to read and to write; whether it is made is for `options` to say.
    pub(crate) fn open(self, path: &Path, options: &mut OpenOptions) -> io::Result<File> {
        let file = options.read(true).mode(0o600).open(path)?;
        self.fit(&file.metadata()?, self.file, |mode| file.set_permissions(mode))?;
        Ok(file)
    }

    /// Sets the mode of everything below `path`, for files that somebody else made.
    pub(crate) fn fit_tree(self, path: &Path) -> io::Result<()> {
        let meta = fs::symlink_metadata(path)?;
        if meta.is_symlink() {
            return Ok(());
        }
        let mode = if meta.is_dir() { self.dir } else { self.file };
        self.fit(&meta, mode, |mode| fs::set_permissions(path, mode))?;
        if meta.is_dir() {
            for child in fs::read_dir(path)? {
                gone_is_fine(self.fit_tree(&child?.path()))?;
            }
        }
        Ok(())
    }

    fn fit(
        self,
        meta: &fs::Metadata,
        mode: u32,
        set: impl FnOnce(Permissions) -> io::Result<()>,
    ) -> io::Result<()> {
        if meta.mode() & 0o7777 == mode {
            return Ok(());
        }
        match set(Permissions::from_mode(mode)) {
            // Why: only the owner may; a colleague of the group who made the file has seen to it.
            Err(error) if error.kind() == ErrorKind::PermissionDenied && self == Self::GROUP => {
                Ok(())
            }
            done => done,
        }
    }

    /// Replaces a file as a whole: the old or the new one is there after a power cut.
    pub(crate) fn replace(self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut name = path.as_os_str().to_owned();
        name.push(".neu");
        let beside = PathBuf::from(name);
        let written = (|| {
            let mut file =
                self.open(&beside, OpenOptions::new().write(true).create(true).truncate(true))?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&beside, path)
        })();
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written?;
        sync_dir(path.parent().unwrap_or(path))
    }

    /// Copies a folder with everything below it.
    pub(crate) fn copy_tree(self, from: &Path, to: &Path) -> io::Result<()> {
        self.make_dir(to)?;
        for child in fs::read_dir(from)? {
            let child = child?;
            let target = to.join(child.file_name());
            if child.file_type()?.is_dir() {
                self.copy_tree(&child.path(), &target)?;
            } else {
                let options = &mut OpenOptions::new();
                let mut copy = self.open(&target, options.write(true).create_new(true))?;
                io::copy(&mut File::open(child.path())?, &mut copy)?;
            }
        }
        Ok(())
    }
}

/// Makes what a folder lists survive a power cut.
pub(crate) fn sync_dir(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Makes everything below `path` survive a power cut.
pub(crate) fn sync_tree(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        for child in fs::read_dir(path)? {
            gone_is_fine(sync_tree(&child?.path()))?;
        }
    }
    File::open(path)?.sync_all()
}

/// Gives the first name of the form `name.defekt-1` that is free.
pub(crate) fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (1..10_000)
        .map(|number| path.with_file_name(format!("{name}.defekt-{number}")))
        .find(|free| fs::symlink_metadata(free).is_err())
        .unwrap_or_else(|| path.with_file_name(format!("{name}.defekt")))
}

/// Takes "it is not there" for done.
pub(crate) fn gone_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Names the kind of file system on which locks and syncs cannot be relied on.
pub(crate) fn unreliable(path: &Path) -> Option<&'static str> {
    // Why: statfs gives the type as a signed or unsigned word of differing width.
    let kind = statfs(path).ok()?.f_type as u64 & 0xffff_ffff;
    match kind {
        0x6969 => Some("NFS"),
        0x517b | 0xff53_4d42 | 0xfe53_4d42 => Some("SMB"),
        0x6573_5546 => Some("FUSE"),
        _ => None,
    }
}

/// Says what went wrong and what to do.
pub(crate) fn trouble(what: &str, error: &io::Error) -> JournalError {
    JournalError { message: format!("{what}: {}", why(error)) }
}
