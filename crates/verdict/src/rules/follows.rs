//! Rule 7: whether a node follows the living network, held against fresh checkpoints.
//!
//! A fresh checkpoint is a block taken from a node that the user trusts. Of each network only the
//! highest one decides:
//!
//! * shown with its hash: the node *follows* the network, at least until that block;
//! * another block shown at its height, or its branch denied by a node that says it is higher: the
//!   node is *on another branch*. A private fork of a public genesis looks so, and so does a public
//!   one that nobody lists. Where another candidate is left it is that one; else rule 5 applies:
//!   a contradiction with both sides, class `ledger`;
//! * the last block lies below it, and an older known block was shown: the node *lags*.
//!
//! Everything else leaves it open. What a node shows is bound to its chain by hashes, not by its
//! word; over a query service it is said, and a service may answer for a node elsewhere. Networks
//! that share a beginning rule each other out: what is left is left by exclusion, and a branch that
//! nobody lists would look the same, so that this is said.

use super::network::NetworkFinding;
use crate::atlas::{Atlas, Checkpoint};
use crate::claim::{Claim, Mark};
use crate::fact::{Fact, Facts, Strength, Value};
use crate::sentence::Sentence;
use crate::verdict::{Class, Contradiction, Evidence};

/// Facts that together show a block: its hash and its height, stated of one place.
const BLOCKS: [(&str, &str); 7] = [
    ("bitcoin.chain.hash", "bitcoin.chain.height"),
    ("bitcoin.rpc.best", "bitcoin.rpc.blocks"),
    ("ethereum.header.checkpoint", "ethereum.header.checkpoint_number"),
    ("ethereum.header.other", "ethereum.header.other_number"),
    ("ethereum.header.head", "ethereum.header.head_number"),
    ("ethereum.block.hash", "ethereum.block.number"),
    ("ethereum.latest.hash", "ethereum.latest.number"),
];

/// Facts that tell the height of the last block.
const TIPS: [&str; 6] = [
    "bitcoin.version.height",
    "bitcoin.chain.end",
    "ethereum.status.latest",
    "ethereum.header.head_number",
    "ethereum.latest.number",
    "bitcoin.rpc.blocks",
];

/// Facts that name a known block which is not in the node's chain.
const MISSING: &str = "bitcoin.chain.missing";

/// Facts of [`BLOCKS`] that a query service says.
const SERVICE: [&str; 3] = ["bitcoin.rpc.best", "ethereum.block.hash", "ethereum.latest.hash"];

/// What is to be said of the networks followed.
#[derive(Default)]
pub(super) struct Told {
    /// How the one that is left is followed; stands for [`crate::Verdict::follows`].
    pub(super) follows: Option<Sentence>,
    /// How sure that is, and which networks were ruled out.
    pub(super) more: Vec<Sentence>,
}

/// How a node stands to one network.
enum Standing<'a> {
    Follows(&'a Checkpoint),
    Lags(&'a Checkpoint, u64),
    /// The block shown instead and where it was; none where its branch was denied.
    OtherBranch(&'a Checkpoint, Option<[u8; 32]>, Vec<&'a Fact>),
    /// There are fresh checkpoints, but what was shown does not tell.
    Open,
    /// There is no fresh checkpoint.
    Unknown,
}

/// Narrows the candidates and finds how the one that is left is followed.
pub(super) fn find(
    found: &mut NetworkFinding,
    facts: &Facts,
    claims: &[&Claim],
    atlas: &Atlas,
) -> Told {
    // A simulator goes on from any history by a branch of its own (rule 4).
    let simulated =
        |claim: &&Claim| claim.class == Some(Class::Local) && claim.strength >= Strength::Stated;
    if claims.iter().any(simulated) {
        return Told::default();
    }
    // Marks that anybody may choose name candidates only.
    if !found.contradictions.is_empty()
        || found.mark < Mark::Magic
        || found.strength < Strength::Stated
    {
        return Told::default();
    }
    let mut more: Vec<Sentence> = Vec::new();
    let mut standings: Vec<(String, Standing<'_>)> =
        found.candidates.iter().map(|key| (key.clone(), standing(key, facts, atlas))).collect();
    let proves = |standing: &Standing<'_>| matches!(standing, Standing::Follows(point) if point.unique == Some(true));
    if standings.iter().any(|(_, standing)| proves(standing)) {
        standings.retain(|(_, standing)| proves(standing));
    } else if standings.iter().any(|(_, one)| !matches!(one, Standing::OtherBranch(..))) {
        let (ruled_out, left): (Vec<_>, Vec<_>) =
            standings.into_iter().partition(|(_, one)| matches!(one, Standing::OtherBranch(..)));
        more = excluded(&ruled_out, &left);
        found.by_exclusion = !more.is_empty();
        standings = left;
    }
    if standings.len() < found.candidates.len() {
        found.candidates = standings.iter().map(|(key, _)| key.clone()).collect();
        found.settle(atlas);
    }
    let [(key, standing)] = standings.as_slice() else {
        return Told { follows: None, more };
    };
    let follows = match standing {
        Standing::Follows(point) => Some(said("follows-yes", key, point)),
        Standing::Lags(point, tip) => Some(said("follows-lags", key, point).with("tip", tip)),
        Standing::OtherBranch(point, instead, used) => {
            if found.class != Some(Class::Local) {
                let contradiction = contradiction(key, point, *instead, used, claims, atlas);
                found.contradictions.push(contradiction);
            }
            Some(said("follows-other-branch", key, point))
        }
        Standing::Open => Some(Sentence::new("follows-open").with("network", key)),
        Standing::Unknown => None,
    };
    if let Standing::Follows(point) | Standing::Lags(point, _) | Standing::OtherBranch(point, ..) =
        standing
        && by_service(key, point, facts, atlas)
    {
        more.push(Sentence::new("follows-by-service"));
    }
    Told { follows, more }
}

/// A sentence about a network with the fresh checkpoint that decides.
fn said(id: &str, key: &str, point: &Checkpoint) -> Sentence {
    let sentence = Sentence::new(id).with("network", key);
    match point.fresh() {
        Some((height, taken)) => sentence
            .with("height", height)
            .with("taken", &taken.at)
            .with("reference", &taken.reference),
        None => sentence,
    }
}

/// The networks that were ruled out, a sentence each, unless one of the rest is shown to be
/// followed.
fn excluded(
    ruled_out: &[(String, Standing<'_>)],
    left: &[(String, Standing<'_>)],
) -> Vec<Sentence> {
    let shown = |(_, one): &(String, Standing<'_>)| {
        matches!(one, Standing::Follows(_) | Standing::Lags(..))
    };
    if left.iter().any(shown) {
        return Vec::new();
    }
    let names: Vec<&str> = left.iter().map(|(key, _)| key.as_str()).collect();
    let sentence = |(key, one): &(String, Standing<'_>)| match one {
        Standing::OtherBranch(point, ..) => {
            Some(said("follows-excluded", key, point).with("left", names.join(", ")))
        }
        _ => None,
    };
    ruled_out.iter().filter_map(sentence).collect()
}

/// Whether a query service alone showed the blocks that tell.
fn by_service(key: &str, point: &Checkpoint, facts: &Facts, atlas: &Atlas) -> bool {
    let known = |block: &Shown<'_>| atlas.checkpoints(key).any(|known| known.hash == block.hash);
    let mut telling = shown(facts);
    telling.retain(|block| Some(block.height) == point.height || known(block));
    !telling.is_empty() && telling.iter().all(|block| SERVICE.contains(&block.facts[0].name))
}

fn standing<'a>(key: &str, facts: &'a Facts, atlas: &'a Atlas) -> Standing<'a> {
    let Some(point) = atlas.fresh(key).first().copied() else {
        return Standing::Unknown;
    };
    let Some(height) = point.height else {
        return Standing::Unknown;
    };
    let shown = shown(facts);
    let here: Vec<&Shown<'_>> = shown.iter().filter(|block| block.height == height).collect();
    let meets = |block: &Shown<'_>| block.hash == point.hash;
    match (here.iter().any(|block| meets(block)), here.iter().find(|block| !meets(block))) {
        // Two dialogues that reached two nodes: neither is the endpoint's.
        (true, Some(_)) => return Standing::Open,
        (true, None) => return Standing::Follows(point),
        (false, Some(other)) => {
            return Standing::OtherBranch(point, Some(other.hash), other.facts.to_vec());
        }
        (false, None) => {}
    }
    let Some(tip) = tip(facts) else {
        return Standing::Open;
    };
    if tip >= height {
        let ours = |hash: &[u8]| {
            let mut known = atlas.checkpoints(key);
            known.any(|known| known.hash == hash && known.height.is_some_and(|at| at <= height))
        };
        let denied = facts
            .named(MISSING)
            .find(|fact| matches!(&fact.value, Value::Bytes(hash) if ours(hash)));
        return match denied {
            Some(fact) => Standing::OtherBranch(point, None, vec![fact]),
            None => Standing::Open,
        };
    }
    let older = |known: &Checkpoint| {
        known.height.is_some_and(|at| at > 0 && at < height)
            && shown.iter().any(|block| block.hash == known.hash)
    };
    match atlas.checkpoints(key).any(older) {
        true => Standing::Lags(point, tip),
        false => Standing::Open,
    }
}

/// A block that was shown.
struct Shown<'a> {
    hash: [u8; 32],
    height: u64,
    facts: [&'a Fact; 2],
}

fn shown(facts: &Facts) -> Vec<Shown<'_>> {
    let mut blocks = Vec::new();
    for (hash_name, height_name) in BLOCKS {
        for (nth, hash) in facts.named(hash_name).enumerate() {
            // Several blocks may stand at one place, where a body came in coded parts: the first
            // hash there belongs to the first height there, and so on.
            let before = facts.named(hash_name).take(nth).filter(|other| other.at == hash.at);
            let mut heights = facts.named(height_name).filter(|height| same(hash, height));
            let Some(height) = heights.nth(before.count()) else {
                continue;
            };
            if let (Value::Bytes(bytes), Some(number)) = (&hash.value, number(height))
                && let Ok(name) = bytes.as_slice().try_into()
            {
                blocks.push(Shown { hash: name, height: number, facts: [hash, height] });
            }
        }
    }
    blocks
}

/// Whether both were read at one place; of the last block, which comes once, in one dialogue.
fn same(hash: &Fact, height: &Fact) -> bool {
    let once = ["bitcoin.rpc.best", "ethereum.header.head", "ethereum.latest.hash"];
    let once = once.contains(&hash.name);
    hash.at == height.at || once && hash.at.dialogue == height.at.dialogue
}

fn tip(facts: &Facts) -> Option<u64> {
    TIPS.iter().flat_map(|name| facts.named(name)).filter_map(number).max()
}

fn number(fact: &Fact) -> Option<u64> {
    match fact.value {
        Value::Uint(number) => u64::try_from(number).ok(),
        _ => None,
    }
}

/// Both sides: the genesis block of a listed network, and a chain that is not that network's.
fn contradiction(
    key: &str,
    point: &Checkpoint,
    instead: Option<[u8; 32]>,
    used: &[&Fact],
    claims: &[&Claim],
    atlas: &Atlas,
) -> Contradiction {
    let pointing = claims.iter().find(|claim| claim.pointing_strength().is_some());
    let mut evidence: Vec<Evidence> =
        pointing.map(|claim| claim.evidence.clone()).unwrap_or_default();
    for fact in used {
        let fingerprint = pointing.map(|claim| claim.fingerprint.as_str()).unwrap_or_default();
        let item = Evidence::of(fingerprint, fact);
        if !evidence.contains(&item) {
            evidence.push(item);
        }
    }
    let height = point.height.unwrap_or_default();
    Contradiction {
        one: Sentence::new("contradiction-history").with("networks", key),
        other: match instead {
            Some(hash) => Sentence::new("contradiction-other-block")
                .with("height", height)
                .with("hash", hex::encode(hash))
                .with("expected", hex::encode(point.hash)),
            None => Sentence::new("contradiction-branch-denied")
                .with("height", height)
                .with("expected", hex::encode(point.hash)),
        },
        evidence,
        coin_side: atlas.network(key).is_some_and(|row| row.class() == Class::Coin),
    }
}
