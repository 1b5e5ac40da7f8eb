//! Spelling: what is in sight is checked behind the keys, and one key offers what may be meant.

use super::App;
use super::desk::seen;
use super::sight::Damage;
use crate::domain::Meeting;
use crate::spelling::{Speller, State};
use crate::ui::pick::{Choice, Value};
use crate::ui::spell::Doubt;
use crate::ui::{Ask, Effect, Reply, Screen, Seen};
use std::time::Duration;

/// The longest wait for suggestions: they were asked for.
const PATIENCE: Duration = Duration::from_millis(500);

impl App {
    /// Takes the dictionary, and the clerk's own words.
    pub fn use_speller(&mut self, speller: Speller, own: Vec<String>) {
        self.speller = speller;
        self.own_words = own;
        self.know_words();
    }

    /// Lets names of the meeting and the clerk's own words be right.
    pub(super) fn know_words(&mut self) {
        if *self.speller.state() == State::Off {
            return;
        }
        let meeting = self.desk.as_ref().map(|desk| desk.session.meeting());
        let terms = meeting.map_or_else(Vec::new, terms);
        // What was judged without them is judged anew.
        self.judge_anew = true;
        self.speller.know(terms.into_iter().chain(self.own_words.iter().map(String::as_str)));
    }

    /// Looks at the words in sight. Nothing waits for an answer: it comes with its own picture.
    pub(super) fn spell(&mut self) {
        if *self.speller.state() == State::Off {
            return;
        }
        self.judge_anew |= self.speller.take_answers();
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.screen == Screen::Minutes) else {
            return;
        };
        let answered = std::mem::take(&mut self.judge_anew);
        desk.minutes.spell(&mut self.speller, answered);
        if answered {
            self.damage(Damage::All);
        }
    }

    /// Offers spellings for the doubtful word at the cursor, or for the nearest.
    pub(super) fn suggest_spelling(&mut self) -> Reply {
        let told = |text: &str| Reply::Say(text.to_owned());
        match self.speller.state() {
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
        let found = self.speller.suggest(word, PATIENCE);
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
                self.own_words.push(doubt.word.clone());
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
