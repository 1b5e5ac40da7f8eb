//! The shim of the laboratory (`tests/labor/faultfs.c`) between the built program and its files.

use crate::compile::compile;
use crate::pty::Home;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What goes wrong for the program, as long as the switch is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing; each call that changes a file is written down.
    None,
    /// It is killed before the call of this number (from 1), or in the middle of it.
    Kill { at: u64, half: bool },
    /// Each sync takes so many milliseconds longer.
    Slow(u64),
    /// Each sync and each call to read takes so many milliseconds longer: the disk hangs.
    Hangs(u64),
    /// Nothing more can be written, for this reason: `enospc`, `erofs`, `eio`.
    Refuses(&'static str),
}

/// Says something to whoever runs the tests, in a helper of theirs.
pub(crate) fn say(what: &str) {
    let _ = writeln!(std::io::stderr(), "{what}");
}

/// A home whose programs run under the shim.
pub(crate) struct Shim<'a> {
    home: &'a Home,
    library: &'static Path,
}

impl<'a> Shim<'a> {
    /// `None`: there is no compiler here, and the test has said so.
    pub(crate) fn of(home: &'a Home) -> Option<Self> {
        static LIBRARY: OnceLock<Option<PathBuf>> = OnceLock::new();
        let build = || {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
            let beside = folder.join(format!("faultfs-it-{}.so", std::process::id()));
            let library = folder.join("faultfs-it.so");
            let built = compile(&beside) && fs::rename(beside, &library).is_ok();
            if !built {
                say("übersprungen: kein gcc, das tests/labor/faultfs.c übersetzt");
            }
            built.then_some(library)
        };
        Some(Self { home, library: LIBRARY.get_or_init(build).as_deref()? })
    }

    /// What the program has to find in its environment.
    pub(crate) fn variables(&self, fault: Fault) -> BTreeMap<&'static str, String> {
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        let mut out = BTreeMap::from([
            ("LD_PRELOAD", path(self.library)),
            ("FAULT_ROOT", path(&self.home.path())),
            ("FAULT_SWITCH", path(&self.switch())),
            ("FAULT_FASTSYNC", "1".to_owned()),
        ]);
        let mut add = |name, value: &str| drop(out.insert(name, value.to_owned()));
        match fault {
            Fault::None => add("FAULT_LOG", &path(&self.log())),
            Fault::Kill { at, half } => {
                add("FAULT_KIND", if half { "killmid" } else { "kill" });
                add("FAULT_AT", &at.to_string());
            }
            Fault::Slow(ms) => {
                add("FAULT_KIND", "delay");
                add("FAULT_MS", &ms.to_string());
            }
            Fault::Hangs(ms) => {
                add("FAULT_KIND", "delay");
                add("FAULT_MS", &ms.to_string());
                add("FAULT_OPS", "sid");
                // The clock of the test lies beside it.
                add("FAULT_ROOT", &path(&self.home.archive()));
            }
            Fault::Refuses(why) => {
                add("FAULT_KIND", why);
                add("FAULT_AT", "1");
                add("FAULT_LASTS", "1000000000");
                // On a full disk one can still take away, and sync what is there.
                if why == "enospc" {
                    add("FAULT_OPS", "wfomrl");
                }
            }
        }
        out
    }

    /// Turns the fault on or off.
    pub(crate) fn turn(&self, on: bool) {
        let done = if on { fs::write(self.switch(), "") } else { fs::remove_file(self.switch()) };
        done.unwrap();
    }

    /// How many calls have changed a file while the switch was on.
    pub(crate) fn calls(&self) -> u64 {
        let bytes = fs::read(self.log()).unwrap_or_default();
        let (mut rest, mut calls) = (bytes.as_slice(), 0);
        // Kind, length of the path, path, offset, length of the data, data.
        while let Some((kind, after)) = rest.split_first() {
            let (path, after) = after.split_first_chunk::<2>().unwrap();
            let after = after.get(usize::from(u16::from_le_bytes(*path))..).unwrap();
            let after = after.get(8..).unwrap();
            let (data, after) = after.split_first_chunk::<4>().unwrap();
            // A sync writes down how far it reached, a rename its new name; no data of a file
            // stand behind a sync.
            let data = if b"SDR".contains(kind) { 0 } else { u32::from_le_bytes(*data) };
            rest = after.get(usize::try_from(data).unwrap()..).unwrap();
            calls += u64::from(*kind == b'G');
        }
        calls
    }

    fn switch(&self) -> PathBuf {
        self.home.path().join("schalter")
    }

    fn log(&self) -> PathBuf {
        self.home.path().join("rufe")
    }
}
