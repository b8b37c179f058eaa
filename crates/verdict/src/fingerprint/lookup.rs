//! Finding networks in the atlas by the facts a row names.

use serde::Deserialize;

use crate::atlas::{Atlas, Network};
use crate::claim::Pointing;
use crate::fact::{Fact, Facts, Value};

/// Which facts name a network, and in which family's rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// The family whose rows are meant.
    family: String,
    /// The fact that holds the magic.
    magic: String,
    /// The fact that holds the genesis block's hash.
    genesis: String,
}

/// What one dialogue's facts point to, and the facts used.
pub(super) struct Found<'a> {
    pub(super) pointing: Pointing,
    pub(super) facts: Vec<&'a Fact>,
}

impl Lookup {
    /// The names of the facts used.
    pub fn fact_names(&self) -> [&str; 2] {
        [&self.magic, &self.genesis]
    }

    /// One finding for each magic the endpoint showed; magic and genesis are taken from the same
    /// dialogue, since two dialogues may have reached two networks.
    pub(super) fn pointings<'a>(&self, facts: &'a Facts, atlas: &Atlas) -> Vec<Found<'a>> {
        let mut found: Vec<Found<'a>> = Vec::new();
        for magic in facts.named(&self.magic) {
            let genesis =
                facts.named(&self.genesis).find(|genesis| genesis.at.dialogue == magic.at.dialogue);
            let Some(pointing) = self.point(magic, genesis, atlas) else {
                continue;
            };
            if !found.iter().any(|known| known.pointing == pointing) {
                let facts = std::iter::once(magic).chain(genesis).collect();
                found.push(Found { pointing, facts });
            }
        }
        found
    }

    fn point(&self, magic: &Fact, genesis: Option<&Fact>, atlas: &Atlas) -> Option<Pointing> {
        let id: [u8; 4] = array(&magic.value)?;
        let by_id: Vec<&Network> =
            atlas.by_magic(id).filter(|row| row.family == self.family).collect();
        let id = hex::encode(id);
        let keys = |rows: &[&Network]| rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
        let Some(genesis) = genesis.and_then(|fact| array::<32>(&fact.value)) else {
            return Some(match by_id.is_empty() {
                true => Pointing::Unlisted(id),
                false => Pointing::Networks { keys: keys(&by_id), genesis_shown: false },
            });
        };
        let both: Vec<&Network> =
            by_id.iter().copied().filter(|row| row.genesis == Some(genesis)).collect();
        if !both.is_empty() {
            return Some(Pointing::Networks { keys: keys(&both), genesis_shown: true });
        }
        let by_genesis: Vec<&Network> =
            atlas.by_genesis(genesis).filter(|row| row.family == self.family).collect();
        // A row that does not know its genesis cannot be ruled out by one.
        let open: Vec<&Network> =
            by_id.iter().copied().filter(|row| row.genesis.is_none()).collect();
        if by_genesis.is_empty() && !open.is_empty() {
            return Some(Pointing::Networks { keys: keys(&open), genesis_shown: false });
        }
        if by_genesis.is_empty() && by_id.is_empty() {
            return Some(Pointing::Unlisted(id));
        }
        Some(Pointing::Torn {
            by_id: keys(&by_id),
            by_genesis: keys(&by_genesis),
            id,
            genesis: hex::encode(genesis),
        })
    }
}

fn array<const N: usize>(value: &Value) -> Option<[u8; N]> {
    match value {
        Value::Bytes(bytes) => bytes.as_slice().try_into().ok(),
        _ => None,
    }
}
