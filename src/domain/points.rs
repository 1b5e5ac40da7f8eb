//! Ziffern: the numbered points of a motion, which may be voted on one by one before the whole.

use super::{Meeting, Motion, MotionFate, MotionKind};

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

/// Gives a wording without the lines of a point.
pub(super) fn without(text: &str, point: &str) -> String {
    let struck: Vec<_> = point.lines().map(str::trim).collect();
    let lines: Vec<_> = text.lines().collect();
    let same = |lines: &[&str]| lines.iter().map(|line| line.trim()).eq(struck.iter().copied());
    let at = lines.windows(struck.len().max(1)).position(same);
    let Some(at) = at else { return text.to_owned() };
    let (before, after) = (lines.iter().take(at), lines.iter().skip(at + struck.len()));
    // A blank row on either side of it becomes one.
    let parted = before.clone().next_back().is_none_or(|line| line.trim().is_empty());
    let after = after.skip_while(|line| parted && line.trim().is_empty());
    let kept: Vec<_> = before.chain(after).copied().collect();
    kept.join("\n").trim_end().to_owned()
}

impl Meeting {
    /// The points that were rejected and stand in the wording of their motion as they were.
    #[must_use]
    pub fn rejected_points(&self, main: &Motion) -> Vec<&Motion> {
        let standing = points(&main.text);
        let rejected = self.motions_of(main.item).filter(|motion| {
            motion.kind == MotionKind::Point
                && motion.fate == MotionFate::Rejected
                && standing.iter().any(|point| point.text == motion.text)
        });
        rejected.collect()
    }
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
