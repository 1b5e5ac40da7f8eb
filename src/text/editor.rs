//! A text being written: blocks, a cursor among them and the view that follows it.
//!
//! The editor owns no fact. It shows a truth it was given, changes its own copy at once, and tells
//! with an [`Edit`](crate::text::Edit) what the caller has to record.

use std::collections::HashMap;

use crate::text::grapheme;
use crate::text::page::{Block, BlockKey, Page, Place};
use crate::text::selection::Mark;
use crate::text::view::View;
use crate::text::words;

/// Where the next letter goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// The position of the block.
    pub block: usize,
    /// The offset in its text, at the border of a letter.
    pub byte: usize,
}

/// A way the cursor can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One letter back, into the previous block at the beginning of one.
    Left,
    /// One letter on, into the next block at the end of one.
    Right,
    /// To the beginning of the word.
    WordLeft,
    /// To the beginning of the next word.
    WordRight,
    /// To the end of the word, or of the next one if the cursor is at it.
    WordEnd,
    /// To the beginning of the sentence.
    SentenceLeft,
    /// To the beginning of the next sentence.
    SentenceRight,
    /// One visual row up, keeping the column.
    RowUp,
    /// One visual row down, keeping the column.
    RowDown,
    /// To the beginning of the visual row.
    RowStart,
    /// To the end of the visual row.
    RowEnd,
    /// To the beginning of the block, or of the one before.
    BlockUp,
    /// To the beginning of the next block, or the end of the last.
    BlockDown,
    /// To the beginning of the block.
    BlockStart,
    /// To the end of the block.
    BlockEnd,
    /// One view up, keeping the column.
    PageUp,
    /// One view down, keeping the column.
    PageDown,
    /// To the beginning of the text.
    Start,
    /// To the end of the text.
    End,
}

/// Blocks of text with a cursor, shown through a view. It begins without a size.
#[derive(Debug, Clone)]
pub struct Editor {
    pub(super) page: Page,
    pub(super) view: View,
    cursor: Cursor,
    /// The column rows are left and entered at, while the cursor goes up and down.
    goal: Option<usize>,
    /// The block that begins with the rest of a word that Enter tore, until something is written.
    pub(super) parted: Option<BlockKey>,
    /// Where what is marked begins or ends; the cursor is its other end.
    pub(super) mark: Option<Mark>,
    /// Whether the cursor stands on letters and not between them, as in vim's commands.
    pub(super) on_letters: bool,
}

impl Editor {
    /// Shows blocks whose keys are all different; the cursor is at the beginning.
    pub fn new(blocks: Vec<Block>) -> Self {
        let view = View::default();
        let page = Page::new(blocks, view.wrap_width());
        let cursor = Cursor::default();
        Self { page, view, cursor, goal: None, parted: None, mark: None, on_letters: false }
    }

    /// The blocks as they read now.
    pub fn blocks(&self) -> &[Block] {
        self.page.blocks()
    }

    /// Where the cursor is.
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// The block the cursor is in; none only if there is no block.
    pub fn current(&self) -> Option<&Block> {
        self.blocks().get(self.cursor.block)
    }

    /// What stands before the cursor in its block, if text can be written there.
    #[must_use]
    pub fn before_cursor(&self) -> Option<&str> {
        let block = self.current().filter(|block| !block.fixed)?;
        block.text.get(..self.cursor.byte)
    }

    /// What stands behind the cursor in its block, if text can be written there.
    #[must_use]
    pub fn behind_cursor(&self) -> Option<&str> {
        let block = self.current().filter(|block| !block.fixed)?;
        block.text.get(self.cursor.byte..)
    }

    /// The text of a block.
    pub fn text_of(&self, key: BlockKey) -> Option<&str> {
        let current = self.current().filter(|block| block.key == key);
        let found = current.or_else(|| self.blocks().iter().find(|block| block.key == key));
        found.map(|block| block.text.as_str())
    }

    /// Puts the cursor at a place, or the nearest one there is.
    pub fn place_cursor(&mut self, cursor: Cursor) {
        self.put_cursor(cursor);
        self.settle();
    }

    /// Takes over a newer truth. The cursor stays at its letter, or in the nearest block if its own
    /// has gone; its line does not move on the screen if that can be.
    pub fn set_blocks(&mut self, blocks: Vec<Block>) {
        let screen_row = self.screen_row();
        let cursor = self.find_again(&blocks);
        self.mark = None;
        self.page.renew(blocks);
        self.put_cursor(cursor);
        // Why: a text shown from its beginning goes on being so, while the cursor fits in.
        match screen_row {
            Some(row) if self.view.top != Place::default() => self.hang(row),
            _ => {}
        }
        self.settle();
    }

    /// Moves the cursor. Out of what Shift marked, left and right lead to its ends.
    pub fn step(&mut self, motion: Motion) {
        let left = self.selection().filter(|_| !self.is_marking());
        if !self.is_marking() {
            self.mark = None;
        }
        match (left, motion) {
            (Some((start, _)), Motion::Left) => self.place_cursor(start),
            (Some((_, end)), Motion::Right) => self.place_cursor(end),
            _ => self.go(motion),
        }
    }

    /// Moves the cursor, whatever is marked.
    pub(super) fn go(&mut self, motion: Motion) {
        match motion {
            Motion::RowUp => self.go_rows(Page::back, 1, false),
            Motion::RowDown => self.go_rows(Page::forward, 1, false),
            Motion::PageUp => self.go_rows(Page::back, self.page_rows(), true),
            Motion::PageDown => self.go_rows(Page::forward, self.page_rows(), true),
            _ => {
                let target = self.target(motion);
                self.put_cursor(target);
            }
        }
        self.settle();
    }

    /// Where a motion leads that needs no column.
    fn target(&mut self, motion: Motion) -> Cursor {
        let Cursor { block, byte } = self.cursor;
        let here = |byte| Cursor { block, byte };
        let place = self.page.place_of(block, byte);
        match motion {
            Motion::Left => self.left(grapheme::previous),
            Motion::Right => self.right(grapheme::next),
            Motion::WordLeft => self.left(words::word_left),
            Motion::WordRight => self.right(words::word_right),
            Motion::WordEnd => self.word_end(),
            Motion::SentenceLeft => self.left(words::sentence_left),
            Motion::SentenceRight => self.right(words::sentence_right),
            Motion::RowStart => here(self.page.range(place).start),
            Motion::RowEnd => here(self.page.row_end(place)),
            Motion::BlockUp if byte == 0 => Cursor { block: block.saturating_sub(1), byte: 0 },
            Motion::BlockUp | Motion::BlockStart => here(0),
            Motion::BlockDown if block + 1 < self.blocks().len() => {
                Cursor { block: block + 1, byte: 0 }
            }
            Motion::BlockDown | Motion::BlockEnd => here(usize::MAX),
            Motion::Start => Cursor::default(),
            Motion::End => Cursor { block: usize::MAX, byte: usize::MAX },
            Motion::RowUp | Motion::RowDown | Motion::PageUp | Motion::PageDown => here(byte),
        }
    }

    fn left(&self, step: fn(&str, usize) -> usize) -> Cursor {
        let Cursor { block, byte } = self.cursor;
        match block.checked_sub(1) {
            Some(block) if byte == 0 => Cursor { block, byte: usize::MAX },
            _ => Cursor { block, byte: step(self.page.text(block), byte) },
        }
    }

    fn right(&self, step: fn(&str, usize) -> usize) -> Cursor {
        let Cursor { block, byte } = self.cursor;
        let text = self.page.text(block);
        let target = step(text, byte);
        // On letters there is no place behind the last one: the next is in the next block.
        let over = if self.on_letters { target } else { byte };
        if over == text.len() && block + 1 < self.blocks().len() {
            return Cursor { block: block + 1, byte: 0 };
        }
        Cursor { block, byte: target }
    }

    /// The end of the word: on letters, that is its last one.
    fn word_end(&self) -> Cursor {
        let Cursor { block, byte } = self.cursor;
        let on = |block: usize, from: usize| {
            let text = self.page.text(block);
            let end = words::word_end(text, from);
            let byte = if self.on_letters { grapheme::previous(text, end) } else { end };
            Cursor { block, byte }
        };
        let text = self.page.text(block);
        let from = if self.on_letters { grapheme::next(text, byte) } else { byte };
        let over = text.get(from..).unwrap_or_default().trim().is_empty();
        if over && block + 1 < self.blocks().len() { on(block + 1, 0) } else { on(block, from) }
    }

    /// Lets the cursor stand on letters, or between them again. What was marked letter by letter
    /// is marked no more when that ends.
    pub fn stand_on_letters(&mut self, on_letters: bool) {
        if self.on_letters && !on_letters {
            self.mark.take_if(|mark| mark.whole);
        }
        self.on_letters = on_letters;
        if on_letters && self.mark.is_none_or(|mark| mark.whole) {
            let text = self.page.text(self.cursor.block);
            if self.cursor.byte == text.len() {
                // The column is kept over a shorter row.
                self.cursor.byte = grapheme::previous(text, self.cursor.byte);
                self.settle();
            }
        }
    }

    /// Tells whether the cursor is where the text ends.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        let Cursor { block, byte } = self.cursor;
        let text = self.page.text(block);
        let behind = if self.on_letters { grapheme::next(text, byte) } else { byte };
        block + 1 >= self.blocks().len() && behind >= text.len()
    }

    /// Goes up or down by rows; the view goes along with a whole page.
    fn go_rows(
        &mut self,
        walk: fn(&mut Page, Place, usize) -> (Place, usize),
        count: usize,
        page: bool,
    ) {
        let screen_row = self.screen_row();
        let Cursor { block, byte } = self.cursor;
        let place = self.page.place_of(block, byte);
        let goal = self.goal.unwrap_or_else(|| {
            let left = self.page.range(place).start..byte;
            grapheme::width(self.page.text(block).get(left).unwrap_or_default())
        });
        let (place, moved) = walk(&mut self.page, place, count);
        if moved > 0 {
            let byte = self.page.offset(place, goal);
            self.put_cursor(Cursor { block: place.block, byte });
        }
        self.goal = Some(goal);
        match screen_row {
            Some(row) if page && moved == count => self.hang(row),
            _ => {}
        }
    }

    /// Puts the cursor at the nearest place there is, without moving the view.
    pub(super) fn put_cursor(&mut self, cursor: Cursor) {
        let last = self.blocks().len().saturating_sub(1);
        let (block, byte) = match cursor.block {
            block if block > last => (last, usize::MAX),
            block => (block, cursor.byte),
        };
        self.cursor = Cursor { block, byte: grapheme::floor(self.page.text(block), byte) };
        self.goal = None;
    }

    /// Finds the cursor's place in newer blocks.
    fn find_again(&self, blocks: &[Block]) -> Cursor {
        let index: HashMap<BlockKey, usize> =
            blocks.iter().enumerate().map(|(at, block)| (block.key, at)).collect();
        let Cursor { block: old, byte } = self.cursor;
        let find = |at: usize| index.get(&self.blocks().get(at)?.key).copied();
        if let Some(block) = find(old) {
            return Cursor { block, byte };
        }
        for distance in 1..=self.blocks().len() {
            let before = old.checked_sub(distance).and_then(find);
            if let Some(block) = before {
                return Cursor { block, byte: usize::MAX };
            }
            if let Some(block) = find(old + distance) {
                return Cursor { block, byte: 0 };
            }
        }
        self.cursor
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::simulation::{shown, typed};

    #[test]
    fn each_motion_leads_where_its_name_says() {
        for (before, motion, after) in [
            ("ä|b", Motion::Left, "|äb"),
            ("a/|b", Motion::Left, "a|/b"),
            ("a|/b", Motion::Right, "a/|b"),
            ("ab|", Motion::Right, "ab|"),
            ("Der Rat| tagt", Motion::WordLeft, "Der |Rat tagt"),
            ("a/|b", Motion::WordLeft, "a|/b"),
            ("Der| Rat tagt", Motion::WordRight, "Der |Rat tagt"),
            ("Der| Rat tagt", Motion::WordEnd, "Der Rat| tagt"),
            ("Ja. Nein|.", Motion::SentenceLeft, "Ja. |Nein."),
            ("Ja|. Nein.", Motion::SentenceRight, "Ja. |Nein."),
            ("Der Rat tagt he|ute", Motion::RowUp, "De|r Rat tagt heute"),
            ("De|r Rat tagt heute", Motion::RowDown, "Der Rat tagt he|ute"),
            ("Der Rat tag|t x", Motion::RowDown, "Der Rat tagt x|"),
            ("Der Rat tagt |heute", Motion::RowEnd, "Der Rat tagt heute|"),
            ("D|er Rat tagt heute", Motion::RowEnd, "Der Rat tagt| heute"),
            ("Der Rat tagt heu|te", Motion::RowStart, "Der Rat tagt |heute"),
            ("a/b|c", Motion::BlockUp, "a/|bc"),
            ("a/|bc", Motion::BlockUp, "|a/bc"),
            ("|a/bc", Motion::BlockDown, "a/|bc"),
            ("a/|bc", Motion::BlockDown, "a/bc|"),
            ("a/b|c", Motion::BlockStart, "a/|bc"),
            ("a/b|c", Motion::BlockEnd, "a/bc|"),
            ("a/b|c", Motion::Start, "|a/bc"),
            ("|a/bc", Motion::End, "a/bc|"),
            ("|a", Motion::RowUp, "|a"),
            ("a/b/c|/d", Motion::PageUp, "a|/b/c/d"),
            ("a/|b/c/d", Motion::PageDown, "a/b/c/|d"),
        ] {
            let mut editor = typed(before);
            editor.set_size(14, 3);
            editor.step(motion);
            assert_eq!(shown(&editor), after, "{motion:?} from {before}");
        }
    }

    #[test]
    fn on_letters_there_is_no_place_behind_the_last() {
        for (before, motion, after) in [
            ("ab|", Motion::Left, "|ab"),
            ("a|b", Motion::Right, "a|b"),
            ("a|b/cd", Motion::Right, "ab/|cd"),
            ("a |b/cd", Motion::WordRight, "a b/|cd"),
            ("a |b", Motion::WordRight, "a |b"),
            ("|Der Rat", Motion::WordEnd, "De|r Rat"),
            ("De|r Rat", Motion::WordEnd, "Der Ra|t"),
            ("Der Ra|t/so", Motion::WordEnd, "Der Rat/s|o"),
            ("Ja. N|ein./Gut", Motion::SentenceRight, "Ja. Nein./|Gut"),
            ("|ab", Motion::BlockEnd, "a|b"),
            ("abc|d/x", Motion::RowDown, "abcd/|x"),
            ("|/x", Motion::Right, "/|x"),
        ] {
            let mut editor = typed(before);
            editor.set_size(14, 3);
            editor.stand_on_letters(true);
            editor.step(motion);
            editor.stand_on_letters(true);
            assert_eq!(shown(&editor), after, "{motion:?} from {before}");
        }
        let mut editor = typed("|Der/Rat");
        editor.set_size(14, 3);
        editor.stand_on_letters(true);
        editor.toggle_mark();
        editor.step(Motion::WordEnd);
        assert_eq!(editor.selected_text().as_deref(), Some("Der"));
        editor.stand_on_letters(false);
        assert_eq!(editor.selected_text(), None);
    }

    #[test]
    fn the_column_is_kept_over_short_rows() {
        let mut editor = typed("long|er/x/longer");
        editor.set_size(20, 3);
        editor.step(Motion::RowDown);
        assert_eq!(shown(&editor), "longer/x|/longer");
        editor.step(Motion::RowDown);
        assert_eq!(shown(&editor), "longer/x/long|er");
        editor.step(Motion::Left);
        editor.step(Motion::RowUp);
        editor.step(Motion::RowUp);
        assert_eq!(shown(&editor), "lon|ger/x/longer");
    }

    #[test]
    fn the_cursor_stays_at_its_letter_when_the_truth_is_newer() {
        for (keys, texts, after) in [
            (vec![0, 1, 2], ["a", "bcd", "e"], "a/bc|d/e"),
            (vec![2, 1], ["e", "b\u{e4}d", ""], "e/b|äd"),
            (vec![0, 2], ["a", "e", ""], "a|/e"),
            (vec![2, 7], ["e", "x", ""], "|e/x"),
            (vec![], ["", "", ""], "|"),
        ] {
            let mut editor = typed("a/bc|d/e");
            let block = |(key, text): (u64, &str)| Block {
                key: BlockKey(key),
                text: text.to_owned(),
                fixed: false,
            };
            editor.set_blocks(keys.into_iter().zip(texts).map(block).collect());
            assert_eq!(shown(&editor), after);
        }
    }
}
