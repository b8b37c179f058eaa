//! Reach by datagrams: the first one is the dialogue. One socket speaks with many peers; silence is
//! counted and leaves no transcript.

use std::sync::Arc;

use coinsift_protocols::Endpoint;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::Reached;
use super::walk::{Next, walk};
use crate::context::Context;
use crate::session::{self, Ended};
use crate::switch::Switches;

/// Asks the UDP endpoints of an order.
pub(super) async fn ask_all(next: Next, context: &Arc<Context>, found: &mpsc::Sender<Reached>) {
    if next.is_empty() {
        return;
    }
    let switches = Arc::new(Switches::default());
    walk(next, context, found, |context, index, endpoint, found, slot| {
        probe(switches.clone(), context, index, endpoint, found, slot)
    })
    .await;
}

async fn probe(
    switches: Arc<Switches>,
    context: Arc<Context>,
    index: u64,
    endpoint: Endpoint,
    found: mpsc::Sender<Reached>,
    _slot: OwnedSemaphorePermit,
) {
    // What is asked beside an open TCP port of the same number is in the findings of that.
    if context.beside.was_asked(endpoint).await {
        return context.settle_beside(index);
    }
    match session::ask(&context, endpoint, &switches).await {
        Ended::Spoken { transcripts, .. } => {
            let held = Some(transcripts);
            let _ = found.send(Reached { index: Some(index), endpoint, link: None, held }).await;
        }
        Ended::Shut(attempt) => context.settle(Some(index), endpoint, &attempt),
        Ended::Stopped => {}
    }
}
