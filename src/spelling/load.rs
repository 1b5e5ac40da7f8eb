//! From the two files of a Hunspell dictionary to one that answers.

use super::Files;
use crate::hush::quietly;
use crate::place;
use encoding_rs::Encoding;
use spellbook::Dictionary;
use std::path::Path;

/// Bytes of the largest file that is read; the German ones have 20 KB and 1 to 5 MB.
const MOST_RULES: u64 = 4 << 20;
const MOST_WORDS: u64 = 32 << 20;

/// Reads a dictionary; in German, why that was not possible.
pub(super) fn load(files: &Files) -> Result<Dictionary, String> {
    let rules = read(&files.aff, MOST_RULES)?;
    let words = read(&files.dic, MOST_WORDS)?;
    let encoding =
        encoding(&rules).ok_or_else(|| told(&files.aff, "Der Zeichensatz (SET) ist unbekannt."))?;
    let rules = decode(&files.aff, encoding, &rules)?;
    let words = decode(&files.dic, encoding, &words)?;
    if words.lines().nth(1).is_none_or(|line| line.trim().is_empty()) {
        return Err(told(&files.dic, "Es stehen keine Wörter darin."));
    }
    // Why: the crate is written for files of good will; these come from anywhere.
    let parsed = quietly(|| Dictionary::new(&rules, &words))
        .map_err(|_| told(&files.aff, "Das ist kein Hunspell-Wörterbuch."))?;
    parsed.map_err(|error| {
        let path = match error.source {
            spellbook::ParseDictionaryErrorSource::Dic => &files.dic,
            _ => &files.aff,
        };
        let line = error.line_number.map_or_else(String::new, |line| format!(" (Zeile {line})"));
        told(path, &format!("Das ist kein Hunspell-Wörterbuch{line}."))
    })
}

fn told(path: &Path, what: &str) -> String {
    format!("{}: {what}", path.display())
}

fn read(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    place::read(path, most).map_err(|error| told(path, &error.why()))
}

/// The character set that the rules name for both files; ISO 8859-1 where they name none.
fn encoding(rules: &[u8]) -> Option<&'static Encoding> {
    let rules = rules.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rules);
    let named = rules.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"SET"));
    Encoding::for_label(named.unwrap_or(b"ISO8859-1").trim_ascii())
}

fn decode(path: &Path, encoding: &'static Encoding, bytes: &[u8]) -> Result<String, String> {
    let (text, _, wrong) = encoding.decode(bytes);
    if wrong || text.contains('\0') {
        return Err(told(path, &format!("Das ist kein Text in {}.", encoding.name())));
    }
    Ok(text.into_owned())
}
