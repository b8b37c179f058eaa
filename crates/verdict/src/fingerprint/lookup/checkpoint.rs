//! Networks by a block at a known height.

use super::{Found, array};
use crate::atlas::Atlas;
use crate::claim::{Mark, Pointing};
use crate::fact::{Facts, Strength};

/// One finding for each block shown that the atlas knows. A block that several listed networks
/// have, or may have, is worth *stated* at most: it proves their common history only.
pub(super) fn find<'a>(
    facts: &'a Facts,
    name: &str,
    family: &str,
    atlas: &Atlas,
) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for fact in facts.named(name) {
        let Some(hash) = array::<32>(&fact.value) else {
            continue;
        };
        let mut keys: Vec<String> = Vec::new();
        let mut unique = true;
        for checkpoint in atlas.by_checkpoint(hash) {
            unique &= checkpoint.unique == Some(true);
            keys.push(checkpoint.network.clone());
            keys.extend(checkpoint.shared.iter().cloned());
        }
        keys.retain(|key| atlas.network(key).is_some_and(|row| row.family == family));
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            continue;
        }
        found.push(Found {
            strength: match unique && keys.len() == 1 {
                true => Strength::Proven,
                false => Strength::Stated,
            },
            pointing: Pointing::Networks { keys, mark: Mark::Checkpoint, unknown_fork: None },
            rests_on: vec![fact],
            facts: vec![fact],
        });
    }
    found
}
