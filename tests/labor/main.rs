//! The laboratory: what happens to the store when the machine does its worst.
//!
//! Each row of the table plays many rounds against a child process that keeps minutes as the
//! program does (`clerk`), under a shim between it and its files (`faultfs.c`): kill -9, a power
//! cut at every moment, a fault at every call, damage at rest. Nothing that was called saved may
//! be missing, every meeting opens, and nothing is called saved that is not. A last row gives bytes
//! to each parser for which it may fall over.
//!
//! An ordinary run plays a few rounds of each. `WORTLAUT_LABOR=gate` plays those of the table,
//! `WORTLAUT_LABOR=kampagne` ten times as many; `WORTLAUT_SAAT=7` throws other dice. A word behind
//! `cargo test --test labor` picks rows by their names.
#![expect(clippy::unwrap_used, reason = "a failed setup should end the test")]
#![expect(clippy::print_stdout, reason = "the child's promises and the tally are its purpose")]

mod blockcut;
mod clerk;
mod compile;
mod crew;
mod damage;
mod dice;
mod disk;
mod faults;
mod fuzzing;
mod kill;
mod powercut;
mod record;
mod shim;
mod tally;

use clerk::Evening;
use shim::Shim;
use std::path::Path;
use std::process::ExitCode;
use tally::Tally;

/// A row of the table: its name, and rounds in an ordinary run, in the gate and in a campaign.
type Row = (&'static str, [usize; 3], fn(&Shim, usize, u64) -> Tally);

const FUZZ: &str = "fuzz";
const ROWS: [Row; 7] = [
    ("kill", [8, 500, 5_000], kill::row),
    ("powercut", [100, 2_000, 20_000], powercut::row),
    ("bites", [1, 1, 1], |shim, _, seed| powercut::bites(shim, seed)),
    ("faults", [30, 1_500, 15_000], faults::row),
    ("damage", [24, 200, 2_000], damage::row),
    ("blockcut", [0, 20, 200], blockcut::row),
    // Seconds a target.
    (FUZZ, [0, 60, 600], fuzzing::row),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", words, folder] => {
            let words = words.parse().unwrap();
            ExitCode::from(clerk::run(Path::new(folder), words, Evening::Ends))
        }
        ["run", words, "pause", folder] => {
            let words = words.parse().unwrap();
            ExitCode::from(clerk::run(Path::new(folder), words, Evening::Pauses))
        }
        ["run", _, "on", folder] => {
            ExitCode::from(clerk::run(Path::new(folder), 0, Evening::GoesOn))
        }
        ["cuts", rounds, seed] => {
            blockcut::cuts(rounds.parse().unwrap(), seed.parse().unwrap());
            ExitCode::SUCCESS
        }
        ["check", folder] => ExitCode::from(clerk::check(Path::new(folder))),
        picked => laboratory(picked),
    }
}

fn laboratory(picked: &[&str]) -> ExitCode {
    let Some(shim) = Shim::build() else {
        println!("labor: not run, as there is no gcc here that builds tests/labor/faultfs.c");
        return ExitCode::SUCCESS;
    };
    let mode = std::env::var("WORTLAUT_LABOR").unwrap_or_default();
    let seed = std::env::var("WORTLAUT_SAAT").map_or(1, |seed| seed.parse().unwrap());
    let filters: Vec<_> = picked.iter().filter(|word| !word.starts_with('-')).collect();
    println!("labor: WORTLAUT_SAAT={seed} WORTLAUT_LABOR={mode}");
    let rows = ROWS.iter().filter_map(|(name, [few, gate, campaign], row)| {
        let picked = filters.is_empty() || filters.iter().any(|filter| name.contains(**filter));
        let rounds = match mode.as_str() {
            "gate" => *gate,
            "kampagne" => *campaign,
            _ => *few,
        };
        (picked && rounds > 0).then_some((*name, rounds, *row))
    });
    let rows: Vec<_> = rows.collect();
    if rows.iter().any(|(name, ..)| *name == FUZZ) {
        fuzzing::begin();
    }
    let mut failed = false;
    for (_, rounds, row) in rows {
        let tally = row(&shim, rounds, seed);
        println!("{tally}");
        failed |= tally.failed();
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
