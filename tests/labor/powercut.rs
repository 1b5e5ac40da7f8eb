//! The power is cut: one recorded run gives thousands of disks that may be found afterwards.

use crate::crew;
use crate::dice::Dice;
use crate::disk::{Disk, Kept, MODELS, Model, Policy};
use crate::faults::spoil;
use crate::record::{Node, Recording};
use crate::shim::{CHANGES, Fault, Shim, Wrong, copy, promised, scratch};
use crate::tally::Tally;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A recorded run.
struct Run {
    name: String,
    recording: Recording,
    /// Words that were there before.
    before: Option<usize>,
    /// The files that were given out, as they have to be.
    out: BTreeMap<String, Vec<u8>>,
    /// What a sync is good for, in each model.
    kept: Vec<Kept>,
}

/// A disk to look at.
struct Cut<'a> {
    run: &'a Run,
    model: usize,
    cut: usize,
    policy: Policy,
    seed: u64,
    /// The half of the store that is gone too.
    without: Option<&'static str>,
}

/// Where a run begins.
#[derive(Debug, Clone, Copy)]
enum Start {
    Nothing,
    Closed,
    Killed,
    /// The second store is damaged and is built anew.
    Damaged,
    /// The same, of the journal, whose clerk was killed: it is written anew.
    Hurt,
}

/// Plays about so many cuts.
pub(crate) fn row(shim: &Shim, rounds: usize, seed: u64) -> Tally {
    let mut tally = Tally::new("power cut");
    let runs: Vec<Run> = [
        (Start::Nothing, 8),
        (Start::Damaged, 7),
        (Start::Hurt, 6),
        (Start::Closed, 13),
        (Start::Killed, 9),
        (Start::Nothing, 60),
    ]
    .into_iter()
    .take(if rounds < 500 { 3 } else { 6 })
    .enumerate()
    .map(|(number, (start, words))| {
        record(shim, start, words, seed.wrapping_add(number as u64), &|_, _| true)
    })
    .collect();
    let jobs = cuts(&runs, rounds, seed);
    crew::play(&mut tally, &jobs, |cut, home| play(shim, cut, home));
    let steps: usize = runs.iter().map(|run| run.recording.steps.len()).sum();
    tally.note(format!("{} runs of {steps} steps", runs.len()));
    tally.end();
    tally
}

/// Which syncs a run counts; the others are taken for left out.
type Counts<'a> = &'a dyn Fn(&Recording, Node) -> bool;

fn record(shim: &Shim, start: Start, words: usize, seed: u64, counts: Counts<'_>) -> Run {
    let home = scratch();
    let root = home.path().join("root");
    fs::create_dir(&root).unwrap();
    let mut dice = Dice::new(seed);
    let before = match start {
        Start::Nothing => None,
        Start::Closed => shim.prepare(home.path(), 7),
        Start::Killed => killed(shim, home.path(), &mut dice),
        Start::Damaged => {
            let words = shim.prepare(home.path(), 7);
            spoil(home.path(), "sled/db");
            words
        }
        Start::Hurt => {
            killed(shim, home.path(), &mut dice);
            spoil(home.path(), "journal.jsonl");
            // What can be healed.
            let other = scratch();
            copy(&root, &other.path().join("root"));
            shim.check(other.path()).words
        }
    };
    let mut recording = Recording::begin(&root);
    let ended = shim.record(home.path(), words, CHANGES);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    recording.read(&home.path().join("log"));
    let kept = MODELS.map(|model| Kept::of(&recording, model, counts)).into();
    let out = files(&root.join("ausgabe"));
    assert!(!out.is_empty());
    Run { name: format!("{start:?} {words}"), recording, before, out, kept }
}

/// A meeting whose clerk was killed while he wrote.
fn killed(shim: &Shim, home: &Path, dice: &mut Dice) -> Option<usize> {
    let before = shim.prepare(home, 7);
    let at = 60 + dice.below(60);
    let fault = Fault { kind: "kill", lasts: 1, ops: CHANGES, at };
    let ended = shim.run(home, 11, fault);
    ended.promised("").or(before)
}

/// Each promise right after it was made, and moments at random.
fn cuts(runs: &[Run], rounds: usize, seed: u64) -> Vec<Cut<'_>> {
    let mut jobs = Vec::new();
    for model in 0..MODELS.len() {
        for run in runs {
            for (at, said) in run.recording.said() {
                let new = |without| Cut {
                    run,
                    model,
                    cut: at + 1,
                    policy: Policy::Nothing,
                    seed: 0,
                    without,
                };
                jobs.push(new(None));
                // Then either half does without the other.
                let settled = said.starts_with("ruhe ") || said.starts_with("zu ");
                if settled || (said == "neu" && run.before.is_none()) {
                    jobs.push(new(Some("journal.jsonl")));
                    jobs.push(new(Some("sled")));
                }
            }
        }
    }
    let mut dice = Dice::new(seed);
    // Half of the cuts are at random.
    jobs.truncate(rounds / 2);
    while jobs.len() < rounds {
        let run = runs.get(dice.below(runs.len())).unwrap();
        let policies = [Policy::Nothing, Policy::Prefix, Policy::Some, Policy::Some];
        jobs.push(Cut {
            run,
            model: dice.below(MODELS.len()),
            cut: 1 + dice.below(run.recording.steps.len()),
            policy: *policies.get(dice.below(policies.len())).unwrap(),
            seed: seed.wrapping_add(jobs.len() as u64),
            without: None,
        });
    }
    jobs
}

fn play(shim: &Shim, cut: &Cut<'_>, home: &Path) -> crew::Round {
    let Cut { run, model, cut: at, policy, seed, without } = *cut;
    let root = home.join("root");
    let name = MODELS.get(model).copied().unwrap_or(Model::Strict);
    let kept = run.kept.get(model).unwrap();
    let dice = &mut Dice::new(seed);
    Disk::after(&run.recording, kept, name, at, policy, dice).lay(&root);
    let said = run.recording.said().take_while(|(step, _)| *step < at).map(|(_, said)| said);
    let said: Vec<_> = said.collect();
    let mut acked = promised(said.iter().copied(), "").or(run.before);
    if said.contains(&"neu") {
        acked = acked.or(Some(0));
    }
    let mut wrong = given_out(run, &root, said.iter().any(|said| said.starts_with("raus ")));
    if let Some(half) = without {
        for meeting in meetings(&root) {
            let path = meeting.join(half);
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            } else if path.exists() {
                fs::remove_file(path).unwrap();
            }
        }
    }
    let found = shim.check(home);
    wrong.extend(found.wrong(acked));
    if without.is_none() && found.unlisted {
        wrong.push(Wrong::Lost("the heading is not whole".to_owned()));
    }
    let kind = match without {
        Some(half) => format!("without {half}"),
        None => format!("{name:?}"),
    };
    let how = format!(
        "run {}, cut before step {at} of {}, {name:?} {policy:?}, seed {seed}, after {:?}",
        run.name,
        run.recording.steps.len(),
        said.last()
    );
    (kind, how, wrong)
}

/// The folders of the meetings.
pub(crate) fn meetings(root: &Path) -> Vec<PathBuf> {
    let Ok(children) = fs::read_dir(root.join("ablage")) else { return Vec::new() };
    let paths = children.map(|child| child.unwrap().path());
    paths.filter(|path| path.join("kopf.json").exists()).collect()
}

/// The files of a folder whose names are not hidden.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let Ok(children) = fs::read_dir(folder) else { return out };
    for child in children {
        let path = child.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            let inside = files(&path).into_iter();
            out.extend(inside.map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
        } else if !name.starts_with('.') {
            out.insert(name, fs::read(&path).unwrap());
        }
    }
    out
}

/// A file that was given out is whole or not there, and there once that was said.
fn given_out(run: &Run, root: &Path, said: bool) -> Vec<Wrong> {
    let there = files(&root.join("ausgabe"));
    let before: Vec<_> = run.recording.before.iter().map(|(slot, _)| slot.1.as_str()).collect();
    let mut wrong = Vec::new();
    for (name, bytes) in &run.out {
        match there.get(name) {
            Some(found) if found == bytes || before.contains(&name.as_str()) => {}
            Some(_) => wrong.push(Wrong::Lost(format!("{name} is given out in half"))),
            None if said => wrong.push(Wrong::Lost(format!("{name} is not given out"))),
            None => {}
        }
    }
    wrong
}

/// Leaves out one kind of sync after the other: each time, cuts have to show it. A check that does
/// not bite is worth nothing.
pub(crate) fn bites(shim: &Shim, seed: u64) -> Tally {
    let mut tally = Tally::new("syncs left out");
    let ends = |end: &'static str| {
        move |recording: &Recording, node: Node| {
            !recording.names.get(node).is_some_and(|name| name.ends_with(end))
        }
    };
    let folders =
        |recording: &Recording, node: Node| recording.first.get(node).is_some_and(Option::is_some);
    let sorts: [(&str, Counts<'_>); 3] = [
        ("of the journal", &ends("journal.jsonl")),
        ("of sled's db", &ends("sled/db")),
        ("of all folders", &folders),
    ];
    for (name, counts) in sorts {
        let runs = [record(shim, Start::Nothing, 8, seed, counts)];
        let jobs: Vec<_> = cuts(&runs, 60, seed).into_iter().take(30).collect();
        let mut inner = Tally::new("");
        crew::play(&mut inner, &jobs, |cut, home| play(shim, cut, home));
        let seen = if inner.failed() {
            Vec::new()
        } else {
            vec![Wrong::Untold("no cut shows that it is missing".to_owned())]
        };
        tally.round(name, &format!("{} cuts", jobs.len()), &seen);
    }
    tally.end();
    tally
}
