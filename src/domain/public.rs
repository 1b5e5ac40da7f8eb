//! What everybody may read of a meeting.

use super::{
    AgendaItem, Initial, ItemPart, Meeting, Membership, MovementKind, Mover, Nominee, PassageKind,
    PersonId, Proposal, Role, Speaker, SpeakerList,
};
use std::collections::BTreeSet;

/// A meeting of which nothing is left but what everybody may read (§ 35 GO SH: what is treated
/// behind closed doors stays there; § 41 (3): the minutes of it are not open to all).
///
/// It is built up from what is public: of a non-public item there is its number, whether it goes
/// on with another one, and its title only where the profile shows titles. What is written for the
/// public is made of this and cannot name anything else.
///
/// When members came and went stays, also while the doors were closed: everybody sees them in the
/// room afterwards. Not so guests who came for nothing else: they may tell what it was about.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicMeeting(Meeting);

impl PublicMeeting {
    /// Copies what may be read of `meeting`.
    #[must_use]
    pub fn of(meeting: &Meeting) -> Self {
        let mut public = Meeting {
            head: meeting.head.clone(),
            state: meeting.state,
            start: meeting.start,
            end: meeting.end,
            organizations: meeting.organizations.clone(),
            recesses: meeting.recesses.clone(),
            movements: meeting.movements.clone(),
            approval: meeting.approval.clone(),
            next_id: meeting.next_id,
            ..Meeting::new(meeting.profile.clone())
        };
        let titles = meeting.profile.show_non_public_titles;
        let open = |item: &AgendaItem| if item.public { item.clone() } else { shell(item, titles) };
        public.agenda = meeting.agenda.iter().map(open).collect();
        let shown: BTreeSet<_> =
            meeting.agenda.iter().filter(|item| item.public).map(|item| item.id).collect();
        public.current = meeting.current.filter(|item| shown.contains(item));
        public.papers = meeting.papers.iter().filter(|paper| paper.public).cloned().collect();
        let motions = meeting.motions.iter().filter(|motion| shown.contains(&motion.item));
        public.motions = motions.cloned().collect();
        let votes = meeting.votes.iter().filter(|vote| shown.contains(&vote.item)).cloned();
        public.votes = votes.collect();
        for vote in &mut public.votes {
            vote.bloc.retain(|item| shown.contains(item));
        }
        let elections = meeting.elections.iter().filter(|it| shown.contains(&it.item));
        public.elections = elections.cloned().collect();
        let checks = meeting.quorum_checks.iter();
        let checks = checks.filter(|check| check.item.is_none_or(|item| shown.contains(&item)));
        public.quorum_checks = checks.cloned().collect();
        let speeches = meeting.speakers.speeches.iter();
        let speeches = speeches.filter(|it| it.item.is_some_and(|item| shown.contains(&item)));
        let addenda = meeting.addenda.iter();
        let addenda = addenda.filter(|it| it.item.is_none_or(|item| shown.contains(&item)));
        public.addenda = addenda.cloned().collect();
        let closings = meeting.speakers.closings.iter().filter(|it| shown.contains(&it.item));
        public.speakers = SpeakerList {
            speeches: speeches.cloned().collect(),
            closings: closings.cloned().collect(),
            ..SpeakerList::default()
        };
        public.take_people(meeting);
        Self(public)
    }

    /// The copy, to be read like any meeting.
    #[must_use]
    pub fn meeting(&self) -> &Meeting {
        &self.0
    }
}

impl Meeting {
    /// Everyone but guests who came behind closed doors only, unless they are named in public.
    fn take_people(&mut self, whole: &Self) {
        let named = self.named();
        let hidden = |person: PersonId| {
            let membership = whole.membership(person);
            membership.is_some_and(|membership| whole.came_in_private(membership))
        };
        let people = whole.people.iter();
        let people = people.filter(|person| named.contains(&person.id) || !hidden(person.id));
        self.people = people.cloned().collect();
        let members = whole.memberships.iter().filter(|member| !hidden(member.person));
        self.memberships = members.cloned().collect();
        let attendance = whole.attendance.iter().filter(|it| !hidden(it.person));
        self.attendance = attendance.cloned().collect();
        self.movements.retain(|movement| !hidden(movement.person));
    }

    /// Who has the floor somewhere, moved something or is a candidate.
    fn named(&self) -> BTreeSet<PersonId> {
        let mut named = BTreeSet::new();
        let mut add = |speaker: &Speaker| {
            if let Speaker::Person(person) = speaker {
                named.insert(*person);
            }
        };
        for passage in self.agenda.iter().flat_map(|item| &item.passages) {
            if let PassageKind::Speech { speaker, .. } = &passage.kind {
                add(speaker);
            }
        }
        self.speakers.speeches.iter().for_each(|speech| add(&speech.speaker));
        self.speakers.closings.iter().flat_map(|closing| &closing.waiting).for_each(&mut add);
        for election in &self.elections {
            let nominees = election.candidates.iter().flat_map(|candidate| match &candidate.who {
                Proposal::One(nominee) => std::slice::from_ref(nominee),
                Proposal::List { names, .. } => names.as_slice(),
            });
            named.extend(nominees.filter_map(|nominee| match nominee {
                Nominee::Person(person) => Some(*person),
                Nominee::Named(_) => None,
            }));
        }
        named.extend(self.motions.iter().filter_map(|motion| match motion.mover {
            Some(Mover::Person(person)) => Some(person),
            Some(Mover::Faction(_) | Mover::Named(_)) | None => None,
        }));
        named.extend(self.head.chair);
        named
    }

    /// A guest who came for non-public items only: that alone may tell what they were about.
    fn came_in_private(&self, membership: &Membership) -> bool {
        let mut arrivals = self
            .movements
            .iter()
            .filter(|movement| movement.person == membership.person)
            .filter(|movement| {
                matches!(movement.kind, MovementKind::Arrived | MovementKind::Substituting(_))
            })
            .peekable();
        let waited = self
            .attendance_of(membership.person)
            .is_some_and(|attendance| attendance.initial != Initial::Present);
        membership.role == Role::Guest
            && waited
            && arrivals.peek().is_some()
            && arrivals.all(|movement| {
                let item = movement.item.and_then(|item| self.item(item));
                item.is_some_and(|item| !item.public)
            })
    }
}

/// What is left of a non-public item.
fn shell(item: &AgendaItem, titles: bool) -> AgendaItem {
    let part = ItemPart {
        number: item.number.clone(),
        name: if titles { item.name.clone() } else { String::new() },
        public: false,
        paper: None,
        attachments: Vec::new(),
    };
    AgendaItem { continues: item.continues, ..AgendaItem::new(item.id, part) }
}
