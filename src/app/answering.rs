//! Taking answers: what a choice or a filled-in field makes true.

use super::App;
use super::asking::{speaker_title, voter_title};
use crate::action::Action;
use crate::domain::{
    Choice, Command, Finding, ItemId, ItemPart, ItemText, PassageChange, PassageId, PassageKind,
    RecordPlace, Speaker, findings_at_close,
};
use crate::ui::overlay::Overlay;
use crate::ui::pick::{Outcome, Value, next_kind};
use crate::ui::prompt::Filled;
use crate::ui::vote::bloc;
use crate::ui::{Ask, Effect, Reply, Screen};
use crate::wording;

impl App {
    /// Gives an action to what lies over the screen. Tells whether it meant something there.
    pub(super) fn in_overlay(&mut self, action: Action) -> bool {
        if action == Action::PasteText {
            let text = self.register.clone();
            self.paste(&text);
            return true;
        }
        let Some(overlay) = &mut self.overlay else { return false };
        match overlay {
            Overlay::Find(_) => self.in_search(action),
            Overlay::Help(help) => {
                // Another screen may be called from the help.
                let leaves = Screen::shown_by(action).is_some();
                if !help.perform(action) || leaves {
                    self.overlay = None;
                }
                !leaves && action != Action::Quit
            }
            Overlay::Paper(paper) => {
                let leaves = Screen::shown_by(action).is_some();
                if !paper.perform(action) || leaves {
                    self.overlay = None;
                }
                !leaves && action != Action::Quit
            }
            Overlay::Pick(pick) => {
                let ask = pick.ask.clone();
                match pick.perform(action) {
                    None => return self.beside_question(action),
                    Some(Outcome::Open) => {}
                    Some(Outcome::Cancelled) => self.overlay = None,
                    Some(Outcome::Turn) => {
                        if let Ask::Speaker(kind) = ask {
                            let kind = next_kind(kind);
                            pick.turn(Ask::Speaker(kind), speaker_title(kind));
                        } else if let Ask::Voter(item, motion, choice) = ask {
                            let choice = next_choice(choice);
                            pick.turn(Ask::Voter(item, motion, choice), voter_title(choice));
                        }
                    }
                    Some(Outcome::Chosen(value)) => {
                        self.overlay = None;
                        let reply = self.chosen(ask, value);
                        self.reply(reply);
                    }
                }
                true
            }
            Overlay::Prompt(_) => self.in_prompt(action),
        }
    }

    /// Gives an action to the fields that are being filled in.
    fn in_prompt(&mut self, action: Action) -> bool {
        let Some(Overlay::Prompt(prompt)) = &mut self.overlay else { return false };
        let ask = prompt.ask.clone();
        match prompt.perform(action) {
            None => return self.beside_question(action),
            Some(Filled::Open) => {}
            Some(Filled::Cancelled) => {
                self.overlay = None;
                self.give_up(&ask);
            }
            Some(Filled::Done(values)) if ask == Ask::Reason => self.take_reason(&values),
            Some(Filled::Done(values)) => match self.filled(&ask, &values) {
                Ok(reply) => self.answer(reply, &ask),
                Err(expected) => self.say(expected),
            },
        }
        true
    }

    /// Carries out what follows from fields that were filled in. What has no meaning leaves them
    /// open with all that was typed.
    fn answer(&mut self, reply: Reply, ask: &Ask) {
        let (command, screen) = match reply {
            Reply::Commit(command) => (command, None),
            Reply::CommitAndShow(command, screen) => (command, Some(screen)),
            other => {
                self.overlay = None;
                return self.reply(other);
            }
        };
        if !self.commit(&command) {
            return;
        }
        self.overlay = None;
        if let Some(screen) = screen {
            self.reply(Reply::Show(screen));
        }
        self.after_election(ask);
    }

    /// A key that a question makes nothing of. Another screen may be called, and then the question
    /// is gone; nothing becomes true below an open question. Tells whether the key ends here.
    pub(super) fn beside_question(&mut self, action: Action) -> bool {
        if Screen::shown_by(action).is_some() {
            let left = self.overlay.take();
            if let Some(Overlay::Prompt(prompt)) = left {
                self.give_up(&prompt.ask);
            }
            return false;
        }
        !matches!(action, Action::Quit | Action::SavedWhen | Action::Redraw | Action::ShowHelp)
    }

    /// Takes a letter in a list; where digits choose, one of them does.
    pub(super) fn choose_by(&mut self, typed: &str) {
        let Some(Overlay::Pick(pick)) = &mut self.overlay else { return };
        match pick.by_digit(typed) {
            Some(value) => {
                let ask = pick.ask.clone();
                self.overlay = None;
                let reply = self.chosen(ask, value);
                self.reply(reply);
                // What was chosen may have been written into the text.
                let now = self.now;
                self.with_desk(|desk| desk.typed(true, now));
            }
            None => {
                pick.insert(typed);
                // Who types on did not mean anybody of these.
                if matches!(pick.ask, Ask::Complete(_)) && pick.shown().is_empty() {
                    let typed = pick.typed().to_owned();
                    self.overlay = None;
                    self.write_letters(&typed);
                }
            }
        }
    }

    /// Writes what was typed elsewhere into the text.
    fn write_letters(&mut self, letters: &str) {
        let now = self.now;
        let Some(desk) = &mut self.desk else { return };
        let reply = desk.insert(letters, now);
        desk.typed(true, now);
        self.reply(reply);
    }

    fn chosen(&mut self, ask: Ask, value: Value) -> Reply {
        match (ask, value) {
            (Ask::Palette, Value::Action(action)) => Reply::Perform(action),
            (Ask::Speaker(kind), Value::Person(person)) => {
                Reply::Commit(Command::RequestSpeech { speaker: Speaker::Person(person), kind })
            }
            (Ask::Speaker(kind), Value::Text(name)) => {
                Reply::Commit(Command::RequestSpeech { speaker: Speaker::Named(name), kind })
            }
            (Ask::Interjection, Value::Text(text)) => self.interject(text),
            (Ask::Spelling(doubt), value) => self.spelt(&doubt, value),
            (Ask::Complete(_), Value::Person(person)) => self.name(person),
            (Ask::Snippet | Ask::Palette, Value::Snippet(name)) => self.insert_snippet(&name),
            (Ask::ChangeSpeaker(passage), value) => self.attribute(passage, value),
            (Ask::GoToItem, Value::Item(item)) => {
                let now = self.now;
                self.with_desk(|desk| desk.leap(item, now));
                Reply::Done
            }
            (Ask::PlaceItem(item), Value::Item(after)) => {
                Reply::Commit(Command::PlaceItem { item, after: Some(after) })
            }
            (Ask::PlaceItem(item), Value::Nobody) => {
                Reply::Commit(Command::PlaceItem { item, after: None })
            }
            (Ask::Result(item), Value::Text(text)) => {
                Reply::Commit(Command::SetResult { item, result: Some(text) })
            }
            (Ask::Result(item), Value::Nobody) => {
                Reply::Commit(Command::SetResult { item, result: None })
            }
            (Ask::Majority(item, motion), Value::Majority(majority)) => {
                Reply::Commit(Command::SetMajority { item, motion, majority: Some(majority) })
            }
            (ask @ (Ask::MotionKind | Ask::Procedure | Ask::Referral | Ask::Mover(..)), value) => {
                self.about_motion(ask, value)
            }
            (Ask::Voter(item, motion, choice), Value::Person(person)) => {
                let choice = Some(choice);
                Reply::Commit(Command::NameVoter { item, motion, person, choice })
            }
            (Ask::Verdict(item, motion), Value::Verdict(verdict)) => {
                Reply::Commit(Command::TellVerdict { item, motion, verdict })
            }
            (Ask::Election(ask), value) => self.answer_election(ask, value),
            (Ask::Close, Value::Answer(true)) => Reply::Commit(Command::CloseMeeting),
            (Ask::Close, Value::Answer(false)) => self.first_open(),
            (Ask::Close, Value::Finding(finding)) => self.go_to_finding(&finding),
            (Ask::CopyNonPublic(copy), Value::Answer(true)) => Reply::Outside(copy),
            (Ask::Unsaved(_), Value::Action(action)) => Reply::Perform(action),
            (Ask::Unsaved(effect) | Ask::Overwrite(effect), Value::Answer(true)) => {
                Reply::Outside(effect)
            }
            (ask, value) => self.noted(&ask, value),
        }
    }

    /// Goes to the first thing that would be open if the meeting were closed now.
    fn first_open(&mut self) -> Reply {
        let Some(desk) = &self.desk else { return Reply::Ignored };
        let meeting = desk.session.meeting();
        let open = findings_at_close(meeting, self.now);
        open.first().map_or(Reply::Done, |first| self.go_to_finding(first))
    }

    fn go_to_finding(&mut self, finding: &Finding) -> Reply {
        let Some(desk) = &self.desk else { return Reply::Ignored };
        let told = wording::finding(finding, desk.session.meeting());
        self.reply(Reply::Jump(finding.place));
        Reply::Say(told)
    }

    /// Gives a paragraph to somebody; its first words follow, if they were the name.
    fn attribute(&mut self, passage: PassageId, value: Value) -> Reply {
        let speaker = |speaker| PassageKind::Speech { speaker, speech: None };
        let kind = match value {
            Value::Person(person) => speaker(Speaker::Person(person)),
            Value::Text(name) => speaker(Speaker::Named(name)),
            Value::Kind(kind) => kind,
            _ => return Reply::Done,
        };
        let Some(desk) = &mut self.desk else { return Reply::Ignored };
        let meeting = desk.session.meeting();
        let named = |kind: &PassageKind| match kind {
            PassageKind::Speech { speaker, .. } => Some(wording::speaker(meeting, speaker)),
            PassageKind::Remark | PassageKind::Interjection => None,
        };
        let item = desk.item.and_then(|item| meeting.item(item));
        let old = item.and_then(|item| item.passage(passage)).map(|passage| &passage.kind);
        let new = named(&kind);
        let told = match &new {
            Some(name) => format!("Der Absatz gehört jetzt: {name}."),
            None if kind == PassageKind::Remark => {
                "Der Absatz ist jetzt eine Bemerkung.".to_owned()
            }
            None => "Der Absatz ist jetzt ein Zwischenruf.".to_owned(),
        };
        let names = old.and_then(named).zip(new);
        let reply = desk.minutes.attribute(passage, kind, names);
        self.reply(reply);
        Reply::Say(told)
    }

    /// An interjection stands behind the passage in which the cursor is.
    fn interject(&mut self, text: String) -> Reply {
        let Some(desk) = &self.desk else { return Reply::Ignored };
        let Some(item) = desk.item else { return Reply::Ignored };
        let meeting = desk.session.meeting();
        let here = desk.minutes.place().map(|(passage, _)| passage);
        let known = meeting.item(item).and_then(|item| item.passage(here?));
        let place = known.map_or(RecordPlace::End, |passage| {
            RecordPlace::After(crate::domain::Happening::Passage(passage.id))
        });
        let passage = PassageId(meeting.next_id());
        let change =
            PassageChange::Insert { passage, place, kind: PassageKind::Interjection, text };
        Reply::Write(ItemText { item, changes: vec![change] }, Some((passage, usize::MAX)))
    }

    fn filled(&self, ask: &Ask, values: &[String]) -> Result<Reply, String> {
        let value = |at: usize| values.get(at).map_or("", |value| value.trim()).to_owned();
        let meeting = self.desk.as_ref().map(|desk| desk.session.meeting());
        match ask {
            Ask::NewItem(after) => {
                let part = item_part(value(0), value(1), &value(2))?;
                Ok(Reply::Commit(Command::InsertItem { part, after: *after }))
            }
            Ask::EditItem(item) => self.edit_item(*item, value(0), value(1), &value(2), &value(3)),
            Ask::Election(ask) => super::electing::filled(ask, values, meeting),
            Ask::Annul(vote) => {
                Ok(Reply::Commit(Command::AnnulVote { vote: *vote, reason: value(0) }))
            }
            Ask::Bloc(item, motion) => {
                let meeting = meeting.ok_or("Erst eine Sitzung aufrufen.")?;
                let (item, motion) = (*item, *motion);
                let items = bloc::items(meeting, item, &value(0))?;
                Ok(Reply::Commit(Command::FormBloc { item, motion, items }))
            }
            Ask::Reopen => Ok(Reply::Commit(Command::ReopenMeeting.because(&value(0)))),
            Ask::Approval | Ask::Addendum(_) => self.for_record(ask, values).map(Reply::Commit),
            Ask::Field(field) => {
                let meeting = meeting.ok_or("Erst eine Sitzung aufrufen.")?;
                field.set(meeting, &value(0)).map(Reply::Commit)
            }
            Ask::Movement(_) | Ask::Recusal(..) | Ask::Absence(..) => {
                let meeting = meeting.ok_or("Erst eine Sitzung aufrufen.")?;
                super::presence::corrected(meeting, ask, &value(0), &value(1)).map(Reply::Commit)
            }
            Ask::Elsewhere(_) => super::elsewhere::filled(value(0)),
            Ask::NewMeeting => {
                if value(0).is_empty() {
                    return Err("Erwartet: der Name des Gremiums.".to_owned());
                }
                chrono::NaiveDate::parse_from_str(&value(1), "%d.%m.%Y")
                    .map_err(|_| "Erwartet: ein Tag wie 09.03.2027.".to_owned())?;
                chrono::NaiveTime::parse_from_str(&value(2), "%H:%M")
                    .map_err(|_| "Erwartet: eine Uhrzeit wie 17:00.".to_owned())?;
                Ok(Reply::Outside(Effect::New {
                    committee: value(0),
                    date: value(1),
                    start: value(2),
                    place: value(3),
                }))
            }
            Ask::Import => {
                if value(0).is_empty() {
                    return Err("Erwartet: der Pfad der Tagesordnung.".to_owned());
                }
                let members = Some(value(1)).filter(|path| !path.is_empty());
                Ok(Reply::Outside(Effect::Import { agenda: value(0), members }))
            }
            _ => Ok(Reply::Done),
        }
    }

    fn edit_item(
        &self,
        item: ItemId,
        number: String,
        name: String,
        public: &str,
        attachments: &str,
    ) -> Result<Reply, String> {
        let meeting = self.desk.as_ref().map(|desk| desk.session.meeting());
        let old = meeting.and_then(|meeting| meeting.item(item));
        let part = item_part(number, name, public)?;
        let part = ItemPart {
            paper: old.and_then(|item| item.paper),
            attachments: list(attachments),
            ..part
        };
        Ok(Reply::Commit(Command::ReviseItem { item, part }))
    }
}

/// The other votes in turn: who is named has deviated, as a rule with Nein.
fn next_choice(choice: Choice) -> Choice {
    match choice {
        Choice::No => Choice::Abstain,
        Choice::Abstain => Choice::Yes,
        Choice::Yes => Choice::No,
    }
}

/// "Präsentation; Übersichtskarte" as two names.
fn list(typed: &str) -> Vec<String> {
    let names = typed.split(';').map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

fn item_part(number: String, name: String, public: &str) -> Result<ItemPart, String> {
    let public = match public.to_lowercase().as_str() {
        "j" | "ja" => true,
        "n" | "nein" => false,
        _ => return Err("Erwartet: öffentlich ja oder nein.".to_owned()),
    };
    Ok(ItemPart { number, name, public, paper: None, attachments: Vec::new() })
}
