//! `wortlaut export`

use super::arguments::Export;
use super::{Arguments, Failure, hint, print};
use crate::domain::{AgendaItem, Checksum, ItemId, Meeting, MeetingState, gaps};
use crate::export::{self, Document, Format, Part, Piece};
use crate::journal::proof::Flaw;
use crate::journal::{Archive, MeetingId, replay};
use crate::outbox::{self, Existing, OutboxError};
use crate::text::{Clean, clean};
use std::path::Path;

/// Finds a meeting by its id, the beginning of one, or "laufend".
pub(super) fn find(archive: &Archive, name: &str) -> Result<MeetingId, Failure> {
    if name != "laufend" {
        return archive.resolve(name).map_err(Failure::told);
    }
    let running = |state| matches!(state, MeetingState::Running | MeetingState::Interrupted);
    archive
        .list()
        .map_err(Failure::told)?
        .into_iter()
        .filter(|(_, heading)| heading.as_ref().is_ok_and(|heading| running(heading.state)))
        .map(|(id, _)| id)
        .max()
        .ok_or_else(|| Failure::told("Keine Sitzung läuft."))
}

pub(super) fn export(arguments: &Arguments, what: &Export) -> Result<(), Failure> {
    let archive = arguments.archive()?;
    let id = find(&archive, &what.meeting)?;
    let proof = archive.prove(&id, None).map_err(Failure::told)?;
    let loaded = archive.read(&id).map_err(Failure::told)?;
    let meeting = replay(&loaded.entries, arguments.profile()?);
    let item = what.item.as_deref().map(|number| item(&meeting, number, what.part)).transpose()?;
    let text = match item {
        Some(item) => export::extract(&meeting, item, what.part)
            .ok_or_else(|| Failure::told("Der Auszug lässt sich nicht ausgeben."))?,
        None => export::minutes(&meeting, what.part),
    };
    match gaps(&text).count() {
        0 => {}
        1 => hint("1 Lücke (@@) ist noch offen."),
        many => hint(&format!("{many} Lücken (@@) sind noch offen.")),
    }
    let checksum = loaded.checksum();
    let text = export::sealed(text, checksum.as_ref());
    give_out(&meeting, what, item, (text, checksum.as_ref()))?;
    trusted(&proof.flaws, &id)
}

/// Fails if the journal is not as it was written: what was given out may lack something.
fn trusted(flaws: &[Flaw], id: &MeetingId) -> Result<(), Failure> {
    let Some(first) = flaws.first() else { return Ok(()) };
    let more = match flaws.len() {
        1 => String::new(),
        many => format!(" (und {} weitere Stellen)", many - 1),
    };
    Err(Failure::told(format!(
        "Das Journal dieser Sitzung ist nicht, wie es geschrieben wurde. Im ausgegebenen Text kann \
         etwas fehlen oder verändert sein.\n{first}{more}\nDie Sitzung öffnen: Was der zweite \
         Speicher noch hat, wird geheilt; dann noch einmal ausgeben. Mehr mit: wortlaut pruefen {id}"
    )))
}

/// Prints it, or writes it to files.
fn give_out(
    meeting: &Meeting,
    what: &Export,
    item: Option<ItemId>,
    (text, checksum): (String, Option<&Checksum>),
) -> Result<(), Failure> {
    let existing = if what.replace { Existing::Replace } else { Existing::Keep };
    match (what.to.as_deref(), item) {
        (None, _) => print(text),
        (Some(path), _) if path.as_os_str() == "-" => print(text),
        (Some(folder), None) if is_folder(folder) => {
            let parts: &[Part] = match what.part {
                Part::Public => &[Part::Public],
                Part::NonPublic => &[Part::NonPublic],
                Part::All => &[Part::Public, Part::NonPublic],
            };
            let documents = export::documents(meeting, parts, Format::Text);
            let sealed = documents.into_iter().map(|document| document.sealed(checksum));
            let documents: Vec<_> = sealed.collect();
            outbox::write_all(folder, &documents, existing).map_err(unwritten)?;
            for document in documents {
                print(format!("{}\n", folder.join(document.name).display()));
            }
        }
        (Some(folder), Some(item)) if is_folder(folder) => {
            let name = export::file_name(meeting, Piece::Extract(item), Format::Text);
            let path = folder.join(&name);
            let document = Document { name, text: text.into() };
            outbox::write_all(folder, &[document], existing).map_err(unwritten)?;
            print(format!("{}\n", path.display()));
        }
        (Some(path), _) => {
            outbox::write(path, &Clean::from(text), existing).map_err(unwritten)?;
        }
    }
    Ok(())
}

/// Says what hinders, and what to do.
pub(super) fn unwritten(error: OutboxError) -> Failure {
    match error {
        OutboxError::Differs { .. } => Failure::told(format!(
            "{error} Mit --ersetzen wird der jetzige Stand geschrieben, mit --nach anderswohin."
        )),
        OutboxError::Taken(..) | OutboxError::Io(..) => Failure::told(error),
    }
}

/// A folder that is there, or that is named as one: it is made.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// The item with this number, blanks and a last dot aside.
fn item(meeting: &Meeting, number: &str, part: Part) -> Result<ItemId, Failure> {
    let wanted = Number::of(number);
    let named: Vec<_> = meeting.agenda.iter().filter(|item| wanted.names(item)).collect();
    if let Some(item) = named.iter().find(|item| part.admits(item)) {
        return Ok(item.id);
    }
    let Some(item) = named.first() else {
        return Err(Failure::told(format!("Einen TOP {number} gibt es nicht.")));
    };
    let (name, option) = match item.public {
        true => ("öffentlichen", "oeffentlich"),
        false => ("nichtöffentlichen", "nichtoeffentlich"),
    };
    let number = &item.number;
    Err(Failure::told(format!("TOP {number} steht im {name} Teil. Mit --teil {option} ausgeben.")))
}

/// The number of an item, as it is typed or as the agenda has it.
struct Number {
    /// What its letter says, if it has one.
    public: Option<bool>,
    /// What stands behind the letter: "4.1".
    digits: String,
}

impl Number {
    fn of(text: &str) -> Self {
        let key = clean(text).split_whitespace().collect::<String>().to_lowercase();
        let key = key.trim_end_matches('.');
        let key = key.strip_prefix("top").unwrap_or(key);
        let digits = key.trim_start_matches(char::is_alphabetic);
        let public = match key.strip_suffix(digits) {
            Some("ö") => Some(true),
            Some("n" | "nö") => Some(false),
            _ => None,
        };
        // Another letter is a part of the number.
        let digits = if public.is_some() { digits } else { key };
        Self { public, digits: digits.to_owned() }
    }

    /// Tells whether an item is meant. Only a number without a letter may be of either part.
    fn names(&self, item: &AgendaItem) -> bool {
        let own = Self::of(&item.number);
        let public = own.public.unwrap_or(item.public);
        !own.digits.is_empty()
            && own.digits == self.digits
            && self.public.is_none_or(|wanted| wanted == public)
    }
}
