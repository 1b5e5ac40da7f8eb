//! What the bytes of a terminal mean: letters in UTF-8, control characters, escape sequences.
//!
//! `PuTTY` sends Alt+↑ as `ESC ESC [ A`, a slow line parts `ESC` from `[A`, and an Esc that is
//! pressed shortly before a letter may come together with it. So a look at bytes that are not
//! complete says so, and whoever collects them decides how long to wait.

use crate::keymap::key::{Code, Key};

/// More bytes than this make no key.
const LONGEST: usize = 256;
const ESC: u8 = 0x1b;

/// What the bytes are that have come so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The beginning of something.
    More,
    /// A key; or something whole that is none.
    Whole(Option<Key>),
    /// A byte that is no UTF-8.
    Garbled,
    /// A paste begins; before it, Esc was pressed or not.
    Paste(bool),
    /// All but the last byte is the beginning of something that this byte does not go on with.
    Broken,
}

/// Tells what the bytes are. No beginning of them may have been whole.
pub(super) fn look(bytes: &[u8]) -> Look {
    match bytes {
        [] => Look::More,
        [ESC, ESC, rest @ ..] => match rest {
            [] => Look::More,
            [b'[' | b'O', ..] => escape(rest, true),
            _ => Look::Broken,
        },
        [ESC, rest @ ..] => escape(rest, false),
        [byte @ 0..0x80, ..] => Look::Whole(control_or_letter(*byte)),
        _ => letter_of_many_bytes(bytes),
    }
}

/// The keys of a beginning that nothing goes on with: Esc and letters that a person may have typed
/// in a row. What nobody types is dropped. `None`: it was no UTF-8.
pub(super) fn broken(bytes: &[u8]) -> Option<Vec<Key>> {
    let behind = bytes.iter().skip_while(|byte| **byte == ESC);
    match (behind.clone().count(), behind.clone().next()) {
        (_, Some(0x80..)) => None,
        (0 | 1, _) => Some(bytes.iter().filter_map(|byte| control_or_letter(*byte)).collect()),
        _ => Some(Vec::new()),
    }
}

/// Tells what follows an Esc, or two of them.
fn escape(rest: &[u8], twice: bool) -> Look {
    match rest {
        [] | [b'[' | b'O'] => Look::More,
        [b'O', c] => match application(*c) {
            Some(key) => Look::Whole(Some(Key { alt: twice, ..key })),
            None => Look::Broken,
        },
        [b'[', rest @ ..] => control_sequence(rest, twice),
        _ => match look(rest) {
            Look::Whole(key) => Look::Whole(key.map(|key| Key { alt: true, ..key })),
            Look::Paste(_) => Look::Whole(None),
            look @ (Look::More | Look::Garbled | Look::Broken) => look,
        },
    }
}

/// Tells what follows `ESC [`.
fn control_sequence(rest: &[u8], twice: bool) -> Look {
    let alt = |key: Key| Key { alt: key.alt | twice, ..key };
    match rest {
        [b'['] => Look::More,
        [b'[', c @ b'A'..=b'E'] => Look::Whole(function(u32::from(*c) - 54).map(alt)),
        [b'[', ..] => Look::Broken,
        b"200~" => Look::Paste(twice),
        [.., b' '..=b'?'] if rest.len() < LONGEST => Look::More,
        [.., b' '..=b'?'] => Look::Whole(None),
        [numbers @ .., c @ b'@'..=b'~'] => Look::Whole(finished(numbers, *c).map(alt)),
        _ => Look::Broken,
    }
}

/// Makes the key of `ESC [ numbers c`; nothing where no key has this sequence.
fn finished(numbers: &[u8], c: u8) -> Option<Key> {
    let mut numbers = std::str::from_utf8(numbers).ok()?.split(';');
    let number = numbers.next().filter(|number| !number.is_empty());
    // What follows a colon tells of presses and releases to those who asked for it.
    let held = numbers.next().and_then(|held| held.split(':').next());
    let held = held.map_or(Some(0), |held| held.parse::<u8>().ok()?.checked_sub(1))?;
    let number = || number.and_then(|number| number.parse::<u32>().ok());
    let key = match c {
        b'~' => function(number()?)?,
        b'u' => unicode(number()?)?,
        b'Z' => Key { shift: true, ..Key::plain(Code::Tab) },
        c => letter(c)?,
    };
    let (shift, alt, ctrl) = (held & 1 != 0, held & 2 != 0, held & 4 != 0);
    Some(match key.code {
        Code::Char(c) => Key::typed(c, ctrl, alt, shift),
        code => Key { code, ctrl, alt, shift: shift | key.shift },
    })
}

/// Returns the key of one byte below 0x80; none has a control character that no key sends.
fn control_or_letter(byte: u8) -> Option<Key> {
    Some(match byte {
        b'\r' | b'\n' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x08 | 0x7f => Key::plain(Code::Backspace),
        ESC => Key::plain(Code::Esc),
        0 => Key::ctrl(' '),
        1..=0x1a => Key::ctrl(char::from(byte - 1 + b'a')),
        0x1c..=0x1f => Key::ctrl(char::from(byte - 0x1c + b'4')),
        byte => Key::char(char::from(byte)),
    })
}

/// Looks at a letter that is not ASCII.
fn letter_of_many_bytes(bytes: &[u8]) -> Look {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let letter = text.chars().next().filter(|letter| !letter.is_control());
            Look::Whole(letter.map(Key::char))
        }
        Err(error) if error.error_len().is_none() => Look::More,
        Err(_) if bytes.len() == 1 => Look::Garbled,
        Err(_) => Look::Broken,
    }
}

/// Returns the key of `ESC O c`: arrows and function keys, and the number pad where a terminal
/// left it so.
fn application(c: u8) -> Option<Key> {
    match c {
        b'p'..=b'y' => Some(Key::char(char::from(c - b'p' + b'0'))),
        b'j'..=b'o' => Some(Key::char(char::from(c - b'j' + b'*'))),
        // PuTTY, as a VT100+.
        b'T'..=b'Y' => Some(Key::plain(Code::F(c - b'T' + 5))),
        b'M' => Some(Key::plain(Code::Enter)),
        b'E' => None,
        c => letter(c),
    }
}

/// Returns the key whose sequence ends in a letter.
const fn letter(c: u8) -> Option<Key> {
    let code = match c {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P' => Code::F(1),
        b'Q' => Code::F(2),
        b'R' => Code::F(3),
        b'S' => Code::F(4),
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
        23..=26 => Code::F(u8::try_from(number - 12).ok()?),
        28 | 29 => Code::F(u8::try_from(number - 13).ok()?),
        31..=34 => Code::F(u8::try_from(number - 14).ok()?),
        _ => return None,
    };
    Some(Key::plain(code))
}

/// Returns the key of a code point, as some terminals and tmux send keys that had no sequence.
fn unicode(number: u32) -> Option<Key> {
    match u8::try_from(number) {
        Ok(byte @ (8 | 9 | 13 | 27 | 127)) => control_or_letter(byte),
        _ => char::from_u32(number).filter(|letter| !letter.is_control()).map(Key::char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Look {
        Look::Whole(Some(name.parse().unwrap()))
    }

    #[test]
    fn a_sequence_is_the_key_that_a_file_names() {
        for (bytes, name) in [
            (&b"\x1b[A"[..], "auf"),
            (b"\x1bOA", "auf"),
            (b"\x1b\x1b[A", "alt+auf"),
            (b"\x1b\x1bOA", "alt+auf"),
            (b"\x1bOP", "f1"),
            (b"\x1b[[A", "f1"),
            (b"\x1b[[E", "f5"),
            (b"\x1b[11~", "f1"),
            (b"\x1b[17~", "f6"),
            (b"\x1b\x1b[17~", "alt+f6"),
            (b"\x1b[21~", "f10"),
            (b"\x1b[24~", "f12"),
            (b"\x1bOX", "f9"),
            (b"\x1b[17;2~", "umschalt+f6"),
            (b"\x1b[5~", "bild-auf"),
            (b"\x1b[1;5C", "strg+rechts"),
            (b"\x1b[1;3A", "alt+auf"),
            (b"\x1b[1;2:1A", "umschalt+auf"),
            (b"\x1b\x1b[1;5C", "strg+alt+rechts"),
            (b"\x1b[Z", "umschalt+tab"),
            (b"\x1b[13;5u", "strg+eingabe"),
            (b"\x1b[115;5u", "strg+s"),
            (b"\x1bOt", "4"),
            (b"\x1bOk", "+"),
            (b"\x1b6", "alt+6"),
            (b"\x1bB", "alt+B"),
            ("\x1bä".as_bytes(), "alt+ä"),
            (b"\x1b\r", "alt+eingabe"),
            (b"\x1b\x7f", "alt+rück"),
            (b"\x13", "strg+s"),
            (b"\0", "strg+leertaste"),
            (b"\x08", "rück"),
            (b"\n", "eingabe"),
            ("€".as_bytes(), "€"),
            ("J".as_bytes(), "J"),
        ] {
            assert_eq!(look(bytes), key(name), "{bytes:?}");
            for half in 1..bytes.len() {
                assert_eq!(look(&bytes[..half]), Look::More, "{bytes:?} up to {half}");
            }
        }
    }

    #[test]
    fn what_is_whole_and_no_key_is_dropped() {
        for bytes in [
            &b"\x1b[?1;2c"[..],
            b"\x1b[1;0A",
            b"\x1b[I",
            b"\x1b[99999999999~",
            b"\x1b[u",
            b"\xc2\x9b",
        ] {
            assert_eq!(look(bytes), Look::Whole(None), "{bytes:?}");
        }
        let endless = [b"\x1b[".to_vec(), vec![b'1'; LONGEST]].concat();
        assert_eq!(look(&endless), Look::Whole(None));
    }

    #[test]
    fn what_does_not_go_on_is_broken_and_what_was_typed_of_it_stays() {
        let esc = Key::plain(Code::Esc);
        for (bytes, typed) in [
            (&b"\x1bOb"[..], Some(vec![esc, Key::char('O')])),
            (b"\x1b\x1bx", Some(vec![esc, esc])),
            (b"\x1b[1\r", Some(vec![])),
            ("\x1b[ä".as_bytes().get(..3).unwrap(), Some(vec![esc, Key::char('[')])),
            (b"\xe4g", None),
            (b"\x1b\xe4g", None),
            (b"\xe2\x82A", None),
        ] {
            assert_eq!(look(bytes), Look::Broken, "{bytes:?}");
            assert_eq!(broken(&bytes[..bytes.len() - 1]), typed, "{bytes:?}");
        }
        assert_eq!(look(b"\xff"), Look::Garbled);
        assert_eq!(look(b"\xb5"), Look::Garbled);
    }
}
