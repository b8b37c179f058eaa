//! Merged mining: the work of another chain's header, borrowed for this one.
//!
//! Where bit 8 of a header's version is set, it is followed by a coinbase transaction of the
//! parent chain, the hash of the parent block (not used), the branch that leads from that
//! transaction to the parent's root with its index, the branch that leads from our block to the
//! root written in the coinbase with its index, and the parent's header of 80 bytes.
//!
//! Sources: the page "Merged mining specification" of the Bitcoin wiki; dogecoin/dogecoin
//! `src/auxpow.h`, `src/auxpow.cpp` (`CAuxPow::check`), namecoin/namecoin-core `src/auxpow.cpp`.

use super::messages::HEADER;
use super::types::sha256d;
use crate::bytes::{Reader, Short, find};

/// The bit of a header's version that says that an AuxPoW follows.
const VERSION_BIT: u32 = 1 << 8;
/// Branches are no longer in any implementation (`MAX_CHAIN_MERKLE_BRANCH` and a block's depth).
const MAX_BRANCH: u64 = 30;
/// A coinbase with all its outputs; pools pay thousands at most.
const MAX_ITEMS: u64 = 4096;
/// The longest script taken.
const MAX_SCRIPT: u64 = 10_000;

/// Whether a header says that an AuxPoW follows it.
pub(super) fn is_announced(header: &[u8; HEADER]) -> bool {
    let [a, b, c, d, ..] = *header;
    u32::from_le_bytes([a, b, c, d]) & VERSION_BIT != 0
}

/// An AuxPoW as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AuxPow<'a> {
    /// The id of the coinbase transaction, without its witnesses.
    coinbase: [u8; 32],
    script: &'a [u8],
    branch: Branch,
    chain: Branch,
    /// The parent's header, whose hash is the work.
    pub(super) parent: &'a [u8; HEADER],
}

/// A path in a tree of hashes, from a leaf to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Branch {
    hashes: Vec<[u8; 32]>,
    index: u32,
}

impl<'a> AuxPow<'a> {
    /// Reads what follows a header.
    pub(super) fn read(reader: &mut Reader<'a>) -> Result<AuxPow<'a>, Short> {
        let (coinbase, script) = coinbase(reader)?;
        let _parent_hash: [u8; 32] = reader.array()?;
        let branch = Branch::read(reader)?;
        let chain = Branch::read(reader)?;
        let short = Short { offset: reader.offset(), missing: HEADER };
        let parent = reader.take(HEADER)?.first_chunk().ok_or(short)?;
        Ok(AuxPow { coinbase, script, branch, chain, parent })
    }

    /// Whether the parent's header commits to the block of this name, in the order of the wire.
    ///
    /// Not held against the chain's own number and the place that follows from it: that keeps one
    /// work from counting twice in one tree, and does not make it easier.
    pub(super) fn commits_to(&self, block: [u8; 32]) -> bool {
        let mut root = self.chain.root(block);
        // The coinbase holds it in display order.
        root.reverse();
        self.branch.index == 0
            && find(self.script, &root).is_some()
            && self.branch.root(self.coinbase) == self.parent[36..68]
    }
}

impl Branch {
    fn read(reader: &mut Reader<'_>) -> Result<Branch, Short> {
        let count = bounded(reader, MAX_BRANCH)?;
        let mut hashes = Vec::new();
        for _ in 0..count {
            hashes.push(reader.array()?);
        }
        Ok(Branch { hashes, index: reader.u32_le()? })
    }

    fn root(&self, leaf: [u8; 32]) -> [u8; 32] {
        let (mut hash, mut index) = (leaf, self.index);
        for other in &self.hashes {
            hash = match index & 1 {
                0 => sha256d(&[hash, *other].concat()),
                _ => sha256d(&[*other, hash].concat()),
            };
            index >>= 1;
        }
        hash
    }
}

/// A coinbase transaction: its id and the script of its input.
fn coinbase<'a>(reader: &mut Reader<'a>) -> Result<([u8; 32], &'a [u8]), Short> {
    let version = reader.take(4)?;
    let marked = reader.rest().starts_with(&[0, 1]);
    if marked {
        reader.take(2)?;
    }
    let (body, begin) = (reader.rest(), reader.offset());
    let inputs = bounded(reader, MAX_ITEMS)?;
    let mut script: &[u8] = &[];
    for number in 0..inputs {
        reader.take(36)?;
        let len = bounded(reader, MAX_SCRIPT)?;
        let this = reader.take(len as usize)?;
        if number == 0 {
            script = this;
        }
        reader.take(4)?;
    }
    for _ in 0..bounded(reader, MAX_ITEMS)? {
        reader.take(8)?;
        let len = bounded(reader, MAX_SCRIPT)?;
        reader.take(len as usize)?;
    }
    let body = &body[..reader.offset() - begin];
    if marked {
        for _ in 0..inputs {
            for _ in 0..bounded(reader, MAX_ITEMS)? {
                let len = bounded(reader, MAX_SCRIPT)?;
                reader.take(len as usize)?;
            }
        }
    }
    let lock_time = reader.take(4)?;
    Ok((sha256d(&[version, body, lock_time].concat()), script))
}

/// A number that is not allowed to be larger than `most`.
fn bounded(reader: &mut Reader<'_>, most: u64) -> Result<u64, Short> {
    let offset = reader.offset();
    match reader.compact_size()? {
        number if number <= most => Ok(number),
        _ => Err(Short { offset, missing: usize::MAX }),
    }
}
