//! When this dialogue is held: where the peer's node key is known, and only then. It came with the
//! target, or the peer has shown it in its discovery.
//!
//! Without the key nothing can be said: a node that cannot decrypt our first message hangs up, as
//! anything else would.

use coinsift_verdict::Atlas;

use super::settings::{Checkpoint, write_checkpoints};
use crate::dialogue::Ending;
use crate::ethereum::discv4;
use crate::ethereum::keys::{NodeKey, is_key};
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
    let given = situation.expected.and_then(|expected| expected.node_key);
    let shown = situation.held(discv4::DIALOGUE.name).filter_map(discv4::node_key);
    let keys = given.into_iter().chain(shown).filter(is_key);
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
    let mut points: Vec<(Worth, Checkpoint)> = Vec::new();
    for network in atlas.networks().filter(|network| network.family == crate::ethereum::FAMILY) {
        if let Some(genesis) = network.genesis {
            for point in chosen(atlas, &network.key, genesis) {
                if !points.contains(&point) {
                    points.push(point);
                }
            }
        }
    }
    // The most telling are asked for before the limit is reached.
    points.sort_by_key(|(worth, _)| *worth);
    let points: Vec<Checkpoint> = points.into_iter().map(|(_, point)| point).collect();
    if !points.is_empty() {
        options.insert("checkpoints".to_owned(), write_checkpoints(&points));
    }
    options
}

/// How much a checkpoint tells. The order is the order of asking.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// Whether its network is followed today.
    Fresh,
    /// One network alone has it.
    Unique,
    /// That some history is held.
    Other,
}

/// At most so many fresh checkpoints of a network are asked for.
const FRESH_EACH: usize = 3;

/// The checkpoints of a network worth asking for: the fresh ones, the first of all, which a node
/// that is still syncing has, and the first and last that it alone has.
fn chosen(atlas: &Atlas, network: &str, genesis: [u8; 32]) -> Vec<(Worth, Checkpoint)> {
    let [a, b, c, d, ..] = genesis;
    let mut known: Vec<(Worth, Checkpoint)> = atlas
        .checkpoints(network)
        .filter(|known| known.kind != "fork_last_common_block")
        .filter_map(|known| {
            let height = known.height.filter(|&height| height > 0)?;
            let point = Checkpoint { genesis: [a, b, c, d], height, hash: known.hash };
            let worth = match (known.fresh(), known.unique) {
                (Some(_), _) => Worth::Fresh,
                (None, Some(true)) => Worth::Unique,
                (None, _) => Worth::Other,
            };
            Some((worth, point))
        })
        .collect();
    known.sort_by_key(|(_, point)| point.height);
    let fresh = known.iter().rev().filter(|(worth, _)| *worth == Worth::Fresh).take(FRESH_EACH);
    let mut older = known.iter().filter(|(worth, _)| *worth != Worth::Fresh);
    let mut unique = known.iter().filter(|(worth, _)| *worth == Worth::Unique);
    let picks = [older.next(), unique.next(), unique.next_back()];
    let mut chosen: Vec<(Worth, Checkpoint)> = Vec::new();
    for pick in fresh.chain(picks.into_iter().flatten()) {
        if !chosen.contains(pick) {
            chosen.push(pick.clone());
        }
    }
    chosen
}
