//! Abstimmung: how each Fraktion voted, what is missing, and what follows.

mod before;
pub mod bloc;
mod letters;
mod majority;
mod rollcall;
mod split;
mod sums;
mod table;

use super::list::{Chosen, Letter, inset, put};
use super::theme::Theme;

use super::{Ask, Reply, Screen, Seen};
use crate::action::Action;
use crate::domain::{
    Choice, Command, FactionCount, ItemId, Motion, MotionFate, MotionId, PersonId, Tally, Vote,
    VoteId, suggest,
};
use letters::Letters;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use split::deviation;
use sums::{Field, SECRET, TOTALS};
use table::Entry;

const NAMES: &str = "Namentlich: j, n oder e für die gewählte Person; zum Namen mit seinem großen \
    ersten und dem zweiten Buchstaben.";
const CLOSED: &str = "Hier ist abgestimmt. Wieder öffnen, oder eine neue Abstimmung öffnen.";

/// The entry of a vote.
#[derive(Debug, Default)]
pub struct VoteScreen {
    row: Chosen,
    /// What is being typed for the chosen row: digits and strokes.
    typed: String,
    field: Field,
    letters: Letters,
    /// The vote that this one was filled in after.
    before: Option<VoteId>,
    letter: Letter,
    /// The first letter of a name, in a vote by name; the second may follow.
    first: Option<char>,
    /// What was typed of a name that nobody has.
    lost: Option<String>,
}

/// The motion that is voted on, and its vote.
struct Question<'a> {
    item: ItemId,
    motion: Option<&'a Motion>,
    vote: Option<&'a Vote>,
    rows: Vec<FactionCount>,
    /// Who is called, where the vote is by name.
    voters: Option<Vec<PersonId>>,
}

impl<'a> Question<'a> {
    fn of(seen: &Seen<'a>) -> Option<Self> {
        let item = seen.item?;
        let motion = motion_to_vote_on(seen, item);
        let vote = motion.and_then(|motion| seen.meeting.votes_on(motion.id).next());
        let rows = match vote {
            Some(vote) if vote.is_open() => seen.meeting.rows_of(vote),
            // Closed: as it was. Void: the next one is entered for who is here now.
            Some(vote) if vote.outcome().is_some() && !vote.rows.is_empty() => vote.rows.clone(),
            _ => seen.meeting.vote_base(item),
        };
        let voters = vote.and_then(|vote| rollcall::voters(seen.meeting, vote));
        Some(Self { item, motion, vote, rows, voters })
    }

    fn open(&self) -> Option<&'a Vote> {
        self.vote.filter(|vote| vote.is_open())
    }

    /// How many rows one can choose from.
    fn length(&self) -> usize {
        self.voters.as_ref().map_or(self.rows.len(), Vec::len)
    }

    /// Whether the rows count, and not sums.
    fn by_rows(&self) -> bool {
        self.vote.is_none_or(|vote| vote.method.is_by_rows())
    }

    /// How many may vote.
    fn present(&self) -> u32 {
        self.rows.iter().map(|row| row.present).sum()
    }

    fn is_closed(&self) -> bool {
        self.vote.is_some_and(|vote| vote.outcome().is_some())
    }
}

/// The motion chosen on the screen of motions; else the one being voted on; else the first that is
/// open in the order of voting; else the item's main motion.
pub(super) fn motion_to_vote_on<'a>(seen: &Seen<'a>, item: ItemId) -> Option<&'a Motion> {
    let meeting = seen.meeting;
    let votable = |motion: &&Motion| motion.item == item && motion.fate != MotionFate::Withdrawn;
    let chosen = seen.motion.and_then(|id| meeting.motion(id)).filter(votable);
    let being_voted_on = || {
        let open = meeting.votes_of(item).find(|vote| vote.is_open())?;
        meeting.motion(open.motion)
    };
    let next = || {
        let mut order = meeting.in_voting_order(item).into_iter();
        order.find(|motion| motion.fate == MotionFate::Open)
    };
    chosen.or_else(being_voted_on).or_else(next).or_else(|| meeting.main_motion(item))
}

impl VoteScreen {
    /// The row that is chosen, for the place to resume at.
    pub fn chosen(&mut self) -> &mut Chosen {
        &mut self.row
    }

    /// Begins anew: another motion or item is looked at.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Tells whether the vote that is shown is closed.
    #[must_use]
    pub fn is_closed(seen: &Seen<'_>) -> bool {
        Question::of(seen).is_some_and(|question| question.is_closed())
    }

    /// Whether only the minority is entered now.
    #[must_use]
    pub fn enters_minority(&self) -> bool {
        self.field == Field::Minority
    }

    /// Goes to the first row that is still to be entered.
    pub fn to_missing(&mut self, seen: &Seen<'_>) {
        let Some(question) = Question::of(seen).filter(|question| question.open().is_some()) else {
            return;
        };
        let missing = |row: &FactionCount| row.present > 0 && row.tally.is_none();
        let at = match (&question.voters, question.vote) {
            (Some(voters), Some(vote)) => voters.iter().position(|id| vote.ballot(*id).is_none()),
            _ => question.rows.iter().position(missing),
        };
        self.row = Chosen(at.unwrap_or(0));
    }

    /// Hears that something became true.
    pub fn committed(&mut self, command: &Command) {
        self.typed.clear();
        if !matches!(command, Command::CountAsBefore { .. }) {
            self.before = None;
        }
        match command {
            Command::CountFaction { .. } => {
                self.row.0 += 1;
                self.field = Field::Row;
            }
            Command::CountAll { .. }
            | Command::CountTotals { .. }
            | Command::CountSecret { .. }
            | Command::TellVerdict { .. }
            | Command::CountAsBefore { .. } => self.field = Field::Row,
            // In the order of the alphabet, one after the other.
            Command::CastBallot { choice: Some(_), .. } => self.row.0 += 1,
            Command::CallRoll { .. } => {
                (self.row, self.field, self.lost) = (Chosen::default(), Field::Row, None);
            }
            // A number of Enthaltungen may follow that of the Gegenstimmen.
            Command::CountMinority { .. } => {
                (self.field, self.letters.counted) = (Field::Minority, false);
            }
            Command::CountDeviation { .. } => self.letters.counted = true,
            _ => {}
        }
    }

    /// Takes a character that no key binds: a capital letter goes to the Fraktion that begins
    /// with it.
    pub fn insert(&mut self, typed: char, seen: &Seen<'_>) -> Reply {
        let Some(question) = Question::of(seen) else { return Reply::Ignored };
        if let Some(reply) = self.second_letter(Some(typed), &question, seen, false) {
            return reply;
        }
        if !self.calls(&question) && (typed.is_ascii_digit() || typed == '/') {
            self.typed.push(typed);
            return Reply::Done;
        }
        if self.enters_minority() && typed.is_alphabetic() {
            return self.deviate(typed, &question, seen);
        }
        if !typed.is_uppercase() {
            return Reply::Ignored;
        }
        let begins = |at: usize| question.begins(seen.meeting, at, &typed.to_string());
        self.typed.clear();
        self.field = Field::Row;
        let by_name = question.voters.is_some();
        let found = self.letter.go(typed, &mut self.row, question.length(), begins);
        self.first = Some(typed).filter(|_| by_name);
        self.lost = None;
        match (found, by_name) {
            (true, _) => Reply::Done,
            (false, false) => Reply::Say(format!("Keine Fraktion beginnt mit {typed}.")),
            (false, true) => self.lose(typed.to_string()),
        }
    }

    /// Takes an action; `typed` is the character of the key, if it was one.
    pub fn perform(&mut self, action: Action, typed: Option<char>, seen: &Seen<'_>) -> Reply {
        let Some(question) = Question::of(seen) else { return Reply::Ignored };
        let votes = matches!(action, Action::VoteYes | Action::VoteNo | Action::VoteAbstain);
        if let Some(reply) = self.second_letter(typed, &question, seen, votes) {
            return reply;
        }
        let letter = typed.filter(|_| self.enters_minority() && !votes);
        if let Some(letter) = letter.filter(|it| letters::has(seen.meeting, &question.rows, *it)) {
            return self.deviate(letter, &question, seen);
        }
        self.letter.forget();
        if self.row.step(action, question.length()) {
            self.lost = None;
            self.typed.clear();
            self.field = Field::Row;
            return Reply::Done;
        }
        if let Some(motion) = other_motion(seen, &question, action) {
            self.reset();
            return Reply::Choose(motion);
        }
        self.count_by(action, typed, &question, seen)
            .or_else(|| settle(action, &question, seen))
            .unwrap_or(Reply::Ignored)
    }

    /// What has to do with entering votes.
    fn count_by(
        &mut self,
        action: Action,
        typed: Option<char>,
        question: &Question<'_>,
        seen: &Seen<'_>,
    ) -> Option<Reply> {
        let (item, motion) = (question.item, question.motion.map(|motion| motion.id));
        Some(match action {
            Action::VoteRollcall if question.is_closed() => Reply::Say(CLOSED.to_owned()),
            Action::VoteRollcall => {
                let by_name = question.voters.is_none();
                Reply::Commit(Command::CallRoll { item, motion, by_name })
            }
            Action::VoteSplit if self.calls(question) => Reply::Say(NAMES.to_owned()),
            Action::DeleteBack if self.calls(question) => self.ballot(question, None),
            Action::VoteYes => self.vote(question, Choice::Yes),
            Action::VoteNo => self.vote(question, Choice::No),
            Action::VoteAbstain => self.vote(question, Choice::Abstain),
            Action::VoteSplit => {
                self.typed.extend(typed);
                Reply::Done
            }
            Action::VoteBloc if question.is_closed() => Reply::Say(CLOSED.to_owned()),
            Action::VoteBloc => Reply::Ask(Ask::Bloc(item, motion)),
            Action::NameVoter => Reply::Ask(Ask::Voter(item, motion, Choice::No)),
            Action::VoteUnanimous => {
                Reply::Commit(Command::CountAll { item, motion, choice: Choice::Yes })
            }
            Action::VoteAllNo => {
                Reply::Commit(Command::CountAll { item, motion, choice: Choice::No })
            }
            Action::VoteTotals | Action::VoteMinority | Action::VoteSecret | Action::VoteWords
                if question.is_closed() =>
            {
                Reply::Say(CLOSED.to_owned())
            }
            Action::VoteTotals => self.begin(Field::Totals),
            Action::VoteMinority => self.begin(Field::Minority),
            Action::VoteSecret => self.begin(Field::Secret),
            Action::VoteWords => Reply::Ask(Ask::Verdict(item, motion)),
            Action::VoteAsBefore => self.as_before(seen, question),
            Action::CloseVote | Action::Confirm => self.close(question),
            Action::DeleteBack => {
                self.typed.pop();
                Reply::Done
            }
            Action::Cancel if self.lost.take().is_some() => Reply::Done,
            // One step back from names that nobody was called by.
            Action::Cancel if self.calls(question) && question.vote.is_some_and(Vote::is_blank) => {
                Reply::Commit(Command::CallRoll { item, motion, by_name: false })
            }
            Action::Cancel if !self.typed.is_empty() || self.field != Field::Row => {
                self.typed.clear();
                self.field = Field::Row;
                Reply::Done
            }
            _ => return None,
        })
    }

    /// Whether people are called by name, and no sums are typed.
    fn calls(&self, question: &Question<'_>) -> bool {
        question.voters.is_some() && self.field == Field::Row
    }

    fn vote(&mut self, question: &Question<'_>, choice: Choice) -> Reply {
        if self.calls(question) {
            return self.ballot(question, Some(choice));
        }
        match self.field {
            Field::Row => {}
            Field::Totals => return Reply::Say(TOTALS.to_owned()),
            Field::Secret => return Reply::Say(SECRET.to_owned()),
            Field::Minority => return self.minority(question, choice),
        }
        let Some(row) = self.row.within(question.rows.len()).and_then(|at| question.rows.get(at))
        else {
            return Reply::Ignored;
        };
        let tally = if self.typed.is_empty() {
            Tally::all(choice, row.present)
        } else {
            let entered = question.open().and(row.tally);
            match deviation(&self.typed, choice, row.present, entered) {
                Some(tally) => tally,
                None => return self.count(question),
            }
        };
        self.count_row(question, row, tally)
    }

    fn count_row(&self, question: &Question<'_>, row: &FactionCount, tally: Tally) -> Reply {
        Reply::Commit(Command::CountFaction {
            item: question.item,
            motion: question.motion.map(|motion| motion.id),
            faction: row.faction,
            tally,
        })
    }

    /// The pattern of the vote before, and what is different from it.
    fn as_before(&mut self, seen: &Seen<'_>, question: &Question<'_>) -> Reply {
        let open = question.open().map_or(VoteId(0), |vote| vote.id);
        self.before = seen.meeting.vote_before(open).map(|vote| vote.id);
        let motion = question.motion.map(|motion| motion.id);
        Reply::Commit(Command::CountAsBefore { item: question.item, motion })
    }

    fn close(&self, question: &Question<'_>) -> Reply {
        if !self.typed.is_empty() {
            return self.count(question);
        }
        if let Some(asked) = self.asked(question) {
            return Reply::Say(asked.to_owned());
        }
        match question.open() {
            Some(vote) => {
                let close = Command::CloseVote { vote: vote.id, wording: None, result: None };
                Reply::CommitAndShow(close, Screen::Minutes)
            }
            None if question.vote.is_some() => Reply::Show(Screen::Minutes),
            None => Reply::Say("Noch keine Stimmen. Einstimmig setzt alle auf Ja.".to_owned()),
        }
    }

    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let Some(question) = Question::of(seen) else {
            let hint = "Kein Tagesordnungspunkt. In der Tagesordnung einen aufrufen.";
            put(buf, area.x + 2, area.y + 1, area.width.saturating_sub(4), hint, theme.quiet());
            return None;
        };
        let rows = u16::try_from(question.rows.len()).unwrap_or(u16::MAX);
        // Heading, rows, rule, sum, blank, two lines of result; the wording has the rest.
        let wanted = rows.saturating_add(6);
        let room = area.height.saturating_sub(wanted).clamp(1, 6);
        let inner = Rect { width: area.width.saturating_sub(4).min(96), ..inset(area, 2) };
        table::draw_wording(
            seen,
            &question,
            Rect { height: room.min(area.height), ..inner },
            buf,
            theme,
        );
        let area_of_table = Rect {
            y: area.y + room.min(area.height),
            height: area.height.saturating_sub(room),
            ..inner
        };
        if let Some(voters) = question.voters.as_deref().filter(|_| self.field == Field::Row) {
            return rollcall::draw(self.row, voters, seen, &question, area_of_table, buf, theme);
        }
        let entry = Entry {
            row: self.row,
            typed: &self.typed,
            field: self.field,
            letters: self.letters,
            before: self.before,
        };
        table::draw(&entry, seen, &question, area_of_table, buf, theme)
    }
}

/// What has to do with the vote as a whole.
fn settle(action: Action, question: &Question<'_>, seen: &Seen<'_>) -> Option<Reply> {
    let none = || Reply::Say("Hier wurde noch nicht abgestimmt.".to_owned());
    Some(match action {
        Action::OpenVote => {
            let (item, motion) = (question.item, question.motion.map(|motion| motion.id));
            Reply::Commit(Command::OpenVote { item, motion })
        }
        Action::ReopenVote => {
            question.vote.map_or_else(none, |vote| Reply::Commit(Command::ReopenVote(vote.id)))
        }
        Action::AnnulVote => {
            question.vote.map_or_else(none, |vote| Reply::Ask(Ask::Annul(vote.id)))
        }
        Action::SetMajority => question.ask_majority(),
        Action::SetResult => Reply::Ask(Ask::Result(question.item)),
        Action::AcceptResult => accept(seen, question.item),
        _ => return None,
    })
}

/// The motion before or behind the one that is voted on, round at the ends.
fn other_motion(seen: &Seen<'_>, question: &Question<'_>, action: Action) -> Option<MotionId> {
    let votable = |motion: &&Motion| motion.fate != MotionFate::Withdrawn;
    let motions = seen.meeting.in_voting_order(question.item).into_iter().filter(votable);
    let motions: Vec<_> = motions.map(|motion| motion.id).collect();
    let at =
        motions.iter().position(|id| question.motion.is_some_and(|motion| motion.id == *id))?;
    let other = match action {
        Action::NextMotion => at + 1,
        Action::PreviousMotion => at + motions.len() - 1,
        _ => return None,
    };
    motions.get(other % motions.len()).copied()
}

/// Sets the headline result that follows.
fn accept(seen: &Seen<'_>, item: ItemId) -> Reply {
    match suggest(seen.meeting, item) {
        Some(suggestion) => {
            Reply::Commit(Command::SetResult { item, result: Some(suggestion.text) })
        }
        None => Reply::Say("Aus der Abstimmung folgt noch kein Ergebnis.".to_owned()),
    }
}
