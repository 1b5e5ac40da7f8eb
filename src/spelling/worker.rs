//! The thread that owns the dictionary: loading takes a moment, and so does many a word.

use super::Files;
use super::judge::Judge;
use super::known::Known;
use super::load::load;
use super::suggest::suggest;
use crate::hush::quietly;
use std::sync::Weak;
use std::sync::mpsc::{Receiver, Sender};

/// Words after which the screen is told what is known so far.
const SOME: usize = 128;

/// What is to be done.
pub(super) enum Job {
    /// Judge these words; the number tells with which known words.
    Check(u64, Vec<String>),
    /// From now on these words are right.
    Know(Known),
    /// Look for what was meant. Who asked may have stopped waiting: then the last is gone.
    Suggest(String, Sender<Vec<String>>, Weak<()>),
}

/// What came of it.
pub(super) enum Report {
    /// The dictionary is loaded.
    Ready,
    /// There is no dictionary to be had from these files, and why.
    Broken(String),
    /// Which of the words are right.
    Verdicts(u64, Vec<(String, bool)>),
}

/// Works until nobody asks any more.
pub(super) fn work(
    files: &Files,
    known: Known,
    jobs: &Receiver<Job>,
    reports: &Sender<Report>,
    wake: &dyn Fn(),
) {
    let tell = |report| {
        let heard = reports.send(report).is_ok();
        wake();
        heard
    };
    let broken =
        |_| Report::Broken(format!("{}: Ein Wort ließ sich nicht prüfen.", files.dic.display()));
    let mut judge = match load(files) {
        Ok(dictionary) => Judge::new(dictionary, known),
        Err(why) => {
            tell(Report::Broken(why));
            return;
        }
    };
    if !tell(Report::Ready) {
        return;
    }
    for job in jobs {
        match job {
            Job::Know(known) => judge.know(known),
            Job::Check(number, words) => {
                let mut words = words.into_iter().peekable();
                while words.peek().is_some() {
                    let some: Vec<_> = words.by_ref().take(SOME).collect();
                    let check = || some.into_iter().map(|word| (judge.right(&word), word));
                    let judged = quietly(|| check().map(|(right, word)| (word, right)).collect());
                    let ends = judged.is_err();
                    let report =
                        judged.map_or_else(broken, |judged| Report::Verdicts(number, judged));
                    if !tell(report) || ends {
                        return;
                    }
                }
            }
            Job::Suggest(word, reply, asked) if asked.strong_count() > 0 => {
                let _ = reply.send(quietly(|| suggest(&judge, &word)).unwrap_or_default());
            }
            Job::Suggest(..) => {}
        }
    }
}
