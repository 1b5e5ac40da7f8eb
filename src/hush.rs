//! Keeping the panics of others off the terminal.
//!
//! sled panics where it finds damage, and a dictionary may be damaged too. That is caught, but the
//! panic hook would still write its message into the middle of the screen, and give the terminal
//! back as if the program ended.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    // Why: a panic hook gets no argument of ours, and it must judge this thread alone.
    static HUSHED: Cell<bool> = const { Cell::new(false) };
}

/// Tells whether a panic of this thread is none of the clerk's business, because it is caught
/// and mended. A panic hook that touches the terminal must ask this first.
#[must_use]
pub(crate) fn hushed() -> bool {
    let ours = HUSHED.try_with(Cell::get).unwrap_or(false);
    let thread = std::thread::current();
    ours || thread.name().is_some_and(|name| name.starts_with("sled-") || name == "log flusher")
}

/// Does something that may panic; gives the panic's message as the error.
pub(crate) fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !hushed() {
                before(info);
            }
        }));
    });
    let outer = HUSHED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    HUSHED.set(outer);
    done.map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("panic").to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_only_then_hushed() {
        assert!(!hushed());
        let done: Result<(), String> = quietly(|| {
            assert!(hushed());
            panic!("broken {}", 1)
        });
        assert_eq!(done, Err("broken 1".to_owned()));
        assert!(!hushed());
    }
}
