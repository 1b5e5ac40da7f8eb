//! What a file may say otherwise than it is meant: it is taken as it is, and told.

use super::script::mixed_names;
use crate::domain::Preparation;

/// So many of a kind: a council that writes so does it often.
const MOST: usize = 5;

/// Tells, in German, of names with letters of two scripts, and of public items that are given no
/// Beschlussvorschlag, as that of their paper is not public.
#[must_use]
pub fn hints(preparation: &Preparation) -> Vec<String> {
    let withheld = preparation.withheld().take(MOST).map(|(part, paper)| {
        format!(
            "Der öffentliche Punkt {} bekommt keinen Beschlussvorschlag: Die Vorlage {} ist nicht \
             öffentlich. Beim Punkt einen eigenen eintragen, oder bei der Vorlage: \
             oeffentlich = true",
            part.number, paper.reference
        )
    });
    mixed_names(preparation).into_iter().take(MOST).chain(withheld).collect()
}
