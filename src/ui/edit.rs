//! Editing keys: how an action moves or changes a text, the same in every editor.

use crate::action::Action;
use crate::text::{Edit, Editor, Motion};

/// Moves the cursor as `action` says. Tells whether it was a movement.
pub(super) fn step(editor: &mut Editor, action: Action) -> bool {
    let motion = match action {
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
        Action::SentenceLeft => Motion::SentenceLeft,
        Action::SentenceRight => Motion::SentenceRight,
        Action::PassageUp => Motion::BlockUp,
        Action::PassageDown => Motion::BlockDown,
        Action::DocumentStart => Motion::Start,
        Action::DocumentEnd => Motion::End,
        _ => return false,
    };
    editor.step(motion);
    true
}

/// Deletes as `action` says. `None`: it was no deletion.
pub(super) fn delete(editor: &mut Editor, action: Action) -> Option<Edit> {
    Some(match action {
        Action::DeleteBack => editor.delete_back(),
        Action::DeleteForward => editor.delete_forward(),
        Action::DeleteWordBack => editor.delete_word_back(),
        Action::DeleteWordForward => editor.delete_word_forward(),
        _ => return None,
    })
}
