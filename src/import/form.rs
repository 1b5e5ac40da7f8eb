//! A TOML file as a form: its keys are known beforehand, and each value has its line.

use super::near::one_of;
use super::report::{Report, quote};
use super::when::{parse_date, parse_time, wrong_weekday};
use chrono::{NaiveDate, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where the lines of a text begin.
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    /// Finds the lines of `text`.
    pub(crate) fn new(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    /// Gives the line that holds the byte `at`, counted from 1.
    pub(crate) fn of(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at)
    }
}

/// Bytes of a file of which all faults are told; of a larger one only the first. Why: the parser
/// keeps every fault, and a file can have one in each byte.
const MAX_RECOVERED: usize = 256 * 1024;

/// Marks of TOML in a file at most. Why: the parser takes some eighty bytes for each.
const MAX_MARKS: usize = 1_000_000;

/// Parses TOML as far as it goes; what is no TOML is noted in German.
pub(crate) fn parse<'t>(text: &'t str, lines: &Lines, report: &mut Report) -> DeTable<'t> {
    let marks = text.bytes().filter(|byte| b"=[]{},.\"'\n".contains(byte)).count();
    if marks > MAX_MARKS {
        report.unread("Die Datei hat zu viele Einträge", "eine einzige Sitzung");
        return DeTable::new();
    }
    let (table, errors) = match DeTable::parse(text) {
        Ok(table) => (table, Vec::new()),
        Err(_) if text.len() <= MAX_RECOVERED => DeTable::parse_recoverable(text),
        Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
    };
    for error in errors {
        let line = error.span().map_or(1, |span| lines.of(span.start));
        let (wrong, expected) = in_german(error.message());
        report.broken(line, wrong, expected);
    }
    table.into_inner()
}

fn in_german(message: &str) -> (&'static str, &'static str) {
    let text = "schlüssel = \"Text\"";
    let once = "jeder Schlüssel nur einmal";
    let cases: [(&[&str], &str, &str); 7] = [
        (&["duplicate key"], "Der Schlüssel oder Abschnitt steht doppelt", once),
        (&["cannot extend"], "Der Schlüssel passt nicht zu dem, was darüber steht", once),
        (
            &["recurs"],
            "Die Datei ist zu tief verschachtelt",
            "Abschnitte wie [sitzung] und [[top]]",
        ),
        (&["must be quoted", "missing opening quote"], "Ein Text in Anführungszeichen fehlt", text),
        (
            &["basic string", "literal string", "escape", "unicode"],
            "Der Text ist nicht geschlossen oder enthält ein Zeichen, das dort nicht stehen darf",
            "schlüssel = \"Text\", für \" und \\ im Text \\\" und \\\\",
        ),
        (&["table"], "Die Überschrift ist fehlerhaft", "[sitzung] oder [[top]]"),
        (&["array", "comma"], "Die Liste ist fehlerhaft", "[\"eins\", \"zwei\"]"),
    ];
    cases.iter().find(|(words, _, _)| words.iter().any(|word| message.contains(word))).map_or(
        ("Die Zeile ist kein gültiges TOML", "schlüssel = \"Text\" oder [[top]]"),
        |(_, wrong, expected)| (*wrong, *expected),
    )
}

/// One table of a file.
pub(super) struct Form<'t> {
    /// Heading, for messages: "[[top]]".
    heading: &'static str,
    /// Line of the heading.
    pub(super) line: usize,
    table: &'t DeTable<'t>,
    lines: &'t Lines,
}

impl<'t> Form<'t> {
    /// Takes a table; notes all keys that are not among `keys`.
    pub(super) fn new(
        heading: &'static str,
        line: usize,
        table: &'t DeTable<'t>,
        lines: &'t Lines,
        keys: &[&str],
        report: &mut Report,
    ) -> Self {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !keys.contains(&name) {
                let wrong = format!("{} ist {} unbekannt", quote(name), place(heading));
                let expected = if report.is_full() { String::new() } else { one_of(name, keys) };
                report.line(lines.of(key.span().start), &wrong, &expected);
            }
        }
        Self { heading, line, table, lines }
    }

    /// Tells whether `key` is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Gives the line of `key`, or that of the heading.
    pub(super) fn line_of(&self, key: &str) -> usize {
        self.get(key).map_or(self.line, |(line, _)| line)
    }

    /// Gives text of one line; empty if there is none.
    pub(super) fn words(&self, key: &str, report: &mut Report) -> String {
        match self.text(key, report) {
            Some((line, text)) => report.words(text, line, key),
            None => String::new(),
        }
    }

    /// Gives text of several lines; empty if there is none.
    pub(super) fn prose(&self, key: &str, report: &mut Report) -> String {
        match self.text(key, report) {
            Some((line, text)) => report.prose(text, line, key),
            None => String::new(),
        }
    }

    /// Gives text of one line; notes it if there is none.
    pub(super) fn needed(&self, key: &str, report: &mut Report) -> String {
        let missing = match self.get(key) {
            None => true,
            Some((_, DeValue::String(text))) => text.trim().is_empty(),
            Some(_) => false,
        };
        if missing {
            let wrong = format!("In {} fehlt „{key}“", self.heading);
            report.line(self.line_of(key), &wrong, &format!("{key} = \"…\""));
        }
        self.words(key, report)
    }

    /// Gives `true` or `false`; also from "ja" and "nein".
    pub(super) fn flag(&self, key: &str, report: &mut Report) -> Option<bool> {
        let (line, value) = self.get(key)?;
        let flag = match value {
            DeValue::Boolean(flag) => Some(*flag),
            DeValue::String(text) => super::roles::yes_or_no(text).flatten(),
            _ => None,
        };
        if flag.is_none() {
            self.wrong_type(key, line, value, "true oder false", report);
        }
        flag
    }

    /// Gives a number from 1 up.
    pub(super) fn count(&self, key: &str, report: &mut Report) -> Option<u32> {
        let (line, value) = self.get(key)?;
        let count = match value {
            DeValue::Integer(digits) => u32::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        let count = count.filter(|count| (1..=10_000).contains(count));
        if count.is_none() {
            self.wrong_type(key, line, value, "eine Zahl von 1 bis 10000", report);
        }
        count
    }

    /// Gives a day, as TOML has it or as text.
    pub(super) fn date(&self, key: &str, report: &mut Report) -> Option<NaiveDate> {
        let (line, value) = self.get(key)?;
        let date = match value {
            DeValue::Datetime(value) if value.time.is_none() => parse_date(&value.to_string()),
            DeValue::String(text) => parse_date(text),
            _ => None,
        };
        if date.is_none() {
            self.wrong_type(key, line, value, "ein Tag wie 2027-03-09", report);
        }
        if let DeValue::String(text) = value
            && let Some((wrong, expected)) = wrong_weekday(text)
        {
            report.line(line, &wrong, &expected);
        }
        date
    }

    /// Gives a time, as TOML has it or as text.
    pub(super) fn time(&self, key: &str, report: &mut Report) -> Option<NaiveTime> {
        let (line, value) = self.get(key)?;
        let time = match value {
            DeValue::Datetime(value) if value.date.is_none() && value.offset.is_none() => value
                .time
                .and_then(|time| NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), 0)),
            DeValue::String(text) => parse_time(text),
            _ => None,
        };
        if time.is_none() {
            self.wrong_type(key, line, value, "eine Uhrzeit wie \"17:00\"", report);
        }
        time
    }

    /// Gives a list of texts; a single text is a list of one.
    pub(super) fn list(&self, key: &str, report: &mut Report) -> Vec<String> {
        let Some((line, value)) = self.get(key) else { return Vec::new() };
        let DeValue::Array(entries) = value else {
            return match value {
                DeValue::String(text) => vec![report.words(text, line, key)],
                _ => {
                    self.wrong_type(
                        key,
                        line,
                        value,
                        "eine Liste wie [\"eins\", \"zwei\"]",
                        report,
                    );
                    Vec::new()
                }
            };
        };
        let mut texts = Vec::new();
        for entry in entries.iter().take(super::draft::MAX_LIST) {
            let line = self.lines.of(entry.span().start);
            match entry.get_ref() {
                DeValue::String(text) => texts.push(report.words(text, line, key)),
                other => self.wrong_type(key, line, other, "Text in Anführungszeichen", report),
            }
        }
        self.check_length(key, entries.len(), super::draft::MAX_LIST, report);
        texts.retain(|text| !text.is_empty());
        texts
    }

    /// Gives the tables `[[key]]`, at most `most`.
    pub(super) fn forms(
        &self,
        key: &str,
        heading: &'static str,
        keys: &[&str],
        most: usize,
        report: &mut Report,
    ) -> Vec<Self> {
        let Some((line, value)) = self.get(key) else { return Vec::new() };
        let DeValue::Array(entries) = value else {
            self.wrong_type(key, line, value, &format!("{heading} (doppelte Klammern)"), report);
            return Vec::new();
        };
        let mut forms = Vec::new();
        for entry in entries.iter().take(most) {
            let line = self.lines.of(entry.span().start);
            match entry.get_ref() {
                DeValue::Table(table) => {
                    forms.push(Self::new(heading, line, table, self.lines, keys, report));
                }
                other => self.wrong_type(key, line, other, heading, report),
            }
        }
        self.check_length(key, entries.len(), most, report);
        forms
    }

    /// Gives the table `[key]`.
    pub(super) fn form(
        &self,
        key: &str,
        heading: &'static str,
        keys: &[&str],
        report: &mut Report,
    ) -> Option<Self> {
        let (line, value) = self.get(key)?;
        match value {
            DeValue::Table(table) => {
                Some(Self::new(heading, line, table, self.lines, keys, report))
            }
            other => {
                self.wrong_type(key, line, other, heading, report);
                None
            }
        }
    }

    fn check_length(&self, key: &str, length: usize, most: usize, report: &mut Report) {
        if length > most {
            let wrong = format!("„{key}“ hat {length} Einträge");
            report.line(self.line_of(key), &wrong, &format!("höchstens {most}"));
        }
    }

    fn text(&self, key: &str, report: &mut Report) -> Option<(usize, &'t str)> {
        let (line, value) = self.get(key)?;
        if let DeValue::String(text) = value {
            return Some((line, text));
        }
        self.wrong_type(key, line, value, "Text in Anführungszeichen", report);
        None
    }

    fn get(&self, key: &str) -> Option<(usize, &'t DeValue<'t>)> {
        let value: &'t Spanned<DeValue<'t>> = self.table.get(key)?;
        Some((self.lines.of(value.span().start), value.get_ref()))
    }

    fn wrong_type(
        &self,
        key: &str,
        line: usize,
        value: &DeValue<'_>,
        expected: &str,
        report: &mut Report,
    ) {
        report.line(line, &format!("„{key}“ ist {}", kind_of(value)), expected);
    }
}

fn place(heading: &str) -> String {
    if heading.is_empty() { "hier".to_owned() } else { format!("in {heading}") }
}

/// Says what a value is: "eine Zahl".
pub(crate) fn kind_of(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("der Text {}", quote(text)),
        DeValue::Integer(digits) => format!("die Zahl {}", quote(digits.as_str())),
        DeValue::Float(digits) => format!("die Zahl {}", quote(digits.as_str())),
        DeValue::Boolean(flag) => format!("{flag}"),
        DeValue::Datetime(when) => format!("die Zeitangabe {when}"),
        DeValue::Array(_) => "eine Liste".to_owned(),
        DeValue::Table(_) => "ein Abschnitt".to_owned(),
    }
}
