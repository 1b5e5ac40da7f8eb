//! Names of the files: what every file system takes, what sorts by day, what tells at a glance
//! whether the content is public.

use super::{Format, Part};
use crate::domain::{AgendaItem, ItemId, Meeting};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Piece {
    /// The Niederschrift of a part.
    Minutes(Part),
    /// The votes of a part.
    Votes(Part),
    /// The Auszug of an item.
    Extract(ItemId),
}

/// Longest committee and longest item in a name.
const COMMITTEE: usize = 40;
const ITEM: usize = 40;

/// Gives the name of a file, without a folder: only `[a-z0-9-]` and an ending, bounded in
/// length, and no two pieces of a meeting alike. Its day is the one that the meeting was called
/// for, as in the list of meetings: it stays the same from the first draft on, and does not follow
/// a clock that is wrong or the day on which somebody writes up an old evening.
#[must_use]
pub fn file_name(meeting: &Meeting, piece: Piece, format: Format) -> String {
    let planned = meeting.head.planned_start.map(|start| start.date());
    let day = planned.or_else(|| meeting.start.map(|start| start.date_naive()));
    let day = day.map_or_else(|| "ohne-datum".to_owned(), |day| slug(&day.to_string(), 12));
    let committee = slug(&meeting.head.committee, COMMITTEE);
    let committee = if committee.is_empty() { "sitzung".to_owned() } else { committee };
    let what = match piece {
        Piece::Minutes(part) => format!("niederschrift-{}", part_slug(part)),
        Piece::Votes(part) => format!("abstimmungen-{}", part_slug(part)),
        Piece::Extract(item) => format!("auszug-{}", item_slug(meeting, item)),
    };
    format!("{day}-{committee}-{what}.{}", format.extension())
}

/// Gives the name of the folder that the files of a meeting are written into.
#[must_use]
pub fn folder_name(meeting: &Meeting) -> String {
    let name = file_name(meeting, Piece::Minutes(Part::Public), Format::Text);
    name.split_once("-niederschrift").map_or(name.clone(), |(head, _)| head.to_owned())
}

fn part_slug(part: Part) -> &'static str {
    match part {
        Part::Public => "oeffentlich",
        Part::NonPublic => "nichtoeffentlich",
        Part::All => "alles",
    }
}

/// The item's number; a second "4.1" becomes "4-1-b". Non-public items say so and are counted
/// apart, so that a public name tells nothing of them.
fn item_slug(meeting: &Meeting, id: ItemId) -> String {
    let Some(item) = meeting.item(id) else { return format!("unbekannt-{}", id.0) };
    let mut taken = BTreeSet::new();
    let mut own = String::new();
    for other in meeting.agenda.iter().filter(|other| other.public == item.public) {
        own = free(&base(other), &taken);
        if other.id == id {
            break;
        }
        taken.insert(own.clone());
    }
    if item.public { own } else { format!("{own}-nichtoeffentlich") }
}

fn base(item: &AgendaItem) -> String {
    let number = slug(&item.number, ITEM);
    if !number.is_empty() {
        return number;
    }
    // The title of a non-public item must not stand in the name of a file.
    let title = if item.public { slug(&item.name, ITEM) } else { String::new() };
    if title.is_empty() { "top".to_owned() } else { title }
}

fn free(base: &str, taken: &BTreeSet<String>) -> String {
    let later = ('b'..='z').map(|letter| format!("{base}-{letter}"));
    let last = (2_u32..).map(|number| format!("{base}-nr{number}"));
    std::iter::once(base.to_owned())
        .chain(later)
        .chain(last)
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| base.to_owned())
}

/// `[a-z0-9-]`: umlauts are written out, accents fall away, everything else parts words.
fn slug(text: &str, length: usize) -> String {
    let mut out = String::new();
    for letter in text.nfc().flat_map(char::to_lowercase) {
        match letter {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            other => match other.nfd().next() {
                Some(plain) if plain.is_ascii_alphanumeric() => out.push(plain),
                _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
                _ => {}
            },
        }
    }
    out.truncate(length);
    out.trim_end_matches('-').to_owned()
}
