//! How it begins and how it ends: in an empty home, in a small window, by a signal.

use crate::pty::{Home, Pty};
use rustix::process::{Pid, Signal, kill_process};

/// At a meeting, in the prose of its first item, with a sentence half written and saved.
fn writing(home: &Home) -> (String, Pty) {
    let id = home.meeting();
    let mut pty = home.start(&[&id]);
    pty.wait_for_text("Tagesordnung");
    pty.keys("f3");
    pty.wait_for_text("Noch nichts geschrieben.");
    pty.type_text("Der Vorsitzende begrüßt die");
    pty.wait_for("the text, saved", |screen| screen.has("begrüßt die") && screen.saved());
    (id, pty)
}

/// Opens the meeting again and finds the half sentence.
fn finds_it_again(home: &Home, id: &str) {
    let mut pty = home.start(&[id]);
    let screen = pty.wait_for_text("Der Vorsitzende begrüßt die");
    assert_eq!(screen.title(), "Wortprotokoll");
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn the_practice_meeting_is_ready_to_type_in_an_empty_home() {
    let home = Home::new();
    let mut pty = home.start_with(&["ueben"], (80, 24), |command| {
        command.env_remove("WORTLAUT_ABLAGE");
        command.env_remove("WORTLAUT_UHR");
    });
    pty.wait_for_text("ÜBUNG");
    pty.keys("f3");
    pty.type_text("Guten Abend.");
    let screen = pty.wait_for_text("Guten Abend.");
    assert!(screen.full);
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0);
    assert!(!pty.screen().full, "the shell's screen is back");
}

#[test]
fn a_closed_window_loses_nothing() {
    let home = Home::new();
    let (id, mut pty) = writing(&home);
    pty.hang_up();
    assert_eq!(pty.exit_code(), 129);
    finds_it_again(&home, &id);
}

#[test]
fn a_signal_gives_the_terminal_back_and_loses_nothing() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let home = Home::new();
        let (id, mut pty) = writing(&home);
        // Not waited for: what has been typed last must be there all the same.
        pty.type_text(" Gäste");
        pty.wait_for_text("begrüßt die Gäste");
        pty.signal(signal);
        assert_eq!(pty.exit_code(), code);
        assert!(!pty.screen().full, "the shell's screen is back");
        let again = home.start(&[&id]);
        again.wait_for_text("Der Vorsitzende begrüßt die Gäste");
    }
}

#[test]
fn a_second_program_is_told_who_has_the_meeting() {
    let home = Home::new();
    let (id, pty) = writing(&home);
    let mut second = home.start(&[&id]);
    let code = second.exit_code();
    let screen = second.screen();
    assert_eq!(code, 1, "{screen}");
    let told = screen.rows.join(" ");
    let who = format!("schon geöffnet, von {} seit 17:00 (Prozess {})", user(), pty.pid());
    assert!(told.contains(&who), "expected {who:?} in\n{screen}");
    // The first is not disturbed.
    pty.wait_for_text("begrüßt die");
}

/// A shell at a terminal, and the program in it with half a sentence.
fn in_a_shell(home: &Home) -> (Pty, Pid) {
    let id = home.meeting();
    let shell = ["bash", "--norc", "--noprofile", "-i"];
    let mut pty = home.start_command(shell.into_iter(), (80, 24), |command| {
        command.env("PS1", "bereit: ");
    });
    pty.wait_for_text("bereit:");
    pty.type_text(&format!("{} {id}\r", env!("CARGO_BIN_EXE_wortlaut")));
    pty.wait_for("the meeting", |screen| screen.full && screen.has("Tagesordnung"));
    pty.keys("f3");
    pty.type_text("Der Vorsitzende begrüßt die");
    pty.wait_for_text("begrüßt die");
    let children = format!("/proc/{0}/task/{0}/children", pty.pid());
    let child = std::fs::read_to_string(children).unwrap().trim().parse().unwrap();
    (pty, Pid::from_raw(child).unwrap())
}

#[test]
fn a_shell_can_stop_it_and_bring_it_back() {
    let home = Home::new();
    let (mut pty, child) = in_a_shell(&home);
    kill_process(child, Signal::TSTP).unwrap();
    let screen = pty.wait_for("the shell", |screen| screen.has("Stopped") && !screen.full);
    assert!(screen.has("Angehalten, weiter mit fg. Geschriebenes ist gesichert."), "{screen}");
    pty.type_text("echo h''ier\r");
    pty.wait_for("an answer of the shell", |screen| screen.rows.iter().any(|row| row == "hier"));
    pty.type_text("fg\r");
    pty.wait_for("the meeting again", |screen| screen.full && screen.has("begrüßt die"));
    pty.type_text(" Gäste");
    pty.wait_for_text("begrüßt die Gäste");
    pty.keys("strg+q");
    pty.wait_for("the shell again", |screen| !screen.full);
    pty.type_text("exit\r");
    assert_eq!(pty.exit_code(), 0);
}

/// Behind the shell it must not reach for the terminal, which would stop it once more.
#[test]
fn a_stopped_program_ends_when_it_is_told_to() {
    let home = Home::new();
    let (mut pty, child) = in_a_shell(&home);
    kill_process(child, Signal::TSTP).unwrap();
    pty.wait_for("the shell", |screen| screen.has("Stopped") && !screen.full);
    pty.type_text("kill %1; wait %1; echo Ende: $?\r");
    let screen = pty.wait_for("its end", |screen| screen.has("Ende: 1"));
    assert!(screen.has("Ende: 143"), "{screen}");
}

/// The name of whoever runs this test.
fn user() -> String {
    let output = std::process::Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_small_window_says_so_and_works_again_when_it_is_large() {
    let home = Home::new();
    let mut pty = home.start_with(&["ueben"], (40, 10), |_| {});
    let screen = pty.wait_for("a message", |screen| screen.rows.iter().any(|row| !row.is_empty()));
    assert!(screen.has("60"), "it tells how large it must be:\n{screen}");
    pty.resize(80, 24);
    pty.wait_for_text("ÜBUNG");
    pty.keys("f3");
    pty.type_text("Guten Abend.");
    pty.wait_for_text("Guten Abend.");
    pty.resize(40, 10);
    pty.wait_for("the message again", |screen| screen.has("60") && !screen.has("Guten"));
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn a_terminal_without_a_name_is_refused() {
    let home = Home::new();
    let mut pty = home.start_with(&["ueben"], (80, 24), |command| command.env_remove("TERM"));
    assert_eq!(pty.exit_code(), 2);
    let screen = pty.screen();
    assert!(screen.has("TERM ist nicht gesetzt"), "{screen}");
    assert!(!screen.full);
}
