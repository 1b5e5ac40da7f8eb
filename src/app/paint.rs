//! Painting: header, screen, status line, footer, and what lies over them. It only reads.

use super::App;
use super::desk::{Desk, seen};
use crate::action::Action;
use crate::domain::{AgendaItem, MeetingState, Timestamp};
use crate::session::Saved;
use crate::ui::overlay::Overlay;
use crate::ui::vote::VoteScreen;
use crate::ui::{SavedLine, Screen, Seen, election, frame, paper};
use crate::wording;
use chrono::TimeDelta;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What waits longer than this is told in words. Below it, the sign tells.
pub(super) const LATE: TimeDelta = TimeDelta::milliseconds(500);

/// What is told for a while after a letter that is no UTF-8.
const GARBLED: &str = "Unlesbares Zeichen: Zeichensatz der Verbindung prüfen, nötig ist UTF-8.";

/// The keys of the speaker list.
const SPEAKER_KEYS: &[Action] = &[
    Action::AddSpeaker,
    Action::NextSpeaker,
    Action::EndSpeech,
    Action::ShowTimes,
    Action::CloseList,
    Action::ShowHelp,
];

impl App {
    /// Paints everything.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        if let Some(position) = self.paint(frame.area(), frame.buffer_mut()) {
            frame.set_cursor_position(position);
        }
    }

    /// Paints a window, or those rows of it that `buf` has: then it is known that only the prose
    /// in them has changed. Returns where the cursor stands.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (columns, rows) = frame::SMALLEST;
        if area.width < columns || area.height < rows {
            frame::too_small(area, self.overlay.is_some(), buf);
            return None;
        }
        let parts = frame::parts(area);
        if let Some(desk) = self.desk.as_ref().filter(|_| buf.area != area) {
            let seen = seen!(desk, self.now);
            return desk.minutes.draw(&seen, parts.body, buf, self.theme);
        }
        let cursor = self.draw_screen(&parts, buf);
        let over = self.draw_overlay(parts.body, buf);
        self.draw_footer(&parts, buf);
        // The real cursor stands where things happen: screen readers follow it.
        over.unwrap_or(cursor)
    }

    fn draw_screen(&self, parts: &frame::Parts, buf: &mut Buffer) -> Option<Position> {
        let theme = self.theme;
        let Some(desk) = &self.desk else {
            let title = concat!("wortlaut ", env!("CARGO_PKG_VERSION"));
            frame::rule(title, "", parts.header, buf, theme);
            frame::rule("Sitzungen", "", parts.rule, buf, theme);
            return self.meetings.draw(parts.body, buf, theme);
        };
        let seen = seen!(desk, self.now);
        frame::header(&seen, parts.header, buf, theme, self.practice);
        let about = match desk.screen {
            Screen::Minutes | Screen::Motions | Screen::Vote | Screen::Speakers => {
                let item = desk.item.and_then(|item| seen.meeting.item(item));
                item.map_or("", |item| item.name.as_str())
            }
            Screen::Agenda | Screen::Attendance | Screen::Meeting | Screen::Export => "",
        };
        let aside = match desk.mode() {
            "" => aside(&seen, desk.screen),
            mode => mode.to_owned(),
        };
        frame::title(desk.screen.title(), about, &aside, parts.rule, buf, theme);
        let saved = saved_line(desk, self.now);
        frame::status(&seen, &saved, parts.status, buf, theme);
        match desk.screen {
            Screen::Agenda => desk.agenda.draw(&seen, parts.body, buf, theme),
            Screen::Minutes => desk.minutes.draw(&seen, parts.body, buf, theme),
            Screen::Speakers => desk.speakers.draw(&seen, parts.body, buf, theme),
            Screen::Motions => desk.motions.draw(&seen, parts.body, buf, theme),
            Screen::Vote => desk.vote.draw(&seen, parts.body, buf, theme),
            Screen::Attendance => desk.attendance.draw(&seen, parts.body, buf, theme),
            Screen::Meeting => desk.meeting.draw(&seen, parts.body, buf, theme),
            Screen::Export => desk.export.draw(&seen, parts.body, buf, theme),
        }
    }

    /// `Some`: something lies over the screen, with where the cursor stands in it.
    fn draw_overlay(&self, area: Rect, buf: &mut Buffer) -> Option<Option<Position>> {
        let theme = self.theme;
        let overlay = self.overlay.as_ref()?;
        // What lies below steps back, except where one looks at it.
        if !matches!(overlay, Overlay::Find(_)) {
            buf.set_style(area, theme.quiet());
        }
        Some(match overlay {
            Overlay::Find(find) => find.draw(area, buf, theme),
            Overlay::Pick(pick) => pick.draw(area, buf, theme),
            Overlay::Prompt(prompt) => prompt.draw(area, buf, theme),
            Overlay::Help(help) => help.draw(area, buf, theme),
            Overlay::Paper(paper) => {
                let desk = self.desk.as_ref()?;
                paper.draw(desk.session.meeting(), area, buf, theme)
            }
        })
    }

    fn draw_footer(&self, parts: &frame::Parts, buf: &mut Buffer) {
        let garbled = (self.garbled > 0).then_some(GARBLED);
        if let Some(notice) = self.notice.as_deref().or(garbled) {
            frame::message(notice, parts, buf, self.theme);
            return;
        }
        let contexts = self.contexts();
        let rules = self.desk.as_ref().map(|desk| &desk.session.meeting().profile.rules);
        let abstention = rules.is_none_or(|rules| rules.abstention);
        // A disk that refuses comes before what is done here.
        let saved = self.desk.as_ref().map(|desk| desk.session.saved());
        let refused = self.overlay.is_none() && matches!(saved, Some(Saved::Failed { .. }));
        let keys: Vec<_> = refused
            .then_some(&Action::SaveElsewhere)
            .into_iter()
            .chain(self.footer_actions())
            .filter(|action| abstention || **action != Action::VoteAbstain)
            .filter_map(|action| {
                let key = self.keymap.keys_for(*action, &contexts).into_iter().next()?;
                Some((key, action.label()))
            })
            .collect();
        frame::footer(&keys, parts.footer, buf, self.theme);
    }

    /// The keys that matter now.
    fn footer_actions(&self) -> &'static [Action] {
        use Action as A;
        match &self.overlay {
            Some(Overlay::Help(_) | Overlay::Paper(_)) => return &[A::Cancel, A::CursorPageDown],
            Some(Overlay::Pick(_) | Overlay::Prompt(_)) => return &[A::Confirm, A::Cancel],
            Some(Overlay::Find(_)) => {
                return &[A::NextField, A::SearchScope, A::ReplaceAll, A::Cancel];
            }
            None => {}
        }
        let Some(desk) = &self.desk else {
            return &[A::OpenMeeting, A::NewMeeting, A::ImportMeeting, A::ShowHelp, A::Quit];
        };
        match desk.screen {
            Screen::Agenda => {
                &[A::CallItem, A::ShowPaper, A::InsertItem, A::SetResult, A::ShowHelp, A::Palette]
            }
            Screen::Minutes => {
                &[A::AddSpeaker, A::NextSpeaker, A::ShowVote, A::NextItem, A::ShowHelp, A::Palette]
            }
            Screen::Speakers => SPEAKER_KEYS,
            Screen::Motions if desk.takes_text() => wording_keys(desk.commanding),
            Screen::Motions => motion_keys(desk, &seen!(desk, self.now)),
            Screen::Vote => vote_keys(desk, &seen!(desk, self.now)),
            Screen::Attendance => attendance_keys(desk.session.meeting().state),
            Screen::Meeting => meeting_keys(desk.session.meeting().state),
            Screen::Export => &[A::Export, A::CopyExtract, A::ShowHelp, A::Palette],
        }
    }
}

/// What is noted of people: at the opening who is missing, later who comes and goes.
fn attendance_keys(state: MeetingState) -> &'static [Action] {
    use Action as A;
    if state == MeetingState::Prepared {
        return &[A::MarkArrived, A::MarkLeft, A::MarkExcused, A::MarkSubstituted, A::ShowHelp];
    }
    &[A::MarkArrived, A::MarkLeft, A::MarkRecused, A::MarkAway, A::MarkSubstituted, A::ShowHelp]
}

/// What can be done to the meeting as it stands.
fn meeting_keys(state: MeetingState) -> &'static [Action] {
    use Action as A;
    match state {
        MeetingState::Prepared => &[A::EditField, A::StartMeeting, A::ShowHelp, A::Palette],
        MeetingState::Running => {
            &[A::EditField, A::StartRecess, A::EndMeeting, A::NextFinding, A::ShowHelp]
        }
        MeetingState::Interrupted => {
            &[A::EditField, A::EndRecess, A::EndMeeting, A::NextFinding, A::ShowHelp]
        }
        MeetingState::Closed => {
            &[A::EditField, A::GiveReason, A::ApproveMinutes, A::ShowExport, A::ShowHelp]
        }
        MeetingState::Approved => &[A::AddAddendum, A::ShowExport, A::ShowHelp, A::Palette],
    }
}

/// What can be done to a motion; one of order that is open is voted on next, or adopted as it is.
fn motion_keys(desk: &Desk, seen: &Seen<'_>) -> &'static [Action] {
    use Action as A;
    let main = seen.item.and_then(|item| seen.meeting.main_motion(item));
    if main.is_some_and(|main| !seen.meeting.rejected_points(main).is_empty()) {
        return &[A::StrikePoints, A::EditMotion, A::AddMotion, A::ShowVote, A::ShowHelp];
    }
    if desk.motions.orders(seen) {
        return &[A::ShowVote, A::AdoptMotion, A::WithdrawMotion, A::EditMotion, A::ShowHelp];
    }
    &[A::EditMotion, A::AddMotion, A::ShowVote, A::AdoptWording, A::WithdrawMotion, A::ShowHelp]
}

/// What can be done in the vote or in the election that is shown.
fn vote_keys(desk: &Desk, seen: &Seen<'_>) -> &'static [Action] {
    use Action as A;
    match election::shown(seen) {
        Some(election) if election.open_round().is_some() => &[
            A::CloseVote,
            A::AddCandidate,
            A::EditElection,
            A::WithdrawCandidate,
            A::ReopenVote,
            A::ShowHelp,
        ],
        Some(election) if election.lot().is_some() => &[A::CloseVote, A::ReopenVote, A::ShowHelp],
        Some(_) => &[A::CloseVote, A::ReopenVote, A::OpenElection, A::AnnulVote, A::ShowHelp],
        None if VoteScreen::is_closed(seen) => {
            &[A::ReopenVote, A::OpenVote, A::AnnulVote, A::SetResult, A::ShowHelp]
        }
        None if desk.vote.enters_minority() => {
            &[A::VoteNo, A::VoteAbstain, A::VoteYes, A::CloseVote, A::Cancel, A::ShowHelp]
        }
        None => &[
            A::VoteUnanimous,
            A::VoteYes,
            A::VoteNo,
            A::VoteAbstain,
            A::CloseVote,
            A::VoteAsBefore,
            A::VoteMinority,
            A::VoteTotals,
            A::VoteRollcall,
            A::ShowHelp,
        ],
    }
}

fn wording_keys(commanding: bool) -> &'static [Action] {
    use Action as A;
    if commanding {
        return &[A::Cancel, A::ShowVote, A::ShowHelp];
    }
    &[A::Cancel, A::CommandMode, A::ShowVote, A::ShowHelp]
}

/// What the status line says of saving. It never says "gesichert" of what is not. While one types,
/// it waits for a pause to say so: a line that changes with each letter tells nobody anything.
pub(super) fn saved_line(desk: &Desk, now: Timestamp) -> SavedLine {
    let calm = |text: String| SavedLine { text, alarm: false };
    let time = |at: Timestamp| wording::clock_seconds(&at);
    match desk.session.saved() {
        Saved::All { .. } if desk.calm_at().is_some_and(|calm| calm > now) => {
            calm("○ sichert …".to_owned())
        }
        Saved::All { at: Some(at) } => calm(format!("● gesichert {}", time(at))),
        Saved::All { at: None } => calm("● gesichert".to_owned()),
        Saved::Pending { since, .. } if now - since >= LATE => SavedLine {
            text: format!("○ NOCH NICHT GESICHERT seit {}", time(since)),
            alarm: true,
        },
        Saved::Pending { .. } => calm("○ sichert …".to_owned()),
        Saved::Failed { message, at, waiting } => {
            let until = at.map_or_else(String::new, |at| format!(" seit {}", time(at)));
            let why = reason(message);
            SavedLine {
                text: format!("○ NICHT GESICHERT{until}, {waiting} warten: {why}"),
                alarm: true,
            }
        }
    }
}

/// Why something is not saved: what the journal says begins with that it is not, as whoever shows
/// it here does already.
pub(super) fn reason(message: &str) -> &str {
    message.strip_prefix("Nicht gesichert: ").unwrap_or(message)
}

/// What stands to the right of a screen's title.
fn aside(seen: &Seen<'_>, screen: Screen) -> String {
    let Some(item) = seen.item.and_then(|item| seen.meeting.item(item)) else {
        return String::new();
    };
    match screen {
        Screen::Minutes | Screen::Motions | Screen::Vote => {
            let mut parts = Vec::new();
            parts.extend(item.result.as_ref().map(|result| result.text.clone()));
            let paper = paper::short(seen.meeting, item.id);
            parts.extend((!paper.is_empty()).then_some(paper));
            parts.join("  ·  ")
        }
        Screen::Agenda => {
            let called = |item: &&AgendaItem| seen.meeting.was_called(item);
            let treated = seen.meeting.agenda.iter().filter(called).count();
            format!("{treated} von {} aufgerufen", seen.meeting.agenda.len())
        }
        Screen::Speakers if seen.meeting.speakers.closed => "geschlossen".to_owned(),
        Screen::Speakers | Screen::Attendance | Screen::Meeting | Screen::Export => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alarm_does_not_say_twice_that_it_is_not_saved() {
        assert_eq!(
            reason("Nicht gesichert: Der Datenträger ist voll."),
            "Der Datenträger ist voll."
        );
        assert_eq!(reason("Der Datenträger ist voll."), "Der Datenträger ist voll.");
    }
}
