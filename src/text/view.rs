//! What of the text is on the screen: the rows shown, the cursor's cell, how much is out of sight.
//!
//! The view hangs on a block and a row of it, never on a row number of the whole text, so nothing
//! here costs more in a longer text. It moves by jumps: while the clerk types, the line stands
//! still, until the cursor leaves the view; then a third of it becomes free at once.

use std::ops::Range;

use crate::text::editor::Editor;
use crate::text::grapheme;
use crate::text::page::{BlockKey, Place};

/// A visual row to be painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'e> {
    /// The position of its block.
    pub block: usize,
    /// The name of its block.
    pub key: BlockKey,
    /// Whether the block cannot be edited.
    pub fixed: bool,
    /// Whether it is the first row of its block.
    pub first: bool,
    /// Whether it is the last row of its block.
    pub last: bool,
    /// What stands in the row, never wider than the view.
    pub text: &'e str,
    /// Where the row begins in the text of its block.
    pub byte_start: usize,
}

/// How much of the text is out of sight, for a scroll hint: in bytes, and one for each block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    /// Above the first row shown.
    pub above: usize,
    /// In the rows shown.
    pub shown: usize,
    /// Below the last row shown.
    pub below: usize,
}

/// How the blocks stand in the view: while it stays the same, a change of the cursor's block shows
/// in the rows of that block only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    top: Place,
    blocks: usize,
    current: BlockKey,
    rows: usize,
}

/// The rows of the view that a change at the cursor can reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// From a little above the cursor to the end of its block.
    rows: Range<u16>,
    /// The row of the cursor.
    row: u16,
    /// Where this row begins in its block, if a word begins there too.
    before: Option<usize>,
    /// How much of the block is left behind this row, if a word begins there too.
    behind: Option<usize>,
}

impl Reach {
    /// The rows that read otherwise after a change at the cursor, at most; `then` is where the
    /// cursor has come by it.
    #[must_use]
    pub fn until(&self, then: &Self) -> Range<u16> {
        let start = self.rows.start.min(then.rows.start);
        let end = self.rows.end.max(then.rows.end);
        // Why: what begins and ends where it did is not wrapped otherwise. Where a word is torn
        // between two rows, its marks are in both.
        let same = |old: Option<usize>, new| self.row == then.row && old.is_some() && old == new;
        let first = if same(self.before, then.before) { self.row } else { start };
        let last = if same(self.behind, then.behind) { self.row + 1 } else { end };
        first..last
    }
}

/// The part of the screen the text may fill, and the row at its top.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct View {
    pub(super) columns: u16,
    pub(super) rows: u16,
    pub(super) top: Place,
}

impl View {
    /// The width rows are wrapped at: the last column is kept for the cursor behind a full row.
    pub(super) fn wrap_width(self) -> usize {
        match self.columns {
            0 => usize::MAX / 2,
            1 => 1,
            columns => usize::from(columns) - 1,
        }
    }

    /// The number of rows shown.
    fn height(self) -> usize {
        if self.columns == 0 { 0 } else { usize::from(self.rows) }
    }
}

impl Editor {
    /// Fits the text into a part of the screen; one without columns or rows shows nothing.
    ///
    /// The text is wrapped one column narrower, so that the cursor has a cell behind a full row.
    pub fn set_size(&mut self, columns: u16, rows: u16) {
        if (columns, rows) == (self.view.columns, self.view.rows) {
            return;
        }
        let start = self.page.range(self.view.top).start;
        self.view = View { columns, rows, ..self.view };
        self.page.set_width(self.view.wrap_width());
        self.view.top = self.page.place_of(self.view.top.block, start);
        // Why: a view that has grown would otherwise stay empty below a text that could fill it.
        let height = self.view.height();
        let (_, below) = self.page.forward(self.view.top, height);
        let empty = height.saturating_sub(below + 1);
        let pull = empty.saturating_sub(height / 3);
        self.view.top = self.page.back(self.view.top, pull).0;
        self.settle();
    }

    /// Columns and rows of the part of the screen the text may fill.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        (self.view.columns, self.view.rows)
    }

    /// The visible rows, from top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.places().filter_map(|place| self.row(place))
    }

    /// Where the cursor stands in the view, as column and row; nothing if the view has no cell.
    pub fn cursor_cell(&self) -> Option<(u16, u16)> {
        let row = self.screen_row()?;
        let cursor = self.cursor();
        let place = self.known_place();
        let left = self.page.range(place).start..cursor.byte;
        let text = self.page.text(cursor.block).get(left).unwrap_or_default();
        let column = grapheme::width(text).min(usize::from(self.view.columns).saturating_sub(1));
        Some((u16::try_from(column).ok()?, u16::try_from(row).ok()?))
    }

    /// How the blocks stand in the view, and the rows of it that a change at the cursor reaches.
    pub fn layout(&self) -> Option<(Layout, Reach)> {
        // Why: a shorter word goes up a row, and may let the one before it go up too.
        const ABOVE: usize = 2;
        let row = self.screen_row()?;
        let current = self.current()?.key;
        let place = self.known_place();
        let rows = self.page.wrapped(place.block)?.rows();
        let layout = Layout { top: self.view.top, blocks: self.blocks().len(), current, rows };
        let end = (row + rows.saturating_sub(place.row)).min(self.view.height());
        let start = u16::try_from(row.saturating_sub(ABOVE)).ok()?;
        let text = self.page.text(place.block);
        let Range { start: before, end: behind } = self.page.range(place);
        let apart = |at: &usize| {
            text.get(..*at)
                .is_some_and(|text| text.is_empty() || text.ends_with(char::is_whitespace))
        };
        let reach = Reach {
            rows: start..u16::try_from(end).ok()?,
            row: u16::try_from(row).ok()?,
            before: Some(before).filter(apart),
            behind: Some(behind).filter(apart).map(|behind| text.len() - behind),
        };
        Some((layout, reach))
    }

    /// How much of the text is above, in and below the view.
    pub fn scroll(&self) -> Scroll {
        let top = self.view.top;
        let above = self.page.before(top.block) + self.page.range(top).start;
        let size = |place| self.page.range(place).len() + usize::from(self.page.is_last(place));
        let shown = self.places().map(size).sum();
        Scroll { above, shown, below: self.page.total().saturating_sub(above + shown) }
    }

    /// The rows shown, as far as the text goes.
    fn places(&self) -> impl Iterator<Item = Place> {
        let mut next = self.view.top;
        (0..self.view.height()).map_while(move |_| {
            let place = next;
            self.page.wrapped(place.block)?;
            next = match self.page.is_last(place) {
                true => Place { block: place.block + 1, row: 0 },
                false => Place { row: place.row + 1, ..place },
            };
            Some(place)
        })
    }

    fn row(&self, place: Place) -> Option<Row<'_>> {
        let block = self.blocks().get(place.block)?;
        let range = self.page.range(place);
        let byte_start = range.start;
        let text = grapheme::fit(block.text.get(range)?, usize::from(self.view.columns));
        let (first, last) = (place.row == 0, self.page.is_last(place));
        Some(Row {
            block: place.block,
            key: block.key,
            fixed: block.fixed,
            first,
            last,
            text,
            byte_start,
        })
    }

    /// The row of the view the cursor is in, if it is in one.
    pub(super) fn screen_row(&self) -> Option<usize> {
        let height = self.view.height();
        let (top, place) = (self.view.top, self.known_place());
        if place < top {
            return None;
        }
        let mut row = place.row;
        let mut skipped = top.row;
        for block in top.block..place.block {
            row += self.page.wrapped(block)?.rows() - skipped;
            skipped = 0;
            if row >= height {
                return None;
            }
        }
        let row = row - skipped;
        (row < height).then_some(row)
    }

    fn known_place(&self) -> Place {
        let cursor = self.cursor();
        let wrapped = self.page.wrapped(cursor.block);
        Place { block: cursor.block, row: wrapped.map_or(0, |rows| rows.row_of(cursor.byte)) }
    }

    /// The number of rows a page key moves by: one row stays in sight.
    pub(super) fn page_rows(&self) -> usize {
        self.view.height().saturating_sub(1).max(1)
    }

    /// Moves the view so that the cursor stands in its given row, or higher near the beginning.
    pub(super) fn hang(&mut self, row: usize) {
        let cursor = self.cursor();
        let place = self.page.place_of(cursor.block, cursor.byte);
        self.view.top = self.page.back(place, row).0;
    }

    /// Wraps what is shown and brings the cursor into the view; every change ends with this.
    pub(super) fn settle(&mut self) {
        let blocks = self.blocks().len();
        let top = &mut self.view.top;
        if top.block >= blocks {
            *top = Place { block: blocks.saturating_sub(1), row: usize::MAX };
        }
        let last = self.page.rows_of(top.block).saturating_sub(1);
        top.row = top.row.min(last);
        let height = self.view.height();
        let cursor = self.cursor();
        let place = self.page.place_of(cursor.block, cursor.byte);
        self.page.forward(self.view.top, height);
        if height > 0 && self.screen_row().is_none() {
            let third = height / 3;
            let above = place < self.view.top;
            self.hang(if above { third } else { height - 1 - third });
            self.page.forward(self.view.top, height);
        }
        self.page.measure(self.view.top.block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::editor::Motion;
    use crate::text::simulation::typed;

    fn screen(editor: &Editor) -> Vec<&str> {
        editor.rows().map(|row| row.text.trim_end()).collect()
    }

    #[test]
    fn the_line_being_typed_stands_still_until_the_view_is_full() {
        let mut editor = typed("|");
        editor.set_size(6, 6);
        let mut rows = Vec::new();
        for _ in 0..10 {
            let _ = editor.insert("abcd ");
            rows.push(editor.cursor_cell().unwrap());
        }
        let rows: Vec<u16> = rows.into_iter().map(|(_, row)| row).collect();
        assert_eq!(rows, [0, 1, 2, 3, 4, 5, 3, 4, 5, 3]);
    }

    #[test]
    fn a_jump_leaves_a_third_free() {
        let mut editor = typed("|a/b/c/d/e/f/g/h/i/j");
        editor.set_size(9, 6);
        editor.step(Motion::End);
        assert_eq!(screen(&editor), ["g", "h", "i", "j"]);
        assert_eq!(editor.scroll(), Scroll { above: 12, shown: 8, below: 0 });
        (0..4).for_each(|_| editor.step(Motion::RowUp));
        assert_eq!(screen(&editor), ["d", "e", "f", "g", "h", "i"]);
        editor.step(Motion::Start);
        assert_eq!(editor.scroll(), Scroll { above: 0, shown: 12, below: 8 });
        editor.step(Motion::PageDown);
        assert_eq!(screen(&editor), ["f", "g", "h", "i", "j"]);
        editor.step(Motion::PageUp);
        assert_eq!(screen(&editor), ["a", "b", "c", "d", "e", "f"]);
    }

    #[test]
    fn the_cursor_has_a_cell_behind_a_full_row_and_hanging_spaces_stay_inside() {
        let mut editor = typed("abcd|");
        editor.set_size(5, 2);
        assert_eq!(editor.cursor_cell(), Some((4, 0)));
        let _ = editor.insert("   ");
        assert_eq!(editor.cursor_cell(), Some((4, 0)));
        let _ = editor.insert("e");
        assert_eq!(editor.cursor_cell(), Some((1, 1)));
        assert_eq!(editor.rows().map(|row| row.text).collect::<Vec<_>>(), ["abcd ", "e"]);
    }

    #[test]
    fn a_view_that_grows_is_filled() {
        let mut editor = typed("a/b/c/d/e/f|");
        editor.set_size(9, 1);
        assert_eq!(screen(&editor), ["f"]);
        editor.set_size(9, 6);
        assert_eq!(screen(&editor), ["c", "d", "e", "f"]);
        editor.set_size(0, 6);
        assert_eq!((screen(&editor).len(), editor.cursor_cell()), (0, None));
    }

    #[test]
    fn a_newer_truth_does_not_move_the_line() {
        let mut editor = typed("a/b/c/d/e/f/g/h|");
        editor.set_size(9, 4);
        let before = editor.cursor_cell();
        let mut blocks = editor.blocks().to_vec();
        blocks.remove(1);
        blocks[2].text = "x x x x x x x".to_owned();
        editor.set_blocks(blocks);
        assert_eq!(editor.cursor_cell(), before);
    }
}
