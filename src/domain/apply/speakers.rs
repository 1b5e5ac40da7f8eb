//! Folding in facts about the speaker list.

use crate::domain::{
    Closing, ClosingId, ClosingKind, Event, Happening, ItemId, Meeting, Request, Speaker, Speech,
    Timestamp,
};

impl Meeting {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_speakers(&mut self, event: &Event) {
        match event {
            Event::SpeechRequested { request, speaker, kind, at } => {
                let new = Request { id: *request, speaker: speaker.clone(), kind: *kind, at: *at };
                self.speakers.enqueue(new, &self.profile.speaker_list.ranks);
            }
            Event::RequestWithdrawn { request } => {
                self.speakers.waiting.retain(|other| other.id != *request);
            }
            Event::RequestMoved { request, after } => self.speakers.put_behind(*request, *after),
            Event::SpeechBegan { speech, request, speaker, kind, item, at } => {
                let begun = Speech {
                    id: *speech,
                    speaker: speaker.clone(),
                    kind: *kind,
                    item: *item,
                    start: *at,
                    end: None,
                    asked: request.and_then(|request| self.speakers.grant(request)),
                    continues: None,
                };
                self.speakers.begin(begun);
            }
            Event::SpeechEnded { speech, at } => {
                let ended = self.speakers.speeches.iter_mut().find(|other| other.id == *speech);
                if let Some(ended) = ended {
                    ended.end = Some(*at);
                }
            }
            Event::FloorTakenBack { speech, resumed, .. } => {
                self.speakers.take_back(*speech, *resumed);
            }
            Event::ListClosed { closed, at, item } => self.speakers.set_closed(*closed, *item, *at),
            Event::ListFrozen { closing, item, waiting, at } => {
                self.close_speakers(*closing, ClosingKind::List, *item, waiting.clone(), *at);
            }
            Event::DebateEnded { closing, item, lapsed, at } => {
                let names = lapsed.iter().map(|request| request.speaker.clone()).collect();
                self.close_speakers(*closing, ClosingKind::Debate, *item, names, *at);
                let lapses = |request: &Request| lapsed.iter().any(|other| other.id == request.id);
                self.speakers.waiting.retain(|request| !lapses(request));
            }
            Event::DebateResumed { closing, at } => self.speakers.resume(*closing, *at),
            _ => {}
        }
    }

    fn close_speakers(
        &mut self,
        id: ClosingId,
        kind: ClosingKind,
        item: ItemId,
        waiting: Vec<Speaker>,
        at: Timestamp,
    ) {
        self.happened(item, Happening::Closing(id));
        self.speakers.closings.push(Closing {
            id,
            kind,
            item,
            waiting,
            at,
            reopened: None,
            before: self.speakers.waiting.clone(),
            was_closed: self.speakers.closed,
            resumed: false,
        });
        self.speakers.closed = true;
    }
}
