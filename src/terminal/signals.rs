//! Signals: the program ends without passing the screen, which may be stuck.

use std::io;
use std::process;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::{Doorbell, Input};

/// Ends the program on HUP, TERM, INT and QUIT; after CONT the screen is taken and painted anew,
/// after WINCH it hears of its new size.
///
/// `on_end` gets the signal and makes durable what is not yet. It runs on a thread of its own
/// while the screen may hang in an output that nobody reads. When it returns, the terminal is
/// given back and the program ends with 128 + signal.
///
/// # Errors
/// Fails where signals cannot be watched or no thread can be started.
pub fn watch(bell: Doorbell, on_end: impl FnOnce(i32) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGCONT, SIGWINCH])?;
    let body = move || {
        if let Some(signal) = first_end(signals.forever(), &bell) {
            on_end(signal);
            super::give_back_for_good();
            process::exit(128 + signal);
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(body).map(drop)
}

/// Waits for a signal that ends the program, and wakes the screen on the others.
fn first_end(signals: impl Iterator<Item = i32>, bell: &Doorbell) -> Option<i32> {
    for signal in signals {
        match signal {
            SIGCONT => super::stale(),
            SIGWINCH => {}
            end => return Some(end),
        }
        let size = super::size();
        bell.ring(Input::Resize(size.width, size.height));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::doorbell;

    #[test]
    fn a_continued_program_paints_anew_and_a_signal_ends_it() {
        let (bell, mut door) = doorbell::hang().unwrap();
        let signals = [SIGCONT, SIGWINCH, SIGTERM, SIGHUP];
        assert_eq!(first_end(signals.into_iter(), &bell), Some(SIGTERM));
        assert!(matches!(door.look(), Some(Input::Resize(..))));
        assert!(matches!(door.look(), Some(Input::Resize(..))));
        assert!(door.look().is_none());
    }
}
