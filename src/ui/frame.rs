//! What stands around every screen: header, rule, status line, footer.

use super::list::{fit, inset, put, put_right};
use super::theme::Theme;
use super::{SavedLine, Seen};
use crate::domain::{AgendaItem, MeetingState, Quorum, RequestKind, Voice};
use crate::text;
use crate::wording;
use ratatui::{buffer::Buffer, layout::Rect};

/// The smallest window in which anything but quitting works.
pub const SMALLEST: (u16, u16) = (60, 16);

/// The mark of what must stay in the room.
const NON_PUBLIC: &str = " NICHTÖFFENTLICH ";

/// Columns of "● gesichert 18:17:41".
const SAVED: u16 = 20;

/// Columns that who is here keeps behind it, with the blanks around.
const PRESENCE: u16 = 16;

/// Columns the committee's name keeps, however narrow the window.
const COMMITTEE: usize = 8;

/// The parts of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Meeting and item.
    pub header: Rect,
    /// The screen's title in a rule.
    pub rule: Rect,
    /// The screen.
    pub body: Rect,
    /// Saved, present, speaker.
    pub status: Rect,
    /// Keys or a message.
    pub footer: Rect,
}

/// Cuts the window into its parts. Any size is legal.
#[must_use]
pub fn parts(area: Rect) -> Parts {
    let row = |from_top: u16| Rect {
        y: area.y.saturating_add(from_top.min(area.height)),
        height: u16::from(from_top < area.height),
        ..area
    };
    let last = area.height.saturating_sub(1);
    let body_height = area.height.saturating_sub(4);
    Parts {
        header: row(0),
        rule: row(1),
        body: Rect { y: row(2).y, height: body_height, ..area },
        status: row(last.saturating_sub(1)),
        footer: row(last),
    }
}

/// Paints the header: what is on, whether it is public, as of when.
pub fn header(seen: &Seen<'_>, area: Rect, buf: &mut Buffer, theme: Theme, practice: bool) {
    if area.height == 0 {
        return;
    }
    let meeting = seen.meeting;
    let date = meeting
        .head
        .planned_start
        .map_or_else(String::new, |start| format!(" {}", start.format("%d.%m.%Y")));
    let item = seen.item.and_then(|item| meeting.item(item));
    // The room is closed as long as what is on is not public, whatever is read meanwhile.
    let on = meeting.current.and_then(|on| meeting.item(on));
    let public = item.is_none_or(|item| item.public) && on.is_none_or(|item| item.public);
    // "Stand": nothing ticks while nothing happens, and a clock that stands would lie.
    let time = format!("Stand {}", wording::clock(&seen.now));
    let publicity = if public { "öffentlich" } else { NON_PUBLIC };
    let practice = if practice { "ÜBUNG  " } else { "" };
    let right = format!("{practice}{publicity}  {time}");
    let inner = inset(area, 1);
    let right_width = u16::try_from(text::width(&right)).unwrap_or(0);
    put_right(buf, inner.right(), area.y, right_width.min(inner.width), &right, theme.text());
    if !public {
        let columns = |text: &str| u16::try_from(text::width(text)).unwrap_or(0);
        let behind = columns(&time) + 2;
        let x = inner.right().saturating_sub(columns(NON_PUBLIC) + behind);
        put(buf, x, area.y, columns(NON_PUBLIC), NON_PUBLIC, theme.alarm());
    }
    let left = inner.width.saturating_sub(right_width + 2);
    let label = item.map_or_else(String::new, AgendaItem::label);
    let other = on.filter(|on| item.is_some_and(|item| item.id != on.id));
    let other = other.map_or_else(String::new, |on| format!(" – aufgerufen: {}", on.number));
    // In a narrow window the items matter more than the day, and than the committee's whole name.
    let items = text::width(&label) + text::width(&other) + 3;
    let room = usize::from(left).saturating_sub(items);
    let committee = meeting.head.committee.as_str();
    let dated = format!("{committee}{date}");
    let head = if text::width(&dated) > room { fit(committee, room.max(COMMITTEE)) } else { dated };
    let used = put(buf, inner.x, area.y, left, &head, theme.strong());
    let x = inner.x + used + 3;
    let rest = left.saturating_sub(used + 3);
    let used = put(buf, x, area.y, rest, &label, theme.accent());
    put(buf, x + used, area.y, rest.saturating_sub(used), &other, theme.alarm());
}

/// Paints the title of a screen, what it is about, and something to the right, in a rule across
/// the window.
pub fn title(title: &str, about: &str, right: &str, area: Rect, buf: &mut Buffer, theme: Theme) {
    let room = usize::from(area.width).saturating_sub(text::width(title) + 12);
    // What it is about matters more than what stands to the right.
    let right = fit(right, room / 2);
    let left = room.saturating_sub(text::width(&right) + 2);
    let whole = if about.is_empty() {
        title.to_owned()
    } else {
        format!("{title} ─ {}", fit(about, left))
    };
    rule(&whole, &right, area, buf, theme);
}

/// Paints a heading in a rule across the window, with something to its right.
pub fn rule(title: &str, right: &str, area: Rect, buf: &mut Buffer, theme: Theme) {
    if area.height == 0 {
        return;
    }
    for x in area.left()..area.right() {
        put(buf, x, area.y, 1, "─", theme.quiet());
    }
    let title = format!(" {title} ");
    let width = area.width.saturating_sub(4);
    let used = put(buf, area.x + 2.min(area.width), area.y, width, &title, theme.strong());
    if !right.is_empty() {
        let rest = width.saturating_sub(used + 2);
        let shown = format!(" {} ", fit(right, usize::from(rest.saturating_sub(2))));
        put_right(buf, area.right().saturating_sub(2), area.y, rest, &shown, theme.text());
    }
}

/// Paints the status line: saved or not, who is here, who speaks.
pub fn status(seen: &Seen<'_>, saved: &SavedLine, area: Rect, buf: &mut Buffer, theme: Theme) {
    if area.height == 0 {
        return;
    }
    let inner = inset(area, 1);
    if saved.alarm {
        buf.set_style(area, theme.alarm());
        let told = whole_sentences(&saved.text, usize::from(inner.width));
        put(buf, inner.x, area.y, inner.width, told, theme.alarm());
        return;
    }
    let used = put(buf, inner.x, area.y, inner.width, &saved.text, theme.text());
    // What stands behind it stands still.
    let used = used.max(SAVED);
    let presence = presence_line(seen);
    let taken = usize::from(used) + text::width(&presence) + 5;
    let beside = usize::from(inner.width).saturating_sub(taken);
    let room = usize::from(inner.width.saturating_sub(SAVED + PRESENCE));
    let right = floor_line(seen, room, beside);
    let right_width = u16::try_from(text::width(&right)).unwrap_or(0).min(inner.width);
    let over = over_limit(seen);
    let style = if over { theme.alarm() } else { theme.accent() };
    put_right(buf, inner.right(), area.y, right_width, &right, style);
    let rest = inner.width.saturating_sub(used + 3 + right_width + 2);
    put(buf, inner.x + used + 3, area.y, rest, &presence, theme.text());
}

/// As many sentences as there is room for: half a sentence tells nobody what to do. Of the first
/// one stands what has room.
fn whole_sentences(text: &str, room: usize) -> &str {
    if text::width(text) <= room {
        return text;
    }
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    let kept = ends.filter_map(|end| text.get(..end)).filter(|kept| text::width(kept) <= room);
    kept.last().unwrap_or(text)
}

fn presence_line(seen: &Seen<'_>) -> String {
    let meeting = seen.meeting;
    let here = meeting.present_voters(seen.item);
    let seats = meeting.statutory_members();
    let state = match meeting.state {
        MeetingState::Prepared => " · noch nicht eröffnet",
        MeetingState::Interrupted => " · PAUSE",
        MeetingState::Closed => " · geschlossen",
        MeetingState::Approved => " · genehmigt",
        MeetingState::Running => match meeting.quorum() {
            Quorum::Reached => "",
            Quorum::Presumed => " · gilt als beschlussfähig",
            Quorum::Lacking => " · NICHT BESCHLUSSFÄHIG",
        },
    };
    let gaps = match seen.gaps {
        0 => String::new(),
        1 => " · 1 Lücke".to_owned(),
        many => format!(" · {many} Lücken"),
    };
    format!("{here} von {seats} anwesend{state}{gaps}")
}

/// Who has the floor, and for how long. The times stay, however long the name is; how many wait is
/// told where there is room `beside` the number of those who are here.
fn floor_line(seen: &Seen<'_>, room: usize, beside: usize) -> String {
    let meeting = seen.meeting;
    let Some(speech) = meeting.speakers.floor() else {
        return match meeting.speakers.waiting.len() {
            0 => String::new(),
            1 => "1 Wortmeldung".to_owned(),
            many => format!("{many} Wortmeldungen"),
        };
    };
    let spoken = wording::minutes(meeting.speech_s(speech, seen.now));
    let limit = meeting.speaking_limit(speech);
    let of_all = limit.is_some_and(|limit| matches!(limit.of, Some(Voice::Faction(_))));
    let limit = limit.map(|limit| format!(" von {}", wording::minutes(limit.seconds)));
    let excess = meeting.excess(speech).map(|excess| match excess.of {
        Voice::Person(_) => format!(" ({}. Beitrag)", excess.number),
        Voice::Faction(_) => format!(" ({}. der Fraktion)", excess.number),
    });
    let who = wording::speaker(meeting, &speech.speaker);
    let times = format!("{} {spoken}{}", excess.unwrap_or_default(), limit.unwrap_or_default());
    let waiting = match meeting.speakers.waiting.len() {
        0 => String::new(),
        many => format!("{many} warten · ").replace("1 warten", "1 wartet"),
    };
    let of_all = if of_all { " (Fraktion)" } else { "" };
    let speaks = format!("{who}{times}{of_all}");
    let versions = [(format!("{waiting}{speaks}"), beside.min(room)), (speaks, room)];
    let fits = |(whole, room): (String, usize)| (text::width(&whole) <= room).then_some(whole);
    let whole = versions.into_iter().find_map(fits);
    whole.unwrap_or_else(|| {
        format!("{}{times}", fit(&who, room.saturating_sub(text::width(&times))))
    })
}

/// Whether the chair may have to say something.
fn over_limit(seen: &Seen<'_>) -> bool {
    seen.meeting.speakers.floor().is_some_and(|speech| {
        seen.meeting.is_over_time(speech, seen.now) || seen.meeting.excess(speech).is_some()
    })
}

/// Paints the keys that matter now, as many as there is room for.
pub fn footer(keys: &[(String, &str)], area: Rect, buf: &mut Buffer, theme: Theme) {
    if area.height == 0 {
        return;
    }
    let inner = inset(area, 1);
    let mut x = inner.x;
    for (key, label) in keys {
        let needed = u16::try_from(text::width(key) + text::width(label) + 1).unwrap_or(u16::MAX);
        if needed > inner.right().saturating_sub(x) {
            continue;
        }
        x += put(buf, x, area.y, inner.right() - x, key, theme.accent());
        x += 1;
        x += put(buf, x, area.y, inner.right().saturating_sub(x), label, theme.text());
        x = x.saturating_add(2);
    }
}

/// Paints a message where the keys stand; the next key takes it away. A long one stands in the last
/// rows of the body: what the status line says must be seen.
pub fn message(text: &str, parts: &Parts, buf: &mut Buffer, theme: Theme) {
    let inner = inset(parts.footer, 1);
    if text::width(text) <= usize::from(inner.width) {
        put(buf, inner.x, inner.y, inner.width, text, theme.strong());
        return;
    }
    let lines = text::printed_lines(text, usize::from(inner.width.max(1)));
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(parts.body.height);
    let top = parts.body.bottom().saturating_sub(rows);
    for (y, line) in (top..parts.body.bottom()).zip(lines) {
        let blank = " ".repeat(usize::from(parts.body.width));
        buf.set_string(parts.body.x, y, &blank, ratatui::style::Style::reset());
        put(buf, inner.x, y, inner.width, text.get(line).unwrap_or_default(), theme.strong());
    }
}

/// What stands in a window too small to work in.
pub fn too_small(area: Rect, asks: bool, buf: &mut Buffer) {
    let (columns, rows) = SMALLEST;
    let text = format!("Das Fenster ist zu klein. Nötig sind {columns}×{rows} Zeichen.");
    put(buf, area.x, area.y, area.width, &text, ratatui::style::Style::new());
    if asks {
        let text = "Eine Frage ist offen: das Fenster vergrößern.";
        put(buf, area.x, area.y.saturating_add(1), area.width, text, ratatui::style::Style::new());
    }
}

/// The sign of a kind of request; none for a Wortmeldung.
#[must_use]
pub fn request_sign(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Contribution => "",
        RequestKind::PointOfOrder => "GO",
        RequestKind::Question => "?",
        RequestKind::Intervention => "!",
        RequestKind::PersonalStatement => "pE",
        RequestKind::Report => "B",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_that_has_no_room_ends_with_a_sentence() {
        let full = "○ NICHT GESICHERT seit 17:00:00, 12 warten: Der Datenträger ist voll.";
        let told = format!("{full} Platz schaffen.");
        assert_eq!(whole_sentences(&told, 100), told);
        assert_eq!(whole_sentences(&told, 78), full);
        assert_eq!(whole_sentences(&told, 20), told);
    }
}
