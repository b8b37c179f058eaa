//! When a Handshake node is expected, and with which magic it is spoken to.

use coinsift_verdict::atlas::Network;

use super::FAMILY;
use super::messages::{Frame, kind};
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::Options;

/// The network that is tried where the family is expected and no network of it.
const MAIN: &str = "handshake:main";
/// At most so many blocks are asked for by name (42 bytes each).
const MAX_CHECKPOINTS: usize = 2;
/// At most so many genesis blocks are asked for (36 bytes each).
const MAX_GENESIS: usize = 4;

/// No guess on other ports: a node of another magic closes without a word, so that each guess would
/// cost every silent port a connection.
pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    if situation.anything_spoken() {
        return Vec::new();
    }
    let mut proposals: Vec<Proposal> = Vec::new();
    let mut propose = |stage, network: &Network| {
        let Some(magic) = network.magic else { return };
        let options = options(situation, magic);
        if proposals.iter().all(|known| known.options != options) {
            proposals.push(Proposal { stage, options });
        }
    };
    let mut own = situation.atlas.by_p2p_port(FAMILY, situation.endpoint.port).peekable();
    let at_home = own.peek().is_some();
    if situation.expects(FAMILY) {
        let expected = situation.expected_network().filter(|network| network.family == FAMILY);
        let main = || situation.atlas.network(MAIN).filter(|_| !at_home);
        if let Some(network) = expected.or_else(main) {
            propose(if at_home { Stage::Port } else { Stage::Expected }, network);
        }
    }
    for network in own {
        propose(Stage::Port, network);
    }
    proposals
}

pub(super) fn recognise(situation: &Situation<'_>, first_bytes: &[u8]) -> Option<Options> {
    let frame = Frame::read(first_bytes, 0).ok().flatten()?;
    let known = situation.atlas.by_magic(frame.magic).any(|row| row.family == FAMILY);
    (known && matches!(frame.kind, kind::VERSION | kind::VERACK | kind::PING))
        .then(|| options(situation, frame.magic))
}

/// Options for an introduction in a magic: the genesis blocks of its networks are asked for, and the
/// blocks that one of them alone has: the last one, and one whose header was recomputed when it was
/// listed. (A node that is catching up shows none of them, the first as little as the last.)
pub(super) fn options(situation: &Situation<'_>, magic: [u8; 4]) -> Options {
    let ours = situation.atlas.by_magic(magic).filter(|row| row.family == FAMILY);
    let (mut genesis, mut checkpoints): (Vec<String>, Vec<String>) = Default::default();
    for row in ours {
        genesis.extend(row.genesis.map(hex::encode));
        let mut alone: Vec<_> = situation
            .atlas
            .checkpoints(&row.key)
            .filter(|known| known.unique == Some(true) && known.height != Some(0))
            .collect();
        alone.sort_by_key(|known| known.height);
        let checked = alone.iter().find(|known| known.note.contains("header checked"));
        let chosen = alone.last().into_iter().chain(checked.or(alone.first()));
        checkpoints.extend(chosen.map(|known| hex::encode(known.hash)));
    }
    genesis.dedup();
    checkpoints.dedup();
    genesis.truncate(MAX_GENESIS);
    checkpoints.truncate(MAX_CHECKPOINTS);
    Options::from([
        ("magic".to_owned(), hex::encode(magic)),
        ("ask".to_owned(), genesis.join(",")),
        ("checkpoints".to_owned(), checkpoints.join(",")),
    ])
}
