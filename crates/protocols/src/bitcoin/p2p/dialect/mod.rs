//! Relatives that take Bitcoin's frames in another form: what is different, one file each.
//!
//! * [`checksum`] – messages whose checksum is made by another hash (Groestlcoin, Decred);
//! * [`multichain`] – a magic a chain, and one that every node takes from strangers;
//! * [`tapyrus`], [`elements`] – headers that carry signatures in place of work.
//!
//! Which protocol number a network wants, and which checksum, is data: the atlas's dialects.

pub(super) mod checksum;
pub(super) mod elements;
pub(super) mod multichain;
pub(super) mod tapyrus;

use coinsift_verdict::atlas::{Atlas, Network};

use super::hashes::IdHash;
use super::messages::Headers;
use checksum::Checksum;

/// The magics to try for rows of the atlas that share one: once for each checksum among them.
pub(super) fn checksums(atlas: &Atlas, rows: &[&Network]) -> Vec<Checksum> {
    let mut all: Vec<Checksum> = Vec::new();
    for row in rows {
        let one = Checksum::named(atlas.dialect(&row.key).checksum).unwrap_or_default();
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// The protocol number to offer to networks that share a magic: that of the network whose port
/// this is, else the highest, since numbers that are too low are what nodes turn away.
pub(super) fn protocol(atlas: &Atlas, rows: &[&Network], port: u16) -> Option<u32> {
    let offered = |row: &&Network| atlas.dialect(&row.key).protocol;
    let mut own = rows.iter().filter(|row| row.p2p_port == Some(port)).peekable();
    match own.peek() {
        Some(_) => own.filter_map(offered).max(),
        None => rows.iter().filter_map(offered).max(),
    }
}

/// In whose form the first header of a `headers` message is signed, where it is signed.
pub(super) fn signed(payload: &[u8]) -> Option<&'static str> {
    let Headers::First { at, .. } = Headers::read(payload) else {
        return None;
    };
    let header = payload.get(at..)?;
    if tapyrus::is_header(header) {
        Some("tapyrus")
    } else if elements::is_header(header) {
        Some("elements")
    } else {
        None
    }
}

/// The hash that names blocks where messages have this checksum: the same one.
pub(super) fn id_hash(checksum: Checksum) -> IdHash {
    match checksum {
        Checksum::Sha256d => IdHash::Sha256d,
        Checksum::Groestl => IdHash::Groestl,
        Checksum::Blake256 => IdHash::Blake256,
    }
}
