//! The text engine: how minutes are typed, wrapped, searched and let in from outside.
//!
//! ```text
//!  editor     blocks, cursor, motions                edit   what the clerk does to them
//!  view       rows shown, jump scrolling             page   the blocks and their rows
//!  clean      the gate for text, and what has passed  fold   finding names however typed
//!  character  what a character does to a text
//!  grapheme   letters, their borders and widths       words  where words and sentences begin
//!  breaks     where a line may be broken              wrap   a paragraph as rows
//!  lines      a paragraph as printed lines           search words in prose however typed
//!  selection  what is marked
//! ```
//!
//! It knows nothing of meetings, reads no clock and does no I/O.

mod breaks;
mod character;
mod clean;
mod edit;
mod editor;
mod fold;
pub mod grapheme;
mod lines;
mod page;
mod search;
mod selection;
#[cfg(test)]
mod simulation;
mod view;
mod words;
mod wrap;

pub(crate) use breaks::MONTHS;
pub use character::{Effect, acts_unseen, effect, is_hint};
pub use clean::{Clean, MARK, clean, passes_at_once, shown, without_hints};
pub use edit::Edit;
pub use editor::{Cursor, Editor, Motion};
pub use fold::{fold, matches_start, matches_word_start};
pub use grapheme::is_plain_text as is_plain;
pub use grapheme::{fit, graphemes, width};
pub use lines::printed_lines;
pub use page::{Block, BlockKey};
pub use search::Pattern;
pub use view::{Layout, Reach, Row, Scroll};
pub use words::ends_sentence;
pub use wrap::wrap;
