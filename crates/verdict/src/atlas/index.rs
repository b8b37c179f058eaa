//! Ways to find a row by one of its marks, built anew whenever rows are added.

use std::collections::BTreeMap;

use super::Atlas;

/// Positions in the atlas's lists, ascending.
type Positions = Vec<usize>;

/// Where the rows with a mark stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub(super) magic: BTreeMap<[u8; 4], Positions>,
    pub(super) id: BTreeMap<String, Positions>,
    pub(super) genesis: BTreeMap<[u8; 32], Positions>,
    pub(super) chain_id: BTreeMap<u128, Positions>,
    pub(super) network_id: BTreeMap<u128, Positions>,
    pub(super) fork_hash: BTreeMap<[u8; 4], Positions>,
    pub(super) p2p_port: BTreeMap<u16, Positions>,
    pub(super) rpc_port: BTreeMap<u16, Positions>,
    pub(super) checkpoints_of: BTreeMap<String, Positions>,
    pub(super) checkpoint_hash: BTreeMap<[u8; 32], Positions>,
}

impl Index {
    pub(super) fn over(atlas: &Atlas) -> Index {
        let mut index = Index::default();
        for (position, row) in atlas.networks.iter().enumerate() {
            note(&mut index.magic, row.magic, position);
            note(&mut index.id, row.id.clone(), position);
            note(&mut index.genesis, row.genesis, position);
            note(&mut index.chain_id, row.chain_id, position);
            note(&mut index.network_id, row.network_id, position);
            note(&mut index.p2p_port, row.p2p_port, position);
            note(&mut index.rpc_port, row.rpc_port, position);
        }
        for (network, forks) in &atlas.forks {
            // Fork ids of a network that is not listed wait for its row.
            let Some(position) = atlas.position(network) else {
                continue;
            };
            for fork in forks {
                let known = index.fork_hash.entry(fork.hash).or_default();
                if let Err(place) = known.binary_search(&position) {
                    known.insert(place, position);
                }
            }
        }
        for (position, checkpoint) in atlas.checkpoints.iter().enumerate() {
            note(&mut index.checkpoint_hash, Some(checkpoint.hash), position);
            // The tables are sorted by network: most keys are there already.
            match index.checkpoints_of.get_mut(&checkpoint.network) {
                Some(known) => known.push(position),
                None => {
                    index.checkpoints_of.insert(checkpoint.network.clone(), vec![position]);
                }
            }
        }
        index
    }
}

fn note<K: Ord>(map: &mut BTreeMap<K, Positions>, mark: Option<K>, position: usize) {
    if let Some(mark) = mark {
        map.entry(mark).or_default().push(position);
    }
}
