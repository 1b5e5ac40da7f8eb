//! The word that was probably meant.

/// Letters of a word that are compared at most.
const MAX_LETTERS: usize = 40;
/// Known words that are compared at most.
const MAX_KNOWN: usize = 100;

/// Gives the one of `known` that `word` resembles most, if it resembles any.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let folded = fold(word);
    if folded.is_empty() || folded.len() > MAX_LETTERS {
        return None;
    }
    known
        .iter()
        .take(MAX_KNOWN)
        .map(|candidate| (distance(&folded, &fold(candidate)), *candidate))
        .filter(|(distance, candidate)| distance * 3 <= candidate.chars().count().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Says what was expected instead of `word`: the one it resembles, or all there are.
pub(crate) fn one_of(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(meant) => format!("„{meant}“"),
        None => known.join(", "),
    }
}

/// Lower case, umlauts spelt out, nothing but letters and digits.
pub(super) fn fold(word: &str) -> Vec<char> {
    let mut folded = Vec::new();
    for char in word.chars().take(4 * MAX_LETTERS).flat_map(char::to_lowercase) {
        match char {
            'ä' => folded.extend(['a', 'e']),
            'ö' => folded.extend(['o', 'e']),
            'ü' => folded.extend(['u', 'e']),
            'ß' => folded.extend(['s', 's']),
            _ if char.is_alphanumeric() => folded.push(char),
            _ => {}
        }
    }
    folded
}

/// Counts the letters to put in, take out, change or swap to make `left` into `right`.
pub(super) fn distance(left: &[char], right: &[char]) -> usize {
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    let mut last = None;
    for (at, &one) in left.iter().enumerate() {
        let mut next = vec![at + 1];
        let mut before = None;
        for (column, &other) in right.iter().enumerate() {
            let changed = cell(&row, column) + usize::from(one != other);
            let put_in = cell(&next, column) + 1;
            let mut least = changed.min(put_in).min(cell(&row, column + 1) + 1);
            if before == Some(one) && last == Some(other) {
                least = least.min(cell(&above, column.wrapping_sub(1)) + 1);
            }
            next.push(least);
            before = Some(other);
        }
        last = Some(one);
        above = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(left.len())
}

/// A cell of the table; what lies outside is far.
fn cell(row: &[usize], column: usize) -> usize {
    row.get(column).copied().unwrap_or(usize::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::{distance, fold, nearest};

    #[test]
    fn a_slip_of_the_finger_is_seen() {
        let keys = ["titel", "oeffentlich", "nummer", "vorlage"];
        for (word, meant) in [
            ("tietl", Some("titel")),
            ("Titel", Some("titel")),
            ("tittel", Some("titel")),
            ("öffentlich", Some("oeffentlich")),
            ("oeffentlch", Some("oeffentlich")),
            ("numer", Some("nummer")),
            ("farbe", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, &keys), meant, "{word}");
        }
        assert_eq!(distance(&fold("kitten"), &fold("sitting")), 3);
        assert_eq!(distance(&fold("Mitgleid"), &fold("Mitglied")), 1);
        assert_eq!(nearest(&"x".repeat(1_000_000), &keys), None);
    }
}
