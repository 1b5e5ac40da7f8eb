//! The terminal: taken at the start, given back whatever happens; and the clock.
//!
//! This is the only place that reads the clock. Keys come through [`input`], the end through
//! [`signals`], and a picture leaves through [`screen`] in one piece.

mod canvas;
mod decoder;
mod doorbell;
mod grid;
pub mod input;
pub mod screen;
mod sequence;
pub mod signals;
mod steady;

use std::env;
use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::ops::Range;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, Once, OnceLock, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, Local, Offset as _, TimeDelta, TimeZone as _, Utc};
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::{Print, ResetColor, force_color_output};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use rustix::event::Timespec;
use rustix::termios::QueueSelector;

use crate::text::Clean;
use canvas::Canvas;
pub use decoder::Decoder;
pub use doorbell::Doorbell;
pub use input::{Input, Inputs};
use screen::{Screen, Tty};
pub use steady::Steady;

/// Whose the terminal is. A panic and a signal must know it from any thread.
static OWNER: AtomicU8 = AtomicU8::new(SHELL);
/// The terminal is the shell's.
const SHELL: u8 = 0;
/// The terminal is ours.
const OURS: u8 = 1;
/// The program is ending; the terminal is the shell's for good.
const OVER: u8 = 2;
/// The program stops; the terminal is the shell's until it goes on.
const AWAY: u8 = 3;

/// Somebody may have changed the terminal while the program was stopped.
static STALE: AtomicBool = AtomicBool::new(false);

/// Held by whoever changes the modes of the terminal.
static MODES: Mutex<()> = Mutex::new(());

/// Held while a picture is sent, so that the terminal is given back between two of them.
static PICTURE: Mutex<()> = Mutex::new(());

/// Where the screen's thread panicked.
static PANICKED: Mutex<Option<String>> = Mutex::new(None);

/// Puts the number pad back to digits, where a program before has left it otherwise.
const DIGITS: &str = "\u{1b}>";

/// Names a file that sets the clock, for tests: it holds the moment (RFC 3339) at which it was
/// written, as the test wants it to be. Time runs on from there. Only a program that was built for
/// tests obeys it: nobody sets the times of a record unseen.
const CLOCK: &str = "WORTLAUT_UHR";

/// Reads the clock.
#[must_use]
pub fn now() -> DateTime<FixedOffset> {
    set_clock_file().and_then(set_clock).unwrap_or_else(local_now)
}

/// The file that sets the clock, if one does.
fn set_clock_file() -> Option<&'static Path> {
    static SET: OnceLock<Option<PathBuf>> = OnceLock::new();
    let heard = || env::var_os(CLOCK).filter(|_| cfg!(debug_assertions)).map(PathBuf::from);
    SET.get_or_init(heard).as_deref()
}

/// Reads the clock of the system. Why not `Local` each time: it looks after the rules of the place
/// with every call, on the way of each key; they change on the minute at most.
fn local_now() -> DateTime<FixedOffset> {
    static PLACE: Mutex<Option<(i64, FixedOffset)>> = Mutex::new(None);
    let now = Utc::now();
    let minute = now.timestamp().div_euclid(60);
    let mut place = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
    let known = place.filter(|(known, _)| *known == minute);
    let local = || (minute, Local.offset_from_utc_datetime(&now.naive_utc()).fix());
    let (_, offset) = *place.insert(known.unwrap_or_else(local));
    now.with_timezone(&offset)
}

/// What the clock shows that a file sets. A file that cannot be read sets none.
fn set_clock(path: &Path) -> Option<DateTime<FixedOffset>> {
    let mut file = File::open(path).ok()?;
    let written = file.metadata().ok()?.modified().ok()?;
    let mut moment = String::new();
    file.read_to_string(&mut moment).ok()?;
    let moment = DateTime::parse_from_rfc3339(moment.trim()).ok()?;
    Some(moment + TimeDelta::from_std(written.elapsed().unwrap_or_default()).ok()?)
}

/// The terminal while it is ours; dropping it gives it back.
#[derive(Debug)]
pub struct Terminal {
    canvas: Canvas<Tty>,
}

/// Why the terminal cannot be taken.
#[derive(Debug)]
pub enum TerminalError {
    /// Input or output is a file or a pipe.
    None,
    /// The terminal has no full screen; the value of `TERM`, if there is one.
    Dumb(Option<String>),
    /// The terminal refuses.
    Io(io::Error),
}

impl Terminal {
    /// Takes the terminal: raw keys, alternate screen, pastes in one piece.
    ///
    /// A panic on the calling thread gives it back before the message is printed; a panic on any
    /// other thread leaves the screen alone and prints nothing.
    ///
    /// # Errors
    /// Fails where there is no terminal, or one that cannot show a screen.
    pub fn take() -> Result<Self, TerminalError> {
        let term = env::var("TERM").ok();
        check(io::stdin().is_terminal() && io::stdout().is_terminal(), term)?;
        // Why: with NO_COLOR crossterm 0.29 would also lose bold and reverse. The colours that
        // are painted are the business of the screens.
        force_color_output(true);
        install_hook();
        input::open_anew();
        let canvas = Canvas::new(Screen::new(Tty, Tty::measure));
        enter().map_err(TerminalError::Io)?;
        Ok(Self { canvas })
    }

    /// Paints a frame and sends it in one piece.
    ///
    /// Takes the terminal again where a caught panic or a stop has given it back; does nothing
    /// when the program is ending or stops.
    ///
    /// # Errors
    /// Fails where the terminal cannot be written; nothing is lost by that but the picture.
    pub fn draw(
        &mut self,
        rows: Option<Range<u16>>,
        paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        let _whole = PICTURE.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(OWNER.load(Ordering::SeqCst), OVER | AWAY) {
            return Ok(());
        }
        let stale = STALE.swap(false, Ordering::SeqCst);
        if stale || OWNER.load(Ordering::SeqCst) == SHELL {
            if in_background() {
                // Why: the system stops whoever takes the terminal from behind, and would not let
                // it end. `fg` continues the program, which paints anew then.
                self::stale();
                return Ok(());
            }
            // Why: crossterm believes to be in raw mode still and would do nothing.
            drop(disable_raw_mode());
            enter()?;
            self.redraw()?;
        }
        self.canvas.draw(rows, paint)
    }

    /// Lets the next frame be painted from scratch, as somebody else wrote on the screen.
    ///
    /// # Errors
    /// Never fails on a real terminal.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.canvas.forget();
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Tells whether the terminal takes output now, without waiting.
#[must_use]
pub fn takes_output() -> bool {
    Tty::ready(Some(&rustix::event::Timespec { tv_sec: 0, tv_nsec: 0 }))
}

/// Measures the window; 80×24 where it does not know its size.
#[must_use]
pub fn size() -> Size {
    Tty::measure().unwrap_or(Size::new(80, 24))
}

/// Gives the terminal back, from any thread and as often as one likes.
///
/// Errors are ignored: the terminal may be gone. A terminal that takes no output is left as it
/// is, since whoever waits for it might wait for ever.
pub fn give_back() {
    if OWNER.compare_exchange(OURS, SHELL, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
        leave();
    }
}

/// Where in the program the screen's thread panicked, if it did. No text of the minutes is in it.
#[must_use]
pub fn panicked_at() -> Option<String> {
    PANICKED.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Hands text to the terminal for its clipboard (OSC 52). Terminals do not say whether they took
/// it.
///
/// # Errors
/// When the terminal is gone.
pub fn copy(text: &Clean) -> io::Result<()> {
    let mut out = io::stdout();
    queue!(out, CopyToClipboard::to_clipboard_from(text.as_bytes()))?;
    out.flush()
}

/// Gives the terminal back and lets nobody take or paint it again: the program is ending.
pub fn give_back_for_good() {
    let _between = between_pictures();
    if OWNER.swap(OVER, Ordering::SeqCst) == OURS {
        leave();
    }
}

/// Gives the terminal back until [`come_back`]: the program stops.
fn step_aside() {
    let _between = between_pictures();
    if OWNER.compare_exchange(OURS, AWAY, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
        leave();
    }
}

/// Lets the next picture take the terminal again: the program goes on.
fn come_back() {
    // Why: a terminal that was not ours stays whose it is.
    let _ = OWNER.compare_exchange(AWAY, SHELL, Ordering::SeqCst, Ordering::SeqCst);
}

/// Waits until no picture is half sent; not for long, as the terminal may take nothing any more.
fn between_pictures() -> Option<MutexGuard<'static, ()>> {
    for _ in 0..20 {
        match PICTURE.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(10)),
        }
    }
    None
}

/// Tells whether the shell has the terminal, and this program runs behind it.
fn in_background() -> bool {
    rustix::termios::tcgetpgrp(io::stdin()).is_ok_and(|front| front != rustix::process::getpgrp())
}

/// Notes that the terminal may have been changed by others.
fn stale() {
    STALE.store(true, Ordering::SeqCst);
}

/// Waits for the others that change the modes of the terminal.
fn modes() -> MutexGuard<'static, ()> {
    MODES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Switches the terminal over to us.
fn enter() -> io::Result<()> {
    if OWNER.load(Ordering::SeqCst) == OVER {
        return Ok(());
    }
    OWNER.store(OURS, Ordering::SeqCst);
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, Print(DIGITS))?;
    let raw = {
        let _modes = modes();
        enable_raw_mode()
    };
    raw.and_then(|()| Tty.write_all(&bytes)).inspect_err(|_| give_back())
}

/// Switches the terminal back to the shell.
fn leave() {
    let mut bytes = Vec::new();
    let queued = queue!(
        bytes,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        ResetColor,
        Show,
        LeaveAlternateScreen
    );
    let moment = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
    if queued.is_ok() && Tty::ready(Some(&moment)) {
        drop(Tty.write_all(&bytes));
    }
    // Why: what was typed on meanwhile is text of the minutes, and the shell would take it for a
    // command, and remember it.
    let _ = rustix::termios::tcflush(io::stdin(), QueueSelector::IFlush);
    let _modes = modes();
    drop(disable_raw_mode());
}

/// Gives the terminal back when the screen's thread panics, and remembers where.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let screen = thread::current().id();
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if crate::hush::hushed() {
                return;
            }
            if thread::current().id() == screen {
                // Why no message here: Rust's own would quote the minutes.
                let place = panic.location().map(ToString::to_string);
                *PANICKED.lock().unwrap_or_else(PoisonError::into_inner) = place;
                give_back();
                return;
            }
            if OWNER.load(Ordering::SeqCst) != OURS {
                before(panic);
            }
        }));
    });
}

/// Refuses what is no terminal or cannot show a screen.
fn check(terminal: bool, term: Option<String>) -> Result<(), TerminalError> {
    match term.as_deref() {
        _ if !terminal => Err(TerminalError::None),
        None | Some("" | "dumb") => Err(TerminalError::Dumb(term)),
        Some(_) => Ok(()),
    }
}

impl fmt::Display for TerminalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str(
                "Eingabe oder Ausgabe ist kein Terminal. In einem Terminalfenster und ohne \
                 Umleitung starten; was ohne Bildschirm geht, nennt wortlaut --help.",
            ),
            Self::Dumb(Some(term)) if !term.is_empty() => write!(
                f,
                "Dieses Terminal kann keine Bildschirmseiten zeigen (TERM={term}). In PuTTY, \
                 Windows Terminal oder GNOME Terminal starten."
            ),
            Self::Dumb(_) => f.write_str(
                "Das Terminal sagt nicht, was es kann: TERM ist nicht gesetzt. \
                 Meist hilft: TERM=xterm-256color wortlaut",
            ),
            Self::Io(error) => write!(
                f,
                "Das Terminal lässt sich nicht übernehmen ({error}). Ein neues Fenster öffnen \
                 und dort starten."
            ),
        }
    }
}

impl std::error::Error for TerminalError {}

#[cfg(test)]
mod tests;
