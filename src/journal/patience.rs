//! Calls that may never come back: each in a thread of its own, with an end to the waiting.
//!
//! After an error sled may wait for itself for ever, as a wake-up gets lost. It also has one lock
//! for all stores of a program: what waits for ever holds up every later call, of whatever store.

use crate::hush::quietly;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

const NO_ANSWER: &str = "keine Antwort";

/// The calls to one thing that may hang.
pub(super) struct Calls {
    name: &'static str,
    /// Those for which nobody waits any more.
    given_up: Mutex<Vec<JoinHandle<()>>>,
}

impl Calls {
    pub(super) const fn to(name: &'static str) -> Self {
        Self { name, given_up: Mutex::new(Vec::new()) }
    }

    /// Fails while a call hangs for which nobody waits any more: the next one would wait for it.
    pub(super) fn answer(&self) -> Result<(), String> {
        let mut given_up = self.given_up.lock().unwrap_or_else(PoisonError::into_inner);
        given_up.retain(|call| !call.is_finished());
        if given_up.is_empty() { Ok(()) } else { Err(NO_ANSWER.to_owned()) }
    }

    /// Does something, and waits for it no longer than that; not at all while another call hangs.
    /// Gives a panic's message as the error.
    pub(super) fn within<T: Send + 'static>(
        &self,
        longest: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, String> {
        self.answer()?;
        let (done, wait) = mpsc::channel();
        let thread = thread::Builder::new().name(self.name.to_owned());
        // Why quietly: what nobody waits for any more panics in silence, as the threads of sled do.
        let call = thread.spawn(move || drop(done.send(quietly(work))));
        let call = call.map_err(|error| error.to_string())?;
        wait.recv_timeout(longest).unwrap_or_else(|_| {
            self.given_up.lock().unwrap_or_else(PoisonError::into_inner).push(call);
            Err(NO_ANSWER.to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(20);
    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn while_a_call_hangs_the_next_is_not_tried() {
        let calls = Calls::to("test");
        assert_eq!(calls.within(LONG, || 1), Ok(1));
        let (go_on, waits) = mpsc::channel::<()>();
        let hangs = calls.within(SHORT, move || waits.recv().is_ok());
        assert_eq!((hangs, calls.answer()), (Err(NO_ANSWER.into()), Err(NO_ANSWER.into())));
        // Nobody waits for it: it would take a minute.
        assert_eq!(calls.within(LONG, || -> u8 { panic!("it is tried") }), Err(NO_ANSWER.into()));
        drop(go_on);
        while calls.answer().is_err() {
            thread::sleep(SHORT);
        }
        assert_eq!(calls.within(LONG, || 2), Ok(2));
    }

    #[test]
    fn a_panic_is_an_error_and_nothing_hangs() {
        let calls = Calls::to("test");
        assert_eq!(calls.within(LONG, || -> u8 { panic!("broken") }), Err("broken".to_owned()));
        assert_eq!(calls.answer(), Ok(()));
    }
}
