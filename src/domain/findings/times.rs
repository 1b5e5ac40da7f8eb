//! Times that run backwards: the clock of the machine jumped, or a time was corrected.
//!
//! Compared by the minute: the minutes tell no more, and who corrects the end to 20:10 does not
//! mean that what was recorded at 20:10:25 came after it.

use super::{Finding, FindingKind, Place};
use crate::domain::{
    Happening, ItemId, Meeting, MovementKind, PassageKind, PersonId, Speech, Timestamp, Vote,
    VoteState,
};

/// Times in the order in which they must be.
struct Walk<'a> {
    meeting: &'a Meeting,
    found: &'a mut Vec<Finding>,
}

/// Lists what happened before what it follows, or outside of the meeting.
pub(super) fn in_times(meeting: &Meeting, found: &mut Vec<Finding>) {
    let mut walk = Walk { meeting, found };
    walk.calls();
    walk.speeches();
    walk.movements();
    walk.missing();
    walk.recesses();
    walk.votes();
}

impl Walk<'_> {
    fn calls(&mut self) {
        let calls = |item: &crate::domain::AgendaItem| {
            let id = item.id;
            item.calls.iter().map(move |call| (call.start, call.end, id)).collect::<Vec<_>>()
        };
        let mut calls: Vec<_> = self.meeting.agenda.iter().flat_map(calls).collect();
        // Only one item is on at a time.
        calls.sort_by_key(|(start, ..)| *start);
        let mut before: Option<Timestamp> = None;
        for (start, end, item) in calls {
            let place = Place::Item(item);
            self.follows(before, start, place);
            self.inside(start, place);
            if let Some(end) = end {
                self.follows(Some(start), end, place);
                before = before.max(Some(end));
            }
        }
    }

    fn speeches(&mut self) {
        let mut before = None;
        for speech in &self.meeting.speakers.speeches {
            let place = self.place_of(speech);
            self.follows(before, speech.start, place);
            self.inside(speech.start, place);
            if let Some(end) = speech.end {
                self.follows(Some(speech.start), end, place);
            }
            before = Some(speech.end.unwrap_or(speech.start));
        }
    }

    /// Nobody leaves before having come. Others may be corrected to other times.
    fn movements(&mut self) {
        for (index, movement) in self.meeting.movements.iter().enumerate() {
            let place = Place::Person(movement.person);
            let earlier = self.meeting.movements.iter().take(index);
            let own = earlier.into_iter().rev().find(|other| other.person == movement.person);
            self.follows(own.map(|other| other.at), movement.at, place);
            // A seat may be given away before the opening, and a Fraktion left.
            let before = matches!(
                movement.kind,
                MovementKind::Substituting(_) | MovementKind::Changed { .. }
            );
            if !before {
                self.inside(movement.at, place);
            }
        }
    }

    /// Who is befangen or away for an item may have said so before the opening; an hour that the
    /// clerk set belongs into the meeting.
    fn missing(&mut self) {
        for item in &self.meeting.agenda {
            for recusal in &item.recusals {
                self.missed(recusal.person, recusal.at, recusal.corrected);
            }
            for absence in &item.absences {
                self.missed(absence.person, absence.at, absence.corrected);
                if let Some(until) = absence.until {
                    let place = Place::Person(absence.person);
                    self.follows(Some(absence.at), until, place);
                    self.missed(absence.person, until, absence.corrected);
                }
            }
        }
    }

    fn missed(&mut self, person: PersonId, at: Timestamp, corrected: bool) {
        if corrected {
            self.inside(at, Place::Person(person));
        }
    }

    fn recesses(&mut self) {
        let mut before = None;
        for recess in &self.meeting.recesses {
            self.follows(before, recess.start, Place::Meeting);
            self.inside(recess.start, Place::Meeting);
            before = recess.end.or(Some(recess.start));
        }
    }

    fn votes(&mut self) {
        let mut before = None;
        for vote in &self.meeting.votes {
            let place = Place::Vote(vote.item, vote.id);
            self.follows(before, vote.opened, place);
            self.inside(vote.opened, place);
            if let Some(at) = closed(vote) {
                self.follows(Some(vote.opened), at, place);
                self.inside(at, place);
            }
            before = Some(vote.opened);
        }
    }

    fn follows(&mut self, before: Option<Timestamp>, at: Timestamp, place: Place) {
        if let Some(before) = before.filter(|before| minute(*before) > minute(at)) {
            self.found.push(Finding { kind: FindingKind::TimesCross { before, at }, place });
        }
    }

    fn inside(&mut self, at: Timestamp, place: Place) {
        let early = self.meeting.start.is_some_and(|start| minute(at) < minute(start));
        let late = self.meeting.end.is_some_and(|end| minute(at) > minute(end));
        if early || late {
            self.found.push(Finding { kind: FindingKind::TimeOutside(at), place });
        }
    }

    /// The paragraph of a speech, or at least its item.
    fn place_of(&self, speech: &Speech) -> Place {
        let Some(item) = speech.item else { return Place::Meeting };
        self.passage_of(item, speech).unwrap_or(Place::Item(item))
    }

    fn passage_of(&self, id: ItemId, speech: &Speech) -> Option<Place> {
        let item = self.meeting.item(id)?;
        item.record.iter().find_map(|happening| {
            let Happening::Passage(passage) = happening else { return None };
            let PassageKind::Speech { speech: of, .. } = &item.passage(*passage)?.kind else {
                return None;
            };
            (*of == Some(speech.id)).then_some(Place::Passage(id, *passage, 0))
        })
    }
}

fn closed(vote: &Vote) -> Option<Timestamp> {
    match vote.state {
        VoteState::Closed { at, .. } => Some(at),
        VoteState::Open | VoteState::Annulled { .. } => None,
    }
}

fn minute(at: Timestamp) -> i64 {
    at.timestamp().div_euclid(60)
}
