//! The German of facts, refusals and findings.

use crate::export_council::{Evening, profile, tally};
use wortlaut::domain::{
    Claim, Command, Event, Finding, FindingKind, Happening, MotionKind, Mover, OrganizationId,
    Outcome, Place, Refusal, RequestKind, Speaker,
};
use wortlaut::journal::{Change, Seq};
use wortlaut::wording;

fn evening() -> Evening {
    Evening::new(&[("Ö 1", "Erstens", true, "Es wird beschlossen."), ("Ö 2", "Zweitens", true, "")])
}

/// The last line that follows a fact in the item that is on.
fn last_fact(evening: &Evening) -> String {
    let item = evening.meeting.item(evening.meeting.current.unwrap()).unwrap();
    let mut facts =
        item.record.iter().filter_map(|what| wording::fact(&evening.meeting, item, *what));
    facts.next_back().unwrap()
}

#[test]
fn votes_are_told_in_singular_and_plural() {
    let check = |yes, no, abstain, words| {
        assert_eq!(wording::tally(tally(yes, no, abstain)), words);
    };
    check(0, 0, 0, "");
    check(1, 0, 0, "1 Ja");
    check(12, 0, 0, "12 Ja");
    check(7, 5, 1, "7 Ja, 5 Nein, 1 Enthaltung");
    check(7, 0, 2, "7 Ja, 2 Enthaltungen");
    check(0, 1, 0, "1 Nein");
}

#[test]
fn the_house_says_what_a_vote_gave() {
    let check = |yes, no, abstain, outcome, kind, words: &str| {
        assert_eq!(profile().vote_wording(tally(yes, no, abstain), outcome, kind), words);
    };
    use MotionKind::{Amendment, Main};
    use Outcome::{Carried, Rejected, Tied};
    check(12, 0, 0, Carried, Main, "einstimmig");
    check(11, 0, 1, Carried, Main, "einstimmig bei 1 Enthaltung");
    check(10, 0, 2, Carried, Main, "einstimmig bei 2 Enthaltungen");
    check(8, 3, 0, Carried, Main, "mehrheitlich beschlossen");
    check(8, 3, 0, Carried, Amendment, "mehrheitlich angenommen");
    check(3, 8, 0, Rejected, Main, "mehrheitlich abgelehnt");
    check(0, 8, 0, Rejected, Main, "einstimmig abgelehnt");
    check(6, 6, 0, Tied, Main, "bei Stimmengleichheit abgelehnt");
}

#[test]
fn days_and_hours() {
    let day = chrono::NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
    assert_eq!(wording::date_long(&day), "Dienstag, 9. März 2027");
    assert_eq!(wording::date_short(&day), "09.03.2027");
    let at: wortlaut::domain::Timestamp = "2027-10-31T02:05:59+02:00".parse().unwrap();
    assert_eq!(wording::time(&at), "02:05 Uhr (2A)");
    let an_hour_later: wortlaut::domain::Timestamp = "2027-10-31T02:05:59+01:00".parse().unwrap();
    assert_eq!(wording::clock(&an_hour_later), "02:05 (2B)");
    let in_summer: wortlaut::domain::Timestamp = "2027-06-30T02:05:59+02:00".parse().unwrap();
    assert_eq!(wording::time(&in_summer), "02:05 Uhr");
}

#[test]
fn people_are_addressed_as_the_house_does() {
    let mut evening = evening();
    let (abel, mohr) = (evening.person("Abel"), evening.person("Mohr"));
    assert_eq!(wording::address(&evening.meeting, abel), "Herr Abel");
    assert_eq!(wording::address(&evening.meeting, mohr), "Die Landrätin");
    assert_eq!(wording::address_mid(&evening.meeting, mohr), "die Landrätin");
    // Entered in the masculine, she is still the Landrätin; a man is the Landrat.
    let office = |evening: &mut Evening, form: &str| {
        let meeting = &mut evening.meeting;
        meeting.people.iter_mut().find(|person| person.id == mohr).unwrap().form_of_address =
            form.into();
        let own = meeting.memberships.iter_mut().find(|who| who.person == mohr).unwrap();
        own.office = "Landrat".into();
    };
    office(&mut evening, "Frau");
    assert_eq!(wording::address(&evening.meeting, mohr), "Die Landrätin");
    office(&mut evening, "Herr");
    assert_eq!(wording::address_mid(&evening.meeting, mohr), "der Landrat");
    // Two with a family name are told apart by the other one.
    evening.meeting.people.iter_mut().find(|other| other.id == mohr).unwrap().family_name =
        "Abel".into();
    assert_eq!(wording::address(&evening.meeting, abel), "Herr Hans Abel");
    evening.meeting.profile.address.same_family_name = "Stv. {nachname} ({fraktion})".into();
    assert_eq!(wording::address(&evening.meeting, abel), "Stv. Abel (CDU)");
    // A name is never taken for a field, and an empty bracket goes away.
    evening.meeting.people.iter_mut().find(|other| other.id == abel).unwrap().family_name =
        "{vorname}".into();
    assert_eq!(wording::address(&evening.meeting, abel), "Herr {vorname}");
    evening.meeting.profile.address.usual = "Stv. {nachname} ({fraktion})".into();
    let kroeger = evening.person("Kröger");
    assert_eq!(wording::address(&evening.meeting, kroeger), "Stv. Kröger");
}

#[test]
fn people_are_declined_as_the_sentence_needs_them() {
    let mut evening = evening();
    let (abel, mohr) = (evening.person("Abel"), evening.person("Mohr"));
    let meeting = &mut evening.meeting;
    let told = |meeting: &wortlaut::domain::Meeting, person| {
        use wording::Case::{Accusative, Dative, Genitive, Nominative};
        [Nominative, Genitive, Dative, Accusative]
            .map(|case| wording::declined(meeting, person, case))
            .join("; ")
    };
    assert_eq!(told(meeting, abel), "Herr Abel; von Herrn Abel; Herrn Abel; Herrn Abel");
    assert_eq!(told(meeting, mohr), "die Landrätin; der Landrätin; der Landrätin; die Landrätin");
    meeting.head.chair = Some(abel);
    let chair = |meeting: &wortlaut::domain::Meeting, case| wording::chair(meeting, case).unwrap();
    assert_eq!(chair(meeting, wording::Case::Nominative), "der Vorsitzende");
    assert_eq!(chair(meeting, wording::Case::Dative), "dem Vorsitzenden");
    // The chair of a Kreistag has an office, whose noun is declined too.
    let own = meeting.memberships.iter_mut().find(|who| who.person == abel).unwrap();
    own.office = "Kreispräsident".into();
    meeting.profile.address.offices.push("Der Kreispräsident".into());
    assert_eq!(chair(meeting, wording::Case::Nominative), "der Kreispräsident");
    assert_eq!(chair(meeting, wording::Case::Dative), "dem Kreispräsidenten");
    let mover = Mover::Person(abel);
    assert_eq!(wording::by_mover(meeting, &mover), "vom Kreispräsidenten");
    assert_eq!(wording::mover_mid(meeting, &mover), "der Kreispräsident");
    let faction = meeting.factions().first().unwrap().id;
    assert_eq!(wording::mover_mid(meeting, &Mover::Faction(faction)), "die CDU-Fraktion");
    meeting.head.chair = None;
    assert_eq!(wording::chair(meeting, wording::Case::Nominative), None);
}

#[test]
fn a_title_belongs_to_the_name() {
    let mut evening = evening();
    let weiss = evening.person("Weiß");
    assert_eq!(wording::address(&evening.meeting, weiss), "Frau Dr. Weiß");
    let abel = evening.person("Abel");
    let people = &mut evening.meeting.people;
    people.iter_mut().find(|other| other.id == abel).unwrap().family_name = "Weiß".into();
    assert_eq!(wording::address(&evening.meeting, weiss), "Frau Dr. Anna Weiß");
    assert_eq!(wording::address(&evening.meeting, abel), "Herr Hans Weiß");
    let house = wortlaut::profile::default().address;
    assert_eq!(house.usual, profile().address.usual);
    assert_eq!(house.same_family_name, profile().address.same_family_name);
}

#[test]
fn a_fraktion_can_be_named_behind_its_article() {
    let mut evening = evening();
    for (name, words) in [
        ("SSW", "SSW-Fraktion"),
        ("AfD", "AfD-Fraktion"),
        ("Volt", "Volt-Fraktion"),
        ("Freie Wähler", "Fraktion Freie Wähler"),
        ("B 90/Die Grünen", "Fraktion B 90/Die Grünen"),
        ("Bündnis 90/Die Grünen", "Fraktion Bündnis 90/Die Grünen"),
        ("Grüne", "Fraktion Grüne"),
        ("Die LINKE", "Fraktion Die LINKE"),
        ("FW/FDP", "Fraktion FW/FDP"),
        ("Wählergemeinschaft Auental", "Wählergemeinschaft Auental"),
        ("Freie Wählergemeinschaft", "Fraktion Freie Wählergemeinschaft"),
        ("Gruppe Petersen", "Gruppe Petersen"),
        ("Liste Petersen", "Fraktion Liste Petersen"),
        ("Petersen", "Petersen-Fraktion"),
        ("Linksfraktion", "Linksfraktion"),
    ] {
        evening.meeting.organizations[1].name = name.into();
        assert_eq!(wording::faction_named(&evening.meeting, Evening::faction("SPD")), words);
        let mover = Mover::Faction(Evening::faction("SPD"));
        assert_eq!(wording::by_mover(&evening.meeting, &mover), format!("der {words}"));
    }
}

#[test]
fn a_passage_begins_as_somebody_gets_the_floor() {
    let evening = evening();
    let abel = Speaker::Person(evening.person("Abel"));
    let begins = |kind| wording::opening(&evening.meeting, &abel, kind);
    assert_eq!(begins(RequestKind::Contribution), "Herr Abel ");
    assert_eq!(begins(RequestKind::Question), "Herr Abel fragt, ");
    assert_eq!(begins(RequestKind::PointOfOrder), "Herr Abel beantragt zur Geschäftsordnung, ");
    assert_eq!(begins(RequestKind::PersonalStatement), "Herr Abel erklärt persönlich, ");
    for kind in RequestKind::ALL {
        let text = wording::opening(&evening.meeting, &Speaker::Named("Frau X".into()), kind);
        assert!(text.starts_with("Frau X ") && text.ends_with(' '), "{text:?}");
    }
}

#[test]
fn facts_are_lines() {
    let mut evening = evening();
    evening.excused("Weiß").excused("Ehlers").at("17:00").call("Ö 1");
    evening.at("18:05").arrive("Weiß");
    assert_eq!(last_fact(&evening), "Frau Dr. Weiß kommt um 18:05 Uhr.");
    evening.at("19:10").leave("Öztürk");
    assert_eq!(last_fact(&evening), "Herr Öztürk verlässt die Sitzung um 19:10 Uhr.");
    let (member, substitute) = (evening.person("Ehlers"), evening.person("Lorenz"));
    evening.run(Command::Substitute { member, substitute });
    assert_eq!(last_fact(&evening), "Herr Lorenz nimmt ab 19:10 Uhr für Herrn Ehlers teil.");
    evening.at("19:20").run(Command::BeginRecess);
    assert_eq!(last_fact(&evening), "Pause: seit 19:20 Uhr");
    evening.at("19:45").run(Command::EndRecess);
    assert_eq!(last_fact(&evening), "Pause: 19:20 – 19:45 Uhr");
    let item = evening.meeting.item(evening.meeting.current.unwrap()).unwrap();
    let gone = Happening::Recess(wortlaut::domain::RecessId(9999));
    assert_eq!(wording::fact(&evening.meeting, item, gone), None);
}

#[test]
fn motions_and_votes_are_lines() {
    let mut evening = evening();
    evening.call("Ö 1");
    let faction = |name| Some(Mover::Faction(Evening::faction(name)));
    let spd = evening.moves(MotionKind::Amendment, faction("SPD"), "Anders.");
    assert_eq!(last_fact(&evening), "Änderungsantrag der SPD-Fraktion");
    let item = evening.meeting.current.unwrap();
    evening.run(Command::OpenVote { item, motion: Some(spd) });
    assert_eq!(last_fact(&evening), "Abstimmung über den Änderungsantrag (SPD) läuft");
    let vote = evening.totals(Some(spd), tally(7, 5, 1));
    let told = "Abstimmung über den Änderungsantrag (SPD): mehrheitlich angenommen \
        (7 Ja, 5 Nein, 1 Enthaltung)";
    assert_eq!(last_fact(&evening), told);
    evening.run(Command::AnnulVote { vote, reason: "Zählfehler".into() });
    assert_eq!(
        last_fact(&evening),
        "Abstimmung über den Änderungsantrag (SPD): ungültig (Zählfehler)"
    );
    evening.run(Command::OpenVote { item, motion: None });
    assert_eq!(last_fact(&evening), "Abstimmung läuft");
    evening.moves(MotionKind::Addition, faction("B 90/Die Grünen"), "Mehr.");
    assert_eq!(last_fact(&evening), "Ergänzungsantrag der Fraktion B 90/Die Grünen");
    let mover = Some(Mover::Person(evening.person("Hinrichs")));
    let lock = evening.moves(MotionKind::Lock, mover.clone(), "Gesperrt.");
    assert_eq!(last_fact(&evening), "Antrag von Herrn Hinrichs auf einen Sperrvermerk");
    evening.run(Command::WithdrawMotion { motion: lock, withdrawn: true });
    assert!(last_fact(&evening).ends_with("auf einen Sperrvermerk (zurückgezogen)"));
    let mayor = Some(Mover::Person(evening.person("Mohr")));
    evening.moves(MotionKind::Procedural, mayor, "");
    assert_eq!(last_fact(&evening), "Antrag der Landrätin zur Geschäftsordnung");
    // A second of a kind by the same mover gets a number, and so does the first one then.
    evening.moves(MotionKind::Amendment, faction("SPD"), "Ganz anders.");
    assert_eq!(last_fact(&evening), "2. Änderungsantrag der SPD-Fraktion");
}

#[test]
fn refusals_say_what_is_and_what_to_do() {
    use Refusal::{
        AlreadyInterrupted, AlreadyOn, AlreadyOpen, AlreadyPrepared, Approved, AtTheEdge,
        BallotsMissing, Closed, DecidedAlready, HereAlready, ItemWithdrawn, ListClosed,
        MotionDecided, MotionWithdrawn, NoAbstention, NoMainMotion, NoPoints, NoRejectedPoint,
        NoSubstitution, NoVoteBefore, NoVoter, NobodyPresent, NobodySpeaks, NobodyWaits,
        NotApproved, NotClosed, NotHere, NotInterrupted, NotOpen, NothingChanges, NothingCounted,
        NothingToAppend, NothingToInsert, OnlyMainEnBloc, ReasonMissing, RowsMissing, SecretVote,
        Unknown, VoteAnnulled, VoteClosed, VoteOpen, WaitsAlready,
    };
    let evening = evening();
    let say = |refusal: &Refusal| wording::refusal(refusal, &evening.meeting);
    let spd = Some(OrganizationId(2));
    let all = [
        AlreadyInterrupted,
        Approved,
        NotApproved,
        NotClosed,
        NothingToAppend,
        AlreadyOn,
        AlreadyOpen,
        AlreadyPrepared,
        AtTheEdge,
        BallotsMissing(evening.meeting.people.iter().map(|person| person.id).collect()),
        Closed,
        NoVoteBefore,
        NoVoter,
        NothingCounted,
        SecretVote,
        OnlyMainEnBloc,
        NoPoints,
        NoRejectedPoint,
        DecidedAlready(evening.meeting.agenda[0].id),
        HereAlready,
        ItemWithdrawn,
        ListClosed,
        MotionDecided,
        MotionWithdrawn,
        NoAbstention,
        NoMainMotion,
        NoSubstitution,
        NobodyPresent(None),
        NobodySpeaks,
        NobodyWaits,
        NotHere,
        NotInterrupted,
        NotOpen,
        NothingChanges,
        NothingToInsert,
        ReasonMissing,
        RowsMissing(vec![spd]),
        Unknown,
        VoteAnnulled,
        VoteClosed,
        VoteOpen,
        WaitsAlready,
    ];
    for refusal in &all {
        let text = say(refusal);
        assert!(text.ends_with('.') && !text.contains('!') && !text.contains("  "), "{text}");
        assert!((1..=2).contains(&text.matches('.').count()), "{text}");
        assert!(text.chars().count() <= 160, "{text}");
        // Keys are named by the keymap, not here.
        assert!(!["F2", "F6", "Strg", "Enter"].iter().any(|key| text.contains(key)), "{text}");
    }
    assert_eq!(
        say(&Closed),
        "Die Sitzung ist geschlossen. Im Bildschirm Sitzung lässt sie sich wieder öffnen."
    );
    assert!(say(&RowsMissing(vec![spd])).starts_with("Es fehlt noch: SPD. "));
    let rows = RowsMissing(vec![Some(OrganizationId(1)), spd, None]);
    assert!(say(&rows).starts_with("Es fehlen noch: CDU, SPD und ohne Fraktion. "));
    assert!(say(&NobodyPresent(spd)).starts_with("Von der SPD-Fraktion ist niemand anwesend."));
}

#[test]
fn findings_name_their_place() {
    let mut evening = evening();
    evening.call("Ö 1").remark("Herr Abel fragt nach @@ Euro.");
    let vote = evening.totals(None, tally(6, 1, 1));
    let say = |kind, place| wording::finding(&Finding { kind, place }, &evening.meeting);
    let item = evening.item("Ö 1");
    let passage = evening.meeting.item(item).unwrap().passages[0].id;
    assert_eq!(
        say(FindingKind::Gap, Place::Passage(item, passage, 21)),
        "TOP Ö 1: Eine Lücke ist noch offen: „Herr Abel fragt nach @@“."
    );
    let place = Place::Vote(item, vote);
    assert_eq!(
        say(FindingKind::SumDiffers { counted: 8, present: 13 }, place),
        "TOP Ö 1, Beschlussvorschlag: 8 Stimmen sind gezählt bei 13 Stimmberechtigten im Raum."
    );
    let one = say(FindingKind::SumDiffers { counted: 1, present: 2 }, Place::Meeting);
    assert_eq!(one, "Sitzung: 1 Stimme ist gezählt bei 2 Stimmberechtigten im Raum.");
    assert_eq!(
        say(FindingKind::WordingDiffers { claim: Claim::Unanimous, tally: tally(6, 1, 1) }, place),
        "TOP Ö 1, Beschlussvorschlag: Der Wortlaut sagt „einstimmig“, gezählt sind 6 Ja, 1 Nein, \
         1 Enthaltung."
    );
    let entries = |number| say(FindingKind::UnknownEntries(number), Place::Meeting);
    assert!(entries(1).contains("1 Eintrag stammt") && entries(2).contains("2 Einträge stammen"));
}

#[test]
fn an_entry_is_told_by_what_the_clerk_meant() {
    let mut evening = evening();
    let now = "2027-03-09T17:20:00+01:00".parse().unwrap();
    let told = |evening: &Evening, command: &Command| {
        let events = evening.meeting.decide(command, now).unwrap();
        for event in &events {
            assert!(!wording::event(event, &evening.meeting).is_empty());
        }
        wording::change(&Change::Events(events), &evening.meeting)
    };
    let call = Command::CallItem(evening.item("Ö 1"));
    assert_eq!(told(&evening, &call), "Sitzung um 17:20 Uhr eröffnet, TOP Ö 1 aufgerufen");
    evening.call("Ö 1");
    let item = evening.item("Ö 1");
    let choice = wortlaut::domain::Choice::Yes;
    let all = told(&evening, &Command::CountAll { item, motion: None, choice });
    assert_eq!(all, "CDU: 4 Ja, SPD: 3 Ja, B 90/Die Grünen: 2 Ja und 4 weitere");
    evening.run(Command::CountTotals { item, motion: None, tally: Some(tally(7, 6, 0)) });
    let vote = evening.meeting.votes[0].id;
    let close = Command::CloseVote { vote, wording: None, result: None };
    assert_eq!(
        told(&evening, &close),
        "Abstimmung über den Beschlussvorschlag: mehrheitlich beschlossen (7 Ja, 6 Nein)"
    );
    assert_eq!(told(&evening, &Command::BeginRecess), "Sitzung um 17:20 Uhr unterbrochen");
    assert_eq!(
        wording::change(&Change::Retract(Seq(41)), &evening.meeting),
        "Rückgängig: Eintrag 41"
    );
    let unknown = Event::ItemCalled { item: wortlaut::domain::ItemId(9999), at: now };
    assert_eq!(wording::event(&unknown, &evening.meeting), "Tagesordnungspunkt aufgerufen");
}

#[test]
fn figures_in_words_are_whole() {
    let check = |yes, no, abstain, words| {
        assert_eq!(wording::tally_words(tally(yes, no, abstain)), words);
    };
    check(12, 1, 0, "12 Ja-Stimmen, 1 Gegenstimme, keine Enthaltung");
    check(1, 0, 2, "1 Ja-Stimme, keine Gegenstimme, 2 Enthaltungen");
}

#[test]
fn somebody_is_named_in_the_case_that_the_word_before_asks_for() {
    let evening = evening();
    let check = |before: &str, name: &str, after: &str| {
        let (from, text) = wording::mention(&evening.meeting, before, evening.person(name));
        assert_eq!(format!("{}{text}", before.get(..from).unwrap()), after);
    };
    check("", "Abel", "Herr Abel");
    check("Das sei falsch. ", "Abel", "Das sei falsch. Herr Abel");
    check("Auf Nachfrage von ", "Abel", "Auf Nachfrage von Herrn Abel");
    check("Auf Bitten (von ", "Abel", "Auf Bitten (von Herrn Abel");
    check("Das spreche gegen ", "Abel", "Das spreche gegen Herrn Abel");
    check("Das sei wegen ", "Abel", "Das sei wegen Herrn Abel");
    check("Dazu spricht anstelle ", "Abel", "Dazu spricht anstelle von Herrn Abel");
    check("Die Zusage seitens ", "Mohr", "Die Zusage seitens der Landrätin");
    check("Dazu erklärt ", "Abel", "Dazu erklärt Herr Abel");
    check("Frau Fock dankt ", "Abel", "Frau Fock dankt Herrn Abel");
    check("Abschließend dankt ", "Abel", "Abschließend dankt Herr Abel");
    check("Gut. Frau Fock bittet ", "Abel", "Gut. Frau Fock bittet Herrn Abel");
    check("Frau Fock kam. Nun fragt ", "Abel", "Frau Fock kam. Nun fragt Herr Abel");
    check("Die Frage geht zu ", "Mohr", "Die Frage geht zur Landrätin");
    check("Auf Nachfrage von ", "Mohr", "Auf Nachfrage von der Landrätin");
    check("Dazu erklärt ", "Mohr", "Dazu erklärt die Landrätin");
    check("Gut. ", "Mohr", "Gut. Die Landrätin");
}
