//! The result of a vote in the forms of the councils: sentences, lines and lists.

use super::camps::{self, Share, count};
use super::template::fill;
use super::{fact, label, listed, name, procedure};
use crate::domain::{
    Choice, Meeting, Method, Motion, MotionKind, Mover, Outcome, PersonId, Procedure, Tally, Vote,
    VoteForm, VoteState, VoteStyle,
};

/// Says what a closed vote gave in one of the forms that are lines of text. `motion`: what it was
/// on, as far as that may be named here.
///
/// `None`: something in it is not known, or the form is no text.
#[must_use]
pub fn result_lines(
    meeting: &Meeting,
    vote: &Vote,
    motion: Option<&Motion>,
    form: VoteForm,
) -> Option<Vec<String>> {
    Told::new(meeting, vote, motion)?.lines(form)
}

/// Gives who is named in what a form says of a vote.
#[must_use]
pub fn named_in(meeting: &Meeting, vote: &Vote, form: VoteForm) -> Vec<PersonId> {
    let Some(told) = Told::new(meeting, vote, None) else { return Vec::new() };
    let choices = match form {
        VoteForm::ForAndAgainst => vec![Choice::Yes, Choice::No, Choice::Abstain],
        VoteForm::FactionSentence => vec![told.sides().1, Choice::Abstain],
        VoteForm::Words
        | VoteForm::AsCounted
        | VoteForm::TotalsLine
        | VoteForm::Table
        | VoteForm::Head
        | VoteForm::ThreeLines
        | VoteForm::OfficeLines
        | VoteForm::FactionList
        | VoteForm::Sentence
        | VoteForm::Brackets
        | VoteForm::Minority
        | VoteForm::Rest
        | VoteForm::WhenClose
        | VoteForm::PerMotion
        | VoteForm::Motion
        | VoteForm::ByName => Vec::new(),
    };
    let shares = choices.into_iter().filter_map(|it| camps::shares(meeting, vote, it)).flatten();
    shares.flat_map(|share| share.names().to_vec()).collect()
}

/// A closed vote, to be told.
struct Told<'m> {
    meeting: &'m Meeting,
    vote: &'m Vote,
    motion: Option<&'m Motion>,
    tally: Tally,
    present: u32,
    recused: Option<usize>,
    /// Voted secretly: how many Stimmzettel were invalid.
    invalid: Option<u32>,
    outcome: Outcome,
    words: String,
    /// The words are the clerk's own, or all there is: no others stand for them.
    own: bool,
}

impl<'m> Told<'m> {
    fn new(meeting: &'m Meeting, vote: &'m Vote, motion: Option<&'m Motion>) -> Option<Self> {
        let VoteState::Closed { tally, present, outcome, recused, wording, .. } = &vote.state
        else {
            return None;
        };
        let kind = meeting.motion(vote.motion).map_or(MotionKind::Main, |motion| motion.kind);
        let secret = vote.method == Method::Secret;
        let suggested = meeting.profile.vote_wording(*tally, *outcome, kind);
        Some(Self {
            meeting,
            vote,
            motion,
            tally: *tally,
            present: *present,
            recused: recused.as_ref().map(Vec::len),
            invalid: secret.then(|| vote.secret.unwrap_or_default().invalid),
            outcome: *outcome,
            words: with_secrecy(vote, wording),
            own: tally.sum() == 0 || *wording != suggested,
        })
    }

    fn style(&self) -> &'m VoteStyle {
        &self.meeting.profile.vote_style
    }

    fn lines(&self, form: VoteForm) -> Option<Vec<String>> {
        let style = self.style();
        let one = |line: Option<String>| Some(vec![line?]);
        let whole = |line| self.whole(line);
        let lines = match form {
            VoteForm::Words => one(Some(self.whole(self.words.clone()))),
            VoteForm::Head => one(self.line(&style.head)),
            VoteForm::ThreeLines => self.each_line(&style.three_lines),
            VoteForm::OfficeLines => self.each_line(&style.office_lines),
            VoteForm::FactionList => self.camps([&style.faction_list; 3]),
            VoteForm::ForAndAgainst => {
                self.camps([&style.in_favour, &style.against, &style.abstaining])
            }
            VoteForm::FactionSentence => one(self.faction_sentence().map(whole)),
            VoteForm::Sentence => one(self.line(&style.sentence).map(whole)),
            VoteForm::Brackets => one(self.line(&style.brackets).map(whole)),
            VoteForm::Minority => one(self.line(&style.minority).map(whole)),
            VoteForm::Rest => one(self.line(&style.rest).map(whole)),
            VoteForm::WhenClose => one(self.when_close().map(whole)),
            VoteForm::PerMotion | VoteForm::Motion => one(self.on_motion().map(whole)),
            VoteForm::AsCounted | VoteForm::TotalsLine | VoteForm::Table | VoteForm::ByName => None,
        }?;
        let said = !lines.is_empty() && lines.iter().all(|line| !line.is_empty());
        said.then_some(lines)
    }

    /// A sentence, with what else is to be told of how it came about.
    fn whole(&self, line: String) -> String {
        let behind = fact::behind(self.meeting, self.vote);
        match (line.strip_suffix(')'), behind.strip_prefix(" (")) {
            // Two brackets in a row become one.
            (Some(line), Some(behind)) => format!("{line}; {behind}"),
            _ => line + &behind,
        }
    }

    fn line(&self, template: &str) -> Option<String> {
        fill(template, |name| self.value(name))
    }

    fn each_line(&self, templates: &[String]) -> Option<Vec<String>> {
        let lines: Option<Vec<_>> = templates.iter().map(|template| self.line(template)).collect();
        Some(lines?.into_iter().filter(|line| !line.is_empty()).collect())
    }

    /// Who said Ja, who Nein, who abstained: a line each, none where nobody did.
    fn camps(&self, templates: [&String; 3]) -> Option<Vec<String>> {
        let choices = [Choice::Yes, Choice::No, Choice::Abstain];
        let told = choices.into_iter().zip(templates);
        told.filter(|(choice, _)| self.tally.of(*choice) > 0)
            .map(|(choice, template)| {
                let shares = camps::shares(self.meeting, self.vote, choice)?;
                let told = |tell: fn(&Share, &Meeting) -> String| {
                    let told = shares.iter().map(|share| tell(share, self.meeting));
                    Some(told.collect::<Vec<_>>().join(", "))
                };
                fill(template, |name| match name {
                    "stimmen" => Some(self.votes(choice)),
                    "anzahl" => Some(self.tally.of(choice).to_string()),
                    "fraktionen" => told(Share::counted),
                    "wer" => told(Share::counted_or_named),
                    _ => None,
                })
            })
            .collect()
    }

    /// Who was against it must be known: the sentence has no figures otherwise.
    fn faction_sentence(&self) -> Option<String> {
        let told = |choice| {
            self.tally.of(choice) == 0 || camps::shares(self.meeting, self.vote, choice).is_some()
        };
        let known = told(self.sides().1) && told(Choice::Abstain);
        if known { self.line(&self.style().faction_sentence) } else { None }
    }

    /// A line that says what the vote was on: of a motion zur Geschäftsordnung who moved it, and
    /// what it asked for.
    fn on_motion(&self) -> Option<String> {
        let procedural = self.motion.is_some_and(|it| it.kind == MotionKind::Procedural);
        let style = self.style();
        self.line(if procedural { &style.procedural_motion } else { &style.per_motion })
    }

    /// Figures only where it was close, the winner first. Where no side had more, or it had not
    /// enough, there is no winner: then the sentence has the figures.
    fn when_close(&self) -> Option<String> {
        if self.own || !self.style().is_close(self.tally) {
            return Some(self.words.clone());
        }
        let (winner, loser) = self.sides();
        let template = if self.tally.of(winner) > self.tally.of(loser) {
            &self.style().when_close
        } else {
            &self.style().sentence
        };
        self.line(template)
    }

    /// What those did who got their way, and what those who did not.
    fn sides(&self) -> (Choice, Choice) {
        match self.outcome {
            Outcome::Carried => (Choice::Yes, Choice::No),
            Outcome::Rejected | Outcome::Tied => (Choice::No, Choice::Yes),
        }
    }

    fn value(&self, name: &str) -> Option<String> {
        let style = self.style();
        let carried = self.outcome == Outcome::Carried;
        let word = |carried_word: &str| match (self.own, carried) {
            (true, _) => self.words.clone(),
            (false, true) => carried_word.to_owned(),
            (false, false) => style.rejected.clone(),
        };
        match name {
            "worte" => Some(self.words.clone()),
            "weise" => Some(self.manner()),
            "zugestimmt" => Some(word(&style.agreed)),
            "angenommen" => Some(word(&style.carried)),
            "urteil" => {
                let verdict = format!("{} {}", self.manner(), word(&style.agreed));
                Some(verdict.trim().to_owned())
            }
            "antrag" => Some(self.motion.map_or_else(
                || "Antrag".to_owned(),
                |motion| fact::motion_title(self.meeting, motion),
            )),
            "von" => Some(self.mover()),
            "wortlaut" => Some(self.motion.map_or_else(String::new, one_line)),
            // No figures were told.
            _ if self.tally.sum() == 0 => None,
            _ => self.figures(name),
        }
    }

    fn manner(&self) -> String {
        if self.own {
            return String::new();
        }
        // Whether Ja with abstentions is unanimous is said once, where the words are.
        let unanimous = self.meeting.profile.abstaining_is_unanimous();
        let manner = self.style().manner(self.tally, self.outcome, unanimous);
        with_secrecy(self.vote, manner)
    }

    /// "Herr Dieck (FDP)", "SPD-Fraktion".
    fn mover(&self) -> String {
        let Some(mover) = self.motion.and_then(|motion| motion.mover.as_ref()) else {
            return String::new();
        };
        let told = name::mover(self.meeting, mover);
        let faction = match mover {
            Mover::Person(person) => {
                self.meeting.membership(*person).and_then(|own| own.on_behalf_of)
            }
            Mover::Faction(_) | Mover::Named(_) => None,
        };
        match faction {
            Some(id) => format!("{told} ({})", name::faction(self.meeting, Some(id))),
            None => told,
        }
    }

    fn figures(&self, name: &str) -> Option<String> {
        let tally = self.tally;
        let (winner, loser) = self.sides();
        match name {
            "zahlen" => Some(self.all()),
            "kurz" => {
                let invalid = self.invalid().map(|invalid| format!(", {invalid}"));
                Some(label::tally(tally) + &invalid.unwrap_or_default())
            }
            "ja-stimmen" => Some(self.votes(Choice::Yes)),
            "nein-stimmen" => Some(self.votes(Choice::No)),
            "gegenstimmen" => Some(count(tally.no, "Gegenstimme", "Gegenstimmen")),
            "enthaltungen" => Some(self.votes(Choice::Abstain)),
            "zahl-ja" => Some(tally.yes.to_string()),
            "zahl-nein" => Some(tally.no.to_string()),
            "zahl-enthaltungen" => Some(tally.abstain.to_string()),
            "zahl-befangen" => self.recused.map(|recused| recused.to_string()),
            "zahl-ungueltig" => self.invalid.map(|invalid| invalid.to_string()),
            "zahl-anwesend" => Some(self.present.to_string()),
            "minderheit" => Some(self.minority()),
            // What was invalid is no part of the rest.
            "andere" => self.most().map(|most| {
                self.but(most).into_iter().chain(self.invalid()).collect::<Vec<_>>().join(", ")
            }),
            "meiste" => self.most().map(|most| self.rest(most)),
            "gewinner" => Some(self.votes(winner)),
            "verlierer" => Some(listed(&self.but(winner))),
            "gegen-wen" => camps::against(self.meeting, self.vote, loser),
            "enthaltung-von" => camps::abstaining(self.meeting, self.vote),
            _ => None,
        }
    }

    /// "1 ungültig"; `None` where nothing was.
    fn invalid(&self) -> Option<String> {
        self.invalid.filter(|invalid| *invalid > 0).map(|invalid| format!("{invalid} ungültig"))
    }

    /// "12 Ja-Stimmen".
    fn votes(&self, choice: Choice) -> String {
        let (one, many) = voices(choice);
        count(self.tally.of(choice), one, many)
    }

    /// Everything but what `most` did, and nothing that nobody did.
    fn but(&self, most: Choice) -> Vec<String> {
        let others = [Choice::Yes, Choice::No, Choice::Abstain].into_iter();
        let others = others.filter(|choice| *choice != most && self.tally.of(*choice) > 0);
        others.map(|choice| self.votes(choice)).collect()
    }

    /// "42 Ja-Stimmen, 1 Nein-Stimme und 3 Enthaltungen".
    fn all(&self) -> String {
        let all = [Choice::Yes, Choice::No, Choice::Abstain].into_iter();
        let all = all.filter(|choice| self.tally.of(*choice) > 0);
        listed(&all.map(|choice| self.votes(choice)).collect::<Vec<_>>())
    }

    /// "4 Gegenstimmen und 1 Enthaltung": those who were not of the majority, or all where there
    /// was none.
    fn minority(&self) -> String {
        let (winner, loser) = self.sides();
        if self.tally.of(winner) <= self.tally.of(loser) {
            return self.all();
        }
        let against = match loser {
            Choice::Yes => self.votes(Choice::Yes),
            Choice::No | Choice::Abstain => count(self.tally.no, "Gegenstimme", "Gegenstimmen"),
        };
        let parts = [(loser, against), (Choice::Abstain, self.votes(Choice::Abstain))];
        let parts = parts.into_iter().filter(|(choice, _)| self.tally.of(*choice) > 0);
        listed(&parts.map(|(_, told)| told).collect::<Vec<_>>())
    }

    /// What more did than anything else.
    fn most(&self) -> Option<Choice> {
        let all = [Choice::Yes, Choice::No, Choice::Abstain];
        let most = all.into_iter().max_by_key(|choice| self.tally.of(*choice))?;
        let votes = self.tally.of(most);
        (all.into_iter().filter(|it| self.tally.of(*it) == votes).count() == 1).then_some(most)
    }

    /// "Ja-Stimmen" as the rest; with their number where there are no others.
    fn rest(&self, most: Choice) -> String {
        if self.tally.of(most) == self.tally.sum() && self.invalid().is_none() {
            return self.votes(most);
        }
        let (one, many) = voices(most);
        if self.tally.of(most) == 1 { one.to_owned() } else { many.to_owned() }
    }
}

/// Says in front of words that the vote was secret, if it was.
fn with_secrecy(vote: &Vote, words: &str) -> String {
    let secretly = fact::secretly(vote).unwrap_or_default();
    format!("{secretly} {words}").trim().to_owned()
}

fn voices(choice: Choice) -> (&'static str, &'static str) {
    match choice {
        Choice::Yes => ("Ja-Stimme", "Ja-Stimmen"),
        Choice::No => ("Nein-Stimme", "Nein-Stimmen"),
        Choice::Abstain => ("Enthaltung", "Enthaltungen"),
    }
}

/// What a motion asks for, inside a line: its wording, or "Schluss der Debatte" of a motion of order
/// that has the wording which all of its kind have.
fn one_line(motion: &Motion) -> String {
    let usual = |of: &&Procedure| {
        let usual = procedure::wording(of);
        !usual.is_empty() && (motion.text.trim().is_empty() || motion.text == usual)
    };
    if let Some(of) = motion.procedure.as_ref().filter(usual) {
        return procedure::label(of);
    }
    let text = motion.text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches('.').to_owned()
}
