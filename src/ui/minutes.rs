//! Wortprotokoll: the prose of an item, with the lines that facts make among it.

mod page;
mod paint;
mod write;

pub(in crate::ui) use paint::paint_marked;

use super::edit;
use super::spell::{Doubt, Spelled, Written};
use crate::action::Action;
use crate::domain::{
    Command, ItemId, ItemText, Meeting, PassageChange, PassageId, PassageKind, RecordPlace,
};
use crate::spelling::Speller;
use crate::text::{BlockKey, Cursor, Edit, Editor, Layout, Pattern, Reach};
use page::{blocks_of, columns, passage_of};
use ratatui::layout::Rect;
use std::collections::HashMap;
use std::ops::Range;

/// The prose of one item.
#[derive(Debug)]
pub struct MinutesScreen {
    item: Option<ItemId>,
    editor: Editor,
    /// The paragraph at the end that is not history yet: it becomes so with its first words.
    fresh: Option<Fresh>,
    /// The paragraph whose text is not history yet.
    dirty: Option<PassageId>,
    /// Where the clerk was in the items that were looked at before.
    places: HashMap<ItemId, (PassageId, usize)>,
    /// What is searched for: where it stands in sight is shown.
    sought: Option<Pattern>,
    spelled: Spelled,
}

/// A paragraph that exists on the screen only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    /// The number that it will bear.
    pub passage: PassageId,
    /// Where it will stand.
    pub place: RecordPlace,
    /// What it will be.
    pub kind: PassageKind,
}

/// What is being typed and is not history yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritten<'a> {
    /// In which item.
    pub item: ItemId,
    /// In which paragraph.
    pub passage: PassageId,
    /// Set if the paragraph itself is not history yet.
    pub fresh: Option<Fresh>,
    /// Its text.
    pub text: &'a str,
    /// Byte offset of the cursor.
    pub cursor: usize,
}

impl Default for MinutesScreen {
    fn default() -> Self {
        Self {
            item: None,
            editor: Editor::new(Vec::new()),
            fresh: None,
            dirty: None,
            places: HashMap::new(),
            sought: None,
            spelled: Spelled::default(),
        }
    }
}

impl MinutesScreen {
    /// Fits the text into the body of the window.
    pub fn resize(&mut self, body: Rect) {
        let text = columns(body).text;
        self.editor.set_size(text.width, text.height);
    }

    /// Takes over the truth: after another item was chosen, an undo, a fact that came.
    /// What is being typed must have become history before.
    pub fn show(&mut self, meeting: &Meeting, item: Option<ItemId>) {
        let other = self.item != item;
        if other && let (Some(left), Some(place)) = (self.item, self.place()) {
            self.places.insert(left, place);
        }
        self.item = item;
        self.dirty = None;
        let blocks = item.and_then(|item| meeting.item(item)).map_or_else(Vec::new, |item| {
            let (blocks, fresh) = blocks_of(meeting, item);
            self.fresh = fresh;
            blocks
        });
        if other {
            let size = self.editor.size();
            self.editor = Editor::new(blocks);
            self.editor.set_size(size.0, size.1);
            edit::step(&mut self.editor, Action::DocumentEnd);
            if let Some((passage, byte)) = item.and_then(|item| self.places.get(&item).copied()) {
                self.go(passage, byte);
            }
        } else {
            self.editor.set_blocks(blocks);
        }
    }

    /// Tells whether the screen shows already what these changes make, because they came from it.
    #[must_use]
    pub fn shows(&self, text: &ItemText) -> bool {
        let key = |passage: PassageId| BlockKey(u64::from(passage.0));
        let reads = |passage| self.editor.text_of(key(passage));
        let fact_last = self.editor.blocks().last().is_none_or(|block| block.fixed);
        // Why: each is looked for on the whole screen; a paste of thousands is laid out anew.
        let few = text.changes.len() <= 8;
        few && self.item == Some(text.item)
            && !fact_last
            && text.changes.iter().all(|change| match change {
                PassageChange::Insert { passage, text, .. }
                | PassageChange::Write { passage, text } => reads(*passage) == Some(text),
                PassageChange::Remove { passage } => reads(*passage).is_none(),
                PassageChange::Attribute { .. } => true,
                PassageChange::Move { .. } => false,
            })
    }

    /// Hears that what it shows is history now.
    pub fn settled(&mut self, text: &ItemText) {
        self.dirty = None;
        self.fresh.take_if(|fresh| text.writes(fresh.passage));
    }

    /// Goes to the end, where what happens next is written.
    pub fn to_end(&mut self) {
        edit::step(&mut self.editor, Action::DocumentEnd);
    }

    /// Tells whether the cursor is where what happens next is written.
    #[must_use]
    pub fn at_end(&self) -> bool {
        self.editor.is_at_end()
    }

    /// The editor, for what moves and marks; what changes text goes through [`Self::perform`].
    pub fn editor(&mut self) -> &mut Editor {
        &mut self.editor
    }

    /// Goes to a byte of a paragraph.
    pub fn go(&mut self, passage: PassageId, byte: usize) {
        let key = BlockKey(u64::from(passage.0));
        if let Some(block) = self.editor.blocks().iter().position(|block| block.key == key) {
            self.editor.place_cursor(Cursor { block, byte });
        }
    }

    /// How the paragraphs stand in the window, and the rows that writing reaches. Nothing while
    /// something is marked or searched for.
    #[must_use]
    pub fn layout(&self) -> Option<(Layout, Reach)> {
        if self.sought.is_some() || self.editor.selection().is_some() {
            return None;
        }
        self.editor.layout()
    }

    /// Looks at the spelling of what is in sight, and tells whether other words are wrong now.
    /// `answered`: the dictionary has news.
    pub fn spell(&mut self, speller: &mut Speller, answered: bool) -> bool {
        self.spelled.look(&self.editor, speller, answered)
    }

    /// Where text is being written.
    #[must_use]
    pub fn written_at(&self) -> Option<Written> {
        Written::at(&self.editor)
    }

    /// Moves the marks of wrong words with the text that was written before them.
    pub fn move_spelling(&mut self, before: Written, after: Written) {
        self.spelled.follow(before, after);
    }

    /// The wrong word that is nearest to the cursor.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        self.spelled.doubt(&self.editor)
    }

    /// Shows where something stands in what is in sight.
    pub fn highlight(&mut self, sought: Option<Pattern>) {
        self.sought = sought;
    }

    /// Marks and shows nothing any more.
    pub fn unmark(&mut self) {
        self.sought = None;
        self.editor.unmark();
    }

    /// Marks a part of a paragraph.
    pub fn select_in(&mut self, passage: PassageId, range: Range<usize>) {
        self.go(passage, range.start);
        if self.place().is_some_and(|(at, _)| at == passage) {
            let block = self.editor.cursor().block;
            self.editor.select(block, range);
        }
    }

    /// Where in its paragraph the marked text begins.
    #[must_use]
    pub fn marked_start(&self) -> Option<usize> {
        self.editor.selection().map(|(from, _)| from.byte)
    }

    /// Where the cursor is.
    #[must_use]
    pub fn place(&self) -> Option<(PassageId, usize)> {
        let passage = passage_of(self.editor.current()?.key)?;
        Some((passage, self.editor.cursor().byte))
    }

    /// Puts back what was being typed when the program ended.
    pub fn restore(&mut self, passage: PassageId, text: &str, cursor: usize) {
        self.go(passage, 0);
        if self.place().is_some_and(|(at, _)| at == passage) {
            let length = self.editor.current().map_or(0, |block| block.text.len());
            if self.editor.replace(0..length, text) != Edit::None {
                self.dirty = Some(passage);
            }
            self.go(passage, cursor);
        }
    }

    /// Puts back a paragraph that was being begun when the program ended.
    pub fn restore_new(&mut self, fresh: Fresh, text: &str, cursor: usize) {
        let passage = fresh.passage;
        self.open_fresh(fresh);
        self.restore(passage, text, cursor);
    }

    /// What is being typed and is not history yet.
    #[must_use]
    pub fn unwritten(&self) -> Option<Unwritten<'_>> {
        let passage = self.dirty?;
        let text = self.editor.text_of(BlockKey(u64::from(passage.0)))?;
        let cursor = match self.place() {
            Some((at, byte)) if at == passage => byte,
            _ => text.len(),
        };
        let fresh = self.fresh.clone().filter(|fresh| fresh.passage == passage);
        Some(Unwritten { item: self.item?, passage, fresh, text, cursor })
    }

    /// What must become history before anything else does.
    #[must_use]
    pub fn pending(&self) -> Option<Command> {
        let Unwritten { item, passage, fresh, text, .. } = self.unwritten()?;
        let text = text.to_owned();
        let change = match fresh {
            Some(_) if text.trim().is_empty() => return None,
            Some(Fresh { place, kind, .. }) => PassageChange::Insert { passage, place, kind, text },
            None => PassageChange::Write { passage, text },
        };
        Some(Command::Write(ItemText { item, changes: vec![change] }))
    }

    /// Hears that what was pending is history now.
    pub fn written(&mut self) {
        let dirty = self.dirty.take();
        self.fresh.take_if(|fresh| Some(fresh.passage) == dirty);
    }

    /// Tells whether a sentence ends before the cursor, so that the next letter begins another
    /// step of undo.
    #[must_use]
    pub fn at_sentence_end(&self) -> bool {
        let Some(block) = self.editor.current() else { return false };
        let before = block.text.get(..self.editor.cursor().byte).unwrap_or_default();
        before.ends_with([' ', '\u{a0}']) && before.trim_end().ends_with(['.', '!', '?', '“', '"'])
    }
}
