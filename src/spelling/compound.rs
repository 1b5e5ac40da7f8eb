//! Compounds that the dictionary does not put together.
//!
//! The German dictionary builds most compounds itself, but only from words that it marks for that;
//! "Satzung" and "Erschließung" are not, so "Satzungsbeschluss" is refused. Here a noun may be
//! parted in front of a noun. It is a matter of measure: the more is allowed, the more mistakes
//! pass. So where the dictionary has a way with a word, as "Haushaltsplan", but not "Haushaltplan",
//! that way is kept.

use super::judge::{Judge, capitalised};
use std::collections::HashMap;

/// Letters of the shortest part: "Art", "Rat" and "Amt" would be found in many a mistake.
const SHORTEST: usize = 4;
/// Letters from which a noun needs no witness.
const SURE: usize = 6;
/// Parts that are put together here; each may be a compound of the dictionary's.
const PARTS: usize = 3;
/// A noun that any other may begin with, and one that any may end with.
const BEGINNING: &str = "Haushalts";
const END: &str = "plan";
/// Nouns that need no witness either, though they are short or may be verbs too.
const NOUNS: [&str; 9] =
    ["Doppik", "Kita", "Kitas", "Pool", "Radwege", "Regie", "Teilhabe", "Vorhaben", "Wege"];
/// Nouns with these endings are joined by an s, never without.
const WITH_S: [&str; 7] = ["ung", "heit", "keit", "schaft", "tät", "ion", "ling"];

/// Whether the word can be parted into words that make a noun.
pub(super) fn right(judge: &Judge, word: &str) -> bool {
    word.chars().skip(1).all(char::is_lowercase) && Parts::of(judge).parted(word, PARTS)
}

/// Whether a noun may begin like this: "Erschließungs", "Satzungs".
pub(super) fn begins(judge: &Judge, word: &str) -> bool {
    word.starts_with(char::is_uppercase) && Parts::of(judge).head(word, PARTS)
}

/// Bytes of the longest beginning of a word that a compound may have.
pub(super) fn longest_head(judge: &Judge, word: &str) -> usize {
    let mut parts = Parts::of(judge);
    let heads = word.char_indices().skip(SHORTEST).filter_map(|(at, _)| word.get(..at));
    heads.filter(|begun| parts.head(begun, 1)).last().map_or(0, str::len)
}

/// Bytes of the longest noun that a word ends with.
pub(super) fn longest_tail(judge: &Judge, word: &str) -> usize {
    let mut parts = Parts::of(judge);
    let mut tails = word.char_indices().filter_map(|(at, _)| word.get(at..));
    tails.find(|tail| parts.tail(tail)).map_or(0, str::len)
}

/// Looks for the parts of one word, and looks nothing up twice.
struct Parts<'a> {
    judge: &'a Judge,
    looked_up: HashMap<String, bool>,
}

impl<'a> Parts<'a> {
    fn of(judge: &'a Judge) -> Self {
        Self { judge, looked_up: HashMap::new() }
    }

    fn parted(&mut self, word: &str, parts: usize) -> bool {
        let letters = word.chars().count();
        if parts < 2 || letters < 2 * SHORTEST {
            return false;
        }
        let borders = word.char_indices().map(|(at, _)| at);
        let mut borders = borders.take(letters + 1 - SHORTEST).skip(SHORTEST);
        borders.any(|at| {
            word.split_at_checked(at)
                .is_some_and(|(begun, last)| self.tail(last) && self.head(begun, parts - 1))
        })
    }

    /// Whether the first part of a compound may be this, with what joins it to the next.
    fn head(&mut self, begun: &str, parts: usize) -> bool {
        let needs_s = |stem: &str| WITH_S.iter().any(|ending| stem.ends_with(ending));
        if NOUNS.contains(&capitalised(begun).as_str()) {
            return true;
        }
        if needs_s(begun) || self.joins_otherwise(begun) {
            return false;
        }
        self.noun(begun, Self::joins)
            || self.parted(begun, parts)
            || begun.strip_suffix('s').is_some_and(|stem| {
                needs_s(stem) && (self.noun(stem, Self::joins) || self.parted(stem, parts))
            })
    }

    /// Whether the dictionary joins it to the next with a letter between, and only so.
    fn joins_otherwise(&mut self, begun: &str) -> bool {
        let large = capitalised(begun);
        let mut way = |joint: &str| self.lists(&format!("{large}{joint}{END}"));
        !way("") && ["s", "n", "en", "es"].into_iter().any(way)
    }

    fn joins(&mut self, begun: &str) -> bool {
        self.lists(&format!("{}{END}", capitalised(begun)))
    }

    fn tail(&mut self, last: &str) -> bool {
        self.noun(last, |parts, last| parts.lists(&format!("{BEGINNING}{}", last.to_lowercase())))
    }

    /// Whether this is a noun. The dictionary tells it only by the case: what is right with a
    /// small letter too may be anything, and then a witness is needed, as for short words.
    fn noun(&mut self, word: &str, witness: impl Fn(&mut Self, &str) -> bool) -> bool {
        let letters = word.chars().count();
        let large = capitalised(word);
        if NOUNS.contains(&large.as_str()) {
            return true;
        }
        if letters < SHORTEST || !self.lists(&large) {
            return false;
        }
        let sure = letters >= SURE && !self.lists(&large.to_lowercase());
        sure || witness(self, word)
    }

    fn lists(&mut self, word: &str) -> bool {
        if let Some(known) = self.looked_up.get(word) {
            return *known;
        }
        let known = self.judge.lists(word);
        self.looked_up.insert(word.to_owned(), known);
        known
    }
}
