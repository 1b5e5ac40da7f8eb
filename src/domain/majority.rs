//! Majorities: what share of whom must say Ja, and whether so many did.

use super::{Outcome, Rules, Tally};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

/// The majority that a motion needs: a share of those who count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Majority {
    /// How much.
    pub share: Share,
    /// Of whom.
    pub base: Base,
}

/// How much of the base must say Ja.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Share {
    /// More than half.
    Half,
    /// At least two thirds.
    TwoThirds,
    /// At least three quarters.
    ThreeQuarters,
}

/// Who counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// Abstimmende: who says Ja or Nein, and who abstains where [`Rules::abstentions_count`] says
    /// so.
    Voting,
    /// Anwesende with a vote at that moment.
    Present,
    /// Gesetzliche Zahl der Mitglieder.
    Statutory,
}

/// How many there are, voting or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    /// Anwesende with a vote at that moment.
    pub present: u32,
    /// Gesetzliche Zahl der Mitglieder.
    pub statutory: u32,
}

/// How many must say Ja, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needed {
    /// So many Ja are enough.
    pub yes: u64,
    /// Of so many.
    pub of: u64,
}

impl Majority {
    /// Einfache Mehrheit, more Ja than Nein: more than half of those who vote
    /// (§ 39 (1) GO SH; Art. 51 (1) GO Bayern).
    pub const SIMPLE: Self = Self { share: Share::Half, base: Base::Voting };

    /// All there are, with the names that profiles and journals have for them. A name is never
    /// taken away.
    pub const NAMED: [(&'static str, Self); 9] = [
        ("einfach", Self::SIMPLE),
        ("anwesend", Self { share: Share::Half, base: Base::Present }),
        ("gesetzlich", Self { share: Share::Half, base: Base::Statutory }),
        ("zwei-drittel", Self { share: Share::TwoThirds, base: Base::Voting }),
        ("zwei-drittel-anwesend", Self { share: Share::TwoThirds, base: Base::Present }),
        ("zwei-drittel-gesetzlich", Self { share: Share::TwoThirds, base: Base::Statutory }),
        ("drei-viertel", Self { share: Share::ThreeQuarters, base: Base::Voting }),
        ("drei-viertel-anwesend", Self { share: Share::ThreeQuarters, base: Base::Present }),
        ("drei-viertel-gesetzlich", Self { share: Share::ThreeQuarters, base: Base::Statutory }),
    ];

    fn name(self) -> &'static str {
        let named = Self::NAMED.iter().find(|(_, majority)| *majority == self);
        named.map_or("einfach", |(name, _)| name)
    }

    /// Says how many Ja are enough. At least one: nobody decides anything by keeping silent.
    #[must_use]
    pub fn needed(self, tally: Tally, rules: &Rules, strength: Strength) -> Needed {
        let of = match self.base {
            Base::Voting => {
                let abstain = if rules.abstentions_count { tally.abstain } else { 0 };
                u64::from(tally.yes) + u64::from(tally.no) + u64::from(abstain)
            }
            Base::Present => u64::from(strength.present),
            Base::Statutory => u64::from(strength.statutory),
        };
        let yes = match self.share {
            Share::Half => of / 2 + 1,
            Share::TwoThirds => (of * 2).div_ceil(3),
            Share::ThreeQuarters => (of * 3).div_ceil(4),
        };
        Needed { yes: yes.max(1), of }
    }
}

impl Serialize for Majority {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Majority {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = Self::NAMED.iter().find(|(known, _)| *known == name);
        found.map(|(_, majority)| *majority).ok_or_else(|| {
            let names = Self::NAMED.map(|(name, _)| format!("`{name}`")).join(", ");
            D::Error::custom(format!("unknown variant `{name}`, expected one of {names}"))
        })
    }
}

/// Decides what follows from `tally`.
///
/// As many Ja as Nein reject a motion that needs a simple majority (§ 39 (1) GO SH; § 34 KrO SH
/// follows it), and that has a name of its own. Where more is needed there is no tie, only too
/// few.
#[must_use]
pub fn outcome(tally: Tally, rules: &Rules, majority: Majority, strength: Strength) -> Outcome {
    if u64::from(tally.yes) >= majority.needed(tally, rules, strength).yes {
        return Outcome::Carried;
    }
    // Nobody for and nobody against is no tie: there was nothing to weigh.
    let tied = tally.yes == tally.no && tally.yes > 0 && majority == Majority::SIMPLE;
    if tied { Outcome::Tied } else { Outcome::Rejected }
}
