//! The Ablage: one folder for each meeting.

use super::card::{self, Card};
use super::codec;
use super::files::{self, Modes, trouble};
use super::lock::{self, Holder, Lock};
use super::meeting::MeetingJournal;
use super::mend::mend;
use super::scan::Scan;
use super::stage::Tail;
use super::store::{Held, Store};
use super::{Heading, JournalError, Loaded, OpenError, Record};
use crate::place;
use sha2::{Digest as _, Sha256};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

pub(crate) const JOURNAL: &str = "journal.jsonl";
pub(crate) const STORE: &str = "sled";

const LEFTOVER: &str = ".neu-";

/// The name of a meeting's folder: "2027-03-09-hauptausschuss-7f3a".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeetingId(String);

impl std::fmt::Display for MeetingId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl MeetingId {
    /// Takes a name that is made of small letters, digits and hyphens: it can leave no folder.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let ok =
            (1..=120).contains(&text.len()) && text.bytes().all(fits) && !text.starts_with('-');
        ok.then(|| Self(text.to_owned()))
    }

    /// Gives the name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn make(heading: &Heading, holder: &Holder, attempt: u32) -> Self {
        let date = slug(&heading.date);
        let date = if date.is_empty() { "ohne-datum".to_owned() } else { date };
        let mut name = slug(&heading.committee);
        if name.is_empty() {
            name = slug(&heading.name);
        }
        if name.is_empty() {
            "sitzung".clone_into(&mut name);
        }
        let seed = format!("{}|{}|{attempt}", holder.since.to_rfc3339(), std::process::id());
        let digest: [u8; 32] = Sha256::digest(seed).into();
        let [high, low, ..] = digest;
        Self(format!("{date}-{name}-{high:02x}{low:02x}"))
    }
}

/// A meeting of the list, and its heading where that can be read.
pub type Headed = (MeetingId, Result<Heading, JournalError>);

/// The root folder.
#[derive(Debug, Clone)]
pub struct Archive {
    root: PathBuf,
    modes: Modes,
}

impl Archive {
    /// Takes a folder as the Ablage, making it, for its owner alone, if it is not there. A folder
    /// with the setgid bit that is open to its group makes all of its meetings the group's.
    ///
    /// # Errors
    /// When it cannot be made or is no folder; when it is a stranger's, or others can change what
    /// lies in it.
    pub fn at(path: &Path) -> Result<Self, JournalError> {
        let failed = |error| trouble("Die Ablage lässt sich nicht öffnen", &error);
        place::make_dirs(path, |_| place::ALONE).map_err(failed)?;
        let root = files::own_way(path).map_err(failed)?;
        let modes = Modes::of_root(&root).map_err(failed)?;
        // Else a stranger would be told that there are no meetings.
        fs::read_dir(&root).map_err(failed)?;
        Ok(Self { root, modes })
    }

    /// Reads a file of settings that lies beside the meetings. `None`: there is no such file, or
    /// no Ablage yet; none is made.
    ///
    /// # Errors
    /// When the Ablage is refused as in [`Archive::at`], or the file cannot be read or trusted.
    pub fn beside(path: &Path, name: &str) -> Result<Option<Vec<u8>>, JournalError> {
        if !path.join(name).exists() {
            return Ok(None);
        }
        let archive = Self::at(path)?;
        let file = archive.root.join(name);
        archive.modes.vet(&file).map_err(|error| trouble("Abgelehnt", &error))?;
        let bytes = place::read_unlinked(&file, place::SETTINGS);
        bytes.map(Some).map_err(|error| JournalError { message: error.to_string() })
    }

    pub(super) fn modes(&self) -> Modes {
        self.modes
    }

    /// Gives the umask with which nobody gets at what is made here who has no business there.
    #[must_use]
    pub fn umask(&self) -> u32 {
        self.modes.umask()
    }

    /// Warns of a file system on which a lock or a sync may not be what it says.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        files::unreliable(&self.root).map(|kind| {
            format!(
                "Die Ablage liegt auf einem Netzlaufwerk ({kind}). Dort ist nicht sicher, dass \
                 Gesichertes einen Stromausfall übersteht. Eine Ablage auf der eigenen Platte \
                 wählen."
            )
        })
    }

    /// Gives the folder of a meeting.
    #[must_use]
    pub fn folder(&self, id: &MeetingId) -> PathBuf {
        self.root.join(&id.0)
    }

    /// Lists all meetings by name, opening none.
    ///
    /// # Errors
    /// When the Ablage is not readable: that is not the same as an empty one.
    pub fn list(&self) -> Result<Vec<Headed>, JournalError> {
        let mut out: Vec<_> = self
            .ids()?
            .into_iter()
            .map(|id| {
                let card = self.card(&self.folder(&id));
                (id, card.map(|card| card.heading))
            })
            .collect();
        out.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(out)
    }

    fn card(&self, folder: &Path) -> Result<Card, JournalError> {
        let vetted = self.modes.vet(folder).and_then(|()| self.modes.vet(&folder.join(card::NAME)));
        vetted.map_err(|error| trouble("Der Kopf der Sitzung bleibt ungelesen", &error))?;
        Ok(Card::read(folder)?)
    }

    fn ids(&self) -> Result<Vec<MeetingId>, JournalError> {
        let failed = |error| trouble("Die Ablage ist nicht lesbar", &error);
        let mut out = Vec::new();
        for child in fs::read_dir(&self.root).map_err(failed)? {
            let name = child.map_err(failed)?.file_name();
            let Some(id) = name.to_str().and_then(MeetingId::parse) else { continue };
            let folder = self.folder(&id);
            if [JOURNAL, STORE, card::NAME].iter().any(|name| folder.join(name).exists()) {
                out.push(id);
            }
        }
        Ok(out)
    }

    /// Finds the meeting whose name begins so.
    ///
    /// # Errors
    /// When there is none, or more than one, or the Ablage is not readable.
    pub fn resolve(&self, text: &str) -> Result<MeetingId, JournalError> {
        let mut found: Vec<_> =
            self.ids()?.into_iter().filter(|id| id.0.starts_with(text)).collect();
        found.sort();
        if let Some(exact) = found.iter().find(|id| id.0 == text) {
            return Ok(exact.clone());
        }
        let message = match found.as_slice() {
            [one] => return Ok(one.clone()),
            [] => format!("In der Ablage beginnt keine Sitzung mit „{text}“."),
            [one, two, ..] => format!(
                "In der Ablage beginnen {} Sitzungen mit „{text}“, darunter {one} und {two}. \
                 Mehr vom Namen angeben.",
                found.len()
            ),
        };
        Err(JournalError { message })
    }

    /// Makes a meeting beside its place and moves it there when it is whole and safe.
    ///
    /// # Errors
    /// When it cannot be made; then nothing of it is there.
    pub fn create(
        &self,
        heading: &Heading,
        first: &[Record],
        holder: &Holder,
    ) -> Result<(MeetingId, MeetingJournal), OpenError> {
        let (id, lock) = self.place_new(None, heading, holder, |folder, id| {
            let lock = Lock::take(folder, self.modes, holder)?;
            let staged = Tail::default().stage(first)?;
            let header = codec::header(id.as_str(), Some(holder.since));
            let lines = std::iter::once(&header).chain(&staged.lines);
            let file = lines.flat_map(|line| line.iter().chain(b"\n")).copied().collect::<Vec<_>>();
            let mut held = staged.held.clone();
            held.header = Some(header.clone());
            let heading = staged.heading.clone().unwrap_or_else(|| heading.clone());
            let card = Card::new(heading, staged.tail.chain, staged.tail.last);
            self.furnish(folder, &file, &held, &card)?;
            Ok(lock)
        })?;
        let journal = MeetingJournal::open(&self.folder(&id), &id, self.modes, lock, holder)?;
        Ok((id, journal))
    }

    /// Makes a folder beside its place, lets it be furnished, and moves it there when it is whole
    /// and safe. It has the name `wanted`, if nothing has that yet.
    pub(super) fn place_new<T>(
        &self,
        wanted: Option<&MeetingId>,
        heading: &Heading,
        holder: &Holder,
        furnish: impl Fn(&Path, &MeetingId) -> Result<T, OpenError>,
    ) -> Result<(MeetingId, T), OpenError> {
        self.clear_leftovers();
        let failed =
            |error| OpenError::Failed(trouble("Die Sitzung lässt sich nicht anlegen", &error));
        let made = (0..1000).map(|attempt| MeetingId::make(heading, holder, attempt));
        for id in wanted.cloned().into_iter().chain(made) {
            let place = self.folder(&id);
            if fs::symlink_metadata(&place).is_ok() {
                continue;
            }
            let beside = self.root.join(format!("{LEFTOVER}{}-{id}", std::process::id()));
            self.modes.make_dir(&beside).map_err(failed)?;
            let furnished = match furnish(&beside, &id) {
                Ok(furnished) => furnished,
                Err(error) => {
                    let _ = fs::remove_dir_all(&beside);
                    return Err(error);
                }
            };
            match fs::rename(&beside, &place) {
                Ok(()) => {}
                Err(error) => {
                    let _ = fs::remove_dir_all(&beside);
                    if place.exists() {
                        continue;
                    }
                    return Err(failed(error));
                }
            }
            files::sync_dir(&self.root).map_err(failed)?;
            place::sync_way(&self.root);
            return Ok((id, furnished));
        }
        Err(failed(std::io::Error::from(ErrorKind::AlreadyExists)))
    }

    /// Puts everything of a meeting into a folder, and waits until it is safe.
    pub(super) fn furnish(
        &self,
        folder: &Path,
        file: &[u8],
        held: &Held,
        card: &Card,
    ) -> Result<(), OpenError> {
        let failed =
            |error| OpenError::Failed(trouble("Die Sitzung lässt sich nicht anlegen", &error));
        let mut journal = self
            .modes
            .open(&folder.join(JOURNAL), OpenOptions::new().write(true).create_new(true))
            .map_err(failed)?;
        journal.write_all(file).map_err(failed)?;
        Store::build(&folder.join(STORE), self.modes, held)
            .map_err(|error| failed(std::io::Error::other(error)))?;
        card.write(folder, self.modes)?;
        files::sync_tree(folder).map_err(failed)?;
        Ok(())
    }

    /// Takes away what killed creations left: nothing in it was ever reported as saved.
    fn clear_leftovers(&self) {
        let Ok(children) = fs::read_dir(&self.root) else { return };
        for child in children.flatten() {
            let name = child.file_name();
            let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(LEFTOVER)) else {
                continue;
            };
            let pid = rest.split('-').next().unwrap_or_default();
            let running = Path::new("/proc").join(pid).exists();
            let path = child.path();
            if lock::is_free(&path) || (!path.join("sperre").exists() && !running) {
                let _ = fs::remove_dir_all(path);
            }
        }
    }

    /// Opens a meeting to work in it, mending what is damaged.
    ///
    /// # Errors
    /// When somebody else has it open, a later version wrote it, or it cannot be read.
    pub fn open(&self, id: &MeetingId, holder: &Holder) -> Result<MeetingJournal, OpenError> {
        let folder = self.folder(id);
        if !folder.is_dir() {
            return Err(OpenError::Missing(id.to_string()));
        }
        self.modes
            .vet_tree(&folder)
            .map_err(|error| trouble("Die Sitzung bleibt geschlossen", &error))?;
        MeetingJournal::check_version(&folder)?;
        let lock = Lock::take(&folder, self.modes, holder)?;
        MeetingJournal::open(&folder, id, self.modes, lock, holder)
    }

    /// Reads a meeting, also while somebody works in it: from the journal file alone, touching
    /// nothing.
    ///
    /// # Errors
    /// When it cannot be read, or a later version wrote it.
    pub fn read(&self, id: &MeetingId) -> Result<Loaded, OpenError> {
        let bytes = self.journal_of(id)?;
        let mut scan = Scan::of(&bytes).map_err(|newer| OpenError::newer(newer.0))?;
        // Why: a last line without its end is most likely being written right now.
        scan.torn = 0;
        let mut loaded = mend(&scan, None, 0).loaded();
        let stored = Card::read(&self.folder(id)).map_or(0, |card| card.stored);
        if stored > scan.last() {
            let (from, to) = (scan.last() + 1, stored);
            loaded.repairs.push(format!("Es fehlt, was zuletzt da war: Eintrag {from} bis {to}."));
        }
        Ok(loaded)
    }

    pub(super) fn journal_of(&self, id: &MeetingId) -> Result<Vec<u8>, OpenError> {
        let folder = self.folder(id);
        let path = folder.join(JOURNAL);
        let vetted = self.modes.vet(&folder).and_then(|()| self.modes.vet(&path));
        vetted.map_err(|error| trouble("Das Journal bleibt ungelesen", &error))?;
        Ok(files::read(&path, "Das Journal fehlt")?)
    }
}

/// Writes text in small letters, digits and hyphens, at most 40 of them.
fn slug(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        let plain = match letter {
            'ä' => "ae",
            'ö' => "oe",
            'ü' => "ue",
            'ß' => "ss",
            'à' | 'á' | 'â' => "a",
            'è' | 'é' | 'ê' | 'ë' => "e",
            'ì' | 'í' | 'î' => "i",
            'ò' | 'ó' | 'ô' => "o",
            'ù' | 'ú' | 'û' => "u",
            'ç' => "c",
            _ if letter.is_ascii_alphanumeric() => {
                out.push(letter);
                continue;
            }
            _ => {
                if !out.is_empty() && !out.ends_with('-') {
                    out.push('-');
                }
                continue;
            }
        };
        out.push_str(plain);
    }
    let short: String = out.chars().take(40).collect();
    short.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_plain() {
        assert_eq!(slug("Ausschuss für Grün- & Straßenbau"), "ausschuss-fuer-gruen-strassenbau");
        assert_eq!(slug("  –– "), "");
        assert_eq!(slug("2027-03-09"), "2027-03-09");
    }

    #[test]
    fn an_id_leaves_no_folder() {
        for bad in ["", "..", "a/b", ".neu-1", "-a", "Ä", "a b"] {
            assert_eq!(MeetingId::parse(bad), None, "{bad}");
        }
        assert!(MeetingId::parse("2027-03-09-hauptausschuss-7f3a").is_some());
    }
}
