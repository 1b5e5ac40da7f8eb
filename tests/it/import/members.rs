//! Member lists as CSV.

use super::{told, wrong};
use wortlaut::domain::{Preparation, Role};
use wortlaut::import::{Problem, Source, read};
use wortlaut::profile::default;

fn list(bytes: impl Into<Vec<u8>>) -> Result<Preparation, Vec<Problem>> {
    let agenda = Source::new("a.txt", "1. Eröffnung");
    read(&agenda, Some(&Source::new("m.csv", bytes)), &told(), default())
}

/// Name, role, vote, Fraktion and office of each member.
fn members(bytes: impl Into<Vec<u8>>) -> Vec<String> {
    let whole = list(bytes).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let line = |(person, membership): &(_, wortlaut::domain::Membership)| {
        let person: &wortlaut::domain::Person = person;
        let faction = whole.organizations.iter().find(|o| Some(o.id) == membership.on_behalf_of);
        let faction = faction.map_or("-", |faction| faction.name.as_str());
        let vote = if membership.voting_right { "ja" } else { "nein" };
        let name = format!("{} {}", person.form_of_address, person.full_name());
        format!("{}|{:?}|{vote}|{faction}|{}", name.trim(), membership.role, membership.office)
    };
    whole.members.iter().map(line).collect()
}

#[test]
fn lists_are_read_as_spreadsheets_write_them() {
    let expected =
        ["Frau Dr. Anke Weiß|Chair|ja|CDU|", "Herr Jens Asmussen|Administration|nein|-|Landrat"];
    for text in [
        "anrede;titel;vorname;nachname;fraktion;rolle;stimmrecht\n\
         Frau;Dr.;Anke;Weiß;CDU;Vorsitz;ja\nHerr;;Jens;Asmussen;;Landrat;nein\n",
        "Anrede,Titel,Vorname,Nachname,Fraktion,Rolle,Stimmrecht\n\
         Frau,Dr.,Anke,Weiß,CDU,Vorsitz,\nHerr,,Jens,Asmussen,-,Landrat,\n",
        "NACHNAME;vorname;titel;rolle;fraktion;anrede\r\n\r\n\
         Weiß;Anke;Dr.;Vorsitzende:r;CDU;Fr.\r\n\
         Asmussen;Jens;;Landrat;fraktionslos;Herrn\r\n;;;;;\r\n",
        "\"nachname\"\t\"vorname\"\t\"titel\"\t\"rolle\"\t\"fraktion\"\t\"anrede\"\t\"amt\"\n\
         \"Weiß\"\t\"Anke\"\t\"Dr.\"\t\"Vorsitz\"\t\"CDU\"\t\"Frau\"\t\"\"\n\
         Asmussen\tJens\t\tVerwaltung\tohne\tHerr\tLandrat\n",
    ] {
        assert_eq!(members(text), expected, "{text}");
        let utf8_bom = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        assert_eq!(members(utf8_bom), expected, "BOM {text}");
        let (latin, _, faulty) = encoding_rs::WINDOWS_1252.encode(text);
        assert!(!faulty);
        assert_eq!(members(latin.into_owned()), expected, "1252 {text}");
        let wide: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(members(wide), expected, "UTF-16 {text}");
    }
}

#[test]
fn fractions_come_in_the_order_of_the_list() {
    let text = "nachname;fraktion\nA;SSW\nB;CDU\nC;SSW\nD;ohne Fraktion\nE;\"Grüne; Volt\"\n";
    let whole = list(text).unwrap();
    let names: Vec<_> = whole.organizations.iter().map(|o| (o.id.0, o.name.as_str())).collect();
    assert_eq!(names, [(1, "SSW"), (2, "CDU"), (3, "Grüne; Volt")]);
    let ids: Vec<_> = whole.members.iter().map(|(person, _)| person.id.0).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    assert_eq!(whole.head.chair, None);
}

#[test]
fn the_role_decides_where_the_list_is_silent() {
    let text = "nachname;rolle;stimmrecht\nA;Mitglied;\nB;bürgerliches Mitglied;\n\
                C;Stellvertretung;\nD;beratend;\nE;Verwaltung;\nF;Gast;\nG;Landrätin;x\nH;;0\n";
    let whole = list(text).unwrap();
    let votes: Vec<_> =
        whole.members.iter().map(|(_, membership)| membership.voting_right).collect();
    assert_eq!(votes, [true, true, true, false, false, false, true, false]);
    assert_eq!(whole.members[6].1.role, Role::Administration);
}

/// A list, and what is wrong with it.
const FAULTS: &[(&str, &str)] = &[
    (
        "",
        "m.csv: Die Mitgliederliste ist leer; erwartet: anrede;titel;vorname;nachname;\
              fraktion;rolle;stimmrecht",
    ),
    (
        "nachname;vorname\n",
        "m.csv: Die Mitgliederliste enthält niemanden; erwartet: eine \
                               Zeile für jede Person",
    ),
    (
        "Frau;Anke;Weiß\n",
        "m.csv, Zeile 1: Die Kopfzeile fehlt; erwartet: anrede;titel;vorname;\
                             nachname;fraktion;rolle;stimmrecht",
    ),
    (
        "nachnahme;vorname\nA;B",
        "m.csv, Zeile 1: Die Spalte „nachnahme“ ist unbekannt; \
                                   erwartet: „nachname“",
    ),
    (
        "nachname;rolle;rolle\nA;;",
        "m.csv, Zeile 1: Die Spalte „rolle“ steht doppelt; erwartet: \
                                      anrede;titel;vorname;nachname;fraktion;rolle;stimmrecht",
    ),
    (
        "vorname;rolle\nA;",
        "m.csv, Zeile 1: Die Spalte „nachname“ fehlt; erwartet: anrede;\
                              titel;vorname;nachname;fraktion;rolle;stimmrecht",
    ),
    (
        "vorname;nachname\nA;\n",
        "m.csv, Zeile 2: Der Nachname fehlt; erwartet: ein Name in der \
                                   Spalte „nachname“",
    ),
    (
        "nachname;rolle\nA\n",
        "m.csv, Zeile 2: Die Zeile hat 1 Spalten; erwartet: 2 wie in der \
                                Kopfzeile",
    ),
    (
        "nachname;rolle\nA;Gast;x\n",
        "m.csv, Zeile 2: Die Zeile hat 3 Spalten; erwartet: 2 wie \
                                       in der Kopfzeile",
    ),
    (
        "nachname\n\nA\n\"B\n",
        "m.csv, Zeile 4: Ein Anführungszeichen ist nicht geschlossen; \
                                 erwartet: \"…\" um ein Feld",
    ),
    (
        "nachname;stimmrecht\nA;vielleicht\n",
        "m.csv, Zeile 2: „vielleicht“ ist kein \
                                                Stimmrecht; erwartet: ja, nein oder leer",
    ),
    (
        "nachname;rolle\nA;Mitgleid\n",
        "m.csv, Zeile 2: „Mitgleid“ ist keine Rolle; erwartet: \
            Vorsitz, stellv. Vorsitz, Mitglied, bürgerliches Mitglied, Stellvertretung, beratend, \
            Verwaltung, Gast oder ein Amt",
    ),
    (
        "nachname;vorname\nWeiß;Anke\nJäger;Ole\nWEIß;anke\n",
        "m.csv, Zeile 4: „anke WEIß“ steht \
            schon in Zeile 2; erwartet: jede Person nur einmal",
    ),
    (
        "nachname;rolle\nA;Vorsitz\nB;Vorsitzende\n",
        "m.csv, Zeile 3: Den Vorsitz hat schon \
            Zeile 2; erwartet: ein Vorsitz, sonst „stellv. Vorsitz“",
    ),
    (
        "nachname\nA\u{202e}B\n",
        "m.csv, Zeile 2: nachname: das unsichtbare Zeichen U+202E ist \
            nicht erlaubt; erwartet: Text ohne Steuerzeichen (die Stelle neu tippen)",
    ),
    (
        "PK\u{3}\u{4}",
        "m.csv: Das ist eine Word-, Excel- oder ZIP-Datei; erwartet: reiner Text \
            (in Word oder Excel: Speichern unter, Text bzw. CSV)",
    ),
];

#[test]
fn what_is_wrong_is_told() {
    for (text, expected) in FAULTS {
        assert_eq!(wrong(list(*text)), [*expected], "{text}");
    }
    let many: String = (0..600).map(|at| format!("Name{at}\n")).collect();
    assert_eq!(
        wrong(list(format!("nachname\n{many}"))),
        ["m.csv, Zeile 502: Die Mitgliederliste ist zu lang; erwartet: höchstens 500 Personen"]
    );
}
