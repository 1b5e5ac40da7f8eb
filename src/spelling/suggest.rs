//! What may have been meant by a word that is wrong.

use super::compound;
use super::judge::{Judge, capitalised};
use super::words::plain;
use crate::text::clean;

/// Nobody reads more.
const MOST: usize = 7;
/// Letters from which a word is taken for a compound: its parts tell more than the whole, and the
/// whole takes the dictionary a second on a slow machine.
const LONG: usize = 15;
/// The letters that may be missing, the most frequent first.
const LETTERS: &str = "enisratdhulcgmobwfkzpvüäößjyxq";
/// Letters of the longest word that is looked at.
const LONGEST: usize = 64;
/// Letters by which a compound may differ from what was meant, and a short word.
const NEAR: usize = 2;
const FAR: usize = 3;

/// The words that may have been meant, the likeliest first.
pub(super) fn suggest(judge: &Judge, word: &str) -> Vec<String> {
    let word = plain(word);
    let letters = word.chars().count();
    if letters > LONGEST {
        return Vec::new();
    }
    let mut found = if word.contains('-') {
        hyphened(judge, &word)
    } else if letters < LONG {
        whole(judge, &word)
    } else {
        one_off(judge, &word)
    };
    if found.is_empty() && letters >= LONG {
        found = parts(judge, &word);
    }
    if found.is_empty() {
        found = if letters < LONG { parts(judge, &word) } else { whole(judge, &word) };
    }
    let large = word.starts_with(char::is_uppercase);
    let mut told: Vec<String> = Vec::new();
    for meant in found.iter().map(|meant| clean(meant)).filter(|meant| is_likely(&word, meant)) {
        let meant = if large { capitalised(&meant) } else { meant };
        if meant != word && !told.contains(&meant) {
            told.push(meant);
        }
    }
    told.truncate(MOST);
    told
}

/// The dictionary also offers parts of compounds, single letters, and words that are only alike.
fn is_likely(word: &str, meant: &str) -> bool {
    let pieces = meant.split([' ', '-']).all(|piece| piece.chars().count() > 2);
    let far = distance(word, meant);
    far <= FAR && far < word.chars().count() && (pieces || word.contains('-'))
}

/// What the dictionary says to the word as it is; before it the names and terms of the council.
fn whole(judge: &Judge, word: &str) -> Vec<String> {
    let near =
        judge.known().all().filter(|known| distance(word, known) <= NEAR.min(known.len() / 4));
    let mut found: Vec<String> = near.map(str::to_owned).collect();
    let mut listed = Vec::new();
    judge.dictionary().suggest(word, &mut listed);
    found.append(&mut listed);
    found
}

/// The compounds of the dictionary's from which one letter, or one pair of them, parts the word.
fn one_off(judge: &Judge, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |meant: String| {
        if judge.dictionary().check(&meant) && !found.contains(&meant) {
            found.push(meant);
        }
    };
    for (at, letter) in word.char_indices().skip(1) {
        let (Some(before), Some(here)) = (word.get(..at), word.get(at..)) else { break };
        let behind = here.get(letter.len_utf8()..).unwrap_or_default();
        look(format!("{before}{behind}"));
        let mut rest = behind.chars();
        if let Some(next) = rest.next() {
            look(format!("{before}{next}{letter}{}", rest.as_str()));
        }
        for other in LETTERS.chars() {
            look(format!("{before}{other}{here}"));
            look(format!("{before}{other}{behind}"));
        }
    }
    found
}

/// Mends the first part that is wrong: "SPD-Frakion".
fn hyphened(judge: &Judge, word: &str) -> Vec<String> {
    let mut start = 0;
    for part in word.split('-') {
        let end = start + part.len();
        if !part.is_empty() && !judge.right(part) {
            let (Some(before), Some(behind)) = (word.get(..start), word.get(end..)) else { break };
            let meant =
                if part.chars().count() < LONG { whole(judge, part) } else { parts(judge, part) };
            return spliced(judge, before, &meant, behind);
        }
        start = end + 1;
    }
    Vec::new()
}

/// Looks for what is wrong in a compound between the longest beginning and the longest end that
/// are right, and mends that.
fn parts(judge: &Judge, word: &str) -> Vec<String> {
    let head = compound::longest_head(judge, word);
    let (before, rest) = word.split_at_checked(head).unwrap_or(("", word));
    let tail = compound::longest_tail(judge, rest);
    let (middle, behind) = rest.split_at_checked(rest.len() - tail).unwrap_or((rest, ""));
    let mut found = Vec::new();
    for (before, wrong, behind) in [(before, middle, behind), (before, rest, "")] {
        if wrong.len() == word.len() || wrong.chars().count() < FAR {
            continue;
        }
        let stem = wrong.strip_suffix('s').filter(|_| !behind.is_empty());
        for (wrong, joint) in [(Some(wrong), ""), (stem, "s")] {
            let Some(wrong) = wrong else { continue };
            let meant = whole(judge, &capitalised(wrong));
            let meant: Vec<_> = meant.iter().map(|meant| format!("{meant}{joint}")).collect();
            found.extend(spliced(judge, before, &meant, behind));
        }
    }
    found.retain(|meant| distance(word, meant) <= NEAR);
    found.sort_by_key(|meant| distance(word, meant));
    found
}

/// The words with what was meant in the place of what is wrong, as far as they are right.
fn spliced(judge: &Judge, before: &str, meant: &[String], behind: &str) -> Vec<String> {
    let inside = !before.is_empty() && !before.ends_with('-');
    let meant = meant.iter().filter(|meant| !meant.contains([' ', '-']));
    let words = meant.map(|meant| {
        let meant = if inside { meant.to_lowercase() } else { meant.clone() };
        format!("{before}{meant}{behind}")
    });
    words.filter(|word| judge.right(word)).collect()
}

/// Counts the letters to insert, remove or replace, and the pairs to swap.
fn distance(wrong: &str, right: &str) -> usize {
    let wrong: Vec<char> = wrong.chars().collect();
    let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX - 1);
    let mut older: Vec<usize> = Vec::new();
    let mut old: Vec<usize> = (0..=wrong.len()).collect();
    let mut before = None;
    for (row, r) in right.chars().enumerate() {
        let mut new = vec![row + 1];
        let mut left = None;
        for (column, w) in wrong.iter().enumerate() {
            let replaced = at(&old, column) + usize::from(*w != r);
            let mut best = replaced.min(at(&old, column + 1) + 1).min(at(&new, column) + 1);
            if left == Some(r) && before == Some(*w) {
                best = best.min(at(&older, column.saturating_sub(1)) + 1);
            }
            left = Some(*w);
            new.push(best);
        }
        older = std::mem::replace(&mut old, new);
        before = Some(r);
    }
    old.last().copied().unwrap_or_default()
}
