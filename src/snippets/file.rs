//! Reads a file of text blocks, and tells everything that is wrong with it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::template::{self, Piece};
use super::{NAME, is_of_name};
use crate::problem::{Problem, Reading, perhaps, quote};
use crate::text::clean;

/// The only section.
const SECTION: &str = "bausteine";

/// Letters of a text at most.
const TEXT: usize = 2_000;

/// What a line that cannot be read should look like.
const UNREADABLE: &str = "Richtig ist etwa kn = \"Der Text.\" oder \"für\" = \"Der Text.\"; \
                          im Text stehen „ und “ statt \".";

/// A line that gives a block, or takes one away.
pub(super) struct Line {
    /// The name in small letters.
    pub(super) name: String,
    /// The text in pieces; nothing where the block is taken away.
    pub(super) pieces: Option<Vec<Piece>>,
    /// The number of the line, from 1.
    number: usize,
}

/// Reads the text of a file into lines, in their order.
pub(super) fn read(file_name: &str, text: &str) -> (Vec<Line>, Vec<Problem>) {
    let mut reader = Reader { file: Reading::new(file_name, text) };
    let table = reader.file.toml(UNREADABLE);
    let lines = reader.sections(&table);
    (lines, reader.file.problems())
}

/// A file being read.
struct Reader<'a> {
    file: Reading<'a>,
}

impl Reader<'_> {
    fn sections(&mut self, table: &DeTable<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        for (name, value) in table {
            if self.file.is_full() {
                break;
            }
            let (place, name) = (name.span(), name.get_ref().as_ref());
            let shown = quote(name, 40);
            match value.get_ref() {
                DeValue::Table(section) if name == SECTION => lines = self.section(section),
                DeValue::Table(_) => {
                    let near = perhaps(&name.to_lowercase(), [SECTION].into_iter());
                    let text = format!("Den Abschnitt [{shown}] gibt es nicht.{near}");
                    self.file.tell(&place, text);
                }
                _ => {
                    let text = format!("»{shown}« steht nicht unter dem Abschnitt [{SECTION}].");
                    self.file.tell(&place, text);
                }
            }
        }
        lines.sort_by_key(|line| line.number);
        self.twice(&lines);
        lines
    }

    fn section(&mut self, section: &DeTable<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        for (name, value) in section {
            if self.file.is_full() {
                break;
            }
            let number = self.file.line_at(name.span().start);
            let pieces = self.text(value);
            let name = self.name(&name.span(), name.get_ref());
            if let (Some(name), Ok(pieces)) = (name, pieces) {
                lines.push(Line { name, pieces, number });
            }
        }
        lines
    }

    /// Reads a name.
    fn name(&mut self, place: &Range<usize>, name: &str) -> Option<String> {
        let clean = clean(name);
        let length = clean.chars().count();
        if length <= NAME && length > 0 && clean.chars().all(is_of_name) {
            return Some(clean);
        }
        let shown = quote(&clean, 40);
        self.file.tell(
            place,
            format!(
                "»{shown}« kann kein Name sein: \
                 1 bis {NAME} Kleinbuchstaben oder Ziffern, sonst nichts."
            ),
        );
        None
    }

    /// Reads a text; `Ok(None)` takes a block away.
    fn text(&mut self, value: &Spanned<DeValue<'_>>) -> Result<Option<Vec<Piece>>, ()> {
        let DeValue::String(text) = value.get_ref() else {
            let text = "Hier fehlt ein Text in Anführungszeichen.";
            self.file.tell(&value.span(), text.to_owned());
            return Err(());
        };
        if text.is_empty() {
            return Ok(None);
        }
        let (pieces, wrong) = match unfit(text) {
            Some(reason) => (Vec::new(), vec![reason]),
            None => template::parse(&clean(text)),
        };
        let fine = wrong.is_empty();
        for reason in wrong {
            self.file.tell(&value.span(), reason);
        }
        if fine { Ok(Some(pieces)) } else { Err(()) }
    }

    /// Tells of names that look alike but are written differently.
    fn twice(&mut self, lines: &[Line]) {
        for (index, line) in lines.iter().enumerate() {
            let same = |other: &&Line| other.name == line.name;
            let Some(first) = lines.iter().take(index).find(same) else { continue };
            let text = format!("»{}« steht schon in Zeile {}.", line.name, first.number);
            self.file.tell_line(line.number, text);
        }
    }
}

/// Tells why a text cannot be a block, whatever its braces hold.
fn unfit(text: &str) -> Option<String> {
    let clean = clean(text);
    let length = clean.chars().count();
    let odd = |letter: char| letter.is_control() && letter != '\t';
    if clean.trim().is_empty() {
        Some("Der Text ist leer. Wer einen Baustein streicht, schreibt \"\".".to_owned())
    } else if length > TEXT {
        Some(format!("Der Text hat {length} Zeichen, mehr als {TEXT}. Bitte kürzen oder teilen."))
    } else if clean.contains('\n') {
        Some("Ein Baustein ist ein Absatz: Der Text darf keinen Zeilenumbruch haben.".to_owned())
    } else if text.contains(odd) || clean.contains('\u{fffd}') {
        Some("Im Text steht ein Steuerzeichen. Bitte neu tippen.".to_owned())
    } else {
        None
    }
}
