//! The reader: the first words of a peer, as facts.

use coinsift_verdict::{Fact, Place, Strength, Value};

use super::facts;
use super::messages::{MAX_WORDS, first_line, is_p2pool, shape};
use crate::transcript::Transcript;

/// How many of the first bytes are kept as a fact.
const KEPT: usize = 64;

pub(super) fn read(transcript: &Transcript) -> Vec<Fact> {
    first_words(transcript)
}

/// The first words of any transcript in which the peer said something foreign.
pub(crate) fn first_words(transcript: &Transcript) -> Vec<Fact> {
    let received = transcript.received();
    if received.is_empty() {
        return Vec::new();
    }
    let words = &received[..received.len().min(MAX_WORDS)];
    let kept = &words[..words.len().min(KEPT)];
    let hinted = |name, value, len| Fact {
        name,
        value,
        strength: Strength::Hinted,
        at: Place::received(0, len),
    };
    let mut facts = vec![hinted(facts::BYTES, Value::bytes(kept), kept.len())];
    if let Some(line) = first_line(words) {
        facts.push(hinted(facts::LINE, Value::text(line), line.len()));
    }
    let peer = is_p2pool(&received, transcript.head.endpoint.port).then_some("p2pool");
    if let Some(shape) = peer.or_else(|| shape(words)) {
        facts.push(hinted(facts::SHAPE, Value::text(shape), kept.len()));
    }
    facts
}
