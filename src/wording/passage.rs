//! How a paragraph of the Wortprotokoll begins.

use super::name;
use crate::domain::{Meeting, RequestKind, Speaker};

/// Begins the paragraph of somebody who has got the floor; the clerk types on from there.
#[must_use]
pub fn opening(meeting: &Meeting, speaker: &Speaker, kind: RequestKind) -> String {
    let name = name::speaker(meeting, speaker);
    let verb = match kind {
        RequestKind::Contribution => "",
        RequestKind::PointOfOrder => "beantragt zur Geschäftsordnung, ",
        RequestKind::Question => "fragt, ",
        RequestKind::Intervention => "erwidert in einer Kurzintervention, ",
        RequestKind::PersonalStatement => "erklärt persönlich, ",
        RequestKind::Report => "berichtet, ",
    };
    format!("{name} {verb}")
}
