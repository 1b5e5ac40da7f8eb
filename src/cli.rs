//! The command line: what was typed, what it means, and the only place that prints.
mod arguments;
mod backup;
mod check;
mod help;
mod import;
mod journal;
mod keys;
mod list;
mod screen;
mod shield;
mod text;

pub use arguments::{Arguments, Call};

use crate::account;
use crate::domain::Profile;
use crate::hush;
use crate::journal::Archive;
use crate::keymap::Keymap;
use crate::place;
use crate::snippets::Snippets;
use crate::spelling;
use crate::text::{Clean, acts_unseen};
use std::cell::Cell;
use std::io::Write as _;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

/// The profile of a body, beside its meetings.
const OWN_PROFILE: &str = "profil.toml";

/// Why a command failed: told on the error output, with its exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// In German: what is, then what to do.
    pub message: String,
    /// 1: told why; 2: wrong usage, or no terminal to show a screen; 129: the terminal was lost.
    pub code: u8,
}

impl Failure {
    /// Something went wrong.
    #[must_use]
    pub fn told(message: impl std::fmt::Display) -> Self {
        Self { message: message.to_string(), code: 1 }
    }

    /// The command line makes no sense.
    #[must_use]
    pub fn usage(message: impl std::fmt::Display) -> Self {
        let message = format!("{message}\nMehr mit: wortlaut --help");
        Self { message, code: 2 }
    }
}

/// Runs the program with the arguments of this process, and gives its exit code.
#[must_use]
pub fn main() -> u8 {
    shield::raise();
    // Whether a meeting was being written when a panic came.
    let writing = Cell::new(false);
    let call = || {
        let arguments = Arguments::parse(lexopt::Parser::from_env())?;
        writing.set(matches!(arguments.call, Call::Open(_) | Call::Practise(None)));
        run(&arguments)
    };
    // Unwinding has written what was under way: the session is dropped, and its writer flushes.
    match std::panic::catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(())) => 0,
        Err(_) => {
            let place = crate::terminal::panicked_at().or_else(hush::panicked_at);
            hint(&broken(&place.unwrap_or_default(), writing.get()));
            70
        }
        Ok(Err(failure)) => {
            hint(&failure.message);
            failure.code
        }
    }
}

/// Says that the program has failed, and what became of the work.
fn broken(place: &str, writing: bool) -> String {
    if writing {
        format!(
            "Ein Fehler im Programm ({place}). Was als gesichert angezeigt war, ist gesichert; \
             ein neuer Aufruf macht an derselben Stelle weiter."
        )
    } else {
        format!("Ein Fehler im Programm ({place}). Der Befehl ist abgebrochen.")
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.call {
        Call::Help(topic) => {
            print(help::text(topic.as_deref()));
            Ok(())
        }
        Call::Version => {
            print(concat!("wortlaut ", env!("CARGO_PKG_VERSION"), "\n"));
            Ok(())
        }
        Call::Open(meeting) => screen::open(arguments, meeting.as_deref()),
        Call::Practise(scripted) => screen::practise(arguments, scripted.as_ref()),
        Call::New(new) => import::new(arguments, new),
        Call::List { json } => list::list(arguments, *json),
        Call::Export(what) => text::export(arguments, what),
        Call::Journal { meeting, json } => journal::tell(arguments, meeting, *json),
        Call::Check { meeting, head } => check::check(arguments, meeting.as_deref(), head.as_ref()),
        Call::Save(what) => backup::save(arguments, what),
        Call::Restore(file) => backup::restore(arguments, file),
        Call::Keys { json } => keys::keys(arguments, *json),
    }
}

/// Prints to the standard output; a reader that has gone away is no failure. Whatever it is, it
/// passes the gate first: names in files may hold control characters.
fn print(text: impl Into<Clean>) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.into().as_bytes());
    let _ = out.flush();
}

/// Says something on the error output. Where that is a terminal that has gone away nobody hears
/// it, and that is no failure either.
fn hint(text: &str) {
    let _ = writeln!(std::io::stderr(), "wortlaut: {}", Clean::from(text));
}

/// Text in one line: what stands in a list cannot make a row of its own.
fn one_line(text: &str) -> String {
    Clean::from(text).replace('\n', " ")
}

/// JSON for programs, which a terminal may show too: characters that act unseen are escaped.
fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value).map_err(Failure::told)?;
    let mut out = String::with_capacity(text.len() + 1);
    for letter in text.chars() {
        // They stand only inside strings, where every JSON reader takes them back as they were.
        if acts_unseen(letter) {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(letter);
        }
    }
    out.push('\n');
    Ok(out)
}

impl Arguments {
    /// The folder of the Ablage: `--ablage`, `WORTLAUT_ABLAGE`, or the XDG data directory.
    fn store_folder(&self) -> Result<PathBuf, Failure> {
        if let Some(folder) = &self.store {
            return Ok(folder.clone());
        }
        if let Some(folder) = std::env::var_os("WORTLAUT_ABLAGE").filter(|value| !value.is_empty())
        {
            return Ok(PathBuf::from(folder));
        }
        use etcetera::BaseStrategy as _;
        etcetera::choose_base_strategy()
            .map(|places| places.data_dir().join("wortlaut"))
            .map_err(|_| Failure::told("Kein Heimatverzeichnis. Die Ablage mit --ablage nennen."))
    }

    /// The Ablage for practising: beside everything real.
    fn practice_archive(&self) -> Result<Archive, Failure> {
        use etcetera::BaseStrategy as _;
        let places = etcetera::choose_base_strategy()
            .map_err(|_| Failure::told("Kein Heimatverzeichnis für die Übung."))?;
        let folder = places.cache_dir().join("wortlaut").join("uebung");
        Archive::at(&folder).map_err(Failure::told)
    }

    /// Where a copy may lie while it is looked at: with the clerk, not in the Ablage.
    fn copies(&self) -> Option<PathBuf> {
        use etcetera::BaseStrategy as _;
        etcetera::choose_base_strategy().ok().map(|places| places.cache_dir().join("wortlaut"))
    }

    fn archive(&self) -> Result<Archive, Failure> {
        let archive = Archive::at(&self.store_folder()?).map_err(Failure::told)?;
        shield::close_to_others(archive.umask());
        if let Some(warning) = archive.warning() {
            hint(&warning);
        }
        Ok(archive)
    }

    /// The keymap: `--keymap` names a shipped one or a file; else the clerk's own file patches the
    /// standard, if there is one.
    fn keymap(&self) -> Result<Keymap, Failure> {
        if let Some(name) = &self.keymap {
            if Keymap::names().any(|shipped| shipped == name.as_str()) {
                return Keymap::shipped(name).map_err(Failure::told);
            }
            let text = text_named(name)?;
            return Keymap::parse_patch(&Keymap::default(), name, &text).map_err(Failure::told);
        }
        match own_text(own_keymap())? {
            Some((name, text)) => {
                Keymap::parse_patch(&Keymap::default(), &name, &text).map_err(Failure::told)
            }
            None => Ok(Keymap::default()),
        }
    }

    /// The text blocks: the clerk's own file patches the shipped ones, if there is one.
    fn snippets(&self) -> Result<Snippets, Failure> {
        match own_text(own_snippets())? {
            Some((name, text)) => {
                Snippets::parse_patch(&Snippets::default(), &name, &text).map_err(Failure::told)
            }
            None => Ok(Snippets::default()),
        }
    }

    /// The profile: `--profil` names a shipped one or a file; else the Ablage's own, if there is
    /// one; else the default.
    fn profile(&self) -> Result<Profile, Failure> {
        let (name, text) = match &self.profile {
            Some(name) => match crate::profile::shipped(name) {
                Some(profile) => return Ok(profile),
                None => (name.clone(), text_named(name)?),
            },
            None => {
                let folder = self.store_folder()?;
                let name = folder.join(OWN_PROFILE).display().to_string();
                match Archive::beside(&folder, OWN_PROFILE).map_err(Failure::told)? {
                    Some(bytes) => (name.clone(), text_of(&name, bytes)?),
                    None => return Ok(crate::profile::default()),
                }
            }
        };
        crate::profile::parse(&name, &text).map_err(|problems| told(&problems))
    }

    /// The Unix user who works here: what the system says of the process, not the environment.
    fn clerk(&self) -> String {
        one_line(&account::shown(rustix::process::getuid().as_raw()))
    }
}

/// Where the clerk's own keymap lies.
fn own_keymap() -> Option<PathBuf> {
    own_file("tasten.toml")
}

/// Where the clerk's own text blocks lie.
fn own_snippets() -> Option<PathBuf> {
    own_file(crate::snippets::FILE_NAME)
}

fn own_file(name: &str) -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    let places = etcetera::choose_base_strategy().ok()?;
    Some(places.config_dir().join("wortlaut").join(name))
}

/// The clerk's own words, one in a line, beside the own keymap.
fn own_words() -> Option<PathBuf> {
    Some(own_keymap()?.with_file_name("woerter.txt"))
}

/// The dictionary to check the spelling with: in the folders of `DICPATH` where that is set, else
/// in the clerk's own and in the machine's.
fn dictionary() -> Option<spelling::Files> {
    use etcetera::BaseStrategy as _;
    if let Some(folders) = std::env::var_os("DICPATH").filter(|value| !value.is_empty()) {
        return spelling::find(std::env::split_paths(&folders));
    }
    let own = etcetera::choose_base_strategy().ok();
    let own = own.map(|places| places.data_dir().join("hunspell"));
    spelling::find(own.into_iter().chain(spelling::FOLDERS.map(PathBuf::from)))
}

/// A file that the clerk names.
fn text_named(name: &str) -> Result<String, Failure> {
    text_of(name, place::read(Path::new(name), place::SETTINGS).map_err(Failure::told)?)
}

/// A file of the clerk's own, with its name; `None`: there is no such file.
fn own_text(path: Option<PathBuf>) -> Result<Option<(String, String)>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let name = path.display().to_string();
    match place::read_own(&path, place::SETTINGS) {
        Err(error) if error.is_missing() => Ok(None),
        read => {
            let text = text_of(&name, read.map_err(Failure::told)?)?;
            Ok(Some((name, text)))
        }
    }
}

/// What was read, as text.
fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|_| {
        Failure::told(format!(
            "{name} lässt sich nicht lesen: Das ist kein Text in UTF-8. Die Datei als UTF-8 \
             sichern."
        ))
    })
}

/// All problems of a file at once, one in a line.
fn told(problems: &[crate::import::Problem]) -> Failure {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    Failure::told(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_writes_a_meeting_calls_it_saved() {
        assert!(broken("src/x.rs:1:2", true).contains("src/x.rs:1:2). Was als gesichert"));
        assert!(!broken("src/x.rs:1:2", false).contains("gesichert"));
    }
}
