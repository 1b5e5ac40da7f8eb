//! The clock of the machine: set back in the middle of the evening, and in the night in which an
//! hour comes twice.

use crate::stage::{Council, Stage};
use wortlaut::domain::Timestamp;
use wortlaut::export::{Part, minutes};
use wortlaut::journal::Change;
use wortlaut::wording;

fn moment(text: &str) -> Timestamp {
    Timestamp::parse_from_rfc3339(text).unwrap()
}

/// The line that tells whether it is saved.
fn status(stage: &Stage) -> String {
    stage.picture().0.iter().rev().nth(1).unwrap().trim().to_owned()
}

#[test]
fn a_clock_set_back_holds_nothing_up() {
    let mut stage = Stage::new(Council::Small, (80, 24));
    stage.keys("eingabe");
    stage.text("Davor.");
    let entries = stage.session().entries().len();
    stage.now = moment("2027-03-09T16:00:00+01:00");
    stage.wait(0);
    stage.wait(1);
    assert!(status(&stage).starts_with("● gesichert"), "{}", status(&stage));
    stage.wait(3);
    assert!(stage.session().entries().len() > entries, "what rests becomes history");
    // While the disk refuses nothing, what waits does not wait for five o'clock to come again.
    stage.text("Danach.");
    stage.wait(1);
    assert!(status(&stage).starts_with("● gesichert 16:00"), "{}", status(&stage));
}

#[test]
fn a_clock_that_was_set_is_told_and_kept_and_takes_no_text() {
    let mut stage = Stage::new(Council::Small, (80, 24));
    stage.keys("eingabe");
    stage.text("Davor.");
    stage.clock_was_set(moment("2027-03-09T15:59:55+01:00"));
    let told = "Die Uhr des Rechners sprang um 1:00:05 zurück.";
    assert!(stage.picture().0.join("\n").contains(told), "{:#?}", stage.picture().0);
    let last = stage.session().entries().last().unwrap();
    assert_eq!(last.change, Change::ClockSet(-3605));
    assert_eq!(wording::change(&last.change, stage.meeting()), told);
    stage.text("Danach.");
    stage.crash(|kept| Box::new(kept));
    stage.wait(3);
    let item = stage.meeting().agenda.first().unwrap();
    assert_eq!(item.passages.first().unwrap().text, "Davor.Danach.");
}

#[test]
fn a_clock_that_was_set_keeps_what_is_typed_in_a_closed_meeting() {
    let mut stage = Stage::new(Council::Small, (80, 24));
    stage.keys("eingabe");
    stage.text("Davor.");
    stage.keys("f8 s ab eingabe f3 ende");
    // A question asks for the reason; until it is answered, this is no history.
    stage.text("X");
    stage.clock_was_set(moment("2027-03-09T18:00:00+01:00"));
    assert_eq!(stage.draft().unwrap().put, "X");
    stage.crash(|kept| Box::new(kept));
    assert!(stage.picture().0.join("\n").contains("Davor.X"), "{:#?}", stage.picture().0);
}

#[test]
fn an_hour_that_comes_twice_is_told_apart_on_the_screen_and_in_the_minutes() {
    let mut stage = Stage::new(Council::Small, (80, 24));
    // § 2 (2) SoZV: the hour from 2 to 3 is there twice on 31.10.2027.
    stage.wait_until(moment("2027-10-31T01:50:00+02:00"));
    stage.keys("f8 e");
    stage.wait_until(moment("2027-10-31T02:15:00+02:00"));
    stage.keys("strg+t strg+u");
    assert!(stage.picture().0[0].ends_with("Stand 02:15 (2A)"), "{:?}", stage.picture().0);
    stage.wait_until(moment("2027-10-31T02:15:00+01:00"));
    stage.keys("strg+w");
    assert!(stage.picture().0[0].ends_with("Stand 02:15 (2B)"), "{:?}", stage.picture().0);
    let meeting = stage.meeting();
    let text = minutes(meeting, Part::All);
    assert!(text.contains("02:15 (2A) – 02:15 Uhr (2B)"), "{text}");
    // An hour lies between them: nothing looks odd.
    let recess = meeting.recesses.first().unwrap();
    assert_eq!((recess.end.unwrap() - recess.start).num_minutes(), 60);
}
