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
    }
    if let Some(before) = before.filter(|before| before.rows == rows) {
        // What was entered by rows is a table again; sums are only sums.
        let table = matches!(before.way, Way::PerFaction | Way::Unanimous);
        let by_name = before.way == Way::ByName;
        if !by_name && (table || vote.record == Record::Figures) {
            let way = if before.way == Way::Unanimous { Way::Unanimous } else { Way::AsBefore };
            ways.push(Entry::new(way, "f6 w eingabe"));
        }
    }
    if vote.record == Record::Figures {
        ways.push(minority(all));
    }
    // The first of equal ones: min_by_key would take the last.
    ways.into_iter().reduce(|best, it| if it.count() < best.count() { it } else { best }).unwrap()
}

/// Only per Fraktion, whatever the house wants.
pub(super) fn always_per_faction(day: &Day, vote: &Vote) -> Entry {
    per_faction(&rows(vote, &day.members))
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
    let keys = format!("f6 m {}{}eingabe", counted(all.no, "n"), counted(all.abstain, "e"));
    Entry::new(Way::Minority, keys)
}

/// The keys that enter a row as it is.
fn row(tally: Tally) -> String {
    let Tally { yes, no, abstain } = tally;
    match (yes, no, abstain) {
        (_, 0, 0) => "j".to_owned(),
        (0, _, 0) => "n".to_owned(),
        (0, 0, _) => "e".to_owned(),
        // Who deviates from the rest, which says Ja, or Nein where Ja deviates.
        (_, _, 0) => {
            let (against, with) = (format!("{}n", digits(no)), format!("{}j", digits(yes)));
            if with.len() < against.len() { with } else { against }
        }
        (_, 0, _) => format!("{}e", digits(abstain)),
        (0, _, _) => format!("n auf {}e", digits(abstain)),
        (_, _, _) => {
            let shorter = format!("{}n auf {}e", digits(no), digits(abstain));
            let whole = format!("{} eingabe", split(tally));
            let keys = |keys: &str| keys.split_whitespace().count();
            // One who says Nein and one who abstains leave the rest at Ja.
            if keys(&shorter) < keys(&whole) { shorter } else { whole }
        }
    }
}

/// How one comes to a row: down, or by its letter.
fn going(from: usize, to: usize) -> String {
    let initial = |at: usize| GROUPS.get(at).unwrap().0.chars().next().unwrap();
    let presses = (0..=to).filter(|at| initial(*at) == initial(to)).count();
    let letters = format!("{} ", initial(to)).repeat(presses);
    let down = "ab ".repeat(to - from);
    if presses < to - from { letters } else { down }
}

/// The rows that are not Ja are entered, and those between where that is shorter than going round
/// them; one key for all the rest.
fn per_faction(rows: &[Tally]) -> Entry {
    let all_yes = |tally: &Tally| tally.yes == tally.sum();
    let keys = |keys: &str| keys.split_whitespace().count();
    // The best keys by which the cursor stands behind the rows before `at`; and whether any of
    // them was left out.
    let mut best: Vec<Option<(String, bool)>> = vec![None; rows.len() + 1];
    *best.first_mut().unwrap() = Some((String::new(), false));
    for at in 0..rows.len() {
        let Some((typed, left)) = best.get(at).cloned().flatten() else { continue };
        for to in at..rows.len() {
            let tally = *rows.get(to).unwrap();
            let go = if to == at { String::new() } else { going(at, to) };
            let next = format!("{typed} {go} {}", row(tally));
            let skipped = left || to > at;
            let slot = best.get_mut(to + 1).unwrap();
            let cost = |(typed, left): &(String, bool)| keys(typed) + usize::from(*left);
            let candidate = (next, skipped);
            if slot.as_ref().is_none_or(|old| cost(&candidate) < cost(old)) {
                *slot = Some(candidate);
            }
            // What is not Ja cannot be left out.
            if !all_yes(&tally) {
                break;
            }
        }
    }
    let ends = (0..=rows.len()).filter(|end| rows.iter().skip(*end).all(all_yes));
    let whole = ends.filter_map(|end| {
        let (typed, left) = best.get(end).cloned().flatten()?;
        let fill = if left || end < rows.len() { "a" } else { "" };
        Some(format!("f6 {typed} {fill} eingabe"))
    });
    Entry::new(Way::PerFaction, whole.min_by_key(|typed| keys(typed)).unwrap())
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
