//! Naming somebody beside the figures: who deviates, or who demands that the own vote is recorded
//! (§ 42 BbgKVerf; not in secret votes).

use crate::export_council::{Evening, tally};
use wortlaut::domain::{
    Choice, Command, FindingKind, ItemId, PersonId, Refusal, SecretCount, Tally, VoteId, findings,
};
use wortlaut::export::{Part, extract};

fn evening() -> Evening {
    let mut evening =
        Evening::new(&[("1", "Aktionsplan", true, "Der Aktionsplan wird beschlossen.")]);
    evening.at("17:00").call("1");
    evening
}

/// Who is named, by place in the Fraktion.
type Named = &'static [(usize, Choice)];

/// The members of a Fraktion with a vote, in the order of the list.
fn members(evening: &Evening, faction: &str) -> Vec<PersonId> {
    let meeting = &evening.meeting;
    let id = meeting.organizations.iter().find(|it| it.name == faction).unwrap().id;
    let own = |id: &PersonId| meeting.votes_for(*id);
    let voters = meeting.voters(VoteId(0), evening.item("1")).map(|person| person.id);
    voters.filter(|person| own(person) == Some(id)).collect()
}

fn named(evening: &Evening, person: PersonId, choice: Choice) -> Command {
    let item = evening.item("1");
    Command::NameVoter { item, motion: None, person, choice: Some(choice) }
}

fn close(evening: &mut Evening) -> VoteId {
    let vote = evening.meeting.votes.last().unwrap().id;
    evening.run(Command::CloseVote { vote, wording: None, result: None });
    vote
}

#[test]
fn a_fraktion_counts_as_many_as_are_named_in_it() {
    use Choice::{Abstain, No, Yes};
    // The SPD has three: what is entered for it, who is named in turn, what it counts then.
    let cases: [(Option<Tally>, Named, Tally); 9] = [
        (None, &[(0, No)], tally(2, 1, 0)),
        (None, &[(0, No), (1, Abstain)], tally(1, 1, 1)),
        (None, &[(0, Yes)], tally(1, 2, 0)),
        (Some(tally(3, 0, 0)), &[(0, No)], tally(2, 1, 0)),
        // One was counted: now it has a name.
        (Some(tally(2, 1, 0)), &[(0, No)], tally(2, 1, 0)),
        (Some(tally(2, 1, 0)), &[(0, No), (1, No)], tally(1, 2, 0)),
        (Some(tally(0, 3, 0)), &[(2, Yes)], tally(1, 2, 0)),
        // Somebody was misheard: the vote goes where the name goes.
        (None, &[(0, No), (0, Abstain)], tally(2, 0, 1)),
        (Some(tally(0, 0, 0)), &[(0, No)], tally(0, 0, 0)),
    ];
    for (entered, names, expected) in cases {
        let mut evening = evening();
        let spd = members(&evening, "SPD");
        let item = evening.item("1");
        let faction = evening.meeting.votes_for(spd[0]);
        if let Some(tally) = entered {
            evening.run(Command::CountFaction { item, motion: None, faction, tally });
        }
        for (at, choice) in names {
            let command = named(&evening, spd[*at], *choice);
            evening.run(command);
        }
        let row = evening.meeting.votes.last().unwrap().row(faction).unwrap();
        assert_eq!(row.tally, Some(expected), "{entered:?} {names:?}");
    }
}

/// A way of entry by name, and how it is chosen.
type Way = (&'static str, fn(ItemId) -> Option<Command>);

#[test]
fn naming_somebody_again_as_before_changes_nothing() {
    use Choice::{No, Yes};
    // An undo would take back what nobody sees.
    let ways: [Way; 4] = [
        ("per Fraktion", |_| None),
        ("minority", |item| Some(Command::CountMinority { item, motion: None, no: 2, abstain: 0 })),
        ("totals", |item| {
            Some(Command::CountTotals { item, motion: None, tally: Some(tally(11, 2, 0)) })
        }),
        ("by name", |item| Some(Command::CallRoll { item, motion: None, by_name: true })),
    ];
    for (way, command) in ways {
        let mut evening = evening();
        let item = evening.item("1");
        let spd = members(&evening, "SPD");
        if let Some(command) = command(item) {
            evening.run(command);
        }
        let first = named(&evening, spd[0], No);
        evening.run(first.clone());
        assert_eq!(evening.tries(&first), Err(Refusal::NothingChanges), "{way}");
        let none = Command::NameVoter { item, motion: None, person: spd[1], choice: None };
        assert_eq!(evening.tries(&none), Err(Refusal::NothingChanges), "{way}, not named");
        let otherwise = named(&evening, spd[0], Yes);
        evening.run(otherwise).run(first);
    }
    // The figures have been entered otherwise since: they follow the name again.
    let mut evening = evening();
    let (item, spd) = (evening.item("1"), members(&evening, "SPD"));
    let faction = evening.meeting.votes_for(spd[0]);
    let first = named(&evening, spd[0], No);
    evening.run(first.clone());
    evening.run(Command::CountFaction { item, motion: None, faction, tally: tally(3, 0, 0) });
    evening.run(first);
    let row = evening.meeting.votes.last().unwrap().row(faction).unwrap();
    assert_eq!(row.tally, Some(tally(2, 1, 0)));
}

#[test]
fn a_fraktion_of_one_that_is_named_has_voted() {
    let mut evening = evening();
    let fdp = members(&evening, "FDP");
    let command = named(&evening, fdp[0], Choice::No);
    evening.run(command);
    let vote = evening.meeting.votes.last().unwrap();
    assert_eq!(vote.row(evening.meeting.votes_for(fdp[0])).unwrap().tally, Some(tally(0, 1, 0)));
}

#[test]
fn a_minority_has_at_least_those_who_are_named() {
    let mut evening = evening();
    let spd = members(&evening, "SPD");
    let item = evening.item("1");
    evening.run(Command::CountMinority { item, motion: None, no: 1, abstain: 0 });
    for (person, choice, expected) in [
        (spd[0], Choice::No, tally(12, 1, 0)),
        (spd[1], Choice::No, tally(11, 2, 0)),
        (spd[2], Choice::Abstain, tally(10, 2, 1)),
    ] {
        let command = named(&evening, person, choice);
        evening.run(command);
        assert_eq!(evening.meeting.tally_of(evening.meeting.votes.last().unwrap()), expected);
    }
}

#[test]
fn who_demands_it_after_the_vote_is_named_and_the_figures_stay() {
    let mut evening = evening();
    let vote = evening.votes(None, Choice::Yes, &[("SPD", tally(2, 1, 0))]);
    let spd = members(&evening, "SPD");
    let command = named(&evening, spd[0], Choice::No);
    evening.run(command.clone());
    assert_eq!(evening.tries(&command), Err(Refusal::NothingChanges));
    let known = evening.meeting.vote(vote).unwrap();
    assert_eq!(evening.meeting.tally_of(known), tally(12, 1, 0));
    let text = extract(&evening.meeting, evening.item("1"), Part::All).unwrap();
    assert!(text.contains("Mit Nein stimmt "), "{text}");
    let odd = |evening: &Evening| {
        let told = findings(&evening.meeting);
        told.iter().any(|it| it.kind == FindingKind::NamedNotCounted(Choice::No))
    };
    assert!(!odd(&evening));
    // A second one: only one Nein was counted. It is recorded, and told.
    let command = named(&evening, spd[1], Choice::No);
    evening.run(command);
    assert!(odd(&evening));
    let text = extract(&evening.meeting, evening.item("1"), Part::All).unwrap();
    assert!(text.contains("Mit Nein stimmen ") && text.contains(" und "), "{text}");
}

#[test]
fn who_leaves_before_the_close_is_not_named() {
    let mut evening = evening();
    let spd = members(&evening, "SPD");
    let name = evening.meeting.person(spd[0]).unwrap().family_name.clone();
    let command = named(&evening, spd[0], Choice::No);
    evening.run(command);
    evening.leave(&name);
    let item = evening.item("1");
    evening.run(Command::CountAll { item, motion: None, choice: Choice::Yes });
    let vote = close(&mut evening);
    assert!(evening.meeting.vote(vote).unwrap().named.is_empty());
}

#[test]
fn nobody_is_named_in_a_secret_vote_and_nobody_without_a_vote() {
    let mut evening = evening();
    let spd = members(&evening, "SPD");
    let item = evening.item("1");
    let guest = evening.meeting.memberships.iter().find(|it| !it.voting_right).unwrap().person;
    let refused = |evening: &Evening, person| evening.tries(&named(evening, person, Choice::No));
    assert_eq!(refused(&evening, guest), Err(Refusal::NoVoter));
    let count = SecretCount { tally: tally(7, 6, 0), invalid: 0 };
    evening.run(Command::CountSecret { item, motion: None, count });
    assert_eq!(refused(&evening, spd[0]), Err(Refusal::SecretVote));
    close(&mut evening);
    assert_eq!(refused(&evening, spd[0]), Err(Refusal::SecretVote));
}

#[test]
fn where_nobody_may_abstain_nobody_is_named_so_afterwards() {
    let mut evening = evening();
    evening.meeting.profile.rules.abstention = false;
    evening.votes(None, Choice::Yes, &[]);
    let spd = members(&evening, "SPD");
    let refused = evening.tries(&named(&evening, spd[0], Choice::Abstain));
    assert_eq!(refused, Err(Refusal::NoAbstention));
}

#[test]
fn einstimmig_without_figures_bears_no_named_nein() {
    let mut evening = evening();
    let (item, verdict) = (evening.item("1"), wortlaut::domain::Verdict::Unanimous);
    evening.run(Command::TellVerdict { item, motion: None, verdict });
    let spd = members(&evening, "SPD");
    let told = |evening: &Evening| {
        let told = findings(&evening.meeting);
        told.iter().any(|it| it.kind == FindingKind::NamedNotCounted(Choice::No))
    };
    close(&mut evening);
    assert!(!told(&evening));
    let command = named(&evening, spd[0], Choice::No);
    evening.run(command);
    assert!(told(&evening));
}
