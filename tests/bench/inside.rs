//! Times of the inside: a key, a frame, a commit, a refold, an export.
//!
//! `cargo bench` prints them; nothing asserts a time. Quote ratios between sizes: a key must not
//! cost more because the meeting is longer.
#![expect(clippy::unwrap_used, reason = "a failed setup should end the run")]
#![expect(missing_docs, reason = "criterion makes a public function without any")]

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use wortlaut::app::{App, Desk, office};
use wortlaut::domain::{
    Command, ItemText, Meeting, PassageChange, PassageId, PassageKind, RecordPlace, Timestamp,
};
use wortlaut::export::{Part, minutes};
use wortlaut::journal::writer::Inline;
use wortlaut::journal::{Change, Entry, Journal as _, Loaded, MemoryJournal, Record, Seq, replay};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::profile;
use wortlaut::session::Session;
use wortlaut::terminal::Input;
use wortlaut::ui::theme::Theme;

const SENTENCE: &str = "Frau Öztürk erklärt auf Nachfrage, dass die Straßensanierung „im Plan“ \
                        liege und der Ausschuss im Herbst einen weiteren Bericht erhalte. ";

fn now() -> Timestamp {
    "2027-03-09T18:00:00+01:00".parse().unwrap()
}

/// The practice meeting with its first item called and `passages` paragraphs of about 1,100 bytes.
fn meeting(passages: u32) -> Loaded {
    let mut loaded = office::practice(&profile::default(), "probe", now());
    let mut state = replay(&loaded.entries, profile::default());
    let item = state.agenda.first().unwrap().id;
    let text = SENTENCE.repeat(8);
    let place = RecordPlace::End;
    let mut push = |state: &mut Meeting, command: &Command| {
        let events = state.decide(command, now()).unwrap();
        for event in &events {
            state.apply(event);
        }
        let seq = loaded.entries.last().unwrap().seq.next();
        let change = Change::Events(events);
        loaded.entries.push(Entry { seq, at: now(), clerk: "probe".to_owned(), change });
    };
    push(&mut state, &Command::CallItem(item));
    for _ in 0..passages {
        let passage = PassageId(state.next_id());
        let (kind, text) = (PassageKind::Remark, text.clone());
        let change = PassageChange::Insert { passage, place, kind, text };
        push(&mut state, &Command::Write(ItemText { item, changes: vec![change] }));
    }
    loaded
}

fn app(loaded: Loaded, size: (u16, u16)) -> App {
    let mut journal = MemoryJournal::default();
    let records: Vec<_> = loaded.entries.iter().cloned().map(Record::Entry).collect();
    journal.append(&records).unwrap();
    let recorder = Box::new(Inline::new(Box::new(journal)));
    let session = Session::new(loaded, recorder, profile::default(), "probe".to_owned());
    let mut app = App::new(Keymap::default(), Theme::coloured(), now());
    app.sit_down(Desk::new(session, None, None, now()), true);
    app.take(Input::Resize(size.0, size.1), now());
    press(&mut app, "f3");
    app
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        let key: Key = key.parse().unwrap();
        app.take(Input::Key(key), now());
    }
}

/// A letter typed, decided, drafted and painted.
fn key(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("key");
    for passages in [3, 75, 750] {
        for (place, go) in [("end", ""), ("start", "strg+pos1")] {
            let mut app = app(meeting(passages), (80, 24));
            press(&mut app, go);
            let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
            let letter = Key::char('x');
            group.bench_function(BenchmarkId::new(place, passages), |bencher| {
                bencher.iter(|| {
                    app.take(Input::Key(letter), now());
                    terminal.draw(|frame| app.draw(frame)).unwrap();
                    press(&mut app, "rück");
                });
            });
        }
    }
    group.finish();
}

/// A frame of each screen.
fn frame(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame");
    for screen in ["f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"] {
        let mut app = app(meeting(75), (120, 40));
        press(&mut app, screen);
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        group.bench_function(screen, |bencher| {
            bencher.iter(|| terminal.draw(|frame| app.draw(frame)).map(|_| ()).unwrap());
        });
    }
    group.finish();
}

/// An undo folds the whole journal again.
fn refold(criterion: &mut Criterion) {
    let mut loaded = meeting(750);
    let write = loaded.entries.last().unwrap().change.clone();
    while loaded.entries.len() < 20_000 {
        let seq = Seq(loaded.entries.last().unwrap().seq.0 + 1);
        let change = write.clone();
        loaded.entries.push(Entry { seq, at: now(), clerk: "probe".to_owned(), change });
    }
    criterion.bench_function("refold 20,000 entries", |bencher| {
        bencher.iter(|| replay(&loaded.entries, profile::default()));
    });
}

/// A vote entered and closed, with everything that follows.
fn commit(criterion: &mut Criterion) {
    criterion.bench_function("a unanimous vote", |bencher| {
        bencher.iter_batched(
            || app(meeting(3), (80, 24)),
            |mut app| press(&mut app, "f6 a eingabe"),
            BatchSize::SmallInput,
        );
    });
}

/// The Niederschrift of a long meeting.
fn text(criterion: &mut Criterion) {
    let loaded = meeting(750);
    let meeting = replay(&loaded.entries, profile::default());
    criterion.bench_function("Niederschrift of 850 kB", |bencher| {
        bencher.iter(|| minutes(&meeting, Part::Public));
    });
}

criterion_group!(benches, key, frame, refold, commit, text);
criterion_main!(benches);
