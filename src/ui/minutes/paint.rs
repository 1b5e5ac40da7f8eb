//! Painting the prose: rows, signs before them, what is marked in them.

use super::MinutesScreen;
use super::page::{Columns, columns, passage_of, sign};
use crate::text::{Block, Editor, Pattern, Row};
use crate::ui::list::put;
use crate::ui::theme::Theme;
use crate::ui::{Seen, agenda, speakers};
use ratatui::layout::{Position, Rect};
use ratatui::{buffer::Buffer, style::Modifier, style::Style};
use std::ops::Range;

impl MinutesScreen {
    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let Columns { agenda, text, speakers } = columns(area);
        if let Some(agenda) = agenda {
            agenda::draw_beside(seen, agenda, buf, theme);
        }
        if let Some(speakers) = speakers {
            speakers::draw_beside(seen, speakers, buf, theme);
        }
        let Some(item) = self.item.and_then(|item| seen.meeting.item(item)) else {
            let hint = "Noch kein Tagesordnungspunkt. In der Tagesordnung einen aufrufen.";
            put(buf, text.x, text.y, text.width, hint, theme.quiet());
            return None;
        };
        let blank = matches!(self.editor.blocks(), [only] if only.text.is_empty());
        if blank {
            put(buf, text.x, text.y, text.width, "Noch nichts geschrieben.", theme.quiet());
        }
        let cursor = self.editor.cursor_cell();
        let mut found = Found::default();
        for (y, row) in (text.y..text.bottom()).zip(self.editor.rows()) {
            let (sign, style) = if row.fixed {
                ("·", theme.quiet().add_modifier(Modifier::ITALIC))
            } else {
                let passage = passage_of(row.key);
                let fresh = self.fresh.as_ref().filter(|fresh| Some(fresh.passage) == passage);
                let known = passage.and_then(|id| item.passage(id)).map(|passage| &passage.kind);
                (sign(known.or(fresh.map(|fresh| &fresh.kind))), theme.text())
            };
            if row.first {
                put(buf, text.x.saturating_sub(2), y, 1, sign, theme.accent());
            }
            put(buf, text.x, y, text.width, row.text.trim_end(), style);
            for range in self.spelled.in_row(&row, self.editor.cursor()) {
                paint_range(&row, range, text, y, buf, theme.doubtful());
            }
            if let Some(pattern) = &self.sought
                && !row.fixed
            {
                for range in found.in_row(pattern, self.editor.blocks(), &row) {
                    paint_range(&row, range, text, y, buf, theme.found());
                }
            }
            paint_range(&row, self.editor.selected_in(&row), text, y, buf, theme.chosen());
        }
        let (x, y) = cursor?;
        // The eye that comes back from the room finds its line.
        put(buf, text.x.saturating_sub(3), text.y + y, 1, "▎", theme.accent());
        Some(Position::new(text.x + x, text.y + y))
    }
}

/// Where something stands in the block whose rows are being painted.
#[derive(Default)]
struct Found {
    block: Option<usize>,
    places: Vec<Range<usize>>,
}

impl Found {
    /// The parts of a row in which it stands.
    fn in_row(&mut self, pattern: &Pattern, blocks: &[Block], row: &Row<'_>) -> Vec<Range<usize>> {
        if self.block != Some(row.block) {
            let text = blocks.get(row.block).map_or("", |block| block.text.as_str());
            self.places = pattern.places(text).collect();
            self.block = Some(row.block);
        }
        let end = row.byte_start + row.text.len();
        let inside = |place: &&Range<usize>| place.start < end && place.end > row.byte_start;
        let part = |place: &Range<usize>| {
            place.start.saturating_sub(row.byte_start)..place.end.min(end) - row.byte_start
        };
        self.places.iter().filter(inside).map(part).collect()
    }
}

/// Paints part of a row's letters in another style.
pub(in crate::ui) fn paint_range(
    row: &Row<'_>,
    range: Range<usize>,
    text: Rect,
    y: u16,
    buf: &mut Buffer,
    style: Style,
) {
    if range.is_empty() {
        return;
    }
    let columns = |part: Option<&str>| {
        u16::try_from(crate::text::width(part.unwrap_or_default())).unwrap_or(u16::MAX)
    };
    let from = columns(row.text.get(..range.start)).min(text.width);
    let width = columns(row.text.get(range)).min(text.width - from);
    buf.set_style(Rect { x: text.x + from, y, width, height: 1 }, style);
}

/// Paints what is marked in an editor that fills an area.
pub(in crate::ui) fn paint_marked(editor: &Editor, area: Rect, buf: &mut Buffer, theme: Theme) {
    for (y, row) in (area.y..area.bottom()).zip(editor.rows()) {
        paint_range(&row, editor.selected_in(&row), area, y, buf, theme.chosen());
    }
}
