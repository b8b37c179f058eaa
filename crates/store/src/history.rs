//! Endpoints over time: what stands now, what was before, what is a finding, what is a node.

use std::path::Path;

use coinsift_protocols::{Endpoint, Utc};
use serde::Serialize;

use crate::error::StoreError;
use crate::id::RunId;
use crate::index::apply::Change;
use crate::index::rows::{EndpointRows, Sighting};
use crate::index::trees::{Findings, Nodes, Table, Verdicts};
use crate::key::{EndpointKey, endpoint_key, endpoint_of};
use crate::log::reader::LogReader;
use crate::log::record::Kind;
use crate::log::{Flags, Position};
use crate::outline::{Field, Outline};
use crate::record::FindingReason;
use crate::store::Store;

/// Entries read at once while walking a tree.
const PAGE: usize = 5_000;

/// The current verdict of an endpoint: that of the run that started last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Current {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The run it is from. [`crate::Run::endpoint`] gives its evidence.
    pub run: RunId,
    /// When it was judged.
    pub time: Utc,
    /// The name it was found under.
    pub host: Option<String>,
    /// The verdict.
    pub outline: Outline,
    /// The first run after it in which the endpoint did not answer.
    pub absent_since: Option<Utc>,
}

/// A stretch of time in which an endpoint was seen to be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// When it was first seen so, and in which run.
    pub from: (Utc, RunId),
    /// When it was last seen so, and in which run.
    pub to: (Utc, RunId),
    /// How many runs saw it so.
    pub runs: u64,
    /// What it was; `None` where it did not answer.
    pub outline: Option<Outline>,
    /// In which fields it differs from the last stretch in which it answered.
    pub fields: Vec<Field>,
}

/// Everything known of an endpoint over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EndpointHistory {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// When it first answered, as far as the store goes back.
    pub first_seen: Option<Utc>,
    /// When it last answered.
    pub last_seen: Option<Utc>,
    /// What it was, oldest first.
    pub stretches: Vec<Stretch>,
}

/// An endpoint whose current verdict is a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CurrentFinding {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// Why.
    pub reasons: Vec<FindingReason>,
    /// Since when every verdict on it was a finding, and from which run on.
    pub since: (Utc, RunId),
}

/// An endpoint that was ever judged to be of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnownNode {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// When it first was.
    pub first_seen: Utc,
    /// When it last was.
    pub last_seen: Utc,
    /// What it was then.
    pub outline: Outline,
}

impl Store {
    /// The current verdict of an endpoint.
    pub fn current(&self, endpoint: &Endpoint) -> Result<Option<Current>, StoreError> {
        let rows = self.rows(&endpoint_key(endpoint))?;
        Ok(current(*endpoint, &rows))
    }

    /// What an endpoint was over time; `None` where the store knows nothing of it.
    pub fn history(&self, endpoint: &Endpoint) -> Result<Option<EndpointHistory>, StoreError> {
        let rows = self.rows(&endpoint_key(endpoint))?;
        Ok((!rows.is_empty()).then(|| history(*endpoint, &rows.sightings())))
    }

    /// Whether an endpoint was ever judged to be of a ledger: it is written also when it does not
    /// answer.
    pub fn is_known(&self, endpoint: &Endpoint) -> Result<bool, StoreError> {
        let key = endpoint_key(endpoint);
        self.shared.with_index(|index| Ok(index.get::<Nodes>(key)?.is_some()))
    }

    /// Walks the current verdicts of all endpoints, by address, port and transport.
    ///
    /// Needs the index: while another process writes, the error says who.
    pub fn each_current(&self, mut work: impl FnMut(Current)) -> Result<(), StoreError> {
        self.each::<Verdicts>(|endpoint, standing| {
            let rows = self.rows(&endpoint_key(&endpoint))?;
            let rows = EndpointRows { standing: Some(standing), ..rows };
            if let Some(current) = current(endpoint, &rows) {
                work(current);
            }
            Ok(())
        })
    }

    /// Walks the open findings, by address, port and transport. Needs the index.
    pub fn each_finding(&self, mut work: impl FnMut(CurrentFinding)) -> Result<(), StoreError> {
        self.each::<Findings>(|endpoint, row| {
            let since = (row.since, row.since_run);
            work(CurrentFinding { endpoint, reasons: row.reasons, since });
            Ok(())
        })
    }

    /// Walks the known nodes, by address, port and transport. Needs the index.
    pub fn each_node(&self, mut work: impl FnMut(KnownNode)) -> Result<(), StoreError> {
        self.each::<Nodes>(|endpoint, row| {
            let (first_seen, last_seen) = (row.first_seen, row.last_seen);
            if let Some(outline) = self.rows(&endpoint_key(&endpoint))?.last_ledger() {
                work(KnownNode { endpoint, first_seen, last_seen, outline });
            }
            Ok(())
        })
    }

    pub(crate) fn each<T: Table<Key = EndpointKey>>(
        &self,
        mut work: impl FnMut(Endpoint, T::Value) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut after: Option<Vec<u8>> = None;
        loop {
            // The index is let go between pages, so that a run can go on meanwhile.
            let page = self.shared.with_index(|index| index.page::<T>(after.as_deref(), PAGE))?;
            let Some((last, _)) = page.last() else {
                return Ok(());
            };
            after = Some(last.clone());
            for (key, value) in page {
                if let Some(endpoint) = endpoint_of(&key) {
                    work(endpoint, value)?;
                }
            }
        }
    }

    /// Everything known of an endpoint: from the index, or by reading through the logs where
    /// another process has it.
    pub(crate) fn rows(&self, key: &EndpointKey) -> Result<EndpointRows, StoreError> {
        if self.shared.writable || self.shared.has_index() {
            return self.shared.with_index(|index| index.endpoint(key));
        }
        let mut rows = EndpointRows::default();
        for run in self.shared.layout.run_ids()? {
            scan(&self.shared.layout.run(run), run, key, &mut rows)?;
        }
        Ok(rows)
    }
}

/// Takes in what a log says of an endpoint, up to the first damage.
fn scan(
    folder: &Path,
    run: RunId,
    key: &EndpointKey,
    rows: &mut EndpointRows,
) -> Result<(), StoreError> {
    let mut wanted = Flags::of(Kind::Verdict);
    wanted.add(Flags::of(Kind::Rejudge));
    wanted.add(Flags::of(Kind::Absent));
    let mut reader = LogReader::new(folder, Position::start(run))?.only(wanted);
    loop {
        let frame = match reader.next_frame() {
            Ok(Some(frame)) => frame,
            Ok(None) | Err(StoreError::Damaged(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        for raw in reader.records(&frame) {
            let Ok(raw) = raw else { return Ok(()) };
            if raw.key() != Some(key) {
                continue;
            }
            match Change::of(run, &raw, frame.at) {
                Ok(Some(Change::Seen(_, standing))) => rows.seen(*standing),
                Ok(Some(Change::Rejudged(_, outline, at))) => rows.rejudged(run, &outline, at),
                Ok(Some(Change::Absent(_, time))) => rows.absent(run, time),
                Ok(_) => {}
                Err(_) => return Ok(()),
            }
        }
    }
}

fn current(endpoint: Endpoint, rows: &EndpointRows) -> Option<Current> {
    let standing = rows.standing.clone()?;
    let absent_since = rows
        .past
        .iter()
        .find(|sighting| sighting.run > standing.run && sighting.outline.is_none())
        .map(|sighting| sighting.time);
    Some(Current {
        endpoint,
        run: standing.run,
        time: standing.time,
        host: standing.host,
        outline: standing.outline,
        absent_since,
    })
}

fn history(endpoint: Endpoint, sightings: &[Sighting]) -> EndpointHistory {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut answered: Option<&Outline> = None;
    for sighting in sightings {
        let at = (sighting.time, sighting.run);
        match stretches.last_mut().filter(|last| last.outline == sighting.outline) {
            Some(last) => {
                last.to = at;
                last.runs += 1;
            }
            None => {
                let fields = match (answered, &sighting.outline) {
                    (Some(before), Some(now)) => before.differences(now),
                    _ => Vec::new(),
                };
                let outline = sighting.outline.clone();
                stretches.push(Stretch { from: at, to: at, runs: 1, outline, fields });
            }
        }
        answered = sighting.outline.as_ref().or(answered);
    }
    let seen = || sightings.iter().filter(|sighting| sighting.outline.is_some());
    EndpointHistory {
        endpoint,
        first_seen: seen().next().map(|sighting| sighting.time),
        last_seen: seen().next_back().map(|sighting| sighting.time),
        stretches,
    }
}
