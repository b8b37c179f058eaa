//! Bitcoin between peers, version 1 of the transport, in clear over TCP.
//!
//! What goes out, at most, in one connection and in this order: `version` (our agent, services 0,
//! height 0, relay off), `verack`, `getdata` for the genesis blocks of the networks that use the
//! magic (skipped for pruned peers, which would hang up on it), for eight blocks at most that one
//! of those networks alone has `getheaders` with an empty locator and the block as its stop, which
//! means "this header", with a `ping` behind them, and, where that did not settle what it is, one
//! `getheaders` from the beginning. Where fresh checkpoints of such a network are known, one more
//! `getheaders` follows, from those on, with a `ping` behind it: whether the peer's chain is still
//! that of its network. Then we close. Nothing is announced, nothing else is answered.
//!
//! What proves: a header whose recomputed name is that of a block which one network alone has, and
//! whose work is as much as it says, where we can compute it. A peer that has it holds, or can
//! fetch, the history of that network. Where a network names its blocks by a hash that we cannot
//! compute, the answer is taken as a statement. The first header after the genesis block is held
//! against the easiest target of the network.
//!
//! Relatives with another checksum, another header or other messages are spoken to in their own
//! way (`dialect`). A MultiChain node is sent `version` alone.
//!
//! What counts as an answer: a frame whose command is known. A peer that uses another magic than
//! ours has told us its own; the next connection uses it. A close without a word means nothing.
//!
//! Why `getdata` first: a node that is syncing, and one without mined blocks, does not answer
//! `getheaders`, but every implementation tried hands over its genesis block (285 bytes on
//! Bitcoin), while `headers` from the beginning are 162 kB. The block's header is hashed and
//! compared; where the network names its blocks by another hash than SHA-256d, the parent of the
//! first header is asked as well.
//!
//! Sources: bitcoin/bitcoin `src/protocol.h` (frame, services), `src/net_processing.cpp`
//! (handshake, `getdata`, `getheaders`, pruned peers), BIP 14 (agent), BIP 61 (reject).

mod auxpow;
mod checkpoints;
mod dialect;
mod driver;
mod facts;
mod fresh;
mod hashes;
mod header;
mod messages;
mod proof;
mod propose;
mod reader;
mod shown;
mod types;

#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::plan::Situation;
use crate::transcript::{Options, Transport};

/// Bitcoin's handshake between peers and the question for the genesis block.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "bitcoin.p2p",
    version: 1,
    about: "handshake between peers of the Bitcoin family, then the genesis block and blocks that one network alone has",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 7,
        bytes_out: 3072,
        bytes_in: 256 * 1024,
        round_trips: 6,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(15),
    },
    facts: facts::FACTS,
    settles: true,
    propose: propose::propose,
    recognise: propose::recognise,
    driver: driver::driver,
    read: reader::read,
};

/// Options for holding this dialogue under a magic.
pub(in crate::bitcoin) fn options_for_magic(situation: &Situation<'_>, magic: [u8; 4]) -> Options {
    let mut options = propose::options(situation, magic);
    // One number goes to all magics there, and nobody who wants another one speaks version 2.
    options.insert("protocol".to_owned(), propose::PROTOCOL.to_string());
    options
}
