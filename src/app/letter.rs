//! What becomes of single keys: a letter that may stand in the minutes, a begun sequence in words.

use crate::keymap::{Key, Next};
use crate::text;

/// What may stand in the minutes of a letter that was typed: a paste that the terminal does not
/// mark comes as letters too. A joiner makes sense only between its neighbours, so it is let in.
pub(super) fn typed(letter: char) -> String {
    match letter {
        '\u{200c}' | '\u{200d}' => letter.to_string(),
        _ if letter.is_control() => String::new(),
        _ => text::clean(letter.encode_utf8(&mut [0; 4])),
    }
}

/// "g TOP aufrufen · t …": what may follow a begun sequence.
pub(super) fn continuations(next: &[(Key, Next)]) -> String {
    let shown: Vec<_> = next
        .iter()
        .map(|(key, next)| match next {
            Next::Action(action) => format!("{} {}", key.display(), action.label()),
            Next::More => format!("{} …", key.display()),
        })
        .collect();
    shown.join("  ·  ")
}
