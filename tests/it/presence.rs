//! Who is here, and what that makes of a vote.

use crate::export_council::{Evening, profile, tally};
use chrono::TimeDelta;
use proptest::prelude::*;
use wortlaut::domain::{
    Choice, Command, Event, FindingKind, MeetingKind, Membership, Misfit, MovementId, NewFaction,
    Person, PersonId, Place, Quorum, QuorumCount, Refusal, SubstitutionRule, Vote, VoteState,
    findings,
};
use wortlaut::export::{Part, extract, minutes};
use wortlaut::wording;

/// Three items, the first one is on.
fn evening() -> Evening {
    let proposal = "Es wird beschlossen.";
    let mut evening = Evening::new(&[
        ("1", "Erstens", true, proposal),
        ("2", "Zweitens", true, proposal),
        ("3", "Drittens", true, proposal),
    ]);
    evening.at("17:00").call("1");
    evening
}

/// What happens to somebody's presence.
#[derive(Debug, Clone, Copy)]
enum Step {
    Comes(&'static str),
    Goes(&'static str),
    Recused(&'static str),
    /// Away for the item that is on.
    Away(&'static str),
    /// Not away after all.
    NotAway(&'static str),
    /// The substitute, the member.
    Represents(&'static str, &'static str),
    Video(&'static str),
    /// Joins a Fraktion; an empty name: none.
    Joins(&'static str, &'static str),
    /// The so manieth movement was noted by mistake.
    Struck(usize),
    /// It was at so many minutes past six.
    Corrected(usize, u32),
    /// Befangen since so many minutes past the opening.
    RecusedSince(&'static str, u32),
    /// The first absence was from then till then.
    AwayFrom(&'static str, u32, Option<u32>),
    /// The first absence was noted by mistake.
    AwayStruck(&'static str),
}

impl Step {
    fn command(self, evening: &Evening) -> Command {
        let item = evening.meeting.current.unwrap();
        let person = |name| evening.person(name);
        match self {
            Self::Comes(name) => Command::Arrive(person(name)),
            Self::Goes(name) => Command::Leave(person(name)),
            Self::Recused(name) => Command::Recuse { item, person: person(name), recused: true },
            Self::Away(name) => Command::StayAway { item, person: person(name), away: true },
            Self::NotAway(name) => Command::StayAway { item, person: person(name), away: false },
            Self::Represents(substitute, member) => {
                Command::Substitute { member: person(member), substitute: person(substitute) }
            }
            Self::Video(name) => Command::SetVideo { person: person(name), video: true },
            Self::Joins(name, "") => {
                Command::ChangeFaction { person: person(name), faction: NewFaction::None }
            }
            Self::Joins(name, faction) => {
                let faction = NewFaction::Named(faction.to_owned());
                Command::ChangeFaction { person: person(name), faction }
            }
            Self::Struck(number) => Command::RemoveMovement(movement(evening, number)),
            Self::Corrected(number, minutes) => {
                let at = evening.meeting.start.unwrap() + TimeDelta::minutes(minutes.into());
                Command::CorrectMovement { movement: movement(evening, number), at }
            }
            Self::RecusedSince(name, minutes) => {
                let at = evening.meeting.start.unwrap() + TimeDelta::minutes(minutes.into());
                Command::CorrectRecusal { item, person: person(name), at }
            }
            Self::AwayFrom(name, from, until) => {
                let start = evening.meeting.start.unwrap();
                let at = |minutes: u32| start + TimeDelta::minutes(minutes.into());
                let (person, at, until) = (person(name), at(from), until.map(at));
                Command::CorrectAbsence { item, person, number: 0, at, until }
            }
            Self::AwayStruck(name) => {
                Command::RemoveAbsence { item, person: person(name), number: 0 }
            }
        }
    }
}

/// The so manieth movement, or none that there is.
fn movement(evening: &Evening, number: usize) -> MovementId {
    let movements = &evening.meeting.movements;
    let known = number.checked_rem(movements.len()).and_then(|at| movements.get(at));
    known.map_or(MovementId(9999), |known| known.id)
}

/// Lets steps happen, one after the other.
fn play(evening: &mut Evening, steps: &[Step]) {
    for step in steps {
        let command = step.command(evening);
        evening.run(command);
    }
}

/// The base of an item: Fraktionen by size, then those without one.
fn base(evening: &Evening, number: &str) -> Vec<u32> {
    let base = evening.meeting.vote_base(evening.item(number));
    base.iter().map(|row| row.present).collect()
}

const EVERYONE: [u32; 7] = [4, 3, 2, 1, 1, 1, 1];
/// All thirteen with a vote.
const NAMES: [&str; 13] = [
    "Weiß", "Abel", "Brandt", "Claasen", "Öztürk", "Dreyer", "Ehlers", "Fock", "Gerdes",
    "Hinrichs", "Iversen", "Jäger", "Kröger",
];

#[test]
fn the_base_is_who_is_in_the_room_with_a_vote() {
    use Step::{
        Away, AwayFrom, AwayStruck, Comes, Goes, NotAway, Recused, RecusedSince, Represents, Video,
    };
    // product.md 4: the base follows arrivals, departures and Befangenheit at once. § 22 GO SH: who
    // is befangen is out of the room. domain.md 1.5: away for one item only. § 34a GO SH: who takes
    // part by video is present.
    for (steps, here, elsewhere) in [
        (vec![Away("Abel")], [3, 3, 2, 1, 1, 1, 1], EVERYONE),
        (vec![Away("Abel"), NotAway("Abel")], EVERYONE, EVERYONE),
        (vec![Away("Abel"), Comes("Abel")], EVERYONE, EVERYONE),
        // product.md 4: the hours can be corrected; the next vote is of those who are then here.
        (vec![Away("Abel"), AwayFrom("Abel", 5, Some(10))], EVERYONE, EVERYONE),
        (vec![Away("Abel"), AwayFrom("Abel", 5, None)], [3, 3, 2, 1, 1, 1, 1], EVERYONE),
        (
            vec![Away("Abel"), Comes("Abel"), AwayFrom("Abel", 0, None)],
            [3, 3, 2, 1, 1, 1, 1],
            EVERYONE,
        ),
        (
            vec![Away("Abel"), Comes("Abel"), Away("Abel"), AwayStruck("Abel")],
            [3, 3, 2, 1, 1, 1, 1],
            EVERYONE,
        ),
        (vec![Away("Abel"), AwayStruck("Abel")], EVERYONE, EVERYONE),
        (vec![Recused("Abel"), RecusedSince("Abel", 5)], [3, 3, 2, 1, 1, 1, 1], EVERYONE),
        // Whoever is away twice over is missing once.
        (vec![Away("Abel"), Recused("Abel")], [3, 3, 2, 1, 1, 1, 1], EVERYONE),
        (vec![Away("Abel"), Goes("Abel")], [3, 3, 2, 1, 1, 1, 1], [3, 3, 2, 1, 1, 1, 1]),
        (vec![Away("Abel"), Goes("Abel"), Comes("Abel")], EVERYONE, EVERYONE),
        (vec![Recused("Abel"), Goes("Abel"), Comes("Abel")], [3, 3, 2, 1, 1, 1, 1], EVERYONE),
        // A Fraktion of one keeps its row and has nobody in it.
        (vec![Away("Hinrichs")], [4, 3, 2, 0, 1, 1, 1], EVERYONE),
        (vec![Recused("Jäger")], [4, 3, 2, 1, 1, 0, 1], EVERYONE),
        // Befangenheit is a case of Verhinderung: the substitute votes, and goes when the member
        // is back.
        (vec![Recused("Dreyer"), Represents("Lorenz", "Dreyer")], EVERYONE, EVERYONE),
        (
            vec![Recused("Dreyer"), Represents("Lorenz", "Dreyer"), Recused("Lorenz")],
            [4, 2, 2, 1, 1, 1, 1],
            EVERYONE,
        ),
        (
            vec![Recused("Dreyer"), Represents("Lorenz", "Dreyer"), Comes("Dreyer")],
            [4, 2, 2, 1, 1, 1, 1],
            EVERYONE,
        ),
        // A substitute can be away for an item too.
        (vec![Represents("Lorenz", "Dreyer"), Away("Lorenz")], [4, 2, 2, 1, 1, 1, 1], EVERYONE),
        (vec![Video("Abel")], EVERYONE, EVERYONE),
        (vec![Goes("Abel"), Video("Abel")], EVERYONE, EVERYONE),
        (NAMES.map(Recused).to_vec(), [0; 7], EVERYONE),
        (NAMES.map(Away).to_vec(), [0; 7], EVERYONE),
    ] {
        let mut evening = evening();
        play(&mut evening, &steps);
        assert_eq!(base(&evening, "1"), here, "after {steps:?}");
        assert_eq!(base(&evening, "2"), elsewhere, "in the next item after {steps:?}");
    }
}

#[test]
fn what_has_no_meaning_of_an_absence_is_refused() {
    use Step::{Away, AwayFrom, AwayStruck, Comes, Goes, NotAway, Recused, RecusedSince};
    let mut evening = evening();
    let tries = |evening: &Evening, step: Step| evening.tries(&step.command(evening));
    for nothing_noted in [RecusedSince("Abel", 5), AwayFrom("Abel", 5, None), AwayStruck("Abel")] {
        assert_eq!(tries(&evening, nothing_noted), Err(Refusal::Unknown));
    }
    evening.at("17:05");
    play(&mut evening, &[Away("Öztürk"), Recused("Öztürk")]);
    assert_eq!(tries(&evening, AwayFrom("Öztürk", 5, None)), Err(Refusal::NothingChanges));
    assert_eq!(tries(&evening, RecusedSince("Öztürk", 5)), Err(Refusal::NothingChanges));
    assert_eq!(tries(&evening, NotAway("Abel")), Err(Refusal::NothingChanges));
    assert_eq!(tries(&evening, Comes("Abel")), Err(Refusal::HereAlready));
    let command = Away("Abel").command(&evening);
    evening.run(command);
    assert_eq!(tries(&evening, Away("Abel")), Err(Refusal::NothingChanges));
    let command = Goes("Fock").command(&evening);
    evening.run(command);
    assert_eq!(tries(&evening, Away("Fock")), Err(Refusal::NotHere));
}

/// Anything that can happen to somebody's presence.
fn any_step() -> impl Strategy<Value = Step> {
    let name = || prop::sample::select(&NAMES[..]);
    prop_oneof![
        name().prop_map(Step::Comes),
        name().prop_map(Step::Goes),
        name().prop_map(Step::Recused),
        name().prop_map(Step::Away),
        name().prop_map(Step::NotAway),
        name().prop_map(|member| Step::Represents("Lorenz", member)),
        Just(Step::Goes("Lorenz")),
        name().prop_map(Step::Video),
        (name(), prop::sample::select(&["SPD", "FDP", "Neue", ""][..]))
            .prop_map(|(name, faction)| Step::Joins(name, faction)),
        (0_usize..9).prop_map(Step::Struck),
        (0_usize..9, 0_u32..120).prop_map(|(number, at)| Step::Corrected(number, at)),
        (name(), 0_u32..120).prop_map(|(name, at)| Step::RecusedSince(name, at)),
        (name(), 0_u32..120, prop::option::of(0_u32..120))
            .prop_map(|(name, at, until)| Step::AwayFrom(name, at, until)),
        name().prop_map(Step::AwayStruck),
    ]
}

/// The votes with their rows, sums and outcomes.
fn closed(evening: &Evening) -> Vec<Vote> {
    let votes = evening.meeting.votes.iter().filter(|vote| !vote.is_open());
    votes.cloned().collect()
}

proptest! {
    #[test]
    fn no_closed_vote_changes_when_presence_does(
        before in prop::collection::vec(any_step(), 0..12),
        after in prop::collection::vec(any_step(), 1..24),
        no in 0_u32..3,
    ) {
        let mut evening = evening();
        // What has no meaning is refused; the rest happens.
        let happens = |evening: &mut Evening, step: Step| {
            let command = step.command(evening);
            if evening.tries(&command).is_ok() {
                evening.run(command);
            }
        };
        before.iter().for_each(|step| happens(&mut evening, *step));
        let present = evening.meeting.present_voters(evening.meeting.current);
        prop_assume!(present >= 3);
        let vote = evening.totals(None, tally(present - no, no, 0));
        let kept = closed(&evening);
        let VoteState::Closed { present: then, .. } =
            evening.meeting.vote(vote).unwrap().state.clone() else { panic!() };
        prop_assert_eq!(then, present);
        for (step, at) in after.iter().zip(10..) {
            evening.at(&format!("18:{at}"));
            happens(&mut evening, *step);
            prop_assert_eq!(&closed(&evening), &kept, "after {:?}", step);
            let sum: u32 = base(&evening, "1").iter().sum();
            prop_assert_eq!(sum, evening.meeting.present_voters(Some(evening.item("1"))));
        }
    }
}

#[test]
fn what_was_noted_by_mistake_leaves_no_trace() {
    use Step::{Comes, Goes, Joins, Recused, Represents, Struck};
    // Who is here follows from what is noted: what is struck has led to nothing.
    for (steps, expected) in [
        (vec![Goes("Abel"), Struck(0)], EVERYONE),
        (vec![Goes("Abel"), Comes("Abel"), Struck(1)], [3, 3, 2, 1, 1, 1, 1]),
        (vec![Goes("Abel"), Comes("Abel"), Struck(0)], EVERYONE),
        // The member was not back after all: the substitute has the seat again.
        (
            vec![Represents("Lorenz", "Dreyer"), Comes("Dreyer"), Recused("Dreyer"), Struck(2)],
            EVERYONE,
        ),
        // Without the substitution the seat is empty.
        (vec![Represents("Lorenz", "Dreyer"), Struck(1)], [4, 2, 2, 1, 1, 1, 1]),
        (vec![Joins("Jäger", "SPD"), Struck(0)], EVERYONE),
        (vec![Joins("Jäger", "SPD"), Joins("Jäger", "FDP"), Struck(0)], [4, 3, 2, 2, 1, 0, 1]),
        (vec![Joins("Jäger", "SPD"), Joins("Jäger", "FDP"), Struck(0), Struck(0)], EVERYONE),
        (vec![Joins("Jäger", "SPD"), Joins("Jäger", "FDP"), Struck(1)], [4, 4, 2, 1, 1, 0, 1]),
    ] {
        let mut evening = evening();
        play(&mut evening, &steps);
        let mut base = evening.meeting.vote_base(evening.item("1"));
        // Fraktionen stand by size: here in the order in which they are listed.
        base.sort_by_key(|row| (row.faction.is_none(), row.faction));
        let base: Vec<_> = base.iter().map(|row| row.present).collect();
        assert_eq!(base, expected, "after {steps:?}");
    }
}

#[test]
fn a_new_fraktion_votes_from_the_next_vote_on() {
    use Step::Joins;
    // domain.md 1.5: rosters change on the day; Fraktionslose exist with a from-date.
    let mut evening = evening();
    let vote = evening.votes(None, Choice::Yes, &[]);
    let before = evening.meeting.vote(vote).unwrap().clone();
    evening.at("18:30");
    play(&mut evening, &[Joins("Jäger", ""), Joins("Kröger", "Neue Mitte")]);
    assert_eq!(*evening.meeting.vote(vote).unwrap(), before);
    let names: Vec<_> = evening
        .meeting
        .vote_base(evening.item("2"))
        .iter()
        .filter(|row| row.present > 0)
        .map(|row| (wording::faction(&evening.meeting, row.faction), row.present))
        .collect();
    let rows = |name: &str| names.iter().find(|(known, _)| known == name).map(|(_, here)| *here);
    assert_eq!(rows("Freie Wähler Auental"), None);
    assert_eq!(rows("Neue Mitte"), Some(1));
    assert_eq!(rows("ohne Fraktion"), Some(1));
    let text = auszug(&evening).replace('\n', " ");
    assert!(text.contains("Herr Jäger verlässt um 18:30 Uhr die Fraktion Freie Wähler Auental."));
    assert!(text.contains("Frau Kröger schließt sich um 18:30 Uhr der Fraktion Neue Mitte an."));
    let text = minutes(&evening.meeting, Part::Public).replace('\n', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Neue Mitte Gesa Kröger (bis 18:30 Uhr ohne Fraktion)"), "{text}");
    assert!(
        text.contains("Paul Jäger (bis 18:30 Uhr in der Fraktion Freie Wähler Auental)"),
        "{text}"
    );
    let same = Joins("Kröger", "Neue Mitte").command(&evening);
    assert_eq!(evening.tries(&same), Err(Refusal::NothingChanges));
    let nameless = Joins("Kröger", " ").command(&evening);
    assert_eq!(evening.tries(&nameless), Err(Refusal::NothingChanges));
}

#[test]
fn who_comes_twice_is_told() {
    use Step::{Comes, Goes, Struck};
    let mut evening = evening();
    play(&mut evening, &[Goes("Abel"), Comes("Abel"), Struck(0)]);
    let twice = |evening: &Evening| {
        let found = findings(&evening.meeting);
        found.iter().any(|it| it.kind == FindingKind::MovesTwice)
    };
    assert!(twice(&evening));
    play(&mut evening, &[Struck(0)]);
    assert!(!twice(&evening));
}

#[test]
fn the_hours_of_an_interruption_are_corrected_together() {
    let mut evening = evening();
    evening.at("17:20").run(Command::BeginRecess).at("17:45").run(Command::EndRecess);
    evening.at("18:20").run(Command::BeginRecess);
    let start = evening.meeting.start.unwrap();
    let at = |minutes| start + TimeDelta::minutes(minutes);
    let tries = |times: Vec<_>| evening.tries(&Command::CorrectRecesses(times));
    assert_eq!(tries(vec![(at(20), Some(at(40)))]), Err(Refusal::Unknown));
    assert_eq!(
        tries(vec![(at(20), Some(at(40))), (at(80), Some(at(90)))]),
        Err(Refusal::NotInterrupted)
    );
    assert_eq!(tries(vec![(at(20), Some(at(45))), (at(80), None)]), Err(Refusal::NothingChanges));
    evening.run(Command::CorrectRecesses(vec![(at(15), Some(at(40))), (at(80), None)]));
    assert!(auszug(&evening).contains("Pause: 17:15 – 17:40 Uhr"));
}

#[test]
fn who_is_on_the_line_in_a_meeting_in_person_is_told() {
    // § 34a GO SH: by video only where the Hauptsatzung says so; § 42 BbgKVerf: the kind of the
    // meeting is to be recorded.
    let mut evening = evening();
    play(&mut evening, &[Step::Video("Abel")]);
    let told = |evening: &Evening| {
        let found = findings(&evening.meeting);
        found.iter().any(|it| it.kind == FindingKind::VideoInPerson)
    };
    assert!(told(&evening));
    let mut head = evening.meeting.head.clone();
    head.kind = MeetingKind::Hybrid;
    evening.run(Command::Describe(Box::new(head)));
    assert!(!told(&evening));
}

#[test]
fn nobody_is_asked_for_twice() {
    // A seat is free while its member is away and nobody sits in it.
    let mut evening = evening();
    let free = |evening: &Evening| evening.meeting.free_seats().collect::<Vec<PersonId>>();
    assert_eq!(free(&evening), []);
    evening.leave("Dreyer").leave("Mohr");
    assert_eq!(free(&evening), [evening.person("Dreyer")]);
    let command = Step::Represents("Lorenz", "Dreyer").command(&evening);
    evening.run(command);
    assert_eq!(free(&evening), []);
}

/// The Auszug of the item that is on.
fn auszug(evening: &Evening) -> String {
    extract(&evening.meeting, evening.meeting.current.unwrap(), Part::Public).unwrap()
}

#[test]
fn an_absence_for_one_item_is_printed_there_with_what_it_changed() {
    use Step::{Away, AwayFrom, Comes};
    let run = |evening: &mut Evening, step: Step| {
        let command = step.command(evening);
        evening.run(command);
    };
    let mut evening = evening();
    run(&mut evening, Away("Abel"));
    assert!(
        auszug(&evening).contains("Herr Abel ist bei diesem Tagesordnungspunkt nicht anwesend.")
    );
    evening.at("17:20");
    run(&mut evening, Comes("Abel"));
    let told = "Herr Abel ist bei diesem Tagesordnungspunkt bis 17:20 Uhr nicht anwesend.";
    assert!(auszug(&evening).replace('\n', " ").contains(told));
    run(&mut evening, AwayFrom("Abel", 0, Some(15)));
    let told = "Herr Abel ist bei diesem Tagesordnungspunkt bis 17:15 Uhr nicht anwesend.";
    assert!(auszug(&evening).replace('\n', " ").contains(told));
    // Who had voted before was not away the whole time.
    evening.totals(None, tally(13, 0, 0));
    evening.at("17:30");
    run(&mut evening, Away("Fock"));
    let told = "Frau Fock ist bei diesem Tagesordnungspunkt ab 17:30 Uhr nicht anwesend.";
    assert!(auszug(&evening).replace('\n', " ").contains(told));
    evening.at("17:40").call("2");
    assert!(!auszug(&evening).contains("nicht anwesend"));
}

#[test]
fn a_befangenheit_after_a_vote_is_printed_with_its_hour() {
    use Step::{Recused, RecusedSince};
    let mut evening = evening();
    evening.at("17:20").totals(None, tally(13, 0, 0));
    evening.at("17:40");
    play(&mut evening, &[Recused("Abel")]);
    for (since, expected) in [
        (None, "Herr Abel ist befangen und nimmt ab 17:40 Uhr an Beratung und"),
        (Some(30), "Herr Abel ist befangen und nimmt ab 17:30 Uhr an Beratung und"),
        (Some(10), "Herr Abel ist befangen und nimmt an Beratung und"),
    ] {
        play(
            &mut evening,
            &since.map(|at| RecusedSince("Abel", at)).into_iter().collect::<Vec<_>>(),
        );
        let text = auszug(&evening).replace('\n', " ");
        assert!(text.contains(expected), "{since:?}: {text}");
        // Whatever hour is set: the vote counts who was befangen by it, and that is told.
        let person = evening.person("Abel");
        let counted = FindingKind::RecusedCounted(person);
        assert!(findings(&evening.meeting).iter().any(|it| it.kind == counted), "{since:?}");
    }
}

#[test]
fn who_was_out_of_the_base_is_not_counted_by_a_later_hour() {
    let mut evening = evening();
    evening.at("17:10");
    play(&mut evening, &[Step::Recused("Abel")]);
    evening.at("17:20").totals(None, tally(12, 0, 0));
    play(&mut evening, &[Step::RecusedSince("Abel", 30)]);
    let counted = FindingKind::RecusedCounted(evening.person("Abel"));
    assert!(!findings(&evening.meeting).iter().any(|it| it.kind == counted));
}

#[test]
fn an_hour_of_an_absence_that_makes_no_sense_is_told_as_that_of_an_arrival() {
    use Step::{Away, AwayFrom, Comes, Corrected, Recused, RecusedSince};
    // Recorded as told; 17:00 to 20:00 is the meeting.
    let outside = |at| Some(FindingKind::TimeOutside(at));
    let start = evening().meeting.start.unwrap();
    let at = |minutes: i64| start + TimeDelta::minutes(minutes);
    for (steps, expected) in [
        (vec![Comes("Lorenz"), Corrected(0, 60)], None),
        (vec![Comes("Lorenz"), Corrected(0, 200)], outside(at(200))),
        (vec![Recused("Abel"), RecusedSince("Abel", 60)], None),
        (vec![Recused("Abel"), RecusedSince("Abel", 200)], outside(at(200))),
        (vec![Away("Abel"), AwayFrom("Abel", 10, Some(180))], None),
        (vec![Away("Abel"), AwayFrom("Abel", 200, None)], outside(at(200))),
        (vec![Away("Abel"), AwayFrom("Abel", 10, Some(200))], outside(at(200))),
        (
            vec![Away("Abel"), AwayFrom("Abel", 30, Some(20))],
            Some(FindingKind::TimesCross { before: at(30), at: at(20) }),
        ),
    ] {
        let mut evening = evening();
        evening.at("17:05");
        play(&mut evening, &steps);
        evening.at("20:00").run(Command::CloseMeeting);
        let mut found = findings(&evening.meeting).into_iter().map(|it| it.kind);
        let found = found.find(|kind| {
            matches!(kind, FindingKind::TimeOutside(_) | FindingKind::TimesCross { .. })
        });
        assert_eq!(found, expected, "{steps:?}");
    }
    // An hour before the opening, which the clock cannot have meant.
    let mut evening = evening();
    play(&mut evening, &[Recused("Abel")]);
    let (item, person) = (evening.item("1"), evening.person("Abel"));
    evening.run(Command::CorrectRecusal { item, person, at: at(-600) });
    let found = findings(&evening.meeting);
    assert!(found.iter().any(|it| it.kind == FindingKind::TimeOutside(at(-600))));
}

/// The same evening in a house where the Beschlussfähigkeit goes on until it is challenged.
fn presuming() -> Evening {
    let mut profile = profile();
    profile.rules.quorum = wortlaut::profile::default().rules.quorum;
    let proposal = "Es wird beschlossen.";
    let mut evening = Evening::with(
        profile,
        &[("1", "Erstens", true, proposal), ("2", "Zweitens", true, proposal)],
    );
    evening.at("17:00").call("1").at("17:10");
    evening
}

/// Lets so many of the thirteen go.
fn leaving(evening: &mut Evening, many: usize) {
    for name in NAMES.iter().take(many) {
        evening.leave(name);
    }
}

#[test]
fn too_few_are_enough_until_somebody_challenges_it() {
    // § 38 (1) GO SH: stated at the opening, then presumed until the chair states otherwise on a
    // member's motion; unasked below a third of the statutory number or below three.
    for (leave, challenged, expected, vote) in [
        (0, false, Quorum::Reached, None),
        // 7 of 13 are more than half.
        (6, false, Quorum::Reached, None),
        (7, false, Quorum::Presumed, None),
        // 5 of 13 are more than a third, 4 are not.
        (8, false, Quorum::Presumed, None),
        (9, false, Quorum::Lacking, Some(FindingKind::BelowFloor { present: 4, statutory: 13 })),
        (12, false, Quorum::Lacking, Some(FindingKind::BelowFloor { present: 1, statutory: 13 })),
        (6, true, Quorum::Reached, None),
        (7, true, Quorum::Lacking, Some(FindingKind::NoQuorum { present: 6, statutory: 13 })),
    ] {
        let mut evening = presuming();
        leaving(&mut evening, leave);
        if challenged {
            let challenger = Some(evening.person("Kröger"));
            evening.at("17:20").run(Command::StateQuorum { challenger });
        }
        assert_eq!(evening.meeting.quorum(), expected, "{leave} left");
        evening.at("17:30").votes(None, Choice::Yes, &[]);
        let found = findings(&evening.meeting).into_iter().map(|it| it.kind);
        let found = found.filter(|kind| {
            matches!(kind, FindingKind::NoQuorum { .. } | FindingKind::BelowFloor { .. })
        });
        assert_eq!(found.collect::<Vec<_>>(), Vec::from_iter(vote), "{leave} left");
    }
}

#[test]
fn a_vote_before_the_challenge_stands() {
    // Presumed at the moment of the vote is enough, whatever is stated later.
    let mut evening = presuming();
    leaving(&mut evening, 7);
    evening.votes(None, Choice::Yes, &[]);
    evening.at("17:20").run(Command::StateQuorum { challenger: None });
    let found = findings(&evening.meeting);
    assert!(!found.iter().any(|it| matches!(it.kind, FindingKind::NoQuorum { .. })));
    // Once enough are back and it is stated, it goes on.
    evening.at("17:30").arrive("Weiß").run(Command::StateQuorum { challenger: None });
    evening.leave("Weiß");
    assert_eq!(evening.meeting.quorum(), Quorum::Presumed);
}

#[test]
fn who_challenges_counts_as_present() {
    // § 38 (1) GO SH: "dieses Mitglied zählt zu den Anwesenden".
    let mut evening = presuming();
    leaving(&mut evening, 7);
    let last = |evening: &Evening| evening.meeting.quorum_checks.last().unwrap().count;
    for (challenger, present, enough) in
        [(None, 6, false), (Some("Weiß"), 7, true), (Some("Kröger"), 6, false)]
    {
        let challenger = challenger.map(|name| evening.person(name));
        evening.run(Command::StateQuorum { challenger });
        assert_eq!(last(&evening), QuorumCount { present, statutory: 13, enough });
    }
    let nobody = Command::StateQuorum { challenger: Some(evening.person("Mohr")) };
    assert_eq!(evening.tries(&nobody), Err(Refusal::NoVoter));
    let text = auszug(&evening).replace('\n', " ");
    assert!(text.contains(
        "Frau Dr. Weiß zweifelt die Beschlussfähigkeit an. Die Vorsitzende stellt um 17:10 Uhr \
         fest: 7 von 13 stimmberechtigten Mitgliedern sind anwesend, das Gremium ist \
         beschlussfähig."
    ));
}

#[test]
fn the_number_is_less_for_empty_seats_and_who_is_excluded() {
    use Step::{Away, Goes, Recused, Represents};
    // § 38 (1) GO SH: empty seats and those excluded by § 22 reduce the statutory number.
    for (statutory, steps, present, of) in [
        (13, vec![], 13, 13),
        (15, vec![], 13, 13),
        (12, vec![], 13, 12),
        (13, vec![Recused("Abel")], 12, 12),
        (13, vec![Recused("Abel"), Goes("Abel")], 12, 12),
        // Only away: the number stays.
        (13, vec![Away("Abel")], 12, 13),
        (13, vec![Recused("Dreyer"), Represents("Lorenz", "Dreyer")], 13, 13),
        (13, vec![Recused("Dreyer"), Represents("Lorenz", "Dreyer"), Recused("Lorenz")], 12, 12),
        (13, vec![Recused("Mohr")], 13, 13),
        (13, NAMES.map(Recused).to_vec(), 0, 0),
    ] {
        let mut evening = presuming();
        let mut head = evening.meeting.head.clone();
        head.statutory_members = Some(statutory);
        evening.run(Command::Describe(Box::new(head)));
        play(&mut evening, &steps);
        let count = evening.meeting.quorum_count(evening.meeting.current);
        assert_eq!((count.present, count.statutory), (present, of), "{statutory}, {steps:?}");
        // Where the Land knows nothing of it, the number stays.
        let rules = &mut evening.meeting.profile.rules;
        rules.quorum.without_vacant = false;
        rules.quorum_without_recused = false;
        assert_eq!(evening.meeting.quorum_base(evening.meeting.current), statutory);
    }
}

#[test]
fn each_land_has_its_own_quorum() {
    // § 38 GO SH, § 38 BbgKVerf; Art. 47 (2) GO Bayern: counted at each vote.
    for (name, presumed, floor, vacant) in [
        ("kreis-sh", true, (3, 3), true),
        ("gemeinde-sh", true, (3, 3), true),
        ("brandenburg", true, (3, 3), false),
        ("bayern", false, (0, 0), false),
    ] {
        let rule = wortlaut::profile::shipped(name).unwrap().rules.quorum;
        assert_eq!((rule.presumed, rule.without_vacant), (presumed, vacant), "{name}");
        assert_eq!((rule.floor_part, rule.floor_members), floor, "{name}");
    }
}

/// One more substitute, at the end of the list.
fn join_substitute(evening: &mut Evening, id: u32, name: &str, faction: &str) {
    let old = evening.person("Lorenz");
    let person = Person {
        id: PersonId(id),
        family_name: name.into(),
        ..evening.meeting.person(old).unwrap().clone()
    };
    let membership = Membership {
        person: PersonId(id),
        on_behalf_of: Some(Evening::faction(faction)),
        ..evening.meeting.membership(old).unwrap().clone()
    };
    evening.meeting.apply(&Event::MemberAdded { person, membership });
}

#[test]
fn who_sits_for_whom_is_a_rule_of_the_committee() {
    use SubstitutionRule::{Any, Faction, FactionInOrder, InOrder};
    // domain.md 1.5, issue 4.4: substitutes by the rules of the committee. The list is Lorenz
    // (SPD), Quast (SPD), Rathje (CDU); Dreyer and Ehlers are of the SPD, Abel is of the CDU.
    let evening = |rule| {
        let mut evening = evening();
        evening.meeting.profile.rules.substitution = rule;
        join_substitute(&mut evening, 301, "Quast", "SPD");
        join_substitute(&mut evening, 302, "Rathje", "CDU");
        evening
    };
    let out_of_order = |name| Some((name, "order"));
    for (rule, before, substitute, member, expected) in [
        (Any, vec![], "Rathje", "Dreyer", None),
        (Faction, vec![], "Quast", "Dreyer", None),
        (Faction, vec![], "Rathje", "Dreyer", Some(("", "faction"))),
        (Faction, vec![], "Rathje", "Abel", None),
        (FactionInOrder, vec![], "Lorenz", "Dreyer", None),
        (FactionInOrder, vec![], "Quast", "Dreyer", out_of_order("Lorenz")),
        (FactionInOrder, vec![], "Rathje", "Abel", None),
        (FactionInOrder, vec![], "Rathje", "Dreyer", Some(("", "faction"))),
        // The first one sits already: it is the next one's turn.
        (FactionInOrder, vec![("Lorenz", "Ehlers")], "Quast", "Dreyer", None),
        (InOrder, vec![("Lorenz", "Ehlers")], "Rathje", "Abel", out_of_order("Quast")),
        (InOrder, vec![("Lorenz", "Ehlers"), ("Quast", "Abel")], "Rathje", "Weiß", None),
    ] {
        let mut evening = evening(rule);
        for (substitute, member) in before {
            play(&mut evening, &[Step::Represents(substitute, member)]);
        }
        play(&mut evening, &[Step::Represents(substitute, member)]);
        let found = findings(&evening.meeting).into_iter().find_map(|it| match it.kind {
            FindingKind::SubstituteMisfits(_, misfit) => Some((misfit, it.place)),
            _ => None,
        });
        let expected = expected.map(|(first, why)| {
            let misfit = match why {
                "faction" => Misfit::OtherFaction,
                _ => Misfit::OutOfOrder(evening.person(first)),
            };
            (misfit, Place::Person(evening.person(substitute)))
        });
        assert_eq!(found, expected, "{rule:?}: {substitute} for {member}");
    }
    // Who is excused is passed over, and says so in the list.
    let mut excused = evening(FactionInOrder);
    excused.excused("Lorenz");
    play(&mut excused, &[Step::Represents("Quast", "Dreyer")]);
    let none = findings(&excused.meeting);
    assert!(!none.iter().any(|it| matches!(it.kind, FindingKind::SubstituteMisfits(..))));
    // A later change of the Fraktion does not make it wrong.
    let mut changed = evening(Faction);
    play(&mut changed, &[Step::Represents("Quast", "Dreyer"), Step::Joins("Dreyer", "FDP")]);
    let none = findings(&changed.meeting);
    assert!(!none.iter().any(|it| matches!(it.kind, FindingKind::SubstituteMisfits(..))));
}

#[test]
fn each_land_says_who_sits_for_whom() {
    use SubstitutionRule::{Any, Faction};
    for (name, rule) in
        [("kreis-sh", Faction), ("gemeinde-sh", Faction), ("brandenburg", Faction), ("bayern", Any)]
    {
        let rules = wortlaut::profile::shipped(name).unwrap().rules;
        assert_eq!(rules.substitution, rule, "{name}");
    }
    let wrong = wortlaut::profile::parse("p.toml", "[regeln]\nvertretung = \"wer will\"");
    let told = wrong.unwrap_err().first().unwrap().to_string();
    assert!(told.contains("alle, fraktion, fraktion-reihenfolge, reihenfolge"), "{told}");
}

#[test]
fn what_was_over_before_the_opening_is_no_part_of_the_meeting() {
    let mut evening = Evening::new(&[("1", "Erstens", true, "Es wird beschlossen.")]);
    let (member, first) = (evening.person("Dreyer"), evening.person("Lorenz"));
    evening.at("16:50").run(Command::Substitute { member, substitute: first });
    evening.at("16:55").run(Command::Leave(first));
    assert!(!evening.meeting.attendance_of(first).unwrap().here);
    assert_eq!(evening.tries(&Command::Leave(first)), Err(Refusal::NotHere));
    evening.at("17:00").run(Command::OpenMeeting);
    assert_eq!(evening.meeting.stays(first), []);
    assert_eq!(evening.meeting.present_voters(None), 12);
}

#[test]
fn the_second_substitute_who_goes_before_the_opening_leaves_the_seat_empty() {
    let mut evening = Evening::new(&[("1", "Erstens", true, "Es wird beschlossen.")]);
    join_substitute(&mut evening, 301, "Quast", "SPD");
    let [member, first, second] = ["Dreyer", "Lorenz", "Quast"].map(|name| evening.person(name));
    evening.at("16:50").run(Command::Substitute { member, substitute: first });
    evening.at("16:52").run(Command::Substitute { member, substitute: second });
    evening.at("16:55").run(Command::Leave(second));
    // The first had given the seat back, and was never in it.
    let here = |person| evening.meeting.attendance_of(person).unwrap().here;
    assert_eq!([member, first, second].map(here), [false; 3]);
    evening.at("17:00").run(Command::OpenMeeting);
    assert_eq!(evening.meeting.present_voters(None), 12);
}

#[test]
fn who_changed_the_fraktion_before_the_opening_takes_the_own_seat_back() {
    let mut evening = Evening::new(&[("1", "Erstens", true, "Es wird beschlossen.")]);
    let (member, substitute) = (evening.person("Dreyer"), evening.person("Lorenz"));
    evening.at("16:50").run(Command::ChangeFaction { person: member, faction: NewFaction::None });
    evening.run(Command::Substitute { member, substitute });
    evening.at("16:55").run(Command::Arrive(member));
    assert_eq!(evening.meeting.present_voters(None), 13);
    assert!(!evening.meeting.attendance_of(substitute).unwrap().here);
}
