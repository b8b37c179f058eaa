//! What a node says in its discovery: the other side, for tests.

use std::net::SocketAddr;

use super::messages::{self, Packet, packet};
use crate::ethereum::keys::{NodeKey, Secret};
use crate::ethereum::rlp::{self, Value, keccak256};

pub(in crate::ethereum) fn here() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 41000))
}

/// Ping as a node sends it, with its ports.
pub(in crate::ethereum) fn their_ping(own: &Secret) -> Vec<u8> {
    let from = rlp::list(&[Value::Bytes(&[127, 0, 0, 1]), Value::Uint(30303), Value::Uint(30304)]);
    let to = rlp::list(&[Value::Bytes(&[127, 0, 0, 1]), Value::Uint(41000), Value::Uint(0)]);
    let fields = [
        Value::Uint(4),
        Value::Raw(&from),
        Value::Raw(&to),
        Value::Uint(1_700_000_020),
        Value::Uint(17),
    ];
    packet(own, 1, &rlp::list(&fields))
}

pub(in crate::ethereum) fn their_pong(own: &Secret, ping: &[u8]) -> Vec<u8> {
    messages::pong(own, here(), &Packet::read(ping).expect("our packet").hash, 1_700_000_020)
}

/// A signed record with a fork id and ports.
pub(in crate::ethereum) fn record(own: &Secret) -> Vec<u8> {
    let key = own.public();
    let compressed = [&[2 + (key[63] & 1)], &key[..32]].concat();
    let fork = rlp::list(&[Value::Bytes(&[0xfc, 0x64, 0xec, 4]), Value::Uint(1_150_000)]);
    let eth = rlp::list(&[Value::Raw(&fork)]);
    let content = [
        Value::Uint(17),
        Value::Bytes(b"eth"),
        Value::Raw(&eth),
        Value::Bytes(b"id"),
        Value::Bytes(b"v4"),
        Value::Bytes(b"secp256k1"),
        Value::Bytes(&compressed),
        Value::Bytes(b"snap"),
        Value::List(&[]),
        Value::Bytes(b"tcp"),
        Value::Uint(30304),
        Value::Bytes(b"udp"),
        Value::Uint(30303),
    ];
    let signature = own.sign(&keccak256(&rlp::list(&content)));
    let mut fields = vec![Value::Bytes(&signature[..64])];
    fields.extend(content);
    rlp::list(&fields)
}

pub(in crate::ethereum) fn enr_response(own: &Secret, request: &[u8], record: &[u8]) -> Vec<u8> {
    let hash = Packet::read(request).expect("our packet").hash;
    packet(own, 6, &rlp::list(&[Value::Bytes(&hash), Value::Raw(record)]))
}

/// What a node sends back to a datagram, and whose key that is signed with: to a ping its pong and
/// a ping of its own, to a question for its record the record.
pub(in crate::ethereum) fn answers(
    own: &Secret,
    datagram: &[u8],
) -> Option<(NodeKey, Vec<Vec<u8>>)> {
    let packet = Packet::read(datagram)?;
    let answers = match packet.message {
        messages::Message::Ping(_) => vec![their_pong(own, datagram), their_ping(own)],
        messages::Message::Other(5) => vec![enr_response(own, datagram, &record(own))],
        _ => Vec::new(),
    };
    Some((packet.key, answers))
}
