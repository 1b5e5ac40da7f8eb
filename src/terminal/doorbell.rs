//! How other threads reach the screen's thread while it waits for keys.

use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::Input;

/// The button at the door: whoever has news for the screen's thread hands it in and rings.
#[derive(Clone, Debug)]
pub struct Doorbell {
    news: Sender<Input>,
    bell: Arc<Bell>,
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
    news: Receiver<Input>,
    wire: PipeReader,
    bell: Arc<Bell>,
}

/// Hangs up a bell.
///
/// # Errors
/// Fails where the system has no pipe left.
pub(super) fn hang() -> io::Result<(Doorbell, Door)> {
    let (sender, receiver) = channel();
    let (reader, writer) = io::pipe()?;
    let bell = Arc::new(Bell { wire: writer, rung: AtomicBool::new(false) });
    let door = Door { news: receiver, wire: reader, bell: Arc::clone(&bell) };
    Ok((Doorbell { news: sender, bell }, door))
}

impl Doorbell {
    /// Hands `input` to the screen's thread and wakes it. Never waits; once nobody is there any
    /// more, nothing happens.
    pub fn ring(&self, input: Input) {
        if self.news.send(input).is_ok() && !self.bell.rung.swap(true, Ordering::SeqCst) {
            drop((&self.bell.wire).write(&[0]));
        }
    }
}

impl Door {
    /// Returns what was handed in next, if anything was.
    pub(super) fn look(&mut self) -> Option<Input> {
        self.news.try_recv().ok()
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
