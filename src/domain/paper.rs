//! Vorlagen: what the council deliberates on, and the way a paper takes through the committees.

use super::{ConsultationId, PaperId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A Vorlage or Drucksache (OParl `Paper`), with the facts its published page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The name inside this meeting.
    pub id: PaperId,
    /// Number as printed: "DrS/2023/023-03".
    pub reference: String,
    /// Betreff (OParl `name`).
    pub name: String,
    /// Vorlage-Art (OParl `paperType`): "Beschlussvorlage", "Bericht der Verwaltung" … free text.
    #[serde(default)]
    pub paper_type: String,
    /// Whether the paper itself is public.
    pub public: bool,
    /// Zustand, where the source says one: "Vorlage abgeschlossen".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// Verfasser/in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Einreicher: who brings the paper in (a Fraktion, the mayor).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub originator: String,
    /// Federführend: the leading department.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Beteiligt: the other departments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participating: Vec<String>,
    /// Bearbeiter/in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub clerk_in_charge: String,
    /// Sachverhalt, Zusammenfassung: the text above the proposal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub facts: String,
    /// Beschlussvorschlag as the paper has it (OParl `resolutionText` of the item later).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub resolution_text: String,
    /// Anlagen, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<String>,
    /// Beratungsfolge, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consultations: Vec<Consultation>,
    /// Stammbaum: the papers it belongs to, in order, itself included where the source has it so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<PaperRelation>,
}

/// One line of the Beratungsfolge (OParl `Consultation`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// The name inside this meeting.
    pub id: ConsultationId,
    /// Gremium, by name: it may be a committee this meeting knows nothing of.
    pub organization: String,
    /// Rolle: "Kenntnisnahme", "Vorberatung", "Entscheidung"; free text.
    #[serde(default)]
    pub role: String,
    /// Whether this committee decides (OParl `authoritative`, which real data fill unreliably).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authoritative: Option<bool>,
    /// Day of that meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Bezeichnung of that meeting: "Sitzung des Hauptausschusses".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub meeting: String,
    /// Status: "Erledigt", "Gestoppt", empty for open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// Ergebnis: "zur Kenntnis genommen", empty for none yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result: String,
}

/// One line of the Stammbaum: a superordinate, equal or subordinate paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRelation {
    /// Its number.
    pub reference: String,
    /// Its Betreff.
    #[serde(default)]
    pub name: String,
    /// Its leading department.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// Its Vorlage-Art.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paper_type: String,
    /// Whether this is the paper the other refers to ("Bezüglich"; OParl `superordinatedPaper`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub superordinated: bool,
}

impl super::Meeting {
    /// The Beratungsfolge of an item's paper, with the line of this meeting in it: its result is
    /// that of the item.
    #[must_use]
    pub fn consultations(&self, item: super::ItemId) -> Vec<Consultation> {
        let Some(paper) = self.paper_of(item) else { return Vec::new() };
        let mut lines = paper.consultations.clone();
        let Some(result) = self.item(item).and_then(|item| item.result.as_ref()) else {
            return lines;
        };
        let date = self.head.planned_start.map(|start| start.date());
        let committee = &self.head.committee;
        let ours = |line: &&mut Consultation| {
            line.organization == *committee && (line.date == date || line.date.is_none())
        };
        if let Some(line) = lines.iter_mut().find(ours) {
            line.date = date;
            line.result.clone_from(&result.text);
        } else {
            lines.push(Consultation {
                id: ConsultationId(0),
                organization: committee.clone(),
                role: String::new(),
                authoritative: None,
                date,
                meeting: self.name(),
                state: String::new(),
                result: result.text.clone(),
            });
        }
        lines
    }
}
