//! The table of block hashes at known heights.

use super::table::rows;
use crate::sentence::DataError;

const COLUMNS: [&str; 7] = ["network", "height", "hash", "kind", "unique", "note", "source"];

/// A block of a network whose hash is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The network's key.
    pub network: String,
    /// The block's height; `None` where its source gives the hash alone.
    pub height: Option<u64>,
    /// Its hash, in display order.
    pub hash: [u8; 32],
    /// What kind of statement it is in its source: `checkpoint`, `trusted`, `assumevalid`,
    /// `fork_first_block`, `fork_last_common_block`.
    pub kind: String,
    /// Whether no other listed network has this block; `None` where that is not known.
    pub unique: Option<bool>,
    /// Other networks that have this block too, as far as the note says.
    pub shared: Vec<String>,
    /// A remark of the table.
    pub note: String,
    /// Where the row is from.
    pub source: String,
}

pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Checkpoint>, DataError> {
    rows(file, text, &COLUMNS, |row| {
        Ok(Checkpoint {
            network: row.required("network")?.to_owned(),
            height: match row.cell("height") {
                "" => None,
                cell => Some(cell.parse().map_err(|_| row.wrong("height", "data-number"))?),
            },
            hash: row.hex("hash")?.ok_or_else(|| row.wrong("hash", "data-empty"))?,
            kind: row.required("kind")?.to_owned(),
            unique: row.word("unique", &[("yes", Some(true)), ("no", Some(false)), ("", None)])?,
            shared: shared(row.cell("note")),
            note: row.cell("note").to_owned(),
            source: row.required("source")?.to_owned(),
        })
    })
}

/// The networks that a note like `shared=a|b; remark` names.
fn shared(note: &str) -> Vec<String> {
    let tag = note.split(';').next().and_then(|tag| tag.trim().strip_prefix("shared="));
    tag.map(|list| list.split('|').map(str::to_owned).collect()).unwrap_or_default()
}
