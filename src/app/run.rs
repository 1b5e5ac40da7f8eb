//! The main loop: an input, a frame, and what shall be done outside.

use super::App;
use super::office::Office;
use super::sight::Damage;
use crate::terminal::{self, Input, Inputs, Steady, Terminal};
use ratatui::layout::Size;

/// Runs until the clerk quits or the terminal is gone. Waits without waking up while nothing
/// happens.
///
/// # Errors
/// When the terminal is gone, however that was noticed.
pub fn run(
    app: &mut App,
    office: &mut Office,
    terminal: &mut Terminal,
    inputs: &mut Inputs,
) -> std::io::Result<()> {
    let (mut size, mut steady) = (Size::default(), Steady::default());
    loop {
        // Why: a frame fits the window as it is by now; the keys must know that window too, even
        // where its message comes behind them.
        let window = terminal::size();
        if window != size {
            size = window;
            app.take(Input::Resize(size.width, size.height), terminal::now());
        }
        let mut damage = app.needs_picture();
        // A terminal that takes nothing now may hold up the picture for long, and so may one that
        // is to take much: text is kept first.
        if damage == Some(Damage::All) || !terminal::takes_output() {
            app.keep();
        }
        loop {
            if let Some(damage) = damage {
                let rows = match damage {
                    Damage::Rows(rows) => Some(rows),
                    Damage::All => None,
                };
                terminal.draw(rows, |area, buf| app.paint(area, buf))?;
            }
            // Why: the thread that writes to the disk would take the letter's place on the
            // processor, so the letter is seen before it is kept; it is not called saved yet.
            app.keep();
            damage = app.needs_picture();
            if damage.is_none() {
                break;
            }
        }
        let mut input = Some(next(app, inputs));
        if let Some(by) = steady.leap() {
            app.clock_was_set(by, terminal::now());
        }
        // All that has come in meanwhile, then one frame.
        while let Some(now) = input {
            if matches!(now, Input::Quit(_)) {
                return Err(std::io::ErrorKind::BrokenPipe.into());
            }
            let letter = matches!(now, Input::Key(_));
            for effect in app.take_first(now, terminal::now()) {
                if !office.carry_out(effect, app, terminal)? {
                    return Ok(());
                }
            }
            input = inputs.at_once();
            // Only the last letter before a picture is kept behind it.
            if input.is_some() || !letter {
                app.keep();
            }
        }
    }
}

/// Waits for the next input, or for the moment when something has to be done without one.
fn next(app: &App, inputs: &mut Inputs) -> Input {
    let patience = app.next_tick().map(|at| (at - terminal::now()).to_std().unwrap_or_default());
    inputs.next(patience).unwrap_or(Input::Woken)
}
