//! What is wrong with a file that the clerk writes: all of it at once, each with its line and a
//! way out.

use crate::text::acts_unseen;
use std::fmt;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Bytes of a file that a clerk writes by hand: the longest shipped one has eleven thousand.
const MOST_BYTES: usize = 256 * 1024;
/// Entries of such a file at most.
const MOST_ENTRIES: usize = 2_000;
/// Problems that are told.
const MOST_TOLD: usize = 100;

/// All problems of a file; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    /// The problems in the order of their lines.
    pub problems: Vec<Problem>,
}

/// One problem of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as the clerk named it.
    pub file: String,
    /// The line, from 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong and what to do, in German.
    pub text: String,
}

impl FileError {
    /// Gathers problems in the order of their lines; `None` where there are none.
    pub(crate) fn gather(mut problems: Vec<Problem>) -> Option<Self> {
        problems.sort_by_key(|problem| problem.line.unwrap_or(usize::MAX));
        problems.dedup();
        (!problems.is_empty()).then_some(Self { problems })
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for FileError {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, Zeile {line}: {}", quote(&self.file, 200), self.text),
            None => write!(f, "{}: {}", quote(&self.file, 200), self.text),
        }
    }
}

/// A file being read, and what is wrong with it so far.
pub(crate) struct Reading<'a> {
    file_name: &'a str,
    text: &'a str,
    /// Where the lines begin.
    lines: Vec<usize>,
    problems: Vec<Problem>,
    /// Whether there are more than are told.
    more: bool,
}

impl<'a> Reading<'a> {
    /// Begins to read.
    pub(crate) fn new(file_name: &'a str, text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Self { file_name, text, lines, problems: Vec::new(), more: false }
    }

    /// Reads the text as TOML, as far as it goes, and notes the rest; `unreadable` says how a line
    /// looks. Of a file that is too large nothing is read.
    pub(crate) fn toml(&mut self, unreadable: &str) -> DeTable<'a> {
        if self.text.len() > MOST_BYTES {
            let most = MOST_BYTES / 1024;
            self.add(None, format!("Die Datei ist zu groß. Erlaubt sind {most} KiB."));
            return DeTable::new();
        }
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            self.tell_syntax(error, unreadable);
        }
        let table = table.into_inner();
        let entries = entries(&table);
        if entries > MOST_ENTRIES {
            let text = format!("Die Datei hat {entries} Einträge. Erlaubt sind {MOST_ENTRIES}.");
            self.add(None, text);
            return DeTable::new();
        }
        table
    }

    /// Notes a problem at a place of the text.
    pub(crate) fn tell(&mut self, place: &Range<usize>, text: String) {
        self.tell_line(self.line_at(place.start), text);
    }

    /// Notes a problem of a line.
    pub(crate) fn tell_line(&mut self, line: usize, text: String) {
        self.add(Some(line), text);
    }

    /// Tells whether no further problem is told: looking for more is not worth the time.
    pub(crate) fn is_full(&self) -> bool {
        self.more
    }

    fn add(&mut self, line: Option<usize>, text: String) {
        if self.problems.len() < MOST_TOLD {
            self.problems.push(Problem { file: self.file_name.to_owned(), line, text });
        } else {
            self.more = true;
        }
    }

    /// Notes what the TOML reader did not understand.
    fn tell_syntax(&mut self, error: &toml::de::Error, unreadable: &str) {
        let place = error.span().unwrap_or_default();
        let text = if error.message().contains("duplicate") {
            let part = self.text.get(place.clone()).unwrap_or_default();
            let part = quote(part.trim_matches(['"', '\'']), 40);
            format!("»{part}« steht hier ein zweites Mal. Eines von beiden streichen.")
        } else {
            format!("Diese Zeile ist nicht zu lesen. {unreadable}")
        };
        self.tell(&place, text);
    }

    /// Returns the line of a place, from 1.
    pub(crate) fn line_at(&self, place: usize) -> usize {
        self.lines.partition_point(|start| *start <= place)
    }

    /// Ends reading, and gives what is wrong.
    pub(crate) fn problems(mut self) -> Vec<Problem> {
        if self.more {
            let text = "Das sind nicht alle Fehler. Zuerst die genannten beheben.".to_owned();
            self.problems.push(Problem { file: self.file_name.to_owned(), line: None, text });
        }
        self.problems
    }
}

/// Counts the values of a table, those inside others too. The parser bounds the depth.
fn entries(table: &DeTable<'_>) -> usize {
    table.iter().map(|(_, value)| entries_of(value.get_ref())).sum()
}

fn entries_of(value: &DeValue<'_>) -> usize {
    match value {
        DeValue::Table(table) => 1 + entries(table),
        DeValue::Array(values) => {
            1 + values.iter().map(|value| entries_of(value.get_ref())).sum::<usize>()
        }
        _ => 1,
    }
}

/// Makes foreign text fit to be shown: at most `limit` characters, what acts unseen spelled out.
pub(crate) fn quote(text: &str, limit: usize) -> String {
    let mut shown = String::new();
    for (index, c) in text.chars().enumerate() {
        match c {
            _ if index == limit => {
                shown.push('…');
                break;
            }
            _ if c.is_control() => shown.extend(c.escape_debug()),
            _ if acts_unseen(c) => shown.extend(c.escape_unicode()),
            _ => shown.push(c),
        }
    }
    shown
}

/// Says which name may be meant, as a sentence to add; empty where none is near.
pub(crate) fn perhaps(name: &str, names: impl Iterator<Item = &'static str>) -> String {
    nearest(name, names)
        .map_or_else(String::new, |near| format!(" Gemeint ist vielleicht »{near}«."))
}

/// Finds the name that a typing error is nearest to, if one is near enough.
pub(crate) fn nearest(
    name: &str,
    names: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    let wrong: Vec<char> = name.chars().take(64).collect();
    let allowed = wrong.len().div_ceil(3);
    names
        .map(|candidate| (distance(&wrong, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed && *distance < wrong.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Counts the letters to insert, remove, replace or swap to get from one word to the other.
fn distance(wrong: &[char], right: &str) -> usize {
    let mut older: Vec<usize> = Vec::new();
    let mut old: Vec<usize> = (0..=wrong.len()).collect();
    let mut before = None;
    for (row, r) in right.chars().enumerate() {
        let mut new = vec![row + 1];
        for (column, w) in wrong.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX);
            let replaced = at(&old, column).saturating_add(usize::from(*w != r));
            let inserted = at(&old, column + 1).min(at(&new, column)).saturating_add(1);
            let mut best = replaced.min(inserted);
            let previous = column.checked_sub(1).and_then(|left| wrong.get(left));
            if previous == Some(&r) && before == Some(*w) {
                best = best.min(at(&older, column - 1).saturating_add(1));
            }
            new.push(best);
        }
        older = std::mem::replace(&mut old, new);
        before = Some(r);
    }
    old.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_finds_its_name() {
        let names = || ["vote-yes", "vote-no", "undo", "entf", "ende"].into_iter();
        assert_eq!(nearest("vote-jes", names()), Some("vote-yes"));
        assert_eq!(nearest("enft", names()), Some("entf"));
        assert_eq!(nearest("unod", names()), Some("undo"));
        assert_eq!(nearest("help", names()), None);
        assert_eq!(nearest("x", names()), None);
        assert_eq!(nearest("", names()), None);
    }

    #[test]
    fn swapped_letters_count_once() {
        let check = |wrong: &str, right| distance(&wrong.chars().collect::<Vec<_>>(), right);
        assert_eq!(check("", "abc"), 3);
        assert_eq!(check("abc", "abc"), 0);
        assert_eq!(check("acb", "abc"), 1);
        assert_eq!(check("kitten", "sitting"), 3);
    }

    #[test]
    fn nothing_foreign_reaches_the_terminal() {
        assert_eq!(quote("\u{1b}[31m\u{202e}x", 40), "\\u{1b}[31m\\u{202e}x");
        assert_eq!(quote("ÄÖÜ \"\\\"", 40), "ÄÖÜ \"\\\"");
        assert_eq!(quote("aaaa", 3), "aaa…");
    }
}
