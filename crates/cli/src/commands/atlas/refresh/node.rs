//! A reference that was met: which network it is on, how high it is, and how it is asked on.

use coinsift_verdict::atlas::Network;
use coinsift_verdict::{Atlas, Sentence};

use super::{input, peer, rpc};
use crate::context::Context;
use crate::exit::Failure;

/// A reference node.
pub struct Node {
    /// How it is named in tables and messages: nothing secret.
    pub label: String,
    /// The key of its network.
    pub network: String,
    /// The height of its last block.
    pub tip: u64,
    /// The time in that block, seconds since 1970.
    pub tip_time: Option<i64>,
    /// How further blocks are got.
    pub way: Way,
}

/// How a reference is asked for blocks.
pub enum Way {
    /// Over its query service.
    Rpc(rpc::Service),
    /// Between peers.
    Peer(peer::Peer),
}

/// A block of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub height: u64,
    /// In display order.
    pub hash: [u8; 32],
    /// Seconds since 1970, where it was shown.
    pub time: Option<i64>,
}

impl Node {
    /// The blocks at these heights, as far as the node shows them.
    pub fn at(&mut self, context: &Context, heights: &[u64]) -> Result<Vec<Block>, Failure> {
        let within: Vec<u64> =
            heights.iter().copied().filter(|&height| height <= self.tip).collect();
        match &mut self.way {
            Way::Rpc(service) => {
                within.iter().map(|&height| service.block(&self.label, height)).collect()
            }
            Way::Peer(peer) => peer.blocks(context, &self.label, &self.network, &within),
        }
    }
}

/// The one network that fits, or what is wrong: none does, several do, or it is not the one that
/// was insisted on.
pub fn settle(
    atlas: &Atlas,
    label: &str,
    fitting: &[String],
    insisted: Option<&str>,
    unknown: &str,
) -> Result<String, Failure> {
    let about = |id: &str| Sentence::new(id).with("reference", label);
    let named = |key: &String| match atlas.network(key) {
        Some(Network { name, .. }) => format!("{key} ({name})"),
        None => key.clone(),
    };
    match (insisted, fitting) {
        (_, []) => Err(Failure::Input(about("refresh-unknown-network").with("shown", unknown))),
        (Some(key), fitting) if fitting.iter().any(|fits| fits == key) => Ok(key.to_owned()),
        (Some(key), fitting) => {
            let found: Vec<String> = fitting.iter().map(named).collect();
            Err(input("refresh-other-network", |said| {
                said.with("reference", label).with("network", key).with("found", found.join(", "))
            }))
        }
        (None, [only]) => Ok(only.clone()),
        (None, several) => {
            Err(Failure::Input(about("refresh-several-networks").with("found", several.join(", "))))
        }
    }
}
