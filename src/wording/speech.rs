//! Who spoke, where the minutes tell no more of a debate.

use super::{listed, name};
use crate::domain::{ItemId, Meeting, RequestKind, Speaker};

/// Says who spoke to an item, in order: "Hierzu sprechen Herr Abel, Frau Fock und Herr Abel
/// erneut." Questions and what is about the order of business are no contributions to the matter.
#[must_use]
pub fn speakers(meeting: &Meeting, item: ItemId) -> Option<String> {
    let mut heard: Vec<&Speaker> = Vec::new();
    let mut names = Vec::new();
    let here = meeting.speakers.speeches.iter().filter(|speech| speech.item == Some(item));
    for speech in here.filter(|speech| speech.continues.is_none()) {
        match speech.kind {
            RequestKind::Contribution
            | RequestKind::Report
            | RequestKind::Intervention
            | RequestKind::PersonalStatement => {}
            RequestKind::PointOfOrder | RequestKind::Question => continue,
        }
        let again = if heard.contains(&&speech.speaker) { " erneut" } else { "" };
        names.push(format!("{}{again}", name::speaker_mid(meeting, &speech.speaker)));
        heard.push(&speech.speaker);
    }
    let verb = if names.len() == 1 { "spricht" } else { "sprechen" };
    (!names.is_empty()).then(|| format!("Hierzu {verb} {}.", listed(&names)))
}
