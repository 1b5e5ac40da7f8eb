//! Spelling on the screen: which words in sight are wrong. What a row showed is looked at again
//! only when the row reads otherwise or the dictionary has answered.

use crate::spelling::{Speller, Verdict, words};
use crate::text::{BlockKey, Cursor, Editor, Row};
use std::ops::Range;

/// A word that the dictionary does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// In which block.
    pub block: usize,
    /// Which bytes of it.
    pub range: Range<usize>,
    /// The word.
    pub word: String,
}

/// Where text is being written, and how much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// In which block.
    pub block: BlockKey,
    byte: usize,
    bytes: usize,
}

impl Written {
    /// The place of the cursor, if there is any text.
    #[must_use]
    pub fn at(editor: &Editor) -> Option<Self> {
        let cursor = editor.cursor();
        let block = editor.blocks().get(cursor.block)?;
        Some(Self { block: block.key, byte: cursor.byte, bytes: block.text.len() })
    }
}

/// The rows in sight with what is wrong in them.
#[derive(Debug, Default)]
pub struct Spelled {
    rows: Vec<Spelt>,
}

/// A row that was looked at, with the rest of the words that begin or end in it.
#[derive(Debug)]
struct Spelt {
    key: BlockKey,
    start: usize,
    text: String,
    /// Bytes of the block.
    wrong: Vec<Range<usize>>,
    /// Whether some word of it is not judged yet.
    open: bool,
}

impl Spelled {
    /// Looks at the rows in sight; what is not known is asked. `answered`: there is news. Tells
    /// whether other words are marked than before.
    pub fn look(&mut self, editor: &Editor, speller: &mut Speller, answered: bool) -> bool {
        let before = self.marked(editor);
        let mut old = std::mem::take(&mut self.rows);
        for row in editor.rows().filter(|row| !row.fixed) {
            let (start, text) = whole_words(editor, &row);
            let known = old.iter().position(|spelt| {
                spelt.key == row.key && spelt.start == start && spelt.text == text
            });
            let known = known.map(|at| old.swap_remove(at));
            let spelt = match known.filter(|spelt| !spelt.open && !answered) {
                Some(spelt) => spelt,
                None => spelt(&row, start, text, editor.cursor(), speller),
            };
            self.rows.push(spelt);
        }
        before != self.marked(editor)
    }

    /// All that is marked: what is wrong, but for the word that is being written.
    fn marked(&self, editor: &Editor) -> Vec<(BlockKey, Range<usize>)> {
        let cursor = editor.cursor();
        let block = editor.blocks().get(cursor.block).map(|block| block.key);
        let wrong = self.rows.iter().flat_map(|row| row.wrong.iter().map(|word| (row.key, word)));
        let marked = wrong.filter(|(key, word)| {
            Some(*key) != block || !(word.start..=word.end).contains(&cursor.byte)
        });
        marked.map(|(key, word)| (key, word.clone())).collect()
    }

    /// Moves what is known of a block with the text that was written or deleted in it, until the
    /// rows are looked at again.
    pub fn follow(&mut self, before: Written, after: Written) {
        let at = before.byte.min(after.byte);
        let moved = |byte: usize| (byte + after.bytes).saturating_sub(before.bytes).max(at);
        let own = self.rows.iter_mut().filter(|row| row.key == after.block);
        for word in own.flat_map(|row| &mut row.wrong) {
            if word.start > at {
                word.start = moved(word.start);
            }
            // What is written at the end of a word may belong to it.
            if word.end >= at {
                word.end = moved(word.end);
            }
        }
    }

    /// What is wrong in a row, in bytes of its text, but for the word that is being written.
    pub fn in_row<'a>(
        &'a self,
        row: &'a Row<'_>,
        cursor: Cursor,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let end = row.byte_start + row.text.len();
        let written = move |range: &Range<usize>| {
            row.block == cursor.block && (range.start..=range.end).contains(&cursor.byte)
        };
        let own = self.rows.iter().filter(|spelt| spelt.key == row.key);
        own.flat_map(|spelt| &spelt.wrong)
            .filter(move |range| range.start < end && range.end > row.byte_start)
            .filter(move |range| !written(range))
            .map(move |range| {
                range.start.saturating_sub(row.byte_start)..range.end.min(end) - row.byte_start
            })
    }

    /// The wrong word at the cursor, or else the nearest before it, or behind it.
    #[must_use]
    pub fn doubt(&self, editor: &Editor) -> Option<Doubt> {
        let cursor = editor.cursor();
        let mut found = None;
        for row in editor.rows() {
            for range in self.rows.iter().filter(|it| it.key == row.key).flat_map(|it| &it.wrong) {
                let before = (row.block, range.start) <= (cursor.block, cursor.byte);
                // Of those before the cursor the last counts, of those behind it the first.
                if before || found.is_none() {
                    found = Some((row.block, range.clone()));
                }
            }
        }
        let (block, range) = found?;
        let word = editor.blocks().get(block)?.text.get(range.clone())?.to_owned();
        Some(Doubt { block, range, word })
    }
}

/// The text of a row with the rest of the words that are torn at its ends, and where it begins.
fn whole_words<'e>(editor: &'e Editor, row: &Row<'e>) -> (usize, &'e str) {
    let text = editor.blocks().get(row.block).map_or("", |block| block.text.as_str());
    let end = row.byte_start + row.text.len();
    let before = text.get(..row.byte_start).unwrap_or_default();
    let behind = text.get(end..).unwrap_or_default();
    let start = before.trim_end_matches(|letter: char| !letter.is_whitespace()).len();
    let rest = behind.find(char::is_whitespace).unwrap_or(behind.len());
    (start, text.get(start..end + rest).unwrap_or_default())
}

/// Looks at the words of a row.
fn spelt(row: &Row<'_>, start: usize, text: &str, cursor: Cursor, speller: &mut Speller) -> Spelt {
    let mut wrong = Vec::new();
    let mut open = false;
    let mut unknown = Vec::new();
    for range in words(text) {
        let Some(word) = text.get(range.clone()) else { continue };
        let place = start + range.start..start + range.end;
        match speller.verdict(word) {
            Verdict::Right => {}
            Verdict::Wrong => wrong.push(place),
            Verdict::Unknown => {
                open = true;
                // What is being written is not judged yet.
                let written = (place.start..=place.end).contains(&cursor.byte);
                if row.block != cursor.block || !written {
                    unknown.push(word);
                }
            }
        }
    }
    speller.ask(unknown);
    Spelt { key: row.key, start, text: text.to_owned(), wrong, open }
}
