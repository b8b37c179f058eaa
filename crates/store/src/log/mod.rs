//! Evidence logs: the truth of a store. Appended, checksummed, chained by hash, compressed.
//!
//! A run's log is a row of segments `0001.log`, `0002.log`, …. All numbers are big-endian.
//!
//! * A **segment** begins with a head of 64 bytes: magic `coinsift`, format (4), number of the
//!   segment (4), number of its first record in the run (8), chain value so far (32), four zero
//!   bytes, CRC-32C of what stands before (4). Then frames follow.
//! * A **frame** is a head of 68 bytes and a zstd frame: magic `csf1`, flags (4: which types of
//!   records it holds, and whether one of them replaces an earlier one), number of records (4),
//!   compressed length (4), plain length (4), number of its first record in the run (8), chain
//!   value after its last record (32), CRC-32C of the compressed bytes (4), CRC-32C of the head
//!   before it (4). A durable batch is one frame or a few.
//! * A **record**, inside the plain bytes: type (1), schema (1), body length (4), CRC-32C of the
//!   body (4), body. Bodies are described in `record.rs` beside this file.
//!
//! The **chain**: the value of an empty log is SHA-256 over `coinsift evidence log 1` and the
//! run's id as text; each record makes it SHA-256 over the value before, its type, its schema and
//! its plain body. A record's body cannot be exchanged without changing every value after it.

pub(crate) mod frame;
pub(crate) mod reader;
pub(crate) mod record;
pub(crate) mod segment;
pub(crate) mod writer;

use sha2::{Digest, Sha256};

use crate::id::RunId;

/// The value of the hash chain after some record.
pub type ChainValue = [u8; 32];

/// Most plain bytes of a frame; a record has to fit into one.
pub const MAX_FRAME: usize = 16 * 1024 * 1024;

/// Plain bytes from which on a frame is closed, unless one endpoint's records need more.
pub(crate) const FULL_FRAME: usize = 2 * 1024 * 1024;

/// A place between two records of a run's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// The segment, from 1.
    pub segment: u32,
    /// The byte in the segment's file; 0 before the segment has a head.
    pub offset: u64,
    /// How many records stand before.
    pub sequence: u64,
    /// The chain value so far.
    pub chain: ChainValue,
}

impl Position {
    /// The beginning of a run's log.
    pub fn start(run: RunId) -> Position {
        Position { segment: 1, offset: 0, sequence: 0, chain: first_chain_value(run) }
    }
}

/// Where a frame stands in a run's log.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct FrameAt {
    /// The segment, from 1.
    pub segment: u32,
    /// The byte in the segment's file at which the frame's head begins.
    pub offset: u64,
}

/// The chain value of an empty log.
pub fn first_chain_value(run: RunId) -> ChainValue {
    let mut hash = Sha256::new();
    hash.update(b"coinsift evidence log 1");
    hash.update(run.to_string().as_bytes());
    hash.finalize().into()
}

/// The chain value after a record.
pub fn next_chain_value(before: &ChainValue, kind: u8, schema: u8, body: &[u8]) -> ChainValue {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update([kind, schema]);
    hash.update(body);
    hash.finalize().into()
}

/// What a frame holds, so that readers can pass over frames by their heads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags(pub(crate) u32);

impl Flags {
    /// Some record replaces an earlier one of the same run.
    pub(crate) const REPLACES: Flags = Flags(1 << 31);

    /// Frames with a record of this kind.
    pub(crate) fn of(kind: record::Kind) -> Flags {
        Flags(1 << (kind.number() & 15))
    }

    pub(crate) fn add(&mut self, more: Flags) {
        self.0 |= more.0;
    }

    pub(crate) fn any(self, wanted: Flags) -> bool {
        self.0 & wanted.0 != 0
    }
}
