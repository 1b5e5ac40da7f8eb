//! Reads a keymap file into lines, and tells everything that is wrong with it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Binding, Keymap};
use crate::action::{Action, Context};
use crate::keymap::key::Key;
use crate::problem::{Problem, Reading, perhaps, quote};

/// What a file says.
pub(super) struct Patch {
    /// The shipped keymap that the file wants to patch.
    pub(super) basis: Option<&'static str>,
    /// Its lines in their order.
    pub(super) lines: Vec<Line>,
}

/// A line that binds keys, or takes a binding away.
pub(super) struct Line {
    /// Where it binds.
    pub(super) context: Context,
    /// The keys, one after the other.
    pub(super) keys: Vec<Key>,
    /// What they do from now on; nothing where the binding is removed.
    pub(super) action: Option<Action>,
    /// The number of the line, from 1.
    pub(super) number: usize,
}

impl Line {
    /// Tells whether this line takes the place of a binding.
    pub(super) fn binds_same(&self, other: &Binding) -> bool {
        self.context == other.context && self.keys == other.keys
    }

    /// Returns the binding, unless the line removes one.
    pub(super) fn binding(&self) -> Option<Binding> {
        let (context, keys) = (self.context, self.keys.clone());
        self.action.map(|action| Binding { context, keys, action })
    }
}

/// Keys of a sequence at most.
const SEQUENCE: usize = 8;

/// What a line that cannot be read should look like.
const UNREADABLE: &str = "Richtig ist etwa \"strg+s\" = \"saved-when\", \
                          beides in Anführungszeichen.";

/// Reads the text of a file.
pub(super) fn read(file_name: &str, text: &str) -> (Patch, Vec<Problem>) {
    let mut reader = Reader { file: Reading::new(file_name, text) };
    let table = reader.file.toml(UNREADABLE);
    let patch = reader.patch(&table);
    (patch, reader.file.problems())
}

/// A file being read.
struct Reader<'a> {
    file: Reading<'a>,
}

impl Reader<'_> {
    /// Reads the sections.
    fn patch(&mut self, table: &DeTable<'_>) -> Patch {
        let mut patch = Patch { basis: None, lines: Vec::new() };
        for (name, value) in table {
            if self.file.is_full() {
                break;
            }
            let (place, name) = (name.span(), name.get_ref().as_ref());
            match (Context::from_section(name), value.get_ref()) {
                (_, DeValue::String(basis)) if name == "basis" => {
                    patch.basis = self.basis(&value.span(), basis);
                }
                (Some(context), DeValue::Table(section)) => {
                    let mut lines = self.section(context, section);
                    patch.lines.append(&mut lines);
                }
                (None, DeValue::Table(_)) => self.unknown_section(&place, name),
                _ => {
                    let name = quote(name, 40);
                    let text = format!("»{name}« steht unter keinem Abschnitt wie [abstimmung].");
                    self.file.tell(&place, text);
                }
            }
        }
        patch.lines.sort_by_key(|line| line.number);
        self.twice(&patch.lines);
        patch
    }

    /// Reads which shipped keymap is meant.
    fn basis(&mut self, place: &Range<usize>, name: &str) -> Option<&'static str> {
        let found = Keymap::names().find(|shipped| *shipped == name);
        if found.is_none() {
            let near = perhaps(name, Keymap::names());
            let all = Keymap::names().collect::<Vec<_>>().join(", ");
            let name = quote(name, 40);
            self.file
                .tell(place, format!("Die Belegung »{name}« gibt es nicht.{near} Es gibt: {all}."));
        }
        found
    }

    /// Says that there is no such section.
    fn unknown_section(&mut self, place: &Range<usize>, name: &str) {
        let near = perhaps(&name.to_lowercase(), Context::all().map(Context::section));
        let name = quote(name, 40);
        self.file.tell(place, format!("Den Abschnitt [{name}] gibt es nicht.{near}"));
    }

    /// Reads the lines of a section.
    fn section(&mut self, context: Context, section: &DeTable<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        for (keys, value) in section {
            if self.file.is_full() {
                break;
            }
            let place = keys.span();
            let number = self.file.line_at(place.start);
            let sequence = self.keys(context, &place, keys.get_ref());
            let action = self.action(context, value);
            if let (Some(keys), Ok(action)) = (sequence, action) {
                lines.push(Line { context, keys, action, number });
            }
        }
        lines
    }

    /// Reads a sequence of keys.
    fn keys(&mut self, context: Context, place: &Range<usize>, text: &str) -> Option<Vec<Key>> {
        let parts: Vec<&str> =
            if text.trim().is_empty() { vec![""] } else { text.split_whitespace().collect() };
        if parts.len() > SEQUENCE {
            let text =
                format!("Das sind {} Tasten nacheinander. Erlaubt sind {SEQUENCE}.", parts.len());
            self.file.tell(place, text);
            return None;
        }
        let mut keys = Vec::new();
        for part in &parts {
            match part.parse::<Key>() {
                Ok(key) => keys.push(key),
                Err(error) => self.file.tell(place, error.to_string()),
            }
        }
        if context.takes_text() && keys.first().is_some_and(|key| key.text().is_some()) {
            let (text, section) = (quote(text, 40), context.section());
            let told = format!("»{text}« ließe sich in [{section}] nicht mehr schreiben.");
            self.file.tell(place, format!("{told} Eine Taste mit strg oder alt wählen."));
        }
        (keys.len() == parts.len()).then_some(keys)
    }

    /// Reads what keys do; `Ok(None)` takes a binding away.
    fn action(
        &mut self,
        context: Context,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Option<Action>, ()> {
        let DeValue::String(name) = value.get_ref() else {
            let text = "Hier fehlt der Name eines Befehls in Anführungszeichen.";
            self.file.tell(&value.span(), text.to_owned());
            return Err(());
        };
        if name.is_empty() {
            return Ok(None);
        }
        let Some(action) = Action::from_name(name) else {
            let near = perhaps(name, Action::all().map(Action::name));
            let name = quote(name, 40);
            self.file.tell(&value.span(), format!("Den Befehl »{name}« gibt es nicht.{near}"));
            return Err(());
        };
        if !action.works_in(context) {
            let sections: Vec<String> =
                action.contexts().iter().map(|own| format!("[{}]", own.section())).collect();
            let (section, own) = (context.section(), sections.join(" oder "));
            let text = format!("»{name}« gibt es in [{section}] nicht, nur in {own}.");
            self.file.tell(&value.span(), text);
            return Err(());
        }
        Ok(Some(action))
    }

    /// Tells of keys that a section binds twice under different names.
    fn twice(&mut self, lines: &[Line]) {
        for (index, line) in lines.iter().enumerate() {
            let same = |other: &&Line| other.context == line.context && other.keys == line.keys;
            let Some(first) = lines.iter().take(index).find(same) else { continue };
            let keys = super::join(&line.keys, |key| key.to_string());
            let text = format!("»{keys}« ist schon in Zeile {} belegt.", first.number);
            self.file.tell_line(line.number, text);
        }
    }
}
