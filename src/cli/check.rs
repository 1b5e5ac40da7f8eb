//! `wortlaut pruefen`: is everything as it should be, and what to do if not.

use super::text::find;
use super::{
    Arguments, Failure, dictionary, one_line, own_keymap, own_snippets, own_text, own_words, print,
};
use crate::domain::{Checksum, findings};
use crate::journal::agreement::Second;
use crate::journal::{Archive, MeetingId, replay};
use crate::spelling;
use crate::text::Clean;
use crate::trouble::why;
use crate::wording;
use std::os::unix::fs::PermissionsExt as _;

/// What was looked at, and what is wrong with it.
struct Report {
    lines: String,
    wrong: bool,
}

impl Report {
    fn good(&mut self, what: &str, found: &str) {
        self.lines.push_str(&format!("gut    {what:<12} {}\n", one_line(found)));
    }

    fn bad(&mut self, what: &str, found: &str) {
        self.wrong = true;
        // A broken file tells several problems, one below the other.
        let found = Clean::from(found).replace('\n', &format!("\n{:20}", ""));
        self.lines.push_str(&format!("FEHLER {what:<12} {found}\n"));
    }

    fn note(&mut self, what: &str, found: &str) {
        self.lines.push_str(&format!("       {what:<12} {}\n", one_line(found)));
    }
}

/// Looks at everything, prints it, and fails if anything is wrong.
pub(super) fn check(
    arguments: &Arguments,
    name: Option<&str>,
    asked: Option<&Checksum>,
) -> Result<(), Failure> {
    let mut report = Report { lines: String::new(), wrong: false };
    report.note("Fassung", concat!("wortlaut ", env!("CARGO_PKG_VERSION")));
    check_store(arguments, &mut report)?;
    check_surroundings(arguments, &mut report);
    if let Some(name) = name {
        let archive = arguments.archive()?;
        let id = find(&archive, name)?;
        report.note("Sitzung", id.as_str());
        check_record(&archive, &id, asked, &mut report);
        check_agreement(arguments, &archive, &id, &mut report);
        check_meeting(arguments, &archive, &id, &mut report)?;
    }
    print(report.lines.as_str());
    if report.wrong { Err(Failure::told("Etwas stimmt nicht; siehe FEHLER.")) } else { Ok(()) }
}

fn check_store(arguments: &Arguments, report: &mut Report) -> Result<(), Failure> {
    let folder = arguments.store_folder()?;
    let archive = match arguments.archive() {
        Ok(archive) => archive,
        Err(failure) => {
            report.bad("Ablage", &failure.message);
            return Ok(());
        }
    };
    let mode = std::fs::metadata(&folder).map_or(0, |meta| meta.permissions().mode() & 0o7777);
    let shown = format!("{} (Rechte {mode:04o})", folder.display());
    if mode & 0o007 == 0 {
        report.good("Ablage", &shown);
    } else {
        report.bad("Ablage", &format!("{shown}: andere dürfen hinein. chmod o-rwx hilft."));
    }
    match rustix::fs::statvfs(&folder) {
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize) >> 20;
            let shown = format!("{free} MiB frei");
            if free < 100 {
                report.bad("Platz", &format!("{shown}: zu wenig für eine lange Sitzung."));
            } else {
                report.good("Platz", &shown);
            }
        }
        Err(error) => report.bad("Platz", &why(&error.into())),
    }
    let meetings = match archive.list() {
        Ok(meetings) => meetings,
        Err(error) => {
            report.bad("Sitzungen", &error.to_string());
            return Ok(());
        }
    };
    let broken = meetings.iter().filter(|(_, heading)| heading.is_err()).count();
    let shown = format!("{} in der Ablage", meetings.len());
    if broken == 0 {
        report.good("Sitzungen", &shown);
    } else {
        report.bad("Sitzungen", &format!("{shown}, davon {broken} unlesbar"));
    }
    Ok(())
}

fn check_surroundings(arguments: &Arguments, report: &mut Report) {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    match variable("TERM") {
        None => report.bad("Terminal", "TERM ist nicht gesetzt."),
        Some(term) if term == "dumb" => report.bad("Terminal", "TERM=dumb kann kein Vollbild."),
        Some(term) => report.good("Terminal", &term),
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default();
    let folded = locale.to_lowercase();
    if folded.contains("utf-8") || folded.contains("utf8") {
        report.good("Zeichensatz", &locale);
    } else {
        let shown = if locale.is_empty() { "nicht gesetzt".to_owned() } else { locale };
        report.note("Zeichensatz", &format!("{shown}; das Terminal muss UTF-8 können."));
    }
    match arguments.keymap() {
        Ok(_) => {
            let own = own_keymap().filter(|path| path.is_file());
            let shown =
                own.map_or_else(|| "standard".to_owned(), |path| path.display().to_string());
            report.good("Tasten", arguments.keymap.as_deref().unwrap_or(&shown));
        }
        Err(failure) => report.bad("Tasten", &failure.message),
    }
    match arguments.snippets() {
        Ok(snippets) => {
            let own = own_snippets().filter(|path| path.is_file());
            let own = own.map(|path| format!(", eigene Datei: {}", path.display()));
            let number = snippets.iter().count();
            let noun = if number == 1 { "Baustein" } else { "Bausteine" };
            report.good("Bausteine", &format!("{number} {noun}{}", own.unwrap_or_default()));
        }
        Err(failure) => report.bad("Bausteine", &failure.message),
    }
    if let Err(failure) = own_text(own_words()) {
        report.bad("Wörter", &failure.message);
    }
    match arguments.profile() {
        Ok(profile) => report.good("Profil", &profile.name),
        Err(failure) => report.bad("Profil", &failure.message),
    }
    check_dictionary(report);
}

fn check_dictionary(report: &mut Report) {
    let Some(files) = dictionary() else {
        let hint = "keins gefunden: Rechtschreibung ist aus. \
                    Unter Debian und Ubuntu: apt install hunspell-de-de";
        report.note("Wörterbuch", hint);
        return;
    };
    match spelling::examine(&files) {
        Ok(()) => report.good("Wörterbuch", &files.dic.display().to_string()),
        Err(why) => report.bad("Wörterbuch", &format!("{why} Die Rechtschreibung ist aus.")),
    }
}

/// How many places that do not fit are told one by one.
const TOLD: usize = 8;

/// Is the journal as it was written? The first place that does not fit comes first.
fn check_record(archive: &Archive, id: &MeetingId, asked: Option<&Checksum>, report: &mut Report) {
    let proof = match archive.prove(id, asked.cloned()) {
        Ok(proof) => proof,
        Err(error) => return report.bad("Journal", &error.to_string()),
    };
    for flaw in proof.flaws.iter().take(TOLD) {
        report.bad("Journal", &flaw.to_string());
    }
    match proof.flaws.len().saturating_sub(TOLD) {
        0 => {}
        more => report.note("", &format!("und {more} weitere Stellen")),
    }
    if proof.torn {
        let half = "Die letzte Zeile ist halb: Das Programm wurde beendet, während es sie schrieb. \
                    Gesichert war sie nicht; das Öffnen der Sitzung schneidet sie ab.";
        report.note("", half);
    }
    let entries = match proof.last {
        1 => "1 Eintrag".to_owned(),
        many => format!("{many} Einträge"),
    };
    let head = proof.head.as_ref().map_or_else(String::new, |head| {
        let head = head.short();
        format!(", Prüfsumme {head}")
    });
    if proof.flaws.is_empty() {
        report.good("Journal", &format!("{entries}{head}"));
    } else {
        let hint = "Die Sitzung öffnen: Was der zweite Speicher noch hat, wird geheilt. Sonst mit \
                    einer Sicherung oder einer ausgegebenen Fassung abgleichen.";
        report.note("", hint);
    }
    if let Some((entry, at)) = proof.found {
        let at = at.format("%d.%m.%Y, %H:%M:%S");
        report.good("Prüfsumme", &format!("die nach Eintrag {entry} ({at})"));
    }
}

/// Does what lies beside the journal agree with it?
fn check_agreement(arguments: &Arguments, archive: &Archive, id: &MeetingId, report: &mut Report) {
    let beside = arguments.copies();
    // What cannot be read was told already.
    let Ok(agreement) = archive.agree(id, beside.as_deref()) else { return };
    let store = "2. Speicher";
    match agreement.store {
        Second::Same(many) => report.good(store, &format!("bis Eintrag {many} wie das Journal")),
        Second::Behind(have, last) => {
            let shown = format!(
                "bis Eintrag {have} von {last} wie das Journal; den Rest bekommt er, sobald die \
                 Sitzung geöffnet wird."
            );
            report.note(store, &shown);
        }
        Second::Unread(why) => report.note(store, &format!("nicht angesehen: {why}")),
        Second::Other(flaws) => {
            flaws.iter().for_each(|flaw| report.bad(store, flaw));
            let hint = "Steht oben beim Journal kein FEHLER, gilt das Journal: Die Sitzung öffnen, \
                        dann wird er daraus neu aufgebaut. Sonst mit einer Sicherung abgleichen.";
            report.note("", hint);
        }
    }
    for flaw in &agreement.card {
        report.bad("Kopf", flaw);
    }
    if !agreement.card.is_empty() {
        let hint = "Das Journal gilt. Die Sitzung öffnen und schließen schreibt den Kopf neu.";
        report.note("", hint);
    }
    for flaw in agreement.modes.iter().take(TOLD) {
        report.bad("Rechte", flaw);
    }
    match agreement.modes.len() {
        0 => report.good("Rechte", "niemand sonst kommt an die Sitzung"),
        all => match all.saturating_sub(TOLD) {
            0 => {}
            more => report.note("", &format!("und {more} weitere Stellen")),
        },
    }
}

/// Does the meeting itself look right?
fn check_meeting(
    arguments: &Arguments,
    archive: &Archive,
    id: &MeetingId,
    report: &mut Report,
) -> Result<(), Failure> {
    // What cannot be read was told already.
    let Ok(loaded) = archive.read(id) else { return Ok(()) };
    let meeting = replay(&loaded.entries, arguments.profile()?);
    if meeting.memberships.is_empty() {
        report.note("Hinweis", "Sitzung: Es sind keine Mitglieder eingetragen.");
    }
    for finding in findings(&meeting) {
        report.note("Hinweis", &wording::finding(&finding, &meeting));
    }
    Ok(())
}
