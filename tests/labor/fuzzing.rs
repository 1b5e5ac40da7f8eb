//! Bytes that nobody thought of, for each parser: the targets of `tests/fuzz` under libFuzzer,
//! built here with the coverage that it steers by.
//!
//! What it found worth keeping stays below the target folder, and the next run begins with it.
//! Where there is no compiler for C++, or libFuzzer cannot be fetched, the row says so.

use crate::shim::{Shim, Wrong, scratch};
use crate::tally::Tally;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Coverage as cargo-fuzz asks for it: what each edge was met, where, and what was compared.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
     -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
     -Cllvm-args=-simplifycfg-branch-fold-threshold=0 --cfg fuzzing";
/// What an input may take: seconds and megabytes.
const BOUNDS: [&str; 2] = ["-timeout=1", "-rss_limit_mb=512"];

/// The build, while other rows are played: most of theirs is waiting.
static BUILDS: Mutex<Option<JoinHandle<Built>>> = Mutex::new(None);

/// Begins to build what the row needs.
pub(crate) fn begin() {
    *BUILDS.lock().unwrap() = Some(std::thread::spawn(build));
}

/// Plays each target for so many seconds, as many at a time as there are threads.
pub(crate) fn row(_: &Shim, seconds: usize, seed: u64) -> Tally {
    let mut tally = Tally::new("fuzzing");
    let begun = BUILDS.lock().unwrap().take();
    match begun.map_or_else(build, |built| built.join().unwrap()) {
        Built::Here(folder) => play(&mut tally, &folder, seconds, seed),
        Built::Lacking(what) => tally.note(format!("not run: {what}")),
        Built::Failed(why) => tally.round("build", "", &[Wrong::Rough(why)]),
    }
    tally.end();
    tally
}

enum Built {
    /// In this folder.
    Here(PathBuf),
    /// Not here, as something is missing.
    Lacking(&'static str),
    /// Not, as the targets are wrong.
    Failed(String),
}

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz")
}

fn work() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz")
}

fn build() -> Built {
    let done = |command: &mut Command| {
        command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())
    };
    if done(Command::new("c++").arg("--version")).is_none() {
        return Built::Lacking("libFuzzer wants a compiler for C++");
    }
    let Some(compiler) = done(Command::new("rustc").arg("-vV")) else {
        return Built::Lacking("no rustc tells what it builds for");
    };
    let compiler = String::from_utf8_lossy(&compiler.stdout).into_owned();
    let host = compiler.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let cargo = |word: &str| {
        let mut command = Command::new(env!("CARGO"));
        command.args([word, "--locked", "--target", host, "--manifest-path"]);
        command.arg(fuzz().join("Cargo.toml")).stdin(Stdio::null());
        command
    };
    let fetched = cargo("fetch").output().unwrap();
    let told = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    if !fetched.status.success() {
        // Why: a lock file that does not fit is a fault of the package, not of the machine.
        let stale = told(&fetched).contains("--locked");
        let lacking = Built::Lacking("libFuzzer cannot be fetched");
        return if stale { Built::Failed(told(&fetched)) } else { lacking };
    }
    let mut command = cargo("build");
    // Why with a target: build scripts are then built without coverage.
    command.args(["--release", "--bins", "--target-dir"]).arg(work());
    let output = command.env("RUSTFLAGS", COVERAGE).output().unwrap();
    match output.status.success() {
        true => Built::Here(work().join(host).join("release")),
        false => Built::Failed(told(&output)),
    }
}

fn play(tally: &mut Tally, built: &Path, seconds: usize, seed: u64) {
    let mut names: Vec<String> = fs::read_dir(fuzz().join("targets"))
        .unwrap()
        .map(|target| target.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names.reverse();
    let (names, tally) = (Mutex::new(names), Mutex::new(tally));
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(|| {
                loop {
                    let Some(name) = names.lock().unwrap().pop() else { break };
                    let target = Target { program: built.join(&name), name: &name };
                    let (runs, wrong) = target.play(seconds, seed);
                    let mut tally = tally.lock().unwrap();
                    tally.rounds += runs;
                    tally.note(format!("{name}: {runs} runs"));
                    tally.wrong_in(&name, &wrong);
                }
            });
        }
    });
}

struct Target<'a> {
    program: PathBuf,
    name: &'a str,
}

impl Target<'_> {
    /// Gives how often it ran, and what is wrong.
    fn play(&self, seconds: usize, seed: u64) -> (usize, Vec<Wrong>) {
        let end = Instant::now() + Duration::from_secs(seconds as u64);
        let (mut runs, mut left) = (0, seconds as u64);
        while left > 0 {
            let output = self.run(left, seed);
            let told = String::from_utf8_lossy(&output.stderr);
            let mut numbers = told.lines().filter_map(|line| line.split_once("executed_units:"));
            let number = numbers.next().and_then(|(_, number)| number.trim().parse().ok());
            runs += number.unwrap_or(0);
            if !output.status.success() || number.is_none() {
                let wrong = self.again(&output, &told);
                if !wrong.is_empty() {
                    return (runs, wrong);
                }
            }
            left = end.saturating_duration_since(Instant::now()).as_secs();
        }
        (runs, Vec::new())
    }

    fn run(&self, seconds: u64, seed: u64) -> Output {
        let (grown, found, home) = (self.folder("corpus"), self.folder("found"), scratch());
        let mut command = self.command();
        command.arg(grown).arg(fuzz().join("inputs").join(self.name)).args([
            format!("-max_total_time={seconds}"),
            format!("-seed={seed}"),
            format!("-artifact_prefix={}/", found.display()),
            "-print_final_stats=1".to_owned(),
        ]);
        command.env("TMPDIR", home.path()).output().unwrap()
    }

    /// What was found counts; but that something took too long may be the machine's doing, and
    /// has to come again.
    fn again(&self, output: &Output, told: &str) -> Vec<Wrong> {
        let input = told.lines().find_map(|line| line.split_once("Test unit written to "));
        let Some(input) = input.map(|(_, path)| path.trim()) else {
            let end: Vec<_> = told.lines().rev().take(5).collect();
            return vec![Wrong::Rough(format!("{:?}: {end:?}", output.status))];
        };
        let slow = input.contains("/timeout-");
        if slow && (0..3).any(|_| self.command().arg(input).output().unwrap().status.success()) {
            return Vec::new();
        }
        vec![Wrong::Rough(input.to_owned())]
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(BOUNDS).stdin(Stdio::null());
        command
    }

    fn folder(&self, kind: &str) -> PathBuf {
        let folder = work().join(kind).join(self.name);
        fs::create_dir_all(&folder).unwrap();
        folder
    }
}
