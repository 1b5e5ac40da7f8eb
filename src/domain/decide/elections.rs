//! Elections: candidates, rounds, the lot.

use super::Decision;
use crate::domain::election::{RoundCount, after_round};
use crate::domain::{
    CandidateId, Election, ElectionCommand, ElectionEvent, ElectionFigure, ElectionForm,
    ElectionId, ElectionRow, Event, Follows, ItemId, ItemResult, ListOwner, LotAbout, MOST_SEATS,
    Meeting, MotionFate, Mover, Nominee, PersonId, Proposal, Refusal, Round, RoundState, Timestamp,
};

type Facts = Result<Vec<ElectionEvent>, Refusal>;

impl Meeting {
    pub(super) fn elect(&self, wish: &ElectionCommand, now: Timestamp) -> Decision {
        use ElectionCommand as C;
        let facts = match wish {
            C::Open { item, title, form, secret, seats } => {
                self.open_election(*item, title, *form, *secret, *seats, now)
            }
            C::Revise { election, title, secret, seats, names } => {
                let names = names.as_ref().map(|(list, names)| (*list, names.as_slice()));
                self.revise_election(*election, title, *secret, *seats, names)
            }
            C::Propose { election, who, by } => {
                let candidate = CandidateId(self.next_id());
                self.propose(*election, candidate, who, by.as_ref(), now).map(|fact| vec![fact])
            }
            C::ProposeFactions(election) => self.propose_factions(*election, now),
            C::Withdraw { election, candidate, withdrawn } => {
                self.withdraw_candidate(*election, *candidate, *withdrawn)
            }
            C::NameList { election, candidate, names } => {
                let named = self.name_list(*election, *candidate, names)?;
                named.map(|fact| vec![fact]).ok_or(Refusal::NothingChanges)
            }
            C::Count { election, row, votes } => self.count_row(*election, *row, *votes),
            C::CloseRound(election) => self.close_round(*election, now),
            C::OpenRound(election) => self.open_round(*election, now),
            C::Reopen(election) => self.reopen_round(*election),
            C::DrawLot { election, candidate } => self.draw_lot(*election, *candidate, now),
            C::Annul { election, reason } => self.annul_election(*election, reason),
        }?;
        let headline = self.headline_after(&facts);
        Ok(facts.into_iter().map(Event::Election).chain(headline).collect())
    }

    fn valid_election(&self, id: ElectionId) -> Result<&Election, Refusal> {
        let election = self.election(id).ok_or(Refusal::Unknown)?;
        match election.annulled {
            None => Ok(election),
            Some(_) => Err(Refusal::ElectionAnnulled),
        }
    }

    fn open_election(
        &self,
        item: ItemId,
        title: &str,
        form: ElectionForm,
        secret: bool,
        seats: u32,
        at: Timestamp,
    ) -> Facts {
        self.must_have(item)?;
        let seats = seats_of(form, seats)?;
        let title = title.trim().to_owned();
        let election = ElectionId(self.next_id());
        Ok(vec![ElectionEvent::ElectionOpened { election, item, title, form, secret, seats, at }])
    }

    fn revise_election(
        &self,
        id: ElectionId,
        title: &str,
        secret: bool,
        seats: u32,
        names: Option<(CandidateId, &[Nominee])>,
    ) -> Facts {
        let old = self.valid_election(id)?;
        let title = title.trim().to_owned();
        let seats = seats_of(old.form, seats)?;
        // Seats that are given away are not counted again by a change of their number.
        if old.seats != seats && old.open_round().is_none() {
            return Err(Refusal::RoundClosed);
        }
        let mut facts = Vec::new();
        if old.title != title || old.secret != secret || old.seats != seats {
            facts.push(ElectionEvent::ElectionRevised { election: id, title, secret, seats });
        }
        if let Some((list, names)) = names {
            facts.extend(self.name_list(id, list, names)?);
        }
        if facts.is_empty() { Err(Refusal::NothingChanges) } else { Ok(facts) }
    }

    /// `None`: these are its names.
    fn name_list(
        &self,
        election: ElectionId,
        candidate: CandidateId,
        names: &[Nominee],
    ) -> Result<Option<ElectionEvent>, Refusal> {
        let known = self.valid_election(election)?.candidate(candidate);
        match known.map(|known| &known.who).ok_or(Refusal::Unknown)? {
            Proposal::List { names: old, .. } if old == names => Ok(None),
            Proposal::List { .. } => {
                let names = names.to_vec();
                Ok(Some(ElectionEvent::ListNamed { election, candidate, names }))
            }
            Proposal::One(_) => Err(Refusal::Unknown),
        }
    }

    fn propose(
        &self,
        election: ElectionId,
        candidate: CandidateId,
        who: &Proposal,
        by: Option<&Mover>,
        at: Timestamp,
    ) -> Result<ElectionEvent, Refusal> {
        let known = self.valid_election(election)?;
        let same = |old: &Proposal| match (old, who) {
            (Proposal::List { of: old, .. }, Proposal::List { of: new, .. }) => old == new,
            (old, new) => old == new,
        };
        if known.candidates.iter().any(|old| !old.withdrawn && same(&old.who)) {
            return Err(Refusal::ProposedAlready);
        }
        let lists = matches!(known.form, ElectionForm::Lists(_));
        if lists != matches!(who, Proposal::List { .. }) {
            return Err(Refusal::Unknown);
        }
        let (who, by) = (who.clone(), by.cloned());
        Ok(ElectionEvent::CandidateProposed { election, candidate, who, by, at })
    }

    fn propose_factions(&self, election: ElectionId, at: Timestamp) -> Facts {
        let lists = self.factions().into_iter().map(|faction| Proposal::List {
            of: ListOwner::Faction(faction.id),
            names: Vec::new(),
        });
        let mut facts = Vec::new();
        for (who, number) in lists.zip(self.next_id()..) {
            match self.propose(election, CandidateId(number), &who, None, at) {
                Ok(fact) => facts.push(fact),
                Err(Refusal::ProposedAlready) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        if facts.is_empty() { Err(Refusal::ProposedAlready) } else { Ok(facts) }
    }

    fn withdraw_candidate(&self, id: ElectionId, candidate: CandidateId, withdrawn: bool) -> Facts {
        let election = self.valid_election(id)?;
        let old = election.candidate(candidate).ok_or(Refusal::Unknown)?;
        if old.withdrawn == withdrawn {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![ElectionEvent::CandidateWithdrawn { election: id, candidate, withdrawn }])
    }

    fn count_row(&self, id: ElectionId, row: ElectionRow, votes: Option<u32>) -> Facts {
        let election = self.valid_election(id)?;
        let round = election.open_round().ok_or(Refusal::RoundClosed)?;
        let abstention = self.profile.rules.abstention;
        if row == ElectionRow::Abstain && !abstention {
            return Err(Refusal::NoAbstention);
        }
        if !election.rows(round, abstention).contains(&row) {
            return Err(Refusal::Unknown);
        }
        if round.figure(row) == votes {
            return Err(Refusal::NothingChanges);
        }
        Ok(vec![ElectionEvent::VotesCounted { election: id, row, votes }])
    }

    /// Anwesende with a vote in an election in `item`. Where Befangenheit is none in elections
    /// (§ 22 (3) GO SH), those who are out of the room for a motion have theirs.
    #[must_use]
    pub fn election_base(&self, item: ItemId) -> u32 {
        let recusal = self.profile.elections.recusal;
        let votes = |person: PersonId| {
            let out = recusal && self.is_recused(person, item);
            self.votes_now(person, None) && !self.is_away(person, item) && !out
        };
        let voters = self.people.iter().filter(|person| votes(person.id)).count();
        u32::try_from(voters).unwrap_or(u32::MAX)
    }

    /// The figures of a round that is being counted, row by row, if it is complete: all rows are
    /// entered, or all votes are there, so that what is left out is nought.
    ///
    /// # Errors
    /// The rows that are missing.
    pub fn figures_of(
        &self,
        election: &Election,
        round: &Round,
    ) -> Result<Vec<ElectionFigure>, Vec<ElectionRow>> {
        let rows = election.rows(round, self.profile.rules.abstention);
        let sum = rows.iter().filter_map(|row| round.figure(*row)).fold(0, u32::saturating_add);
        let all_there = sum > 0 && sum == self.election_base(election.item);
        let missing: Vec<_> =
            rows.iter().copied().filter(|row| round.figure(*row).is_none()).collect();
        if !missing.is_empty() && !all_there {
            return Err(missing);
        }
        let figure = |row| ElectionFigure { row, votes: round.figure(row).unwrap_or(0) };
        Ok(rows.into_iter().map(figure).collect())
    }

    /// What would follow if the round that is being counted were closed now; `None`: it is not
    /// complete.
    #[must_use]
    pub fn would_follow(&self, election: &Election) -> Option<Follows> {
        let figures = self.figures_of(election, election.open_round()?).ok()?;
        Some(self.after(election, &figures))
    }

    fn after(&self, election: &Election, figures: &[ElectionFigure]) -> Follows {
        let votes = figures.iter().filter_map(|figure| match figure.row {
            ElectionRow::Candidate(id) => Some((id, figure.votes)),
            ElectionRow::No | ElectionRow::Abstain | ElectionRow::Invalid => None,
        });
        let no = figures.iter().find(|figure| figure.row == ElectionRow::No);
        let count = RoundCount {
            votes: votes.collect(),
            no: no.map_or(0, |no| no.votes),
            statutory: self.statutory_members(),
            before: election.rounds_before(election.rounds.len().saturating_sub(1)),
            seats: election.seats,
        };
        after_round(election.form, &count)
    }

    fn close_round(&self, id: ElectionId, at: Timestamp) -> Facts {
        let election = self.valid_election(id)?;
        let round = election.open_round().ok_or(Refusal::RoundClosed)?;
        if election.standing(round).next().is_none() {
            return Err(Refusal::NoCandidate);
        }
        let figures =
            self.figures_of(election, round).map_err(|rows| Refusal::FiguresMissing(id, rows))?;
        let follows = self.after(election, &figures);
        let next = match &follows {
            Follows::Round { among } => Some(among.clone()),
            Follows::Elected { .. } | Follows::Lot { .. } | Follows::Nobody => None,
        };
        let closed = ElectionEvent::RoundClosed {
            election: id,
            secret: election.secret,
            figures,
            present: self.election_base(election.item),
            follows,
            at,
        };
        let next = next.map(|among| ElectionEvent::RoundOpened { election: id, among, at });
        Ok(std::iter::once(closed).chain(next).collect())
    }

    fn open_round(&self, id: ElectionId, at: Timestamp) -> Facts {
        let election = self.valid_election(id)?;
        if election.is_open() {
            return Err(Refusal::ElectionOpen);
        }
        Ok(vec![ElectionEvent::RoundOpened { election: id, among: Vec::new(), at }])
    }

    /// The last round that was closed is opened again; one that merely followed from it, and in
    /// which nothing was counted yet, goes.
    fn reopen_round(&self, id: ElectionId) -> Facts {
        let election = self.valid_election(id)?;
        let untouched = election.open_round().is_none_or(|round| round.figures.is_empty());
        let closed = |round: &Round| round.state != RoundState::Open;
        let last = election.rounds.iter().rposition(closed).filter(|_| untouched);
        let round = last.and_then(|at| u32::try_from(at).ok()).ok_or(Refusal::ElectionOpen)?;
        Ok(vec![ElectionEvent::RoundReopened { election: id, round }])
    }

    fn draw_lot(&self, id: ElectionId, candidate: CandidateId, at: Timestamp) -> Facts {
        let election = self.valid_election(id)?;
        let lot = election.lot().ok_or(Refusal::NoLot)?;
        if !lot.among.contains(&candidate) {
            return Err(Refusal::NoLot);
        }
        let by = self.head.chair;
        let drawn = ElectionEvent::LotDrawn { election: id, candidate, by, at };
        let mut facts = vec![drawn];
        // The last lot that was missing: the Stichwahl begins.
        let round = election.rounds.last();
        if let (LotAbout::Runoff, 1, Some(round)) = (lot.about, lot.places, round)
            && let Some(Follows::Lot { sure, .. }) = round.follows()
        {
            let sure = sure.iter().map(|won| won.candidate);
            let drawn = round.lots.iter().map(|lot| lot.candidate);
            let among = sure.chain(drawn).chain([candidate]).collect();
            facts.push(ElectionEvent::RoundOpened { election: id, among, at });
        }
        Ok(facts)
    }

    fn annul_election(&self, id: ElectionId, reason: &str) -> Facts {
        self.valid_election(id)?;
        match reason.trim() {
            "" => Err(Refusal::ReasonMissing),
            reason => Ok(vec![ElectionEvent::ElectionAnnulled {
                election: id,
                reason: reason.to_owned(),
            }]),
        }
    }

    /// The headline result of the item: set when somebody is elected, if there is none; taken
    /// back when nobody is any more. Words of the clerk's own stay.
    fn headline_after(&self, facts: &[ElectionEvent]) -> Option<Event> {
        let id = facts.first()?.election();
        let item = self.election(id)?.item;
        let decided = |meeting: &Self| meeting.elections_of(item).any(|it| !it.won().is_empty());
        let mut after = self.clone_elections(item);
        for fact in facts {
            after.apply(&Event::Election(fact.clone()));
        }
        let word = &self.profile.elections.result;
        let stands = self.item(item)?.result.as_ref().map(|result| &result.text);
        // What the paper proposes is decided by a vote of its own.
        let asked = self
            .main_motion(item)
            .is_some_and(|main| main.fate == MotionFate::Open && !main.text.trim().is_empty());
        let result = match (decided(self), decided(&after), stands) {
            (_, true, None) if asked => return None,
            (_, true, None) => Some(ItemResult { text: word.clone() }),
            (true, false, Some(text)) if text == word => None,
            _ => return None,
        };
        Some(Event::ResultSet { item, result, ordered: false })
    }

    /// The elections of an item and nothing else, to see what would become of them.
    fn clone_elections(&self, item: ItemId) -> Self {
        let mut alone = Self::new(self.profile.clone());
        alone.elections = self.elections_of(item).cloned().collect();
        alone
    }
}

/// One seat for one person; a number that can be meant for lists.
fn seats_of(form: ElectionForm, seats: u32) -> Result<u32, Refusal> {
    match form {
        ElectionForm::Single(_) => Ok(1),
        ElectionForm::Lists(_) if (1..=MOST_SEATS).contains(&seats) => Ok(seats),
        ElectionForm::Lists(_) => Err(Refusal::SeatsOutOfRange),
    }
}
