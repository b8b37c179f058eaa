//! A block's header of 236 bytes and its name.
//!
//! On the wire, numbers little-endian: nonce (u32), time (u64), previous block, tree root, extra
//! nonce (24 bytes), reserved root, witness root, merkle root, version (u32), bits (u32), mask; roots
//! and mask have 32 bytes. The name is a hash over these in another order, with padding made of the
//! previous block and the tree root, and masked at the end; it is written as it stands, unreversed
//! (handshake-org/hsd `lib/primitives/abstractblock.js`).

use blake2b_simd::Params;
use sha3::{Digest, Sha3_256};

/// The length of a header.
pub(super) const HEADER: usize = 236;

/// Where the previous block, the tree root and the mask stand, and what is hashed apart between them.
const PREVIOUS: std::ops::Range<usize> = 12..44;
const TREE: std::ops::Range<usize> = 44..76;
const COMMITTED: std::ops::Range<usize> = 76..204;
const MASK: std::ops::Range<usize> = 204..236;

/// The name of the previous block: zeros in a genesis block.
pub(super) fn previous(header: &[u8; HEADER]) -> &[u8] {
    &header[PREVIOUS]
}

/// The name of a block.
pub(super) fn name(header: &[u8; HEADER]) -> [u8; 32] {
    let pad: Vec<u8> =
        header[PREVIOUS].iter().zip(&header[TREE]).map(|(one, two)| one ^ two).collect();
    let mask = blake2b(&[&header[PREVIOUS], &header[MASK]]);
    let committed = blake2b(&[&blake2b(&[&header[COMMITTED]]), &mask]);
    let outer = [&header[..12], &pad[..20], &header[PREVIOUS], &header[TREE], &committed].concat();
    let left = Params::new().hash_length(64).hash(&outer);
    let right = Sha3_256::new().chain_update(&outer).chain_update(&pad[..8]).finalize();
    let mut name = blake2b(&[left.as_bytes(), &pad, &right]);
    for (byte, mask) in name.iter_mut().zip(&header[MASK]) {
        *byte ^= mask;
    }
    name
}

/// BLAKE2b of 32 bytes over these in turn.
fn blake2b(parts: &[&[u8]]) -> [u8; 32] {
    let mut state = Params::new().hash_length(32).to_state();
    for part in parts {
        state.update(part);
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(state.finalize().as_bytes());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(header: &str) -> String {
        let bytes = hex::decode(header.trim()).expect("hex");
        hex::encode(name(bytes.first_chunk().expect("236 bytes")))
    }

    #[test]
    fn the_names_of_known_blocks_are_recomputed() {
        assert_eq!(
            named(include_str!("../../../../../fixtures/headers/handshake-0.hex")),
            "5b6ef2d3c1f3cdcadfd9a030ba1811efdd17740f14e166489760741d075992e0"
        );
        assert_eq!(
            named(include_str!("../../../../../fixtures/headers/handshake-65302.hex")),
            "000000000000000041b66fffd4af0ef326ae2b9e7b16f59e176fec359e53121e"
        );
    }
}
