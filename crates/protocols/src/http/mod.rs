//! HTTP/1.1: a layer that every family over HTTP uses, and the dialogue `http` (`GET /`).
//!
//! The layer is [`Request`] (what we send: GET, POST and the wish to go on in WebSocket, no
//! credentials, no cookies, no body coding asked for) and [`ResponseReader`] (what came back: streaming, bounded,
//! with offsets into the peer's stream). Redirects are never followed, and an upgrade
//! only where a dialogue asked for it.
//!
//! The dialogue sends one request, about 150 bytes:
//!
//! ```text
//! GET / HTTP/1.1
//! Host: 192.0.2.1:8080
//! User-Agent: coinsift/1.2 (+contact)
//! Accept: */*
//! Connection: close
//! ```
//!
//! What counts as an answer: a complete response head. The dialogue then takes the body up to
//! 16 KiB and ends. Anything that does not begin with `HTTP/1.` is a mismatch; that includes an
//! HTTP/2 frame, which is what a gRPC server says to this request.
//!
//! Sources: RFC 9110 (semantics), RFC 9112 (messages: section 6 length of a body, section 7.1
//! chunked coding), RFC 9110 section 11.6.1 (`WWW-Authenticate`).

mod driver;
mod facts;
mod messages;
mod reader;
#[cfg(test)]
pub(crate) mod tests;
mod work;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transport};

pub(crate) use reader::realm;
pub(crate) use work::{WorkServer, is_web, work_server};

pub use messages::{
    Agent, MAX_AGENT, MAX_HEAD, MAX_HEADERS, Malformed, Request, Response, ResponseReader, Verb,
};

/// `GET /`, to learn whether a port speaks HTTP and what it says of itself.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "http",
    version: 1,
    about: "asks for the page / over HTTP/1.1 and reads its head and its beginning",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 1,
        bytes_out: 1024,
        bytes_in: 64 * 1024,
        round_trips: 1,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(10),
    },
    facts: facts::FACTS,
    // What runs over HTTP is still to be found out.
    settles: false,
    propose,
    recognise,
    driver: driver::driver,
    read: reader::read,
};

fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    if situation.anything_spoken() {
        return Vec::new();
    }
    // A work server of miners is first asked in the way that tells least and costs it least.
    let stage = if crate::stratum::v1::is_own_port(situation) { Stage::Port } else { Stage::Http };
    vec![Proposal { stage, options: Options::new() }]
}

/// Some servers answer unasked: 408 to a connection that stays silent, 400 to one they distrust.
fn recognise(_: &Situation<'_>, first_bytes: &[u8]) -> Option<Options> {
    first_bytes.starts_with(b"HTTP/1.").then(Options::new)
}
