//! Filling in one or a few fields.

use super::Ask;
use super::field::Field;
use super::list::{inset, put};
use super::theme::Theme;
use crate::action::Action;
use ratatui::layout::{Position, Rect};
use ratatui::{buffer::Buffer, widgets::Clear, widgets::Widget as _};

/// Fields to fill in.
#[derive(Debug)]
pub struct Prompt {
    /// What is asked; the answer goes with it.
    pub ask: Ask,
    title: String,
    hint: String,
    fields: Vec<Field>,
    at: usize,
}

/// What became of a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// It is still open.
    Open,
    /// The clerk took a step back.
    Cancelled,
    /// The fields, in order.
    Done(Vec<String>),
}

impl Prompt {
    /// Asks for `fields`, each with its label and what stands in it.
    #[must_use]
    pub fn new(ask: Ask, title: &str, hint: &str, fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter().map(|(label, value)| Field::new(label, value)).collect();
        Self { ask, title: title.to_owned(), hint: hint.to_owned(), fields, at: 0 }
    }

    /// The same, with what stands in the first field marked: what is typed takes its place.
    #[must_use]
    pub fn marked(mut self) -> Self {
        if !self.fields.is_empty() {
            let first = self.fields.remove(0);
            self.fields.insert(0, first.marked());
        }
        self
    }

    /// Takes typed text.
    pub fn insert(&mut self, typed: &str) {
        if let Some(field) = self.fields.get_mut(self.at) {
            field.insert(typed);
        }
    }

    /// Takes an action. `None`: it means nothing here.
    pub fn perform(&mut self, action: Action) -> Option<Filled> {
        let last = self.fields.len().saturating_sub(1);
        match action {
            Action::Cancel => return Some(Filled::Cancelled),
            Action::Confirm | Action::NewPassage if self.at == last => {
                return Some(Filled::Done(self.values()));
            }
            Action::Confirm
            | Action::NewPassage
            | Action::CursorDown
            | Action::NextField
            | Action::Complete => self.at = if self.at == last { 0 } else { self.at + 1 },
            Action::CursorUp | Action::PreviousField => {
                self.at = self.at.checked_sub(1).unwrap_or(last);
            }
            _ => self.fields.get_mut(self.at)?.perform(action)?,
        }
        Some(Filled::Open)
    }

    fn values(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.value().to_owned()).collect()
    }

    /// Paints it over the body. Returns where the cursor stands.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Option<Position> {
        let rows = u16::try_from(self.fields.len()).unwrap_or(1);
        let hint_rows = u16::from(!self.hint.is_empty());
        let area = super::window::window(area, 70, rows + hint_rows + 2);
        Clear.render(area, buf);
        super::window::border(&self.title, area, buf, theme);
        let inner = inset(area, 2);
        let labels = self.fields.iter().map(|field| crate::text::width(&field.label)).max();
        let labels = u16::try_from(labels.unwrap_or(0)).unwrap_or(0);
        let mut cursor = None;
        for (index, (field, y)) in self.fields.iter().zip(area.y + 1..).enumerate() {
            if y + 1 >= area.bottom() {
                break;
            }
            put(buf, inner.x, y, labels, &field.label, theme.quiet());
            let x = inner.x + labels + 2;
            let room = inner.right().saturating_sub(x);
            let place = field.draw(Rect { x, y, width: room, height: 1 }, buf, theme);
            if index == self.at {
                put(buf, inner.x.saturating_sub(1), y, 1, "▸", theme.accent());
                cursor = Some(place);
            }
        }
        let hint_y = area.y + 1 + rows;
        if hint_y + 1 < area.bottom() {
            put(buf, inner.x, hint_y, inner.width, &self.hint, theme.quiet());
        }
        cursor
    }
}
