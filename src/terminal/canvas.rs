//! Two pictures, the one that is shown and the next: what differs is sent.
//!
//! While one types, most of a picture is what it was. Whoever paints may say which rows are not,
//! and then only those are painted and compared.

use super::screen::Screen;
use ratatui::backend::{Backend as _, ClearType};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::io::{self, Write};
use std::ops::Range;

/// A screen with what it shows.
#[derive(Debug)]
pub(super) struct Canvas<W: Write> {
    screen: Screen<W>,
    shown: Buffer,
    next: Buffer,
    /// Whether nothing is known of what is shown.
    blank: bool,
}

impl<W: Write> Canvas<W> {
    pub(super) fn new(screen: Screen<W>) -> Self {
        Self { screen, shown: Buffer::default(), next: Buffer::default(), blank: true }
    }

    /// Lets the next picture be painted from scratch.
    pub(super) fn forget(&mut self) {
        self.screen.forget();
        self.blank = true;
    }

    /// Paints and sends what differs. `rows`: those that can differ, if not all can; what is
    /// painted outside of them is lost. The painter gets the whole area and gives the cursor.
    pub(super) fn draw(
        &mut self,
        rows: Option<Range<u16>>,
        paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        let area = Rect::from((Position::ORIGIN, self.screen.size()?));
        if self.blank || area != self.shown.area {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
            self.screen.clear_region(ClearType::All)?;
            self.blank = false;
            return self.draw_all(area, paint);
        }
        match rows {
            Some(rows) => self.draw_rows(area, &rows, paint),
            None => self.draw_all(area, paint),
        }
    }

    fn draw_all(
        &mut self,
        area: Rect,
        paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        self.next.reset();
        let cursor = paint(area, &mut self.next);
        self.screen.draw(self.shown.diff(&self.next).into_iter())?;
        std::mem::swap(&mut self.shown, &mut self.next);
        self.finish(cursor)
    }

    fn draw_rows(
        &mut self,
        area: Rect,
        rows: &Range<u16>,
        paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        let height = rows.end.saturating_sub(rows.start);
        let part = Rect { y: rows.start, height, ..area }.intersection(area);
        let mut next = Buffer::empty(part);
        let cursor = paint(area, &mut next);
        let width = usize::from(part.width);
        let shown = self.shown.content.get_mut(width * usize::from(part.y)..).unwrap_or_default();
        let painted = next.content.chunks_exact(width.max(1));
        for ((y, painted), shown) in
            (part.y..).zip(painted).zip(shown.chunks_exact_mut(width.max(1)))
        {
            // Most rows are what they were; one that is not becomes a picture of its own.
            if painted != shown {
                let area = Rect { y, height: 1, ..part };
                let before = Buffer { area, content: shown.to_vec() };
                shown.clone_from_slice(painted);
                let after = Buffer { area, content: painted.to_vec() };
                self.screen.draw(before.diff(&after).into_iter())?;
            }
        }
        self.finish(cursor)
    }

    fn finish(&mut self, cursor: Option<Position>) -> io::Result<()> {
        match cursor {
            Some(position) => {
                self.screen.show_cursor()?;
                self.screen.set_cursor_position(position)?;
            }
            None => self.screen.hide_cursor()?,
        }
        let sent = self.screen.flush();
        // What did not arrive has to be painted again.
        self.blank |= sent.is_err();
        sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Size;
    use ratatui::style::Style;

    #[test]
    fn rows_that_are_painted_alone_leave_the_others_as_they_are() {
        let measure = || Some(Size::new(20, 4));
        let mut sent = Vec::new();
        let mut canvas = Canvas::new(Screen::new(&mut sent, measure));
        let all = |rows: [&'static str; 4]| {
            move |_: Rect, buf: &mut Buffer| {
                for (y, row) in (0..).zip(rows) {
                    if buf.area.contains(Position { x: 0, y }) {
                        buf.set_string(0, y, row, Style::new());
                    }
                }
                Some(Position { x: 3, y: 1 })
            }
        };
        canvas.draw(None, all(["eins", "zwei", "drei", "vier"])).unwrap();
        canvas.draw(Some(1..3), all(["EINS", "zwo", "", "VIER"])).unwrap();
        canvas.draw(Some(2..9), all(["EINS", "zwo", "3", "vier"])).unwrap();
        drop(canvas);
        let mut parser = vt100::Parser::new(4, 20, 0);
        parser.process(&sent);
        let shown: Vec<_> =
            parser.screen().rows(0, 20).map(|row| row.trim_end().to_owned()).collect();
        assert_eq!(shown, ["eins", "zwo", "3", "vier"]);
        assert_eq!(parser.screen().cursor_position(), (1, 3));
    }
}
