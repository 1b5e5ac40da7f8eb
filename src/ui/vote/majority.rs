//! Which majority the vote needs, where it is not the usual one.

use super::Question;
use crate::domain::{Base, Majority, Meeting, Tally};
use crate::ui::{Ask, Reply};
use crate::wording;

impl Question<'_> {
    /// Asks which majority is needed. What is closed must be opened again first.
    pub(super) fn ask_majority(&self) -> Reply {
        if self.is_closed() {
            return Reply::Say(super::CLOSED.to_owned());
        }
        Reply::Ask(Ask::Majority(self.item, self.motion.map(|motion| motion.id)))
    }
}

/// Says which majority an open vote needs, and how many votes that is: "2/3 der gesetzlichen Zahl:
/// 12 von 18 nötig". Of those who vote it can only be said when all have (`complete`).
pub(super) fn needed(
    meeting: &Meeting,
    question: &Question<'_>,
    tally: Tally,
    complete: bool,
) -> Option<String> {
    let vote = question.open()?;
    let majority = meeting.majority_for(Some(vote));
    if majority == Majority::SIMPLE {
        return None;
    }
    let name = wording::majority(majority);
    if majority.base == Base::Voting && !complete {
        return Some(format!("{name} nötig"));
    }
    let strength = meeting.strength(question.present());
    let needed = majority.needed(tally, &meeting.profile.rules, strength);
    Some(format!("{name}: {}", wording::needed(needed)))
}
