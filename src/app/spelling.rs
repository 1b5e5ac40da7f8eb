//! Spelling: what is in sight is checked behind the keys, and one key offers what may be meant.

use super::App;
use super::desk::seen;
use super::sight::Damage;
use crate::domain::Meeting;
use crate::spelling::{Speller, State};
use crate::ui::pick::{Choice, Value};
use crate::ui::spell::{Doubt, Written};
use crate::ui::{Ask, Effect, Reply, Screen, Seen};
use std::time::Duration;

/// The longest wait for suggestions: they were asked for.
const PATIENCE: Duration = Duration::from_millis(500);

/// The dictionary, and what is still to be done with it.
pub(super) struct Spelling {
    speller: Speller,
    /// Words that the clerk has called right.
    own: Vec<String>,
    /// Whether what is in sight has to be judged again.
    anew: bool,
    /// Whether what is in sight is looked at once the picture is out.
    later: bool,
}

impl Default for Spelling {
    fn default() -> Self {
        Self { speller: Speller::off(), own: Vec::new(), anew: false, later: false }
    }
}

impl App {
    /// Takes the dictionary, and the clerk's own words.
    pub fn use_speller(&mut self, speller: Speller, own: Vec<String>) {
        self.spelling.speller = speller;
        self.spelling.own = own;
        self.know_words();
    }

    /// Lets names of the meeting and the clerk's own words be right.
    pub(super) fn know_words(&mut self) {
        if *self.spelling.speller.state() == State::Off {
            return;
        }
        let meeting = self.desk.as_ref().map(|desk| desk.session.meeting());
        let terms = meeting.map_or_else(Vec::new, terms);
        // What was judged without them is judged anew.
        self.spelling.anew = true;
        self.spelling
            .speller
            .know(terms.into_iter().chain(self.spelling.own.iter().map(String::as_str)));
    }

    /// Where text is being written, as long as words are looked at.
    pub(super) fn written(&self) -> Option<Written> {
        let off = *self.spelling.speller.state() == State::Off;
        let desk = self.desk.as_ref().filter(|desk| !off && desk.screen == Screen::Minutes)?;
        desk.minutes.written_at()
    }

    /// Looks at the words in sight; after a letter that changes only its own rows, later: the
    /// letter is to be seen first, and the marks of its paragraph only move.
    pub(super) fn spell_now_or_later(&mut self, before: Option<Written>) {
        let moved =
            before.zip(self.written()).filter(|(before, after)| before.block == after.block);
        match (&self.damaged, moved, &mut self.desk) {
            (Some(Damage::Rows(_)), Some((before, after)), Some(desk)) => {
                desk.minutes.move_spelling(before, after);
                self.spelling.later = true;
            }
            _ => {
                self.spell();
            }
        }
    }

    /// Looks at the words in sight if that was put off, and has them painted if it is worth it.
    pub(super) fn spell_later(&mut self) {
        if self.spelling.later && self.spell() {
            self.damage(Damage::All);
        }
    }

    /// Looks at the words in sight, and tells whether others are wrong now. Nothing waits for an
    /// answer: it comes with its own picture.
    fn spell(&mut self) -> bool {
        self.spelling.later = false;
        if *self.spelling.speller.state() == State::Off {
            return false;
        }
        self.spelling.anew |= self.spelling.speller.take_answers();
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.screen == Screen::Minutes) else {
            return false;
        };
        let answered = std::mem::take(&mut self.spelling.anew);
        let changed = desk.minutes.spell(&mut self.spelling.speller, answered);
        if answered {
            self.damage(Damage::All);
        }
        changed
    }

    /// Offers spellings for the doubtful word at the cursor, or for the nearest.
    pub(super) fn suggest_spelling(&mut self) -> Reply {
        let told = |text: &str| Reply::Say(text.to_owned());
        match self.spelling.speller.state() {
            State::Off => {
                return told("Kein Wörterbuch: wortlaut pruefen sagt, wie man es bekommt.");
            }
            State::Broken(why) => return Reply::Say(why.clone()),
            State::Loading | State::Ready => {}
        }
        let desk = self.desk.as_ref().filter(|desk| desk.screen == Screen::Minutes);
        match desk.and_then(|desk| desk.minutes.doubt()) {
            Some(doubt) => Reply::Ask(Ask::Spelling(doubt)),
            None => told("Hier ist kein Wort unterstrichen."),
        }
    }

    /// What may be meant by a word, and that it is right.
    pub(super) fn spellings(&self, word: &str) -> Vec<Choice> {
        let choice = |label: String, value| Choice { label, detail: String::new(), value };
        let found = self.spelling.speller.suggest(word, PATIENCE);
        let mut choices: Vec<_> =
            found.into_iter().map(|word| choice(word.clone(), Value::Text(word))).collect();
        choices.push(choice(format!("„{word}“ ist richtig: lernen"), Value::Nobody));
        choices
    }

    /// Corrects a word, or learns it.
    pub(super) fn spelt(&mut self, doubt: &Doubt, value: Value) -> Reply {
        let now = self.now;
        match value {
            Value::Text(word) => {
                let Some(desk) = &mut self.desk else { return Reply::Ignored };
                desk.settle(now);
                let seen = seen!(desk, now);
                desk.minutes.correct(doubt, &word, &seen)
            }
            Value::Nobody => {
                self.spelling.own.push(doubt.word.clone());
                self.know_words();
                Reply::Outside(Effect::Learn(doubt.word.clone()))
            }
            _ => Reply::Done,
        }
    }
}

/// The names that a meeting knows.
fn terms(meeting: &Meeting) -> Vec<&str> {
    let people = meeting.people.iter().flat_map(|person| {
        [person.family_name.as_str(), person.given_name.as_str(), person.title.as_str()]
    });
    let offices = meeting.memberships.iter().map(|membership| membership.office.as_str());
    let organizations = meeting.organizations.iter().map(|it| it.name.as_str());
    let head = &meeting.head;
    let head = [head.committee.as_str(), head.body.as_str(), head.place.as_str()];
    let head = head.into_iter().chain(meeting.head.clerks.iter().map(String::as_str));
    people.chain(offices).chain(organizations).chain(head).collect()
}
