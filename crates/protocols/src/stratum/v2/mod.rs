//! Stratum V2, the encrypted protocol by which Bitcoin miners get work from a pool or a proxy.
//!
//! What goes out: 64 bytes, our key, ElligatorSwift-encoded (act 1 of its Noise handshake). The
//! answer has 234 bytes, and both its tags are checked: nothing but a peer that runs this protocol
//! makes them. There we close, except on the ports of the reference programs: to know what is
//! served there, one `SetupConnection` for that port's protocol goes out, with our agent as vendor,
//! and where the server has not that one and the scan is thorough the other two follow in
//! connections of their own. That is all: no channel is opened, no job taken, nothing submitted,
//! and `messages` has no means to write any of it.
//!
//! Where a flight of 64 bytes is sent on an unknown port it is that of [`crate::bitcoin::v2`],
//! which begins alike: where its answer is one of Stratum V2, this dialogue follows.
//!
//! The certificate's signer is unknown here: an authority's key is handed to miners in the address
//! of the pool. Who is a pool and who a proxy cannot be told from outside.
//!
//! Sources: stratum-mining/sv2-spec `03-Protocol-Overview.md`, `04-Protocol-Security.md`;
//! stratum-mining/stratum `noise-sv2`.

mod driver;
mod facts;
mod messages;
mod noise;
mod propose;
mod reader;
mod settings;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::ellswift::Initiator;
use crate::transcript::Transport;

/// The length of an answer to 64 bytes.
pub(crate) const ANSWER: usize = noise::ACT_2;

/// The handshake, and on its own ports the question what is served.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "stratum.v2",
    version: 1,
    about: "encrypted handshake of Stratum V2, and on its own ports the question which protocol is served",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 3,
        bytes_out: 512,
        bytes_in: 2048,
        round_trips: 1,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(10),
    },
    facts: facts::FACTS,
    settles: true,
    propose: propose::propose,
    recognise: |_, _| None,
    driver: driver::driver,
    read: reader::read,
};

/// Whether bytes answer a key of ours as Stratum V2 does: both tags are checked.
pub(crate) fn answers(keys: &Initiator, bytes: &[u8]) -> bool {
    noise::read_act_2(keys, bytes).is_some()
}

/// Whether a frame's payload is one of the answers that are read; what the fuzz targets call.
#[doc(hidden)]
pub fn is_answer(kind: u8, payload: &[u8]) -> bool {
    messages::Answer::read(kind, payload).is_ok()
}
