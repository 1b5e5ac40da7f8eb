//! Where the council becomes German: names, facts, refusals and findings as the clerk reads them.
//!
//! Every `match` over the domain is exhaustive, so that a new fact cannot go without words.
#![deny(clippy::wildcard_enum_match_arm)]

mod case;
mod committee;
mod event;
mod fact;
mod finding;
mod label;
mod mention;
mod name;
mod passage;
mod refusal;
mod speech;
mod time;

pub use case::Case;
pub use committee::committee;
pub use event::{change, event};
pub use fact::{absence, fact, motion_title, recess, vote_title};
pub use finding::finding;
pub use label::{
    choice, initial, meeting_kind, meeting_state, motion_fate, motion_kind, outcome, request_kind,
    role, tally, tally_words,
};
pub use mention::mention;
pub use name::{
    address, address_mid, alphabetical, by_mover, chair, declined, faction, faction_named, mover,
    mover_mid, some_names, speaker, speaker_mid,
};
pub use passage::opening;
pub use refusal::refusal;
pub use speech::speakers;
pub use time::{clock, date_long, date_short, minutes, time};

/// "1 Enthaltung", "2 Enthaltungen".
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "A", "A und B", "A, B und C".
fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} und {last}", first.join(", ")),
    }
}
