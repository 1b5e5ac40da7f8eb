//! Whether a German word is right.

use super::compound;
use super::known::Known;
use super::words::plain;
use spellbook::Dictionary;

/// Letters of the longest word that is judged: what is longer was not typed.
const LONGEST: usize = 64;
/// Capitals of the longest abbreviation.
const ABBREVIATION: usize = 6;
/// What is written behind an apostrophe: "gibt's", "für'n", "Grimm'sche".
const SHORTENED: [&str; 9] = ["s", "n", "ne", "nen", "sche", "schen", "scher", "sches", "schem"];

/// Frequent mistakes that are compounds too, if of a strange kind: "Au-Schuss", "Stellungs-Nahme".
const MISTAKES: [&str; 5] = ["Auschu", "auschu", "auschü", "iederstand", "tellungsnahm"];

/// A dictionary, and what is right besides.
pub(super) struct Judge {
    dictionary: Dictionary,
    known: Known,
}

impl Judge {
    pub(super) fn new(dictionary: Dictionary, known: Known) -> Self {
        Self { dictionary, known }
    }

    pub(super) fn know(&mut self, known: Known) {
        self.known = known;
    }

    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    pub(super) fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Whether the word is right; what cannot be judged is right.
    pub(super) fn right(&self, word: &str) -> bool {
        let word = plain(word);
        let word = word.as_ref();
        if word.chars().count() > LONGEST || self.known.knows(word) {
            return true;
        }
        if MISTAKES.iter().any(|mistake| word.contains(mistake)) {
            return false;
        }
        if self.dictionary.check(word) {
            return true;
        }
        if let Some(begun) = word.strip_suffix('-') {
            return self.begins(begun);
        }
        if word.starts_with('-') {
            let ended = word.trim_start_matches('-');
            return self.right(ended) || self.right(&capitalised(ended));
        }
        if word.contains('-') {
            return self.joined(word);
        }
        if let Some((stem, end)) = word.split_once('\'') {
            return SHORTENED.contains(&end) && self.right(stem);
        }
        self.simple(word)
    }

    /// Whether the dictionary or the clerk knows the word itself; nothing is put together.
    pub(super) fn lists(&self, word: &str) -> bool {
        self.known.knows(word) || self.dictionary.check(word)
    }

    /// A word without signs, of which the dictionary knows nothing.
    fn simple(&self, word: &str) -> bool {
        // Why: the point of "Nr." and "Prof." is no part of the word.
        if is_abbreviation(word) || self.dictionary.check(&format!("{word}.")) {
            return true;
        }
        let mut letters = word.chars();
        let begins_large = letters.next().is_some_and(char::is_uppercase);
        if !begins_large {
            return false;
        }
        let lower = word.to_lowercase();
        let capitals = letters.all(char::is_uppercase);
        let other = if capitals { capitalised(&lower) } else { lower };
        // At the beginning of a sentence, in a heading.
        self.known.knows(&other) || compound::right(self, if capitals { &other } else { word })
    }

    /// The beginning that a hyphen stands for: "Verwaltungs- und", "Straßenbau- und", "be- und".
    fn begins(&self, word: &str) -> bool {
        let short = word.chars().count() < 4;
        short || self.right(word) || compound::begins(self, word)
    }

    /// "SPD-Fraktion", "Antrags-Entwurf", "Vor-Ort-Termin": right if every part is.
    fn joined(&self, word: &str) -> bool {
        let last = word.matches('-').count();
        word.split('-').enumerate().all(|(index, part)| {
            let single = part.chars().count() == 1;
            single
                || (!part.is_empty() && self.right(part))
                || (index < last && compound::begins(self, part))
        })
    }
}

/// "SPD", and several of them: "TOPs".
fn is_abbreviation(word: &str) -> bool {
    let capitals = word.strip_suffix('s').unwrap_or(word);
    let count = capitals.chars().count();
    (2..=ABBREVIATION).contains(&count) && capitals.chars().all(char::is_uppercase)
}

/// With a large first letter, and otherwise as it is.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
