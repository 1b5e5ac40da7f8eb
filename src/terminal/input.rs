//! What comes in: keys, pastes, a new size, the end.

use std::io;
use std::os::fd::AsFd;
use std::sync::mpsc::{SendError, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::SIGHUP;
use signal_hook::low_level;

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

/// Starts the threads that read the terminal and that notice when it is gone.
///
/// They end with the program and are never joined.
///
/// # Errors
/// Fails where no thread can be started.
pub fn start(sender: Sender<Input>) -> io::Result<()> {
    let watcher = sender.clone();
    thread::Builder::new().name("tty".to_owned()).spawn(move || {
        wait_for_hangup(io::stdin());
        // Why: what reads the keys spins without a terminal, and the HUP of the kernel may have
        // gone to another process. So the end comes even where the screen does not answer.
        drop(watcher.send(Input::Quit(SIGHUP)));
        thread::sleep(GRACE);
        drop(low_level::raise(SIGHUP));
    })?;
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        if let Err(Trouble::Terminal) = read(&sender) {
            drop(sender.send(Input::Quit(SIGHUP)));
        }
    })?;
    Ok(())
}

/// Why reading ends.
enum Trouble {
    /// Nobody listens any more.
    Unheard,
    /// The terminal cannot be read.
    Terminal,
}

impl From<SendError<Input>> for Trouble {
    fn from(_: SendError<Input>) -> Self {
        Self::Unheard
    }
}

impl From<io::Error> for Trouble {
    fn from(_: io::Error) -> Self {
        Self::Terminal
    }
}

/// Reads the terminal until something fails.
fn read(sender: &Sender<Input>) -> Result<(), Trouble> {
    let mut filter = Filter::default();
    // Why: only from its first call on does crossterm hear of a new size.
    event::poll(Duration::ZERO)?;
    let size = super::size();
    sender.send(Input::Resize(size.width, size.height))?;
    loop {
        if !event::poll(Duration::ZERO)? && readable(io::stdin()) {
            super::nudge();
        }
        let more = !filter.waiting() || event::poll(PATIENCE)?;
        for input in if more { inputs(&mut filter, event::read()?) } else { rest(&mut filter) } {
            sender.send(input)?;
        }
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
        Event::Resize(width, height) => vec![Input::Resize(width, height)],
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

/// Tells whether bytes wait to be read.
///
/// crossterm reads 1024 of them and then hears only of new ones, so the rest of a long text that
/// the terminal types would wait for the next key.
fn readable(tty: impl AsFd) -> bool {
    let mut fds = [PollFd::new(&tty, PollFlags::IN)];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut fds, Some(&now)).is_ok() && fds.iter().all(|fd| fd.revents() == PollFlags::IN)
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
        assert_eq!(inputs(&mut filter, Event::Resize(80, 24)), [Input::Resize(80, 24)]);
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
