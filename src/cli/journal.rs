//! `wortlaut journal`

use super::text::find;
use super::{Arguments, Failure, one_line, print};
use crate::domain::{Event, Meeting};
use crate::journal::secret::SecretVotes;
use crate::journal::{Change, retracted};
use crate::wording;

/// Tells who did what, when. A retracted entry stays, and is marked.
pub(super) fn tell(arguments: &Arguments, name: &str, json: bool) -> Result<(), Failure> {
    let archive = arguments.archive()?;
    let loaded = archive.read(&find(&archive, name)?).map_err(Failure::told)?;
    let secret = SecretVotes::of(&loaded.entries, arguments.profile()?);
    if json {
        let entries: Vec<_> = loaded.entries.iter().map(|entry| secret.leave_out(entry)).collect();
        print(super::json(&entries)?);
        return Ok(());
    }
    let retracted = retracted(&loaded.entries);
    let mut meeting = Meeting::new(arguments.profile()?);
    let mut out = String::new();
    for entry in &loaded.entries {
        let mark = if retracted.contains(&entry.seq) { " (zurückgenommen)" } else { "" };
        let head = format!(
            "{:>5}  {} {}  {}{mark}\n",
            entry.seq.0,
            wording::date_short(&entry.at),
            wording::clock_seconds(&entry.at),
            one_line(&entry.clerk),
        );
        out.push_str(&head);
        let lines = match &entry.change {
            Change::Events(events) if retracted.contains(&entry.seq) => {
                // What does not count happens to a copy only, so that it can be told.
                let lines = happened(events, &mut meeting.clone(), &secret);
                events.iter().for_each(|event| meeting.pass_over(event));
                lines
            }
            Change::Events(events) => happened(events, &mut meeting, &secret),
            change @ (Change::Retract(_)
            | Change::Restore(_)
            | Change::Repaired(_)
            | Change::ClockSet(_)) => {
                vec![wording::change(change, &meeting)]
            }
        };
        told(&mut out, &lines);
    }
    told(&mut out, &loaded.repairs);
    print(out);
    Ok(())
}

/// Lets events happen to a meeting, and tells each; of a secret vote nobody is named.
fn happened(events: &[Event], meeting: &mut Meeting, secret: &SecretVotes) -> Vec<String> {
    let happen = |event: &Event| {
        meeting.apply(event);
        if secret.hide(event) {
            "Stimmen, die hier nicht stehen: Die Abstimmung ist geheim.".to_owned()
        } else {
            wording::event(event, meeting)
        }
    };
    events.iter().map(happen).collect()
}

fn told(out: &mut String, lines: &[String]) {
    for line in lines {
        out.push_str(&format!("       {}\n", one_line(line)));
    }
}
