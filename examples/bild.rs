//! Paints the picture in README.md: the real screen, with the program's own painting.
//!
//! `cargo run --example bild` plays the evening below and writes `examples/bild.svg`. The clock
//! is in the script, so the picture is the same every time; a test fails when it is stale.

use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;
use wortlaut::app::{App, Desk, office};
use wortlaut::domain::Timestamp;
use wortlaut::journal::{Journal as _, MemoryJournal, Record, writer::Inline};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::session::Session;
use wortlaut::terminal::Input;
use wortlaut::ui::theme::Theme;

type Failure = Box<dyn std::error::Error>;

/// Columns and rows of the window.
const SIZE: (u16, u16) = (120, 27);
/// Width and height of a letter, and how far down its line it stands.
const CELL: (f32, f32, f32) = (8.4, 16.6, 12.8);
/// Colours: paper, ink, what can be overlooked, what is on now.
const COLOURS: [&str; 4] = ["#fbfaf7", "#23272e", "#7d828a", "#00697a"];

/// What the clerk does: when, which keys, and what is typed behind them.
const EVENING: &[(&str, &str, &str)] = &[
    ("17:01:10", "f8 e strg+t", "Der Vorsitzende eröffnet die Sitzung und begrüßt die Anwesenden."),
    ("17:03:30", "strg+t f6 a eingabe", ""),
    ("17:04:20", "strg+t f6 a eingabe", ""),
    ("17:06:00", "strg+t", "Fragen werden nicht gestellt."),
    ("17:07:40", "strg+t strg+t f2 r k e n eingabe", ""),
    ("17:15:00", "strg+t f2 r k e n eingabe", ""),
    ("17:24:10", "strg+t f2 r k e n eingabe", ""),
    ("17:31:00", "strg+t strg+t f6 a eingabe", ""),
    ("17:36:20", "strg+t f6 j j j n j n e eingabe eingabe", ""),
    ("17:44:50", "strg+t f6 a eingabe", ""),
    ("17:51:30", "strg+t f6 a eingabe", ""),
    ("18:02:00", "f7 ab ab ab g", ""),
    (
        "18:02:40",
        "strg+t",
        "Frau Carstensen vom Büro Lindhof stellt das Gutachten zur Standortwahl vor.",
    ),
    ("18:09:50", "strg+r w e i eingabe strg+n", ""),
    (
        "18:10:00",
        "",
        "hält den Entwurf für gelungen. Die Wache liege richtig; das Gutachten \
                      habe die Fahrzeiten für alle Gemeinden des Amtes nachgerechnet.",
    ),
    ("18:12:20", "strg+r t h i e eingabe strg+r k ä h eingabe strg+n", ""),
    (
        "18:12:30",
        "",
        "fragt, warum die Kosten seit der Vorplanung um 18 Prozent gestiegen seien. \
                      Er beantragt, dem Ausschuss vierteljährlich zu berichten.",
    ),
    ("18:15:00", "strg+e f5 n eingabe s p d eingabe", ""),
    ("18:15:10", "", "3. Über den Fortgang ist dem Hauptausschuss vierteljährlich zu berichten."),
    ("18:16:20", "esc f6 j j j n j n e eingabe", ""),
    ("18:17:00", "strg+n", "regt an, die Stellplätze für das Notarzteinsatzfahrzeug zu über"),
    (
        "18:17:26",
        "strg+r ö z t eingabe strg+r b ö h eingabe",
        "dachen. Das koste wenig und schone das Gerät.",
    ),
    ("18:17:41", "", ""),
];

fn main() -> Result<(), Failure> {
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/bild.svg"), svg()?)?;
    Ok(())
}

/// The picture.
pub(crate) fn svg() -> Result<String, Failure> {
    let mut terminal = ratatui::Terminal::new(TestBackend::new(SIZE.0, SIZE.1))?;
    let app = evening()?;
    terminal.draw(|frame| app.draw(frame))?;
    let cursor = terminal.get_cursor_position()?;
    paint(terminal.backend().buffer(), cursor)
}

/// The program in the middle of the evening.
fn evening() -> Result<App, Failure> {
    let (profile, mut now) = (wortlaut::profile::default(), clock("16:55:00")?);
    let loaded = office::practice(&profile, "clausdotter", now);
    let mut journal = MemoryJournal::new();
    journal.append(&loaded.entries.iter().cloned().map(Record::Entry).collect::<Vec<_>>())?;
    let recorder = Box::new(Inline::new(Box::new(journal)));
    let session = Session::new(loaded, recorder, profile, "clausdotter".to_owned());
    let mut app = App::new(Keymap::default(), Theme::coloured(), now);
    app.sit_down(Desk::new(session, None, None, now), false);
    app.take(Input::Resize(SIZE.0, SIZE.1), now);
    for (at, keys, text) in EVENING {
        now = clock(at)?;
        for key in keys.split_whitespace() {
            let key: Key = key.parse().map_err(|error| format!("{key}: {error}"))?;
            app.take(Input::Key(key), now);
        }
        for letter in text.chars() {
            app.take(Input::Key(Key::char(letter)), now);
        }
    }
    // The pause makes the text history, and then the writer has reported that it is safe.
    for _ in 0..2 {
        app.take(Input::Woken, now);
    }
    Ok(app)
}

fn clock(time: &str) -> Result<Timestamp, Failure> {
    Ok(format!("2027-03-09T{time}+01:00").parse()?)
}

/// A window full of letters as SVG: for each run of one style a box and a text.
fn paint(buffer: &Buffer, cursor: Position) -> Result<String, Failure> {
    let [paper, ink, ..] = COLOURS;
    let (width, height) = (f32::from(SIZE.0) * CELL.0, f32::from(SIZE.1) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-12 -12 {:.0} {:.0}\" \
         font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" \
         fill=\"{ink}\" xml:space=\"preserve\">\n\
         <rect x=\"-12\" y=\"-12\" width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{paper}\" \
         stroke=\"#d8d5cd\"/>\n",
        width + 24.0,
        height + 24.0,
    );
    let (x, y) = (f32::from(cursor.x) * CELL.0, f32::from(cursor.y) * CELL.1);
    writeln!(out, "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"2\" height=\"{}\"/>", CELL.1)?;
    for y in 0..SIZE.1 {
        let row: Vec<_> = (0..SIZE.0).filter_map(|x| buffer.cell((x, y))).collect();
        let mut x = 0;
        for run in row.chunk_by(|a, b| a.style() == b.style()) {
            let (left, columns) = (f32::from(x) * CELL.0, u16::try_from(run.len())?);
            x += columns;
            run_of(run, (left, f32::from(y) * CELL.1), f32::from(columns) * CELL.0, &mut out)?;
        }
    }
    out.push_str("</svg>\n");
    Ok(out)
}

/// One run: cells of one style beside each other.
fn run_of(run: &[&Cell], at: (f32, f32), width: f32, out: &mut String) -> Result<(), Failure> {
    let [paper, ink, quiet, accent] = COLOURS;
    let Some(first) = run.first() else { return Ok(()) };
    let has = |modifier| first.modifier.contains(modifier);
    let colour = match first.fg {
        _ if has(Modifier::DIM) => quiet,
        Color::Reset => ink,
        _ => accent,
    };
    let reversed = has(Modifier::REVERSED);
    if reversed {
        let ((x, y), height) = (at, CELL.1);
        let size = format!("width=\"{width:.1}\" height=\"{height:.1}\"");
        writeln!(out, "<rect x=\"{x:.1}\" y=\"{y:.1}\" {size} fill=\"{colour}\"/>")?;
    }
    let text: String = run.iter().map(|cell| cell.symbol()).collect();
    let (words, blanks) = (text.trim_end(), text.len() - text.trim_end().len());
    if words.is_empty() {
        return Ok(());
    }
    let mut style = format!("fill=\"{}\"", if reversed { paper } else { colour });
    for (modifier, says) in
        [(Modifier::BOLD, " font-weight=\"bold\""), (Modifier::ITALIC, " font-style=\"italic\"")]
    {
        style.push_str(if has(modifier) { says } else { "" });
    }
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let length = width - f32::from(u16::try_from(blanks)?) * CELL.0;
    let place = format!("x=\"{:.1}\" y=\"{:.1}\" textLength=\"{length:.1}\"", at.0, at.1 + CELL.2);
    writeln!(out, "<text {place} lengthAdjust=\"spacingAndGlyphs\" {style}>{words}</text>")?;
    Ok(())
}
