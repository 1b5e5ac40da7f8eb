//! What comes in: keys, pastes, a new size, the end, and what other threads hand in.
//!
//! The screen's thread reads the keys itself: a key that one thread reads and another shows has to
//! wait for the scheduler twice.

use std::collections::VecDeque;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;
use signal_hook::low_level;

use super::decoder::Decoder;
use super::doorbell::{self, Door, Doorbell};
use crate::keymap::key::Key;

/// So many bytes of a paste are taken. A longer one is cut off behind that, so that it is known to
/// be too long and takes no memory.
pub const PASTE_MOST: usize = 1 << 20;

/// How long the screen has to end by itself after its terminal is gone.
const GRACE: Duration = Duration::from_secs(2);

/// Something the screen has to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted; its line ends are LF, everything else is as it came.
    Paste(String),
    /// What was just typed or pasted is no UTF-8, as the terminal speaks something else.
    Garbled,
    /// The window has this width and height now, or has to be painted anew.
    Resize(u16, u16),
    /// Something else happened: the writer or a worker has news.
    Woken,
    /// The terminal is gone; end as on this signal.
    Quit(i32),
}

/// Everything that comes in, in the order in which it came.
#[derive(Debug)]
pub struct Inputs {
    door: Door,
    decoder: Decoder,
    /// What is clear and not yet taken.
    clear: VecDeque<Input>,
}

/// What there is to do after a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    Keys,
    Bell,
    Gone,
    Nothing,
}

impl Inputs {
    /// Makes the inputs of the terminal, and the bell with which others add theirs.
    ///
    /// # Errors
    /// Fails where the system has no pipe left.
    pub fn new() -> io::Result<(Doorbell, Self)> {
        let (doorbell, door) = doorbell::hang()?;
        let (decoder, clear) = (Decoder::default(), VecDeque::new());
        Ok((doorbell, Self { door, decoder, clear }))
    }

    /// Waits for the next input, at most for `patience`, and without waking up meanwhile. Whoever
    /// calls this has kept all that came before: the program may end here.
    pub fn next(&mut self, patience: Option<Duration>) -> Option<Input> {
        let until = patience.map(|patience| Instant::now() + patience);
        loop {
            if let Some(input) = self.clear.pop_front().or_else(|| self.door.look()) {
                return Some(input);
            }
            // What is held back is waited for: it may be text.
            let still = self.door.is_wished_still() && self.decoder.deadline().is_none();
            let now = still.then(Instant::now);
            let next = until.into_iter().chain(self.decoder.deadline()).chain(now).min();
            match wait(io::stdin(), &self.door, next) {
                News::Keys if self.read() => {}
                News::Bell => self.door.silence(),
                News::Keys | News::Gone if self.let_go() => {}
                News::Keys | News::Gone => return Some(Input::Quit(SIGHUP)),
                News::Nothing if still => self.door.stand_still(),
                News::Nothing if self.release() => {}
                News::Nothing => return None,
            }
        }
    }

    /// Returns what has come in already.
    pub fn at_once(&mut self) -> Option<Input> {
        if self.clear.is_empty()
            && wait(io::stdin(), &self.door, Some(Instant::now())) == News::Keys
        {
            self.read();
        }
        self.clear.pop_front().or_else(|| self.door.look())
    }

    /// Takes what the terminal has; tells whether the terminal is still there.
    fn read(&mut self) -> bool {
        let mut bytes = [0; 4096];
        match rustix::io::read(io::stdin(), &mut bytes) {
            Ok(count) => {
                let bytes = bytes.get(..count).unwrap_or_default();
                self.decoder.feed(bytes, Instant::now(), &mut self.clear);
                true
            }
            Err(Errno::AGAIN | Errno::INTR) => true,
            Err(_) => false,
        }
    }

    /// Lets go of what was held back for long enough; tells whether there was anything.
    fn release(&mut self) -> bool {
        self.decoder.expire(Instant::now(), &mut self.clear)
    }

    /// Lets go of what is held back, as nothing more will come; tells whether there was anything.
    fn let_go(&mut self) -> bool {
        self.decoder.deadline().is_some_and(|then| self.decoder.expire(then, &mut self.clear))
    }
}

/// Starts the thread that notices when the terminal is gone; it ends with the program.
///
/// # Errors
/// Fails where no thread can be started.
pub fn watch_hangup() -> io::Result<()> {
    let watch = || {
        wait_for_hangup(io::stdin());
        // Why: the screen may hang in its last picture, what reads the keys spins without a
        // terminal, and the HUP of the kernel may have gone to another process. So the end comes
        // even where the screen does not answer.
        thread::sleep(GRACE);
        drop(low_level::raise(SIGHUP));
    };
    thread::Builder::new().name("tty".to_owned()).spawn(watch).map(drop)
}

/// Makes reading the terminal never wait, for this program only: the flag belongs to an opening of
/// the terminal, and the one that was handed to us is shared with the shell.
///
/// Without that, half a key would stop the screen until its other half comes. A terminal that
/// cannot be opened once more is read as it is.
pub(super) fn open_anew() {
    let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let reopen = |path: &std::ffi::CStr| open(path, flags, Mode::empty()).ok();
    let name = rustix::termios::ttyname(io::stdin(), Vec::new()).ok();
    let opened: Option<OwnedFd> =
        name.and_then(|name| reopen(&name)).or_else(|| reopen(c"/dev/tty"));
    if let Some(opened) = opened {
        // Why ignored: the terminal is read as it is, then.
        let _ = rustix::stdio::dup2_stdin(opened);
    }
}

/// Waits for keys, the bell or the end of the terminal, at most until a moment.
fn wait(tty: impl AsFd, door: &Door, until: Option<Instant>) -> News {
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    loop {
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        let mut fds = [PollFd::new(&tty, PollFlags::IN), PollFd::new(door, PollFlags::IN)];
        return match poll(&mut fds, left.as_ref()) {
            Err(Errno::INTR) => continue,
            Err(_) => News::Gone,
            Ok(0) => News::Nothing,
            Ok(_) if fds[0].revents().intersects(gone) => News::Gone,
            Ok(_) if fds[0].revents().contains(PollFlags::IN) => News::Keys,
            Ok(_) => News::Bell,
        };
    }
}

/// Blocks until the other end of a terminal is gone.
fn wait_for_hangup(tty: impl AsFd) {
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    loop {
        let mut fds = [PollFd::new(&tty, PollFlags::empty())];
        match poll(&mut fds, None) {
            Ok(_) if fds.iter().any(|fd| fd.revents().intersects(gone)) => return,
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_hangup_is_noticed_at_once() {
        let (reader, writer) = io::pipe().unwrap();
        let (sender, receiver) = channel();
        thread::spawn(move || {
            wait_for_hangup(reader);
            sender.send(()).unwrap();
        });
        assert!(receiver.recv_timeout(Duration::from_millis(100)).is_err());
        drop(writer);
        assert!(receiver.recv_timeout(Duration::from_millis(700)).is_ok());
    }
}
