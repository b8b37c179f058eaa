//! Reach by TCP connects in the permuted order, within the pace and the descriptor limit.

use std::sync::Arc;

use coinsift_protocols::Endpoint;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::sleep_until;

use super::parked::Parked;
use super::{Reach, Reached};
use crate::BoxFuture;
use crate::context::{Attempt, Context};
use crate::permute::Order;

/// Tries every endpoint of an order with a TCP connect.
#[derive(Debug)]
pub struct Connect {
    order: Order,
}

impl Connect {
    /// A reach over an order.
    pub fn new(order: Order) -> Connect {
        Connect { order }
    }
}

impl Reach for Connect {
    fn len(&self) -> u64 {
        self.order.len()
    }

    fn run(
        self: Box<Self>,
        context: Arc<Context>,
        found: mpsc::Sender<Reached>,
    ) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let stop = context.stop.clone();
            // Dropping the walk drops its connects with it: none is begun or goes on after a stop.
            tokio::select! {
                () = stop.requested() => {}
                () = walk(self.order, context, found) => {}
            }
        })
    }
}

async fn walk(order: Order, context: Arc<Context>, found: mpsc::Sender<Reached>) {
    let slots = Arc::new(Semaphore::new(context.limits.connects));
    let mut next = Next { order, index: 0 };
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
        match choose(&mut next, &mut parked, &context) {
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
    /// Connect to this endpoint; its turn is taken.
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

/// The endpoints of the order that are not finished, one by one.
struct Next {
    order: Order,
    index: u64,
}

impl Next {
    fn take(&mut self, context: &Context) -> Option<(u64, Endpoint)> {
        self.index = context.progress.next_open(self.index);
        let index = self.index;
        let endpoint = self.order.endpoint(index)?;
        self.index += 1;
        Some((index, endpoint))
    }
}

async fn probe(
    context: Arc<Context>,
    index: u64,
    endpoint: Endpoint,
    found: mpsc::Sender<Reached>,
    _slot: OwnedSemaphorePermit,
) {
    match context.connect(endpoint).await {
        Attempt::Open(link) => {
            // When nobody takes sessions any more the run is over.
            let _ = found.send(Reached { index: Some(index), endpoint, link: Some(link) }).await;
        }
        shut => context.settle(Some(index), endpoint, &shut),
    }
}
