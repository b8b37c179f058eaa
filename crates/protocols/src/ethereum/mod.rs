//! The Ethereum family: nodes of public coin networks, of consortia and of developers, which run
//! the same software on the same ports.
//!
//! * [`discv4`] – node discovery over UDP, which discloses a node's key;
//! * [`devp2p`] – the encrypted transport over TCP, for peers whose key is known;
//! * [`rpc`] – the JSON-RPC service over HTTP, recognised without credentials;
//! * [`ws`] – the same over WebSocket.

pub mod devp2p;
pub mod discv4;
pub mod rpc;
pub mod ws;

mod ecies;
mod enr;
mod keys;
mod rlp;

/// A node in memory, for tests.
#[cfg(any(test, feature = "peer"))]
#[doc(hidden)]
#[allow(missing_docs, clippy::unwrap_used, reason = "a peer for tests, which may panic")]
pub mod peer;
#[cfg(test)]
mod tests;

use crate::dialogue::Dialogue;

/// The family of the networks in the atlas.
const FAMILY: &str = "ethereum";

/// Whether these bytes can be a node's key: x and y of a point of secp256k1, 32 bytes each,
/// big-endian, as in `enode://`.
pub fn is_node_key(key: &[u8; 64]) -> bool {
    keys::is_key(key)
}

/// Whether we have a node key in a dialogue, which derives from its option `identity`.
pub(crate) fn has_identity(dialogue: &Dialogue) -> bool {
    [discv4::DIALOGUE.name, devp2p::DIALOGUE.name].contains(&dialogue.name)
}
