//! Three accounts and the built program: what a clerk writes, alone or with a group, nobody else
//! reads, changes or even finds; a colleague of the group goes on with it. Whatever the umask.
//!
//! Needs root, to be other accounts; without, the test says so and ends.

use crate::pty::{Home, Pty, Screen};
use portable_pty::CommandBuilder;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The group that shares an Ablage.
const CLERKS: u32 = 62_000;
const UMASKS: [&str; 4] = ["000", "022", "027", "077"];
/// A word that stands in the public part, in the non-public part, or in the list of words.
const TYPED: &str = "Süderbrück";

/// An account of the machine, with a home that all may look into, as Debian makes them.
#[derive(Debug, Clone)]
struct Account {
    uid: u32,
    groups: &'static [u32],
    home: PathBuf,
}

/// A machine with three accounts.
struct Machine {
    home: Home,
    program: PathBuf,
    alice: Account,
    bob: Account,
    mallory: Account,
    checks: usize,
}

impl Machine {
    /// `None`: this test may not be anybody else.
    fn new() -> Option<Self> {
        if !rustix::process::geteuid().is_root() || Command::new("setpriv").output().is_err() {
            say("übersprungen: braucht root und setpriv");
            return None;
        }
        let home = Home::new();
        let open = |path: &Path| fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
        open(&home.path());
        let program = home.path().join("wortlaut");
        let built = env!("CARGO_BIN_EXE_wortlaut");
        fs::hard_link(built, &program).or_else(|_| fs::copy(built, &program).map(drop)).unwrap();
        let words = home.dictionaries();
        fs::create_dir(&words).unwrap();
        fs::write(words.join("de_DE.aff"), "SET UTF-8\n").unwrap();
        fs::write(words.join("de_DE.dic"), "3\nDer\nAusschuss\nberät\n").unwrap();
        let account = |name: &str, uid, groups| {
            let home = home.path().join(name);
            fs::create_dir(&home).unwrap();
            open(&home);
            chown(&home, Some(uid), Some(uid)).unwrap();
            Account { uid, groups, home }
        };
        Some(Self {
            program,
            alice: account("alice", 61_001, &[CLERKS]),
            bob: account("bob", 61_002, &[CLERKS]),
            mallory: account("mallory", 61_003, &[]),
            home,
            checks: 0,
        })
    }

    /// A folder with this owner and mode.
    fn folder(&self, name: &str, uid: u32, gid: u32, mode: u32) -> PathBuf {
        let path = self.home.path().join(name);
        fs::create_dir(&path).unwrap();
        chown(&path, Some(uid), Some(gid)).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        path
    }

    /// What an account types at a shell with this umask.
    fn words(&self, who: &Account, umask: &str) -> Vec<String> {
        let groups = who.groups.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        let groups =
            if groups.is_empty() { "--clear-groups".into() } else { format!("--groups={groups}") };
        let (user, group) = (format!("--reuid={}", who.uid), format!("--regid={}", who.uid));
        let shell = format!("umask {umask} && exec \"$0\" \"$@\"");
        ["setpriv", &user, &group, &groups, "sh", "-c", &shell].map(str::to_owned).into()
    }

    fn variables(&self, who: &Account) -> Vec<(String, String)> {
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        [
            ("HOME", path(&who.home)),
            ("PATH", "/usr/bin:/bin".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("USER", "buergermeisterin".to_owned()),
            ("DICPATH", path(&self.home.dictionaries())),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    fn run_in(&self, who: &Account, umask: &str, folder: &Path, command: &[&str]) -> Output {
        let words = self.words(who, umask);
        let (first, rest) = words.split_first().unwrap();
        let mut run = Command::new(first);
        run.env_clear().envs(self.variables(who)).args(rest).args(command);
        run.current_dir(folder).output().unwrap()
    }

    /// Runs the program. Gives its exit code and all that it says.
    fn run(&self, who: &Account, umask: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let program = self.program.to_str().unwrap();
        let output = self.run_in(who, umask, &who.home, &[&[program], arguments].concat());
        let told = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(told).unwrap())
    }

    fn told(&self, who: &Account, umask: &str, arguments: &[&str]) -> String {
        let (code, told) = self.run(who, umask, arguments);
        assert_eq!(code, Some(0), "{umask} {arguments:?}: {told}");
        told
    }

    /// Starts the program in a terminal.
    fn start(&self, who: &Account, umask: &str, arguments: &[&str]) -> Pty {
        let mut words = self.words(who, umask);
        words.push(self.program.to_str().unwrap().to_owned());
        self.home.start_with(&[], (80, 24), |command| {
            *command = CommandBuilder::from_argv(words.into_iter().map(Into::into).collect());
            command.args(arguments);
            command.env_clear();
            self.variables(who).into_iter().for_each(|(name, value)| command.env(name, value));
            command.cwd(&who.home);
        })
    }

    /// Lets an account try everything with everything below these folders, and says what it can.
    /// Each try counts as a check.
    fn tries(&mut self, who: &Account, places: &[&Path], kinds: &[&str]) -> String {
        let mut paths = Vec::new();
        places.iter().for_each(|place| collect(place, &mut paths));
        assert!(!paths.is_empty());
        let mut script = String::new();
        for path in &paths {
            let shown = path.display();
            for kind in kinds {
                let (what, attempt) = match (*kind, path.is_dir()) {
                    ("read", false) => ("reads", format!("head -c1 '{shown}'")),
                    ("read", true) => ("lists", format!("ls '{shown}'")),
                    ("write", false) => ("writes", format!(": >> '{shown}'")),
                    (_, true) => {
                        ("makes in", format!("mkdir '{shown}/neu' && rmdir '{shown}/neu'"))
                    }
                    (_, false) => ("removes", format!("test -w \"$(dirname '{shown}')\"")),
                };
                script.push_str(&format!("({attempt}) >/dev/null 2>&1 && echo {what} '{shown}'\n"));
                self.checks += 1;
            }
        }
        let output = self.run_in(who, "022", &who.home, &["sh", "-c", &script]);
        String::from_utf8(output.stdout).unwrap()
    }

    /// All that an evening leaves at these places is for the owner, and for a group where one
    /// shares it.
    fn closed(&mut self, places: &[&Path], group: bool) {
        let mut paths = Vec::new();
        places.iter().for_each(|place| collect(place, &mut paths));
        for path in paths {
            let meta = fs::symlink_metadata(&path).unwrap();
            let open = if group { 0o007 } else { 0o077 };
            assert_eq!(meta.mode() & open, 0, "{}: {:o}", path.display(), meta.mode());
            assert_ne!(meta.uid(), 0, "{}", path.display());
            self.checks += 1;
        }
    }

    /// A clerk opens a meeting, types, learns a word, writes the texts and leaves.
    fn evening(&self, who: &Account, umask: &str, arguments: &[&str], text: &str) {
        let mut pty = self.start(who, umask, arguments);
        let opened = pty.wait_for("an open meeting", Screen::saved);
        if opened.has("noch nicht eröffnet") {
            pty.keys("f8 e strg+t");
        }
        pty.keys("f3");
        pty.wait_for_text("Wortprotokoll");
        pty.type_text(text);
        pty.catch_up();
        for _ in 0..100 {
            // The dictionary is asked while one types, and answers when it can.
            pty.keys("alt+k");
            let shown = |screen: &Screen| screen.has("lernen") || screen.has("Hier ist kein Wort");
            if pty.wait_for("a word to learn", shown).has("lernen") {
                break;
            }
            pty.look();
        }
        pty.keys("ende eingabe");
        pty.wait_for_text("gelernt.");
        pty.keys("f9 pos1 eingabe");
        pty.wait_for_text("geschrieben");
        pty.keys("strg+q");
        assert_eq!(pty.exit_code(), 0);
    }
}

fn say(what: &str) {
    let _ = writeln!(std::io::stderr(), "permissions: {what}");
}

/// Everything below a place, itself too.
fn collect(place: &Path, found: &mut Vec<PathBuf>) {
    let meta = fs::symlink_metadata(place).unwrap();
    found.push(place.to_owned());
    if meta.is_dir() {
        for child in fs::read_dir(place).unwrap() {
            collect(&child.unwrap().path(), found);
        }
    }
}

fn agenda(machine: &Machine) -> String {
    let path = machine.home.path().join("tagesordnung.txt");
    if !path.exists() {
        fs::write(&path, "Ö 1 Eröffnung\nÖ 2 Haushalt\nN 1 Grundstück am Hafen\n").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    }
    path.to_str().unwrap().to_owned()
}

const MADE: [&str; 4] = ["--gremium", "Rat", "--datum", "2027-03-09"];

#[test]
fn nobody_else_gets_at_what_a_clerk_writes_alone() {
    let Some(mut machine) = Machine::new() else { return };
    let agenda = agenda(&machine);
    let (alice, bob, mallory) =
        (machine.alice.clone(), machine.bob.clone(), machine.mallory.clone());
    for umask in UMASKS {
        let id = machine.told(&alice, umask, &[&["neu", &agenda], &MADE[..]].concat());
        let id = id.lines().next().unwrap().to_owned();
        machine.evening(&alice, umask, &[&id], &format!("Der Ausschuss berät {TYPED}. "));
        let out = alice.home.join(format!("ausgabe-{umask}"));
        let single = alice.home.join(format!("auszug-{umask}.txt"));
        for to in [&out.join(""), &single] {
            let to = to.to_str().unwrap();
            machine.told(&alice, umask, &["export", &id, "--teil", "alles", "--nach", to]);
        }
        assert!(machine.told(&alice, umask, &["export", &id]).contains(TYPED));
        let journal = machine.told(&alice, umask, &["journal", &id]);
        assert!(journal.contains("uid61001") && !journal.contains("buergermeisterin"));
        let store = alice.home.join(".local/share/wortlaut");
        let settings = alice.home.join(".config/wortlaut");
        let given = alice.home.join("wortlaut-ausgabe");
        assert!(fs::read_to_string(settings.join("woerter.txt")).unwrap().contains(TYPED));
        let places = [store.as_path(), &settings, &given, &out, &single];
        machine.closed(&places, false);
        for other in [&bob, &mallory] {
            let kinds: &[&str] = &["read", "write", "make"];
            assert_eq!(machine.tries(other, &places[..4], kinds), "", "{umask} {}", other.uid);
            assert_eq!(machine.tries(other, &[&single], &["read", "write"]), "", "{umask}");
            let store = store.to_str().unwrap();
            for command in [&["liste"][..], &["export", &id], &["pruefen"], &[&id]] {
                let (code, told) =
                    machine.run(other, umask, &[command, &["--ablage", store]].concat());
                assert_ne!(code, Some(0), "{umask} {command:?}: {told}");
                assert!(!told.contains("2027-03-09"), "{umask} {command:?}: {told}");
                machine.checks += 1;
            }
        }
        // The next evening has to learn the word again.
        fs::remove_dir_all(given).unwrap();
        fs::remove_dir_all(settings).unwrap();
    }
    say(&format!("{} Prüfungen, allein", machine.checks));
}

#[test]
fn a_colleague_of_the_group_goes_on_and_nobody_else_gets_in() {
    let Some(mut machine) = Machine::new() else { return };
    let agenda = agenda(&machine);
    let (alice, bob, mallory) =
        (machine.alice.clone(), machine.bob.clone(), machine.mallory.clone());
    for umask in UMASKS {
        let store = machine.folder(&format!("gruppe-{umask}"), alice.uid, CLERKS, 0o2770);
        let given = machine.folder(&format!("texte-{umask}"), alice.uid, CLERKS, 0o2770);
        let place = store.to_str().unwrap();
        let run = |machine: &Machine, who: &Account, command: &[&str]| {
            machine.told(who, umask, &[command, &["--ablage", place]].concat())
        };
        let id = run(&machine, &alice, &[&["neu", &agenda], &MADE[..]].concat());
        let id = id.lines().next().unwrap().to_owned();
        let at = [&id, "--ablage", place];
        machine.evening(&alice, umask, &at, &format!("Der Ausschuss berät {TYPED}. "));
        // The second clerk, with the umask of the machine, sees all of it and goes on.
        assert!(run(&machine, &bob, &["liste"]).contains(&id));
        assert!(run(&machine, &bob, &["export", &id]).contains(TYPED));
        machine.evening(&bob, umask, &at, "Der Ausschuss berät Norderbrück. ");
        let text = run(&machine, &alice, &["export", &id]);
        assert!(text.contains(TYPED) && text.contains("Norderbrück"), "{umask}: {text}");
        let journal = run(&machine, &alice, &["journal", &id]);
        assert!(journal.contains("uid61001") && journal.contains("uid61002"), "{journal}");
        for who in [&alice, &bob] {
            let told = run(&machine, who, &["pruefen", &id]);
            let right = |what: &str| told.contains(&format!("gut    {what}"));
            assert!(right("Rechte") && right("2. Speicher"), "{umask}: {told}");
        }
        let to = given.join("heute/");
        run(&machine, &alice, &["export", &id, "--nach", to.to_str().unwrap()]);
        machine.checks += 7;
        machine.closed(&[&store, &given], true);
        let all = machine.tries(&bob, &[&store.join(&id)], &["read", "write"]);
        let mut paths = Vec::new();
        collect(&store.join(&id), &mut paths);
        for path in &paths {
            assert!(all.contains(&format!(" {}\n", path.display())), "{umask} {path:?}: {all}");
        }
        let texts = machine.tries(&bob, &[&given], &["read", "write"]);
        assert!(texts.contains("reads "), "{umask}: {texts}");
        assert!(!texts.contains("writes "), "{umask}: {texts}");
        let tried = machine.tries(&mallory, &[&store, &given], &["read", "write", "make"]);
        assert_eq!(tried, "", "{umask}");
        for command in [&["liste"][..], &["export", &id], &["pruefen"], &[&id]] {
            let all = [command, &["--ablage", place]].concat();
            let (code, told) = machine.run(&mallory, umask, &all);
            assert!(code != Some(0) && !told.contains(&id), "{umask} {command:?}: {told}");
            machine.checks += 1;
        }
        for home in [&alice.home, &bob.home] {
            fs::remove_dir_all(home.join("wortlaut-ausgabe")).unwrap();
            fs::remove_dir_all(home.join(".config/wortlaut")).unwrap();
        }
    }
    say(&format!("{} Prüfungen, mit der Gruppe", machine.checks));
}

#[test]
fn what_a_stranger_has_put_in_the_place_of_an_export_is_left_alone() {
    let Some(mut machine) = Machine::new() else { return };
    let agenda = agenda(&machine);
    let (alice, mallory) = (machine.alice.clone(), machine.mallory.clone());
    let id = machine.told(&alice, "022", &[&["neu", &agenda], &MADE[..]].concat());
    let id = id.lines().next().unwrap().to_owned();
    let victim = alice.home.join("brief.txt");
    fs::write(&victim, "bleibt").unwrap();
    chown(&victim, Some(alice.uid), Some(alice.uid)).unwrap();
    let open = machine.folder("austausch", 0, 0, 0o1777);
    let trap = machine.folder("falle", mallory.uid, mallory.uid, 0o777);
    let squat = |name: &str, make: &dyn Fn(&Path)| {
        let path = open.join(name);
        make(&path);
        let owner = (Some(mallory.uid), Some(mallory.uid));
        std::os::unix::fs::lchown(&path, owner.0, owner.1).unwrap();
        path
    };
    let paths = [
        squat("verknuepfung.txt", &|path| symlink(&victim, path).unwrap()),
        squat("pipe.txt", &|path| {
            mknodat(CWD, path, FileType::Fifo, Mode::from(0o666), 0).unwrap();
        }),
        squat("ordner.txt", &|path| {
            fs::create_dir(path).unwrap();
            symlink(&victim, path.join("2027-03-09-rat-auszug-oe-2.txt")).unwrap();
        }),
        squat("datei.txt", &|path| fs::write(path, "fremd").unwrap()),
        squat("ins-leere.txt", &|path| symlink(trap.join("neu.txt"), path).unwrap()),
        squat("in-die-falle", &|path| symlink(&trap, path).unwrap()),
    ];
    for path in &paths {
        for options in [&[][..], &["--ersetzen"]] {
            for item in [&[][..], &["--top", "Ö 2"]] {
                let to = path.to_str().unwrap();
                if path.ends_with("ordner.txt") && item.is_empty() {
                    // A folder is a place for many files; they are new.
                    continue;
                }
                let all = [&["export", &id, "--nach", to], options, item].concat();
                let (code, told) = machine.run(&alice, "022", &all);
                assert_eq!(code, Some(1), "{all:?}: {told}");
                assert!(told.contains(to), "{told}");
                machine.checks += 1;
            }
        }
    }
    assert_eq!(fs::read_to_string(&victim).unwrap(), "bleibt");
    assert_eq!(fs::read_to_string(open.join("datei.txt")).unwrap(), "fremd");
    assert_eq!(fs::read_dir(&trap).unwrap().count(), 0);
    let left = fs::read_dir(&open).unwrap().count();
    assert_eq!(left, paths.len(), "nothing is left lying about");
    // A name that nobody has taken is written, and is the clerk's alone even there.
    let free = open.join("frei.txt");
    machine.told(&alice, "000", &["export", &id, "--nach", free.to_str().unwrap()]);
    assert_eq!(machine.tries(&mallory, &[&free], &["read", "write"]), "");
    say(&format!("{} Prüfungen, fremde Dateien", machine.checks));
}

#[test]
fn an_ablage_that_others_can_get_at_is_refused_and_nothing_is_written() {
    let Some(mut machine) = Machine::new() else { return };
    let agenda = agenda(&machine);
    let (alice, mallory) = (machine.alice.clone(), machine.mallory.clone());
    machine.folder("fremd", mallory.uid, mallory.uid, 0o755);
    machine.folder("fremd-offen", mallory.uid, mallory.uid, 0o777);
    machine.folder("offen", alice.uid, alice.uid, 0o777);
    machine.folder("offen-klebend", alice.uid, alice.uid, 0o1777);
    machine.folder("halb", alice.uid, CLERKS, 0o770);
    let loose = machine.folder("lose", 0, 0, 0o777);
    fs::create_dir(loose.join("ablage")).unwrap();
    chown(loose.join("ablage"), Some(alice.uid), Some(alice.uid)).unwrap();
    machine.folder("eigen", alice.uid, alice.uid, 0o700);
    let link = machine.home.path().join("verweis");
    symlink("eigen", &link).unwrap();
    std::os::unix::fs::lchown(&link, Some(mallory.uid), Some(mallory.uid)).unwrap();
    for (name, words) in [
        ("fremd", "gehört dem Konto uid61003"),
        ("fremd-offen", "gehört dem Konto uid61003"),
        ("offen", "dürfen alle auf diesem Rechner schreiben"),
        ("offen-klebend", "dürfen alle auf diesem Rechner schreiben"),
        ("halb", "darf die Gruppe schreiben"),
        ("lose/ablage", "dort dürfen alle auf diesem Rechner alles umbenennen"),
        ("verweis", "eine Verknüpfung des Kontos uid61003"),
    ] {
        let path = machine.home.path().join(name);
        let place = path.to_str().unwrap();
        for command in [&[&["neu", &agenda], &MADE[..]].concat()[..], &["liste"], &["export", "x"]]
        {
            let (code, told) =
                machine.run(&alice, "022", &[command, &["--ablage", place]].concat());
            assert!(code == Some(1) && told.contains(words), "{name} {command:?}: {told}");
            machine.checks += 1;
        }
        let content = fs::read_dir(&path).unwrap().count();
        assert_eq!(content, 0, "{name}: something was written");
    }
    // A group that the owner of the folder is known not to be in.
    let nobody = machine.folder("niemand", 65_534, 0, 0o2770);
    let output = machine.home.run(&["liste", "--ablage", nobody.to_str().unwrap()]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("gehört dem Konto nobody"), "{told}");
    say(&format!("{} Prüfungen, fremde Ablagen", machine.checks + 1));
}

#[test]
fn a_crash_leaves_no_memory_behind_and_nobody_looks_into_it() {
    let Some(machine) = Machine::new() else { return };
    let agenda = agenda(&machine);
    let alice = machine.alice.clone();
    let shared = machine.folder("gruppe", alice.uid, CLERKS, 0o2770);
    let own = alice.home.join("allein");
    for (place, umask) in [(shared, "0007"), (own, "0077")] {
        let at = ["--ablage", place.to_str().unwrap()];
        let id = machine.told(&alice, "000", &[&["neu", &agenda], &MADE[..], &at].concat());
        let pty = machine.start(&alice, "000", &[&[id.lines().next().unwrap()], &at[..]].concat());
        pty.wait_for_text("gesichert");
        let of = |name: &str| PathBuf::from(format!("/proc/{}/{name}", pty.pid()));
        let line = |name: &str, begin: &str| {
            let text = fs::read_to_string(of(name)).unwrap();
            let line = text.lines().find(|line| line.starts_with(begin)).unwrap().to_owned();
            line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(line("status", "Umask:"), umask);
        assert_eq!(line("limits", "Max core file size"), "core file size 0 0 bytes");
        // What the system gives to root here, the account itself may not read.
        assert_eq!(fs::metadata(of("mem")).unwrap().uid(), 0);
    }
}

#[test]
fn nothing_in_the_working_folder_is_obeyed() {
    let home = Home::new();
    let folder = home.path().join("hier");
    fs::create_dir_all(folder.join(".wortlaut")).unwrap();
    fs::create_dir_all(folder.join(".config/wortlaut")).unwrap();
    let names =
        ["tasten.toml", "textbausteine.toml", "profil.toml", "wortlaut.toml", "woerter.txt"];
    for name in names {
        for place in ["", ".wortlaut/", ".config/wortlaut/"] {
            fs::write(folder.join(format!("{place}{name}")), "= kaputt [[[").unwrap();
        }
    }
    home.meeting();
    for command in [&["liste"][..], &["tasten"], &["pruefen"], &["export", "2027"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_wortlaut"))
            .env_clear()
            .envs(home.variables())
            .args(command)
            .current_dir(&folder)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), told.as_str()), (Some(0), ""), "{command:?}");
    }
}
