//! A page of the minutes, typed twice: with the aids of the program and without. Whoever types
//! live has to keep up, so the aids have to save a third of the keys.

use crate::stage::{Council, Stage};
use std::collections::HashSet;
use wortlaut::domain::{PassageKind, Speaker};
use wortlaut::export::{self, Part};

/// The page, paragraph by paragraph: what is pressed (›), and what then stands in the Auszug (=).
///
/// Keys are named as in a keymap file, text stands in quotes, the clock is HH:MM.
const PAGE: &str = r#"
› strg+r "lüt" eingabe strg+n ";pr " " Die Kostenberechnung schließe mit 4,85 Mio. € ab; die
  Wache könne Ende 2029 in Betrieb gehen."
= Herr Lüttjohann stellt die Präsentation vor, die der Niederschrift als Anlage beigefügt ist. Die
  Kostenberechnung schließe mit 4,85 Mio. € ab; die Wache könne Ende 2029 in Betrieb gehen.

› eingabe "Auf Nachfrage von brü" tab " erklärt er, dass das Grundstück einen Anbau für einen
  dritten Rettungswagen zulasse."
= Auf Nachfrage von Frau Brüggmann erklärt er, dass das Grundstück einen Anbau für einen dritten
  Rettungswagen zulasse.

› strg+r "th" eingabe strg+n ";bm " "die Kosten seit dem Vorentwurf um 600.000 € gestiegen seien"
  tab " Er ;bi " "die Gründe bis zur nächsten Sitzung darzulegen" tab
= Herr Thießen bemängelt, dass die Kosten seit dem Vorentwurf um 600.000 € gestiegen seien. Er
  bittet die Verwaltung, die Gründe bis zur nächsten Sitzung darzulegen.

› eingabe "mö" tab ";hw " "vor allem die Baupreise gestiegen seien" tab " Die Kreisumlage müsse
  deshalb nicht erhöht werden."
= Frau Mößner weist darauf hin, dass vor allem die Baupreise gestiegen seien. Die Kreisumlage müsse
  deshalb nicht erhöht werden.

› eingabe "do" tab ";rg " "auf dem Dach eine Photovoltaikanlage vorzusehen und den Strom für die
  Fahrzeuge zu nutzen" tab
= Frau Dr. Đorđević regt an, auf dem Dach eine Photovoltaikanlage vorzusehen und den Strom für die
  Fahrzeuge zu nutzen.

› strg+d "beif grü" eingabe
= (Beifall bei der Fraktion B 90/Die Grünen)

› eingabe "as" tab ";ea " "die Statik darauf ausgelegt sei" tab " ;zs " "die Wirtschaftlichkeit
  zu prüfen und dem Hauptausschuss zu berichten" tab
= Der Landrat antwortet, dass die Statik darauf ausgelegt sei. Die Verwaltung sagt zu, die
  Wirtschaftlichkeit zu prüfen und dem Hauptausschuss zu berichten.

› strg+r "kä" eingabe strg+n "hält den Standort für ungeeignet, weil die Kreisstraße 17 bei
  Hochwasser gesperrt werden müsse. Er ;vx " "den Ausschuss für Bau und Verkehr" tab
= Herr Kähler hält den Standort für ungeeignet, weil die Kreisstraße 17 bei Hochwasser gesperrt
  werden müsse. Er beantragt, die Vorlage DrS/2027/027 in den Ausschuss für Bau und Verkehr zu
  verweisen.

› eingabe "çe" tab ";an " "th" tab " und we" tab tab "die Zufahrt nach dem Gutachten auch bei
  einem hundertjährlichen Hochwasser befahrbar bleibe" tab
= Frau Prof. Dr. Çelik-Hansen erklärt auf Nachfrage von Herrn Thießen und Frau Dr. Weiß, dass die
  Zufahrt nach dem Gutachten auch bei einem hundertjährlichen Hochwasser befahrbar bleibe.

› strg+k ";kt " "das Gutachten zur Standortwahl" tab
= Der Hauptausschuss nimmt das Gutachten zur Standortwahl zur Kenntnis.

› 18:31 strg+u 18:46 strg+w
= Pause: 18:31 – 18:46 Uhr

› strg+r "kä" eingabe strg+n "zieht den Antrag zurück. Er wolle die Ausführungsplanung abwarten
  und sich dann erneut äußern."
= Herr Kähler zieht den Antrag zurück. Er wolle die Ausführungsplanung abwarten und sich dann
  erneut äußern.

› eingabe "nö" tab ";sf " "den Neubau" tab " Die Besatzungen seien seit drei Jahren in Containern
  untergebracht; das sei ihnen nicht länger zuzumuten."
= Herr Nørgaard spricht sich für den Neubau aus. Die Besatzungen seien seit drei Jahren in
  Containern untergebracht; das sei ihnen nicht länger zuzumuten.

› eingabe "bö" tab ";fz "
= Frau Böhnke-Groß erklärt, die eigene Fraktion werde der Vorlage zustimmen.

› eingabe "öz" tab "schließt sich bö" tab " an und dankt lüt" tab " für die sorgfältige Planung."
= Frau Öztürk schließt sich Frau Böhnke-Groß an und dankt Herrn Lüttjohann für die sorgfältige
  Planung.

› strg+k ";ww  ;al "
= Weitere Wortmeldungen liegen nicht vor. Der Vorsitzende lässt über den Beschlussvorschlag
  abstimmen.

› f6 "F" n a eingabe ";ez "
= Der Vorsitzende stellt das Ergebnis der Abstimmung fest: 12 Ja-Stimmen, 1 Gegenstimme, keine
  Enthaltung.
"#;

/// What is pressed for a paragraph, and what it becomes.
fn paragraphs() -> Vec<(String, String)> {
    let words = |text: &str| text.trim().replace("\n  ", " ");
    let parted = PAGE.trim().split("\n\n").map(|paragraph| {
        let (keys, text) = paragraph.split_once("\n= ").unwrap();
        (words(keys.strip_prefix('›').unwrap()), words(text))
    });
    parted.collect()
}

/// Presses what a paragraph takes. Gives the number of keys.
fn press(stage: &mut Stage, line: &str) -> usize {
    let mut keys = 0;
    for (part, index) in line.split('"').zip(0..) {
        if index % 2 == 1 {
            stage.text(part);
            keys += part.chars().count();
            continue;
        }
        for word in part.split_whitespace() {
            if word.contains(':') {
                stage.at(word);
            } else {
                stage.keys(word);
                keys += 1;
            }
        }
    }
    stage.check();
    keys
}

/// In the item that the page is about, nothing written yet.
fn before_the_page() -> Stage {
    let mut stage = Stage::new(Council::Main, (80, 24));
    stage.at("18:05");
    stage.keys("alt+g");
    stage.text("rettungswache");
    stage.keys("eingabe f2 eingabe");
    stage
}

/// The Wortprotokoll as the Auszug has it, paragraph by paragraph.
fn prose(stage: &mut Stage) -> Vec<String> {
    stage.wait(5);
    let meeting = stage.meeting();
    let text = export::extract(meeting, meeting.current.unwrap(), Part::Public).unwrap();
    let (_, text) = text.split_once("\nWortprotokoll\n").unwrap();
    let (text, _) = text.split_once("\nBeschlussvorschlag:\n").unwrap();
    let words = |lines: &str| lines.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim().split("\n\n").map(words).collect()
}

#[test]
fn the_aids_save_a_third_of_the_keys_of_a_page() {
    let page = paragraphs();
    let (mut aided, mut plain) = (before_the_page(), before_the_page());
    let with: usize = page.iter().map(|(keys, _)| press(&mut aided, keys)).sum();
    let mut without = 0;
    for (_, text) in &page {
        plain.text(text);
        plain.keys("eingabe");
        without += text.chars().count() + 1;
    }
    // No Enter behind the last one.
    without -= 1;
    let texts: Vec<_> = page.iter().map(|(_, text)| text.clone()).collect();
    assert_eq!(prose(&mut aided), texts);
    assert_eq!(prose(&mut plain), texts);
    let percent = 100 * with / without;
    let told = format!("a page takes {with} keys with the aids and {without} without: {percent} %");
    println!("{told}");
    assert!(3 * with <= 2 * without, "{told}, and two thirds is what was aimed for");
}

#[test]
fn the_page_is_one_that_could_have_happened() {
    let mut stage = before_the_page();
    for (keys, _) in paragraphs() {
        press(&mut stage, &keys);
    }
    let length: usize = paragraphs().iter().map(|(_, text)| text.chars().count()).sum();
    assert!((2000..=2600).contains(&length), "a page of {length} characters");
    stage.wait(5);
    let meeting = stage.meeting();
    let item = meeting.item(meeting.current.unwrap()).unwrap();
    let kinds = || item.passages.iter().map(|passage| &passage.kind);
    let speakers: HashSet<_> = kinds()
        .filter_map(|kind| match kind {
            PassageKind::Speech { speaker: Speaker::Person(person), .. } => Some(*person),
            _ => None,
        })
        .collect();
    assert!(speakers.len() >= 8, "only {} speakers", speakers.len());
    assert_eq!(kinds().filter(|kind| **kind == PassageKind::Interjection).count(), 1);
    assert_eq!(meeting.recesses.len(), 1);
    assert_eq!(meeting.votes_of(item.id).count(), 1);
    assert_eq!(item.result.as_ref().unwrap().text, "ungeändert beschlossen");
}
