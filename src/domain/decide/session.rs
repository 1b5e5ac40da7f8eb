//! Preparing, opening, interrupting and closing a meeting.

use super::Decision;
use crate::domain::{
    Event, ItemId, Meeting, MeetingHead, MeetingState, MotionId, MotionKind, Preparation, RecessId,
    Refusal, Timestamp,
};

impl Meeting {
    pub(super) fn describe(&self, head: &MeetingHead) -> Decision {
        if *head == self.head {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::MeetingDescribed { head: Box::new(head.clone()) }])
    }

    pub(super) fn prepare(&self, preparation: &Preparation, now: Timestamp) -> Decision {
        if !self.agenda.is_empty() || !self.people.is_empty() {
            return Err(Refusal::AlreadyPrepared);
        }
        let mut events = vec![
            Event::ProfileAdopted { profile: Box::new(preparation.profile.clone()) },
            Event::MeetingDescribed { head: Box::new(preparation.head.clone()) },
        ];
        events.extend(
            preparation.organizations.iter().map(|organization| Event::OrganizationAdded {
                organization: organization.clone(),
            }),
        );
        events.extend(preparation.members.iter().map(|(person, membership)| Event::MemberAdded {
            person: person.clone(),
            membership: membership.clone(),
        }));
        events.extend(
            preparation
                .papers
                .iter()
                .map(|paper| Event::PaperAdded { paper: Box::new(paper.clone()) }),
        );
        let mut next = first_free(preparation).max(self.next_id());
        let mut after = None;
        for planned in &preparation.items {
            let part = &planned.0;
            let item = ItemId(next);
            next += 1;
            events.push(Event::ItemInserted {
                item,
                part: part.clone(),
                after,
                added: None,
                continues: None,
            });
            after = Some(item);
            if let Some(text) = preparation.resolution_text_of(planned) {
                events.push(Event::MotionMoved {
                    item,
                    motion: MotionId(next),
                    kind: MotionKind::Main,
                    mover: None,
                    text: text.to_owned(),
                    from_paper: true,
                    at: now,
                    procedure: None,
                });
                next += 1;
            }
        }
        Ok(events)
    }

    pub(super) fn open(&self, now: Timestamp) -> Decision {
        match self.state {
            MeetingState::Prepared => Ok(vec![Event::MeetingOpened { at: now }]),
            MeetingState::Running | MeetingState::Interrupted => Err(Refusal::AlreadyOpen),
            MeetingState::Closed | MeetingState::Approved => Err(Refusal::Closed),
        }
    }

    pub(super) fn close(&self, now: Timestamp) -> Decision {
        match self.state {
            MeetingState::Prepared => return Err(Refusal::NotOpen),
            MeetingState::Closed | MeetingState::Approved => return Err(Refusal::Closed),
            MeetingState::Running | MeetingState::Interrupted => {}
        }
        let mut events = Vec::new();
        if let Some(speech) = self.speakers.floor() {
            events.push(Event::SpeechEnded { speech: speech.id, at: now });
        }
        if let Some(recess) = self.recess() {
            events.push(Event::RecessEnded { recess: recess.id, at: now });
        }
        if let Some(item) = self.current {
            events.push(Event::ItemLeft { item, at: now });
        }
        events.push(Event::MeetingClosed { at: now, head: None });
        Ok(events)
    }

    pub(super) fn reopen(&self, now: Timestamp) -> Decision {
        match self.state {
            MeetingState::Closed => Ok(vec![Event::MeetingReopened { at: now }]),
            MeetingState::Approved => Err(Refusal::Closed),
            MeetingState::Prepared => Err(Refusal::NotOpen),
            MeetingState::Running | MeetingState::Interrupted => Err(Refusal::AlreadyOpen),
        }
    }

    pub(super) fn correct_times(&self, start: Timestamp, end: Option<Timestamp>) -> Decision {
        if self.start.is_none() || (end.is_some() != self.end.is_some()) {
            return Err(Refusal::NotOpen);
        }
        if (self.start, self.end) == (Some(start), end) {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![Event::TimesCorrected { start, end }])
    }

    pub(super) fn begin_recess(&self, now: Timestamp) -> Decision {
        match self.state {
            MeetingState::Running => {}
            MeetingState::Interrupted => return Err(Refusal::AlreadyInterrupted),
            MeetingState::Prepared => return Err(Refusal::NotOpen),
            MeetingState::Closed | MeetingState::Approved => return Err(Refusal::Closed),
        }
        let mut events = Vec::new();
        if let Some(speech) = self.speakers.floor() {
            events.push(Event::SpeechEnded { speech: speech.id, at: now });
        }
        let recess = RecessId(self.next_id());
        events.push(Event::RecessBegan { recess, at: now, item: self.current });
        Ok(events)
    }

    pub(super) fn end_recess(&self, now: Timestamp) -> Decision {
        let recess = self.recess().ok_or(Refusal::NotInterrupted)?;
        Ok(vec![Event::RecessEnded { recess: recess.id, at: now }])
    }
}

impl Meeting {
    pub(super) fn correct_recesses(&self, times: &[(Timestamp, Option<Timestamp>)]) -> Decision {
        if times.len() != self.recesses.len() {
            return Err(Refusal::Unknown);
        }
        let known = self.recesses.iter().zip(times);
        if known.clone().any(|(recess, (_, end))| recess.end.is_some() != end.is_some()) {
            return Err(Refusal::NotInterrupted);
        }
        let corrected = known.filter(|(recess, times)| (recess.start, recess.end) != **times);
        let events: Vec<_> = corrected
            .map(|(recess, (start, end))| Event::RecessCorrected {
                recess: recess.id,
                start: *start,
                end: *end,
            })
            .collect();
        if events.is_empty() { Err(Refusal::NothingChanges) } else { Ok(events) }
    }
}

/// The first number that no imported thing bears.
fn first_free(preparation: &Preparation) -> u32 {
    let organizations = preparation.organizations.iter().map(|organization| organization.id.0);
    let people = preparation.members.iter().map(|(person, _)| person.id.0);
    let papers = preparation.papers.iter().flat_map(|paper| {
        std::iter::once(paper.id.0).chain(paper.consultations.iter().map(|line| line.id.0))
    });
    organizations.chain(people).chain(papers).max().unwrap_or(0).saturating_add(1)
}
