//! With dictionaries of our own: these run everywhere.

use super::*;
use proptest::prelude::*;
use std::sync::mpsc::channel;

const AFF: &str = "SET UTF-8\nTRY enirsatdhulgcmobfkwvzpäöüß\nSFX N Y 2\nSFX N 0 en .\n\
                   SFX N 0 s [^s]\nSFX A Y 2\nSFX A 0 e .\nSFX A 0 en .\n";
const DIC: &str = "16\nSitzung/N\nBeschluss\nVorlage\nSatzung/N\nRat/N\nund\nder\nöffentlich/A\n\
                   Straße\ndann\nantrag\nAntrag/N\nFraktion/N\nbeschließen\nStandard\nKreistag/N\n";
/// Longer than any answer takes.
const LONG: Duration = Duration::from_secs(20);

/// Writes a dictionary into a folder of its own.
fn written(aff: &[u8], dic: &[u8]) -> (tempfile::TempDir, Files) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("de_DE.aff"), aff).unwrap();
    std::fs::write(folder.path().join("de_DE.dic"), dic).unwrap();
    let files = find([folder.path()]).unwrap();
    (folder, files)
}

/// A speller, and where its calls arrive.
fn speller(files: Files) -> (Speller, Receiver<()>) {
    let (wake, woken) = channel();
    let wake = move || {
        let _ = wake.send(());
    };
    (Speller::new(Some(files), Box::new(wake)), woken)
}

/// Asks, and waits until all is answered.
fn judged(speller: &mut Speller, woken: &Receiver<()>, words: &[&str]) -> Vec<Verdict> {
    speller.ask(words.iter().copied());
    let unknown =
        |speller: &Speller| words.iter().any(|word| speller.verdict(word) == Verdict::Unknown);
    while unknown(speller) {
        woken.recv_timeout(LONG).unwrap();
        speller.take_answers();
    }
    words.iter().map(|word| speller.verdict(word)).collect()
}

fn wrong(speller: &mut Speller, woken: &Receiver<()>, text: &'static str) -> Vec<&'static str> {
    let all: Vec<&str> = words(text).filter_map(|range| text.get(range)).collect();
    let verdicts = judged(speller, woken, &all);
    all.into_iter().zip(verdicts).filter(|it| it.1 == Verdict::Wrong).map(|it| it.0).collect()
}

#[test]
fn nothing_is_read_before_the_first_word_and_all_is_answered_then() {
    let (_folder, files) = written(AFF.as_bytes(), DIC.as_bytes());
    let (mut speller, woken) = speller(files);
    assert_eq!((speller.state(), speller.worker.is_some()), (&State::Loading, false));
    assert_eq!(speller.verdict("Sitzung"), Verdict::Unknown);
    assert!(!speller.take_answers());
    let verdicts = judged(&mut speller, &woken, &["Sitzung", "Sizung", "Sitzungen"]);
    assert_eq!(verdicts, [Verdict::Right, Verdict::Wrong, Verdict::Right]);
    assert_eq!(speller.state(), &State::Ready);
    assert!(speller.pending.is_empty());
    // What is known is not asked again.
    speller.ask(["Sitzung", "Sizung"]);
    assert!(speller.pending.is_empty());
}

#[test]
fn both_character_sets_are_read() {
    let latin = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let declared = AFF.replace("SET UTF-8", "SET ISO8859-1");
    let unnamed = AFF.replace("SET UTF-8\n", "");
    let marked = format!("\u{feff}{AFF}");
    for (aff, dic) in [
        (AFF.as_bytes().to_vec(), DIC.as_bytes().to_vec()),
        (marked.into_bytes(), DIC.replace('\n', "\r\n").into_bytes()),
        (latin(&declared), latin(DIC)),
        (latin(&unnamed), latin(DIC)),
    ] {
        let (_folder, files) = written(&aff, &dic);
        let (mut speller, woken) = speller(files);
        let text = "Straße, öffentlichen Beschluss, Strase; offentlich!";
        assert_eq!(wrong(&mut speller, &woken, text), ["Strase", "offentlich"]);
    }
}

#[test]
fn case_hyphens_and_apostrophes_are_german() {
    let (_folder, files) = written(AFF.as_bytes(), DIC.as_bytes());
    let (mut speller, woken) = speller(files);
    for (text, told) in [
        ("Dann und der ÖFFENTLICH SITZUNG RAT", vec![]),
        ("sitzung rat SItzung", vec!["sitzung", "rat", "SItzung"]),
        ("SPD-Fraktion SPD TOPs der U-Rat", vec![]),
        ("SPD-Frakion SPD-fraktion", vec!["SPD-Frakion", "SPD-fraktion"]),
        ("Satzungs- und Antrags-Vorlage, -satzung, -Satzung", vec![]),
        ("Sat\u{ad}zung Vor\u{ad}lage der\u{2011}Rat dann’s", vec![]),
        ("Satzungsvorlage Satzungsvorlag Satzungvorlage", vec!["Satzungsvorlag", "Satzungvorlage"]),
        ("o\u{308}ffentlich", vec![]),
        ("Kreistagsfraktion Kreistagsfrakion", vec!["Kreistagsfrakion"]),
    ] {
        assert_eq!(wrong(&mut speller, &woken, text), told, "{text}");
    }
}

#[test]
fn what_is_known_is_right_and_can_be_replaced() {
    let (_folder, files) = written(AFF.as_bytes(), DIC.as_bytes());
    let (mut speller, woken) = speller(files);
    speller.know(["Öztürk, Aylin", "von der Thießen-Claß", "Kämmerei 2.0"]);
    let text = "Öztürk Öztürks ÖZTÜRK Öztürk-Antrag Thießen-Satzung Claß Aylins Thießen-Claß";
    assert_eq!(wrong(&mut speller, &woken, text), [""; 0]);
    let text = "öztürk Öztürke Claßs Thieße Kämmereien Doppik doppischen Hebesätze Hebesatzvorlage";
    let told = ["öztürk", "Öztürke", "Claßs", "Thieße", "Kämmereien"];
    assert_eq!(wrong(&mut speller, &woken, text), told);
    speller.know(["Thieße"]);
    assert_eq!(speller.verdict("Öztürk"), Verdict::Unknown);
    assert_eq!(wrong(&mut speller, &woken, "Öztürk Thieße"), ["Öztürk"]);
    // The same again changes nothing.
    speller.know(["Thieße"]);
    assert_eq!(speller.verdict("Öztürk"), Verdict::Wrong);
}

#[test]
fn suggestions_come_in_time_and_keep_the_large_letter() {
    let (_folder, files) = written(AFF.as_bytes(), DIC.as_bytes());
    let (mut speller, woken) = speller(files);
    assert_eq!(speller.suggest("Sizung", LONG), [""; 0], "nothing was asked yet");
    speller.know(["Öztürk"]);
    judged(&mut speller, &woken, &["Sizung"]);
    for (word, meant) in [
        ("Sizung", "Sitzung"),
        ("Öfentlich", "Öffentlich"),
        ("öfentlich", "öffentlich"),
        ("sitzung", "Sitzung"),
        ("Straße-Satzug", "Straße-Satzung"),
        ("Öztrük", "Öztürk"),
        ("Satzungsvorlgae", "Satzungsvorlage"),
        ("Stan\u{ad}dart", "Standard"),
    ] {
        let told = speller.suggest(word, LONG);
        assert_eq!(told.first().map(String::as_str), Some(meant), "{word}: {told:?}");
        assert!(told.len() <= 7, "{told:?}");
    }
    let endless = "Vorlage".repeat(9);
    for word in ["", "-", "'", "xyzxyz", "\u{1b}[31m", "🏳️‍🌈", endless.as_str()] {
        assert_eq!(speller.suggest(word, LONG), [""; 0], "{word}");
    }
    // Who does not wait has nothing, unless the answer was quicker.
    let at_once = speller.suggest("Sizung", Duration::ZERO);
    assert!(at_once.first().is_none_or(|word| word == "Sitzung"), "{at_once:?}");
}

#[test]
fn without_a_dictionary_everything_is_right() {
    let mut speller = Speller::off();
    speller.know(["Öztürk"]);
    speller.ask(["xyz"]);
    assert_eq!((speller.verdict("xyz"), speller.state()), (Verdict::Right, &State::Off));
    assert!(!speller.take_answers());
    assert_eq!(speller.suggest("xyz", LONG), [""; 0]);
}

#[test]
fn a_broken_dictionary_is_told_and_nothing_is_wrong() {
    let huge = vec![b'a'; 33 << 20];
    for (aff, dic, why) in [
        (&b"\xff\xfe\x00\x80SET"[..], DIC.as_bytes(), "Das ist kein Text in"),
        (b"SET UTF-8\n", b"2\nStra\xdfe\n", "Das ist kein Text in UTF-8."),
        (b"SET KLINGON\n", DIC.as_bytes(), "Der Zeichensatz (SET) ist unbekannt."),
        (AFF.as_bytes(), b"", "Es stehen keine Wörter darin."),
        (AFF.as_bytes(), b"0\n\n\n", "Es stehen keine Wörter darin."),
        (AFF.as_bytes(), b"many\nSitzung\n", "Das ist kein Hunspell-Wörterbuch (Zeile 1)."),
        (b"SET UTF-8\nSFX A Y 9999999\n", DIC.as_bytes(), "Das ist kein Hunspell-Wörterbuch"),
        (b"SET UTF-8\nFLAG num\n", DIC.as_bytes(), "Das ist kein Hunspell-Wörterbuch"),
        (AFF.as_bytes(), &huge, "Die Datei ist zu groß, höchstens 32 MiB."),
    ] {
        let (_folder, files) = written(aff, dic);
        assert!(examine(&files).unwrap_err().contains(why), "{why}: {:?}", examine(&files));
        let (mut speller, woken) = speller(files);
        assert_eq!(judged(&mut speller, &woken, &["Sizung"]), [Verdict::Right]);
        let State::Broken(told) = speller.state() else { panic!("{:?}", speller.state()) };
        assert!(told.contains(why), "{told}");
        speller.ask(["Sizung"]);
        speller.know(["Sizung"]);
        assert!(!speller.take_answers());
        assert_eq!(speller.suggest("Sizung", LONG), [""; 0]);
    }
    let (folder, files) = written(AFF.as_bytes(), DIC.as_bytes());
    std::fs::remove_file(&files.dic).unwrap();
    assert!(examine(&files).unwrap_err().contains("nicht da"));
    assert_eq!(find([folder.path()]), None);
    std::fs::create_dir(&files.dic).unwrap();
    assert!(examine(&files).unwrap_err().contains("Das ist ein Ordner. Eine Datei nennen."));
}

#[test]
fn the_first_dictionary_of_the_first_folder_is_taken() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let make = |folder: &Path, name: &str| std::fs::write(folder.join(name), "1\na\n").unwrap();
    for name in ["de_DE.aff", "de_AT.aff", "de_AT.dic", "de_CH.aff", "de_CH.dic"] {
        make(one.path(), name);
    }
    make(two.path(), "de_DE_frami.aff");
    make(two.path(), "de_DE_frami.dic");
    let gone = one.path().join("gone");
    let found = |folders: &[&Path]| find(folders).map(|files| files.dic);
    let (at, frami) = (one.path().join("de_AT.dic"), two.path().join("de_DE_frami.dic"));
    assert_eq!(found(&[&gone, one.path(), two.path()]), Some(at));
    assert_eq!(found(&[two.path(), one.path()]), Some(frami));
    assert_eq!(found(&[&gone]), None);
}

#[test]
fn what_waits_and_what_is_remembered_has_a_limit() {
    let (_folder, files) = written(AFF.as_bytes(), DIC.as_bytes());
    let (mut speller, woken) = speller(files);
    let many: Vec<String> = (0..20_000).map(|number| format!("w{number}")).collect();
    speller.ask(many.iter().map(String::as_str));
    assert_eq!(speller.pending.len(), MOST_PENDING);
    for some in many.chunks(MOST_PENDING).cycle().take(14) {
        speller.number += 1;
        let judged = some.iter().map(|word| (format!("{word}{}", speller.number), true)).collect();
        assert!(speller.take(Report::Verdicts(speller.number, judged)));
        assert!(speller.verdicts.len() <= MOST);
    }
    // Judged by words that are no longer known.
    assert!(!speller.take(Report::Verdicts(0, vec![("Sitzung".to_owned(), false)])));
    drop(speller);
    // The thread ends when nobody asks any more: then the last way to wake is gone.
    while woken.recv_timeout(LONG).is_ok() {}
    assert_eq!(woken.try_recv(), Err(mpsc::TryRecvError::Disconnected));
}

#[test]
fn words_are_found_where_they_stand() {
    for (text, told) in [
        ("Der Rat, 2027 (neu): »Ja.«", "Der Rat neu Ja"),
        ("Ö 7 z.B. § 3a A7 Tempo-30-Zone 14:30", ""),
        ("a@b.de info@kreis.de https://x.de/ja www.kreis kreis.de. anlage.pdf /etc/x ja\\nein", ""),
        (
            "Ende.Dann und/oder Haupt- und -planung Vor-Ort-Termin",
            "Ende Dann und oder Haupt- und -planung Vor-Ort-Termin",
        ),
        ("geht’s ‚Ja‘ 'Nein' Fritz’ Rat: *neu* _alt_", "geht’s Ja Nein Fritz Rat neu alt"),
        ("Bürger*innen Schüler:innen Rat_innen Bürger/-innen", "Bürger -innen"),
        ("市議会 Совет e\u{301}te \u{301}te Rat\u{200d}x -- – @@ Wort--Wort", "e\u{301}te"),
        ("Sat\u{ad}zung\u{ad} \u{ad}Rat", "Sat\u{ad}zung Rat"),
        ("", ""),
    ] {
        let found: Vec<&str> = words(text).filter_map(|range| text.get(range)).collect();
        assert_eq!(found.join(" "), told, "{text}");
    }
    // A long text without spaces is looked through once.
    assert_eq!(words(&"ab/".repeat(200_000)).count(), 200_000);
}

proptest! {
    #[test]
    fn any_text_has_words_in_order(text in "\\PC*|[a-zäß\u{301}\u{ad}’'._@:*/ -]{0,40}") {
        let mut end = 0;
        for range in words(&text) {
            prop_assert!(range.start >= end && range.end > range.start);
            end = range.end;
            let word = text.get(range);
            prop_assert!(word.is_some_and(|word| word.chars().count() > 1));
        }
    }

    #[test]
    fn any_word_is_judged(word in "\\PC{0,70}|[A-Za-zß'-]{0,70}|(Satzung|s|-|en){0,9}") {
        let dictionary = spellbook::Dictionary::new(AFF, DIC).unwrap();
        let judge = judge::Judge::new(dictionary, Known::of([word.as_str()]));
        judge.right(&word);
        judge.right(&format!("{word}x"));
    }

    #[test]
    fn any_dictionary_is_survived(aff in "(\\PC|\n){0,60}", dic in "(\\PC|\n){0,60}") {
        let (_folder, files) = written(format!("SET UTF-8\n{aff}").as_bytes(), dic.as_bytes());
        let _ = examine(&files);
    }
}
