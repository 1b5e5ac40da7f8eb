//! What may be read of an election.

use crate::domain::{Election, Meeting};
use crate::wording;

/// An election, round by round. No line says how anybody voted.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export) struct ElectionView {
    pub(in crate::export) title: String,
    pub(in crate::export) lines: Vec<String>,
}

impl ElectionView {
    pub(super) fn of(meeting: &Meeting, election: &Election) -> Self {
        let mut lines = wording::election_lines(meeting, election);
        let open = election.is_open();
        lines.extend(open.then(|| "Die Wahl ist noch nicht abgeschlossen.".to_owned()));
        Self { title: wording::election_title(election), lines }
    }
}
