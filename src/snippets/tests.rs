use super::*;
use std::collections::BTreeSet;

fn patched(text: &str) -> Snippets {
    Snippets::parse_patch(&Snippets::default(), "eigene.toml", text)
        .unwrap_or_else(|error| panic!("{error}"))
}

fn refused(text: &str) -> String {
    Snippets::parse_patch(&Snippets::default(), "eigene.toml", text).unwrap_err().to_string()
}

/// Reads one block.
fn block(text: &str) -> Snippet {
    let text = format!("[bausteine]\nx = \"{text}\"");
    patched(&text).get("x").unwrap().clone()
}

/// What a meeting may know.
fn value(field: Field) -> Option<String> {
    let value = match field {
        Field::Speaker => "Herr Dieck",
        Field::SpeakerDative => "Herrn Dieck",
        Field::Chair => "die Vorsitzende",
        Field::ChairDative => "der Vorsitzenden",
        Field::Mover => "die SPD-Fraktion",
        Field::ByMover => "der SPD-Fraktion",
        Field::Committee => "Kreistag",
        Field::CommitteeNominative => "der Kreistag",
        Field::CommitteeGenitive => "des Kreistages",
        Field::CommitteeDative => "dem Kreistag",
        Field::CommitteeAccusative => "den Kreistag",
        Field::Item => "TOP Ö 7",
        Field::Title => "Neubau der Rettungswache",
        Field::Paper => "DrS/2027/045",
        Field::Result => "mehrheitlich beschlossen (7 Ja, 6 Nein)",
        Field::Tally => "12 Ja-Stimmen, 1 Gegenstimme, keine Enthaltung",
        Field::Date => "09.03.2027",
        Field::Time => "18:42 Uhr",
    };
    Some(value.to_owned())
}

/// The filled text with a bar at each place.
fn barred(filled: &Filled) -> String {
    let mut text = filled.text.clone();
    for place in filled.places.iter().rev() {
        text.insert(*place, '|');
    }
    text
}

#[test]
fn the_shipped_file_is_sound() {
    let shipped = Snippets::default();
    let lines = SHIPPED.lines().filter(|line| line.contains(" = ") && !line.starts_with('#'));
    assert_eq!(lines.count(), shipped.iter().count(), "an empty text");
    assert!(shipped.iter().count() >= 30);
    let mut names = BTreeSet::new();
    for snippet in shipped.iter() {
        let name = &snippet.name;
        assert!(names.insert(name), "{name} twice");
        assert!((2..=4).contains(&name.chars().count()), "{name}");
        for filled in [snippet.fill("", value), snippet.fill("", |_| None)] {
            let text = barred(&filled);
            assert!(!text.contains(['{', '}', '\n']), "{name}: {text}");
            assert!(!text.contains("  "), "{name}: {text}");
            assert!(text.ends_with(['.', '|', '“']), "{name}: {text}");
            let begins = text.starts_with(|c: char| c.is_uppercase() || c == '|');
            assert!(begins, "{name}: {text}");
        }
    }
}

#[test]
fn every_shipped_block_says_what_it_is_for() {
    let lines: Vec<&str> = SHIPPED.lines().skip_while(|line| *line != "[bausteine]").collect();
    for pair in lines.windows(2).filter(|pair| pair[1].contains(" = ")) {
        assert!(pair[0].starts_with("# ") && !pair[0].starts_with("# ---"), "{}", pair[1]);
    }
    for field in Field::all() {
        assert!(SHIPPED.contains(&format!("{{{}}}", field.name())), "{}", field.name());
        assert_eq!(Field::from_name(field.name()), Some(field));
    }
}

#[test]
fn a_block_becomes_a_sentence() {
    let shipped = Snippets::default();
    for (name, text) in [
        ("kn", "Der Kreistag nimmt den Bericht zur Kenntnis."),
        ("KN", "Der Kreistag nimmt den Bericht zur Kenntnis."),
        ("nf", "Auf Nachfrage von Herrn Dieck erklärt |, dass |."),
        ("wö", "Die Vorsitzende stellt um 18:42 Uhr die Öffentlichkeit der Sitzung wieder her."),
        (
            "WO\u{308}",
            "Die Vorsitzende stellt um 18:42 Uhr die Öffentlichkeit der Sitzung wieder her.",
        ),
        ("nt", "Die nächste Sitzung des Kreistages findet am | um | Uhr statt."),
        ("zr", "Die SPD-Fraktion zieht den Antrag zurück."),
        ("aa", "Die Vorsitzende lässt über den Antrag der SPD-Fraktion abstimmen."),
        (
            "bz",
            "Die Beschlussfähigkeit wird angezweifelt. Die Vorsitzende lässt die Anwesenden \
                zählen und stellt fest, dass der Kreistag mit | Mitgliedern weiterhin \
                beschlussfähig ist.",
        ),
        ("eb", "Abstimmungsergebnis: mehrheitlich beschlossen (7 Ja, 6 Nein)."),
    ] {
        assert_eq!(barred(&shipped.get(name).unwrap().fill("", value)), text, "{name}");
    }
    assert_eq!(shipped.get("gibtesnicht"), None);
    let unknown = shipped.get("nf").unwrap().fill("", |_| None);
    assert_eq!(barred(&unknown), "Auf Nachfrage von | erklärt |, dass |.");
    assert_eq!(
        shipped.get("nf").unwrap().preview(),
        "Auf Nachfrage von ‹redner-dativ› erklärt …, dass …."
    );
}

#[test]
fn a_value_fits_into_its_sentence() {
    let with = |value: &'static str| move |_| Some(value.to_owned());
    for (text, value, filled) in [
        ("{redner} fragt", "die Landrätin", "Die Landrätin fragt"),
        ("Ja. {redner} fragt", "die Landrätin", "Ja. Die Landrätin fragt"),
        ("„Ja.“ {redner} fragt", "die Landrätin", "„Ja.“ Die Landrätin fragt"),
        ("Auf Antrag bzw. {redner}", "die Landrätin", "Auf Antrag bzw. die Landrätin"),
        ("am 3. {titel}", "quartal", "am 3. quartal"),
        ("{}{redner} fragt", "die Landrätin", "|die Landrätin fragt"),
        ("{redner}", "ßpitze", "SSpitze"),
        ("auf Bitte von {redner-dativ}", "dem Landrat", "auf Bitte vom Landrat"),
        ("Von {redner-dativ} kommt", "dem Landrat", "Vom Landrat kommt"),
        ("In {dem-gremium}", "dem Kreistag", "Im Kreistag"),
        ("gehört zu {dem-gremium}", "der Gemeindevertretung", "gehört zur Gemeindevertretung"),
        ("von {redner-dativ}", "der Landrätin", "von der Landrätin"),
        ("von {redner-dativ}", "dem", "von dem"),
        ("davon {redner-dativ}", "dem Landrat", "davon dem Landrat"),
        ("von {}{redner-dativ}", "dem Landrat", "von |dem Landrat"),
        ("zu {titel}.", "Anfrage u. a.", "zu Anfrage u. a."),
        ("zu {titel}", "  Ein\nTitel ", "zu Ein Titel"),
        ("zu {titel}!", " \n ", "zu |!"),
        ("ä{}ö{}", "", "ä|ö|"),
    ] {
        assert_eq!(barred(&block(text).fill("", with(value))), filled, "{text}");
    }
}

#[test]
fn a_sentence_that_has_begun_has_its_subject() {
    for (left, text, filled) in [
        ("", "{redner} fragt, ob {}.", "Herr Dieck fragt, ob |."),
        ("Ja. ", "{redner} fragt, ob {}.", "Herr Dieck fragt, ob |."),
        ("Herr Dieck ", "{redner} fragt, ob {}.", "fragt, ob |."),
        ("Ja. Er ", "{redner} fragt, ob {}.", "fragt, ob |."),
        ("Frau Grote ", "{antragsteller} beantragt, {}.", "beantragt, |."),
        ("Frau Grote ", "{} ist befangen.", "ist befangen."),
        ("„", "{redner} fragt.", "Herr Dieck fragt."),
        ("Dazu: ", "{redner} fragt.", "Herr Dieck fragt."),
        ("Dann sagt ", "{}", "|"),
        ("Frau Grote, und ", "{vorsitz} fragt.", "Die Vorsitzende fragt."),
    ] {
        assert_eq!(barred(&block(text).fill(left, value)), filled, "{left}{text}");
    }
}

#[test]
fn a_file_patches_and_never_replaces() {
    let own = patched(
        "[bausteine]\nkn = \"Kenntnis.\"\nek = \"\"\n\"größe\" = \"Groß.\"\nweg = \"\"\n\
         neu = 'Er sagt: \"{}\"'\ntab = \"a\tb\"",
    );
    assert_eq!(own.get("kn").unwrap().fill("", value).text, "Kenntnis.");
    assert_eq!(own.get("ek"), None);
    assert_eq!(barred(&own.get("NEU").unwrap().fill("", value)), "Er sagt: \"|\"");
    assert_eq!(own.get("tab").unwrap().preview(), "a b");
    assert!(own.get("Größe").is_some());
    let names = |snippets: &Snippets| {
        snippets.iter().map(|snippet| snippet.name.clone()).collect::<Vec<_>>()
    };
    let mut wanted = names(&Snippets::default());
    wanted.retain(|name| name != "ek");
    wanted.extend(["größe", "neu", "tab"].map(str::to_owned));
    assert_eq!(names(&own), wanted);
    assert_eq!(patched(""), Snippets::default());
    assert_eq!(patched("[bausteine]"), Snippets::default());
}

#[test]
fn broken_files_tell_everything_at_once() {
    let long = format!("x = \"{}\"", "a".repeat(2001));
    for (line, reasons) in [
        (
            "x = \"{gremum}\"",
            vec![
                "Das Feld {gremum} gibt es nicht. \
            Gemeint ist vielleicht »gremium«.",
            ],
        ),
        (
            "x = \"{Redner}\"",
            vec![
                "Das Feld {Redner} gibt es nicht. \
            Gemeint ist vielleicht »redner«.",
            ],
        ),
        ("x = \"{ }\"", vec!["Das Feld { } gibt es nicht."]),
        (
            "x = \"{farbe} und {top\"",
            vec![
                "Das Feld {farbe} gibt es nicht.",
                "Eine Klammer { steht allein. Richtig ist {} oder etwa {redner}.",
            ],
        ),
        (
            "x = \"a } b\"",
            vec![
                "Eine Klammer } steht allein. \
            Richtig ist {} oder etwa {redner}.",
            ],
        ),
        (
            "x = \"{{redner}\"",
            vec![
                "Eine Klammer { steht allein. \
            Richtig ist {} oder etwa {redner}.",
            ],
        ),
        (
            "kN = \"a\"",
            vec![
                "»kN« kann kein Name sein: \
            1 bis 12 Kleinbuchstaben oder Ziffern, sonst nichts.",
            ],
        ),
        (
            "\"\" = \"a\"",
            vec![
                "»« kann kein Name sein: \
            1 bis 12 Kleinbuchstaben oder Ziffern, sonst nichts.",
            ],
        ),
        (
            "abcdefghijklm = \"\"",
            vec![
                "»abcdefghijklm« kann kein Name sein: \
            1 bis 12 Kleinbuchstaben oder Ziffern, sonst nichts.",
            ],
        ),
        (
            "\"k n\" = 1",
            vec![
                "Hier fehlt ein Text in Anführungszeichen.",
                "»k n« kann kein Name sein: 1 bis 12 Kleinbuchstaben oder Ziffern, sonst nichts.",
            ],
        ),
        ("k.n = \"a\"", vec!["Hier fehlt ein Text in Anführungszeichen."]),
        ("x = \"  \"", vec!["Der Text ist leer. Wer einen Baustein streicht, schreibt \"\"."]),
        (&long, vec!["Der Text hat 2001 Zeichen, mehr als 2000. Bitte kürzen oder teilen."]),
        (
            "x = \"a\\nb\"",
            vec![
                "Ein Baustein ist ein Absatz: \
            Der Text darf keinen Zeilenumbruch haben.",
            ],
        ),
        ("x = \"a\\u001bb\"", vec!["Im Text steht ein Steuerzeichen. Bitte neu tippen."]),
        ("x = \"a\\u0085b\"", vec!["Im Text steht ein Steuerzeichen. Bitte neu tippen."]),
        ("für = \"a\"", vec![UNREADABLE]),
        ("x = \"sagt „Ja\"\"", vec![UNREADABLE]),
    ] {
        let told: Vec<String> =
            reasons.iter().map(|reason| format!("eigene.toml, Zeile 3: {reason}")).collect();
        assert_eq!(refused(&format!("[bausteine]\n\n{line}")), told.join("\n"), "{line}");
    }
    assert_eq!(
        refused(
            "a = \"b\"\n[baustein]\nx = \"a\"\n[bausteine]\nkn = \"{top}\"\nkn = \"{nix}\"\n\
             \"u\u{308}\" = \"a\"\n\"ü\" = \"b\""
        ),
        "eigene.toml, Zeile 1: »a« steht nicht unter dem Abschnitt [bausteine].\n\
         eigene.toml, Zeile 2: Den Abschnitt [baustein] gibt es nicht. \
         Gemeint ist vielleicht »bausteine«.\n\
         eigene.toml, Zeile 6: »kn« steht hier ein zweites Mal. Eines von beiden streichen.\n\
         eigene.toml, Zeile 8: »ü« steht schon in Zeile 7."
    );
}

const UNREADABLE: &str = "Diese Zeile ist nicht zu lesen. Richtig ist etwa kn = \"Der Text.\" \
                          oder \"für\" = \"Der Text.\"; im Text stehen „ und “ statt \".";

#[test]
fn a_name_is_begun_behind_a_free_semicolon() {
    for (left, found) in [
        (";kn", Some((0, "kn"))),
        ("Er fragt. ;kn", Some((10, "kn"))),
        ("\u{a0};kn", Some((2, "kn"))),
        ("(;kn", Some((1, "kn"))),
        ("„;KN", Some((3, "KN"))),
        ("»;größe1", Some((2, "größe1"))),
        (";abcdefghijkl", Some((0, "abcdefghijkl"))),
        (";abcdefghijklm", None),
        ("a;kn", None),
        (".;kn", None),
        (";;kn", None),
        ("“;kn", None),
        (";", None),
        ("kn", None),
        ("", None),
        (";k n", None),
        (";k-n", None),
        (";é", None),
        ("; kn", None),
        (";kn ", None),
        ("ab ;x ;kn", Some((6, "kn"))),
    ] {
        assert_eq!(begun(left), found, "{left:?}");
    }
}

#[test]
fn nothing_hostile_breaks_the_reader() {
    let deep = format!("a = {}", "[".repeat(100_000));
    let told = "[bausteine]\n\"\u{202e}\u{7}\" = \"\u{202e}{\u{202e}\"";
    for text in [deep.as_str(), "\"\u{1b}]52;c;x\u{7}\" = 1", told] {
        let told = refused(text);
        assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "{told:?}");
        assert!(!told.contains('\u{202e}'));
    }
}

proptest::proptest! {
    #[test]
    fn no_file_breaks_the_reader(
        text in "(\\[bausteine\\]|\\[[a-z]{0,9}\\]|\"[^\"]{0,9}\"|[=\\.\n{}]| |\\PC){0,40}"
    ) {
        let _ = Snippets::parse_patch(&Snippets::default(), "x.toml", &text);
    }

    #[test]
    fn places_lie_between_letters(
        text in "([aß.„“ ]|von |zu |\\{\\}|\\{redner\\}|\\{top\\}){1,20}",
        value in "(dem |der |[äb. ]){0,4}",
    ) {
        let line = format!("[bausteine]\nx = \"a{text}\"\ny = \"{text}b\"");
        let snippets = patched(&line);
        for name in ["x", "y"] {
            let filled = snippets.get(name).unwrap().fill("", |field| {
                (field == Field::Speaker).then(|| value.clone())
            });
            proptest::prop_assert!(filled.places.is_sorted());
            for place in &filled.places {
                proptest::prop_assert!(filled.text.is_char_boundary(*place));
            }
        }
    }

    #[test]
    fn what_is_begun_ends_the_text(left in "([;a-zÄß „(]|\\PC){0,20}") {
        if let Some((at, name)) = begun(&left) {
            proptest::prop_assert_eq!(left.get(at + 1..), Some(name));
        }
    }
}
