//! Keeping a store: its size, its index made anew or copied, old runs dropped.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::time::Duration;

use coinsift_protocols::Utc;
use serde::Serialize;

use crate::error::StoreError;
use crate::id::RunId;
use crate::index::Trouble;
use crate::layout::{self, remove_folder};
use crate::rebuild;
use crate::run::{RunState, RunSummary};

use crate::store::Store;

/// What a store holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// The format of the store.
    pub format: u32,
    /// Runs, merged ones and their shards counted one each.
    pub runs: u64,
    /// Runs without an end.
    pub unfinished: u64,
    /// The oldest run.
    pub oldest: Option<RunId>,
    /// The newest run.
    pub newest: Option<RunId>,
    /// Bytes of evidence.
    pub log_bytes: u64,
    /// Bytes of the index.
    pub index_bytes: u64,
    /// Bytes that were set aside as damaged, of logs and indexes; they may be removed by hand.
    pub set_aside_bytes: u64,
    /// Entries by tree; empty where another process has the index.
    pub entries: BTreeMap<&'static str, u64>,
}

/// Which runs are kept. Both limits hold where both are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Runs that started longer ago are dropped.
    pub max_age: Option<Duration>,
    /// So many of the newest are kept. A merged run counts once, and stays or goes with its parts.
    pub max_runs: Option<usize>,
}

/// What was dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// The runs, oldest first.
    pub runs: Vec<RunId>,
    /// Bytes of their logs.
    pub bytes: u64,
}

/// What copying the index brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Compacted {
    /// Bytes of the index before.
    pub before: u64,
    /// Bytes of the index after.
    pub after: u64,
}

impl Store {
    /// What the store holds. Counting the entries reads the whole index.
    pub fn stats(&self) -> Result<Stats, StoreError> {
        let layout = &self.shared.layout;
        let runs = self.runs()?;
        let mut log_bytes = 0;
        let mut set_aside_bytes = 0;
        for run in layout.run_ids()? {
            let damaged = layout::disk_bytes(&layout.run(run).join("damaged"));
            log_bytes += layout::disk_bytes(&layout.run(run)).saturating_sub(damaged);
            set_aside_bytes += damaged;
        }
        set_aside_bytes += layout::disk_bytes(&layout.set_aside_index());
        let entries = if self.shared.has_index() {
            self.shared.with_index(|index| index.counts())?
        } else {
            BTreeMap::new()
        };
        Ok(Stats {
            format: crate::marker::FORMAT,
            runs: runs.len() as u64,
            unfinished: runs.iter().filter(|run| run.state == RunState::Unfinished).count() as u64,
            oldest: runs.first().map(|run| run.run),
            newest: runs.last().map(|run| run.run),
            log_bytes,
            index_bytes: layout::disk_bytes(&layout.index()),
            set_aside_bytes,
            entries,
        })
    }

    /// Builds the index anew from the logs.
    pub fn rebuild(&self) -> Result<(), StoreError> {
        self.shared.writing()?;
        self.shared.exchange_index(|_, path| rebuild::build(&self.shared, path))
    }

    /// Copies the index, which is the only way in which sled gives space back.
    pub fn compact(&self) -> Result<Compacted, StoreError> {
        self.shared.writing()?;
        let index = self.shared.layout.index();
        let before = layout::disk_bytes(&index);
        self.copy_index(&HashSet::new())?;
        Ok(Compacted { before, after: layout::disk_bytes(&index) })
    }

    /// Drops the logs of runs that are not to be kept, and what the index holds of them. Runs that
    /// are written to by this process must not be among them: `spare` is never dropped.
    pub fn retain(
        &self,
        retention: &Retention,
        now: Utc,
        spare: Option<RunId>,
    ) -> Result<Dropped, StoreError> {
        self.shared.writing()?;
        let runs = self.runs()?;
        let going = going(&runs, retention, now, spare);
        if going.is_empty() {
            return Ok(Dropped::default());
        }
        let layout = &self.shared.layout;
        let mut dropped = Dropped::default();
        for run in runs.iter().filter(|run| going.contains(&run.run)) {
            let folder = layout.run(run.run);
            dropped.bytes += layout::disk_bytes(&folder);
            dropped.runs.push(run.run);
            // First out of sight, all of them, so that an interruption leaves no half run. The
            // index then knows runs that are gone, which is noticed on opening.
            fs::rename(&folder, layout.dropped(run.run))
                .map_err(|error| StoreError::io(&folder, error))?;
        }
        let folder = layout.runs();
        layout::sync_folder(&folder).map_err(|error| StoreError::io(&folder, error))?;
        self.copy_index(&going)?;
        for run in &dropped.runs {
            remove_folder(&layout.dropped(*run))?;
        }
        Ok(dropped)
    }

    /// Exchanges the index for a copy without some runs.
    fn copy_index(&self, without: &HashSet<RunId>) -> Result<(), StoreError> {
        let shared = &self.shared;
        let copied = shared.exchange_index(|old, path| {
            let keep = |run| !without.contains(&run);
            let failed = |trouble: Trouble| {
                let plain = trouble.beyond_repair(path);
                plain.unwrap_or_else(|| StoreError::Index(trouble.to_string()))
            };
            if !rebuild::copy(shared, old, path, keep).map_err(failed)? {
                remove_folder(path)?;
                rebuild::build(shared, path)?;
            }
            Ok(())
        });
        match copied {
            // An index that cannot be read can still be built anew.
            Err(StoreError::Index(_)) => {
                shared.exchange_index(|_, path| rebuild::build(shared, path))
            }
            copied => copied,
        }
    }
}

/// The runs that are not to be kept.
fn going(
    runs: &[RunSummary],
    retention: &Retention,
    now: Utc,
    spare: Option<RunId>,
) -> HashSet<RunId> {
    let mut units: Vec<&RunSummary> = runs.iter().filter(|run| run.part_of.is_none()).collect();
    units.reverse();
    let mut going = HashSet::new();
    for (place, unit) in units.into_iter().enumerate() {
        let age = now.0.saturating_sub(unit.run.start().0);
        let too_old = retention
            .max_age
            .is_some_and(|max| u128::try_from(age).is_ok_and(|age| age > max.as_millis()));
        let too_many = retention.max_runs.is_some_and(|max| place >= max);
        let spared = |run: &RunId| Some(*run) == spare;
        let members = || std::iter::once(&unit.run).chain(&unit.manifest.parts);
        if (too_old || too_many) && !members().any(spared) {
            going.extend(members().copied());
        }
    }
    going
}
