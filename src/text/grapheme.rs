//! What a reader takes for one letter: its borders in a text and the columns it fills.
//!
//! Widths are counted as ratatui paints: control characters fill nothing.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};
use unicode_width::UnicodeWidthStr as _;

/// Yields the letters of `text` with their byte offsets.
pub fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// Counts the columns `text` fills on the screen.
pub fn width(text: &str) -> usize {
    if let Some(columns) = plain_width(text) {
        return columns;
    }
    graphemes(text).map(|(_, grapheme)| grapheme_width(grapheme)).sum()
}

/// Counts the columns of a single letter.
pub(super) fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.len() == 1 {
        return usize::from(grapheme.chars().all(is_plain));
    }
    if grapheme.contains(char::is_control) { 0 } else { grapheme.width() }
}

/// The beginning of `text`, as much of it as fits in `columns`.
pub fn fit(text: &str, columns: usize) -> &str {
    // Why: no letter fills more columns than it has bytes, so a short text needs no counting.
    if text.len() <= columns || plain_width(text).is_some_and(|width| width <= columns) {
        return text;
    }
    text.get(..offset_at(text, columns)).unwrap_or(text)
}

/// The offset of the last letter border that lies at most `columns` columns into `text`.
pub fn offset_at(text: &str, columns: usize) -> usize {
    let mut column = 0;
    for (start, grapheme) in graphemes(text) {
        column += grapheme_width(grapheme);
        if column > columns {
            return start;
        }
    }
    text.len()
}

/// Tells whether a letter begins or the text ends at `at`.
pub fn is_boundary(text: &str, at: usize) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    let Some((before, behind)) = text.split_at_checked(at) else { return false };
    let plain = |char: Option<char>| char.is_some_and(is_plain);
    if plain(before.chars().next_back()) && plain(behind.chars().next()) {
        return true;
    }
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

/// The nearest letter border at or before `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let at = whole_character(text, at);
    if is_boundary(text, at) { at } else { previous(text, at) }
}

/// The nearest letter border at or after `at`.
pub fn ceil(text: &str, at: usize) -> usize {
    if at < text.len() && !is_boundary(text, at) { next(text, at) } else { at.min(text.len()) }
}

/// The letter border before `at`; 0 at the beginning.
pub fn previous(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(whole_character(text, at), text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The letter border after `at`; the end of the text at its end.
pub fn next(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(whole_character(text, at), text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The nearest border of a character at or before `at`.
fn whole_character(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The width of a text of nothing but plain letters, which is their number.
fn plain_width(text: &str) -> Option<usize> {
    text.chars().try_fold(0, |sum, char| is_plain(char).then_some(sum + 1))
}

/// Tells whether each character of a text fills one column and stands for itself.
pub fn is_plain_text(text: &str) -> bool {
    text.chars().all(is_plain)
}

/// Tells whether a character fills one column and never joins a neighbour that is plain as well:
/// what German texts consist of.
pub(super) fn is_plain(char: char) -> bool {
    matches!(char, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{17f}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203a}' | '€'
        // What the screens are drawn with.
        | '\u{2500}'..='\u{259f}' | '▸' | '●' | '○')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_they_are_painted() {
        for (text, columns) in [
            ("", 0),
            ("Rat", 3),
            ("Größe", 5),
            ("a\u{308}", 1),
            ("👨\u{200d}👩\u{200d}👧", 2),
            ("🇩🇪", 2),
            ("市議会", 6),
            ("a\nb\u{7}", 2),
            ("„Ja“", 4),
        ] {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn plain_letters_fill_one_column_and_stand_alone() {
        let plain: Vec<char> = ('\0'..='\u{ffff}').filter(|&char| is_plain(char)).collect();
        assert!(plain.contains(&'ß') && plain.contains(&'„') && plain.contains(&'–'));
        let text: String = plain.iter().flat_map(|&char| [char, char]).collect();
        assert_eq!(graphemes(&text).count(), 2 * plain.len());
        assert!(graphemes(&text).all(|(_, letter)| letter.width() == 1));
    }

    #[test]
    fn borders_never_fall_into_a_letter() {
        let text = "a\u{308}🇩🇪👨\u{200d}👩x";
        let borders: Vec<usize> = (0..=text.len()).filter(|&at| is_boundary(text, at)).collect();
        assert_eq!(borders, [0, 3, 11, 22, 23]);
        for at in 0..=text.len() + 3 {
            assert!(borders.contains(&floor(text, at)) && floor(text, at) <= at);
            assert!(borders.contains(&ceil(text, at)) && ceil(text, at) >= at.min(text.len()));
            assert!(borders.contains(&next(text, at)) && borders.contains(&previous(text, at)));
        }
        assert_eq!((previous(text, 0), previous(text, 3)), (0, 0));
        assert_eq!((next(text, 3), next(text, text.len())), (11, text.len()));
    }

    #[test]
    fn a_text_is_cut_at_a_letter() {
        for (text, columns, cut) in
            [("Rat", 2, "Ra"), ("市議", 3, "市"), ("a\u{308}b", 1, "a\u{308}"), ("Rat", 9, "Rat")]
        {
            assert_eq!(fit(text, columns), cut);
        }
    }
}
