//! The rules of the Redeliste as tables: who comes when, how often and for how long.
//! § 34 (2) GO SH and its like leave them to the Geschäftsordnung; domain.md 1.4 tells what houses
//! have in it.

use crate::export_council::{Evening, profile};
use wortlaut::domain::{
    Away, Block, Command, Excess, FindingKind, ItemText, KindRanks, PassageChange, PassageKind,
    Profile, Refusal, RequestKind, Speaker, SpeakerListRules, SpeakingTimes, Voice, findings,
};
use wortlaut::export::{Part, extract};
use wortlaut::wording;

use RequestKind::{Contribution, Intervention, PersonalStatement, PointOfOrder, Question, Report};

/// Three items, the first is on.
fn in_house(profile: Profile) -> Evening {
    let items = [("1", "Aktionsplan", true, ""), ("2", "Haushalt", true, "")];
    let mut evening = Evening::with(profile, &items);
    evening.at("17:00").call("1");
    evening
}

fn with_times(change: impl FnOnce(&mut SpeakingTimes)) -> Evening {
    let mut house = profile();
    change(&mut house.speaking_times);
    in_house(house)
}

fn with_rules(change: impl FnOnce(&mut SpeakerListRules)) -> Evening {
    let mut house = profile();
    change(&mut house.speaker_list);
    in_house(house)
}

fn person(evening: &Evening, name: &str) -> Speaker {
    Speaker::Person(evening.person(name))
}

fn asks(evening: &mut Evening, name: &str, kind: RequestKind) {
    let speaker = person(evening, name);
    evening.run(Command::RequestSpeech { speaker, kind });
}

/// Gives somebody the floor at once.
fn speaks(evening: &mut Evening, time: &str, name: &str, kind: RequestKind) {
    let speaker = person(evening, name);
    let opening = wording::opening(&evening.meeting, &speaker, kind);
    evening.at(time).run(Command::GiveFloor { speaker, kind, request: None, opening });
}

/// Who waits, in order.
fn waiting(evening: &Evening) -> String {
    let waiting = evening.meeting.speakers.waiting.iter();
    let names: Vec<_> = waiting.map(|request| name(evening, &request.speaker)).collect();
    names.join(" ")
}

fn name(evening: &Evening, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Person(id) => evening.meeting.person(*id).unwrap().family_name.clone(),
        Speaker::Named(name) => name.clone(),
    }
}

/// The limit of who has the floor, in seconds; 0: none.
fn limit(evening: &Evening) -> u64 {
    let floor = evening.meeting.speakers.floor().unwrap();
    evening.meeting.speaking_limit(floor).map_or(0, |limit| limit.seconds)
}

#[test]
fn those_who_wait_stand_in_the_order_of_the_house() {
    // A question goes before everything, points of order before contributions (Kabelhorst § 14),
    // the rapporteur opens the debate, a personal statement follows it (§ 14 (6)).
    let usual = KindRanks::default();
    let as_asked = KindRanks { contribution: 1, point_of_order: 1, report: 1, ..usual };
    let last = KindRanks { intervention: 9, ..usual };
    for (ranks, wishes, expected) in [
        (usual, vec![("Abel", Contribution), ("Fock", Contribution)], "Abel Fock"),
        (usual, vec![("Abel", Contribution), ("Fock", PointOfOrder)], "Fock Abel"),
        (usual, vec![("Abel", PersonalStatement), ("Fock", Contribution)], "Fock Abel"),
        (usual, vec![("Abel", PointOfOrder), ("Fock", Question)], "Fock Abel"),
        (usual, vec![("Abel", Contribution), ("Fock", Intervention)], "Fock Abel"),
        (usual, vec![("Abel", Contribution), ("Fock", Report)], "Fock Abel"),
        // Points of order come first come, first served among themselves.
        (usual, vec![("Abel", PointOfOrder), ("Fock", PointOfOrder)], "Abel Fock"),
        (
            usual,
            vec![
                ("Abel", PersonalStatement),
                ("Fock", Contribution),
                ("Gerdes", Contribution),
                ("Jäger", PointOfOrder),
                ("Kröger", Question),
                ("Weiß", PointOfOrder),
                ("Dreyer", Intervention),
                ("Iversen", Report),
            ],
            "Kröger Jäger Weiß Dreyer Iversen Fock Gerdes Abel",
        ),
        // Somebody may wait for two different things.
        (usual, vec![("Abel", Contribution), ("Abel", PointOfOrder)], "Abel Abel"),
        // Another house: in the order in which they asked, whatever for.
        (
            as_asked,
            vec![("Abel", Contribution), ("Fock", PointOfOrder), ("Gerdes", Report)],
            "Abel Fock Gerdes",
        ),
        (last, vec![("Abel", Intervention), ("Fock", PersonalStatement)], "Fock Abel"),
    ] {
        let mut evening = with_rules(|rules| rules.ranks = ranks);
        for (name, kind) in &wishes {
            asks(&mut evening, name, *kind);
        }
        assert_eq!(waiting(&evening), expected, "{wishes:?}");
    }
}

#[test]
fn speaking_times_are_those_of_the_geschaeftsordnung() {
    // § 7 (3) GO Kreistag Segeberg: the first of a Fraktion 8 minutes, the others 3, on an item.
    // Kreistag Steinburg: 10 minutes for the mover.
    let mut evening = in_house(profile());
    for (name, kind, seconds, why) in [
        ("Abel", Report, 600, "who reports"),
        ("Abel", Contribution, 480, "the first of the CDU: a report was no contribution"),
        ("Brandt", Contribution, 180, "the second of the CDU"),
        ("Abel", Contribution, 180, "the first again"),
        ("Dreyer", PointOfOrder, 180, "a point of order"),
        ("Dreyer", Contribution, 480, "a point of order was no contribution"),
        ("Kröger", Contribution, 480, "who has no Fraktion speaks for herself"),
        ("Kröger", Contribution, 180, "and again"),
        ("Hinrichs", PersonalStatement, 480, "the first of the FDP"),
        ("Mohr", Contribution, 0, "the Landrätin has no limit"),
        ("Mohr", Report, 0, "nor when she reports"),
        ("Osterloh", Contribution, 0, "a guest has no limit"),
    ] {
        speaks(&mut evening, "17:00", name, kind);
        assert_eq!(limit(&evening), seconds, "{why}");
    }
    let speaker = Speaker::Named("Herr Klawitter".into());
    let opening = String::new();
    evening.run(Command::GiveFloor { speaker, kind: Contribution, request: None, opening });
    assert_eq!(limit(&evening), 0, "somebody from the public");
    evening.call("2");
    speaks(&mut evening, "17:00", "Brandt", Contribution);
    assert_eq!(limit(&evening), 480, "another item begins anew");
}

#[test]
fn a_fraktion_has_no_more_time_than_is_left_to_it() {
    // Budget debates are held with contingents (OpenSlides: time per structure level).
    let mut evening = with_times(|times| {
        times.faction_item_s = 600;
        times.faction_meeting_s = 900;
    });
    for (time, name, kind, seconds, why) in [
        ("17:00", "Abel", Contribution, 480, "8 minutes are less than the 10 of the CDU"),
        ("17:07", "Brandt", PointOfOrder, 180, "a point of order has its own time"),
        ("17:09", "Brandt", Contribution, 180, "3 minutes are left, and 3 are allowed"),
        ("17:11", "Dreyer", Contribution, 480, "the SPD has its own"),
        ("17:12", "Claasen", Contribution, 60, "1 minute is left of 10"),
        ("17:14", "Abel", Contribution, 0, "nothing is left"),
        ("17:14", "Kröger", Contribution, 480, "who has no Fraktion has her own"),
        ("17:15", "Mohr", Contribution, 0, "the administration has no contingent"),
    ] {
        speaks(&mut evening, time, name, kind);
        assert_eq!(limit(&evening), seconds, "{why}");
    }
    assert!(evening.meeting.speaking_limit(evening.meeting.speakers.floor().unwrap()).is_none());
    // 7 + 2 + 2 minutes on the first item: of 15 for the meeting 4 are left.
    evening.at("17:20").call("2");
    speaks(&mut evening, "17:20", "Abel", Contribution);
    assert_eq!(limit(&evening), 240, "the meeting's contingent is nearer");
    let cdu = Voice::Faction(Evening::faction("CDU"));
    let floor = evening.meeting.speakers.floor().unwrap();
    assert_eq!(evening.meeting.speaking_limit(floor).unwrap().of, Some(cdu));
}

#[test]
fn a_contribution_too_many_is_told_and_never_refused() {
    // Kabelhorst § 14: at most three speeches per member and item, the rapporteur exempt.
    let mut evening = with_rules(|rules| {
        rules.per_member = 3;
        rules.per_faction = 5;
    });
    let abel = Voice::Person(evening.person("Abel"));
    let cdu = Voice::Faction(Evening::faction("CDU"));
    for (name, kind, expected, why) in [
        ("Abel", Contribution, None, "the first"),
        ("Abel", Contribution, None, "the second"),
        ("Abel", Report, None, "a report does not count"),
        ("Abel", PointOfOrder, None, "a point of order neither"),
        ("Abel", Contribution, None, "the third"),
        ("Abel", Contribution, Some((abel, 4, 3)), "the fourth of three"),
        ("Brandt", Contribution, None, "the fifth of the CDU"),
        ("Brandt", Contribution, Some((cdu, 6, 5)), "the sixth of five"),
        ("Dreyer", Contribution, None, "the SPD has its own"),
        ("Mohr", Contribution, None, "the administration is not counted"),
    ] {
        let expected = expected.map(|(of, number, allowed)| Excess { of, number, allowed });
        asks(&mut evening, name, kind);
        let request = evening.meeting.speakers.waiting[0].clone();
        assert_eq!(evening.meeting.excess_to_come(&request), expected, "{why}: it is foreseen");
        evening.run(Command::NextSpeaker { opening: String::new() });
        let floor = evening.meeting.speakers.floor().unwrap();
        assert_eq!(evening.meeting.excess(floor), expected, "{why}");
    }
    evening.run(Command::EndSpeech);
    let told: Vec<_> = found(&evening);
    assert_eq!(
        told,
        [
            "TOP 1: Herr Abel hat 4 Mal gesprochen, vorgesehen sind 3 Beiträge.",
            "TOP 1: Die CDU-Fraktion hat 6 Mal gesprochen, vorgesehen sind 5 Beiträge.",
        ]
    );
    evening.call("2");
    speaks(&mut evening, "17:00", "Abel", Contribution);
    assert_eq!(evening.meeting.excess(evening.meeting.speakers.floor().unwrap()), None);
}

/// What the findings say of speeches.
fn found(evening: &Evening) -> Vec<String> {
    let all = findings(&evening.meeting).into_iter();
    let of_speeches = all.filter(|finding| {
        matches!(
            finding.kind,
            FindingKind::OverTime { .. }
                | FindingKind::SpokeTooOften(_)
                | FindingKind::TimeUsedUp { .. }
        )
    });
    of_speeches.map(|finding| wording::finding(&finding, &evening.meeting)).collect()
}

#[test]
fn a_speech_that_was_too_long_is_a_finding() {
    // § 7 (3) GO Kreistag Segeberg: 8 and 3 minutes. This house looks away for half a minute.
    for (speeches, expected) in [
        (vec![("17:00", "Abel"), ("17:08:30", "")], vec![]),
        (
            vec![("17:00", "Abel"), ("17:08:31", "")],
            vec!["Sitzung: 1 Redebeitrag war zu lang: Herr Abel (8:31 statt 8:00)."],
        ),
        (
            vec![("17:00", "Abel"), ("17:09", "Brandt"), ("17:20", "Mohr"), ("18:00", "")],
            vec![
                "Sitzung: 2 Redebeiträge waren zu lang, am längsten Herr Brandt \
                 (11:00 statt 3:00).",
            ],
        ),
        // While it goes on nobody knows how long it will have been.
        (vec![("17:00", "Abel"), ("17:30", "-")], vec![]),
    ] {
        let mut evening = in_house(profile());
        for (time, name) in &speeches {
            match *name {
                "" => drop(evening.at(time).run(Command::EndSpeech)),
                "-" => drop(evening.at(time)),
                name => speaks(&mut evening, time, name, Contribution),
            }
        }
        assert_eq!(found(&evening), expected, "{speeches:?}");
    }
}

#[test]
fn a_house_that_does_not_look_at_times_is_not_told_of_them() {
    let mut evening = with_times(|times| times.grace_s = 0);
    speaks(&mut evening, "17:00", "Abel", Contribution);
    evening.at("18:00").run(Command::EndSpeech);
    assert_eq!(found(&evening), [""; 0]);
}

#[test]
fn a_contingent_that_is_used_up_is_a_finding() {
    let mut evening = with_times(|times| {
        times.first_s = 0;
        times.further_s = 0;
        times.faction_item_s = 300;
        times.faction_meeting_s = 600;
        times.grace_s = 0;
    });
    speaks(&mut evening, "17:00", "Abel", Contribution);
    speaks(&mut evening, "17:04", "Brandt", Contribution);
    speaks(&mut evening, "17:06", "Kröger", Contribution);
    evening.at("17:12").call("2");
    speaks(&mut evening, "17:12", "Abel", Contribution);
    evening.at("17:17").run(Command::EndSpeech);
    assert_eq!(
        found(&evening),
        [
            "Sitzung: Die CDU-Fraktion hat 11:00 Minuten gesprochen, vorgesehen sind 10:00.",
            "TOP 1: Die CDU-Fraktion hat 6:00 Minuten gesprochen, vorgesehen sind 5:00.",
            "TOP 1: Frau Kröger hat 6:00 Minuten gesprochen, vorgesehen sind 5:00.",
        ]
    );
}

#[test]
fn who_is_interrupted_by_a_question_goes_on_with_the_same_speech() {
    let mut evening = with_rules(|rules| rules.per_member = 1);
    speaks(&mut evening, "17:00", "Abel", Contribution);
    speaks(&mut evening, "17:02", "Fock", Question);
    speaks(&mut evening, "17:03", "Dreyer", Question);
    let before = evening.meeting.speakers.interrupted().unwrap();
    assert_eq!(before.speaker, person(&evening, "Abel"), "whoever asked in between");
    speaks(&mut evening, "17:04", "Abel", Contribution);
    evening.at("17:09");
    let meeting = &evening.meeting;
    let floor = meeting.speakers.floor().unwrap();
    let now = meeting.speakers.speeches[3].start + chrono::TimeDelta::minutes(5);
    assert_eq!(limit(&evening), 480, "he is still the first of his Fraktion");
    assert_eq!(meeting.speech_s(floor, now), 420, "the questions are not his time");
    assert_eq!(meeting.excess(floor), None, "it is one contribution");
    let spoken = meeting.spoken(&floor.speaker, meeting.current, now);
    assert_eq!((spoken.times, spoken.seconds), (1, 420));
    // Asked for anew, it is another one.
    asks(&mut evening, "Fock", Question);
    evening.at("17:10").run(Command::NextSpeaker { opening: String::new() });
    asks(&mut evening, "Abel", Contribution);
    evening.at("17:11").run(Command::NextSpeaker { opening: String::new() });
    let meeting = &evening.meeting;
    assert!(meeting.excess(meeting.speakers.floor().unwrap()).is_some());
}

/// Takes the floor back as the program does.
fn takes_back(evening: &mut Evening) {
    let floor = evening.meeting.speakers.floor().unwrap().speaker.clone();
    let opening = |kind| wording::opening(&evening.meeting, &floor, kind);
    let openings = RequestKind::ALL.map(opening).into();
    evening.run(Command::TakeFloorBack { openings });
}

fn next(evening: &mut Evening, time: &str) {
    let first = evening.meeting.speakers.waiting.first().unwrap().clone();
    let opening = wording::opening(&evening.meeting, &first.speaker, first.kind);
    evening.at(time).run(Command::NextSpeaker { opening });
}

/// The paragraphs of the item that is on.
fn paragraphs(evening: &Evening) -> Vec<String> {
    let item = evening.meeting.item(evening.meeting.current.unwrap()).unwrap();
    item.passages.iter().map(|passage| passage.text.clone()).collect()
}

#[test]
fn a_floor_that_was_given_by_mistake_was_never_given() {
    // OpenSlides: "re_add_last". The time of the speech before has never stood still.
    let mut evening = in_house(profile());
    for name in ["Abel", "Fock", "Gerdes"] {
        asks(&mut evening, name, Contribution);
    }
    next(&mut evening, "17:00");
    let before = evening.meeting.clone();
    next(&mut evening, "17:03");
    next(&mut evening, "17:04");
    assert_eq!(waiting(&evening), "");
    takes_back(&mut evening);
    let meeting = &evening.meeting;
    assert_eq!(name(&evening, &meeting.speakers.floor().unwrap().speaker), "Fock");
    assert_eq!(waiting(&evening), "Gerdes");
    takes_back(&mut evening);
    assert_eq!(evening.meeting.speakers, before.speakers, "as if nobody had pressed anything");
    assert_eq!(paragraphs(&evening), ["Herr Abel "]);
    takes_back(&mut evening);
    assert_eq!(waiting(&evening), "Abel Fock Gerdes");
    assert!(evening.meeting.speakers.floor().is_none(), "nobody spoke before");
    let nothing = Command::TakeFloorBack { openings: Vec::new() };
    assert_eq!(evening.tries(&nothing), Err(Refusal::NobodySpeaks));
}

#[test]
fn who_got_the_floor_by_mistake_before_the_end_of_the_debate_waits_no_more() {
    // The floor was never given: who had it waited when the debate was ended, and is named there.
    for (kind, end, waits, line) in [
        (
            Contribution,
            Command::EndDebate,
            "",
            "Schluss der Debatte um 17:20 Uhr. Nicht mehr zu Wort kommen: Herr Abel und Frau Fock.",
        ),
        // What is about the order of business waits on.
        (
            PointOfOrder,
            Command::EndDebate,
            "Abel",
            "Schluss der Debatte um 17:20 Uhr. Nicht mehr zu Wort kommt: Frau Fock.",
        ),
        // With the list closed they still speak.
        (
            Contribution,
            Command::CloseList(true),
            "Abel Fock",
            "Schluss der Redeliste um 17:20 Uhr. Es sprechen noch: Herr Abel und Frau Fock.",
        ),
    ] {
        let mut evening = in_house(profile());
        asks(&mut evening, "Abel", kind);
        asks(&mut evening, "Fock", Contribution);
        next(&mut evening, "17:10");
        evening.at("17:20").run(end.clone());
        takes_back(&mut evening);
        assert_eq!(waiting(&evening), waits, "{kind:?}, {end:?}");
        assert_eq!(facts(&evening, "1"), [line], "{kind:?}, {end:?}");
    }
}

#[test]
fn who_was_called_out_of_turn_waits_again_in_the_same_place() {
    let mut evening = in_house(profile());
    for name in ["Abel", "Fock", "Gerdes"] {
        asks(&mut evening, name, Contribution);
    }
    let request = evening.meeting.speakers.waiting[1].clone();
    let opening = "Frau Fock ".to_owned();
    evening.run(Command::GiveFloor {
        speaker: request.speaker,
        kind: request.kind,
        request: Some(request.id),
        opening,
    });
    takes_back(&mut evening);
    assert_eq!(waiting(&evening), "Abel Fock Gerdes");
}

#[test]
fn what_was_written_for_the_wrong_speaker_stays() {
    let mut evening = in_house(profile());
    asks(&mut evening, "Abel", Contribution);
    asks(&mut evening, "Fock", PointOfOrder);
    next(&mut evening, "17:00");
    let item = evening.item("1");
    let passage = evening.meeting.item(item).unwrap().passages[0].id;
    let text = "Frau Fock beantragt zur Geschäftsordnung, die Liste zu schließen.".to_owned();
    let change = PassageChange::Write { passage, text: text.clone() };
    evening.run(Command::Write(ItemText { item, changes: vec![change] }));
    // Something else happens meanwhile: Strg+Z would take that back first.
    evening.leave("Dreyer");
    takes_back(&mut evening);
    assert_eq!(paragraphs(&evening), [text]);
    let kind = &evening.meeting.item(item).unwrap().passages[0].kind;
    assert!(matches!(kind, PassageKind::Speech { speech: None, .. }), "of no speech any more");
    assert_eq!(waiting(&evening), "Fock Abel");
}

#[test]
fn a_speech_that_had_ended_before_does_not_go_on() {
    let mut evening = in_house(profile());
    speaks(&mut evening, "17:00", "Abel", Contribution);
    evening.at("17:05").run(Command::EndSpeech);
    speaks(&mut evening, "17:06", "Fock", Contribution);
    takes_back(&mut evening);
    let speeches = &evening.meeting.speakers.speeches;
    assert_eq!(speeches.len(), 1);
    assert!(speeches[0].end.is_some());
    // Nor one of another item.
    evening.at("17:06").call("2");
    speaks(&mut evening, "17:06", "Gerdes", Contribution);
    takes_back(&mut evening);
    assert!(evening.meeting.speakers.floor().is_none());
}

/// The lines of the item that follow a fact.
fn facts(evening: &Evening, number: &str) -> Vec<String> {
    let item = evening.meeting.item(evening.item(number)).unwrap();
    let record = item.record.iter();
    record.filter_map(|what| wording::fact(&evening.meeting, item, *what)).collect()
}

#[test]
fn the_closing_of_the_list_is_recorded_with_those_who_still_speak() {
    // Kabelhorst §§ 12, 14: the chair reads out who waits. Lübeck: "Schluss der Rednerliste".
    for (wishes, line) in [
        (vec![], "Schluss der Redeliste um 17:20 Uhr. Es wartet niemand mehr."),
        (
            vec![("Fock", Contribution)],
            "Schluss der Redeliste um 17:20 Uhr. Es spricht noch: Frau Fock.",
        ),
        (
            vec![("Fock", Contribution), ("Mohr", Contribution), ("Abel", PointOfOrder)],
            "Schluss der Redeliste um 17:20 Uhr. Es sprechen noch: Herr Abel, Frau Fock und die \
             Landrätin.",
        ),
    ] {
        let mut evening = in_house(profile());
        for (name, kind) in wishes {
            asks(&mut evening, name, kind);
        }
        let before = waiting(&evening);
        evening.at("17:20").run(Command::CloseList(true));
        assert_eq!(facts(&evening, "1"), [line]);
        assert_eq!(waiting(&evening), before, "they still speak");
        // Who has spoken meanwhile still waited then.
        if !before.is_empty() {
            next(&mut evening, "17:21");
            assert_eq!(facts(&evening, "1"), [line]);
        }
    }
}

#[test]
fn when_the_debate_ends_those_who_wait_speak_no_more() {
    // Kabelhorst §§ 12, 14: Schluss der Beratung adopted, waiting requests lapse; personal
    // statements come behind the debate (§ 14 (6)).
    let mut evening = in_house(profile());
    for (name, kind) in [
        ("Abel", Contribution),
        ("Fock", Report),
        ("Gerdes", Question),
        ("Jäger", Intervention),
        ("Dreyer", PersonalStatement),
        ("Weiß", PointOfOrder),
    ] {
        asks(&mut evening, name, kind);
    }
    evening.at("17:20").run(Command::EndDebate);
    assert_eq!(waiting(&evening), "Weiß Dreyer");
    let line = "Schluss der Debatte um 17:20 Uhr. Nicht mehr zu Wort kommen: Herr Gerdes, Herr \
                Jäger, Frau Fock und Herr Abel.";
    assert_eq!(facts(&evening, "1"), [line]);
    let wish = Command::RequestSpeech { speaker: person(&evening, "Abel"), kind: Contribution };
    assert_eq!(evening.tries(&wish), Err(Refusal::ListClosed));
    assert_eq!(evening.tries(&Command::EndDebate), Err(Refusal::NothingChanges), "it has ended");
    // The next item begins anew, and that is no reopening.
    evening.call("2");
    assert!(!evening.meeting.speakers.closed);
    assert_eq!(facts(&evening, "1"), [line]);
    assert!(evening.tries(&wish).is_ok());
}

#[test]
fn a_list_that_is_closed_can_be_ended_or_opened_again() {
    let mut evening = in_house(profile());
    asks(&mut evening, "Abel", Contribution);
    evening.at("17:20").run(Command::CloseList(true));
    evening.at("17:25").run(Command::EndDebate);
    assert_eq!(waiting(&evening), "");
    evening.at("17:30").run(Command::CloseList(false));
    asks(&mut evening, "Fock", Contribution);
    assert_eq!(
        facts(&evening, "1"),
        [
            "Schluss der Redeliste um 17:20 Uhr. Es spricht noch: Herr Abel.",
            "Schluss der Debatte um 17:25 Uhr. Nicht mehr zu Wort kommt: Herr Abel. Um 17:30 Uhr \
             wird die Redeliste wieder geöffnet.",
        ]
    );
    assert_eq!(evening.tries(&Command::CloseList(false)), Err(Refusal::NothingChanges));
}

#[test]
fn without_an_item_a_list_is_closed_and_no_debate_ended() {
    let items = [("1", "Aktionsplan", true, "")];
    let mut evening = Evening::with(profile(), &items);
    assert_eq!(evening.tries(&Command::EndDebate), Err(Refusal::NoItemOn));
    evening.run(Command::CloseList(true));
    assert!(evening.meeting.speakers.closed && evening.meeting.speakers.closings.is_empty());
}

#[test]
fn the_chair_may_depart_from_the_order() {
    // Kabelhorst § 14: in the order of raising hands; the chair may depart from it.
    let mut evening = in_house(profile());
    for name in ["Abel", "Fock", "Gerdes"] {
        asks(&mut evening, name, Contribution);
    }
    let request =
        |evening: &Evening, at: usize| evening.meeting.speakers.waiting.get(at).unwrap().id;
    for (at, up, expected) in [
        (1, true, Ok("Fock Abel Gerdes")),
        (0, false, Ok("Abel Fock Gerdes")),
        (2, true, Ok("Abel Gerdes Fock")),
        (1, false, Ok("Abel Fock Gerdes")),
        (0, true, Err(Refusal::AtTheEdge)),
        (2, false, Err(Refusal::AtTheEdge)),
    ] {
        let command = Command::MoveRequest { request: request(&evening, at), up };
        match expected {
            Ok(order) => {
                evening.run(command);
                assert_eq!(waiting(&evening), order);
            }
            Err(refusal) => assert_eq!(evening.tries(&command), Err(refusal)),
        }
    }
    // What is asked for later stands where it belongs: behind its equals, before what comes later.
    asks(&mut evening, "Dreyer", PersonalStatement);
    for _ in 0..3 {
        let dreyer = evening.meeting.speakers.waiting.iter().find(|it| it.kind != Contribution);
        let request = dreyer.unwrap().id;
        evening.run(Command::MoveRequest { request, up: true });
    }
    asks(&mut evening, "Jäger", Contribution);
    asks(&mut evening, "Weiß", PointOfOrder);
    assert_eq!(waiting(&evening), "Weiß Dreyer Abel Fock Gerdes Jäger");
    let gone = Command::MoveRequest { request: wortlaut::domain::RequestId(9999), up: true };
    assert_eq!(evening.tries(&gone), Err(Refusal::Unknown));
}

#[test]
fn who_has_left_the_room_is_passed_over_and_goes_on_waiting() {
    // OpenSlides: only who is present is called. § 22 GO SH: who is befangen leaves the room.
    let mut evening = in_house(profile());
    evening.leave("Hinrichs");
    evening.at("17:01");
    for name in ["Abel", "Fock", "Gerdes", "Hinrichs", "Osterloh"] {
        asks(&mut evening, name, Contribution);
    }
    let away = |evening: &Evening| {
        let waiting = evening.meeting.speakers.waiting.iter();
        waiting.map(|request| evening.meeting.away(request)).collect::<Vec<_>>()
    };
    // Whose coming nobody noted is in the room all the same, and so is a guest: they have asked.
    assert_eq!(away(&evening), [None; 5]);
    evening.at("17:05").leave("Abel");
    let (item, fock) = (evening.item("1"), evening.person("Fock"));
    evening.run(Command::Recuse { item, person: fock, recused: true });
    let (left, recused) = (Some(Away::Left), Some(Away::Recused));
    assert_eq!(away(&evening), [left, recused, None, None, None]);
    evening.run(Command::NextSpeaker { opening: String::new() });
    assert_eq!(waiting(&evening), "Abel Fock Hinrichs Osterloh", "Herr Gerdes has the floor");
    let abel = evening.person("Abel");
    evening.run(Command::Arrive(abel));
    evening.run(Command::NextSpeaker { opening: String::new() });
    assert_eq!(waiting(&evening), "Fock Hinrichs Osterloh", "who is back is next");
    for name in ["Hinrichs", "Osterloh"] {
        evening.run(Command::NextSpeaker { opening: String::new() });
        let floor = evening.meeting.speakers.floor().unwrap().speaker.clone();
        assert_eq!(self::name(&evening, &floor), name);
    }
    // Nobody else waits: then the chair knows what it does.
    evening.run(Command::NextSpeaker { opening: String::new() });
    assert_eq!(waiting(&evening), "");
}

#[test]
fn minutes_without_the_debate_tell_who_spoke() {
    // domain.md 1.7, Lübeck: erweitertes Beschlussprotokoll, "Hierzu sprechen A, B, A erneut".
    let house = || Profile { blocks: vec![Block::Result, Block::Speakers], ..profile() };
    for (speeches, expected) in [
        (vec![], None),
        (vec![("Abel", Contribution)], Some("Hierzu spricht Herr Abel.")),
        (
            vec![("Mohr", Report), ("Abel", Contribution), ("Fock", PointOfOrder)],
            Some("Hierzu sprechen die Landrätin und Herr Abel."),
        ),
        // Abel goes on after the question: that is not "erneut".
        (
            vec![
                ("Abel", Contribution),
                ("Fock", Question),
                ("Abel", Contribution),
                ("Gerdes", Contribution),
                ("Abel", Contribution),
            ],
            Some("Hierzu sprechen Herr Abel, Herr Gerdes und Herr Abel erneut."),
        ),
    ] {
        let mut evening = in_house(house());
        for (name, kind) in &speeches {
            speaks(&mut evening, "17:00", name, *kind);
        }
        assert_eq!(wording::speakers(&evening.meeting, evening.item("1")).as_deref(), expected);
        assert_eq!(wording::speakers(&evening.meeting, evening.item("2")), None);
        let text = extract(&evening.meeting, evening.item("1"), Part::Public).unwrap();
        match expected {
            Some(line) => assert!(text.ends_with(&format!("\n{line}\n")), "{text}"),
            None => assert!(!text.contains("Hierzu"), "{text}"),
        }
        assert!(!text.contains("Wortprotokoll"));
    }
}
