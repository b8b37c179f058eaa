//! Bytes ⇄ packets of node discovery, bounded.
//!
//! Source: ethereum/devp2p `discv4.md`, "Wire Protocol": 32 bytes keccak-256 of what follows, 65
//! bytes signature over type and data, one byte type, one RLP list. Further items of a list and
//! bytes behind it are ignored (EIP-8).

use std::net::{IpAddr, SocketAddr};

use crate::ethereum::enr::Record;
use crate::ethereum::keys::{self, NodeKey, Secret};
use crate::ethereum::rlp::{self, Item, Value, keccak256};

/// The longest packet, in bytes.
pub(super) const MAX_PACKET: usize = 1280;
const HASH: usize = 32;
const SIGNATURE: usize = 65;

const PING: u8 = 1;
const PONG: u8 = 2;
const ENR_REQUEST: u8 = 5;
const ENR_RESPONSE: u8 = 6;
const VERSION: u128 = 4;

/// A packet whose hash and signature were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packet {
    /// Its first 32 bytes, which an answer repeats.
    pub(super) hash: [u8; 32],
    /// Who signed it.
    pub(super) key: NodeKey,
    pub(super) message: Message,
}

/// What a packet says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    Ping(Ping),
    Pong(Pong),
    EnrResponse(EnrResponse),
    /// A type we have no use for.
    Other(u8),
    /// A packet of this type that cannot be read.
    Malformed(u8),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ping {
    pub(super) version: u64,
    /// The ports the sender says it has.
    pub(super) udp: u16,
    pub(super) tcp: u16,
    pub(super) enr_seq: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pong {
    /// The hash of the ping it answers.
    pub(super) ping_hash: [u8; 32],
    pub(super) enr_seq: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EnrResponse {
    /// The hash of the request it answers.
    pub(super) request_hash: [u8; 32],
    /// The record, where its signature is good.
    pub(super) record: Option<Record>,
}

impl Packet {
    /// Reads a whole datagram.
    pub(super) fn read(bytes: &[u8]) -> Option<Packet> {
        if bytes.len() > MAX_PACKET {
            return None;
        }
        let (hash, signed) = bytes.split_first_chunk::<HASH>()?;
        let (signature, content) = signed.split_first_chunk::<SIGNATURE>()?;
        if keccak256(signed) != *hash {
            return None;
        }
        let key = keys::recover(&keccak256(content), signature)?;
        let (&kind, data) = content.split_first()?;
        let message = Item::first(data).and_then(|data| Message::read(kind, data));
        Some(Packet { hash: *hash, key, message: message.unwrap_or(Message::Malformed(kind)) })
    }
}

impl Message {
    fn read(kind: u8, data: Item<'_>) -> Option<Message> {
        let fields = data.list(8)?;
        let field = |at: usize| fields.get(at).copied();
        match kind {
            PING => {
                let from = field(1)?.list(3)?;
                let port = |at: usize| from.get(at)?.uint()?.try_into().ok();
                Some(Message::Ping(Ping {
                    version: field(0)?.u64()?,
                    udp: port(1)?,
                    tcp: port(2)?,
                    enr_seq: field(4).and_then(|seq| seq.u64()),
                }))
            }
            PONG => Some(Message::Pong(Pong {
                ping_hash: field(1)?.array()?,
                enr_seq: field(3).and_then(|seq| seq.u64()),
            })),
            ENR_RESPONSE => Some(Message::EnrResponse(EnrResponse {
                request_hash: field(0)?.array()?,
                record: field(1).and_then(Record::read),
            })),
            other => Some(Message::Other(other)),
        }
    }
}

/// `Ping` from a node that listens nowhere.
pub(super) fn ping(own: &Secret, to: SocketAddr, expiration: u64) -> Vec<u8> {
    let (nowhere, there) = (endpoint(unspecified(to.ip()), 0), endpoint(to.ip(), to.port()));
    let data = rlp::list(&[
        Value::Uint(VERSION),
        Value::Raw(&nowhere),
        Value::Raw(&there),
        Value::Uint(expiration.into()),
    ]);
    packet(own, PING, &data)
}

/// `Pong` in answer to a packet with this hash.
pub(super) fn pong(own: &Secret, to: SocketAddr, ping_hash: &[u8; 32], expiration: u64) -> Vec<u8> {
    let there = endpoint(to.ip(), to.port());
    let data =
        rlp::list(&[Value::Raw(&there), Value::Bytes(ping_hash), Value::Uint(expiration.into())]);
    packet(own, PONG, &data)
}

/// `ENRRequest`
pub(super) fn enr_request(own: &Secret, expiration: u64) -> Vec<u8> {
    packet(own, ENR_REQUEST, &rlp::list(&[Value::Uint(expiration.into())]))
}

/// A signed packet.
pub(super) fn packet(own: &Secret, kind: u8, data: &[u8]) -> Vec<u8> {
    let content = [&[kind], data].concat();
    let signed = [own.sign(&keccak256(&content)).as_slice(), &content].concat();
    [keccak256(&signed).as_slice(), &signed].concat()
}

/// The hash of a packet of ours.
pub(super) fn hash_of(packet: &[u8]) -> Option<[u8; 32]> {
    packet.first_chunk::<HASH>().copied()
}

/// `[ip, udp port, tcp port]`, of which we know the first two.
fn endpoint(ip: IpAddr, udp: u16) -> Vec<u8> {
    let octets = match ip {
        IpAddr::V4(ip) => ip.octets().to_vec(),
        IpAddr::V6(ip) => ip.octets().to_vec(),
    };
    rlp::list(&[Value::Bytes(&octets), Value::Uint(udp.into()), Value::Uint(0)])
}

fn unspecified(like: IpAddr) -> IpAddr {
    match like {
        IpAddr::V4(_) => IpAddr::from([0; 4]),
        IpAddr::V6(_) => IpAddr::from([0; 16]),
    }
}

/// Makes packets of what is received.
///
/// Live, each input is one datagram. A transcript that is run again in smaller pieces is put
/// together: a packet says by its hash where it ends.
#[derive(Default)]
pub(super) struct Datagrams {
    kept: Vec<u8>,
}

impl Datagrams {
    /// Takes one input; gives the packet that it is, or completes, and its length.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Option<(Packet, usize)> {
        let found = match Packet::read(bytes) {
            Some(packet) => Some((packet, bytes.len())),
            None => {
                if self.kept.len() + bytes.len() > MAX_PACKET {
                    self.kept.clear();
                }
                self.kept.extend(bytes.iter().take(MAX_PACKET));
                Packet::read(&self.kept).map(|packet| (packet, self.kept.len()))
            }
        };
        if found.is_some() {
            self.kept.clear();
        }
        found
    }
}
