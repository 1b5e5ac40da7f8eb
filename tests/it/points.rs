//! Per Ziffer: the points of a motion are voted on one by one, and then the whole (standing orders;
//! Karlsruhe prints one line each, domain.md 2.2).

use crate::export_council::{Evening, tally};
use wortlaut::domain::{
    Choice, Command, FindingKind, MotionFate, MotionId, MotionKind, Refusal, findings, points,
};
use wortlaut::export::{Part, extract};

const TEXT: &str = "Der Ausschuss beschließt:\n1. Das Dach wird erneuert.\na) mit Ziegeln\n\
    2. Die Fenster werden getauscht.\n3. Die Kosten trägt der Kreis.";

#[test]
fn points_are_lines_that_begin_with_a_number() {
    let cases: [(&str, &[&str]); 10] = [
        (TEXT, &["1", "2", "3"]),
        ("a) Erstens wird gebaut.\nb) Zweitens wird bezahlt.", &["a", "b"]),
        ("I. Haushaltssatzung\nII. Stellenplan", &["I", "II"]),
        ("1) Eins.\n\n2) Zwei.\nnoch zwei", &["1", "2"]),
        // Nothing is numbered, or it only looks so.
        ("Der Ausschuss nimmt Kenntnis.", &[]),
        ("3.500 Euro werden bewilligt.\n4.500 Euro nicht.", &[]),
        ("z. B. wird gebaut.", &[]),
        ("12345. Zu viele.\n1.\n2. ", &[]),
        ("", &[]),
        ("ä) Ein Umlaut ist keine Ziffer.", &[]),
    ];
    for (text, expected) in cases {
        let labels: Vec<_> = points(text).into_iter().map(|point| point.label).collect();
        let expected: Vec<_> = expected.iter().map(|label| (*label).to_owned()).collect();
        // "z. B." is numbered like a letter, but it is alone: two make points.
        let labels = if labels.len() < 2 { Vec::new() } else { labels };
        assert_eq!(labels, expected, "{text:?}");
    }
    assert_eq!(points(TEXT)[0].text, "1. Das Dach wird erneuert.\na) mit Ziegeln");
}

fn evening(text: &'static str) -> (Evening, MotionId) {
    let mut evening = Evening::new(&[("1", "Schule", true, text)]);
    evening.at("17:00").call("1");
    let main = evening.meeting.main_motion(evening.item("1")).unwrap().id;
    (evening, main)
}

fn points_of(evening: &Evening) -> Vec<MotionId> {
    let item = evening.item("1");
    let order = evening.meeting.in_voting_order(item);
    let points = order.into_iter().filter(|motion| motion.kind == MotionKind::Point);
    points.map(|motion| motion.id).collect()
}

#[test]
fn each_point_is_voted_on_and_then_the_whole() {
    let (mut evening, main) = evening(TEXT);
    evening.run(Command::SplitMotion(main));
    let points = points_of(&evening);
    assert_eq!(points.len(), 3);
    let order = evening.meeting.in_voting_order(evening.item("1"));
    assert_eq!(order.last().unwrap().id, main, "the whole comes last");
    evening.votes(Some(points[0]), Choice::Yes, &[]);
    evening.votes(Some(points[1]), Choice::No, &[("SPD", tally(3, 0, 0))]);
    evening.votes(Some(points[2]), Choice::Yes, &[("CDU", tally(0, 0, 4))]);
    evening.votes(None, Choice::Yes, &[]);
    let fate = |id| evening.meeting.motion(id).unwrap().fate;
    assert_eq!(
        points.iter().map(|id| fate(*id)).collect::<Vec<_>>(),
        [MotionFate::Carried, MotionFate::Rejected, MotionFate::Carried]
    );
    // The wording is as the paper had it; but not all of it was adopted.
    let item = evening.meeting.item(evening.item("1")).unwrap();
    assert_eq!(item.result.as_ref().unwrap().text, "geändert beschlossen");
    let text = extract(&evening.meeting, item.id, Part::All).unwrap();
    for words in ["Abstimmung über Ziffer 1: einstimmig", "Abstimmung über Ziffer 2: mehrheitlich"]
    {
        assert!(text.contains(words), "{text}");
    }
    assert_eq!(text.matches("Die Fenster werden getauscht.").count(), 1, "{text}");
}

#[test]
fn a_rejected_point_in_the_adopted_wording_is_told_until_it_is_struck() {
    let (mut evening, main) = evening(TEXT);
    evening.run(Command::SplitMotion(main));
    let points = points_of(&evening);
    evening.votes(Some(points[1]), Choice::No, &[]);
    evening.votes(None, Choice::Yes, &[]);
    let told = |evening: &Evening| {
        let told = findings(&evening.meeting);
        told.iter().any(|it| it.kind == FindingKind::RejectedPoint)
    };
    assert!(told(&evening));
    let text = "Der Ausschuss beschließt:\n1. Das Dach wird erneuert.".to_owned();
    evening.run(Command::RewordMotion { motion: main, text });
    assert!(!told(&evening));
}

#[test]
fn rejected_points_are_struck_and_the_others_keep_their_numbers() {
    for (text, rejected, left) in [
        (
            TEXT,
            &[1][..],
            "Der Ausschuss beschließt:\n1. Das Dach wird erneuert.\na) mit Ziegeln\n\
            3. Die Kosten trägt der Kreis.",
        ),
        (TEXT, &[0, 2], "Der Ausschuss beschließt:\n2. Die Fenster werden getauscht."),
        ("1) Eins.\n\n2) Zwei.\nnoch zwei\n\n3) Drei.", &[1], "1) Eins.\n\n3) Drei."),
        ("1) Eins.\n\n2) Zwei.", &[0], "2) Zwei."),
        ("1) Eins.\n2) Zwei.", &[0, 1], ""),
    ] {
        let (mut evening, main) = evening(text);
        let item = evening.item("1");
        evening.run(Command::SplitMotion(main));
        let strike = Command::StrikePoints(item);
        assert_eq!(evening.tries(&strike), Err(Refusal::NoRejectedPoint), "none is rejected");
        let points = points_of(&evening);
        for (at, point) in points.iter().enumerate() {
            let choice = if rejected.contains(&at) { Choice::No } else { Choice::Yes };
            evening.votes(Some(*point), choice, &[]);
        }
        evening.votes(None, Choice::Yes, &[]);
        evening.run(strike.clone());
        assert_eq!(evening.meeting.motion(main).unwrap().text, left);
        assert_eq!(evening.tries(&strike), Err(Refusal::NoRejectedPoint), "struck once");
    }
}

#[test]
fn a_point_that_was_reworded_is_struck_by_hand() {
    let (mut evening, main) = evening(TEXT);
    evening.run(Command::SplitMotion(main));
    evening.votes(Some(points_of(&evening)[1]), Choice::No, &[]);
    let text = TEXT.replace("getauscht.", "getauscht, soweit nötig.");
    evening.run(Command::RewordMotion { motion: main, text });
    let strike = Command::StrikePoints(evening.item("1"));
    assert_eq!(evening.tries(&strike), Err(Refusal::NoRejectedPoint));
}

#[test]
fn what_has_no_points_or_is_decided_is_not_split() {
    let (evening, main) = evening("Der Ausschuss nimmt Kenntnis.");
    assert_eq!(evening.tries(&Command::SplitMotion(main)), Err(Refusal::NoPoints));
    let (mut evening, main) = self::evening(TEXT);
    evening.run(Command::SplitMotion(main));
    assert_eq!(evening.tries(&Command::SplitMotion(main)), Err(Refusal::NothingChanges));
    evening.votes(None, Choice::Yes, &[]);
    assert_eq!(evening.tries(&Command::SplitMotion(main)), Err(Refusal::MotionDecided));
}
