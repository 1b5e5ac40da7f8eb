//! What may be read of an item.

use super::Admitted;
use crate::domain::{
    self, AgendaItem, Block, Choice, Happening, Meeting, MeetingState, Method, Motion, MotionFate,
    Passage, PassageKind, RequestKind, ResultKind, Tally, VoteState,
};
use crate::export::Part;
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
    /// Votes on the Beschlussvorschlag.
    pub(in crate::export) counts: Vec<Count>,
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
    Vote { title: String, count: Count },
}

/// The Beschlussvorschlag in its final wording.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export) struct Proposal {
    pub(in crate::export) mover: Option<String>,
    pub(in crate::export) text: String,
    pub(in crate::export) fate: Option<String>,
}

/// The result of a vote.
#[derive(Debug, PartialEq)]
pub(in crate::export) struct Count {
    pub(in crate::export) wording: String,
    pub(in crate::export) figures: Figures,
}

/// The figures of a vote.
#[derive(Debug, PartialEq)]
pub(in crate::export) enum Figures {
    /// Words only.
    None,
    /// Only the sums were counted.
    Totals(Tally),
    /// Voted by name: those who did the same, in the order of the alphabet.
    Names { tally: Tally, names: Vec<(Choice, Vec<String>)> },
    /// Counted per Fraktion.
    Table { rows: Vec<Row>, total: Row },
}

/// A row of the vote table.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export) struct Row {
    pub(in crate::export) name: String,
    pub(in crate::export) tally: Tally,
    pub(in crate::export) present: u32,
}

pub(super) fn view(meeting: &Meeting, admitted: Admitted<'_>) -> Item {
    let item = admitted.item;
    let main = meeting.main_motion(item.id);
    let apart = meeting.profile.blocks.contains(&Block::Vote);
    let counts = meeting
        .votes_of(item.id)
        .filter(|vote| apart && main.is_some_and(|main| main.id == vote.motion))
        .map(|vote| count(meeting, vote))
        .collect();
    let known = visible_paper(meeting, item, admitted.part);
    Item {
        public: item.public,
        number: item.number.trim().to_owned(),
        title: item.name.clone(),
        paper: paper(meeting, item, admitted.part),
        note: note(meeting, item),
        result: result(meeting, item),
        lines: lines(meeting, admitted, main, apart),
        speakers: wording::speakers(meeting, item.id),
        proposal: main.filter(|_| !struck(item)).and_then(|main| proposal(meeting, main)),
        counts,
        attachments: item.attachments.clone(),
        paper_attachments: known.map_or_else(Vec::new, |paper| paper.attachments.clone()),
    }
}

/// The Vorlage of an item, unless it is non-public itself and the part is public.
fn visible_paper<'a>(
    meeting: &'a Meeting,
    item: &AgendaItem,
    part: Part,
) -> Option<&'a domain::Paper> {
    let paper = meeting.paper(item.paper?)?;
    match part {
        Part::Public => paper.public.then_some(paper),
        Part::NonPublic | Part::All => Some(paper),
    }
}

pub(super) fn paper(meeting: &Meeting, item: &AgendaItem, part: Part) -> Option<Paper> {
    let paper = visible_paper(meeting, item, part)?;
    let same = paper.name.split_whitespace().eq(item.name.split_whitespace());
    Some(Paper {
        reference: paper.reference.clone(),
        paper_type: paper.paper_type.clone(),
        subject: (!same && !paper.name.trim().is_empty()).then(|| paper.name.clone()),
    })
}

fn note(meeting: &Meeting, item: &AgendaItem) -> Option<String> {
    if let Some(at) = item.added {
        return Some(format!("Nachträglich aufgenommen um {}.", wording::time(&at)));
    }
    let over = matches!(meeting.state, MeetingState::Closed | MeetingState::Approved);
    let untouched = item.calls.is_empty()
        && item.record.is_empty()
        && item.result.is_none()
        && item.withdrawn.is_none();
    (over && untouched && !is_headline(meeting, item)).then(|| "Nicht aufgerufen.".to_owned())
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

/// An item without a number, or one above others: "4" over "4.1".
fn is_headline(meeting: &Meeting, item: &AgendaItem) -> bool {
    let next = meeting.agenda.iter().skip_while(|other| other.id != item.id).nth(1);
    item.number.trim().is_empty() || next.is_some_and(|next| next.depth() > item.depth())
}

fn result(meeting: &Meeting, item: &AgendaItem) -> Option<String> {
    let set = item.result.as_ref().map(|result| result.text.clone());
    set.or_else(|| {
        item.withdrawn?;
        let text = meeting.profile.result_text(ResultKind::Off);
        Some(text.unwrap_or("abgesetzt").to_owned())
    })
}

fn lines(
    meeting: &Meeting,
    admitted: Admitted<'_>,
    main: Option<&Motion>,
    apart: bool,
) -> Vec<Line> {
    let item = admitted.item;
    let is_main = |id| main.is_some_and(|main| main.id == id);
    let fact = |happening| wording::fact(meeting, item, happening).map(Line::Text);
    let recused =
        item.recusals.iter().map(|recusal| Line::Text(wording::absence(meeting, recusal.person)));
    let happened = item.record.iter().filter_map(|happening| match happening {
        Happening::Passage(id) => passage(meeting, item.passage(*id)?),
        Happening::Motion(id) if is_main(*id) => None,
        Happening::Motion(id) => meeting.motion(*id).map(|motion| moved(meeting, motion)),
        Happening::Vote(id) => {
            let vote = meeting.vote(*id)?;
            if is_main(vote.motion) && apart {
                return None;
            }
            let title = title(meeting, admitted, vote);
            Some(Line::Vote { title, count: count(meeting, vote) })
        }
        Happening::Recess(_) | Happening::Movement(_) | Happening::Closing(_) => fact(*happening),
    });
    recused.chain(happened).collect()
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
    let voted = meeting.votes_on(motion.id).any(|vote| vote.outcome().is_some());
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
    let motion = meeting.motion(vote.motion).filter(|motion| {
        meeting.item(motion.item).is_some_and(|item| Admitted::new(item, admitted.part).is_some())
    });
    motion.map_or_else(|| "Abstimmung".to_owned(), |motion| wording::vote_title(meeting, motion))
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
    Some(Proposal { mover, text, fate })
}

fn count(meeting: &Meeting, vote: &domain::Vote) -> Count {
    match &vote.state {
        VoteState::Open => Count {
            wording: "Die Abstimmung ist noch nicht abgeschlossen.".to_owned(),
            figures: Figures::None,
        },
        VoteState::Annulled { reason, tally } => {
            Count { wording: format!("ungültig ({reason})"), figures: totals(*tally) }
        }
        VoteState::Closed { tally, present, wording, .. } => {
            let rows = rows(meeting, vote);
            let figures = if vote.method == Method::Rollcall {
                Figures::Names { tally: *tally, names: names(meeting, vote) }
            } else if rows.len() > 1 {
                let name = meeting.profile.columns.total.clone();
                Figures::Table { rows, total: Row { name, tally: *tally, present: *present } }
            } else {
                totals(*tally)
            };
            Count { wording: wording.clone(), figures }
        }
    }
}

fn names(meeting: &Meeting, vote: &domain::Vote) -> Vec<(Choice, Vec<String>)> {
    let mut people: Vec<_> = vote.ballots.iter().map(|ballot| ballot.person).collect();
    wording::alphabetical(meeting, &mut people);
    let of = |choice| {
        let own = people.iter().filter(|person| vote.ballot(**person) == Some(choice));
        (choice, own.map(|person| wording::address(meeting, *person)).collect::<Vec<_>>())
    };
    let all = [Choice::Yes, Choice::No, Choice::Abstain].map(of);
    all.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

fn totals(tally: Tally) -> Figures {
    if tally.sum() == 0 { Figures::None } else { Figures::Totals(tally) }
}

/// Rows as they were counted. A Fraktion of which nobody was there has no row.
fn rows(meeting: &Meeting, vote: &domain::Vote) -> Vec<Row> {
    vote.rows
        .iter()
        .map(|row| (row, row.tally.unwrap_or_default()))
        .filter(|(row, tally)| row.present > 0 || tally.sum() > 0)
        .map(|(row, tally)| Row {
            name: wording::faction(meeting, row.faction),
            tally,
            present: row.present,
        })
        .collect()
}
