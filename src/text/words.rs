//! Where words and sentences begin, as a clerk who corrects a text expects it.
//!
//! Everything here looks no further than the next word, so it costs the same in a long paragraph.

use std::ops::Range;

use crate::text::breaks::{is_glued, is_initial, is_ordinal};
use crate::text::grapheme;

/// What closes a sentence may be followed by these.
const CLOSERS: [char; 11] = ['“', '”', '"', '’', '‘', '\'', ')', ']', '«', '»', '›'];

/// A point behind one of these ends no sentence. Those before numbers and names are glued anyway.
const ABBREVIATIONS: [&str; 22] = [
    "allg.", "bes.", "betr.", "Betr.", "bspw.", "bzgl.", "bzw.", "ca.", "evtl.", "gem.", "ggf.",
    "inkl.", "lt.", "max.", "mind.", "Nr.", "sog.", "stellv.", "St.", "vgl.", "Vgl.", "zzgl.",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Word,
    Sign,
}

/// The beginning of the word before `at`.
pub(super) fn word_left(text: &str, at: usize) -> usize {
    let at = run_left(text, at, Kind::Space);
    match kind(text, grapheme::previous(text, at)) {
        Some(kind) => run_left(text, at, kind),
        None => at,
    }
}

/// The beginning of the next word after `at`, or the end of the text.
pub(super) fn word_right(text: &str, at: usize) -> usize {
    let at = match kind(text, at) {
        Some(kind) if kind != Kind::Space => run_right(text, at, kind),
        _ => at,
    };
    run_right(text, at, Kind::Space)
}

/// The end of the word at `at`, or of the next one.
pub(super) fn word_end(text: &str, at: usize) -> usize {
    let at = run_right(text, at, Kind::Space);
    kind(text, at).map_or(at, |kind| run_right(text, at, kind))
}

/// The word at `at`, or the blanks that are there; `around`: with the blanks behind it.
pub(super) fn word_at(text: &str, at: usize, around: bool) -> Range<usize> {
    let Some(kind) = kind(text, at) else { return at..at };
    let end = run_right(text, at, kind);
    let end = if around { run_right(text, end, Kind::Space) } else { end };
    run_left(text, at, kind)..end
}

/// The beginning of the sentence before `at`.
pub(super) fn sentence_left(text: &str, at: usize) -> usize {
    let mut at = at;
    while at > 0 {
        at = grapheme::previous(text, at);
        if begins_sentence(text, at) {
            break;
        }
    }
    at
}

/// The beginning of the next sentence after `at`, or the end of the text.
pub(super) fn sentence_right(text: &str, at: usize) -> usize {
    let mut at = at;
    while at < text.len() {
        at = grapheme::next(text, at);
        if begins_sentence(text, at) {
            break;
        }
    }
    at
}

fn begins_sentence(text: &str, at: usize) -> bool {
    let Some((before, rest)) = text.split_at_checked(at) else { return false };
    let Some(first) = rest.chars().next().filter(|first| !first.is_whitespace()) else {
        return false;
    };
    let spaceless = before.trim_end();
    if spaceless.len() == before.len() {
        return before.is_empty();
    }
    !first.is_lowercase() && ends_sentence(spaceless) && !is_glued(text, at)
}

/// Tells whether a text ends with its sentence: with a point that belongs to no abbreviation or
/// day, with "!", "?" or "…", and with what closes a quotation behind it.
#[must_use]
pub fn ends_sentence(text: &str) -> bool {
    let closed = text.trim_end_matches(CLOSERS);
    match closed.chars().next_back() {
        Some('!' | '?' | '…') => true,
        Some('.') => {
            let word = closed.rsplit(char::is_whitespace).next().unwrap_or_default();
            !is_initial(word) && !is_ordinal(word) && !ABBREVIATIONS.contains(&word)
        }
        _ => false,
    }
}

fn run_left(text: &str, mut at: usize, wanted: Kind) -> usize {
    while at > 0 {
        let before = grapheme::previous(text, at);
        if kind(text, before) != Some(wanted) {
            break;
        }
        at = before;
    }
    at
}

fn run_right(text: &str, mut at: usize, wanted: Kind) -> usize {
    while kind(text, at) == Some(wanted) {
        at = grapheme::next(text, at);
    }
    at
}

/// What kind of letter begins at `at`.
fn kind(text: &str, at: usize) -> Option<Kind> {
    let (before, rest) = text.split_at_checked(at)?;
    let mut chars = rest.chars();
    let first = chars.next()?;
    let (left, right) = (before.chars().next_back(), chars.next());
    let between = |test: fn(char) -> bool| left.is_some_and(test) && right.is_some_and(test);
    Some(match first {
        _ if first.is_whitespace() => Kind::Space,
        _ if first.is_alphanumeric() || first == '_' || first == '\u{ad}' => Kind::Word,
        '.' | ',' | ':' if between(char::is_numeric) => Kind::Word,
        '\'' | '’' if between(char::is_alphabetic) => Kind::Word,
        _ => Kind::Sign,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the bar comes to stand, step by step.
    fn stops(text: &str, step: fn(&str, usize) -> usize, mut at: usize) -> Vec<usize> {
        let mut stops = Vec::new();
        while step(text, at) != at {
            at = step(text, at);
            stops.push(at);
        }
        stops
    }

    fn marked(text: &str) -> (String, Vec<usize>) {
        let mut bare = String::new();
        let mut bars = Vec::new();
        for part in text.split('|') {
            bare.push_str(part);
            bars.push(bare.len());
        }
        bars.pop();
        (bare, bars)
    }

    fn check(text: &str, left: fn(&str, usize) -> usize, right: fn(&str, usize) -> usize) {
        let (bare, bars) = marked(text);
        let mut forth = bars.clone();
        forth.push(bare.len());
        assert_eq!(stops(&bare, right, 0), forth, "{text}");
        let mut back: Vec<usize> = bars.into_iter().rev().collect();
        back.push(0);
        assert_eq!(stops(&bare, left, bare.len()), back, "{text}");
    }

    #[test]
    fn words_and_signs_are_stepped_over() {
        for text in [
            "Der |Rat |beschließt|, |wie |vorgelegt|.",
            "CDU|-|Fraktion: |1.250.000 |€".replace(": |", "|: |").as_str(),
            "wie |geht’s |„|heute|“",
            "Größe |a\u{308}b |市議会",
        ] {
            check(text, word_left, word_right);
        }
        assert_eq!((word_left("", 0), word_right("", 0)), (0, 0));
        assert_eq!(word_left("Rat  ", 5), 0);
    }

    #[test]
    fn a_word_is_found_from_inside() {
        let text = "Der Rat, er";
        assert_eq!([0, 1, 3, 6, 7].map(|at| word_end(text, at)), [3, 3, 7, 7, 8]);
        assert_eq!((word_end(text, 11), word_end("", 0)), (11, 0));
        assert_eq!((word_at(text, 5, false), word_at(text, 5, true)), (4..7, 4..7));
        assert_eq!((word_at(text, 1, false), word_at(text, 1, true)), (0..3, 0..4));
        assert_eq!((word_at(text, 3, false), word_at(text, 11, true)), (3..4, 11..11));
    }

    #[test]
    fn sentences_end_at_points_that_end_sentences() {
        for text in [
            "Er fragt nach. |Sie antwortet: „Ja.“ |Dann Ruhe! |Ende",
            "Nach § 12 Abs. 3 GO am 3. März, z. B. Dr. Müller bzw. Frau Meier. |Gut.",
            "Wirklich?  |So … nun. |(Zuruf.) |Ende.",
        ] {
            check(text, sentence_left, sentence_right);
        }
    }
}
