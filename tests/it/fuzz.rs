//! What the fuzzer starts from and what it found once goes through its checks: see `tests/fuzz`.

#[path = "../fuzz/checks.rs"]
mod checks;

use crate::hostile::corpus::is_hostile;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn what_was_found_once_is_not_found_again() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let mut left: BTreeSet<_> = fs::read_dir(fuzz.join("inputs"))
        .unwrap()
        .map(|folder| folder.unwrap().file_name().into_string().unwrap())
        .collect();
    let package = include_str!("../fuzz/Cargo.toml");
    for (name, check) in checks::ALL {
        assert!(package.contains(&format!("path = \"targets/{name}.rs\"")), "{name}");
        check(b"");
        if !left.remove(name) {
            continue;
        }
        for input in fs::read_dir(fuzz.join("inputs").join(name)).unwrap() {
            let path = input.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let played = std::panic::catch_unwind(|| check(&bytes));
            assert!(played.is_ok(), "{}", path.display());
        }
    }
    assert!(left.is_empty(), "no target reads {left:?}");
}
