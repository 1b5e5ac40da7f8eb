//! Random meetings against a second opinion: who is in the room, what a vote is taken from, and
//! what follows from it are computed here once more, from the facts alone and in another way.
//!
//! `PROPTEST_CASES=2000 cargo test --test it meetings` plays more of them. A new way of voting is a
//! new [`Act`], and what holds for it a line in [`Play::closed`].

use crate::gate;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, BTreeSet};
use wortlaut::domain::{
    Ballot, Base, Choice, Command, Event, FindingKind, Initial, ItemId, ItemPart, Majority,
    Meeting, MeetingHead, Membership, Method, MotionId, MotionKind, MovementId, NewMotion,
    Organization, OrganizationId, OrganizationKind, Outcome, Person, PersonId, Place, Preparation,
    Profile, RequestKind, Role, SecretCount, Share, Speaker, Tally, Timestamp, Verdict, VoteId,
    findings,
};
use wortlaut::journal::{Loaded, MemoryJournal, replay, writer::Inline};
use wortlaut::profile;
use wortlaut::session::Session;

/// Meetings in the gate: two million acts.
const GATE: u64 = 34_000;

/// A council: seats of each Fraktion, members without one, substitutes.
#[derive(Debug, Clone)]
struct Council {
    seats: Vec<u8>,
    alone: u8,
    substitutes: u8,
    profile: usize,
}

/// Something that happens. Numbers choose among what there is, whatever they are.
#[derive(Debug, Clone)]
enum Act {
    Call(u8),
    Leaves(u8),
    Arrives(u8),
    Recused(u8, bool),
    Substitutes(u8, u8),
    Stands(u8, Initial),
    Speaks(u8),
    Recess(bool),
    Moves(MotionKind),
    Opens(Option<u8>),
    Row(u8, Tally),
    All(Choice),
    Totals(Tally),
    Minority(u8, u8),
    Deviates(u8, Tally, Choice),
    Secret(Tally, u8),
    Words(Verdict),
    Names(u8, Choice),
    Bloc(Vec<u8>),
    Ballot(u8, Option<Choice>),
    Roll(bool),
    AsBefore,
    Needs(u8),
    /// What is missing is entered as Ja, and the vote closed.
    Closes,
    Reopens(u8),
    Annuls(u8),
    Ends,
    Goes(bool),
    Undo,
    Redo,
}

fn council() -> impl Strategy<Value = Council> {
    let seats = prop::collection::vec(prop_oneof![2 => Just(1u8), 5 => 0..9u8], 0..8);
    (seats, 0..3u8, 0..3u8, 0..4usize).prop_map(|(seats, alone, substitutes, profile)| Council {
        seats,
        alone,
        substitutes,
        profile,
    })
}

fn few() -> impl Strategy<Value = Tally> {
    (0..9u32, 0..5u32, 0..4u32).prop_map(|(yes, no, abstain)| Tally { yes, no, abstain })
}

fn choice() -> impl Strategy<Value = Choice> {
    prop::sample::select(vec![Choice::Yes, Choice::No, Choice::Abstain])
}

fn act() -> impl Strategy<Value = Act> {
    let who = any::<u8>();
    let initial = vec![Initial::Present, Initial::Excused, Initial::Absent];
    let kinds = vec![MotionKind::Amendment, MotionKind::Procedural];
    prop_oneof![
        4 => who.prop_map(Act::Call),
        6 => who.prop_map(Act::Leaves),
        5 => who.prop_map(Act::Arrives),
        3 => (who, prop::bool::weighted(0.8)).prop_map(|(who, on)| Act::Recused(who, on)),
        2 => (who, any::<u8>()).prop_map(|(member, by)| Act::Substitutes(member, by)),
        2 => (who, prop::sample::select(initial)).prop_map(|(who, how)| Act::Stands(who, how)),
        1 => who.prop_map(Act::Speaks),
        1 => any::<bool>().prop_map(Act::Recess),
        2 => prop::sample::select(kinds).prop_map(Act::Moves),
        4 => prop::option::of(who).prop_map(Act::Opens),
        6 => (who, few()).prop_map(|(row, tally)| Act::Row(row, tally)),
        5 => choice().prop_map(Act::All),
        2 => few().prop_map(Act::Totals),
        3 => (0..5u8, 0..3u8).prop_map(|(no, abstain)| Act::Minority(no, abstain)),
        3 => (who, few(), choice()).prop_map(|(row, tally, rest)| Act::Deviates(row, tally, rest)),
        2 => (few(), 0..3u8).prop_map(|(tally, invalid)| Act::Secret(tally, invalid)),
        2 => prop::sample::select(Verdict::ALL.to_vec()).prop_map(Act::Words),
        3 => (who, choice()).prop_map(|(who, it)| Act::Names(who, it)),
        2 => prop::collection::vec(who, 0..3).prop_map(Act::Bloc),
        4 => (who, prop::option::weighted(0.9, choice()))
            .prop_map(|(who, it)| Act::Ballot(who, it)),
        2 => any::<bool>().prop_map(Act::Roll),
        3 => Just(Act::AsBefore),
        2 => who.prop_map(Act::Needs),
        12 => Just(Act::Closes),
        2 => who.prop_map(Act::Reopens),
        1 => who.prop_map(Act::Annuls),
        1 => Just(Act::Ends),
        1 => prop::bool::weighted(0.2).prop_map(Act::Goes),
        5 => Just(Act::Undo),
        3 => Just(Act::Redo),
    ]
}

/// The council as an agenda file would have it.
fn prepared(council: &Council) -> Preparation {
    let names: Vec<_> = profile::names().collect();
    let name = names.get(council.profile % names.len()).unwrap();
    let mut members = Vec::new();
    let mut enter = |role, faction: Option<u32>| {
        let id = PersonId(u32::try_from(members.len()).unwrap() + 1);
        let person = Person {
            id,
            family_name: format!("Name{}", id.0),
            given_name: "Anna".into(),
            form_of_address: "Frau".into(),
            title: String::new(),
        };
        let membership = Membership {
            person: id,
            on_behalf_of: faction.map(OrganizationId),
            role,
            voting_right: role != Role::Guest,
            office: String::new(),
        };
        members.push((person, membership));
    };
    for (seats, faction) in council.seats.iter().zip(1..) {
        (0..*seats).for_each(|_| enter(Role::Member, Some(faction)));
    }
    (0..council.alone).for_each(|_| enter(Role::Member, None));
    let factions = u32::try_from(council.seats.len()).unwrap();
    for number in 0..council.substitutes {
        // Of a Fraktion, or of none.
        let faction = Some(u32::from(number)).filter(|number| (1..=factions).contains(number));
        enter(Role::Substitute, faction);
    }
    enter(Role::Guest, None);
    let organizations = (1..=factions).map(|id| Organization {
        id: OrganizationId(id),
        name: format!("Fraktion {id}"),
        kind: OrganizationKind::Faction,
    });
    let items = (1..=4).map(|number| {
        let part = ItemPart {
            number: number.to_string(),
            name: format!("Punkt {number}"),
            public: true,
            paper: None,
            attachments: Vec::new(),
        };
        (part, Some("So wird es beschlossen.".to_owned()))
    });
    Preparation {
        profile: profile::shipped(name).unwrap(),
        head: MeetingHead::default(),
        organizations: organizations.collect(),
        members,
        papers: Vec::new(),
        items: items.collect(),
    }
}

/// Who is in the room, told by the facts.
#[derive(Debug, Clone, Default)]
struct Room {
    members: BTreeMap<PersonId, Membership>,
    here: BTreeSet<PersonId>,
    /// Who has come, gone or taken a seat: what was at the opening is told no more.
    moved: BTreeSet<PersonId>,
    /// Whose seat a substitute has.
    seats: BTreeMap<PersonId, PersonId>,
    taken: BTreeMap<MovementId, PersonId>,
    recused: BTreeSet<(ItemId, PersonId)>,
}

impl Room {
    fn of(events: impl Iterator<Item = Event>) -> Self {
        let mut room = Self::default();
        events.for_each(|event| room.take(&event));
        room
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::MemberAdded { person, membership } => {
                self.members.insert(person.id, membership.clone());
                if !matches!(membership.role, Role::Substitute | Role::Guest) {
                    self.here.insert(person.id);
                }
            }
            Event::AttendanceSet { person, initial } if !self.moved.contains(person) => {
                self.here.remove(person);
                self.here.extend((*initial == Initial::Present).then_some(*person));
            }
            Event::Arrived { person, .. } => {
                self.here.insert(*person);
                self.moved.insert(*person);
            }
            Event::Left { person, .. } => {
                self.here.remove(person);
                self.seats.remove(person);
                self.moved.insert(*person);
            }
            // A substitute gives the seat back before the opening.
            Event::MovementRemoved { movement } => {
                if let Some(substitute) = self.taken.remove(movement) {
                    self.here.remove(&substitute);
                    self.seats.remove(&substitute);
                }
            }
            Event::Substituted { movement, member, substitute, .. } => {
                // Whoever sits elsewhere since is not moved by what is taken out of before.
                self.taken.retain(|_, who| who != substitute);
                self.taken.insert(*movement, *substitute);
                self.here.insert(*substitute);
                self.seats.insert(*substitute, *member);
                self.moved.insert(*substitute);
            }
            Event::SubstitutionEnded { substitute } => {
                self.here.remove(substitute);
                self.seats.remove(substitute);
            }
            Event::Recused { item, person, .. } => drop(self.recused.insert((*item, *person))),
            Event::RecusalLifted { item, person } => drop(self.recused.remove(&(*item, *person))),
            _ => {}
        }
    }

    /// Who votes in `item`, and for which Fraktion.
    fn voters(&self, item: ItemId) -> BTreeMap<PersonId, Option<OrganizationId>> {
        let votes = |person: &&PersonId| {
            let own = self.members.get(*person).unwrap();
            let seat = own.role != Role::Substitute || self.seats.contains_key(*person);
            own.voting_right && seat && !self.recused.contains(&(item, **person))
        };
        let for_whom = |person: &PersonId| {
            let seat = self.seats.get(person).unwrap_or(person);
            (*person, self.members.get(seat).unwrap().on_behalf_of)
        };
        self.here.iter().filter(votes).map(for_whom).collect()
    }

    fn statutory(&self) -> u64 {
        let seat = |it: &&Membership| it.voting_right && it.role != Role::Substitute;
        self.members.values().filter(seat).count() as u64
    }
}

/// What must follow from the sums: the fraction is compared, not the number that is needed.
fn follows(tally: Tally, majority: Majority, counted: bool, present: u64, of: u64) -> Outcome {
    let [yes, no, abstain] = [tally.yes, tally.no, tally.abstain].map(u64::from);
    let base = match majority.base {
        Base::Voting if counted => yes + no + abstain,
        Base::Voting => yes + no,
        Base::Present => present,
        Base::Statutory => of,
    };
    let carried = yes > 0
        && match majority.share {
            Share::Half => 2 * yes > base,
            Share::TwoThirds => 3 * yes >= 2 * base,
            Share::ThreeQuarters => 4 * yes >= 3 * base,
        };
    match carried {
        true => Outcome::Carried,
        false if yes == no && yes > 0 && majority == Majority::SIMPLE => Outcome::Tied,
        false => Outcome::Rejected,
    }
}

/// A meeting that goes on.
struct Play {
    session: Session,
    /// What the house has set; read once, as reading it costs more than an act.
    house: Profile,
    now: Timestamp,
    /// As it was before each step that counts, and behind those that were taken back.
    before: Vec<Meeting>,
    after: Vec<Meeting>,
    /// Votes that were closed, by way of entry.
    closed: BTreeMap<&'static str, u32>,
}

impl Play {
    fn new(council: &Council) -> Self {
        let recorder = Box::new(Inline::new(Box::new(MemoryJournal::new())));
        let house = profile::default();
        let mut session =
            Session::new(Loaded::default(), recorder, house.clone(), "weber".to_owned());
        let now = "2027-03-09T17:00:00+01:00".parse().unwrap();
        session.commit(&Command::Prepare(Box::new(prepared(council))), now).unwrap();
        let (before, after, closed) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { session, house, now, before, after, closed }
    }

    fn meeting(&self) -> &Meeting {
        self.session.meeting()
    }

    fn act(&mut self, act: &Act) {
        self.now += chrono::TimeDelta::seconds(7);
        match act {
            Act::Undo => self.undo(),
            Act::Redo => self.redo(),
            _ => {
                for command in self.commands(act) {
                    self.commit(&command);
                }
            }
        }
        let told = replay(self.session.entries(), self.house.clone());
        assert!(told == *self.meeting(), "the journal tells another meeting after {act:?}");
    }

    /// Refused or not: what has no meaning changes nothing.
    fn commit(&mut self, command: &Command) {
        let was = self.meeting().clone();
        let Ok(events) = self.session.commit(command, self.now) else {
            assert!(was == *self.meeting(), "{command:?} is refused and changes something");
            return;
        };
        let events = events.to_vec();
        self.others_stay(&was, &events);
        for event in &events {
            if let Event::VoteClosed { vote, .. } = event {
                self.closed(*vote, event);
            }
        }
        self.after.clear();
        // Nobody goes back over the close, nor over the opening anew.
        if events.iter().any(Event::is_wall) {
            self.before.clear();
        }
        if events.iter().any(Event::ends_meeting) {
            self.session.correct_because("Verzählt".to_owned());
        } else {
            self.before.push(was);
        }
    }

    /// A closed vote stays as it is, unless it is named.
    fn others_stay(&self, was: &Meeting, events: &[Event]) {
        let named = |id: VoteId| {
            events.iter().any(|event| match event {
                Event::VoteReopened { vote }
                | Event::VoteAnnulled { vote, .. }
                | Event::VoterNamed { vote, .. } => *vote == id,
                _ => false,
            })
        };
        let closed = was.votes.iter().filter(|vote| !vote.is_open() && !named(vote.id));
        for vote in closed {
            assert_eq!(self.meeting().vote(vote.id), Some(vote), "it changed by {events:?}");
        }
    }

    /// What holds for every vote at the moment at which it is closed.
    fn closed(&mut self, id: VoteId, event: &Event) {
        let Event::VoteClosed { rows, tally, present, majority, outcome, ballots, .. } = event
        else {
            return;
        };
        let meeting = self.session.meeting();
        let vote = meeting.vote(id).unwrap();
        let room = self.room();
        // Who is befangen in one item of a bloc votes on none.
        let mut voters = room.voters(vote.item);
        for item in &vote.bloc {
            let others = room.voters(*item);
            voters.retain(|person, _| others.contains_key(person));
        }
        let here = u32::try_from(voters.len()).unwrap();
        assert_eq!(*present, here, "the base is who votes here now");
        for row in rows {
            let own = voters.values().filter(|faction| **faction == row.faction).count();
            assert_eq!(row.present as usize, own, "{:?}", row.faction);
        }
        let sum = |tallies: &mut dyn Iterator<Item = Tally>| {
            tallies.fold(Tally::default(), |sum, it| Tally {
                yes: sum.yes + it.yes,
                no: sum.no + it.no,
                abstain: sum.abstain + it.abstain,
            })
        };
        let name = match vote.method {
            Method::PerFaction => {
                let counted = rows.iter().map(|row| row.present).sum::<u32>();
                assert_eq!(counted, here, "a Fraktion was forgotten");
                assert_eq!(*tally, sum(&mut rows.iter().filter_map(|row| row.tally)));
                "per Fraktion"
            }
            Method::Totals => "totals",
            Method::Minority => {
                let minority = vote.minority.unwrap();
                let others = minority.no + minority.abstain;
                assert_eq!((tally.no, tally.abstain), (minority.no, minority.abstain));
                assert_eq!(tally.sum(), here.max(others), "the rest says Ja");
                "minority"
            }
            Method::Rollcall => {
                let called: BTreeSet<_> = ballots.iter().map(|ballot| ballot.person).collect();
                assert_eq!(called, voters.keys().copied().collect(), "each is called, once");
                assert_eq!(ballots.len(), called.len());
                let one = |ballot: &Ballot| Tally::all(ballot.choice, 1);
                assert_eq!(*tally, sum(&mut ballots.iter().map(one)));
                "by name"
            }
            Method::Secret => {
                assert!(vote.ballots.is_empty() && vote.named.is_empty(), "nobody is named");
                "secret"
            }
            Method::Words => "words",
        };
        let counted = meeting.profile.rules.abstentions_count;
        if vote.method != Method::Words {
            let wanted = follows(*tally, *majority, counted, u64::from(here), room.statutory());
            assert_eq!(*outcome, wanted, "{tally:?} {majority:?}");
        }
        for other in &vote.bloc {
            let is = (meeting.tally_of(vote), vote.outcome());
            let mut others = meeting.votes_of(*other);
            let same = others.any(|it| (meeting.tally_of(it), it.outcome()) == is);
            assert!(same, "en bloc is the same vote in each item");
        }
        // The sums are the base, or somebody is told.
        let place = Place::Vote(vote.item, id);
        let told = findings(meeting)
            .into_iter()
            .any(|it| it.place == place && matches!(it.kind, FindingKind::SumDiffers { .. }));
        let rows_fit = rows.len() < 2
            || rows.iter().all(|row| row.tally.is_none_or(|it| it.sum() == row.present));
        let counted = vote.counted(*tally).unwrap_or(here);
        assert_eq!(told, counted != here || !rows_fit, "{tally:?} of {here}");
        let name = if vote.bloc.is_empty() { name } else { "en bloc" };
        *self.closed.entry(name).or_default() += 1;
    }

    /// Who is here by the facts that count.
    fn room(&self) -> Room {
        let entries = self.session.entries();
        let mut gone = BTreeSet::new();
        for entry in entries {
            match entry.change {
                wortlaut::journal::Change::Retract(seq) => drop(gone.insert(seq)),
                wortlaut::journal::Change::Restore(seq) => drop(gone.remove(&seq)),
                _ => {}
            }
        }
        let kept = entries.iter().filter(|entry| !gone.contains(&entry.seq));
        Room::of(kept.flat_map(|entry| match &entry.change {
            wortlaut::journal::Change::Events(events) => events.clone(),
            _ => Vec::new(),
        }))
    }

    fn undo(&mut self) {
        let was = self.meeting().clone();
        let Some(wanted) = self.before.pop() else { return };
        assert!(self.session.undo(self.now).is_some(), "a step cannot be taken back");
        same(self.meeting(), &wanted);
        self.after.push(was);
    }

    fn redo(&mut self) {
        let was = self.meeting().clone();
        let Some(wanted) = self.after.pop() else { return };
        assert!(self.session.redo(self.now).is_some(), "a step cannot be made again");
        same(self.meeting(), &wanted);
        self.before.push(was);
    }

    /// All steps are taken back and made again: each state returns.
    fn back_and_forth(&mut self) {
        let there = self.meeting().clone();
        // The first entry is the agenda.
        let steps = self.before.len();
        (0..steps).for_each(|_| self.undo());
        (0..steps).for_each(|_| self.redo());
        same(self.meeting(), &there);
    }

    fn commands(&self, act: &Act) -> Vec<Command> {
        let meeting = self.meeting();
        let item = meeting.current.or(meeting.agenda.first().map(|item| item.id)).unwrap();
        let person = |number: u8| pick(&meeting.people, number).map(|person| person.id);
        let vote = |number: u8| pick(&meeting.votes, number).map(|vote| vote.id);
        let motion = self.motion(item);
        let command = match *act {
            Act::Call(number) => pick(&meeting.agenda, number).map(|it| Command::CallItem(it.id)),
            Act::Leaves(number) => person(number).map(Command::Leave),
            Act::Arrives(number) => person(number).map(Command::Arrive),
            Act::Recused(number, recused) => {
                person(number).map(|person| Command::Recuse { item, person, recused })
            }
            Act::Substitutes(member, by) => {
                let roles = &meeting.memberships;
                let deputies = roles.iter().filter(|it| it.role == Role::Substitute);
                let deputies: Vec<_> = deputies.map(|it| it.person).collect();
                let pair = person(member).zip(pick(&deputies, by).copied());
                pair.map(|(member, substitute)| Command::Substitute { member, substitute })
            }
            Act::Stands(number, initial) => {
                person(number).map(|person| Command::SetAttendance { person, initial })
            }
            Act::Speaks(number) => person(number).map(|person| Command::GiveFloor {
                speaker: Speaker::Person(person),
                kind: RequestKind::Contribution,
                request: None,
                opening: "spricht".into(),
            }),
            Act::Recess(true) => Some(Command::BeginRecess),
            Act::Recess(false) => Some(Command::EndRecess),
            Act::Moves(kind) => Some(Command::MoveMotion(NewMotion {
                item,
                kind,
                procedure: None,
                mover: None,
                text: "Ziffer 2 entfällt.".into(),
            })),
            Act::Opens(number) => {
                let motions: Vec<_> = meeting.motions_of(item).map(|motion| motion.id).collect();
                let motion = number.and_then(|number| pick(&motions, number).copied());
                Some(Command::OpenVote { item, motion })
            }
            Act::Row(number, tally) => {
                let rows = meeting.vote_base(item);
                let faction = pick(&rows, number).map(|row| row.faction);
                faction.map(|faction| Command::CountFaction { item, motion, faction, tally })
            }
            Act::All(choice) => Some(Command::CountAll { item, motion, choice }),
            Act::Totals(tally) => Some(Command::CountTotals { item, motion, tally: Some(tally) }),
            Act::Minority(no, abstain) => {
                let (no, abstain) = (u32::from(no), u32::from(abstain));
                Some(Command::CountMinority { item, motion, no, abstain })
            }
            Act::Deviates(number, tally, rest) => {
                let rows = meeting.vote_base(item);
                let faction = pick(&rows, number).map(|row| row.faction);
                faction.map(|faction| Command::CountDeviation {
                    item,
                    motion,
                    faction,
                    tally,
                    rest,
                })
            }
            Act::Secret(tally, invalid) => {
                let count = SecretCount { tally, invalid: u32::from(invalid) };
                Some(Command::CountSecret { item, motion, count })
            }
            Act::Words(verdict) => Some(Command::TellVerdict { item, motion, verdict }),
            Act::Names(number, choice) => {
                let choice = Some(choice);
                person(number).map(|person| Command::NameVoter { item, motion, person, choice })
            }
            Act::Bloc(ref numbers) => {
                let items = numbers.iter().filter_map(|it| pick(&meeting.agenda, *it));
                let items = items.map(|item| item.id).collect();
                Some(Command::FormBloc { item, motion, items })
            }
            Act::Ballot(number, choice) => {
                person(number).map(|person| Command::CastBallot { item, motion, person, choice })
            }
            Act::Roll(by_name) => Some(Command::CallRoll { item, motion, by_name }),
            Act::AsBefore => Some(Command::CountAsBefore { item, motion }),
            Act::Needs(number) => {
                let majority = pick(&Majority::NAMED, number).map(|(_, majority)| *majority);
                Some(Command::SetMajority { item, motion, majority })
            }
            Act::Closes => return self.closing(item, motion),
            Act::Reopens(number) => vote(number).map(Command::ReopenVote),
            Act::Annuls(number) => {
                vote(number).map(|vote| Command::AnnulVote { vote, reason: "Verzählt".into() })
            }
            Act::Ends => Some(Command::EndSpeech),
            Act::Goes(true) => Some(Command::CloseMeeting),
            Act::Goes(false) => Some(Command::ReopenMeeting.because("Noch nicht zu Ende")),
            Act::Undo | Act::Redo => None,
        };
        command.into_iter().collect()
    }

    /// The motion being voted on in an item.
    fn motion(&self, item: ItemId) -> Option<MotionId> {
        let open = self.meeting().votes_of(item).find(|vote| vote.is_open())?;
        Some(open.motion)
    }

    fn closing(&self, item: ItemId, motion: Option<MotionId>) -> Vec<Command> {
        let open = self.meeting().votes_of(item).find(|vote| vote.is_open());
        let Some(vote) = open else { return Vec::new() };
        let close = Command::CloseVote { vote: vote.id, wording: None, result: None };
        let (meeting, choice) = (self.meeting(), Choice::Yes);
        let missing = match vote.method {
            Method::PerFaction => {
                let rows = meeting.rows_of(vote);
                rows.iter().any(|row| row.present > 0 && row.tally.is_none())
            }
            Method::Rollcall => !meeting.ballots_missing(vote).is_empty(),
            Method::Totals | Method::Minority | Method::Secret | Method::Words => false,
        };
        let fill = missing.then_some(Command::CountAll { item, motion, choice });
        fill.into_iter().chain([close]).collect()
    }
}

fn pick<T>(from: &[T], number: u8) -> Option<&T> {
    from.get(usize::from(number) % from.len().max(1))
}

/// Everything but the number that comes next: that of a step that was taken back is not given
/// again.
fn same(is: &Meeting, wanted: &Meeting) {
    macro_rules! alike {
        ($($field:ident)+) => { $(assert_eq!(is.$field, wanted.$field, stringify!($field));)+ };
    }
    alike!(head profile state start end organizations people memberships attendance movements
        recesses papers agenda current motions votes speakers unknown);
}

fn played(council: &Council, acts: &[Act]) -> Play {
    let mut play = Play::new(council);
    for act in acts {
        play.act(act);
    }
    play
}

/// Plays meetings at random, as many as there are threads at a time.
fn at_random(usual: u64, holds: impl Fn(&Council, &[Act]) + Sync) {
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let cases = usize::try_from(gate::rounds("PROPTEST_CASES", usual, GATE)).unwrap();
    let cases = u32::try_from(cases.div_ceil(hands)).unwrap();
    let config = ProptestConfig { failure_persistence: None, cases, ..Default::default() };
    let play = || {
        let meeting = (council(), prop::collection::vec(act(), 1..120));
        let played = TestRunner::new(config.clone()).run(&meeting, |(council, acts)| {
            holds(&council, &acts);
            Ok(())
        });
        played.unwrap_or_else(|failed| panic!("{failed}"));
    };
    std::thread::scope(|scope| (0..hands).for_each(|_| drop(scope.spawn(play))));
}

#[test]
fn in_every_meeting_votes_are_of_those_who_are_here_and_steps_can_be_taken_back() {
    at_random(40, |council, acts| played(council, acts).back_and_forth());
}

#[test]
fn random_meetings_close_votes_in_every_way() {
    // Otherwise the test above would hold of nothing.
    use proptest::strategy::ValueTree as _;
    let mut runner = TestRunner::deterministic();
    let mut closed: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..40 {
        let acts = prop::collection::vec(act(), 60..90);
        let (council, acts) = (council(), acts).new_tree(&mut runner).unwrap().current();
        for (way, number) in played(&council, &acts).closed {
            *closed.entry(way).or_default() += number;
        }
    }
    for way in ["per Fraktion", "totals", "minority", "by name", "secret", "words", "en bloc"] {
        assert!(closed.get(way).is_some_and(|number| *number >= 4), "{way}: {closed:?}");
    }
}
