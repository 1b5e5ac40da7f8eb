//! A profile file against the profile that it patches: keys, kinds and words, each with its line.

use super::merged;
use crate::domain::{Profile, VoteStyle};
use crate::import::{Lines, ProblemReport, kind_of, nearest, one_of, quote};
use crate::text::without_hints;
use serde::Deserialize as _;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

/// Entries of a list at most.
const MAX_ENTRIES: usize = 200;
/// Places in a text that are filled in.
const VOTE_FIELDS: [&str; 3] = ["ja", "nein", "enthaltungen"];
const ADDRESS_FIELDS: [&str; 6] = ["anrede", "titel", "vorname", "nachname", "fraktion", "amt"];

const UNPAIRED: &str = "zu jeder Klammer die andere, keine in ihresgleichen";

/// Notes everything in `patch` that `below` has no place for.
pub(super) fn against(
    patch: &DeTable<'_>,
    below: &Table,
    lines: &Lines,
    report: &mut ProblemReport,
) {
    let mut walk = Walk { whole: below, lines, report };
    walk.table(patch, below, &mut Vec::new());
}

/// Gives a table without its places in the text.
pub(super) fn plain_table(table: &DeTable<'_>) -> Table {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref()))).collect()
}

fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(without_hints(text)),
        DeValue::Integer(digits) => {
            let number = i64::from_str_radix(digits.as_str(), digits.radix());
            number.map_or_else(|_| Value::String(digits.as_str().to_owned()), Value::Integer)
        }
        DeValue::Float(digits) => Value::String(digits.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(when) => Value::Datetime(*when),
        DeValue::Array(entries) => {
            Value::Array(entries.iter().map(|entry| plain(entry.get_ref())).collect())
        }
        DeValue::Table(table) => Value::Table(plain_table(table)),
    }
}

struct Walk<'w> {
    whole: &'w Table,
    lines: &'w Lines,
    report: &'w mut ProblemReport,
}

impl Walk<'_> {
    fn table(&mut self, patch: &DeTable<'_>, below: &Table, path: &mut Vec<String>) {
        for (key, value) in patch {
            if self.report.is_full() {
                return;
            }
            let name: &str = key.get_ref();
            let Some(old) = below.get(name) else {
                let line = self.lines.of(key.span().start);
                let place = match path.last() {
                    Some(section) => format!("in [{section}]"),
                    None => "im Profil".to_owned(),
                };
                let known: Vec<&str> = below.keys().map(String::as_str).collect();
                let expected = match nearest(name, &known) {
                    Some(near) => format!("„{near}“"),
                    None => known.join(", "),
                };
                self.report.line(
                    line,
                    &format!("{} ist {place} unbekannt", quote(name)),
                    &expected,
                );
                continue;
            };
            path.push(name.to_owned());
            self.value(value, old, path);
            path.pop();
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, old: &Value, path: &mut Vec<String>) {
        let line = self.lines.of(value.span().start);
        match (value.get_ref(), old) {
            (DeValue::Table(patch), Value::Table(below)) => self.table(patch, below, path),
            (DeValue::Array(entries), Value::Array(_)) => {
                if entries.is_empty() && path.join(".") == "abstimmungsergebnis.form" {
                    let wrong = "„abstimmungsergebnis.form“ ist leer";
                    self.report.line(line, wrong, "mindestens eine Form, etwa worte");
                }
                for entry in entries.iter().take(MAX_ENTRIES) {
                    let line = self.lines.of(entry.span().start);
                    let alone = Value::Array(vec![plain(entry.get_ref())]);
                    self.texts(entry.get_ref(), line, path);
                    self.try_alone(alone, entry.get_ref(), line, path);
                }
                if entries.len() > MAX_ENTRIES {
                    let wrong = format!("„{}“ hat {} Einträge", path.join("."), entries.len());
                    self.report.line(line, &wrong, &format!("höchstens {MAX_ENTRIES}"));
                }
            }
            (new, _) => {
                self.texts(new, line, path);
                self.try_alone(plain(new), new, line, path);
            }
        }
    }

    /// Puts this one value into the profile below: if that is none any more, the value is wrong.
    fn try_alone(&mut self, value: Value, found: &DeValue<'_>, line: usize, path: &[String]) {
        let patch = path.iter().rev().fold(value, |inner, key| {
            Value::Table(std::iter::once((key.clone(), inner)).collect())
        });
        let Value::Table(patch) = patch else { return };
        let Err(error) = Profile::deserialize(merged(self.whole.clone(), patch)) else { return };
        let wrong = format!("„{}“ ist {}", path.join("."), kind_of(found));
        self.report.line(line, &wrong, &expected(error.message(), found));
    }

    /// Checks texts: nothing unseen in them, and only places that are filled in.
    fn texts(&mut self, value: &DeValue<'_>, line: usize, path: &[String]) {
        let place = path.join(".");
        match value {
            DeValue::String(text) => {
                self.report.words(text, line, &place);
                let key = path.last().map_or("", String::as_str);
                let fields: &[&str] = match path.first().map(String::as_str) {
                    Some("abstimmung") => &VOTE_FIELDS,
                    Some("abstimmungsergebnis") => result_fields(key),
                    Some("anrede") => &ADDRESS_FIELDS,
                    _ => return,
                };
                for field in fields_of(text).filter(|field| !is_field(fields, field)) {
                    let wrong = format!("„{place}“ kennt {{{field}}} nicht");
                    let expected = match nearest(field, fields) {
                        Some(near) => format!("{{{near}}}"),
                        None if fields.is_empty() => "Text ohne geschweifte Klammern".to_owned(),
                        None => {
                            let known = fields.iter().map(|field| format!("{{{field}}}"));
                            known.collect::<Vec<_>>().join(", ")
                        }
                    };
                    self.report.line(line, &wrong, &expected);
                }
                if path.first().is_some_and(|section| section == "abstimmungsergebnis")
                    && let Some(wrong) = unclosed(text)
                {
                    let wrong = format!("„{place}“: {wrong}");
                    self.report.line(line, &wrong, UNPAIRED);
                }
            }
            DeValue::Table(table) => {
                for (_, value) in table {
                    self.texts(value.get_ref(), self.lines.of(value.span().start), path);
                }
            }
            DeValue::Integer(digits) => self.percent(digits.as_str(), value, line, &place),
            _ => {}
        }
    }

    fn percent(&mut self, digits: &str, found: &DeValue<'_>, line: usize, place: &str) {
        let most = match place {
            "regeln.beschlussfaehig-ueber-prozent" => 99,
            "abstimmungsergebnis.knapp-bis-prozent" => 100,
            _ => return,
        };
        let percent: Option<u32> = digits.parse().ok();
        if percent.is_none_or(|percent| percent > most) {
            let wrong = format!("„{place}“ ist {}", kind_of(found));
            self.report.line(line, &wrong, &format!("eine Zahl von 0 bis {most}"));
        }
    }
}

/// What can be filled in, in [abstimmungsergebnis]: nothing in its single words.
fn result_fields(key: &str) -> &'static [&'static str] {
    match key {
        "einstimmig" | "mehrheitlich" | "stimmengleichheit" | "mehrheit-verfehlt"
        | "zugestimmt" | "angenommen" | "abgelehnt" => &[],
        "fraktionsliste" | "dafuer" | "dagegen" | "enthalten" => &VoteStyle::CAMP_FIELDS,
        _ => &VoteStyle::FIELDS,
    }
}

/// A place may begin with a capital, where the house has set that such a value does.
fn is_field(fields: &[&str], field: &str) -> bool {
    let raised = fields == VoteStyle::FIELDS && field.starts_with(char::is_uppercase);
    fields.contains(&if raised { field.to_lowercase() } else { field.to_owned() }.as_str())
}

/// Says which bracket of a template has no other half, or stands in another of its kind.
fn unclosed(text: &str) -> Option<String> {
    let mut open: Vec<char> = Vec::new();
    for letter in text.chars() {
        let fits = match letter {
            '[' => open.is_empty(),
            '{' => !open.contains(&'{'),
            ']' => open.pop() == Some('['),
            '}' => open.pop() == Some('{'),
            _ => continue,
        };
        if !fits {
            return Some(format!("„{letter}“ steht hier falsch"));
        }
        if matches!(letter, '[' | '{') {
            open.push(letter);
        }
    }
    open.pop().map(|letter| format!("„{letter}“ ist nicht geschlossen"))
}

/// The words in braces.
fn fields_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(field, _)| field))
}

/// Says in German what the reader of values expected.
fn expected(message: &str, found: &DeValue<'_>) -> String {
    if let Some((_, variants)) = message.split_once("expected one of ") {
        let variants = variants.replace('`', "");
        let known: Vec<_> = variants.split(", ").collect();
        return one_of(found.as_str().unwrap_or_default(), &known);
    }
    if let Some((_, field)) = message.split_once("missing field ") {
        return format!("auch „{}“", field.trim_matches('`'));
    }
    let kinds = [
        ("expected a string", "Text in Anführungszeichen"),
        ("expected a boolean", "true oder false"),
        ("expected a sequence", "eine Liste"),
        ("expected u", "eine Zahl ab 0"),
        ("expected struct", "ein Abschnitt"),
    ];
    kinds
        .iter()
        .find(|(english, _)| message.contains(english))
        .map_or("ein anderer Wert", |(_, german)| german)
        .to_owned()
}
