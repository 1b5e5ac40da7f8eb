//! An open meeting and its journal: the one place where something becomes true.

use crate::domain::{
    Checksum, Command, Event, Meeting, MeetingHead, MeetingState, Profile, Refusal, Timestamp,
};
use crate::journal::{
    Change, Draft, Entry, Heading, Heads, JournalError, Loaded, Record, Resume, Seq, replay,
    writer::{Recorder, Report, Ticket},
};
use std::collections::VecDeque;

/// Keys that may wait in memory while the disk refuses, before input is held back.
const HELD_BACK_AT: u64 = 10_000;

/// An open meeting.
pub struct Session {
    meeting: Meeting,
    entries: Vec<Entry>,
    heads: Heads,
    checksum: Option<Checksum>,
    /// What the journal's first entry builds upon.
    ground: Profile,
    clerk: String,
    recorder: Box<dyn Recorder>,
    steps: Steps,
    /// Why a closed meeting is corrected, until another reason is given.
    reason: Option<String>,
    saving: Saving,
    news: Vec<News>,
}

/// What became of the store meanwhile, in German: the clerk is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// It broke and was mended; that becomes an entry ([`Session::note_repair`]), once the text
    /// that is being typed is history.
    Mended(String),
    /// Its second half lags behind.
    Lagging(String),
}

/// What can be undone and redone, by entry.
#[derive(Debug, Default)]
struct Steps {
    done: Vec<Seq>,
    undone: Vec<Seq>,
}

/// How far the journal has come.
#[derive(Debug, Default)]
struct Saving {
    sent: Ticket,
    durable: Ticket,
    at: Option<Timestamp>,
    /// What waits, and since when.
    waiting: VecDeque<(Ticket, Timestamp)>,
    trouble: Option<String>,
}

/// What the status line says of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved<'a> {
    /// Everything would survive a power cut.
    All {
        /// Since when; `None`: nothing was written since the meeting was opened.
        at: Option<Timestamp>,
    },
    /// Something is on its way.
    Pending {
        /// Up to when everything is saved.
        at: Option<Timestamp>,
        /// Since when something waits.
        since: Timestamp,
    },
    /// The disk refuses.
    Failed {
        /// What it says.
        message: &'a str,
        /// Up to when everything is saved.
        at: Option<Timestamp>,
        /// How many records wait in memory.
        waiting: u64,
    },
}

impl Session {
    /// Takes over what a journal holds.
    #[must_use]
    pub fn new(
        loaded: Loaded,
        recorder: Box<dyn Recorder>,
        ground: Profile,
        clerk: String,
    ) -> Self {
        let Loaded { entries, heads, .. } = loaded;
        let heads = heads.unwrap_or_else(|| Heads::of(&entries));
        let meeting = replay(&entries, ground.clone());
        // Why: after the close nothing changes without a reason, and a step of another evening
        // had another one.
        let over = meeting.is_over();
        Self {
            meeting,
            steps: if over { Steps::default() } else { Steps::of(&entries, &clerk) },
            reason: None,
            entries,
            heads,
            checksum: heads.checksum(),
            ground,
            clerk,
            recorder,
            saving: Saving::default(),
            news: Vec::new(),
        }
    }

    /// The meeting as it stands.
    #[must_use]
    pub fn meeting(&self) -> &Meeting {
        &self.meeting
    }

    /// History.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Prüfsumme of everything that was recorded; `None`: nothing was.
    #[must_use]
    pub fn checksum(&self) -> Option<&Checksum> {
        self.checksum.as_ref()
    }

    /// The last entry.
    #[must_use]
    pub fn last(&self) -> Seq {
        self.entries.last().map_or(Seq::default(), |entry| entry.seq)
    }

    /// Who keeps the minutes here.
    #[must_use]
    pub fn clerk(&self) -> &str {
        &self.clerk
    }

    /// Takes a reason for what is corrected from now on.
    pub fn correct_because(&mut self, reason: String) {
        self.reason = Some(reason);
    }

    /// Tells whether the meeting is closed and nobody has said why it is corrected.
    #[must_use]
    pub fn wants_reason(&self) -> bool {
        self.meeting.state == MeetingState::Closed && self.reason.is_none()
    }

    /// Decides, believes and hands the entry to the writer. Returns the facts that were added. In
    /// a closed meeting it is a Berichtigung, for the reason that was given.
    ///
    /// # Errors
    /// Refuses what has no meaning now; then nothing has changed.
    pub fn commit(&mut self, command: &Command, now: Timestamp) -> Result<&[Event], Refusal> {
        let state = self.meeting.state;
        let mut events = match &self.reason {
            Some(reason) if is_corrected(command, state) => {
                self.meeting.decide(&command.because(reason), now)?
            }
            _ => self.meeting.decide(command, now)?,
        };
        events.iter_mut().for_each(|event| event.seal(|| self.heads.last.checksum()));
        let listed = self.listed();
        for event in &events {
            self.meeting.apply(event);
        }
        if events.iter().any(Event::is_wall) {
            self.reason = None;
        }
        let step = self.last().next();
        self.steps.add(step, &events);
        self.write(Change::Events(events), now);
        if self.listed() != listed {
            self.write_heading(now);
        }
        match self.entries.last().map(|entry| &entry.change) {
            Some(Change::Events(events)) => Ok(events),
            _ => Ok(&[]),
        }
    }

    /// Notes that the store was mended.
    pub fn note_repair(&mut self, what: String, now: Timestamp) {
        self.write(Change::Repaired(what), now);
    }

    /// Notes that the clock of the machine was set by so many seconds.
    pub fn note_clock_set(&mut self, by_s: i64, now: Timestamp) {
        self.write(Change::ClockSet(by_s), now);
    }

    /// Takes back this clerk's last action. Returns what it was; `None`: there is none.
    pub fn undo(&mut self, now: Timestamp) -> Option<Vec<Event>> {
        let seq = *self.steps.done.last()?;
        // A journal of an earlier version may have closed the meeting by a redo.
        if self.events_of(seq).iter().any(Event::ends_meeting) {
            return None;
        }
        self.steps.done.pop();
        self.steps.undone.push(seq);
        self.write(Change::Retract(seq), now);
        self.refold(now);
        Some(self.events_of(seq))
    }

    /// Makes the action that was taken back last count again.
    pub fn redo(&mut self, now: Timestamp) -> Option<Vec<Event>> {
        let seq = self.steps.undone.pop()?;
        self.steps.done.push(seq);
        self.write(Change::Restore(seq), now);
        self.refold(now);
        Some(self.events_of(seq))
    }

    /// Keeps what is being typed; `None`: nothing is.
    pub fn draft(&mut self, draft: Option<Draft>, now: Timestamp) {
        self.send(Record::Draft(draft), now);
    }

    /// Keeps the place where the clerk is. It is no text: the screen need not wait for it.
    pub fn resume_at(&mut self, resume: Resume) {
        self.recorder.record(Record::Resume(resume));
    }

    /// Hears from the writer.
    pub fn poll(&mut self, now: Timestamp) {
        for report in self.recorder.poll_reports() {
            match report {
                Report::Durable(ticket) => {
                    self.saving.durable = self.saving.durable.max(ticket);
                    self.saving.at = Some(now);
                    let durable = self.saving.durable;
                    let waiting = &mut self.saving.waiting;
                    while waiting.front().is_some_and(|(ticket, _)| *ticket <= durable) {
                        waiting.pop_front();
                    }
                    self.saving.trouble = None;
                }
                Report::Mended { message } => self.news.push(News::Mended(message)),
                // What the clerk wrote is safe all the same.
                Report::Lagging { message } => self.news.push(News::Lagging(message)),
                Report::Failed { message } => self.saving.trouble = Some(message),
                Report::Recovered => self.saving.trouble = None,
            }
        }
    }

    /// Gives what the store has to say beside saving.
    pub fn take_news(&mut self) -> Vec<News> {
        std::mem::take(&mut self.news)
    }

    /// Hears that the clock shows less than it did: what waits to be saved waits since now.
    pub fn clock_set_back(&mut self, now: Timestamp) {
        for (_, since) in &mut self.saving.waiting {
            *since = now.min(*since);
        }
    }

    /// What the status line says of saving.
    #[must_use]
    pub fn saved(&self) -> Saved<'_> {
        let Saving { at, ref trouble, ref waiting, .. } = self.saving;
        match (trouble, waiting.front().copied()) {
            (Some(message), _) => Saved::Failed { message, at, waiting: self.saving.waiting() },
            (None, Some((_, since))) => Saved::Pending { at, since },
            (None, None) => Saved::All { at },
        }
    }

    /// Tells whether so much waits in memory that input must be held back.
    #[must_use]
    pub fn holds_back(&self) -> bool {
        self.saving.trouble.is_some() && self.saving.waiting() > HELD_BACK_AT
    }

    /// Waits until everything is safe and settled, at most for `timeout`. Tells whether it is
    /// settled: what is safe may still be on its way to the second store.
    ///
    /// # Errors
    /// When the disk refuses or takes longer, and something is not safe.
    pub fn flush(&mut self, timeout: std::time::Duration) -> Result<bool, JournalError> {
        self.recorder.flush(timeout)
    }

    fn write(&mut self, change: Change, now: Timestamp) -> Seq {
        let seq = self.last().next();
        let entry = Entry { seq, at: now, clerk: self.clerk.clone(), change };
        self.heads = self.heads.then(&entry);
        self.checksum = self.heads.checksum();
        self.entries.push(entry.clone());
        self.send(Record::Entry(entry), now);
        seq
    }

    /// What the list of meetings shows of this one.
    fn listed(&self) -> (MeetingState, usize, MeetingHead) {
        (self.meeting.state, self.meeting.agenda.len(), self.meeting.head.clone())
    }

    fn write_heading(&mut self, now: Timestamp) {
        let heading = Heading::of(&self.meeting, self.last(), now);
        self.send(Record::Heading(heading), now);
    }

    fn send(&mut self, record: Record, now: Timestamp) {
        let ticket = self.recorder.record(record);
        self.saving.sent = ticket;
        self.saving.waiting.push_back((ticket, now));
    }

    /// Undo has no inverse to get wrong: the journal is folded again without the entry.
    fn refold(&mut self, now: Timestamp) {
        let listed = self.listed();
        self.meeting = replay(&self.entries, self.ground.clone());
        if self.listed() != listed {
            self.write_heading(now);
        }
    }

    fn events_of(&self, seq: Seq) -> Vec<Event> {
        let found = self.entries.iter().rev().find(|entry| entry.seq == seq);
        match found.map(|entry| &entry.change) {
            Some(Change::Events(events)) => events.clone(),
            _ => Vec::new(),
        }
    }
}

impl Saving {
    /// How many records wait. The place of the cursor is written too, and nobody waits for it: so
    /// more can be safe than was sent.
    fn waiting(&self) -> u64 {
        self.sent.0.saturating_sub(self.durable.0)
    }
}

/// Tells whether a command changes what was closed, so that it has the reason in its entry. What
/// opens the meeting anew brings its own.
fn is_corrected(command: &Command, state: MeetingState) -> bool {
    state == MeetingState::Closed && !matches!(command, Command::Record(_) | Command::ReopenMeeting)
}

impl Steps {
    /// Adds an action. Nobody goes back over the close, the approval or the opening anew.
    fn add(&mut self, seq: Seq, events: &[Event]) {
        self.undone.clear();
        if events.iter().any(Event::is_wall) {
            self.done.clear();
        }
        if !events.iter().any(Event::ends_meeting) {
            self.done.push(seq);
        }
    }

    /// What this clerk can undo and redo, from the journal: it survives a restart. The first
    /// entry prepared the meeting and is not taken back.
    fn of(entries: &[Entry], clerk: &str) -> Self {
        let mut steps = Self::default();
        for entry in entries.iter().skip(1) {
            if entry.clerk != clerk {
                // What is built upon cannot be taken away from under another clerk's feet.
                if matches!(entry.change, Change::Events(_)) {
                    steps = Self::default();
                }
                continue;
            }
            match &entry.change {
                Change::Events(events) => {
                    steps.add(entry.seq, events);
                }
                Change::Retract(seq) => {
                    steps.done.retain(|done| done != seq);
                    steps.undone.push(*seq);
                }
                Change::Restore(seq) => {
                    steps.undone.retain(|undone| undone != seq);
                    steps.done.push(*seq);
                }
                Change::Repaired(_) | Change::ClockSet(_) => {}
            }
        }
        steps
    }
}
