//! The table of fork ids: which rules a node of Ethereum's family follows (EIP-2124, EIP-6122).
//!
//! A fork hash is the CRC-32 of the genesis hash, continued with every fork passed: first the
//! block numbers, then the times, ascending, equal ones once, each as eight bytes big-endian.

use std::collections::BTreeMap;

use super::table::rows;
use crate::sentence::DataError;

const COLUMNS: [&str; 6] = ["network", "by", "at", "hash", "next", "source"];

/// What a fork is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ForkClock {
    /// None yet: the rules the network began with.
    Genesis,
    /// A block number.
    Block,
    /// A block time, in seconds since 1970.
    Time,
}

/// The fork id of a network from one of its forks on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForkId {
    /// What the fork is counted by.
    pub by: ForkClock,
    /// The block number or time of the fork; 0 for the rules the network began with.
    pub at: u64,
    /// The fork hash, in the order of the wire.
    pub hash: [u8; 4],
    /// The next fork, a block number or a time; 0 where none was known.
    pub next: u64,
    /// Where the schedule is from.
    pub source: String,
}

/// The fork ids of each network, in the order of the table.
pub(super) fn parse(file: &str, text: &str) -> Result<BTreeMap<String, Vec<ForkId>>, DataError> {
    let words =
        [("genesis", ForkClock::Genesis), ("block", ForkClock::Block), ("time", ForkClock::Time)];
    let rows = rows(file, text, &COLUMNS, |row| {
        let number = |column: &str| match row.required(column)?.parse::<u64>() {
            Ok(number) => Ok(number),
            Err(_) => Err(row.wrong(column, "data-number")),
        };
        let by = row.word("by", &words)?;
        let id = ForkId {
            by,
            at: match by {
                ForkClock::Genesis => 0,
                ForkClock::Block | ForkClock::Time => number("at")?,
            },
            hash: row.hex("hash")?.ok_or_else(|| row.wrong("hash", "data-empty"))?,
            next: number("next")?,
            source: row.required("source")?.to_owned(),
        };
        Ok((row.required("network")?.to_owned(), id))
    })?;
    let mut networks: BTreeMap<String, Vec<ForkId>> = BTreeMap::new();
    for (network, id) in rows {
        networks.entry(network).or_default().push(id);
    }
    Ok(networks)
}
