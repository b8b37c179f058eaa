//! A reference between peers: spoken to as a scan speaks, with an atlas made for the question.
//!
//! Over `bitcoin.p2p` the list of headers goes on from the highest block of the built-in atlas, 2000
//! at a time, until it ends; then the wanted heights are asked for as if fresh checkpoints stood
//! there. Over `ethereum.devp2p`, which asks by height, the second alone is needed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use coinsift_engine::BoxFuture;
use coinsift_engine::permute::{Order, Shard};
use coinsift_engine::run::{Finished, Job, Sink, SinkClosed};
use coinsift_engine::sources::{Agent, system_entropy};
use coinsift_engine::stop::Stop;
use coinsift_engine::target::ports::Ports;
use coinsift_engine::target::resolve::{SystemResolver, resolve};
use coinsift_engine::target::scope::{Draft, Scope};
use coinsift_protocols::{Expectation, facts};
use coinsift_verdict::atlas::{Checkpoint, FRESH, Taken, fresh};
use coinsift_verdict::{Atlas, Class, Fact, Facts, Sentence, Value, judge};

use super::input;
use super::node::{Block, Node, Way, settle};
use crate::args::RefreshArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::survey::draft::input_failure;
use crate::survey::{self, runtime};

/// How often a list of headers is gone on with: 200,000 blocks.
const MAX_LISTS: usize = 100;
/// The most headers in one list.
const LIST: u64 = 2000;
/// Heights asked for in one conversation.
const AT_ONCE: usize = 3;

/// A peer that can be asked again.
pub struct Peer {
    target: String,
    agent: Agent,
    /// Its network, once it is known.
    expected: Expectation,
    /// Blocks of its chain from which a list goes on, the lowest first.
    bases: Vec<Block>,
}

/// Asks a peer which network it is on and how high it is.
pub fn meet(context: &Context, args: &RefreshArgs, target: &str) -> Result<Node, Failure> {
    let contact = args.contact.as_deref().or(context.config.contact.as_deref());
    let family = if target.starts_with("enode://") { "ethereum" } else { "bitcoin" };
    let mut peer = Peer {
        target: target.to_owned(),
        agent: Agent::new(env!("CARGO_PKG_VERSION"), contact).map_err(input_failure)?,
        expected: Expectation {
            families: vec![family.to_owned()],
            network: args.network.clone(),
            ..Expectation::default()
        },
        bases: Vec::new(),
    };
    // A node key says nothing in a table that an address does not.
    let label = target.rsplit_once('@').map_or(target, |(_, address)| address).to_owned();
    let plain = context.atlas.clone().without_fresh();
    let facts = peer.converse(&label, &plain)?;
    let verdict = judge(&facts, &context.fingerprints, &plain);
    let spoken = ["bitcoin.handshake.magic", "ethereum.status.genesis"];
    let shown: Vec<String> = spoken
        .iter()
        .chain(&["bitcoin.genesis.hash", "ethereum.status.network_id"])
        .filter_map(|name| Some(facts.best(name)?.value.written().into_owned()))
        .collect();
    if verdict.class <= Class::Other || !spoken.iter().any(|name| facts.best(name).is_some()) {
        return Err(input("refresh-no-node", |said| said.with("reference", &label)));
    }
    let fitting: Vec<String> = match &verdict.network {
        Some(key) => vec![key.clone()],
        None if verdict.contradictions.is_empty() => verdict.candidates.clone(),
        None => Vec::new(),
    };
    let insisted = args.network.as_deref();
    let network = settle(&context.atlas, &label, &fitting, insisted, &shown.join(", "))?;
    peer.expected.network = Some(network.clone());
    let (tip, tip_time) = match family {
        "ethereum" => head(&facts),
        _ => peer.walk(&label, &plain, &network)?,
    }
    .ok_or_else(|| input("refresh-no-headers", |said| said.with("reference", &label)))?;
    Ok(Node { label, network, tip, tip_time, way: Way::Peer(peer) })
}

/// The last block of a node of Ethereum's family.
fn head(facts: &Facts) -> Option<(u64, Option<i64>)> {
    let number = |name: &str| facts.best(name).and_then(|fact| number(&fact.value));
    let time = number("ethereum.header.head_time").and_then(|time| i64::try_from(time).ok());
    Some((number("ethereum.header.head_number")?, time))
}

impl Peer {
    /// Follows the list of headers to its end: the last block's height and time.
    fn walk(
        &mut self,
        label: &str,
        plain: &Atlas,
        network: &str,
    ) -> Result<Option<(u64, Option<i64>)>, Failure> {
        let known = plain
            .checkpoints(network)
            .filter(|known| known.kind != "fork_last_common_block")
            .filter_map(|known| Some(Block { height: known.height?, hash: known.hash, time: None }))
            .max_by_key(|block| block.height);
        let genesis = plain.network(network).and_then(|row| row.genesis);
        let Some(first) = known.or(genesis.map(|hash| Block { height: 0, hash, time: None }))
        else {
            return Ok(None);
        };
        self.bases.push(first);
        for _ in 0..MAX_LISTS {
            let Some(base) = self.bases.last().cloned() else {
                return Ok(None);
            };
            let facts = self.converse(label, &with(plain, network, std::slice::from_ref(&base)))?;
            let blocks = blocks(&facts);
            // A peer on another branch begins below: it is none to be trusted.
            if !blocks.iter().any(|block| block.hash == base.hash) {
                return match facts.named("bitcoin.chain.missing").next() {
                    Some(_) => Err(input("refresh-base-missing", |said| {
                        said.with("reference", label)
                            .with("network", network)
                            .with("height", base.height)
                    })),
                    None => Ok(None),
                };
            }
            let last = blocks.into_iter().max_by_key(|block| block.height);
            if let Some(end) = facts.best("bitcoin.chain.end").and_then(|fact| number(&fact.value))
            {
                return Ok(Some((end, last.and_then(|block| block.time))));
            }
            match last.filter(|block| block.height > base.height) {
                Some(block) => self.bases.push(block),
                None => return Ok(None),
            }
        }
        Err(input("refresh-too-far", |said| said.with("reference", label).with("network", network)))
    }

    /// The blocks at these heights, as far as the peer shows them.
    pub fn blocks(
        &mut self,
        context: &Context,
        label: &str,
        network: &str,
        heights: &[u64],
    ) -> Result<Vec<Block>, Failure> {
        let plain = context.atlas.clone().without_fresh();
        let top = heights.iter().copied().max().unwrap_or_default();
        // One list must reach from the base to the highest.
        let reaches = |base: &&Block| base.height < top && top - base.height < LIST;
        let base = self.bases.iter().find(reaches).cloned();
        let least = base.as_ref().map_or(0, |base| base.height + 1);
        let mut wanted: Vec<u64> =
            heights.iter().copied().filter(|&height| height >= least).collect();
        wanted.sort_unstable_by(|one, other| other.cmp(one));
        wanted.dedup();
        wanted.truncate(AT_ONCE);
        let asked: Vec<Block> = wanted
            .iter()
            .map(|&height| {
                // A name that no block has: the height alone is asked for.
                let mut hash = [0xff; 32];
                hash[24..].copy_from_slice(&height.to_be_bytes());
                Block { height, hash, time: None }
            })
            .chain(base)
            .collect();
        let facts = self.converse(label, &with(&plain, network, &asked))?;
        let mut blocks = blocks(&facts);
        blocks.retain(|block| wanted.contains(&block.height));
        Ok(blocks)
    }

    /// One conversation, as a scan holds it, and what was learnt.
    fn converse(&self, label: &str, atlas: &Atlas) -> Result<Facts, Failure> {
        let runtime = survey::runtime_threads()?;
        let finished = runtime.block_on(self.run(atlas.clone()))?;
        let Some(finished) = finished.into_iter().next() else {
            let said = Sentence::new("refresh-unreachable").with("reference", label);
            return Err(Failure::Runtime(said.with("error", "-")));
        };
        Ok(facts(&finished.transcripts))
    }

    async fn run(&self, atlas: Atlas) -> Result<Vec<Finished>, Failure> {
        let mut draft = Draft::new(Ports::default());
        draft.target(&self.target).map_err(input_failure)?;
        let names = resolve(draft.names(), Arc::new(SystemResolver)).await;
        let scope = Arc::new(Scope::build(draft, &names, None).map_err(input_failure)?);
        let mut expectations: HashMap<_, Expectation> = scope.expectations().clone();
        for endpoint in (0..scope.len()).filter_map(|number| scope.endpoint(number)) {
            let expected = expectations.entry(endpoint).or_default();
            expected.families.clone_from(&self.expected.families);
            expected.network.clone_from(&self.expected.network);
        }
        let entropy = system_entropy().map_err(|error| runtime("runtime-entropy", &error))?;
        let order = Order::new(scope, 0, Shard::WHOLE);
        let mut job = Job::new(order, Arc::new(atlas), self.agent.clone(), entropy);
        job.expectations = Arc::new(expectations);
        let stop = Stop::new();
        tokio::spawn(survey::interrupted(stop.clone()));
        let kept = Arc::new(Kept::default());
        coinsift_engine::run::run(job, kept.clone(), stop).await;
        let finished = std::mem::take(&mut *kept.0.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(finished)
    }
}

/// Keeps what was learnt in memory: it is the user's own node, and no evidence.
#[derive(Default)]
struct Kept(Mutex<Vec<Finished>>);

impl Sink for Kept {
    fn take(&self, finished: Finished) -> BoxFuture<'_, Result<(), SinkClosed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(finished);
        Box::pin(async { Ok(()) })
    }
}

/// The atlas with these blocks as the fresh checkpoints of a network, so that they are asked for.
fn with(plain: &Atlas, network: &str, blocks: &[Block]) -> Atlas {
    let rows: Vec<Checkpoint> = blocks
        .iter()
        .map(|block| Checkpoint {
            network: network.to_owned(),
            height: Some(block.height),
            hash: block.hash,
            kind: FRESH.to_owned(),
            unique: None,
            shared: Vec::new(),
            note: String::new(),
            source: "question".to_owned(),
            taken: Some(Taken {
                time: None,
                reference: "question".to_owned(),
                at: "1970-01-01T00:00:00Z".to_owned(),
                by: String::new(),
            }),
        })
        .collect();
    let mut atlas = plain.clone();
    let name = "checkpoints.csv";
    if let Ok(table) = fresh::merged(name, None, &rows, |_| true) {
        // Written by us in the form that is read.
        let _ = atlas.add(name, &table);
    }
    atlas
}

/// The blocks that were shown with their heights.
fn blocks(facts: &Facts) -> Vec<Block> {
    let at = |name: &'static str, place: &Fact| {
        let here = facts.named(name).find(|fact| fact.at == place.at)?;
        number(&here.value)
    };
    let mut blocks = Vec::new();
    for (hash, height, time) in [
        ("bitcoin.chain.hash", "bitcoin.chain.height", "bitcoin.chain.time"),
        ("ethereum.header.other", "ethereum.header.other_number", "ethereum.header.other_time"),
        ("ethereum.header.checkpoint", "ethereum.header.checkpoint_number", "-"),
    ] {
        for fact in facts.named(hash) {
            if let Value::Bytes(bytes) = &fact.value
                && let (Ok(hash), Some(height)) = (bytes.as_slice().try_into(), at(height, fact))
            {
                let time = at(time, fact).and_then(|time| i64::try_from(time).ok());
                blocks.push(Block { height, hash, time });
            }
        }
    }
    blocks
}

fn number(value: &Value) -> Option<u64> {
    match value {
        Value::Uint(number) => u64::try_from(*number).ok(),
        _ => None,
    }
}
