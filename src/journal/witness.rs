//! The witness: a plain file to which lines are added and nothing else. What it holds is saved.

use super::JournalError;
use super::files::{Modes, is_same, open_here, trouble};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

const NOT_SAVED: &str = "Nicht gesichert";

/// The journal file, open for adding.
#[derive(Debug)]
pub(crate) struct Witness {
    path: PathBuf,
    modes: Modes,
    file: Option<File>,
    /// To read it once more, should it be deleted.
    reader: Option<File>,
    /// Bytes that are acknowledged; nothing behind them counts.
    good: u64,
    /// Whether the last line lacks its end.
    open_end: bool,
    /// Whether something may stand behind `good`.
    dirty: bool,
    syncs: u64,
    #[cfg(test)]
    pub(crate) faults: std::collections::VecDeque<Fault>,
}

/// What a test lets go wrong in one append.
#[cfg(test)]
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// All goes well.
    None,
    /// Only so many bytes are written.
    Short(usize),
    /// All is written, but the sync fails.
    Sync,
}

impl Witness {
    /// Goes on behind the first `good` bytes; what stands behind them is cut off when the next
    /// line is added, not before.
    pub(crate) fn at(path: &Path, modes: Modes, good: u64, open_end: bool) -> Self {
        Self {
            path: path.to_owned(),
            modes,
            file: None,
            reader: open_here(path).ok(),
            good,
            open_end,
            dirty: true,
            syncs: 0,
            #[cfg(test)]
            faults: std::collections::VecDeque::new(),
        }
    }

    /// Adds lines in one write and returns once they would survive a power cut.
    ///
    /// After an error the file is closed: a failed sync is never asked again, as the system may
    /// have forgotten what it could not write. The next call opens it, cuts off what is not
    /// acknowledged, and the caller gives the lines again.
    pub(crate) fn append<'a>(
        &mut self,
        lines: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<(), JournalError> {
        let mut bytes = if self.open_end { vec![b'\n'] } else { Vec::new() };
        for line in lines {
            bytes.extend_from_slice(line);
            bytes.push(b'\n');
        }
        let written = self.write(&bytes);
        #[cfg(test)]
        self.faults.pop_front();
        match written {
            Ok(good) => {
                self.good = good;
                self.open_end = false;
                Ok(())
            }
            Err(error) => {
                self.file = None;
                self.dirty = true;
                Err(trouble(NOT_SAVED, &error))
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self
                .modes
                .open(&self.path, OpenOptions::new().append(true).create(self.good == 0))?,
        };
        match &mut self.reader {
            None => self.reader = open_here(&self.path).ok(),
            Some(reader) if is_same(&reader.metadata()?, &file.metadata()?) => {}
            // Why: nothing is cut off or added in another file, unless it is a copy of this one.
            Some(reader) => {
                let mut other = open_here(&self.path)?;
                if bytes_of(&mut other, u64::MAX)? != bytes_of(reader, self.good)? {
                    return Err(io::Error::other(
                        "Das Journal wurde von außen ersetzt. Anderswo sichern, dann neu öffnen.",
                    ));
                }
                *reader = other;
            }
        }
        if self.dirty {
            let length = file.metadata()?.len();
            if length < self.good {
                return Err(io::Error::other(
                    "Das Journal ist kürzer, als es war. Die Sitzung schließen und neu öffnen.",
                ));
            }
            if length > self.good {
                file.set_len(self.good)?;
            }
        }
        self.dirty = true;
        #[cfg(test)]
        self.fail_write(&mut file, bytes)?;
        file.write_all(bytes)?;
        #[cfg(test)]
        self.fail_sync()?;
        file.sync_data()?;
        self.syncs += 1;
        let meta = file.metadata()?;
        let good = self.good.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if meta.nlink() == 0 || meta.len() != good {
            return Err(io::Error::other(
                "Das Journal wurde von außen gelöscht oder verändert. Die Ablage prüfen.",
            ));
        }
        self.dirty = false;
        self.file = Some(file);
        Ok(good)
    }

    /// Tells whether the file was deleted, and nothing stands in its place.
    pub(crate) fn is_gone(&self) -> bool {
        let meta = self.reader.as_ref().map(File::metadata);
        meta.is_some_and(|meta| meta.is_ok_and(|meta| meta.nlink() == 0))
            && fs::symlink_metadata(&self.path).is_err()
    }

    /// Writes a deleted file anew: as long as it is open, what was in it can still be read.
    pub(crate) fn restore(&mut self) -> io::Result<()> {
        let read = self.reader.as_mut().map(|reader| bytes_of(reader, self.good));
        let bytes = read.transpose()?.unwrap_or_default();
        if u64::try_from(bytes.len()).is_ok_and(|length| length < self.good) {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        self.modes.replace(&self.path, &bytes)?;
        self.file = None;
        self.dirty = true;
        self.reader = open_here(&self.path).ok();
        Ok(())
    }

    /// Tells whether the file has to be opened before the next line is added.
    pub(crate) fn is_closed(&self) -> bool {
        self.file.is_none()
    }

    /// Gives the number of bytes that are acknowledged.
    pub(crate) fn good(&self) -> u64 {
        self.good
    }

    /// Gives how often a sync has succeeded.
    pub(crate) fn syncs(&self) -> u64 {
        self.syncs
    }
}

fn bytes_of(file: &mut File, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(most).read_to_end(&mut bytes).map(|_| bytes)
}

#[cfg(test)]
impl Witness {
    fn fail_write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if let Some(Fault::Short(length)) = self.faults.front() {
            file.write_all(&bytes[..*length])?;
        }
        self.fail(|fault| matches!(fault, Fault::Short(_)))
    }

    fn fail_sync(&self) -> io::Result<()> {
        self.fail(|fault| matches!(fault, Fault::Sync))
    }

    fn fail(&self, here: impl Fn(&Fault) -> bool) -> io::Result<()> {
        match self.faults.front() {
            Some(fault) if here(fault) => Err(io::Error::from_raw_os_error(5)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    fn witness(faults: &[Fault]) -> (TempDir, PathBuf, Witness) {
        let root = TempDir::new().unwrap();
        let path = root.path().join("journal.jsonl");
        fs::write(&path, "first\n").unwrap();
        let mut witness = Witness::at(&path, Modes::PRIVATE, 6, false);
        witness.faults.extend(faults);
        (root, path, witness)
    }

    #[test]
    fn what_a_failed_append_left_is_cut_off_before_it_is_written_again() {
        for fault in [Fault::Short(3), Fault::Short(0), Fault::Sync] {
            let (_root, path, mut witness) = witness(&[Fault::None, fault, fault, Fault::None]);
            witness.append([&b"second"[..]]).unwrap();
            assert!(witness.append([&b"third"[..]]).is_err());
            assert!(witness.append([&b"third"[..], b"fourth"]).is_err());
            assert_eq!(witness.good(), 13);
            witness.append([&b"third"[..], b"fourth"]).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), "first\nsecond\nthird\nfourth\n");
            assert_eq!(witness.syncs(), 2);
        }
    }

    #[test]
    fn a_file_that_got_shorter_is_not_called_safe() {
        let (_root, path, mut witness) = witness(&[]);
        witness.append([&b"second"[..]]).unwrap();
        fs::write(&path, "f").unwrap();
        assert!(witness.append([&b"third"[..]]).is_err());
        assert!(witness.append([&b"third"[..]]).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "fthird\n");
    }
}
