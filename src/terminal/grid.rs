//! What the terminal shows, and the fewest bytes that make it show something else.
//!
//! A letter typed into a line moves the rest of it: terminals can do that themselves (ECMA-48: ICH,
//! DCH), in four bytes instead of the line. For that it must be known what they show, so the cells
//! that were sent are kept here.

use crate::text;
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::borrow::Cow;
use std::io::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// Fewer changes in a row are written as they are.
const FEW: usize = 5;
/// A row is moved by so many columns at most: the longest word that wraps.
const FAR: usize = 24;
/// Cells that stay may be written again to save a movement of the cursor.
const NEAR: u16 = 3;

/// The looks of a cell, as far as a terminal is told them.
type Looks = (Color, Color, Modifier);

/// The looks of a cell that has none.
const BARE: Looks = (Color::Reset, Color::Reset, Modifier::empty());

/// The cells that a terminal shows, its cursor, and the looks that it writes with.
#[derive(Debug, Default)]
pub(super) struct Grid {
    width: u16,
    /// None while it is not known what the terminal shows.
    rows: Option<Vec<Vec<Cell>>>,
    pub(super) cursor: Option<Position>,
    looks: Option<Looks>,
}

impl Grid {
    /// Forgets what the terminal shows.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Hears that the terminal shows nothing but blanks.
    pub(super) fn cleared(&mut self, size: Size) {
        self.forget();
        self.width = size.width;
        let row = vec![Cell::default(); usize::from(size.width)];
        self.rows = Some(vec![row; usize::from(size.height)]);
    }

    /// Adds the bytes that change cells; these come row by row, from left to right.
    pub(super) fn draw<'a>(
        &mut self,
        content: impl Iterator<Item = (u16, u16, &'a Cell)>,
        out: &mut Vec<u8>,
    ) {
        let mut content = content.peekable();
        while let Some((x, y, cell)) = content.next() {
            let mut changes = vec![(x, cell)];
            while let Some((x, _, cell)) = content.next_if(|(_, next, _)| *next == y) {
                changes.push((x, cell));
            }
            self.draw_row(y, &changes, out);
        }
    }

    fn draw_row(&mut self, y: u16, changes: &[(u16, &Cell)], out: &mut Vec<u8>) {
        let rows = self.rows.as_mut();
        let Some(row) = rows.and_then(|rows| rows.get_mut(usize::from(y))) else {
            self.write(y, changes, None, out);
            return;
        };
        let mut old = std::mem::take(row);
        let mut new = old.clone();
        for (x, cell) in changes {
            let x = usize::from(*x);
            let wide = if is_narrow(cell) { 1 } else { cell.symbol().width().max(1) };
            for (at, slot) in new.iter_mut().enumerate().skip(x).take(wide) {
                // The other half of something wide is no letter.
                if at == x { slot.clone_from(cell) } else { *slot = Cell::default() }
            }
        }
        let shift = if changes.len() > FEW { shift(&old, &new) } else { None };
        if let Some((from, by)) = shift {
            self.shift(y, from, by, &mut old, out);
            let changed = (0..).zip(old.iter().zip(&new)).filter(|(_, (old, new))| old != new);
            let left: Vec<_> = changed.map(|(x, (_, new))| (x, new)).collect();
            self.write(y, &left, Some(&new), out);
        } else {
            self.write(y, changes, Some(&new), out);
        }
        if let Some(slot) = self.rows.as_mut().and_then(|rows| rows.get_mut(usize::from(y))) {
            *slot = new;
        }
    }

    /// Moves the end of a row, right where `by` is positive.
    fn shift(&mut self, y: u16, from: usize, by: isize, old: &mut Vec<Cell>, out: &mut Vec<u8>) {
        let Ok(x) = u16::try_from(from) else { return };
        // Why: a terminal fills with the background it writes with.
        self.put_on(BARE, out);
        self.go_to(Position { x, y }, out);
        let width = old.len();
        let count = by.unsigned_abs();
        let blanks = std::iter::repeat_n(Cell::default(), count);
        let command = if by > 0 {
            old.splice(from..from, blanks);
            old.truncate(width);
            '@'
        } else {
            old.drain(from..from + count);
            old.extend(blanks);
            'P'
        };
        let number = if count == 1 { String::new() } else { count.to_string() };
        // Writing to memory does not fail.
        let _ = write!(out, "\x1b[{number}{command}");
    }

    /// Writes cells of a row. `whole`: all that the row shows then, where that is known.
    fn write(
        &mut self,
        y: u16,
        changes: &[(u16, &Cell)],
        whole: Option<&[Cell]>,
        out: &mut Vec<u8>,
    ) {
        let ink = whole.map(|row| row.iter().rposition(|cell| !is_blank(cell)));
        let blank_from = ink.map(|ink| ink.map_or(0, |at| at + 1));
        for (index, (x, cell)) in changes.iter().enumerate() {
            let left = changes.len() - index;
            if blank_from.is_some_and(|from| usize::from(*x) >= from) && left > FEW {
                // Only blanks from here on.
                self.put_on(BARE, out);
                self.go_to(Position { x: *x, y }, out);
                out.extend_from_slice(b"\x1b[K");
                return;
            }
            self.go_over(Position { x: *x, y }, whole, out);
            self.put_on(looks(cell), out);
            out.extend_from_slice(shown(cell).as_bytes());
            // Why: behind the last column, and behind what a terminal may take for wide, nobody
            // knows where the cursor is.
            let known = is_narrow(cell) && x + 1 < self.width;
            self.cursor = known.then_some(Position { x: x + 1, y });
        }
    }

    /// Goes on in a row, over a few cells by writing them again if they look alike.
    fn go_over(&mut self, to: Position, whole: Option<&[Cell]>, out: &mut Vec<u8>) {
        if let (Some(from), Some(row)) = (self.cursor, whole)
            && from.y == to.y
            && from.x < to.x
            && to.x - from.x <= NEAR
            && let Some(between) = row.get(usize::from(from.x)..usize::from(to.x))
            && between.iter().all(|cell| is_narrow(cell) && self.looks == Some(looks(cell)))
        {
            for cell in between {
                out.extend_from_slice(shown(cell).as_bytes());
            }
            self.cursor = Some(to);
            return;
        }
        self.go_to(to, out);
    }

    /// Moves the cursor, if it is not there.
    pub(super) fn go_to(&mut self, to: Position, out: &mut Vec<u8>) {
        let from = self.cursor.replace(to);
        let Position { x, y } = to;
        let _ = match from {
            Some(from) if from == to => Ok(()),
            Some(from) if from.y == y && from.x == x + 1 => write!(out, "\x08"),
            Some(from) if from.y == y && from.x < x => {
                write!(out, "\x1b[{}C", number(x - from.x))
            }
            Some(from) if from.y == y => write!(out, "\x1b[{}G", number(x + 1)),
            _ => write!(out, "\x1b[{};{}H", number(y + 1), number(x + 1)),
        };
    }

    /// Makes the terminal write with these looks.
    fn put_on(&mut self, wanted: Looks, out: &mut Vec<u8>) {
        if self.looks.replace(wanted) == Some(wanted) {
            return;
        }
        let (front, back, marks) = wanted;
        let mut codes = Vec::new();
        for (mark, code) in MARKS {
            if marks.contains(*mark) {
                codes.push((*code).to_owned());
            }
        }
        codes.extend(colour(front, 30));
        codes.extend(colour(back, 40));
        let _ = match codes.as_slice() {
            [] => write!(out, "\x1b[m"),
            codes => write!(out, "\x1b[0;{}m", codes.join(";")),
        };
    }
}

/// The marks of a cell and their codes (ECMA-48, SGR).
const MARKS: &[(Modifier, &str)] = &[
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::RAPID_BLINK, "6"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

/// The code of a colour; `base` is 30 for the letters, 40 for what is behind them.
fn colour(colour: Color, base: u8) -> Option<String> {
    let plain = |number: u8| Some((base + number).to_string());
    let bright = |number: u8| Some((base + 60 + number).to_string());
    match colour {
        Color::Reset => None,
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(index) => Some(format!("{};5;{index}", base + 8)),
        Color::Rgb(red, green, blue) => Some(format!("{};2;{red};{green};{blue}", base + 8)),
    }
}

/// A number of a sequence; 1 is what is meant without any.
fn number(value: u16) -> String {
    if value == 1 { String::new() } else { value.to_string() }
}

fn looks(cell: &Cell) -> Looks {
    (cell.fg, cell.bg, cell.modifier)
}

/// What the terminal is told of a cell: whatever was painted, nothing in it acts.
fn shown(cell: &Cell) -> Cow<'_, str> {
    text::shown(cell.symbol())
}

fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && looks(cell) == BARE
}

/// Tells whether every terminal takes a cell for one column: what Latin text, German quotation
/// marks, dashes and our own signs are made of.
fn is_narrow(cell: &Cell) -> bool {
    let mut chars = cell.symbol().chars();
    let one = chars.next().is_some_and(|char| {
        matches!(char, ' '..='~' | '¡'..='\u{ac}' | '®'..='ſ' | '–' | '—' | '‘'..='‚' | '“'..='„'
            | '…' | '‹' | '›' | '─' | '│' | '▎' | '▸')
    });
    one && chars.next().is_none()
}

/// By how much the end of a row would have to move to read as the new one, and from where, if
/// that saves writing. Negative: to the left.
fn shift(old: &[Cell], new: &[Cell]) -> Option<(usize, isize)> {
    let mut names = Names::default();
    let mut named =
        |row: &[Cell]| row.iter().map(|cell| names.of(cell)).collect::<Option<Vec<_>>>();
    let (old, new) = (named(old)?, named(new)?);
    let from = old.iter().zip(&new).position(|(old, new)| old != new)?;
    let (old_end, new_end) = (old.get(from..)?, new.get(from..)?);
    let differ = |a: &[u64], b: &[u64]| a.iter().zip(b).filter(|(a, b)| a != b).count();
    let ink = |cells: &[u64]| cells.iter().filter(|cell| **cell != BLANK).count();
    let straight = differ(old_end, new_end);
    let mut best: Option<(usize, isize)> = None;
    for by in 1..=FAR.min(old_end.len().saturating_sub(1)) {
        let signed = isize::try_from(by).ok()?;
        let (inserted, moved) = new_end.split_at_checked(by)?;
        let right = ink(inserted) + differ(old_end, moved);
        let moved = old_end.get(by..)?;
        // To the left: what comes in at the right edge is blank.
        let left = differ(moved, new_end) + ink(new_end.get(moved.len()..)?);
        for (cost, by) in [(right, signed), (left, -signed)] {
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, by));
            }
        }
    }
    // Why: a command and the movement to it cost some ten bytes.
    best.filter(|(cost, _)| cost + 10 < straight || (*cost <= 2 && straight > FEW))
        .map(|(_, by)| (from, by))
}

/// A blank cell without looks.
const BLANK: u64 = ' ' as u64;

/// Names cells by numbers, which are compared many times faster.
#[derive(Default)]
struct Names {
    looks: Vec<Looks>,
}

impl Names {
    /// The number of a cell; none if it may not be moved, as it is not surely one column wide.
    fn of(&mut self, cell: &Cell) -> Option<u64> {
        let letter = cell.symbol().chars().next().filter(|_| is_narrow(cell))?;
        let looks = looks(cell);
        let known = if looks == BARE { Some(0) } else { None };
        let known =
            known.or_else(|| self.looks.iter().position(|it| *it == looks).map(|at| at + 1));
        let number = known.unwrap_or_else(|| {
            self.looks.push(looks);
            self.looks.len()
        });
        Some(u64::try_from(number).ok()? << 32 | u64::from(u32::from(letter)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    const SIZE: Size = Size { width: 30, height: 4 };

    /// A terminal, and what it was told.
    struct Told {
        grid: Grid,
        shown: Buffer,
        parser: vt100::Parser,
    }

    impl Told {
        fn new() -> Self {
            let mut grid = Grid::default();
            grid.cleared(SIZE);
            let area = Rect::new(0, 0, SIZE.width, SIZE.height);
            let parser = vt100::Parser::new(SIZE.height, SIZE.width, 0);
            Self { grid, shown: Buffer::empty(area), parser }
        }

        /// Shows rows of text, part of them marked; gives the bytes that it took.
        fn show(&mut self, rows: &[&str], marked: u16) -> usize {
            let mut next = Buffer::empty(self.shown.area);
            for (y, row) in (0..).zip(rows) {
                next.set_stringn(0, y, row, usize::from(SIZE.width), Style::new());
            }
            // Nobody marks half of something wide.
            let wide = [&self.shown, &next].iter().any(|it| !it.content.iter().all(is_narrow));
            let marked = if wide { 0 } else { marked };
            let style = Style::new().add_modifier(Modifier::REVERSED).fg(Color::Cyan);
            next.set_style(Rect { x: 3, y: 0, width: marked, height: 1 }, style);
            let mut out = Vec::new();
            self.grid.draw(self.shown.diff(&next).into_iter(), &mut out);
            self.grid.go_to(Position { x: 5, y: 1 }, &mut out);
            self.parser.process(&out);
            self.shown = next;
            self.check();
            out.len()
        }

        /// The terminal shows what was painted, and the cursor is where it was put.
        fn check(&self) {
            let screen = self.parser.screen();
            assert_eq!(screen.cursor_position(), (1, 5));
            for y in 0..SIZE.height {
                let mut x = 0;
                while x < SIZE.width {
                    let (cell, there) = (&self.shown[(x, y)], screen.cell(y, x).unwrap());
                    let shown = if there.has_contents() { there.contents() } else { " " };
                    assert_eq!(shown, cell.symbol(), "at {x}, {y}");
                    let marked = cell.modifier.contains(Modifier::REVERSED);
                    assert_eq!(there.inverse(), marked, "at {x}, {y}");
                    x += if there.is_wide() { 2 } else { 1 };
                }
            }
        }
    }

    #[test]
    fn a_letter_in_the_middle_of_a_line_is_a_few_bytes() {
        let mut told = Told::new();
        told.show(&["", "Der Rat beschließt heute."], 0);
        assert!(told.show(&["", "Der RXat beschließt heute."], 0) <= 10);
        assert!(told.show(&["", "Der Rat beschließt heute."], 0) <= 10);
        // A word that wraps goes from one row to the next.
        let before = told.show(&["", "Der Rat beschließt heute im", "Saal des alten Hauses."], 0);
        let after = told.show(&["", "Der Rat beschließt ja heute", "im Saal des alten Hauses."], 0);
        assert!(after < 40, "{after} bytes, and {before} for all of it");
    }

    /// The last gate: a text that came in beside all others is painted, and still does nothing.
    #[test]
    fn nothing_that_acts_reaches_the_terminal() {
        let area = Rect::new(0, 0, 6, 1);
        for (symbol, told) in [
            ("\u{1b}]52;c;eA==\u{7}", "\u{fffd}"),
            ("\u{9b}", "\u{fffd}"),
            ("\r", "\u{fffd}"),
            ("a\u{202e}", "\u{fffd}"),
            ("日\u{2067}", "\u{fffd} "),
            ("\u{200b}", "\u{fffd}"),
            ("ä", "ä"),
            ("👨\u{200d}👩", "👨\u{200d}👩"),
        ] {
            let mut next = Buffer::empty(area);
            next.content[0].set_symbol(symbol);
            let mut grid = Grid::default();
            grid.cleared(Size::new(6, 1));
            let mut out = Vec::new();
            grid.draw(std::iter::once((0, 0, &next.content[0])), &mut out);
            let out = String::from_utf8(out).unwrap();
            let own = out.replace("\u{1b}[m", "").replace("\u{1b}[;H", "");
            assert_eq!(own, told, "{symbol:?}");
        }
    }

    #[test]
    fn a_line_that_ends_is_not_filled_with_blanks() {
        let mut told = Told::new();
        told.show(&["Der Rat beschließt heute.", "x"], 0);
        assert!(told.show(&["", "x"], 0) <= 20);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn whatever_is_painted_is_shown(
            pictures in prop::collection::vec(
                (prop::collection::vec("([a-f ß„–]{1,9}|日|👩|e\u{301}| ){0,9}", 4), 0u16..20),
                1..8,
            )
        ) {
            let mut told = Told::new();
            for (rows, marked) in &pictures {
                let rows: Vec<_> = rows.iter().map(String::as_str).collect();
                told.show(&rows, *marked);
            }
        }

        #[test]
        fn a_line_that_is_edited_is_shown(
            text in "[a-e ]{0,40}", edits in prop::collection::vec((0usize..40, "[x-z ]{0,6}", 0usize..9), 1..9)
        ) {
            let mut told = Told::new();
            let mut text: Vec<char> = text.chars().collect();
            for (at, new, gone) in edits {
                let at = at.min(text.len());
                let end = (at + gone).min(text.len());
                text.splice(at..end, new.chars());
                let line: String = text.iter().collect();
                told.show(&[line.as_str(), "y", line.as_str()], 0);
            }
        }
    }
}
