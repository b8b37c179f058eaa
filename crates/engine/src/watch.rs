//! Observers: what is told of a run while it goes on, for a front that tells the story.

use std::sync::Arc;

use coinsift_protocols::{Endpoint, Head, Transcript};

use crate::dial::{Pressure, ReachOutcome};

/// One moment of a run.
#[derive(Clone, Copy, Debug)]
pub enum Moment<'a> {
    /// A connect found out what an endpoint is.
    Reached {
        /// The endpoint.
        endpoint: Endpoint,
        /// What it is.
        outcome: ReachOutcome,
    },
    /// Listening before the first word is over.
    Listened {
        /// The endpoint.
        endpoint: Endpoint,
        /// How many bytes the peer said by itself.
        heard: usize,
        /// Whether it closed the connection.
        closed: bool,
    },
    /// A dialogue was chosen and begins.
    Chose {
        /// Its transcript's head: protocol, endpoint, options.
        head: &'a Head,
        /// Which connection to this endpoint it is, counted from 1.
        connection: usize,
    },
    /// A dialogue is over.
    Ended {
        /// All that happened in it.
        transcript: &'a Transcript,
    },
    /// A further connection to an open endpoint failed, which ends its session.
    Lost {
        /// The endpoint.
        endpoint: Endpoint,
        /// What the connect came to; `None` where a shortage of ours kept it from being made.
        outcome: Option<ReachOutcome>,
    },
    /// A shortage of ours held a connect back; it is repeated.
    Short {
        /// The endpoint.
        endpoint: Endpoint,
        /// What was short.
        shortage: Pressure,
    },
}

/// Something that is told every moment of a run, from any of its tasks. It must be quick.
pub type Watch = Arc<dyn Fn(Moment<'_>) + Send + Sync>;
