//! What may be read of what was added after the approval.

use super::Admitted;
use crate::domain::{self, AgendaItem, Approval, Meeting};
use crate::export::Part;
use crate::wording;

/// A Nachtrag as it is printed.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export) struct Addendum {
    /// "Nachtrag vom 20.04.2027 zu TOP Ö 4 (weber):"
    pub(in crate::export) title: String,
    pub(in crate::export) text: String,
}

/// "Genehmigt am 13.04.2027: 5. Sitzung des Bauausschusses".
pub(super) fn approval(approval: &Approval) -> String {
    let by = approval.by.trim();
    let by = if by.is_empty() { String::new() } else { format!(": {by}") };
    format!("Genehmigt am {}{by}", wording::date_short(&approval.on))
}

/// Those of a part; what belongs to no item is public.
pub(super) fn of_part(meeting: &Meeting, part: Part) -> Vec<Addendum> {
    let shown = |addendum: &domain::Addendum| match addendum.item {
        None if part == Part::NonPublic => None,
        None => Some(print(addendum, None)),
        Some(item) => {
            let admitted = Admitted::new(meeting.item(item)?, part)?;
            Some(print(addendum, Some(admitted.item)))
        }
    };
    meeting.addenda.iter().filter_map(shown).collect()
}

/// Those of an item.
pub(super) fn of_item(meeting: &Meeting, admitted: Admitted<'_>) -> Vec<Addendum> {
    let own = meeting.addenda.iter().filter(|addendum| addendum.item == Some(admitted.item.id));
    own.map(|addendum| print(addendum, None)).collect()
}

fn print(addendum: &domain::Addendum, to: Option<&AgendaItem>) -> Addendum {
    let day = wording::date_short(&addendum.at);
    let to = to.map_or_else(String::new, |item| format!(" zu {}", item.label()));
    let title = format!("Nachtrag vom {day}{to} ({}):", addendum.clerk);
    Addendum { title, text: addendum.text.clone() }
}
