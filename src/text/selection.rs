//! What is marked: from a mark to the cursor, over blocks.
//!
//! A mark that was set by a key stays until it is taken away, so that any motion marks; one that
//! Shift and a motion set goes with the first motion without Shift, as office people know it.

use std::ops::Range;

use crate::text::edit::Edit;
use crate::text::editor::{Cursor, Editor, Motion};
use crate::text::grapheme;
use crate::text::page::Block;
use crate::text::view::Row;
use crate::text::words;

/// The other end of what is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    at: Cursor,
    stays: bool,
    /// Whether the letter under the later end is marked too, as in vim.
    pub(super) whole: bool,
}

impl Editor {
    /// Begins to mark here, so that every motion marks; or ends it.
    pub fn toggle_mark(&mut self) {
        let whole = self.on_letters;
        self.mark = match self.mark {
            Some(Mark { stays: true, .. }) => None,
            Some(mark) => Some(Mark { stays: true, ..mark }),
            None => Some(Mark { at: self.cursor(), stays: true, whole }),
        };
    }

    /// Tells whether every motion marks.
    #[must_use]
    pub fn is_marking(&self) -> bool {
        self.mark.is_some_and(|mark| mark.stays)
    }

    /// Marks nothing any more. Tells whether something was.
    pub fn unmark(&mut self) -> bool {
        self.mark.take().is_some()
    }

    /// Moves the cursor and marks what it passes over.
    pub fn extend(&mut self, motion: Motion) {
        let here = Mark { at: self.cursor(), stays: false, whole: self.on_letters };
        self.mark.get_or_insert(here);
        self.go(motion);
    }

    /// Marks a part of a block; the cursor stands at its end.
    pub fn select(&mut self, block: usize, range: Range<usize>) {
        self.mark = None;
        self.place_cursor(Cursor { block, byte: range.start });
        let at = self.cursor();
        self.place_cursor(Cursor { block, byte: range.end });
        self.mark = Some(Mark { at, stays: false, whole: false });
    }

    /// Marks the word under the cursor; `around`: with the blanks behind it.
    pub fn select_word(&mut self, around: bool) {
        let Cursor { block, byte } = self.cursor();
        let word = words::word_at(self.page.text(block), byte, around);
        self.select(block, word);
    }

    /// Marks the text of the cursor's block.
    pub fn select_block(&mut self) {
        let block = self.cursor().block;
        self.select(block, 0..self.page.text(block).len());
    }

    /// Marks everything.
    pub fn select_all(&mut self) {
        self.go(Motion::Start);
        self.mark = Some(Mark { at: self.cursor(), stays: false, whole: false });
        self.go(Motion::End);
    }

    /// What is marked, from its first place to its last; nothing if the two are the same.
    #[must_use]
    pub fn selection(&self) -> Option<(Cursor, Cursor)> {
        let Mark { at, whole, .. } = self.mark?;
        let (from, mut to) = (at.min(self.cursor()), at.max(self.cursor()));
        if whole {
            to.byte = grapheme::next(self.page.text(to.block), to.byte);
        }
        (from != to).then_some((from, to))
    }

    /// The marked text; each block is a line, lines of facts among them.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        self.selected_lines(|_| true)
    }

    /// The marked text without blocks that cannot be edited.
    #[must_use]
    pub fn selected_prose(&self) -> Option<String> {
        self.selected_lines(|block| !block.fixed)
    }

    fn selected_lines(&self, wanted: impl Fn(&Block) -> bool) -> Option<String> {
        let (from, to) = self.selection()?;
        let blocks = self.blocks().get(from.block..=to.block)?;
        let blocks = (from.block..).zip(blocks).filter(|(_, block)| wanted(block));
        let lines = blocks.map(|(at, block)| {
            let end = if at == to.block { to.byte } else { block.text.len() };
            let start = if at == from.block { from.byte } else { 0 };
            block.text.get(start..end).unwrap_or_default()
        });
        Some(lines.collect::<Vec<_>>().join("\n"))
    }

    /// The bytes of a row's text that are marked.
    #[must_use]
    pub fn selected_in(&self, row: &Row<'_>) -> Range<usize> {
        let Some((from, to)) = self.selection() else { return 0..0 };
        let bound = |end: Cursor| match end.block.cmp(&row.block) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => end.byte.saturating_sub(row.byte_start),
            std::cmp::Ordering::Greater => row.text.len(),
        };
        bound(from).min(row.text.len())..bound(to).min(row.text.len())
    }

    /// Takes the marked text out. Lines of facts that are marked stay.
    ///
    /// What is left of the first and of the last block becomes one, unless a fact stands between.
    pub fn delete_selection(&mut self) -> Edit {
        self.take_marked(false)
    }

    /// The same before something takes its place: the block where it began stays, even empty.
    pub fn make_room(&mut self) -> Edit {
        self.take_marked(true)
    }

    fn take_marked(&mut self, room: bool) -> Edit {
        let Some((from, to)) = self.selection() else { return Edit::None };
        self.mark = None;
        if from.block == to.block {
            self.place_cursor(from);
            return self.replace(from.byte..to.byte, "");
        }
        let before = self.blocks().len();
        let fixed = |editor: &Self, at: usize| editor.blocks().get(at).is_none_or(|it| it.fixed);
        let mut changed = false;
        let mut last = to.block;
        for at in (from.block + 1..to.block).rev() {
            if !fixed(self, at) {
                self.take_out(at);
                last -= 1;
            }
        }
        if !fixed(self, last) && to.byte > 0 {
            self.write(last, 0..to.byte, "");
            changed = true;
        }
        let cut = from.byte < self.page.text(from.block).len();
        if !fixed(self, from.block) && cut {
            let end = self.page.text(from.block).len();
            self.write(from.block, from.byte..end, "");
            changed = true;
        }
        self.put_cursor(from);
        let adjacent = last == from.block + 1;
        if adjacent && !fixed(self, from.block) && !fixed(self, last) {
            if let Some(rest) = self.take_out(last) {
                let end = self.page.text(from.block).len();
                self.write(from.block, end..end, &rest.text);
            }
        } else {
            // Why: a paragraph that was marked whole is gone, not empty.
            if !fixed(self, last) && self.page.text(last).is_empty() && to.byte > 0 {
                self.take_out(last);
            }
            let blank = self.page.text(from.block).is_empty();
            if !fixed(self, from.block) && blank && cut && !room {
                self.take_out(from.block);
            }
        }
        self.put_cursor(from);
        self.settle();
        if changed || self.blocks().len() != before { Edit::Many } else { Edit::None }
    }

    /// Takes the visual row out that the cursor is in.
    pub fn delete_row(&mut self) -> Edit {
        let Cursor { block, byte } = self.cursor();
        let place = self.page.place_of(block, byte);
        let range = self.page.range(place);
        self.replace(range, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::BlockKey;
    use crate::text::simulation::{shown, typed};

    /// Marks from the bar to where the motions lead.
    fn marked(picture: &str, motions: &[Motion]) -> Editor {
        let mut editor = typed(picture);
        editor.set_size(14, 5);
        motions.iter().for_each(|motion| editor.extend(*motion));
        editor
    }

    #[test]
    fn what_is_marked_can_be_read_and_taken_out() {
        use Motion::{BlockDown, BlockEnd, Left, Right, Start, WordRight};
        for (before, motions, text, after) in [
            ("Der |Rat tagt", vec![WordRight], "Rat ", "Der |tagt"),
            ("Der Rat| tagt", vec![Left, Left], "at", "Der R| tagt"),
            ("ab|c/def", vec![Right, Right, Right], "c\nd", "ab|ef"),
            ("a|b/#Vote/cd", vec![BlockDown, BlockDown, Right], "b\nVote\nc", "a|/#Vote/d"),
            ("|ab/#Vote/cd", vec![BlockDown, BlockDown, BlockEnd], "ab\nVote\ncd", "|#Vote"),
            ("a/b/c|d", vec![Start], "a\nb\nc", "|d"),
            ("#Vo|te", vec![Right], "t", "#Vo|te"),
            ("a/#Vote|/b", vec![Right, Right], "\nb", "a/#Vote|"),
        ] {
            let mut editor = marked(before, &motions);
            assert_eq!(editor.selected_text().as_deref(), Some(text), "{before}");
            let edit = editor.delete_selection();
            assert_eq!(shown(&editor), after, "from {before}");
            assert_eq!(edit == Edit::None, before.replace('|', "") == after.replace('|', ""));
            assert_eq!(editor.selection(), None);
        }
    }

    #[test]
    fn typing_takes_the_place_of_what_is_marked() {
        let mut editor = marked("Der |Rat tagt", &[Motion::WordRight]);
        assert_eq!(editor.insert("Kreistag "), Edit::Changed(BlockKey(0)));
        assert_eq!(shown(&editor), "Der Kreistag |tagt");
        let mut editor = marked("ab|c/def", &[Motion::BlockDown, Motion::Right]);
        assert_eq!(editor.insert("x"), Edit::Many);
        assert_eq!(shown(&editor), "abx|ef");
        let mut editor = marked("ab|c/def", &[Motion::BlockDown, Motion::Right]);
        assert_eq!(editor.delete_back(), Edit::Many);
        assert_eq!(shown(&editor), "ab|ef");
    }

    #[test]
    fn arrows_leave_what_shift_marked_at_its_ends() {
        for (motion, after) in
            [(Motion::Left, "a|bcd"), (Motion::Right, "abc|d"), (Motion::BlockEnd, "abcd|")]
        {
            let mut editor = marked("a|bcd", &[Motion::Right, Motion::Right]);
            editor.step(motion);
            assert_eq!((shown(&editor).as_str(), editor.selection()), (after, None));
        }
        let mut editor = typed("a|bcd");
        editor.set_size(14, 5);
        editor.toggle_mark();
        editor.step(Motion::Right);
        editor.step(Motion::Right);
        assert_eq!(editor.selected_text().as_deref(), Some("bc"));
        assert!(editor.unmark() && !editor.unmark());
    }

    #[test]
    fn rows_tell_which_of_their_letters_are_marked() {
        let mut editor = marked("Der R|at tagt heute/Ende", &[]);
        editor.extend(Motion::BlockDown);
        editor.extend(Motion::Right);
        let parts: Vec<_> =
            editor.rows().map(|row| row.text.get(editor.selected_in(&row)).unwrap()).collect();
        assert_eq!(parts, ["at tagt ", "heute", "E"]);
    }

    #[test]
    fn a_row_can_be_taken_out() {
        let mut editor = typed("Der Rat ta|gt heute");
        editor.set_size(14, 5);
        assert_eq!(editor.delete_row(), Edit::Changed(BlockKey(0)));
        assert_eq!(shown(&editor), "|heute");
    }

    #[test]
    fn a_newer_truth_marks_nothing() {
        let mut editor = marked("a|bc", &[Motion::Right]);
        let block = Block { key: BlockKey(7), text: "x".to_owned(), fixed: false };
        editor.set_blocks(vec![block]);
        assert_eq!(editor.selection(), None);
    }
}
