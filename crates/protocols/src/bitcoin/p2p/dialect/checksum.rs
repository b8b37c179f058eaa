//! The hash that makes the checksum of a message.
//!
//! A node drops a message with a wrong checksum and says nothing, so that ours must be made with
//! the network's own hash. Which one a network uses is a row of the atlas's dialects.
//!
//! Sources: bitcoin/bitcoin `src/net.cpp` (`V1Transport`), Groestlcoin/groestlcoin `src/net.cpp`
//! (Groestl-512 twice, the first half), decred/dcrd `wire/message.go`, `chaincfg/chainhash`
//! (BLAKE-256 once, 14 rounds).

use super::super::hashes::IdHash;
use super::super::messages::{Frame, HEAD, frames};
use crate::dialogue::OptionError;
use crate::transcript::Options;

/// Where the checksum stands in a frame's head.
const AT: usize = HEAD - 4;

/// Which hash makes the checksum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Checksum {
    /// SHA-256d, as nearly everywhere.
    #[default]
    Sha256d,
    /// Groestlcoin.
    Groestl,
    /// Decred.
    Blake256,
}

impl Checksum {
    /// All of them, by the names of the atlas.
    pub(in super::super) const NAMED: [(&'static str, Checksum); 3] = [
        ("sha256d", Checksum::Sha256d),
        ("groestl", Checksum::Groestl),
        ("blake256", Checksum::Blake256),
    ];

    /// The checksum of a name.
    pub(in super::super) fn named(name: &str) -> Option<Checksum> {
        Checksum::NAMED.into_iter().find(|(known, _)| *known == name).map(|(_, sum)| sum)
    }

    /// Its name in the atlas.
    pub(in super::super) fn name(self) -> &'static str {
        Checksum::NAMED.iter().find(|(_, sum)| *sum == self).map_or("", |(name, _)| name)
    }

    /// The checksum of the option `checksum`; absent it is SHA-256d's.
    pub(in super::super) fn read(options: &Options) -> Result<Checksum, OptionError> {
        let name = options.get("checksum").map_or("sha256d", String::as_str);
        Checksum::named(name)
            .ok_or_else(|| OptionError { name: "checksum", wrong: format!("unknown: {name}") })
    }

    /// Whose checksum a complete frame has.
    pub(in super::super) fn of_frame(frame: &Frame<'_>) -> Option<Checksum> {
        let mut known = Checksum::NAMED.into_iter().map(|(_, sum)| sum);
        known.find(|sum| frame.is_complete() && sum.of(frame.payload) == frame.checksum)
    }

    /// Our messages, made with SHA-256d, under this checksum.
    pub(in super::super) fn seal(self, mut words: Vec<u8>) -> Vec<u8> {
        if self == Checksum::Sha256d {
            return words;
        }
        let sums: Vec<(usize, [u8; 4])> =
            frames(&words).map(|frame| (frame.offset + AT, self.of(frame.payload))).collect();
        for (at, sum) in sums {
            if let Some(place) = words.get_mut(at..at + sum.len()) {
                place.copy_from_slice(&sum);
            }
        }
        words
    }

    fn of(self, payload: &[u8]) -> [u8; 4] {
        let hash: IdHash = super::id_hash(self);
        let [a, b, c, d, ..] = hash.on_the_wire(payload);
        [a, b, c, d]
    }
}
