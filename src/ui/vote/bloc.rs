//! En bloc: which items are voted on together, as a clerk types them.

use crate::domain::{AgendaItem, ItemId, Meeting, MotionFate};

/// Reads "5.1-5.4, 7": the items with these numbers, but for `own`. A range leaves out what has no
/// question of its own: headings, what is struck, what is decided.
///
/// # Errors
/// Names a number that no item has, in German.
pub fn items(meeting: &Meeting, own: ItemId, typed: &str) -> Result<Vec<ItemId>, String> {
    let mut items = Vec::new();
    for part in typed.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once(['-', '–']) {
            Some((from, to)) => {
                let (from, to) = (place(meeting, own, from)?, place(meeting, own, to)?);
                let range = from.min(to)..=from.max(to);
                let known = meeting.agenda.get(range).unwrap_or_default();
                let open = known.iter().filter(|item| is_question(meeting, item));
                items.extend(open.map(|item| item.id));
            }
            None => {
                items.extend(meeting.agenda.get(place(meeting, own, part)?).map(|item| item.id));
            }
        }
    }
    items.retain(|item| *item != own);
    Ok(items)
}

/// Where the item with this number stands. "Ö 5" may be typed as "5" where only one is meant.
fn place(meeting: &Meeting, own: ItemId, typed: &str) -> Result<usize, String> {
    let bare = |number: &str| {
        let number = number.trim().trim_end_matches('.').to_lowercase();
        number.strip_prefix("top").map_or(number.as_str(), str::trim).to_owned()
    };
    let digits = |number: &str| {
        bare(number).trim_start_matches(|letter: char| !letter.is_ascii_digit()).to_owned()
    };
    let all = |fits: &dyn Fn(&AgendaItem) -> bool| {
        let found = meeting.agenda.iter().enumerate().filter(|(_, item)| fits(item));
        found.map(|(place, _)| place).collect::<Vec<_>>()
    };
    let wanted = bare(typed);
    let mut found = all(&|item| bare(&item.number) == wanted);
    if found.is_empty() && !wanted.is_empty() {
        found = all(&|item| !digits(&item.number).is_empty() && digits(&item.number) == wanted);
    }
    // An item that went on behind closed doors has two parts: the one like its own is meant.
    if found.len() > 1 {
        let public = meeting.item(own).is_some_and(|item| item.public);
        let alike =
            |place: &usize| meeting.agenda.get(*place).is_some_and(|it| it.public == public);
        found.retain(alike);
    }
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(format!("Einen TOP {} gibt es nicht.", typed.trim())),
        _ => Err(format!("TOP {} gibt es mehrmals. Mit Ö oder N eingeben.", typed.trim())),
    }
}

fn is_question(meeting: &Meeting, item: &AgendaItem) -> bool {
    let main = meeting.main_motion(item.id);
    item.withdrawn.is_none()
        && !meeting.is_headline(item.id)
        && main.is_some_and(|main| main.fate == MotionFate::Open)
}

/// The numbers of the items that are voted on with the open vote, as they would be typed.
#[must_use]
pub fn typed(meeting: &Meeting, own: ItemId) -> String {
    let open = meeting.votes_of(own).filter(|vote| vote.is_open()).last();
    let items = open.map_or(&[][..], |vote| vote.bloc.as_slice());
    let numbers = items.iter().filter_map(|item| meeting.item(*item));
    numbers.map(|item| item.number.clone()).collect::<Vec<_>>().join(", ")
}
