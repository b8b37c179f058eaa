//! Why a statement is no proof: what would have proven it, and why that was not to be had.

use super::network::NetworkFinding;
use crate::atlas::{Atlas, Network, RECOMPUTED};
use crate::claim::Mark;
use crate::sentence::Sentence;

/// The reason why a node of one network of the Bitcoin family is not proven to be one, where it
/// can be said in general.
pub(super) fn missing(found: &NetworkFinding, atlas: &Atlas) -> Option<Sentence> {
    let network = found.single(atlas).filter(|row| row.family == "bitcoin")?;
    // No block of a developer's instance is known to anybody, and one that was shown is not
    // missing.
    if network.kind.is_local() || found.mark == Mark::Checkpoint {
        return None;
    }
    Some(Sentence::new(match (has_block_alone(network, atlas), is_recomputed(network)) {
        (false, _) => "why-no-block-listed",
        (true, false) => "why-block-not-recomputed",
        (true, true) => "why-block-not-shown",
    }))
}

/// Whether a block is known that it alone has.
fn has_block_alone(network: &Network, atlas: &Atlas) -> bool {
    atlas.checkpoints(&network.key).any(|known| known.unique == Some(true))
}

/// Whether the names of its blocks can be recomputed; where the hash changed they are tried.
fn is_recomputed(network: &Network) -> bool {
    network.id_hash.as_deref().is_none_or(|hash| RECOMPUTED.contains(&hash))
}
