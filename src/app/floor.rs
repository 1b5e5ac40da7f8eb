//! Giving the floor and taking it.

use crate::domain::{Command, Meeting, RequestKind};
use crate::ui::{Reply, Screen};
use crate::wording;

/// Gives the floor to the next on the list.
pub(super) fn next_speaker(meeting: &Meeting) -> Reply {
    match meeting.speakers.waiting.first() {
        Some(next) => Reply::CommitAndShow(
            Command::NextSpeaker { opening: wording::opening(meeting, &next.speaker, next.kind) },
            Screen::Minutes,
        ),
        None => Reply::Say("Niemand steht auf der Redeliste.".to_owned()),
    }
}

/// Ends a speech. Who was interrupted by a question has the floor again and goes on; who was
/// answered by an intervention may reply to it.
pub(super) fn end_speech(meeting: &Meeting) -> Reply {
    let floor = meeting.speakers.floor().filter(|floor| floor.item == meeting.current);
    let before = floor.and_then(|floor| Some((floor, meeting.speakers.interrupted()?)));
    // The reply to an intervention ends the matter.
    let Some((floor, before)) = before.filter(|(floor, it)| it.speaker != floor.speaker) else {
        return Reply::Commit(Command::EndSpeech);
    };
    let replies = floor.kind == RequestKind::Intervention;
    let back = Command::GiveFloor {
        opening: wording::opening(meeting, &before.speaker, before.kind),
        speaker: before.speaker.clone(),
        kind: if replies { floor.kind } else { before.kind },
        request: None,
    };
    Reply::CommitAndShow(back, Screen::Minutes)
}
