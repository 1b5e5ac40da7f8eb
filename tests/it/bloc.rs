//! En bloc: one vote on the main motions of several items is the same as one by one.

use crate::export_council::{Evening, tally};
use wortlaut::domain::{
    Choice, Command, Event, FindingKind, ItemId, Method, MotionKind, Refusal, SecretCount, Tally,
    Verdict, Vote, VoteId, VoteState, findings,
};
use wortlaut::export::{Part, extract};
use wortlaut::ui::vote::bloc;

/// Items 1, 2, 2.1, 2.2 and 3, of which 2 only heads others and 3 has no proposal; 4 is
/// non-public. The first is on; thirteen are here.
fn evening() -> Evening {
    let item = |number, public| (number, "Haushalt", public, "Der Ansatz wird beschlossen.");
    let mut evening = Evening::new(&[
        item("1", true),
        ("2", "Teilpläne", true, ""),
        item("2.1", true),
        item("2.2", true),
        ("3", "Stellenplan", true, ""),
        item("N 4", false),
    ]);
    evening.at("17:00").call("1");
    evening
}

fn form(evening: &mut Evening, typed: &str) {
    let item = evening.item("1");
    let items = bloc::items(&evening.meeting, item, typed).unwrap();
    evening.run(Command::FormBloc { item, motion: None, items });
}

fn close(evening: &mut Evening) {
    let vote = evening.meeting.votes.iter().find(|vote| vote.is_open()).unwrap().id;
    evening.run(Command::CloseVote { vote, wording: None, result: None });
}

/// What is told of the vote on an item, without the numbers that things bear.
fn told(evening: &Evening, item: ItemId) -> (Method, VoteState, Vec<Tally>, Option<String>) {
    let vote: Vec<&Vote> = evening.meeting.votes_of(item).collect();
    let [vote] = vote.as_slice() else { panic!("{} votes in {item:?}", vote.len()) };
    let rows = vote.rows.iter().filter_map(|row| row.tally).collect();
    let result = evening.meeting.item(item).unwrap().result.clone();
    (vote.method, vote.state.clone(), rows, result.map(|result| result.text))
}

/// Ways of entering a vote on an item.
fn ways(item: ItemId) -> Vec<Vec<Command>> {
    let motion = None;
    let all = |choice| Command::CountAll { item, motion, choice };
    let faction = |tally| Command::CountFaction { item, motion, faction: None, tally };
    let count = SecretCount { tally: tally(7, 5, 0), invalid: 1 };
    vec![
        vec![all(Choice::Yes)],
        vec![all(Choice::No)],
        vec![faction(tally(0, 1, 0)), all(Choice::Yes)],
        vec![Command::CountTotals { item, motion, tally: Some(tally(6, 6, 1)) }],
        vec![Command::CountMinority { item, motion, no: 3, abstain: 1 }],
        vec![Command::CallRoll { item, motion, by_name: true }, all(Choice::Abstain)],
        vec![Command::CountSecret { item, motion, count }],
        vec![Command::TellVerdict { item, motion, verdict: Verdict::Majority }],
    ]
}

#[test]
fn en_bloc_equals_one_by_one() {
    for way in 0..ways(ItemId(0)).len() {
        let mut together = evening();
        form(&mut together, "2.1-3, N 4");
        let first = together.item("1");
        ways(first).swap_remove(way).into_iter().for_each(|command| {
            together.run(command);
        });
        close(&mut together);
        let mut apart = evening();
        for number in ["1", "2.1", "2.2", "3", "N 4"] {
            let item = apart.item(number);
            // A range leaves out what has no question of its own.
            if number == "3" {
                assert_eq!(together.meeting.votes_of(item).count(), 0);
                continue;
            }
            ways(item).swap_remove(way).into_iter().for_each(|command| {
                apart.run(command);
            });
            close(&mut apart);
            assert_eq!(told(&together, item), told(&apart, item), "way {way}, TOP {number}");
            let fate = |evening: &Evening| evening.meeting.main_motion(item).unwrap().fate;
            assert_eq!(fate(&together), fate(&apart), "way {way}, TOP {number}");
        }
    }
}

#[test]
fn who_is_befangen_in_one_item_raises_no_hand_for_the_bloc() {
    let mut evening = evening();
    let (first, item) = (evening.item("1"), evening.item("2.1"));
    let person = evening.meeting.voters(VoteId(0), item).next().unwrap().id;
    evening.run(Command::Recuse { item, person, recused: true });
    form(&mut evening, "2.1");
    let vote = evening.meeting.votes.last().unwrap().id;
    assert_eq!(evening.meeting.present_in(vote, first), 12);
    // Another vote in the same item has everyone.
    assert_eq!(evening.meeting.present_in(VoteId(0), first), 13);
    evening.run(Command::CountAll { item: first, motion: None, choice: Choice::Yes });
    close(&mut evening);
    let (_, state, ..) = told(&evening, item);
    assert!(matches!(state, VoteState::Closed { present: 12, .. }), "{state:?}");
}

#[test]
fn numbers_are_read_as_a_clerk_types_them() {
    let evening = evening();
    let own = evening.item("1");
    for (typed, expected) in [
        ("2.1", Ok(vec!["2.1"])),
        ("2.1-2.2", Ok(vec!["2.1", "2.2"])),
        (" 2.2 – 1 ; 4", Ok(vec!["2.1", "2.2", "N 4"])),
        ("TOP 2.1, n 4", Ok(vec!["2.1", "N 4"])),
        ("3", Ok(vec!["3"])),
        ("1", Ok(vec![])),
        ("", Ok(vec![])),
        ("9", Err("Einen TOP 9 gibt es nicht.")),
        ("2.1-", Err("Einen TOP  gibt es nicht.")),
    ] {
        let items = bloc::items(&evening.meeting, own, typed);
        let number = |item: &ItemId| evening.meeting.item(*item).unwrap().number.clone();
        let numbers = items.map(|items| items.iter().map(number).collect::<Vec<_>>());
        assert_eq!(
            numbers,
            expected.map(|all| all.into_iter().map(str::to_owned).collect()).map_err(str::to_owned),
            "{typed}"
        );
    }
}

#[test]
fn the_minutes_say_en_bloc_and_the_public_ones_name_no_non_public_item() {
    let mut evening = evening();
    form(&mut evening, "2.1, N 4");
    let item = evening.item("1");
    evening.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
    close(&mut evening);
    for (number, words) in [
        ("1", "einstimmig, en bloc mit TOP 2.1\n"),
        ("2.1", "einstimmig, en bloc mit TOP 1\n"),
        ("N 4", "einstimmig, en bloc mit TOP 1 und 2.1\n"),
    ] {
        let text = extract(&evening.meeting, evening.item(number), Part::All).unwrap();
        assert!(text.contains(words), "{text}");
    }
    // It was decided, so nobody forgot it.
    evening.run(Command::CloseMeeting);
    let forgotten: Vec<_> = findings(&evening.meeting)
        .into_iter()
        .filter(|it| it.kind == FindingKind::NotCalled)
        .collect();
    assert_eq!(forgotten.len(), 2, "2.2 and 3: {forgotten:?}");
}

#[test]
fn what_was_voted_on_apart_meanwhile_is_taken_out_first() {
    let mut evening = evening();
    let (first, other) = (evening.item("1"), evening.item("2.1"));
    form(&mut evening, "2.1, 2.2");
    let vote = evening.meeting.votes.last().unwrap().id;
    evening.run(Command::CountAll { item: first, motion: None, choice: Choice::Yes });
    evening.run(Command::TellVerdict { item: other, motion: None, verdict: Verdict::Rejected });
    let apart = evening.meeting.votes.last().unwrap().id;
    evening.run(Command::CloseVote { vote: apart, wording: None, result: None });
    let close = Command::CloseVote { vote, wording: None, result: None };
    assert_eq!(evening.tries(&close), Err(Refusal::DecidedAlready(other)));
    form(&mut evening, "2.2");
    evening.run(close);
    assert_eq!(evening.meeting.votes_of(other).count(), 1);
}

#[test]
fn everything_that_a_vote_en_bloc_makes_has_a_number_of_its_own() {
    let mut evening = evening();
    // 3 has no motion yet: one is made for it.
    form(&mut evening, "2.1, 2.2, 3");
    let item = evening.item("1");
    evening.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
    let vote = evening.meeting.votes.last().unwrap().id;
    let events = evening.tries(&Command::CloseVote { vote, wording: None, result: None }).unwrap();
    let numbers: Vec<_> = events.iter().filter_map(Event::number).collect();
    let all: std::collections::BTreeSet<_> = numbers.iter().collect();
    assert_eq!((numbers.len(), all.len()), (4, 4), "{numbers:?}");
}

#[test]
fn only_main_motions_go_en_bloc() {
    let mut evening = evening();
    let (item, other) = (evening.item("1"), evening.item("2.1"));
    let motion = Some(evening.moves(MotionKind::Procedural, None, "Vertagung"));
    let forms = Command::FormBloc { item, motion, items: vec![other] };
    assert_eq!(evening.tries(&forms), Err(Refusal::OnlyMainEnBloc));
}

#[test]
fn what_is_decided_or_struck_goes_in_no_bloc_and_one_of_it_is_corrected_alone() {
    let mut evening = evening();
    let (first, decided) = (evening.item("1"), evening.item("2.2"));
    evening.run(Command::CountAll { item: decided, motion: None, choice: Choice::No });
    close(&mut evening);
    let forms = |items| Command::FormBloc { item: first, motion: None, items };
    assert_eq!(evening.tries(&forms(vec![decided])), Err(Refusal::DecidedAlready(decided)));
    assert_eq!(evening.tries(&forms(vec![])), Err(Refusal::NothingChanges));
    let struck = evening.item("3");
    evening.run(Command::WithdrawItem { item: struck, withdrawn: true });
    assert_eq!(evening.tries(&forms(vec![struck])), Err(Refusal::ItemWithdrawn));
    form(&mut evening, "2.1");
    evening.run(Command::CountAll { item: first, motion: None, choice: Choice::Yes });
    close(&mut evening);
    let vote = evening.meeting.votes_of(first).next().unwrap().id;
    evening.run(Command::ReopenVote(vote));
    evening.run(Command::CountMinority { item: first, motion: None, no: 2, abstain: 0 });
    close(&mut evening);
    let other = evening.meeting.votes_of(evening.item("2.1")).collect::<Vec<_>>();
    assert_eq!((other.len(), evening.meeting.tally_of(other[0])), (1, tally(13, 0, 0)));
}

#[test]
fn a_vote_left_open_does_not_overturn_the_bloc() {
    let mut evening = evening();
    let (first, other) = (evening.item("1"), evening.item("2.1"));
    evening.run(Command::CountAll { item: other, motion: None, choice: Choice::No });
    let stale = evening.meeting.votes.last().unwrap().id;
    form(&mut evening, "2.1");
    evening.run(Command::CountAll { item: first, motion: None, choice: Choice::Yes });
    let vote = evening.meeting.votes.last().unwrap().id;
    evening.run(Command::CloseVote { vote, wording: None, result: None });
    let close = Command::CloseVote { vote: stale, wording: None, result: None };
    assert_eq!(evening.tries(&close), Err(Refusal::MotionDecided));
    // A repetition is opened behind it, and counts.
    evening.run(Command::AnnulVote { vote: stale, reason: "nicht abgestimmt".into() });
    evening.run(Command::OpenVote { item: other, motion: None });
    evening.run(Command::CountAll { item: other, motion: None, choice: Choice::No });
    close_last(&mut evening);
}

fn close_last(evening: &mut Evening) {
    let vote = evening.meeting.votes.last().unwrap().id;
    evening.run(Command::CloseVote { vote, wording: None, result: None });
}

#[test]
fn who_is_befangen_behind_closed_doors_stands_in_no_public_item() {
    let mut evening = evening();
    let (first, closed) = (evening.item("1"), evening.item("N 4"));
    let person = evening.meeting.voters(VoteId(0), closed).next().unwrap().id;
    evening.run(Command::Recuse { item: closed, person, recused: true });
    form(&mut evening, "N 4");
    evening.run(Command::CountAll { item: first, motion: None, choice: Choice::Yes });
    close(&mut evening);
    let recused = |item| {
        let vote = evening.meeting.votes_of(item).next().unwrap();
        let VoteState::Closed { recused, .. } = &vote.state else { panic!("open") };
        recused.clone().unwrap()
    };
    assert_eq!(recused(first), []);
    assert_eq!(recused(closed), [person]);
    // Nobody forgot the Fraktion of who was out of the room for both.
    let told = findings(&evening.meeting);
    let forgotten = |kind: &FindingKind| matches!(kind, FindingKind::FactionForgotten(_));
    assert!(!told.iter().any(|it| forgotten(&it.kind)), "{told:?}");
}

#[test]
fn what_was_struck_meanwhile_is_not_decided() {
    let mut evening = evening();
    let (first, other) = (evening.item("1"), evening.item("2.1"));
    form(&mut evening, "2.1");
    evening.run(Command::CountAll { item: first, motion: None, choice: Choice::Yes });
    evening.run(Command::WithdrawItem { item: other, withdrawn: true });
    let vote = evening.meeting.votes.last().unwrap().id;
    let close = Command::CloseVote { vote, wording: None, result: None };
    assert_eq!(evening.tries(&close), Err(Refusal::ItemWithdrawn));
}
