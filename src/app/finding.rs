//! Searching and replacing in the prose of an item or of the whole meeting.

use super::desk::Jumped;
use super::{App, Desk};
use crate::action::Action;
use crate::domain::{AgendaItem, Command, ItemText, PassageChange};
use crate::text::Pattern;
use crate::ui::find::{Find, Hit, ROWS, Wish, hits};
use crate::ui::overlay::Overlay;
use crate::ui::{Reply, Screen, frame};
use ratatui::layout::Rect;

/// What was searched for last.
#[derive(Debug, Default)]
pub(super) struct Sought {
    typed: String,
    replacement: String,
    whole: bool,
    /// Where the clerk was when the search began.
    from: Option<Jumped>,
}

impl App {
    /// Begins to search: for what is marked, or for what was searched for last.
    pub(super) fn begin_search(&mut self) -> Reply {
        let now = self.now;
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        if desk.item.is_none() {
            return Reply::Say(
                "Noch kein Tagesordnungspunkt, in dem sich suchen ließe.".to_owned(),
            );
        }
        let marked = desk.selected_text().filter(|text| !text.contains('\n'));
        if desk.screen != Screen::Minutes {
            desk.show(Screen::Minutes, now);
        }
        desk.settle(now);
        desk.remember_place();
        self.sought.from = desk.here();
        let Sought { typed, replacement, whole, .. } = &self.sought;
        // Commands search from where the cursor is, and not from where something else stands.
        let typed = if desk.commanding { "" } else { typed };
        let mut find = Find::new(marked.as_deref().unwrap_or(typed), replacement, *whole);
        find.once = desk.commanding;
        self.overlay = Some(Overlay::Find(Box::new(find)));
        self.fit();
        self.wish(Wish::Search);
        Reply::Done
    }

    /// Goes to the next place where what was searched for last stands.
    pub(super) fn search_again(&mut self, forward: bool) -> Reply {
        let Some(pattern) = Pattern::new(&self.sought.typed) else { return self.begin_search() };
        let now = self.now;
        self.with_desk(|desk| {
            desk.settle(now);
            desk.remember_place();
        });
        let found = self.found(&pattern);
        match self.go_on(&found, forward, false) {
            Some(at) => {
                let told = format!("{} von {}: „{}“", at + 1, found.len(), self.sought.typed);
                self.with_desk(Desk::leave_search);
                Reply::Say(told)
            }
            None => Reply::Say(format!("„{}“ steht hier nicht.", self.sought.typed)),
        }
    }

    /// Carries out what is wished for while searching.
    pub(super) fn wish(&mut self, wish: Wish) {
        let Some(Overlay::Find(find)) = &self.overlay else { return };
        self.sought = Sought {
            typed: find.typed().to_owned(),
            replacement: find.replacement().to_owned(),
            whole: find.whole,
            from: self.sought.from,
        };
        if wish == Wish::Search {
            // What the first letters found is not where one was.
            let (from, now) = (self.sought.from, self.now);
            self.with_desk(|desk| desk.return_to(from, now));
        }
        let pattern = Pattern::new(&self.sought.typed);
        self.with_desk(|desk| desk.minutes.highlight(pattern.clone()));
        match (wish, pattern) {
            (Wish::Close, _) => {
                self.with_desk(Desk::leave_search);
                self.overlay = None;
                self.fit();
            }
            (_, None) => self.tell_found(String::new()),
            (Wish::ReplaceOne, Some(pattern)) => self.replace_one(&pattern),
            (Wish::ReplaceAll, Some(pattern)) => self.replace_all(&pattern),
            (Wish::Search, Some(pattern)) => self.go(&pattern, true, true),
            (Wish::Next, Some(pattern)) => self.go(&pattern, true, false),
            (Wish::Previous, Some(pattern)) => self.go(&pattern, false, false),
            (Wish::Stay, Some(_)) => {}
        }
    }

    /// Goes to a place and tells which of how many it is.
    fn go(&mut self, pattern: &Pattern, forward: bool, stays: bool) {
        let found = self.found(pattern);
        let told = match self.go_on(&found, forward, stays) {
            Some(at) => format!("{} von {}", at + 1, found.len()),
            None if self.sought.whole => "nicht gefunden".to_owned(),
            None => match self.found_in_all(pattern).len() {
                0 => "nicht gefunden".to_owned(),
                many => format!("hier nicht, in der Sitzung {many}: Strg+G"),
            },
        };
        self.tell_found(told);
    }

    fn tell_found(&mut self, told: String) {
        if let Some(Overlay::Find(find)) = &mut self.overlay {
            find.told = told;
        }
    }

    /// Goes on from where the cursor is, round at the end. `stays`: a place here is good enough.
    fn go_on(&mut self, found: &[Hit], forward: bool, stays: bool) -> Option<usize> {
        let now = self.now;
        let desk = self.desk.as_mut()?;
        let meeting = desk.session.meeting();
        // Where a place stands: in which item, which line of it, at which byte.
        let order = |item, passage, byte| {
            let at = meeting.agenda.iter().position(|it: &AgendaItem| it.id == item)?;
            let record = &meeting.agenda.get(at)?.record;
            let passage = crate::domain::Happening::Passage(passage);
            Some((at, record.iter().position(|it| *it == passage)?, byte))
        };
        let marked = desk.minutes.marked_start();
        let here = desk.minutes.place().zip(desk.item);
        let here =
            here.and_then(|((passage, byte), item)| order(item, passage, marked.unwrap_or(byte)));
        let place = |hit: &Hit| order(hit.item, hit.passage, hit.range.start);
        let at = match (forward, stays) {
            (true, true) => found.iter().position(|hit| place(hit) >= here),
            (true, false) => found.iter().position(|hit| place(hit) > here),
            (false, _) => found.iter().rposition(|hit| place(hit) < here),
        };
        let round = if forward { 0 } else { found.len().saturating_sub(1) };
        let at = at.unwrap_or(round);
        let hit = found.get(at)?;
        if desk.item != Some(hit.item) {
            desk.look(hit.item, now);
        }
        if desk.screen != Screen::Minutes {
            desk.show(Screen::Minutes, now);
        }
        desk.minutes.select_in(hit.passage, hit.range.clone());
        Some(at)
    }

    /// The places in the item, or in the whole meeting if that is wished.
    fn found(&self, pattern: &Pattern) -> Vec<Hit> {
        if self.sought.whole {
            return self.found_in_all(pattern);
        }
        let desk = self.desk.as_ref();
        let item = desk.and_then(|desk| desk.session.meeting().item(desk.item?));
        item.map_or_else(Vec::new, |item| hits(item, pattern).collect())
    }

    fn found_in_all(&self, pattern: &Pattern) -> Vec<Hit> {
        let Some(desk) = &self.desk else { return Vec::new() };
        desk.session.meeting().agenda.iter().flat_map(|item| hits(item, pattern)).collect()
    }

    /// Replaces the place that is marked, and goes to the next.
    fn replace_one(&mut self, pattern: &Pattern) {
        let found = self.found(pattern);
        let desk = self.desk.as_ref();
        let here =
            desk.and_then(|desk| Some((desk.minutes.place()?.0, desk.minutes.marked_start()?)));
        let hit = found.iter().find(|hit| {
            here.is_some_and(|(at, start)| hit.passage == at && hit.range.start == start)
        });
        if let Some(hit) = hit.cloned() {
            let end = hit.range.start + self.sought.replacement.len();
            let passage = hit.passage;
            if !self.commit(&Command::WriteAll(self.replaced(std::slice::from_ref(&hit)))) {
                return;
            }
            // Goes on behind what stands there now, which may hold the searched words again.
            self.with_desk(|desk| desk.minutes.go(passage, end));
        }
        self.go(pattern, true, true);
    }

    fn replace_all(&mut self, pattern: &Pattern) {
        let found = self.found(pattern);
        if found.is_empty() || !self.commit(&Command::WriteAll(self.replaced(&found))) {
            return;
        }
        self.overlay = None;
        self.with_desk(|desk| desk.minutes.unmark());
        self.fit();
        let places =
            if found.len() == 1 { "1 Stelle" } else { &format!("{} Stellen", found.len()) };
        self.say(format!("{places} ersetzt. Rückgängig nimmt alle zurück."));
    }

    /// The paragraphs with the replacement in the given places, which stand in their order.
    fn replaced(&self, places: &[Hit]) -> Vec<ItemText> {
        let Some(desk) = &self.desk else { return Vec::new() };
        let meeting = desk.session.meeting();
        let mut texts: Vec<ItemText> = Vec::new();
        for same in places.chunk_by(|a, b| a.passage == b.passage) {
            let Some(first) = same.first() else { continue };
            let item = meeting.item(first.item);
            let Some(old) = item.and_then(|item| item.passage(first.passage)) else { continue };
            let mut text = String::with_capacity(old.text.len());
            let mut from = 0;
            for hit in same {
                text.push_str(old.text.get(from..hit.range.start).unwrap_or_default());
                text.push_str(&self.sought.replacement);
                from = hit.range.end;
            }
            text.push_str(old.text.get(from..).unwrap_or_default());
            // What meets at the borders may compose (NFC).
            let text = crate::text::clean(&text);
            let change = PassageChange::Write { passage: first.passage, text };
            match texts.last_mut().filter(|last| last.item == first.item) {
                Some(last) => last.changes.push(change),
                None => texts.push(ItemText { item: first.item, changes: vec![change] }),
            }
        }
        texts
    }

    /// Gives an action to the search. Tells whether the key ends here.
    pub(super) fn in_search(&mut self, action: Action) -> bool {
        let Some(Overlay::Find(find)) = &mut self.overlay else { return false };
        if let Some(wish) = find.perform(action) {
            self.wish(wish);
            return true;
        }
        let ends = self.beside_question(action);
        if self.overlay.is_none() {
            self.with_desk(|desk| desk.minutes.unmark());
            self.fit();
        }
        ends
    }

    /// Fits the screens into what is left of the body.
    pub(super) fn fit(&mut self) {
        let body = frame::parts(self.area).body;
        let taken = if matches!(self.overlay, Some(Overlay::Find(_))) { ROWS } else { 0 };
        let body = Rect { height: body.height.saturating_sub(taken), ..body };
        self.with_desk(|desk| desk.resize(body));
    }
}
