//! How much a test plays: a few in an ordinary run, its row of the table in the gate.
//!
//! `WORTLAUT_LABOR=gate` plays what a release has to pass, in all tests at once; a variable of a
//! test's own sets its number alone.

/// Tells whether this run is the gate, or more.
pub(crate) fn is_on() -> bool {
    std::env::var_os("WORTLAUT_LABOR").is_some_and(|mode| !mode.is_empty())
}

/// Gives the number that the variable `own` sets, or that of the gate, or a `few`.
pub(crate) fn rounds(own: &str, few: u64, gate: u64) -> u64 {
    let told = std::env::var(own).ok();
    told.map_or(if is_on() { gate } else { few }, |text| text.parse().unwrap())
}
