//! The minutes as text, byte for byte.

use crate::export_council::{Evening, profile, tally};
use wortlaut::domain::{Choice, Command, ItemPart, MotionKind, Mover, PassageKind};
use wortlaut::export::{
    Format, Part, Piece, documents, extract, file_name, folder_name, minutes, votes_table,
};

const PLAN: &str = "Der Aktionsplan Digitale Verwaltung 2027 wird zur Kenntnis genommen.\n\
    Die Verwaltung wird beauftragt, den Aktionsplan umzusetzen und dem Hauptausschuss bis zum \
    30. September 2027 über den Stand nach § 12 der Geschäftsordnung zu berichten.";

/// Compares with a file of `tests/minutes`; `UPDATE=1` writes it.
pub(crate) fn golden(name: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/minutes").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{name} differs; it would be:\n{text}");
    tidy(text);
}

/// What holds for every sheet.
fn tidy(text: &str) {
    use unicode_width::UnicodeWidthStr as _;
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "ends with one line end");
    assert!(!text.starts_with('\n'));
    for line in text.lines() {
        assert_eq!(line, line.trim_end(), "blanks at the end of a line");
        let long = line.width() > 72 && line.trim().contains(' ');
        assert!(!long, "too long: {line:?}");
        assert!(!line.contains(|letter: char| letter.is_control()), "{line:?}");
    }
}

fn auszug(evening: &Evening, number: &str) -> String {
    extract(&evening.meeting, evening.item(number), Part::Public).unwrap()
}

fn spd() -> Option<Mover> {
    Some(Mover::Faction(Evening::faction("SPD")))
}

#[test]
fn an_extract_with_a_table_per_fraktion() {
    let mut evening =
        Evening::new(&[("Ö 4.1", "Aktionsplan Digitale Verwaltung 2027", true, PLAN)]);
    evening.excused("Ehlers").excused("Kröger").at("17:02").call("Ö 4.1");
    evening.says("Nissen", "stellt den Aktionsplan vor.");
    evening.says(
        "Öztürk",
        "erkundigt sich, wann mit den ersten Ergebnissen zu rechnen sei, und bittet um einen \
         Zeitplan.",
    );
    evening.says("Mohr", "sagt einen Zeitplan bis Ende April zu.");
    evening.at("17:20").votes(None, Choice::Yes, &[("FDP", tally(0, 0, 1))]);
    golden("auszug-tabelle.txt", &auszug(&evening, "Ö 4.1"));
}

#[test]
fn an_extract_with_totals_only() {
    let mut evening = Evening::new(&[("4.1", "Strategie", true, PLAN)]);
    evening.excused("Kröger").at("17:02").call("4.1");
    evening.says("Nissen", "stellt die Strategie vor.");
    evening.totals(None, tally(12, 0, 0));
    let text = auszug(&evening, "4.1");
    assert!(text.contains("\neinstimmig\n\nZustimmung: 12  Ablehnung: -  Enthaltung: -\n"));
    golden("auszug-summen.txt", &text);
}

#[test]
fn an_amendment_is_carried_and_the_item_adopted_changed() {
    let mut evening =
        Evening::new(&[("5", "Radwegekonzept", true, "Das Konzept wird beschlossen.")]);
    evening.at("17:30").call("5");
    evening.says("Öztürk", "begründet den Änderungsantrag.");
    let wording = "Das Konzept wird mit folgenden Maßgaben beschlossen:\n\
        1. Der Abschnitt zwischen Auental und Süderholm wird vorgezogen, weil dort die Schulwege \
        liegen.\n2. Die Kosten werden bis zum 9. Mai 2027 beziffert.";
    let amendment = evening.moves(MotionKind::Amendment, spd(), wording);
    evening.write(PassageKind::Interjection, "Beifall bei der SPD");
    evening.totals(Some(amendment), tally(7, 5, 1));
    evening.run(Command::AdoptWording(amendment));
    evening.at("17:50").votes(None, Choice::Yes, &[("CDU", tally(1, 3, 0)), ("", tally(0, 1, 0))]);
    let text = auszug(&evening, "5");
    assert!(text.contains("Beschluss:\ngeändert beschlossen\n"));
    golden("auszug-aenderungsantrag.txt", &text);
}

#[test]
fn a_tie_rejects() {
    let mut evening = Evening::new(&[("6", "Hundesteuer", true, "Die Satzung wird beschlossen.")]);
    evening.excused("Kröger").at("18:00").call("6");
    let no = [("CDU", tally(0, 4, 0)), ("B 90/Die Grünen", tally(0, 2, 0))];
    evening.votes(None, Choice::Yes, &no);
    golden("auszug-stimmengleichheit.txt", &auszug(&evening, "6"));
}

#[test]
fn a_withdrawn_motion_is_told() {
    let mut evening = Evening::new(&[("7", "Aktionsplan", true, PLAN)]);
    evening.at("18:00").call("7");
    evening.says("Hinrichs", "beantragt einen Sperrvermerk, bis der Zeitplan vorliegt.");
    let mover = Some(Mover::Person(evening.person("Hinrichs")));
    let lock = evening.moves(MotionKind::Lock, mover, "Die Mittel werden gesperrt.");
    evening.says("Mohr", "weist auf laufende Verträge hin.");
    evening.says("Hinrichs", "zieht den Antrag zurück.");
    evening.run(Command::WithdrawMotion { motion: lock, withdrawn: true });
    let mayor = Some(Mover::Person(evening.person("Mohr")));
    evening.moves(MotionKind::Procedural, mayor, "");
    let vote = evening.totals(None, tally(6, 7, 0));
    evening.run(Command::AnnulVote { vote, reason: "Auszählung angezweifelt".into() });
    evening.totals(None, tally(7, 6, 0));
    golden("auszug-zurueckgezogen.txt", &auszug(&evening, "7"));
}

#[test]
fn recess_arrivals_and_departures_stand_among_the_paragraphs() {
    let mut evening = Evening::new(&[("8", "Haushalt", true, "")]);
    evening.excused("Ehlers").excused("Fock").at("17:00").call("8");
    let (member, substitute) = (evening.person("Ehlers"), evening.person("Lorenz"));
    evening.run(Command::Substitute { member, substitute });
    evening.says("Abel", "bittet um eine Unterbrechung.");
    evening.at("17:20").run(Command::BeginRecess).at("17:45").run(Command::EndRecess);
    evening.at("18:05").arrive("Fock").says("Fock", "entschuldigt die Verspätung.");
    evening.at("19:10").leave("Öztürk").at("19:15").run(Command::BeginRecess);
    golden("auszug-unterbrechung.txt", &auszug(&evening, "8"));
}

/// A whole evening with everything in it.
fn evening() -> Evening {
    let mut evening = Evening::new(&[
        ("Ö 1", "Aktionsplan der Verwaltung", true, PLAN),
        ("Ö 2", "Einwohnerfragestunde", true, ""),
        ("Ö 3", "Anträge der Fraktionen", true, ""),
        (
            "Ö 3.1",
            "Radweg an der Kreisstraße 12 zwischen Auental und Süderholm",
            true,
            "Der \
            Radweg wird gebaut.",
        ),
        ("Ö 4", "Gebührensatzung", true, "Die Satzung wird beschlossen."),
        ("Ö 5", "Verschiedenes", true, ""),
        ("", "Nichtöffentlicher Teil", false, ""),
        ("N 1", "Verkauf des Grundstücks Mühlenweg 3", false, "Das Grundstück wird verkauft."),
        ("N 2", "Personalangelegenheit", false, ""),
    ]);
    let osterloh = evening.person("Osterloh");
    evening.excused("Ehlers").excused("Fock");
    let person = evening.person("Jäger");
    let initial = wortlaut::domain::Initial::Absent;
    evening.run(Command::SetAttendance { person, initial });
    let (member, substitute) = (evening.person("Ehlers"), evening.person("Lorenz"));
    evening.run(Command::Substitute { member, substitute });
    let person = evening.person("Iversen");
    evening.run(Command::SetVideo { person, video: true });
    evening.at("17:01").run(Command::OpenMeeting);
    evening.run(Command::WithdrawItem { item: evening.item("Ö 4"), withdrawn: true });
    let part = ItemPart {
        number: "Ö 6".into(),
        name: "Sturmschäden am Deich".into(),
        public: true,
        paper: None,
        attachments: vec!["Bericht des Deichverbands".into()],
    };
    let after = Some(evening.item("Ö 5"));
    evening.at("17:04").run(Command::InsertItem { part, after });
    evening.call("Ö 1").says("Nissen", "stellt den Plan vor.");
    evening.at("17:20").run(Command::BeginRecess).at("17:45").run(Command::EndRecess);
    evening.votes(None, Choice::Yes, &[]);
    evening.at("17:50").call("Ö 2").at("17:52").call("Ö 3.1");
    evening.at("18:05").arrive("Fock");
    let (item, person) = (evening.item("Ö 3.1"), evening.person("Claasen"));
    evening.run(Command::Recuse { item, person, recused: true });
    evening.says("Fock", "wirbt für den Radweg.");
    evening.votes(None, Choice::Yes, &[("CDU", tally(0, 3, 0))]);
    evening.at("18:20").call("Ö 6").remark("Die Landrätin berichtet über die Sturmschäden.");
    evening.at("18:25").call("Ö 2").remark("Eine Einwohnerin fragt nach den Busfahrzeiten.");
    evening.at("18:30").leave("Brandt");
    evening.at("18:35").call("N 1").run(Command::Arrive(osterloh));
    evening.says("Mohr", "berichtet über die Verhandlungen.");
    evening.totals(None, tally(10, 1, 1));
    evening.at("18:50").run(Command::BeginRecess).at("18:55").run(Command::EndRecess);
    evening.at("19:00").leave("Osterloh").leave("Gerdes").at("19:12").run(Command::CloseMeeting);
    evening
}

#[test]
fn the_whole_minutes_in_their_parts() {
    let evening = evening();
    golden("niederschrift-oeffentlich.txt", &minutes(&evening.meeting, Part::Public));
    golden("niederschrift-nichtoeffentlich.txt", &minutes(&evening.meeting, Part::NonPublic));
    golden("niederschrift-alles.txt", &minutes(&evening.meeting, Part::All));
    golden("abstimmungen-oeffentlich.txt", &votes_table(&evening.meeting, Part::Public));
}

#[test]
fn a_non_public_item_has_its_extract_only_in_its_part() {
    let evening = evening();
    let item = evening.item("N 1");
    assert_eq!(extract(&evening.meeting, item, Part::Public), None);
    let text = extract(&evening.meeting, item, Part::NonPublic).unwrap();
    golden("auszug-nichtoeffentlich.txt", &text);
    assert_eq!(extract(&evening.meeting, evening.item("Ö 1"), Part::NonPublic), None);
}

#[test]
fn a_house_that_keeps_decisions_only_still_has_its_motions() {
    use wortlaut::domain::Block;
    let mut house = profile();
    house.blocks = vec![Block::Motion, Block::Result];
    let mut evening = Evening::with(house, &[("1", "Satzung", true, "Sie wird beschlossen.")]);
    evening.call("1").says("Abel", "spricht.");
    let amendment = evening.moves(MotionKind::Amendment, spd(), "Sie wird geändert beschlossen.");
    evening.totals(Some(amendment), tally(3, 9, 1));
    evening.totals(None, tally(13, 0, 0));
    let text = auszug(&evening, "1");
    assert!(!text.contains("spricht") && !text.contains("Wortprotokoll"), "{text}");
    let vote = "über den Änderungsantrag der SPD-Fraktion: mehrheitlich\nabgelehnt";
    assert!(text.contains(vote), "{text}");
    assert!(text.contains("Beschlussvorschlag: einstimmig"), "{text}");
}

#[test]
fn a_house_without_abstentions_has_no_column_for_them() {
    let mut house = profile();
    house.rules.abstention = false;
    house.columns.present = "Anwesend".into();
    let mut evening = Evening::with(house, &[("1", "Satzung", true, "Sie wird beschlossen.")]);
    evening.call("1").totals(None, tally(10, 3, 0));
    let text = auszug(&evening, "1");
    assert!(text.contains("\nZustimmung: 10  Ablehnung: 3\n"), "{text}");
}

#[test]
fn a_table_lists_those_who_were_there() {
    let mut evening = Evening::new(&[("1", "Satzung", true, "Sie wird beschlossen.")]);
    evening.excused("Kröger").excused("Jäger").excused("Iversen").call("1");
    evening.votes(None, Choice::Yes, &[]);
    let text = auszug(&evening, "1");
    for gone in ["ohne Fraktion", "Freie Wähler Auental", "SSW"] {
        assert!(!text.contains(gone), "{text}");
    }
    assert!(text.contains("\nFDP ") && text.contains("\nGesamt "), "{text}");
}

#[test]
fn who_keeps_the_minutes_has_one_name() {
    let mut house = profile();
    for (below, above) in [
        ("Protokollführung", "Protokollführung: Tjark Petersen\n"),
        ("Schriftführerin", "Schriftführerin:  Tjark Petersen\n"),
        ("Landrat", "Schriftführung:   Tjark Petersen\n"),
    ] {
        house.signatures = vec!["Vorsitz".into(), below.into()];
        let evening = Evening::with(house.clone(), &[("1", "Erstens", true, "")]);
        let text = minutes(&evening.meeting, Part::Public);
        assert!(text.contains(above) && text.trim_end().ends_with(below), "{text}");
    }
}

#[test]
fn who_took_the_floor_and_said_nothing_is_left_out() {
    let mut evening = Evening::new(&[("1", "Erstens", true, ""), ("2", "Zweitens", true, "")]);
    evening.call("1").says("Abel", "").says("Mohr", "fragt, ").says("Weiß", " ");
    evening.says("Dreyer", "@@").says("Öztürk", "fragt nach.").remark("  ");
    let text = auszug(&evening, "1");
    let lines = text.split_once("Wortprotokoll\n\n").unwrap().1;
    assert!(lines.starts_with("Frau Dreyer @@\n\nHerr Öztürk fragt nach.\n"), "{text}");
    evening.call("2").says("Abel", "");
    assert!(!auszug(&evening, "2").contains("Wortprotokoll"));
}

#[test]
fn an_item_that_came_later_says_so_and_no_more() {
    let evening = evening();
    let text = minutes(&evening.meeting, Part::Public);
    let line = "Ö 6    Sturmschäden am Deich (nachträglich aufgenommen, 17:04 Uhr)\n";
    assert!(text.contains(line) && !text.contains("Dringlichkeit"), "{text}");
    assert!(text.contains("\nNachträglich aufgenommen um 17:04 Uhr.\n"), "{text}");
}

#[test]
fn a_motion_that_is_the_items_own_question_stands_once() {
    let mut evening = Evening::new(&[("9", "Freibad", true, "")]);
    evening.call("9").says("Öztürk", "begründet den Antrag.");
    evening.moves(MotionKind::Main, spd(), "Das Freibad bleibt geöffnet.");
    evening.totals(None, tally(9, 4, 0));
    let text = auszug(&evening, "9");
    assert_eq!(text.matches("Das Freibad bleibt geöffnet.").count(), 1, "{text}");
    assert_eq!(text.matches("mehrheitlich beschlossen").count(), 1, "{text}");
    let block = "Beschlussvorschlag:\n\nAntrag der SPD-Fraktion\n\nDas Freibad bleibt";
    assert!(text.contains(block), "{text}");
}

#[test]
fn a_substitute_gives_the_seat_back_when_the_member_comes() {
    let mut evening = Evening::new(&[("1", "Erstens", true, "")]);
    let (member, substitute) = (evening.person("Ehlers"), evening.person("Lorenz"));
    evening.run(Command::Substitute { member, substitute });
    evening.at("17:00").call("1").at("18:10").arrive("Ehlers").at("18:30").leave("Ehlers");
    evening.at("18:31").run(Command::Substitute { member, substitute });
    let text = minutes(&evening.meeting, Part::Public);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = "Jörn Ehlers (18:10 – 18:30 Uhr) \
        Nils Lorenz (für Jörn Ehlers, bis 18:10 Uhr, ab 18:31 Uhr)";
    assert!(text.contains(lines), "{text}");
}

#[test]
fn equal_meetings_give_equal_bytes() {
    let (one, other) = (evening(), evening());
    for part in [Part::Public, Part::NonPublic, Part::All] {
        assert_eq!(minutes(&one.meeting, part), minutes(&other.meeting, part));
    }
    let parts = [Part::Public, Part::NonPublic];
    let documents = documents(&one.meeting, &parts, Format::Text);
    assert_eq!(documents.len(), 4 + 7 + 2, "two minutes, two lists of votes, nine items");
    for document in &documents {
        tidy(&document.text);
    }
}

#[test]
fn letters_are_composed_and_nothing_hostile_gets_through() {
    let mut evening = Evening::new(&[("1", "U\u{308}bung\u{1b}[31m", true, "")]);
    evening.call("1").remark("Ka\u{308}se \u{202e}rückwärts\u{7} \u{feff}Ende\r\nneue Zeile\u{85}");
    let text = auszug(&evening, "1");
    tidy(&text);
    assert!(text.contains("Übung\u{fffd}[31m"), "{text}");
    assert!(text.contains("Käse \u{fffd}rückwärts\u{fffd} \u{fffd}Ende\n\nneue Zeile\n"), "{text}");
}

#[test]
fn the_day_of_a_file_is_that_of_the_meeting_whenever_it_was_opened() {
    let mut evening = Evening::new(&[("1", "A", true, "")]);
    let name = |evening: &Evening| {
        let meeting = &evening.meeting;
        let file = file_name(meeting, Piece::Minutes(Part::Public), Format::Text);
        assert!(file.starts_with(&folder_name(meeting)), "{file}");
        folder_name(meeting)
    };
    let before = name(&evening);
    assert_eq!(before, "2027-03-09-hauptausschuss");
    evening.at("17:00").run(Command::OpenMeeting);
    let start = "2027-03-12T17:00:00+01:00".parse().unwrap();
    evening.run(Command::CorrectTimes { start, end: None });
    assert_eq!(name(&evening), before);
}

#[test]
fn file_names_are_plain_bounded_and_unique() {
    let mut evening = Evening::new(&[
        ("Ö 4.1", "A", true, ""),
        ("Ö 4-1", "B", true, ""),
        ("", "Straßen & Wege / Größe", true, ""),
        ("", "Geheim", false, ""),
        ("Ö 4.1", "C", false, ""),
        ("4.1.b", "D", true, ""),
        ("Ö 4-1-b", "E", true, ""),
        (&"9.".repeat(200), "F", true, ""),
    ]);
    evening.at("17:00").run(Command::OpenMeeting);
    let meeting = &evening.meeting;
    let name = |piece| file_name(meeting, piece, Format::Text);
    let public = name(Piece::Minutes(Part::Public));
    assert_eq!(public, "2027-03-09-hauptausschuss-niederschrift-oeffentlich.txt");
    let names: Vec<_> = meeting.agenda.iter().map(|item| name(Piece::Extract(item.id))).collect();
    assert_eq!(names[0], "2027-03-09-hauptausschuss-auszug-oe-4-1.txt");
    assert_eq!(names[1], "2027-03-09-hauptausschuss-auszug-oe-4-1-b.txt");
    assert_eq!(names[2], "2027-03-09-hauptausschuss-auszug-strassen-wege-groesse.txt");
    assert_eq!(names[3], "2027-03-09-hauptausschuss-auszug-top-nichtoeffentlich.txt");
    let unique: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len(), "{names:?}");
    for name in &names {
        let stem = name.strip_suffix(".txt").unwrap();
        assert!(name.len() <= 140, "{name}");
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        assert!(stem.bytes().all(plain), "{name}");
    }
}
