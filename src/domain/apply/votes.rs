//! Folding in facts about motions and votes.

use crate::domain::{
    Ballot, Event, FactionCount, Happening, Meeting, Method, Minority, Motion, MotionFate,
    MotionId, MotionKind, OrganizationId, SecretCount, Tally, Vote, VoteId, VoteState,
};

impl Meeting {
    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_votes(&mut self, event: &Event) {
        match event {
            Event::VoteOpened { vote, item, motion, at } => {
                self.votes.push(Vote {
                    id: *vote,
                    item: *item,
                    motion: *motion,
                    bloc: Vec::new(),
                    method: Method::PerFaction,
                    rows: Vec::new(),
                    totals: None,
                    minority: None,
                    secret: None,
                    verdict: None,
                    ballots: Vec::new(),
                    named: Vec::new(),
                    majority: None,
                    opened: *at,
                    state: VoteState::Open,
                });
                self.happened(*item, Happening::Vote(*vote));
            }
            Event::FactionVoted { vote, .. }
            | Event::TotalsCounted { vote, .. }
            | Event::MinorityCounted { vote, .. }
            | Event::SecretCounted { vote, .. }
            | Event::VerdictTold { vote, .. }
            | Event::BallotCast { vote, .. }
            | Event::BlocFormed { vote, .. }
            | Event::MajoritySet { vote, .. }
            | Event::MethodChosen { vote, .. } => {
                self.with_open_vote(*vote, |vote| vote.count(event));
            }
            Event::VoteClosed { vote, .. } => self.with_open_vote(*vote, |vote| vote.close(event)),
            // It may be demanded after the vote was closed, too.
            Event::VoterNamed { vote, person, choice } => self.with_vote(*vote, |vote| {
                vote.named.retain(|ballot| ballot.person != *person);
                vote.named.extend(choice.map(|choice| Ballot { person: *person, choice }));
            }),
            Event::VoteReopened { vote } => {
                // What is corrected afterwards is corrected here alone.
                self.with_vote(*vote, |vote| {
                    vote.state = VoteState::Open;
                    vote.bloc.clear();
                });
            }
            Event::VoteAnnulled { vote, reason } => self.annul(*vote, reason),
            Event::VoteDropped { vote } => self.drop_vote(*vote),
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` has matched everything")]
    pub(super) fn apply_motions(&mut self, event: &Event) {
        match event {
            Event::MotionMoved { item, motion, kind, mover, text, from_paper, at, procedure } => {
                self.motions.push(Motion {
                    id: *motion,
                    item: *item,
                    kind: *kind,
                    procedure: procedure.clone(),
                    mover: mover.clone(),
                    text: text.clone(),
                    paper_text: from_paper.then(|| text.clone()),
                    fate: MotionFate::Open,
                    adopted: None,
                    moved: *at,
                });
                if !from_paper {
                    self.happened(*item, Happening::Motion(*motion));
                }
            }
            Event::MotionReworded { motion, text } => {
                self.with_motion(*motion, |motion| motion.text.clone_from(text));
            }
            Event::MotionFateSet { motion, fate } => {
                self.with_motion(*motion, |motion| {
                    motion.fate = *fate;
                    motion.adopted = None;
                });
            }
            Event::MotionAdopted { motion, at } => {
                self.with_motion(*motion, |motion| {
                    motion.fate = MotionFate::Carried;
                    motion.adopted = Some(*at);
                });
                let item = self.motion(*motion).and_then(|motion| self.item(motion.item));
                let known = Happening::Adopted(*motion);
                // Adopted, taken back and adopted again, it is told once.
                if let Some(item) = item.filter(|item| !item.record.contains(&known)) {
                    self.happened(item.id, known);
                }
            }
            Event::MotionsOrdered { item, order } => {
                if let Some(item) = self.item_mut(*item) {
                    item.motions_order.clone_from(order);
                }
            }
            _ => {}
        }
    }

    fn with_motion(&mut self, id: MotionId, change: impl FnOnce(&mut Motion)) {
        if let Some(motion) = self.motions.iter_mut().find(|other| other.id == id) {
            change(motion);
        }
    }

    fn drop_vote(&mut self, id: VoteId) {
        let Some(vote) = self.vote(id) else { return };
        let (item, on, opened) = (vote.item, vote.motion, vote.opened);
        self.votes.retain(|other| other.id != id);
        let voted_on = self.votes_on(on).next().is_some();
        let made_for_it = |motion: &Motion| {
            let made = motion.kind == MotionKind::Main && motion.moved == opened;
            motion.id == on && made && motion.paper_text.is_none() && motion.text.is_empty()
        };
        let made = self.motions.iter().any(made_for_it) && !voted_on;
        if made {
            self.motions.retain(|motion| motion.id != on);
        }
        if let Some(item) = self.item_mut(item) {
            item.record.retain(|happening| match happening {
                Happening::Vote(vote) => *vote != id,
                Happening::Motion(motion) => !made || *motion != on,
                Happening::Passage(_)
                | Happening::Adopted(_)
                | Happening::Election(_)
                | Happening::Handover(_)
                | Happening::Quorum(_)
                | Happening::Recess(_)
                | Happening::Closing(_)
                | Happening::Movement(_) => true,
            });
        }
    }

    /// A void vote keeps the sums that it had.
    fn annul(&mut self, id: VoteId, reason: &str) {
        let tally = self.vote(id).map_or_else(Tally::default, |vote| self.tally_of(vote));
        let state = VoteState::Annulled { reason: reason.to_owned(), tally };
        self.with_vote(id, |vote| vote.state = state);
    }

    fn with_vote(&mut self, id: VoteId, change: impl FnOnce(&mut Vote)) {
        if let Some(vote) = self.votes.iter_mut().find(|vote| vote.id == id) {
            change(vote);
        }
    }

    /// A closed vote is closed: what arrives late for it does not fit and is left out.
    fn with_open_vote(&mut self, id: VoteId, change: impl FnOnce(&mut Vote)) {
        if let Some(vote) = self.votes.iter_mut().find(|vote| vote.id == id && vote.is_open()) {
            change(vote);
        }
    }
}

impl Vote {
    fn close(&mut self, event: &Event) {
        let Event::VoteClosed {
            rows,
            tally,
            present,
            recused,
            majority,
            outcome,
            wording,
            at,
            ballots,
            ..
        } = event
        else {
            return;
        };
        self.rows.clone_from(rows);
        // What was noted by name and does not count now is kept for another try.
        match self.method {
            Method::Rollcall => self.ballots.clone_from(ballots),
            // Secret: nobody is to be found in it.
            Method::Secret => {
                self.ballots.clear();
                self.named.clear();
            }
            Method::PerFaction | Method::Totals | Method::Minority | Method::Words => {
                self.named.clone_from(ballots);
            }
        }
        self.state = VoteState::Closed {
            tally: *tally,
            present: *present,
            majority: *majority,
            recused: recused.clone(),
            outcome: *outcome,
            wording: wording.clone(),
            at: *at,
        };
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "called for what is entered only")]
    fn count(&mut self, event: &Event) {
        match event {
            Event::FactionVoted { faction, tally, .. } => self.enter(*faction, *tally),
            Event::TotalsCounted { tally, .. } => {
                self.totals = *tally;
                self.method = if tally.is_some() { Method::Totals } else { Method::PerFaction };
            }
            Event::MinorityCounted { no, abstain, .. } => {
                self.minority = Some(Minority { no: *no, abstain: *abstain });
                self.method = Method::Minority;
            }
            Event::SecretCounted { tally, invalid, .. } => {
                self.secret = Some(SecretCount { tally: *tally, invalid: *invalid });
                self.method = Method::Secret;
            }
            Event::VerdictTold { verdict, .. } => {
                self.verdict = Some(*verdict);
                self.method = Method::Words;
            }
            Event::BallotCast { person, choice, .. } => {
                self.ballots.retain(|ballot| ballot.person != *person);
                self.ballots.extend(choice.map(|choice| Ballot { person: *person, choice }));
            }
            Event::BlocFormed { items, .. } => self.bloc.clone_from(items),
            Event::MajoritySet { majority, .. } => self.majority = *majority,
            Event::MethodChosen { method, .. } => self.method = *method,
            _ => {}
        }
    }

    fn enter(&mut self, faction: Option<OrganizationId>, tally: Tally) {
        let tally = Some(tally);
        match self.rows.iter_mut().find(|row| row.faction == faction) {
            Some(row) => row.tally = tally,
            None => self.rows.push(FactionCount { faction, present: 0, tally }),
        }
    }
}
