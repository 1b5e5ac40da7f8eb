//! Random typing against plain strings: what stands on the screen, in the minutes and after each
//! undo and redo is what a list of paragraphs with a list of its earlier states would have.

use crate::stage::{Council, Stage};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;
use wortlaut::domain::{Happening, Meeting};
use wortlaut::journal::Change;

/// Something the clerk does.
#[derive(Debug, Clone)]
enum Act {
    Type(String),
    Keys(&'static str),
    Paste(String),
    Rest,
}

const KEYS: &[&str] = &[
    "eingabe",
    "eingabe",
    "rück",
    "rück",
    "entf",
    "alt+rück",
    "alt+d",
    "alt+s",
    "alt+l",
    "alt+j",
    "auf",
    "ab",
    "links",
    "rechts",
    "pos1",
    "ende",
    "bild-auf",
    "alt+a",
    "alt+e",
    "alt+b",
    "alt+p",
    "umschalt+links",
    "umschalt+auf",
    "umschalt+auf umschalt+auf",
    "umschalt+ende",
    "alt+i",
    "alt+m",
    "esc f3",
    "strg+x",
    "strg+c",
    "strg+v",
    "alt++",
    "alt+-",
    "alt+x",
    "strg+k",
    "tab",
];

fn act() -> impl Strategy<Value = Act> {
    let pieces = vec![
        "Der Rat tagt. ",
        "Straße ",
        "a",
        " ",
        ". ",
        "@@",
        "ä",
        "e\u{301}",
        "👩\u{200d}👩\u{200d}👧",
        "🇩🇪",
        "日本",
        "\u{ad}",
        "\u{a0}",
        "ع",
        "क्षि",
        "z͑ͫ",
        "von th",
        ";kn ",
    ];
    let text = prop_oneof![
        6 => prop::collection::vec(prop::sample::select(pieces), 1..5).prop_map(|it| it.concat()),
        1 => any::<String>().prop_map(|text| text.chars().take(8).collect()),
    ];
    let pasted = "([a-zäöü☃\u{301}]{0,9}[ .\n]?){0,6}";
    prop_oneof![
        5 => text.prop_map(Act::Type),
        8 => prop::sample::select(KEYS.to_vec()).prop_map(Act::Keys),
        1 => pasted.prop_map(Act::Paste),
        1 => Just(Act::Rest),
    ]
}

/// The paragraphs of the first item as history has them, in their order.
fn paragraphs(meeting: &Meeting) -> Vec<String> {
    let Some(item) = meeting.agenda.first() else { return Vec::new() };
    let passage = |happening: &Happening| match happening {
        Happening::Passage(id) => item.passage(*id).map(|passage| passage.text.clone()),
        _ => None,
    };
    item.record.iter().filter_map(passage).collect()
}

/// The evening with the plain model: the text before each step that counts, and after those that
/// were undone.
struct Evening {
    stage: Stage,
    steps: Vec<Vec<String>>,
    seen: usize,
}

impl Evening {
    fn new() -> Self {
        let mut stage = Stage::new(Council::Bare, (80, 24));
        stage.keys("f3");
        if stage.meeting().agenda.is_empty() {
            stage.keys("f2 einfg 1 tab X eingabe eingabe eingabe f3");
        }
        let seen = stage.session().entries().len();
        Self { stage, steps: vec![], seen }
    }

    /// Keeps the text as it was before each new step.
    fn note(&mut self) {
        let entries = self.stage.session().entries();
        for (at, entry) in entries.iter().enumerate().skip(self.seen) {
            if matches!(entry.change, Change::Events(_)) {
                let before: Vec<_> = entries.iter().take(at).cloned().collect();
                let before = wortlaut::journal::replay(&before, wortlaut::profile::default());
                self.steps.push(paragraphs(&before));
            }
        }
        self.seen = entries.len();
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Type(text) => {
                for letter in text.chars() {
                    self.stage.text(&letter.to_string());
                    self.stage.check_damage();
                }
            }
            Act::Keys(keys) => {
                self.stage.keys(keys);
            }
            Act::Paste(text) => {
                self.stage.input(wortlaut::terminal::Input::Paste(text.clone()));
            }
            Act::Rest => self.stage.wait(3),
        }
        self.note();
        self.stage.check();
        self.stage.check_damage();
        self.cursor_is_on_a_letter();
    }

    fn cursor_is_on_a_letter(&self) {
        let Some(draft) = self.stage.draft() else { return };
        let all = paragraphs(self.stage.meeting());
        let fits = |text: &str| {
            text.grapheme_indices(true).any(|(at, _)| at == draft.cursor)
                || draft.cursor == text.len()
        };
        // The draft tells its text against a committed one, whichever of them it is.
        let texts = all.iter().map(String::as_str).chain([""]);
        let possible = texts.filter_map(|text| draft.text(text));
        assert!(possible.into_iter().any(|text| fits(&text)), "{draft:?}");
    }

    /// Undoes everything, then redoes everything: each state comes back.
    fn back_and_forth(&mut self) {
        // What is being typed becomes a step of its own first.
        self.stage.wait(3);
        self.note();
        let mut after = vec![paragraphs(self.stage.meeting())];
        while let Some(before) = self.steps.pop() {
            self.stage.keys("strg+z");
            assert_eq!(paragraphs(self.stage.meeting()), before);
            after.push(before);
            self.stage.check();
        }
        after.pop();
        while let Some(state) = after.pop() {
            self.stage.keys("strg+y");
            assert_eq!(paragraphs(self.stage.meeting()), state);
        }
        let there = paragraphs(self.stage.meeting());
        self.stage.keys("strg+y");
        assert_eq!(paragraphs(self.stage.meeting()), there, "there is nothing more to redo");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(24),
        ..Default::default()
    })]

    #[test]
    fn every_step_is_undone_and_redone_as_it_was(acts in prop::collection::vec(act(), 1..40)) {
        let mut evening = Evening::new();
        for act in &acts {
            evening.act(act);
        }
        evening.back_and_forth();
    }
}

/// Digits choose in a list; what is written so is kept like what is typed.
#[test]
fn a_name_that_a_digit_chooses_is_kept() {
    let mut stage = Stage::new(Council::Large, (80, 24));
    stage.keys("eingabe");
    stage.text("Auf Nachfrage von Ah");
    stage.keys("tab 2");
    assert_eq!(stage.draft().unwrap().put, "ing");
    stage.crash(|kept| Box::new(kept));
    assert!(stage.picture().0.join("\n").contains("von Ahing"), "{:#?}", stage.picture().0);
}
