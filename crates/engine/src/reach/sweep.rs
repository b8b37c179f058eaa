//! Reach over a whole order: TCP endpoints by connects, then UDP endpoints by datagrams.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::connect::connect_all;
use super::datagrams::ask_all;
use super::walk::Next;
use super::{Reach, Reached};
use crate::BoxFuture;
use crate::context::Context;
use crate::permute::Order;

/// Tries every endpoint of an order. Those of UDP come last, so that one which was asked beside its
/// open TCP port is not asked again.
#[derive(Debug)]
pub struct Sweep {
    order: Order,
}

impl Sweep {
    /// A reach over an order.
    pub fn new(order: Order) -> Sweep {
        Sweep { order }
    }
}

impl Reach for Sweep {
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
            let sweep = async {
                connect_all(Next::tcp(&self.order), &context, &found).await;
                ask_all(Next::udp(&self.order), &context, &found).await;
            };
            // Dropping the sweep drops its probes with it: none is begun or goes on after a stop.
            tokio::select! {
                () = stop.requested() => {}
                () = sweep => {}
            }
        })
    }
}
