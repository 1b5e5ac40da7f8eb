use super::*;
use std::collections::BTreeSet;

use crate::keymap::key::Caution;

fn keys(text: &str) -> Vec<Key> {
    text.split_whitespace().map(|key| key.parse().unwrap()).collect()
}

/// Says what a sequence does in these contexts, as a short word.
fn told(keymap: &Keymap, contexts: &[Context], sequence: &str) -> String {
    let mut keys = keys(sequence);
    let last = keys.pop().unwrap();
    match keymap.resolve(contexts, &keys, last) {
        Resolution::Action(action) => action.name().to_owned(),
        Resolution::Pending(next) => {
            let next: Vec<String> = next.iter().map(|(key, _)| key.to_string()).collect();
            format!("… {}", next.join(" "))
        }
        Resolution::None(back) => format!("- {}", join(&back, |key| key.to_string())),
    }
}

fn patched(text: &str) -> Keymap {
    Keymap::parse_patch(&Keymap::default(), "eigene.toml", text)
        .unwrap_or_else(|error| panic!("{error}"))
}

fn refused(text: &str) -> String {
    Keymap::parse_patch(&Keymap::default(), "eigene.toml", text).unwrap_err().to_string()
}

const VOTE: &[Context] = &[Context::Vote, Context::Global];
const WRITING: &[Context] = &[Context::Text, Context::Minutes, Context::Global];

#[test]
fn lookup_goes_from_the_innermost_context_out() {
    let keymap = Keymap::default();
    assert_eq!(told(&keymap, VOTE, "j"), "vote-yes");
    assert_eq!(told(&keymap, VOTE, "eingabe"), "close-vote");
    assert_eq!(told(&keymap, VOTE, "strg+z"), "undo");
    assert_eq!(told(&keymap, VOTE, "S"), "- S");
    assert_eq!(told(&keymap, &[Context::Agenda, Context::Global], "eingabe"), "call-item");
    assert_eq!(told(&keymap, &[Context::Dialog, Context::Global], "eingabe"), "confirm");
}

#[test]
fn what_is_typed_into_a_text_stays_text() {
    let keymap = Keymap::default();
    assert_eq!(told(&keymap, WRITING, "ö"), "- ö");
    assert_eq!(told(&keymap, WRITING, "eingabe"), "new-passage");
    assert_eq!(told(&keymap, WRITING, "strg+d"), "insert-interjection");
    assert_eq!(told(&keymap, WRITING, "f6"), "show-vote");
    assert_eq!(told(&keymap, WRITING, "auf"), "cursor-up");
    let motion = [Context::Text, Context::Motions, Context::Global];
    for key in ["n", "o", "+", "einfg", "leertaste"] {
        assert_eq!(told(&keymap, &motion, key), format!("- {key}"));
    }
    let prompt = [Context::Dialog, Context::Text, Context::Vote, Context::Global];
    assert_eq!(told(&keymap, &prompt, "j"), "- j");
    assert_eq!(told(&keymap, &prompt, "eingabe"), "confirm");
    let everywhere = patched("[ueberall]\n\"x\" = \"undo\"");
    assert_eq!(told(&everywhere, WRITING, "x"), "- x");
    assert_eq!(told(&everywhere, VOTE, "x"), "undo");
}

#[test]
fn a_sequence_waits_and_gives_back_what_it_does_not_know() {
    let vim = Keymap::shipped("vim").unwrap();
    let agenda = [Context::Agenda, Context::Global];
    assert_eq!(told(&vim, &agenda, "g"), "… g");
    assert_eq!(told(&vim, &agenda, "g g"), "cursor-first");
    assert_eq!(told(&vim, &agenda, "g x"), "- g x");
    assert_eq!(told(&vim, &agenda, "g esc"), "- ");
    assert_eq!(told(&vim, &agenda, "G"), "cursor-last");
    let long = patched("[text]\n\"strg+b s\" = \"undo\"\n\"strg+b strg+b z\" = \"redo\"");
    assert_eq!(told(&long, WRITING, "strg+b"), "… s strg+b");
    assert_eq!(told(&long, WRITING, "strg+b strg+b"), "… z");
    assert_eq!(told(&long, WRITING, "strg+b ä"), "- strg+b ä");
}

#[test]
fn a_file_patches_and_never_replaces() {
    let keymap = patched("[abstimmung]\n\"j\" = \"\"");
    assert_eq!(told(&keymap, VOTE, "j"), "- j");
    assert_eq!(told(&keymap, VOTE, "n"), "vote-no");
    let keymap = patched("[abstimmung]\n\"y\" = \"vote-yes\"");
    assert_eq!(keymap.keys_for(Action::VoteYes, VOTE), ["y", "j"]);
    let keymap = patched("basis = \"vim\"\n[tagesordnung]\n\"x\" = \"withdraw-item\"");
    assert_eq!(told(&keymap, &[Context::Agenda], "j"), "cursor-down");
}

#[test]
fn the_keys_of_an_action_are_shown_where_they_work() {
    let keymap = Keymap::default();
    assert_eq!(keymap.keys_for(Action::Undo, VOTE), ["u", "Strg+Z"]);
    assert_eq!(keymap.keys_for(Action::Undo, WRITING), ["Strg+Z"]);
    assert_eq!(keymap.keys_for(Action::Confirm, VOTE), Vec::<String>::new());
    assert_eq!(keymap.keys_for(Action::ShowVote, VOTE), ["F6", "Alt+6"]);
    assert_eq!(keymap.keys_for(Action::CursorUp, VOTE), ["↑"]);
    assert_eq!(keymap.keys_for(Action::Search, VOTE), ["Strg+F"]);
    assert_eq!(keymap.keys_for(Action::CommandMode, WRITING), Vec::<String>::new());
}

#[test]
fn the_entries_name_every_action() {
    let entries = Keymap::default().entries();
    for action in Action::all() {
        assert!(entries.iter().any(|entry| entry.action == action), "{}", action.name());
    }
    let undo = entries.iter().find(|entry| entry.action == Action::Undo).unwrap();
    assert_eq!((undo.context, undo.label), ("tagesordnung", "Rückgängig"));
    let mode = entries.iter().find(|entry| entry.action == Action::CommandMode).unwrap();
    assert!(mode.keys.is_empty());
}

#[test]
fn every_shipped_keymap_is_sound() {
    for name in Keymap::names() {
        let keymap = Keymap::shipped(name).unwrap_or_else(|error| panic!("{error}"));
        let mut seen = BTreeSet::new();
        for binding in &keymap.bindings {
            assert!(seen.insert((binding.context, &binding.keys)), "{name}: {binding:?} twice");
        }
        every_action_has_a_safe_way(name, &keymap);
        letters_are_bound_in_lists_only(name, &keymap);
        every_f_key_has_its_digit(name, &keymap);
    }
}

/// No key that some terminal takes for itself is the only way, and every key is a way somewhere.
fn every_action_has_a_safe_way(name: &str, keymap: &Keymap) {
    let safe = |keys: &[Key]| keys.iter().all(|key| key.caution().is_none());
    for binding in &keymap.bindings {
        let never = |key: &Key| matches!(key.caution(), Some(Caution::Never(_)));
        assert!(!binding.keys.iter().any(never), "{name}: {binding:?} never arrives");
        let other = |other: &&Binding| {
            other.action == binding.action && other.context == binding.context && safe(&other.keys)
        };
        assert!(keymap.bindings.iter().any(|b| other(&b)), "{name}: {binding:?} is the only way");
    }
    let palette = |binding: &Binding| binding.action == Action::Palette && safe(&binding.keys);
    assert!(keymap.bindings.iter().any(palette), "{name}: no palette");
    // Letters are commands only where a keymap says so.
    let modal =
        |action: Action| action == Action::CommandMode || action.contexts() == [Context::Command];
    for action in Action::all().filter(|action| !modal(*action)) {
        let bound = keymap.bindings.iter().any(|binding| binding.action == action);
        assert!(bound, "{name}: {} has no key", action.name());
    }
}

fn letters_are_bound_in_lists_only(name: &str, keymap: &Keymap) {
    let mixed = [Context::Global, Context::Minutes, Context::Text, Context::Dialog];
    for binding in &keymap.bindings {
        let typed = binding.keys.first().and_then(|key| key.text());
        assert!(typed.is_none() || !mixed.contains(&binding.context), "{name}: {binding:?}");
        let upper = typed.is_some_and(char::is_uppercase);
        assert!(!upper || binding.context != Context::Vote, "{name}: {binding:?}");
    }
}

fn every_f_key_has_its_digit(name: &str, keymap: &Keymap) {
    for n in 1..=10 {
        let here = |key: String| told(keymap, &[Context::Global], &key);
        let screen = here(format!("f{n}"));
        assert!(screen.starts_with("show-"), "{name}: f{n} {screen}");
        assert_eq!(screen, here(format!("alt+{}", n % 10)), "{name}");
    }
}

#[test]
fn what_product_md_promises_of_the_keys_holds() {
    let keymap = Keymap::default();
    for sequence in ["strg+b", "strg+a"] {
        assert_eq!(told(&keymap, WRITING, sequence), format!("- {sequence}"));
    }
    for digit in ["0", "5", "9", "/"] {
        assert_eq!(told(&keymap, VOTE, digit), "vote-split");
    }
    for context in Context::all() {
        let stack = [context, Context::Global];
        assert_eq!(told(&keymap, &stack, "esc"), "cancel");
        assert_eq!(told(&keymap, &stack, "strg+r"), "add-speaker");
        assert_eq!(told(&keymap, &stack, "strg+n"), "next-speaker");
        assert_eq!(told(&keymap, &stack, "strg+t"), "next-item");
    }
}

#[test]
fn an_unknown_keymap_names_the_nearest() {
    assert_eq!(
        Keymap::shipped("wim").unwrap_err().to_string(),
        "wim: Diese Belegung gibt es nicht. Gemeint ist vielleicht »vim«."
    );
}

/// Every broken file says in its first comments which messages it must give.
#[test]
fn broken_files_tell_everything_at_once() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keymaps");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let wanted: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("#! ")).collect();
        assert_eq!(refused(&text).lines().collect::<Vec<_>>(), wanted, "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 8, "only {seen} broken keymaps");
}

#[test]
fn nothing_hostile_breaks_the_reader() {
    let deep = format!("a = {}", "[".repeat(100_000));
    for text in [deep.as_str(), "\"\u{1b}]52;c;x\u{7}\" = 1", "[text]\n\"\u{202e}\" = \"undo\""] {
        let told = refused(text);
        assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "{told:?}");
        assert!(!told.contains('\u{202e}'));
    }
    assert!(refused("\u{feff}[abstimmung]\n\"y\" = \"x\"").contains("Zeile 2"));
}

proptest::proptest! {
    #[test]
    fn no_file_breaks_the_reader(
        text in "(\\[[a-z]{0,9}\\]|\"[^\"]{0,9}\"|[=\\.\n]| |\\PC){0,40}"
    ) {
        let _ = Keymap::parse_patch(&Keymap::default(), "x.toml", &text);
    }
}
