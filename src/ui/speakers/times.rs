//! Redezeiten: who spoke how often and for how long.

use crate::domain::{Meeting, OrganizationId, Speaker, Speech};
use crate::ui::Seen;
use crate::ui::list::{put, put_right};
use crate::ui::theme::Theme;
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Speaking times of the item by person, and of the meeting by Fraktion.
pub(super) fn draw(seen: &Seen<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
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
        put_right(buf, area.right(), y, 6, &wording::minutes(*seconds), theme.text());
    }
}
