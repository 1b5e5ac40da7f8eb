//! One thing goes wrong, at every call that can fail: in creating, in use, in closing, in mending.

use crate::clerk;
use crate::crew;
use crate::dice::Dice;
use crate::powercut::{files, meetings};
use crate::record::Recording;
use crate::shim::{CHANGES, Ended, Fault, Shim, Wrong, copy, scratch};
use crate::tally::Tally;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// How many calls a fault lasts: one, until there is room again, for good.
const ONCE: usize = 1;
const A_WHILE: usize = 4;
const FOR_GOOD: usize = 1_000_000;

/// The calls that need room, those that read, and all.
const ROOM: &str = "wfomrl";
const READS: &str = "id";
const ALL: &str = "wsformulpid";

/// What goes wrong: its name, how many calls it lasts, which calls count.
const KINDS: [(&str, usize, &str); 13] = [
    ("kill", ONCE, CHANGES),
    ("killmid", ONCE, CHANGES),
    ("eio", ONCE, CHANGES),
    ("enospc", ONCE, ROOM),
    ("short", ONCE, "w"),
    ("enospc", A_WHILE, ROOM),
    ("eio", FOR_GOOD, CHANGES),
    ("enospc", FOR_GOOD, ROOM),
    ("erofs", FOR_GOOD, CHANGES),
    ("eio", ONCE, READS),
    ("eio", A_WHILE, READS),
    ("eio", FOR_GOOD, READS),
    ("eio", FOR_GOOD, ALL),
];

/// A disk to begin with, and what happens on it when nothing goes wrong.
struct Scene {
    name: &'static str,
    home: TempDir,
    words: usize,
    before: Option<usize>,
    /// Calls that can fail, each with what was said before it.
    calls: Vec<(char, String)>,
    out: BTreeMap<String, Vec<u8>>,
}

struct Job<'a> {
    scene: &'a Scene,
    kind: (&'static str, usize, &'static str),
    at: usize,
    /// What had been said before that call.
    said: String,
}

/// Plays about so many faults.
pub(crate) fn row(shim: &Shim, rounds: usize, seed: u64) -> Tally {
    let mut tally = Tally::new("faults of calls");
    let dice = &mut Dice::new(seed);
    let scenes = [
        Scene::new(shim, "create", |_| None),
        Scene::new(shim, "use", |home| shim.prepare(home, 7)),
        Scene::new(shim, "recover", |home| killed(shim, home, 80)),
        Scene::new(shim, "mend journal", |home| {
            let words = killed(shim, home, 95);
            spoil(home, "journal.jsonl");
            words
        }),
        Scene::new(shim, "mend store", |home| {
            let words = shim.prepare(home, 7);
            spoil(home, "sled/db");
            words
        }),
    ];
    let mut jobs = Vec::new();
    for scene in &scenes {
        for kind in KINDS {
            let counted = scene.calls.iter().filter(|call| kind.2.contains(call.0));
            jobs.extend((1..).zip(counted).map(|(at, call)| Job {
                scene,
                kind,
                at,
                said: call.1.clone(),
            }));
        }
    }
    let all = jobs.len();
    while jobs.len() > rounds {
        jobs.swap_remove(dice.below(jobs.len()));
    }
    // The calls of several threads do not come in the same order each time: again is not the same.
    while jobs.len() < rounds {
        let again = jobs.get(dice.below(all)).unwrap();
        let job = Job { said: again.said.clone(), ..*again };
        jobs.push(job);
    }
    crew::play(&mut tally, &jobs, |job, home| play(shim, job, home));
    tally.note(format!("{all} different calls and kinds of fault"));
    tally.end();
    tally
}

/// A meeting whose clerk was killed at a call while he wrote.
fn killed(shim: &Shim, home: &Path, at: usize) -> Option<usize> {
    let before = shim.prepare(home, 7);
    let fault = Fault { kind: "kill", lasts: 1, ops: CHANGES, at };
    shim.run(home, 11, fault).promised("").or(before)
}

/// Flips a bit in the middle of a file of the meeting.
pub(crate) fn spoil(home: &Path, name: &str) {
    for meeting in meetings(&home.join("root")) {
        let path = meeting.join(name);
        let mut bytes = fs::read(&path).unwrap();
        let used = bytes.iter().rposition(|byte| *byte != 0).unwrap_or(0);
        *bytes.get_mut(used / 2).unwrap() ^= 4;
        fs::write(&path, bytes).unwrap();
    }
}

impl Scene {
    fn new(shim: &Shim, name: &'static str, set: impl FnOnce(&Path) -> Option<usize>) -> Self {
        let (home, words) = (scratch(), 8);
        let root = home.path().join("root");
        fs::create_dir(&root).unwrap();
        let before = set(home.path());
        let trial = scratch();
        copy(&root, &trial.path().join("root"));
        let mut recording = Recording::begin(&trial.path().join("root"));
        let ended = shim.record(trial.path(), words, ALL);
        assert_eq!(ended.code, Some(0), "{name}: {ended:?}");
        recording.read(&trial.path().join("log"));
        let out = files(&trial.path().join("root/ausgabe"));
        Self { name, home, words, before, calls: recording.calls(), out }
    }
}

fn play(shim: &Shim, job: &Job<'_>, home: &Path) -> crew::Round {
    let Job { scene, kind: (kind, lasts, ops), at, said } = job;
    let (at, lasts) = (*at, *lasts);
    copy(&scene.home.path().join("root"), &home.join("root"));
    let ended = shim.run(home, scene.words, Fault { kind, lasts, ops, at });
    let phase = match said.split(' ').next().unwrap_or_default() {
        "" if scene.before.is_none() => "create",
        "" | "neu" => "open",
        "raus" => "close",
        "zu" => "end",
        _ => "use",
    };
    let mut wrong = rough(&ended, kind, lasts, phase);
    let mut acked = ended.promised("").or(scene.before);
    if ended.says("neu") {
        acked = acked.or(Some(0));
    }
    let lives = !kind.starts_with("kill");
    let found = shim.check(home);
    wrong.extend(found.wrong(acked).map(|found| match found {
        Wrong::Lost(what) if lives => Wrong::FalseAck(what),
        found => found,
    }));
    if scene.name.starts_with("mend") && found.noted == Some(0) {
        wrong.push(Wrong::Untold("mended without a word".to_owned()));
    }
    let there = files(&home.join("root/ausgabe"));
    for (name, bytes) in &scene.out {
        match there.get(name) {
            None if ended.promised("raus").is_some() => {
                wrong.push(Wrong::FalseAck(format!("{name} is not given out")));
            }
            Some(found) if found != bytes && scene.before.is_none() => {
                wrong.push(Wrong::Lost(format!("{name} is given out in half")));
            }
            _ => {}
        }
    }
    let how = format!("{kind} for {lasts} at {ops:?} call {at} of {}, after {said:?}", scene.name);
    (format!("{}/{phase}", scene.name), how, wrong)
}

/// What the clerk would have seen.
fn rough(ended: &Ended, kind: &str, lasts: usize, phase: &str) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let shown = || {
        let errors: String = ended.errors.chars().take(300).collect();
        format!("code {:?}, last {:?}, {errors}", ended.code, ended.said.last())
    };
    if ended.hung || ended.panicked() {
        wrong.push(Wrong::Rough(shown()));
    }
    let saved = ended.code == Some(i32::from(clerk::DONE));
    let refused =
        matches!(phase, "create" | "open") && ended.code == Some(i32::from(clerk::NOT_OPENED));
    // A fault that does not stay is got over, unless the meeting cannot even be opened; half a
    // write is none at all.
    if kind == "short" && !saved {
        wrong.push(Wrong::Untold(format!("half a write is not got over: {}", shown())));
    }
    if matches!(kind, "eio" | "enospc") && lasts < FOR_GOOD && !saved && !refused {
        wrong.push(Wrong::Untold(format!("not got over: {}", shown())));
    }
    wrong
}
