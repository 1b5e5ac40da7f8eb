//! Agendas in wortlaut's own form.

use super::{agenda, wrong};
use wortlaut::domain::{MeetingKind, Role};

/// An item, so that nothing else is missing.
const ITEM: &str = "\n[[top]]\nnummer = \"1\"\ntitel = \"A\"\n";

#[test]
fn days_and_times_may_be_written_in_many_ways() {
    for (day, time) in [
        ("2027-03-09", "17:00:00"),
        ("2027-03-09", "17:00"),
        ("\"2027-03-09\"", "\"17:00\""),
        ("\"9. März 2027\"", "\"17 Uhr\""),
        ("\"09.03.2027\"", "\"17.00 Uhr\""),
    ] {
        let text = format!("[sitzung]\ngremium = \"Rat\"\ndatum = {day}\nbeginn = {time}\n{ITEM}");
        let source = wortlaut::import::Source::new("a.toml", text);
        let options = wortlaut::import::Options::default();
        let whole = wortlaut::import::read(&source, None, &options, wortlaut::profile::default());
        let start = whole.unwrap().head.planned_start.unwrap();
        assert_eq!(start.to_string(), "2027-03-09 17:00:00", "{day} {time}");
    }
}

#[test]
fn a_file_is_known_by_its_name_or_its_first_line() {
    for name in ["a.toml", "a.TOML", "a.txt", "a"] {
        let text = "\u{feff}# Sitzung\r\n\r\n[sitzung]\r\nart = \"hybrid\"\r\n[[top]]\r\n\
                    titel = \"A\"\r\n";
        let whole = agenda(name, text).unwrap_or_else(|problems| panic!("{name} {problems:?}"));
        assert_eq!(whole.head.kind, MeetingKind::Hybrid);
    }
    assert_eq!(
        wrong(agenda("a.json", "{}")).first().unwrap(),
        "a.json: OParl-JSON wird noch nicht gelesen; erwartet: eine .toml-Datei oder nummerierter \
         Text"
    );
}

#[test]
fn letters_of_numbers_tell_the_part() {
    let text = "[[top]]\nnummer = \"N 1\"\ntitel = \"A\"\n[[top]]\nnummer = \"2.\"\ntitel = \"B\"\n\
                [[top]]\ntitel = \"C\"\noeffentlich = false\n";
    let whole = agenda("a.toml", text).unwrap();
    let items: Vec<_> =
        whole.items.iter().map(|(part, _)| (part.number.as_str(), part.public)).collect();
    assert_eq!(items, [("N 1", false), ("2", true), ("", false)]);
}

#[test]
fn the_chair_may_be_anyone_on_the_list() {
    let text = |chair: &str| {
        format!(
            "[sitzung]\nvorsitz = \"{chair}\"\n[[mitglied]]\nvorname = \"Anke\"\ntitel = \"Dr.\"\n\
             anrede = \"Frau\"\nnachname = \"Weiß\"\nrolle = \"Stellvertretung\"\n[[mitglied]]\n\
             nachname = \"Jäger\"\nrolle = \"Vorsitz\"\n{ITEM}"
        )
    };
    for chair in ["Dr. Anke Weiß", "Anke Weiß", "Frau Weiß", "weiß"] {
        assert_eq!(agenda("a.toml", text(chair)).unwrap().head.chair.unwrap().0, 1, "{chair}");
    }
    let whole = agenda("a.toml", text("")).unwrap();
    assert_eq!(whole.head.chair.unwrap().0, 2);
    assert_eq!(whole.members[0].1.role, Role::Substitute);
    assert_eq!(
        wrong(agenda("a.toml", text("Dr. Anke Weis"))),
        ["a.toml, Zeile 2: Den Vorsitz „Dr. Anke Weis“ gibt es nicht; erwartet: „Dr. Anke Weiß“"]
    );
}

/// An agenda, and what is wrong with it: line and message.
const FAULTS: &[(&str, &str)] = &[
    (
        "[sitzung]\ngremum = \"Rat\"\n",
        "2: „gremum“ ist in [sitzung] unbekannt; erwartet: \
            „gremium“",
    ),
    (
        "[sitzung]\nfarbe = \"rot\"\n",
        "2: „farbe“ ist in [sitzung] unbekannt; erwartet: \
            gremium, koerperschaft, name, nummer, wahlperiode, datum, beginn, ende, ort, art, \
            vorsitz, schriftfuehrung, mitgliederzahl",
    ),
    ("[sitzungen]\n", "1: „sitzungen“ ist hier unbekannt; erwartet: „sitzung“"),
    ("[sitzung]\nort = 3\n", "2: „ort“ ist die Zahl „3“; erwartet: Text in Anführungszeichen"),
    (
        "[sitzung]\ndatum = \"morgen\"\n",
        "2: „datum“ ist der Text „morgen“; erwartet: ein Tag \
            wie 2027-03-09",
    ),
    (
        "[sitzung]\ndatum = \"Montag, 9. März 2027\"\n",
        "2: Der 09.03.2027 ist ein Dienstag, kein Montag; erwartet: „Dienstag, 09.03.2027“ oder \
            ein anderer Tag",
    ),
    (
        "[sitzung]\nbeginn = 17\n",
        "2: „beginn“ ist die Zahl „17“; erwartet: eine Uhrzeit wie \
            \"17:00\"",
    ),
    (
        "[sitzung]\nmitgliederzahl = \"dreizehn\"\n",
        "2: „mitgliederzahl“ ist der Text \
            „dreizehn“; erwartet: eine Zahl von 1 bis 10000",
    ),
    (
        "[sitzung]\nmitgliederzahl = 0\n",
        "2: „mitgliederzahl“ ist die Zahl „0“; erwartet: eine \
            Zahl von 1 bis 10000",
    ),
    (
        "[sitzung]\nart = \"telefon\"\n",
        "2: „telefon“ ist keine Art der Sitzung; erwartet: \
            praesenz, hybrid oder video",
    ),
    (
        "[sitzung]\nschriftfuehrung = [\"A\", 1]\n",
        "2: „schriftfuehrung“ ist die Zahl „1“; \
            erwartet: Text in Anführungszeichen",
    ),
    (
        "[sitzung]\nschriftfuehrung = true\n",
        "2: „schriftfuehrung“ ist true; erwartet: eine \
            Liste wie [\"eins\", \"zwei\"]",
    ),
    (
        "[top]\ntitel = \"A\"\n",
        "1: „top“ ist ein Abschnitt; erwartet: [[top]] (doppelte \
            Klammern)",
    ),
    ("[[top]]\nnummer = \"1\"\n", "1: In [[top]] fehlt „titel“; erwartet: titel = \"…\""),
    ("[[top]]\ntitel = \" \"\n", "2: In [[top]] fehlt „titel“; erwartet: titel = \"…\""),
    (
        "[[top]]\ntitel = \"A\"\noeffentlich = \"manchmal\"\n",
        "3: „oeffentlich“ ist der Text \
            „manchmal“; erwartet: true oder false",
    ),
    (
        "[[top]]\nnummer = \"N 1\"\ntitel = \"A\"\noeffentlich = true\n",
        "4: „N 1“ widerspricht \
            „oeffentlich = true“; erwartet: Ö für öffentliche, N für nichtöffentliche Punkte",
    ),
    (
        "[[top]]\ntitel = \"A\"\nvorlage = \"DrS/1\"\n",
        "3: Die Vorlage „DrS/1“ gibt es nicht; \
            erwartet: die Nummer einer [[vorlage]]",
    ),
    (
        "[[vorlage]]\nnummer = \"DrS/27/1\"\nbetreff = \"A\"\n[[top]]\ntitel = \"A\"\n\
          vorlage = \"DrS/27/7\"\n",
        "6: Die Vorlage „DrS/27/7“ gibt es nicht; erwartet: \
            „DrS/27/1“",
    ),
    (
        "[[top]]\nnummer = \"1\"\ntitel = \"A\"\n[[top]]\nnummer = \"1\"\ntitel = \"B\"\n",
        "5: \
            Die Nummer „1“ steht schon in Zeile 2; erwartet: jede Nummer nur einmal in einem Teil",
    ),
    (
        "[[fraktion]]\nname = \"SPD\"\n[[fraktion]]\nname = \"SPD\"\n",
        "4: Die Fraktion „SPD“ \
            steht doppelt; erwartet: jede Fraktion nur einmal",
    ),
    (
        "[[fraktion]]\nname = \"Grüne\"\n[[mitglied]]\nnachname = \"A\"\nfraktion = \"Gruene\"\n",
        "5: Die Fraktion „Gruene“ gibt es nicht; erwartet: „Grüne“",
    ),
    (
        "[[mitglied]]\nvorname = \"A\"\n",
        "1: In [[mitglied]] fehlt „nachname“; erwartet: \
            nachname = \"…\"",
    ),
    (
        "[[mitglied]]\nnachname = \"A\"\n[[mitglied]]\nnachname = \"a\"\n",
        "3: „a“ steht schon \
            in Zeile 1; erwartet: jede Person nur einmal",
    ),
    (
        "[[mitglied]]\nnachname = \"A\"\nrolle = \"Mitgleid\"\n",
        "3: „Mitgleid“ ist keine Rolle; \
            erwartet: Vorsitz, stellv. Vorsitz, Mitglied, bürgerliches Mitglied, Stellvertretung, \
            beratend, Verwaltung, Gast oder ein Amt",
    ),
    (
        "[[vorlage]]\nnummer = \"1\"\nbetreff = \"A\"\n[[vorlage]]\nnummer = \"1\"\n\
          betreff = \"B\"\n",
        "5: Die Vorlage „1“ steht schon in Zeile 2; erwartet: jede Vorlage \
            nur einmal",
    ),
    (
        "[[vorlage]]\nnummer = \"1\"\nbetreff = \"A\"\n[[vorlage.beratung]]\nrolle = \"x\"\n",
        "4: \
            In [[vorlage.beratung]] fehlt „gremium“; erwartet: gremium = \"…\"",
    ),
    (
        "[[vorlage]]\nnummer = \"1\"\nbetreff = \"A\"\n[[vorlage.stammbaum]]\nnr = \"x\"\n\
          nummer = \"2\"\n",
        "5: „nr“ ist in [[vorlage.stammbaum]] unbekannt; erwartet: nummer, \
            betreff, federfuehrend, art, uebergeordnet",
    ),
    (
        "[[top]]\ntitel = \"A\\u001b[2J\"\n",
        "2: titel: das unsichtbare Zeichen U+001B ist nicht \
            erlaubt; erwartet: Text ohne Steuerzeichen (die Stelle neu tippen)",
    ),
];

#[test]
fn what_is_wrong_is_told() {
    for (text, expected) in FAULTS {
        let whole = if text.contains("[[top]]") || text.contains("[top]") {
            (*text).to_owned()
        } else {
            format!("{text}{ITEM}")
        };
        let found = wrong(agenda("a.toml", whole));
        assert_eq!(found, [format!("a.toml, Zeile {expected}")], "{text}");
    }
}

#[test]
fn what_is_no_toml_is_told_in_german() {
    let quoted = "Ein Text in Anführungszeichen fehlt; erwartet: schlüssel = \"Text\"";
    let closed = "Der Text ist nicht geschlossen oder enthält ein Zeichen, das dort nicht stehen \
                  darf; erwartet: schlüssel = \"Text\", für \" und \\ im Text \\\" und \\\\";
    let line = "Die Zeile ist kein gültiges TOML; erwartet: schlüssel = \"Text\" oder [[top]]";
    for (text, at, expected) in [
        ("[sitzung]\nort = Kreishaus\n", 2, quoted),
        ("[sitzung]\nort =\n", 2, quoted),
        ("[sitzung]\nort = \"Kreishaus\n", 2, closed),
        ("[sitzung]\nort = \"C:\\Kreis\"\n", 2, closed),
        ("[sitzung]\nort = \"a\u{7}\"\n", 2, closed),
        ("[sitzung]\nort \"Kreishaus\"\n", 2, line),
        ("Ö 1 Eröffnung\n", 1, line),
        ("[sitzung\n", 1, "Die Überschrift ist fehlerhaft; erwartet: [sitzung] oder [[top]]"),
        (
            "[sitzung]\nort = \"A\"\nort = \"B\"\n",
            3,
            "Der Schlüssel oder Abschnitt steht doppelt; \
            erwartet: jeder Schlüssel nur einmal",
        ),
        (
            "[sitzung]\nschriftfuehrung = [\"A\" \"B\"]\n",
            2,
            "Die Liste ist fehlerhaft; erwartet: \
            [\"eins\", \"zwei\"]",
        ),
    ] {
        let found = wrong(agenda("a.toml", format!("{text}{ITEM}")));
        assert_eq!(found, [format!("a.toml, Zeile {at}: {expected}")], "{text}");
    }
    assert_eq!(
        wrong(agenda("a.toml", "[[top]]\ntitel = Haushalt\n[[top]]\ntitel = \"B\"\nfarbe = 1")),
        [
            format!("a.toml, Zeile 2: {quoted}"),
            "a.toml, Zeile 5: „farbe“ ist in [[top]] unbekannt; erwartet: nummer, titel, \
             oeffentlich, vorlage, beschlussvorschlag, anlagen"
                .to_owned()
        ]
    );
}

#[test]
fn all_is_told_at_once_and_by_line() {
    let text = "[sitzung]\ngremum = \"Rat\"\nort = 3\n[[top]]\ntitle = \"A\"\n[[top]]\n\
                titel = \"B\"\nvorlage = \"X\"\n";
    let found = wrong(agenda("a.toml", text));
    let lines: Vec<_> =
        found.iter().map(|line| line.split(':').next().unwrap().to_owned()).collect();
    assert_eq!(lines, [2, 3, 4, 5, 8].map(|line| format!("a.toml, Zeile {line}")), "{found:#?}");
}
