//! What the house does not allow of speeches. Nothing of it can be mended any more: so it is told
//! briefly, behind all that can.

use super::{Finding, FindingKind, Place};
use crate::domain::{Excess, Meeting, RequestKind, Speech, Voice};

pub(super) fn found(meeting: &Meeting, found: &mut Vec<Finding>) {
    let times = meeting.profile.speaking_times;
    // Why: while a speech goes on, what it will have been is not known.
    let all = meeting.speakers.speeches.iter().filter(|speech| speech.end.is_some());
    let all: Vec<_> = all.collect();
    if let Some(grace_s) = times.finding_after_s() {
        over_time(meeting, &all, grace_s, found);
    }
    used_up(meeting, &all, times.faction_meeting_s, Place::Meeting, found);
    for item in &meeting.agenda {
        let here = all.iter().filter(|speech| speech.item == Some(item.id));
        let here: Vec<_> = here.copied().collect();
        used_up(meeting, &here, times.faction_item_s, Place::Item(item.id), found);
        too_often(meeting, &here, Place::Item(item.id), found);
    }
}

/// All of the meeting in one line: there may be one in each item.
fn over_time(meeting: &Meeting, all: &[&Speech], grace_s: u64, found: &mut Vec<Finding>) {
    let goes_on = |speech: &Speech| all.iter().any(|other| other.continues == Some(speech.id));
    let over = |speech: &&&Speech| {
        // What a Fraktion has left is told as one for all its speeches.
        let limit = meeting.speaking_limit(speech).filter(|limit| limit.of.is_none());
        limit.is_some_and(|limit| spoken_s(meeting, speech) > limit.seconds + grace_s)
    };
    let over: Vec<_> = all.iter().filter(over).filter(|it| !goes_on(it)).collect();
    let longest = over.iter().max_by_key(|speech| spoken_s(meeting, speech));
    if let Some(longest) = longest {
        let kind = FindingKind::OverTime { speeches: over.len(), longest: longest.id };
        found.push(Finding { kind, place: Place::Meeting });
    }
}

fn spoken_s(meeting: &Meeting, speech: &Speech) -> u64 {
    meeting.speech_s(speech, speech.end.unwrap_or(speech.start))
}

fn used_up(
    meeting: &Meeting,
    speeches: &[&Speech],
    allowed_s: u64,
    place: Place,
    found: &mut Vec<Finding>,
) {
    if allowed_s == 0 {
        return;
    }
    let mut spoken: Vec<(Voice, u64)> = Vec::new();
    for speech in speeches.iter().filter(|speech| speech.kind == RequestKind::Contribution) {
        let Some(of) = meeting.voice_of(&speech.speaker) else { continue };
        let seconds = speech.duration_s(speech.end.unwrap_or(speech.start));
        match spoken.iter_mut().find(|(other, _)| *other == of) {
            Some((_, sum)) => *sum += seconds,
            None => spoken.push((of, seconds)),
        }
    }
    let over = spoken.into_iter().filter(|(_, spoken_s)| *spoken_s > allowed_s);
    found.extend(over.map(|(of, spoken_s)| Finding {
        kind: FindingKind::TimeUsedUp { of, spoken_s, allowed_s },
        place,
    }));
}

/// Each member and Fraktion once, with the last of the speeches that were too many.
fn too_often(meeting: &Meeting, here: &[&Speech], place: Place, found: &mut Vec<Finding>) {
    let mut last: Vec<Excess> = Vec::new();
    for excess in here.iter().filter_map(|speech| meeting.excess(speech)) {
        last.retain(|other| other.of != excess.of);
        last.push(excess);
    }
    found.extend(
        last.into_iter().map(|excess| Finding { kind: FindingKind::SpokeTooOften(excess), place }),
    );
}
