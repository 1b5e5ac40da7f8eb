//! The table of an election: who stands, what was counted, what follows.

use super::{ElectionScreen, rows, table};
use crate::domain::{
    CandidateId, Election, ElectionForm, ElectionRow, Follows, LotAbout, Meeting, PendingLot,
    Proposal, Round, RoundState, Won,
};
use crate::text;
use crate::ui::Seen;
use crate::ui::list::{inset, mark, put, put_right, top};
use crate::ui::theme::Theme;
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// The widest that a row is comfortable to read.
const MEASURE: u16 = 76;
/// Columns of "Stimmen" and of "Sitze".
const FIGURE: u16 = 9;

/// Where the columns of a table end.
#[derive(Clone, Copy)]
struct Edges {
    votes: u16,
    /// `None`: no lists are elected.
    seats: Option<u16>,
}

impl ElectionScreen {
    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        election: &Election,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let area = Rect { width: area.width.saturating_sub(4).min(MEASURE), ..inset(area, 2) };
        let (rows, table) = (rows(election, seen), table(election, seen));
        let right = area.right();
        let edges = match election.form {
            ElectionForm::Single(_) => Edges { votes: right, seats: None },
            ElectionForm::Lists(_) => Edges { votes: right - FIGURE, seats: Some(right) },
        };
        let y = draw_head(election, seen, table.len(), edges, area, buf, theme);
        let below = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        // The chosen row, the sum and what follows stay in view however many stand.
        let shown = usize::from(below.height.saturating_sub(5)).max(1);
        let chosen = self.row.within(rows.len()).and_then(|at| rows.get(at));
        let chosen = chosen.and_then(|row| table.iter().position(|other| other == row));
        let first = top(chosen.unwrap_or(0), table.len(), shown);
        let won = seats_now(election, seen.meeting);
        let mut y = below.y;
        let mut cursor = None;
        for (index, row) in table.iter().enumerate().skip(first).take(shown) {
            let line = Rect { y, height: 1, ..below };
            let here = chosen == Some(index) && election.annulled.is_none();
            let typed = if here { self.typed.as_str() } else { "" };
            let name = if rows.contains(row) { theme.text() } else { theme.quiet() };
            draw_row(election, *row, &won, (typed, name), seen, edges, line, buf, theme);
            // Nobody is chosen before the clerk has: the lot was drawn by the chair.
            if here && (election.lot().is_none() || self.meant) {
                mark(buf, line, y, true, theme);
                let typed = u16::try_from(self.typed.len()).unwrap_or(0);
                let x = if typed > 0 { edges.votes.saturating_sub(1) } else { line.x };
                cursor = Some(Position::new(x, y));
            }
            y += 1;
        }
        for x in below.left()..below.right() {
            put(buf, x, y, 1, "─", theme.quiet());
        }
        draw_sum(election, seen, edges, Rect { y: y + 1, ..below }, buf, theme);
        let rest = Rect { y: y + 2, height: area.bottom().saturating_sub(y + 2), ..below };
        draw_result(election, seen, rest, buf, theme);
        cursor
    }
}

/// What is elected and how, the rounds before this one, the headings. Returns the row below.
fn draw_head(
    election: &Election,
    seen: &Seen<'_>,
    rows: usize,
    edges: Edges,
    area: Rect,
    buf: &mut Buffer,
    theme: Theme,
) -> u16 {
    let how = wording::secrecy(election.secret);
    let rule = match election.form {
        ElectionForm::Single(rule) => format!("{how} · {}", wording::election_rule(rule)),
        ElectionForm::Lists(method) => {
            let seats = if election.seats == 1 { "Sitz" } else { "Sitze" };
            let method = wording::seat_method(method);
            format!("{how} · {} {seats} · {method}", election.seats)
        }
    };
    let wide = u16::try_from(text::width(&rule)).unwrap_or(0).min(area.width / 2 + 8);
    put_right(buf, area.right(), area.y, wide, &rule, theme.quiet());
    let title = wording::election_title(election);
    let room = area.width.saturating_sub(wide + 2);
    put(buf, area.x, area.y, room, &title, theme.strong());
    let mut y = area.y + 1;
    // Rounds that are over, the last ones, as far as the rows leave room.
    let taken = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(7);
    let room = usize::from(area.height.saturating_sub(taken));
    let over = election.rounds.len().saturating_sub(1);
    for (number, round) in (1..).zip(&election.rounds).take(over).skip(over.saturating_sub(room)) {
        let figures = wording::round_figures(seen.meeting, election, round);
        let line = format!("{number}. Wahlgang: {figures}");
        put(buf, area.x, y, area.width, &line, theme.text());
        y += 1;
    }
    let round = format!("{}. Wahlgang", election.rounds.len());
    put(buf, area.x + 2, y, area.width, &round, theme.quiet());
    put_right(buf, edges.votes, y, FIGURE, "Stimmen", theme.quiet());
    if let Some(seats) = edges.seats {
        put_right(buf, seats, y, FIGURE, "Sitze", theme.quiet());
    }
    y + 1
}

#[expect(clippy::too_many_arguments, reason = "a row, its figures, and where they stand")]
fn draw_row(
    election: &Election,
    row: ElectionRow,
    won: &[Won],
    (typed, style): (&str, Style),
    seen: &Seen<'_>,
    edges: Edges,
    line: Rect,
    buf: &mut Buffer,
    theme: Theme,
) {
    let meeting = seen.meeting;
    let room = edges.votes.saturating_sub(line.x + 2 + FIGURE);
    let name = wording::election_row(meeting, election, row);
    let used = put(buf, line.x + 2, line.y, room, &name, style);
    let beside = match row {
        ElectionRow::Candidate(id) => beside(meeting, election, id),
        ElectionRow::No | ElectionRow::Abstain | ElectionRow::Invalid => None,
    };
    if let Some(beside) = beside {
        let left = room.saturating_sub(used + 2);
        put(buf, line.x + used + 4, line.y, left, &beside, theme.quiet());
    }
    let figure = election.rounds.last().and_then(|round| round.figure(row));
    let (shown, style) = match (typed, figure) {
        ("", Some(votes)) => (votes.to_string(), theme.strong()),
        ("", None) => ("·".to_owned(), theme.quiet()),
        (typed, _) => (typed.to_owned(), theme.accent()),
    };
    put_right(buf, edges.votes, line.y, FIGURE, &shown, style);
    if let (Some(right), ElectionRow::Candidate(id)) = (edges.seats, row) {
        let seats = won.iter().find(|won| won.candidate == id).map(|won| won.seats.to_string());
        put_right(buf, right, line.y, FIGURE, &seats.unwrap_or_default(), theme.strong());
    }
}

/// Who proposed somebody, or how many names a list has.
fn beside(meeting: &Meeting, election: &Election, id: CandidateId) -> Option<String> {
    let candidate = election.candidate(id)?;
    match &candidate.who {
        Proposal::One(_) => {
            let by = candidate.proposed_by.as_ref()?;
            Some(format!("Vorschlag: {}", wording::mover(meeting, by)))
        }
        Proposal::List { names, .. } if names.is_empty() => None,
        Proposal::List { names, .. } => {
            let names: Vec<_> =
                names.iter().map(|name| wording::listed_name(meeting, name)).collect();
            Some(names.join(", "))
        }
    }
}

/// Seats as they are, or would be if the round were closed now.
fn seats_now(election: &Election, meeting: &Meeting) -> Vec<Won> {
    let follows = meeting.would_follow(election);
    let last = election.rounds.last().and_then(Round::follows).cloned();
    match follows.or(last) {
        Some(Follows::Lot { about: LotAbout::Seat, sure, .. }) if election.won().is_empty() => sure,
        Some(Follows::Elected { won }) if election.open_round().is_some() => won,
        Some(
            Follows::Elected { .. } | Follows::Lot { .. } | Follows::Round { .. } | Follows::Nobody,
        )
        | None => election.won(),
    }
}

fn draw_sum(
    election: &Election,
    seen: &Seen<'_>,
    edges: Edges,
    line: Rect,
    buf: &mut Buffer,
    theme: Theme,
) {
    let Some(round) = election.rounds.last() else { return };
    let (sum, present) = counted(election, round, seen.meeting);
    put(buf, line.x + 2, line.y, 20, "Gesamt", theme.text());
    put_right(buf, edges.votes, line.y, FIGURE, &sum.to_string(), theme.strong());
    let here = format!("Anwesend: {present}");
    put(buf, line.x + 24, line.y, 24, &here, theme.text());
}

/// Votes counted, and how many could have voted.
fn counted(election: &Election, round: &Round, meeting: &Meeting) -> (u32, u32) {
    match round.state {
        RoundState::Closed { present, .. } => (round.sum(), present),
        RoundState::Open => {
            let rows = election.rows(round, meeting.profile.rules.abstention);
            let figures = rows.iter().filter_map(|row| round.figure(*row));
            (figures.fold(0, u32::saturating_add), meeting.election_base(election.item))
        }
    }
}

/// What follows, what is missing, what does not add up: told at once, in words.
fn draw_result(election: &Election, seen: &Seen<'_>, area: Rect, buf: &mut Buffer, theme: Theme) {
    let mut lines = Vec::new();
    let strong = |line: String| (line, theme.strong());
    match (&election.annulled, election.lot(), election.open_round()) {
        (Some(reason), ..) => lines.push(strong(format!("Verworfen: {reason}"))),
        (None, Some(lot), _) => lines.extend(lot_lines(election, &lot, seen, theme)),
        (None, None, Some(round)) => {
            let standing = election.standing(round).next().is_some();
            match seen.meeting.would_follow(election) {
                _ if !standing => lines.push(("Noch kein Wahlvorschlag.".into(), theme.quiet())),
                Some(follows) => {
                    let told = would_be(election, &follows, seen.meeting);
                    lines.push((told, theme.accent()));
                }
                None => lines.push(strong(missing(election, round, seen.meeting))),
            }
            let (sum, present) = counted(election, round, seen.meeting);
            let too_many = sum > present;
            if too_many || seen.meeting.figures_of(election, round).is_ok() && sum != present {
                let votes = if sum == 1 { "Stimme" } else { "Stimmen" };
                lines.push(strong(format!("{sum} {votes} bei {present} Anwesenden.")));
            }
        }
        (None, None, None) => {
            let told = wording::election_lines(seen.meeting, election);
            lines.extend(told.into_iter().next_back().map(|line| (line, theme.accent())));
        }
    }
    let hint = "Zahl und Eingabe. Einstimmig: alle übrigen. Großbuchstabe: zum Namen.";
    if election.open_round().is_some() && area.height > 4 {
        let last = Rect { y: area.bottom() - 1, ..area };
        put(buf, last.x + 2, last.y, last.width.saturating_sub(2), hint, theme.quiet());
    }
    let area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    // A blank row above, where there is room for it.
    let below = if area.height > 3 {
        Rect { y: area.y + 1, height: area.height - 1, ..area }
    } else {
        area
    };
    crate::ui::window::flow(&lines, 0, below, buf);
}

fn lot_lines(
    election: &Election,
    lot: &PendingLot,
    seen: &Seen<'_>,
    theme: Theme,
) -> Vec<(String, Style)> {
    let about = match (lot.about, lot.places) {
        (LotAbout::Runoff, _) => " über die Stichwahl".to_owned(),
        (LotAbout::Seat, 1) => String::new(),
        (LotAbout::Seat, many) => format!(" über {many} Sitze"),
    };
    let among = named(election, &lot.among, seen.meeting);
    let about = format!("Stimmengleichheit. Das Los entscheidet{about}: {among}.");
    let drawn = election.rounds.last().map_or(0, |round| round.lots.len());
    let which = if drawn == 0 { "das Los" } else { "das nächste Los" };
    let what = format!("Mit ↓ wählen, auf wen {which} gefallen ist, dann Eingabe.");
    let drawn = election.rounds.last().into_iter().flat_map(|round| &round.lots);
    let drawn: Vec<_> = drawn.map(|lot| lot.candidate).collect();
    let drawn =
        (!drawn.is_empty()).then(|| format!("Gezogen: {}.", named(election, &drawn, seen.meeting)));
    let mut lines = vec![(about, theme.accent())];
    lines.extend(drawn.map(|drawn| (drawn, theme.text())));
    lines.push((what, theme.strong()));
    lines
}

fn missing(election: &Election, round: &Round, meeting: &Meeting) -> String {
    let missing = meeting.figures_of(election, round).err().unwrap_or_default();
    let names: Vec<_> =
        missing.iter().map(|row| wording::election_row(meeting, election, *row)).collect();
    format!("Noch einzutragen: {}", names.join(", "))
}

fn named(election: &Election, ids: &[CandidateId], meeting: &Meeting) -> String {
    let rows = ids.iter().map(|id| ElectionRow::Candidate(*id));
    let names: Vec<_> = rows.map(|row| wording::election_row(meeting, election, row)).collect();
    names.join(", ")
}

fn would_be(election: &Election, follows: &Follows, meeting: &Meeting) -> String {
    let named = |ids| named(election, ids, meeting);
    match follows {
        Follows::Elected { won } => {
            let won: Vec<_> = won.iter().filter(|won| won.seats > 0).copied().collect();
            wording::elected(meeting, election, &won)
        }
        Follows::Round { among } => {
            let number = election.rounds.len() + 1;
            format!("{}. {number}. Wahlgang: {}.", why_again(election, among), named(among))
        }
        Follows::Lot { among, .. } => {
            format!("Stimmengleichheit. Das Los entscheidet: {}.", named(among))
        }
        Follows::Nobody => "Gewählt wäre niemand.".to_owned(),
    }
}

/// Why another round is needed.
fn why_again(election: &Election, among: &[CandidateId]) -> &'static str {
    let round = election.rounds.last();
    let votes =
        |id: &CandidateId| round.and_then(|round| round.figure(ElectionRow::Candidate(*id)));
    let first = among.first().map(votes);
    let tied = among.len() > 1 && among.iter().all(|id| Some(votes(id)) == first);
    if tied { "Stimmengleichheit" } else { "Keine Mehrheit" }
}
