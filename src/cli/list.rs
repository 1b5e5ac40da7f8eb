//! `wortlaut liste`

use super::{Arguments, Failure, one_line, print};
use crate::wording;
use serde_json::json;

pub(super) fn list(arguments: &Arguments, json: bool) -> Result<(), Failure> {
    let meetings = arguments.archive()?.list().map_err(Failure::told)?;
    if json {
        let list: Vec<_> = meetings
            .iter()
            .map(|(id, heading)| match heading {
                Ok(heading) => json!({
                    "id": id.to_string(),
                    "committee": heading.committee,
                    "name": heading.name,
                    "date": heading.date,
                    "state": heading.state,
                    "items": heading.items,
                    "changed": heading.changed,
                }),
                Err(error) => json!({ "id": id.to_string(), "error": error.to_string() }),
            })
            .collect();
        print(super::json(&list)?);
        return Ok(());
    }
    if meetings.is_empty() {
        print("Noch keine Sitzung. Anlegen mit: wortlaut neu DATEI\n");
        return Ok(());
    }
    let mut out = String::new();
    for (id, heading) in meetings {
        let line = match heading {
            Ok(heading) => format!(
                "{id}  {}  {}  {}\n",
                one_line(&heading.date),
                wording::meeting_state(heading.state),
                one_line(&heading.committee),
            ),
            Err(error) => format!("{id}  {}\n", one_line(&error.to_string())),
        };
        out.push_str(&line);
    }
    print(out);
    Ok(())
}
