//! The table: each ability with the places where it works, its label and its help.

use super::{Context, Facts};
use strum::{EnumIter, EnumString, IntoStaticStr};

actions! {
    ShowHelp in [Global]: "Hilfe",
        "Zeigt alle Tasten, die hier gelten.";
    Palette in [Global]: "Befehle",
        "Findet jeden Befehl nach seinem Namen oder seiner Taste.";
    ShowAgenda in [Global]: "Tagesordnung",
        "Zeigt die Tagesordnung.";
    ShowMinutes in [Global]: "Wortprotokoll",
        "Zeigt das Wortprotokoll des Tagesordnungspunkts.";
    ShowSpeakers in [Global]: "Redeliste",
        "Zeigt Wortmeldungen, Redezeiten und wer das Wort hat.";
    ShowMotions in [Global]: "Beschlussvorschlag",
        "Zeigt die Anträge des Tagesordnungspunkts und ihren Wortlaut.";
    ShowVote in [Global]: "Abstimmung",
        "Zeigt die Abstimmung über den Antrag.";
    EnterMinority in [Global]: "Minderheit eingeben",
        "Zeigt die Abstimmung; eingegeben wird nur, wer nicht mit Ja stimmt.";
    ShowAttendance in [Global]: "Anwesenheit",
        "Zeigt, wer da ist, fehlt, vertreten wird oder befangen ist.";
    ShowMeeting in [Global]: "Sitzung",
        "Zeigt die Daten der Sitzung und die Hinweise.";
    ShowExport in [Global]: "Ausgabe",
        "Zeigt die Niederschrift und die Auszüge, bevor sie geschrieben werden.";
    ShowMeetings in [Global]: "Sitzungen",
        "Zeigt die Liste der Sitzungen.";
    ShowPaper in [Agenda, Minutes, Motions, Vote]: "Vorlage zeigen",
        "Zeigt die Vorlage: Betreff, Art, Beratungsfolge, Stammbaum und Anlagen.";

    Undo in [Global]: "Rückgängig",
        "Nimmt die letzte Handlung zurück; im Journal bleibt sie stehen.";
    Redo in [Global]: "Wiederherstellen",
        "Stellt wieder her, was zuletzt zurückgenommen wurde.";
    SavedWhen in [Global]: "Wann gesichert?",
        "Sagt, bis wann alles gesichert ist; gesichert wird immer von selbst.";
    SaveElsewhere in [Global]: "Anderswo sichern",
        "Schreibt die Sitzung, auch was nicht gesichert ist, in eine Datei.";
    Redraw in [Global]: "Neu zeichnen",
        "Zeichnet den Bildschirm neu.";
    Quit in [Global]: "Beenden",
        "Beendet das Programm; die Sitzung läuft weiter und nichts geht verloren.";

    OpenMeeting in [Meetings]: "Sitzung aufrufen",
        "Ruft die gewählte Sitzung auf.";
    ResumeMeeting in [Meetings]: "Laufende fortsetzen",
        "Ruft die laufende Sitzung auf, am selben Punkt und an derselben Stelle.";
    NewMeeting in [Meetings]: "Neue Sitzung",
        "Legt eine Sitzung an.";
    ImportMeeting in [Meetings]: "Sitzung einlesen",
        "Legt eine Sitzung aus einer Datei an: TOML oder nummerierter Text.";
    StartMeeting in [Meeting]: "Sitzung eröffnen",
        "Eröffnet die Sitzung und hält die Uhrzeit fest.";
    EndMeeting in [Meeting]: "Sitzung schließen",
        "Schließt die Sitzung, nachdem offene Stellen und Hinweise gezeigt wurden.";
    GiveReason in [Global]: "Grund der Berichtigung",
        "Nennt den Grund für alles, was nach dem Schließen noch geändert wird.";
    ApproveMinutes in [Meeting]: "Niederschrift genehmigt",
        "Hält fest, wann und von wem sie genehmigt wurde; danach bleibt sie, wie sie ist.";
    AddAddendum in [Global]: "Nachtrag",
        "Fügt der genehmigten Niederschrift einen Nachtrag mit Tag und Namen an.";
    StartRecess in [Global]: "Unterbrechen",
        "Unterbricht die Sitzung und hält die Uhrzeit fest.";
    EndRecess in [Global]: "Fortsetzen",
        "Setzt die unterbrochene Sitzung fort und hält die Uhrzeit fest.";
    EditField in [Meeting, Agenda]: "Angabe ändern",
        "Ändert die gewählte Angabe der Sitzung.";
    NextFinding in [Global]: "Nächster Hinweis",
        "Springt zur nächsten Stelle, die nicht stimmig aussieht.";

    CallItem in [Agenda]: "TOP aufrufen",
        "Ruft den gewählten Tagesordnungspunkt auf.";
    NextItem in [Global]: "Nächster TOP",
        "Ruft den nächsten Tagesordnungspunkt auf.";
    PreviousItem in [Global]: "Voriger TOP",
        "Kehrt zum vorigen Tagesordnungspunkt zurück.";
    InsertItem in [Agenda]: "TOP einfügen",
        "Fügt einen Tagesordnungspunkt ein, etwa durch Dringlichkeit.";
    WithdrawItem in [Agenda]: "TOP absetzen",
        "Setzt den Tagesordnungspunkt ab.";
    MoveItemUp in [Agenda]: "TOP vorziehen",
        "Schiebt den Tagesordnungspunkt um einen Platz nach oben.";
    MoveItemDown in [Agenda]: "TOP zurückstellen",
        "Schiebt den Tagesordnungspunkt um einen Platz nach unten.";
    PlaceItem in [Agenda]: "TOP an eine Stelle",
        "Stellt den Tagesordnungspunkt hinter einen anderen, auf einmal.";
    JoinItem in [Agenda]: "Gemeinsam beraten",
        "Berät den TOP gemeinsam mit dem aufgerufenen, oder wieder für sich.";
    ContinueItem in [Agenda, Minutes]: "Öffentlichkeit wechseln",
        "Setzt den aufgerufenen TOP nichtöffentlich fort, oder wieder öffentlich.";
    TogglePublic in [Agenda]: "Öffentlich/nichtöffentlich",
        "Macht den Tagesordnungspunkt nichtöffentlich oder wieder öffentlich.";
    SetResult in [Agenda, Motions, Vote]: "Ergebnis setzen",
        "Setzt das Ergebnis des Tagesordnungspunkts, etwa „vertagt“.";
    AcceptResult in [Agenda, Vote]: "Ergebnis übernehmen",
        "Übernimmt das vorgeschlagene Ergebnis.";

    AddSpeaker in [Global]: "Wortmeldung",
        "Setzt jemanden auf die Redeliste: zwei, drei Buchstaben des Namens genügen.";
    NextSpeaker in [Global]: "Nächster Redner",
        "Erteilt das Wort: Die Zeit läuft und im Wortprotokoll beginnt ein Absatz.";
    UndoNextSpeaker in [Global]: "Nächster Redner zurück",
        "Versehen: Wer dran kam, wartet wieder; wer vorher sprach, spricht weiter.";
    EndSpeech in [Global]: "Rede beenden",
        "Beendet die Rede und hält die Redezeit an.";
    WithdrawSpeaker in [Speakers]: "Wortmeldung streichen",
        "Nimmt die gewählte Wortmeldung von der Redeliste.";
    MoveSpeakerUp in [Speakers]: "Wortmeldung vorziehen",
        "Schiebt die gewählte Wortmeldung um einen Platz nach oben.";
    MoveSpeakerDown in [Speakers]: "Wortmeldung zurückstellen",
        "Schiebt die gewählte Wortmeldung um einen Platz nach unten.";
    ShowTimes in [Speakers]: "Redezeiten",
        "Zeigt, wer wie oft und wie lange gesprochen hat, oder wieder die Liste.";
    CloseList in [Speakers]: "Redeliste schließen",
        "Hält fest, wer noch spricht, und schließt die Redeliste oder öffnet sie wieder.";
    EndDebate in [Speakers]: "Schluss der Debatte",
        "Beendet die Debatte und hält fest, wer nicht mehr zu Wort kommt.";

    InsertRemark in [Minutes]: "Bemerkung",
        "Beginnt einen Absatz, der niemandem in den Mund gelegt wird.";
    InsertInterjection in [Minutes]: "Zwischenruf",
        "Fügt einen Zwischenruf oder Beifall ein, mit der Fraktion.";
    ChangeSpeaker in [Minutes]: "Redner ändern",
        "Gibt den Absatz jemand anderem oder macht ihn zu Bemerkung oder Zwischenruf.";
    MovePassageUp in [Minutes]: "Absatz nach oben",
        "Schiebt den Absatz um einen Platz nach oben.";
    MovePassageDown in [Minutes]: "Absatz nach unten",
        "Schiebt den Absatz um einen Platz nach unten.";
    RemovePassage in [Minutes]: "Absatz streichen",
        "Streicht den Absatz; mit Rückgängig kommt er wieder.";
    NextGap in [Global]: "Nächste Lücke",
        "Springt zur nächsten offenen Stelle (@@).";
    PreviousGap in [Global]: "Vorige Lücke",
        "Springt zur vorigen offenen Stelle (@@).";
    GoToItem in [Global]: "Zu einem TOP springen",
        "Zeigt einen anderen TOP, ohne ihn aufzurufen: Nummer oder Wort genügt.";
    GoBack in [Global]: "Zurückspringen",
        "Kehrt dorthin zurück, woher man gesprungen ist, an dieselbe Stelle.";
    Search in [Global]: "Suchen und ersetzen",
        "Sucht im TOP oder in der ganzen Sitzung und ersetzt, wo man will.";
    SearchNext in [Global]: "Nächste Fundstelle",
        "Geht zur nächsten Stelle, an der das Gesuchte steht.";
    SearchPrevious in [Global]: "Vorige Fundstelle",
        "Geht zur vorigen Stelle, an der das Gesuchte steht.";
    SearchScope in [Dialog]: "TOP/ganze Sitzung",
        "Wechselt beim Suchen zwischen dem TOP und der ganzen Sitzung.";
    ReplaceAll in [Dialog]: "Alle ersetzen",
        "Ersetzt alle Fundstellen auf einmal; Rückgängig nimmt alle zurück.";

    AddMotion in [Motions]: "Neuer Antrag",
        "Nimmt einen Antrag auf: Änderung, Geschäftsordnung, Sperrvermerk und andere.";
    EditMotion in [Motions]: "Wortlaut ändern",
        "Ändert den Wortlaut des Antrags; der Unterschied zur Vorlage bleibt sichtbar.";
    AdoptWording in [Motions]: "Wortlaut übernehmen",
        "Übernimmt den Wortlaut der Änderung in den Beschlussvorschlag.";
    SplitMotion in [Motions]: "Ziffern einzeln",
        "Stimmt über jede Ziffer für sich ab, danach über das Ganze.";
    StrikePoints in [Motions]: "Abgelehntes streichen",
        "Streicht aus dem Beschlussvorschlag die Ziffern, die einzeln abgelehnt wurden.";
    WithdrawMotion in [Motions]: "Antrag zurückziehen",
        "Hält fest, dass der Antrag zurückgezogen wurde.";
    AdoptMotion in [Motions]: "Ohne Abstimmung annehmen",
        "Nimmt den Antrag ohne Abstimmung an, weil niemand widerspricht.";
    SettleMotions in [Motions]: "Übrige erledigt",
        "Erklärt die übrigen offenen Anträge für erledigt.";
    MoveMotionUp in [Motions]: "Früher abstimmen",
        "Stellt den Antrag in der Abstimmung um einen Platz nach vorn.";
    MoveMotionDown in [Motions]: "Später abstimmen",
        "Stellt den Antrag in der Abstimmung um einen Platz nach hinten.";
    NextMotion in [Motions, Vote]: "Nächster Antrag",
        "Geht zum nächsten Antrag des Tagesordnungspunkts.";
    PreviousMotion in [Motions, Vote]: "Voriger Antrag",
        "Geht zum vorigen Antrag des Tagesordnungspunkts.";

    OpenVote in [Motions, Vote]: "Abstimmung öffnen",
        "Öffnet die Abstimmung über den gewählten Antrag.";
    VoteYes in [Vote]: "Ja",
        "Die ganze Zeile stimmt mit Ja.";
    VoteNo in [Vote]: "Nein",
        "Die ganze Zeile stimmt mit Nein.";
    VoteAbstain in [Vote]: "Enthaltung",
        "Die ganze Zeile enthält sich.";
    VoteSplit in [Vote]: "Geteilt",
        "Die Zeile stimmt geteilt: Zahlen für Ja, Nein und Enthaltung, etwa 3/1/0.";
    VoteUnanimous in [Vote]: "Einstimmig",
        "Alle stimmen mit Ja.";
    VoteAllNo in [Vote]: "Alle dagegen",
        "Alle stimmen mit Nein; steht schon etwas da, dann alle, die noch fehlen.";
    VoteAsBefore in [Vote]: "Wie zuvor",
        "Alle stimmen wie bei der vorigen Abstimmung; was anders ist, steht darunter.";
    VoteMinority in [Vote]: "Nur die Minderheit",
        "Nur wer abweicht: der Buchstabe der Fraktion, groß für alle, oder die Summen.";
    VoteTotals in [Vote]: "Gesamtzahlen",
        "Nur die Summen werden eingegeben, ohne Fraktionen.";
    VoteSecret in [Vote]: "Geheim",
        "Nur die Stimmzettel werden gezählt: Ja, Nein, Enthaltung, ungültig, wie 7/4/1/0.";
    VoteWords in [Vote]: "Ohne Zahlen",
        "Nur was der Vorsitz feststellt, etwa „mehrheitlich angenommen“, ohne Zahlen.";
    VoteRollcall in [Vote]: "Namentlich",
        "Jede Stimme wird mit dem Namen festgehalten; noch einmal: wieder je Fraktion.";
    NameVoter in [Vote]: "Stimme mit Namen",
        "Hält fest, wer abweicht oder die eigene Stimme festgehalten haben will.";
    VoteBloc in [Vote]: "En bloc",
        "Stimmt über mehrere TOP auf einmal ab: Nummern wie 5.1-5.4, 7.";
    SetMajority in [Vote]: "Nötige Mehrheit",
        "Sagt, welche Mehrheit der Antrag braucht, etwa zwei Drittel der Mitglieder.";
    CloseVote in [Vote]: "Abstimmung schließen",
        "Schließt die Abstimmung und stellt das Ergebnis fest.";
    ReopenVote in [Vote]: "Wieder öffnen",
        "Öffnet die geschlossene Abstimmung wieder, um sie zu berichtigen.";
    AnnulVote in [Vote]: "Abstimmung verwerfen",
        "Verwirft die Abstimmung, etwa weil sie wiederholt wird.";

    OpenElection in [Agenda, Motions, Vote]: "Wählen",
        "Öffnet eine Wahl: einer Person oder nach Listen, offen oder geheim.";
    AddCandidate in [Vote]: "Wahlvorschlag",
        "Nimmt einen Wahlvorschlag auf: eine Person oder eine Liste.";
    WithdrawCandidate in [Vote]: "Wahlvorschlag streichen",
        "Hält fest, dass der gewählte Wahlvorschlag zurückgezogen ist, oder doch nicht.";
    EditElection in [Vote]: "Wahl ändern",
        "Ändert, was gewählt wird, offen oder geheim, Sitze und die Namen der Liste.";

    MarkArrived in [Attendance]: "Kommt",
        "Hält fest, dass die Person gekommen ist.";
    MarkLeft in [Attendance]: "Geht",
        "Hält fest, dass die Person gegangen ist.";
    MarkExcused in [Attendance]: "Entschuldigt/fehlt",
        "Wechselt: von Anfang an entschuldigt, von Anfang an nicht da, oder doch da.";
    MarkRecused in [Attendance]: "Befangen",
        "Nimmt die Person für diesen Tagesordnungspunkt aus oder wieder auf.";
    MarkAway in [Attendance]: "Fehlt im TOP",
        "Zählt die Person nur in diesem TOP nicht mit; im nächsten ist sie wieder da.";
    MarkSubstituted in [Attendance]: "Vertreten",
        "Hält fest, durch wen die Person vertreten wird.";
    MarkVideo in [Attendance]: "Zugeschaltet",
        "Hält fest, dass die Person per Video teilnimmt; sie zählt als anwesend.";
    ChangeFaction in [Attendance]: "Fraktion wechseln",
        "Hält fest, welcher Fraktion die Person ab jetzt angehört.";
    CorrectTimes in [Attendance]: "Zeiten berichtigen",
        "Zeigt, was zu der Person festgehalten ist, und berichtigt oder streicht es.";
    StateQuorum in [Attendance, Meeting]: "Beschlussfähigkeit",
        "Stellt sie fest, mit Uhrzeit und Zahlen, auch weil jemand sie anzweifelt.";
    NoteArrival in [Global]: "Jemand kommt",
        "Von überall: wer kommt, mit zwei, drei Buchstaben des Namens.";
    NoteDeparture in [Global]: "Jemand geht",
        "Von überall: wer geht, mit zwei, drei Buchstaben des Namens.";
    NoteRecusal in [Global]: "Jemand ist befangen",
        "Von überall: wer in diesem TOP befangen ist.";
    NoteAbsence in [Global]: "Jemand fehlt im TOP",
        "Von überall: wer nur in diesem TOP fehlt.";

    Export in [Export]: "Schreiben",
        "Schreibt die Niederschrift, die Auszüge und die Abstimmungen in Dateien.";
    CopyExtract in [Export]: "Auszug kopieren",
        "Kopiert den Auszug in die Zwischenablage.";

    Confirm in [Global]: "Weiter",
        "Tut, was die gewählte Zeile anbietet.";
    Cancel in [Global]: "Zurück",
        "Geht einen Schritt zurück und verwirft nichts, was schon geschrieben ist.";
    CursorUp in [Global]: "Nach oben",
        "Geht eine Zeile nach oben.";
    CursorDown in [Global]: "Nach unten",
        "Geht eine Zeile nach unten.";
    CursorLeft in [Global]: "Nach links",
        "Geht ein Zeichen oder eine Spalte nach links.";
    CursorRight in [Global]: "Nach rechts",
        "Geht ein Zeichen oder eine Spalte nach rechts.";
    CursorPageUp in [Global]: "Seite nach oben",
        "Geht eine Bildschirmseite nach oben.";
    CursorPageDown in [Global]: "Seite nach unten",
        "Geht eine Bildschirmseite nach unten.";
    CursorFirst in [Global]: "An den Anfang",
        "Geht in Listen zur ersten Zeile, im Text an den Anfang der Zeile.";
    CursorLast in [Global]: "Ans Ende",
        "Geht in Listen zur letzten Zeile, im Text ans Ende der Zeile.";
    NextField in [Dialog, Meeting]: "Nächstes Feld",
        "Geht zum nächsten Feld.";
    PreviousField in [Dialog, Meeting]: "Voriges Feld",
        "Geht zum vorigen Feld.";

    Complete in [Text, Dialog]: "Ergänzen",
        "Macht aus einem Kürzel die Anrede oder den Textbaustein.";
    InsertTextBlock in [Text]: "Textbaustein",
        "Zeigt die Textbausteine und fügt den gewählten ein.";
    SuggestSpelling in [Text]: "Schreibung vorschlagen",
        "Schlägt für das unterstrichene Wort Schreibungen vor oder lernt es.";
    NewPassage in [Text]: "Neuer Absatz",
        "Beginnt an dieser Stelle einen neuen Absatz.";
    DeleteBack in [Text, Dialog, Meetings, Vote]: "Zeichen davor löschen",
        "Löscht das Zeichen vor der Schreibmarke.";
    DeleteForward in [Text, Dialog]: "Zeichen danach löschen",
        "Löscht das Zeichen hinter der Schreibmarke.";
    DeleteWordBack in [Text, Dialog]: "Wort davor löschen",
        "Löscht bis zum Anfang des Worts.";
    DeleteWordForward in [Text, Dialog]: "Wort danach löschen",
        "Löscht bis zum Ende des Worts.";
    DeleteSentence in [Text]: "Satz löschen",
        "Löscht bis zum Anfang des nächsten Satzes.";
    DeleteLine in [Text]: "Zeile löschen",
        "Löscht die Bildschirmzeile.";
    DeleteToLineEnd in [Text]: "Bis Zeilenende löschen",
        "Löscht bis zum Ende der Bildschirmzeile.";
    JoinPassage in [Text]: "Absatz anfügen",
        "Hängt den nächsten Absatz an diesen.";
    SetMark in [Text]: "Markieren",
        "Beginnt zu markieren: Jede Bewegung markiert, bis man es beendet.";
    SelectAll in [Text]: "Alles markieren",
        "Markiert den ganzen Text.";
    CutText in [Text]: "Ausschneiden",
        "Nimmt den markierten Text heraus und merkt ihn zum Einfügen.";
    CopyText in [Text]: "Kopieren",
        "Merkt den markierten Text und gibt ihn an die Zwischenablage.";
    PasteText in [Text, Dialog]: "Einfügen",
        "Fügt ein, was zuletzt kopiert oder ausgeschnitten wurde.";
    WordLeft in [Text, Dialog]: "Wort zurück",
        "Geht an den Anfang des Worts.";
    WordRight in [Text, Dialog]: "Wort vor",
        "Geht ans Ende des Worts.";
    SentenceLeft in [Text]: "Satz zurück",
        "Geht an den Anfang des Satzes.";
    SentenceRight in [Text]: "Satz vor",
        "Geht ans Ende des Satzes.";
    PassageUp in [Text]: "Absatz zurück",
        "Geht zum vorigen Absatz.";
    PassageDown in [Text]: "Absatz vor",
        "Geht zum nächsten Absatz.";
    PassageStart in [Text]: "Absatzanfang",
        "Geht an den Anfang des Absatzes.";
    PassageEnd in [Text]: "Absatzende",
        "Geht ans Ende des Absatzes.";
    DocumentStart in [Text]: "Textanfang",
        "Geht an den Anfang des Textes.";
    DocumentEnd in [Text]: "Textende",
        "Geht ans Ende des Textes.";

    CommandMode in [Text]: "Befehle statt Text",
        "Macht Buchstaben zu Befehlen, wie in vim.";
    InsertMode in [Command]: "Weiterschreiben",
        "Macht Buchstaben wieder zu Text.";
    InsertAfter in [Command]: "Dahinter schreiben",
        "Geht ein Zeichen weiter und schreibt dort.";
    InsertAtStart in [Command]: "Am Anfang schreiben",
        "Geht an den Anfang des Absatzes und schreibt dort.";
    InsertAtEnd in [Command]: "Am Ende schreiben",
        "Geht ans Ende des Absatzes und schreibt dort.";
    OpenBelow in [Command]: "Absatz darunter",
        "Beginnt unter diesem einen neuen Absatz und schreibt dort.";
    OpenAbove in [Command]: "Absatz darüber",
        "Beginnt über diesem einen neuen Absatz und schreibt dort.";
    WordEnd in [Command]: "Ans Wortende",
        "Geht auf den letzten Buchstaben des Worts.";
    ReplaceLetter in [Command]: "Zeichen ersetzen",
        "Setzt den nächsten Buchstaben, der getippt wird, an die Stelle von diesem.";
    ChangeText in [Command]: "Neu schreiben",
        "Nimmt heraus, was markiert ist oder wohin die nächste Taste geht, und schreibt.";
    ChangeLetter in [Command]: "Zeichen neu schreiben",
        "Nimmt das Zeichen heraus und schreibt an seiner Stelle.";
    ChangeToEnd in [Command]: "Ab hier neu schreiben",
        "Nimmt den Rest des Absatzes heraus und schreibt dort.";
    ChangePassage in [Command]: "Absatz neu schreiben",
        "Nimmt den ganzen Text des Absatzes heraus und schreibt dort.";
    CutToEnd in [Command]: "Bis Absatzende löschen",
        "Löscht bis zum Ende des Absatzes.";
    CopyPassage in [Command]: "Absatz kopieren",
        "Merkt den ganzen Absatz zum Einfügen.";
    SelectPassage in [Command]: "Absatz markieren",
        "Markiert den ganzen Absatz.";
    PasteBefore in [Command]: "Davor einfügen",
        "Fügt vor dem Zeichen ein, ganze Absätze über diesem.";
}
