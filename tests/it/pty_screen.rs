//! A picture that the program has painted, and what can be read from it.

/// A picture.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Screen {
    pub(crate) rows: Vec<String>,
    /// Row and column, from 0.
    pub(crate) cursor: (u16, u16),
    /// Whether the program shows a full screen.
    pub(crate) full: bool,
}

impl Screen {
    pub(crate) fn of(screen: &vt100::Screen) -> Self {
        let (_, columns) = screen.size();
        // The sign at the row of the cursor is no text.
        let row = |row: String| row.replace('▎', " ").trim_end().to_owned();
        let rows = screen.rows(0, columns).map(row).collect();
        let (cursor, full) = (screen.cursor_position(), screen.alternate_screen());
        Self { rows, cursor, full }
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        self.rows.iter().any(|row| row.contains(text))
    }

    /// A row; those below 0 count from the end.
    pub(crate) fn row(&self, at: isize) -> &str {
        let length = self.rows.len().cast_signed();
        let at = if at < 0 { length + at } else { at };
        self.rows.get(at.cast_unsigned()).map_or("", String::as_str)
    }

    /// The header without the clock: meeting, item, public or not.
    pub(crate) fn header(&self) -> &str {
        self.row(0).split("Stand ").next().unwrap_or_default().trim_end()
    }

    /// The title of the screen: what stands first in the rule.
    pub(crate) fn title(&self) -> &str {
        self.row(1).trim_matches(['─', ' ']).split(" ─").next().unwrap_or_default()
    }

    /// The rows between rule and status line.
    pub(crate) fn body(&self) -> &[String] {
        self.rows.get(2..self.rows.len().saturating_sub(2)).unwrap_or_default()
    }

    /// The line that tells whether it is saved.
    pub(crate) fn status(&self) -> &str {
        self.row(-2)
    }

    /// Whether it answers the question when it was saved.
    pub(crate) fn tells_when_saved(&self) -> bool {
        let answers = ["Gesichert um", "Alles ist gesichert", "Wird gerade gesichert"];
        answers.iter().any(|answer| self.row(-1).trim_start().starts_with(answer))
    }

    /// How many entries it says are saved, where that was asked.
    pub(crate) fn entries(&self) -> Option<usize> {
        let (number, _) = self.row(-1).split_once(" Einträge")?;
        number.rsplit(' ').next()?.parse().ok()
    }

    /// Whether it says that everything is saved.
    pub(crate) fn saved(&self) -> bool {
        self.status().trim_start().starts_with("● gesichert")
    }

    /// Whether it says that something is not saved yet.
    pub(crate) fn is_saving(&self) -> bool {
        self.status().trim_start().starts_with("○ sichert")
    }
}

impl std::fmt::Display for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = "─".repeat(80);
        writeln!(f, "┌{line}")?;
        for row in &self.rows {
            writeln!(f, "│{row}")?;
        }
        writeln!(f, "└{line} cursor {:?}", self.cursor)
    }
}

impl std::fmt::Debug for Screen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n{self}")
    }
}
