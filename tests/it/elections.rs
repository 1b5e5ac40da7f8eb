//! Elections as tables: what follows from a round, how votes become seats, who draws the lot.

use crate::export_council::Evening;
use wortlaut::domain::{
    CandidateId, Choice, Command, Election, ElectionCommand, ElectionForm, ElectionId, ElectionRow,
    ElectionRule, FindingKind, Follows, Happening, ListOwner, LotAbout, MotionFate, MotionKind,
    Mover, Nominee, Place, Profile, Proposal, Refusal, SeatMethod, Seats, findings, seats, suggest,
};
use wortlaut::export::{Part, extract};
use wortlaut::wording;

use ElectionRule::{MostVotes, StatutoryThenRunoff, StatutoryTwiceThenRunoff, ValidThenRunoff};
use SeatMethod::{DHondt, HareNiemeyer, SainteLague};

/// One item; thirteen are here, and that is the statutory number.
fn evening() -> Evening {
    let mut evening = Evening::new(&[("1", "Wahl der Vorsitzenden", true, "")]);
    evening.at("17:00").call("1");
    evening
}

fn elect(evening: &mut Evening, wish: ElectionCommand) {
    evening.run(Command::Elect(wish));
}

fn tries(evening: &Evening, wish: ElectionCommand) -> Refusal {
    evening.tries(&Command::Elect(wish)).unwrap_err()
}

fn opened(evening: &mut Evening, form: ElectionForm, secret: bool, seats: u32) -> ElectionId {
    let item = evening.item("1");
    let title = "Wahl der Vorsitzenden".to_owned();
    elect(evening, ElectionCommand::Open { item, title, form, secret, seats });
    evening.meeting.elections.last().unwrap().id
}

fn proposed(evening: &mut Evening, who: Proposal, by: Option<Mover>) -> CandidateId {
    let election = last(evening).id;
    elect(evening, ElectionCommand::Propose { election, who, by });
    last(evening).candidates.last().unwrap().id
}

fn named(name: &str) -> Proposal {
    Proposal::One(Nominee::Named(name.to_owned()))
}

fn list(name: &str, names: &[&str]) -> Proposal {
    let names = names.iter().map(|name| Nominee::Named((*name).to_owned())).collect();
    Proposal::List { of: ListOwner::Named(name.to_owned()), names }
}

fn last(evening: &Evening) -> &Election {
    evening.meeting.elections.last().unwrap()
}

/// Enters figures in the order of the rows, and closes the round.
fn round(evening: &mut Evening, figures: &[u32]) {
    let election = last(evening).id;
    for (row, votes) in rows(evening).into_iter().zip(figures) {
        let known = last(evening).open_round().unwrap().figure(row);
        if known != Some(*votes) {
            elect(evening, ElectionCommand::Count { election, row, votes: Some(*votes) });
        }
    }
    elect(evening, ElectionCommand::CloseRound(election));
}

fn rows(evening: &Evening) -> Vec<ElectionRow> {
    last(evening).rows(last(evening).open_round().unwrap(), true)
}

/// A, B, C … stand, by ballots: as many rows for them, then (for one) Nein, Enthaltung, ungültig.
fn standing(rule: ElectionRule, many: usize) -> Evening {
    let mut evening = evening();
    opened(&mut evening, ElectionForm::Single(rule), true, 1);
    for name in ["A", "B", "C", "D"].into_iter().take(many) {
        proposed(&mut evening, named(name), None);
    }
    evening
}

/// What followed from the rounds, in letters: "A" is elected, "A B" stand again, "A|B" the lot.
fn told(evening: &Evening) -> Vec<String> {
    let election = last(evening);
    let name = |id: &CandidateId| {
        let candidate = election.candidate(*id).unwrap();
        wording::proposal(&evening.meeting, &candidate.who)
    };
    let names =
        |ids: &[CandidateId], between: &str| ids.iter().map(name).collect::<Vec<_>>().join(between);
    let tell = |follows: &Follows| match follows {
        Follows::Elected { won } => {
            let won: Vec<_> =
                won.iter().filter(|won| won.seats > 0).map(|won| won.candidate).collect();
            names(&won, "+")
        }
        Follows::Round { among } => names(among, " "),
        Follows::Lot { about: LotAbout::Seat, among, .. } => names(among, "|"),
        Follows::Lot { about: LotAbout::Runoff, sure, among, places } => {
            let sure: Vec<_> = sure.iter().map(|won| won.candidate).collect();
            format!("{}>{}:{places}", names(&sure, " "), names(among, "|"))
        }
        Follows::Nobody => "-".to_owned(),
    };
    election.rounds.iter().filter_map(|round| round.follows()).map(tell).collect()
}

#[test]
fn the_rule_decides_what_follows_from_a_round() {
    // Rows: candidates, Nein if there is only one, Enthaltung, ungültig.
    type Case<'a> = (ElectionRule, usize, &'a [&'a [u32]], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        // § 40 (3) GO SH: the most votes, however few.
        (MostVotes, 3, &[&[5, 4, 3, 1, 0]], &["A"]),
        (MostVotes, 3, &[&[1, 0, 0, 12, 0]], &["A"]),
        // As many: a second round among those; then the lot.
        (MostVotes, 3, &[&[5, 5, 2, 1, 0]], &["A B"]),
        (MostVotes, 3, &[&[5, 5, 2, 1, 0], &[7, 6, 0, 0]], &["A B", "A"]),
        (MostVotes, 3, &[&[5, 5, 2, 1, 0], &[6, 6, 1, 0]], &["A B", "A|B"]),
        (MostVotes, 3, &[&[4, 4, 4, 1, 0], &[4, 4, 4, 1, 0]], &["A B C", "A|B|C"]),
        (MostVotes, 3, &[&[4, 4, 4, 1, 0], &[5, 5, 2, 1, 0]], &["A B C", "A|B"]),
        // Nobody has a vote: all abstain, all ballots are invalid.
        (MostVotes, 2, &[&[0, 0, 13, 0]], &["-"]),
        (MostVotes, 2, &[&[0, 0, 0, 13]], &["-"]),
        // One candidate: more Ja than Nein (§ 39 (1) GO SH); Enthaltungen do not count.
        (MostVotes, 1, &[&[1, 0, 12, 0]], &["A"]),
        (MostVotes, 1, &[&[6, 6, 1, 0]], &["-"]),
        (MostVotes, 1, &[&[0, 0, 13, 0]], &["-"]),
        // Art. 51 (3) GO Bayern: more than half of the valid votes, else the two best.
        (ValidThenRunoff, 3, &[&[6, 3, 2, 1, 1]], &["A"]),
        (ValidThenRunoff, 3, &[&[6, 4, 2, 0, 1]], &["A B"]),
        (ValidThenRunoff, 3, &[&[6, 4, 2, 0, 1], &[5, 5, 2, 1]], &["A B", "A|B"]),
        (ValidThenRunoff, 2, &[&[6, 6, 1, 0], &[5, 6, 1, 1]], &["A B", "B"]),
        // As many as the second: the lot says who is in the Stichwahl (§ 45 (1) KrO SH).
        (ValidThenRunoff, 4, &[&[5, 3, 3, 2, 0, 0]], &["A>B|C:1"]),
        (ValidThenRunoff, 3, &[&[4, 4, 4, 1, 0]], &[">A|B|C:2"]),
        (ValidThenRunoff, 1, &[&[7, 6, 0, 0]], &["A"]),
        (ValidThenRunoff, 1, &[&[6, 6, 1, 0]], &["-"]),
        // More than half of the statutory number, 13: seven.
        (StatutoryThenRunoff, 2, &[&[7, 3, 3, 0]], &["A"]),
        (StatutoryThenRunoff, 2, &[&[6, 3, 4, 0]], &["A B"]),
        (StatutoryThenRunoff, 2, &[&[6, 3, 4, 0], &[3, 2, 8, 0]], &["A B", "A"]),
        (StatutoryThenRunoff, 1, &[&[6, 0, 7, 0]], &["-"]),
        // § 45 (1) KrO SH: the same again, then the Stichwahl; one alone is not elected then.
        (StatutoryTwiceThenRunoff, 3, &[&[6, 4, 3, 0, 0]], &["A B C"]),
        (
            StatutoryTwiceThenRunoff,
            3,
            &[&[6, 4, 3, 0, 0], &[5, 5, 3, 0, 0], &[6, 6, 1, 0]],
            &["A B C", "A B", "A|B"],
        ),
        (StatutoryTwiceThenRunoff, 3, &[&[6, 4, 3, 0, 0], &[2, 7, 4, 0, 0]], &["A B C", "B"]),
        (StatutoryTwiceThenRunoff, 1, &[&[6, 7, 0, 0], &[6, 7, 0, 0]], &["A", "-"]),
    ];
    for (rule, many, rounds, expected) in cases {
        let mut evening = standing(*rule, *many);
        for figures in *rounds {
            round(&mut evening, figures);
        }
        assert_eq!(told(&evening), *expected, "{rule:?} {rounds:?}");
    }
}

#[test]
fn one_voter_is_enough_to_elect() {
    let mut evening = standing(MostVotes, 2);
    let people: Vec<_> = evening.meeting.people.iter().map(|it| it.family_name.clone()).collect();
    for name in people.iter().skip(1) {
        let person = evening.person(name);
        if evening.meeting.attendance_of(person).unwrap().here {
            evening.leave(name);
        }
    }
    assert_eq!(evening.meeting.election_base(evening.item("1")), 1);
    round(&mut evening, &[1]);
    assert_eq!(told(&evening), ["A"]);
}

#[test]
fn who_is_withdrawn_stands_no_more() {
    let mut evening = standing(MostVotes, 3);
    let (election, third) = (last(&evening).id, last(&evening).candidates[2].id);
    elect(&mut evening, ElectionCommand::Withdraw { election, candidate: third, withdrawn: true });
    assert_eq!(rows(&evening).len(), 4, "two, Enthaltung, ungültig");
    let second = last(&evening).candidates[1].id;
    elect(&mut evening, ElectionCommand::Withdraw { election, candidate: second, withdrawn: true });
    assert_eq!(rows(&evening)[1], ElectionRow::No, "the only one: Ja or Nein");
    let row = ElectionRow::Candidate(third);
    let count = ElectionCommand::Count { election, row, votes: Some(1) };
    assert_eq!(tries(&evening, count), Refusal::Unknown);
    round(&mut evening, &[7, 6]);
    assert_eq!(told(&evening), ["A"]);
    let told = wording::election_lines(&evening.meeting, last(&evening));
    assert_eq!(told[0], "Vorgeschlagen: A, B (zurückgezogen), C (zurückgezogen).");
}

#[test]
fn a_round_is_complete_when_all_rows_or_all_votes_are_entered() {
    let mut evening = standing(MostVotes, 2);
    let election = last(&evening).id;
    let close = ElectionCommand::CloseRound(election);
    let row = rows(&evening);
    let count = |at: usize, votes| ElectionCommand::Count { election, row: row[at], votes };
    let missing = Refusal::FiguresMissing(election, row.clone());
    assert_eq!(tries(&evening, close.clone()), missing);
    elect(&mut evening, count(0, Some(7)));
    elect(&mut evening, count(1, Some(5)));
    let missing = Refusal::FiguresMissing(election, row[2..].to_vec());
    assert_eq!(tries(&evening, close.clone()), missing);
    // The thirteenth vote is there: the rest is nought.
    elect(&mut evening, count(2, Some(1)));
    assert!(evening.tries(&Command::Elect(close.clone())).is_ok());
    // Somebody did not hand in a ballot: entered as nought, it is complete, and told.
    elect(&mut evening, count(2, Some(0)));
    elect(&mut evening, count(3, Some(0)));
    elect(&mut evening, close.clone());
    let found = findings(&evening.meeting);
    let item = evening.item("1");
    let differs = FindingKind::SumDiffers { counted: 12, present: 13 };
    assert!(
        found.iter().any(|it| it.kind == differs && it.place == Place::Election(item, election))
    );
    assert_eq!(tries(&evening, close), Refusal::RoundClosed);
}

#[test]
fn nothing_that_happens_later_changes_a_closed_round() {
    let mut evening = standing(MostVotes, 2);
    round(&mut evening, &[7, 6]);
    let before = last(&evening).clone();
    evening.leave("Abel").leave("Dreyer");
    assert_eq!(*last(&evening), before);
}

#[test]
fn the_base_follows_who_comes_and_goes_while_a_round_is_open() {
    let mut evening = standing(MostVotes, 2);
    let item = evening.item("1");
    evening.leave("Abel");
    assert_eq!(evening.meeting.election_base(item), 12);
    evening.arrive("Abel");
    assert_eq!(evening.meeting.election_base(item), 13);
    let person = evening.meeting.voters(wortlaut::domain::VoteId(0), item).next().unwrap().id;
    evening.run(Command::StayAway { item, person, away: true });
    assert_eq!(evening.meeting.election_base(item), 12, "who is away for the item votes not");
    evening.run(Command::StayAway { item, person, away: false });
}

#[test]
fn befangenheit_is_none_in_elections_and_a_finding() {
    // § 22 (3) GO SH; a body of another Land may say otherwise.
    for (counts, base) in [(false, 13), (true, 12)] {
        let mut profile = crate::export_council::profile();
        profile.elections.recusal = counts;
        let mut evening = Evening::with(profile, &[("1", "Wahl", true, "")]);
        evening.at("17:00").call("1");
        let (item, person) = (evening.item("1"), evening.person("Abel"));
        evening.run(Command::Recuse { item, person, recused: true });
        opened(&mut evening, ElectionForm::Single(MostVotes), false, 1);
        assert_eq!(evening.meeting.election_base(item), base);
        let kind = FindingKind::RecusedInElection(person);
        let found = findings(&evening.meeting).into_iter().any(|it| it.kind == kind);
        assert_eq!(found, !counts);
    }
}

#[test]
fn the_chair_draws_the_lot_and_nobody_else_is_drawn() {
    let mut evening = standing(MostVotes, 3);
    round(&mut evening, &[5, 5, 2, 1]);
    let election = last(&evening).id;
    let candidates: Vec<_> = last(&evening).candidates.iter().map(|it| it.id).collect();
    let draw = |candidate| ElectionCommand::DrawLot { election, candidate };
    assert_eq!(tries(&evening, draw(candidates[0])), Refusal::NoLot);
    round(&mut evening, &[6, 6, 1]);
    assert!(last(&evening).won().is_empty() && last(&evening).is_open());
    assert_eq!(tries(&evening, draw(candidates[2])), Refusal::NoLot);
    elect(&mut evening, draw(candidates[1]));
    assert_eq!(last(&evening).won()[0].candidate, candidates[1]);
    assert_eq!(last(&evening).rounds[1].lots[0].by, evening.meeting.head.chair);
    assert_eq!(tries(&evening, draw(candidates[0])), Refusal::NoLot);
    assert!(!last(&evening).is_open());
}

#[test]
fn no_lot_falls_on_who_has_withdrawn() {
    let mut evening = standing(MostVotes, 3);
    round(&mut evening, &[5, 5, 2, 1]);
    round(&mut evening, &[6, 6, 1]);
    let election = last(&evening).id;
    let [first, second] = [0, 1].map(|at| last(&evening).candidates[at].id);
    let withdraw = |candidate| ElectionCommand::Withdraw { election, candidate, withdrawn: true };
    let draw = |candidate| ElectionCommand::DrawLot { election, candidate };
    elect(&mut evening, withdraw(first));
    assert_eq!(last(&evening).lot().unwrap().among, [second]);
    assert_eq!(tries(&evening, draw(first)), Refusal::NoLot);
    let mut none = Evening::clone(&evening);
    elect(&mut none, withdraw(second));
    assert!(last(&none).lot().is_none() && last(&none).won().is_empty(), "nobody is left");
    elect(&mut evening, draw(second));
    assert_eq!(last(&evening).won()[0].candidate, second);
}

#[test]
fn the_lot_says_who_is_in_the_stichwahl() {
    let mut evening = standing(ValidThenRunoff, 4);
    round(&mut evening, &[5, 3, 3, 2]);
    let (election, third) = (last(&evening).id, last(&evening).candidates[2].id);
    elect(&mut evening, ElectionCommand::DrawLot { election, candidate: third });
    let standing: Vec<_> = last(&evening)
        .standing(last(&evening).open_round().unwrap())
        .map(|it| wording::proposal(&evening.meeting, &it.who))
        .collect();
    assert_eq!(standing, ["A", "C"]);
    round(&mut evening, &[6, 7]);
    assert_eq!(told(&evening), ["A>B|C:1", "C"]);
}

#[test]
fn a_round_is_opened_again_with_its_figures_or_begun_anew() {
    let mut evening = standing(MostVotes, 2);
    let election = last(&evening).id;
    assert_eq!(tries(&evening, ElectionCommand::Reopen(election)), Refusal::ElectionOpen);
    round(&mut evening, &[6, 6, 1]);
    // The second round that merely followed goes with it.
    elect(&mut evening, ElectionCommand::Reopen(election));
    assert_eq!((last(&evening).rounds.len(), last(&evening).rounds[0].sum()), (1, 13));
    round(&mut evening, &[7, 5, 1]);
    assert_eq!(told(&evening), ["A"]);
    elect(&mut evening, ElectionCommand::OpenRound(election));
    assert!(last(&evening).won().is_empty(), "what is begun anew has no winner yet");
    round(&mut evening, &[6, 6, 1]);
    assert_eq!(told(&evening), ["A", "A B"], "begun anew, a tie is the first one again");
}

#[test]
fn somebody_elected_is_the_headline_until_the_election_is_void() {
    let mut evening = standing(MostVotes, 2);
    let item = evening.item("1");
    let headline = |evening: &Evening| {
        evening.meeting.item(item).unwrap().result.as_ref().map(|result| result.text.clone())
    };
    round(&mut evening, &[7, 6]);
    assert_eq!(headline(&evening).as_deref(), Some("gewählt"));
    assert_eq!(suggest(&evening.meeting, item).unwrap().text, "gewählt");
    let election = last(&evening).id;
    let annul = |reason: &str| ElectionCommand::Annul { election, reason: reason.to_owned() };
    assert_eq!(tries(&evening, annul(" ")), Refusal::ReasonMissing);
    elect(&mut evening, annul("Stimmzettel vertauscht"));
    assert_eq!(headline(&evening), None);
    assert_eq!(tries(&evening, annul("noch einmal")), Refusal::ElectionAnnulled);
    assert!(!findings(&evening.meeting).iter().any(|it| it.kind == FindingKind::ElectionOpen));
    // The clerk's own words stay.
    let result = Some("vertagt".to_owned());
    evening.run(Command::SetResult { item, result });
    opened(&mut evening, ElectionForm::Single(MostVotes), false, 1);
    proposed(&mut evening, named("A"), None);
    round(&mut evening, &[13]);
    assert_eq!(headline(&evening).as_deref(), Some("vertagt"));
}

#[test]
fn what_has_no_meaning_is_refused() {
    let mut evening = evening();
    let item = evening.item("1");
    for seats in [0, 1000, u32::MAX] {
        let form = ElectionForm::Lists(SainteLague);
        let open = ElectionCommand::Open { item, title: String::new(), form, secret: true, seats };
        assert_eq!(tries(&evening, open), Refusal::SeatsOutOfRange);
    }
    let election = opened(&mut evening, ElectionForm::Single(MostVotes), false, 1);
    assert_eq!(tries(&evening, ElectionCommand::CloseRound(election)), Refusal::NoCandidate);
    let propose = |who| ElectionCommand::Propose { election, who, by: None };
    assert_eq!(tries(&evening, propose(list("CDU", &[]))), Refusal::Unknown);
    elect(&mut evening, propose(named("A")));
    assert_eq!(tries(&evening, propose(named("A"))), Refusal::ProposedAlready);
    // By show of hands no ballot is invalid.
    let count = |row| ElectionCommand::Count { election, row, votes: Some(1) };
    assert_eq!(tries(&evening, count(ElectionRow::Invalid)), Refusal::Unknown);
    assert_eq!(tries(&evening, ElectionCommand::OpenRound(election)), Refusal::ElectionOpen);
    let unknown = ElectionCommand::CloseRound(ElectionId(9999));
    assert_eq!(tries(&evening, unknown), Refusal::Unknown);
}

#[test]
fn where_nobody_may_abstain_there_is_no_such_row() {
    // Art. 48 (1) GO Bayern.
    let profile: Profile = wortlaut::profile::shipped("bayern").unwrap();
    assert_eq!(profile.elections.rule, ValidThenRunoff);
    let mut evening = Evening::with(profile, &[("1", "Wahl", true, "")]);
    evening.at("17:00").call("1");
    let election = opened(&mut evening, ElectionForm::Single(ValidThenRunoff), true, 1);
    let row = ElectionRow::Abstain;
    let count = ElectionCommand::Count { election, row, votes: Some(1) };
    assert_eq!(tries(&evening, count), Refusal::NoAbstention);
}

fn given(sure: &[u32]) -> Seats {
    Seats { sure: sure.to_vec(), tied: Vec::new(), left: 0 }
}

#[test]
fn votes_become_seats_as_in_published_examples() {
    let cases: &[(SeatMethod, &[u32], u32, &[u32])] = &[
        // The example of the textbooks: 10 seats for 5200, 1700 and 3100 votes.
        (SainteLague, &[5200, 1700, 3100], 10, &[5, 2, 3]),
        (HareNiemeyer, &[5200, 1700, 3100], 10, &[5, 2, 3]),
        (DHondt, &[5200, 1700, 3100], 10, &[6, 1, 3]),
        // staatsrecht.honikel.de, Berechnungsbeispiele: 12000 votes, 10 seats.
        (SainteLague, &[6100, 5000, 900], 10, &[5, 4, 1]),
        (HareNiemeyer, &[6100, 5000, 900], 10, &[5, 4, 1]),
        (DHondt, &[6100, 5000, 900], 10, &[6, 4, 0]),
        // Stadtrat Pocking, 24 seats (ub-pocking.de, So werden die Sitze berechnet).
        (
            SainteLague,
            &[31383, 14093, 25939, 16609, 9928, 8132, 7675, 7013],
            24,
            &[6, 3, 5, 3, 2, 2, 2, 1],
        ),
        // The Alabama paradox of Hare-Niemeyer: one seat more in all, one less for the third.
        (HareNiemeyer, &[6, 6, 2], 10, &[4, 4, 2]),
        (HareNiemeyer, &[6, 6, 2], 11, &[5, 5, 1]),
        // More seats than votes, a list without a vote, one list, no seat.
        (SainteLague, &[2, 1], 7, &[5, 2]),
        (DHondt, &[2, 0], 5, &[5, 0]),
        (SainteLague, &[2, 0], 5, &[5, 0]),
        (HareNiemeyer, &[2, 0], 5, &[5, 0]),
        (HareNiemeyer, &[1], 3, &[3]),
        (DHondt, &[7, 6], 0, &[0, 0]),
        // As large as figures can be.
        (SainteLague, &[u32::MAX, u32::MAX], 998, &[499, 499]),
        (HareNiemeyer, &[u32::MAX, u32::MAX], 998, &[499, 499]),
    ];
    for (method, votes, many, expected) in cases {
        assert_eq!(seats(*method, votes, *many), given(expected), "{method:?} {votes:?} {many}");
    }
}

#[test]
fn who_ties_for_the_last_seats_is_told_and_not_decided() {
    type Case<'a> = (SeatMethod, &'a [u32], u32, &'a [u32], &'a [usize], u32);
    let cases: &[Case<'_>] = &[
        (SainteLague, &[5, 5, 3], 1, &[0, 0, 0], &[0, 1], 1),
        (SainteLague, &[4, 3, 2, 1, 1, 1], 7, &[2, 1, 1, 0, 0, 0], &[1, 3, 4, 5], 3),
        (DHondt, &[4, 2], 2, &[1, 0], &[0, 1], 1),
        (DHondt, &[2, 2, 2], 5, &[1, 1, 1], &[0, 1, 2], 2),
        (HareNiemeyer, &[1, 1], 3, &[1, 1], &[0, 1], 1),
        (HareNiemeyer, &[4, 4, 4], 5, &[1, 1, 1], &[0, 1, 2], 2),
    ];
    for (method, votes, many, sure, tied, left) in cases {
        let expected = Seats { sure: sure.to_vec(), tied: tied.to_vec(), left: *left };
        assert_eq!(seats(*method, votes, *many), expected, "{method:?} {votes:?} {many}");
    }
    // Nobody voted: there is nothing to share out.
    for method in SeatMethod::ALL {
        assert_eq!(seats(method, &[0, 0], 5), given(&[0, 0]));
        assert_eq!(seats(method, &[], 5), given(&[]));
    }
    // A forged journal may ask for any number: it is computed no longer than the largest that can
    // be entered.
    for method in SeatMethod::ALL {
        assert_eq!(seats(method, &[3, 2], u32::MAX), seats(method, &[3, 2], 999), "{method:?}");
    }
}

/// Throws dice (splitmix64).
fn rolls(seed: u64) -> impl FnMut(u64) -> u32 {
    let mut state = seed;
    move |sides| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        u32::try_from((mixed ^ (mixed >> 31)) % sides).unwrap()
    }
}

#[test]
fn seats_sum_to_the_seats_to_be_filled() {
    for seed in 0..2000 {
        let mut roll = rolls(seed);
        let lists = usize::try_from(roll(9)).unwrap() + 1;
        let largest = [3, 20, 60, 100_000][seed as usize % 4];
        let votes: Vec<_> = (0..lists).map(|_| roll(largest)).collect();
        let many = roll(30);
        let total: u64 = votes.iter().map(|votes| u64::from(*votes)).sum();
        for method in SeatMethod::ALL {
            let given = seats(method, &votes, many);
            let case = format!("{method:?} {votes:?} {many}: {given:?}");
            let filled = given.sure.iter().sum::<u32>() + given.left;
            assert_eq!(filled, if total == 0 { 0 } else { many }, "{case}");
            assert!(given.tied.is_empty() == (given.left == 0), "{case}");
            let enough = given.tied.is_empty() || given.left < given.tied.len() as u32;
            assert!(enough, "there is nothing to draw lots for: {case}");
            // Whatever lots are drawn, more votes never give fewer seats, and as many votes give
            // seats that differ by one at most.
            for (one, a) in votes.iter().zip(&given.sure) {
                for (other, b) in votes.iter().zip(&given.sure) {
                    assert!(one <= other || a >= b, "{case}");
                    assert!(one != other || a == b, "{case}");
                    assert!(*one > 0 || *a == 0, "{case}");
                }
            }
            // Hare-Niemeyer stays within the quota, and so does d'Hondt from below.
            for (votes, seats) in votes.iter().zip(&given.sure).filter(|_| total > 0) {
                let quota = u64::from(*votes) * u64::from(many) / total;
                let seats = u64::from(*seats);
                let tied = u64::from(!given.tied.is_empty());
                assert!(method == SainteLague || seats + tied >= quota, "{case}");
                assert!(method != HareNiemeyer || seats <= quota + 1, "{case}");
            }
        }
    }
}

#[test]
fn lists_get_seats_the_lot_the_last_and_names_are_elected() {
    let mut evening = evening();
    let election = opened(&mut evening, ElectionForm::Lists(SainteLague), true, 5);
    proposed(&mut evening, list("CDU", &["Anna Abel", "Ole Brandt", "Jörn Claasen"]), None);
    proposed(&mut evening, list("SPD", &["Maren Fock"]), None);
    proposed(&mut evening, list("FDP", &[]), None);
    // 6, 4, 2: 6 4 2 2(6/3) … the fifth seat: 6/5 = 1,2 and 4/3 = 1,33.
    round(&mut evening, &[6, 4, 2, 1]);
    let seats: Vec<_> = last(&evening).won().iter().map(|won| won.seats).collect();
    assert_eq!(seats, [2, 2, 1]);
    let short =
        FindingKind::ListTooShort { list: last(&evening).candidates[1].id, names: 1, seats: 2 };
    assert!(findings(&evening.meeting).iter().any(|it| it.kind == short));
    let told = wording::election_lines(&evening.meeting, last(&evening));
    assert_eq!(
        told,
        [
            "1. Wahlgang (geheim): CDU 6 Stimmen, SPD 4 Stimmen, FDP 2 Stimmen, 1 Enthaltung.",
            "Sitze nach Sainte-Laguë: CDU 2 Sitze, SPD 2 Sitze, FDP 1 Sitz. Gewählt sind \
             Anna Abel und Ole Brandt (CDU); Maren Fock (SPD).",
        ]
    );
    elect(&mut evening, ElectionCommand::Reopen(election));
    round(&mut evening, &[5, 5, 3, 0]);
    // 5 5 3 and 5/3 5/3: no lot.
    let seats: Vec<_> = last(&evening).won().iter().map(|won| won.seats).collect();
    assert_eq!(seats, [2, 2, 1]);
}

#[test]
fn the_last_seats_of_lists_are_drawn_one_by_one() {
    let mut evening = evening();
    let election = opened(&mut evening, ElectionForm::Lists(DHondt), false, 5);
    let lists: Vec<_> =
        ["A", "B", "C"].map(|name| proposed(&mut evening, list(name, &[]), None)).into();
    round(&mut evening, &[4, 4, 4, 1]);
    let draw = |candidate| ElectionCommand::DrawLot { election, candidate };
    assert_eq!(last(&evening).lot().unwrap().places, 2);
    elect(&mut evening, draw(lists[2]));
    assert_eq!(tries(&evening, draw(lists[2])), Refusal::NoLot, "a list is drawn once");
    assert_eq!(last(&evening).lot().unwrap().places, 1);
    elect(&mut evening, draw(lists[0]));
    let seats: Vec<_> = last(&evening).won().iter().map(|won| won.seats).collect();
    assert_eq!(seats, [2, 1, 2]);
}

#[test]
fn one_list_is_elected_by_more_ja_than_nein() {
    for (figures, won) in [([7, 6, 0, 0], 3), ([6, 6, 1, 0], 0), ([0, 0, 13, 0], 0)] {
        let mut evening = evening();
        opened(&mut evening, ElectionForm::Lists(HareNiemeyer), true, 3);
        proposed(&mut evening, list("Gemeinsamer Vorschlag", &[]), None);
        round(&mut evening, &figures);
        assert_eq!(last(&evening).won().iter().map(|won| won.seats).sum::<u32>(), won);
    }
}

#[test]
fn every_fraktion_gets_a_list_at_once() {
    let mut evening = evening();
    let election = opened(&mut evening, ElectionForm::Lists(SainteLague), false, 5);
    elect(&mut evening, ElectionCommand::ProposeFactions(election));
    let factions = evening.meeting.factions().len();
    assert_eq!(last(&evening).candidates.len(), factions);
    let again = ElectionCommand::ProposeFactions(election);
    assert_eq!(tries(&evening, again), Refusal::ProposedAlready);
    let ids: std::collections::BTreeSet<_> =
        last(&evening).candidates.iter().map(|it| it.id).collect();
    assert_eq!(ids.len(), factions, "each has a number of its own");
}

#[test]
fn an_election_stands_round_by_round_in_the_extract() {
    let mut evening = evening();
    opened(&mut evening, ElectionForm::Single(MostVotes), true, 1);
    let abel = Nominee::Person(evening.person("Abel"));
    let spd = Some(Mover::Faction(Evening::faction("SPD")));
    proposed(&mut evening, Proposal::One(abel), spd);
    proposed(&mut evening, named("Ole Brandt"), None);
    round(&mut evening, &[6, 6, 0, 1]);
    round(&mut evening, &[1, 1, 11]);
    let (election, brandt) = (last(&evening).id, last(&evening).candidates[1].id);
    elect(&mut evening, ElectionCommand::DrawLot { election, candidate: brandt });
    let text = extract(&evening.meeting, evening.item("1"), Part::Public).unwrap();
    let expected = "\
Abstimmungsergebnis:

Wahl der Vorsitzenden:
Vorgeschlagen: Herr Abel (SPD-Fraktion), Ole Brandt.
1. Wahlgang (geheim): Herr Abel 6 Stimmen, Ole Brandt 6 Stimmen, 1
ungültige Stimme.
2. Wahlgang (geheim): Herr Abel 1 Stimme, Ole Brandt 1 Stimme, 11
Enthaltungen.
Losentscheid, gezogen von Frau Dr. Weiß: Ole Brandt.
Gewählt ist Ole Brandt.
";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("Beschluss:\ngewählt\n"), "{text}");
}

#[test]
fn competing_nominations_are_void_when_one_is_carried() {
    // § 62 (3) with § 39 (1) GO SH: one after the other; the first that is accepted.
    let mut evening = evening();
    let spd = Some(Mover::Faction(Evening::faction("SPD")));
    let cdu = Some(Mover::Faction(Evening::faction("CDU")));
    let first = evening.moves(MotionKind::Nomination, spd, "Frau Ahrens");
    let second = evening.moves(MotionKind::Nomination, cdu.clone(), "Herr Brandt");
    let third = evening.moves(MotionKind::Nomination, None, "Frau Claasen");
    let other = evening.moves(MotionKind::Other, cdu, "Die Wahl wird vertagt.");
    let fates = |evening: &Evening| {
        [first, second, third, other].map(|id| evening.meeting.motion(id).unwrap().fate)
    };
    evening.votes(Some(first), Choice::No, &[]);
    use MotionFate::{Carried, Open, Rejected, Settled};
    assert_eq!(fates(&evening), [Rejected, Open, Open, Open]);
    let vote = evening.votes(Some(second), Choice::Yes, &[]);
    assert_eq!(fates(&evening), [Rejected, Carried, Settled, Open]);
    let item = evening.item("1");
    let result = evening.meeting.item(item).unwrap().result.clone();
    assert_eq!(result.unwrap().text, "gewählt");
    evening.run(Command::ReopenVote(vote));
    assert_eq!(fates(&evening), [Rejected, Open, Open, Open], "none of them is void any more");
    evening.run(Command::CloseVote { vote, wording: None, result: None });
    evening.run(Command::AnnulVote { vote, reason: "Verzählt".into() });
    assert_eq!(fates(&evening), [Rejected, Open, Open, Open]);
    assert_eq!(evening.meeting.item(item).unwrap().result, None);
}

#[test]
fn what_is_refused_or_odd_says_what_is_and_what_to_do() {
    let mut evening = standing(MostVotes, 2);
    let election = last(&evening).id;
    let all = rows(&evening);
    for refusal in [
        Refusal::RoundClosed,
        Refusal::ElectionOpen,
        Refusal::ElectionAnnulled,
        Refusal::NoCandidate,
        Refusal::ProposedAlready,
        Refusal::FiguresMissing(election, all.clone()),
        Refusal::FiguresMissing(election, all[3..].to_vec()),
        Refusal::NoLot,
        Refusal::SeatsOutOfRange,
    ] {
        let text = wording::refusal(&refusal, &evening.meeting);
        assert!(text.ends_with('.') && !text.contains('!') && !text.contains("  "), "{text}");
        assert!((1..=2).contains(&text.matches('.').count()), "{text}");
        assert!(text.chars().count() <= 160, "{text}");
    }
    let one = Refusal::FiguresMissing(election, all[3..].to_vec());
    assert!(wording::refusal(&one, &evening.meeting).starts_with("Es fehlt noch: ungültig."));
    round(&mut evening, &[6, 6, 0, 1]);
    let found = findings(&evening.meeting);
    let told: Vec<_> = found.iter().map(|it| wording::finding(it, &evening.meeting)).collect();
    let open = "TOP 1, Wahl der Vorsitzenden: Die Wahl ist noch offen. Auszählen, losen oder \
                verwerfen.";
    assert!(told.iter().any(|told| told == open), "{told:#?}");
}

#[test]
fn one_and_many_are_told_apart() {
    for (figures, expected) in [
        ([1, 0, 12, 0], "A 1 Stimme, B keine Stimme, 12 Enthaltungen"),
        ([10, 1, 1, 1], "A 10 Stimmen, B 1 Stimme, 1 Enthaltung, 1 ungültige Stimme"),
        ([9, 2, 0, 2], "A 9 Stimmen, B 2 Stimmen, 2 ungültige Stimmen"),
    ] {
        let mut evening = standing(MostVotes, 2);
        round(&mut evening, &figures);
        let told =
            wording::round_figures(&evening.meeting, last(&evening), &last(&evening).rounds[0]);
        assert_eq!(told, expected);
    }
    for (figures, expected) in [
        ([1, 1, 11, 0], "A 1 Ja-Stimme, 1 Nein-Stimme, 11 Enthaltungen"),
        ([0, 13, 0, 0], "A keine Ja-Stimme, 13 Nein-Stimmen"),
    ] {
        let mut evening = standing(MostVotes, 1);
        round(&mut evening, &figures);
        let told =
            wording::round_figures(&evening.meeting, last(&evening), &last(&evening).rounds[0]);
        assert_eq!(told, expected);
    }
}

#[test]
fn a_profile_names_the_rules_of_elections() {
    for (name, rule, method) in [
        ("kreis-sh", MostVotes, SainteLague),
        ("gemeinde-sh", MostVotes, SainteLague),
        ("brandenburg", StatutoryThenRunoff, HareNiemeyer),
        ("bayern", ValidThenRunoff, SainteLague),
    ] {
        let profile = wortlaut::profile::shipped(name).unwrap();
        assert_eq!((profile.elections.rule, profile.elections.method), (rule, method), "{name}");
        assert!(!profile.elections.recusal, "{name}");
    }
    // A meeting whose profile is older has the rules of Schleswig-Holstein.
    let mut old = serde_json::to_value(wortlaut::profile::default()).unwrap();
    old.as_object_mut().unwrap().remove("wahl");
    let read: Profile = serde_json::from_value(old).unwrap();
    assert_eq!(read, wortlaut::profile::default());
    let wrong = "[wahl]\nregel = \"los\"\nsitzverfahren = \"adams\"\ngeheim = true\n";
    let problems = wortlaut::profile::parse("profil.toml", wrong).unwrap_err();
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].contains("meiststimmen") || told[1].contains("meiststimmen"), "{told:#?}");
}

#[test]
fn the_facts_of_an_election_stand_under_their_own_names() {
    let mut evening = evening();
    let item = evening.item("1");
    let form = ElectionForm::Lists(SainteLague);
    let open = ElectionCommand::Open { item, title: "Wahl".into(), form, secret: true, seats: 3 };
    let events = evening.tries(&Command::Elect(open.clone())).unwrap();
    let json = serde_json::to_value(&events[0]).unwrap();
    assert_eq!(json["election_opened"]["form"], serde_json::json!({ "lists": "sainte-lague" }));
    let read: wortlaut::domain::Event = serde_json::from_value(json).unwrap();
    assert_eq!(read, events[0]);
    elect(&mut evening, open);
    // A later version may know more of it.
    let later = serde_json::json!({ "election_challenged": { "election": 3 } });
    let read: wortlaut::domain::Event = serde_json::from_value(later).unwrap();
    assert!(matches!(read, wortlaut::domain::Event::Unknown(_)));
}

#[test]
fn a_nomination_to_which_nobody_objects_settles_its_rivals() {
    let mut evening = Evening::new(&[("1", "Wahl der Vertretung", true, "")]);
    evening.at("17:00").call("1");
    let first = evening.moves(MotionKind::Nomination, None, "Frau Ahrens");
    let second = evening.moves(MotionKind::Nomination, None, "Herr Brandt");
    let fate = |evening: &Evening, id| evening.meeting.motion(id).unwrap().fate;
    for _ in 0..2 {
        evening.run(Command::AdoptMotion { motion: first, adopted: true });
        assert_eq!(fate(&evening, second), MotionFate::Settled);
        let item = evening.meeting.item(evening.item("1")).unwrap();
        assert_eq!(item.result.as_ref().unwrap().text, "gewählt");
        let told = item.record.iter().filter(|it| matches!(it, Happening::Adopted(_)));
        assert_eq!(told.count(), 1, "told once, however often it was taken back");
        evening.run(Command::AdoptMotion { motion: first, adopted: false });
        assert_eq!(fate(&evening, second), MotionFate::Open);
    }
}

#[test]
fn a_vote_on_a_nomination_that_is_settled_is_not_closed() {
    let mut evening = Evening::new(&[("1", "Wahl der Vertretung", true, "")]);
    evening.at("17:00").call("1");
    let item = evening.item("1");
    let first = evening.moves(MotionKind::Nomination, None, "Frau Ahrens");
    let second = evening.moves(MotionKind::Nomination, None, "Herr Brandt");
    let count = |motion| Command::CountAll { item, motion: Some(motion), choice: Choice::Yes };
    evening.run(count(second));
    let stale = evening.meeting.votes.last().unwrap().id;
    evening.run(count(first));
    let vote = evening.meeting.votes.last().unwrap().id;
    evening.run(Command::CloseVote { vote, wording: None, result: None });
    let close = Command::CloseVote { vote: stale, wording: None, result: None };
    assert_eq!(evening.tries(&close), Err(Refusal::MotionDecided));
}
