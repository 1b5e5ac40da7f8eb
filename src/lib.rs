//! wortlaut keeps the minutes of German councils, live, by keyboard alone.

pub mod action;
pub mod domain;
pub mod export;
pub mod import;
pub mod journal;
pub mod keymap;
pub mod profile;
pub mod terminal;
pub mod text;
pub mod wording;
