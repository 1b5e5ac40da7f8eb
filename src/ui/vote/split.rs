//! What a clerk types for a Fraktion that is not of one mind.

use crate::domain::{Choice, Minority, SecretCount, Tally};

/// Reads "3/1/0" (Ja, Nein, Enthaltung), "3/1" (nobody abstains), with blanks or strokes.
/// `None`: it is no complete split.
#[must_use]
pub(super) fn split(typed: &str) -> Option<Tally> {
    let parts: Vec<_> = typed.split(['/', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let number = |at: usize| parts.get(at).map_or(Some(0), |part| part.parse::<u32>().ok());
    (2..=3).contains(&parts.len()).then_some(())?;
    Some(Tally { yes: number(0)?, no: number(1)?, abstain: number(2)? })
}

/// Reads "4/1" (Nein, Enthaltung) or "4" (nobody abstains): who does not say Ja.
#[must_use]
pub(super) fn minority(typed: &str) -> Option<Minority> {
    let mut parts = typed.split(['/', ' ', ',']).filter(|part| !part.is_empty());
    let no = parts.next()?.parse().ok()?;
    let abstain = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    parts.next().is_none().then_some(Minority { no, abstain })
}

/// Reads "7/4/1/2" (Ja, Nein, Enthaltung, ungültig); what is left out at the end is none.
#[must_use]
pub(super) fn secret(typed: &str) -> Option<SecretCount> {
    let parts: Vec<_> = typed.split(['/', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let Some((invalid, counted)) = parts.split_last().filter(|_| parts.len() == 4) else {
        return split(typed).map(|tally| SecretCount { tally, invalid: 0 });
    };
    let invalid = invalid.parse().ok()?;
    split(&counted.join("/")).map(|tally| SecretCount { tally, invalid })
}

/// Reads "1" before `j`, `n` or `e`: so many deviate, the rest of the `present` stay with what
/// the Fraktion does as a whole: what is entered for it, or else Ja (Nein, if Ja deviate).
#[must_use]
pub(super) fn deviation(
    typed: &str,
    choice: Choice,
    present: u32,
    entered: Option<Tally>,
) -> Option<Tally> {
    Some(deviating(typed.trim().parse().ok()?, choice, present, entered))
}

/// So many deviate, the rest of the `present` stay with what the Fraktion does as a whole.
#[must_use]
pub(super) fn deviating(
    deviating: u32,
    choice: Choice,
    present: u32,
    entered: Option<Tally>,
) -> Tally {
    let others = present.saturating_sub(deviating);
    let prevailing = entered.and_then(|tally| {
        [Choice::Yes, Choice::No, Choice::Abstain]
            .into_iter()
            .filter(|other| *other != choice && tally.of(*other) > 0)
            .max_by_key(|other| tally.of(*other))
    });
    let rest = prevailing.unwrap_or(match choice {
        Choice::Yes => Choice::No,
        Choice::No | Choice::Abstain => Choice::Yes,
    });
    // What deviated before stays as it was: "1n" and then "1e" are two deviators.
    let mut tally = Tally::default();
    tally.add(choice, deviating);
    let third = [Choice::Yes, Choice::No, Choice::Abstain]
        .into_iter()
        .find(|other| *other != choice && *other != rest);
    let kept = third.zip(entered).map_or(0, |(third, entered)| entered.of(third)).min(others);
    if let Some(third) = third {
        tally.add(third, kept);
    }
    tally.add(rest, others - kept);
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(yes: u32, no: u32, abstain: u32) -> Tally {
        Tally { yes, no, abstain }
    }

    #[test]
    fn a_split_names_yes_no_and_abstentions() {
        for (typed, expected) in [
            ("3/1/0", Some(tally(3, 1, 0))),
            ("3/1", Some(tally(3, 1, 0))),
            ("0/0/4", Some(tally(0, 0, 4))),
            ("2 1 1", Some(tally(2, 1, 1))),
            ("3", None),
            ("", None),
            ("1/2/3/4", None),
            ("99999999999/1", None),
        ] {
            assert_eq!(split(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_minority_is_those_against_and_those_who_abstain() {
        for (typed, expected) in [
            ("4/1", Some((4, 1))),
            ("4", Some((4, 0))),
            ("0/2", Some((0, 2))),
            ("", None),
            ("4/1/0", None),
            ("99999999999", None),
        ] {
            let expected = expected.map(|(no, abstain)| Minority { no, abstain });
            assert_eq!(minority(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_ballot_box_may_hold_invalid_ones() {
        for (typed, expected) in [
            ("7/4/1/2", Some((tally(7, 4, 1), 2))),
            ("7/4/1", Some((tally(7, 4, 1), 0))),
            ("7/4", Some((tally(7, 4, 0), 0))),
            ("0/0/0/13", Some((tally(0, 0, 0), 13))),
            ("7", None),
            ("7/4/1/2/0", None),
            ("7/4/1/x", None),
        ] {
            let expected = expected.map(|(tally, invalid)| SecretCount { tally, invalid });
            assert_eq!(secret(typed), expected, "{typed}");
        }
    }

    #[test]
    fn deviators_leave_the_rest_as_it_is() {
        for (typed, choice, entered, expected) in [
            ("1", Choice::No, None, tally(3, 1, 0)),
            ("1", Choice::Abstain, None, tally(3, 0, 1)),
            ("1", Choice::Yes, None, tally(1, 3, 0)),
            ("1", Choice::Yes, Some(tally(0, 4, 0)), tally(1, 3, 0)),
            ("1", Choice::Abstain, Some(tally(0, 4, 0)), tally(0, 3, 1)),
            ("1", Choice::Abstain, Some(tally(3, 1, 0)), tally(2, 1, 1)),
            ("9", Choice::No, None, tally(0, 9, 0)),
        ] {
            assert_eq!(deviation(typed, choice, 4, entered), Some(expected), "{typed} {choice:?}");
        }
        assert_eq!(deviation("1/2", Choice::No, 4, None), None);
    }
}
