//! Files that want to do harm, and files that only happen to.

use super::{agenda, told, wrong};
use crate::hostile::corpus::is_hostile;
use proptest::prelude::*;
use std::time::{Duration, Instant};
use wortlaut::import::{Source, read};
use wortlaut::profile::default;

const MIB: usize = 1024 * 1024;

/// Reads a file that must be refused within seconds, with printable messages, and not too many.
fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<String> {
    let bytes = bytes.into();
    let begin = Instant::now();
    let found = if name.ends_with(".csv") {
        let list = Source::new(name, bytes);
        wrong(read(&Source::new("a.txt", "1. A"), Some(&list), &told(), default()))
    } else {
        wrong(agenda(name, bytes))
    };
    assert!(begin.elapsed() < Duration::from_secs(60), "{name}: {:?}", begin.elapsed());
    assert!(!found.is_empty() && found.len() <= 201, "{name}: {}", found.len());
    for line in &found {
        assert!(line.len() < 2000, "{line}");
        assert!(!line.chars().any(|char| char.is_control() || char == '\u{202e}'), "{line:?}");
    }
    found
}

#[test]
fn too_much_is_refused() {
    let big = vec![b'a'; 16 * MIB + 1];
    for name in ["a.txt", "a.toml", "m.csv"] {
        let found = refused(name, big.clone());
        assert_eq!(found[0], format!("{name}: Die Datei ist zu groß; erwartet: höchstens 16 MiB"));
    }
    let long = "x".repeat(MIB);
    assert_eq!(
        refused("a.txt", format!("1. A\n2. {long}\n")),
        ["a.txt, Zeile 2: Zeile: der Text ist zu lang; erwartet: höchstens 64 KiB"]
    );
    assert_eq!(
        refused("a.toml", format!("[[top]]\ntitel = \"{long}\"\n")),
        ["a.toml, Zeile 2: titel: der Text ist zu lang; erwartet: höchstens 64 KiB"]
    );
    assert_eq!(
        refused("m.csv", format!("nachname\n{long}\n")),
        ["m.csv, Zeile 2: Die Zeile ist zu lang; erwartet: eine Person je Zeile"]
    );
}

#[test]
fn too_many_are_refused() {
    let text: String = (1..=3000).map(|at| format!("{}.{} A\n", at / 100 + 1, at % 100)).collect();
    assert_eq!(
        refused("a.txt", text),
        ["a.txt, Zeile 2001: Die Tagesordnung ist zu lang; erwartet: höchstens 2000 Punkte"]
    );
    assert_eq!(
        refused("a.toml", "[[top]]\ntitel = \"A\"\n".repeat(3000)),
        ["a.toml, Zeile 1: „top“ hat 3000 Einträge; erwartet: höchstens 2000"]
    );
    let found = refused("a.toml", "[[mitglied]]\nnachname = \"A\"\n".repeat(501));
    assert!(found.iter().any(|line| line.contains("hat 501 Einträge")), "{found:#?}");
    let found = refused("a.txt", "unverständlich\n".repeat(100_000));
    assert_eq!(found.len(), 201);
    assert_eq!(found[200], "a.txt: 99800 weitere Fehler; zuerst die genannten beheben");
}

#[test]
fn deep_and_wide_toml_is_refused() {
    for text in [
        format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("a = {}", "{a=".repeat(100_000)),
        format!("{} = 1", vec!["a"; 100_000].join(".")),
        format!("[{}]", vec!["a"; 100_000].join(".")),
        "[".repeat(MIB),
        "=".repeat(MIB),
        "\"".repeat(MIB),
        "a=\n".repeat(MIB / 4),
        (0..40_000).map(|at| format!("k{at}=1\n")).collect(),
        "x = [1,\n".repeat(MIB / 8),
    ] {
        let head: String = text.chars().take(20).collect();
        let found = refused("a.toml", text);
        assert!(found[0].starts_with("a.toml"), "{head}: {found:#?}");
    }
    assert_eq!(
        refused("a.toml", "a=1\n".repeat(4 * MIB)).first().unwrap(),
        "a.toml: Die Datei hat zu viele Einträge; erwartet: eine einzige Sitzung"
    );
    let lists = format!("bloecke = [{}]", "\"beschluss\",".repeat(100_000));
    let found = wrong(wortlaut::profile::parse("p.toml", &lists));
    assert_eq!(found, ["p.toml, Zeile 1: „bloecke“ hat 100000 Einträge; erwartet: höchstens 200"]);
}

#[test]
fn long_texts_take_no_long_time() {
    refused("a.txt", format!("1. A\n{}", "  b\n".repeat(MIB / 8)));
    refused("a.txt", format!("1. A\n{}", "((((\n".repeat(MIB / 8)));
    refused("a.txt", "1\n".repeat(MIB));
    refused("m.csv", format!("nachname\n{}", "\"\n".repeat(MIB)));
    refused("m.csv", format!("nachname{}\n", ";x".repeat(20_000)));
    let papers: String = (0..2000)
        .map(|at| format!("[[vorlage]]\nnummer=\"Vorlage mit langem Namen {at}\"\nbetreff=\"A\"\n"))
        .collect();
    let items: String = (0..2000)
        .map(|at| format!("[[top]]\ntitel=\"A\"\nvorlage=\"Vorlage mit anderem Namen {at}\"\n"))
        .collect();
    refused("a.toml", format!("{papers}{items}"));
}

#[test]
fn nothing_unseen_comes_in() {
    let what = "ist nicht erlaubt; erwartet: Text ohne Steuerzeichen (die Stelle neu tippen)";
    for (char, code) in [
        ('\0', "0000"),
        ('\u{1b}', "001B"),
        ('\u{7f}', "007F"),
        ('\u{9b}', "009B"),
        ('\u{202e}', "202E"),
        ('\u{2066}', "2066"),
        ('\u{200f}', "200F"),
        ('\u{e0041}', "E0041"),
    ] {
        assert_eq!(
            refused("a.txt", format!("1. A\n2. B{char}[31m\n")),
            [format!("a.txt, Zeile 2: Zeile: das unsichtbare Zeichen U+{code} {what}")]
        );
        assert_eq!(
            refused("m.csv", format!("nachname\nB{char}[31m\n")),
            [format!("m.csv, Zeile 2: nachname: das unsichtbare Zeichen U+{code} {what}")]
        );
        let escaped = format!("[[top]]\ntitel = \"B\\U{:08X}\"\n", char as u32);
        assert_eq!(
            refused("a.toml", escaped),
            [format!("a.toml, Zeile 2: titel: das unsichtbare Zeichen U+{code} {what}")]
        );
    }
}

#[test]
fn messages_are_safe_to_print() {
    refused("a\u{1b}[2J.toml", "\"\\u001b[31mfarbe\\u202e\" = 1\n[[top]]\ntitel = \"A\"\n");
    refused("a.toml", "[sitzung]\nbeginn = \"\\u001b[31m\\u202e\"\n[[top]]\ntitel = \"A\"\n");
    refused("m.csv", "nachname;\u{1b}[31m\u{202e}\nA;B\n");
    let own = "[abstimmungsergebnis]\neinstimmig = \"{\\u001b[201~\\u202e}\"\n";
    let problems = wortlaut::profile::parse("profil.toml", own).unwrap_err();
    let told: String = problems.iter().map(ToString::to_string).collect();
    assert!(told.contains("kennt {") && !told.chars().any(is_hostile), "{told:?}");
}

#[test]
fn other_encodings_are_read_or_named() {
    let text = b"1. Er\xf6ffnung \x96 Gr\xfc\xdfe\r\n2. Ma\xdfnahmen f\xfcr 5 \x80\r\n";
    let whole = agenda("a.txt", &text[..]).unwrap();
    assert_eq!(whole.items[0].0.name, "Eröffnung – Grüße");
    assert_eq!(whole.items[1].0.name, "Maßnahmen für 5 €");
    assert_eq!(
        wrong(agenda("a.toml", &b"[[top]]\ntitel = \"Er\xf6ffnung\"\n"[..])),
        ["a.toml, Zeile 2: Die Datei ist nicht als UTF-8 gespeichert; erwartet: TOML als UTF-8"]
    );
    let wide = |bom: u16, swap: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(bom).chain("1. Eröffnung\r\n".encode_utf16()).flat_map(swap).collect()
    };
    for bytes in [wide(0xfeff, u16::to_le_bytes), wide(0xfeff, u16::to_be_bytes)] {
        assert_eq!(agenda("a.txt", bytes.clone()).unwrap().items[0].0.name, "Eröffnung");
        assert_eq!(
            wrong(agenda("a.toml", bytes)),
            ["a.toml: Die Datei ist als UTF-16 gespeichert; erwartet: TOML als UTF-8"]
        );
    }
    assert_eq!(
        refused("a.txt", &b"\xff\xfe\x00\xd8\x00"[..]),
        ["a.txt: Die Datei beginnt als UTF-16, ist es aber nicht durchweg; erwartet: reiner \
             Text (in Word oder Excel: Speichern unter, Text bzw. CSV)"]
    );
    assert!(refused("a.txt", &b"%PDF-1.7"[..])[0].contains("eine PDF-Datei"));
}

/// Pieces that files are made of, and pieces that break them.
const PIECES: [&str; 40] = [
    "[sitzung]\n",
    "[[top]]\n",
    "[[vorlage]]\n",
    "[[mitglied]]\n",
    "[[vorlage.beratung]]\n",
    "[[fraktion]]\n",
    "titel = \"A\"\n",
    "nummer = \"N 1\"\n",
    "datum = 2027-03-09\n",
    "beginn = 17:00\n",
    "vorlage = \"1\"\n",
    "nachname = \"Öz\"\n",
    "oeffentlich = false\n",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "=",
    "\n",
    "\r",
    "\t",
    "  ",
    "Ö 1 ",
    "N 1",
    "TOP ",
    "1.",
    "1.2.3 ",
    "(DrS/1/2)",
    "Nichtöffentlicher Teil\n",
    "Gremium: ",
    "Datum: 9. März 2027\n",
    ";",
    ",",
    "\"",
    "nachname;rolle\n",
    "Vorsitz",
    "\u{feff}",
    "\u{202e}",
    "(",
    ")",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        name in "[a-z]{1,3}\\.(toml|txt|csv|json)|\\PC{0,4}",
    ) {
        let source = Source::new(name, bytes);
        let _ = read(&source, Some(&source), &told(), default());
        let _ = wortlaut::profile::parse("p.toml", &String::from_utf8_lossy(&source.bytes));
    }

    #[test]
    fn no_pieces_make_it_panic(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..40),
        toml in any::<bool>(),
    ) {
        let text: String = pieces.iter().map(|at| PIECES[*at]).collect();
        let source = Source::new(if toml { "a.toml" } else { "a.txt" }, text.clone());
        let list = Source::new("m.csv", text.clone());
        for list in [None, Some(&list)] {
            if let Err(problems) = read(&source, list, &told(), default()) {
                prop_assert!(!problems.is_empty());
            }
        }
        let _ = wortlaut::profile::parse("p.toml", &text);
    }
}
