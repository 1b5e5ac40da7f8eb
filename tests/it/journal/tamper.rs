//! Who changes a journal outside of wortlaut is found out, and where.

use super::{Disk, draft, entries, entry, events};
use crate::gate;
use std::fs;
use wortlaut::domain::{Checksum, Event};
use wortlaut::journal::codec::{self, Chain};
use wortlaut::journal::proof::{Known, Proof};
use wortlaut::journal::{Change, Entry, Journal as _, OpenError, Record, Seq};

/// Entries of a journal: each edit is made at each of them.
fn n() -> usize {
    100 * usize::try_from(gate::times().max(1)).unwrap()
}

/// A journal of `n` entries, with a line of text that was being typed behind each tenth.
struct Evening {
    lines: Vec<Vec<u8>>,
    /// Where the line of each entry stands.
    places: Vec<usize>,
    known: Known,
}

fn hung(history: &[Entry]) -> (Vec<Vec<u8>>, Chain) {
    let mut chain = Chain::default();
    let raws = history.iter().map(|entry| {
        let kept = codec::entry(entry, chain);
        chain = kept.chain.unwrap();
        kept.raw
    });
    (raws.collect(), chain)
}

fn history() -> Vec<Entry> {
    (1..=n() as u64).map(entry).collect()
}

fn laid_out(raws: Vec<Vec<u8>>) -> (Vec<Vec<u8>>, Vec<usize>) {
    let mut lines = vec![codec::header("abend", None)];
    let mut places = Vec::new();
    for (raw, seq) in raws.into_iter().zip(1..) {
        places.push(lines.len());
        lines.push(raw);
        if seq % 10 == 0 {
            lines.push(codec::draft(Some(&draft(seq, "Frau Öz"))));
        }
    }
    (lines, places)
}

impl Evening {
    fn new() -> Self {
        let (raws, chain) = hung(&history());
        let (lines, places) = laid_out(raws);
        let known = Known {
            chain: chain.to_string(),
            last: n() as u64,
            in_order: true,
            ..Known::default()
        };
        Self { lines, places, known }
    }

    fn proof(&self, lines: &[Vec<u8>]) -> Proof {
        Proof::of(&[lines.join(&b'\n'), b"\n".to_vec()].concat(), &self.known).unwrap()
    }
}

/// The line with other bytes in it and a check sum that is right again.
fn resealed(raw: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(raw).unwrap().replace(from, to);
    let (body, _) = text.rsplit_once(",\"crc\":").unwrap();
    assert_ne!(text.as_bytes(), raw, "{from}");
    format!("{body},\"crc\":\"{:08x}\"}}", crc32fast::hash(format!("{body}}}").as_bytes()))
        .into_bytes()
}

/// What somebody makes of the journal at one entry, and which line and entry are then named
/// first; a line of 0: the end of the file.
type Edit = fn(&Evening, usize) -> (Vec<Vec<u8>>, (usize, usize));

/// The lines with entry `at` replaced, and all of the chain behind it written anew.
fn rewritten(at: usize, change: impl Fn(&mut Entry)) -> Vec<Vec<u8>> {
    let mut history = history();
    change(&mut history[at]);
    laid_out(hung(&history).0).0
}

fn reworded(entry: &mut Entry) {
    *entry = super::text(entry.seq.0, "Herr Dieck fragt nichts.");
}

const EDITS: &[(&str, Edit)] = &[
    ("a letter changed", |it, at| {
        let (mut lines, place) = (it.lines.clone(), it.places[at]);
        let letter = lines[place].iter().position(|byte| *byte == b'D').unwrap();
        lines[place][letter] = b'B';
        (lines, (place + 1, 0))
    }),
    ("a letter changed, with its check sum", |it, at| {
        let (mut lines, place) = (it.lines.clone(), it.places[at]);
        lines[place] = resealed(&lines[place], "Dieck", "Bieck");
        (lines, (place + 1, at + 1))
    }),
    ("the clerk changed", |it, at| {
        let (mut lines, place) = (it.lines.clone(), it.places[at]);
        lines[place] = resealed(&lines[place], "weber", "grote");
        (lines, (place + 1, at + 1))
    }),
    ("the time changed", |it, at| {
        let (mut lines, place) = (it.lines.clone(), it.places[at]);
        lines[place] = resealed(&lines[place], "18:10", "18:11");
        (lines, (place + 1, at + 1))
    }),
    ("deleted", |it, at| {
        let (mut lines, place) = (it.lines.clone(), it.places[at]);
        lines.remove(place);
        let next = it.places.get(at + 1).map_or((0, n()), |next| (*next, at + 2));
        (lines, next)
    }),
    ("twice", |it, at| {
        let (mut lines, place) = (it.lines.clone(), it.places[at]);
        lines.insert(place + 1, lines[place].clone());
        (lines, (place + 2, at + 1))
    }),
    ("twice, at the end", |it, at| {
        let mut lines = it.lines.clone();
        lines.push(lines[it.places[at]].clone());
        let end = lines.len();
        (lines, (end, at + 1))
    }),
    ("swapped with the next", |it, at| {
        let at = at.min(n() - 2);
        let (mut lines, place, next) = (it.lines.clone(), it.places[at], it.places[at + 1]);
        lines.swap(place, next);
        (lines, (place + 1, at + 2))
    }),
    ("swapped with a far one", |it, at| {
        let (one, other) = (at.min((at + 50) % n()), at.max((at + 50) % n()));
        let mut lines = it.lines.clone();
        lines.swap(it.places[one], it.places[other]);
        (lines, (it.places[one] + 1, other + 1))
    }),
    ("a stand-in", |it, at| {
        let (mut lines, place) = (it.lines.clone(), it.places[at]);
        let seq = at as u64 + 1;
        let when = entry(seq).at;
        lines[place] = codec::lost(Seq(seq), when, "Eintrag war beschädigt.".to_owned()).raw;
        (lines, (place + 1, at + 1))
    }),
    ("a stand-in, and the next forged", |it, at| {
        let at = at.min(n() - 2);
        let (mut lines, place, next) = (it.lines.clone(), it.places[at], it.places[at + 1]);
        let seq = at as u64 + 1;
        let when = entry(seq).at;
        lines[place] = codec::lost(Seq(seq), when, "Eintrag war beschädigt.".to_owned()).raw;
        lines[next] = resealed(&lines[next], "Dieck", "Bieck");
        (lines, (place + 1, at + 1))
    }),
    ("one put in", |it, at| {
        let (mut lines, place) = (it.lines.clone(), it.places[at]);
        let forged = super::text(at as u64 + 1, "Das hat niemand gesagt.");
        lines.insert(place, codec::entry(&forged, Chain::default()).raw);
        // In the first place the forged one fits, and the true one does not.
        (lines, if at == 0 { (place + 2, 1) } else { (place + 1, at + 1) })
    }),
    ("cut off", |it, at| (it.lines[..it.places[at]].to_vec(), (0, at + 1))),
    ("reworded, and the chain behind it written anew", |_, at| (rewritten(at, reworded), (0, 0))),
    ("marked as a repair, and the chain written anew", |_, at| {
        let repaired = |entry: &mut Entry| {
            entry.change = Change::Repaired("Die Prüfkette passt nicht.".to_owned());
        };
        (rewritten(at, repaired), (0, 0))
    }),
];

#[test]
fn every_edit_is_found_and_the_first_entry_that_does_not_fit_is_named() {
    let evening = Evening::new();
    assert_eq!(evening.proof(&evening.lines).flaws, []);
    let mut edits = 0;
    for (what, edit) in EDITS {
        for at in 0..n() {
            let (lines, (line, entry)) = edit(&evening, at);
            let proof = evening.proof(&lines);
            let first = proof.flaws.first();
            let named = first.map(|flaw| (flaw.line.unwrap_or(0), flaw.entry.unwrap_or(0)));
            assert_eq!(named, Some((line, entry as u64)), "{what} at {at}: {first:?}");
            edits += 1;
        }
    }
    assert!(edits >= 1200, "{edits}");
}

/// `kopf.json` can be written anew as well. What stays is what was given out.
#[test]
fn who_writes_all_of_it_anew_is_found_by_a_checksum_that_was_given_out() {
    let mut evening = Evening::new();
    let given = Checksum::parse(&evening.known.chain).unwrap();
    for at in 0..n() {
        let lines = rewritten(at, reworded);
        evening.known = Known::default();
        assert_eq!(evening.proof(&lines).flaws, []);
        for asked in [given.clone(), Checksum::parse(&given.short()).unwrap()] {
            evening.known = Known { asked: Some(asked), ..Known::default() };
            assert!(evening.proof(&lines).flaws[0].what.contains(&given.short()), "{at}");
            assert_eq!(evening.proof(&evening.lines).found.unwrap().0, n() as u64);
        }
    }
}

#[test]
fn an_entry_that_closes_the_meeting_knows_what_was_before_it() {
    let mut history = history();
    let at = history[n() - 1].at;
    let closed = |head| events(n() as u64 + 1, vec![Event::MeetingClosed { at, head }]);
    let head = hung(&history).1.checksum();
    let known = Known::default();
    let prove = |history: &[Entry]| {
        let lines = laid_out(hung(history).0).0;
        Proof::of(&lines.join(&b'\n'), &known).unwrap().flaws
    };
    for whole in [None, Some(head.clone())] {
        history.push(closed(whole));
        assert_eq!(prove(&history), []);
        history.pop();
    }
    history.push(closed(Some(head)));
    reworded(&mut history[20]);
    assert_eq!(prove(&history)[0].entry, Some(n() as u64 + 1));
}

#[test]
fn what_came_after_the_meeting_was_left_in_order_is_found() {
    let mut evening = Evening::new();
    let mut more = history();
    more.push(entry(n() as u64 + 1));
    let lines = laid_out(hung(&more).0).0;
    let first = evening.proof(&lines).flaws[0].clone();
    assert_eq!(first.entry, Some(n() as u64 + 1));
    // While somebody works, or after a kill, the head of the list lags behind.
    evening.known.in_order = false;
    assert_eq!(evening.proof(&lines).flaws, []);
}

#[test]
fn half_a_line_at_the_end_is_no_flaw_after_a_kill_only() {
    let mut evening = Evening::new();
    let whole = [evening.lines.join(&b'\n'), b"\n".to_vec()].concat();
    let half = [&whole[..], b"{\"k\":\"entry\",\"se"].concat();
    let proof = |evening: &Evening| Proof::of(&half, &evening.known).unwrap();
    // Nothing was written after the meeting was left in order: somebody else did.
    assert_eq!(proof(&evening).flaws[0].line, Some(evening.lines.len() + 1));
    evening.known.in_order = false;
    assert_eq!((proof(&evening).flaws, proof(&evening).torn), (Vec::new(), true));
    evening.known.growing = true;
    assert_eq!((proof(&evening).flaws, proof(&evening).torn), (Vec::new(), false));
    // A line that has its end was written whole.
    evening.known = Known { growing: false, ..evening.known };
    let ended = [&half[..], b"\n"].concat();
    let proof = Proof::of(&ended, &evening.known).unwrap();
    assert_eq!((proof.flaws.len(), proof.torn), (1, false));
}

/// The same with the files as they lie: what the program itself does is never called tampering.
#[test]
fn a_journal_is_proven_while_it_is_written_after_it_and_after_a_kill() {
    let disk = Disk::with(&entries(1..=3));
    let flaws = || disk.archive.prove(&disk.id, None).unwrap().flaws;
    assert_eq!(flaws(), []);
    let mut journal = disk.open();
    for seq in 4..=9 {
        journal.append(&entries(seq..=seq)).unwrap();
        journal.append(&[Record::Draft(Some(draft(seq, "Fr")))]).unwrap();
        assert_eq!(flaws(), []);
    }
    journal.settle().unwrap();
    journal.append(&entries(10..=12)).unwrap();
    // A kill, as far as the files are concerned: nothing is settled.
    let killed = fs::read(disk.path("journal.jsonl")).unwrap();
    let card = fs::read(disk.path("kopf.json")).unwrap();
    let lock = fs::read(disk.path("sperre")).unwrap();
    drop(journal);
    assert_eq!(flaws(), []);
    fs::write(disk.path("journal.jsonl"), killed).unwrap();
    fs::write(disk.path("kopf.json"), &card).unwrap();
    fs::write(disk.path("sperre"), lock).unwrap();
    assert_eq!(flaws(), []);
    fs::write(disk.path("sperre"), "").unwrap();
    assert_eq!(flaws()[0].entry, Some(10));
    fs::remove_file(disk.path("kopf.json")).unwrap();
    assert!(flaws()[0].what.contains("Kopf"), "{:?}", flaws());
}

#[test]
fn a_journal_of_a_later_version_is_not_called_forged() {
    let later = b"{\"wortlaut\":9,\"meeting\":\"abend\",\"crc\":\"00000000\"}\n";
    let mut lines = Evening::new().lines;
    lines[0] = resealed(&lines[0], "\"wortlaut\":1", "\"wortlaut\":9");
    let newer = Proof::of(&lines.join(&b'\n'), &Known::default());
    assert!(matches!(newer, Err(OpenError::Newer { found: 9, .. })), "{newer:?}");
    // But a damaged first line may claim what it likes.
    lines[0] = later.to_vec();
    let flaws = Proof::of(&lines.join(&b'\n'), &Known::default()).unwrap().flaws;
    assert_eq!(flaws[0].line, Some(1));
}
