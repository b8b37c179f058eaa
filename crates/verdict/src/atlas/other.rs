//! The table of networks of all other families: each row names its own.

use super::table::rows;
use super::{IdUse, Kind, Network};
use crate::sentence::DataError;

const COLUMNS: [&str; 15] = [
    "network",
    "family",
    "name",
    "name_zh",
    "ticker",
    "kind",
    "coin",
    "magic",
    "id",
    "genesis",
    "p2p_port",
    "rpc_port",
    "consensus",
    "note",
    "source",
];

pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Network>, DataError> {
    rows(file, text, &COLUMNS, |row| {
        let (magic, id, genesis) = (row.hex("magic")?, row.optional("id"), row.hex("genesis")?);
        // Without a mark nothing could ever be found to be of this network.
        if magic.is_none() && id.is_none() && genesis.is_none() {
            return Err(row.wrong("genesis", "data-no-mark"));
        }
        Ok(Network {
            key: row.required("network")?.to_owned(),
            family: row.required("family")?.to_owned().into(),
            name: row.required("name")?.to_owned(),
            name_zh: row.optional("name_zh"),
            ticker: row.cell("ticker").to_owned(),
            kind: row.word("kind", &Kind::WORDS)?,
            coin: row.word("coin", &[("yes", true), ("no", false)])?,
            magic,
            id,
            genesis,
            chain_id: None,
            network_id: None,
            id_use: IdUse::Own,
            maybe_permissioned: false,
            p2p_port: row.port("p2p_port")?,
            rpc_port: row.port("rpc_port")?,
            consensus: row.cell("consensus").to_owned(),
            id_hash: None,
            work_hash: None,
            agents: String::new(),
            note: row.cell("note").to_owned(),
            source: row.required("source")?.to_owned(),
        })
    })
}
