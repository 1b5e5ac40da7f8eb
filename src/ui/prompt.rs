//! Filling in one or a few fields.

use super::Ask;
use super::list::{inset, put};
use super::theme::Theme;
use crate::action::Action;
use crate::text::{Block, BlockKey, Cursor, Editor, Motion};
use ratatui::layout::{Position, Rect};
use ratatui::{buffer::Buffer, widgets::Clear, widgets::Widget as _};

/// A field of one line.
#[derive(Debug)]
struct Field {
    label: String,
    editor: Editor,
}

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
        let fields = fields
            .iter()
            .map(|(label, value)| {
                let block = Block { key: BlockKey(0), text: (*value).to_owned(), fixed: false };
                let mut editor = Editor::new(vec![block]);
                editor.set_size(200, 1);
                editor.place_cursor(Cursor { block: 0, byte: value.len() });
                Field { label: (*label).to_owned(), editor }
            })
            .collect();
        Self { ask, title: title.to_owned(), hint: hint.to_owned(), fields, at: 0 }
    }

    /// Takes typed text.
    pub fn insert(&mut self, typed: &str) {
        if let Some(field) = self.fields.get_mut(self.at) {
            let _ = field.editor.insert(&typed.replace('\n', " "));
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
            _ => self.edit(action)?,
        }
        Some(Filled::Open)
    }

    fn edit(&mut self, action: Action) -> Option<()> {
        let editor = &mut self.fields.get_mut(self.at)?.editor;
        match action {
            Action::CursorLeft => editor.step(Motion::Left),
            Action::CursorRight => editor.step(Motion::Right),
            Action::WordLeft => editor.step(Motion::WordLeft),
            Action::WordRight => editor.step(Motion::WordRight),
            Action::CursorFirst | Action::DocumentStart => editor.step(Motion::BlockStart),
            Action::CursorLast | Action::DocumentEnd => editor.step(Motion::BlockEnd),
            Action::DeleteBack => drop(editor.delete_back()),
            Action::DeleteForward => drop(editor.delete_forward()),
            Action::DeleteWordBack => drop(editor.delete_word_back()),
            Action::DeleteWordForward => drop(editor.delete_word_forward()),
            _ => return None,
        }
        Some(())
    }

    fn values(&self) -> Vec<String> {
        let text = |field: &Field| field.editor.blocks().first().map(|block| block.text.clone());
        self.fields.iter().map(|field| text(field).unwrap_or_default()).collect()
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
            let (shown, column) = window_of(&field.editor, usize::from(room.saturating_sub(1)));
            put(buf, x, y, room, &shown, theme.text());
            if index == self.at {
                put(buf, inner.x.saturating_sub(1), y, 1, "▸", theme.accent());
                let column = u16::try_from(column).unwrap_or(0);
                cursor = Some(Position::new((x + column).min(area.right() - 1), y));
            }
        }
        let hint_y = area.y + 1 + rows;
        if hint_y + 1 < area.bottom() {
            put(buf, inner.x, hint_y, inner.width, &self.hint, theme.quiet());
        }
        cursor
    }
}

/// The part of a long line around the cursor, and the cursor's column in it.
fn window_of(editor: &Editor, room: usize) -> (String, usize) {
    let Some(block) = editor.blocks().first() else { return (String::new(), 0) };
    let (before, after) = block.text.split_at_checked(editor.cursor().byte).unwrap_or_default();
    let mut shown = String::new();
    let mut columns = 0;
    for (_, grapheme) in crate::text::graphemes(before).collect::<Vec<_>>().into_iter().rev() {
        let width = crate::text::width(grapheme);
        if columns + width > room {
            break;
        }
        shown.insert_str(0, grapheme);
        columns += width;
    }
    let cursor = columns;
    for (_, grapheme) in crate::text::graphemes(after) {
        let width = crate::text::width(grapheme);
        if columns + width > room {
            break;
        }
        shown.push_str(grapheme);
        columns += width;
    }
    (shown, cursor)
}
