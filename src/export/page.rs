//! A sheet of plain text: 72 columns, nothing at the end of a line, one line end at the end.
//!
//! Everything that reaches a sheet passes the gate of [`crate::text::clean()`] here.

use crate::text::{MONTHS, clean, printed_lines};
use unicode_width::UnicodeWidthStr as _;

/// Columns of a sheet.
pub(super) const WIDTH: usize = 72;

/// Columns that labels of the head take.
const LABEL: usize = 18;

/// A sheet that is being written.
#[derive(Debug, Default)]
pub(super) struct Page {
    lines: Vec<String>,
}

impl Page {
    /// Puts blank lines, so that at least `number` stand above what comes next. None at the top.
    pub(super) fn gap(&mut self, number: usize) {
        let above = self.lines.iter().rev().take_while(|line| line.is_empty()).count();
        if above < self.lines.len() {
            self.lines.extend((above..number).map(|_| String::new()));
        }
    }

    /// Writes text from the left edge; the clerk's line ends stay.
    pub(super) fn text(&mut self, text: &str) {
        for line in lines(text) {
            self.hang("", &line);
        }
    }

    /// Writes paragraphs, a blank line above each but inside a list.
    pub(super) fn prose(&mut self, text: &str) {
        let mut in_list = false;
        for line in lines(text) {
            let (mark, rest) = marked(&line);
            if !(in_list && mark.is_some()) {
                self.gap(1);
            }
            in_list = mark.is_some();
            match mark {
                Some(mark) => self.hang(&format!("{mark} "), rest),
                None => self.hang("", &line),
            }
        }
    }

    /// Writes a heading over a rule of its length.
    pub(super) fn heading(&mut self, text: &str, rule: char) {
        let from = self.lines.len();
        self.text(text);
        let longest = self.lines.iter().skip(from).map(|line| line.width()).max().unwrap_or(0);
        self.push(rule.to_string().repeat(longest.min(WIDTH)));
    }

    /// Writes a label and what it says; nothing where there is nothing to say.
    pub(super) fn field(&mut self, label: &str, value: &str) {
        let value = lines(value).collect::<Vec<_>>().join(", ");
        if !value.is_empty() {
            self.hang(&padded(&format!("{label}:"), LABEL), &value);
        }
    }

    /// Writes `text` behind `lead`; further lines begin below the text.
    pub(super) fn hang(&mut self, lead: &str, text: &str) {
        let lead = cleaned(lead).replace('\n', " ");
        let text = lines(text).collect::<Vec<_>>().join(" ");
        let indent = lead.width();
        let room = WIDTH.saturating_sub(indent);
        let ranges = printed_lines(&text, room);
        let fits = ranges.iter().all(|range| text.get(range.clone()).unwrap_or("").width() <= room);
        // A lead that takes half the sheet, or a word that is too long beside it: one below the
        // other.
        if !lead.trim().is_empty() && (indent > WIDTH / 2 || !fits) {
            for range in printed_lines(&lead, WIDTH) {
                self.push(lead.get(range).unwrap_or_default().to_owned());
            }
            return self.hang("  ", &text);
        }
        let mut before = lead;
        for range in ranges {
            self.push(format!("{before}{}", text.get(range).unwrap_or_default()));
            before = " ".repeat(indent);
        }
        if text.is_empty() && !before.trim().is_empty() {
            self.push(before);
        }
    }

    /// Writes a line among others like it: what does not fit into it is indented below.
    pub(super) fn entry(&mut self, text: &str) {
        const INDENT: usize = 2;
        let text = lines(text).collect::<Vec<_>>().join(" ");
        if text.width() <= WIDTH {
            return self.push(text);
        }
        for (index, range) in printed_lines(&text, WIDTH - INDENT).into_iter().enumerate() {
            let indent = if index == 0 { 0 } else { INDENT };
            self.push(" ".repeat(indent) + text.get(range).unwrap_or_default());
        }
    }

    /// Writes a line that has its form already: a row of a table.
    pub(super) fn row(&mut self, line: &str) {
        self.push(cleaned(line).replace('\n', " "));
    }

    /// Writes a line in which blanks part what belongs apart; one that is too long is broken.
    pub(super) fn spaced(&mut self, lead: &str, line: &str) {
        let whole = cleaned(&format!("{lead}{line}")).replace('\n', " ");
        if whole.width() <= WIDTH { self.push(whole) } else { self.hang(lead, line) }
    }

    /// Gives the sheet.
    pub(super) fn finish(mut self) -> String {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        let mut out = self.lines.join("\n");
        out.push('\n');
        out
    }

    fn push(&mut self, line: String) {
        self.lines.push(line.trim_end().to_owned());
    }
}

/// `text` with blanks behind it up to `width`, and at least one.
pub(super) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width()).max(1)))
}

/// Blanks between words: all but those that were typed to hold words together.
fn parts_words(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// The lines of a text that hold something, harmless and without blanks at their ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = String> {
    let lines: Vec<_> = cleaned(text)
        .split('\n')
        .map(|line| {
            line.split(parts_words).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect();
    lines.into_iter()
}

/// Lets text pass the gate once more: what stood in a journal is printed as well. Paper needs no
/// hints where a word may be parted.
pub(super) fn cleaned(text: &str) -> String {
    clean(text).replace('\u{ad}', "")
}

/// Parts the mark of a list from its text: "1.", "a)", "–".
fn marked(line: &str) -> (Option<&str>, &str) {
    let Some((mark, rest)) = line.split_once(' ') else { return (None, line) };
    let number = mark.strip_suffix(['.', ')']).is_some_and(|number| {
        (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let letter = mark.strip_suffix(')').is_some_and(|letter| {
        letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    let dash = matches!(mark, "-" | "–" | "•" | "*");
    // "9. März" begins a sentence, not a list.
    let date = rest.split(' ').next().is_some_and(|word| MONTHS.contains(&word));
    if (number || letter || dash) && !date { (Some(mark), rest) } else { (None, line) }
}
