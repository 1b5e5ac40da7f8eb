//! Which majority is needed, and how many votes that is.

use crate::domain::{Base, Majority, Needed, Share};

/// Names a majority: "einfache Mehrheit", "2/3 der gesetzlichen Zahl".
#[must_use]
pub fn majority(majority: Majority) -> String {
    if majority == Majority::SIMPLE {
        return "einfache Mehrheit".to_owned();
    }
    let share = match majority.share {
        Share::Half => "Mehrheit",
        Share::TwoThirds => "2/3",
        Share::ThreeQuarters => "3/4",
    };
    let base = match majority.base {
        Base::Voting => "der Abstimmenden",
        Base::Present => "der Anwesenden",
        Base::Statutory => "der gesetzlichen Zahl",
    };
    format!("{share} {base}")
}

/// Says how many votes that is: "12 von 18 nötig".
#[must_use]
pub fn needed(needed: Needed) -> String {
    format!("{} von {} nötig", needed.yes, needed.of)
}
