//! The screens. They read the meeting, own a cursor, and ask: nothing becomes true here.
//!
//! A screen gets an [`Action`] and answers with a [`Reply`]; painting only reads.

pub mod agenda;
pub mod attendance;
pub mod clock;
pub mod decision;
pub mod edit;
pub mod election;
pub mod export;
pub mod field;
pub mod find;
pub mod frame;
pub mod help;
pub mod list;
pub mod meeting;
pub mod meetings;
pub mod minutes;
pub mod motions;
pub mod overlay;
pub mod paper;
pub mod pick;
pub mod prompt;
pub mod speakers;
pub mod spell;
pub mod theme;
pub mod vote;
pub mod window;

use crate::action::{Action, Context};
use crate::domain::{
    Checksum, Choice, Command, ElectionId, ItemId, ItemText, Meeting, MotionId, MotionKind,
    MovementId, PassageId, PersonId, Place, Procedure, RequestKind, Timestamp, VoteId,
};

/// The screens of an open meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Tagesordnung.
    Agenda,
    /// Wortprotokoll.
    Minutes,
    /// Redeliste.
    Speakers,
    /// Beschlussvorschlag.
    Motions,
    /// Abstimmung.
    Vote,
    /// Anwesenheit.
    Attendance,
    /// Sitzung.
    Meeting,
    /// Ausgabe.
    Export,
}

impl Screen {
    /// All screens, in the order of their keys.
    pub const ALL: [Self; 8] = [
        Self::Agenda,
        Self::Minutes,
        Self::Speakers,
        Self::Motions,
        Self::Vote,
        Self::Attendance,
        Self::Meeting,
        Self::Export,
    ];

    /// The action that shows it; also its name in the place to resume at.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::Agenda => Action::ShowAgenda,
            Self::Minutes => Action::ShowMinutes,
            Self::Speakers => Action::ShowSpeakers,
            Self::Motions => Action::ShowMotions,
            Self::Vote => Action::ShowVote,
            Self::Attendance => Action::ShowAttendance,
            Self::Meeting => Action::ShowMeeting,
            Self::Export => Action::ShowExport,
        }
    }

    /// The screen that an action shows.
    #[must_use]
    pub fn shown_by(action: Action) -> Option<Self> {
        Self::ALL.into_iter().find(|screen| screen.action() == action)
    }

    /// Where its keys are looked up.
    #[must_use]
    pub fn context(self) -> Context {
        match self {
            Self::Agenda => Context::Agenda,
            Self::Minutes => Context::Minutes,
            Self::Speakers => Context::Speakers,
            Self::Motions => Context::Motions,
            Self::Vote => Context::Vote,
            Self::Attendance => Context::Attendance,
            Self::Meeting => Context::Meeting,
            Self::Export => Context::Export,
        }
    }

    /// Its German title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Agenda => "Tagesordnung",
            Self::Minutes => "Wortprotokoll",
            Self::Speakers => "Redeliste",
            Self::Motions => "Beschlussvorschlag",
            Self::Vote => "Abstimmung",
            Self::Attendance => "Anwesenheit",
            Self::Meeting => "Sitzung",
            Self::Export => "Ausgabe",
        }
    }
}

/// What a screen may know.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The meeting as it stands.
    pub meeting: &'a Meeting,
    /// The item that is looked at.
    pub item: Option<ItemId>,
    /// The motion that was chosen last, wherever that was.
    pub motion: Option<MotionId>,
    /// The election that was chosen last.
    pub election: Option<ElectionId>,
    /// Prüfsumme of everything that was recorded.
    pub checksum: Option<&'a Checksum>,
    /// The moment of the last input.
    pub now: Timestamp,
    /// How many open places (`@@`) the minutes have.
    pub gaps: usize,
}

/// What the status line says of saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedLine {
    /// The words.
    pub text: String,
    /// Whether it must not be overlooked.
    pub alarm: bool,
}

/// What a screen makes of an action.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// It is done, nothing became true.
    Done,
    /// It means nothing here.
    Ignored,
    /// This shall become true.
    Commit(Command),
    /// What is being typed shall become history.
    Settle,
    /// These paragraphs shall become history, and the cursor then stand there.
    Write(ItemText, Option<(PassageId, usize)>),
    /// This shall become true, and then another screen be shown.
    CommitAndShow(Command, Screen),
    /// Another screen shall be shown.
    Show(Screen),
    /// Another item shall be looked at, on this screen.
    Look(ItemId, Screen),
    /// A motion was chosen.
    Choose(MotionId),
    /// An election was chosen.
    ChooseElection(ElectionId),
    /// A motion was chosen, and another screen shall be shown.
    ChooseAndShow(MotionId, Screen),
    /// A place shall be shown.
    Jump(Place),
    /// The paper of an item shall be shown.
    Paper(ItemId),
    /// The clerk is asked.
    Ask(Ask),
    /// Something shall be said.
    Say(String),
    /// Something outside shall be done.
    Outside(Effect),
    /// An ability was chosen.
    Perform(Action),
}

/// What the clerk is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Who wants the floor, and how.
    Speaker(RequestKind),
    /// Who shouts between.
    Interjection,
    /// To whom a paragraph is given.
    ChangeSpeaker(PassageId),
    /// Whom the letters before the cursor mean.
    Complete(Vec<PersonId>),
    /// Which text block.
    Snippet,
    /// How a word is spelt.
    Spelling(spell::Doubt),
    /// To which item one jumps.
    GoToItem,
    /// The headline result of an item.
    Result(ItemId),
    /// Which majority the vote on a motion of an item needs.
    Majority(ItemId, Option<MotionId>),
    /// Number and title of a new item, behind another.
    NewItem(Option<ItemId>),
    /// Number and title of an item, anew.
    EditItem(ItemId),
    /// Behind which item another is put.
    PlaceItem(ItemId),
    /// What kind of motion is moved.
    MotionKind,
    /// What a motion of order is for.
    Procedure,
    /// Where to an item shall be referred.
    Referral,
    /// Who moves it, and what a motion of order is for.
    Mover(MotionKind, Option<Procedure>),
    /// Who takes the seat of a member.
    Substitute(PersonId),
    /// Whose seat a substitute takes.
    Represents(PersonId),
    /// What was noted of somebody, to correct it.
    Noted(PersonId),
    /// When somebody came, left …
    Movement(MovementId),
    /// Since when somebody is befangen in an item.
    Recusal(PersonId, ItemId),
    /// From when until when somebody is away for an item: the so manieth time, from 0.
    Absence(PersonId, ItemId, usize),
    /// Who challenges the Beschlussfähigkeit.
    Quorum,
    /// Which Fraktion somebody joins.
    Faction(PersonId),
    /// Who comes, goes, is befangen or away.
    Who(Presence),
    /// Why a vote is void.
    Annul(VoteId),
    /// Whose vote is recorded by name, and how it was.
    Voter(ItemId, Option<MotionId>, Choice),
    /// Which items are voted on together with this one.
    Bloc(ItemId, Option<MotionId>),
    /// What the chair states, where nobody counts.
    Verdict(ItemId, Option<MotionId>),
    /// Something about an election.
    Election(election::ElectionAsk),
    /// One of the meeting's data.
    Field(meeting::Field),
    /// Which ability.
    Palette,
    /// Whether to close although something is open.
    Close,
    /// Why to open a closed meeting again.
    Reopen,
    /// Why a closed meeting is corrected.
    Reason,
    /// When and by whom the Niederschrift was approved.
    Approval,
    /// A Nachtrag to the approved Niederschrift: to the item that is looked at, or to the whole.
    Addendum(Option<ItemId>),
    /// Gremium and day of a new meeting.
    NewMeeting,
    /// The files of a meeting.
    Import,
    /// Whether to go although something is not saved.
    Unsaved(Effect),
    /// Where to keep the meeting besides; what stands in the field.
    Elsewhere(String),
    /// Whether text of the non-public part may go to the clipboard.
    CopyNonPublic(Effect),
    /// Whether files may be written over that are there with other content.
    Overwrite(Effect),
}

/// What is noted of somebody's presence, from any screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// kommt
    Comes,
    /// geht
    Goes,
    /// befangen in this item
    Recused(ItemId),
    /// away for this item only
    Away(ItemId),
}

/// Something outside of the meeting that shall be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Open a meeting of the archive.
    Open(String),
    /// Leave the meeting for the list of meetings.
    Leave {
        /// Even if something is not saved.
        anyway: bool,
    },
    /// End the program.
    Quit {
        /// Even if something is not saved.
        anyway: bool,
    },
    /// Write the texts to files.
    Export {
        /// Which.
        choice: export::Choice,
        /// Even over files that are there with other content.
        anyway: bool,
    },
    /// Write the whole meeting into one file, with what the Ablage did not take.
    SaveElsewhere {
        /// A file or a folder, as typed.
        to: String,
    },
    /// Put text on the clipboard.
    Copy {
        /// The text.
        text: String,
        /// What it is, for the message.
        what: String,
    },
    /// Keep a word that the clerk has called right.
    Learn(String),
    /// Paint everything anew.
    Redraw,
    /// Make a meeting without an agenda, with the members of the committee's last one.
    New {
        /// Gremium.
        committee: String,
        /// Tag, as typed.
        date: String,
        /// Beginn, as typed.
        start: String,
        /// Ort.
        place: String,
    },
    /// Make a meeting from files: agenda and, where there is one, member list.
    Import {
        /// Path of the agenda.
        agenda: String,
        /// Path of the member list.
        members: Option<String>,
    },
}
