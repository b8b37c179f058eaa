//! Reach: finding out which endpoints are open, behind one trait.
//!
//! [`Sweep`] tries each TCP endpoint of an order with a connect and hands the open socket over, so
//! that the first dialogue costs no second connection; UDP endpoints it asks at once. [`Listed`] takes endpoints for open that
//! are known from elsewhere and sends nothing.

mod connect;
mod datagrams;
mod listed;
mod parked;
mod sweep;
mod walk;

use std::sync::Arc;

use coinsift_protocols::{Endpoint, Transcript};
use tokio::sync::mpsc;

use crate::BoxFuture;
use crate::context::{Context, Link};

pub use listed::Listed;
pub use sweep::Sweep;

/// An endpoint to be spoken with.
#[derive(Debug)]
pub struct Reached {
    /// Its index in the order of the run; with one, the run can be resumed past it.
    pub index: Option<u64>,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The open connection, where the reach has made one.
    pub link: Option<Link>,
    /// All dialogues with it, where the reach has held them: what a port of datagrams needs to be
    /// found at all.
    pub held: Option<Vec<Transcript>>,
}

/// A way to find out which endpoints are open.
pub trait Reach: Send {
    /// How many endpoints will be looked at, finished ones included.
    fn len(&self) -> u64;

    /// Whether there is nothing to look at.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Sends every open endpoint into `found`, counts the others with [`Context::settle`], and
    /// ends when all are looked at, or soon after the run was asked to stop, or when `found` is
    /// closed. `found` is bounded: where sessions cannot follow, the reach waits.
    fn run(
        self: Box<Self>,
        context: Arc<Context>,
        found: mpsc::Sender<Reached>,
    ) -> BoxFuture<'static, ()>;
}
