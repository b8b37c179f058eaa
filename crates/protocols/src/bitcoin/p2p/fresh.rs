//! Where the peer's chain goes on: the one question that tells whether it follows its network.
//!
//! Asked only where the atlas has fresh checkpoints (option `fresh`), after everything else: one
//! `getheaders` whose locator names the fresh checkpoints and older ones, the highest first. The
//! peer lists up to 2000 headers after the first of them that is in its own chain (bitcoin/bitcoin
//! `src/net_processing.cpp`, `getheaders`; `src/chain.h`, `CBlockLocator`). So the parent of the
//! first header is the last block both know, those named before it are not in its chain, and the
//! headers after it may show another block at a fresh height. A list below 2000 ends with the
//! peer's last block. A `ping` behind the question ends the wait for those who say nothing.

#[cfg(test)]
mod tests;

use coinsift_verdict::atlas::{Atlas, Network};
use coinsift_verdict::{Place, Strength, Value};

use super::facts;
use super::hashes::IdHash;
use super::messages::{Frame, HEADER, frames, parent};
use super::reader::Facts;
use super::types;
use crate::bytes::Reader;
use crate::dialogue::OptionError;
use crate::transcript::{Happening, Options, Transcript};

/// The most blocks a locator names (32 bytes each).
const MAX_LOCATOR: usize = 16;
/// Of one network: fresh checkpoints, and others behind them.
const FRESH_EACH: usize = 5;
const OLDER_EACH: usize = 3;
/// The length of a list that may go on.
const FULL: usize = 2000;
/// A header of 80 bytes and the number of transactions behind it, always 0.
const STRIDE: usize = HEADER + 1;

/// A block in the locator.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    height: u64,
    /// Its name, in display order.
    hash: [u8; 32],
    /// The hash that makes names in its network; `None` where it is none that we compute.
    id: Option<IdHash>,
    /// Whether it is a fresh checkpoint.
    fresh: bool,
}

/// The blocks of the option `fresh`, as they go into the locator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Locator {
    known: Vec<Known>,
}

impl Locator {
    /// Reads the option `fresh`: `HEIGHT:HASH:ID:KIND` separated by semicolons, HASH in display
    /// order, ID as in the atlas or empty, KIND `fresh` or `known`. It may be absent.
    pub(super) fn read(options: &Options) -> Result<Locator, OptionError> {
        let text = options.get("fresh").map(String::as_str).unwrap_or_default();
        let parts = text.split(';').filter(|part| !part.is_empty()).take(MAX_LOCATOR);
        let known = parts.map(|part| {
            let wrong = || OptionError {
                name: "fresh",
                wrong: format!("{part:?} is not HEIGHT:HASH:ID:KIND"),
            };
            known(part).ok_or_else(wrong)
        });
        Ok(Locator { known: known.collect::<Result<_, _>>()? })
    }

    /// The question, with a `ping` behind it; `None` where there is nothing to ask.
    pub(super) fn question(&self, magic: [u8; 4], protocol: u32, nonce: u64) -> Option<Vec<u8>> {
        if self.known.is_empty() {
            return None;
        }
        let names: Vec<[u8; 32]> = self.known.iter().map(|known| known.hash).collect();
        let mut words = types::get_headers_after(magic, protocol, &names);
        words.extend(types::ping(magic, fresh_nonce(nonce)));
        Some(words)
    }
}

fn known(part: &str) -> Option<Known> {
    let mut fields = part.split(':');
    let (height, name) = (fields.next()?.parse().ok()?, fields.next()?);
    let (id, kind) = (IdHash::named(fields.next()?), fields.next()?);
    let mut hash = [0; 32];
    hex::decode_to_slice(name, &mut hash).ok()?;
    let fresh = match kind {
        "fresh" => true,
        "known" => false,
        _ => return None,
    };
    fields.next().is_none().then_some(Known { height, hash, id, fresh })
}

/// The number in the `ping` behind the question.
pub(super) fn fresh_nonce(nonce: u64) -> u64 {
    nonce.wrapping_add(3)
}

/// Whether a `getheaders` of ours is this question: its locator names blocks.
pub(super) fn is_ours(payload: &[u8]) -> bool {
    payload.get(4).is_some_and(|&count| count > 0)
        && payload.get(5..37).is_some_and(|first| first != [0; 32])
}

/// Puts the locator for networks that share a magic into the options, where one of them has fresh
/// checkpoints.
pub(super) fn add_options(options: &mut Options, atlas: &Atlas, rows: &[&Network]) {
    let mut blocks: Vec<(u64, String)> = Vec::new();
    for row in rows {
        let fresh = atlas.fresh(&row.key);
        if fresh.is_empty() {
            continue;
        }
        let mut older: Vec<_> = atlas
            .checkpoints(&row.key)
            .filter(|known| known.taken.is_none() && known.height.is_some_and(|at| at > 0))
            .collect();
        older.sort_by_key(|known| std::cmp::Reverse(known.height));
        let picked = fresh.iter().take(FRESH_EACH).chain(older.iter().take(OLDER_EACH));
        for known in picked {
            let (height, hash) = (known.height.unwrap_or_default(), hex::encode(known.hash));
            let id = row.id_hash.as_deref().unwrap_or_default();
            let kind = if known.taken.is_some() { "fresh" } else { "known" };
            let part = format!("{height}:{hash}:{id}:{kind}");
            if !blocks.iter().any(|(_, other)| *other == part) {
                blocks.push((height, part));
            }
        }
    }
    blocks.sort_by_key(|(height, _)| std::cmp::Reverse(*height));
    blocks.truncate(MAX_LOCATOR);
    if !blocks.is_empty() {
        let parts: Vec<String> = blocks.into_iter().map(|(_, part)| part).collect();
        options.insert("fresh".to_owned(), parts.join(";"));
    }
}

/// How much the peer had sent when the question went out; `None` where it did not.
pub(super) fn asked_at(transcript: &Transcript) -> Option<usize> {
    let mut received = 0;
    for event in &transcript.events {
        match &event.what {
            Happening::Received(bytes) => received += bytes.len(),
            Happening::Sent(bytes) => {
                let ours =
                    |frame: Frame<'_>| frame.command == "getheaders" && is_ours(frame.payload);
                if frames(bytes).any(ours) {
                    return Some(received);
                }
            }
            _ => {}
        }
    }
    None
}

/// A `headers` message that came after the question. `genesis` are the names of genesis blocks, in
/// display order, with which a peer begins that knows none of the blocks named.
pub(super) fn read(
    facts: &mut Facts,
    transcript: &Transcript,
    frame: &Frame<'_>,
    genesis: &[[u8; 32]],
) {
    let Ok(Locator { known }) = Locator::read(&transcript.head.options) else {
        return;
    };
    let mut reader = Reader::new(frame.payload);
    let count = reader.compact_size().unwrap_or_default();
    let (begin, rest) = (reader.offset(), reader.rest());
    let Some(first) = rest.first_chunk::<HEADER>().filter(|_| count > 0) else {
        return;
    };
    let at = |number: usize| frame.payload_offset() + begin + STRIDE * number;
    let common = parent(first);
    let met = known.iter().find(|known| known.hash == common);
    let base = match met {
        Some(known) => known.height,
        None if genesis.contains(&common) => 0,
        // Begins at a block that was not named: no answer to this question.
        None => return,
    };
    block(facts, facts.strength, (common, base), Place::received(at(0) + 4, 32));
    for missing in known.iter().take_while(|known| Some(*known) != met) {
        let name = Value::bytes(missing.hash);
        facts.add(facts::CHAIN_MISSING, name, frame.payload_offset(), begin);
    }
    // Headers with something behind their 80 bytes are not walked over.
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    if count > FULL || frame.len != begin + STRIDE * count {
        return;
    }
    let headers: Vec<&[u8; HEADER]> =
        rest.chunks(STRIDE).filter_map(|part| part.first_chunk()).collect();
    let id = met.or(known.first()).and_then(|known| known.id);
    // A header is named by the parent of the next one, or where there is none by its own hash.
    let name = |number: usize| {
        let next = headers.get(number + 1).map(|next| parent(next));
        next.or_else(|| Some(id?.of(&headers.get(number)?[..])))
    };
    let shown = |facts: &mut Facts, number: usize| {
        let (Some(name), Some(header)) = (name(number), headers.get(number)) else {
            return;
        };
        let (height, place) = (base + 1 + number as u64, Place::received(at(number), HEADER));
        block(facts, facts.strength, (name, height), place);
        let [.., a, b, c, d] = header[..72] else {
            return;
        };
        let time = Value::Uint(u32::from_le_bytes([a, b, c, d]).into());
        facts.add_as(facts.strength, facts::CHAIN_TIME, time, place);
    };
    for point in known.iter().filter(|known| known.fresh && known.height > base) {
        let number = usize::try_from(point.height - base - 1).unwrap_or(usize::MAX);
        if number < headers.len() {
            shown(facts, number);
        }
    }
    if headers.len() < count {
        return;
    }
    if count < FULL {
        let height = Value::Uint((base + count as u64).into());
        facts.add(facts::CHAIN_END, height, at(count - 1), HEADER);
    }
    // Of names that cannot be computed the last but one is known by its child.
    if let Some(last) = (0..count).rev().take(2).find(|&number| name(number).is_some()) {
        shown(facts, last);
    }
}

/// A block of the peer's chain, once.
fn block(facts: &mut Facts, strength: Strength, (hash, height): ([u8; 32], u64), at: Place) {
    let hash = Value::bytes(hash);
    let known = |name: &str, value: &Value| {
        facts.list.iter().any(|fact| fact.name == name && fact.value == *value)
    };
    if !known(facts::CHAIN_HASH, &hash) {
        facts.add_as(strength, facts::CHAIN_HASH, hash, at);
        facts.add_as(strength, facts::CHAIN_HEIGHT, Value::Uint(height.into()), at);
    }
}
