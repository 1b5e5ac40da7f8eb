//! A key as it is printed on a German keyboard: `strg+s`, `bild-ab`, `ö`.

use std::fmt;
use std::str::FromStr;

use crate::problem::{nearest, quote};

/// What is pressed, without Strg, Alt and Umschalt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A character; upper case means that Umschalt was held.
    Char(char),
    /// F1 and its sisters.
    F(u8),
    /// Eingabe.
    Enter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Rück.
    Backspace,
    /// Entf.
    Delete,
    /// Einfg.
    Insert,
    /// Pos1.
    Home,
    /// Ende.
    End,
    /// Bild auf.
    PageUp,
    /// Bild ab.
    PageDown,
    /// ↑.
    Up,
    /// ↓.
    Down,
    /// ←.
    Left,
    /// →.
    Right,
}

/// One row per named key: code, name in files, name for people, English and other aliases.
const NAMED: &[(Code, &str, &str, &[&str])] = &[
    (Code::Char(' '), "leertaste", "Leertaste", &["space", "leer"]),
    (Code::Enter, "eingabe", "Eingabe", &["enter", "return"]),
    (Code::Esc, "esc", "Esc", &["escape"]),
    (Code::Tab, "tab", "Tab", &["tabulator"]),
    (Code::Backspace, "rück", "Rück", &["rueck", "backspace"]),
    (Code::Delete, "entf", "Entf", &["delete", "del"]),
    (Code::Insert, "einfg", "Einfg", &["insert", "ins"]),
    (Code::Home, "pos1", "Pos1", &["home"]),
    (Code::End, "ende", "Ende", &["end"]),
    (Code::PageUp, "bild-auf", "Bild↑", &["page-up", "pageup", "bildauf"]),
    (Code::PageDown, "bild-ab", "Bild↓", &["page-down", "pagedown", "bildab"]),
    (Code::Up, "auf", "↑", &["up"]),
    (Code::Down, "ab", "↓", &["down"]),
    (Code::Left, "links", "←", &["left"]),
    (Code::Right, "rechts", "→", &["right"]),
];

/// A key with what is held besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What is pressed.
    pub code: Code,
    /// Strg is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
    /// Umschalt is held; never with a character, which tells by its case.
    pub shift: bool,
}

/// Why a text names no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// There is nothing.
    Empty,
    /// No key has this name; a similar name may follow.
    Unknown(String, Option<&'static str>),
    /// Umschalt with a character that is no letter: what it gives depends on the keyboard.
    ShiftedCharacter(char),
    /// Strg and Umschalt with a letter: terminals drop the Umschalt.
    ShiftLost(char),
    /// Strg with a letter that terminals send for another key.
    SameAs(char, &'static str),
}

/// What speaks against binding an action to a key alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// Some terminals swallow or change the key: only beside a safe one.
    Avoid(&'static str),
    /// The key does not arrive, or only with AltGr.
    Never(&'static str),
}

impl Key {
    /// Makes a key without Strg, Alt and Umschalt.
    #[must_use]
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// Makes the key that types a character.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// Makes a character with Strg; Umschalt is lost there, as in every terminal.
    #[must_use]
    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c.to_ascii_lowercase()), ctrl: true, alt: false, shift: false }
    }

    /// Makes a key with Alt.
    #[must_use]
    pub const fn alt(code: Code) -> Self {
        Self { code, ctrl: false, alt: true, shift: false }
    }

    /// Returns the character that a text field would insert.
    #[must_use]
    pub const fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Gives the key without Umschalt, if it is held together with a key that is no text.
    #[must_use]
    pub fn unshifted(self) -> Option<Self> {
        match self.code {
            Code::Char(c) if self.alt && c != lower(c) => {
                Some(Self { code: Code::Char(lower(c)), ..self })
            }
            _ if self.shift => Some(Self { shift: false, ..self }),
            _ => None,
        }
    }

    /// Makes a character key of one form, however Umschalt was reported.
    #[must_use]
    pub fn typed(c: char, ctrl: bool, alt: bool, shift: bool) -> Self {
        let c = if ctrl {
            lower(c)
        } else if shift {
            upper(c)
        } else {
            c
        };
        Self { code: Code::Char(c), ctrl, alt, shift: false }
    }

    /// Shows the key as footer and help do: `Strg+S`, `F6`, `↑`.
    #[must_use]
    pub fn display(self) -> String {
        let mut shown = String::new();
        let mut shift = self.shift;
        let name = match self.code {
            Code::Char(' ') => "Leertaste".to_owned(),
            Code::Char(c) if self.ctrl || self.alt => {
                shift |= c != lower(c);
                upper(c).to_string()
            }
            Code::Char(c) => c.to_string(),
            Code::F(n) => format!("F{n}"),
            code => row(code).map_or_else(String::new, |row| row.2.to_owned()),
        };
        for (held, prefix) in [(self.ctrl, "Strg+"), (self.alt, "Alt+"), (shift, "Umschalt+")] {
            if held {
                shown.push_str(prefix);
            }
        }
        shown + &name
    }

    /// Tells what speaks against this key, as measured in `PuTTY`, tmux and Windows Terminal.
    #[must_use]
    pub const fn caution(self) -> Option<Caution> {
        if self.ctrl && self.alt {
            return Some(Caution::Never("Strg+Alt ist AltGr"));
        }
        match self.code {
            Code::Char('[' | ']' | '{' | '}' | '\\' | '|' | '@' | '~' | '€') => {
                Some(Caution::Never("braucht AltGr"))
            }
            Code::Char('^' | '´' | '`') => Some(Caution::Never("ist eine tote Taste")),
            Code::Char(c) if self.ctrl => ctrl_caution(c),
            Code::F(11..) => Some(Caution::Avoid("gehört manchen Terminals selbst")),
            Code::F(_) if self.ctrl || self.alt || self.shift => {
                Some(Caution::Avoid("kommt in PuTTY als andere Taste an"))
            }
            Code::Tab if self.shift && !self.ctrl && !self.alt => None,
            Code::Backspace if self.alt && !self.shift => None,
            Code::Char(_) => None,
            _ if self.ctrl || self.alt || self.shift => {
                Some(Caution::Avoid("kommt nicht in jedem Terminal so an"))
            }
            _ => None,
        }
    }
}

/// Tells what speaks against Strg with a character.
const fn ctrl_caution(c: char) -> Option<Caution> {
    match c {
        'h' | 'i' | 'j' | 'm' => Some(Caution::Never("ist im Terminal eine andere Taste")),
        'c' => Some(Caution::Avoid("bricht in anderen Programmen ab")),
        'a' | 'b' => Some(Caution::Avoid("gehört screen oder tmux")),
        'd'..='z' | ' ' => None,
        _ => Some(Caution::Never("tippt nur das Zeichen")),
    }
}

/// Returns the row of a named key.
fn row(code: Code) -> Option<&'static (Code, &'static str, &'static str, &'static [&'static str])> {
    NAMED.iter().find(|row| row.0 == code)
}

/// Returns the lower-case form, where it is one character.
fn lower(c: char) -> char {
    single(c.to_lowercase()).unwrap_or(c)
}

/// Returns the upper-case form, where it is one character that leads back; `ß` stays.
fn upper(c: char) -> char {
    single(c.to_uppercase()).filter(|upper| lower(*upper) == c).unwrap_or(c)
}

/// Returns the only character.
fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

impl fmt::Display for Key {
    /// Writes the key as keymap files name it, which parses back to the same key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in [(self.ctrl, "strg+"), (self.alt, "alt+"), (self.shift, "umschalt+")]
        {
            if held {
                f.write_str(prefix)?;
            }
        }
        match (row(self.code), self.code) {
            (Some(row), _) => f.write_str(row.1),
            (None, Code::F(n)) => write!(f, "f{n}"),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, _) => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let mut rest = text;
        // Why: "strg++" is Strg with the key +, so a + that nothing follows is a key.
        while let Some((modifier, after)) = rest.split_once('+').filter(|(_, a)| !a.is_empty()) {
            match modifier.to_lowercase().as_str() {
                "strg" | "ctrl" | "control" => ctrl = true,
                "alt" => alt = true,
                "umschalt" | "shift" => shift = true,
                other => return Err(unknown(text, other)),
            }
            rest = after;
        }
        match code(rest).ok_or_else(|| unknown(text, rest))? {
            Code::Char(c) => character(c, ctrl, alt, shift),
            code => Ok(Self { code, ctrl, alt, shift }),
        }
    }
}

/// Checks a character key and brings it to its one form.
fn character(c: char, ctrl: bool, alt: bool, shift: bool) -> Result<Key, KeyError> {
    match c {
        _ if shift && ctrl => Err(KeyError::ShiftLost(c)),
        _ if shift && lower(c) == upper(c) => Err(KeyError::ShiftedCharacter(c)),
        'h' | 'H' if ctrl && !alt => Err(KeyError::SameAs('H', "rück")),
        'i' | 'I' if ctrl && !alt => Err(KeyError::SameAs('I', "tab")),
        'j' | 'J' if ctrl && !alt => Err(KeyError::SameAs('J', "eingabe")),
        'm' | 'M' if ctrl && !alt => Err(KeyError::SameAs('M', "eingabe")),
        '[' if ctrl && !alt => Err(KeyError::SameAs('[', "esc")),
        _ => Ok(Key::typed(c, ctrl, alt, shift)),
    }
}

/// Finds the code of a name or of a single character.
fn code(name: &str) -> Option<Code> {
    if let Some(c) = single(name.chars()) {
        return (!c.is_control() && !c.is_whitespace()).then_some(Code::Char(c));
    }
    let name = name.to_lowercase();
    if let Some(n) = name.strip_prefix('f').and_then(|n| n.parse().ok()) {
        return (1..=24).contains(&n).then_some(Code::F(n));
    }
    let named = |row: &&(Code, &str, &str, &[&str])| row.1 == name || row.3.contains(&&*name);
    NAMED.iter().find(named).map(|row| row.0)
}

/// Says that a text names no key, with the name that comes nearest to its wrong part.
fn unknown(text: &str, part: &str) -> KeyError {
    if text.is_empty() {
        return KeyError::Empty;
    }
    let names = NAMED.iter().map(|row| row.1).chain(["strg", "alt", "umschalt"]);
    KeyError::Unknown(text.to_owned(), nearest(&part.to_lowercase(), names))
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Hier fehlt die Taste."),
            Self::Unknown(name, None) => write!(f, "»{}« ist keine Taste.", quote(name, 40)),
            Self::Unknown(name, Some(near)) => {
                write!(f, "»{}« ist keine Taste. Gemeint ist vielleicht »{near}«.", quote(name, 40))
            }
            Self::ShiftedCharacter(c) => {
                write!(f, "»umschalt+{c}« hängt von der Tastatur ab. Das Zeichen selbst angeben.")
            }
            Self::ShiftLost(c) => write!(
                f,
                "»strg+umschalt+{c}« kommt im Terminal nur als »strg+{c}« an. Eine andere wählen."
            ),
            Self::SameAs(c, other) => write!(
                f,
                "»strg+{}« ist im Terminal dasselbe wie »{other}«. Eine andere wählen.",
                lower(*c)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, printed: &str, shown: &str) {
        let key: Key = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((key.to_string().as_str(), key.display().as_str()), (printed, shown));
    }

    #[test]
    fn keys_are_named_as_on_a_german_keyboard() {
        check("strg+s", "strg+s", "Strg+S");
        check("Strg+S", "strg+s", "Strg+S");
        check("ctrl+s", "strg+s", "Strg+S");
        check("umschalt+tab", "umschalt+tab", "Umschalt+Tab");
        check("F6", "f6", "F6");
        check("page-down", "bild-ab", "Bild↓");
        check("home", "pos1", "Pos1");
        check("rueck", "rück", "Rück");
        check("RÜCK", "rück", "Rück");
        check("space", "leertaste", "Leertaste");
        check("strg+leertaste", "strg+leertaste", "Strg+Leertaste");
        check("up", "auf", "↑");
        check("ö", "ö", "ö");
        check("J", "J", "J");
        check("umschalt+j", "J", "J");
        check("umschalt+ä", "Ä", "Ä");
        check("ß", "ß", "ß");
        check("alt+1", "alt+1", "Alt+1");
        check("alt+b", "alt+b", "Alt+B");
        check("alt+umschalt+b", "alt+B", "Alt+Umschalt+B");
        check("+", "+", "+");
        check("strg++", "strg++", "Strg++");
        check("alt+,", "alt+,", "Alt+,");
    }

    #[test]
    fn what_is_no_key_says_so_and_names_the_nearest() {
        let told = |text: &str| text.parse::<Key>().unwrap_err().to_string();
        assert_eq!(told(""), "Hier fehlt die Taste.");
        assert_eq!(told("eingbe"), "»eingbe« ist keine Taste. Gemeint ist vielleicht »eingabe«.");
        assert!(told("stgr+s").ends_with("Gemeint ist vielleicht »strg«."));
        assert_eq!(
            told("strg+enft"),
            "»strg+enft« ist keine Taste. Gemeint ist vielleicht »entf«."
        );
        assert_eq!(told("f0"), "»f0« ist keine Taste.");
        assert!(told("umschalt+7").contains("Das Zeichen selbst"));
        assert!(told("strg+umschalt+p").contains("strg+p"));
        assert!(told("strg+i").contains("»tab«"));
        assert_eq!(told("\u{1b}[2J"), "»\\u{1b}[2J« ist keine Taste.");
    }

    #[test]
    fn a_key_that_does_not_arrive_everywhere_is_told() {
        let caution = |name: &str| name.parse::<Key>().unwrap().caution();
        for safe in ["f1", "f10", "strg+s", "alt+1", "alt+b", "alt+rück", "ö", "+", "umschalt+tab"]
        {
            assert_eq!(caution(safe), None, "{safe}");
        }
        for avoid in ["f11", "umschalt+f3", "strg+links", "alt+auf", "strg+entf", "strg+c"] {
            assert!(matches!(caution(avoid), Some(Caution::Avoid(_))), "{avoid}");
        }
        for never in ["@", "[", "strg+ö", "strg+1", "strg+alt+e", "^"] {
            assert!(matches!(caution(never), Some(Caution::Never(_))), "{never}");
        }
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let codes: Vec<Code> = NAMED.iter().map(|row| row.0).collect();
        let named = prop_oneof![prop::sample::select(codes), (1u8..=24).prop_map(Code::F)];
        let letter =
            prop::char::any().prop_filter("visible", |c| !c.is_control() && !c.is_whitespace());
        let named = (named, any::<[bool; 3]>()).prop_map(|(code, [ctrl, alt, shift])| match code {
            Code::Char(c) => Key::typed(c, ctrl, alt, shift),
            code => Key { code, ctrl, alt, shift },
        });
        let letter = (letter, any::<[bool; 3]>())
            .prop_map(|(c, [ctrl, alt, shift])| Key::typed(c, ctrl, alt, shift));
        prop_oneof![named, letter]
    }

    proptest! {
        #[test]
        fn a_printed_key_parses_to_itself(key in any_key()) {
            // Why: Strg with these is another key; the terminal never reports them so.
            prop_assume!(
                key.text().is_some() || !matches!(key.code, Code::Char('h'..='j' | 'm' | '['))
            );
            prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }

        #[test]
        fn no_text_breaks_the_parser(text in "\\PC{0,12}") {
            if let Err(error) = text.parse::<Key>() {
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}
