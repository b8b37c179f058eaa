//! The messages of HTTP/1.1 as far as we speak it.
//!
//! * [`request`] – what can be sent;
//! * [`response`] – reading a response as it comes, head and headers;
//! * [`body`] – where a body ends, and the chunked coding.

mod body;
mod request;
mod response;

pub use request::{Agent, MAX_AGENT, Request, Verb};
pub use response::{MAX_HEAD, MAX_HEADERS, Malformed, Response, ResponseReader};
