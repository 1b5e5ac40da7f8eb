//! Writing: what keys do to the paragraphs, and what has to become history of it.

use super::page::{fact_key, happening_at, passage_of};
use super::{Fresh, MinutesScreen};
use crate::action::Action;
use crate::domain::{
    Happening, ItemId, ItemText, PassageChange, PassageId, PassageKind, RecordPlace,
};
use crate::text::{Block, BlockKey, Cursor, Edit};
use crate::ui::spell::Doubt;
use crate::ui::{Ask, Reply, Seen, edit};
use std::collections::{HashMap, HashSet};

impl MinutesScreen {
    /// Takes typed text of one line; it takes the place of what is marked.
    pub fn insert(&mut self, text: &str, seen: &Seen<'_>) -> Reply {
        let marked = self.editor.selection();
        let crosses = marked.is_some_and(|(from, to)| from.block != to.block);
        if crosses {
            let _ = self.editor.make_room();
        }
        let behind = self.editor.selection().is_none() && self.behind_interjection(seen);
        if behind || self.editor.current().is_none_or(|block| block.fixed) {
            self.begin_passage(seen);
        }
        if self.editor.insert(text) != Edit::None {
            self.dirty = self.place().map(|(passage, _)| passage);
        }
        if crosses { self.write_down(seen) } else { Reply::Done }
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
    pub(super) fn open_fresh(&mut self, fresh: Fresh) {
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
        let reply = self.insert(first, seen);
        let rest: Vec<_> = lines.collect();
        let Some(last) = rest.last().copied() else { return reply };
        let Cursor { block: at, byte } = self.editor.cursor();
        let mut pasted = self.new_blocks(rest.iter().copied(), seen);
        let mut blocks = self.editor.blocks().to_vec();
        let Some(head) = blocks.get_mut(at) else { return Reply::Done };
        let tail = head.text.split_off(byte.min(head.text.len()));
        let end = pasted.last().map(|block| block.key);
        if let Some(block) = pasted.last_mut() {
            block.text.push_str(&tail);
        }
        blocks.splice(at + 1..at + 1, pasted);
        self.editor.set_blocks(blocks);
        if let Some(passage) = end.and_then(passage_of) {
            self.go(passage, last.len());
        }
        self.write_down(seen)
    }

    /// Puts paragraphs below that of the cursor, or above it, all in one step.
    pub fn put_lines(&mut self, text: &str, above: bool, seen: &Seen<'_>) -> Reply {
        let new = self.new_blocks(text.split('\n'), seen);
        let first = new.first().and_then(|block| passage_of(block.key));
        let mut blocks = self.editor.blocks().to_vec();
        let at = (self.editor.cursor().block + usize::from(!above)).min(blocks.len());
        blocks.splice(at..at, new);
        self.editor.set_blocks(blocks);
        if let Some(passage) = first {
            self.go(passage, 0);
        }
        self.write_down(seen)
    }

    /// Blocks for lines that become paragraphs.
    fn new_blocks<'a>(&self, lines: impl Iterator<Item = &'a str>, seen: &Seen<'_>) -> Vec<Block> {
        let keys = u64::from(self.free_number(seen).0)..;
        let block = |(line, key): (&str, u64)| Block {
            key: BlockKey(key),
            text: line.to_owned(),
            fixed: false,
        };
        lines.zip(keys).map(block).collect()
    }

    pub(super) fn kind_of(&self, seen: &Seen<'_>, passage: PassageId) -> PassageKind {
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
            Action::OpenBelow => {
                self.editor.step(crate::text::Motion::BlockEnd);
                self.split(item, seen)
            }
            Action::OpenAbove => self.put_lines("", true, seen),
            Action::InsertRemark => {
                self.to_end();
                if self.editor.current().is_some_and(|block| !block.text.is_empty()) {
                    return self.append(item, seen, PassageKind::Remark, String::new());
                }
                Reply::Done
            }
            Action::InsertInterjection => Reply::Ask(Ask::Interjection),
            Action::ChangeSpeaker => match self.place() {
                Some((passage, _)) => Reply::Ask(Ask::ChangeSpeaker(passage)),
                None => Reply::Ignored,
            },
            Action::MovePassageUp => self.move_passage(item, seen, true),
            Action::MovePassageDown => self.move_passage(item, seen, false),
            Action::RemovePassage => match self.place() {
                Some((passage, _)) if !self.is_fresh(passage) => {
                    let changes = vec![PassageChange::Remove { passage }];
                    Reply::Write(ItemText { item, changes }, None)
                }
                _ => Reply::Ignored,
            },

            // What was called out is not eaten from behind.
            Action::DeleteBack | Action::DeleteWordBack
                if self.editor.selection().is_none() && self.behind_interjection(seen) =>
            {
                Reply::Done
            }
            _ => self.delete(action, seen),
        }
    }

    /// Marks what a motion passes over.
    pub fn extend(&mut self, action: Action) -> Reply {
        edit::extend(&mut self.editor, action);
        self.left()
    }

    /// The marked text.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        self.editor.selected_text()
    }

    /// What stands before the cursor in its paragraph.
    #[must_use]
    pub fn before_cursor(&self) -> Option<&str> {
        self.editor.before_cursor()
    }

    /// What stands behind the cursor in its paragraph.
    #[must_use]
    pub fn behind_cursor(&self) -> Option<&str> {
        self.editor.behind_cursor()
    }

    /// Puts text in the place of what stands before the cursor from a byte on.
    pub fn replace_before(&mut self, from: usize, text: &str, seen: &Seen<'_>) -> Reply {
        let Some(end) = self.before_cursor().map(str::len) else { return Reply::Ignored };
        let block = self.editor.cursor().block;
        self.editor.select(block, from.min(end)..end);
        self.insert(text, seen)
    }

    /// Puts a word in the place of a doubtful one.
    pub fn correct(&mut self, doubt: &Doubt, word: &str, seen: &Seen<'_>) -> Reply {
        let text = self.editor.blocks().get(doubt.block).map(|block| block.text.as_str());
        if text.and_then(|text| text.get(doubt.range.clone())) != Some(&doubt.word) {
            return Reply::Done;
        }
        let cursor = self.editor.cursor();
        self.editor.select(doubt.block, doubt.range.clone());
        let reply = self.insert(word, seen);
        // The clerk goes on where the cursor was.
        let behind = cursor.block == doubt.block && cursor.byte > doubt.range.end;
        let byte = if behind { cursor.byte + word.len() - doubt.word.len() } else { cursor.byte };
        if cursor.block != doubt.block || behind {
            self.editor.place_cursor(Cursor { byte, ..cursor });
        }
        match reply {
            Reply::Done => self.left(),
            reply => reply,
        }
    }

    /// Marks a part of the cursor's paragraph.
    pub fn select(&mut self, start: usize, length: usize) {
        let block = self.editor.cursor().block;
        self.editor.select(block, start..start + length);
    }

    /// The marked text without the lines that tell facts.
    #[must_use]
    pub fn selected_prose(&self) -> Option<String> {
        self.editor.selected_prose()
    }

    /// Tells whether every motion marks.
    #[must_use]
    pub fn is_marking(&self) -> bool {
        self.editor.is_marking()
    }

    /// A paragraph that was left becomes history.
    fn left(&self) -> Reply {
        let here = self.place().map(|(passage, _)| passage);
        if self.dirty.is_some() && here != self.dirty { Reply::Settle } else { Reply::Done }
    }

    fn delete(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
        let Some(edit) = edit::delete(&mut self.editor, action) else { return Reply::Ignored };
        match edit {
            Edit::None => Reply::Done,
            Edit::Changed(key) => {
                self.dirty = passage_of(key);
                Reply::Done
            }
            _ => self.write_down(seen),
        }
    }

    /// Makes history of everything in which the screen differs from it, in one step.
    pub(super) fn write_down(&mut self, seen: &Seen<'_>) -> Reply {
        let Some(item) = self.item else { return Reply::Ignored };
        let changes = self.changes(seen);
        let gone =
            |fresh: &mut Fresh| self.editor.text_of(BlockKey(u64::from(fresh.passage.0))).is_none();
        self.fresh.take_if(gone);
        if changes.is_empty() {
            return Reply::Done;
        }
        Reply::Write(ItemText { item, changes }, self.place())
    }

    /// In what the screen differs from history, paragraph by paragraph. It looks at all of them:
    /// for what a key does to more than the one it is in.
    fn changes(&self, seen: &Seen<'_>) -> Vec<PassageChange> {
        let Some(item) = self.item.and_then(|item| seen.meeting.item(item)) else {
            return Vec::new();
        };
        let known: HashMap<BlockKey, Happening> =
            item.record.iter().map(|happening| (fact_key(*happening), *happening)).collect();
        let mut place = RecordPlace::Start;
        let mut kind = PassageKind::Remark;
        let mut changes = Vec::new();
        let mut kept = HashSet::new();
        for block in self.editor.blocks() {
            let Some(passage) = passage_of(block.key) else {
                place = known.get(&block.key).map_or(place, |fact| RecordPlace::After(*fact));
                continue;
            };
            let text = &block.text;
            if let Some(old) = item.passage(passage) {
                kept.insert(passage);
                if old.text != *text {
                    changes.push(PassageChange::Write { passage, text: text.clone() });
                }
                if old.kind != PassageKind::Interjection && old.kind != kind {
                    kind = old.kind.clone();
                }
            } else if let Some(fresh) = self.fresh.as_ref().filter(|it| it.passage == passage) {
                if text.trim().is_empty() {
                    continue;
                }
                kind = fresh.kind.clone();
                let (place, kind, text) = (fresh.place, kind.clone(), text.clone());
                changes.push(PassageChange::Insert { passage, place, kind, text });
            } else {
                let (kind, text) = (kind.clone(), text.clone());
                changes.push(PassageChange::Insert { passage, place, kind, text });
            }
            place = RecordPlace::After(Happening::Passage(passage));
        }
        // The last one first: that is how they go fastest.
        let gone = item.passages.iter().rev().map(|passage| passage.id);
        let gone = gone.filter(|id| !kept.contains(id));
        changes.extend(gone.map(|passage| PassageChange::Remove { passage }));
        changes
    }

    /// Enter: what stands behind the cursor becomes a paragraph of its own.
    fn split(&mut self, item: ItemId, seen: &Seen<'_>) -> Reply {
        let Some((passage, _)) = self.place() else {
            self.begin_passage(seen);
            return Reply::Done;
        };
        let new = self.free_number(seen);
        let key = BlockKey(u64::from(new.0));
        if self.editor.selection().is_some() {
            let _ = self.editor.split(key);
            return self.write_down(seen);
        }
        let empty = self.editor.current().is_some_and(|block| block.text.trim().is_empty());
        if empty || self.editor.split(key) == Edit::None {
            return Reply::Done;
        }
        let text_of = |passage: PassageId| {
            self.editor.text_of(BlockKey(u64::from(passage.0))).unwrap_or_default().to_owned()
        };
        let left = text_of(passage);
        let (first, kind) = match self.fresh.clone().filter(|fresh| fresh.passage == passage) {
            Some(Fresh { place, kind, .. }) => {
                let begun =
                    PassageChange::Insert { passage, place, kind: kind.clone(), text: left };
                (begun, kind)
            }
            None => (PassageChange::Write { passage, text: left }, self.kind_behind(seen, passage)),
        };
        let place = RecordPlace::After(Happening::Passage(passage));
        let second = PassageChange::Insert { passage: new, place, kind, text: text_of(new) };
        let changes = vec![first, second];
        Reply::Write(ItemText { item, changes }, Some((new, 0)))
    }

    /// Puts the paragraph over its neighbour, be that a paragraph or the line of a fact.
    fn move_passage(&self, item: ItemId, seen: &Seen<'_>, up: bool) -> Reply {
        let Some((passage, byte)) = self.place().filter(|(passage, _)| !self.is_fresh(*passage))
        else {
            return Reply::Ignored;
        };
        let Cursor { block: at, .. } = self.editor.cursor();
        let over = |at: usize| {
            let block = self.editor.blocks().get(at)?;
            happening_at(seen, self.item, block.key)
        };
        let place = match (up, at) {
            (true, 0) => None,
            (true, 1) => Some(RecordPlace::Start),
            (true, _) => over(at - 2).map(RecordPlace::After),
            (false, _) => over(at + 1).map(RecordPlace::After),
        };
        let Some(place) = place else { return Reply::Done };
        let changes = vec![PassageChange::Move { passage, place }];
        Reply::Write(ItemText { item, changes }, Some((passage, byte)))
    }

    /// Gives a paragraph to somebody else, or makes it what nobody said. A paragraph that begins
    /// with `old`, the name of who had it, begins with `new` instead.
    pub fn attribute(
        &mut self,
        passage: PassageId,
        kind: PassageKind,
        names: Option<(String, String)>,
    ) -> Reply {
        let Some(item) = self.item else { return Reply::Ignored };
        if let Some(fresh) = self.fresh.as_mut().filter(|fresh| fresh.passage == passage) {
            fresh.kind = kind;
            return Reply::Done;
        }
        let mut changes = vec![PassageChange::Attribute { passage, kind }];
        let text = self.editor.text_of(BlockKey(u64::from(passage.0))).unwrap_or_default();
        let mut cursor = self.place();
        if let Some((old, new)) = names.filter(|(old, _)| !old.trim().is_empty())
            && let Some(rest) = text.strip_prefix(&old)
        {
            let text = format!("{new}{rest}");
            // The cursor stays at its letter.
            let moved = |byte: usize| byte.saturating_sub(old.len()) + new.len();
            cursor = cursor.map(|(at, byte)| (at, moved(byte).min(text.len())));
            changes.push(PassageChange::Write { passage, text });
        }
        Reply::Write(ItemText { item, changes }, cursor)
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

    pub(super) fn is_fresh(&self, passage: PassageId) -> bool {
        self.fresh.as_ref().is_some_and(|fresh| fresh.passage == passage)
    }
}
