//! Who may speak when, how often and for how long, as a house has it in its Geschäftsordnung.

use crate::domain::RequestKind;
use serde::{Deserialize, Serialize};

/// Redezeiten in seconds; 0 means no limit. § 7 (3) GO Kreistag Segeberg has 8 and 3 minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SpeakingTimes {
    /// First speaker of a Fraktion in an item.
    #[serde(rename = "erste-s")]
    pub first_s: u64,
    /// Every further one.
    #[serde(rename = "weitere-s")]
    pub further_s: u64,
    /// Zur Geschäftsordnung.
    #[serde(rename = "geschaeftsordnung-s")]
    pub procedural_s: u64,
    /// Bericht, or the mover's reasons. The Kreistag Steinburg has 10 minutes for the mover.
    #[serde(rename = "bericht-s", default)]
    pub report_s: u64,
    /// All contributions of a Fraktion to one item.
    #[serde(rename = "fraktion-top-s", default)]
    pub faction_item_s: u64,
    /// All contributions of a Fraktion in the meeting, as for a budget debate.
    #[serde(rename = "fraktion-sitzung-s", default)]
    pub faction_meeting_s: u64,
    /// A speech that took so much longer than it may is a finding; 0: none is, since a speech runs
    /// on the clock until somebody ends it or gets the floor, and nobody is cut off to the second.
    #[serde(rename = "hinweis-ab-s", default)]
    pub grace_s: u64,
}

impl SpeakingTimes {
    /// How much too long a speech must have been to be told as a finding; `None`: never.
    #[must_use]
    pub fn finding_after_s(&self) -> Option<u64> {
        (self.grace_s > 0).then_some(self.grace_s)
    }
}

/// Rules of the Redeliste. § 34 (2) GO SH and its like leave them to the Geschäftsordnung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct SpeakerListRules {
    /// What goes before what.
    #[serde(rename = "rang")]
    pub ranks: KindRanks,
    /// Contributions of a member to one item; 0: as many as there are. Kabelhorst § 14 has three,
    /// without the Bericht.
    #[serde(rename = "beitraege-mitglied")]
    pub per_member: u32,
    /// Contributions of a Fraktion to one item; 0: as many as there are.
    #[serde(rename = "beitraege-fraktion")]
    pub per_faction: u32,
}

/// The rank of each kind of request: the smaller goes first, equals in the order in which they
/// asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct KindRanks {
    /// Zwischenfrage: while somebody speaks.
    #[serde(rename = "zwischenfrage")]
    pub question: u32,
    /// Zur Geschäftsordnung: at once, but no speaker is interrupted (Kabelhorst § 14).
    #[serde(rename = "geschaeftsordnung")]
    pub point_of_order: u32,
    /// Kurzintervention: right behind the speech that it answers.
    #[serde(rename = "kurzintervention")]
    pub intervention: u32,
    /// Bericht: opens the debate.
    #[serde(rename = "bericht")]
    pub report: u32,
    /// Wortmeldung.
    #[serde(rename = "wortmeldung")]
    pub contribution: u32,
    /// Persönliche Erklärung: behind the debate (Kabelhorst § 14 (6)).
    #[serde(rename = "persoenliche-erklaerung")]
    pub personal_statement: u32,
}

impl Default for KindRanks {
    fn default() -> Self {
        Self {
            question: 1,
            point_of_order: 2,
            intervention: 3,
            report: 4,
            contribution: 5,
            personal_statement: 6,
        }
    }
}

impl KindRanks {
    /// Gives the rank of a kind.
    #[must_use]
    pub fn of(&self, kind: RequestKind) -> u32 {
        match kind {
            RequestKind::Question => self.question,
            RequestKind::PointOfOrder => self.point_of_order,
            RequestKind::Intervention => self.intervention,
            RequestKind::Report => self.report,
            RequestKind::Contribution => self.contribution,
            RequestKind::PersonalStatement => self.personal_statement,
        }
    }
}
