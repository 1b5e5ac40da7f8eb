//! Sitzungen: the list of meetings, from which one is opened.

use super::list::{Chosen, inset, mark, put, put_right, top};
use super::theme::Theme;
use super::{Effect, Reply};
use crate::action::Action;
use crate::domain::MeetingState;
use crate::text;
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A meeting as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What opens it.
    pub id: String,
    /// Gremium and Bezeichnung; or what is wrong with it.
    pub name: String,
    /// "09.03.2027", or empty.
    pub date: String,
    /// Where it stands; `None`: it cannot be read.
    pub state: Option<MeetingState>,
    /// Number of items.
    pub items: usize,
}

/// The list of meetings.
#[derive(Debug, Default)]
pub struct MeetingsScreen {
    meetings: Vec<Listed>,
    chosen: Chosen,
    typed: String,
}

impl MeetingsScreen {
    /// Shows these.
    pub fn show(&mut self, meetings: Vec<Listed>) {
        self.meetings = meetings;
        self.chosen = Chosen::default();
    }

    /// Takes typed text: the list shows what fits it.
    pub fn insert(&mut self, typed: &str) {
        self.typed.push_str(typed);
        self.chosen = Chosen::default();
    }

    fn shown(&self) -> Vec<&Listed> {
        let typed = text::fold(&self.typed);
        let fits = |meeting: &&Listed| {
            let all = format!("{} {} {}", meeting.name, meeting.date, meeting.id);
            text::fold(&all).contains(&typed)
        };
        self.meetings.iter().filter(fits).collect()
    }

    /// Takes an action.
    pub fn perform(&mut self, action: Action) -> Reply {
        let shown = self.shown();
        let length = shown.len();
        let chosen = self.chosen.within(length).and_then(|at| shown.get(at));
        let running = self.meetings.iter().find(|meeting| {
            matches!(meeting.state, Some(MeetingState::Running | MeetingState::Interrupted))
        });
        match action {
            Action::OpenMeeting | Action::Confirm => chosen
                .map_or(Reply::Ignored, |meeting| Reply::Outside(Effect::Open(meeting.id.clone()))),
            Action::ResumeMeeting => match running {
                Some(meeting) => Reply::Outside(Effect::Open(meeting.id.clone())),
                None => Reply::Say("Keine Sitzung läuft.".to_owned()),
            },
            Action::NewMeeting => Reply::Ask(super::Ask::NewMeeting),
            Action::ImportMeeting => Reply::Ask(super::Ask::Import),
            Action::DeleteBack => {
                self.typed.truncate(text::grapheme::previous(&self.typed, self.typed.len()));
                Reply::Done
            }
            Action::Cancel => {
                self.typed.clear();
                Reply::Done
            }
            _ if self.chosen.step(action, length) => Reply::Done,
            _ => Reply::Ignored,
        }
    }

    /// Paints what is searched for, if anything is, and gives what is left below it.
    fn draw_search(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> (Rect, Option<Position>) {
        if self.typed.is_empty() || area.height < 2 {
            return (area, None);
        }
        let used = put(buf, area.x + 1, area.y, area.width, "Suche: ", theme.quiet());
        let x = area.x + 1 + used;
        let room = area.right().saturating_sub(x + 1);
        let end = x + put(buf, x, area.y, room, &self.typed, theme.strong());
        let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
        (below, Some(Position::new(end, area.y)))
    }

    /// Paints it. Returns where the cursor stands.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Option<Position> {
        let (area, field) = self.draw_search(area, buf, theme);
        let shown = self.shown();
        if shown.is_empty() {
            let lines = if self.meetings.is_empty() {
                [
                    "Noch keine Sitzung.",
                    "Eine Tagesordnung einlesen oder eine neue Sitzung anlegen.",
                    "Zum Kennenlernen: wortlaut ueben",
                ]
            } else {
                ["Keine Sitzung passt dazu.", "", ""]
            };
            for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
                put(buf, area.x + 2, y, area.width.saturating_sub(4), line, theme.quiet());
            }
            return field;
        }
        let chosen = self.chosen.within(shown.len()).unwrap_or(0);
        let first = top(chosen, shown.len(), usize::from(area.height));
        let mut cursor = None;
        for (y, (index, meeting)) in
            (area.y..area.bottom()).zip(shown.iter().enumerate().skip(first))
        {
            let row = inset(area, 1);
            put(buf, row.x + 1, y, 10, &meeting.date, theme.text());
            let state = meeting.state.map_or("unlesbar", wording::meeting_state);
            let items = match meeting.state {
                Some(_) => format!("{} TOP", meeting.items),
                None => String::new(),
            };
            let right = format!("{items}   {state:<13}");
            put_right(buf, row.right(), y, 24, &right, theme.text());
            let room = row.width.saturating_sub(38);
            put(buf, row.x + 13, y, room, &meeting.name, theme.text());
            mark(buf, area, y, index == chosen, theme);
            if index == chosen {
                cursor = Some(Position::new(area.x, y));
            }
        }
        cursor
    }
}
