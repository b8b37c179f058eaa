//! The atlas: what is known of networks, ports and checkpoints, as rows of data.
//!
//! The built-in atlas is compiled in from `data/atlas/`; users extend it with tables of the same
//! form. A row of a user replaces the built-in row of the same key, and a user's fork ids replace
//! all of that network. Keys of networks are the `network` column of the Bitcoin table,
//! `evm:<chain id>` (`evm:<chain id>-<name>` for a second network of one chain id), or
//! `family:name`.

mod bitcoin;
mod checkpoints;
mod dialects;
mod evm;
mod fork_ids;
pub mod fresh;
mod index;
mod miners;
mod network;
mod other;
mod ports;
mod table;
mod work_limits;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::sentence::{DataError, Sentence};
use index::Index;

pub use checkpoints::{Checkpoint, FRESH, FRESH_COLUMNS, Taken};
pub use dialects::{CHECKSUMS, Dialect};
pub use fork_ids::{ForkClock, ForkId};
pub use miners::Miner;
pub use network::{IdUse, Kind, Network, RECOMPUTED};
pub use ports::{Level, Port};

/// The version of the built-in data, raised with every change to it.
pub const VERSION: &str = "2026.11.3";

/// The tables by file name, in the order they are read.
const TABLES: &str = "bitcoin.csv, evm.csv, other.csv, fork-ids.csv, checkpoints.csv, ports.csv, \
    work-limits.csv, dialects.csv, miners.csv, algorithms.csv";

/// All that is known of networks.
#[derive(Clone, Debug, Default)]
pub struct Atlas {
    /// Sorted by key, each key once.
    networks: Vec<Network>,
    forks: BTreeMap<String, Vec<ForkId>>,
    checkpoints: Vec<Checkpoint>,
    ports: BTreeMap<(u16, bool), Port>,
    work_limits: BTreeMap<String, u32>,
    dialects: BTreeMap<String, Dialect>,
    miners: miners::Miners,
    index: Index,
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
                ("evm.csv", include_str!("../data/atlas/evm.csv")),
                ("other.csv", include_str!("../data/atlas/other.csv")),
                ("fork-ids.csv", include_str!("../data/atlas/fork-ids.csv")),
                ("checkpoints.csv", include_str!("../data/atlas/checkpoints.csv")),
                ("ports.csv", include_str!("../data/atlas/ports.csv")),
                ("work-limits.csv", include_str!("../data/atlas/work-limits.csv")),
                ("dialects.csv", include_str!("../data/atlas/dialects.csv")),
                ("miners.csv", include_str!("../data/atlas/miners.csv")),
                ("algorithms.csv", include_str!("../data/atlas/algorithms.csv")),
            ] {
                atlas
                    .take(file, text)
                    .expect("the built-in tables are read by a test of this crate");
            }
            atlas.index = Index::over(&atlas);
            atlas
        })
    }

    /// Adds the rows of a table; its file name says which table it is.
    ///
    /// Nothing is added when a row is broken: the error names the file and the line.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        self.take(file, text)?;
        self.index = Index::over(self);
        self.extended = true;
        Ok(())
    }

    /// Adds the rows of a table without indexing them.
    fn take(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        match name {
            "bitcoin.csv" => self.take_networks(bitcoin::parse(file, text)?),
            "evm.csv" => self.take_networks(evm::parse(file, text)?),
            "other.csv" => self.take_networks(other::parse(file, text)?),
            "fork-ids.csv" => self.forks.extend(fork_ids::parse(file, text)?),
            "checkpoints.csv" => self.checkpoints.extend(checkpoints::parse(file, text)?),
            "work-limits.csv" => self.work_limits.extend(work_limits::parse(file, text)?),
            "dialects.csv" => self.dialects.extend(dialects::parse(file, text)?),
            "miners.csv" => self.miners.take(file, text)?,
            "algorithms.csv" => self.miners.take_algorithms(file, text)?,
            "ports.csv" => {
                let rows = ports::parse(file, text)?;
                self.ports.extend(rows.into_iter().map(|row| ((row.port, row.udp), row)));
            }
            _ => {
                return Err(DataError {
                    file: file.to_owned(),
                    line: 0,
                    wrong: Sentence::new("data-unknown-table").with("known", TABLES),
                });
            }
        }
        Ok(())
    }

    /// Takes networks in; of rows with one key the last one stays.
    fn take_networks(&mut self, rows: Vec<Network>) {
        self.networks.extend(rows);
        self.networks.reverse();
        // The sort is stable, so that the last row of a key now stands first.
        self.networks.sort_by(|one, other| one.key.cmp(&other.key));
        self.networks.dedup_by(|next, first| next.key == first.key);
    }

    /// The version, marked where a user's tables were added.
    pub fn version(&self) -> String {
        if self.extended { format!("{VERSION}+local") } else { VERSION.to_owned() }
    }

    /// All networks, by key.
    pub fn networks(&self) -> impl Iterator<Item = &Network> {
        self.networks.iter()
    }

    /// The network of a key.
    pub fn network(&self, key: &str) -> Option<&Network> {
        self.networks.get(self.position(key)?)
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.networks.binary_search_by(|row| row.key.as_str().cmp(key)).ok()
    }

    fn rows<'a>(&'a self, found: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Network> {
        found.into_iter().flatten().filter_map(|&position| self.networks.get(position))
    }

    /// Networks of a magic.
    pub fn by_magic(&self, magic: [u8; 4]) -> impl Iterator<Item = &Network> {
        self.rows(self.index.magic.get(&magic))
    }

    /// Networks whose nodes name it so ([`Network::id`]).
    pub fn by_id(&self, id: &str) -> impl Iterator<Item = &Network> {
        self.rows(self.index.id.get(id))
    }

    /// Networks of a genesis block, given as its table writes it: in display order for the
    /// Bitcoin family, in natural order for all others.
    pub fn by_genesis(&self, genesis: [u8; 32]) -> impl Iterator<Item = &Network> {
        self.rows(self.index.genesis.get(&genesis))
    }

    /// Networks of a chain id (EIP-155), those included whose id is a developers' default
    /// ([`Network::id_use`]).
    pub fn by_chain_id(&self, chain_id: u128) -> impl Iterator<Item = &Network> {
        self.rows(self.index.chain_id.get(&chain_id))
    }

    /// Networks of a network id, as the `Status` message of `eth` carries it; not the chain id.
    pub fn by_network_id(&self, network_id: u128) -> impl Iterator<Item = &Network> {
        self.rows(self.index.network_id.get(&network_id))
    }

    /// Networks that have this fork hash (EIP-2124, EIP-6122) at one of their forks.
    pub fn by_fork_id(&self, hash: [u8; 4]) -> impl Iterator<Item = &Network> {
        self.rows(self.index.fork_hash.get(&hash))
    }

    /// The fork ids of a network, the genesis rules first; empty where they are not known.
    pub fn fork_ids(&self, network: &str) -> &[ForkId] {
        self.forks.get(network).map(Vec::as_slice).unwrap_or_default()
    }

    /// Networks of one family whose default port between peers is this.
    pub fn by_p2p_port(&self, family: &str, port: u16) -> impl Iterator<Item = &Network> {
        self.rows(self.index.p2p_port.get(&port)).filter(move |row| row.family == family)
    }

    /// Networks of one family whose default RPC port is this.
    pub fn by_rpc_port(&self, family: &str, port: u16) -> impl Iterator<Item = &Network> {
        self.rows(self.index.rpc_port.get(&port)).filter(move |row| row.family == family)
    }

    /// The easiest target a network allows from its first block on, in the compact form of block
    /// headers; `None` where it is not known.
    pub fn work_limit(&self, network: &str) -> Option<u32> {
        self.work_limits.get(network).copied()
    }

    /// Mining devices of a name, one row for each thing they hash. Case, spaces and what stands in
    /// brackets do not matter.
    pub fn miners_named(&self, name: &str) -> Vec<&Miner> {
        self.miners.named(name)
    }

    /// All mining devices.
    pub fn miners(&self) -> impl Iterator<Item = &Miner> {
        self.miners.all()
    }

    /// What is hashed, by one of its names, as the tables name it.
    pub fn algorithm(&self, name: &str) -> Option<&str> {
        self.miners.algorithm(name)
    }

    /// How the frames of a network differ from Bitcoin's; Bitcoin's own where it has no row.
    pub fn dialect(&self, network: &str) -> Dialect {
        self.dialects.get(network).copied().unwrap_or_default()
    }

    /// Checkpoints of a network, in the order of the table.
    pub fn checkpoints(&self, network: &str) -> impl Iterator<Item = &Checkpoint> {
        let found = self.index.checkpoints_of.get(network);
        found.into_iter().flatten().filter_map(|&position| self.checkpoints.get(position))
    }

    /// The same without fresh checkpoints.
    #[must_use]
    pub fn without_fresh(mut self) -> Atlas {
        self.checkpoints.retain(|known| known.taken.is_none());
        self.index = Index::over(&self);
        self
    }

    /// The fresh checkpoints of a network, the highest first.
    pub fn fresh(&self, network: &str) -> Vec<&Checkpoint> {
        let mut fresh: Vec<&Checkpoint> =
            self.checkpoints(network).filter(|known| known.fresh().is_some()).collect();
        fresh.sort_by_key(|known| std::cmp::Reverse(known.height));
        fresh
    }

    /// Checkpoints that are this block; several where listed networks share a history.
    pub fn by_checkpoint(&self, hash: [u8; 32]) -> impl Iterator<Item = &Checkpoint> {
        let found = self.index.checkpoint_hash.get(&hash);
        found.into_iter().flatten().filter_map(|&position| self.checkpoints.get(position))
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

    /// The UDP ports of a level, ascending: `quick` within `standard` within `thorough`.
    pub fn udp_ports(&self, level: Level) -> Vec<u16> {
        let of_level = self.ports.values().filter(|port| port.udp && port.level <= level);
        let mut ports: Vec<u16> = of_level.map(|port| port.port).collect();
        ports.sort_unstable();
        ports
    }
}

#[cfg(test)]
mod tests;
