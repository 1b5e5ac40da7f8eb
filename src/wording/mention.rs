//! How somebody is named in the middle of a text that is being typed: by the word before.

use super::case::Case;
use super::name::{address, declined};
use crate::domain::{Meeting, PersonId};
use crate::text::ends_sentence;

/// What governs the dative: "auf Nachfrage von Herrn Dieck".
const DATIVE: &[&str] = &[
    "ab",
    "aus",
    "außer",
    "bei",
    "dank",
    "entgegen",
    "gegenüber",
    "gemäß",
    "laut",
    "mit",
    "nach",
    "nebst",
    "neben",
    "samt",
    "seit",
    "unter",
    "von",
    "vor",
    "zu",
    "zwischen",
];

/// What governs the accusative: "für Herrn Dieck".
const ACCUSATIVE: &[&str] =
    &["an", "auf", "durch", "für", "gegen", "in", "ohne", "per", "um", "wider", "über"];

/// What governs the genitive: "namens des Landrats".
const GENITIVE: &[&str] =
    &["anstelle", "anstatt", "infolge", "namens", "seitens", "statt", "trotz", "wegen", "während"];

/// Where "von" shows it: "anstelle von Herrn Dieck".
const BY_VON: &[&str] = &["anstelle", "infolge"];

/// Verbs with somebody in the dative: "Frau Grote dankt Herrn Dieck".
const TO_WHOM: &[&str] =
    &["antwortet", "dankt", "entgegnet", "erwidert", "gratuliert", "hilft", "widerspricht"];

/// Verbs with somebody in the accusative: "Frau Grote bittet Herrn Dieck".
const WHOM: &[&str] = &["begrüßt", "bittet", "ersucht", "fragt", "unterstützt", "vertritt"];

/// What a preposition becomes with the article behind it.
const JOINED: &[(&str, &str)] = &[("von dem ", "vom "), ("zu dem ", "zum "), ("zu der ", "zur ")];

/// Names somebody behind the text `before`, in the case that its last word asks for, and tells
/// from which byte of it on this stands: "von " and the Landrat become "vom Landrat".
///
/// A verb in a sentence that begins with a name has its subject; otherwise the name becomes it.
#[must_use]
pub fn mention(meeting: &Meeting, before: &str, person: PersonId) -> (usize, String) {
    if before.trim().is_empty() || (before.ends_with(' ') && ends_sentence(before.trim_end())) {
        return (before.len(), address(meeting, person));
    }
    let words = before.trim_end();
    let last = words.rsplit([' ', '(', '„', '\u{a0}']).next().unwrap_or_default();
    let start = words.len() - last.len();
    let word = last.to_lowercase();
    let in_list = |list: &[&str]| list.contains(&word.as_str());
    let named = || begins_with_name(before);
    let case = match () {
        () if in_list(DATIVE) => Case::Dative,
        () if in_list(ACCUSATIVE) => Case::Accusative,
        () if in_list(GENITIVE) => match declined(meeting, person, Case::Genitive) {
            // A name without an article has none to show it by: "wegen Herrn Dieck".
            name if name.starts_with("von ") && !in_list(BY_VON) => Case::Dative,
            _ => Case::Genitive,
        },
        () if in_list(TO_WHOM) && named() => Case::Dative,
        () if in_list(WHOM) && named() => Case::Accusative,
        () => Case::Nominative,
    };
    let name = declined(meeting, person, case);
    let joined = format!("{last} {name}");
    for (apart, together) in JOINED {
        // Why: only the article of an office melts into the preposition, "zu der" Frau does not.
        if let Some(rest) = joined.strip_prefix(apart) {
            return (start, format!("{together}{rest}"));
        }
    }
    (before.len(), name)
}

/// Tells whether the sentence at the end of a text begins with somebody.
fn begins_with_name(text: &str) -> bool {
    let mut sentence = text;
    for (at, _) in text.match_indices(". ") {
        let (head, tail) = text.split_at_checked(at + 1).unwrap_or((text, ""));
        if ends_sentence(head) {
            sentence = tail;
        }
    }
    let first = sentence.split_whitespace().next().unwrap_or_default();
    ["Herr", "Frau", "Der", "Die", "Das", "Er", "Sie", "Stv."].contains(&first)
}
