//! A field of one line to write in.

use super::list::put;
use super::theme::Theme;
use crate::action::Action;
use crate::text::{Block, BlockKey, Cursor, Editor, Motion};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A field of one line.
#[derive(Debug)]
pub struct Field {
    pub(super) label: String,
    editor: Editor,
}

impl Field {
    /// A field with what stands in it; the cursor is at its end.
    #[must_use]
    pub fn new(label: &str, value: &str) -> Self {
        let block = Block { key: BlockKey(0), text: value.to_owned(), fixed: false };
        let mut editor = Editor::new(vec![block]);
        editor.set_size(200, 1);
        editor.place_cursor(Cursor { block: 0, byte: value.len() });
        Self { label: label.to_owned(), editor }
    }

    /// The same, with all that stands in it marked: what is typed takes its place.
    #[must_use]
    pub fn marked(mut self) -> Self {
        self.editor.select_all();
        self
    }

    /// What stands in it.
    #[must_use]
    pub fn value(&self) -> &str {
        self.editor.blocks().first().map_or("", |block| block.text.as_str())
    }

    /// Takes typed text.
    pub fn insert(&mut self, typed: &str) {
        let _ = self.editor.insert(&typed.replace('\n', " "));
    }

    /// Takes an action. `None`: it means nothing in a field.
    pub fn perform(&mut self, action: Action) -> Option<()> {
        let editor = &mut self.editor;
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

    /// Paints what stands in it. Returns where the cursor stands.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Position {
        let room = area.width.saturating_sub(1);
        let (shown, column) = window_of(&self.editor, usize::from(room));
        let style = if self.editor.selection().is_some() { theme.chosen() } else { theme.text() };
        put(buf, area.x, area.y, area.width, &shown, style);
        let column = u16::try_from(column).unwrap_or(0);
        Position::new((area.x + column).min(area.right().saturating_sub(1)), area.y)
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
