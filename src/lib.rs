//! wortlaut keeps the minutes of German councils, live, by keyboard alone.

pub mod action;
pub mod app;
pub mod cli;
pub mod clipboard;
pub mod domain;
pub mod export;
pub mod import;
pub mod journal;
pub mod keymap;
pub mod outbox;
pub mod profile;
pub mod session;
pub mod terminal;
pub mod text;
pub mod ui;
pub mod wording;
