//! Spelling at the screen: against a small dictionary that every machine has, because it is
//! written here.

use crate::stage::{Council, Stage};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;
use wortlaut::spelling::{Files, Speller};
use wortlaut::terminal::Input;
use wortlaut::ui::Effect;

/// The clerk's desk with a dictionary.
struct Desk {
    stage: Stage,
    woken: Receiver<()>,
    _folder: tempfile::TempDir,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let aff = file("de_DE.aff", "SET UTF-8\nTRY esinrtaldou\n");
    let words = ["Der", "den", "Haushalt", "beschließt", "Ausschuss", "Frau"];
    let dic = file("de_DE.dic", &format!("{}\n{}\n", words.len(), words.join("\n")));
    let (wake, woken) = mpsc::channel();
    let wake = Box::new(move || {
        let _ = wake.send(());
    });
    let mut stage = Stage::new(Council::Main, (80, 24));
    stage.app.use_speller(Speller::new(Some(Files { aff, dic }), wake), Vec::new());
    stage.keys("eingabe");
    Desk { stage, woken, _folder: folder }
}

impl Desk {
    /// Lets the dictionary answer until a word is underlined as expected.
    fn underlined(&mut self, wanted: &[&str]) {
        for _ in 0..50 {
            self.stage.input(Input::Woken);
            if self.shown() == wanted {
                return;
            }
            let _ = self.woken.recv_timeout(Duration::from_millis(200));
        }
        panic!("{:?} are underlined, not {wanted:?}", self.shown());
    }

    /// The words that are underlined.
    fn shown(&self) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        terminal.draw(|frame| self.stage.app.draw(frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let mut text = String::new();
        for cell in buffer.content() {
            let under = cell.modifier.contains(Modifier::UNDERLINED);
            text.push_str(if under { cell.symbol() } else { "|" });
        }
        text.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }
}

#[test]
fn a_wrong_word_is_underlined_when_it_is_finished() {
    let mut desk = desk();
    desk.stage.text("Der Ausschus");
    desk.underlined(&[]);
    desk.stage.text(" beschließt den Haushlat, Frau Öztürk.");
    desk.underlined(&["Ausschus", "Haushlat"]);
}

/// What is seen before the words are looked at again is what is seen after, or it is painted anew:
/// no mark stays behind, and none shows for a moment under a word that is being written.
#[test]
fn marks_move_with_the_text() {
    let mut desk = desk();
    desk.stage.text("Haushlat den Ausschus, Haushlat den");
    desk.underlined(&["Haushlat", "Ausschus", "Haushlat"]);
    desk.stage.keys("pos1");
    desk.stage.app.needs_picture();
    for place in 0..35 {
        for key in ["x", "leertaste", "rück", "rück", "rechts"] {
            let now = desk.stage.now;
            desk.stage.app.take_first(Input::Key(key.parse().unwrap()), now);
            let first = desk.shown();
            desk.stage.app.needs_picture();
            desk.stage.app.keep();
            let painted = desk.stage.app.needs_picture().is_some();
            assert!(painted || desk.shown() == first, "{first:?} at {place} after {key}");
            let flickers = first.len() > desk.shown().len();
            assert!(!flickers, "{first:?}, then {:?} at {place} after {key}", desk.shown());
        }
    }
    let (rows, _) = desk.stage.picture();
    assert!(rows.iter().any(|row| row.contains("Haushlat den Ausschus, Haushlat den")), "{rows:?}");
}

#[test]
fn one_key_offers_what_may_be_meant_and_one_more_takes_it() {
    let mut desk = desk();
    desk.stage.text("Der Ausschuss beschließt den Haushlat. ");
    desk.underlined(&["Haushlat"]);
    desk.stage.keys("alt+k 1");
    desk.stage.text("Der");
    let (rows, _) = desk.stage.picture();
    let text = rows.iter().find(|row| row.contains("beschließt")).unwrap();
    assert!(text.contains("Der Ausschuss beschließt den Haushalt. Der"), "{text}");
    desk.underlined(&[]);
}

#[test]
fn a_word_that_was_learned_is_right() {
    let mut desk = desk();
    desk.stage.text("Der Ausschuss beschließt Süderbrück. ");
    desk.underlined(&["Süderbrück"]);
    let effects = desk.stage.keys("alt+k ende eingabe");
    assert_eq!(effects, [Effect::Learn("Süderbrück".to_owned())]);
    desk.underlined(&[]);
    let told = desk.stage.keys("alt+k");
    assert!(told.is_empty());
    let (rows, _) = desk.stage.picture();
    assert!(rows.iter().any(|row| row.contains("Hier ist kein Wort unterstrichen.")), "{rows:?}");
}

#[test]
fn without_a_dictionary_nothing_is_underlined_and_one_learns_why() {
    let mut stage = Stage::new(Council::Main, (80, 24));
    stage.keys("eingabe");
    stage.text("Der Ausschus ");
    stage.keys("alt+k");
    let (rows, _) = stage.picture();
    assert!(rows.iter().any(|row| row.contains("wortlaut pruefen sagt, wie man es bekommt.")));
}
