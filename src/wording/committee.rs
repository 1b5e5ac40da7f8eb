//! How the committee is named in running text, whatever its name.

use super::case::{Case, Gender, article, is_light};

/// What a head noun ends in, what it is then, and what its genitive adds.
const ENDINGS: &[(&str, Gender, &str)] = &[
    ("ausschuss", Gender::Masculine, "es"),
    ("tag", Gender::Masculine, "es"),
    ("magistrat", Gender::Masculine, "s"),
    ("rat", Gender::Masculine, "es"),
    ("kreis", Gender::Masculine, "es"),
    ("vorstand", Gender::Masculine, "es"),
    ("verband", Gender::Masculine, "es"),
    ("senat", Gender::Masculine, "s"),
    ("ung", Gender::Feminine, ""),
    ("ion", Gender::Feminine, ""),
    ("konferenz", Gender::Feminine, ""),
    ("gruppe", Gender::Feminine, ""),
    ("runde", Gender::Feminine, ""),
    ("kammer", Gender::Feminine, ""),
    ("schaft", Gender::Feminine, ""),
    ("ium", Gender::Neuter, "s"),
    ("plenum", Gender::Neuter, "s"),
    ("forum", Gender::Neuter, "s"),
    ("parlament", Gender::Neuter, "s"),
    ("komitee", Gender::Neuter, "s"),
];

/// Adjectives before the noun, without their ending. Listed, because "Segeberger Kreistag" and
/// "Leipziger Rat" end alike and are not declined.
const ADJECTIVES: &[&str] = &[
    "beratend",
    "beschließend",
    "erweitert",
    "fraktionell",
    "gemeinsam",
    "groß",
    "klein",
    "kommunal",
    "örtlich",
    "regional",
    "sozial",
    "städtisch",
    "ständig",
    "technisch",
    "vorbereitend",
    "vorläufig",
    "zeitweilig",
];

/// Names a committee with its article, inside a sentence: "der Hauptausschuss", "des Kreistages
/// Auental", "der Gemeindevertretung", "dem Technischen Ausschuss".
///
/// The head noun decides; one that is not known is taken as masculine, and its genitive left
/// alone. No name at all is "das Gremium".
#[must_use]
pub fn committee(name: &str, case: Case) -> String {
    let name = if name.trim().is_empty() { "Gremium" } else { name.trim() };
    let mut words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    let (head, gender, genitive) = head(&words).unwrap_or((0, Gender::Masculine, ""));
    for word in words.iter_mut().take(head) {
        if let Some(stem) = adjective(word) {
            *word = format!("{stem}{}", if is_light(gender, case) { "e" } else { "en" });
        }
    }
    if let Some(noun) = words.get_mut(head).filter(|_| case == Case::Genitive) {
        noun.push_str(genitive);
    }
    format!("{} {}", article(gender, case), words.join(" "))
}

/// Finds the head noun: the first that is known, before anything that only says more about it.
fn head(words: &[String]) -> Option<(usize, Gender, &'static str)> {
    for (index, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        let known = ENDINGS.iter().find(|(ending, ..)| lower.ends_with(ending));
        if let Some((_, gender, genitive)) = known {
            return Some((index, *gender, genitive));
        }
        if word == "AG" {
            return Some((index, Gender::Feminine, ""));
        }
        // "für Bildung", "der Stadt": behind it stands no head.
        let joins = ["und", "u.", "sowie"].contains(&word.as_str());
        if word.starts_with(char::is_lowercase) && !joins && adjective(word).is_none() {
            return None;
        }
    }
    None
}

/// Gives the stem of a known adjective.
fn adjective(word: &str) -> Option<&str> {
    let stem = word.strip_suffix("er").or_else(|| word.strip_suffix("es"));
    let stem = stem.or_else(|| word.strip_suffix('e'))?;
    let lower = stem.to_lowercase();
    ADJECTIVES.iter().any(|known| lower.ends_with(known)).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_committee_is_declined_by_its_head() {
        for (name, who, whose, whom, what) in [
            (
                "Hauptausschuss",
                "der Hauptausschuss",
                "des Hauptausschusses",
                "dem Hauptausschuss",
                "den Hauptausschuss",
            ),
            (
                "Ausschuss für Bildung, Kultur und Sport",
                "der Ausschuss für Bildung, Kultur und Sport",
                "des Ausschusses für Bildung, Kultur und Sport",
                "dem Ausschuss für Bildung, Kultur und Sport",
                "den Ausschuss für Bildung, Kultur und Sport",
            ),
            (
                "Bau-, Umwelt- und Verwaltungsausschuss",
                "der Bau-, Umwelt- und Verwaltungsausschuss",
                "des Bau-, Umwelt- und Verwaltungsausschusses",
                "dem Bau-, Umwelt- und Verwaltungsausschuss",
                "den Bau-, Umwelt- und Verwaltungsausschuss",
            ),
            (
                "Gemeinsamer Technischer Ausschuss",
                "der Gemeinsame Technische Ausschuss",
                "des Gemeinsamen Technischen Ausschusses",
                "dem Gemeinsamen Technischen Ausschuss",
                "den Gemeinsamen Technischen Ausschuss",
            ),
            (
                "Ständige Kommission",
                "die Ständige Kommission",
                "der Ständigen Kommission",
                "der Ständigen Kommission",
                "die Ständige Kommission",
            ),
            (
                "Auentaler Kreistag",
                "der Auentaler Kreistag",
                "des Auentaler Kreistages",
                "dem Auentaler Kreistag",
                "den Auentaler Kreistag",
            ),
            (
                "Präsidium des Kreistages",
                "das Präsidium des Kreistages",
                "des Präsidiums des Kreistages",
                "dem Präsidium des Kreistages",
                "das Präsidium des Kreistages",
            ),
            ("", "das Gremium", "des Gremiums", "dem Gremium", "das Gremium"),
        ] {
            let told =
                [Case::Nominative, Case::Genitive, Case::Dative, Case::Accusative].map(|case| {
                    let told = committee(name, case);
                    assert_eq!(told.split_whitespace().count(), told.split(' ').count());
                    told
                });
            assert_eq!(told, [who, whose, whom, what]);
        }
    }

    #[test]
    fn the_genitive_tells_masculine_from_feminine() {
        for (name, whose) in [
            ("Hauptausschuss des Kreises Auental", "des Hauptausschusses des Kreises Auental"),
            ("Kreistag", "des Kreistages"),
            ("Rat der Stadt Dettelau", "des Rates der Stadt Dettelau"),
            ("Gemeinderat", "des Gemeinderates"),
            ("Seniorenbeirat", "des Seniorenbeirates"),
            ("Ältestenrat", "des Ältestenrates"),
            ("Magistrat", "des Magistrats"),
            ("Arbeitskreis Verkehr", "des Arbeitskreises Verkehr"),
            ("Vorstand", "des Vorstandes"),
            ("Gemeindevertretung", "der Gemeindevertretung"),
            ("Stadtverordnetenversammlung", "der Stadtverordnetenversammlung"),
            ("Bürgerschaft der Hansestadt", "der Bürgerschaft der Hansestadt"),
            ("SPD-Fraktion", "der SPD-Fraktion"),
            ("Interfraktionelle Arbeitsgruppe", "der Interfraktionellen Arbeitsgruppe"),
            ("AG Klima", "der AG Klima"),
            ("Fraktionsvorsitzendenkonferenz", "der Fraktionsvorsitzendenkonferenz"),
            ("Lenkungsgremium", "des Lenkungsgremiums"),
            ("Plenum", "des Plenums"),
            ("Jugendparlament", "des Jugendparlaments"),
            ("HA", "des HA"),
            ("Umwelt und Bau", "des Umwelt und Bau"),
            ("  Stadtrat  ", "des Stadtrates"),
        ] {
            assert_eq!(committee(name, Case::Genitive), whose);
        }
    }
}
