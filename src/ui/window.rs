//! Windows over a screen: where they lie, their border, and text that flows in them.

use super::list::put;
use super::theme::Theme;
use crate::text;
use ratatui::{buffer::Buffer, layout::Rect};

/// A window in the middle of `area`, not larger than it.
#[must_use]
pub fn window(area: Rect, width: u16, height: u16) -> Rect {
    // A strip of the screen below beside it would only confuse.
    let width = if area.width < width.saturating_add(8) { area.width } else { width };
    let height = height.min(area.height);
    Rect {
        x: area.x + (area.width - width.min(area.width)) / 2,
        y: area.y + (area.height - height) / 3,
        width: width.min(area.width),
        height,
    }
}

/// Paints a border with a title.
pub fn border(title: &str, area: Rect, buf: &mut Buffer, theme: Theme) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let (left, right) = (area.x, area.right() - 1);
    let (upper, lower) = (area.y, area.bottom() - 1);
    for x in left..=right {
        put(buf, x, upper, 1, "─", theme.quiet());
        put(buf, x, lower, 1, "─", theme.quiet());
    }
    for y in upper..=lower {
        put(buf, left, y, 1, "│", theme.quiet());
        put(buf, right, y, 1, "│", theme.quiet());
    }
    for (x, y, corner) in
        [(left, upper, "┌"), (right, upper, "┐"), (left, lower, "└"), (right, lower, "┘")]
    {
        put(buf, x, y, 1, corner, theme.quiet());
    }
    let room = area.width.saturating_sub(4);
    put(buf, left + 2, upper, room, &format!(" {title} "), theme.strong());
}

/// Paints `paragraphs` wrapped into `area` from the row `skip` on. Returns the number of rows that
/// they take in all.
pub fn flow(
    paragraphs: &[(String, ratatui::style::Style)],
    skip: usize,
    area: Rect,
    buf: &mut Buffer,
) -> usize {
    let mut row = 0_usize;
    for (paragraph, style) in paragraphs {
        for range in text::wrap(paragraph, usize::from(area.width.max(1))) {
            let shown = row.checked_sub(skip).and_then(|row| u16::try_from(row).ok());
            if let Some(y) = shown.filter(|y| *y < area.height) {
                let line = paragraph.get(range).unwrap_or_default();
                put(buf, area.x, area.y + y, area.width, line.trim_end(), *style);
            }
            row += 1;
        }
    }
    row
}
