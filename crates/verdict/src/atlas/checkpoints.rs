//! The table of block hashes at known heights.

use super::table::{Row, rows};
use crate::sentence::DataError;

/// The columns of the built-in table.
const COLUMNS: [&str; 7] = ["network", "height", "hash", "kind", "unique", "note", "source"];

/// The columns of a table that may also hold fresh checkpoints.
pub const FRESH_COLUMNS: [&str; 11] = [
    "network",
    "height",
    "hash",
    "kind",
    "unique",
    "note",
    "source",
    "time",
    "reference",
    "taken_at",
    "by",
];

/// The kind of a checkpoint that was taken from a node of the user's own trust.
pub const FRESH: &str = "fresh";

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
    /// `fork_first_block`, `fork_last_common_block`, [`FRESH`].
    pub kind: String,
    /// Whether no other listed network has this block; `None` where that is not known.
    pub unique: Option<bool>,
    /// Other networks that have this block too, as far as the note says.
    pub shared: Vec<String>,
    /// A remark of the table.
    pub note: String,
    /// Where the row is from.
    pub source: String,
    /// Where, when and by whom it was taken, of kind [`FRESH`] and of no other.
    pub taken: Option<Taken>,
}

/// How a fresh checkpoint came into the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The time in the block, RFC 3339; `None` where the reference did not show it.
    pub time: Option<String>,
    /// The reference node, without anything secret.
    pub reference: String,
    /// When it was asked, RFC 3339, UTC.
    pub at: String,
    /// Who asked; empty where no operator was named.
    pub by: String,
}

impl Checkpoint {
    /// The height and how it was taken, of a fresh checkpoint.
    pub fn fresh(&self) -> Option<(u64, &Taken)> {
        Some((self.height?, self.taken.as_ref()?))
    }

    /// The row as it stands under [`FRESH_COLUMNS`].
    pub fn cells(&self) -> [String; 11] {
        let unique = match self.unique {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let taken = |cell: fn(&Taken) -> String| self.taken.as_ref().map(cell).unwrap_or_default();
        [
            self.network.clone(),
            self.height.map(|height| height.to_string()).unwrap_or_default(),
            hex::encode(self.hash),
            self.kind.clone(),
            unique.to_owned(),
            self.note.clone(),
            self.source.clone(),
            taken(|taken| taken.time.clone().unwrap_or_default()),
            taken(|taken| taken.reference.clone()),
            taken(|taken| taken.at.clone()),
            taken(|taken| taken.by.clone()),
        ]
    }
}

/// The rows of a table, under either head.
pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Checkpoint>, DataError> {
    let head = text.lines().next().unwrap_or_default();
    let columns: &[&str] = if head.contains("taken_at") { &FRESH_COLUMNS } else { &COLUMNS };
    rows(file, text, columns, |row| {
        let kind = row.required("kind")?.to_owned();
        let height = match row.cell("height") {
            "" if kind == FRESH => return Err(row.wrong("height", "data-empty")),
            "" => None,
            cell => Some(cell.parse().map_err(|_| row.wrong("height", "data-number"))?),
        };
        Ok(Checkpoint {
            network: row.required("network")?.to_owned(),
            height,
            hash: row.hex("hash")?.ok_or_else(|| row.wrong("hash", "data-empty"))?,
            unique: row.word("unique", &[("yes", Some(true)), ("no", Some(false)), ("", None)])?,
            shared: shared(row.cell("note")),
            note: row.cell("note").to_owned(),
            source: row.required("source")?.to_owned(),
            taken: if kind == FRESH { Some(taken(row)?) } else { None },
            kind,
        })
    })
}

fn taken(row: &Row<'_>) -> Result<Taken, DataError> {
    Ok(Taken {
        time: row.optional("time").map(|_| moment(row, "time")).transpose()?,
        reference: row.required("reference")?.to_owned(),
        at: moment(row, "taken_at")?,
        by: row.cell("by").to_owned(),
    })
}

/// A time of the form `2026-11-24T15:00:00Z`, with or without a fraction.
fn moment(row: &Row<'_>, column: &str) -> Result<String, DataError> {
    let cell = row.required(column)?;
    let form = b"dddd-dd-ddTdd:dd:dd";
    let (begun, rest) = cell.as_bytes().split_at(form.len().min(cell.len()));
    let fits = begun.len() == form.len()
        && begun.iter().zip(form).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            form => byte == form,
        });
    let ends = match rest {
        [b'.', fraction @ .., b'Z'] => fraction.iter().all(u8::is_ascii_digit),
        rest => rest == b"Z",
    };
    if fits && ends { Ok(cell.to_owned()) } else { Err(row.wrong(column, "data-time")) }
}

/// The networks that a note like `shared=a|b; remark` names.
fn shared(note: &str) -> Vec<String> {
    let tag = note.split(';').next().and_then(|tag| tag.trim().strip_prefix("shared="));
    tag.map(|list| list.split('|').map(str::to_owned).collect()).unwrap_or_default()
}
