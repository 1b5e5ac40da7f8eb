//! What the office sends beforehand: the agenda and the list of members, read, checked, whole.
//!
//! Pure: the caller reads the files. Whatever is wrong is told at once, with file and line; as
//! long as anything is wrong, nothing is imported. Three forms are read:
//!
//! - wortlaut's own TOML (`[sitzung]`, `[[fraktion]]`, `[[mitglied]]`, `[[vorlage]]`, `[[top]]`),
//! - a numbered plain text (`Ö 4.1 Titel (DrS/2027/012)`),
//! - a member list as CSV with a header line.
//!
//! Where an agenda brings members and a CSV is given too, **the CSV wins**: people and Fraktionen
//! are those of the CSV, and those of the agenda are checked but left out.

mod assemble;
mod clean;
mod decode;
mod draft;
mod form;
mod heading;
mod hints;
mod members;
mod near;
mod number;
mod own;
mod papers;
mod reference;
mod report;
mod roles;
mod script;
mod when;
mod words;

use crate::domain::{Preparation, Profile};
use chrono::{NaiveDate, NaiveTime};
use report::Report;
use std::fmt;

pub(crate) use form::{Lines, kind_of, parse as parse_toml};
pub use hints::hints;
pub(crate) use near::{nearest, one_of};
pub(crate) use report::{MAX_FILE, Report as ProblemReport, quote};
pub(crate) use when::wrong_weekday;
pub use when::{parse_date, parse_time};

/// A file as it was found: its name for messages, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Name as the clerk gave it.
    pub name: String,
    /// Content, undecoded.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Makes a source.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// What the clerk says on the command line. It wins over what the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Körperschaft.
    pub body: Option<String>,
    /// `--gremium`
    pub committee: Option<String>,
    /// Bezeichnung of the meeting.
    pub name: Option<String>,
    /// `--datum`; see [`parse_date`].
    pub date: Option<NaiveDate>,
    /// `--beginn`; see [`parse_time`].
    pub start: Option<NaiveTime>,
    /// `--ort`
    pub place: Option<String>,
}

/// Something that is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file, or of the option.
    pub file: String,
    /// Line, counted from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong and what was expected, in German, safe to print.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(to, "{}, Zeile {line}: {}", self.file, self.message),
            None => write!(to, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Problem {}

/// Reads an agenda and, if there is one, a member list. `options` win over the files, the member
/// list over members in the agenda.
///
/// A file is taken as TOML if its name ends in `.toml` or its first line is a TOML heading, else as
/// numbered text. A meeting without a time begins at 00:00.
///
/// # Errors
/// Everything that is wrong, at once: those of the agenda first, each file by line.
pub fn read(
    agenda: &Source,
    members: Option<&Source>,
    options: &Options,
    profile: Profile,
) -> Result<Preparation, Vec<Problem>> {
    let mut report = Report::new(&agenda.name);
    let mut draft = agenda_of(agenda, &mut report);
    let mut members_report = members.map(|source| Report::new(&source.name));
    let mut people_from_agenda = true;
    if let (Some(source), Some(report)) = (members, members_report.as_mut()) {
        people_from_agenda = false;
        draft.factions = Vec::new();
        draft.members = members_of(source, report);
    }
    let mut problems = Vec::new();
    let people = {
        let of_people = match members_report.as_mut() {
            Some(report) if !people_from_agenda => report,
            Some(_) | None => &mut report,
        };
        assemble::people(&draft, of_people)
    };
    let preparation = assemble::whole(draft, people, options, profile, &mut report);
    problems.extend(report.into_problems());
    problems.extend(members_report.into_iter().flat_map(Report::into_problems));
    if problems.is_empty() { Ok(preparation) } else { Err(problems) }
}

/// The meeting of the practice session: an evening of an invented Hauptausschuss.
///
/// # Panics
/// Never: a test reads the file.
#[must_use]
pub fn practice(profile: Profile) -> Preparation {
    let text = include_str!("../examples/hauptausschuss.toml");
    let source = Source::new("hauptausschuss.toml", text);
    read(&source, None, &Options::default(), profile)
        .expect("the practice meeting is without fault")
}

fn agenda_of(source: &Source, report: &mut Report) -> draft::Agenda {
    let own = is_named(&source.name, "toml") || decode::looks_like_toml(&source.bytes);
    let kind = if own { decode::Kind::Toml } else { decode::Kind::Text };
    if is_named(&source.name, "json") {
        report
            .file("OParl-JSON wird noch nicht gelesen", "eine .toml-Datei oder nummerierter Text");
        return draft::Agenda::default();
    }
    let Some(text) = decode::decode(&source.bytes, kind, report) else {
        return draft::Agenda::default();
    };
    if own { own::read(&text, report) } else { words::read(&text, report) }
}

fn members_of(source: &Source, report: &mut Report) -> Vec<draft::Member> {
    decode::decode(&source.bytes, decode::Kind::Text, report)
        .map(|text| members::read(&text, report))
        .unwrap_or_default()
}

fn is_named(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
}
