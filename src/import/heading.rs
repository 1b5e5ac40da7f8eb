//! Lines of a text agenda that are no items: parts, headings, underlines, head data.

/// What a line is that bears no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heading {
    /// "Öffentlicher Teil" (`true`), "Nichtöffentlicher Teil" (`false`).
    Part(bool),
    /// "Tagesordnung" and the like, and lines of the printer: nothing to keep.
    Nothing,
}

/// Finds out what a line without number is; `None` if it is no heading that is known.
pub(super) fn heading(line: &str) -> Option<Heading> {
    if let Some(public) = part(line) {
        return Some(Heading::Part(public));
    }
    if is_underline(line) || line.starts_with('#') && !concerns_public(line) {
        return Some(Heading::Nothing);
    }
    let words = plain(line);
    let first = words.first().map(String::as_str).unwrap_or_default();
    let table = ["top", "nr", "betreff", "vorlage", "drucksache", "titel", "vorlagen", "beschluss"];
    let known = ["tagesordnung", "tagesordnungspunkte", "einladung"].contains(&first)
        || words.iter().all(|word| table.contains(&word.as_str()))
        || first == "seite" && words.len() <= 4;
    (known && !words.is_empty()).then_some(Heading::Nothing)
}

/// Reads "II. Nicht öffentlicher Teil:" and the like; `true` is public.
pub(super) fn part(line: &str) -> Option<bool> {
    let mut words = plain(line);
    let counted = ["i", "ii", "iii", "iv", "a", "b", "c", "teil", "der", "die", "den"];
    while words.first().is_some_and(|word| counted.contains(&word.as_str())) {
        words.remove(0);
    }
    let closed = ["unter ausschluss", "vertraulicher teil", "geheimer teil"];
    if closed.iter().any(|start| words.join(" ").starts_with(start)) {
        return Some(false);
    }
    let mut words = words.iter().map(String::as_str);
    let first = words.next()?;
    let (negated, adjective) = match first {
        "nicht" => (true, words.next()?),
        _ => match first.strip_prefix("nicht") {
            Some(rest) => (true, rest),
            None => (false, first),
        },
    };
    let endings = ["", "e", "er", "en", "es"];
    let stem = adjective.strip_prefix("öffentlich").or(adjective.strip_prefix("oeffentlich"))?;
    if !endings.contains(&stem) {
        return None;
    }
    let nouns = ["teil", "sitzung", "tagesordnung", "tagesordnungspunkte", "punkte", "beratung"];
    words.next().is_none_or(|noun| nouns.contains(&noun)).then_some(!negated)
}

/// Tells whether a line is the heading "Tagesordnung".
pub(super) fn is_agenda(line: &str) -> bool {
    let words = plain(line);
    words.first().is_some_and(|word| word == "tagesordnung") && words.len() <= 3
}

/// Tells whether a heading has to do with who may listen.
pub(super) fn concerns_public(line: &str) -> bool {
    let line = line.to_lowercase();
    ["öffentlich", "oeffentlich", "vertraulich", "geheim", "intern"]
        .iter()
        .any(|word| line.contains(word))
}

/// Tells whether a line is drawn, not written.
pub(super) fn is_underline(line: &str) -> bool {
    line.chars().count() >= 3
        && line
            .chars()
            .all(|char| matches!(char, '-' | '=' | '_' | '*' | '~' | '#' | '–' | '—' | ' '))
}

/// Lower-case words without marks.
fn plain(line: &str) -> Vec<String> {
    line.to_lowercase()
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(12)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Heading, heading};

    #[test]
    fn parts_are_found_however_they_are_written() {
        for (line, expected) in [
            ("Öffentlicher Teil", Some(Heading::Part(true))),
            ("I. Öffentlicher Teil:", Some(Heading::Part(true))),
            ("Öffentliche Sitzung", Some(Heading::Part(true))),
            ("ÖFFENTLICHER TEIL", Some(Heading::Part(true))),
            ("Nichtöffentlicher Teil", Some(Heading::Part(false))),
            ("Nicht öffentlicher Teil", Some(Heading::Part(false))),
            ("Nicht-öffentlicher Teil", Some(Heading::Part(false))),
            ("II. Nichtöffentliche Sitzung", Some(Heading::Part(false))),
            ("Teil B: nicht öffentlich", Some(Heading::Part(false))),
            ("## Nichtöffentlicher Teil", Some(Heading::Part(false))),
            ("--- Nichtöffentlicher Teil ---", Some(Heading::Part(false))),
            ("Der nichtöffentliche Teil der Sitzung", Some(Heading::Part(false))),
            ("Nichtöffentlicher Teil (voraussichtlich ab 19 Uhr)", Some(Heading::Part(false))),
            ("B. Unter Ausschluss der Öffentlichkeit", Some(Heading::Part(false))),
            ("Vertraulicher Teil", Some(Heading::Part(false))),
            ("# Ohne Öffentlichkeit", None),
            ("Tagesordnung", Some(Heading::Nothing)),
            ("Tagesordnung:", Some(Heading::Nothing)),
            ("TOP  Betreff  Vorlage", Some(Heading::Nothing)),
            ("======", Some(Heading::Nothing)),
            ("# Hauptausschuss", Some(Heading::Nothing)),
            ("Seite 1 von 2", Some(Heading::Nothing)),
            ("Öffentlichkeitsarbeit", None),
            ("Öffentliche Ausschreibung der Reinigung", None),
            ("Eröffnung der Sitzung", None),
            ("", None),
        ] {
            assert_eq!(heading(line), expected, "{line}");
        }
    }
}
