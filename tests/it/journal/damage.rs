//! One damaged file loses nothing; what is lost is told.

use super::{Disk, draft, entries, entry, seqs, text};
use std::fs;
use std::path::Path;
use wortlaut::journal::codec;
use wortlaut::journal::scan::Scan;
use wortlaut::journal::{Change, Entry, Journal as _, Loaded, OpenError, Record};

const N: u64 = 40;

/// A meeting of 40 entries, closed in order.
fn evening() -> Disk {
    let disk = Disk::with(&entries(1..=3));
    let mut journal = disk.open();
    for seq in 4..=N {
        journal.append(&entries(seq..=seq)).unwrap();
    }
    journal.append(&[Record::Draft(Some(draft(N, "Frau Öz")))]).unwrap();
    drop(journal);
    disk
}

/// What is found, and behind it an entry for each repair.
fn found(loaded: &Loaded) -> Vec<Entry> {
    assert_eq!(loaded.unnoted, [""; 0]);
    let (found, notes) = loaded.entries.split_at(loaded.entries.len() - loaded.repairs.len());
    let told = loaded.repairs.iter().map(|told| Change::Repaired(told.clone()));
    assert!(notes.iter().map(|note| note.change.clone()).eq(told), "{notes:?}");
    found.to_vec()
}

fn whole(disk: &Disk) -> Vec<String> {
    let loaded = disk.load();
    let expected: Vec<_> = (1..=N).map(entry).collect();
    assert_eq!(found(&loaded), expected);
    let last = loaded.entries.len() as u64;
    assert_eq!(loaded.draft, Some(draft(last, "Frau Öz")));
    // What is mended is mended: the next time there is nothing to tell, and work goes on.
    let mut journal = disk.open();
    let again = journal.load().unwrap();
    assert_eq!(again, Loaded { repairs: Vec::new(), ..loaded.clone() });
    journal.append(&[Record::Entry(entry(last + 1))]).unwrap();
    drop(journal);
    let again = disk.load();
    assert_eq!(again.entries.len() as u64, last + 1);
    assert_eq!(again.repairs, [""; 0]);
    assert_eq!(seqs(&disk.archive.read(&disk.id).unwrap()), (1..=last + 1).collect::<Vec<_>>());
    loaded.repairs
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 4;
    fs::write(path, bytes).unwrap();
}

fn edit(disk: &Disk, change: impl FnOnce(&mut Vec<String>)) {
    let mut lines = disk.lines();
    change(&mut lines);
    fs::write(disk.path("journal.jsonl"), lines.join("\n") + "\n").unwrap();
}

#[test]
fn nothing_is_told_of_a_whole_meeting() {
    assert_eq!(whole(&evening()), [""; 0]);
}

#[test]
fn a_torn_last_line_is_cut_off_and_told() {
    for torn in [&b"{\"k\":\"entry\",\"v\":1,\"se"[..], b"\0\0\0\0\0", b"{", b"\xff\xfe"] {
        let disk = evening();
        let path = disk.path("journal.jsonl");
        let before = fs::read(&path).unwrap();
        fs::write(&path, [&before[..], torn].concat()).unwrap();
        let repairs = whole(&disk);
        assert!(repairs[0].contains("nicht zu Ende geschrieben"), "{repairs:?}");
        assert!(fs::read(&path).unwrap().starts_with(&before));
    }
}

#[test]
fn of_what_was_being_typed_the_newest_counts_wherever_it_is() {
    let typed = |text: &str| Some(draft(N, text));
    // The file has lost its end in the middle of what was typed last: the store has it whole.
    for cut in [2, 30, 80] {
        let disk = evening();
        let mut journal = disk.open();
        for text in ["Frau", "Frau Öztürk"] {
            journal.append(&[Record::Draft(typed(text))]).unwrap();
        }
        drop(journal);
        let path = disk.path("journal.jsonl");
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() - cut]).unwrap();
        assert_eq!(disk.load().draft.unwrap().put, "Frau Öztürk", "{cut} bytes");
    }
    // A kill while it was written: the file is ahead, and the store has an earlier one.
    let disk = evening();
    let path = disk.path("journal.jsonl");
    let mut bytes = fs::read(&path).unwrap();
    for text in ["Frau Özt", "Frau Öztürk"] {
        bytes.extend(codec::draft(typed(text).as_ref()));
        bytes.push(b'\n');
    }
    bytes.extend(b"{\"k\":\"dra");
    fs::write(&path, bytes).unwrap();
    assert_eq!(disk.load().draft.unwrap().put, "Frau Öztürk");
}

#[test]
fn a_last_line_that_only_lacks_its_end_counts() {
    let disk = evening();
    let path = disk.path("journal.jsonl");
    let before = fs::read(&path).unwrap();
    fs::write(&path, &before[..before.len() - 1]).unwrap();
    assert_eq!(whole(&disk), [""; 0]);
}

#[test]
fn damage_in_the_middle_of_the_journal_is_healed_from_the_store() {
    let disk = evening();
    edit(&disk, |lines| {
        lines[7] = lines[7].replace("Dieck", "Dreck");
        lines[20] = "ä{".repeat(100_000);
        lines.remove(30);
    });
    let repairs = whole(&disk);
    assert!(repairs.iter().any(|told| told.contains("Zeile 8, 21")), "{repairs:?}");
    assert!(repairs.iter().any(|told| told.contains("Eintrag 7, 20, 30")), "{repairs:?}");
    assert!(disk.path("journal.jsonl.defekt-1").exists());
}

#[test]
fn the_first_line_is_healed_too() {
    for damage in ["", "{}", "{\"wortlaut\":9}", "\0\0\0"] {
        let disk = evening();
        let first = disk.lines()[0].clone();
        edit(&disk, |lines| damage.clone_into(&mut lines[0]));
        assert!(!whole(&disk).is_empty());
        assert_eq!(disk.lines()[0], first);
    }
}

#[test]
fn a_journal_that_is_gone_empty_or_half_is_healed() {
    for keep in [None, Some(0), Some(1000), Some(9000)] {
        let disk = evening();
        let path = disk.path("journal.jsonl");
        let bytes = fs::read(&path).unwrap();
        match keep {
            None => fs::remove_file(&path).unwrap(),
            Some(keep) => fs::write(&path, &bytes[..keep]).unwrap(),
        }
        assert!(!whole(&disk).is_empty(), "{keep:?}");
    }
}

#[test]
fn a_flipped_bit_anywhere_in_the_journal_is_healed() {
    let disk = evening();
    let path = disk.path("journal.jsonl");
    let before = fs::read(&path).unwrap();
    for at in (0..before.len()).step_by(before.len() / 40) {
        let disk = evening();
        flip(&disk.path("journal.jsonl"), at);
        let loaded = disk.load();
        let expected: Vec<_> = (1..=N).map(entry).collect();
        assert_eq!(found(&loaded), expected, "byte {at}");
        assert!(!loaded.repairs.is_empty(), "byte {at}");
    }
}

#[test]
fn a_store_that_is_gone_is_built_anew() {
    let disk = evening();
    fs::remove_dir_all(disk.path("sled")).unwrap();
    assert!(whole(&disk)[0].contains("fehlte"));
}

#[test]
fn a_store_that_is_cut_or_flipped_is_built_anew() {
    let disk = evening();
    let db = disk.path("sled/db");
    let before = fs::read(&db).unwrap();
    for round in 0..12 {
        let disk = evening();
        let db = disk.path("sled/db");
        let at = before.len() * round / 12;
        if round % 3 == 0 {
            fs::write(&db, &before[..at]).unwrap();
        } else {
            flip(&db, at);
        }
        let repairs = whole(&disk);
        assert!(round != 0 || repairs.iter().any(|told| told.contains("beschädigt")));
    }
    for name in ["db", "conf"] {
        let disk = evening();
        fs::write(disk.path("sled").join(name), b"\x01\x02garbage garbage garbage").unwrap();
        whole(&disk);
        let disk = evening();
        fs::remove_file(disk.path("sled").join(name)).unwrap();
        whole(&disk);
    }
}

#[test]
fn a_store_that_has_forgotten_everything_is_told_and_built_anew() {
    let disk = evening();
    for child in fs::read_dir(disk.path("sled")).unwrap() {
        let path = child.unwrap().path();
        if path.is_file() {
            fs::remove_file(path).unwrap();
        }
    }
    let repairs = whole(&disk);
    assert!(repairs.iter().any(|told| told.contains("beschädigt")), "{repairs:?}");
    assert!(disk.path("sled.defekt-1").exists());
}

#[test]
fn damage_in_snapshots_is_survived() {
    let disk = evening();
    drop(disk.open());
    for child in fs::read_dir(disk.path("sled")).unwrap() {
        let path = child.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("snap.") {
            fs::write(path, b"half a snapshot").unwrap();
        }
    }
    whole(&disk);
}

#[test]
fn both_damaged_in_different_places_is_healed() {
    let disk = evening();
    // The store loses its end, the journal one of the entries before it.
    let copy = disk.path("kopie");
    let mut journal = disk.open();
    journal.append(&entries(N + 1..=N + 2)).unwrap();
    copy_dir(&disk.path("sled"), &copy);
    drop(journal);
    fs::remove_dir_all(disk.path("sled")).unwrap();
    fs::rename(&copy, disk.path("sled")).unwrap();
    edit(&disk, |lines| {
        lines.remove(9);
    });
    let loaded = disk.load();
    let expected: Vec<_> = (1..=N + 2).map(entry).collect();
    assert_eq!(found(&loaded), expected);
    assert!(loaded.repairs.iter().any(|told| told.contains("Eintrag 9")), "{:?}", loaded.repairs);
    assert_eq!(disk.load().repairs, [""; 0]);
}

#[test]
fn an_entry_that_both_have_lost_leaves_a_stand_in_and_is_told_once() {
    let disk = evening();
    edit(&disk, |lines| lines[9] = "weg".to_owned());
    fs::remove_dir_all(disk.path("sled")).unwrap();
    let loaded = disk.load();
    assert_eq!(found(&loaded).len() as u64, N);
    assert!(matches!(&loaded.entries[8].change, Change::Repaired(_)));
    assert_eq!(loaded.entries[9], entry(10));
    assert!(loaded.repairs.iter().any(|told| told.contains("verloren: Eintrag 9.")));
    let again = disk.load();
    assert_eq!(again.entries, loaded.entries);
    assert_eq!(again.repairs, [""; 0]);
}

#[test]
fn an_end_that_both_have_lost_is_told() {
    let disk = evening();
    edit(&disk, |lines| lines.truncate(31));
    fs::remove_dir_all(disk.path("sled")).unwrap();
    let loaded = disk.load();
    assert_eq!(found(&loaded).len(), 30);
    assert!(loaded.repairs.iter().any(|told| told.contains("Eintrag 31 bis 40")), "{loaded:?}");
    assert_eq!(disk.load().repairs, [""; 0]);
}

#[test]
fn history_that_was_rewritten_from_outside_is_told_once() {
    let disk = evening();
    let path = disk.path("journal.jsonl");
    let scan = Scan::of(&fs::read(&path).unwrap()).unwrap();
    let before = scan.entries[&8].chain.unwrap();
    let forged = wortlaut::journal::codec::entry(&text(9, "erlogen"), before);
    edit(&disk, |lines| lines[9] = String::from_utf8(forged.raw).unwrap());
    fs::remove_dir_all(disk.path("sled")).unwrap();
    let loaded = disk.load();
    let told = loaded.repairs.iter().find(|told| told.contains("Prüfkette")).unwrap();
    assert!(told.contains("Eintrag 10"), "{told}");
    assert_eq!(found(&loaded).len() as u64, N);
    assert_eq!(disk.load().repairs, [""; 0]);
}

/// Whoever writes an entry and all of the chain behind it anew leaves a file that fits; what the
/// second store and the head say is told before it is overwritten.
#[test]
fn history_that_fits_and_is_not_what_the_store_has_is_told() {
    for without_store in [false, true] {
        let disk = evening();
        let mut chain = codec::Chain::default();
        let history = (1..=N).map(|seq| if seq == 9 { text(9, "erlogen") } else { entry(seq) });
        let forged: Vec<_> = history
            .map(|entry| {
                let kept = codec::entry(&entry, chain);
                chain = kept.chain.unwrap();
                String::from_utf8(kept.raw).unwrap()
            })
            .collect();
        edit(&disk, |lines| {
            lines.truncate(1);
            lines.extend(forged);
        });
        if without_store {
            fs::remove_dir_all(disk.path("sled")).unwrap();
        }
        let loaded = disk.load();
        assert_eq!(found(&loaded).len() as u64, N);
        let told = loaded.repairs.join("\n");
        assert!(told.contains("die im Kopf der Sitzung steht, hat kein Eintrag"), "{told}");
        let differs = "Journal und zweiter Speicher sagen Verschiedenes bei Eintrag 9 bis 40";
        assert_eq!(told.contains(differs), !without_store, "{told}");
        assert_eq!(disk.path("sled.defekt-1").exists(), !without_store);
        assert_eq!(disk.load().repairs, [""; 0]);
    }
}

#[test]
fn a_half_snapshot_is_moved_aside() {
    let disk = evening();
    let half = disk.path("sled/snap.00000000000FFFFF.generating");
    fs::write(&half, b"half").unwrap();
    let repairs = whole(&disk);
    assert!(repairs[0].contains("halber Schnappschuss"));
    assert!(disk.path("sled.rest/snap.00000000000FFFFF.generating").exists());
    assert!(!half.exists());
}

#[test]
fn a_store_that_was_not_closed_is_copied_before_it_is_opened() {
    let disk = evening();
    let mut journal = disk.open();
    journal.append(&entries(N + 1..=N + 1)).unwrap();
    let copy = disk.root.path().join("nach-kill");
    copy_dir(&disk.archive.folder(&disk.id), &copy);
    drop(journal);
    assert!(!disk.path("sled.vorher").exists());
    fs::remove_dir_all(disk.archive.folder(&disk.id)).unwrap();
    fs::rename(&copy, disk.archive.folder(&disk.id)).unwrap();
    let mut journal = disk.open();
    let loaded = journal.load().unwrap();
    assert_eq!(loaded.entries.len() as u64, N + 1);
    assert_eq!(loaded.repairs, [""; 0]);
    assert!(disk.path("sled.vorher/db").exists());
    // Where nothing can be written, it gives its room.
    let file = fs::read(disk.path("journal.jsonl")).unwrap();
    fs::remove_file(disk.path("journal.jsonl")).unwrap();
    fs::create_dir(disk.path("journal.jsonl")).unwrap();
    journal.append(&entries(N + 2..=N + 2)).unwrap_err();
    assert!(!disk.path("sled.vorher").exists());
    fs::remove_dir(disk.path("journal.jsonl")).unwrap();
    fs::write(disk.path("journal.jsonl"), file).unwrap();
    journal.append(&entries(N + 2..=N + 2)).unwrap();
    drop(journal);
    drop(disk.open());
    assert!(!disk.path("sled.vorher").exists());
}

#[test]
fn a_lost_heading_is_written_anew() {
    let disk = evening();
    fs::write(disk.path("kopf.json"), b"{\"name\":").unwrap();
    assert!(disk.archive.list().unwrap()[0].1.is_err());
    whole(&disk);
    assert!(disk.archive.list().unwrap()[0].1.is_ok());
}

#[test]
fn a_heading_stays_where_a_kill_left_a_history_that_tells_none() {
    let disk = evening();
    let heading = || disk.archive.list().unwrap()[0].1.clone().unwrap();
    let before = heading();
    // These entries know no profile, as where the first of a meeting was lost.
    fs::write(disk.path("sperre"), "jemand\n1\n2027-03-09T17:00:00+01:00\n").unwrap();
    drop(disk.open());
    assert_eq!(heading(), before);
}

#[test]
fn a_later_version_is_refused_and_not_touched() {
    let disk = evening();
    let header = r#"{"wortlaut":7,"meeting":"x","seal":"of another kind"}"#;
    let line = r#"{"k":"entry","v":7,"seq":1,"what":"ever"}"#;
    fs::write(disk.path("journal.jsonl"), format!("{header}\n{line}\n")).unwrap();
    let before = snapshot(&disk.archive.folder(&disk.id));
    let error = disk.archive.open(&disk.id, &super::weber()).unwrap_err();
    assert_eq!(error, OpenError::Newer { found: 7, known: 1 });
    let message = error.to_string();
    assert!(message.contains('7') && message.contains('1'), "{message}");
    assert!(disk.archive.read(&disk.id).is_err());
    assert_eq!(snapshot(&disk.archive.folder(&disk.id)), before);
}

#[test]
fn a_folder_without_a_readable_meeting_is_refused_and_kept() {
    let disk = evening();
    fs::remove_dir_all(disk.path("sled")).unwrap();
    fs::write(disk.path("journal.jsonl"), "nichts\n").unwrap();
    assert!(matches!(disk.archive.open(&disk.id, &super::weber()), Err(OpenError::Failed(_))));
    assert_eq!(fs::read(disk.path("journal.jsonl")).unwrap(), b"nichts\n");
}

#[test]
fn lines_of_an_unknown_kind_are_kept() {
    let disk = evening();
    let unknown = {
        let body = r#"{"k":"signature","v":3,"by":"ü"}"#;
        let crc = crc32fast::hash(body.as_bytes());
        format!(r#"{},"crc":"{crc:08x}"}}"#, body.strip_suffix('}').unwrap())
    };
    edit(&disk, |lines| {
        lines.insert(5, unknown.clone());
        lines[20] = "weg".to_owned();
    });
    whole(&disk);
    assert_eq!(disk.lines()[5], unknown);
}

#[test]
fn no_bytes_make_the_reader_panic() {
    let disk = evening();
    let good = fs::read(disk.path("journal.jsonl")).unwrap();
    let mut state = 7_u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as usize % sides
    };
    for _ in 0..2000 {
        let mut bytes = good[..roll(good.len())].to_vec();
        for _ in 0..roll(8) {
            let at = roll(bytes.len().max(1));
            if at < bytes.len() {
                bytes[at] = roll(256) as u8;
            }
        }
        let _ = Scan::of(&bytes);
        let noise: Vec<u8> = (0..roll(300)).map(|_| roll(256) as u8).collect();
        let _ = Scan::of(&noise);
    }
    let _ = Scan::of(&b"[".repeat(1_000_000));
    let _ = Scan::of(&b"\n".repeat(100_000));
}

#[test]
fn numbers_that_cannot_be_right_are_left_out_and_told() {
    // The first entry is 1: none before it, and none so far behind it.
    for (wild, wanted) in [(0, "Im Journal beschädigt: Zeile 5."), (u64::MAX, "Zählung")] {
        let disk = evening();
        let wild = codec::entry(&entry(wild), Default::default());
        edit(&disk, |lines| lines.insert(4, String::from_utf8(wild.raw).unwrap()));
        let repairs = whole(&disk);
        assert!(repairs.iter().any(|told| told.contains(wanted)), "{repairs:?}");
    }
}

#[test]
fn a_journal_of_nothing_but_gaps_is_not_filled_up() {
    let disk = evening();
    let far = (1..=40).map(|step| codec::entry(&entry(step * 6_000), Default::default()).raw);
    edit(&disk, |lines| {
        lines.truncate(1);
        lines.extend(far.map(|raw| String::from_utf8(raw).unwrap()));
    });
    let read = disk.archive.read(&disk.id).unwrap();
    assert!(read.entries.len() == 6_000, "{}", read.entries.len());
    assert!(read.repairs.iter().any(|told| told.contains("Zählung")), "{:?}", read.repairs);
}

fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for child in fs::read_dir(from).unwrap() {
        let path = child.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_dir(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for child in fs::read_dir(folder).unwrap() {
        let path = child.unwrap().path();
        if path.is_dir() {
            out.extend(snapshot(&path));
        } else {
            out.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    out.sort();
    out
}
