//! The page of an item: its record as blocks, and where they stand in the window.

use super::Fresh;
use crate::domain::{AgendaItem, Happening, ItemId, Meeting, PassageId, PassageKind, RecordPlace};
use crate::text::{Block, BlockKey};
use crate::ui::Seen;
use crate::wording;
use ratatui::layout::Rect;

/// The widest line of prose that is comfortable to read.
const MEASURE: u16 = 90;
/// Keys of blocks that tell a fact begin here; below are the numbers of passages.
const FACTS: u64 = 1 << 40;

/// What stands before the first row of a passage.
pub(super) fn sign(kind: Option<&PassageKind>) -> &'static str {
    match kind {
        Some(PassageKind::Speech { .. }) => "›",
        Some(PassageKind::Interjection) => "!",
        Some(PassageKind::Remark) => "¶",
        None => " ",
    }
}

pub(super) struct Columns {
    pub(super) agenda: Option<Rect>,
    pub(super) text: Rect,
    pub(super) speakers: Option<Rect>,
}

/// Cuts the body: the prose alone, or with agenda and speaker list beside it.
pub(super) fn columns(area: Rect) -> Columns {
    let prose = |x: u16, width: u16| {
        let room = width.saturating_sub(4);
        let measure = room.min(MEASURE);
        Rect { x: x + 2 + 1.min(width), width: measure, ..area }
    };
    if area.width < 120 {
        return Columns { agenda: None, text: prose(area.x, area.width), speakers: None };
    }
    // The prose has what it can use; agenda and speaker list share the rest.
    let rest = area.width.saturating_sub(MEASURE + 5).max(54);
    let speakers = (rest / 5 * 2).clamp(26, 44);
    let beside = (rest - speakers).min(64);
    let middle = area.width - beside - speakers;
    Columns {
        agenda: Some(Rect { width: beside, ..area }),
        text: prose(area.x + beside, middle),
        speakers: Some(Rect { x: area.right() - speakers, width: speakers, ..area }),
    }
}

pub(super) fn blocks_of(meeting: &Meeting, item: &AgendaItem) -> (Vec<Block>, Option<Fresh>) {
    let mut blocks = Vec::with_capacity(item.record.len() + 1);
    for happening in &item.record {
        match happening {
            Happening::Passage(id) => {
                if let Some(passage) = item.passage(*id) {
                    let key = BlockKey(u64::from(id.0));
                    blocks.push(Block { key, text: passage.text.clone(), fixed: false });
                }
            }
            other => {
                if let Some(text) = wording::fact(meeting, item, *other) {
                    blocks.push(Block { key: fact_key(*other), text, fixed: true });
                }
            }
        }
    }
    if blocks.last().is_some_and(|block| !block.fixed) {
        return (blocks, None);
    }
    let passage = PassageId(meeting.next_id());
    let key = BlockKey(u64::from(passage.0));
    blocks.push(Block { key, text: String::new(), fixed: false });
    (blocks, Some(Fresh { passage, place: RecordPlace::End, kind: PassageKind::Remark }))
}

pub(super) fn fact_key(happening: Happening) -> BlockKey {
    let (kind, id) = match happening {
        Happening::Passage(id) => return BlockKey(u64::from(id.0)),
        Happening::Motion(id) => (1, id.0),
        Happening::Vote(id) => (2, id.0),
        Happening::Recess(id) => (3, id.0),
        Happening::Movement(id) => (4, id.0),
        Happening::Adopted(id) => (5, id.0),
        Happening::Handover(number) => (6, number),
        Happening::Election(id) => (7, id.0),
        Happening::Quorum(id) => (8, id.0),
        Happening::Closing(id) => (9, id.0),
    };
    BlockKey(FACTS * kind + u64::from(id))
}

pub(super) fn happening_at(
    seen: &Seen<'_>,
    item: Option<ItemId>,
    key: BlockKey,
) -> Option<Happening> {
    let item = seen.meeting.item(item?)?;
    item.record.iter().copied().find(|happening| fact_key(*happening) == key)
}

pub(super) fn passage_of(key: BlockKey) -> Option<PassageId> {
    u32::try_from(key.0).ok().map(PassageId)
}
