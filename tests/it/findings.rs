//! What looks wrong, as tables: each finding appears, says where it is, and goes when it is mended.
//! Sources: domain.md 1.2, 1.9, 2.1; issue 4, point 7.

use crate::export_council::{Evening, profile, tally};
use crate::stage::{Council, Stage};
use wortlaut::domain::{
    Choice, Claim, Command, Event, Finding, FindingKind, ItemId, MotionKind, MovementId, Outcome,
    PersonId, Place, Profile, Rules, SpeechId, Tally, VoteId, findings,
};
use wortlaut::ui::Screen;

/// Two items with a proposal, the first is on; everyone is here.
fn evening() -> Evening {
    in_house(profile())
}

fn in_house(profile: Profile) -> Evening {
    let items = [
        ("1", "Aktionsplan", true, "Der Aktionsplan wird beschlossen."),
        ("2", "Haushalt", true, "Der Haushalt wird beschlossen."),
    ];
    let mut evening = Evening::with(profile, &items);
    evening.at("17:00").call("1").at("17:10");
    evening
}

fn told(evening: &Evening) -> Vec<Finding> {
    findings(&evening.meeting)
}

/// Closes a vote by sums, in these words.
fn worded(evening: &mut Evening, sums: Tally, wording: &str) -> VoteId {
    let item = evening.item("1");
    evening.run(Command::CountTotals { item, motion: None, tally: Some(sums) });
    let vote = evening.meeting.votes.last().unwrap().id;
    let wording = Some(wording.to_owned());
    evening.run(Command::CloseVote { vote, wording, result: None });
    vote
}

/// Something that goes wrong, what is told of it and where, and how it is mended.
struct Case {
    wrong: fn(&mut Evening),
    kind: FindingKind,
    at: fn(&Evening) -> Place,
    mend: fn(&mut Evening),
}

fn item(evening: &Evening) -> ItemId {
    evening.item("1")
}

fn last_vote(evening: &Evening) -> Place {
    Place::Vote(item(evening), evening.meeting.votes.last().unwrap().id)
}

/// Annuls the last vote: it is no longer held against anything.
#[test]
fn what_is_wrong_with_a_motion_is_told_once_however_often_it_is_voted_on() {
    let text = "Der Ausschuss beschließt:\n1. Das Dach.\n2. Die Fenster.";
    for (kind, repeated, annulled) in [
        (FindingKind::NoWording, false, false),
        (FindingKind::NoWording, true, false),
        (FindingKind::NoWording, true, true),
        (FindingKind::RejectedPoint, false, false),
        (FindingKind::RejectedPoint, true, false),
        (FindingKind::RejectedPoint, true, true),
    ] {
        let wording = if kind == FindingKind::NoWording { "" } else { text };
        let mut evening = Evening::new(&[("1", "Schule", true, wording)]);
        evening.at("17:00").call("1");
        if kind == FindingKind::RejectedPoint {
            let motion = evening.meeting.main_motion(evening.item("1")).unwrap().id;
            evening.run(Command::SplitMotion(motion));
            let point = evening.meeting.motions.last().unwrap().id;
            evening.votes(Some(point), Choice::No, &[]);
        }
        let first = evening.votes(None, Choice::Yes, &[]);
        if repeated {
            evening.votes(None, Choice::Yes, &[]);
        }
        if annulled {
            evening.run(Command::AnnulVote { vote: first, reason: "Verzählt".into() });
        }
        let found = findings(&evening.meeting);
        let told = found.iter().filter(|it| it.kind == kind).count();
        assert_eq!(told, 1, "{kind:?}, repeated: {repeated}, annulled: {annulled}");
    }
}

fn annul(evening: &mut Evening) {
    let vote = evening.meeting.votes.last().unwrap().id;
    evening.run(Command::AnnulVote { vote, reason: "Verzählt".into() });
}

/// Opens the last vote again, and closes it as the house would put it.
fn close_again(evening: &mut Evening) {
    let vote = evening.meeting.votes.last().unwrap().id;
    evening.run(Command::ReopenVote(vote));
    evening.run(Command::CloseVote { vote, wording: None, result: None });
}

fn recuse(evening: &mut Evening, name: &str, recused: bool) {
    let (item, person) = (evening.item("1"), evening.person(name));
    evening.run(Command::Recuse { item, person, recused });
}

fn person(evening: &Evening, number: usize) -> PersonId {
    evening.meeting.people.get(number).unwrap().id
}

#[test]
fn every_finding_appears_says_where_and_goes_when_it_is_mended() {
    for (number, case) in cases().into_iter().enumerate() {
        let mut evening = evening();
        assert_eq!(told(&evening), [], "case {number} begins well");
        (case.wrong)(&mut evening);
        let wanted = Finding { kind: case.kind, place: (case.at)(&evening) };
        let found = told(&evening);
        assert!(found.contains(&wanted), "case {number}: {wanted:?} is not in {found:#?}");
        let words = wortlaut::wording::finding(&wanted, &evening.meeting);
        assert!(words.ends_with('.') && !words.contains("  "), "{words}");
        (case.mend)(&mut evening);
        let left = told(&evening);
        assert!(!left.iter().any(|it| it.kind == wanted.kind), "case {number} left {left:#?}");
    }
}

fn cases() -> Vec<Case> {
    let mut cases = sums();
    cases.extend(room());
    cases.extend(times());
    cases
}

/// Figures, words and headlines.
fn sums() -> Vec<Case> {
    vec![
        // Sum against the base.
        Case {
            wrong: |it| {
                it.totals(None, tally(15, 2, 0));
            },
            kind: FindingKind::SumDiffers { counted: 17, present: 13 },
            at: last_vote,
            mend: annul,
        },
        // Per Fraktion against those present.
        Case {
            wrong: |it| {
                it.votes(None, Choice::Yes, &[("SPD", tally(2, 2, 0))]);
            },
            kind: FindingKind::SumDiffers { counted: 4, present: 3 },
            at: last_vote,
            mend: |it| {
                let vote = it.meeting.votes.last().unwrap().id;
                let (item, faction) = (it.item("1"), Some(Evening::faction("SPD")));
                it.run(Command::ReopenVote(vote));
                let tally = tally(2, 1, 0);
                it.run(Command::CountFaction { item, motion: None, faction, tally });
                it.run(Command::CloseVote { vote, wording: None, result: None });
            },
        },
        // Words against figures: Karlsruhe 603282 is "einstimmig" with one Gegenstimme.
        Case {
            wrong: |it| {
                worded(it, tally(9, 1, 3), "einstimmig");
            },
            kind: FindingKind::WordingDiffers { claim: Claim::Unanimous, tally: tally(9, 1, 3) },
            at: last_vote,
            mend: close_again,
        },
        // Headline against votes: Annweiler has "beschlossen" over 5 to 7.
        Case {
            wrong: |it| {
                it.totals(None, tally(5, 8, 0));
                let (item, result) = (it.item("1"), Some("ungeändert beschlossen".to_owned()));
                it.run(Command::SetResult { item, result });
            },
            kind: FindingKind::ResultAgainstVote,
            at: |it| Place::Item(item(it)),
            mend: |it| {
                let (item, result) = (it.item("1"), Some("abgelehnt".to_owned()));
                it.run(Command::SetResult { item, result });
            },
        },
        // The same in the clerk's own words.
        Case {
            wrong: |it| {
                it.totals(None, tally(8, 5, 0));
                let (item, result) = (it.item("1"), Some("wird nicht empfohlen".to_owned()));
                it.run(Command::SetResult { item, result });
            },
            kind: FindingKind::ResultAgainstVote,
            at: |it| Place::Item(item(it)),
            mend: |it| {
                let (item, result) = (it.item("1"), Some("wird empfohlen".to_owned()));
                it.run(Command::SetResult { item, result });
            },
        },
        // A headline over votes of which none is valid.
        Case {
            wrong: |it| {
                it.totals(None, tally(8, 5, 0));
                annul(it);
                let (item, result) = (it.item("1"), Some("ungeändert beschlossen".to_owned()));
                it.run(Command::SetResult { item, result });
            },
            kind: FindingKind::NoValidVote,
            at: |it| Place::Item(item(it)),
            mend: |it| {
                it.totals(None, tally(8, 5, 0));
            },
        },
        // § 39 (3) GO SH: only what was put in writing before is voted on.
        Case {
            wrong: |it| {
                let motion = it.moves(MotionKind::Amendment, None, " ");
                it.votes(Some(motion), Choice::Yes, &[]);
            },
            kind: FindingKind::NoWording,
            at: |it| Place::Motion(item(it), it.meeting.motions.last().unwrap().id),
            mend: |it| {
                let motion = it.meeting.motions.last().unwrap().id;
                it.run(Command::RewordMotion { motion, text: "Ziffer 2 entfällt.".into() });
            },
        },
        // An item without result, and one that was passed over.
        Case {
            wrong: |it| {
                it.call("2");
            },
            kind: FindingKind::NoResult,
            at: |it| Place::Item(item(it)),
            mend: |it| {
                let (item, result) = (it.item("1"), Some("vertagt".to_owned()));
                it.run(Command::SetResult { item, result });
            },
        },
        Case {
            wrong: |it| {
                it.run(Command::CloseMeeting);
            },
            kind: FindingKind::NotCalled,
            at: |it| Place::Item(it.item("2")),
            mend: |it| {
                it.run(Command::ReopenMeeting.because("Zu früh")).call("2");
            },
        },
    ]
}

/// Who was there.
fn room() -> Vec<Case> {
    vec![
        // § 38 (1) GO SH: more than half of the statutory number.
        Case {
            wrong: |it| {
                for name in ["Weiß", "Abel", "Brandt", "Claasen", "Öztürk", "Dreyer", "Ehlers"] {
                    it.leave(name);
                }
                it.votes(None, Choice::Yes, &[]);
            },
            kind: FindingKind::NoQuorum { present: 6, statutory: 13 },
            at: last_vote,
            mend: |it| {
                it.arrive("Weiß");
                let vote = it.meeting.votes.last().unwrap().id;
                it.run(Command::ReopenVote(vote));
                let (item, motion) = (it.item("1"), None);
                it.run(Command::CountAll { item, motion, choice: Choice::Yes });
                it.run(Command::CloseVote { vote, wording: None, result: None });
            },
        },
        // § 22 GO SH: who is befangen is out of the base. It was told after the vote.
        Case {
            wrong: |it| {
                it.votes(None, Choice::Yes, &[]);
                it.at("17:20");
                recuse(it, "Fock", true);
            },
            kind: FindingKind::RecusedCounted(PersonId(108)),
            at: last_vote,
            mend: |it| {
                let vote = it.meeting.votes.last().unwrap().id;
                it.at("17:21").run(Command::ReopenVote(vote));
                let faction = Some(Evening::faction("B 90/Die Grünen"));
                let (item, tally) = (it.item("1"), tally(1, 0, 0));
                it.run(Command::CountFaction { item, motion: None, faction, tally });
                it.run(Command::CloseVote { vote, wording: None, result: None });
            },
        },
        // The same in a vote by name.
        Case {
            wrong: |it| {
                let item = it.item("1");
                it.run(Command::CallRoll { item, motion: None, by_name: true });
                it.votes(None, Choice::Yes, &[]);
                it.at("17:20");
                recuse(it, "Fock", true);
            },
            kind: FindingKind::RecusedCounted(PersonId(108)),
            at: last_vote,
            mend: |it| {
                it.at("17:21");
                recuse(it, "Fock", false);
            },
        },
        // A Fraktion of one was marked as missing, and was there all the time.
        Case {
            wrong: |it| {
                let person = it.person("Hinrichs");
                let absent = wortlaut::domain::Initial::Absent;
                it.run(Command::SetAttendance { person, initial: absent });
                it.votes(None, Choice::Yes, &[]);
                let present = wortlaut::domain::Initial::Present;
                it.run(Command::SetAttendance { person, initial: present });
            },
            kind: FindingKind::FactionForgotten(Some(wortlaut::domain::OrganizationId(4))),
            at: last_vote,
            mend: |it| {
                let vote = it.meeting.votes.last().unwrap().id;
                it.run(Command::ReopenVote(vote));
                let (item, motion) = (it.item("1"), None);
                it.run(Command::CountAll { item, motion, choice: Choice::Yes });
                it.run(Command::CloseVote { vote, wording: None, result: None });
            },
        },
        // A row of somebody present that was never entered: the journal of another program.
        Case {
            wrong: |it| {
                let vote = it.votes(None, Choice::Yes, &[]);
                let mut rows = it.meeting.vote(vote).unwrap().rows.clone();
                rows.get_mut(1).unwrap().tally = None;
                it.run(Command::ReopenVote(vote));
                let closed = Event::VoteClosed {
                    vote,
                    rows,
                    tally: tally(10, 0, 0),
                    present: 13,
                    recused: None,
                    majority: wortlaut::domain::Majority::SIMPLE,
                    outcome: Outcome::Carried,
                    wording: "einstimmig".into(),
                    at: "2027-03-09T17:12:00+01:00".parse().unwrap(),
                    ballots: Vec::new(),
                };
                it.meeting.apply(&closed);
            },
            kind: FindingKind::FactionForgotten(Some(wortlaut::domain::OrganizationId(2))),
            at: last_vote,
            mend: annul,
        },
    ]
}

/// Times that run backwards. The clock went back from 17:10.
fn times() -> Vec<Case> {
    let crosses = |before: &str, at: &str| FindingKind::TimesCross {
        before: format!("2027-03-09T{before}:00+01:00").parse().unwrap(),
        at: format!("2027-03-09T{at}:00+01:00").parse().unwrap(),
    };
    vec![
        Case {
            wrong: |it| {
                it.at("16:00").run(Command::CloseMeeting);
            },
            kind: FindingKind::TimeBackwards,
            at: |_| Place::Meeting,
            mend: |it| {
                let corrected = Command::CorrectTimes {
                    start: "2027-03-09T17:00:00+01:00".parse().unwrap(),
                    end: Some("2027-03-09T20:00:00+01:00".parse().unwrap()),
                };
                it.run(corrected.because("Zahlendreher"));
            },
        },
        Case {
            wrong: |it| {
                it.at("17:30").call("2").at("17:05").call("1");
            },
            kind: crosses("17:30", "17:05"),
            at: |it| Place::Item(it.item("2")),
            // It is taken back: the call of the first item, and with it the end of the second.
            mend: |it| {
                for item in &mut it.meeting.agenda {
                    item.calls.truncate(1);
                    item.calls.last_mut().unwrap().end = None;
                }
            },
        },
        Case {
            wrong: |it| {
                gives_floor(it, "Abel");
                it.at("17:03");
                gives_floor(it, "Fock");
            },
            kind: crosses("17:10", "17:03"),
            at: |it| {
                let item = it.meeting.item(item(it)).unwrap();
                Place::Passage(item.id, item.passages.first().unwrap().id, 0)
            },
            mend: |it| it.meeting.speakers.speeches.clear(),
        },
        Case {
            wrong: |it| {
                it.leave("Abel").at("17:04").arrive("Abel");
            },
            kind: crosses("17:10", "17:04"),
            at: |it| Place::Person(person(it, 1)),
            mend: |it| it.meeting.movements.truncate(1),
        },
        Case {
            wrong: |it| {
                it.run(Command::BeginRecess).at("17:20").run(Command::EndRecess);
                it.at("17:15").run(Command::BeginRecess);
            },
            kind: crosses("17:20", "17:15"),
            at: |_| Place::Meeting,
            mend: |it| it.meeting.recesses.truncate(1),
        },
        Case {
            wrong: |it| {
                let item = it.item("1");
                it.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
                let vote = it.meeting.votes.last().unwrap().id;
                it.at("17:04").run(Command::CloseVote { vote, wording: None, result: None });
            },
            kind: crosses("17:10", "17:04"),
            at: last_vote,
            mend: |it| {
                it.at("17:12");
                close_again(it);
            },
        },
        // The beginning was corrected to after what happened.
        Case {
            wrong: |it| {
                let start = "2027-03-09T17:05:00+01:00".parse().unwrap();
                it.run(Command::CorrectTimes { start, end: None });
            },
            kind: FindingKind::TimeOutside("2027-03-09T17:00:00+01:00".parse().unwrap()),
            at: |it| Place::Item(item(it)),
            mend: |it| {
                let start = "2027-03-09T17:00:00+01:00".parse().unwrap();
                it.run(Command::CorrectTimes { start, end: None });
            },
        },
    ]
}

fn gives_floor(evening: &mut Evening, name: &str) {
    let speaker = wortlaut::domain::Speaker::Person(evening.person(name));
    evening.run(Command::GiveFloor {
        speaker,
        kind: wortlaut::domain::RequestKind::Contribution,
        request: None,
        opening: "spricht".into(),
    });
}

#[test]
fn times_are_compared_as_they_are_told() {
    // The end is corrected to 17:30, and something happened at 17:30:25: that is no mistake.
    let mut evening = evening();
    let at = |time: &str| format!("2027-03-09T{time}+01:00").parse().unwrap();
    let person = evening.person("Abel");
    let left = Event::Left { movement: MovementId(900), person, at: at("17:30:25"), item: None };
    evening.meeting.apply(&left);
    let speech = Event::SpeechEnded { speech: SpeechId(901), at: at("17:30:40") };
    evening.meeting.apply(&speech);
    evening.at("17:31").run(Command::CloseMeeting);
    let corrected = Command::CorrectTimes { start: at("17:00:00"), end: Some(at("17:30:00")) };
    evening.run(corrected.because("Zahlendreher"));
    let odd = |it: &Finding| {
        !matches!(it.kind, FindingKind::NotCalled | FindingKind::NoResult)
            && !matches!((&it.kind, it.place), (FindingKind::TimeOutside(_), Place::Item(_)))
    };
    let found: Vec<_> = told(&evening).into_iter().filter(odd).collect();
    assert_eq!(found, []);
}

#[test]
fn who_is_befangen_makes_the_number_smaller_that_must_be_here() {
    // domain.md 1.2 (§ 38 GO SH): 6 of 13 are too few, and enough where two are befangen.
    for (smaller, recused, expected) in [
        (true, 0, Some((6, 13))),
        (true, 2, None),
        (false, 2, Some((6, 13))),
        (true, 1, Some((6, 12))),
    ] {
        let rules = Rules { quorum_without_recused: smaller, ..profile().rules };
        let mut evening = in_house(Profile { rules, ..profile() });
        let away = ["Weiß", "Abel", "Brandt", "Claasen", "Öztürk", "Dreyer", "Ehlers"];
        for (index, name) in away.iter().enumerate() {
            if index < recused {
                recuse(&mut evening, name, true);
            } else {
                evening.leave(name);
            }
        }
        evening.votes(None, Choice::Yes, &[]);
        let found = told(&evening).into_iter().find_map(|finding| match finding.kind {
            FindingKind::NoQuorum { present, statutory } => Some((present, statutory)),
            _ => None,
        });
        assert_eq!(found, expected, "{recused} befangen, smaller: {smaller}");
    }
}

#[test]
fn words_are_held_against_the_figures() {
    use Claim::{Carried, Figures, Majority, Rejected, Tie, Unanimous};
    // domain.md 1.9 (errors of official minutes) and 2.1, 2.2 (words, and traps in them).
    for (words, votes, claim) in [
        ("einstimmig", (13, 0, 0), None),
        // House style differs on abstentions, even inside one city.
        ("einstimmig", (10, 0, 3), None),
        ("mehrheitlich beschlossen", (10, 0, 3), None),
        ("einstimmig", (12, 1, 0), Some(Unanimous)),
        ("einstimmig abgelehnt", (0, 12, 1), None),
        ("einstimmig abgelehnt", (1, 12, 0), Some(Unanimous)),
        ("nicht einstimmig, mehrheitlich beschlossen", (12, 1, 0), None),
        ("Einstimmige Zustimmung (13 Ja)", (13, 0, 0), None),
        ("mehrheitlich beschlossen", (7, 6, 0), None),
        ("mehrheitlich beschlossen", (13, 0, 0), Some(Majority)),
        ("mehrheitlich abgelehnt", (0, 13, 0), Some(Majority)),
        ("mehrheitlich abgelehnt", (6, 6, 1), Some(Majority)),
        ("mit Stimmenmehrheit angenommen", (13, 0, 0), Some(Majority)),
        ("mit Mehrheit angenommen", (7, 6, 0), None),
        ("bei Stimmengleichheit abgelehnt", (6, 6, 1), None),
        ("bei Stimmengleichheit abgelehnt", (5, 8, 0), Some(Tie)),
        // Aichach-Friedberg 18312: Annahme with 17:43. Karlsruhe 657295: Ablehnung with 6:3.
        ("Annahme", (3, 10, 0), Some(Carried)),
        ("Ablehnung", (9, 4, 0), Some(Rejected)),
        ("abgelehnt", (9, 4, 0), Some(Rejected)),
        ("nicht abgelehnt", (9, 4, 0), None),
        ("nicht empfohlen", (4, 9, 0), None),
        ("nicht empfohlen", (9, 4, 0), Some(Rejected)),
        ("empfohlen", (4, 9, 0), Some(Carried)),
        ("ungeändert beschlossen", (9, 4, 0), None),
        ("Zugestimmt zu geändertem Beschlusstext", (9, 4, 0), None),
        ("Mehrheitlich gegen Beschlussvorschlag", (4, 9, 0), None),
        ("Mehrheitlich gegen Beschlussvorschlag", (9, 4, 0), Some(Rejected)),
        // What says both, or nothing of a way, claims nothing.
        ("Ziffer 1 abgelehnt, sonst zugestimmt", (9, 4, 0), None),
        ("ohne Beschlussfassung geschoben", (4, 9, 0), None),
        ("keine Beschlussfassung wegen Sitzungsabsage", (4, 9, 0), None),
        ("Kein Beschluss, nur Bericht zur Kenntnis genommen", (4, 9, 0), None),
        ("", (4, 9, 0), None),
        // Figures in the words.
        ("Bei 9 Ja-Stimmen, 1 Nein-Stimme und 3 Enthaltungen zugestimmt", (9, 1, 3), None),
        ("Bei 9 Ja-Stimmen, 1 Nein-Stimme und 2 Enthaltungen zugestimmt", (9, 1, 3), Some(Figures)),
        ("Bei 4 Gegenstimmen mehrheitlich angenommen", (9, 4, 0), None),
        ("Bei 5 Gegenstimmen mehrheitlich angenommen", (9, 4, 0), Some(Figures)),
        ("Mehrheitlich abgelehnt (4 JA, 9 Nein)", (4, 9, 0), None),
        ("Mehrheitlich abgelehnt (5 JA, 8 Nein)", (4, 9, 0), Some(Figures)),
    ] {
        let (yes, no, abstain) = votes;
        let mut evening = evening();
        worded(&mut evening, tally(yes, no, abstain), words);
        let found = told(&evening).into_iter().find_map(|finding| match finding.kind {
            FindingKind::WordingDiffers { claim, .. } => Some(claim),
            _ => None,
        });
        assert_eq!(found, claim, "{words} {votes:?}");
    }
}

#[test]
fn no_house_contradicts_its_own_figures() {
    for name in wortlaut::profile::names() {
        let house = wortlaut::profile::shipped(name).unwrap();
        let most = if house.rules.abstention { 3 } else { 0 };
        for yes in 0..4 {
            for (no, abstain) in (0..4).flat_map(|no| (0..=most).map(move |it| (no, it))) {
                let mut evening = in_house(house.clone());
                evening.totals(None, tally(yes, no, abstain));
                let found = told(&evening);
                let differs = |it: &Finding| matches!(it.kind, FindingKind::WordingDiffers { .. });
                assert!(!found.iter().any(differs), "{name} {yes}/{no}/{abstain}: {found:?}");
            }
        }
    }
}

#[test]
fn each_place_is_one_key_from_the_list_of_findings() {
    let mut stage = Stage::new(Council::Small, (80, 24));
    // A vote that stays open, another one after which somebody is befangen, a gap, and somebody
    // who comes before having gone.
    stage.at("17:10");
    stage.keys("f2 ab eingabe f6 a eingabe");
    stage.at("17:12");
    stage.keys("f7 ab b");
    stage.keys("f3 @ @ strg+t");
    stage.at("17:20");
    stage.keys("f6 o f7 ab g");
    stage.at("17:15");
    stage.keys("k");
    stage.at("17:30");
    stage.keys("f8");
    let list = findings(stage.meeting());
    for (index, finding) in list.iter().enumerate() {
        stage.keys("f8 pos1 tab");
        stage.keys(&"ab ".repeat(index));
        stage.keys("eingabe");
        let screen = match finding.place {
            Place::Meeting => Screen::Meeting,
            Place::Item(_) => Screen::Agenda,
            Place::Passage(..) => Screen::Minutes,
            Place::Motion(..) => Screen::Motions,
            Place::Vote(..) | Place::Election(..) => Screen::Vote,
            Place::Person(_) => Screen::Attendance,
        };
        assert_eq!(stage.screen(), screen, "{finding:?}");
        if let Place::Person(person) = finding.place {
            let name = stage.meeting().person(person).unwrap().family_name.clone();
            let (rows, cursor) = stage.picture();
            let row = rows.get(usize::from(cursor.unwrap().1)).unwrap();
            assert!(row.contains(&name), "{name} is not chosen but {row}");
        }
    }
    let places: Vec<_> = list.iter().map(|it| std::mem::discriminant(&it.place)).collect();
    for wanted in [
        Place::Passage(ItemId(0), wortlaut::domain::PassageId(0), 0),
        Place::Motion(ItemId(0), wortlaut::domain::MotionId(0)),
        Place::Vote(ItemId(0), VoteId(0)),
        Place::Person(PersonId(0)),
    ] {
        assert!(places.contains(&std::mem::discriminant(&wanted)), "{wanted:?} in {list:#?}");
    }
}
