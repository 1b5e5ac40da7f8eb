//! How people and Fraktionen are named in running text.

use super::case::{self, Case, Gender};
use super::{counted, listed};
use crate::domain::{Meeting, Membership, Mover, OrganizationId, Person, PersonId, Speaker};
use crate::text;

/// How somebody is called: by an office with its article, or by name.
enum Form {
    Office { feminine: bool, noun: String },
    Name(String),
}

/// Names somebody as a sentence begins: "Herr Dieck", "Die Landrätin".
#[must_use]
pub fn address(meeting: &Meeting, person: PersonId) -> String {
    match form(meeting, person) {
        Form::Office { feminine: true, noun } => format!("Die {noun}"),
        Form::Office { feminine: false, noun } => format!("Der {noun}"),
        Form::Name(name) => name,
    }
}

/// Begins a sentence with it: "Der Vorsitzende".
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// Names somebody inside a sentence: "Herr Dieck", "die Landrätin".
#[must_use]
pub fn address_mid(meeting: &Meeting, person: PersonId) -> String {
    declined(meeting, person, Case::Nominative)
}

/// Names somebody inside a sentence, in any case: "Herrn Dieck", "dem Kreispräsidenten". A name
/// has no genitive that is always right; "von Herrn Dieck" stands for it.
#[must_use]
pub fn declined(meeting: &Meeting, person: PersonId, case: Case) -> String {
    match form(meeting, person) {
        Form::Office { feminine, noun } => office_declined(feminine, &noun, case),
        Form::Name(name) => {
            let herrn = name.strip_prefix("Herr ").map(|rest| format!("Herrn {rest}"));
            match case {
                Case::Nominative => name,
                Case::Genitive => format!("von {}", herrn.unwrap_or(name)),
                Case::Dative | Case::Accusative => herrn.unwrap_or(name),
            }
        }
    }
}

fn office_declined(feminine: bool, noun: &str, case: Case) -> String {
    let gender = if feminine { Gender::Feminine } else { Gender::Masculine };
    format!("{} {}", case::article(gender, case), case::office(noun, feminine, case))
}

/// Names who chairs, inside a sentence: "die Kreispräsidentin", else "der Vorsitzende".
#[must_use]
pub fn chair(meeting: &Meeting, case: Case) -> Option<String> {
    let person = meeting.person(meeting.head.chair?)?;
    let feminine = match (form(meeting, person.id), person.form_of_address.as_str()) {
        (Form::Name(_), "Frau") => true,
        (Form::Name(_), "Herr") => false,
        _ => return Some(declined(meeting, person.id, case)),
    };
    Some(office_declined(feminine, "Vorsitzende", case))
}

/// Names who speaks, as a sentence begins.
#[must_use]
pub fn speaker(meeting: &Meeting, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Person(person) => address(meeting, *person),
        Speaker::Named(name) => name.clone(),
    }
}

/// Names who speaks, inside a sentence: "Herr Dieck", "die Landrätin".
#[must_use]
pub fn speaker_mid(meeting: &Meeting, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Person(person) => address_mid(meeting, *person),
        Speaker::Named(name) => name.clone(),
    }
}

/// Names who moved a motion: "SPD-Fraktion", "Frau Grote".
#[must_use]
pub fn mover(meeting: &Meeting, mover: &Mover) -> String {
    match mover {
        Mover::Person(person) => address(meeting, *person),
        Mover::Faction(faction) => faction_named(meeting, *faction),
        Mover::Named(name) => name.clone(),
    }
}

/// Names who moved a motion inside a sentence: "die SPD-Fraktion", "Frau Grote".
#[must_use]
pub fn mover_mid(meeting: &Meeting, mover: &Mover) -> String {
    match mover {
        Mover::Person(person) => address_mid(meeting, *person),
        Mover::Faction(faction) => format!("die {}", faction_named(meeting, *faction)),
        Mover::Named(name) => name.clone(),
    }
}

/// Names who moved a motion as briefly as a bracket wants it: "SPD", "Frau Grote".
pub(super) fn mover_brief(meeting: &Meeting, mover: &Mover) -> String {
    match mover {
        Mover::Person(person) => address_mid(meeting, *person),
        Mover::Faction(id) => faction(meeting, Some(*id)),
        Mover::Named(name) => name.clone(),
    }
}

/// Names who moved a motion as it follows the motion: "der SPD-Fraktion", "von Herrn Dieck".
#[must_use]
pub fn by_mover(meeting: &Meeting, mover: &Mover) -> String {
    match mover {
        Mover::Person(person) => match form(meeting, *person) {
            Form::Office { feminine: true, .. } => declined(meeting, *person, Case::Dative),
            Form::Office { feminine: false, noun } => {
                format!("vom {}", case::office(&noun, false, Case::Dative))
            }
            Form::Name(_) => format!("von {}", declined(meeting, *person, Case::Dative)),
        },
        Mover::Faction(faction) => format!("der {}", faction_named(meeting, *faction)),
        Mover::Named(name) => format!("von {name}"),
    }
}

/// Puts people in the order of the alphabet, as they are called in a vote by name: by family name,
/// then given name, umlauts as their vowels (DIN 5007-1).
pub fn alphabetical(meeting: &Meeting, people: &mut [PersonId]) {
    people.sort_by_cached_key(|id| {
        let person = meeting.person(*id);
        person.map(|it| (text::fold(&it.family_name), text::fold(&it.given_name)))
    });
}

/// Names the first few of many people, in the order of the alphabet.
#[must_use]
pub fn some_names(meeting: &Meeting, people: &[PersonId]) -> String {
    const NAMED: usize = 3;
    let mut people = people.to_vec();
    alphabetical(meeting, &mut people);
    let mut names: Vec<_> =
        people.iter().take(NAMED).map(|person| address(meeting, *person)).collect();
    let more = people.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(counted(more, "weitere Stimme", "weitere Stimmen"));
    }
    listed(&names)
}

/// Names a Fraktion as the vote table does: "SPD", "ohne Fraktion".
#[must_use]
pub fn faction(meeting: &Meeting, faction: Option<OrganizationId>) -> String {
    match faction {
        None => meeting.profile.columns.no_faction.clone(),
        Some(id) => meeting
            .organization(id)
            .map_or_else(|| "unbekannte Fraktion".to_owned(), |known| known.name.clone()),
    }
}

/// Names a Fraktion in running text, as it follows "der": "SPD-Fraktion", "Fraktion B 90/Die
/// Grünen", "Wählergemeinschaft Auental".
#[must_use]
pub fn faction_named(meeting: &Meeting, id: OrganizationId) -> String {
    let name = faction(meeting, Some(id));
    let lower = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let first = name.split([' ', '/']).next().unwrap_or_default();
    // An adjective would have to be declined: "der Freien Wählergemeinschaft". The name stays whole.
    let adjective = first.ends_with('e') && !first.to_lowercase().ends_with("gruppe");
    if has(&["fraktion"]) || has(&["gruppe", "gemeinschaft"]) && !adjective {
        name
    } else if name.contains([' ', '/']) || adjective {
        format!("Fraktion {name}")
    } else {
        format!("{name}-Fraktion")
    }
}

fn form(meeting: &Meeting, id: PersonId) -> Form {
    let Some(person) = meeting.person(id) else {
        return Form::Name("eine unbekannte Person".to_owned());
    };
    let membership = meeting.membership(id);
    if let Some(office) = membership.and_then(|known| office(meeting, person, known)) {
        return office;
    }
    let shared = meeting
        .people
        .iter()
        .any(|other| other.id != id && other.family_name == person.family_name);
    let forms = &meeting.profile.address;
    let template = if shared { &forms.same_family_name } else { &forms.usual };
    let name = filled(template, |key| match key {
        "anrede" => Some(person.form_of_address.clone()),
        "titel" => Some(person.title.clone()),
        "vorname" => Some(person.given_name.clone()),
        "nachname" => Some(person.family_name.clone()),
        "amt" => membership.map(|known| known.office.clone()),
        "fraktion" => {
            let own = membership.and_then(|known| known.on_behalf_of);
            Some(own.map_or_else(String::new, |own| faction(meeting, Some(own))))
        }
        _ => None,
    });
    Form::Name(if name.is_empty() { person.full_name() } else { name })
}

/// The office that stands for a person, if the profile lists it and nobody else holds it.
/// A woman listed as "Landrat" is called what the profile lists for women: "Die Landrätin".
fn office(meeting: &Meeting, person: &Person, membership: &Membership) -> Option<Form> {
    let own = membership.office.trim();
    let holders = meeting.memberships.iter().filter(|other| other.office.trim() == own).count();
    if own.is_empty() || holders != 1 {
        return None;
    }
    let offices = || meeting.profile.address.offices.iter().map(|entry| parted(entry));
    let (article, noun) = offices().find(|(_, noun)| *noun == own)?;
    let woman = match person.form_of_address.as_str() {
        "Frau" => true,
        "Herr" => false,
        _ => article.unwrap_or_else(|| noun.ends_with("in")),
    };
    let for_women = format!("{}in", plain(noun));
    let listed = if woman { offices().find(|(_, other)| plain(other) == for_women) } else { None };
    let noun = listed.map_or(noun, |(_, noun)| noun);
    Some(Form::Office { feminine: woman, noun: noun.to_owned() })
}

/// Parts "Die Landrätin" into whether it is feminine, where it says so, and the office.
fn parted(entry: &str) -> (Option<bool>, &str) {
    match entry.trim().split_once(' ') {
        Some(("Der" | "der", noun)) => (Some(false), noun.trim()),
        Some(("Die" | "die", noun)) => (Some(true), noun.trim()),
        _ => (None, entry.trim()),
    }
}

/// Without umlauts: "Landrat" and "Landrätin" have the same stem then.
fn plain(noun: &str) -> String {
    noun.to_lowercase().replace('ä', "a").replace('ö', "o").replace('ü', "u")
}

/// Fills a template in one pass, so that a name can never be taken for a field; what an empty
/// field leaves behind (double blanks, empty brackets) goes away.
fn filled(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        match behind.split_once('}').map(|(key, behind)| (value(key), behind)) {
            Some((Some(value), behind)) => {
                out.push_str(&value);
                rest = behind;
            }
            Some((None, _)) | None => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out.replace("()", "").split_whitespace().collect::<Vec<_>>().join(" ")
}
