//! A meeting as it stands: the fold of its journal.

use super::{
    Addendum, AgendaItem, Approval, Attendance, Election, ElectionId, FactionCount, ItemId,
    Majority, Membership, Motion, MotionId, MotionKind, Movement, Organization, OrganizationId,
    OrganizationKind, Paper, PaperId, Person, PersonId, Profile, QuorumCheck, RecessId, Role,
    SpeakerList, Strength, Timestamp, Vote, VoteId,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// What stands at the head of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingHead {
    /// Körperschaft: "Kreis Auental".
    pub body: String,
    /// Gremium: "Hauptausschuss".
    pub committee: String,
    /// Bezeichnung: "Sitzung des Hauptausschusses"; empty: made from the committee.
    pub name: String,
    /// Laufende Nummer, as text.
    pub number: String,
    /// Wahlperiode (OParl `LegislativeTerm`), as text.
    pub legislative_term: String,
    /// Ort und Raum.
    pub place: String,
    /// Geplanter Beginn.
    pub planned_start: Option<NaiveDateTime>,
    /// Geplantes Ende.
    pub planned_end: Option<NaiveDateTime>,
    /// Wer den Vorsitz führt.
    pub chair: Option<PersonId>,
    /// Schriftführung, by name.
    pub clerks: Vec<String>,
    /// Präsenz, hybrid, Video.
    pub kind: MeetingKind,
    /// Gesetzliche Mitgliederzahl, where it is not the number of voting members on the list.
    pub statutory_members: Option<u32>,
}

/// How people take part (to be recorded since June 2024 by § 42 BbgKVerf).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    /// Präsenzsitzung.
    #[default]
    InPerson,
    /// Hybridsitzung.
    Hybrid,
    /// Videositzung.
    Video,
}

/// Where the meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// vorbereitet
    #[default]
    Prepared,
    /// läuft
    Running,
    /// unterbrochen
    Interrupted,
    /// geschlossen
    Closed,
    /// genehmigt
    Approved,
}

/// A Sitzungsunterbrechung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recess {
    /// The name inside this meeting.
    pub id: RecessId,
    /// Beginn.
    pub start: Timestamp,
    /// Ende; `None` while it goes on.
    pub end: Option<Timestamp>,
    /// In which item; `None` before the first one.
    pub item: Option<ItemId>,
}

/// A meeting as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// Head data.
    pub head: MeetingHead,
    /// Rules and house style.
    pub profile: Profile,
    /// Where it stands.
    pub state: MeetingState,
    /// When it was opened.
    pub start: Option<Timestamp>,
    /// When it was closed.
    pub end: Option<Timestamp>,
    /// Fraktionen, in the order of the member list.
    pub organizations: Vec<Organization>,
    /// Everyone who may take part.
    pub people: Vec<Person>,
    /// Who takes part as what; one for each of `people`.
    pub memberships: Vec<Membership>,
    /// Who is here; one for each of `people`.
    pub attendance: Vec<Attendance>,
    /// Who came and went, in order.
    pub movements: Vec<Movement>,
    /// Statements of the Beschlussfähigkeit, in order.
    pub quorum_checks: Vec<QuorumCheck>,
    /// Interruptions, in order.
    pub recesses: Vec<Recess>,
    /// Vorlagen.
    pub papers: Vec<Paper>,
    /// Tagesordnung, in order.
    pub agenda: Vec<AgendaItem>,
    /// The item that is on.
    pub current: Option<ItemId>,
    /// Motions of all items, in the order in which they were moved.
    pub motions: Vec<Motion>,
    /// Votes of all items, in the order in which they were opened.
    pub votes: Vec<Vote>,
    /// Elections of all items, in the order in which they were opened.
    pub elections: Vec<Election>,
    /// The speaker list.
    pub speakers: SpeakerList,
    /// The next number to give to something new.
    pub(super) next_id: u32,
    /// Genehmigung der Niederschrift.
    pub approval: Option<Approval>,
    /// Nachträge, in order.
    pub addenda: Vec<Addendum>,
    /// Entries of a kind that this version does not know, by name: kept and told, not read.
    pub unknown: Vec<String>,
}

impl Meeting {
    /// Makes a meeting of which nothing is known but the rules.
    #[must_use]
    pub fn new(profile: Profile) -> Self {
        Self {
            head: MeetingHead::default(),
            profile,
            state: MeetingState::Prepared,
            start: None,
            end: None,
            organizations: Vec::new(),
            people: Vec::new(),
            memberships: Vec::new(),
            attendance: Vec::new(),
            movements: Vec::new(),
            quorum_checks: Vec::new(),
            recesses: Vec::new(),
            papers: Vec::new(),
            agenda: Vec::new(),
            current: None,
            motions: Vec::new(),
            votes: Vec::new(),
            elections: Vec::new(),
            speakers: SpeakerList::default(),
            next_id: 1,
            approval: None,
            addenda: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Gives the number that the next new thing will bear. A screen may reserve it for a passage
    /// that is being typed; `decide` takes a number that is free.
    #[must_use]
    pub fn next_id(&self) -> u32 {
        self.next_id
    }

    /// Finds an item.
    #[must_use]
    pub fn item(&self, id: ItemId) -> Option<&AgendaItem> {
        self.agenda.iter().find(|item| item.id == id)
    }

    /// Finds a person.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// Finds how a person takes part.
    #[must_use]
    pub fn membership(&self, id: PersonId) -> Option<&Membership> {
        self.memberships.iter().find(|membership| membership.person == id)
    }

    /// Finds the attendance of a person.
    #[must_use]
    pub fn attendance_of(&self, id: PersonId) -> Option<&Attendance> {
        self.attendance.iter().find(|attendance| attendance.person == id)
    }

    /// Finds a Fraktion.
    #[must_use]
    pub fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        self.organizations.iter().find(|organization| organization.id == id)
    }

    /// Finds a Vorlage.
    #[must_use]
    pub fn paper(&self, id: PaperId) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.id == id)
    }

    /// Finds the Vorlage of an item.
    #[must_use]
    pub fn paper_of(&self, item: ItemId) -> Option<&Paper> {
        self.paper(self.item(item)?.paper?)
    }

    /// Finds a motion.
    #[must_use]
    pub fn motion(&self, id: MotionId) -> Option<&Motion> {
        self.motions.iter().find(|motion| motion.id == id)
    }

    /// Finds a vote.
    #[must_use]
    pub fn vote(&self, id: VoteId) -> Option<&Vote> {
        self.votes.iter().find(|vote| vote.id == id)
    }

    /// Finds an election.
    #[must_use]
    pub fn election(&self, id: ElectionId) -> Option<&Election> {
        self.elections.iter().find(|election| election.id == id)
    }

    /// The elections of an item, in the order in which they were opened.
    pub fn elections_of(&self, item: ItemId) -> impl Iterator<Item = &Election> {
        self.elections.iter().filter(move |election| election.item == item)
    }

    /// The motions of an item, in the order in which they were moved.
    pub fn motions_of(&self, item: ItemId) -> impl Iterator<Item = &Motion> {
        self.motions.iter().filter(move |motion| motion.item == item)
    }

    /// The votes of an item, in the order in which they were opened.
    pub fn votes_of(&self, item: ItemId) -> impl Iterator<Item = &Vote> {
        self.votes.iter().filter(move |vote| vote.item == item)
    }

    /// The votes on a motion, the last one first.
    pub fn votes_on(&self, motion: MotionId) -> impl Iterator<Item = &Vote> {
        self.votes.iter().rev().filter(move |vote| vote.motion == motion)
    }

    /// The item's own question.
    #[must_use]
    pub fn main_motion(&self, item: ItemId) -> Option<&Motion> {
        self.motions_of(item).find(|motion| motion.kind == MotionKind::Main)
    }

    /// Fraktionen in the order of their size (seats of this committee), equal ones as listed.
    #[must_use]
    pub fn factions(&self) -> Vec<&Organization> {
        let mut factions: Vec<_> = self
            .organizations
            .iter()
            .filter(|organization| organization.kind == OrganizationKind::Faction)
            .map(|faction| (std::cmp::Reverse(self.seats(Some(faction.id))), faction))
            .collect();
        factions.sort_by_key(|(seats, _)| *seats);
        factions.into_iter().map(|(_, faction)| faction).collect()
    }

    /// Seats with a vote of a Fraktion, or of those without one. Substitutes have no seat.
    #[must_use]
    pub fn seats(&self, faction: Option<OrganizationId>) -> u32 {
        count(self.memberships.iter().filter(|membership| {
            membership.on_behalf_of == faction
                && membership.voting_right
                && membership.role != Role::Substitute
        }))
    }

    /// Gesetzliche Mitgliederzahl.
    #[must_use]
    pub fn statutory_members(&self) -> u32 {
        self.head.statutory_members.unwrap_or_else(|| {
            count(self.memberships.iter().filter(|membership| {
                membership.voting_right && membership.role != Role::Substitute
            }))
        })
    }

    /// Tells whether somebody may vote in `item` now: here, with a vote, not befangen, not away
    /// for this item, and as a substitute only for a member.
    #[must_use]
    pub fn votes_now(&self, person: PersonId, item: Option<ItemId>) -> bool {
        let (Some(membership), Some(attendance)) =
            (self.membership(person), self.attendance_of(person))
        else {
            return false;
        };
        membership.voting_right
            && attendance.here
            && (membership.role != Role::Substitute || attendance.represents.is_some())
            && !item.is_some_and(|item| self.is_recused(person, item) || self.is_away(person, item))
    }

    /// Tells whether somebody is befangen in `item`: in the whole matter, whichever of its parts
    /// it was said in (§ 22 GO SH: Beratung und Entscheidung of a matter).
    #[must_use]
    pub fn is_recused(&self, person: PersonId, item: ItemId) -> bool {
        self.recusals(item).any(|(_, recusal)| recusal.person == person)
    }

    /// Tells whether somebody who is here otherwise is away for `item`.
    #[must_use]
    pub fn is_away(&self, person: PersonId, item: ItemId) -> bool {
        self.item(item).is_some_and(|item| {
            item.absences.iter().any(|absence| absence.person == person && absence.until.is_none())
        })
    }

    /// The Fraktion for which somebody votes now: a substitute votes for the seat represented.
    #[must_use]
    pub fn votes_for(&self, person: PersonId) -> Option<OrganizationId> {
        let own = self.membership(person)?.on_behalf_of;
        match self.attendance_of(person).and_then(|attendance| attendance.represents) {
            Some(member) => self.membership(member).map_or(own, |seat| seat.on_behalf_of),
            None => own,
        }
    }

    /// Members with a vote who are not here and whom nobody represents.
    pub fn free_seats(&self) -> impl Iterator<Item = PersonId> {
        let taken =
            |member| self.attendance.iter().any(|attendance| attendance.represents == Some(member));
        self.memberships
            .iter()
            .filter(|seat| seat.voting_right && seat.role != Role::Substitute)
            .map(|seat| seat.person)
            .filter(|member| self.attendance_of(*member).is_some_and(|it| !it.here))
            .filter(move |member| !taken(*member))
    }

    /// Members with a vote who are here now.
    #[must_use]
    pub fn present_voters(&self, item: Option<ItemId>) -> u32 {
        count(self.people.iter().filter(|person| self.votes_now(person.id, item)))
    }

    /// The rows of a vote in `item` with the base as it is now: Fraktionen by size, then those
    /// without one if there are any.
    #[must_use]
    pub fn vote_base(&self, item: ItemId) -> Vec<FactionCount> {
        self.rows_among(|person| self.votes_now(person, Some(item)))
    }

    /// The rows of a vote with those for whom `votes` holds.
    pub(super) fn rows_among(&self, votes: impl Fn(PersonId) -> bool) -> Vec<FactionCount> {
        let mut keys: Vec<Option<OrganizationId>> =
            self.factions().into_iter().map(|faction| Some(faction.id)).collect();
        if self.seats(None) > 0 {
            keys.push(None);
        }
        let voters: Vec<_> = self
            .people
            .iter()
            .filter(|person| votes(person.id))
            .map(|person| self.votes_for(person.id))
            .collect();
        keys.into_iter()
            .map(|faction| FactionCount {
                faction,
                present: count(voters.iter().filter(|voter| **voter == faction)),
                tally: None,
            })
            .collect()
    }

    /// The majority that a vote needs, or that one would need which is not open yet.
    #[must_use]
    pub fn majority_for(&self, vote: Option<&Vote>) -> Majority {
        let motion = vote.and_then(|vote| self.motion(vote.motion));
        let own = vote.and_then(|vote| vote.majority);
        own.unwrap_or_else(|| self.usual_majority(motion))
    }

    /// How many there are where `present` of them are in the room with a vote.
    #[must_use]
    pub fn strength(&self, present: u32) -> Strength {
        Strength { present, statutory: self.statutory_members() }
    }

    /// Tells whether an item was called: itself, or the one with which it is debated jointly.
    #[must_use]
    pub fn was_called(&self, item: &AgendaItem) -> bool {
        let lead = item.joined.and_then(|lead| self.item(lead));
        !item.calls.is_empty() || lead.is_some_and(|lead| !lead.calls.is_empty())
    }

    /// Tells whether an item is on: itself, or the one with which it is debated jointly.
    #[must_use]
    pub fn is_debated(&self, item: &AgendaItem) -> bool {
        item.is_on() || (item.joined.is_some() && item.joined == self.current)
    }

    /// Tells whether an item only heads others: "6" above "6.1". Nobody need call it.
    #[must_use]
    pub fn is_headline(&self, item: ItemId) -> bool {
        let mut from = self.agenda.iter().skip_while(|other| other.id != item);
        let depth = from.next().map(AgendaItem::depth);
        depth.zip(from.next()).is_some_and(|(depth, next)| next.depth() > depth)
    }

    /// The interruption that goes on.
    #[must_use]
    pub fn recess(&self) -> Option<&Recess> {
        self.recesses.last().filter(|recess| recess.end.is_none())
    }

    /// "Sitzung des Hauptausschusses", or what the head says.
    #[must_use]
    pub fn name(&self) -> String {
        if self.head.name.is_empty() {
            format!("Sitzung {}", self.head.committee).trim_end().to_owned()
        } else {
            self.head.name.clone()
        }
    }
}

fn count<T>(things: impl Iterator<Item = T>) -> u32 {
    u32::try_from(things.count()).unwrap_or(u32::MAX)
}
