//! The commands, as they are typed: what they print, what they refuse, how they end.

use crate::pty::Home;
use wortlaut::domain::{
    Choice, Command, Event, ItemPart, ItemText, PassageChange, PassageId, PassageKind, RecordPlace,
    SecretCount, Tally, Timestamp,
};
use wortlaut::journal::{
    Archive, Change, Entry, Holder, Journal as _, MeetingId, Record, Seq, replay,
};

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

/// A name tells at a glance whether the content is public.
#[test]
fn every_extract_has_a_name_of_its_own() {
    let home = Home::new();
    meeting_of(&home, "Ö 1 Eröffnung\nN 1 Grundstück\n");
    let to = home.path().join("aus/");
    let given = |arguments: &[&str]| {
        let told =
            home.told(&[&["export", "2027", "--nach", to.to_str().unwrap()], arguments].concat());
        let path = std::path::PathBuf::from(told.trim());
        assert!(std::fs::read_to_string(&path).unwrap().contains("Bauausschuss"), "{told}");
        path.file_name().unwrap().to_str().unwrap().to_owned()
    };
    assert_eq!(given(&["--top", "Ö 1"]), "2027-03-09-bauausschuss-auszug-oe-1.txt");
    let closed = "2027-03-09-bauausschuss-auszug-n-1-nichtoeffentlich.txt";
    assert_eq!(given(&["--top", "N 1", "--teil", "nichtoeffentlich"]), closed);
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

#[test]
fn nothing_that_acts_unseen_is_printed() {
    let home = Home::new();
    let id = home.meeting();
    let path = home.archive().join(&id).join("kopf.json");
    let mut card: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    // Without its sum it is one of an earlier version, and counts.
    card.as_object_mut().unwrap().remove("crc");
    card["date"] = "2027\u{9b}31m\u{202e}".into();
    card["committee"] = "Rat\u{2067}\n2028-01-01-rat  frei erfunden\u{7f}".into();
    std::fs::write(&path, serde_json::to_vec(&card).unwrap()).unwrap();
    let told = home.told(&["liste"]);
    assert_eq!(told.lines().count(), 1, "{told:?}");
    assert!(!told.trim_end().contains(|c: char| c.is_control() || c == '\u{202e}'), "{told:?}");
    let told = home.told(&["liste", "--json"]);
    let bad = ['\u{9b}', '\u{7f}', '\u{202e}', '\u{2067}'];
    assert!(!told.contains(bad), "{told:?}");
    assert!(told.contains("\"2027\u{fffd}31m\u{fffd}\""), "{told}");
    let read: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(read[0]["date"], "2027\u{fffd}31m\u{fffd}");
    append(
        &home,
        &id,
        &[
            (Change::Repaired("\u{9d}\u{2066}\u{e0041}".to_owned()), "a\u{90}\u{1b}"),
            // It may stand in a text, but for programs it is spelled out.
            (Change::Repaired("Auf\u{200c}lage".to_owned()), "weber"),
        ],
    );
    let told = home.told(&["journal", "2027", "--json"]);
    assert!(told.contains("\"\u{fffd}\u{fffd}\u{fffd}\""), "{told}");
    assert!(told.contains("\"a\u{fffd}\u{fffd}\""), "{told}");
    assert!(told.contains("\"Auf\\u200clage\""), "{told}");
    let told = home.told(&["journal", "2027"]);
    assert!(!told.replace('\n', "").contains(char::is_control), "{told:?}");
}

#[test]
fn what_was_retracted_changes_nothing_of_what_is_told_after_it() {
    let home = Home::new();
    let id = home.meeting();
    let loaded = archive(&home).read(&MeetingId::parse(&id).unwrap()).unwrap();
    let meeting = replay(&loaded.entries, wortlaut::profile::default());
    let item = meeting.agenda.first().unwrap();
    let part = ItemPart {
        number: "Ö 77".into(),
        name: "Umbenannt".into(),
        public: true,
        paper: item.paper,
        attachments: Vec::new(),
    };
    let at = "2027-03-09T17:02:00+01:00".parse().unwrap();
    let renamed = vec![Event::ItemRevised { item: item.id, part }];
    let changes = [
        (Change::Events(renamed), "weber"),
        (Change::Retract(Seq(2)), "weber"),
        (Change::Events(vec![Event::ItemCalled { item: item.id, at }]), "weber"),
    ];
    append(&home, &id, &changes);
    let told = home.told(&["journal", "2027"]);
    assert!(told.contains("weber (zurückgenommen)\n       TOP Ö 77 geändert\n"), "{told}");
    assert!(told.ends_with(&format!("{} aufgerufen\n", item.label())), "{told}");
}

#[test]
fn the_journal_names_nobody_of_a_vote_that_is_secret_in_the_end() {
    let home = Home::new();
    let id = home.meeting();
    let loaded = archive(&home).read(&MeetingId::parse(&id).unwrap()).unwrap();
    let mut meeting = replay(&loaded.entries, wortlaut::profile::default());
    let at: Timestamp = "2027-03-09T17:02:00+01:00".parse().unwrap();
    let [first, second] = [0, 1].map(|at| meeting.agenda[at].id);
    let voter = meeting.people.iter().find(|it| meeting.votes_now(it.id, None)).unwrap().clone();
    let (person, faction) = (voter.id, meeting.votes_for(voter.id));
    let tally = Tally::all(Choice::Yes, meeting.present_voters(None));
    let count = SecretCount { tally, invalid: 0 };
    let mut changes = Vec::new();
    let mut run = |command: Command| {
        let events = meeting.decide(&command, at).unwrap();
        events.iter().for_each(|event| meeting.apply(event));
        changes.push((Change::Events(events), "weber"));
    };
    let (motion, choice) = (None, Some(Choice::No));
    for item in [first, second] {
        let tally = Tally::all(Choice::No, 1);
        run(Command::CountFaction { item, motion, faction, tally });
        run(Command::NameVoter { item, motion, person, choice });
        run(Command::CastBallot { item, motion, person, choice });
        // The first one becomes secret, the second one stays open.
        if item == first {
            run(Command::CountSecret { item, motion, count });
        }
    }
    let vote = meeting.votes.first().unwrap().id;
    let close = Command::CloseVote { vote, wording: None, result: None };
    let events = meeting.decide(&close, at).unwrap();
    changes.push((Change::Events(events), "weber"));
    append(&home, &id, &changes);
    let told = home.told(&["journal", "2027"]);
    let name = wortlaut::wording::address(&meeting, person);
    assert_eq!(told.matches(&format!("{name}: Nein")).count(), 2, "named where it is open: {told}");
    let hidden = "Stimmen, die hier nicht stehen: Die Abstimmung ist geheim.";
    assert_eq!(told.matches(hidden).count(), 3, "{told}");
    let json = home.told(&["journal", "2027", "--json"]);
    for kind in ["ballot_cast", "voter_named", "faction_voted"] {
        assert_eq!(json.matches(kind).count(), 1, "{kind}: {json}");
    }
}

fn archive(home: &Home) -> Archive {
    Archive::at(&home.archive()).unwrap()
}

/// Puts entries behind those of a meeting.
fn append(home: &Home, id: &str, changes: &[(Change, &str)]) {
    let at: Timestamp = "2027-03-09T17:02:00+01:00".parse().unwrap();
    let holder = Holder { clerk: "weber".to_owned(), since: at };
    let mut journal = archive(home).open(&MeetingId::parse(id).unwrap(), &holder).unwrap();
    let before = journal.load().unwrap().entries.len();
    let entry = |(index, (change, clerk)): (usize, &(Change, &str))| {
        let seq = Seq(u64::try_from(before + 1 + index).unwrap());
        Record::Entry(Entry { seq, at, clerk: (*clerk).to_owned(), change: change.clone() })
    };
    let records: Vec<_> = changes.iter().enumerate().map(entry).collect();
    journal.append(&records).unwrap();
    journal.settle().unwrap();
}

#[test]
fn a_mistyped_command_is_not_taken_for_a_meeting() {
    let home = Home::new();
    for (word, meant) in [("nue", "neu"), ("prüfen", "pruefen"), ("lsite", "liste")] {
        let (code, told) = refused(&home, &[word]);
        let expected = format!(
            "wortlaut: In der Ablage beginnt keine Sitzung mit „{word}“. \
             Gemeint ist vielleicht: {meant}\nMehr mit: wortlaut --help\n"
        );
        assert_eq!((code, told), (Some(2), expected));
    }
    let (code, told) = refused(&home, &["2031"]);
    let expected = "wortlaut: In der Ablage beginnt keine Sitzung mit „2031“.\n";
    assert_eq!((code, told.as_str()), (Some(1), expected));
    assert_eq!(home.told(&["hilfe"]), home.told(&["--help"]));
    assert_eq!(home.told(&["hilfe", "neu"]), home.told(&["neu", "--help"]));
}

#[test]
fn what_the_system_refuses_is_told_in_german() {
    let home = Home::new();
    home.meeting();
    let path = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("bild"), b"\xff\xfe\x00 = 1").unwrap();
    std::fs::create_dir(path("ordner")).unwrap();
    let (gone, picture, folder) = (path("fehlt"), path("bild"), path("ordner"));
    let (inside, too_long) = (path("fehlt/a.txt"), path(&"a".repeat(300)));
    let missing = "Datei oder Ordner ist nicht da. Den Namen prüfen.";
    let is_folder = "Das ist ein Ordner. Eine Datei nennen.";
    let no_text = "Das ist kein Text in UTF-8. Die Datei als UTF-8 sichern.";
    for (arguments, expected) in [
        (vec!["neu", &gone], missing),
        (vec!["neu", &folder], is_folder),
        (vec!["neu", "examples/hauptausschuss.txt", "--mitglieder", &gone], missing),
        (vec!["export", "2027", "--nach", &inside], missing),
        (vec!["export", "2027", "--nach", &too_long], "meldet den Fehler 36."),
        (vec!["tasten", "--keymap", &gone], missing),
        (vec!["tasten", "--keymap", &folder], is_folder),
        (vec!["tasten", "--keymap", &picture], no_text),
        (vec!["export", "2027", "--profil", &gone], missing),
        (vec!["export", "2027", "--profil", &picture], no_text),
        (vec!["liste", "--json=ja"], "Nach --json steht keine Angabe."),
    ] {
        let (code, told) = refused(&home, &arguments);
        assert!(told.contains(expected), "{arguments:?}: {told}");
        assert_eq!(code, Some(if arguments[0] == "liste" { 2 } else { 1 }), "{told}");
        let english = ["error", "such file", "directory", "stream", "denied", "unexpected"];
        assert!(!english.iter().any(|word| told.contains(word)), "{told}");
    }
}

#[test]
fn a_meeting_that_is_there_already_or_has_nobody_is_made_with_a_hint() {
    let home = Home::new();
    let new = |arguments: &[&str]| {
        let output = home.run(&[&["neu"], arguments].concat());
        assert!(output.status.success());
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout).trim().to_owned(), text(output.stderr))
    };
    let file = ["examples/hauptausschuss.toml"];
    let (first, told) = new(&file);
    assert_eq!(told, "");
    let (second, told) = new(&file);
    assert_ne!(first, second);
    let there = "wortlaut: Es gibt schon eine Sitzung dieses Gremiums am 09.03.2027";
    assert_eq!(told, format!("{there}: {first}\n"));
    let mut both = [first.as_str(), second.as_str()];
    both.sort_unstable();
    assert_eq!(new(&file).1, format!("{there}: {}\n", both.join(", ")));
    let options = ["examples/hauptausschuss.txt", "--datum", "2027-03-10"];
    let (id, told) = new(&options);
    let nobody = "Es sind keine Mitglieder eingetragen. Eine Liste nimmt --mitglieder CSV.";
    assert_eq!(told, format!("wortlaut: {nobody}\n"));
    let told = home.told(&["pruefen", &id]);
    assert!(
        told.contains("Hinweis      Sitzung: Es sind keine Mitglieder eingetragen.\n"),
        "{told}"
    );
    let told = home.told(&["pruefen", &first]);
    assert!(!told.contains("keine Mitglieder"), "{told}");
    let (code, told) = refused(&home, &["neu", file[0], "--datum", "Montag, 9.3.2027"]);
    assert!(told.contains("Der 09.03.2027 ist ein Dienstag, kein Montag."), "{told}");
    assert_eq!(code, Some(2));
}

/// CVE-2021-42694: a letter that only looks like another makes two of one member.
#[test]
fn a_name_of_mixed_scripts_is_told_and_taken() {
    let home = Home::new();
    let members = home.path().join("mitglieder.csv");
    let agenda = home.path().join("agenda.txt");
    std::fs::write(&agenda, "1. Haushalt\n").unwrap();
    std::fs::write(
        &members,
        "nachname;vorname;fraktion\nM\u{430}ier;Rieke;CDU\nMaier;Rieke;CDU\nМюллер;Anna;CDU\n",
    )
    .unwrap();
    let of = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let (agenda, members) = (of(&agenda), of(&members));
    let call = ["neu", &agenda, "--mitglieder", &members, "--gremium", "Rat"];
    let call = [&call[..], &["--datum", "2027-03-09"]].concat();
    let (code, told) = refused(&home, &call);
    let expected = "wortlaut: In „M\u{430}ier“ ist „\u{430}“ (U+0430) kein lateinischer Buchstabe, \
                    sieht aber so aus. Den Namen neu tippen, wenn das nicht gewollt ist.\n";
    assert_eq!((code, told.as_str()), (Some(0), expected));
}

#[test]
fn gaps_stay_in_the_text_and_are_counted_beside_it() {
    let home = Home::new();
    let id = meeting_of(&home, "Ö 1 Eröffnung\nÖ 2 Haushalt\n");
    let loaded = archive(&home).read(&MeetingId::parse(&id).unwrap()).unwrap();
    let mut meeting = replay(&loaded.entries, wortlaut::profile::default());
    let items: Vec<_> = meeting.agenda.iter().map(|item| item.id).collect();
    let at = "2027-03-09T17:02:00+01:00".parse().unwrap();
    let mut changes = Vec::new();
    for (item, text) in [(items[0], "Es sind @@ Gäste da."), (items[1], "@@ fragt @@.")] {
        let passage = PassageId(meeting.next_id());
        let (place, kind, text) = (RecordPlace::End, PassageKind::Remark, text.to_owned());
        let change = PassageChange::Insert { passage, place, kind, text };
        let write = Command::Write(ItemText { item, changes: vec![change] });
        let events = meeting.decide(&write, at).unwrap();
        events.iter().for_each(|event| meeting.apply(event));
        changes.push((Change::Events(events), "weber"));
    }
    append(&home, &id, &changes);
    for (arguments, told) in [
        (vec!["export", &id], "wortlaut: 3 Lücken (@@) sind noch offen.\n"),
        (vec!["export", &id, "--top", "1"], "wortlaut: 1 Lücke (@@) ist noch offen.\n"),
        (vec!["export", &id, "--teil", "nichtoeffentlich"], ""),
    ] {
        let output = home.run(&arguments);
        assert!(output.status.success());
        assert_eq!(String::from_utf8(output.stderr).unwrap(), told);
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.contains("@@"), !told.is_empty(), "{text}");
    }
}

#[test]
fn the_clerks_own_text_blocks_are_checked() {
    let home = Home::new();
    // The row and what is told below it.
    let line = |text: &str| {
        let mut lines = text.lines().skip_while(|line| !line.contains(" Bausteine    "));
        let first = lines.next().unwrap_or_else(|| panic!("{text}"));
        let below = lines.take_while(|line| line.starts_with("        "));
        [first].into_iter().chain(below).collect::<Vec<_>>().join("\n")
    };
    let shipped = wortlaut::snippets::Snippets::default().iter().count();
    let told = line(&home.told(&["pruefen"]));
    assert_eq!(told, format!("gut    Bausteine    {shipped} Bausteine"));
    let folder = home.path().join(".config/wortlaut");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("textbausteine.toml");
    let shown = path.display();
    std::fs::write(&path, "[bausteine]\nkn = \"\"\nx = \"Er.\"\ny = \"Sie.\"\n").unwrap();
    let told = line(&home.told(&["pruefen"]));
    let number = shipped + 1;
    assert_eq!(told, format!("gut    Bausteine    {number} Bausteine, eigene Datei: {shown}"));
    std::fs::write(&path, "[bausteine]\nkn = \"{gremum}\"\nX = \"a\"\n").unwrap();
    let output = home.run(&["pruefen"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        line(&String::from_utf8(output.stdout).unwrap()),
        format!(
            "FEHLER Bausteine    {shown}, Zeile 2: Das Feld {{gremum}} gibt es nicht. \
             Gemeint ist vielleicht »gremium«.\n                    {shown}, Zeile 3: »X« kann \
             kein Name sein: 1 bis 12 Kleinbuchstaben oder Ziffern, sonst nichts."
        )
    );
    std::fs::write(&path, b"\xff").unwrap();
    let output = home.run(&["pruefen"]);
    let told = line(&String::from_utf8(output.stdout).unwrap());
    assert!(told.starts_with("FEHLER Bausteine"), "{told}");
    assert!(told.ends_with("Die Datei als UTF-8 sichern."), "{told}");
}

#[test]
fn a_dictionary_is_found_or_missed_or_broken() {
    let home = Home::new();
    let line = |told: &str| {
        let line = told.lines().find(|line| line.contains("Wörterbuch")).unwrap();
        line.replace(home.path().to_str().unwrap(), "~")
    };
    assert_eq!(
        line(&home.told(&["pruefen"])),
        "       Wörterbuch   keins gefunden: Rechtschreibung ist aus. \
         Unter Debian und Ubuntu: apt install hunspell-de-de"
    );
    let folder = home.dictionaries();
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("de_DE.aff"), "SET UTF-8\n").unwrap();
    std::fs::write(folder.join("de_DE.dic"), "1\nSitzung\n").unwrap();
    assert_eq!(line(&home.told(&["pruefen"])), "gut    Wörterbuch   ~/woerterbuch/de_DE.dic");
    std::fs::write(folder.join("de_DE.dic"), "Sitzung\nRat\n").unwrap();
    let output = home.run(&["pruefen"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        line(&String::from_utf8(output.stdout).unwrap()),
        "FEHLER Wörterbuch   ~/woerterbuch/de_DE.dic: Das ist kein Hunspell-Wörterbuch (Zeile 1). \
         Die Rechtschreibung ist aus."
    );
}

/// What may be meant otherwise, on the command line and on the screen.
#[test]
fn what_an_imported_file_holds_back_is_told() {
    let home = Home::new();
    let file = home.path().join("a.toml");
    let text = "[sitzung]\ngremium = \"Rat\"\ndatum = 2028-01-01\n\
                [[vorlage]]\nnummer = \"V1\"\nbetreff = \"Kauf\"\noeffentlich = false\n\
                beschlussvorschlag = \"Es wird gekauft.\"\n\
                [[top]]\nnummer = \"1\"\ntitel = \"Kauf\"\nvorlage = \"V1\"\n";
    std::fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let output = home.run(&["neu", path]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && told.contains("Punkt 1 bekommt keinen"), "{told}");
    let mut pty = home.start(&[]);
    pty.wait_for_text("Sitzungen");
    pty.keys("strg+o");
    pty.wait_for_text("Tagesordnung");
    pty.type_text(path);
    pty.keys("eingabe eingabe");
    pty.wait_for_text("Punkt 1 bekommt keinen");
}
