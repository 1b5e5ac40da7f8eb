//! The commands, as they are typed: what they print, what they refuse, how they end.

use crate::pty::Home;

/// Runs the program, and gives its exit code and what it says on the error output.
fn refused(home: &Home, arguments: &[&str]) -> (Option<i32>, String) {
    let output = home.run(arguments);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// Makes a meeting of this text.
fn meeting_of(home: &Home, text: &str) -> String {
    let path = home.path().join("agenda.txt");
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let made = ["neu", path, "--gremium", "Bauausschuss", "--datum", "2027-03-09"];
    home.told(&made).trim().to_owned()
}

#[test]
fn the_letter_of_a_number_counts_when_it_is_typed() {
    let home = Home::new();
    meeting_of(&home, "Ö 1 Eröffnung\nÖ 2 Haushalt\nN 1 Grundstück\nN 2 Personal\nN 3 Klage\n");
    let title = |arguments: &[&str]| {
        let text = home.told(&[&["export", "2027"], arguments].concat());
        text.lines().find(|line| line.starts_with("09.03.2027 - ")).unwrap().to_owned()
    };
    assert_eq!(title(&["--top", "2"]), "09.03.2027 - Ö 2 Haushalt");
    assert_eq!(title(&["--top", "Ö2."]), "09.03.2027 - Ö 2 Haushalt");
    assert_eq!(title(&["--top", "top ö 2"]), "09.03.2027 - Ö 2 Haushalt");
    let closed = ["--teil", "nichtoeffentlich"];
    assert_eq!(title(&[&["--top", "2"][..], &closed].concat()), "09.03.2027 - N 2 Personal");
    assert_eq!(title(&[&["--top", "n2"][..], &closed].concat()), "09.03.2027 - N 2 Personal");
    assert_eq!(title(&["--top", "N2", "--teil", "alles"]), "09.03.2027 - N 2 Personal");
    let says = |arguments: &[&str]| {
        let (code, text) = refused(&home, &[&["export", "2027"], arguments].concat());
        assert_eq!(code, Some(1), "{text}");
        text
    };
    let closed_part = "wortlaut: TOP N 2 steht im nichtöffentlichen Teil. \
                       Mit --teil nichtoeffentlich ausgeben.\n";
    assert_eq!(says(&["--top", "N2"]), closed_part);
    assert_eq!(says(&["--top", "3"]), closed_part.replace("N 2", "N 3"));
    assert_eq!(
        says(&[&["--top", "Ö2"][..], &closed].concat()),
        "wortlaut: TOP Ö 2 steht im öffentlichen Teil. Mit --teil oeffentlich ausgeben.\n"
    );
    for unknown in ["Ö 3", "N 4", "9", "x"] {
        assert_eq!(
            says(&["--top", unknown]),
            format!("wortlaut: Einen TOP {unknown} gibt es nicht.\n")
        );
    }
}

#[test]
fn a_number_without_a_letter_is_found_by_its_part() {
    let home = Home::new();
    meeting_of(&home, "1. Eröffnung\n\nNichtöffentlicher Teil\n1. Klage\n2. Personal\n");
    let told = home.told(&["export", "2027", "--top", "N 1", "--teil", "alles"]);
    assert!(told.contains("1 Klage"), "{told}");
    let told = home.told(&["export", "2027", "--top", "Ö 1", "--teil", "alles"]);
    assert!(told.contains("1 Eröffnung"), "{told}");
    let (code, told) = refused(&home, &["export", "2027", "--top", "Ö 2", "--teil", "alles"]);
    assert_eq!((code, told.as_str()), (Some(1), "wortlaut: Einen TOP Ö 2 gibt es nicht.\n"));
}
