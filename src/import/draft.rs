//! What a file says, before it is checked as a whole.

use crate::domain::{MeetingKind, Paper, Role};
use chrono::{NaiveDate, NaiveTime};

/// Items of one agenda at most.
pub(super) const MAX_ITEMS: usize = 2_000;
/// People of one list at most.
pub(super) const MAX_MEMBERS: usize = 500;
/// Entries of any other list at most.
pub(super) const MAX_LIST: usize = 2_000;

/// An agenda file.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    pub(super) head: Head,
    pub(super) factions: Vec<(usize, String)>,
    pub(super) members: Vec<Member>,
    pub(super) papers: Vec<DraftPaper>,
    pub(super) items: Vec<Item>,
}

/// Head data; empty is "not told".
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) body: String,
    pub(super) committee: String,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) legislative_term: String,
    pub(super) place: String,
    pub(super) date: Option<NaiveDate>,
    /// A day is told, even if it cannot be read.
    pub(super) date_told: bool,
    pub(super) start: Option<NaiveTime>,
    pub(super) end: Option<NaiveTime>,
    /// Line and name.
    pub(super) chair: Option<(usize, String)>,
    pub(super) clerks: Vec<String>,
    pub(super) kind: MeetingKind,
    pub(super) statutory_members: Option<u32>,
}

/// A line of a member list.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) line: usize,
    pub(super) form_of_address: String,
    pub(super) title: String,
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) faction: Option<String>,
    pub(super) role: Role,
    /// `None`: as the role has it.
    pub(super) voting_right: Option<bool>,
    pub(super) office: String,
}

/// A Vorlage, and whether the file said that it is public.
#[derive(Debug)]
pub(super) struct DraftPaper {
    pub(super) line: usize,
    pub(super) paper: Paper,
    pub(super) public: Option<bool>,
}

/// A Tagesordnungspunkt.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) line: usize,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) public: bool,
    pub(super) paper: Option<String>,
    /// Line that names the paper.
    pub(super) paper_line: usize,
    pub(super) proposal: Option<String>,
    pub(super) attachments: Vec<String>,
}
