//! How much a test plays: a few in an ordinary run, its row of the table in the gate.
//!
//! `WORTLAUT_LABOR=gate` plays what a release has to pass, in all tests at once, and
//! `WORTLAUT_LABOR=kampagne` ten times as much; a variable of a test's own sets its number alone.

/// Tells how many gates this run plays: none in an ordinary run.
pub(crate) fn times() -> u64 {
    match std::env::var("WORTLAUT_LABOR").as_deref() {
        Err(_) | Ok("") => 0,
        Ok("kampagne") => 10,
        Ok(_) => 1,
    }
}

/// Tells whether this run is the gate, or more.
pub(crate) fn is_on() -> bool {
    times() > 0
}

/// Gives the number that the variable `own` sets, or that of so many gates, or a `few`.
pub(crate) fn rounds(own: &str, few: u64, gate: u64) -> u64 {
    let told = std::env::var(own).ok();
    told.map_or(if is_on() { gate * times() } else { few }, |text| text.parse().unwrap())
}
