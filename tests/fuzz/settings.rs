//! The clerk's own files: keys, text blocks, the profile of the house.

use super::{HOUSE, all_seen, given_out, seen};
use std::sync::LazyLock;
use wortlaut::domain::{Event, Meeting};
use wortlaut::journal::{replay, scan::Scan};
use wortlaut::keymap::Keymap;
use wortlaut::problem::FileError;
use wortlaut::snippets::{self, Snippets};

pub(super) static KEYS: LazyLock<Keymap> = LazyLock::new(Keymap::default);
static BLOCKS: LazyLock<Snippets> = LazyLock::new(Snippets::default);

/// So many entries of the evening have its first votes.
const BEGINNING: usize = 30;

/// The beginning of an evening, to be told in the words of any house.
static EVENING: LazyLock<Meeting> = LazyLock::new(|| {
    let scan = Scan::of(include_bytes!("../../examples/abend.jsonl")).unwrap();
    let entries = scan.entries.into_values().map(|kept| kept.entry);
    replay(&entries.take(BEGINNING).collect::<Vec<_>>(), HOUSE.clone())
});

/// What is wrong with a file, told.
fn refused(error: &FileError) {
    assert!(!error.problems.is_empty());
    seen("a problem", &error.to_string());
}

/// A keymap; what was read, written down again, is the same.
pub(crate) fn keymap(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let keymap = match Keymap::parse_patch(&KEYS, "tasten.toml", &text) {
        Ok(keymap) => keymap,
        Err(error) => return refused(&error),
    };
    let written = |keymap: &Keymap| {
        let mut lines: Vec<String> = Vec::new();
        for entry in keymap.entries() {
            for keys in &entry.keys {
                seen("a key", keys);
                let keys = toml::Value::from(keys.as_str());
                lines.push(format!("[{}]{keys} = \"{}\"", entry.context, entry.action.name()));
            }
        }
        lines.sort_unstable();
        lines
    };
    let lines = written(&keymap);
    let mut file = String::new();
    let mut section = "";
    for line in &lines {
        let (now, line) = line.split_once(']').unwrap();
        if now != section {
            file.push_str(&format!("{now}]\n"));
            section = now;
        }
        file.push_str(&format!("{line}\n"));
    }
    let again = Keymap::parse_patch(&keymap, "tasten.toml", &file);
    assert_eq!(written(&again.unwrap_or_else(|error| panic!("{error}"))), lines);
}

/// Text blocks, filled in or not.
pub(crate) fn snippets(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let blocks = match Snippets::parse_patch(&BLOCKS, snippets::FILE_NAME, &text) {
        Ok(blocks) => blocks,
        Err(error) => return refused(&error),
    };
    for block in blocks.iter() {
        seen("a block", &block.name);
        seen("a block", &block.preview());
        for left in ["", "Der Rat beschließt: "] {
            for value in [None, Some("Öhler")] {
                let filled = block.fill(left, |_| value.map(str::to_owned));
                seen("a block", &filled.text);
                let fits = |place: &usize| filled.text.is_char_boundary(*place);
                assert!(filled.places.iter().all(fits), "{filled:?}");
            }
        }
        assert_eq!(blocks.get(&block.name), Some(block));
        let typed = format!("Rat ;{}", block.name);
        assert_eq!(snippets::begun(&typed), Some((4, block.name.as_str())));
    }
}

/// The profile of a house; an evening can be told by it, and it can be written down again.
pub(crate) fn profile(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let profile = match wortlaut::profile::parse("profil.toml", &text) {
        Ok(profile) => profile,
        Err(problems) => {
            assert!((1..=201).contains(&problems.len()), "{} problems", problems.len());
            return problems.iter().for_each(|problem| seen("a problem", &problem.to_string()));
        }
    };
    all_seen("a profile", &profile);
    let adopted = Event::ProfileAdopted { profile: Box::new(profile.clone()) };
    let line = serde_json::to_string(&adopted).unwrap();
    assert_eq!(serde_json::from_str::<Event>(&line).unwrap(), adopted);
    let file = toml::to_string(&profile).unwrap();
    let again = wortlaut::profile::parse("profil.toml", &file);
    assert_eq!(again.unwrap_or_else(|wrong| panic!("{wrong:?}\n{file}")), profile);
    let mut evening = EVENING.clone();
    evening.apply(&adopted);
    given_out(&evening);
}
