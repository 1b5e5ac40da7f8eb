//! How many keys a thing costs. A council does not wait: what is counted here is promised.

use crate::stage::{Council, Stage};
use wortlaut::domain::{Speaker, Tally, VoteState};
use wortlaut::text::fold;
use wortlaut::ui::Screen;

/// The practice council, in the middle of an item with a proposal.
fn inside_an_item() -> Stage {
    let mut stage = Stage::new(Council::Main, (80, 24));
    stage.keys("ab ab ab ab ab ab ab eingabe");
    assert_eq!(stage.screen(), Screen::Minutes);
    stage
}

fn count(keys: &str) -> usize {
    keys.split_whitespace().count()
}

#[test]
fn a_unanimous_vote_is_recorded_and_accepted_in_three_keys() {
    let keys = "f6 a eingabe";
    assert!(count(keys) <= 3);
    let mut stage = inside_an_item();
    stage.keys(keys);
    let vote = stage.meeting().votes.last().unwrap();
    let all = Tally { yes: 13, no: 0, abstain: 0 };
    assert!(matches!(vote.state, VoteState::Closed { tally, .. } if tally == all));
    let item = stage.meeting().item(vote.item).unwrap();
    assert_eq!(item.result.as_ref().unwrap().text, "ungeändert beschlossen");
    assert_eq!(stage.screen(), Screen::Minutes, "and one goes on writing");
}

#[test]
fn what_all_are_against_is_recorded_in_three_keys_too() {
    let (against, but_one) = ("f6 c eingabe", "f6 F j c eingabe");
    assert!(count(against) <= 3 && count(but_one) <= 5);
    let mut stage = inside_an_item();
    stage.keys(against);
    stage.keys("strg+t");
    stage.keys(but_one);
    let tallies: Vec<_> =
        stage.meeting().votes.iter().map(|vote| stage.meeting().tally_of(vote)).collect();
    let [all, but_one] = tallies.as_slice() else { panic!("{tallies:?}") };
    assert_eq!(*all, Tally { yes: 0, no: 13, abstain: 0 });
    assert!(but_one.yes > 0 && but_one.no > 0 && but_one.sum() == 13, "{but_one:?}");
    assert!(stage.meeting().votes.iter().all(|vote| !vote.is_open()));
}

#[test]
fn a_minority_takes_five_keys_and_a_vote_like_the_one_before_three() {
    let (against, again) = ("f6 m 4 n eingabe", "f6 w eingabe");
    assert!(count(against) <= 5 && count(again) <= 3);
    let mut stage = inside_an_item();
    stage.keys(against);
    stage.keys("strg+t");
    stage.keys(again);
    let tallies = stage.meeting().votes.iter().map(|vote| stage.meeting().tally_of(vote));
    let expected = Tally { yes: 9, no: 4, abstain: 0 };
    assert_eq!(tallies.collect::<Vec<_>>(), [expected; 2]);
    assert!(stage.meeting().votes.iter().all(|vote| !vote.is_open()));
}

#[test]
fn whichever_fraktion_deviates_six_keys_are_enough() {
    let rows: Vec<_> = inside_an_item()
        .meeting()
        .vote_base(inside_an_item().meeting().current.unwrap())
        .into_iter()
        .map(|row| {
            let name = match row.faction {
                Some(faction) => {
                    inside_an_item().meeting().organization(faction).unwrap().name.clone()
                }
                None => "ohne Fraktion".to_owned(),
            };
            (row.faction, name, row.present)
        })
        .collect();
    assert_eq!(rows.len(), 7, "six Fraktionen, and one member without");
    for (index, (faction, name, present)) in rows.iter().enumerate() {
        let letter = name.to_uppercase().chars().next().unwrap();
        let before = rows
            .iter()
            .take(index)
            .filter(|(_, other, _)| other.to_uppercase().starts_with(letter));
        // The first row is chosen already; a letter goes on to the next row that begins with it.
        let presses = if index == 0 { 0 } else { before.count() + 1 };
        let keys = format!("f6 {}n a eingabe", format!("{letter} ").repeat(presses));
        assert!(count(&keys) <= 6, "{name} takes {keys}");
        let mut stage = inside_an_item();
        stage.keys(&keys);
        let vote = stage.meeting().votes.last().unwrap();
        assert!(!vote.is_open(), "{name}: {keys} leaves the vote open");
        for row in &vote.rows {
            let tally = row.tally.unwrap();
            let deviates = row.faction == *faction;
            assert_eq!(tally.no, if deviates { *present } else { 0 }, "{name}: {keys}");
            assert_eq!(tally.sum(), row.present, "{name}: {keys}");
        }
    }
}

#[test]
fn whoever_wants_the_floor_has_it_noted_with_four_keys_and_enter() {
    let people = inside_an_item().meeting().people.clone();
    assert!(people.len() >= 20);
    let mut most = 0;
    for person in people {
        let names = format!("{} {}", person.family_name, person.given_name);
        let prefixes = (1..=3).flat_map(|length| {
            let words = [names.clone(), fold(&names)];
            words
                .iter()
                .flat_map(|names| names.split([' ', '-']))
                .map(|word| word.to_lowercase().chars().take(length).collect::<String>())
                .collect::<Vec<_>>()
        });
        let mut typable = prefixes.filter(|letters| {
            letters.chars().all(|letter| letter.is_ascii_lowercase() || "äöüß".contains(letter))
        });
        let first = typable.find(|letters| {
            let mut stage = inside_an_item();
            stage.keys("strg+r");
            stage.text(letters);
            stage.keys("eingabe");
            let waiting = &stage.meeting().speakers.waiting;
            waiting.first().is_some_and(|request| request.speaker == Speaker::Person(person.id))
        });
        let letters = first.unwrap_or_else(|| panic!("{names} takes more than four keys"));
        most = most.max(1 + letters.chars().count());
    }
    assert!(most <= 4, "a wish to speak takes {most} keys and Enter");
}

#[test]
fn the_next_speaker_takes_one_key_from_any_screen() {
    for screen in ["", "f2", "f4", "f5", "f6", "f7", "f8", "f9"] {
        let mut stage = inside_an_item();
        stage.keys("strg+r t h eingabe");
        stage.keys(screen);
        stage.keys("strg+n");
        let floor = stage.meeting().speakers.floor();
        assert!(floor.is_some(), "from {screen:?} nobody got the floor");
        assert_eq!(stage.screen(), Screen::Minutes);
        stage.text("dankt.");
        assert!(stage.picture().0.join("\n").contains("Herr Thießen dankt."));
    }
}
