//! The numbered plain text: an agenda as it stands in an invitation.

use super::clean::MAX_FIELD;
use super::draft::{Agenda, DraftPaper, Item, MAX_ITEMS};
use super::heading::{self, Heading, heading};
use super::near::{nearest, one_of};
use super::number::{self, Number};
use super::reference;
use super::report::{Report, quote};
use super::when::{parse_date, parse_time, wrong_weekday};
use crate::domain::{Paper, PaperId};
use std::collections::HashSet;

/// What a line of an agenda may be, for messages.
const EXPECTED: &str = "Nummer und Titel („Ö 4.1 Titel (DrS/2027/012)“), eine Überschrift \
                        („Nichtöffentlicher Teil“) oder eine eingerückte Fortsetzung";
/// Remarks behind a title that keep it out of the public part.
const NON_PUBLIC: [&str; 4] = ["nichtöffentlich", "nicht öffentlich", "nicht-öffentlich", "nö"];
/// Head data that a text may tell.
const KEYS: [&str; 15] = [
    "Gremium",
    "Datum",
    "Beginn",
    "Ende",
    "Ort",
    "Körperschaft",
    "Sitzung",
    "Nummer",
    "Wahlperiode",
    "Vorsitz",
    "Schriftführung",
    "Uhrzeit",
    "Raum",
    "Protokollführung",
    "Protokoll",
];
/// Those of them that say when: a line that begins so is read without a colon too, or told.
const WHEN: [&str; 4] = ["datum", "beginn", "ende", "uhrzeit"];

/// Reads an agenda of numbered lines.
pub(super) fn read(text: &str, report: &mut Report) -> Agenda {
    let lines: Vec<&str> = text.lines().collect();
    let mut reader = Reader { title_block: title_block(&lines), ..Reader::default() };
    for (index, line) in lines.iter().enumerate() {
        let next = lines.get(index + 1).copied().unwrap_or_default().trim();
        reader.line(index + 1, line, heading::is_underline(next), report);
        if reader.agenda.items.len() > MAX_ITEMS {
            break;
        }
    }
    reader.finish(report)
}

/// Lines at the top that say who invites whom to what: all before the heading "Tagesordnung",
/// without one those of the first block; none if they hold an item.
fn title_block(lines: &[&str]) -> usize {
    let blank = |line: &&str| line.trim().is_empty();
    let first = lines.iter().take_while(|line| blank(line)).count();
    let end = match lines.iter().position(|line| heading::is_agenda(line)) {
        Some(at) => at,
        None => first + lines.iter().skip(first).take_while(|line| !blank(line)).count(),
    };
    let says_something =
        |line: &&str| number::split(line.trim()).is_some() || heading::part(line).is_some();
    let holds_items = lines.iter().take(end).any(says_something);
    if holds_items || end >= lines.len() { 0 } else { end }
}

/// Which part a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    public: bool,
    /// Said by a heading, not by the letter of a number.
    by_heading: bool,
}

#[derive(Debug)]
struct Reader {
    agenda: Agenda,
    part: Part,
    /// Lines at the top that need not be understood.
    title_block: usize,
    /// Column in which the number of the last item stands.
    indent: usize,
    /// First part of the last number.
    last: u32,
    /// The line before is empty or drawn.
    after_gap: bool,
}

impl Default for Reader {
    fn default() -> Self {
        let part = Part { public: true, by_heading: false };
        Self {
            agenda: Agenda::default(),
            part,
            title_block: 0,
            indent: 0,
            last: 0,
            after_gap: true,
        }
    }
}

impl Reader {
    fn line(&mut self, at: usize, raw: &str, underlined: bool, report: &mut Report) {
        let after_gap = std::mem::take(&mut self.after_gap);
        if raw.trim().is_empty() || heading::is_underline(raw.trim()) {
            self.after_gap = true;
            return;
        }
        let line = report.words(raw, at, "Zeile");
        if line.is_empty() {
            return;
        }
        let indent = column(raw);
        let deeper = !self.agenda.items.is_empty() && indent > self.indent;
        if let Some(number) = number::broken(&line, deeper) {
            let wrong = format!("Die Nummer {} ist nicht zu lesen", quote(&number));
            report.line(at, &wrong, "eine Nummer wie Ö 3.1");
            return;
        }
        match number::split(&line) {
            Some((number, title)) if !(deeper && self.is_continuation(&number)) => {
                self.item(at, indent, number, title, raw, report);
            }
            _ if heading::part(&line).is_some() && (after_gap || !deeper || starts_anew(&line)) => {
                self.enter(heading::part(&line));
            }
            _ if deeper => self.go_on(at, &line, report),
            _ => self.other(at, &line, underlined, report),
        }
    }

    /// Why: "2. Nachtragshaushalt" as the second line of a title is no item, but "2." below
    /// "1." is; so a deeper line with a bare number is an item only if it counts on.
    fn is_continuation(&self, number: &Number) -> bool {
        let lettered = self.agenda.items.last().is_some_and(|item| item.number.contains(' '));
        number.bare && (lettered || number.first != self.last + 1)
    }

    fn item(
        &mut self,
        at: usize,
        indent: usize,
        number: Number,
        title: &str,
        raw: &str,
        report: &mut Report,
    ) {
        let public = self.publicity(at, &number, report);
        let (title, secret) = without_remark(title);
        let (name, paper) = match last_cell(raw) {
            Some((cell, paper)) => (title.strip_suffix(cell).unwrap_or(title).trim(), Some(paper)),
            None => (title, None),
        };
        let (name, bracketed) = reference::split(name);
        if heading::part(name) == Some(false) {
            self.enter(Some(false));
        }
        self.last = number.first;
        self.indent = indent;
        self.agenda.items.push(Item {
            line: at,
            number: number.text,
            name: name.to_owned(),
            public: public && !secret,
            paper: bracketed.or(paper),
            paper_line: at,
            proposal: None,
            attachments: Vec::new(),
        });
    }

    fn publicity(&mut self, at: usize, number: &Number, report: &mut Report) -> bool {
        match number.public {
            Some(true) if !self.part.public && self.part.by_heading => {
                let wrong = format!("{} steht im nichtöffentlichen Teil", quote(&number.text));
                report.line(at, &wrong, "eine N-Nummer oder davor „Öffentlicher Teil“");
                false
            }
            Some(public) => {
                self.part = Part { public, ..self.part };
                public
            }
            None => self.part.public,
        }
    }

    fn enter(&mut self, public: Option<bool>) {
        if let Some(public) = public {
            self.part = Part { public, by_heading: true };
            self.last = 0;
        }
    }

    /// A further line of the title.
    fn go_on(&mut self, at: usize, line: &str, report: &mut Report) {
        let Some(item) = self.agenda.items.last_mut() else { return };
        if item.name.len() + line.len() > MAX_FIELD {
            report.line(at, "Der Titel ist zu lang", "höchstens 64 KiB");
            return;
        }
        if item.paper.is_none()
            && let Some(paper) = reference::reference(line)
        {
            item.paper = Some(paper);
            return;
        }
        let joined = format!("{} {line}", item.name);
        let (joined, secret) = without_remark(joined.trim());
        let (name, paper) = reference::split(joined);
        item.name = name.to_owned();
        item.public &= !secret;
        item.paper = paper.or(item.paper.take());
    }

    fn other(&mut self, at: usize, line: &str, underlined: bool, report: &mut Report) {
        let at_top = self.agenda.items.is_empty();
        if at_top && let Some((key, value)) = when(line) {
            self.head(at, &key, value, report);
            return;
        }
        if at_top && let Some((key, value)) = line.split_once(':') {
            let key = key.trim();
            let lower = key.to_lowercase();
            if KEYS.iter().any(|known| known.to_lowercase() == lower) {
                self.head(at, &lower, value.trim(), report);
                return;
            }
            let slip = nearest(key, &KEYS).is_some();
            if slip || at > self.title_block && heading(line).is_none() && !underlined {
                let wrong = format!("{} ist als Angabe unbekannt", quote(key));
                report.line(at, &wrong, &one_of(key, &KEYS));
                return;
            }
        }
        // Why: a heading that speaks of the public and is not understood may hide a secret part.
        let drawn = underlined && !heading::concerns_public(line);
        let tolerated =
            heading(line) == Some(Heading::Nothing) || drawn || at_top && at <= self.title_block;
        if !tolerated {
            let wrong = format!("Die Zeile {} ist nicht zu verstehen", quote(line));
            report.line(at, &wrong, EXPECTED);
        }
    }

    fn head(&mut self, at: usize, key: &str, value: &str, report: &mut Report) {
        let head = &mut self.agenda.head;
        match key {
            "gremium" => value.clone_into(&mut head.committee),
            "körperschaft" => value.clone_into(&mut head.body),
            "sitzung" => value.clone_into(&mut head.name),
            "nummer" => value.clone_into(&mut head.number),
            "wahlperiode" => value.clone_into(&mut head.legislative_term),
            "vorsitz" => head.chair = Some((at, value.to_owned())),
            "schriftführung" | "protokollführung" | "protokoll" => {
                head.clerks = value.split(',').map(|name| name.trim().to_owned()).collect();
                head.clerks.retain(|name| !name.is_empty());
            }
            "ort" | "raum" => {
                let joined =
                    [head.place.as_str(), value].into_iter().filter(|part| !part.is_empty());
                head.place = joined.collect::<Vec<_>>().join(", ");
            }
            "datum" => {
                head.date = parse_date(value);
                head.date_told = true;
                if head.date.is_none() {
                    let wrong = format!("{} ist kein Tag", quote(value));
                    report.line(at, &wrong, "ein Tag wie 09.03.2027");
                }
                if let Some((wrong, expected)) = wrong_weekday(value) {
                    report.line(at, &wrong, &expected);
                }
            }
            _ => {
                let time = parse_time(value);
                if time.is_none() {
                    let wrong = format!("{} ist keine Uhrzeit", quote(value));
                    report.line(at, &wrong, "eine Uhrzeit wie 17:00");
                }
                if key == "ende" { head.end = time } else { head.start = time }
            }
        }
    }

    fn finish(mut self, report: &mut Report) -> Agenda {
        let mut known = HashSet::new();
        for item in &self.agenda.items {
            if item.name.is_empty() {
                let wrong = format!("Der Punkt {} hat keinen Titel", quote(&item.number));
                report.line(item.line, &wrong, EXPECTED);
            }
            if let Some(reference) = reference::unclosed(&item.name) {
                let wrong = format!("Vor {} geht eine Klammer auf und nicht zu", quote(&reference));
                report.line(item.line, &wrong, &format!("„({reference})“"));
            }
            let Some(reference) = &item.paper else { continue };
            if !known.insert(reference.clone()) {
                continue;
            }
            self.agenda.papers.push(DraftPaper {
                line: item.line,
                paper: named(reference, &item.name, self.agenda.papers.len()),
                public: None,
            });
        }
        self.agenda
    }
}

/// Parts a line that says when: "Beginn der Sitzung: 17 Uhr", "Ende halb neun". What another
/// colon parts may be of something else: "Datum der Einladung: 1. März 2027".
fn when(line: &str) -> Option<(String, &str)> {
    let (word, rest) = line.split_once(' ')?;
    let word = word.trim_end_matches(':').to_lowercase();
    let known = WHEN.contains(&word.as_str());
    let rest = rest.trim().trim_start_matches("der Sitzung").trim_start_matches([':', ' ']);
    let value = rest.strip_prefix("um ").unwrap_or(rest);
    let reads = parse_date(value).is_some() || parse_time(value).is_some();
    (known && (reads || !value.contains(':'))).then_some((word, value))
}

/// A paper of which only the number and the Betreff are known.
fn named(reference: &str, name: &str, before: usize) -> Paper {
    Paper {
        id: PaperId(u32::try_from(before + 1).unwrap_or(u32::MAX)),
        reference: reference.to_owned(),
        name: name.to_owned(),
        paper_type: String::new(),
        public: true,
        state: String::new(),
        author: String::new(),
        originator: String::new(),
        lead: String::new(),
        participating: Vec::new(),
        clerk_in_charge: String::new(),
        facts: String::new(),
        resolution_text: String::new(),
        attachments: Vec::new(),
        consultations: Vec::new(),
        relations: Vec::new(),
    }
}

/// Tells a heading from the rest of a title: "(nichtöffentlicher Teil)" below "Niederschrift".
fn starts_anew(line: &str) -> bool {
    !line.starts_with('(')
        && !line.starts_with(char::is_lowercase)
        && line.split_whitespace().count() <= 3
}

/// Counts the blanks before a line; a tab goes to the next column of eight.
fn column(line: &str) -> usize {
    line.chars().take_while(|char| char.is_whitespace()).fold(0, |column, char| match char {
        '\t' => (column / 8 + 1) * 8,
        _ => column + 1,
    })
}

/// Cuts "(nichtöffentlich)" off a title.
fn without_remark(title: &str) -> (&str, bool) {
    let cut = title.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match cut {
        Some((rest, remark)) if NON_PUBLIC.contains(&remark.to_lowercase().as_str()) => {
            (rest.trim_end(), true)
        }
        _ => (title, false),
    }
}

/// The last cell of a line that was copied out of a table, if it is the number of a paper.
fn last_cell(raw: &str) -> Option<(&str, String)> {
    let (before, cell) = raw.trim_end().rsplit_once('\t')?;
    let reference = reference::reference(cell)?;
    (!before.trim().is_empty()).then(|| (cell.trim(), reference))
}
