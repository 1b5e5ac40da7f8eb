//! The app: a key becomes an action, an action a reply, a reply a fact.
//!
//! Everything happens in [`App::take`]: one input at a time, with the moment it came. It does no
//! I/O; what shall happen outside is an [`Effect`] that the main loop in [`run`] carries out.

mod answering;
mod asking;
mod clip;
mod complete;
mod correcting;
mod desk;
mod electing;
mod elsewhere;
mod finding;
mod floor;
mod follow;
mod going;
mod keep;
mod letter;
mod mode;
mod motion;
pub mod office;
mod paint;
mod perform;
mod presence;
pub mod run;
pub mod sight;
mod spelling;
mod telling;

pub use desk::Desk;
use letter::{continuations, typed};
use sight::Damage;

use crate::action::{Action, Context};
use crate::domain::{Command, Finding, Timestamp};
use crate::journal::JournalError;
use crate::keymap::{Key, Keymap, Resolution};
use crate::session::Saved;
use crate::snippets::Snippets;
use crate::terminal::Input;
use crate::terminal::input::PASTE_MOST;
use crate::text;
use crate::ui::frame;
use crate::ui::meetings::{Listed, MeetingsScreen};
use crate::ui::overlay::Overlay;
use crate::ui::theme::Theme;
use crate::ui::{Ask, Effect, Reply, Screen, edit};
use chrono::TimeDelta;
use ratatui::layout::Rect;

/// Whoever types at a terminal that speaks something else looks up after a word or two.
const GARBLED_TOLD: u8 = 20;

/// The program as the clerk sees it.
pub struct App {
    keymap: Keymap,
    theme: Theme,
    area: Rect,
    now: Timestamp,
    desk: Option<Desk>,
    meetings: MeetingsScreen,
    overlay: Option<Overlay>,
    /// Keys of a sequence that is not complete.
    pending: Vec<Key>,
    notice: Option<String>,
    /// For so many keys more it is told that the terminal does not speak UTF-8.
    garbled: u8,
    practice: bool,
    /// What was copied or cut last.
    register: String,
    /// What the status line says of saving and for how long somebody has spoken, and whether
    /// anything else has to be painted.
    told: (String, Option<u64>),
    damaged: Option<Damage>,
    snippets: Snippets,
    /// Whether the last key made the whole of a name or a text block.
    completed: bool,
    sought: finding::Sought,
    spelling: spelling::Spelling,
    /// The finding that was gone to last.
    finding: Option<Finding>,
    /// What shall become true in a closed meeting as soon as somebody says why.
    waiting: Option<Command>,
    effects: Vec<Effect>,
}

impl App {
    /// Begins with the list of meetings.
    #[must_use]
    pub fn new(keymap: Keymap, theme: Theme, now: Timestamp) -> Self {
        Self {
            keymap,
            theme,
            area: Rect::default(),
            now,
            desk: None,
            meetings: MeetingsScreen::default(),
            overlay: None,
            pending: Vec::new(),
            notice: None,
            garbled: 0,
            practice: false,
            register: String::new(),
            told: (String::new(), None),
            damaged: Some(Damage::All),
            snippets: Snippets::default(),
            completed: false,
            sought: finding::Sought::default(),
            spelling: spelling::Spelling::default(),
            finding: None,
            waiting: None,
            effects: Vec::new(),
        }
    }

    /// Takes the clerk's own text blocks.
    pub fn use_snippets(&mut self, snippets: Snippets) {
        self.snippets = snippets;
    }

    /// Shows the list of meetings.
    pub fn show_meetings(&mut self, meetings: Vec<Listed>) {
        self.desk = None;
        (self.overlay, self.notice) = (None, None);
        self.meetings.show(meetings);
        self.damage(Damage::All);
    }

    /// Sits down at a meeting.
    pub fn sit_down(&mut self, mut desk: Desk, practice: bool) {
        desk.resize(frame::parts(self.area).body);
        self.overlay = None;
        self.practice = practice;
        self.desk = Some(desk);
        self.damage(Damage::All);
        self.know_words();
    }

    /// The open meeting.
    #[must_use]
    pub fn desk(&self) -> Option<&Desk> {
        self.desk.as_ref()
    }

    /// Gets up: what was typed is history. The meeting is closed for this clerk.
    pub fn get_up(&mut self, now: Timestamp) -> Option<Desk> {
        let mut desk = self.desk.take()?;
        desk.settle(now);
        desk.keep(false, now);
        Some(desk)
    }

    /// Waits until everything that was typed is saved and settled. Tells whether it is settled:
    /// what is saved may still be on its way to the second store.
    ///
    /// # Errors
    /// When the disk refuses, or does not answer in time, and something is not saved.
    pub fn flush(&mut self, timeout: std::time::Duration) -> Result<bool, JournalError> {
        match &mut self.desk {
            Some(desk) => desk.session.flush(timeout),
            None => Ok(true),
        }
    }

    /// Asks whether to do this although something is not saved.
    pub fn ask_unsaved(&mut self, anyway: Effect) {
        self.ask(Ask::Unsaved(anyway));
        self.damage(Damage::All);
    }

    /// Asks where to keep the meeting besides, with what was typed there before.
    pub fn ask_elsewhere(&mut self, to: String) {
        self.ask(Ask::Elsewhere(to));
        self.damage(Damage::All);
    }

    /// Asks whether to do this although it writes over files that are there.
    pub fn ask_overwrite(&mut self, anyway: Effect) {
        self.ask(Ask::Overwrite(anyway));
        self.damage(Damage::All);
    }

    /// Says something in the footer.
    pub fn say(&mut self, notice: impl Into<String>) {
        self.notice = Some(notice.into());
        self.damage(Damage::All);
    }

    /// Takes an input, and tells what shall be done outside.
    pub fn take(&mut self, input: Input, now: Timestamp) -> Vec<Effect> {
        let effects = self.take_first(input, now);
        self.keep();
        effects
    }

    /// Takes an input without keeping what is being typed: the letter is to be seen first. Nothing
    /// is called saved meanwhile; [`App::keep`] has to follow at once.
    pub fn take_first(&mut self, input: Input, now: Timestamp) -> Vec<Effect> {
        if let Some(desk) = self.desk.as_mut().filter(|_| now < self.now) {
            desk.clock_set_back(now);
        }
        self.now = now;
        let mut edited = false;
        let woken = input == Input::Woken;
        let before = if woken { None } else { self.sight() };
        let written = self.written();
        match input {
            Input::Key(key) => edited = self.key(key),
            Input::Paste(pasted) => edited = self.paste(&pasted),
            Input::Resize(columns, rows) => {
                self.area = Rect::new(0, 0, columns, rows);
                self.fit();
            }
            Input::Garbled => self.garbled = GARBLED_TOLD,
            // Whoever runs the program ends it.
            Input::Woken | Input::Quit(_) => {}
        }
        self.ask_why_typed();
        if let Some(told) = self.desk.as_mut().and_then(|desk| desk.hear_news(now)) {
            self.say(told);
        }
        if let Some(desk) = &mut self.desk {
            desk.stand_on_letters(desk.commanding);
            desk.typed(edited, now);
        }
        if !woken {
            self.note_damage(before);
        }
        self.spell_now_or_later(written);
        if !self.effects.is_empty() {
            // What is done outside may come back with a question or a message.
            self.damage(Damage::All);
        }
        self.notice_changes();
        std::mem::take(&mut self.effects)
    }

    /// Keeps what is being typed, and the place.
    pub fn keep(&mut self) {
        let now = self.now;
        if let Some(desk) = &mut self.desk {
            desk.keep_typed(now);
        }
        self.spell_later();
        self.notice_changes();
    }

    /// Tells what has to be painted since this was asked last.
    pub fn needs_picture(&mut self) -> Option<Damage> {
        self.damaged.take()
    }

    /// Notices what changed although no key was pressed.
    fn notice_changes(&mut self) {
        let Some(desk) = &self.desk else { return };
        // Why: the writer reports after each letter, and mostly there is nothing new to see.
        let saved = paint::saved_line(desk, self.now).text;
        let floor = desk.session.meeting().speakers.floor();
        let told = (saved, floor.map(|speech| speech.duration_s(self.now)));
        if told != self.told {
            self.damage(Damage::All);
        }
        self.told = told;
    }

    /// When something will change although nothing comes in: text that comes to rest, a speaking
    /// time on the screen, something that waits to be saved. `None`: not before the next input.
    #[must_use]
    pub fn next_tick(&self) -> Option<Timestamp> {
        let desk = self.desk.as_ref()?;
        let speaking = desk.session.meeting().speakers.floor();
        let second = speaking.map(|_| self.now + TimeDelta::seconds(1));
        let late = match desk.session.saved() {
            Saved::Pending { since, .. } => {
                let told = since + paint::LATE;
                (told > self.now).then_some(told)
            }
            Saved::All { .. } | Saved::Failed { .. } => None,
        };
        let calm = desk.calm_at().filter(|calm| *calm > self.now);
        [desk.rests_at(), second, late, calm].into_iter().flatten().min()
    }

    /// Takes a key. Tells whether text was edited.
    fn key(&mut self, key: Key) -> bool {
        self.notice = None;
        self.garbled = self.garbled.saturating_sub(1);
        let contexts = self.contexts();
        match self.keymap.resolve(&contexts, &self.pending, key) {
            Resolution::Action(Action::Quit) => {
                self.perform(Action::Quit, None);
                false
            }
            _ if self.too_small() => false,
            Resolution::Action(action) => {
                self.pending.clear();
                self.completed = false;
                self.act(action, key)
            }
            Resolution::Pending(next) => {
                self.pending.push(key);
                self.notice = Some(continuations(&next));
                false
            }
            Resolution::None(keys) => {
                self.pending.clear();
                if let Some(motion) = self.marking_motion(&contexts, key) {
                    return self.mark(motion);
                }
                let mut edited = false;
                for letter in keys.into_iter().filter_map(Key::text) {
                    edited |= self.letter(letter);
                }
                edited
            }
        }
    }

    /// Tells whether nothing can be shown, so that nothing may be done.
    fn too_small(&self) -> bool {
        let (columns, rows) = frame::SMALLEST;
        self.area.width < columns || self.area.height < rows
    }

    fn act(&mut self, action: Action, key: Key) -> bool {
        let edits = self.overlay.is_none();
        // What is held in memory can be asked about, kept elsewhere, and given up.
        let may = matches!(action, Action::SavedWhen | Action::SaveElsewhere | Action::Quit);
        if edits && self.held_back() && !may {
            return false;
        }
        self.perform(action, key.text());
        self.in_text()
    }

    /// Takes a letter that is text, or that a screen makes something of.
    fn letter(&mut self, letter: char) -> bool {
        let typed = typed(letter);
        let text = typed.as_str();
        if text.is_empty() {
            return false;
        }
        let in_text = self.in_text();
        match &mut self.overlay {
            Some(Overlay::Pick(_)) => self.choose_by(text),
            Some(Overlay::Prompt(prompt)) => prompt.insert(text),
            Some(Overlay::Find(find)) => {
                let wish = find.insert(text);
                self.wish(wish);
            }
            Some(Overlay::Help(_) | Overlay::Paper(_)) => {}
            None if in_text => {
                if self.replace_letter(text) {
                    return true;
                }
                // Nothing is taken while input is held back, a text block least of all.
                if self.held_back() {
                    return false;
                }
                if text == " " && (self.blank_is_there() || self.blank_expands()) {
                    return true;
                }
                self.completed = false;
                if let Some(desk) = &mut self.desk {
                    if desk.commanding {
                        return false;
                    }
                    let reply = desk.insert(text, self.now);
                    self.reply(reply);
                    return true;
                }
            }
            None => match &mut self.desk {
                Some(desk) => {
                    let reply = desk.letter(letter, self.now);
                    self.reply(reply);
                }
                None => self.meetings.insert(text),
            },
        }
        false
    }

    /// What Umschalt marks with a key that moves without it, where no keymap binds the two.
    fn marking_motion(&self, contexts: &[Context], key: Key) -> Option<Action> {
        let unshifted = key.unshifted().filter(|_| self.in_text())?;
        match self.keymap.resolve(contexts, &[], unshifted) {
            Resolution::Action(action) => Some(action).filter(|action| edit::moves(*action)),
            Resolution::Pending(_) | Resolution::None(_) => None,
        }
    }

    fn mark(&mut self, motion: Action) -> bool {
        let reply = self.desk.as_mut().map(|desk| desk.extend(motion));
        self.reply(reply.unwrap_or(Reply::Done));
        false
    }

    /// Takes pasted text: it is text wherever text can be, and never acts as keys.
    fn paste(&mut self, pasted: &str) -> bool {
        self.notice = None;
        self.pending.clear();
        if self.too_small() {
            return false;
        }
        if pasted.len() > PASTE_MOST {
            self.say("Zu viel auf einmal: eingefügt werden bis zu 1 MiB Text.");
            return false;
        }
        let clean = text::clean(pasted);
        let in_text = self.in_text();
        match &mut self.overlay {
            Some(Overlay::Pick(pick)) => pick.insert(&clean),
            Some(Overlay::Prompt(prompt)) => prompt.insert(&clean),
            Some(Overlay::Find(find)) => {
                let wish = find.insert(&clean);
                self.wish(wish);
            }
            Some(Overlay::Help(_) | Overlay::Paper(_)) => {}
            None if in_text => {
                if !self.held_back()
                    && let Some(desk) = &mut self.desk
                {
                    let reply = desk.paste(&clean, self.now);
                    self.reply(reply);
                    return true;
                }
            }
            None if self.desk.is_none() => self.meetings.insert(&clean.replace('\n', " ")),
            None => self.say("Hier lässt sich kein Text einfügen."),
        }
        false
    }

    /// Tells whether letters are running text now.
    fn in_text(&self) -> bool {
        self.overlay.is_none() && self.desk.as_ref().is_some_and(Desk::takes_text)
    }

    /// Tells whether so much waits for the disk that nothing more may be typed.
    fn held_back(&mut self) -> bool {
        let full = self.desk.as_ref().is_some_and(|desk| desk.session.holds_back());
        if full {
            self.say("Eingabe angehalten: erst muss wieder gesichert werden können.");
        }
        full
    }

    /// Where keys are looked up, innermost first.
    fn contexts(&self) -> Vec<Context> {
        if self.overlay.is_some() {
            return vec![Context::Dialog, Context::Global];
        }
        let mut contexts = Vec::with_capacity(4);
        match &self.desk {
            None => contexts.push(Context::Meetings),
            Some(desk) => {
                if desk.takes_text() {
                    let commands = desk.commanding && !desk.replaces();
                    contexts.extend(commands.then_some(Context::Command));
                    contexts.push(Context::Text);
                }
                contexts.push(desk.screen.context());
            }
        }
        contexts.push(Context::Global);
        contexts
    }

    /// The screen that is shown, if a meeting is open.
    fn screen(&self) -> Option<Screen> {
        self.desk.as_ref().map(|desk| desk.screen)
    }
}
