//! Redeliste: who has the floor, who waits, who spoke for how long.

use super::frame::{clock, request_sign};
use super::list::{Chosen, inset, mark, put, put_right};
use super::theme::Theme;
use super::{Ask, Reply, Seen};
use crate::action::Action;
use crate::domain::{Command, Meeting, OrganizationId, RequestKind, Speaker, Speech};
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The speaker list.
#[derive(Debug, Default)]
pub struct SpeakersScreen {
    chosen: Chosen,
}

impl SpeakersScreen {
    /// The row that is chosen, for the place to resume at.
    pub fn chosen(&mut self) -> &mut Chosen {
        &mut self.chosen
    }

    /// Takes an action.
    pub fn perform(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
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
            (Action::WithdrawSpeaker | Action::Confirm, None) => {
                Reply::Say("Niemand steht auf der Redeliste.".to_owned())
            }
            (Action::CloseList, _) => {
                Reply::Commit(Command::CloseList(!seen.meeting.speakers.closed))
            }
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
        let left_width = if area.width < 90 { area.width / 2 + 2 } else { 52 };
        let left = Rect { width: left_width.min(area.width), ..area };
        let right =
            Rect { x: area.x + left.width, width: area.width.saturating_sub(left.width), ..area };
        draw_times(seen, inset(right, 2), buf, theme);
        let chosen = self.chosen.within(seen.meeting.speakers.waiting.len());
        draw_queue(seen, inset(left, 1), chosen, buf, theme)
    }
}

/// Paints the list beside the prose.
pub fn draw_beside(seen: &Seen<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
    for y in area.top()..area.bottom() {
        put(buf, area.x, y, 1, "│", theme.quiet());
    }
    let inner = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
    draw_queue(seen, inner, None, buf, theme);
}

fn draw_queue(
    seen: &Seen<'_>,
    area: Rect,
    chosen: Option<usize>,
    buf: &mut Buffer,
    theme: Theme,
) -> Option<Position> {
    let list = &seen.meeting.speakers;
    let mut y = area.y;
    match list.floor() {
        Some(speech) => {
            let spoken = clock(speech.duration_s(seen.now));
            let name = wording::speaker(seen.meeting, &speech.speaker);
            put(buf, area.x, y, area.width, "Am Wort", theme.quiet());
            let used =
                put(buf, area.x + 2, y + 1, area.width.saturating_sub(10), &name, theme.accent());
            let time = u16::try_from(spoken.len()).unwrap_or(0);
            let room = area.width.saturating_sub(used + 3).min(time);
            put_right(buf, area.right(), y + 1, room, &spoken, theme.accent());
        }
        None => {
            put(buf, area.x, y, area.width, "Niemand hat das Wort.", theme.quiet());
        }
    }
    y += 3;
    let title = match (list.closed, list.waiting.is_empty()) {
        (true, _) => "Redeliste geschlossen",
        (false, true) => "Keine Wortmeldungen",
        (false, false) => "Es folgen",
    };
    if y < area.bottom() {
        put(buf, area.x, y, area.width, title, theme.quiet());
    }
    let mut cursor = None;
    let rows = (y + 1..area.bottom()).zip(list.waiting.iter().enumerate());
    for (y, (index, request)) in rows {
        let name = wording::speaker(seen.meeting, &request.speaker);
        let name = match faction_of(seen.meeting, &request.speaker) {
            Some(faction) => format!("{name} ({faction})"),
            None => name,
        };
        let sign = request_sign(request.kind);
        let used = put(buf, area.x + 2, y, 3, sign, theme.strong());
        let x = area.x + 2 + if used > 0 { used + 1 } else { 0 };
        // Beside the prose there is room for the name only.
        let times = area.width > 36;
        let room = area.right().saturating_sub(x + if times { 6 } else { 0 });
        put(buf, x, y, room, &name, theme.text());
        if times {
            let since = request.at.format("%H:%M").to_string();
            put_right(buf, area.right(), y, 5, &since, theme.quiet());
        }
        if Some(index) == chosen {
            mark(buf, area, y, true, theme);
            cursor = Some(Position::new(area.x, y));
        }
    }
    cursor
}

fn faction_of(meeting: &Meeting, speaker: &Speaker) -> Option<String> {
    let Speaker::Person(person) = speaker else { return None };
    let faction = meeting.membership(*person)?.on_behalf_of?;
    Some(wording::faction(meeting, Some(faction)))
}

/// Speaking times of the item by person, and of the meeting by Fraktion.
fn draw_times(seen: &Seen<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
    let speeches = &seen.meeting.speakers.speeches;
    put(buf, area.x, area.y, area.width, "Redezeit in diesem TOP", theme.quiet());
    let here: Vec<_> = speeches.iter().filter(|speech| speech.item == seen.item).collect();
    let people = sums(&here, seen, |speech| Some(wording::speaker(seen.meeting, &speech.speaker)));
    let half = area.height / 2;
    draw_sums(&people, Rect { y: area.y + 1, height: half.saturating_sub(2), ..area }, buf, theme);
    let lower = Rect { y: area.y + half, height: area.height.saturating_sub(half), ..area };
    put(buf, lower.x, lower.y, lower.width, "Redezeit der Fraktionen heute", theme.quiet());
    let all: Vec<_> = speeches.iter().collect();
    let factions = sums(&all, seen, |speech| faction_name(seen.meeting, speech));
    let lower = Rect { y: lower.y + 1, height: lower.height.saturating_sub(1), ..lower };
    draw_sums(&factions, lower, buf, theme);
}

fn faction_name(meeting: &Meeting, speech: &Speech) -> Option<String> {
    let Speaker::Person(person) = &speech.speaker else { return None };
    let membership = meeting.membership(*person)?;
    let faction: Option<OrganizationId> = membership.on_behalf_of;
    (membership.voting_right || faction.is_some()).then(|| wording::faction(meeting, faction))
}

/// Number of speeches and seconds by name, longest first.
fn sums(
    speeches: &[&Speech],
    seen: &Seen<'_>,
    name: impl Fn(&Speech) -> Option<String>,
) -> Vec<(String, usize, u64)> {
    let mut sums: Vec<(String, usize, u64)> = Vec::new();
    for speech in speeches {
        let Some(name) = name(speech) else { continue };
        let seconds = speech.duration_s(seen.now);
        match sums.iter_mut().find(|(other, ..)| *other == name) {
            Some((_, count, sum)) => {
                *count += 1;
                *sum += seconds;
            }
            None => sums.push((name, 1, seconds)),
        }
    }
    sums.sort_by(|(a, _, left), (b, _, right)| right.cmp(left).then_with(|| a.cmp(b)));
    sums
}

fn draw_sums(sums: &[(String, usize, u64)], area: Rect, buf: &mut Buffer, theme: Theme) {
    if sums.is_empty() {
        put(buf, area.x + 2, area.y, area.width, "–", theme.quiet());
    }
    for (y, (name, count, seconds)) in (area.y..area.bottom()).zip(sums) {
        put(buf, area.x + 2, y, area.width.saturating_sub(16), name, theme.text());
        let times = format!("{count}×");
        put_right(buf, area.right().saturating_sub(7), y, 5, &times, theme.quiet());
        put_right(buf, area.right(), y, 6, &clock(*seconds), theme.text());
    }
}
