//! `wortlaut journal`

use super::text::find;
use super::{Arguments, Failure, one_line, print};
use crate::domain::Meeting;
use crate::journal::{Change, retracted};
use crate::wording;

/// Tells who did what, when. A retracted entry stays, and is marked.
pub(super) fn tell(arguments: &Arguments, name: &str, json: bool) -> Result<(), Failure> {
    let archive = arguments.archive()?;
    let loaded = archive.read(&find(&archive, name)?).map_err(Failure::told)?;
    if json {
        print(super::json(&loaded.entries)?);
        return Ok(());
    }
    let retracted = retracted(&loaded.entries);
    let mut meeting = Meeting::new(arguments.profile()?);
    let mut out = String::new();
    for entry in &loaded.entries {
        let mark = if retracted.contains(&entry.seq) { " (zurückgenommen)" } else { "" };
        let head = format!(
            "{:>5}  {}  {}{mark}\n",
            entry.seq.0,
            entry.at.format("%d.%m.%Y %H:%M:%S"),
            one_line(&entry.clerk),
        );
        out.push_str(&head);
        match &entry.change {
            Change::Events(events) => {
                for event in events {
                    meeting.apply(event);
                    out.push_str(&format!(
                        "       {}\n",
                        one_line(&wording::event(event, &meeting))
                    ));
                }
            }
            change @ (Change::Retract(_) | Change::Restore(_) | Change::Repaired(_)) => {
                out.push_str(&format!("       {}\n", one_line(&wording::change(change, &meeting))));
            }
        }
    }
    for repair in &loaded.repairs {
        out.push_str(&format!("       {}\n", one_line(repair)));
    }
    print(out);
    Ok(())
}
