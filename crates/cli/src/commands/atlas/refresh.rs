//! `coinsift atlas refresh`: fresh checkpoints from nodes of the user's own trust.
//!
//! Each reference is asked which network it is on and how high it is; then all of one network are
//! asked for the same blocks, some way behind the lowest of their tips, where no reorganisation is
//! expected. Only where every reference answers and all agree is the user's table replaced, by a
//! rename. The built-in atlas is never touched. A password in a reference's address is sent to that
//! reference and kept nowhere.

mod address;
mod node;
mod peer;
mod rpc;
mod table;

use std::collections::BTreeMap;

use coinsift_verdict::atlas::{Checkpoint, FRESH, Taken};
use coinsift_verdict::{Atlas, Sentence};

use crate::args::RefreshArgs;
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::survey;
use address::Address;
use node::{Block, Node};

/// How far behind the tip blocks are taken, where the user does not say.
const DEPTH_BITCOIN: u64 = 6;
const DEPTH_ETHEREUM: u64 = 64;
/// The blocks that are taken: this many below the highest of them.
const BELOW: [u64; 3] = [0, 100, 1000];
/// A tip older than this is worth a warning, in seconds.
const STALE: i64 = 24 * 3600;

pub fn run(context: &Context, args: &RefreshArgs) -> Result<Outcome, Failure> {
    let network = args.network.as_deref();
    if let Some(key) = network
        && context.atlas.network(key).is_none()
    {
        return Err(input("refresh-unknown-key", |said| said.with("network", key)));
    }
    let addresses: Vec<Address> =
        args.reference.iter().map(|text| Address::parse(text)).collect::<Result<_, _>>()?;
    // Fresh checkpoints of earlier must not lead the questions.
    let mut nodes: Vec<Node> = Vec::new();
    for address in &addresses {
        nodes.push(match address {
            Address::Rpc(rpc) => rpc::meet(context, rpc, network)?,
            Address::Peer(target) => peer::meet(context, args, target)?,
        });
    }
    let mut by_network: BTreeMap<String, Vec<Node>> = BTreeMap::new();
    for node in nodes {
        by_network.entry(node.network.clone()).or_default().push(node);
    }
    let taken_at = survey::now().to_string();
    let by = args.operator.clone().or_else(|| context.config.operator.clone()).unwrap_or_default();
    let mut fresh: Vec<Checkpoint> = Vec::new();
    let mut denied: Vec<(String, u64)> = Vec::new();
    for (network, mut nodes) in by_network {
        let depth = args.depth.unwrap_or(depth_of(&context.atlas, &network));
        nodes.iter().for_each(|node| warn_of_age(context, node));
        let (blocks, gone) = agreed(context, &network, &mut nodes, depth)?;
        denied.extend(gone.into_iter().map(|height| (network.clone(), height)));
        let labels: Vec<&str> = nodes.iter().map(|node| node.label.as_str()).collect();
        fresh.extend(blocks.into_iter().map(|block| Checkpoint {
            unique: context.atlas.unique_at(&network, block.height),
            network: network.clone(),
            height: Some(block.height),
            hash: block.hash,
            kind: FRESH.to_owned(),
            shared: Vec::new(),
            note: String::new(),
            source: "reference".to_owned(),
            taken: Some(Taken {
                time: block.time.map(seconds_written),
                reference: labels.join(" "),
                at: taken_at.clone(),
                by: by.clone(),
            }),
        }));
    }
    let path = table::replace(context, &fresh, &denied)?;
    tell(context, &fresh);
    context.say(&Sentence::new("refresh-written").with("file", path.display()));
    Ok(Outcome::default())
}

fn depth_of(atlas: &Atlas, network: &str) -> u64 {
    match atlas.network(network) {
        Some(row) if row.family == "ethereum" => DEPTH_ETHEREUM,
        _ => DEPTH_BITCOIN,
    }
}

/// The blocks that all references of a network have, and the heights of earlier fresh checkpoints
/// that none of them has any more.
fn agreed(
    context: &Context,
    network: &str,
    nodes: &mut [Node],
    depth: u64,
) -> Result<(Vec<Block>, Vec<u64>), Failure> {
    let Some(lowest) = nodes.iter().min_by_key(|node| node.tip) else {
        return Ok((Vec::new(), Vec::new()));
    };
    let (label, tip) = (lowest.label.clone(), lowest.tip);
    let about = |id: &str| {
        input(id, |said| said.with("reference", &label).with("network", network).with("tip", tip))
    };
    let Some(top) = tip.checked_sub(depth).filter(|&top| top > 0) else {
        return Err(match about("refresh-too-short") {
            Failure::Input(said) => Failure::Input(said.with("depth", depth)),
            other => other,
        });
    };
    let earlier = context.atlas.fresh(network);
    // What is known already must lie behind a node that is to say what is new.
    let known = context.atlas.checkpoints(network).filter_map(|known| known.height).max();
    if known.is_some_and(|known| known > tip) {
        let said = about("refresh-behind");
        return Err(match (said, known) {
            (Failure::Input(said), Some(known)) => Failure::Input(said.with("known", known)),
            (other, _) => other,
        });
    }
    let mut heights: Vec<u64> = BELOW.iter().filter_map(|below| top.checked_sub(*below)).collect();
    heights.retain(|&height| height > 0);
    let checked: Vec<(u64, [u8; 32])> =
        earlier.iter().filter_map(|known| Some((known.height?, known.hash))).collect();
    let asked: Vec<u64> =
        heights.iter().copied().chain(checked.iter().map(|(height, _)| *height)).collect();
    let mut first: Option<(String, BTreeMap<u64, Block>)> = None;
    for node in nodes.iter_mut() {
        let shown: BTreeMap<u64, Block> =
            node.at(context, &asked)?.into_iter().map(|block| (block.height, block)).collect();
        // A peer shows what it likes; the highest must be there.
        if !shown.contains_key(&top) {
            let label = &node.label;
            let said = |said: Sentence| said.with("reference", label).with("height", top);
            return Err(input("refresh-no-block", said));
        }
        let Some((other, before)) = &mut first else {
            first = Some((node.label.clone(), shown));
            continue;
        };
        for (height, block) in &shown {
            if let Some(known) = before.get(height)
                && known.hash != block.hash
            {
                return Err(input("refresh-disagree", |said| {
                    said.with("one", &*other)
                        .with("other", &node.label)
                        .with("height", height)
                        .with("hash-one", hex::encode(known.hash))
                        .with("hash-other", hex::encode(block.hash))
                }));
            }
        }
        for (height, block) in shown {
            before.entry(height).or_insert(block);
        }
    }
    let (_, shown) = first.unwrap_or_default();
    let gone = checked
        .iter()
        .filter(|(height, hash)| shown.get(height).is_some_and(|block| block.hash != *hash))
        .map(|(height, _)| *height)
        .collect();
    Ok((heights.iter().filter_map(|height| shown.get(height).cloned()).collect(), gone))
}

/// A reference whose own last block is old follows nothing itself.
fn warn_of_age(context: &Context, node: &Node) {
    let now = survey::now().seconds();
    if let Some(time) = node.tip_time
        && now - time > STALE
    {
        let hours = (now - time) / 3600;
        let said = Sentence::new("refresh-stale").with("reference", &node.label);
        context.say(&said.with("hours", hours));
    }
}

/// What was taken, one line a block.
fn tell(context: &Context, fresh: &[Checkpoint]) {
    for known in fresh {
        let Some((height, taken)) = known.fresh() else {
            continue;
        };
        let hash = hex::encode(known.hash);
        if context.json_asked {
            let line = serde_json::json!({
                "network": known.network,
                "height": height,
                "hash": hash,
                "unique": known.unique,
                "time": taken.time,
                "reference": taken.reference,
                "taken_at": taken.at,
                "by": taken.by,
            });
            outln!("{line}");
        } else {
            let time = taken.time.as_deref().unwrap_or_default();
            let shown = |text: &str| coinsift_report::escape::visible(text, 120);
            outln!(
                "{:<24} {height:>10} {hash} {time:<20} {}",
                shown(&known.network),
                shown(&taken.reference)
            );
        }
    }
}

/// A block's time as RFC 3339.
fn seconds_written(seconds: i64) -> String {
    coinsift_protocols::Utc(seconds.saturating_mul(1000)).to_string()
}

/// A failure of what the user gave.
fn input(id: &str, more: impl FnOnce(Sentence) -> Sentence) -> Failure {
    Failure::Input(more(Sentence::new(id)))
}
