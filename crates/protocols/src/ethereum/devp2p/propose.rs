//! When this dialogue is held: where the peer's node key is known, and only then.
//!
//! Without the key nothing can be said: a node that cannot decrypt our first message hangs up, as
//! anything else would.

use coinsift_verdict::Atlas;

use super::settings::{Checkpoint, write_checkpoints};
use crate::dialogue::Ending;
use crate::ethereum::discv4;
use crate::ethereum::keys::NodeKey;
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transport};

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    let spoken_otherwise = situation.done.iter().any(|transcript| {
        transcript.head.protocol != discv4::DIALOGUE.name
            && matches!(transcript.ending, Ending::Spoken | Ending::Refused(_))
    });
    if situation.endpoint.transport != Transport::Tcp || spoken_otherwise {
        return Vec::new();
    }
    let keys = situation.held(discv4::DIALOGUE.name).filter_map(discv4::node_key);
    keys.map(|key| Proposal { stage: Stage::Port, options: options(key, situation.atlas) })
        .collect()
}

/// Peers never speak first over this transport.
pub(super) fn recognise(_: &Situation<'_>, _: &[u8]) -> Option<Options> {
    None
}

/// Options for speaking with the holder of a node key: the networks of the atlas tell which
/// blocks to ask for.
pub(super) fn options(key: NodeKey, atlas: &Atlas) -> Options {
    let mut options = Options::from([("key".to_owned(), hex::encode(key))]);
    let mut points: Vec<Checkpoint> = Vec::new();
    for network in atlas.networks().filter(|network| network.family == crate::ethereum::FAMILY) {
        let Some([a, b, c, d, ..]) = network.genesis else {
            continue;
        };
        let genesis = [a, b, c, d];
        let mut known: Vec<Checkpoint> = atlas
            .checkpoints(&network.key)
            .filter(|checkpoint| checkpoint.unique == Some(true))
            .filter_map(|checkpoint| {
                Some(Checkpoint { genesis, height: checkpoint.height?, hash: checkpoint.hash })
            })
            .filter(|checkpoint| checkpoint.height > 0)
            .collect();
        known.sort_by_key(|checkpoint| checkpoint.height);
        // The first is held by most nodes, the last says most about whether one keeps up.
        let last = (known.len() > 1).then(|| known.last().cloned()).flatten();
        points.extend(known.first().cloned().into_iter().chain(last));
    }
    points.dedup();
    if !points.is_empty() {
        options.insert("checkpoints".to_owned(), write_checkpoints(&points));
    }
    options
}
