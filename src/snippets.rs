//! Textbausteine: the clerk types `;kn`, and a sentence with filled fields stands there.
//!
//! Blocks come from files, first the shipped one, then the clerk's own, which patches it. Nothing
//! here reads a file or knows a meeting: the caller brings the text and the values.

mod field;
mod file;
mod template;

use crate::problem::FileError;
use crate::text::clean;
pub use field::Field;
pub use template::Filled;
use template::Piece;

/// The name of the file, the shipped one and the clerk's own.
pub const FILE_NAME: &str = "textbausteine.toml";

/// The shipped file.
const SHIPPED: &str = include_str!("../keymaps/textbausteine.toml");

/// Letters of a name at most.
const NAME: usize = 12;

/// All text blocks, in the order of their files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippets {
    snippets: Vec<Snippet>,
}

/// One text block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// What is typed behind the semicolon, in small letters.
    pub name: String,
    pieces: Vec<Piece>,
}

impl Default for Snippets {
    fn default() -> Self {
        Self::parse_patch(&Self { snippets: Vec::new() }, FILE_NAME, SHIPPED)
            .expect("the shipped file is tested")
    }
}

impl Snippets {
    /// Patches blocks with the text of a file: the same name replaces a block where it stands,
    /// an empty text takes it away, new ones come last.
    ///
    /// # Errors
    /// Tells everything that is wrong with the file at once, with line numbers.
    pub fn parse_patch(base: &Self, file_name: &str, text: &str) -> Result<Self, FileError> {
        let (lines, problems) = file::read(file_name, text);
        if let Some(error) = FileError::gather(problems) {
            return Err(error);
        }
        let mut snippets = base.snippets.clone();
        for file::Line { name, pieces, .. } in lines {
            let at = snippets.iter().position(|old| old.name == name);
            match (at.and_then(|at| snippets.get_mut(at)), pieces) {
                (Some(old), Some(pieces)) => old.pieces = pieces,
                (None, Some(pieces)) => snippets.push(Snippet { name, pieces }),
                (_, None) => snippets.retain(|old| old.name != name),
            }
        }
        Ok(Self { snippets })
    }

    /// Finds a block by its name, typed in small or capital letters.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Snippet> {
        let name = clean(name).to_lowercase();
        self.snippets.iter().find(|snippet| snippet.name == name)
    }

    /// Lists all blocks.
    pub fn iter(&self) -> impl Iterator<Item = &Snippet> {
        self.snippets.iter()
    }
}

impl Snippet {
    /// Gives the text with its fields filled, as it follows `left`, and the places that remain for
    /// the clerk.
    ///
    /// A field without a value is such a place. A value at the beginning of a sentence begins
    /// with a capital letter. Within a sentence who speaks is not named again.
    #[must_use]
    pub fn fill(&self, left: &str, value: impl Fn(Field) -> Option<String>) -> Filled {
        template::fill(template::behind(left, &self.pieces), value)
    }

    /// Gives the text for a list: "‹der-gremium› nimmt … zur Kenntnis."
    #[must_use]
    pub fn preview(&self) -> String {
        self.pieces.iter().map(Piece::preview).collect()
    }
}

/// Finds the name of a block that is being typed and ends where the text ends.
///
/// For "… ;kn" it gives the byte of the semicolon and "kn". The semicolon stands at the beginning,
/// or behind white space or what opens a bracket or quotation: behind a word it is a semicolon.
#[must_use]
pub fn begun(left: &str) -> Option<(usize, &str)> {
    let mut letters = 0;
    for (at, letter) in left.char_indices().rev() {
        if letter == ';' {
            let (before, rest) = left.split_at_checked(at)?;
            let free = before.chars().next_back().is_none_or(opens);
            let name = rest.strip_prefix(';').filter(|name| free && !name.is_empty())?;
            return Some((at, name));
        }
        letters += 1;
        if letters > NAME || !letter.to_lowercase().all(is_of_name) {
            return None;
        }
    }
    None
}

/// Tells whether a block may begin behind this letter.
fn opens(letter: char) -> bool {
    let opening = ['(', '[', '{', '„', '‚', '»', '›', '"', '\''];
    letter.is_whitespace() || opening.contains(&letter)
}

/// Tells whether a name may have this letter.
const fn is_of_name(letter: char) -> bool {
    matches!(letter, 'a'..='z' | '0'..='9' | 'ä' | 'ö' | 'ü' | 'ß')
}

#[cfg(test)]
mod tests;
