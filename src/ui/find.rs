//! Searching and replacing: two fields below the text, and what was found.

use super::field::Field;
use super::frame;
use super::list::{inset, put, put_right};
use super::theme::Theme;
use crate::action::Action;
use crate::domain::{AgendaItem, Happening, ItemId, PassageId};
use crate::text::Pattern;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget as _};
use std::ops::Range;

/// The rows that the fields take from the text.
pub const ROWS: u16 = 3;

/// A place where what is searched for stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// In which item.
    pub item: ItemId,
    /// In which paragraph.
    pub passage: PassageId,
    /// Which bytes of it.
    pub range: Range<usize>,
}

/// Lists the places in the paragraphs of an item, in their order.
pub fn hits<'a>(item: &'a AgendaItem, pattern: &'a Pattern) -> impl Iterator<Item = Hit> + 'a {
    let passages = item.record.iter().filter_map(|happening| match happening {
        Happening::Passage(id) => item.passage(*id),
        _ => None,
    });
    passages.flat_map(move |passage| {
        let places = pattern.places(&passage.text);
        places.map(|range| Hit { item: item.id, passage: passage.id, range })
    })
}

/// What the clerk searches for.
#[derive(Debug)]
pub struct Find {
    search: Field,
    replace: Field,
    replacing: bool,
    /// Whether the whole meeting is searched.
    pub whole: bool,
    /// Which of how many places is gone to: "3 von 17".
    pub told: String,
    /// Whether Enter stays at the place that was found, as in vim.
    pub once: bool,
}

/// What an action means while searching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Something else is searched for.
    Search,
    /// Nothing has changed.
    Stay,
    /// Go to the next place.
    Next,
    /// Go to the place before.
    Previous,
    /// Replace this place and go to the next.
    ReplaceOne,
    /// Replace all.
    ReplaceAll,
    /// Enough.
    Close,
}

impl Find {
    /// Begins with what was searched for before.
    #[must_use]
    pub fn new(typed: &str, replacement: &str, whole: bool) -> Self {
        Self {
            search: Field::new("Suchen", typed).marked(),
            replace: Field::new("Ersetzen durch", replacement).marked(),
            replacing: false,
            whole,
            told: String::new(),
            once: false,
        }
    }

    /// What is searched for, as typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        self.search.value()
    }

    /// What shall stand there instead.
    #[must_use]
    pub fn replacement(&self) -> &str {
        self.replace.value()
    }

    /// Takes typed text.
    pub fn insert(&mut self, typed: &str) -> Wish {
        if self.replacing {
            self.replace.insert(typed);
            return Wish::Stay;
        }
        self.search.insert(typed);
        Wish::Search
    }

    /// Takes an action. `None`: it means nothing here.
    pub fn perform(&mut self, action: Action) -> Option<Wish> {
        Some(match action {
            Action::Cancel => Wish::Close,
            Action::Confirm | Action::NewPassage if self.replacing => Wish::ReplaceOne,
            Action::Confirm | Action::NewPassage if self.once => Wish::Close,
            Action::Confirm | Action::NewPassage => Wish::Next,
            Action::CursorDown | Action::SearchNext => Wish::Next,
            Action::CursorUp | Action::SearchPrevious => Wish::Previous,
            Action::ReplaceAll if self.replacing => Wish::ReplaceAll,
            // By what is seen before it is done.
            Action::ReplaceAll => {
                self.replacing = true;
                Wish::Stay
            }
            Action::SearchScope => {
                self.whole = !self.whole;
                Wish::Search
            }
            Action::NextField | Action::PreviousField | Action::Complete | Action::Search => {
                self.replacing = !self.replacing;
                Wish::Stay
            }
            _ if self.replacing => {
                self.replace.perform(action)?;
                Wish::Stay
            }
            _ => {
                let before = self.typed().to_owned();
                self.search.perform(action)?;
                if before == self.typed() { Wish::Stay } else { Wish::Search }
            }
        })
    }

    /// Paints it in the last rows of the body. Returns where the cursor stands.
    pub fn draw(&self, body: Rect, buf: &mut Buffer, theme: Theme) -> Option<Position> {
        let rows = ROWS.min(body.height);
        let area = Rect { y: body.bottom() - rows, height: rows, ..body };
        Clear.render(area, buf);
        let scope = if self.whole { "in der ganzen Sitzung" } else { "in diesem TOP" };
        frame::rule(&format!("Suchen {scope}"), &self.told, Rect { height: 1, ..area }, buf, theme);
        let inner = inset(area, 2);
        let search = if self.once {
            "Eingabe: hierher · ↓ weiter"
        } else {
            "Eingabe weiter, ↑ zurück"
        };
        let hints = [search, "Eingabe ersetzt diese Stelle"];
        let mut cursor = None;
        let fields = [(&self.search, false), (&self.replace, true)];
        for (((field, replacing), hint), y) in fields.into_iter().zip(hints).zip(area.y + 1..) {
            if y >= area.bottom() {
                break;
            }
            let here = replacing == self.replacing;
            if here {
                put(buf, inner.x.saturating_sub(1), y, 1, "▸", theme.accent());
                put_right(buf, inner.right(), y, inner.width / 2, hint, theme.quiet());
            }
            put(buf, inner.x, y, 15, &field.label, theme.quiet());
            let x = inner.x + 16;
            let width = inner.right().saturating_sub(x).saturating_sub(30);
            let place = field.draw(Rect { x, y, width, height: 1 }, buf, theme);
            if here {
                cursor = Some(place);
            }
        }
        cursor
    }
}
