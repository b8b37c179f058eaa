//! Fresh checkpoints in a user's table: which network a reference is on, whether a block is that
//! network's alone, and the table as it is after a refresh. Pure; whoever calls reads and writes.

use super::checkpoints::{self, Checkpoint, FRESH_COLUMNS};
use super::{Atlas, Network};
use crate::sentence::{DataError, Sentence};

/// So many fresh checkpoints of one network stay in the table, the highest.
pub const KEPT: usize = 6;

impl Atlas {
    /// Networks of a family that fit what a reference says of itself: the genesis block, and the
    /// ids that it gave. A row that does not know its genesis fits nothing.
    pub fn fitting(
        &self,
        family: &str,
        genesis: [u8; 32],
        magic: Option<[u8; 4]>,
        chain_id: Option<u128>,
    ) -> Vec<&Network> {
        self.by_genesis(genesis)
            .filter(|row| row.family == family)
            .filter(|row| magic.is_none_or(|magic| row.magic == Some(magic)))
            .filter(|row| chain_id.is_none_or(|id| row.chain_id == Some(id)))
            .collect()
    }

    /// Whether no other listed network has a block of this network at a height: its genesis is
    /// nobody else's, or a lower block is its alone, so that every later one is. `None` where that
    /// cannot be said.
    pub fn unique_at(&self, network: &str, height: u64) -> Option<bool> {
        let row = self.network(network)?;
        let genesis = row.genesis?;
        // Regtests refuse the blocks of a public network.
        let shares =
            |other: &&Network| other.key != row.key && other.kind.is_local() == row.kind.is_local();
        let alone = self.by_genesis(genesis).find(shares).is_none();
        let below = |known: &Checkpoint| {
            known.unique == Some(true) && known.height.is_some_and(|at| at <= height)
        };
        (alone || self.checkpoints(network).any(below)).then_some(true)
    }
}

/// A table of checkpoints with new fresh ones: other rows stay as they are, older fresh ones of the
/// same network stay unless `still` denies them, and of all the highest [`KEPT`] are kept.
///
/// `text` is the table as it was; `None` where there was none.
pub fn merged(
    file: &str,
    text: Option<&str>,
    fresh: &[Checkpoint],
    still: impl Fn(&Checkpoint) -> bool,
) -> Result<String, DataError> {
    let known = text.map(|text| checkpoints::parse(file, text)).transpose()?.unwrap_or_default();
    let (mut older, others): (Vec<Checkpoint>, Vec<Checkpoint>) =
        known.into_iter().partition(|known| known.taken.is_some());
    let new = |known: &Checkpoint| {
        fresh.iter().any(|new| new.network == known.network && new.height == known.height)
    };
    older.retain(|known| !new(known) && still(known));
    older.extend(fresh.iter().cloned());
    older.sort_by(|one, other| {
        (&one.network, std::cmp::Reverse(one.height))
            .cmp(&(&other.network, std::cmp::Reverse(other.height)))
    });
    let mut rows = others;
    let mut count = 0;
    for known in older {
        let same =
            rows.last().is_some_and(|last| last.taken.is_some() && last.network == known.network);
        count = if same { count + 1 } else { 1 };
        if count <= KEPT {
            rows.push(known);
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let broken = |error: &dyn std::fmt::Display| DataError {
        file: file.to_owned(),
        line: 0,
        wrong: Sentence::new("data-csv").with("error", error),
    };
    writer.write_record(FRESH_COLUMNS).map_err(|error| broken(&error))?;
    for row in rows {
        writer.write_record(row.cells()).map_err(|error| broken(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| broken(&error))?;
    String::from_utf8(bytes).map_err(|error| broken(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Taken;

    fn fresh(network: &str, height: u64, byte: u8) -> Checkpoint {
        Checkpoint {
            network: network.to_owned(),
            height: Some(height),
            hash: [byte; 32],
            kind: super::super::FRESH.to_owned(),
            unique: Some(true),
            shared: Vec::new(),
            note: String::new(),
            source: "reference".to_owned(),
            taken: Some(Taken {
                time: None,
                reference: "192.0.2.1:8333, \"mine\"".to_owned(),
                at: "2026-11-24T10:00:00.000Z".to_owned(),
                by: String::new(),
            }),
        }
    }

    fn heights(text: &str, network: &str) -> Vec<u64> {
        let mut atlas = Atlas::default();
        atlas.add("checkpoints.csv", text).expect("a good table");
        atlas.fresh(network).iter().filter_map(|known| known.height).collect()
    }

    #[test]
    fn the_highest_of_each_network_and_all_other_rows_stay() {
        let hash = "ab".repeat(32);
        let own = format!(
            "network,height,hash,kind,unique,note,source\nbitcoin,7,{hash},checkpoint,yes,mine,here\n"
        );
        let mut text = own;
        for round in 0..4_u64 {
            let new = [fresh("bitcoin", 100 + round, 1), fresh("bitcoin", 50 + round, 2)];
            text = merged("c.csv", Some(&text), &new, |_| true).expect("a table");
        }
        text = merged("c.csv", Some(&text), &[fresh("litecoin", 9, 3)], |_| true).expect("a table");
        assert_eq!(heights(&text, "bitcoin"), [103, 102, 101, 100, 53, 52]);
        assert_eq!(heights(&text, "litecoin"), [9]);
        assert!(text.contains(&format!("bitcoin,7,{hash},checkpoint,yes,mine,here,,,,")), "{text}");
        // What the reference denies goes, and a new hash takes the place of an old one.
        let new = [fresh("bitcoin", 103, 9)];
        text =
            merged("c.csv", Some(&text), &new, |known| known.height != Some(102)).expect("a table");
        assert_eq!(heights(&text, "bitcoin"), [103, 101, 100, 53, 52]);
        assert!(
            text.contains(&"09".repeat(32)) && !text.contains(&format!("103,{}", "01".repeat(32)))
        );
    }

    #[test]
    fn a_block_is_its_networks_alone_where_nobody_shares_the_history() {
        let atlas = Atlas::builtin();
        assert_eq!(atlas.unique_at("groestlcoin", 10), Some(true), "nobody has its genesis");
        assert_eq!(atlas.unique_at("bitcoin", 10), None);
        assert_eq!(atlas.unique_at("bitcoin", 900_000), Some(true));
        assert_eq!(atlas.unique_at("nowhere", 1), None);
    }

    #[test]
    fn a_reference_is_known_by_genesis_and_ids() {
        let atlas = Atlas::builtin();
        let keys = |rows: Vec<&Network>| -> Vec<String> {
            rows.iter().map(|row| row.key.clone()).collect()
        };
        let ethereum = atlas.network("evm:1").and_then(|row| row.genesis).expect("known");
        assert_eq!(keys(atlas.fitting("ethereum", ethereum, None, Some(61))), ["evm:61"]);
        let bitcoin = atlas.network("bitcoin").expect("listed");
        let (genesis, magic) = (bitcoin.genesis.expect("known"), bitcoin.magic);
        assert_eq!(keys(atlas.fitting("bitcoin", genesis, magic, None)), ["bitcoin"]);
        assert!(atlas.fitting("bitcoin", genesis, None, None).len() > 3);
        assert!(atlas.fitting("ethereum", genesis, None, None).is_empty());
    }
}
