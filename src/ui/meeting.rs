//! Sitzung: the data of the meeting, its times, and what looks wrong.

use super::clock;
use super::list::{Chosen, inset, mark, put, top};
use super::theme::Theme;
use super::{Ask, Reply, Seen};
use crate::action::Action;
use crate::domain::{Command, Finding, Meeting, MeetingKind, Recess, findings, findings_at_close};
use crate::wording;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Data of the meeting that can be changed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Gremium.
    Committee,
    /// Bezeichnung.
    Name,
    /// Nummer.
    Number,
    /// Körperschaft.
    Body,
    /// Wahlperiode.
    Term,
    /// Ort.
    Place,
    /// Tag und Beginn.
    Start,
    /// Wirklicher Beginn.
    Opened,
    /// Wirkliches Ende.
    Closed,
    /// Unterbrechungen.
    Recesses,
    /// Vorsitz.
    Chair,
    /// Schriftführung.
    Clerks,
    /// Sitzungsform.
    Kind,
    /// Gesetzliche Mitgliederzahl.
    Statutory,
}

impl Field {
    /// All fields, in the order of the screen.
    pub const ALL: [Self; 14] = [
        Self::Committee,
        Self::Name,
        Self::Number,
        Self::Body,
        Self::Term,
        Self::Place,
        Self::Start,
        Self::Opened,
        Self::Closed,
        Self::Recesses,
        Self::Chair,
        Self::Clerks,
        Self::Kind,
        Self::Statutory,
    ];

    /// Its German name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Committee => "Gremium",
            Self::Name => "Bezeichnung",
            Self::Number => "Nummer",
            Self::Body => "Körperschaft",
            Self::Term => "Wahlperiode",
            Self::Place => "Ort",
            Self::Start => "Tag und Beginn",
            Self::Opened => "Eröffnet um",
            Self::Closed => "Geschlossen um",
            Self::Recesses => "Pausen",
            Self::Chair => "Vorsitz",
            Self::Clerks => "Schriftführung",
            Self::Kind => "Sitzungsform",
            Self::Statutory => "Gesetzliche Mitgliederzahl",
        }
    }

    /// What stands in it.
    #[must_use]
    pub fn value(self, meeting: &Meeting) -> String {
        let head = &meeting.head;
        match self {
            Self::Committee => head.committee.clone(),
            Self::Name => head.name.clone(),
            Self::Number => head.number.clone(),
            Self::Body => head.body.clone(),
            Self::Term => head.legislative_term.clone(),
            Self::Place => head.place.clone(),
            Self::Start => head
                .planned_start
                .map_or_else(String::new, |start| start.format("%d.%m.%Y %H:%M").to_string()),
            Self::Opened => meeting.start.map_or_else(String::new, clock::shown),
            Self::Closed => meeting.end.map_or_else(String::new, clock::shown),
            Self::Recesses => recesses(meeting),
            Self::Chair => head
                .chair
                .and_then(|chair| meeting.person(chair))
                .map_or_else(String::new, crate::domain::Person::full_name),
            Self::Clerks => head.clerks.join(", "),
            Self::Kind => wording::meeting_kind(head.kind).to_owned(),
            Self::Statutory => meeting.statutory_members().to_string(),
        }
    }

    /// The command that sets it to what was typed, or what is expected instead.
    ///
    /// # Errors
    /// Says in German what is expected.
    pub fn set(self, meeting: &Meeting, typed: &str) -> Result<Command, String> {
        let mut head = meeting.head.clone();
        let typed = typed.trim();
        match self {
            Self::Committee => typed.clone_into(&mut head.committee),
            Self::Name => typed.clone_into(&mut head.name),
            Self::Number => typed.clone_into(&mut head.number),
            Self::Body => typed.clone_into(&mut head.body),
            Self::Term => typed.clone_into(&mut head.legislative_term),
            Self::Place => typed.clone_into(&mut head.place),
            Self::Start => {
                let start = chrono::NaiveDateTime::parse_from_str(typed, "%d.%m.%Y %H:%M")
                    .map_err(|_| "Erwartet: Tag und Uhrzeit wie 09.03.2027 17:00.".to_owned())?;
                head.planned_start = Some(start);
            }
            Self::Recesses => return set_recesses(meeting, typed),
            Self::Opened | Self::Closed => return self.set_time(meeting, typed),
            Self::Chair => {
                let person = meeting
                    .people
                    .iter()
                    .find(|person| crate::text::matches_word_start(&person.full_name(), typed))
                    .filter(|_| !typed.is_empty())
                    .ok_or_else(|| format!("Niemand auf der Liste heißt „{typed}“."))?;
                head.chair = Some(person.id);
            }
            Self::Clerks => {
                head.clerks = typed
                    .split(',')
                    .map(|name| name.trim().to_owned())
                    .filter(|name| !name.is_empty())
                    .collect();
            }
            Self::Kind => {
                head.kind = [MeetingKind::InPerson, MeetingKind::Hybrid, MeetingKind::Video]
                    .into_iter()
                    .find(|kind| crate::text::matches_start(wording::meeting_kind(*kind), typed))
                    .filter(|_| !typed.is_empty())
                    .ok_or("Erwartet: Präsenz, hybrid oder Video.")?;
            }
            Self::Statutory => {
                let number: u32 =
                    typed.parse().map_err(|_| "Erwartet: eine ganze Zahl.".to_owned())?;
                if number != meeting.statutory_members() {
                    head.statutory_members = Some(number);
                }
            }
        }
        Ok(Command::Describe(Box::new(head)))
    }
}

impl Field {
    /// Corrects when the meeting was really opened or closed, on the day on which it was.
    fn set_time(self, meeting: &Meeting, typed: &str) -> Result<Command, String> {
        let missing = "Das ist noch nicht geschehen.";
        let start = meeting.start.ok_or(missing)?;
        Ok(match self {
            Self::Closed => {
                let end = clock::read(meeting.end.ok_or(missing)?, typed)?;
                Command::CorrectTimes { start, end: Some(end) }
            }
            _ => Command::CorrectTimes { start: clock::read(start, typed)?, end: meeting.end },
        })
    }
}

/// "17:20–17:45, 18:30–" while the last one goes on.
fn recesses(meeting: &Meeting) -> String {
    let hours = |recess: &Recess| {
        let end = recess.end.map_or_else(String::new, clock::shown);
        format!("{}–{end}", clock::shown(recess.start))
    };
    meeting.recesses.iter().map(hours).collect::<Vec<_>>().join(", ")
}

/// Corrects the hours of the interruptions there were.
fn set_recesses(meeting: &Meeting, typed: &str) -> Result<Command, String> {
    if meeting.recesses.is_empty() {
        return Err("Bisher war keine Pause.".to_owned());
    }
    let parts: Vec<_> = typed.split(',').map(str::trim).collect();
    let expected = || format!("Erwartet: alle Pausen wie {}.", recesses(meeting));
    if parts.len() != meeting.recesses.len() {
        return Err(expected());
    }
    let mut times = Vec::new();
    for (part, recess) in parts.iter().zip(&meeting.recesses) {
        let (start, end) = part.split_once(['–', '-']).ok_or_else(expected)?;
        let start = clock::read(recess.start, start.trim())?;
        let end = match (recess.end, end.trim()) {
            (Some(end), typed) => Some(clock::read(end, typed)?),
            (None, "") => None,
            (None, _) => return Err("Diese Pause dauert noch an.".to_owned()),
        };
        times.push((start, end));
    }
    Ok(Command::CorrectRecesses(times))
}

/// The data of the meeting, and what looks wrong.
#[derive(Debug, Default)]
pub struct MeetingScreen {
    chosen: Chosen,
}

/// How many rows the data take above the findings.
const FIELDS: usize = Field::ALL.len();

impl MeetingScreen {
    /// The row that is chosen, for the place to resume at.
    pub fn chosen(&mut self) -> &mut Chosen {
        &mut self.chosen
    }

    /// Takes an action.
    pub fn perform(&mut self, action: Action, seen: &Seen<'_>) -> Reply {
        let meeting = seen.meeting;
        let findings = findings(meeting);
        if self.chosen.step(action, FIELDS + findings.len()) {
            return Reply::Done;
        }
        match action {
            Action::NextField => {
                self.chosen = Chosen(if self.chosen.0 < FIELDS { FIELDS } else { 0 });
            }
            Action::PreviousField => self.chosen = Chosen(0),
            Action::EditField | Action::Confirm => return self.open(&findings),
            Action::StartMeeting if meeting.end.is_some() => return Reply::Ask(Ask::Reopen),
            Action::StartMeeting => return Reply::Commit(Command::OpenMeeting),
            Action::EndMeeting if findings_at_close(meeting, seen.now).is_empty() => {
                return Reply::Commit(Command::CloseMeeting);
            }
            Action::EndMeeting => return Reply::Ask(Ask::Close),
            Action::ApproveMinutes => return Reply::Ask(Ask::Approval),
            _ => return Reply::Ignored,
        }
        Reply::Done
    }

    /// A field is changed, a finding is gone to.
    fn open(&self, findings: &[Finding]) -> Reply {
        let at = self.chosen.within(FIELDS + findings.len()).unwrap_or(0);
        if let Some(field) = Field::ALL.get(at) {
            return Reply::Ask(Ask::Field(*field));
        }
        findings.get(at - FIELDS).map_or(Reply::Done, |finding| Reply::Jump(finding.place))
    }

    /// Paints it. Returns where the cursor stands.
    pub fn draw(
        &self,
        seen: &Seen<'_>,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<Position> {
        let meeting = seen.meeting;
        let findings = findings(meeting);
        let chosen = self.chosen.within(FIELDS + findings.len()).unwrap_or(0);
        let row = inset(area, 1);
        let mut y = area.y;
        put(buf, row.x + 1, y, row.width, &times(meeting), theme.accent());
        y += 1;
        let mut cursor = None;
        // With many findings the data make room for them.
        let below = usize::from(area.height.saturating_sub(2));
        let findings_rows = findings.len().max(1) + 1;
        let fields_shown = below.saturating_sub(findings_rows).clamp(FIELDS.min(6), FIELDS);
        let first = top(chosen.min(FIELDS - 1), FIELDS, fields_shown);
        for (index, field) in Field::ALL.iter().enumerate().skip(first).take(fields_shown) {
            if y >= area.bottom() {
                return cursor;
            }
            put(buf, row.x + 1, y, 27, field.label(), theme.quiet());
            let value = field.value(meeting);
            put(buf, row.x + 29, y, row.width.saturating_sub(29), &value, theme.text());
            mark(buf, area, y, index == chosen, theme);
            if index == chosen {
                cursor = Some(Position::new(area.x, y));
            }
            y += 1;
        }
        let title = match findings.len() {
            0 => "Keine Hinweise".to_owned(),
            1 => "1 Hinweis".to_owned(),
            many => format!("{many} Hinweise"),
        };
        // What has not been called yet is missing only when the meeting is closed.
        let title = if meeting.end.is_none() { format!("{title} bisher") } else { title };
        super::frame::rule(
            &title,
            &checksum(seen, area.width),
            Rect { y, height: u16::from(y < area.bottom()), ..area },
            buf,
            theme,
        );
        y += 1;
        let height = usize::from(area.bottom().saturating_sub(y));
        let first = top(chosen.saturating_sub(FIELDS), findings.len(), height);
        for (y, (index, finding)) in (y..area.bottom()).zip(findings.iter().enumerate().skip(first))
        {
            let text = wording::finding(finding, meeting);
            put(buf, row.x + 1, y, row.width.saturating_sub(1), &text, theme.text());
            mark(buf, area, y, index + FIELDS == chosen, theme);
            if index + FIELDS == chosen {
                cursor = Some(Position::new(area.x, y));
            }
        }
        cursor
    }
}

/// The Prüfsumme, to be compared or written down: whole where there is room.
fn checksum(seen: &Seen<'_>, columns: u16) -> String {
    const WIDE: u16 = 110;
    match seen.checksum {
        Some(checksum) if columns >= WIDE => format!("Prüfsumme {checksum}"),
        Some(checksum) => format!("Prüfsumme {}", checksum.short()),
        None => String::new(),
    }
}

/// "läuft · eröffnet 17:02 · Pausen 17:20–17:45 · geschlossen 20:10".
fn times(meeting: &Meeting) -> String {
    let at = clock::shown;
    let mut parts = vec![wording::meeting_state(meeting.state).to_owned()];
    parts.extend(meeting.start.map(|start| format!("eröffnet {}", at(start))));
    if !meeting.recesses.is_empty() {
        parts.push(format!("Pause {}", recesses(meeting)));
    }
    parts.extend(meeting.end.map(|end| format!("geschlossen {}", at(end))));
    parts.join("  ·  ")
}
