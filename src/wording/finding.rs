//! What looks wrong, in a line with the place it is at.

mod speech;

use super::case::Case;
use super::{
    address, address_mid, counted, election_title, event::snippet, faction, label, motion_title,
    name, proposal, time,
};
use crate::domain::{
    Claim, Finding, FindingKind, ItemId, Meeting, Misfit, PersonId, Place, Tally, Vote, VoteState,
};

/// Says what looks wrong, and where.
#[must_use]
pub fn finding(finding: &Finding, meeting: &Meeting) -> String {
    format!("{}: {}", place(meeting, finding.place), kind(finding, meeting))
}

fn place(meeting: &Meeting, place: Place) -> String {
    let label = |item: ItemId| {
        meeting.item(item).map_or_else(|| "Tagesordnung".to_owned(), |item| item.label())
    };
    match place {
        Place::Meeting => "Sitzung".to_owned(),
        Place::Person(person) => format!("Anwesenheit, {}", address(meeting, person)),
        Place::Item(item) | Place::Passage(item, ..) => label(item),
        Place::Motion(item, motion) => match meeting.motion(motion) {
            Some(motion) => format!("{}, {}", label(item), motion_title(meeting, motion)),
            None => label(item),
        },
        Place::Vote(item, vote) => {
            let motion = meeting.vote(vote).and_then(|vote| meeting.motion(vote.motion));
            match motion {
                Some(motion) => format!("{}, {}", label(item), motion_title(meeting, motion)),
                None => label(item),
            }
        }
        Place::Election(item, election) => match meeting.election(election) {
            Some(election) => format!("{}, {}", label(item), election_title(election)),
            None => label(item),
        },
    }
}

fn kind(finding: &Finding, meeting: &Meeting) -> String {
    if let Some(told) = with_figures(finding, meeting) {
        return told;
    }
    let words = match &finding.kind {
        FindingKind::Gap => return gap(finding, meeting),
        FindingKind::SumDiffers { counted, present } => {
            return sum_differs(finding, meeting, *counted, *present);
        }
        FindingKind::UnknownEntries(number) => {
            let entries = counted(*number, "Eintrag stammt", "Einträge stammen");
            let kept = "von einer neueren Fassung des Programms; nichts davon geht verloren.";
            return format!("{entries} {kept}");
        }
        FindingKind::RejectedPoint => "Eine abgelehnte Ziffer steht noch im Beschluss. Streichen.",
        FindingKind::ElectionOpen => "Die Wahl ist noch offen. Auszählen, losen oder verwerfen.",
        FindingKind::NoResult => "Das Ergebnis fehlt. Es lässt sich in der Tagesordnung setzen.",
        FindingKind::NotCalled => "Der Tagesordnungspunkt wurde nicht aufgerufen.",
        FindingKind::VoteOpen => "Die Abstimmung ist noch offen. Abschließen oder zurücknehmen.",
        FindingKind::ResultAgainstVote => "Das Ergebnis passt nicht zur letzten Abstimmung.",
        FindingKind::NoValidVote => "Das Ergebnis steht, aber keine Abstimmung ist gültig.",
        FindingKind::NoWording => "Abgestimmt wurde ohne Wortlaut. Den Text nachtragen.",
        FindingKind::TimeBackwards => "Ein Ende liegt vor seinem Beginn. Die Zeiten berichtigen.",
        FindingKind::MovesTwice => {
            "Kommt, obwohl schon da, oder geht, obwohl schon fort. Den Irrtum streichen."
        }
        FindingKind::VideoInPerson => "Per Video zugeschaltet, die Sitzungsform ist Präsenz.",
        FindingKind::OtherDay => "Eröffnet wurde an einem anderen Tag, als geplant war.",
        FindingKind::NoChair => "Der Vorsitz ist nicht eingetragen.",
        FindingKind::NoClerk => "Die Schriftführung ist nicht eingetragen.",
        // Told above.
        FindingKind::NamedNotCounted(_)
        | FindingKind::WordingDiffers { .. }
        | FindingKind::RecusedCounted(_)
        | FindingKind::FactionForgotten(_)
        | FindingKind::NoQuorum { .. }
        | FindingKind::RecusedInElection(_)
        | FindingKind::ListTooShort { .. }
        | FindingKind::BelowFloor { .. }
        | FindingKind::SubstituteMisfits(..)
        | FindingKind::TimesCross { .. }
        | FindingKind::TimeOutside(_)
        | FindingKind::OverTime { .. }
        | FindingKind::SpokeTooOften(_)
        | FindingKind::TimeUsedUp { .. } => "",
    };
    words.to_owned()
}

/// Those that name somebody, a figure or an hour.
#[expect(clippy::wildcard_enum_match_arm, reason = "`kind` matches everything else")]
fn with_figures(finding: &Finding, meeting: &Meeting) -> Option<String> {
    Some(match &finding.kind {
        FindingKind::NamedNotCounted(choice) => {
            let choice = label::choice(*choice);
            format!("Mit „{choice}“ sind mehr genannt, als gezählt wurden.")
        }
        FindingKind::WordingDiffers { claim, tally } => wording_differs(*claim, *tally),
        FindingKind::RecusedCounted(person) => {
            let name = address(meeting, *person);
            format!("{name} ist befangen und hier mitgezählt. Die Stimmen berichtigen.")
        }
        FindingKind::FactionForgotten(row) => {
            let name = faction(meeting, *row);
            format!("{name} war im Raum, aber ohne Stimmen. Die Abstimmung ergänzen.")
        }
        FindingKind::TimesCross { before, at } => {
            format!("{} steht hinter {}. Die Zeiten prüfen.", time(at), time(before))
        }
        FindingKind::TimeOutside(at) => {
            let at = time(at);
            format!("{at} liegt vor Beginn oder nach Ende der Sitzung. Die Zeiten prüfen.")
        }
        FindingKind::NoQuorum { present, statutory } => {
            too_few(*present, *statutory, ", nicht beschlussfähig.")
        }
        FindingKind::BelowFloor { present, statutory } => {
            let must = ". Der Vorsitz stellt das auch ohne Antrag fest.";
            too_few(*present, *statutory, must)
        }
        FindingKind::SubstituteMisfits(member, misfit) => misfits(meeting, *member, *misfit),
        FindingKind::OverTime { speeches, longest } => {
            speech::over_time(meeting, *speeches, *longest)
        }
        FindingKind::SpokeTooOften(excess) => speech::too_often(meeting, *excess),
        FindingKind::TimeUsedUp { of, spoken_s, allowed_s } => {
            speech::used_up(meeting, *of, *spoken_s, *allowed_s)
        }
        FindingKind::RecusedInElection(person) => {
            let name = address_mid(meeting, *person);
            format!("Befangen: {name}. Für Wahlen gilt das nicht, gezählt wird die Stimme.")
        }
        FindingKind::ListTooShort { names, seats, .. } => {
            let (names, seats) = (votes(*names, "Namen", "Namen"), votes(*seats, "Sitz", "Sitze"));
            format!("Die Liste {} hat {names} für {seats}.", list(finding, meeting))
        }
        _ => return None,
    })
}

fn too_few(present: u32, statutory: u32, follows: &str) -> String {
    let present = votes(present, "Stimmberechtigte ist", "Stimmberechtigte sind");
    format!("Nur {present} anwesend bei {statutory} Sitzen{follows}")
}

fn misfits(meeting: &Meeting, member: PersonId, misfit: Misfit) -> String {
    let member = name::declined(meeting, member, Case::Accusative);
    match misfit {
        Misfit::OtherFaction => format!("Vertritt {member} aus einer anderen Fraktion."),
        Misfit::OutOfOrder(first) => {
            let first = name::address_mid(meeting, first);
            format!("Vertritt {member}; an der Reihe war {first}, nicht entschuldigt.")
        }
    }
}

fn wording_differs(claim: Claim, tally: Tally) -> String {
    let figures = label::tally(tally);
    let says = match claim {
        Claim::Unanimous => "einstimmig",
        Claim::Majority => "mehrheitlich",
        Claim::Tie => "Stimmengleichheit",
        Claim::Carried => "angenommen",
        Claim::Rejected => "abgelehnt",
        Claim::Figures => return format!("Der Wortlaut nennt andere Zahlen als {figures}."),
    };
    format!("Der Wortlaut sagt „{says}“, gezählt sind {figures}.")
}

/// The list that a finding is about.
fn list(finding: &Finding, meeting: &Meeting) -> String {
    let (Place::Election(_, election), FindingKind::ListTooShort { list, .. }) =
        (finding.place, &finding.kind)
    else {
        return String::new();
    };
    let known = meeting.election(election).and_then(|election| election.candidate(*list));
    known.map_or_else(String::new, |known| proposal(meeting, &known.who))
}

fn gap(finding: &Finding, meeting: &Meeting) -> String {
    let around = match finding.place {
        Place::Passage(item, passage, at) => meeting
            .item(item)
            .and_then(|item| item.passage(passage))
            .and_then(|passage| passage.text.get(..at))
            .map(|before| {
                let words: Vec<_> = before.split_whitespace().rev().take(4).collect();
                words.into_iter().rev().collect::<Vec<_>>().join(" ")
            }),
        Place::Meeting
        | Place::Item(_)
        | Place::Motion(..)
        | Place::Vote(..)
        | Place::Person(_)
        | Place::Election(..) => None,
    };
    match around.filter(|around| !around.is_empty()) {
        Some(around) => format!("Eine Lücke ist noch offen: „{} @@“.", snippet(&around)),
        None => "Eine Lücke @@ ist noch offen.".to_owned(),
    }
}

/// A sum that differs belongs to the whole vote, or to the one row that has these figures.
fn sum_differs(finding: &Finding, meeting: &Meeting, counted: u32, present: u32) -> String {
    let vote = match finding.place {
        Place::Vote(_, vote) => meeting.vote(vote),
        Place::Meeting
        | Place::Item(_)
        | Place::Passage(..)
        | Place::Motion(..)
        | Place::Person(_)
        | Place::Election(..) => None,
    };
    let has = |tally: Option<Tally>, base: u32| {
        base == present && tally.is_some_and(|tally| tally.sum() == counted)
    };
    let whole = vote.is_none_or(|vote| match &vote.state {
        VoteState::Closed { tally, present, .. } => has(Some(*tally), *present),
        VoteState::Open | VoteState::Annulled { .. } => true,
    });
    let row = |vote: &Vote| {
        let row = vote.rows.iter().find(|row| has(row.tally, row.present))?;
        Some(format!("{}: ", faction(meeting, row.faction)))
    };
    let row = if whole { None } else { vote.and_then(row) };
    let counted = votes(counted, "Stimme ist gezählt", "Stimmen sind gezählt");
    let present = votes(present, "Stimmberechtigte", "Stimmberechtigten");
    format!("{}{counted} bei {present} im Raum.", row.unwrap_or_default())
}

fn votes(number: u32, one: &str, many: &str) -> String {
    counted(usize::try_from(number).unwrap_or(usize::MAX), one, many)
}
