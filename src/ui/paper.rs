//! The Vorlage of an item: what it is about, the way it takes, where it comes from.

use super::theme::Theme;
use super::window::{border, flow, window};
use crate::action::Action;
use crate::domain::{ItemId, Meeting, Paper};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::{buffer::Buffer, widgets::Clear, widgets::Widget as _};

/// A paper that is being read.
#[derive(Debug)]
pub struct PaperView {
    item: ItemId,
    row: usize,
}

impl PaperView {
    /// Opens the paper of an item.
    #[must_use]
    pub fn new(item: ItemId) -> Self {
        Self { item, row: 0 }
    }

    /// Takes an action. Tells whether the paper stays open.
    pub fn perform(&mut self, action: Action) -> bool {
        match action {
            Action::CursorUp => self.row = self.row.saturating_sub(1),
            Action::CursorDown => self.row += 1,
            Action::CursorPageUp => self.row = self.row.saturating_sub(10),
            Action::CursorPageDown => self.row += 10,
            Action::CursorFirst => self.row = 0,
            Action::Cancel | Action::Confirm | Action::ShowPaper => return false,
            _ => {}
        }
        true
    }

    /// Paints it over the body.
    pub fn draw(
        &self,
        meeting: &Meeting,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let paper = meeting.paper_of(self.item)?;
        let area = window(area, 90, area.height);
        Clear.render(area, buf);
        border(&format!("Vorlage {}", paper.reference), area, buf, theme);
        let inner = Rect {
            x: area.x + 2.min(area.width),
            y: area.y + 1.min(area.height),
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        };
        let lines = lines(meeting, self.item, paper, theme);
        // Not beyond the last page, however often one pages on.
        let mut scratch = Buffer::empty(Rect::new(0, 0, 0, 0));
        let all = flow(&lines, 0, Rect { height: 0, ..inner }, &mut scratch);
        let skip = self.row.min(all.saturating_sub(usize::from(inner.height)));
        flow(&lines, skip, inner, buf);
        Some(Position::new(inner.x, inner.y))
    }
}

fn lines(meeting: &Meeting, item: ItemId, paper: &Paper, theme: Theme) -> Vec<(String, Style)> {
    let fields = facts(paper).into_iter().filter(|(_, value)| !value.is_empty());
    let mut lines: Vec<_> =
        fields.map(|(label, value)| (format!("{label:<18}{value}"), theme.text())).collect();
    let heading = |lines: &mut Vec<(String, Style)>, text: &str| {
        lines.push((String::new(), theme.text()));
        lines.push((text.to_owned(), theme.strong()));
    };
    heading(&mut lines, "Beratungsfolge");
    for line in meeting.consultations(item) {
        let date = line
            .date
            .map_or_else(|| "offen".to_owned(), |date| date.format("%d.%m.%Y").to_string());
        let parts = [date, line.organization, line.role, line.state, line.result];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        lines.push((parts.join("  ·  "), theme.text()));
    }
    if !paper.relations.is_empty() {
        heading(&mut lines, "Stammbaum");
        for relation in &paper.relations {
            let parts = [&relation.reference, &relation.name, &relation.lead, &relation.paper_type];
            let parts: Vec<_> =
                parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
            lines.push((parts.join("  ·  "), theme.text()));
        }
    }
    if !paper.attachments.is_empty() {
        heading(&mut lines, "Anlagen");
        lines.extend(paper.attachments.iter().map(|name| (format!("– {name}"), theme.text())));
    }
    for (title, text) in
        [("Beschlussvorschlag", &paper.resolution_text), ("Sachverhalt", &paper.facts)]
    {
        if !text.is_empty() {
            heading(&mut lines, title);
            lines.extend(text.split('\n').map(|line| (line.to_owned(), theme.text())));
        }
    }
    lines
}

/// What the paper says of itself, by name.
fn facts(paper: &Paper) -> [(&'static str, String); 9] {
    let publicity = if paper.public { "öffentlich" } else { "nichtöffentlich" };
    let status = if paper.state.is_empty() {
        publicity.to_owned()
    } else {
        format!("{publicity} ({})", paper.state)
    };
    let above = paper.relations.iter().filter(|relation| relation.superordinated);
    let above: Vec<_> = above.map(|relation| relation.reference.as_str()).collect();
    [
        ("Betreff", paper.name.clone()),
        ("Vorlage-Art", paper.paper_type.clone()),
        ("Status", status),
        ("Verfasser/in", paper.author.clone()),
        ("Einreicher", paper.originator.clone()),
        ("Federführend", paper.lead.clone()),
        ("Beteiligt", paper.participating.join("; ")),
        ("Bearbeiter/in", paper.clerk_in_charge.clone()),
        ("Bezüglich", above.join(", ")),
    ]
}

/// What stands in the title of a screen about the paper of an item.
#[must_use]
pub fn short(meeting: &Meeting, item: ItemId) -> String {
    meeting.paper_of(item).map_or_else(String::new, |paper| paper.reference.clone())
}
