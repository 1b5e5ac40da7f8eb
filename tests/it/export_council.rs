//! An invented council, and a small way to let an evening happen in it.

use chrono::{NaiveDate, NaiveDateTime, TimeZone as _};
use wortlaut::domain::{
    AddressForm, Base, Block, Choice, Columns, Command, ElectionRules, Event, Initial, ItemId,
    ItemPart, ItemText, Majority, Meeting, MeetingHead, MeetingKind, Membership, MotionId,
    MotionKind, Mover, NewMotion, Organization, OrganizationId, OrganizationKind, OutcomeWord,
    Paper, PaperId, PassageChange, PassageId, PassageKind, Person, PersonId, Preparation,
    Procedure, Profile, QuorumRule, RecordPlace, Refusal, ResultKind, Role, Rules, Share, Speaker,
    SpeakerListRules, SpeakingTimes, SubstitutionRule, Tally, Timestamp, VoteId, VoteWords,
};

/// The profile of a Kreis in Schleswig-Holstein.
pub(crate) fn profile() -> Profile {
    let word = |text: &str, outcome| OutcomeWord { text: text.to_owned(), outcome };
    Profile {
        elections: ElectionRules::default(),
        name: "Kreis (Schleswig-Holstein)".into(),
        rules: Rules {
            abstention: true,
            abstentions_count: false,
            majority: Majority::SIMPLE,
            exclusion_majority: Majority { share: Share::TwoThirds, base: Base::Present },
            urgency_majority: Majority { share: Share::TwoThirds, base: Base::Statutory },
            quorum_percent: 50,
            quorum: QuorumRule::default(),
            substitution: SubstitutionRule::default(),
            quorum_without_recused: true,
            source: "§ 38, § 39 GO".into(),
        },
        columns: Columns {
            yes: "Zustimmung".into(),
            no: "Ablehnung".into(),
            abstain: "Enthaltung".into(),
            present: "Anwesende".into(),
            total: "Gesamt".into(),
            no_faction: "ohne Fraktion".into(),
            zero_in_line: "-".into(),
            zero_in_table: String::new(),
        },
        vote_words: VoteWords {
            unanimous: "einstimmig".into(),
            unanimous_abstaining: "einstimmig bei {enthaltungen}".into(),
            carried: "mehrheitlich beschlossen".into(),
            motion_carried: "mehrheitlich angenommen".into(),
            motion_unanimous: "angenommen".into(),
            rejected: "mehrheitlich abgelehnt".into(),
            rejected_unanimous: "einstimmig abgelehnt".into(),
            tied: "bei Stimmengleichheit abgelehnt".into(),
            missed: "abgelehnt, die nötige Mehrheit ist verfehlt".into(),
            nobody: "ohne Ja- und Neinstimmen abgelehnt".into(),
        },
        vote_style: wortlaut::profile::default().vote_style,
        address: AddressForm {
            usual: "{anrede} {titel} {nachname}".into(),
            same_family_name: "{anrede} {titel} {vorname} {nachname}".into(),
            offices: vec!["Der Landrat".into(), "Die Landrätin".into()],
        },
        speaker_list: SpeakerListRules::default(),
        speaking_times: SpeakingTimes {
            first_s: 480,
            further_s: 180,
            procedural_s: 180,
            report_s: 600,
            faction_item_s: 0,
            faction_meeting_s: 0,
            grace_s: 30,
        },
        blocks: vec![Block::Result, Block::Minutes, Block::Motion, Block::Vote, Block::Attachments],
        signatures: vec!["Vorsitz".into(), "Schriftführung".into()],
        show_non_public_titles: false,
        results: vec![
            word("ungeändert beschlossen", ResultKind::Adopted),
            word("geändert beschlossen", ResultKind::AdoptedChanged),
            word("abgelehnt", ResultKind::Rejected),
            word("bei Stimmengleichheit abgelehnt", ResultKind::RejectedTied),
            word("zur Kenntnis genommen", ResultKind::Noted),
            word("abgesetzt", ResultKind::Off),
        ],
    }
}

/// Anrede, title, names, Fraktion (0: none), role, office.
type Entry = (&'static str, &'static str, &'static str, &'static str, u32, Role, &'static str);

/// Six Fraktionen with 4, 3, 2, 1, 1 and 1 members, one member without, a substitute, the
/// Landrätin, an official and a guest.
const PEOPLE: &[Entry] = &[
    ("Frau", "Dr.", "Anna", "Weiß", 1, Role::Chair, ""),
    ("Herr", "", "Hans", "Abel", 1, Role::Member, ""),
    ("Herr", "", "Karl", "Brandt", 1, Role::Member, ""),
    ("Frau", "", "Lena", "Claasen", 1, Role::CitizenMember, ""),
    ("Herr", "", "Mehmet", "Öztürk", 2, Role::DeputyChair, ""),
    ("Frau", "", "Inge", "Dreyer", 2, Role::Member, ""),
    ("Herr", "", "Jörn", "Ehlers", 2, Role::Member, ""),
    ("Frau", "", "Maren", "Fock", 3, Role::Member, ""),
    ("Herr", "", "Ole", "Gerdes", 3, Role::Member, ""),
    ("Herr", "", "Uwe", "Hinrichs", 4, Role::Member, ""),
    ("Frau", "", "Silke", "Iversen", 5, Role::Member, ""),
    ("Herr", "", "Paul", "Jäger", 6, Role::Member, ""),
    ("Frau", "", "Gesa", "Kröger", 0, Role::Member, ""),
    ("Herr", "", "Nils", "Lorenz", 2, Role::Substitute, ""),
    ("Frau", "", "Britta", "Mohr", 0, Role::Administration, "Landrätin"),
    ("Herr", "", "Sönke", "Nissen", 0, Role::Administration, "Fachdienst Finanzen"),
    ("Frau", "", "Rieke", "Osterloh", 0, Role::Guest, "Klinikum Auental"),
];

const FACTIONS: &[&str] = &["CDU", "SPD", "B 90/Die Grünen", "FDP", "SSW", "Freie Wähler Auental"];

/// Where the numbers of people begin.
const FIRST_PERSON: u32 = 101;

/// An evening that goes on.
#[derive(Clone)]
pub(crate) struct Evening {
    /// As it stands.
    pub(crate) meeting: Meeting,
    now: Timestamp,
}

impl Evening {
    /// Prepares an evening with these items: number, title, public, proposal.
    pub(crate) fn new(items: &[(&str, &str, bool, &str)]) -> Self {
        Self::with(profile(), items)
    }

    /// The same in another house.
    pub(crate) fn with(profile: Profile, items: &[(&str, &str, bool, &str)]) -> Self {
        let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
        let head = MeetingHead {
            body: "Kreis Auental".into(),
            committee: "Hauptausschuss".into(),
            name: "Sitzung des Hauptausschusses".into(),
            number: "23".into(),
            legislative_term: "2023–2028".into(),
            place: "Kreishaus Auental, Sitzungssaal 1".into(),
            planned_start: day.and_hms_opt(17, 0, 0),
            chair: Some(PersonId(FIRST_PERSON)),
            clerks: vec!["Tjark Petersen".into()],
            kind: MeetingKind::InPerson,
            ..MeetingHead::default()
        };
        let preparation = Preparation {
            profile: profile.clone(),
            head,
            organizations: organizations(),
            members: members(),
            papers: vec![paper()],
            items: items
                .iter()
                .enumerate()
                .map(|(index, (number, name, public, proposal))| {
                    let paper = (index == 0).then_some(PaperId(201));
                    let part = ItemPart {
                        number: (*number).into(),
                        name: (*name).into(),
                        public: *public,
                        paper,
                        attachments: Vec::new(),
                    };
                    (part, Some((*proposal).into()))
                })
                .collect(),
        };
        let mut evening = Self { meeting: Meeting::new(profile), now: at(day, "16:30") };
        evening.run(Command::Prepare(Box::new(preparation)));
        evening
    }

    /// Sets the clock.
    pub(crate) fn at(&mut self, time: &str) -> &mut Self {
        self.now = at(self.now.date_naive(), time);
        self
    }

    /// Lets something happen.
    pub(crate) fn run(&mut self, command: Command) -> &mut Self {
        let events = self.meeting.decide(&command, self.now).unwrap();
        for event in &events {
            self.meeting.apply(event);
        }
        self
    }

    /// Tells what would follow, or why it has no meaning.
    pub(crate) fn tries(&self, command: &Command) -> Result<Vec<Event>, Refusal> {
        self.meeting.decide(command, self.now)
    }

    pub(crate) fn person(&self, family_name: &str) -> PersonId {
        self.meeting.people.iter().find(|person| person.family_name == family_name).unwrap().id
    }

    pub(crate) fn faction(name: &str) -> OrganizationId {
        let place = FACTIONS.iter().position(|faction| *faction == name).unwrap();
        OrganizationId(u32::try_from(place).unwrap() + 1)
    }

    pub(crate) fn item(&self, number: &str) -> ItemId {
        self.meeting.agenda.iter().find(|item| item.number == number).unwrap().id
    }

    pub(crate) fn call(&mut self, number: &str) -> &mut Self {
        let item = self.item(number);
        self.run(Command::CallItem(item))
    }

    /// Writes a paragraph at the end of the item that is on.
    pub(crate) fn says(&mut self, family_name: &str, text: &str) -> &mut Self {
        let speaker = Speaker::Person(self.person(family_name));
        let kind = PassageKind::Speech { speaker: speaker.clone(), speech: None };
        let name = wortlaut::wording::speaker(&self.meeting, &speaker);
        self.write(kind, &format!("{name} {text}"))
    }

    pub(crate) fn remark(&mut self, text: &str) -> &mut Self {
        self.write(PassageKind::Remark, text)
    }

    pub(crate) fn write(&mut self, kind: PassageKind, text: &str) -> &mut Self {
        let item = self.meeting.current.unwrap();
        let passage = PassageId(self.meeting.next_id());
        let text = text.to_owned();
        let change = PassageChange::Insert { passage, place: RecordPlace::End, kind, text };
        self.run(Command::Write(ItemText { item, changes: vec![change] }))
    }

    pub(crate) fn moves(&mut self, kind: MotionKind, mover: Option<Mover>, text: &str) -> MotionId {
        let item = self.meeting.current.unwrap();
        self.run(Command::MoveMotion(NewMotion {
            item,
            kind,
            procedure: None,
            mover,
            text: text.into(),
        }));
        self.meeting.motions.last().unwrap().id
    }

    /// A motion of order, with the wording that it has by itself.
    pub(crate) fn orders(&mut self, procedure: Procedure, mover: Option<Mover>) -> MotionId {
        let item = self.meeting.current.unwrap();
        let text = wortlaut::wording::procedure::wording(&procedure);
        let (kind, procedure) = (MotionKind::Procedural, Some(procedure));
        self.run(Command::MoveMotion(NewMotion { item, kind, procedure, mover, text }));
        self.meeting.motions.last().unwrap().id
    }

    /// All vote alike, then these Fraktionen otherwise.
    pub(crate) fn votes(
        &mut self,
        motion: Option<MotionId>,
        choice: Choice,
        others: &[(&str, Tally)],
    ) -> VoteId {
        let item = self.meeting.current.unwrap();
        self.open_again(item, motion);
        self.run(Command::CountAll { item, motion, choice });
        for (name, tally) in others {
            let faction = (!name.is_empty()).then(|| Self::faction(name));
            self.run(Command::CountFaction { item, motion, faction, tally: *tally });
        }
        self.close()
    }

    pub(crate) fn totals(&mut self, motion: Option<MotionId>, tally: Tally) -> VoteId {
        let item = self.meeting.current.unwrap();
        self.open_again(item, motion);
        self.run(Command::CountTotals { item, motion, tally: Some(tally) });
        self.close()
    }

    /// A repetition is opened by name.
    fn open_again(&mut self, item: ItemId, motion: Option<MotionId>) {
        let main = self.meeting.main_motion(item).map(|main| main.id);
        let on = motion.or(main);
        if on.is_some_and(|on| self.meeting.votes_on(on).next().is_some_and(|it| !it.is_open())) {
            self.run(Command::OpenVote { item, motion });
        }
    }

    fn close(&mut self) -> VoteId {
        let vote = self.meeting.votes.iter().rev().find(|vote| vote.is_open()).unwrap().id;
        self.run(Command::CloseVote { vote, wording: None, result: None });
        vote
    }

    pub(crate) fn excused(&mut self, family_name: &str) -> &mut Self {
        let person = self.person(family_name);
        self.run(Command::SetAttendance { person, initial: Initial::Excused })
    }

    pub(crate) fn arrive(&mut self, family_name: &str) -> &mut Self {
        let person = self.person(family_name);
        self.run(Command::Arrive(person))
    }

    pub(crate) fn leave(&mut self, family_name: &str) -> &mut Self {
        let person = self.person(family_name);
        self.run(Command::Leave(person))
    }
}

pub(crate) fn tally(yes: u32, no: u32, abstain: u32) -> Tally {
    Tally { yes, no, abstain }
}

fn at(day: NaiveDate, time: &str) -> Timestamp {
    let seconds = if time.len() == 5 { ":00" } else { "" };
    let time: NaiveDateTime = format!("{day}T{time}{seconds}").parse().unwrap();
    let offset = chrono::FixedOffset::east_opt(3600).unwrap();
    offset.from_local_datetime(&time).unwrap()
}

fn organizations() -> Vec<Organization> {
    let faction = |(index, name): (usize, &&str)| Organization {
        id: OrganizationId(u32::try_from(index).unwrap() + 1),
        name: (*name).to_owned(),
        kind: OrganizationKind::Faction,
    };
    FACTIONS.iter().enumerate().map(faction).collect()
}

fn members() -> Vec<(Person, Membership)> {
    let member = |(id, entry): (u32, &Entry)| {
        let (form, title, given, family, faction, role, office) = *entry;
        let id = PersonId(id);
        let person = Person {
            id,
            family_name: family.into(),
            given_name: given.into(),
            form_of_address: form.into(),
            title: title.into(),
        };
        let membership = Membership {
            person: id,
            on_behalf_of: (faction > 0).then_some(OrganizationId(faction)),
            role,
            voting_right: !matches!(role, Role::Administration | Role::Guest),
            office: office.into(),
        };
        (person, membership)
    };
    (FIRST_PERSON..).zip(PEOPLE).map(member).collect()
}

fn paper() -> Paper {
    Paper {
        id: PaperId(201),
        reference: "DrS/2027/014".into(),
        name: "Aktionsplan Digitale Verwaltung 2027".into(),
        paper_type: "Beschlussvorlage".into(),
        public: true,
        state: String::new(),
        author: "Nissen, Sönke".into(),
        originator: String::new(),
        lead: "Fachdienst Finanzen".into(),
        participating: Vec::new(),
        clerk_in_charge: "Nissen, Sönke".into(),
        facts: String::new(),
        resolution_text: String::new(),
        attachments: vec!["Aktionsplan 2027".into(), "Kostenübersicht, Stand 1. März 2027".into()],
        consultations: Vec::new(),
        relations: Vec::new(),
    }
}
