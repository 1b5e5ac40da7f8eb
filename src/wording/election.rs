//! Elections in words: rounds, lots, who is elected.

use super::{Case, address_mid, counted, declined, faction, listed, mover};
use crate::domain::{
    Candidate, CandidateId, Election, ElectionForm, ElectionRow, ElectionRule, Follows, ListOwner,
    LotAbout, Meeting, Nominee, PersonId, Proposal, Round, RoundState, SeatMethod, Won,
};

/// Names a method of giving seats.
#[must_use]
pub fn seat_method(method: SeatMethod) -> &'static str {
    match method {
        SeatMethod::SainteLague => "Sainte-Laguë",
        SeatMethod::DHondt => "d’Hondt",
        SeatMethod::HareNiemeyer => "Hare-Niemeyer",
    }
}

/// Says what it takes to be elected.
#[must_use]
pub fn election_rule(rule: ElectionRule) -> &'static str {
    match rule {
        ElectionRule::MostVotes => "meiste Stimmen",
        ElectionRule::ValidThenRunoff => "mehr als die Hälfte der gültigen Stimmen",
        ElectionRule::StatutoryThenRunoff => "mehr als die Hälfte der Mitglieder",
        ElectionRule::StatutoryTwiceThenRunoff => "Landratswahl: bis zu drei Wahlgänge",
    }
}

/// Says how an election is held: "offen", "geheim".
#[must_use]
pub const fn secrecy(secret: bool) -> &'static str {
    if secret { "geheim" } else { "offen" }
}

/// Names an election as the clerk did, or else by what it is.
#[must_use]
pub fn election_title(election: &Election) -> String {
    match election.title.trim() {
        "" => "Wahl".to_owned(),
        title => title.to_owned(),
    }
}

/// Names somebody who may be elected, in the middle of a sentence: "Herr Dieck".
#[must_use]
pub fn nominee(meeting: &Meeting, nominee: &Nominee) -> String {
    match nominee {
        Nominee::Person(person) => by_name(meeting, *person),
        Nominee::Named(name) => name.clone(),
    }
}

/// Whoever is proposed is so by name, not by an office: "Herr Dr. Asmussen".
fn by_name(meeting: &Meeting, person: PersonId) -> String {
    let Some(known) = meeting.person(person) else { return address_mid(meeting, person) };
    let office = meeting.membership(person).is_some_and(|it| !it.office.is_empty());
    if !office {
        return address_mid(meeting, person);
    }
    let parts = [&known.form_of_address, &known.title, &known.family_name];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Names somebody on a list by the whole name: "Ole Brandt".
#[must_use]
pub fn listed_name(meeting: &Meeting, nominee: &Nominee) -> String {
    match nominee {
        Nominee::Person(person) => {
            let known = meeting.person(*person);
            known.map_or_else(|| address_mid(meeting, *person), |known| known.full_name())
        }
        Nominee::Named(name) => name.clone(),
    }
}

/// Names whose list it is: "CDU".
#[must_use]
pub fn list_owner(meeting: &Meeting, owner: &ListOwner) -> String {
    match owner {
        ListOwner::Faction(id) => faction(meeting, Some(*id)),
        ListOwner::Named(name) => name.clone(),
    }
}

/// Names a Wahlvorschlag: "Herr Dieck", "CDU".
#[must_use]
pub fn proposal(meeting: &Meeting, who: &Proposal) -> String {
    match who {
        Proposal::One(one) => nominee(meeting, one),
        Proposal::List { of, .. } => list_owner(meeting, of),
    }
}

/// Names a Wahlvorschlag that may be gone.
pub(super) fn candidate_named(meeting: &Meeting, election: &Election, id: CandidateId) -> String {
    election
        .candidate(id)
        .map_or_else(|| "Wahlvorschlag".to_owned(), |known| proposal(meeting, &known.who))
}

/// Names a row of the figures: a Wahlvorschlag, "Nein", "Enthaltung", "ungültig".
#[must_use]
pub fn election_row(meeting: &Meeting, election: &Election, row: ElectionRow) -> String {
    match row {
        ElectionRow::Candidate(id) => candidate_named(meeting, election, id),
        ElectionRow::No => "Nein".to_owned(),
        ElectionRow::Abstain => "Enthaltung".to_owned(),
        ElectionRow::Invalid => "ungültig".to_owned(),
    }
}

/// Tells an election line by line: its rounds, the lots, who is elected. No line says how
/// anybody voted.
#[must_use]
pub fn election_lines(meeting: &Meeting, election: &Election) -> Vec<String> {
    let mut lines: Vec<_> = proposals(meeting, election).into_iter().collect();
    for (number, round) in (1..).zip(&election.rounds) {
        lines.extend(round_line(meeting, election, number, round));
        lines.extend(lots(meeting, election, round));
    }
    match &election.annulled {
        Some(reason) => lines.push(format!("Die Wahl ist ungültig ({reason}).")),
        None => lines.extend(ending(meeting, election)),
    }
    lines
}

/// Tells an election in one paragraph, for the line among the passages.
#[must_use]
pub fn election_line(meeting: &Meeting, election: &Election) -> String {
    let title = election_title(election);
    let lines = election_lines(meeting, election);
    let sentences: Vec<_> = lines.iter().map(|line| line.trim_end_matches('.')).collect();
    match sentences.as_slice() {
        [] => format!("{title} läuft"),
        sentences => format!("{title}: {}.", sentences.join(". ")),
    }
}

/// "Vorgeschlagen: Herr Dieck (SPD), Frau Grote (zurückgezogen).", where there is more to tell of
/// them than their names, which stand with their votes.
fn proposals(meeting: &Meeting, election: &Election) -> Option<String> {
    let more = |known: &Candidate| known.proposed_by.is_some() || known.withdrawn;
    if !election.candidates.iter().any(more) {
        return None;
    }
    let names = election.candidates.iter().map(|known| {
        let by = known.proposed_by.as_ref().map(|by| mover(meeting, by));
        let withdrawn = known.withdrawn.then(|| "zurückgezogen".to_owned());
        let beside: Vec<_> = by.into_iter().chain(withdrawn).collect();
        let name = proposal(meeting, &known.who);
        if beside.is_empty() { name } else { format!("{name} ({})", beside.join(", ")) }
    });
    Some(format!("Vorgeschlagen: {}.", names.collect::<Vec<_>>().join(", ")))
}

/// "2. Wahlgang (geheim): Herr Dieck 22 Stimmen, Frau Grote 21 Stimmen, 2 Enthaltungen.".
fn round_line(
    meeting: &Meeting,
    election: &Election,
    number: usize,
    round: &Round,
) -> Option<String> {
    let RoundState::Closed { secret, .. } = &round.state else { return None };
    Some(format!(
        "{number}. Wahlgang ({}): {}.",
        secrecy(*secret),
        round_figures(meeting, election, round)
    ))
}

/// The figures of a round: "Herr Dieck 22 Stimmen, Frau Grote 1 Stimme, 1 ungültige Stimme".
#[must_use]
pub fn round_figures(meeting: &Meeting, election: &Election, round: &Round) -> String {
    let alone = round.figure(ElectionRow::No).is_some();
    let parts = round.figures.iter().filter_map(|figure| {
        let votes = usize::try_from(figure.votes).unwrap_or(usize::MAX);
        let told = match figure.row {
            ElectionRow::Candidate(id) => {
                let name = candidate_named(meeting, election, id);
                let (one, many) =
                    if alone { ("Ja-Stimme", "Ja-Stimmen") } else { ("Stimme", "Stimmen") };
                let votes = match votes {
                    0 => format!("keine {one}"),
                    _ => counted(votes, one, many),
                };
                return Some(format!("{name} {votes}"));
            }
            ElectionRow::No => counted(votes, "Nein-Stimme", "Nein-Stimmen"),
            ElectionRow::Abstain => counted(votes, "Enthaltung", "Enthaltungen"),
            ElectionRow::Invalid => counted(votes, "ungültige Stimme", "ungültige Stimmen"),
        };
        (votes > 0).then_some(told)
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn lots(meeting: &Meeting, election: &Election, round: &Round) -> Option<String> {
    let Some(Follows::Lot { about, .. }) = round.follows() else { return None };
    let first = round.lots.first()?;
    let names: Vec<_> =
        round.lots.iter().map(|lot| candidate_named(meeting, election, lot.candidate)).collect();
    let by = first.by.map(|by| format!(", gezogen {}", drawn_by(meeting, by)));
    let what = match about {
        LotAbout::Seat => "Losentscheid",
        LotAbout::Runoff => "Losentscheid über die Teilnahme an der Stichwahl",
    };
    Some(format!("{what}{}: {}.", by.unwrap_or_default(), listed(&names)))
}

/// "von Frau Ahrens", "vom Kreispräsidenten".
fn drawn_by(meeting: &Meeting, by: PersonId) -> String {
    let name = declined(meeting, by, Case::Dative);
    match name.strip_prefix("dem ") {
        Some(office) => format!("vom {office}"),
        None => format!("von {name}"),
    }
}

/// How it ended, if it did.
fn ending(meeting: &Meeting, election: &Election) -> Option<String> {
    let won: Vec<_> = election.won().into_iter().filter(|won| won.seats > 0).collect();
    if !won.is_empty() {
        return Some(elected(meeting, election, &won));
    }
    let last = election.rounds.last().and_then(Round::follows);
    (last == Some(&Follows::Nobody)).then(|| "Gewählt ist niemand.".to_owned())
}

/// Says in one line how an election ended: "Wahl des Vorsitzes: Gewählt ist Herr Dieck.", "Wahl
/// der Mitglieder: 11 Sitze vergeben." `None`: it goes on.
#[must_use]
pub fn election_over(meeting: &Meeting, election: &Election) -> Option<String> {
    let ending = ending(meeting, election)?;
    let told = match election.form {
        ElectionForm::Lists(_) if !election.won().is_empty() => {
            let seats = election.won().iter().map(|won| won.seats).sum::<u32>();
            let seats = usize::try_from(seats).unwrap_or(usize::MAX);
            format!("{} vergeben.", counted(seats, "Sitz", "Sitze"))
        }
        ElectionForm::Single(_) | ElectionForm::Lists(_) => ending,
    };
    Some(format!("{}: {told}", election_title(election)))
}

/// "Gewählt ist Herr Dieck." or the seats of the lists and the names that are elected.
#[must_use]
pub fn elected(meeting: &Meeting, election: &Election, won: &[Won]) -> String {
    let method = match election.form {
        ElectionForm::Single(_) => {
            let names: Vec<_> =
                won.iter().map(|won| candidate_named(meeting, election, won.candidate)).collect();
            let verb = if names.len() == 1 { "ist" } else { "sind" };
            return format!("Gewählt {verb} {}.", listed(&names));
        }
        ElectionForm::Lists(method) => method,
    };
    let seats: Vec<_> = won
        .iter()
        .map(|won| {
            let name = candidate_named(meeting, election, won.candidate);
            let seats = usize::try_from(won.seats).unwrap_or(usize::MAX);
            format!("{name} {}", counted(seats, "Sitz", "Sitze"))
        })
        .collect();
    let names: Vec<_> =
        won.iter().filter_map(|won| names_elected(meeting, election, won)).collect();
    let seats = format!("Sitze nach {}: {}.", seat_method(method), seats.join(", "));
    match names.as_slice() {
        [] => seats,
        names => format!("{seats} Gewählt sind {}.", names.join("; ")),
    }
}

/// "Ole Brandt und Lena Claasen (CDU)": the first names of a list.
fn names_elected(meeting: &Meeting, election: &Election, won: &Won) -> Option<String> {
    let candidate = election.candidate(won.candidate)?;
    let Proposal::List { of, names } = &candidate.who else { return None };
    let seats = usize::try_from(won.seats).unwrap_or(usize::MAX);
    let names: Vec<_> = names.iter().take(seats).map(|name| listed_name(meeting, name)).collect();
    let list = list_owner(meeting, of);
    (!names.is_empty()).then(|| format!("{} ({list})", listed(&names)))
}
