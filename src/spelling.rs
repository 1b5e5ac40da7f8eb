//! Spelling: which words of a text are not in the German dictionary of this machine.
//!
//! ```text
//!  words     the words of a paragraph             judge     right or wrong
//!  worker    the thread that owns a dictionary    compound  nouns put together from nouns
//!  load      from two files to a dictionary       known     names, own words, and council's
//!  suggest   what may have been meant             council   the list of those
//! ```
//!
//! A line under a word is an offer, and typing never waits for it: the screen reads what is known,
//! asks for the rest, and a thread answers when it can. Without a dictionary nothing is wrong.

mod compound;
mod council;
#[cfg(test)]
mod german_tests;
mod judge;
mod known;
mod load;
mod suggest;
#[cfg(test)]
mod tests;
mod words;
mod worker;

pub use words::words;

use known::Known;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;
use words::plain;
use worker::{Job, Report};

/// Where dictionaries are installed for everybody.
pub const FOLDERS: [&str; 4] = [
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
];
/// The German dictionaries there are, the likeliest first.
const NAMES: [&str; 9] = [
    "de_DE",
    "de_DE_frami",
    "de_AT",
    "de_AT_frami",
    "de_CH",
    "de_CH_frami",
    "de_LU",
    "de_BE",
    "de",
];
/// Words that are remembered; more than the longest meeting has different ones.
const MOST: usize = 50_000;
/// Words that may be waiting to be judged; what is asked beyond is asked again by the next picture.
const MOST_PENDING: usize = 4_096;
/// Bytes of the longest word that is asked about.
const LONGEST: usize = 256;

/// The two files of a dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The rules.
    pub aff: PathBuf,
    /// The words.
    pub dic: PathBuf,
}

/// Finds the first German dictionary in these folders.
#[must_use]
pub fn find<P: AsRef<Path>>(folders: impl IntoIterator<Item = P>) -> Option<Files> {
    folders.into_iter().find_map(|folder| {
        let file = |name: &str| folder.as_ref().join(name);
        let pairs = NAMES.iter().map(|name| Files {
            aff: file(&format!("{name}.aff")),
            dic: file(&format!("{name}.dic")),
        });
        pairs.into_iter().find(|files| files.aff.is_file() && files.dic.is_file())
    })
}

/// Loads a dictionary to see whether it can be used; in German, why not.
pub fn examine(files: &Files) -> Result<(), String> {
    load::load(files).map(drop)
}

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is right, or there is nothing to judge it by.
    Right,
    /// Neither the dictionary nor the council knows it.
    Wrong,
    /// It was not judged yet.
    Unknown,
}

/// How things stand with the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// There is none.
    Off,
    /// It is loaded with the first word.
    Loading,
    /// It answers.
    Ready,
    /// It cannot be used, and why, in German.
    Broken(String),
}

/// Knows which words are right, and has those judged that it does not know yet.
pub struct Speller {
    files: Option<Files>,
    wake: Option<Box<dyn Fn() + Send>>,
    worker: Option<Worker>,
    state: State,
    known: Known,
    /// Counts the sets of known words: what was judged by an older one is no longer true.
    number: u64,
    verdicts: HashMap<String, bool>,
    pending: HashSet<String>,
}

/// The ways to the thread and back; without them it ends.
struct Worker {
    jobs: Sender<Job>,
    reports: Receiver<Report>,
}

impl Speller {
    /// A speller with this dictionary. Nothing is read before the first word is asked about;
    /// `wake` is called on another thread whenever there are answers to take.
    #[must_use]
    pub fn new(files: Option<Files>, wake: Box<dyn Fn() + Send>) -> Self {
        Self {
            state: if files.is_some() { State::Loading } else { State::Off },
            files,
            wake: Some(wake),
            worker: None,
            known: Known::default(),
            number: 0,
            verdicts: HashMap::new(),
            pending: HashSet::new(),
        }
    }

    /// A speller to which everything is right.
    #[must_use]
    pub fn off() -> Self {
        Self::new(None, Box::new(|| ()))
    }

    /// How things stand, as far as answers were taken.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What is known of a word; costs a look into a table.
    #[must_use]
    pub fn verdict(&self, word: &str) -> Verdict {
        if !self.is_on() || word.len() > LONGEST {
            return Verdict::Right;
        }
        match self.verdicts.get(plain(word).as_ref()) {
            Some(true) => Verdict::Right,
            Some(false) => Verdict::Wrong,
            None => Verdict::Unknown,
        }
    }

    /// Has those words judged that are unknown; returns at once.
    pub fn ask<'a>(&mut self, words: impl IntoIterator<Item = &'a str>) {
        if !self.is_on() {
            return;
        }
        let mut asked = Vec::new();
        for word in words.into_iter().filter(|word| word.len() <= LONGEST) {
            let word = plain(word);
            let word = word.as_ref();
            if self.verdicts.contains_key(word) || self.pending.contains(word) {
                continue;
            }
            if self.pending.len() >= MOST_PENDING {
                break;
            }
            self.pending.insert(word.to_owned());
            asked.push(word.to_owned());
        }
        if !asked.is_empty() {
            self.start();
            self.send(Job::Check(self.number, asked));
        }
    }

    /// Takes the answers that have come, and tells whether anything is known now that was not.
    pub fn take_answers(&mut self) -> bool {
        let mut changed = false;
        while let Some(worker) = &self.worker {
            match worker.reports.try_recv() {
                Ok(report) => changed |= self.take(report),
                Err(mpsc::TryRecvError::Empty) => break,
                Err(mpsc::TryRecvError::Disconnected) => {
                    // What it said last was taken before.
                    self.worker = None;
                    changed |= self.fail("Die Rechtschreibprüfung ist ausgefallen.".to_owned());
                }
            }
        }
        changed
    }

    /// Replaces the words that are right whatever the dictionary says: the names and terms of
    /// this council, the clerk's own. Names may take their genitive.
    pub fn know<'a>(&mut self, terms: impl IntoIterator<Item = &'a str>) {
        let known = Known::of(terms);
        if known == self.known {
            return;
        }
        self.known = known;
        self.number = self.number.wrapping_add(1);
        self.verdicts.clear();
        self.pending.clear();
        self.send(Job::Know(self.known.clone()));
    }

    /// What may have been meant by a wrong word, the likeliest first, seven at most; waits no
    /// longer than this for the answer. A large first letter stays large.
    #[must_use]
    pub fn suggest(&self, word: &str, timeout: Duration) -> Vec<String> {
        if word.len() > LONGEST {
            return Vec::new();
        }
        let (reply, answer) = mpsc::channel();
        let waiting = Arc::new(());
        self.send(Job::Suggest(word.to_owned(), reply, Arc::downgrade(&waiting)));
        answer.recv_timeout(timeout).unwrap_or_default()
    }

    fn is_on(&self) -> bool {
        matches!(self.state, State::Loading | State::Ready)
    }

    fn send(&self, job: Job) {
        if let Some(worker) = &self.worker {
            // If it has gone, its last report says why.
            let _ = worker.jobs.send(job);
        }
    }

    fn start(&mut self) {
        let (Some(files), Some(wake)) = (&self.files, self.wake.take()) else { return };
        let (jobs, inbox) = mpsc::channel();
        let (outbox, reports) = mpsc::channel();
        let (files, known) = (files.clone(), self.known.clone());
        let work = move || worker::work(&files, known, &inbox, &outbox, &*wake);
        match thread::Builder::new().name("rechtschreibung".to_owned()).spawn(work) {
            Ok(_) => self.worker = Some(Worker { jobs, reports }),
            Err(error) => {
                self.fail(crate::trouble::why(&error));
            }
        }
    }

    fn take(&mut self, report: Report) -> bool {
        match report {
            Report::Ready => {
                self.state = State::Ready;
                true
            }
            Report::Broken(why) => self.fail(why),
            Report::Verdicts(number, _) if number != self.number => false,
            Report::Verdicts(_, judged) => {
                if self.verdicts.len() + judged.len() > MOST {
                    self.verdicts.clear();
                }
                for (word, right) in judged {
                    self.pending.remove(&word);
                    self.verdicts.insert(word, right);
                }
                true
            }
        }
    }

    fn fail(&mut self, why: String) -> bool {
        if matches!(self.state, State::Broken(_)) {
            return false;
        }
        self.state = State::Broken(why);
        self.worker = None;
        self.verdicts.clear();
        self.pending.clear();
        true
    }
}
