//! The actions: every ability of the program under one name.
//!
//! Keymap files, help, palette, `wortlaut tasten` and tests all use the names of this table.
//! The names are a promise: scripts and keymaps of others rely on them.

mod context;
#[cfg(test)]
mod tests;

pub use context::Context;
pub use table::Action;

use strum::IntoEnumIterator as _;

/// What the table knows about an action.
struct Facts {
    label: &'static str,
    help: &'static str,
    contexts: &'static [Context],
}

/// Makes the enum and its facts from one table, so that neither can lack what the other has.
macro_rules! actions {
    ($($name:ident in [$($context:ident),+]: $label:literal, $help:literal;)+) => {
        /// An ability of the program, in the order of the help.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(EnumIter, EnumString, IntoStaticStr)]
        #[strum(serialize_all = "kebab-case")]
        pub enum Action {
            $(#[doc = $label] $name,)+
        }

        impl Action {
            /// Looks the action up in the table.
            pub(super) const fn facts(self) -> Facts {
                match self {
                    $(Self::$name => Facts {
                        label: $label,
                        help: $help,
                        contexts: &[$(Context::$context),+],
                    },)+
                }
            }
        }
    };
}

mod table;

impl Action {
    /// Returns all actions in the order of the help.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Returns the stable name, as in `vote-yes`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Finds an action by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Names the action in two or three German words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.facts().label
    }

    /// Says in one German sentence what the action does.
    #[must_use]
    pub const fn help(self) -> &'static str {
        self.facts().help
    }

    /// Returns the contexts in which the action works; `Global` means in all of them.
    #[must_use]
    pub const fn contexts(self) -> &'static [Context] {
        self.facts().contexts
    }

    /// Tells whether the action works in a context, so whether a key may be bound there.
    #[must_use]
    pub fn works_in(self, context: Context) -> bool {
        // What can be done to a text can be done while letters are commands.
        let text = if context == Context::Command { Context::Text } else { context };
        self.contexts().iter().any(|own| [context, text, Context::Global].contains(own))
    }
}
