//! Every tree of the index: its name, its key, its value, and what it is for.
//!
//! Keys are of fixed width and big-endian, so that sorted batches touch neighbouring pages: an
//! endpoint's key is its address, port and transport (see [`crate::endpoint_key`]), a run's key
//! the second of its start and three random bytes (see [`RunId::key`]). Values are postcard.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::rows::{History, Mark, Node, ProgressRow, RunRow, Standing};
use crate::id::RunId;
use crate::key::{ENDPOINT_KEY_LEN, EndpointKey};

/// A tree: its name, and through its type the key and the value.
pub(crate) trait Table {
    /// The key as code sees it.
    type Key: Copy;
    /// The value.
    type Value: Serialize + DeserializeOwned;
    /// Its name in sled.
    const NAME: &'static str;
    /// Length of a key in bytes.
    const KEY_LEN: usize;
    /// What it is for, in one sentence.
    const ABOUT: &'static str;
    /// The key as bytes.
    fn key(key: Self::Key) -> Vec<u8>;
}

/// Declares the trees and the list of all of them.
macro_rules! tables {
    ($($table:ident, $name:literal, $key:ty [$len:expr] => $value:ty, $about:literal;)*) => {
        $(
            #[doc = $about]
            pub(crate) struct $table;

            impl Table for $table {
                type Key = $key;
                type Value = $value;
                const NAME: &'static str = $name;
                const KEY_LEN: usize = $len;
                const ABOUT: &'static str = $about;
                fn key(key: $key) -> Vec<u8> {
                    KeyBytes::bytes(key)
                }
            }
        )*

        /// Name, key length and purpose of every tree.
        pub const TREES: &[(&str, usize, &str)] =
            &[$(($table::NAME, $table::KEY_LEN, $table::ABOUT)),*];
    };
}

tables! {
    Runs, "runs", RunId[RunId::KEY_LEN] => RunRow,
        "What a list of runs shows: manifest, last progress, end and rejudgings of each run.";
    Verdicts, "verdicts", EndpointKey[ENDPOINT_KEY_LEN] => Standing,
        "The current verdict of each endpoint in outline: that of the run that started last.";
    Histories, "history", EndpointKey[ENDPOINT_KEY_LEN] => History,
        "What each endpoint was in the runs before its current verdict, and when it did not answer.";
    Findings, "findings", EndpointKey[ENDPOINT_KEY_LEN] => super::rows::OpenFinding,
        "Endpoints whose current verdict is a finding: why, and since which run.";
    ProgressTree, "progress", RunId[RunId::KEY_LEN] => ProgressRow,
        "How far each run got, and where in its log that stands, for going on with it.";
    Nodes, "nodes", EndpointKey[ENDPOINT_KEY_LEN] => Node,
        "Endpoints that were ever judged to be of a ledger, and when they first and last were.";
    Marks, "meta", RunId[RunId::KEY_LEN] => Mark,
        "Up to where each run's log is in the index; what stands beyond is applied on opening.";
}

/// Things that are keys.
trait KeyBytes {
    fn bytes(self) -> Vec<u8>;
}

impl KeyBytes for RunId {
    fn bytes(self) -> Vec<u8> {
        self.key().to_vec()
    }
}

impl KeyBytes for EndpointKey {
    fn bytes(self) -> Vec<u8> {
        self.to_vec()
    }
}
