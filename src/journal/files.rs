//! Files that nobody else may read and that are there after a power cut.

use super::JournalError;
use crate::account;
use crate::place::{self, unlinked, unwaiting};
use crate::trouble::why;
use rustix::fs::statfs;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::os::unix::fs::{PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};

/// Folders below each other in a meeting's folder: more of them are not ours.
const DEEPEST: usize = 8;

/// Who may read and write: set on every file and folder, whatever the umask says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Modes {
    pub(crate) dir: u32,
    pub(crate) file: u32,
    /// The group that shares the Ablage.
    group: Option<u32>,
}

impl Modes {
    /// The owner alone.
    pub(crate) const PRIVATE: Self = Self { dir: place::ALONE, file: 0o600, group: None };

    /// Reads them off the root: its setgid bit, open to the group, means that a group shares it.
    fn of(root: &Metadata) -> Self {
        if place::is_shared(root) {
            Self { dir: place::SHARED, file: 0o660, group: Some(root.gid()) }
        } else {
            Self::PRIVATE
        }
    }

    /// Reads them off the root, if nobody can get at it who has no business there.
    pub(crate) fn of_root(root: &Path) -> io::Result<Self> {
        let meta = fs::metadata(root)?;
        let modes = Self::of(&meta);
        let place = root.display();
        let told = |message: String| Err(io::Error::other(message));
        let stranger = modes.group.is_some_and(|group| account::outside(meta.uid(), group));
        if !modes.trusts(&meta) || stranger {
            let owner = account::shown(meta.uid());
            return told(format!(
                "{place} gehört dem Konto {owner}. Mit diesem Konto arbeiten oder mit --ablage \
                 einen eigenen Ordner nennen."
            ));
        }
        if meta.mode() & 0o002 != 0 {
            return told(format!(
                "In {place} dürfen alle auf diesem Rechner schreiben. Das wegnehmen mit \
                 chmod o-rwx, oder mit --ablage einen anderen Ordner nennen."
            ));
        }
        if meta.mode() & 0o020 != 0 && modes.group.is_none() {
            return told(format!(
                "In {place} darf die Gruppe schreiben, aber der Ordner gehört ihr nicht. \
                 Allein arbeiten: chmod 700. Mit der Gruppe: chmod 2770."
            ));
        }
        for above in root.ancestors().skip(1) {
            // The sticky bit keeps everybody from moving what is another's.
            if fs::metadata(above)?.mode() & 0o1002 == 0o002 {
                let above = above.display();
                return told(format!(
                    "{place} liegt in {above}, und dort dürfen alle auf diesem Rechner alles \
                     umbenennen. Einen anderen Ordner nennen, oder dort chmod o-w."
                ));
            }
        }
        Ok(modes)
    }

    /// The umask with which others, and outside of a group its group too, get nothing.
    pub(crate) fn umask(self) -> u32 {
        if self.group.is_some() { 0o007 } else { 0o077 }
    }

    /// Whether the owner of something is the clerk, root, or of the group that shares the Ablage.
    fn trusts(self, meta: &Metadata) -> bool {
        place::is_own(meta) || self.group == Some(meta.gid())
    }

    /// Refuses what somebody else has put in the place of a file or a folder of ours: a link, a
    /// pipe, a file that has another name elsewhere, a stranger's, one that all may write.
    /// Where nothing is, nothing is wrong.
    pub(crate) fn vet(self, path: &Path) -> io::Result<()> {
        match fs::symlink_metadata(path) {
            Ok(meta) => self.vet_found(path, &meta),
            Err(error) => gone_is_fine(Err(error)),
        }
    }

    fn vet_found(self, path: &Path, meta: &Metadata) -> io::Result<()> {
        let wrong = if let Some(kind) = place::what_else(meta.file_type())
            && !meta.is_dir()
        {
            kind.to_owned()
        } else if self.group.is_some() && meta.is_file() && meta.nlink() > 1 {
            // Why only there: a colleague may have put a file of the clerk's own in its place.
            "Die Datei hat noch einen zweiten Namen (harte Verknüpfung). Durch eine Kopie \
             ersetzen."
                .to_owned()
        } else if !self.trusts(meta) {
            let owner = account::shown(meta.uid());
            format!("Das gehört dem Konto {owner}. Die Systembetreuung verständigen.")
        } else if meta.mode() & 0o002 != 0 {
            "Alle auf diesem Rechner dürfen das ändern. Den Inhalt prüfen, dann hilft chmod o-w."
                .to_owned()
        } else {
            return Ok(());
        };
        Err(io::Error::other(format!("{}: {wrong}", path.display())))
    }

    /// Does the same with everything below `path`.
    pub(crate) fn vet_tree(self, path: &Path) -> io::Result<()> {
        self.vet_below(path, 0)
    }

    fn vet_below(self, path: &Path, depth: usize) -> io::Result<()> {
        let Ok(meta) = fs::symlink_metadata(path) else { return Ok(()) };
        self.vet_found(path, &meta)?;
        if !meta.is_dir() {
            return Ok(());
        }
        if depth == DEEPEST {
            let place = path.display();
            return Err(io::Error::other(format!("{place} gehört nicht in eine Sitzung.")));
        }
        for child in fs::read_dir(path)? {
            self.vet_below(&child?.path(), depth + 1)?;
        }
        Ok(())
    }

    /// Tells where, at `path` and below it, somebody may get at something who should not, or may
    /// not who should.
    pub(crate) fn astray(self, path: &Path) -> Vec<String> {
        let mut out = Vec::new();
        self.astray_below(path, 0, &mut out);
        out
    }

    fn astray_below(self, path: &Path, depth: usize, out: &mut Vec<String>) {
        let Ok(meta) = fs::symlink_metadata(path) else { return };
        let place = path.display();
        if let Err(error) = self.vet_found(path, &meta) {
            return out.push(why(&error));
        }
        let (mode, right) =
            (meta.mode() & 0o7777, if meta.is_dir() { self.dir } else { self.file });
        if mode != right {
            out.push(format!("{place} hat die Rechte {mode:04o}. chmod {right:04o} hilft."));
        }
        if let Some(group) = self.group.filter(|group| *group != meta.gid()) {
            out.push(format!(
                "{place} gehört nicht der Gruppe der Ablage, andere aus ihr kommen nicht daran. \
                 chgrp {group} hilft."
            ));
        }
        if meta.is_dir() && depth < DEEPEST {
            let children = fs::read_dir(path).into_iter().flatten().flatten();
            let mut children: Vec<_> = children.map(|child| child.path()).collect();
            children.sort();
            children.iter().for_each(|child| self.astray_below(child, depth + 1, out));
        }
    }

    /// Makes a folder.
    pub(crate) fn make_dir(self, path: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(path)?;
        // Why opened: a colleague may have moved something else to this name by now.
        let made = open_here(path)?;
        if let Some(group) = self.group {
            // Why: the group is the parent's by its setgid bit; said again for file systems that
            // do not hand it down.
            let _ = fchown(&made, None, Some(group));
        }
        made.set_permissions(Permissions::from_mode(self.dir))
    }

    /// Opens a file to read and to write; whether it is made is for `options` to say.
    pub(crate) fn open(self, path: &Path, options: &mut OpenOptions) -> io::Result<File> {
        self.vet(path)?;
        let flags = unwaiting() | unlinked();
        let file = options.read(true).mode(0o600).custom_flags(flags).open(path)?;
        let meta = file.metadata()?;
        self.vet_found(path, &meta)?;
        self.fit(&meta, self.file, |mode| file.set_permissions(mode))?;
        Ok(file)
    }

    /// Sets the mode of everything below `path`, for files that somebody else made.
    pub(crate) fn fit_tree(self, path: &Path) -> io::Result<()> {
        let meta = fs::symlink_metadata(path)?;
        if meta.is_symlink() {
            return Ok(());
        }
        let mode = if meta.is_dir() { self.dir } else { self.file };
        self.fit(&meta, mode, |mode| match self.group {
            None => fs::set_permissions(path, mode),
            // Why opened: a colleague may have put a link here by now.
            Some(_) => open_here(path)?.set_permissions(mode),
        })?;
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
            Err(error) if error.kind() == ErrorKind::PermissionDenied && self.group.is_some() => {
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
            gone_is_fine(fs::remove_file(&beside))?;
            let mut file = self.open(&beside, OpenOptions::new().write(true).create_new(true))?;
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
        // Why looked at: a colleague may have put a link here by now.
        if !fs::symlink_metadata(from)?.is_dir() {
            return Err(ErrorKind::NotADirectory.into());
        }
        for child in fs::read_dir(from)? {
            let child = child?;
            let target = to.join(child.file_name());
            if child.file_type()?.is_dir() {
                self.copy_tree(&child.path(), &target)?;
            } else {
                let options = &mut OpenOptions::new();
                let mut copy = self.open(&target, options.write(true).create_new(true))?;
                io::copy(&mut open_here(&child.path())?, &mut copy)?;
            }
        }
        Ok(())
    }
}

/// Makes what a folder lists survive a power cut.
pub(crate) fn sync_dir(path: &Path) -> io::Result<()> {
    open_here(path)?.sync_all()
}

/// Makes everything below `path` survive a power cut.
pub(crate) fn sync_tree(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() {
        for child in fs::read_dir(path)? {
            gone_is_fine(sync_tree(&child?.path()))?;
        }
    }
    open_here(path)?.sync_all()
}

/// Opens what stands in a place of ours: never what a link leads to, waiting for nobody.
pub(crate) fn open_here(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).custom_flags(unwaiting() | unlinked()).open(path)
}

/// Tells whether two names are of one file.
pub(crate) fn is_same(one: &Metadata, other: &Metadata) -> bool {
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Bytes of a journal at most. An evening with three clerks who type without a pause has a tenth.
const LONGEST: u64 = 512 << 20;

/// Reads a journal; `what` says what it means if that cannot be done.
pub(crate) fn read(path: &Path, what: &str) -> Result<Vec<u8>, JournalError> {
    place::read_unlinked(path, LONGEST)
        .map_err(|error| JournalError { message: format!("{what}: {}", error.why()) })
}

/// Gives the true path of a folder. A link to it counts if the clerk or root has laid it.
pub(crate) fn own_way(path: &Path) -> io::Result<PathBuf> {
    let meta = fs::symlink_metadata(path)?;
    if meta.is_symlink() && !place::is_own(&meta) {
        let (place, owner) = (path.display(), account::shown(meta.uid()));
        return Err(io::Error::other(format!(
            "{place} ist eine Verknüpfung des Kontos {owner}. Den Ordner selbst nennen."
        )));
    }
    path.canonicalize()
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
