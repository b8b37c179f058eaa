//! Bytes ⇄ messages of the capability `eth`, bounded.
//!
//! Source: ethereum/devp2p `caps/eth.md` (Status, GetBlockHeaders, BlockHeaders) and its change
//! log: fork id from 64 on, request ids from 66 on, block range instead of total difficulty from
//! 69 on.

use std::ops::RangeInclusive;

use super::messages::packed;
use crate::ethereum::enr::fork_id;
use crate::ethereum::rlp::{self, Item, Value, keccak256};

/// The versions that we offer.
pub(super) const VERSIONS: RangeInclusive<u64> = 63..=72;

/// `eth` is the only capability we offer, so that its numbers begin here with every peer.
const OFFSET: u64 = 0x10;
pub(super) const STATUS: u64 = OFFSET;
pub(super) const GET_BLOCK_HEADERS: u64 = OFFSET + 3;
pub(super) const BLOCK_HEADERS: u64 = OFFSET + 4;

/// The most headers that are read; we ask for one at a time.
const MAX_HEADERS: usize = 4;

/// `Status`: the network a node says it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) version: u64,
    pub(super) network_id: u64,
    pub(super) genesis: [u8; 32],
    /// The fork identifier of EIP-2124: hash, and the next fork or 0. From `eth/64` on.
    pub(super) fork: Option<([u8; 4], u64)>,
    /// The hash of the last block.
    pub(super) head: [u8; 32],
    pub(super) chain: Chain,
}

/// How long a node says its chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chain {
    /// The total difficulty, where it has at most 128 bits. Up to `eth/68`.
    Difficulty(Option<u128>),
    /// The first and the last block it has in full. From `eth/69` on.
    Blocks(u64, u64),
}

/// A block, by number or by hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Number(u64),
    Hash([u8; 32]),
}

/// `GetBlockHeaders` for one header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GetBlockHeaders {
    /// From `eth/66` on.
    pub(super) request: Option<u64>,
    pub(super) block: Block,
}

/// `BlockHeaders`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BlockHeaders {
    /// From `eth/66` on.
    pub(super) request: Option<u64>,
    pub(super) headers: Vec<Header>,
}

/// The fields of a header that tell a chain and its engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Keccak-256 of its encoding, which names the block.
    pub(super) hash: [u8; 32],
    /// Where it has at most 128 bits.
    pub(super) difficulty: Option<u128>,
    pub(super) number: u64,
    /// In seconds; some engines count in nanoseconds.
    pub(super) time: u64,
    pub(super) extra: Vec<u8>,
    /// Absent in the headers of some engines.
    pub(super) mix: Option<[u8; 32]>,
}

impl Status {
    /// Our own: the peer's network, and of its chain the genesis block alone.
    pub(super) fn ours(peer: &Status) -> Status {
        let chain = match peer.chain {
            Chain::Difficulty(_) => Chain::Difficulty(Some(0)),
            Chain::Blocks(..) => Chain::Blocks(0, 0),
        };
        Status { head: peer.genesis, chain, ..peer.clone() }
    }

    /// The body of a frame.
    pub(super) fn write(&self, compressed: bool) -> Vec<u8> {
        let fork = self
            .fork
            .as_ref()
            .map(|(hash, next)| [Value::Bytes(hash), Value::Uint((*next).into())]);
        let fork = fork.as_ref().map(|fork| Value::List(fork));
        let mut fields =
            vec![Value::Uint(self.version.into()), Value::Uint(self.network_id.into())];
        match self.chain {
            Chain::Difficulty(difficulty) => {
                fields.push(Value::Uint(difficulty.unwrap_or_default()));
                fields.push(Value::Bytes(&self.head));
                fields.push(Value::Bytes(&self.genesis));
                fields.extend(fork);
            }
            Chain::Blocks(earliest, latest) => {
                fields.push(Value::Bytes(&self.genesis));
                fields.extend(fork);
                fields.push(Value::Uint(earliest.into()));
                fields.push(Value::Uint(latest.into()));
                fields.push(Value::Bytes(&self.head));
            }
        }
        packed(STATUS, rlp::list(&fields), compressed)
    }

    pub(super) fn read(data: &[u8]) -> Option<Status> {
        let fields = Item::first(data)?.list(16)?;
        let field = |at: usize| fields.get(at).copied();
        let (version, network_id) = (field(0)?.u64()?, field(1)?.u64()?);
        if version >= 69 {
            return Some(Status {
                version,
                network_id,
                genesis: field(2)?.array()?,
                fork: Some(fork_id(field(3)?)?),
                head: field(6)?.array()?,
                chain: Chain::Blocks(field(4)?.u64()?, field(5)?.u64()?),
            });
        }
        Some(Status {
            version,
            network_id,
            genesis: field(4)?.array()?,
            fork: field(5).and_then(fork_id),
            head: field(3)?.array()?,
            chain: Chain::Difficulty(field(2)?.uint()),
        })
    }
}

impl GetBlockHeaders {
    /// The question for one header in a version of `eth`.
    pub(super) fn new(request: u64, block: Block, version: u64) -> GetBlockHeaders {
        GetBlockHeaders { request: (version >= 66).then_some(request), block }
    }

    /// The body of a frame.
    pub(super) fn write(&self, compressed: bool) -> Vec<u8> {
        let block = match &self.block {
            Block::Number(number) => Value::Uint((*number).into()),
            Block::Hash(hash) => Value::Bytes(hash),
        };
        // One header, none skipped, not in reverse.
        let query = [block, Value::Uint(1), Value::Uint(0), Value::Uint(0)];
        let data = match self.request {
            Some(request) => rlp::list(&[Value::Uint(request.into()), Value::List(&query)]),
            None => rlp::list(&query),
        };
        packed(GET_BLOCK_HEADERS, data, compressed)
    }

    pub(super) fn read(data: &[u8]) -> Option<GetBlockHeaders> {
        let fields = Item::first(data)?.list(4)?;
        let (request, query) = match fields.get(1)?.list(4) {
            Some(query) => (Some(fields.first()?.u64()?), query),
            None => (None, fields),
        };
        let block = query.first()?;
        let block = match block.array() {
            Some(hash) => Block::Hash(hash),
            None => Block::Number(block.u64()?),
        };
        Some(GetBlockHeaders { request, block })
    }
}

impl BlockHeaders {
    pub(super) fn read(data: &[u8]) -> Option<BlockHeaders> {
        let fields = Item::first(data)?.list(MAX_HEADERS)?;
        // A number in front is a request id; a list there is a header already.
        let (request, headers) = match fields.first().and_then(Item::u64) {
            Some(request) => (Some(request), fields.get(1)?.list(MAX_HEADERS)?),
            None => (None, fields),
        };
        let headers = headers.into_iter().map(Header::read).collect::<Option<Vec<Header>>>()?;
        Some(BlockHeaders { request, headers })
    }
}

impl Header {
    pub(super) fn read(header: Item<'_>) -> Option<Header> {
        let fields = header.list(64)?;
        Some(Header {
            hash: keccak256(header.raw()),
            difficulty: fields.get(7)?.uint(),
            number: fields.get(8)?.u64()?,
            time: fields.get(11)?.u64()?,
            extra: fields.get(12)?.bytes()?.to_vec(),
            mix: fields.get(13).and_then(Item::array),
        })
    }
}
