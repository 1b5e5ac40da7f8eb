//! Giving the floor and taking it.

use super::App;
use crate::domain::{Command, Event, Meeting, RequestKind};
use crate::journal::Change;
use crate::ui::{Reply, Screen};
use crate::wording;

impl App {
    /// Gives the floor to the next on the list. Who has left the room is passed over, and told: the
    /// chair may see somebody whose coming back nobody has noted.
    pub(super) fn next_speaker(&mut self) -> Reply {
        let Some(desk) = &self.desk else { return Reply::Ignored };
        let meeting = desk.session.meeting();
        let Some(next) = meeting.next_request() else {
            return Reply::Say("Niemand steht auf der Redeliste.".to_owned());
        };
        let waiting = meeting.speakers.waiting.iter();
        let passed = waiting.take_while(|request| request.id != next.id);
        let passed: Vec<_> =
            passed.map(|request| wording::speaker(meeting, &request.speaker)).collect();
        let opening = wording::opening(meeting, &next.speaker, next.kind);
        if !self.commit(&Command::NextSpeaker { opening }) {
            return Reply::Done;
        }
        if !passed.is_empty() {
            let told = self.notice.take().unwrap_or_default();
            self.say(format!("{told}. Nicht im Raum: {}.", passed.join(", ")));
        }
        Reply::Show(Screen::Minutes)
    }

    /// Takes the floor back that was given by mistake, whatever was done since. What was written
    /// meanwhile stays, and is told.
    pub(super) fn take_floor_back(&mut self) -> Reply {
        let now = self.now;
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        let meeting = desk.session.meeting();
        let Some(floor) = meeting.speakers.floor() else {
            return Reply::Say("Gerade hat niemand das Wort.".to_owned());
        };
        let opening = |kind| wording::opening(meeting, &floor.speaker, kind);
        let openings = RequestKind::ALL.map(opening).into();
        let events = match desk.commit(&Command::TakeFloorBack { openings }, now) {
            Ok(events) => events,
            Err(refused) => return Reply::Say(refused),
        };
        let kept = events.iter().any(|event| matches!(event, Event::PassageAttributed { .. }));
        let mut told = wording::change(&Change::Events(events), desk.session.meeting());
        if kept {
            told += ". Der begonnene Absatz bleibt, darin steht schon Text.";
        }
        Reply::Say(told)
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
