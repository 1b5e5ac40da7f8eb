//! Redezeit: how often and how long somebody has spoken, and what the house allows.
//!
//! § 34 (2) GO SH and its like leave it to the Geschäftsordnung: the figures are the profile's.
//! What is more than it allows is told, and never refused: the chair decides.

use super::{
    ItemId, Meeting, OrganizationId, PersonId, Request, RequestKind, Role, Speaker, Speech,
    SpeechId, Timestamp,
};

/// Who shares a speaking time: a Fraktion, or a member who has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    /// A Fraktion.
    Faction(OrganizationId),
    /// One member.
    Person(PersonId),
}

/// How often and how long somebody has spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spoken {
    /// Redebeiträge. One that a question interrupted is one.
    pub times: u32,
    /// Redezeit.
    pub seconds: u64,
}

/// How long a speech may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpeakingLimit {
    /// So long.
    pub seconds: u64,
    /// Whose time is used up then; `None`: only that of this speech.
    pub of: Option<Voice>,
}

/// A contribution more than the house allows on one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excess {
    /// Of whom it is one too many.
    pub of: Voice,
    /// Which one it is.
    pub number: u32,
    /// How many there may be.
    pub allowed: u32,
}

impl Spoken {
    fn add(&mut self, speech: &Speech, now: Timestamp) {
        self.times += u32::from(speech.continues.is_none());
        self.seconds += speech.duration_s(now);
    }
}

impl Meeting {
    /// How long a speech may be; `None`: as long as it takes. The first speaker of a Fraktion in an
    /// item has more time than the further ones, a point of order less, and nobody more than the
    /// Fraktion has left.
    #[must_use]
    pub fn speaking_limit(&self, speech: &Speech) -> Option<SpeakingLimit> {
        let times = self.profile.speaking_times;
        let own = |seconds: u64| (seconds > 0).then_some(SpeakingLimit { seconds, of: None });
        let voice = self.voice_of(&speech.speaker);
        match speech.kind {
            RequestKind::PointOfOrder | RequestKind::Question | RequestKind::Intervention => {
                own(times.procedural_s)
            }
            RequestKind::Report => voice.and_then(|_| own(times.report_s)),
            RequestKind::PersonalStatement => own(self.turn_s(speech, voice?)),
            RequestKind::Contribution => {
                let voice = voice?;
                let begun = Some(self.beginning(speech).id);
                let left = self.left_before(voice, speech.item, begun, speech.start);
                let left = left.map(|seconds| SpeakingLimit { seconds, of: Some(voice) });
                let own = own(self.turn_s(speech, voice));
                own.into_iter().chain(left).min_by_key(|limit| limit.seconds)
            }
        }
    }

    /// The time of a first or a further speech in an item.
    fn turn_s(&self, speech: &Speech, voice: Voice) -> u64 {
        let times = self.profile.speaking_times;
        let begun = self.beginning(speech).id;
        let first = !self.contributions(speech.item, Some(begun)).any(|it| self.is_of(it, voice));
        if first { times.first_s } else { times.further_s }
    }

    /// Seconds of a speech until `now`, with what was said before a question interrupted it.
    #[must_use]
    pub fn speech_s(&self, speech: &Speech, now: Timestamp) -> u64 {
        let mut seconds = speech.duration_s(now);
        let mut part = speech;
        while let Some(before) = part.continues.and_then(|id| self.speech(id)) {
            seconds += before.duration_s(now);
            part = before;
        }
        seconds
    }

    /// Tells whether a speech takes longer than it may.
    #[must_use]
    pub fn is_over_time(&self, speech: &Speech, now: Timestamp) -> bool {
        let limit = self.speaking_limit(speech);
        limit.is_some_and(|limit| self.speech_s(speech, now) > limit.seconds)
    }

    /// Seconds that a Fraktion, or a member without one, has left in an item and in the meeting;
    /// `None`: the house does not count.
    #[must_use]
    pub fn time_left_s(&self, of: Voice, item: Option<ItemId>, now: Timestamp) -> Option<u64> {
        self.left_before(of, item, None, now)
    }

    fn left_before(
        &self,
        of: Voice,
        item: Option<ItemId>,
        before: Option<SpeechId>,
        now: Timestamp,
    ) -> Option<u64> {
        let times = self.profile.speaking_times;
        let scopes = [(times.faction_item_s, item), (times.faction_meeting_s, None)];
        let left = scopes.into_iter().filter(|(all, _)| *all > 0).map(|(all, item)| {
            let spoken = self.contributions(item, before).filter(|speech| self.is_of(speech, of));
            all.saturating_sub(spoken.map(|speech| speech.duration_s(now)).sum())
        });
        left.min()
    }

    /// Tells whether a speech is a contribution more than the house allows.
    #[must_use]
    pub fn excess(&self, speech: &Speech) -> Option<Excess> {
        let begun = self.beginning(speech).id;
        self.excess_of(&speech.speaker, speech.kind, speech.item, Some(begun))
    }

    /// Tells whether a request would be a contribution more than the house allows.
    #[must_use]
    pub fn excess_to_come(&self, request: &Request) -> Option<Excess> {
        self.excess_of(&request.speaker, request.kind, self.current, None)
    }

    fn excess_of(
        &self,
        speaker: &Speaker,
        kind: RequestKind,
        item: Option<ItemId>,
        before: Option<SpeechId>,
    ) -> Option<Excess> {
        let rules = &self.profile.speaker_list;
        let Speaker::Person(person) = speaker else { return None };
        let voice = self.voice_of(speaker).filter(|_| kind == RequestKind::Contribution)?;
        let member = (Voice::Person(*person), rules.per_member);
        let faction = (voice, if voice == member.0 { 0 } else { rules.per_faction });
        // Why: in most houses nothing has to be counted.
        let counted = [member, faction].into_iter().filter(|(_, allowed)| *allowed > 0);
        counted.into_iter().find_map(|(of, allowed)| {
            let number = self.begun(of, item, before).saturating_add(1);
            (number > allowed).then_some(Excess { of, number, allowed })
        })
    }

    /// How many contributions somebody has made to an item: Wortmeldungen, nothing else.
    #[must_use]
    pub fn contributions_of(&self, speaker: &Speaker, item: ItemId) -> u32 {
        let Speaker::Person(person) = speaker else { return 0 };
        self.begun(Voice::Person(*person), Some(item), None)
    }

    fn begun(&self, of: Voice, item: Option<ItemId>, before: Option<SpeechId>) -> u32 {
        let begun = self.contributions(item, before).filter(|speech| speech.continues.is_none());
        let own = begun.filter(|speech| match of {
            Voice::Person(person) => speech.speaker == Speaker::Person(person),
            Voice::Faction(_) => self.is_of(speech, of),
        });
        u32::try_from(own.count()).unwrap_or(u32::MAX)
    }

    /// How often and how long somebody has spoken in an item; `None`: in the whole meeting.
    #[must_use]
    pub fn spoken(&self, speaker: &Speaker, item: Option<ItemId>, now: Timestamp) -> Spoken {
        let mut spoken = Spoken::default();
        let own = self.speakers.speeches.iter().filter(|speech| speech.speaker == *speaker);
        own.filter(|speech| item.is_none() || speech.item == item)
            .for_each(|speech| spoken.add(speech, now));
        spoken
    }

    /// Everybody who has spoken: in this item, and in the whole meeting.
    #[must_use]
    pub fn spoken_by_person(
        &self,
        item: Option<ItemId>,
        now: Timestamp,
    ) -> Vec<(Speaker, Spoken, Spoken)> {
        self.spoken_by(item, now, |speech| Some(speech.speaker.clone()))
    }

    /// Every Fraktion of which somebody has spoken, `None`: members without one. In this item, and
    /// in the whole meeting.
    #[must_use]
    pub fn spoken_by_faction(
        &self,
        item: Option<ItemId>,
        now: Timestamp,
    ) -> Vec<(Option<OrganizationId>, Spoken, Spoken)> {
        self.spoken_by(item, now, |speech| {
            let Speaker::Person(person) = &speech.speaker else { return None };
            let membership = self.membership(*person)?;
            let faction = membership.on_behalf_of;
            (membership.voting_right || faction.is_some()).then_some(faction)
        })
    }

    fn spoken_by<W: PartialEq>(
        &self,
        item: Option<ItemId>,
        now: Timestamp,
        who: impl Fn(&Speech) -> Option<W>,
    ) -> Vec<(W, Spoken, Spoken)> {
        let mut all: Vec<(W, Spoken, Spoken)> = Vec::new();
        for speech in &self.speakers.speeches {
            let Some(who) = who(speech) else { continue };
            let at = all.iter().position(|(other, ..)| *other == who).unwrap_or_else(|| {
                all.push((who, Spoken::default(), Spoken::default()));
                all.len() - 1
            });
            let Some((_, here, meeting)) = all.get_mut(at) else { continue };
            meeting.add(speech, now);
            if speech.item == item {
                here.add(speech, now);
            }
        }
        all
    }

    /// Who shares a speaking time with a speaker. The administration and guests have no limit.
    #[must_use]
    pub fn voice_of(&self, speaker: &Speaker) -> Option<Voice> {
        let Speaker::Person(person) = speaker else { return None };
        let membership = self.membership(*person)?;
        match membership.role {
            Role::Administration | Role::Guest | Role::Advisory => None,
            Role::Chair
            | Role::DeputyChair
            | Role::Member
            | Role::CitizenMember
            | Role::Substitute => {
                Some(membership.on_behalf_of.map_or(Voice::Person(*person), Voice::Faction))
            }
        }
    }

    fn is_of(&self, speech: &Speech, voice: Voice) -> bool {
        self.voice_of(&speech.speaker) == Some(voice)
    }

    /// The contributions on an item, or of the meeting, up to a speech: only these are counted
    /// against anybody.
    fn contributions(
        &self,
        item: Option<ItemId>,
        before: Option<SpeechId>,
    ) -> impl Iterator<Item = &Speech> {
        let earlier =
            self.speakers.speeches.iter().take_while(move |speech| Some(speech.id) != before);
        earlier.filter(move |speech| {
            speech.kind == RequestKind::Contribution && (item.is_none() || speech.item == item)
        })
    }

    /// Finds a speech. It is looked for from the end, where the floor is.
    #[must_use]
    pub fn speech(&self, id: SpeechId) -> Option<&Speech> {
        self.speakers.speeches.iter().rfind(|speech| speech.id == id)
    }

    /// Where a speech began that a question has interrupted.
    fn beginning<'a>(&'a self, speech: &'a Speech) -> &'a Speech {
        let mut part = speech;
        while let Some(before) = part.continues.and_then(|id| self.speech(id)) {
            part = before;
        }
        part
    }
}
