//! The queue: who has the floor, who waits for it, and what to know of them.

use crate::domain::{Away, Closing, ClosingKind, Meeting, Request, RequestKind, Speaker};
use crate::text;
use crate::ui::Seen;
use crate::ui::frame::request_sign;
use crate::ui::list::{mark, put, put_right, top};
use crate::ui::theme::Theme;
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Paints who has the floor and who waits. Returns where the cursor stands.
pub(super) fn draw(
    seen: &Seen<'_>,
    area: Rect,
    chosen: Option<usize>,
    buf: &mut Buffer,
    theme: Theme,
) -> Option<Position> {
    draw_floor(seen, area, buf, theme);
    let list = &seen.meeting.speakers;
    let title = area.y.saturating_add(3);
    let rows = Rect { y: title.saturating_add(1), height: area.height.saturating_sub(4), ..area };
    let room = usize::from(rows.height);
    let first = top(chosen.unwrap_or(0), list.waiting.len(), room);
    if title < area.bottom() {
        let mut words = match (list.closed, list.waiting.is_empty()) {
            (true, _) => closed(list.closing()),
            (false, true) => "Keine Wortmeldungen".to_owned(),
            (false, false) => "Es folgen".to_owned(),
        };
        if list.waiting.len() > room {
            let last = (first + room).min(list.waiting.len());
            words = format!("{words} ({} bis {last} von {})", first + 1, list.waiting.len());
        }
        put(buf, area.x, title, area.width, &words, theme.quiet());
    }
    let mut cursor = None;
    let shown = list.waiting.iter().enumerate().skip(first);
    for (y, (index, request)) in (rows.top()..rows.bottom()).zip(shown) {
        draw_request(seen, request, Rect { y, height: 1, ..rows }, buf, theme);
        if Some(index) == chosen {
            mark(buf, rows, y, true, theme);
            cursor = Some(Position::new(area.x, y));
        }
    }
    cursor
}

/// "Schluss der Debatte, 18:10 Uhr"
fn closed(closing: Option<&Closing>) -> String {
    let Some(closing) = closing else { return "Redeliste geschlossen".to_owned() };
    let what = match closing.kind {
        ClosingKind::List => "Redeliste geschlossen",
        ClosingKind::Debate => "Schluss der Debatte",
    };
    format!("{what}, {}", wording::time(&closing.at))
}

fn draw_floor(seen: &Seen<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
    let Some(speech) = seen.meeting.speakers.floor() else {
        put(buf, area.x, area.y, area.width, "Niemand hat das Wort.", theme.quiet());
        return;
    };
    let spoken = wording::minutes(seen.meeting.speech_s(speech, seen.now));
    let name = wording::speaker(seen.meeting, &speech.speaker);
    put(buf, area.x, area.y, area.width, "Am Wort", theme.quiet());
    let y = area.y + 1;
    let used = put(buf, area.x + 2, y, area.width.saturating_sub(10), &name, theme.accent());
    let room = area.width.saturating_sub(used + 3).min(columns(&spoken));
    put_right(buf, area.right(), y, room, &spoken, theme.accent());
}

fn draw_request(seen: &Seen<'_>, request: &Request, row: Rect, buf: &mut Buffer, theme: Theme) {
    let name = wording::speaker(seen.meeting, &request.speaker);
    let name = match faction_of(seen.meeting, &request.speaker) {
        Some(faction) => format!("{name} ({faction})"),
        None => name,
    };
    let sign = request_sign(request.kind);
    let used = put(buf, row.x + 2, row.y, 3, sign, theme.strong());
    let x = row.x + 2 + if used > 0 { used + 1 } else { 0 };
    // Beside the prose there is room for the name only.
    let times = row.width > 36;
    let since = if times { wording::clock(&request.at) } else { String::new() };
    let behind = columns(&since) + 1;
    let remark = remark(seen, request).filter(|_| times);
    let wide = remark.as_ref().map_or(0, |(words, _)| columns(words) + 1);
    let room = row.right().saturating_sub(x + if times { behind + wide } else { 0 });
    put(buf, x, row.y, room, &name, theme.text());
    if let Some((words, odd)) = &remark {
        let style = if *odd { theme.alarm() } else { theme.quiet() };
        put_right(buf, row.right().saturating_sub(behind), row.y, columns(words), words, style);
    }
    if times {
        put_right(buf, row.right(), row.y, columns(&since), &since, theme.quiet());
    }
}

/// What the chair should know before the word is given: that somebody is not in the room, that no
/// time is left, or how often somebody has spoken already. Tells whether it is to be seen at once.
fn remark(seen: &Seen<'_>, request: &Request) -> Option<(String, bool)> {
    let meeting = seen.meeting;
    match meeting.away(request) {
        Some(Away::Left) => return Some(("gegangen".to_owned(), true)),
        Some(Away::Recused) => return Some(("befangen".to_owned(), true)),
        None => {}
    }
    if request.kind != RequestKind::Contribution {
        return None;
    }
    let left = |voice| meeting.time_left_s(voice, meeting.current, seen.now);
    if meeting.voice_of(&request.speaker).and_then(left) == Some(0) {
        return Some(("Zeit um".to_owned(), true));
    }
    let item = meeting.current?;
    let times = meeting.contributions_of(&request.speaker, item);
    (times > 0).then(|| (format!("{times}×"), meeting.excess_to_come(request).is_some()))
}

fn columns(words: &str) -> u16 {
    u16::try_from(text::width(words)).unwrap_or(u16::MAX)
}

pub(super) fn faction_of(meeting: &Meeting, speaker: &Speaker) -> Option<String> {
    let Speaker::Person(person) = speaker else { return None };
    let faction = meeting.membership(*person)?.on_behalf_of?;
    Some(wording::faction(meeting, Some(faction)))
}
