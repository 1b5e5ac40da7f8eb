//! What words say of a vote, so that it can be held against the figures.
//!
//! Official minutes say "einstimmig" with a Gegenstimme, "Annahme" with 17 to 43, "Ablehnung" with
//! 6 to 3 (domain.md 1.9). Words are read whole, as "ungeändert beschlossen" holds "geändert
//! beschlossen", "nicht empfohlen" holds "empfohlen" and "Beschlussfassung" is none (domain.md
//! 2.1). What is not understood claims nothing.

use crate::domain::{Outcome, Profile, Tally};

/// Something that words say of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// "einstimmig": nobody voted the other way. Whether somebody may abstain is a matter of the
    /// house (domain.md 1.9).
    Unanimous,
    /// "mehrheitlich": there were more on one side, and not all of them.
    Majority,
    /// "bei Stimmengleichheit"
    Tie,
    /// "beschlossen", "angenommen", "zugestimmt" …
    Carried,
    /// "abgelehnt", "nicht empfohlen" …
    Rejected,
    /// "12 Ja-Stimmen": a number of votes that is not the one counted.
    Figures,
}

/// Beginnings of words that say Ja, and those that say Nein.
const CARRIED: [&str; 11] = [
    "beschlossen",
    "angenommen",
    "annahme",
    "zugestimmt",
    "zustimmung",
    "bestätigt",
    "empfohlen",
    "genehmigt",
    "gebilligt",
    "einverstanden",
    "gewählt",
];
const REJECTED: [&str; 4] = ["abgelehnt", "ablehnung", "verworfen", "zurückgewiesen"];
/// What turns the next word round.
const NOT: [&str; 4] = ["nicht", "keine", "kein", "ohne"];

/// Finds something that `words` say and the votes do not.
pub(super) fn contradiction(
    profile: &Profile,
    words: &str,
    tally: Tally,
    outcome: Outcome,
) -> Option<Claim> {
    // Whether "einstimmig" bears an abstention is a matter of the house.
    let abstaining = profile.abstaining_is_unanimous();
    let wrong = |claim: &Claim| match claim {
        Claim::Unanimous => match outcome {
            Outcome::Carried => tally.no > 0 || (tally.abstain > 0 && !abstaining),
            Outcome::Rejected => tally.yes > 0,
            Outcome::Tied => true,
        },
        Claim::Majority => outcome == Outcome::Tied || tally.unanimous().is_some(),
        // Of votes that were not counted nothing is known.
        Claim::Tie => tally.sum() > 0 && tally.yes != tally.no,
        Claim::Carried => outcome != Outcome::Carried,
        Claim::Rejected => outcome == Outcome::Carried,
        Claim::Figures => false,
    };
    let figures = || other_figures(words, tally).then_some(Claim::Figures);
    claims(words).into_iter().find(wrong).or_else(figures)
}

/// Tells which way words say that a vote went, if they say one.
pub(super) fn direction(words: &str) -> Option<Claim> {
    let ways = [Claim::Carried, Claim::Rejected];
    claims(words).into_iter().find(|claim| ways.contains(claim))
}

fn claims(words: &str) -> Vec<Claim> {
    let words = split(words);
    let before = |at: usize| at.checked_sub(1).and_then(|at| words.get(at)).map(String::as_str);
    let mut claims = Vec::new();
    let mut ways = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let not = before(at).is_some_and(|before| NOT.contains(&before));
        let begins = |beginnings: &[&str]| beginnings.iter().any(|it| word.starts_with(it));
        let says = |claim| (!not).then_some(claim);
        if begins(&["einstimmig"]) {
            claims.extend(says(Claim::Unanimous));
        } else if begins(&["mehrheitlich", "stimmenmehrheit"])
            || (word == "mehrheit" && before(at) == Some("mit"))
        {
            claims.extend(says(Claim::Majority));
        } else if begins(&["stimmengleichheit"]) {
            claims.extend(says(Claim::Tie));
        } else if begins(&CARRIED) {
            ways.push(if not { Claim::Rejected } else { Claim::Carried });
        } else if begins(&REJECTED) {
            ways.extend(says(Claim::Rejected));
        } else if word.starts_with("beschlussvorschlag") && before(at) == Some("gegen") {
            ways.push(Claim::Rejected);
        }
    }
    // "Änderung abgelehnt, sonst zugestimmt" says both, and so neither.
    let one = ways.first().copied();
    claims.extend(one.filter(|one| ways.iter().all(|way| way == one)));
    claims
}

/// "mit 12 Ja-Stimmen bei 1 Gegenstimme": whether a number is another than the one counted.
fn other_figures(words: &str, tally: Tally) -> bool {
    let words = split(words);
    words.iter().zip(words.iter().skip(1)).any(|(number, of)| {
        let counted = if of.starts_with("enthaltung") || of.starts_with("stimmenthaltung") {
            tally.abstain
        } else if of.starts_with("gegenstimme") || of == "nein" {
            tally.no
        } else if of == "ja" {
            tally.yes
        } else {
            return false;
        };
        number.parse::<u32>().is_ok_and(|number| number != counted)
    })
}

/// The words in small letters: letters or digits, whatever stands between them.
fn split(words: &str) -> Vec<String> {
    let small = words.to_lowercase();
    let words = small.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
