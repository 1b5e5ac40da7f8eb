//! How a body elects, as data.

use crate::domain::{ElectionRule, SeatMethod};
use serde::{Deserialize, Serialize};

/// Rules of elections. A meeting whose profile is older than elections has those of
/// Schleswig-Holstein.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct ElectionRules {
    /// What it takes in an Einzelwahl, where nothing else is said when it is opened.
    #[serde(rename = "regel")]
    pub rule: ElectionRule,
    /// How the votes for lists become seats.
    #[serde(rename = "sitzverfahren")]
    pub method: SeatMethod,
    /// Whether Befangenheit keeps anybody out of an election. Not in SH: § 22 (3) GO.
    #[serde(rename = "befangenheit")]
    pub recusal: bool,
    /// The Beschlussart where somebody is elected: "gewählt".
    #[serde(rename = "ergebnis")]
    pub result: String,
}

impl Default for ElectionRules {
    fn default() -> Self {
        Self {
            rule: ElectionRule::MostVotes,
            method: SeatMethod::SainteLague,
            recusal: false,
            result: "gewählt".to_owned(),
        }
    }
}
