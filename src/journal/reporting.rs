//! A writer whose reports wait until somebody asks for them.

use super::writer::{Recorder, Report, Ticket, Writer};
use super::{JournalError, Record};
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// A writer and what it has reported. Whoever starts the writer lets it send its reports here, and
/// wakes whoever is to ask.
#[derive(Debug)]
pub struct Reporting {
    writer: Writer,
    reports: Receiver<Report>,
}

impl Reporting {
    /// Takes a writer that sends its reports to the other end of `reports`.
    #[must_use]
    pub fn new(writer: Writer, reports: Receiver<Report>) -> Self {
        Self { writer, reports }
    }
}

impl Recorder for Reporting {
    fn record(&mut self, record: Record) -> Ticket {
        self.writer.record(record)
    }

    fn poll_reports(&mut self) -> Vec<Report> {
        self.reports.try_iter().collect()
    }

    fn flush(&mut self, timeout: Duration) -> Result<bool, JournalError> {
        self.writer.flush(timeout)
    }
}
