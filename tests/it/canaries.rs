//! Words of the non-public part, let into every field of it: none of them comes out where others
//! look. Not in the list of meetings and its heads, not in what commands say, not in names of files
//! and public files, not beside the screen, and not on the clipboard without a question.
//!
//! What the clerk sees of a meeting on the screen itself, and asks for by name, is not meant.

#![expect(clippy::indexing_slicing, reason = "a missing thing should end the test")]

use crate::gate::is_on;
use crate::pty::{Home, Pty};
use crate::simulation::Dice;
use crate::stage::{Council, Stage};
use rustix::process::Signal;
use std::fs;
use std::path::Path;
use wortlaut::action::Action;
use wortlaut::keymap::{Key, Keymap};
use wortlaut::terminal::Input;
use wortlaut::ui::Effect;

/// Stands in every text of the non-public part, and nowhere else.
const CANARY: &str = "kanarien";
/// Stands in the public part: that it is found shows that there is something to be found.
const SPARROW: &str = "Spatzenhaus";
/// Keys that an ordinary run presses beside a non-public text.
const KEYS: usize = 3_000;

const AGENDA: &str = r#"
[sitzung]
koerperschaft = "Gemeinde Süderbrück"
gremium = "Bauausschuss"
datum = 2027-03-09
beginn = "17:00"
[[fraktion]]
name = "CDU"
[[mitglied]]
nachname = "Ahrens"
vorname = "Rieke"
fraktion = "CDU"
[[vorlage]]
nummer = "BV/1"
betreff = "Spatzenhaus"
[[vorlage]]
nummer = "BV/Kanarien"
betreff = "Kanarienvertrag"
oeffentlich = false
anlagen = ["Kanariengutachten"]
beschlussvorschlag = "Der Kanarienpreis wird gezahlt."
[[top]]
nummer = "Ö 1"
titel = "Spatzenhaus"
vorlage = "BV/1"
beschlussvorschlag = "Das Spatzenhaus wird gebaut."
[[vorlage]]
nummer = "BV/Kanarien/1"
betreff = "Kanarienbericht"
oeffentlich = false
anlagen = ["Kanarienbild"]
[[top]]
nummer = "Ö 2"
titel = "Verschiedenes"
vorlage = "BV/Kanarien/1"
[[top]]
nummer = "N 1"
titel = "Kanarienkauf"
oeffentlich = false
vorlage = "BV/Kanarien"
anlagen = ["Kanarienliste"]
"#;

fn has(text: &str) -> bool {
    text.to_lowercase().contains(CANARY)
}

#[track_caller]
fn none(what: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(!has(&text), "{what}: {text}");
}

/// A home in which that meeting was held, up to the middle of a sentence; and its id.
fn held() -> (Home, String) {
    let home = Home::new();
    let path = home.path().join("agenda.toml");
    fs::write(&path, AGENDA).unwrap();
    let id = home.told(&["neu", path.to_str().unwrap()]).trim().to_owned();
    let mut pty = home.start(&[&id]);
    in_the_middle(&mut pty);
    pty.kill9();
    (home, id)
}

/// Begins the meeting, and leaves off in the middle of a sentence of the non-public part.
fn in_the_middle(pty: &mut Pty) {
    pty.wait_for_text("Tagesordnung");
    pty.keys("f8 e f2 pos1 eingabe");
    pty.wait_for_text("Noch nichts geschrieben.");
    pty.type_text("Das Spatzenhaus gefällt.");
    pty.keys("f2 ende eingabe");
    pty.wait_for_text("NICHTÖFFENTLICH");
    pty.type_text("Der Kanarienhändler wartet.");
    pty.keys("eingabe");
    pty.type_text("Herr Kanarienvogt fragt");
    pty.catch_up();
}

/// All files below a folder, with their names from there.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    all
}

#[test]
fn what_is_not_public_is_in_no_list_no_message_and_no_public_file() {
    let (home, id) = held();
    // It is there, for those who ask for it.
    let whole = home.told(&["export", &id, "--teil", "alles"]);
    for word in ["Kanarienkauf", "Kanarienhändler", "Kanarienvertrag", "Kanarienliste", SPARROW] {
        assert!(whole.contains(word), "{word} is not in\n{whole}");
    }
    let copy = home.path().join("kopie.wortlaut");
    let copy = copy.to_str().unwrap();
    let folder = home.path().join("aus/");
    let folder = format!("{}/", folder.display());
    let calls: [&[&str]; 16] = [
        &["liste"],
        &["liste", "--json"],
        &["export", &id],
        &["export", &id, "--teil", "oeffentlich"],
        &["export", &id, "--top", "Ö 1"],
        &["export", &id, "--top", "Ö 2"],
        &["export", &id, "--top", "Ö 2", "--teil", "alles"],
        &["export", &id, "--top", "N 1"],
        &["export", &id, "--teil", "alles", "--nach", &folder],
        &["export", &id, "--teil", "alles", "--nach", &folder],
        &["sichern", &id, "--nach", copy],
        &["wiederherstellen", copy],
        &["pruefen"],
        &["pruefen", &id],
        &["ueben", "--print", "--keys", "f9 strg+p"],
        &["2028"],
    ];
    let mut told = String::new();
    for call in calls {
        let output = home.run(call);
        none(&format!("{call:?}, stdout"), &output.stdout);
        none(&format!("{call:?}, stderr"), &output.stderr);
        told.push_str(&String::from_utf8(output.stdout).unwrap());
    }
    assert!(told.contains(SPARROW) && told.contains("Bauausschuss"), "{told}");
    let written = files(Path::new(&folder));
    let apart = |name: &str| name.contains("nichtoeffentlich") || name.contains("-alles");
    assert!(
        written.iter().any(|(name, bytes)| apart(name) && has(&String::from_utf8_lossy(bytes)))
    );
    for (name, bytes) in written {
        none("a name", name.as_bytes());
        if !apart(&name) {
            none(&name, &bytes);
        }
    }
    // The heads of all meetings are read for the list. What lies beside the meetings is nobody's.
    for (name, bytes) in files(&home.archive()) {
        none("a name in the Ablage", name.as_bytes());
        let own = ["journal.jsonl", "sled"].iter().any(|own| name.contains(own));
        assert!(own || !has(&String::from_utf8_lossy(&bytes)), "{name}");
    }
}

/// What the terminal was told when it was not showing the program's own screen.
fn beside_the_screen(tape: &[u8]) -> Vec<u8> {
    let find = |from: usize, what: &[u8]| {
        let place = tape[from..].windows(what.len()).position(|bytes| bytes == what);
        place.map_or(tape.len(), |at| from + at)
    };
    let mut outside = Vec::new();
    let mut at = 0;
    while at < tape.len() {
        let begin = find(at, b"\x1b[?1049h");
        outside.extend_from_slice(&tape[at..begin]);
        at = find(begin, b"\x1b[?1049l");
    }
    outside
}

/// What the terminal keeps when the program has left it: in its title, on the clipboard, among
/// the lines above.
#[test]
fn what_is_not_public_stays_on_the_screen_alone() {
    let (home, id) = held();
    let signals = [Signal::TERM, Signal::HUP, Signal::QUIT, Signal::INT].map(Some);
    for signal in signals.into_iter().chain([None]) {
        let mut pty = home.start_with(&[&id], (80, 24), |command| {
            command.env("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22");
        });
        pty.tape();
        pty.wait_for_text("Kanarienvogt");
        // Every screen, the palette, a search, a question about a copy.
        pty.keys("f2 f4 f5 f6 f7 f8 f9 f3 strg+p");
        pty.type_text("Auszug");
        pty.wait_for_text("Auszug kopieren");
        pty.keys("esc strg+f");
        pty.type_text("Kanarien");
        pty.keys("esc f3 ende");
        // Umschalt+Pos1 marks the line.
        pty.send(b"\x1b[1;2H");
        pty.keys("strg+c");
        pty.wait_for_text("Trotzdem kopieren");
        let tape = pty.tape();
        assert!(has(&String::from_utf8_lossy(&tape)), "nothing is shown");
        for what in ["\u{1b}]", "\u{1b}P", "\u{1b}_", "\u{1b}^", "\u{1b}X", "\u{1b}k"] {
            let at = tape.windows(2).position(|bytes| bytes == what.as_bytes());
            assert_eq!(at, None, "{what:?} is sent");
        }
        for name in ["cmdline", "environ", "comm"] {
            none(name, &fs::read(format!("/proc/{}/{name}", pty.pid())).unwrap());
        }
        pty.send(b"\x1b");
        pty.wait_for("no question", |screen| !screen.has("Trotzdem"));
        pty.tape();
        match signal {
            None => pty.keys("strg+q"),
            Some(signal) => pty.signal(signal),
        }
        pty.exit_code();
        let tape = pty.tape();
        let at = tape.windows(8).position(|bytes| bytes == b"\x1b[?1049l").unwrap();
        none("the shell's screen", &beside_the_screen(&tape[at..]));
    }
}

/// The keys that say yes to the question are the only ones that are never pressed.
#[test]
fn no_keys_but_a_yes_put_what_is_not_public_on_the_clipboard() {
    let keys = if is_on() { KEYS * 10 } else { KEYS };
    for name in ["standard", "vim"] {
        let keymap = Keymap::shipped(name).unwrap();
        let yes = [Action::Confirm];
        let entries = keymap.entries();
        let bound = |saying: bool| {
            let mut keys: Vec<Key> = entries
                .iter()
                .filter(|entry| yes.contains(&entry.action) == saying)
                .flat_map(|entry| entry.keys.iter())
                .flat_map(|keys| keys.split(' ').map(|key| key.parse().unwrap()))
                .collect();
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        let says_yes = bound(true);
        let mut pool = bound(false);
        pool.retain(|key| !says_yes.contains(key));
        assert!(pool.len() > 60 && !says_yes.is_empty(), "{} keys", pool.len());
        let mut dice = Dice(7);
        let (mut asked, mut given) = (0, 0);
        let mut stage = None;
        for turn in 0..keys {
            // Again and again at the text, before the keys have changed all of it.
            if turn % 25 == 0 {
                stage = Some(at_the_text(name, keymap.clone()));
            }
            let stage = stage.as_mut().unwrap();
            // Marking and copying come more often than they would by themselves.
            let copying = ["umschalt+pos1", "umschalt+ende", "strg+c", "strg+x", "alt+y", "y", "k"];
            let key = match dice.roll(2) {
                0 => *dice.pick(&pool),
                _ => dice.pick(&copying).parse().unwrap(),
            };
            for effect in stage.input(Input::Key(key)) {
                if let Effect::Copy { text, .. } = effect {
                    assert!(!has(&text), "{name}: {key} copies {text}");
                    given += 1;
                }
            }
            if turn % 3 == 0 {
                asked += usize::from(stage.picture().0.join("\n").contains("Trotzdem kopieren"));
            }
        }
        // Else the above would hold of nothing.
        assert!(asked >= 5, "{name}: asked {asked} times, given {given} times");
    }
}

/// The small council in the middle of its non-public item.
fn at_the_text(name: &str, keymap: Keymap) -> Stage {
    let (items, write) = if name == "vim" { ("f2", "i") } else { ("f2", "") };
    let mut stage = Stage::with(Council::Small, (80, 24), keymap, |kept| Box::new(kept));
    stage.keys("f8 e");
    stage.keys(items);
    stage.keys("ende eingabe");
    stage.keys(write);
    stage.text("Der Kanarienhändler wartet.");
    stage
}
