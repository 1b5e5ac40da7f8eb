//! The power goes, with a real file system below: the meeting lies on ext4 on a loop device whose
//! file lies on XFS, and a reflink of that file is what the block device held at one instant. It
//! is mounted, as after a cut, and looked at.
//!
//! For root with loop devices and `xfsprogs`; elsewhere the row says that it was not run.

use crate::dice::Dice;
use crate::shim::{Shim, Wrong, ended, scratch};
use crate::tally::Tally;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// Cuts until a new disk is made.
const CUTS: usize = 20;
/// What a new disk is made of, in megabytes.
const OUTER: u64 = 512 << 20;
const INNER: u64 = 64 << 20;

/// Plays so many cuts in a name space of its own, so that no mount is left behind.
pub(crate) fn row(_: &Shim, rounds: usize, seed: u64) -> Tally {
    let mut tally = Tally::new("cuts of ext4");
    let own = std::env::current_exe().unwrap();
    let mut command = Command::new("unshare");
    command.args(["-m", "--propagation", "private"]).arg(own).arg("cuts");
    command.args([rounds.to_string(), seed.to_string()]).stderr(Stdio::null());
    let said = command.output().map(|output| output.stdout).unwrap_or_default();
    for line in String::from_utf8_lossy(&said).lines() {
        let (kind, how) = line.split_once('\t').unwrap();
        tally.round(kind, how, &told(kind, how));
    }
    if tally.rounds == 0 {
        tally.note("not run: it wants root, loop devices, mkfs.xfs and mkfs.ext4".to_owned());
    } else if tally.rounds < rounds {
        let left = format!("{} are left", rounds - tally.rounds);
        tally.round("broken off", &left, &[Wrong::Rough(left.clone())]);
    }
    tally.end();
    tally
}

fn told(kind: &str, how: &str) -> Vec<Wrong> {
    match kind {
        "lost" => vec![Wrong::Lost(how.to_owned())],
        "unopenable" => vec![Wrong::Unopenable(how.to_owned())],
        "unseen" => vec![Wrong::Untold(how.to_owned())],
        _ => Vec::new(),
    }
}

/// The same, in that name space: one line for each cut.
pub(crate) fn cuts(rounds: usize, seed: u64) {
    let Some(shim) = Shim::build() else { return };
    let mut dice = Dice::new(seed);
    for disk in 0..rounds.div_ceil(CUTS) {
        // The last cut of all is made without syncs: if nothing is lost then, nothing is seen.
        let left = rounds - disk * CUTS;
        let Some(home) = Disk::new() else { return };
        for cut in 0..left.min(CUTS) {
            let syncs = left > 1 + cut;
            let (kind, how) = home.cut(&shim, syncs, &mut dice);
            println!("{kind}\tdisk {disk}, cut {cut}, seed {seed}: {how}");
        }
    }
}

/// A place to keep disks in.
struct Disk {
    home: tempfile::TempDir,
}

impl Disk {
    fn new() -> Option<Self> {
        let home = scratch();
        let outer = home.path().join("outer");
        file(&home.path().join("xfs.img"), OUTER);
        fs::create_dir(&outer).unwrap();
        let made = done("mkfs.xfs", &["-q", "-m", "reflink=1", "xfs.img"], home.path())
            && done("mount", &["-o", "loop", "xfs.img", "outer"], home.path());
        made.then_some(Self { home })
    }

    /// Lets a clerk write on a new disk, cuts it off and looks at what it held.
    fn cut(&self, shim: &Shim, syncs: bool, dice: &mut Dice) -> (&'static str, String) {
        let work = self.mounted("disk.img", true);
        let mut clerk = Ending(if syncs { shim.start_alone(&work) } else { shim.start(&work) });
        thread::sleep(Duration::from_millis(300 + dice.below(1_500) as u64));
        // Promised before the picture is taken: it has to be in it.
        let said = ended(None, false, &work);
        let acked = said.promised("").or_else(|| said.says("neu").then_some(0));
        let outer = self.home.path().join("outer");
        assert!(done("cp", &["--reflink=always", "disk.img", "cut.img"], &outer));
        clerk.end();
        assert!(done("umount", &[work.join("root").to_str().unwrap()], &outer));
        let look = self.mounted("cut.img", false);
        let found = shim.check(&look);
        assert!(done("umount", &[look.join("root").to_str().unwrap()], &outer));
        let how = format!("{acked:?} promised, found {:?}", found.words);
        match (found.wrong(acked), syncs) {
            (Some(Wrong::Lost(what)), true) => ("lost", format!("{how}, {what}")),
            (Some(wrong), true) => ("unopenable", format!("{how}, {wrong:?}")),
            (None, true) => (if acked.is_none() { "before anything" } else { "in use" }, how),
            (Some(_), false) => ("seen without syncs", how),
            (None, false) => ("unseen", how),
        }
    }

    /// Mounts an image, a new one if need be, and gives the folder for a child whose root it is.
    fn mounted(&self, name: &str, new: bool) -> std::path::PathBuf {
        let image = self.home.path().join("outer").join(name);
        let place = self.home.path().join(if new { "work" } else { "look" });
        fs::create_dir_all(place.join("root")).unwrap();
        if new {
            file(&image, INNER);
            let lazy = "lazy_itable_init=0,lazy_journal_init=0";
            assert!(done("mkfs.ext4", &["-q", "-F", "-E", lazy, name], image.parent().unwrap()));
        }
        let root = place.join("root");
        let arguments = ["-o", "loop", image.to_str().unwrap(), root.to_str().unwrap()];
        assert!(done("mount", &arguments, &place), "{name}");
        place
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = done("umount", &["outer"], self.home.path());
    }
}

/// A child that does not outlive its round.
struct Ending(Child);

impl Ending {
    fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.end();
    }
}

fn file(path: &Path, length: u64) {
    fs::File::create(path).unwrap().set_len(length).unwrap();
}

fn done(program: &str, arguments: &[&str], folder: &Path) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}
