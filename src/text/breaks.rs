//! Where a line may be broken: the rules of Unicode, and what German typography keeps together.

use icu_segmenter::LineSegmenter;
use icu_segmenter::iterators::LineBreakIterator;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::scaffold::Utf8;

use crate::text::grapheme;

/// What stays with the number behind it: "§ 12", "Abs. 3", "TOP 3.1".
const BEFORE_NUMBER: [&str; 43] = [
    "§", "§§", "Abs.", "Absatz", "Abschn.", "Anl.", "Anlage", "Anm.", "Art.", "Artikel", "Az.",
    "Bd.", "BGBl.", "Buchst.", "bzgl.", "ca.", "Drs.", "Drucks.", "Ds.", "Fn.", "Kap.", "lfd.",
    "lit.", "Nr.", "Nrn.", "Nummer", "Pos.", "Punkt", "Rn.", "Rz.", "S.", "Satz", "Seite", "Str.",
    "Tab.", "TOP", "TOPs", "Tz.", "Vorl.", "Ziff.", "Ziffer", "Ö", "N",
];

/// What stays with the name behind it.
const BEFORE_NAME: [&str; 10] =
    ["Dr.", "Dres.", "Prof.", "Ing.", "Dipl.-Ing.", "Hr.", "Fr.", "St.", "RA", "Mag."];

/// What stays with the number before it.
const AFTER_NUMBER: [&str; 26] = [
    "€", "%", "‰", "$", "T€", "EUR", "Euro", "Cent", "Mio.", "Mrd.", "Tsd.", "km", "m", "cm", "mm",
    "m²", "m³", "qm", "ha", "kg", "t", "kWh", "kW", "MW", "Uhr", "h",
];

/// The months. "9." before one of them is a date.
pub(crate) const MONTHS: [&str; 12] = [
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

/// Walks through the places where `text` may be broken, the end of the text among them.
pub(super) struct Breaks<'t> {
    text: &'t str,
    base: usize,
    inner: LineBreakIterator<'static, 't, Utf8>,
}

impl<'t> Breaks<'t> {
    /// Begins at `base`, which is the beginning of `text` or one of its [`is_anchor`]s.
    pub(super) fn new(text: &'t str, base: usize) -> Self {
        let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
        let inner = segmenter.segment_str(text.get(base..).unwrap_or_default());
        Self { text, base, inner }
    }
}

impl Iterator for Breaks<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            let at = self.inner.next()? + self.base;
            if at > self.base && (at == self.text.len() || may_break(self.text, at)) {
                return Some(at);
            }
        }
    }
}

/// Narrows what Unicode permits.
fn may_break(text: &str, at: usize) -> bool {
    // Why: a broken soft hyphen would need a hyphen painted that is not in the text.
    let soft_hyphen = text.get(..at).is_some_and(|left| left.ends_with('\u{ad}'));
    !soft_hyphen && grapheme::is_boundary(text, at) && !is_glued(text, at)
}

/// Tells whether `at` follows a letter and a single space and begins a small letter, all ASCII.
///
/// Such a place is always a line break, and no break on either side of it depends on the text
/// on the other: the rules of UAX #14 that look past spaces need quotes, brackets or dashes before
/// them (LB8, LB14 to LB17), and the German ones read only the words beside the space; they never
/// glue letter, space, small letter. So the breaks of a long text may be found piece by piece.
pub(super) fn is_anchor(text: &str, at: usize) -> bool {
    let Some(start) = at.checked_sub(2) else { return false };
    match text.as_bytes().get(start..=at) {
        Some(&[left, b' ', right]) => left.is_ascii_alphabetic() && right.is_ascii_lowercase(),
        _ => false,
    }
}

/// Tells whether the words before and after the single space that ends at `at` stay together.
pub(super) fn is_glued(text: &str, at: usize) -> bool {
    let Some((left, right)) = text.split_at_checked(at) else { return false };
    let Some(left) = left.strip_suffix(' ') else { return false };
    let Some(next) = right.chars().next().filter(|next| !next.is_whitespace()) else {
        return false;
    };
    let Some(last) = left.chars().next_back() else { return false };
    // Why: most words end in a small letter, and those stay with nothing but a number.
    if last.is_whitespace() || (last.is_lowercase() && !next.is_ascii_digit()) {
        return false;
    }
    let word = last_word(left);
    let next_word = first_word(right);
    if next.is_ascii_digit() && BEFORE_NUMBER.contains(&word) {
        return true;
    }
    if last.is_ascii_digit() {
        return AFTER_NUMBER.contains(&unit(next_word));
    }
    match word {
        "TOP" => ["Ö", "N"].contains(&next_word),
        "lit." | "Buchst." => next.is_alphanumeric(),
        _ if BEFORE_NAME.contains(&word) => next.is_uppercase(),
        _ if is_initial(word) => is_initial(bare(next_word)),
        _ => is_ordinal(word) && MONTHS.contains(&unit(next_word)),
    }
}

/// The word that ends `text`, without what opens it.
fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .find(|(_, char)| char.is_whitespace())
        .map_or(0, |(at, char)| at + char.len_utf8());
    let word = text.get(start..).unwrap_or_default();
    word.trim_start_matches(['(', '[', '„', '‚', '»', '«', '"', '“', '\'', '–', '/'])
}

fn first_word(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or_default()
}

/// The word without the punctuation that closes it, but with the point of an abbreviation.
fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ';', ':', ')', ']', '“', '”', '"', '«', '»', '!', '?'])
}

/// The bare word, also without the full stop behind a unit or a month.
fn unit(word: &str) -> &str {
    let bare = bare(word);
    match bare.strip_suffix('.') {
        Some(stem) if AFTER_NUMBER.contains(&stem) || MONTHS.contains(&stem) => stem,
        _ => bare,
    }
}

/// Tells whether the word is a letter and a point, as in "z. B.".
pub(super) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic)
        && chars.next() == Some('.')
        && chars.next().is_none()
}

/// Tells whether the word is a day: "3." or "28.".
pub(super) fn is_ordinal(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|day| {
        matches!(day.len(), 1 | 2) && day.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the text with a bar at each break but the last.
    fn broken(text: &str) -> String {
        let mut shown = String::new();
        let mut from = 0;
        for at in Breaks::new(text, 0) {
            shown.push_str(text.get(from..at).unwrap());
            shown.push(if at < text.len() { '|' } else { ' ' });
            from = at;
        }
        shown.trim_end().to_owned()
    }

    #[test]
    fn what_belongs_together_stays_together() {
        for kept in [
            "§ 12",
            "§§ 3",
            "Abs. 3",
            "TOP 3.1",
            "TOP Ö 9",
            "1.250.000 €",
            "z. B.",
            "i. d. R.",
            "i. V. m.",
            "Nr. 4",
            "S. 5",
            "Art. 3",
            "Dr. Name",
            "Prof. Dr. Müller",
            "(§ 12",
            "19.30 Uhr",
            "5 %,",
            "3. März",
            "lit. a",
            "„z. B.",
            "12 Euro.",
        ] {
            assert_eq!(broken(kept), kept);
        }
    }

    #[test]
    fn words_part_at_spaces_hyphens_and_german_quotes() {
        for (text, parts) in [
            ("Herr Name", "Herr |Name"),
            ("„Ja“ „Nein“", "„Ja“ |„Nein“"),
            ("straße“ (Zuruf)", "straße“ |(Zuruf)"),
            ("»Ja« (Beifall)", "»Ja« |(Beifall)"),
            ("CDU-Fraktion", "CDU-|Fraktion"),
            ("am 3. Tag", "am |3. |Tag"),
            ("Punkt A. Dann", "Punkt |A. |Dann"),
            ("10 Personen", "10 |Personen"),
            ("Abs.  3", "Abs.  |3"),
            ("Schluss. Nr. 4", "Schluss. |Nr. 4"),
            ("Haus\u{ad}halt", "Haus\u{ad}halt"),
            ("市議会", "市|議|会"),
            ("a \u{308}b", "a \u{308}b"),
        ] {
            assert_eq!(broken(text), parts);
        }
    }

    #[test]
    fn breaks_after_an_anchor_do_not_depend_on_what_is_before() {
        let text = "(„Nach § 12 Abs. 3 wird im Rat – so z. B. 1.250.000 € – »heute« mit 5 (\"u";
        let all: Vec<usize> = Breaks::new(text, 0).collect();
        let anchors: Vec<usize> = (0..text.len()).filter(|&at| is_anchor(text, at)).collect();
        assert_eq!(anchors.len(), 2, "im, (n)ach … mit: {anchors:?}");
        for base in anchors {
            let tail: Vec<usize> = Breaks::new(text, base).collect();
            assert!(all.contains(&base));
            assert_eq!(all.iter().copied().filter(|&at| at > base).collect::<Vec<_>>(), tail);
        }
    }
}
