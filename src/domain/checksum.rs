//! The Prüfsumme: one line that stands for everything written up to a moment.

use serde::{Deserialize, Serialize};

/// Prüfsumme of a journal up to one of its entries: in the closing entry, on the screen and at the
/// end of each file that is given out. Who has it can tell later whether what was written before
/// it is still the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checksum(String);

/// Digits of the short form.
const SHORT: usize = 16;
/// Digits of the whole.
const WHOLE: usize = 64;

impl Checksum {
    /// Takes 32 bytes as the whole of one.
    #[must_use]
    pub fn of(bytes: [u8; 32]) -> Self {
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads one as it is typed off a screen or a sheet: the short form or more of it, blanks
    /// aside. `None`: it is shorter, longer or holds other letters than 0 to 9 and a to f.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.split_whitespace().collect::<String>().to_lowercase();
        let fits = (SHORT..=WHOLE).contains(&digits.len());
        (fits && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(Self(digits))
    }

    /// Tells whether this is the beginning of `whole`, or all of it.
    #[must_use]
    pub fn begins(&self, whole: &Self) -> bool {
        !self.0.is_empty() && whole.0.starts_with(&self.0)
    }

    /// The first sixteen digits in fours, to be read out and compared: "4f2a 91c0 33de 0b17".
    #[must_use]
    pub fn short(&self) -> String {
        let digits: Vec<char> = self.0.chars().take(SHORT).collect();
        let groups: Vec<String> = digits.chunks(4).map(|four| four.iter().collect()).collect();
        groups.join(" ")
    }
}

impl std::fmt::Display for Checksum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_form_is_the_beginning_of_the_whole() {
        let whole = Checksum::of(std::array::from_fn(|at| u8::try_from(at * 7).unwrap()));
        assert_eq!(whole.short(), "0007 0e15 1c23 2a31");
        assert!(Checksum::parse(&whole.short()).unwrap().begins(&whole));
        assert!(Checksum::parse(&whole.to_string().to_uppercase()).unwrap().begins(&whole));
    }

    #[test]
    fn what_is_no_checksum_is_not_taken_for_one() {
        let long = "a".repeat(65);
        for text in ["", "0007 0e15", "0007 0e15 1c23 2a3g", long.as_str()] {
            assert_eq!(Checksum::parse(text), None, "{text}");
        }
    }
}
