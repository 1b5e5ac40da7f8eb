//! What the targets share: the checks, which the tests of the program play too.

#[path = "checks.rs"]
mod checks;
#[path = "../it/hostile/corpus.rs"]
#[expect(dead_code, reason = "the tests take more of it")]
mod corpus;

use corpus::is_hostile;

/// Gives bytes to the check of a target.
///
/// # Panics
/// When something does not hold for them, or no target has this name.
pub fn check(target: &str, bytes: &[u8]) {
    let found = checks::ALL.into_iter().find(|(name, _)| *name == target);
    let (_, check) = found.expect("a target is named in checks.rs");
    check(bytes);
}
