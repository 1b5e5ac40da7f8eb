//! The writer: takes what is to be kept off the hands of whoever types, and says when it is safe.
//!
//! A thread of its own waits for the disk, so that no key ever does. What comes in while it waits
//! is written in one go afterwards. While writing fails, everything stays in memory, in order,
//! and is tried again.

use super::queue::{Queue, calmly};
use super::{Journal, JournalError, Record};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use super::inline::Inline;
pub use super::reporting::Reporting;

/// Without news, the second store is brought up to date after this time.
const SETTLE_AFTER: Duration = Duration::from_secs(1);
/// With news all the time, it is brought up to date after so many appends.
const SETTLE_EVERY: u32 = 512;
/// Shortest and first and longest pause before a failed append is tried again.
const RETRY_AT_ONCE: Duration = Duration::from_millis(200);
const RETRY_FIRST: Duration = Duration::from_secs(1);
const RETRY_LAST: Duration = Duration::from_secs(5);
/// Longest wait at the end of the program.
const FAREWELL: Duration = Duration::from_secs(5);

/// The number of something that was sent: 1, 2, 3 …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ticket(pub u64);

/// What the writer has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// Everything up to this ticket would survive a power cut.
    Durable(Ticket),
    /// Nothing that was sent since the last `Durable` is safe. It is tried again.
    Failed {
        /// What is, and what to do, in German.
        message: String,
    },
    /// Writing works again; a `Durable` follows.
    Recovered,
    /// The second store broke and was mended.
    Mended {
        /// How, in German; it becomes an entry.
        message: String,
    },
    /// Everything is safe, but the second store or the list of meetings lags behind.
    Lagging {
        /// What is, in German.
        message: String,
    },
}

/// Where records go: the [`Writer`], or [`Inline`] in tests.
pub trait Recorder {
    /// Takes a record. Never waits for a disk, but for the disk of a test.
    fn record(&mut self, record: Record) -> Ticket;

    /// Gives what there is to report and is not reported by other means.
    fn poll_reports(&mut self) -> Vec<Report>;

    /// Waits until everything is safe and settled, at most for `timeout`. Tells whether it is
    /// settled: what is safe may still be on its way to the second store.
    ///
    /// # Errors
    /// When something is not safe.
    fn flush(&mut self, timeout: Duration) -> Result<bool, JournalError>;
}

enum Message {
    Record(Ticket, Record),
    Flush(Sender<Result<(), JournalError>>),
    Stop,
}

/// The thread that writes, and the way to it.
#[derive(Debug)]
pub struct Writer {
    handle: WriterHandle,
    ended: Receiver<()>,
    thread: Option<JoinHandle<()>>,
}

/// A way to the writer for other threads: for the one that waits for signals.
#[derive(Debug, Clone)]
pub struct WriterHandle {
    outbox: Sender<Message>,
    reached: Arc<Reached>,
}

/// How far the writer has come: tickets.
#[derive(Debug, Default)]
struct Reached {
    sent: AtomicU64,
    durable: AtomicU64,
}

impl Writer {
    /// Starts the thread. It calls `report` itself, so `report` must not wait for long.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        journal: Box<dyn Journal>,
        report: impl Fn(Report) + Send + 'static,
    ) -> Result<Self, JournalError> {
        let (outbox, inbox) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let reached = Arc::new(Reached::default());
        let told = Arc::clone(&reached);
        let work = move || {
            Work::new(journal, report, told).run(&inbox);
            let _ = end.send(());
        };
        let thread =
            thread::Builder::new().name("journal".to_owned()).spawn(work).map_err(|error| {
                JournalError { message: format!("Das Sichern lässt sich nicht starten: {error}.") }
            })?;
        let handle = WriterHandle { outbox, reached };
        Ok(Self { handle, ended, thread: Some(thread) })
    }

    /// Takes a record and returns at once.
    pub fn send(&self, record: Record) -> Ticket {
        let ticket = Ticket(self.handle.reached.sent.fetch_add(1, Ordering::Relaxed) + 1);
        // Why: the thread ends only with the writer; and without it, no `Durable` will come.
        let _ = self.handle.outbox.send(Message::Record(ticket, record));
        ticket
    }

    /// Waits until everything sent so far is safe and settled, at most for `timeout`. Tells whether
    /// it is settled.
    ///
    /// # Errors
    /// When something is not safe.
    pub fn flush(&self, timeout: Duration) -> Result<bool, JournalError> {
        self.handle.flush(timeout)
    }

    /// Gives a way to the writer for another thread.
    #[must_use]
    pub fn handle(&self) -> WriterHandle {
        self.handle.clone()
    }
}

impl WriterHandle {
    /// Waits until everything sent so far is safe and settled, at most for `timeout`. Tells whether
    /// it is settled.
    ///
    /// # Errors
    /// When something is not safe.
    pub fn flush(&self, timeout: Duration) -> Result<bool, JournalError> {
        let sent = self.reached.sent.load(Ordering::Relaxed);
        let (reply, answer) = mpsc::channel();
        let _ = self.outbox.send(Message::Flush(reply));
        let answer = answer.recv_timeout(timeout).unwrap_or_else(|error| {
            let message = match error {
                RecvTimeoutError::Timeout => {
                    "Noch nicht gesichert: Der Datenträger antwortet nicht. Warten und noch \
                     einmal versuchen."
                }
                RecvTimeoutError::Disconnected => {
                    "Das Sichern ist beendet. Das Programm neu starten."
                }
            };
            Err(JournalError { message: message.to_owned() })
        });
        match answer {
            // Why: what the journal has is saved, however long the second store takes.
            Err(_) if self.reached.durable.load(Ordering::Acquire) >= sent => Ok(false),
            answer => answer.map(|()| true),
        }
    }
}

impl Recorder for Writer {
    fn record(&mut self, record: Record) -> Ticket {
        self.send(record)
    }

    fn poll_reports(&mut self) -> Vec<Report> {
        Vec::new()
    }

    fn flush(&mut self, timeout: Duration) -> Result<bool, JournalError> {
        Self::flush(self, timeout)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.handle.outbox.send(Message::Stop);
        let over = self.ended.recv_timeout(FAREWELL) != Err(RecvTimeoutError::Timeout);
        if let Some(thread) = self.thread.take().filter(|_| over) {
            let _ = thread.join();
        }
    }
}

struct Work<R> {
    journal: Box<dyn Journal>,
    report: R,
    reached: Arc<Reached>,
    queue: Queue,
    /// Appends that the second store does not know.
    unsettled: u32,
    /// The message of the last failure and the pause after it.
    failing: Option<(String, Duration)>,
    /// Why the second store lags behind, as it was told.
    lagging: Option<String>,
    replies: Vec<Sender<Result<(), JournalError>>>,
    stopping: bool,
}

impl<R: Fn(Report)> Work<R> {
    fn new(journal: Box<dyn Journal>, report: R, reached: Arc<Reached>) -> Self {
        Self {
            journal,
            report,
            reached,
            queue: Queue::default(),
            unsettled: 0,
            failing: None,
            lagging: None,
            replies: Vec::new(),
            stopping: false,
        }
    }

    fn run(&mut self, inbox: &Receiver<Message>) {
        while !self.stopping {
            let news = self.wait(inbox);
            let quiet = matches!(news, Err(RecvTimeoutError::Timeout));
            match news {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => self.stopping = true,
            }
            while let Ok(message) = inbox.try_recv() {
                self.take(message);
            }
            let mut done = if self.queue.waiting { self.write() } else { Ok(()) };
            let asked = self.stopping || !self.replies.is_empty();
            let pause = quiet && self.failing.is_none();
            if asked || self.unsettled >= SETTLE_EVERY || (pause && self.unsettled > 0) {
                done = done.and(self.settle());
            }
            for reply in self.replies.drain(..) {
                let _ = reply.send(done.clone());
            }
        }
    }

    /// Waits for news, but not longer than there is nothing else to do.
    fn wait(&self, inbox: &Receiver<Message>) -> Result<Message, RecvTimeoutError> {
        match &self.failing {
            Some((_, pause)) => {
                thread::sleep(RETRY_AT_ONCE);
                inbox.recv_timeout(pause.saturating_sub(RETRY_AT_ONCE))
            }
            None if self.unsettled > 0 => inbox.recv_timeout(SETTLE_AFTER),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Record(ticket, record) => self.queue.push(ticket, record),
            Message::Flush(reply) => self.replies.push(reply),
            Message::Stop => self.stopping = true,
        }
    }

    fn write(&mut self) -> Result<(), JournalError> {
        match self.queue.write(self.journal.as_mut()) {
            Ok(ticket) => {
                self.unsettled = self.unsettled.saturating_add(1);
                self.reached.durable.store(ticket.0, Ordering::Release);
                if self.failing.take().is_some() {
                    (self.report)(Report::Recovered);
                }
                (self.report)(Report::Durable(ticket));
                Ok(())
            }
            Err(error) => {
                let message = error.message.clone();
                let (told, pause) = match self.failing.take() {
                    Some((before, pause)) => {
                        (before == message, pause.saturating_mul(2).min(RETRY_LAST))
                    }
                    None => (false, RETRY_FIRST),
                };
                if !told {
                    (self.report)(Report::Failed { message: message.clone() });
                }
                self.failing = Some((message, pause));
                Err(error)
            }
        }
    }

    fn settle(&mut self) -> Result<(), JournalError> {
        self.unsettled = 0;
        let journal = &mut self.journal;
        let settled = calmly(|| journal.settle());
        let mended = journal.mended();
        if !mended.is_empty() {
            // One report: on the screen, the second would take the place of the first.
            (self.report)(Report::Mended { message: mended.join(" ") });
        }
        let lagging = settled.as_ref().err().map(|error| error.message.clone());
        if lagging != self.lagging {
            self.lagging.clone_from(&lagging);
            lagging.into_iter().for_each(|message| (self.report)(Report::Lagging { message }));
        }
        settled
    }
}
