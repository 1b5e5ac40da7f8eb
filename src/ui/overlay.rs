//! What lies over a screen: a question, the help, a paper.

use super::find::Find;
use super::help::Help;
use super::paper::PaperView;
use super::pick::Pick;
use super::prompt::Prompt;

/// What lies over a screen. One at a time; Esc takes it away.
#[derive(Debug)]
pub enum Overlay {
    /// Choose from a list.
    Pick(Pick),
    /// Fill in fields.
    Prompt(Prompt),
    /// Search and replace.
    Find(Box<Find>),
    /// Read the keys.
    Help(Help),
    /// Read a paper.
    Paper(PaperView),
}
