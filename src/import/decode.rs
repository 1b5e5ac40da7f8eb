//! From bytes to text, however the office saved them.

use super::report::{MAX_FILE, Report};
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What a file is to be read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// TOML: UTF-8 by its own rules.
    Toml,
    /// Text or CSV: also what older programs write.
    Text,
}

/// First bytes of files that are often taken for texts.
const OTHERS: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "eine Word-, Excel- oder ZIP-Datei"),
    (b"\xd0\xcf\x11\xe0", "eine ältere Word- oder Excel-Datei"),
    (b"%PDF", "eine PDF-Datei"),
    (b"{\\rtf", "eine RTF-Datei"),
    (b"\x89PNG", "ein Bild"),
];

/// Decodes `bytes`, with LF at all line ends. UTF-8 with or without BOM; text also as UTF-16 with
/// BOM and, where it is not valid UTF-8, as Windows-1252.
pub(super) fn decode(bytes: &[u8], kind: Kind, report: &mut Report) -> Option<String> {
    if bytes.len() > MAX_FILE {
        report.unread("Die Datei ist zu groß", "höchstens 16 MiB");
        return None;
    }
    let expected = match kind {
        Kind::Toml => "TOML als UTF-8",
        Kind::Text => "reiner Text (in Word oder Excel: Speichern unter, Text bzw. CSV)",
    };
    if let Some((_, what)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        report.unread(&format!("Das ist {what}"), expected);
        return None;
    }
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let wide = match bytes {
        [0xff, 0xfe, rest @ ..] => Some((UTF_16LE, rest)),
        [0xfe, 0xff, rest @ ..] => Some((UTF_16BE, rest)),
        _ => None,
    };
    let text = match (kind, wide, std::str::from_utf8(plain)) {
        (_, None, Ok(text)) => text.to_owned(),
        (Kind::Toml, Some(_), _) => {
            report.unread("Die Datei ist als UTF-16 gespeichert", expected);
            return None;
        }
        (Kind::Text, Some((encoding, rest)), _) => {
            let (text, faulty) = encoding.decode_without_bom_handling(rest);
            if faulty {
                report.unread("Die Datei beginnt als UTF-16, ist es aber nicht durchweg", expected);
                return None;
            }
            text.into_owned()
        }
        (Kind::Toml, None, Err(error)) => {
            let before = plain.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            report.broken(line, "Die Datei ist nicht als UTF-8 gespeichert", expected);
            return None;
        }
        (Kind::Text, None, Err(_)) => {
            WINDOWS_1252.decode_without_bom_handling(plain).0.into_owned()
        }
    };
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Tells whether the first line that says something is a TOML heading or assignment.
pub(super) fn looks_like_toml(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    text.trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .is_some_and(|line| {
            ["[sitzung]", "[[fraktion]]", "[[mitglied]]", "[[vorlage]]", "[[top]]"]
                .iter()
                .any(|heading| line.starts_with(heading))
        })
}
