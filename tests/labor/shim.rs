//! The shim between the child and its files, built here, and the children that run under it.

use crate::clerk;
use crate::compile::compile;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};
use tempfile::TempDir;

/// A child that takes longer hangs.
const HANGS: Duration = Duration::from_secs(60);

/// The calls that change something, as `faultfs.c` names them.
pub(crate) const CHANGES: &str = "wsformulp";

/// What is compiled, and where the child runs.
pub(crate) struct Shim {
    library: PathBuf,
}

/// What goes wrong, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) kind: &'static str,
    /// Calls that it lasts.
    pub(crate) lasts: usize,
    /// Which calls count; see `faultfs.c`.
    pub(crate) ops: &'static str,
    pub(crate) at: usize,
}

/// How a child ended, and what it said.
#[derive(Debug)]
pub(crate) struct Ended {
    /// `None`: a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) hung: bool,
    pub(crate) said: Vec<String>,
    pub(crate) errors: String,
}

impl Ended {
    /// A panic that the clerk would have seen.
    pub(crate) fn panicked(&self) -> bool {
        self.errors.contains("panicked at") || self.code == Some(101)
    }

    /// The last promise of a kind: "" is the number of words saved.
    pub(crate) fn promised(&self, kind: &str) -> Option<usize> {
        promised(self.said.iter().map(String::as_str), kind)
    }

    pub(crate) fn says(&self, line: &str) -> bool {
        self.said.iter().any(|said| said == line)
    }
}

/// The last promise of a kind among what a child said.
pub(crate) fn promised<'a>(said: impl Iterator<Item = &'a str>, kind: &str) -> Option<usize> {
    let number = |line: &str| -> Option<usize> {
        let rest = line.strip_prefix(kind)?;
        let rest = if kind.is_empty() { rest } else { rest.strip_prefix(' ')? };
        rest.parse().ok()
    };
    said.filter_map(number).last()
}

/// A folder that goes away: in memory where that can be had, as no sync counts here.
pub(crate) fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let fast = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
    fast.or_else(|_| TempDir::new()).unwrap()
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for child in fs::read_dir(from).unwrap() {
        let child = child.unwrap();
        let target = to.join(child.file_name());
        if child.file_type().unwrap().is_dir() {
            copy(&child.path(), &target);
        } else {
            fs::copy(child.path(), target).unwrap();
        }
    }
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
}

impl Shim {
    /// Compiles it. `None`: there is no compiler here, or no such loader.
    pub(crate) fn build() -> Option<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let library = folder.join(format!("faultfs-{}.so", std::process::id()));
        if !compile(&library) {
            return None;
        }
        Some(Self { library })
    }

    fn child(&self, arguments: &[&str], home: &Path) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let said = fs::File::create(home.join("said")).unwrap();
        let errors = fs::File::create(home.join("errors")).unwrap();
        command.args(arguments).arg(home.join("root"));
        command.stdin(Stdio::null()).stdout(said).stderr(errors);
        command.current_dir(home);
        for name in ["AT", "LOG", "KIND", "LASTS", "OPS", "SWITCH", "MS"] {
            command.env_remove(format!("FAULT_{name}"));
        }
        command.env("LD_PRELOAD", &self.library).env("FAULT_FASTSYNC", "1");
        command.env("FAULT_ROOT", home.join("root"));
        command
    }

    /// Runs the clerk in `home/root`; every change is written down in `home/log`, and so is that
    /// each of the `ops` happened.
    pub(crate) fn record(&self, home: &Path, words: usize, ops: &str) -> Ended {
        let mut command = self.child(&["run", &words.to_string()], home);
        command.env("FAULT_OPS", ops);
        let log = home.join("log");
        let _ = fs::remove_file(&log);
        wait(command.env("FAULT_LOG", log).spawn().unwrap(), home)
    }

    /// Runs the clerk in `home/root`, for others to go on with the meeting. Gives its words.
    pub(crate) fn prepare(&self, home: &Path, words: usize) -> Option<usize> {
        let mut command = self.child(&["run", &words.to_string(), "pause"], home);
        let ended = wait(command.spawn().unwrap(), home);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        ended.promised("")
    }

    /// Runs the clerk while something goes wrong.
    pub(crate) fn run(&self, home: &Path, words: usize, fault: Fault) -> Ended {
        let mut command = self.child(&["run", &words.to_string()], home);
        command.env("FAULT_AT", fault.at.to_string()).env("FAULT_KIND", fault.kind);
        command.env("FAULT_OPS", fault.ops).env("FAULT_LASTS", fault.lasts.to_string());
        wait(command.spawn().unwrap(), home)
    }

    /// Starts a clerk who works until somebody kills him.
    pub(crate) fn start(&self, home: &Path) -> Child {
        self.child(&["run", "0", "on"], home).spawn().unwrap()
    }

    /// The same, on a disk as it is.
    pub(crate) fn start_alone(&self, home: &Path) -> Child {
        self.child(&["run", "0", "on"], home).env_remove("LD_PRELOAD").spawn().unwrap()
    }

    /// Opens what is in `home/root` and says what it is worth.
    pub(crate) fn check(&self, home: &Path) -> Found {
        let mut command = self.child(&["check"], home);
        // What is looked at is not to be spoiled by the shim itself.
        command.env_remove("LD_PRELOAD");
        Found::of(wait(command.spawn().unwrap(), home))
    }
}

impl Drop for Shim {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.library);
    }
}

fn wait(mut child: Child, home: &Path) -> Ended {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    let (status, hung) = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break (status, false);
        }
        if begun.elapsed() > HANGS {
            child.kill().unwrap();
            break (child.wait().unwrap(), true);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    };
    ended(status.code(), hung, home)
}

/// Takes what a child said that has ended.
pub(crate) fn ended(code: Option<i32>, hung: bool, home: &Path) -> Ended {
    let read = |name: &str| {
        let bytes = fs::read(home.join(name)).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    // A last line without its end was not said.
    let said = read("said");
    let whole = said.rfind('\n').map_or("", |end| said.get(..end).unwrap());
    let said = whole.lines().map(str::to_owned).collect();
    Ended { code, hung, said, errors: read("errors") }
}

/// What a check found.
#[derive(Debug)]
pub(crate) struct Found {
    /// Words; `None`: no meeting.
    pub(crate) words: Option<usize>,
    /// Repairs that were told.
    pub(crate) told: Vec<String>,
    /// Repairs that history tells.
    pub(crate) noted: Option<usize>,
    /// Whether the list of meetings could not show it.
    pub(crate) unlisted: bool,
    /// Why it cannot be opened, or what is wrong afterwards.
    pub(crate) broken: Option<String>,
}

impl Found {
    fn of(ended: Ended) -> Self {
        let words = ended.promised("words");
        let line = |start: &str| -> Vec<String> {
            let lines = ended.said.iter().filter_map(|line| line.strip_prefix(start));
            lines.map(str::to_owned).collect()
        };
        let fine = ended.says("stable") || ended.says("none");
        let done = ended.code == Some(i32::from(clerk::DONE)) && !ended.panicked();
        let broken = (!fine || !done).then(|| {
            let said = ended.said.last().map_or("", String::as_str);
            let errors: String = ended.errors.chars().take(300).collect();
            format!("{said} (code {:?}, hung {}) {errors}", ended.code, ended.hung)
        });
        let unlisted = ended.says("unlisted");
        let noted = ended.promised("noted");
        Self { words, told: line("told "), noted, unlisted, broken }
    }

    /// What is wrong, if `acked` words were promised; `None` for `acked`: no meeting was.
    pub(crate) fn wrong(&self, acked: Option<usize>) -> Option<Wrong> {
        if let Some(broken) = &self.broken {
            return Some(Wrong::Unopenable(broken.clone()));
        }
        match (self.words, acked) {
            (None, Some(_)) => Some(Wrong::Lost("the meeting is gone".to_owned())),
            (Some(there), Some(acked)) if there < acked => {
                Some(Wrong::Lost(format!("{there} of {acked} words")))
            }
            _ => None,
        }
    }
}

/// What must never be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Something that was called saved is not there.
    Lost(String),
    /// The same, and the program lived on and had said so although an error was reported to it.
    FalseAck(String),
    /// It does not open, or not for good.
    Unopenable(String),
    /// The clerk sees a panic, or nothing any more.
    Rough(String),
    /// A single fault was not got over, or damage was not told.
    Untold(String),
}
