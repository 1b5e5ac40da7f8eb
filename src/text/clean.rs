//! The gate for text from outside: nothing unseen comes into the minutes.

use unicode_normalization::UnicodeNormalization as _;

/// Turns text from outside (clipboard, import) into text that may stand in the minutes.
///
/// Line ends become LF, tabs spaces, other control characters U+FFFD; what turns or hides text
/// unseen is dropped; letters are composed (NFC). A second cleaning changes nothing.
pub fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    let mut kept: Vec<char> = Vec::with_capacity(lines.len());
    let mut joiner = None;
    for char in lines.chars().filter_map(admit) {
        if is_joiner(char) {
            // Why: of several joiners in a row one does all the work.
            joiner = joiner.or(Some(char));
            continue;
        }
        if is_tag(char) && !kept.last().is_some_and(|&last| last == '🏴' || is_tag(last)) {
            continue;
        }
        let between = kept.last().is_some_and(|&last| is_ink(last)) && is_ink(char);
        kept.extend(joiner.take().filter(|_| between));
        kept.push(char);
    }
    kept.into_iter().nfc().collect()
}

/// What becomes of a character, whatever stands beside it.
fn admit(char: char) -> Option<char> {
    match char {
        '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        '\n' => Some('\n'),
        _ if char.is_control() || is_no_character(char) => Some('\u{fffd}'),
        _ if is_unseen(char) => None,
        _ => Some(char),
    }
}

/// Bidirectional controls, zero-width spaces, invisible operators, annotation marks.
fn is_unseen(char: char) -> bool {
    matches!(char,
        '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}')
}

/// The code points that Unicode promises never to use.
fn is_no_character(char: char) -> bool {
    matches!(char, '\u{fdd0}'..='\u{fdef}') || u32::from(char) & 0xfffe == 0xfffe
}

/// Joins emoji to families and parts or joins letters of some scripts.
fn is_joiner(char: char) -> bool {
    matches!(char, '\u{200c}' | '\u{200d}')
}

/// Spells the region in a flag such as Scotland's; anywhere else it is hidden text.
fn is_tag(char: char) -> bool {
    matches!(char, '\u{e0020}'..='\u{e007f}')
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
            ("100\u{202e}000\u{202c} €\u{200f}", "100000 €"),
            ("Bü\u{200b}rger\u{feff}\u{2060}", "Bürger"),
            ("a\u{308}", "ä"),
            ("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"),
            ("Auf\u{200c}lage", "Auf\u{200c}lage"),
            ("a\u{200d} \u{200c}b\u{200d}", "a b"),
            ("a\u{200d}\u{200b}\u{200d}\u{200c}b", "a\u{200d}b"),
            ("a\u{200c}\r\nb", "a\nb"),
            ("Haus\u{ad}halt\u{a0}!", "Haus\u{ad}halt\u{a0}!"),
            ("Rat\u{e0041}\u{e0042}", "Rat"),
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
