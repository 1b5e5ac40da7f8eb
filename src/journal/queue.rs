//! What waits for the disk, and how it is written.

use super::writer::Ticket;
use super::{Draft, Entry, Heading, Journal, JournalError, Record, Resume};
use crate::hush::quietly;

/// What waits to be written. Of what only the newest counts, only the newest is kept; an entry
/// ends the draft before it.
#[derive(Debug, Default)]
pub(super) struct Queue {
    entries: Vec<Entry>,
    draft: Option<Option<Draft>>,
    resume: Option<Resume>,
    heading: Option<Heading>,
    newest: Ticket,
    pub(super) waiting: bool,
}

impl Queue {
    pub(super) fn push(&mut self, ticket: Ticket, record: Record) {
        self.newest = ticket;
        self.put(record);
    }

    fn put(&mut self, record: Record) {
        self.waiting = true;
        match record {
            Record::Entry(entry) => {
                self.entries.push(entry);
                self.draft = None;
            }
            Record::Draft(draft) => self.draft = Some(draft),
            Record::Resume(resume) => self.resume = Some(resume),
            Record::Heading(heading) => self.heading = Some(heading),
        }
    }

    fn take(&mut self) -> Vec<Record> {
        self.waiting = false;
        let mut out: Vec<Record> = self.entries.drain(..).map(Record::Entry).collect();
        out.extend(self.draft.take().map(Record::Draft));
        out.extend(self.resume.take().map(Record::Resume));
        out.extend(self.heading.take().map(Record::Heading));
        out
    }

    /// Writes what waits. What could not be written waits on.
    pub(super) fn write(&mut self, journal: &mut dyn Journal) -> Result<Ticket, JournalError> {
        let batch = self.take();
        match calmly(|| journal.append(&batch)) {
            Ok(()) => Ok(self.newest),
            Err(error) => {
                batch.into_iter().for_each(|record| self.put(record));
                Err(error)
            }
        }
    }
}

/// Takes a panic in the journal for an error: what waits must not be lost with the thread.
pub(super) fn calmly(work: impl FnOnce() -> Result<(), JournalError>) -> Result<(), JournalError> {
    quietly(work).unwrap_or_else(|_| {
        let message = "Nicht gesichert: Im Programm ist ein Fehler. Es wird weiter versucht.";
        Err(JournalError { message: message.to_owned() })
    })
}
