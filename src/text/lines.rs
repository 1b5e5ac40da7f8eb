//! Lines of a printed text: broken where an editor would break them, but words stay whole.

use crate::text::breaks::Breaks;
use crate::text::grapheme;
use std::ops::Range;

/// Parts `text` into lines of at most `width` columns, as byte ranges without the blanks at which a
/// line ends. A word that is longer, an address say, stands alone and whole.
#[must_use]
pub fn printed_lines(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = inked(text, 0);
    let mut last = start;
    // Why only at blanks: an address that is broken at its strokes cannot be copied.
    let blank = |at: &usize| {
        *at == text.len() || text.get(..*at).is_some_and(|left| left.ends_with(char::is_whitespace))
    };
    for at in Breaks::new(text, 0).filter(blank) {
        let end = trimmed(text, start, at);
        let fits = grapheme::width(text.get(start..end).unwrap_or_default()) <= width;
        if !fits && last > start {
            lines.push(start..trimmed(text, start, last));
            start = inked(text, last);
        }
        // What is held together gives way before a line gets too long.
        while let Some(blank) = last_blank(text, start, trimmed(text, start, at), width) {
            lines.push(start..blank);
            start = inked(text, blank);
        }
        last = at;
    }
    let end = trimmed(text, start, text.len());
    if end > start {
        lines.push(start..end);
    }
    lines
}

/// Where a piece that is too long can be broken all the same: at the last blank that fits.
fn last_blank(text: &str, start: usize, end: usize, width: usize) -> Option<usize> {
    let piece = text.get(start..end)?;
    if grapheme::width(piece) <= width {
        return None;
    }
    let blanks = piece.match_indices(char::is_whitespace).map(|(at, _)| at).filter(|at| *at > 0);
    let fits = |at: &usize| piece.get(..*at).is_some_and(|left| grapheme::width(left) <= width);
    let all: Vec<_> = blanks.collect();
    let best = all.iter().rev().find(|at| fits(at)).or(all.first())?;
    Some(trimmed(text, start, start + best))
}

/// The first letter at or behind `from` that is no blank.
fn inked(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + (rest.len() - rest.trim_start().len())
}

/// The end of what is no blank in `start..end`.
fn trimmed(text: &str, start: usize, end: usize) -> usize {
    let line = text.get(start..end).unwrap_or_default();
    start + line.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::printed_lines;

    #[test]
    fn words_stay_whole_and_numbers_with_what_they_count() {
        for (text, width, expected) in [
            ("", 10, &[][..]),
            ("   ", 10, &[]),
            ("ein Wort", 10, &["ein Wort"]),
            ("ein Wort mehr", 8, &["ein Wort", "mehr"]),
            ("ein  Wort", 4, &["ein", "Wort"]),
            ("nach § 12 der Satzung", 8, &["nach", "§ 12 der", "Satzung"]),
            ("bis zum 9. März", 11, &["bis zum", "9. März"]),
            ("um 18:05 Uhr", 9, &["um", "18:05 Uhr"]),
            (
                "siehe https://auental.example/sehr/lang dort",
                12,
                &["siehe", "https://auental.example/sehr/lang", "dort"],
            ),
            ("§ 12345678 nur", 6, &["§", "12345678", "nur"]),
            ("„Ja“ „Nein“", 6, &["„Ja“", "„Nein“"]),
        ] {
            let found: Vec<_> =
                printed_lines(text, width).into_iter().filter_map(|line| text.get(line)).collect();
            assert_eq!(found, expected, "{text:?} at {width}");
        }
    }
}
