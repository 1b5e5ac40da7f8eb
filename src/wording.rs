//! Where the council becomes German: names, facts, refusals and findings as the clerk reads them.
//!
//! Every `match` over the domain is exhaustive, so that a new fact cannot go without words.
#![deny(clippy::wildcard_enum_match_arm)]

mod camps;
mod case;
mod committee;
mod election;
mod event;
mod fact;
mod finding;
mod label;
mod majority;
mod mention;
mod name;
mod odd;
mod passage;
pub mod procedure;
mod refusal;
mod speech;
mod template;
mod time;
mod told;

pub use case::Case;
pub use committee::committee;
pub use election::{
    elected, election_line, election_lines, election_over, election_row, election_rule,
    election_title, list_owner, listed_name, nominee, proposal, round_figures, seat_method,
    secrecy,
};
pub use event::{change, event};
pub use fact::{
    absence, fact, hours, members_counted, motion_name, motion_title, movement, quorum, recess,
    recusal, tops, vote_manner, vote_title, vote_words,
};
pub use finding::finding;
pub use label::{
    choice, initial, meeting_kind, meeting_state, motion_fate, motion_kind, named, named_sentences,
    outcome, request_kind, role, tally, tally_words, verdict,
};
pub use majority::{majority, needed};
pub use mention::mention;
pub use name::{
    address, address_mid, alphabetical, by_mover, capital, chair, declined, faction, faction_named,
    mover, mover_mid, some_names, speaker, speaker_mid,
};
pub use odd::{Odd, odd};
pub use passage::opening;
pub use refusal::refusal;
pub use speech::speakers;
pub use time::{clock, clock_seconds, clock_set, date_long, date_short, minutes, time};
pub use told::{named_in, result_lines};

/// "1 Enthaltung", "2 Enthaltungen".
fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "A", "A und B", "A, B und C".
pub(crate) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} und {last}", first.join(", ")),
    }
}
