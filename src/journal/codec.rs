//! The lines of the journal file: what a record looks like on disk, and how it is read back.
//!
//! Line 1 says the version, every further line is one record. All lines are JSON with named
//! fields and end in `"crc"`: the CRC-32 of the line without that field. Lines of history carry
//! `"chain"` before it: the SHA-256 of the previous chain in hex and of the line without both
//! fields, as it was written. So a line is checked without understanding it, and kept byte by
//! byte even if a later version wrote things into it that this one does not know.

use super::{Change, Draft, Entry, Resume, Seq};
use crate::domain::{Checksum, Timestamp};
use crate::text;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The version of the format that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// Name in the place of a clerk for what the program itself notes.
pub(crate) const PROGRAM: &str = "wortlaut";

const CRC_LEN: usize = r#","crc":"01234567"}"#.len();
const CHAIN_LEN: usize = r#","chain":"""#.len() + 64;

/// Gives the lines of a journal file without their ends, and whether each has one: the last may
/// have been cut off in the middle.
pub(crate) fn lines(bytes: &[u8]) -> impl Iterator<Item = (&[u8], bool)> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let whole = line.strip_suffix(b"\n");
        (whole.unwrap_or(line), whole.is_some())
    })
}

/// The head of the chain of history: 32 bytes, shown in hex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chain([u8; 32]);

impl std::fmt::Display for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Chain {
    /// Hangs `payload` behind this link.
    #[must_use]
    pub fn then(&self, payload: &[u8]) -> Self {
        let digest = Sha256::new().chain_update(self.to_string()).chain_update(payload).finalize();
        Self(digest.into())
    }

    /// Gives it as it is shown and given out.
    #[must_use]
    pub fn checksum(&self) -> Checksum {
        Checksum::of(self.0)
    }

    fn parse(hex: &[u8]) -> Option<Self> {
        let mut out = [0; 32];
        let (pairs, rest) = hex.as_chunks::<2>();
        if pairs.len() != out.len() || !rest.is_empty() {
            return None;
        }
        for (byte, pair) in out.iter_mut().zip(pairs) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(out))
    }
}

/// The chain of a journal as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heads {
    /// Behind the last entry: behind this the next one is hung.
    pub last: Chain,
    /// Behind the last entry that recorded something. That the store was mended is noted too, but
    /// changes nothing that is given out: so a later copy of closed minutes is the same.
    pub fact: Chain,
}

impl Heads {
    /// The heads of these entries, as this version writes them.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        entries.iter().fold(Self::default(), |heads, entry| heads.then(entry))
    }

    /// Hangs an entry behind the last.
    #[must_use]
    pub fn then(&self, next: &Entry) -> Self {
        let last = self.last.then(&json(&entry_line("entry", next)));
        Self { last, fact: if next.is_repair() { self.fact } else { last } }
    }

    /// Prüfsumme of what was recorded; `None`: nothing was.
    #[must_use]
    pub fn checksum(&self) -> Option<Checksum> {
        (self.fact != Chain::default()).then(|| self.fact.checksum())
    }
}

/// What line 1 says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the format.
    pub wortlaut: u32,
    /// Name of the meeting's folder when it was made.
    pub meeting: String,
    /// When it was made; `None` where line 1 had to be made anew.
    pub created: Option<Timestamp>,
}

/// An entry and the bytes of its line.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// What it says.
    pub entry: Entry,
    /// The line as it was first written, without its end of line.
    pub raw: Vec<u8>,
    /// The head of the chain behind it; `None` for the stand-in of a lost entry, behind which
    /// the chain starts afresh.
    pub chain: Option<Chain>,
}

impl Kept {
    /// Tells whether this line is the one that was written behind `before`.
    #[must_use]
    pub fn follows(&self, before: Option<Chain>) -> bool {
        match (before, self.chain) {
            (Some(before), Some(own)) => {
                payload(&self.raw).is_some_and(|payload| before.then(&payload) == own)
            }
            (None, _) | (_, None) => true,
        }
    }
}

/// One line of the file, understood.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// Line 1.
    Header(Header),
    /// History.
    Entry(Kept),
    /// What was being typed.
    Draft(Option<Draft>),
    /// Where the clerk was.
    Resume(Resume),
    /// Whole, but of a kind that this version does not know: kept, not read.
    Other,
}

/// Why a line cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Its check sum is missing or wrong, or it says nothing that makes sense.
    Damaged,
    /// A later version wrote it.
    Newer(u32),
}

#[derive(Serialize, Deserialize)]
struct EntryLine {
    k: String,
    v: u32,
    seq: Seq,
    at: Timestamp,
    clerk: String,
    change: Change,
}

#[derive(Serialize, Deserialize)]
struct DraftLine {
    k: String,
    v: u32,
    draft: Option<Draft>,
}

#[derive(Serialize, Deserialize)]
struct ResumeLine {
    k: String,
    v: u32,
    resume: Resume,
}

#[derive(Deserialize)]
struct Kind {
    k: Option<String>,
    v: Option<u32>,
    wortlaut: Option<u32>,
}

/// Writes line 1.
#[must_use]
pub fn header(meeting: &str, created: Option<Timestamp>) -> Vec<u8> {
    seal(json(&Header { wortlaut: FORMAT, meeting: meeting.to_owned(), created }))
}

/// Writes an entry, hung behind `before`.
#[must_use]
pub fn entry(entry: &Entry, before: Chain) -> Kept {
    let body = json(&entry_line("entry", entry));
    let chain = before.then(&body);
    Kept { entry: entry.clone(), raw: seal(with(body, "chain", chain)), chain: Some(chain) }
}

/// Writes the stand-in for an entry that is lost for good.
#[must_use]
pub fn lost(seq: Seq, at: Timestamp, message: String) -> Kept {
    let entry = Entry { seq, at, clerk: PROGRAM.to_owned(), change: Change::Repaired(message) };
    let raw = seal(json(&entry_line("lost", &entry)));
    Kept { entry, raw, chain: None }
}

/// Writes what is being typed.
#[must_use]
pub fn draft(draft: Option<&Draft>) -> Vec<u8> {
    seal(json(&DraftLine { k: "draft".into(), v: FORMAT, draft: draft.cloned() }))
}

/// Writes where the clerk is.
#[must_use]
pub fn resume(resume: &Resume) -> Vec<u8> {
    seal(json(&ResumeLine { k: "resume".into(), v: FORMAT, resume: resume.clone() }))
}

/// Reads one line, without its end.
///
/// # Errors
/// When it is damaged or from a later version.
pub fn line(bytes: &[u8]) -> Result<Line, Flaw> {
    let body = unseal(bytes).ok_or(Flaw::Damaged)?;
    let kind: Kind = parse(bytes)?;
    if let Some(version) = kind.wortlaut {
        return if version > FORMAT {
            Err(Flaw::Newer(version))
        } else {
            parse(bytes).map(Line::Header)
        };
    }
    let known = kind.k.as_deref().unwrap_or_default();
    if !matches!(known, "entry" | "lost" | "draft" | "resume") {
        return Ok(Line::Other);
    }
    if let Some(version) = kind.v.filter(|version| *version > FORMAT) {
        return Err(Flaw::Newer(version));
    }
    match known {
        "draft" => parse::<DraftLine>(bytes).map(|line| Line::Draft(line.draft)),
        "resume" => parse::<ResumeLine>(bytes).map(|line| Line::Resume(line.resume)),
        _ => {
            let chain =
                if known == "entry" { Some(unchain(body).ok_or(Flaw::Damaged)?.1) } else { None };
            let EntryLine { seq, at, clerk, change, .. } = parse(bytes)?;
            if seq < Seq(1) {
                return Err(Flaw::Damaged);
            }
            let entry = Entry { seq, at, clerk, change };
            Ok(Line::Entry(Kept { entry, raw: bytes.to_vec(), chain }))
        }
    }
}

/// Gives the version that line 1 claims, whether or not its check sum is right.
#[must_use]
pub fn claimed_version(bytes: &[u8]) -> Option<u32> {
    parse::<Kind>(bytes).ok().and_then(|kind| kind.wortlaut)
}

fn entry_line(kind: &str, entry: &Entry) -> EntryLine {
    EntryLine {
        k: kind.to_owned(),
        v: FORMAT,
        seq: entry.seq,
        at: entry.at,
        clerk: entry.clerk.clone(),
        change: entry.change.clone(),
    }
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("a record always has a JSON form")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Flaw> {
    read_clean(bytes).map_err(|_| Flaw::Damaged)
}

/// Reads what lies in the Ablage. Whoever wrote it, its texts pass the gate; the bytes that the
/// chain covers stay as they are.
pub(super) fn read_clean<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    // Why read even so: only the type itself refuses a field that stands there twice.
    let read = serde_json::from_slice(bytes)?;
    let escaped = |pair: &[u8]| matches!(pair, [b'\\', b'u' | b't' | b'r' | b'b' | b'f']);
    let plain = std::str::from_utf8(bytes).is_ok_and(text::passes_at_once);
    if plain && !bytes.windows(2).any(escaped) {
        return Ok(read);
    }
    let mut value = serde_json::from_slice(bytes)?;
    if pass(&mut value) { serde_json::from_value(value) } else { Ok(read) }
}

/// Lets all texts of a value pass the gate. Tells whether one was not clean.
fn pass(value: &mut Value) -> bool {
    let clean = |text: &str| Some(text::clean(text)).filter(|clean| *clean != text);
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
        Value::String(text) => clean(text).map(|clean| *text = clean).is_some(),
        Value::Array(values) => values.iter_mut().fold(false, |found, value| pass(value) | found),
        Value::Object(fields) => {
            let names: Vec<_> =
                fields.keys().filter(|name| clean(name).is_some()).cloned().collect();
            for name in &names {
                if let Some(value) = fields.remove(name) {
                    fields.insert(text::clean(name), value);
                }
            }
            fields.values_mut().fold(!names.is_empty(), |found, value| pass(value) | found)
        }
    }
}

/// Adds a field to the end of a JSON object.
fn with(mut object: Vec<u8>, name: &str, value: impl std::fmt::Display) -> Vec<u8> {
    object.pop();
    object.extend_from_slice(format!(r#","{name}":"{value}"}}"#).as_bytes());
    object
}

fn seal(object: Vec<u8>) -> Vec<u8> {
    let crc = crc32fast::hash(&object);
    with(object, "crc", format_args!("{crc:08x}"))
}

/// Takes the check sum off and compares it; gives the line without it and its last brace.
fn unseal(bytes: &[u8]) -> Option<&[u8]> {
    let (body, tail) = bytes.split_at_checked(bytes.len().checked_sub(CRC_LEN)?)?;
    let hex = tail.strip_prefix(br#","crc":""#)?.strip_suffix(br#""}"#)?;
    let claimed = u32::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?;
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(body);
    hasher.update(b"}");
    (hasher.finalize() == claimed).then_some(body)
}

/// Takes the chain off; gives what it covers (without its last brace) and the chain.
fn unchain(body: &[u8]) -> Option<(&[u8], Chain)> {
    let (payload, tail) = body.split_at_checked(body.len().checked_sub(CHAIN_LEN)?)?;
    let hex = tail.strip_prefix(br#","chain":""#)?.strip_suffix(br#"""#)?;
    Some((payload, Chain::parse(hex)?))
}

fn payload(raw: &[u8]) -> Option<Vec<u8>> {
    let (payload, _) = unchain(unseal(raw)?)?;
    Some([payload, b"}"].concat())
}
