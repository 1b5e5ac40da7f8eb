//! What may be read of a vote: its result in the forms of the house.

use super::Admitted;
use super::shown_motion;
use crate::domain::{
    Choice, Meeting, Method, MotionKind, PersonId, Role, Tally, Vote, VoteForm, VoteState,
};
use crate::wording;

/// The result of a vote.
#[derive(Debug, PartialEq)]
pub(in crate::export) struct Count {
    /// What it was on, where the place does not say so.
    pub(in crate::export) title: Option<String>,
    /// What is printed, one below the other.
    pub(in crate::export) parts: Vec<Shown>,
}

/// A part of what is printed of a vote.
#[derive(Debug, PartialEq)]
pub(in crate::export) enum Shown {
    /// A sentence.
    Words(String),
    /// A line that says itself what the vote was on.
    Named(String),
    /// Lines that belong together.
    Lines(Vec<String>),
    /// Lines of a heading and a figure.
    Figures(Vec<(String, String)>),
    /// Only the sums.
    Totals(Tally),
    /// Voted secretly: sums, and the invalid Stimmzettel.
    Secret { tally: Tally, invalid: u32 },
    /// Voted by name: those who did the same, in the order of the alphabet.
    Names { tally: Tally, names: Vec<(Choice, Vec<String>)> },
    /// Counted per Fraktion.
    Table { rows: Vec<Row>, total: Row },
    /// Everyone by name.
    Roll { tally: Tally, people: Vec<Voter> },
}

/// A row of the vote table.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export) struct Row {
    pub(in crate::export) name: String,
    pub(in crate::export) tally: Tally,
    pub(in crate::export) present: u32,
}

/// A row of the table by name.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export) struct Voter {
    /// "Frau Dr."
    pub(in crate::export) address: String,
    /// "Weiß, Anna"
    pub(in crate::export) name: String,
    pub(in crate::export) did: Did,
}

/// What somebody did in a vote by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum Did {
    Voted(Choice),
    Recused,
    Away,
}

/// Tells whether all votes of an item stand together in the block of the result.
pub(super) fn together(meeting: &Meeting) -> bool {
    meeting.profile.vote_style.forms.contains(&VoteForm::PerMotion)
}

/// What is printed of a vote in an item. `title`: what it was on, where that must be said.
pub(super) fn count(
    meeting: &Meeting,
    admitted: Admitted<'_>,
    vote: &Vote,
    title: Option<String>,
) -> Count {
    let parts = match &vote.state {
        VoteState::Open => {
            vec![Shown::Words("Die Abstimmung ist noch nicht abgeschlossen.".to_owned())]
        }
        VoteState::Annulled { reason, tally } => {
            let words = Shown::Words(format!("ungültig ({reason})"));
            let sums = (tally.sum() > 0).then_some(Shown::Totals(*tally));
            [Some(words), sums].into_iter().flatten().collect()
        }
        VoteState::Closed { tally, present, wording, .. } => {
            let voted = Voted { meeting, admitted, vote, tally: *tally, present: *present };
            voted.parts(wording)
        }
    };
    Count { title, parts }
}

/// A closed vote.
struct Voted<'m> {
    meeting: &'m Meeting,
    admitted: Admitted<'m>,
    vote: &'m Vote,
    tally: Tally,
    present: u32,
}

impl Voted<'_> {
    /// What the house prints, and who is named besides. A form of which something is not known is
    /// left out; where no other has the figures, the totals line has. Words there are always.
    fn parts(&self, wording: &str) -> Vec<Shown> {
        let words = wording::vote_words(self.meeting, self.vote, wording);
        let mut parts = Vec::new();
        let mut unknown = false;
        let mut named: Vec<PersonId> = Vec::new();
        for form in self.forms() {
            let Some(part) = self.part(*form) else {
                unknown = true;
                continue;
            };
            named.extend(wording::named_in(self.meeting, self.vote, *form));
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        if parts.is_empty() {
            parts.push(Shown::Words(words.clone()));
        }
        let told = |part: &Shown| !matches!(part, Shown::Words(told) if *told == words);
        if unknown && !parts.iter().any(told) {
            parts.extend(self.totals());
        }
        if let Some(manner) = self.manner_untold(&parts) {
            parts.insert(0, Shown::Words(manner));
        }
        let others = self.vote.named.iter().filter(|ballot| !named.contains(&ballot.person));
        let others: Vec<_> = others.copied().collect();
        parts.extend(wording::named_sentences(self.meeting, &others).map(Shown::Words));
        parts
    }

    /// How the vote was taken, where no sentence tells it.
    fn manner_untold(&self, parts: &[Shown]) -> Option<String> {
        let sentence = |part: &Shown| match part {
            Shown::Words(line) | Shown::Named(line) => Some(line.to_lowercase()),
            Shown::Lines(_)
            | Shown::Figures(_)
            | Shown::Totals(_)
            | Shown::Secret { .. }
            | Shown::Names { .. }
            | Shown::Table { .. }
            | Shown::Roll { .. } => None,
        };
        let sentences: Vec<_> = parts.iter().filter_map(sentence).collect();
        let secret = self.vote.method == Method::Secret;
        let untold = sentences.is_empty()
            || (secret && !sentences.iter().any(|line| line.contains("geheim")));
        wording::vote_manner(self.meeting, self.vote).filter(|_| untold)
    }

    fn totals(&self) -> Option<Shown> {
        let tally = self.tally;
        if self.vote.method == Method::Secret {
            let invalid = self.vote.secret.unwrap_or_default().invalid;
            return Some(Shown::Secret { tally, invalid });
        }
        (tally.sum() > 0).then_some(Shown::Totals(tally))
    }

    fn forms(&self) -> &[VoteForm] {
        let style = &self.meeting.profile.vote_style;
        let kind = self.meeting.motion(self.vote.motion).map(|motion| motion.kind);
        if kind == Some(MotionKind::Procedural) && !style.procedural_forms.is_empty() {
            &style.procedural_forms
        } else {
            &style.forms
        }
    }

    fn part(&self, form: VoteForm) -> Option<Shown> {
        let lines = || {
            let motion = shown_motion(self.meeting, self.admitted, self.vote);
            wording::result_lines(self.meeting, self.vote, motion, form)
        };
        let line = || lines().map(|lines| lines.join(" "));
        match form {
            VoteForm::AsCounted => self.as_counted(),
            VoteForm::TotalsLine => self.totals(),
            VoteForm::Table => self.table(),
            VoteForm::ByName => self.roll(),
            VoteForm::ThreeLines | VoteForm::OfficeLines => {
                let part = |line: &String| {
                    let (heading, figure) = line.rsplit_once(": ").unwrap_or((line, ""));
                    (heading.to_owned(), figure.to_owned())
                };
                lines().map(|lines| Shown::Figures(lines.iter().map(part).collect()))
            }
            VoteForm::Head | VoteForm::FactionList | VoteForm::ForAndAgainst => {
                lines().map(Shown::Lines)
            }
            VoteForm::PerMotion | VoteForm::Motion => line().map(Shown::Named),
            VoteForm::Words
            | VoteForm::FactionSentence
            | VoteForm::Sentence
            | VoteForm::Brackets
            | VoteForm::Minority
            | VoteForm::Rest
            | VoteForm::WhenClose => line().map(Shown::Words),
        }
    }

    fn as_counted(&self) -> Option<Shown> {
        if self.vote.method == Method::Rollcall {
            return Some(Shown::Names { tally: self.tally, names: self.names() });
        }
        self.table().or_else(|| self.totals())
    }

    fn names(&self) -> Vec<(Choice, Vec<String>)> {
        let (meeting, vote) = (self.meeting, self.vote);
        let mut people: Vec<_> = vote.ballots.iter().map(|ballot| ballot.person).collect();
        wording::alphabetical(meeting, &mut people);
        let of = |choice| {
            let own = people.iter().filter(|person| vote.ballot(**person) == Some(choice));
            (choice, own.map(|person| wording::address(meeting, *person)).collect::<Vec<_>>())
        };
        let all = [Choice::Yes, Choice::No, Choice::Abstain].map(of);
        all.into_iter().filter(|(_, names)| !names.is_empty()).collect()
    }

    /// Rows as they were counted. A Fraktion of which nobody was there has no row; one row alone
    /// says no more than the sums.
    fn table(&self) -> Option<Shown> {
        let rows = self.vote.rows.iter();
        let rows = rows.map(|row| (row, row.tally.unwrap_or_default()));
        let rows: Vec<_> = rows
            .filter(|(row, tally)| row.present > 0 || tally.sum() > 0)
            .map(|(row, tally)| Row {
                name: wording::faction(self.meeting, row.faction),
                tally,
                present: row.present,
            })
            .collect();
        let name = self.meeting.profile.columns.total.clone();
        let total = Row { name, tally: self.tally, present: self.present };
        (rows.len() > 1).then_some(Shown::Table { rows, total })
    }

    /// Everyone who voted, and the members who did not.
    fn roll(&self) -> Option<Shown> {
        let (meeting, vote) = (self.meeting, self.vote);
        if vote.method != Method::Rollcall || vote.ballots.is_empty() {
            return None;
        }
        let VoteState::Closed { recused, .. } = &vote.state else { return None };
        let recused = recused.as_deref().unwrap_or_default();
        let member = |id: &PersonId| {
            let has_seat = meeting
                .membership(*id)
                .is_some_and(|own| own.voting_right && own.role != Role::Substitute);
            has_seat || vote.ballot(*id).is_some() || recused.contains(id)
        };
        let mut people: Vec<_> = meeting.people.iter().map(|person| person.id).collect();
        people.retain(member);
        wording::alphabetical(meeting, &mut people);
        let voters = people.into_iter().filter_map(|id| {
            let person = meeting.person(id)?;
            Some(Voter {
                address: format!("{} {}", person.form_of_address, person.title).trim().to_owned(),
                name: [person.family_name.trim(), person.given_name.trim()]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
                did: match vote.ballot(id) {
                    Some(choice) => Did::Voted(choice),
                    None if recused.contains(&id) => Did::Recused,
                    None => Did::Away,
                },
            })
        });
        Some(Shown::Roll { tally: self.tally, people: voters.collect() })
    }
}
