//! The table of a vote as it is entered: rows, sum, what is missing, what follows.

use super::letters::{self, Letters};
use super::{Field, Question, before, majority};
use crate::domain::{
    FactionCount, Meeting, Method, Motion, MotionFate, MotionKind, Outcome, Tally, VoteId,
    VoteState,
};
use crate::text;
use crate::ui::Seen;
use crate::ui::list::{Chosen, mark, put, put_right, top};
use crate::ui::theme::Theme;
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::borrow::Cow;

/// What is being entered.
pub(super) struct Entry<'a> {
    pub(super) row: Chosen,
    pub(super) typed: &'a str,
    pub(super) field: Field,
    pub(super) letters: Letters,
    /// The vote that this one was filled in after.
    pub(super) before: Option<VoteId>,
}

/// Paints the table, the sum and what follows. Returns where the cursor stands.
pub(super) fn draw(
    entry: &Entry<'_>,
    seen: &Seen<'_>,
    question: &Question<'_>,
    area: Rect,
    buf: &mut Buffer,
    theme: Theme,
) -> Option<Position> {
    let columns = &seen.meeting.profile.columns;
    let heads = [&columns.yes, &columns.no, &columns.abstain, &columns.present];
    // Where nobody may abstain, there is no such column, unless somebody did all the same.
    let abstention =
        seen.meeting.profile.rules.abstention || current_tally(seen.meeting, question).abstain > 0;
    let edges = edges(area, heads, abstention);
    put(buf, area.x + 2, area.y, 20, "Fraktion", theme.quiet());
    for (head, right) in heads.iter().zip(edges) {
        if abstention || *head != &columns.abstain {
            put_right(buf, right, area.y, 14, head, theme.quiet());
        }
    }
    let line = Line { y: area.y, area, edges, abstention };
    let (y, mut cursor) = draw_rows(entry, seen, question, line, buf, theme);
    for x in area.left()..area.right() {
        put(buf, x, y, 1, "─", theme.quiet());
    }
    let sum = FactionCount {
        faction: None,
        present: question.present(),
        tally: Some(current_tally(seen.meeting, question)),
    };
    let (typed, asked) = match entry.field {
        Field::Row => ("", ""),
        Field::Totals => (entry.typed, "Ja/Nein/Enth"),
        Field::Minority => (entry.typed, entry.letters.asked()),
        Field::Secret => (entry.typed, "geheim"),
    };
    draw_counts(buf, Line { y: y + 1, ..line }, &columns.total, &sum, typed, theme);
    if entry.field != Field::Row {
        mark(buf, area, y + 1, true, theme);
        let typed = u16::try_from(typed.len()).unwrap_or(0);
        cursor = Some(Position::new(area.x + 24 + typed, y + 1));
        put(buf, area.x + 11, y + 1, 12, asked, theme.chosen());
    } else if let Some(invalid) = invalid(question) {
        put(buf, area.x + 11, y + 1, 12, &format!("{invalid} ungültig"), theme.text());
    }
    let below = if y + 4 < area.bottom() { y + 3 } else { y + 2 };
    let area = Rect { y: below, height: area.bottom().saturating_sub(below), ..area };
    draw_beneath(entry, seen, question, area, buf, theme);
    cursor
}

/// Paints what follows; below it what is different from the vote before, who is named, or how to
/// go on. `area` begins with what follows, and ends where it did.
fn draw_beneath(
    entry: &Entry<'_>,
    seen: &Seen<'_>,
    question: &Question<'_>,
    area: Rect,
    buf: &mut Buffer,
    theme: Theme,
) {
    let different = before::different(seen.meeting, question, entry.before);
    let different = different.map(|different| (different, theme.strong()));
    let named = || named(seen.meeting, question, entry).map(|named| (named, theme.text()));
    let beneath = different.or_else(named);
    let kept = u16::from(beneath.is_some() || entry.field != Field::Row);
    let height = area.height.saturating_sub(kept).min(3);
    let used = draw_result(seen, question, Rect { height, ..area }, buf, theme);
    let (x, room) = (area.x + 2, area.width.saturating_sub(2));
    let rest = area.height.saturating_sub(used);
    if let Some((line, style)) = beneath {
        let under = used.max(2).min(area.height.saturating_sub(1));
        if rest > 0 {
            put(buf, x, area.y + under, room, &line, style);
        }
    } else if !question.is_closed() && area.height > 3 - kept {
        let abstention = seen.meeting.profile.rules.abstention;
        let last = area.bottom().saturating_sub(1);
        let hint = hint(seen.meeting, question, entry.field, abstention);
        put(buf, x, last, room, &hint, theme.quiet());
    }
}

/// Who is named beside the figures.
fn named(meeting: &Meeting, question: &Question<'_>, entry: &Entry<'_>) -> Option<String> {
    let vote = question.vote.filter(|_| entry.field == Field::Row && entry.typed.is_empty())?;
    if vote.method == Method::Secret {
        return None;
    }
    let named = meeting.named_in(vote);
    (!named.is_empty()).then(|| format!("Mit Namen – {}", wording::named(meeting, &named)))
}

/// How a Fraktion that is not of one mind is entered, or a minority.
fn hint(
    meeting: &Meeting,
    question: &Question<'_>,
    field: Field,
    abstention: bool,
) -> Cow<'static, str> {
    Cow::Borrowed(match (field, abstention) {
        (Field::Minority, _) => return letters::hint(meeting, question, abstention).into(),
        (Field::Secret, true) => "Geheim: Ja/Nein/Enthaltung/ungültig wie 7/4/1/0.",
        (Field::Secret, false) => "Geheim: Ja/Nein/Enthaltung/ungültig wie 7/4/0/1.",
        (Field::Row | Field::Totals, true) => {
            "Geteilt: 3/1/0 oder 1n für einen Abweichler. Großbuchstabe: zur Fraktion."
        }
        (Field::Row | Field::Totals, false) => {
            "Geteilt: 3/1 oder 1n für einen Abweichler. Großbuchstabe: zur Fraktion."
        }
    })
}

/// Paints the rows. Returns the row below them, and where the cursor stands if it is in one.
fn draw_rows(
    entry: &Entry<'_>,
    seen: &Seen<'_>,
    question: &Question<'_>,
    line: Line,
    buf: &mut Buffer,
    theme: Theme,
) -> (u16, Option<Position>) {
    let Line { area, .. } = line;
    let entered = question.rows.iter().any(|row| row.tally.is_some());
    let by_totals = match entry.field {
        Field::Row => !question.by_rows(),
        Field::Minority => !question.by_rows() || !entered,
        Field::Totals | Field::Secret => true,
    };
    let letters = match entry.field {
        Field::Minority => letters::letters(seen.meeting, &question.rows),
        Field::Row | Field::Totals | Field::Secret => Vec::new(),
    };
    let chosen = entry.row.within(question.rows.len());
    // The chosen row, the sum and the result stay in view however many Fraktionen there are.
    let shown = usize::from(area.height.saturating_sub(6)).max(1);
    let first = top(chosen.unwrap_or(0), question.rows.len(), shown);
    let mut y = area.y + 1;
    let mut cursor = None;
    for (index, row) in question.rows.iter().enumerate().skip(first).take(shown) {
        if y >= area.bottom() {
            break;
        }
        let at = chosen == Some(index) && entry.field == Field::Row;
        let typed = if at { entry.typed } else { "" };
        let name = wording::faction(seen.meeting, row.faction);
        let shown = FactionCount { tally: row.tally.filter(|_| !by_totals), ..*row };
        draw_counts(buf, Line { y, ..line }, &name, &shown, typed, theme);
        if let Some(letter) = letters.get(index).copied().flatten().filter(|_| row.present > 0) {
            put(buf, area.x, y, 1, &letter.to_string(), theme.accent());
        }
        let missing = shown.tally.is_none() && row.present > 0 && !by_totals;
        if missing && question.open().is_some() && typed.is_empty() {
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
    (y, cursor)
}

/// The right edges of the four columns of figures.
fn edges(area: Rect, heads: [&String; 4], abstention: bool) -> [u16; 4] {
    let mut widths =
        heads.map(|head| u16::try_from(text::width(head)).unwrap_or(10).clamp(6, 14) + 2);
    if !abstention {
        widths[2] = 0;
    }
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
    /// Whether abstentions are shown.
    abstention: bool,
}

fn draw_counts(
    buf: &mut Buffer,
    line: Line,
    name: &str,
    row: &FactionCount,
    typed: &str,
    theme: Theme,
) {
    let Line { y, area, edges, abstention } = line;
    if y >= area.bottom() {
        return;
    }
    put(buf, area.x + 2, y, 20, name, theme.text());
    if !typed.is_empty() {
        put(buf, area.x + 24, y, 14, typed, theme.accent());
    } else if let Some(tally) = row.tally {
        let votes = [tally.yes, tally.no, tally.abstain].into_iter().zip(edges);
        for (votes, right) in votes.take(if abstention { 3 } else { 2 }) {
            let shown = if votes == 0 { "·".to_owned() } else { votes.to_string() };
            let style = if votes == 0 { theme.quiet() } else { theme.strong() };
            put_right(buf, right, y, 8, &shown, style);
        }
    }
    let [.., present] = edges;
    put_right(buf, present, y, 8, &row.present.to_string(), theme.text());
}

fn current_tally(meeting: &Meeting, question: &Question<'_>) -> Tally {
    question.vote.map_or_else(Tally::default, |vote| meeting.tally_of(vote))
}

/// Invalid Stimmzettel of a secret vote.
fn invalid(question: &Question<'_>) -> Option<u32> {
    let vote = question.vote.filter(|vote| vote.method == Method::Secret)?;
    vote.secret.map(|secret| secret.invalid).filter(|invalid| *invalid > 0)
}

pub(super) fn draw_wording(
    seen: &Seen<'_>,
    question: &Question<'_>,
    area: Rect,
    buf: &mut Buffer,
    theme: Theme,
) {
    let Some(motion) = question.motion else {
        put(buf, area.x, area.y, area.width, "Noch kein Wortlaut.", theme.quiet());
        return;
    };
    let head = wording::motion_title(seen.meeting, motion);
    let bloc = question.vote.map_or(&[][..], |vote| vote.bloc.as_slice());
    let head = if bloc.is_empty() {
        head
    } else {
        format!("{head}, en bloc mit {}", wording::tops(seen.meeting, bloc))
    };
    let place = place(seen, motion);
    let width = u16::try_from(text::width(&place)).unwrap_or(0);
    put_right(buf, area.right(), area.y, width, &place, theme.quiet());
    put(buf, area.x, area.y, area.width.saturating_sub(width), &head, theme.strong());
    let text = motion.text.replace('\n', " ");
    let text = if text.trim().is_empty() { "(ohne Wortlaut)".to_owned() } else { text };
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    crate::ui::window::flow(&[(text, theme.text())], 0, below, buf);
}

/// Which of several motions it is, in the order in which they are put to the vote.
fn place(seen: &Seen<'_>, motion: &Motion) -> String {
    let mut order = seen.meeting.in_voting_order(motion.item);
    order.retain(|motion| motion.fate != MotionFate::Withdrawn);
    match order.iter().position(|other| other.id == motion.id) {
        Some(at) if order.len() > 1 => format!("  {} von {}", at + 1, order.len()),
        _ => String::new(),
    }
}

/// What follows, and what does not add up: told at once, in words. Returns the rows it took.
pub(super) fn draw_result(
    seen: &Seen<'_>,
    question: &Question<'_>,
    area: Rect,
    buf: &mut Buffer,
    theme: Theme,
) -> u16 {
    let (line, style) = match question.vote.map(|vote| &vote.state) {
        None => ("Noch keine Stimmen.".to_owned(), theme.quiet()),
        Some(VoteState::Annulled { reason, .. }) => (format!("Ungültig: {reason}"), theme.strong()),
        Some(VoteState::Closed { wording, outcome, at, .. }) => {
            let words = question.vote.map(|vote| wording::vote_words(seen.meeting, vote, wording));
            let result = result(*outcome, &words.unwrap_or_default());
            (format!("Abgestimmt um {}: {result}", wording::time(at)), theme.accent())
        }
        Some(VoteState::Open) => open_result(seen.meeting, question, theme),
    };
    let area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    let told = told(seen.meeting, question, theme);
    // What does not add up keeps its row, however long the words are.
    let room = area.height.saturating_sub(u16::from(told.is_some()));
    let rows = text::wrap(&line, usize::from(area.width.max(1))).len();
    let rows = u16::try_from(rows).ok().filter(|rows| *rows <= room).unwrap_or(1);
    if rows > 1 {
        crate::ui::window::flow(&[(line, style)], 0, area, buf);
    } else {
        put(buf, area.x, area.y, area.width, &line, style);
    }
    let Some((told, style)) = told else { return rows };
    let below = Rect { y: area.y + rows, height: area.height.saturating_sub(rows).max(1), ..area };
    let told = crate::ui::window::flow(&[(told, style)], 0, below, buf);
    rows + u16::try_from(told).unwrap_or(1).min(below.height)
}

/// What does not add up and which majority is needed; or else the headline of the item.
fn told(
    meeting: &Meeting,
    question: &Question<'_>,
    theme: Theme,
) -> Option<(String, ratatui::style::Style)> {
    let tally = current_tally(meeting, question);
    let needed = majority::needed(meeting, question, tally, is_complete(question));
    let odd = question.vote.and_then(|vote| wording::odd(meeting, vote));
    let impossible = odd.as_ref().is_some_and(|odd| odd.impossible);
    let told: Vec<_> = odd.map(|odd| format!("{}.", odd.words)).into_iter().chain(needed).collect();
    if !told.is_empty() {
        // More votes than people: that must not be overlooked.
        let style = if impossible { theme.alarm() } else { theme.strong() };
        return Some((told.join("  "), style));
    }
    let result = meeting.item(question.item)?.result.as_ref()?;
    Some((format!("TOP: {}", result.text), theme.text()))
}

/// What came out, said once: some words of the house say it themselves.
fn result(outcome: Outcome, words: &str) -> String {
    let outcome = match outcome {
        Outcome::Carried => "angenommen",
        Outcome::Rejected | Outcome::Tied => "abgelehnt",
    };
    if words.contains(outcome) { words.to_owned() } else { format!("{outcome} – {words}") }
}

fn open_result(
    meeting: &Meeting,
    question: &Question<'_>,
    theme: Theme,
) -> (String, ratatui::style::Style) {
    if let Some(vote) = question.vote.filter(|_| question.voters.is_some()) {
        let missing = meeting.ballots_missing(vote);
        if !missing.is_empty() {
            let names = wording::some_names(meeting, &missing);
            return (format!("Es fehlen: {names}"), theme.text());
        }
    }
    let missing: Vec<_> = question
        .rows
        .iter()
        .filter(|row| row.present > 0 && row.tally.is_none())
        .map(|row| wording::faction(meeting, row.faction))
        .collect();
    if !missing.is_empty() && question.by_rows() {
        return (format!("Es fehlen: {}", missing.join(", ")), theme.text());
    }
    let Some(vote) = question.vote else { return (String::new(), theme.text()) };
    let kind = question.motion.map_or(MotionKind::Main, |motion| motion.kind);
    let (outcome, words) = meeting.what_follows(vote, kind);
    let how = match vote.method {
        Method::Secret => " (geheim)",
        Method::Words => " (ohne Zahlen)",
        Method::PerFaction | Method::Totals | Method::Minority | Method::Rollcall => "",
    };
    (format!("Ergebnis: {}{how}", result(outcome, &words)), theme.accent())
}

/// Whether everything is entered.
fn is_complete(question: &Question<'_>) -> bool {
    let entered = |row: &FactionCount| row.present == 0 || row.tally.is_some();
    !question.by_rows() || question.rows.iter().all(entered)
}
