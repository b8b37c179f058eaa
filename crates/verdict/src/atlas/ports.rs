//! The table of ports worth looking at.

use super::table::rows;
use crate::sentence::DataError;

const COLUMNS: [&str; 7] = ["port", "transport", "service", "family", "level", "note", "source"];

/// How wide a scan looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A dozen ports.
    Quick,
    /// About eighty.
    Standard,
    /// Every port the atlas knows.
    Thorough,
}

/// A port and what usually stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// The port.
    pub port: u16,
    /// Whether it is a UDP port.
    pub udp: bool,
    /// What usually stands there; a hint, never more.
    pub service: String,
    /// The protocol family of that service.
    pub family: String,
    /// From which level on it is looked at.
    pub level: Level,
    /// Why it is in the table.
    pub note: String,
    /// Where the row is from.
    pub source: String,
}

pub(super) fn parse(file: &str, text: &str) -> Result<Vec<Port>, DataError> {
    rows(file, text, &COLUMNS, |row| {
        Ok(Port {
            port: row.port("port")?.ok_or_else(|| row.wrong("port", "data-port"))?,
            udp: row.word("transport", &[("tcp", false), ("udp", true)])?,
            service: row.required("service")?.to_owned(),
            family: row.required("family")?.to_owned(),
            level: row.word(
                "level",
                &[
                    ("quick", Level::Quick),
                    ("standard", Level::Standard),
                    ("thorough", Level::Thorough),
                ],
            )?,
            note: row.cell("note").to_owned(),
            source: row.cell("source").to_owned(),
        })
    })
}
