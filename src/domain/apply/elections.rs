//! Folding in facts about elections.

use crate::domain::{
    Candidate, DrawnLot, Election, ElectionEvent, ElectionFigure, ElectionRow, Happening, Meeting,
    Proposal, Round, RoundState,
};

impl Meeting {
    pub(super) fn apply_election(&mut self, event: &ElectionEvent) {
        if let ElectionEvent::ElectionOpened { election, item, title, form, secret, seats, at } =
            event
        {
            self.elections.push(Election {
                id: *election,
                item: *item,
                title: title.clone(),
                form: *form,
                secret: *secret,
                seats: *seats,
                candidates: Vec::new(),
                rounds: vec![Round::new(Vec::new())],
                opened: *at,
                annulled: None,
            });
            self.happened(*item, Happening::Election(*election));
            return;
        }
        let id = event.election();
        if let Some(election) = self.elections.iter_mut().find(|other| other.id == id) {
            election.apply(event);
        }
    }
}

impl Election {
    fn apply(&mut self, event: &ElectionEvent) {
        match event {
            ElectionEvent::ElectionOpened { .. } => {}
            ElectionEvent::ElectionRevised { title, secret, seats, .. } => {
                self.title.clone_from(title);
                self.secret = *secret;
                self.seats = *seats;
            }
            ElectionEvent::CandidateProposed { candidate, who, by, .. } => {
                self.candidates.push(Candidate {
                    id: *candidate,
                    who: who.clone(),
                    proposed_by: by.clone(),
                    withdrawn: false,
                });
            }
            ElectionEvent::CandidateWithdrawn { candidate, withdrawn, .. } => {
                let known = self.candidates.iter_mut().find(|other| other.id == *candidate);
                if let Some(candidate) = known {
                    candidate.withdrawn = *withdrawn;
                }
            }
            ElectionEvent::ListNamed { candidate, names, .. } => {
                let known = self.candidates.iter_mut().find(|other| other.id == *candidate);
                if let Some(Proposal::List { names: old, .. }) = known.map(|it| &mut it.who) {
                    old.clone_from(names);
                }
            }
            ElectionEvent::VotesCounted { row, votes, .. } => self.count(*row, *votes),
            ElectionEvent::RoundClosed { .. } => self.close_round(event),
            ElectionEvent::RoundOpened { among, .. } => {
                self.rounds.push(Round::new(among.clone()));
            }
            ElectionEvent::RoundReopened { round, .. } => {
                let kept = usize::try_from(*round).unwrap_or(usize::MAX).saturating_add(1);
                self.rounds.truncate(kept);
                if let Some(round) = self.rounds.last_mut() {
                    round.state = RoundState::Open;
                    round.lots.clear();
                }
            }
            ElectionEvent::LotDrawn { candidate, by, at, .. } => {
                if let Some(round) = self.rounds.last_mut() {
                    round.lots.push(DrawnLot { candidate: *candidate, by: *by, at: *at });
                }
            }
            ElectionEvent::ElectionAnnulled { reason, .. } => {
                self.annulled = Some(reason.clone());
            }
        }
    }

    /// A closed round is closed: what arrives late for it does not fit.
    fn close_round(&mut self, event: &ElectionEvent) {
        let open = self.rounds.last_mut().filter(|round| round.state == RoundState::Open);
        if let (
            Some(round),
            ElectionEvent::RoundClosed { secret, figures, present, follows, at, .. },
        ) = (open, event)
        {
            round.figures.clone_from(figures);
            let (secret, present, follows, at) = (*secret, *present, follows.clone(), *at);
            round.state = RoundState::Closed { secret, present, follows, at };
        }
    }

    fn count(&mut self, row: ElectionRow, votes: Option<u32>) {
        let open = self.rounds.last_mut().filter(|round| round.state == RoundState::Open);
        let Some(round) = open else { return };
        round.figures.retain(|figure| figure.row != row);
        round.figures.extend(votes.map(|votes| ElectionFigure { row, votes }));
    }
}
