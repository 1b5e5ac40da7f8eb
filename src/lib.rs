//! wortlaut keeps the minutes of German councils, live, by keyboard alone. This page is the map
//! of the house; what the program is for and how to work on it stands in `README.md`.
//!
//! A meeting happens; the clerk writes down what happened; what is written is never overwritten.
//! So the ground state is a **journal** of entries, the meeting on the screen is a fold of the
//! journal, and the minutes are a function of the meeting.
//!
//! # The screen, and who paints it
//!
//! ```text
//!  ui::frame  ▸  Hauptausschuss 09.03.2027   TOP Ö 7         öffentlich  Stand 18:17  ◂ header
//!  ui::frame  ▸ ── Wortprotokoll ─ Neubau der Rettungswache ── Beschlussvorlage … ──  ◂ title
//!  ui::agenda     ✓ Ö 6.4 Zuschu… │ › Herr Thießen fragt, warum die  │ Am Wort        ◂ body, by
//!  ui::minutes    ▸ Ö 7 Neubau d… │   Kosten gestiegen seien.        │   Herr Kähler    the Screen
//!  ui::speakers     Ö 8 Beitritt… │ · Änderungsantrag (SPD)          │ Es folgen        of the
//!                   Ö 9 Antrag d… │ › Herr Kähler regt an█           │   Frau Öztürk    F-key
//!  ui::frame  ▸  ● gesichert 18:17:41   12 von 13 anwesend     Herr Kähler 0:41 von 8:00 ◂ status
//!  ui::frame  ▸  Strg+R Wortmeldung  Strg+N Nächster Redner  ◂ footer: keys, or a notice
//!
//!  › prose, typed in text::Editor     · a line that tells a fact and follows it (wording)
//!  ui::overlay lies over the body: ui::help, ui::paper, ui::pick (a list), ui::prompt (fields)
//! ```
//!
//! # The way of a key
//!
//! ```text
//!  terminal::input ─Input─▶ app::App::take ─Key─▶ keymap ─Action─▶ a Screen ─Reply─▶ App
//!     Reply::Commit ─Command─▶ session::Session::commit: Meeting::decide ─Event─▶ Meeting::apply
//!                              ─Entry─▶ journal::writer (a thread) ─▶ journal.jsonl, then sled
//!     Reply::Outside ─Effect─▶ app::office: files, clipboard, another meeting
//!  then one picture: App::draw ─▶ ui ─▶ terminal. "gesichert" is said when the writer reports.
//! ```
//!
//! # The layers: a module names only modules further down
//!
//! ```text
//!  main ─▶ cli         the command line; the only place that prints
//!          app         keys to actions, replies to facts, effects to the world (app::office)
//!          session     an open meeting and its journal: the one place something becomes true
//!          ui          screens: they read the meeting, own a cursor, and ask; they know no journal
//!          outbox  clipboard     files and clipboard, for what is given out
//!          spelling    which words the German dictionary of this machine does not know
//!          export      the minutes as text        terminal   the terminal, signals and the clock
//!          wording     the council in German      keymap     files to bindings ─▶ action
//!          journal     entries, store, witness    profile    rules and house style ─▶ import
//!          snippets    Textbausteine              import     agendas and member lists
//!          problem     what is wrong in a file ─▶ text       the editor, and the gate for text
//!          domain      what a meeting is; names nothing of ours
//!          action      every ability under one name
//!          account     who works on this machine         place      files made by others
//! ```
//!
//! | outside thing | only in |
//! |---|---|
//! | sled | `journal/store.rs` (`hush.rs` catches its panics) |
//! | crossterm | `terminal` |
//! | ratatui | `ui`, `terminal`, `app` and `cli/screen.rs` (a picture for `--print`) |
//! | the clock | `terminal.rs`; everywhere else `now` is an argument |
//! | files, environment | `journal`, `outbox`, `place`, `cli`, `app/office.rs`, `terminal.rs` |
//! | spellbook, the files of a dictionary | `spelling` (`hush.rs` catches its panics) |
//!
//! # What always holds, and the test in `tests/it` that keeps it
//!
//! | invariant | kept by |
//! |---|---|
//! | `replay(journal)` is what is on the screen, after every action | `simulation` |
//! | what is being typed was handed on to be kept, after every input | all that use `stage` |
//! | what was shown as saved is there after a kill, a cut, a damaged file | `journal`, `kill` |
//! | killed at any call of making, restoring, giving out, closing: whole or not at all | `killed` |
//! | … and whatever call fails, whenever the power goes (`tests/labor`) | `labor` |
//! | what is mended is noted in the writing that mends it, and told | `journal`, `mended` |
//! | no entry is ever changed or removed; undo and redo are entries | `journal` |
//! | who edits a journal outside is found, and where: `pruefen` | `journal`, `record` |
//! | after the close nothing changes without a reason, after the approval nothing | `correcting` |
//! | a journal of any released version opens (`tests/journals`) | `journal` |
//! | no key waits for the disk; a refusing disk cannot be overlooked | `disk`, `scenarios` |
//! | a key is saved in little more than a bare write and its sync take | `latency` |
//! | the domain does no I/O, reads no clock; the layers above hold | `tidy` |
//! | `decide` refuses only what has no meaning; what is odd is a finding | `rules`, `findings` |
//! | a vote is of those who are here, whatever happens before and after it | `meetings` |
//! | en bloc is the same as one by one; seats sum to the seats to be filled | `bloc`, `elections` |
//! | a day of 124 votes at the keyboard loses no key | `longday` |
//! | no screen panics, at any size, with any text | `simulation`, `scenarios`, `monkey` |
//! | every action has a name, a label, a help text; no key is bound twice | `keymap::tests` |
//! | equal meetings give equal files; nothing non-public is in a public one | `export_properties` |
//! | … nor, whatever was said behind closed doors, anywhere where others look | `canaries` |
//! | nothing waits for a pipe or obeys a stranger; nobody else reads or writes | `places` |
//! | no bytes break a parser; what the fuzzer found once stays mended (`tests/fuzz`) | `fuzz` |
//! | the terminal is given back, whatever happens | `pty_faults`, `terminal::tests` |
//! | a whole evening by keys alone gives the expected Niederschrift | `evening` |
//! | no text, no dictionary makes the spelling fail; nobody waits for it | `spelling::tests` |
//! | `README.md` names only keys, commands and files that exist; its picture is fresh | `readme` |
//!
//! # Words
//!
//! Names follow OParl 1.1 (`Meeting`, `AgendaItem`, `Paper`, `Consultation`, `Organization`,
//! `Membership`), then Popolo (`Motion`, `Vote`, `Speech`), then the council. The
//! types of [`domain`] say which German word they stand for; [`wording`] says it to the clerk. An
//! `Event` is a fact (past tense), a `Command` a wish (imperative), an `Action` what a key says, a
//! `Finding` what looks wrong. Start reading at [`app::App::take`] or at [`domain::Meeting`].

#![forbid(unsafe_code)]

pub mod account;
pub mod action;
pub mod app;
pub mod cli;
pub mod clipboard;
pub mod domain;
pub mod export;
pub(crate) mod hush;
pub mod import;
pub mod journal;
pub mod keymap;
pub mod outbox;
pub mod place;
pub mod problem;
pub mod profile;
pub mod session;
pub mod snippets;
pub mod spelling;
pub mod terminal;
pub mod text;
pub mod trouble;
pub mod ui;
pub mod wording;
