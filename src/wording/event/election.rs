//! Facts about elections.

use crate::domain::{ElectionEvent, ElectionFigure, Follows, ItemId, Meeting, Round, RoundState};
use crate::wording::election::{candidate_named, election_row, election_title, round_figures};
use crate::wording::{listed, proposal, secrecy};

/// Tells a fact about an election.
pub(super) fn told(event: &ElectionEvent, meeting: &Meeting) -> String {
    let known = meeting.election(event.election());
    let title = || known.map_or_else(|| "Wahl".to_owned(), election_title);
    let named = |candidate| {
        let known = known.map(|election| candidate_named(meeting, election, candidate));
        known.unwrap_or_else(|| "Wahlvorschlag".to_owned())
    };
    match event {
        ElectionEvent::ElectionOpened { item, title, secret, .. } => {
            opened(meeting, *item, title, *secret)
        }
        ElectionEvent::ElectionRevised { title, secret, .. } => {
            format!("{title}: {}, Angaben geändert", secrecy(*secret))
        }
        ElectionEvent::CandidateProposed { who, .. } => {
            format!("Wahlvorschlag: {}", proposal(meeting, who))
        }
        ElectionEvent::CandidateWithdrawn { candidate, withdrawn: true, .. } => {
            format!("{} steht nicht mehr zur Wahl", named(*candidate))
        }
        ElectionEvent::CandidateWithdrawn { candidate, withdrawn: false, .. } => {
            format!("{} steht wieder zur Wahl", named(*candidate))
        }
        ElectionEvent::ListNamed { candidate, names, .. } => {
            let names: Vec<_> =
                names.iter().map(|name| crate::wording::listed_name(meeting, name)).collect();
            format!("Liste {}: {}", named(*candidate), names.join(", "))
        }
        ElectionEvent::VotesCounted { row, votes, .. } => {
            let row = known.map(|election| election_row(meeting, election, *row));
            let row = row.unwrap_or_else(|| "Wahl".to_owned());
            votes.map_or_else(|| format!("{row}: gestrichen"), |votes| format!("{row}: {votes}"))
        }
        ElectionEvent::RoundClosed { figures, secret, present, follows, at, .. } => {
            let state = RoundState::Closed {
                secret: *secret,
                present: *present,
                follows: follows.clone(),
                at: *at,
            };
            closed(meeting, event, figures, follows, state)
        }
        ElectionEvent::RoundOpened { among, .. } if among.is_empty() => {
            format!("{}: neuer Wahlgang", title())
        }
        ElectionEvent::RoundOpened { among, .. } => {
            let names: Vec<_> = among.iter().map(|candidate| named(*candidate)).collect();
            format!("Weiterer Wahlgang: {}", listed(&names))
        }
        ElectionEvent::RoundReopened { round, .. } => {
            format!("{}: {}. Wahlgang wieder geöffnet", title(), round.saturating_add(1))
        }
        ElectionEvent::LotDrawn { candidate, .. } => format!("Los: {}", named(*candidate)),
        ElectionEvent::ElectionAnnulled { reason, .. } => {
            format!("{} für ungültig erklärt: {reason}", title())
        }
    }
}

/// How much a fact is what the clerk meant.
pub(super) fn weight(event: &ElectionEvent) -> u8 {
    match event {
        ElectionEvent::RoundClosed { .. }
        | ElectionEvent::RoundReopened { .. }
        | ElectionEvent::LotDrawn { .. }
        | ElectionEvent::ElectionAnnulled { .. } => 3,
        ElectionEvent::ElectionOpened { .. }
        | ElectionEvent::ElectionRevised { .. }
        | ElectionEvent::CandidateProposed { .. }
        | ElectionEvent::CandidateWithdrawn { .. }
        | ElectionEvent::ListNamed { .. }
        | ElectionEvent::VotesCounted { .. } => 2,
        ElectionEvent::RoundOpened { .. } => 1,
    }
}

fn opened(meeting: &Meeting, item: ItemId, title: &str, secret: bool) -> String {
    let top = super::top(meeting, item);
    let title = if title.is_empty() { "Wahl" } else { title };
    format!("{top}: {title} ({}) eröffnet", secrecy(secret))
}

fn closed(
    meeting: &Meeting,
    event: &ElectionEvent,
    figures: &[ElectionFigure],
    follows: &Follows,
    state: RoundState,
) -> String {
    let Some(election) = meeting.election(event.election()) else {
        return "Wahlgang geschlossen".to_owned();
    };
    let (among, lots) = (Vec::new(), Vec::new());
    let round = Round { among, figures: figures.to_vec(), state, lots };
    let figures = round_figures(meeting, election, &round);
    format!("{}: {} ({figures})", election_title(election), outcome(meeting, election, follows))
}

fn outcome(meeting: &Meeting, election: &crate::domain::Election, follows: &Follows) -> String {
    match follows {
        Follows::Elected { won } => {
            let won: Vec<_> = won.iter().filter(|won| won.seats > 0).copied().collect();
            let told = crate::wording::elected(meeting, election, &won);
            told.trim_end_matches('.').to_owned()
        }
        Follows::Round { .. } => "weiterer Wahlgang".to_owned(),
        Follows::Lot { .. } => "Stimmengleichheit, das Los entscheidet".to_owned(),
        Follows::Nobody => "niemand gewählt".to_owned(),
    }
}
