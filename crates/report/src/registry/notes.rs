//! What the registry alone gives away, without a packet.

use std::collections::BTreeMap;

use coinsift_verdict::{Atlas, Class, Sentence};

use super::declared::Registry;
use super::words::DeclaredClass;

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// Several projects declare one endpoint.
    EndpointTwice,
    /// A project that is to be no coin declares the genesis block of one.
    GenesisOfCoin,
    /// Several projects declare one genesis block: a tutorial's, or one network.
    GenesisShared,
    /// The chain id is also that of a public coin: many tutorials have one.
    ChainIdOfCoin,
}

impl NoteKind {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            NoteKind::EndpointTwice => "endpoint-twice",
            NoteKind::GenesisOfCoin => "genesis-of-coin",
            NoteKind::GenesisShared => "genesis-shared",
            NoteKind::ChainIdOfCoin => "chain-id-of-coin",
        }
    }

    /// Whether it is a finding, or only worth knowing.
    pub fn is_finding(self) -> bool {
        matches!(self, NoteKind::EndpointTwice | NoteKind::GenesisOfCoin)
    }
}

/// Something the registry alone gives away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// The filing numbers of the projects it is about, in the order of the file.
    pub filings: Vec<String>,
    /// The same in a sentence.
    pub sentence: Sentence,
}

/// Looks through a registry.
pub fn notes(registry: &Registry, atlas: &Atlas) -> Vec<Note> {
    let mut endpoints: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut genesis: BTreeMap<[u8; 32], Vec<&str>> = BTreeMap::new();
    let mut notes = Vec::new();
    for project in &registry.projects {
        let filing = project.filing.as_str();
        for address in &project.endpoints {
            endpoints.entry(address.target()).or_default().push(filing);
        }
        let is_coin = project.class == DeclaredClass::Coin;
        if let Some(hash) = project.genesis {
            let mut backwards = hash;
            backwards.reverse();
            let coins: Vec<&str> = [hash, backwards]
                .into_iter()
                .flat_map(|hash| atlas.by_genesis(hash))
                .filter(|row| row.class() == Class::Coin)
                .map(|row| row.key.as_str())
                .collect();
            if !coins.is_empty() && !is_coin {
                notes.push(Note {
                    kind: NoteKind::GenesisOfCoin,
                    filings: vec![filing.to_owned()],
                    sentence: Sentence::new("registry-note-genesis-of-coin")
                        .with("filing", filing)
                        .with("networks", coins.join(", ")),
                });
            }
            genesis.entry(hash).or_default().push(filing);
        }
        // Other platforms number their chains by themselves.
        let is_evm = project.platform.shown_as.contains(&"ethereum");
        if let Some(id) = project.chain_id.filter(|_| is_evm && !is_coin) {
            let coins: Vec<&str> = atlas
                .by_chain_id(id)
                .filter(|row| row.class() == Class::Coin)
                .map(|row| row.key.as_str())
                .collect();
            if !coins.is_empty() {
                notes.push(Note {
                    kind: NoteKind::ChainIdOfCoin,
                    filings: vec![filing.to_owned()],
                    sentence: Sentence::new("registry-note-chain-id-of-coin")
                        .with("filing", filing)
                        .with("id", id)
                        .with("networks", coins.join(", ")),
                });
            }
        }
    }
    let several = |filings: &Vec<&str>| filings.len() > 1;
    for (target, filings) in endpoints.into_iter().filter(|(_, filings)| several(filings)) {
        notes.push(Note {
            kind: NoteKind::EndpointTwice,
            filings: filings.iter().map(|&filing| filing.to_owned()).collect(),
            sentence: Sentence::new("registry-note-endpoint-twice")
                .with("endpoint", target)
                .with("filings", filings.join(", ")),
        });
    }
    for (hash, filings) in genesis.into_iter().filter(|(_, filings)| several(filings)) {
        notes.push(Note {
            kind: NoteKind::GenesisShared,
            filings: filings.iter().map(|&filing| filing.to_owned()).collect(),
            sentence: Sentence::new("registry-note-genesis-shared")
                .with("genesis", hex::encode(hash))
                .with("filings", filings.join(", ")),
        });
    }
    notes.sort_by_key(|note| note.kind);
    notes
}
