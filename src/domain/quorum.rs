//! Beschlussfähigkeit: counted at the opening, then presumed until somebody challenges it
//! (§ 38 GO SH).

use super::{ItemId, Meeting, PersonId, QuorumId, Role, Timestamp, event::Event, refusal::Refusal};
use serde::{Deserialize, Serialize};

/// A count of who is here, stated by the chair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuorumCheck {
    /// The name inside this meeting.
    pub id: QuorumId,
    /// Who challenged it (angezweifelt); `None`: stated without that.
    pub challenger: Option<PersonId>,
    /// What was counted.
    pub count: QuorumCount,
    /// When.
    pub at: Timestamp,
    /// During which item; `None` outside of one.
    pub item: Option<ItemId>,
}

/// How many are here, of how many, and whether that is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuorumCount {
    /// Anwesende with a vote.
    pub present: u32,
    /// Gesetzliche Mitgliederzahl, less what reduces it.
    pub statutory: u32,
    /// Beschlussfähig.
    pub enough: bool,
}

/// How it stands with the Beschlussfähigkeit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quorum {
    /// Enough are here.
    Reached,
    /// Too few are here, and the body counts as able to decide until somebody challenges it.
    Presumed,
    /// Too few are here.
    Lacking,
}

impl Meeting {
    /// Tells whether enough members are here: more than half of the statutory number in SH
    /// (§ 38 (1) GO).
    #[must_use]
    pub fn has_quorum(&self) -> bool {
        self.quorum_count(self.current).enough
    }

    /// Counts who is here in `item`.
    #[must_use]
    pub fn quorum_count(&self, item: Option<ItemId>) -> QuorumCount {
        self.counted(self.present_voters(item), self.quorum_base(item))
    }

    /// The number that more than half of must be here: the statutory one, less empty seats and
    /// those excluded as befangen, where the profile says so (§ 38 (1) GO SH).
    #[must_use]
    pub fn quorum_base(&self, item: Option<ItemId>) -> u32 {
        self.quorum_base_at(item, None)
    }

    /// The same at a moment.
    pub(super) fn quorum_base_at(&self, item: Option<ItemId>, at: Option<Timestamp>) -> u32 {
        let rules = &self.profile.rules;
        let statutory = self.statutory_members();
        let seats = self.memberships.iter().filter(|it| it.voting_right && it.role.has_own_seat());
        let seats = u32::try_from(seats.count()).unwrap_or(u32::MAX);
        // A list without members says nothing of empty seats.
        let vacant = rules.quorum.without_vacant && seats > 0;
        let filled = if vacant { statutory.min(seats) } else { statutory };
        let recusals = item.filter(|_| rules.quorum_without_recused).map(|it| self.recusals(it));
        let recusals = recusals.into_iter().flatten().map(|(_, recusal)| recusal);
        let recusals = recusals.filter(|recusal| at.is_none_or(|at| recusal.at <= at));
        let mut people: Vec<_> = recusals.map(|recusal| recusal.person).collect();
        people.sort_unstable_by_key(|person| person.0);
        people.dedup();
        let excluded = people.into_iter().filter(|person| self.has_seat(*person, at)).count();
        filled.saturating_sub(u32::try_from(excluded).unwrap_or(u32::MAX))
    }

    /// Whether a seat with a vote is that of somebody, at a moment or now: a member's own one, as
    /// long as nobody else sits in it, or that of a member who is represented.
    fn has_seat(&self, person: PersonId, at: Option<Timestamp>) -> bool {
        let sits_for = |person| match at {
            None => self.attendance_of(person).and_then(|attendance| attendance.represents),
            Some(at) => {
                let stays = self.stays(person).into_iter();
                stays.filter(|stay| stay.covers(at)).find_map(|stay| stay.seat)
            }
        };
        let taken = |member| self.people.iter().any(|it| sits_for(it.id) == Some(member));
        self.membership(person).is_some_and(|own| {
            let own_seat = own.role.has_own_seat() && !taken(person);
            own.voting_right && (own_seat || sits_for(person).is_some())
        })
    }

    /// Counts who was there at the opening; `None` before it.
    #[must_use]
    pub fn quorum_at_opening(&self) -> Option<QuorumCount> {
        self.start?;
        let there = self.memberships.iter().filter(|own| {
            let first = self.stays(own.person).first().copied();
            own.voting_right
                && first.is_some_and(|stay| {
                    stay.from.is_none() && (own.role != Role::Substitute || stay.seat.is_some())
                })
        });
        let present = u32::try_from(there.count()).unwrap_or(u32::MAX);
        Some(self.counted(present, self.quorum_base(None)))
    }

    /// How it stands now.
    #[must_use]
    pub fn quorum(&self) -> Quorum {
        let count = self.quorum_count(self.current);
        if count.enough {
            Quorum::Reached
        } else if self.quorum_presumed(None) && !self.below_floor(count) {
            Quorum::Presumed
        } else {
            Quorum::Lacking
        }
    }

    /// Tells whether the body counts as able to decide, at a moment or now, though too few are
    /// here: until the chair states otherwise because a member challenges it (§ 38 (1) GO SH).
    #[must_use]
    pub fn quorum_presumed(&self, at: Option<Timestamp>) -> bool {
        let before = |check: &&QuorumCheck| at.is_none_or(|at| check.at <= at);
        let last = self.quorum_checks.iter().rev().find(before);
        let last = last.map(|check| check.count).or_else(|| self.quorum_at_opening());
        self.profile.rules.quorum.presumed && last.is_some_and(|count| count.enough)
    }

    /// Tells whether so few are here that the chair states it without being asked: fewer than a
    /// third of the statutory number or fewer than three (§ 38 (1) GO SH).
    #[must_use]
    pub fn below_floor(&self, count: QuorumCount) -> bool {
        let rule = &self.profile.rules.quorum;
        let part = u64::from(count.present) * u64::from(rule.floor_part);
        (rule.floor_part > 0 && part < u64::from(count.statutory))
            || count.present < rule.floor_members
    }

    /// Whether so many of so many are enough.
    pub(super) fn counted(&self, present: u32, statutory: u32) -> QuorumCount {
        let percent = u64::from(self.profile.rules.quorum_percent);
        let enough = u64::from(present) * 100 > u64::from(statutory) * percent;
        QuorumCount { present, statutory, enough }
    }

    /// States the Beschlussfähigkeit. Who challenges it counts as present (§ 38 (1) GO SH).
    pub(super) fn state_quorum(
        &self,
        challenger: Option<PersonId>,
        now: Timestamp,
    ) -> Result<Vec<Event>, Refusal> {
        self.must_go_on()?;
        self.start.ok_or(Refusal::NotOpen)?;
        if let Some(person) = challenger {
            let own = self.membership(person).ok_or(Refusal::Unknown)?;
            if !own.voting_right {
                return Err(Refusal::NoVoter);
            }
        }
        let item = self.current;
        let outside = challenger.filter(|person| !self.votes_now(*person, item));
        let present = self.present_voters(item) + u32::from(outside.is_some());
        let count = self.counted(present, self.quorum_base(item));
        let check = QuorumId(self.next_id());
        Ok(vec![Event::QuorumStated { check, challenger, count, at: now, item }])
    }
}
