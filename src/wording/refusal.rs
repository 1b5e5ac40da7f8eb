//! Why something has no meaning now, and what to do instead.

use super::{election_row, faction, faction_named, listed, some_names};
use crate::domain::{ElectionId, ElectionRow, ItemId, Meeting, OrganizationId, PersonId, Refusal};

/// Says why a command was refused: what is, then what to do.
#[must_use]
pub fn refusal(refusal: &Refusal, meeting: &Meeting) -> String {
    let words = match refusal {
        Refusal::RowsMissing(rows) => return rows_missing(meeting, rows),
        Refusal::BallotsMissing(people) => return ballots_missing(meeting, people),
        Refusal::NobodyPresent(row) => return nobody_present(meeting, *row),
        Refusal::Unknown => UNKNOWN,
        Refusal::AlreadyPrepared => ALREADY_PREPARED,
        Refusal::AlreadyOpen => "Die Sitzung ist schon eröffnet. Einfach weiterschreiben.",
        Refusal::NotOpen => NOT_OPEN,
        Refusal::Closed => CLOSED,
        Refusal::Approved => APPROVED,
        Refusal::NotClosed => "Die Sitzung ist noch nicht geschlossen. Erst schließen.",
        Refusal::NotApproved => NOT_APPROVED,
        Refusal::NothingToAppend => "Der Nachtrag ist noch leer. Den Text eintragen.",
        Refusal::AlreadyInterrupted => ALREADY_INTERRUPTED,
        Refusal::NotInterrupted => "Die Sitzung ist nicht unterbrochen. Es geht einfach weiter.",
        Refusal::AlreadyOn => "Dieser Tagesordnungspunkt ist schon aufgerufen.",
        Refusal::NotOn => "Dieser Tagesordnungspunkt ist nicht aufgerufen. Erst aufrufen.",
        Refusal::NoItemOn => "Kein Tagesordnungspunkt ist aufgerufen. Erst einen aufrufen.",
        Refusal::ItemWithdrawn => ITEM_WITHDRAWN,
        Refusal::AtTheEdge => "Weiter lässt es sich nicht verschieben. Hier ist die Liste zu Ende.",
        Refusal::NothingToInsert => NOTHING_TO_INSERT,
        Refusal::NobodyWaits => NOBODY_WAITS,
        Refusal::ListClosed => LIST_CLOSED,
        Refusal::WaitsAlready => "Diese Wortmeldung steht schon auf der Redeliste.",
        Refusal::NobodySpeaks => NOBODY_SPEAKS,
        Refusal::NoMainMotion => NO_MAIN_MOTION,
        Refusal::MotionDecided => MOTION_DECIDED,
        Refusal::NeedsVote => NEEDS_VOTE,
        Refusal::NothingSettled => NOTHING_SETTLED,
        Refusal::MotionWithdrawn => MOTION_WITHDRAWN,
        Refusal::VoteClosed => VOTE_CLOSED,
        Refusal::VoteOpen => "Die Abstimmung läuft schon. Stimmen eintragen oder sie abschließen.",
        Refusal::VoteAnnulled => VOTE_ANNULLED,
        Refusal::FiguresMissing(of, rows) => return figures_missing(meeting, *of, rows),
        Refusal::RoundClosed => "Kein Wahlgang ist offen. Wieder öffnen, oder neu wählen.",
        Refusal::ElectionOpen => "Ein Wahlgang ist offen. Erst auszählen und schließen.",
        Refusal::ElectionAnnulled => "Die Wahl ist verworfen. Für eine Wiederholung neu wählen.",
        Refusal::NoCandidate => "Niemand steht zur Wahl. Erst einen Wahlvorschlag aufnehmen.",
        Refusal::ProposedAlready => "Dieser Wahlvorschlag steht schon da.",
        Refusal::NoLot => "Hier ist kein Los zu ziehen. Erst den Wahlgang schließen.",
        Refusal::SeatsOutOfRange => "Zu besetzen sind 1 bis 999 Sitze. Die Zahl berichtigen.",
        Refusal::NoVoter => "Hier gerade ohne Stimme. In der Anwesenheit steht, warum.",
        Refusal::NoVoteBefore => NO_VOTE_BEFORE,
        Refusal::DecidedAlready(item) => return decided_already(meeting, *item),
        Refusal::NoPoints => NO_POINTS,
        Refusal::NoRejectedPoint => NO_REJECTED_POINT,
        Refusal::OnlyMainEnBloc => ONLY_MAIN,
        Refusal::SecretVote => "Die Abstimmung ist geheim. Niemand wird darin genannt.",
        Refusal::NothingCounted => "Noch keine Stimmen. Einstimmig setzt alle auf Ja.",
        Refusal::NoAbstention => NO_ABSTENTION,
        Refusal::ReasonMissing => "Hier fehlt noch der Grund. Ein paar Worte genügen.",
        Refusal::HereAlready => "Die Person ist schon als anwesend erfasst.",
        Refusal::NotHere => NOT_HERE,
        Refusal::NothingChanges => "So steht es schon da, es ändert sich nichts.",
        Refusal::NoSubstitution => NO_SUBSTITUTION,
    };
    words.to_owned()
}

const ONLY_MAIN: &str = "En bloc wird nur über Beschlussvorschläge abgestimmt. \
    Mit Tab dorthin wechseln.";
const NO_POINTS: &str = "Der Wortlaut hat keine zwei Ziffern. \
    Jede muss mit ihrer Nummer eine Zeile beginnen.";
const NO_REJECTED_POINT: &str = "Keine abgelehnte Ziffer steht so im Wortlaut. \
    Anderes lässt sich dort von Hand streichen.";
const UNKNOWN: &str = "Das gibt es inzwischen nicht mehr. In der Liste neu auswählen.";
const ALREADY_PREPARED: &str = "Diese Sitzung hat schon eine Tagesordnung. \
    Für eine andere Datei eine neue Sitzung anlegen.";
const NOT_OPEN: &str = "Die Sitzung ist noch nicht eröffnet. \
    Im Bildschirm Sitzung lässt sie sich eröffnen.";
const CLOSED: &str = "Die Sitzung ist geschlossen. \
    Im Bildschirm Sitzung lässt sie sich wieder öffnen.";
const APPROVED: &str = "Die Niederschrift ist genehmigt und bleibt, wie sie ist. \
    Im Bildschirm Sitzung ist ein Nachtrag möglich.";
const NOT_APPROVED: &str = "Die Niederschrift ist noch nicht genehmigt. \
    Bis dahin lässt sich alles mit einem Grund berichtigen.";
const ALREADY_INTERRUPTED: &str = "Die Sitzung ist schon unterbrochen. \
    Im Bildschirm Sitzung geht sie weiter.";
const ITEM_WITHDRAWN: &str = "Dieser Tagesordnungspunkt ist abgesetzt. \
    In der Tagesordnung lässt er sich wieder aufnehmen.";
const NOTHING_TO_INSERT: &str = "Der Tagesordnungspunkt hat weder Nummer noch Titel. \
    Eines von beiden eintragen.";
const NOBODY_WAITS: &str = "Auf der Redeliste wartet niemand. \
    In der Redeliste lässt sich eine Wortmeldung eintragen.";
const LIST_CLOSED: &str = "Die Redeliste ist geschlossen, nur Anträge zur Geschäftsordnung sind \
    noch möglich. In der Redeliste lässt sie sich wieder öffnen.";
const NOBODY_SPEAKS: &str = "Gerade hat niemand das Wort. \
    In der Redeliste lässt es sich erteilen.";
const NO_MAIN_MOTION: &str = "Der Tagesordnungspunkt hat keinen Beschlussvorschlag, der geändert \
    werden könnte. Im Bildschirm Beschlussvorschlag einen anlegen.";
const MOTION_DECIDED: &str = "Über diesen Antrag ist schon abgestimmt. \
    Vorher die Abstimmung wieder öffnen.";
const NEEDS_VOTE: &str = "Über den Beschlussvorschlag wird abgestimmt. \
    Im Bildschirm Abstimmung ist er mit einer Taste einstimmig angenommen.";
const NOTHING_SETTLED: &str = "Noch ist kein Antrag angenommen, der die übrigen erledigt. \
    Erst abstimmen, oder einzelne Anträge zurückziehen.";
const MOTION_WITHDRAWN: &str = "Dieser Antrag ist zurückgezogen. \
    Im Bildschirm Beschlussvorschlag lässt er sich wieder aufnehmen.";
const VOTE_CLOSED: &str = "Die Abstimmung ist abgeschlossen. \
    Sie lässt sich wieder öffnen oder als neue Abstimmung wiederholen.";
const VOTE_ANNULLED: &str = "Die Abstimmung ist für ungültig erklärt. \
    Für eine Wiederholung eine neue Abstimmung beginnen.";
const NO_VOTE_BEFORE: &str = "Vorher gab es keine Abstimmung, die auf die Anwesenden passt. \
    Einstimmig setzt alle auf Ja.";
const NO_ABSTENTION: &str = "Hier ist keine Enthaltung möglich, so sieht es das Profil vor. \
    Die Stimmen als Ja oder Nein eintragen.";
const NOT_HERE: &str = "Die Person ist nicht als anwesend erfasst. \
    In der Anwesenheit lässt sich ihr Kommen nachtragen.";
const NO_SUBSTITUTION: &str = "Diese Vertretung ist nicht möglich. \
    Vertreten wird ein stimmberechtigtes Mitglied von einer noch freien Stellvertretung.";

fn decided_already(meeting: &Meeting, item: ItemId) -> String {
    let item = meeting.item(item).map(|item| item.label()).unwrap_or_default();
    format!("Über {item} ist schon abgestimmt. Diesen TOP weglassen.")
}

fn rows_missing(meeting: &Meeting, rows: &[Option<OrganizationId>]) -> String {
    let names: Vec<_> = rows.iter().map(|row| faction(meeting, *row)).collect();
    let verb = if names.len() == 1 { "fehlt" } else { "fehlen" };
    let names = listed(&names);
    format!("Es {verb} noch: {names}. Stimmen eintragen; „Einstimmig“ zählt den Rest als Ja.")
}

fn ballots_missing(meeting: &Meeting, people: &[PersonId]) -> String {
    let verb = if people.len() == 1 { "fehlt" } else { "fehlen" };
    let names = some_names(meeting, people);
    format!("Es {verb} noch: {names}. Stimmen eintragen; „Einstimmig“ zählt den Rest als Ja.")
}

fn figures_missing(meeting: &Meeting, election: ElectionId, rows: &[ElectionRow]) -> String {
    let known = meeting.election(election);
    let named = |row: &ElectionRow| known.map(|known| election_row(meeting, known, *row));
    let names: Vec<_> = rows.iter().filter_map(named).collect();
    let verb = if names.len() == 1 { "fehlt" } else { "fehlen" };
    format!("Es {verb} noch: {}. Zahlen eintragen, auch eine 0.", listed(&names))
}

fn nobody_present(meeting: &Meeting, row: Option<OrganizationId>) -> String {
    let of = match row {
        Some(id) => format!("der {}", faction_named(meeting, id)),
        None => "den Mitgliedern ohne Fraktion".to_owned(),
    };
    format!("Von {of} ist niemand anwesend. In der Anwesenheit lässt sich das nachtragen.")
}
