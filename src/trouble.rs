//! Why the operating system refuses, in words a clerk can act on.

use std::io::{Error, ErrorKind};

/// Says why, then what to do.
#[must_use]
pub fn why(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::FileTooLarge => {
            "Der Datenträger ist voll. Platz schaffen."
        }
        ErrorKind::QuotaExceeded => "Der zugeteilte Speicherplatz ist verbraucht. Platz schaffen.",
        ErrorKind::PermissionDenied => "Die Berechtigung fehlt. Eigentümer und Rechte prüfen.",
        ErrorKind::ReadOnlyFilesystem => {
            "Der Datenträger ist schreibgeschützt. Die Systembetreuung verständigen."
        }
        ErrorKind::NotFound => "Datei oder Ordner ist nicht da. Den Namen prüfen.",
        ErrorKind::IsADirectory => "Das ist ein Ordner. Eine Datei nennen.",
        ErrorKind::NotADirectory => "Ein Teil des Pfades ist kein Ordner. Den Namen prüfen.",
        ErrorKind::AlreadyExists => "Dort liegt schon etwas anderes. Einen anderen Namen nehmen.",
        _ => {
            return match error.raw_os_error() {
                Some(5) => "Der Datenträger meldet einen Fehler. Die Systembetreuung verständigen."
                    .to_owned(),
                Some(code) => format!("Das Betriebssystem meldet den Fehler {code}."),
                None => error.to_string(),
            };
        }
    };
    words.to_owned()
}
