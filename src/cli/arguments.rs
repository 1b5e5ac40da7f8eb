//! What was typed, without asking the world: unknown words are told with what is expected.

use super::Failure;
use crate::domain::Checksum;
use crate::export::Part;
use lexopt::{Arg, Parser, ValueExt as _};
use std::path::PathBuf;

/// A command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// What shall be done.
    pub call: Call,
    /// `--ablage`
    pub store: Option<PathBuf>,
    /// `--keymap`
    pub keymap: Option<String>,
    /// `--profil`
    pub profile: Option<String>,
}

/// What shall be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// The terminal program; at a meeting, if one is named.
    Open(Option<String>),
    /// `ueben`
    Practise(Option<Scripted>),
    /// `neu`
    New(New),
    /// `liste`
    List {
        /// For programs.
        json: bool,
    },
    /// `export`
    Export(Export),
    /// `journal`
    Journal {
        /// Which meeting.
        meeting: String,
        /// For programs.
        json: bool,
    },
    /// `pruefen`
    Check {
        /// Which meeting; `None`: the surroundings only.
        meeting: Option<String>,
        /// `--pruefsumme`: what an earlier state of it had.
        head: Option<Checksum>,
    },
    /// `sichern`
    Save(SaveCopy),
    /// `wiederherstellen`
    Restore(PathBuf),
    /// `tasten`
    Keys {
        /// For programs.
        json: bool,
    },
    /// `--help`, also of one command.
    Help(Option<String>),
    /// `--version`
    Version,
}

/// Keys that are pressed without a clerk, and the screen that they give: for bug reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scripted {
    /// As a keymap writes them: "f4 j n".
    pub keys: String,
    /// Columns and rows.
    pub size: Option<(u16, u16)>,
}

/// `neu`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct New {
    /// The agenda.
    pub file: PathBuf,
    /// `--mitglieder`
    pub members: Option<PathBuf>,
    /// `--gremium`
    pub committee: Option<String>,
    /// `--datum`
    pub date: Option<String>,
    /// `--beginn`
    pub start: Option<String>,
    /// `--ort`
    pub place: Option<String>,
}

/// `export`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Export {
    /// Which meeting.
    pub meeting: String,
    /// `--top`
    pub item: Option<String>,
    /// `--teil`
    pub part: Part,
    /// `--nach`
    pub to: Option<PathBuf>,
    /// `--ersetzen`: also over a file that is there with other content.
    pub replace: bool,
}

/// `sichern`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaveCopy {
    /// Which meeting.
    pub meeting: String,
    /// `--nach`; `None`: into the folder where the clerk is.
    pub to: Option<PathBuf>,
    /// `--ersetzen`
    pub replace: bool,
}

/// What may stand in the place of a meeting, for a word that is neither.
pub(super) const COMMANDS: [&str; 10] = [
    "ueben",
    "neu",
    "liste",
    "export",
    "journal",
    "pruefen",
    "sichern",
    "wiederherstellen",
    "tasten",
    "hilfe",
];
const LATER: [&str; 1] = ["folgen"];

impl Arguments {
    /// Reads a command line.
    ///
    /// # Errors
    /// Says in German which word is not understood, with exit code 2.
    pub fn parse(mut parser: Parser) -> Result<Self, Failure> {
        let mut words = Words::default();
        while let Some(arg) = parser.next().map_err(misplaced)? {
            match arg {
                Arg::Value(value) => words.plain.push(value.string().map_err(invalid)?),
                Arg::Short('h') | Arg::Long("help" | "hilfe") => words.help = true,
                Arg::Short('V') | Arg::Long("version") => words.version = true,
                Arg::Long("json") => words.json = true,
                Arg::Long("print") => words.print = true,
                Arg::Long("ersetzen") => words.replace = true,
                Arg::Long(name) => {
                    let name = name.to_owned();
                    let Some(known) = OPTIONS.iter().find(|option| **option == name) else {
                        return Err(unknown_option(&name));
                    };
                    let value = parser
                        .value()
                        .map_err(|_| Failure::usage(format!("Nach --{name} fehlt die Angabe.")))?;
                    words.options.push((known, value.string().map_err(invalid)?));
                }
                Arg::Short(letter) => return Err(unknown_option(&letter.to_string())),
            }
        }
        words.arguments()
    }
}

const OPTIONS: [&str; 15] = [
    "ablage",
    "keymap",
    "profil",
    "gremium",
    "datum",
    "beginn",
    "ort",
    "mitglieder",
    "format",
    "top",
    "teil",
    "nach",
    "keys",
    "groesse",
    "pruefsumme",
];

fn invalid(_: lexopt::Error) -> Failure {
    Failure::usage("Ein Wort der Befehlszeile ist kein gültiges UTF-8.")
}

fn misplaced(error: lexopt::Error) -> Failure {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => {
            Failure::usage(format!("Nach {option} steht keine Angabe."))
        }
        _ => Failure::usage("Die Befehlszeile ist nicht zu verstehen."),
    }
}

fn unknown_option(name: &str) -> Failure {
    let dashes = if name.chars().count() == 1 { "-" } else { "--" };
    Failure::usage(format!("Die Angabe {dashes}{name} gibt es nicht."))
}

/// The words of a command line, sorted into plain ones and options.
#[derive(Default)]
struct Words {
    plain: Vec<String>,
    options: Vec<(&'static str, String)>,
    help: bool,
    version: bool,
    json: bool,
    print: bool,
    replace: bool,
}

impl Words {
    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.options.iter().rposition(|(option, _)| *option == name)?;
        Some(self.options.remove(at).1)
    }

    fn arguments(mut self) -> Result<Arguments, Failure> {
        let store = self.take("ablage").map(PathBuf::from);
        let keymap = self.take("keymap");
        let profile = self.take("profil");
        let call = self.call()?;
        Ok(Arguments { call, store, keymap, profile })
    }

    fn call(mut self) -> Result<Call, Failure> {
        let mut plain = std::mem::take(&mut self.plain).into_iter();
        let command = plain.next();
        if self.help {
            return Ok(Call::Help(command));
        }
        if self.version {
            return Ok(Call::Version);
        }
        let first = plain.next();
        if let Some(extra) = plain.next() {
            return Err(Failure::usage(format!("Mit „{extra}“ ist nichts anzufangen.")));
        }
        let json = std::mem::take(&mut self.json);
        let call = match command.as_deref() {
            None => Call::Open(None),
            Some("ueben") => Call::Practise(self.scripted()?),
            Some("neu") => Call::New(self.new_meeting(first.clone())?),
            Some("liste") => Call::List { json },
            Some("export") => Call::Export(self.export(first.clone())?),
            Some("journal") => Call::Journal { meeting: needed(first.clone(), "journal")?, json },
            Some("pruefen") => self.check(first.clone())?,
            Some("sichern") => Call::Save(self.save_copy(first.clone())?),
            Some("wiederherstellen") => {
                Call::Restore(PathBuf::from(needed(first.clone(), "wiederherstellen")?))
            }
            Some("tasten") => Call::Keys { json },
            Some("hilfe") => Call::Help(first.clone()),
            Some(later) if LATER.contains(&later) => {
                return Err(Failure::usage(format!(
                    "Den Befehl {later} bringt erst eine spätere Fassung."
                )));
            }
            Some(other) => Call::Open(Some(other.to_owned())),
        };
        if json && !matches!(call, Call::List { .. } | Call::Journal { .. } | Call::Keys { .. }) {
            return Err(Failure::usage("Die Angabe --json passt hier nicht."));
        }
        if self.replace {
            return Err(Failure::usage("Die Angabe --ersetzen passt hier nicht."));
        }
        let none = matches!(call, Call::Practise(_) | Call::List { .. } | Call::Keys { .. });
        if let Some(extra) = first.filter(|_| none) {
            return Err(Failure::usage(format!("Mit „{extra}“ ist nichts anzufangen.")));
        }
        if let Some((left, _)) = self.options.first() {
            return Err(Failure::usage(format!("Die Angabe --{left} passt hier nicht.")));
        }
        Ok(call)
    }

    fn save_copy(&mut self, meeting: Option<String>) -> Result<SaveCopy, Failure> {
        Ok(SaveCopy {
            meeting: needed(meeting, "sichern")?,
            to: self.take("nach").map(PathBuf::from),
            replace: std::mem::take(&mut self.replace),
        })
    }

    fn scripted(&mut self) -> Result<Option<Scripted>, Failure> {
        let keys = self.take("keys");
        let size = match self.take("groesse") {
            Some(size) => Some(size_of(&size)?),
            None => None,
        };
        if !self.print {
            return match keys {
                Some(_) => Err(Failure::usage("Zu --keys gehört --print.")),
                None => Ok(None),
            };
        }
        Ok(Some(Scripted { keys: keys.unwrap_or_default(), size }))
    }

    fn new_meeting(&mut self, file: Option<String>) -> Result<New, Failure> {
        Ok(New {
            file: PathBuf::from(needed(file, "neu")?),
            members: self.take("mitglieder").map(PathBuf::from),
            committee: self.take("gremium"),
            date: self.take("datum"),
            start: self.take("beginn"),
            place: self.take("ort"),
        })
    }

    fn check(&mut self, meeting: Option<String>) -> Result<Call, Failure> {
        let head = self.take("pruefsumme").map(|typed| {
            Checksum::parse(&typed).ok_or_else(|| {
                Failure::usage("Erwartet: eine Prüfsumme wie \"4f2a 91c0 33de 0b17\".")
            })
        });
        if head.is_some() && meeting.is_none() {
            return Err(Failure::usage("Zu --pruefsumme gehört eine Sitzung."));
        }
        Ok(Call::Check { meeting, head: head.transpose()? })
    }

    fn export(&mut self, meeting: Option<String>) -> Result<Export, Failure> {
        match self.take("format").as_deref() {
            None | Some("text") => {}
            Some(other) => {
                return Err(Failure::usage(format!(
                    "Das Format {other} gibt es noch nicht. Möglich ist: text."
                )));
            }
        }
        let part = match self.take("teil").as_deref() {
            None | Some("oeffentlich") => Part::Public,
            Some("nichtoeffentlich") => Part::NonPublic,
            Some("alles") => Part::All,
            Some(other) => {
                return Err(Failure::usage(format!(
                    "Den Teil {other} gibt es nicht. Möglich sind: oeffentlich, \
                     nichtoeffentlich, alles."
                )));
            }
        };
        Ok(Export {
            meeting: needed(meeting, "export")?,
            item: self.take("top"),
            part,
            to: self.take("nach").map(PathBuf::from),
            replace: std::mem::take(&mut self.replace),
        })
    }
}

fn needed(word: Option<String>, command: &str) -> Result<String, Failure> {
    let what = if command == "neu" { "die Datei" } else { "die Sitzung" };
    word.ok_or_else(|| Failure::usage(format!("Nach {command} fehlt {what}.")))
}

fn size_of(text: &str) -> Result<(u16, u16), Failure> {
    let parts = text.split_once(['x', '×']);
    let size = parts.and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    size.filter(|(columns, rows)| *columns <= 1000 && *rows <= 500)
        .ok_or_else(|| Failure::usage("Erwartet: eine Größe wie 80x24."))
}
