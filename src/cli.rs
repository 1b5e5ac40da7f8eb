//! The command line: what was typed, what it means, and the only place that prints.
mod arguments;
mod check;
mod help;
mod import;
mod journal;
mod keys;
mod list;
mod screen;
mod text;

pub use arguments::{Arguments, Call};

use crate::domain::Profile;
use crate::journal::Archive;
use crate::keymap::Keymap;
use crate::snippets::Snippets;
use crate::spelling;
use crate::trouble::why;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Why a command failed: told on the error output, with its exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// In German: what is, then what to do.
    pub message: String,
    /// 1: told why; 2: wrong usage; 129: the terminal was lost.
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
    let call = || Arguments::parse(lexopt::Parser::from_env()).and_then(|it| run(&it));
    // Unwinding has written what was under way: the session is dropped, and its writer flushes.
    match std::panic::catch_unwind(call) {
        Ok(Ok(())) => 0,
        Err(_) => {
            let place = crate::terminal::panicked_at().unwrap_or_default();
            hint(&format!(
                "Ein Fehler im Programm ({place}). Was geschrieben war, ist gesichert; \
                 ein neuer Aufruf macht an derselben Stelle weiter."
            ));
            70
        }
        Ok(Err(failure)) => {
            hint(&failure.message);
            failure.code
        }
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
        Call::Check { meeting } => check::check(arguments, meeting.as_deref()),
        Call::Keys { json } => keys::keys(arguments, *json),
    }
}

/// Prints to the standard output; a reader that has gone away is no failure.
fn print(text: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_ref().as_bytes());
    let _ = out.flush();
}

/// Says something on the error output. Where that is a terminal that has gone away nobody hears
/// it, and that is no failure either.
fn hint(text: &str) {
    let _ = writeln!(std::io::stderr(), "wortlaut: {}", plain(text));
}

/// Text for a terminal: names in files may hold control characters.
fn plain(text: &str) -> String {
    crate::text::clean(text)
}

/// The same in one line: what stands in a list cannot make a row of its own.
fn one_line(text: &str) -> String {
    plain(text).replace('\n', " ")
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

/// Control characters that JSON itself leaves as they are, and what turns or hides text.
fn acts_unseen(letter: char) -> bool {
    match letter {
        '\n' => false,
        '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{e0000}'..='\u{e007f}' => true,
        _ => letter.is_control(),
    }
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

    fn archive(&self) -> Result<Archive, Failure> {
        let archive = Archive::at(&self.store_folder()?).map_err(Failure::told)?;
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
            let text = read_text(Path::new(name))?;
            return Keymap::parse_patch(&Keymap::default(), name, &text).map_err(Failure::told);
        }
        let Some(path) = own_keymap().filter(|path| path.is_file()) else {
            return Ok(Keymap::default());
        };
        let text = read_text(&path)?;
        Keymap::parse_patch(&Keymap::default(), &path.display().to_string(), &text)
            .map_err(Failure::told)
    }

    /// The text blocks: the clerk's own file patches the shipped ones, if there is one.
    fn snippets(&self) -> Result<Snippets, Failure> {
        let Some(path) = own_snippets().filter(|path| path.is_file()) else {
            return Ok(Snippets::default());
        };
        let text = read_text(&path)?;
        Snippets::parse_patch(&Snippets::default(), &path.display().to_string(), &text)
            .map_err(Failure::told)
    }

    /// The profile: `--profil` names a shipped one or a file; else the Ablage's own, if there is
    /// one; else the default.
    fn profile(&self) -> Result<Profile, Failure> {
        let file = match &self.profile {
            Some(name) => match crate::profile::shipped(name) {
                Some(profile) => return Ok(profile),
                None => PathBuf::from(name),
            },
            None => {
                let own = self.store_folder()?.join("profil.toml");
                if !own.is_file() {
                    return Ok(crate::profile::default());
                }
                own
            }
        };
        let text = read_text(&file)?;
        crate::profile::parse(&file.display().to_string(), &text)
            .map_err(|problems| told(&problems))
    }

    /// The Unix user who works here: what the system says of the process, not the environment.
    fn clerk(&self) -> String {
        let uid = rustix::process::getuid().as_raw();
        let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let name = passwd.lines().find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?;
            (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
        });
        name.unwrap_or_else(|| {
            std::env::var("USER").map_or_else(|_| format!("uid{uid}"), |user| plain(&user))
        })
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

fn read_text(path: &Path) -> Result<String, Failure> {
    let failed =
        |why: &str| Failure::told(format!("{} lässt sich nicht lesen: {why}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| failed(&why(&error)))?;
    String::from_utf8(bytes)
        .map_err(|_| failed("Das ist kein Text in UTF-8. Die Datei als UTF-8 sichern."))
}

/// All problems of a file at once, one in a line.
fn told(problems: &[crate::import::Problem]) -> Failure {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    Failure::told(lines.join("\n"))
}
