//! When this dialogue is held: where version 1 was tried and brought no byte in clear, once.
//!
//! A node that speaks version 2 alone closes on version 1 without a word. One that speaks both and
//! met a question of another protocol takes it for a key and answers with its own: bytes that look
//! random, at least 64.

use crate::bitcoin::p2p;
use crate::dialogue::Ending;
use crate::ellswift::KEY;
use crate::plan::{Proposal, Situation, Stage};
use crate::transcript::{Options, Transcript, Transport};

use super::settings::MAX_MAGICS;

/// Networks whose nodes are known to speak version 2, the likeliest first: they are asked for their
/// genesis blocks as in version 1 (bitcoin/bitcoin 26 and later, btcsuite/btcd 0.26).
const SPEAKING: [&str; 5] =
    ["bitcoin", "bitcoin-testnet4", "bitcoin-signet", "bitcoin-testnet", "bitcoin-regtest"];

/// So many magics are asked more than the handshake.
const MAX_ASKED: usize = 8;

pub(super) fn propose(situation: &Situation<'_>) -> Vec<Proposal> {
    let held: Vec<&Transcript> = situation.held(p2p::DIALOGUE.name).collect();
    if situation.endpoint.transport != Transport::Tcp
        || situation.anything_spoken()
        || situation.held(super::DIALOGUE.name).next().is_some()
        || !situation.done.iter().all(fits)
    {
        return Vec::new();
    }
    let own = situation.atlas.by_p2p_port("bitcoin", situation.endpoint.port).next().is_some();
    let keyed = situation.done.iter().any(|transcript| may_be_key(&transcript.received()));
    let stage = match () {
        () if keyed => Stage::Port,
        () if own && !held.is_empty() => Stage::Port,
        () if situation.expects("bitcoin") && !held.is_empty() => Stage::Expected,
        () => Stage::Flight,
    };
    vec![Proposal { stage, options: options(situation) }]
}

/// Whether a dialogue leaves it possible that the peer is one: it said nothing, or what may be a
/// key, or broke off.
fn fits(transcript: &Transcript) -> bool {
    let received = transcript.received();
    received.is_empty() || (transcript.ending == Ending::Mismatch && may_be_key(&received))
}

/// Whether bytes may be a key and what follows it: as long, and no text. Random bytes are text in
/// UTF-8 once in 10^19.
fn may_be_key(received: &[u8]) -> bool {
    let key = received.get(..KEY);
    key.is_some_and(|key| std::str::from_utf8(key).is_err() && distinct(key) > KEY / 4)
}

/// How many different bytes there are; 64 random ones have about 57.
fn distinct(bytes: &[u8]) -> usize {
    let mut seen = [false; 256];
    bytes.iter().for_each(|&byte| seen[usize::from(byte)] = true);
    seen.iter().filter(|&&seen| seen).count()
}

/// Options for all magics of the atlas, the likeliest first.
pub(super) fn options(situation: &Situation<'_>) -> Options {
    let atlas = situation.atlas;
    let expected = situation.expected_network().into_iter();
    let own = atlas.by_p2p_port("bitcoin", situation.endpoint.port);
    let speaking = SPEAKING.iter().filter_map(|key| atlas.network(key));
    let likely = expected.chain(own).chain(speaking);
    let all = likely.chain(atlas.networks().filter(|network| network.family == "bitcoin"));
    let mut magics: Vec<[u8; 4]> = Vec::new();
    for magic in all.filter_map(|network| network.magic) {
        if !magics.contains(&magic) && magics.len() < MAX_MAGICS {
            magics.push(magic);
        }
    }
    let written: Vec<String> = magics.iter().map(hex::encode).collect();
    let mut options = Options::from([("magics".to_owned(), written.join(","))]);
    for &magic in magics.iter().take(MAX_ASKED) {
        for (name, value) in p2p::options_for_magic(situation, magic) {
            match name.as_str() {
                "magic" => {}
                "protocol" => {
                    options.insert(name, value);
                }
                _ if value.is_empty() => {}
                _ => {
                    options.insert(format!("{}.{name}", hex::encode(magic)), value);
                }
            }
        }
    }
    options
}
