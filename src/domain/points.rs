//! Ziffern: the numbered points of a motion, which may be voted on one by one before the whole.

use super::{Motion, MotionKind};

/// A point of a motion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its number as it is written, without the stroke or dot behind it: "2", "a", "III".
    pub label: String,
    /// Its wording, number included. Lines that belong to it follow.
    pub text: String,
}

/// How points are numbered: the first one says it for all of a motion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Digits,
    Letters,
    Roman,
}

/// Finds the points of a wording: lines that begin with "1.", "2)", "a)" or "III.". Points inside
/// a point ("a)" below "1.") belong to it, and what stands before the first one to none.
#[must_use]
pub fn points(text: &str) -> Vec<Point> {
    let mut numbering = None;
    let mut points: Vec<Point> = Vec::new();
    for line in text.lines() {
        let marked = marker(line).filter(|(_, kind)| numbering.is_none_or(|first| first == *kind));
        match (marked, points.last_mut()) {
            (Some((label, kind)), _) => {
                numbering = Some(kind);
                let text = line.trim().to_owned();
                points.push(Point { label: label.to_owned(), text });
            }
            (None, Some(last)) => {
                last.text.push('\n');
                last.text.push_str(line.trim_end());
            }
            (None, None) => {}
        }
    }
    for point in &mut points {
        point.text.truncate(point.text.trim_end().len());
    }
    points
}

/// The number that a line begins with.
fn marker(line: &str) -> Option<(&str, Numbering)> {
    let line = line.trim_start();
    let (label, rest) = line.split_once(['.', ')'])?;
    if !rest.starts_with(char::is_whitespace) || rest.trim().is_empty() || label.len() > 4 {
        return None;
    }
    let all = |fits: fn(char) -> bool| !label.is_empty() && label.chars().all(fits);
    if all(|letter| letter.is_ascii_digit()) {
        return Some((label, Numbering::Digits));
    }
    if all(|letter| matches!(letter, 'I' | 'V' | 'X')) {
        return Some((label, Numbering::Roman));
    }
    let one = label.len() == 1 && all(|letter| letter.is_ascii_lowercase());
    one.then_some((label, Numbering::Letters))
}

impl Motion {
    /// Gives the number of a point: "2" of "2. Die Verwaltung wird beauftragt …". `None`: it is
    /// none, or its number was taken out of the wording.
    #[must_use]
    pub fn point_label(&self) -> Option<&str> {
        let point = self.kind == MotionKind::Point;
        point.then(|| marker(&self.text)).flatten().map(|(label, _)| label)
    }
}
