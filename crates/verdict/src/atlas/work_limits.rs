//! The table of work limits: the easiest target a network allows, from its first block on.

use std::collections::BTreeMap;

use super::table::rows;
use crate::sentence::DataError;

const COLUMNS: [&str; 3] = ["network", "bits", "source"];

/// The limit of each network, in the compact form of block headers (bitcoin/bitcoin
/// `src/arith_uint256.cpp`, `GetCompact`).
pub(super) fn parse(file: &str, text: &str) -> Result<BTreeMap<String, u32>, DataError> {
    let rows = rows(file, text, &COLUMNS, |row| {
        let bits = row.hex("bits")?.ok_or_else(|| row.wrong("bits", "data-empty"))?;
        row.required("source")?;
        Ok((row.required("network")?.to_owned(), u32::from_be_bytes(bits)))
    })?;
    Ok(rows.into_iter().collect())
}
