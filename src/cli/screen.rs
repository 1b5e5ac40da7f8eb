//! Starting the terminal program: the running meeting, the list, or the practice meeting.

use super::arguments::{COMMANDS, Scripted};
use super::{Arguments, Failure, dictionary, hint, own_text, own_words, print};
use crate::app::office::{LastResort, Office};
use crate::app::{App, run};
use crate::clipboard::Ways;
use crate::import::nearest;
use crate::journal::{Archive, JournalError};
use crate::keymap::Key;
use crate::spelling::Speller;
use crate::terminal::{self, Doorbell, Input, Inputs, Terminal, TerminalError, input, signals};
use crate::trouble::why;
use crate::ui::theme::Theme;
use ratatui::backend::TestBackend;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The longest wait for the disk when the program is ended from outside: longer than the second
/// store may take for one thing, as the journal waits behind it.
const LAST_WAIT: Duration = Duration::from_secs(12);
/// The longest wait for the disk when it is stopped: it will write when it goes on.
const LAST_WAIT_BEFORE_STOP: Duration = Duration::from_secs(1);

const UNREAD: &str = "Gesichert ist, was der Bildschirm zeigte. Was zuletzt getippt wurde, kann \
    fehlen.";

/// The running meeting, or the one that is named, or the list of meetings.
pub(super) fn open(arguments: &Arguments, meeting: Option<&str>) -> Result<(), Failure> {
    let named = match meeting {
        Some("laufend") | None => None,
        Some(name) => Some(name.to_owned()),
    };
    if let Some(name) = &named {
        known(&Archive::at(&arguments.store_folder()?).map_err(Failure::told)?, name)?;
    }
    show(arguments, false, |office, app| {
        office.show_list(app).map_err(Failure::told)?;
        let wanted = match (&named, meeting) {
            (Some(name), _) => Some(name.clone()),
            (None, Some(_)) => {
                Some(office.running().ok_or_else(|| Failure::told("Keine Sitzung läuft."))?)
            }
            (None, None) => office.running(),
        };
        match wanted {
            Some(id) => match office.open(&id, app) {
                Ok(()) => Ok(()),
                // A meeting that is named must open; else the list tells what is wrong.
                Err(message) if meeting.is_some() => Err(Failure::told(message)),
                Err(message) => {
                    app.say(message);
                    Ok(())
                }
            },
            None => Ok(()),
        }
    })
}

/// Refuses a word that names no meeting before the terminal is taken, and says which command it
/// may have been.
fn known(archive: &Archive, name: &str) -> Result<(), Failure> {
    let Err(error) = archive.resolve(name) else { return Ok(()) };
    let begins =
        archive.list().map_err(Failure::told)?.iter().any(|(id, _)| id.as_str().starts_with(name));
    match nearest(name, &COMMANDS).filter(|_| !begins) {
        Some(command) => Err(Failure::usage(format!("{error} Gemeint ist vielleicht: {command}"))),
        None => Err(Failure::told(error)),
    }
}

/// The practice meeting; or the picture that keys make of it.
pub(super) fn practise(arguments: &Arguments, scripted: Option<&Scripted>) -> Result<(), Failure> {
    match scripted {
        None => show(arguments, true, |office, app| office.practise(app).map_err(Failure::told)),
        Some(scripted) => {
            print(picture(arguments, scripted)?);
            Ok(())
        }
    }
}

fn theme() -> Theme {
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        Theme::plain()
    } else {
        Theme::coloured()
    }
}

fn office(
    arguments: &Arguments,
    practice: bool,
    bell: Doorbell,
    last_resort: LastResort,
) -> Result<Office, Failure> {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    // Not the environment alone: without HOME it would be the folder one happens to be in.
    let home = etcetera::home_dir();
    let home = home.map_err(|_| Failure::told("Kein Heimatverzeichnis für die Ausgabe."))?;
    let outbox = home.join("wortlaut-ausgabe");
    let archive = if practice { arguments.practice_archive()? } else { arguments.archive()? };
    Ok(Office {
        archive,
        practice,
        clerk: arguments.clerk(),
        profile: arguments.profile()?,
        outbox: if practice { outbox.join("uebung") } else { outbox },
        ways: Ways {
            remote: set("SSH_CONNECTION") || set("SSH_TTY"),
            desktop: set("DISPLAY") || set("WAYLAND_DISPLAY"),
            tmux: set("TMUX"),
        },
        bell,
        last_resort,
        words: if practice { None } else { own_words() },
    })
}

fn show(
    arguments: &Arguments,
    practice: bool,
    begin: impl FnOnce(&Office, &mut App) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (bell, mut inputs) = Inputs::new().map_err(|error| Failure::told(why(&error)))?;
    let last_resort: LastResort = Arc::new(Mutex::new(None));
    let mut office = office(arguments, practice, bell.clone(), Arc::clone(&last_resort))?;
    let mut app = App::new(arguments.keymap()?, theme(), terminal::now());
    let wrong = furnish(&mut app, arguments, bell.clone());
    let farewell = Farewell { last_resort };
    // Before the meeting is opened: a window that is no terminal leaves no lock behind.
    signals::watch(bell, farewell).map_err(|error| Failure::told(why(&error)))?;
    let mut terminal = Terminal::take().map_err(refused)?;
    begin(&office, &mut app)?;
    if let Some(told) = wrong {
        app.say(told);
    }
    input::watch_hangup().map_err(|error| Failure::told(why(&error)))?;
    let ended = run::run(&mut app, &mut office, &mut terminal, &mut inputs);
    let now = terminal::now();
    let flushed = app.get_up(now).map(|mut desk| desk.write_out(now, LAST_WAIT));
    office.clear_practice();
    drop(terminal);
    // A terminal that has gone away is the end of the work, and no failure: all is written.
    // What the system calls it would be its word for a disk that fails.
    // However it was noticed, the exit code is that of the signal for it.
    let message = format!("Das Terminal ist verschwunden. {}", outcome(flushed)).trim().to_owned();
    ended.map_err(|_| Failure { message, code: 128 + 1 })
}

/// What is left to do when the program is stopped or ended from outside.
struct Farewell {
    last_resort: LastResort,
}

impl Farewell {
    /// Writes what is under way, and says what came of it. `all`: whether it is all that was
    /// typed.
    fn save(&self, longest: Duration, all: bool) -> String {
        let writer = self.last_resort.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match writer.map(|writer| writer.flush(longest)) {
            Some(Ok(_)) if !all => UNREAD.to_owned(),
            saved => outcome(saved),
        }
    }

    /// Says something where the terminal takes it: it may be gone, or nobody reads it.
    fn tell(words: &str) {
        if terminal::takes_output() {
            hint(words);
        }
    }
}

impl signals::Watch for Farewell {
    fn stop(&mut self, all: bool) {
        let saved = self.save(LAST_WAIT_BEFORE_STOP, all);
        Self::tell(&format!("Angehalten, weiter mit fg. {saved}"));
    }

    fn end(&mut self, name: &str, all: bool) {
        let saved = self.save(LAST_WAIT, all);
        terminal::give_back_for_good();
        Self::tell(&format!("Beendet durch das Signal {name}. {saved}"));
    }
}

/// What came of the last writing, where a meeting was open.
fn outcome(flushed: Option<Result<bool, JournalError>>) -> String {
    match flushed {
        None => String::new(),
        Some(Ok(_)) => "Geschriebenes ist gesichert.".to_owned(),
        Some(Err(error)) => format!("NICHT ALLES IST GESICHERT. {error}"),
    }
}

/// A terminal that shows no screen is a wrong call; one that refuses is trouble.
fn refused(error: TerminalError) -> Failure {
    let code = match error {
        TerminalError::None | TerminalError::Dumb(_) => 2,
        TerminalError::Io(_) => 1,
    };
    Failure { message: error.to_string(), code }
}

/// The words of the clerk's own file, one in each line.
fn words_of(file: &str) -> Vec<String> {
    file.trim_start_matches('\u{feff}').lines().map(crate::text::clean).collect()
}

/// Gives the clerk's own text blocks and words, and the dictionary. Says what is wrong with them:
/// the evening goes on without.
fn furnish(app: &mut App, arguments: &Arguments, bell: Doorbell) -> Option<String> {
    let wake = Box::new(move || bell.ring(Input::Woken));
    let (words, wrong) = match own_text(own_words()) {
        Ok(found) => (found.unwrap_or_default().1, None),
        Err(failure) => (String::new(), Some(failure)),
    };
    app.use_speller(Speller::new(dictionary(), wake), words_of(&words));
    let told = |what: &str, failure: &Failure| {
        let first = failure.message.lines().next().unwrap_or_default();
        Some(format!("{what} fehlen: {first} (wortlaut pruefen)"))
    };
    match arguments.snippets() {
        Ok(snippets) => {
            app.use_snippets(snippets);
            wrong.and_then(|failure| told("Eigene Wörter", &failure))
        }
        Err(failure) => told("Eigene Textbausteine", &failure),
    }
}

fn picture(arguments: &Arguments, scripted: &Scripted) -> Result<String, Failure> {
    let (columns, rows) = scripted.size.unwrap_or((80, 24));
    let (bell, _inputs) = Inputs::new().map_err(|error| Failure::told(why(&error)))?;
    let office = office(arguments, true, bell, Arc::default())?;
    let now = terminal::now();
    let mut app = App::new(arguments.keymap()?, Theme::plain(), now);
    office.practise_in_memory(&mut app);
    app.take(Input::Resize(columns, rows), now);
    for word in scripted.keys.split_whitespace() {
        let key: Key = word.parse().map_err(|error| Failure::usage(format!("{word}: {error}")))?;
        app.take(Input::Key(key), now);
    }
    let mut terminal =
        ratatui::Terminal::new(TestBackend::new(columns, rows)).map_err(Failure::told)?;
    terminal.draw(|frame| app.draw(frame)).map_err(Failure::told)?;
    Ok(screen_text(terminal.backend().buffer()))
}

/// The picture as text, one line for each row.
fn screen_text(buffer: &ratatui::buffer::Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut skip = 0;
        for x in buffer.area.left()..buffer.area.right() {
            let symbol = buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
            if skip == 0 {
                line.push_str(symbol);
                skip = crate::text::width(symbol).max(1);
            }
            skip -= 1;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn own_words_come_in_clean() {
        let file = "\u{feff}Su\u{308}derbru\u{308}ck\r\nrot\u{1b}[31m\nRat\u{202e}\n";
        assert_eq!(words_of(file), ["Süderbrück", "rot\u{fffd}[31m", "Rat\u{fffd}"]);
    }
}
