//! Letters are text, or commands as in vim; what a command takes, it takes with the next motion.

use super::desk::seen;
use super::{App, Desk};
use crate::action::Action;
use crate::domain::Timestamp;
use crate::text::{Cursor, Editor, Motion};
use crate::ui::{Reply, Screen, Seen, edit};

/// What is done to the text that the next motion passes over, as `d` does in `d w`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Cut,
    Change,
    Copy,
    /// Only the letter under the cursor, which the next letter typed replaces.
    Replace,
}

/// What a command waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
    /// For a motion, or for the same command again: that means the paragraph.
    Motion(Operator),
    /// For the motion that names a part of the text, as `w` does in `d i w`.
    Part(Operator, bool),
}

/// To what a command is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// To what is marked, or to what the next motion passes over.
    Marked,
    /// To what this motion passes over.
    Over(Action),
    /// To the paragraph. A line of vim is a paragraph here: how it is wrapped is no part of it.
    Passage,
}

/// What an action is to a text whose letters are commands.
fn command(action: Action) -> Option<(Operator, Extent)> {
    Some(match action {
        Action::CutText => (Operator::Cut, Extent::Marked),
        Action::ChangeText => (Operator::Change, Extent::Marked),
        Action::CopyText => (Operator::Copy, Extent::Marked),
        Action::ReplaceLetter => (Operator::Replace, Extent::Marked),
        Action::DeleteForward => (Operator::Cut, Extent::Over(Action::CursorRight)),
        Action::DeleteBack => (Operator::Cut, Extent::Over(Action::CursorLeft)),
        Action::CutToEnd => (Operator::Cut, Extent::Over(Action::PassageEnd)),
        Action::ChangeToEnd => (Operator::Change, Extent::Over(Action::PassageEnd)),
        Action::ChangeLetter => (Operator::Change, Extent::Over(Action::CursorRight)),
        Action::ChangePassage => (Operator::Change, Extent::Passage),
        Action::CopyPassage => (Operator::Copy, Extent::Passage),
        _ => return None,
    })
}

impl App {
    /// Does what a command does to the text. `None`: it is no such command.
    pub(super) fn operate(&mut self, action: Action) -> Option<Reply> {
        let now = self.now;
        let desk = self.desk.as_mut()?;
        let waiting = desk.waiting.take();
        if !desk.commanding || !desk.takes_text() {
            return None;
        }
        let wish = command(action);
        if wish.is_some() || waiting.is_some() {
            // What one command does is one step of undo.
            desk.settle(now);
        }
        match (waiting, wish) {
            (Some(waiting), _) => self.go_on_with(waiting, wish, action),
            (None, Some((operator, extent))) => Some(self.begin_command(operator, extent)),
            (None, None) => None,
        }
    }

    /// Takes the action that a command has waited for. `None`: the command is not meant any more.
    fn go_on_with(
        &mut self,
        waiting: Waiting,
        wish: Option<(Operator, Extent)>,
        action: Action,
    ) -> Option<Reply> {
        let desk = self.desk.as_mut()?;
        match (waiting, wish) {
            (Waiting::Part(operator, around), _) if action == Action::WordRight => {
                desk.editor()?.select_word(around);
                self.operate_on_marked(operator);
            }
            (Waiting::Motion(operator), Some((again, Extent::Marked))) if operator == again => {
                self.operate_on_passage(operator);
            }
            (Waiting::Motion(operator), None) if edit::moves(action) => {
                desk.mark_over(action, operator == Operator::Change);
                self.operate_on_marked(operator);
            }
            (Waiting::Motion(operator), None)
                if matches!(action, Action::InsertMode | Action::InsertAfter) =>
            {
                desk.waiting = Some(Waiting::Part(operator, action == Action::InsertAfter));
                return Some(Reply::Say("… w Wort".to_owned()));
            }
            (Waiting::Motion(_), None) => return None,
            _ => {}
        }
        Some(Reply::Done)
    }

    fn begin_command(&mut self, operator: Operator, extent: Extent) -> Reply {
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        let marked = desk.selected_text().is_some();
        match extent {
            Extent::Marked if operator == Operator::Replace || !marked => {
                desk.waiting = Some(Waiting::Motion(operator));
                return Reply::Say(what_may_follow(operator).to_owned());
            }
            Extent::Marked if desk.marks_passage() => self.operate_on_passage(operator),
            Extent::Passage => self.operate_on_passage(operator),
            Extent::Over(motion) if !marked => {
                desk.mark_over(motion, false);
                self.operate_on_marked(operator);
            }
            Extent::Marked | Extent::Over(_) => self.operate_on_marked(operator),
        }
        Reply::Done
    }

    fn operate_on_marked(&mut self, operator: Operator) {
        let now = self.now;
        let Some(desk) = &mut self.desk else { return };
        if let Some(text) = desk.selected_text() {
            self.register = text;
            if operator == Operator::Copy {
                self.give_copied();
            } else {
                let reply = desk.perform(Action::DeleteForward, None, now);
                self.reply(reply);
            }
        }
        self.with_desk(|desk| {
            desk.commanding = operator != Operator::Change;
            let Some(editor) = desk.editor() else { return };
            if let Some((from, _)) = editor.selection() {
                editor.place_cursor(from);
            }
            editor.unmark();
        });
    }

    /// The paragraph goes as a whole, and what is kept of it ends with its line.
    fn operate_on_passage(&mut self, operator: Operator) {
        let now = self.now;
        let Some(desk) = &mut self.desk else { return };
        let Some(editor) = desk.editor() else { return };
        let Some(block) = editor.current().filter(|block| !block.fixed) else { return };
        let (text, at) = (format!("{}\n", block.text), editor.cursor());
        match operator {
            Operator::Copy => {
                editor.unmark();
                self.register = text;
                self.give_copied();
            }
            Operator::Change => {
                editor.select_block();
                self.operate_on_marked(operator);
                self.register = text;
            }
            Operator::Replace => {}
            Operator::Cut => {
                editor.unmark();
                let reply = desk.perform(Action::RemovePassage, None, now);
                self.register = text;
                self.reply(reply);
                let next = Cursor { block: at.block, byte: 0 };
                self.with_desk(|desk| {
                    desk.editor().into_iter().for_each(|editor| editor.place_cursor(next));
                });
            }
        }
    }

    /// Puts what was taken last behind the letter under the cursor, or before it; paragraphs below
    /// or above.
    pub(super) fn put(&mut self, before: bool) -> Reply {
        let text = self.register.clone();
        let now = self.now;
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        if !text.is_empty() && desk.selected_text().is_none() {
            if let Some(lines) = text.strip_suffix('\n') {
                return desk.put_passages(lines, before, now);
            }
            desk.stand_on_letters(false);
            if !before {
                desk.after_letter();
            }
        }
        let reply = self.paste_back();
        self.with_desk(Desk::before_letter);
        reply
    }

    /// Takes the letter that `r` waits for. Tells whether it did.
    pub(super) fn replace_letter(&mut self, text: &str) -> bool {
        let now = self.now;
        let Some(desk) = &mut self.desk else { return false };
        if desk.waiting.take() != Some(Waiting::Motion(Operator::Replace)) {
            return false;
        }
        desk.settle(now);
        desk.mark_over(Action::CursorRight, false);
        if desk.selected_text().is_some() {
            let reply = desk.insert(text, now);
            self.reply(reply);
            self.with_desk(Desk::before_letter);
        }
        true
    }
}

const fn what_may_follow(operator: Operator) -> &'static str {
    match operator {
        Operator::Change => "Neu schreiben: w Wort · ) Satz · $ bis Absatzende · c Absatz",
        Operator::Copy => "Kopieren: w Wort · ) Satz · $ bis Absatzende · y Absatz",
        Operator::Cut => "Löschen: w Wort · ) Satz · $ bis Absatzende · d Absatz",
        Operator::Replace => "Der nächste Buchstabe ersetzt diesen.",
    }
}

impl Desk {
    /// The editor that letters go to.
    pub(super) fn editor(&mut self) -> Option<&mut Editor> {
        match self.screen {
            Screen::Minutes => Some(self.minutes.editor()),
            Screen::Motions => self.motions.editor(),
            _ => None,
        }
    }

    /// What keys do to the running text, if it is not simply being written.
    pub(super) fn mode(&self) -> &'static str {
        let marking = match self.screen {
            Screen::Minutes => self.minutes.is_marking(),
            Screen::Motions => self.motions.is_marking(),
            _ => false,
        };
        match (marking, self.commanding && self.takes_text()) {
            (true, _) => "MARKIEREN",
            (false, true) => "BEFEHLE",
            (false, false) => "",
        }
    }

    /// Tells whether the next letter replaces the one under the cursor.
    pub(super) fn replaces(&self) -> bool {
        self.commanding && self.waiting == Some(Waiting::Motion(Operator::Replace))
    }

    /// Lets the cursor stand on letters while they are commands.
    pub(super) fn stand_on_letters(&mut self, on: bool) {
        self.minutes.editor().stand_on_letters(on);
        if let Some(editor) = self.motions.editor() {
            editor.stand_on_letters(on);
        }
    }

    /// Makes letters commands or text, and gives what else the action does.
    pub(super) fn change_mode(&mut self, action: Action, now: Timestamp) -> Option<Action> {
        let then = match action {
            // Whoever types vim presses Esc at any time: again, it only ends what is marked.
            Action::CommandMode => {
                if !std::mem::replace(&mut self.commanding, true) {
                    self.settle(now);
                    self.before_letter();
                }
                self.editor().into_iter().for_each(|editor| {
                    editor.unmark();
                });
                return None;
            }
            Action::InsertMode | Action::InsertAfter => None,
            Action::InsertAtStart => Some(Action::PassageStart),
            Action::InsertAtEnd => Some(Action::PassageEnd),
            Action::OpenBelow | Action::OpenAbove => Some(action),
            other => return Some(other),
        };
        self.commanding = false;
        self.stand_on_letters(false);
        if action == Action::InsertAfter {
            self.after_letter();
        }
        then
    }

    /// Ends a search. Commands go on where what was found begins, so that it can be changed.
    pub(super) fn leave_search(&mut self) {
        let found = self.minutes.editor().selection().filter(|_| self.commanding);
        self.minutes.unmark();
        if let Some((from, _)) = found {
            self.minutes.editor().place_cursor(from);
        }
    }

    /// Goes behind the letter under the cursor.
    fn after_letter(&mut self) {
        let Some(editor) = self.editor() else { return };
        if editor.current().is_some_and(|block| editor.cursor().byte < block.text.len()) {
            editor.step(Motion::Right);
        }
    }

    /// Goes onto the letter before the cursor: it was written last.
    fn before_letter(&mut self) {
        let Some(editor) = self.editor() else { return };
        if editor.selection().is_none() && editor.cursor().byte > 0 {
            editor.step(Motion::Left);
        }
    }

    /// Marks what a motion passes over. A command takes letters, words and sentences from one
    /// paragraph: none that stands at its end joins it with the next. `change`: the blank behind a
    /// word stays.
    fn mark_over(&mut self, motion: Action, change: bool) {
        self.stand_on_letters(false);
        let Some(editor) = self.editor() else { return };
        editor.unmark();
        let Cursor { block, byte } = editor.cursor();
        if motion == Action::WordRight && change {
            editor.select_word(false);
            let end = editor.selection().map_or(byte, |(_, to)| to.byte);
            editor.select(block, byte..end);
            return;
        }
        if motion == Action::WordEnd {
            // The word ends behind its last letter; from there, the next one is meant.
            editor.extend(Motion::Right);
        }
        edit::extend(editor, motion);
        let within = matches!(
            motion,
            Action::CursorLeft
                | Action::CursorRight
                | Action::WordLeft
                | Action::WordRight
                | Action::WordEnd
                | Action::SentenceLeft
                | Action::SentenceRight
        );
        if within && editor.cursor().block != block {
            editor.unmark();
            editor.place_cursor(Cursor { block, byte });
        }
    }

    /// Tells whether all of a paragraph is marked, and nothing else.
    fn marks_passage(&mut self) -> bool {
        let Some(editor) = self.editor() else { return false };
        let Some((from, to)) = editor.selection() else { return false };
        let length = editor.blocks().get(from.block).map(|block| block.text.len());
        from.block == to.block && from.byte == 0 && Some(to.byte) == length
    }

    /// Puts paragraphs below that of the cursor, or above it.
    fn put_passages(&mut self, lines: &str, above: bool, now: Timestamp) -> Reply {
        self.settle(now);
        if self.screen == Screen::Motions {
            self.motions.put_lines(lines, above);
            return Reply::Done;
        }
        let seen = seen!(self, now);
        self.minutes.put_lines(lines, above, &seen)
    }
}
