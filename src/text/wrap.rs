//! Soft wrapping: a paragraph as the rows it fills in a column.

use std::ops::Range;

use crate::text::breaks::{Breaks, is_anchor};
use crate::text::grapheme;

/// The visual rows of `text` as byte ranges that follow one another without a gap.
///
/// White space at the end of a row may hang beyond `width`; a word wider than a row is broken
/// between letters; a letter wider than a row gets one of its own. Line breaks count as spaces.
/// An empty text has one empty row, and no width is taken for the width 1.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let wrapped = Wrapped::new(text, width);
    (0..wrapped.rows()).map(|row| wrapped.range(row)).collect()
}

/// What was put in the place of what, told with the offsets after the change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub(super) start: usize,
    pub(super) removed: usize,
    pub(super) inserted: usize,
}

/// The rows of one text at one width, kept up to date from change to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrapped {
    width: usize,
    len: usize,
    /// Where each row begins; the first at 0.
    starts: Vec<usize>,
}

impl Wrapped {
    pub(super) fn new(text: &str, width: usize) -> Self {
        let mut wrapped = Self { width: width.max(1), len: text.len(), starts: vec![0] };
        wrapped.fill(text, 0, |_, _| false);
        wrapped
    }

    pub(super) fn rows(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn range(&self, row: usize) -> Range<usize> {
        let start = self.starts.get(row).copied().unwrap_or(self.len);
        start..self.starts.get(row + 1).copied().unwrap_or(self.len)
    }

    /// The row an offset belongs to: at a soft wrap, the row that begins there.
    pub(super) fn row_of(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// Wraps again after a change, no more than the rows it can have moved.
    ///
    /// An anchor in the untouched text before the change fixes all rows that begin before it: why
    /// a row begins where it does is read off the text up to the next break, and the anchor is a
    /// break. Behind the change, rows agree with the old ones as soon as one begins at or behind
    /// an anchor where an old one began, because nothing before it counts any more.
    pub(super) fn update(&mut self, text: &str, change: Change) {
        let old = std::mem::take(&mut self.starts);
        self.len = text.len();
        let anchor = anchor_before(text, change.start);
        let kept = old.partition_point(|&start| start == 0 || start < anchor);
        self.starts.extend(old.iter().take(kept));
        let base = match self.starts.last() {
            Some(&start) if start > 0 => anchor_before(text, start + 1),
            _ => 0,
        };
        let end = change.start + change.inserted;
        let calm = anchor_after(text, end + 2);
        let mut tail = old.get(kept..).unwrap_or_default();
        self.fill(text, base, |starts, start| {
            if calm.is_none_or(|calm| start < calm) {
                return false;
            }
            let before = start - change.inserted + change.removed;
            tail = tail.get(tail.partition_point(|&old| old < before)..).unwrap_or_default();
            if tail.first() != Some(&before) {
                return false;
            }
            starts.extend(tail.iter().map(|old| old - change.removed + change.inserted));
            true
        });
    }

    /// Adds the rows after the last one known, reading breaks from `base` on.
    ///
    /// `agrees` is asked at each new row whether it knows this row and all that follow.
    fn fill(
        &mut self,
        text: &str,
        base: usize,
        mut agrees: impl FnMut(&mut Vec<usize>, usize) -> bool,
    ) {
        let start = self.starts.last().copied().unwrap_or(0);
        let (mut from, mut column) = (start, 0);
        for at in Breaks::new(text, base).skip_while(|&at| at <= start) {
            let piece = text.get(from..at).unwrap_or_default();
            let ink = grapheme::width(piece.trim_end());
            let fresh = self.starts.last() == Some(&from);
            // Why: a blank piece hangs however far out the row already is.
            if !fresh && column + ink > self.width && !piece.trim_end().is_empty() {
                if agrees(&mut self.starts, from) {
                    return;
                }
                self.starts.push(from);
                column = 0;
            }
            if column + ink <= self.width || piece.trim_end().is_empty() {
                column += grapheme::width(piece);
            } else {
                match self.tear(piece, from, &mut agrees) {
                    Some(rest) => column = rest,
                    None => return,
                }
            }
            from = at;
        }
    }

    /// Breaks a piece wider than a row between its letters; gives the width of its last row,
    /// or nothing once `agrees` has taken over.
    fn tear(
        &mut self,
        piece: &str,
        from: usize,
        agrees: &mut impl FnMut(&mut Vec<usize>, usize) -> bool,
    ) -> Option<usize> {
        let mut column = 0;
        for (at, letter) in grapheme::graphemes(piece) {
            let width = grapheme::grapheme_width(letter);
            let blank = letter.chars().all(char::is_whitespace);
            if at > 0 && column + width > self.width && !blank {
                if agrees(&mut self.starts, from + at) {
                    return None;
                }
                self.starts.push(from + at);
                column = 0;
            }
            column += width;
        }
        Some(column)
    }
}

/// The last anchor before `end`, or the beginning of the text.
fn anchor_before(text: &str, end: usize) -> usize {
    (0..end.min(text.len())).rev().find(|&at| is_anchor(text, at)).unwrap_or(0)
}

/// The first anchor at or after `start`.
fn anchor_after(text: &str, start: usize) -> Option<usize> {
    (start..text.len()).find(|&at| is_anchor(text, at))
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a wrong border is to end the test")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_break_where_a_reader_expects_it() {
        for (text, width, rows) in [
            ("", 5, vec![""]),
            ("Der Rat tagt", 8, vec!["Der Rat ", "tagt"]),
            ("Der Rat tagt", 7, vec!["Der Rat ", "tagt"]),
            ("Der Rat    tagt", 7, vec!["Der Rat    ", "tagt"]),
            ("nach § 12 Abs. 3", 8, vec!["nach ", "§ 12 ", "Abs. 3"]),
            ("Haushaltssatzung da", 6, vec!["Hausha", "ltssat", "zung ", "da"]),
            ("Größe", 3, vec!["Grö", "ße"]),
            ("Größe", 0, vec!["G", "r", "ö", "ß", "e"]),
            ("市議会", 1, vec!["市", "議", "会"]),
            ("市議会", 5, vec!["市議", "会"]),
            ("a\u{308}o\u{308}", 1, vec!["a\u{308}", "o\u{308}"]),
            ("Abs. 3", 4, vec!["Abs. ", "3"]),
            ("   ", 1, vec!["   "]),
            ("a\nb", 9, vec!["a\nb"]),
        ] {
            let found: Vec<&str> = wrap(text, width).into_iter().map(|row| &text[row]).collect();
            assert_eq!(found, rows, "{text} at {width}");
        }
    }

    #[test]
    fn an_offset_at_a_soft_wrap_belongs_to_the_next_row() {
        let wrapped = Wrapped::new("Der Rat tagt", 7);
        for (at, row) in [(0, 0), (7, 0), (8, 1), (12, 1), (99, 1)] {
            assert_eq!(wrapped.row_of(at), row);
        }
    }

    fn prose() -> impl Strategy<Value = String> {
        let words = prop::sample::select(vec![
            "der ",
            "rat ",
            "wird ",
            "im ",
            "Rat ",
            "§ ",
            "12 ",
            "Abs. ",
            "3 ",
            "„",
            "“ ",
            "(",
            ") ",
            "– ",
            "- ",
            "z. ",
            "B. ",
            "1.250,00 ",
            "€ ",
            "🇩🇪",
            "市",
            "a\u{308} ",
            "\u{301}",
            "Haushalts",
            "satzungsentwurf ",
            "  ",
            "\u{a0}",
            "\u{ad}",
            "/",
            "\"",
            "»ja« ",
            "m ",
            "\u{200d}",
            "%",
            ".",
            ", ",
            "! ",
            "\u{2003}",
            "\u{200b}",
            "א ",
            "x",
            "i",
        ]);
        prop::collection::vec(words, 0..40).prop_map(|words| words.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn rows_cover_the_text_and_keep_the_width(text in prose(), width in 0usize..30) {
            let mut end = 0;
            for row in wrap(&text, width) {
                prop_assert_eq!(row.start, end);
                prop_assert!(row.end > row.start || text.is_empty());
                prop_assert!(grapheme::is_boundary(&text, row.start));
                end = row.end;
                let ink = text[row].trim_end();
                let single = grapheme::graphemes(ink).count() <= 1;
                prop_assert!(grapheme::width(ink) <= width.max(1) || single, "{ink:?}");
            }
            prop_assert_eq!(end, text.len());
        }

        #[test]
        fn a_change_wraps_as_a_fresh_text_does(
            text in prose(), new in prose(), cut in any::<[prop::sample::Index; 2]>(),
            width in 0usize..30
        ) {
            let mut ends = cut.map(|at| grapheme::floor(&text, at.index(text.len() + 1)));
            ends.sort_unstable();
            let [start, end] = ends;
            for new in [new.as_str(), "", "a"] {
                let mut wrapped = Wrapped::new(&text, width);
                let changed = [&text[..start], new, &text[end..]].concat();
                let change = Change { start, removed: end - start, inserted: new.len() };
                wrapped.update(&changed, change);
                prop_assert_eq!(wrapped, Wrapped::new(&changed, width));
            }
        }
    }
}
