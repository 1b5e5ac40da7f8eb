//! After the close: asking why once, approving, adding.

use super::{App, Desk};
use crate::domain::{
    Approval, Command, ItemId, Meeting, MeetingState, RecordCommand, Refusal, Timestamp,
};
use crate::ui::overlay::Overlay;
use crate::ui::prompt::Prompt;
use crate::ui::{Ask, Reply};
use crate::wording;

impl App {
    /// Asks why, before something becomes true in a closed meeting. Tells whether it did; then the
    /// command waits for the answer.
    pub(super) fn asks_why(&mut self, command: &Command) -> bool {
        let now = self.now;
        let wants = |desk: &&mut Desk| desk.session.wants_reason();
        let Some(desk) = self.desk.as_mut().filter(wants) else { return false };
        // What has no meaning, or brings its own reason, is not asked for one.
        if matches!(command, Command::Record(_)) {
            return false;
        }
        if desk.session.meeting().decide(command, now) != Err(Refusal::ReasonMissing) {
            return false;
        }
        self.waiting = Some(command.clone());
        self.ask(Ask::Reason);
        true
    }

    /// The same for text that is being typed. In an approved record it does not stay.
    pub(super) fn ask_why_typed(&mut self) {
        let now = self.now;
        // Why: this is asked after each key, and while the meeting goes on the answer is no.
        let over = |desk: &&mut Desk| desk.session.meeting().is_over() && desk.has_unwritten();
        let Some(desk) = self.desk.as_mut().filter(over) else { return };
        match desk.session.meeting().state {
            MeetingState::Closed if desk.session.wants_reason() && self.overlay.is_none() => {
                self.ask(Ask::Reason);
            }
            MeetingState::Approved => {
                desk.forget_typed(now);
                let told = wording::refusal(&Refusal::Approved, desk.session.meeting());
                self.say(told);
            }
            MeetingState::Prepared
            | MeetingState::Running
            | MeetingState::Interrupted
            | MeetingState::Closed => {}
        }
    }

    /// Takes the reason; what waited for it becomes true.
    pub(super) fn take_reason(&mut self, values: &[String]) {
        let reason = values.first().map_or("", |value| value.trim()).to_owned();
        let Some(desk) = &mut self.desk else { return };
        if reason.is_empty() {
            let told = wording::refusal(&Refusal::ReasonMissing, desk.session.meeting());
            return self.say(told);
        }
        self.overlay = None;
        desk.session.correct_because(reason.clone());
        self.say(format!("Was jetzt geändert wird, ist eine Berichtigung: {reason}"));
        match self.waiting.take() {
            Some(command) => self.reply(Reply::Commit(command)),
            None => self.reply(Reply::Settle),
        }
    }

    /// A question was left without an answer: without a reason nothing changes.
    pub(super) fn give_up(&mut self, ask: &Ask) {
        let now = self.now;
        self.waiting = None;
        let Some(desk) = self.desk.as_mut().filter(|_| *ask == Ask::Reason) else { return };
        if desk.session.wants_reason() {
            desk.forget_typed(now);
            self.say("Nichts geändert.");
        }
    }

    /// The command that what was filled in asks for.
    pub(super) fn for_record(&self, ask: &Ask, values: &[String]) -> Result<Command, String> {
        let desk = self.desk.as_ref().ok_or("Erst eine Sitzung aufrufen.")?;
        let value = |at: usize| values.get(at).map_or("", |value| value.trim());
        let command = match ask {
            Ask::Approval => {
                let on = chrono::NaiveDate::parse_from_str(value(0), "%d.%m.%Y")
                    .map_err(|_| "Erwartet: ein Tag wie 13.04.2027.".to_owned())?;
                RecordCommand::Approve(Approval { on, by: value(1).to_owned() })
            }
            _ => {
                let item = numbered(desk.session.meeting(), value(0))?;
                let clerk = desk.session.clerk().to_owned();
                RecordCommand::Append { item, text: value(1).to_owned(), clerk }
            }
        };
        Ok(Command::Record(command))
    }
}

/// The item with this number; empty: none.
fn numbered(meeting: &Meeting, typed: &str) -> Result<Option<ItemId>, String> {
    let plain = |number: &str| number.split_whitespace().collect::<String>().to_lowercase();
    let wanted = plain(typed);
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut found = meeting.agenda.iter().filter(|item| plain(&item.number) == wanted);
    match found.next() {
        Some(item) => Ok(Some(item.id)),
        None => {
            Err(format!("Einen TOP {typed} gibt es nicht. Die Nummer wie in der Tagesordnung."))
        }
    }
}

/// What is asked after the close, if it can be asked yet.
pub(super) fn question(
    meeting: &Meeting,
    ask: Ask,
    on: Option<ItemId>,
    now: Timestamp,
) -> Result<Overlay, String> {
    let refused = |refusal| Err(wording::refusal(&refusal, meeting));
    let prompt = match (&ask, meeting.state) {
        (Ask::Addendum(_), MeetingState::Approved) => {
            let item = on.and_then(|item| meeting.item(item));
            let number = item.map_or("", |item| item.number.as_str()).to_owned();
            let fields = [("Zu TOP", number.as_str()), ("Text", "")];
            let hint = "Ohne TOP steht er am Ende der öffentlichen Niederschrift.";
            Prompt::new(ask, "Nachtrag zur genehmigten Niederschrift", hint, &fields)
        }
        (Ask::Addendum(_), _) => return refused(Refusal::NotApproved),
        (Ask::Approval, MeetingState::Closed | MeetingState::Approved) => {
            let known = meeting.approval.as_ref();
            let on = known.map_or_else(|| now.date_naive(), |known| known.on);
            let on = on.format("%d.%m.%Y").to_string();
            let by = known.map_or_else(|| meeting.name(), |known| known.by.clone());
            let fields = [("Tag", on.as_str()), ("In oder von", by.as_str())];
            let hint = "Danach bleibt sie, wie sie ist; möglich sind nur noch Nachträge.";
            Prompt::new(ask, "Die Niederschrift ist genehmigt", hint, &fields)
        }
        (_, MeetingState::Approved) => return refused(Refusal::Approved),
        (Ask::Reopen, MeetingState::Closed) => {
            let title = "Die geschlossene Sitzung wieder öffnen";
            Prompt::new(ask, title, "Der Grund steht im Journal.", &[("Grund", "")])
        }
        (Ask::Reason, MeetingState::Closed) => {
            let hint = "Er gilt für alles, was jetzt geändert wird, und steht im Journal.";
            Prompt::new(ask, "Berichtigung: Die Sitzung ist geschlossen", hint, &[("Grund", "")])
        }
        _ => return refused(Refusal::NotClosed),
    };
    Ok(Overlay::Prompt(prompt))
}
