//! Reads the journal of a meeting and tells it as a story: who did what, when.
//!
//! `cargo run --example nachlesen -- ~/.local/share/wortlaut/2027-03-09-rat-7f3a/journal.jsonl`
//! Without a path it tells the recorded evening `examples/abend.jsonl`.

use std::path::PathBuf;
use wortlaut::domain::{Event, Meeting};
use wortlaut::journal::{Change, retracted, scan::Scan, secret::SecretVotes};
use wortlaut::wording;

const RECORDED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/abend.jsonl");

#[expect(clippy::print_stdout, reason = "the story is what this example is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).map_or_else(|| PathBuf::from(RECORDED), PathBuf::from);
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    print!("{}", story(&bytes)?);
    Ok(())
}

/// Tells what counts: an entry that was taken back is left out, its taking back too.
fn story(journal: &[u8]) -> Result<String, String> {
    let scan = Scan::of(journal).map_err(|newer| format!("Format {} ist unbekannt", newer.0))?;
    let entries: Vec<_> = scan.entries.values().map(|kept| &kept.entry).collect();
    let all: Vec<_> = entries.iter().map(|&entry| entry.clone()).collect();
    let (taken_back, profile) = (retracted(&all), wortlaut::profile::default());
    let secret = SecretVotes::of(&all, profile);
    let mut meeting = Meeting::new(wortlaut::profile::default());
    let mut out = String::new();
    for entry in entries {
        let Change::Events(events) = &entry.change else { continue };
        if taken_back.contains(&entry.seq) {
            continue;
        }
        for event in events {
            meeting.apply(event);
            if let Event::ItemCalled { item, .. } = event
                && let Some(item) = meeting.item(*item)
            {
                out.push_str(&format!("\n{}  {}\n", item.label(), item.name));
            }
        }
        let told = wording::change(&secret.leave_out(entry).change, &meeting);
        if told.is_empty() {
            continue;
        }
        out.push_str(&format!("  {}  {told}\n", entry.at.format("%H:%M")));
    }
    out.push_str(&format!("\n{} Einträge", scan.entries.len()));
    for line in &scan.damaged {
        out.push_str(&format!(", Zeile {line} ist beschädigt"));
    }
    out.push_str(".\n");
    Ok(wortlaut::text::clean(&out))
}
