//! The longest day that was measured, played through a terminal: no key is lost, every vote is
//! recorded as it was, and what a vote costs in keys is told.
//!
//! An ordinary run plays a short part of such a day. `WORTLAUT_TAG=0` plays all of it as fast as
//! the program takes keys, `WORTLAUT_TAG=10` with its gaps at ten times their speed (41 minutes);
//! `-- --nocapture` shows what a vote costs in keys.
#![expect(clippy::indexing_slicing, reason = "a missing thing should end the test")]

mod clerk;
mod day;

use crate::pty::{Home, Pty};
use clerk::{Before, Entry, Way};
use day::{Day, Deed, GROUPS, Record, Vote};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use wortlaut::domain::{Meeting, Method, MotionKind, MovementKind, Speaker, VoteState};
use wortlaut::journal::{Archive, MeetingId, replay};

/// Votes and speeches of the whole day, and of an ordinary run.
const WHOLE: (usize, usize) = (124, 340);
const SHORT: (usize, usize) = (16, 24);
/// The day is the same each time.
const SEED: u64 = 124;
/// The day begins at one o'clock.
const BEGIN: u32 = 13 * 3600;

/// Keys by what they are for.
#[derive(Default)]
struct Costs {
    /// For each way: votes, keys, most keys of one vote.
    votes: BTreeMap<Way, (usize, usize, usize)>,
    motions: (usize, usize),
    speeches: (usize, usize),
    others: usize,
    /// How long it took until a vote was over and the minutes were shown again, where that was
    /// waited for.
    waits: Vec<Duration>,
}

impl Costs {
    fn vote(&mut self, entry: &Entry) {
        let (votes, keys, most) = self.votes.entry(entry.way).or_default();
        *votes += 1;
        *keys += entry.count();
        *most = entry.count().max(*most);
    }

    fn mean(&self) -> f64 {
        let (votes, keys) =
            self.votes.values().fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        keys as f64 / votes as f64
    }

    /// The table, as a text.
    fn told(&self, day: &Day) -> String {
        let mut out = format!("{:20}{:>8}{:>8}{:>8}\n", "keys per vote", "votes", "mean", "most");
        for (way, (votes, keys, most)) in &self.votes {
            let mean = *keys as f64 / *votes as f64;
            let _ = writeln!(out, "{:20}{votes:>8}{mean:>8.2}{most:>8}", way.name());
        }
        let votes: usize = self.votes.values().map(|it| it.0).sum();
        let _ = writeln!(out, "{:20}{votes:>8}{:>8.2}", "all", self.mean());
        let [tables, figures] =
            [Record::Table, Record::Figures].map(|it| clerk::mean_where_all_are(it, day));
        let _ = writeln!(
            out,
            "if every vote were a table per Fraktion {tables:.2}, if only figures {figures:.2}"
        );
        let per = |(number, keys): (usize, usize)| keys as f64 / number.max(1) as f64;
        let _ = writeln!(
            out,
            "{} motions: {:.1} keys each, {} speeches: {:.1} keys each, others {}",
            self.motions.0,
            per(self.motions),
            self.speeches.0,
            per(self.speeches),
            self.others
        );
        if let Some(longest) = self.waits.iter().max() {
            let mean = self.waits.iter().sum::<Duration>() / u32::try_from(votes).unwrap();
            let _ =
                writeln!(out, "a vote was over after {mean:?} in the mean, {longest:?} at most");
        }
        out
    }
}

/// A day that is being played.
struct Play<'a> {
    day: &'a Day,
    home: &'a Home,
    pty: Pty,
    costs: Costs,
    before: Option<Before>,
}

impl Play<'_> {
    fn keys(&mut self, keys: &str) -> usize {
        self.pty.keys(keys);
        keys.split_whitespace().count()
    }

    fn text(&mut self, text: &str) -> usize {
        self.pty.type_text(text);
        text.chars().count()
    }

    /// The first two letters of a name, as one types them.
    fn letters(&self, member: usize) -> String {
        let name = &self.day.members.get(member).unwrap().name;
        name.chars().take(2).collect::<String>().to_lowercase()
    }

    fn step(&mut self, at: u32, deed: &Deed, waits: bool) {
        let time = BEGIN + at;
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        self.home.set_clock(&format!("{hour:02}:{minute:02}:{second:02}"));
        match deed {
            Deed::Absent(member) | Deed::Leaves(member) => self.attendance(*member, "g"),
            Deed::Arrives(member) => self.attendance(*member, "k"),
            Deed::Call => self.costs.others += self.keys("strg+t"),
            Deed::Speech { speaker, text, answer } => {
                let mut keys = self.keys("strg+r");
                keys += self.text(&self.letters(*speaker)) + self.keys("eingabe strg+n");
                keys += self.text(text);
                if let Some((other, text)) = answer {
                    keys += self.keys("eingabe") + self.text(&self.letters(*other));
                    keys += self.keys("tab") + self.text(text);
                }
                self.costs.speeches.0 += 1;
                self.costs.speeches.1 += keys;
            }
            Deed::Motion { by, text } => {
                let of_order = by.is_none();
                let by = by.map_or("ohne", |group| GROUPS.get(group).unwrap().0);
                let mut keys = self.keys("f5 n");
                if of_order {
                    // One of the clerk's own words: none that ends the debate or the item.
                    keys += self.text("gesch") + self.keys("eingabe") + self.text("ander");
                }
                keys += self.keys("eingabe");
                keys += self.text(&by.to_lowercase().chars().take(5).collect::<String>());
                keys += self.keys("eingabe") + self.text(text);
                self.costs.motions.0 += 1;
                self.costs.motions.1 += keys;
            }
            Deed::Vote(vote) => self.vote(vote, waits),
        }
    }

    fn vote(&mut self, vote: &Vote, waits: bool) {
        let entry = clerk::entry(self.day, vote, self.before.as_ref());
        let begin = Instant::now();
        self.keys(&entry.keys);
        if waits {
            self.pty.wait_for("the minutes", |screen| screen.title() == "Wortprotokoll");
            self.costs.waits.push(begin.elapsed());
        }
        self.costs.vote(&entry);
        self.before = Some(Before::of(vote, &self.day.members, entry.way));
    }

    /// The letter goes to the first whose name begins with it, and from one to the next.
    fn attendance(&mut self, member: usize, key: &str) {
        let initial = |at: usize| self.day.members.get(at).unwrap().name.chars().next().unwrap();
        let letter = initial(member);
        let presses = (0..=member).filter(|at| initial(*at) == letter).count();
        let keys = format!("f7 {}{key} f3", format!("{letter} ").repeat(presses));
        self.costs.others += self.keys(&keys);
    }
}

fn play(day: &Day, factor: u32) -> (Meeting, Costs) {
    let home = Home::new();
    let file = home.path().join("rat.toml");
    std::fs::write(&file, day.toml()).unwrap();
    home.set_clock("13:00");
    let id = home.told(&["neu", file.to_str().unwrap()]).trim().to_owned();
    let mut pty = home.start(&[&id]);
    pty.wait_for_text("Tagesordnung");
    pty.keys("f3");
    let mut play = Play { day, home: &home, pty, costs: Costs::default(), before: None };
    let begin = Instant::now();
    for step in &day.steps {
        if factor > 0 {
            let due = Duration::from_secs(step.at.into()) / factor;
            std::thread::sleep(due.saturating_sub(begin.elapsed()));
        }
        play.step(step.at, &step.deed, factor > 0);
    }
    play.pty.catch_up();
    play.pty.keys("strg+q");
    assert_eq!(play.pty.exit_code(), 0);
    let archive = Archive::at(&home.archive()).unwrap();
    let loaded = archive.read(&MeetingId::parse(&id).unwrap()).unwrap();
    (replay(&loaded.entries, wortlaut::profile::default()), play.costs)
}

/// Every vote is as it was in the room.
fn votes_are_right(day: &Day, meeting: &Meeting) {
    for (number, ((_, vote), kept)) in day.votes().zip(&meeting.votes).enumerate() {
        let VoteState::Closed { tally, present, .. } = &kept.state else {
            panic!("vote {number} is open: {kept:?}")
        };
        let all = vote.tally(&day.members, None);
        assert_eq!(*tally, all, "vote {number}: {kept:?}");
        assert_eq!(*present, all.sum(), "vote {number}: the base");
        let wanted = match vote.record {
            Record::Table => Method::PerFaction,
            Record::Names => Method::Rollcall,
            Record::Sums => Method::Totals,
            Record::Figures => kept.method,
        };
        assert_eq!(kept.method, wanted, "vote {number}");
        if matches!(kept.method, Method::PerFaction | Method::Rollcall) {
            for (group, row) in kept.rows.iter().enumerate() {
                let tally = vote.tally(&day.members, Some(group));
                assert_eq!(row.tally, Some(tally), "vote {number}, {}", GROUPS[group].0);
            }
        }
        for (member, person) in vote.choices.iter().zip(&meeting.people) {
            if kept.method == Method::Rollcall {
                assert_eq!(
                    kept.ballot(person.id),
                    *member,
                    "vote {number}, {}",
                    person.family_name
                );
            }
        }
    }
    assert_eq!(meeting.votes.len(), day.votes().count());
}

/// Every letter that was typed is in the minutes, and nobody came or went otherwise.
fn no_key_is_lost(day: &Day, meeting: &Meeting) {
    let name = |member: usize| format!("Frau {}", day.members.get(member).unwrap().name);
    let (mut said, mut moved, mut speakers) = (Vec::new(), Vec::new(), Vec::new());
    let mut motions = Vec::new();
    for step in &day.steps {
        match &step.deed {
            Deed::Speech { speaker, text, answer } => {
                speakers.push(meeting.people[*speaker].id);
                said.push(format!("{} {text}", name(*speaker)));
                said.extend(answer.iter().map(|(who, text)| format!("{} {text}", name(*who))));
            }
            Deed::Motion { text, .. } => motions.push(text.as_str()),
            Deed::Leaves(member) => moved.push((meeting.people[*member].id, MovementKind::Left)),
            Deed::Arrives(member) => {
                moved.push((meeting.people[*member].id, MovementKind::Arrived));
            }
            Deed::Absent(_) | Deed::Call | Deed::Vote(_) => {}
        }
    }
    let passages = meeting.agenda.iter().flat_map(|item| {
        let texts = item.record.iter().filter_map(|happening| match happening {
            wortlaut::domain::Happening::Passage(id) => Some(item.passage(*id)?.text.clone()),
            _ => None,
        });
        texts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>()
    });
    let kept: Vec<_> = passages.collect();
    for (number, (kept, said)) in kept.iter().zip(&said).enumerate() {
        assert_eq!(kept, said, "paragraph {number}");
    }
    assert_eq!(kept.len(), said.len());
    let floor = meeting.speakers.speeches.iter().map(|speech| speech.speaker.clone());
    let wanted = speakers.into_iter().map(Speaker::Person);
    assert!(floor.eq(wanted), "others have spoken");
    let main = |motion: &&wortlaut::domain::Motion| motion.kind != MotionKind::Main;
    let kept = meeting.motions.iter().filter(main).map(|motion| motion.text.as_str());
    assert!(kept.eq(motions), "other motions were moved");
    let kept = meeting.movements.iter().map(|movement| (movement.person, movement.kind));
    assert!(kept.eq(moved), "others have come and gone");
}

#[test]
fn the_longest_day_is_recorded_as_it_was() {
    let told = std::env::var("WORTLAUT_TAG").ok();
    let factor = told.as_ref().map_or(0, |text| text.parse().unwrap());
    let (votes, speeches) = if told.is_some() { WHOLE } else { SHORT };
    let day = Day::new(SEED, votes, speeches);
    let (meeting, costs) = play(&day, factor);
    println!("{}", costs.told(&day));
    votes_are_right(&day, &meeting);
    no_key_is_lost(&day, &meeting);
    let (unanimous, keys, _) = costs.votes.get(&Way::Unanimous).copied().unwrap();
    assert!(keys <= unanimous * 3, "a unanimous vote takes more than three keys");
}

#[test]
fn a_vote_takes_six_keys_at_most_in_the_mean() {
    let day = Day::new(SEED, WHOLE.0, WHOLE.1);
    let (mut costs, mut before) = (Costs::default(), None);
    for (_, vote) in day.votes() {
        let entry = clerk::entry(&day, vote, before.as_ref());
        costs.vote(&entry);
        before = Some(Before::of(vote, &day.members, entry.way));
    }
    assert!(costs.mean() <= 6.0, "{}", costs.told(&day));
}

#[test]
fn the_day_is_like_the_one_that_was_measured() {
    // domain.md 1.8
    let day = Day::new(SEED, WHOLE.0, WHOLE.1);
    let votes: Vec<_> = day.votes().collect();
    let share = |part: usize| part * 100 / votes.len();
    assert_eq!((votes.len(), day.members.len(), GROUPS.len()), (124, 57, 8));
    let speeches = day.steps.iter().filter(|step| matches!(step.deed, Deed::Speech { .. }));
    assert_eq!(speeches.count(), 340);
    let mut gaps: Vec<_> = votes.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    gaps.sort_unstable();
    let hours = f64::from(votes[123].0 - votes[0].0) / 3600.0;
    assert!((6.3..7.3).contains(&hours), "{hours} hours");
    assert!((40..=60).contains(&gaps[61]), "half of the gaps are below {} s", gaps[61]);
    assert!((20..=32).contains(&gaps[12]), "a tenth of the gaps is below {} s", gaps[12]);
    let short = share(gaps.iter().filter(|gap| **gap < 60).count());
    assert!((48..=62).contains(&short), "{short} % below a minute");
    let in_five = votes.windows(13).any(|some| some[12].0 - some[0].0 <= 300);
    assert!(in_five, "nowhere 13 votes in five minutes");
    let group = |vote: &Vote, fits: &dyn Fn(wortlaut::domain::Tally) -> bool| {
        (0..GROUPS.len()).any(|group| fits(vote.tally(&day.members, Some(group))))
    };
    let mixed = votes.iter().filter(|it| group(it.1, &|sum| sum.unanimous().is_none()));
    let mixed = share(mixed.count());
    assert!((60..=74).contains(&mixed), "{mixed} % with a group that is not of one mind");
    let against = votes.iter().filter(|it| group(it.1, &|sum| sum.yes > 0 && sum.no > 0));
    let against = share(against.count());
    assert!((24..=40).contains(&against), "{against} % with Ja and Nein in one group");
    let mut deviators: Vec<_> = votes.iter().map(|it| it.1.deviators(&day.members).len()).collect();
    deviators.sort_unstable();
    assert_eq!(deviators[62], 1, "the median of those who deviate");
    assert!((4..=6).contains(&deviators[111]), "{} at the ninetieth percentile", deviators[111]);
    let mut away: Vec<_> =
        votes.iter().map(|it| 57 - it.1.tally(&day.members, None).sum()).collect();
    away.sort_unstable();
    assert!((11..=15).contains(&away[62]), "{} are away in the median", away[62]);
    let lost = votes.iter().map(|it| it.1.tally(&day.members, None));
    let lost = share(lost.filter(|sum| sum.yes <= sum.no).count());
    assert!((18..=32).contains(&lost), "{lost} % are rejected");
}
