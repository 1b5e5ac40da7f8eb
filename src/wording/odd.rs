//! What does not add up in a vote: told on the screen of votes at once, and when it is closed.

use super::{counted, faction, label};
use crate::domain::{FactionCount, Meeting, Method, Vote, VoteState};

/// Something that does not add up in a vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
    /// What: "CDU: 6 Stimmen bei 4 Anwesenden, 2 zu viel".
    pub words: String,
    /// Whether it cannot be: there are more votes than people.
    pub impossible: bool,
}

/// Says what does not add up: sums against those present, of the first such row or of all; and
/// names against figures.
#[must_use]
pub fn odd(meeting: &Meeting, vote: &Vote) -> Option<Odd> {
    let sums = sums(meeting, vote);
    let named = named(meeting, vote);
    let impossible = sums.as_ref().is_some_and(|(_, impossible)| *impossible);
    let words: Vec<_> = sums.into_iter().map(|(words, _)| words).chain(named).collect();
    (!words.is_empty()).then(|| Odd { words: words.join(". "), impossible })
}

fn sums(meeting: &Meeting, vote: &Vote) -> Option<(String, bool)> {
    let rows = meeting.rows_of(vote);
    let present = match vote.state {
        VoteState::Closed { present, .. } => present,
        VoteState::Open => rows.iter().map(|row| row.present).sum(),
        VoteState::Annulled { .. } => return None,
    };
    if vote.method.is_by_rows() {
        let differs = |row: &&FactionCount| row.tally.is_some_and(|it| it.sum() != row.present);
        if let Some(row) = rows.iter().find(differs) {
            let name = faction(meeting, row.faction);
            let (words, impossible) = differing(row.tally?.sum(), row.present);
            return Some((format!("{name}: {words}"), impossible));
        }
        if rows.iter().any(|row| row.present > 0 && row.tally.is_none()) {
            return None;
        }
    }
    let votes = vote.counted(meeting.tally_of(vote))?;
    (votes != present).then(|| differing(votes, present))
}

fn differing(votes: u32, present: u32) -> (String, bool) {
    let number = usize::try_from(votes).unwrap_or(usize::MAX);
    let told = counted(number, "Stimme", "Stimmen");
    let (by, which) = match votes.checked_sub(present) {
        Some(more) => (more, "zu viel"),
        None => (present.saturating_sub(votes), "zu wenig"),
    };
    (format!("{told} bei {present} Anwesenden, {by} {which}"), votes > present)
}

/// "Nein: 2 genannt, 1 gezählt".
fn named(meeting: &Meeting, vote: &Vote) -> Option<String> {
    let void = matches!(vote.state, VoteState::Annulled { .. });
    if void || vote.method == Method::Secret {
        return None;
    }
    let (named, tally) = (meeting.named_in(vote), meeting.tally_of(vote));
    let choice = vote.named_not_counted(&named, tally).next()?;
    let names = named.iter().filter(|ballot| ballot.choice == choice).count();
    let (told, votes) = (label::choice(choice), tally.of(choice));
    Some(format!("{told}: {names} genannt, {votes} gezählt"))
}
