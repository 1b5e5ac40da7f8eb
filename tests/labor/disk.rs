//! What a power cut may leave on a disk.

use crate::dice::Dice;
use crate::record::{Node, ROOT, Recording, Step};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// What a sync is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Model {
    /// fsync of a file keeps its bytes and length and nothing else; names need fsync of the folder.
    Strict,
    /// As on ext4: what changes the journal of the file system keeps all names and lengths before.
    Ext4,
    /// The same, and `sync_file_range` is believed.
    Plp,
}

pub(crate) const MODELS: [Model; 3] = [Model::Strict, Model::Ext4, Model::Plp];

/// What becomes of that which no sync has kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// All of it is gone.
    Nothing,
    /// What comes before a moment is there.
    Prefix,
    /// Any of it is there, and a write may be torn.
    Some,
}

/// From when on each step is kept for sure: the place of the sync that keeps it.
pub(crate) struct Kept(Vec<usize>);

impl Kept {
    /// `counts` tells whether a sync of a node counts: a test leaves some out.
    pub(crate) fn of(
        recording: &Recording,
        model: Model,
        counts: impl Fn(&Recording, Node) -> bool,
    ) -> Self {
        let mut kept = vec![usize::MAX; recording.steps.len()];
        let mut open: Vec<usize> = Vec::new();
        for (at, step) in recording.steps.iter().enumerate() {
            let (node, range, full) = match step {
                Step::Make { .. }
                | Step::Remove { .. }
                | Step::Move { .. }
                | Step::Write { .. }
                | Step::Cut { .. } => {
                    open.push(at);
                    continue;
                }
                Step::Sync { node } => (*node, None, true),
                Step::SyncData { node } => (*node, None, false),
                Step::SyncRange { node, from, to } => (*node, Some((*from, *to)), false),
                Step::Said(_) | Step::Call(_) => continue,
            };
            if !counts(recording, node) || (range.is_some() && model != Model::Plp) {
                continue;
            }
            // fdatasync goes to the journal of the file system only if the length changed.
            let journals = model != Model::Strict
                && (full || range.is_some() || open.iter().any(|at| grows(recording, *at, node)));
            open.retain(|earlier| {
                let step = recording.steps.get(*earlier).unwrap();
                let now = match step {
                    Step::Write { node: of, offset, bytes, .. } => {
                        let inside = range
                            .is_none_or(|(from, to)| *offset >= from && offset + bytes.len() <= to);
                        *of == node && inside
                    }
                    Step::Cut { node: of, .. } => journals || (*of == node && range.is_none()),
                    Step::Make { slot, .. } | Step::Remove { slot, .. } => {
                        journals || slot.0 == node
                    }
                    Step::Move { from, to, .. } => journals || from.0 == node || to.0 == node,
                    _ => false,
                };
                if now {
                    *kept.get_mut(*earlier).unwrap() = at;
                }
                !now
            });
        }
        Self(kept)
    }
}

fn grows(recording: &Recording, at: usize, node: Node) -> bool {
    match recording.steps.get(at).unwrap() {
        Step::Write { node: of, grows, .. } => *of == node && *grows,
        Step::Cut { node: of, .. } => *of == node,
        _ => false,
    }
}

/// A disk as it is found after the cut.
pub(crate) struct Disk {
    folders: BTreeMap<Node, BTreeMap<String, Node>>,
    files: BTreeMap<Node, Vec<u8>>,
}

impl Disk {
    /// The disk after a cut before step `cut`.
    pub(crate) fn after(
        recording: &Recording,
        kept: &Kept,
        model: Model,
        cut: usize,
        policy: Policy,
        dice: &mut Dice,
    ) -> Self {
        let mut disk = Self { folders: BTreeMap::new(), files: BTreeMap::new() };
        for (node, bytes) in recording.first.iter().enumerate() {
            match bytes {
                Some(bytes) => drop(disk.files.insert(node, bytes.clone())),
                None => drop(disk.folders.insert(node, BTreeMap::new())),
            }
        }
        for (slot, node) in &recording.before {
            disk.put(slot, *node);
        }
        let moment = dice.below(cut + 1);
        for (at, step) in recording.steps.iter().take(cut).enumerate() {
            if kept.0.get(at).is_some_and(|sync| *sync < cut) {
                disk.apply(step, None);
                continue;
            }
            let is_name = !matches!(step, Step::Write { .. });
            let there = match policy {
                Policy::Nothing => false,
                Policy::Prefix => at < moment,
                // Names come in order where the file system has a journal.
                Policy::Some if is_name && model != Model::Strict => at < moment,
                Policy::Some => !dice.one_in(2),
            };
            if there {
                let torn = policy == Policy::Some && dice.one_in(5);
                disk.apply(step, torn.then_some(&mut *dice));
            }
        }
        disk
    }

    fn put(&mut self, slot: &(Node, String), node: Node) {
        // In a folder that is not there nothing is found either.
        self.folders.entry(slot.0).or_default().insert(slot.1.clone(), node);
    }

    fn take(&mut self, slot: &(Node, String), node: Node) {
        if let Some(folder) = self.folders.get_mut(&slot.0)
            && folder.get(&slot.1) == Some(&node)
        {
            folder.remove(&slot.1);
        }
    }

    fn apply(&mut self, step: &Step, torn: Option<&mut Dice>) {
        match step {
            Step::Make { slot, node } => self.put(slot, *node),
            Step::Remove { slot, node } => self.take(slot, *node),
            Step::Move { from, to, node } => {
                self.take(from, *node);
                self.put(to, *node);
            }
            Step::Write { node, offset, bytes, .. } => {
                let length = torn.map_or(bytes.len(), |dice| {
                    let at = dice.below(bytes.len() + 1);
                    let sector = (offset + at) % 512;
                    if dice.one_in(2) { at.saturating_sub(sector) } else { at }
                });
                let file = self.files.entry(*node).or_default();
                let end = offset + length;
                if file.len() < end {
                    file.resize(end, 0);
                }
                let place = file.get_mut(*offset..end).unwrap();
                place.copy_from_slice(bytes.get(..length).unwrap());
            }
            Step::Cut { node, length } => {
                self.files.entry(*node).or_default().resize(*length, 0);
            }
            _ => {}
        }
    }

    /// Lays it into a folder.
    pub(crate) fn lay(&self, folder: &Path) {
        self.lay_node(ROOT, folder);
    }

    fn lay_node(&self, node: Node, folder: &Path) {
        fs::create_dir(folder).unwrap();
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
        for (name, child) in self.folders.get(&node).into_iter().flatten() {
            let path = folder.join(name);
            if let Some(bytes) = self.files.get(child) {
                fs::write(&path, bytes).unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            } else {
                self.lay_node(*child, &path);
            }
        }
    }
}
