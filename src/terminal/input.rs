//! What comes in: keys, pastes, a new size, the end, and what other threads hand in.
//!
//! The screen's thread reads the keys itself: a key that one thread reads and another shows has to
//! wait for the scheduler twice.

use std::collections::VecDeque;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use signal_hook::consts::SIGHUP;
use signal_hook::low_level;

use super::doorbell::{self, Door, Doorbell};
use super::escape::Filter;
use crate::keymap::key::Key;

/// How long an Esc is held back, in case it begins a key that comes in pieces.
const PATIENCE: Duration = Duration::from_millis(30);

/// How long the screen has to end by itself after its terminal is gone.
const GRACE: Duration = Duration::from_secs(2);

/// Something the screen has to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted; its line ends are LF, everything else is as it came.
    Paste(String),
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
    filter: Filter,
    /// When the filter began to hold keys back.
    held: Option<Instant>,
    /// Whether crossterm may hold more of what it has read.
    more: bool,
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
        let (filter, clear) = (Filter::default(), VecDeque::new());
        Ok((doorbell, Self { door, filter, held: None, more: false, clear }))
    }

    /// Waits for the next input, at most for `patience`, and without waking up meanwhile.
    pub fn next(&mut self, patience: Option<Duration>) -> Option<Input> {
        let until = patience.map(|patience| Instant::now() + patience);
        loop {
            if let Some(input) = self.clear.pop_front().or_else(|| self.door.look()) {
                return Some(input);
            }
            // Why: what crossterm has read already, the kernel does not tell again.
            if self.more {
                self.read();
                continue;
            }
            let held = self.held.map(|since| since + PATIENCE);
            let next = until.into_iter().chain(held).min();
            match wait(io::stdin(), &self.door, next) {
                News::Keys if self.read() => {}
                // Why: crossterm reads 1024 bytes and then hears only of new ones, so the rest of
                // a long text that the terminal types would wait for the next key.
                News::Keys => super::nudge(),
                News::Bell => self.door.silence(),
                News::Gone => return Some(Input::Quit(SIGHUP)),
                News::Nothing if self.release() => {}
                News::Nothing => return None,
            }
        }
    }

    /// Returns what has come in already.
    pub fn at_once(&mut self) -> Option<Input> {
        if self.clear.is_empty() {
            self.read();
        }
        self.clear.pop_front().or_else(|| self.door.look())
    }

    /// Takes what the terminal has, up to the first input; tells whether it had anything.
    fn read(&mut self) -> bool {
        let mut found = false;
        while self.clear.is_empty() {
            self.more = matches!(event::poll(Duration::ZERO), Ok(true));
            let Some(event) = self.more.then(event::read).and_then(Result::ok) else {
                self.more = false;
                break;
            };
            found = true;
            self.clear.extend(inputs(&mut self.filter, event));
        }
        if found {
            self.held = self.filter.waiting().then(Instant::now);
        }
        found
    }

    /// Lets go of keys that were held back for long enough; tells whether there were any.
    fn release(&mut self) -> bool {
        let over = self.held.is_some_and(|since| since.elapsed() >= PATIENCE);
        if over {
            self.held = None;
            self.clear.extend(rest(&mut self.filter));
        }
        over
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
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => News::Gone,
            Ok(0) => News::Nothing,
            Ok(_) if fds[0].revents().intersects(gone) => News::Gone,
            Ok(_) if fds[0].revents().contains(PollFlags::IN) => News::Keys,
            Ok(_) => News::Bell,
        };
    }
}

/// Makes inputs of what the terminal reported.
fn inputs(filter: &mut Filter, event: Event) -> Vec<Input> {
    match event {
        Event::Key(event) => match Key::from_event(event) {
            Some(key) => filter.feed(key).into_iter().map(Input::Key).collect(),
            None => Vec::new(),
        },
        Event::Paste(text) => {
            let mut inputs = rest(filter);
            inputs.push(Input::Paste(line_ends(&text)));
            inputs
        }
        _ => Vec::new(),
    }
}

/// Makes inputs of the keys that were held back.
fn rest(filter: &mut Filter) -> Vec<Input> {
    filter.expire().into_iter().map(Input::Key).collect()
}

/// Makes LF of every line end: most terminals paste a bare CR.
fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Blocks until the other end of a terminal is gone.
fn wait_for_hangup(tty: impl AsFd) {
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    loop {
        let mut fds = [PollFd::new(&tty, PollFlags::empty())];
        match poll(&mut fds, None) {
            Ok(_) if fds.iter().any(|fd| fd.revents().intersects(gone)) => return,
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use std::sync::mpsc::channel;

    fn pressed(code: KeyCode) -> Event {
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn a_paste_has_the_line_ends_of_a_text() {
        assert_eq!(line_ends("eins\rzwei\r\ndrei\nvier\r"), "eins\nzwei\ndrei\nvier\n");
    }

    #[test]
    fn a_held_esc_comes_before_what_follows() {
        let mut filter = Filter::default();
        assert_eq!(inputs(&mut filter, pressed(KeyCode::Esc)), []);
        assert_eq!(inputs(&mut filter, Event::Resize(80, 24)), []);
        let both = inputs(&mut filter, Event::Paste("x".to_owned()));
        let esc = Input::Key("esc".parse().unwrap());
        assert_eq!(both, [esc, Input::Paste("x".to_owned())]);
    }

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
