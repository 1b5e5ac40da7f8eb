//! The text of a block: read into pieces, and filled.

use super::Field;
use crate::problem::{perhaps, quote};
use crate::text::ends_sentence;

/// What a preposition and the article of a value become together.
const JOINED: &[(&str, &str, &str)] = &[
    ("von", "dem", "vom"),
    ("zu", "dem", "zum"),
    ("zu", "der", "zur"),
    ("in", "dem", "im"),
    ("an", "dem", "am"),
    ("bei", "dem", "beim"),
];

/// A part of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text as it stands.
    Text(String),
    /// What the meeting knows.
    Field(Field),
    /// What the clerk writes.
    Place,
}

/// The text of a block, ready to be put into the minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// One paragraph without braces.
    pub text: String,
    /// The bytes of the text where the clerk has still something to write, in their order.
    pub places: Vec<usize>,
}

impl Piece {
    /// Shows the piece in a list.
    pub(super) fn preview(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Field(field) => format!("‹{}›", field.name()),
            Self::Place => "…".to_owned(),
        }
    }
}

/// Parts a text at its braces; also gives all that is wrong with them, in German.
pub(super) fn parse(text: &str) -> (Vec<Piece>, Vec<String>) {
    let (mut pieces, mut wrong) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let (brace, behind) = behind.split_at_checked(1).unwrap_or_default();
        let end = behind.find(['{', '}']);
        let field = end.and_then(|end| behind.split_at_checked(end));
        rest = match field.map(|(name, after)| (name, after.strip_prefix('}'))) {
            Some((name, Some(after))) if brace == "{" => {
                match piece(name) {
                    Ok(piece) => pieces.push(piece),
                    Err(reason) => wrong.push(reason),
                }
                after
            }
            _ => {
                wrong.push(format!(
                    "Eine Klammer {brace} steht allein. Richtig ist {{}} oder etwa {{redner}}."
                ));
                behind
            }
        };
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    (pieces, wrong)
}

/// Reads what stands between braces.
fn piece(name: &str) -> Result<Piece, String> {
    if name.is_empty() {
        return Ok(Piece::Place);
    }
    Field::from_name(name).map(Piece::Field).ok_or_else(|| {
        let near = perhaps(&name.trim().to_lowercase(), Field::all().map(Field::name));
        format!("Das Feld {{{}}} gibt es nicht.{near}", quote(name, 40))
    })
}

/// Gives the pieces that are wanted behind `left`: a sentence that has begun has its subject, as in
/// "Herr Dieck ;hw" or "Er ;hw".
pub(super) fn behind<'p>(left: &str, pieces: &'p [Piece]) -> &'p [Piece] {
    let left = left.trim_end();
    let begins = left.is_empty() || left.ends_with([':', '–', '„', '(']) || ends_sentence(left);
    match pieces {
        [Piece::Place | Piece::Field(Field::Speaker | Field::Mover), rest @ ..]
            if !begins && !rest.is_empty() =>
        {
            rest
        }
        _ => pieces,
    }
}

/// Puts the values in.
pub(super) fn fill(pieces: &[Piece], value: impl Fn(Field) -> Option<String>) -> Filled {
    let mut filled = Filled::default();
    for piece in pieces {
        match piece {
            Piece::Text(text) => filled.literal(text),
            Piece::Place => filled.places.push(filled.text.len()),
            Piece::Field(field) => {
                // Why: a block is one paragraph, whatever a value holds.
                let value = value(*field).map(|value| value.replace('\n', " "));
                match value.as_deref().map(str::trim).filter(|value| !value.is_empty()) {
                    Some(value) => filled.value(value),
                    None => filled.places.push(filled.text.len()),
                }
            }
        }
    }
    filled
}

impl Filled {
    /// Adds text of the block; a point behind an abbreviation is not written twice.
    fn literal(&mut self, text: &str) {
        let twice = self.text.ends_with('.') && !self.is_place() && text.starts_with('.');
        let text = if twice { text.strip_prefix('.').unwrap_or(text) } else { text };
        // Behind a subject that is left out stands a blank.
        let first = self.text.is_empty() && !self.is_place();
        let text = if first { text.trim_start() } else { text };
        self.text.push_str(text);
    }

    /// Adds a value.
    fn value(&mut self, value: &str) {
        let begins = self.text.is_empty()
            || self.text.ends_with(char::is_whitespace) && ends_sentence(self.text.trim_end());
        if begins && !self.is_place() {
            let mut letters = value.chars();
            self.text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            self.text.push_str(letters.as_str());
        } else {
            let rest = self.join(value);
            self.text.push_str(rest);
        }
    }

    /// Draws the preposition that the text ends with together with the article of a value, and
    /// gives what is still to be written.
    fn join<'v>(&mut self, value: &'v str) -> &'v str {
        let Some((article, rest)) = value.split_once(' ').filter(|_| !self.is_place()) else {
            return value;
        };
        for (preposition, with, joined) in JOINED {
            let Some(before) = self.text.strip_suffix(' ').filter(|_| *with == article) else {
                continue;
            };
            let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let word = before.get(start..).unwrap_or_default();
            if word.to_lowercase() == *preposition {
                let capital = word.starts_with(char::is_uppercase);
                self.text.truncate(start);
                let mut letters = joined.chars();
                let first = letters.next().filter(|_| capital);
                self.text.extend(first.into_iter().flat_map(char::to_uppercase));
                self.text.push_str(if capital { letters.as_str() } else { joined });
                self.text.push(' ');
                return rest;
            }
        }
        value
    }

    /// Tells whether the clerk writes where the text ends.
    fn is_place(&self) -> bool {
        self.places.last() == Some(&self.text.len())
    }
}
