//! The ways of entering a vote, as tables: the minority with the rest as Ja, and "wie zuvor".
//! Both are practice: product.md 4; two votes often follow each other within half a minute.

use crate::export_council::{Evening, tally};
use wortlaut::domain::{
    Choice, Command, Finding, FindingKind, Method, MotionKind, Outcome, Place, Refusal, Rules,
    SecretCount, Tally, Verdict, Vote, VoteId, VoteState, findings,
};
use wortlaut::export::{Part, extract};

/// Three items, the first is on; thirteen are here.
fn evening() -> Evening {
    let item = |number| (number, "Aktionsplan", true, "Der Aktionsplan wird beschlossen.");
    let mut evening = Evening::new(&[item("1"), item("2"), item("3")]);
    evening.at("17:00").call("1");
    evening
}

fn closed(evening: &mut Evening) -> &Vote {
    let vote = evening.meeting.votes.iter().rev().find(|vote| vote.is_open()).unwrap().id;
    evening.run(Command::CloseVote { vote, wording: None, result: None });
    evening.meeting.vote(vote).unwrap()
}

fn minority(evening: &mut Evening, no: u32, abstain: u32) {
    let item = evening.meeting.current.unwrap();
    evening.run(Command::CountMinority { item, motion: None, no, abstain });
}

/// Calls an item and lets all vote as before. Gives what is entered then: the Fraktionen in the
/// order of the table, `None` where something is to be entered yet.
fn as_before(evening: &mut Evening, number: &str) -> Vec<Option<Tally>> {
    evening.call(number);
    let item = evening.item(number);
    evening.run(Command::CountAsBefore { item, motion: None });
    let vote = evening.meeting.votes.last().unwrap();
    evening.meeting.rows_of(vote).iter().map(|row| row.tally).collect()
}

fn open_tally(evening: &Evening) -> Tally {
    evening.meeting.tally_of(evening.meeting.votes.last().unwrap())
}

#[test]
fn whoever_came_or_went_is_of_the_most() {
    for (was, present, expected) in [
        (tally(4, 0, 0), 4, Some(tally(4, 0, 0))),
        (tally(4, 0, 0), 3, Some(tally(3, 0, 0))),
        (tally(4, 0, 0), 5, Some(tally(5, 0, 0))),
        (tally(3, 1, 0), 3, Some(tally(2, 1, 0))),
        (tally(1, 3, 0), 5, Some(tally(1, 4, 0))),
        (tally(1, 0, 3), 2, Some(tally(1, 0, 1))),
        // Nobody is left of the most, but nobody is against them either.
        (tally(3, 1, 0), 1, Some(tally(0, 1, 0))),
        (tally(3, 1, 1), 1, None),
        // No choice has the most: that must be asked anew, unless all are here.
        (tally(2, 2, 0), 4, Some(tally(2, 2, 0))),
        (tally(2, 2, 0), 3, None),
        // Of a Fraktion of one nobody is left.
        (tally(1, 0, 0), 0, Some(tally(0, 0, 0))),
        (tally(0, 0, 0), 0, Some(tally(0, 0, 0))),
        (tally(0, 0, 0), 1, None),
    ] {
        assert_eq!(was.adapted(present), expected, "{was:?} for {present}");
    }
}

#[test]
fn as_before_is_the_same_pattern_for_who_is_here_now() {
    let mut evening = evening();
    let spd = [("SPD", tally(1, 2, 0)), ("FDP", tally(0, 0, 1))];
    evening.votes(None, Choice::Yes, &spd);
    let yes = |votes| Some(tally(votes, 0, 0));
    let same = [yes(4), Some(tally(1, 2, 0)), yes(2), Some(tally(0, 0, 1)), yes(1), yes(1), yes(1)];
    assert_eq!(as_before(&mut evening, "2"), same);
    closed(&mut evening);
    evening.leave("Abel").leave("Dreyer").leave("Hinrichs");
    // In the SPD no choice has the most any more (1:1), so it is left out; the FDP has gone.
    let fewer = [yes(3), Some(tally(1, 1, 0)), yes(2), None, yes(1), yes(1), yes(1)];
    assert_eq!(as_before(&mut evening, "3"), fewer);
}

#[test]
fn a_fraktion_that_was_away_is_of_one_mind_with_all_or_is_asked() {
    for (others, expected) in
        [(vec![], Some(tally(1, 0, 0))), (vec![("SPD", tally(0, 3, 0))], None)]
    {
        let mut evening = evening();
        evening.leave("Hinrichs").votes(None, Choice::Yes, &others);
        evening.arrive("Hinrichs");
        assert_eq!(as_before(&mut evening, "2")[3], expected, "{others:?}");
    }
}

#[test]
fn as_before_keeps_the_way_of_entry() {
    let mut evening = evening();
    minority(&mut evening, 4, 1);
    assert_eq!(closed(&mut evening).method, Method::Minority);
    evening.leave("Abel");
    as_before(&mut evening, "2");
    assert_eq!(open_tally(&evening), tally(7, 4, 1));
    assert_eq!(closed(&mut evening).method, Method::Minority);
    evening.call("3").totals(None, tally(2, 9, 1));
    evening.arrive("Abel").call("1");
    let (item, motion) = (evening.item("1"), None);
    evening.run(Command::OpenVote { item, motion });
    evening.run(Command::CountAsBefore { item, motion });
    assert_eq!(open_tally(&evening), tally(2, 10, 1));
    assert_eq!(evening.meeting.votes.last().unwrap().method, Method::Totals);
}

#[test]
fn what_is_void_or_was_never_closed_is_no_vote_before() {
    let mut evening = evening();
    let refused = |evening: &Evening| {
        let item = evening.meeting.current.unwrap();
        evening.tries(&Command::CountAsBefore { item, motion: None })
    };
    assert_eq!(refused(&evening), Err(Refusal::NoVoteBefore));
    let vote = evening.votes(None, Choice::Yes, &[]);
    evening.run(Command::AnnulVote { vote, reason: "Verzählt".into() }).call("2");
    assert_eq!(refused(&evening), Err(Refusal::NoVoteBefore));
}

#[test]
fn a_minority_leaves_the_rest_as_yes() {
    let mut evening = evening();
    for (no, abstain, expected) in [
        (0, 0, tally(13, 0, 0)),
        (4, 1, tally(8, 4, 1)),
        (13, 0, tally(0, 13, 0)),
        // More than there are: recorded as told, and a finding when it is closed.
        (15, 1, tally(0, 15, 1)),
    ] {
        minority(&mut evening, no, abstain);
        assert_eq!(open_tally(&evening), expected, "{no} and {abstain}");
    }
    // The rest follows who is here, until the vote is closed; then nothing changes it.
    minority(&mut evening, 4, 1);
    evening.leave("Abel");
    assert_eq!(open_tally(&evening), tally(7, 4, 1));
    let vote = closed(&mut evening).id;
    evening.leave("Brandt");
    let all = |evening: &Evening, vote: VoteId| {
        evening.meeting.tally_of(evening.meeting.vote(vote).unwrap())
    };
    assert_eq!(all(&evening, vote), tally(7, 4, 1));
    // Opened again, it counts who is here now; void, it keeps the sums that it had.
    evening.run(Command::ReopenVote(vote));
    assert_eq!(all(&evening, vote), tally(6, 4, 1));
    evening.run(Command::AnnulVote { vote, reason: "Verzählt".into() });
    assert_eq!(all(&evening, vote), tally(6, 4, 1));
}

#[test]
fn what_was_entered_in_another_way_is_kept() {
    let mut evening = evening();
    let (item, motion) = (evening.item("1"), None);
    evening.run(Command::CountAll { item, motion, choice: Choice::Yes });
    minority(&mut evening, 2, 0);
    assert_eq!(open_tally(&evening), tally(11, 2, 0));
    let faction = Some(Evening::faction("SPD"));
    evening.run(Command::CountFaction { item, motion, faction, tally: tally(0, 3, 0) });
    let vote = closed(&mut evening);
    assert_eq!(vote.method, Method::PerFaction);
    assert!(matches!(vote.state, VoteState::Closed { tally: all, .. } if all == tally(10, 3, 0)));
}

#[test]
fn who_deviates_leaves_the_others_as_they_are_or_with_the_rest() {
    // Practice: the minority is told by Fraktion, everyone else is of the other mind.
    let item = |evening: &Evening| evening.item("1");
    let deviates = |evening: &mut Evening, faction, tally, rest| {
        let (item, faction) = (item(evening), Some(Evening::faction(faction)));
        evening.run(Command::CountDeviation { item, motion: None, faction, tally, rest });
    };
    let all = |evening: &mut Evening, choice| {
        let item = item(evening);
        evening.run(Command::CountAll { item, motion: None, choice });
    };
    type Before = fn(&mut Evening);
    let nothing: Before = |_| {};
    let rows: Before = |evening| {
        let (item, cdu) = (evening.item("1"), Some(Evening::faction("CDU")));
        let tally = tally(3, 0, 1);
        evening.run(Command::CountFaction { item, motion: None, faction: cdu, tally });
    };
    let sums: Before = |evening| minority(evening, 5, 2);
    let names: Before = |evening| {
        call_roll(evening, true);
        cast(evening, "Abel", Some(Choice::Abstain));
    };
    // What is entered before, how the rest votes, and all together after one of the SPD is against.
    for (before, rest, expected) in [
        (nothing, Choice::Yes, tally(12, 1, 0)),
        (nothing, Choice::No, tally(2, 11, 0)),
        (rows, Choice::Yes, tally(11, 1, 1)),
        (sums, Choice::Yes, tally(12, 1, 0)),
        // By name, what was called of a Fraktion of which all are called is kept; else it is the
        // rest.
        (names, Choice::Yes, tally(12, 1, 0)),
    ] {
        let mut evening = evening();
        before(&mut evening);
        deviates(&mut evening, "SPD", tally(2, 1, 0), rest);
        assert_eq!(open_tally(&evening), expected, "{rest:?}");
        assert_eq!(closed(&mut evening).method, Method::PerFaction);
    }
    // All are entered: only the one changes.
    let mut evening = evening();
    all(&mut evening, Choice::No);
    deviates(&mut evening, "SPD", tally(3, 0, 0), Choice::Yes);
    assert_eq!(open_tally(&evening), tally(3, 10, 0));
    deviates(&mut evening, "SPD", tally(0, 3, 0), Choice::Yes);
    assert_eq!(open_tally(&evening), tally(0, 13, 0));
}

#[test]
fn without_abstentions_no_minority_abstains() {
    // Art. 48 BayGO: members vote Ja or Nein.
    let mut profile = crate::export_council::profile();
    profile.rules = Rules { abstention: false, ..profile.rules };
    let mut evening = Evening::with(profile, &[("1", "Plan", true, "So wird es gemacht.")]);
    evening.at("17:00").call("1");
    let item = evening.item("1");
    let count = |no, abstain| Command::CountMinority { item, motion: None, no, abstain };
    assert_eq!(evening.tries(&count(1, 1)), Err(Refusal::NoAbstention));
    assert!(evening.tries(&count(1, 0)).is_ok());
}

fn cast(evening: &mut Evening, family_name: &str, choice: Option<Choice>) {
    let (item, person) = (evening.meeting.current.unwrap(), evening.person(family_name));
    evening.run(Command::CastBallot { item, motion: None, person, choice });
}

fn call_roll(evening: &mut Evening, by_name: bool) {
    let item = evening.meeting.current.unwrap();
    evening.run(Command::CallRoll { item, motion: None, by_name });
}

#[test]
fn by_name_the_fraktionen_bring_their_votes_and_the_exceptions_are_called() {
    // Practice of larger councils: all at their Fraktion's line, and only the exceptions by name.
    let mut evening = evening();
    let (item, motion) = (evening.item("1"), None);
    let spd = Some(Evening::faction("SPD"));
    evening.run(Command::CountAll { item, motion, choice: Choice::Yes });
    evening.run(Command::CountFaction { item, motion, faction: spd, tally: tally(0, 3, 0) });
    call_roll(&mut evening, true);
    assert_eq!(open_tally(&evening), tally(10, 3, 0));
    cast(&mut evening, "Dreyer", Some(Choice::Abstain));
    cast(&mut evening, "Abel", Some(Choice::No));
    assert_eq!(open_tally(&evening), tally(9, 3, 1));
    // Back again, the Fraktionen have what their members did.
    call_roll(&mut evening, false);
    let vote = evening.meeting.votes.last().unwrap();
    let rows = evening.meeting.rows_of(vote);
    assert_eq!(rows[0].tally, Some(tally(3, 1, 0)));
    assert_eq!(rows[1].tally, Some(tally(0, 2, 1)));
    assert_eq!(evening.meeting.tally_of(vote), tally(9, 3, 1));
}

#[test]
fn names_are_kept_when_the_vote_is_closed_per_fraktion_and_opened_again() {
    let mut evening = evening();
    call_roll(&mut evening, true);
    cast(&mut evening, "Abel", Some(Choice::No));
    let (item, motion) = (evening.item("1"), None);
    evening.run(Command::CountAll { item, motion, choice: Choice::Yes });
    call_roll(&mut evening, false);
    let vote = closed(&mut evening).id;
    evening.run(Command::ReopenVote(vote));
    call_roll(&mut evening, true);
    let abel = evening.person("Abel");
    assert_eq!(evening.meeting.vote(vote).unwrap().ballot(abel), Some(Choice::No));
    assert_eq!(open_tally(&evening), tally(12, 1, 0));
}

#[test]
fn by_name_everyone_who_is_here_is_called_and_nobody_else() {
    let mut evening = evening();
    evening.leave("Abel");
    let (item, abel) = (evening.item("1"), evening.person("Abel"));
    call_roll(&mut evening, true);
    let vote = evening.meeting.votes.last().unwrap().id;
    let close = Command::CloseVote { vote, wording: None, result: None };
    let by_abel =
        Command::CastBallot { item, motion: None, person: abel, choice: Some(Choice::Yes) };
    assert_eq!(evening.tries(&by_abel), Err(Refusal::NoVoter));
    let guest = evening.person("Osterloh");
    let by_guest =
        Command::CastBallot { item, motion: None, person: guest, choice: Some(Choice::Yes) };
    assert_eq!(evening.tries(&by_guest), Err(Refusal::NoVoter));
    cast(&mut evening, "Öztürk", Some(Choice::No));
    let Err(Refusal::BallotsMissing(missing)) = evening.tries(&close) else { panic!("closed") };
    assert_eq!(missing.len(), 11);
    evening.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
    // Taken back, that one is missing again; who leaves is not.
    cast(&mut evening, "Dreyer", None);
    assert_eq!(evening.tries(&close), Err(Refusal::BallotsMissing(vec![evening.person("Dreyer")])));
    evening.leave("Dreyer");
    let vote = closed(&mut evening).clone();
    assert_eq!((vote.ballots.len(), evening.meeting.tally_of(&vote)), (11, tally(10, 1, 0)));
    // The Fraktionen are in it too, and nothing changes when people come and go afterwards.
    assert_eq!(vote.rows[1].tally, Some(tally(1, 1, 0)));
    evening.arrive("Dreyer").leave("Brandt");
    assert_eq!(evening.meeting.vote(vote.id), Some(&vote));
    evening.call("2");
    let item = evening.item("2");
    evening.run(Command::CountAsBefore { item, motion: None });
    // Brandt has gone, and Dreyer did not vote then.
    assert_eq!(open_tally(&evening), tally(9, 1, 0));
    let dreyer = evening.person("Dreyer");
    let open = evening.meeting.votes.last().unwrap();
    assert_eq!(evening.meeting.ballots_missing(open), [dreyer]);
}

#[test]
fn a_vote_by_name_is_printed_with_the_names() {
    // The form of Lübeck and others (domain.md 2.2): who did the same, in the order of the
    // alphabet.
    let mut evening = evening();
    call_roll(&mut evening, true);
    cast(&mut evening, "Öztürk", Some(Choice::No));
    cast(&mut evening, "Abel", Some(Choice::No));
    cast(&mut evening, "Fock", Some(Choice::Abstain));
    let item = evening.item("1");
    evening.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
    closed(&mut evening);
    let extract = extract(&evening.meeting, item, Part::Public).unwrap();
    let wanted = "Zustimmung: 10  Ablehnung: 2  Enthaltung: 1\n\n\
        Zustimmung: Herr Brandt, Frau Claasen, Frau Dreyer, Herr Ehlers, Herr\n";
    assert!(extract.contains(wanted), "{extract}");
    assert!(extract.contains("Ablehnung: Herr Abel, Herr Öztürk\n"), "{extract}");
    assert!(extract.contains("Enthaltung: Frau Fock\n"), "{extract}");
}

fn count_secret(evening: &mut Evening, yes: u32, no: u32, abstain: u32, invalid: u32) {
    let item = evening.meeting.current.unwrap();
    let count = SecretCount { tally: tally(yes, no, abstain), invalid };
    evening.run(Command::CountSecret { item, motion: None, count });
}

#[test]
fn invalid_ballots_decide_nothing_and_are_counted() {
    // A Stimmzettel that says nothing clear is no vote: it counts like one not handed in. That a
    // tie rejects is § 39 (1) GO SH.
    for ((yes, no, abstain, invalid), expected, odd) in [
        ((7, 6, 0, 0), Outcome::Carried, false),
        ((7, 5, 0, 1), Outcome::Carried, false),
        ((6, 6, 0, 1), Outcome::Tied, false),
        ((5, 6, 1, 1), Outcome::Rejected, false),
        ((1, 0, 0, 12), Outcome::Carried, false),
        ((0, 0, 0, 13), Outcome::Rejected, false),
        ((0, 0, 13, 0), Outcome::Rejected, false),
        // One Stimmzettel is missing, or one too many was in the box.
        ((7, 5, 0, 0), Outcome::Carried, true),
        ((7, 6, 0, 1), Outcome::Carried, true),
    ] {
        let mut evening = evening();
        count_secret(&mut evening, yes, no, abstain, invalid);
        assert_eq!(closed(&mut evening).outcome(), Some(expected), "{yes}/{no}/{abstain}");
        let told = findings(&evening.meeting);
        let told = told.iter().any(|it| matches!(it.kind, FindingKind::SumDiffers { .. }));
        assert_eq!(told, odd, "{yes}/{no}/{abstain}/{invalid}");
    }
}

#[test]
fn nobody_is_named_in_a_secret_vote() {
    // Brandenburg: the own vote is recorded on demand, but not in secret votes (§ 42 BbgKVerf).
    let mut evening = evening();
    let item = evening.meeting.current.unwrap();
    let person = evening.meeting.voters(VoteId(0), item).next().unwrap().id;
    let choice = Some(Choice::No);
    evening.run(Command::CastBallot { item, motion: None, person, choice });
    count_secret(&mut evening, 7, 5, 0, 1);
    let vote = closed(&mut evening);
    assert_eq!((vote.method, vote.ballots.len()), (Method::Secret, 0));
    let text = extract(&evening.meeting, item, Part::All).unwrap();
    assert!(text.contains("in geheimer Abstimmung mehrheitlich beschlossen"), "{text}");
    assert!(text.contains("Ungültig: 1"), "{text}");
    // The pattern of a secret vote is not known, so there is none to follow.
    evening.call("2");
    let before = Command::CountAsBefore { item: evening.item("2"), motion: None };
    assert_eq!(evening.tries(&before), Err(Refusal::NoVoteBefore));
}

#[test]
fn without_figures_the_words_of_the_chair_decide() {
    // domain.md 2.2, Potsdam: "mit Stimmenmehrheit angenommen", without a number.
    for (verdict, outcome, words) in [
        (Verdict::Unanimous, Outcome::Carried, "einstimmig"),
        (Verdict::Majority, Outcome::Carried, "mehrheitlich beschlossen"),
        (Verdict::Rejected, Outcome::Rejected, "mehrheitlich abgelehnt"),
        (Verdict::RejectedUnanimous, Outcome::Rejected, "einstimmig abgelehnt"),
        (Verdict::Tied, Outcome::Tied, "bei Stimmengleichheit abgelehnt"),
    ] {
        let mut evening = evening();
        let item = evening.item("1");
        evening.run(Command::TellVerdict { item, motion: None, verdict });
        let vote = closed(&mut evening).clone();
        assert_eq!(vote.outcome(), Some(outcome));
        assert!(matches!(&vote.state, VoteState::Closed { wording, .. } if wording == words));
        let told = findings(&evening.meeting);
        let odd = |it: &Finding| matches!(it.place, Place::Vote(..) | Place::Item(_));
        assert!(!told.iter().any(odd), "{told:?}");
        let text = extract(&evening.meeting, item, Part::All).unwrap();
        assert!(text.contains(words) && !text.contains("Zustimmung:"), "{text}");
        evening.call("2");
        evening.run(Command::CountAsBefore { item: evening.item("2"), motion: None });
        assert_eq!(closed(&mut evening).outcome(), Some(outcome));
    }
}

#[test]
fn words_that_need_a_figure_give_way_where_nobody_counted() {
    let mut profile = wortlaut::profile::default();
    profile.vote_words.carried = "mit {ja} gegen {nein} beschlossen".to_owned();
    let words = profile.verdict_wording(Verdict::Majority, MotionKind::Main);
    assert_eq!(words, "mehrheitlich beschlossen");
}

#[test]
fn einstimmig_says_of_a_motion_what_became_of_it() {
    // Under the heading of the result "einstimmig" is enough (domain.md 2.2); of a motion among
    // the speeches it does not say whether it is accepted.
    let mut profile = wortlaut::profile::default();
    let words = |profile: &wortlaut::domain::Profile, abstain, kind| {
        profile.vote_wording(tally(9, 0, abstain), Outcome::Carried, kind)
    };
    for (house, behind, kind, all, abstaining) in [
        ("einstimmig", "angenommen", MotionKind::Main, "einstimmig", "einstimmig bei 2"),
        (
            "einstimmig",
            "angenommen",
            MotionKind::Amendment,
            "einstimmig angenommen",
            "einstimmig bei 2 Enthaltungen angenommen",
        ),
        // What the house says of abstentions holds for motions too.
        (
            "mehrheitlich",
            "angenommen",
            MotionKind::Point,
            "einstimmig angenommen",
            "mehrheitlich bei 2 Enthaltungen angenommen",
        ),
        // A profile from before.
        ("einstimmig", "", MotionKind::Amendment, "einstimmig", "einstimmig bei 2"),
    ] {
        profile.vote_words.unanimous_abstaining = format!("{house} bei {{enthaltungen}}");
        profile.vote_words.motion_unanimous = behind.to_owned();
        assert_eq!(words(&profile, 0, kind), all);
        assert!(words(&profile, 2, kind).starts_with(abstaining), "{kind:?}");
        assert_eq!(profile.verdict_wording(Verdict::Unanimous, kind), all);
    }
    profile.vote_words.unanimous = "einstimmig angenommen".to_owned();
    profile.vote_words.motion_unanimous = "angenommen".to_owned();
    assert_eq!(words(&profile, 0, MotionKind::Amendment), "einstimmig angenommen");
}
