//! What a key takes from memory is bounded, and the same however long the meeting is.
//!
//! Counted, not timed, so it tells the same on every machine. There is one test only: what the
//! thread of another took would be counted too.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failure should end the test")]

mod document;

use document::{Document, LONG, SIZES, press};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use wortlaut::app::App;

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Letters typed at each place.
const KEYS: usize = 50;

/// What a letter may take, typed and painted: about twice of what it does.
const ALLOCATIONS: usize = 400;
const BYTES: usize = 16 * 1024;

/// Where letters are typed, and how to get there from the place before. The ways lead through
/// another passage, so that what was typed becomes history. The passage in the middle has 20 KiB.
const PLACES: [(&str, &str); 5] = [
    ("in the middle of a long passage", ""),
    ("at its start", "strg+ab strg+auf"),
    ("at its end", "strg+ab links"),
    ("at the start", "strg+pos1"),
    ("at the end", "strg+ende"),
];

/// Allocations and bytes for each letter, on average.
fn taken(app: &mut App) -> (usize, usize) {
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| app.draw(frame)).unwrap();
    let region = Region::new(MEMORY);
    for letter in "dergemeinderatbeschloss".chars().cycle().take(KEYS) {
        press(app, letter.encode_utf8(&mut [0; 4]));
        terminal.draw(|frame| app.draw(frame)).unwrap();
    }
    let change = region.change();
    let allocations = change.allocations + change.reallocations;
    (allocations / KEYS, change.bytes_allocated / KEYS)
}

#[test]
fn a_letter_takes_as_little_in_a_long_meeting_as_in_a_short_one() {
    let mut apps = SIZES.map(|size| Document::new(size, LONG).open(0.5, 0.5, (80, 24)));
    for (place, way) in PLACES {
        let [page, ref longer @ ..] = apps.each_mut().map(|app| {
            press(app, way);
            taken(app)
        });
        assert!(page.0 <= ALLOCATIONS && page.1 <= BYTES, "{place}: {page:?} on one page");
        for (size, long) in SIZES.iter().skip(1).zip(longer) {
            // A list that grows now and then takes a little more.
            let few = long.0 <= page.0 * 3 / 2 + 10 && long.1 <= page.1 * 3 / 2 + 1024;
            assert!(few, "{place}: {long:?} in {size} passages, {page:?} on one page");
        }
    }
}
