//! What the clerk is told of what became true.

use super::electing;
use crate::domain::{Command, ElectionCommand, Meeting, MotionFate, MotionKind};
use crate::wording;

/// What is told of commands of which the facts do not say what they were for.
pub(super) fn own_words(command: &Command, meeting: &Meeting) -> Option<String> {
    if let Command::Elect(wish) = command {
        return electing::told(wish, meeting);
    }
    let struck = matches!(command, Command::StrikePoints(_));
    struck.then(|| "Abgelehntes ist aus dem Beschlussvorschlag gestrichen.".to_owned())
}

/// What does not add up in a vote that was closed: it was recorded as told, and the screen with its
/// figures is gone. Or what was adopted although its points were not.
pub(super) fn odd(command: &Command, meeting: &Meeting) -> Option<String> {
    let Command::CloseVote { vote, .. } = command else { return None };
    let vote = meeting.vote(*vote)?;
    if let Some(odd) = wording::odd(meeting, vote) {
        return Some(format!(". {}. In der Abstimmung (F6) nachsehen.", odd.words));
    }
    let main = meeting
        .motion(vote.motion)
        .filter(|main| main.kind == MotionKind::Main && main.fate == MotionFate::Carried)?;
    let points = meeting.rejected_points(main);
    let labels: Vec<_> = points.iter().filter_map(|point| point.point_label()).collect();
    (!labels.is_empty()).then(|| {
        let labels = labels.join(", ");
        format!(
            ". Ziffer {labels} ist abgelehnt und steht noch darin. Mit F5 ansehen und streichen."
        )
    })
}

/// Whether the clerk is told what became true: not where the screen shows it where one looks.
pub(super) fn tells(command: &Command) -> bool {
    !matches!(
        command,
        Command::Write(_)
            | Command::RewordMotion { .. }
            | Command::CountFaction { .. }
            | Command::CountAll { .. }
            | Command::CountTotals { .. }
            | Command::CountMinority { .. }
            | Command::CountDeviation { .. }
            | Command::CountSecret { .. }
            | Command::TellVerdict { .. }
            | Command::NameVoter { .. }
            | Command::FormBloc { .. }
            | Command::CountAsBefore { .. }
            | Command::CastBallot { .. }
            | Command::CallRoll { .. }
            | Command::MoveRequest { .. }
            | Command::SetMajority { .. }
            | Command::Elect(
                ElectionCommand::Open { .. }
                    | ElectionCommand::Propose { .. }
                    | ElectionCommand::ProposeFactions(_)
                    | ElectionCommand::NameList { .. }
                    | ElectionCommand::Count { .. }
                    | ElectionCommand::CloseRound(_)
                    | ElectionCommand::DrawLot { .. }
            )
    )
}
