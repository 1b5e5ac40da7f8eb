//! A terminal around the built program: keys go in, a screen comes out.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::pty_keys::bytes_of;
pub(crate) use crate::pty_screen::Screen;

/// The longest wait for something that should come at once.
const PATIENCE: Duration = Duration::from_secs(30);
/// What begins and what ends a frame.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// A home directory with nothing in it, an Ablage, and a clock.
pub(crate) struct Home {
    dir: tempfile::TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self::at(tempfile::tempdir().unwrap())
    }

    /// One that lies in memory where that can be had: for thousands of programs that are not to
    /// wait for a disk.
    pub(crate) fn in_memory() -> Self {
        let dir = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Self::at(dir.unwrap())
    }

    fn at(dir: tempfile::TempDir) -> Self {
        let home = Self { dir };
        home.set_clock("17:00");
        home
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.dir.path().join("ablage")
    }

    /// Where a test may put a dictionary.
    pub(crate) fn dictionaries(&self) -> PathBuf {
        self.dir.path().join("woerterbuch")
    }

    /// Sets the clock of the programs in this home, running ones too, to "HH:MM" or "HH:MM:SS".
    pub(crate) fn set_clock(&self, time: &str) {
        let beside = self.dir.path().join("uhr.neu");
        let seconds = if time.len() == 5 { ":00" } else { "" };
        std::fs::write(&beside, format!("2027-03-09T{time}{seconds}+01:00")).unwrap();
        std::fs::rename(beside, self.dir.path().join("uhr")).unwrap();
    }

    /// What the program finds in its environment.
    pub(crate) fn variables(&self) -> [(&'static str, String); 7] {
        let path = |path: PathBuf| path.to_str().unwrap().to_owned();
        [
            ("HOME", path(self.path())),
            ("PATH", "/usr/bin:/bin".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            // No dictionary but one that a test puts there: this machine may have one or not.
            ("DICPATH", path(self.dictionaries())),
            ("WORTLAUT_ABLAGE", path(self.archive())),
            ("WORTLAUT_UHR", path(self.path().join("uhr"))),
        ]
    }

    /// Runs the program without a terminal.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wortlaut"));
        command.env_clear().envs(self.variables()).args(arguments).stdin(Stdio::null());
        command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
    }

    /// Runs the program without a terminal, and gives what it prints.
    pub(crate) fn told(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Makes the meeting of `examples/`, and gives its id.
    pub(crate) fn meeting(&self) -> String {
        self.told(&["neu", "examples/hauptausschuss.toml"]).trim().to_owned()
    }

    /// Starts the program in a terminal of 80×24.
    pub(crate) fn start(&self, arguments: &[&str]) -> Pty {
        self.start_with(arguments, (80, 24), |_| {})
    }

    /// Starts the program in a terminal of its own.
    pub(crate) fn start_with(
        &self,
        arguments: &[&str],
        (cols, rows): (u16, u16),
        change: impl FnOnce(&mut CommandBuilder),
    ) -> Pty {
        let program = [env!("CARGO_BIN_EXE_wortlaut")].into_iter();
        self.start_command(program.chain(arguments.iter().copied()), (cols, rows), change)
    }

    /// Starts any command in a terminal of its own.
    pub(crate) fn start_command<'a>(
        &self,
        words: impl Iterator<Item = &'a str>,
        (cols, rows): (u16, u16),
        change: impl FnOnce(&mut CommandBuilder),
    ) -> Pty {
        let mut command = CommandBuilder::from_argv(words.map(Into::into).collect());
        command.env_clear();
        self.variables().into_iter().for_each(|(name, value)| command.env(name, value));
        command.cwd(self.dir.path());
        change(&mut command);
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let (cols, rows) = seen_of(cols, rows);
        let seen = Arc::new(Seen::new(rows, cols));
        let (reader, told) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&seen));
        let reader = Some(thread::spawn(move || told.read(reader)));
        Pty {
            pid: Pid::from_raw(child.process_id().unwrap().try_into().unwrap()).unwrap(),
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            modes,
            child,
            seen,
            reader,
        }
    }
}

/// The program in its terminal. Dropping it kills it.
pub(crate) struct Pty {
    pid: Pid,
    writer: Option<Box<dyn Write + Send>>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Those of the terminal before the program was started.
    modes: String,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Seen>,
    reader: Option<JoinHandle<()>>,
}

/// What has come out of the program, shared with the thread that reads it.
struct Seen {
    state: Mutex<State>,
    news: Condvar,
}

struct State {
    parser: vt100::Parser,
    /// Bytes of a frame that is not complete.
    rest: Vec<u8>,
    bytes: u64,
    /// Every picture, where they are wanted.
    film: Option<Vec<(Instant, Screen)>>,
    /// All bytes, where they are wanted.
    tape: Option<Vec<u8>>,
    hang_up: bool,
    over: bool,
}

impl Seen {
    fn new(rows: u16, columns: u16) -> Self {
        let state = State {
            parser: vt100::Parser::new(rows, columns, 0),
            rest: Vec::new(),
            bytes: 0,
            film: None,
            tape: None,
            hang_up: false,
            over: false,
        };
        Self { state: Mutex::new(state), news: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn read(&self, mut reader: Box<dyn Read + Send>) {
        let mut buffer = [0; 65536];
        loop {
            let read = reader.read(&mut buffer).unwrap_or(0);
            let mut state = self.state();
            state.take(buffer.get(..read).unwrap());
            if read == 0 || state.hang_up {
                state.over = true;
                self.news.notify_all();
                return;
            }
            self.news.notify_all();
        }
    }
}

impl State {
    /// Shows whole frames only, as terminals do that know synchronized updates.
    fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        if let Some(tape) = &mut self.tape {
            tape.extend_from_slice(bytes);
        }
        self.rest.extend_from_slice(bytes);
        while let Some(end) = find(&self.rest, END) {
            let frame: Vec<u8> = self.rest.drain(..end + END.len()).collect();
            self.show(&frame);
        }
        // A small frame comes in one piece and without marks.
        if !self.rest.is_empty() && find(&self.rest, BEGIN).is_none() {
            let frame = std::mem::take(&mut self.rest);
            self.show(&frame);
        }
    }

    fn show(&mut self, frame: &[u8]) {
        self.parser.process(frame);
        if let Some(film) = &mut self.film {
            film.push((Instant::now(), Screen::of(self.parser.screen())));
        }
    }
}

/// The modes of a terminal, in words.
fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

/// What this terminal shows of its window: a boundless one would take boundless memory here too,
/// and one that does not know its size shows something all the same.
fn seen_of(cols: u16, rows: u16) -> (u16, u16) {
    match (cols, rows) {
        (0, _) | (_, 0) => (80, 24),
        _ => (cols.min(1000), rows.min(500)),
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

impl Pty {
    /// Presses keys, written as in a keymap: "strg+r eingabe f6".
    pub(crate) fn keys(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            if key == "esc" {
                self.escape();
            } else {
                self.send(&bytes_of(key));
            }
        }
    }

    /// Presses Esc alone: with something right behind it, it would be a key with Alt.
    fn escape(&mut self) {
        self.ask_when_saved();
        self.send(b"\x1b");
        self.wait_for("an effect of Esc", |screen| !screen.tells_when_saved());
    }

    /// Waits until all keys are taken and all is saved, and gives the screen.
    pub(crate) fn catch_up(&mut self) -> Screen {
        self.ask_when_saved();
        self.keys("strg+l");
        self.wait_for("all saved", |screen| !screen.tells_when_saved() && screen.saved())
    }

    /// Opens the session of a meeting that has just been made, and calls its first item.
    pub(crate) fn begin_meeting(&mut self) {
        self.wait_for_text("Tagesordnung");
        self.keys("f8 e strg+t");
        self.wait_for_text("Noch nichts geschrieben.");
    }

    /// Waits until all keys are taken, and gives the screen.
    pub(crate) fn look(&mut self) -> Screen {
        self.ask_when_saved();
        self.keys("strg+l");
        self.wait_for("a footer", |screen| !screen.tells_when_saved())
    }

    /// What is asked last is answered when all keys before it have been taken.
    fn ask_when_saved(&mut self) {
        self.keys("strg+s");
        self.wait_for("an answer", Screen::tells_when_saved);
    }

    /// Types text.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.send(text.as_bytes());
    }

    /// Sends bytes, whatever they are.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        self.writer.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// The screen as it is now.
    pub(crate) fn screen(&self) -> Screen {
        Screen::of(self.seen.state().parser.screen())
    }

    /// Waits until the screen shows what is wanted, and gives it.
    pub(crate) fn wait_for(&self, what: &str, fits: impl Fn(&Screen) -> bool) -> Screen {
        let mut found = None;
        self.wait_until(PATIENCE, |state| {
            found = Some(Screen::of(state.parser.screen())).filter(&fits);
            found.is_some() || state.over
        });
        found.unwrap_or_else(|| {
            let over = if self.seen.state().over { " (the program has ended)" } else { "" };
            panic!("waited in vain for {what:?}{over}; the screen:\n{}", self.screen())
        })
    }

    /// Waits until the screen shows what is wanted, or the program ends. Tells whether it does.
    pub(crate) fn wait_or_end(&self, fits: impl Fn(&Screen) -> bool) -> bool {
        let mut found = false;
        self.wait_until(PATIENCE, |state| {
            found = fits(&Screen::of(state.parser.screen()));
            found || state.over
        });
        let over = self.seen.state().over;
        assert!(found || over, "waited in vain; the screen:\n{}", self.screen());
        found
    }

    /// Waits until a text is on the screen.
    pub(crate) fn wait_for_text(&self, text: &str) -> Screen {
        self.wait_for(text, |screen| screen.has(text))
    }

    fn wait_until(&self, longest: Duration, mut fits: impl FnMut(&State) -> bool) {
        let end = Instant::now() + longest;
        let mut state = self.seen.state();
        while !fits(&state) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            state = self.seen.news.wait_timeout(state, left).unwrap().0;
        }
    }

    /// How many bytes the program has sent.
    pub(crate) fn bytes(&self) -> u64 {
        self.seen.state().bytes
    }

    /// Keeps all bytes from now on, and gives those that were kept.
    pub(crate) fn tape(&self) -> Vec<u8> {
        self.seen.state().tape.replace(Vec::new()).unwrap_or_default()
    }

    /// Keeps every picture from now on.
    pub(crate) fn film(&self) {
        self.seen.state().film = Some(Vec::new());
    }

    /// The pictures that were kept, with the moments at which they were complete.
    pub(crate) fn take_film(&self) -> Vec<(Instant, Screen)> {
        self.seen.state().film.take().unwrap_or_default()
    }

    pub(crate) fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    pub(crate) fn resize(&self, cols: u16, rows: u16) {
        let (seen_cols, seen_rows) = seen_of(cols, rows);
        self.seen.state().parser.screen_mut().set_size(seen_rows, seen_cols);
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).unwrap();
    }

    /// Tells what is wrong with the terminal as it was given back: nothing.
    pub(crate) fn not_given_back(&self) -> Option<String> {
        let state = self.seen.state();
        let screen = state.parser.screen();
        let told = [
            ("the alternate screen is on", screen.alternate_screen()),
            ("pastes are marked", screen.bracketed_paste()),
            ("the cursor is hidden", screen.hide_cursor()),
        ];
        let wrong = told.iter().find(|(_, wrong)| *wrong).map(|(what, _)| (*what).to_owned());
        wrong.or_else(|| {
            let now = modes(&**self.master.as_ref()?);
            (now != self.modes).then(|| format!("modes were {}, are {now}", self.modes))
        })
    }

    /// Waits until it has stopped.
    pub(crate) fn wait_until_stopped(&self) {
        let stat = format!("/proc/{}/stat", self.pid());
        let end = Instant::now() + PATIENCE;
        let stopped = || std::fs::read_to_string(&stat).unwrap().contains(") T ");
        while !stopped() {
            assert!(Instant::now() < end, "it does not stop; the screen:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Kills it without a warning, and waits until it is gone.
    pub(crate) fn kill9(&mut self) {
        self.signal(Signal::KILL);
        self.child.wait().unwrap();
        self.reader.take().unwrap().join().unwrap();
    }

    /// Closes the window.
    pub(crate) fn hang_up(&mut self) {
        self.seen.state().hang_up = true;
        // The next picture lets the reader go; all three hold the window open.
        self.keys("strg+l");
        self.reader.take().unwrap().join().unwrap();
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end, and gives the exit code.
    pub(crate) fn exit_code(&mut self) -> u32 {
        if self.reader.is_some() {
            self.wait_until(PATIENCE, |state| state.over);
            assert!(self.seen.state().over, "it does not end; the screen:\n{}", self.screen());
        }
        self.child.wait().unwrap().exit_code()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            let _ = kill_process(self.pid, Signal::KILL);
            let _ = self.child.wait();
        }
    }
}
