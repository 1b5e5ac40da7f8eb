//! The agenda while the meeting goes on: items taken earlier or later, debated jointly, or
//! continued behind closed doors.

use crate::export_council::{Evening, profile, tally};
use wortlaut::domain::{
    Choice, Command, Event, FindingKind, Happening, ItemId, MotionKind, Place, Refusal,
    RequestKind, Speaker, VoteState, findings,
};
use wortlaut::export::{Part, extract, minutes};

/// Four items, the first of them on, the last not public.
fn evening() -> Evening {
    let mut evening = Evening::new(&[
        ("1", "Haushalt", true, "Der Haushalt wird beschlossen."),
        ("2", "Stellenplan", true, "Der Stellenplan wird beschlossen."),
        ("3", "Schulen", true, "Die Schulen werden saniert."),
        ("4", "Grundstück Nord", false, "Das Grundstück wird verkauft."),
    ]);
    evening.at("18:00").call("1");
    evening
}

fn numbers(evening: &Evening) -> String {
    evening.meeting.agenda.iter().map(|item| item.number.as_str()).collect::<Vec<_>>().join(" ")
}

fn note(evening: &Evening, number: &str) -> String {
    let text = minutes(&evening.meeting, Part::All);
    let title = format!("\nTOP {number} ");
    let (_, item) = text.split_once(&title).unwrap();
    item.lines().nth(3).unwrap_or_default().to_owned()
}

#[derive(Clone, Copy)]
enum Step {
    Up(&'static str),
    Down(&'static str),
    Behind(&'static str, &'static str),
    First(&'static str),
}

impl Step {
    fn command(self, evening: &Evening) -> Command {
        let item = |number| evening.item(number);
        match self {
            Self::Up(number) => Command::MoveItem { item: item(number), up: true },
            Self::Down(number) => Command::MoveItem { item: item(number), up: false },
            Self::Behind(number, after) => {
                Command::PlaceItem { item: item(number), after: Some(item(after)) }
            }
            Self::First(number) => Command::PlaceItem { item: item(number), after: None },
        }
    }
}

#[test]
fn an_item_taken_earlier_or_later_is_told_with_its_time() {
    use Step::{Behind, Down, First, Up};
    // domain.md 1.4: Vorziehen and Zurückstellen are recorded. Back where it stood, it was neither.
    for (steps, order, told) in [
        (vec![], "1 2 3 4", ""),
        (vec![Up("3")], "1 3 2 4", "Vorgezogen um 18:03 Uhr."),
        (vec![Up("3"), Up("3")], "3 1 2 4", "Vorgezogen um 18:03 Uhr."),
        (vec![Down("3")], "1 2 4 3", "Zurückgestellt um 18:03 Uhr."),
        (vec![Up("3"), Down("3")], "1 2 3 4", ""),
        (vec![Up("3"), Down("3"), Down("3")], "1 2 4 3", "Zurückgestellt um 18:03 Uhr."),
        (vec![Behind("3", "1")], "1 3 2 4", "Vorgezogen um 18:03 Uhr."),
        (vec![Behind("3", "4")], "1 2 4 3", "Zurückgestellt um 18:03 Uhr."),
        (vec![Behind("3", "4"), Behind("3", "2")], "1 2 3 4", ""),
        (vec![First("3")], "3 1 2 4", "Vorgezogen um 18:03 Uhr."),
        // What only gives way to another was not moved itself.
        (vec![First("4"), First("1")], "1 4 2 3", ""),
    ] {
        let mut evening = evening();
        evening.at("18:03");
        for step in &steps {
            let command = step.command(&evening);
            evening.run(command);
        }
        assert_eq!(numbers(&evening), order);
        let note = note(&evening, "3");
        let note = if note.contains("gestellt um") || note.contains("gezogen um") {
            note
        } else {
            String::new()
        };
        assert_eq!(note, told, "{order}");
    }
}

#[test]
fn before_the_meeting_an_agenda_is_only_written() {
    let mut evening = Evening::new(&[("1", "a", true, ""), ("2", "b", true, "")]);
    let item = evening.item("2");
    evening.run(Command::MoveItem { item, up: true });
    assert!(evening.meeting.agenda.iter().all(|item| item.shift.is_none()));
    let after = Some(evening.item("1"));
    evening.run(Command::PlaceItem { item, after });
    assert!(evening.meeting.agenda.iter().all(|item| item.shift.is_none()));
    let old = r#"{"item_moved":{"item":1,"after":null}}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    assert!(matches!(event, Event::ItemMoved { at: None, .. }));
}

#[test]
fn where_an_item_stands_it_is_not_put() {
    let evening = evening();
    let item = evening.item("2");
    for (after, refusal) in [
        (Some(evening.item("1")), Refusal::NothingChanges),
        (Some(item), Refusal::NothingChanges),
        (Some(ItemId(9999)), Refusal::Unknown),
    ] {
        assert_eq!(evening.tries(&Command::PlaceItem { item, after }), Err(refusal));
    }
    let item = evening.item("1");
    let first = Command::PlaceItem { item, after: None };
    assert_eq!(evening.tries(&first), Err(Refusal::NothingChanges));
}

#[test]
fn the_agenda_of_the_minutes_tells_it_too() {
    let mut evening = evening();
    evening.at("18:03");
    let item = evening.item("3");
    evening.run(Command::MoveItem { item, up: true });
    let text = minutes(&evening.meeting, Part::Public);
    assert!(text.contains("\n3   Schulen (vorgezogen, 18:03 Uhr)\n"), "{text}");
}

fn not_called(evening: &Evening) -> Vec<String> {
    let found = findings(&evening.meeting);
    let items = found.into_iter().filter_map(|finding| match (finding.kind, finding.place) {
        (FindingKind::NotCalled, Place::Item(item)) => evening.meeting.item(item),
        _ => None,
    });
    items.map(|item| item.number.clone()).collect()
}

#[test]
fn items_debated_jointly_count_as_called_and_name_each_other() {
    // domain.md 1.4: gemeinsame Beratung.
    let mut evening = evening();
    let item = evening.item("2");
    evening.call("3").call("1");
    assert_eq!(not_called(&evening), ["2"]);
    evening.run(Command::JoinItem { item, joined: true });
    assert_eq!(not_called(&evening), [""; 0]);
    assert!(evening.meeting.is_debated(evening.meeting.item(item).unwrap()));
    let third = evening.item("3");
    evening.run(Command::JoinItem { item: third, joined: true });
    let text = minutes(&evening.meeting, Part::Public);
    assert!(text.contains("\nGemeinsame Beratung mit TOP 2 und TOP 3.\n"), "{text}");
    assert!(text.contains("\nGemeinsame Beratung mit TOP 1.\n"), "{text}");
    // Each is voted on by itself, and misses its result when the debate is over.
    evening.call("4");
    let no_result = |evening: &Evening| {
        let found = findings(&evening.meeting);
        found.iter().filter(|it| it.kind == FindingKind::NoResult).count()
    };
    assert_eq!(no_result(&evening), 3);
    evening.run(Command::SetResult { item, result: Some("abgelehnt".into()) });
    assert_eq!(no_result(&evening), 2);
    evening.run(Command::JoinItem { item, joined: false });
    assert!(!minutes(&evening.meeting, Part::Public).contains("TOP 2 und TOP 3"));
}

#[test]
fn all_that_is_debated_jointly_has_one_lead() {
    let mut evening = evening();
    let (one, two, three) = (evening.item("1"), evening.item("2"), evening.item("3"));
    let join = |item| Command::JoinItem { item, joined: true };
    assert_eq!(evening.tries(&join(one)), Err(Refusal::AlreadyOn));
    evening.call("2").run(join(three)).call("1").run(join(two));
    let lead = |evening: &Evening, item| evening.meeting.item(item).unwrap().joined;
    assert_eq!((lead(&evening, two), lead(&evening, three)), (Some(one), Some(one)));
    assert_eq!(evening.tries(&join(two)), Err(Refusal::NothingChanges));
    // Called by itself, a joined item passes its lead on.
    let four = evening.item("4");
    evening.call("2").run(join(four));
    assert_eq!(lead(&evening, evening.item("4")), Some(one));
    let apart = Command::JoinItem { item: one, joined: false };
    assert_eq!(evening.tries(&apart), Err(Refusal::NothingChanges));
    evening.run(Command::WithdrawItem { item: three, withdrawn: true });
    assert_eq!(evening.tries(&join(three)), Err(Refusal::ItemWithdrawn));
    // Which items are treated behind closed doors is not told in public.
    let text = minutes(&evening.meeting, Part::Public);
    assert!(text.contains("Gemeinsame Beratung mit TOP 2 und TOP 3."), "{text}");
}

#[test]
fn nothing_on_nothing_to_join() {
    let mut evening = Evening::new(&[("1", "a", true, ""), ("2", "b", true, "")]);
    let join = Command::JoinItem { item: evening.item("1"), joined: true };
    assert_eq!(evening.tries(&join), Err(Refusal::NoItemOn));
    evening.call("2").run(join);
}

/// The item that is on goes on in the other publicity.
fn turn(evening: &mut Evening) -> ItemId {
    let on = evening.meeting.current.unwrap();
    evening.run(Command::ContinueItem(on));
    evening.meeting.current.unwrap()
}

#[test]
fn an_item_goes_on_behind_closed_doors_and_comes_back() {
    // domain.md 1.6: one TOP may be half public, half non-public; the two protocols are separate.
    let mut evening = evening();
    evening.call("3").says("Abel", "fragt nach den Kosten.");
    let speaker = Speaker::Person(evening.person("Fock"));
    evening.run(Command::RequestSpeech { speaker, kind: RequestKind::Contribution });
    let fock = evening.person("Fock");
    let public = evening.item("3");
    evening.run(Command::Recuse { item: public, person: fock, recused: true });
    evening.at("18:20");
    let closed = turn(&mut evening);
    assert_eq!(numbers(&evening), "1 2 3 3 4");
    assert!(evening.meeting.is_recused(fock, closed), "befangen there too");
    assert_eq!(evening.meeting.speakers.waiting.len(), 1, "who waits goes on waiting");
    let main = evening.meeting.main_motion(closed).unwrap();
    assert_eq!((main.text.as_str(), main.kind), ("Die Schulen werden saniert.", MotionKind::Main));
    evening.remark("Das Angebot der Firma lautet auf zwei Millionen.");
    evening.totals(None, tally(12, 0, 0));
    evening.at("18:40");
    let who = Speaker::Named("Gutachter Geheim".into());
    evening.run(Command::RequestSpeech { speaker: who, kind: RequestKind::Contribution });
    assert_eq!(turn(&mut evening), public);
    assert!(evening.meeting.speakers.waiting.is_empty(), "nobody from there is named here");
    assert_eq!(turn(&mut evening), closed, "there is one other part, not one for each time");
    assert_eq!(turn(&mut evening), public);
    assert_eq!(numbers(&evening), "1 2 3 3 4");
    let text = extract(&evening.meeting, public, Part::Public).unwrap();
    assert!(!text.contains("Millionen") && !text.contains("einstimmig"), "{text}");
    for line in [
        "\nDer TOP wird ab 18:20 Uhr nichtöffentlich fortgesetzt.\n",
        "\nDer TOP wird ab 18:40 Uhr öffentlich fortgesetzt.\n",
    ] {
        assert!(text.contains(line), "{line:?} is missing: {text}");
    }
    let secret = extract(&evening.meeting, closed, Part::NonPublic).unwrap();
    assert!(secret.contains("zwei Millionen") && secret.contains("einstimmig"), "{secret}");
    let whole = minutes(&evening.meeting, Part::Public);
    assert!(whole.contains("\n3   Schulen (teilweise nichtöffentlich)\n"), "{whole}");
    assert_eq!(whole.matches("\n3 ").count(), 1, "{whole}");
    assert_eq!(extract(&evening.meeting, closed, Part::Public), None);
}

/// Somebody says to be befangen in the item that is on.
fn is_recused(evening: &mut Evening, name: &str) {
    let (item, person) = (evening.meeting.current.unwrap(), evening.person(name));
    evening.run(Command::Recuse { item, person, recused: true });
}

/// All of the public minutes, and of the others, in one line each.
fn both_parts(evening: &Evening) -> [String; 2] {
    [Part::Public, Part::NonPublic].map(|part| {
        minutes(&evening.meeting, part).split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn who_is_befangen_is_so_in_the_whole_matter() {
    // § 22 GO SH: of "Beratung und Entscheidung" of a matter, and domain.md 1.6: the two protocols
    // are separate. So it holds in both parts from then on, and what was said behind closed doors
    // is printed only there.
    let sentence = "Frau Fock ist befangen und nimmt an Beratung und Abstimmung nicht teil.";
    for (said_in_public, second_has_begun, printed) in
        [(true, false, [true, true]), (true, true, [true, true]), (false, true, [false, true])]
    {
        let mut evening = evening();
        evening.call("3");
        let public = evening.item("3");
        let told = format!("in public: {said_in_public}, after it began: {second_has_begun}");
        if said_in_public && !second_has_begun {
            is_recused(&mut evening, "Fock");
        }
        evening.at("18:20");
        let closed = turn(&mut evening);
        if second_has_begun {
            if said_in_public {
                turn(&mut evening);
            }
            is_recused(&mut evening, "Fock");
            evening.at("18:30");
            turn(&mut evening);
        }
        for part in [public, closed] {
            assert!(evening.meeting.is_recused(evening.person("Fock"), part), "{told}");
            assert_eq!(evening.meeting.present_voters(Some(part)), 12, "{told}");
            assert_eq!(evening.meeting.quorum_base(Some(part)), 12, "{told}");
        }
        let shows = both_parts(&evening).map(|text| text.contains(sentence));
        assert_eq!(shows, printed, "{told}");
    }
}

#[test]
fn what_was_said_behind_closed_doors_is_in_nothing_public() {
    // The item begins behind closed doors, somebody is befangen, then it goes on in public.
    let items = [("1", "Erstens", true, ""), ("N 2", "Verkauf", false, "Der Verkauf.")];
    let mut house = profile();
    let forms = "[abstimmungsergebnis]\nform = [\"kopf\", \"amtszeilen\"]";
    house.vote_style = wortlaut::profile::parse("p.toml", forms).unwrap().vote_style;
    let mut evening = Evening::with(house, &items);
    evening.at("17:00").call("N 2").at("17:10");
    let fock = evening.person("Fock");
    is_recused(&mut evening, "Fock");
    evening.at("17:20");
    let public = turn(&mut evening);
    let vote = evening.totals(None, tally(12, 0, 0));
    let VoteState::Closed { present, recused, .. } = &evening.meeting.vote(vote).unwrap().state
    else {
        panic!("open")
    };
    assert_eq!((*present, recused.as_deref()), (12, Some(&[][..])), "out of the base, unnamed");
    let item = evening.meeting.item(public).unwrap();
    let counted = FindingKind::RecusedCounted(fock);
    let counted =
        |evening: &Evening| findings(&evening.meeting).iter().any(|it| it.kind == counted);
    assert!(item.recusals.is_empty() && !counted(&evening));
    let [open, closed] = both_parts(&evening);
    assert!(
        !open.to_lowercase().contains("befangen und") && !open.contains("Befangen: 1"),
        "{open}"
    );
    assert!(closed.contains("Frau Fock ist befangen"), "{closed}");
    // She says it in public, too: from then on it is told there, and the vote stays.
    evening.at("17:40");
    is_recused(&mut evening, "Fock");
    assert!(!counted(&evening), "she was out of the base all the time");
    let [open, _] = both_parts(&evening);
    assert!(open.contains("Frau Fock ist befangen und nimmt ab 17:40 Uhr"), "{open}");
    // Struck there, it still holds; struck where it was said first, it is over.
    let strike = Command::Recuse { item: public, person: fock, recused: false };
    evening.run(strike.clone());
    assert!(evening.meeting.is_recused(fock, public));
    evening.run(strike.clone());
    assert!(!evening.meeting.is_recused(fock, public));
    assert_eq!(evening.tries(&strike), Err(Refusal::NothingChanges));
}

#[test]
fn what_went_on_elsewhere_misses_no_result() {
    let mut evening = evening();
    evening.call("3");
    let public = evening.item("3");
    let closed = turn(&mut evening);
    evening.call("4");
    let missing: Vec<_> = findings(&evening.meeting)
        .into_iter()
        .filter(|finding| finding.kind == FindingKind::NoResult)
        .map(|finding| finding.place)
        .collect();
    assert!(missing.contains(&Place::Item(closed)) && !missing.contains(&Place::Item(public)));
}

#[test]
fn nothing_comes_out_from_behind_closed_doors_by_itself() {
    // product.md 7: nothing of a non-public item may appear in a public file, its title included
    // where the profile says so.
    for titles in [false, true] {
        let mut house = profile();
        house.show_non_public_titles = titles;
        let mut evening =
            Evening::with(house, &[("4", "Verkauf an die Firma Nord", false, "Es wird verkauft.")]);
        evening.call("4");
        let open = turn(&mut evening);
        let item = evening.meeting.item(open).unwrap();
        assert!(item.public && item.paper.is_none());
        assert_eq!(item.name, if titles { "Verkauf an die Firma Nord" } else { "" });
        assert!(evening.meeting.main_motion(open).is_none());
        let text = minutes(&evening.meeting, Part::Public);
        assert_eq!(text.contains("Firma Nord"), titles, "{text}");
        assert!(!text.contains("Es wird verkauft"), "{text}");
    }
}

#[test]
fn a_changed_wording_goes_along_with_what_the_paper_said() {
    let mut evening = evening();
    evening.call("3");
    let main = evening.meeting.main_motion(evening.item("3")).unwrap().id;
    evening.run(Command::RewordMotion { motion: main, text: "Nur die Grundschulen.".into() });
    let closed = turn(&mut evening);
    let main = evening.meeting.main_motion(closed).unwrap();
    assert_eq!(main.text, "Nur die Grundschulen.");
    assert_eq!(main.paper_text.as_deref(), Some("Die Schulen werden saniert."));
    // What is decided already does not go along.
    let mut evening = self::evening();
    evening.votes(None, Choice::Yes, &[]);
    let closed = turn(&mut evening);
    assert!(evening.meeting.main_motion(closed).is_none());
}

#[test]
fn only_the_item_that_is_on_goes_on() {
    let mut evening = evening();
    let item = evening.item("2");
    assert_eq!(evening.tries(&Command::ContinueItem(item)), Err(Refusal::NotOn));
    assert_eq!(evening.tries(&Command::ContinueItem(ItemId(9999))), Err(Refusal::Unknown));
    evening.run(Command::CloseMeeting);
    assert_eq!(evening.tries(&Command::ContinueItem(item)), Err(Refusal::Closed));
}

#[test]
fn each_time_it_went_on_has_its_own_line() {
    let mut evening = evening();
    let first = evening.meeting.current.unwrap();
    for time in ["18:10", "18:20", "18:30"] {
        evening.at(time);
        turn(&mut evening);
    }
    let item = evening.meeting.item(first).unwrap();
    let lines = item.record.iter().filter(|what| matches!(what, Happening::Handover(_)));
    assert_eq!(lines.count(), 3);
    let text = extract(&evening.meeting, first, Part::Public).unwrap();
    for (time, how) in [("18:10", "nicht"), ("18:20", ""), ("18:30", "nicht")] {
        assert!(text.contains(&format!("ab {time} Uhr {how}öffentlich fortgesetzt.")), "{text}");
    }
}
