//! What may come in: text that shows all that it holds.

use crate::text::{Effect, MARK, effect, without_hints};

/// Bytes of one field that are taken at most.
pub(super) const MAX_FIELD: usize = 64 * 1024;

/// Why a text cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It holds a character that acts without being seen.
    Char(char),
    /// It is longer than [`MAX_FIELD`].
    TooLong,
}

/// Takes text of one line: every run of blanks and line ends becomes one blank.
pub(super) fn words(raw: &str) -> Result<String, Unfit> {
    let text = seen(raw)?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Takes text of several lines: blanks inside a line become one, between paragraphs stays one
/// empty line.
pub(super) fn prose(raw: &str) -> Result<String, Unfit> {
    let text = seen(raw)?;
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    Ok(lines.join("\n").trim_end().to_owned())
}

/// Gives `raw` so that a terminal may print it, with at most `letters` of it.
pub(super) fn shown(raw: &str, letters: usize) -> String {
    let mut chars = raw.chars().map(|char| match effect(char) {
        Effect::Tab | Effect::LineEnd => ' ',
        Effect::None | Effect::Selects => char,
        Effect::Controls | Effect::Turns | Effect::Hides | Effect::Tags => MARK,
        Effect::Hints | Effect::Joins | Effect::Hyphen => MARK,
    });
    let mut text: String = chars.by_ref().take(letters).collect();
    if chars.next().is_some() {
        text.push('…');
    }
    text
}

/// The gate itself: refuses what acts unseen, drops what only hints at line breaks, composes
/// letters (NFC). Line ends stay, all as LF.
fn seen(raw: &str) -> Result<String, Unfit> {
    if raw.len() > MAX_FIELD {
        return Err(Unfit::TooLong);
    }
    if let Some(char) = raw.chars().find(|char| is_refused(*char)) {
        return Err(Unfit::Char(char));
    }
    Ok(without_hints(raw))
}

/// What acts unseen. Why not a mark in its place, as everywhere else: here is a file with a line
/// that can be mended before the meeting.
fn is_refused(char: char) -> bool {
    matches!(effect(char), Effect::Controls | Effect::Turns | Effect::Hides | Effect::Tags)
}

#[cfg(test)]
mod tests {
    use super::{Unfit, prose, shown, words};

    #[test]
    fn nothing_unseen_comes_in() {
        for (raw, cleaned) in [
            ("  Haushalt \t 2027\u{a0}", Ok("Haushalt 2027")),
            ("Haus\u{ad}halt\u{200b}s\u{feff}plan", Ok("Haushaltsplan")),
            ("O\u{308}ffentlich", Ok("Öffentlich")),
            ("a\r\nb\rc\u{2028}d", Ok("a b c d")),
            ("rot \u{1b}[31m", Err(Unfit::Char('\u{1b}'))),
            ("100\u{202e}000", Err(Unfit::Char('\u{202e}'))),
            ("a\u{0}b", Err(Unfit::Char('\u{0}'))),
            ("\u{85}", Err(Unfit::Char('\u{85}'))),
            ("\u{fffe}", Err(Unfit::Char('\u{fffe}'))),
        ] {
            assert_eq!(words(raw), cleaned.map(str::to_owned), "{raw:?}");
        }
        assert_eq!(words(&"x".repeat(70_000)), Err(Unfit::TooLong));
    }

    #[test]
    fn prose_keeps_its_paragraphs() {
        let raw = "\n1.  Der Ausschuss\r\n   stimmt zu. \n\n\n\n2. Ende\n\n";
        assert_eq!(prose(raw).as_deref(), Ok("1. Der Ausschuss\nstimmt zu.\n\n2. Ende"));
    }

    #[test]
    fn messages_show_nothing_that_acts() {
        assert_eq!(shown("a\u{1b}[2J\nb\u{202e}c\u{2028}d", 99), "a\u{fffd}[2J b\u{fffd}c d");
        assert_eq!(shown("Haushalt", 4), "Haus…");
    }
}
