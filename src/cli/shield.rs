//! What is done before anything else, so that nothing of a meeting gets out by the way.

use crate::hush;
use rustix::fs::Mode;
use rustix::process::{DumpableBehavior, Resource, Rlimit};
use rustix::process::{set_dumpable_behavior, setrlimit, umask};

/// Whatever is made from here on is the clerk's alone; a crash leaves no memory on the disk, and
/// other programs of the same account do not read it; a panic tells its place and no text.
pub(super) fn raise() {
    close_to_others(0o077);
    let nothing = Rlimit { current: Some(0), maximum: Some(0) };
    // Where a machine forbids the asking, everything else still holds.
    let _ = setrlimit(Resource::Core, nothing);
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    hush::hold_tongue();
}

/// Sets the umask: that of an Ablage which a group shares leaves the group in.
pub(super) fn close_to_others(mask: u32) {
    umask(Mode::from(mask));
}
