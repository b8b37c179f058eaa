//! Node records: what a node signs about itself.
//!
//! Source: ethereum/devp2p `enr.md` (EIP-778), identity scheme "v4", and `enr-entries/eth.md`.

use super::keys::{self, NodeKey};
use super::rlp::{self, Item, Value};

/// The longest record, in bytes of RLP.
pub(super) const MAX_RECORD: usize = 300;
/// More pairs than fit into a record.
const MAX_PAIRS: usize = 128;

/// A record whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Who signed it.
    pub(super) key: NodeKey,
    /// Raised by the node with every change.
    pub(super) seq: u64,
    /// The names of its entries, in their order.
    pub(super) names: Vec<String>,
    /// The TCP port.
    pub(super) tcp: Option<u16>,
    /// The UDP port.
    pub(super) udp: Option<u16>,
    /// The fork identifier of EIP-2124: hash, and the next fork or 0.
    pub(super) fork: Option<([u8; 4], u64)>,
}

impl Record {
    /// Reads `[signature, seq, k, v, …]` and checks the signature.
    pub(super) fn read(record: Item<'_>) -> Option<Record> {
        if record.raw().len() > MAX_RECORD {
            return None;
        }
        let items = record.list(2 + 2 * MAX_PAIRS)?;
        let (signature, content) = items.split_first()?;
        let (seq, pairs) = content.split_first()?;
        let pairs: Vec<(&[u8], Item<'_>)> =
            pairs.chunks_exact(2).filter_map(|pair| Some((pair[0].bytes()?, pair[1]))).collect();
        let entry = |name: &str| {
            pairs.iter().find(|(known, _)| *known == name.as_bytes()).map(|(_, value)| *value)
        };
        // The signature covers the list without the signature.
        let signed: Vec<Value<'_>> = content.iter().map(|item| Value::Raw(item.raw())).collect();
        let hash = rlp::keccak256(&rlp::list(&signed));
        let key = keys::verified(&hash, signature.bytes()?, entry("secp256k1")?.bytes()?)?;
        let port = |name: &str| entry(name)?.uint()?.try_into().ok();
        Some(Record {
            key,
            seq: seq.u64()?,
            names: pairs.iter().map(|(name, _)| String::from_utf8_lossy(name).into()).collect(),
            tcp: port("tcp"),
            udp: port("udp"),
            fork: entry("eth").and_then(fork),
        })
    }
}

/// The entry `eth`: `[[hash, next], …]`.
fn fork(entry: Item<'_>) -> Option<([u8; 4], u64)> {
    fork_id(*entry.list(1)?.first()?)
}

/// A fork identifier: `[hash, next]`.
pub(super) fn fork_id(item: Item<'_>) -> Option<([u8; 4], u64)> {
    let fields = item.list(2)?;
    Some((fields.first()?.array()?, fields.get(1)?.u64()?))
}
