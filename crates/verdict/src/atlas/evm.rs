//! The table of networks of Ethereum's family.

use super::table::{Row, rows};
use super::{IdUse, Kind, Network};
use crate::sentence::DataError;

const COLUMNS: [&str; 13] = [
    "network",
    "name",
    "name_zh",
    "ticker",
    "testnet",
    "testnet_basis",
    "chain_id",
    "network_id",
    "genesis",
    "id_use",
    "validators",
    "note",
    "source",
];

/// The words of `testnet`.
const TESTNET: [(&str, Kind); 3] =
    [("yes", Kind::Test), ("no", Kind::Main), ("unknown", Kind::Unknown)];

pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Network>, DataError> {
    rows(file, text, &COLUMNS, |row| {
        Ok(Network {
            key: row.required("network")?.to_owned(),
            family: "ethereum".into(),
            name: row.required("name")?.to_owned(),
            name_zh: row.optional("name_zh"),
            ticker: row.cell("ticker").to_owned(),
            kind: row.word("testnet", &TESTNET)?,
            // The list is one of networks with a native currency.
            coin: true,
            magic: None,
            id: None,
            genesis: row.hex("genesis")?,
            chain_id: Some(number(row, "chain_id")?),
            network_id: Some(number(row, "network_id")?),
            id_use: row.word("id_use", &IdUse::WORDS)?,
            maybe_permissioned: row.word("validators", &[("", false), ("permissioned?", true)])?,
            p2p_port: None,
            rpc_port: None,
            consensus: String::new(),
            id_hash: None,
            work_hash: None,
            agents: String::new(),
            note: row.cell("note").to_owned(),
            source: row.required("source")?.to_owned(),
        })
    })
}

fn number(row: &Row<'_>, column: &str) -> Result<u128, DataError> {
    row.required(column)?.parse().map_err(|_| row.wrong(column, "data-number"))
}
