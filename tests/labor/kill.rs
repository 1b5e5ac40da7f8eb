//! kill -9 at any moment, again and again on the same meeting: the volume behind
//! `tests/it/kill.rs`, which does the same to the whole program at its terminal.

use crate::dice::Dice;
use crate::shim::{Shim, ended, scratch};
use crate::tally::Tally;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// Rounds until another meeting is made, and threads of them.
const ROUNDS: usize = 40;

/// Plays so many rounds.
pub(crate) fn row(shim: &Shim, rounds: usize, seed: u64) -> Tally {
    let mut tally = Tally::new("kill -9");
    let jobs: Vec<_> = (0..rounds.div_ceil(ROUNDS)).collect();
    let words = std::sync::atomic::AtomicUsize::new(0);
    let inner = std::sync::Mutex::new(&mut tally);
    let mut unused = Tally::new("");
    crate::crew::play(&mut unused, &jobs, |job, _| {
        let home = scratch();
        fs::create_dir(home.path().join("root")).unwrap();
        let dice = &mut Dice::new(seed.wrapping_add(*job as u64));
        let mut acked = None;
        for round in 0..ROUNDS.min(rounds - job * ROUNDS) {
            let mut child = shim.start(home.path());
            // A third of them die while they open.
            if dice.below(3) > 0 {
                wait_for_open(home.path());
            }
            thread::sleep(Duration::from_millis(dice.below(120) as u64));
            child.kill().unwrap();
            child.wait().unwrap();
            let said = ended(None, false, home.path());
            let told = said.promised("").or_else(|| said.says("neu").then_some(0));
            acked = told.max(acked);
            // The check opens it as well: every other time, it is left to the next clerk.
            let looked = dice.one_in(2) || round + 1 == ROUNDS;
            let found = looked.then(|| shim.check(home.path()));
            let wrong: Vec<_> = found.iter().filter_map(|found| found.wrong(acked)).collect();
            let kind = match said.said.last().map(String::as_str) {
                None => "before anything",
                Some("neu") => "while opening",
                Some(_) => "in use",
            };
            let how = format!("meeting {job}, round {round}, seed {seed}, {acked:?} promised");
            inner.lock().unwrap().round(kind, &how, &wrong);
            if !wrong.is_empty() {
                break;
            }
            if let Some(found) = found {
                acked = found.words.or(acked);
            }
        }
        words.fetch_add(acked.unwrap_or(0), std::sync::atomic::Ordering::Relaxed);
        (String::new(), String::new(), Vec::new())
    });
    let words = words.into_inner();
    tally.note(format!("{words} words in {} meetings", jobs.len()));
    tally.end();
    tally
}

/// Waits until the clerk has sat down, or until it is clear that he does not.
fn wait_for_open(home: &Path) {
    for _ in 0..2_000 {
        if ended(None, false, home).says("offen") {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
}
