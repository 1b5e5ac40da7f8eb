//! The thread that writes: it never keeps anybody waiting, and loses nothing.

use super::{Disk, draft, entries, entry, heading, seqs};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;
use wortlaut::journal::memory::Fault;
use wortlaut::journal::writer::{Inline, Recorder as _, Report, Ticket, Writer};
use wortlaut::journal::{
    FaultyJournal, Journal, JournalError, Loaded, MemoryJournal, Record, Resume,
};

const LONG: Duration = Duration::from_secs(20);

/// A journal whose appends wait for a word of the test.
struct Gated {
    below: MemoryJournal,
    began: Sender<Vec<Record>>,
    go: Receiver<()>,
}

impl Journal for Gated {
    fn load(&mut self) -> Result<Loaded, JournalError> {
        self.below.load()
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.began.send(records.to_vec()).unwrap();
        self.go.recv().unwrap();
        self.below.append(records)
    }

    fn settle(&mut self) -> Result<(), JournalError> {
        self.below.settle()
    }
}

fn start(journal: impl Journal + 'static) -> (Writer, Receiver<Report>) {
    let (report, reports) = mpsc::channel();
    let writer = Writer::start(Box::new(journal), move |told| {
        let _ = report.send(told);
    });
    (writer.unwrap(), reports)
}

#[test]
fn sending_never_waits_and_what_waits_is_written_in_one_go() {
    let memory = MemoryJournal::new();
    let (began, begun) = mpsc::channel();
    let (open, go) = mpsc::channel();
    let (writer, reports) = start(Gated { below: memory.clone(), began, go });
    writer.send(Record::Entry(entry(1)));
    begun.recv_timeout(LONG).unwrap();
    // The disk is busy now and stays so until the test says otherwise.
    for seq in 2..=500 {
        writer.send(Record::Draft(Some(draft(seq - 1, "Fr"))));
        writer.send(Record::Resume(Resume { row: seq as usize, ..Resume::default() }));
        writer.send(Record::Heading(heading()));
        writer.send(Record::Entry(entry(seq)));
    }
    writer.send(Record::Draft(Some(draft(500, "F"))));
    let last = writer.send(Record::Draft(Some(draft(500, "Frau"))));
    assert!(reports.try_recv().is_err());
    open.send(()).unwrap();
    assert_eq!(reports.recv_timeout(LONG).unwrap(), Report::Durable(Ticket(1)));
    let batch = begun.recv_timeout(LONG).unwrap();
    assert_eq!(batch.len(), 499 + 3);
    open.send(()).unwrap();
    assert_eq!(reports.recv_timeout(LONG).unwrap(), Report::Durable(last));
    writer.flush(LONG).unwrap();
    assert_eq!(memory.appends(), 2);
    assert_eq!(memory.settles(), 1);
    let loaded = memory.clone().load().unwrap();
    assert_eq!(seqs(&loaded), (1..=500).collect::<Vec<_>>());
    assert_eq!(loaded.draft, Some(draft(500, "Frau")));
    assert_eq!(loaded.resume.unwrap().row, 500);
    assert_eq!(memory.heading(), Some(heading()));
}

#[test]
fn an_entry_takes_the_place_of_the_draft_before_it() {
    let (began, begun) = mpsc::channel();
    let (open, go) = mpsc::channel();
    let (writer, _reports) = start(Gated { below: MemoryJournal::new(), began, go });
    writer.send(Record::Entry(entry(1)));
    begun.recv_timeout(LONG).unwrap();
    writer.send(Record::Draft(Some(draft(1, "Frau"))));
    writer.send(Record::Entry(entry(2)));
    open.send(()).unwrap();
    assert_eq!(begun.recv_timeout(LONG).unwrap(), entries(2..=2));
    open.send(()).unwrap();
}

#[test]
fn after_a_failure_nothing_is_lost_and_the_order_is_kept() {
    for fault in [Fault::Refused, Fault::Torn, Fault::Unsure] {
        let memory = MemoryJournal::new();
        let plan = [(1, fault), (2, fault), (4, fault)];
        let (writer, reports) = start(FaultyJournal::planned(memory.clone(), &plan));
        for seq in 1..=100 {
            writer.send(Record::Entry(entry(seq)));
        }
        assert!(matches!(reports.recv_timeout(LONG).unwrap(), Report::Failed { .. }));
        let last = writer.send(Record::Entry(entry(101)));
        let mut told = Vec::new();
        while told.last() != Some(&Report::Durable(last)) {
            told.push(reports.recv_timeout(LONG).unwrap());
        }
        assert_eq!(told[0], Report::Recovered, "{fault:?}: {told:?}");
        assert!(writer.flush(LONG).is_ok());
        drop(writer);
        let expected: Vec<_> = (1..=101).map(entry).collect();
        assert_eq!(memory.clone().load().unwrap().entries, expected);
    }
}

#[test]
fn a_flush_says_when_something_is_not_safe() {
    let memory = MemoryJournal::new();
    let (writer, _reports) = start(FaultyJournal::planned(memory, &[(1, Fault::Crash)]));
    writer.send(Record::Entry(entry(1)));
    let handle = writer.handle();
    let thread = std::thread::spawn(move || handle.flush(LONG));
    assert!(thread.join().unwrap().is_err());
}

#[test]
fn a_flush_does_not_wait_longer_than_it_may() {
    let (began, _begun) = mpsc::channel();
    let (open, go) = mpsc::channel();
    let (writer, _reports) = start(Gated { below: MemoryJournal::new(), began, go });
    writer.send(Record::Entry(entry(1)));
    let error = writer.flush(Duration::from_millis(20)).unwrap_err();
    assert!(error.message.contains("Noch nicht gesichert"), "{error}");
    open.send(()).unwrap();
    writer.flush(LONG).unwrap();
}

#[test]
fn the_end_of_the_writer_writes_what_waits() {
    let memory = MemoryJournal::new();
    let (writer, _reports) = start(memory.clone());
    for seq in 1..=50 {
        writer.send(Record::Entry(entry(seq)));
    }
    drop(writer);
    assert_eq!(memory.clone().load().unwrap().entries.len(), 50);
    assert_eq!(memory.settles(), 1);
}

#[test]
fn a_pause_settles_once() {
    let memory = MemoryJournal::new();
    let (writer, reports) = start(memory.clone());
    writer.send(Record::Entry(entry(1)));
    assert_eq!(reports.recv_timeout(LONG).unwrap(), Report::Durable(Ticket(1)));
    std::thread::sleep(Duration::from_millis(2500));
    assert_eq!(memory.settles(), 1);
}

/// A journal with a fault of ours in it.
struct Panicking(MemoryJournal, bool);

impl Journal for Panicking {
    fn load(&mut self) -> Result<Loaded, JournalError> {
        self.0.load()
    }

    fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        assert!(std::mem::replace(&mut self.1, true), "the first append panics");
        self.0.append(records)
    }

    fn settle(&mut self) -> Result<(), JournalError> {
        Ok(())
    }
}

#[test]
fn a_panic_in_the_journal_does_not_take_what_waits_with_it() {
    let memory = MemoryJournal::new();
    let (writer, reports) = start(Panicking(memory.clone(), false));
    let ticket = writer.send(Record::Entry(entry(1)));
    assert!(matches!(reports.recv_timeout(LONG).unwrap(), Report::Failed { .. }));
    assert_eq!(reports.recv_timeout(LONG).unwrap(), Report::Recovered);
    assert_eq!(reports.recv_timeout(LONG).unwrap(), Report::Durable(ticket));
    assert_eq!(memory.clone().load().unwrap().entries, [entry(1)]);
}

#[test]
fn the_writer_works_on_disk() {
    let disk = Disk::new();
    let (writer, reports) = start(disk.open());
    let mut last = Ticket::default();
    for record in entries(1..=1000) {
        last = writer.send(record);
    }
    while reports.recv_timeout(LONG).unwrap() != Report::Durable(last) {}
    writer.flush(LONG).unwrap();
    drop(writer);
    let loaded = disk.load();
    assert_eq!(loaded.entries.len(), 1000);
    assert_eq!(loaded.repairs, [""; 0]);
}

#[test]
fn inline_reports_what_happened_in_order() {
    let memory = MemoryJournal::new();
    let faulty = FaultyJournal::planned(memory.clone(), &[(2, Fault::Refused), (3, Fault::Torn)]);
    let mut inline = Inline::new(Box::new(faulty));
    let first = inline.record(Record::Entry(entry(1)));
    assert_eq!(inline.poll_reports(), [Report::Durable(first)]);
    inline.record(Record::Entry(entry(2)));
    inline.record(Record::Entry(entry(3)));
    assert!(matches!(&inline.poll_reports()[..], [Report::Failed { .. }]));
    inline.retry();
    assert_eq!(inline.poll_reports(), [Report::Recovered, Report::Durable(Ticket(3))]);
    inline.flush(LONG).unwrap();
    let expected: Vec<_> = (1..=3).map(entry).collect();
    assert_eq!(memory.clone().load().unwrap().entries, expected);
}

#[test]
fn any_seed_of_faults_loses_nothing() {
    for seed in 0..50 {
        let memory = MemoryJournal::new();
        let mut inline = Inline::new(Box::new(FaultyJournal::seeded(memory.clone(), seed)));
        for seq in 1..=200 {
            inline.record(Record::Draft(Some(draft(seq - 1, "F"))));
            inline.record(Record::Entry(entry(seq)));
        }
        while inline.flush(LONG).is_err() {}
        assert_eq!(memory.clone().load().unwrap().entries.len(), 200, "seed {seed}");
    }
}
