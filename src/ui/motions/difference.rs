//! The wording of a motion against that of its paper.

use crate::domain::Motion;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use similar::{ChangeTag, TextDiff};

/// The wording, with what was added and what dropped against the paper: told by signs, so that it
/// needs no colour.
pub(super) fn draw_wording(motion: &Motion, area: Rect, buf: &mut Buffer, theme: Theme) {
    let paper = motion.paper_text.as_deref().filter(|_| motion.differs_from_paper());
    let text = paper.map_or_else(|| motion.text.clone(), |paper| difference(paper, &motion.text));
    let text = if text.trim().is_empty() { "(ohne Wortlaut)".to_owned() } else { text };
    let style =
        if paper.is_some() { theme.text().remove_modifier(Modifier::DIM) } else { theme.text() };
    let paragraphs: Vec<_> = text.split('\n').map(|line| (line.to_owned(), style)).collect();
    crate::ui::window::flow(&paragraphs, 0, area, buf);
}

/// Gives "Die [-Vorlage-]{+Drucksache+} bleibt": words, in reading order. Blanks stand outside the
/// signs.
fn difference(old: &str, new: &str) -> String {
    let diff = TextDiff::from_words(old, new);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut().filter(|(tag, _)| *tag == change.tag()) {
            Some((_, run)) => run.push_str(change.value()),
            None => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    runs.into_iter()
        .map(|(tag, run)| {
            let words = run.trim();
            let (open, close) = match tag {
                ChangeTag::Equal => return run,
                ChangeTag::Delete => ("[-", "-]"),
                ChangeTag::Insert => ("{+", "+}"),
            };
            if words.is_empty() {
                run
            } else {
                run.replacen(words, &format!("{open}{words}{close}"), 1)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn a_changed_wording_shows_what_changed() {
        for (old, new, shown) in [
            ("Der Kreis baut.", "Der Kreis baut.", "Der Kreis baut."),
            ("Der Kreis baut.", "Der Kreis plant.", "Der Kreis [-baut.-]{+plant.+}"),
            (
                "bis 2027 berichten",
                "bis Ende 2028 berichten",
                "bis [-2027-]{+Ende 2028+} berichten",
            ),
            ("", "neu", "{+neu+}"),
            ("alt und neu", "neu", "[-alt und-] neu"),
        ] {
            assert_eq!(difference(old, new), shown);
        }
    }
}
