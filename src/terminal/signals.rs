//! Signals: the program ends or stops without passing the screen, which may be stuck.

use std::io;
use std::process;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, signal_name};

use super::{Doorbell, Input};

/// How long the screen has to keep what has been typed last, before the program stops or ends.
const GRACE: Duration = Duration::from_secs(2);

/// What there is to do when the program is stopped or ended from outside, on a thread of its own
/// while the screen may hang in an output that nobody reads. Unless it does, it stands still
/// meanwhile, behind all that was typed.
pub trait Watch: Send + 'static {
    /// Makes durable what is not yet. The terminal is given back; the program stops when this
    /// returns. `all`: whether the screen has taken all that was typed.
    fn stop(&mut self, all: bool);

    /// Makes durable what is not yet, and gives the terminal back for good. The program ends with
    /// 128 + signal when this returns. `name`: that of the signal; `all`: as above.
    fn end(&mut self, name: &str, all: bool);
}

/// Ends the program on HUP, TERM, INT and QUIT, stops it on TSTP; after CONT the screen is taken
/// and painted anew, after WINCH it hears of its new size.
///
/// # Errors
/// Fails where signals cannot be watched or no thread can be started.
pub fn watch(bell: Doorbell, mut watch: impl Watch) -> io::Result<()> {
    let watched = [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
    let mut signals = Signals::new(watched)?;
    let body = move || {
        let stop = || {
            let still = bell.stand_still(GRACE);
            super::step_aside();
            watch.stop(still.reached);
            // Why ignored: a program that cannot be stopped goes on.
            let _ = emulate_default_handler(SIGTSTP);
            super::come_back();
        };
        if let Some(signal) = first_end(signals.forever(), &bell, stop) {
            let still = bell.stand_still(GRACE);
            let name = signal_name(signal).unwrap_or_default().trim_start_matches("SIG");
            watch.end(name, still.reached);
            super::give_back_for_good();
            process::exit(128 + signal);
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(body).map(drop)
}

/// Waits for a signal that ends the program; stops on the one for that, and wakes the screen on
/// the others.
fn first_end(
    signals: impl Iterator<Item = i32>,
    bell: &Doorbell,
    mut stop: impl FnMut(),
) -> Option<i32> {
    for signal in signals {
        match signal {
            SIGTSTP => {
                stop();
                super::stale();
            }
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
        let signals = [SIGCONT, SIGWINCH, SIGTSTP, SIGTERM, SIGHUP];
        let mut stops = 0;
        assert_eq!(first_end(signals.into_iter(), &bell, || stops += 1), Some(SIGTERM));
        assert_eq!(stops, 1);
        for _ in 0..3 {
            assert!(matches!(door.look(), Some(Input::Resize(..))));
        }
        assert!(door.look().is_none());
    }
}
