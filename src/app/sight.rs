//! What of the picture a key can have changed: while one types, a few rows.

use super::App;
use crate::domain::ItemId;
use crate::journal::Seq;
use crate::text::{Layout, Reach};
use crate::ui::{Screen, frame};
use ratatui::layout::Rect;
use std::ops::Range;

/// What has to be painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// Everything.
    All,
    /// These rows of the window, and no others.
    Rows(Range<u16>),
}

/// All that the picture depends on but for the text of the paragraph that is being written. As
/// long as it stays the same, only the rows of that paragraph can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sight {
    area: Rect,
    item: ItemId,
    entry: Seq,
    gaps: usize,
    mode: &'static str,
    minute: i64,
    layout: Layout,
}

impl App {
    /// What the picture depends on, where writing changes little of it; and the rows that it
    /// reaches.
    pub(super) fn sight(&self) -> Option<(Sight, Reach)> {
        let desk = self.desk.as_ref().filter(|desk| desk.screen == Screen::Minutes)?;
        let quiet = self.overlay.is_none() && self.notice.is_none() && self.pending.is_empty();
        if !quiet || self.garbled > 0 || self.too_small() {
            return None;
        }
        let (layout, reach) = desk.minutes.layout()?;
        let sight = Sight {
            area: self.area,
            item: desk.item?,
            entry: desk.session.last(),
            gaps: desk.gaps(),
            mode: desk.mode(),
            minute: self.now.timestamp().div_euclid(60),
            layout,
        };
        Some((sight, reach))
    }

    /// Notes what an input has changed, by what was in sight before it.
    pub(super) fn note_damage(&mut self, before: Option<(Sight, Reach)>) {
        let damage = match (before, self.sight()) {
            (Some((old, from)), Some((new, to))) if old == new => {
                let (rows, body) = (from.until(&to), frame::parts(self.area).body);
                Damage::Rows(body.y + rows.start..(body.y + rows.end).min(body.bottom()))
            }
            _ => Damage::All,
        };
        self.damage(damage);
    }

    pub(super) fn damage(&mut self, more: Damage) {
        self.damaged = Some(match (self.damaged.take(), more) {
            (None, more) => more,
            (Some(Damage::Rows(a)), Damage::Rows(b)) => {
                Damage::Rows(a.start.min(b.start)..a.end.max(b.end))
            }
            _ => Damage::All,
        });
    }
}
