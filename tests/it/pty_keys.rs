//! The keyboard of a terminal.

/// What a terminal sends for a key.
pub(crate) fn bytes_of(key: &str) -> Vec<u8> {
    let named = [
        ("eingabe", "\r"),
        ("esc", "\x1b"),
        ("tab", "\t"),
        ("umschalt+tab", "\x1b[Z"),
        ("rück", "\x7f"),
        ("entf", "\x1b[3~"),
        ("einfg", "\x1b[2~"),
        ("auf", "\x1b[A"),
        ("ab", "\x1b[B"),
        ("rechts", "\x1b[C"),
        ("links", "\x1b[D"),
        ("pos1", "\x1b[H"),
        ("ende", "\x1b[F"),
        ("bild-auf", "\x1b[5~"),
        ("bild-ab", "\x1b[6~"),
        ("f1", "\x1bOP"),
        ("f2", "\x1bOQ"),
        ("f3", "\x1bOR"),
        ("f4", "\x1bOS"),
        ("f5", "\x1b[15~"),
        ("f6", "\x1b[17~"),
        ("umschalt+f6", "\x1b[17;2~"),
        ("f7", "\x1b[18~"),
        ("f8", "\x1b[19~"),
        ("f9", "\x1b[20~"),
        ("f10", "\x1b[21~"),
    ];
    if let Some((_, bytes)) = named.iter().find(|(name, _)| *name == key) {
        return bytes.as_bytes().to_vec();
    }
    if let Some(letter) = key.strip_prefix("strg+") {
        return vec![letter.bytes().next().unwrap() & 0x1f];
    }
    if let Some(letter) = key.strip_prefix("alt+") {
        return format!("\x1b{letter}").into_bytes();
    }
    assert_eq!(key.chars().count(), 1, "no such key: {key}");
    key.as_bytes().to_vec()
}
