//! Ausgabe: what the minutes look like, and writing them.

use super::list::{Chosen, inset, mark, put, top};
use super::theme::Theme;
use super::{Effect, Reply, Seen};
use crate::action::Action;
use crate::domain::{ItemId, Meeting};
use crate::export::{self, Part};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Everything: both parts of the Niederschrift and every Auszug.
    Everything,
    /// The Niederschrift, one part of it.
    Minutes(Part),
    /// The Auszug of an item.
    Extract(ItemId),
}

/// Preview and export.
#[derive(Debug, Default)]
pub struct ExportScreen {
    chosen: Chosen,
    lines: Vec<String>,
    row: usize,
    reading: bool,
}

impl ExportScreen {
    /// The row that is chosen, for the place to resume at.
    pub fn chosen(&mut self) -> &mut Chosen {
        &mut self.chosen
    }

    /// Makes the preview anew: the meeting has changed, or something else was chosen.
    pub fn show(&mut self, meeting: &Meeting) {
        let text = match self.choice(meeting) {
            Choice::Everything | Choice::Minutes(Part::Public) => {
                export::minutes(meeting, Part::Public)
            }
            Choice::Minutes(part) => export::minutes(meeting, part),
            Choice::Extract(item) => export::extract(meeting, item, Part::All).unwrap_or_default(),
        };
        self.lines = text.lines().map(str::to_owned).collect();
    }

    /// Chooses the Auszug of an item.
    pub fn choose(&mut self, meeting: &Meeting, item: ItemId) {
        let at = choices(meeting).iter().position(|other| *other == Choice::Extract(item));
        self.chosen = Chosen(at.unwrap_or(0));
        self.row = 0;
        self.show(meeting);
    }

    fn choice(&self, meeting: &Meeting) -> Choice {
        let choices = choices(meeting);
        let chosen = self.chosen.within(choices.len()).and_then(|at| choices.get(at));
        chosen.copied().unwrap_or(Choice::Everything)
    }

    /// Takes an action.
    pub fn perform(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
        let meeting = seen.meeting;
        match action {
            Action::CursorPageDown => self.row += 15,
            Action::CursorPageUp => self.row = self.row.saturating_sub(15),
            Action::CursorRight => self.reading = true,
            Action::CursorLeft | Action::Cancel if self.reading => self.reading = false,
            Action::CursorDown if self.reading => self.row += 1,
            Action::CursorUp if self.reading => self.row = self.row.saturating_sub(1),
            Action::Export | Action::Confirm => {
                let choice = self.choice(meeting);
                return Reply::Outside(Effect::Export { choice, anyway: false });
            }
            Action::CopyExtract => return copy(meeting, self.choice(meeting)),
            _ => {
                if !self.chosen.step(action, choices(meeting).len()) {
                    return Reply::Ignored;
                }
                self.row = 0;
                self.show(meeting);
            }
        }
        // Not beyond the end, however often one pages on.
        self.row = self.row.min(self.lines.len().saturating_sub(5));
        Reply::Done
    }

    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let choices = choices(seen.meeting);
        let chosen = self.chosen.within(choices.len())?;
        let beside = area.width >= 110;
        let list = if beside {
            Rect { width: area.width.saturating_sub(78).min(46), ..area }
        } else {
            Rect { height: (area.height / 3).max(1).min(area.height), ..area }
        };
        let first = top(chosen, choices.len(), usize::from(list.height));
        let mut cursor = None;
        for (y, (index, choice)) in
            (list.y..list.bottom()).zip(choices.iter().enumerate().skip(first))
        {
            let row = inset(list, 1);
            let label = label(seen.meeting, *choice);
            put(buf, row.x + 1, y, row.width.saturating_sub(1), &label, theme.text());
            mark(buf, list, y, index == chosen && !self.reading, theme);
            if index == chosen {
                put(buf, list.x, y, 1, "▸", theme.accent());
                cursor = Some(Position::new(list.x, y));
            }
        }
        let page = if beside {
            let x = list.right() + 2;
            Rect { x, width: area.right().saturating_sub(x), ..area }
        } else {
            let rule = Rect { y: list.bottom(), height: 1, ..area };
            super::frame::rule("Vorschau", "Bild↑ Bild↓ blättert", rule, buf, theme);
            let y = list.bottom() + 1;
            Rect { y, height: area.bottom().saturating_sub(y), ..inset(area, 2) }
        };
        for (y, line) in (page.y..page.bottom()).zip(self.lines.iter().skip(self.row)) {
            put(buf, page.x, y, page.width, line, theme.text());
        }
        if self.reading { Some(Position::new(page.x, page.y)) } else { cursor }
    }
}

/// Everything that can be written, in order.
fn choices(meeting: &Meeting) -> Vec<Choice> {
    let mut choices = vec![Choice::Everything, Choice::Minutes(Part::Public)];
    if meeting.agenda.iter().any(|item| !item.public) {
        choices.push(Choice::Minutes(Part::NonPublic));
    }
    choices.extend(meeting.agenda.iter().map(|item| Choice::Extract(item.id)));
    choices
}

fn label(meeting: &Meeting, choice: Choice) -> String {
    match choice {
        Choice::Everything => "Alles: Niederschrift und alle Auszüge".to_owned(),
        Choice::Minutes(Part::Public) => "Niederschrift, öffentlicher Teil".to_owned(),
        Choice::Minutes(Part::NonPublic) => "Niederschrift, nichtöffentlicher Teil".to_owned(),
        Choice::Minutes(Part::All) => "Niederschrift, beide Teile".to_owned(),
        Choice::Extract(item) => meeting.item(item).map_or_else(String::new, |item| {
            let mark = if item.public { "" } else { "nö " };
            format!("Auszug {mark}{}  {}", item.number, item.name)
        }),
    }
}

/// The text of the chosen Auszug for the clipboard.
fn copy(meeting: &Meeting, choice: Choice) -> Reply {
    let item = match choice {
        Choice::Extract(item) => Some(item),
        Choice::Everything | Choice::Minutes(_) => None,
    };
    let Some(item) = item.and_then(|item| meeting.item(item)) else {
        return Reply::Say(
            "Erst einen Auszug wählen: kopiert wird einer nach dem anderen.".to_owned(),
        );
    };
    let Some(text) = export::extract(meeting, item.id, Part::All) else {
        return Reply::Say(format!("Zu {} gibt es keinen Auszug.", item.label()));
    };
    let copy = Effect::Copy { text, what: format!("Auszug {}", item.label()) };
    if item.public { Reply::Outside(copy) } else { Reply::Ask(super::Ask::CopyNonPublic(copy)) }
}
