//! The minutes as they are given out: the Niederschrift, the Auszug of an item, the votes.
//!
//! ```text
//!  view    what may be read in a part, copied out of the meeting: nothing else can be written
//!  page    a sheet of 72 columns
//!  text    Niederschrift, Auszug and votes   table  figures of a vote
//!  file    names of the files
//! ```
//!
//! Equal meetings give equal bytes: no clock is read, nothing depends on an order that is not
//! the meeting's.

mod file;
mod page;
mod table;
mod text;
mod view;

pub use file::{Piece, file_name, folder_name};

use crate::domain::{AgendaItem, Checksum, ItemId, Meeting};
use crate::text::Clean;
use view::{Readable, View};

/// Which part of a meeting is given out. Public and non-public parts are files of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Part {
    /// What everybody may read.
    #[default]
    Public,
    /// Only what was treated behind closed doors.
    NonPublic,
    /// Both. Not for the public.
    All,
}

impl Part {
    /// Tells whether an item belongs to this part.
    #[must_use]
    pub fn admits(self, item: &AgendaItem) -> bool {
        match self {
            Self::Public => item.public,
            Self::NonPublic => !item.public,
            Self::All => true,
        }
    }
}

/// The form in which something is given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Plain text: UTF-8, 72 columns.
    #[default]
    Text,
}

impl Format {
    /// Gives the ending of a file of this form.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
        }
    }
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name, without a folder.
    pub name: String,
    /// What it holds.
    pub text: Clean,
}

impl Document {
    /// Adds the Prüfsumme of the journal, so that a sheet can be held against it later. It tells
    /// nothing of what else the journal holds ([`crate::domain::RecordEvent::ChecksumSalted`]).
    #[must_use]
    pub fn sealed(mut self, checksum: Option<&Checksum>) -> Self {
        self.text = sealed(self.text.into_string(), checksum).into();
        self
    }
}

/// Adds the Prüfsumme of the journal to the end of a text that is given out.
#[must_use]
pub fn sealed(mut text: String, checksum: Option<&Checksum>) -> String {
    if let Some(checksum) = checksum {
        text.push_str(&format!("\n\nPrüfsumme des Journals:\n{checksum}\n"));
    }
    text
}

/// Gives the whole Niederschrift of a part.
#[must_use]
pub fn minutes(meeting: &Meeting, part: Part) -> String {
    text::minutes(&View::of(&Readable::new(meeting, part)))
}

/// Gives the Auszug of one item. `None`: there is no such item in this part.
///
/// That of a public item holds only what everybody may read, whatever the part: it goes to
/// whoever asks for it, and its name says that it is public.
#[must_use]
pub fn extract(meeting: &Meeting, item: ItemId, part: Part) -> Option<String> {
    let admitted = meeting.item(item).filter(|item| part.admits(item))?;
    let part = if admitted.public { Part::Public } else { part };
    Some(text::extract(&View::of_item(&Readable::new(meeting, part), item)?))
}

/// Gives all votes of a part with their figures, in the order of the agenda.
#[must_use]
pub fn votes_table(meeting: &Meeting, part: Part) -> String {
    text::votes(&View::of(&Readable::new(meeting, part)))
}

/// Gives everything that is written at the close, for each of `parts`: the Niederschrift, the
/// votes and the Auszug of each item. A part that has no items gives nothing.
#[must_use]
pub fn documents(meeting: &Meeting, parts: &[Part], format: Format) -> Vec<Document> {
    let mut out: Vec<Document> = Vec::new();
    let public = Readable::new(meeting, Part::Public);
    for part in parts {
        let items: Vec<_> = meeting.agenda.iter().filter(|item| part.admits(item)).collect();
        if items.is_empty() {
            continue;
        }
        let mut add = |piece, text: String| {
            let name = file_name(meeting, piece, format);
            if out.iter().all(|other| other.name != name) {
                out.push(Document { name, text: text.into() });
            }
        };
        let readable = Readable::new(meeting, *part);
        let view = View::of(&readable);
        add(Piece::Minutes(*part), text::minutes(&view));
        if items.iter().any(|item| meeting.votes_of(item.id).next().is_some()) {
            add(Piece::Votes(*part), text::votes(&view));
        }
        for item in items.into_iter().filter(|item| !view::is_part_heading(item)) {
            let readable = if item.public { &public } else { &readable };
            if let Some(item_view) = View::of_item(readable, item.id) {
                add(Piece::Extract(item.id), text::extract(&item_view));
            }
        }
    }
    out
}
