//! Numbers of agenda items as they are typed: "Ö 4.1", "N 2", "TOP 3:", "12a)".

/// Digits of one part at most: a year is no number of an item.
const MAX_DIGITS: usize = 3;
/// Parts at most.
const MAX_PARTS: usize = 8;

/// Words that may stand before a number, and letters that say whether it is public.
const TOPS: [&str; 4] = ["TOP", "Top", "top", "Tagesordnungspunkt"];
const LETTERS: [&str; 9] = ["NÖ", "nö", "Nö", "Ö", "ö", "N", "n", "ÖT", "NT"];

/// A number at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// As it is kept: "Ö 4.1".
    pub(super) text: String,
    /// Public or not, where a letter says so.
    pub(super) public: Option<bool>,
    /// Neither letter nor "TOP" before it, and a single part.
    pub(super) bare: bool,
    /// The first part.
    pub(super) first: u32,
}

/// Splits a line into number and title; `None` if it begins with no number.
pub(super) fn split(line: &str) -> Option<(Number, &str)> {
    let line = line.trim_start_matches(['•', '*', '▪']).trim_start();
    let (top, rest) = strip_word(line, &TOPS);
    let (letter, rest) = strip_word(rest, &LETTERS);
    let (digits, title) = strip_digits(rest)?;
    let first = digits.split(['.']).next()?.trim_end_matches(char::is_alphabetic).parse().ok()?;
    let letter = letter.map(str::to_uppercase);
    let number = Number {
        public: letter.as_deref().map(|letter| letter.starts_with('Ö')),
        bare: top.is_none() && letter.is_none() && !digits.contains('.'),
        text: match &letter {
            Some(letter) => format!("{letter} {digits}"),
            None => digits.to_owned(),
        },
        first,
    };
    Some((number, title))
}

/// Gives the number without letter and dots, to compare two of one part.
pub(super) fn bare(number: &str) -> String {
    let digits = number.trim_start_matches(|char: char| !char.is_ascii_digit());
    let digits = if digits.is_empty() { number } else { digits };
    digits.trim_end_matches(['.', ')']).trim().to_lowercase()
}

/// Gives whether the number itself says public (`Ö`) or not (`N`).
pub(super) fn says_public(number: &str) -> Option<bool> {
    split(number).and_then(|(number, _)| number.public)
}

/// Gives what was meant for a number and cannot be read: "Ö 3.x", "3..1". Where neither letter nor
/// "TOP" stands before it, `in_title` says that it may be words as well.
pub(super) fn broken(line: &str, in_title: bool) -> Option<String> {
    let line = line.trim_start_matches(['•', '*', '▪']).trim_start();
    let (top, rest) = strip_word(line, &TOPS);
    let (letter, rest) = strip_word(rest, &LETTERS);
    if in_title && top.is_none() && letter.is_none() {
        return None;
    }
    let word = rest.split_whitespace().next()?.trim_end_matches(['.', ')', ':']);
    let mut parts = word.split('.');
    let first = parts.next()?;
    let digits = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    // A title that was written too close ("1.Eröffnung") is longer, or begins with a capital.
    let is_odd = |part: &str| {
        let begins = part.chars().next();
        let letters = part.chars().count();
        letters <= 1 && !begins.is_some_and(|char| char.is_ascii_digit())
            || letters == 2
                && begins.is_some_and(|char| !char.is_ascii_digit() && !char.is_uppercase())
    };
    (digits && parts.any(is_odd)).then(|| match letter {
        Some(letter) => format!("{} {word}", letter.to_uppercase()),
        None => word.to_owned(),
    })
}

/// Strips a word that stands before digits.
fn strip_word<'l>(line: &'l str, words: &[&'static str]) -> (Option<&'static str>, &'l str) {
    for word in words {
        if let Some(rest) = line.strip_prefix(word) {
            let rest = rest.trim_start_matches(['.', '-', ' ', '\t', '\u{a0}']);
            let letter = matches!(rest.chars().next(), Some('Ö' | 'ö' | 'N' | 'n'));
            let digit = |rest: &str| rest.starts_with(|char: char| char.is_ascii_digit());
            if digit(rest) || (letter && split_after_letter(rest)) {
                return (Some(word), rest);
            }
        }
    }
    (None, line)
}

fn split_after_letter(rest: &str) -> bool {
    rest.trim_start_matches(['Ö', 'ö', 'N', 'n', 'T', ' ', '\u{a0}'])
        .starts_with(|char: char| char.is_ascii_digit())
}

/// Strips "4.1", "12a", "3.": what follows must be the end, a blank or a mark.
fn strip_digits(line: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut parts = 0;
    loop {
        let rest = line.get(end..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        if digits > MAX_DIGITS || parts == MAX_PARTS {
            return None;
        }
        parts += 1;
        end += digits;
        let mut after = line.get(end..)?.chars();
        let one_letter = matches!(after.next(), Some('a'..='z'))
            && !after.next().is_some_and(char::is_alphanumeric);
        end += usize::from(one_letter);
        let more = line.get(end..)?.strip_prefix('.');
        match more {
            Some(more) if more.starts_with(|char: char| char.is_ascii_digit()) => end += 1,
            _ => break,
        }
    }
    if end == 0 {
        return None;
    }
    let (digits, rest) = (line.get(..end)?, line.get(end..)?);
    let marked = rest.strip_prefix(['.', ')']);
    let colon = rest
        .strip_prefix([':', '-', '–'])
        .filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let title = match marked.or(colon) {
        Some(title) => title,
        None if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest,
        None => return None,
    };
    let title = title.trim_start_matches([')', ':']).trim();
    let dashed = ["- ", "– "].iter().find_map(|dash| title.strip_prefix(dash));
    Some((digits, dashed.unwrap_or(title).trim()))
}

#[cfg(test)]
mod tests {
    use super::{broken, split};

    #[test]
    fn numbers_are_read_in_all_their_forms() {
        for (line, number, public, title) in [
            ("Ö 4.1 Titel", "Ö 4.1", Some(true), "Titel"),
            ("Ö4.1 Titel", "Ö 4.1", Some(true), "Titel"),
            ("ö 4 Titel", "Ö 4", Some(true), "Titel"),
            ("N 1 Titel", "N 1", Some(false), "Titel"),
            ("NÖ 1 Titel", "NÖ 1", Some(false), "Titel"),
            ("1. Eröffnung", "1", None, "Eröffnung"),
            ("1.Eröffnung", "1", None, "Eröffnung"),
            ("1) Eröffnung", "1", None, "Eröffnung"),
            ("1 Eröffnung", "1", None, "Eröffnung"),
            ("4.1.2 Titel", "4.1.2", None, "Titel"),
            ("4.1. Titel", "4.1", None, "Titel"),
            ("TOP 3 Titel", "3", None, "Titel"),
            ("TOP 3: Titel", "3", None, "Titel"),
            ("TOP Ö 3 - Titel", "Ö 3", Some(true), "Titel"),
            ("TOP N 3", "N 3", Some(false), ""),
            ("12a Titel", "12a", None, "Titel"),
            ("• 3 Titel", "3", None, "Titel"),
            ("3. 2. Nachtrag", "3", None, "2. Nachtrag"),
        ] {
            let (found, rest) = split(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                (found.text.as_str(), found.public, rest),
                (number, public, title),
                "{line}"
            );
        }
    }

    #[test]
    fn what_was_meant_for_a_number_is_seen() {
        for (line, found) in [
            ("Ö 3.x Kaputt", Some("Ö 3.x")),
            ("n3.1.? Kaputt", Some("N 3.1.?")),
            ("TOP 3..1 Kaputt", Some("3..1")),
            ("3.x) Kaputt", Some("3.x")),
            ("Ö 3.1a Titel", None),
            ("1.Eröffnung", None),
            ("1. Eröffnung", None),
            ("4.1. Titel", None),
            ("1.250 Euro", None),
            ("09.03.2027, 17.00 Uhr", None),
            ("z.B. Wege", None),
        ] {
            assert_eq!(broken(line, false).as_deref(), found, "{line}");
        }
        assert_eq!(broken("3.–5. Klasse", true), None);
        assert_eq!(broken("N 3.x", true).as_deref(), Some("N 3.x"));
    }

    #[test]
    fn other_beginnings_are_no_numbers() {
        for line in [
            "",
            "Eröffnung",
            "2027 wird",
            "09.03.2027, 17:00 Uhr",
            "17:00 Uhr",
            "3Titel",
            "1.2.3.4.5.6.7.8.9 Titel",
            "Neubau 3",
            "Öffentlicher Teil",
            "N",
            "TOP",
            "TOP Neubau",
            "½ Titel",
        ] {
            assert_eq!(split(line), None, "{line}");
        }
    }
}
