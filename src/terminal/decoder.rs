//! Makes inputs of the bytes that a terminal sends: keys, and pastes in one piece.
//!
//! A paste is text whatever is in it. Whoever wrote the text may have put the mark of its end into
//! it, so that the rest would be keys; but a person does not press one within the same moment. So
//! what comes right behind a paste is held back: if another such mark follows, it was part of it.

use super::Input;
use super::sequence::{self, Look, look};
use crate::keymap::key::{Code, Key};
use std::mem;
use std::time::{Duration, Instant};

/// So many bytes of a paste are kept: one more than is taken, so that it is known to be too long.
const KEPT: usize = super::input::PASTE_MOST + 1;

/// How long an Esc is held back, in case it begins a key that comes in pieces.
const PATIENCE: Duration = Duration::from_millis(30);
/// How long the rest of a key may take.
const LONG_PATIENCE: Duration = Duration::from_millis(300);
/// How long nothing is a key after a paste.
const QUIET: Duration = Duration::from_millis(150);
/// More than this does not come from a person within that time.
const TYPED: usize = 64;
/// A paste without an end is shown as far as it has come after this time.
const STALLED: Duration = Duration::from_secs(1);

const BEGIN: &str = "\u{1b}[200~";
const END: &[u8] = b"\x1b[201~";

/// Collects bytes until it is clear what they are. Reads no clock: the caller tells the time.
#[derive(Debug, Default)]
pub struct Decoder {
    mode: Mode,
    /// Bytes that are no whole key, or the text of a paste, or what came behind one.
    held: Vec<u8>,
    /// How much of the mark of a paste's end stands behind that.
    matched: usize,
    /// When the last byte came.
    touched: Option<Instant>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Keys,
    Paste,
    /// A paste has ended then.
    Pasted(Instant),
}

impl Decoder {
    /// Takes bytes that have just come, and adds to `out` what is clear.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, out: &mut impl Extend<Input>) {
        self.touched = Some(now);
        let mut rest = bytes;
        while let [byte, behind @ ..] = rest {
            rest = match self.mode {
                Mode::Keys => {
                    self.key(*byte, out);
                    behind
                }
                Mode::Paste | Mode::Pasted(_) => self.paste(rest, now, out),
            };
        }
    }

    /// When something that is held back has waited long enough.
    pub fn deadline(&self) -> Option<Instant> {
        let touched = self.touched?;
        match self.mode {
            Mode::Keys if self.held.is_empty() => None,
            Mode::Keys if self.held.iter().all(|byte| *byte == 0x1b) => Some(touched + PATIENCE),
            Mode::Keys => Some(touched + LONG_PATIENCE),
            Mode::Paste if self.matched == 1 => Some(touched + STALLED),
            Mode::Paste if self.held.is_empty() || self.held.len() == KEPT => None,
            Mode::Paste => Some(touched + STALLED),
            Mode::Pasted(_) if self.held.len() > TYPED => Some(touched + QUIET),
            Mode::Pasted(ended) => Some(ended + QUIET),
        }
    }

    /// Lets go of what has waited long enough; tells whether anything has.
    pub fn expire(&mut self, now: Instant, out: &mut impl Extend<Input>) -> bool {
        if self.deadline().is_none_or(|deadline| deadline > now) {
            return false;
        }
        match self.mode {
            Mode::Keys => {
                let held = mem::take(&mut self.held);
                tell_broken(&held, out);
            }
            Mode::Paste => {
                let text = mem::take(&mut self.held);
                tell_paste(&text, out);
                // Why: a paste whose end was lost would take all keys for text. An Esc alone is
                // pressed by a person.
                if mem::take(&mut self.matched) == 1 {
                    self.mode = Mode::Keys;
                }
            }
            Mode::Pasted(_) => {
                self.mode = Mode::Keys;
                let begun = END.get(..mem::take(&mut self.matched)).unwrap_or_default();
                let typed = [&mem::take(&mut self.held), begun].concat();
                self.feed(&typed, now, out);
            }
        }
        true
    }

    /// Takes a byte of a key.
    fn key(&mut self, byte: u8, out: &mut impl Extend<Input>) {
        self.held.push(byte);
        match look(&self.held) {
            Look::More => return,
            Look::Whole(key) => out.extend(key.map(Input::Key)),
            Look::Garbled => out.extend(garbled()),
            Look::Paste(after_esc) => {
                out.extend(after_esc.then_some(Input::Key(Key::plain(Code::Esc))));
                self.mode = Mode::Paste;
            }
            Look::Broken => {
                let mut begun = mem::take(&mut self.held);
                begun.pop();
                // Of two Escs the second may begin a key.
                if let [0x1b, again @ ..] = begun.as_slice()
                    && again.first() == Some(&0x1b)
                {
                    out.extend([Input::Key(Key::plain(Code::Esc))]);
                    again.iter().for_each(|byte| self.key(*byte, out));
                } else {
                    tell_broken(&begun, out);
                }
                self.key(byte, out);
                return;
            }
        }
        self.held.clear();
    }

    /// Takes bytes of a paste or behind one, up to the mark of its end; gives those behind it.
    fn paste<'a>(
        &mut self,
        bytes: &'a [u8],
        now: Instant,
        out: &mut impl Extend<Input>,
    ) -> &'a [u8] {
        let mut rest = bytes;
        while let [byte, behind @ ..] = rest {
            if END.get(self.matched) == Some(byte) {
                self.matched += 1;
                rest = behind;
                if self.matched == END.len() {
                    self.matched = 0;
                    let text = mem::take(&mut self.held);
                    tell_paste(&text, out);
                    self.mode = Mode::Pasted(now);
                    return rest;
                }
                continue;
            }
            let begun = mem::take(&mut self.matched);
            if begun > 0 {
                self.keep(END.get(..begun).unwrap_or_default());
                continue;
            }
            let mark = rest.iter().position(|byte| *byte == 0x1b).unwrap_or(rest.len());
            let (text, behind) = rest.split_at(mark);
            self.keep(text);
            rest = behind;
        }
        rest
    }

    /// Keeps bytes of a paste as far as there is room.
    fn keep(&mut self, bytes: &[u8]) {
        let room = KEPT.saturating_sub(self.held.len()).min(bytes.len());
        self.held.extend_from_slice(bytes.get(..room).unwrap_or_default());
    }
}

/// A letter that could not be read, and what there is to say of it.
fn garbled() -> [Input; 2] {
    [Input::Key(Key::char(char::REPLACEMENT_CHARACTER)), Input::Garbled]
}

/// Tells the keys of a beginning that nothing goes on with.
fn tell_broken(begun: &[u8], out: &mut impl Extend<Input>) {
    match sequence::broken(begun) {
        Some(keys) => out.extend(keys.into_iter().map(Input::Key)),
        None => out.extend(garbled()),
    }
}

/// Tells a text that was pasted, with the line ends of a text: most terminals paste a bare CR.
fn tell_paste(bytes: &[u8], out: &mut impl Extend<Input>) {
    if bytes.is_empty() {
        return;
    }
    // What is left of marks alone is no paste either.
    let text = String::from_utf8_lossy(bytes).replace(BEGIN, "");
    if !text.is_empty() {
        out.extend([Input::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))]);
    }
    // What is cut off may end within a letter.
    if bytes.len() < KEPT && std::str::from_utf8(bytes).is_err() {
        out.extend([Input::Garbled]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A terminal and its clock.
    struct Line {
        decoder: Decoder,
        now: Instant,
        seen: Vec<Input>,
    }

    impl Line {
        fn new() -> Self {
            Self { decoder: Decoder::default(), now: Instant::now(), seen: Vec::new() }
        }

        fn send(&mut self, bytes: &[u8]) {
            self.decoder.feed(bytes, self.now, &mut self.seen);
        }

        fn wait(&mut self, millis: u64) {
            let until = self.now + Duration::from_millis(millis);
            while let Some(deadline) = self.decoder.deadline().filter(|at| *at <= until) {
                self.now = deadline;
                assert!(self.decoder.expire(self.now, &mut self.seen));
            }
            self.now = until;
        }

        /// What has come, in words.
        fn seen(&mut self) -> String {
            let told = |input: &Input| match input {
                Input::Key(key) => key.to_string(),
                Input::Paste(text) => format!("{text:?}"),
                Input::Garbled => "!".to_owned(),
                other => format!("{other:?}"),
            };
            let seen: Vec<String> = mem::take(&mut self.seen).iter().map(told).collect();
            seen.join(" ")
        }
    }

    /// Sends bytes; `…` is a pause of 50 ms, `⏳` one of a second.
    fn check(sent: &str, wanted: &str) {
        let mut line = Line::new();
        for part in sent.split_inclusive(['…', '⏳']) {
            line.send(part.trim_end_matches(['…', '⏳']).as_bytes());
            line.wait(if part.ends_with('…') {
                50
            } else if part.ends_with('⏳') {
                1000
            } else {
                0
            });
        }
        line.wait(2000);
        assert_eq!(line.seen(), wanted, "{sent:?}");
    }

    #[test]
    fn keys_come_as_they_were_pressed() {
        check("Grüße\r", "G r ü ß e eingabe");
        check("\u{1b}[A\u{1b}OPx", "auf f1 x");
        check("\u{1b}", "esc");
        check("\u{1b}\u{1b}", "esc esc");
        check("\u{1b}…[A", "esc [ A");
        check("\u{1b}[…A", "auf");
        check("\u{1b}[1…;5A", "strg+auf");
        check("\u{1b}[⏳A", "esc [ A");
        check("\u{1b}O⏳b", "esc O b");
        check("\u{1b}Ob", "esc O b");
        check("\u{1b}[ä", "esc [ ä");
        check("\u{1b}[1ä", "ä");
        check("\u{1b}\u{1b}[A", "alt+auf");
        check("\u{1b}\u{1b}x", "esc alt+x");
        check("\u{1b}\u{1b}\u{1b}[A", "esc alt+auf");
        check("\u{1b}[\u{1b}[A", "esc [ auf");
        check("\u{1b}[?1;2cx", "x");
        check("\u{9b}31mz", "3 1 m z");
    }

    #[test]
    fn a_byte_that_is_no_utf8_swallows_nothing_and_is_told() {
        for (sent, wanted) in [
            (&b"Tr\xe4ger"[..], "T r \u{fffd} ! g e r"),
            (b"\xe4", "\u{fffd} !"),
            (b"\xe4\r", "\u{fffd} ! eingabe"),
            (b"\xfc\x1b[A", "\u{fffd} ! auf"),
            (b"\xc3\xa4\xe2\x82x", "ä \u{fffd} ! x"),
            (b"\xff\xfe\x80", "\u{fffd} ! \u{fffd} ! \u{fffd} !"),
            (b"\x1b\xe4x", "\u{fffd} ! x"),
            (b"\x1b[200~Tr\xe4ger\x1b[201~", "\"Tr\u{fffd}ger\" !"),
        ] {
            let mut line = Line::new();
            line.send(sent);
            line.wait(1000);
            assert_eq!(line.seen(), wanted, "{sent:?}");
        }
    }

    #[test]
    fn a_paste_is_one_text_with_the_line_ends_of_a_text() {
        check(
            "a\u{1b}[200~eins\rzwei\r\ndrei\nvier\r\u{1b}[201~",
            "a \"eins\\nzwei\\ndrei\\nvier\\n\"",
        );
        check("\u{1b}\u{1b}[200~x\u{1b}[201~", "esc \"x\"");
        check("\u{1b}[200~\u{1b}[201~", "");
        check("\u{1b}[200~\u{1b}[200~\u{1b}[201~", "");
        check("\u{1b}[200~ei…ns\u{1b}[2…01~", "\"eins\"");
        check("\u{1b}[200~a\u{1b}[A\u{1b}[20\u{1b}[201~", "\"a\\u{1b}[A\\u{1b}[20\"");
        check("\u{1b}[200~a\u{1b}[201~\u{1b}[200~b\u{1b}[201~", "\"a\" \"b\"");
    }

    #[test]
    fn the_end_of_a_paste_within_it_makes_no_keys() {
        check("\u{1b}[200~a\u{1b}[201~\u{11}j\r\u{1b}[201~", "\"a\" \"\\u{11}j\\n\"");
        check("\u{1b}[200~a\u{1b}[201~…\u{11}…\u{1b}[201~", "\"a\" \"\\u{11}\"");
        let long = "j".repeat(100);
        let stream = format!("\u{1b}[200~a\u{1b}[201~{long}…{long}…{long}…{long}\u{1b}[201~");
        check(&stream, &format!("\"a\" {:?}", long.repeat(4)));
    }

    #[test]
    fn what_is_pressed_after_a_paste_comes_a_moment_later() {
        check("\u{1b}[200~a\u{1b}[201~\u{13}", "\"a\" strg+s");
        check("\u{1b}[200~a\u{1b}[201~…x…y…z…\u{1b}", "\"a\" x y z esc");
        let mut line = Line::new();
        line.send(b"\x1b[200~a\x1b[201~\x13");
        assert_eq!(line.seen(), "\"a\"");
        line.wait(149);
        assert_eq!(line.seen(), "");
        line.wait(1);
        assert_eq!(line.seen(), "strg+s");
        line.send(b"\x1a");
        assert_eq!(line.seen(), "strg+z");
    }

    #[test]
    fn a_paste_that_stalls_is_shown_and_an_esc_ends_it() {
        check("\u{1b}[200~eins⏳zwei⏳\u{1b}[201~", "\"eins\" \"zwei\"");
        check("\u{1b}[200~eins⏳\u{1b}⏳x", "\"eins\" x");
    }

    #[test]
    fn a_paste_takes_bounded_memory() {
        let mut line = Line::new();
        line.send(b"\x1b[200~");
        for _ in 0..50 * 1024 {
            line.send(&[b'x'; 1024]);
        }
        assert!(line.decoder.held.capacity() <= 2 * KEPT);
        line.send(b"\x1b[201~");
        assert!(matches!(line.seen.as_slice(), [Input::Paste(text)] if text.len() == KEPT));
        line.seen.clear();
        for _ in 0..2 * 1024 {
            line.send(&[b'x'; 1024]);
        }
        assert!(line.decoder.held.capacity() <= 2 * KEPT && line.seen.is_empty());
        line.send(b"\x1b[201~");
        line.wait(1000);
        line.send(b"z");
        assert!(matches!(line.seen.as_slice(), [Input::Paste(_), Input::Key(_)]));
    }

    proptest! {
        #[test]
        fn text_comes_whole_however_it_is_parted(text in "\\PC{0,40}", parts in any::<[u8; 8]>()) {
            let mut line = Line::new();
            let mut rest = text.as_bytes();
            for part in parts {
                let (now, behind) = rest.split_at(usize::from(part % 16).min(rest.len()));
                line.send(now);
                line.wait(20);
                rest = behind;
            }
            line.send(rest);
            let wanted: Vec<Input> = text.chars().map(|c| Input::Key(Key::char(c))).collect();
            prop_assert_eq!(line.seen, wanted);
        }

        #[test]
        fn no_bytes_break_it_and_nothing_is_held_for_ever(
            sent in prop::collection::vec(prop_oneof![
                any::<u8>().prop_map(|byte| vec![byte]),
                prop::sample::select(vec![b"\x1b[200~".to_vec(), END.to_vec(), b"\x1b[1".to_vec()]),
            ], 0..60),
            pause in 0u64..200,
        ) {
            let mut line = Line::new();
            for bytes in sent {
                line.send(&bytes);
                line.wait(pause);
            }
            line.send(END);
            line.wait(2000);
            line.seen.clear();
            line.send(b"z");
            prop_assert_eq!(line.seen(), "z");
        }
    }
}
