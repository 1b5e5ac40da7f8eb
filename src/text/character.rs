//! The one table of what a character does to the text that it stands in.
//!
//! Every border asks here: [`super::clean()`] for what is pasted, typed, read back or given out,
//! the import for what it refuses, messages for what they have to spell out.

/// What a character does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is seen, or is a blank.
    None,
    /// It ends a line.
    LineEnd,
    /// It moves on to the next stop.
    Tab,
    /// It commands a device, or is no character at all.
    Controls,
    /// It turns the direction of writing: what is read is not what is there (CVE-2021-42574).
    Turns,
    /// It fills nothing, so that two texts look alike that differ.
    Hides,
    /// It fills nothing and says where a line may break: pages are full of it.
    Hints,
    /// It says where a word may be parted, and is seen when it is.
    Hyphen,
    /// It joins emoji to families, and joins or parts letters of some scripts.
    Joins,
    /// It spells the region in a flag such as Scotland's; anywhere else it is hidden text.
    Tags,
    /// It chooses how the character before it looks; a second one only hides something.
    Selects,
}

/// Looks a character up.
#[must_use]
pub fn effect(char: char) -> Effect {
    match char {
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{34e}' => Effect::None,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Effect::LineEnd,
        '\t' => Effect::Tab,
        '\u{ad}' => Effect::Hyphen,
        '\u{200c}' | '\u{200d}' => Effect::Joins,
        '\u{200b}' | '\u{2060}' | '\u{feff}' => Effect::Hints,
        '\u{61c}' | '\u{200e}' | '\u{200f}' => Effect::Turns,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Effect::Turns,
        '\u{fe00}'..='\u{fe0f}' => Effect::Selects,
        '\u{e0020}'..='\u{e007f}' => Effect::Tags,
        // What Unicode lets be ignored (Default_Ignorable_Code_Point), and annotation marks.
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => Effect::Hides,
        '\u{180b}'..='\u{180f}' | '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' => {
            Effect::Hides
        }
        '\u{3164}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' => Effect::Hides,
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => Effect::Hides,
        '\u{e0000}'..='\u{e0fff}' => Effect::Hides,
        _ if char.is_control() || is_no_character(char) => Effect::Controls,
        _ => Effect::None,
    }
}

/// Tells whether a character does something that nobody sees. Line ends of other systems do,
/// LF and the hyphen do not.
#[must_use]
pub fn acts_unseen(char: char) -> bool {
    match effect(char) {
        Effect::None | Effect::Hyphen | Effect::Selects => false,
        Effect::LineEnd => char != '\n',
        Effect::Tab
        | Effect::Controls
        | Effect::Turns
        | Effect::Hides
        | Effect::Hints
        | Effect::Joins
        | Effect::Tags => true,
    }
}

/// Hints where a line may break or letters join: pages are full of them, minutes need none.
#[must_use]
pub fn is_hint(char: char) -> bool {
    matches!(effect(char), Effect::Hints | Effect::Joins | Effect::Hyphen)
}

/// The code points that Unicode promises never to use.
fn is_no_character(char: char) -> bool {
    matches!(char, '\u{fdd0}'..='\u{fdef}') || u32::from(char) & 0xfffe == 0xfffe
}
