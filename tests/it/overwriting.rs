//! What is given out a second time: over nothing that is there, unless somebody says so.

use crate::pty::Home;
use std::fs;
use std::path::Path;

/// The texts below a folder, by name.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for child in fs::read_dir(folder).unwrap() {
        let path = child.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            found.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn the_command_line_replaces_a_file_only_when_it_is_told_to() {
    let home = Home::new();
    let id = home.meeting();
    for to in ["niederschrift.txt", "texte/"] {
        let to = home.path().join(to);
        let to = to.to_str().unwrap();
        let export = ["export", &id, "--nach", to];
        home.told(&export);
        // The same again is no change, and no fault.
        home.told(&export);
        let path = if to.ends_with('/') {
            let first = texts(Path::new(to)).remove(0).0;
            Path::new(to).join(first)
        } else {
            Path::new(to).to_owned()
        };
        let written = fs::read_to_string(&path).unwrap();
        fs::write(&path, "von Hand ergänzt").unwrap();
        let output = home.run(&export);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("gibt es schon, mit anderem Inhalt. Mit --ersetzen"), "{told}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "von Hand ergänzt");
        home.told(&[&export[..], &["--ersetzen"]].concat());
        assert_eq!(fs::read_to_string(&path).unwrap(), written);
    }
    let output = home.run(&["liste", "--ersetzen"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_screen_asks_once_before_it_replaces_what_it_has_written() {
    let home = Home::new();
    let id = home.meeting();
    let folder = home.path().join("wortlaut-ausgabe");
    let mut pty = home.start(&[&id]);
    pty.begin_meeting();
    pty.type_text("Der Vorsitz eröffnet. ");
    pty.keys("f9 pos1 eingabe");
    pty.wait_for_text("Dateien geschrieben");
    let first = texts(&folder);
    // Nothing has changed: nothing is asked.
    pty.keys("strg+l pos1 eingabe");
    pty.wait_for_text("Dateien geschrieben");
    pty.keys("f3");
    pty.type_text("Es wird laut. ");
    pty.keys("f9 pos1 eingabe");
    pty.wait_for_text("Schon geschrieben, aber mit anderem Inhalt");
    // What is offered first keeps what is there.
    pty.keys("eingabe");
    pty.look();
    assert_eq!(texts(&folder), first);
    pty.keys("pos1 eingabe");
    pty.wait_for_text("Schon geschrieben, aber mit anderem Inhalt");
    pty.keys("ab eingabe");
    pty.wait_for_text("Dateien geschrieben");
    let second = texts(&folder);
    assert_eq!(first.len(), second.len());
    assert!(second.iter().any(|(_, text)| text.contains("Es wird laut.")));
    pty.keys("strg+q");
    assert_eq!(pty.exit_code(), 0);
}
