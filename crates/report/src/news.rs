//! News: what changed at an endpoint from one sweep of a job to the next.
//!
//! A pure function of stored observations. An endpoint is *new* when it answers for the first
//! time, *changed* when what it is differs from what was last known, *gone* when so many sweeps in
//! a row got no answer as the job says, and *returned* when it answers after that. A sweep that
//! did not try an endpoint says nothing about it. Missing a few sweeps and being there again is no
//! news, and neither is an endpoint that was known to speak and says nothing for a few sweeps:
//! silence is counted like no answer, and becomes a change of class after as many sweeps.
//!
//! How sure a verdict is, and where an undetermined one leans, wavers with what an endpoint
//! happened to answer; it makes no news and stands in the history.

pub(crate) mod forms;

#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

use coinsift_protocols::{Endpoint, Utc};
use coinsift_store::{Field, Observed, Outline, RunId, Versions};
use coinsift_verdict::Class;
use serde::{Deserialize, Serialize};

pub use forms::{csv_head, csv_line, line, table};

/// Sweeps in a row without an answer after which an endpoint is gone, where nobody says otherwise.
pub const GONE_AFTER: u32 = 3;

/// What happened to an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Event {
    /// It answered for the first time.
    New,
    /// It is something else.
    Changed,
    /// Its answers are the same; newer data judge them otherwise.
    Judged,
    /// It did not answer for as many sweeps in a row as the job says.
    Gone,
    /// It was gone, and answers again.
    Returned,
}

impl Event {
    /// All of them.
    pub const ALL: [Event; 5] =
        [Event::New, Event::Changed, Event::Judged, Event::Gone, Event::Returned];

    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Event::New => "new",
            Event::Changed => "changed",
            Event::Judged => "judged",
            Event::Gone => "gone",
            Event::Returned => "returned",
        }
    }
}

/// One sweep of the job, as far as news depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sweep {
    /// Sweeps in a row without an answer after which an endpoint is gone; at least 1.
    pub gone_after: u32,
    /// Whether the sweep could reach anything at all. Where it could not, nothing is missed in it.
    pub could_see: bool,
    /// What its verdicts depend on.
    pub versions: Versions,
}

/// One piece of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The sweep that found it.
    pub run: RunId,
    /// When the endpoint was judged, or found not to answer.
    pub time: Utc,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The name it was asked for by, where it was a name.
    pub name: Option<String>,
    /// What happened.
    pub event: Event,
    /// Which fields differ, where it was something before and is something now.
    pub fields: Vec<Field>,
    /// What it was when it was last seen, and in which sweep; `None` for a new one.
    pub before: Option<(Outline, RunId)>,
    /// What it is now; `None` for one that is gone.
    pub now: Option<Outline>,
    /// When a sweep of this job first saw it.
    pub first_seen: Utc,
    /// When a sweep of this job last saw it.
    pub last_seen: Utc,
    /// For how many sweeps in a row it had not answered, or said nothing.
    pub missed: u32,
}

impl News {
    /// Whether the change lies in the data alone: `earlier` is the evidence of before, judged with
    /// what judges now. The news then say so.
    pub fn judge_again(&mut self, earlier: &Outline) {
        if self.event == Event::Changed
            && self.now.as_ref().is_some_and(|now| told_fields(earlier, now).is_empty())
        {
            self.event = Event::Judged;
        }
    }

    /// Whether the sweep that saw the endpoint before judged with other data than this one.
    pub fn judged_by_other_data(&self, sweeps: &BTreeMap<RunId, Sweep>) -> bool {
        let versions = |run: RunId| sweeps.get(&run).map(|sweep| &sweep.versions);
        let before = self.before.as_ref().and_then(|(_, run)| versions(*run));
        self.event == Event::Changed && before.is_some() && before != versions(self.run)
    }
}

/// The fields in which a difference is news.
fn told_fields(before: &Outline, now: &Outline) -> Vec<Field> {
    let mut fields = before.differences(now);
    fields.retain(|field| !matches!(field, Field::Strength | Field::Leans | Field::Evidence));
    fields
}

/// What is known of an endpoint while its observations are gone through.
struct Known {
    outline: Outline,
    run: RunId,
    first_seen: Utc,
    last_seen: Utc,
    missed: u32,
    gone: bool,
}

/// All news of one endpoint over the sweeps of a job, oldest first. Observations of other runs are
/// passed over.
pub fn of_endpoint(observed: &Observed, sweeps: &BTreeMap<RunId, Sweep>) -> Vec<News> {
    let mut news = Vec::new();
    let mut known: Option<Known> = None;
    for one in &observed.observations {
        let Some(sweep) = sweeps.get(&one.run) else { continue };
        let about = |event, fields, known: &Known, now: Option<&Outline>, before| News {
            run: one.run,
            time: one.time,
            endpoint: observed.endpoint,
            name: observed.host.clone(),
            event,
            fields,
            before,
            now: now.cloned(),
            first_seen: known.first_seen,
            last_seen: known.last_seen,
            missed: known.missed,
        };
        let state = match (&mut known, &one.outline) {
            (None, None) => continue,
            (None, Some(now)) => {
                let state = known.insert(Known {
                    outline: now.clone(),
                    run: one.run,
                    first_seen: one.time,
                    last_seen: one.time,
                    missed: 0,
                    gone: false,
                });
                news.push(about(Event::New, Vec::new(), state, Some(now), None));
                continue;
            }
            (Some(state), _) => state,
        };
        let before = Some((state.outline.clone(), state.run));
        match &one.outline {
            None if state.gone || !sweep.could_see => {}
            None => {
                state.missed = state.missed.saturating_add(1);
                if state.missed >= sweep.gone_after {
                    state.gone = true;
                    news.push(about(Event::Gone, Vec::new(), state, None, before));
                }
            }
            Some(now) => {
                let fell_silent = now.class == Class::Silent
                    && state.outline.class != Class::Silent
                    && !state.gone;
                if fell_silent {
                    state.missed = state.missed.saturating_add(1);
                    if state.missed < sweep.gone_after {
                        continue;
                    }
                }
                state.last_seen = one.time;
                let fields = told_fields(&state.outline, now);
                if state.gone {
                    news.push(about(Event::Returned, fields, state, Some(now), before));
                } else if !fields.is_empty() {
                    news.push(about(Event::Changed, fields, state, Some(now), before));
                }
                state.outline = now.clone();
                state.run = one.run;
                state.missed = 0;
                state.gone = false;
            }
        }
    }
    news
}
