//! The Ethereum family: nodes of public coin networks, of consortia and of developers, which run
//! the same software on the same ports.
//!
//! * [`discv4`] – node discovery over UDP, which discloses a node's key;
//! * [`devp2p`] – the encrypted transport over TCP, for peers whose key is known;
//! * [`rpc`] – the JSON-RPC service over HTTP, recognised without credentials.

pub mod devp2p;
pub mod discv4;
pub mod rpc;

mod ecies;
mod enr;
mod keys;
mod rlp;

#[cfg(test)]
mod tests;

/// The family of the networks in the atlas.
const FAMILY: &str = "ethereum";
