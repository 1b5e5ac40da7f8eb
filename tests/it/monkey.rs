//! Keys at random in windows of every size: no picture panics, and none is painted outside.
//!
//! `WORTLAUT_AFFE=100000` presses so many.

use crate::gate;
use crate::stage::{Council, Stage};
use std::panic::{AssertUnwindSafe, catch_unwind};
use wortlaut::keymap::{Key, Keymap};
use wortlaut::terminal::Input;

/// Keys of an ordinary run.
const FEW: u64 = 4_000;
const GATE: u64 = 100_000;
/// So many keys are pressed at one meeting.
const AT_ONE: u64 = 1_000;

/// Throws dice that fall the same way for the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn size(&mut self) -> (u16, u16) {
        // Half of the windows are such as one can work in.
        let (columns, rows) = match self.below(2) {
            0 => (self.below(301), self.below(101)),
            _ => (60 + self.below(60), 15 + self.below(20)),
        };
        (u16::try_from(columns).unwrap(), u16::try_from(rows).unwrap())
    }
}

#[test]
fn no_keys_in_no_window_make_it_panic() {
    let many = gate::rounds("WORTLAUT_AFFE", FEW, GATE);
    let seeds: Vec<u64> = (0..many.div_ceil(AT_ONE)).collect();
    std::thread::scope(|scope| {
        for half in seeds.chunks(seeds.len().div_ceil(2)) {
            scope.spawn(move || half.iter().for_each(|seed| play(*seed)));
        }
    });
}

fn play(seed: u64) {
    let mut dice = Dice(seed);
    let councils = [Council::Small, Council::Main, Council::Rat, Council::List];
    let council = *councils.get(usize::try_from(seed % 4).unwrap()).unwrap();
    let mut keys: Vec<Key> = Keymap::names()
        .flat_map(|name| Keymap::shipped(name).unwrap().entries())
        .flat_map(|entry| entry.keys)
        .flat_map(|keys| keys.split(' ').map(|key| key.parse().unwrap()).collect::<Vec<_>>())
        .chain("aäßjnez7/; .\u{fffd}".chars().map(Key::char))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let mut stage = Stage::new(council, (80, 24));
    let mut pressed = Vec::new();
    let played = catch_unwind(AssertUnwindSafe(|| {
        for turn in 0..AT_ONE {
            if turn % 20 == 0 {
                stage.size = dice.size();
                stage.input(Input::Resize(stage.size.0, stage.size.1));
            }
            let at = usize::try_from(dice.below(keys.len() as u64)).unwrap();
            let key = *keys.get(at).unwrap();
            pressed.push(key.to_string());
            stage.input(Input::Key(key));
            if turn % 5 == 0 && stage.size.0 > 0 && stage.size.1 > 0 {
                stage.picture();
            }
        }
    }));
    let size = stage.size;
    assert!(played.is_ok(), "seed {seed}, {size:?}, after: {}", pressed.join(" "));
}
