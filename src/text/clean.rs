//! The gate: behind it a text holds nothing that acts without being seen.
//!
//! Text passes on its way in (keys, pastes, files, what is read back from the disk) and, as
//! [`Clean`], on its way out. What is wrong becomes a visible mark, so that somebody notices.

use super::character::{Effect, effect, is_hint};
use super::grapheme::is_plain;
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_width::UnicodeWidthStr as _;

/// Stands for what was taken out.
pub const MARK: char = '\u{fffd}';

/// Marks over and under one letter at most. Why a bound: the letter is painted whole, and a
/// million of them would be painted with each key. No script needs as many.
const MARKS: usize = 8;

/// Text that has passed the gate: all that is printed, written into files for others or handed to
/// the clipboard. There is no other way to make one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clean(String);

impl Clean {
    /// The text, to go on working with it.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        Self(clean(text))
    }
}

impl From<String> for Clean {
    fn from(text: String) -> Self {
        if passes_at_once(&text) { Self(text) } else { Self(clean(&text)) }
    }
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Turns text from outside into text that may stand in the minutes.
///
/// Line ends become LF, tabs spaces; control characters and what turns or hides text become
/// U+FFFD; joiners stay where they join something; letters are composed (NFC). A second cleaning
/// changes nothing.
#[must_use]
pub fn clean(text: &str) -> String {
    if passes_at_once(text) {
        return text.to_owned();
    }
    let lines = text.replace("\r\n", "\n");
    let mut kept: Vec<char> = Vec::with_capacity(lines.len());
    let mut joiner = None;
    for char in lines.chars() {
        let last = kept.last().copied();
        let char = match effect(char) {
            Effect::None | Effect::Hyphen => char,
            Effect::LineEnd => '\n',
            Effect::Tab => ' ',
            Effect::Controls | Effect::Turns | Effect::Hides | Effect::Hints => MARK,
            Effect::Joins => {
                // Why: of several joiners in a row one does all the work.
                joiner = joiner.or(Some(char));
                continue;
            }
            Effect::Tags if last.is_some_and(takes_tags) => char,
            Effect::Selects if last.is_some_and(takes_selector) => char,
            Effect::Tags | Effect::Selects => MARK,
        };
        let between = last.is_some_and(is_ink) && is_ink(char);
        kept.extend(joiner.take().filter(|_| between));
        kept.push(char);
    }
    compose(kept.into_iter())
}

/// Gives one letter of the screen as a terminal may be told it: as it is, or, where anything in
/// it acts unseen, as a mark that fills as many columns.
#[must_use]
pub fn shown(letter: &str) -> Cow<'_, str> {
    // Why first: nearly all of a screen is ASCII, and all of it passes here with every picture.
    if matches!(letter.as_bytes(), [b' '..=b'~']) || letter.chars().all(may_be_shown) {
        return Cow::Borrowed(letter);
    }
    // No letter fills more than two.
    Cow::Owned(if letter.width() == 2 { format!("{MARK} ") } else { MARK.to_string() })
}

/// Tells whether a character may be told a terminal as a part of a letter.
fn may_be_shown(char: char) -> bool {
    let inside = [Effect::Joins, Effect::Tags, Effect::Selects];
    effect(char) == Effect::None || inside.contains(&effect(char))
}

/// Leaves out what only hints at line breaks, makes all line ends LF and all tabs blanks, and
/// composes letters (NFC). Of a text in which nothing is refused, that makes a clean one.
#[must_use]
pub fn without_hints(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let kept = text.chars().filter(|char| !is_hint(*char));
    compose(kept.map(|char| match effect(char) {
        Effect::LineEnd => '\n',
        Effect::Tab => ' ',
        _ => char,
    }))
}

/// Composes letters (NFC), each with a bounded number of marks over and under it.
fn compose(chars: impl Iterator<Item = char>) -> String {
    let mut marks = 0;
    let mut text = String::new();
    for char in chars.nfc() {
        marks = if is_combining_mark(char) { marks + 1 } else { 0 };
        if marks <= MARKS {
            text.push(char);
        } else if marks == MARKS + 1 {
            text.push(MARK);
        }
    }
    text
}

/// Tells quickly that a text is clean, as nearly all are; `false`: it has to be looked at.
pub fn passes_at_once(text: &str) -> bool {
    text.chars().all(|char| is_plain(char) || char == '\n')
}

fn takes_tags(last: char) -> bool {
    last == '🏴' || effect(last) == Effect::Tags
}

fn takes_selector(last: char) -> bool {
    is_ink(last) && effect(last) != Effect::Selects
}

fn is_ink(char: char) -> bool {
    !char.is_whitespace()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_can_be_seen_comes_in() {
        for (outside, inside) in [
            ("Rat", "Rat"),
            ("a\r\nb\rc\nd\r\r\ne", "a\nb\nc\nd\n\ne"),
            ("a\u{2028}b\u{2029}c", "a\nb\nc"),
            ("a\tb", "a b"),
            ("\u{1b}[31m\u{0}\u{85}\u{7f}", "\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}"),
            ("100\u{202e}000\u{202c} €\u{200f}", "100\u{fffd}000\u{fffd} €\u{fffd}"),
            ("Bü\u{200b}rger\u{feff}\u{2060}", "Bü\u{fffd}rger\u{fffd}\u{fffd}"),
            ("\u{3164}Rat\u{34f}\u{e0100}", "\u{fffd}Rat\u{fffd}\u{fffd}"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("a\u{fe0f}\u{fe0e}\u{fe0d} \u{fe0f}", "a\u{fe0f}\u{fffd}\u{fe0d} \u{fffd}"),
            ("a\u{308}", "ä"),
            ("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"),
            ("Auf\u{200c}lage", "Auf\u{200c}lage"),
            ("a\u{200d} \u{200c}b\u{200d}", "a b"),
            ("a\u{200d}\u{200c}\u{200d}b", "a\u{200d}b"),
            ("a\u{200c}\r\nb", "a\nb"),
            ("Haus\u{ad}halt\u{a0}!", "Haus\u{ad}halt\u{a0}!"),
            ("Rat\u{e0041}\u{e0042}", "Rat\u{fffd}\u{fffd}"),
            ("🏴\u{e0067}\u{e007f}", "🏴\u{e0067}\u{e007f}"),
            ("\u{ffff}\u{fdd0}", "\u{fffd}\u{fffd}"),
        ] {
            assert_eq!(clean(outside), inside, "{outside:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn a_second_cleaning_changes_nothing(
            text in prop_oneof![
                any::<String>(),
                "[ab \r\n\t\u{308}\u{301}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{e0041}🏴\u{feff}]*",
            ]
        ) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
