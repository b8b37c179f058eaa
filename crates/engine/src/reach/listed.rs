//! Reach by a list: endpoints that are known to be open from elsewhere. Nothing is sent.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::{Reach, Reached};
use crate::BoxFuture;
use crate::context::Context;
use crate::permute::Order;

/// Takes every endpoint of an order for open; usually of a scope made of `host:port` targets, for
/// example the findings of another scanner. Excludes hold as everywhere, since the order has none
/// of them. The session makes the first connection, and one that fails then is counted as closed
/// or silent like any other.
#[derive(Debug)]
pub struct Listed {
    order: Order,
}

impl Listed {
    /// A reach over an order.
    pub fn new(order: Order) -> Listed {
        Listed { order }
    }
}

impl Reach for Listed {
    fn len(&self) -> u64 {
        self.order.len()
    }

    fn run(
        self: Box<Self>,
        context: Arc<Context>,
        found: mpsc::Sender<Reached>,
    ) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let mut index = context.progress.next_open(0);
            while let Some(endpoint) = self.order.endpoint(index) {
                let reached = Reached { index: Some(index), endpoint, link: None, held: None };
                tokio::select! {
                    () = context.stop.requested() => return,
                    sent = found.send(reached) => if sent.is_err() { return },
                }
                index = context.progress.next_open(index + 1);
            }
        })
    }
}
