//! How the result of a vote is printed: the forms of the councils, and the words a house has for
//! them. Section `[abstimmungsergebnis]` of a profile.

use super::{Outcome, Tally};
use serde::{Deserialize, Serialize};

/// A form of the Abstimmungsergebnis, as councils publish it (domain.md 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum VoteForm {
    /// The words of the house: "mehrheitlich beschlossen".
    #[serde(rename = "worte")]
    Words,
    /// The figures as they were counted: table, totals line, or those who did the same by name.
    #[serde(rename = "wie-gezaehlt")]
    AsCounted,
    /// "Zustimmung: 12  Ablehnung: -  Enthaltung: -" (ALLRIS).
    #[serde(rename = "summenzeile")]
    TotalsLine,
    /// One row for each Fraktion (ALLRIS).
    #[serde(rename = "tabelle")]
    Table,
    /// "Abstimmung: Ja: 6, Nein: 3, Enthaltungen: 0" (SessionNet).
    #[serde(rename = "kopf")]
    Head,
    /// Zustimmung, Ablehnung, Stimmenthaltung (Potsdam).
    #[serde(rename = "drei-zeilen")]
    ThreeLines,
    /// Stimmberechtigte, Ja, Nein, Enthaltungen, Befangen (Probstei).
    #[serde(rename = "amtszeilen")]
    OfficeLines,
    /// "10 Ja-Stimmen (5 CDU, 4 SPD, 1 FDP)" (Köln).
    #[serde(rename = "fraktionsliste")]
    FactionList,
    /// "dafür: 10 (4 SPD, …)", with names where they are known (Leverkusen).
    #[serde(rename = "dafuer-dagegen")]
    ForAndAgainst,
    /// "Mehrheitlich gegen die CDU-Fraktion bei Enthaltung der FDP-Fraktion zugestimmt" (Köln).
    #[serde(rename = "fraktionssatz")]
    FactionSentence,
    /// "Bei 42 Ja-Stimmen, 1 Nein-Stimme und 3 Enthaltungen mehrheitlich zugestimmt" (Karlsruhe).
    #[serde(rename = "satz")]
    Sentence,
    /// "Mehrheitlich abgelehnt (11 Ja, 35 Nein)" (Karlsruhe).
    #[serde(rename = "klammer")]
    Brackets,
    /// "Bei 4 Gegenstimmen mehrheitlich angenommen" (Karlsruhe).
    #[serde(rename = "minderheit")]
    Minority,
    /// "6 Nein-Stimmen, Rest Ja-Stimmen" (Anhalt-Bitterfeld).
    #[serde(rename = "rest")]
    Rest,
    /// Words, and figures only when it was close, the winner first (Potsdam).
    #[serde(rename = "knapp")]
    WhenClose,
    /// One line for each motion of the item, all in the block of the result (Karlsruhe).
    #[serde(rename = "je-antrag")]
    PerMotion,
    /// The same line, where the vote was taken.
    #[serde(rename = "antragszeile")]
    Motion,
    /// Everyone by name, the absent too (Lübeck).
    #[serde(rename = "namentlich")]
    ByName,
}

/// How a house prints the result of a vote.
///
/// In templates `{…}` is filled in (see [`Self::FIELDS`]); what stands in `[…]` goes if something
/// in it is nought or not known. A form of which something is not known elsewhere gives way to
/// the totals line: no figure is made up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct VoteStyle {
    /// What is printed, one below the other.
    #[serde(rename = "form")]
    pub forms: Vec<VoteForm>,
    /// The same for motions zur Geschäftsordnung; empty: as for all.
    #[serde(rename = "form-geschaeftsordnung")]
    pub procedural_forms: Vec<VoteForm>,
    /// It was close if Ja and Nein differ by at most this share of them, in percent.
    #[serde(rename = "knapp-bis-prozent")]
    pub close_percent: u32,
    /// "einstimmig"
    #[serde(rename = "einstimmig")]
    pub unanimous: String,
    /// "mehrheitlich"
    #[serde(rename = "mehrheitlich")]
    pub by_majority: String,
    /// "wegen Stimmengleichheit"
    #[serde(rename = "stimmengleichheit")]
    pub tied: String,
    /// Rejected although no fewer were for it: a larger majority was needed.
    #[serde(rename = "mehrheit-verfehlt")]
    pub majority_missed: String,
    /// "zugestimmt", behind figures.
    #[serde(rename = "zugestimmt")]
    pub agreed: String,
    /// "angenommen", of a motion.
    #[serde(rename = "angenommen")]
    pub carried: String,
    /// "abgelehnt"
    #[serde(rename = "abgelehnt")]
    pub rejected: String,
    /// Template of [`VoteForm::Head`].
    #[serde(rename = "kopf")]
    pub head: String,
    /// Templates of [`VoteForm::ThreeLines`].
    #[serde(rename = "drei-zeilen")]
    pub three_lines: Vec<String>,
    /// Templates of [`VoteForm::OfficeLines`].
    #[serde(rename = "amtszeilen")]
    pub office_lines: Vec<String>,
    /// Template of [`VoteForm::FactionList`], for Ja, Nein and Enthaltung alike.
    #[serde(rename = "fraktionsliste")]
    pub faction_list: String,
    /// Template of [`VoteForm::ForAndAgainst`] for those who said Ja.
    #[serde(rename = "dafuer")]
    pub in_favour: String,
    /// The same for Nein.
    #[serde(rename = "dagegen")]
    pub against: String,
    /// The same for Enthaltung.
    #[serde(rename = "enthalten")]
    pub abstaining: String,
    /// Template of [`VoteForm::FactionSentence`].
    #[serde(rename = "fraktionssatz")]
    pub faction_sentence: String,
    /// Template of [`VoteForm::Sentence`].
    #[serde(rename = "satz")]
    pub sentence: String,
    /// Template of [`VoteForm::Brackets`].
    #[serde(rename = "klammer")]
    pub brackets: String,
    /// Template of [`VoteForm::Minority`].
    #[serde(rename = "minderheit")]
    pub minority: String,
    /// Template of [`VoteForm::Rest`].
    #[serde(rename = "rest")]
    pub rest: String,
    /// Template of [`VoteForm::WhenClose`].
    #[serde(rename = "knapp")]
    pub when_close: String,
    /// Template of [`VoteForm::PerMotion`] and [`VoteForm::Motion`].
    #[serde(rename = "antragszeile")]
    pub per_motion: String,
    /// The same for motions zur Geschäftsordnung.
    #[serde(rename = "geschaeftsordnungsantrag")]
    pub procedural_motion: String,
}

impl Default for VoteStyle {
    /// As it was printed before there was a choice: what a meeting of that time was written with.
    fn default() -> Self {
        Self {
            forms: vec![VoteForm::Words, VoteForm::AsCounted],
            procedural_forms: Vec::new(),
            close_percent: 0,
            unanimous: String::new(),
            by_majority: String::new(),
            tied: String::new(),
            majority_missed: String::new(),
            agreed: String::new(),
            carried: String::new(),
            rejected: String::new(),
            head: String::new(),
            three_lines: Vec::new(),
            office_lines: Vec::new(),
            faction_list: String::new(),
            in_favour: String::new(),
            against: String::new(),
            abstaining: String::new(),
            faction_sentence: String::new(),
            sentence: String::new(),
            brackets: String::new(),
            minority: String::new(),
            rest: String::new(),
            when_close: String::new(),
            per_motion: String::new(),
            procedural_motion: String::new(),
        }
    }
}

impl VoteStyle {
    /// What can be filled into a template.
    pub const FIELDS: [&str; 27] = [
        "worte",
        "weise",
        "zugestimmt",
        "angenommen",
        "urteil",
        "zahlen",
        "kurz",
        "ja-stimmen",
        "nein-stimmen",
        "gegenstimmen",
        "enthaltungen",
        "zahl-ja",
        "zahl-nein",
        "zahl-enthaltungen",
        "zahl-befangen",
        "zahl-ungueltig",
        "zahl-anwesend",
        "minderheit",
        "andere",
        "meiste",
        "gewinner",
        "verlierer",
        "gegen-wen",
        "enthaltung-von",
        "antrag",
        "von",
        "wortlaut",
    ];
    /// What can be filled into the lines for Ja, Nein and Enthaltung.
    pub const CAMP_FIELDS: [&str; 4] = ["stimmen", "anzahl", "fraktionen", "wer"];

    /// Tells whether Ja and Nein were so near to each other that the figures are told.
    #[must_use]
    pub fn is_close(&self, tally: Tally) -> bool {
        let cast = u64::from(tally.yes) + u64::from(tally.no);
        let between = u64::from(tally.yes.abs_diff(tally.no));
        cast > 0 && between * 100 <= cast * u64::from(self.close_percent)
    }

    /// Says how it came out, without what: "einstimmig". `abstaining_unanimous`: whether that is
    /// the word although some abstained, in which houses differ (domain.md 1.9).
    #[must_use]
    pub fn manner(&self, tally: Tally, outcome: Outcome, abstaining_unanimous: bool) -> &str {
        let against = match outcome {
            Outcome::Carried => tally.no,
            Outcome::Rejected | Outcome::Tied => tally.yes,
        };
        match outcome {
            Outcome::Tied => &self.tied,
            // Nobody said Ja, nobody Nein: there was no majority for it, and none against.
            Outcome::Rejected if tally.yes == 0 && tally.no == 0 => "",
            Outcome::Rejected if tally.yes >= tally.no => &self.majority_missed,
            Outcome::Carried if against == 0 && tally.abstain > 0 && !abstaining_unanimous => {
                &self.by_majority
            }
            Outcome::Carried | Outcome::Rejected if against == 0 => &self.unanimous,
            Outcome::Carried | Outcome::Rejected => &self.by_majority,
        }
    }
}
