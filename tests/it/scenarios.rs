//! Scenarios: keys in, screen out. What stands in `tests/scenarios/*.txt` is played through the
//! whole program, and a clerk can read it.
//!
//! A file begins with lines of comment (`#`) that say what it shows, then come steps, in order:
//!
//! ```text
//! council: hauptausschuss     who meets: hauptausschuss, klein, eigene-form, bayern, liste, leer …
//! keymap: vim                 directly below: vim or ziffernblock, else standard
//! size: 120x40                else 80x24; later in the file the window changes
//! at: 17:05                   the clock, HH:MM or HH:MM:SS
//! keys: f6 j n eingabe        keys as keymap files name them
//! text: Herr Dieck            letters, one after the other
//! paste: Zeile\nZeile         pasted at once; \n is a line end
//! disk: voll                  voll, haengt or frei
//! crash:                      killed, and started again on what is kept
//! repeat: 5000 x rück         keys, so often
//! shows: gesichert            this stands on the screen
//! lacks: FEHLER               this does not
//! marked: Herr Dieck          this is marked in the text; \n is a line end, nothing: nothing is
//! outside: Leave              this was wanted from the world outside since the last such line
//! screen:                     the screen, to the next step; trailing blanks do not count
//! ```
//!
//! The line `» Cursor 12:5` under a screen is the cursor's column and row, counted from 0.
//! `UPDATE=1 cargo test --test it scenarios` writes the screens anew.

use crate::stage::{Council, Disk, Stage};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use wortlaut::app::Desk;
use wortlaut::keymap::Keymap;
use wortlaut::terminal::Input;

/// The words that begin a step.
const STEPS: &[&str] = &[
    "council", "keymap", "size", "at", "keys", "text", "paste", "disk", "crash", "repeat", "shows",
    "lacks", "marked", "outside", "screen",
];

struct Step<'a> {
    line: usize,
    word: &'a str,
    value: &'a str,
    /// The rows of a screen.
    rows: Vec<&'a str>,
}

#[test]
fn every_scenario_is_as_written() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut failures = Vec::new();
    let files = files();
    assert!(files.len() > 30, "scenarios are lost: only {} are left", files.len());
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let played = std::panic::catch_unwind(|| play(&text, update));
        match played {
            Ok(Ok(new)) if update && new != text => std::fs::write(&file, new).unwrap(),
            Ok(Ok(_)) => {}
            Ok(Err(failure)) => failures.push(format!("{name}: {failure}")),
            Err(_) => failures.push(format!("{name}: the program panicked (see above)")),
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

#[test]
fn a_scenario_that_does_not_hold_is_told() {
    for (text, told) in [
        ("council: klein\nkeys: f2\nshows: nichts\n", "says what it shows"),
        ("# x\nkeys: f2\n", "begins with a council"),
        ("# x\ncouncil: gross\n", "no council"),
        ("# x\ncouncil: klein\nkeymap: emacs\nkeys: f2\nshows: x\n", "emacs: Diese Belegung"),
        ("# x\ncouncil: klein\nkeys: f2\nkeymap: vim\nshows: x\n", "stands below the council"),
        ("# x\ncouncil: klein\nkeys: f2\n", "looks at nothing"),
        ("# x\ncouncil: klein\nkeys: f2\nshows: nirgends\n", "\"nirgends\" is not on the screen"),
        ("# x\ncouncil: klein\nkeys: f2\nlacks: Tagesordnung\n", "\"Tagesordnung\" is on"),
        ("# x\ncouncil: klein\nkeys: f2\nscreen:\nfalsch\n", "-falsch"),
        ("# x\ncouncil: klein\nkeys: f3 X alt+i\nmarked: Y\n", "\"X\" is marked"),
        ("# x\ncouncil: klein\nkesy: f2\n", "no step"),
        ("# x\ncouncil: klein\nkeys: f10\noutside: Quit\n", "wanted [Leave { anyway"),
    ] {
        let told_by = play(text, false).map(|_| ()).unwrap_err();
        assert!(told_by.contains(told), "{text:?} gives {told_by:?}");
    }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let known = path.extension().is_some_and(|ending| ending == "txt");
        assert!(known, "{} is no scenario: nothing plays it", path.display());
        files.push(path);
    }
    files.sort();
    files
}

/// Cuts a file into comment and steps.
fn steps(text: &str) -> Result<(Vec<&str>, Vec<Step<'_>>), String> {
    let mut comment = Vec::new();
    let mut steps: Vec<Step<'_>> = Vec::new();
    for (line, row) in (1..).zip(text.lines()) {
        let step = row.split_once(':').filter(|(word, _)| STEPS.contains(word));
        if let Some((word, value)) = step {
            steps.push(Step { line, word, value: value.trim(), rows: Vec::new() });
        } else if let Some(screen) = steps.last_mut().filter(|step| step.word == "screen") {
            screen.rows.push(row);
        } else if row.starts_with('#') && steps.is_empty() {
            comment.push(row);
        } else if !row.is_empty() {
            return Err(format!("line {line} is no step: {row}"));
        }
    }
    Ok((comment, steps))
}

/// Plays a file. Gives it back with the screens as they are.
fn play(text: &str, update: bool) -> Result<String, String> {
    let (comment, steps) = steps(text)?;
    if comment.is_empty() {
        return Err("no comment says what it shows".into());
    }
    let council = steps.first().filter(|step| step.word == "council");
    let council = council.ok_or("a scenario begins with a council")?.value;
    let council = Council::named(council).ok_or(format!("{council} is no council"))?;
    if !steps
        .iter()
        .any(|step| matches!(step.word, "screen" | "shows" | "lacks" | "marked" | "outside"))
    {
        return Err("it looks at nothing".into());
    }
    let keymap = steps.get(1).filter(|step| step.word == "keymap");
    let keymap = keymap.map_or("standard", |step| step.value);
    let keymap = Keymap::shipped(keymap).map_err(|error| error.to_string())?;
    if steps.iter().skip(2).any(|step| step.word == "keymap") {
        return Err("a keymap stands below the council".into());
    }
    let mut stage = Stage::with(council, (80, 24), keymap, |kept| Box::new(kept));
    let mut out: String = comment.iter().map(|line| format!("{line}\n")).collect();
    let mut outside = Vec::new();
    let mut done = String::new();
    for step in &steps {
        let failed = |what: String| {
            format!("line {}: {what}\nafter {}", step.line, done.trim().replace('\n', " · "))
        };
        if step.word == "screen" {
            let seen = shown(&stage);
            out.push_str("screen:\n");
            out.push_str(&seen);
            if !update && step.rows.join("\n").trim_end() != seen.trim_end() {
                return Err(failed(difference(&step.rows, &seen)));
            }
            continue;
        }
        let effects = take(&mut stage, step, &mut outside).map_err(failed)?;
        outside.extend(effects);
        let line = format!("{}: {}", step.word, step.value);
        let _ = writeln!(out, "{}", line.trim_end());
        if !matches!(step.word, "shows" | "lacks" | "marked" | "outside") {
            let _ = writeln!(done, "{}", line.trim_end());
        }
        stage.check();
    }
    Ok(out)
}

/// Takes one step. Tells what the program wants done outside.
fn take(
    stage: &mut Stage,
    step: &Step<'_>,
    outside: &mut Vec<String>,
) -> Result<Vec<String>, String> {
    let value = step.value;
    let mut effects = Vec::new();
    match step.word {
        "council" | "keymap" => {}
        "size" => {
            let size = value.split_once('x').ok_or("a size is like 80x24")?;
            let number = |text: &str| text.parse().map_err(|_| "a size is like 80x24".to_owned());
            effects = stage.input(Input::Resize(number(size.0)?, number(size.1)?));
        }
        "at" => stage.at(value),
        "keys" => effects = stage.keys(value),
        "text" => effects = stage.text(value),
        "paste" => effects = stage.input(Input::Paste(value.replace("\\n", "\n"))),
        "disk" => stage.disk(match value {
            "voll" => Disk::Refuses,
            "haengt" => Disk::Hangs,
            "frei" => Disk::Works,
            _ => return Err(format!("no disk is {value}")),
        }),
        "crash" => drop(stage.crash(|kept| Box::new(kept))),
        "repeat" => {
            let (times, what) = value.split_once(' ').ok_or("how often what?")?;
            let times: usize = times.parse().map_err(|_| "how often?")?;
            for _ in 0..times {
                stage.keys(what);
            }
        }
        "shows" if !one_line(stage).contains(value) => {
            return Err(format!("{value:?} is not on the screen\n{}", shown(stage)));
        }
        "lacks" if one_line(stage).contains(value) => {
            return Err(format!("{value:?} is on the screen\n{}", shown(stage)));
        }
        "marked" => {
            let marked = stage.app.desk().and_then(Desk::selected_text).unwrap_or_default();
            if marked != value.replace("\\n", "\n") {
                return Err(format!("{marked:?} is marked"));
            }
        }
        "outside" => {
            let wanted = std::mem::take(outside);
            if !wanted.iter().any(|effect| effect.contains(value)) {
                return Err(format!("{value} was not wanted; wanted [{}]", wanted.join(", ")));
            }
        }
        _ => {}
    }
    Ok(effects.iter().map(|effect| format!("{effect:?}")).collect())
}

fn one_line(stage: &Stage) -> String {
    stage.picture().0.join("\n")
}

/// The screen as it stands in a file. The Prüfsumme depends on every letter of the journal, its
/// form included, so its place is shown and its digits are not.
fn shown(stage: &Stage) -> String {
    let (mut rows, cursor) = stage.picture();
    if let Some(checksum) = stage.app.desk().and_then(|desk| desk.session.checksum()) {
        for row in &mut rows {
            *row = row.replace(&checksum.short(), "0123 4567 89ab cdef");
        }
    }
    let mut out: String = rows.iter().map(|row| format!("{row}\n")).collect();
    if let Some((x, y)) = cursor {
        let _ = writeln!(out, "» Cursor {x}:{y}");
    }
    out
}

/// What was expected and what was seen, row by row.
fn difference(expected: &[&str], seen: &str) -> String {
    let expected = expected.join("\n");
    let diff = similar::TextDiff::from_lines(expected.trim_end(), seen.trim_end());
    let mut out = String::from("the screen is another\n");
    for change in diff.iter_all_changes() {
        let _ = writeln!(out, "{}{}", change.tag(), change.value().trim_end_matches('\n'));
    }
    out
}
