//! devp2p: the encrypted transport of Ethereum's nodes, over TCP, and the beginning of `eth` in it.
//!
//! Only a peer whose node key is known can be spoken to: from an `enode://` address or from its
//! pong in [`super::discv4`]. What goes out, at most, in one connection and in this order: `auth`
//! (the key exchange of EIP-8), `Hello` (our agent, `eth` 63 to 72, no listening port), our
//! `Status` and `GetBlockHeaders` once the peer's Status is there, and `Disconnect` with "client
//! quitting". Our Status repeats the peer's network id, genesis hash and fork id and offers the
//! genesis block alone; one header each is asked for: block 0, the peer's last block by its hash,
//! and the checkpoints known for that genesis block, eight at most. Nothing is announced and
//! nothing else is answered.
//!
//! What counts as an answer: an `ack` that our key decrypts. A typed Disconnect, before or after
//! Hello, is a refusal with its reason. A close after the key exchange and before Hello is a hint
//! at most: nodes that admit listed peers alone close there, and so does a full one.
//!
//! Everything we encrypt with derives from the seed in the transcript's head, and so the reader
//! decrypts both directions years later. The hash of each header shown is computed. A header at a
//! checkpoint whose hash is the one asked for is *proven* to be held; whether one network alone
//! has that block is for the atlas to say.
//!
//! A frame is taken up to 192 KiB, since the announcements that come unasked are that long;
//! what is decompressed and read has at most 64 KiB.
//!
//! Sources: ethereum/devp2p `rlpx.md`, `caps/eth.md`; EIP-8; EIP-2124 (fork id).

mod driver;
mod eth;
mod facts;
mod frame;
mod handshake;
mod messages;
mod propose;
mod reader;
mod settings;

#[cfg(any(test, feature = "peer"))]
#[allow(clippy::unwrap_used, reason = "a peer for tests, which may panic")]
pub(in crate::ethereum) mod peer;
#[cfg(test)]
mod tests;

use std::time::Duration;

use coinsift_verdict::Atlas;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::{Options, Transport};

/// The key exchange, Hello, Status and some headers.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "ethereum.devp2p",
    version: 1,
    about: "encrypted handshake between Ethereum nodes, their Status, and headers",
    wire: Wire {
        transport: Transport::Tcp,
        // The second only where the key that came with the target was not the peer's.
        connections: 2,
        bytes_out: 4096,
        bytes_in: 256 * 1024,
        round_trips: 5,
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

/// Options for holding this dialogue with the holder of a node key (x and y, 32 bytes each,
/// big-endian, as in `enode://`); the checkpoints to ask for are those of `atlas`.
pub fn options_for_key(key: [u8; 64], atlas: &Atlas) -> Options {
    propose::options(key, atlas)
}

/// Whether the body of an opened frame is a message that can be read; what the fuzz targets call.
#[doc(hidden)]
pub fn is_message(body: &[u8], compressed: bool) -> bool {
    !matches!(
        messages::Message::read(body, compressed),
        None | Some(messages::Message::Malformed(_))
    )
}
