//! Networks of Ethereum's family, by genesis block and ids.
//!
//! A listed genesis names networks; chain id, network id and fork id narrow them, as far as they
//! were said in the same dialogue. An id that belongs to none of them is a contradiction, and so is
//! a listed id on a genesis that is not its network's. Most rows do not know their genesis: for
//! them an id is all there is, and an id alone is a hint. Ids that developers' software or private
//! networks show by default point nowhere.

use super::{EthereumMarks, Found, array, keys};
use crate::atlas::{Atlas, IdUse, Network};
use crate::claim::{Id, Mark, Pointing};
use crate::fact::{Fact, Facts, Strength, Value};

/// The network id geth had by default, so that many private networks have it; go-ethereum 1.10
/// `eth/ethconfig/config.go`. Newer versions take the chain id instead.
const GETH_NETWORK_ID: u128 = 1;

/// The marks shown in one dialogue.
#[derive(Default)]
struct Seen {
    genesis: Option<[u8; 32]>,
    chain: Option<u128>,
    network: Option<u128>,
    fork: Option<[u8; 4]>,
    next: Option<u128>,
}

/// One finding for each dialogue in which any of the marks was shown.
pub(super) fn find<'a>(facts: &'a Facts, marks: &EthereumMarks, atlas: &Atlas) -> Vec<Found<'a>> {
    let names = [&marks.genesis, &marks.chain_id, &marks.network_id, &marks.fork_id];
    let mut dialogues: Vec<u16> = names
        .into_iter()
        .flatten()
        .flat_map(|name| facts.named(name))
        .map(|fact| fact.at.dialogue)
        .collect();
    dialogues.sort_unstable();
    dialogues.dedup();
    dialogues
        .into_iter()
        .filter_map(|dialogue| in_dialogue(facts, dialogue, marks, atlas))
        .collect()
}

fn in_dialogue<'a>(
    facts: &'a Facts,
    dialogue: u16,
    marks: &EthereumMarks,
    atlas: &Atlas,
) -> Option<Found<'a>> {
    let mut used: Vec<&Fact> = Vec::new();
    let mut shown = |name: &Option<String>, fits: fn(&Value) -> bool| {
        let fact = facts
            .named(name.as_deref()?)
            .filter(|fact| fact.at.dialogue == dialogue && fits(&fact.value))
            .reduce(|best, fact| if fact.strength > best.strength { fact } else { best })?;
        used.push(fact);
        Some(fact)
    };
    let genesis = shown(&marks.genesis, |value| array::<32>(value).is_some());
    let seen = Seen {
        chain: shown(&marks.chain_id, is_number).and_then(number),
        network: shown(&marks.network_id, is_number).and_then(number),
        fork: shown(&marks.fork_id, |value| array::<4>(value).is_some())
            .and_then(|fact| array(&fact.value)),
        next: shown(&marks.fork_next, is_number).and_then(number),
        genesis: genesis.and_then(|fact| array(&fact.value)),
    };
    Some(Found {
        pointing: seen.point(atlas)?,
        // Ids only narrow what a genesis names, so that they do not weaken it.
        rests_on: genesis.into_iter().collect(),
        strength: Strength::Proven,
        facts: used,
    })
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Uint(_))
}

fn number(fact: &Fact) -> Option<u128> {
    match fact.value {
        Value::Uint(number) => Some(number),
        _ => None,
    }
}

impl Seen {
    fn point(&self, atlas: &Atlas) -> Option<Pointing> {
        let Some(genesis) = self.genesis else {
            return self.by_ids(atlas);
        };
        let listed: Vec<&Network> = atlas.by_genesis(genesis).filter(ours).collect();
        Some(match listed.is_empty() {
            false => self.on_listed(genesis, listed, atlas),
            true => self.on_unlisted(genesis, atlas),
        })
    }

    /// The genesis is listed: the ids narrow its networks, or contradict them.
    fn on_listed(&self, genesis: [u8; 32], listed: Vec<&Network>, atlas: &Atlas) -> Pointing {
        let torn = |id: Id, by_id: Vec<&Network>| Pointing::Torn {
            by_id: keys(&by_id),
            by_genesis: keys(&listed),
            id,
            genesis: Id::Genesis(genesis).written(),
        };
        let mut left = listed.clone();
        if let Some(chain) = self.chain {
            left.retain(|row| row.chain_id == Some(chain));
            if left.is_empty() {
                return torn(Id::Chain(chain), own_ids(atlas.by_chain_id(chain)));
            }
        }
        if let Some(network) = self.network {
            let exact = only(&left, |row| row.network_id == Some(network));
            // Some clients give the chain id for both.
            left = match exact.is_empty() {
                false => exact,
                true => only(&left, |row| row.chain_id == Some(network)),
            };
            if left.is_empty() {
                return torn(Id::Network(network), own_ids(atlas.by_network_id(network)));
            }
        }
        let mut unknown_fork = None;
        if let Some(fork) = self.fork {
            let by_fork: Vec<&Network> = atlas.by_fork_id(fork).filter(ours).collect();
            let matching = only(&left, |row| by_fork.iter().any(|other| other.key == row.key));
            // Networks whose schedule is not known are not ruled out by a fork id of another.
            let unscheduled = only(&left, |row| atlas.fork_ids(&row.key).is_empty());
            if !matching.is_empty() {
                left = self.narrowed_by_next(fork, matching, atlas);
            } else if by_fork.is_empty() {
                unknown_fork = Some(fork).filter(|_| unscheduled.is_empty());
            } else if unscheduled.is_empty() {
                return torn(Id::Fork(fork), by_fork);
            } else {
                left = unscheduled;
            }
        }
        Pointing::Networks { keys: keys(&left), mark: Mark::Genesis, unknown_fork }
    }

    /// Networks share their first fork ids; the fork they expect next tells them apart earlier.
    fn narrowed_by_next<'a>(
        &self,
        fork: [u8; 4],
        rows: Vec<&'a Network>,
        atlas: &Atlas,
    ) -> Vec<&'a Network> {
        let Some(next) = self.next else {
            return rows;
        };
        let expecting = only(&rows, |row| {
            let mut ids = atlas.fork_ids(&row.key).iter();
            ids.any(|id| id.hash == fork && u128::from(id.next) == next)
        });
        if expecting.is_empty() { rows } else { expecting }
    }

    /// The genesis is nobody's: a listed id is a contradiction where its network has another
    /// genesis, and a hint where that is not known.
    fn on_unlisted(&self, genesis: [u8; 32], atlas: &Atlas) -> Pointing {
        let torn = |id: Id, by_id: &[&Network]| Pointing::Torn {
            by_id: keys(by_id),
            by_genesis: Vec::new(),
            id,
            genesis: Id::Genesis(genesis).written(),
        };
        if let Some(fork) = self.fork {
            // It is computed from the genesis: on another one it is copied.
            let by_fork: Vec<&Network> = atlas.by_fork_id(fork).filter(ours).collect();
            if !by_fork.is_empty() {
                return torn(Id::Fork(fork), &by_fork);
            }
        }
        // Where a chain id is said the network id is only its echo, or of somebody's own choice.
        let (id, rows) = match (self.chain, self.network) {
            (Some(chain), _) => (Id::Chain(chain), atlas.by_chain_id(chain).collect()),
            (None, Some(network)) => (Id::Network(network), by_network_id(network, atlas)),
            (None, None) => (Id::Genesis(genesis), Vec::new()),
        };
        let listed = own_ids(rows.iter().copied());
        if listed.is_empty() {
            return Pointing::Unlisted { id, id_use: id_use(&id, &rows) };
        }
        let open = only(&listed, |row| row.genesis.is_none());
        match open.is_empty() {
            true => torn(id, &listed),
            false => by_id_alone(&open),
        }
    }

    /// No genesis was shown.
    fn by_ids<'a>(&self, atlas: &'a Atlas) -> Option<Pointing> {
        let (id, rows): (Id, Vec<&Network>) = match (self.chain, self.fork, self.network) {
            (Some(chain), ..) => (Id::Chain(chain), atlas.by_chain_id(chain).collect()),
            (None, Some(fork), _) => (Id::Fork(fork), atlas.by_fork_id(fork).collect()),
            (None, None, Some(network)) => (Id::Network(network), by_network_id(network, atlas)),
            (None, None, None) => return None,
        };
        let mut listed = own_ids(rows.iter().copied());
        if listed.is_empty() {
            return Some(Pointing::Unlisted { id, id_use: id_use(&id, &rows) });
        }
        let narrowed = |listed: Vec<&'a Network>, kept: Vec<&'a Network>| match kept.is_empty() {
            true => listed,
            false => kept,
        };
        if let Some(fork) = self.fork {
            let known: Vec<&Network> = atlas.by_fork_id(fork).collect();
            let kept = only(&listed, |row| known.iter().any(|other| other.key == row.key));
            listed = narrowed(listed, kept);
        }
        if let Some(network) = self.network {
            let kept = only(&listed, |row| row.network_id == Some(network));
            listed = narrowed(listed, kept);
        }
        Some(by_id_alone(&listed))
    }
}

fn by_id_alone(rows: &[&Network]) -> Pointing {
    Pointing::Networks { keys: keys(rows), mark: Mark::Id, unknown_fork: None }
}

fn ours(row: &&Network) -> bool {
    row.family == "ethereum"
}

fn only<'a>(rows: &[&'a Network], keep: impl Fn(&Network) -> bool) -> Vec<&'a Network> {
    rows.iter().copied().filter(|row| keep(row)).collect()
}

/// Rows whose id is theirs: not one that software or tutorials give to everybody.
fn own_ids<'a>(rows: impl Iterator<Item = &'a Network>) -> Vec<&'a Network> {
    rows.filter(|row| ours(row) && row.id_use == IdUse::Own).collect()
}

fn by_network_id(network: u128, atlas: &Atlas) -> Vec<&Network> {
    match network {
        GETH_NETWORK_ID => Vec::new(),
        network => atlas.by_network_id(network).collect(),
    }
}

/// Who shows this id by default.
fn id_use(id: &Id, rows: &[&Network]) -> IdUse {
    match (id, rows.first()) {
        (Id::Network(GETH_NETWORK_ID), _) => IdUse::Private,
        (_, Some(row)) => row.id_use,
        (_, None) => IdUse::Own,
    }
}
