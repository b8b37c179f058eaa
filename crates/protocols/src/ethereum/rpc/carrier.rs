//! What carries an answer: a response of HTTP, or a message of WebSocket.

use std::ops::Range;

use coinsift_verdict::Place;

use super::walk::Refusal;
use crate::http::Response;

/// A whole answer, as the walk and the reader look at it.
pub(in crate::ethereum) trait Carrier {
    /// The JSON.
    fn body(&self) -> &[u8];
    /// The place of a stretch of the body in the peer's stream.
    fn place(&self, range: Range<usize>) -> Place;
    /// The place that stands for the answer as a whole.
    fn begin(&self) -> Place;
    /// Whether another question can follow on the connection.
    fn goes_on(&self) -> bool;
    /// The refusal it is, where it is one.
    fn refusal(&self) -> Option<Refusal>;
}

impl Carrier for Response {
    fn body(&self) -> &[u8] {
        &self.body
    }

    fn place(&self, range: Range<usize>) -> Place {
        self.body_place(range)
    }

    fn begin(&self) -> Place {
        self.status_place()
    }

    fn goes_on(&self) -> bool {
        self.keeps_alive()
    }

    fn refusal(&self) -> Option<Refusal> {
        Refusal::of(self)
    }
}
