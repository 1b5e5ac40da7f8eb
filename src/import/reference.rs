//! The number of a Vorlage at the end of a title: "(DrS/2027/012)".

/// Words that may stand before the number in the brackets.
const BEFORE: [&str; 10] =
    ["vorlage", "vorlage-nr", "vorlagen-nr", "drucksache", "drs", "ds", "bv", "mv", "vo", "nr"];

/// Splits a title and the number of its paper. Brackets that hold anything else stay in the title.
pub(super) fn split(title: &str) -> (&str, Option<String>) {
    let title = title.trim();
    let inner = [('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| {
        let (rest, inner) = title.strip_suffix(close)?.rsplit_once(open)?;
        Some((rest.trim_end(), inner))
    });
    match inner {
        Some((rest, inner)) => match reference(inner) {
            Some(reference) => (rest, Some(reference)),
            None => (title, None),
        },
        None => (title, None),
    }
}

/// Gives the number of a paper behind a bracket that nobody closed.
pub(super) fn unclosed(title: &str) -> Option<String> {
    let (_, inner) = title.rsplit_once(['(', '['])?;
    if inner.contains([')', ']']) { None } else { reference(inner) }
}

/// Reads what looks like the number of a paper: letters, digits and a stroke, one word, behind a
/// word such as "Vorlage" also without letters.
pub(super) fn reference(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_before = |word: &str| {
        let word = word.trim_end_matches(['.', ':']).to_lowercase();
        BEFORE.contains(&word.as_str())
    };
    let looks = |word: &str| {
        word.contains(|char: char| char.is_ascii_digit())
            && word.contains(['/', '-'])
            && word.chars().all(|char| char.is_alphanumeric() || "/-._".contains(char))
    };
    match words.as_slice() {
        [one] if looks(one) && one.contains(char::is_alphabetic) => Some((*one).to_owned()),
        [before, one] if looks(one) && is_before(before) => {
            let kept = one.contains(char::is_alphabetic) || before.ends_with(['.', ':']);
            let long = before.trim_end_matches(':').chars().count() > 3;
            Some(if kept || long { (*one).to_owned() } else { format!("{before} {one}") })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn only_numbers_of_papers_are_taken_out_of_a_title() {
        for (title, rest, reference) in [
            ("Haushalt (DrS/2027/012)", "Haushalt", Some("DrS/2027/012")),
            ("Haushalt [DrS/2027/012-01]", "Haushalt", Some("DrS/2027/012-01")),
            ("Bericht (27/SVV/0337)", "Bericht", Some("27/SVV/0337")),
            ("Bericht (Vorlage 2027/012)", "Bericht", Some("2027/012")),
            ("Bericht (DS 12/2027)", "Bericht", Some("DS 12/2027")),
            ("Antrag (SPD)", "Antrag (SPD)", None),
            ("Antrag (SPD/FDP)", "Antrag (SPD/FDP)", None),
            ("Haushalt (2027/2028)", "Haushalt (2027/2028)", None),
            ("Haushalt (Ergebnisplan 2027)", "Haushalt (Ergebnisplan 2027)", None),
            ("Haushalt", "Haushalt", None),
            ("(DrS/2027/012)", "", Some("DrS/2027/012")),
            ("()", "()", None),
        ] {
            assert_eq!(split(title), (rest, reference.map(str::to_owned)), "{title}");
        }
    }
}
