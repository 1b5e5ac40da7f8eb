//! The house stays tidy: layers, owners, sizes, leftovers. It reads the source as text; where it
//! sees a rule broken, the source is changed, not the rule.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which of our modules a module may name. What is not here may name nothing of ours.
const LAYERS: &[(&str, &[&str])] = &[
    ("account", &["place"]),
    ("action", &[]),
    (
        "app",
        &[
            "action",
            "clipboard",
            "domain",
            "export",
            "import",
            "journal",
            "keymap",
            "outbox",
            "place",
            "session",
            "spelling",
            "snippets",
            "terminal",
            "text",
            "trouble",
            "ui",
            "wording",
        ],
    ),
    (
        "cli",
        &[
            "account",
            "action",
            "app",
            "clipboard",
            "domain",
            "export",
            "hush",
            "import",
            "journal",
            "keymap",
            "outbox",
            "place",
            "profile",
            "snippets",
            "spelling",
            "terminal",
            "text",
            "trouble",
            "ui",
            "wording",
        ],
    ),
    ("clipboard", &["terminal", "text"]),
    ("domain", &[]),
    ("export", &["domain", "text", "wording"]),
    ("hush", &[]),
    ("import", &["domain", "text"]),
    ("journal", &["account", "domain", "hush", "place", "text", "trouble"]),
    ("keymap", &["action", "problem"]),
    ("outbox", &["account", "export", "place", "text", "trouble"]),
    ("place", &["trouble"]),
    ("problem", &["text"]),
    ("profile", &["domain", "import", "text"]),
    ("session", &["domain", "journal"]),
    ("snippets", &["problem", "text"]),
    ("spelling", &["hush", "place", "text", "trouble"]),
    ("terminal", &["hush", "keymap", "text"]),
    ("text", &[]),
    ("trouble", &[]),
    ("ui", &["action", "domain", "export", "keymap", "spelling", "text", "wording"]),
    // What an entry of the journal says is told in German too.
    ("wording", &["domain", "journal", "text"]),
    ("lib", &[]),
    ("main", &[]),
];

/// Which outside things are named only where: the beginnings of paths below `src`.
const OWNERS: &[(&str, &[&str])] = &[
    ("sled::", &["journal/store.rs"]),
    ("crossterm", &["terminal.rs", "terminal/"]),
    ("ratatui", &["ui.rs", "ui/", "app.rs", "app/", "terminal.rs", "terminal/", "cli/screen.rs"]),
    ("Local::now", &["terminal.rs"]),
    ("Utc::now", &["terminal.rs"]),
    ("Instant::now", &["terminal.rs", "terminal/input.rs", "terminal/steady.rs"]),
    ("SystemTime", &["terminal.rs"]),
    // terminal.rs: the clock that a test sets is a file.
    (
        "std::fs",
        &["cli.rs", "cli/", "journal/", "outbox.rs", "app/office.rs", "terminal.rs", "place.rs"],
    ),
    (
        "std::env",
        &["cli.rs", "cli/", "journal/", "terminal.rs", "terminal/", "outbox.rs", "app/office.rs"],
    ),
    // What is printed passes the gate first: `print` and `hint` in cli.rs, cells in the terminal.
    // A backup is poured out to the byte, but into no terminal; a panic names only its place.
    ("stdout()", &["cli.rs", "cli/backup.rs", "terminal.rs", "terminal/"]),
    ("stderr()", &["cli.rs", "hush.rs"]),
    ("println!", &["cli.rs", "cli/"]),
    ("print!", &["cli.rs", "cli/"]),
    ("process::exit", &["terminal/signals.rs"]),
    // The program starts no other, and has no business in a folder that all share or in the one
    // in which it happens to be started.
    ("process::Command", &[]),
    ("temp_dir", &[]),
    ("/tmp", &[]),
    ("/dev/shm", &[]),
    ("current_dir", &[]),
    ("arboard", &["clipboard.rs"]),
    ("spellbook", &["spelling/"]),
    ("signal_hook", &["terminal/", "terminal.rs"]),
    ("rustix", &["terminal/", "terminal.rs", "journal/files.rs", "place.rs", "cli.rs", "cli/"]),
    ("RefCell", &[]),
    // Tells a panic of sled's or spellbook's, which is caught, from one of ours.
    ("thread_local!", &["hush.rs"]),
];

/// Lines of code that a file may have, and of a function; columns of a line.
const FILE: usize = 400;
const FUNCTION: usize = 60;
const COLUMNS: usize = 100;

/// A source file.
struct Source {
    /// Its path below `src` or `tests`, with strokes.
    path: String,
    text: String,
}

impl Source {
    /// Its lines without comments, and without what only tests use.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.path.ends_with("tests.rs") || self.path.ends_with("simulation.rs");
        (1..)
            .zip(self.text.lines())
            .take_while(move |_| !is_test)
            .scan(false, |over, (number, line)| {
                // Tests stand at the end of a file.
                *over |= line == "mod tests {";
                (!*over).then_some((number, line))
            })
            .filter(|(_, line)| {
                let line = line.trim();
                !line.is_empty() && !line.starts_with("//") && line != "#[cfg(test)]"
            })
    }

    /// The module of `src` that it belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources(folder: &str) -> Vec<Source> {
    let folder = root().join(folder);
    let rust =
        files(&folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs"));
    rust.map(|path| Source {
        path: path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned(),
        text: std::fs::read_to_string(&path).unwrap(),
    })
    .collect()
}

/// Tells everything that is wrong, at once.
fn told(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_module_names_only_what_lies_below_it() {
    told(sources("src").iter().flat_map(layers).collect());
}

fn layers(source: &Source) -> Vec<String> {
    let mut wrong = Vec::new();
    let module = source.module();
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
        return vec![format!("{}: {module} has no row in the table of layers", source.path)];
    };
    for (number, line) in source.code() {
        let place = format!("src/{}:{number}", source.path);
        if line.contains("crate::{") || line.contains("crate as") || line.contains("crate::*") {
            wrong.push(format!("{place}: one line for each module, no groups of crate"));
        }
        for (at, _) in line.match_indices("crate::") {
            let rest = line.get(at + "crate::".len()..).unwrap();
            let named: String =
                rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let ours = LAYERS.iter().any(|(name, _)| *name == named);
            if ours && named != module && !allowed.contains(&named.as_str()) {
                let may = allowed.join(", ");
                wrong.push(format!("{place}: names crate::{named}, but {module} may name [{may}]"));
            }
        }
    }
    wrong
}

#[test]
fn what_lies_outside_has_one_owner() {
    told(sources("src").iter().flat_map(owners).collect());
}

fn owners(source: &Source) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, line) in source.code() {
        for (thing, owners) in OWNERS {
            let named = line.match_indices(thing).any(|(at, _)| {
                let before = line.get(..at).unwrap().chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            });
            let owned = owners.iter().any(|owner| {
                source.path == *owner || (owner.ends_with('/') && source.path.starts_with(owner))
            });
            if named && !owned {
                let place = format!("src/{}:{number}", source.path);
                wrong.push(format!("{place}: {thing} belongs to [{}]", owners.join(", ")));
            }
        }
    }
    wrong
}

#[test]
fn files_functions_and_lines_fit_into_a_head() {
    let mut wrong: Vec<_> = sources("src").iter().flat_map(sizes).collect();
    wrong.extend(sources("tests").iter().flat_map(columns));
    wrong.extend(sources("examples").iter().flat_map(columns));
    told(wrong);
}

fn sizes(source: &Source) -> Vec<String> {
    let mut wrong = columns(source);
    let path = &source.path;
    let lines = source.code().count();
    if lines > FILE {
        wrong.push(format!("src/{path} has {lines} lines of code, more than {FILE}: part it"));
    }
    let mut begun: Option<(usize, usize, usize)> = None;
    for (count, (number, line)) in source.code().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let words: Vec<_> = line.split_whitespace().collect();
        let visible = words.iter().position(|word| *word == "fn");
        let head = ["pub", "const", "pub(super)", "pub(crate)", "pub(in", "async"];
        let is_head = visible.is_some_and(|at| words.iter().take(at).all(|w| head.contains(w)));
        if is_head && !line.trim_end().ends_with([';', '}']) {
            begun = Some((count, indent, number));
        } else if line.trim() == "}"
            && let Some((first, _, number)) = begun.take_if(|it| it.1 == indent)
        {
            let lines = count - first + 1;
            if lines > FUNCTION {
                let what = format!("a function of {lines} lines, more than {FUNCTION}");
                wrong.push(format!("src/{path}:{number}: {what}"));
            }
        }
    }
    wrong
}

fn columns(source: &Source) -> Vec<String> {
    // Strings that hold a screen or a file may be as wide as they are.
    let wide = |line: &&str| line.chars().count() > COLUMNS && !line.contains('"');
    let lines = (1..).zip(source.text.lines()).filter(|(_, line)| wide(line));
    lines
        .map(|(number, _)| format!("{}:{number}: more than {COLUMNS} columns", source.path))
        .collect()
}

#[test]
fn nothing_is_left_lying_about() {
    let mut wrong = Vec::new();
    for source in sources("src").iter().chain(&sources("tests")).chain(&sources("examples")) {
        wrong.extend(leftovers(source));
    }
    told(wrong);
}

fn leftovers(source: &Source) -> Vec<String> {
    // Put together here, so that this file does not break its own rule.
    let marks = [["FIX", "ME"], ["XX", "X"], ["to", "do!"], ["db", "g!"], ["unimpl", "emented!"]];
    let mut wrong = Vec::new();
    let name = source.path.rsplit('/').next().unwrap();
    if ["utils.rs", "util.rs", "helpers.rs", "common.rs", "misc.rs", "mod.rs"].contains(&name) {
        wrong.push(format!("{}: name it by what it holds", source.path));
    }
    for (number, line) in (1..).zip(source.text.lines()) {
        for mark in marks.map(|mark| mark.concat()) {
            if line.contains(&mark) {
                wrong.push(format!("{}:{number}: {mark} is left", source.path));
            }
        }
    }
    for (number, line) in (1..).zip(bare(&source.text).lines()) {
        if let Some(letter) = line.chars().find(|c| c.is_alphabetic() && !c.is_ascii()) {
            wrong.push(format!("{}:{number}: {letter} in a name", source.path));
        }
    }
    wrong
}

/// A text without its comments, and with empty strings and characters.
fn bare(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let inside = rest.strip_prefix("r#\"").map(|inside| (inside, "\"#"));
        let end = if rest.starts_with("//") {
            rest.find('\n')
        } else if let Some((inside, end)) = inside {
            inside.find(end).map(|at| at + 5)
        } else if let Some(inside) = rest.strip_prefix('"') {
            end_of_string(inside).map(|at| at + 1)
        } else if let Some(inside) = rest.strip_prefix('\'') {
            // What is no character is a lifetime.
            let escaped = inside.starts_with('\\');
            let one = inside.chars().next().map_or(0, char::len_utf8);
            let closed = inside.get(one..).is_some_and(|rest| rest.starts_with('\''));
            match (escaped, closed) {
                (true, _) => inside.get(2..).and_then(|rest| rest.find('\'')).map(|at| at + 4),
                (false, true) => Some(one + 2),
                (false, false) => Some(1),
            }
        } else {
            code.push(letter);
            Some(letter.len_utf8())
        };
        let skipped = rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest);
        if skipped.len() > letter.len_utf8() {
            // The rows stay as they were.
            code.extend(skipped.chars().filter(|letter| *letter == '\n'));
        }
        rest = rest.get(skipped.len()..).unwrap_or_default();
    }
    code
}

/// Where the string ends: behind its closing mark.
fn end_of_string(inside: &str) -> Option<usize> {
    let mut escaped = false;
    inside.char_indices().find_map(|(at, letter)| match letter {
        _ if escaped => {
            escaped = false;
            None
        }
        '\\' => {
            escaped = true;
            None
        }
        '"' => Some(at + 1),
        _ => None,
    })
}

#[test]
fn every_test_is_named_and_every_file_of_a_test_is_used() {
    let main = std::fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    let tests = sources("tests/it");
    let mut wrong = Vec::new();
    for source in &tests {
        let Some((folder, name)) = source.path.rsplit_once('/') else {
            let module = source.path.trim_end_matches(".rs");
            if module != "main" && !main.contains(&format!("mod {module};")) {
                wrong.push(format!("tests/it/main.rs does not name {module}"));
            }
            continue;
        };
        let above = tests.iter().find(|above| above.path == format!("{folder}.rs"));
        let named = format!("mod {};", name.trim_end_matches(".rs"));
        if !above.is_some_and(|above| above.text.contains(&named)) {
            wrong.push(format!("tests/it/{} is named nowhere", source.path));
        }
    }
    // Whole folders of files are played by the tests that own them.
    let played: BTreeSet<_> = ["scenarios", "keymaps", "fuzz"].into();
    let all: String =
        sources("tests").iter().chain(&sources("src")).map(|s| s.text.as_str()).collect();
    for path in files(&root().join("tests")) {
        let path = path.strip_prefix(root()).unwrap();
        let folder = path.iter().nth(1).unwrap().to_str().unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let rust = path.extension().is_some_and(|ending| ending == "rs");
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if !rust && !played.contains(folder) && !all.contains(name) && !all.contains(stem) {
            wrong.push(format!("{} is used by no test", path.display()));
        }
    }
    told(wrong);
}

#[test]
fn what_is_untidy_is_seen() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let long = format!("fn long() {{\n{}}}\n", "    step();\n".repeat(60));
    for (source, wrong, told) in [
        (
            source("domain/vote.rs", "use crate::journal::Seq;"),
            layers as fn(&Source) -> Vec<String>,
            "src/domain/vote.rs:1: names crate::journal, but domain may name []",
        ),
        (source("ui/vote.rs", "use crate::{text, domain};"), layers, "no groups"),
        (source("pets.rs", ""), layers, "no row in the table"),
        (source("ui/vote.rs", "use sled::Db;"), owners, "sled:: belongs to [journal/store.rs]"),
        (source("app/desk.rs", "let at = Local::now();"), owners, "Local::now belongs to"),
        (source("text/fold.rs", "println!(\"ja\")"), owners, "println! belongs to [cli.rs, cli/]"),
        (source("domain/vote.rs", &"a();\n".repeat(401)), sizes, "401 lines of code"),
        (source("domain/vote.rs", &long), sizes, "a function of 62 lines"),
        (source("domain/vote.rs", &"a".repeat(101)), sizes, "more than 100 columns"),
        (source("domain/utils.rs", ""), leftovers, "name it by what it holds"),
        (source("domain/vote.rs", "let größe = 1;"), leftovers, "ö in a name"),
        (source("domain/vote.rs", &["// FIX", "ME"].concat()), leftovers, "is left"),
    ] {
        let seen = wrong(&source);
        let found = seen.iter().any(|line| line.contains(told));
        assert!(found, "{told:?} is not seen in {}: {seen:?}", source.path);
    }
    for fine in ["let a = 'ä'; b(\"größe\"); // Größe", "println_all(\"ß\");", "use crate::text;"]
    {
        let source = source("ui/edit.rs", fine);
        let seen = [layers(&source), owners(&source), sizes(&source), leftovers(&source)].concat();
        assert!(seen.is_empty(), "{fine}: {seen:?}");
    }
}
