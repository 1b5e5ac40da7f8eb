//! The cases: articles and endings, as far as names of offices and committees need them.

/// Which case a name stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// wer
    Nominative,
    /// wessen
    Genitive,
    /// wem
    Dative,
    /// wen
    Accusative,
}

/// Which article a noun has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// der
    Masculine,
    /// die
    Feminine,
    /// das
    Neuter,
}

/// Gives the article: "der", "des", "dem", "den".
pub(super) const fn article(gender: Gender, case: Case) -> &'static str {
    match (gender, case) {
        (Gender::Masculine, Case::Nominative) => "der",
        (Gender::Feminine, Case::Genitive | Case::Dative) => "der",
        (Gender::Feminine, Case::Nominative | Case::Accusative) => "die",
        (Gender::Neuter, Case::Nominative | Case::Accusative) => "das",
        (Gender::Masculine | Gender::Neuter, Case::Genitive) => "des",
        (Gender::Masculine | Gender::Neuter, Case::Dative) => "dem",
        (Gender::Masculine, Case::Accusative) => "den",
    }
}

/// Tells whether an adjective behind the article ends in "e" and not in "en".
pub(super) const fn is_light(gender: Gender, case: Case) -> bool {
    match case {
        Case::Nominative => true,
        Case::Accusative => !matches!(gender, Gender::Masculine),
        Case::Genitive | Case::Dative => false,
    }
}

/// Declines an office without its article: "Kreispräsidenten", "Ersten Stadtrats", "Vorsitzenden".
///
/// What follows the noun, as in "Leiter der Kämmerei", stays.
pub(super) fn office(name: &str, feminine: bool, case: Case) -> String {
    let gender = if feminine { Gender::Feminine } else { Gender::Masculine };
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    for word in &mut words {
        if word.ends_with('e') {
            // "Erste" and "Vorsitzende" alike; the noun may still come.
            if !is_light(gender, case) {
                word.push('n');
            }
            continue;
        }
        if !word.starts_with(char::is_lowercase) && !feminine {
            word.push_str(ending(word, case));
        }
        break;
    }
    words.join(" ")
}

/// Gives the ending of a masculine noun.
fn ending(noun: &str, case: Case) -> &'static str {
    match case {
        Case::Nominative => "",
        // Präsident, Dezernent, Referent.
        Case::Genitive | Case::Dative | Case::Accusative if noun.ends_with("ent") => "en",
        Case::Genitive if noun.ends_with(['s', 'ß', 'x', 'z']) => "es",
        Case::Genitive => "s",
        Case::Dative | Case::Accusative => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: [Case; 4] = [Case::Nominative, Case::Genitive, Case::Dative, Case::Accusative];

    #[test]
    fn an_office_is_declined() {
        for (name, feminine, forms) in [
            ("Landrat", false, ["Landrat", "Landrats", "Landrat", "Landrat"]),
            ("Landrätin", true, ["Landrätin"; 4]),
            (
                "Kreispräsident",
                false,
                ["Kreispräsident", "Kreispräsidenten", "Kreispräsidenten", "Kreispräsidenten"],
            ),
            ("Vorsitzende", false, ["Vorsitzende", "Vorsitzenden", "Vorsitzenden", "Vorsitzenden"]),
            ("Vorsitzende", true, ["Vorsitzende", "Vorsitzenden", "Vorsitzenden", "Vorsitzende"]),
            (
                "Erste Stadtrat",
                false,
                ["Erste Stadtrat", "Ersten Stadtrats", "Ersten Stadtrat", "Ersten Stadtrat"],
            ),
            (
                "Leiter der Stabsstelle",
                false,
                [
                    "Leiter der Stabsstelle",
                    "Leiters der Stabsstelle",
                    "Leiter der Stabsstelle",
                    "Leiter der Stabsstelle",
                ],
            ),
        ] {
            let told = CASES.map(|case| office(name, feminine, case));
            assert_eq!(told, forms, "{name}");
        }
    }
}
