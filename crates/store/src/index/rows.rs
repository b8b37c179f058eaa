//! Values of the index's trees, and how an endpoint's rows follow from its sightings.
//!
//! An endpoint's rows depend only on the set of its sightings, not on the order in which they
//! became known: an index that grew over months, one that was merged and one that was built anew
//! from the same logs hold the same.

use coinsift_protocols::Utc;
use serde::{Deserialize, Serialize};

use crate::id::RunId;
use crate::log::{FrameAt, Position};
use crate::outline::Outline;
use crate::record::{End, FindingReason, Manifest, Progress, RejudgeEnd, Tally};

/// What the list of runs shows of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RunRow {
    pub(crate) manifest: Option<Manifest>,
    pub(crate) progress: Option<Progress>,
    pub(crate) end: Option<End>,
    pub(crate) rejudged: Vec<RejudgeEnd>,
    /// The verdicts by the record that said so last.
    pub(crate) tally: Option<Tally>,
}

impl RunRow {
    /// Takes in progress; an end before it was not the last word.
    pub(crate) fn progress(&mut self, progress: Progress) {
        self.tally = Some(progress.tally);
        self.progress = Some(progress);
        self.end = None;
    }

    /// Takes in an end; it says all that the progress before it said.
    pub(crate) fn end(&mut self, end: End) {
        self.tally = Some(end.tally);
        self.end = Some(end);
        self.progress = None;
    }

    /// Takes in a rejudging, once.
    pub(crate) fn rejudged(&mut self, end: RejudgeEnd) {
        self.tally = Some(end.tally);
        if !self.rejudged.contains(&end) {
            self.rejudged.push(end);
        }
    }
}

/// How far a run got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProgressRow {
    pub(crate) progress: Progress,
    /// The frame that holds it.
    pub(crate) at: FrameAt,
}

/// Up to where a run's log is in the index.
pub(crate) type Mark = Position;

/// The current verdict of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Standing {
    pub(crate) run: RunId,
    pub(crate) time: Utc,
    pub(crate) host: Option<String>,
    pub(crate) outline: Outline,
    /// The frame with its transcripts.
    pub(crate) evidence: FrameAt,
    /// The frame with its verdict; another one after a rejudging.
    pub(crate) verdict: FrameAt,
}

/// A sighting of an endpoint in a run before its current verdict, or a run it did not answer in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    pub(crate) run: RunId,
    pub(crate) time: Utc,
    /// `None` where it did not answer.
    pub(crate) outline: Option<Outline>,
}

/// Sightings as they are stored: outlines once each, times as milliseconds since the run's start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct History {
    outlines: Vec<Option<Outline>>,
    sightings: Vec<(RunId, i64, u32)>,
}

impl History {
    fn pack(sightings: &[Sighting]) -> History {
        let mut history = History::default();
        for sighting in sightings {
            let known = history.outlines.iter().position(|outline| *outline == sighting.outline);
            let place = known.unwrap_or_else(|| {
                history.outlines.push(sighting.outline.clone());
                history.outlines.len() - 1
            });
            let delta = sighting.time.0.saturating_sub(sighting.run.start().0);
            // An endpoint has fewer outlines than sightings, and those fit into memory.
            history.sightings.push((sighting.run, delta, place as u32));
        }
        history
    }

    fn unpack(&self) -> Vec<Sighting> {
        self.sightings
            .iter()
            .filter_map(|(run, delta, place)| {
                let outline = self.outlines.get(*place as usize)?.clone();
                let time = Utc(run.start().0.saturating_add(*delta));
                Some(Sighting { run: *run, time, outline })
            })
            .collect()
    }
}

/// A finding that is not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenFinding {
    /// The first run of the unbroken row of runs in which the endpoint was a finding.
    pub(crate) since_run: RunId,
    pub(crate) since: Utc,
    pub(crate) reasons: Vec<FindingReason>,
}

/// An endpoint that was ever judged to be of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Node {
    pub(crate) first_seen: Utc,
    pub(crate) last_seen: Utc,
}

/// Everything the index holds of one endpoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct EndpointRows {
    pub(crate) standing: Option<Standing>,
    /// Sorted by run.
    pub(crate) past: Vec<Sighting>,
}

impl EndpointRows {
    pub(crate) fn new(standing: Option<Standing>, history: Option<&History>) -> EndpointRows {
        EndpointRows { standing, past: history.map(History::unpack).unwrap_or_default() }
    }

    /// The stored form of the past; `None` where there is none.
    pub(crate) fn history(&self) -> Option<History> {
        (!self.past.is_empty()).then(|| History::pack(&self.past))
    }

    /// The outline that a run gave the endpoint, as far as this is known.
    pub(crate) fn in_run(&self, run: RunId) -> Option<&Outline> {
        match &self.standing {
            Some(standing) if standing.run == run => Some(&standing.outline),
            _ => self.place(run).ok().and_then(|place| self.past.get(place)?.outline.as_ref()),
        }
    }

    /// Takes in a verdict.
    pub(crate) fn seen(&mut self, new: Standing) {
        match self.standing.as_ref().map(|standing| standing.run.cmp(&new.run)) {
            Some(std::cmp::Ordering::Greater) => {
                let outline = Some(new.outline);
                self.put(Sighting { run: new.run, time: new.time, outline });
            }
            Some(std::cmp::Ordering::Less) => {
                self.forget(new.run);
                if let Some(old) = self.standing.replace(new) {
                    let outline = Some(old.outline);
                    self.put(Sighting { run: old.run, time: old.time, outline });
                }
            }
            Some(std::cmp::Ordering::Equal) | None => {
                self.forget(new.run);
                self.standing = Some(new);
            }
        }
    }

    /// Takes in a verdict derived anew from the evidence of `run`.
    pub(crate) fn rejudged(&mut self, run: RunId, outline: &Outline, verdict: FrameAt) {
        match &mut self.standing {
            Some(standing) if standing.run == run => {
                standing.outline = outline.clone();
                standing.verdict = verdict;
            }
            _ => {
                if let Ok(place) = self.place(run)
                    && let Some(sighting) = self.past.get_mut(place)
                {
                    sighting.outline = Some(outline.clone());
                }
            }
        }
    }

    /// Takes in that the endpoint did not answer. A verdict of the same run outweighs it.
    pub(crate) fn absent(&mut self, run: RunId, time: Utc) {
        if self.in_run(run).is_none() {
            self.put(Sighting { run, time, outline: None });
        }
    }

    /// Forgets the sightings of runs that are gone. `false` where the current verdict went with
    /// them although older sightings remain: where its evidence stands is not known then.
    pub(crate) fn retain(&mut self, keep: impl Fn(RunId) -> bool) -> bool {
        self.past.retain(|sighting| keep(sighting.run));
        if self.standing.as_ref().is_some_and(|standing| !keep(standing.run)) {
            self.standing = None;
        }
        self.standing.is_some() || self.past.iter().all(|sighting| sighting.outline.is_none())
    }

    /// Whether nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.standing.is_none() && self.past.is_empty()
    }

    /// All sightings by run, the current verdict among them.
    pub(crate) fn sightings(&self) -> Vec<Sighting> {
        let mut all = self.past.clone();
        if let Some(standing) = &self.standing {
            let place = all.partition_point(|sighting| sighting.run < standing.run);
            let outline = Some(standing.outline.clone());
            all.insert(place, Sighting { run: standing.run, time: standing.time, outline });
        }
        all
    }

    /// The row of the open finding.
    pub(crate) fn finding(&self) -> Option<OpenFinding> {
        let standing = self.standing.as_ref().filter(|standing| standing.outline.finding)?;
        let (mut since_run, mut since) = (standing.run, standing.time);
        for sighting in self.past.iter().rev().filter(|sighting| sighting.run < standing.run) {
            match &sighting.outline {
                Some(outline) if outline.finding => {
                    (since_run, since) = (sighting.run, sighting.time);
                }
                // Not answering once does not end it.
                None => {}
                Some(_) => break,
            }
        }
        Some(OpenFinding { since_run, since, reasons: FindingReason::of(&standing.outline) })
    }

    /// The row of the known node.
    pub(crate) fn node(&self) -> Option<Node> {
        // The common case of a stranger that was never anything needs no list.
        let ledger = Outline::is_ledger;
        if self.past.is_empty() {
            let standing = self.standing.as_ref().filter(|standing| ledger(&standing.outline))?;
            return Some(Node { first_seen: standing.time, last_seen: standing.time });
        }
        let sightings = self.sightings();
        let mut of_ledger =
            sightings.iter().filter(|sighting| sighting.outline.as_ref().is_some_and(ledger));
        let first_seen = of_ledger.next()?.time;
        let last_seen = of_ledger.next_back().map_or(first_seen, |last| last.time);
        Some(Node { first_seen, last_seen })
    }

    /// What it was when it was last of a ledger.
    pub(crate) fn last_ledger(&self) -> Option<Outline> {
        let outlines = self.sightings().into_iter().rev().filter_map(|sighting| sighting.outline);
        outlines.into_iter().find(Outline::is_ledger)
    }

    fn place(&self, run: RunId) -> Result<usize, usize> {
        self.past.binary_search_by_key(&run, |sighting| sighting.run)
    }

    fn put(&mut self, sighting: Sighting) {
        match self.place(sighting.run) {
            Ok(place) => {
                if let Some(old) = self.past.get_mut(place) {
                    *old = sighting;
                }
            }
            Err(place) => self.past.insert(place, sighting),
        }
    }

    fn forget(&mut self, run: RunId) {
        if let Ok(place) = self.place(run) {
            self.past.remove(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tests::samples::{run_id, verdict};

    #[derive(Clone, Debug)]
    enum Event {
        Seen(u8, u32),
        Absent(u8),
    }

    fn events() -> impl Strategy<Value = Vec<Event>> {
        let event = prop_oneof![
            (0_u8..6, 10_u32..14).prop_map(|(night, number)| Event::Seen(night, number)),
            (0_u8..6).prop_map(Event::Absent),
        ];
        // One verdict a run at most; a second one is a matter of the order in its log.
        prop::collection::vec(event, 1..9).prop_map(|mut events| {
            let mut nights = std::collections::BTreeSet::new();
            events.retain(|event| match event {
                Event::Seen(night, _) => nights.insert(*night),
                Event::Absent(_) => true,
            });
            events
        })
    }

    fn rows(events: &[Event]) -> EndpointRows {
        let mut rows = EndpointRows::default();
        for event in events {
            match event {
                Event::Seen(night, number) => {
                    let at = FrameAt { segment: 1, offset: u64::from(*night) };
                    rows.seen(Standing {
                        run: run_id(*night),
                        time: run_id(*night).start(),
                        host: None,
                        outline: Outline::of(&verdict(*number)),
                        evidence: at,
                        verdict: at,
                    });
                }
                Event::Absent(night) => rows.absent(run_id(*night), run_id(*night).start()),
            }
        }
        rows
    }

    proptest! {
        #[test]
        fn rows_follow_from_what_was_seen_and_not_from_its_order(
            (events, shuffled) in events().prop_flat_map(|events| {
                (Just(events.clone()), Just(events).prop_shuffle())
            }),
        ) {
            let (rows, other) = (rows(&events), rows(&shuffled));
            prop_assert_eq!(&rows, &other);
            let again = EndpointRows::new(rows.standing.clone(), rows.history().as_ref());
            prop_assert_eq!(&again, &rows, "packing loses nothing");

            let seen: Vec<&Event> =
                events.iter().filter(|event| matches!(event, Event::Seen(..))).collect();
            let newest = events.iter().filter_map(|event| match event {
                Event::Seen(night, _) => Some(run_id(*night)),
                Event::Absent(_) => None,
            }).max();
            prop_assert_eq!(rows.standing.as_ref().map(|standing| standing.run), newest);
            let answered = rows.sightings().iter().filter(|one| one.outline.is_some()).count();
            prop_assert_eq!(answered, seen.len(), "a verdict outweighs an absence of its run");
            prop_assert!(rows.sightings().is_sorted_by_key(|one| one.run));
        }
    }
}
