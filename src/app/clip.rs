//! Copying, cutting and pasting: what was taken stays with the program, whatever becomes of it
//! outside.

use super::App;
use crate::action::Action;
use crate::ui::{Ask, Effect, Reply};

/// What the message calls it.
const WHAT: &str = "Auswahl";

impl App {
    /// Takes an action of copying and pasting. `None`: it is none.
    pub(super) fn clip(&mut self, action: Action) -> Option<Reply> {
        match action {
            Action::CopyText => Some(self.copy()),
            Action::CutText => Some(self.cut()),
            Action::PasteText | Action::PasteBefore if self.commanding() => {
                Some(self.put(action == Action::PasteBefore))
            }
            Action::PasteText => Some(self.paste_back()),
            _ => None,
        }
    }

    fn copy(&mut self) -> Reply {
        let Some(text) = self.take_marked() else { return nothing_marked() };
        self.give_out(text)
    }

    /// Gives a copied text to the outside; what is not public, only if that is meant.
    fn give_out(&self, text: String) -> Reply {
        let effect = Effect::Copy { text, what: WHAT.to_owned() };
        if self.reads_public() {
            return Reply::Outside(effect);
        }
        Reply::Ask(Ask::CopyNonPublic(effect))
    }

    fn cut(&mut self) -> Reply {
        let Some(text) = self.take_marked() else { return nothing_marked() };
        let letters = text.chars().count();
        if let Some(desk) = &mut self.desk {
            let reply = desk.perform(Action::DeleteForward, None, self.now);
            self.reply(reply);
        }
        if self.reads_public() {
            return Reply::Outside(Effect::Copy { text, what: WHAT.to_owned() });
        }
        // What was moved inside need not be seen outside.
        Reply::Say(format!("Ausgeschnitten: {letters} Zeichen, nur in wortlaut (nichtöffentlich)."))
    }

    /// Gives what a command has copied to the outside too.
    pub(super) fn give_copied(&mut self) {
        let text = self.register.trim_end_matches('\n').to_owned();
        let reply = self.give_out(text);
        self.reply(reply);
    }

    pub(super) fn commanding(&self) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.commanding)
    }

    pub(super) fn paste_back(&mut self) -> Reply {
        if self.register.is_empty() {
            let how = "Noch nichts kopiert. Von außen fügt das Terminal ein (Umschalt+Einfg).";
            return Reply::Say(how.to_owned());
        }
        let text = self.register.clone();
        self.paste(&text);
        Reply::Done
    }

    /// Keeps what is marked for pasting.
    fn take_marked(&mut self) -> Option<String> {
        let desk = self.desk.as_ref()?;
        let text = desk.selected_text()?;
        // The line of a fact stays where it is: pasted, it would be told twice.
        self.register = desk.selected_prose().unwrap_or_default();
        Some(text)
    }

    fn reads_public(&self) -> bool {
        let desk = self.desk.as_ref();
        let item = desk.and_then(|desk| desk.session.meeting().item(desk.item?));
        item.is_none_or(|item| item.public)
    }
}

fn nothing_marked() -> Reply {
    Reply::Say(
        "Nichts ist markiert. Umschalt und Pfeile markieren, oder Strg+Leertaste.".to_owned(),
    )
}
