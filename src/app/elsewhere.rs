//! Keeping a meeting besides: where the Ablage does not take what is written, a file on another
//! disk does.

use super::App;
use super::asking::answers;
use super::office::{Office, at_home};
use crate::action::Action;
use crate::journal::backup::Backup;
use crate::outbox::{self, Existing, OutboxError};
use crate::place;
use crate::terminal;
use crate::ui::overlay::Overlay;
use crate::ui::pick::{Choice, Pick, Value};
use crate::ui::prompt::Prompt;
use crate::ui::{Ask, Effect, Reply};
use std::path::{Path, PathBuf};

/// Asks whether to go although something is not saved.
pub(super) fn unsaved(ask: Ask) -> Overlay {
    let mut choices = answers("Trotzdem beenden", "Bleiben");
    let value = Value::Action(Action::SaveElsewhere);
    let label = Action::SaveElsewhere.label().to_owned();
    choices.insert(1, Choice { label, detail: String::new(), value });
    Overlay::Pick(Pick::new(ask, "Nicht alles ist gesichert".to_owned(), choices))
}

/// Asks for a place, with one to begin with.
pub(super) fn question(to: String) -> Overlay {
    let hint = "Ein Ordner auf einem anderen Datenträger, oder eine neue Datei.";
    let fields = [("Wohin", to.as_str())];
    Overlay::Prompt(
        Prompt::new(Ask::Elsewhere(to.clone()), "Anderswo sichern", hint, &fields).marked(),
    )
}

/// Takes a place: a whole path, as nobody knows in which folder the program was started.
pub(super) fn filled(to: String) -> Result<Reply, String> {
    if !to.starts_with('/') && !to.starts_with("~/") {
        return Err("Erwartet: ein Pfad wie /mnt/stick oder ~/sicherung.".to_owned());
    }
    Ok(Reply::Outside(Effect::SaveElsewhere { to }))
}

impl Office {
    /// Keeps the meeting besides, as it is in memory, where the Ablage does not take it. If that
    /// fails too, the clerk is asked for another place.
    pub(super) fn save_elsewhere(&self, to: String, app: &mut App) -> Result<(), String> {
        let now = terminal::now();
        let desk = app.desk().ok_or("Erst eine Sitzung aufrufen.")?;
        let id = desk.id.as_ref().ok_or("Diese Übung steht in keiner Ablage.")?;
        let entries = desk.session.entries();
        let backup = self.archive.back_up_held(id, entries, desk.draft(), now);
        let backup = backup.map_err(|error| error.to_string())?;
        match self.write_new(&at_home(&to), &backup) {
            Ok(path) => {
                let (entries, _) = backup.head();
                app.say(format!("{entries} Einträge anderswo gesichert: {}", path.display()));
                Ok(())
            }
            Err(error) => {
                app.ask_elsewhere(to);
                Err(error.to_string())
            }
        }
    }

    /// Writes a backup into a new file, or into a folder under a name that is free there.
    fn write_new(&self, to: &Path, backup: &Backup) -> Result<PathBuf, OutboxError> {
        let write = |path: PathBuf| {
            outbox::write_exactly(&path, &backup.bytes(), Existing::Keep).map(|_| path)
        };
        if to == self.outbox {
            // If it cannot be made, writing into it tells why.
            let _ = place::make_dirs(to, |_| place::ALONE);
        }
        if !to.is_dir() {
            return write(to.to_owned());
        }
        let name = backup.file_name();
        let (stem, end) = name.rsplit_once('.').unwrap_or((&name, "sicherung"));
        let others = (2..100).map(|number| to.join(format!("{stem}-{number}.{end}")));
        let mut written = write(to.join(&name));
        for path in others {
            match written {
                Err(OutboxError::Differs { .. }) => written = write(path),
                done => return done,
            }
        }
        written
    }
}
