//! Finding words in prose however they are typed: "strasse - muell" finds "Straße – Müll".
//!
//! What is typed and what is searched become letters that can be compared: small, without marks,
//! one blank for a run of white space, one kind of dash and of quotation mark. A letter that has a
//! longer spelling brings its second half as one that may be missing, the "e" of an "ü", on either
//! side. Soft hyphens and joiners count for nothing.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::text::fold::{fold, long};
use crate::text::grapheme::{graphemes, is_plain};

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    letters: Vec<Letter>,
}

impl Pattern {
    /// The most letters a pattern may have, which bounds what a place can cost to try.
    pub const MOST: usize = 500;

    /// Takes what was typed: nothing if it holds nothing to look for, or more than anyone types.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let letters = letters(typed);
        let ink = letters.iter().any(|letter| letter.letter != BLANK);
        (ink && letters.len() <= Self::MOST).then_some(Self { letters })
    }

    /// The places in `text` from left to right, each as long as can be, as byte ranges that do not
    /// overlap. They begin and end at the borders of what a reader takes for one letter.
    pub fn places<'p>(&'p self, text: &str) -> impl Iterator<Item = Range<usize>> + use<'p> {
        let letters = letters(text);
        let mut from = 0;
        let mut trial = Trial::default();
        std::iter::from_fn(move || {
            let first = self.letters.first()?.letter;
            let starts = letters.iter().enumerate().skip(from);
            let starts = starts.filter(|(_, it)| it.letter == first && it.part == Part::Head);
            for (start, head) in starts {
                let rest = letters.get(start..).unwrap_or_default();
                if let Some(count) = trial.run(&self.letters, rest) {
                    from = start + count;
                    let last = from.checked_sub(1).and_then(|last| letters.get(last))?;
                    return Some(head.start..last.end);
                }
            }
            from = letters.len();
            None
        })
    }
}

/// The most ways to read a text that are followed at once. No word has so many "å" in a row.
const WAYS: usize = 8;

/// Every run of white space is compared as this.
const BLANK: char = ' ';

/// A letter as it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter {
    letter: char,
    part: Part,
    /// The bytes of what it was made from.
    start: usize,
    end: usize,
}

/// Which part of what it was made from a letter is: an "ß" has a head and a tail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Tail,
    /// The second half of a longer spelling, which may be missing.
    Spare,
}

/// The letters of a pattern that may come next, by their positions in ascending order.
///
/// Why not try one spelling after the other: "å" may be "a" or "aa", and the ways to read many of
/// them in a row are countless.
#[derive(Default)]
struct Trial {
    alive: Vec<usize>,
    next: Vec<usize>,
}

impl Trial {
    /// Tells with how many of its first letters `text` fits the pattern: the most that do.
    fn run(&mut self, pattern: &[Letter], text: &[Letter]) -> Option<usize> {
        let mut best = None;
        self.alive.clear();
        self.alive.push(0);
        for (count, letter) in text.iter().enumerate() {
            if letter.part == Part::Head && self.is_complete(pattern) {
                best = Some(count);
            }
            self.step(pattern, *letter);
            if self.alive.is_empty() {
                return best;
            }
        }
        if self.is_complete(pattern) { Some(text.len()) } else { best }
    }

    fn is_complete(&self, pattern: &[Letter]) -> bool {
        self.alive.last().is_some_and(|&last| last == pattern.len())
    }

    fn step(&mut self, pattern: &[Letter], letter: Letter) {
        self.next.clear();
        for &at in &self.alive {
            if letter.part == Part::Spare {
                self.next.push(at);
            }
            if pattern.get(at).is_some_and(|wanted| wanted.letter == letter.letter) {
                self.next.push(at + 1);
                if pattern.get(at + 1).is_some_and(|behind| behind.part == Part::Spare) {
                    self.next.push(at + 2);
                }
            }
        }
        self.next.sort_unstable();
        self.next.dedup();
        self.next.truncate(WAYS);
        std::mem::swap(&mut self.alive, &mut self.next);
    }
}

/// Spells a text as letters that can be compared.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    let mut chars = text.char_indices().map(|(at, char)| (at, char, is_plain(char))).peekable();
    // Why: where plain letters meet is a border; only what lies between needs the rules.
    let mut tangle = None;
    while let Some((at, char, plain)) = chars.next() {
        let next = chars.peek();
        let end = next.map_or(text.len(), |next| next.0);
        let apart = plain && next.is_none_or(|next| next.2);
        match tangle {
            None if apart => add_plain(&mut letters, char, at..end),
            _ if next.is_some() && !apart => tangle = tangle.or(Some(at)),
            _ => {
                let start = tangle.take().unwrap_or(at);
                for (offset, grapheme) in graphemes(text.get(start..end).unwrap_or_default()) {
                    let at = start + offset;
                    add(&mut letters, grapheme, at..at + grapheme.len());
                }
            }
        }
    }
    letters
}

/// Adds a letter that stands alone: what German texts consist of goes the short way.
fn add_plain(letters: &mut Vec<Letter>, char: char, bytes: Range<usize>) {
    if char.is_ascii_alphanumeric() {
        let Range { start, end } = bytes;
        let letter = char.to_ascii_lowercase();
        letters.push(Letter { letter, part: Part::Head, start, end });
        return;
    }
    let (short, spare) = match char {
        ' ' | '\u{a0}' => return add_blank(letters, bytes),
        'ä' | 'Ä' => ('a', Some('e')),
        'ö' | 'Ö' => ('o', Some('e')),
        'ü' | 'Ü' => ('u', Some('e')),
        'ß' => return push(letters, "ss".chars(), None, bytes),
        _ => match mark(char) {
            Some(mark) => (mark, None),
            None if char.is_ascii() => (char, None),
            None => return add(letters, char.encode_utf8(&mut [0; 4]), bytes),
        },
    };
    push(letters, std::iter::once(short), spare, bytes);
}

/// Adds what a reader takes for one letter.
fn add(letters: &mut Vec<Letter>, grapheme: &str, bytes: Range<usize>) {
    let mut chars = grapheme.chars();
    let Some(first) = chars.next() else { return };
    if first.is_whitespace() {
        return add_blank(letters, bytes);
    }
    if let Some(mark) = mark(first) {
        return push(letters, std::iter::once(mark), None, bytes);
    }
    if first.is_ascii() && chars.all(is_unseen) {
        return push(letters, std::iter::once(first.to_ascii_lowercase()), None, bytes);
    }
    let composed = grapheme.nfc().next().unwrap_or(first);
    let small = composed.to_lowercase().next().unwrap_or(composed);
    let spare = long(small).and_then(|long| long.chars().nth(1));
    let folded = fold(grapheme);
    // Why: a lone mark is spelled as a blank that bears it.
    let parts = folded.chars().filter(|&char| !is_unseen(char) && !char.is_whitespace());
    push(letters, parts.map(|char| mark(char).unwrap_or(char)), spare, bytes);
}

fn add_blank(letters: &mut Vec<Letter>, bytes: Range<usize>) {
    match letters.last_mut() {
        Some(last) if last.letter == BLANK => last.end = bytes.end,
        _ => push(letters, std::iter::once(BLANK), None, bytes),
    }
}

fn push(
    letters: &mut Vec<Letter>,
    parts: impl Iterator<Item = char>,
    spare: Option<char>,
    bytes: Range<usize>,
) {
    let Range { start, end } = bytes;
    let mut part = Part::Head;
    for letter in parts {
        letters.push(Letter { letter, part, start, end });
        part = Part::Tail;
    }
    letters.extend(spare.map(|letter| Letter { letter, part: Part::Spare, start, end }));
}

/// Dashes and quotation marks as they stand on the keyboard.
fn mark(char: char) -> Option<char> {
    Some(match char {
        '\u{2010}'..='\u{2015}' | '−' => '-',
        '„' | '“' | '”' | '‟' | '»' | '«' => '"',
        '’' | '‘' | '‚' | '‛' | '›' | '‹' | '´' | '`' => '\'',
        _ => return None,
    })
}

/// What may stand in a word and is not seen: soft hyphens, joiners.
fn is_unseen(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text with its places in brackets.
    fn found(typed: &str, text: &str) -> String {
        let mut shown = text.to_owned();
        let places: Vec<_> = Pattern::new(typed).iter().flat_map(|it| it.places(text)).collect();
        for place in places.into_iter().rev() {
            shown.insert(place.end, ']');
            shown.insert(place.start, '[');
        }
        shown
    }

    #[test]
    fn prose_is_found_however_it_is_typed() {
        for (typed, shown) in [
            ("rat", "Der [Rat] be[rät], be[rat]end"),
            ("Strasse", "[Straße] [STRASSE] [strasse] [Straẞe] Strase"),
            ("Straße", "[Strasse] [Straße]"),
            ("Muell", "[Müll] [Muell] [MÜLL] [Mu\u{308}ll] Mull"),
            ("Mull", "[Müll] [Mull] Muell"),
            ("Müll", "[Müll] [Muell] [Mull] Mll"),
            ("Müller-Muehle über", "[Mueller-Mühle uber]"),
            ("mü", "[Mue]ller"),
            ("ü", "[ü][ue][u]"),
            ("Aabenraa", "[Åbenrå] [Aabenraa] Abenraa"),
            ("Öre", "[Øre] [Öre] [oere]"),
            ("sahin", "Frau [Şahin], [S\u{327}ahin]"),
            ("haushalt", "[Haus\u{ad}halt] \u{ad}[Haushalt]\u{ad}s"),
            ("Haus\u{ad}halt", "[Haushalt]"),
            ("auflage", "[Auf\u{200c}lage]"),
            ("§ 12", "nach [§\u{a0}12] und [§  12], §12"),
            ("der  Rat", "[der\u{a0} \u{ad} Rat]"),
            (" zu ", "er[ zu  ]Haus zum"),
            ("- ja -", "[– ja —] [\u{2011} ja −]"),
            ("\"Ja\"", "[„Ja“] [“Ja”] [»ja«] ja"),
            ("geht's", "[geht’s] [geht´s] [geht`s]"),
            ("...", "[…][...]."),
            ("m2", "5 [m²]"),
            ("e", "a[e\u{301}] 🇩🇪 [É]"),
            ("🇩", "🇩🇪"),
            ("👩", "👨\u{200d}👩 [👩] 👩🏽"),
            ("aa", "[aa][aa]a"),
            ("ab", "aa[ab]b"),
            ("n", "[n]"),
            ("x", ""),
        ] {
            let text = shown.replace(['[', ']'], "");
            assert_eq!(found(typed, &text), shown, "{typed:?}");
        }
    }

    #[test]
    fn nothing_is_not_looked_for() {
        for typed in ["", " ", "\u{a0}\t\n", "\u{ad}", "\u{308}", " \u{200b} "] {
            assert_eq!(Pattern::new(typed), None, "{typed:?}");
        }
        assert!(Pattern::new(&"ä".repeat(Pattern::MOST / 2)).is_some());
        assert_eq!(Pattern::new(&"a".repeat(Pattern::MOST + 1)), None);
    }

    #[test]
    fn what_was_put_in_place_of_all_is_not_found_again() {
        for (typed, new, before, after) in [
            ("muell", "Abfall", "Müll, Muell", "Abfall, Abfall"),
            ("aa", "a", "aaaaa", "aaa"),
            ("strasse", "Straße", "Strasse", "Straße"),
        ] {
            let pattern = Pattern::new(typed).unwrap();
            let mut text = before.to_owned();
            let places: Vec<_> = pattern.places(&text).collect();
            for place in places.into_iter().rev() {
                text.replace_range(place, new);
            }
            assert_eq!(text, after);
        }
    }

    #[test]
    fn many_ways_to_read_a_text_cost_little() {
        let pattern = Pattern::new(&format!("{}b", "a".repeat(200))).unwrap();
        assert_eq!(pattern.places(&"å".repeat(1_000)).count(), 0);
        assert_eq!(pattern.places(&"a".repeat(20_000)).count(), 0);
    }

    /// The ways to write what a reader takes for one letter: a plain model of the above.
    fn spellings(letter: &str) -> Vec<String> {
        if letter.starts_with(char::is_whitespace) {
            return vec![" ".to_owned()];
        }
        let bare: String = letter.chars().filter(|&char| !is_unseen(char)).collect();
        let keyed = |text: &str| -> String {
            text.chars().map(|char| mark(char).unwrap_or(char)).collect()
        };
        let plain = |text: &str| keyed(&fold(&keyed(text))).replace(char::is_whitespace, "");
        let composed: String = bare.to_lowercase().nfc().collect();
        let spelled = composed.chars().next().and_then(long).map(str::to_owned);
        std::iter::once(plain(&bare)).chain(spelled).collect()
    }

    /// All ways to write a text, with one blank for many.
    fn readings(text: &str) -> Vec<String> {
        graphemes(text).fold(vec![String::new()], |texts, (_, letter)| {
            let add = |text: &String| {
                let texts = spellings(letter).into_iter().map(|end| [text, &*end].concat());
                texts.map(|text| text.replace("  ", " ")).collect::<Vec<_>>()
            };
            texts.iter().flat_map(add).collect()
        })
    }

    /// The places found by trying everything.
    fn tried(typed: &str, text: &str) -> Vec<Range<usize>> {
        let wanted = readings(typed);
        let seen = |letter: &str| spellings(letter) != [""];
        let letters: Vec<_> = graphemes(text).filter(|(_, letter)| seen(letter)).collect();
        let (mut places, mut from) = (Vec::new(), 0);
        for &(start, _) in &letters {
            let ends = letters.iter().rev().map(|(at, letter)| at + letter.len());
            let fits = |&end: &usize| {
                let part = text.get(start..end).unwrap_or_default();
                end > start && readings(part).iter().any(|read| wanted.contains(read))
            };
            if let Some(end) = ends.filter(|_| start >= from).find(fits) {
                places.push(start..end);
                from = end;
            }
        }
        places
    }

    fn prose(most: usize) -> impl Strategy<Value = String> {
        let pieces = vec![
            "a", "A", "ä", "Ä", "ae", "e", "u", "Ü", "u\u{308}", "å", "ø", "o", "s", "ß", "ẞ", "é",
            " ", " ", "\u{a0}", "\n", "\u{ad}", "\u{308}", "\u{200d}", "\u{200c}", "-", "–", "„",
            "\"", "´", "¨", "🇩", "🇪", "👩", "œ", "ﬁ", "İ", "한", "\r\n", "…", ".", "ﷺ",
        ];
        let piece = prop::sample::select(pieces);
        prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn every_place_is_found_and_no_other(typed in prose(4), text in prose(9)) {
            let Some(pattern) = Pattern::new(&typed) else { return Ok(()) };
            prop_assert_eq!(pattern.places(&text).collect::<Vec<_>>(), tried(&typed, &text));
        }

        #[test]
        fn places_are_whole_letters(typed in any::<String>(), text in any::<String>()) {
            let text = [&*text, &typed, &text].concat();
            let mut end = 0;
            for place in Pattern::new(&typed).iter().flat_map(|it| it.places(&text)) {
                prop_assert!(end <= place.start && place.start < place.end);
                prop_assert!(crate::text::grapheme::is_boundary(&text, place.start));
                prop_assert!(crate::text::grapheme::is_boundary(&text, place.end));
                end = place.end;
            }
        }

        #[test]
        fn a_text_is_found_in_itself(text in prose(9)) {
            if let Some(pattern) = Pattern::new(&text) {
                prop_assert_eq!(pattern.places(&text).count(), 1);
            }
        }
    }
}
