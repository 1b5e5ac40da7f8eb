//! Profiles: the rules of a Land and the house style of a body, shipped or patched by a file.
//!
//! A body's own file names the shipped profile it stands on (`basis = "kreis-sh"`) and holds only
//! what differs: sections are merged key by key, lists are replaced whole.

mod check;

use crate::domain::Profile;
use crate::import::{Lines, MAX_FILE, Problem, ProblemReport, one_of, parse_toml, quote};
use serde::Deserialize as _;
use toml::de::DeTable;
use toml::{Table, Value};

/// The profile that is taken where none is named.
const DEFAULT: &str = "kreis-sh";
/// Key that names the profile below.
const BASIS: &str = "basis";
/// All profiles that are shipped. One may stand on another that is listed before it.
const SHIPPED: [(&str, &str); 4] = [
    (DEFAULT, include_str!("profile/kreis-sh.toml")),
    ("gemeinde-sh", include_str!("profile/gemeinde-sh.toml")),
    ("brandenburg", include_str!("profile/brandenburg.toml")),
    ("bayern", include_str!("profile/bayern.toml")),
];

/// Names of the shipped profiles.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// Gives a shipped profile.
#[must_use]
pub fn shipped(name: &str) -> Option<Profile> {
    Profile::deserialize(table(name)?).ok()
}

/// Gives the profile of a Kreis in Schleswig-Holstein.
///
/// # Panics
/// Never: a test reads the file.
#[must_use]
pub fn default() -> Profile {
    shipped(DEFAULT).expect("the shipped profile is whole")
}

/// Gives the text of a shipped profile, to start an own one from.
#[must_use]
pub fn text(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(shipped, _)| *shipped == name).map(|(_, text)| *text)
}

/// Reads a body's own profile, a patch of the shipped one that it names.
///
/// # Errors
/// Everything that is wrong, at once, by line.
pub fn parse(file_name: &str, text: &str) -> Result<Profile, Vec<Problem>> {
    let mut report = ProblemReport::new(file_name);
    if text.len() > MAX_FILE {
        report.file("Die Datei ist zu groß", "höchstens 16 MiB");
        return Err(report.into_problems());
    }
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let lines = Lines::new(&text);
    let mut patch = parse_toml(&text, &lines, &mut report);
    let below = basis(&mut patch, &lines, &mut report);
    check::against(&patch, &below, &lines, &mut report);
    if report.is_clear() {
        match Profile::deserialize(merged(below, check::plain_table(&patch))) {
            Ok(profile) => return Ok(profile),
            Err(error) => report.file("Das Profil ist unvollständig", error.message()),
        }
    }
    Err(report.into_problems())
}

/// Takes `basis` out of a patch and gives the profile that it names.
fn basis(patch: &mut DeTable<'_>, lines: &Lines, report: &mut ProblemReport) -> Table {
    let named = patch.remove(BASIS);
    let name = named.as_ref().map_or(Some(DEFAULT), |value| value.get_ref().as_str());
    let found = name.and_then(table);
    if found.is_none() {
        let line = named.as_ref().map_or(1, |value| lines.of(value.span().start));
        let wrong = format!("Das Profil {} gibt es nicht", quote(name.unwrap_or_default()));
        let names: Vec<&str> = names().collect();
        report.line(line, &wrong, &one_of(name.unwrap_or_default(), &names));
    }
    found.or_else(|| table(DEFAULT)).unwrap_or_default()
}

/// The merged table of a shipped profile.
fn table(name: &str) -> Option<Table> {
    let at = SHIPPED.iter().position(|(shipped, _)| *shipped == name)?;
    let (_, text) = SHIPPED.get(at)?;
    let mut patch: Table = text.parse().ok()?;
    let Some(basis) = patch.remove(BASIS) else { return Some(patch) };
    // Only a profile listed before: so none stands on itself.
    let below = SHIPPED.iter().take(at).find(|(name, _)| Some(*name) == basis.as_str())?;
    Some(merged(table(below.0)?, patch))
}

/// Puts `patch` over `below`: tables key by key, anything else whole.
fn merged(mut below: Table, patch: Table) -> Table {
    for (key, value) in patch {
        let value = match (below.remove(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => Value::Table(merged(old, new)),
            (_, new) => new,
        };
        below.insert(key, value);
    }
    below
}
