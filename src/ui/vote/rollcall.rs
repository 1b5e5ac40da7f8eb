//! A vote by name: everyone who may vote, in the order of the alphabet, in as many columns as there
//! is room for.

use super::{Question, VoteScreen, table};
use crate::domain::{Choice, Command, Meeting, Method, PersonId, Vote};
use crate::text;
use crate::ui::list::{Chosen, mark, put, put_right};
use crate::ui::theme::Theme;
use crate::ui::{Reply, Seen};
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A name, a Fraktion and a vote want so many columns.
const WIDTH: u16 = 36;

/// Who is called: all who may vote now, or those who did.
pub(super) fn voters(meeting: &Meeting, vote: &Vote) -> Option<Vec<PersonId>> {
    if vote.method != Method::Rollcall {
        return None;
    }
    let mut voters: Vec<_> = match vote.is_open() {
        true => meeting.voters(vote.id, vote.item).map(|person| person.id).collect(),
        false => vote.ballots.iter().map(|ballot| ballot.person).collect(),
    };
    wording::alphabetical(meeting, &mut voters);
    Some(voters)
}

impl Question<'_> {
    /// Whether the name in a row begins so: that of a voter, or of a Fraktion.
    pub(super) fn begins(&self, meeting: &Meeting, at: usize, typed: &str) -> bool {
        if let Some(voters) = &self.voters {
            let person = voters.get(at).and_then(|id| meeting.person(*id));
            return person.is_some_and(|it| text::matches_start(&it.family_name, typed));
        }
        self.rows
            .get(at)
            .is_some_and(|row| text::matches_start(&wording::faction(meeting, row.faction), typed))
    }
}

impl VoteScreen {
    /// In a vote by name, the letter behind the first one of a name goes on with it, whatever else
    /// it may mean; `votes`: unless it is a vote, and no name goes on so.
    pub(super) fn second_letter(
        &mut self,
        typed: Option<char>,
        question: &Question<'_>,
        seen: &Seen<'_>,
        votes: bool,
    ) -> Option<Reply> {
        let (first, second) = self.first.take().zip(typed.filter(|c| c.is_lowercase()))?;
        let begin: String = [first, second].into_iter().collect();
        let named = |at: &usize| question.begins(seen.meeting, *at, &begin);
        match (0..question.length()).find(named) {
            Some(at) => {
                (self.row, self.lost) = (Chosen(at), None);
                Some(Reply::Done)
            }
            None if votes => None,
            None => Some(self.lose(begin)),
        }
    }

    /// No name begins so: until somebody is chosen, nobody votes. Whoever types blindly would
    /// give this vote to the one who was called before.
    pub(super) fn lose(&mut self, begin: String) -> Reply {
        let told = Reply::Say(format!("Kein Name beginnt mit {begin}."));
        self.lost = Some(begin);
        told
    }

    /// The one who is called votes so.
    pub(super) fn ballot(&self, question: &Question<'_>, choice: Option<Choice>) -> Reply {
        if let Some(begin) = &self.lost {
            return Reply::Say(format!("Kein Name beginnt mit {begin}. Erst die Person wählen."));
        }
        let voters = question.voters.as_deref().unwrap_or_default();
        match self.row.within(voters.len()).and_then(|at| voters.get(at)) {
            Some(person) => Reply::Commit(Command::CastBallot {
                item: question.item,
                motion: question.motion.map(|motion| motion.id),
                person: *person,
                choice,
            }),
            None => Reply::Ignored,
        }
    }
}

/// Paints the names, the sums and what follows. Returns where the cursor stands.
pub(super) fn draw(
    chosen: Chosen,
    voters: &[PersonId],
    seen: &Seen<'_>,
    question: &Question<'_>,
    area: Rect,
    buf: &mut Buffer,
    theme: Theme,
) -> Option<Position> {
    let vote = question.vote?;
    let rows = area.height.saturating_sub(5).max(1);
    let columns = (area.width / WIDTH).max(1);
    let width = area.width / columns;
    let page = usize::from(rows) * usize::from(columns);
    let at = chosen.within(voters.len());
    let first = at.unwrap_or(0) / page * page;
    let mut cursor = None;
    let places = (0..columns).flat_map(|column| (0..rows).map(move |row| (column, row)));
    for ((column, row), (index, person)) in
        places.zip(voters.iter().enumerate().skip(first).take(page))
    {
        let room = width.saturating_sub(2);
        let place = Rect { x: area.x + column * width, y: area.y + row, width: room, height: 1 };
        draw_voter(seen.meeting, vote, *person, place, buf, theme);
        mark(buf, place, place.y, at == Some(index), theme);
        if at == Some(index) {
            cursor = Some(Position::new(place.x, place.y));
        }
    }
    let y = area.y + rows;
    for x in area.left()..area.right() {
        put(buf, x, y, 1, "─", theme.quiet());
    }
    let tally = seen.meeting.tally_of(vote);
    let sums = [Choice::Yes, Choice::No, Choice::Abstain]
        .map(|choice| format!("{} {}", wording::choice(choice), tally.of(choice)))
        .join("  ");
    let called = format!("{} von {} eingetragen", tally.sum(), voters.len());
    put(buf, area.x + 2, y + 1, area.width.saturating_sub(2), &sums, theme.strong());
    if vote.is_open() {
        put_right(buf, area.right(), y + 1, 30, &called, theme.quiet());
    }
    let height = area.bottom().saturating_sub(y + 2).min(3);
    let below = Rect { y: y + 2, height, ..area };
    table::draw_result(seen, question, below, buf, theme);
    cursor
}

fn draw_voter(
    meeting: &Meeting,
    vote: &Vote,
    person: PersonId,
    place: Rect,
    buf: &mut Buffer,
    theme: Theme,
) {
    const CHOICE: u16 = 5;
    let name = meeting.person(person).map(|it| it.sorted_name()).unwrap_or_default();
    let room = place.width.saturating_sub(CHOICE + 3);
    let used = put(buf, place.x + 2, place.y, room, &name, theme.text());
    let faction = wording::faction(meeting, meeting.votes_for(person));
    let left = room.saturating_sub(used + 1);
    if left > 4 {
        put(buf, place.x + 3 + used, place.y, left, &faction, theme.quiet());
    }
    let (choice, style) = match vote.ballot(person) {
        // A name needs the room more.
        Some(Choice::Abstain) => ("Enth.", theme.strong()),
        Some(choice) => (wording::choice(choice), theme.strong()),
        None => ("·", theme.quiet()),
    };
    put_right(buf, place.right(), place.y, CHOICE, choice, style);
}
