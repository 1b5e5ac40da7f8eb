//! The help of the command line.

/// Gives the help, of one command if it is named.
#[must_use]
pub(super) fn text(topic: Option<&str>) -> &'static str {
    match topic {
        Some("neu") => NEW,
        Some("export") => EXPORT,
        Some("ueben") => PRACTISE,
        Some("pruefen") => CHECK,
        Some("sichern") => SAVE,
        Some("wiederherstellen") => RESTORE,
        _ => ALL,
    }
}

const ALL: &str = "\
wortlaut führt die Niederschrift einer Sitzung, live und nur mit der Tastatur.

Aufruf:
  wortlaut                    die laufende Sitzung, sonst die Liste der Sitzungen
  wortlaut SITZUNG            diese Sitzung
  wortlaut ueben              eine Übungssitzung; rührt keine echten Daten an
  wortlaut neu DATEI          eine Sitzung aus TOML oder nummeriertem Text anlegen
  wortlaut liste              alle Sitzungen mit Kennung, Gremium, Tag, Zustand
  wortlaut export SITZUNG     Niederschrift oder Auszug als Text
  wortlaut journal SITZUNG    wer wann was eingetragen hat
  wortlaut pruefen [SITZUNG]  Selbstprüfung von Ablage, Terminal und Sitzung
  wortlaut sichern SITZUNG    die ganze Sitzung in eine Datei
  wortlaut wiederherstellen DATEI  aus einer solchen Datei eine Sitzung
  wortlaut tasten             die geltenden Tasten
  wortlaut hilfe [BEFEHL]     diese Hilfe, oder die zu einem Befehl

SITZUNG ist eine Kennung aus der Liste, ihr eindeutiger Anfang oder: laufend

Angaben:
  --ablage ORDNER    wo die Sitzungen liegen (auch: WORTLAUT_ABLAGE)
  --keymap NAME      Tasten: standard, vim, ziffernblock oder eine Datei
  --profil NAME      Regeln und Wortlaute: kreis-sh, gemeinde-sh, brandenburg,
                     bayern oder eine Datei
  --json             bei liste, journal, tasten: für Programme
  --help, --version

Mehr zu einem Befehl: wortlaut neu --help
";

const NEW: &str = "\
wortlaut neu DATEI [--gremium NAME] [--datum JJJJ-MM-TT] [--beginn HH:MM]
                   [--ort TEXT] [--mitglieder CSV]

Legt eine Sitzung an und gibt ihre Kennung aus. DATEI ist eine TOML-Datei von
wortlaut oder eine nummerierte Tagesordnung als Text:

  1. Eröffnung
  Ö 4.1 Haushaltsplan 2027 (DrS/2027/031)
  Nichtöffentlicher Teil
  N 1 Personalangelegenheit

Die Mitgliederliste hat eine Kopfzeile; Semikolon oder Komma trennen:

  anrede;titel;vorname;nachname;fraktion;rolle;stimmrecht

Bei einem Fehler nennt das Programm Datei und Zeile und legt nichts an.
";

const EXPORT: &str = "\
wortlaut export SITZUNG [--format text] [--top 4.1]
                        [--teil oeffentlich|nichtoeffentlich|alles]
                        [--nach DATEI|ORDNER|-] [--ersetzen]

Gibt die Niederschrift aus, mit --top den Auszug eines Tagesordnungspunkts.
Ohne --teil nur den öffentlichen Teil. Ohne --nach auf die Standardausgabe;
in einen vorhandenen Ordner kommen die Niederschrift und alle Auszüge. Eine
Datei mit anderem Inhalt wird nur mit --ersetzen überschrieben.
";

const PRACTISE: &str = "\
wortlaut ueben [--print [--keys \"f2 eingabe\"] [--groesse 80x24]]

Öffnet eine Übungssitzung mit einem erfundenen Ausschuss. Beim Beenden wird sie
weggeworfen; nach einem Abbruch geht sie weiter. Mit --print drückt das Programm
die Tasten selbst und gibt den Bildschirm als Text aus: so lässt sich ein Fehler
genau beschreiben.
";

const CHECK: &str = "\
wortlaut pruefen [SITZUNG [--pruefsumme \"4f2a 91c0 33de 0b17\"]]

Prüft Ablage, Platz, Terminal, Zeichensatz, Tasten, Textbausteine und Profil; mit
SITZUNG auch deren Journal: Zeile für Zeile, ob etwas fehlt, dazugekommen,
vertauscht oder verändert ist. Genannt wird die erste Stelle, die nicht passt.
Dazu, ob der zweite Speicher und der Kopf der Sitzung zum Journal passen und ob
alle Dateien nur offen sind, für wen sie es sein sollen. Verändert wird nichts.

Mit --pruefsumme auch, ob das Journal das ist, zu dem diese Prüfsumme gehört. Sie
steht auf F8 und am Ende jeder ausgegebenen Datei. Nur so fällt auf, wenn jemand
alles neu geschrieben hat, was in der Ablage liegt.

Endet mit 1, wenn etwas nicht stimmt.
";

const SAVE: &str = "\
wortlaut sichern SITZUNG [--nach DATEI|ORDNER|-] [--ersetzen]

Schreibt die ganze Sitzung in eine Datei, auch während jemand darin arbeitet:
alles bis zum letzten Eintrag, auch den nichtöffentlichen Teil. Ohne --nach in
den Ordner, in dem man steht. Lesen kann sie nur, wer sie geschrieben hat.
";

const RESTORE: &str = "\
wortlaut wiederherstellen DATEI

Macht aus einer Sicherung wieder eine Sitzung und gibt ihre Kennung aus. Eine
vorhandene Sitzung bleibt, wie sie ist; dann bekommt die neue eine andere
Kennung. Ist die Datei nicht ganz oder verändert, wird nichts angelegt.
";
