//! Redeliste: who has the floor, who waits, who spoke for how long.

mod queue;
mod times;

use super::list::{Chosen, inset, put};
use super::theme::Theme;
use super::{Ask, Reply, Seen};
use crate::action::Action;
use crate::domain::{Command, RequestKind};
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The speaker list.
#[derive(Debug, Default)]
pub struct SpeakersScreen {
    chosen: Chosen,
    /// Whether the table of times is shown, and its row.
    times: bool,
    row: Chosen,
}

impl SpeakersScreen {
    /// The row that is chosen, for the place to resume at.
    pub fn chosen(&mut self) -> &mut Chosen {
        &mut self.chosen
    }

    /// Takes an action.
    pub fn perform(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
        if action == Action::ShowTimes {
            self.times = !self.times;
            return Reply::Done;
        }
        if self.times {
            match self.in_times(action, seen) {
                Reply::Ignored => {}
                reply => return reply,
            }
        }
        let waiting = &seen.meeting.speakers.waiting;
        if self.chosen.step(action, waiting.len()) {
            return Reply::Done;
        }
        let chosen = self.chosen.within(waiting.len()).and_then(|at| waiting.get(at));
        match (action, chosen) {
            (Action::AddSpeaker, _) => Reply::Ask(Ask::Speaker(RequestKind::Contribution)),
            (Action::WithdrawSpeaker, Some(request)) => {
                Reply::Commit(Command::WithdrawRequest(request.id))
            }
            (Action::Confirm, Some(request)) => Reply::Commit(Command::GiveFloor {
                opening: wording::opening(seen.meeting, &request.speaker, request.kind),
                speaker: request.speaker.clone(),
                kind: request.kind,
                request: Some(request.id),
            }),
            (Action::MoveSpeakerUp | Action::MoveSpeakerDown, Some(request)) => {
                let up = action == Action::MoveSpeakerUp;
                // What was chosen stays chosen.
                let at = self.chosen.within(waiting.len()).unwrap_or(0);
                let last = waiting.len().saturating_sub(1);
                self.chosen = Chosen(if up { at.saturating_sub(1) } else { (at + 1).min(last) });
                Reply::Commit(Command::MoveRequest { request: request.id, up })
            }
            (
                Action::WithdrawSpeaker
                | Action::Confirm
                | Action::MoveSpeakerUp
                | Action::MoveSpeakerDown,
                None,
            ) => Reply::Say("Niemand steht auf der Redeliste.".to_owned()),
            (Action::CloseList, _) => {
                Reply::Commit(Command::CloseList(!seen.meeting.speakers.closed))
            }
            (Action::EndDebate, _) => Reply::Commit(Command::EndDebate),
            _ => Reply::Ignored,
        }
    }

    /// Over the table of times nothing is done with the list that lies below it.
    fn in_times(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
        match action {
            Action::Cancel
            | Action::Confirm
            | Action::WithdrawSpeaker
            | Action::MoveSpeakerUp
            | Action::MoveSpeakerDown => {
                self.times = false;
                Reply::Done
            }
            _ if self.row.step(action, times::length(seen)) => Reply::Done,
            _ => Reply::Ignored,
        }
    }

    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        if self.times {
            let chosen = self.row.within(times::length(seen));
            return times::table(seen, inset(area, 1), chosen, buf, theme);
        }
        let left_width = if area.width < 90 { area.width / 2 + 2 } else { 52 };
        let left = Rect { width: left_width.min(area.width), ..area };
        let right =
            Rect { x: area.x + left.width, width: area.width.saturating_sub(left.width), ..area };
        times::draw(seen, inset(right, 2), buf, theme);
        let chosen = self.chosen.within(seen.meeting.speakers.waiting.len());
        queue::draw(seen, inset(left, 1), chosen, buf, theme)
    }
}

/// Paints the list beside the prose.
pub fn draw_beside(seen: &Seen<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
    for y in area.top()..area.bottom() {
        put(buf, area.x, y, 1, "│", theme.quiet());
    }
    let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    queue::draw(seen, inner, None, buf, theme);
}
