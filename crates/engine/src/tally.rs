//! Counters of a run, readable at any time for a progress line.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use coinsift_verdict::Sentence;
use serde::{Deserialize, Serialize};

/// Declares the counters once: shared and writable as [`Tally`], as plain numbers in [`Counts`].
macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Counters that the tasks of a run add to.
        #[derive(Debug, Default)]
        pub struct Tally {
            $(pub(crate) $name: AtomicU64,)*
        }

        /// The counters at one moment.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Counts {
            $($(#[$doc])* pub $name: u64,)*
        }

        impl Tally {
            /// The counters at this moment.
            pub fn counts(&self) -> Counts {
                Counts { $($name: self.$name.load(Relaxed),)* }
            }
        }
    };
}

counters! {
    /// Connects begun, those of second and later dialogues too; a repeat after pressure is no new one.
    sent,
    /// Endpoints that were open.
    open,
    /// Endpoints that answered with a reset.
    closed,
    /// Endpoints from which nothing came in time.
    silent,
    /// Endpoints of which a router or this machine said that there is no way to them.
    unreachable,
    /// Endpoints where the connect failed in another way, for example by a local firewall.
    failed,
    /// UDP endpoints asked beside their open TCP port, with whose findings theirs are.
    beside,
    /// Endpoints given up since descriptors, ports or buffers stayed short; never counted as closed.
    unasked,
    /// Endpoints that the fence held back; above zero only where a reach ignored the excludes.
    fenced,
    /// Connects under way now.
    in_flight,
    /// Sessions with open endpoints under way now.
    sessions,
    /// Dialogues finished.
    dialogues,
    /// Second and later connects to an open endpoint that failed, so that its session ended early.
    lost,
    /// Open sockets that waited too long for a session and were opened anew.
    stale,
    /// Dialogues whose own options could not be used: a fault of the program.
    faults,
    /// Connects repeated after a shortage.
    retries,
    /// Shortages of file descriptors met.
    descriptors,
    /// Shortages of local ports met.
    ports,
    /// Shortages of buffers or memory met.
    buffers,
    /// Bytes received in dialogues.
    bytes_in,
    /// Bytes sent in dialogues.
    bytes_out,
}

impl Tally {
    pub(crate) fn add(counter: &AtomicU64, more: u64) {
        counter.fetch_add(more, Relaxed);
    }

    pub(crate) fn one(counter: &AtomicU64) {
        Tally::add(counter, 1);
    }

    /// Counts one while the guard lives.
    pub(crate) fn hold(counter: &AtomicU64) -> Held<'_> {
        Tally::one(counter);
        Held(counter)
    }
}

/// One that is counted until this is dropped.
pub(crate) struct Held<'a>(&'a AtomicU64);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

impl Counts {
    /// Bytes of dialogues in both directions.
    pub fn bytes(&self) -> u64 {
        self.bytes_in.saturating_add(self.bytes_out)
    }

    /// What people should know of shortages: one sentence for each kind that was met.
    pub fn notes(&self) -> Vec<Sentence> {
        [
            ("pressure-descriptors", self.descriptors),
            ("pressure-ports", self.ports),
            ("pressure-buffers", self.buffers),
            ("pressure-unasked", self.unasked),
            ("session-lost", self.lost),
            ("session-faults", self.faults),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| Sentence::new(id).with("count", count))
        .collect()
    }
}
