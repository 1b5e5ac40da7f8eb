//! Colours and signs. One accent; nothing that needs colour to be understood.

use ratatui::style::{Color, Modifier, Style};

/// The looks of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    accent: Option<Color>,
}

impl Theme {
    /// With one accent colour out of the sixteen that every terminal has.
    #[must_use]
    pub fn coloured() -> Self {
        Self { accent: Some(Color::Cyan) }
    }

    /// Without any colour (`NO_COLOR`).
    #[must_use]
    pub fn plain() -> Self {
        Self { accent: None }
    }

    /// Running text.
    #[must_use]
    pub fn text(self) -> Style {
        plain()
    }

    /// What can be overlooked: rules, hints, what is not there.
    #[must_use]
    pub fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Headings and names.
    #[must_use]
    pub fn strong(self) -> Style {
        plain().add_modifier(Modifier::BOLD)
    }

    /// What is on now.
    #[must_use]
    pub fn accent(self) -> Style {
        let style = plain().add_modifier(Modifier::BOLD);
        self.accent.map_or(style, |colour| style.fg(colour))
    }

    /// The chosen row.
    #[must_use]
    pub fn chosen(self) -> Style {
        plain().add_modifier(Modifier::REVERSED)
    }

    /// Where what is searched for stands.
    #[must_use]
    pub fn found(self) -> Style {
        plain().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// A word that the dictionary does not know.
    #[must_use]
    pub fn doubtful(self) -> Style {
        plain().add_modifier(Modifier::UNDERLINED)
    }

    /// What must not be overlooked: not saved, not public.
    #[must_use]
    pub fn alarm(self) -> Style {
        plain().add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }
}

/// Painted over something quiet, it is not quiet itself.
fn plain() -> Style {
    Style::new().remove_modifier(Modifier::DIM)
}
