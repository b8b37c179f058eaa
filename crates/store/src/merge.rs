//! Bringing stores together: runs are copied as they are, and shards of one run become one run.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use coinsift_verdict::Sentence;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::id::RunId;
use crate::layout::{self, Layout, remove_folder};
use crate::log::segment;
use crate::record::{Manifest, Shard};
use crate::run::{RunState, RunSummary};

use crate::store::{Access, Store};

/// What merging brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// Runs that were copied, or of which more was copied than was there.
    pub copied: Vec<RunId>,
    /// Runs that were there already.
    pub present: Vec<RunId>,
    /// Runs that now bring shards together.
    pub joined: Vec<RunId>,
    /// Shards that wait for others of their run, or for their own end.
    pub waiting: Vec<RunId>,
}

/// How a run here compares to one of the same id there.
enum Compared {
    /// There is nothing new there.
    Present,
    /// What is here is the beginning of what is there.
    Longer,
    Different,
}

impl Store {
    /// Copies the runs of other stores into this one, evidence unchanged, and brings shards of the
    /// same run together where all of them are here and ended. Doing it again changes nothing.
    pub fn merge(&self, others: &[PathBuf]) -> Result<Merged, StoreError> {
        self.shared.writing()?;
        let mut merged = Merged::default();
        for other in others {
            let other = Store::open(other, Access::modify("store merge"))?;
            for notice in other.take_notices() {
                self.shared.notice(notice);
            }
            self.take_runs(&other, &mut merged)?;
        }
        self.shared.catch_up()?;
        self.join_shards(&mut merged)?;
        Ok(merged)
    }

    fn take_runs(&self, other: &Store, merged: &mut Merged) -> Result<(), StoreError> {
        let (ours, theirs) = (&self.shared.layout, &other.shared.layout);
        for run in theirs.run_ids()? {
            let (from, to) = (theirs.run(run), ours.run(run));
            if to.exists() {
                match compare(&to, &from)? {
                    Compared::Present => {
                        merged.present.push(run);
                        continue;
                    }
                    Compared::Different => {
                        return Err(StoreError::Conflict { run, path: theirs.root().to_owned() });
                    }
                    Compared::Longer => {}
                }
            }
            copy_run(ours, run, &from)?;
            merged.copied.push(run);
        }
        Ok(())
    }

    /// Makes the merged runs for which all shards are here.
    fn join_shards(&self, merged: &mut Merged) -> Result<(), StoreError> {
        let runs = self.runs()?;
        for group in groups(&runs) {
            let complete = group.values().next().is_some_and(|first| {
                first.manifest.shard.is_some_and(|shard| group.len() == shard.count as usize)
            });
            let ended = group.values().all(|part| part.state != RunState::Unfinished);
            if !complete || !ended {
                merged.waiting.extend(group.values().map(|part| part.run));
                continue;
            }
            let Some(manifest) = joined_manifest(&group) else { continue };
            let id = manifest.run;
            if runs.iter().all(|run| run.run != id) {
                self.begin(&manifest)?;
                merged.joined.push(id);
                self.shared.notice(
                    Sentence::new("store-merge-joined").with("run", id).with("shards", group.len()),
                );
            }
        }
        Ok(())
    }
}

/// Shards that belong together, by shard. Where the same split run was done several times, each
/// shard joins the latest group that lacks it.
fn groups(runs: &[RunSummary]) -> Vec<BTreeMap<Shard, &RunSummary>> {
    let mut groups: Vec<BTreeMap<Shard, &RunSummary>> = Vec::new();
    for run in runs.iter().filter(|run| run.part_of.is_none()) {
        let Some(shard) = run.manifest.shard else { continue };
        let fitting = groups.iter_mut().rev().find(|group| {
            !group.contains_key(&shard)
                && group.values().all(|part| part.manifest.is_sibling(&run.manifest))
        });
        match fitting {
            Some(group) => {
                group.insert(shard, run);
            }
            None => groups.push(BTreeMap::from([(shard, run)])),
        }
    }
    groups
}

/// The manifest of a merged run. Its id follows from those of its parts, so that merging again
/// finds it.
fn joined_manifest(group: &BTreeMap<Shard, &RunSummary>) -> Option<Manifest> {
    let first = group.values().min_by_key(|part| part.run)?;
    let mut hash = Sha256::new();
    for part in group.values() {
        hash.update(part.run.key());
    }
    let digest: [u8; 32] = hash.finalize().into();
    let [a, b, c, ..] = digest;
    Some(Manifest {
        run: RunId::new(first.run.start(), [a, b, c]),
        start: group.values().map(|part| part.manifest.start).min()?,
        shard: None,
        parts: group.values().map(|part| part.run).collect(),
        ..first.manifest.clone()
    })
}

/// Copies a run's logs beside, and puts them in place when they are durable.
fn copy_run(ours: &Layout, run: RunId, from: &Path) -> Result<(), StoreError> {
    let arriving = ours.arriving(run);
    remove_folder(&arriving)?;
    let wrong = |error| StoreError::io(&arriving, error);
    layout::private_folder(&arriving).map_err(wrong)?;
    for number in segment::numbers(from)? {
        let source = segment::path(from, number);
        let target = segment::path(&arriving, number);
        let copy = || -> io::Result<()> {
            let mut to = layout::private_file().create_new(true).open(&target)?;
            io::copy(&mut File::open(&source)?, &mut to)?;
            to.flush()?;
            to.sync_all()
        };
        copy().map_err(|error| StoreError::io(&target, error))?;
    }
    layout::sync_folder(&arriving).map_err(wrong)?;
    let place = ours.run(run);
    // What is here is the beginning of what comes, so nothing is lost with it.
    remove_folder(&place)?;
    fs::rename(&arriving, &place).map_err(wrong)?;
    let runs = ours.runs();
    layout::sync_folder(&runs).map_err(|error| StoreError::io(&runs, error))
}

/// Compares the logs of one run in two stores, byte by byte.
fn compare(here: &Path, there: &Path) -> Result<Compared, StoreError> {
    let mut ours = Joined::new(here)?;
    let mut theirs = Joined::new(there)?;
    let (mut a, mut b) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        let read = |joined: &mut Joined, buffer: &mut [u8], path: &Path| {
            joined.fill(buffer).map_err(|error| StoreError::io(path, error))
        };
        let (n, m) = (read(&mut ours, &mut a, here)?, read(&mut theirs, &mut b, there)?);
        let common = n.min(m);
        if a.get(..common) != b.get(..common) {
            return Ok(Compared::Different);
        }
        if n < m {
            return Ok(Compared::Longer);
        }
        if m < n || n == 0 {
            return Ok(Compared::Present);
        }
    }
}

/// The segments of a log read as one.
struct Joined {
    files: std::vec::IntoIter<PathBuf>,
    file: Option<File>,
}

impl Joined {
    fn new(folder: &Path) -> Result<Joined, StoreError> {
        let files: Vec<PathBuf> =
            segment::numbers(folder)?.into_iter().map(|n| segment::path(folder, n)).collect();
        Ok(Joined { files: files.into_iter(), file: None })
    }

    /// Fills the buffer as far as there are bytes.
    fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
            match &mut self.file {
                None => match self.files.next() {
                    Some(path) => self.file = Some(File::open(path)?),
                    None => break,
                },
                Some(file) => match file.read(room)? {
                    0 => self.file = None,
                    read => filled += read,
                },
            }
        }
        Ok(filled)
    }
}
