//! Redezeiten: who spoke how often and for how long, at a glance beside the queue, and as a table.

use super::queue::faction_of;
use crate::domain::{ItemId, Meeting, OrganizationId, Speaker, Spoken, Timestamp, Voice};
use crate::ui::Seen;
use crate::ui::list::{mark, put, put_right, top};
use crate::ui::theme::Theme;
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::cmp::Reverse;

/// Columns of "12×  72:00".
const FIGURES: u16 = 14;
/// Columns of what is left, with the blank before it.
const LEFT: u16 = 8;
/// The widest table that the eye still follows.
const WIDEST: u16 = 90;

/// One line of figures.
struct Row {
    name: String,
    /// Whose Fraktion it is.
    of: Option<String>,
    item: Spoken,
    meeting: Spoken,
    /// Seconds left, where the house counts them.
    left: Option<u64>,
}

/// Paints the times of the item by person and those of the meeting by Fraktion.
pub(super) fn draw(seen: &Seen<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
    let upper = Rect { height: area.height / 2, ..area };
    let lower =
        Rect { y: area.y + upper.height, height: area.height.saturating_sub(upper.height), ..area };
    let people = people(seen.meeting, seen.item, seen.now).into_iter();
    let people = people.filter(|row| row.item != Spoken::default());
    let mut here: Vec<_> = people.map(|row| (row.name, row.item)).collect();
    here.sort_by_key(|(_, spoken)| Reverse(spoken.seconds));
    let upper = Rect { height: upper.height.saturating_sub(1), ..upper };
    glance("Redezeit in diesem TOP", &here, upper, buf, theme);
    let factions = factions(seen.meeting, seen.item, seen.now).into_iter();
    let today: Vec<_> = factions.map(|row| (row.name, row.meeting)).collect();
    glance("Redezeit der Fraktionen heute", &today, lower, buf, theme);
}

fn glance(title: &str, rows: &[(String, Spoken)], area: Rect, buf: &mut Buffer, theme: Theme) {
    put(buf, area.x, area.y, area.width, title, theme.quiet());
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if rows.is_empty() {
        put(buf, area.x + 2, area.y, area.width, "–", theme.quiet());
    }
    let room = usize::from(area.height);
    // What does not fit is told in the last row.
    let shown = if rows.len() > room { room.saturating_sub(1) } else { rows.len() };
    for (y, (name, spoken)) in (area.y..area.bottom()).zip(rows.iter().take(shown)) {
        put(buf, area.x + 2, y, area.width.saturating_sub(FIGURES + 2), name, theme.text());
        figures(*spoken, area.right(), y, buf, theme);
    }
    if rows.len() > shown && room > 0 {
        let more = format!("… {} weitere", rows.len() - shown);
        put(buf, area.x + 2, area.bottom() - 1, area.width, &more, theme.quiet());
    }
}

/// How many rows the table has.
pub(super) fn length(seen: &Seen<'_>) -> usize {
    let (meeting, now) = (seen.meeting, seen.now);
    factions(meeting, seen.item, now).len() + people(meeting, seen.item, now).len()
}

/// Paints the table of all who have spoken, Fraktionen first, longest first.
pub(super) fn table(
    seen: &Seen<'_>,
    area: Rect,
    chosen: Option<usize>,
    buf: &mut Buffer,
    theme: Theme,
) -> Option<Position> {
    let area = Rect { width: area.width.min(WIDEST), ..area };
    let mut rows = factions(seen.meeting, seen.item, seen.now);
    let factions = rows.len();
    rows.extend(people(seen.meeting, seen.item, seen.now));
    let left = if rows.iter().any(|row| row.left.is_some()) { LEFT } else { 0 };
    let today = area.right().saturating_sub(left);
    let here = today.saturating_sub(FIGURES + 2);
    put(buf, area.x, area.y, area.width, "Fraktionen und Personen", theme.quiet());
    put_right(buf, here, area.y, FIGURES, "dieser TOP", theme.quiet());
    put_right(buf, today, area.y, FIGURES, "Sitzung", theme.quiet());
    if left > 0 {
        put_right(buf, area.right(), area.y, LEFT - 1, "noch", theme.quiet());
    }
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if rows.is_empty() {
        put(buf, body.x + 2, body.y, body.width, "Noch hat niemand gesprochen.", theme.quiet());
    }
    let first = top(chosen.unwrap_or(0), rows.len(), usize::from(body.height));
    let mut cursor = None;
    for (y, (index, row)) in (body.y..body.bottom()).zip(rows.iter().enumerate().skip(first)) {
        let room = here.saturating_sub(FIGURES + body.x + 3);
        let style = if index < factions { theme.strong() } else { theme.text() };
        let used = put(buf, body.x + 2, y, room, &row.name, style);
        if let Some(of) = &row.of {
            let rest = room.saturating_sub(used + 1);
            put(buf, body.x + 3 + used, y, rest, &format!("({of})"), theme.quiet());
        }
        figures(row.item, here, y, buf, theme);
        figures(row.meeting, today, y, buf, theme);
        if let Some(seconds) = row.left {
            let style = if seconds == 0 { theme.alarm() } else { theme.text() };
            put_right(buf, area.right(), y, LEFT - 1, &wording::minutes(seconds), style);
        }
        if Some(index) == chosen {
            mark(buf, body, y, true, theme);
            cursor = Some(Position::new(area.x, y));
        }
    }
    cursor
}

fn figures(spoken: Spoken, right: u16, y: u16, buf: &mut Buffer, theme: Theme) {
    if spoken == Spoken::default() {
        return;
    }
    put_right(buf, right.saturating_sub(7), y, 5, &format!("{}×", spoken.times), theme.quiet());
    put_right(buf, right, y, 6, &wording::minutes(spoken.seconds), theme.text());
}

fn people(meeting: &Meeting, item: Option<ItemId>, now: Timestamp) -> Vec<Row> {
    let spoken = meeting.spoken_by_person(item, now).into_iter();
    sorted(spoken.map(|(speaker, here, today)| Row {
        name: wording::speaker(meeting, &speaker),
        item: here,
        meeting: today,
        of: faction_of(meeting, &speaker),
        left: alone(meeting, &speaker).and_then(|of| meeting.time_left_s(of, item, now)),
    }))
}

/// A member without a Fraktion has a time of their own.
fn alone(meeting: &Meeting, speaker: &Speaker) -> Option<Voice> {
    meeting.voice_of(speaker).filter(|voice| matches!(voice, Voice::Person(_)))
}

fn factions(meeting: &Meeting, item: Option<ItemId>, now: Timestamp) -> Vec<Row> {
    let spoken = meeting.spoken_by_faction(item, now).into_iter();
    let left = |id: OrganizationId| meeting.time_left_s(Voice::Faction(id), item, now);
    sorted(spoken.map(|(faction, here, today)| Row {
        name: wording::faction(meeting, faction),
        of: None,
        item: here,
        meeting: today,
        left: faction.and_then(left),
    }))
}

/// Longest in the meeting first, else by name.
fn sorted(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by(|a, b| {
        b.meeting.seconds.cmp(&a.meeting.seconds).then_with(|| a.name.cmp(&b.name))
    });
    rows
}
