//! Which stretches of a paragraph are words to be checked, and how a word is looked up.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;
use unicode_width::UnicodeWidthChar as _;

/// Marks where a word may be parted at the end of a line; it is no letter of it.
const SOFT_HYPHEN: char = '\u{ad}';
/// The hyphen, as its own character and as the one that ends no line.
const HYPHENS: [char; 2] = ['\u{2010}', '\u{2011}'];

/// The words of a paragraph to be checked, as byte ranges from left to right.
///
/// A word is letters, with apostrophes and hyphens between them. A hyphen before or behind belongs
/// to it, because "Verwaltungs-" and "-planung" are right where "Verwaltungs" is not. What holds a
/// digit, an address, another script or a single letter is passed over.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let chunks = text.split_inclusive(char::is_whitespace).scan(0, |next, chunk| {
        let start = *next;
        *next += chunk.len();
        Some((start, chunk.trim_end()))
    });
    chunks.filter(|(_, chunk)| !is_address(chunk)).flat_map(|(start, chunk)| {
        words_of(chunk).map(move |word| start + word.start..start + word.end)
    })
}

/// A word as it is looked up: composed, without soft hyphens, with the plain signs for hyphen and
/// apostrophe. Copies only where something is to be changed.
pub(super) fn plain(word: &str) -> Cow<'_, str> {
    let changes = |c| c == SOFT_HYPHEN || c == '’' || HYPHENS.contains(&c) || is_accent(c);
    if !word.contains(changes) {
        return Cow::Borrowed(word);
    }
    let kept = word.chars().filter(|c| *c != SOFT_HYPHEN).map(|c| match c {
        '’' => '\'',
        _ if HYPHENS.contains(&c) => '-',
        _ => c,
    });
    Cow::Owned(kept.nfc().collect())
}

/// Whether what stands between two spaces is a place on the net or on a disk.
fn is_address(chunk: &str) -> bool {
    if !chunk.contains(['.', '@', ':', '/', '\\']) {
        return false;
    }
    let at = chunk.split_once('@').is_some_and(|(name, host)| {
        name.ends_with(char::is_alphanumeric) && host.starts_with(char::is_alphanumeric)
    });
    let path = chunk.contains("://") || chunk.contains('\\') || chunk.starts_with(['/', '~']);
    // "kreis.de" and "anlage.pdf" are names; "z.B." and a sentence without its space are not.
    let bare = chunk.trim_end_matches(|c: char| !c.is_alphanumeric());
    let ending = bare.rsplit_once('.').is_some_and(|(name, ending)| {
        let short = (2..=4).contains(&ending.len());
        name.ends_with(char::is_alphanumeric)
            && short
            && ending.bytes().all(|letter| letter.is_ascii_lowercase())
    });
    at || path || ending || chunk.contains("www.")
}

/// The words of a text without spaces.
fn words_of(chunk: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + chunk.get(at..)?.find(is_inside)?;
            let rest = chunk.get(start..)?;
            let length = rest.find(|c| !is_inside(c)).unwrap_or(rest.len());
            at = start + length;
            let is_edge = |c| matches!(c, '\'' | '’' | SOFT_HYPHEN | '_' | '*' | ':');
            let token = rest.get(..length)?.trim_end_matches(is_edge);
            let word = token.trim_start_matches(is_edge);
            if is_judged(word) {
                return Some(start + token.len() - word.len()..start + token.len());
            }
        }
    })
}

/// What ends no word. Much of it makes the word one that is not judged; that is better than to
/// judge the pieces.
fn is_inside(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '-' | '\'' | '’' | SOFT_HYPHEN)
        || HYPHENS.contains(&c)
        || (!c.is_ascii() && c.width() == Some(0))
        || matches!(c, '_' | '*' | ':')
}

/// Whether a dictionary can say anything of this: two letters at least, and nothing but letters
/// of ours with their accents, hyphens and apostrophes. "Schüler:innen" it cannot judge.
fn is_judged(token: &str) -> bool {
    let mut letters = 0;
    let mut before = ' ';
    for c in token.chars() {
        let fine = match c {
            SOFT_HYPHEN | '\'' | '’' => true,
            '-' => before != '-',
            _ if HYPHENS.contains(&c) => true,
            _ if is_accent(c) => before.is_alphabetic() || is_accent(before),
            _ if c.is_alphabetic() => {
                letters += 1;
                c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c)
            }
            _ => false,
        };
        if !fine {
            return false;
        }
        before = c;
    }
    letters > 1
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..'\u{370}').contains(&c)
}
