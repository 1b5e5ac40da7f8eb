//! People, the committee and Fraktionen they sit in, and what they may do there.

use super::{OrganizationId, PersonId};
use serde::{Deserialize, Serialize};

/// A person as OParl names one (`Person`): a member, an official, a guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name inside this meeting.
    pub id: PersonId,
    /// Nachname, with "von der" and the like.
    pub family_name: String,
    /// Vorname; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub given_name: String,
    /// Anrede: "Frau", "Herr" or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form_of_address: String,
    /// Akademischer Titel: "Dr." or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

impl Person {
    /// Gives "Dr. Anna Weiß": for lists of participants.
    #[must_use]
    pub fn full_name(&self) -> String {
        [&self.title, &self.given_name, &self.family_name]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Gives "Weiß, Dr. Anna": for lists that are sorted by family name.
    #[must_use]
    pub fn sorted_name(&self) -> String {
        let given = [&self.title, &self.given_name]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        if given.is_empty() {
            self.family_name.clone()
        } else {
            format!("{}, {given}", self.family_name)
        }
    }
}

/// What kind of [`Organization`] this is (OParl `organizationType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    /// The Gremium that meets.
    Committee,
    /// A Fraktion (or a group that votes as one).
    Faction,
}

/// A committee or a Fraktion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// The name inside this meeting.
    pub id: OrganizationId,
    /// Name as it is printed: "SPD", "Hauptausschuss".
    pub name: String,
    /// What it is.
    pub kind: OrganizationKind,
}

/// In which role somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Vorsitz.
    Chair,
    /// Stellvertretender Vorsitz.
    DeputyChair,
    /// Mitglied.
    Member,
    /// Bürgerliches Mitglied, wählbare Bürgerin (SH), sachkundiger Einwohner.
    CitizenMember,
    /// Stellvertretung: takes part only for a member who is away.
    Substitute,
    /// Beratendes Mitglied, no vote.
    Advisory,
    /// Verwaltung, with an office or without.
    Administration,
    /// Gast, Sachverständige.
    Guest,
}

impl Role {
    /// Whether it comes with a seat of one's own. A substitute has that of the member represented.
    #[must_use]
    pub fn has_own_seat(self) -> bool {
        self != Self::Substitute
    }
}

/// How a person takes part in this committee (OParl `Membership`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Who.
    pub person: PersonId,
    /// For which Fraktion (OParl `onBehalfOf`); `None`: without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<OrganizationId>,
    /// In which role.
    pub role: Role,
    /// Whether the person votes (OParl `votingRight`). Members with a vote and no Fraktion exist
    /// (Landrätin, Bürgermeister in some Länder); so do members without a vote.
    pub voting_right: bool,
    /// Amt: "Landrat", "Kämmerin"; printed behind the name and used as form of address where the
    /// profile says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
}
