//! The figures of a vote: a line of sums, a table per Fraktion, lines, a table by name.

use super::page::{Page, WIDTH, lines};
use super::view::{Did, Row, Shown, Style, Voter, abstentions_shown, shown};
use crate::domain::{Choice, Tally};
use crate::text::printed_lines;
use crate::wording;
use unicode_width::UnicodeWidthStr as _;

/// Columns between two of a table.
const BETWEEN: usize = 2;

/// The names of the rows get at least this much.
const NAMES: usize = 12;

/// Writes what a vote gave, below what stands on the page.
pub(super) fn part(page: &mut Page, style: &Style, part: &Shown) {
    match part {
        Shown::Words(line) => page.text(line),
        Shown::Named(line) => page.entry(line),
        Shown::Lines(lines) => lines.iter().for_each(|line| page.entry(line)),
        Shown::Figures(lines) => figures(page, lines),
        Shown::Totals(tally) => page.spaced("", &totals(style, *tally)),
        Shown::Secret { tally, invalid } => {
            let nought = &style.columns.zero_in_line;
            let invalid = format!("  Ungültig: {}", shown(*invalid, nought));
            page.spaced("", &(totals(style, *tally) + &invalid));
        }
        Shown::Names { tally, names } => {
            page.spaced("", &totals(style, *tally));
            page.gap(1);
            for (choice, names) in names {
                let heading = columns(style, *tally).find(|(_, column)| column == choice);
                let lead = format!("{}: ", heading.map_or("", |(heading, _)| heading));
                page.hang(&lead, &names.join(", "));
            }
        }
        Shown::Table { rows, total } => table(page, style, rows, total),
        Shown::Roll { tally, people } => roll(page, style, *tally, people),
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
        self::row(page, "", &row.name, names, &table, index);
    }
}

/// Writes a row: `lead` and the name, over several lines if it is long, the cells in the last one.
fn row(page: &mut Page, lead: &str, name: &str, width: usize, table: &[Column], index: usize) {
    let name = lines(name).collect::<Vec<_>>().join(" ");
    let mut parts: Vec<_> =
        printed_lines(&name, width).into_iter().filter_map(|range| name.get(range)).collect();
    let last = parts.pop_if(|part| part.width() <= width).unwrap_or_default();
    let mut before = lead.to_owned();
    for part in parts {
        page.row(&format!("{before}{part}"));
        before = padded("", lead.width());
    }
    let line = table.iter().fold(format!("{before}{}", padded(last, width)), |line, column| {
        let cell = column.cells.get(index).map_or("", String::as_str);
        line + &right(cell, column.width)
    });
    page.row(&line);
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

/// "Zustimmung:       12", the figures below each other.
fn figures(page: &mut Page, lines: &[(String, String)]) {
    let widest = |of: fn(&(String, String)) -> &String| {
        lines.iter().map(|line| of(line).width()).max().unwrap_or(0)
    };
    let (names, figures) = (widest(|line| &line.0) + 1, widest(|line| &line.1));
    for (name, figure) in lines {
        if names + BETWEEN + figures > WIDTH || figure.is_empty() {
            page.text(&format!("{name}: {figure}"));
        } else {
            let name = format!("{name}:");
            page.row(&format!("{}{}", padded(&name, names), right(figure, figures)));
        }
    }
}

/// Everyone by name, a cross where the voter stands.
fn roll(page: &mut Page, style: &Style, tally: Tally, people: &[Voter]) {
    let cross = |hit: bool| if hit { "x" } else { "" }.to_owned();
    let mut table: Vec<Column> = columns(style, tally)
        .map(|(_, choice)| {
            let cells = people.iter().map(|voter| cross(voter.did == Did::Voted(choice)));
            let sum = shown(tally.of(choice), &style.columns.zero_in_table);
            Column::new(wording::choice(choice), cells.chain([sum]).collect())
        })
        .collect();
    let away = people.iter().map(|voter| match voter.did {
        Did::Voted(_) => String::new(),
        Did::Recused => "befangen".to_owned(),
        Did::Away => cross(true),
    });
    let missing = people.iter().filter(|voter| voter.did == Did::Away).count();
    let missing = shown(u32::try_from(missing).unwrap_or(u32::MAX), &style.columns.zero_in_table);
    table.push(Column::new("Nicht anwesend", away.chain([missing]).collect()));
    let numbers = people.len().to_string().width().max(3);
    let address = people.iter().map(|voter| voter.address.width()).max().unwrap_or(0);
    let lead = numbers + 1 + address + usize::from(address > 0);
    let figures: usize = table.iter().map(|column| column.width + BETWEEN).sum();
    let longest = people.iter().map(|voter| voter.name.width()).max().unwrap_or(0);
    let names = longest.clamp(NAMES, WIDTH.saturating_sub(lead + figures).max(NAMES));
    headings(page, &table, lead + names);
    for (index, voter) in people.iter().enumerate() {
        let number = format!("{:>numbers$}", index + 1);
        let own = format!("{number} {}", padded(&voter.address, lead - numbers - 1));
        row(page, &own, &voter.name, names, &table, index);
    }
    let total = padded("", lead);
    row(page, &total, &style.columns.total, names, &table, people.len());
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
