//! `wortlaut sichern` and `wortlaut wiederherstellen`: a meeting in one file and back, also while
//! somebody types; what was cut or changed on the way makes no meeting.

use crate::pty::Home;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use wortlaut::domain::Timestamp;
use wortlaut::journal::backup::Backup;
use wortlaut::journal::{Archive, Holder, MeetingId};

const AGENDA: &str = "Ö 1 Eröffnung\nÖ 2 Haushalt\nN 1 Grundstück\n";

/// A meeting that is being kept: the program, its id, and where it stands.
fn begun(home: &Home) -> String {
    let path = home.path().join("agenda.txt");
    std::fs::write(&path, AGENDA).unwrap();
    let made = ["neu", path.to_str().unwrap(), "--gremium", "Bauausschuss", "--datum"];
    home.told(&[&made[..], &["2027-03-09"]].concat()).trim().to_owned()
}

fn file_in(home: &Home, arguments: &[&str]) -> String {
    let told = home.told(&[&["sichern"], arguments].concat());
    told.trim().to_owned()
}

fn all_of(home: &Home, id: &str) -> String {
    home.told(&["export", id, "--teil", "alles"])
}

fn backup_of(home: &Home, id: &str) -> Vec<u8> {
    let file = file_in(home, &[id, "--nach", home.path().join("kopie").to_str().unwrap()]);
    std::fs::read(file).unwrap()
}

fn now() -> Timestamp {
    "2027-03-10T08:00:00+01:00".parse().unwrap()
}

#[test]
fn a_meeting_that_is_being_typed_comes_back_as_it_was() {
    let home = Home::new();
    let id = begun(&home);
    let mut pty = home.start(&[&id]);
    pty.wait_for_text("Tagesordnung");
    pty.keys("strg+t f3");
    pty.type_text("Der Vorsitz eröffnet.");
    pty.keys("eingabe");
    pty.type_text("Noch nicht zu Ende");
    pty.wait_for_text("Noch nicht zu Ende");
    pty.wait_for_text("● gesichert");
    let folder = home.path().join("anderswo");
    std::fs::create_dir(&folder).unwrap();
    let file = file_in(&home, &[&id, "--nach", folder.to_str().unwrap()]);
    assert!(file.starts_with(folder.to_str().unwrap()) && file.ends_with(".sicherung"), "{file}");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "what is not public is in it");
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0);

    // Beside the one that is there: it stays, and the new one has another name.
    let second = home.told(&["wiederherstellen", &file]).trim().to_owned();
    assert_ne!(second, id);
    let told = all_of(&home, &second);
    assert!(told.contains("Der Vorsitz eröffnet."), "{told}");
    let journal = home.told(&["journal", &second]);
    assert!(journal.contains("Wiederhergestellt aus der Sicherung der Sitzung"), "{journal}");
    assert!(home.run(&["pruefen", &second]).status.success());
    // The sentence that was being typed is there too.
    let mut pty = home.start(&[&second]);
    pty.wait_for_text("Noch nicht zu Ende");
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0);

    // In another Ablage it keeps its name.
    let other = home.path().join("ablage-zwei");
    let there = ["--ablage", other.to_str().unwrap()];
    let same = home.told(&[&["wiederherstellen", &file][..], &there].concat()).trim().to_owned();
    assert_eq!(same, id);
    let told = home.told(&[&["export", &same, "--teil", "alles"][..], &there].concat());
    assert!(told.contains("Der Vorsitz eröffnet."), "{told}");
}

#[test]
fn a_copy_replaces_nothing_unasked() {
    let home = Home::new();
    let id = begun(&home);
    let path = home.path().join("kopie");
    std::fs::write(&path, "etwas anderes").unwrap();
    let to = ["--nach", path.to_str().unwrap()];
    let refused = home.run(&[&["sichern", &id][..], &to].concat());
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(std::fs::read(&path).unwrap(), b"etwas anderes");
    file_in(&home, &[&[id.as_str()][..], &to, &["--ersetzen"]].concat());
    assert!(Backup::parse(&std::fs::read(&path).unwrap()).is_ok());
    let poured = home.run(&["sichern", &id, "--nach", "-"]);
    assert!(Backup::parse(&poured.stdout).is_ok());
}

#[test]
fn what_was_cut_or_changed_on_the_way_makes_no_meeting() {
    let home = Home::new();
    let id = begun(&home);
    let whole = backup_of(&home, &id);
    assert!(Backup::parse(&whole).is_ok());
    for length in (0..whole.len()).step_by(7).chain(whole.len() - 40..whole.len()) {
        let cut = whole.get(..length).unwrap();
        assert!(Backup::parse(cut).is_err(), "{length} bytes of {}", whole.len());
    }
    for at in (0..whole.len()).step_by(5).chain(0..400) {
        let mut changed = whole.clone();
        *changed.get_mut(at).unwrap() ^= 1;
        assert!(Backup::parse(&changed).is_err(), "byte {at} of {}", whole.len());
    }
    let longer = [whole.as_slice(), b"\n"].concat();
    assert!(Backup::parse(&longer).is_err());
}

#[test]
fn what_is_no_backup_is_told_by_name() {
    let home = Home::new();
    let id = begun(&home);
    let whole = String::from_utf8(backup_of(&home, &id)).unwrap();
    let newer = whole.replacen("{\"wortlaut_backup\":1", "{\"wortlaut_backup\":9", 1);
    let cut: String = whole.chars().take(whole.chars().count() - 5).collect();
    for (text, expected) in [
        (AGENDA.to_owned(), "Das ist keine Sicherung von wortlaut."),
        (String::new(), "Das ist keine Sicherung von wortlaut."),
        (newer, "Eine neuere Fassung von wortlaut verwenden"),
        (cut, "Die Sicherung ist nicht ganz"),
        (whole.replace("Grundst", "Grundsd"), "Die Sicherung ist verändert"),
    ] {
        let path = home.path().join("fremd");
        std::fs::write(&path, &text).unwrap();
        let output = home.run(&["wiederherstellen", path.to_str().unwrap()]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(expected) && told.contains("fremd"), "{told}");
    }
    assert_eq!(meetings(&home.archive()), 1, "nothing was made");
}

fn meetings(ablage: &Path) -> usize {
    Archive::at(ablage).unwrap().list().unwrap().len()
}

#[test]
fn a_damaged_journal_is_kept_with_its_damage_told() {
    let home = Home::new();
    let id = begun(&home);
    let journal = home.archive().join(&id).join("journal.jsonl");
    let text = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, text.replacen("Bauausschuss", "Bauausschusz", 1)).unwrap();
    let archive = Archive::at(&home.archive()).unwrap();
    let backup = archive.back_up(&MeetingId::parse(&id).unwrap(), now()).unwrap();
    assert!(!backup.damage.is_empty());
    let holder = Holder { clerk: "meike".into(), since: now() };
    let again = Backup::parse(&backup.bytes()).unwrap();
    let restored = archive.restore(&again, &holder);
    assert!(restored.is_err() || !restored.unwrap().damage.is_empty());
}
