//! What a port says when no known protocol explains it: a greeting, or a foreign answer.
//!
//! Nothing is sent. The dialogue listens for the first words of a peer that speaks first (SSH,
//! SMTP, MySQL, FTP …) and stops. Its reader also serves other dialogues: when a peer answered
//! one of them with something foreign, the first words are kept as facts here, since "answers, and
//! is no ledger" is a judgement of its own.
//!
//! Sources: ZeroMQ RFC 23 (ZMTP), SChernykh/p2pool `src/p2p_server.cpp`, the SSH identification string, RFC 4253 section 4.2; the others are shapes of text.

mod driver;
mod facts;
mod messages;
mod reader;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::{Options, Transport};

pub(crate) use reader::first_words;

/// Listening to a peer that speaks first.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "greeting",
    version: 1,
    about: "listens to what a port says by itself",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 1,
        bytes_out: 0,
        bytes_in: 4096,
        round_trips: 0,
        silence: Duration::from_secs(2),
        deadline: Duration::from_secs(4),
    },
    facts: facts::FACTS,
    settles: true,
    propose: |_| Vec::new(),
    recognise: |_, _| Some(Options::new()),
    driver: |_| Ok(Box::new(driver::Listener::default())),
    read: reader::read,
};
