//! Where keys are pressed.

use strum::{EnumIter, IntoEnumIterator as _};

/// Where a key is pressed, in the order in which bindings are looked up: innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Context {
    /// A prompt, a list to choose from, the palette.
    Dialog,
    /// Any editor of running text: minutes and the wording of motions.
    Text,
    /// The same editors while letters are commands, as in vim.
    Command,
    /// The list of meetings.
    Meetings,
    /// The agenda.
    Agenda,
    /// The verbatim minutes of an item.
    Minutes,
    /// The list of speakers.
    Speakers,
    /// The motions of an item.
    Motions,
    /// The entry of votes.
    Vote,
    /// Who is there.
    Attendance,
    /// The data of the meeting and its findings.
    Meeting,
    /// Preview and export.
    Export,
    /// Everywhere.
    Global,
}

impl Context {
    /// Returns all contexts, innermost first.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Names the section of a keymap file that binds keys here.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::Dialog => "eingabe",
            Self::Text => "text",
            Self::Command => "textbefehl",
            Self::Meetings => "sitzungen",
            Self::Agenda => "tagesordnung",
            Self::Minutes => "wortprotokoll",
            Self::Speakers => "redeliste",
            Self::Motions => "beschlussvorschlag",
            Self::Vote => "abstimmung",
            Self::Attendance => "anwesenheit",
            Self::Meeting => "sitzung",
            Self::Export => "ausgabe",
            Self::Global => "ueberall",
        }
    }

    /// Names the context as a heading of the help.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Dialog => "Eingaben und Auswahllisten",
            Self::Text => "Text schreiben",
            Self::Command => "Text: Buchstaben sind Befehle",
            Self::Meetings => "Sitzungen",
            Self::Agenda => "Tagesordnung",
            Self::Minutes => "Wortprotokoll",
            Self::Speakers => "Redeliste",
            Self::Motions => "Beschlussvorschlag",
            Self::Vote => "Abstimmung",
            Self::Attendance => "Anwesenheit",
            Self::Meeting => "Sitzung",
            Self::Export => "Ausgabe",
            Self::Global => "Überall",
        }
    }

    /// Finds the context of a section of a keymap file.
    #[must_use]
    pub fn from_section(name: &str) -> Option<Self> {
        Self::iter().find(|context| context.section() == name)
    }

    /// Tells whether letters pressed here are text.
    #[must_use]
    pub const fn takes_text(self) -> bool {
        matches!(self, Self::Dialog | Self::Text)
    }
}
