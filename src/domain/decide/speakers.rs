//! The speaker list.

use super::Decision;
use crate::domain::{
    ClosingId, ClosingKind, Event, Meeting, PassageId, PassageKind, RecordPlace, Refusal,
    RequestId, RequestKind, Speaker, SpeechId, Timestamp,
};

impl Meeting {
    pub(super) fn request_speech(
        &self,
        speaker: &Speaker,
        kind: RequestKind,
        now: Timestamp,
    ) -> Decision {
        self.must_go_on()?;
        if self.speakers.closed && kind == RequestKind::Contribution {
            return Err(Refusal::ListClosed);
        }
        let waits = |speaker: &Speaker| {
            self.speakers
                .waiting
                .iter()
                .any(|other| other.speaker == *speaker && other.kind == kind)
        };
        if waits(speaker) {
            return Err(Refusal::WaitsAlready);
        }
        let request = RequestId(self.next_id());
        Ok(vec![Event::SpeechRequested { request, speaker: speaker.clone(), kind, at: now }])
    }

    pub(super) fn withdraw_request(&self, request: RequestId) -> Decision {
        let waits = self.speakers.waiting.iter().any(|other| other.id == request);
        if waits { Ok(vec![Event::RequestWithdrawn { request }]) } else { Err(Refusal::Unknown) }
    }

    pub(super) fn move_request(&self, request: RequestId, up: bool) -> Decision {
        let waiting = &self.speakers.waiting;
        let place = waiting.iter().position(|it| it.id == request).ok_or(Refusal::Unknown)?;
        let after = if up {
            let above = place.checked_sub(1).ok_or(Refusal::AtTheEdge)?;
            above.checked_sub(1).and_then(|index| waiting.get(index))
        } else {
            Some(waiting.get(place + 1).ok_or(Refusal::AtTheEdge)?)
        };
        Ok(vec![Event::RequestMoved { request, after: after.map(|other| other.id) }])
    }

    pub(super) fn next_speaker(&self, opening: &str, now: Timestamp) -> Decision {
        let next = self.next_request().ok_or(Refusal::NobodyWaits)?;
        self.give_floor(&next.speaker, next.kind, Some(next.id), opening, now)
    }

    pub(super) fn give_floor(
        &self,
        speaker: &Speaker,
        kind: RequestKind,
        request: Option<RequestId>,
        opening: &str,
        now: Timestamp,
    ) -> Decision {
        self.must_go_on()?;
        let item = self.current.ok_or(Refusal::NoItemOn)?;
        let mut events = self.resuming(now);
        if let Some(floor) = self.speakers.floor() {
            events.push(Event::SpeechEnded { speech: floor.id, at: now });
        }
        let speech = SpeechId(self.next_id());
        events.push(Event::SpeechBegan {
            speech,
            request,
            speaker: speaker.clone(),
            kind,
            item: Some(item),
            at: now,
        });
        events.push(Event::PassageInserted {
            item,
            passage: PassageId(self.next_id() + 1),
            place: RecordPlace::End,
            kind: PassageKind::Speech { speaker: speaker.clone(), speech: Some(speech) },
            text: opening.to_owned(),
        });
        Ok(events)
    }

    pub(super) fn take_floor_back(&self, openings: &[String]) -> Decision {
        let [earlier @ .., floor] = self.speakers.speeches.as_slice() else {
            return Err(Refusal::NobodySpeaks);
        };
        if floor.end.is_some() {
            return Err(Refusal::NobodySpeaks);
        }
        // Only who was ended by it speaks on.
        let before =
            earlier.last().filter(|it| it.end == Some(floor.start) && it.item == floor.item);
        let mut events = vec![Event::FloorTakenBack {
            speech: floor.id,
            speaker: floor.speaker.clone(),
            resumed: before.map(|before| before.id),
        }];
        if let Some(item) = floor.item.and_then(|item| self.item(item)) {
            let own = item.passages.iter().filter_map(|passage| match &passage.kind {
                PassageKind::Speech { speaker, speech: Some(speech) } if *speech == floor.id => {
                    Some((passage, speaker))
                }
                PassageKind::Speech { .. } | PassageKind::Remark | PassageKind::Interjection => {
                    None
                }
            });
            events.extend(own.map(|(passage, speaker)| {
                let text = passage.text.trim();
                let bare = text.is_empty() || openings.iter().any(|it| it.trim() == text);
                let (item, passage) = (item.id, passage.id);
                if bare {
                    return Event::PassageRemoved { item, passage };
                }
                let kind = PassageKind::Speech { speaker: speaker.clone(), speech: None };
                Event::PassageAttributed { item, passage, kind }
            }));
        }
        Ok(events)
    }

    pub(super) fn end_speech(&self, now: Timestamp) -> Decision {
        let floor = self.speakers.floor().ok_or(Refusal::NobodySpeaks)?;
        Ok(vec![Event::SpeechEnded { speech: floor.id, at: now }])
    }

    pub(super) fn close_list(&self, closed: bool, now: Timestamp) -> Decision {
        if self.speakers.closed == closed {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![match self.current {
            Some(item) if closed => Event::ListFrozen {
                closing: ClosingId(self.next_id()),
                item,
                waiting: self.speakers.waiting.iter().map(|it| it.speaker.clone()).collect(),
                at: now,
            },
            item => Event::ListClosed { closed, at: now, item },
        }])
    }

    pub(super) fn end_debate(&self, now: Timestamp) -> Decision {
        self.must_go_on()?;
        let item = self.current.ok_or(Refusal::NoItemOn)?;
        let lapsed: Vec<_> = self.speakers.of_debate().cloned().collect();
        let ended = self.speakers.closing().is_some_and(|it| it.kind == ClosingKind::Debate);
        if ended && lapsed.is_empty() {
            return Err(Refusal::NothingChanges);
        }
        let closing = ClosingId(self.next_id());
        Ok(vec![Event::DebateEnded { closing, item, lapsed, at: now }])
    }
}
