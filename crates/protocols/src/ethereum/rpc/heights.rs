//! Blocks asked for by height: those of the atlas's fresh checkpoints, once block 0 has told which
//! network it may be.
//!
//! What a service says of such a block is said, not proven: it may answer for a node elsewhere.

#[cfg(test)]
mod tests;

use coinsift_verdict::Atlas;

use super::messages::{Reply, reply_to};
use crate::dialogue::OptionError;
use crate::transcript::Options;

/// The id of the first question; no method's own ([`super::methods::Method::id`]).
const FIRST_ID: u64 = 58401;

/// The most heights that are asked for, each answered with a block's head and its transactions'
/// hashes.
const MAX_ASKED: usize = 2;
/// The most that the option holds, for all networks.
const MAX_LISTED: usize = 64;

/// The heights of the option `fresh`: for each genesis block those of its networks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ethereum) struct Heights {
    known: Vec<([u8; 4], u64)>,
}

/// The heights to be asked for, the highest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ethereum) struct Asked([Option<u64>; MAX_ASKED]);

impl Heights {
    /// Reads the option `fresh`: `GENESIS:HEIGHT` separated by commas, GENESIS the first four bytes
    /// of a genesis block's hash as 8 hex digits. It may be absent.
    pub(in crate::ethereum) fn read(options: &Options) -> Result<Heights, OptionError> {
        let text = options.get("fresh").map(String::as_str).unwrap_or_default();
        let parts = text.split(',').filter(|part| !part.is_empty()).take(MAX_LISTED);
        let known = parts.map(|part| {
            let read = || {
                let (genesis, height) = part.split_once(':')?;
                let mut bytes = [0; 4];
                hex::decode_to_slice(genesis, &mut bytes).ok()?;
                Some((bytes, height.parse().ok()?))
            };
            let wrong = format!("{part:?} is not GENESIS:HEIGHT");
            read().ok_or(OptionError { name: "fresh", wrong })
        });
        Ok(Heights { known: known.collect::<Result<_, _>>()? })
    }

    /// What a node with this block 0 is asked; `None` where that is nothing.
    pub(super) fn asked(&self, genesis: &[u8; 32]) -> Option<Asked> {
        let ours = self.known.iter().filter(|(begin, _)| genesis.starts_with(begin));
        let mut heights: Vec<u64> = ours.map(|(_, height)| *height).collect();
        heights.sort_unstable_by(|one, other| other.cmp(one));
        heights.dedup();
        let mut asked = Asked::default();
        for (place, height) in asked.0.iter_mut().zip(heights) {
            *place = Some(height);
        }
        (asked != Asked::default()).then_some(asked)
    }
}

impl Asked {
    /// The highest alone, for a server that takes one question at a time.
    pub(super) fn highest(self) -> Asked {
        let mut one = Asked::default();
        if let (Some(place), Some(first)) = (one.0.first_mut(), self.0.first()) {
            *place = *first;
        }
        one
    }

    fn numbered(&self) -> impl Iterator<Item = (u64, u64)> {
        (FIRST_ID..).zip(self.0.iter().copied().flatten())
    }

    /// The questions as JSON: a batch, or one alone.
    pub(super) fn body(self) -> String {
        let questions: Vec<String> = self
            .numbered()
            .map(|(id, height)| {
                format!(
                    r#"{{"jsonrpc":"2.0","id":{id},"method":"eth_getBlockByNumber","params":["{height:#x}",false]}}"#
                )
            })
            .collect();
        match questions.as_slice() {
            [one] => one.clone(),
            all => format!("[{}]", all.join(",")),
        }
    }

    /// The heights that were answered, and how.
    pub(super) fn replies(self, body: &[u8]) -> Vec<(u64, Reply<'_>)> {
        self.numbered().filter_map(|(id, height)| Some((height, reply_to(body, id)?))).collect()
    }
}

/// Puts the heights of fresh checkpoints into the options, where there are any.
pub(in crate::ethereum) fn add_options(options: &mut Options, atlas: &Atlas) {
    let mut parts: Vec<String> = Vec::new();
    for network in atlas.networks().filter(|network| network.family == crate::ethereum::FAMILY) {
        let Some(genesis) = network.genesis else {
            continue;
        };
        for known in atlas.fresh(&network.key).into_iter().take(MAX_ASKED) {
            let height = known.height.unwrap_or_default();
            let part = format!("{}:{height}", hex::encode(&genesis[..4]));
            if !parts.contains(&part) && parts.len() < MAX_LISTED {
                parts.push(part);
            }
        }
    }
    if !parts.is_empty() {
        options.insert("fresh".to_owned(), parts.join(","));
    }
}
