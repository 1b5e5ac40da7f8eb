//! Motions: the order in which they are voted on, and what follows from motions of order.

use crate::export_council::{Evening, profile, tally};
use wortlaut::domain::{
    Base, Choice, Command, Event, ItemId, Majority, MotionFate, MotionId, MotionKind, Mover,
    Outcome, OutcomeWord, Procedure, Profile, Refusal, RequestKind, ResultKind, Rules, Share,
    Speaker, findings, suggest,
};
use wortlaut::export::{Part, extract};
use wortlaut::journal::Change;
use wortlaut::wording;

fn house() -> Profile {
    let mut house = profile();
    for (text, outcome) in [("vertagt", ResultKind::Postponed), ("verwiesen", ResultKind::Referred)]
    {
        house.results.push(OutcomeWord { text: text.into(), outcome });
    }
    house
}

/// Two items; the first is on, two wait to speak and one to the order of business.
fn evening() -> Evening {
    let items = [
        ("1", "Aktionsplan", true, "Der Aktionsplan wird beschlossen."),
        ("2", "Haushalt", true, "Der Haushalt wird beschlossen."),
    ];
    let mut evening = Evening::with(house(), &items);
    evening.at("17:00").call("1");
    for (name, kind) in [
        ("Abel", RequestKind::Contribution),
        ("Fock", RequestKind::Contribution),
        ("Jäger", RequestKind::PointOfOrder),
        ("Ehlers", RequestKind::PersonalStatement),
    ] {
        let speaker = Speaker::Person(evening.person(name));
        evening.run(Command::RequestSpeech { speaker, kind });
    }
    evening
}

fn faction(name: &str) -> Option<Mover> {
    Some(Mover::Faction(Evening::faction(name)))
}

fn refer() -> Procedure {
    Procedure::Refer { to: "den Bauausschuss".into() }
}

/// What a motion of order may change, in a line.
fn state(evening: &Evening) -> String {
    let meeting = &evening.meeting;
    let item = meeting.agenda.first().unwrap();
    let mut parts = Vec::new();
    if meeting.speakers.closed {
        parts.push("list closed".to_owned());
    }
    parts.push(format!("{} wait", meeting.speakers.waiting.len()));
    parts.extend(item.result.as_ref().map(|result| result.text.clone()));
    parts.extend(item.withdrawn.map(|_| "struck".to_owned()));
    parts.extend(meeting.recess().map(|_| "recess".to_owned()));
    parts.join(", ")
}

#[test]
fn a_motion_of_order_changes_the_meeting_when_it_is_adopted() {
    // domain.md 1.4: adopted, Schluss der Debatte lets waiting requests lapse, Schluss der
    // Rednerliste freezes the list and those still speak; Verweisung, Vertagung, Absetzung are
    // votes. § 34 (4) GO SH: what is not urgent does not come onto the agenda.
    for (procedure, adopted, rejected) in [
        (Procedure::EndDebate, "list closed, 2 wait", "4 wait"),
        (Procedure::CloseList, "list closed, 4 wait", "4 wait"),
        (Procedure::Postpone, "4 wait, vertagt", "4 wait"),
        (refer(), "4 wait, in den Bauausschuss verwiesen", "4 wait"),
        (Procedure::Remove, "4 wait, struck", "4 wait"),
        (Procedure::Recess, "4 wait, recess", "4 wait"),
        (Procedure::Urgency, "4 wait", "4 wait, struck"),
        (Procedure::Other, "4 wait", "4 wait"),
    ] {
        for (choice, expected) in [(Choice::Yes, adopted), (Choice::No, rejected)] {
            let mut evening = evening();
            let motion = evening.orders(procedure.clone(), faction("SPD"));
            assert_eq!(state(&evening), "4 wait", "{procedure:?} is only moved");
            evening.votes(Some(motion), choice, &[]);
            assert_eq!(state(&evening), expected, "{procedure:?}, {choice:?}");
        }
        // Nobody objects: the same without a count.
        let mut evening = evening();
        let motion = evening.orders(procedure.clone(), None);
        evening.run(Command::AdoptMotion { motion, adopted: true });
        assert_eq!(state(&evening), adopted, "{procedure:?} without a count");
        assert_eq!(evening.meeting.motion(motion).unwrap().fate, MotionFate::Carried);
    }
}

#[test]
fn what_a_void_vote_ordered_goes_back() {
    // product.md 4: a closed vote can be opened again or annulled. The list is what it was, with
    // those whose requests had lapsed; an interruption that was stays.
    for (procedure, left) in [
        (Procedure::EndDebate, "4 wait"),
        (Procedure::CloseList, "4 wait"),
        (Procedure::Postpone, "4 wait"),
        (refer(), "4 wait"),
        (Procedure::Remove, "4 wait"),
        (Procedure::Recess, "4 wait, recess"),
    ] {
        let mut evening = evening();
        let motion = evening.orders(procedure.clone(), None);
        let vote = evening.votes(Some(motion), Choice::Yes, &[]);
        let done = state(&evening);
        let mut again = Evening::clone(&evening);
        evening.run(Command::AnnulVote { vote, reason: "verzählt".into() });
        assert_eq!(state(&evening), left, "{procedure:?} annulled");
        again.run(Command::ReopenVote(vote));
        assert_eq!(state(&again), left, "{procedure:?} opened again");
        again.run(Command::CloseVote { vote, wording: None, result: None });
        assert_eq!(state(&again), done, "{procedure:?} closed again");
        let mut adopted = self::evening();
        let motion = adopted.orders(procedure.clone(), None);
        adopted.run(Command::AdoptMotion { motion, adopted: true });
        adopted.run(Command::AdoptMotion { motion, adopted: false });
        assert_eq!(state(&adopted), left, "{procedure:?} not adopted after all");
    }
}

#[test]
fn a_void_vote_decides_nothing_of_what_it_had_not_decided() {
    let fate = |evening: &Evening, motion| evening.meeting.motion(motion).unwrap().fate;
    let annul = |vote| Command::AnnulVote { vote, reason: "verzählt".into() };
    // Withdrawn, or settled by another one, while its vote was open.
    for (decides, expected) in [
        (None, MotionFate::Open),
        (
            Some(Command::WithdrawMotion { motion: MotionId(0), withdrawn: true }),
            MotionFate::Withdrawn,
        ),
        (Some(Command::SettleMotions(ItemId(0))), MotionFate::Settled),
    ] {
        let mut evening = evening();
        let item = evening.item("1");
        let motion = evening.moves(MotionKind::Amendment, None, "Ziffer 2 entfällt.");
        let other = evening.moves(MotionKind::Amendment, None, "Ziffer 1 entfällt.");
        evening.run(Command::AdoptMotion { motion: other, adopted: true });
        evening.run(Command::OpenVote { item, motion: Some(motion) });
        let vote = evening.meeting.votes.last().unwrap().id;
        if let Some(command) = decides.clone() {
            evening.run(match command {
                Command::WithdrawMotion { withdrawn, .. } => {
                    Command::WithdrawMotion { motion, withdrawn }
                }
                _ => Command::SettleMotions(item),
            });
        }
        evening.run(annul(vote));
        assert_eq!(fate(&evening, motion), expected, "annulled after {decides:?}");
        evening.run(Command::ReopenVote(vote));
        assert_eq!(fate(&evening, motion), expected, "opened again after {decides:?}");
    }
    // Adopted without a count after the vote was void: opening that again takes nothing back.
    let mut evening = evening();
    let motion = evening.moves(MotionKind::Amendment, None, "Ziffer 2 entfällt.");
    let vote = evening.votes(Some(motion), Choice::No, &[]);
    evening.run(annul(vote)).run(Command::AdoptMotion { motion, adopted: true });
    evening.run(Command::ReopenVote(vote));
    let adopted = evening.meeting.motion(motion).unwrap();
    assert!(adopted.fate == MotionFate::Carried && adopted.adopted.is_some());
    evening.run(annul(vote));
    assert_eq!(fate(&evening, motion), MotionFate::Carried);
    // Counted again, it is the count that holds.
    evening.run(Command::ReopenVote(vote));
    evening.run(Command::CloseVote { vote, wording: None, result: None });
    assert_eq!(fate(&evening, motion), MotionFate::Rejected);
}

/// Adopts a motion of order, and takes that back.
fn to_and_fro(evening: &mut Evening, procedure: Procedure) {
    let motion = evening.orders(procedure, None);
    evening.run(Command::AdoptMotion { motion, adopted: true });
    evening.run(Command::AdoptMotion { motion, adopted: false });
}

#[test]
fn a_list_is_as_closed_as_it_was_when_the_debate_goes_on() {
    for (procedure, by_hand, expected) in [
        (Procedure::EndDebate, None, "4 wait"),
        (Procedure::EndDebate, Some(Command::CloseList(true)), "list closed, 4 wait"),
        (Procedure::CloseList, Some(Command::CloseList(true)), "list closed, 4 wait"),
        // The motion changed nothing: nothing goes back with it.
        (Procedure::EndDebate, Some(Command::EndDebate), "list closed, 2 wait"),
        (Procedure::CloseList, Some(Command::EndDebate), "list closed, 2 wait"),
    ] {
        let mut evening = evening();
        if let Some(command) = by_hand.clone() {
            evening.at("17:20").run(command);
        }
        evening.at("17:30");
        let before = evening.meeting.speakers.waiting.clone();
        to_and_fro(&mut evening, procedure.clone());
        assert_eq!(state(&evening), expected, "{procedure:?} after {by_hand:?}");
        assert_eq!(evening.meeting.speakers.waiting, before, "{procedure:?} after {by_hand:?}");
    }
    // Who has asked since stands behind them; who gave up does not come back.
    let mut evening = evening();
    let motion = evening.orders(Procedure::EndDebate, None);
    evening.run(Command::AdoptMotion { motion, adopted: true });
    let points: Vec<_> = evening.meeting.speakers.waiting.iter().map(|it| it.id).collect();
    evening.run(Command::WithdrawRequest(points[0]));
    let speaker = Speaker::Person(evening.person("Gerdes"));
    evening.run(Command::RequestSpeech { speaker, kind: RequestKind::PointOfOrder });
    evening.run(Command::AdoptMotion { motion, adopted: false });
    let names: Vec<_> = evening
        .meeting
        .speakers
        .waiting
        .iter()
        .map(|it| wording::speaker(&evening.meeting, &it.speaker))
        .collect();
    assert_eq!(names, ["Herr Abel", "Frau Fock", "Herr Ehlers", "Herr Gerdes"]);
}

#[test]
fn the_record_tells_that_a_debate_goes_on() {
    let mut evening = evening();
    evening.at("17:20").run(Command::CloseList(true)).at("17:30");
    to_and_fro(&mut evening, Procedure::EndDebate);
    evening.at("17:40").run(Command::CloseList(false));
    let text = extract(&evening.meeting, evening.item("1"), Part::Public).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Herrn Abel") || text.contains("Herr Abel"), "{text}");
    assert!(text.contains("Um 17:30 Uhr geht die Debatte weiter."), "{text}");
    // It is the Schluss der Redeliste that was opened again, and that once.
    assert!(text.contains("Um 17:40 Uhr wird die Redeliste wieder geöffnet. "), "{text}");
    assert_eq!(text.matches("wieder geöffnet").count(), 1, "{text}");
}

#[test]
fn the_headline_that_was_set_before_comes_back() {
    let by_hand = "mit Auflagen zugestimmt";
    for procedure in [Procedure::Postpone, refer(), Procedure::Remove] {
        let mut evening = evening();
        let item = evening.item("1");
        evening.run(Command::SetResult { item, result: Some(by_hand.into()) });
        let motion = evening.orders(procedure.clone(), None);
        let vote = evening.votes(Some(motion), Choice::Yes, &[]);
        let ordered = state(&evening);
        assert_ne!(ordered, format!("4 wait, {by_hand}"), "{procedure:?}");
        let mut again = Evening::clone(&evening);
        again.run(Command::ReopenVote(vote));
        assert_eq!(state(&again), format!("4 wait, {by_hand}"), "{procedure:?} opened again");
        again.run(Command::CloseVote { vote, wording: None, result: None });
        assert_eq!(state(&again), ordered, "{procedure:?} closed again");
        again.run(Command::AnnulVote { vote, reason: "verzählt".into() });
        assert_eq!(state(&again), format!("4 wait, {by_hand}"), "{procedure:?} annulled");
        // What the clerk has set since stays.
        let result = Some("in eigenen Worten".to_owned());
        evening.run(Command::SetResult { item, result });
        evening.run(Command::AnnulVote { vote, reason: "verzählt".into() });
        assert_eq!(state(&evening), "4 wait, in eigenen Worten", "{procedure:?}");
    }
    // Two motions of order: the other one's holds, and the clerk's when both are taken back.
    let mut evening = evening();
    let item = evening.item("1");
    evening.run(Command::SetResult { item, result: Some(by_hand.into()) });
    let [first, second] = [Procedure::Postpone, refer()].map(|it| evening.orders(it, None));
    evening.run(Command::AdoptMotion { motion: first, adopted: true });
    evening.run(Command::AdoptMotion { motion: second, adopted: true });
    evening.run(Command::AdoptMotion { motion: second, adopted: false });
    assert_eq!(state(&evening), "4 wait, vertagt");
    evening.run(Command::AdoptMotion { motion: first, adopted: false });
    assert_eq!(state(&evening), format!("4 wait, {by_hand}"));
}

#[test]
fn the_public_is_excluded_and_comes_back_by_motion() {
    // domain.md 1.6: the exclusion is put to the vote; one item may be half public, half not.
    let mut evening = evening();
    let first = evening.item("1");
    let exclude = evening.orders(Procedure::NonPublic, None);
    // Already public: nothing follows from a motion to be so.
    let already = evening.orders(Procedure::Public, None);
    evening.run(Command::AdoptMotion { motion: already, adopted: true });
    assert_eq!(evening.meeting.current, Some(first));
    evening.votes(Some(exclude), Choice::Yes, &[]);
    let second = evening.meeting.current.unwrap();
    let here = evening.meeting.item(second).unwrap();
    assert_eq!((here.public, here.number.as_str(), here.continues), (false, "1", Some(first)));
    // The debate goes on: who waits still waits.
    assert_eq!(evening.meeting.speakers.waiting.len(), 4);
    let include = evening.orders(Procedure::Public, None);
    evening.votes(Some(include), Choice::No, &[]);
    assert_eq!(evening.meeting.current, Some(second));
    evening.votes(Some(include), Choice::Yes, &[]);
    assert_eq!(evening.meeting.current, Some(first));
    assert_eq!(evening.meeting.agenda.len(), 3);
}

#[test]
fn a_repeated_vote_orders_nothing_twice() {
    let mut evening = evening();
    let motion = evening.orders(Procedure::Recess, None);
    evening.votes(Some(motion), Choice::Yes, &[]);
    evening.run(Command::EndRecess);
    evening.votes(Some(motion), Choice::Yes, &[]);
    assert_eq!(evening.meeting.recesses.len(), 1);
    evening.votes(Some(motion), Choice::No, &[]);
    assert_eq!(evening.meeting.motion(motion).unwrap().fate, MotionFate::Rejected);
}

#[test]
fn what_is_about_the_floor_is_done_only_in_the_item_that_is_on() {
    for procedure in [Procedure::EndDebate, Procedure::CloseList, Procedure::Recess] {
        let mut evening = evening();
        let motion = evening.orders(procedure.clone(), None);
        evening.call("2");
        let before = state(&evening);
        evening.run(Command::AdoptMotion { motion, adopted: true });
        assert_eq!(state(&evening), before, "{procedure:?}");
    }
}

#[test]
fn the_headline_of_an_ordered_item_is_suggested_until_it_is_voted_on() {
    let mut evening = evening();
    let motion = evening.orders(refer(), None);
    let item = evening.item("1");
    let told = |evening: &Evening| suggest(&evening.meeting, item).map(|it| it.text);
    assert_eq!(told(&evening), None);
    evening.run(Command::AdoptMotion { motion, adopted: true });
    assert_eq!(told(&evening).as_deref(), Some("in den Bauausschuss verwiesen"));
    let kind = house().result_kind("in den Bauausschuss verwiesen");
    assert_eq!(kind, Some(ResultKind::Referred));
    evening.votes(None, Choice::No, &[]);
    assert_eq!(told(&evening).as_deref(), Some("abgelehnt"));
}

#[test]
fn urgency_has_a_majority_of_its_own() {
    let two_thirds = Majority { share: Share::TwoThirds, base: Base::Statutory };
    // § 34 (4) GO SH: two thirds of the statutory number, here 9 of 13; elsewhere the profile says.
    for (majority, yes, no, expected) in [
        (two_thirds, 9, 4, Outcome::Carried),
        (two_thirds, 8, 0, Outcome::Rejected),
        (two_thirds, 8, 5, Outcome::Rejected),
        (Majority::SIMPLE, 7, 6, Outcome::Carried),
        (Majority::SIMPLE, 6, 6, Outcome::Tied),
    ] {
        let rules = Rules { urgency_majority: majority, ..profile().rules };
        let house = Profile { rules, ..house() };
        let mut evening = Evening::with(house, &[("1", "Eilantrag", true, "")]);
        evening.call("1");
        let motion = evening.orders(Procedure::Urgency, None);
        let vote = evening.totals(Some(motion), tally(yes, no, 0));
        let told = evening.meeting.vote(vote).unwrap().outcome();
        assert_eq!(told, Some(expected), "{majority:?} {yes}:{no}");
        let struck = evening.meeting.agenda[0].withdrawn.is_some();
        assert_eq!(struck, expected != Outcome::Carried, "{majority:?} {yes}:{no}");
    }
}

#[test]
fn the_public_is_excluded_by_two_thirds_of_those_present() {
    // § 35 (2) GO SH; letting it in again needs no more than any motion.
    let mut evening = evening();
    evening.leave("Abel");
    for (procedure, yes, expected) in [
        (Procedure::NonPublic, 7, Outcome::Rejected),
        (Procedure::NonPublic, 8, Outcome::Carried),
        (Procedure::Public, 7, Outcome::Carried),
    ] {
        let motion = evening.orders(procedure, None);
        let vote = evening.totals(Some(motion), tally(yes, 12 - yes, 0));
        let told = evening.meeting.vote(vote).unwrap().outcome();
        assert_eq!(told, Some(expected), "{yes} of 12");
    }
}

#[test]
fn a_majority_that_is_set_by_hand_goes_before_that_of_the_motion() {
    let mut evening = evening();
    let item = evening.item("1");
    let motion = Some(evening.orders(Procedure::Urgency, None));
    let simple = Command::SetMajority { item, motion, majority: Some(Majority::SIMPLE) };
    evening.run(simple);
    let vote = evening.totals(motion, tally(7, 6, 0));
    assert_eq!(evening.meeting.vote(vote).unwrap().outcome(), Some(Outcome::Carried));
}

#[test]
fn a_sperrvermerk_stands_below_what_it_blocks() {
    // domain.md 1.4: money blocked until a condition; a motion like others, may be withdrawn.
    for (choice, withdrawn, main, stands) in [
        (Choice::Yes, false, Choice::Yes, true),
        (Choice::No, false, Choice::Yes, false),
        (Choice::Yes, true, Choice::Yes, false),
        (Choice::Yes, false, Choice::No, false),
    ] {
        let mut evening = evening();
        let text = "Die Mittel sind gesperrt, bis der Zeitplan vorliegt.";
        let lock = evening.moves(MotionKind::Lock, faction("SPD"), text);
        if withdrawn {
            evening.run(Command::WithdrawMotion { motion: lock, withdrawn: true });
        } else {
            evening.votes(Some(lock), choice, &[]);
        }
        evening.votes(None, main, &[]);
        let told = extract(&evening.meeting, evening.item("1"), Part::Public).unwrap();
        let block = "beschlossen.\n\nMit Sperrvermerk: Die Mittel sind gesperrt, bis der Zeitplan \
                     vorliegt.\n";
        assert_eq!(told.contains(block), stands, "{choice:?} {withdrawn} {main:?}\n{told}");
        assert!(told.contains("SPD-Fraktion auf einen Sperrvermerk"), "{told}");
        assert_eq!(told.contains("Sperrvermerk (zurückgezogen)"), withdrawn, "{told}");
    }
}

#[test]
fn motions_of_order_go_first_and_the_question_last() {
    let mut evening = evening();
    let item = evening.item("1");
    let main = evening.meeting.main_motion(item).unwrap().id;
    let first = evening.moves(MotionKind::Amendment, faction("SPD"), "Nur Teil 1.");
    let second = evening.moves(MotionKind::Lock, faction("FDP"), "Mittel gesperrt.");
    let postpone = evening.orders(Procedure::Postpone, None);
    let end = evening.orders(Procedure::EndDebate, None);
    let recess = evening.orders(Procedure::Recess, None);
    // domain.md 1.2 and 1.4: GO motions always first, Schluss before Vertagung.
    assert_eq!(order(&evening, item), [end, recess, postpone, first, second, main]);
    // The one that goes further first, as the chair says.
    evening.run(Command::OrderMotion { motion: second, up: true });
    assert_eq!(order(&evening, item), [end, recess, postpone, second, first, main]);
    // What is moved later finds its place among them.
    let third = evening.moves(MotionKind::Amendment, None, "Ohne Teil 2.");
    let close = evening.orders(Procedure::CloseList, None);
    let all = [end, recess, close, postpone, second, first, third, main];
    assert_eq!(order(&evening, item), all);
    evening.run(Command::OrderMotion { motion: main, up: true });
    assert_eq!(order(&evening, item)[6..], [main, third]);
    let refused = evening.tries(&Command::OrderMotion { motion: end, up: true });
    assert_eq!(refused, Err(Refusal::AtTheEdge));
    let refused = evening.tries(&Command::OrderMotion { motion: third, up: false });
    assert_eq!(refused, Err(Refusal::AtTheEdge));
}

fn order(evening: &Evening, item: ItemId) -> Vec<MotionId> {
    evening.meeting.in_voting_order(item).into_iter().map(|motion| motion.id).collect()
}

#[test]
fn what_is_adopted_settles_what_goes_less_far() {
    let mut evening = evening();
    let item = evening.item("1");
    let further = evening.moves(MotionKind::Amendment, faction("SPD"), "Gar nicht.");
    let less = evening.moves(MotionKind::Amendment, faction("FDP"), "Nur Teil 1.");
    let recess = evening.orders(Procedure::Recess, None);
    let settle = Command::SettleMotions(item);
    assert_eq!(evening.tries(&settle), Err(Refusal::NothingSettled));
    evening.votes(Some(further), Choice::Yes, &[]);
    evening.run(settle.clone());
    let fate = |evening: &Evening, motion| evening.meeting.motion(motion).unwrap().fate;
    let main = evening.meeting.main_motion(item).unwrap().id;
    // The question itself and motions of order are still to be decided.
    assert_eq!(
        [less, main, recess].map(|motion| fate(&evening, motion)),
        [MotionFate::Settled, MotionFate::Open, MotionFate::Open],
    );
    assert_eq!(evening.tries(&settle), Err(Refusal::NothingChanges));
    evening.votes(None, Choice::Yes, &[]);
    evening.run(settle);
    assert_eq!(fate(&evening, recess), MotionFate::Settled);
}

#[test]
fn only_an_open_motion_is_adopted_and_the_question_never_without_a_vote() {
    let mut evening = evening();
    let adopt = |motion| Command::AdoptMotion { motion, adopted: true };
    let main = evening.meeting.main_motion(evening.item("1")).unwrap().id;
    let open = evening.moves(MotionKind::Amendment, None, "a");
    let voted = evening.moves(MotionKind::Amendment, None, "b");
    let gone = evening.moves(MotionKind::Amendment, None, "c");
    let item = evening.item("1");
    evening.votes(Some(voted), Choice::Yes, &[]);
    evening.run(Command::WithdrawMotion { motion: gone, withdrawn: true });
    evening.run(Command::OpenVote { item, motion: Some(open) });
    for (motion, refusal) in [
        (main, Refusal::NeedsVote),
        (open, Refusal::VoteOpen),
        (voted, Refusal::MotionDecided),
        (gone, Refusal::MotionWithdrawn),
        (MotionId(9999), Refusal::Unknown),
    ] {
        assert_eq!(evening.tries(&adopt(motion)), Err(refusal), "{motion:?}");
    }
    let never = Command::AdoptMotion { motion: voted, adopted: false };
    assert_eq!(evening.tries(&never), Err(Refusal::NothingChanges));
}

#[test]
fn the_clerk_is_told_what_followed() {
    for (procedure, told) in [
        (
            Procedure::EndDebate,
            "Antrag der SPD-Fraktion auf Schluss der Debatte ohne Widerspruch angenommen, \
             Schluss der Debatte, 2 Wortmeldungen verfallen",
        ),
        (
            refer(),
            "Antrag der SPD-Fraktion auf Verweisung in den Bauausschuss ohne Widerspruch \
             angenommen, TOP 1: in den Bauausschuss verwiesen",
        ),
        (
            Procedure::Remove,
            "Antrag der SPD-Fraktion auf Absetzung von der Tagesordnung ohne Widerspruch \
             angenommen, TOP 1 abgesetzt",
        ),
    ] {
        let mut evening = evening();
        let motion = evening.orders(procedure, faction("SPD"));
        let events = evening.tries(&Command::AdoptMotion { motion, adopted: true }).unwrap();
        for event in &events {
            evening.meeting.apply(event);
        }
        assert_eq!(wording::change(&Change::Events(events), &evening.meeting), told);
    }
}

#[test]
fn the_minutes_tell_the_motion_and_that_nobody_objected() {
    let mut evening = evening();
    let end = evening.orders(Procedure::EndDebate, faction("SPD"));
    evening.run(Command::AdoptMotion { motion: end, adopted: true });
    let refer = evening.orders(refer(), Some(Mover::Person(evening.person("Abel"))));
    evening.votes(Some(refer), Choice::Yes, &[("CDU", tally(0, 4, 0))]);
    let text = extract(&evening.meeting, evening.item("1"), Part::Public).unwrap();
    for line in [
        "Antrag der SPD-Fraktion auf Schluss der Debatte:\n\nDie Debatte wird geschlossen.\n",
        "\nDem Antrag der SPD-Fraktion auf Schluss der Debatte wird nicht\nwidersprochen; er ist \
         angenommen.\n",
        "Beschluss:\nin den Bauausschuss verwiesen\n",
        "Antrag von Herrn Abel auf Verweisung in den Bauausschuss:\n\nDer Tagesordnungspunkt wird \
         in den Bauausschuss verwiesen.\n",
    ] {
        assert!(text.contains(line), "{line:?} is missing:\n{text}");
    }
    // Adopted without a count: nothing is missing.
    assert!(
        findings(&evening.meeting)
            .iter()
            .all(|finding| { !wording::finding(finding, &evening.meeting).contains("Schluss") })
    );
}

#[test]
fn a_motion_that_was_adopted_and_then_voted_on_is_told_once() {
    let mut evening = evening();
    let motion = evening.orders(Procedure::CloseList, None);
    evening.run(Command::AdoptMotion { motion, adopted: true });
    evening.run(Command::AdoptMotion { motion, adopted: false });
    evening.votes(Some(motion), Choice::Yes, &[]);
    let text = extract(&evening.meeting, evening.item("1"), Part::Public).unwrap();
    assert!(!text.contains("widersprochen"), "{text}");
    assert!(text.contains("Abstimmung über den Antrag auf Schluss der Rednerliste: einstimmig"));
}

#[test]
fn a_journal_of_before_has_motions_of_order_without_a_purpose() {
    let old = r#"{"motion_moved":{"item":1,"motion":2,"kind":"procedural","mover":null,
        "text":"Schluss","from_paper":false,"at":"2027-03-09T17:00:00+01:00"}}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    assert!(matches!(event, Event::MotionMoved { procedure: None, .. }), "{event:?}");
}
