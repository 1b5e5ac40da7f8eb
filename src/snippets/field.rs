//! What the program fills in by itself.

/// A field of a text block; what it holds comes from the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Who has the floor: "Herr Dieck", "die Landrätin".
    Speaker,
    /// The same in the dative: "Herrn Dieck", "der Landrätin".
    SpeakerDative,
    /// Who chairs: "die Vorsitzende".
    Chair,
    /// The same in the dative: "der Vorsitzenden".
    ChairDative,
    /// Who moved the motion that is on: "die SPD-Fraktion".
    Mover,
    /// The same as it follows "Antrag": "der SPD-Fraktion", "von Herrn Dieck".
    ByMover,
    /// The committee without an article: "Kreistag".
    Committee,
    /// "der Kreistag"
    CommitteeNominative,
    /// "des Kreistages"
    CommitteeGenitive,
    /// "dem Kreistag"
    CommitteeDative,
    /// "den Kreistag"
    CommitteeAccusative,
    /// The agenda item: "TOP Ö 7".
    Item,
    /// The title of the agenda item.
    Title,
    /// The reference of its paper: "DrS/2027/045".
    Paper,
    /// The last vote in the words of the house: "einstimmig (12 Ja)".
    Result,
    /// The figures of the last vote: "12 Ja-Stimmen, 1 Gegenstimme, keine Enthaltung".
    Tally,
    /// The day: "09.03.2027".
    Date,
    /// The hour: "18:42 Uhr".
    Time,
}

/// Every field under the name that files give it.
const NAMES: &[(Field, &str)] = &[
    (Field::Speaker, "redner"),
    (Field::SpeakerDative, "redner-dativ"),
    (Field::Chair, "vorsitz"),
    (Field::ChairDative, "vorsitz-dativ"),
    (Field::Mover, "antragsteller"),
    (Field::ByMover, "antrag-von"),
    (Field::Committee, "gremium"),
    (Field::CommitteeNominative, "der-gremium"),
    (Field::CommitteeGenitive, "des-gremiums"),
    (Field::CommitteeDative, "dem-gremium"),
    (Field::CommitteeAccusative, "den-gremium"),
    (Field::Item, "top"),
    (Field::Title, "titel"),
    (Field::Paper, "vorlage"),
    (Field::Result, "ergebnis"),
    (Field::Tally, "abstimmung"),
    (Field::Date, "datum"),
    (Field::Time, "zeit"),
];

impl Field {
    /// Lists all fields.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(field, _)| *field)
    }

    /// Returns the German name, as files write it between braces.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(field, _)| *field == self).map_or("", |(_, name)| name)
    }

    /// Finds the field of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(field, _)| *field)
    }
}
