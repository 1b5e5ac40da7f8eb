//! The blocks of a text and, for those near the view, the rows they fill.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::grapheme;
use crate::text::wrap::{Change, Wrapped};

/// Names a block for as long as it lives; the caller chooses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockKey(pub u64);

/// A paragraph of its own: a passage of the minutes, or a fixed line that follows a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its name; no two blocks of an editor share one.
    pub key: BlockKey,
    /// Its text, without line breaks.
    pub text: String,
    /// Whether it cannot be edited.
    pub fixed: bool,
}

/// A visual row: the row-th of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) block: usize,
    pub(super) row: usize,
}

/// The blocks with their rows, wrapped only where someone asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    blocks: Vec<Block>,
    /// One for each block, empty until the block is needed.
    wraps: Vec<Option<Wrapped>>,
    width: usize,
    total: usize,
    /// The bytes before each of the first blocks, as far as they were asked for.
    before: Vec<usize>,
}

impl Page {
    pub(super) fn new(blocks: Vec<Block>, width: usize) -> Self {
        let wraps = blocks.iter().map(|_| None).collect();
        let total = blocks.iter().map(weight).sum();
        Self { blocks, wraps, width, total, before: Vec::new() }
    }

    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub(super) fn text(&self, block: usize) -> &str {
        self.blocks.get(block).map_or("", |block| block.text.as_str())
    }

    pub(super) fn set_width(&mut self, width: usize) {
        if width != self.width {
            self.width = width;
            self.wraps.fill(None);
        }
    }

    /// Takes over newer blocks; rows are kept for each block whose text is the same.
    pub(super) fn renew(&mut self, blocks: Vec<Block>) {
        let old = std::mem::replace(self, Self::new(blocks, self.width));
        let mut known: HashMap<BlockKey, (String, Wrapped)> = old
            .blocks
            .into_iter()
            .zip(old.wraps)
            .filter_map(|(block, wrapped)| Some((block.key, (block.text, wrapped?))))
            .collect();
        for (block, slot) in self.blocks.iter().zip(&mut self.wraps) {
            if let Some((text, wrapped)) = known.remove(&block.key) {
                *slot = (text == block.text).then_some(wrapped);
            }
        }
    }

    /// Replaces part of a block's text. The range lies on character borders.
    pub(super) fn replace(&mut self, block: usize, range: Range<usize>, new: &str) {
        let Some(found) = self.blocks.get_mut(block) else { return };
        let change = Change { start: range.start, removed: range.len(), inserted: new.len() };
        self.total = self.total - change.removed + change.inserted;
        self.before.truncate(block + 1);
        found.text.replace_range(range, new);
        if let Some(Some(wrapped)) = self.wraps.get_mut(block) {
            wrapped.update(&found.text, change);
        }
    }

    pub(super) fn insert(&mut self, at: usize, block: Block) {
        let at = at.min(self.blocks.len());
        self.total += weight(&block);
        self.before.truncate(at + 1);
        self.blocks.insert(at, block);
        self.wraps.insert(at, None);
    }

    pub(super) fn remove(&mut self, at: usize) -> Option<Block> {
        if at >= self.blocks.len() {
            return None;
        }
        let block = self.blocks.remove(at);
        self.wraps.remove(at);
        self.total -= weight(&block);
        self.before.truncate(at + 1);
        Some(block)
    }

    /// Wraps a block if need be and gives the number of its rows; 0 if there is no such block.
    pub(super) fn rows_of(&mut self, block: usize) -> usize {
        let Some(slot) = self.wraps.get_mut(block) else { return 0 };
        let text = self.blocks.get(block).map_or("", |block| block.text.as_str());
        slot.get_or_insert_with(|| Wrapped::new(text, self.width)).rows()
    }

    /// The rows of a block, if it is wrapped.
    pub(super) fn wrapped(&self, block: usize) -> Option<&Wrapped> {
        self.wraps.get(block)?.as_ref()
    }

    /// The bytes a row covers in its block; empty if the block is not wrapped.
    pub(super) fn range(&self, place: Place) -> Range<usize> {
        self.wrapped(place.block).map_or(0..0, |wrapped| wrapped.range(place.row))
    }

    /// Tells whether a row is the last of its block.
    pub(super) fn is_last(&self, place: Place) -> bool {
        self.wrapped(place.block).is_none_or(|wrapped| place.row + 1 >= wrapped.rows())
    }

    /// The row an offset lies in.
    pub(super) fn place_of(&mut self, block: usize, byte: usize) -> Place {
        self.rows_of(block);
        Place { block, row: self.wrapped(block).map_or(0, |wrapped| wrapped.row_of(byte)) }
    }

    /// The offset in a row that lies nearest to a column, without leaving the row.
    pub(super) fn offset(&self, place: Place, column: usize) -> usize {
        let range = self.range(place);
        let text = self.text(place.block);
        let row = text.get(range.clone()).unwrap_or_default();
        let at = range.start + grapheme::offset_at(row, column);
        if at == range.end { self.row_end(place) } else { at }
    }

    /// The last offset that belongs to a row: before the blank of a soft wrap.
    pub(super) fn row_end(&self, place: Place) -> usize {
        let end = self.range(place).end;
        let text = self.text(place.block);
        if end == text.len() { end } else { grapheme::previous(text, end) }
    }

    /// Goes down by up to `count` rows; tells how many it were.
    pub(super) fn forward(&mut self, mut place: Place, count: usize) -> (Place, usize) {
        let mut left = count;
        loop {
            let below = self.rows_of(place.block).saturating_sub(place.row + 1);
            if left <= below || place.block + 1 >= self.blocks.len() {
                let step = left.min(below);
                return (Place { row: place.row + step, ..place }, count - left + step);
            }
            left -= below + 1;
            place = Place { block: place.block + 1, row: 0 };
        }
    }

    /// Goes up by up to `count` rows; tells how many it were.
    pub(super) fn back(&mut self, mut place: Place, count: usize) -> (Place, usize) {
        let mut left = count;
        loop {
            if left <= place.row || place.block == 0 {
                let step = left.min(place.row);
                return (Place { row: place.row - step, ..place }, count - left + step);
            }
            left -= place.row + 1;
            let block = place.block - 1;
            place = Place { block, row: self.rows_of(block).saturating_sub(1) };
        }
    }

    /// The size of the text: its bytes, and one for each block.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Adds up what stands before a block, so that [`Page::before`] knows it.
    pub(super) fn measure(&mut self, block: usize) {
        if self.before.is_empty() {
            self.before.push(0);
        }
        let known = self.before.len();
        let mut sum = self.before.last().copied().unwrap_or(0);
        for block in self.blocks.iter().take(block).skip(known - 1) {
            sum += weight(block);
            self.before.push(sum);
        }
    }

    /// The size of what stands before a block, if it was measured.
    pub(super) fn before(&self, block: usize) -> usize {
        self.before.get(block).copied().unwrap_or(0)
    }
}

fn weight(block: &Block) -> usize {
    block.text.len() + 1
}
