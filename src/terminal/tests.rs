use super::*;

#[test]
fn without_a_terminal_the_program_says_what_to_do() {
    let told = |terminal, term: Option<&str>| {
        check(terminal, term.map(str::to_owned)).err().map(|error| error.to_string())
    };
    assert_eq!(told(true, Some("xterm-256color")), None);
    assert!(told(false, Some("xterm")).unwrap().contains("kein Terminal"));
    assert!(told(true, Some("dumb")).unwrap().contains("TERM=dumb"));
    assert!(told(true, None).unwrap().contains("TERM ist nicht gesetzt"));
    assert!(told(true, Some("")).unwrap().contains("TERM ist nicht gesetzt"));
}

#[test]
fn a_file_sets_the_clock_and_time_runs_on_from_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("uhr");
    assert_eq!(set_clock(&path), None);
    std::fs::write(&path, "halb acht").unwrap();
    assert_eq!(set_clock(&path), None);
    std::fs::write(&path, "2027-03-09T17:02:00+01:00\n").unwrap();
    let written = std::time::SystemTime::now() - std::time::Duration::from_secs(90);
    File::options().write(true).open(&path).unwrap().set_modified(written).unwrap();
    let shown = set_clock(&path).unwrap().format("%d.%m.%Y %H:%M").to_string();
    assert_eq!(shown, "09.03.2027 17:03");
}

/// The tests start themselves again within a terminal of their own.
mod inside_a_terminal {
    use super::*;
    use crate::keymap::key::{Code, Key};
    use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::widgets::{Paragraph, Widget as _};
    use rustix::process::{Pid, Signal, kill_process};
    use std::path::PathBuf;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    const CHILD: &str = "terminal::tests::inside_a_terminal::the_child";
    const FOLDER: &str = "WORTLAUT_TEST_FOLDER";
    /// What the child has kept of what it was told.
    static KEPT: Mutex<String> = Mutex::new(String::new());

    /// A small program: paints what comes in and keeps it, ends on Strg+Q, panics on Strg+P. After
    /// F6, keeping takes its time.
    #[test]
    fn the_child() {
        let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
        let (bell, mut inputs) = Inputs::new().unwrap();
        signals::watch(bell, Saves(folder)).unwrap();
        let mut terminal = Terminal::take().unwrap();
        input::watch_hangup().unwrap();
        let (mut told, mut count) = (String::from("bereit"), 0);
        loop {
            let text = format!("{told}\n\n{count} Eingaben");
            let paint = |area: Rect, buf: &mut Buffer| {
                Paragraph::new(&*text).render(area, buf);
                None
            };
            drop(terminal.draw(None, paint));
            count += 1;
            if told.contains(" f6") {
                thread::sleep(Duration::from_millis(300));
            }
            KEPT.lock().unwrap().clone_from(&told);
            match inputs.next(None).unwrap() {
                Input::Key(key) if key == Key::plain(Code::F(5)) => flood(&mut terminal),
                Input::Key(key) if key == Key::ctrl('q') => break,
                Input::Key(key) if key == Key::ctrl('p') => panic!("mit Absicht"),
                Input::Key(key) if key == Key::ctrl('t') => {
                    let other = thread::spawn(|| panic!("mit Absicht"));
                    told.push_str(&format!(" {}", other.join().is_err()));
                }
                Input::Key(key) if key == Key::plain(Code::Enter) => told.push('\n'),
                // Why: so it is the signal thread and not this one that ends the program.
                Input::Quit(_) => thread::sleep(Duration::from_secs(60)),
                Input::Key(key) => told.push_str(&format!(" {key}")),
                Input::Paste(text) => told.push_str(&format!(" paste{text:?}")),
                Input::Resize(width, height) => told.push_str(&format!(" {width}x{height}")),
                Input::Garbled => told.push_str(" unlesbar"),
                Input::Woken => {}
            }
        }
    }

    /// Notes what it was told to save.
    struct Saves(PathBuf);

    impl signals::Watch for Saves {
        fn stop(&mut self, all: bool) {
            assert!(all);
            std::fs::write(self.0.join("kept"), &*KEPT.lock().unwrap()).unwrap();
            std::fs::write(self.0.join("saved"), "TSTP").unwrap();
        }

        fn end(&mut self, name: &str, all: bool) {
            let kept = KEPT.lock().unwrap().clone() + if all { "" } else { " and perhaps more" };
            std::fs::write(self.0.join("kept"), kept).unwrap();
            std::fs::write(self.0.join("saved"), name).unwrap();
        }
    }

    /// Writes more than a terminal takes that nobody reads.
    fn flood(terminal: &mut Terminal) {
        let text = "Gegenstimmen ".repeat(6) + "\n";
        loop {
            drop(terminal.redraw());
            let paint = |area: Rect, buf: &mut Buffer| {
                Paragraph::new(text.repeat(24)).render(area, buf);
                None
            };
            drop(terminal.draw(None, paint));
        }
    }

    struct Session {
        master: Option<Box<dyn MasterPty + Send>>,
        keys: Option<Box<dyn io::Write + Send>>,
        child: Box<dyn Child + Send + Sync>,
        bytes: Receiver<Vec<u8>>,
        screen: vt100::Parser,
        folder: tempfile::TempDir,
    }

    impl Session {
        fn start() -> Self {
            Self::with(&[std::env::current_exe().unwrap().to_str().unwrap()])
        }

        fn with(command: &[&str]) -> Self {
            let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
            let pty = native_pty_system().openpty(size).unwrap();
            let folder = tempfile::tempdir().unwrap();
            let mut builder = CommandBuilder::new(command[0]);
            builder.args(&command[1..]);
            builder.args(["--exact", CHILD, "--nocapture"]);
            builder.env(FOLDER, folder.path());
            builder.env("TERM", "xterm-256color");
            builder.env("RUST_BACKTRACE", "0");
            let child = pty.slave.spawn_command(builder).unwrap();
            let mut reader = pty.master.try_clone_reader().unwrap();
            let keys = Some(pty.master.take_writer().unwrap());
            let (sender, bytes) = channel();
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(count @ 1..) = reader.read(&mut buffer) {
                    if sender.send(buffer[..count].to_vec()).is_err() {
                        return;
                    }
                }
            });
            let screen = vt100::Parser::new(24, 80, 0);
            let master = Some(pty.master);
            let mut session = Self { master, keys, child, bytes, screen, folder };
            session.wait_for("bereit");
            session
        }

        fn types(&mut self, bytes: &[u8]) {
            let keys = self.keys.as_mut().unwrap();
            keys.write_all(bytes).unwrap();
            keys.flush().unwrap();
        }

        fn wait_for(&mut self, text: &str) {
            let end = Instant::now() + Duration::from_secs(20);
            while !self.screen.screen().contents().contains(text) {
                let left = end.saturating_duration_since(Instant::now());
                match self.bytes.recv_timeout(left) {
                    Ok(bytes) => self.screen.process(&bytes),
                    Err(_) => panic!("no {text:?} in {:?}", self.screen.screen().contents()),
                }
            }
        }

        fn signal(&self, signal: Signal) {
            let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
            kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
        }

        /// Waits until the program has stopped, and takes in what it has sent until then.
        fn wait_until_stopped(&mut self) {
            let stat = format!("/proc/{}/stat", self.child.process_id().unwrap());
            let end = Instant::now() + Duration::from_secs(20);
            loop {
                while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(50)) {
                    self.screen.process(&bytes);
                }
                let stat = std::fs::read_to_string(&stat).unwrap();
                if stat.rsplit_once(") ").unwrap().1.starts_with('T') {
                    return;
                }
                assert!(Instant::now() < end, "the program does not stop");
            }
        }

        /// Closes our end of the line; the reader, which holds it too, ends with the next byte.
        fn hang_up(mut self) -> Self {
            self.bytes = channel().1;
            self.types(b"x");
            thread::sleep(Duration::from_millis(200));
            self.keys = None;
            self.master = None;
            self
        }

        /// What was kept when a signal came.
        fn kept(&self) -> String {
            std::fs::read_to_string(self.folder.path().join("kept")).unwrap_or_default()
        }

        /// Waits for the end and returns the exit code.
        fn wait(&mut self) -> u32 {
            let end = Instant::now() + Duration::from_secs(20);
            loop {
                match self.child.try_wait().unwrap() {
                    Some(status) => return status.exit_code(),
                    None if Instant::now() > end => {
                        drop(self.child.kill());
                        panic!("the program did not end");
                    }
                    None => thread::sleep(Duration::from_millis(20)),
                }
            }
        }

        /// Waits for the end and returns the exit code and what was made durable.
        fn end(mut self) -> (u32, String, vt100::Parser) {
            let code = self.wait();
            while let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(200)) {
                self.screen.process(&bytes);
            }
            let saved = std::fs::read_to_string(self.folder.path().join("saved"));
            (code, saved.unwrap_or_default(), self.screen)
        }
    }

    fn is_given_back(screen: &vt100::Screen) -> bool {
        !screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor()
    }

    #[test]
    fn keys_pastes_and_sizes_come_in_and_the_terminal_goes_back() {
        let mut session = Session::start();
        let screen = session.screen.screen();
        assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor());
        session.types("ä".as_bytes());
        session.wait_for("bereit ä");
        session.types(b"\x1b\x1b[A");
        session.wait_for("alt+auf");
        session.types(b"\x1b");
        session.wait_for("esc");
        session.types(b"\x1b[17~\x1b6\x13");
        session.wait_for("f6 alt+6 strg+s");
        session.types(b"\x1b[200~eins\rzwei\x1b[201~");
        session.wait_for("paste\"eins\\nzwei\"");
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        session.screen.screen_mut().set_size(30, 100);
        session.master.as_ref().unwrap().resize(size).unwrap();
        session.wait_for("100x30");
        session.types(b"\x11");
        let (code, saved, parser) = session.end();
        assert_eq!((code, saved.as_str()), (0, ""));
        assert!(is_given_back(parser.screen()));
    }

    #[test]
    fn half_a_key_does_not_stop_the_screen() {
        let mut session = Session::start();
        // The beginning of a paste whose rest is still on its way.
        session.types(b"\x1b[200~ei");
        thread::sleep(Duration::from_millis(100));
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        session.screen.screen_mut().set_size(30, 100);
        session.master.as_ref().unwrap().resize(size).unwrap();
        session.wait_for("100x30");
        session.types(b"ns\x1b[201~");
        session.wait_for("paste\"eins\"");
        session.types(b"\x11");
        assert_eq!(session.end().0, 0);
    }

    #[test]
    fn a_panic_gives_the_terminal_back_and_quotes_nothing() {
        let mut session = Session::start();
        session.types(b"\x10");
        let (code, _, parser) = session.end();
        assert_ne!(code, 0);
        assert!(is_given_back(parser.screen()));
        // The message of a panic may hold the minutes.
        assert!(!parser.screen().contents().contains("mit Absicht"));
    }

    #[test]
    fn a_panic_elsewhere_leaves_the_screen_alone() {
        let mut session = Session::start();
        session.types(b"\x14");
        session.wait_for("bereit true");
        let screen = session.screen.screen();
        assert!(screen.alternate_screen() && !screen.contents().contains("mit Absicht"));
        session.types(b"x");
        session.wait_for("true x");
        session.types(b"\x11");
        assert_eq!(session.end().0, 0);
    }

    #[test]
    fn a_stopped_program_gives_the_terminal_back_and_takes_it_again() {
        let mut session = Session::start();
        let modes = |session: &Session| {
            format!("{:?}", session.master.as_ref().unwrap().get_termios().unwrap())
        };
        let raw = modes(&session);
        for _ in 0..2 {
            session.signal(Signal::TSTP);
            session.wait_until_stopped();
            assert!(is_given_back(session.screen.screen()));
            let saved = std::fs::read_to_string(session.folder.path().join("saved")).unwrap();
            assert_eq!(saved, "TSTP");
            assert_ne!(modes(&session), raw);
            session.signal(Signal::CONT);
            session.wait_for("bereit");
            let screen = session.screen.screen();
            assert!(screen.alternate_screen() && screen.bracketed_paste());
            assert_eq!(modes(&session), raw);
        }
        session.types(b"x");
        session.wait_for(" x");
        session.types(b"\x11");
        let (code, _, parser) = session.end();
        assert_eq!(code, 0);
        assert!(is_given_back(parser.screen()));
    }

    #[test]
    fn a_long_text_that_is_typed_by_the_terminal_arrives_whole() {
        let mut session = Session::start();
        session.types(&b"x".repeat(5000));
        session.wait_for("5000 Eingaben");
        session.types(b"\x11");
        assert_eq!(session.end().0, 0);
    }

    #[test]
    fn a_signal_saves_and_ends_without_the_screen() {
        let session = Session::start();
        session.signal(Signal::TERM);
        let (code, saved, parser) = session.end();
        assert_eq!((code, saved.as_str()), (143, "TERM"));
        assert!(is_given_back(parser.screen()));
    }

    #[test]
    fn what_was_typed_is_kept_before_a_signal_stops_or_ends_it() {
        let mut session = Session::start();
        session.types(b"\x1b[17~");
        session.wait_for("bereit f6");
        // Seen, and not yet kept; what is typed behind it has not even been read.
        session.types(b"x");
        session.wait_for("f6 x");
        session.types(b"yz");
        thread::sleep(Duration::from_millis(50));
        session.signal(Signal::TSTP);
        session.wait_until_stopped();
        assert_eq!(session.kept(), "bereit f6 x y z");
        session.signal(Signal::CONT);
        session.types(b"!");
        session.wait_for("!");
        // What comes behind a paste is held back for a moment: a terminal may have sent it.
        session.types(b"\x1b[200~eins\x1b[201~?");
        session.wait_for("eins");
        session.signal(Signal::TERM);
        assert_eq!(session.wait(), 143);
        assert!(session.kept().ends_with("! paste\"eins\" ?"), "{}", session.kept());
    }

    #[test]
    fn a_continued_program_has_its_screen_again() {
        let mut session = Session::start();
        session.screen = vt100::Parser::new(24, 80, 0);
        session.signal(Signal::CONT);
        session.wait_for("bereit 80x24");
        let screen = session.screen.screen();
        assert!(screen.alternate_screen() && screen.bracketed_paste());
        session.types(b"\x11");
        assert!(is_given_back(session.end().2.screen()));
    }

    #[test]
    fn a_lost_line_saves_and_ends() {
        let session = Session::start().hang_up();
        let (code, saved, _) = session.end();
        assert_eq!((code, saved.as_str()), (129, "HUP"));
    }

    #[test]
    fn a_lost_line_is_noticed_where_no_signal_comes() {
        let program = std::env::current_exe().unwrap();
        let apart = Session::with(&["setsid", "--wait", program.to_str().unwrap()]).hang_up();
        let saved = apart.folder.path().join("saved");
        let end = Instant::now() + Duration::from_secs(20);
        while !saved.exists() {
            assert!(Instant::now() < end, "the program did not notice");
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[test]
    fn a_stalled_output_does_not_keep_the_program_from_saving() {
        let mut session = Session::start();
        // Why: whoever reads the terminal stops reading, and the screen hangs in its output.
        session.bytes = channel().1;
        session.types(b"\x1b[15~");
        thread::sleep(Duration::from_millis(500));
        session.signal(Signal::TERM);
        assert_eq!(session.wait(), 143);
        assert!(session.kept().ends_with("and perhaps more"), "{}", session.kept());
        assert_eq!(session.end().1, "TERM");
    }
}
