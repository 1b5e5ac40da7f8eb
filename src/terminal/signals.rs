//! Signals: the program ends without passing the screen, which may be stuck.

use std::io;
use std::process;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use super::input::Input;

/// Ends the program on HUP, TERM, INT and QUIT; after CONT the screen is taken and painted anew.
///
/// `on_end` gets the signal and makes durable what is not yet. It runs on a thread of its own
/// while the screen may hang in an output that nobody reads. When it returns, the terminal is
/// given back and the program ends with 128 + signal.
///
/// # Errors
/// Fails where signals cannot be watched or no thread can be started.
pub fn watch(sender: Sender<Input>, on_end: impl FnOnce(i32) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGCONT])?;
    let body = move || {
        if let Some(signal) = first_end(signals.forever(), &sender) {
            on_end(signal);
            super::give_back_for_good();
            process::exit(128 + signal);
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(body).map(drop)
}

/// Waits for a signal that ends the program, and wakes the screen on CONT.
fn first_end(signals: impl Iterator<Item = i32>, sender: &Sender<Input>) -> Option<i32> {
    for signal in signals {
        if signal != SIGCONT {
            return Some(signal);
        }
        super::stale();
        let size = super::size();
        // Why: a closed channel only means that the screen ended first.
        drop(sender.send(Input::Resize(size.width, size.height)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_continued_program_paints_anew_and_a_signal_ends_it() {
        let (sender, receiver) = channel();
        let signals = [SIGCONT, SIGTERM, SIGHUP];
        assert_eq!(first_end(signals.into_iter(), &sender), Some(SIGTERM));
        assert!(matches!(receiver.try_recv(), Ok(Input::Resize(..))));
        assert!(receiver.try_recv().is_err());
    }
}
