//! All that a peer sends in a dialogue, for fuzz targets: what is behind the terminator cannot be
//! come upon by chance.
//!
//! It is sealed with the code under test, which published examples and another implementation
//! cover; what stands inside is the caller's.

use super::cipher::{SessionKeys, Side};
use super::messages::Sealer;
use crate::ellswift::Initiator;

/// The key, garbage, the terminator, the version packet, and a packet for each of `contents`, as
/// the holder of a fixed key would answer a driver of this seed under a magic.
pub fn answer(seed: &[u8; 32], magic: [u8; 4], garbage: &[u8], contents: &[&[u8]]) -> Vec<u8> {
    let theirs = Initiator::from_seed(&[0x77; 32]).key();
    let keys = SessionKeys::new(Initiator::from_seed(seed).agree(theirs), magic);
    let mut sealer = Sealer::new(&keys, Side::Responder);
    let mut all = [theirs.as_slice(), garbage, &keys.terminator(Side::Responder)].concat();
    all.extend(sealer.seal_as(0, garbage, &[]));
    all.extend(contents.iter().flat_map(|one| sealer.seal(one)));
    all
}
