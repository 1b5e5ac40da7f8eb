//! What may be read of an item.

use super::count::{self, Count};
use super::election::ElectionView;
use super::{Admitted, note};
use crate::domain::{
    self, AgendaItem, Block, Happening, Meeting, Motion, MotionFate, MotionId, MotionKind, Passage,
    PassageKind, RequestKind, ResultKind, VoteState,
};
use crate::wording;

/// An item of the agenda with what happened in it.
#[derive(Debug, PartialEq)]
pub(in crate::export) struct Item {
    pub(in crate::export) public: bool,
    pub(in crate::export) number: String,
    pub(in crate::export) title: String,
    pub(in crate::export) paper: Option<Paper>,
    /// What is special about it, in a sentence.
    pub(in crate::export) note: Option<String>,
    pub(in crate::export) result: Option<String>,
    /// Wortprotokoll: paragraphs, facts, motions and the votes on them.
    pub(in crate::export) lines: Vec<Line>,
    /// Who spoke, in a sentence.
    pub(in crate::export) speakers: Option<String>,
    /// Beschlussvorschlag.
    pub(in crate::export) proposal: Option<Proposal>,
    /// Votes on the Beschlussvorschlag; on all motions, where the house has them together.
    pub(in crate::export) counts: Vec<Count>,
    /// Elections, where the house has a block for results.
    pub(in crate::export) elections: Vec<ElectionView>,
    pub(in crate::export) attachments: Vec<String>,
    pub(in crate::export) paper_attachments: Vec<String>,
}

/// What is told of a Vorlage.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export) struct Paper {
    pub(in crate::export) reference: String,
    pub(in crate::export) paper_type: String,
    /// Betreff, where it is not that of the item.
    pub(in crate::export) subject: Option<String>,
}

/// One thing in the Wortprotokoll.
#[derive(Debug, PartialEq)]
pub(in crate::export) enum Line {
    /// A paragraph, or a line that follows a fact.
    Text(String),
    /// A motion beside the Beschlussvorschlag.
    Motion { title: String, text: String },
    /// A vote on one of these.
    Vote(Count),
    /// An election.
    Election(ElectionView),
}

/// The Beschlussvorschlag in its final wording.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export) struct Proposal {
    pub(in crate::export) mover: Option<String>,
    pub(in crate::export) text: String,
    /// Under which Sperrvermerk it stands.
    pub(in crate::export) locks: Vec<String>,
    pub(in crate::export) fate: Option<String>,
}

pub(super) fn view(meeting: &Meeting, admitted: Admitted<'_>) -> Item {
    let item = admitted.item;
    let main = meeting.main_motion(item.id);
    let apart = Apart::new(meeting, main);
    let counts = meeting
        .votes_of(item.id)
        .filter(|vote| apart.holds(vote))
        .map(|vote| {
            let titled = count::together(meeting).then(|| title(meeting, admitted, vote));
            count::count(meeting, admitted, vote, titled)
        })
        .collect();
    let elections = meeting.elections_of(item.id).filter(|_| apart.block);
    let elections = elections.map(|election| ElectionView::of(meeting, election)).collect();
    let known = item.paper.and_then(|paper| meeting.paper(paper));
    Item {
        public: item.public,
        number: item.number.trim().to_owned(),
        title: item.name.clone(),
        paper: paper(meeting, item),
        note: note::note(meeting, admitted),
        result: result(meeting, item),
        lines: lines(meeting, admitted, main, apart),
        speakers: wording::speakers(meeting, item.id),
        proposal: main.filter(|_| !struck(item)).and_then(|main| proposal(meeting, main)),
        counts,
        elections,
        attachments: item.attachments.clone(),
        paper_attachments: known.map_or_else(Vec::new, |paper| paper.attachments.clone()),
    }
}

pub(super) fn paper(meeting: &Meeting, item: &AgendaItem) -> Option<Paper> {
    let paper = meeting.paper(item.paper?)?;
    let same = paper.name.split_whitespace().eq(item.name.split_whitespace());
    Some(Paper {
        reference: paper.reference.clone(),
        paper_type: paper.paper_type.clone(),
        subject: (!same && !paper.name.trim().is_empty()).then(|| paper.name.clone()),
    })
}

/// An item that was struck before anything happened in it: what it proposed is beside the point.
fn struck(item: &AgendaItem) -> bool {
    item.withdrawn.is_some() && item.record.is_empty()
}

/// A line that an agenda file has for the part itself ("Nichtöffentlicher Teil"): the part has a
/// heading of its own.
pub(in crate::export) fn is_part_heading(item: &AgendaItem) -> bool {
    let name = item.name.trim().to_lowercase().replace("nicht öff", "nichtöff");
    let part = ["öffentliche", "nichtöffentliche"].iter().any(|word| name.starts_with(word))
        && ["teil", "sitzung"].iter().any(|word| name.ends_with(word));
    let empty = item.record.is_empty() && item.result.is_none() && item.calls.is_empty();
    part && empty && item.number.trim().is_empty() && item.paper.is_none()
}

fn result(meeting: &Meeting, item: &AgendaItem) -> Option<String> {
    let set = item.result.as_ref().map(|result| result.text.clone());
    set.or_else(|| {
        item.withdrawn?;
        let text = meeting.profile.result_text(ResultKind::Off);
        Some(text.unwrap_or("abgesetzt").to_owned())
    })
}

/// Which votes stand in the block of the result, and not where they happened.
#[derive(Clone, Copy)]
struct Apart {
    block: bool,
    together: bool,
    main: Option<MotionId>,
}

impl Apart {
    fn new(meeting: &Meeting, main: Option<&Motion>) -> Self {
        let block = meeting.profile.blocks.contains(&Block::Vote);
        let together = count::together(meeting);
        Self { block, together, main: main.map(|main| main.id) }
    }

    fn holds(self, vote: &domain::Vote) -> bool {
        self.block && (self.together || self.main == Some(vote.motion))
    }
}

fn lines(
    meeting: &Meeting,
    admitted: Admitted<'_>,
    main: Option<&Motion>,
    apart: Apart,
) -> Vec<Line> {
    let item = admitted.item;
    let is_main = |id| main.is_some_and(|main| main.id == id);
    let fact = |happening| wording::fact(meeting, item, happening).map(Line::Text);
    let recused = meeting.recusals_told(item.id).into_iter();
    let recused = recused.map(|recusal| wording::recusal(meeting, item.id, recusal));
    let away = item.absences.iter().map(|absence| wording::absence(meeting, item, absence));
    let missing = recused.chain(away).map(Line::Text);
    let happened = item.record.iter().filter_map(|happening| match happening {
        Happening::Passage(id) => passage(meeting, item.passage(*id)?),
        Happening::Motion(id) if is_main(*id) => None,
        Happening::Motion(id) => {
            // A point stands in the Beschlussvorschlag.
            let motion =
                meeting.motion(*id).filter(|motion| motion.kind != domain::MotionKind::Point)?;
            Some(moved(meeting, motion))
        }
        Happening::Vote(id) => vote(meeting, admitted, meeting.vote(*id)?, apart),
        Happening::Election(id) if !apart.block => {
            let election = meeting.election(*id)?;
            Some(Line::Election(ElectionView::of(meeting, election)))
        }
        Happening::Election(_) => None,
        Happening::Handover(_)
        | Happening::Adopted(_)
        | Happening::Closing(_)
        | Happening::Recess(_)
        | Happening::Quorum(_)
        | Happening::Movement(_) => fact(*happening),
    });
    missing.chain(happened).collect()
}

/// A vote where it was taken, if its result stands there.
fn vote(
    meeting: &Meeting,
    admitted: Admitted<'_>,
    vote: &domain::Vote,
    apart: Apart,
) -> Option<Line> {
    let title = title(meeting, admitted, vote);
    if apart.holds(vote) {
        return before_others_moved(admitted.item, vote, &title);
    }
    Some(Line::Vote(count::count(meeting, admitted, vote, Some(title))))
}

/// Where a vote was taken of which the result stands in a block of its own, if somebody came or
/// went or the meeting paused after it: the figures would seem to be of who is here at the end.
fn before_others_moved(item: &AgendaItem, vote: &domain::Vote, title: &str) -> Option<Line> {
    let VoteState::Closed { at, .. } = &vote.state else { return None };
    let after = item.record.iter().rev();
    let moved = after
        .take_while(|happening| **happening != Happening::Vote(vote.id))
        .any(|happening| matches!(happening, Happening::Movement(_) | Happening::Recess(_)));
    let at = wording::time(at);
    moved.then(|| Line::Text(format!("{title} um {at}, siehe Abstimmungsergebnis.")))
}

fn passage(meeting: &Meeting, passage: &Passage) -> Option<Line> {
    let text = passage.text.trim();
    if text.is_empty() || is_opening(meeting, passage) {
        return None;
    }
    Some(Line::Text(match passage.kind {
        PassageKind::Interjection if !text.starts_with('(') => format!("({text})"),
        PassageKind::Speech { .. } | PassageKind::Remark | PassageKind::Interjection => {
            text.to_owned()
        }
    }))
}

/// Tells whether a paragraph holds nothing but what it began with: somebody took the floor, and
/// nothing was written of it.
fn is_opening(meeting: &Meeting, passage: &Passage) -> bool {
    let PassageKind::Speech { speaker, .. } = &passage.kind else { return false };
    let bare = |text: &str| text.trim().trim_end_matches([',', ':']).trim_end().to_owned();
    let text = bare(&passage.text);
    RequestKind::ALL.into_iter().any(|kind| bare(&wording::opening(meeting, speaker, kind)) == text)
}

fn moved(meeting: &Meeting, motion: &Motion) -> Line {
    let voted = motion.adopted.is_some()
        || meeting.votes_on(motion.id).any(|vote| vote.outcome().is_some());
    let title = wording::motion_title(meeting, motion);
    let title = match motion.fate {
        MotionFate::Withdrawn | MotionFate::Settled => told(&title, motion.fate),
        MotionFate::Carried | MotionFate::Rejected if !voted => told(&title, motion.fate),
        MotionFate::Open | MotionFate::Carried | MotionFate::Rejected => title,
    };
    Line::Motion { title, text: motion.text.clone() }
}

fn told(title: &str, fate: MotionFate) -> String {
    format!("{title} ({})", wording::motion_fate(fate))
}

/// What a vote was on. A motion of an item that may not be read here is not named.
fn title(meeting: &Meeting, admitted: Admitted<'_>, vote: &domain::Vote) -> String {
    let motion = shown_motion(meeting, admitted, vote);
    motion.map_or_else(|| "Abstimmung".to_owned(), |motion| wording::vote_title(meeting, motion))
}

/// The motion of a vote, if its item may be read here.
pub(super) fn shown_motion<'m>(
    meeting: &'m Meeting,
    admitted: Admitted<'_>,
    vote: &domain::Vote,
) -> Option<&'m Motion> {
    meeting.motion(vote.motion).filter(|motion| {
        meeting.item(motion.item).is_some_and(|item| Admitted::new(item, admitted.part).is_some())
    })
}

fn proposal(meeting: &Meeting, main: &Motion) -> Option<Proposal> {
    let voted = meeting.votes_on(main.id).next().is_some();
    let empty = main.text.trim().is_empty();
    if empty && !voted && main.mover.is_none() {
        return None;
    }
    let mover =
        main.mover.as_ref().map(|mover| format!("Antrag {}", wording::by_mover(meeting, mover)));
    let fate = match main.fate {
        MotionFate::Withdrawn => Some("Der Beschlussvorschlag wird zurückgezogen.".to_owned()),
        MotionFate::Settled => Some("Der Beschlussvorschlag ist erledigt.".to_owned()),
        MotionFate::Open | MotionFate::Carried | MotionFate::Rejected => None,
    };
    let text = if empty { "(ohne Wortlaut)".to_owned() } else { main.text.clone() };
    Some(Proposal { mover, text, locks: locks(meeting, main), fate })
}

/// The Sperrvermerke that were adopted: who reads the decision alone must see that its money is
/// blocked.
fn locks(meeting: &Meeting, main: &Motion) -> Vec<String> {
    let stands = matches!(main.fate, MotionFate::Open | MotionFate::Carried);
    let adopted = |motion: &&Motion| {
        stands && motion.kind == MotionKind::Lock && motion.fate == MotionFate::Carried
    };
    let locks = meeting.motions_of(main.item).filter(adopted);
    locks.map(|motion| motion.text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}
