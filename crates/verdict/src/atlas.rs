//! The atlas: what is known of networks, ports and checkpoints, as rows of data.
//!
//! The built-in atlas is compiled in from `data/atlas/`; users extend it with tables of the same
//! form. A row of a user replaces the built-in row of the same key. Keys of networks are the
//! `network` column of the Bitcoin table, `evm:<chain id>`, or `family:name`.

mod bitcoin;
mod checkpoints;
mod ports;
mod table;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::sentence::{DataError, Sentence};
use crate::verdict::Class;

pub use checkpoints::Checkpoint;
pub use ports::{Level, Port};

/// The version of the built-in data, raised with every change to it.
pub const VERSION: &str = "2026.11.1";

/// What kind of instance of a coin a network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The network with the coin.
    Main,
    /// A public test network.
    Test,
    /// The public signet: a test network whose blocks are signed.
    Signet,
    /// A private instance for developers, with blocks on demand.
    Regtest,
    /// A private instance for developers, with simulated peers.
    Simnet,
    /// A developers' network that anyone may start.
    Devnet,
}

impl Kind {
    const WORDS: [(&'static str, Kind); 6] = [
        ("main", Kind::Main),
        ("test", Kind::Test),
        ("signet", Kind::Signet),
        ("regtest", Kind::Regtest),
        ("simnet", Kind::Simnet),
        ("devnet", Kind::Devnet),
    ];

    /// The word used in tables.
    pub fn word(self) -> &'static str {
        Kind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("main", |(word, _)| word)
    }

    /// Whether it is a public network for tests.
    pub fn is_testnet(self) -> bool {
        matches!(self, Kind::Test | Kind::Signet)
    }

    /// Whether it is a private instance.
    pub fn is_local(self) -> bool {
        matches!(self, Kind::Regtest | Kind::Simnet | Kind::Devnet)
    }
}

/// One network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Its key.
    pub key: String,
    /// The protocol family whose framing it speaks, for example `bitcoin`.
    pub family: &'static str,
    /// Its name for people.
    pub name: String,
    /// Its Chinese name, where there is an established one.
    pub name_zh: Option<String>,
    /// The sign of its coin.
    pub ticker: String,
    /// What kind of instance it is.
    pub kind: Kind,
    /// Whether it has a native coin.
    pub coin: bool,
    /// The magic, in the order of the wire.
    pub magic: Option<[u8; 4]>,
    /// The hash of the genesis block, in display order.
    pub genesis: Option<[u8; 32]>,
    /// The default port between peers.
    pub p2p_port: Option<u16>,
    /// The default port of the RPC service.
    pub rpc_port: Option<u16>,
    /// How blocks are agreed on.
    pub consensus: String,
    /// The hash that names a block.
    pub id_hash: Option<String>,
    /// The hash that carries the work.
    pub work_hash: Option<String>,
    /// Agent strings seen, for people; they never decide.
    pub agents: String,
    /// Where the row is from.
    pub source: String,
}

impl Network {
    /// The class of a node that is certainly of this network.
    pub fn class(&self) -> Class {
        match (self.kind.is_local(), self.coin) {
            (true, _) => Class::Local,
            (false, true) => Class::Coin,
            (false, false) => Class::Permissioned,
        }
    }

    /// The name in a language: the Chinese one where `zh` is asked and there is one.
    pub fn name_in(&self, zh: bool) -> &str {
        self.name_zh.as_deref().filter(|_| zh).unwrap_or(&self.name)
    }
}

/// All that is known of networks.
#[derive(Clone, Debug, Default)]
pub struct Atlas {
    networks: BTreeMap<String, Network>,
    checkpoints: Vec<Checkpoint>,
    ports: BTreeMap<(u16, bool), Port>,
    extended: bool,
}

impl Atlas {
    /// The atlas that is compiled in.
    pub fn builtin() -> &'static Atlas {
        static BUILTIN: OnceLock<Atlas> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let mut atlas = Atlas::default();
            for (file, text) in [
                ("bitcoin.csv", include_str!("../data/atlas/bitcoin.csv")),
                ("checkpoints.csv", include_str!("../data/atlas/checkpoints.csv")),
                ("ports.csv", include_str!("../data/atlas/ports.csv")),
            ] {
                atlas
                    .add(file, text)
                    .expect("the built-in tables are read by a test of this crate");
            }
            atlas.extended = false;
            atlas
        })
    }

    /// Adds the rows of a table; its file name says which table it is.
    ///
    /// Nothing is added when a row is broken: the error names the file and the line.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        match name {
            "bitcoin.csv" => {
                let rows = bitcoin::parse(file, text)?;
                self.networks.extend(rows.into_iter().map(|row| (row.key.clone(), row)));
            }
            "checkpoints.csv" => self.checkpoints.extend(checkpoints::parse(file, text)?),
            "ports.csv" => {
                let rows = ports::parse(file, text)?;
                self.ports.extend(rows.into_iter().map(|row| ((row.port, row.udp), row)));
            }
            _ => {
                return Err(DataError {
                    file: file.to_owned(),
                    line: 0,
                    wrong: Sentence::new("data-unknown-table")
                        .with("known", "bitcoin.csv, checkpoints.csv, ports.csv"),
                });
            }
        }
        self.extended = true;
        Ok(())
    }

    /// The version, marked where a user's tables were added.
    pub fn version(&self) -> String {
        if self.extended { format!("{VERSION}+local") } else { VERSION.to_owned() }
    }

    /// All networks, by key.
    pub fn networks(&self) -> impl Iterator<Item = &Network> {
        self.networks.values()
    }

    /// The network of a key.
    pub fn network(&self, key: &str) -> Option<&Network> {
        self.networks.get(key)
    }

    /// Networks of a magic.
    pub fn by_magic(&self, magic: [u8; 4]) -> impl Iterator<Item = &Network> {
        self.networks().filter(move |network| network.magic == Some(magic))
    }

    /// Networks of a genesis block, given in display order.
    pub fn by_genesis(&self, genesis: [u8; 32]) -> impl Iterator<Item = &Network> {
        self.networks().filter(move |network| network.genesis == Some(genesis))
    }

    /// Networks of one family whose default port between peers is this.
    pub fn by_p2p_port(&self, family: &str, port: u16) -> impl Iterator<Item = &Network> {
        self.networks()
            .filter(move |network| network.family == family && network.p2p_port == Some(port))
    }

    /// Networks of one family whose default RPC port is this.
    pub fn by_rpc_port(&self, family: &str, port: u16) -> impl Iterator<Item = &Network> {
        self.networks()
            .filter(move |network| network.family == family && network.rpc_port == Some(port))
    }

    /// Checkpoints of a network, in the order of the table.
    pub fn checkpoints(&self, network: &str) -> impl Iterator<Item = &Checkpoint> {
        self.checkpoints.iter().filter(move |checkpoint| checkpoint.network == network)
    }

    /// All checkpoints.
    pub fn all_checkpoints(&self) -> &[Checkpoint] {
        &self.checkpoints
    }

    /// What is known of a port.
    pub fn port(&self, port: u16, udp: bool) -> Option<&Port> {
        self.ports.get(&(port, udp))
    }

    /// The TCP ports of a level, ascending: `quick` within `standard` within `thorough`.
    pub fn tcp_ports(&self, level: Level) -> Vec<u16> {
        let mut ports: Vec<u16> = self
            .ports
            .values()
            .filter(|port| !port.udp && port.level <= level)
            .map(|port| port.port)
            .collect();
        if level == Level::Thorough {
            ports.extend(self.networks().flat_map(|row| [row.p2p_port, row.rpc_port]).flatten());
        }
        ports.sort_unstable();
        ports.dedup();
        ports
    }
}

#[cfg(test)]
mod tests;
