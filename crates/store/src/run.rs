//! Runs as they are listed: how each began, how far it got, how it ended.

use std::collections::BTreeSet;
use std::sync::Arc;

use coinsift_protocols::Utc;
use coinsift_verdict::Sentence;
use serde::Serialize;

use crate::error::{Damage, StoreError};
use crate::id::RunId;
use crate::index::rows::RunRow;
use crate::index::trees::Runs;
use crate::layout;
use crate::log::reader::{Frame, LogReader};
use crate::log::record::{Kind, Record};
use crate::log::{ChainValue, Flags, Position};
use crate::record::{Coverage, End, Manifest, Probes, Progress, RejudgeEnd, Tally};
use crate::shared::Shared;
use crate::store::Store;

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// Everything asked for was done.
    Complete,
    /// It was ended before everything was done; it can be resumed.
    Incomplete,
    /// It has no end: it is going on, or was stopped without a word. It can be resumed unless it
    /// is going on.
    Unfinished,
}

/// A run in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunSummary {
    /// The run.
    pub run: RunId,
    /// How it stands.
    pub state: RunState,
    /// How it began.
    pub manifest: Manifest,
    /// How far it was known to be last, where it has no end.
    pub progress: Option<Progress>,
    /// How it ended.
    pub end: Option<End>,
    /// The rejudgings it went through, oldest first.
    pub rejudged: Vec<RejudgeEnd>,
    /// The verdicts, as the last progress, end or rejudging said.
    pub tally: Option<Tally>,
    /// The merged run of which this one is a shard.
    pub part_of: Option<RunId>,
    /// Bytes of its logs, with those of its parts.
    pub bytes: u64,
}

/// A run that is read.
#[derive(Clone)]
pub struct Run {
    pub(crate) shared: Arc<Shared>,
    pub(crate) summary: RunSummary,
}

/// What became of checking a run's log from its first byte to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The run; for a merged run each of its parts is verified by itself.
    pub run: RunId,
    /// Records that are whole.
    pub records: u64,
    /// The chain value after the last of them.
    pub chain: ChainValue,
    /// What is damaged, if anything.
    pub damage: Option<Damage>,
}

impl Store {
    /// All runs, oldest first. Runs whose manifest cannot be read are left out; opening the store
    /// for writing gives a notice about them.
    pub fn runs(&self) -> Result<Vec<RunSummary>, StoreError> {
        let mut runs = Vec::new();
        for run in self.shared.layout.run_ids()? {
            if let Some(row) = self.row(run)?
                && let Some(manifest) = row.manifest.clone()
            {
                let bytes = layout::disk_bytes(&self.shared.layout.run(run));
                runs.push(RunSummary::of(manifest, row, bytes));
            }
        }
        let merged: Vec<RunSummary> =
            runs.iter().filter(|run| !run.manifest.parts.is_empty()).cloned().collect();
        for view in merged {
            let mut parts = Vec::new();
            for run in runs.iter_mut().filter(|run| view.manifest.parts.contains(&run.run)) {
                run.part_of = Some(view.run);
                parts.push(run.clone());
            }
            if let Some(place) = runs.iter_mut().find(|run| run.run == view.run) {
                place.bring_together(&parts);
            }
        }
        Ok(runs)
    }

    /// The run of a name: an id, the beginning of exactly one id, or `latest` for the run that
    /// started last and is no shard of a merged one.
    pub fn run(&self, name: &str) -> Result<Run, StoreError> {
        let runs = self.runs()?;
        let mut fitting: Vec<RunSummary> = if name == "latest" {
            runs.into_iter().rfind(|run| run.part_of.is_none()).into_iter().collect()
        } else {
            let all = runs.into_iter().filter(|run| {
                let id = run.run.to_string();
                !name.is_empty() && id.starts_with(name)
            });
            all.collect()
        };
        match (fitting.pop(), fitting.is_empty()) {
            (Some(summary), true) => Ok(Run { shared: Arc::clone(&self.shared), summary }),
            _ => Err(StoreError::NoSuchRun(name.to_owned())),
        }
    }

    /// Checks checksums and the hash chain of a run's log, and of the logs of its parts.
    pub fn verify(&self, run: &Run) -> Result<Vec<Verified>, StoreError> {
        let mut all = Vec::new();
        for part in std::iter::once(run.summary.run).chain(run.summary.manifest.parts.clone()) {
            let folder = self.shared.layout.run(part);
            let mut reader = LogReader::new(&folder, Position::start(part))?.verifying();
            let damage = loop {
                match reader.next_frame() {
                    Ok(Some(frame)) => {
                        let flaw = reader
                            .records(&frame)
                            .find_map(|raw| raw.and_then(|raw| Record::decode(&raw)).err());
                        if let Some(flaw) = flaw {
                            match reader.damage(&frame, flaw) {
                                StoreError::Damaged(damage) => break Some(damage),
                                error => return Err(error),
                            }
                        }
                    }
                    Ok(None) => break None,
                    Err(StoreError::Damaged(damage)) => break Some(damage),
                    Err(error) => return Err(error),
                }
            };
            let Position { sequence, chain, .. } = reader.position();
            all.push(Verified { run: part, records: sequence, chain, damage });
        }
        Ok(all)
    }

    /// What the list shows of a run: from the index where it is there, else from the log.
    fn row(&self, run: RunId) -> Result<Option<RunRow>, StoreError> {
        if self.shared.writable {
            return self.shared.with_index(|index| index.get::<Runs>(run));
        }
        match self.read_row(run) {
            // The folder went away while it was looked at.
            Err(StoreError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                Ok(None)
            }
            row => row.map(Some),
        }
    }

    /// Reads from a run's log what the list shows: only the frames that hold it are decompressed.
    fn read_row(&self, run: RunId) -> Result<RunRow, StoreError> {
        let folder = self.shared.layout.run(run);
        let mut heads = LogReader::new(&folder, Position::start(run))?;
        let mut once = Flags::of(Kind::Manifest);
        once.add(Flags::of(Kind::End));
        once.add(Flags::of(Kind::RejudgeEnd));
        let mut wanted = BTreeSet::new();
        let mut last_progress = None;
        // What stands before damage is what the list can show.
        while let Some(frame) = undamaged(heads.pass_frame())? {
            if frame.head.flags.any(once) {
                wanted.insert(frame.at);
            }
            if frame.head.flags.any(Flags::of(Kind::Progress)) {
                last_progress = Some(frame.at);
            }
        }
        wanted.extend(last_progress);
        let mut row = RunRow::default();
        let mut reader = LogReader::new(&folder, Position::start(run))?;
        for at in wanted {
            let Some(frame) = undamaged(reader.frame_at(at).map(Some))? else { break };
            for raw in reader.records(&frame) {
                let about_run = [Kind::Manifest, Kind::Progress, Kind::End, Kind::RejudgeEnd];
                let record = match raw {
                    Ok(raw) if about_run.contains(&raw.kind) => Record::decode(&raw),
                    Ok(_) => continue,
                    Err(_) => return Ok(row),
                };
                match record {
                    Ok(Record::Manifest(manifest)) => row.manifest = Some(*manifest),
                    Ok(Record::Progress(progress)) => row.progress(progress),
                    Ok(Record::End(end)) => row.end(*end),
                    Ok(Record::RejudgeEnd(end)) => row.rejudged(*end),
                    Ok(_) => {}
                    Err(_) => return Ok(row),
                }
            }
        }
        Ok(row)
    }
}

/// Takes damage for the end of a log.
fn undamaged(read: Result<Option<Frame>, StoreError>) -> Result<Option<Frame>, StoreError> {
    match read {
        Err(StoreError::Damaged(_)) => Ok(None),
        read => read,
    }
}

impl Run {
    /// What the list shows of it.
    pub fn summary(&self) -> &RunSummary {
        &self.summary
    }

    /// Its id.
    pub fn id(&self) -> RunId {
        self.summary.run
    }

    /// The runs whose logs hold its records: itself, or its parts.
    pub(crate) fn logs(&self) -> Vec<RunId> {
        if self.summary.manifest.parts.is_empty() {
            vec![self.summary.run]
        } else {
            self.summary.manifest.parts.clone()
        }
    }
}

impl RunSummary {
    fn of(manifest: Manifest, row: RunRow, bytes: u64) -> RunSummary {
        let state = match &row.end {
            Some(end) if end.is_complete() => RunState::Complete,
            Some(_) => RunState::Incomplete,
            None => RunState::Unfinished,
        };
        RunSummary {
            run: manifest.run,
            state,
            manifest,
            progress: row.progress,
            end: row.end,
            rejudged: row.rejudged,
            tally: row.tally,
            part_of: None,
            bytes,
        }
    }

    /// Makes this the summary of a merged run from those of its parts.
    fn bring_together(&mut self, parts: &[RunSummary]) {
        let missing = parts.len() < self.manifest.parts.len();
        self.state = if missing || parts.iter().any(|part| part.state == RunState::Unfinished) {
            RunState::Unfinished
        } else if parts.iter().any(|part| part.state == RunState::Incomplete) {
            RunState::Incomplete
        } else {
            RunState::Complete
        };
        let mut tally = Tally::default();
        for part in parts {
            tally.join(&part.tally.unwrap_or_default());
            self.bytes += part.bytes;
        }
        self.tally = Some(tally);
        let ends: Vec<&End> = parts.iter().filter_map(|part| part.end.as_ref()).collect();
        self.end = (self.state != RunState::Unfinished).then(|| joined_end(&ends, tally));
    }
}

/// The end of a merged run. Its coverage counts the indexes of all parts one after the other.
fn joined_end(ends: &[&End], tally: Tally) -> End {
    let mut probes = Probes::default();
    let mut coverage = Coverage::default();
    let (mut time, mut duration) = (Utc(i64::MIN), 0_u64);
    let mut incomplete: Option<Sentence> = None;
    for end in ends {
        probes.join(&end.probes);
        coverage.done_below += end.coverage.done();
        coverage.total += end.coverage.total;
        time = time.max(end.time);
        duration = duration.saturating_add(end.duration);
        incomplete = incomplete.or_else(|| end.incomplete.clone());
    }
    End { time, duration, incomplete, coverage, probes, tally }
}
