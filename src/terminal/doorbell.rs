//! How other threads reach the screen's thread while it waits for keys.

use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::Input;

/// The button at the door: whoever has news for the screen's thread hands it in and rings.
#[derive(Clone, Debug)]
pub struct Doorbell {
    news: Sender<Call>,
    bell: Arc<Bell>,
}

/// What is handed in.
#[derive(Debug)]
enum Call {
    News(Input),
    StandStill(Wish),
}

/// Somebody wishes that the screen's thread stands still.
#[derive(Debug)]
struct Wish {
    stands: Sender<()>,
    go_on: Receiver<()>,
}

/// The screen's thread stands still until this is dropped.
#[derive(Debug)]
#[must_use]
pub(super) struct Stillness {
    /// Whether it does: it may hang in its terminal, or be busy elsewhere.
    pub(super) reached: bool,
    _go_on: Sender<()>,
}

/// What rings: a pipe that the screen's thread can wait for beside the terminal.
#[derive(Debug)]
struct Bell {
    wire: PipeWriter,
    /// It has rung and nobody has looked yet. So the pipe never holds more than one byte, and
    /// ringing never waits for a screen that hangs.
    rung: AtomicBool,
}

/// The side of the screen's thread.
#[derive(Debug)]
pub(super) struct Door {
    news: Receiver<Call>,
    wire: PipeReader,
    bell: Arc<Bell>,
    wish: Option<Wish>,
}

/// Hangs up a bell.
///
/// # Errors
/// Fails where the system has no pipe left.
pub(super) fn hang() -> io::Result<(Doorbell, Door)> {
    let (sender, receiver) = channel();
    let (reader, writer) = io::pipe()?;
    let bell = Arc::new(Bell { wire: writer, rung: AtomicBool::new(false) });
    let door = Door { news: receiver, wire: reader, bell: Arc::clone(&bell), wish: None };
    Ok((Doorbell { news: sender, bell }, door))
}

impl Doorbell {
    /// Hands `input` to the screen's thread and wakes it. Never waits; once nobody is there any
    /// more, nothing happens.
    pub fn ring(&self, input: Input) {
        self.hand_in(Call::News(input));
    }

    /// Lets the screen's thread deal with all that has come in, keys of the terminal among it, and
    /// stand still before it waits for more. Waits for that, at most for `patience`.
    pub(super) fn stand_still(&self, patience: Duration) -> Stillness {
        let ((stands, answer), (release, go_on)) = (channel(), channel());
        self.hand_in(Call::StandStill(Wish { stands, go_on }));
        let reached = answer.recv_timeout(patience).is_ok();
        Stillness { reached, _go_on: release }
    }

    fn hand_in(&self, call: Call) {
        if self.news.send(call).is_ok() && !self.bell.rung.swap(true, Ordering::SeqCst) {
            drop((&self.bell.wire).write(&[0]));
        }
    }
}

impl Door {
    /// Returns what was handed in next, if anything was.
    pub(super) fn look(&mut self) -> Option<Input> {
        loop {
            match self.news.try_recv().ok()? {
                Call::News(input) => return Some(input),
                Call::StandStill(wish) => self.wish = Some(wish),
            }
        }
    }

    /// Tells whether somebody wishes that the screen's thread stands still.
    pub(super) fn is_wished_still(&self) -> bool {
        self.wish.is_some()
    }

    /// Stands still where somebody wishes so. Called when all that has come in is dealt with.
    pub(super) fn stand_still(&mut self) {
        // Why the answer first: whoever has lost patience wishes for nothing any more.
        if let Some(wish) = self.wish.take().filter(|wish| wish.stands.send(()).is_ok()) {
            let _ = wish.go_on.recv();
        }
    }

    /// Silences the bell, once its descriptor is readable; what was handed in is to be had after.
    pub(super) fn silence(&mut self) {
        drop(self.wire.read(&mut [0]));
        // Why here: whoever hands something in from now on rings again, and what was handed in
        // before is looked for after this.
        self.bell.rung.store(false, Ordering::SeqCst);
    }
}

impl AsFd for Door {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.wire.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn ringing_never_waits_and_nothing_gets_lost() {
        let (doorbell, mut door) = hang().unwrap();
        let hands: Vec<_> = (0..4)
            .map(|_| {
                let doorbell = doorbell.clone();
                // More than a pipe holds.
                thread::spawn(move || (0..40_000).for_each(|_| doorbell.ring(Input::Woken)))
            })
            .collect();
        hands.into_iter().for_each(|hand| hand.join().unwrap());
        let mut seen = 0;
        door.silence();
        while door.look().is_some() {
            seen += 1;
        }
        assert_eq!(seen, 160_000);
        doorbell.ring(Input::Quit(1));
        door.silence();
        assert_eq!(door.look(), Some(Input::Quit(1)));
    }

    #[test]
    fn a_bell_at_an_empty_house_does_nothing() {
        let (doorbell, door) = hang().unwrap();
        drop(door);
        doorbell.ring(Input::Woken);
    }
}
