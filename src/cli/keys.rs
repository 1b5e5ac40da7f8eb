//! `wortlaut tasten`

use super::{Arguments, Failure, print};
use crate::action::Context;
use serde_json::json;

/// Prints the effective keymap: as a keymap file with the German names beside, or for programs.
pub(super) fn keys(arguments: &Arguments, json: bool) -> Result<(), Failure> {
    let entries = arguments.keymap()?.entries();
    if json {
        let list: Vec<_> = entries
            .iter()
            .map(|entry| {
                json!({
                    "action": entry.action.name(),
                    "keys": entry.keys,
                    "label": entry.label,
                    "context": entry.context,
                })
            })
            .collect();
        print(super::json(&list)?);
        return Ok(());
    }
    let mut out = String::new();
    for context in Context::all() {
        let here: Vec<_> =
            entries.iter().filter(|entry| entry.context == context.section()).collect();
        if here.is_empty() {
            continue;
        }
        out.push_str(&format!("[{}]  # {}\n", context.section(), context.label()));
        for entry in here {
            for key in &entry.keys {
                let bound = format!("\"{key}\" = \"{}\"", entry.action.name());
                out.push_str(&format!("{bound:<44}# {}\n", entry.label));
            }
            if entry.keys.is_empty() {
                let unbound = format!("# ohne Taste: {}", entry.action.name());
                out.push_str(&format!("{unbound:<44}# {}\n", entry.label));
            }
        }
        out.push('\n');
    }
    print(out);
    Ok(())
}
