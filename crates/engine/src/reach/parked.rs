//! Endpoints whose network is not due yet, waiting beside the order in bounded number.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use coinsift_protocols::Endpoint;
use tokio::time::Instant;

use crate::pace::{Network, Pacer};

/// The most endpoints that wait. When so many wait the order is not followed further until one of
/// their networks is due.
const MOST: usize = 4096;

/// Endpoints under their networks, and when each network is due.
#[derive(Default)]
pub(super) struct Parked {
    queues: BTreeMap<Network, VecDeque<(u64, Endpoint)>>,
    due: BinaryHeap<Reverse<(Instant, Network)>>,
    len: usize,
}

impl Parked {
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn has_room(&self) -> bool {
        self.len < MOST
    }

    /// Whether others of this endpoint's network wait already.
    pub(super) fn holds_network_of(&self, endpoint: Endpoint) -> bool {
        self.queues.contains_key(&Network::of(endpoint.ip))
    }

    /// Lets an endpoint wait until its network is due.
    pub(super) fn park(&mut self, index: u64, endpoint: Endpoint, due: Instant) {
        let network = Network::of(endpoint.ip);
        let queue = self.queues.entry(network).or_default();
        if queue.is_empty() {
            self.due.push(Reverse((due, network)));
        }
        queue.push_back((index, endpoint));
        self.len += 1;
    }

    /// When the next network is due.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.due.peek().map(|Reverse((due, _))| *due)
    }

    /// An endpoint whose network and the overall limit let it through now; its turn is taken.
    pub(super) fn take_due(&mut self, pacer: &Pacer) -> Option<(u64, Endpoint)> {
        while let Some(&Reverse((due, network))) = self.due.peek()
            && due <= Instant::now()
        {
            self.due.pop();
            let Some(&(index, endpoint)) =
                self.queues.get(&network).and_then(|queue| queue.front())
            else {
                continue;
            };
            if let Err(later) = pacer.try_take(endpoint.ip) {
                self.due.push(Reverse((later, network)));
                continue;
            }
            let left = self.queues.get_mut(&network).map_or(0, |queue| {
                queue.pop_front();
                queue.len()
            });
            self.len -= 1;
            match left {
                0 => drop(self.queues.remove(&network)),
                _ => self.due.push(Reverse((pacer.network_ready(network), network))),
            }
            return Some((index, endpoint));
        }
        None
    }
}
