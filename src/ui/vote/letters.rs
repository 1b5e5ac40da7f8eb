//! The minority by Fraktion: while it is entered, each Fraktion has a letter of its own, and
//! whoever deviates is one key, as the underlined letters of a menu are.

use super::split::deviating;
use super::{Question, VoteScreen};
use crate::domain::{Choice, Command, FactionCount, Meeting, Tally};
use crate::ui::{Reply, Seen};
use crate::wording;

/// Keys that never stand for a Fraktion: Nein, Enthaltung, Ja, and the key of the entry itself.
const TAKEN: [char; 4] = ['n', 'e', 'j', 'm'];

/// What the letters count for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters {
    /// What those do who are entered next; `None`: not what the rest does.
    pub(super) choice: Option<Choice>,
    /// Whether the minority says Ja, and the rest Nein.
    pub(super) for_it: bool,
    /// Whether a letter has counted: the figures then belong to Fraktionen, too.
    pub(super) counted: bool,
}

impl Letters {
    /// What is entered next.
    pub(super) fn asked(self) -> &'static str {
        match self.choice {
            None => "Nein/Enth",
            Some(Choice::No) => "Nein",
            Some(Choice::Abstain) => "Enthaltung",
            Some(Choice::Yes) => "Ja",
        }
    }
}

/// How a minority is entered.
pub(super) fn hint(meeting: &Meeting, question: &Question<'_>, abstention: bool) -> String {
    let letters = letters(meeting, &question.rows).into_iter().zip(&question.rows);
    let here = letters.filter(|(_, row)| row.present > 0).find_map(|(letter, _)| letter);
    let letter = here.unwrap_or('x');
    let all = letter.to_ascii_uppercase();
    let others = match abstention {
        true => "nach e Enthaltungen. Summen: 4n, 1e.",
        false => "nach j dafür. Summe: 4n.",
    };
    format!("{letter} eine Gegenstimme, {all} alle, 2{letter} zwei; {others}")
}

/// The letter of each row: the first of its name, or if another Fraktion has that, the next one
/// that is free; at last any. `None`: more Fraktionen than letters.
pub(super) fn letters(meeting: &Meeting, rows: &[FactionCount]) -> Vec<Option<char>> {
    let names: Vec<String> =
        rows.iter().map(|row| wording::faction(meeting, row.faction).to_lowercase()).collect();
    given(&names)
}

/// Whether a key that is bound to something else is the letter of a Fraktion.
pub(super) fn has(meeting: &Meeting, rows: &[FactionCount], typed: char) -> bool {
    letters(meeting, rows).contains(&Some(typed.to_ascii_lowercase()))
}

fn given(names: &[String]) -> Vec<Option<char>> {
    let mut letters: Vec<Option<char>> = vec![None; names.len()];
    let spare = || 'a'..='z';
    // Why thrice: an initial belongs to the first that begins with it, before anybody else has it.
    for turn in 0..3 {
        for (at, name) in names.iter().enumerate() {
            let free = |letter: &char| {
                letter.is_ascii_lowercase()
                    && !TAKEN.contains(letter)
                    && !letters.contains(&Some(*letter))
            };
            let own = match turn {
                0 => name.chars().next().filter(free),
                1 => name.chars().find(free),
                _ => spare().find(free),
            };
            if let Some(slot) = letters.get_mut(at).filter(|slot| slot.is_none()) {
                *slot = own;
            }
        }
    }
    letters
}

impl VoteScreen {
    /// A letter while the minority is entered: one of that Fraktion deviates, or as many as were
    /// typed; all of them, if it is a capital.
    pub(super) fn deviate(
        &mut self,
        typed: char,
        question: &Question<'_>,
        seen: &Seen<'_>,
    ) -> Reply {
        let letter = Some(typed.to_ascii_lowercase());
        let letters = letters(seen.meeting, &question.rows);
        let found = letters.iter().zip(&question.rows).find(|(own, _)| **own == letter);
        let Some((_, row)) = found.filter(|(_, row)| row.present > 0) else {
            return Reply::Say(format!("Keine Fraktion hat hier den Buchstaben {typed}."));
        };
        let rest = self.rest(question);
        let choice = self.letters.choice.unwrap_or(against(rest));
        let entered = row.tally.filter(|_| question.by_rows());
        let entered = entered.unwrap_or_else(|| Tally::all(rest, row.present));
        let number = match (self.typed.is_empty(), typed.is_uppercase()) {
            (true, true) => row.present,
            (true, false) => entered.of(choice).saturating_add(1).min(row.present),
            (false, _) => match self.typed.parse() {
                Ok(number) => number,
                Err(_) => return self.count(question),
            },
        };
        let tally = deviating(number, choice, row.present, Some(entered));
        if tally == entered && self.letters.counted {
            let name = wording::faction(seen.meeting, row.faction);
            return Reply::Say(format!("{name}: das ist schon so eingetragen."));
        }
        self.letters.choice = Some(choice);
        Reply::Commit(Command::CountDeviation {
            item: question.item,
            motion: question.motion.map(|motion| motion.id),
            faction: row.faction,
            tally,
            rest,
        })
    }

    /// What those do who are not entered: what most do who are; else Ja, or Nein where the
    /// minority says Ja.
    fn rest(&self, question: &Question<'_>) -> Choice {
        let rows = question.rows.iter().filter(|_| question.by_rows());
        let entered = rows.filter_map(|row| row.tally).fold(Tally::default(), Tally::plus);
        match (entered.sum(), self.letters.for_it) {
            (0, true) => Choice::No,
            (0, false) => Choice::Yes,
            _ if entered.no > entered.yes => Choice::No,
            _ => Choice::Yes,
        }
    }

    /// What the letters that follow count for. Tells whether that was all that is meant: before
    /// the first letter, a number and its key are a sum.
    pub(super) fn now_counts(&mut self, choice: Choice) -> bool {
        self.letters.choice = Some(choice);
        self.letters.for_it |= choice == Choice::Yes && self.typed.is_empty();
        self.letters.counted || self.letters.for_it
    }
}

fn against(rest: Choice) -> Choice {
    match rest {
        Choice::No => Choice::Yes,
        Choice::Yes | Choice::Abstain => Choice::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fraktion_has_a_letter_of_its_own() {
        for (names, expected) in [
            (&["cdu", "spd", "fdp"][..], "csf"),
            // The first has the initial, the other one what is left of its name.
            (&["spd", "ssw", "b 90/die grünen", "bürgerbündnis"], "swbr"),
            // An initial that is free stays with its Fraktion; whoever has none left takes any.
            (&["spd", "ssw", "wir"], "saw"),
            // Keys that vote, and letters that no plain key has.
            (&["neue mitte", "ökologen", "jje"], "uka"),
            (&[], ""),
        ] {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            let letters: String = given(&names).into_iter().map(|it| it.unwrap_or('-')).collect();
            assert_eq!(letters, expected);
        }
    }
}
