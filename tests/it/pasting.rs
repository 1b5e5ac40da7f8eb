//! Pasting a great deal: it is taken at once and in one step, or refused with a word.

use crate::hostile::computed;
use crate::stage::{Council, Stage};
use std::time::Duration;
use wortlaut::terminal::Input;

/// So many bytes are taken at most.
const MOST: usize = 1 << 20;

/// In debug builds all of this takes less than 3 s; it once took minutes.
const AT_ONCE: Duration = Duration::from_secs(10);

/// In the first item of a small meeting, something written.
fn writing() -> Stage {
    let mut stage = Stage::new(Council::Small, (80, 24));
    stage.keys("eingabe");
    stage.text("Davor. ");
    stage
}

/// A text of so many bytes, made of a line.
fn text(line: &str, length: usize) -> String {
    line.chars().cycle().take(length).collect()
}

/// The paragraphs of the first item.
fn paragraphs(stage: &Stage) -> Vec<&str> {
    let item = stage.meeting().agenda.first().unwrap();
    item.passages.iter().map(|passage| passage.text.as_str()).collect()
}

#[test]
fn more_than_a_mebibyte_is_refused_with_a_word() {
    let mut stage = writing();
    let (rows, cursor) = stage.picture();
    stage.input(Input::Paste(text("a", MOST + 1)));
    let (after, same) = stage.picture();
    let told = "Zu viel auf einmal: eingefügt werden bis zu 1 MiB Text.";
    assert!(after.join("\n").contains(told), "{after:#?}");
    assert_eq!(after.get(..22), rows.get(..22));
    assert_eq!(same, cursor);
    stage.wait(5);
    assert_eq!(paragraphs(&stage), ["Davor. "]);
}

#[test]
fn a_mebibyte_is_taken_at_once_in_one_step() {
    // One paragraph, some thousands, and as many as there can be.
    let words = "Die Verwaltung berichtet dem Ausschuss bis zur Sommerpause. ";
    for (line, many) in [(words, 1), (&format!("{words}\n"), 17_000), ("a\n", 524_288)] {
        let mut stage = writing();
        let pasted = text(line, MOST);
        let begun = computed();
        stage.input(Input::Paste(pasted));
        let took = computed().saturating_sub(begun);
        assert!(took < AT_ONCE, "{many} paragraphs take {took:?}");
        stage.wait(5);
        assert!(paragraphs(&stage).len() >= many, "{}", paragraphs(&stage).len());
        let length: usize = paragraphs(&stage).iter().map(|text| text.len()).sum();
        assert!(length >= MOST / 2, "{length} bytes of it have arrived");
        stage.keys("strg+z");
        assert_eq!(paragraphs(&stage), ["Davor. "]);
        stage.keys("strg+y");
        assert!(paragraphs(&stage).len() >= many);
    }
}

#[test]
fn a_hundred_thousand_paragraphs_are_taken_out_at_once() {
    let mut stage = writing();
    stage.input(Input::Paste(text("a\n", 200_000)));
    let begun = computed();
    stage.keys("alt+i entf");
    let took = computed().saturating_sub(begun);
    assert!(took < AT_ONCE, "it takes {took:?}");
    assert_eq!(paragraphs(&stage).concat(), "");
    stage.keys("strg+z");
    assert_eq!(paragraphs(&stage).len(), 100_000);
}

#[test]
fn a_mebibyte_fits_no_choice_and_holds_nobody_up() {
    let mut stage = writing();
    stage.keys("strg+r");
    let begun = computed();
    stage.input(Input::Paste(text("x", MOST)));
    let picture = stage.picture().0.join("\n");
    let took = computed().saturating_sub(begun);
    assert!(took < AT_ONCE, "it takes {took:?}");
    assert!(picture.contains("xxxxx"), "{picture}");
}
