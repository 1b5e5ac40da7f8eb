//! README.md is true: its commands parse, its files are read, its keys are bound, its picture is
//! the screen.

use std::collections::BTreeSet;
use std::path::Path;
use wortlaut::action::{Action, Context};
use wortlaut::cli::Arguments;
use wortlaut::import::{self, Options, Source};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::snippets::Snippets;

#[path = "../../examples/bild.rs"]
#[expect(dead_code, reason = "the example writes its picture, this test compares it")]
mod bild;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

/// The fenced blocks: what stands behind the first fence, and the lines.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let inside = text.split("\n```").skip(1).step_by(2);
    inside.map(|block| block.split_once('\n').unwrap()).collect()
}

fn block(kind: &str) -> String {
    let text = read("README.md");
    let found: Vec<_> = blocks(&text).into_iter().filter(|(name, _)| *name == kind).collect();
    let [(_, lines)] = found.as_slice() else { panic!("not one block of kind {kind}") };
    format!("{lines}\n")
}

/// What stands between backticks in running text.
fn spans(text: &str) -> BTreeSet<&str> {
    let prose = text.split("\n```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

/// A line as a shell would part it; what stands behind a # is a comment.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
            continue;
        }
        let (part, comment) = part.split_once(" #").map_or((part, false), |(part, _)| (part, true));
        words.extend(part.split_whitespace().map(str::to_owned));
        if comment {
            break;
        }
    }
    words
}

fn check_command(line: &str) {
    let mut words: Vec<_> = words(line);
    let is_plain = |(name, _): (&str, &str)| name != name.to_uppercase();
    words.retain(|word| word.split_once('=').is_none_or(is_plain));
    let arguments = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["wortlaut", ..] => words.split_off(1),
        ["cargo", "run", "--release", "--", ..] => words.split_off(4),
        ["cargo", "run", "--example", name] => {
            assert!(Path::new(ROOT).join(format!("examples/{name}.rs")).is_file(), "{line}");
            return;
        }
        ["cargo", "test", "--profile", "gate", rest @ ..] => {
            match rest {
                [] | ["--test", "labor"] => {}
                ["--test", "labor", "--", row] => {
                    let laboratory = include_str!("../labor/main.rs");
                    assert!(laboratory.contains(&format!("\"{row}\"")), "{line}");
                }
                _ => panic!("{line}"),
            }
            return;
        }
        ["cargo", "test"]
        | ["cargo", "test", "--locked"]
        | ["cargo", "doc", "--open"]
        | ["cargo", "install", "--path", "."] => {
            return;
        }
        [script @ (".ci/run" | ".ci/reproducible")] => {
            assert!(Path::new(ROOT).join(script).is_file(), "{line}");
            return;
        }
        _ => panic!("README.md has a command of an unknown kind: {line}"),
    };
    for word in arguments.iter().filter(|word| word.starts_with("examples/")) {
        assert!(Path::new(ROOT).join(word).is_file(), "{line}");
    }
    if let Err(failure) = Arguments::parse(lexopt::Parser::from_args(arguments)) {
        panic!("README.md: {line}\n{}", failure.message);
    }
}

#[test]
fn every_command_line_parses() {
    let text = read("README.md");
    let fenced = blocks(&text).into_iter().filter(|(kind, _)| *kind == "sh");
    let lines: Vec<_> = fenced.flat_map(|(_, lines)| lines.lines()).collect();
    assert!(lines.len() > 15, "{lines:#?}");
    lines.iter().for_each(|line| check_command(line));
    let later = ["wortlaut folgen"];
    let starts = |span: &&str| ["wortlaut ", "cargo "].iter().any(|word| span.starts_with(word));
    for span in spans(&text).into_iter().filter(starts).filter(|span| !later.contains(span)) {
        check_command(span);
    }
}

#[test]
fn the_second_command_is_what_ci_runs_last() {
    let text = read("README.md");
    let first = blocks(&text).into_iter().find(|(kind, _)| *kind == "sh").unwrap().1.to_owned();
    let commands: Vec<_> = first.lines().map(|line| words(line).join(" ")).collect();
    assert_eq!(commands[0], "cargo run --release -- ueben");
    let ci = read(".ci/run");
    assert_eq!(ci.lines().last(), commands.get(1).map(String::as_str));
    assert_eq!(commands.len(), 2);
}

#[test]
fn the_files_shown_are_read() {
    let profile = wortlaut::profile::default();
    let agenda = Source::new("tagesordnung.txt", block("text tagesordnung"));
    let members = Source::new("mitglieder.csv", block("text mitglieder"));
    let own = Source::new("sitzung.toml", block("toml sitzung"));
    let options = Options::default();
    let read = import::read(&agenda, Some(&members), &options, profile.clone()).unwrap();
    assert_eq!((read.items.len(), read.members.len()), (4, 4));
    assert!(!read.items[3].0.public);
    let read = import::read(&own, None, &options, profile).unwrap();
    assert_eq!((read.items.len(), read.papers.len()), (2, 1));
    let profile = wortlaut::profile::parse("profil.toml", &block("toml profil")).unwrap();
    assert_eq!(profile.speaking_times.first_s, 300);
    let keys = block("toml tasten");
    let keymap = Keymap::parse_patch(&Keymap::default(), "tasten.toml", &keys).unwrap();
    assert_eq!(keymap.keys_for(Action::AddSpeaker, &[Context::Global])[0], "Alt+W");
    let (shipped, own) = (Snippets::default(), block("toml bausteine"));
    let snippets = Snippets::parse_patch(&shipped, "textbausteine.toml", &own).unwrap();
    assert!(snippets.get("ka").is_some() && snippets.get("dk").is_none());
}

#[test]
fn the_code_shown_is_the_example() {
    let example = read("examples/ratssitzung.rs");
    let (_, code) = example.split_once("\n\n").unwrap();
    assert_eq!(block("rust"), code);
}

/// Every binding of a keymap: section, key as it is shown, label.
fn bindings(keymap: &Keymap) -> BTreeSet<(&'static str, String, &'static str)> {
    let shown = |keys: &String| {
        let keys = keys.split(' ').map(|key| key.parse::<Key>().unwrap().display());
        keys.collect::<Vec<_>>().join(" ")
    };
    let entries = keymap.entries();
    let all = entries.iter().flat_map(|entry| {
        entry.keys.iter().map(move |keys| (entry.context, shown(keys), entry.label))
    });
    all.collect()
}

#[test]
fn the_tables_of_keys_are_those_of_the_standard_keymap() {
    let text = read("README.md");
    let bound = bindings(&Keymap::default());
    let mut sections = BTreeSet::new();
    for part in text.split("\n#### ").skip(1) {
        let (heading, rest) = part.split_once('\n').unwrap();
        let context = Context::all().find(|context| context.label() == heading);
        let section = context.unwrap_or_else(|| panic!("no screen is called {heading}")).section();
        sections.insert(section);
        let rows = rest.lines().skip(3).take_while(|line| line.starts_with('|'));
        for row in rows {
            let cells: Vec<_> = row.trim_matches('|').split(" | ").map(str::trim).collect();
            let [keys, label] = cells[..] else { panic!("{row}") };
            let label = Action::all().map(Action::label).find(|known| *known == label);
            let label = label.unwrap_or_else(|| panic!("no action is called so: {row}"));
            for key in keys.split(", ") {
                let key = key.trim_matches('`').to_owned();
                assert!(bound.contains(&(section, key, label)), "{heading}: {row}");
            }
        }
    }
    let missing = |context: &Context| !sections.contains(context.section());
    let missing: Vec<_> = Context::all().filter(missing).collect();
    assert_eq!(missing, [Context::Dialog, Context::Command]);
}

#[test]
fn every_key_named_in_the_text_is_bound() {
    let text = read("README.md");
    let bound: BTreeSet<_> =
        bindings(&Keymap::default()).into_iter().map(|(_, key, _)| key).collect();
    let named = ["Eingabe", "Esc", "Einfg", "Entf", "Tab", "Pos1", "Ende", "↓", "↑"];
    let chord = |span: &str| ["Strg+", "Alt+", "Umschalt+"].iter().any(|it| span.starts_with(it));
    let f_key = |span: &str| span.strip_prefix('F').is_some_and(|n| n.parse::<u8>().is_ok());
    let single =
        |span: &str| span.chars().count() == 1 && span != "N" && span != "·" && span != "Ö";
    let is_key = |span: &&str| chord(span) || f_key(span) || named.contains(span) || single(span);
    let keys: Vec<_> = spans(&text).into_iter().filter(is_key).collect();
    assert!(keys.len() > 40, "{keys:?}");
    // What the program leaves alone is said of this one key.
    for key in keys.into_iter().filter(|key| *key != "Strg+C") {
        assert!(bound.contains(key), "README.md names {key}, which no key of `standard` is");
    }
}

#[test]
fn every_file_linked_is_there() {
    let text = read("README.md");
    let links = text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
    for link in links.filter(|link| !link.starts_with('#')) {
        assert!(Path::new(ROOT).join(link).exists(), "{link}");
    }
}

#[test]
fn the_picture_is_the_screen() {
    let painted = bild::svg().unwrap();
    let path = Path::new(ROOT).join("examples/bild.svg");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &painted).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(painted == kept, "the screen has changed: cargo run --example bild, and look at it");
}
