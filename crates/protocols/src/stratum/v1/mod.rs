//! Stratum V1: whether work is handed out here, and in which dialect.
//!
//! What is sent, one line of JSON in a connection: `mining.subscribe`, which servers answer before
//! any login, and after a subscription in Bitcoin's dialect `mining.configure`; or one question of
//! another dialect where an answer pointed to it (`propose`). `requests` has all of them and
//! no other: logging in, handing in work and wishing for settings cannot be expressed.
//!
//! A subscription allocates one nonce for as long as the connection lasts. The agent names us.
//!
//! What counts as an answer: a line of JSON that repeats our id and whose result has the shape of
//! a subscription in one of the dialects (`dialect`); an error in the family's own form; or a
//! line nobody asked for with a job, a difficulty, a target or a nonce (`job`). A server that
//! says yes to everything, echoes the question or knows no such method meets none of these.
//!
//! A work server hands out work. That is not hashing: whoever hashes is its client and listens to
//! nobody.
//!
//! Sources stand at the head of each file.

mod coinbase;
mod dialect;
mod driver;
mod facts;
mod job;
mod messages;
mod pages;
mod propose;
mod reader;
mod requests;
#[cfg(test)]
mod tests;
mod walk;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::Transport;

pub use dialect::Dialect;
pub use pages::{Known, Question, known, questions};
pub(crate) use propose::is_own_port;

/// The protocol family's name.
const FAMILY: &str = "stratum";

/// Subscribing to work without a login.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "stratum.v1",
    version: 1,
    about: "asks for a subscription to mining work, without a login, and reads what is handed out",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 4,
        bytes_out: 1024,
        bytes_in: 64 * 1024,
        round_trips: 1,
        silence: Duration::from_secs(4),
        deadline: Duration::from_secs(10),
    },
    facts: facts::FACTS,
    // Some answers point to one more question of their dialect; others have none after this.
    settles: false,
    propose: propose::propose,
    recognise: propose::recognise,
    driver: driver::driver,
    read: reader::read,
};
