//! Against the German dictionary of this machine, where there is one: how much is caught, and how
//! much is let through. The two tables are the measure for every change of the compounds.

use super::council::COUNCIL;
use super::judge::Judge;
use super::known::Known;
use super::suggest::suggest;
use super::*;

/// What councils write; the dictionary alone refuses many of them.
const RIGHT: &str = "
    Straßensanierungsprogramm Kreisverwaltungsgebäude Kindertagesstättenbedarfsplanung
    Haushaltskonsolidierungskonzept Schülerbeförderungssatzung Rettungswachenneubau
    Abfallwirtschaftsgesellschaft Kreistagsfraktion SPD-Kreistagsfraktion Kreistagspräsidentin
    Kreistagsabgeordneter Satzungsbeschluss Erschließungsbeitrag Erschließungsverträge
    Bebauungsplanverfahren Flächennutzungsplanänderung Planfeststellungsverfahren Nahverkehrsplan
    Verpflichtungsermächtigungen Nachtragshaushaltssatzung Haushaltsplanentwurf Stellenplanberatung
    Friedhofsgebührensatzung Vorkaufsrechtssatzung Klarstellungssatzung Realsteuerhebesatzsatzung
    Geschäftsordnungsantrag Vertagungsantrag Verweisungsantrag Abwahlantrag Änderungsanträge
    Dringlichkeitsvorlage Tischvorlage Beschlussvorlagen Sperrvermerk Eilentscheidung Wahlgang
    Niederschriftsführerin Rednerinnenliste Rednerliste Stadtverordnetenvorsteher Regiebetrieb
    Verschwiegenheitspflicht Öffentlichkeitsbeteiligung Öffentlichkeitsgrundsatz Vorhabenträgerin
    Zielabweichungsverfahren Interessenbekundungsverfahren Normenkontrollklage Teilhabeplanung
    Bundesteilhabegesetz Inklusionsbeirat Tourismusabgabe Quartierskonzept Radwegekonzept
    Querungshilfe Fußgängerüberweg Photovoltaikanlage Digitalisierungsstrategie Zuschussbedarf
    Zuwendungsbescheid Mandatsniederlegung Sachstandsberichte Ermächtigungsübertragungen
    Wirtschaftlichkeitsuntersuchung Submissionsergebnis Kitafinanzierung Leerstandsmanagement
    überplanmäßigen außerplanmäßige vorhabenbezogener doppischen Doppik Kämmerin Landrätin BauGB
    Satzungs- Erschließungs- Haushalts- -planung Ja-Stimmen CDU-Antrag Vor-Ort-Termin gibt's Nr Prof
";

/// How they are mistyped.
const WRONG: &str = "
    Verwlatung Beschlus Ausschus Auschuss Sizung Haushlat nähmlich Standart Vorraussetzung
    wiederspiegeln Wiederstand Abstimung Anträg Beschlussfasung Mehrheitich einstimig Enthaltug
    Gegenstime Bürgermeisetr Gemeindevertrettung Kreistg Tagesordung Niederschirft Protokol
    Wortmedlung Geschäftsordnug Öffentlichekit Fraktoin Frakion SPD-Frakion SPD-fraktion
    Stellungsnahme Satzug Gebürensatzung Finanzauschuss Hauptauschuss Bauauschuss Bebauugsplan
    Flächennutzungspaln Straßensanirungsprogramm Straßesanierungsprogramm Haushaltskonsolidirung
    Haushaltskonsoliedierung Kreisverwaltungsgebeude Kindertagesstättenbedarfsplannung
    Schülerbeförderungsatzng Rettungswachennoibau Abfalwirtschaftsgesellschaft
    Abfallwirtschaftgeselschaft Verpflichtungsermächtigug Verplichtungsermächtigung
    Verpflichtungermächtigung Nachtragshaushaltsatzug Haushaltsatzung Haushaltplan Beschlusvorlage
    Beschlussvorlgae Dringlichkeitsantarg Eilenscheidung Sperrvermekr Rechnungsprüfungsauschuss
    Hebesazt Gewerbsteuer Investitonen Zuschussbedarff Zuwendugsbescheid Erschliesungsbeitrag
    Erschließungbeitrag Planfeststelungsverfahren Klimaschuzkonzept Feuerwehrgerätehuas
    Satzungsbeschlus Satzunsbeschluss Satzungbeschluss Verwaltungvertrag Verwaltungdann seperat
    Komission agressiv Verständniss Ergebniss Ergebniß Maschiene Intresse vieleicht daß haus
    Stimmegleichheit Gemeinestraßen Gebührekalkulation Kreisttagspräsidentin Umlaufeschluss
";

/// The judge with the dictionary of this machine; without one there is nothing to be tested.
fn installed() -> Option<Judge> {
    let Some(files) = find(FOLDERS) else {
        println!("SKIPPED: no German dictionary is installed (hunspell-de-de)");
        return None;
    };
    Some(Judge::new(load::load(&files).unwrap(), Known::default()))
}

#[test]
fn what_councils_write_is_right_and_what_they_mistype_is_wrong() {
    let Some(judge) = installed() else { return };
    let refused: Vec<_> = RIGHT.split_whitespace().filter(|word| !judge.right(word)).collect();
    let let_through: Vec<_> = WRONG.split_whitespace().filter(|word| judge.right(word)).collect();
    assert!(refused.is_empty() && let_through.is_empty(), "{refused:?} {let_through:?}");
}

#[test]
fn the_list_of_councils_words_holds_only_what_is_needed() {
    assert!(COUNCIL.is_sorted(), "{COUNCIL:?}");
    let Some(judge) = installed() else { return };
    let needless = COUNCIL.iter().filter(|word| judge.dictionary().check(word));
    assert_eq!(needless.collect::<Vec<_>>(), [&""; 0]);
}

#[test]
fn what_was_meant_comes_first() {
    let Some(judge) = installed() else { return };
    for (word, meant) in [
        ("Sizung", "Sitzung"),
        ("nähmlich", "nämlich"),
        ("haus", "Haus"),
        ("AUSSCHUS", "AUSSCHUSS"),
        ("SPD-Frakion", "SPD-Fraktion"),
        ("Straßensanirungsprogramm", "Straßensanierungsprogramm"),
    ] {
        let told = suggest(&judge, word);
        assert_eq!(told.first().map(String::as_str), Some(meant), "{word}: {told:?}");
    }
}
