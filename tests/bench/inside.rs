//! Times of the inside: a key, a frame, a commit, a refold, an export, a search.
//!
//! `cargo bench` prints them; nothing asserts a time. Quote ratios between sizes: a key must not
//! cost more because the meeting is longer.
#![expect(clippy::unwrap_used, reason = "a failed setup should end the run")]
#![expect(clippy::indexing_slicing, reason = "as above")]
#![expect(missing_docs, reason = "criterion makes a public function without any")]

mod document;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use document::{Document, LONG, SHORT, SIZES, now, press};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Duration;
use wortlaut::app::App;
use wortlaut::export::{Part, minutes};
use wortlaut::journal::{Entry, Seq, replay};
use wortlaut::keymap::Key;
use wortlaut::profile;
use wortlaut::terminal::Input;
use wortlaut::text::Pattern;

/// From a key to the finished frame, and back: a key that changes something, and one that takes
/// it back, each with its frame.
fn key(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("key");
    // Why: what is typed is kept, in the end more than a machine has.
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for size in SIZES {
        let mut bench = |name: &str, mut app: App, [there, back]: [&str; 2]| {
            let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
            let keys: [Key; 2] = [there.parse().unwrap(), back.parse().unwrap()];
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| {
                    for key in keys {
                        app.take(Input::Key(key), now());
                        terminal.draw(|frame| app.draw(frame)).unwrap();
                    }
                });
            });
        };
        let short = Document::new(size, SHORT);
        let places =
            [("at the start", 0.0, 0.0), ("in the middle", 0.5, 0.5), ("at the end", 1.0, 1.0)];
        for (place, passage, byte) in places {
            let name = format!("letter {place}");
            bench(&name, short.open(passage, byte, (80, 24)), ["x", "rück"]);
        }
        let long = Document::new(size, LONG);
        for (place, _, byte) in places {
            let name = format!("letter {place} of 20 KiB");
            bench(&name, long.open(0.5, byte, (80, 24)), ["x", "rück"]);
        }
        for (name, keys) in [
            ("enter and join", ["eingabe", "rück"]),
            ("down and up", ["ab", "auf"]),
            ("page down and up", ["bild-ab", "bild-auf"]),
        ] {
            bench(name, short.open(0.5, 0.5, (80, 24)), keys);
        }
    }
    group.finish();
}

/// A frame of each screen.
fn frame(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("frame");
    let document = Document::new(75, SHORT);
    for screen in ["f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"] {
        let mut app = document.open(1.0, 1.0, (120, 40));
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
    let mut loaded = Document::new(750, SHORT).loaded;
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
    let document = Document::new(3, SHORT);
    criterion.bench_function("a unanimous vote", |bencher| {
        bencher.iter_batched(
            || document.open(1.0, 1.0, (80, 24)),
            |mut app| press(&mut app, "f6 a eingabe"),
            BatchSize::SmallInput,
        );
    });
}

/// The Niederschrift of a long meeting, and words found in all of its text.
fn text(criterion: &mut Criterion) {
    let loaded = Document::new(750, SHORT).loaded;
    let meeting = replay(&loaded.entries, profile::default());
    criterion.bench_function("Niederschrift of 850 kB", |bencher| {
        bencher.iter(|| minutes(&meeting, Part::Public));
    });
    let passages = meeting.agenda.iter().flat_map(|item| &item.passages);
    let texts: Vec<_> = passages.map(|passage| passage.text.as_str()).collect();
    for typed in ["Strassensanierung \"im Plan\"", "Enteignung", "e"] {
        let pattern = Pattern::new(typed).unwrap();
        criterion.bench_function(&format!("find {typed} in 850 kB"), |bencher| {
            bencher.iter(|| texts.iter().flat_map(|text| pattern.places(text)).count());
        });
    }
}

criterion_group!(benches, key, frame, refold, commit, text);
criterion_main!(benches);
