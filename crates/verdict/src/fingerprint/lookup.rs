//! Finding networks in the atlas by the facts a row names.

mod checkpoint;
mod ethereum;
mod magic;
mod other;

use serde::Deserialize;

use crate::atlas::{Atlas, Network};
use crate::claim::Pointing;
use crate::fact::{Fact, Facts, Strength, Value};

/// Which facts name a network, and in which family's rows.
///
/// In a row: `network = { family = "bitcoin", … }` with at least one of `magic`, `genesis`,
/// `checkpoint` (and `easy` beside `magic`), or
/// `network = { family = "ethereum", … }` with at least one of `genesis`, `chain_id`,
/// `network_id`, `fork_id` (with or without `fork_next`), `checkpoint`, or
/// `network = { family = "other", of = "FAMILY", … }` with at least one of `magic`, `id`, `genesis`,
/// `checkpoint`, for the families of the table `other.csv`.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "family", rename_all = "lowercase", deny_unknown_fields)]
pub enum Lookup {
    /// By magic and genesis block, or by a block at a known height.
    Bitcoin(BitcoinMarks),
    /// By genesis block and ids, each where it is known.
    Ethereum(EthereumMarks),
    /// By what a family of the general table shows.
    Other(OtherMarks),
}

/// The facts that name a network of the Bitcoin family. All of them may be left out but one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BitcoinMarks {
    /// The magic: 4 bytes in the order of the wire. A service that shows none is judged by its
    /// genesis block alone.
    pub magic: Option<String>,
    /// The genesis block's hash: 32 bytes, display order.
    pub genesis: Option<String>,
    /// Whether the blocks shown carry less work than the networks demand; beside `magic` only.
    pub easy: Option<String>,
    /// The hash of a block whose header was shown and hashed: 32 bytes, display order. Every such
    /// fact is tried.
    pub checkpoint: Option<String>,
}

impl BitcoinMarks {
    fn names(&self) -> impl Iterator<Item = &str> {
        let marks = [&self.magic, &self.genesis, &self.checkpoint, &self.easy];
        marks.into_iter().filter_map(Option::as_deref)
    }
}

/// The facts that name a network of Ethereum's family. All of them may be left out but one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EthereumMarks {
    /// The genesis block's hash: 32 bytes, natural order.
    pub genesis: Option<String>,
    /// The chain id (EIP-155): a number.
    pub chain_id: Option<String>,
    /// The network id of `Status` or `net_version`: a number.
    pub network_id: Option<String>,
    /// The fork hash (EIP-2124): 4 bytes.
    pub fork_id: Option<String>,
    /// The next fork that the peer announces beside it: a number, 0 for none.
    pub fork_next: Option<String>,
    /// The hash of a block whose header was shown and hashed: 32 bytes, natural order. Every such
    /// fact is tried.
    pub checkpoint: Option<String>,
}

impl EthereumMarks {
    fn names(&self) -> impl Iterator<Item = &str> {
        let ids = [&self.genesis, &self.chain_id, &self.network_id, &self.fork_id];
        ids.into_iter().chain([&self.checkpoint, &self.fork_next]).filter_map(Option::as_deref)
    }
}

/// The facts that name a network of a family of the general table. All marks may be left out but
/// one; without a magic the genesis block decides, without both the id.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherMarks {
    /// The family.
    pub of: String,
    /// The magic: 4 bytes in the order of the wire.
    pub magic: Option<String>,
    /// What nodes call their network, as the table's column `id` writes it.
    pub id: Option<String>,
    /// The genesis block's hash: 32 bytes, natural order.
    pub genesis: Option<String>,
    /// The hash of a block whose header was shown and hashed: 32 bytes, natural order. Every such
    /// fact is tried.
    pub checkpoint: Option<String>,
}

impl OtherMarks {
    fn names(&self) -> impl Iterator<Item = &str> {
        let marks = [&self.magic, &self.id, &self.genesis, &self.checkpoint];
        marks.into_iter().filter_map(Option::as_deref)
    }
}

/// What one dialogue's facts point to, and the facts used.
pub(super) struct Found<'a> {
    pub(super) pointing: Pointing,
    /// The facts the claim is no stronger than.
    pub(super) rests_on: Vec<&'a Fact>,
    /// The most the claim may be worth.
    pub(super) strength: Strength,
    /// All facts that were looked at.
    pub(super) facts: Vec<&'a Fact>,
}

impl Found<'_> {
    /// Nothing was looked for.
    pub(super) fn nothing() -> Self {
        let strength = Strength::Proven;
        Found { pointing: Pointing::Nowhere, rests_on: Vec::new(), strength, facts: Vec::new() }
    }
}

impl Lookup {
    /// The names of the facts used.
    pub fn fact_names(&self) -> Vec<&str> {
        match self {
            Lookup::Bitcoin(marks) => marks.names().collect(),
            Lookup::Ethereum(marks) => marks.names().collect(),
            Lookup::Other(marks) => marks.names().collect(),
        }
    }

    /// Whether it names a fact that finds a network by itself; the next fork alone does not.
    pub(super) fn names_a_mark(&self) -> bool {
        match self {
            Lookup::Bitcoin(marks) => marks.names().count() > usize::from(marks.easy.is_some()),
            Lookup::Ethereum(marks) => {
                marks.names().count() > usize::from(marks.fork_next.is_some())
            }
            Lookup::Other(marks) => marks.names().next().is_some(),
        }
    }

    /// What the facts point to: one finding for each network that was shown. Marks are taken
    /// together only within a dialogue, since two dialogues may have reached two networks.
    pub(super) fn pointings<'a>(&self, facts: &'a Facts, atlas: &Atlas) -> Vec<Found<'a>> {
        let all = match self {
            Lookup::Bitcoin(marks) => {
                let family = "bitcoin";
                let mut all = match (&marks.magic, &marks.genesis) {
                    (Some(magic), _) => magic::find(facts, magic, marks, family, atlas),
                    (None, Some(genesis)) => magic::find_by_genesis(facts, genesis, family, atlas),
                    (None, None) => Vec::new(),
                };
                if let Some(name) = &marks.checkpoint {
                    all.extend(checkpoint::find(facts, name, family, atlas));
                }
                all
            }
            Lookup::Other(marks) => other::find(facts, marks, atlas),
            Lookup::Ethereum(marks) => {
                let mut all = ethereum::find(facts, marks, atlas);
                if let Some(name) = &marks.checkpoint {
                    all.extend(checkpoint::find(facts, name, "ethereum", atlas));
                }
                all
            }
        };
        let mut found: Vec<Found<'a>> = Vec::new();
        for next in all {
            match found.iter_mut().find(|known| known.pointing == next.pointing) {
                None => found.push(next),
                Some(known) if next.strength > known.strength => *known = next,
                Some(_) => {}
            }
        }
        found
    }
}

fn keys(rows: &[&Network]) -> Vec<String> {
    rows.iter().map(|row| row.key.clone()).collect()
}

fn array<const N: usize>(value: &Value) -> Option<[u8; N]> {
    match value {
        Value::Bytes(bytes) => bytes.as_slice().try_into().ok(),
        _ => None,
    }
}
