//! `wortlaut neu`

use super::arguments::New;
use super::{Arguments, Failure, hint, print, told};
use crate::app::office::make;
use crate::domain::MeetingHead;
use crate::import::{self, Options, Source};
use crate::journal::{Archive, Heading};
use crate::place;
use crate::terminal;
use crate::wording;
use std::path::Path;

pub(super) fn new(arguments: &Arguments, new: &New) -> Result<(), Failure> {
    let source = |path: &Path| {
        let bytes = place::read(path, place::IMPORT).map_err(Failure::told)?;
        Ok(Source::new(path.display().to_string(), bytes))
    };
    let agenda = source(&new.file)?;
    let members = new.members.as_deref().map(source).transpose()?;
    let date = new.date.as_deref().map(|text| match import::wrong_weekday(text) {
        Some((wrong, _)) => Err(Failure::usage(format!("--datum {text}: {wrong}."))),
        None => import::parse_date(text).ok_or_else(|| {
            Failure::usage(format!("--datum {text}: erwartet ist ein Tag wie 2027-03-09."))
        }),
    });
    let start = new.start.as_deref().map(|text| {
        import::parse_time(text).ok_or_else(|| {
            Failure::usage(format!("--beginn {text}: erwartet ist eine Uhrzeit wie 17:00."))
        })
    });
    let options = Options {
        committee: new.committee.clone(),
        date: date.transpose()?,
        start: start.transpose()?,
        place: new.place.clone(),
        ..Options::default()
    };
    let profile = arguments.profile()?;
    let preparation = import::read(&agenda, members.as_ref(), &options, profile.clone())
        .map_err(|problems| told(&problems))?;
    let archive = arguments.archive()?;
    if preparation.members.is_empty() {
        hint("Es sind keine Mitglieder eingetragen. Eine Liste nimmt --mitglieder CSV.");
    }
    import::hints(&preparation).iter().for_each(|odd| hint(odd));
    if let Some(there) = there_already(&archive, &preparation.head)? {
        hint(&there);
    }
    let id = make(&archive, preparation, &profile, &arguments.clerk(), terminal::now())
        .map_err(Failure::told)?;
    print(format!("{id}\n"));
    Ok(())
}

/// Names the meetings of the same committee on the same day. Why: a file that is read twice makes
/// two, and the evening would be written into one of them.
fn there_already(archive: &Archive, head: &MeetingHead) -> Result<Option<String>, Failure> {
    let Some(day) = head.planned_start.map(|start| start.date()) else { return Ok(None) };
    let same =
        |heading: &Heading| heading.committee == head.committee && heading.date == day.to_string();
    let found: Vec<_> = archive
        .list()
        .map_err(Failure::told)?
        .into_iter()
        .filter(|(_, heading)| heading.as_ref().is_ok_and(same))
        .map(|(id, _)| id.to_string())
        .collect();
    let day = wording::date_short(&day);
    Ok((!found.is_empty()).then(|| {
        format!("Es gibt schon eine Sitzung dieses Gremiums am {day}: {}", found.join(", "))
    }))
}
