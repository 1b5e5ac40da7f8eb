//! Random letters for a new meeting, so that its Prüfsumme tells nothing of its text.

use std::fs::File;
use std::io::Read as _;

/// Draws 128 bits, in hex. `None` where the system gives none: the Prüfsumme holds all the same.
#[must_use]
pub fn salt() -> Option<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes)).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
