//! Everything that is wrong with one file, collected before anything is told.

use super::{Problem, clean};
use std::collections::HashSet;

/// Bytes of a file that are read at most.
pub(crate) const MAX_FILE: usize = 16 * 1024 * 1024;
/// Problems told of one file; what comes after them is only counted.
const MAX_PROBLEMS: usize = 200;
/// Letters of a message at most.
const MAX_MESSAGE: usize = 2_000;
/// Letters of a file that a message quotes at most.
const MAX_QUOTE: usize = 60;

/// The problems of one file.
#[derive(Debug)]
pub(crate) struct Report {
    file: String,
    problems: Vec<Problem>,
    more: usize,
    /// Lines that could not be read at all: nothing else is told of them.
    broken: HashSet<usize>,
}

impl Report {
    /// Begins the report on `file`.
    pub(crate) fn new(file: &str) -> Self {
        Self {
            file: clean::shown(file, usize::MAX),
            problems: Vec::new(),
            more: 0,
            broken: HashSet::new(),
        }
    }

    /// Notes what is wrong in `line`, and what was expected.
    pub(crate) fn line(&mut self, line: usize, wrong: &str, expected: &str) {
        if !self.broken.contains(&line) {
            self.add(self.file.clone(), Some(line), wrong, expected);
        }
    }

    /// Notes that `line` cannot be read, the first time that this is told of it.
    pub(crate) fn broken(&mut self, line: usize, wrong: &str, expected: &str) {
        self.line(line, wrong, expected);
        self.broken.insert(line);
    }

    /// Notes that the file cannot be read at all.
    pub(crate) fn unread(&mut self, wrong: &str, expected: &str) {
        self.file(wrong, expected);
        self.broken.insert(0);
    }

    /// Notes what is wrong with the file as a whole.
    pub(crate) fn file(&mut self, wrong: &str, expected: &str) {
        self.add(self.file.clone(), None, wrong, expected);
    }

    /// Notes what is wrong with an option of the command line.
    pub(crate) fn option(&mut self, option: &str, wrong: &str, expected: &str) {
        self.add(option.to_owned(), None, wrong, expected);
    }

    /// Tells whether nothing is wrong yet.
    pub(crate) fn is_clear(&self) -> bool {
        self.problems.is_empty()
    }

    /// Tells whether some line could not be read: what seems to be missing may stand there.
    pub(crate) fn has_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// Tells whether further problems are only counted: their details are not worth the time.
    pub(crate) fn is_full(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    /// Takes text of a single line, or notes why it cannot be taken and gives nothing.
    pub(crate) fn words(&mut self, raw: &str, line: usize, what: &str) -> String {
        let cleaned = clean::words(raw);
        self.take(cleaned, line, what)
    }

    /// Takes text that may have several lines, or notes why it cannot be taken.
    pub(crate) fn prose(&mut self, raw: &str, line: usize, what: &str) -> String {
        let cleaned = clean::prose(raw);
        self.take(cleaned, line, what)
    }

    fn take(&mut self, text: Result<String, clean::Unfit>, line: usize, what: &str) -> String {
        let (wrong, expected) = match text {
            Ok(text) => return text,
            Err(clean::Unfit::Char(char)) => (
                format!("{what}: das unsichtbare Zeichen U+{:04X} ist nicht erlaubt", char as u32),
                "Text ohne Steuerzeichen (die Stelle neu tippen)",
            ),
            Err(clean::Unfit::TooLong) => {
                (format!("{what}: der Text ist zu lang"), "höchstens 64 KiB")
            }
        };
        self.line(line, &wrong, expected);
        String::new()
    }

    /// Gives all problems, ordered by line.
    pub(crate) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.line.unwrap_or(usize::MAX));
        if self.more > 0 {
            let message = format!("{} weitere Fehler; zuerst die genannten beheben", self.more);
            self.problems.push(Problem { file: self.file, line: None, message });
        }
        self.problems
    }

    fn add(&mut self, file: String, line: Option<usize>, wrong: &str, expected: &str) {
        if self.is_full() {
            self.more += 1;
            return;
        }
        // Why here too: a message may hold pieces of the file that nobody has quoted.
        let message = clean::shown(&format!("{wrong}; erwartet: {expected}"), MAX_MESSAGE);
        if !self.problems.iter().any(|old| old.line == line && old.message == message) {
            self.problems.push(Problem { file, line, message });
        }
    }
}

/// Quotes a piece of a file, shortened, with nothing in it that a terminal would act on.
pub(crate) fn quote(raw: &str) -> String {
    format!("„{}“", clean::shown(raw, MAX_QUOTE))
}
