//! The one module that uses the `bitcoin` crate: messages we send, and its hash.
//!
//! What peers send is read by our own [`super::messages`]: the crate's decoder insists on
//! SHA-256d checksums, complete messages and 80-byte headers, which relatives of Bitcoin do not
//! keep to.

use std::net::{IpAddr, SocketAddr};

use ::bitcoin::BlockHash;
use ::bitcoin::consensus::serialize;
use ::bitcoin::hashes::{Hash, sha256d};
use ::bitcoin::p2p::address::Address;
use ::bitcoin::p2p::message::{NetworkMessage, RawNetworkMessage};
use ::bitcoin::p2p::message_blockdata::{GetHeadersMessage, Inventory};
use ::bitcoin::p2p::message_network::VersionMessage;
use ::bitcoin::p2p::{Magic, ServiceFlags};

/// What our `version` message says.
pub(super) struct Hello<'a> {
    pub(super) magic: [u8; 4],
    pub(super) protocol: u32,
    /// Seconds since 1970.
    pub(super) time: i64,
    pub(super) peer: SocketAddr,
    pub(super) nonce: u64,
    pub(super) agent: &'a str,
}

/// `version`: no services, no listening address, height 0, relay off.
pub(super) fn version(hello: &Hello<'_>) -> Vec<u8> {
    let nobody = SocketAddr::new(IpAddr::from([0, 0, 0, 0]), 0);
    let message = VersionMessage {
        version: hello.protocol,
        services: ServiceFlags::NONE,
        timestamp: hello.time,
        receiver: Address::new(&hello.peer, ServiceFlags::NONE),
        sender: Address::new(&nobody, ServiceFlags::NONE),
        nonce: hello.nonce,
        user_agent: hello.agent.to_owned(),
        start_height: 0,
        relay: false,
    };
    frame(hello.magic, NetworkMessage::Version(message))
}

/// `verack`
pub(super) fn verack(magic: [u8; 4]) -> Vec<u8> {
    frame(magic, NetworkMessage::Verack)
}

/// `getdata` for blocks, given by their hashes in display order.
pub(super) fn get_blocks(magic: [u8; 4], hashes: &[[u8; 32]]) -> Vec<u8> {
    let wanted = hashes.iter().map(|&hash| Inventory::Block(block_hash(hash))).collect();
    frame(magic, NetworkMessage::GetData(wanted))
}

/// `getheaders` with a locator that no chain has: the answer begins with block 1.
pub(super) fn get_headers_from_start(magic: [u8; 4], protocol: u32) -> Vec<u8> {
    let none = BlockHash::all_zeros();
    let mut message = GetHeadersMessage::new(vec![none], none);
    message.version = protocol;
    frame(magic, NetworkMessage::GetHeaders(message))
}

/// `getheaders` for the one header of a name in display order: an empty locator and a stop.
pub(super) fn get_header(magic: [u8; 4], protocol: u32, name: [u8; 32]) -> Vec<u8> {
    let mut message = GetHeadersMessage::new(Vec::new(), block_hash(name));
    message.version = protocol;
    frame(magic, NetworkMessage::GetHeaders(message))
}

/// `getheaders` for what follows the first of these blocks that the peer has, given by their names
/// in display order.
pub(super) fn get_headers_after(magic: [u8; 4], protocol: u32, names: &[[u8; 32]]) -> Vec<u8> {
    let names = names.iter().map(|&name| block_hash(name)).collect();
    let mut message = GetHeadersMessage::new(names, BlockHash::all_zeros());
    message.version = protocol;
    frame(magic, NetworkMessage::GetHeaders(message))
}

/// `ping`, whose answer says that all that was asked before it was dealt with.
pub(super) fn ping(magic: [u8; 4], nonce: u64) -> Vec<u8> {
    frame(magic, NetworkMessage::Ping(nonce))
}

/// SHA-256 of SHA-256, in the order of the wire.
pub(super) fn sha256d(bytes: &[u8]) -> [u8; 32] {
    sha256d::Hash::hash(bytes).to_byte_array()
}

fn frame(magic: [u8; 4], message: NetworkMessage) -> Vec<u8> {
    serialize(&RawNetworkMessage::new(Magic::from_bytes(magic), message))
}

fn block_hash(mut display: [u8; 32]) -> BlockHash {
    display.reverse();
    BlockHash::from_byte_array(display)
}
