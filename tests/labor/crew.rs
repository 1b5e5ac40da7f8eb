//! Several rounds at a time: most of one is waiting.

use crate::shim::{Wrong, scratch};
use crate::tally::Tally;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Rounds at a time for each thread of the machine.
const HANDS: usize = 4;

/// What a round has come to: of which kind it was, how to play it again, what is wrong.
pub(crate) type Round = (String, String, Vec<Wrong>);

/// Plays all jobs, each in a folder of its own whose `root` is not there yet.
pub(crate) fn play<T: Sync>(
    tally: &mut Tally,
    jobs: &[T],
    play: impl Fn(&T, &Path) -> Round + Sync,
) {
    let next = AtomicUsize::new(0);
    let tally = Mutex::new(tally);
    let hands = std::thread::available_parallelism().map_or(1, usize::from) * HANDS;
    std::thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(|| {
                let home = scratch();
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let root = home.path().join("root");
                    if root.exists() {
                        fs::remove_dir_all(&root).unwrap();
                    }
                    let (kind, how, wrong) = play(job, home.path());
                    tally.lock().unwrap().round(&kind, &how, &wrong);
                }
            });
        }
    });
}
