//! What may be read in a part of a meeting: copied out of it, so that nothing else can be
//! written. The writers see a [`View`] and never a meeting.

mod addendum;
mod count;
mod election;
mod item;
mod note;
mod people;

use super::Part;
use crate::domain::{
    AgendaItem, Block, Columns, ItemId, Meeting, PersonId, PublicMeeting, Tally, Timestamp,
};
use crate::wording;
pub(super) use addendum::Addendum;
pub(super) use count::{Count, Did, Row, Shown, Voter};
pub(super) use election::ElectionView;
use item::shown_motion;
pub(super) use item::{Item, Line, Proposal, is_part_heading};

/// Everything of a meeting that may be read in a part.
#[derive(Debug, PartialEq)]
pub(super) struct View {
    /// Which part.
    pub(super) part: Part,
    /// House style.
    pub(super) style: Style,
    /// Head of the minutes.
    pub(super) head: Head,
    /// Who took part, group by group.
    pub(super) participants: Vec<Group>,
    /// Beschlussfähigkeit.
    pub(super) quorum: Option<String>,
    /// Tagesordnung.
    pub(super) agenda: Vec<AgendaLine>,
    /// The items of the part.
    pub(super) items: Vec<Item>,
    /// When and by whom it was approved.
    pub(super) approval: Option<String>,
    /// What was added since.
    pub(super) addenda: Vec<Addendum>,
}

/// What an Auszug may show.
#[derive(Debug, PartialEq)]
pub(super) struct ItemView {
    /// House style.
    pub(super) style: Style,
    /// Head of the minutes.
    pub(super) head: Head,
    /// The item.
    pub(super) item: Item,
    /// What was added to it after the approval.
    pub(super) addenda: Vec<Addendum>,
}

/// House style, as far as writers need it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Style {
    /// Order of the blocks.
    pub(super) blocks: Vec<Block>,
    /// Headings of figures.
    pub(super) columns: Columns,
    /// Whether abstentions exist.
    pub(super) abstention: bool,
    /// Lines for signatures.
    pub(super) signatures: Vec<String>,
}

/// Head data as they are printed; what is not known is empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    pub(super) body: String,
    pub(super) name: String,
    pub(super) committee: String,
    pub(super) number: String,
    pub(super) term: String,
    pub(super) date_long: String,
    pub(super) date_short: String,
    pub(super) place: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) kind: String,
    pub(super) chair: String,
    pub(super) clerks: String,
    /// What the house calls the office of those: as below its signatures.
    pub(super) clerks_office: String,
    pub(super) recesses: Vec<String>,
}

/// Participants who belong together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// "CDU", "Verwaltung".
    pub(super) name: String,
    /// One for each person.
    pub(super) people: Vec<String>,
}

/// A line of the Tagesordnung.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum AgendaLine {
    /// An item of this part.
    Seen { public: bool, number: String, title: String, notes: Vec<String> },
    /// A non-public item in a public agenda; the title only if the profile shows it.
    Hidden { number: String, title: Option<String> },
}

/// A meeting as it may be read in a part: for the public one that holds nothing else.
pub(super) enum Readable<'a> {
    Public(Box<PublicMeeting>),
    Inside(&'a Meeting, Part),
}

impl<'a> Readable<'a> {
    pub(super) fn new(meeting: &'a Meeting, part: Part) -> Self {
        match part {
            Part::Public => Self::Public(Box::new(PublicMeeting::of(meeting))),
            Part::NonPublic | Part::All => Self::Inside(meeting, part),
        }
    }

    fn meeting(&self) -> (&Meeting, Part) {
        match self {
            Self::Public(public) => (public.meeting(), Part::Public),
            Self::Inside(meeting, part) => (meeting, *part),
        }
    }
}

impl View {
    /// Copies what may be read.
    pub(super) fn of(readable: &Readable<'_>) -> Self {
        let (meeting, part) = readable.meeting();
        let agenda = || meeting.agenda.iter().filter(|item| !is_part_heading(item));
        let items = agenda().filter_map(|item| Admitted::new(item, part));
        Self {
            part,
            style: style(meeting),
            head: head(meeting),
            participants: people::groups(meeting),
            quorum: people::quorum(meeting),
            agenda: agenda().filter_map(|item| line(meeting, item, part)).collect(),
            items: items.map(|item| item::view(meeting, item)).collect(),
            approval: meeting.approval.as_ref().map(addendum::approval),
            addenda: addendum::of_part(meeting, part),
        }
    }

    /// Copies what may be read of one item; `None` if that is nothing.
    pub(super) fn of_item(readable: &Readable<'_>, item: ItemId) -> Option<ItemView> {
        let (meeting, part) = readable.meeting();
        let item = Admitted::new(meeting.item(item)?, part)?;
        let addenda = addendum::of_item(meeting, item);
        let item = item::view(meeting, item);
        Some(ItemView { style: style(meeting), head: head(meeting), item, addenda })
    }
}

/// An item that may be read in a part: there is no other way to one than through this door.
#[derive(Clone, Copy)]
struct Admitted<'a> {
    item: &'a AgendaItem,
    part: Part,
}

impl<'a> Admitted<'a> {
    fn new(item: &'a AgendaItem, part: Part) -> Option<Self> {
        part.admits(item).then_some(Self { item, part })
    }
}

fn style(meeting: &Meeting) -> Style {
    let profile = &meeting.profile;
    Style {
        blocks: profile.blocks.clone(),
        columns: profile.columns.clone(),
        abstention: profile.rules.abstention,
        signatures: profile.signatures.clone(),
    }
}

fn head(meeting: &Meeting) -> Head {
    let head = &meeting.head;
    let day = meeting
        .start
        .map(|start| start.date_naive())
        .or_else(|| head.planned_start.map(|start| start.date()));
    let start = meeting.start.map(|start| wording::time(&start));
    let planned = head.planned_start.map(|start| wording::time(&start));
    Head {
        body: head.body.clone(),
        name: meeting.name(),
        committee: head.committee.clone(),
        number: head.number.clone(),
        term: head.legislative_term.clone(),
        date_long: day.as_ref().map_or_else(String::new, wording::date_long),
        date_short: day.as_ref().map_or_else(String::new, wording::date_short),
        place: head.place.clone(),
        start: start.or(planned).unwrap_or_default(),
        end: meeting.end.map_or_else(String::new, |end| end_of(meeting.start, end)),
        kind: wording::meeting_kind(head.kind).to_owned(),
        chair: head.chair.map_or_else(String::new, |chair| formal(meeting, chair)),
        clerks: head.clerks.join(", "),
        clerks_office: clerks_office(&meeting.profile.signatures),
        recesses: meeting.recesses.iter().map(wording::recess).collect(),
    }
}

/// One word for the same person in the head and below the line for the signature.
fn clerks_office(signatures: &[String]) -> String {
    let keeps_minutes = |name: &&String| {
        let name = name.to_lowercase();
        ["schriftf", "protokollf"].iter().any(|office| name.contains(office))
    };
    let office = signatures.iter().find(keeps_minutes);
    office.map_or_else(|| "Schriftführung".to_owned(), |office| office.trim().to_owned())
}

/// The hour of the end, with the day if it is another one.
fn end_of(start: Option<Timestamp>, end: Timestamp) -> String {
    if start.is_some_and(|start| start.date_naive() != end.date_naive()) {
        format!("{}, {}", wording::date_short(&end), wording::time(&end))
    } else {
        wording::time(&end)
    }
}

/// "Frau Dr. Anna Weiß".
fn formal(meeting: &Meeting, person: PersonId) -> String {
    let Some(person) = meeting.person(person) else { return String::new() };
    format!("{} {}", person.form_of_address, person.full_name()).trim().to_owned()
}

fn line(meeting: &Meeting, item: &AgendaItem, part: Part) -> Option<AgendaLine> {
    let number = item.number.trim().to_owned();
    if Admitted::new(item, part).is_some() {
        let paper = item::paper(meeting, item);
        let mut notes: Vec<String> =
            paper.map(|paper| format!("Vorlage {}", paper.reference)).into_iter().collect();
        notes.extend(note::brief(item));
        return Some(AgendaLine::Seen {
            public: item.public,
            number,
            title: item.name.clone(),
            notes,
        });
    }
    match part {
        // A headline says nothing that the heading of the part does not say, nor does the part of
        // an item whose public part stands in the agenda.
        Part::Public if !number.is_empty() && item.continues.is_none() => {
            let title = meeting.profile.show_non_public_titles.then(|| item.name.clone());
            Some(AgendaLine::Hidden { number, title })
        }
        Part::Public | Part::NonPublic | Part::All => None,
    }
}

/// What stands in a cell of the vote table or in the totals line.
pub(super) fn shown(votes: u32, nought: &str) -> String {
    if votes == 0 { nought.to_owned() } else { votes.to_string() }
}

/// Tells whether abstentions have a column: where they exist, or happened all the same.
pub(super) fn abstentions_shown(style: &Style, tally: Tally) -> bool {
    style.abstention || tally.abstain > 0
}
