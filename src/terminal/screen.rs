//! The way to the screen: one frame is one `write`, so over SSH it is one packet.
//!
//! ratatui's backend flushes after the picture, after the cursor and at the end. This one only
//! gathers, and writes when the frame is complete. It remembers the cursor, so it never asks the
//! terminal: the answer would reach the thread that reads the keys.

use std::io::{self, Write};
use std::os::fd::AsFd as _;

use super::grid::Grid;
use crossterm::cursor::{Hide, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// Frames larger than this are shown at once by terminals that can.
const LARGE: usize = 1024;

/// No more of a window than this is painted.
const LARGEST: Size = Size { width: 1000, height: 500 };

/// A ratatui backend that writes a frame at once.
#[derive(Debug)]
pub struct Screen<W: Write> {
    out: W,
    frame: Vec<u8>,
    measure: fn() -> Option<Size>,
    size: Size,
    visible: Option<bool>,
    grid: Grid,
}

impl<W: Write> Screen<W> {
    /// Makes a backend that writes to `out`; `measure` tells the size of the window.
    pub fn new(out: W, measure: fn() -> Option<Size>) -> Self {
        let size = Size::new(80, 24);
        Self { out, frame: Vec::new(), measure, size, visible: None, grid: Grid::default() }
    }

    /// Forgets what the terminal shows, because somebody else wrote to it.
    pub fn forget(&mut self) {
        self.frame.clear();
        self.visible = None;
        self.grid.forget();
    }

    /// Shows or hides the cursor where it is not so already.
    fn set_visible(&mut self, visible: bool) -> io::Result<()> {
        if self.visible == Some(visible) {
            return Ok(());
        }
        self.visible = Some(visible);
        if visible { queue!(self.frame, Show) } else { queue!(self.frame, Hide) }
    }
}

impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.grid.draw(content, &mut self.frame);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.set_visible(false)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.set_visible(true)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.grid.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.grid.go_to(position.into(), &mut self.frame);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        match clear_type {
            ClearType::All => {
                self.size = self.size()?;
                self.grid.cleared(self.size);
            }
            _ => self.grid.forget(),
        }
        CrosstermBackend::new(&mut self.frame).clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok((self.measure)().unwrap_or(self.size))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        if self.frame.len() > LARGE {
            let mut begin = Vec::new();
            queue!(begin, BeginSynchronizedUpdate)?;
            self.frame.splice(0..0, begin);
            queue!(self.frame, EndSynchronizedUpdate)?;
        }
        let written = self.out.write_all(&self.frame).and_then(|()| self.out.flush());
        self.frame.clear();
        if written.is_err() {
            self.forget();
        }
        written
    }
}

/// The standard output without a buffer of its own.
#[derive(Debug)]
pub struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let out = io::stdout();
        loop {
            match rustix::io::write(out.as_fd(), bytes) {
                // Why: whoever shares the terminal may have made it non-blocking.
                Err(rustix::io::Errno::AGAIN) => drop(Self::ready(None)),
                written => return Ok(written?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Tty {
    /// Waits until the terminal takes output, at most as long as `patience`.
    pub(super) fn ready(patience: Option<&Timespec>) -> bool {
        let out = io::stdout();
        let mut fds = [PollFd::new(&out, PollFlags::OUT)];
        poll(&mut fds, patience).is_ok_and(|count| count > 0)
            && fds.iter().all(|fd| fd.revents().contains(PollFlags::OUT))
    }

    /// Measures the window.
    pub(super) fn measure() -> Option<Size> {
        let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
        Some(paintable(size.ws_col, size.ws_row))
    }
}

/// What is painted of a window. A terminal that does not know its size counts as 80×24; one that
/// claims to be boundless gets as much as anybody can see, for each cell takes memory.
fn paintable(width: u16, height: u16) -> Size {
    match (width, height) {
        (0, _) | (_, 0) => Size::new(80, 24),
        _ => Size::new(width.min(LARGEST.width), height.min(LARGEST.height)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::widgets::Paragraph;

    /// Keeps every write apart.
    #[derive(Default)]
    struct Writes(Vec<Vec<u8>>, bool);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.1 {
                return Err(io::Error::other("the line is gone"));
            }
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn screen() -> Terminal<Screen<Writes>> {
        let measure = || Some(Size::new(80, 24));
        Terminal::new(Screen::new(Writes::default(), measure)).unwrap()
    }

    fn show(screen: &mut Terminal<Screen<Writes>>, text: &str, cursor: u16) -> Vec<Vec<u8>> {
        let paint = |frame: &mut ratatui::Frame<'_>| {
            frame.render_widget(Paragraph::new(text), frame.area());
            frame.set_cursor_position((cursor, 0));
        };
        screen.draw(paint).unwrap();
        std::mem::take(&mut screen.backend_mut().out.0)
    }

    #[test]
    fn a_frame_is_one_write_and_no_change_is_none() {
        let mut screen = screen();
        assert_eq!(show(&mut screen, "Straße", 6).len(), 1);
        assert_eq!(show(&mut screen, "Straße", 6).len(), 0);
        let typed = show(&mut screen, "Straßen", 7);
        assert_eq!(typed.len(), 1);
        assert!(typed[0].len() < 40, "{} bytes for one letter", typed[0].len());
        assert_eq!(show(&mut screen, "Straßen", 3), [b"\x1b[4G".to_vec()]);
    }

    #[test]
    fn the_picture_and_the_cursor_are_right() {
        let mut screen = screen();
        let mut parser = vt100::Parser::new(24, 80, 0);
        for (text, cursor) in [("Gegenstimmen: 4", 15), ("Gegenstimmen: keine", 19), ("ä", 1)] {
            for write in show(&mut screen, text, cursor) {
                parser.process(&write);
            }
            assert_eq!(parser.screen().contents().trim_end(), text);
            assert_eq!(parser.screen().cursor_position(), (0, cursor));
            assert!(!parser.screen().hide_cursor());
        }
    }

    #[test]
    fn a_window_of_any_size_takes_bounded_memory() {
        let size = |width, height| {
            let size = paintable(width, height);
            (size.width, size.height)
        };
        assert_eq!(size(0, 0), (80, 24));
        assert_eq!(size(0, 24), (80, 24));
        assert_eq!(size(1, 1), (1, 1));
        assert_eq!(size(300, 100), (300, 100));
        assert_eq!(size(u16::MAX, 1), (1000, 1));
        assert_eq!(size(u16::MAX, u16::MAX), (1000, 500));
    }

    #[test]
    fn a_large_frame_is_shown_at_once() {
        let mut screen = screen();
        let writes = show(
            &mut screen,
            &"Wortprotokoll der Sitzung vom Donnerstag, gefüllt bis zum Rand\n".repeat(24),
            0,
        );
        assert_eq!(writes.len(), 1);
        assert!(writes[0].starts_with(b"\x1b[?2026h") && writes[0].ends_with(b"\x1b[?2026l"));
    }

    #[test]
    fn clearing_paints_everything_anew_without_asking_the_terminal() {
        let mut screen = screen();
        show(&mut screen, "Haushalt", 0);
        screen.clear().unwrap();
        let writes = show(&mut screen, "Haushalt", 0);
        let text = String::from_utf8(writes.concat()).unwrap();
        assert!(text.contains("\u{1b}[2J") && text.contains("Haushalt"));
        assert!(!text.contains("\u{1b}[6n"));
    }

    #[test]
    fn a_failed_write_is_told_and_leaves_nothing_behind() {
        let mut screen = screen();
        screen.backend_mut().out.1 = true;
        let paint = |frame: &mut ratatui::Frame<'_>| {
            frame.render_widget(Paragraph::new("x"), frame.area());
        };
        assert!(screen.draw(paint).is_err());
        assert!(screen.backend().frame.is_empty());
    }
}
