//! A file lies damaged: whichever it is, however it is damaged, all is there afterwards, and the
//! clerk is told.

use crate::crew;
use crate::dice::Dice;
use crate::powercut::meetings;
use crate::shim::{CHANGES, Shim, Wrong, copy, scratch};
use crate::tally::Tally;
use std::fs;
use std::path::{Path, PathBuf};

const KINDS: [&str; 7] =
    ["bit", "zeroed page", "cut off", "emptied", "removed", "overwritten", "added to"];

/// Words in the meeting that is damaged.
const WORDS: usize = 90;

struct Job {
    /// Whether the meeting had been closed in order.
    closed: bool,
    file: String,
    kind: &'static str,
    seed: u64,
}

/// Damages so many files.
pub(crate) fn row(shim: &Shim, rounds: usize, seed: u64) -> Tally {
    let mut tally = Tally::new("damage at rest");
    let scenes = [set(shim, true), set(shim, false)];
    let mut kinds = Vec::new();
    for file in names(scenes.iter()) {
        for kind in KINDS {
            kinds.extend([true, false].map(|closed| (closed, file.clone(), kind)));
        }
    }
    let dice = &mut Dice::new(seed);
    for at in (1..kinds.len()).rev() {
        kinds.swap(at, dice.below(at + 1));
    }
    let jobs: Vec<Job> = (seed..)
        .zip(kinds.iter().cycle())
        .take(rounds)
        .map(|(seed, (closed, file, kind))| Job { closed: *closed, file: file.clone(), kind, seed })
        .collect();
    crew::play(&mut tally, &jobs, |job, home| {
        let scene = scenes.get(usize::from(!job.closed)).unwrap();
        play(shim, scene, job, home)
    });
    tally.end();
    tally
}

/// A meeting at rest, and the words in it: those in the journal, and those that the other half of
/// the store has got too. While the clerk types, it lags behind.
struct Scene {
    home: tempfile::TempDir,
    words: usize,
    settled: usize,
}

fn set(shim: &Shim, closed: bool) -> Scene {
    let home = scratch();
    fs::create_dir(home.path().join("root")).unwrap();
    let mut words = if closed {
        shim.record(home.path(), WORDS, CHANGES).promised("").unwrap()
    } else {
        shim.prepare(home.path(), WORDS).unwrap()
    };
    let mut settled = words;
    if !closed {
        let mut child = shim.start(home.path());
        loop {
            std::thread::sleep(std::time::Duration::from_millis(50));
            let said = crate::shim::ended(None, false, home.path());
            if said.promised("").is_some_and(|now| now > words + 20) {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let said = crate::shim::ended(None, false, home.path());
        words = said.promised("").unwrap();
        settled = said.promised("ruhe").unwrap();
    }
    Scene { home, words, settled }
}

/// The files of a meeting, wherever one has them; a snapshot has another name each time.
fn names<'a>(scenes: impl Iterator<Item = &'a Scene>) -> Vec<String> {
    let mut out = Vec::new();
    for scene in scenes {
        for path in paths(&scene.home.path().join("root")) {
            let name = name(&path);
            if !out.contains(&name) {
                out.push(name);
            }
        }
    }
    out.sort();
    out
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    name.split('.').next().filter(|start| *start == "snap").unwrap_or(name).to_owned()
}

fn paths(root: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for meeting in meetings(root) {
        for folder in [meeting.clone(), meeting.join("sled")] {
            let children = fs::read_dir(folder).unwrap().map(|child| child.unwrap().path());
            out.extend(children.filter(|path| path.is_file()));
        }
    }
    out.sort();
    out
}

fn play(shim: &Shim, scene: &Scene, job: &Job, home: &Path) -> crew::Round {
    let Job { closed, file, kind, seed } = job;
    let root = home.join("root");
    copy(&scene.home.path().join("root"), &root);
    let label = format!("{file}: {kind}");
    let how = format!("closed {closed}, seed {seed}");
    let Some(path) = paths(&root).into_iter().find(|path| name(path) == *file) else {
        return (label, how, Vec::new());
    };
    let before = fs::read(&path).unwrap();
    let changed = spoil(&path, kind, &mut Dice::new(*seed));
    let found = shim.check(home);
    let whole = if file == "journal.jsonl" { scene.settled } else { scene.words };
    let mut wrong: Vec<_> = found.wrong(Some(whole)).into_iter().collect();
    // Of the lock file only the lock counts; sled does not use all of its file, and what it does
    // use is looked at below, without the journal.
    let must_tell = matches!(file.as_str(), "journal.jsonl" | "kopf.json");
    if changed && must_tell && found.told.is_empty() && (*closed || !is_earlier(&before, &path)) {
        wrong.push(Wrong::Untold("nobody is told".to_owned()));
    }
    // Each half is whole again: it does without the other.
    for half in ["journal.jsonl", "sled"] {
        let other = home.join("other");
        let _ = fs::remove_dir_all(&other);
        fs::create_dir(&other).unwrap();
        copy(&root, &other.join("root"));
        for meeting in meetings(&other.join("root")) {
            let path = meeting.join(half);
            let _ = fs::remove_file(&path);
            let _ = fs::remove_dir_all(&path);
        }
        // The check has written one word more.
        let alone = shim.check(&other).wrong(found.words.map(|words| words + 1));
        wrong.extend(alone.map(|wrong| Wrong::Untold(format!("then without {half}: {wrong:?}"))));
    }
    (label, how, wrong)
}

/// Whether this is the journal as a kill a little earlier would have left it: whole lines, and
/// fewer. What the store had got is looked for all the same; of the rest nobody knows.
fn is_earlier(before: &[u8], path: &Path) -> bool {
    let now = fs::read(path).unwrap_or_default();
    let ends = |line: &[u8]| line.ends_with(b"\n");
    let next = before.get(..=now.len()).is_some_and(ends);
    !now.is_empty() && before.starts_with(&now) && (ends(&now) || next)
}

/// Damages a file; tells whether its bytes are others now.
fn spoil(path: &Path, kind: &str, dice: &mut Dice) -> bool {
    let before = fs::read(path).unwrap();
    // Behind what is used, sled keeps room.
    let used = before.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let mut bytes = before.clone();
    let at = dice.below(used.max(1));
    let page = at / 4096 * 4096;
    match kind {
        "bit" => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        "zeroed page" => bytes.iter_mut().skip(page).take(4096).for_each(|byte| *byte = 0),
        "cut off" => bytes.truncate(at),
        "emptied" => bytes.clear(),
        "removed" => {
            fs::remove_file(path).unwrap();
            return true;
        }
        "overwritten" => {
            for byte in bytes.iter_mut().skip(at).take(64) {
                *byte = u8::try_from(dice.below(256)).unwrap();
            }
        }
        _ => bytes.extend((0..64).map(|_| u8::try_from(dice.below(256)).unwrap())),
    }
    fs::write(path, &bytes).unwrap();
    bytes != before
}
