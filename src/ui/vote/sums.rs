//! What is typed: the figures of a row, or sums for all of them.

use super::letters::Letters;
use super::split::{minority, secret, split};
use super::{Question, VoteScreen};
use crate::domain::{Choice, Command, Method, Minority};
use crate::ui::Reply;

pub(super) const TOTALS: &str = "Gesamtzahlen: Ja/Nein/Enthaltung wie 12/4/1, dann Eingabe.";
const MINORITY: &str = "Nur die Minderheit: 4n für vier Gegenstimmen, 1e für eine Enthaltung, \
    oder 4/1 und Eingabe.";
const OF_WHOM: &str = "Zur Zahl fehlt die Fraktion: ihr Buchstabe steht am Rand.";
pub(super) const SECRET: &str = "Geheim: Ja/Nein/Enthaltung/ungültig wie 7/4/1/0, dann Eingabe.";

/// What the figures that are typed count for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// The chosen row.
    #[default]
    Row,
    /// All: Ja, Nein, Enthaltung.
    Totals,
    /// All: Nein and Enthaltung, the rest says Ja.
    Minority,
    /// All: Ja, Nein, Enthaltung and invalid Stimmzettel.
    Secret,
}

impl VoteScreen {
    /// So many say Nein, or abstain; one, if no number was typed. The other number stays.
    pub(super) fn minority(&mut self, question: &Question<'_>, choice: Choice) -> Reply {
        if self.now_counts(choice) {
            return Reply::Done;
        }
        let typed = if self.typed.is_empty() { "1" } else { self.typed.as_str() };
        let entered = question.open().filter(|vote| vote.method == Method::Minority);
        let Minority { no, abstain } = entered.and_then(|vote| vote.minority).unwrap_or_default();
        match (typed.parse(), choice) {
            (Ok(no), Choice::No) => count_minority(question, Minority { no, abstain }),
            (Ok(abstain), Choice::Abstain) => count_minority(question, Minority { no, abstain }),
            _ => Reply::Say(MINORITY.to_owned()),
        }
    }

    /// What is still to be typed, where other figures than those entered before are asked for: they
    /// would be closed as if they had been meant.
    pub(super) fn asked(&self, question: &Question<'_>) -> Option<&'static str> {
        let method = question.open().map(|vote| vote.method);
        let (counts, asked) = match self.field {
            Field::Row => return None,
            Field::Totals => (Method::Totals, TOTALS),
            Field::Minority => (Method::Minority, MINORITY),
            Field::Secret => (Method::Secret, SECRET),
        };
        let counted = self.field == Field::Minority && self.letters.counted;
        (method != Some(counts) && !counted).then_some(asked)
    }

    /// What was typed with strokes counts for the chosen row, or for all.
    pub(super) fn count(&self, question: &Question<'_>) -> Reply {
        if self.field == Field::Minority {
            if self.letters.counted {
                return Reply::Say(OF_WHOM.to_owned());
            }
            return match minority(&self.typed) {
                Some(minority) => count_minority(question, minority),
                None => Reply::Say(MINORITY.to_owned()),
            };
        }
        let (item, motion) = (question.item, question.motion.map(|motion| motion.id));
        if self.field == Field::Secret {
            return match secret(&self.typed) {
                Some(count) => Reply::Commit(Command::CountSecret { item, motion, count }),
                None => Reply::Say(SECRET.to_owned()),
            };
        }
        let Some(tally) = split(&self.typed) else {
            return Reply::Say(
                "Geteilt: Ja/Nein/Enthaltung wie 3/1/0, oder eine Zahl und j, n, e.".to_owned(),
            );
        };
        if self.field == Field::Totals {
            return Reply::Commit(Command::CountTotals { item, motion, tally: Some(tally) });
        }
        match self.row.within(question.rows.len()).and_then(|at| question.rows.get(at)) {
            Some(row) => self.count_row(question, row, tally),
            None => Reply::Ignored,
        }
    }

    /// The sums are entered, or corrected. A row that is entered makes the rows count again.
    pub(super) fn begin(&mut self, field: Field) -> Reply {
        self.typed.clear();
        self.letters = Letters::default();
        self.field = if self.field == field { Field::Row } else { field };
        Reply::Done
    }
}

fn count_minority(question: &Question<'_>, minority: Minority) -> Reply {
    let Minority { no, abstain } = minority;
    let motion = question.motion.map(|motion| motion.id);
    Reply::Commit(Command::CountMinority { item: question.item, motion, no, abstain })
}
