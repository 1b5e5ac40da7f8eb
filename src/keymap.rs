//! The keymap: which key does what, and where.
//!
//! Keys come from files, first the shipped ones, then the clerk's own, which patches them.
//! Nothing here reads a file or a terminal: the caller brings text and keys.

mod file;
pub mod key;

use crate::action::{Action, Context};
use crate::problem::{FileError, Problem, perhaps};
pub use key::{Code, Key};

/// The shipped keymaps by name; all stand on the first.
const SHIPPED: &[(&str, &str)] = &[
    ("standard", include_str!("../keymaps/standard.toml")),
    ("vim", include_str!("../keymaps/vim.toml")),
    ("ziffernblock", include_str!("../keymaps/ziffernblock.toml")),
];

/// What every key does, in every context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    /// The text fields in which some letter does more than being written.
    bound_letters: Vec<Context>,
}

/// One line of a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    context: Context,
    keys: Vec<Key>,
    action: Action,
}

/// What a key means after the keys before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The keys mean an action.
    Action(Action),
    /// The keys begin a sequence; these may follow.
    Pending(Vec<(Key, Next)>),
    /// The keys mean nothing and are given back, so that a text field can take them.
    ///
    /// Esc ends a begun sequence and gives nothing back.
    None(Vec<Key>),
}

/// What a key that may follow leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// To this action.
    Action(Action),
    /// To further keys.
    More,
}

/// One line of `wortlaut tasten`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The action.
    pub action: Action,
    /// Its keys in this context, as keymap files name them; none where only the palette leads.
    pub keys: Vec<String>,
    /// The German label of the action.
    pub label: &'static str,
    /// The German name of the context, as keymap files name it.
    pub context: &'static str,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::shipped("standard").expect("the shipped keymaps are tested")
    }
}

impl Keymap {
    /// Names the shipped keymaps.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    const fn empty() -> Self {
        Self { bindings: Vec::new(), bound_letters: Vec::new() }
    }

    /// Loads a shipped keymap.
    ///
    /// # Errors
    /// Fails where no keymap of this name is shipped, and tells the nearest name.
    pub fn shipped(name: &str) -> Result<Self, FileError> {
        let Some((name, text)) = SHIPPED.iter().find(|(shipped, _)| *shipped == name) else {
            let text = format!("Diese Belegung gibt es nicht.{}", perhaps(name, Self::names()));
            let problem = Problem { file: name.to_owned(), line: None, text };
            return Err(FileError { problems: vec![problem] });
        };
        Self::parse_patch(&Self::empty(), &format!("{name}.toml"), text)
    }

    /// Patches a keymap with the text of a file; a `basis` in the file replaces `base`.
    ///
    /// # Errors
    /// Tells everything that is wrong with the file at once, with line numbers.
    pub fn parse_patch(base: &Self, file_name: &str, text: &str) -> Result<Self, FileError> {
        let (patch, mut problems) = file::read(file_name, text);
        let basis = patch.basis.and_then(|name| Self::shipped(name).ok());
        let mut base = basis.unwrap_or_else(|| base.clone());
        base.bindings.retain(|old| !patch.lines.iter().any(|line| line.binds_same(old)));
        // Why: the clerk's own keys stand first, so footer and help show those.
        let mut bindings: Vec<Binding> =
            patch.lines.iter().filter_map(file::Line::binding).collect();
        bindings.append(&mut base.bindings);
        let keymap = Self { bound_letters: bound_letters(&bindings), bindings };
        for line in &patch.lines {
            problems.extend(keymap.shadowed(file_name, line, &patch.lines));
        }
        match FileError::gather(problems) {
            Some(error) => Err(error),
            None => Ok(keymap),
        }
    }

    /// Tells what `key` means after `pending`; `contexts` stand innermost first.
    #[must_use]
    pub fn resolve(&self, contexts: &[Context], pending: &[Key], key: Key) -> Resolution {
        if !pending.is_empty() && key == Key::plain(Code::Esc) {
            return Resolution::None(Vec::new());
        }
        // Why: most keys are letters of a text, and they need not wait for a search.
        let written = |field: &Context| field.takes_text() && !self.bound_letters.contains(field);
        if pending.is_empty() && key.text().is_some() && contexts.first().is_some_and(written) {
            return Resolution::None(vec![key]);
        }
        let keys: Vec<Key> = pending.iter().copied().chain([key]).collect();
        if let Some(action) = self.action(contexts, &keys) {
            return Resolution::Action(action);
        }
        let next = self.next(contexts, &keys);
        if next.is_empty() { Resolution::None(keys) } else { Resolution::Pending(next) }
    }

    /// Returns the keys of an action in these contexts, as footer, help and palette show them.
    #[must_use]
    pub fn keys_for(&self, action: Action, contexts: &[Context]) -> Vec<String> {
        let mut shown = Vec::new();
        for context in contexts {
            // Why so early: the footer asks for several actions in every frame.
            let own = |binding: &&Binding| binding.action == action && binding.context == *context;
            for binding in self.bindings.iter().filter(own) {
                let text = join(&binding.keys, Key::display);
                let works = self.action(contexts, &binding.keys) == Some(action);
                if works && !shown.contains(&text) {
                    shown.push(text);
                }
            }
        }
        shown
    }

    /// Lists every action with its keys, once for each context in which it has some.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for action in Action::all() {
            let before = entries.len();
            for context in Context::all() {
                let keys = self.written(action, context);
                if !keys.is_empty() {
                    entries.push(entry(action, context, keys));
                }
            }
            if entries.len() == before {
                let context = action.contexts().first().copied().unwrap_or(Context::Global);
                entries.push(entry(action, context, Vec::new()));
            }
        }
        entries
    }

    /// Returns the keys of an action in one context, as files name them.
    fn written(&self, action: Action, context: Context) -> Vec<String> {
        let own = |binding: &&Binding| binding.action == action && binding.context == context;
        self.bindings
            .iter()
            .filter(own)
            .map(|binding| join(&binding.keys, |k| k.to_string()))
            .collect()
    }

    /// Finds the action of a whole sequence, unless an inner context waits for more keys.
    fn action(&self, contexts: &[Context], keys: &[Key]) -> Option<Action> {
        for context in contexts {
            if let Some(binding) = self.reachable(contexts, *context, keys).next() {
                return (binding.keys.len() == keys.len()).then_some(binding.action);
            }
        }
        None
    }

    /// Lists what may follow a begun sequence.
    fn next(&self, contexts: &[Context], keys: &[Key]) -> Vec<(Key, Next)> {
        let mut next: Vec<(Key, Next)> = Vec::new();
        for context in contexts {
            for binding in self.reachable(contexts, *context, keys) {
                let follows = match binding.keys.get(keys.len()..) {
                    Some([last]) => (*last, Next::Action(binding.action)),
                    Some([first, ..]) => (*first, Next::More),
                    _ => continue,
                };
                if !next.iter().any(|(key, _)| *key == follows.0) {
                    next.push(follows);
                }
            }
        }
        next
    }

    /// Returns the bindings of a context that begin with `keys` and may be reached.
    fn reachable<'a>(
        &'a self,
        contexts: &'a [Context],
        context: Context,
        keys: &'a [Key],
    ) -> impl Iterator<Item = &'a Binding> {
        let open = keys.first().is_some_and(|key| passes(contexts, context, *key));
        let fits = move |binding: &&Binding| {
            open && binding.context == context && binding.keys.starts_with(keys)
        };
        self.bindings.iter().filter(fits)
    }

    /// Tells of a line whose keys begin another sequence of the section, or end in one.
    fn shadowed(
        &self,
        file_name: &str,
        line: &file::Line,
        lines: &[file::Line],
    ) -> Option<Problem> {
        line.action?;
        let clashes = |other: &&Binding| {
            other.context == line.context
                && other.keys.len() != line.keys.len()
                && (other.keys.starts_with(&line.keys) || line.keys.starts_with(&other.keys))
        };
        let other = self.bindings.iter().find(clashes)?;
        // Why: of two lines of the file the later one is told, not both.
        if lines.iter().any(|later| later.number > line.number && later.binds_same(other)) {
            return None;
        }
        let (own, taken) =
            (join(&line.keys, |k| k.to_string()), join(&other.keys, |k| k.to_string()));
        let (short, long) =
            if line.keys.len() < other.keys.len() { (&own, &taken) } else { (&taken, &own) };
        let text = format!(
            "»{long}« wird nie erreicht, weil schon »{short}« etwas bedeutet. \
             Eines von beiden streichen, etwa mit \"{taken}\" = \"\"."
        );
        Some(Problem { file: file_name.to_owned(), line: Some(line.number), text })
    }
}

/// Lists the text fields in which a letter is bound.
fn bound_letters(bindings: &[Binding]) -> Vec<Context> {
    let letter = |binding: &&Binding| {
        let first = binding.keys.first();
        binding.context.takes_text() && first.is_some_and(|key| key.text().is_some())
    };
    bindings.iter().filter(letter).map(|binding| binding.context).collect()
}

/// Tells whether a key reaches the bindings of a context through what lies above it.
///
/// A letter typed into a text field is text and never an action of the screen below, and so is one
/// that is a command there; of the screen only keys with Strg or Alt and the F-keys are reached.
fn passes(contexts: &[Context], context: Context, key: Key) -> bool {
    let letters = |inner: &&Context| inner.takes_text() || **inner == Context::Command;
    let Some(innermost) = contexts.first().filter(letters) else { return true };
    let chord = key.ctrl || key.alt || matches!(key.code, Code::F(_));
    match context {
        _ if context == *innermost => true,
        Context::Global => key.text().is_none(),
        Context::Text => *innermost == Context::Command,
        _ => *innermost != Context::Dialog && chord,
    }
}

/// Writes a sequence with spaces between its keys.
fn join(keys: &[Key], write: impl Fn(Key) -> String) -> String {
    keys.iter().map(|key| write(*key)).collect::<Vec<_>>().join(" ")
}

/// Makes a line of `wortlaut tasten`.
const fn entry(action: Action, context: Context, keys: Vec<String>) -> Entry {
    Entry { action, keys, label: action.label(), context: context.section() }
}

#[cfg(test)]
mod tests;
