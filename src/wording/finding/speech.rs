//! Speeches that were longer or more than the house allows.

use crate::domain::{Excess, Meeting, SpeechId, Voice};
use crate::wording::{counted, faction_named, minutes, name};

/// "3 Redebeiträge waren zu lang, am längsten Herr Thießen (12:00 statt 8:00)."
pub(super) fn over_time(meeting: &Meeting, speeches: usize, longest: SpeechId) -> String {
    let told = counted(speeches, "Redebeitrag war zu lang", "Redebeiträge waren zu lang");
    let longest = meeting.speech(longest).map(|speech| {
        let who = name::speaker_mid(meeting, &speech.speaker);
        let spoken = minutes(meeting.speech_s(speech, speech.end.unwrap_or(speech.start)));
        let limit = meeting.speaking_limit(speech);
        let of = limit.map_or_else(String::new, |it| format!(" statt {}", minutes(it.seconds)));
        let most = if speeches == 1 { ":" } else { ", am längsten" };
        format!("{most} {who} ({spoken}{of})")
    });
    format!("{told}{}.", longest.unwrap_or_default())
}

/// "Herr Thießen hat 4 Mal gesprochen, vorgesehen sind 3 Beiträge."
pub(super) fn too_often(meeting: &Meeting, excess: Excess) -> String {
    let Excess { of, number, allowed } = excess;
    let allowed = usize::try_from(allowed).unwrap_or(usize::MAX);
    let allowed = counted(allowed, "Beitrag", "Beiträge");
    let verb = if allowed.starts_with("1 ") { "ist" } else { "sind" };
    format!("{} hat {number} Mal gesprochen, vorgesehen {verb} {allowed}.", who(meeting, of))
}

/// "Die SPD-Fraktion hat 21:30 Minuten gesprochen, vorgesehen sind 20:00."
pub(super) fn used_up(meeting: &Meeting, of: Voice, spoken_s: u64, allowed_s: u64) -> String {
    let (spoken, allowed) = (minutes(spoken_s), minutes(allowed_s));
    format!("{} hat {spoken} Minuten gesprochen, vorgesehen sind {allowed}.", who(meeting, of))
}

fn who(meeting: &Meeting, of: Voice) -> String {
    match of {
        Voice::Person(person) => name::address(meeting, person),
        Voice::Faction(id) => format!("Die {}", faction_named(meeting, id)),
    }
}
