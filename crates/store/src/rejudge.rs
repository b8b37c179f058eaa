//! Verdicts derived anew from stored transcripts. What changed is written behind the evidence; the
//! evidence and the first verdict stay.

use coinsift_protocols::Endpoint;
use coinsift_verdict::Verdict;

use crate::error::StoreError;
use crate::outline::{Field, Outline, differences};
use crate::reading::StoredEndpoint;
use crate::record::{RejudgeEnd, Rejudged, Tally, Versions};
use crate::resume::{self, OnDamage};
use crate::run::Run;
use crate::store::{Store, now};

/// Changed verdicts that are written at once.
const BATCH: usize = 500;

/// A verdict that came out different.
#[derive(Clone, Debug, PartialEq)]
pub struct RejudgedChange {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The verdict before.
    pub before: Verdict,
    /// The verdict now.
    pub after: Verdict,
    /// In which fields they differ; never empty.
    pub fields: Vec<Field>,
}

impl Store {
    /// Judges all endpoints of a run anew with `judge`, and keeps what comes out different.
    /// `changed` is called with each change once it is durable.
    ///
    /// Where the log is damaged, at most the endpoints before the damage are judged, and the damage
    /// is returned as the error.
    pub fn rejudge(
        &self,
        run: &Run,
        versions: &Versions,
        mut judge: impl FnMut(&StoredEndpoint) -> Verdict,
        mut changed: impl FnMut(RejudgedChange),
    ) -> Result<RejudgeEnd, StoreError> {
        self.shared.writing()?;
        let mut whole = RejudgeEnd {
            time: now(),
            versions: versions.clone(),
            endpoints: 0,
            changed: 0,
            tally: Tally::default(),
        };
        for part in run.logs() {
            let part = self.run(&part.to_string())?;
            let end = self.rejudge_log(&part, versions, &mut judge, &mut changed)?;
            whole.time = end.time;
            whole.endpoints += end.endpoints;
            whole.changed += end.changed;
            whole.tally.join(&end.tally);
        }
        Ok(whole)
    }

    fn rejudge_log(
        &self,
        run: &Run,
        versions: &Versions,
        judge: &mut impl FnMut(&StoredEndpoint) -> Verdict,
        changed: &mut impl FnMut(RejudgedChange),
    ) -> Result<RejudgeEnd, StoreError> {
        // After an end nothing is judged, so what the list says holds.
        let tally = match (&run.summary.end, run.summary.tally) {
            (Some(_), Some(tally)) => tally,
            _ => resume::state(&self.shared, run)?.tally,
        };
        let mut writer = resume::append_to(&self.shared, run.id(), tally, OnDamage::Refuse)?;
        let mut end =
            RejudgeEnd { time: now(), versions: versions.clone(), endpoints: 0, changed: 0, tally };
        let mut waiting = Vec::new();
        let mut damaged = None;
        // The log is read up to its end as it is now; what is appended meanwhile holds no
        // transcripts and no first verdicts, so it is passed over.
        for stored in run.endpoints() {
            let stored = match stored {
                Ok(stored) => stored,
                Err(error @ StoreError::Damaged(_)) => {
                    damaged = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            };
            end.endpoints += 1;
            let after = judge(&stored);
            if after == stored.verdict {
                continue;
            }
            end.changed += 1;
            let rejudged = Rejudged {
                endpoint: stored.endpoint,
                time: now(),
                before: Outline::of(&stored.verdict),
                verdict: after,
            };
            writer.push_rejudged(&rejudged)?;
            let (before, after) = (stored.verdict, rejudged.verdict);
            let fields = differences(&before, &after);
            waiting.push(RejudgedChange { endpoint: stored.endpoint, before, after, fields });
            if waiting.len() >= BATCH {
                writer.commit()?;
                waiting.drain(..).for_each(&mut *changed);
            }
        }
        end.time = now();
        writer.end_rejudging(&mut end)?;
        waiting.drain(..).for_each(&mut *changed);
        damaged.map_or(Ok(end), Err)
    }
}
