//! Going on with a run that was not complete.

use std::collections::HashSet;
use std::sync::Arc;

use coinsift_protocols::Endpoint;
use coinsift_verdict::Sentence;

use crate::error::StoreError;
use crate::id::RunId;
use crate::index::rows::ProgressRow;
use crate::index::trees::{Marks, ProgressTree, Runs};
use crate::log::Position;
use crate::log::reader::LogReader;
use crate::log::record::Record;
use crate::outline::Outline;
use crate::record::{Counted, Coverage, Manifest, Probes, Tally};
use crate::run::Run;
use crate::shared::Shared;
use crate::store::Store;
use crate::writer::RunWriter;

/// What has to be known to go on with a run.
#[derive(Clone, Debug, PartialEq)]
pub struct ResumeState {
    /// How it began.
    pub manifest: Manifest,
    /// Which indexes are done.
    pub coverage: Coverage,
    /// What became of the pairs tried so far.
    pub probes: Probes,
    /// How long it was at work before, in milliseconds, as far as its ends say.
    pub duration: u64,
    /// Endpoints that are done although the coverage may not say so: do not contact them again.
    pub finished: HashSet<Endpoint>,
    /// The verdicts so far.
    pub tally: Tally,
}

impl Store {
    /// Opens a run that is not complete for going on with it. What stands behind damage in its log
    /// is moved away, with a notice, and has to be done again.
    pub fn resume(&self, run: &Run) -> Result<(RunWriter, ResumeState), StoreError> {
        self.shared.writing()?;
        let id = run.id();
        if !run.summary.manifest.parts.is_empty() {
            return Err(StoreError::RunMerged(id));
        }
        let row = self.shared.with_index(|index| index.get::<Runs>(id))?;
        let end = row.and_then(|row| row.end);
        if end.as_ref().is_some_and(|end| end.is_complete()) {
            return Err(StoreError::RunComplete(id));
        }
        let state = state(&self.shared, run)?;
        let writer = append_to(&self.shared, id, state.tally, OnDamage::MoveAway)?;
        Ok((writer, state))
    }
}

/// Whether damage may be passed over by moving it and all behind it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnDamage {
    /// It may: what is lost is done again.
    MoveAway,
    /// It may not, unless the log only ends within a batch.
    Refuse,
}

/// Opens a run's log at the end of what is whole.
pub(crate) fn append_to(
    shared: &Arc<Shared>,
    run: RunId,
    tally: Tally,
    on_damage: OnDamage,
) -> Result<RunWriter, StoreError> {
    let mark = shared.with_index(|index| index.get::<Marks>(run))?;
    let mark = mark.unwrap_or_else(|| Position::start(run));
    if on_damage == OnDamage::Refuse {
        match LogReader::new(&shared.layout.run(run), mark)?.next_frame() {
            Err(StoreError::Damaged(damage)) if !damage.is_torn() => return Err(damage.into()),
            _ => {}
        }
    }
    let (writer, moved) = RunWriter::open(Arc::clone(shared), run, mark, tally)?;
    if moved {
        let folder = shared.layout.run(run).join("damaged");
        shared.notice(
            Sentence::new("store-log-set-aside").with("run", run).with("path", folder.display()),
        );
    }
    Ok(writer)
}

/// Where a run stands by its last progress and what was written after it.
pub(crate) fn state(shared: &Shared, run: &Run) -> Result<ResumeState, StoreError> {
    let id = run.id();
    let mark = shared.with_index(|index| index.get::<Marks>(id))?;
    let last = shared.with_index(|index| index.get::<ProgressTree>(id))?;
    let folder = shared.layout.run(id);
    let mut state = ResumeState {
        manifest: run.summary.manifest.clone(),
        coverage: Coverage::default(),
        probes: Probes::default(),
        duration: 0,
        finished: HashSet::new(),
        tally: Tally::default(),
    };
    let start = Position::start(id);
    let mut reader = LogReader::new(&folder, start)?;
    let mut next = match last {
        Some(ProgressRow { at, .. }) => Some(reader.frame_at(at)?),
        None => reader.next_frame()?,
    };
    let end = mark.unwrap_or(start);
    while let Some(frame) = next {
        for raw in reader.records(&frame) {
            let raw = raw.map_err(|flaw| reader.damage(&frame, flaw))?;
            let record = Record::decode(&raw).map_err(|flaw| reader.damage(&frame, flaw))?;
            state.take(record);
        }
        // Beyond the mark nothing is whole.
        let at = reader.position();
        if (at.segment, at.offset) >= (end.segment, end.offset) {
            break;
        }
        next = reader.next_frame()?;
    }
    Ok(state)
}

impl ResumeState {
    fn take(&mut self, record: Record) {
        match record {
            Record::Progress(progress) => {
                self.coverage = progress.coverage;
                self.probes = progress.probes;
                self.tally = progress.tally;
            }
            Record::Verdict(endpoint, judged) => {
                let counted = Counted::of(&Outline::of(&judged.verdict));
                self.tally.count(counted, judged.replaces);
                self.finished.insert(endpoint);
            }
            Record::Rejudge(rejudged) => {
                let counted = Counted::of(&Outline::of(&rejudged.verdict));
                self.tally.count(counted, Some(Counted::of(&rejudged.before)));
            }
            Record::Absent(absent) => {
                self.tally.absent += 1;
                self.finished.insert(absent.endpoint);
            }
            Record::End(end) => {
                self.coverage = end.coverage;
                self.probes = end.probes;
                self.duration = end.duration;
                self.tally = end.tally;
            }
            Record::RejudgeEnd(end) => self.tally = end.tally,
            Record::Manifest(_) | Record::Transcript(..) | Record::Finding(_) => {}
        }
    }
}
