//! Elections: the questions that open them and propose somebody, and what the answers make true.

use super::asking::people;
use super::motion::movers;
use super::{App, Desk};
use crate::domain::{
    CandidateId, Command, ElectionCommand, ElectionEvent, ElectionForm, ElectionId, ElectionRule,
    ItemId, ListOwner, Meeting, Mover, Nominee, OrganizationId, Proposal, SeatMethod, Timestamp,
};
use crate::ui::election::ElectionAsk;
use crate::ui::overlay::Overlay;
use crate::ui::pick::{Choice, Pick, Value};
use crate::ui::prompt::Prompt;
use crate::ui::{Ask, Reply, Screen};
use crate::wording;

/// Makes a question about an election.
pub(super) fn question(meeting: &Meeting, about: &ElectionAsk) -> Result<Overlay, String> {
    let ask = Ask::Election(about.clone());
    let known = |id: ElectionId| meeting.election(id).ok_or("Diese Wahl gibt es nicht mehr.");
    Ok(match about {
        ElectionAsk::Form(_) => {
            Overlay::Pick(Pick::new(ask, "Wählen".to_owned(), forms(meeting)).numbered())
        }
        ElectionAsk::New(item, form, secret) => new_fields(meeting, ask, *item, *form, *secret),
        ElectionAsk::Candidate(_) => {
            let title = "Wahlvorschlag: wer".to_owned();
            Overlay::Pick(Pick::new(ask, title, people(meeting, |_| true)).or_typed())
        }
        ElectionAsk::ProposedBy(_, nominee) => {
            let title = format!("Wer schlägt {} vor", proposed(meeting, nominee));
            // Mostly nobody asks, so the way on is the first row.
            let mut choices = movers(meeting);
            choices.rotate_right(1);
            Overlay::Pick(Pick::new(ask, title, choices).or_typed())
        }
        ElectionAsk::List(election) => {
            let lists = lists(meeting, known(*election)?);
            Overlay::Pick(Pick::new(ask, "Wessen Liste".to_owned(), lists).or_typed())
        }
        ElectionAsk::Name(election, list) => {
            let (of, names) = list_of(meeting, *election, *list)
                .ok_or("Diese Liste gibt es nicht mehr.".to_owned())?;
            let of = wording::list_owner(meeting, of);
            let title = format!("{of}: Platz {} – Esc beendet die Liste", names.len() + 1);
            let free = |id| !names.contains(&Nominee::Person(id));
            let mut choices = people(meeting, free);
            // Whoever stands on the list of a Fraktion is mostly of it.
            choices.sort_by_key(|choice| !choice.detail.eq(of.as_str()));
            Overlay::Pick(Pick::new(ask, title, choices).or_typed())
        }
        ElectionAsk::Edit(election, list) => edit_fields(meeting, ask, known(*election)?.id, *list),
        ElectionAsk::Annul(_) => {
            Overlay::Prompt(Prompt::new(ask, "Wahl verwerfen", "", &[("Grund", "")]))
        }
    })
}

/// Einzelwahl and Listenwahl by the rules of the house first, openly or by ballots; then by the
/// others, as they are made for one election now and then.
fn forms(meeting: &Meeting) -> Vec<Choice> {
    let rules = &meeting.profile.elections;
    let single = |rule, secret| choice(ElectionForm::Single(rule), secret);
    let lists = |method, secret| choice(ElectionForm::Lists(method), secret);
    let mut choices = vec![
        single(rules.rule, false),
        single(rules.rule, true),
        lists(rules.method, false),
        lists(rules.method, true),
    ];
    let other_rules = ElectionRule::ALL.into_iter().filter(|rule| *rule != rules.rule);
    choices.extend(other_rules.map(|rule| single(rule, true)));
    let other_methods = SeatMethod::ALL.into_iter().filter(|method| *method != rules.method);
    choices.extend(other_methods.map(|method| lists(method, false)));
    choices
}

fn choice(form: ElectionForm, secret: bool) -> Choice {
    let (what, by) = match form {
        ElectionForm::Single(rule) => ("Einzelwahl", wording::election_rule(rule)),
        ElectionForm::Lists(method) => ("Listenwahl", wording::seat_method(method)),
    };
    Choice {
        label: format!("{what}, {}", wording::secrecy(secret)),
        detail: by.to_owned(),
        value: Value::Election(form, secret),
    }
}

fn new_fields(
    meeting: &Meeting,
    ask: Ask,
    item: ItemId,
    form: ElectionForm,
    secret: bool,
) -> Overlay {
    let name = meeting.item(item).map_or("", |item| item.name.as_str());
    let mut fields = vec![("Gewählt wird", name)];
    let what = match form {
        ElectionForm::Single(_) => "Einzelwahl",
        ElectionForm::Lists(_) => {
            fields.push(("Sitze", ""));
            "Listenwahl"
        }
    };
    let title = format!("{what}, {}", wording::secrecy(secret));
    let hint = "So steht es in der Niederschrift.";
    Overlay::Prompt(Prompt::new(ask, &title, hint, &fields).marked())
}

fn edit_fields(
    meeting: &Meeting,
    ask: Ask,
    election: ElectionId,
    list: Option<CandidateId>,
) -> Overlay {
    let known = meeting.election(election);
    let title = known.map_or("", |known| known.title.as_str());
    let secret = if known.is_some_and(|known| known.secret) { "ja" } else { "nein" };
    let seats = known.map_or_else(String::new, |known| known.seats.to_string());
    let names = list.and_then(|list| list_of(meeting, election, list)).map(|(_, names)| {
        let names: Vec<_> = names.iter().map(|name| wording::listed_name(meeting, name)).collect();
        names.join("; ")
    });
    let mut fields = vec![("Gewählt wird", title), ("Geheim", secret)];
    if known.is_some_and(|known| matches!(known.form, ElectionForm::Lists(_))) {
        fields.push(("Sitze", &seats));
    }
    if let Some(names) = &names {
        fields.push(("Namen der Liste", names));
    }
    let hint = if names.is_some() { "Namen in ihrer Reihenfolge, durch Semikolon." } else { "" };
    Overlay::Prompt(Prompt::new(ask, "Wahl ändern", hint, &fields))
}

fn list_of(
    meeting: &Meeting,
    election: ElectionId,
    list: CandidateId,
) -> Option<(&ListOwner, &[Nominee])> {
    match &meeting.election(election)?.candidate(list)?.who {
        Proposal::List { of, names } => Some((of, names)),
        Proposal::One(_) => None,
    }
}

/// All Fraktionen at once, then each that has no list yet.
fn lists(meeting: &Meeting, election: &crate::domain::Election) -> Vec<Choice> {
    let has = |id: OrganizationId| {
        let of = ListOwner::Faction(id);
        election.candidates.iter().any(|known| match &known.who {
            Proposal::List { of: own, .. } => *own == of && !known.withdrawn,
            Proposal::One(_) => false,
        })
    };
    let free = meeting.factions().into_iter().filter(|faction| !has(faction.id));
    let mut choices: Vec<_> = free
        .map(|faction| Choice {
            label: faction.name.clone(),
            detail: "Fraktion".to_owned(),
            value: Value::Faction(faction.id),
        })
        .collect();
    if choices.len() > 1 {
        let label = "Alle Fraktionen, je eine Liste".to_owned();
        let all = Choice { label, detail: String::new(), value: Value::Answer(true) };
        choices.insert(0, all);
    }
    choices
}

fn proposed(meeting: &Meeting, who: &Nominee) -> String {
    match who {
        Nominee::Person(person) => wording::declined(meeting, *person, wording::Case::Accusative),
        Nominee::Named(name) => name.clone(),
    }
}

/// Takes fields that were filled in.
pub(super) fn filled(
    ask: &ElectionAsk,
    values: &[String],
    meeting: Option<&Meeting>,
) -> Result<Reply, String> {
    let value = |at: usize| values.get(at).map_or("", |value| value.trim()).to_owned();
    let seats = |at: usize| {
        let typed = value(at);
        typed.parse().map_err(|_| "Erwartet: wie viele Sitze, etwa 5.".to_owned())
    };
    match ask {
        ElectionAsk::New(item, form, secret) => {
            let seats = match form {
                ElectionForm::Single(_) => 1,
                ElectionForm::Lists(_) => seats(1)?,
            };
            let (item, form, secret) = (*item, *form, *secret);
            let open = ElectionCommand::Open { item, title: value(0), form, secret, seats };
            Ok(Reply::CommitAndShow(Command::Elect(open), Screen::Vote))
        }
        ElectionAsk::Edit(election, list) => {
            let meeting = meeting.ok_or("Erst eine Sitzung aufrufen.")?;
            let known = meeting.election(*election).ok_or("Diese Wahl gibt es nicht mehr.")?;
            let secret = match value(1).to_lowercase().as_str() {
                "j" | "ja" => true,
                "n" | "nein" => false,
                _ => return Err("Erwartet: geheim ja oder nein.".to_owned()),
            };
            let (seats, names) = match known.form {
                ElectionForm::Single(_) => (1, String::new()),
                ElectionForm::Lists(_) => (seats(2)?, value(3)),
            };
            let (election, title) = (*election, value(0));
            let names = list.map(|list| (list, nominees(meeting, &names)));
            let revise = ElectionCommand::Revise { election, title, secret, seats, names };
            Ok(Reply::Commit(Command::Elect(revise)))
        }
        ElectionAsk::Annul(election) => {
            let annul = ElectionCommand::Annul { election: *election, reason: value(0) };
            Ok(Reply::Commit(Command::Elect(annul)))
        }
        ElectionAsk::Form(_)
        | ElectionAsk::Candidate(_)
        | ElectionAsk::ProposedBy(..)
        | ElectionAsk::List(_)
        | ElectionAsk::Name(..) => Ok(Reply::Done),
    }
}

/// "Ole Brandt; Lena Claasen": participants where the whole name is that of one.
fn nominees(meeting: &Meeting, typed: &str) -> Vec<Nominee> {
    let names = typed.split(';').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| {
            let mut alike = meeting.people.iter().filter(|person| person.full_name() == name);
            match (alike.next(), alike.next()) {
                (Some(only), None) => Nominee::Person(only.id),
                _ => Nominee::Named(name.to_owned()),
            }
        })
        .collect()
}

impl Desk {
    /// Shows an election.
    pub(super) fn jump_to_election(&mut self, item: ItemId, id: ElectionId, now: Timestamp) {
        self.look(item, now);
        self.election = Some(id);
        self.show(Screen::Vote, now);
    }

    /// Looks at an election that was opened; one that is decided makes way for what is next. Tells
    /// whether the clerk goes on writing behind its line.
    pub(super) fn follow_election(&mut self, event: &ElectionEvent) -> bool {
        let (id, annulled) = match event {
            ElectionEvent::ElectionOpened { election, .. } => {
                self.election = Some(*election);
                return true;
            }
            ElectionEvent::ElectionAnnulled { election, .. } => (*election, true),
            other => (other.election(), false),
        };
        let known = self.session.meeting().election(id);
        let decided = !annulled && known.is_none_or(|election| !election.is_open());
        if decided {
            self.election = None;
        }
        decided
    }
}

impl App {
    /// Takes what was chosen from a list.
    pub(super) fn answer_election(&mut self, ask: ElectionAsk, value: Value) -> Reply {
        let elect = |wish| Reply::Commit(Command::Elect(wish));
        let then = |ask| Reply::Ask(Ask::Election(ask));
        match (ask, value) {
            (ElectionAsk::Form(item), Value::Election(form, secret)) => {
                then(ElectionAsk::New(item, form, secret))
            }
            (ElectionAsk::Candidate(election), value) => match nominee(value) {
                Some(nominee) => then(ElectionAsk::ProposedBy(election, nominee)),
                None => Reply::Done,
            },
            (ElectionAsk::ProposedBy(election, nominee), value) => {
                let by = match value {
                    Value::Person(person) => Some(Mover::Person(person)),
                    Value::Faction(faction) => Some(Mover::Faction(faction)),
                    Value::Text(name) => Some(Mover::Named(name)),
                    _ => None,
                };
                elect(ElectionCommand::Propose { election, who: Proposal::One(nominee), by })
            }
            (ElectionAsk::List(election), Value::Answer(true)) => {
                elect(ElectionCommand::ProposeFactions(election))
            }
            (ElectionAsk::List(election), Value::Faction(faction)) => {
                self.propose_list(election, ListOwner::Faction(faction))
            }
            (ElectionAsk::List(election), Value::Text(name)) => {
                self.propose_list(election, ListOwner::Named(name))
            }
            (ElectionAsk::Name(election, list), value) => self.name_next(election, list, value),
            _ => Reply::Done,
        }
    }

    /// Proposes a list and asks for its names.
    fn propose_list(&mut self, election: ElectionId, of: ListOwner) -> Reply {
        let who = Proposal::List { of, names: Vec::new() };
        let propose = ElectionCommand::Propose { election, who, by: None };
        if !self.commit(&Command::Elect(propose)) {
            return Reply::Done;
        }
        let desk = self.desk.as_ref();
        let known = desk.and_then(|desk| desk.session.meeting().election(election));
        let list = known.and_then(|known| known.candidates.last()).map(|list| list.id);
        list.map_or(Reply::Done, |list| {
            Reply::Ask(Ask::Election(ElectionAsk::Name(election, list)))
        })
    }

    /// Puts somebody at the end of a list and asks for the next.
    fn name_next(&mut self, election: ElectionId, list: CandidateId, value: Value) -> Reply {
        let Some(nominee) = nominee(value) else { return Reply::Done };
        let meeting = self.desk.as_ref().map(|desk| desk.session.meeting());
        let known = meeting.and_then(|meeting| list_of(meeting, election, list));
        let mut names = known.map_or_else(Vec::new, |(_, names)| names.to_vec());
        names.push(nominee);
        let name = ElectionCommand::NameList { election, candidate: list, names };
        if !self.commit(&Command::Elect(name)) {
            return Reply::Done;
        }
        Reply::Ask(Ask::Election(ElectionAsk::Name(election, list)))
    }

    /// An election that was just opened wants somebody to stand in it.
    pub(super) fn after_election(&mut self, ask: &Ask) {
        let Ask::Election(ElectionAsk::New(_, form, _)) = ask else { return };
        let Some(election) = self.desk.as_ref().and_then(|desk| desk.election) else { return };
        let wants = match form {
            ElectionForm::Single(_) => ElectionAsk::Candidate(election),
            ElectionForm::Lists(_) => ElectionAsk::List(election),
        };
        self.ask(Ask::Election(wants));
    }
}

/// How an election ended, once it has: the screen of votes shows all that comes before, and makes
/// way for the minutes then.
pub(super) fn told(wish: &ElectionCommand, meeting: &Meeting) -> Option<String> {
    match wish {
        ElectionCommand::CloseRound(election) | ElectionCommand::DrawLot { election, .. } => {
            wording::election_over(meeting, meeting.election(*election)?)
        }
        ElectionCommand::Open { .. }
        | ElectionCommand::Revise { .. }
        | ElectionCommand::Propose { .. }
        | ElectionCommand::ProposeFactions(_)
        | ElectionCommand::Withdraw { .. }
        | ElectionCommand::NameList { .. }
        | ElectionCommand::Count { .. }
        | ElectionCommand::OpenRound(_)
        | ElectionCommand::Reopen(_)
        | ElectionCommand::Annul { .. } => None,
    }
}

/// Somebody of the list, or as typed.
fn nominee(value: Value) -> Option<Nominee> {
    match value {
        Value::Person(person) => Some(Nominee::Person(person)),
        Value::Text(name) => Some(Nominee::Named(name)),
        _ => None,
    }
}
