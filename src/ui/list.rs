//! Lists with a chosen row: where they scroll to, and how a row is painted.

use super::theme::Theme;
use crate::action::Action;
use crate::text;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// The chosen row of a list. It says nothing of how long the list is: that is looked up when it
/// is used, since the list may have grown or shrunk meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chosen(pub usize);

impl Chosen {
    /// The row, in a list of `length` rows; `None`: the list is empty.
    #[must_use]
    pub fn within(self, length: usize) -> Option<usize> {
        length.checked_sub(1).map(|last| self.0.min(last))
    }

    /// Moves as `action` says. Tells whether it was a movement.
    pub fn step(&mut self, action: Action, length: usize) -> bool {
        const PAGE: usize = 10;
        let Some(at) = self.within(length) else {
            return matches!(action, Action::CursorUp | Action::CursorDown);
        };
        let last = length - 1;
        self.0 = match action {
            // Round at the edges: the last row of a short list is one key away.
            Action::CursorUp => at.checked_sub(1).unwrap_or(last),
            Action::CursorDown => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            Action::CursorPageUp => at.saturating_sub(PAGE),
            Action::CursorPageDown => (at + PAGE).min(last),
            Action::CursorFirst => 0,
            Action::CursorLast => last,
            _ => return false,
        };
        true
    }
}

/// Going to rows by the letter they begin with. A letter goes to the first such row, and pressed
/// again to the next; so the same key means the same row wherever one comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letter(Option<char>);

impl Letter {
    /// Something else was done: the next letter begins at the top again.
    pub fn forget(&mut self) {
        self.0 = None;
    }

    /// Goes to a row that `begins` with `typed`. Tells whether there is one.
    pub fn go(
        &mut self,
        typed: char,
        chosen: &mut Chosen,
        length: usize,
        begins: impl Fn(usize) -> bool,
    ) -> bool {
        let again = self.0.replace(typed) == Some(typed);
        let from = chosen.within(length).filter(|_| again).map_or(0, |at| at + 1);
        let found = (from..length).chain(0..from.min(length)).find(|at| begins(*at));
        if let Some(at) = found {
            *chosen = Chosen(at);
        }
        found.is_some()
    }
}

/// The first row shown, when `chosen` of `length` rows stands in a view of `height`. Derived, not
/// remembered; pages turn instead of rows, so that the list stands still while one moves in it.
#[must_use]
pub fn top(chosen: usize, length: usize, height: usize) -> usize {
    if height == 0 || length <= height {
        return 0;
    }
    let page = height.saturating_sub(2).max(1);
    (chosen / page * page).min(length - height)
}

/// Writes `text` into at most `width` columns, with "…" where it was cut. Returns the columns
/// used.
pub fn put(buf: &mut Buffer, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    let area = buf.area;
    // Why: only part of the rows may be asked for.
    if !(area.top()..area.bottom()).contains(&y) || x >= area.right() || width == 0 {
        return 0;
    }
    let width = width.min(area.right() - x);
    if text::is_plain(text) {
        return put_plain(buf, x, y, width, text, style);
    }
    let shown = fit(text, usize::from(width));
    let (end, _) = buf.set_stringn(x, y, &shown, usize::from(width), style);
    end.saturating_sub(x)
}

/// Writes letters of one column each, as most text is: nothing has to be measured.
fn put_plain(buf: &mut Buffer, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    let whole = text.chars().nth(usize::from(width)).is_none();
    let mut used = 0;
    for letter in text.chars().take(usize::from(width)) {
        let letter = if !whole && used + 1 == width { '…' } else { letter };
        let Some(cell) = buf.cell_mut((x + used, y)) else { break };
        cell.set_char(letter).set_style(style);
        used += 1;
    }
    used
}

/// Writes `text` flush right, ending before column `right`.
pub fn put_right(buf: &mut Buffer, right: u16, y: u16, width: u16, text: &str, style: Style) {
    let shown = fit(text, usize::from(width));
    let columns = u16::try_from(text::width(&shown)).unwrap_or(width).min(width);
    put(buf, right.saturating_sub(columns), y, columns, &shown, style);
}

/// Cuts `text` to `width` columns, with "…" at the end if anything was cut.
#[must_use]
pub fn fit(text: &str, width: usize) -> String {
    if text::width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for (_, grapheme) in text::graphemes(text) {
        let columns = text::width(grapheme);
        if used + columns + 1 > width {
            break;
        }
        out.push_str(grapheme);
        used += columns;
    }
    if width > 0 {
        out.push('…');
    }
    out
}

/// Paints a whole row as chosen: a sign in front and, over its width, the looks of it.
pub fn mark(buf: &mut Buffer, area: Rect, y: u16, chosen: bool, theme: Theme) {
    if !chosen || y >= area.bottom() {
        return;
    }
    buf.set_style(Rect { y, height: 1, ..area }, theme.chosen());
    put(buf, area.x, y, 1, "▸", theme.chosen());
}

/// The area without `columns` at either side.
#[must_use]
pub fn inset(area: Rect, columns: u16) -> Rect {
    Rect {
        x: area.x.saturating_add(columns.min(area.width)),
        width: area.width.saturating_sub(columns.saturating_mul(2)),
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_the_chosen_row() {
        for length in 0..60 {
            for height in 0..30 {
                for chosen in 0..length {
                    let top = top(chosen, length, height);
                    assert!(height == 0 || (top..top + height).contains(&chosen));
                    assert!(length <= height || top + height <= length);
                }
            }
        }
    }

    #[test]
    fn what_is_cut_says_so() {
        for (text, width, shown) in [
            ("Straße", 6, "Straße"),
            ("Straße", 5, "Stra…"),
            ("Straße", 1, "…"),
            ("Straße", 0, ""),
            ("日本", 3, "日…"),
        ] {
            assert_eq!(fit(text, width), shown);
        }
    }
}
