//! What somebody who means harm would put into a file, an argument or a paste; and what only
//! happens to be in one.

/// What acts in a text without being seen. Why not the program's own table: this one has to see
/// what that one forgets.
pub(crate) fn is_hostile(letter: char) -> bool {
    let code = u32::from(letter);
    let controls = code < 0x20 && letter != '\n' || (0x7f..=0x9f).contains(&code);
    // Unicode 16, Bidi_Control; CVE-2021-42574.
    let turns = matches!(code, 0x61c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069);
    // Default_Ignorable_Code_Point without joiners, selectors, flags and the soft hyphen.
    let hides = matches!(code, 0x34f | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f
        | 0x200b | 0x2060..=0x2065 | 0x206a..=0x206f | 0x3164 | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
        | 0x1bca0..=0x1bca3 | 0x1d173..=0x1d17a | 0xe0000..=0xe001f | 0xe0080..=0xe0fff);
    let lines = matches!(code, 0x2028 | 0x2029);
    controls || turns || hides || lines || code & 0xfffe == 0xfffe
}

/// Sequences for terminals (ECMA-48, xterm), and single control characters.
const TERMINAL: &[&str] = &[
    "\u{1b}[2J",
    "\u{1b}[31mrot",
    "\u{1b}]0;Titel\u{7}",
    "\u{1b}]2;Titel\u{1b}\\",
    "\u{1b}]52;c;aGFsbG8=\u{7}",
    "\u{1b}]52;p;?\u{7}",
    "\u{1b}]8;;http://x.example\u{1b}\\hier",
    "\u{1b}P$q\"p\u{1b}\\",
    "\u{1b}[?1049l",
    "\u{1b}[6n",
    "\u{1b}[c",
    "\u{1b}[21t",
    "\u{1b}[201~",
    "\u{1b}[200~",
    "\u{1b}[201~\u{11}",
    "\u{1b}c",
    "\u{1b}#8",
    "\u{1b}(0",
    "\u{1b}_x\u{1b}\\",
    "\u{1b}^x\u{1b}\\",
    "\u{1b}",
    "\u{9b}31m",
    "\u{9b}201~",
    "\u{9d}52;c;eA==\u{9c}",
    "\u{90}x\u{9c}",
    "\u{85}",
    "\u{80}\u{9f}",
    "\u{7}",
    "\u{8}\u{8}\u{8}nein",
    "\u{7f}",
    "\u{0}",
    "\u{b}\u{c}",
    "\u{e}\u{f}",
    "\u{11}\u{13}",
    "\u{3}\u{4}\u{1a}",
    "\u{18}",
    "gut\rschlecht",
    "\r\n\r\n",
    "\u{2028}",
    "\u{2029}",
];

/// What turns, hides, or looks like something else.
const UNSEEN: &[&str] = &[
    "\u{202a}",
    "\u{202b}",
    "\u{202c}",
    "\u{202d}",
    "\u{202e}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{200e}",
    "\u{200f}",
    "\u{61c}",
    "Ja \u{202e}nieN\u{202c}",
    "\u{2067}31\u{2069} Ja",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200d}\u{200d}\u{200c}",
    "\u{2060}",
    "\u{2064}",
    "\u{feff}",
    "\u{180e}",
    "\u{34f}",
    "\u{115f}",
    "\u{3164}",
    "\u{ffa0}",
    "\u{ad}",
    "\u{206f}",
    "\u{fff9}a\u{fffa}b\u{fffb}",
    "\u{1d173}",
    "\u{e0001}\u{e0041}\u{e0042}",
    "🏴\u{e0067}\u{e007f}",
    "\u{e0100}\u{e01ef}",
    "a\u{fe0f}\u{fe00}\u{fe01}\u{fe02}",
    "\u{fe0f}",
    "\u{fdd0}",
    "\u{fffe}",
    "\u{10ffff}",
    "a\u{308}",
    "\u{308}",
    "\u{344}\u{344}\u{344}\u{344}\u{344}\u{344}",
    "М\u{443}ller",
    "\u{430}bstimmung",
    "\u{212b}ngström",
    "مرحبا",
    "שלום",
    "👨\u{200d}👩\u{200d}👧",
    "\u{2800}",
    "\u{a0}\u{202f}\u{2007}",
    "\u{fffd}",
    "\u{e000}",
];

/// What programs, shells, file systems and tables take for theirs.
const OTHERS: &[&str] = &[
    "=HYPERLINK(\"http://x.example\";\"hier\")",
    "+1+1",
    "-2+3",
    "@SUMME(A1)",
    "=cmd|'/C calc'!A0",
    "../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\x",
    "-rf",
    "--nach",
    "CON",
    "a/b",
    ".",
    "..",
    "~root",
    "$(id)",
    "`id`",
    "$HOME",
    "%s%n%x",
    "{0}{ja}{{",
    "';--",
    "<script>",
    "&#27;",
    "\\u001b[31m",
    "\\u202e",
    "\\ud800",
    "\\x1b",
    "\\U0010FFFF",
    "\\u0000",
    "\"\"\"",
    "'''",
    "\"",
    "]]",
    "}{",
    "#",
    "[[top]]",
    "[sitzung]",
    "titel = \"x\"",
    "titel = 1",
    "1e999",
    "-0",
    "0x",
    "18446744073709551616",
    "NaN",
    "99999-99-99",
    "25:61",
    "\",\"crc\":\"00000000\"}",
    "\"},{\"k\":\"entry\"",
    "null",
    ";;;;",
    "1.1.1.1.1.1.1.1.1.1.1.1",
    "@@",
    "\u{fffd}\u{fffd}",
    " ",
    "\n\n\n",
];

/// Bytes that are no UTF-8.
const BYTES: &[&[u8]] = &[
    b"\xff\xfe",
    b"\xfe\xff\x00A",
    b"\xc3",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"Tr\xe4ger",
    b"\x80\x81",
    b"\xf4\x90\x80\x80",
    b"\xef\xbb",
    b"\xff\xfeA\x00\x1b\x00",
    b"\xf8\x88\x80\x80\x80",
    b"a\x00b\x1b",
];

/// What is too long, too deep, or too much.
fn large() -> Vec<String> {
    let mut all: Vec<String> =
        ["[", "{", "a.", "[[", "{a=", "\"", "(", "a=\n", "9", "1.", "ä", "\u{308}"]
            .iter()
            .map(|piece| piece.repeat(3_000))
            .collect();
    all.push("x".repeat(70_000));
    all.push("Wort ".repeat(20_000));
    all.push("\u{1b}[31m".repeat(2_000));
    all.push("\u{202e}\u{200b}".repeat(2_000));
    all.push("e\u{301}\u{302}\u{303}\u{304}\u{305}".repeat(500));
    all
}

/// The pieces as bytes.
pub(crate) fn pieces() -> Vec<Vec<u8>> {
    let short =
        [TERMINAL, UNSEEN, OTHERS].concat().into_iter().map(|piece| piece.as_bytes().to_vec());
    let bytes = BYTES.iter().map(|piece| piece.to_vec());
    short.chain(bytes).chain(large().into_iter().map(String::into_bytes)).collect()
}

/// At least `number` inputs: each piece in each of its surroundings, then pieces beside each
/// other. Equal numbers give equal inputs.
pub(crate) fn inputs(number: usize) -> Vec<Vec<u8>> {
    let pieces = pieces();
    let around: [(&[u8], &[u8]); 5] = [
        (b"", b""),
        (b"Rat", b"haus"),
        (b"\xef\xbb\xbf", b""),
        (b"Z 1\r\n", b"\r\nZ 3"),
        (b"a ", b" z"),
    ];
    let framed = around
        .iter()
        .flat_map(|(before, behind)| pieces.iter().map(|piece| [*before, piece, *behind].concat()));
    let mut seed = 0x9e37_79b9_u32;
    let mut roll = move |bound: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed as usize % bound
    };
    let mixed = std::iter::repeat_with(|| {
        let many = 2 + roll(4);
        (0..many).flat_map(|_| pieces[roll(pieces.len() - 17)].clone()).collect::<Vec<u8>>()
    });
    let most = number.max(pieces.len() * around.len());
    framed.chain(mixed).take(most).collect()
}
