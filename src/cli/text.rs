//! `wortlaut export`

use super::arguments::Export;
use super::{Arguments, Failure, print};
use crate::domain::{Meeting, MeetingState};
use crate::export::{self, Document, Format, Part};
use crate::journal::{Archive, MeetingId, replay};
use crate::outbox;
use crate::trouble::why;
use std::path::Path;

/// Finds a meeting by its id, the beginning of one, or "laufend".
pub(super) fn find(archive: &Archive, name: &str) -> Result<MeetingId, Failure> {
    if name != "laufend" {
        return archive.resolve(name).map_err(Failure::told);
    }
    let running = |state| matches!(state, MeetingState::Running | MeetingState::Interrupted);
    archive
        .list()
        .into_iter()
        .filter(|(_, heading)| heading.as_ref().is_ok_and(|heading| running(heading.state)))
        .map(|(id, _)| id)
        .max()
        .ok_or_else(|| Failure::told("Keine Sitzung läuft."))
}

pub(super) fn export(arguments: &Arguments, what: &Export) -> Result<(), Failure> {
    let archive = arguments.archive()?;
    let id = find(&archive, &what.meeting)?;
    let loaded = archive.read(&id).map_err(Failure::told)?;
    let meeting = replay(&loaded.entries, arguments.profile()?);
    let text = match &what.item {
        Some(number) => extract(&meeting, number, what.part)?,
        None => export::minutes(&meeting, what.part),
    };
    match what.to.as_deref() {
        None => print(text),
        Some(path) if path.as_os_str() == "-" => print(text),
        Some(folder) if is_folder(folder) && what.item.is_none() => {
            let parts: &[Part] = match what.part {
                Part::Public => &[Part::Public],
                Part::NonPublic => &[Part::NonPublic],
                Part::All => &[Part::Public, Part::NonPublic],
            };
            let documents = export::documents(&meeting, parts, Format::Text);
            outbox::write_all(folder, &documents).map_err(Failure::told)?;
            for document in documents {
                print(format!("{}\n", folder.join(document.name).display()));
            }
        }
        Some(folder) if is_folder(folder) => {
            let document = Document { name: format!("{id}-auszug.txt"), text };
            outbox::write_all(folder, &[document]).map_err(Failure::told)?;
        }
        Some(path) => {
            outbox::write(path, text.as_bytes()).map_err(|error| {
                let name = path.display();
                Failure::told(format!("{name} lässt sich nicht schreiben: {}", why(&error)))
            })?;
        }
    }
    Ok(())
}

/// A folder that is there, or that is named as one: it is made.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// The Auszug of the item with this number, blanks and a last dot aside.
fn extract(meeting: &Meeting, number: &str, part: Part) -> Result<String, Failure> {
    let key = |text: &str| {
        text.split_whitespace().collect::<String>().trim_end_matches('.').to_lowercase()
    };
    let bare = |text: &str| key(text).trim_start_matches(['ö', 'n']).to_owned();
    let admitted: Vec<_> = meeting.agenda.iter().filter(|item| part.admits(item)).collect();
    let found = admitted
        .iter()
        .find(|item| key(&item.number) == key(number))
        .or_else(|| admitted.iter().find(|item| bare(&item.number) == bare(number)));
    found
        .and_then(|item| export::extract(meeting, item.id, part))
        .ok_or_else(|| Failure::told(format!("Einen TOP {number} gibt es in diesem Teil nicht.")))
}
