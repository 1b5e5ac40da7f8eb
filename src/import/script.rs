//! Letters that look like others: a Cyrillic "а" in a name makes two of one member.

use crate::domain::Preparation;

/// Letters that a Latin word has no use for, and that pass for Latin ones at a glance: Greek,
/// Cyrillic, Armenian, Cherokee, full-width and mathematical letters (reliability.md, T7).
const ALIKE: [(u32, u32); 9] = [
    (0x0370, 0x03ff),
    (0x0400, 0x058f),
    (0x13a0, 0x13ff),
    (0x1c80, 0x1c8f),
    (0x1f00, 0x1fff),
    (0x2de0, 0x2dff),
    (0xa640, 0xa69f),
    (0xff21, 0xff5a),
    (0x1d400, 0x1d7ff),
];

/// Tells of names of people and Fraktionen in which letters of other scripts stand among Latin
/// ones. They are taken as they are: a name may be so.
pub(super) fn mixed_names(preparation: &Preparation) -> Vec<String> {
    let people = preparation
        .members
        .iter()
        .flat_map(|(person, _)| [person.given_name.as_str(), person.family_name.as_str()]);
    let factions = preparation.organizations.iter().map(|faction| faction.name.as_str());
    let words = people.chain(factions).flat_map(|name| name.split([' ', '-', '/']));
    let found = words.filter_map(|word| Some((word, foreign(word)?)));
    let mut told: Vec<String> = found
        .map(|(word, letter)| {
            format!(
                "In „{word}“ ist „{letter}“ (U+{:04X}) kein lateinischer Buchstabe, sieht aber so \
                 aus. Den Namen neu tippen, wenn das nicht gewollt ist.",
                u32::from(letter)
            )
        })
        .collect();
    told.dedup();
    told
}

/// The first letter of another script in a word that is Latin otherwise.
fn foreign(word: &str) -> Option<char> {
    let alike = |letter: &char| {
        let code = u32::from(*letter);
        letter.is_alphabetic() && ALIKE.iter().any(|(from, to)| (*from..=*to).contains(&code))
    };
    let latin =
        |letter: char| letter.is_ascii_alphabetic() || matches!(letter, 'À'..='ɏ' | 'Ḁ'..='ỿ');
    word.chars().any(latin).then(|| word.chars().find(alike))?
}

#[cfg(test)]
mod tests {
    use super::foreign;

    #[test]
    fn only_a_word_of_two_scripts_is_odd() {
        for (word, letter) in [
            ("Müller", None),
            ("Øresund", None),
            ("Nguyễn", None),
            ("Мюллер", None),
            ("Παπαδόπουλος", None),
            ("Mаier", Some('а')),
            ("Мüller", Some('М')),
            ("Οtto", Some('Ο')),
            ("Ｍaier", Some('Ｍ')),
            ("𝐌aier", Some('𝐌')),
            ("", None),
        ] {
            assert_eq!(foreign(word), letter, "{word}");
        }
    }
}
