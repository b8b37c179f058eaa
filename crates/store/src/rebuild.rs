//! The index made to agree with the logs: caught up on opening, built anew, copied.

use std::collections::BTreeSet;
use std::path::Path;

use crate::error::{Damage, Flaw, StoreError};
use crate::id::RunId;
use crate::index::apply::{Change, Mode};
use crate::index::rows::EndpointRows;
use crate::index::trees::{Histories, Marks, ProgressTree, Runs, Table, Verdicts};
use crate::index::{Index, Rows, Trouble};
use crate::key::{ENDPOINT_KEY_LEN, EndpointKey};
use crate::log::Position;
use crate::log::reader::LogReader;
use crate::shared::Shared;

/// Records applied at once; bounds memory, and lets a batch touch each page of the index once.
const CHUNK: usize = 50_000;

/// Entries read at once from an index that is copied.
const PAGE: usize = 5_000;

/// Why the logs cannot be brought into an index.
pub(crate) enum Obstacle {
    /// The index knows more than the logs: it has to be built anew.
    Behind,
    /// A log cannot be read at all.
    Log(StoreError),
}

/// Applies what the logs hold beyond the index's marks. Damage in a log becomes a notice.
pub(crate) fn catch_up(shared: &Shared, index: &Index) -> Result<Result<(), Obstacle>, Trouble> {
    let runs = match shared.layout.run_ids() {
        Ok(runs) => runs,
        Err(error) => return Ok(Err(Obstacle::Log(error))),
    };
    let marked: BTreeSet<RunId> = index
        .page::<Marks>(None, usize::MAX)?
        .iter()
        .filter_map(|(key, _)| RunId::from_key(key))
        .collect();
    if marked.iter().any(|run| runs.binary_search(run).is_err()) {
        return Ok(Err(Obstacle::Behind));
    }
    for run in runs {
        if let Err(obstacle) = catch_up_run(shared, index, run, Mode::Again)? {
            return Ok(Err(obstacle));
        }
    }
    index.flush()?;
    Ok(Ok(()))
}

fn catch_up_run(
    shared: &Shared,
    index: &Index,
    run: RunId,
    mode: Mode,
) -> Result<Result<(), Obstacle>, Trouble> {
    let mark = index.get::<Marks>(run)?;
    let from = mark.unwrap_or_else(|| Position::start(run));
    let mut reader = match LogReader::new(&shared.layout.run(run), from) {
        Ok(reader) => reader,
        Err(error) => return Ok(Err(Obstacle::Log(error))),
    };
    let mut changes = Vec::new();
    let mut applied = from;
    loop {
        let before = reader.position();
        let read = next_changes(&mut reader, run, &mut changes);
        match read {
            Ok(true) if changes.len() < CHUNK => continue,
            Ok(_) => {}
            Err(StoreError::Damaged(damage)) => {
                let Damage { what: Flaw::Shortened | Flaw::Missing, .. } = damage else {
                    shared.notice(damage.sentence());
                    index.apply(run, changes, before, mode)?;
                    return Ok(Ok(()));
                };
                if mark.is_some() && before == from {
                    return Ok(Err(Obstacle::Behind));
                }
                shared.notice(damage.sentence());
                index.apply(run, changes, before, mode)?;
                return Ok(Ok(()));
            }
            Err(error) => return Ok(Err(Obstacle::Log(error))),
        }
        let position = reader.position();
        if position != applied {
            index.apply(run, std::mem::take(&mut changes), position, mode)?;
            applied = position;
        }
        if !matches!(read, Ok(true)) {
            return Ok(Ok(()));
        }
    }
}

/// Reads one frame and adds what it means; `false` at the end of the log. A frame with a flaw in
/// it adds nothing.
fn next_changes(
    reader: &mut LogReader,
    run: RunId,
    changes: &mut Vec<Change>,
) -> Result<bool, StoreError> {
    let Some(frame) = reader.next_frame()? else {
        return Ok(false);
    };
    let whole = changes.len();
    for raw in reader.records(&frame) {
        match raw.and_then(|raw| Change::of(run, &raw, frame.at)) {
            Ok(change) => changes.extend(change),
            Err(flaw) => {
                changes.truncate(whole);
                return Err(reader.damage(&frame, flaw));
            }
        }
    }
    Ok(true)
}

/// Builds an index from all logs in a new folder.
pub(crate) fn build(shared: &Shared, path: &Path) -> Result<(), StoreError> {
    let failed = |trouble: Trouble| {
        trouble.beyond_repair(path).unwrap_or_else(|| StoreError::Index(trouble.to_string()))
    };
    let index = Index::open(path, shared.settings.cache_bytes).map_err(failed)?;
    for run in shared.layout.run_ids()? {
        match catch_up_run(shared, &index, run, Mode::Live).map_err(failed)? {
            Ok(()) => {}
            Err(Obstacle::Log(error)) => return Err(error),
            // There was no mark that could be ahead of a log.
            Err(Obstacle::Behind) => {}
        }
    }
    index.flush().map_err(failed)
}

/// Copies an index into a new folder without the runs that are not kept. `false` where that
/// cannot be done by copying, because a current verdict would go and older ones stay.
pub(crate) fn copy(
    shared: &Shared,
    old: &Index,
    path: &Path,
    keep: impl Fn(RunId) -> bool,
) -> Result<bool, Trouble> {
    let new = Index::open(path, shared.settings.cache_bytes)?;
    let mut exact = true;
    each::<Verdicts>(old, |page| {
        let mut endpoints = Vec::with_capacity(page.len());
        for (key, standing) in page {
            let history = old.get::<Histories>(key)?;
            let mut rows = EndpointRows::new(Some(standing), history.as_ref());
            exact &= rows.retain(&keep);
            endpoints.push((key, rows));
        }
        new.copy_endpoints(endpoints)
    })?;
    // Endpoints of which only failures to answer are known.
    each::<Histories>(old, |page| {
        let mut endpoints = Vec::new();
        for (key, history) in page {
            if old.get::<Verdicts>(key)?.is_none() {
                let mut rows = EndpointRows::new(None, Some(&history));
                rows.retain(&keep);
                endpoints.push((key, rows));
            }
        }
        new.copy_endpoints(endpoints)
    })?;
    copy_runs::<Runs>(old, &new, &keep)?;
    copy_runs::<ProgressTree>(old, &new, &keep)?;
    copy_runs::<Marks>(old, &new, &keep)?;
    new.flush()?;
    Ok(exact)
}

/// Walks a tree of endpoints page by page.
pub(crate) fn each<T: Table<Key = EndpointKey>>(
    index: &Index,
    mut work: impl FnMut(Vec<(EndpointKey, T::Value)>) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let mut after: Option<Vec<u8>> = None;
    loop {
        let page = index.page::<T>(after.as_deref(), PAGE)?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        after = Some(last.clone());
        let mut keyed = Vec::with_capacity(page.len());
        for (key, value) in page {
            let key: [u8; ENDPOINT_KEY_LEN] =
                key.try_into().map_err(|_| Trouble::Foreign(T::NAME))?;
            keyed.push((key, value));
        }
        work(keyed)?;
    }
}

fn copy_runs<T: Table<Key = RunId>>(
    old: &Index,
    new: &Index,
    keep: impl Fn(RunId) -> bool,
) -> Result<(), Trouble> {
    let mut rows = Rows::default();
    for (key, value) in old.page::<T>(None, usize::MAX)? {
        let run = RunId::from_key(&key).ok_or(Trouble::Foreign(T::NAME))?;
        if keep(run) {
            rows.set::<T>(run, Some(&value));
        }
    }
    new.write::<T>(rows)
}
