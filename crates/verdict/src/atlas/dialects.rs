//! The table of dialects: networks whose nodes take Bitcoin's frames in another form.

use std::collections::BTreeMap;

use super::table::rows;
use crate::sentence::DataError;

const COLUMNS: [&str; 4] = ["network", "checksum", "protocol", "source"];

/// The hashes that make checksums, by the names of `id_hash`.
pub const CHECKSUMS: [&str; 3] = ["sha256d", "groestl", "blake256"];

/// How the frames of a network differ from Bitcoin's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The hash that makes the checksum of a message: one of [`CHECKSUMS`].
    pub checksum: &'static str,
    /// The protocol number to offer; `None` where Bitcoin's does.
    pub protocol: Option<u32>,
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect { checksum: CHECKSUMS[0], protocol: None }
    }
}

/// The dialect of each network that has one.
pub(super) fn parse(file: &str, text: &str) -> Result<BTreeMap<String, Dialect>, DataError> {
    let rows = rows(file, text, &COLUMNS, |row| {
        let checksum = match row.cell("checksum") {
            "" => CHECKSUMS[0],
            _ => row.word("checksum", &CHECKSUMS.map(|name| (name, name)))?,
        };
        let protocol = match row.cell("protocol") {
            "" => None,
            number => Some(number.parse().map_err(|_| row.wrong("protocol", "data-number"))?),
        };
        row.required("source")?;
        Ok((row.required("network")?.to_owned(), Dialect { checksum, protocol }))
    })?;
    Ok(rows.into_iter().collect())
}
