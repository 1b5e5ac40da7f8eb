//! Tagesordnung: the items, which is on, what came of them.

use super::list::{Chosen, inset, mark, put, put_right, top};
use super::theme::Theme;
use super::{Ask, Reply, Screen, Seen};
use crate::action::Action;
use crate::domain::{AgendaItem, Command, Happening, ItemId, ItemPart, Meeting, suggest};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The agenda.
#[derive(Debug, Default)]
pub struct AgendaScreen {
    chosen: Chosen,
}

impl AgendaScreen {
    /// Chooses an item.
    pub fn choose(&mut self, meeting: &Meeting, item: ItemId) {
        if let Some(at) = meeting.agenda.iter().position(|other| other.id == item) {
            self.chosen = Chosen(at);
        }
    }

    /// The row that is chosen, for the place to resume at.
    pub fn chosen(&mut self) -> &mut Chosen {
        &mut self.chosen
    }

    /// The item that is chosen.
    #[must_use]
    pub fn item<'a>(&self, meeting: &'a Meeting) -> Option<&'a AgendaItem> {
        self.chosen.within(meeting.agenda.len()).and_then(|at| meeting.agenda.get(at))
    }

    /// Takes an action.
    pub fn perform(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
        let meeting = seen.meeting;
        if self.chosen.step(action, meeting.agenda.len()) {
            return Reply::Done;
        }
        let chosen = self.item(meeting);
        if action == Action::InsertItem {
            return Reply::Ask(Ask::NewItem(chosen.map(|item| item.id)));
        }
        let Some(item) = chosen else { return Reply::Ignored };
        match action {
            Action::CallItem | Action::Confirm => call(meeting, item),
            Action::WithdrawItem => {
                let withdrawn = item.withdrawn.is_none();
                Reply::Commit(Command::WithdrawItem { item: item.id, withdrawn })
            }
            Action::MoveItemUp | Action::MoveItemDown => {
                let up = action == Action::MoveItemUp;
                Reply::Commit(Command::MoveItem { item: item.id, up })
            }
            Action::PlaceItem => Reply::Ask(Ask::PlaceItem(item.id)),
            Action::JoinItem => {
                let joined = item.joined.is_none();
                Reply::Commit(Command::JoinItem { item: item.id, joined })
            }
            Action::TogglePublic => {
                let part = ItemPart { public: !item.public, ..part_of(item) };
                Reply::Commit(Command::ReviseItem { item: item.id, part })
            }
            Action::EditField => Reply::Ask(Ask::EditItem(item.id)),
            Action::ShowPaper => Reply::Paper(item.id),
            Action::SetResult => Reply::Ask(Ask::Result(item.id)),
            Action::AcceptResult => match suggest(meeting, item.id) {
                Some(suggestion) => Reply::Commit(Command::SetResult {
                    item: item.id,
                    result: Some(suggestion.text),
                }),
                None => Reply::Say(format!("Zu {} folgt kein Ergebnis.", item.label())),
            },
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
        let agenda = &seen.meeting.agenda;
        if agenda.is_empty() {
            let hint = "Noch keine Tagesordnungspunkte. Der erste lässt sich hier einfügen.";
            put(buf, area.x + 2, area.y + 1, area.width.saturating_sub(4), hint, theme.quiet());
            return None;
        }
        let chosen = self.chosen.within(agenda.len()).unwrap_or(0);
        let first = top(chosen, agenda.len(), usize::from(area.height));
        let numbers = number_width(seen.meeting);
        let mut cursor = None;
        let rows = (area.y..area.bottom()).zip(agenda.iter().enumerate().skip(first));
        for (y, (index, item)) in rows {
            draw_row(seen, item, numbers, Rect { y, height: 1, ..inset(area, 1) }, buf, theme);
            mark(buf, area, y, index == chosen, theme);
            if index == chosen {
                cursor = Some(Position::new(area.x, y));
            }
        }
        cursor
    }
}

/// What an agenda file would say of an item.
#[must_use]
pub fn part_of(item: &AgendaItem) -> ItemPart {
    ItemPart {
        number: item.number.clone(),
        name: item.name.clone(),
        public: item.public,
        paper: item.paper,
        attachments: item.attachments.clone(),
    }
}

/// Calls an item, or goes back to one that has been called: a jump is no second call.
fn call(meeting: &Meeting, item: &AgendaItem) -> Reply {
    if meeting.was_called(item) || item.withdrawn.is_some() || meeting.end.is_some() {
        return Reply::Look(item.id, Screen::Minutes);
    }
    Reply::CommitAndShow(Command::CallItem(item.id), Screen::Minutes)
}

fn number_width(meeting: &Meeting) -> u16 {
    let widest = meeting.agenda.iter().map(|item| text::width(&item.number) + item.depth() * 2);
    u16::try_from(widest.max().unwrap_or(0).clamp(2, 14)).unwrap_or(2)
}

/// One row: whether it is on, number, title, paper, result.
fn draw_row(
    seen: &Seen<'_>,
    item: &AgendaItem,
    numbers: u16,
    row: Rect,
    buf: &mut Buffer,
    theme: Theme,
) {
    let style = match item {
        item if seen.meeting.is_debated(item) => theme.accent(),
        item if item.withdrawn.is_some() => theme.quiet(),
        _ => theme.text(),
    };
    put(buf, row.x + 1, row.y, 1, sign(seen.meeting, item), style);
    let indent = u16::try_from(item.depth() * 2).unwrap_or(0).min(numbers);
    put(buf, row.x + 3 + indent, row.y, numbers, &item.number, style);
    let closed = if item.public { "" } else { "nö " };
    let result = outcome_of(item);
    let lead = item.joined.and_then(|lead| seen.meeting.item(lead));
    let right = if let Some(lead) = lead.filter(|_| result.is_empty()) {
        format!("mit {}", lead.label())
    } else if result.is_empty() {
        seen.meeting.paper_of(item.id).map_or_else(String::new, |paper| paper.reference.clone())
    } else {
        result
    };
    let right_width = if row.width < 70 { 18 } else { 28 };
    let shown = text::width(&right).min(right_width);
    let taken = u16::try_from(shown).unwrap_or(0);
    let style_right = if item.result.is_some() { theme.text() } else { theme.quiet() };
    put_right(buf, row.right(), row.y, taken, &right, style_right);
    let x = row.x + 3 + numbers + 2;
    let room = row.right().saturating_sub(x + taken + 2);
    let used = put(buf, x, row.y, room, closed, theme.strong());
    put(buf, x + used, row.y, room.saturating_sub(used), &item.name, style);
}

/// The agenda beside the prose: numbers and titles around the item that is looked at.
pub fn draw_beside(seen: &Seen<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
    let agenda = &seen.meeting.agenda;
    let at = agenda.iter().position(|item| Some(item.id) == seen.item).unwrap_or(0);
    let first = top(at, agenda.len(), usize::from(area.height));
    let edge = area.right().saturating_sub(1);
    for y in area.top()..area.bottom() {
        put(buf, edge, y, 1, "│", theme.quiet());
    }
    for (y, item) in (area.y..area.bottom()).zip(agenda.iter().skip(first)) {
        let looked_at = Some(item.id) == seen.item;
        let style = if looked_at { theme.accent() } else { theme.text() };
        put(buf, area.x + 1, y, 1, if looked_at { "▸" } else { sign(seen.meeting, item) }, style);
        let number = format!("{} ", item.number);
        let used = put(buf, area.x + 3, y, 9, &number, style);
        let room = edge.saturating_sub(area.x + 3 + used + 1);
        put(buf, area.x + 3 + used, y, room, &item.name, style);
    }
}

/// Whether an item is on, done or struck.
fn sign(meeting: &Meeting, item: &AgendaItem) -> &'static str {
    match item {
        item if meeting.is_debated(item) => "●",
        item if item.withdrawn.is_some() => "×",
        // What was decided en bloc was not called, and is done all the same.
        item if meeting.was_called(item) || voted(item) => "✓",
        _ => " ",
    }
}

fn voted(item: &AgendaItem) -> bool {
    item.record.iter().any(|happening| matches!(happening, Happening::Vote(_)))
}

fn outcome_of(item: &AgendaItem) -> String {
    match (&item.result, item.withdrawn) {
        (Some(result), _) => result.text.clone(),
        (None, Some(_)) => "abgesetzt".to_owned(),
        (None, None) => String::new(),
    }
}
