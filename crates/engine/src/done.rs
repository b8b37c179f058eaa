//! How far a run got: the indices of its order that are finished.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// A set of finished indices, kept as stretches: all below some number, and the few beyond it
/// that were quicker than their neighbours.
///
/// Written as a list of `[first, end)` pairs in order, which neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(u64, u64)>", into = "Vec<(u64, u64)>")]
pub struct Done {
    /// End (not included) by first.
    stretches: BTreeMap<u64, u64>,
}

impl Done {
    /// Adds an index.
    pub fn mark(&mut self, index: u64) {
        self.join(index, index.saturating_add(1));
    }

    /// Whether an index is finished.
    pub fn contains(&self, index: u64) -> bool {
        self.stretch(index).is_some()
    }

    /// How many indices are finished.
    pub fn count(&self) -> u64 {
        self.stretches.iter().map(|(first, end)| end - first).sum()
    }

    /// Every index below this one is finished.
    pub fn below(&self) -> u64 {
        self.stretches.get(&0).copied().unwrap_or(0)
    }

    /// The first index from `index` on that is not finished.
    pub fn next_open(&self, index: u64) -> u64 {
        self.stretch(index).unwrap_or(index)
    }

    /// The finished stretches: first and end (not included), in order.
    pub fn stretches(&self) -> impl Iterator<Item = (u64, u64)> {
        self.stretches.iter().map(|(&first, &end)| (first, end))
    }

    /// The end of the stretch that holds an index.
    fn stretch(&self, index: u64) -> Option<u64> {
        let (_, &end) = self.stretches.range(..=index).next_back()?;
        (index < end).then_some(end)
    }

    fn join(&mut self, mut first: u64, mut end: u64) {
        if first >= end {
            return;
        }
        // Every stretch that overlaps or touches the new one becomes a part of it.
        while let Some((&other, &other_end)) = self.stretches.range(..=end).next_back()
            && other_end >= first
        {
            self.stretches.remove(&other);
            first = first.min(other);
            end = end.max(other_end);
        }
        self.stretches.insert(first, end);
    }
}

impl From<Vec<(u64, u64)>> for Done {
    /// Stretches in any order; empty ones are left out, overlapping ones joined.
    fn from(stretches: Vec<(u64, u64)>) -> Done {
        let mut done = Done::default();
        for (first, end) in stretches {
            done.join(first, end);
        }
        done
    }
}

impl From<Done> for Vec<(u64, u64)> {
    fn from(done: Done) -> Vec<(u64, u64)> {
        done.stretches().collect()
    }
}

/// The finished indices of a run under way, shared between its tasks and whoever stores them.
#[derive(Debug, Default)]
pub struct Progress(Mutex<Done>);

impl Progress {
    /// Progress that goes on from what an earlier execution finished.
    pub fn from(done: Done) -> Progress {
        Progress(Mutex::new(done))
    }

    /// The finished indices at this moment. An index is in it only after the sink has taken its
    /// endpoint, or its closed or silent endpoint was counted.
    pub fn snapshot(&self) -> Done {
        self.with(|done| done.clone())
    }

    /// How many indices are finished.
    pub fn count(&self) -> u64 {
        self.with(|done| done.count())
    }

    pub(crate) fn mark(&self, index: u64) {
        self.with(|done| done.mark(index));
    }

    pub(crate) fn next_open(&self, index: u64) -> u64 {
        self.with(|done| done.next_open(index))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Done) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_set_of_the_marked_indices(
            marked in prop::collection::vec(0u64..60, 0..80),
            more in prop::collection::vec((0u64..60, 0u64..60), 0..4),
        ) {
            let mut expected: BTreeSet<u64> = more.iter().flat_map(|&(a, b)| a..b).collect();
            let mut done = Done::from(more);
            for &index in &marked {
                done.mark(index);
                expected.insert(index);
            }
            prop_assert_eq!(done.count(), expected.len() as u64);
            for index in 0..62 {
                prop_assert_eq!(done.contains(index), expected.contains(&index));
                let open = (index..).find(|index| !expected.contains(index)).unwrap();
                prop_assert_eq!(done.next_open(index), open);
            }
            prop_assert_eq!(done.below(), done.next_open(0));
            let stretches: Vec<_> = done.stretches().collect();
            prop_assert!(stretches.windows(2).all(|pair| pair[0].1 < pair[1].0));

            let written = serde_json::to_string(&done).unwrap();
            prop_assert_eq!(serde_json::from_str::<Done>(&written).unwrap(), done);
        }
    }

    #[test]
    fn finished_neighbours_cost_one_stretch() {
        let mut done = Done::default();
        (0..10_000).rev().for_each(|index| done.mark(index));
        assert_eq!(done.stretches().collect::<Vec<_>>(), [(0, 10_000)]);
        assert_eq!(serde_json::to_string(&done).unwrap(), "[[0,10000]]");
    }
}
