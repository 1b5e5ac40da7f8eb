//! What the shim wrote down, understood: which file each change is of, whatever it was called.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file or folder, whatever its name.
pub(crate) type Node = usize;

/// The folder that everything lies in.
pub(crate) const ROOT: Node = 0;

/// A place in a folder.
pub(crate) type Slot = (Node, String);

/// A change, a sync or a promise, in order.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// A new file or folder has a place.
    Make { slot: Slot, node: Node },
    /// A place is given up.
    Remove { slot: Slot, node: Node },
    /// Something goes to another place, and what stood there is gone.
    Move { from: Slot, to: Slot, node: Node },
    /// Bytes are written.
    Write { node: Node, offset: usize, bytes: Vec<u8>, grows: bool },
    /// A file gets another length.
    Cut { node: Node, length: usize },
    /// fsync.
    Sync { node: Node },
    /// fdatasync.
    SyncData { node: Node },
    /// `sync_file_range`.
    SyncRange { node: Node, from: usize, to: usize },
    /// What the clerk was told.
    Said(String),
    /// A call that can fail, by its class.
    Call(char),
}

/// One run, from the disk as it was to the last change.
#[derive(Debug, Default)]
pub(crate) struct Recording {
    pub(crate) steps: Vec<Step>,
    /// What lay there before.
    pub(crate) before: Vec<(Slot, Node)>,
    /// The first bytes of each node; `None`: a folder.
    pub(crate) first: Vec<Option<Vec<u8>>>,
    /// The path that a node was last known by.
    pub(crate) names: Vec<String>,
    places: HashMap<PathBuf, Node>,
    lengths: Vec<usize>,
}

impl Recording {
    /// Notes what lies in `folder` before a run.
    pub(crate) fn begin(folder: &Path) -> Self {
        let mut out = Self::default();
        out.node(folder, None);
        out.take_in(folder);
        out
    }

    fn take_in(&mut self, folder: &Path) {
        for child in fs::read_dir(folder).unwrap() {
            let path = child.unwrap().path();
            let is_dir = path.is_dir();
            let slot = self.slot(&path).unwrap();
            let node = self.node(&path, (!is_dir).then(|| fs::read(&path).unwrap()));
            self.before.push((slot, node));
            if is_dir {
                self.take_in(&path);
            }
        }
    }

    fn node(&mut self, path: &Path, bytes: Option<Vec<u8>>) -> Node {
        let node = self.first.len();
        self.lengths.push(bytes.as_ref().map_or(0, Vec::len));
        self.first.push(bytes);
        self.names.push(path.to_str().unwrap().to_owned());
        self.places.insert(path.to_owned(), node);
        node
    }

    fn slot(&self, path: &Path) -> Option<Slot> {
        let folder = *self.places.get(path.parent()?)?;
        Some((folder, path.file_name()?.to_str()?.to_owned()))
    }

    /// Reads what the shim wrote down of the run.
    pub(crate) fn read(&mut self, log: &Path) {
        let bytes = fs::read(log).unwrap();
        let mut rest = bytes.as_slice();
        while let Some((kind, after)) = rest.split_first() {
            let (length, after) = number::<2>(after);
            let (path, after) = after.split_at(length);
            let (offset, after) = number::<8>(after);
            let (length, after) = number::<4>(after);
            let kind = char::from(*kind);
            let carried = if "WANLG".contains(kind) { length } else { 0 };
            let (data, after) = after.split_at(carried);
            rest = after;
            let path = PathBuf::from(std::str::from_utf8(path).unwrap());
            self.take(kind, &path, offset, length, data);
        }
    }

    fn take(&mut self, kind: char, path: &Path, offset: usize, length: usize, data: &[u8]) {
        let node = self.places.get(path).copied();
        let text = || std::str::from_utf8(data).unwrap().to_owned();
        let step = match (kind, node) {
            ('A', _) => {
                let said = text();
                let lines = said.lines().map(|line| Step::Said(line.to_owned()));
                self.steps.extend(lines);
                return;
            }
            ('G', _) => Some(Step::Call(text().chars().next().unwrap())),
            ('C' | 'M', _) => self.slot(path).map(|slot| {
                let node = self.node(path, (kind == 'C').then(Vec::new));
                Step::Make { slot, node }
            }),
            ('U', Some(node)) => {
                self.places.remove(path);
                self.slot(path).map(|slot| Step::Remove { slot, node })
            }
            ('N', Some(node)) => self.rename(path, Path::new(&text()), node),
            ('L', Some(node)) => {
                let to = PathBuf::from(text());
                self.places.insert(to.clone(), node);
                self.slot(&to).map(|slot| Step::Make { slot, node })
            }
            ('W', Some(node)) => {
                let end = offset + data.len();
                let known = self.lengths.get_mut(node).unwrap();
                let grows = end > *known;
                *known = end.max(*known);
                Some(Step::Write { node, offset, bytes: data.to_vec(), grows })
            }
            ('T', Some(node)) => {
                *self.lengths.get_mut(node).unwrap() = offset;
                Some(Step::Cut { node, length: offset })
            }
            ('S', Some(node)) => Some(Step::Sync { node }),
            ('D', Some(node)) => Some(Step::SyncData { node }),
            ('R', Some(node)) => {
                let to = if length == 0 { usize::MAX } else { offset + length };
                Some(Step::SyncRange { node, from: offset, to })
            }
            // A file that has no name any more.
            _ => None,
        };
        self.steps.extend(step);
    }

    fn rename(&mut self, from: &Path, to: &Path, node: Node) -> Option<Step> {
        let step = Step::Move { from: self.slot(from)?, to: self.slot(to)?, node };
        let moved: Vec<_> =
            self.places.keys().filter(|path| path.starts_with(from)).cloned().collect();
        self.places.retain(|path, _| !path.starts_with(to));
        for path in moved {
            let node = self.places.remove(&path).unwrap();
            let inside = path.strip_prefix(from).unwrap();
            let path = if inside.as_os_str().is_empty() { to.into() } else { to.join(inside) };
            path.to_str().unwrap().clone_into(self.names.get_mut(node).unwrap());
            self.places.insert(path, node);
        }
        Some(step)
    }

    /// The calls that can fail, each with the last thing that was said before it.
    pub(crate) fn calls(&self) -> Vec<(char, String)> {
        let mut said = String::new();
        let mut out = Vec::new();
        for step in &self.steps {
            match step {
                Step::Said(line) => said.clone_from(line),
                Step::Call(class) => out.push((*class, said.clone())),
                _ => {}
            }
        }
        out
    }

    /// Where something was said, and what.
    pub(crate) fn said(&self) -> impl Iterator<Item = (usize, &str)> {
        self.steps.iter().enumerate().filter_map(|(at, step)| match step {
            Step::Said(line) => Some((at, line.as_str())),
            _ => None,
        })
    }
}

fn number<const N: usize>(bytes: &[u8]) -> (usize, &[u8]) {
    let (head, rest) = bytes.split_at(N);
    let value = head.iter().rev().fold(0, |value, byte| value << 8 | usize::from(*byte));
    (value, rest)
}
