//! The result of a vote in each form that councils publish (domain.md 2.2), printed from one
//! evening: `tests/minutes/formen` holds what is printed. Then the edges, as tables.

use crate::export::golden;
use crate::export_council::{Evening, profile, tally};
use wortlaut::domain::{
    Base, Choice, Claim, Command, Event, FindingKind, Majority, MotionKind, Mover, Procedure,
    Profile, SecretCount, Share, Verdict, VoteForm, VoteId, VoteStyle,
};
use wortlaut::export::{Part, extract, votes_table};

/// An evening with a vote of every kind.
fn evening() -> Evening {
    let mut evening = Evening::new(&[
        ("1", "Radwegekonzept", true, "Das Radwegekonzept wird beschlossen."),
        ("2", "Wirtschaftsplan", true, "Der Wirtschaftsplan wird beschlossen."),
        ("3", "Zuschuss an den Segelverein", true, "Der Verein erhält 5.000 Euro."),
        ("4", "Hundesteuer", true, "Die Satzung wird beschlossen."),
        ("5", "Parkgebühren", true, "Die Gebühren werden erhöht."),
        ("6", "Krankenhaus", true, "Das Krankenhaus bleibt beim Kreis."),
        ("7", "Feuerwehr", true, "Ein Löschfahrzeug wird beschafft."),
        ("8", "Bücherei", true, "Die Bücherei öffnet auch sonnabends."),
        ("9", "Ehrenbürgerrecht", true, "Das Ehrenbürgerrecht wird verliehen."),
        ("10", "Tagesordnung", true, "Die Tagesordnung wird genehmigt."),
        ("11", "Schule", true, "1. Das Dach wird erneuert.\n2. Die Fenster werden getauscht."),
    ]);
    evening.at("17:00").run(Command::OpenMeeting).call("1");
    let mover = Some(Mover::Faction(Evening::faction("SPD")));
    let amendment = evening.moves(MotionKind::Amendment, mover, "Der Abschnitt 3 wird vorgezogen.");
    let against = [("CDU", tally(0, 4, 0)), ("FDP", tally(0, 1, 0)), ("SSW", tally(0, 1, 0))];
    evening.votes(Some(amendment), Choice::No, &[("SPD", tally(3, 0, 0)), ("", tally(0, 0, 1))]);
    let mover = Some(Mover::Person(evening.person("Hinrichs")));
    let debate = evening.orders(Procedure::EndDebate, mover);
    evening.votes(Some(debate), Choice::Yes, &[("SPD", tally(1, 2, 0)), ("", tally(0, 1, 0))]);
    evening.votes(None, Choice::Yes, &against);
    evening.at("17:20").call("2").votes(None, Choice::Yes, &[]);
    evening.at("17:30").call("3");
    let (item, person) = (evening.item("3"), evening.person("Claasen"));
    evening.run(Command::Recuse { item, person, recused: true });
    evening.votes(None, Choice::Yes, &[("FDP", tally(0, 0, 1)), ("SPD", tally(2, 0, 1))]);
    evening.leave("Kröger");
    evening.at("17:40").call("4");
    evening.votes(
        None,
        Choice::Yes,
        &[("CDU", tally(0, 4, 0)), ("SSW", tally(0, 1, 0)), ("FDP", tally(0, 1, 0))],
    );
    evening.arrive("Kröger").at("17:50").call("5");
    evening.votes(
        None,
        Choice::No,
        &[("B 90/Die Grünen", tally(2, 0, 0)), ("CDU", tally(1, 3, 0))],
    );
    evening.leave("Ehlers").at("18:00").call("6");
    let (item, person) = (evening.item("6"), evening.person("Gerdes"));
    evening.run(Command::Recuse { item, person, recused: true });
    roll_call(
        &mut evening,
        &[("Abel", Choice::No), ("Kröger", Choice::Abstain), ("Weiß", Choice::No)],
    );
    evening.arrive("Ehlers").at("18:20").call("7").totals(None, tally(7, 6, 0));
    let item = evening.at("18:30").call("8").item("8");
    evening.run(Command::CountMinority { item, motion: None, no: 2, abstain: 1 });
    close(&mut evening);
    let item = evening.at("18:40").call("9").item("9");
    let count = SecretCount { tally: tally(10, 1, 1), invalid: 1 };
    evening.run(Command::CountSecret { item, motion: None, count });
    close(&mut evening);
    let item = evening.at("18:50").call("10").item("10");
    evening.run(Command::TellVerdict { item, motion: None, verdict: Verdict::Unanimous });
    close(&mut evening);
    let item = evening.at("19:00").call("11").item("11");
    let main = evening.meeting.main_motion(item).unwrap().id;
    evening.run(Command::SplitMotion(main));
    let order = evening.meeting.in_voting_order(item);
    let points = order.iter().filter(|motion| motion.kind == MotionKind::Point);
    let points: Vec<_> = points.map(|motion| motion.id).collect();
    let others = [("CDU", tally(0, 4, 0)), ("", tally(0, 1, 0))];
    for (point, others) in points.into_iter().zip([Vec::new(), others.to_vec()]) {
        evening.votes(Some(point), Choice::Yes, &others);
    }
    evening.votes(Some(main), Choice::Yes, &[("CDU", tally(2, 1, 1))]);
    evening
}

/// All say Ja but these.
fn roll_call(evening: &mut Evening, others: &[(&str, Choice)]) {
    let (item, motion) = (evening.meeting.current.unwrap(), None);
    evening.run(Command::OpenVote { item, motion });
    evening.run(Command::CallRoll { item, motion, by_name: true });
    evening.run(Command::CountAll { item, motion, choice: Choice::Yes });
    for (name, choice) in others {
        let (person, choice) = (evening.person(name), Some(*choice));
        evening.run(Command::CastBallot { item, motion, person, choice });
    }
    close(evening);
}

fn close(evening: &mut Evening) -> VoteId {
    let vote = evening.meeting.votes.iter().rev().find(|vote| vote.is_open()).unwrap().id;
    evening.run(Command::CloseVote { vote, wording: None, result: None });
    vote
}

/// Every form by the name that a profile gives it.
pub(crate) const FORMS: [&str; 18] = [
    "worte",
    "wie-gezaehlt",
    "summenzeile",
    "tabelle",
    "kopf",
    "drei-zeilen",
    "amtszeilen",
    "fraktionsliste",
    "dafuer-dagegen",
    "fraktionssatz",
    "satz",
    "klammer",
    "minderheit",
    "rest",
    "knapp",
    "je-antrag",
    "antragszeile",
    "namentlich",
];

#[test]
fn each_form_that_councils_publish_is_printed() {
    let mut evening = evening();
    for name in FORMS {
        let own = format!("[abstimmungsergebnis]\nform = [\"{name}\"]\n");
        let own = wortlaut::profile::parse("profil.toml", &own).unwrap().vote_style;
        evening.meeting.profile.vote_style = own;
        let item = evening.item("1");
        let votes = votes_table(&evening.meeting, Part::Public);
        let extract = extract(&evening.meeting, item, Part::Public).unwrap();
        golden(&format!("formen/{name}.txt"), &format!("{votes}\n\n{extract}"));
    }
}

/// An item that is on, in the house of the tests with these settings of its own.
fn house(own: &str) -> Evening {
    let mut house = profile();
    let own = format!("[abstimmungsergebnis]\n{own}\n");
    house.vote_style = wortlaut::profile::parse("profil.toml", &own).unwrap().vote_style;
    let mut evening = Evening::with(house, &[("1", "Satzung", true, "Sie wird beschlossen.")]);
    evening.at("17:00").call("1");
    evening
}

/// What stands in the block of the result.
fn result(evening: &Evening) -> String {
    let text = extract(&evening.meeting, evening.item("1"), Part::Public).unwrap();
    let (_, result) = text.split_once("Abstimmungsergebnis:\n\n").unwrap();
    let result = result.split("\n\nAnlagen zur Vorlage").next().unwrap();
    result.split('\n').map(str::trim).collect::<Vec<_>>().join("\n")
}

/// Sums, as each form says them.
const SUMS: &[(&str, (u32, u32, u32), &str)] = &[
    // Karlsruhe since 2018 (domain.md 2.2); the same figures were once called "einstimmig" (1.9).
    (
        "satz",
        (42, 1, 3),
        "Bei 42 Ja-Stimmen, 1 Nein-Stimme und 3 Enthaltungen mehrheitlich zugestimmt",
    ),
    ("satz", (1, 0, 0), "Bei 1 Ja-Stimme einstimmig zugestimmt"),
    ("satz", (0, 1, 0), "Bei 1 Nein-Stimme einstimmig abgelehnt"),
    ("satz", (0, 0, 1), "Bei 1 Enthaltung abgelehnt"),
    ("satz", (0, 0, 13), "Bei 13 Enthaltungen abgelehnt"),
    ("satz", (12, 0, 1), "Bei 12 Ja-Stimmen und 1 Enthaltung einstimmig zugestimmt"),
    ("satz", (6, 6, 0), "Bei 6 Ja-Stimmen und 6 Nein-Stimmen wegen Stimmengleichheit abgelehnt"),
    // 17:43 was once called "Annahme" (Aichach-Friedberg, 1.9).
    ("satz", (17, 43, 0), "Bei 17 Ja-Stimmen und 43 Nein-Stimmen mehrheitlich abgelehnt"),
    // Nothing was counted: only the words are left.
    ("satz", (0, 0, 0), "ohne Ja- und Neinstimmen abgelehnt"),
    // Karlsruhe (2.2): "Mehrheitlich abgelehnt (11 JA, 35 Nein)", "… (46 Ja)".
    ("klammer", (11, 35, 0), "Mehrheitlich abgelehnt (11 Ja, 35 Nein)"),
    ("klammer", (46, 0, 0), "Einstimmig zugestimmt (46 Ja)"),
    ("klammer", (0, 0, 2), "Abgelehnt (2 Enthaltungen)"),
    ("klammer", (2, 2, 1), "Wegen Stimmengleichheit abgelehnt (2 Ja, 2 Nein, 1 Enthaltung)"),
    ("klammer", (0, 0, 0), "Ohne Ja- und Neinstimmen abgelehnt"),
    // Karlsruhe 2013 to 2016 (2.2).
    ("minderheit", (30, 4, 0), "Bei 4 Gegenstimmen mehrheitlich angenommen"),
    ("minderheit", (30, 1, 1), "Bei 1 Gegenstimme und 1 Enthaltung mehrheitlich angenommen"),
    ("minderheit", (30, 0, 2), "Bei 2 Enthaltungen einstimmig angenommen"),
    ("minderheit", (30, 0, 0), "Einstimmig angenommen"),
    ("minderheit", (1, 30, 0), "Bei 1 Ja-Stimme mehrheitlich abgelehnt"),
    ("minderheit", (0, 30, 0), "Einstimmig abgelehnt"),
    ("minderheit", (0, 0, 3), "Bei 3 Enthaltungen abgelehnt"),
    (
        "minderheit",
        (9, 9, 1),
        "Bei 9 Ja-Stimmen, 9 Nein-Stimmen und 1 Enthaltung wegen Stimmengleichheit abgelehnt",
    ),
    // Anhalt-Bitterfeld (2.2).
    ("rest", (30, 6, 0), "6 Nein-Stimmen, Rest Ja-Stimmen"),
    ("rest", (16, 25, 0), "16 Ja-Stimmen, Rest Nein-Stimmen"),
    ("rest", (2, 1, 1), "1 Nein-Stimme, 1 Enthaltung, Rest Ja-Stimmen"),
    ("rest", (1, 0, 12), "1 Ja-Stimme, Rest Enthaltungen"),
    ("rest", (13, 0, 0), "13 Ja-Stimmen"),
    ("rest", (1, 0, 0), "1 Ja-Stimme"),
    // There is no rest where two did the most.
    (
        "rest",
        (6, 6, 0),
        "bei Stimmengleichheit abgelehnt\n\nZustimmung: 6  Ablehnung: 6  Enthaltung: -",
    ),
    // Potsdam (2.2): figures only when close, the winner first.
    ("knapp", (17, 25, 0), "mit 25 Nein-Stimmen abgelehnt, bei 17 Ja-Stimmen"),
    ("knapp", (25, 17, 0), "mit 25 Ja-Stimmen angenommen, bei 17 Nein-Stimmen"),
    ("knapp", (25, 24, 1), "mit 25 Ja-Stimmen angenommen, bei 24 Nein-Stimmen und 1 Enthaltung"),
    ("knapp", (26, 17, 0), "mehrheitlich beschlossen"),
    ("knapp", (40, 0, 9), "einstimmig bei 9 Enthaltungen"),
    ("knapp", (1, 0, 0), "einstimmig"),
    ("knapp", (0, 0, 4), "ohne Ja- und Neinstimmen abgelehnt"),
    ("knapp", (8, 8, 0), "Bei 8 Ja-Stimmen und 8 Nein-Stimmen wegen Stimmengleichheit abgelehnt"),
    // SessionNet (2.2): nought is a nought there.
    ("kopf", (6, 3, 0), "Abstimmung: Ja: 6, Nein: 3, Enthaltungen: 0"),
    // ALLRIS (2.2): a dash is nought.
    ("summenzeile", (12, 0, 0), "Zustimmung: 12  Ablehnung: -  Enthaltung: -"),
    ("drei-zeilen", (10, 0, 2), "Zustimmung:       10\nAblehnung:         0\nStimmenthaltung:   2"),
    (
        "antragszeile",
        (7, 5, 1),
        "Beschlussvorschlag: mehrheitlich zugestimmt (7 Ja, 5 Nein, 1 Enthaltung)",
    ),
    ("worte", (7, 5, 1), "mehrheitlich beschlossen"),
];

#[test]
fn sums_are_said_in_singular_and_plural_with_nought_and_a_tie() {
    for (form, (yes, no, abstain), expected) in SUMS {
        let mut evening = house(&format!("form = [\"{form}\"]"));
        evening.totals(None, tally(*yes, *no, *abstain));
        let printed = result(&evening);
        let printed = if expected.contains('\n') { printed } else { printed.replace('\n', " ") };
        assert_eq!(printed, *expected, "{form} {yes}:{no}:{abstain}");
    }
}

/// What the Fraktionen did who did not say Ja, as each form says it.
type Voted = &'static [(&'static str, (u32, u32, u32))];
const FRAKTIONEN: &[(&str, Voted, &str)] = &[
    // Köln (domain.md 2.2). Who is of a Fraktion that is not of one mind is counted, and stands
    // behind the whole ones, so that it is not taken for a part of them.
    (
        "fraktionssatz",
        &[("CDU", (0, 4, 0)), ("FDP", (0, 0, 1))],
        "Mehrheitlich gegen die CDU-Fraktion bei Enthaltung der FDP-Fraktion zugestimmt",
    ),
    (
        "fraktionssatz",
        &[("CDU", (1, 3, 0)), ("SPD", (2, 0, 1)), ("SSW", (0, 1, 0))],
        "Mehrheitlich gegen die SSW-Fraktion und 3 Stimmen der CDU-Fraktion bei Enthaltung von 1 \
         Mitglied der SPD-Fraktion zugestimmt",
    ),
    (
        "fraktionssatz",
        &[("CDU", (3, 1, 0)), ("", (0, 0, 1)), ("SPD", (1, 0, 2))],
        "Mehrheitlich gegen 1 Stimme der CDU-Fraktion bei Enthaltung von 2 Mitgliedern der \
         SPD-Fraktion und von 1 Mitglied ohne Fraktion zugestimmt",
    ),
    ("fraktionssatz", &[], "Einstimmig zugestimmt"),
    (
        "fraktionssatz",
        &[("FDP", (0, 0, 1))],
        "Einstimmig bei Enthaltung der FDP-Fraktion zugestimmt",
    ),
    // Against it was who lost: those who said Ja.
    (
        "fraktionssatz",
        &[
            ("CDU", (0, 4, 0)),
            ("SPD", (0, 3, 0)),
            ("FDP", (0, 0, 1)),
            ("B 90/Die Grünen", (1, 1, 0)),
        ],
        "Mehrheitlich gegen die SSW-Fraktion, die Fraktion Freie Wähler Auental, 1 Stimme der \
         Fraktion B 90/Die Grünen und 1 Stimme ohne Fraktion bei Enthaltung der FDP-Fraktion \
         abgelehnt",
    ),
    // Köln, Leverkusen (2.2): who did nothing has no line.
    (
        "fraktionsliste",
        &[("SPD", (0, 3, 0)), ("CDU", (0, 0, 4)), ("B 90/Die Grünen", (0, 2, 0))],
        "4 Ja-Stimmen (1 FDP, 1 SSW, 1 Freie Wähler Auental, 1 ohne Fraktion)\n5 Nein-Stimmen (3 \
         SPD, 2 B 90/Die Grünen)\n4 Enthaltungen (4 CDU)",
    ),
    (
        "fraktionsliste",
        &[
            ("CDU", (0, 0, 4)),
            ("SPD", (0, 0, 3)),
            ("B 90/Die Grünen", (0, 0, 2)),
            ("FDP", (0, 0, 1)),
            ("SSW", (0, 0, 1)),
            ("Freie Wähler Auental", (0, 1, 0)),
        ],
        "1 Ja-Stimme (1 ohne Fraktion)\n1 Nein-Stimme (1 Freie Wähler Auental)\n11 Enthaltungen (4 \
         CDU, 3 SPD, 2 B 90/Die Grünen, 1 FDP, 1 SSW)",
    ),
    (
        "dafuer-dagegen",
        &[("CDU", (0, 4, 0)), ("SPD", (0, 3, 0)), ("", (0, 0, 1))],
        "dafür: 5 (2 B 90/Die Grünen, 1 FDP, 1 SSW, 1 Freie Wähler Auental)\ndagegen: 7 (4 CDU, 3 \
         SPD)\nEnth.: 1 (1 ohne Fraktion)",
    ),
];

#[test]
fn fraktionen_are_told_apart() {
    for (form, others, expected) in FRAKTIONEN {
        let mut evening = house(&format!("form = [\"{form}\"]"));
        let others: Vec<_> =
            others.iter().map(|(name, (yes, no, abs))| (*name, tally(*yes, *no, *abs))).collect();
        evening.votes(None, Choice::Yes, &others);
        let printed = result(&evening);
        let printed = if *form == "fraktionssatz" { printed.replace('\n', " ") } else { printed };
        assert_eq!(printed, *expected, "{form} {others:?}");
    }
}

#[test]
fn names_are_told_where_they_are_known() {
    let others = [
        ("Abel", Choice::No),
        ("Fock", Choice::No),
        ("Gerdes", Choice::Abstain),
        ("Kröger", Choice::Abstain),
        ("Hinrichs", Choice::No),
    ];
    for (form, expected) in [
        (
            "dafuer-dagegen",
            "dafür: 8 (3 CDU, 3 SPD, 1 SSW, 1 Freie Wähler Auental) dagegen: 3 (Herr Abel [CDU], 1 \
             B 90/Die Grünen, 1 FDP) Enth.: 2 (1 B 90/Die Grünen, Frau Kröger)",
        ),
        (
            "fraktionssatz",
            "Mehrheitlich gegen die FDP-Fraktion, Herrn Abel (CDU) und 1 Stimme der Fraktion B \
             90/Die Grünen bei Enthaltung von 1 Mitglied der Fraktion B 90/Die Grünen und von Frau \
             Kröger zugestimmt",
        ),
    ] {
        let mut evening = house(&format!("form = [\"{form}\"]"));
        roll_call(&mut evening, &others);
        assert_eq!(result(&evening).replace('\n', " "), expected);
        // Who sits elsewhere since is counted as then, and not named with a Fraktion that was not
        // theirs.
        let abel = evening.person("Abel");
        let own = evening.meeting.memberships.iter_mut().find(|own| own.person == abel).unwrap();
        own.on_behalf_of = Some(Evening::faction("SPD"));
        assert!(!result(&evening).contains("Abel"), "{}", result(&evening));
    }
}

#[test]
fn what_is_not_known_is_not_made_up() {
    let line = "mehrheitlich beschlossen\n\nZustimmung: 9  Ablehnung: 3  Enthaltung: 1";
    for form in ["tabelle", "fraktionsliste", "dafuer-dagegen", "fraktionssatz", "namentlich"] {
        let mut evening = house(&format!("form = [\"{form}\"]"));
        evening.totals(None, tally(9, 3, 1));
        assert_eq!(result(&evening), line, "{form}");
    }
    // What another form says already is not said twice.
    let mut evening = house("form = [\"worte\", \"satz\", \"namentlich\"]");
    evening.totals(None, tally(9, 3, 1));
    let words = "Bei 9 Ja-Stimmen, 3 Nein-Stimmen und 1 Enthaltung mehrheitlich zugestimmt";
    assert_eq!(result(&evening).replace('\n', " "), format!("mehrheitlich beschlossen  {words}"));
    // All of one mind: who that was need not be known.
    let mut evening = house("form = [\"fraktionssatz\"]");
    evening.totals(None, tally(13, 0, 0));
    assert_eq!(result(&evening), "Einstimmig zugestimmt");
}

#[test]
fn who_was_befangen_is_kept_as_it_was_at_the_vote() {
    let mut evening = house("form = [\"kopf\", \"amtszeilen\"]");
    let item = evening.item("1");
    for name in ["Abel", "Iversen", "Mohr"] {
        let person = evening.person(name);
        evening.run(Command::Recuse { item, person, recused: true });
    }
    evening.votes(None, Choice::Yes, &[]);
    let told = "Abstimmung: Ja: 11, Nein: 0, Enthaltungen: 0, Befangen: 2\n\nStimmberechtigte:  11\n\
                Ja:                11\nNein:               0\nEnthaltungen:        0\n\
                Befangen:            2";
    let told = told.replace("Enthaltungen:        0", "Enthaltungen:       0");
    let told = told.replace("Befangen:            2", "Befangen:           2");
    assert_eq!(result(&evening), told);
    // The Landrätin has no vote. Afterwards it may turn out otherwise, the vote stays.
    let person = evening.person("Abel");
    evening.run(Command::Recuse { item, person, recused: false });
    assert_eq!(result(&evening), told);
    // A vote of a time when it was not kept: what needs the number gives way.
    for vote in &mut evening.meeting.votes {
        if let wortlaut::domain::VoteState::Closed { recused, .. } = &mut vote.state {
            *recused = None;
        }
    }
    assert_eq!(result(&evening), "Abstimmung: Ja: 11, Nein: 0, Enthaltungen: 0");
}

#[test]
fn a_journal_from_before_prints_as_it_did() {
    let mut old = serde_json::to_value(profile()).unwrap();
    old.as_object_mut().unwrap().remove("abstimmungsergebnis").unwrap();
    let old: Profile = serde_json::from_value(old).unwrap();
    let mut before = Evening::with(old, &[("1", "Satzung", true, "Sie wird beschlossen.")]);
    let mut now = house("");
    before.at("17:00").call("1");
    for evening in [&mut before, &mut now] {
        evening.votes(None, Choice::Yes, &[("CDU", tally(0, 4, 0))]);
    }
    assert!(result(&before).starts_with("mehrheitlich beschlossen\n\n"), "{}", result(&before));
    assert_eq!(result(&before), result(&now));
    let closed = r#"{"vote_closed":{"vote":7,"rows":[],"tally":{"yes":1,"no":0,"abstain":0},
        "present":1,"majority":"einfach","outcome":"carried","wording":"einstimmig",
        "at":"2027-03-09T19:42:07+01:00"}}"#;
    let closed: Event = serde_json::from_str(closed).unwrap();
    assert!(matches!(&closed, Event::VoteClosed { recused: None, .. }), "{closed:?}");
    let json = serde_json::to_string(&closed).unwrap();
    assert!(!json.contains("recused"), "{json}");
}

#[test]
fn a_larger_majority_that_was_missed_is_no_majority_against() {
    let mut evening = house("form = [\"satz\", \"knapp\", \"minderheit\"]");
    let two_thirds = Majority { share: Share::TwoThirds, base: Base::Voting };
    evening.meeting.profile.rules.majority = two_thirds;
    evening.totals(None, tally(7, 6, 0));
    let figures = "Bei 7 Ja-Stimmen und 6 Nein-Stimmen mangels der nötigen Mehrheit abgelehnt";
    assert_eq!(result(&evening).replace('\n', " "), figures, "said once");
}

#[test]
fn the_clerks_own_words_stand_in_every_form() {
    for (form, expected) in [
        ("worte", "beschlossen, wie beraten"),
        ("satz", "Bei 7 Ja-Stimmen und 6 Nein-Stimmen beschlossen, wie beraten"),
        ("klammer", "Beschlossen, wie beraten (7 Ja, 6 Nein)"),
        ("minderheit", "Bei 6 Gegenstimmen beschlossen, wie beraten"),
        ("knapp", "beschlossen, wie beraten"),
        ("antragszeile", "Beschlussvorschlag: beschlossen, wie beraten (7 Ja, 6 Nein)"),
    ] {
        let mut evening = house(&format!("form = [\"{form}\"]"));
        let item = evening.item("1");
        let tally = Some(tally(7, 6, 0));
        evening.run(Command::CountTotals { item, motion: None, tally });
        let vote = evening.meeting.votes.last().unwrap().id;
        let wording = Some("beschlossen, wie beraten".to_owned());
        evening.run(Command::CloseVote { vote, wording, result: None });
        assert_eq!(result(&evening), expected, "{form}");
    }
}

#[test]
fn where_abstentions_prevent_unanimity_they_do_so_everywhere() {
    // Yes votes, no Nein, some abstentions: "mehrheitlich" 76 times, "einstimmig" 16 times in one
    // city (Karlsruhe, domain.md 1.9). One setting decides, for the words and for every form.
    for (words, manner, told) in [
        ("mehrheitlich bei {enthaltungen}", "mehrheitlich", "mehrheitlich bei 2 Enthaltungen"),
        ("einstimmig bei {enthaltungen}", "einstimmig", "einstimmig bei 2 Enthaltungen"),
        ("nicht einstimmig, {enthaltungen}", "mehrheitlich", "nicht einstimmig, 2 Enthaltungen"),
    ] {
        let forms = ["worte", "satz", "klammer", "minderheit", "fraktionssatz", "antragszeile"];
        let mut evening = house(&format!("form = {forms:?}"));
        evening.meeting.profile.vote_words.unanimous_abstaining = words.into();
        let others = [("FDP", tally(0, 0, 1)), ("SSW", tally(0, 0, 1))];
        let vote = evening.votes(None, Choice::Yes, &others);
        let raised = manner.replacen(['m', 'e'], if manner == "einstimmig" { "E" } else { "M" }, 1);
        assert_eq!(
            result(&evening).replace("\n\n", "; ").replace('\n', " "),
            format!(
                "{told}; Bei 11 Ja-Stimmen und 2 Enthaltungen {manner} zugestimmt; {raised} \
                 zugestimmt (11 Ja, 2 Enthaltungen); Bei 2 Enthaltungen {manner} angenommen; \
                 {raised} bei Enthaltung der FDP-Fraktion und der SSW-Fraktion zugestimmt; \
                 Beschlussvorschlag: {manner} zugestimmt (11 Ja, 2 Enthaltungen)"
            )
        );
        let unanimous = |evening: &Evening| {
            let findings = wortlaut::domain::findings(&evening.meeting);
            findings.iter().any(|it| {
                matches!(it.kind, FindingKind::WordingDiffers { claim: Claim::Unanimous, .. })
            })
        };
        assert!(!unanimous(&evening), "the suggested words are never a finding: {words}");
        // Typed by hand all the same, it is one where the house says otherwise.
        evening.run(Command::ReopenVote(vote));
        let wording = Some("einstimmig".to_owned());
        evening.run(Command::CloseVote { vote, wording, result: None });
        assert_eq!(unanimous(&evening), manner == "mehrheitlich", "{words}");
    }
}

#[test]
fn motions_on_the_order_of_business_may_have_a_form_of_their_own() {
    let mut evening =
        house("form = [\"worte\", \"tabelle\"]\nform-geschaeftsordnung = [\"antragszeile\"]");
    let item = evening.item("1");
    let movers = [
        Some(Mover::Person(evening.person("Hinrichs"))),
        Some(Mover::Person(evening.person("Mohr"))),
        Some(Mover::Faction(Evening::faction("SPD"))),
        Some(Mover::Named("Frau Ohm".into())),
        None,
    ];
    for (index, mover) in movers.into_iter().enumerate() {
        let text = if index == 1 { "" } else { "Schluss der\nDebatte." };
        let motion = evening.moves(MotionKind::Procedural, mover, text);
        evening.totals(Some(motion), tally(24, 18, 1));
    }
    evening.totals(None, tally(24, 18, 1));
    let text = extract(&evening.meeting, item, Part::Public).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // "Geschäftsordnungsantrag Stadtrat X (FDP): Schluss der Debatte: … (24/18/1)", Karlsruhe.
    for line in [
        "Geschäftsordnungsantrag Herr Hinrichs (FDP): Schluss der Debatte: mehrheitlich zugestimmt \
         (24/18/1)",
        "Geschäftsordnungsantrag Die Landrätin: mehrheitlich zugestimmt (24/18/1)",
        "Geschäftsordnungsantrag SPD-Fraktion: Schluss der Debatte: mehrheitlich zugestimmt \
         (24/18/1)",
        "Geschäftsordnungsantrag Frau Ohm: Schluss der Debatte: mehrheitlich zugestimmt (24/18/1)",
        "Geschäftsordnungsantrag: Schluss der Debatte: mehrheitlich zugestimmt (24/18/1)",
        "Abstimmungsergebnis: mehrheitlich beschlossen Zustimmung: 24 Ablehnung: 18 Enthaltung: 1",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn a_motion_of_order_is_called_by_what_it_is_for() {
    let refer = Procedure::Refer { to: "den Bauausschuss".into() };
    for (procedure, reworded, expected) in [
        (Procedure::EndDebate, None, "Schluss der Debatte"),
        (refer, None, "Verweisung in den Bauausschuss"),
        (Procedure::Postpone, Some("Vertagung bis Juni."), "Vertagung bis Juni"),
        (Procedure::Other, Some("Die Fenster werden geöffnet."), "Die Fenster werden geöffnet"),
    ] {
        let mut evening = house("form-geschaeftsordnung = [\"antragszeile\"]");
        let item = evening.item("1");
        let mover = Some(Mover::Person(evening.person("Hinrichs")));
        let motion = evening.orders(procedure, mover);
        if let Some(text) = reworded {
            evening.run(Command::RewordMotion { motion, text: text.into() });
        }
        evening.totals(Some(motion), tally(3, 10, 0));
        let text = extract(&evening.meeting, item, Part::Public).unwrap();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!(
            "Geschäftsordnungsantrag Herr Hinrichs (FDP): {expected}: mehrheitlich abgelehnt \
             (3/10/0)"
        );
        assert!(text.contains(&line), "{line}\n{text}");
    }
}

#[test]
fn one_line_for_each_motion_stands_in_the_block_of_the_result() {
    let mut evening = house("form = [\"je-antrag\"]");
    let (spd, cdu) = (Evening::faction("SPD"), Evening::faction("CDU"));
    let first = evening.moves(MotionKind::Amendment, Some(Mover::Faction(spd)), "Anders.");
    evening.totals(Some(first), tally(4, 9, 0));
    let second = evening.moves(MotionKind::Addition, Some(Mover::Faction(cdu)), "Mehr.");
    let vote = evening.totals(Some(second), tally(7, 6, 0));
    evening.run(Command::AnnulVote { vote, reason: "Auszählung angezweifelt".into() });
    evening.totals(Some(second), tally(7, 5, 1));
    let item = evening.item("1");
    evening.run(Command::OpenVote { item, motion: None });
    let block = "Änderungsantrag der SPD-Fraktion: mehrheitlich abgelehnt (4 Ja, 9 Nein)\n\n\
        Abstimmung über den Ergänzungsantrag der CDU-Fraktion: ungültig\n\
        (Auszählung angezweifelt)\n\n\
        Zustimmung: 7  Ablehnung: 6  Enthaltung: -\n\n\
        Ergänzungsantrag der CDU-Fraktion: mehrheitlich zugestimmt (7 Ja, 5\n\
        Nein, 1 Enthaltung)\n\n\
        Abstimmung über den Beschlussvorschlag: Die Abstimmung ist noch nicht\nabgeschlossen.";
    assert_eq!(result(&evening), block);
    let text = extract(&evening.meeting, item, Part::Public).unwrap();
    assert_eq!(text.matches("Änderungsantrag der SPD-Fraktion:").count(), 2, "{text}");
    // A house that has no such block tells each where it happened.
    evening.meeting.profile.blocks = vec![wortlaut::domain::Block::Minutes];
    let text = extract(&evening.meeting, item, Part::Public).unwrap();
    assert!(text.contains("Anders.\n\nÄnderungsantrag der SPD-Fraktion: mehrheitlich"), "{text}");
}

#[test]
fn a_house_without_abstentions_has_none_in_any_form() {
    // Schwabach (domain.md 1.2): "Ja: 10, Nein: 25, Anwesend: 35".
    let mut evening = house("");
    evening.meeting.profile = wortlaut::profile::shipped("bayern").unwrap();
    let forms = [VoteForm::Head, VoteForm::ThreeLines, VoteForm::OfficeLines, VoteForm::TotalsLine];
    evening.meeting.profile.vote_style.forms = forms.to_vec();
    evening.votes(None, Choice::No, &[("CDU", tally(4, 0, 0))]);
    assert_eq!(
        result(&evening),
        "Abstimmung: Ja: 4, Nein: 9, Anwesend: 13\n\nJa:         4\nNein:       9\nAnwesend:  13\n\n\
         Stimmberechtigte:  13\nJa:                 4\nNein:               9\nBefangen:           0\
         \n\nJa: 4  Nein: 9"
    );
}

#[test]
fn every_place_that_a_profile_may_name_is_filled() {
    let mut evening = house("form = [\"satz\"]");
    let (item, mover) = (evening.item("1"), Some(Mover::Person(evening.person("Abel"))));
    let person = evening.person("Brandt");
    evening.run(Command::Recuse { item, person, recused: true });
    evening.moves(MotionKind::Main, mover, "Sie wird geändert.");
    evening.votes(None, Choice::Yes, &[("SPD", tally(1, 1, 1))]);
    let counted = VoteStyle::FIELDS.into_iter().filter(|field| *field != "zahl-ungueltig");
    for field in counted {
        evening.meeting.profile.vote_style.sentence = format!("+ {{{field}}}");
        let printed = result(&evening);
        // The Beschlussvorschlag of the paper has no mover.
        assert!(
            printed.starts_with("+") && (printed.len() > 2 || field == "von"),
            "{field}: {printed}"
        );
    }
    evening.meeting.profile.vote_style.forms = vec![VoteForm::FactionList];
    for field in VoteStyle::CAMP_FIELDS {
        evening.meeting.profile.vote_style.faction_list = format!("+ {{{field}}}");
        assert!(result(&evening).starts_with("+ "), "{field}");
    }
}

#[test]
fn the_readme_shows_every_form() {
    let readme = include_str!("../../README.md");
    for form in FORMS {
        assert!(readme.contains(&format!("| `{form}` | ")), "{form}");
    }
}

#[test]
fn a_secret_vote_says_so_in_every_form_and_counts_what_was_invalid() {
    for (form, invalid, expected) in [
        ("worte", 1, "in geheimer Abstimmung mehrheitlich beschlossen"),
        (
            "satz",
            1,
            "Bei 8 Ja-Stimmen, 3 Nein-Stimmen und 1 Enthaltung (1 ungültig) in geheimer Abstimmung \
             mehrheitlich zugestimmt",
        ),
        (
            "satz",
            0,
            "Bei 8 Ja-Stimmen, 3 Nein-Stimmen und 1 Enthaltung in geheimer Abstimmung mehrheitlich \
             zugestimmt",
        ),
        (
            "klammer",
            2,
            "In geheimer Abstimmung mehrheitlich zugestimmt (8 Ja, 3 Nein, 1 Enthaltung, 2 \
             ungültig)",
        ),
        (
            "minderheit",
            1,
            "Bei 3 Gegenstimmen und 1 Enthaltung in geheimer Abstimmung mehrheitlich angenommen (1 \
             ungültig)",
        ),
        (
            "rest",
            1,
            "in geheimer Abstimmung  3 Nein-Stimmen, 1 Enthaltung, 1 ungültig, Rest Ja-Stimmen",
        ),
        (
            "kopf",
            1,
            "in geheimer Abstimmung  Abstimmung: Ja: 8, Nein: 3, Enthaltungen: 1, Ungültig: 1",
        ),
        ("kopf", 0, "in geheimer Abstimmung  Abstimmung: Ja: 8, Nein: 3, Enthaltungen: 1"),
        (
            "drei-zeilen",
            1,
            "in geheimer Abstimmung  Zustimmung:       8 Ablehnung:        3 Stimmenthaltung:  1 \
             Ungültig:         1",
        ),
        (
            "namentlich",
            1,
            "in geheimer Abstimmung mehrheitlich beschlossen  Zustimmung: 8  Ablehnung: 3  \
             Enthaltung: 1  Ungültig: 1",
        ),
        (
            "antragszeile",
            0,
            "Beschlussvorschlag: in geheimer Abstimmung mehrheitlich zugestimmt (8 Ja, 3 Nein, 1 \
             Enthaltung)",
        ),
    ] {
        let mut evening = house(&format!("form = [\"{form}\"]"));
        let item = evening.item("1");
        let count = SecretCount { tally: tally(8, 3, 1), invalid };
        evening.run(Command::CountSecret { item, motion: None, count });
        close(&mut evening);
        assert_eq!(result(&evening).replace('\n', " "), expected, "{form}");
    }
}

#[test]
fn where_nobody_counted_every_form_has_only_the_words() {
    for form in FORMS {
        let mut evening = house(&format!("form = [\"{form}\"]"));
        let item = evening.item("1");
        let verdict = Verdict::Majority;
        evening.run(Command::TellVerdict { item, motion: None, verdict });
        close(&mut evening);
        let expected = match form {
            "klammer" | "minderheit" | "fraktionssatz" => "Mehrheitlich beschlossen",
            "je-antrag" | "antragszeile" => "Beschlussvorschlag: mehrheitlich beschlossen",
            _ => "mehrheitlich beschlossen",
        };
        assert_eq!(result(&evening), expected, "{form}");
    }
}

#[test]
fn who_is_named_besides_is_named_once() {
    let sentence = "Mit Nein stimmt Herr Abel.";
    for (form, expected) in [
        ("worte", "mehrheitlich beschlossen  Mit Nein stimmt Herr Abel."),
        ("klammer", "Mehrheitlich zugestimmt (12 Ja, 1 Nein)  Mit Nein stimmt Herr Abel."),
        ("fraktionssatz", "Mehrheitlich gegen Herrn Abel (CDU) zugestimmt"),
        (
            "dafuer-dagegen",
            "dafür: 12 (3 CDU, 3 SPD, 2 B 90/Die Grünen, 1 FDP, 1 SSW, 1 Freie Wähler Auental, 1 \
             ohne Fraktion) dagegen: 1 (Herr Abel [CDU])",
        ),
    ] {
        let mut evening = house(&format!("form = [\"{form}\"]"));
        let item = evening.item("1");
        evening.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
        let (person, choice) = (evening.person("Abel"), Some(Choice::No));
        evening.run(Command::NameVoter { item, motion: None, person, choice });
        close(&mut evening);
        assert_eq!(result(&evening).replace('\n', " "), expected, "{form}");
        assert_eq!(expected.contains(sentence), ["worte", "klammer"].contains(&form));
    }
    // Two without a Fraktion said Nein, one of them is named: the sentence counts both.
    let mut evening = house("form = [\"fraktionssatz\"]");
    let (abel, brandt) = (evening.person("Abel"), evening.person("Brandt"));
    let memberships = evening.meeting.memberships.iter_mut();
    for own in memberships.filter(|own| [abel, brandt].contains(&own.person)) {
        own.on_behalf_of = None;
    }
    let item = evening.item("1");
    evening.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
    let split = tally(1, 2, 0);
    evening.run(Command::CountFaction { item, motion: None, faction: None, tally: split });
    let choice = Some(Choice::No);
    evening.run(Command::NameVoter { item, motion: None, person: abel, choice });
    close(&mut evening);
    let expected = format!("Mehrheitlich gegen 2 Stimmen ohne Fraktion zugestimmt\n\n{sentence}");
    assert_eq!(result(&evening), expected);
}

#[test]
fn a_house_may_word_its_sentences_anew() {
    // "Geschäftsordnungsantrag …: Mehrheitliche Zustimmung (24/18/1)", "Einstimmige Zustimmung (46
    // Ja)": Karlsruhe (domain.md 2.2).
    let own = "form = [\"klammer\"]\neinstimmig = \"einstimmige\"\nmehrheitlich = \"mehrheitliche\"\n\
        zugestimmt = \"Zustimmung\"\nabgelehnt = \"Ablehnung\"\nklammer = \"{Urteil} \
        ({zahl-ja}/{zahl-nein}[/{zahl-enthaltungen}])\"";
    for ((yes, no, abstain), expected) in [
        ((24, 18, 1), "Mehrheitliche Zustimmung (24/18/1)"),
        ((46, 0, 0), "Einstimmige Zustimmung (46/0)"),
        ((11, 35, 0), "Mehrheitliche Ablehnung (11/35)"),
    ] {
        let mut evening = house(own);
        evening.totals(None, tally(yes, no, abstain));
        assert_eq!(result(&evening), expected);
    }
}

#[test]
fn a_larger_majority_and_an_en_bloc_vote_are_told_in_every_form() {
    let both = "nötig: 2/3 der Abstimmenden";
    for (form, expected) in [
        ("worte", format!("mehrheitlich beschlossen ({both}), en bloc mit TOP 2")),
        (
            "satz",
            format!(
                "Bei 10 Ja-Stimmen und 3 Nein-Stimmen mehrheitlich zugestimmt ({both}), en bloc mit \
                 TOP 2"
            ),
        ),
        ("klammer", format!("Mehrheitlich zugestimmt (10 Ja, 3 Nein; {both}), en bloc mit TOP 2")),
        ("rest", format!("3 Nein-Stimmen, Rest Ja-Stimmen ({both}), en bloc mit TOP 2")),
        (
            "antragszeile",
            format!(
                "Beschlussvorschlag: mehrheitlich zugestimmt (10 Ja, 3 Nein; {both}), en bloc mit \
                 TOP 2"
            ),
        ),
        (
            "kopf",
            format!("{both}, en bloc mit TOP 2  Abstimmung: Ja: 10, Nein: 3, Enthaltungen: 0"),
        ),
        (
            "summenzeile",
            format!("{both}, en bloc mit TOP 2  Zustimmung: 10  Ablehnung: 3  Enthaltung: -"),
        ),
    ] {
        let mut house = profile();
        let own = format!("[abstimmungsergebnis]\nform = [\"{form}\"]\n");
        house.vote_style = wortlaut::profile::parse("profil.toml", &own).unwrap().vote_style;
        let text = "Sie wird beschlossen.";
        let items = [("1", "Satzung", true, text), ("2", "Gebühren", true, text)];
        let mut evening = Evening::with(house, &items);
        evening.at("17:00").call("1");
        let (item, other) = (evening.item("1"), evening.item("2"));
        evening.run(Command::OpenVote { item, motion: None });
        let majority = Some(Majority { share: Share::TwoThirds, base: Base::Voting });
        evening.run(Command::SetMajority { item, motion: None, majority });
        evening.run(Command::FormBloc { item, motion: None, items: vec![other] });
        let tally = Some(tally(10, 3, 0));
        evening.run(Command::CountTotals { item, motion: None, tally });
        close(&mut evening);
        assert_eq!(result(&evening).replace('\n', " "), expected, "{form}");
    }
}

#[test]
fn whoever_changes_the_fraktion_later_voted_for_the_one_of_then() {
    let mut evening = house("form = [\"dafuer-dagegen\"]");
    let (item, person) = (evening.item("1"), evening.person("Dreyer"));
    let choice = Some(Choice::No);
    evening.run(Command::NameVoter { item, motion: None, person, choice });
    let cdu = evening.meeting.organizations.iter().find(|it| it.name == "CDU").unwrap().id;
    let row = tally(3, 1, 0);
    evening.run(Command::CountFaction { item, motion: None, faction: Some(cdu), tally: row });
    evening.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
    let vote = evening.meeting.votes.last().unwrap().id;
    evening.run(Command::CloseVote { vote, wording: None, result: None });
    let then = result(&evening);
    assert!(then.contains("dagegen: 2 (1 CDU, Frau Dreyer [SPD])"), "{then}");
    evening.at("18:40");
    let faction = wortlaut::domain::NewFaction::Known(cdu);
    evening.run(Command::ChangeFaction { person, faction });
    assert_eq!(result(&evening), then);
}
