//! Everything that can befall a terminal: signals, lost lines, windows of all sizes, terminals
//! that cannot, charsets, pastes. Each time nothing is lost, the terminal is as it was, and what
//! there is to say is one line.
//!
//! `WORTLAUT_PTY=20` plays the table twenty times, with the largest pastes.

use crate::gate;
use crate::pty::{Home, Pty};
use crate::pty_screen::Screen;
use rustix::process::Signal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Half a sentence that must not get lost.
const TEXT: &str = "Der Vorsitzende begrüßt die Gäste";
/// What the program says of a letter that is no UTF-8.
const GARBLED: &str = "Zeichensatz der Verbindung prüfen";
/// So many programs at once.
const AT_ONCE: usize = 4;

/// Where the clerk is when it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the list of meetings, which is empty.
    List,
    /// In the minutes, in the middle of a sentence.
    Minutes,
    /// At a question, with half an answer.
    Question,
    /// At a vote.
    Vote,
    /// In the help.
    Help,
}

/// What befalls the terminal, and what shall come of it.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// A signal ends the program with this code and says its name.
    Ends(Signal, u32, &'static str),
    /// It is stopped and goes on, so often.
    Stops(Signal, usize),
    /// It is stopped, and ended meanwhile.
    EndsStopped,
    /// The window is made smaller while it is stopped.
    StopsAndShrinks,
    /// The window is closed.
    HangUp,
    /// The window gets another size, and its old one again.
    Size(u16, u16),
    /// The program starts in a window of this size.
    StartSize(u16, u16),
    /// The terminal says that it is this.
    Term(&'static str),
    /// The terminal says that it is this, or nothing, and is refused.
    Refused(Option<&'static str>),
    /// A command line that leaves the program without a terminal.
    NoTerminal(&'static str),
    /// A variable is set.
    Variable(&'static str, &'static str),
    /// Bytes come in parts, and make this text behind what was written.
    Bytes(&'static [&'static [u8]], &'static str),
    /// Bytes come that are no UTF-8.
    Foreign(&'static [u8], &'static str),
    /// A paste that holds the mark of its end, and keys behind that.
    PasteEnds(&'static [u8]),
    /// So much is pasted.
    Paste(usize),
}

/// The whole table.
fn cases() -> Vec<(Place, Fault)> {
    use Fault as F;
    use Place::{Help, List, Minutes, Question, Vote};
    let mut cases = Vec::new();
    let ends = [
        (Signal::TERM, 143, "TERM"),
        (Signal::HUP, 129, "HUP"),
        (Signal::INT, 130, "INT"),
        (Signal::QUIT, 131, "QUIT"),
    ];
    for (signal, code, name) in ends {
        cases.extend([List, Minutes, Question, Vote].map(|at| (at, F::Ends(signal, code, name))));
    }
    cases.push((Help, F::Ends(Signal::TERM, 143, "TERM")));
    for at in [List, Minutes, Question, Vote, Help] {
        cases.push((at, F::Stops(Signal::TSTP, 1)));
    }
    cases.extend([List, Minutes, Question].map(|at| (at, F::HangUp)));
    for (cols, rows) in [
        (0, 0),
        (1, 1),
        (3, 2),
        (1, 500),
        (500, 1),
        (59, 14),
        (60, 15),
        (300, 100),
        (u16::MAX, 1),
        (1, u16::MAX),
        (u16::MAX, u16::MAX),
    ] {
        cases.push((Minutes, F::Size(cols, rows)));
        cases.push((Minutes, F::StartSize(cols, rows)));
    }
    let known = ["xterm", "screen", "tmux-256color", "linux", "vt100", "putty", "nonsense"];
    cases.extend(known.map(|term| (Minutes, F::Term(term))));
    let left = b"\x11\x1a\x1b\r1\x7f\x1b[17~";
    let foreign: [(&[u8], &str); 4] = [
        (b"Tr\xe4ger", "Tr\u{fffd}ger"),
        (b"\xfc\xfd", "\u{fffd}\u{fffd}"),
        (b"a\xc3b\xe2\x82c", "a\u{fffd}b\u{fffd}c"),
        (b"\x1b[200~Tr\xe4ger\x1b[201~", "Tr\u{fffd}ger"),
    ];
    cases.extend(foreign.map(|(bytes, text)| (Minutes, F::Foreign(bytes, text))));
    let parted: [(&[&[u8]], &str); 8] = [
        (&[b"\xc3", b"\xa4", b"\xf0\x9f", b"\x99", b"\x82"], "ä🙂"),
        (&[b"a\0\x1b[?1;2c\xc2\x9bz"], "az"),
        (&[b"\x1b]11;?\x07"], ""),
        (&[b"\x1b[20", b"0~eins", b"zwei\x1b[20", b"1~"], "einszwei"),
        (&[b"\x1b[200~\x1b[31mrot\x07\x1b[201~"], "\u{fffd}[31mrot\u{fffd}"),
        // Marked, each with U+FFFD, of which the terminal that is played here shows a blank.
        (&[b"\x1b[200~\xe2\x80\xaex\xe2\x80\x8by\x1b[201~"], " x y"),
        (&[b"\x1b[200~eins"], "eins"),
        (&[b"\x1b[99999999999999999999999999999999999999;5~", b"x"], "x"),
    ];
    cases.extend(parted.map(|(parts, text)| (Minutes, F::Bytes(parts, text))));
    cases.extend([Minutes, Vote, List, Question].map(|at| (at, F::PasteEnds(left))));
    for (name, value) in
        [("LC_ALL", "C"), ("LANG", "de_DE.ISO-8859-1"), ("LC_ALL", "POSIX"), ("NO_COLOR", "1")]
    {
        cases.push((Minutes, F::Variable(name, value)));
    }
    cases.extend([None, Some(""), Some("dumb")].map(|term| (List, F::Refused(term))));
    let apart = ["ueben < /dev/null", "ueben | cat", "ueben < /dev/null | cat"];
    cases.extend(apart.map(|line| (List, F::NoTerminal(line))));
    cases.extend([100_000, 5_000_000].map(|bytes| (Minutes, F::Paste(bytes))));
    cases.extend([
        (Minutes, F::Stops(Signal::TSTP, 3)),
        (Minutes, F::Stops(Signal::STOP, 1)),
        (Minutes, F::Stops(Signal::CONT, 1)),
        (Minutes, F::EndsStopped),
        (Minutes, F::StopsAndShrinks),
    ]);
    cases
}

#[test]
fn whatever_befalls_the_terminal_nothing_is_lost_and_it_is_given_back() {
    let rounds = usize::try_from(gate::rounds("WORTLAUT_PTY", 1, 1)).unwrap();
    let mut cases = cases();
    if rounds > 1 {
        cases.push((Place::Minutes, Fault::Paste(50_000_000)));
    }
    assert!(cases.len() >= 60, "reliability.md, section 6");
    let template = Template::new();
    let waiting = Mutex::new(cases.repeat(rounds).into_iter().rev().collect::<Vec<_>>());
    let failed = Mutex::new(Vec::new());
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap().pop();
                    let Some((place, fault)) = next else { return };
                    let case = || template.play(place, &fault);
                    if let Err(told) = catch_unwind(AssertUnwindSafe(case)) {
                        let told = told.downcast_ref::<String>().cloned().unwrap_or_default();
                        failed.lock().unwrap().push(format!("{place:?}, {fault:?}: {told}"));
                    }
                }
            });
        }
    });
    println!("{} cases, {rounds} rounds, {:?}", cases.len(), begun.elapsed());
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}

/// An Ablage with a meeting that is open, to be copied for each case.
struct Template {
    home: Home,
    id: String,
}

impl Template {
    fn new() -> Self {
        let home = Home::new();
        let id = home.meeting();
        let mut pty = home.start(&[&id]);
        pty.begin_meeting();
        pty.keys("strg+q");
        assert_eq!(pty.exit_code(), 0);
        Self { home, id }
    }

    fn copy(&self) -> Home {
        let home = Home::new();
        copy(&self.home.archive(), &home.archive());
        home
    }

    /// Plays a case in a home of its own.
    fn play(&self, place: Place, fault: &Fault) {
        let home = if place == Place::List { Home::new() } else { self.copy() };
        match fault {
            Fault::NoTerminal(line) => return no_terminal(&home, line),
            Fault::Refused(term) => return refused(&home, *term),
            _ => {}
        }
        let size = if let Fault::StartSize(cols, rows) = fault { (*cols, *rows) } else { (80, 24) };
        let arguments = if place == Place::List { vec![] } else { vec![self.id.as_str()] };
        let mut pty = home.start_with(&arguments, size, |command| match fault {
            Fault::Term(term) => command.env("TERM", term),
            Fault::Variable(name, value) => command.env(name, value),
            _ => {}
        });
        if let Fault::StartSize(..) = fault {
            pty.wait_for("a picture", |screen| screen.full);
            pty.resize(80, 24);
        }
        go_to(&mut pty, place);
        let ended = befall(&mut pty, place, fault);
        if !ended {
            if matches!(place, Place::Question | Place::Help) {
                pty.send(b"\x1b");
                pty.wait_for("the minutes", |screen| screen.saved() && screen.has("Strg+R"));
            }
            pty.keys("strg+q");
            assert_eq!(pty.exit_code(), 0, "{}", pty.screen());
        }
        // A window that is gone has nothing to give back.
        if !matches!(fault, Fault::HangUp) {
            assert_eq!(pty.not_given_back(), None);
        }
        if ended && place != Place::List {
            let mut again = home.start(&[&self.id]);
            again.wait_for_text("anwesend");
            again.keys("f3");
            again.wait_for_text(TEXT);
        }
    }
}

/// Goes to a place, in a meeting with half a sentence.
fn go_to(pty: &mut Pty, place: Place) {
    if place == Place::List {
        pty.wait_for_text("Sitzungen");
        return;
    }
    pty.wait_for_text("Wortprotokoll");
    pty.type_text(TEXT);
    pty.wait_for_text(TEXT);
    let (keys, shown) = match place {
        Place::List | Place::Minutes => return,
        Place::Question => ("strg+r t h", "Wortmeldung – Tab"),
        Place::Vote => ("f6", "Abstimmung"),
        Place::Help => ("f1", "Hilfe"),
    };
    pty.keys(keys);
    let rule = format!("─ {shown}");
    pty.wait_for(shown, |screen| screen.has(&rule));
}

/// Lets it happen; tells whether it ends the program.
fn befall(pty: &mut Pty, place: Place, fault: &Fault) -> bool {
    match fault {
        Fault::Ends(signal, code, name) => {
            pty.signal(*signal);
            assert_eq!(pty.exit_code(), *code, "{}", pty.screen());
            let saved = if place == Place::List { "" } else { "Geschriebenes ist gesichert." };
            // A machine under load may need longer for its disk than is waited; that is told too.
            let late = pty.screen().has("NICHT ALLES IST GESICHERT");
            let words = format!("Beendet durch das Signal {name}. {saved}");
            if !late {
                says_in_a_line(pty, &words);
            }
            return true;
        }
        Fault::HangUp => {
            pty.hang_up();
            assert_eq!(pty.exit_code(), 129);
            return true;
        }
        Fault::EndsStopped => {
            pty.signal(Signal::TSTP);
            pty.wait_until_stopped();
            pty.signal(Signal::TERM);
            pty.signal(Signal::CONT);
            assert_eq!(pty.exit_code(), 143);
            return true;
        }
        Fault::Stops(signal, times) => (0..*times).for_each(|_| stop(pty, *signal)),
        Fault::StopsAndShrinks => {
            pty.signal(Signal::TSTP);
            pty.wait_until_stopped();
            pty.resize(64, 20);
            pty.signal(Signal::CONT);
            pty.wait_for("the screen in its new size", |screen| screen.full && screen.saved());
        }
        Fault::Size(cols, rows) => {
            let bytes = pty.bytes();
            pty.resize(*cols, *rows);
            wait_for_more(pty, bytes);
            pty.resize(80, 24);
        }
        Fault::StartSize(..) | Fault::Term(_) | Fault::Variable(..) => {}
        Fault::Refused(_) | Fault::NoTerminal(_) => unreachable!("they do not come this far"),
        Fault::Bytes(parts, text) => {
            for part in *parts {
                pty.send(part);
                std::thread::sleep(Duration::from_millis(35));
            }
            pty.wait_for_text(&shown(text));
            // A paste whose end never came.
            if parts.len() == 1 && parts.concat() == b"\x1b[200~eins" {
                pty.send(b"\x1b");
                std::thread::sleep(Duration::from_millis(1100));
            }
        }
        Fault::Foreign(bytes, text) => {
            pty.send(bytes);
            let text = shown(text);
            pty.wait_for("a text and a hint", |screen| screen.has(GARBLED) && screen.has(&text));
        }
        Fault::PasteEnds(keys) => paste_with_an_end(pty, place, keys),
        Fault::Paste(bytes) => paste(pty, *bytes),
    }
    if place == Place::Minutes {
        // Everything goes on: letters are letters.
        pty.wait_for_text(TEXT);
        pty.type_text("!");
        pty.wait_for("a letter, saved", |screen| screen.has("!") && screen.saved());
    }
    false
}

/// How the terminal of the tests shows a text behind what was written: it has no sign for what
/// could not be read.
fn shown(text: &str) -> String {
    format!("{TEXT}{}", text.replace('\u{fffd}', " ").trim_end())
}

/// The screen when the last key has been painted: on a busy machine that may come later than what
/// was waited for.
fn at_rest(pty: &Pty) -> Screen {
    let mut before = pty.screen();
    loop {
        std::thread::sleep(Duration::from_millis(150));
        let now = pty.screen();
        if (now.header(), now.body()) == (before.header(), before.body()) {
            return now;
        }
        before = now;
    }
}

/// Stops it, finds the shell's terminal as it was, and lets it go on.
fn stop(pty: &Pty, signal: Signal) {
    let before = at_rest(pty);
    if signal != Signal::CONT {
        pty.signal(signal);
        pty.wait_until_stopped();
    }
    if signal == Signal::TSTP {
        pty.wait_for_text("Angehalten, weiter mit fg.");
        assert_eq!(pty.not_given_back(), None);
    }
    let bytes = pty.bytes();
    pty.signal(Signal::CONT);
    wait_for_more(pty, bytes);
    pty.wait_for("the picture again", |screen| {
        screen.full && screen.body() == before.body() && screen.header() == before.header()
    });
}

/// A paste holds the mark of its end: what follows in it is text or nothing, and presses no keys.
fn paste_with_an_end(pty: &mut Pty, place: Place, keys: &[u8]) {
    let before = pty.screen();
    pty.send(&[b"\x1b[200~harmlos\x1b[201~", keys, b"\x1b[201~"].concat());
    std::thread::sleep(Duration::from_millis(300));
    let after = pty.screen();
    assert_eq!((after.title(), after.header()), (before.title(), before.header()), "{after}");
    if place == Place::Minutes {
        assert!(after.has(&format!("{TEXT}harmlos")), "{after}");
    }
}

/// Pastes so much. More than a mebibyte is refused with a word, at 2 s for each MB at most.
fn paste(pty: &mut Pty, bytes: usize) {
    let begun = Instant::now();
    pty.send(b"\x1b[200~");
    let line = b"Die Verwaltung berichtet. ".repeat(160);
    let mut left = bytes;
    while left > 0 {
        let now = left.min(line.len());
        pty.send(line.get(..now).unwrap());
        left -= now;
    }
    pty.send(b"\x1b[201~");
    if bytes > 1 << 20 {
        pty.wait_for_text("Zu viel auf einmal");
    } else {
        pty.wait_for("the paste", |screen| screen.has("Die Verwaltung berichtet."));
        pty.keys("strg+z");
    }
    let most = Duration::from_secs(2 * (1 + bytes as u64 / 1_000_000));
    assert!(begun.elapsed() < most, "{bytes} bytes take {:?}", begun.elapsed());
    let status = std::fs::read_to_string(format!("/proc/{}/status", pty.pid())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kib: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kib < 256 * 1024, "{bytes} bytes take {kib} KiB");
}

/// Without a terminal, the program says so in a line.
fn no_terminal(home: &Home, line: &str) {
    let program = env!("CARGO_BIN_EXE_wortlaut");
    let line = format!("set -o pipefail; {program} {line}; echo [$?]");
    let mut pty = home.start_command(["bash", "-c", &line].into_iter(), (200, 24), |_| {});
    assert_eq!(pty.exit_code(), 0, "{}", pty.screen());
    says_in_a_line(&pty, "Eingabe oder Ausgabe ist kein Terminal.");
    assert!(pty.screen().has("[2]"), "{}", pty.screen());
    assert_eq!(pty.not_given_back(), None);
}

/// On a terminal that cannot show a screen, the program says so in a line.
fn refused(home: &Home, term: Option<&str>) {
    let mut pty = home.start_with(&["ueben"], (200, 24), |command| match term {
        Some(term) => command.env("TERM", term),
        None => command.env_remove("TERM"),
    });
    assert_eq!(pty.exit_code(), 2, "{}", pty.screen());
    says_in_a_line(&pty, if term == Some("dumb") { "TERM=dumb" } else { "TERM ist nicht gesetzt" });
    assert_eq!(pty.not_given_back(), None);
}

/// What the program has left on the shell's screen is one line with these words.
fn says_in_a_line(pty: &Pty, words: &str) {
    let screen = pty.screen();
    let rows = screen.rows.iter().filter(|row| !row.is_empty() && !row.starts_with('['));
    let told: Vec<_> = rows.collect();
    assert!(told.len() == 1 && told.first().unwrap().contains(words.trim()), "{words}\n{screen}");
}

/// Waits until the program has sent something more.
fn wait_for_more(pty: &Pty, bytes: u64) {
    let end = Instant::now() + Duration::from_secs(30);
    while pty.bytes() == bytes {
        assert!(Instant::now() < end, "nothing more comes; the screen:\n{}", pty.screen());
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Copies a folder with the modes of what is in it.
pub(crate) fn copy(from: &Path, to: &PathBuf) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), &to).unwrap();
        }
        let modes = entry.metadata().unwrap().permissions();
        std::fs::set_permissions(to, modes).unwrap();
    }
}
