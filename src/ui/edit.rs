//! Editing keys: how an action moves or changes a text, the same in every editor.

use crate::action::Action;
use crate::text::{Edit, Editor, Motion};

/// The motion that an action is, if it is one.
pub(super) fn motion(action: Action) -> Option<Motion> {
    Some(match action {
        Action::CursorLeft => Motion::Left,
        Action::CursorRight => Motion::Right,
        Action::CursorUp => Motion::RowUp,
        Action::CursorDown => Motion::RowDown,
        Action::CursorPageUp => Motion::PageUp,
        Action::CursorPageDown => Motion::PageDown,
        Action::CursorFirst => Motion::RowStart,
        Action::CursorLast => Motion::RowEnd,
        Action::WordLeft => Motion::WordLeft,
        Action::WordRight => Motion::WordRight,
        Action::WordEnd => Motion::WordEnd,
        Action::SentenceLeft => Motion::SentenceLeft,
        Action::SentenceRight => Motion::SentenceRight,
        Action::PassageUp => Motion::BlockUp,
        Action::PassageDown => Motion::BlockDown,
        Action::PassageStart => Motion::BlockStart,
        Action::PassageEnd => Motion::BlockEnd,
        Action::DocumentStart => Motion::Start,
        Action::DocumentEnd => Motion::End,
        _ => return None,
    })
}

/// Tells whether an action moves the cursor in a text.
#[must_use]
pub fn moves(action: Action) -> bool {
    motion(action).is_some()
}

/// Moves the cursor or marks as `action` says. Tells whether it did.
pub(super) fn step(editor: &mut Editor, action: Action) -> bool {
    match action {
        Action::SetMark => editor.toggle_mark(),
        Action::SelectAll => editor.select_all(),
        Action::SelectPassage => {
            editor.step(Motion::BlockStart);
            editor.unmark();
            editor.step(Motion::BlockStart);
            editor.toggle_mark();
            editor.step(Motion::BlockEnd);
        }
        // One step back: first what is marked is so no more.
        Action::Cancel => return editor.unmark(),
        _ => match motion(action) {
            Some(motion) => editor.step(motion),
            None => return false,
        },
    }
    true
}

/// Marks what `action` moves over. Tells whether it was a movement.
pub fn extend(editor: &mut Editor, action: Action) -> bool {
    let motion = motion(action);
    motion.map(|motion| editor.extend(motion)).is_some()
}

/// Deletes as `action` says. `None`: it was no deletion.
pub(super) fn delete(editor: &mut Editor, action: Action) -> Option<Edit> {
    Some(match action {
        Action::DeleteBack => editor.delete_back(),
        Action::DeleteForward => editor.delete_forward(),
        Action::DeleteWordBack => editor.delete_word_back(),
        Action::DeleteWordForward => editor.delete_word_forward(),
        Action::DeleteSentence => editor.delete_sentence_forward(),
        Action::DeleteLine => editor.delete_row(),
        Action::DeleteToLineEnd => editor.delete_to_row_end(),
        Action::JoinPassage => {
            editor.step(Motion::BlockEnd);
            editor.delete_forward()
        }
        _ => return None,
    })
}
