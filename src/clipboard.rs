//! The clipboard: over SSH through the terminal (OSC 52), on the own machine through the desktop.

use crate::terminal;
use crate::text::Clean;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What a terminal takes at most, in bytes of text; commonly 100,000 with base64 around it.
const MOST_OSC_52: usize = 74_000;
/// A desktop that does not answer in this time is not there.
const PATIENCE: Duration = Duration::from_millis(500);

/// The machine's ways to a clipboard, as the environment tells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ways {
    /// The clerk sits elsewhere (`SSH_CONNECTION`, `SSH_TTY`).
    pub remote: bool,
    /// There is a desktop (`DISPLAY`, `WAYLAND_DISPLAY`).
    pub desktop: bool,
    /// tmux is between (`TMUX`).
    pub tmux: bool,
}

/// Copies `text`, and says which way it went and how much it was.
pub fn copy(text: &Clean, what: &str, ways: Ways) -> String {
    let letters = text.chars().count();
    if ways.desktop && !ways.remote && to_desktop(text.to_string()) {
        return format!("{what} kopiert: {letters} Zeichen, in die Zwischenablage.");
    }
    if text.len() > MOST_OSC_52 {
        return format!(
            "{what} hat {letters} Zeichen, zu viel für das Terminal. Als Datei schreiben."
        );
    }
    match terminal::copy(text) {
        Ok(()) if ways.tmux => format!(
            "{what} an das Terminal gegeben: {letters} Zeichen (OSC 52; tmux braucht set-clipboard on)."
        ),
        Ok(()) => format!("{what} an das Terminal gegeben: {letters} Zeichen (OSC 52)."),
        Err(error) => format!("{what} ließ sich nicht kopieren: {error}."),
    }
}

/// Tries the desktop on a thread of its own: a hung display server must not hold up the minutes.
/// The thread keeps the text on offer, since X11 asks its owner for it at every paste.
fn to_desktop(text: String) -> bool {
    let (done, copied) = mpsc::channel();
    let work = move || {
        let mut clipboard = arboard::Clipboard::new().ok();
        let set = clipboard.as_mut().is_some_and(|clipboard| clipboard.set_text(text).is_ok());
        let _ = done.send(set);
        if set {
            thread::park();
        }
    };
    let started = thread::Builder::new().name("zwischenablage".to_owned()).spawn(work);
    started.is_ok() && copied.recv_timeout(PATIENCE).unwrap_or(false)
}
