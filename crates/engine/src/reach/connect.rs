//! Reach by TCP connects in the permuted order, within the pace and the descriptor limit.

use std::sync::Arc;

use coinsift_protocols::Endpoint;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::Reached;
use super::walk::{Next, walk};
use crate::context::{Attempt, Context};

/// Tries the TCP endpoints of an order with a connect each.
pub(super) async fn connect_all(next: Next, context: &Arc<Context>, found: &mpsc::Sender<Reached>) {
    walk(next, context, found, probe).await;
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
            context.beside.enter(&context.scope, endpoint);
            // When nobody takes sessions any more the run is over.
            let reached = Reached { index: Some(index), endpoint, link: Some(link), held: None };
            let _ = found.send(reached).await;
        }
        shut => context.settle(Some(index), endpoint, &shut),
    }
}
