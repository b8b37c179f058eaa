//! discv4: node discovery of Ethereum's nodes, over UDP; it discloses the node key that
//! [`super::devp2p`] needs.
//!
//! What goes out, at most three datagrams: `Ping` from a node that listens nowhere (about 130
//! bytes), `Pong` in answer to the peer's own ping, which is its proof that we are where we say,
//! and `ENRRequest` where the option `record` asks for the node record. No `FindNode` is ever sent.
//!
//! What counts as an answer: a pong that repeats the hash of our ping. Its signature gives the
//! peer's node key. Most peers ping back at once; some never do.
//!
//! One input is one datagram: the engine must neither join nor split them, in either direction.
//! A datagram that is split by a replay is put together again; two that are joined are not told
//! apart.
//!
//! Silence means little: the port may be closed, the peer's clock may be wrong, and many nodes,
//! those of consortia above all, run without discovery.
//!
//! Sources: ethereum/devp2p `discv4.md`, `enr.md`, `enr-entries/eth.md`; EIP-8; EIP-868.

mod driver;
mod facts;
mod messages;
mod propose;
mod reader;

#[cfg(any(test, feature = "peer"))]
pub(in crate::ethereum) mod peer;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::{Transcript, Transport};

/// Ping, pong, and where asked for the node record.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "ethereum.discv4",
    version: 1,
    about: "ping of Ethereum's node discovery, which discloses the node key",
    wire: Wire {
        transport: Transport::Udp,
        connections: 1,
        bytes_out: 1024,
        bytes_in: 16 * 1024,
        round_trips: 2,
        silence: Duration::from_secs(3),
        deadline: Duration::from_secs(6),
    },
    facts: facts::FACTS,
    settles: false,
    propose: propose::propose,
    recognise: propose::recognise,
    driver: driver::driver,
    read: reader::read,
};

/// The node key (x and y, 32 bytes each, big-endian) that the peer of a transcript of this
/// dialogue has shown; `None` where it has shown none.
pub fn node_key(transcript: &Transcript) -> Option<[u8; 64]> {
    reader::node_key(transcript)
}
