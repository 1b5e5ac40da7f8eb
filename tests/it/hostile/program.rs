//! The built program: what it is called with, what stands around it, and files that are bombs.

use super::corpus::is_hostile;
use super::{HANGS, STRIDE, Worst, clean_or_panic, inputs, shown};
use crate::gate::is_on;
use crate::pty::Home;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Memory that it may take, all that it maps counted: 256 MiB, told to the shell in KiB.
const MEMORY: usize = 256 * 1024;
/// By which the dearest input is told.
const COMMANDS: [&str; 9] = [
    "neu",
    "export",
    "journal",
    "liste",
    "tasten",
    "pruefen",
    "ueben",
    "sichern",
    "wiederherstellen",
];

/// A home for the program, deep enough that paths that climb stay in it.
struct Program {
    home: Home,
    variables: Vec<(OsString, OsString)>,
    /// By command.
    worst: RefCell<BTreeMap<String, Worst>>,
}

impl Drop for Program {
    fn drop(&mut self) {
        if is_on() {
            self.worst.borrow().iter().for_each(|(name, worst)| worst.tell(name));
        }
    }
}

impl Program {
    fn new() -> Self {
        let home = Home::in_memory();
        fs::create_dir_all(home.path().join("a/b/c/d/e/f")).unwrap();
        let of = |name: &str, value: PathBuf| (name.into(), value.into_os_string());
        let variables = vec![
            of("HOME", home.path()),
            of("LANG", "C.UTF-8".into()),
            of("TERM", "xterm-256color".into()),
            of("DICPATH", home.dictionaries()),
            of("WORTLAUT_ABLAGE", home.archive()),
            of("WORTLAUT_UHR", home.path().join("uhr")),
        ];
        Self { home, variables, worst: RefCell::default() }
    }

    fn set(&mut self, name: &str, value: &[u8]) {
        self.variables.retain(|(old, _)| old != name);
        self.variables.push((name.into(), OsString::from_vec(value.to_vec())));
    }

    /// Runs it in a shell that bounds its memory, and notes how long it computes.
    fn run(&self, arguments: &[&[u8]]) -> Output {
        let bounded = format!(
            "ulimit -v {MEMORY}; \"$0\" \"$@\"; code=$?; times > '{}'; exit $code",
            self.times().display()
        );
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &bounded, env!("CARGO_BIN_EXE_wortlaut")]);
        command.args(arguments.iter().map(|argument| OsStr::from_bytes(argument)));
        command.env_clear().envs(self.variables.iter().cloned()).stdin(Stdio::null());
        // Why: what is bounded is room to address, and each arena of a thread reserves 64 MiB of
        // it that nobody uses.
        command.env("MALLOC_ARENA_MAX", "1");
        command.current_dir(self.home.path().join("a/b/c/d/e/f")).output().unwrap()
    }

    fn times(&self) -> PathBuf {
        self.home.path().join("zeiten")
    }

    /// How long it computed: the second line of `times` tells of children, "0m0.12s 0m0.01s".
    fn computed(&self) -> Duration {
        let told = fs::read_to_string(self.times()).unwrap();
        let parts = told.lines().nth(1).unwrap().split_whitespace().map(|part| {
            let (minutes, seconds) = part.trim_end_matches('s').split_once('m').unwrap();
            let seconds: f64 = seconds.replace(',', ".").parse().unwrap();
            Duration::from_secs_f64(minutes.parse::<f64>().unwrap() * 60.0 + seconds)
        });
        parts.sum()
    }

    /// Runs it, and checks that it ends with a word, and says nothing that is not clean.
    fn check(&self, arguments: &[&[u8]]) -> bool {
        let begun = Instant::now();
        let output = self.run(arguments);
        let took = begun.elapsed();
        let input = arguments.join(&b' ');
        let what = || arguments.iter().map(|it| shown(it)).collect::<Vec<_>>();
        assert!(took < HANGS, "{:?}: {took:?}", what());
        let name = arguments.first().map_or("", |it| std::str::from_utf8(it).unwrap_or("?"));
        let name = format!("wortlaut {}", if COMMANDS.contains(&name) { name } else { "…" });
        let mut worst = self.worst.borrow_mut();
        worst.entry(name.clone()).or_default().note(&name, &what().join(" "), self.computed());
        drop(worst);
        let told = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        assert!(matches!(code, Some(0..=2)), "{:?}: {:?} {told}", what(), output.status);
        assert!(code == Some(0) || !output.stdout.is_empty() || told.starts_with("wortlaut: "));
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let text = std::str::from_utf8(bytes).unwrap();
            clean_or_panic(&format!("{name} of {:?}", what()), text, &input);
        }
        code == Some(0)
    }

    /// Takes away the meetings that are there beside that one, so that they do not pile up.
    fn keep_only(&self, id: &str) {
        for entry in fs::read_dir(self.home.archive()).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name != id) {
                fs::remove_dir_all(path).unwrap();
            }
        }
    }

    /// Every file of the Ablage and what it holds.
    fn archive(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut all = BTreeMap::new();
        gather(&self.home.archive(), &mut all);
        all
    }
}

fn gather(folder: &Path, all: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, all);
        } else {
            all.insert(path.clone(), fs::read(path).unwrap());
        }
    }
}

/// Inputs for a program: none with NUL, which cannot be said to one, and fewer of them.
fn said(entry: usize) -> Vec<Vec<u8>> {
    let stride = if is_on() { 1 } else { STRIDE * 3 };
    let chosen = inputs().into_iter().skip(entry).step_by(stride);
    chosen.filter(|it| !it.contains(&0) && !it.is_empty() && it.len() < 100_000).collect()
}

#[test]
fn what_it_is_called_with_is_clean_when_it_is_told() {
    let program = Program::new();
    let id = program.home.meeting();
    let agenda = program.home.path().join("agenda.txt");
    fs::write(&agenda, "1. Eröffnung\n").unwrap();
    let agenda = agenda.as_os_str().as_bytes();
    for (at, input) in said(0).iter().enumerate() {
        let here = [b"./", &input[..], b"/"].concat();
        let calls: [&[&[u8]]; 13] = [
            &[input],
            &[b"neu", input],
            &[b"export", input],
            &[b"export", b"2027", b"--top", input],
            &[b"export", b"2027", b"--nach", &here],
            &[b"neu", agenda, b"--datum", b"2028-01-01", b"--gremium", input],
            &[b"neu", agenda, b"--gremium", b"Rat", b"--datum", input],
            &[b"neu", agenda, b"--gremium", b"Rat", b"--mitglieder", input],
            &[b"liste", b"--ablage", &here],
            &[b"tasten", b"--keymap", input],
            &[b"pruefen", b"--profil", input],
            &[b"ueben", b"--print", b"--keys", input],
            &[b"--", input, b"x", input],
        ];
        // All of them for each in a longer run; else in turns.
        let few = if is_on() { calls.len() } else { 4 };
        for call in calls.iter().cycle().skip(at * few).take(few) {
            let before = program.archive();
            let writes = call.first() == Some(&&b"neu"[..]);
            if program.check(call) && writes {
                program.keep_only(&id);
            }
            assert!(program.archive() == before, "{}", shown(input));
        }
    }
}

#[test]
fn what_stands_around_it_is_clean_when_it_is_told() {
    let mut program = Program::new();
    let usual = program.variables.clone();
    for (at, input) in said(1).iter().enumerate() {
        program.variables.clone_from(&usual);
        let here = [b"./", &input[..]].concat();
        let names = ["WORTLAUT_ABLAGE", "HOME", "XDG_CONFIG_HOME", "DICPATH", "TERM", "USER"];
        let all = if is_on() { names.len() } else { 2 };
        for name in names.iter().cycle().skip(at * all).take(all) {
            program.set(name, if *name == "WORTLAUT_ABLAGE" { &here } else { input });
        }
        for call in [&b"liste"[..], b"pruefen", b"ueben"] {
            program.check(&[call]);
        }
    }
}

#[test]
fn what_is_let_in_by_a_file_comes_out_clean_and_what_is_not_changes_nothing() {
    let program = Program::new();
    let id = program.home.meeting();
    let file = program.home.path().join("a/agenda.txt");
    let path = file.as_os_str().as_bytes();
    let folder = program.home.path().join("a/aus/");
    let to = [folder.as_os_str().as_bytes(), b"/"].concat();
    let day = b"2100-01-01";
    let mut let_in = 0;
    let inputs = said(2);
    for input in &inputs {
        fs::write(&file, [b"1. Er\xc3\xb6ffnung ", &input[..], b"\n2. Haushalt\n"].concat())
            .unwrap();
        let before = program.archive();
        if !program.check(&[b"neu", path, b"--gremium", b"Rat", b"--datum", day]) {
            assert!(program.archive() == before, "{}", shown(input));
            continue;
        }
        let_in += 1;
        program.check(&[b"export", day, b"--teil", b"alles", b"--nach", &to]);
        program.check(&[b"journal", day]);
        program.check(&[b"journal", day, b"--json"]);
        program.keep_only(&id);
        let mut files = BTreeMap::new();
        gather(&folder, &mut files);
        assert!(!files.is_empty());
        for (path, bytes) in files {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(name.bytes().all(|byte| byte.is_ascii_graphic()), "{name:?}");
            clean_or_panic(name, std::str::from_utf8(&bytes).unwrap(), input);
        }
        fs::remove_dir_all(&folder).unwrap();
    }
    assert!(let_in > 1 && let_in < inputs.len(), "{let_in} of {}", inputs.len());
}

/// Each file that the program reads holds something hostile, as a whole or in one of its places.
#[test]
fn what_it_reads_is_clean_when_it_is_told_or_changes_nothing() {
    let mut program = Program::new();
    let id = program.home.meeting();
    let folder = program.home.path();
    let settings = folder.join(".config/wortlaut");
    fs::create_dir_all(&settings).unwrap();
    program.set("HOME", folder.as_os_str().as_bytes());
    let (agenda, file) = (folder.join("a/agenda.txt"), folder.join("a/datei.toml"));
    fs::write(&agenda, "1. Eröffnung\n").unwrap();
    let (agenda, path) = (agenda.as_os_str().as_bytes(), file.as_os_str().as_bytes());
    let made: &[&[u8]] = &[b"--gremium", b"Rat", b"--datum", b"2100-01-01"];
    let calls: [(&str, Vec<&[u8]>); 10] = [
        ("", vec![b"neu", path]),
        ("[sitzung]\ngremium = ?\ndatum = 2100-01-01\n[[top]]\ntitel = ?\n", vec![b"neu", path]),
        ("", [&[b"neu", agenda, b"--mitglieder", path][..], made].concat()),
        ("nachname;vorname\n!;!\n", [&[b"neu", agenda, b"--mitglieder", path][..], made].concat()),
        ("", vec![b"tasten", b"--keymap", path]),
        ("[global]\n? = ?\n", vec![b"tasten", b"--keymap", path]),
        ("", vec![b"pruefen", b"--profil", path]),
        ("[abstimmungsergebnis]\neinstimmig = ?\n", vec![b"pruefen", b"--profil", path]),
        ("", vec![b"wiederherstellen", path]),
        ("[bausteine]\nzz = ?\n", vec![b"pruefen"]),
    ];
    let before = program.archive();
    for (at, input) in said(3).iter().enumerate() {
        let few = if is_on() { calls.len() } else { 4 };
        for (form, call) in calls.iter().cycle().skip(at * few).take(few) {
            let quoted = super::quoted(input);
            let bytes = match *form {
                "" => input.clone(),
                "nachname;vorname\n!;!\n" => {
                    [b"nachname;vorname\n", &input[..], b";", &input[..], b"\n"].concat()
                }
                form => form.replace('?', &quoted).into_bytes(),
            };
            let own = ["textbausteine.toml", "woerter.txt"].map(|name| settings.join(name));
            if call.len() == 1 {
                own.iter().for_each(|path| fs::write(path, &bytes).unwrap());
            }
            fs::write(&file, &bytes).unwrap();
            if program.check(call) {
                program.keep_only(&id);
            }
            own.iter().for_each(|path| drop(fs::remove_file(path)));
            assert!(program.archive() == before, "{}", shown(input));
        }
    }
}

/// What is large, deep or much, in each file that is read: a word within bounded memory.
#[test]
fn bombs_are_refused_with_a_word() {
    const MIB: usize = 1 << 20;
    let bombs: [Vec<u8>; 10] = [
        b"[".repeat(MIB),
        b"a=\n".repeat(MIB / 4),
        b"{\"a\":".repeat(MIB / 8),
        b"[],".repeat(5 * MIB),
        b"x".repeat(15 * MIB),
        b"[a.b.c.d]\n".repeat(20_000),
        (0..60_000).map(|at| format!("[bausteine.a{at}]\n")).collect::<String>().into_bytes(),
        [
            b"[bausteine]\n".to_vec(),
            (0..30_000).flat_map(|at| format!("a{at}=\"x\"\n").into_bytes()).collect(),
        ]
        .concat(),
        [b"[global]\n\"".to_vec(), b"strg+x ".repeat(30_000), b"\"=\"undo\"\n".to_vec()].concat(),
        b"\0".repeat(MIB),
    ];
    let few = if is_on() { 6 } else { 1 };
    let own = |program: &Program, name: &str| {
        let folder = program.home.path().join(".config/wortlaut");
        fs::create_dir_all(&folder).unwrap();
        folder.join(name)
    };
    for (at, bomb) in bombs.iter().enumerate() {
        let program = Program::new();
        let id = program.home.meeting();
        let path = program.home.path().join("bombe");
        fs::write(&path, bomb).unwrap();
        let path = path.as_os_str().as_bytes();
        let before = program.archive();
        let calls: [&[&[u8]]; 6] = [
            &[b"neu", path, b"--gremium", b"Rat", b"--datum", b"2027-01-01"],
            &[b"neu", b"bombe.toml"],
            &[b"pruefen", b"--profil", path],
            &[b"tasten", b"--keymap", path],
            &[b"pruefen"],
            &[b"liste"],
        ];
        fs::write(program.home.path().join("a/b/c/d/e/f/bombe.toml"), bomb).unwrap();
        fs::write(own(&program, "textbausteine.toml"), bomb).unwrap();
        for call in calls.iter().cycle().skip(at * few).take(few) {
            let done = program.check(call);
            let reads = call.first() != Some(&&b"liste"[..]);
            assert!(!done || !reads, "{call:?} takes bomb {at}");
            assert!(program.archive() == before, "bomb {at}");
        }
        if !is_on() && at % 4 != 0 {
            continue;
        }
        // In the Ablage itself.
        let meeting = program.home.archive().join(&id);
        for (name, calls) in
            [("kopf.json", ["liste", "pruefen"]), ("journal.jsonl", ["journal", "export"])]
        {
            let kept = fs::read(meeting.join(name)).unwrap();
            fs::write(meeting.join(name), [&kept[..], bomb].concat()).unwrap();
            for call in calls {
                let more: &[&[u8]] = if call == "liste" { &[] } else { &[b"2027"] };
                program.check(&[&[call.as_bytes()], more].concat());
            }
            fs::write(meeting.join(name), kept).unwrap();
        }
    }
}

/// The bytes of a terminal without the program's own sequences.
fn without_own_sequences(bytes: &[u8]) -> String {
    let mut text = Vec::new();
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match (first, behind) {
            (0x1b, [b'[', inside @ ..]) => {
                let end = inside.iter().position(|byte| (0x40..=0x7e).contains(byte)).unwrap();
                assert!(b"mHGCDKJ@Phlnsu".contains(&inside[end]), "{}", shown(&bytes[..60]));
                rest = &inside[end + 1..];
            }
            (0x1b, [b'>', inside @ ..]) => rest = inside,
            // It goes one to the left, and to the next line when it gives the screen back.
            (0x08 | b'\r', _) => {}
            _ => text.push(*first),
        }
    }
    String::from_utf8(text).unwrap()
}

#[test]
fn what_a_terminal_is_told_is_clean() {
    let home = Home::new();
    home.meeting();
    let folder = home.path().join(".config/wortlaut");
    fs::create_dir_all(&folder).unwrap();
    let all = inputs();
    let stride = if is_on() { 1 } else { STRIDE };
    let chosen: Vec<&Vec<u8>> =
        all.iter().skip(11).step_by(stride).filter(|it| it.len() < 500).collect();
    fs::write(
        folder.join("woerter.txt"),
        chosen.iter().map(|it| it.as_slice()).collect::<Vec<_>>().join(&b'\n'),
    )
    .unwrap();
    let mut pty = home.start(&[]);
    pty.tape();
    pty.wait_for_text("TOP");
    pty.keys("f8 e f3 eingabe");
    pty.look();
    for input in chosen {
        // The end of a paste is what makes one; all else in it is text.
        let text =
            String::from_utf8_lossy(input).replace("\u{1b}[201~", "").replace("\u{9b}201~", "");
        pty.type_text(&format!("\u{1b}[200~{text}\u{1b}[201~"));
    }
    pty.keys("f5 f6 f7 f8 f4");
    pty.catch_up();
    let tape = pty.tape();
    let told = without_own_sequences(&tape);
    assert!(tape.len() > 1_000, "{}", tape.len());
    let status = fs::read_to_string(format!("/proc/{}/status", pty.pid())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(peak <= MEMORY, "{peak} KiB");
    if let Some(at) = told.chars().position(is_hostile) {
        let around: String = told.chars().skip(at.saturating_sub(30)).take(60).collect();
        panic!("{around:?}");
    }
}
