//! An election on the screen of votes: who stands, what was counted, and what follows.

mod paint;

use super::list::{Chosen, Letter};
use super::{Ask, Reply, Screen, Seen};
use crate::action::Action;
use crate::domain::{
    Candidate, CandidateId, Command, Election, ElectionCommand, ElectionForm, ElectionId,
    ElectionRow, Follows, Happening, ItemId, Motion, MotionFate, MotionId, Nominee, PendingLot,
    Proposal, suggest,
};
use crate::text;
use crate::wording;

/// The entry of an election.
#[derive(Debug, Default)]
pub struct ElectionScreen {
    row: Chosen,
    /// Digits that are being typed for the chosen row.
    typed: String,
    letter: Letter,
    /// Whether a row was chosen on purpose: the lot falls on nobody by a slip of the hand.
    meant: bool,
}

/// What the clerk is asked in an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ElectionAsk {
    /// Whether a person is elected or lists, and how.
    Form(ItemId),
    /// What is elected, and for how many seats.
    New(ItemId, ElectionForm, bool),
    /// Who is proposed.
    Candidate(ElectionId),
    /// By whom.
    ProposedBy(ElectionId, Nominee),
    /// Whose list is proposed.
    List(ElectionId),
    /// Who is the next on a list.
    Name(ElectionId, CandidateId),
    /// What is elected, anew; and the names of the chosen list.
    Edit(ElectionId, Option<CandidateId>),
    /// Why an election is void.
    Annul(ElectionId),
}

/// The election that the screen of votes shows: the one that was chosen; else the one that is
/// open; else the last one, where nothing was voted on after it and nothing waits for a vote.
#[must_use]
pub fn shown<'a>(seen: &Seen<'a>) -> Option<&'a Election> {
    let (item, meeting) = (seen.item?, seen.meeting);
    let chosen = seen.election.and_then(|id| meeting.election(id));
    if let Some(chosen) = chosen.filter(|election| election.item == item) {
        return Some(chosen);
    }
    if seen.motion.and_then(|id| meeting.motion(id)).is_some_and(|motion| motion.item == item) {
        return None;
    }
    if let Some(open) = meeting.elections_of(item).find(|election| election.is_open()) {
        return Some(open);
    }
    let waits = meeting.motions_of(item).any(|motion| motion.fate == MotionFate::Open);
    let last = meeting.item(item)?.record.iter().rev().find_map(|happening| match happening {
        Happening::Election(id) => Some(Some(*id)),
        Happening::Vote(_) => Some(None),
        Happening::Passage(_)
        | Happening::Motion(_)
        | Happening::Adopted(_)
        | Happening::Handover(_)
        | Happening::Quorum(_)
        | Happening::Recess(_)
        | Happening::Closing(_)
        | Happening::Movement(_) => None,
    });
    last.flatten().filter(|_| !waits).and_then(|id| meeting.election(id))
}

/// A motion or an election of an item, for the keys that go from one to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    Motion(MotionId),
    Election(ElectionId),
}

/// Goes to the motion or election before or behind that which is shown, round at the ends. `None`:
/// the action is another, or the item has no election.
#[must_use]
pub fn turn(action: Action, shown: Option<MotionId>, seen: &Seen<'_>) -> Option<Reply> {
    let (item, meeting) = (seen.item?, seen.meeting);
    let votable = |motion: &&Motion| motion.fate != MotionFate::Withdrawn;
    let motions = meeting.in_voting_order(item).into_iter().filter(votable);
    let mut all: Vec<_> = motions.map(|motion| Question::Motion(motion.id)).collect();
    let elections = meeting.elections_of(item).map(|election| Question::Election(election.id));
    all.extend(elections);
    let election = self::shown(seen).map(|election| Question::Election(election.id));
    let here = election.or(shown.map(Question::Motion))?;
    let at = all.iter().position(|question| *question == here)?;
    let other = match action {
        Action::NextMotion => at + 1,
        Action::PreviousMotion => at + all.len() - 1,
        _ => return None,
    };
    meeting.elections_of(item).next()?;
    all.get(other % all.len()).map(|question| match question {
        Question::Motion(motion) => Reply::Choose(*motion),
        Question::Election(election) => Reply::ChooseElection(*election),
    })
}

/// The rows that one can choose from: those to be counted, or those among whom the lot is drawn.
fn rows(election: &Election, seen: &Seen<'_>) -> Vec<ElectionRow> {
    if let Some(lot) = election.lot() {
        return lot.among.into_iter().map(ElectionRow::Candidate).collect();
    }
    table(election, seen)
}

/// The rows of the last round, as they stand there whether one can choose them or not.
fn table(election: &Election, seen: &Seen<'_>) -> Vec<ElectionRow> {
    let round = election.rounds.last();
    let abstention = seen.meeting.profile.rules.abstention;
    round.map_or_else(Vec::new, |round| election.rows(round, abstention))
}

impl ElectionScreen {
    /// Goes to the first row that is still to be counted.
    pub fn to_missing(&mut self, election: &Election, seen: &Seen<'_>) {
        let round = election.open_round();
        let missing = |row: &ElectionRow| round.is_some_and(|round| round.figure(*row).is_none());
        self.row = Chosen(rows(election, seen).iter().position(missing).unwrap_or(0));
    }

    /// Hears that something became true.
    pub fn committed(&mut self, command: &ElectionCommand) {
        self.typed.clear();
        self.meant = false;
        match command {
            ElectionCommand::Count { votes: Some(_), .. } => self.row.0 += 1,
            ElectionCommand::CloseRound(_)
            | ElectionCommand::OpenRound(_)
            | ElectionCommand::Reopen(_)
            | ElectionCommand::DrawLot { .. } => self.row = Chosen::default(),
            ElectionCommand::Open { .. }
            | ElectionCommand::Revise { .. }
            | ElectionCommand::Propose { .. }
            | ElectionCommand::ProposeFactions(_)
            | ElectionCommand::Withdraw { .. }
            | ElectionCommand::NameList { .. }
            | ElectionCommand::Count { votes: None, .. }
            | ElectionCommand::Annul { .. } => {}
        }
    }

    /// Takes a character that no key binds: a digit, or a capital letter that goes to whose name
    /// begins with it.
    pub fn insert(&mut self, typed: char, election: &Election, seen: &Seen<'_>) -> Reply {
        if typed.is_ascii_digit() {
            return self.digit(typed, election);
        }
        if !typed.is_uppercase() {
            return Reply::Ignored;
        }
        let rows = rows(election, seen);
        let begins =
            |at: usize| rows.get(at).is_some_and(|row| begins(election, *row, typed, seen));
        self.typed.clear();
        match self.letter.go(typed, &mut self.row, rows.len(), begins) {
            true => {
                self.meant = true;
                Reply::Done
            }
            false => Reply::Say(format!("Kein Wahlvorschlag beginnt mit {typed}.")),
        }
    }

    /// Takes an action; `typed` is the character of the key, if it was one.
    pub fn perform(
        &mut self,
        action: Action,
        typed: Option<char>,
        election: &Election,
        seen: &Seen<'_>,
    ) -> Reply {
        // Wherever a keymap has its digits, here they are figures.
        if let Some(digit) = typed.filter(char::is_ascii_digit) {
            return self.digit(digit, election);
        }
        self.letter.forget();
        let rows = rows(election, seen);
        let nobody_yet = election.lot().is_some() && !self.meant;
        let before = self.row;
        if self.row.step(action, rows.len()) {
            // From nobody, one step goes to the first name, not past it.
            if nobody_yet && action == Action::CursorDown {
                self.row = before;
            }
            self.typed.clear();
            self.meant = true;
            return Reply::Done;
        }
        let chosen = self.row.within(rows.len()).and_then(|at| rows.get(at)).copied();
        self.count(action, chosen, &rows, election, seen)
            .or_else(|| settle(action, chosen, election, seen))
            .unwrap_or(Reply::Ignored)
    }

    fn digit(&mut self, digit: char, election: &Election) -> Reply {
        const LONGEST: usize = 6;
        if election.open_round().is_none() {
            return Reply::Say("Kein Wahlgang ist offen. Wieder öffnen, oder neu wählen.".into());
        }
        if self.typed.len() < LONGEST {
            self.typed.push(digit);
        }
        Reply::Done
    }

    /// What has to do with figures and lots.
    fn count(
        &mut self,
        action: Action,
        chosen: Option<ElectionRow>,
        rows: &[ElectionRow],
        election: &Election,
        seen: &Seen<'_>,
    ) -> Option<Reply> {
        let only = || rows.iter().copied().find(|row| matches!(row, ElectionRow::Candidate(_)));
        let has = |row: ElectionRow| rows.contains(&row).then_some(row);
        Some(match action {
            Action::VoteYes if rows.contains(&ElectionRow::No) => {
                self.enter(only(), rows, election)
            }
            Action::VoteNo => self.enter(has(ElectionRow::No), rows, election),
            Action::VoteAbstain => self.enter(has(ElectionRow::Abstain), rows, election),
            Action::VoteUnanimous => self.rest(chosen?, rows, election, seen),
            Action::CloseVote | Action::Confirm if !self.typed.is_empty() => {
                self.enter(chosen, rows, election)
            }
            Action::CloseVote | Action::Confirm => match election.lot() {
                Some(lot) => self.draw_lot(chosen?, &lot, election),
                None => self.close(rows, election, seen),
            },
            Action::DeleteBack if !self.typed.is_empty() => {
                self.typed.pop();
                Reply::Done
            }
            Action::DeleteBack => {
                let (election, row) = (election.id, chosen?);
                commit(ElectionCommand::Count { election, row, votes: None })
            }
            Action::Cancel if !self.typed.is_empty() => {
                self.typed.clear();
                Reply::Done
            }
            _ => return None,
        })
    }

    /// What was typed counts for `row`; with nothing typed, the cursor goes there.
    fn enter(
        &mut self,
        row: Option<ElectionRow>,
        rows: &[ElectionRow],
        election: &Election,
    ) -> Reply {
        let at = row.and_then(|row| rows.iter().position(|other| *other == row));
        let (Some(row), Some(at)) = (row, at) else {
            return Reply::Say("Diese Zeile hat der Wahlgang nicht.".to_owned());
        };
        self.row = Chosen(at);
        match self.typed.parse() {
            Ok(votes) if election.open_round().and_then(|it| it.figure(row)) == Some(votes) => {
                self.typed.clear();
                self.row.0 += 1;
                Reply::Done
            }
            Ok(votes) => {
                commit(ElectionCommand::Count { election: election.id, row, votes: Some(votes) })
            }
            Err(_) => Reply::Done,
        }
    }

    /// All votes that are not entered elsewhere are those of the chosen row.
    fn rest(
        &mut self,
        row: ElectionRow,
        rows: &[ElectionRow],
        election: &Election,
        seen: &Seen<'_>,
    ) -> Reply {
        let Some(round) = election.open_round() else { return Reply::Ignored };
        let others = rows.iter().filter(|other| **other != row);
        let others = others.filter_map(|other| round.figure(*other)).fold(0, u32::saturating_add);
        let rest = seen.meeting.election_base(election.item).saturating_sub(others);
        self.typed = rest.to_string();
        self.enter(Some(row), rows, election)
    }

    fn draw_lot(&self, row: ElectionRow, lot: &PendingLot, election: &Election) -> Reply {
        match row {
            ElectionRow::Candidate(candidate) if self.meant && lot.among.contains(&candidate) => {
                let draw = ElectionCommand::DrawLot { election: election.id, candidate };
                match lot.places {
                    1 if lot.about == crate::domain::LotAbout::Seat => {
                        Reply::CommitAndShow(Command::Elect(draw), Screen::Minutes)
                    }
                    _ => commit(draw),
                }
            }
            _ => Reply::Say("Erst wählen, auf wen das Los gefallen ist.".to_owned()),
        }
    }

    /// Closes the round, if it is complete; else goes to what is missing.
    fn close(&mut self, rows: &[ElectionRow], election: &Election, seen: &Seen<'_>) -> Reply {
        let Some(round) = election.open_round() else { return Reply::Show(Screen::Minutes) };
        if let Err(missing) = seen.meeting.figures_of(election, round) {
            let first = rows.iter().position(|row| missing.contains(row));
            self.row = Chosen(first.unwrap_or(0));
        }
        let close = Command::Elect(ElectionCommand::CloseRound(election.id));
        match seen.meeting.would_follow(election) {
            Some(Follows::Elected { .. } | Follows::Nobody) => {
                Reply::CommitAndShow(close, Screen::Minutes)
            }
            Some(Follows::Round { .. } | Follows::Lot { .. }) | None => Reply::Commit(close),
        }
    }
}

/// What has to do with the election as a whole.
fn settle(
    action: Action,
    chosen: Option<ElectionRow>,
    election: &Election,
    seen: &Seen<'_>,
) -> Option<Reply> {
    let id = election.id;
    let candidate = chosen.and_then(|row| match row {
        ElectionRow::Candidate(candidate) => election.candidate(candidate),
        ElectionRow::No | ElectionRow::Abstain | ElectionRow::Invalid => None,
    });
    let ask = |ask| Reply::Ask(Ask::Election(ask));
    Some(match action {
        Action::AddCandidate => ask(match election.form {
            ElectionForm::Single(_) => ElectionAsk::Candidate(id),
            ElectionForm::Lists(_) => ElectionAsk::List(id),
        }),
        Action::WithdrawCandidate => withdraw(candidate, election),
        Action::EditElection => {
            let list = candidate.filter(|it| matches!(it.who, Proposal::List { .. }));
            ask(ElectionAsk::Edit(id, list.map(|it| it.id)))
        }
        Action::OpenVote => commit(ElectionCommand::OpenRound(id)),
        Action::ReopenVote => commit(ElectionCommand::Reopen(id)),
        Action::AnnulVote => ask(ElectionAsk::Annul(id)),
        Action::SetResult => Reply::Ask(Ask::Result(election.item)),
        Action::VoteSecret => {
            // Somebody objects to a show of hands (§ 40 (2) GO SH), or nobody does any more.
            let (secret, seats) = (!election.secret, election.seats);
            let title = election.title.clone();
            commit(ElectionCommand::Revise { election: id, title, secret, seats, names: None })
        }
        Action::AcceptResult => match suggest(seen.meeting, election.item) {
            Some(suggestion) => {
                let (item, result) = (election.item, Some(suggestion.text));
                Reply::Commit(Command::SetResult { item, result })
            }
            None => Reply::Say("Aus der Wahl folgt noch kein Ergebnis.".to_owned()),
        },
        _ => return None,
    })
}

/// Whom the cursor is on stands no more; without one, who was withdrawn last stands again.
fn withdraw(candidate: Option<&Candidate>, election: &Election) -> Reply {
    let gone = || election.candidates.iter().rev().find(|candidate| candidate.withdrawn);
    let Some(candidate) = candidate.or_else(gone) else {
        return Reply::Say("Erst einen Wahlvorschlag wählen.".to_owned());
    };
    let (election, withdrawn) = (election.id, !candidate.withdrawn);
    commit(ElectionCommand::Withdraw { election, candidate: candidate.id, withdrawn })
}

fn commit(wish: ElectionCommand) -> Reply {
    Reply::Commit(Command::Elect(wish))
}

/// Whether the name in a row begins so: the family name, or that of a list.
fn begins(election: &Election, row: ElectionRow, typed: char, seen: &Seen<'_>) -> bool {
    let typed = typed.to_string();
    let name = match row {
        ElectionRow::Candidate(id) => match election.candidate(id).map(|it| &it.who) {
            Some(Proposal::One(Nominee::Person(person))) => {
                seen.meeting.person(*person).map(|it| it.family_name.clone())
            }
            Some(who) => Some(wording::proposal(seen.meeting, who)),
            None => None,
        },
        ElectionRow::No | ElectionRow::Abstain | ElectionRow::Invalid => {
            Some(wording::election_row(seen.meeting, election, row))
        }
    };
    name.is_some_and(|name| text::matches_start(&name, &typed))
}
