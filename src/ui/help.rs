//! Hilfe: the keys of this screen, drawn from the same table as everything else.

use super::list::put;
use super::theme::Theme;
use super::window::{border, window};
use crate::action::{Action, Context};
use crate::keymap::Keymap;
use crate::text;
use ratatui::layout::{Position, Rect};
use ratatui::{buffer::Buffer, widgets::Clear, widgets::Widget as _};

/// The keys of a screen.
#[derive(Debug)]
pub struct Help {
    title: String,
    rows: Vec<HelpRow>,
    row: usize,
}

#[derive(Debug)]
enum HelpRow {
    Heading(&'static str),
    Key { keys: String, label: &'static str, help: String },
    Blank,
}

impl Help {
    /// Lists the keys of `contexts`, the innermost first.
    #[must_use]
    pub fn new(title: &str, contexts: &[Context], keymap: &Keymap) -> Self {
        let mut rows = Vec::new();
        for context in contexts {
            if !rows.is_empty() {
                rows.push(HelpRow::Blank);
            }
            rows.push(HelpRow::Heading(context.label()));
            let here = Action::all().filter(|action| action.contexts().contains(context));
            rows.extend(here.map(|action| {
                let help = action.help().to_owned();
                HelpRow::Key {
                    keys: keymap.keys_for(action, contexts).join("  "),
                    label: action.label(),
                    help,
                }
            }));
        }
        Self { title: title.to_owned(), rows, row: 0 }
    }

    /// Takes an action. Tells whether the help stays open.
    pub fn perform(&mut self, action: Action) -> bool {
        let last = self.rows.len().saturating_sub(1);
        self.row = match action {
            Action::CursorUp => self.row.saturating_sub(1),
            Action::CursorDown => (self.row + 1).min(last),
            Action::CursorPageUp => self.row.saturating_sub(10),
            Action::CursorPageDown => (self.row + 10).min(last),
            Action::CursorFirst => 0,
            Action::CursorLast => last,
            Action::Cancel | Action::Confirm | Action::ShowHelp => return false,
            _ => self.row,
        };
        true
    }

    /// Paints it over the body.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Option<Position> {
        let wanted = u16::try_from(self.rows.len() + 2).unwrap_or(u16::MAX);
        let area = window(area, 110, wanted);
        Clear.render(area, buf);
        border(&format!("Hilfe: {}", self.title), area, buf, theme);
        let inner = Rect {
            x: area.x.saturating_add(2),
            y: area.y.saturating_add(1),
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        };
        let height = usize::from(inner.height);
        let first = self.row.min(self.rows.len().saturating_sub(height));
        for (y, row) in (inner.y..inner.bottom()).zip(self.rows.iter().skip(first)) {
            match row {
                HelpRow::Blank => {}
                HelpRow::Heading(heading) => {
                    put(buf, inner.x, y, inner.width, heading, theme.strong());
                }
                HelpRow::Key { keys, label, help } => {
                    put(buf, inner.x, y, 20, keys, theme.accent());
                    let used = put(buf, inner.x + 21, y, 26, label, theme.text());
                    let x = inner.x + 21 + used.max(26) + 1;
                    let room = inner.right().saturating_sub(x);
                    if text::width(help) > usize::from(room) && room < 30 {
                        continue;
                    }
                    put(buf, x, y, room, help, theme.quiet());
                }
            }
        }
        if self.rows.len() > first + height {
            put(
                buf,
                area.right().saturating_sub(12),
                area.bottom() - 1,
                10,
                " weiter ↓ ",
                theme.quiet(),
            );
        }
        Some(Position::new(inner.x, inner.y))
    }
}
