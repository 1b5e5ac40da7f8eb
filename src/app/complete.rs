//! Shorthand: letters of a name become who is meant, `;kn` becomes a sentence, and Tab goes to
//! what is still to be filled in.

use super::{App, Desk};
use crate::action::Action;
use crate::domain::{
    GAP, Meeting, PassageKind, Person, PersonId, RequestKind, Speaker, VoteState, gaps,
};
use crate::snippets::{self, Field, Snippet};
use crate::text;
use crate::ui::pick::{Choice, Value};
use crate::ui::{Ask, Reply, Screen, Seen};
use crate::wording::{self, Case};

/// Letters of a name that are a shorthand even where something is still to be filled in.
const SHORT: usize = 3;

impl App {
    /// Makes the whole of what was begun before the cursor, or goes to the next place to fill in.
    pub(super) fn complete(&mut self) -> Reply {
        let Some(desk) = &self.desk else { return Reply::Ignored };
        let Some(before) = desk.before_cursor() else { return Reply::Ignored };
        if let Some((_, name)) = snippets::begun(before) {
            let name = name.to_owned();
            return match self.expand(&name) {
                Some(reply) => reply,
                None => Reply::Say(format!("Den Baustein ;{name} gibt es nicht.")),
            };
        }
        let word = last_word(before);
        let letters = word.chars().count();
        let begins = before.trim() == word;
        let gap = desk.gap_ahead();
        let named = letters >= 2 && (begins || letters <= SHORT || gap.is_none());
        let found = if named { candidates(desk.session.meeting(), word) } else { Vec::new() };
        match (found.as_slice(), gap) {
            ([only], _) => self.name(*only),
            ([_, ..], _) => Reply::Ask(Ask::Complete(found)),
            ([], Some(at)) => {
                self.with_desk(|desk| desk.select_ahead(at, GAP.len()));
                Reply::Done
            }
            // All is filled in: on behind the sentence.
            ([], None) if !desk.behind_cursor().unwrap_or_default().is_empty() => {
                Reply::Perform(Action::PassageEnd)
            }
            ([], None) if named => Reply::Say(format!("Niemand heißt „{word}…“.")),
            ([], None) => Reply::Done,
        }
    }

    /// Puts somebody in the place of the letters before the cursor. At the beginning of a
    /// paragraph it becomes what this person says.
    pub(super) fn name(&mut self, person: PersonId) -> Reply {
        let now = self.now;
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        let Some(before) = desk.before_cursor().map(str::to_owned) else { return Reply::Ignored };
        let from = before.len() - last_word(&before).len();
        let left = before.get(..from).unwrap_or_default();
        let meeting = desk.session.meeting();
        let speaker = Speaker::Person(person);
        if !left.trim().is_empty() {
            let (from, name) = wording::mention(meeting, left, person);
            return desk.replace_before(from, &name, now);
        }
        let opening = wording::opening(meeting, &speaker, RequestKind::Contribution);
        let reply = desk.replace_before(0, &opening, now);
        self.reply(reply);
        self.completed = true;
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        let Some((passage, _)) = desk.minutes.place().filter(|_| desk.screen == Screen::Minutes)
        else {
            return Reply::Done;
        };
        let item = desk.item.and_then(|item| desk.session.meeting().item(item));
        let known = item.and_then(|item| item.passage(passage)).map(|passage| &passage.kind);
        match known {
            Some(PassageKind::Speech { speaker: own, .. }) if *own == speaker => Reply::Done,
            Some(PassageKind::Interjection) => Reply::Done,
            _ => {
                desk.minutes.attribute(passage, PassageKind::Speech { speaker, speech: None }, None)
            }
        }
    }

    /// Makes a text block of what stands before the cursor, if a block is called so.
    pub(super) fn expand(&mut self, name: &str) -> Option<Reply> {
        let snippet = self.snippets.get(name)?.clone();
        let before = self.desk.as_ref()?.before_cursor()?;
        let (from, _) = snippets::begun(before)?;
        Some(self.put_in(&snippet, from))
    }

    /// Puts a chosen text block in at the cursor.
    pub(super) fn insert_snippet(&mut self, name: &str) -> Reply {
        let now = self.now;
        let Some(snippet) = self.snippets.get(name).cloned() else { return Reply::Ignored };
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        if !desk.takes_text() {
            desk.show(Screen::Minutes, now);
        }
        // It takes the place of what is marked, as a letter does.
        if desk.selected_text().is_some() {
            let reply = desk.perform(Action::DeleteForward, None, now);
            self.reply(reply);
        }
        let before = self.desk.as_ref().and_then(Desk::before_cursor);
        let from = before.map_or(0, str::len);
        self.put_in(&snippet, from)
    }

    /// Puts a block in the place of what stands before the cursor from a byte on. What is still to
    /// be filled in becomes gaps, and the first of them is marked.
    fn put_in(&mut self, snippet: &Snippet, from: usize) -> Reply {
        let now = self.now;
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        let left = desk.before_cursor().and_then(|before| before.get(..from)).unwrap_or_default();
        let filled = snippet.fill(left, |field| value(desk, field, now));
        let mut text = filled.text;
        for at in filled.places.iter().rev() {
            text.insert_str(*at, GAP);
        }
        let reply = desk.replace_before(from, &text, now);
        self.reply(reply);
        if let (Some(first), Some(desk)) = (filled.places.first(), &mut self.desk) {
            let end = desk.before_cursor().map_or(0, str::len);
            desk.select(end.saturating_sub(text.len()) + first, GAP.len());
            self.completed = true;
        }
        Reply::Done
    }

    /// The text blocks to choose from.
    pub(super) fn snippet_choices(&self) -> Vec<Choice> {
        let choice = |snippet: &Snippet| Choice {
            label: snippet.preview(),
            detail: format!(";{}", snippet.name),
            value: Value::Snippet(snippet.name.clone()),
        };
        self.snippets.iter().map(choice).collect()
    }

    /// Tells whether a blank belongs to what was completed: the name brings one along, and a place
    /// that is marked to be filled in is not filled with it.
    pub(super) fn blank_is_there(&mut self) -> bool {
        let Some(desk) = self.desk.as_ref().filter(|_| std::mem::take(&mut self.completed)) else {
            return false;
        };
        let marked = desk.selected_text();
        let blank = desk.before_cursor().is_some_and(|before| before.ends_with(' '));
        marked.as_deref() == Some(GAP) || (marked.is_none() && blank)
    }

    /// Takes a blank: behind the name of a text block it makes the block. Tells whether it did.
    pub(super) fn blank_expands(&mut self) -> bool {
        let begun = self.desk.as_ref().and_then(Desk::before_cursor).and_then(snippets::begun);
        let Some(name) = begun.map(|(_, name)| name.to_owned()) else { return false };
        let reply = self.expand(&name);
        let done = reply.is_some();
        self.reply(reply.unwrap_or(Reply::Done));
        done
    }
}

/// The letters that a text ends with.
fn last_word(text: &str) -> &str {
    let head = text.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == '-');
    text.get(head.len()..).unwrap_or_default()
}

/// Whom letters may mean: by the family name, then by given name or office, then by letters that
/// stand in the family name in this order. The first way that finds somebody counts.
fn candidates(meeting: &Meeting, typed: &str) -> Vec<PersonId> {
    let office = |person: &Person| {
        meeting.membership(person.id).is_some_and(|it| text::matches_word_start(&it.office, typed))
    };
    let ways: [&dyn Fn(&Person) -> bool; 4] = [
        &|person| text::matches_start(&person.family_name, typed),
        &|person| text::matches_word_start(&person.family_name, typed),
        &|person| text::matches_start(&person.given_name, typed) || office(person),
        &|person| scattered(&person.family_name, typed),
    ];
    let found = |way: &&dyn Fn(&Person) -> bool| -> Vec<&Person> {
        meeting.people.iter().filter(|person| way(person)).collect()
    };
    let mut people = ways.iter().map(found).find(|found| !found.is_empty()).unwrap_or_default();
    people.sort_by_key(|person| (text::fold(&person.family_name), text::fold(&person.given_name)));
    people.into_iter().map(|person| person.id).collect()
}

/// Tells whether a name has the letters in this order, the first at its beginning.
fn scattered(name: &str, typed: &str) -> bool {
    let (name, typed) = (text::fold(name), text::fold(typed));
    let mut letters = name.chars();
    let mut typed = typed.chars();
    typed.next() == letters.next() && typed.all(|wanted| letters.any(|letter| letter == wanted))
}

/// What the meeting knows for a field of a text block.
fn value(desk: &Desk, field: Field, now: crate::domain::Timestamp) -> Option<String> {
    let meeting = desk.session.meeting();
    let item = desk.item.and_then(|item| meeting.item(item));
    let committee = |case| {
        let name = meeting.head.committee.as_str();
        (!name.is_empty()).then(|| wording::committee(name, case))
    };
    let speaker = |case| match &meeting.speakers.floor()?.speaker {
        Speaker::Person(person) => Some(wording::declined(meeting, *person, case)),
        Speaker::Named(name) => Some(name.clone()),
    };
    let mover = || {
        let chosen = desk.motion.and_then(|motion| meeting.motion(motion));
        let last = || meeting.motions_of(item?.id).filter(|motion| motion.mover.is_some()).last();
        chosen.filter(|motion| motion.mover.is_some()).or_else(last)?.mover.as_ref()
    };
    let vote = || {
        let votes = meeting.votes_of(item?.id);
        let closed = votes.filter_map(|vote| match &vote.state {
            VoteState::Closed { tally, wording, .. } => Some((*tally, wording.clone())),
            _ => None,
        });
        closed.last()
    };
    match field {
        Field::Speaker => speaker(Case::Nominative),
        Field::SpeakerDative => speaker(Case::Dative),
        Field::Chair => wording::chair(meeting, Case::Nominative),
        Field::ChairDative => wording::chair(meeting, Case::Dative),
        Field::Mover => mover().map(|mover| wording::mover_mid(meeting, mover)),
        Field::ByMover => mover().map(|mover| wording::by_mover(meeting, mover)),
        Field::Committee => Some(meeting.head.committee.clone()),
        Field::CommitteeNominative => committee(Case::Nominative),
        Field::CommitteeGenitive => committee(Case::Genitive),
        Field::CommitteeDative => committee(Case::Dative),
        Field::CommitteeAccusative => committee(Case::Accusative),
        Field::Item => item.map(crate::domain::AgendaItem::label),
        Field::Title => item.map(|item| item.name.clone()),
        Field::Paper => {
            item.and_then(|item| meeting.paper_of(item.id)).map(|it| it.reference.clone())
        }
        Field::Result => vote().map(|(_, wording)| wording),
        Field::Tally => vote().map(|(tally, _)| wording::tally_words(tally)),
        Field::Date => Some(wording::date_short(&now)),
        Field::Time => Some(wording::time(&now)),
    }
}

impl Desk {
    /// What stands before the cursor in its paragraph, where text is being written.
    pub(super) fn before_cursor(&self) -> Option<&str> {
        match self.screen {
            Screen::Minutes => self.minutes.before_cursor(),
            Screen::Motions => self.motions.before_cursor(),
            _ => None,
        }
    }

    /// Puts text in the place of what stands before the cursor from a byte on. What stood there
    /// becomes history first, so that undo brings it back.
    fn replace_before(&mut self, from: usize, text: &str, now: crate::domain::Timestamp) -> Reply {
        self.settle(now);
        let seen = super::desk::seen!(self, now);
        match self.screen {
            Screen::Minutes => self.minutes.replace_before(from, text, &seen),
            Screen::Motions => {
                self.motions.replace_before(from, text);
                Reply::Done
            }
            _ => Reply::Ignored,
        }
    }

    /// Marks a part of the cursor's paragraph.
    fn select(&mut self, start: usize, length: usize) {
        match self.screen {
            Screen::Minutes => self.minutes.select(start, length),
            Screen::Motions => self.motions.select(start, length),
            _ => {}
        }
    }

    /// The next gap behind the cursor in its paragraph, in bytes from the cursor.
    fn gap_ahead(&self) -> Option<usize> {
        gaps(self.behind_cursor()?).next()
    }

    /// What stands behind the cursor in its paragraph.
    fn behind_cursor(&self) -> Option<&str> {
        match self.screen {
            Screen::Minutes => self.minutes.behind_cursor(),
            Screen::Motions => self.motions.behind_cursor(),
            _ => None,
        }
    }

    fn select_ahead(&mut self, at: usize, length: usize) {
        let here = self.before_cursor().map_or(0, str::len);
        self.select(here + at, length);
    }
}
