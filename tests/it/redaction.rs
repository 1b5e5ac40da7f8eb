//! What is treated behind closed doors is in nothing that everybody may read: random evenings are
//! given out twice, the second time with everything non-public changed, and every byte of the
//! public files must be the same (non-interference). So not even a number, a count or an order of
//! what is hidden shows through.
//!
//! An ordinary run plays a few; `WORTLAUT_ABENDE=2000` plays more.

use crate::export_council::{Evening, tally};
use crate::gate;
use crate::simulation::Dice;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use std::collections::BTreeSet;
use wortlaut::action::Action;
use wortlaut::app::office;
use wortlaut::domain::{
    AgendaItem, Approval, Choice, Command, ElectionCommand, ElectionForm, ElectionRule, Happening,
    ItemId, ItemPart, ItemResult, Meeting, MotionKind, Mover, NewMotion, Nominee, Paper, PaperId,
    PassageKind, PersonId, Proposal, RecordCommand, RequestKind, Speaker, Tally, VoteState,
};
use wortlaut::export::{Format, Part, documents, extract, minutes, votes_table};
use wortlaut::ui::export::{self as screen, ExportScreen};
use wortlaut::ui::theme::Theme;
use wortlaut::ui::{Effect, Reply, Seen};

/// Evenings of an ordinary run.
const FEW: u64 = 60;
const GATE: u64 = 2_000;
const GUEST: &str = "Osterloh";

struct Play {
    evening: Evening,
    dice: Dice,
    words: u32,
}

impl Play {
    fn new(seed: u64) -> Self {
        let mut evening = Evening::new(&[
            ("Ö 1", "Erstens", true, "Es wird beschlossen."),
            ("N 1", "Verkauf am Hang", false, "Der Käufer wird bestätigt."),
            ("Ö 2", "Zweitens", true, "Es wird gebaut."),
            ("N 2", "Personal im Bauhof", false, "Die Stelle wird besetzt."),
        ]);
        // Not everybody may read every Vorlage of a public item.
        let open = evening.meeting.papers.first().unwrap();
        let hidden = Paper {
            id: PaperId(202),
            reference: "DrS/2027/0815".into(),
            name: "Gutachten zum Kaufpreis".into(),
            attachments: vec!["Wertgutachten.pdf".into()],
            public: false,
            ..open.clone()
        };
        evening.meeting.papers.push(hidden);
        Self { evening, dice: Dice(seed), words: 0 }
    }

    /// A sentence with a word that there is only once.
    fn sentence(&mut self) -> String {
        self.words += 1;
        let letters = "abdefghiklmnoprstuvw".as_bytes();
        let word: String = (0..9).map(|_| char::from(*self.dice.pick(letters))).collect();
        format!("Zur Sache {word}{} heißt es", self.words)
    }

    fn item(&mut self) -> ItemId {
        self.dice.pick(&self.evening.meeting.agenda).id
    }

    fn someone(&mut self) -> PersonId {
        self.dice.pick(&self.evening.meeting.people).id
    }

    /// What may be refused, and is then not done.
    fn try_to(&mut self, command: Command) {
        if self.evening.tries(&command).is_ok() {
            self.evening.run(command);
        }
    }

    fn step(&mut self) {
        let Some(on) = self.evening.meeting.current else {
            let item = self.item();
            return self.try_to(Command::CallItem(item));
        };
        let (someone, other) = (self.someone(), self.item());
        let text = self.sentence();
        match self.dice.roll(24) {
            0..3 => self.try_to(Command::CallItem(other)),
            3 => self.try_to(Command::ContinueItem(on)),
            4 => self.try_to(Command::JoinItem { item: other, joined: true }),
            5 => self.turn_over(other),
            6..9 => self.write(someone, &text),
            9 => self.try_to(Command::GiveFloor {
                speaker: Speaker::Person(someone),
                kind: RequestKind::Contribution,
                request: None,
                opening: text,
            }),
            10 => self.try_to(Command::Leave(someone)),
            11 => self.try_to(Command::Arrive(someone)),
            12 => self.guest(),
            13 => self.try_to(Command::Recuse { item: other, person: someone, recused: true }),
            14 | 15 => self.try_to(Command::MoveMotion(NewMotion {
                item: on,
                kind: MotionKind::Amendment,
                procedure: None,
                mover: Some(Mover::Named(format!("Herr {text}"))),
                text,
            })),
            16..19 => self.vote(on),
            19 => {
                self.try_to(Command::SetResult { item: other, result: Some(text) });
            }
            20 => self.elect(on, someone, text),
            21 => {
                self.try_to(Command::BeginRecess);
                self.try_to(Command::EndRecess);
            }
            22 => self.try_to(Command::CloseList(true)),
            _ => self.try_to(Command::WithdrawItem { item: other, withdrawn: true }),
        }
    }

    /// An item is made public or not public, whatever happened in it.
    fn turn_over(&mut self, item: ItemId) {
        let known = self.evening.meeting.item(item).unwrap();
        let part = ItemPart {
            number: known.number.clone(),
            name: known.name.clone(),
            public: !known.public,
            paper: Some(PaperId(self.dice.pick(&[201, 202]).to_owned())),
            attachments: vec![self.sentence()],
        };
        self.try_to(Command::ReviseItem { item, part });
    }

    fn write(&mut self, someone: PersonId, text: &str) {
        match self.dice.roll(3) {
            0 => self.evening.remark(text),
            1 => {
                let speaker = Speaker::Named(format!("Frau {text}"));
                self.evening.write(PassageKind::Speech { speaker, speech: None }, text)
            }
            _ => {
                let speaker = Speaker::Person(someone);
                self.evening.write(PassageKind::Speech { speaker, speech: None }, text)
            }
        };
    }

    fn guest(&mut self) {
        let guest = self.evening.person(GUEST);
        self.try_to(Command::Leave(guest));
        self.try_to(Command::Arrive(guest));
    }

    fn vote(&mut self, item: ItemId) {
        let motions: Vec<_> = self.evening.meeting.motions.iter().map(|it| it.id).collect();
        let motion = Some(*self.dice.pick(&motions)).filter(|_| self.dice.roll(3) == 0);
        let others: Vec<_> = self.evening.meeting.agenda.iter().map(|item| item.id).collect();
        if self.dice.roll(5) == 0 {
            self.try_to(Command::FormBloc { item, motion: None, items: others });
        }
        let number = |dice: &mut Dice| u32::try_from(dice.roll(9)).unwrap();
        let figures = tally(number(&mut self.dice), number(&mut self.dice), number(&mut self.dice));
        let count = match self.dice.roll(3) {
            0 => Command::CountTotals { item, motion, tally: Some(figures) },
            1 => Command::CountMinority { item, motion, no: figures.no, abstain: figures.abstain },
            _ => Command::CountAll { item, motion, choice: Choice::Yes },
        };
        self.try_to(count);
        let open = self.evening.meeting.votes.iter().find(|vote| vote.is_open());
        if let Some(vote) = open.map(|vote| vote.id) {
            self.try_to(Command::CloseVote { vote, wording: None, result: None });
            if self.dice.roll(5) == 0 {
                let reason = self.sentence();
                self.try_to(Command::AnnulVote { vote, reason });
            }
        }
    }

    /// Closed and approved, it is added to: to each item, and to the whole.
    fn add(&mut self) {
        self.evening.run(Command::CloseMeeting);
        let approval = Approval { on: "2027-04-13".parse().unwrap(), by: "5. Sitzung".into() };
        self.evening.run(Command::Record(RecordCommand::Approve(approval)));
        let items: Vec<_> = self.evening.meeting.agenda.iter().map(|item| item.id).collect();
        for item in items.into_iter().map(Some).chain([None]) {
            let (text, clerk) = (self.sentence(), "weber".to_owned());
            self.try_to(Command::Record(RecordCommand::Append { item, text, clerk }));
        }
    }

    fn elect(&mut self, item: ItemId, someone: PersonId, title: String) {
        let form = ElectionForm::Single(ElectionRule::MostVotes);
        let open = ElectionCommand::Open { item, title, form, secret: true, seats: 1 };
        self.try_to(Command::Elect(open));
        let Some(election) = self.evening.meeting.elections.last().map(|it| it.id) else { return };
        let named = Nominee::Named(self.sentence());
        for who in [Nominee::Person(someone), named] {
            let who = Proposal::One(who);
            self.try_to(Command::Elect(ElectionCommand::Propose { election, who, by: None }));
        }
    }
}

/// The same meeting with everything changed that not everybody may read.
fn with_other_secrets(meeting: &Meeting) -> Meeting {
    let mut other = meeting.clone();
    let hidden: BTreeSet<_> =
        meeting.agenda.iter().filter(|item| !item.public).map(|item| item.id).collect();
    let is_hidden = |item: &ItemId| hidden.contains(item);
    other.agenda.iter_mut().filter(|item| !item.public).for_each(change_item);
    for motion in other.motions.iter_mut().filter(|motion| is_hidden(&motion.item)) {
        (motion.text, motion.mover) = ("geheim".into(), Some(Mover::Named("geheim".into())));
    }
    for vote in other.votes.iter_mut().filter(|vote| is_hidden(&vote.item)) {
        vote.rows.clear();
        vote.totals = Some(tally(99, 98, 97));
        if let VoteState::Closed { tally, present, wording, .. } = &mut vote.state {
            (*tally, *present, *wording) = (Tally { yes: 99, no: 98, abstain: 97 }, 96, "?".into());
        }
        if let VoteState::Annulled { reason, .. } = &mut vote.state {
            *reason = "geheim".into();
        }
    }
    for election in other.elections.iter_mut().filter(|election| is_hidden(&election.item)) {
        election.title = "geheim".into();
        election.candidates.clear();
        election.rounds.clear();
    }
    for speech in &mut other.speakers.speeches {
        if speech.item.is_none_or(|item| is_hidden(&item)) {
            speech.speaker = Speaker::Named("geheim".into());
        }
    }
    for closing in other.speakers.closings.iter_mut().filter(|it| is_hidden(&it.item)) {
        closing.waiting = vec![Speaker::Named("geheim".into())];
    }
    for addendum in other.addenda.iter_mut().filter(|it| it.item.is_some_and(|it| is_hidden(&it))) {
        addendum.text = "geheim".into();
    }
    for paper in other.papers.iter_mut().filter(|paper| !paper.public) {
        (paper.name, paper.reference) = ("geheim".into(), "geheim".into());
        paper.attachments = vec!["geheim".into()];
    }
    other
}

fn change_item(item: &mut AgendaItem) {
    item.name = format!("geheim {}", item.id.0);
    item.attachments = vec!["geheim".into()];
    item.result = Some(ItemResult { text: "geheim".into() });
    item.record.retain(|happening| matches!(happening, Happening::Passage(_)));
    item.record.reverse();
    item.passages.iter_mut().for_each(|passage| passage.text = "geheim geheim".into());
    item.recusals.clear();
    item.absences.clear();
    item.withdrawn = None;
    item.joined = None;
    item.paper = None;
}

/// Everything that everybody may read.
fn given_out(meeting: &Meeting) -> Vec<(String, String)> {
    let files = documents(meeting, &[Part::Public], Format::Text).into_iter();
    let mut all: Vec<_> = files.map(|file| (file.name, file.text.into_string())).collect();
    // The Auszug of a public item is public, whatever is written beside it.
    let beside = documents(meeting, &[Part::All], Format::Text).into_iter();
    let open = |name: &str| name.contains("-auszug-") && !name.contains("-nichtoeffentlich");
    let beside = beside.filter(|file| open(&file.name));
    all.extend(beside.map(|file| (format!("beside {}", file.name), file.text.into_string())));
    all.push(("minutes".into(), minutes(meeting, Part::Public)));
    all.push(("votes".into(), votes_table(meeting, Part::Public)));
    let extracts = meeting.agenda.iter().map(|item| {
        let text = extract(meeting, item.id, Part::Public).unwrap_or_default();
        (format!("extract {}", item.number), text)
    });
    all.extend(extracts);
    for item in meeting.agenda.iter().filter(|item| item.public) {
        all.extend(given_out_alone(meeting, item));
    }
    all
}

/// What the clerk gives out of one public item on its own: the file, what the screen shows of it
/// before, and the copy for the clipboard.
fn given_out_alone(meeting: &Meeting, item: &AgendaItem) -> Vec<(String, String)> {
    let told = |what: &str, text: String| (format!("{what} {}", item.number), text);
    let files = office::documents(meeting, screen::Choice::Extract(item.id), None);
    let mut all: Vec<_> =
        files.into_iter().map(|file| told(&file.name, file.text.into_string())).collect();
    let mut screen = ExportScreen::default();
    screen.choose(meeting, item.id);
    let now = meeting.start.unwrap_or_default();
    let (item, checksum) = (Some(item.id), None);
    let seen = Seen { meeting, item, motion: None, election: None, checksum, now, gaps: 0 };
    match screen.perform(Action::CopyExtract, &seen) {
        Reply::Outside(Effect::Copy { text, .. }) => all.push(told("copy", text)),
        other => panic!("{other:?}"),
    }
    let area = Rect::new(0, 0, 160, 400);
    let mut picture = Buffer::empty(area);
    screen.draw(&seen, area, &mut picture, Theme::plain());
    // The list of what can be given out stands to the left, for the clerk alone.
    let page = picture.content.chunks(160).map(|row| row.iter().skip(48).map(Cell::symbol));
    all.push(told("preview", page.map(|row| row.collect::<String>() + "\n").collect()));
    all
}

/// Every eight letters of the words that were said only once.
fn windows(text: &str) -> BTreeSet<String> {
    let words =
        text.split_whitespace().filter(|word| word.contains(|it: char| it.is_ascii_digit()));
    let windows = words.flat_map(|word| (0..word.len()).filter_map(|at| word.get(at..at + 8)));
    windows.map(str::to_owned).collect()
}

/// What was said behind closed doors.
fn secrets(meeting: &Meeting) -> String {
    let items = meeting.agenda.iter().filter(|item| !item.public);
    let mut out: Vec<&str> = Vec::new();
    for item in items {
        out.extend(item.passages.iter().map(|passage| passage.text.as_str()));
        let motions = meeting.motions_of(item.id).filter(|motion| motion.mover.is_some());
        out.extend(motions.map(|motion| motion.text.as_str()));
        let addenda = meeting.addenda.iter().filter(|addendum| addendum.item == Some(item.id));
        out.extend(addenda.map(|addendum| addendum.text.as_str()));
    }
    out.join("\n")
}

#[test]
fn whatever_is_said_behind_closed_doors_changes_no_public_byte() {
    let evenings = gate::rounds("WORTLAUT_ABENDE", FEW, GATE);
    let first = std::env::var("SEED").map_or(1, |text| text.parse().unwrap());
    let (mut hid, mut turned) = (0_u64, 0_u64);
    for seed in first..first + evenings {
        let mut play = Play::new(seed);
        for _ in 0..24 {
            play.step();
        }
        if seed.is_multiple_of(3) && play.evening.meeting.start.is_some() {
            play.add();
        }
        let meeting = play.evening.meeting;
        let public = given_out(&meeting);
        for ((name, text), (_, other)) in
            public.iter().zip(given_out(&with_other_secrets(&meeting)))
        {
            assert_eq!(*text, other, "seed {seed}, {name}: something hidden shows through");
        }
        let (all, secrets) =
            (public.into_iter().map(|it| it.1).collect::<String>(), secrets(&meeting));
        let shown = windows(&all);
        let leaked = windows(&secrets).into_iter().find(|window| shown.contains(window));
        assert_eq!(leaked, None, "seed {seed}");
        hid += u64::from(!secrets.is_empty());
        turned += u64::from(
            meeting.agenda.first().unwrap().public != meeting.agenda.get(2).unwrap().public,
        );
    }
    // Otherwise the above would hold of nothing.
    assert!(
        hid > evenings / 2 && turned > evenings / 20,
        "{hid} hid something, {turned} turned over"
    );
}
