//! The one module of the lab that uses the `bitcoin` crate: hashes, genesis blocks, payloads.

use std::net::{IpAddr, SocketAddr};

use ::bitcoin::absolute::LockTime;
use ::bitcoin::blockdata::constants::genesis_block;
use ::bitcoin::consensus::serialize;
use ::bitcoin::hashes::{Hash, sha256, sha256d};
use ::bitcoin::opcodes::all::OP_CHECKSIG;
use ::bitcoin::p2p::ServiceFlags;
use ::bitcoin::p2p::address::Address;
use ::bitcoin::p2p::message_compact_blocks::SendCmpct;
use ::bitcoin::p2p::message_network::VersionMessage;
use ::bitcoin::script::{Builder, PushBytesBuf};
use ::bitcoin::{
    Amount, Block, BlockHash, CompactTarget, Network, OutPoint, Sequence, Transaction, TxIn,
    TxMerkleNode, TxOut, Witness, block, transaction,
};

/// The length of a header up to and including its nonce.
pub(crate) const HEADER: usize = 80;

/// SHA-256 of SHA-256, in the order of the wire.
pub(crate) fn sha256d(bytes: &[u8]) -> [u8; 32] {
    sha256d::Hash::hash(bytes).to_byte_array()
}

/// SHA-256 once.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    sha256::Hash::hash(bytes).to_byte_array()
}

/// The networks whose genesis blocks the `bitcoin` crate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    Main,
    Testnet3,
    Testnet4,
    Signet,
    Regtest,
}

/// A genesis block of the `bitcoin` crate: its header and the whole of it.
pub(crate) fn known_genesis(known: Known) -> ([u8; HEADER], Vec<u8>) {
    parts(&genesis_block(match known {
        Known::Main => Network::Bitcoin,
        Known::Testnet3 => Network::Testnet,
        Known::Testnet4 => Network::Testnet4,
        Known::Signet => Network::Signet,
        Known::Regtest => Network::Regtest,
    }))
}

/// What a genesis block made after Bitcoin's pattern consists of.
pub(crate) struct Genesis<'a> {
    /// The words in the first transaction.
    pub(crate) words: &'a str,
    /// The key the reward goes to: 65 bytes, uncompressed.
    pub(crate) key: &'a [u8; 65],
    /// The reward in whole coins.
    pub(crate) coins: u64,
    /// Seconds since 1970.
    pub(crate) time: u32,
    pub(crate) bits: u32,
    pub(crate) nonce: u32,
}

impl Genesis<'_> {
    /// The block's header and the whole of it.
    pub(crate) fn build(&self) -> ([u8; HEADER], Vec<u8>) {
        let words = PushBytesBuf::try_from(self.words.as_bytes().to_vec()).unwrap_or_default();
        let key = PushBytesBuf::from(*self.key);
        let first = Transaction {
            version: transaction::Version::ONE,
            lock_time: LockTime::ZERO,
            input: vec![TxIn {
                previous_output: OutPoint::null(),
                script_sig: Builder::new()
                    .push_int(486_604_799)
                    // The number 4 as a byte, not as the opcode that would be shorter.
                    .push_slice([4])
                    .push_slice(words)
                    .into_script(),
                sequence: Sequence::MAX,
                witness: Witness::default(),
            }],
            output: vec![TxOut {
                value: Amount::from_sat(self.coins * 100_000_000),
                script_pubkey: Builder::new()
                    .push_slice(key)
                    .push_opcode(OP_CHECKSIG)
                    .into_script(),
            }],
        };
        let root = first.compute_txid().to_raw_hash();
        parts(&Block {
            header: block::Header {
                version: block::Version::ONE,
                prev_blockhash: BlockHash::all_zeros(),
                merkle_root: TxMerkleNode::from_raw_hash(root),
                time: self.time,
                bits: CompactTarget::from_consensus(self.bits),
                nonce: self.nonce,
            },
            txdata: vec![first],
        })
    }
}

fn parts(block: &Block) -> ([u8; HEADER], Vec<u8>) {
    let (mut header, bytes) = ([0; HEADER], serialize(block));
    header.copy_from_slice(&serialize(&block.header));
    (header, bytes)
}

/// What a `version` message says.
pub(crate) struct Hello<'a> {
    pub(crate) protocol: u32,
    pub(crate) services: u64,
    /// Seconds since 1970.
    pub(crate) time: i64,
    pub(crate) to: SocketAddr,
    pub(crate) nonce: u64,
    pub(crate) agent: &'a str,
    pub(crate) height: i32,
    pub(crate) relay: bool,
}

/// The payload of `version`.
pub(crate) fn version(hello: &Hello<'_>) -> Vec<u8> {
    let services = ServiceFlags::from(hello.services);
    let nobody = SocketAddr::new(IpAddr::from([0, 0, 0, 0]), 0);
    serialize(&VersionMessage {
        version: hello.protocol,
        services,
        timestamp: hello.time,
        receiver: Address::new(&hello.to, ServiceFlags::NONE),
        sender: Address::new(&nobody, services),
        nonce: hello.nonce,
        user_agent: hello.agent.to_owned(),
        start_height: hello.height,
        relay: hello.relay,
    })
}

/// The payload of `sendcmpct`, as nodes send it after the handshake: version 2, no announcements.
pub(crate) fn send_compact() -> Vec<u8> {
    serialize(&SendCmpct { send_compact: false, version: 2 })
}
