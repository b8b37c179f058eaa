//! Reading the endpoints of a run: streaming, each with its last verdict, in bounded memory.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use coinsift_protocols::{Endpoint, Transcript, Utc};
use coinsift_verdict::Verdict;
use serde::Serialize;

use crate::error::{Flaw, StoreError};
use crate::id::RunId;
use crate::index::trees::Verdicts;
use crate::key::{EndpointKey, endpoint_key};
use crate::log::reader::{Frame, LogReader};
use crate::log::record::{Judged, Kind, Record};
use crate::log::{Flags, FrameAt, Position};
use crate::run::Run;
use crate::shared::Shared;

/// An endpoint of a run, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StoredEndpoint {
    /// The run whose log holds it: the run itself, or a shard of it.
    pub run: RunId,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The name it was found under.
    pub host: Option<String>,
    /// When it was judged first.
    pub time: Utc,
    /// How many dialogues were held.
    pub dialogues: u16,
    /// The dialogues, in order; empty where only verdicts were asked for.
    pub transcripts: Vec<Transcript>,
    /// The verdict that holds.
    pub verdict: Verdict,
    /// When that verdict was derived anew, where it was.
    pub rejudged: Option<Utc>,
}

impl Run {
    /// All endpoints with their transcripts, in the order in which they were judged.
    ///
    /// Memory holds one batch, and a few dozen bytes for each endpoint whose verdict was replaced
    /// later. Damage is the last item; everything before it is whole.
    pub fn endpoints(&self) -> Endpoints {
        Endpoints::new(Arc::clone(&self.shared), self.logs(), true)
    }

    /// All endpoints without their transcripts; faster.
    pub fn verdicts(&self) -> Endpoints {
        Endpoints::new(Arc::clone(&self.shared), self.logs(), false)
    }

    /// One endpoint with its transcripts.
    pub fn endpoint(&self, endpoint: &Endpoint) -> Result<Option<StoredEndpoint>, StoreError> {
        let key = endpoint_key(endpoint);
        let logs = self.logs();
        // The index knows the place where this run's verdict is the current one.
        if self.shared.has_index() {
            let standing = self.shared.with_index(|index| index.get::<Verdicts>(key))?;
            if let Some(standing) = standing.filter(|standing| logs.contains(&standing.run)) {
                let places = Places {
                    run: standing.run,
                    evidence: standing.evidence,
                    verdict: (standing.verdict != standing.evidence).then_some(standing.verdict),
                };
                if let Some(found) = read_places(&self.shared, &key, &places)? {
                    return Ok(Some(found));
                }
            }
        }
        let mut last = None;
        for run in logs {
            if let Some(places) = find_places(&self.shared, run, &key)? {
                last = read_places(&self.shared, &key, &places)?.or(last);
            }
        }
        Ok(last)
    }

    /// The transcripts of one endpoint; empty where the run has none of it.
    pub fn transcripts(&self, endpoint: &Endpoint) -> Result<Vec<Transcript>, StoreError> {
        Ok(self.endpoint(endpoint)?.map(|found| found.transcripts).unwrap_or_default())
    }
}

/// Where one endpoint stands in a log.
struct Places {
    run: RunId,
    evidence: FrameAt,
    /// The frame of the verdict, where it is another one.
    verdict: Option<FrameAt>,
}

/// Looks through a log for one endpoint.
fn find_places(
    shared: &Shared,
    run: RunId,
    key: &EndpointKey,
) -> Result<Option<Places>, StoreError> {
    let mut wanted = Flags::of(Kind::Verdict);
    wanted.add(Flags::of(Kind::Rejudge));
    let mut reader = LogReader::new(&shared.layout.run(run), Position::start(run))?.only(wanted);
    let mut places: Option<Places> = None;
    while let Some(frame) = reader.next_frame()? {
        for raw in reader.records(&frame) {
            let raw = raw.map_err(|flaw| reader.damage(&frame, flaw))?;
            if raw.key() != Some(key) {
                continue;
            }
            match (raw.kind, &mut places) {
                (Kind::Verdict, _) => {
                    places = Some(Places { run, evidence: frame.at, verdict: None });
                }
                (Kind::Rejudge, Some(places)) => places.verdict = Some(frame.at),
                _ => {}
            }
        }
    }
    Ok(places)
}

fn read_places(
    shared: &Shared,
    key: &EndpointKey,
    places: &Places,
) -> Result<Option<StoredEndpoint>, StoreError> {
    let folder = shared.layout.run(places.run);
    let mut reader = LogReader::new(&folder, Position::start(places.run))?;
    let frame = reader.frame_at(places.evidence)?;
    let mut gathered = Gathered::new(places.run, true);
    let mut found = None;
    for raw in reader.records(&frame) {
        let raw = raw.map_err(|flaw| reader.damage(&frame, flaw))?;
        if raw.key() == Some(key) && matches!(raw.kind, Kind::Transcript | Kind::Verdict) {
            let record = Record::decode(&raw).map_err(|flaw| reader.damage(&frame, flaw))?;
            found = gathered.take(record).or(found);
        }
    }
    if let (Some(found), Some(at)) = (&mut found, places.verdict) {
        let rejudged = Overruled::default().read(shared, places.run, at, key)?;
        if let Some((verdict, time)) = rejudged {
            (found.verdict, found.rejudged) = (verdict, Some(time));
        }
    }
    Ok(found)
}

/// Puts an endpoint's records together.
struct Gathered {
    run: RunId,
    transcripts: Vec<Transcript>,
    keep: bool,
}

impl Gathered {
    fn new(run: RunId, keep: bool) -> Gathered {
        Gathered { run, transcripts: Vec::new(), keep }
    }

    fn take(&mut self, record: Record) -> Option<StoredEndpoint> {
        match record {
            Record::Transcript(_, transcript) if self.keep => {
                self.transcripts.push(transcript);
                None
            }
            Record::Verdict(endpoint, judged) => {
                let Judged { host, time, dialogues, verdict, .. } = *judged;
                let transcripts = std::mem::take(&mut self.transcripts);
                let run = self.run;
                Some(StoredEndpoint {
                    run,
                    endpoint,
                    host,
                    time,
                    dialogues,
                    transcripts,
                    verdict,
                    rejudged: None,
                })
            }
            _ => None,
        }
    }
}

/// What holds for an endpoint of which a log has more than one verdict.
#[derive(Clone, Copy, Debug)]
struct Last {
    /// Number of the verdict record that counts, where there is more than one.
    verdict: Option<u64>,
    /// The frame of the rejudging that counts.
    rejudged: Option<FrameAt>,
}

/// Verdicts that overrule those first written, read frame by frame. They stand in the log in the
/// order of the endpoints, so the frame read last mostly holds the next one too.
#[derive(Default)]
struct Overruled {
    frame: Option<(RunId, FrameAt)>,
    verdicts: HashMap<EndpointKey, (Verdict, Utc)>,
}

impl Overruled {
    fn read(
        &mut self,
        shared: &Shared,
        run: RunId,
        at: FrameAt,
        key: &EndpointKey,
    ) -> Result<Option<(Verdict, Utc)>, StoreError> {
        if self.frame != Some((run, at)) {
            let mut reader = LogReader::new(&shared.layout.run(run), Position::start(run))?;
            let frame = reader.frame_at(at)?;
            self.verdicts.clear();
            for raw in reader.records(&frame) {
                let raw = raw.map_err(|flaw| reader.damage(&frame, flaw))?;
                if raw.kind != Kind::Rejudge {
                    continue;
                }
                let record = Record::decode(&raw).map_err(|flaw| reader.damage(&frame, flaw))?;
                if let Record::Rejudge(rejudged) = record {
                    let key = endpoint_key(&rejudged.endpoint);
                    self.verdicts.insert(key, (rejudged.verdict, rejudged.time));
                }
            }
            self.frame = Some((run, at));
        }
        Ok(self.verdicts.get(key).cloned())
    }
}

/// The endpoints of a run; see [`Run::endpoints`].
pub struct Endpoints {
    shared: Arc<Shared>,
    logs: VecDeque<RunId>,
    transcripts: bool,
    log: Option<OpenLog>,
    ready: VecDeque<StoredEndpoint>,
    failed: Option<StoreError>,
}

struct OpenLog {
    run: RunId,
    reader: LogReader,
    last: HashMap<EndpointKey, Last>,
    overruled: Overruled,
    /// Damage met while looking for verdicts that overrule others.
    damaged: Option<StoreError>,
}

impl Endpoints {
    fn new(shared: Arc<Shared>, logs: Vec<RunId>, transcripts: bool) -> Endpoints {
        let (log, ready, failed) = (None, VecDeque::new(), None);
        Endpoints { shared, logs: logs.into(), transcripts, log, ready, failed }
    }

    /// Reads until something is ready; `false` at the end.
    fn fill(&mut self) -> Result<bool, StoreError> {
        while self.ready.is_empty() {
            let Some(log) = &mut self.log else {
                let Some(run) = self.logs.pop_front() else {
                    return Ok(false);
                };
                self.log = Some(OpenLog::open(&self.shared, run)?);
                continue;
            };
            match log.reader.next_frame()? {
                None => {
                    self.failed = log.damaged.take();
                    self.log = None;
                    if self.failed.is_some() {
                        self.logs.clear();
                        return Ok(false);
                    }
                }
                Some(frame) => {
                    let read = log.take_frame(&self.shared, &frame, self.transcripts);
                    let (ready, failed) = read;
                    self.ready.extend(ready);
                    if let Some(error) = failed {
                        self.failed = Some(error);
                        self.logs.clear();
                        self.log = None;
                        return Ok(!self.ready.is_empty());
                    }
                }
            }
        }
        Ok(true)
    }
}

impl Iterator for Endpoints {
    type Item = Result<StoredEndpoint, StoreError>;

    fn next(&mut self) -> Option<Result<StoredEndpoint, StoreError>> {
        if self.ready.is_empty() && self.failed.is_none() {
            match self.fill() {
                Ok(_) => {}
                Err(error) => {
                    self.logs.clear();
                    self.log = None;
                    return Some(Err(error));
                }
            }
        }
        match self.ready.pop_front() {
            Some(endpoint) => Some(Ok(endpoint)),
            None => self.failed.take().map(Err),
        }
    }
}

impl OpenLog {
    fn open(shared: &Shared, run: RunId) -> Result<OpenLog, StoreError> {
        let folder = shared.layout.run(run);
        let start = Position::start(run);
        let mut last = HashMap::new();
        let mut damaged = None;
        match last_verdicts(LogReader::new(&folder, start)?.only(Flags::REPLACES), &mut last) {
            Ok(()) => {}
            Err(error @ StoreError::Damaged(_)) => damaged = Some(error),
            Err(error) => return Err(error),
        }
        let reader = LogReader::new(&folder, start)?.only(Flags::of(Kind::Verdict));
        Ok(OpenLog { run, reader, last, overruled: Overruled::default(), damaged })
    }

    /// The endpoints of a frame, up to its first flaw.
    fn take_frame(
        &mut self,
        shared: &Shared,
        frame: &Frame,
        transcripts: bool,
    ) -> (Vec<StoredEndpoint>, Option<StoreError>) {
        let mut ready = Vec::new();
        let mut gathered = Gathered::new(self.run, transcripts);
        for (number, raw) in (frame.head.sequence..).zip(self.reader.records(frame)) {
            let raw = match raw {
                Ok(raw) => raw,
                Err(flaw) => return (ready, Some(self.reader.damage(frame, flaw))),
            };
            let wanted = raw.kind == Kind::Verdict || (transcripts && raw.kind == Kind::Transcript);
            let Some(key) = raw.key().filter(|_| wanted) else { continue };
            let last = self.last.get(key);
            let record = match Record::decode(&raw) {
                Ok(record) => record,
                Err(flaw) => return (ready, Some(self.reader.damage(frame, flaw))),
            };
            let Some(mut endpoint) = gathered.take(record) else { continue };
            if let Some(last) = last {
                if last.verdict.is_some_and(|counts| counts != number) {
                    continue;
                }
                if let Some(at) = last.rejudged {
                    match self.overruled.read(shared, self.run, at, key) {
                        Ok(Some((verdict, time))) => {
                            (endpoint.verdict, endpoint.rejudged) = (verdict, Some(time));
                        }
                        Ok(None) => return (ready, Some(self.reader.damage(frame, Flaw::Shape))),
                        Err(error) => return (ready, Some(error)),
                    }
                }
            }
            ready.push(endpoint);
        }
        (ready, None)
    }
}

/// For endpoints with more than one verdict in a log, which one counts. What stands behind damage
/// does not count.
fn last_verdicts(
    mut reader: LogReader,
    all: &mut HashMap<EndpointKey, Last>,
) -> Result<(), StoreError> {
    while let Some(frame) = reader.next_frame()? {
        for (number, raw) in (frame.head.sequence..).zip(reader.records(&frame)) {
            let raw = raw.map_err(|flaw| reader.damage(&frame, flaw))?;
            let Some(key) = raw.key() else { continue };
            match raw.kind {
                Kind::Rejudge => {
                    let nothing_yet = Last { verdict: None, rejudged: None };
                    all.entry(*key).or_insert(nothing_yet).rejudged = Some(frame.at);
                }
                Kind::Verdict => {
                    let record = Record::decode(&raw);
                    let record = record.map_err(|flaw| reader.damage(&frame, flaw))?;
                    // Others in the same frame may be first ones.
                    if matches!(record, Record::Verdict(_, judged) if judged.replaces.is_some()) {
                        all.insert(*key, Last { verdict: Some(number), rejudged: None });
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}
