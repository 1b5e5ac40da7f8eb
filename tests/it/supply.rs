//! What the program is made of besides its own code: where it comes from, under which licence, and
//! what of it nobody maintains any more.

use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// Licences under which a part may be: all let it be passed on under EUPL-1.2 (its Article 5 and
/// the compatibility of permissive licences), MPL-2.0 file by file.
const LICENCES: [&str; 10] = [
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Parts without a maintainer: advisory, crate, who brings it, and why it stays.
/// `.cargo/audit.toml` has the same list.
const UNMAINTAINED: [(&str, &str, &str, &str); 2] = [
    (
        "RUSTSEC-2024-0384",
        "instant",
        "parking_lot",
        "the clock of the old parking_lot in sled; off the web it is std's Instant",
    ),
    (
        "RUSTSEC-2025-0057",
        "fxhash",
        "sled",
        "a hash for sled's own maps; nothing from outside is a key in them",
    ),
];

/// How many crates the program itself may be made of.
const MOST: usize = 140;

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn packages(metadata: &Value) -> Vec<(&str, &Value)> {
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages.map(|package| (package["name"].as_str().unwrap(), package)).collect()
}

/// Whether an expression of SPDX can be met with the licences above ("MIT/Apache-2.0" is its old
/// form of "or").
fn is_met(expression: &str) -> bool {
    let bare = expression.replace('/', " OR ").replace(['(', ')'], "");
    // Why the parts of "and" come first: without the brackets each has its own choices.
    bare.split(" AND ").all(|all| all.split(" OR ").any(|one| LICENCES.contains(&one.trim())))
}

#[test]
fn every_part_comes_from_the_registry_under_a_licence_that_fits() {
    let metadata = metadata();
    for (name, package) in packages(&metadata) {
        if name == env!("CARGO_PKG_NAME") {
            assert_eq!(package["license"], "EUPL-1.2");
            continue;
        }
        let source = package["source"].as_str().unwrap_or("a path");
        assert!(source.contains("rust-lang/crates.io-index"), "{name} comes from {source}");
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(is_met(licence), "{name} is under {licence}");
    }
    assert!(is_met("(MIT OR GPL-3.0) AND Unicode-3.0") && is_met("Unlicense/MIT"));
    assert!(!is_met("GPL-3.0") && !is_met("MIT AND GPL-3.0") && !is_met("none"));
}

#[test]
fn every_part_is_pinned_by_its_sum() {
    let lock = include_str!("../../Cargo.lock");
    let parts = lock.split("[[package]]").skip(1);
    for part in parts.filter(|part| !part.contains("name = \"wortlaut\"")) {
        let name = part.lines().nth(1).unwrap_or_default();
        assert!(part.contains("\nchecksum = "), "{name} has no sum");
    }
}

#[test]
fn what_nobody_maintains_is_known_and_brought_by_the_store_alone() {
    let audit = include_str!("../../.cargo/audit.toml");
    let metadata = metadata();
    let known: BTreeSet<&str> =
        audit.split('"').filter(|word| word.starts_with("RUSTSEC-")).collect();
    let listed: BTreeSet<&str> = UNMAINTAINED.iter().map(|it| it.0).collect();
    assert_eq!(known, listed, ".cargo/audit.toml has another list");
    for (advisory, part, by, why) in UNMAINTAINED {
        let needs = |package: &Value| {
            let needed = package["dependencies"].as_array().unwrap();
            needed.iter().any(|it| it["name"] == part && it["kind"].is_null())
        };
        let all = packages(&metadata);
        let brought: BTreeSet<_> =
            all.iter().filter(|(_, it)| needs(it)).map(|(name, _)| *name).collect();
        assert!(brought.contains(by), "{advisory}, {part}: no longer brought by {by} ({why})");
        assert!(!brought.contains("wortlaut"), "{part} is unmaintained");
    }
}

#[test]
fn the_program_stays_small_enough_to_be_looked_through() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none", "--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let tree = String::from_utf8_lossy(&output.stdout);
    let crates: BTreeSet<_> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!((50..=MOST).contains(&crates.len()), "{} crates", crates.len());
}
