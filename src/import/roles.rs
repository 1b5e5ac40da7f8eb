//! The words of member lists: roles, voting rights, and "without a Fraktion".

use super::near::{distance, fold};
use crate::domain::Role;

/// The roles of a member list, as messages name them.
pub(super) const ROLES: &str = "Vorsitz, stellv. Vorsitz, Mitglied, bürgerliches Mitglied, \
                                Stellvertretung, beratend, Verwaltung, Gast oder ein Amt";

/// Words for roles, in lower case and without the endings of gender.
const WORDS: [(&str, Role); 33] = [
    ("vorsitz", Role::Chair),
    ("vorsitzende", Role::Chair),
    ("ausschussvorsitz", Role::Chair),
    ("ausschussvorsitzende", Role::Chair),
    ("stellv vorsitz", Role::DeputyChair),
    ("stellv vorsitzende", Role::DeputyChair),
    ("stellv ausschussvorsitz", Role::DeputyChair),
    ("stellv ausschussvorsitzende", Role::DeputyChair),
    ("vorsitz stellv", Role::DeputyChair),
    ("mitglied", Role::Member),
    ("ordentliches mitglied", Role::Member),
    ("stimmberechtigtes mitglied", Role::Member),
    ("ausschussmitglied", Role::Member),
    ("kreistagsmitglied", Role::Member),
    ("ratsmitglied", Role::Member),
    ("kreistagsabgeordnete", Role::Member),
    ("bürgerliches mitglied", Role::CitizenMember),
    ("bürgerl mitglied", Role::CitizenMember),
    ("bürgerliche mitglied", Role::CitizenMember),
    ("wählbare bürger", Role::CitizenMember),
    ("sachkundige bürger", Role::CitizenMember),
    ("sachkundige einwohner", Role::CitizenMember),
    ("stellv", Role::Substitute),
    ("stellv mitglied", Role::Substitute),
    ("stellv bürgerliches mitglied", Role::Substitute),
    ("vertretung", Role::Substitute),
    ("beratend", Role::Advisory),
    ("beratendes mitglied", Role::Advisory),
    ("verwaltung", Role::Administration),
    ("gast", Role::Guest),
    ("gäst", Role::Guest),
    ("sachverständige", Role::Guest),
    ("referent", Role::Guest),
];

/// Reads a role. Any other word is an office of the Verwaltung, which is given with it; only a
/// word that looks like a slip in a role is neither.
pub(super) fn role(text: &str) -> Option<(Role, String)> {
    let word = plain(text);
    if word.is_empty() {
        return Some((Role::Member, String::new()));
    }
    if let Some((_, role)) = WORDS.iter().find(|(known, _)| *known == word) {
        return Some((*role, String::new()));
    }
    // Why: "Mitgleid" taken for an office would silently cost somebody the vote.
    (!is_slip(&word)).then(|| (Role::Administration, text.to_owned()))
}

fn is_slip(word: &str) -> bool {
    let word = fold(word);
    let long = ["stellvertretung", "stellvertreter", "stellvertreterin"];
    let known = WORDS.iter().map(|(known, _)| *known).chain(long);
    known.map(fold).any(|known| {
        let allowed = if known.len() > 8 { 2 } else { 1 };
        known.len() > 5 && word.len() < 40 && distance(&word, &known) <= allowed
    })
}

/// Tells whether a role has a vote where the list does not say.
pub(super) fn votes(role: Role) -> bool {
    match role {
        Role::Chair | Role::DeputyChair | Role::Member | Role::CitizenMember | Role::Substitute => {
            true
        }
        Role::Advisory | Role::Administration | Role::Guest => false,
    }
}

/// Reads yes or no: the outer `None` is neither, the inner one is "not told".
pub(super) fn yes_or_no(text: &str) -> Option<Option<bool>> {
    match text.trim().to_lowercase().as_str() {
        "" => Some(None),
        "ja" | "j" | "1" | "x" | "true" | "wahr" => Some(Some(true)),
        "nein" | "n" | "0" | "-" | "false" | "falsch" => Some(Some(false)),
        _ => None,
    }
}

/// Gives the Fraktion, or `None` where the words mean that there is none.
pub(super) fn faction(text: &str) -> Option<String> {
    let none = ["", "-", "–", "fraktionslos", "ohne", "ohne fraktion", "keine"];
    (!none.contains(&text.to_lowercase().as_str())).then(|| text.to_owned())
}

/// Gives "Frau" for "Fr.", "Herr" for "Herrn".
pub(super) fn form_of_address(text: &str) -> String {
    match text.to_lowercase().as_str() {
        "frau" | "fr." | "fr" => "Frau".to_owned(),
        "herr" | "herrn" | "hr." | "hr" => "Herr".to_owned(),
        _ => text.to_owned(),
    }
}

/// Lower case, one word for "stellvertretend", no endings of gender, no ordinals, no dots.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut words = Vec::new();
    for word in lower.split([' ', '-', ',', '\u{a0}']) {
        let word = neutral(word);
        let number = word.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit());
        if word.is_empty() || number || ["erste", "zweite", "der", "die", "des"].contains(&word) {
            continue;
        }
        let word = word.trim_matches(['.', '(', ')']);
        let deputy = word.starts_with("stellvertret") || ["stellv", "stv"].contains(&word);
        words.push(if deputy { "stellv" } else { word });
    }
    words.join(" ")
}

/// Cuts ":r", "*in", "/-in", "(r)" and the plain endings of the words in [`WORDS`] off.
fn neutral(word: &str) -> &str {
    let marks = [":", "*", "_", "/", "(r", "(in", "(e"];
    let at = marks.iter().filter_map(|mark| word.find(mark)).filter(|at| *at > 0).min();
    let word = at.and_then(|at| word.get(..at)).unwrap_or(word);
    let stems = ["vorsitzende", "abgeordnete", "wählbare", "sachkundige", "sachverständige"];
    let people = ["bürger", "einwohner", "referent", "gäst"];
    if let Some(short) = word.strip_suffix('r')
        && stems.iter().any(|stem| short.ends_with(stem))
    {
        return short;
    }
    match word.strip_suffix("in") {
        Some(short) if people.contains(&short) => short,
        _ => match word {
            "vertreter" | "vertreterin" => "vertretung",
            "ersatzmitglied" => "vertretung",
            "beratende" | "beratender" => "beratend",
            _ => word,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{role, yes_or_no};
    use crate::domain::Role;

    #[test]
    fn roles_are_read_in_all_their_forms() {
        for (text, expected) in [
            ("Vorsitz", Role::Chair),
            ("Vorsitzende:r", Role::Chair),
            ("VORSITZENDER", Role::Chair),
            ("Ausschussvorsitzende", Role::Chair),
            ("Vorsitzende/r", Role::Chair),
            ("Vorsitzende(r)", Role::Chair),
            ("stellv. Vorsitz", Role::DeputyChair),
            ("Stellv. Vorsitzende*r", Role::DeputyChair),
            ("stellvertretender Vorsitzender", Role::DeputyChair),
            ("1. stellv. Vorsitzende", Role::DeputyChair),
            ("stv. Vorsitz", Role::DeputyChair),
            ("Mitglied", Role::Member),
            ("", Role::Member),
            ("Kreistagsabgeordneter", Role::Member),
            ("bürgerliches Mitglied", Role::CitizenMember),
            ("wählbare Bürgerin", Role::CitizenMember),
            ("wählbarer Bürger", Role::CitizenMember),
            ("wählbare:r Bürger:in", Role::CitizenMember),
            ("Sachkundiger Einwohner", Role::CitizenMember),
            ("Stellvertretung", Role::Substitute),
            ("Stellvertreterin", Role::Substitute),
            ("stellv. Mitglied", Role::Substitute),
            ("stellvertretendes bürgerliches Mitglied", Role::Substitute),
            ("Vertreter/in", Role::Substitute),
            ("beratend", Role::Advisory),
            ("beratendes Mitglied", Role::Advisory),
            ("Verwaltung", Role::Administration),
            ("Gast", Role::Guest),
            ("Gästin", Role::Guest),
            ("Sachverständiger", Role::Guest),
        ] {
            assert_eq!(role(text), Some((expected, String::new())), "{text}");
        }
    }

    #[test]
    fn any_other_word_is_an_office() {
        for office in ["Landrat", "Landrätin", "Kämmerin", "FB 2", "Leiterin Fachdienst Soziales"]
        {
            assert_eq!(role(office), Some((Role::Administration, office.to_owned())), "{office}");
        }
    }

    #[test]
    fn a_slip_in_a_role_is_no_office() {
        for slip in ["Mitgleid", "Vorsiz", "Stellvertetung", "Verwaltug", "bürgeliches Mitglied"] {
            assert_eq!(role(slip), None, "{slip}");
        }
    }

    #[test]
    fn yes_and_no() {
        for (text, expected) in [
            ("ja", Some(Some(true))),
            ("J", Some(Some(true))),
            ("x", Some(Some(true))),
            ("1", Some(Some(true))),
            ("Nein", Some(Some(false))),
            ("0", Some(Some(false))),
            (" ", Some(None)),
            ("vielleicht", None),
        ] {
            assert_eq!(yes_or_no(text), expected, "{text}");
        }
    }
}
