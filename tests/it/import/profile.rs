//! Profiles: shipped ones and a body's own.

use super::wrong;
use wortlaut::domain::{
    Base, Block, KindRanks, Majority, MotionKind, Outcome, ResultKind, Share, SpeakerListRules,
    Tally,
};
use wortlaut::profile::{default, names, parse, shipped, text};

#[test]
fn every_shipped_profile_is_whole() {
    for name in names() {
        let profile = shipped(name).unwrap_or_else(|| panic!("{name}"));
        assert!(!profile.name.is_empty());
        let kinds = [
            ResultKind::Adopted,
            ResultKind::AdoptedChanged,
            ResultKind::Rejected,
            ResultKind::RejectedTied,
            ResultKind::Noted,
            ResultKind::Postponed,
            ResultKind::Referred,
            ResultKind::Off,
            ResultKind::Withdrawn,
            ResultKind::Done,
        ];
        for kind in kinds {
            assert!(profile.result_text(kind).is_some(), "{name}: {kind:?}");
        }
        assert_eq!(parse("own.toml", text(name).unwrap()).as_ref(), Ok(&profile), "{name}");
    }
    assert_eq!(shipped("kreis-xy"), None);
}

#[test]
fn a_kreis_votes_in_these_words() {
    let profile = default();
    for (yes, no, abstain, outcome, kind, words) in [
        (12, 0, 0, Outcome::Carried, MotionKind::Main, "einstimmig"),
        (11, 0, 1, Outcome::Carried, MotionKind::Main, "einstimmig bei 1 Enthaltung"),
        (10, 0, 2, Outcome::Carried, MotionKind::Main, "einstimmig bei 2 Enthaltungen"),
        (8, 4, 0, Outcome::Carried, MotionKind::Main, "mehrheitlich beschlossen"),
        (8, 4, 0, Outcome::Carried, MotionKind::Amendment, "mehrheitlich angenommen"),
        (4, 8, 0, Outcome::Rejected, MotionKind::Main, "mehrheitlich abgelehnt"),
        (0, 12, 0, Outcome::Rejected, MotionKind::Main, "einstimmig abgelehnt"),
        (6, 6, 0, Outcome::Tied, MotionKind::Main, "bei Stimmengleichheit abgelehnt"),
        (0, 0, 12, Outcome::Rejected, MotionKind::Main, "abgelehnt (12 Enthaltungen)"),
    ] {
        assert_eq!(profile.vote_wording(Tally { yes, no, abstain }, outcome, kind), words);
    }
    assert_eq!(profile.result_text(ResultKind::Adopted), Some("ungeändert beschlossen"));
    assert_eq!(profile.result_kind("zurückgestellt"), Some(ResultKind::Postponed));
    assert_eq!(
        profile.blocks,
        [Block::Result, Block::Minutes, Block::Motion, Block::Vote, Block::Attachments]
    );
    let columns = profile.columns;
    assert_eq!(
        [columns.yes, columns.no, columns.abstain, columns.present, columns.total],
        ["Zustimmung", "Ablehnung", "Enthaltung", "Anwesende", "Gesamt"]
    );
    assert_eq!((columns.zero_in_line.as_str(), columns.zero_in_table.as_str()), ("-", ""));
    let times = profile.speaking_times;
    assert_eq!((times.first_s, times.further_s, times.procedural_s), (480, 180, 180));
    assert_eq!((times.report_s, times.grace_s), (600, 0));
    assert_eq!((times.faction_item_s, times.faction_meeting_s), (0, 0), "no contingents");
    // What an older journal does not tell is what the file says.
    assert_eq!(profile.speaker_list, SpeakerListRules::default());
}

#[test]
fn each_land_votes_by_its_own_rules_and_in_its_own_words() {
    // § 39 (1) GO SH; § 39 BbgKVerf; Art. 48 (1) and 51 (1) GO Bayern: nobody abstains there.
    for (name, abstention, carried, tied) in [
        ("kreis-sh", true, "mehrheitlich beschlossen", "bei Stimmengleichheit abgelehnt"),
        ("gemeinde-sh", true, "mehrheitlich beschlossen", "bei Stimmengleichheit abgelehnt"),
        ("brandenburg", true, "mit Stimmenmehrheit angenommen", "bei Stimmengleichheit abgelehnt"),
        (
            "bayern",
            false,
            "mit 8 Ja-Stimmen bei 1 Gegenstimme beschlossen",
            "bei Stimmengleichheit abgelehnt",
        ),
    ] {
        let profile = shipped(name).unwrap();
        assert_eq!(profile.rules.abstention, abstention, "{name}");
        assert_eq!(profile.rules.majority, Majority::SIMPLE, "{name}");
        assert!(!profile.rules.source.is_empty(), "{name}");
        let words = |yes, no, outcome| {
            profile.vote_wording(Tally { yes, no, abstain: 0 }, outcome, MotionKind::Main)
        };
        assert_eq!(words(8, 1, Outcome::Carried), carried, "{name}");
        assert_eq!(words(6, 6, Outcome::Tied), tied, "{name}");
        assert_eq!(words(9, 0, Outcome::Carried), "einstimmig", "{name}");
    }
}

#[test]
fn a_body_says_only_what_differs() {
    let own = parse(
        "auental.toml",
        "\u{feff}basis = \"kreis-sh\"\r\nname = \"Kreis Auental\"\r\nbloecke = [\"wortprotokoll\", \
         \"beschluss\"]\r\n\r\n[regeln]\r\nmehrheit = \"zwei-drittel\"\r\n\r\n[redezeit]\r\n\
         erste-s = 300\r\n\r\n[redeliste]\r\nbeitraege-mitglied = 3\r\nrang = { \
         geschaeftsordnung = 0 }\r\n\r\n[[ergebnis]]\r\ntext = \"angenommen\"\r\nart = \"beschlossen\"\r\n",
    )
    .unwrap();
    let shipped = default();
    assert_eq!(own.name, "Kreis Auental");
    assert_eq!(own.blocks, [Block::Minutes, Block::Result]);
    assert_eq!(own.rules.majority, Majority { share: Share::TwoThirds, base: Base::Voting });
    assert_eq!(own.rules.quorum_percent, shipped.rules.quorum_percent);
    assert_eq!((own.speaking_times.first_s, own.speaking_times.further_s), (300, 180));
    assert_eq!(own.speaker_list.per_member, 3);
    let ranks = KindRanks { point_of_order: 0, ..KindRanks::default() };
    assert_eq!(own.speaker_list.ranks, ranks);
    assert_eq!(own.results.len(), 1);
    assert_eq!(own.columns, shipped.columns);
    assert_eq!(parse("leer.toml", ""), Ok(shipped));
}

/// A profile, and what is wrong with it: line and message.
const FAULTS: &[(&str, &str)] = &[
    ("basis = \"kreis-hs\"", "1: Das Profil „kreis-hs“ gibt es nicht; erwartet: „kreis-sh“"),
    (
        "basis = 1",
        "1: Das Profil „“ gibt es nicht; erwartet: kreis-sh, \
            gemeinde-sh, brandenburg, bayern",
    ),
    ("nahme = \"A\"", "1: „nahme“ ist im Profil unbekannt; erwartet: „name“"),
    ("[spalten]\njaa = \"Ja\"", "2: „jaa“ ist in [spalten] unbekannt; erwartet: „ja“"),
    (
        "[redeliste]\nbeitraege-mitglied = -1",
        "2: „redeliste.beitraege-mitglied“ ist die Zahl „-1“; erwartet: eine Zahl ab 0",
    ),
    (
        "[redeliste.rang]\nrede = 1",
        "2: „rede“ ist in [rang] unbekannt; erwartet: bericht, geschaeftsordnung, \
            kurzintervention, persoenliche-erklaerung, wortmeldung, zwischenfrage",
    ),
    ("name = 1", "1: „name“ ist die Zahl „1“; erwartet: Text in Anführungszeichen"),
    (
        "[regeln]\nenthaltung = \"ja\"",
        "2: „regeln.enthaltung“ ist der Text „ja“; erwartet: true \
            oder false",
    ),
    (
        "[regeln]\nmehrheit = \"absolut\"",
        "2: „regeln.mehrheit“ ist der Text „absolut“; \
            erwartet: einfach, anwesend, gesetzlich, zwei-drittel, zwei-drittel-anwesend, \
            zwei-drittel-gesetzlich, drei-viertel, drei-viertel-anwesend, drei-viertel-gesetzlich",
    ),
    (
        "[regeln]\nbeschlussfaehig-ueber-prozent = 120",
        "2: \
            „regeln.beschlussfaehig-ueber-prozent“ ist die Zahl „120“; erwartet: eine Zahl von 0 \
            bis 99",
    ),
    (
        "[redezeit]\nerste-s = -1",
        "2: „redezeit.erste-s“ ist die Zahl „-1“; erwartet: eine Zahl \
            ab 0",
    ),
    ("redezeit = 3", "1: „redezeit“ ist die Zahl „3“; erwartet: ein Abschnitt"),
    ("bloecke = \"beschluss\"", "1: „bloecke“ ist der Text „beschluss“; erwartet: eine Liste"),
    (
        "bloecke = [\"beschluss\",\n\"ende\"]",
        "2: „bloecke“ ist der Text „ende“; erwartet: \
            beschluss, wortprotokoll, redner, beschlussvorschlag, abstimmungsergebnis, anlagen",
    ),
    (
        "[[ergebnis]]\ntext = \"A\"\nart = \"gut\"",
        "1: „ergebnis“ ist ein Abschnitt; erwartet: \
            beschlossen, geaendert, abgelehnt, stimmengleich, kenntnis, vertagt, verwiesen, \
            abgesetzt, zurueckgezogen, erledigt",
    ),
    ("[[ergebnis]]\ntext = \"A\"", "1: „ergebnis“ ist ein Abschnitt; erwartet: auch „art“"),
    (
        "[abstimmung]\neinstimmig = \"{jaa}\"",
        "2: „abstimmung.einstimmig“ kennt {jaa} nicht; erwartet: {ja}",
    ),
    (
        "[abstimmung]\neinstimmig = \"{x}\"",
        "2: „abstimmung.einstimmig“ kennt {x} nicht; erwartet: {ja}, {nein}, {enthaltungen}",
    ),
    (
        "[abstimmungsergebnis]\nform = [\"worte\",\n\"tabele\"]",
        "3: „abstimmungsergebnis.form“ ist der Text „tabele“; erwartet: „tabelle“",
    ),
    (
        "[abstimmungsergebnis]\nform-geschaeftsordnung = [\"go-antrag\"]",
        "2: „abstimmungsergebnis.form-geschaeftsordnung“ ist der Text „go-antrag“; erwartet: \
            „je-antrag“",
    ),
    (
        "[abstimmungsergebnis]\nform = []",
        "2: „abstimmungsergebnis.form“ ist leer; erwartet: mindestens eine Form, etwa worte",
    ),
    (
        "[abstimmungsergebnis]\nform = \"tabelle\"",
        "2: „abstimmungsergebnis.form“ ist der Text „tabelle“; erwartet: eine Liste",
    ),
    (
        "[abstimmungsergebnis]\nsaz = \"Bei {zahlen}\"",
        "2: „saz“ ist in [abstimmungsergebnis] unbekannt; erwartet: „satz“",
    ),
    (
        "[abstimmungsergebnis]\nsatz = \"Bei {zahln} {Urteil}\"",
        "2: „abstimmungsergebnis.satz“ kennt {zahln} nicht; erwartet: {zahlen}",
    ),
    (
        "[abstimmungsergebnis]\ndrei-zeilen = [\n\"Ja: {zahl-ja}\",\n\"Nein: {zahl-nien}\"]",
        "4: „abstimmungsergebnis.drei-zeilen“ kennt {zahl-nien} nicht; erwartet: {zahl-nein}",
    ),
    (
        "[abstimmungsergebnis]\ndafuer = \"{anzahl} ({Wer})\"",
        "2: „abstimmungsergebnis.dafuer“ kennt {Wer} nicht; erwartet: {wer}",
    ),
    (
        "[abstimmungsergebnis]\neinstimmig = \"einstimmig ({kurz})\"",
        "2: „abstimmungsergebnis.einstimmig“ kennt {kurz} nicht; erwartet: Text ohne geschweifte \
            Klammern",
    ),
    (
        "[abstimmungsergebnis]\nklammer = \"{Urteil}[ ({kurz})\"",
        "2: „abstimmungsergebnis.klammer“: „[“ ist nicht geschlossen; erwartet: zu jeder Klammer \
            die andere, keine in ihresgleichen",
    ),
    (
        "[abstimmungsergebnis]\nklammer = \"{Urteil}[ ({kurz}[)]]\"",
        "2: „abstimmungsergebnis.klammer“: „[“ steht hier falsch; erwartet: zu jeder Klammer die \
            andere, keine in ihresgleichen",
    ),
    (
        "[abstimmungsergebnis]\nsatz = \"Bei {zahlen\"",
        "2: „abstimmungsergebnis.satz“: „{“ ist nicht geschlossen; erwartet: zu jeder Klammer die \
            andere, keine in ihresgleichen",
    ),
    (
        "[abstimmungsergebnis]\nknapp-bis-prozent = 101",
        "2: „abstimmungsergebnis.knapp-bis-prozent“ ist die Zahl „101“; erwartet: eine Zahl von 0 \
            bis 100",
    ),
    (
        "name = \"A\\u001b[2J\"",
        "1: name: das unsichtbare Zeichen U+001B ist nicht erlaubt; \
            erwartet: Text ohne Steuerzeichen (die Stelle neu tippen)",
    ),
    ("name = A", "1: Ein Text in Anführungszeichen fehlt; erwartet: schlüssel = \"Text\""),
];

#[test]
fn what_is_wrong_is_told() {
    for (text, expected) in FAULTS {
        let found = wrong(parse("p.toml", text));
        assert_eq!(found, [format!("p.toml, Zeile {expected}")], "{text}");
    }
    let text = "farbe = 1\nname = 2\n[regeln]\nmehrheit = \"x\"\n[redezeit]\nerste-s = \"lang\"\n";
    let found = wrong(parse("p.toml", text));
    let lines: Vec<_> = found.iter().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(lines, ["p.toml, Zeile 1", "p.toml, Zeile 2", "p.toml, Zeile 4", "p.toml, Zeile 6"]);
}
