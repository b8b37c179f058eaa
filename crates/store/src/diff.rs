//! What differs between two runs.

use std::collections::HashMap;

use coinsift_protocols::Endpoint;
use serde::Serialize;

use crate::error::StoreError;
use crate::key::{EndpointKey, endpoint_key, endpoint_of};
use crate::log::reader::LogReader;
use crate::log::record::Kind;
use crate::log::{Flags, Position};
use crate::outline::{Field, Outline};
use crate::run::Run;
use crate::store::Store;

/// Endpoints compared at once; two runs are gone through once for each so many of them.
const AT_ONCE: u64 = 200_000;

/// What became of an endpoint from one run to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It has a verdict only in the later run.
    Appeared {
        /// The verdict.
        now: Outline,
    },
    /// It has a verdict only in the earlier run.
    Gone {
        /// The verdict it had.
        was: Outline,
        /// Whether the later run tried it and got no answer; otherwise it may not have asked.
        tried: bool,
    },
    /// Its verdict is another one.
    Changed {
        /// The verdict before.
        before: Outline,
        /// The verdict now.
        after: Outline,
        /// The fields that differ; never empty.
        fields: Vec<Field>,
    },
}

/// A difference between two runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunChange {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// What became of it.
    pub kind: ChangeKind,
}

/// The differences between two runs.
#[derive(Debug)]
pub struct Diff {
    /// The differences, sorted by address, port and transport.
    pub changes: Vec<RunChange>,
    /// Endpoints that are the same in both.
    pub same: u64,
    /// Damage up to which a run could be compared. Endpoints may be missing from it.
    pub damage: Vec<StoreError>,
}

impl Store {
    /// Compares two runs by what their verdicts say, not by what they rest on. Memory holds the
    /// differences and 200,000 outlines at most.
    pub fn diff(&self, earlier: &Run, later: &Run) -> Result<Diff, StoreError> {
        let passes = 1 + self.records_of(earlier)? / AT_ONCE;
        let mut diff = Diff { changes: Vec::new(), same: 0, damage: Vec::new() };
        for pass in 0..passes {
            let of_pass = |key: &EndpointKey| u64::from(crc32c::crc32c(key)) % passes == pass;
            let mut before: HashMap<EndpointKey, Outline> = HashMap::new();
            outlines(earlier, &mut diff.damage, pass == 0, of_pass, |key, outline| {
                before.insert(key, outline);
            })?;
            let mut found = Vec::new();
            let (changes, same) = (&mut diff.changes, &mut diff.same);
            outlines(later, &mut found, pass == 0, of_pass, |key, after| {
                let kind = match before.remove(&key) {
                    None => ChangeKind::Appeared { now: after },
                    Some(before) => match before.differences(&after) {
                        fields if fields.is_empty() => {
                            *same += 1;
                            return;
                        }
                        fields => ChangeKind::Changed { before, after, fields },
                    },
                };
                changes.extend(change(&key, kind));
            })?;
            diff.damage.append(&mut found);
            if !before.is_empty() {
                self.gone(later, before, &mut diff.changes)?;
            }
        }
        diff.changes.sort_unstable_by_key(|change| endpoint_key(&change.endpoint));
        Ok(diff)
    }

    /// How many endpoints a run has at most: by its tally, or, where it ended without a word, by
    /// the records in its logs.
    fn records_of(&self, run: &Run) -> Result<u64, StoreError> {
        if let (Some(_), Some(tally)) = (&run.summary.end, run.summary.tally) {
            return Ok(tally.endpoints);
        }
        let mut records = 0;
        for log in run.logs() {
            let mut reader = LogReader::new(&self.shared.layout.run(log), Position::start(log))?;
            // Damage is met again, and told, when the verdicts are read.
            while let Ok(Some(frame)) = reader.pass_frame() {
                records += u64::from(frame.head.count);
            }
        }
        Ok(records)
    }

    /// Adds the endpoints that the later run has no verdict on.
    fn gone(
        &self,
        later: &Run,
        mut left: HashMap<EndpointKey, Outline>,
        changes: &mut Vec<RunChange>,
    ) -> Result<(), StoreError> {
        for log in later.logs() {
            let folder = self.shared.layout.run(log);
            let start = Position::start(log);
            let mut reader = LogReader::new(&folder, start)?.only(Flags::of(Kind::Absent));
            // Damage was reported when the verdicts were read.
            while let Ok(Some(frame)) = reader.next_frame() {
                for raw in reader.records(&frame).map_while(Result::ok) {
                    let Some(key) = raw.key().filter(|_| raw.kind == Kind::Absent) else {
                        continue;
                    };
                    if let Some(was) = left.remove(key) {
                        changes.extend(change(key, ChangeKind::Gone { was, tried: true }));
                    }
                }
            }
        }
        for (key, was) in left {
            changes.extend(change(&key, ChangeKind::Gone { was, tried: false }));
        }
        Ok(())
    }
}

fn change(key: &EndpointKey, kind: ChangeKind) -> Option<RunChange> {
    endpoint_of(key).map(|endpoint| RunChange { endpoint, kind })
}

/// Walks the verdicts of a run that belong to this pass.
fn outlines(
    run: &Run,
    damage: &mut Vec<StoreError>,
    tell_damage: bool,
    of_pass: impl Fn(&EndpointKey) -> bool,
    mut work: impl FnMut(EndpointKey, Outline),
) -> Result<(), StoreError> {
    for stored in run.verdicts() {
        match stored {
            Ok(stored) => {
                let key = endpoint_key(&stored.endpoint);
                if of_pass(&key) {
                    work(key, Outline::of(&stored.verdict));
                }
            }
            Err(error @ StoreError::Damaged(_)) => {
                if tell_damage {
                    damage.push(error);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
