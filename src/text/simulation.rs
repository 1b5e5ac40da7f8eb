//! Evenings of random typing: the editor against a plain list of texts.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::grapheme::{self, width};
use crate::text::{Block, BlockKey, Cursor, Edit, Editor, Motion, wrap};

/// Builds an editor from its picture: blocks parted by "/", fixed ones begin with "#", the cursor
/// is a bar.
pub(super) fn typed(picture: &str) -> Editor {
    let mut cursor = Cursor::default();
    let block = |(at, part): (usize, &str)| {
        let fixed = part.starts_with('#');
        let part = part.trim_start_matches('#');
        if let Some(byte) = part.find('|') {
            cursor = Cursor { block: at, byte };
        }
        Block { key: BlockKey(at as u64), text: part.replace('|', ""), fixed }
    };
    let mut editor = Editor::new(picture.split('/').enumerate().map(block).collect());
    editor.place_cursor(cursor);
    editor
}

/// Paints the picture of an editor.
pub(super) fn shown(editor: &Editor) -> String {
    let cursor = editor.cursor();
    let picture = |(at, block): (usize, &Block)| {
        let mut text = block.text.clone();
        if at == cursor.block {
            text.insert(cursor.byte, '|');
        }
        if block.fixed { format!("#{text}").replace("#|", "|#") } else { text }
    };
    match editor.blocks() {
        [] => "|".to_owned(),
        blocks => blocks.iter().enumerate().map(picture).collect::<Vec<_>>().join("/"),
    }
}

#[derive(Debug, Clone)]
enum Act {
    Insert(String),
    Replace(usize, usize, String),
    Split,
    Open(bool),
    Delete(usize),
    Step(Motion),
    Extend(Motion),
    Mark,
    Cut,
    Place(usize, usize),
    Size(u16, u16),
    Truth(Vec<(usize, Option<String>)>),
}

type Deletion = fn(&mut Editor) -> Edit;

/// The deletions, each with the motion that tells how far it goes.
const DELETIONS: [(Deletion, Option<Motion>); 8] = [
    (Editor::delete_back, Some(Motion::Left)),
    (Editor::delete_forward, Some(Motion::Right)),
    (Editor::delete_word_back, Some(Motion::WordLeft)),
    (Editor::delete_word_forward, Some(Motion::WordRight)),
    (Editor::delete_sentence_back, Some(Motion::SentenceLeft)),
    (Editor::delete_sentence_forward, Some(Motion::SentenceRight)),
    (Editor::delete_to_row_start, None),
    (Editor::delete_to_row_end, None),
];

const MOTIONS: [Motion; 18] = [
    Motion::Left,
    Motion::Right,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::SentenceLeft,
    Motion::SentenceRight,
    Motion::RowUp,
    Motion::RowDown,
    Motion::RowStart,
    Motion::RowEnd,
    Motion::BlockUp,
    Motion::BlockDown,
    Motion::BlockStart,
    Motion::BlockEnd,
    Motion::PageUp,
    Motion::PageDown,
    Motion::Start,
    Motion::End,
];

fn text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a",
        "der ",
        "rat ",
        "Haushaltssatzung",
        " ",
        " ",
        "  ",
        ". ",
        "ä",
        "ß",
        "a\u{308}",
        "\u{301}",
        "\u{308}",
        "👨\u{200d}👩\u{200d}👧",
        "\u{200d}",
        "🇩🇪",
        "🇫",
        "市議会",
        "\u{ad}",
        "„Ja“ ",
        "§ 12 ",
        "Abs. 3 ",
        "\u{1100}",
        "\u{1161}",
        "❤\u{fe0f}",
        "\u{a0}",
        "e\u{327}\u{301}",
    ];
    let piece = prop::sample::select(pieces);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat().nfc().collect())
}

fn act() -> impl Strategy<Value = Act> {
    let truth = prop::collection::vec((0usize..9, prop::option::of(text())), 0..6);
    prop_oneof![
        4 => text().prop_map(Act::Insert),
        2 => prop::sample::select(vec!["a", " ", "\u{308}", "🇩", "\u{200d}", "\n"])
            .prop_map(|key| Act::Insert(key.to_owned())),
        1 => (0usize..40, 0usize..40, text()).prop_map(|(a, b, new)| Act::Replace(a, b, new)),
        2 => Just(Act::Split),
        1 => any::<bool>().prop_map(Act::Open),
        4 => (0..DELETIONS.len()).prop_map(Act::Delete),
        5 => prop::sample::select(MOTIONS.to_vec()).prop_map(Act::Step),
        3 => prop::sample::select(MOTIONS.to_vec()).prop_map(Act::Extend),
        1 => Just(Act::Mark),
        1 => Just(Act::Cut),
        2 => (0usize..8, 0usize..60).prop_map(|(block, byte)| Act::Place(block, byte)),
        1 => (0u16..40, 0u16..12).prop_map(|(columns, rows)| Act::Size(columns, rows)),
        1 => truth.prop_map(Act::Truth),
    ]
}

/// The plain model: what the blocks ought to read after a change of the cursor's block.
fn changed(before: &Editor, start: usize, end: usize, new: &str) -> Vec<Block> {
    let mut blocks = before.blocks().to_vec();
    if let Some(block) = blocks.get_mut(before.cursor().block).filter(|block| !block.fixed) {
        let (left, right) = (&block.text.as_bytes()[..start], &block.text.as_bytes()[end..]);
        let joined = [left, new.replace('\n', " ").as_bytes(), right].concat();
        block.text = String::from_utf8(joined).unwrap().nfc().collect();
    }
    blocks
}

/// The plain model of a deletion; nothing if only the rows tell how far it goes.
fn deleted(before: &Editor, motion: Option<Motion>) -> Option<Vec<Block>> {
    let mut moved = before.clone();
    moved.step(motion?);
    let (here, there) = (before.cursor(), moved.cursor());
    if here.block == there.block {
        let (start, end) = (here.byte.min(there.byte), here.byte.max(there.byte));
        return Some(changed(before, start, end, ""));
    }
    let (left, right) = (here.block.min(there.block), here.block.max(there.block));
    let mut blocks = before.blocks().to_vec();
    let current = blocks[here.block].clone();
    let (first, second) = (blocks[left].clone(), blocks[right].clone());
    if current.fixed || ((first.fixed || second.fixed) && !current.text.is_empty()) {
        return Some(blocks);
    }
    if first.fixed || second.fixed {
        blocks.remove(here.block);
    } else if first.text.is_empty() {
        blocks.remove(left);
    } else {
        let apart = before.parted == Some(second.key)
            || first.text.ends_with(char::is_whitespace)
            || second.text.starts_with(char::is_whitespace)
            || second.text.is_empty();
        let space = if apart { "" } else { " " };
        blocks[left].text = format!("{}{space}{}", first.text, second.text).nfc().collect();
        blocks.remove(right);
    }
    Some(blocks)
}

/// The plain model of taking out what is marked.
fn cut(before: &Editor) -> Vec<Block> {
    let mut blocks = before.blocks().to_vec();
    let Some((from, to)) = before.selection() else { return blocks };
    let part = |at: usize, start: usize, end: usize| {
        blocks.get(at).map_or(String::new(), |block| block.text.get(start..end).unwrap().to_owned())
    };
    let head = part(from.block, 0, from.byte);
    let tail = part(to.block, to.byte, before.blocks()[to.block].text.len());
    let fact = blocks[from.block..=to.block].iter().any(|block| block.fixed);
    let mut kept = Vec::new();
    for (at, mut block) in blocks.drain(..).enumerate() {
        let inside = (from.block..=to.block).contains(&at);
        if inside && !block.fixed {
            let (first, last) = (at == from.block, at == to.block);
            block.text = match (first, last) {
                (true, true) => format!("{head}{tail}"),
                (true, false) if !fact => format!("{head}{tail}"),
                (true, false) if head.is_empty() && !block.text.is_empty() => continue,
                (true, false) => head.clone(),
                (false, true) if !fact || (tail.is_empty() && to.byte > 0) => continue,
                (false, true) => tail.clone(),
                (false, false) => continue,
            };
            block.text = block.text.nfc().collect();
        }
        kept.push(block);
    }
    kept
}

/// The plain model of Enter.
fn split(before: &Editor, new: BlockKey) -> Vec<Block> {
    let mut blocks = before.blocks().to_vec();
    let Cursor { block, byte } = before.cursor();
    if blocks.get(block).is_some_and(|block| !block.fixed) {
        let (left, right) = blocks[block].text.split_at(byte);
        let (left, right) = (left.trim_end().to_owned(), right.trim_start().to_owned());
        blocks[block].text = left;
        blocks.insert(block + 1, Block { key: new, text: right, fixed: false });
    }
    blocks
}

/// Replays an edit on the keys alone and compares what it did not name.
fn edit_tells_the_truth(before: &[Block], after: &[Block], edit: Edit) {
    let mut keys: Vec<BlockKey> = before.iter().map(|block| block.key).collect();
    let at = |keys: &[BlockKey], key| keys.iter().position(|&other| other == key).unwrap();
    let named = match edit {
        Edit::None => vec![],
        Edit::Many => return,
        Edit::Changed(key) => vec![key],
        Edit::Split { left, right } => {
            keys.insert(at(&keys, left) + 1, right);
            vec![left, right]
        }
        Edit::Joined { into, gone } => {
            assert_eq!(at(&keys, into) + 1, at(&keys, gone));
            keys.remove(at(&keys, gone));
            vec![into]
        }
        Edit::Removed(key) => {
            assert_eq!(before[at(&keys, key)].text, "");
            keys.remove(at(&keys, key));
            vec![]
        }
        Edit::Opened(key) => {
            let place = after.iter().position(|block| block.key == key).unwrap();
            keys.insert(place, key);
            vec![key]
        }
    };
    assert_eq!(after.iter().map(|block| block.key).collect::<Vec<_>>(), keys);
    for block in after.iter().filter(|block| !named.contains(&block.key)) {
        assert!(before.contains(block), "{block:?} was not named by {edit:?}");
    }
}

/// What holds after every act: the cursor is on a letter and in sight, the rows are the text.
fn all_is_well(editor: &Editor, columns: u16, rows: u16) {
    let cursor = editor.cursor();
    let blocks = editor.blocks();
    assert!(cursor.block < blocks.len().max(1));
    let text = editor.current().map_or("", |block| block.text.as_str());
    let mut borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    borders.push(text.len());
    assert!(borders.contains(&cursor.byte), "{cursor:?} in {text:?}");

    let shown: Vec<_> = editor.rows().collect();
    if columns == 0 || rows == 0 {
        assert!(shown.is_empty() && editor.cursor_cell().is_none());
        return;
    }
    let narrow = usize::from(columns - 1).max(1);
    let wraps = blocks.iter().enumerate().flat_map(|(at, block)| {
        wrap(&block.text, narrow).into_iter().map(move |range| (at, range))
    });
    let first = shown.first().map_or((0, 0), |row| (row.block, row.byte_start));
    let expected: Vec<_> = wraps
        .skip_while(|(at, range)| (*at, range.start) != first)
        .take(usize::from(rows))
        .collect();
    assert_eq!(shown.len(), expected.len());
    for (row, (at, range)) in shown.iter().zip(&expected) {
        let block = &blocks[*at];
        assert_eq!((row.block, row.byte_start), (*at, range.start));
        assert_eq!((row.key, row.fixed), (block.key, block.fixed));
        assert_eq!((row.first, row.last), (range.start == 0, range.end == block.text.len()));
        assert!(block.text.get(range.clone()).unwrap().starts_with(row.text));
        assert!(width(row.text) <= usize::from(columns));
    }
    let (column, row) = editor.cursor_cell().expect("the cursor is in sight");
    assert!(column < columns && row < rows);
    if let Some(row) = shown.get(usize::from(row)) {
        assert_eq!(row.block, cursor.block);
        let left = text.get(row.byte_start..cursor.byte).expect("the row is the cursor's");
        assert_eq!(usize::from(column), width(left).min(usize::from(columns) - 1));
    }
    let before: usize = blocks.iter().take(first.0).map(|block| block.text.len() + 1).sum();
    for row in &shown {
        assert!(row.text.get(editor.selected_in(row)).is_some());
    }
    let scroll = editor.scroll();
    let total: usize = blocks.iter().map(|block| block.text.len() + 1).sum();
    assert_eq!(scroll.above, before + first.1);
    assert_eq!(scroll.above + scroll.shown + scroll.below, total);
}

/// A newer truth: some of the blocks, in any order, some with another text, and new ones.
fn newer(editor: &Editor, plan: &[(usize, Option<String>)], fresh: &mut u64) -> Vec<Block> {
    let mut left = editor.blocks().to_vec();
    let mut truth = Vec::new();
    for (at, text) in plan {
        if *at < left.len() {
            let mut block = left.remove(*at);
            block.text = text.clone().unwrap_or(block.text);
            truth.push(block);
        } else {
            *fresh += 1;
            let text = text.clone().unwrap_or_default();
            truth.push(Block { key: BlockKey(*fresh), text, fixed: at % 3 == 0 });
        }
    }
    truth.extend(left.into_iter().skip(plan.len() % 3));
    truth
}

fn take_truth(editor: &mut Editor, truth: Vec<Block>) {
    let before = editor.clone();
    editor.set_blocks(truth.clone());
    assert_eq!(editor.blocks(), truth);
    let key = before.current().map(|block| block.key);
    if let Some(now) = key.and_then(|key| editor.text_of(key)) {
        assert_eq!(editor.current().map(|block| block.key), key);
        assert_eq!(editor.cursor().byte, grapheme::floor(now, before.cursor().byte));
    }
    let calm = editor.clone();
    editor.set_blocks(truth);
    assert!(editor.rows().eq(calm.rows()) && editor.cursor() == calm.cursor());
}

fn perform(editor: &mut Editor, act: &Act, size: &mut (u16, u16), fresh: &mut u64) {
    let before = editor.clone();
    let cursor = before.cursor();
    *fresh += 1;
    let key = BlockKey(*fresh);
    let marked = before.selection().is_some();
    // What typing begins with: the text without what was marked.
    let mut bare = before.clone();
    let _ = bare.delete_selection();
    let at = bare.cursor().byte;
    let (edit, expected) = match act {
        Act::Insert(new) => {
            let model = match before.selection() {
                Some((from, to)) if from.block == to.block => {
                    changed(&before, from.byte, to.byte, new)
                }
                _ => changed(&bare, at, at, new),
            };
            (editor.insert(new), Some(model))
        }
        Act::Replace(from, to, new) => {
            let text = before.current().map_or("", |block| block.text.as_str());
            let start = grapheme::floor(text, *from);
            let end = grapheme::floor(text, *to).max(start);
            (editor.replace(*from..*to, new), Some(changed(&before, start, end, new)))
        }
        Act::Split => (editor.split(key), Some(split(&bare, key))),
        Act::Open(true) => (editor.open_above(key), None),
        Act::Open(false) => (editor.open_below(key), None),
        Act::Delete(which) => {
            let (delete, motion) = DELETIONS[*which];
            let plain = if marked { Some(cut(&before)) } else { deleted(&before, motion) };
            (delete(editor), plain)
        }
        Act::Cut => (editor.delete_selection(), Some(cut(&before))),
        Act::Mark => {
            editor.toggle_mark();
            (Edit::None, Some(before.blocks().to_vec()))
        }
        Act::Extend(motion) => {
            let anchor =
                before.selection().map(|(from, to)| if from == cursor { to } else { from });
            editor.extend(*motion);
            let anchor = anchor.unwrap_or(cursor);
            let ends = [anchor, editor.cursor()];
            if let Some((from, to)) = editor.selection() {
                assert!(ends.contains(&from) && ends.contains(&to) && from < to);
            }
            (Edit::None, Some(before.blocks().to_vec()))
        }
        Act::Step(motion) => {
            editor.step(*motion);
            (Edit::None, Some(before.blocks().to_vec()))
        }
        Act::Place(block, byte) => {
            editor.place_cursor(Cursor { block: *block, byte: *byte });
            (Edit::None, Some(before.blocks().to_vec()))
        }
        Act::Size(columns, rows) => {
            *size = (*columns, *rows);
            editor.set_size(*columns, *rows);
            assert_eq!(editor.cursor(), cursor);
            (Edit::None, Some(before.blocks().to_vec()))
        }
        Act::Truth(plan) => {
            let truth = newer(editor, plan, fresh);
            return take_truth(editor, truth);
        }
    };
    if let Some(expected) = expected {
        assert_eq!(editor.blocks(), expected);
    }
    edit_tells_the_truth(before.blocks(), editor.blocks(), edit);
    let fixed = |editor: &Editor| {
        editor.blocks().iter().filter(|block| block.fixed).cloned().collect::<Vec<_>>()
    };
    assert_eq!(fixed(editor), fixed(&before));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn an_evening_of_typing_keeps_every_letter(
        start in prop::collection::vec((text(), prop::bool::weighted(0.2)), 0..6),
        acts in prop::collection::vec(act(), 1..60),
    ) {
        let mut fresh = 100;
        let blocks = start.into_iter().zip(0..).map(|((text, fixed), key)| {
            Block { key: BlockKey(key), text, fixed }
        });
        let mut editor = Editor::new(blocks.collect());
        let mut size = (12, 5);
        editor.set_size(size.0, size.1);
        for act in &acts {
            perform(&mut editor, act, &mut size, &mut fresh);
            all_is_well(&editor, size.0, size.1);
        }
    }
}
