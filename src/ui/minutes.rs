//! Wortprotokoll: the prose of an item, with the lines that facts make among it.

mod page;

use super::list::put;
use super::theme::Theme;
use super::{Reply, Seen, edit};
use crate::action::Action;
use crate::domain::{
    Command, Happening, ItemId, ItemText, Meeting, PassageChange, PassageId, PassageKind,
    RecordPlace,
};
use crate::text::{Block, BlockKey, Cursor, Edit, Editor};
use page::{Columns, blocks_of, columns, fact_key, happening_at, passage_of, sign};
use ratatui::layout::{Position, Rect};
use ratatui::{buffer::Buffer, style::Modifier};

/// The prose of one item.
#[derive(Debug)]
pub struct MinutesScreen {
    item: Option<ItemId>,
    editor: Editor,
    /// The paragraph at the end that is not history yet: it becomes so with its first words.
    fresh: Option<Fresh>,
    /// The paragraph whose text is not history yet.
    dirty: Option<PassageId>,
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
        Self { item: None, editor: Editor::new(Vec::new()), fresh: None, dirty: None }
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
        } else {
            self.editor.set_blocks(blocks);
        }
    }

    /// Goes to the end, where what happens next is written.
    pub fn to_end(&mut self) {
        edit::step(&mut self.editor, Action::DocumentEnd);
    }

    /// Tells whether the cursor is where what happens next is written.
    #[must_use]
    pub fn at_end(&self) -> bool {
        let Cursor { block, byte } = self.editor.cursor();
        block + 1 >= self.editor.blocks().len()
            && self.editor.current().is_none_or(|block| byte >= block.text.len())
    }

    /// Goes to a byte of a paragraph.
    pub fn go(&mut self, passage: PassageId, byte: usize) {
        let key = BlockKey(u64::from(passage.0));
        if let Some(block) = self.editor.blocks().iter().position(|block| block.key == key) {
            self.editor.place_cursor(Cursor { block, byte });
        }
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

    /// Takes typed text of one line.
    pub fn insert(&mut self, text: &str, seen: &Seen<'_>) {
        let behind = self.behind_interjection(seen);
        if behind || self.editor.current().is_none_or(|block| block.fixed) {
            self.begin_passage(seen);
        }
        if self.editor.insert(text) != Edit::None {
            self.dirty = self.place().map(|(passage, _)| passage);
        }
    }

    /// Tells whether the cursor stands behind an interjection: what follows is the speaker's again.
    fn behind_interjection(&self, seen: &Seen<'_>) -> bool {
        let Some((passage, byte)) = self.place() else { return false };
        let text = self.editor.current().map_or("", |block| block.text.as_str());
        byte >= text.len() && self.kind_of(seen, passage) == PassageKind::Interjection
    }

    /// Makes a passage behind the line of a fact or an interjection, on the screen only.
    fn begin_passage(&mut self, seen: &Seen<'_>) {
        let key = self.editor.current().map(|block| block.key);
        let fact = key.and_then(|key| happening_at(seen, self.item, key));
        let kind = match self.place() {
            Some((passage, _)) => self.kind_behind(seen, passage),
            None => PassageKind::Remark,
        };
        let passage = PassageId(seen.meeting.next_id());
        let place = fact.map_or(RecordPlace::End, RecordPlace::After);
        self.open_fresh(Fresh { passage, place, kind });
    }

    /// Shows a paragraph that is not history yet. There is only one of them at a time.
    fn open_fresh(&mut self, fresh: Fresh) {
        let key = |passage: PassageId| BlockKey(u64::from(passage.0));
        let mut blocks = self.editor.blocks().to_vec();
        if let Some(old) = &self.fresh {
            blocks.retain(|block| block.key != key(old.passage));
        }
        let before = match fresh.place {
            RecordPlace::Start => Some(0),
            RecordPlace::After(happening) => {
                let at = blocks.iter().position(|block| block.key == fact_key(happening));
                at.map(|at| at + 1)
            }
            RecordPlace::End => None,
        };
        let block = Block { key: key(fresh.passage), text: String::new(), fixed: false };
        blocks.insert(before.unwrap_or(blocks.len()), block);
        self.editor.set_blocks(blocks);
        self.go(fresh.passage, 0);
        self.fresh = Some(fresh);
    }

    /// Takes pasted text: its lines become paragraphs, all in one step.
    pub fn paste(&mut self, text: &str, seen: &Seen<'_>) -> Reply {
        // A blank at the very end was copied with the words; those at line ends were not.
        let lines = text.split_inclusive('\n');
        let lines = lines.map(|line| if line.ends_with('\n') { line.trim_end() } else { line });
        let mut lines = lines.filter(|line| !line.trim().is_empty() || line.len() == text.len());
        let Some(first) = lines.next() else { return Reply::Done };
        self.insert(first, seen);
        let rest: Vec<_> = lines.collect();
        let (Some(item), Some((at, byte)), false) = (self.item, self.place(), rest.is_empty())
        else {
            return Reply::Done;
        };
        let mut changes = self.pending().map_or_else(Vec::new, |pending| match pending {
            Command::Write(text) => text.changes,
            _ => Vec::new(),
        });
        let text = self.editor.current().map_or("", |block| block.text.as_str());
        let (head, tail) = text.split_at_checked(byte).unwrap_or((text, ""));
        if !tail.is_empty()
            && let Some(PassageChange::Insert { text, .. } | PassageChange::Write { text, .. }) =
                changes.last_mut()
        {
            head.clone_into(text);
        }
        let last = rest.len() - 1;
        let first_number = self.free_number(seen);
        let (mut after, mut end) = (at, byte);
        for (index, line) in rest.into_iter().enumerate() {
            let passage = PassageId(first_number.0 + u32::try_from(index).unwrap_or(0));
            let tail = if index == last { tail } else { "" };
            changes.push(PassageChange::Insert {
                passage,
                place: RecordPlace::After(Happening::Passage(after)),
                kind: self.kind_of(seen, at),
                text: format!("{line}{tail}"),
            });
            after = passage;
            end = line.len();
        }
        let cursor = (after, end);
        Reply::Write(ItemText { item, changes }, Some(cursor))
    }

    fn kind_of(&self, seen: &Seen<'_>, passage: PassageId) -> PassageKind {
        let item = self.item.and_then(|item| seen.meeting.item(item));
        item.and_then(|item| item.passage(passage))
            .map_or(PassageKind::Remark, |passage| passage.kind.clone())
    }

    /// What a paragraph behind this one is: after an interjection the speaker goes on.
    fn kind_behind(&self, seen: &Seen<'_>, passage: PassageId) -> PassageKind {
        let record = self.item.and_then(|item| seen.meeting.item(item)).map(|item| &item.record);
        let before = record.into_iter().flatten().rev().filter_map(|happening| match happening {
            Happening::Passage(id) => Some(*id),
            _ => None,
        });
        std::iter::once(passage)
            .chain(before.skip_while(|other| *other != passage))
            .map(|passage| self.kind_of(seen, passage))
            .find(|kind| *kind != PassageKind::Interjection)
            .unwrap_or(PassageKind::Remark)
    }

    /// Takes an action.
    pub fn perform(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
        let Some(item) = self.item else { return Reply::Ignored };
        if edit::step(&mut self.editor, action) {
            return self.left();
        }
        match action {
            Action::NewPassage | Action::Confirm => self.split(item, seen),
            Action::InsertRemark => {
                self.to_end();
                if self.editor.current().is_some_and(|block| !block.text.is_empty()) {
                    return self.append(item, seen, PassageKind::Remark, String::new());
                }
                Reply::Done
            }
            Action::InsertInterjection => Reply::Ask(super::Ask::Interjection),
            Action::RemovePassage => match self.place() {
                Some((passage, _)) if self.fresh.as_ref().is_none_or(|f| f.passage != passage) => {
                    let changes = vec![PassageChange::Remove { passage }];
                    Reply::Write(ItemText { item, changes }, None)
                }
                _ => Reply::Ignored,
            },

            // What was called out is not eaten from behind.
            Action::DeleteBack | Action::DeleteWordBack if self.behind_interjection(seen) => {
                Reply::Done
            }
            _ => self.delete(action, item),
        }
    }

    /// A paragraph that was left becomes history.
    fn left(&self) -> Reply {
        let here = self.place().map(|(passage, _)| passage);
        if self.dirty.is_some() && here != self.dirty { Reply::Settle } else { Reply::Done }
    }

    fn delete(&mut self, action: Action, item: ItemId) -> Reply {
        let Some(edit) = edit::delete(&mut self.editor, action) else { return Reply::Ignored };
        let write = |changes| Reply::Write(ItemText { item, changes }, None);
        match edit {
            Edit::None | Edit::Opened(_) | Edit::Split { .. } | Edit::Many => Reply::Done,
            Edit::Changed(key) => {
                self.dirty = passage_of(key);
                Reply::Done
            }
            Edit::Removed(key) => match passage_of(key) {
                Some(passage) if !self.is_fresh(passage) => {
                    write(vec![PassageChange::Remove { passage }])
                }
                _ => Reply::Done,
            },
            Edit::Joined { into, gone } => {
                let (Some(passage), Some(removed)) = (passage_of(into), passage_of(gone)) else {
                    return Reply::Done;
                };
                self.dirty = Some(passage);
                let text = self.editor.text_of(into).unwrap_or_default().to_owned();
                if self.is_fresh(removed) {
                    self.fresh = None;
                    return Reply::Done;
                }
                let changes = match self.fresh.take_if(|fresh| fresh.passage == passage) {
                    Some(Fresh { place, kind, .. }) => vec![
                        PassageChange::Insert { passage, place, kind, text },
                        PassageChange::Remove { passage: removed },
                    ],
                    None => vec![
                        PassageChange::Write { passage, text },
                        PassageChange::Remove { passage: removed },
                    ],
                };
                write(changes)
            }
        }
    }

    /// Enter: what stands behind the cursor becomes a paragraph of its own.
    fn split(&mut self, item: ItemId, seen: &Seen<'_>) -> Reply {
        let Some((passage, _)) = self.place() else {
            self.begin_passage(seen);
            return Reply::Done;
        };
        let empty = self.editor.current().is_some_and(|block| block.text.trim().is_empty());
        if empty {
            return Reply::Done;
        }
        let new = self.free_number(seen);
        if self.editor.split(BlockKey(u64::from(new.0))) == Edit::None {
            return Reply::Done;
        }
        let text_of = |passage: PassageId| {
            self.editor.text_of(BlockKey(u64::from(passage.0))).unwrap_or_default().to_owned()
        };
        let kind = self.kind_behind(seen, passage);
        let left = text_of(passage);
        let first = match self.fresh.clone().filter(|fresh| fresh.passage == passage) {
            Some(Fresh { place, kind, .. }) => {
                PassageChange::Insert { passage, place, kind, text: left }
            }
            None => PassageChange::Write { passage, text: left },
        };
        let place = RecordPlace::After(Happening::Passage(passage));
        let second = PassageChange::Insert { passage: new, place, kind, text: text_of(new) };
        let changes = vec![first, second];
        Reply::Write(ItemText { item, changes }, Some((new, 0)))
    }

    /// Begins a passage of its own at the end.
    #[must_use]
    pub fn append(&self, item: ItemId, seen: &Seen<'_>, kind: PassageKind, text: String) -> Reply {
        let passage = self.free_number(seen);
        let length = text.len();
        let change = PassageChange::Insert { passage, place: RecordPlace::End, kind, text };
        Reply::Write(ItemText { item, changes: vec![change] }, Some((passage, length)))
    }

    /// A number for a new paragraph, beside the one that is being begun.
    fn free_number(&self, seen: &Seen<'_>) -> PassageId {
        let behind = self.fresh.as_ref().map_or(0, |fresh| fresh.passage.0 + 1);
        PassageId(seen.meeting.next_id().max(behind))
    }

    fn is_fresh(&self, passage: PassageId) -> bool {
        self.fresh.as_ref().is_some_and(|fresh| fresh.passage == passage)
    }

    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let Columns { agenda, text, speakers } = columns(area);
        if let Some(agenda) = agenda {
            super::agenda::draw_beside(seen, agenda, buf, theme);
        }
        if let Some(speakers) = speakers {
            super::speakers::draw_beside(seen, speakers, buf, theme);
        }
        let Some(item) = self.item.and_then(|item| seen.meeting.item(item)) else {
            let hint = "Noch kein Tagesordnungspunkt. In der Tagesordnung einen aufrufen.";
            put(buf, text.x, text.y, text.width, hint, theme.quiet());
            return None;
        };
        let blank = matches!(self.editor.blocks(), [only] if only.text.is_empty());
        if blank {
            put(buf, text.x, text.y, text.width, "Noch nichts geschrieben.", theme.quiet());
        }
        for (y, row) in (text.y..text.bottom()).zip(self.editor.rows()) {
            let (sign, style) = if row.fixed {
                ("·", theme.quiet().add_modifier(Modifier::ITALIC))
            } else {
                let passage = passage_of(row.key).and_then(|id| item.passage(id));
                (sign(passage.map(|passage| &passage.kind)), theme.text())
            };
            if row.first {
                put(buf, text.x.saturating_sub(2), y, 1, sign, theme.accent());
            }
            put(buf, text.x, y, text.width, row.text.trim_end(), style);
        }
        let (x, y) = self.editor.cursor_cell()?;
        Some(Position::new(text.x + x, text.y + y))
    }
}
