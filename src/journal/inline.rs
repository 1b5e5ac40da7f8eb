//! A writer without a thread, for tests.

use super::queue::Queue;
use super::writer::{Recorder, Report, Ticket};
use super::{Journal, JournalError, Record};
use std::time::Duration;

/// Writes at once and in the same thread, so that a test knows what has happened when.
pub struct Inline {
    journal: Box<dyn Journal>,
    queue: Queue,
    reports: Vec<Report>,
    last: u64,
    failing: bool,
}

impl std::fmt::Debug for Inline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inline").field("queue", &self.queue).finish_non_exhaustive()
    }
}

impl Inline {
    /// Writes to `journal`.
    #[must_use]
    pub fn new(journal: Box<dyn Journal>) -> Self {
        Self { journal, queue: Queue::default(), reports: Vec::new(), last: 0, failing: false }
    }

    /// Tries again what could not be written; the writer does that after a pause.
    pub fn retry(&mut self) {
        if !self.queue.waiting {
            return;
        }
        match self.queue.write(self.journal.as_mut()) {
            Ok(ticket) => {
                if std::mem::take(&mut self.failing) {
                    self.reports.push(Report::Recovered);
                }
                self.reports.push(Report::Durable(ticket));
            }
            Err(error) => {
                if !std::mem::replace(&mut self.failing, true) {
                    self.reports.push(Report::Failed { message: error.message });
                }
            }
        }
    }
}

impl Recorder for Inline {
    fn record(&mut self, record: Record) -> Ticket {
        self.last += 1;
        self.queue.push(Ticket(self.last), record);
        self.retry();
        Ticket(self.last)
    }

    fn poll_reports(&mut self) -> Vec<Report> {
        std::mem::take(&mut self.reports)
    }

    fn flush(&mut self, _timeout: Duration) -> Result<bool, JournalError> {
        if self.queue.waiting {
            self.queue.write(self.journal.as_mut()).map(|ticket| {
                self.failing = false;
                self.reports.push(Report::Durable(ticket));
            })?;
        }
        let settled = self.journal.settle().is_ok();
        let mended = self.journal.mended().into_iter();
        self.reports.extend(mended.map(|message| Report::Mended { message }));
        Ok(settled)
    }
}
