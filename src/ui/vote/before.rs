//! What is different from the vote before, where a vote was filled in after it.

use super::Question;
use crate::domain::{Meeting, Vote, VoteId, VoteState};
use crate::wording;

/// Says after which vote this one was filled in, and which Fraktionen are not as they were then.
pub(super) fn different(
    meeting: &Meeting,
    question: &Question<'_>,
    before: Option<VoteId>,
) -> Option<String> {
    let vote = question.open()?;
    let before = before.filter(|id| *id != vote.id).and_then(|id| meeting.vote(id))?;
    let mut told: Vec<_> = question
        .rows
        .iter()
        .filter_map(|row| {
            let was = before.row(row.faction).map_or(0, |row| row.present);
            let missing = row.present > 0 && row.tally.is_none();
            let name = wording::faction(meeting, row.faction);
            match (missing, was == row.present || before.rows.is_empty()) {
                (true, _) => Some(format!("{name} fehlt")),
                (false, true) => None,
                (false, false) => Some(format!("{name} {} statt {was}", row.present)),
            }
        })
        .collect();
    if before.rows.is_empty() {
        told.clear();
        let (was, now) = (present(before), meeting.present_in(vote.id, vote.item));
        told.extend((was != now).then(|| format!("{now} statt {was} Anwesende")));
    }
    let item = meeting.item(before.item).map(|item| item.number.clone()).unwrap_or_default();
    let same = if told.is_empty() { "alle wie dort".to_owned() } else { told.join(", ") };
    Some(format!("Wie zuvor (TOP {item}): {same}."))
}

fn present(vote: &Vote) -> u32 {
    match vote.state {
        VoteState::Closed { present, .. } => present,
        VoteState::Open | VoteState::Annulled { .. } => 0,
    }
}
