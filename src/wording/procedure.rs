//! Motions of order in German: what they are called, and how they are worded.

use super::case::Case;
use super::committee;
use crate::domain::Procedure;

/// Names what a motion of order is for: "Vertagung", "Verweisung in den Bauausschuss".
#[must_use]
pub fn label(procedure: &Procedure) -> String {
    let label = match procedure {
        Procedure::EndDebate => "Schluss der Debatte",
        Procedure::CloseList => "Schluss der Rednerliste",
        Procedure::Postpone => "Vertagung",
        Procedure::Refer { to } if to.is_empty() => "Verweisung",
        Procedure::Refer { to } => return format!("Verweisung in {to}"),
        Procedure::Remove => "Absetzung von der Tagesordnung",
        Procedure::NonPublic => "Ausschluss der Öffentlichkeit",
        Procedure::Public => "Wiederherstellung der Öffentlichkeit",
        Procedure::Recess => "Unterbrechung der Sitzung",
        Procedure::Urgency => "Anerkennung der Dringlichkeit",
        Procedure::Other => "Anderer Antrag zur Geschäftsordnung",
    };
    label.to_owned()
}

/// Words a motion of order as it is put to the vote. The wording must stand before the vote
/// (§ 39 (3) GO SH); of another one it is the clerk's, and empty here.
#[must_use]
pub fn wording(procedure: &Procedure) -> String {
    let words = match procedure {
        Procedure::EndDebate => "Die Debatte wird geschlossen.",
        Procedure::CloseList => "Die Rednerliste wird geschlossen.",
        Procedure::Postpone => "Der Tagesordnungspunkt wird vertagt.",
        Procedure::Refer { to } => {
            return format!("Der Tagesordnungspunkt wird in {to} verwiesen.");
        }
        Procedure::Remove => "Der Tagesordnungspunkt wird von der Tagesordnung abgesetzt.",
        Procedure::NonPublic => "Der Tagesordnungspunkt wird nichtöffentlich fortgesetzt.",
        Procedure::Public => "Der Tagesordnungspunkt wird öffentlich fortgesetzt.",
        Procedure::Recess => "Die Sitzung wird unterbrochen.",
        Procedure::Urgency => "Der Punkt ist dringlich und wird auf die Tagesordnung genommen.",
        Procedure::Other => "",
    };
    words.to_owned()
}

/// Says where to an item is referred, behind "in": "den Bauausschuss". A name that the clerk typed
/// with an article keeps it.
#[must_use]
pub fn referral(name: &str) -> String {
    let name = name.trim();
    let article = ["den ", "die ", "das "].iter().any(|article| name.starts_with(article));
    if article { name.to_owned() } else { committee(name, Case::Accusative) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referral_has_the_article_of_the_committee() {
        for (name, to) in [
            ("Bauausschuss", "den Bauausschuss"),
            (" Gemeindevertretung ", "die Gemeindevertretung"),
            ("das Präsidium", "das Präsidium"),
            ("den Ältestenrat", "den Ältestenrat"),
            ("", "das Gremium"),
        ] {
            assert_eq!(referral(name), to);
        }
    }
}
