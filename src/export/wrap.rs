//! Where a line of a paragraph may end: between words, but not inside "§ 12" or "9. März".

use std::ops::Range;
use unicode_width::UnicodeWidthStr as _;

/// Parts `text` into lines of at most `width` columns, as byte ranges without the blank at which
/// a line ends. A single word that is longer stands alone, whole.
pub(super) fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let words = words(text);
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut rest = words.as_slice();
    while let Some(first) = rest.first() {
        let taken = fitting(text, rest, first.start, width);
        let (line, behind) = rest.split_at(taken);
        let end = line.last().map_or(first.end, |word| word.end);
        lines.push(first.start..end);
        rest = behind;
    }
    lines
}

/// How many words go into a line: up to the last place within `width` where it may be broken. If
/// there is none, glue gives way before the line gets too long.
fn fitting(text: &str, words: &[Range<usize>], start: usize, width: usize) -> usize {
    let of = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut fits = 0;
    let mut good = 0;
    for (index, word) in words.iter().enumerate() {
        if index > 0 && of(start..word.end).width() > width {
            break;
        }
        fits = index + 1;
        let glued = words.get(fits).is_some_and(|next| glued(of(word.clone()), of(next.clone())));
        if !glued {
            good = fits;
        }
    }
    if fits == words.len() || good == 0 { fits } else { good }
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (breaks(letter), start) {
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            (true, None) | (false, Some(_)) => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

/// Blanks at which a line may end: all but those that were typed to hold words together.
pub(super) fn breaks(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

const BEFORE_NUMBERS: [&str; 22] = [
    "§", "§§", "Art.", "Artikel", "Abs.", "Absatz", "Nr.", "Nrn.", "Ziff.", "Ziffer", "S.",
    "Seite", "Satz", "TOP", "TOPs", "Ö", "N", "Anlage", "Az.", "Drs.", "ca.", "Buchst.",
];

const BEHIND_NUMBERS: [&str; 12] =
    ["Uhr", "€", "Euro", "EUR", "%", "Prozent", "km", "m²", "ha", "Mio.", "Mrd.", "Std."];

/// Months: "9." before one of them is a date.
pub(super) const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Tells whether two words must not be parted by a line end.
fn glued(word: &str, next: &str) -> bool {
    let word = word.trim_start_matches(['(', '„', '"', '»', '‚']);
    let next = next.trim_end_matches([',', '.', ';', ':', ')', '“', '"', '«', '?', '!']);
    let starts_with_digit = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let ends_with_digit = word.ends_with(|letter: char| letter.is_ascii_digit());
    let ordinal = word.strip_suffix('.').is_some_and(|day| {
        (1..=2).contains(&day.len()) && day.bytes().all(|byte| byte.is_ascii_digit())
    });
    (BEFORE_NUMBERS.contains(&word) && starts_with_digit(next))
        || (ends_with_digit && BEHIND_NUMBERS.iter().any(|unit| unit.trim_end_matches('.') == next))
        || (ordinal && MONTHS.contains(&next))
        || (abbreviated(word) && next.chars().count() <= 2)
        || matches!(word, "Dr." | "Prof." | "Herr" | "Herrn" | "Frau")
        || matches!(next, "–" | "-")
}

/// "z.", "d.", "u." as in "z. B.", "d. h.", "u. a.".
fn abbreviated(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.next() == Some('.')
        && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::wrap;

    fn check(text: &str, width: usize, lines: &[&str]) {
        let wrapped: Vec<_> =
            wrap(text, width).into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(wrapped, lines, "{text:?} at {width}");
    }

    #[test]
    fn lines_end_between_words() {
        check("", 10, &[]);
        check("   ", 10, &[]);
        check("Der Rat tagt heute", 8, &["Der Rat", "tagt", "heute"]);
        check("  Der   Rat ", 9, &["Der   Rat"]);
        check("größer äöü ÄÖÜ", 10, &["größer äöü", "ÄÖÜ"]);
    }

    #[test]
    fn glue_holds() {
        check("steht in § 12 dort", 10, &["steht in", "§ 12 dort"]);
        check("unter TOP 3.1, sagt", 12, &["unter", "TOP 3.1,", "sagt"]);
        check("das ist z. B. so", 12, &["das ist", "z. B. so"]);
        check("bis zum 9. März 2027", 12, &["bis zum", "9. März 2027"]);
        check("kommt um 18:05 Uhr.", 15, &["kommt um", "18:05 Uhr."]);
        check("Pause 17:20 – 17:45 Uhr", 13, &["Pause 17:20 –", "17:45 Uhr"]);
        check("es sagt Frau Grote", 12, &["es sagt", "Frau Grote"]);
    }

    #[test]
    fn glue_gives_way_before_a_line_gets_too_long() {
        check("TOP 123456789", 8, &["TOP", "123456789"]);
        check("Dr. Dr. Dr. Dr. Dr.", 8, &["Dr. Dr.", "Dr. Dr.", "Dr."]);
    }

    #[test]
    fn a_long_word_stands_alone() {
        check(
            "ab Donaudampfschifffahrtsgesellschaft cd",
            8,
            &["ab", "Donaudampfschifffahrtsgesellschaft", "cd"],
        );
    }
}
