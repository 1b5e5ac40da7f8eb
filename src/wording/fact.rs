//! The lines that stand among the paragraphs and follow a fact.

use super::case::Case;
use super::name;
use super::{label, listed, time};
use crate::domain::{
    AgendaItem, Closing, ClosingKind, Happening, Meeting, Motion, MotionFate, MotionKind, Movement,
    MovementKind, PersonId, Recess, Vote, VoteState,
};

/// Tells what happened, in a line of its own. `None`: a paragraph, which tells itself, or a
/// Beschlussvorschlag that nobody moved, which has a block of its own.
#[must_use]
pub fn fact(meeting: &Meeting, _item: &AgendaItem, happening: Happening) -> Option<String> {
    match happening {
        Happening::Passage(_) => None,
        Happening::Motion(id) => {
            let motion = meeting.motion(id)?;
            if motion.kind == MotionKind::Main && motion.mover.is_none() {
                return None;
            }
            let title = motion_title(meeting, motion);
            Some(match motion.fate {
                MotionFate::Withdrawn | MotionFate::Settled => {
                    format!("{title} ({})", label::motion_fate(motion.fate))
                }
                MotionFate::Open | MotionFate::Carried | MotionFate::Rejected => title,
            })
        }
        Happening::Vote(id) => meeting.vote(id).map(|vote| vote_line(meeting, vote)),
        Happening::Recess(id) => meeting
            .recesses
            .iter()
            .find(|recess| recess.id == id)
            .map(|known| format!("Pause: {}", recess(known))),
        Happening::Closing(id) => meeting
            .speakers
            .closings
            .iter()
            .find(|closing| closing.id == id)
            .map(|known| closing(meeting, known)),
        Happening::Movement(id) => meeting
            .movements
            .iter()
            .find(|movement| movement.id == id)
            .map(|known| movement(meeting, known)),
    }
}

/// Gives the hours of an interruption: "17:20 – 17:45 Uhr", "seit 17:20 Uhr".
#[must_use]
pub fn recess(recess: &Recess) -> String {
    match recess.end {
        Some(end) => format!("{} – {}", time::clock(&recess.start), time::time(&end)),
        None => format!("seit {}", time::time(&recess.start)),
    }
}

/// Says that somebody is befangen.
#[must_use]
pub fn absence(meeting: &Meeting, person: PersonId) -> String {
    let name = name::address(meeting, person);
    format!("{name} ist befangen und nimmt an Beratung und Abstimmung nicht teil.")
}

/// "Schluss der Redeliste um 18:10 Uhr. Es sprechen noch: Frau Fock und Herr Abel."
fn closing(meeting: &Meeting, closing: &Closing) -> String {
    let names: Vec<_> = closing.waiting.iter().map(|who| name::speaker_mid(meeting, who)).collect();
    let (what, waited, one, many) = match closing.kind {
        ClosingKind::List => {
            ("Redeliste", "Es wartet niemand mehr", "Es spricht noch", "Es sprechen noch")
        }
        ClosingKind::Debate => (
            "Debatte",
            "Es wartete niemand mehr",
            "Nicht mehr zu Wort kommt",
            "Nicht mehr zu Wort kommen",
        ),
    };
    let who = match names.as_slice() {
        [] => format!("{waited}."),
        [only] => format!("{one}: {only}."),
        names => format!("{many}: {}.", listed(names)),
    };
    let again = closing.reopened.map_or_else(String::new, |at| {
        format!(" Um {} wird die Redeliste wieder geöffnet.", time::time(&at))
    });
    format!("Schluss der {what} um {}. {who}{again}", time::time(&closing.at))
}

fn movement(meeting: &Meeting, movement: &Movement) -> String {
    let name = name::address(meeting, movement.person);
    let at = time::time(&movement.at);
    match movement.kind {
        MovementKind::Arrived => format!("{name} kommt um {at}."),
        MovementKind::Left => format!("{name} verlässt die Sitzung um {at}."),
        MovementKind::Substituting(member) => {
            let member = name::declined(meeting, member, Case::Accusative);
            format!("{name} nimmt ab {at} für {member} teil.")
        }
    }
}

/// Names a motion with its mover: "Änderungsantrag der SPD-Fraktion", "Antrag von Herrn Dieck zur
/// Geschäftsordnung". Where a mover has several of a kind in an item they are numbered, so that
/// it stays clear which one a vote was on.
#[must_use]
pub fn motion_title(meeting: &Meeting, motion: &Motion) -> String {
    let by = motion.mover.as_ref().map(|mover| format!(" {}", name::by_mover(meeting, mover)));
    numbered(meeting, motion, &by.unwrap_or_default())
}

/// Names the vote on a motion: "Abstimmung über den Änderungsantrag der SPD-Fraktion".
#[must_use]
pub fn vote_title(meeting: &Meeting, motion: &Motion) -> String {
    format!("Abstimmung über den {}", motion_title(meeting, motion))
}

fn numbered(meeting: &Meeting, motion: &Motion, by: &str) -> String {
    let alike: Vec<_> = meeting
        .motions_of(motion.item)
        .filter(|other| other.kind == motion.kind && other.mover == motion.mover)
        .map(|other| other.id)
        .collect();
    let place = alike.iter().position(|id| *id == motion.id).filter(|_| alike.len() > 1);
    let number = place.map_or_else(String::new, |place| format!("{}. ", place + 1));
    // The mover stands behind the noun, before what the motion is for.
    let (noun, purpose) = match motion.kind {
        MotionKind::Procedural => ("Antrag", " zur Geschäftsordnung"),
        MotionKind::Lock => ("Antrag", " auf einen Sperrvermerk"),
        MotionKind::Main | MotionKind::Amendment | MotionKind::Addition | MotionKind::Other => {
            (label::motion_kind(motion.kind), "")
        }
    };
    format!("{number}{noun}{by}{purpose}")
}

fn vote_line(meeting: &Meeting, vote: &Vote) -> String {
    let motion = meeting.motion(vote.motion);
    let about = motion.map_or_else(
        || "Abstimmung".to_owned(),
        |motion| {
            let mover = motion.mover.as_ref();
            let by = mover.map(|mover| format!(" ({})", name::mover_brief(meeting, mover)));
            format!("Abstimmung über den {}", numbered(meeting, motion, &by.unwrap_or_default()))
        },
    );
    match &vote.state {
        VoteState::Open if motion.is_some_and(|motion| motion.kind != MotionKind::Main) => {
            format!("{about} läuft")
        }
        VoteState::Open => "Abstimmung läuft".to_owned(),
        VoteState::Annulled { reason, .. } => format!("{about}: ungültig ({reason})"),
        VoteState::Closed { tally, wording, .. } => {
            let figures = label::tally(*tally);
            let figures = if figures.is_empty() { figures } else { format!(" ({figures})") };
            format!("{about}: {wording}{figures}")
        }
    }
}
