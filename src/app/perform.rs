//! What an action does, from every screen alike; and what follows from a screen's reply.

use super::paint::reason;
use super::{App, Desk, floor, telling};
use crate::action::Action;
use crate::domain::{Command, GAP, ItemId, Meeting, Place, RequestKind, findings, gaps};
use crate::journal::Change;
use crate::session::Saved;
use crate::ui::election::ElectionAsk;
use crate::ui::help::Help;
use crate::ui::overlay::Overlay;
use crate::ui::paper::PaperView;
use crate::ui::{Ask, Effect, Reply, Screen};
use crate::wording;

impl App {
    /// Does what an action says: the same for a key, the palette and a test.
    pub fn perform(&mut self, action: Action, typed: Option<char>) {
        if self.overlay.is_some() && self.in_overlay(action) {
            return;
        }
        if let Some(reply) = self.operate(action) {
            self.reply(reply);
            return;
        }
        if self.everywhere(action) {
            return;
        }
        let reply = match &mut self.desk {
            None => self.meetings.perform(action),
            Some(desk) => desk.perform(action, typed, self.now),
        };
        if reply == Reply::Ignored && self.desk.is_some() {
            let reply = self.in_meeting(action);
            self.reply(reply);
        } else {
            self.reply(reply);
        }
    }

    /// Chosen in the palette: an ability of another screen is done there.
    fn go_where_it_works(&mut self, action: Action) {
        let here = self.contexts().into_iter().any(|context| action.works_in(context));
        let home = Screen::ALL
            .into_iter()
            .find(|screen| action.contexts().contains(&screen.context()))
            .filter(|_| !here && action != Action::CallItem);
        if let (Some(home), Some(desk)) = (home, &mut self.desk) {
            desk.show(home, self.now);
        }
    }

    /// Abilities that need no meeting. Tells whether it was one.
    fn everywhere(&mut self, action: Action) -> bool {
        match action {
            Action::ShowHelp => {
                let title = self.screen().map_or("Sitzungen", Screen::title);
                let contexts = self.contexts();
                self.overlay = Some(Overlay::Help(Help::new(title, &contexts, &self.keymap)));
            }
            Action::Palette => self.ask(Ask::Palette),
            Action::Quit => self.go_away(Effect::Quit { anyway: false }),
            Action::Redraw => self.effects.push(Effect::Redraw),
            Action::ShowMeetings => self.go_away(Effect::Leave { anyway: false }),
            Action::SavedWhen => {
                let words = self.saved_words();
                self.say(words);
            }
            Action::SaveElsewhere if self.desk.is_none() => self.say("Erst eine Sitzung aufrufen."),
            Action::SaveElsewhere => self.ask(Ask::Elsewhere("~/wortlaut-ausgabe".to_owned())),
            Action::EnterMinority => self.enter_minority(),
            _ => {
                let Some(screen) = Screen::shown_by(action) else { return false };
                match &mut self.desk {
                    Some(desk) => desk.go(screen, self.now),
                    None => self.say("Erst eine Sitzung aufrufen."),
                }
            }
        }
        true
    }

    /// From any screen to the minority of the vote.
    fn enter_minority(&mut self) {
        let Some(desk) = &mut self.desk else {
            return self.say("Erst eine Sitzung aufrufen.");
        };
        desk.go(Screen::Vote, self.now);
        if !desk.vote.enters_minority() {
            let reply = desk.perform(Action::VoteMinority, None, self.now);
            self.reply(reply);
        }
    }

    /// Leaves the meeting. The office asks if something cannot be saved.
    fn go_away(&mut self, effect: Effect) {
        if let Some(desk) = &mut self.desk {
            desk.settle(self.now);
        }
        self.effects.push(effect);
    }

    fn saved_words(&self) -> String {
        let Some(desk) = &self.desk else {
            return "Keine Sitzung ist geöffnet.".to_owned();
        };
        let entries = match desk.session.last().0 {
            1 => "1 Eintrag".to_owned(),
            many => format!("{many} Einträge"),
        };
        match desk.session.saved() {
            Saved::All { at: Some(at) } => {
                format!("Gesichert um {}, {entries}.", wording::clock_seconds(&at))
            }
            Saved::All { at: None } => format!("Alles ist gesichert, {entries}."),
            Saved::Pending { .. } => "Wird gerade gesichert.".to_owned(),
            Saved::Failed { message, waiting, .. } => {
                format!("Nicht gesichert ({waiting} warten): {}", reason(message))
            }
        }
    }

    /// Abilities that have to do with what is being typed, or with text elsewhere.
    fn about_text(&mut self, action: Action) -> Option<Reply> {
        if let Some(reply) = self.clip(action) {
            return Some(reply);
        }
        Some(match action {
            Action::Complete => self.complete(),
            Action::InsertTextBlock => Reply::Ask(Ask::Snippet),
            Action::Search => self.begin_search(),
            Action::SuggestSpelling => self.suggest_spelling(),
            Action::SearchNext => self.search_again(true),
            Action::SearchPrevious => self.search_again(false),
            _ => return None,
        })
    }

    /// Abilities of an open meeting that are the same on every screen.
    fn in_meeting(&mut self, action: Action) -> Reply {
        if let Some(reply) = self.about_text(action) {
            return reply;
        }
        if action == Action::UndoNextSpeaker {
            return self.take_floor_back();
        }
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        if let Some(asked) = super::presence::asked_by(action, desk) {
            return asked;
        }
        if matches!(action, Action::NextGap | Action::PreviousGap) {
            // Gaps are looked for in what was typed up to now.
            desk.settle(self.now);
        }
        let meeting = desk.session.meeting();
        match action {
            Action::Undo | Action::Redo => {
                Reply::Say(desk.turn_back(action == Action::Redo, self.now))
            }
            Action::StartRecess => Reply::Commit(Command::BeginRecess),
            Action::EndRecess => Reply::Commit(Command::EndRecess),
            Action::AddSpeaker => Reply::Ask(Ask::Speaker(RequestKind::Contribution)),
            Action::NextSpeaker => self.next_speaker(),
            Action::EndSpeech => floor::end_speech(meeting),
            Action::NextItem => next_item(meeting, desk.item),
            Action::PreviousItem => previous_item(desk),
            Action::CallItem => desk.item.map_or(Reply::Ignored, |item| {
                Reply::CommitAndShow(Command::CallItem(item), Screen::Minutes)
            }),
            Action::ContinueItem => continue_item(meeting),
            Action::NextGap | Action::PreviousGap => {
                match next_gap(desk, action == Action::NextGap) {
                    Reply::Jump(place) => self.go_to_gap(place),
                    told => told,
                }
            }
            Action::OpenElection => desk
                .item
                .map_or(Reply::Ignored, |item| Reply::Ask(Ask::Election(ElectionAsk::Form(item)))),
            Action::GiveReason => Reply::Ask(Ask::Reason),
            Action::AddAddendum => Reply::Ask(Ask::Addendum(desk.item)),
            Action::AddCandidate | Action::WithdrawCandidate | Action::EditElection => {
                Reply::Say("Hier läuft keine Wahl. Erst eine öffnen.".to_owned())
            }
            Action::NextFinding => self.next_finding(),
            Action::GoToItem => Reply::Ask(Ask::GoToItem),
            Action::GoBack => desk.leap_back(self.now),
            Action::ShowPaper => desk.item.map_or(Reply::Ignored, Reply::Paper),
            Action::Cancel if desk.screen == Screen::Agenda => Reply::Done,
            // Why: who goes on typing after one Esc too many would give commands to the agenda.
            Action::Cancel if desk.screen == Screen::Minutes => {
                Reply::Say("Hier wird geschrieben. F2 zeigt die Tagesordnung.".to_owned())
            }
            Action::Cancel => Reply::Show(Screen::Minutes),
            _ => Reply::Ignored,
        }
    }

    /// Goes to a gap and marks it: what is typed takes its place.
    fn go_to_gap(&mut self, place: Place) -> Reply {
        self.reply(Reply::Jump(place));
        if let (Place::Passage(_, passage, at), Some(desk)) = (place, &mut self.desk) {
            desk.minutes.select_in(passage, at..at + GAP.len());
        }
        Reply::Done
    }

    fn next_finding(&mut self) -> Reply {
        let Some(desk) = &self.desk else { return Reply::Ignored };
        let meeting = desk.session.meeting();
        let findings = findings(meeting);
        let at = self.finding.as_ref().and_then(|last| findings.iter().position(|it| it == last));
        let next = at.map_or(0, |at| at + 1);
        let Some(finding) = findings.get(next).or(findings.first()).cloned() else {
            return Reply::Say("Keine Hinweise: nichts steht aus.".to_owned());
        };
        let told = wording::finding(&finding, meeting);
        let place = finding.place;
        self.finding = Some(finding);
        self.reply(Reply::Jump(place));
        Reply::Say(told)
    }

    /// Carries out what a screen made of an action.
    pub(super) fn reply(&mut self, reply: Reply) {
        let now = self.now;
        match reply {
            Reply::Done | Reply::Ignored => {}
            Reply::Settle => self.with_desk(|desk| desk.settle(now)),
            Reply::Write(text, cursor) => {
                if self.commit(&Command::Write(text))
                    && let (Some(desk), Some((passage, byte))) = (&mut self.desk, cursor)
                {
                    desk.minutes.go(passage, byte);
                }
            }
            Reply::Commit(command) => {
                self.commit(&command);
            }
            Reply::CommitAndShow(command, screen) => {
                if self.commit(&command)
                    && let Some(desk) = &mut self.desk
                {
                    desk.show(screen, now);
                }
            }
            Reply::Show(screen) => self.with_desk(|desk| desk.show(screen, now)),
            Reply::Look(item, screen) => self.with_desk(|desk| {
                desk.remember_place();
                desk.look(item, now);
                desk.show(screen, now);
            }),
            Reply::Choose(motion) => self.with_desk(|desk| {
                (desk.motion, desk.election) = (Some(motion), None);
            }),
            Reply::ChooseElection(election) => self.with_desk(|desk| {
                (desk.motion, desk.election) = (None, Some(election));
                desk.show(Screen::Vote, now);
            }),
            Reply::ChooseAndShow(motion, screen) => self.with_desk(|desk| {
                (desk.motion, desk.election) = (Some(motion), None);
                desk.show(screen, now);
            }),
            Reply::Jump(place) => self.with_desk(|desk| {
                desk.remember_place();
                desk.jump(place, now);
            }),
            Reply::Paper(item) => self.show_paper(item),
            Reply::Ask(ask) => self.ask(ask),
            Reply::Say(text) => self.say(text),
            Reply::Outside(effect) => {
                if let Some(desk) = &mut self.desk {
                    desk.settle(now);
                }
                self.effects.push(effect);
            }
            Reply::Perform(action) => {
                self.go_where_it_works(action);
                self.perform(action, None);
            }
        }
    }

    fn show_paper(&mut self, item: ItemId) {
        let meeting = self.desk.as_ref().map(|desk| desk.session.meeting());
        if meeting.is_some_and(|meeting| meeting.paper_of(item).is_some()) {
            self.overlay = Some(Overlay::Paper(PaperView::new(item)));
        } else {
            self.say("Zu diesem TOP gibt es keine Vorlage.");
        }
    }

    pub(super) fn with_desk(&mut self, change: impl FnOnce(&mut Desk)) {
        if let Some(desk) = &mut self.desk {
            change(desk);
        }
    }

    /// Lets something become true, and tells what did. Tells whether it did.
    pub(super) fn commit(&mut self, command: &Command) -> bool {
        if self.asks_why(command) {
            return false;
        }
        let Some(desk) = &mut self.desk else { return false };
        match desk.commit(command, self.now) {
            Ok(events) => {
                if let Some(told) = telling::own_words(command, desk.session.meeting()) {
                    self.notice = Some(told);
                } else if telling::tells(command) {
                    let meeting = desk.session.meeting();
                    let mut told = wording::change(&Change::Events(events), meeting);
                    told.extend(telling::odd(command, meeting));
                    self.notice = Some(told).filter(|told| !told.is_empty());
                }
                if *command == Command::CloseMeeting {
                    desk.show(Screen::Export, self.now);
                    self.say(
                        "Die Sitzung ist geschlossen. Eingabe schreibt Niederschrift und Auszüge.",
                    );
                }
                true
            }
            Err(refused) => {
                self.say(refused);
                false
            }
        }
    }
}

/// The item that is on goes on behind closed doors, or in public again.
fn continue_item(meeting: &Meeting) -> Reply {
    match meeting.current {
        Some(on) => Reply::CommitAndShow(Command::ContinueItem(on), Screen::Minutes),
        None => Reply::Say("Kein Tagesordnungspunkt ist aufgerufen.".to_owned()),
    }
}

/// Calls the next item that has not been called: behind the one that is on. Who reads another one
/// first comes back to it, so that nothing is called by mistake.
fn next_item(meeting: &Meeting, looked_at: Option<ItemId>) -> Reply {
    if let Some(on) = meeting.current.filter(|on| looked_at != Some(*on)) {
        return Reply::Look(on, Screen::Minutes);
    }
    let from = meeting.current.or(looked_at);
    let begun = meeting.agenda.iter().any(|item| !item.calls.is_empty());
    let at = meeting.agenda.iter().position(|item| Some(item.id) == from).filter(|_| begun);
    let behind = meeting.agenda.iter().skip(at.map_or(0, |at| at + 1));
    let open = |item: &&crate::domain::AgendaItem| {
        let decided = meeting.votes_of(item.id).next().is_some();
        !meeting.was_called(item) && item.withdrawn.is_none() && !decided
    };
    match behind.into_iter().find(open) {
        Some(item) => Reply::CommitAndShow(Command::CallItem(item.id), Screen::Minutes),
        None => Reply::Say("Dahinter ist kein TOP mehr, der noch nicht aufgerufen ist.".to_owned()),
    }
}

/// Looks at the item above, without calling it.
fn previous_item(desk: &Desk) -> Reply {
    let agenda = &desk.session.meeting().agenda;
    let at = agenda.iter().position(|item| Some(item.id) == desk.item);
    match at.and_then(|at| at.checked_sub(1)).and_then(|at| agenda.get(at)) {
        Some(item) => Reply::Look(item.id, Screen::Minutes),
        None => Reply::Say("Davor ist kein TOP.".to_owned()),
    }
}

/// Goes to the next "@@", in the order of the agenda, round at the end.
fn next_gap(desk: &mut Desk, forward: bool) -> Reply {
    // A gap that is marked is where the clerk is, from its beginning on.
    let marked = desk.minutes.marked_start();
    let place = desk.minutes.place().map(|(at, byte)| (at, marked.unwrap_or(byte)));
    let here = place.zip(desk.item);
    let mut places = Vec::new();
    let mut before = 0;
    for item in &desk.session.meeting().agenda {
        for happening in &item.record {
            let crate::domain::Happening::Passage(id) = happening else { continue };
            let Some(passage) = item.passage(*id) else { continue };
            let cursor = here.filter(|((at, _), on)| at == id && *on == item.id);
            before = match cursor {
                Some(((_, byte), _)) => {
                    let left = gaps(&passage.text)
                        .filter(|gap| if forward { *gap <= byte } else { *gap < byte });
                    places.len() + left.count()
                }
                None => before,
            };
            places.extend(gaps(&passage.text).map(|at| Place::Passage(item.id, *id, at)));
        }
    }
    let next = if forward {
        places.get(before).or(places.first())
    } else {
        before.checked_sub(1).and_then(|at| places.get(at)).or(places.last())
    };
    match next {
        Some(place) => Reply::Jump(*place),
        None => Reply::Say("Keine Lücke (@@) ist offen.".to_owned()),
    }
}
