//! The lines that stand among the paragraphs and follow a fact.

use super::case::Case;
use super::election::election_line;
use super::name;
use super::procedure;
use super::{label, listed, time};
use crate::domain::{
    Absence, AgendaItem, Closing, ClosingKind, Happening, ItemId, Meeting, Method, Motion,
    MotionFate, MotionKind, Movement, MovementKind, Procedure, QuorumCheck, QuorumCount, Recess,
    Recusal, Timestamp, Vote, VoteState,
};

/// Tells what happened, in a line of its own. `None`: a paragraph, which tells itself, or a
/// Beschlussvorschlag that nobody moved, which has a block of its own.
#[must_use]
pub fn fact(meeting: &Meeting, item: &AgendaItem, happening: Happening) -> Option<String> {
    match happening {
        Happening::Passage(_) => None,
        Happening::Motion(id) => {
            let motion = meeting.motion(id)?;
            // A point stands in the Beschlussvorschlag; the vote on it tells it.
            let told_there = motion.kind == MotionKind::Main && motion.mover.is_none();
            if told_there || motion.kind == MotionKind::Point {
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
        Happening::Handover(number) => handover(item, number),
        Happening::Adopted(id) => {
            let motion = meeting.motion(id).filter(|motion| motion.adopted.is_some())?;
            let title = motion_title(meeting, motion);
            Some(format!("Dem {title} wird nicht widersprochen; er ist angenommen."))
        }
        Happening::Vote(id) => meeting.vote(id).map(|vote| vote_line(meeting, vote)),
        Happening::Election(id) => {
            meeting.election(id).map(|election| election_line(meeting, election))
        }
        Happening::Recess(id) => meeting
            .recesses
            .iter()
            .find(|recess| recess.id == id)
            .map(|known| format!("Pause: {}", recess(known))),
        Happening::Quorum(id) => meeting
            .quorum_checks
            .iter()
            .find(|check| check.id == id)
            .map(|known| quorum(meeting, known)),
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

/// Says that an item goes on behind closed doors or in public: the same in both of its parts, and
/// nothing of what was said in the other.
fn handover(item: &AgendaItem, number: u32) -> Option<String> {
    let handover = item.handovers.get(usize::try_from(number).ok()?)?;
    let public = item.public != handover.away;
    let how = if public { "öffentlich" } else { "nichtöffentlich" };
    Some(format!("Der TOP wird ab {} {how} fortgesetzt.", time::time(&handover.at)))
}

/// Gives the hours of an interruption: "17:20 – 17:45 Uhr", "seit 17:20 Uhr"; of one that was over
/// within the minute, "um 17:20 Uhr".
#[must_use]
pub fn recess(recess: &Recess) -> String {
    match recess.end {
        Some(end) if time::clock(&end) == time::clock(&recess.start) => {
            format!("um {}", time::time(&end))
        }
        Some(end) => format!("{} – {}", time::clock(&recess.start), time::time(&end)),
        None => format!("seit {}", time::time(&recess.start)),
    }
}

/// Says how many were counted, who asked for it, and what follows.
#[must_use]
pub fn quorum(meeting: &Meeting, check: &QuorumCheck) -> String {
    let doubt = check.challenger.map_or_else(String::new, |person| {
        format!("{} zweifelt die Beschlussfähigkeit an. ", name::address(meeting, person))
    });
    let chair = name::chair(meeting, Case::Nominative).unwrap_or_else(|| "der Vorsitz".to_owned());
    let chair = name::capital(&chair);
    let at = time::time(&check.at);
    let counted = members_counted(check.count);
    let verb = if check.count.present == 1 { "ist" } else { "sind" };
    let whether = if check.count.enough { "beschlussfähig" } else { "nicht beschlussfähig" };
    format!(
        "{doubt}{chair} stellt um {at} fest: {counted} {verb} anwesend, das Gremium ist {whether}."
    )
}

/// "12 von 13 stimmberechtigten Mitgliedern".
#[must_use]
pub fn members_counted(count: QuorumCount) -> String {
    let of = if count.statutory == 1 { "Mitglied" } else { "Mitgliedern" };
    format!("{} von {} stimmberechtigten {of}", count.present, count.statutory)
}

/// Says that somebody is befangen. From when is told where a vote came before.
#[must_use]
pub fn recusal(meeting: &Meeting, item: ItemId, recusal: &Recusal) -> String {
    let name = name::address(meeting, recusal.person);
    let from = voted_before(meeting, item, recusal.at);
    let hours = if from { format!(" ab {}", time::time(&recusal.at)) } else { String::new() };
    format!("{name} ist befangen und nimmt{hours} an Beratung und Abstimmung nicht teil.")
}

/// Whether something was voted on in an item before a moment.
fn voted_before(meeting: &Meeting, item: ItemId, by: Timestamp) -> bool {
    meeting.votes_of(item).any(|vote| match &vote.state {
        VoteState::Closed { at, .. } => *at < by,
        VoteState::Open | VoteState::Annulled { .. } => false,
    })
}

/// "ab 17:20 Uhr", "von 17:20 bis 17:40 Uhr".
#[must_use]
pub fn hours(from: Timestamp, until: Option<Timestamp>) -> String {
    match until {
        None => format!("ab {}", time::time(&from)),
        Some(until) => format!("von {} bis {}", time::clock(&from), time::time(&until)),
    }
}

/// Says that somebody was away for an item. From when is told where a vote came before, until
/// when if the item went on.
#[must_use]
pub fn absence(meeting: &Meeting, item: &AgendaItem, absence: &Absence) -> String {
    let name = name::address(meeting, absence.person);
    let from = voted_before(meeting, item.id, absence.at).then_some(absence.at);
    let hours = match (from, absence.until) {
        (None, None) => String::new(),
        (None, Some(until)) => format!(" bis {}", time::time(&until)),
        (Some(from), until) => format!(" {}", self::hours(from, until)),
    };
    format!("{name} ist bei diesem Tagesordnungspunkt{hours} nicht anwesend.")
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
        let what = if closing.resumed {
            "geht die Debatte weiter"
        } else {
            "wird die Redeliste wieder geöffnet"
        };
        format!(" Um {} {what}.", time::time(&at))
    });
    format!("Schluss der {what} um {}. {who}{again}", time::time(&closing.at))
}

/// Says who came, left, was represented or changed the Fraktion, and when.
#[must_use]
pub fn movement(meeting: &Meeting, movement: &Movement) -> String {
    let name = name::address(meeting, movement.person);
    let at = time::time(&movement.at);
    match movement.kind {
        MovementKind::Arrived => format!("{name} kommt um {at}."),
        MovementKind::Left => format!("{name} verlässt die Sitzung um {at}."),
        MovementKind::Substituting(member) => {
            let member = name::declined(meeting, member, Case::Accusative);
            format!("{name} nimmt ab {at} für {member} teil.")
        }
        MovementKind::Changed { from, to } => {
            let named = |faction| name::faction_named(meeting, faction);
            match (from.map(named), to.map(named)) {
                (Some(from), Some(to)) => {
                    format!("{name} wechselt um {at} von der {from} zur {to}.")
                }
                (None, Some(to)) => format!("{name} schließt sich um {at} der {to} an."),
                (Some(from), None) => format!("{name} verlässt um {at} die {from}."),
                (None, None) => format!("{name} bleibt ohne Fraktion."),
            }
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
    over(motion, &motion_title(meeting, motion))
}

fn over(motion: &Motion, title: &str) -> String {
    let article = if motion.kind == MotionKind::Point { "" } else { "den " };
    format!("Abstimmung über {article}{title}")
}

fn numbered(meeting: &Meeting, motion: &Motion, by: &str) -> String {
    if motion.kind == MotionKind::Point {
        return motion_name(motion);
    }
    let alike: Vec<_> = meeting
        .motions_of(motion.item)
        .filter(|other| other.kind == motion.kind && other.mover == motion.mover)
        .filter(|other| other.procedure == motion.procedure)
        .map(|other| other.id)
        .collect();
    let place = alike.iter().position(|id| *id == motion.id).filter(|_| alike.len() > 1);
    let number = place.map_or_else(String::new, |place| format!("{}. ", place + 1));
    // The mover stands behind the noun, before what the motion is for.
    let (noun, purpose) = noun_and_purpose(motion);
    format!("{number}{noun}{by}{purpose}")
}

/// Gives "TOP 5.2, 5.3 und 7".
#[must_use]
pub fn tops(meeting: &Meeting, items: &[ItemId]) -> String {
    let numbers = items.iter().filter_map(|item| meeting.item(*item)).map(|item| {
        let number = item.number.trim_end_matches('.');
        if number.is_empty() { item.name.clone() } else { number.to_owned() }
    });
    format!("TOP {}", listed(&numbers.collect::<Vec<_>>()))
}

/// Gives the words for the result of a vote, with how it was taken where that is to be told.
#[must_use]
pub fn vote_words(meeting: &Meeting, vote: &Vote, wording: &str) -> String {
    let before = secretly(vote).map_or_else(String::new, |secretly| format!("{secretly} "));
    format!("{before}{wording}{}", behind(meeting, vote))
}

/// Says how a vote was taken where that is to be told, and nothing of its result: "in geheimer
/// Abstimmung, en bloc mit TOP 3".
#[must_use]
pub fn vote_manner(meeting: &Meeting, vote: &Vote) -> Option<String> {
    let manner = [secretly(vote).map(str::to_owned), needed(meeting, vote), bloc(meeting, vote)];
    let manner: Vec<_> = manner.into_iter().flatten().collect();
    (!manner.is_empty()).then(|| manner.join(", "))
}

/// "in geheimer Abstimmung"
pub(super) fn secretly(vote: &Vote) -> Option<&'static str> {
    match vote.method {
        Method::Secret => Some("in geheimer Abstimmung"),
        Method::PerFaction
        | Method::Totals
        | Method::Minority
        | Method::Rollcall
        | Method::Words => None,
    }
}

/// " (nötig: zwei Drittel der Abstimmenden), en bloc mit TOP 3", behind the result.
pub(super) fn behind(meeting: &Meeting, vote: &Vote) -> String {
    let needed = needed(meeting, vote).map(|needed| format!(" ({needed})"));
    let bloc = bloc(meeting, vote).map(|bloc| format!(", {bloc}"));
    needed.into_iter().chain(bloc).collect()
}

/// Who reads that more said Ja than Nein, and it was rejected, must see why.
fn needed(meeting: &Meeting, vote: &Vote) -> Option<String> {
    match vote.state {
        VoteState::Closed { majority, .. } if majority != meeting.profile.rules.majority => {
            Some(format!("nötig: {}", super::majority(majority)))
        }
        VoteState::Closed { .. } | VoteState::Open | VoteState::Annulled { .. } => None,
    }
}

/// The other items of an en bloc vote. A public item does not name a non-public one.
fn bloc(meeting: &Meeting, vote: &Vote) -> Option<String> {
    let own = meeting.item(vote.item).is_some_and(|item| item.public);
    let may = |item: &ItemId| !own || meeting.item(*item).is_some_and(|item| item.public);
    let bloc: Vec<_> = vote.bloc.iter().copied().filter(may).collect();
    (!bloc.is_empty()).then(|| format!("en bloc mit {}", tops(meeting, &bloc)))
}

/// Names what kind of motion it is, and what a motion of order is for: "Antrag auf Vertagung".
#[must_use]
pub fn motion_name(motion: &Motion) -> String {
    let (noun, purpose) = noun_and_purpose(motion);
    format!("{noun}{purpose}")
}

fn noun_and_purpose(motion: &Motion) -> (&'static str, String) {
    match (motion.kind, &motion.procedure) {
        (MotionKind::Procedural, Some(Procedure::Other) | None) => {
            ("Antrag", " zur Geschäftsordnung".to_owned())
        }
        (MotionKind::Procedural, Some(procedure)) => {
            ("Antrag", format!(" auf {}", procedure::label(procedure)))
        }
        (MotionKind::Point, _) => {
            let label = motion.point_label().map(|label| format!(" {label}"));
            ("Ziffer", label.unwrap_or_default())
        }
        (MotionKind::Lock, _) => ("Antrag", " auf einen Sperrvermerk".to_owned()),
        (
            MotionKind::Main
            | MotionKind::Amendment
            | MotionKind::Addition
            | MotionKind::Nomination
            | MotionKind::Other,
            _,
        ) => (label::motion_kind(motion.kind), String::new()),
    }
}

fn vote_line(meeting: &Meeting, vote: &Vote) -> String {
    let motion = meeting.motion(vote.motion);
    let about = motion.map_or_else(
        || "Abstimmung".to_owned(),
        |motion| {
            let mover = motion.mover.as_ref();
            let by = mover.map(|mover| format!(" ({})", name::mover_brief(meeting, mover)));
            over(motion, &numbered(meeting, motion, &by.unwrap_or_default()))
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
            format!("{about}: {}{figures}", vote_words(meeting, vote, wording))
        }
    }
}
