//! What is wrong with a file that the clerk writes: all of it at once, each with its line and a
//! way out.

use std::fmt;
use std::ops::Range;

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
        problems.sort_by_key(|problem| problem.line);
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
    problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    /// Begins to read.
    pub(crate) const fn new(file_name: &'a str, text: &'a str) -> Self {
        Self { file_name, text, problems: Vec::new() }
    }

    /// Notes a problem at a place of the text.
    pub(crate) fn tell(&mut self, place: &Range<usize>, text: String) {
        self.tell_line(self.line_at(place.start), text);
    }

    /// Notes a problem of a line.
    pub(crate) fn tell_line(&mut self, line: usize, text: String) {
        self.problems.push(Problem { file: self.file_name.to_owned(), line: Some(line), text });
    }

    /// Notes what the TOML reader did not understand; `unreadable` says how a line looks.
    pub(crate) fn tell_syntax(&mut self, error: &toml::de::Error, unreadable: &str) {
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
        let before = self.text.as_bytes().iter().take(place);
        before.filter(|byte| **byte == b'\n').count() + 1
    }

    /// Ends reading, and gives what is wrong.
    pub(crate) fn problems(self) -> Vec<Problem> {
        self.problems
    }
}

/// Makes foreign text fit to be shown: at most `limit` characters, no control characters.
pub(crate) fn quote(text: &str, limit: usize) -> String {
    let mut shown = String::new();
    for (index, c) in text.chars().enumerate() {
        match c {
            _ if index == limit => {
                shown.push('…');
                break;
            }
            '"' | '\'' | '\\' => shown.push(c),
            _ => shown.extend(c.escape_debug()),
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
