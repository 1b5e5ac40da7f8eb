//! The member list as CSV, as spreadsheets write it.

use super::draft::{MAX_MEMBERS, Member};
use super::near::one_of;
use super::report::{Report, quote};
use super::roles;
use crate::domain::Role;

const COLUMNS: [&str; 8] =
    ["anrede", "titel", "vorname", "nachname", "fraktion", "rolle", "stimmrecht", "amt"];
const HEADER: &str = "anrede;titel;vorname;nachname;fraktion;rolle;stimmrecht";

/// Reads a list: a header line, then one person a line.
pub(super) fn read(text: &str, report: &mut Report) -> Vec<Member> {
    let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let Some((first, at)) = lines.next() else {
        report.file("Die Mitgliederliste ist leer", HEADER);
        return Vec::new();
    };
    let delimiter = delimiter(first);
    let Some(columns) = header(&cells(first, delimiter, at, report), at, report) else {
        return Vec::new();
    };
    let mut members = Vec::new();
    for (line, at) in lines {
        if members.len() == MAX_MEMBERS {
            report.line(at, "Die Mitgliederliste ist zu lang", "höchstens 500 Personen");
            break;
        }
        let cells = cells(line, delimiter, at, report);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let more = cells.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty());
        if cells.len() < columns.len() || more {
            let wrong = format!("Die Zeile hat {} Spalten", cells.len());
            report.line(at, &wrong, &format!("{} wie in der Kopfzeile", columns.len()));
            continue;
        }
        members.push(Row { columns: &columns, cells: &cells, at }.member(report));
    }
    if members.is_empty() && report.is_clear() {
        report.file("Die Mitgliederliste enthält niemanden", "eine Zeile für jede Person");
    }
    members
}

/// The most frequent of the usual delimiters in the header line.
fn delimiter(header: &str) -> u8 {
    let count = |delimiter: char| header.matches(delimiter).count();
    let [semicolons, commas, tabs] = [count(';'), count(','), count('\t')];
    match () {
        () if semicolons >= commas && semicolons >= tabs => b';',
        () if commas >= tabs => b',',
        () => b'\t',
    }
}

/// Splits a line. Why line by line: a quote that is never closed would swallow the rest.
fn cells(line: &str, delimiter: u8, at: usize, report: &mut Report) -> Vec<String> {
    if line.len() > 8 * super::clean::MAX_FIELD {
        report.line(at, "Die Zeile ist zu lang", "eine Person je Zeile");
        return Vec::new();
    }
    if !line.matches('"').count().is_multiple_of(2) {
        report.line(at, "Ein Anführungszeichen ist nicht geschlossen", "\"…\" um ein Feld");
        return Vec::new();
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(line.as_bytes());
    match reader.records().next() {
        Some(Ok(record)) => record.iter().map(str::to_owned).collect(),
        Some(Err(_)) | None => Vec::new(),
    }
}

/// Reads the header line: which column is where.
fn header(cells: &[String], at: usize, report: &mut Report) -> Option<Vec<&'static str>> {
    let named = |cell: &String| {
        let name = cell.trim().to_lowercase();
        COLUMNS.into_iter().find(|column| *column == name)
    };
    if !cells.iter().any(|cell| named(cell).is_some()) {
        report.line(at, "Die Kopfzeile fehlt", HEADER);
        return None;
    }
    let mut columns: Vec<&'static str> = Vec::new();
    let mut complete = true;
    for cell in cells {
        match named(cell) {
            Some(column) if columns.contains(&column) => {
                report.line(at, &format!("Die Spalte „{column}“ steht doppelt"), HEADER);
                complete = false;
            }
            Some(column) => columns.push(column),
            None => {
                let wrong = format!("Die Spalte {} ist unbekannt", quote(cell.trim()));
                report.line(at, &wrong, &one_of(cell, &COLUMNS));
                complete = false;
            }
        }
    }
    if !columns.contains(&"nachname") && complete {
        report.line(at, "Die Spalte „nachname“ fehlt", HEADER);
        complete = false;
    }
    complete.then_some(columns)
}

struct Row<'r> {
    columns: &'r [&'static str],
    cells: &'r [String],
    at: usize,
}

impl Row<'_> {
    fn member(&self, report: &mut Report) -> Member {
        let family_name = self.words("nachname", report);
        if self.raw("nachname").trim().is_empty() {
            report.line(self.at, "Der Nachname fehlt", "ein Name in der Spalte „nachname“");
        }
        let word = self.words("rolle", report);
        let office = self.words("amt", report);
        let role = roles::role(&word).unwrap_or_else(|| {
            report.line(self.at, &format!("{} ist keine Rolle", quote(&word)), roles::ROLES);
            (Role::Member, String::new())
        });
        let (role, named) = match role {
            (Role::Member, _) if word.is_empty() && !office.is_empty() => {
                (Role::Administration, String::new())
            }
            role => role,
        };
        let right = self.words("stimmrecht", report);
        let voting_right = roles::yes_or_no(&right).unwrap_or_else(|| {
            let wrong = format!("{} ist kein Stimmrecht", quote(&right));
            report.line(self.at, &wrong, "ja, nein oder leer");
            None
        });
        Member {
            line: self.at,
            form_of_address: roles::form_of_address(&self.words("anrede", report)),
            title: self.words("titel", report),
            given_name: self.words("vorname", report),
            family_name,
            faction: roles::faction(&self.words("fraktion", report)),
            role,
            voting_right,
            office: if office.is_empty() { named } else { office },
        }
    }

    fn words(&self, column: &str, report: &mut Report) -> String {
        report.words(self.raw(column), self.at, column)
    }

    fn raw(&self, column: &str) -> &str {
        let cell = self.columns.iter().position(|name| *name == column);
        cell.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }
}
