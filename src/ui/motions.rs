//! Beschlussvorschlag: the motions of an item, their wording, and what changed in it.

mod difference;

use super::list::{Chosen, inset, mark, put, put_right};
use super::theme::Theme;
use super::{Ask, Reply, Screen, Seen, edit};
use crate::action::Action;
use crate::domain::{Command, ItemId, Motion, MotionFate, MotionId};
use crate::text::{Block, BlockKey, Cursor, Edit, Editor};
use crate::wording;
use difference::draw_wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The motions of an item.
#[derive(Debug, Default)]
pub struct MotionsScreen {
    chosen: Chosen,
    editing: Option<Editing>,
    size: (u16, u16),
}

/// A wording that is being changed.
#[derive(Debug)]
struct Editing {
    item: ItemId,
    motion: MotionId,
    editor: Editor,
    changed: bool,
    next: u64,
}

/// A wording that is not history yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnwrittenWording {
    /// In which item.
    pub item: ItemId,
    /// Which motion.
    pub motion: MotionId,
    /// Its text.
    pub text: String,
    /// Byte offset of the cursor in it.
    pub cursor: usize,
}

impl Editing {
    fn text(&self) -> String {
        let lines: Vec<_> =
            self.editor.blocks().iter().map(|block| block.text.trim_end()).collect();
        lines.join("\n").trim_end().to_owned()
    }

    /// Byte offset of the cursor in the text.
    fn cursor(&self) -> usize {
        let cursor = self.editor.cursor();
        let above = self.editor.blocks().iter().take(cursor.block);
        let before: usize = above.map(|block| block.text.trim_end().len() + 1).sum();
        before + cursor.byte
    }
}

impl MotionsScreen {
    /// The row that is chosen, for the place to resume at.
    pub fn chosen(&mut self) -> &mut Chosen {
        &mut self.chosen
    }

    /// Fits the wording into the body of the window.
    pub fn resize(&mut self, body: Rect) {
        let room = wording_area(body, 1);
        self.size = (room.width, room.height);
        if let Some(editing) = &mut self.editing {
            editing.editor.set_size(room.width, room.height);
        }
    }

    /// Begins anew: another item is looked at.
    pub fn reset(&mut self) {
        self.chosen = Chosen::default();
        self.editing = None;
    }

    /// Chooses a motion.
    pub fn choose(&mut self, seen: &Seen<'_>, motion: MotionId) {
        let at = motions(seen).iter().position(|other| other.id == motion);
        self.chosen = Chosen(at.unwrap_or(0));
        // The wording that is open is that of the motion that is chosen, or none.
        self.editing.take_if(|editing| editing.motion != motion);
    }

    /// Ends the change of a wording. What was typed has become history before.
    pub fn stop(&mut self) {
        self.editing = None;
    }

    /// Tells whether letters typed here are text.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        self.editing.is_some()
    }

    /// The motion that is chosen.
    #[must_use]
    pub fn motion<'a>(&self, seen: &Seen<'a>) -> Option<&'a Motion> {
        let motions = motions(seen);
        self.chosen.within(motions.len()).and_then(|at| motions.get(at).copied())
    }

    /// Tells whether an open motion of order is chosen: it is voted on next, or adopted as it is.
    #[must_use]
    pub fn orders(&self, seen: &Seen<'_>) -> bool {
        self.motion(seen)
            .is_some_and(|motion| motion.procedure.is_some() && motion.fate == MotionFate::Open)
    }

    /// Begins to change a wording.
    pub fn edit(&mut self, seen: &Seen<'_>, motion: MotionId) {
        self.choose(seen, motion);
        let Some(motion) = seen.meeting.motion(motion) else { return };
        self.begin(motion.item, motion.id, &motion.text, motion.text.len());
    }

    /// The motion whose wording is being changed, and the byte offset of the cursor in it.
    #[must_use]
    pub fn place(&self) -> Option<(MotionId, usize)> {
        self.editing.as_ref().map(|editing| (editing.motion, editing.cursor()))
    }

    /// Goes on changing a wording at a byte of it.
    pub fn go(&mut self, seen: &Seen<'_>, motion: MotionId, byte: usize) {
        self.choose(seen, motion);
        if let Some(motion) = seen.meeting.motion(motion) {
            self.begin(motion.item, motion.id, &motion.text, byte);
        }
    }

    /// Puts back a wording that was being changed when the program ended.
    pub fn restore(&mut self, seen: &Seen<'_>, motion: MotionId, text: &str, cursor: usize) {
        self.choose(seen, motion);
        let Some(item) = seen.meeting.motion(motion).map(|motion| motion.item) else { return };
        self.begin(item, motion, text, cursor);
        if let Some(editing) = &mut self.editing {
            editing.changed = true;
        }
    }

    fn begin(&mut self, item: ItemId, motion: MotionId, text: &str, cursor: usize) {
        let mut blocks: Vec<_> = text
            .split('\n')
            .zip(0..)
            .map(|(line, key)| Block { key: BlockKey(key), text: line.to_owned(), fixed: false })
            .collect();
        let next = u64::try_from(blocks.len()).unwrap_or(u64::MAX);
        let mut place = Cursor { block: blocks.len().saturating_sub(1), byte: usize::MAX };
        let mut left = cursor;
        for (index, block) in blocks.iter().enumerate() {
            if left <= block.text.len() {
                place = Cursor { block: index, byte: left };
                break;
            }
            left -= block.text.len() + 1;
        }
        if blocks.is_empty() {
            blocks.push(Block { key: BlockKey(0), text: String::new(), fixed: false });
        }
        let mut editor = Editor::new(blocks);
        editor.set_size(self.size.0, self.size.1);
        editor.place_cursor(place);
        self.editing = Some(Editing { item, motion, editor, changed: false, next: next.max(1) });
    }

    /// The wording that is being changed and is not history yet.
    #[must_use]
    pub fn unwritten(&self) -> Option<UnwrittenWording> {
        let editing = self.editing.as_ref().filter(|editing| editing.changed)?;
        Some(UnwrittenWording {
            item: editing.item,
            motion: editing.motion,
            text: editing.text(),
            cursor: editing.cursor(),
        })
    }

    /// What must become history before anything else does.
    #[must_use]
    pub fn pending(&self) -> Option<Command> {
        let UnwrittenWording { motion, text, .. } = self.unwritten()?;
        Some(Command::RewordMotion { motion, text })
    }

    /// Hears that what was pending is history now.
    pub fn written(&mut self) {
        if let Some(editing) = &mut self.editing {
            editing.changed = false;
        }
    }

    /// Takes over the truth after an undo: a wording that is open shows what holds now.
    pub fn show(&mut self, seen: &Seen<'_>) {
        let Some(editing) = self.editing.take() else { return };
        let Some(motion) = seen.meeting.motion(editing.motion) else { return };
        if editing.text() == motion.text {
            self.editing = Some(editing);
        } else {
            self.begin(motion.item, motion.id, &motion.text, motion.text.len());
        }
    }

    /// Takes typed text; its lines become paragraphs.
    pub fn insert(&mut self, text: &str) {
        let Some(editing) = &mut self.editing else { return };
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                let key = BlockKey(editing.next);
                editing.next += 1;
                editing.changed |= editing.editor.split(key) != Edit::None;
            }
            editing.changed |= editing.editor.insert(line) != Edit::None;
        }
    }

    /// Puts paragraphs below that of the cursor, or above it.
    pub fn put_lines(&mut self, text: &str, above: bool) {
        let Some(editing) = &mut self.editing else { return };
        let key = BlockKey(editing.next);
        editing.next += 1;
        let editor = &mut editing.editor;
        let edit = if above { editor.open_above(key) } else { editor.open_below(key) };
        editing.changed |= edit != Edit::None;
        self.insert(text);
    }

    /// The editor of the wording, for what moves and marks.
    pub fn editor(&mut self) -> Option<&mut Editor> {
        self.editing.as_mut().map(|editing| &mut editing.editor)
    }

    /// Takes an action.
    pub fn perform(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
        if self.editing.is_some() {
            return self.perform_editing(action);
        }
        let Some(item) = seen.item else { return Reply::Ignored };
        let motions = motions(seen);
        let step = match action {
            Action::NextMotion => Action::CursorDown,
            Action::PreviousMotion => Action::CursorUp,
            other => other,
        };
        if self.chosen.step(step, motions.len()) {
            return self.motion(seen).map_or(Reply::Done, |motion| Reply::Choose(motion.id));
        }
        if action == Action::AddMotion {
            return Reply::Ask(Ask::MotionKind);
        }
        if action == Action::SetResult {
            return Reply::Ask(Ask::Result(item));
        }
        let Some(motion) = self.motion(seen) else {
            let asks = matches!(action, Action::EditMotion | Action::Confirm);
            return if asks { Reply::Ask(Ask::MotionKind) } else { Reply::Ignored };
        };
        match action {
            Action::EditMotion | Action::Confirm => {
                self.edit(seen, motion.id);
                Reply::Done
            }
            Action::AdoptWording => Reply::Commit(Command::AdoptWording(motion.id)),
            Action::WithdrawMotion => {
                let withdrawn = motion.fate != MotionFate::Withdrawn;
                Reply::Commit(Command::WithdrawMotion { motion: motion.id, withdrawn })
            }
            Action::AdoptMotion => {
                let adopted = motion.adopted.is_none();
                Reply::Commit(Command::AdoptMotion { motion: motion.id, adopted })
            }
            Action::StrikePoints => Reply::Commit(Command::StrikePoints(item)),
            Action::SplitMotion => Reply::Commit(Command::SplitMotion(motion.id)),
            Action::SettleMotions => Reply::Commit(Command::SettleMotions(item)),
            Action::MoveMotionUp | Action::MoveMotionDown => {
                let up = action == Action::MoveMotionUp;
                self.chosen.0 = moved(self.chosen.0, up, motions.len());
                Reply::Commit(Command::OrderMotion { motion: motion.id, up })
            }
            Action::OpenVote => Reply::ChooseAndShow(motion.id, Screen::Vote),
            _ => Reply::Ignored,
        }
    }

    /// Marks what a motion passes over.
    pub fn extend(&mut self, action: Action) {
        if let Some(editing) = &mut self.editing {
            edit::extend(&mut editing.editor, action);
        }
    }

    /// The marked text.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        self.editing.as_ref()?.editor.selected_text()
    }

    /// What stands before the cursor in its paragraph.
    #[must_use]
    pub fn before_cursor(&self) -> Option<&str> {
        self.editing.as_ref()?.editor.before_cursor()
    }

    /// What stands behind the cursor in its paragraph.
    #[must_use]
    pub fn behind_cursor(&self) -> Option<&str> {
        self.editing.as_ref()?.editor.behind_cursor()
    }

    /// Puts text in the place of what stands before the cursor from a byte on.
    pub fn replace_before(&mut self, from: usize, text: &str) {
        let Some(editing) = &mut self.editing else { return };
        let end = editing.editor.before_cursor().map_or(0, str::len);
        let block = editing.editor.cursor().block;
        editing.editor.select(block, from.min(end)..end);
        editing.changed |= editing.editor.insert(text) != Edit::None;
    }

    /// Marks a part of the cursor's paragraph.
    pub fn select(&mut self, start: usize, length: usize) {
        if let Some(editing) = &mut self.editing {
            let block = editing.editor.cursor().block;
            editing.editor.select(block, start..start + length);
        }
    }

    /// Tells whether every motion marks.
    #[must_use]
    pub fn is_marking(&self) -> bool {
        self.editing.as_ref().is_some_and(|editing| editing.editor.is_marking())
    }

    fn perform_editing(&mut self, action: Action) -> Reply {
        let Some(editing) = &mut self.editing else { return Reply::Ignored };
        if edit::step(&mut editing.editor, action) {
            return Reply::Done;
        }
        match action {
            Action::Cancel => {
                self.editing = None;
                Reply::Done
            }
            Action::NewPassage => {
                self.insert("\n");
                Reply::Done
            }
            Action::OpenBelow | Action::OpenAbove => {
                self.put_lines("", action == Action::OpenAbove);
                Reply::Done
            }
            Action::RemovePassage => {
                editing.changed |= editing.editor.remove_block() != Edit::None;
                Reply::Done
            }
            _ => match edit::delete(&mut editing.editor, action) {
                Some(change) => {
                    editing.changed |= change != Edit::None;
                    Reply::Done
                }
                None => Reply::Ignored,
            },
        }
    }

    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let motions = motions(seen);
        if motions.is_empty() {
            let hint = "Noch kein Beschlussvorschlag und kein Antrag.";
            put(buf, area.x + 2, area.y + 1, area.width.saturating_sub(4), hint, theme.quiet());
            return None;
        }
        let chosen = self.chosen.within(motions.len()).unwrap_or(0);
        let list = list_height(area, motions.len());
        let first = super::list::top(chosen, motions.len(), usize::from(list));
        let mut cursor = None;
        let rows = (area.y..area.y + list).zip(motions.iter().enumerate().skip(first));
        for (y, (index, motion)) in rows {
            let row = inset(area, 1);
            let fate = wording::motion_fate(motion.fate);
            put_right(buf, row.right(), y, 16, fate, theme.text());
            let head = heading(seen, motion);
            put(buf, row.x + 1, y, row.width.saturating_sub(18), &head, theme.text());
            mark(buf, area, y, index == chosen && self.editing.is_none(), theme);
            if index == chosen {
                put(buf, area.x, y, 1, "▸", theme.accent());
                cursor = Some(Position::new(area.x, y));
            }
        }
        let text = wording_area(area, motions.len());
        let motion = motions.get(chosen)?;
        let rule = Rect { y: text.y.saturating_sub(1), height: 1, ..area };
        let (title, right) = match &self.editing {
            Some(_) => ("Wortlaut ändern", ""),
            None if motion.differs_from_paper() => {
                ("Wortlaut", "gegenüber der Vorlage: [-entfällt-] {+neu+}")
            }
            None => ("Wortlaut", ""),
        };
        super::frame::rule(title, right, rule, buf, theme);
        match &self.editing {
            Some(editing) => draw_editor(&editing.editor, text, buf, theme),
            None => {
                draw_wording(motion, text, buf, theme);
                cursor
            }
        }
    }
}

fn motions<'a>(seen: &Seen<'a>) -> Vec<&'a Motion> {
    seen.item.map_or_else(Vec::new, |item| seen.meeting.in_voting_order(item))
}

/// The row that a motion goes to; at the ends it stays.
fn moved(at: usize, up: bool, length: usize) -> usize {
    if up { at.saturating_sub(1) } else { (at + 1).min(length.saturating_sub(1)) }
}

/// "Änderungsantrag (SPD)".
fn heading(seen: &Seen<'_>, motion: &Motion) -> String {
    let name = wording::motion_name(motion);
    match &motion.mover {
        Some(mover) => format!("{name} ({})", wording::mover(seen.meeting, mover)),
        None => name,
    }
}

fn list_height(area: Rect, motions: usize) -> u16 {
    u16::try_from(motions).unwrap_or(u16::MAX).min(area.height / 3).max(1).min(area.height)
}

/// Where the wording stands: below the list and a rule. The editor keeps room for a list as long
/// as it can get, so that it need not be fitted anew with each motion.
fn wording_area(area: Rect, motions: usize) -> Rect {
    let above = list_height(area, motions).max(area.height / 3).saturating_add(1);
    let inner = inset(area, 2);
    Rect {
        y: area.y.saturating_add(above.min(area.height)),
        height: area.height.saturating_sub(above),
        width: inner.width.min(90),
        ..inner
    }
}

fn draw_editor(editor: &Editor, area: Rect, buf: &mut Buffer, theme: Theme) -> Option<Position> {
    for (y, row) in (area.y..area.bottom()).zip(editor.rows()) {
        put(buf, area.x, y, area.width, row.text.trim_end(), theme.text());
    }
    super::minutes::paint_marked(editor, area, buf, theme);
    let (x, y) = editor.cursor_cell()?;
    Some(Position::new(area.x + x, area.y + y))
}
