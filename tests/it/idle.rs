//! While nothing happens, nothing happens: no computing, no waking up, no byte to the terminal.
//!
//! `WORTLAUT_LANG=1` watches for a minute on each screen.

use crate::pty::{Home, Pty};
use std::time::{Duration, Instant};

/// What a process has used up so far, all of its threads together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Used {
    /// Hundredths of a second of computing.
    ticks: u64,
    /// How often its threads went to sleep: once for each time that they woke up. Those of sled
    /// do so by themselves, and cannot be told not to: without its flusher it gets worse.
    sleeps: u64,
    /// Bytes to the terminal.
    bytes: u64,
}

fn used(pty: &Pty) -> Used {
    let process = format!("/proc/{}", pty.pid());
    let stat = std::fs::read_to_string(format!("{process}/stat")).unwrap();
    // Behind the name, which may hold anything: state is field 3, utime 14, stime 15.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    let field = |at: usize| fields.split_whitespace().nth(at - 3).unwrap().parse::<u64>().unwrap();
    let threads = std::fs::read_dir(format!("{process}/task")).unwrap();
    let sleeps = threads.map(|thread| {
        let status = std::fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
        if status.starts_with("Name:\tsled-io-") || status.starts_with("Name:\tlog flusher") {
            return 0;
        }
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.unwrap().trim().parse::<u64>().unwrap()
    });
    Used { ticks: field(14) + field(15), sleeps: sleeps.sum(), bytes: pty.bytes() }
}

/// Watches for a while, once what was begun has come to rest: a text becomes history when it
/// rests, and the second store follows it.
fn idles(pty: &Pty, what: &str) -> String {
    let long = std::env::var_os("WORTLAUT_LANG").is_some();
    let watch = if long { Duration::from_secs(60) } else { Duration::from_millis(2500) };
    let patience = Instant::now() + Duration::from_secs(10) + watch;
    loop {
        let before = used(pty);
        std::thread::sleep(watch);
        let after = used(pty);
        // sled's own threads cost up to a hundredth of a second in half a minute.
        let calm = before.ticks + watch.as_secs() / 30;
        if after == (Used { ticks: after.ticks, ..before }) && after.ticks <= calm {
            return format!("{what}: {watch:?} from {before:?} to {after:?}");
        }
        assert!(Instant::now() < patience, "{what}: {before:?} became {after:?}");
    }
}

#[test]
fn an_idle_program_does_nothing() {
    let home = Home::new();
    home.meeting();
    let list = home.start(&[]);
    list.wait_for_text("Sitzungen");

    let other = Home::new();
    let other_id = other.meeting();
    let mut minutes = other.start(&[&other_id]);
    minutes.wait_for_text("Tagesordnung");
    minutes.keys("ab eingabe");
    minutes.type_text("Der Vorsitzende stellt die Tagesordnung vor. Es gibt keine Einwände.");
    minutes.wait_for("the text", |screen| screen.has("Es gibt keine") && screen.saved());

    let mut practice = home.start(&["ueben"]);
    practice.wait_for_text("ÜBUNG");
    practice.keys("f6 a");
    practice.wait_for_text("einstimmig");

    let watched = std::thread::scope(|scope| {
        let watches = [
            scope.spawn(move || idles(&list, "list of meetings")),
            scope.spawn(move || idles(&minutes, "Wortprotokoll")),
            scope.spawn(move || idles(&practice, "practice")),
        ];
        watches.map(|watch| watch.join().unwrap())
    });
    println!("{}", watched.join("\n"));
}
