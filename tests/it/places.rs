//! What stands in the place of a file: the program waits for no pipe, reads no device to its end,
//! obeys no stranger, and says what is wrong.

use crate::journal::weber;
use crate::pty::Home;
use rustix::fs::{CWD, FileType, Mode, makedev, mknodat};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wortlaut::journal::{Archive, MeetingId};

/// The longest that any refusal may take.
const LIMIT: Duration = Duration::from_secs(20);

/// What may stand in the place of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Squat {
    Pipe,
    Folder,
    Device,
    Link,
    SecondName,
    Huge,
    OpenToAll,
    Foreign,
}

use Squat::{Device, Folder, Foreign, Huge, Link, OpenToAll, Pipe, SecondName};

impl Squat {
    /// Puts it in the place of a file; `None`: this needs rights that the test has not got.
    fn at(self, path: &Path) -> Option<()> {
        let real = path.with_extension("echt");
        let root = rustix::process::geteuid().is_root();
        if path.is_file() && matches!(self, Link | SecondName) {
            fs::rename(path, &real).unwrap();
        } else if path.is_file() && !matches!(self, OpenToAll | Foreign) {
            fs::remove_file(path).unwrap();
        }
        match self {
            Pipe => mknodat(CWD, path, FileType::Fifo, Mode::from(0o600), 0).unwrap(),
            Folder => fs::create_dir(path).unwrap(),
            Device if root => {
                let zero = makedev(1, 5);
                mknodat(CWD, path, FileType::CharacterDevice, Mode::from(0o600), zero).ok()?;
            }
            // A name that leads to one does as well.
            Device => symlink("/dev/zero", path).unwrap(),
            Link => symlink(&real, path).unwrap(),
            SecondName => fs::hard_link(&real, path).unwrap(),
            Huge => fs::File::create(path).unwrap().set_len(600 << 20).unwrap(),
            OpenToAll => fs::set_permissions(path, Permissions::from_mode(0o666)).unwrap(),
            Foreign if root => chown(path, Some(4711), Some(4711)).unwrap(),
            Foreign => return None,
        }
        Some(())
    }

    /// Words that the refusal must have.
    fn words(self) -> &'static str {
        match self {
            Pipe => "Das ist eine Pipe",
            Folder => "Das ist ein Ordner",
            Device if rustix::process::geteuid().is_root() => "Das ist ein Gerät",
            Device => "Das ist ",
            Link => "Das ist eine Verknüpfung",
            SecondName => "einen zweiten Namen",
            Huge => "Die Datei ist zu groß",
            OpenToAll => "Alle auf diesem Rechner dürfen",
            Foreign => "gehört",
        }
    }
}

/// Runs the program, but not for ever. Gives the exit code and both outputs.
fn run(home: &Home, arguments: &[&str]) -> (Option<i32>, String) {
    let (out, err) = (home.path().join("ausgabe.out"), home.path().join("ausgabe.err"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_wortlaut"))
        .env_clear()
        .envs(home.variables())
        .args(arguments)
        .current_dir(home.path())
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out).unwrap())
        .stderr(fs::File::create(&err).unwrap())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > LIMIT {
            child.kill().unwrap();
            panic!("{arguments:?} waits for something");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let told = fs::read_to_string(out).unwrap() + &fs::read_to_string(err).unwrap();
    (status.code(), told)
}

/// Lays an agenda into the folder in which the program is started.
fn agenda(home: &Home) {
    fs::write(home.path().join("agenda.txt"), "1. Eröffnung\n2. Haushalt\n").unwrap();
}

#[test]
fn a_file_that_is_named_is_a_file_and_not_too_large() {
    for (option, command) in [
        ("", &["neu"][..]),
        ("--mitglieder", &["neu", "agenda.txt"]),
        ("--keymap", &["tasten"]),
        ("--profil", &["neu", "agenda.txt"]),
    ] {
        for squat in [Pipe, Folder, Device, Huge] {
            let home = Home::new();
            agenda(&home);
            let Some(()) = squat.at(&home.path().join("fremd")) else { continue };
            let named: &[&str] = if option.is_empty() { &["fremd"] } else { &[option, "fremd"] };
            let (code, told) = run(&home, &[command, named].concat());
            let right = code == Some(1) && told.contains("fremd") && told.contains(squat.words());
            assert!(right, "{option} {squat:?}: {code:?} {told}");
            assert!(!home.archive().exists(), "{option} {squat:?}: something was made");
        }
    }
}

#[test]
fn a_link_that_the_clerk_names_is_followed() {
    let home = Home::new();
    agenda(&home);
    symlink("agenda.txt", home.path().join("heute.txt")).unwrap();
    let (code, told) =
        run(&home, &["neu", "heute.txt", "--gremium", "Rat", "--datum", "2027-03-09"]);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn settings_are_obeyed_only_from_the_clerk_and_root() {
    let home = Home::new();
    let id = home.meeting();
    let folder = home.path().join(".config/wortlaut");
    for (path, content, command) in [
        (folder.join("tasten.toml"), "", &["tasten"][..]),
        (folder.join("textbausteine.toml"), "", &["pruefen"]),
        (home.archive().join("profil.toml"), "basis = \"bayern\"\n", &["export", &id]),
    ] {
        fs::create_dir_all(&folder).unwrap();
        for squat in [Pipe, Folder, Device, Huge, OpenToAll, Foreign] {
            fs::write(&path, content).unwrap();
            let Some(()) = squat.at(&path) else { continue };
            let (code, told) = run(&home, command);
            let name = path.file_name().unwrap().to_str().unwrap();
            let right = code == Some(1) && told.contains(name) && told.contains(squat.words());
            assert!(right, "{name} {squat:?}: {code:?} {told}");
            if path.is_dir() { fs::remove_dir(&path) } else { fs::remove_file(&path) }.unwrap();
        }
        fs::write(&path, content).unwrap();
        let (_, told) = run(&home, command);
        assert!(!told.contains("lässt sich nicht lesen"), "{told}");
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn what_is_no_file_of_ours_in_a_meeting_is_refused_and_left_alone() {
    let home = Home::new();
    let id = home.meeting();
    let archive = Archive::at(&home.archive()).unwrap();
    let meeting = MeetingId::parse(&id).unwrap();
    for squat in [Pipe, Device, Link, Huge, OpenToAll, Foreign] {
        for name in ["journal.jsonl", "kopf.json", "sperre", "sled/db", "sled/conf"] {
            let path = home.archive().join(&id).join(name);
            let kept = fs::read(&path).unwrap();
            if squat == Huge && name != "journal.jsonl" {
                continue;
            }
            let Some(()) = squat.at(&path) else { continue };
            let before = fs::symlink_metadata(&path).unwrap();
            let told = archive.open(&meeting, &weber()).unwrap_err().to_string();
            assert!(told.contains(squat.words()), "{name} {squat:?}: {told}");
            if name == "journal.jsonl" {
                let (code, told) = run(&home, &["export", &id]);
                assert!(code == Some(1) && told.contains(squat.words()), "{squat:?}: {told}");
                assert_eq!(home.start(&[&id]).exit_code(), 1, "{squat:?}");
            }
            if name == "kopf.json" {
                let (_, told) = run(&home, &["liste"]);
                assert!(told.contains(squat.words()), "{squat:?}: {told}");
            }
            let after = fs::symlink_metadata(&path).unwrap();
            assert_eq!((before.mode(), before.size()), (after.mode(), after.size()), "{name}");
            fs::remove_file(&path).unwrap();
            let _ = fs::remove_file(path.with_extension("echt"));
            fs::write(&path, kept).unwrap();
        }
    }
    drop(archive.open(&meeting, &weber()).unwrap());
}

/// A colleague could put a file of the clerk's own there, to have it written and opened.
#[test]
fn a_second_name_is_refused_where_a_group_shares_the_ablage() {
    for (mode, refused) in [(0o2770, true), (0o700, false)] {
        let home = Home::new();
        fs::create_dir(home.archive()).unwrap();
        fs::set_permissions(home.archive(), Permissions::from_mode(mode)).unwrap();
        let id = home.meeting();
        SecondName.at(&home.archive().join(&id).join("journal.jsonl")).unwrap();
        let archive = Archive::at(&home.archive()).unwrap();
        let opened = archive.open(&MeetingId::parse(&id).unwrap(), &weber());
        let told = opened.map_or_else(|error| error.to_string(), |_| String::new());
        assert_eq!(told.contains(SecondName.words()), refused, "{mode:o}: {told}");
    }
}

#[test]
fn what_a_killed_creation_seems_to_have_left_holds_nobody_up() {
    let home = Home::new();
    home.meeting();
    let left = home.archive().join(".neu-1-fremd");
    fs::create_dir(&left).unwrap();
    Pipe.at(&left.join("sperre")).unwrap();
    agenda(&home);
    let new = ["neu", "agenda.txt", "--gremium", "Rat", "--datum", "2027-03-09"];
    assert_eq!(run(&home, &new).0, Some(0));
}
