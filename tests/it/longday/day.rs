//! A long day in a council, made up: as many votes and speeches as on the longest day that
//! domain.md 1.8 measures, with the gaps between votes and the splits of that council.
//!
//! Measured there: 124 votes in 6.8 h and 340 speeches; 57 seats in 8 groups, 13 of them empty in
//! the median; between two votes 50 s in the median, 28 s at the tenth percentile, 55 % below a
//! minute, up to 13 votes in 5 minutes; in 67 % of the votes a group is not of one mind, in 31 %
//! there are Ja and Nein in one group; 1 deviates in the median, 5 at the ninetieth percentile; a
//! fifth are about the order of business, a quarter is rejected, 18 of 3,715 are ties.
//! Assumed, as nobody has measured it: an eighth of the votes is like the one before.

use crate::simulation::Dice;
use std::fmt::Write as _;
use wortlaut::domain::{Choice, Tally};

/// The groups by size: 57 seats.
pub(super) const GROUPS: [(&str, usize); 8] = [
    ("CDU", 13),
    ("SPD", 11),
    ("B 90/Die Grünen", 9),
    ("FDP", 8),
    ("SSW", 6),
    ("Freie Wähler", 4),
    ("DIE LINKE", 3),
    ("Bürgerbündnis", 3),
];

/// What each voter did; `None`: not in the room.
pub(super) type Choices = Vec<Option<Choice>>;

/// Something that happens, so many seconds after the beginning of the day.
pub(super) struct Step {
    pub(super) at: u32,
    pub(super) deed: Deed,
}

/// What happens.
pub(super) enum Deed {
    /// Somebody does not come at all.
    Absent(usize),
    /// The next item is called.
    Call,
    /// Somebody asks for the floor, has it and says something; somebody else may answer.
    Speech {
        speaker: usize,
        text: String,
        answer: Option<(usize, String)>,
    },
    /// A motion is moved: an amendment of a group, or one about the order of business.
    Motion {
        by: Option<usize>,
        text: String,
    },
    Leaves(usize),
    Arrives(usize),
    Vote(Vote),
}

/// A vote as it happens in the room.
pub(super) struct Vote {
    pub(super) choices: Choices,
    pub(super) record: Record,
}

/// What the house wants to be written down of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Record {
    /// The table per Fraktion, as it is published for a Beschluss.
    Table,
    /// How many for and against: amendments and the order of business.
    Figures,
    /// The sums as the chair tells them.
    Sums,
    /// Who voted how.
    Names,
}

pub(super) struct Day {
    /// The family names; two letters are enough to tell them apart.
    pub(super) members: Vec<Member>,
    pub(super) items: Vec<Item>,
    pub(super) steps: Vec<Step>,
}

pub(super) struct Member {
    pub(super) name: String,
    pub(super) group: usize,
}

/// An item: votes on motions (`None`: about the order of business), and whether on its proposal.
#[derive(Clone)]
pub(super) struct Item {
    extras: Vec<Option<usize>>,
    main: bool,
}

impl Day {
    /// Makes a day of so many votes and speeches.
    pub(super) fn new(seed: u64, votes: usize, speeches: usize) -> Self {
        let dice = &mut Dice(seed);
        let members = members();
        let items = items(dice, votes);
        let gaps = gaps(dice, &items, votes);
        let mut making = Making {
            dice,
            present: vec![true; members.len()],
            members: &members,
            before: None,
            steps: Vec::new(),
            words: 0,
            now: 0,
        };
        making.opening();
        making.evening(&items, &gaps, speeches);
        let steps = making.steps;
        Self { members, items, steps }
    }

    /// The file from which the meeting is made.
    pub(super) fn toml(&self) -> String {
        let mut out = "[sitzung]\nkoerperschaft = \"Stadt Auenhafen\"\ngremium = \"Rat\"\n\
            datum = 2027-03-09\nbeginn = \"13:00\"\nschriftfuehrung = [\"Meike Clausdotter\"]\n"
            .to_owned();
        for (name, _) in GROUPS {
            let _ = writeln!(out, "[[fraktion]]\nname = \"{name}\"");
        }
        for (index, member) in self.members.iter().enumerate() {
            let group = GROUPS.get(member.group).unwrap().0;
            let role = if index == 0 { "Vorsitz" } else { "Mitglied" };
            let name = &member.name;
            let _ = writeln!(
                out,
                "[[mitglied]]\nanrede = \"Frau\"\nvorname = \"Xenia\"\nnachname = \"{name}\"\n\
                 fraktion = \"{group}\"\nrolle = \"{role}\""
            );
        }
        for (number, item) in (1..).zip(&self.items) {
            let _ = writeln!(out, "[[top]]\nnummer = \"{number}\"\ntitel = \"Punkt {number}\"");
            if item.main {
                let _ = writeln!(out, "beschlussvorschlag = \"Dem Punkt {number} wird gefolgt.\"");
            }
        }
        out
    }

    pub(super) fn votes(&self) -> impl Iterator<Item = (u32, &Vote)> {
        self.steps.iter().filter_map(|step| match &step.deed {
            Deed::Vote(vote) => Some((step.at, vote)),
            _ => None,
        })
    }
}

impl Vote {
    /// The sums of a group, or of all.
    pub(super) fn tally(&self, members: &[Member], group: Option<usize>) -> Tally {
        let mut tally = Tally::default();
        for (member, choice) in members.iter().zip(&self.choices) {
            if group.is_none_or(|group| member.group == group) {
                choice.iter().for_each(|choice| tally.add(*choice, 1));
            }
        }
        tally
    }

    /// What most of a group do, of those who are here.
    pub(super) fn mind(&self, members: &[Member], group: usize) -> Option<Choice> {
        let tally = self.tally(members, Some(group));
        let all = [Choice::Abstain, Choice::No, Choice::Yes];
        all.into_iter().filter(|it| tally.of(*it) > 0).max_by_key(|choice| tally.of(*choice))
    }

    /// Who does not vote as most of the group.
    pub(super) fn deviators(&self, members: &[Member]) -> Vec<(usize, Choice)> {
        let voted = self.choices.iter().enumerate().zip(members);
        let other = voted.filter_map(|((at, choice), member)| {
            let choice = (*choice)?;
            (self.mind(members, member.group) != Some(choice)).then_some((at, choice))
        });
        other.collect()
    }
}

fn members() -> Vec<Member> {
    let endings = ["cker", "rens", "ssen", "ltmann", "mke"];
    let starts = "BDFGHKLMNPRSTW".chars();
    let starts = starts.flat_map(|first| "aeiou".chars().map(move |second| (first, second)));
    let groups = GROUPS.iter().enumerate();
    let groups = groups.flat_map(|(group, (_, seats))| std::iter::repeat_n(group, *seats));
    let named = starts.zip(endings.iter().cycle()).zip(groups);
    named
        .map(|(((first, second), ending), group)| Member {
            name: format!("{first}{second}{ending}"),
            group,
        })
        .collect()
}

/// Of 124 votes 60 are on proposals and 64 on motions; 20 of these on one budget.
fn items(dice: &mut Dice, votes: usize) -> Vec<Item> {
    let share = |of: usize| (votes * of).div_ceil(124);
    let (mains, budget) = (share(60), share(20));
    let mut items = vec![Item { extras: Vec::new(), main: true }; mains];
    let of_budget = items.get_mut(mains * 3 / 5).unwrap();
    of_budget.extras = (0..budget).map(|_| Some(dice.roll(GROUPS.len()))).collect();
    for _ in 0..votes - mains - budget {
        let amendment = dice.roll(44) >= 26;
        let by = amendment.then(|| dice.roll(GROUPS.len()));
        items.get_mut(dice.roll(mains)).unwrap().extras.push(by);
    }
    for _ in 0..share(6) {
        items.insert(dice.roll(items.len()), Item { extras: Vec::new(), main: false });
    }
    items
}

/// The seconds before each vote.
fn gaps(dice: &mut Dice, items: &[Item], votes: usize) -> Vec<u32> {
    let longest = items.iter().map(|item| item.extras.len()).max().unwrap();
    let mut gaps = Vec::new();
    for item in items {
        let votes = item.extras.len() + usize::from(item.main);
        for vote in 0..votes {
            let hurried = item.extras.len() == longest && vote > 0;
            gaps.push(match dice.roll(1000) {
                _ if hurried => 20 + dice.roll(8),
                0..490 => 28 + dice.roll(30),
                _ => 0,
            });
        }
    }
    // What is left of the day is debate.
    let whole = votes * 24_480 / 124;
    let left = whole.saturating_sub(gaps.iter().sum());
    let long: Vec<usize> =
        gaps.iter().map(|gap| usize::from(*gap == 0) * (1 + dice.roll(12))).collect();
    let all = long.iter().sum::<usize>().max(1);
    let filled = gaps.iter().zip(long).map(|(gap, long)| {
        if *gap > 0 { *gap } else { 60 + left.saturating_sub(60 * votes / 2) * long / all }
    });
    filled.map(|gap| u32::try_from(gap).unwrap()).collect()
}

struct Making<'a> {
    dice: &'a mut Dice,
    members: &'a [Member],
    present: Vec<bool>,
    /// The vote before, while nobody has come or gone.
    before: Option<Choices>,
    steps: Vec<Step>,
    words: usize,
    now: u32,
}

impl Making<'_> {
    /// Puts something at the time `at`, and always behind what was before.
    fn put(&mut self, at: u32, deed: Deed) {
        self.now = at.max(self.now + 1);
        self.steps.push(Step { at: self.now, deed });
    }

    /// Thirteen do not come.
    fn opening(&mut self) {
        for _ in 0..13 {
            if let Some(member) = self.somebody(true) {
                self.present[member] = false;
                self.put(0, Deed::Absent(member));
            }
        }
    }

    /// Somebody who is here, and not the last one of a group; or somebody who is not.
    fn somebody(&mut self, here: bool) -> Option<usize> {
        let left = |group| {
            let own = self.members.iter().zip(&self.present);
            own.filter(|(member, present)| member.group == group && **present).count()
        };
        let fits =
            |at: &usize| self.present[*at] == here && (!here || left(self.members[*at].group) > 1);
        let those: Vec<usize> = (0..self.members.len()).filter(fits).collect();
        (!those.is_empty()).then(|| *self.dice.pick(&those))
    }

    fn evening(&mut self, items: &[Item], gaps: &[u32], speeches: usize) {
        let debate: u32 = gaps.iter().map(|gap| gap.saturating_sub(59)).sum();
        let votes = gaps.len();
        let (mut told, mut debated, mut number) = (0, 0, 0);
        let mut gaps = gaps.iter();
        for item in items {
            self.put(self.now + 3, Deed::Call);
            let main = item.main.then_some(None);
            for motion in item.extras.iter().map(Some).chain(main) {
                let before = self.now;
                let gap = *gaps.next().unwrap();
                let until = before + gap;
                debated += gap.saturating_sub(59);
                // So many speeches as belong to so much of the debate.
                let due = speeches * debated as usize / debate.max(1) as usize;
                let here = due.saturating_sub(told);
                for speech in 0..here {
                    let share = (gap - 25) * u32::try_from(speech).unwrap();
                    self.speech(before + 5 + share / u32::try_from(here).unwrap());
                }
                told += here;
                if gap > 40 && self.dice.roll(124) < 45 {
                    self.move_about(until - 18);
                }
                if let Some(by) = motion {
                    self.words += 1;
                    let text = format!("Ziffer {} entfällt, n{}m.", self.dice.roll(9), self.words);
                    self.put(until - 12, Deed::Motion { by: *by, text });
                }
                number += 1;
                let record = self.record(motion.is_none(), number);
                let choices = self.choices(number == votes / 2);
                self.before = Some(choices.clone());
                self.put(until, Deed::Vote(Vote { choices, record }));
            }
        }
    }

    /// By name a few, by told sums a few; else as the house has it.
    fn record(&mut self, main: bool, number: usize) -> Record {
        match (number % 41, main) {
            (7, _) => Record::Names,
            (13, _) => Record::Sums,
            (_, true) => Record::Table,
            (_, false) => Record::Figures,
        }
    }

    fn speech(&mut self, at: u32) {
        let here: Vec<usize> = (0..self.members.len()).filter(|it| self.present[*it]).collect();
        let speaker = *self.dice.pick(&here);
        let answer = (self.dice.roll(4) == 0).then(|| *self.dice.pick(&here));
        let answer = answer.filter(|other| *other != speaker);
        let text = self.sentence();
        let answer = answer.map(|other| (other, self.sentence()));
        self.put(at, Deed::Speech { speaker, text, answer });
    }

    /// A sentence with a word that there is only once.
    fn sentence(&mut self) -> String {
        let sentences = [
            "hält den Antrag für richtig und verweist auf die Kosten",
            "fragt nach dem Bauabschnitt an der Straße",
            "lehnt das ab, die Mittel fehlten im nächsten Jahr",
            "dankt der Verwaltung für die Übersicht",
            "weist darauf hin, dass größere Änderungen nötig seien",
        ];
        self.words += 1;
        format!("{}, x{}y.", self.dice.pick(&sentences), self.words)
    }

    fn move_about(&mut self, at: u32) {
        let here = self.present.iter().filter(|present| **present).count();
        let goes = here > 38 + self.dice.roll(12);
        let Some(member) = self.somebody(goes) else { return };
        self.present[member] = !goes;
        self.before = None;
        self.put(at, if goes { Deed::Leaves(member) } else { Deed::Arrives(member) });
    }

    fn choices(&mut self, tie: bool) -> Choices {
        if tie {
            return self.tie();
        }
        if let Some(before) = self.before.clone().filter(|_| self.dice.roll(7) == 0) {
            return before;
        }
        let minds = self.minds();
        let mut choices: Choices = Vec::new();
        for (member, present) in self.members.iter().zip(&self.present) {
            choices.push(present.then(|| minds[member.group]));
        }
        let deviating = match self.dice.roll(100) {
            0..26 => 0,
            26..53 => 1,
            53..67 => 2,
            67..76 => 3,
            76..84 => 4,
            84..90 => 5,
            _ => 6 + self.dice.roll(4),
        };
        // In half of those votes somebody says the opposite, in the others they only abstain.
        let opposite = self.dice.roll(100) < 46;
        for deviator in 0..deviating {
            let here: Vec<usize> = (0..choices.len()).filter(|it| self.stays(*it)).collect();
            let member = *self.dice.pick(&here);
            let mind = minds[self.members[member].group];
            let against = opposite && (deviator == 0 || self.dice.roll(2) == 0);
            choices[member] = Some(match (mind, against) {
                (Choice::Yes, true) => Choice::No,
                (Choice::No, true) | (Choice::Abstain, _) => Choice::Yes,
                (Choice::Yes | Choice::No, false) => Choice::Abstain,
            });
        }
        choices
    }

    /// Whether a group is large enough that one who deviates is not the group.
    fn stays(&self, member: usize) -> bool {
        let group = self.members[member].group;
        let own = self.members.iter().zip(&self.present);
        self.present[member] && own.filter(|(it, here)| it.group == group && **here).count() > 3
    }

    /// What each group does as a whole.
    fn minds(&mut self) -> Vec<Choice> {
        let rejected = self.dice.roll(100) < 24;
        let others = match self.dice.roll(100) {
            0..40 if !rejected => 0,
            0..60 => 1,
            60..82 => 2,
            _ => 3,
        };
        let most = if rejected { Choice::No } else { Choice::Yes };
        let mut minds = vec![most; GROUPS.len()];
        for _ in 0..others {
            // The largest two carry it.
            let group = 2 + self.dice.roll(GROUPS.len() - 2);
            minds[group] = match (rejected, self.dice.roll(5)) {
                (_, 0) => Choice::Abstain,
                (true, _) => Choice::Yes,
                (false, _) => Choice::No,
            };
        }
        minds
    }

    /// As many Ja as Nein, and the odd one abstains.
    fn tie(&self) -> Choices {
        let here = self.present.iter().filter(|present| **present).count();
        let mut left = here / 2;
        let mut choices: Choices = Vec::new();
        let mut odd = here % 2 == 1;
        for present in &self.present {
            choices.push(present.then(|| {
                if left > 0 {
                    left -= 1;
                    Choice::Yes
                } else if std::mem::take(&mut odd) {
                    Choice::Abstain
                } else {
                    Choice::No
                }
            }));
        }
        choices
    }
}
