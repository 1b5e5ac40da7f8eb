//! Mends keys that a terminal sends in pieces.
//!
//! `PuTTY` sends Alt+↑ as `ESC ESC [ A`, and a slow line may part `ESC` from `[A`. What reads the
//! bytes then reports Esc and the letters `[A`, which would leave the minutes and type garbage
//! into them. A person cannot type Esc and `[` within a few hundredths of a second, so what comes
//! that close is put together again, as the key with Alt.

use crate::keymap::key::{Code, Key};

/// More keys than this make no sequence.
const LONGEST: usize = 16;

/// Holds an Esc back until it is clear what it begins. Knows no clock: the caller waits.
#[derive(Debug, Default)]
pub(super) struct Filter {
    held: Vec<Key>,
}

impl Filter {
    /// Tells whether keys are held back, so that the caller waits for the next one only shortly.
    pub(super) fn waiting(&self) -> bool {
        !self.held.is_empty()
    }

    /// Takes the next key and returns those that are clear now.
    pub(super) fn feed(&mut self, key: Key) -> Vec<Key> {
        let esc = key == Key::plain(Code::Esc);
        match (self.held.as_slice(), key.text()) {
            ([], _) | ([_], None) if esc => {
                let clear = self.expire();
                self.held.push(key);
                clear
            }
            ([], _) => vec![key],
            ([_], Some('[' | 'O')) => self.hold(key),
            ([_, second, rest @ ..], Some(c)) => match piece(*second, rest, c) {
                Piece::Middle if self.held.len() < LONGEST => self.hold(key),
                Piece::Last(found) => {
                    self.held.clear();
                    found.into_iter().collect()
                }
                _ => self.give_up(key),
            },
            _ => self.give_up(key),
        }
    }

    /// Gives the held keys back as they came, because nothing followed in time.
    pub(super) fn expire(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.held)
    }

    /// Holds a key back.
    fn hold(&mut self, key: Key) -> Vec<Key> {
        self.held.push(key);
        Vec::new()
    }

    /// Gives everything back as it came; a new Esc is held again.
    fn give_up(&mut self, key: Key) -> Vec<Key> {
        let mut clear = self.expire();
        clear.append(&mut self.feed(key));
        clear
    }
}

/// What a character is within a sequence.
enum Piece {
    Middle,
    Last(Option<Key>),
    Foreign,
}

/// Tells what `c` is after `ESC`, `second` and the characters of `rest`.
fn piece(second: Key, rest: &[Key], c: char) -> Piece {
    let linux = matches!(rest, [bracket] if bracket.text() == Some('['));
    match (second.text(), c) {
        (Some('O'), 'A'..='D' | 'F' | 'H' | 'M' | 'P'..='S' | 'j'..='y') if rest.is_empty() => {
            Piece::Last(letter(c).map(with_alt))
        }
        (Some('O'), _) => Piece::Foreign,
        (_, 'A'..='E') if linux => Piece::Last(function(u32::from(c) - 54).map(with_alt)),
        (_, '[') if rest.is_empty() => Piece::Middle,
        (_, '0'..='9' | ';' | ':' | '<' | '=' | '>' | '?' | ' '..='/') => Piece::Middle,
        (_, '@'..='~') => Piece::Last(finished(rest, c)),
        _ => Piece::Foreign,
    }
}

/// Makes the key of `ESC [ rest c`; nothing where no key has this sequence.
fn finished(rest: &[Key], c: char) -> Option<Key> {
    let text: String = rest.iter().filter_map(|key| key.text()).collect();
    let (number, held) = match text.split_once(';') {
        Some((number, held)) => (number, held.parse::<u8>().ok()?.checked_sub(1)?),
        None => (text.as_str(), 0),
    };
    let mut key = match c {
        '~' => function(number.parse().ok()?)?,
        'Z' => Key { shift: true, ..Key::plain(Code::Tab) },
        c => letter(c)?,
    };
    key.shift |= held & 1 != 0;
    key.ctrl |= held & 4 != 0;
    Some(with_alt(key))
}

/// Adds Alt to a key.
const fn with_alt(key: Key) -> Key {
    Key { alt: true, ..key }
}

/// Returns the key whose sequence ends in a letter.
const fn letter(c: char) -> Option<Key> {
    let code = match c {
        'A' => Code::Up,
        'B' => Code::Down,
        'C' => Code::Right,
        'D' => Code::Left,
        'F' => Code::End,
        'H' => Code::Home,
        'M' => Code::Enter,
        'P' => Code::F(1),
        'Q' => Code::F(2),
        'R' => Code::F(3),
        'S' => Code::F(4),
        _ => return None,
    };
    Some(Key::plain(code))
}

/// Returns the key whose sequence is a number and `~`.
fn function(number: u32) -> Option<Key> {
    let code = match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(u8::try_from(number - 10).ok()?),
        17..=21 => Code::F(u8::try_from(number - 11).ok()?),
        23 | 24 => Code::F(u8::try_from(number - 12).ok()?),
        _ => return None,
    };
    Some(Key::plain(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Feeds keys named one after the other; `…` is a pause.
    fn check(typed: &str, wanted: &str) {
        let mut filter = Filter::default();
        let mut clear = Vec::new();
        for name in typed.split_whitespace() {
            match name {
                "…" => clear.append(&mut filter.expire()),
                name => clear.append(&mut filter.feed(name.parse().unwrap())),
            }
        }
        clear.append(&mut filter.expire());
        let clear: Vec<String> = clear.iter().map(Key::to_string).collect();
        assert_eq!(clear.join(" "), wanted, "{typed}");
    }

    #[test]
    fn a_key_in_pieces_becomes_the_key_with_alt() {
        check("esc [ A", "alt+auf");
        check("esc [ 1 7 ~", "alt+f6");
        check("esc [ 1 1 ~", "alt+f1");
        check("esc [ 2 1 ~", "alt+f10");
        check("esc [ 5 ~", "alt+bild-auf");
        check("esc [ 1 ; 5 C", "strg+alt+rechts");
        check("esc [ Z", "alt+umschalt+tab");
        check("esc O P", "alt+f1");
        check("esc O A", "alt+auf");
        check("esc [ [ A", "alt+f1");
        check("esc [ [ E", "alt+f5");
        check("a esc [ B b", "a alt+ab b");
    }

    #[test]
    fn what_is_no_key_is_swallowed_like_one() {
        check("esc [ ? 1 ; 2 c x", "x");
        check("esc [ 2 0 0 ~ x", "x");
        check("esc [ 1 ; 0 A", "");
        check("esc O k x", "x");
    }

    #[test]
    fn a_pressed_esc_stays_one() {
        check("esc", "esc");
        check("esc esc", "esc esc");
        check("esc esc [ A", "esc alt+auf");
        check("esc a", "esc a");
        check("esc … [ A", "esc [ A");
        check("esc [ … A", "esc [ A");
        check("esc O b", "esc O b");
        check("esc [ ä", "esc [ ä");
        check("esc [ esc [ A", "esc [ alt+auf");
        check("esc f6", "esc f6");
        check("strg+s", "strg+s");
    }

    proptest! {
        #[test]
        fn text_without_esc_passes_untouched(text in "\\PC{0,40}") {
            let mut filter = Filter::default();
            let keys: Vec<Key> = text.chars().map(Key::char).collect();
            let clear: Vec<Key> = keys.iter().flat_map(|key| filter.feed(*key)).collect();
            prop_assert_eq!(clear, keys);
        }

        #[test]
        fn what_is_held_comes_out_in_the_end(text in "[\\[OA0-9;~ä\u{1b}]{0,60}") {
            let mut filter = Filter::default();
            for c in text.chars() {
                let key = if c == '\u{1b}' { Key::plain(Code::Esc) } else { Key::char(c) };
                filter.feed(key);
                prop_assert!(filter.held.len() <= LONGEST);
            }
            filter.expire();
            prop_assert!(!filter.waiting());
        }
    }
}
