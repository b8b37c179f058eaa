//! Writing a run: records are gathered into batches, and a batch is in the log, then in the index,
//! then reported.

use std::collections::HashMap;
use std::sync::Arc;

use coinsift_protocols::Endpoint;

use crate::error::{StoreError, Written};
use crate::id::RunId;
use crate::index::apply::{Change, Mode};
use crate::index::rows::Standing;
use crate::index::trees::{Histories, Verdicts};
use crate::index::{Index, Trouble};
use crate::key::{EndpointKey, endpoint_key};
use crate::layout;
use crate::log::record::{JudgedRef, Plain, RecordRef};
use crate::log::writer::LogWriter;
use crate::log::{ChainValue, FULL_FRAME, FrameAt, MAX_FRAME, Position};
use crate::outline::Outline;
use crate::record::{
    Absent, Counted, End, EndpointRecord, Finding, FindingReason, Manifest, Progress, RejudgeEnd,
    Rejudged, Tally,
};
use crate::shared::Shared;
use crate::store::Store;

/// Something a run learns.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An endpoint was judged.
    Endpoint(Box<EndpointRecord>),
    /// A known endpoint did not answer.
    Absent(Absent),
    /// The run got this far. Its tally is filled in by the writer.
    Progress(Box<Progress>),
}

/// Writes one run. To be used from one thread, which may block on the disk; see
/// [`crate::Committer`] for one that does it by the clock.
///
/// Nothing that was pushed counts before [`RunWriter::commit`] has returned it. After an error
/// nothing more is taken; the store can be opened again and the run resumed.
pub struct RunWriter {
    shared: Arc<Shared>,
    run: RunId,
    log: LogWriter,
    tally: Tally,
    failed: bool,
    /// Frames that are full, each with the chain value after it.
    frames: Vec<(Plain, ChainValue)>,
    open: Plain,
    chain: ChainValue,
    bytes: usize,
    /// What the pending records mean to the index, with the number of their frame in the batch.
    changes: Vec<(Change, usize)>,
    /// How the endpoints of this batch count.
    counted: HashMap<EndpointKey, Counted>,
    items: Vec<Item>,
}

/// Stands for a frame's place until the frame is written.
const NOWHERE: FrameAt = FrameAt { segment: 0, offset: 0 };

impl Store {
    /// Begins a run: its folder and log are there, with the manifest, when this returns.
    pub fn begin(&self, manifest: &Manifest) -> Result<RunWriter, StoreError> {
        self.shared.writing()?;
        let folder = self.shared.layout.run(manifest.run);
        match layout::private_folder(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(StoreError::RunExists(manifest.run));
            }
            made => made.map_err(|error| StoreError::io(&folder, error))?,
        }
        let runs = self.shared.layout.runs();
        let begun = layout::sync_folder(&runs)
            .map_err(|error| StoreError::io(&runs, error))
            .and_then(|()| {
                let shared = Arc::clone(&self.shared);
                let start = Position::start(manifest.run);
                RunWriter::open(shared, manifest.run, start, Tally::default())
            })
            .and_then(|(mut writer, _)| {
                let change = Change::Manifest(Box::new(manifest.clone()));
                writer.push_plain(&RecordRef::Manifest(manifest), change)?;
                writer.commit()?;
                Ok(writer)
            });
        if begun.is_err() {
            // A run without a manifest is no run; what is left of it is not evidence.
            let _ = std::fs::remove_dir(&folder);
        }
        begun
    }
}

impl RunWriter {
    /// Goes on at a position of a run's log. The second value says whether bytes behind it were
    /// moved away.
    pub(crate) fn open(
        shared: Arc<Shared>,
        run: RunId,
        at: Position,
        tally: Tally,
    ) -> Result<(RunWriter, bool), StoreError> {
        let (log, moved) = LogWriter::open(
            &shared.layout.run(run),
            at,
            shared.settings.segment_bytes,
            Arc::clone(&shared.medium),
        )?;
        let writer = RunWriter {
            shared,
            run,
            log,
            tally,
            failed: false,
            frames: Vec::new(),
            open: Plain::default(),
            chain: at.chain,
            bytes: 0,
            changes: Vec::new(),
            counted: HashMap::new(),
            items: Vec::new(),
        };
        Ok((writer, moved))
    }

    /// The run.
    pub fn run(&self) -> RunId {
        self.run
    }

    /// The store it writes to.
    pub fn store(&self) -> Store {
        Store { shared: Arc::clone(&self.shared) }
    }

    /// The verdicts so far, those not committed among them.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// How many records wait to be committed.
    pub fn pending(&self) -> usize {
        self.items.len()
    }

    /// How many bytes wait to be committed, before compression.
    pub fn pending_bytes(&self) -> usize {
        self.bytes
    }

    /// Takes what a run learnt. What it means to others is nothing before it was committed.
    pub fn push(&mut self, item: Item) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::Stopped);
        }
        match item {
            Item::Endpoint(record) => {
                self.push_endpoint(&record)?;
                self.items.push(Item::Endpoint(record));
            }
            Item::Absent(absent) => {
                let key = endpoint_key(&absent.endpoint);
                if self.counted_before(&key)?.is_none() {
                    self.tally.absent += 1;
                }
                let change = Change::Absent(key, absent.time);
                self.push_plain(&RecordRef::Absent(&absent), change)?;
                self.items.push(Item::Absent(absent));
            }
            Item::Progress(mut progress) => {
                progress.tally = self.tally;
                let change = Change::Progress((*progress).clone(), NOWHERE);
                self.push_plain(&RecordRef::Progress(&progress), change)?;
                self.items.push(Item::Progress(progress));
            }
        }
        Ok(())
    }

    /// Makes what was pushed durable, in the log and in the index, and gives it back: from now on
    /// it may be reported.
    pub fn commit(&mut self) -> Result<Vec<Item>, StoreError> {
        if self.failed {
            return Err(StoreError::Stopped);
        }
        let committed = self.write();
        self.failed = committed.is_err();
        committed
    }

    /// Ends the run. A run that ended incomplete can be resumed.
    pub fn end(mut self, mut end: End) -> Result<(Vec<Item>, End), StoreError> {
        end.tally = self.tally;
        let change = Change::End(Box::new(end.clone()));
        self.push_plain(&RecordRef::End(&end), change)?;
        Ok((self.commit()?, end))
    }

    pub(crate) fn push_rejudged(&mut self, rejudged: &Rejudged) -> Result<(), StoreError> {
        let key = endpoint_key(&rejudged.endpoint);
        let outline = Outline::of(&rejudged.verdict);
        self.tally.count(Counted::of(&outline), Some(Counted::of(&rejudged.before)));
        let finding = finding(rejudged.endpoint, rejudged.time, &outline);
        let mut records = vec![RecordRef::Rejudge(rejudged)];
        records.extend(finding.as_ref().map(RecordRef::Finding));
        let frame = self.add(Some(rejudged.endpoint), &records)?;
        self.changes.push((Change::Rejudged(key, Box::new(outline), NOWHERE), frame));
        Ok(())
    }

    /// Ends a rejudging.
    pub(crate) fn end_rejudging(&mut self, end: &mut RejudgeEnd) -> Result<(), StoreError> {
        end.tally = self.tally;
        let change = Change::RejudgeEnd(Box::new(end.clone()));
        self.push_plain(&RecordRef::RejudgeEnd(end), change)?;
        self.commit().map(|_| ())
    }

    fn push_endpoint(&mut self, record: &EndpointRecord) -> Result<(), StoreError> {
        let EndpointRecord { endpoint, host, time, transcripts, verdict } = record;
        let key = endpoint_key(endpoint);
        let outline = Outline::of(verdict);
        let replaces = self.counted_before(&key)?;
        let judged = JudgedRef {
            host: host.as_deref(),
            time: *time,
            // A dozen at most; the plan of dialogues bounds them.
            dialogues: transcripts.len().min(usize::from(u16::MAX)) as u16,
            replaces,
            verdict,
        };
        let finding = finding(*endpoint, *time, &outline);
        let mut records: Vec<RecordRef<'_>> = transcripts
            .iter()
            .map(|transcript| RecordRef::Transcript(endpoint, transcript))
            .collect();
        records.push(RecordRef::Verdict(endpoint, &judged));
        records.extend(finding.as_ref().map(RecordRef::Finding));
        let frame = self.add(Some(*endpoint), &records)?;
        self.tally.count(Counted::of(&outline), replaces);
        self.counted.insert(key, Counted::of(&outline));
        let standing = Standing {
            run: self.run,
            time: *time,
            host: host.clone(),
            outline,
            evidence: NOWHERE,
            verdict: NOWHERE,
        };
        self.changes.push((Change::Seen(key, Box::new(standing)), frame));
        Ok(())
    }

    fn push_plain(&mut self, record: &RecordRef<'_>, change: Change) -> Result<(), StoreError> {
        let frame = self.add(None, &[*record])?;
        self.changes.push((change, frame));
        Ok(())
    }

    /// Adds records that have to stand in one frame, and gives the frame's number in the batch.
    fn add(
        &mut self,
        endpoint: Option<Endpoint>,
        records: &[RecordRef<'_>],
    ) -> Result<usize, StoreError> {
        let mut group = Plain::default();
        let mut chain = self.chain;
        for record in records {
            chain = group.push(record, &chain)?;
        }
        let bytes = group.bytes.len();
        if bytes > MAX_FRAME {
            return Err(StoreError::TooLarge {
                endpoint: Written(endpoint),
                bytes,
                limit: MAX_FRAME,
            });
        }
        if !self.open.is_empty() && self.open.bytes.len() + bytes > FULL_FRAME {
            self.close_frame();
        }
        self.open.append(&group);
        self.chain = chain;
        self.bytes += bytes;
        Ok(self.frames.len())
    }

    fn close_frame(&mut self) {
        if !self.open.is_empty() {
            self.frames.push((std::mem::take(&mut self.open), self.chain));
        }
    }

    /// How an endpoint counts already in this run.
    fn counted_before(&self, key: &EndpointKey) -> Result<Option<Counted>, StoreError> {
        if let Some(counted) = self.counted.get(key) {
            return Ok(Some(*counted));
        }
        self.shared.with_index(|index| verdict_in_run(index, key, self.run))
    }

    fn write(&mut self) -> Result<Vec<Item>, StoreError> {
        self.close_frame();
        if self.frames.is_empty() {
            return Ok(Vec::new());
        }
        let places = self.log.append(&self.frames)?;
        self.frames.clear();
        self.bytes = 0;
        let mark = self.log.position();
        let pending = std::mem::take(&mut self.changes);
        self.shared.with_index(|index| {
            let changes = pending.iter().filter_map(|(change, frame)| {
                places.get(*frame).map(|place| change.placed(*place))
            });
            index.apply(self.run, changes.collect(), mark, Mode::Live)?;
            index.flush()
        })?;
        self.counted.clear();
        Ok(std::mem::take(&mut self.items))
    }
}

/// How an endpoint counts in a run by what the index holds.
fn verdict_in_run(
    index: &Index,
    key: &EndpointKey,
    run: RunId,
) -> Result<Option<Counted>, Trouble> {
    let Some(standing) = index.get::<Verdicts>(*key)? else {
        return Ok(None);
    };
    if standing.run < run {
        return Ok(None);
    }
    let history = index.get::<Histories>(*key)?;
    let rows = crate::index::rows::EndpointRows::new(Some(standing), history.as_ref());
    Ok(rows.in_run(run).map(Counted::of))
}

fn finding(
    endpoint: Endpoint,
    time: coinsift_protocols::Utc,
    outline: &Outline,
) -> Option<Finding> {
    let reasons = FindingReason::of(outline);
    (!reasons.is_empty()).then_some(Finding { endpoint, time, reasons })
}
