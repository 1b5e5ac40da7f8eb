//! Choosing from a list by typing a few letters.

use super::Ask;
use super::list::{Chosen, fit, inset, mark, put, put_right, top};
use super::theme::Theme;
use crate::action::Action;
use crate::domain::{
    ElectionForm, Finding, ItemId, Majority, MotionKind, MovementId, OrganizationId, PassageKind,
    PersonId, Procedure, RequestKind, Verdict,
};
use crate::text;
use ratatui::layout::{Position, Rect};
use ratatui::{buffer::Buffer, widgets::Clear, widgets::Widget as _};

/// Something to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What it is called.
    pub label: String,
    /// What stands beside it.
    pub detail: String,
    /// What it means.
    pub value: Value,
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Somebody.
    Person(PersonId),
    /// A Fraktion.
    Faction(OrganizationId),
    /// A text: one of the list, or as it was typed.
    Text(String),
    /// A text block.
    Snippet(String),
    /// An item of the agenda.
    Item(ItemId),
    /// What a paragraph is, if nobody says it.
    Kind(PassageKind),
    /// A kind of motion.
    Motion(MotionKind),
    /// What the chair states of a vote.
    Verdict(Verdict),
    /// A majority.
    Majority(Majority),
    /// What a motion of order is for.
    Procedure(Procedure),
    /// An ability.
    Action(Action),
    /// What would be open if the meeting were closed.
    Finding(Finding),
    /// Yes or no.
    Answer(bool),
    /// How is elected, and whether by ballots.
    Election(ElectionForm, bool),
    /// When somebody came, left …
    Movement(MovementId),
    /// That somebody was befangen in an item.
    Recusal(ItemId),
    /// That somebody was away for an item: the so manieth time, from 0.
    Absence(ItemId, usize),
    /// Nothing of all this.
    Nobody,
}

/// What has more bytes than this fits no choice.
const LONGEST: usize = 400;

/// A list to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// What is asked; the answer goes with it.
    pub ask: Ask,
    title: String,
    typed: String,
    choices: Vec<Choice>,
    chosen: Chosen,
    /// Whether what was typed may be the answer although it is not in the list.
    free: bool,
    /// Whether a digit chooses.
    numbered: bool,
}

impl Pick {
    /// Asks with a list.
    #[must_use]
    pub fn new(ask: Ask, title: String, choices: Vec<Choice>) -> Self {
        Self {
            ask,
            title,
            typed: String::new(),
            choices,
            chosen: Chosen::default(),
            free: false,
            numbered: false,
        }
    }

    /// The same, and an answer that is not in the list is an answer too.
    #[must_use]
    pub fn or_typed(mut self) -> Self {
        self.free = true;
        self
    }

    /// The same, and a digit chooses a row: one more key is enough.
    #[must_use]
    pub fn numbered(mut self) -> Self {
        self.numbered = true;
        for (choice, number) in self.choices.iter_mut().zip(1..=9) {
            choice.label = format!("{number}  {}", choice.label);
        }
        self
    }

    /// What a digit chooses, if this is a list in which it does.
    #[must_use]
    pub fn by_digit(&self, typed: &str) -> Option<Value> {
        let number: usize = typed.parse().ok().filter(|_| self.numbered)?;
        let choice = self.choices.get(number.checked_sub(1)?)?;
        Some(choice.value.clone())
    }

    /// What was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The choices that fit what was typed, best first.
    #[must_use]
    pub fn shown(&self) -> Vec<&Choice> {
        let typed = self.typed.trim();
        if typed.is_empty() {
            return self.choices.iter().collect();
        }
        // Why: each picture compares it with each choice, and somebody may paste a mebibyte.
        if typed.len() > LONGEST {
            return Vec::new();
        }
        let mut shown: Vec<_> =
            self.choices.iter().filter_map(|choice| Some((rank(choice, typed)?, choice))).collect();
        shown.sort_by_key(|(rank, _)| *rank);
        shown.into_iter().map(|(_, choice)| choice).collect()
    }

    /// Takes typed text.
    pub fn insert(&mut self, typed: &str) {
        self.typed.push_str(&typed.replace('\n', " "));
        self.chosen = Chosen::default();
    }

    /// Takes an action. `None`: it means nothing here.
    pub fn perform(&mut self, action: Action) -> Option<Outcome> {
        match action {
            Action::Confirm => return Some(self.answer()),
            Action::Cancel => return Some(Outcome::Cancelled),
            Action::DeleteBack => {
                self.typed.truncate(text::grapheme::previous(&self.typed, self.typed.len()));
                self.chosen = Chosen::default();
            }
            Action::DeleteWordBack => self.typed.clear(),
            Action::Complete | Action::NextField => return Some(Outcome::Turn),
            _ => {
                let length = self.shown().len();
                if !self.chosen.step(action, length) {
                    return None;
                }
            }
        }
        Some(Outcome::Open)
    }

    /// Asks something else with the same text typed.
    pub fn turn(&mut self, ask: Ask, title: String) {
        self.ask = ask;
        self.title = title;
    }

    fn answer(&self) -> Outcome {
        let shown = self.shown();
        let chosen = self.chosen.within(shown.len()).and_then(|at| shown.get(at));
        match chosen {
            Some(choice) => Outcome::Chosen(choice.value.clone()),
            None if self.free && !self.typed.trim().is_empty() => {
                Outcome::Chosen(Value::Text(self.typed.trim().to_owned()))
            }
            None => Outcome::Open,
        }
    }

    /// Paints it over the body. Returns where the cursor stands.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Option<Position> {
        let shown = self.shown();
        let wanted = u16::try_from(shown.len().max(1)).unwrap_or(u16::MAX).saturating_add(4);
        let area = super::window::window(area, 64, wanted);
        Clear.render(area, buf);
        super::window::border(&self.title, area, buf, theme);
        let inner = inset(area, 2);
        let field_y = area.y.saturating_add(1);
        if field_y >= area.bottom() {
            return None;
        }
        let used = put(buf, inner.x, field_y, inner.width, "› ", theme.accent());
        let typed = fit(&self.typed, usize::from(inner.width.saturating_sub(used + 1)));
        let used = used + put(buf, inner.x + used, field_y, inner.width, &typed, theme.text());
        let list = Rect {
            y: field_y.saturating_add(1),
            height: area.bottom().saturating_sub(field_y.saturating_add(2)),
            x: area.x.saturating_add(1),
            width: area.width.saturating_sub(2),
        };
        if shown.is_empty() {
            let hint =
                if self.free { "Eingabe übernimmt den Text." } else { "Nichts passt dazu." };
            put(buf, inner.x, list.y, inner.width, hint, theme.quiet());
        }
        let chosen = self.chosen.within(shown.len()).unwrap_or(0);
        let first = top(chosen, shown.len(), usize::from(list.height));
        let rows = (list.y..list.bottom()).zip(shown.iter().enumerate().skip(first));
        for (y, (index, choice)) in rows {
            let line = inset(list, 1);
            put_right(buf, line.right(), y, line.width / 2, &choice.detail, theme.quiet());
            let taken = u16::try_from(text::width(&choice.detail)).unwrap_or(0) + 2;
            let room = line.width.saturating_sub(taken.min(line.width / 2) + 1);
            put(buf, line.x + 1, y, room, &choice.label, theme.text());
            mark(buf, list, y, index == chosen, theme);
        }
        Some(Position::new((inner.x + used).min(area.right().saturating_sub(1)), field_y))
    }
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It is still open.
    Open,
    /// The clerk took a step back.
    Cancelled,
    /// This was chosen.
    Chosen(Value),
    /// Something else shall be asked with the same text (the kind of a Wortmeldung).
    Turn,
}

/// How well a choice fits; smaller is better. The beginning of the label is best, then the
/// beginning of any word in it, then of a word beside it, then anything inside.
fn rank(choice: &Choice, typed: &str) -> Option<u8> {
    if text::fold(&choice.label) == text::fold(typed) {
        return Some(0);
    }
    let begins = |text: &str| text::matches_start(text, typed);
    if begins(&choice.label) {
        return Some(1);
    }
    let words = |text: &str| text.split([' ', '-', '/', '(', ')', ';']).any(begins);
    // "von der Heide, Hauke": the family name before the given one.
    let (first, rest) = choice.label.split_once(',').unwrap_or((&choice.label, ""));
    if words(first) {
        return Some(2);
    }
    if words(rest) {
        return Some(3);
    }
    if words(&choice.detail) {
        return Some(4);
    }
    // "beifall spd": every word begins one of the row.
    let row = format!("{} {}", choice.label, choice.detail);
    let each = |typed: &str| {
        row.split([' ', ',', '-', '/', '(', ')']).any(|word| text::matches_start(word, typed))
    };
    if typed.split_whitespace().all(each) {
        return Some(5);
    }
    let inside = text::fold(&choice.label).contains(&text::fold(typed));
    inside.then_some(6)
}

/// The next kind of request, for the key that turns through them.
#[must_use]
pub fn next_kind(kind: RequestKind) -> RequestKind {
    let all = RequestKind::ALL;
    let at = all.iter().position(|other| *other == kind).unwrap_or(0);
    all.get(at + 1).copied().unwrap_or(RequestKind::Contribution)
}
