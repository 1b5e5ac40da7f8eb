//! The figures of a vote: a line of sums, or a table per Fraktion.

use super::page::{Page, WIDTH, lines};
use super::view::{Figures, Row, Style, abstentions_shown, shown};
use crate::domain::{Choice, Tally};
use crate::text::printed_lines;
use unicode_width::UnicodeWidthStr as _;

/// Columns between two of a table.
const BETWEEN: usize = 2;

/// The names of the rows get at least this much.
const NAMES: usize = 12;

/// Writes the figures below what stands on the page.
pub(super) fn figures(page: &mut Page, style: &Style, figures: &Figures) {
    match figures {
        Figures::None => {}
        Figures::Totals(tally) => {
            page.gap(1);
            page.spaced("", &totals(style, *tally));
        }
        Figures::Secret { tally, invalid } => {
            page.gap(1);
            let nought = &style.columns.zero_in_line;
            let invalid = format!("  Ungültig: {}", shown(*invalid, nought));
            page.spaced("", &(totals(style, *tally) + &invalid));
        }
        Figures::Names { tally, names } => {
            page.gap(1);
            page.spaced("", &totals(style, *tally));
            page.gap(1);
            for (choice, names) in names {
                let heading = columns(style, *tally).find(|(_, column)| column == choice);
                let lead = format!("{}: ", heading.map_or("", |(heading, _)| heading));
                page.hang(&lead, &names.join(", "));
            }
        }
        Figures::Table { rows, total } => {
            page.gap(1);
            table(page, style, rows, total);
        }
    }
}

/// "Zustimmung: 12  Ablehnung: -  Enthaltung: -"
fn totals(style: &Style, tally: Tally) -> String {
    columns(style, tally)
        .map(|(heading, choice)| {
            format!("{heading}: {}", shown(tally.of(choice), &style.columns.zero_in_line))
        })
        .collect::<Vec<_>>()
        .join("  ")
}

fn columns(style: &Style, tally: Tally) -> impl Iterator<Item = (&str, Choice)> {
    let names = &style.columns;
    let abstain = abstentions_shown(style, tally).then_some((&names.abstain, Choice::Abstain));
    [(&names.yes, Choice::Yes), (&names.no, Choice::No)]
        .into_iter()
        .chain(abstain)
        .map(|(name, choice)| (name.as_str(), choice))
}

/// A column: its heading, and its cells from the first row to the sums.
struct Column {
    heading: Vec<String>,
    cells: Vec<String>,
    width: usize,
}

impl Column {
    fn new(heading: &str, cells: Vec<String>) -> Self {
        let heading: Vec<String> = lines(heading).flat_map(|line| words(&line)).collect();
        let width = heading.iter().chain(&cells).map(|text| text.width()).max().unwrap_or(0);
        Self { heading, cells, width }
    }
}

/// A heading may be broken between its words.
fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn table(page: &mut Page, style: &Style, rows: &[Row], total: &Row) {
    let all: Vec<&Row> = rows.iter().chain([total]).collect();
    let nought = &style.columns.zero_in_table;
    let mut table: Vec<Column> = columns(style, total.tally)
        .map(|(heading, choice)| {
            let cells = all.iter().map(|row| shown(row.tally.of(choice), nought));
            Column::new(heading, cells.collect())
        })
        .collect();
    if !style.columns.present.trim().is_empty() {
        let cells = all.iter().map(|row| shown(row.present, nought)).collect();
        table.push(Column::new(&style.columns.present, cells));
    }
    let figures: usize = table.iter().map(|column| column.width + BETWEEN).sum();
    if figures + NAMES > WIDTH {
        return in_words(page, style, &all);
    }
    let longest = all.iter().map(|row| row.name.width()).max().unwrap_or(0);
    let names = longest.clamp(NAMES, WIDTH - figures);
    headings(page, &table, names);
    for (index, row) in all.iter().enumerate() {
        let name = lines(&row.name).collect::<Vec<_>>().join(" ");
        let mut parts: Vec<_> =
            printed_lines(&name, names).into_iter().filter_map(|range| name.get(range)).collect();
        // A long name is written over several lines; the figures stand in the last one.
        let last = parts.pop_if(|part| part.width() <= names).unwrap_or_default();
        for part in parts {
            page.row(part);
        }
        let line = table.iter().fold(padded(last, names), |line, column| {
            let cell = column.cells.get(index).map_or("", String::as_str);
            line + &right(cell, column.width)
        });
        page.row(&line);
    }
}

fn headings(page: &mut Page, table: &[Column], names: usize) {
    let height = table.iter().map(|column| column.heading.len()).max().unwrap_or(0);
    for line in 0..height {
        let text = table.iter().fold(padded("", names), |text, column| {
            let above = height - column.heading.len();
            let word = line.checked_sub(above).and_then(|line| column.heading.get(line));
            text + &right(word.map_or("", String::as_str), column.width)
        });
        page.row(&text);
    }
}

/// Where the columns of a house are too many for a sheet: one line of sums for each row.
fn in_words(page: &mut Page, style: &Style, rows: &[&Row]) {
    for row in rows {
        page.text(&format!("{}:", row.name));
        page.spaced("  ", &totals(style, row.tally));
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(BETWEEN + width.saturating_sub(text.width())))
}
