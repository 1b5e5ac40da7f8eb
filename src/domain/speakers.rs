//! The speaker list: who wants the floor, who has it, who had it and for how long.

use super::{
    ClosingId, ItemId, KindRanks, Meeting, MovementKind, PersonId, RequestId, SpeechId, Timestamp,
};
use serde::{Deserialize, Serialize};

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// Somebody on the list of participants.
    Person(PersonId),
    /// Somebody else, as the clerk typed the name.
    Named(String),
}

/// What kind of Wortmeldung it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// Wortmeldung.
    Contribution,
    /// Zur Geschäftsordnung: goes before contributions.
    PointOfOrder,
    /// Zwischenfrage: goes before everything.
    Question,
    /// Kurzintervention.
    Intervention,
    /// Persönliche Erklärung: after the debate.
    PersonalStatement,
    /// Bericht, or the mover's reasons for the motion: opens the debate.
    Report,
}

impl RequestKind {
    /// All kinds in the order in which a list offers them.
    pub const ALL: [Self; 6] = [
        Self::Contribution,
        Self::PointOfOrder,
        Self::Question,
        Self::Intervention,
        Self::PersonalStatement,
        Self::Report,
    ];

    /// Whether it lapses when the debate ends.
    fn is_of_debate(self) -> bool {
        match self {
            Self::Contribution | Self::Question | Self::Intervention | Self::Report => true,
            Self::PointOfOrder | Self::PersonalStatement => false,
        }
    }
}

/// A Wortmeldung that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The name inside this meeting.
    pub id: RequestId,
    /// Who.
    pub speaker: Speaker,
    /// What kind.
    pub kind: RequestKind,
    /// Since when.
    pub at: Timestamp,
}

/// A request that was granted, with where it stood in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What was asked for.
    pub request: Request,
    /// How many waited before it: none, unless the chair departed from the order.
    pub place: usize,
}

/// A Redebeitrag (Popolo `Speech`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    /// The name inside this meeting.
    pub id: SpeechId,
    /// Who.
    pub speaker: Speaker,
    /// What kind.
    pub kind: RequestKind,
    /// In which item.
    pub item: Option<ItemId>,
    /// Beginn.
    pub start: Timestamp,
    /// Ende; `None` while it goes on.
    pub end: Option<Timestamp>,
    /// The request that it was given for.
    pub asked: Option<Asked>,
    /// The speech that this one goes on with: a question or an intervention had interrupted it.
    pub continues: Option<SpeechId>,
}

impl Speech {
    /// Seconds spoken, until `now` if it goes on.
    #[must_use]
    pub fn duration_s(&self, now: Timestamp) -> u64 {
        let seconds = (self.end.unwrap_or(now) - self.start).num_seconds();
        u64::try_from(seconds).unwrap_or(0)
    }
}

/// What was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingKind {
    /// Schluss der Redeliste: those who wait still speak (Kabelhorst § 12).
    List,
    /// Schluss der Debatte: their requests lapse (Kabelhorst §§ 12, 14).
    Debate,
}

/// A Schluss der Redeliste or der Debatte, as the record of the item tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The name inside this meeting.
    pub id: ClosingId,
    /// What was closed.
    pub kind: ClosingKind,
    /// In which item.
    pub item: ItemId,
    /// Who waited, in order: who still speaks, or speaks no more.
    pub waiting: Vec<Speaker>,
    /// When.
    pub at: Timestamp,
    /// When it was opened again in the same item.
    pub reopened: Option<Timestamp>,
    /// What waited: it waits again if the decision to end the debate does not hold.
    pub before: Vec<Request>,
    /// Whether the list was closed already.
    pub was_closed: bool,
    /// Whether that decision does not hold: the debate goes on, the list is what it was.
    pub resumed: bool,
}

impl Closing {
    /// Enters a request that waited when it was closed, as it was granted by mistake.
    fn would_have_waited(&mut self, request: Request, place: usize) {
        self.before.insert(place.min(self.before.len()), request);
        self.waiting = self.told();
    }

    /// Who is named with it: who still speaks, or speaks no more.
    fn told(&self) -> Vec<Speaker> {
        let named = self.before.iter().filter(|request| match self.kind {
            ClosingKind::List => true,
            ClosingKind::Debate => request.kind.is_of_debate(),
        });
        named.map(|request| request.speaker.clone()).collect()
    }
}

/// The speaker list of the item that is on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SpeakerList {
    /// Who waits, in the order of speaking.
    pub waiting: Vec<Request>,
    /// All speeches of the meeting, in order; the last may go on.
    pub speeches: Vec<Speech>,
    /// Closed: no new contributions (points of order still are).
    pub closed: bool,
    /// All closings of the meeting, in order.
    pub closings: Vec<Closing>,
}

impl SpeakerList {
    /// Who has the floor.
    #[must_use]
    pub fn floor(&self) -> Option<&Speech> {
        self.speeches.last().filter(|speech| speech.end.is_none())
    }

    /// Whom the questions and interventions that have just been heard have interrupted: who has
    /// the floor again when they end.
    #[must_use]
    pub fn interrupted(&self) -> Option<&Speech> {
        let between =
            |it: &Speech| matches!(it.kind, RequestKind::Question | RequestKind::Intervention);
        let last = self.speeches.last().filter(|last| between(last))?;
        let mut next = last;
        for speech in self.speeches.iter().rev().skip(1) {
            if speech.end != Some(next.start) || speech.item != last.item {
                return None;
            }
            if !between(speech) {
                return Some(speech);
            }
            next = speech;
        }
        None
    }

    /// The closing that holds now.
    #[must_use]
    pub fn closing(&self) -> Option<&Closing> {
        self.closings.get(self.holds()?)
    }

    /// Where the closing stands that holds now: a debate that goes on leaves the list as closed
    /// as it was before.
    fn holds(&self) -> Option<usize> {
        let last = self.closings.last().filter(|_| self.closed)?;
        let mut own =
            self.closings.iter().enumerate().rev().take_while(|(_, it)| it.item == last.item);
        let (at, holds) = own.find(|(_, closing)| !closing.resumed)?;
        holds.reopened.is_none().then_some(at)
    }

    /// Lets a debate that was ended go on: who waited then waits again, and who has asked since
    /// stands behind them. The list is as closed as it was.
    pub(super) fn resume(&mut self, id: ClosingId, at: Timestamp) {
        let Some(closing) = self.closings.iter_mut().find(|closing| closing.id == id) else {
            return;
        };
        (closing.reopened, closing.resumed) = (Some(at), true);
        let lapsed = |request: &Request| request.kind.is_of_debate();
        let waits = |request: &Request| self.waiting.iter().any(|it| it.id == request.id);
        let mut waiting: Vec<_> =
            closing.before.iter().filter(|it| lapsed(it) || waits(it)).cloned().collect();
        let known = |request: &Request| waiting.iter().any(|it| it.id == request.id);
        let since: Vec<_> = self.waiting.iter().filter(|it| !known(it)).cloned().collect();
        waiting.extend(since);
        self.waiting = waiting;
        self.closed = closing.was_closed;
    }

    /// Opens the list again, in the item in which it was closed, or closes it without a line.
    pub(super) fn set_closed(&mut self, closed: bool, item: Option<ItemId>, at: Timestamp) {
        let holds = self.holds().and_then(|at| self.closings.get_mut(at));
        if let Some(holds) = holds.filter(|holds| !closed && item == Some(holds.item)) {
            holds.reopened = Some(at);
        }
        self.closed = closed;
    }

    /// What lapses when the debate ends: not what is about the order of business, and not the
    /// personal statement, which comes behind the debate anyway.
    pub fn of_debate(&self) -> impl Iterator<Item = &Request> {
        self.waiting.iter().filter(|request| request.kind.is_of_debate())
    }

    /// Puts a request behind another, or to the front.
    pub(super) fn put_behind(&mut self, request: RequestId, after: Option<RequestId>) {
        let place = |id| self.waiting.iter().position(|other| other.id == id);
        let Some(from) = place(request) else { return };
        let moved = self.waiting.remove(from);
        let before = self.waiting.iter().position(|other| Some(other.id) == after);
        self.waiting.insert(before.map_or(0, |before| before + 1), moved);
    }

    /// Takes a request off the list, because it is granted.
    pub(super) fn grant(&mut self, request: RequestId) -> Option<Asked> {
        let place = self.waiting.iter().position(|other| other.id == request)?;
        Some(Asked { request: self.waiting.remove(place), place })
    }

    /// Begins a speech. Who was interrupted by a question and has the floor back without having
    /// asked for it goes on with the same speech.
    pub(super) fn begin(&mut self, mut speech: Speech) {
        let at_once = self.speeches.last().is_some_and(|last| last.end == Some(speech.start));
        let again = self.interrupted().filter(|before| {
            before.speaker == speech.speaker
                && before.kind == speech.kind
                && before.item == speech.item
        });
        if at_once && speech.asked.is_none() {
            speech.continues = again.map(|before| before.id);
        }
        self.speeches.push(speech);
    }

    /// Takes the floor back that was given by mistake: who had got it waits again where they
    /// waited, and who had it before speaks on. If the list was closed since, or the debate ended,
    /// they are one of those who waited then.
    pub(super) fn take_back(&mut self, speech: SpeechId, resumed: Option<SpeechId>) {
        let Some(at) = self.speeches.iter().rposition(|other| other.id == speech) else { return };
        let taken = self.speeches.remove(at);
        if let Some(Asked { request, place }) = taken.asked {
            let closing = self.holds().and_then(|at| self.closings.get_mut(at));
            let since = |it: &&mut Closing| Some(it.item) == taken.item && it.at >= taken.start;
            let closing = closing.filter(since);
            let lapses = request.kind.is_of_debate()
                && closing.as_ref().is_some_and(|it| it.kind == ClosingKind::Debate);
            if let Some(closing) = closing {
                closing.would_have_waited(request.clone(), place);
            }
            if !lapses {
                self.waiting.insert(place.min(self.waiting.len()), request);
            }
        }
        let before = self.speeches.iter_mut().rfind(|other| Some(other.id) == resumed);
        if let Some(before) = before {
            before.end = None;
        }
    }

    /// Puts a request behind all that go before it or are its equals, in the order of the house.
    pub(super) fn enqueue(&mut self, request: Request, ranks: &KindRanks) {
        let rank = ranks.of(request.kind);
        let behind = self.waiting.iter().rposition(|other| ranks.of(other.kind) <= rank);
        self.waiting.insert(behind.map_or(0, |last| last + 1), request);
    }
}

/// Why somebody who waits is not in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Away {
    /// Left since they asked for the floor.
    Left,
    /// Befangen: out of the room for this item (§ 22 GO SH).
    Recused,
}

impl Meeting {
    /// Tells why somebody who waits cannot speak now. Who asks has been seen in the room: only who
    /// left since is away.
    #[must_use]
    pub fn away(&self, request: &Request) -> Option<Away> {
        let Speaker::Person(person) = request.speaker else { return None };
        if self.current.is_some_and(|item| self.is_recused(person, item)) {
            return Some(Away::Recused);
        }
        let here = self.attendance_of(person).is_none_or(|attendance| attendance.here);
        let last = self.movements.iter().rfind(|movement| movement.person == person);
        let left = last.is_some_and(|it| it.kind == MovementKind::Left && it.at >= request.at);
        (!here && left).then_some(Away::Left)
    }

    /// Who gets the floor next: the first who waits and is in the room. If nobody is, the first
    /// who waits: the chair knows why.
    #[must_use]
    pub fn next_request(&self) -> Option<&Request> {
        let waiting = &self.speakers.waiting;
        waiting.iter().find(|request| self.away(request).is_none()).or(waiting.first())
    }
}
