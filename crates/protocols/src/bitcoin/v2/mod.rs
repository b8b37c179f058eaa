//! Bitcoin between peers, version 2 of the transport (BIP 324), encrypted over TCP.
//!
//! Held where version 1 brought no byte, in one connection. What goes out: 64 bytes, our key,
//! ElligatorSwift-encoded, and no garbage. The peer answers with its key, up to 4095 bytes of
//! garbage, and a terminator of 16 bytes that derives from both keys and *its magic*; every magic
//! of the list in the head is tried on what came, here and without another word to the peer. Only
//! where one fits we end our garbage, send the empty version packet, and hold the dialogue
//! [`p2p`](super::p2p) in packets: the same questions, the same limits, nothing announced.
//!
//! What counts as an answer: that terminator. It says that the peer holds the key it showed and
//! means the network of that magic, which is as much as the handshake of version 1 says: *stated*.
//! The facts about the talk inside are those of [`p2p`](super::p2p).
//!
//! Stratum V2 begins with the same 64 bytes (`ellswift`). Its answer has 234 bytes, which
//! are held against its tags; it ends this dialogue as a mismatch, and
//! [`crate::stratum::v2`] follows.
//!
//! Everything we encrypt with derives from the seed in the transcript's head, and so the reader
//! opens both directions years later.
//!
//! Sources: BIP 324 (bitcoin/bips `bip-0324.mediawiki`); bitcoin/bitcoin `src/net.cpp`
//! (`V2Transport`: what is no version 1 is taken for a key at its first byte).

mod cipher;
mod driver;
mod facts;
mod messages;
#[cfg(any(test, feature = "peer"))]
pub mod peer;
mod propose;
mod reader;
mod settings;
#[cfg(test)]
mod tests;

use std::time::Duration;

use crate::dialogue::{Dialogue, Wire};
use crate::transcript::Transport;

/// The handshake of BIP 324, and the dialogue of version 1 inside.
pub const DIALOGUE: Dialogue = Dialogue {
    name: "bitcoin.v2",
    version: 1,
    about: "encrypted handshake between peers of the Bitcoin family (BIP 324), then what is asked in clear elsewhere",
    wire: Wire {
        transport: Transport::Tcp,
        connections: 1,
        bytes_out: 3584,
        bytes_in: 256 * 1024,
        round_trips: 7,
        silence: Duration::from_secs(5),
        deadline: Duration::from_secs(15),
    },
    facts: facts::FACTS,
    settles: true,
    propose: propose::propose,
    recognise: |_, _| None,
    driver: driver::driver,
    read: reader::read,
};

/// Whether these are contents of a packet that name a message; what the fuzz targets call.
#[doc(hidden)]
pub fn is_message(contents: &[u8]) -> bool {
    messages::message(contents).is_some()
}
