//! The table of networks that speak Bitcoin's framing.

use super::table::rows;
use super::{IdUse, Kind, Network};
use crate::sentence::DataError;

const COLUMNS: [&str; 15] = [
    "network",
    "name",
    "name_zh",
    "ticker",
    "kind",
    "coin",
    "magic",
    "genesis",
    "p2p_port",
    "rpc_port",
    "consensus",
    "id_hash",
    "work_hash",
    "agents",
    "source",
];

pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Network>, DataError> {
    rows(file, text, &COLUMNS, |row| {
        let magic = row.hex("magic")?;
        if magic.is_none() {
            return Err(row.wrong("magic", "data-empty"));
        }
        Ok(Network {
            key: row.required("network")?.to_owned(),
            family: "bitcoin".into(),
            name: row.required("name")?.to_owned(),
            name_zh: row.optional("name_zh"),
            ticker: row.cell("ticker").to_owned(),
            kind: row.word("kind", &Kind::WORDS)?,
            coin: row.word("coin", &[("yes", true), ("no", false)])?,
            magic,
            id: None,
            genesis: row.hex("genesis")?,
            chain_id: None,
            network_id: None,
            id_use: IdUse::Own,
            maybe_permissioned: false,
            p2p_port: row.port("p2p_port")?,
            rpc_port: row.port("rpc_port")?,
            consensus: row.cell("consensus").to_owned(),
            id_hash: row.optional("id_hash"),
            work_hash: row.optional("work_hash"),
            agents: row.cell("agents").to_owned(),
            note: String::new(),
            source: row.required("source")?.to_owned(),
        })
    })
}
