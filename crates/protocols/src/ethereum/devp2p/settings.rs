//! The options in a head, and what is made of them.

use super::eth::{Block, Status};
use crate::dialogue::{OptionError, hex_option, option};
use crate::ethereum::keys::{NodeKey, is_key};
use crate::transcript::Options;

/// The most blocks asked for besides the genesis block and the last one.
const MAX_CHECKPOINTS: usize = 8;

/// What a dialogue is held with.
pub(super) struct Settings {
    /// The peer's node key.
    pub(super) key: NodeKey,
    /// All our secrets derive from it.
    pub(super) seed: [u8; 32],
    /// Our node key derives from it.
    pub(super) identity: [u8; 32],
    pub(super) checkpoints: Vec<Checkpoint>,
}

/// A block whose hash is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checkpoint {
    /// The first bytes of the network's genesis hash, enough to choose by.
    pub(super) genesis: [u8; 4],
    pub(super) height: u64,
    pub(super) hash: [u8; 32],
}

impl Settings {
    pub(super) fn read(options: &Options) -> Result<Settings, OptionError> {
        let key = hex_option(options, "key")?;
        if !is_key(&key) {
            let wrong = "no point of the curve".to_owned();
            return Err(OptionError { name: "key", wrong });
        }
        let seed = hex_option(options, "seed")?;
        let identity = match options.contains_key("identity") {
            true => hex_option(options, "identity")?,
            false => seed,
        };
        let checkpoints = match options.contains_key("checkpoints") {
            true => read_checkpoints(option(options, "checkpoints")?)?,
            false => Vec::new(),
        };
        Ok(Settings { key, seed, identity, checkpoints })
    }

    /// What a peer with this Status is asked for, in this order.
    pub(super) fn questions(&self, status: &Status) -> Vec<Block> {
        let mut blocks = vec![Block::Number(0)];
        if status.head != status.genesis {
            blocks.push(Block::Hash(status.head));
        }
        let most = blocks.len() + MAX_CHECKPOINTS;
        for checkpoint in self.checkpoints_of(&status.genesis) {
            let block = Block::Number(checkpoint.height);
            if blocks.len() < most && !blocks.contains(&block) {
                blocks.push(block);
            }
        }
        blocks
    }

    /// The checkpoints of the networks that begin with a genesis block.
    pub(super) fn checkpoints_of(&self, genesis: &[u8; 32]) -> impl Iterator<Item = &Checkpoint> {
        self.checkpoints.iter().filter(|checkpoint| genesis.starts_with(&checkpoint.genesis))
    }
}

/// `GENESIS:HEIGHT:HASH`, comma separated: 8 hex digits, a number, 64 hex digits.
fn read_checkpoints(text: &str) -> Result<Vec<Checkpoint>, OptionError> {
    let wrong = |part: &str| OptionError {
        name: "checkpoints",
        wrong: format!("{part:?} is not GENESIS:HEIGHT:HASH"),
    };
    text.split(',')
        .filter(|part| !part.is_empty())
        .map(|part| read_checkpoint(part).ok_or_else(|| wrong(part)))
        .collect()
}

fn read_checkpoint(part: &str) -> Option<Checkpoint> {
    let (first, rest) = part.split_once(':')?;
    let (height, last) = rest.split_once(':')?;
    let (mut genesis, mut hash) = ([0; 4], [0; 32]);
    hex::decode_to_slice(first, &mut genesis).ok()?;
    hex::decode_to_slice(last, &mut hash).ok()?;
    Some(Checkpoint { genesis, height: height.parse().ok()?, hash })
}

/// The `checkpoints` option.
pub(super) fn write_checkpoints(checkpoints: &[Checkpoint]) -> String {
    let parts: Vec<String> = checkpoints
        .iter()
        .map(|Checkpoint { genesis, height, hash }| {
            format!("{}:{height}:{}", hex::encode(genesis), hex::encode(hash))
        })
        .collect();
    parts.join(",")
}
