//! A disk that is slow, full, read-only or gone while one types at the built program: letters come
//! at once, what is not saved cannot be overlooked, and everything is written as soon as it can be.

use crate::pty::{Home, Pty, Screen};
use crate::shim::{Fault, Shim, say};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use wortlaut::journal::backup::Backup;
use wortlaut::journal::{Archive, MeetingId};

/// The pause behind a key of a fast typist.
const BETWEEN_KEYS: Duration = Duration::from_millis(60);
const BEFORE: &str = "Der Vorsitzende begrüßt die Gäste.";
const MEANWHILE: &str = " Frau Öztürk fragt nach den Kosten der Maßnahme.";
const MORE: &str = " Der Kämmerer antwortet.";
/// What the alarm begins with.
const ALARM: &str = "○ NICHT GESICHERT";

/// A clerk at the prose of an item, everything saved.
fn typing(home: &Home, shim: &Shim<'_>, fault: Fault) -> (String, Pty) {
    let id = home.meeting();
    let mut pty = home.start_with(&[&id], (80, 24), |command| {
        shim.variables(fault).into_iter().for_each(|(name, value)| command.env(name, value));
    });
    begin(&mut pty);
    (id, pty)
}

/// Opens the meeting and writes a sentence, which is saved.
fn begin(pty: &mut Pty) {
    pty.begin_meeting();
    pty.type_text(BEFORE);
    pty.catch_up();
}

/// All that was ever written as the disk has it.
fn on_disk(home: &Home, id: &str) -> String {
    let archive = Archive::at(&home.archive()).unwrap();
    let loaded = archive.read(&MeetingId::parse(id).unwrap()).unwrap();
    serde_json::to_string(&(&loaded.entries, &loaded.draft)).unwrap()
}

/// Whether the disk has all words, in whatever entries.
fn has_all(home: &Home, id: &str, text: &str) -> bool {
    let there = on_disk(home, id);
    text.split_whitespace().all(|word| there.contains(word))
}

/// Types as a clerk does, and waits for each letter.
fn type_and_see(pty: &mut Pty, text: &str) -> Duration {
    let mut longest = Duration::ZERO;
    let mut typed = String::new();
    for letter in text.chars() {
        typed.push(letter);
        let begun = Instant::now();
        pty.type_text(&letter.to_string());
        pty.wait_for("the letter", |screen| prose(screen).ends_with(&squeezed(&typed)));
        longest = longest.max(begun.elapsed());
        std::thread::sleep(BETWEEN_KEYS);
    }
    longest
}

/// What is written, whatever the breaks of the lines.
fn prose(screen: &Screen) -> String {
    let body = screen.body().join(" ");
    squeezed(&body)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '¶').collect()
}

/// Leaves, opens the meeting again, and finds all words.
fn leaves_and_finds(home: &Home, mut pty: Pty, id: &str, words: &[&str]) {
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0, "{}", pty.screen());
    finds(home, id, words);
}

fn finds(home: &Home, id: &str, words: &[&str]) {
    home.told(&["pruefen", id]);
    let mut pty = home.start(&[id]);
    pty.wait_for("the meeting", |screen| screen.full && screen.saved());
    pty.keys("f3");
    let all = squeezed(&words.concat());
    pty.wait_for("all words", |screen| prose(screen).contains(&all));
}

#[test]
fn a_slow_disk_holds_up_no_letter_and_leaving_waits_for_it() {
    let home = Home::new();
    let Some(shim) = Shim::of(&home) else { return };
    let (id, mut pty) = typing(&home, &shim, Fault::Slow(2000));
    shim.turn(true);
    pty.film();
    let longest = type_and_see(&mut pty, MEANWHILE);
    println!("slowest letter at 2 s for each sync: {longest:?}");
    let all = squeezed(&[BEFORE, MEANWHILE].concat());
    let film = pty.take_film();
    let last = film.iter().map(|(_, screen)| screen).find(|screen| prose(screen).contains(&all));
    assert!(!last.unwrap().saved(), "seen before it is saved:\n{}", last.unwrap());
    for (_, screen) in &film {
        let status = screen.status().trim_start();
        let begun = status.starts_with("○ sichert …") || status.starts_with("○ NOCH NICHT");
        assert!(begun || screen.saved(), "{screen}");
    }
    pty.wait_for("an alarm", |screen| screen.status().contains("NOCH NICHT GESICHERT seit"));
    pty.wait_for("saved", Screen::saved);
    assert!(has_all(&home, &id, MEANWHILE), "it is when it says so");

    pty.film();
    pty.type_text(" Ende");
    pty.keys("strg+q");
    pty.wait_or_end(|screen| screen.has("wird noch gesichert"));
    let code = pty.exit_code();
    let told = pty.take_film().iter().any(|(_, screen)| screen.has("wird noch gesichert"));
    assert_eq!(code, 0, "{}", pty.screen());
    assert!(told, "leaving says what it waits for");
    assert!(on_disk(&home, &id).contains("Ende"));
    shim.turn(false);
    finds(&home, &id, &[BEFORE, MEANWHILE, " Ende"]);
}

#[test]
fn what_a_full_or_read_only_disk_refuses_is_written_when_it_can_be() {
    for (why, told) in [
        ("enospc", "Der Datenträger ist voll."),
        ("erofs", "Der Datenträger ist schreibgesch"),
        ("eio", "Der Datenträger meldet einen F"),
    ] {
        let home = Home::new();
        let Some(shim) = Shim::of(&home) else { return };
        let (id, mut pty) = typing(&home, &shim, Fault::Refuses(why));
        shim.turn(true);
        pty.film();
        type_and_see(&mut pty, MEANWHILE);
        let screen = pty.wait_for_text(ALARM);
        assert!(screen.status().contains(told), "{screen}");
        let all = squeezed(&[BEFORE, MEANWHILE].concat());
        let film = pty.take_film();
        let wrong = film.iter().find(|(_, screen)| screen.saved() && prose(screen).contains(&all));
        assert!(wrong.is_none(), "{}", wrong.unwrap().1);
        // Wherever the clerk goes, it cannot be overlooked.
        for keys in ["f2", "f4", "f6", "f7", "f9", "f3"] {
            pty.keys(keys);
            pty.keys("strg+l");
            assert!(pty.wait_for_text(ALARM).status().contains("warten"));
        }
        // Leaving asks, and staying is what Enter says.
        pty.keys("strg+q");
        pty.wait_for_text("Nicht alles ist gesichert");
        pty.send(b"\x1b");
        pty.wait_for("the prose", |screen| !screen.has("Nicht alles ist gesichert"));
        let screen = pty.wait_for_text(ALARM);
        assert!(prose(&screen).contains(&all), "{screen}");

        shim.turn(false);
        let screen = pty.wait_for("saved", Screen::saved);
        assert!(prose(&screen).contains(&all), "{screen}");
        assert!(has_all(&home, &id, MEANWHILE), "it is when it says so");
        leaves_and_finds(&home, pty, &id, &[BEFORE, MEANWHILE]);
    }
}

#[test]
fn a_deleted_ablage_is_written_anew() {
    let home = Home::new();
    let Some(shim) = Shim::of(&home) else { return };
    let (id, mut pty) = typing(&home, &shim, Fault::None);
    fs::remove_dir_all(home.archive()).unwrap();
    type_and_see(&mut pty, MEANWHILE);
    pty.wait_for("saved", Screen::saved);
    assert!(has_all(&home, &id, MEANWHILE), "it is when it says so");
    pty.wait_for_text("von außen gelöscht");
    pty.catch_up();
    let told = home.told(&["journal", &id]);
    assert!(told.contains("von außen gelöscht"), "{told}");
    leaves_and_finds(&home, pty, &id, &[BEFORE, MEANWHILE]);
}

#[test]
fn killed_at_a_full_disk_nothing_is_lost_that_was_saved() {
    let home = Home::new();
    let Some(shim) = Shim::of(&home) else { return };
    let (id, mut pty) = typing(&home, &shim, Fault::Refuses("enospc"));
    shim.turn(true);
    type_and_see(&mut pty, " Verloren");
    pty.wait_for_text(ALARM);
    pty.kill9();
    shim.turn(false);
    finds(&home, &id, &[BEFORE]);
}

/// Asks for another place, and gives this one.
fn save_elsewhere(pty: &mut Pty, to: &str) {
    pty.keys("alt+S");
    pty.wait_for_text("Anderswo sichern");
    name_place(pty, to);
}

/// Types a path over what stands in the field, and finds the file.
fn name_place(pty: &mut Pty, to: &str) {
    pty.type_text(to);
    pty.keys("eingabe");
    pty.wait_for_text("Einträge anderswo");
}

/// The files in a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    out.sort();
    out
}

/// Restores a file into an Ablage of its own, and finds all words there.
fn restored(file: &Path, words: &[&str]) {
    let other = Home::new();
    let id = other.told(&["wiederherstellen", file.to_str().unwrap()]);
    finds(&other, id.trim(), words);
}

#[test]
fn what_a_disk_that_hangs_does_not_take_can_be_kept_on_another() {
    let (home, stick) = (Home::new(), tempfile::tempdir().unwrap());
    let Some(shim) = Shim::of(&home) else { return };
    let (_, mut pty) = typing(&home, &shim, Fault::Hangs(120_000));
    shim.turn(true);
    type_and_see(&mut pty, MEANWHILE);
    // What lies in the Ablage is not to be had: it is in memory too.
    save_elsewhere(&mut pty, stick.path().to_str().unwrap());
    type_and_see_more(&mut pty);
    save_elsewhere(&mut pty, stick.path().to_str().unwrap());
    let there = files(stick.path());
    pty.kill9();
    restored(there.first().unwrap(), &[BEFORE, MEANWHILE]);
    restored(there.last().unwrap(), &[BEFORE, MEANWHILE, MORE]);
}

#[test]
fn what_a_full_disk_refuses_can_be_kept_on_another() {
    let (home, stick) = (Home::new(), tempfile::tempdir().unwrap());
    let Some(shim) = Shim::of(&home) else { return };
    let (id, mut pty) = typing(&home, &shim, Fault::Refuses("enospc"));
    shim.turn(true);
    type_and_see(&mut pty, MEANWHILE);
    let screen = pty.wait_for_text(ALARM);
    assert!(screen.row(-1).contains("Anderswo sichern"), "it is offered:\n{screen}");
    // At home is the same disk: that is told, and another place is asked for.
    pty.keys("alt+S");
    pty.wait_for_text("~/wortlaut-ausgabe");
    pty.keys("eingabe");
    pty.wait_for("another question", |screen| {
        screen.has("lässt sich nicht schreiben") && screen.has("▸Wohin  ~/wortlaut-ausgabe")
    });
    pty.send(b"\x1b");
    pty.wait_for("the prose", |screen| !screen.has("Wohin"));
    let place = stick.path().to_str().unwrap();
    save_elsewhere(&mut pty, place);
    type_and_see_more(&mut pty);
    // Over nothing, and for nobody else.
    save_elsewhere(&mut pty, place);
    save_elsewhere(&mut pty, place);
    let there = files(stick.path());
    assert_eq!(there.len(), 3, "{there:?}");
    for file in &there {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
    restored(there.first().unwrap(), &[BEFORE, MEANWHILE]);
    restored(there.last().unwrap(), &[BEFORE, MEANWHILE, MORE]);

    // Whoever leaves is asked, and can do so then too.
    pty.keys("strg+q");
    pty.wait_for_text("Nicht alles ist gesichert");
    pty.keys("ab eingabe");
    pty.wait_for_text("~/wortlaut-ausgabe");
    let file = stick.path().join("mitgenommen");
    name_place(&mut pty, file.to_str().unwrap());
    restored(&file, &[BEFORE, MEANWHILE, MORE]);

    // It is what the Ablage gets, to the last link of its chain; that the store was mended when
    // the disk came back may be one more.
    shim.turn(false);
    pty.wait_for("saved", Screen::saved);
    let kept = stick.path().join("zuletzt");
    home.told(&["sichern", &id, "--nach", kept.to_str().unwrap()]);
    let taken_along = Backup::parse(&fs::read(&file).unwrap()).unwrap();
    let kept = fs::read_to_string(kept).unwrap();
    assert!(kept.contains(taken_along.head().1), "{kept}");
    leaves_and_finds(&home, pty, &id, &[BEFORE, MEANWHILE, MORE]);
}

fn type_and_see_more(pty: &mut Pty) {
    pty.type_text(MORE);
    pty.wait_for("more", |screen| prose(screen).ends_with(&squeezed(MORE)));
}

#[test]
fn what_has_lost_its_ablage_can_be_kept_elsewhere() {
    let (home, stick) = (Home::new(), tempfile::tempdir().unwrap());
    let Some(shim) = Shim::of(&home) else { return };
    let (_, mut pty) = typing(&home, &shim, Fault::Refuses("erofs"));
    shim.turn(true);
    fs::remove_dir_all(home.archive()).unwrap();
    type_and_see(&mut pty, MEANWHILE);
    pty.wait_for_text(ALARM);
    save_elsewhere(&mut pty, stick.path().to_str().unwrap());
    restored(files(stick.path()).first().unwrap(), &[BEFORE, MEANWHILE]);
}

/// A small disk in memory. Needs root; without, the test says so and ends.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn at(place: PathBuf) -> Option<Self> {
        fs::create_dir(&place).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=128m,mode=700", "tmpfs"]).arg(&place);
        if !rustix::process::geteuid().is_root() || !mount.status().is_ok_and(|it| it.success()) {
            say("übersprungen: braucht root und mount");
            return None;
        }
        Some(Self(place))
    }

    /// Takes all the room that is left.
    fn fill(&self) {
        let mut file = fs::File::create(self.0.join("fremd")).unwrap();
        while file.write_all(&[1; 65536]).is_ok() {}
        while file.write_all(&[1]).is_ok() {}
    }

    fn make_room(&self) {
        fs::remove_file(self.0.join("fremd")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_disk_that_is_full_indeed_keeps_what_was_saved_and_takes_the_rest_later() {
    let home = Home::new();
    let Some(disk) = SmallDisk::at(home.archive()) else { return };
    let id = home.meeting();
    let mut pty = home.start(&[&id]);
    begin(&mut pty);
    disk.fill();
    pty.film();
    type_and_see(&mut pty, MEANWHILE);
    pty.wait_for_text(ALARM);
    let film = pty.take_film();
    let saved = film.iter().rev().map(|(_, screen)| screen).find(|screen| screen.saved());
    let saved = saved.map_or_else(|| squeezed(BEFORE), prose);
    pty.kill9();
    // It opens on the full disk, with all that was called saved.
    let mut pty = home.start(&[&id]);
    let screen = pty.wait_for("the meeting", |screen| screen.full && screen.has(BEFORE));
    assert!(prose(&screen).starts_with(&saved), "{saved}\n{screen}");
    // Where the clerk was may be something that the disk did not take.
    pty.keys("f3 alt+e eingabe");
    type_and_see(&mut pty, MORE);
    pty.wait_for_text(ALARM);
    disk.make_room();
    pty.wait_for("saved", Screen::saved);
    assert!(has_all(&home, &id, MORE), "it is when it says so");
    leaves_and_finds(&home, pty, &id, &[MORE]);
}

/// Nobody sees the screen any more, but what it has to say may go elsewhere.
#[test]
fn what_is_not_saved_when_the_terminal_goes_is_told() {
    let home = Home::new();
    let Some(shim) = Shim::of(&home) else { return };
    let id = home.meeting();
    let line = format!("exec {} {id} 2>gesagt", env!("CARGO_BIN_EXE_wortlaut"));
    let mut pty = home.start_command(["sh", "-c", &line].into_iter(), (80, 24), |command| {
        let variables = shim.variables(Fault::Refuses("eio"));
        variables.into_iter().for_each(|(name, value)| command.env(name, value));
    });
    begin(&mut pty);
    shim.turn(true);
    pty.type_text("Mehr.");
    pty.wait_for_text("Mehr.");
    pty.hang_up();
    assert_eq!(pty.exit_code(), 129);
    let told = fs::read_to_string(home.path().join("gesagt")).unwrap();
    assert!(told.contains("NICHT ALLES IST GESICHERT"), "{told}");
}

/// An empty lock says that all was closed in order; then what is written would pass for forged.
#[test]
fn a_lock_that_finds_no_room_for_its_words_is_none_that_was_left_in_order() {
    let home = Home::new();
    let Some(shim) = Shim::of(&home) else { return };
    let id = home.meeting();
    shim.turn(true);
    let mut pty = home.start_with(&[&id], (80, 24), |command| {
        let mut variables = shim.variables(Fault::Refuses("enospc"));
        variables.insert("FAULT_OPS", "w".to_owned());
        variables.into_iter().for_each(|(name, value)| command.env(name, value));
    });
    pty.wait_for_text("Tagesordnung");
    shim.turn(false);
    pty.begin_meeting();
    pty.type_text(BEFORE);
    pty.wait_for("the text, saved", |screen| screen.has("Gäste") && screen.saved());
    let lock = fs::read(home.archive().join(&id).join("sperre")).unwrap();
    assert_eq!(lock, [0]);
    let proven = home.run(&["pruefen", &id]);
    let told = String::from_utf8(proven.stdout).unwrap();
    assert!(proven.status.success(), "{told}");
}
