//! Agendas as numbered text.

use super::{agenda, wrong};
use wortlaut::domain::Preparation;

/// Number, title, publicity and paper of each item, a line each.
fn items(read: Result<Preparation, Vec<wortlaut::import::Problem>>) -> Vec<String> {
    let whole = read.unwrap_or_else(|problems| panic!("{problems:#?}"));
    let line = |part: &wortlaut::domain::ItemPart| {
        let paper = whole.papers.iter().find(|paper| Some(paper.id) == part.paper);
        let paper = paper.map_or(String::new(), |paper| format!(" <{}>", paper.reference));
        let part_of = if part.public { 'Ö' } else { 'N' };
        format!("{part_of}|{}|{}{paper}", part.number, part.name)
    };
    whole.items.iter().map(|(part, _)| line(part)).collect()
}

#[test]
fn items_are_read_in_all_their_forms() {
    for (text, expected) in [
        ("1. Eröffnung", vec!["Ö|1|Eröffnung"]),
        ("Ö 4.1 Titel (DrS/2023/077)", vec!["Ö|Ö 4.1|Titel <DrS/2023/077>"]),
        ("TOP 3 Haushalt\nTOP 4: Satzung", vec!["Ö|3|Haushalt", "Ö|4|Satzung"]),
        (
            "1\tEröffnung\n2\tHaushalt\tDrS/2027/030",
            vec!["Ö|1|Eröffnung", "Ö|2|Haushalt <DrS/2027/030>"],
        ),
        (
            "1. Bericht\n1.1 Wache\n1.1.1 Kosten",
            vec!["Ö|1|Bericht", "Ö|1.1|Wache", "Ö|1.1.1|Kosten"],
        ),
        (
            "1. Haushalt\n   des Kreises\n   (VO/2027/01)\n2. Ende",
            vec!["Ö|1|Haushalt des Kreises <VO/2027/01>", "Ö|2|Ende"],
        ),
        ("1. Haushalt\n   DrS/2027/001", vec!["Ö|1|Haushalt <DrS/2027/001>"]),
        ("  1. Berichte\n     1.1 Lage\n  2. Ende", vec!["Ö|1|Berichte", "Ö|1.1|Lage", "Ö|2|Ende"]),
        ("3. Erlass der\n   2. Nachtragssatzung", vec!["Ö|3|Erlass der 2. Nachtragssatzung"]),
        ("1. Satzung\n   2. Nachtrag", vec!["Ö|1|Satzung", "Ö|2|Nachtrag"]),
        ("Ö 1 Satzung\n    2. Nachtrag", vec!["Ö|Ö 1|Satzung 2. Nachtrag"]),
        ("• 1. Eröffnung", vec!["Ö|1|Eröffnung"]),
        ("1. Eröffnung\r\n2. Ende\r\n", vec!["Ö|1|Eröffnung", "Ö|2|Ende"]),
        ("1. Eröffnung\r2. Ende", vec!["Ö|1|Eröffnung", "Ö|2|Ende"]),
    ] {
        assert_eq!(items(agenda("a.txt", text)), expected, "{text}");
    }
}

#[test]
fn parts_are_kept_apart() {
    for (text, expected) in [
        ("1. A\nNichtöffentlicher Teil\n2. B", vec!["Ö|1|A", "N|2|B"]),
        ("I. Öffentlicher Teil\n1. A\n\nII. Nicht öffentlicher Teil\n1. B", vec!["Ö|1|A", "N|1|B"]),
        (
            "1. A\nNichtöffentlicher Teil\n2. B\nÖffentlicher Teil\n3. C",
            vec!["Ö|1|A", "N|2|B", "Ö|3|C"],
        ),
        ("Ö 1 A\nN 1 B\n2. C", vec!["Ö|Ö 1|A", "N|N 1|B", "N|2|C"]),
        ("Ö 1 A\nN 1 B\nÖ 2 C", vec!["Ö|Ö 1|A", "N|N 1|B", "Ö|Ö 2|C"]),
        ("1. A\n2. B (nichtöffentlich)\n3. C", vec!["Ö|1|A", "N|2|B", "Ö|3|C"]),
        (
            "1. A\n2. Nichtöffentlicher Teil\n3. C",
            vec!["Ö|1|A", "Ö|2|Nichtöffentlicher Teil", "N|3|C"],
        ),
        ("1. A\n          Nichtöffentlicher Teil\n2. B", vec!["Ö|1|A", "N|2|B"]),
        (
            "N 1 Niederschrift,\n    öffentlicher Teil\n2. B",
            vec!["N|N 1|Niederschrift, öffentlicher Teil", "N|2|B"],
        ),
        (
            "N 1 Eingaben,\n    Öffentliche Beratung der Wünsche von Eltern\n2. B",
            vec!["N|N 1|Eingaben, Öffentliche Beratung der Wünsche von Eltern", "N|2|B"],
        ),
        ("1. A\n\n    nichtöffentlicher Teil\n\n2. B", vec!["Ö|1|A", "N|2|B"]),
    ] {
        assert_eq!(items(agenda("a.txt", text)), expected, "{text}");
    }
}

#[test]
fn a_paper_is_as_public_as_its_items() {
    let text = "1. A (VO/2027/1)\nN 1 B (VO/2027/2)\nN 2 C (VO/2027/1)\n";
    let whole = agenda("a.txt", text).unwrap();
    let papers: Vec<_> =
        whole.papers.iter().map(|p| (p.reference.as_str(), p.name.as_str(), p.public)).collect();
    assert_eq!(papers, [("VO/2027/1", "A", false), ("VO/2027/2", "B", false)]);
    assert_eq!(whole.papers[1].id.0, 2);
}

#[test]
fn head_data_may_stand_at_the_top() {
    let text = "Kreis Auental\nEinladung zur Sitzung\n\nGremium: Bauausschuss\n\
                Datum: Di., 09.03.2027\nUhrzeit: 17.30 Uhr\nEnde: 1 Uhr\nOrt: Kreishaus\n\
                Raum: Saal 2\nSchriftführung: A. Weiß, B. Jäger\n\nTagesordnung\n---\n1. A\n";
    let source = wortlaut::import::Source::new("a.txt", text);
    let options = wortlaut::import::Options::default();
    let head =
        wortlaut::import::read(&source, None, &options, wortlaut::profile::default()).unwrap().head;
    assert_eq!(head.committee, "Bauausschuss");
    assert_eq!(head.place, "Kreishaus, Saal 2");
    assert_eq!(head.clerks, ["A. Weiß", "B. Jäger"]);
    assert_eq!(head.planned_start.unwrap().to_string(), "2027-03-09 17:30:00");
    assert_eq!(head.planned_end.unwrap().to_string(), "2027-03-10 01:00:00");
}

#[test]
fn hours_are_read_without_a_colon_and_the_minutes_have_many_names() {
    for (line, clerk) in [
        ("Protokoll: A. Weiß", "A. Weiß"),
        ("Protokollführung: B. Jäger", "B. Jäger"),
        ("SCHRIFTFÜHRUNG: C. Abel", "C. Abel"),
    ] {
        let text = format!(
            "Bauausschuss\n{line}\nDatum der Einladung: 1. März 2027\n\
             Beginn der Sitzung: 17.30 Uhr\nEnde um 20 Uhr\n\n1. A\n"
        );
        let head = agenda("a.txt", text).unwrap().head;
        assert_eq!(head.clerks, [clerk]);
        assert_eq!(head.planned_start.unwrap().to_string(), "2027-03-09 17:30:00");
        assert_eq!(head.planned_end.unwrap().to_string(), "2027-03-09 20:00:00");
    }
}

#[test]
fn an_invitation_may_stand_above_the_agenda() {
    let text = "Kreis Auental\nDer Landrat\n\nEinladung\n\nSitzung des Bauausschusses\n\
                Beginn: 17:00\nSaal 2\n\nTagesordnung:\n\n1. A\n2. B\n";
    let whole = agenda("a.txt", text).unwrap();
    assert_eq!(whole.items.len(), 2);
    assert_eq!(whole.head.planned_start.unwrap().to_string(), "2027-03-09 17:00:00");
}

#[test]
fn headings_and_lines_are_passed_over() {
    let text = "# Hauptausschuss\n\nTOP  Betreff  Vorlage\n====\n1. A\n\nHaushaltsberatung\n-----\n\
                2. B\nSeite 1 von 2\n\n_____\n3. C\n";
    assert_eq!(items(agenda("a.txt", text)), ["Ö|1|A", "Ö|2|B", "Ö|3|C"]);
}

const EXPECTED: &str = "Nummer und Titel („Ö 4.1 Titel (DrS/2027/012)“), eine Überschrift \
                        („Nichtöffentlicher Teil“) oder eine eingerückte Fortsetzung";

/// An agenda, what is wrong with it (line and message), and what was expected.
const FAULTS: &[(&str, &str, &str)] = &[
    ("1. A\nund so weiter\n2. B", "2: Die Zeile „und so weiter“ ist nicht zu verstehen", EXPECTED),
    ("Eröffnung\n2. B", "1: Die Zeile „Eröffnung“ ist nicht zu verstehen", EXPECTED),
    ("1. A\n2.\n3. C", "2: Der Punkt „2“ hat keinen Titel", EXPECTED),
    (
        "1. A\n\nOhne Öffentlichkeit\n---------\n2. B",
        "3: Die Zeile „Ohne Öffentlichkeit“ ist nicht zu verstehen",
        EXPECTED,
    ),
    (
        "1. A\n2. B\n1. C",
        "3: Die Nummer „1“ steht schon in Zeile 1",
        "jede Nummer nur einmal in einem Teil",
    ),
    (
        "Ö 1 A\nN 1 B\nÖ 1. C",
        "3: Die Nummer „Ö 1“ steht schon in Zeile 1",
        "jede Nummer nur einmal in einem Teil",
    ),
    (
        "Nichtöffentlicher Teil\nÖ 1 A",
        "2: „Ö 1“ steht im nichtöffentlichen Teil",
        "eine N-Nummer oder davor „Öffentlicher Teil“",
    ),
    ("Gremuim: Rat\n1. A", "1: „Gremuim“ ist als Angabe unbekannt", "„Gremium“"),
    ("Datum: morgen\n1. A", "1: „morgen“ ist kein Tag", "ein Tag wie 09.03.2027"),
    ("Beginn: abends\n1. A", "1: „abends“ ist keine Uhrzeit", "eine Uhrzeit wie 17:00"),
    (
        "Kreis Auental\nEnde halb neun\n\n1. A",
        "2: „halb neun“ ist keine Uhrzeit",
        "eine Uhrzeit wie 17:00",
    ),
    (
        "Datum: Montag, 09.03.2027\n1. A",
        "1: Der 09.03.2027 ist ein Dienstag, kein Montag",
        "„Dienstag, 09.03.2027“ oder ein anderer Tag",
    ),
    (
        "Ö 3 A\nÖ 3.x Kaputt\nÖ 4 B",
        "2: Die Nummer „Ö 3.x“ ist nicht zu lesen",
        "eine Nummer wie Ö 3.1",
    ),
    (
        "1. A\n2. Haushalt des\n   Kreises (Vorlage DrS/2027/012\n3. C",
        "2: Vor „DrS/2027/012“ geht eine Klammer auf und nicht zu",
        "„(DrS/2027/012)“",
    ),
    (
        "1. A\u{1b}[31mrot",
        "1: Zeile: das unsichtbare Zeichen U+001B ist nicht erlaubt",
        "Text ohne Steuerzeichen (die Stelle neu tippen)",
    ),
];

#[test]
fn what_cannot_be_understood_is_told() {
    for (text, found, expected) in FAULTS {
        let line = format!("a.txt, Zeile {found}; erwartet: {expected}");
        assert_eq!(wrong(agenda("a.txt", *text)), [line], "{text}");
    }
    assert_eq!(
        wrong(agenda("a.txt", "")),
        ["a.txt: Die Datei enthält keine Tagesordnungspunkte; erwartet: „Ö 1 Eröffnung“ im \
             Text oder [[top]] in TOML"]
    );
    let all = "Datum: morgen\nBeginn: abends\n1. A\nund so weiter\n1. B";
    assert_eq!(wrong(agenda("a.txt", all)).len(), 4);
}
