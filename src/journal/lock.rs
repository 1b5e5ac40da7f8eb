//! One meeting, one program: the lock that is taken before anything else is touched.

use super::files::{Modes, is_same, open_here, trouble};
use super::{JournalError, OpenError};
use crate::domain::Timestamp;
use crate::text::clean;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

/// Who opens a meeting, and when. Others who want to open it are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The Unix user.
    pub clerk: String,
    /// The moment, by the clerk's clock.
    pub since: Timestamp,
}

/// The lock of a meeting. The system lifts it when the program ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    /// Whether the last holder ended without closing.
    pub(crate) unclean: bool,
}

impl Lock {
    /// Takes the lock `sperre` of a meeting's folder.
    pub(crate) fn take(folder: &Path, modes: Modes, holder: &Holder) -> Result<Self, OpenError> {
        let failed =
            |error| OpenError::Failed(trouble("Die Sitzung lässt sich nicht sperren", &error));
        let options = &mut OpenOptions::new();
        let mut file = modes
            .open(&folder.join("sperre"), options.write(true).create(true).truncate(false))
            .map_err(failed)?;
        let mut before = String::new();
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let _ = file.take(1000).read_to_string(&mut before);
                return Err(OpenError::InUse(in_use(&before, holder)));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let unclean = file.metadata().map_err(failed)?.len() > 0;
        let text =
            format!("{}\n{}\n{}\n", holder.clerk, std::process::id(), holder.since.to_rfc3339());
        // Why: on a full disk the words find no room, but the lock holds without them; only empty
        // it may not be, not even for a moment, as that says that all was closed in order.
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let _ = file
            .rewind()
            .and_then(|()| file.write_all(text.as_bytes()))
            .and_then(|()| file.set_len(length))
            .or_else(|_| file.set_len(1))
            .and_then(|()| file.sync_data());
        Ok(Self { file, unclean })
    }

    /// Takes the lock once more where its file was deleted with the folder.
    pub(crate) fn renew(&mut self, folder: &Path, modes: Modes) -> Result<(), OpenError> {
        let mut words = String::new();
        let _ =
            self.file.rewind().and_then(|()| (&self.file).take(1000).read_to_string(&mut words));
        let mut lines = words.lines();
        let clerk = lines.next().unwrap_or_default().to_owned();
        let since = lines.nth(1).and_then(|text| Timestamp::parse_from_rfc3339(text).ok());
        let holder = Holder { clerk, since: since.unwrap_or_default() };
        *self = Self { unclean: self.unclean, ..Self::take(folder, modes, &holder)? };
        Ok(())
    }

    /// Tells whether another file stands in the place of this lock: then the folder is somebody
    /// else's by now.
    pub(crate) fn is_replaced(&self, folder: &Path) -> bool {
        let there = fs::symlink_metadata(folder.join("sperre"));
        there.is_ok_and(|there| self.file.metadata().is_ok_and(|own| !is_same(&own, &there)))
    }

    /// Notes that everything was closed in order.
    pub(crate) fn clean(&self) -> Result<(), JournalError> {
        self.file.set_len(0).map_err(|error| trouble("Die Sperre bleibt liegen", &error))
    }
}

/// Tells whether nobody holds the lock of this folder. A folder without one is not free.
pub(crate) fn is_free(folder: &Path) -> bool {
    open_here(&folder.join("sperre")).is_ok_and(|file| file.try_lock().is_ok())
}

/// Tells whether somebody has the meeting of this folder open.
pub(crate) fn is_open(folder: &Path) -> bool {
    let lock = open_here(&folder.join("sperre"));
    lock.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

fn in_use(content: &str, now: &Holder) -> String {
    let mut lines = content.lines();
    let (clerk, pid, since) = (lines.next(), lines.next(), lines.next());
    let known = clerk
        .zip(pid.and_then(|pid| pid.parse::<u32>().ok()))
        .zip(since.and_then(|since| Timestamp::parse_from_rfc3339(since).ok()));
    let Some(((clerk, pid), since)) = known else {
        return "Diese Sitzung ist schon geöffnet. Dort schließen und noch einmal öffnen."
            .to_owned();
    };
    let clerk = clean(clerk);
    let same_day = since.date_naive() == now.since.date_naive();
    let since = since.format(if same_day { "%H:%M" } else { "%d.%m.%Y, %H:%M" });
    format!("Diese Sitzung ist schon geöffnet, von {clerk} seit {since} (Prozess {pid}).")
}
