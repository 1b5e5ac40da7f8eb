//! `wortlaut sichern` and `wortlaut wiederherstellen`

use super::arguments::SaveCopy;
use super::text::{find, is_folder, unwritten};
use super::{Arguments, Failure, hint, print};
use crate::journal::Holder;
use crate::journal::backup::{Backup, LARGEST};
use crate::outbox::{self, Existing};
use crate::place;
use crate::terminal;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

/// Writes a meeting into one file, also while somebody works in it.
pub(super) fn save(arguments: &Arguments, what: &SaveCopy) -> Result<(), Failure> {
    let archive = arguments.archive()?;
    let id = find(&archive, &what.meeting)?;
    let backup = archive.back_up(&id, terminal::now()).map_err(Failure::told)?;
    for damage in &backup.damage {
        hint(damage);
    }
    if !backup.damage.is_empty() {
        hint(&format!("wortlaut {id} öffnet die Sitzung und heilt, was sich heilen lässt."));
    }
    let (entries, head) = backup.head();
    let to = what.to.as_deref().unwrap_or_else(|| Path::new("./"));
    if to.as_os_str() == "-" {
        return pour(&backup);
    }
    let path = if is_folder(to) { to.join(backup.file_name()) } else { to.to_owned() };
    let existing = if what.replace { Existing::Replace } else { Existing::Keep };
    outbox::write_exactly(&path, &backup.bytes(), existing).map_err(unwritten)?;
    print(format!("{}\n", path.display()));
    hint(&format!(
        "{entries} Einträge gesichert, auch der nichtöffentliche Teil. Prüfsumme {head}"
    ));
    Ok(())
}

/// Gives the file to another program. A terminal would take what stands in it for its own.
fn pour(backup: &Backup) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if out.is_terminal() {
        return Err(Failure::usage("Eine Sicherung lässt sich nicht am Bildschirm ausgeben."));
    }
    let poured = out.write_all(&backup.bytes()).and_then(|()| out.flush());
    poured.map_err(|error| Failure::told(format!("Nicht geschrieben: {error}")))
}

/// Makes a meeting of such a file.
pub(super) fn restore(arguments: &Arguments, file: &Path) -> Result<(), Failure> {
    let bytes = place::read(file, LARGEST).map_err(Failure::told)?;
    let wrong = |error| Failure::told(format!("{}: {error}", file.display()));
    let backup = Backup::parse(&bytes).map_err(wrong)?;
    let archive = arguments.archive()?;
    let holder = Holder { clerk: arguments.clerk(), since: terminal::now() };
    let restored = archive.restore(&backup, &holder).map_err(wrong)?;
    for damage in &restored.damage {
        hint(damage);
    }
    if restored.renamed {
        hint("Eine Sitzung dieses Namens gibt es schon; sie bleibt, wie sie ist.");
    }
    print(format!("{}\n", restored.id));
    Ok(())
}
