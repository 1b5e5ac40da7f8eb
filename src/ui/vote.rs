//! Abstimmung: how each Fraktion voted, what is missing, and what follows.

use super::list::{Chosen, inset, mark, put, put_right};
use super::theme::Theme;
use super::vote_split::{deviation, split};
use super::{Ask, Reply, Screen, Seen};
use crate::action::Action;
use crate::domain::{
    Choice, Command, FactionCount, ItemId, Meeting, Motion, MotionFate, MotionId, MotionKind,
    Outcome, Tally, Vote, VoteState, outcome, suggest,
};
use crate::text;
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The entry of a vote.
#[derive(Debug, Default)]
pub struct VoteScreen {
    row: Chosen,
    /// What is being typed for the chosen row: digits and strokes.
    typed: String,
    /// Whether what is typed counts for all.
    totals: bool,
}

/// The motion that is voted on, and its vote.
struct Ballot<'a> {
    item: ItemId,
    motion: Option<&'a Motion>,
    vote: Option<&'a Vote>,
    rows: Vec<FactionCount>,
}

impl<'a> Ballot<'a> {
    fn of(seen: &Seen<'a>) -> Option<Self> {
        let item = seen.item?;
        let motion = motion_to_vote_on(seen, item);
        let vote = motion.and_then(|motion| seen.meeting.votes_on(motion.id).next());
        let rows = match vote {
            Some(vote) if vote.is_open() || !vote.rows.is_empty() => seen.meeting.rows_of(vote),
            _ => seen.meeting.vote_base(item),
        };
        Some(Self { item, motion, vote, rows })
    }

    fn open(&self) -> Option<&'a Vote> {
        self.vote.filter(|vote| vote.is_open())
    }
}

/// The motion chosen on the screen of motions; else the one being voted on; else, as amendments
/// go first, the last open amendment; else the item's main motion.
fn motion_to_vote_on<'a>(seen: &Seen<'a>, item: ItemId) -> Option<&'a Motion> {
    let meeting = seen.meeting;
    let chosen = seen.motion.and_then(|id| meeting.motion(id)).filter(|motion| motion.item == item);
    let being_voted_on = || {
        let open = meeting.votes_of(item).find(|vote| vote.is_open())?;
        meeting.motion(open.motion)
    };
    let amendment = || {
        meeting
            .motions_of(item)
            .filter(|motion| motion.kind != MotionKind::Main && motion.fate == MotionFate::Open)
            .last()
    };
    chosen.or_else(being_voted_on).or_else(amendment).or_else(|| meeting.main_motion(item))
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

    /// Hears that something became true.
    pub fn committed(&mut self, command: &Command) {
        self.typed.clear();
        match command {
            Command::CountFaction { .. } => self.row.0 += 1,
            Command::CountTotals { .. } => self.totals = false,
            _ => {}
        }
    }

    /// Takes a character that no key binds: a capital letter goes to the Fraktion that begins
    /// with it.
    pub fn insert(&mut self, typed: char, seen: &Seen<'_>) -> Reply {
        if typed.is_ascii_digit() || typed == '/' {
            self.typed.push(typed);
            return Reply::Done;
        }
        let Some(ballot) = Ballot::of(seen).filter(|_| typed.is_uppercase()) else {
            return Reply::Ignored;
        };
        let begins = |row: &FactionCount| {
            text::matches_start(&wording::faction(seen.meeting, row.faction), &typed.to_string())
        };
        let at = self.row.within(ballot.rows.len()).map_or(0, |at| at + 1);
        let behind = ballot.rows.iter().enumerate().cycle().skip(at).take(ballot.rows.len());
        match behind.into_iter().find(|(_, row)| begins(row)) {
            Some((index, _)) => {
                self.row = Chosen(index);
                Reply::Done
            }
            None => Reply::Say(format!("Keine Fraktion beginnt mit {typed}.")),
        }
    }

    /// Takes an action; `typed` is the character of the key, if it was one.
    pub fn perform(&mut self, action: Action, typed: Option<char>, seen: &Seen<'_>) -> Reply {
        let Some(ballot) = Ballot::of(seen) else { return Reply::Ignored };
        if self.row.step(action, ballot.rows.len()) {
            self.typed.clear();
            self.totals = false;
            return Reply::Done;
        }
        if let Some(motion) = other_motion(seen, &ballot, action) {
            self.reset();
            return Reply::Choose(motion);
        }
        let on = (ballot.item, ballot.motion.map(|motion| motion.id));
        match action {
            Action::VoteYes => self.vote(&ballot, Choice::Yes),
            Action::VoteNo => self.vote(&ballot, Choice::No),
            Action::VoteAbstain => self.vote(&ballot, Choice::Abstain),
            Action::VoteSplit => {
                self.typed.extend(typed);
                Reply::Done
            }
            Action::VoteUnanimous => {
                let (item, motion) = on;
                Reply::Commit(Command::CountAll { item, motion, choice: Choice::Yes })
            }
            Action::VoteTotals => self.begin_totals(&ballot),
            Action::OpenVote => {
                let (item, motion) = on;
                Reply::Commit(Command::OpenVote { item, motion })
            }
            Action::CloseVote | Action::Confirm => self.close(&ballot),
            Action::ReopenVote => match ballot.vote {
                Some(vote) => Reply::Commit(Command::ReopenVote(vote.id)),
                None => Reply::Say("Hier wurde noch nicht abgestimmt.".to_owned()),
            },
            Action::AnnulVote => match ballot.vote {
                Some(vote) => Reply::Ask(Ask::Annul(vote.id)),
                None => Reply::Say("Hier wurde noch nicht abgestimmt.".to_owned()),
            },
            Action::SetResult => Reply::Ask(Ask::Result(ballot.item)),
            Action::AcceptResult => accept(seen, ballot.item),
            Action::DeleteBack => {
                self.typed.pop();
                Reply::Done
            }
            Action::Cancel if !self.typed.is_empty() || self.totals => {
                self.typed.clear();
                self.totals = false;
                Reply::Done
            }
            _ => Reply::Ignored,
        }
    }

    fn vote(&self, ballot: &Ballot<'_>, choice: Choice) -> Reply {
        let Some(row) = self.row.within(ballot.rows.len()).and_then(|at| ballot.rows.get(at))
        else {
            return Reply::Ignored;
        };
        let tally = if self.typed.is_empty() {
            Tally::all(choice, row.present)
        } else {
            let entered = ballot.open().and(row.tally);
            match deviation(&self.typed, choice, row.present, entered) {
                Some(tally) => tally,
                None => return self.count(ballot),
            }
        };
        self.count_row(ballot, row, tally)
    }

    fn count_row(&self, ballot: &Ballot<'_>, row: &FactionCount, tally: Tally) -> Reply {
        Reply::Commit(Command::CountFaction {
            item: ballot.item,
            motion: ballot.motion.map(|motion| motion.id),
            faction: row.faction,
            tally,
        })
    }

    /// What was typed with strokes counts for the chosen row, or for all.
    fn count(&self, ballot: &Ballot<'_>) -> Reply {
        let Some(tally) = split(&self.typed) else {
            return Reply::Say(
                "Geteilt: Ja/Nein/Enthaltung wie 3/1/0, oder eine Zahl und j, n, e.".to_owned(),
            );
        };
        if self.totals {
            let motion = ballot.motion.map(|motion| motion.id);
            return Reply::Commit(Command::CountTotals {
                item: ballot.item,
                motion,
                tally: Some(tally),
            });
        }
        match self.row.within(ballot.rows.len()).and_then(|at| ballot.rows.get(at)) {
            Some(row) => self.count_row(ballot, row, tally),
            None => Reply::Ignored,
        }
    }

    fn begin_totals(&mut self, ballot: &Ballot<'_>) -> Reply {
        self.typed.clear();
        if ballot.open().is_some_and(|vote| vote.totals.is_some()) {
            self.totals = false;
            let motion = ballot.motion.map(|motion| motion.id);
            return Reply::Commit(Command::CountTotals { item: ballot.item, motion, tally: None });
        }
        self.totals = !self.totals;
        Reply::Done
    }

    fn close(&self, ballot: &Ballot<'_>) -> Reply {
        if !self.typed.is_empty() {
            return self.count(ballot);
        }
        match ballot.open() {
            Some(vote) => {
                let close = Command::CloseVote { vote: vote.id, wording: None, result: None };
                Reply::CommitAndShow(close, Screen::Minutes)
            }
            None if ballot.vote.is_some() => Reply::Show(Screen::Minutes),
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
        let Some(ballot) = Ballot::of(seen) else {
            let hint = "Kein Tagesordnungspunkt. In der Tagesordnung einen aufrufen.";
            put(buf, area.x + 2, area.y + 1, area.width.saturating_sub(4), hint, theme.quiet());
            return None;
        };
        let rows = u16::try_from(ballot.rows.len()).unwrap_or(u16::MAX);
        // Heading, rows, rule, sum, blank, two lines of result; the wording has the rest.
        let wanted = rows.saturating_add(6);
        let room = area.height.saturating_sub(wanted).clamp(1, 6);
        let inner = Rect { width: area.width.saturating_sub(4).min(96), ..inset(area, 2) };
        draw_wording(seen, &ballot, Rect { height: room.min(area.height), ..inner }, buf, theme);
        let table = Rect {
            y: area.y + room.min(area.height),
            height: area.height.saturating_sub(room),
            ..inner
        };
        self.draw_table(seen, &ballot, table, buf, theme)
    }

    fn draw_table(
        &self,
        seen: &Seen<'_>,
        ballot: &Ballot<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let columns = &seen.meeting.profile.columns;
        let heads = [&columns.yes, &columns.no, &columns.abstain, &columns.present];
        let edges = edges(area, heads);
        put(buf, area.x + 2, area.y, 20, "Fraktion", theme.quiet());
        for (head, right) in heads.iter().zip(edges) {
            put_right(buf, right, area.y, 14, head, theme.quiet());
        }
        let totals = ballot.vote.and_then(|vote| vote.totals);
        let by_totals = self.totals || totals.is_some();
        let chosen = self.row.within(ballot.rows.len());
        // The chosen row, the sum and the result stay in view however many Fraktionen there are.
        let shown = usize::from(area.height.saturating_sub(6)).max(1);
        let first = super::list::top(chosen.unwrap_or(0), ballot.rows.len(), shown);
        let mut y = area.y + 1;
        let mut cursor = None;
        for (index, row) in ballot.rows.iter().enumerate().skip(first).take(shown) {
            if y >= area.bottom() {
                break;
            }
            let at = chosen == Some(index) && !by_totals;
            let typed = if at { self.typed.as_str() } else { "" };
            let name = wording::faction(seen.meeting, row.faction);
            let shown = FactionCount { tally: row.tally.filter(|_| !by_totals), ..*row };
            draw_counts(buf, Line { y, area, edges }, &name, &shown, typed, theme);
            let missing = shown.tally.is_none() && row.present > 0 && !by_totals;
            if missing && ballot.open().is_some() && typed.is_empty() {
                put(buf, area.x + 24, y, 6, "fehlt", theme.quiet());
            }
            mark(buf, Rect { y, ..area }, y, at, theme);
            if at {
                let typed = u16::try_from(typed.len()).unwrap_or(0);
                let x = if typed > 0 { area.x + 24 + typed } else { area.x };
                cursor = Some(Position::new(x, y));
            }
            y += 1;
        }
        for x in area.left()..area.right() {
            put(buf, x, y, 1, "─", theme.quiet());
        }
        let sum = FactionCount {
            faction: None,
            present: ballot.rows.iter().map(|row| row.present).sum(),
            tally: Some(current_tally(ballot)),
        };
        let typed = if self.totals { self.typed.as_str() } else { "" };
        draw_counts(buf, Line { y: y + 1, area, edges }, &columns.total, &sum, typed, theme);
        if self.totals {
            mark(buf, area, y + 1, true, theme);
            let typed = u16::try_from(typed.len()).unwrap_or(0);
            cursor = Some(Position::new(area.x + 24 + typed, y + 1));
            put(buf, area.x + 11, y + 1, 12, "Ja/Nein/Enth", theme.chosen());
        }
        let below = if y + 4 < area.bottom() { y + 3 } else { y + 2 };
        draw_result(seen, ballot, Rect { y: below, height: 3, ..area }, buf, theme);
        let last = area.bottom().saturating_sub(1);
        if last > y + 5 {
            let hint = "Geteilt: 3/1/0 oder 1n für einen Abweichler. Großbuchstabe: zur Fraktion.";
            put(buf, area.x + 2, last, area.width.saturating_sub(2), hint, theme.quiet());
        }
        cursor
    }
}

/// The motion before or behind the one that is voted on, round at the ends.
fn other_motion(seen: &Seen<'_>, ballot: &Ballot<'_>, action: Action) -> Option<MotionId> {
    let motions: Vec<_> = seen.meeting.motions_of(ballot.item).map(|motion| motion.id).collect();
    let at = motions.iter().position(|id| ballot.motion.is_some_and(|motion| motion.id == *id))?;
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

/// The right edges of the four columns of figures.
fn edges(area: Rect, heads: [&String; 4]) -> [u16; 4] {
    let widths = heads.map(|head| u16::try_from(text::width(head)).unwrap_or(10).clamp(6, 14) + 2);
    let mut right = area.x.saturating_add(area.width.min(32 + widths.iter().sum::<u16>()));
    let mut edges = [0; 4];
    for (edge, width) in edges.iter_mut().zip(widths).rev() {
        *edge = right;
        right = right.saturating_sub(width);
    }
    edges
}

#[derive(Clone, Copy)]
struct Line {
    y: u16,
    area: Rect,
    edges: [u16; 4],
}

fn draw_counts(
    buf: &mut Buffer,
    line: Line,
    name: &str,
    row: &FactionCount,
    typed: &str,
    theme: Theme,
) {
    let Line { y, area, edges } = line;
    if y >= area.bottom() {
        return;
    }
    put(buf, area.x + 2, y, 20, name, theme.text());
    if !typed.is_empty() {
        put(buf, area.x + 24, y, 14, typed, theme.accent());
    } else if let Some(tally) = row.tally {
        for (votes, right) in [tally.yes, tally.no, tally.abstain].into_iter().zip(edges) {
            let shown = if votes == 0 { "·".to_owned() } else { votes.to_string() };
            let style = if votes == 0 { theme.quiet() } else { theme.strong() };
            put_right(buf, right, y, 8, &shown, style);
        }
    }
    let [.., present] = edges;
    put_right(buf, present, y, 8, &row.present.to_string(), theme.text());
}

fn current_tally(ballot: &Ballot<'_>) -> Tally {
    match ballot.vote {
        Some(vote) if vote.is_open() && vote.totals.is_none() => {
            ballot.rows.iter().filter_map(|row| row.tally).fold(Tally::default(), Tally::plus)
        }
        Some(vote) => vote.tally(),
        None => Tally::default(),
    }
}

fn draw_wording(seen: &Seen<'_>, ballot: &Ballot<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
    let Some(motion) = ballot.motion else {
        put(buf, area.x, area.y, area.width, "Noch kein Wortlaut.", theme.quiet());
        return;
    };
    let mover = motion.mover.as_ref().map(|mover| wording::mover(seen.meeting, mover));
    let kind = wording::motion_kind(motion.kind);
    let head = mover.map_or_else(|| kind.to_owned(), |mover| format!("{kind} ({mover})"));
    put(buf, area.x, area.y, area.width, &head, theme.strong());
    let text = motion.text.replace('\n', " ");
    let text = if text.trim().is_empty() { "(ohne Wortlaut)".to_owned() } else { text };
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    super::window::flow(&[(text, theme.text())], 0, below, buf);
}

/// What follows, and what does not add up: told at once, in words.
fn draw_result(seen: &Seen<'_>, ballot: &Ballot<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
    let (line, style) = match ballot.vote.map(|vote| &vote.state) {
        None => ("Noch keine Stimmen.".to_owned(), theme.quiet()),
        Some(VoteState::Annulled { reason }) => (format!("Ungültig: {reason}"), theme.strong()),
        Some(VoteState::Closed { wording, outcome, at, .. }) => (
            format!(
                "Abgestimmt um {}: {} – {wording}",
                wording::time(at),
                wording::outcome(*outcome)
            ),
            theme.accent(),
        ),
        Some(VoteState::Open) => open_result(seen.meeting, ballot, theme),
    };
    put(buf, area.x + 2, area.y, area.width.saturating_sub(2), &line, style);
    if let Some(odd) = odd(seen.meeting, ballot) {
        put(buf, area.x + 2, area.y + 1, area.width.saturating_sub(2), &odd, theme.strong());
        return;
    }
    let headline = match seen.meeting.item(ballot.item).and_then(|item| item.result.as_ref()) {
        Some(result) => format!("TOP: {}", result.text),
        None => return,
    };
    put(buf, area.x + 2, area.y + 1, area.width.saturating_sub(2), &headline, theme.text());
}

fn open_result(
    meeting: &Meeting,
    ballot: &Ballot<'_>,
    theme: Theme,
) -> (String, ratatui::style::Style) {
    let missing: Vec<_> = ballot
        .rows
        .iter()
        .filter(|row| row.present > 0 && row.tally.is_none())
        .map(|row| wording::faction(meeting, row.faction))
        .collect();
    let totals = ballot.vote.is_some_and(|vote| vote.totals.is_some());
    if !missing.is_empty() && !totals {
        return (format!("Es fehlen: {}", missing.join(", ")), theme.text());
    }
    let tally = current_tally(ballot);
    let rules = &meeting.profile.rules;
    let outcome = outcome(tally, rules, rules.majority, meeting.statutory_members());
    let kind = ballot.motion.map_or(MotionKind::Main, |motion| motion.kind);
    let words = meeting.profile.vote_wording(tally, outcome, kind);
    let sign = if outcome == Outcome::Carried { "angenommen" } else { "abgelehnt" };
    (format!("Ergebnis: {sign} – {words}"), theme.accent())
}

/// A sum that is not the number of those present, for the first such row or for all.
fn odd(meeting: &Meeting, ballot: &Ballot<'_>) -> Option<String> {
    let vote = ballot.vote?;
    let differs = |name: &str, counted: u32, present: u32| {
        format!("{name}{counted} Stimmen bei {present} Anwesenden.")
    };
    let by_totals = vote.totals.is_some();
    let complete = ballot.rows.iter().all(|row| row.present == 0 || row.tally.is_some());
    if !by_totals {
        let row = ballot
            .rows
            .iter()
            .find(|row| row.tally.is_some_and(|tally| tally.sum() != row.present));
        if let Some(row) = row {
            let name = format!("{}: ", wording::faction(meeting, row.faction));
            return row.tally.map(|tally| differs(&name, tally.sum(), row.present));
        }
    }
    let present: u32 = match vote.state {
        VoteState::Closed { present, .. } => present,
        VoteState::Open | VoteState::Annulled { .. } => {
            ballot.rows.iter().map(|row| row.present).sum()
        }
    };
    let counted = current_tally(ballot).sum();
    ((by_totals || complete) && counted != present).then(|| differs("", counted, present))
}
