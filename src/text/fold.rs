//! Finding names and words however they are typed: "mull", "muell" and "MÜLL" find Müller.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Makes text comparable: small letters without their marks, "ß" as "ss", ligatures as letters.
pub fn fold(text: &str) -> String {
    spell(text, |_| None)
}

/// Tells whether `name` begins with what was typed, whatever the case.
///
/// A letter with a mark may be typed as itself, without the mark or as it is written where it is
/// missing: "ä", "a" or "ae"; "ß" or "ss".
pub fn matches_start(name: &str, typed: &str) -> bool {
    let typed = typed.trim_start();
    let letters: Vec<Letter> = name.nfc().map(Letter::new).collect();
    // Why: "Müll" is to find Mueller as well, so what was typed is tried in both spellings.
    follows(&letters, &fold(typed)) || follows(&letters, &spell(typed, long))
}

/// Tells whether any word of `name` begins with what was typed; "Dr. Eva Groß-Lütz" has four.
pub fn matches_word_start(name: &str, typed: &str) -> bool {
    let inner = name.match_indices([' ', '-', '/', '(', '\u{a0}']);
    let starts = inner.map(|(at, separator)| at + separator.len());
    std::iter::once(0)
        .chain(starts)
        .filter_map(|start| name.get(start..))
        .any(|rest| matches_start(rest, typed))
}

/// A letter of a name in the spellings that are accepted for it.
struct Letter {
    short: String,
    long: Option<&'static str>,
}

impl Letter {
    fn new(char: char) -> Self {
        let small = char.to_lowercase().next().unwrap_or(char);
        Self { short: fold(char.encode_utf8(&mut [0; 4])), long: long(small) }
    }
}

/// Follows the typed text through the letters, trying every spelling.
fn follows(letters: &[Letter], typed: &str) -> bool {
    if typed.is_empty() {
        return true;
    }
    let Some((letter, rest)) = letters.split_first() else { return false };
    std::iter::once(letter.short.as_str()).chain(letter.long).any(|spelling| {
        match typed.strip_prefix(spelling) {
            Some(left) => follows(rest, left),
            None => spelling.starts_with(typed),
        }
    })
}

fn spell(text: &str, special: fn(char) -> Option<&'static str>) -> String {
    let mut folded = String::with_capacity(text.len());
    for small in text.nfkc().flat_map(char::to_lowercase) {
        if let Some(spelling) = special(small) {
            folded.push_str(spelling);
            continue;
        }
        for part in std::iter::once(small).nfkd().filter(|&part| !is_combining_mark(part)) {
            match plain(part) {
                Some(spelling) => folded.push_str(spelling),
                None => folded.push(part),
            }
        }
    }
    folded
}

/// Letters whose mark is no part of its own in Unicode.
fn plain(char: char) -> Option<&'static str> {
    Some(match char {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'þ' => "th",
        'ħ' => "h",
        _ => return None,
    })
}

/// How a letter is written where it is missing.
pub(super) fn long(char: char) -> Option<&'static str> {
    Some(match char {
        'ä' => "ae",
        'ö' | 'ø' => "oe",
        'ü' => "ue",
        'å' => "aa",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_case_and_marks() {
        for (text, folded) in [
            ("Müller", "muller"),
            ("Mu\u{308}ller", "muller"),
            ("GROẞ Straße", "gross strasse"),
            ("Şahin İnönü Yılmaz", "sahin inonu yilmaz"),
            ("Łukasz Ørsted", "lukasz orsted"),
            ("ﬁnden", "finden"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded);
            assert_eq!(fold(&fold(text)), folded);
        }
    }

    #[test]
    fn names_are_found_by_every_spelling() {
        for (name, typed) in [
            ("Müller", ""),
            ("Müller", "mu"),
            ("Müller", "mul"),
            ("Müller", "muel"),
            ("Müller", "MÜL"),
            ("Mueller", "mül"),
            ("Mueller", "mue"),
            ("Groß", "gros"),
            ("Groß", "gross"),
            ("Groß", "groß"),
            ("Gross", "Groß"),
            ("Şahin", "sa"),
            ("Bärbel", "ba"),
            ("Bärbel", "baer"),
            ("Mu\u{308}ller", "muel"),
            ("İnönü", "inoenue"),
        ] {
            assert!(matches_start(name, typed), "{name} {typed}");
        }
        for (name, typed) in
            [("Müller", "me"), ("Muller", "muel"), ("Groß", "grosz"), ("Al", "ali")]
        {
            assert!(!matches_start(name, typed), "{name} {typed}");
        }
    }

    #[test]
    fn every_word_of_a_name_can_be_typed() {
        for typed in ["dr", "eva", "gros", "lue", "eva g"] {
            assert!(matches_word_start("Dr. Eva Groß-Lütz", typed), "{typed}");
        }
        assert!(!matches_word_start("Dr. Eva Groß-Lütz", "va"));
    }
}
