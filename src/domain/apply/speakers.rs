//! Folding in facts about the speaker list.

use crate::domain::{Event, Meeting, Request, Speech};

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
            Event::SpeechBegan { speech, request, speaker, kind, item, at } => {
                self.speakers.waiting.retain(|other| Some(other.id) != *request);
                let again = self.speakers.interrupted().filter(|before| {
                    let last = self.speakers.speeches.last();
                    let at_once = last.is_some_and(|last| last.end == Some(*at));
                    let same = before.speaker == *speaker && before.kind == *kind;
                    request.is_none() && at_once && same && before.item == *item
                });
                let continues = again.map(|before| before.id);
                self.speakers.speeches.push(Speech {
                    id: *speech,
                    speaker: speaker.clone(),
                    kind: *kind,
                    item: *item,
                    start: *at,
                    end: None,
                    continues,
                });
            }
            Event::SpeechEnded { speech, at } => {
                let ended = self.speakers.speeches.iter_mut().find(|other| other.id == *speech);
                if let Some(ended) = ended {
                    ended.end = Some(*at);
                }
            }
            Event::ListClosed { closed, .. } => self.speakers.closed = *closed,
            _ => {}
        }
    }
}
