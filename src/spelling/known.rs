//! Words that are right without a dictionary: those of councils, and those of this one.

use super::council::COUNCIL;
use super::words::{plain, words};
use std::collections::HashSet;

/// The words that were told, as they were told.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Known(HashSet<String>);

impl Known {
    /// Takes the words of names and terms: "Öztürk, Aylin" gives two.
    pub(super) fn of<'a>(terms: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known = HashSet::new();
        for term in terms {
            for word in words(term).filter_map(|range| term.get(range)) {
                let word = plain(word);
                known.extend(word.split('-').map(str::to_owned));
                known.insert(word.into_owned());
            }
        }
        Self(known)
    }

    /// Whether the word is known as it stands, or with an ending that it may take: a name its
    /// genitive ("Öztürks"), an adjective those of its cases ("doppischen").
    pub(super) fn knows(&self, word: &str) -> bool {
        let endings: &[&str] = if word.starts_with(char::is_uppercase) {
            &["s", "'s"]
        } else {
            &["e", "en", "er", "es", "em"]
        };
        self.holds(word)
            || endings.iter().any(|ending| {
                word.strip_suffix(ending).is_some_and(|stem| takes_ending(stem) && self.holds(stem))
            })
    }

    /// All of them, without endings.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str).chain(COUNCIL)
    }

    fn holds(&self, word: &str) -> bool {
        self.0.contains(word) || COUNCIL.binary_search(&word).is_ok()
    }
}

/// A name that ends like this takes no s: it is "Thieß’", not "Thießs".
fn takes_ending(stem: &str) -> bool {
    !stem.ends_with(['s', 'ß', 'x', 'z'])
}
