//! One word for each kind of thing.

use super::{counted, listed, name};
use crate::domain::{
    Ballot, Choice, Initial, Meeting, MeetingKind, MeetingState, Method, MotionFate, MotionKind,
    Outcome, RequestKind, Role, Tally, Verdict,
};

/// Names a role in the committee.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Chair => "Vorsitz",
        Role::DeputyChair => "stellvertretender Vorsitz",
        Role::Member => "Mitglied",
        Role::CitizenMember => "bürgerliches Mitglied",
        Role::Substitute => "Stellvertretung",
        Role::Advisory => "beratend",
        Role::Administration => "Verwaltung",
        Role::Guest => "Gast",
    }
}

/// Names a kind of Wortmeldung.
#[must_use]
pub fn request_kind(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Contribution => "Wortmeldung",
        RequestKind::PointOfOrder => "Zur Geschäftsordnung",
        RequestKind::Question => "Zwischenfrage",
        RequestKind::Intervention => "Kurzintervention",
        RequestKind::PersonalStatement => "Persönliche Erklärung",
        RequestKind::Report => "Bericht",
    }
}

/// Names what one voter does.
#[must_use]
pub fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::Yes => "Ja",
        Choice::No => "Nein",
        Choice::Abstain => "Enthaltung",
    }
}

/// Gives "Nein: Frau Grote, Herr Dieck; Enthaltung: Frau Öztürk" for who is named in a vote.
#[must_use]
pub fn named(meeting: &Meeting, ballots: &[Ballot]) -> String {
    let kinds = [Choice::No, Choice::Abstain, Choice::Yes].into_iter().filter_map(|kind| {
        let own = ballots.iter().filter(|ballot| ballot.choice == kind);
        let mut people: Vec<_> = own.map(|ballot| ballot.person).collect();
        name::alphabetical(meeting, &mut people);
        let names: Vec<_> = people.iter().map(|person| name::address(meeting, *person)).collect();
        (!names.is_empty()).then(|| format!("{}: {}", choice(kind), names.join(", ")))
    });
    kinds.collect::<Vec<_>>().join("; ")
}

/// Says in sentences who is named beside the figures of a vote: "Mit Nein stimmen Frau Grote und
/// Herr Dieck. Der Stimme enthält sich Frau Öztürk."
#[must_use]
pub fn named_sentences(meeting: &Meeting, ballots: &[Ballot]) -> Option<String> {
    let kinds = [Choice::No, Choice::Abstain, Choice::Yes].into_iter().filter_map(|kind| {
        let own = ballots.iter().filter(|ballot| ballot.choice == kind);
        let mut people: Vec<_> = own.map(|ballot| ballot.person).collect();
        name::alphabetical(meeting, &mut people);
        let names: Vec<_> = people.iter().map(|id| name::address_mid(meeting, *id)).collect();
        let (one, many) = match kind {
            Choice::Yes => ("Mit Ja stimmt", "Mit Ja stimmen"),
            Choice::No => ("Mit Nein stimmt", "Mit Nein stimmen"),
            Choice::Abstain => ("Der Stimme enthält sich", "Der Stimme enthalten sich"),
        };
        let verb = if names.len() == 1 { one } else { many };
        (!names.is_empty()).then(|| format!("{verb} {}.", listed(&names)))
    });
    let sentences: Vec<_> = kinds.collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Names a way of entering a vote.
#[must_use]
pub(super) fn method(method: Method) -> &'static str {
    match method {
        Method::PerFaction => "je Fraktion",
        Method::Totals => "nur der Summen",
        Method::Minority => "nur der Minderheit",
        Method::Rollcall => "mit Namen",
        Method::Secret => "geheim",
        Method::Words => "ohne Zahlen",
    }
}

/// Names what the chair states where nobody counts.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unanimous => "einstimmig angenommen",
        Verdict::Majority => "mehrheitlich angenommen",
        Verdict::Rejected => "mehrheitlich abgelehnt",
        Verdict::RejectedUnanimous => "einstimmig abgelehnt",
        Verdict::Tied => "bei Stimmengleichheit abgelehnt",
    }
}

/// Names a kind of motion.
#[must_use]
pub fn motion_kind(kind: MotionKind) -> &'static str {
    match kind {
        MotionKind::Main => "Beschlussvorschlag",
        MotionKind::Amendment => "Änderungsantrag",
        MotionKind::Addition => "Ergänzungsantrag",
        MotionKind::Procedural => "Antrag zur Geschäftsordnung",
        MotionKind::Lock => "Antrag auf einen Sperrvermerk",
        MotionKind::Point => "Ziffer",
        MotionKind::Nomination => "Wahlvorschlag",
        MotionKind::Other => "Antrag",
    }
}

/// Tells what became of a motion.
#[must_use]
pub fn motion_fate(fate: MotionFate) -> &'static str {
    match fate {
        MotionFate::Open => "offen",
        MotionFate::Carried => "angenommen",
        MotionFate::Rejected => "abgelehnt",
        MotionFate::Withdrawn => "zurückgezogen",
        MotionFate::Settled => "erledigt",
    }
}

/// Tells where a meeting stands.
#[must_use]
pub fn meeting_state(state: MeetingState) -> &'static str {
    match state {
        MeetingState::Prepared => "vorbereitet",
        MeetingState::Running => "läuft",
        MeetingState::Interrupted => "unterbrochen",
        MeetingState::Closed => "geschlossen",
        MeetingState::Approved => "genehmigt",
    }
}

/// Tells how people take part.
#[must_use]
pub fn meeting_kind(kind: MeetingKind) -> &'static str {
    match kind {
        MeetingKind::InPerson => "Präsenzsitzung",
        MeetingKind::Hybrid => "Hybridsitzung",
        MeetingKind::Video => "Videositzung",
    }
}

/// Tells how somebody stood at the opening.
#[must_use]
pub fn initial(initial: Initial) -> &'static str {
    match initial {
        Initial::Present => "anwesend",
        Initial::Excused => "entschuldigt",
        Initial::Absent => "fehlt",
        Initial::Waiting => "nicht erwartet",
    }
}

/// Tells whether a motion was carried.
#[must_use]
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Carried => "angenommen",
        Outcome::Rejected => "abgelehnt",
        Outcome::Tied => "bei Stimmengleichheit abgelehnt",
    }
}

/// Gives "7 Ja, 5 Nein, 1 Enthaltung"; what nobody did is left out, and of no votes at all
/// nothing remains.
#[must_use]
pub fn tally(tally: Tally) -> String {
    let parts = [(tally.yes, "Ja", "Ja"), (tally.no, "Nein", "Nein")]
        .into_iter()
        .chain([(tally.abstain, "Enthaltung", "Enthaltungen")])
        .filter(|(votes, ..)| *votes > 0)
        .map(|(votes, one, many)| counted(usize::try_from(votes).unwrap_or(usize::MAX), one, many));
    parts.collect::<Vec<_>>().join(", ")
}

/// Gives "7 Ja-Stimmen, 5 Gegenstimmen, keine Enthaltung".
#[must_use]
pub fn tally_words(tally: Tally) -> String {
    let parts = [
        (tally.yes, "Ja-Stimme", "Ja-Stimmen"),
        (tally.no, "Gegenstimme", "Gegenstimmen"),
        (tally.abstain, "Enthaltung", "Enthaltungen"),
    ];
    let parts = parts.map(|(votes, one, many)| match votes {
        0 => format!("keine {one}"),
        _ => counted(usize::try_from(votes).unwrap_or(usize::MAX), one, many),
    });
    parts.join(", ")
}
