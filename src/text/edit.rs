//! What the clerk can do to the text, and what has to be recorded of it.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::text::editor::{Cursor, Editor};
use crate::text::grapheme;
use crate::text::page::{Block, BlockKey, Place};
use crate::text::words;

/// What an edit did to the blocks; blocks it does not name are as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "what was edited has to be recorded"]
pub enum Edit {
    /// Nothing.
    None,
    /// A block has another text.
    Changed(BlockKey),
    /// A block was parted; both halves have their texts now.
    Split {
        /// The block there was; it keeps what stood before the cursor.
        left: BlockKey,
        /// The new block, directly behind it.
        right: BlockKey,
    },
    /// A block took over the text of the one behind it.
    Joined {
        /// The block that has both texts now.
        into: BlockKey,
        /// The block that is no more.
        gone: BlockKey,
    },
    /// An empty block is no more.
    Removed(BlockKey),
    /// An empty block is new; the cursor is in it.
    Opened(BlockKey),
    /// More than all this: the caller compares the blocks with those it knows.
    Many,
}

impl Editor {
    /// Writes text at the cursor, in the place of what is marked; a diacritic typed alone is set
    /// on the letter before it.
    ///
    /// Line breaks in it become spaces. A fixed block does not change.
    pub fn insert(&mut self, text: &str) -> Edit {
        match self.selection() {
            Some((from, to)) if from.block == to.block => {
                self.place_cursor(from);
                return self.replace(from.byte..to.byte, text);
            }
            Some(_) => {
                let taken = self.delete_selection();
                let written = self.insert(text);
                return if taken == Edit::None { written } else { Edit::Many };
            }
            None => {}
        }
        let byte = self.cursor().byte;
        self.replace(byte..byte, text)
    }

    /// Puts text in the place of a part of the cursor's block; the cursor goes behind it.
    ///
    /// The range is narrowed to whole letters. A fixed block does not change.
    pub fn replace(&mut self, range: Range<usize>, text: &str) -> Edit {
        self.mark = None;
        let Some(key) = self.editable() else { return Edit::None };
        let Cursor { block, .. } = self.cursor();
        let old = self.page.text(block);
        let start = grapheme::floor(old, range.start);
        let end = grapheme::floor(old, range.end).max(start);
        let text = one_line(text);
        let same = old.get(start..end) == Some(&*text);
        let byte = if same { end } else { self.write(block, start..end, &text) };
        self.put_cursor(Cursor { block, byte });
        self.settle();
        if same { Edit::None } else { Edit::Changed(key) }
    }

    /// Parts the block at the cursor; what stood behind it becomes the block `new`.
    ///
    /// White space around the cursor is dropped. A fixed block does not change.
    pub fn split(&mut self, new: BlockKey) -> Edit {
        if self.selection().is_some() {
            let _ = self.delete_selection();
            let _ = self.split(new);
            return Edit::Many;
        }
        self.mark = None;
        let Some(left) = self.editable() else { return Edit::None };
        let Cursor { block, byte } = self.cursor();
        let text = self.page.text(block);
        let (before, behind) = text.split_at_checked(byte).unwrap_or((text, ""));
        let (kept, moved) = (before.trim_end().len(), behind.trim_start().to_owned());
        let len = text.len();
        let blank = kept < before.len() || moved.len() < behind.len();
        let torn = !blank && kept > 0 && !moved.is_empty();
        self.page.replace(block, kept..len, "");
        self.page.insert(block + 1, Block { key: new, text: moved, fixed: false });
        self.parted = torn.then_some(new);
        self.put_cursor(Cursor { block: block + 1, byte: 0 });
        self.settle();
        Edit::Split { left, right: new }
    }

    /// Opens an empty block above the cursor's, fixed or not, and goes there.
    pub fn open_above(&mut self, new: BlockKey) -> Edit {
        self.open(self.cursor().block, new)
    }

    /// Opens an empty block below the cursor's, fixed or not, and goes there.
    pub fn open_below(&mut self, new: BlockKey) -> Edit {
        self.open(self.cursor().block + 1, new)
    }

    /// Deletes the letter before the cursor; at the beginning, joins with the block before.
    pub fn delete_back(&mut self) -> Edit {
        self.delete_left(grapheme::previous)
    }

    /// Deletes the letter behind the cursor; at the end, joins with the block behind.
    pub fn delete_forward(&mut self) -> Edit {
        self.delete_right(grapheme::next)
    }

    /// Deletes back to the beginning of the word, or joins.
    pub fn delete_word_back(&mut self) -> Edit {
        self.delete_left(words::word_left)
    }

    /// Deletes up to the beginning of the next word, or joins.
    pub fn delete_word_forward(&mut self) -> Edit {
        self.delete_right(words::word_right)
    }

    /// Deletes back to the beginning of the sentence, or joins.
    pub fn delete_sentence_back(&mut self) -> Edit {
        self.delete_left(words::sentence_left)
    }

    /// Deletes up to the beginning of the next sentence, or joins.
    pub fn delete_sentence_forward(&mut self) -> Edit {
        self.delete_right(words::sentence_right)
    }

    /// Deletes back to the beginning of the visual row; there, to that of the row before, or joins.
    pub fn delete_to_row_start(&mut self) -> Edit {
        if self.selection().is_some() {
            return self.delete_selection();
        }
        let Cursor { block, byte } = self.cursor();
        let Some(before) = byte.checked_sub(1) else { return self.delete_back() };
        let place = self.page.place_of(block, before);
        let start = self.page.range(place).start;
        self.replace(start..byte, "")
    }

    /// Deletes up to the end of the visual row; there, to that of the next row, or joins.
    ///
    /// The space at a soft wrap stays if a word stands before it.
    pub fn delete_to_row_end(&mut self) -> Edit {
        if self.selection().is_some() {
            return self.delete_selection();
        }
        let Cursor { block, byte } = self.cursor();
        let text = self.page.text(block);
        if byte == text.len() {
            return self.delete_forward();
        }
        let after_ink =
            text.get(..byte).is_some_and(|left| !left.is_empty() && left.trim_end() == left);
        let first = self.page.place_of(block, byte);
        for row in first.row.. {
            let range = self.page.range(Place { block, row });
            let text = self.page.text(block);
            let rest = text.get(byte..range.end).unwrap_or_default();
            let ink = byte + rest.trim_end().len();
            let end = if after_ink && range.end < text.len() { ink } else { range.end };
            if end > byte {
                return self.replace(byte..end, "");
            }
            if range.is_empty() {
                break;
            }
        }
        Edit::None
    }

    fn delete_left(&mut self, step: fn(&str, usize) -> usize) -> Edit {
        if self.selection().is_some() {
            return self.delete_selection();
        }
        let Cursor { block, byte } = self.cursor();
        match block.checked_sub(1) {
            Some(left) if byte == 0 => self.join(left),
            _ => {
                let start = step(self.page.text(block), byte);
                self.replace(start..byte, "")
            }
        }
    }

    fn delete_right(&mut self, step: fn(&str, usize) -> usize) -> Edit {
        if self.selection().is_some() {
            return self.delete_selection();
        }
        let Cursor { block, byte } = self.cursor();
        let text = self.page.text(block);
        if byte == text.len() {
            return self.join(block);
        }
        let end = step(text, byte);
        self.replace(byte..end, "")
    }

    /// Joins the block `left` with the one behind it; the cursor is in one of them.
    fn join(&mut self, left: usize) -> Edit {
        self.mark = None;
        let Some(here) = self.editable() else { return Edit::None };
        let Some([first, second]) = self.blocks().get(left..left + 2) else { return Edit::None };
        let (into, gone) = (first.key, second.key);
        let blank = self.current().is_some_and(|block| block.text.is_empty());
        let removed = match (first.fixed || second.fixed, blank) {
            (true, true) if here == into => left,
            (true, true) => left + 1,
            (true, false) => return Edit::None,
            (false, _) if first.text.is_empty() => left,
            (false, _) if second.text.is_empty() => left + 1,
            (false, _) => {
                self.append(left, here == gone);
                return Edit::Joined { into, gone };
            }
        };
        let byte = if removed == left { 0 } else { usize::MAX };
        self.take_out(removed);
        self.put_cursor(Cursor { block: left, byte });
        self.settle();
        Edit::Removed(if removed == left { into } else { gone })
    }

    /// Puts the text behind the block `left` at its end.
    fn append(&mut self, left: usize, behind_space: bool) {
        let end = self.page.text(left).len();
        let Some(gone) = self.take_out(left + 1) else { return };
        // A word that Enter has torn is whole again.
        let torn = self.parted.take() == Some(gone.key);
        let apart = torn
            || self.page.text(left).ends_with(char::is_whitespace)
            || gone.text.starts_with(char::is_whitespace);
        let space = if apart { "" } else { " " };
        self.write(left, end..end, &[space, &gone.text].concat());
        let byte = if behind_space { end + space.len() } else { end };
        let byte = grapheme::ceil(self.page.text(left), byte);
        self.put_cursor(Cursor { block: left, byte });
        self.settle();
    }

    /// Takes the cursor's block out; the last one that there is becomes empty.
    pub fn remove_block(&mut self) -> Edit {
        self.mark = None;
        let Some(key) = self.editable() else { return Edit::None };
        let Cursor { block, .. } = self.cursor();
        if self.blocks().len() == 1 {
            return self.replace(0..usize::MAX, "");
        }
        self.take_out(block);
        self.put_cursor(Cursor { block, byte: 0 });
        self.settle();
        Edit::Removed(key)
    }

    fn open(&mut self, at: usize, new: BlockKey) -> Edit {
        self.mark = None;
        let at = at.min(self.blocks().len());
        self.page.insert(at, Block { key: new, text: String::new(), fixed: false });
        if at == self.view.top.block {
            self.view.top.row = 0;
        }
        self.put_cursor(Cursor { block: at, byte: 0 });
        self.settle();
        Edit::Opened(new)
    }

    /// Removes a block; the view goes on hanging on what it showed.
    pub(super) fn take_out(&mut self, at: usize) -> Option<Block> {
        if at == self.view.top.block {
            self.view.top = match at.checked_sub(1) {
                Some(block) => Place { block, row: usize::MAX },
                None => Place::default(),
            };
        }
        self.page.remove(at)
    }

    /// The key of the cursor's block if it may be edited.
    fn editable(&self) -> Option<BlockKey> {
        self.current().filter(|block| !block.fixed).map(|block| block.key)
    }

    /// Replaces part of a block and composes the letters it made (NFC); gives the offset behind.
    pub(super) fn write(&mut self, block: usize, range: Range<usize>, new: &str) -> usize {
        let start = range.start;
        self.parted = None;
        self.page.replace(block, range, new);
        let text = self.page.text(block);
        let mut end = start + new.len();
        let touched = grapheme::floor(text, start)..grapheme::ceil(text, end);
        let part = text.get(touched.clone()).unwrap_or_default();
        if !part.is_ascii() {
            let composed: String = part.nfc().collect();
            if composed != part {
                let typed = text.get(touched.start..end).unwrap_or_default();
                end = touched.start + typed.nfc().map(char::len_utf8).sum::<usize>();
                self.page.replace(block, touched, &composed);
            }
        }
        grapheme::ceil(self.page.text(block), end)
    }
}

/// Line breaks would tear a block apart: here they are spaces.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r']) {
        return Cow::Owned(text.replace("\r\n", " ").replace(['\n', '\r'], " "));
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::simulation::{shown, typed};

    #[test]
    fn each_edit_does_what_its_name_says() {
        for (before, edit, after) in [
            ("Der Ra|", (|e| e.insert("t")) as fn(&mut Editor) -> Edit, "Der Rat|"),
            ("a|", |e| e.insert("\u{308}"), "ä|"),
            ("|\u{308}x", |e| e.insert("o"), "ö|x"),
            ("a|b", |e| e.insert("x\r\ny"), "ax y|b"),
            ("#Vote|", |e| e.insert("x"), "#Vote|"),
            ("|", |e| e.insert("x"), "x|"),
            ("Der Rat |tagt", |e| e.split(BlockKey(9)), "Der Rat/|tagt"),
            ("Der Rat|  tagt", |e| e.split(BlockKey(9)), "Der Rat/|tagt"),
            ("Rat|", |e| e.split(BlockKey(9)), "Rat/|"),
            ("#Vote|", |e| e.split(BlockKey(9)), "#Vote|"),
            ("Rat/|tagt", |e| e.delete_back(), "Rat |tagt"),
            ("Rat|/tagt", |e| e.delete_forward(), "Rat| tagt"),
            ("Rat /|tagt", |e| e.delete_back(), "Rat |tagt"),
            ("a/|\u{308}", |e| e.delete_back(), "a \u{308}|"),
            ("/|tagt", |e| e.delete_back(), "|tagt"),
            ("Rat/|", |e| e.delete_back(), "Rat|"),
            ("#Vote/|", |e| e.delete_back(), "#Vote|"),
            ("|/#Vote", |e| e.delete_forward(), "|#Vote"),
            ("#Vote/|Rat", |e| e.delete_back(), "#Vote/|Rat"),
            ("#Vote|/", |e| e.delete_forward(), "#Vote|/"),
            ("|Rat", |e| e.delete_back(), "|Rat"),
            ("Rat|", |e| e.delete_word_forward(), "Rat|"),
            ("o👨\u{200d}👩|k", |e| e.delete_back(), "o|k"),
            ("Der Rat| tagt", |e| e.delete_word_back(), "Der | tagt"),
            ("Der |Rat tagt", |e| e.delete_word_forward(), "Der |tagt"),
            ("Ja. Nein. |Gut", |e| e.delete_sentence_back(), "Ja. |Gut"),
            ("Ja. |Nein. Gut", |e| e.delete_sentence_forward(), "Ja. |Gut"),
            ("Der Rat t|agt heute", |e| e.delete_to_row_end(), "Der Rat t| heute"),
            ("Der Rat |tagt heute", |e| e.delete_to_row_end(), "Der Rat |heute"),
            ("Der Rat tagt| heute", |e| e.delete_to_row_end(), "Der Rat tagt|"),
            ("Der Rat tagt |heute", |e| e.delete_to_row_start(), "|heute"),
            ("Der Rat tagt heu|te", |e| e.delete_to_row_start(), "Der Rat tagt |te"),
            ("#Vote|", |e| e.open_below(BlockKey(9)), "#Vote/|"),
            ("#Vote|", |e| e.open_above(BlockKey(9)), "|/#Vote"),
            ("der r|", |e| e.replace(4..5, "Rat"), "der Rat|"),
            ("der|", |e| e.replace(0..3, "der"), "der|"),
        ] {
            let mut editor = typed(before);
            editor.set_size(14, 5);
            let edit = edit(&mut editor);
            assert_eq!(shown(&editor), after, "after {before}");
            assert_eq!(edit == Edit::None, before.replace('|', "") == after.replace('|', ""));
        }
    }

    #[test]
    fn an_editor_without_blocks_opens_its_first() {
        let mut editor = Editor::new(Vec::new());
        editor.set_size(10, 2);
        assert_eq!(editor.insert("x"), Edit::None);
        assert_eq!(editor.delete_back(), Edit::None);
        assert_eq!(editor.cursor_cell(), Some((0, 0)));
        assert_eq!(editor.open_below(BlockKey(1)), Edit::Opened(BlockKey(1)));
        assert_eq!(editor.insert("x"), Edit::Changed(BlockKey(1)));
    }
}
