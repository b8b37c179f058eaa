//! Walking a part of an order: which endpoint is due next, and its probe.

use std::future::Future;
use std::sync::Arc;

use coinsift_protocols::Endpoint;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::sleep_until;

use super::Reached;
use super::parked::Parked;
use crate::context::Context;
use crate::permute::Order;

/// Starts `probe` for every endpoint of `next` in its turn, a bounded number at once, and ends when
/// all have ended, or when `found` is closed.
pub(super) async fn walk<P, F>(
    mut next: Next,
    context: &Arc<Context>,
    found: &mpsc::Sender<Reached>,
    probe: P,
) where
    P: Fn(Arc<Context>, u64, Endpoint, mpsc::Sender<Reached>, OwnedSemaphorePermit) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let slots = Arc::new(Semaphore::new(context.limits.connects));
    let mut parked = Parked::default();
    let mut probes = JoinSet::new();
    loop {
        while probes.try_join_next().is_some() {}
        let Ok(slot) = slots.clone().acquire_owned().await else { return };
        // Where sessions cannot follow, no further socket is opened to wait for them.
        match found.reserve().await {
            Ok(room) => drop(room),
            Err(_) => return,
        }
        context.calm().await;
        context.pacer.overall().await;
        match choose(&mut next, &mut parked, context) {
            Pick::Now(index, endpoint) => {
                probes.spawn(probe(context.clone(), index, endpoint, found.clone(), slot));
            }
            Pick::Wait => {
                if let Some(due) = parked.next_due() {
                    sleep_until(due).await;
                }
            }
            Pick::End => break,
        }
    }
    while probes.join_next().await.is_some() {}
}

/// What to do next.
enum Pick {
    /// Contact this endpoint; its turn is taken.
    Now(u64, Endpoint),
    /// Wait until a parked network is due.
    Wait,
    /// All was looked at.
    End,
}

fn choose(next: &mut Next, parked: &mut Parked, context: &Context) -> Pick {
    if let Some((index, endpoint)) = parked.take_due(&context.pacer) {
        return Pick::Now(index, endpoint);
    }
    while parked.has_room() {
        let Some((index, endpoint)) = next.take(context) else {
            return if parked.is_empty() { Pick::End } else { Pick::Wait };
        };
        if parked.holds_network_of(endpoint) {
            // The moment counts only for the first of its network.
            parked.park(index, endpoint, tokio::time::Instant::now());
            continue;
        }
        match context.pacer.try_take(endpoint.ip) {
            Ok(()) => return Pick::Now(index, endpoint),
            Err(due) => parked.park(index, endpoint, due),
        }
    }
    Pick::Wait
}

/// The endpoints of a stretch of an order that are not finished, one by one.
pub(super) struct Next {
    order: Order,
    index: u64,
    end: u64,
}

impl Next {
    /// Those of TCP.
    pub(super) fn tcp(order: &Order) -> Next {
        Next { order: order.clone(), index: 0, end: order.tcp_len() }
    }

    /// Those of UDP.
    pub(super) fn udp(order: &Order) -> Next {
        Next { order: order.clone(), index: order.tcp_len(), end: order.len() }
    }

    /// Whether the stretch holds no endpoint, finished or not.
    pub(super) fn is_empty(&self) -> bool {
        self.index >= self.end
    }

    fn take(&mut self, context: &Context) -> Option<(u64, Endpoint)> {
        self.index = context.progress.next_open(self.index);
        if self.is_empty() {
            return None;
        }
        let index = self.index;
        let endpoint = self.order.endpoint(index)?;
        self.index += 1;
        Some((index, endpoint))
    }
}
