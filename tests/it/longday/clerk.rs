//! A practised clerk: for each vote the way of entry with the fewest keys that gives the record
//! which the house wants, and the keys for it.

use super::day::{Day, GROUPS, Member, Record, Vote};
use wortlaut::domain::{Choice, Tally};

/// How a vote is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Unanimous,
    AsBefore,
    PerFaction,
    Letters,
    Minority,
    Totals,
    ByName,
}

impl Way {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unanimous => "einstimmig",
            Self::AsBefore => "wie zuvor",
            Self::PerFaction => "je Fraktion",
            Self::Letters => "Minderheit je Frakt.",
            Self::Minority => "nur die Minderheit",
            Self::Totals => "Gesamtzahlen",
            Self::ByName => "namentlich",
        }
    }
}

/// What a clerk presses.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) way: Way,
    pub(super) keys: String,
}

impl Entry {
    fn new(way: Way, keys: impl Into<String>) -> Self {
        Self { way, keys: keys.into() }
    }

    pub(super) fn count(&self) -> usize {
        self.keys.split_whitespace().count()
    }
}

/// A vote that was entered, for "wie zuvor".
pub(super) struct Before {
    way: Way,
    rows: Vec<Tally>,
}

impl Before {
    pub(super) fn of(vote: &Vote, members: &[Member], way: Way) -> Self {
        Self { way, rows: rows(vote, members) }
    }
}

fn rows(vote: &Vote, members: &[Member]) -> Vec<Tally> {
    (0..GROUPS.len()).map(|group| vote.tally(members, Some(group))).collect()
}

/// The cheapest way.
pub(super) fn entry(day: &Day, vote: &Vote, before: Option<&Before>) -> Entry {
    let members = &day.members;
    let rows = rows(vote, members);
    let all = vote.tally(members, None);
    match vote.record {
        Record::Names => return by_name(day, vote, &rows),
        Record::Sums => {
            return Entry::new(Way::Totals, format!("f6 g {} eingabe eingabe", split(all)));
        }
        Record::Table | Record::Figures => {}
    }
    let mut ways = vec![per_faction(&rows)];
    if all.yes == all.sum() {
        ways.insert(0, Entry::new(Way::Unanimous, "f6 a eingabe"));
    } else if all.no == all.sum() {
        ways.insert(0, Entry::new(Way::Unanimous, "f6 c eingabe"));
    } else {
        ways.push(by_letters(&rows));
        if vote.record == Record::Figures {
            ways.push(minority(all));
        }
    }
    if let Some(before) = before.filter(|before| before.rows == rows) {
        // What was entered by rows is a table again; sums are only sums.
        let table = matches!(before.way, Way::PerFaction | Way::Letters | Way::Unanimous);
        let by_name = before.way == Way::ByName;
        if !by_name && (table || vote.record == Record::Figures) {
            let way = if before.way == Way::Unanimous { Way::Unanimous } else { Way::AsBefore };
            ways.push(Entry::new(way, "f6 w eingabe"));
        }
    }
    // The first of equal ones: min_by_key would take the last.
    ways.into_iter().reduce(|best, it| if it.count() < best.count() { it } else { best }).unwrap()
}

/// The mean of the keys if the house wanted the same record of every vote.
pub(super) fn mean_where_all_are(record: Record, day: &Day) -> f64 {
    let (mut before, mut keys, mut votes) = (None, 0, 0);
    for (_, vote) in day.votes() {
        let vote = Vote { choices: vote.choices.clone(), record };
        let entry = entry(day, &vote, before.as_ref());
        (keys, votes) = (keys + entry.count(), votes + 1);
        before = Some(Before::of(&vote, &day.members, entry.way));
    }
    f64::from(u32::try_from(keys).unwrap()) / f64::from(votes)
}

fn digits(number: u32) -> String {
    number.to_string().chars().map(|digit| format!("{digit} ")).collect()
}

/// "3 / 1 / 0"
fn split(tally: Tally) -> String {
    let parts = [tally.yes, tally.no, tally.abstain].map(digits);
    parts.join("/ ").trim_end().to_owned()
}

fn minority(all: Tally) -> Entry {
    let counted = |number: u32, key: &str| match number {
        0 => String::new(),
        1 => format!("{key} "),
        _ => format!("{}{key} ", digits(number)),
    };
    let keys = format!("umschalt+f6 {}{}eingabe", counted(all.no, "n"), counted(all.abstain, "e"));
    Entry::new(Way::Minority, keys)
}

const CHOICES: [(Choice, &str); 3] =
    [(Choice::No, "n"), (Choice::Abstain, "e"), (Choice::Yes, "j")];

/// What the program makes of "1n": so many deviate, the rest does what is entered, or else Ja.
fn deviating(number: u32, choice: Choice, present: u32, entered: Option<Tally>) -> Tally {
    let mut others = CHOICES.into_iter().map(|(other, _)| other).filter(|it| *it != choice);
    let usual = if choice == Choice::Yes { Choice::No } else { Choice::Yes };
    let most = entered.and_then(|entered| {
        others.clone().filter(|it| entered.of(*it) > 0).max_by_key(|it| entered.of(*it))
    });
    let rest = most.unwrap_or(usual);
    let third = others.find(|other| *other != rest).unwrap();
    let kept = entered.map_or(0, |entered| entered.of(third)).min(present - number);
    let mut tally = Tally::all(choice, number);
    tally.add(third, kept);
    tally.add(rest, present - number - kept);
    tally
}

/// The fewest keys that enter a row as it is, where it may be filled in already.
fn row(tally: Tally, filled: Option<Choice>) -> String {
    let present = tally.sum();
    let before = filled.map(|choice| Tally::all(choice, present));
    let mut ways = vec![format!("{} eingabe", split(tally))];
    for (first, key) in CHOICES {
        let number = tally.of(first);
        let whole = (key.to_owned(), Tally::all(first, present));
        let some = (format!("{}{key}", digits(number)), deviating(number, first, present, before));
        for (typed, is) in [whole, some] {
            let then = CHOICES.into_iter().map(|(second, key)| {
                let number = tally.of(second);
                let typed = format!("{typed} auf {}{key}", digits(number));
                (typed, deviating(number, second, present, Some(is)))
            });
            let right = then.chain([(typed.clone(), is)]).filter(|(_, is)| *is == tally);
            ways.extend(right.map(|(typed, _)| typed));
        }
    }
    ways.into_iter().min_by_key(|typed| count(typed)).unwrap()
}

fn count(keys: &str) -> usize {
    keys.split_whitespace().count()
}

/// The letters of the groups, as the screen shows them.
const LETTERS: [char; GROUPS.len()] = ['c', 's', 'b', 'f', 'w', 'r', 'd', 'g'];

/// Who deviates, one letter each: first those who say the opposite, then those who abstain.
fn by_letters(rows: &[Tally]) -> Entry {
    let rests = [(Choice::Yes, Choice::No, ""), (Choice::No, Choice::Yes, "j ")];
    let ways = rests.into_iter().map(|(rest, opposite, begin)| {
        let (mut against, mut abstaining) = (String::new(), String::new());
        for (row, letter) in rows.iter().zip(LETTERS) {
            let (first, then) = letters(*row, letter, rest, opposite);
            against += &first;
            abstaining += &then;
        }
        let switch = if abstaining.is_empty() { "" } else { "e " };
        format!("umschalt+f6 {begin}{against}{switch}{abstaining}eingabe")
    });
    Entry::new(Way::Letters, ways.min_by_key(|typed| count(typed)).unwrap())
}

/// The fewest keys for a group, where all of it does as the rest: so many say the opposite, and
/// then so many abstain.
fn letters(row: Tally, letter: char, rest: Choice, opposite: Choice) -> (String, String) {
    let present = row.sum();
    let so_many = |number: u32| match number {
        0 => String::new(),
        number if number == present => format!("{} ", letter.to_ascii_uppercase()),
        number @ (1 | 2) => format!("{letter} ").repeat(number as usize),
        number => format!("{}{letter} ", digits(number)),
    };
    let ways = (0..=present).filter_map(|against| {
        let mut is = Tally::all(rest, present);
        if against > 0 {
            is = deviating(against, opposite, present, Some(is));
        }
        if row.abstain > 0 {
            is = deviating(row.abstain, Choice::Abstain, present, Some(is));
        }
        (is == row).then(|| (so_many(against), so_many(row.abstain)))
    });
    ways.min_by_key(|(first, then)| count(first) + count(then)).unwrap()
}

/// How one comes to a row: down, or by its letter.
fn going(from: usize, to: usize) -> String {
    let initial = |at: usize| GROUPS.get(at).unwrap().0.chars().next().unwrap();
    let presses = (0..=to).filter(|at| initial(*at) == initial(to)).count();
    let letters = format!("{} ", initial(to)).repeat(presses);
    let down = "ab ".repeat(to - from);
    if presses < to - from { letters } else { down }
}

/// What most do is filled in with one key, before or after the others are entered.
fn per_faction(rows: &[Tally]) -> Entry {
    let most = [(Choice::Yes, "a"), (Choice::No, "c")];
    let ways = most.into_iter().flat_map(|(choice, key)| {
        let first =
            entered(rows, choice, true).map(|(typed, _)| format!("f6 {key} {typed} eingabe"));
        let last = entered(rows, choice, false).map(|(typed, left)| {
            let fill = if left { key } else { "" };
            format!("f6 {typed} {fill} eingabe")
        });
        first.into_iter().chain(last)
    });
    Entry::new(Way::PerFaction, ways.min_by_key(|typed| count(typed)).unwrap())
}

/// The keys for all rows that do not say `most`, and those between where that is shorter than
/// going round them; and whether any row was left out.
fn entered(rows: &[Tally], most: Choice, filled: bool) -> Option<(String, bool)> {
    let is_most = |tally: &Tally| tally.of(most) == tally.sum();
    let cost = |(typed, left): &(String, bool)| count(typed) + usize::from(*left && !filled);
    // The best keys by which the cursor stands behind the rows before each.
    let mut best: Vec<Option<(String, bool)>> = vec![None; rows.len() + 1];
    *best.first_mut().unwrap() = Some((String::new(), false));
    for at in 0..rows.len() {
        let Some((typed, left)) = best.get(at).cloned().flatten() else { continue };
        for (to, tally) in rows.iter().enumerate().skip(at) {
            let go = if to == at { String::new() } else { going(at, to) };
            let row = row(*tally, filled.then_some(most));
            let candidate = (format!("{typed} {go} {row}"), left || to > at);
            let slot = best.get_mut(to + 1).unwrap();
            if slot.as_ref().is_none_or(|old| cost(&candidate) < cost(old)) {
                *slot = Some(candidate);
            }
            // What says something else cannot be left out.
            if !is_most(tally) {
                break;
            }
        }
    }
    let ends = (0..=rows.len()).filter(|end| rows.iter().skip(*end).all(is_most));
    let whole = ends.filter_map(|end| {
        let (typed, left) = best.get(end).cloned().flatten()?;
        Some((typed, left || end < rows.len()))
    });
    whole.min_by_key(|whole| cost(whole))
}

/// The groups as they are minded, and then those who deviate, by two letters.
fn by_name(day: &Day, vote: &Vote, rows: &[Tally]) -> Entry {
    let minds: Vec<_> = (0..rows.len())
        .map(|group| {
            let present = rows.get(group).unwrap().sum();
            let mind = vote.mind(&day.members, group).unwrap_or(Choice::Yes);
            Tally::all(mind, present)
        })
        .collect();
    let blocks = per_faction(&minds).keys;
    let blocks = blocks.trim_end_matches("eingabe").to_owned();
    let mut keys = format!("{blocks} l");
    for (member, choice) in vote.deviators(&day.members) {
        let mut name = day.members.get(member).unwrap().name.chars();
        let (first, second) = (name.next().unwrap(), name.next().unwrap());
        let choice = match choice {
            Choice::Yes => 'j',
            Choice::No => 'n',
            Choice::Abstain => 'e',
        };
        keys += &format!(" {first} {second} {choice}");
    }
    Entry::new(Way::ByName, keys + " eingabe")
}
