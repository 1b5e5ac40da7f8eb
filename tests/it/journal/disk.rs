//! The Ablage: folders, locks, modes.

use super::{Disk, draft, entries, entry, heading, text, weber};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use wortlaut::domain::{MeetingState, Timestamp};
use wortlaut::journal::backup::Backup;
use wortlaut::journal::{Archive, Draft, Holder, Journal as _, MeetingId, OpenError, Record, Seq};

fn modes(path: &Path, dir: u32, file: u32) -> usize {
    let meta = fs::symlink_metadata(path).unwrap();
    let expected = if meta.is_dir() { dir } else { file };
    assert_eq!(meta.mode() & 0o7777, expected, "{}: {:o}", path.display(), meta.mode());
    if !meta.is_dir() {
        return 1;
    }
    let children = fs::read_dir(path).unwrap().map(|child| child.unwrap().path());
    children.map(|child| modes(&child, dir, file)).sum::<usize>() + 1
}

fn evening(ablage: &Path) {
    let archive = Archive::at(ablage).unwrap();
    let (id, mut journal) = archive.create(&heading(), &entries(1..=3), &weber()).unwrap();
    for seq in 4..=200 {
        journal.append(&[Record::Entry(entry(seq))]).unwrap();
    }
    journal.settle().unwrap();
    let open = archive.folder(&id);
    // What a stranger, or sled itself, lets others read is closed at the next pause.
    fs::set_permissions(open.join("sled/db"), Permissions::from_mode(0o666)).unwrap();
    journal.append(&entries(201..=201)).unwrap();
    journal.settle().unwrap();
    let root = Archive::at(ablage).unwrap();
    let group = fs::metadata(ablage).unwrap().mode() & 0o2070 == 0o2070;
    let (dir, file) = if group { (0o2770, 0o660) } else { (0o700, 0o600) };
    assert!(modes(&open, dir, file) > 6);
    drop(journal);
    fs::remove_dir_all(open.join("sled")).unwrap();
    drop(root.open(&id, &weber()).unwrap());
    modes(ablage, dir, file);
}

/// Run by the test below with a umask of its own.
#[test]
#[ignore = "run by files_are_private_whatever_the_umask"]
fn evening_in_a_child() {
    evening(Path::new(&std::env::var_os("WORTLAUT_TEST_ABLAGE").unwrap()));
}

fn with_umask(umask: &str, ablage: &Path) {
    let script = format!("umask {umask} && exec \"$0\" \"$@\"");
    let done = Command::new("sh")
        .args(["-c", &script])
        .arg(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "journal::disk::evening_in_a_child"])
        .env("WORTLAUT_TEST_ABLAGE", ablage)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success() && told.contains("1 passed"), "{umask}: {told}");
}

#[test]
fn files_are_private_whatever_the_umask() {
    for umask in ["000", "022", "077"] {
        let root = TempDir::new().unwrap();
        with_umask(umask, &root.path().join("ablage"));
        let shared = root.path().join("gruppe");
        fs::create_dir(&shared).unwrap();
        fs::set_permissions(&shared, Permissions::from_mode(0o2770)).unwrap();
        with_umask(umask, &shared);
    }
}

#[test]
fn two_cannot_open_the_same_meeting() {
    let disk = Disk::with(&entries(1..=2));
    let mut journal = disk.open();
    let later = Holder { clerk: "meier".to_owned(), since: super::at("2027-03-09T19:00:00+01:00") };
    let error = disk.archive.open(&disk.id, &later).unwrap_err();
    let pid = std::process::id();
    assert_eq!(
        error.to_string(),
        format!("Diese Sitzung ist schon geöffnet, von weber seit 18:02 (Prozess {pid}).")
    );
    let tomorrow = Holder { since: super::at("2027-03-10T08:00:00+01:00"), ..later.clone() };
    let error = disk.archive.open(&disk.id, &tomorrow).unwrap_err();
    assert!(error.to_string().contains("seit 09.03.2027, 18:02"), "{error}");
    // Reading is possible all the time, and touches nothing.
    journal.append(&entries(3..=3)).unwrap();
    assert_eq!(disk.archive.read(&disk.id).unwrap().entries.len(), 3);
    drop(journal);
    assert_eq!(disk.archive.open(&disk.id, &later).unwrap().load().unwrap().entries.len(), 3);
}

#[test]
fn a_lock_that_nobody_holds_is_no_lock() {
    let disk = Disk::new();
    fs::write(disk.path("sperre"), "meier\n4711\n2027-03-01T18:00:00+01:00\n").unwrap();
    assert_eq!(disk.load().repairs, [""; 0]);
    assert_eq!(fs::read(disk.path("sperre")).unwrap(), b"");
}

#[test]
fn meetings_are_listed_by_name_and_found_by_their_beginning() {
    let root = TempDir::new().unwrap();
    let archive = Archive::at(&root.path().join("ablage")).unwrap();
    let mut other = heading();
    other.date = "2027-04-01".to_owned();
    other.committee = "Rat".to_owned();
    let (rat, journal) = archive.create(&other, &[], &weber()).unwrap();
    drop(journal);
    let (first, journal) = archive.create(&heading(), &[], &weber()).unwrap();
    drop(journal);
    let (second, journal) = archive.create(&heading(), &[], &weber()).unwrap();
    drop(journal);
    assert!(first.as_str().starts_with("2027-03-09-ausschuss-fuer-gruenflaechen-"), "{first}");
    assert_eq!(first.as_str().len(), "2027-03-09-ausschuss-fuer-gruenflaechen-7f3a".len());
    assert_ne!(first, second);
    fs::create_dir(root.path().join("ablage/.neu-999999999-x")).unwrap();
    fs::create_dir(root.path().join("ablage/leer")).unwrap();
    fs::write(archive.folder(&rat).join("kopf.json"), "{").unwrap();
    let list = archive.list().unwrap();
    let mut ids = vec![first.clone(), second];
    ids.sort();
    ids.push(rat.clone());
    assert_eq!(list.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(), ids);
    assert_eq!(list[0].1, Ok(heading()));
    assert!(list[2].1.as_ref().is_err_and(|error| error.message.contains("nicht lesbar")));
    assert_eq!(archive.resolve("2027-04"), Ok(rat.clone()));
    assert_eq!(archive.resolve(first.as_str()), Ok(first));
    assert!(archive.resolve("2027-03").unwrap_err().message.contains("2 Sitzungen"));
    assert!(archive.resolve("2028").unwrap_err().message.contains("keine"));
    let missing = MeetingId::parse("2028-01-01-rat-0000").unwrap();
    assert!(matches!(archive.open(&missing, &weber()), Err(OpenError::Missing(_))));
}

#[test]
fn an_ablage_that_is_not_readable_is_not_called_empty() {
    let disk = Disk::new();
    fs::remove_dir_all(disk.archive.folder(&disk.id).parent().unwrap()).unwrap();
    let told = disk.archive.list().unwrap_err().to_string();
    assert!(told.starts_with("Die Ablage ist nicht lesbar: "), "{told}");
    assert_eq!(disk.archive.resolve("2027").unwrap_err().to_string(), told);
}

#[test]
fn what_a_killed_creation_left_is_neither_listed_nor_kept() {
    let disk = Disk::new();
    let root = disk.root.path().join("ablage");
    let left = root.join(".neu-999999999-2027-03-09-rat-aaaa");
    fs::rename(disk.archive.folder(&disk.id), &left).unwrap();
    assert!(disk.archive.list().unwrap().is_empty());
    let (_, journal) = disk.archive.create(&heading(), &[], &weber()).unwrap();
    drop(journal);
    assert!(!left.exists());
    assert_eq!(fs::read_dir(&root).unwrap().count(), 1);
}

#[test]
fn the_heading_follows_the_state_at_once_and_the_rest_at_a_pause() {
    let disk = Disk::new();
    let mut journal = disk.open();
    let mut now = heading();
    now.items = 9;
    journal.append(&[Record::Heading(now.clone())]).unwrap();
    assert_eq!(disk.archive.list().unwrap()[0].1, Ok(heading()));
    journal.settle().unwrap();
    assert_eq!(disk.archive.list().unwrap()[0].1, Ok(now.clone()));
    now.state = MeetingState::Running;
    journal.append(&[Record::Heading(now.clone())]).unwrap();
    assert_eq!(disk.archive.list().unwrap()[0].1, Ok(now));
    assert_eq!(journal.syncs(), 0);
}

#[test]
fn each_append_syncs_the_journal_once() {
    let disk = Disk::new();
    let mut journal = disk.open();
    for seq in 1..=20 {
        journal.append(&entries(seq * 10 - 9..=seq * 10)).unwrap();
        assert_eq!(journal.syncs(), seq);
    }
    journal.append(&[]).unwrap();
    journal.append(&entries(200..=200)).unwrap();
    journal.settle().unwrap();
    assert_eq!(journal.syncs(), 20);
}

#[test]
fn no_value_of_the_store_is_long_and_no_blob_is_made() {
    let disk = Disk::new();
    let mut journal = disk.open();
    for seq in 1..=4 {
        journal.append(&[Record::Entry(text(seq, &"ß".repeat(512 * 1024)))]).unwrap();
        let long = super::draft(seq, &"x".repeat(100_000 / seq as usize));
        journal.append(&[Record::Draft(Some(long))]).unwrap();
        journal.settle().unwrap();
    }
    drop(journal);
    assert_eq!(fs::read_dir(disk.path("sled/blobs")).unwrap().count(), 0);
    let db = (0..100)
        .find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            sled::open(disk.path("sled")).ok()
        })
        .unwrap();
    let mut longest = 0;
    for name in db.tree_names() {
        for pair in db.open_tree(name).unwrap().iter() {
            longest = longest.max(pair.unwrap().1.len());
        }
    }
    assert_eq!(longest, 4096);
    // Of the longer drafts before the last one nothing is left.
    assert_eq!(db.open_tree("drafts").unwrap().len(), 7);
}

#[test]
fn a_meeting_that_is_deleted_while_it_is_open_is_written_anew() {
    for (gone, what) in [("journal.jsonl", "the file"), ("", "its folder"), ("..", "the Ablage")] {
        let disk = Disk::with(&entries(1..=2));
        let mut journal = disk.open();
        journal.load().unwrap();
        if gone != ".." {
            journal.append(&entries(3..=3)).unwrap();
        }
        let path = disk.path(gone);
        if path.is_dir() {
            fs::remove_dir_all(path.canonicalize().unwrap()).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
        // What is not saved is not called so; the next try finds all in its place.
        assert!(journal.append(&entries(3..=4)).is_err(), "{what}");
        journal.append(&entries(3..=4)).unwrap();
        journal.settle().unwrap();
        let told = journal.mended();
        assert!(told[0].starts_with("Das Journal war von außen gelöscht"), "{what}: {told:?}");
        let other = Holder { clerk: "meier".to_owned(), ..weber() };
        assert!(matches!(disk.archive.open(&disk.id, &other), Err(OpenError::InUse(_))), "{what}");
        drop(journal);
        modes(&disk.root.path().join("ablage"), 0o700, 0o600);
        assert_eq!(disk.archive.list().unwrap()[0].1, Ok(heading()), "{what}");
        let loaded = disk.load();
        assert_eq!(loaded.entries, (1..=4).map(entry).collect::<Vec<_>>(), "{what}");
        assert_eq!(loaded.repairs, [""; 0], "{what}");
    }
}

#[test]
fn a_journal_in_whose_place_something_else_stands_is_not_called_safe() {
    let disk = Disk::new();
    let mut journal = disk.open();
    journal.append(&entries(1..=1)).unwrap();
    fs::remove_file(disk.path("journal.jsonl")).unwrap();
    fs::write(disk.path("journal.jsonl"), "fremd\n").unwrap();
    assert!(journal.append(&entries(2..=2)).is_err());
    assert!(journal.append(&entries(2..=2)).is_err());
    assert_eq!(fs::read(disk.path("journal.jsonl")).unwrap(), b"fremd\n");
    drop(journal);
    let loaded = disk.load();
    assert_eq!(loaded.entries[..1], [entry(1)]);
}

/// A colleague restores a meeting that was deleted while it is open here; the name is free.
#[test]
fn what_was_restored_in_the_place_of_a_deleted_meeting_is_left_alone() {
    let disk = Disk::new();
    let mut journal = disk.open();
    journal.append(&entries(1..=2)).unwrap();
    journal.settle().unwrap();
    let folder = disk.path("");
    fs::rename(&folder, disk.root.path().join("weg")).unwrap();
    let weg = disk.root.path().join("weg");
    fs::create_dir(&folder).unwrap();
    for name in ["journal.jsonl", "kopf.json", "sperre"] {
        fs::copy(weg.join(name), folder.join(name)).unwrap();
    }
    fs::remove_dir_all(&weg).unwrap();
    let mut theirs = disk.open();
    let next = theirs.load().unwrap().entries.len() as u64 + 1;
    theirs.append(&entries(next..=next + 6)).unwrap();
    theirs.settle().unwrap();
    let kept = |name: &str| fs::read(folder.join(name)).unwrap();
    let before = (kept("journal.jsonl"), kept("kopf.json"));
    for _ in 0..3 {
        assert!(journal.append(&[Record::Entry(text(3, "Unser Satz."))]).is_err());
        assert!(journal.settle().is_err());
    }
    drop(journal);
    assert!((kept("journal.jsonl"), kept("kopf.json")) == before);
    assert!(disk.path("sled").is_dir() && !disk.path("sled.defekt-1").exists());
}

#[test]
fn a_store_that_breaks_while_it_is_open_is_made_anew() {
    let disk = Disk::with(&entries(1..=2));
    let mut journal = disk.open();
    journal.append(&entries(3..=3)).unwrap();
    journal.load().unwrap();
    fs::remove_file(disk.path("sled/db")).unwrap();
    journal.settle().unwrap();
    // It is told, and once.
    let told = "Der zweite Speicher war ausgefallen und ist aus dem Journal neu aufgebaut; der \
                alte liegt daneben (sled.defekt).";
    assert_eq!(journal.mended(), [told]);
    assert_eq!(journal.mended(), [""; 0]);
    journal.append(&entries(4..=4)).unwrap();
    drop(journal);
    let loaded = disk.load();
    assert_eq!(loaded.entries.len(), 4);
    assert_eq!(loaded.repairs, [""; 0]);
    assert!(disk.path("sled.defekt-1").exists());
}

#[test]
fn what_is_kept_elsewhere_is_all_that_memory_has() {
    let now = Timestamp::parse_from_rfc3339("2027-03-09T19:00:00+01:00").unwrap();
    for gone in [false, true] {
        let disk = Disk::with(&entries(1..=3));
        if gone {
            fs::remove_dir_all(disk.archive.folder(&disk.id)).unwrap();
        }
        let held: Vec<_> = (1..=5).map(entry).collect();
        let typed = draft(5, "Frau Öz");
        let backup = disk.archive.back_up_held(&disk.id, &held, Some(typed.clone()), now).unwrap();
        let other = Disk::new();
        let backup = Backup::parse(&backup.bytes()).unwrap();
        let restored = other.archive.restore(&backup, &super::weber()).unwrap();
        let loaded = other.archive.read(&restored.id).unwrap();
        assert_eq!(loaded.entries[..5], held, "{gone}");
        // It goes on behind the entry that tells of it.
        assert_eq!(loaded.draft, Some(Draft { after: Seq(6), ..typed }), "{gone}");
    }
}
